"""What is said where a session cannot come back by undo."""

from salon.courses.model import SessionStands
from salon.errors import SalonError
from salon.store.rows import Image
from salon.work import Work


def session_stands(_work: Work, what: str, _row: Image) -> SalonError:
    """Return that somebody else has the session by now."""
    return SessionStands(what)
