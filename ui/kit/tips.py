"""What is said where the pointer rests: always as letters, never as markup.

Qt takes a text for markup when it looks like some, and then opens what it names: a
client called `<img src=…>` would draw a file of this computer.
"""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QToolTip, QWidget

_JOINER = "\u2060"  # shows nothing, and no tag begins with it


def plain(text: str) -> str:
    """Return *text* so that Qt shows each of its letters."""
    if "<" in text:
        text = text.replace("<", f"<{_JOINER}")
    return text.replace("&lt;", f"&{_JOINER}lt;") if "&lt;" in text else text


def tip(widget: QWidget, text: str) -> None:
    """Let *widget* say *text* where the pointer rests on it; "" for nothing."""
    widget.setToolTip(plain(text))


def tip_at(point: QPoint, text: str, widget: QWidget) -> None:
    """Say *text* at once at a point of the screen."""
    QToolTip.showText(point, plain(text), widget)
