"""What stands where there is nothing, or nothing yet; and what takes long."""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.kit import style
from ui.kit.buttons import Button, Kind
from ui.kit.cards import Bar, Card, Heading, Icon, Medallion, across
from ui.kit.speech import speech
from ui.kit.tokens import CONTROL_RADIUS, Tone, Type
from ui.kit.words import Run, Words


class Calm(QWidget):
    """A title, why there is nothing, and what to do next."""

    def __init__(
        self, title: str, text: str = "", *actions: QWidget, icon: str = ""
    ) -> None:
        super().__init__()
        self.setAccessibleName(f"{title}. {text}")
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(2)
        if icon:
            column.addLayout(across(None, Medallion(icon), None))
            column.addSpacing(8)
        head = Words(title, type=Type.FIGURE)
        column.addLayout(across(None, head, None))
        self.said = Words(text, faint=True, wrap=True, centred=True)
        self.said.setFixedWidth(min(380, max(80, self.said.natural())))
        if not text:  # shown before it has a parent it would be a window for a moment
            self.said.hide()
        column.addLayout(across(None, self.said, None))
        self._actions = across(None, *actions, None)
        if actions:
            column.addSpacing(8)
            column.addLayout(self._actions)
        column.addStretch(3)

    def offer(self, action: QWidget) -> None:
        """Offer one thing more, before the others."""
        self._actions.insertWidget(1, action)


class Failed(Calm):
    """A sentence that says what went wrong, and a button to try again."""

    def __init__(
        self,
        title: str,
        text: str,
        again: Callable[[], object] | None = None,
        *others: QWidget,
    ) -> None:
        is_louder = any(
            isinstance(o, Button) and o.kind is Kind.PRIMARY for o in others
        )
        kind = Kind.SECONDARY if is_louder else Kind.PRIMARY
        self.again = Button(speech().try_again, icon="refresh", kind=kind, act=again)
        shown = (self.again,) if again is not None else ()
        row = (*shown, *others) if is_louder else (*others, *shown)
        super().__init__(title, text, *row)


class Waiting(Calm):
    """Said in the place of something that is still on its way."""


ICONS = {
    Tone.RED: "alert-octagon",
    Tone.AMBER: "alert-triangle",
    Tone.BLUE: "info-circle",
    Tone.SAGE: "circle-check",
}


class Banner(QFrame):
    """A strip in amber, red or blue, with an icon, a sentence and maybe a button."""

    def __init__(
        self,
        text: str,
        tone: Tone = Tone.AMBER,
        action: QWidget | None = None,
        *,
        icon: str = "",
        square: bool = False,
    ) -> None:
        super().__init__()
        self.tone, self.square = tone, square
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 10, 6)
        row.setSpacing(10)
        self._icon = Icon(icon or ICONS.get(tone, "info-circle"), 16, tone)
        row.addWidget(self._icon)
        self.words = Words(type=Type.SMALL_MEDIUM, wrap=True, middle=True)
        row.addWidget(self.words, 1)
        if action is not None:
            row.addWidget(action)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.say(text)

    def set_tone(self, tone: Tone) -> None:
        """Say the next sentence in another tone."""
        self.tone = tone
        self._icon.turn(ICONS.get(tone, "info-circle"), tone)
        self.update()

    def say(self, text: str) -> None:
        """Show another sentence."""
        self.words.say(Run(text, Type.SMALL_MEDIUM, self.tone))
        self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        radius = 0 if self.square else CONTROL_RADIUS
        soft = style.shade(self.tone).soft
        style.rounded(QPainter(self), QRectF(self.rect()), radius, soft)


class Progress(Card):
    """What takes long: how far it is, about how much is left, and Cancel."""

    cancelled = Signal()

    def __init__(self, title: str, icon: str = "hourglass") -> None:
        super().__init__(Heading(title, icon=icon), gap=8)
        self.bar = Bar(0, name=title)
        self.said = Words("", type=Type.SMALL, faint=True)
        self.cancel = Button(speech().cancel, small=True, act=self.cancelled.emit)
        self._clock = QElapsedTimer()
        self._clock.start()
        self.add(self.bar, across(self.said, None, self.cancel))

    def show_step(self, done: int, total: int, text: str = "") -> None:
        """Show how far it is; the estimate follows from the time it has taken."""
        self.bar.setValue(round(100 * done / max(1, total)))
        parts = [text or f"{done} / {total}"]
        if 0 < done < total and self._clock.elapsed() > 1500:
            left = self._clock.elapsed() / 1000 * (total - done) / done
            parts.append(speech().about_left.format(time=_length(left)))
        self.said.say(Run("  ·  ".join(parts), Type.SMALL, faint=True))


def _length(seconds: float) -> str:
    if seconds < 90:
        return speech().seconds.format(number=max(1, round(seconds)))
    return speech().minutes.format(number=round(seconds / 60))
