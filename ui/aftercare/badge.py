"""The number at the rail that says how many calls wait."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from ui.desk import Desk

OFTEN = 300_000  # milliseconds; the day may have changed


class CallsBadge(QObject):
    """Keeps the number at the rail true, whatever page is shown."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk)
        self._desk = desk
        desk.watch({"aftercare", "appointments", "treatments"}, self.refresh)
        clock = QTimer(self)
        clock.setInterval(OFTEN)
        clock.timeout.connect(self.refresh)
        clock.start()
        if desk.glimpse is None:
            self.refresh()
        else:
            desk.opened.connect(self.refresh)

    def refresh(self) -> None:
        """Count again."""
        from salon.aftercare.queries import count_due

        self._desk.ask(count_due).then(self._show).otherwise(self._leave)

    def _show(self, number: int) -> None:
        self._desk.count("calls", number)

    def _leave(self, _error: object) -> None:
        """Keep the last number while the records are busy."""


def keep_counting(desk: "Desk") -> None:
    """Let the number at the rail be kept true from now on, once a desk."""
    if desk.findChild(CallsBadge) is None:
        CallsBadge(desk)
