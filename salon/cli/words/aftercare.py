"""Words about calls."""

from types import ModuleType

from salon.cli.words.adding import Add
from salon.text import N_


def _doing() -> ModuleType:
    from salon.cli import aftercare

    return aftercare


def words(add: Add) -> None:
    """Declare them."""
    calls = add(
        "calls", lambda: _doing().calls, N_("print the call list, the best call first")
    )
    calls.add_argument("--at", metavar="DAYTTIME", help="as it will be then")
    calls.add_argument("--until", metavar="DAY")
    calls.add_argument("--all", action="store_true")
    call = add("call", lambda: _doing().log, N_("log how a call went"))
    call.add_argument("id", metavar="ID")
    call.add_argument("outcome", metavar="OUTCOME")
    call.add_argument("--answer", action="append", default=[], metavar="Q=A")
    call.add_argument("--flag", default="", metavar="F")
    call.add_argument("--note", default="", metavar="N")
    call.add_argument("--again", metavar="DAYTTIME")
    call.add_argument("--me", action="store_true", help="who rings again")
