"""What a client reads: the parts of a form, what changed, and its questions."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from salon.forms.composing import unanswered
from salon.forms.model import ASKING, Mark, PartKind, Said
from salon.text import N_, _, full_day, hour, listed, ngettext, speaking
from salon.views.forms import FormSight
from ui.forms.asking import asked_now, fields_of
from ui.kit import style
from ui.kit.buttons import Button
from ui.kit.cards import Card, Icon, Rule, Scroll, across, clear, down, held
from ui.kit.columns import flowing
from ui.kit.marked import Ink, Marked
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run, Words

if TYPE_CHECKING:
    from ui.desk import Desk

HEAD = 152  # units of width of what a part is about
BESIDE = 600  # units of width of all, from which on it stands beside the words
ANY = 16_777_215  # as wide as one likes
EDGE = 30  # units left of the words
_INKS = {Mark.SAME: Ink.PLAIN, Mark.NEW: Ink.NEW, Mark.GONE: Ink.GONE}


class Reading(Card):
    """The words of a form as a card; it knows whether all of them were seen."""

    changed = Signal()
    answered = Signal()  # a question

    def __init__(
        self,
        desk: "Desk",
        sight: FormSight,
        answers: dict[str, str],
        scale: float = 1.0,
    ) -> None:
        super().__init__(pad=0, gap=0)
        self._sight, self._scale = sight, scale
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(sight.words.title)
        self.is_seen = False
        self.fields = fields_of(desk, sight.words.parts, sight.zones, answers)
        self.texts: list[Marked] = []
        self._rows: dict[str, QWidget] = {}
        self._headed: list[tuple[QHBoxLayout, Words]] = []
        self._marks_on = True
        self._column = down(None, gap=0)
        clear(self._column)
        self._column.setContentsMargins(0, 24, 30, 20)
        self._build()
        inside = QWidget()
        inside.setLayout(self._column)
        self.pane = Scroll(inside)
        self.pane.verticalScrollBar().valueChanged.connect(self._look)
        self.pane.verticalScrollBar().rangeChanged.connect(self._look)
        self.body.addWidget(self.pane, 1)
        self.body.addWidget(Rule())
        self.body.addLayout(self._foot())
        for field in self.fields.values():
            field.changed.connect(self._answered)
        self._turn()

    @property
    def progress(self) -> float:
        """How far it is scrolled, 0 to 1."""
        bar = self.pane.verticalScrollBar()
        return bar.value() / bar.maximum() if bar.maximum() else 0.0

    def go_to(self, progress: float) -> None:
        """Scroll as far as it was in another language."""
        bar = self.pane.verticalScrollBar()
        bar.setValue(round(bar.maximum() * progress))
        self._look()

    def answers(self) -> dict[str, str]:
        """Return what is answered, of what is asked."""
        said = {key: one.value() for key, one in self.fields.items()}
        shown = asked_now(self._sight.words.parts, said)
        return {key: text for key, text in said.items() if text and key in shown}

    def lacking(self) -> str:
        """Return the first question that needs an answer still; "" where none does."""
        zones = frozenset(ref for ref, _name, _view in self._sight.zones)
        today = self._sight.now.date()
        one = unanswered(self._sight.words.parts, self.answers(), zones, today)
        return (one.head or one.text) if one is not None else ""

    def scale(self, factor: float) -> None:
        """Set the words larger or smaller."""
        for text in self.texts:
            text.scale(factor)

    # how it is built

    def _build(self) -> None:
        sight = self._sight
        title = Words(sight.words.title, type=Type.DISPLAY, wrap=True)
        self._column.addWidget(_inset(title))
        self._column.addWidget(_inset(Words(_whom(sight), faint=True, wrap=True)))
        self._column.addSpacing(12)
        if (changed := _changed(sight)) is not None:
            self._column.addWidget(_inset(self._since(changed)))
            self._column.addSpacing(8)
        for part in sight.words.parts:
            row = self._row(part)
            self._rows[part.id] = row
            self._column.addWidget(row)
        self._column.addStretch(1)

    def _since(self, text: str) -> QWidget:
        before = self._sight.before
        assert before is not None
        day = full_day(before.at.date())
        said = _(N_("What changed since {day}")).format(day=day)
        head = Words(said, type=Type.STRONG, tone=Tone.AMBER)
        self.hide_marks = Button(_(N_("Hide the marks")), small=True)
        self.hide_marks.setCheckable(True)
        self.hide_marks.toggled.connect(self._mark)
        self.hide_marks.setVisible(bool(self._sight.marks))
        words = Words(text, wrap=True)
        inside = across(
            Icon("history", tone=Tone.AMBER),
            held(down(head, words, gap=2)),
            self.hide_marks,
            gap=12,
        )
        inside.setStretch(1, 1)
        inside.setContentsMargins(14, 10, 14, 10)
        return _Notice(inside)

    def _row(self, part: Said) -> QWidget:
        marks = self._sight.marks.get(part.id)
        column = down(Rule(), gap=10)
        column.setContentsMargins(EDGE, 0, 0, 10)
        if part.kind is PartKind.HEADING:
            column.addWidget(Words(part.head, type=Type.HEADING, wrap=True))
            return _Row(column, is_new=False)
        pieces = (
            [(one.text, _INKS[one.mark]) for one in marks]
            if marks is not None
            else [(part.text, Ink.PLAIN)]
        )
        text = Marked(pieces, scale=self._scale, spoken_new=_(N_("New:")))
        self.texts.append(text)
        head = Words(part.head, type=Type.STRONG, wrap=True)
        if part.kind in ASKING:
            if part.text:
                column.addWidget(text)
            if part.is_required:
                head.say(Run(part.head, Type.STRONG), Run(" *", Type.STRONG, Tone.ROSE))
            column.addWidget(head)
            column.addWidget(self.fields[part.id].widget)
            return _Row(column, is_new=False)
        row = across(head, text, gap=16)
        row.setStretch(1, 1)
        self._headed.append((row, head))
        column.addLayout(row)
        return _Row(column, is_new=marks is not None)

    def _foot(self) -> QVBoxLayout:
        sight = self._sight
        self._seen = Words(_(N_("Read on to the end, please")), faint=True)
        said = _(N_("Form {number}")).format(number=sight.words.number)
        parts = [said, _(N_("kept exactly as it is read"))]
        if sight.until is not None:
            until = _(N_("good until {day}")).format(day=full_day(sight.until))
            parts.append(until)
        kept = Words(" · ".join(parts), type=Type.SMALL, faint=True)
        self._eye = Icon("circle", tone=Tone.PLAIN)
        self._seen.setMinimumWidth(self._seen.natural())
        row = flowing(held(across(self._eye, self._seen)), kept, gap=8, spread=1)
        column = down(row)
        column.setContentsMargins(30, 10, 30, 12)
        return column

    # what happens

    def _look(self, *_moved: int) -> None:
        """Note that the end was seen; once seen it stays so."""
        bar = self.pane.verticalScrollBar()
        if not self.is_seen and self.isVisible() and bar.value() >= bar.maximum() - 4:
            self.is_seen = True
            with speaking(self._sight.words.language):
                self._seen.say(_(N_("You have seen all of it")))
            self._seen.setMinimumWidth(self._seen.natural())
            self._eye.turn("circle-check", Tone.SAGE)
            self.changed.emit()

    def _answered(self) -> None:
        self._turn()
        self.changed.emit()
        self.answered.emit()

    def _turn(self) -> None:
        """Show what is asked after the answers so far."""
        said = {key: one.value() for key, one in self.fields.items()}
        shown = asked_now(self._sight.words.parts, said)
        for key, row in self._rows.items():
            row.setVisible(key in shown)

    def _mark(self, hides: bool) -> None:  # as Qt tells it
        for text in self.texts:
            text.mark(on=not hides)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put what a part is about above its words where there is little room."""
        super().resizeEvent(event)
        is_beside = self.width() >= BESIDE
        way = QBoxLayout.Direction
        for row, head in self._headed:
            row.setDirection(way.LeftToRight if is_beside else way.TopToBottom)
            row.setSpacing(16 if is_beside else 4)
            side = Qt.AlignmentFlag.AlignTop if is_beside else Qt.AlignmentFlag(0)
            row.setAlignment(head, side)
            head.setMinimumWidth(HEAD if is_beside else 0)
            head.setMaximumWidth(HEAD if is_beside else ANY)

    def showEvent(self, event: object) -> None:
        """See at once what fits without scrolling."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._look()


class _Row(QWidget):
    """A part of the form; a bar at its left says that it reads otherwise now."""

    def __init__(self, inside: QVBoxLayout, *, is_new: bool) -> None:
        super().__init__()
        self.setLayout(inside)
        self._is_new = is_new

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar."""
        if self._is_new:
            box = QRectF(0, 4, 4, self.height() - 8)
            QPainter(self).fillRect(box, style.shade(Tone.AMBER).mark)


class _Notice(QWidget):
    """A soft amber ground under what changed."""

    def __init__(self, inside: "QVBoxLayout | object") -> None:
        super().__init__()
        self.setLayout(inside)  # type: ignore[arg-type]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        style.rounded(painter, QRectF(self.rect()), 8, style.shade(Tone.AMBER).soft)


def _inset(widget: QWidget) -> QWidget:
    made, row = QWidget(), across(widget)
    row.setContentsMargins(EDGE, 0, 0, 0)
    made.setLayout(row)
    return made


def _whom(sight: FormSight) -> str:
    """Return for whom it is and for which visit."""
    client = sight.client
    whom = " ".join(filter(None, (client.name, client.pinyin)))
    said = [_(N_("Read by {name}")).format(name=whom)]
    if sight.visit is not None:
        at = hour(sight.visit.slot.start)
        with_whom = _(N_("today {time} with {name}"))
        said.append(with_whom.format(time=at, name=sight.visit.person.name))
    return " · ".join(said)


def _changed(sight: FormSight) -> str | None:
    """Return what is other than what was signed last; None where nothing was."""
    if sight.before is None:
        return None
    said = []
    if sight.new_sentences:
        told = ngettext(
            "{count} sentence below is new and marked.",
            "{count} sentences below are new and marked.",
            sight.new_sentences,
        )
        said.append(told.format(count=sight.new_sentences))
    elif sight.marks:
        said.append(_(N_("Something was left out; it is marked below.")))
    if sight.health_since:
        told = _(N_("Since then you told us of: {what}. We talk it over first."))
        said.append(told.format(what=listed(sight.health_since)))
    if not said:
        return _(N_("It is word for word the same."))
    if sight.marks:
        said.append(_(N_("All else is word for word the same.")))
    return " ".join(said)
