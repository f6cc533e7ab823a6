"""How points come and go: on bills, on deeds, and back again.

Each move is a line in the log of the client and an entry in the books: points are a
promise without money, so their two accounts count points and no money.
"""

from fractions import Fraction

from sqlalchemy import func, select

from salon.clients.model import ClientId
from salon.ledger.model import Account, Kind
from salon.ledger.posting import post
from salon.ledger.queries import books_day
from salon.ledger.sums import half_up
from salon.money import Money
from salon.prepaid.holding import holding_of
from salon.prepaid.model import NotEnoughPoints, NotInSteps, PointsWhy
from salon.prepaid.queries import cash_said, member_of, rules_of
from salon.prepaid.rules import Deed
from salon.prepaid.tables import PointMove
from salon.settings.queries import premises
from salon.text import minor_digits
from salon.work import Work

_NONE = Money()


def move(
    work: Work,
    client_id: ClientId,
    points: int,
    why: str,
    *,
    words: str = "",
    bill_id: int | None = None,
    source_id: int | None = None,
    base: Money = _NONE,
) -> None:
    """Give points to a client, or below nothing take them; it is logged and posted.

    What is taken back may have been spent: then there are fewer than none, and the
    next ones fill that first.
    """
    if not points:
        return
    row = holding_of(work, client_id)
    row.points += points
    work.add(
        PointMove(
            client_id=client_id,
            at=work.now,
            day=books_day(work),
            points=points,
            why=why,
            words=" ".join(words.split())[:200],
            bill_id=bill_id,
            source_id=source_id,
            base=base,
            staff_id=work.by.id,
        )
    )
    post(
        *(work, Kind.PROMISE, Account.POINTS_PROMISED, Account.POINTS, Money(points)),
        client_id=client_id,
        bill_id=bill_id,
        staff_id=work.by.id,
    )


def earn_on(work: Work, client_id: ClientId | None, bill_id: int, paid: Money) -> None:
    """Give the points for what was *paid* in money on a bill."""
    rules = rules_of(work)
    if client_id is None or not rules.points.on or paid <= Money():
        return
    digits = minor_digits(premises(work).currency)
    member = member_of(work, client_id)
    tier = rules.tier(member.tier) if member else None
    factor = tier.points if tier else 100
    points = rules.points.for_money(paid, digits, factor)
    move(work, client_id, points, PointsWhy.BILL, bill_id=bill_id, base=paid)


def take_back_of(
    work: Work, client_id: ClientId | None, bill_id: int, back: Money
) -> None:
    """Take back the points of a bill of which *back* in money is given back so far.

    In proportion, and all of them once all of it has gone back.
    """
    if client_id is None:
        return
    p = PointMove
    asked = select(func.sum(p.points), func.sum(p.base)).where(
        p.bill_id == bill_id, p.why == PointsWhy.BILL
    )
    points, base = work.session.execute(asked).one()
    if not points:
        return
    gone = _sum(work, bill_id, PointsWhy.BILL_BACK)
    due = points
    if back < base:
        due = min(points, _part(points, back, base))
    move(work, client_id, -(due + gone), PointsWhy.BILL_BACK, bill_id=bill_id)


def _part(points: int, part: Money, whole: Money) -> int:
    return half_up(Fraction(points * max(part.minor, 0), whole.minor))


def spend(work: Work, client_id: ClientId, amount: Money, bill_id: int) -> None:
    """Pay *amount* with points, in whole steps.

    Raises:
        NotInSteps: It is no whole number of steps.
        NotEnoughPoints: There are fewer.
    """
    rules = rules_of(work).points
    points = rules.of_worth(amount)
    if points is None or not rules.on:
        raise NotInSteps(rules.step, cash_said(work, rules.worth))
    left = holding_of(work, client_id).points
    if points > left:
        raise NotEnoughPoints(points, left)
    move(work, client_id, -points, PointsWhy.SPENT, bill_id=bill_id)


def give_back_spent(
    work: Work, client_id: ClientId, bill_id: int, back: Money, whole: Money
) -> None:
    """Give back the points that paid *whole* of a bill, of which *back* is undone now.

    What is lost by rounding comes with the last part.
    """
    spent = -_sum(work, bill_id, PointsWhy.SPENT)
    again = _sum(work, bill_id, PointsWhy.SPENT_BACK)
    done = sum(_worths(work, bill_id)) + back.minor
    due = spent if done >= whole.minor else spent * done // whole.minor
    move(
        *(work, client_id, due - again, PointsWhy.SPENT_BACK),
        bill_id=bill_id,
        base=back,
    )


def _worths(work: Work, bill_id: int) -> list[int]:
    asked = select(PointMove.base).where(
        PointMove.bill_id == bill_id, PointMove.why == PointsWhy.SPENT_BACK
    )
    return [one.minor for one in work.session.scalars(asked)]


def _sum(work: Work, bill_id: int, why: str) -> int:
    asked = select(func.coalesce(func.sum(PointMove.points), 0)).where(
        PointMove.bill_id == bill_id, PointMove.why == why
    )
    return int(work.session.scalar(asked) or 0)


def reward(work: Work, client_id: ClientId, deed: Deed, source_id: int) -> None:
    """Give the points of a deed, once for one visit, answer or friend."""
    rules = rules_of(work).points
    points = rules.deeds.get(deed, 0) if rules.on else 0
    if points and not deed_points(work, client_id, deed, source_id):
        move(work, client_id, points, deed, source_id=source_id)


def take_back_deed(work: Work, client_id: ClientId, deed: Deed, source_id: int) -> None:
    """Take back the points of a deed that came to nothing."""
    points = deed_points(work, client_id, deed, source_id)
    words = str(deed)
    move(
        *(work, client_id, -points, PointsWhy.DEED_BACK),
        source_id=source_id,
        words=words,
    )


def deed_points(work: Work, client_id: ClientId, deed: Deed, source_id: int) -> int:
    """Return the points that were given for a deed and not taken back."""
    p = PointMove
    its = (p.client_id == client_id, p.source_id == source_id)
    asked = select(func.coalesce(func.sum(p.points), 0)).where(
        *its,
        (p.why == deed) | ((p.why == PointsWhy.DEED_BACK) & (p.words == str(deed))),
    )
    return int(work.session.scalar(asked) or 0)
