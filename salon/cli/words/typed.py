"""The word about typed words."""

from types import ModuleType

from salon.cli.words.adding import Add
from salon.text import N_


def _doing() -> ModuleType:
    from salon.cli import typed

    return typed


def words(add: Add) -> None:
    """Declare it."""
    said = add(
        "words",
        lambda: _doing().words,
        N_("what typed words mean, and what is to be asked"),
    )
    said.add_argument("id", nargs="?", default="", metavar="CLIENT")
    said.add_argument("--answer", action="append", default=[], metavar="WORD=MEANING")
    said.add_argument("--take-back", action="append", default=[], metavar="WORD")
    said.add_argument("--teach", action="append", default=[], metavar="WORD=CONDITION")
    said.add_argument("--forget", action="append", default=[], metavar="WORD")
    said.add_argument(
        "--place", choices=("medications", "allergies", "notes"), default=None
    )
