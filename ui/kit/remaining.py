"""A list that takes the height that is left to it, and scrolls."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize

from ui.kit.rows import Look, People


class Remaining(People):
    """A list of clients that asks for a few lines and takes what is left."""

    def __init__(
        self,
        look: Look,
        name: str,
        least: int,
        keys: Mapping[str, Callable[[int], object]] | None = None,
    ) -> None:
        self.least = least
        super().__init__([], look, name, keys)

    def sizeHint(self) -> QSize:
        """Return how large it likes to be: its few lines."""
        return QSize(200, self.least * self.look.height + 2)

    def minimumSizeHint(self) -> QSize:
        """Return how small it may become: not smaller."""
        return QSize(120, self.least * self.look.height + 2)
