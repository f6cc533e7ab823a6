"""Results: what a round says beside the one before, what we changed and promise."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from salon.errors import SalonError
from salon.feedback.asking import questionnaires
from salon.surveys.comparing import Comparison, Dimension, Measure
from salon.surveys.model import FEWEST, RoundId, RoundLine, RoundPromise
from salon.surveys.operations import keep_promise
from salon.surveys.saying import (
    MEASURE_MEANS,
    MEASURE_WORDS,
    answers_said,
    change_said,
    class_said,
    dimension_said,
    figure_said,
    note_words,
    share_said,
    signed,
    state_said,
)
from salon.text import _, full_day, language, number
from salon.views.surveys import ResultSight, result_sight
from ui.kit import style, words
from ui.kit.buttons import Button
from ui.kit.cards import Card, Heading, Scroll, across, down, held
from ui.kit.columns import Columns
from ui.kit.facts import pairs
from ui.kit.fields import Choice
from ui.kit.states import Banner, Calm, Failed
from ui.kit.tips import tip
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.holding import Holder
from ui.parts.homes import tell
from ui.parts.printing import print_composed

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.surveys.page import SurveysPage

HIGH = 30  # of a line of the five
MOMENTS = 6  # in words, of each kind
NAMED = 0.26  # of the width, for what a line is of
SAID = 0.34  # and for its figures


class ResultsTab(QWidget):
    """One sheet a round; it is printed as it stands."""

    def __init__(self, desk: "Desk", page: "SurveysPage") -> None:
        super().__init__()
        self._desk, self._page = desk, page
        self._wanted: RoundId | None = None
        self.sight: ResultSight | None = None
        self.which = Choice([], name=_("Which round"))
        self.which.activated.connect(self._choose)
        self.held = Holder()
        column = down(self.held, gap=0)
        column.setContentsMargins(0, 0, 0, 0)
        self.setLayout(column)
        self.first: QWidget = self.which

    def want(self, key: int) -> None:
        """Show another round."""
        self._wanted = RoundId(key)

    def refresh(self) -> None:
        """Ask again."""
        asked = self._desk.ask(result_sight, self._wanted)
        asked.then(self._show).otherwise(self._fail)

    @property
    def line(self) -> RoundLine | None:
        """The round in sight."""
        return self.sight.line if self.sight is not None else None

    def print_sheet(self) -> None:
        """Show the sheet of the round, and let it be printed."""
        from salon.reports.surveys import compose_round

        line = self.line
        if line is None:
            return
        print_composed(
            *(self._desk, lambda look: self._desk.ask(compose_round, line.id, look)),
            line.title,
        )

    def _fail(self, error: SalonError) -> None:
        title = _("The surveys could not be read.")
        self.held.put(Failed(title, str(error), self.refresh))

    def _choose(self, at: int) -> None:
        if self.sight is not None:
            self._wanted = self.sight.rounds[at].id
            self.refresh()

    def _show(self, sight: ResultSight) -> None:
        if sight == self.sight:
            return
        had_focus = self.which.hasFocus()
        is_first = self.sight is None and self.isVisible()
        self.sight = sight
        line, found = sight.line, sight.found
        self._page.heed_result(sight)
        if line is None or found is None:
            text = _("When a survey is answered, its report stands here.")
            calm = Calm(_("Nothing is answered yet"), text)
            self.held.put(Card().add(calm, stretch=1))
            return
        self.which = Choice(
            [one.title for one in sight.rounds],
            [one.id for one in sight.rounds].index(line.id),
            name=_("Which round"),
        )
        self.which.activated.connect(self._choose)
        self.first = self.which
        head = across(
            *(self.which, Words(answers_said(found), type=Type.FIGURE), None),
            gap=12,
        )
        column = down(held(head), gap=12)
        tone = Tone.AMBER if found.answered else Tone.BLUE
        for note in found.notes:
            column.addWidget(Banner(note_words(note, found), tone))
        if line.nameless and (line.closed is None or line.nameless < FEWEST):
            column.addWidget(Banner(_held_back(line.nameless), Tone.BLUE))
        if found.answered:
            column.addWidget(
                Columns(
                    *(self._measures(sight), self._dimensions(found)),
                    (1, 1),
                    least=880,
                    gap=12,
                )
            )
            column.addWidget(
                Columns(
                    self._rates(found), self._more(found), (1, 1), least=880, gap=12
                )
            )
            column.addWidget(
                Columns(
                    _moments(_("Moments they remember"), found.best, "mood-smile"),
                    _moments(_("Moments to forget"), found.worst, "message-report"),
                    (1, 1),
                    least=880,
                    gap=12,
                )
            )
        column.addWidget(
            Columns(
                self._changed(line), self._promises(sight), (1, 1), least=880, gap=12
            )
        )
        column.addStretch(1)
        self.held.put(Scroll(held(column)))
        if had_focus or is_first:
            self.first.setFocus()

    def _measures(self, sight: ResultSight) -> Card:
        assert sight.found is not None
        before = sight.before.title if sight.before is not None else ""
        remark = _("beside {round}").format(round=before) if before else ""
        card = Card(Heading(_("How we do"), icon="trending-up", remark=remark), gap=6)
        found = sight.found
        every = (*found.measures, found.alike, found.third, found.welcome)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        for row, one in enumerate(every):
            for column, part in enumerate(_measure(one)):
                grid.addWidget(part, row, column, Qt.AlignmentFlag.AlignTop)
        return card.add(grid).fill()

    def _dimensions(self, found: Comparison) -> Card:
        remark = _("| how important · ● how well, 1 to 5")
        head = Heading(_("What to mend first"), icon="list-details", remark=remark)
        card = Card(head, gap=2)
        for place, one in enumerate(found.dimensions):
            card.add(_Five(one, is_first=not place and one.is_first))
        if not found.dimensions:
            said = _("Nobody has said both how important it is and how well we do it.")
            card.add(Words(said, type=Type.SMALL, faint=True, wrap=True))
        return card.fill()

    def _rates(self, found: Comparison) -> Card:
        rows: list[tuple[str, str | QWidget]] = []
        for rate in found.by_class:
            name = _("Class {name}").format(name=class_said(rate.group))
            rows.append((name, share_said(rate.share)))
        rows += [
            (state_said(rate.group), share_said(rate.share))
            for rate in found.by_state
            if rate.group
        ]
        rows.append((_("asked in person"), share_said(found.interviews)))
        head = Heading(_("Who has answered"), icon="users")
        return Card(head, gap=6).add(pairs(rows, 150)).fill()

    def _more(self, found: Comparison) -> Card:
        rows: list[tuple[str, str | QWidget]] = []
        for key, text, counts in (
            ("ye_afc", _("After-care"), found.care),
            ("ye_ref", _("Than a year ago"), found.better),
        ):
            question = questionnaires()["yearly"].question(key)
            assert question is not None
            said = [
                f"{option.said_in(language())} {number(count)}"
                for option, count in zip(question.options, counts, strict=True)
            ]
            rows.append((text, " · ".join(said)))
        wished = questionnaires()["yearly"].question("ye_new")
        assert wished is not None
        said = [
            f"{wished.options[place].said_in(language())} {number(count)}"
            for place, count in found.wishes[:4]
        ]
        rows.append((_("Wished for"), " · ".join(said) or "–"))
        head = Heading(_("What else they say"), icon="message-circle")
        return Card(head, gap=6).add(pairs(rows, 150)).fill()

    def _changed(self, line: RoundLine) -> Card:
        change = Button(action=self._page.changed, small=True)
        head = Heading(_("What we changed because of it"), change, icon="wand")
        said = line.changed or _("Nothing is noted yet.")
        return (
            Card(head, gap=6).add(Words(said, wrap=True, faint=not line.changed)).fill()
        )

    def _promises(self, sight: ResultSight) -> Card:
        promise = Button(action=self._page.promise, small=True)
        title = _("What we promise for the next year")
        card = Card(Heading(title, promise, icon="heart-handshake"), gap=8)
        if not sight.promises:
            said = _("Three promises, each with a name and a date.")
            card.add(Words(said, faint=True, wrap=True))
        for one in sight.promises:
            card.add(self._promise(one))
        return card.fill()

    def _promise(self, one: RoundPromise) -> QWidget:
        said = _("{person}, until {day}")
        text = said.format(person=one.person, day=full_day(one.due))
        if one.done is not None:
            done = _("kept on {day}").format(day=full_day(one.done))
            text = f"{text} · {done}"
        about = held(
            down(
                Words(one.words, type=Type.STRONG, wrap=True),
                Words(text, type=Type.SMALL, faint=True),
                gap=0,
            )
        )
        row = across(about, gap=8)
        row.setStretch(0, 1)
        if one.done is None:
            row.addWidget(
                Button(
                    *(_("Kept"),),
                    icon="check",
                    small=True,
                    act=partial(self._keep, one),
                    name=f"{_('Kept')}: {one.words}",
                )
            )
        return held(row)

    def _keep(self, one: RoundPromise) -> None:
        doing = self._desk.do(keep_promise, one.id)
        doing.then(lambda _done: tell(self._desk, _("Promise kept")))
        doing.otherwise(lambda error: self._desk.say(str(error)))


def _measure(one: Measure) -> list[QWidget]:
    means = _(MEASURE_MEANS[one.key])
    name = Words(_(MEASURE_WORDS[one.key]), wrap=True)
    now = Words(figure_said(one.key, one.now), type=Type.STRONG)
    was = figure_said(one.key, one.before) if one.before is not None else ""
    tone = None
    if one.is_real:
        tone = Tone.SAGE if one.is_better else Tone.AMBER
    change = Words(change_said(one), type=Type.SMALL, tone=tone, faint=tone is None)
    for part in (name, now):
        tip(part, means)
    now.setAccessibleDescription(means)
    return [name, now, Words(was, type=Type.SMALL, faint=True), change]


def _moments(title: str, said: tuple[str, ...], icon: str) -> Card:
    card = Card(Heading(title, icon=icon), gap=6)
    for one in said[:MOMENTS]:
        card.add(Words(_("“{words}”").format(words=one), wrap=True))
    if not said:
        card.add(Words(_("Nothing was written."), faint=True))
    return card.fill()


class _Five(QWidget):
    """One of the five, painted: how important, how well, and the difference."""

    def __init__(self, one: Dimension, *, is_first: bool) -> None:
        super().__init__()
        self._one = one
        self.setFixedHeight(HIGH)
        self.name = _(one.name)
        self.figures = _("{important} · {done}").format(
            important=number(one.importance, 1), done=number(one.performance, 1)
        )
        self.gap = signed(round(one.gap, 1), 1)
        change = dimension_said(one)
        self.note = _("mend this first") if is_first else change
        said = _("important {important}, done {done}, difference {gap}").format(
            important=number(one.importance, 1),
            done=number(one.performance, 1),
            gap=self.gap,
        )
        self.setAccessibleName(
            ", ".join(filter(None, (self.name, said, self.note, change)))
        )
        tip(self, said if not change else f"{said}. {change}")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        painter, t, one = QPainter(self), style.theme(), self._one
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide, middle = float(self.width()), self.height() / 2
        base = middle + 4
        named = wide * NAMED
        words.draw(painter, 0, base, self.name, Type.BODY, t.ink, named - 8)
        noted = wide * SAID
        left, right = named + 6, wide - noted - 6
        box = QRectF(left, middle - 1, max(10.0, right - left), 2)
        style.rounded(painter, box, 1, style.mixed(t.line, t.card, 0.6))

        def at(score: float) -> float:
            return box.left() + box.width() * (score - 1) / 4

        tick = QRectF(at(one.importance) - 1, middle - 8, 2, 16)
        style.rounded(painter, tick, 1, t.ink)
        shade = style.shade(Tone.AMBER if one.gap < 0 else Tone.SAGE)
        dot = QRectF(at(one.performance) - 5, middle - 5, 10, 10)
        style.rounded(painter, dot, 5, shade.mark)
        start = wide - noted
        words.draw(painter, start, base, self.gap, Type.STRONG, t.ink, 44)
        words.draw(
            painter, start + 46, base, self.note, Type.SMALL, t.faint, noted - 46
        )


def _held_back(many: int) -> str:
    """Return why answers without a name are not among the figures yet."""
    said = _(
        "{n} answered without a name. That is read once the round is closed and at "
        "least {least} did so; before, it could be told who it was."
    )
    return said.format(n=number(many), least=number(FEWEST))
