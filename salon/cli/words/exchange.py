"""Words that take lists of clients in and give them out."""

from types import ModuleType

from salon.cli.words.adding import Add
from salon.text import N_


def _doing() -> ModuleType:
    from salon.cli import exchange

    return exchange


def words(add: Add) -> None:
    """Declare them."""
    taken = add("import", lambda: _doing().import_, N_("take clients in from a file"))
    taken.add_argument("file", metavar="FILE", nargs="?")
    taken.add_argument("--kind", choices=("csv", "xlsx", "vcard"))
    for option in ("encoding", "delimiter", "sheet", "rejects", "region"):
        taken.add_argument(f"--{option}")
    taken.add_argument("--map", action="append", default=[], metavar="FIELD=COLUMN")
    taken.add_argument("--dry-run", action="store_true")
    taken.add_argument("--all-rows", action="store_true")
    taken.add_argument("--take-back", metavar="BATCH")
    out = add(
        "export",
        lambda: _doing().export,
        N_("write clients to a .csv, .xlsx or .vcf file"),
    )
    out.add_argument("file", metavar="FILE")
    out.add_argument("--clients", nargs="+", metavar="ID")
    owed = add(
        "openings",
        lambda: _doing().openings,
        N_("bring courses, balances, vouchers and points of another program"),
    )
    owed.add_argument("file", metavar="FILE")
    for option in ("encoding", "delimiter", "sheet"):
        owed.add_argument(f"--{option}")
    owed.add_argument("--dry-run", action="store_true")
