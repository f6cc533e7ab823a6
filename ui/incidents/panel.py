"""The red panel of an incident: whom to ring, what to say, four things to tick."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from salon.incidents.model import Severity
from salon.text import _
from salon.views.incidents import IncidentSight, TickLine
from ui.kit import chips, style, words
from ui.kit.buttons import Tick
from ui.kit.cards import Icon, Rule, across, down, held
from ui.kit.tokens import CARD_RADIUS, Tone, Type
from ui.kit.words import Words

LEFT = 164  # units of width of the red side


class Panel(QFrame):
    """What is done and said in the first minute; the eye falls here first."""

    ticked = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._head = Words("", type=Type.STRONG, tone=Tone.RED)
        self.number = Words("", type=Type.NUMBER, tone=Tone.RED)
        self._who = Words("", type=Type.SMALL, wrap=True)
        left = down(
            across(Icon("urgent", 18, Tone.RED), self._head, None),
            self.number,
            self._who,
            None,
            gap=6,
        )
        left.setContentsMargins(16, 14, 12, 14)
        side = QWidget()
        side.setLayout(left)
        side.setFixedWidth(LEFT)
        self.say = Words("", type=Type.READING, wrap=True)
        self.say_here = Words("", type=Type.SMALL, faint=True, wrap=True)
        self._since = Words("", type=Type.SMALL, tone=Tone.RED)
        title = Words(_("SAY, SLOWLY"), type=Type.CAPTION_STRONG, faint=True)
        self._ticks = QGridLayout()
        self._ticks.setContentsMargins(0, 0, 0, 0)
        self._ticks.setHorizontalSpacing(12)
        self._ticks.setVerticalSpacing(0)
        for column in (0, 1):
            self._ticks.setColumnStretch(column, 1)
        self.boxes: dict[str, NextTick] = {}
        right = down(
            across(title, None, self._since),
            self.say,
            self.say_here,
            Rule(),
            self._ticks,
            gap=4,
        )
        right.setContentsMargins(16, 12, 16, 10)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(held(right), 1)
        right.setContentsMargins(16, 12, 16, 10)

    def show_sight(self, sight: IncidentSight) -> None:
        """Show what is to be rung, said and done."""
        line = sight.card.line
        self.number.setVisible(sight.is_emergency)
        if sight.is_emergency:
            self._head.say(_("Ring now"))
            self.number.say(sight.emergency)
            said = _("from the second phone, or whoever is with the client rings.")
            self._who.say(said)
        else:
            self._head.say(_heading(sight))
            self._who.say(sight.do)
        self.say.say(_("“{words}”").format(words=sight.say) if sight.say else "")
        self.say_here.say(sight.say_here)
        self.say_here.setVisible(bool(sight.say_here))
        self._show_ticks(sight.ticks, is_open=line.is_open)
        parts = (self._head.text(), self.number.text() if sight.is_emergency else "")
        self.setAccessibleName(" ".join(filter(None, parts)))
        self.setAccessibleDescription(sight.say_here or sight.say)

    def since(self, text: str) -> None:
        """Show how long ago it was said."""
        self._since.say(text)

    def next_tick(self) -> str:
        """Return what is to be ticked next; empty where all is done."""
        return next((key for key, one in self.boxes.items() if one.is_next), "")

    def _show_ticks(self, ticks: Sequence[TickLine], *, is_open: bool) -> None:
        if [one.key for one in ticks] != list(self.boxes):
            for box in self.boxes.values():
                self._ticks.removeWidget(box)
                box.hide()
                box.deleteLater()
            self.boxes = {}
            for at, one in enumerate(ticks):
                box = NextTick(one.text, partial(self._tick, one.key))
                self.boxes[one.key] = box
                self._ticks.addWidget(box, at // 2, at % 2)
        coming = next((one.key for one in ticks if not one.is_done), "")
        for one in ticks:
            box = self.boxes[one.key]
            box.put(one.is_done, is_next=is_open and one.key == coming)
            box.setEnabled(is_open)

    def _tick(self, key: str, is_on: bool) -> None:
        self.ticked.emit(key, is_on)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        t, hue = style.theme(), style.shade(Tone.RED)
        painter = QPainter(self)
        box = QRectF(self.rect())
        style.rounded(painter, box, CARD_RADIUS, t.card, hue.mark)
        left = box.adjusted(1, 1, 0, -1)
        left.setWidth(LEFT)
        style.rounded(painter, left, CARD_RADIUS - 1, hue.soft)
        left.setLeft(left.right() - CARD_RADIUS)  # no round corners in the middle
        painter.fillRect(left, hue.soft)
        if self.hasFocus():
            style.focus_ring(painter, box, CARD_RADIUS)


class NextTick(Tick):
    """Something to tick; the next one says which key does it."""

    def __init__(self, text: str, act: Callable[[bool], object]) -> None:
        super().__init__(text)
        self.is_next = False
        self.clicked.connect(lambda is_on: act(bool(is_on)))

    def put(self, is_on: bool, *, is_next: bool) -> None:
        """Show whether it is done, without telling anyone."""
        self.setChecked(is_on)
        self.is_next = is_next
        self.setAccessibleDescription(_("Space") if is_next else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it, with its key cap where it is the next."""
        super().paintEvent(event)
        wide = words.width(self.text(), Type.BODY) + words.width(
            _("Space"), Type.CAPTION
        )
        if self.is_next and wide + 28 + 24 <= self.width():  # box, edge, cap
            painter = QPainter(self)
            right, middle = self.width() - 4.0, self.height() / 2
            chips.draw_keycap(painter, right, middle, _("Space"), None)


def _heading(sight: IncidentSight) -> str:
    """Return what is to happen today where no ambulance is needed."""
    sign = sight.card.line.sign
    if sight.card.line.severity >= Severity.DOCTOR:
        is_ours = sign is not None and sign.action == "manager_now"
        return _("Manager now") if is_ours else _("Doctor today")
    return _("We ring today")
