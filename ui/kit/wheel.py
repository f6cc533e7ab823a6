"""The mouse wheel scrolls the page; it changes a field only on purpose.

Qt's own fields take the wheel wherever the pointer happens to be, so scrolling down a
form changes what it passes. In the kit a field takes it only while it has the focus,
and only from a roll that began on it; this is what remembers where a roll began.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QWidget

PAUSE = 500  # milliseconds without a step end a roll


class _Roll:
    """The roll that is going on: when its last step came, and where it began."""

    def __init__(self) -> None:
        self.last = -PAUSE - 1
        self.began_on = 0  # id() of a widget; only compared, never followed

    def step(self, widget: "QWidget", event: "QWheelEvent") -> bool:
        """Note a step over *widget*; return whether the roll began on it."""
        at = event.timestamp()
        if at - self.last > PAUSE or at < self.last:
            self.began_on = id(widget)
        self.last = at
        return self.began_on == id(widget)


_roll = _Roll()


def note(widget: "QWidget", event: "QWheelEvent") -> bool:
    """Note a step of the wheel over *widget*; return whether its roll began there."""
    return _roll.step(widget, event)
