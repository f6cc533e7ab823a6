"""A place whose contents are exchanged as the records change."""

from PySide6.QtWidgets import QVBoxLayout, QWidget


class Holder(QWidget):
    """Holds one widget at a time."""

    def __init__(self, inside: QWidget | None = None) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.inside: QWidget | None = None
        if inside is not None:
            self.put(inside)

    def put(self, inside: QWidget) -> None:
        """Show another widget; the old one goes."""
        if self.inside is not None:
            self.inside.hide()
            self._column.removeWidget(self.inside)
            self.inside.deleteLater()
        self.inside = inside
        self._column.addWidget(inside)
