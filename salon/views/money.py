"""What a client paid ahead, had, and has still: one look for the tab of the file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from salon.appointments.model import DayLine
from salon.appointments.queries import visits_of
from salon.clients.model import ClientId
from salon.clients.queries import living
from salon.courses.model import CourseCard, CourseKind, CourseLine
from salon.courses.queries import course_card, courses_of
from salon.ledger.model import Account, Kind, means_of
from salon.money import Money, total
from salon.occasions.model import Kind as Occasion
from salon.occasions.queries import rules_of
from salon.occasions.unused import Unasked
from salon.prepaid.model import Purse, VoucherLine, VoucherState
from salon.prepaid.queries import purse_of, vouchers_of
from salon.promises.model import Moved, Told, Worth
from salon.promises.queries import moved, told, totals_of
from salon.promises.value import apart, worth_of
from salon.settings.queries import premises
from salon.staff.queries import team
from salon.text import _
from salon.till.model import BillLineShort, means_named
from salon.till.queries import bill_numbers, means_of_bills, owed_by
from salon.work import Reading

VISITS = 60
SHOWN = 200  # movements


class From(StrEnum):
    """Where something came from, or by what it was paid."""

    COURSE = "course"
    STORED = "stored"
    DEPOSIT = "deposit"


@dataclass(frozen=True, slots=True)
class Movement:
    """One line of the movements, as people say it."""

    day: date
    what: str
    who: str
    way: str
    change: Money
    after: Money
    bill_id: int | None
    course_id: int | None = None


@dataclass(frozen=True, slots=True)
class CourseSum:
    """One course that goes on, with its sums and what is booked of it."""

    line: CourseLine
    paid: Money
    delivered: Money
    left: Money
    today: int = 0  # sessions taken today
    booked: int = 0


@dataclass(frozen=True, slots=True)
class Finished:
    """The courses of which nothing is left, in one line."""

    count: int = 0
    sessions: int = 0
    given: int = 0
    last: date | None = None
    paid: Money = field(default=Money())
    delivered: Money = field(default=Money())


@dataclass(frozen=True, slots=True)
class MoneySight:
    """What a client paid ahead, and all that goes with it."""

    client_id: ClientId
    today: date
    currency: str
    worth: Worth
    since: date | None
    courses: tuple[CourseSum, ...]
    finished: Finished
    purse: Purse
    movements: tuple[Movement, ...]
    refunds: tuple[CourseCard, ...]  # of courses that can be paid back
    last_top_up: tuple[date, Money, Money] | None
    debts: tuple[BillLineShort, ...]
    vouchers: tuple[VoucherLine, ...]
    sessions_left: int
    is_unused: bool  # much paid, little given, nothing booked: ring, do not sell
    faults: tuple[str, ...] = ()  # of the books: selling is stopped

    @property
    def is_empty(self) -> bool:
        """Return whether nothing was ever paid ahead."""
        return not self.movements and not self.courses and not self.purse.stored.minor

    @property
    def owes(self) -> Money:
        """Return what the client owes."""
        return total(one.owing for one in self.debts)


def money_of(reading: Reading, client_id: ClientId) -> MoneySight:
    """Return what a client paid ahead, and what has become of it; raises Missing."""
    key = living(reading, client_id)
    moves = moved(reading, key)
    lines = courses_of(reading, key)
    bills = {one.bill_id for one in moves if one.bill_id is not None}
    worth = worth_of(moves, totals_of(reading, bills))
    purse, today = purse_of(reading, key), reading.today
    open_ = [one for one in lines if _goes_on(one)]
    visits = visits_of(reading, key, VISITS)
    back = [course_card(reading, one.id) for one in open_ if one.worth_left.minor]
    movements = movements_of(reading, moves, lines)
    hers = [
        one
        for one in vouchers_of(reading, key)
        if one.holder_id == key
        and one.left.minor > 0
        and one.state is VoucherState.GOOD
        and not one.is_over(today)
    ]
    taken = _taken_today(moves, today)
    return MoneySight(
        client_id=key,
        today=today,
        currency=premises(reading).currency,
        worth=worth,
        since=moves[0].day if moves else None,
        courses=tuple(_sums(open_, moves, visits, taken)),
        finished=_finished([one for one in lines if not _goes_on(one)], moves),
        purse=purse,
        movements=tuple(reversed(movements[-SHOWN:])),
        refunds=tuple(back),
        last_top_up=_last_top_up(moves),
        debts=tuple(owed_by(reading, key)),
        vouchers=tuple(hers),
        sessions_left=sum(one.left for one in open_),
        is_unused=_is_unused(reading, key),
        faults=apart(moves, lines, purse),
    )


def _is_unused(reading: Reading, key: ClientId) -> bool:
    """Return whether a client is to be rung, by the rule of occasions."""
    rules = rules_of(reading)
    [days] = rules[Occasion.UNUSED].offsets
    return bool(Unasked(reading, rules.unused_ratio).due([key], days))


def _goes_on(one: CourseLine) -> bool:
    return not one.is_used_up and not one.gone.minor


def _taken_today(moves: Sequence[Moved], today: date) -> dict[int, int]:
    found: dict[int, int] = {}
    for one in moves:
        if one.course_id is None or one.day != today:
            continue
        if one.kind is Kind.REDEMPTION:
            found[one.course_id] = found.get(one.course_id, 0) + 1
    return found


def _sums(
    lines: Sequence[CourseLine],
    moves: Sequence[Moved],
    visits: Sequence[DayLine],
    taken: Mapping[int, int],
) -> list[CourseSum]:
    coming: dict[int, int] = {}
    for one in visits:
        if one.status.is_open and one.status.holds_time:
            coming[one.service_id] = coming.get(one.service_id, 0) + 1
    found = []
    for line in lines:
        its = worth_of([one for one in moves if one.course_id == line.id], {})
        booked = min(coming.get(line.service_id, 0), line.left)
        coming[line.service_id] = coming.get(line.service_id, 0) - booked
        found.append(
            CourseSum(
                *(line, its.paid, its.delivered, its.left),
                today=taken.get(line.id, 0),
                booked=0 if line.kind is CourseKind.VALUE else booked,
            )
        )
    return found


def _finished(lines: Sequence[CourseLine], moves: Sequence[Moved]) -> Finished:
    if not lines:
        return Finished()
    keys = {one.id for one in lines}
    its = [one for one in moves if one.course_id in keys]
    worth = worth_of(its, {})
    return Finished(
        len(lines),
        sum(one.sessions for one in lines),
        sum(one.used for one in lines),
        max((one.day for one in its), default=None),
        worth.paid,
        worth.delivered,
    )


def _last_top_up(moves: Sequence[Moved]) -> tuple[date, Money, Money] | None:
    for one in reversed(moves):
        if one.account == Account.STORED and one.kind is Kind.SALE:
            return one.day, one.amount, Money()
    return None


def movements_of(
    reading: Reading, moves: Sequence[Moved], lines: Sequence[CourseLine]
) -> list[Movement]:
    """Return movements with the balance after each, the first one first."""
    names = {int(one.id): one.name for one in team(reading, everyone=True)}
    titles = {one.id: one.title for one in lines}
    said = told(reading, moves)
    numbers = bill_numbers(reading, {one.bill_id for one in moves if one.bill_id})
    means = means_of_bills(reading, {one.bill_id for one in moves if one.bill_id})
    found, after = [], Money()
    for one in moves:
        after += one.amount
        found.append(
            Movement(
                day=one.day,
                what=_what(one, said.get(one.id), titles),
                who=_who(one, names, numbers),
                way=_way(one, means.get(one.bill_id or 0, ())),
                change=one.amount,
                after=after,
                bill_id=one.bill_id,
                course_id=one.course_id,
            )
        )
    return found


def _what(one: Moved, about: Told | None, titles: Mapping[int, str]) -> str:
    title = titles.get(one.course_id or 0, "")
    said = about.what if about is not None else ""
    if about is not None and about.of:
        n_of = _("{what}, {n} of {of}")
        said = n_of.format(what=said, n=about.number, of=about.of)
    match one.kind:
        case Kind.SALE | Kind.FUNDED if one.account == Account.COURSE:
            return title or said or _("Course")
        case Kind.SALE if one.account == Account.STORED:
            return _("Stored value")
        case Kind.SALE:
            return _("Deposit")
        case Kind.REDEMPTION:
            return said or title
        case Kind.SPENT if one.account == Account.DEPOSIT:
            return _("Deposit used")
        case Kind.SPENT:
            return _("Stored value used")
        case Kind.REFUND if one.other == Account.KEPT:
            return _("{what}: kept at the list price").format(what=title)
        case Kind.REFUND:
            return _("{what}: paid back").format(what=title or _("Stored value"))
        case Kind.EXPIRY:
            return _("{what}: ran out").format(what=title or _("Stored value"))
        case Kind.REVERSAL:
            return _("{what}: reversed").format(what=said or title or _("Stored value"))
        case Kind.CONVERSION:
            return _("{what}: changed").format(what=title or _("Stored value"))
        case Kind.OPENING:
            return title or _("Brought from before")
    return title or said


def _who(one: Moved, names: Mapping[int, str], numbers: Mapping[int, str]) -> str:
    """Return whose work it was, or on which bill it stands."""
    staff, bill = names.get(one.staff_id or 0, ""), numbers.get(one.bill_id or 0, "")
    if one.kind is Kind.REDEMPTION or not bill:
        return staff
    return _("bill {number}").format(number=bill)


def _way(one: Moved, paid: Sequence[str]) -> str:
    means = means_of(one.other)
    if means is not None:
        return means_named(means)
    if one.amount.minor > 0 and paid:
        return ", ".join(map(means_named, paid))
    if one.amount.minor < 0:
        return {
            Account.COURSE.value: _("from the course"),
            Account.STORED.value: _("from stored value"),
            Account.DEPOSIT.value: _("from the deposit"),
        }.get(one.account, "")
    return ""


def since_when(sight: MoneySight) -> date:
    """Return the day a statement begins with where nobody says another."""
    return sight.since or sight.today - timedelta(days=365)
