"""What two files of one person have is one balance, once they are joined."""

from sqlalchemy import select

from salon.clients.events import ClientsMerged
from salon.clients.model import ClientId
from salon.money import Money
from salon.prepaid.holding import holding_of
from salon.prepaid.tables import Holding
from salon.work import Work


def join_holdings(work: Work, event: ClientsMerged) -> None:
    """Add what the file that goes has to what the one that stays has.

    The books follow by themselves: their entries name whoever stays from now on.
    """
    asked = select(Holding).where(Holding.client_id == event.away_id)
    away = work.session.scalar(asked)
    if away is None:
        return
    asked = select(Holding).where(Holding.client_id == event.kept_id)
    if work.session.scalar(asked) is None:
        away.client_id = ClientId(event.kept_id)
        return
    kept = holding_of(work, ClientId(event.kept_id))
    kept.paid += away.paid
    kept.bonus += away.bonus
    kept.deposit += away.deposit
    kept.points += away.points
    away.paid = away.bonus = away.deposit = Money()
    away.points = 0
