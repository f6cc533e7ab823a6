"""The first window of a salon listens for later starts, and comes forward."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtNetwork import QLocalServer
from PySide6.QtWidgets import QMainWindow

from ui.frame.calling import channel


class FirstWindow(QObject):
    """Listens as long as the window is open; it holds the salon's lock meanwhile."""

    def __init__(self, data: str, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)
        name = channel(data)
        QLocalServer.removeServer(
            name
        )  # of a window that was cut off: we hold the lock
        self._server.listen(name)

    def close(self) -> None:
        """Listen no longer."""
        self._server.close()

    def _greet(self) -> None:
        while self._server.hasPendingConnections():
            line = self._server.nextPendingConnection()
            line.disconnected.connect(line.deleteLater)
            line.write(b"here\n")
            line.flush()
        self.come_forward()

    def come_forward(self) -> None:
        """Show the window in front of the others."""
        state = self._window.windowState() & ~Qt.WindowState.WindowMinimized
        self._window.setWindowState(state | Qt.WindowState.WindowActive)
        self._window.raise_()
        self._window.activateWindow()
