"""Who was taught what, and five questions."""

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.errors import SalonError
from salon.house.learning import REPEAT_DAYS, Asked, marked, questions
from salon.house.learning import Card as Known
from salon.house.operations import keep_quiz, note_training
from salon.staff.model import Role, StaffLine
from salon.text import _, full_day, ngettext
from salon.views.house import LearningSight, learning_cards, learning_sight
from ui.kit.buttons import Answers, Button
from ui.kit.cards import Card, down, held
from ui.kit.chips import Chip
from ui.kit.columns import flowing
from ui.kit.fields import Choice, FormRow, TextField
from ui.kit.offers import Offers, of_action, offer
from ui.kit.remaining import Remaining
from ui.kit.rows import Line, Look
from ui.kit.sheet import Sheet
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run, Words
from ui.parts.fields import DayField
from ui.parts.forms import Form
from ui.parts.homes import home_of, tell

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.house.page import HousePage


class Learning(QWidget):
    """The team: what each was taught last, and the last quiz; no ranking."""

    def __init__(self, desk: "Desk", page: "HousePage") -> None:
        super().__init__()
        self._desk, self._page = desk, page
        self._sight: LearningSight | None = None
        look = Look(height=52, columns=((380, True),))
        self.list = Remaining(look, _("Training"), 5)
        self.list.picked.connect(lambda _row: self.picked())
        self.list.opened.connect(lambda _row: self.quiz())
        offer(self.list, self._offers)
        said = _(
            "Five questions from our own services, products and safety rules; four "
            "right are enough, once a year. A training on record is a reminder, "
            "nobody’s bookings are blocked by it."
        )
        about = Words(said, type=Type.SMALL, faint=True, wrap=True)
        about.setMinimumWidth(360)  # narrower it would be taller than the page
        acts = (page.cards, page.taught, page.quiz)
        tools = down(
            about,
            flowing(*(Button(action=one, small=True) for one in acts)),
            gap=8,
        )
        self.card = Card(pad=12).add(self.list, stretch=1)
        column = down(tools, self.card, gap=10)
        column.setStretch(1, 1)
        column.setContentsMargins(0, 0, 0, 0)
        self.setLayout(column)
        self.first: QWidget = self.list

    def refresh(self) -> None:
        """Ask again."""
        self._desk.ask(learning_sight).then(self._show).otherwise(self._fail)

    def _fail(self, error: SalonError) -> None:
        self._desk.say(str(error))

    def _show(self, sight: LearningSight) -> None:
        self._sight = sight
        self.list.show_lines([_line(one, sight) for one in sight.team])
        if sight.team and self.list.chosen() is None:
            self.list.choose(0)
        self.picked()

    def picked(self) -> None:
        """Let what can be done with the chosen one be offered."""
        is_here = self.chosen() is not None and self._page.tab is self
        for action in (self._page.quiz, self._page.taught):
            action.setEnabled(is_here)

    def chosen(self) -> StaffLine | None:
        """Return who is chosen."""
        line, sight = self.list.chosen(), self._sight
        if line is None or sight is None:
            return None
        return next((one for one in sight.team if int(one.id) == line.key), None)

    def _offers(self, _row: int) -> Offers:
        page = self._page
        return (of_action(page.quiz), of_action(page.taught), of_action(page.cards))

    # what can be done

    def quiz(self) -> None:
        """Ask five questions."""
        one = self.chosen()
        if one is not None:
            asked = self._desk.ask(learning_cards)
            asked.then(partial(self._begin, one)).otherwise(self._fail)

    def _begin(self, one: StaffLine, known: tuple[Known, ...]) -> None:
        home, sight = home_of(self._desk), self._sight
        if home is None or sight is None:
            return
        tries = sum(quiz.staff_id == one.id for quiz in sight.quizzes)
        seed = sight.today.toordinal() * 1000 + int(one.id) * 10 + tries
        asked = questions(known, Role(one.role), seed)
        if not asked:
            self._desk.say(_("There is nothing to ask yet: the price list is empty."))
            return
        QuizSheet(self._desk, home, one, asked).open()

    def cards(self) -> None:
        """Show all that can be asked, with its answers."""
        asked = self._desk.ask(learning_cards)
        asked.then(self._show_cards).otherwise(self._fail)

    def _show_cards(self, known: tuple[Known, ...]) -> None:
        home = home_of(self._desk)
        if home is None:
            return
        sheet = Sheet(home, _("What to know"), icon="clipboard-text", wide=680)
        titles = list(dict.fromkeys(one.title for one in known))
        choice = Choice(titles, name=_("Service or product"))
        sheet.add(choice)
        holder = down(gap=8)
        sheet.add(held(holder))
        sheet.body.addStretch(1)
        sheet.cancel(_("Close"))

        def show(at: int) -> None:
            from ui.kit.cards import clear

            clear(holder)
            for one in known:
                if titles and one.title == titles[at]:
                    holder.addWidget(
                        Words(one.ask, type=Type.SMALL, faint=True, wrap=True)
                    )
                    holder.addWidget(Words(one.answer, type=Type.STRONG, wrap=True))
                    if one.more:
                        more = Words(one.more, type=Type.SMALL, wrap=True)
                        holder.addWidget(more)

        choice.currentIndexChanged.connect(show)
        if titles:
            show(0)
        sheet.setMinimumHeight(min(560, home.window().height() - 40))
        sheet.open()
        choice.setFocus()

    def note(self) -> None:
        """Note that somebody was taught something."""
        one, home, sight = self.chosen(), home_of(self._desk), self._sight
        if one is None or home is None or sight is None:
            return
        sheet = Sheet(home, _("Note a training"), icon="clipboard-check", wide=500)
        sheet.add(Words(one.name, type=Type.FIGURE))
        form = Form()
        refs = [each.ref for each in sight.services]
        names = [each.name for each in sight.services]
        form.row("service", _("Service"), Choice(names))
        day = DayField(self._desk, sight.today, _("On which day"), is_past=True)
        form.row("on", _("On which day"), day)
        form.row("by", _("Taught by"), TextField(), _("A colleague, the supplier"))
        form.row("note", _("Note"), TextField(), _("What is still to be practised"))

        def save() -> None:
            said = form.values()
            doing = self._desk.do(
                note_training,
                int(one.id),
                f"service:{refs[int(said['service'])]}",
                on=said["on"],
                teacher=said["by"],
                note=said["note"],
            )
            doing.then(lambda _none: sheet.accept()).otherwise(sheet.fail)

        sheet.add(form)
        sheet.body.addStretch(1)
        sheet.cancel()
        sheet.button(_("Keep"), save, primary=True)
        sheet.open()
        form.field("service").setFocus()


class QuizSheet(Sheet):
    """Five questions; what was not known is shown with its answer."""

    def __init__(
        self, desk: "Desk", home: QWidget, one: StaffLine, asked: tuple[Asked, ...]
    ) -> None:
        super().__init__(home, _("Five questions"), icon="help-circle", wide=640)
        self._desk, self._one, self._asked = desk, one, asked
        self.add(Words(one.name, type=Type.FIGURE))
        self.fields: list[Answers] = []
        self._said: list[Words] = []
        for at, each in enumerate(asked, 1):
            choices = [(n, text) for n, text in enumerate(each.choices)]
            field = Answers(choices, name=each.card.ask)
            told = Words("", type=Type.SMALL, wrap=True)
            told.hide()
            self.fields.append(field)
            self._said.append(told)
            self.add(FormRow(f"{at}. {each.card.ask}", field), told)
        self.body.addStretch(1)
        self._away = self.cancel()
        self._loud_one = self.button(_("Mark"), self._mark, primary=True)
        self.setMinimumHeight(min(720, home.window().height() - 40))
        if self.fields:
            next(iter(self.fields[0].buttons.values())).setFocus()

    def _mark(self) -> None:
        chosen = [int(str(next(iter(one.value()), -1))) for one in self.fields]
        if -1 in chosen:
            at = chosen.index(-1)
            self.fail(_("Answer every question, also by guessing."))
            next(iter(self.fields[at].buttons.values())).setFocus()
            return
        correct, missed = marked(self._asked, chosen)
        doing = self._desk.do(
            keep_quiz, int(self._one.id), correct, missed, len(self._asked)
        )
        doing.then(partial(self._kept, correct, chosen)).otherwise(self.fail)

    def _kept(self, correct: int, chosen: list[int], _key: object) -> None:
        for each, at, told in zip(self._asked, chosen, self._said, strict=True):
            right = at == each.right
            head = _("Right") if right else _("It is: {answer}")
            runs = [Run(head.format(answer=each.card.answer), Type.SMALL_STRONG)]
            if each.card.more and not right:
                runs.append(Run("  " + each.card.more, Type.SMALL))
            told.say(*runs)
            told.show()
        for field in self.fields:
            field.setEnabled(False)
        self._loud_one.hide()
        self._away.setText(_("Close"))
        said = ngettext(
            "{right} of {number} right", "{right} of {number} right", correct
        )
        tell(self._desk, said.format(right=correct, number=len(self._asked)))


def _line(one: StaffLine, sight: LearningSight) -> Line:
    taught = sight.taught(int(one.id))
    last = sight.last_quiz(int(one.id))
    said = _("no training on record")
    if taught:
        newest = taught[0]
        text = _("{name}, {day}")
        said = text.format(name=newest.names, day=full_day(newest.on))
        if len(taught) > 1:
            more = ngettext("and {n} more", "and {n} more", len(taught) - 1)
            said = f"{said} · {more.format(n=len(taught) - 1)}"
    cell = ""
    if last is not None:
        text = _("{right} of {number}, {day}")
        cell = text.format(
            right=last.correct, number=last.out_of, day=full_day(last.at.date())
        )
    return Line(one.name, said, mark=_mark(one, sight), cells=(cell,), key=int(one.id))


def _mark(one: StaffLine, sight: LearningSight) -> Chip:
    passed = sight.last_passed(int(one.id))
    if passed is None:
        return Chip(_("Quiz not passed yet"), Tone.PLAIN)
    if _is_old(passed.at.date(), sight.today):
        return Chip(_("Quiz due again"), Tone.AMBER)
    return Chip(_("Quiz passed"), Tone.SAGE, "check")


def _is_old(day: date, today: date) -> bool:
    return day + timedelta(days=REPEAT_DAYS) <= today
