"""What the owner does with the price list."""

from dataclasses import dataclass

from salon.catalogue.events import ServiceChanged
from salon.catalogue.model import ServiceId
from salon.catalogue.tables import Service
from salon.errors import NoName, SalonError, TooLong
from salon.money import Money
from salon.rights import Right
from salon.text import N_, Names, _
from salon.work import Work, needs

MOST = 120  # characters of a name
LONGEST = 12 * 60  # minutes


@dataclass(eq=False)
class BadLength(SalonError):
    """A service cannot last so long, or no time at all."""

    minutes: int

    text = N_("A service cannot take {minutes} minutes. Choose between 5 and 720.")


class BadPrice(SalonError):
    """A price below nothing."""

    text = N_("A price cannot be less than nothing.")


@needs(Right.MANAGE)
def change_service(
    work: Work,
    key: ServiceId,
    *,
    names: Names | None = None,
    minutes: int | None = None,
    price: Money | None = None,
    is_active: bool | None = None,
    seen: int | None = None,
) -> None:
    """Change an entry of the price list; visits that are booked stay as they are.

    What is changed here, an update of the starting content never overwrites.

    Raises:
        NoName, TooLong, BadLength, BadPrice: The value does not fit.
        EditedElsewhere, Missing: See `Work.get`.
    """
    row = work.get(Service, key, seen=seen)
    if names is not None:
        row.names = _named(names)
    if minutes is not None:
        if not 5 <= minutes <= LONGEST:
            raise BadLength(minutes)
        row.minutes = minutes
        row.gap_offset = min(row.gap_offset, minutes)
        row.gap_minutes = min(row.gap_minutes, minutes - row.gap_offset)
    if price is not None:
        if price.minor < 0:
            raise BadPrice
        row.price = price
    if is_active is not None:
        row.is_active = is_active
    work.record(ServiceChanged(int(key)))


def _named(names: Names) -> Names:
    said = [" ".join(one.split()) for one in (names.en, names.zh_hans, names.zh_hant)]
    if not any(said):
        raise NoName
    for one in said:
        if len(one) > MOST:
            raise TooLong(_(N_("The name")), len(one), MOST)
    return Names(*said)
