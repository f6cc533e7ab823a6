"""Words about what stands against a service."""

from types import ModuleType

from salon.cli.words.adding import Add
from salon.text import N_


def _doing() -> ModuleType:
    from salon.cli import safety

    return safety


def words(add: Add) -> None:
    """Declare them."""
    safety = add(
        "safety",
        lambda: _doing().safety,
        N_("print what speaks against a service for a client"),
    )
    safety.add_argument("client", metavar="CLIENT")
    safety.add_argument("service", metavar="SERVICE")
    safety.add_argument("--day", metavar="DAY")
    safety.add_argument("--visit", metavar="A", help="which does not count itself")
    safety.add_argument("--areas", nargs="+", metavar="Z")
    safety.add_argument(
        "--start",
        dest="begins",
        action="store_true",
        help="as asked at the start",
    )
    breaks = add(
        "breaks",
        lambda: _doing().breaks,
        N_("print what a new fact breaks for a client, or settle it"),
    )
    breaks.add_argument("client", metavar="CLIENT")
    breaks.add_argument("--settle", action="append", metavar="KEY=WAY[:REASON]")
