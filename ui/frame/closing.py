"""What is left of the window while a large salon is copied at closing."""

from collections.abc import Callable
from threading import Thread

from PySide6.QtCore import QEventLoop, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salon.text import _
from ui.kit import style
from ui.kit.states import Progress
from ui.parts.steps import Steps


class Closing(QWidget):
    """A small window that says how far the copy is; Cancel closes without it."""

    _over = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Camellia")
        self.setFixedWidth(460)
        self.steps = Steps(self)
        self.steps.stepped.connect(self._show_step)
        self.progress = Progress(_("Backing up before closing"))
        self.progress.cancelled.connect(self._stop)
        self.progress.show_step(0, 1, _("Preparing …"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(self.progress)
        style.dress(self)

    def run(self, job: Callable[[Steps], object]) -> None:
        """Show itself as long as *job* lasts, which runs in a thread of its own."""
        loop = QEventLoop()
        self._over.connect(loop.quit, Qt.ConnectionType.QueuedConnection)

        def work() -> None:
            try:
                job(self.steps)
            finally:
                self._over.emit()

        thread = Thread(target=work, name="closing")
        self.show()
        self.progress.cancel.setFocus()
        thread.start()
        loop.exec()
        thread.join()
        self.hide()

    def _show_step(self, done: int, total: int) -> None:
        said = _("Copying …") if 2 * done < total else _("Opening and comparing …")
        self.progress.show_step(done, total, said)

    def _stop(self) -> None:
        self.steps.stop()
        self.progress.said.say(_("Stopping …"))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Call the copy off; it ends soon."""
        self._stop()
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc call it off."""
        if event.key() == Qt.Key.Key_Escape:
            self._stop()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        style.fill(QPainter(self), event.rect(), style.theme().background)
