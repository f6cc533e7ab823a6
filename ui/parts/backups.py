"""How a backup is said: its day, its size, its clients, and whether it proved good."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from salon.safekeeping import in_units
from salon.text import N_, _, full_day, hour, long_day, ngettext
from ui.kit.chips import Chip
from ui.kit.rows import Line
from ui.kit.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from salon.errors import SalonError
    from salon.restoring import Copy

# Why there was no copy, in the few words that fit into the bar.
WHY = {
    "no_room": N_("the disk has no room"),
    "space_too_small": N_("the space set is too small"),
    "place_refused": N_("its folder cannot be written"),
    "place_absent": N_("its place is not there"),
    "copy_differs": N_("the copy was not good"),
    "damaged": N_("the records are damaged"),
}


def why(error: "SalonError") -> str:
    """Return in a few words why there was no copy."""
    return _(WHY.get(error.kind(), N_("it did not work")))


def when(at: datetime, today: date) -> str:
    """Return a local time as one says it of a backup; with its year if not this one."""
    day = long_day(at.date()) if at.year == today.year else full_day(at.date())
    return f"{day} · {hour(at)}"


def briefly(at: datetime) -> str:
    """Return a local time with its year, as within a sentence."""
    return _("{day}, {hour}").format(day=full_day(at.date()), hour=hour(at))


def clients(copy: "Copy") -> str:
    """Return how many clients are in it."""
    if copy.clients is None:
        return _("clients not counted")
    said = ngettext("{count} client", "{count} clients", copy.clients)
    return said.format(count=copy.clients)


def lines(
    copies: "tuple[Copy, ...]",
    local: "Callable[[datetime], datetime]",
    today: date,
) -> list[Line]:
    """Return copies as a list shows them."""
    good = Chip(_("opened and compared"), Tone.SAGE, "circle-check")
    unknown = Chip(_("not opened yet"), Tone.PLAIN, "help-circle")
    return [
        Line(
            when(local(copy.at), today),
            f"{clients(copy)} · {in_units(copy.size)}",
            mark=good if copy.proved is not None else unknown,
            icon="database-export",
            tone=Tone.SAGE if copy.proved is not None else Tone.PLAIN,
            key=str(copy.path),
        )
        for copy in copies
    ]
