"""What a salon that has just begun is offered first: its client list."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from salon.text import _
from ui.kit.sheet import Sheet
from ui.parts.ways import open_import

TICK = 100  # milliseconds between two looks whether the salon is open
MOST = 600  # looks; then nobody is waiting any more


class Offer(QTimer):
    """Waits until the window has opened the salon, then offers the import."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window: Any = window
        self._left = MOST
        self.setInterval(TICK)
        self.timeout.connect(self._look)
        self.start()

    def _look(self) -> None:
        self._left -= 1
        if getattr(self._window, "desk", None) is not None:
            self.stop()
            offer_import(self._window)
            self.deleteLater()
        elif self._left <= 0:
            self.stop()
            self.deleteLater()


def offer_import(window: Any) -> Sheet:
    """Ask whether the client list is to come in now."""
    sheet = Sheet(
        window,
        _("Your salon is open"),
        _("Bring your clients along from Excel, another program or a phone."),
        icon="flower",
        wide=460,
    )
    sheet.cancel(_("Later"))

    def begin() -> None:
        sheet.accept()
        open_import(window.desk)

    sheet.button(_("Import your client list"), begin, primary=True)
    sheet.open()
    return sheet
