"""The six steps at the left: which are done, which is in hand and until when."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from salon.complaints.model import STEP_WORDS, Step, StepLine, StepState
from salon.complaints.saying import due_in_words, left_in_words
from salon.text import _, hour, short_day
from salon.views.complaints import ComplaintSight
from ui.kit import icons, style, words
from ui.kit.cards import clear
from ui.kit.tips import tip
from ui.kit.tokens import Tone, Type

HIGH, TALL = 46, 58
ROUND = 12  # the radius of a step's mark


class StepRow(QWidget):
    """One step: a mark, its name, and who did it when, or until when it is due."""

    def __init__(self, place: int, state: StepState, more: str) -> None:
        super().__init__()
        self.place, self.state, self.more = place, state, more
        self.name = _(STEP_WORDS[state.step])
        said = _("done") if state.done else _("in hand") if state.is_current else ""
        self.setAccessibleName(", ".join(filter(None, (self.name, said, more))))
        self.setFixedHeight(TALL if state.is_current else HIGH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        tip(
            self, "\n".join(filter(None, (more, state.done.note if state.done else "")))
        )

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        return QSize(220, self.height())

    @property
    def tone(self) -> Tone:
        """The colour of its clock: grey, amber in the last tenth, red when late."""
        clock = self.state.clock
        if clock.is_late:
            return Tone.RED
        return Tone.AMBER if clock.is_short else Tone.ROSE

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        t, rose = style.theme(), style.shade(Tone.ROSE)
        painter = QPainter(self)
        is_now, done = self.state.is_current, self.state.done is not None
        if is_now:
            style.rounded(painter, QRectF(self.rect()), 8, rose.soft)
        mark = QRectF(8, 8, 2 * ROUND, 2 * ROUND)
        if done:
            sage = style.shade(Tone.SAGE)
            style.rounded(painter, mark, ROUND, sage.soft)
            icons.draw(painter, "check", 12, 12, 16, sage.mark)
        else:
            ground = rose.mark if is_now else None
            style.rounded(painter, mark, ROUND, ground, None if is_now else t.edge)
            ink = t.card if is_now else t.faint
            number = str(self.place)
            wide = words.width(number, Type.SMALL_STRONG)
            base = mark.center().y() + words.cap(Type.SMALL_STRONG) / 2
            x = mark.center().x() - wide / 2
            words.draw(painter, x, base, number, Type.SMALL_STRONG, ink, wide + 4)
        left = 44
        room = self.width() - left - 6
        words.draw(painter, left, 20, self.name, Type.SMALL_STRONG, t.ink, room)
        hue = style.shade(self.tone).text if is_now else t.faint
        words.draw(painter, left, 36, self.more, Type.CAPTION, hue, room)
        if is_now:
            line = QRectF(left, 44, room, 4)
            style.rounded(painter, line, 2, style.mixed(t.line, t.card, 0.8))
            line.setWidth(max(4.0, room * self.state.clock.used))
            style.rounded(painter, line, 2, style.shade(self.tone).mark)


class Steps(QWidget):
    """All six of them."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.rows: list[StepRow] = []

    def show_sight(self, sight: ComplaintSight) -> None:
        """Show how far it has come."""
        clear(self._column)
        self.rows = []
        for place, state in enumerate(sight.card.steps, 1):
            row = StepRow(place, state, _more(sight, state))
            self.rows.append(row)
            self._column.addWidget(row)


def _more(sight: ComplaintSight, state: StepState) -> str:
    """Return what stands below a step's name."""
    if state.done is not None:
        return _done(state.done, sight.now)
    owner = sight.card.line.owner
    if state.is_current:
        left = left_in_words(state.clock)
        return " · ".join(filter(None, (owner, left)))
    if state.step is Step.FOLLOW_UP:
        return " · ".join(filter(None, (owner, _("days 1, 3, 7 and 30"))))
    by = _("by {time}").format(time=due_in_words(state.clock))
    return " · ".join(filter(None, (owner, by)))


def _done(line: StepLine, now: datetime) -> str:
    parts: Sequence[str] = (when(line.at, now), line.by)
    return " · ".join(filter(None, parts))


def when(at: datetime, now: datetime) -> str:
    """Return a time: of today alone, else with its day."""
    return hour(at) if at.date() == now.date() else f"{short_day(at.date())} {hour(at)}"
