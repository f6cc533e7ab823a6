"""What follows from visits and joined files for points, referrals and balances."""

from datetime import timedelta

from sqlalchemy import select

from salon.appointments.events import Booked, Cancelled, Missed, TreatmentCompleted
from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.clients.events import ClientsMerged, ClientsParted
from salon.clients.model import ClientId
from salon.clients.tables import BIRTH, Client
from salon.clients.wishes import comes
from salon.ledger.model import Account
from salon.ledger.queries import balance
from salon.money import Money
from salon.prepaid.events import FriendCame
from salon.prepaid.holding import holding_of
from salon.prepaid.model import SpentTogether
from salon.prepaid.pointing import reward, take_back_deed
from salon.prepaid.queries import cash_said, rules_of
from salon.prepaid.rules import Deed
from salon.prepaid.tables import Holding, PointMove, Referral
from salon.work import Work

NEAR = timedelta(days=7)  # of the birthday, on both sides
_HERE = (Status.ARRIVED, Status.IN_TREATMENT, Status.COMPLETED, Status.LEFT)


def reward_rebooked(work: Work, event: Booked) -> None:
    """Give points where somebody books the next visit before leaving, once a day."""
    if not _gives(work, Deed.REBOOKED):
        return
    client_id = ClientId(event.client_id)
    visit = work.get(Appointment, event.appointment_id)
    a, p = Appointment, PointMove
    is_here = select(a.id).where(
        a.client_id == client_id, a.day == work.today, a.status.in_(_HERE)
    )
    before = select(p.id).where(
        p.client_id == client_id, p.day == work.today, p.why == Deed.REBOOKED
    )
    if visit.day <= work.today or work.session.scalar(is_here.limit(1)) is None:
        return
    if work.session.scalar(before.limit(1)) is None:
        reward(work, client_id, Deed.REBOOKED, visit.id)


def take_back_rebooked(work: Work, event: Cancelled | Missed) -> None:
    """Take the points back where the visit did not come to it."""
    if rules_of(work).points.on:
        client_id, key = ClientId(event.client_id), event.appointment_id
        take_back_deed(work, client_id, Deed.REBOOKED, key)


def reward_visit(work: Work, event: TreatmentCompleted) -> None:
    """Note that a friend came, for points and thanks; give those of a birthday."""
    client_id = ClientId(event.client_id)
    r = Referral
    row = work.session.scalar(
        select(r).where(r.client_id == client_id).order_by(r.id).limit(1)
    )
    if row is not None and row.came_on is None:
        row.came_on = work.today
        reward(work, row.by_id, Deed.REFERRED, client_id)
        if row.thanked_on is None:
            work.record(FriendCame(client_id, row.by_id))
    if not _gives(work, Deed.BIRTHDAY):
        return
    born = work.session.execute(select(*BIRTH).where(Client.id == client_id)).one()
    day = comes(born, work.today - NEAR)
    if day is not None and day <= work.today + NEAR:
        reward(work, client_id, Deed.BIRTHDAY, day.year)


def join_purses(work: Work, event: ClientsMerged) -> None:
    """Add up what both files have, and let nobody have brought themselves."""
    away = work.session.scalar(
        select(Holding).where(Holding.client_id == event.away_id)
    )
    if away is not None:
        kept = holding_of(work, event.kept_id)
        away = work.lock(Holding, away.id)
        kept.paid, kept.bonus = kept.paid + away.paid, kept.bonus + away.bonus
        kept.deposit += away.deposit
        kept.points += away.points
        work.session.delete(away)
    r = Referral
    its = select(r).where(r.client_id == event.kept_id).order_by(r.id)
    for place, row in enumerate(list(work.session.scalars(its))):
        if row.by_id == row.client_id or place:
            work.session.delete(row)


def part_purses(work: Work, event: ClientsParted) -> None:
    """Give both files what the books owe to each of them now.

    Raises:
        SpentTogether: One of them has spent what was the other's.
    """
    for key in (event.away_id, event.kept_id):
        owed = [Money() - balance(work, one, client_id=key) for one in _PURSE]
        if any(one.minor < 0 for one in owed):
            raise SpentTogether(cash_said(work, Money() - min(owed)))
        has = select(Holding.id).where(Holding.client_id == key)
        is_nothing = not any(one.minor for one in owed)
        if is_nothing and work.session.scalar(has) is None:
            continue
        row = holding_of(work, ClientId(key))
        row.paid, row.bonus, row.deposit = owed[:3]
        row.points = owed[3].minor


_PURSE = (Account.STORED, Account.BONUS, Account.DEPOSIT, Account.POINTS)


def _gives(work: Work, deed: Deed) -> bool:
    rules = rules_of(work).points
    return rules.on and bool(rules.deeds.get(deed))
