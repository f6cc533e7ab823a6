"""A month for the owner: the bucket, gold clients, rates, due, friends, costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.clients.narrowing import Wish, wish_of
from salon.clients.tables import Client
from salon.loyalty.bucket import BucketRows, bucket_rows, loss_of
from salon.loyalty.gathering import KEPT, Gathered
from salon.loyalty.guarding import MOST_GOLD, monday_of
from salon.loyalty.model import LOSS_WORDS, Light, LightLine, Loss, Outcome
from salon.loyalty.queries import (
    hints,
    lights,
    loyalty_rules,
    ranked,
    told_losses,
)
from salon.loyalty.rhythms import NEVER
from salon.loyalty.statistics import Share
from salon.loyalty.working_out import WorkedOut
from salon.money import Money, total
from salon.prepaid.tables import Referral
from salon.settings.queries import premises
from salon.text import N_, _
from salon.views.loyalty import (
    LATE,
    Felt,
    Who,
    brought_by,
    felt,
    names_of,
    reasons,
    unit_costs,
    yearly,
)
from salon.work import Reading

TREES = 5  # of word of mouth
DUE_ROWS = 200
BEFORE_LEAVING = timedelta(hours=24)
LATE_CANCEL = timedelta(hours=24)  # called off so short before, it counts as late
BAR_ORDER = (
    *(Loss.ONE_VISIT, Loss.COURSE_ENDED, Loss.COMPLAINT, Loss.PERSON_LEFT),
    *(Loss.MOVED, Loss.OWN_LIFE, Loss.COMPETITOR, Loss.VALUE, Loss.SYSTEM),
    Loss.UNKNOWN,
)


@dataclass(frozen=True, slots=True)
class BarRow:
    """Somebody behind a bar: what is known of the reason, and what a year brought."""

    who: Who
    words: str
    money: Money


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the waterfall; `loss` only where it takes away."""

    key: str  # opening, new, won_back, closing, growth, shrink, or a reason
    loss: Loss | None
    people: int
    money: Money  # of twelve months; lost ones and shrinking below nothing
    rows: tuple[BarRow, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldRow:
    """A gold client with lights that burn."""

    who: Who
    worth: Money
    lights: Mapping[Light, LightLine]
    acts: str  # who does, and on what day
    due: date

    @property
    def reds(self) -> int:
        """How many are red and still open."""
        return sum(
            one.is_red and one.outcome is Outcome.OPEN for one in self.lights.values()
        )


@dataclass(frozen=True, slots=True)
class Gold:
    """The guard's week."""

    week: date
    people: int
    part: float  # of what is earned
    rows: tuple[GoldRow, ...]
    well: int
    last_lit: int  # lights of the week before
    last_mended: int
    unseen: int = 0  # beyond those the guard looks at


@dataclass(frozen=True, slots=True)
class DueRow:
    """Somebody who is late and has no date."""

    who: Who
    late: int
    worth: Money
    wish: str = ""  # "message" or "silent"


@dataclass(frozen=True, slots=True)
class Tree:
    """Whom a client brought, and whom they brought."""

    who: Who
    worth: Money  # what all of them brought so far
    friends: tuple[tuple[Who, tuple[Who, ...]], ...]
    thanked: bool


@dataclass(frozen=True, slots=True)
class Mouth:
    """Word of mouth."""

    brought: Share  # of the new
    trees: tuple[Tree, ...]
    per_hundred: float | None  # friends who came a year, of 100 who come
    per_hundred_before: float | None
    unthanked: tuple[Who, ...]


@dataclass(frozen=True, slots=True)
class LostCost:
    """What a lost client costs a year, against what keeping and winning cost."""

    own: Money
    friends: Money
    keep: Money | None
    win: Money | None

    @property
    def each(self) -> Money:
        """What goes with each of them."""
        return self.own + self.friends

    @property
    def times(self) -> float | None:
        """How many times keeping one winning one costs; None: not known."""
        if self.keep is None or self.win is None or self.keep.minor <= 0:
            return None
        return self.win.minor / self.keep.minor


@dataclass(frozen=True, slots=True)
class Twice:
    """Do new clients come twice: only those whose days are over are counted."""

    share: Share
    before: Share  # a year ago
    month: date  # in which they first came
    days: int
    missing: tuple[Who, ...]  # who did not


@dataclass(frozen=True, slots=True)
class OwnerMonth:
    """All that the page and the paper show."""

    first: date
    last: date
    at: datetime
    currency: str
    bars: tuple[Bar, ...]
    money_bars: tuple[Bar, ...]
    gold: Gold
    twice: Twice
    rebooked: Share
    missed: Share
    due: tuple[DueRow, ...]  # 30 days late or more, by worth
    mouth: Mouth
    cost: LostCost
    felt: Felt
    clients: int
    is_first: bool  # there is nothing to compare with
    is_running: bool  # the month is not over

    @property
    def came(self) -> int:
        """How many came in."""
        return sum(one.people for one in self.bars if one.key in ("new", "won_back"))

    @property
    def went(self) -> int:
        """How many went."""
        return sum(one.people for one in self.bars if one.loss is not None)

    @property
    def unknown(self) -> Share:
        """How many went for no reason that is known."""
        none = [one.people for one in self.bars if one.loss is Loss.UNKNOWN]
        return Share(sum(none), self.went)

    @property
    def money_gone(self) -> Money:
        """What those who went brought in a year."""
        gone = total(one.money for one in self.bars if one.loss is not None)
        return Money() - gone


def month_span(day: date, today: date) -> tuple[date, date]:
    """Return the first and the last day of a month; of the present one, today."""
    first = day.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    return first, min(after - timedelta(days=1), today)


def owner_month(
    reading: Reading, g: Gathered, done: WorkedOut, day: date
) -> OwnerMonth:
    """Return one month for the owner.

    Args:
        reading: As ever, of the moment the facts were read.
        g: The facts.
        done: How everybody stands today.
        day: Any day of the month.
    """
    first, last = month_span(day, reading.today)
    rows = bucket_rows(g, first.toordinal(), last.toordinal())
    bars, money_bars = bars_of(reading, g, done, rows)
    opened = int(g.v_day.min()) if len(g.v_day) else g.today
    return OwnerMonth(
        first=first,
        last=last,
        at=reading.local(reading.now).replace(tzinfo=None),
        currency=premises(reading).currency,
        bars=bars,
        money_bars=money_bars,
        gold=gold(reading, done),
        twice=_twice(reading, g, first, last),
        rebooked=rebooked(reading, first, last),
        missed=missed(reading, first, last),
        due=tuple(due(reading, g, done)),
        mouth=_mouth(reading, g, rows, last),
        cost=_lost_cost(reading, g, rows, first, last),
        felt=felt(reading, first, last),
        clients=int(done.rhythms.came.sum()),
        is_first=opened > first.toordinal() - 30,
        is_running=last == reading.today and (last + timedelta(days=1)).day != 1,
    )


def bars_of(
    reading: Reading, g: Gathered, done: WorkedOut, rows: BucketRows
) -> tuple[tuple[Bar, ...], tuple[Bar, ...]]:
    """Return the waterfall in people and in money, with names behind each bar.

    They add up: opening + new + won back - all losses is closing, in both.
    """
    import numpy as np

    lost_keys = g.clients[rows.lost].tolist()
    known = hints(reading, g, lost_keys)
    told = told_losses(reading, lost_keys)
    end = rows.at_end
    why = {
        int(index): loss_of(
            key, int(end.all_visits[index]), int(end.last[index]), known
        )
        for index, key in zip(rows.lost.tolist(), lost_keys, strict=True)
    }
    behind = np.concatenate((rows.new, rows.won_back, rows.lost))
    names = names_of(reading, g.clients[behind].tolist())
    words = reasons(reading, g, done, rows.lost)

    def row(index: int, money: int, said: str = "") -> BarRow:
        return BarRow(names[int(g.clients[index])], said, Money(money))

    def named(indices: Any, of: Any) -> tuple[BarRow, ...]:
        ordered = sorted(indices.tolist(), key=lambda at: (-int(of[at]), at))
        return tuple(row(at, int(of[at])) for at in ordered)

    bars = [
        Bar("opening", None, len(rows.opening), Money(rows.money()["opening"])),
        Bar(
            *("new", None, len(rows.new), Money(int(rows.after[rows.new].sum()))),
            named(rows.new, rows.after),
        ),
        Bar(
            *("won_back", None, len(rows.won_back)),
            Money(int(rows.after[rows.won_back].sum())),
            named(rows.won_back, rows.after),
        ),
    ]
    for reason in BAR_ORDER:
        mine = [index for index, found in why.items() if found is reason]
        if not mine and reason is not Loss.UNKNOWN:
            continue
        mine.sort(key=lambda at: (-int(rows.gone[at]), at))
        lines = []
        for index in mine:
            key = int(g.clients[index])
            note = told.get(key)
            said = note.words if note is not None and note.words else words[key]
            lines.append(row(index, int(rows.gone[index]), said))
        money = Money(-int(rows.gone[mine].sum()) if mine else 0)
        bars.append(Bar(reason.value, reason, len(mine), money, tuple(lines)))
    sums = rows.money()
    closing = Bar("closing", None, len(rows.closing), Money(sums["closing"]))
    by_money = [
        *bars[:3],
        Bar("growth", None, 0, Money(sums["growth"])),
        Bar("shrink", None, 0, Money(-sums["shrink"])),
        *bars[3:],
        closing,
    ]
    return (*bars, closing), tuple(by_money)


def gold(reading: Reading, done: WorkedOut | None = None) -> Gold:
    """Return the guard's lights of this week, who acts, and last week's outcome."""
    week = monday_of(reading.today)
    best = ranked(reading, "spent", 1_000_000, gold=True)
    seen = best[:MOST_GOLD]
    by_id = {one.client_id: one for one in seen}
    lit = lights(reading, week)
    names = names_of(reading, [one.client_id for one in lit])
    grouped: dict[int, dict[Light, LightLine]] = {}
    for one in lit:
        grouped.setdefault(one.client_id, {})[one.light] = one
    rows = []
    for key, mine in grouped.items():
        burning = [one for one in mine.values() if one.outcome is not Outcome.MENDED]
        if key not in names or not burning:
            continue
        first = min(burning, key=lambda one: (not one.is_red, one.due, one.id))
        worth = max(by_id[key].spent, by_id[key].next_year) if key in by_id else Money()
        rows.append(GoldRow(names[key], worth, mine, first.person, first.due))
    rows.sort(key=lambda one: (-one.reds, -one.worth.minor, one.who.id))
    before = lights(reading, week - timedelta(days=7))
    whole = int(done.spent.clip(0).sum()) if done is not None else 0
    own = total(one.spent for one in best).minor
    return Gold(
        week=week,
        people=len(best),
        part=own / whole if whole else 0.0,
        rows=tuple(rows),
        well=max(0, len(seen) - len(rows)),
        last_lit=len(before),
        last_mended=sum(one.outcome is Outcome.MENDED for one in before),
        unseen=len(best) - len(seen),
    )


def second_visits(
    g: Gathered, first: int, last: int, days: int
) -> tuple[Share, list[int]]:
    """Return how many who first came in some days came again within *days*.

    Only those whose days are over count.

    Returns:
        The share, and the indices of those who did not.
    """
    import numpy as np

    day = np.unique(g.v_client * 10_000_000 + g.v_day)
    client, at = day // 10_000_000, day % 10_000_000
    if not len(day):
        return Share(0, 0), []
    starts = np.concatenate(([True], client[1:] != client[:-1]))
    where = np.flatnonzero(starts)
    began, who = at[where], client[where]
    after = np.where(where + 1 < len(at), at[np.minimum(where + 1, len(at) - 1)], 0)
    same = np.where(
        where + 1 < len(at), client[np.minimum(where + 1, len(at) - 1)] == who, False
    )
    ripe = (began >= first) & (began <= last) & (began + days < g.today)
    came = ripe & same & (after - began <= days)
    return Share(int(came.sum()), int(ripe.sum())), who[ripe & ~came].tolist()


def _twice(reading: Reading, g: Gathered, first: date, last: date) -> Twice:
    """Take the newest month of which everybody's days are over by the end."""
    days = loyalty_rules(reading).second_days
    ripe = (last - timedelta(days=days + 1)).replace(day=1)
    begin, end = month_span(ripe, last)
    if end + timedelta(days=days) >= last:
        ripe = (ripe - timedelta(days=1)).replace(day=1)
        begin, end = month_span(ripe, last)
    share, missing = second_visits(g, begin.toordinal(), end.toordinal(), days)
    ago, ago_end = month_span(begin.replace(year=begin.year - 1), last)
    before, _none = second_visits(g, ago.toordinal(), ago_end.toordinal(), days)
    names = names_of(reading, g.clients[missing].tolist()) if missing else {}
    return Twice(share, before, begin, days, tuple(names.values()))


def rebooked(reading: Reading, first: date, last: date) -> Share:
    """Return how many completed visits ended with a date for the next one.

    Made before leaving or within a day; a date that was called off later still counts,
    so that the figure of a past month never changes.
    """
    a, b = Appointment, aliased(Appointment)
    done = and_(a.status.in_(KEPT), a.day.between(first, last))
    then = func.coalesce(a.completed_at, a.booked_at)
    asked = select(a.id, then, a.client_id, a.day).where(done)
    rows = reading.session.execute(asked).all()
    ahead: dict[int, list[tuple[date, datetime]]] = {}
    later = select(b.client_id, b.day, b.booked_at).where(
        b.day > first,
        b.client_id.in_(select(a.client_id).where(done)),
    )
    for client, day, made in reading.session.execute(later):
        ahead.setdefault(client, []).append((day, made))
    part = sum(
        any(
            day > on and made <= at + BEFORE_LEAVING
            for day, made in ahead.get(client, ())
        )
        for _key, at, client, on in rows
    )
    return Share(part, len(rows))


def missed(reading: Reading, first: date, last: date) -> Share:
    """Return how many of all agreed visits were missed without a word (loyalty 4).

    Of: completed, missed, and called off less than 24 hours before; when something was
    called off is known since the program keeps it.
    """
    a = Appointment
    asked = select(a.status, a.day, a.start, a.cancelled_at).where(
        a.day.between(first, last),
        a.status.in_((*KEPT, Status.MISSED, Status.CANCELLED)),
    )
    gone = all_ = 0
    for status, day, start, at in reading.session.execute(asked):
        if status is Status.CANCELLED:
            agreed = reading.instant(day, start)
            all_ += at is not None and at > agreed - LATE_CANCEL
            continue
        gone += status is Status.MISSED
        all_ += 1
    return Share(gone, all_)


def due(
    reading: Reading, g: Gathered, done: WorkedOut, least: int = LATE[0]
) -> list[DueRow]:
    """Return who is *least* days beyond her own rhythm without a date, by worth."""
    import numpy as np

    now = done.rhythms
    late = np.where(now.came, g.today - now.last - now.paused - now.expected, 0)
    is_late = (late >= least) & (now.next == NEVER) & now.stays
    found = np.flatnonzero(is_late)
    worth = yearly(done)
    found = found[np.lexsort((found, -worth[found]))][:DUE_ROWS]
    keys = g.clients[found].tolist()
    names, wishes = names_of(reading, keys), _wishes(reading, keys)
    return [
        DueRow(
            names[key],
            int(late[index]),
            Money(int(worth[index])),
            wishes.get(key, ""),
        )
        for index, key in zip(found.tolist(), keys, strict=True)
    ]


def _wishes(reading: Reading, keys: Sequence[int]) -> dict[int, str]:
    asked = select(Client.id, Client.do_not_contact, Client.channel)
    found = {}
    for row in reading.session.execute(asked.where(Client.id.in_(keys))):
        wish = wish_of(row.do_not_contact, row.channel)
        if wish is not Wish.ANY:
            found[row.id] = "silent" if wish is Wish.SILENT else "message"
    return found


def _mouth(reading: Reading, g: Gathered, rows: BucketRows, last: date) -> Mouth:
    import numpy as np

    new = set(rows.new.tolist())
    sent = {int(one) for one in g.f_friend} & new
    ever = brought_by(g)
    worth = {
        key: int(g.e_amount[np.isin(g.e_client, people)].sum())
        for key, people in ever.items()
    }
    best = sorted(ever, key=lambda key: (-worth[key], -len(ever[key]), key))[:TREES]
    shown = {key for one in best for key in (one, *ever[one])}
    shown |= {
        key for one in best for friend in ever[one] for key in ever.get(friend, ())
    }
    names = names_of(reading, [int(g.clients[one]) for one in shown])

    def who(index: int) -> Who:
        return names[int(g.clients[index])]

    thanked = _thanked(reading)
    trees = tuple(
        Tree(
            who(key),
            Money(worth[key]),
            tuple(
                (who(one), tuple(who(each) for each in ever.get(one, ())))
                for one in ever[key]
            ),
            int(g.clients[key]) not in thanked,
        )
        for key in best
    )
    end = last.toordinal()
    unthanked = names_of(reading, sorted(thanked))
    return Mouth(
        Share(len(sent), len(new)),
        trees,
        _per_hundred(g, end),
        _per_hundred(g, end - 365),
        tuple(unthanked.values()),
    )


def _thanked(reading: Reading) -> set[int]:
    """Return who brought somebody who came and was not thanked yet."""
    asked = select(Referral.by_id).where(
        Referral.came_on.is_not(None), Referral.thanked_on.is_(None)
    )
    return {int(key) for key in reading.session.scalars(asked)}


def _per_hundred(g: Gathered, end: int) -> float | None:
    import numpy as np

    held = (g.v_day > end - 365) & (g.v_day <= end)
    active = len(np.unique(g.v_client[held]))
    if not active or int(g.v_day.min()) > end - 365:
        return None
    came = len(np.unique(g.f_friend[(g.f_day > end - 365) & (g.f_day <= end)]))
    return 100 * came / active


def _lost_cost(
    reading: Reading, g: Gathered, rows: BucketRows, first: date, last: date
) -> LostCost:
    """Return what a lost client takes with her a year: her own, and her friends'.

    Of those lost in the month; where there are none, of everybody who comes.
    """
    whose = rows.lost if len(rows.lost) else rows.closing
    money = rows.gone if len(rows.lost) else rows.after
    many = max(len(whose), 1)
    own = int(money[whose].clip(0).sum()) // many
    ever = brought_by(g)
    sent = sum(
        int(rows.after[friend].clip(0))
        for key in whose.tolist()
        for friend in ever.get(key, ())
        if key != friend
    )
    win, keep = unit_costs(reading, g, first.replace(year=first.year - 1), last)
    return LostCost(Money(own), Money(sent // (2 * many)), keep, win)


def sentence(month_: OwnerMonth) -> tuple[str, str]:
    """Return the month in one plain sentence: what is said first, and the rest."""
    gain = month_.came - month_.went
    if gain > 0:
        head = _(N_("The bucket gained {count}:")).format(count=gain)
    elif gain < 0:
        head = _(N_("The bucket lost {count}:")).format(count=-gain)
    else:
        head = _(N_("The bucket is level:"))
    parts = [
        _(N_("{came} came in, {went} went.")).format(came=month_.came, went=month_.went)
    ]
    losses = [one for one in month_.bars if one.loss is not None and one.people]
    gone = month_.money_gone
    if losses and gone > Money():
        worst = min(losses, key=lambda one: one.money.minor)
        if 2 * -worst.money.minor > gone.minor and worst.loss is not Loss.UNKNOWN:
            said = _(N_("More than half of the money that left went “{reason}”."))
            parts.append(said.format(reason=_(_loss_words(worst))))
    red = sum(1 for one in month_.gold.rows if one.reds)
    if red:
        said = _(N_("Gold clients who want somebody today: {count}."))
        parts.append(said.format(count=red))
    return head, " ".join(parts)


def _loss_words(bar: Bar) -> str:
    assert bar.loss is not None
    return LOSS_WORDS[bar.loss]
