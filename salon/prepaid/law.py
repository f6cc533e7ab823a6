"""What law and house say of money that is paid ahead, checked where it is sold."""

from salon.clients.model import ClientId
from salon.money import Money
from salon.prepaid.model import AboveCeiling, AheadNeedsReason, EndsTooSoon
from salon.prepaid.queries import cash_said, paid_ahead, purse_of, rules_of
from salon.settings.queries import premises
from salon.settings.regions import prepaid_law
from salon.text import N_, _
from salon.work import Reading


def heed_top_up(
    reading: Reading, client_id: ClientId, amount: Money, despite: str | None
) -> None:
    """Say no where a client would hold more than the law lets one named card hold.

    Raises:
        AboveCeiling: The law says so; no reason helps.
        AheadNeedsReason: More than the salon lets one person pay ahead.
    """
    most = Money(prepaid_law(premises(reading).region).named_most)
    held = purse_of(reading, client_id)
    if most.minor and held.paid + amount > most:
        raise AboveCeiling(_(N_("card on a name")), cash_said(reading, most))
    heed_house(reading, client_id, amount, despite)


def heed_voucher(reading: Reading, value: Money, months: int | None) -> None:
    """Say no to a voucher that is worth more, or ends sooner, than the law lets it.

    Raises:
        AboveCeiling, EndsTooSoon: The law says so.
    """
    law = prepaid_law(premises(reading).region)
    most = Money(law.bearer_most)
    if most.minor and value > most:
        raise AboveCeiling(_(N_("voucher")), cash_said(reading, most))
    if months is not None and months < law.bearer_years * 12:
        raise EndsTooSoon(law.bearer_years)


def heed_house(
    reading: Reading, client_id: ClientId, amount: Money, despite: str | None
) -> None:
    """Ask for a reason where one person pays more ahead than the salon thinks wise.

    Raises:
        AheadNeedsReason: There is none yet.
    """
    most = rules_of(reading).ceiling
    if not most.minor or (despite or "").strip():
        return
    whole = paid_ahead(reading, client_id) + amount
    if whole > most:
        raise AheadNeedsReason(cash_said(reading, whole), cash_said(reading, most))
