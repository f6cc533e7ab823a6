"""The health questions, by group, each answered where it stands."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from salon.clients.fullness import STATES, State
from salon.clients.health import answer_health
from salon.clients.health_kinds import (
    MOST_OF_SCALE,
    NO,
    NUMBER,
    ONLY_AFTER,
    SCALE,
    UNSURE,
    YES,
)
from salon.clients.model import ClientId, HealthAnswer
from salon.clients.queries import health_answers
from salon.text import _, full_day, listed
from salon.views.client import FileWords
from ui.clients.points import TONES
from ui.kit.buttons import Answers
from ui.kit.cards import across, held
from ui.kit.chips import Chip, ChipLabel
from ui.kit.fields import TextField
from ui.kit.sheet import Sheet
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.homes import home_of
from ui.parts.whose import say_whose

if TYPE_CHECKING:
    from ui.desk import Desk

HIGH = 760  # units of height
Keep = Callable[[str, str, Sequence[str]], None]
_TYPED = frozenset(("text", NUMBER))


def open_health(desk: "Desk", key: ClientId, words: FileWords) -> "HealthSheet | None":
    """Open the sheet of one client."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = HealthSheet(desk, home, key, words)
    desk.ask(health_answers, key).then(sheet.show_questions).otherwise(sheet.fail)
    sheet.open()
    return sheet


class HealthSheet(Sheet):
    """All questions below one another; an answer is kept when it is given."""

    def __init__(
        self, desk: "Desk", home: QWidget, key: ClientId, words: FileWords
    ) -> None:
        text = _("An answer is kept at once. Unsure counts as a yes until it is clear.")
        title = _("Health questions")
        super().__init__(home, title, text, icon="heart", wide=720)
        self._desk, self._key, self._words = desk, key, words
        say_whose(desk, self, key)
        self.rows: dict[str, QuestionRow] = {}
        self.setMinimumHeight(min(HIGH, home.window().height() - 60))
        self.cancel(_("Close"))

    def show_questions(self, found: Sequence[HealthAnswer]) -> None:
        """Show what is asked, and what was answered."""
        if self.rows:
            for one in found:
                self.rows[one.question].show_answer(one)
            self._show_fitting(found)
            return
        groups = self._words.terms.get("health_group", {})
        last = ""
        for one in found:
            if one.group != last:
                last = one.group
                name = str(groups.get(one.group, ""))
                if name:
                    self.add(Words(name, type=Type.SMALL_STRONG))
            row = QuestionRow(one, self._words, self.answer)
            self.rows[one.question] = row
            self.add(row)
        self._show_fitting(found)

    def _show_fitting(self, found: Sequence[HealthAnswer]) -> None:
        """Ask for the weeks only of who is pregnant, or may be."""
        said = {one.question: one.value for one in found}
        for question, before in ONLY_AFTER.items():
            if question in self.rows:
                is_asked = said.get(before) in (YES, UNSURE)
                self.rows[question].setVisible(is_asked or bool(said[question]))

    def answer(self, question: str, said: str, conditions: Sequence[str]) -> None:
        """Keep an answer, and show how all of them stand then."""
        done = self._desk.do(
            answer_health, self._key, question, said, tuple(conditions)
        )
        done.then(self._again).otherwise(self.fail)

    def _again(self, _none: object) -> None:
        self.failure.hide()
        asked = self._desk.ask(health_answers, self._key)
        asked.then(self.show_questions).otherwise(self.fail)


class QuestionRow(QWidget):
    """One question with its answers; which condition is meant, where several may be."""

    def __init__(self, one: HealthAnswer, words: FileWords, keep: Keep) -> None:
        super().__init__()
        self._keep = partial(keep, one.question)
        self._several = len(one.conditions) > 1
        self._kind, self._words = one.kind, words
        self.mark = ChipLabel(Chip(""))
        self._value, self._is_open = "", False
        self.field: TextField | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 6)
        column.setSpacing(4)
        asked = str(one.names)
        head = across(Words(asked, type=Type.MEDIUM, wrap=True), self.mark, gap=8)
        head.setStretch(0, 1)
        column.addWidget(held(head))
        self.answers = Answers(_offered(one.kind), name=asked)
        self.answers.changed.connect(self._answered)
        self.answers.setVisible(one.kind != NUMBER)
        if one.kind in _TYPED:
            weeks = _("9, or 9+3 for weeks and days")
            hint = weeks if one.kind == NUMBER else _("In the client’s words")
            self.field = TextField(hint=hint, name=asked)
            self.field.editingFinished.connect(self._written)
        column.addWidget(self.answers)
        meant = [(ref, words.condition(ref)) for ref in one.conditions]
        self.meant = Answers(meant, several=True, name=_("Which is meant"))
        self.meant.changed.connect(self._meant)
        self.meant.hide()
        column.addWidget(self.meant)
        if self.field is not None:  # what the yes means, in words
            self.field.setVisible(one.kind == NUMBER)
            column.addWidget(self.field)
        self.show_answer(one)

    def show_answer(self, one: HealthAnswer) -> None:
        """Show what was answered, and whether it still holds."""
        if self._is_open and one.value == self._value:
            return  # a yes of which it is still to be said what is meant
        self._value, self._is_open = one.value, False
        known = one.value if one.value in self.answers.buttons else ""
        if self.field is not None and self._kind == NUMBER:
            plain = one.value in (YES, NO, UNSURE)
            self.field.setText("" if plain else one.value)
        elif self.field is not None:
            if not known:
                self.field.setText(one.value)
                known = YES if one.value else ""
            elif known == NO:
                self.field.clear()
            self.field.setVisible(known == YES)
        self.answers.put(*([known] if known else []))
        state = State(one.state)
        said = _(STATES[state])
        if one.on is not None:
            said = f"{full_day(one.on)} · {said}"
        chip = Chip(said, TONES[state])
        if one.value == NO and one.stands:
            named = listed(self._words.condition(ref) for ref in one.stands)
            still = _("{what} still stands in the file")
            chip = Chip(still.format(what=named), Tone.AMBER)
        self.mark.say(chip)
        self._offer_meant(known)

    def _answered(self) -> None:
        value = self.answers.value()
        if not value:
            return
        said = str(value[0])
        if self.field is not None:
            self.field.setVisible(said == YES)
            if said == YES:
                self.field.setFocus()
        if said in (YES, UNSURE) and self._several:
            self.meant.show()  # first it is said which
            self._is_open = True
            return
        self._offer_meant(said)
        self._is_open = False
        self._keep(said, ())

    def _offer_meant(self, said: str) -> None:
        """Show what may be meant: of a scale, who asks judges whether it is."""
        if self._kind == SCALE:
            self.meant.setVisible(said not in ("", "0"))
        else:
            self.meant.setVisible(self._several and said in (YES, UNSURE))

    def _meant(self) -> None:
        chosen = [str(one) for one in self.meant.value()]
        value = self.answers.value()
        if chosen and value:
            self._keep(self._in_words() or str(value[0]), chosen)

    def _in_words(self) -> str:
        """Return what is written after a yes, or the weeks."""
        is_yes = self._kind == NUMBER or self.answers.value() == (YES,)
        return self.field.text().strip() if self.field is not None and is_yes else ""

    def _written(self) -> None:
        said = self._in_words()
        if said and said != self._value:
            self._keep(said, [str(one) for one in self.meant.value()])


def _offered(kind: str) -> list[tuple[str, str]]:
    """Return what a question of a kind is answered with by one press."""
    if kind == NUMBER:
        return []
    if kind == SCALE:
        return [(str(one), str(one)) for one in range(MOST_OF_SCALE + 1)]
    return [(YES, _("yes")), (NO, _("no")), (UNSURE, _("unsure"))]
