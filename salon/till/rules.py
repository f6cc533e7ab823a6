"""What the salon's settings mean at the till."""

from salon.ledger.coins import smallest_coin
from salon.money import Money
from salon.settings.queries import premises
from salon.text import amount
from salon.till.model import MEANS_ELSEWHERE, USUAL_MEANS, LineKind
from salon.work import Reading


def said(reading: Reading, money: Money) -> str:
    """Return an amount as people here say it."""
    return amount(money, premises(reading).currency)


def means_here(reading: Reading) -> tuple[str, ...]:
    """Return by what clients pay here: as the salon set it, else as its region does."""
    here = premises(reading)
    return here.means or USUAL_MEANS.get(here.region, MEANS_ELSEWHERE)


def tax_rate(reading: Reading, kind: LineKind) -> int:
    """Return the rate of what a line sells, in hundredths of a per cent.

    Courses and memberships carry it when they are sold; what may become anything, as
    stored value and vouchers, when it is used.
    """
    here = premises(reading)
    if kind in (LineKind.SERVICE, LineKind.COURSE, LineKind.MEMBERSHIP):
        return here.tax_service
    return here.tax_product if kind is LineKind.PRODUCT else 0


def coin(reading: Reading) -> int:
    """Return the smallest coin here, in minor units."""
    return smallest_coin(premises(reading).currency)
