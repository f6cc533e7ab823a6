"""Bringing what another program owed into the books, as openings."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from sqlalchemy import select

from salon.catalogue.queries import resolve_service
from salon.clients.model import ClientId
from salon.clients.phones import read_phone
from salon.clients.tables import Client, ClientPhone, ImportBatch
from salon.courses.model import CourseKind, Offer
from salon.courses.selling import begin
from salon.courses.tables import Course
from salon.errors import SalonError
from salon.exchange.events import OpeningsBrought
from salon.exchange.openings import (
    Brought,
    Opening,
    Openings,
    totals,
    why,
)
from salon.exchange.refusing import (
    BroughtBefore,
    CodeTaken,
    NotOnePerson,
    NotTheSame,
    Unknown,
)
from salon.ledger.model import Account, Kind
from salon.ledger.posting import post
from salon.money import Money
from salon.prepaid import holding
from salon.prepaid.queries import is_taken
from salon.rights import Right
from salon.settings.queries import premises
from salon.work import Work, needs

_MARK = " #"


@needs(Right.EXCHANGE)
def bring_openings(
    work: Work,
    said: Iterable[Opening | tuple[int, SalonError]],
    path: Path,
    *,
    is_trial: bool = False,
) -> Openings:
    """Bring open courses, balances, vouchers and points into the books, as one action.

    Rows that cannot be meant are left out and named; whatever was said of somebody who
    is not certainly one client here is.

    Args:
        work: As ever.
        said: What `read_openings` found.
        path: The file; the same one is brought once.
        is_trial: Say what would become of it, and keep nothing.

    Raises:
        BroughtBefore: This very list is in the books.
    """
    mark = _MARK + sha256(path.read_bytes()).hexdigest()[:16]
    before = select(ImportBatch).where(ImportBatch.file.endswith(mark))
    if (batch := work.session.scalar(before)) is not None:
        raise BroughtBefore(path.name, work.local(batch.at).date())
    if is_trial:
        with work.tried():
            return _bring(work, said)
    done = _bring(work, said)
    many = len(done.rows) - len(done.refused)
    row = work.add(
        ImportBatch(
            file=path.name + mark,
            at=work.now,
            new=0,
            matched=many,
            refused=len(done.refused),
        )
    )
    work.record(OpeningsBrought(row.id, many))
    return done


def _bring(work: Work, said: Iterable[Opening | tuple[int, SalonError]]) -> Openings:
    rows: list[Brought] = []
    taken: list[Opening] = []
    for one in said:
        if not isinstance(one, Opening):
            rows.append(Brought(one[0], None, "", why(one[1])))
            continue
        try:
            who = _whose(work, one)
            _take_in(work, one, who.id)
        except SalonError as error:
            rows.append(Brought(one.row, None, one.name, why(error)))
            continue
        rows.append(Brought(one.row, who.id, who.name))
        taken.append(one)
    return totals(rows, taken)


def _whose(work: Work, one: Opening) -> Client:
    """Return whom a row means, if there is no doubt; card before phone before name.

    Raises:
        Unknown: Nobody here is that.
        NotOnePerson: Several are.
        NotTheSame: Card, telephone and name are of different people.
    """
    ways = [set(way) for way in _ways(work, one) if way is not None]
    known = [way for way in ways if way]
    if not known:
        raise Unknown(one.name or one.phone or one.card)
    both = set.intersection(*known)
    if not both:
        raise NotTheSame(one.name, one.phone or one.card)
    if len(both) > 1:
        raise NotOnePerson(one.name or one.phone, len(both))
    return work.get(Client, both.pop())


def _ways(work: Work, one: Opening) -> Iterator[list[ClientId] | None]:
    living = Client.merged_into.is_(None)
    if one.card:
        its = select(Client.id).where(Client.card_no == one.card, living)
        yield list(work.session.scalars(its))
    if one.phone:
        phone = read_phone(one.phone, premises(work).region)
        number = phone.number or phone.raw
        hers = select(ClientPhone.client_id).where(ClientPhone.number == number)
        its = select(Client.id).where(Client.id.in_(hers), living)
        yield list(work.session.scalars(its))
    if one.name:
        its = select(Client.id).where(Client.name == one.name, living)
        yield list(work.session.scalars(its))


def _take_in(work: Work, one: Opening, key: ClientId) -> None:
    """Write what one row says, each with its posting from the account of openings."""
    service = resolve_service(work, one.service) if one.left else None
    if one.voucher.minor and one.code and is_taken(work, one.code):
        raise CodeTaken(one.code)
    if service is not None:
        offer = Offer(
            CourseKind.SESSIONS, (service.id,), one.left, service.price, months=0
        )
        worth = one.course_worth
        course = begin(
            work,
            key,
            offer,
            price=worth,
            unpaid=Money(),
            line_id=None,
            staff_id=work.by.id,
        )
        work.get(Course, course).expires_on = one.expires
        _post(work, Account.COURSE, worth, key, course_id=course)
    if one.stored.minor or one.bonus.minor:
        holding.put_in(work, key, one.stored, one.bonus)
        _post(work, Account.STORED, one.stored, key)
        post(
            *(work, Kind.PROMISE, Account.BONUS_PROMISED, Account.BONUS, one.bonus),
            client_id=key,
        )
    if one.deposit.minor:
        holding.hold_deposit(work, key, one.deposit)
        _post(work, Account.DEPOSIT, one.deposit, key)
    if one.voucher.minor:
        row = holding.issue(
            work,
            one.voucher,
            buyer_id=None,
            holder_id=key,
            code=one.code,
            expires_on=one.expires if not one.left else None,
        )
        _post(work, Account.VOUCHER, one.voucher, key, voucher_id=row.id)
    if one.points:
        holding.holding_of(work, key).points += one.points


def _post(
    work: Work,
    account: Account,
    amount: Money,
    client_id: ClientId,
    *,
    course_id: int | None = None,
    voucher_id: int | None = None,
) -> None:
    post(
        *(work, Kind.OPENING, Account.OPENING, account, amount),
        client_id=client_id,
        course_id=course_id,
        voucher_id=voucher_id,
    )
