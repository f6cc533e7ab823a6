"""What must not change once there are books."""

from sqlalchemy import select

from salon.ledger.model import CurrencyStands
from salon.ledger.tables import Posting
from salon.settings.events import SettingsChanged
from salon.settings.queries import premises
from salon.work import Work


def keep_currency(work: Work, event: SettingsChanged) -> None:
    """Say no to another currency: every amount in the books would mean another sum.

    Raises:
        CurrencyStands: There are entries already.
    """
    if "currency" not in event.keys:
        return
    if work.session.scalar(select(Posting.id).limit(1)) is not None:
        raise CurrencyStands(premises(work).currency)
