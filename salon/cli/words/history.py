"""Words that go back and forth, and say who did what."""

from types import ModuleType

from salon.cli.words.adding import Add, count
from salon.text import N_


def _doing() -> ModuleType:
    from salon.cli import history

    return history


def words(add: Add) -> None:
    """Declare them."""
    add("undo", lambda: _doing().undo, N_("take back the last action of this computer"))
    add("redo", lambda: _doing().redo, N_("do again what was taken back"))
    past = add(
        "history", lambda: _doing().history_of, N_("print who did what, newest first")
    )
    past.add_argument("record", nargs="?", metavar="RECORD")
    past.add_argument("--limit", type=count, default=50)
