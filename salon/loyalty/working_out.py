"""How every client stands today, from the gathered facts: arithmetic on arrays."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from salon.loyalty import classes as c
from salon.loyalty.gathering import YEAR, Gathered
from salon.loyalty.model import Abc, Flag, Loyalty, Method
from salon.loyalty.rhythm import returning
from salon.loyalty.rhythms import NEVER, Rhythms, rhythms_at
from salon.loyalty.rules import LoyaltyRules
from salon.loyalty.worth import LIMIT, SHORT, endless_factor

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

SHARES = 10_000  # a share is kept in ten-thousandths
CENTI = 100  # days are kept in hundredths
LOOK_BACK = 24  # month-ends from which a patient class is drawn
ADOPTED_DAYS, ADOPTED_PERCENT = 60, 20
RETENTION = (0.30, 0.95)  # what a year's retention is held between
FIRST_RETENTION = 0.70  # until a year has passed
MODES = (Loyalty.LEAD, Loyalty.DORMANT, Loyalty.NEW)


@dataclass(frozen=True)
class Drops:
    """Which part of clients a salon loses after a visit, of its own records."""

    once: float  # after the first one
    later: float


@dataclass(frozen=True)
class WorkedOut:
    """Everything that was worked out; rows of `rows` are as the table holds them."""

    today: int
    rhythms: Rhythms
    spent: "Ints"  # in twelve months
    abc: "Ints"  # shown, as rank
    abc_raw: "Ints"
    next_year: "Ints"
    returns: "Floats"  # how likely each comes again
    drops: Drops
    retention: float  # of a year
    rows: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Before:
    """What somebody's class of loyalty was."""

    loyalty: Loyalty
    since: date


def month_ends(today: int, many: int = LOOK_BACK) -> list[int]:
    """Return the last *many* month-ends before *today*, the oldest first."""
    ends = []
    at = date.fromordinal(today).replace(day=1)
    for _ in range(many):
        at -= timedelta(days=1)
        ends.append(at.toordinal())
        at = at.replace(day=1)
    return ends[::-1]


def spent_between(g: Gathered, after: int, until: int) -> "Ints":
    """Return what was earned with each after one day until another."""
    import numpy as np

    held = (g.e_day > after) & (g.e_day <= until)
    found = np.bincount(g.e_client[held], weights=g.e_amount[held], minlength=g.many)
    return np.rint(found).astype(np.int64)


def graded(spend: "Ints", rules: LoyaltyRules) -> Any:
    """Return the rank of each by the salon's own way of drawing ABC."""
    if rules.method is Method.COUNT:
        found = c.abc_by_count(spend, rules.count_a, rules.count_ab)
    else:
        found = c.abc_by_share(spend, rules.cut_a, rules.cut_b)
    return c.as_ranks(found)


def work_out(
    g: Gathered, rules: LoyaltyRules, before: Mapping[int, Before] | None = None
) -> WorkedOut:
    """Return how everybody stands today.

    Args:
        g: The facts.
        rules: Of the salon.
        before: The classes of loyalty until now, by client.
    """
    import numpy as np

    now = rhythms_at(g, g.today)
    spent = spent_between(g, g.today - YEAR, g.today)
    raw = graded(spent, rules)
    ends = month_ends(g.today)
    path = [graded(spent_between(g, end - YEAR, end), rules) for end in ends]
    shown, since = _patient(path, ends, raw, now.first, g.today)
    drops = _drops(now)
    retention = _retention(g)
    visits = _visit_days(g, g.today - YEAR)
    mean = _mean_spend(g, now)
    returns = _returns(now, drops)
    next_visits = _next_visits(g, now, returns, drops)
    next_year = np.rint(next_visits * mean).astype(np.int64)
    found = _Columns(g, rules, now, visits, spent)
    loyalty, loyal_since = found.loyalty(before or {})
    margin = next_year * rules.margin / 100
    factor = endless_factor(retention, rules.discount / 100)
    columns: dict[str, Any] = {
        "client_id": g.clients,
        "abc": _letters(shown),
        "abc_raw": _letters(raw),
        "abc_by_count": c.abc_by_count(spent, rules.count_a, rules.count_ab),
        "abc_since": since,
        "loyalty": loyalty,
        "loyalty_since": loyal_since,
        "score": _share(found.score),
        "flags": found.flags(),
        **found.quintiles(),
        "visits": visits,
        "all_visits": now.all_visits,
        "first_visit": _days(now.first),
        "last_visit": _days(now.last),
        "next_visit": _days(now.next),
        "paused": now.paused,
        "expected": np.rint(now.expected * CENTI).astype(np.int64),
        "sigma": _share(now.sigma),
        "spent": spent,
        "spent_ever": spent_between(g, 0, g.today),
        "next_year": next_year,
        "value": np.rint(margin * factor).astype(np.int64),
        "worth_limit": np.rint(margin * float(LIMIT)).astype(np.int64),
        "regularity": _share(now.regularity),
        "discount_share": _share(found.discount),
        "families": found.families,
        "recommends": [None if one < 0 else int(one) for one in found.recommends],
        "friends": found.friends,
        "staff_id": [int(one) or None for one in found.main_staff],
    }
    lists = {
        key: one if isinstance(one, list) else one.tolist()
        for key, one in columns.items()
    }
    keys = tuple(lists)
    rows = [
        dict(zip(keys, row, strict=True)) for row in zip(*lists.values(), strict=True)
    ]
    return WorkedOut(
        *(g.today, now, spent, shown, raw, next_year, returns, drops, retention),
        rows,
    )


class _Columns:
    """What decides about the class of loyalty, one entry a client."""

    def __init__(
        self, g: Gathered, rules: LoyaltyRules, now: Rhythms, visits: Any, spent: Any
    ) -> None:
        import numpy as np

        self._g, self._now, self._spent = g, now, spent
        self.visits = visits
        many = g.many
        lately = g.v_day > g.today - YEAR
        kinds = np.unique(g.v_client[lately] * 1000 + g.v_family[lately])
        self.families = np.bincount(kinds // 1000, minlength=many)
        bought = g.p_day > g.today - YEAR
        whose = g.p_client[bought]
        paid = np.bincount(whose, weights=g.p_price[bought], minlength=many)
        cheap = np.bincount(whose, weights=g.p_cheap[bought], minlength=many)
        self.buys = np.bincount(whose, minlength=many)
        self.discount = np.clip(cheap / np.maximum(paid, 1), 0, 1)
        friends = g.f_day > g.today - 2 * YEAR
        pairs = np.unique(g.f_client[friends] * (many + 1) + g.f_friend[friends])
        self.friends = np.bincount(pairs // (many + 1), minlength=many)
        self.recommends = np.full(many, -1)
        said = (g.r_day > g.today - YEAR) & (g.r_day <= g.today)
        self.recommends[g.r_client[said]] = g.r_score[said]  # sorted: the last stands
        self.main_staff, self.only_one = _main_staff(g, lately)
        weights = rules.weights
        unknown = self.recommends < 0
        self.score = (
            weights.regularity * now.regularity
            + weights.full_price * (1 - self.discount)
            + weights.families * np.minimum(self.families, 4) / 4
            + weights.recommends * np.where(unknown, 0.5, self.recommends / 10)
            + weights.friends * np.minimum(self.friends, 2) / 2
        )

    def loyalty(self, before: Mapping[int, Before]) -> tuple[list[str], list[date]]:
        """Return the class of each, and since when."""
        import numpy as np

        g, now = self._g, self._now
        today = date.fromordinal(g.today)
        silent = g.today - now.last
        dormant = np.maximum(c.DORMANT_DAYS, c.DORMANT_TIMES * now.expected)
        tenure = g.today - now.first
        new = (now.all_visits < c.NEW_VISITS) | (tenure < c.NEW_DAYS)
        at = np.round(self.score, 9)
        scored = np.select(
            [at >= c.LOYAL_FROM, at >= c.SWITCHER_FROM],
            [Loyalty.LOYAL.value, Loyalty.SWITCHER.value],
            Loyalty.NONE.value,
        )
        found = np.select(
            [now.last == NEVER, silent > dormant, new],
            [one.value for one in MODES],
            scored,
        ).tolist()
        since = [today] * g.many
        fixed = {one.value for one in MODES}
        for index, key in enumerate(g.clients.tolist()):
            known = before.get(key)
            if known is None:
                continue
            if found[index] not in fixed and known.loyalty.value not in fixed:
                found[index] = c.steady(
                    Loyalty(found[index]), known.loyalty, float(self.score[index])
                ).value
            if known.loyalty.value == found[index]:
                since[index] = known.since
        return found, since

    def flags(self) -> list[str]:
        """Return the flags of each, with blanks between."""
        import numpy as np

        said, regular = self.recommends, self._now.regularity
        known = said >= 0
        marks = {
            Flag.SPURIOUS: known & (regular >= 0.7) & (said <= 6),
            Flag.LATENT: known & (said >= 9) & (regular < 0.5),
            Flag.ONE_PERSON: self.only_one & (self.visits >= c.NEW_VISITS),
            Flag.EARLY_ADOPTER: _adopted(self._g) >= 2,
            Flag.ADVOCATE: self.friends >= 2,
            Flag.DEAL_HUNTER: (self.buys >= 3) & (np.round(self.discount, 9) >= 0.8),
        }
        found = [""] * self._g.many
        for flag, holds in marks.items():
            for index in np.flatnonzero(holds).tolist():
                found[index] = f"{found[index]} {flag.value}".strip()
        return found

    def quintiles(self) -> dict[str, Any]:
        """Return recency, frequency, money and segment; nothing for small salons."""
        import numpy as np

        g, now = self._g, self._now
        held = (now.last > g.today - 2 * YEAR) & (now.last > NEVER)
        found = {
            name: np.zeros(g.many, dtype=np.int64)
            for name in ("recency", "frequency", "monetary")
        }
        segments = [""] * g.many
        if held.sum() >= c.FEW:
            days = g.today - now.last[held]
            found["recency"][held] = c.quintiles(days, is_more_better=False)
            found["frequency"][held] = c.quintiles(self.visits[held])
            found["monetary"][held] = c.quintiles(self._spent[held])
            table = {
                (r, f): c.segment(r, f, 1).value
                for r in range(1, 6)
                for f in range(1, 6)
            }
            pairs = zip(
                found["recency"].tolist(), found["frequency"].tolist(), strict=True
            )
            segments = [table.get(pair, "") for pair in pairs]
        return {"segment": segments, **found}


def _patient(path: Any, ends: list[int], raw: Any, first: Any, today: int) -> Any:
    """Return the shown class of each as rank, and since when it is shown."""
    import numpy as np

    steps = [c.shown_classes(path[: at + 1], path[at]) for at in range(len(path))]
    shown = c.shown_classes(path, raw)
    since = np.full(len(raw), today)
    same = np.ones(len(raw), dtype=bool)
    for step, end in zip(reversed(steps), reversed(ends), strict=True):
        same &= step == shown
        since[same] = end
    since = np.maximum(since, np.where(first > NEVER, np.minimum(first, today), 0))
    return shown, [date.fromordinal(int(one)) for one in since]


def _drops(now: Rhythms) -> Drops:
    """Return how many stay away for good after a first and after a later visit.

    Drawn towards 0.4 and 0.1 by five and ten visits, for salons of few weeks.
    """
    lost = now.came & ~now.stays
    once = now.all_visits == 1
    first_decided = int((now.came & (~once | lost)).sum())
    gone_first = int((lost & once).sum())
    later = int((now.all_visits - 1).clip(0).sum())
    gone_later = int((lost & ~once).sum())
    return Drops(
        (gone_first + 2) / (first_decided + 5), (gone_later + 1) / (later + 10)
    )


def _retention(g: Gathered) -> float:
    """Return which part of last year's clients came this year (loyalty 4)."""
    import numpy as np

    if not len(g.v_day) or int(g.v_day.min()) > g.today - 2 * YEAR:
        return FIRST_RETENTION
    this = np.unique(g.v_client[g.v_day > g.today - YEAR])
    held = (g.v_day > g.today - 2 * YEAR) & (g.v_day <= g.today - YEAR)
    last = np.unique(g.v_client[held])
    if not len(last):
        return FIRST_RETENTION
    part = len(np.intersect1d(this, last)) / len(last)
    return float(np.clip(part, *RETENTION))


def _returns(now: Rhythms, drops: Drops) -> Any:
    """Return how likely each comes again; whoever has a date or never came is apart."""
    import numpy as np

    drop = np.where(now.all_visits <= 1, drops.once, drops.later)
    found = np.array(np.vectorize(returning, otypes=[float])(now.overdue, drop))
    found = np.where(now.next > NEVER, np.maximum(found, 1 - drop), found)
    return np.where(now.came, found, 0.0)


def _next_visits(g: Gathered, now: Rhythms, returns: Any, drops: Drops) -> Any:
    """Return how many visits each makes in the next twelve months.

    As often as in the last two years, not as often as the rhythm alone would have it:
    pauses belong to a client, too. A file of less than `SHORT` days counts as that.
    """
    import numpy as np

    tenure = np.clip(g.today - now.first, SHORT, 2 * YEAR)
    seen = _visit_days(g, g.today - 2 * YEAR) * YEAR / tenure
    most = np.minimum(seen, YEAR / np.maximum(now.expected, 1.0))
    stay = 1 - drops.later
    row = (1 - stay**most) / drops.later
    return np.where(now.came, returns * row, 0.0)


def _mean_spend(g: Gathered, now: Rhythms) -> Any:
    """Return what a visit of each brought, of two years, else of all."""
    import numpy as np

    lately = _visit_days(g, g.today - 2 * YEAR)
    recent = spent_between(g, g.today - 2 * YEAR, g.today)
    ever = spent_between(g, 0, g.today)
    sums = np.where(lately > 0, recent, ever)
    days = np.where(lately > 0, lately, np.maximum(now.all_visits, 1))
    return np.maximum(sums, 0) / days


def _visit_days(g: Gathered, after: int) -> Any:
    """Return on how many days each came after a day."""
    import numpy as np

    held = g.v_day > after
    both = np.unique(g.v_client[held] * 10_000_000 + g.v_day[held])
    return np.bincount(both // 10_000_000, minlength=g.many)


def _main_staff(g: Gathered, lately: Any) -> Any:
    """Return with whom each was most in a year (else ever), and whether only there."""
    import numpy as np

    top = int(g.v_staff.max()) + 1 if len(g.v_staff) else 1
    found, only = np.zeros(g.many, dtype=np.int64), np.zeros(g.many, dtype=bool)
    for held in (np.ones(len(lately), dtype=bool), lately):
        kinds, times = np.unique(
            g.v_client[held] * top + g.v_staff[held], return_counts=True
        )
        client, staff = kinds // top, kinds % top
        order = np.lexsort((staff, times, client))
        found[client[order]] = staff[order]
        people = np.bincount(client, minlength=g.many)
        only = people == 1
    return found, only


def _adopted(g: Gathered) -> Any:
    """Return how many new services each was among the first to have, in 24 months.

    New is what began at least 60 days after the salon's own first visit.
    """
    import numpy as np

    times = np.zeros(g.many, dtype=np.int64)
    if not len(g.v_day):
        return times
    opened = int(g.v_day.min())
    for service in np.unique(g.v_service).tolist():
        held = g.v_service == service
        client, days = g.v_client[held], g.v_day[held]
        launch = int(days.min())
        if launch < opened + ADOPTED_DAYS or launch <= g.today - 2 * YEAR:
            continue
        order = np.lexsort((client, days))
        whose, at = np.unique(client[order], return_index=True)
        first = days[order][at]
        first_part = -(-ADOPTED_PERCENT * len(whose) // 100)
        border = np.sort(first)[first_part - 1]
        early = (first <= border) & (first <= launch + ADOPTED_DAYS)
        times[whose[early]] += 1
    return times


def _letters(ranks: Any) -> Any:
    import numpy as np

    return np.array([one.value for one in Abc])[ranks]


def _share(values: Any) -> Any:
    import numpy as np

    return np.rint(values * SHARES).astype(np.int64)


def _days(ordinals: Any) -> list[date | None]:
    known: dict[int, date | None] = {NEVER: None}
    for one in set(ordinals.tolist()) - {NEVER}:
        known[one] = date.fromordinal(one)
    return [known[one] for one in ordinals.tolist()]
