"""What happens when the program itself is wrong: it says so, keeps a note, goes on."""

import logging
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from platformdirs import user_log_path
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from salon.address import is_server
from salon.text import _

log = logging.getLogger(__name__)


class Bugs:
    """Takes every exception nobody else took, as `sys.excepthook`."""

    def __init__(self, home: QWidget, data: str) -> None:
        self._home = home
        self._sheet: QWidget | None = None
        folder = Path(data)
        if is_server(data):
            folder = user_log_path("camellia", appauthor=False, ensure_exists=True)
        self._file: logging.Handler | None = None
        if folder.is_dir():
            file = folder / "desk.log"
            self._file = RotatingFileHandler(
                file, maxBytes=200_000, backupCount=1, delay=True
            )
            log.addHandler(self._file)

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            log.removeHandler(self._file)
            self._file.close()

    def report(
        self,
        kind: type[BaseException],
        bug: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """Write down where it happened, never with what data, and say it is safe."""
        where = "".join(traceback.format_tb(trace))
        log.critical("%s\n%s", kind.__name__, where)
        if not isValid(self._home) or (
            self._sheet is not None and isValid(self._sheet)
        ):
            return
        from ui.kit.sheet import tell

        self._sheet = tell(
            self._home,
            _("Something went wrong"),
            _(
                "Something went wrong that is not your fault. Your records are safe. "
                "You can go on working; if it happens again, show this to whoever "
                "looks after the program: {kind}"
            ).format(kind=kind.__name__),
        )
