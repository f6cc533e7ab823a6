"""Words that make backups, and come back from one."""

from types import ModuleType

from salon.cli.words.adding import Add, folder
from salon.text import N_


def _doing() -> ModuleType:
    from salon.cli import backups

    return backups


def words(add: Add) -> None:
    """Declare them."""
    copy = add.apart(
        "backup", lambda: _doing().backup, N_("make a backup, or list those there are")
    )
    copy.add_argument(
        "dir", type=folder, nargs="?", metavar="DIR", help="else beside the records"
    )
    copy.add_argument("--list", action="store_true", help="list them instead")
    back = add.apart("restore", lambda: _doing().restore, N_("come back from a backup"))
    back.add_argument("file", metavar="FILE")
    back.add_argument(
        "dir", type=folder, metavar="DIR", help="new, or a hurt salon's own"
    )
    back.add_argument("--key", metavar="FILE", help="where its key was kept apart")
