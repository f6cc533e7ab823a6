"""The word that records a treatment."""

from types import ModuleType

from salon.cli.words.adding import Add
from salon.text import N_


def _doing() -> ModuleType:
    from salon.cli import treatments

    return treatments


def words(add: Add) -> None:
    """Declare them."""
    done = add(
        "complete",
        lambda: _doing().complete_visit,
        N_("record a treatment; its calls follow"),
    )
    done.add_argument("id", metavar="ID")
    done.add_argument("file", nargs="?", metavar="FILE|-")
    done.add_argument("--override", metavar="REASON")
