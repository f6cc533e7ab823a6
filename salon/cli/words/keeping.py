"""The word that looks whether everything is sound."""

from types import ModuleType

from salon.cli.words.adding import Add
from salon.text import N_


def _doing() -> ModuleType:
    from salon.cli import keeping

    return keeping


def words(add: Add) -> None:
    """Declare them."""
    check = add(
        "check",
        lambda: _doing().check,
        N_("look for anything lost, altered or inconsistent"),
    )
    check.add_argument(
        *("--head",),
        action="append",
        default=[],
        metavar="SEQ:HASH",
        help="a head noted elsewhere, which must be in the history",
    )
    check.add_argument(
        *("--accept",), action="store_true", help="go on without what is missing"
    )
