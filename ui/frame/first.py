"""The first window of a salon listens for later starts, and comes forward."""

from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QMainWindow

from ui.frame.calling import LONGEST, Secret, answer_to, channel


class FirstWindow(QObject):
    """Listens as long as the window is open; it holds the salon's lock meanwhile."""

    def __init__(self, data: str, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)
        self._lies, self._secret = Secret(data), ""
        name = channel(data)
        # of a window that was cut off, or of somebody else: we hold the lock
        QLocalServer.removeServer(name)
        if self._server.listen(name):
            self._secret = self._lies.make()

    def close(self) -> None:
        """Listen no longer."""
        if self._server.isListening():
            self._lies.drop()
        self._server.close()

    def _greet(self) -> None:
        while self._server.hasPendingConnections():
            line = self._server.nextPendingConnection()
            line.disconnected.connect(line.deleteLater)
            line.readyRead.connect(partial(self._hear, line))
            self._hear(line)  # what came with the connection

    def _hear(self, line: QLocalSocket) -> None:
        if not line.canReadLine():
            if line.bytesAvailable() > LONGEST:
                line.abort()
            return
        answer = answer_to(bytes(line.readLine(LONGEST).data()), self._secret)
        if not answer:
            line.abort()
            return
        line.write(answer)
        line.flush()
        self.come_forward()

    def come_forward(self) -> None:
        """Show the window in front of the others."""
        state = self._window.windowState() & ~Qt.WindowState.WindowMinimized
        self._window.setWindowState(state | Qt.WindowState.WindowActive)
        self._window.raise_()
        self._window.activateWindow()
