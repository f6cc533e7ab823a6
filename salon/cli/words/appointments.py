"""Words about times and visits."""

from functools import partial
from types import ModuleType

from salon.cli.words.adding import Add, Doing
from salon.text import N_


def _doing() -> ModuleType:
    from salon.cli import appointments

    return appointments


def _step(name: str) -> Doing:
    return lambda: partial(_doing().step, name)


def words(add: Add) -> None:
    """Declare them."""
    free = add(
        "free", lambda: _doing().free, N_("print the first free times for a service")
    )
    free.add_argument("service", metavar="SERVICE")
    free.add_argument("--from", dest="start", metavar="DAY")
    free.add_argument("--days", type=_days, default=14)
    free.add_argument("--person", metavar="P")
    free.add_argument("--client", metavar="C", help="and what stands against it")
    book = add("book", lambda: _doing().book_visit, N_("give a client a time"))
    book.add_argument("client", metavar="CLIENT")
    book.add_argument("service", metavar="SERVICE")
    book.add_argument("--at", required=True, metavar="DAYTTIME")
    for option in ("person", "room", "device", "override"):
        book.add_argument(f"--{option}")
    book.add_argument("--asked-by", metavar="RELATIVE")
    move = add(
        "move",
        lambda: _doing().move_visit,
        N_("give an appointment another time or place"),
    )
    move.add_argument("id", metavar="ID")
    move.add_argument("--at", metavar="DAYTTIME")
    for option in ("person", "room", "device", "service", "override"):
        move.add_argument(f"--{option}")
    move.add_argument("--minutes", type=int)
    move.add_argument("--seen", type=int, metavar="VERSION")
    swap = add(
        "swap",
        lambda: _doing().swap_visits,
        N_("let two appointments take each other's time"),
    )
    swap.add_argument("id", metavar="ID")
    swap.add_argument("other", metavar="ID")
    swap.add_argument("--override", metavar="REASON")
    swap.add_argument("--seen", type=int, nargs=2, metavar="VERSION")
    for name, says in (
        ("confirm", N_("note that a client says yes to a visit")),
        ("arrive", N_("note that a client is here")),
        ("start", N_("begin the treatment")),
        ("missed", N_("note that a client did not come")),
        ("leave", N_("note that a client has gone home")),
    ):
        step = add(name, _step(name), says)
        step.add_argument("id", metavar="ID")
        if name == "start":
            step.add_argument("--override", metavar="REASON")
    cancel = add("cancel", _step("cancel"), N_("free the time again"))
    cancel.add_argument("id", metavar="ID")
    cancel.add_argument("--reason", default="")
    book_of = add("day", lambda: _doing().day, N_("print the day book"))
    book_of.add_argument("day", nargs="?", default="today", metavar="DAY")
    book_of.add_argument("--days", type=_days, default=1)


def _days(said: str) -> int:
    """Return how many days are meant; no calendar goes on for a lifetime."""
    days = int(said)
    if not 1 <= days <= 40_000:
        raise ValueError(said)
    return days
