"""Her file, field by field."""

from PySide6.QtWidgets import QWidget

from salon.clients.model import ClientId
from ui.clients.sight import FileWords, Sight
from ui.desk import Desk


class FileTab(QWidget):
    """All that we keep of her."""

    def __init__(self, desk: Desk, key: ClientId) -> None:
        super().__init__()

    def show_sight(self, sight: Sight, words: FileWords) -> None:
        """Show what is known now."""
