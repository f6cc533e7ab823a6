"""Who stays, who leaves: all that the page of loyalty shows of some days."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from salon.clients.tables import Client
from salon.courses.model import CourseState
from salon.courses.tables import Course
from salon.feedback.tables import Feedback, Hope
from salon.loyalty.bucket import (
    BucketRows,
    bucket_rows,
    cohorts,
    loss_of,
)
from salon.loyalty.classes import top_share
from salon.loyalty.gathering import Gathered
from salon.loyalty.model import Abc, Cost, Loss, State
from salon.loyalty.queries import costs, hints
from salon.loyalty.rhythms import NEVER
from salon.loyalty.statistics import Share, Span, mean, nps
from salon.loyalty.tables import recommendations
from salon.loyalty.working_out import WorkedOut
from salon.money import Money, total
from salon.promises.queries import ends_first
from salon.settings.queries import premises
from salon.staff.queries import team
from salon.text import N_, _, short_day
from salon.views.promises import promises_sight
from salon.work import Reading

DAYS = (30, 90, 365)  # what the page can look back on
SLIPPING = 30  # rows that are shown
MONTHS = 8  # of the cohorts
SOON = 30  # days within which a course ends
LATE = (30, 60, 90)  # pills


@dataclass(frozen=True, slots=True)
class Who:
    """A client in a list of loyalty."""

    id: int
    name: str
    pinyin: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """A count of people, and how it compares; None: nothing to compare with."""

    now: int
    before: int | None = None

    @property
    def change(self) -> int | None:
        """How many more, or fewer."""
        return None if self.before is None else self.now - self.before


@dataclass(frozen=True, slots=True)
class ClassBar:
    """One class of ABC: people, what they brought, and its part of the whole."""

    abc: Abc
    people: int
    money: Money
    part: float


@dataclass(frozen=True, slots=True)
class SlippingRow:
    """Somebody who is late and whose going would hurt."""

    who: Who
    why: str
    state: State
    returns: float  # how likely she comes again
    worth: Money  # what the next twelve months would bring
    days_since: int
    expected: int
    course_left: bool  # she has paid for sessions: book, do not sell
    wants_no_calls: bool = False


@dataclass(frozen=True, slots=True)
class Cohort:
    """Those who first came in one month, and how many still came k months on."""

    month: date
    people: int
    still: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Owed:
    """What was paid ahead and is still owed."""

    money: Money
    courses: int
    ending: int  # within 30 days, with sessions left


@dataclass(frozen=True, slots=True)
class Felt:
    """What was felt against what was hoped for, 0 to 10."""

    answers: int
    felt: float | None
    hoped: float | None
    gap: Span | None
    recommend: Span | None
    recommend_answers: int


@dataclass(frozen=True, slots=True)
class Friends:
    """How many new clients a friend sent, and who brought most."""

    brought: Share
    best: Who | None = None
    best_count: int = 0
    best_worth: Money = field(default=Money())


@dataclass(frozen=True, slots=True)
class LoyaltySight:
    """All that the page shows."""

    first: date
    last: date
    at: datetime  # worked out, the salon's wall clock
    currency: str
    came_back: Count
    new: Count
    won_back: Count
    lost: Count
    lost_worth: Money  # what those who left brought in a year
    cost_to_win: Money | None  # as many new ones; None: not entered
    cost_to_keep: Money | None
    classes: tuple[ClassBar, ...]
    top: float  # part of the best fifth, 0 to 1
    is_even: bool  # everybody spends the same: ABC says nothing here
    slipping: tuple[SlippingRow, ...]
    slipping_all: int
    cohorts: tuple[Cohort, ...]
    friends: Friends
    owed: Owed
    felt: Felt
    clients: int  # who have ever come


def names_of(reading: Reading, keys: Collection[int]) -> dict[int, Who]:
    """Return clients by id, as lists name them."""
    found: dict[int, Who] = {}
    listed = list(keys)
    for at in range(0, len(listed), 2_000):
        asked = select(Client.id, Client.name, Client.pinyin).where(
            Client.id.in_(listed[at : at + 2_000])
        )
        for row in reading.session.execute(asked):
            found[row.id] = Who(*row)
    return found


def loyalty_sight(
    reading: Reading, g: Gathered, done: WorkedOut, days: int = 90
) -> LoyaltySight:
    """Return who stayed and who left in the last *days*, against as many before.

    Args:
        reading: As ever, of the moment the facts were read.
        g: The facts.
        done: How everybody stands.
        days: How far it looks back.
    """
    last = reading.today.toordinal()
    rows = bucket_rows(g, last - days + 1, last)
    then = bucket_rows(g, last - 2 * days + 1, last - days)
    has_before = bool(len(g.v_day)) and int(g.v_day.min()) <= last - 2 * days
    lost_worth = int(rows.gone[rows.lost].clip(0).sum())
    year = (reading.today - timedelta(days=364)).replace(day=1)
    win, keep = unit_costs(reading, g, year, reading.today)
    many = len(rows.lost)
    return LoyaltySight(
        first=date.fromordinal(rows.first),
        last=reading.today,
        at=reading.local(reading.now).replace(tzinfo=None),
        currency=premises(reading).currency,
        came_back=_count(_came_back(g, rows), _came_back(g, then), has_before),
        new=_count(len(rows.new), len(then.new), has_before),
        won_back=_count(len(rows.won_back), len(then.won_back), has_before),
        lost=_count(many, len(then.lost), has_before),
        lost_worth=Money(lost_worth),
        cost_to_win=None if win is None else win * many,
        cost_to_keep=None if keep is None else keep * many,
        classes=class_bars(done),
        top=top_share(done.spent.tolist()),
        is_even=_is_even(done),
        slipping=tuple(slipping(reading, g, done, SLIPPING)),
        slipping_all=len(_slipping(done)),
        cohorts=tuple(_cohorts(g)),
        friends=friends(reading, g, done, rows),
        owed=owed(reading),
        felt=felt(reading, date.fromordinal(rows.first)),
        clients=int(done.rhythms.came.sum()),
    )


def _count(now: int, before: int, has_before: bool) -> Count:
    return Count(now, before if has_before else None)


def _came_back(g: Gathered, rows: BucketRows) -> int:
    """Return how many came in these days who were here before and in the bucket."""
    import numpy as np

    held = (g.v_day >= rows.first) & (g.v_day <= rows.last)
    return len(np.intersect1d(np.unique(g.v_client[held]), rows.opening))


def class_bars(done: WorkedOut) -> tuple[ClassBar, ...]:
    """Return the classes A to C with their people and what they brought in a year."""
    whole = int(done.spent.clip(0).sum())
    found = []
    for abc in (Abc.A, Abc.B, Abc.C):
        held = (done.abc == abc.rank) & (done.spent > 0)
        money = int(done.spent[held].sum())
        found.append(
            ClassBar(abc, int(held.sum()), Money(money), money / whole if whole else 0)
        )
    return tuple(found)


def _is_even(done: WorkedOut) -> bool:
    paid = done.spent[done.spent > 0]
    return len(paid) > 1 and int(paid.min()) == int(paid.max())


def _slipping(done: WorkedOut) -> Any:
    """Return who is late or lapsing, the most valuable first."""
    import numpy as np

    state = done.rhythms.state
    held = np.flatnonzero((state == 2) | (state == 3))
    worth = yearly(done)[held]
    return held[np.lexsort((held, -worth))]


def yearly(done: WorkedOut) -> Any:
    """Return what each brings in a year when she comes: what is at stake."""
    import numpy as np

    return np.maximum(done.spent, done.next_year)


def slipping(
    reading: Reading, g: Gathered, done: WorkedOut, limit: int
) -> list[SlippingRow]:
    """Return who is slipping away, the most valuable first, and why."""
    found = _slipping(done)[:limit]
    keys = g.clients[found].tolist()
    names, why = names_of(reading, keys), reasons(reading, g, done, found)
    left = _with_sessions(reading, keys)
    silent = _silent(reading, keys)
    now = done.rhythms
    stakes = yearly(done)
    rows = []
    for index, key in zip(found.tolist(), keys, strict=True):
        rows.append(
            SlippingRow(
                who=names[key],
                why=why[key],
                state=list(State)[int(now.state[index])],
                returns=float(done.returns[index]),
                worth=Money(int(stakes[index])),
                days_since=int(g.today - now.last[index]),
                expected=round(float(now.expected[index])),
                course_left=key in left,
                wants_no_calls=key in silent,
            )
        )
    return rows


def _with_sessions(reading: Reading, keys: Collection[int]) -> set[int]:
    asked = select(Course.client_id).where(
        Course.client_id.in_(keys),
        Course.state == CourseState.ACTIVE,
        Course.given + Course.gone < Course.price,
    )
    return {int(key) for key in reading.session.scalars(asked)}


def _silent(reading: Reading, keys: Collection[int]) -> set[int]:
    asked = select(Client.id).where(
        Client.id.in_(keys), Client.do_not_contact.is_(True)
    )
    return {int(key) for key in reading.session.scalars(asked)}


_USUAL = N_("usually every {days} days; last seen {since} days ago")
_COMPLAINED = N_("complained on {day}; no visit since the {last}")
_LEFT = N_("{name} left; this is {name}’s client")
_ONCE = N_("came once, {since} days ago")
_ENDED = N_("the course is used up; last seen {since} days ago")


def reasons(
    reading: Reading, g: Gathered, done: WorkedOut, found: Any
) -> dict[int, str]:
    """Return in words why each of *found* (indices) may be going."""
    keys = g.clients[found].tolist()
    known = hints(reading, g, keys)
    people = {int(one.id): one.name for one in team(reading, everyone=True)}
    now, said = done.rhythms, {}
    for index, key in zip(found.tolist(), keys, strict=True):
        last = int(now.last[index])
        loss = loss_of(key, int(now.all_visits[index]), last, known)
        since = g.today - last
        match loss:
            case Loss.COMPLAINT if known.complaints.get(key):
                day = short_day(date.fromordinal(max(known.complaints[key])))
                words = _(_COMPLAINED).format(
                    day=day, last=short_day(date.fromordinal(last))
                )
            case Loss.PERSON_LEFT if known.last_staff.get(key) in people:
                words = _(_LEFT).format(name=people[known.last_staff[key]])
            case Loss.ONE_VISIT:
                words = _(_ONCE).format(since=since)
            case Loss.COURSE_ENDED:
                words = _(_ENDED).format(since=since)
            case _:
                days = round(float(now.expected[index]))
                words = _(_USUAL).format(days=days, since=since)
        said[key] = words
    return said


def _cohorts(g: Gathered) -> list[Cohort]:
    heads, cells = cohorts(g, MONTHS)
    found = []
    for (month, people), row in zip(heads, cells.tolist(), strict=True):
        first = date(month // 12, month % 12 + 1, 1)
        found.append(Cohort(first, people, tuple(one for one in row if one >= 0)))
    return found


def brought_by(g: Gathered) -> dict[int, list[int]]:
    """Return which friends each brought (indices) who came, the first before."""
    found: dict[int, list[int]] = defaultdict(list)
    order = sorted(range(len(g.f_day)), key=lambda at: (g.f_day[at], at))
    for at in order:
        by, friend = int(g.f_client[at]), int(g.f_friend[at])
        if friend not in found[by] and friend != by:
            found[by].append(friend)
    return found


def friends(
    reading: Reading, g: Gathered, done: WorkedOut, rows: BucketRows
) -> Friends:
    """Return how many of the new a friend sent, and who brought most, by worth."""
    new = set(rows.new.tolist())
    sent = {int(one) for one in g.f_friend} & new
    share = Share(len(sent), len(new))
    ever = brought_by(g)
    if not ever:
        return Friends(share)
    worth = {key: _worth_of(g, done, people) for key, people in ever.items()}
    best = max(ever, key=lambda key: (worth[key], len(ever[key]), -key))
    who = names_of(reading, [int(g.clients[best])])[int(g.clients[best])]
    return Friends(share, who, len(ever[best]), Money(worth[best]))


def _worth_of(g: Gathered, done: WorkedOut, people: Sequence[int]) -> int:
    import numpy as np

    held = np.isin(g.e_client, np.array(people))
    return int(g.e_amount[held].sum())


def owed(reading: Reading) -> Owed:
    """Return what was paid ahead and is still owed."""
    sight = promises_sight(reading)
    until = reading.today + timedelta(days=SOON)
    money = total(one.closing for one in sight.money)
    soon = [
        one
        for one in ends_first(reading, 10_000)
        if one.line.expires is not None and one.line.expires <= until
    ]
    return Owed(money, sight.promises.courses, len(soon))


def felt(reading: Reading, first: date, last: date | None = None) -> Felt:
    """Return what was felt against what was hoped for, since *first*."""
    begin = reading.instant(first, datetime.min.time())
    held = [Feedback.at >= begin]
    if last is not None:
        end = reading.instant(last + timedelta(days=1), datetime.min.time())
        held.append(Feedback.at < end)
    pairs = reading.session.execute(
        select(Hope.score, Feedback.gap)
        .join(Hope, Hope.appointment_id == Feedback.appointment_id)
        .where(Feedback.gap.is_not(None), *held)
    ).all()
    hoped = [row.score for row in pairs]
    was = [min(10, max(0, row.score + row.gap)) for row in pairs]
    answers = reading.session.scalar(select(func.count(Feedback.id)).where(*held)) or 0
    told, scores = recommendations(), []
    if told is not None:
        asked = select(told.score).where(
            told.score.is_not(None), told.at >= begin, *told.held
        )
        scores = list(reading.session.scalars(asked))
    return Felt(
        answers,
        sum(was) / len(was) if was else None,
        sum(hoped) / len(hoped) if hoped else None,
        mean([a - b for a, b in zip(was, hoped, strict=True)]),
        nps(scores),
        len(scores),
    )


def unit_costs(
    reading: Reading, g: Gathered, first: date, last: date
) -> tuple[Money | None, Money | None]:
    """Return what winning and what keeping one client cost, from what was entered.

    Winning is shared by the new who came a second time, keeping by those who came in
    both halves: before *first* and since (loyalty 5). None: nothing was entered.
    """
    import numpy as np

    spent = costs(reading, first, last)
    begin, end = first.toordinal(), last.toordinal()
    held = g.v_day <= end
    day = np.unique(g.v_client[held] * 10_000_000 + g.v_day[held])
    client, days = day // 10_000_000, day % 10_000_000
    visits = np.bincount(client, minlength=g.many)
    firsts = np.full(g.many, NEVER)
    firsts[client[::-1]] = days[::-1]  # sorted: the first one is written last
    new = int(((firsts >= begin) & (visits >= 2)).sum())
    came = np.zeros(g.many, dtype=bool)
    came[client[days >= begin]] = True
    kept = int((came & (firsts < begin) & (firsts > NEVER)).sum())
    return _each(spent, new, True), _each(spent, kept, False)


def _each(spent: Mapping[Cost, Money], people: int, is_winning: bool) -> Money | None:
    mine = [one for kind, one in spent.items() if kind.is_winning is is_winning]
    if not mine or not people:
        return None
    return Money(round(total(mine).minor / people))
