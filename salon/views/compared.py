"""Who stays, compared: by person, treatment, source, price; and felt against done."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select

from salon.catalogue.queries import terms
from salon.clients.tables import Client
from salon.feedback.tables import Feedback
from salon.loyalty.gathering import YEAR, Gathered
from salon.loyalty.queries import loyalty_rules
from salon.loyalty.rhythms import rhythms_at
from salon.loyalty.rules import LoyaltyRules
from salon.loyalty.statistics import Share
from salon.loyalty.working_out import WorkedOut, spent_between
from salon.loyalty.worth import endless_factor
from salon.money import Money
from salon.settings.queries import premises
from salon.staff.queries import team
from salon.text import N_, _, amount
from salon.views.loyalty import Who, names_of
from salon.views.more_figures import MoreFigure, more_figures
from salon.work import Reading

NAMED = 60  # names of a cell
BANDS = 4  # of spend a visit, a quarter of the clients each
MORE = 0.05  # what is asked: five of a hundred more who stay


class By(StrEnum):
    """By what clients are told apart."""

    PERSON = "person"
    SERVICE = "service"
    SOURCE = "source"
    BAND = "band"


BY_WORDS = {
    By.PERSON: N_("By person"),
    By.SERVICE: N_("By treatment"),
    By.SOURCE: N_("By source"),
    By.BAND: N_("By price of a visit"),
}


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One group: who was here a year ago, and which of them still come."""

    name: str
    people: int
    kept: Share
    spent: Money  # in twelve months


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of how content somebody was against whether they still come."""

    felt: str  # content, so-so, discontent
    does: str  # stays, slipping, gone
    people: int
    names: tuple[Who, ...]


@dataclass(frozen=True)
class Compared:
    """All that the sheet shows."""

    currency: str
    groups: dict[By, tuple[ComparedRow, ...]]
    grid: tuple[GridCell, ...]
    more_figures: tuple[MoreFigure, ...]
    retention: float
    more: Money  # what five of a hundred more who stay would be worth


FELT_WORDS = {
    "content": N_("content (4 to 5)"),
    "middling": N_("neither (3)"),
    "discontent": N_("not content (1 to 2)"),
}
DOES_WORDS = {
    "stays": N_("still comes"),
    "slipping": N_("slipping away"),
    "gone": N_("gone"),
}


def compared(reading: Reading, g: Gathered, done: WorkedOut) -> Compared:
    """Return who stays, told apart in four ways, and felt against done."""
    then = rhythms_at(g, g.today - YEAR)
    return Compared(
        currency=premises(reading).currency,
        groups={by: _groups(reading, g, done, then, by) for by in By},
        grid=_grid(reading, g, done),
        more_figures=more_figures(reading, g, done),
        retention=done.retention,
        more=_more(done, loyalty_rules(reading)),
    )


def _groups(
    reading: Reading, g: Gathered, done: WorkedOut, then: Any, by: By
) -> tuple[ComparedRow, ...]:
    import numpy as np

    keys, name = _keys(reading, g, done, by)
    found = []
    for key in np.unique(keys).tolist():
        mine = keys == key
        came = mine & done.rhythms.came
        was = mine & then.stays
        if not came.any():
            continue
        kept = Share(int((was & done.rhythms.stays).sum()), int(was.sum()))
        spent = Money(int(done.spent[mine].clip(0).sum()))
        found.append(ComparedRow(name(key), int(came.sum()), kept, spent))
    if by is By.BAND:
        return tuple(found)
    return tuple(sorted(found, key=lambda one: one.name))  # no ranking of anybody


def _keys(
    reading: Reading, g: Gathered, done: WorkedOut, by: By
) -> tuple[Any, Callable[[int], str]]:
    """Return a number for each client by which the groups are made, and its name."""
    import numpy as np

    unknown = _("not known")
    match by:
        case By.PERSON:
            people = {int(one.id): one.name for one in team(reading, everyone=True)}
            keys = np.array([row["staff_id"] or 0 for row in done.rows], dtype=np.int64)
            return keys, lambda key: people.get(key, unknown)
        case By.SERVICE:
            words = terms(reading, "service_family")
            most = _most(g.v_client, g.v_family, g.many)
            names = [str(words.get(one, one)) or unknown for one in g.families]
            return most, lambda key: names[key] if key >= 0 else unknown
        case By.SOURCE:
            said = terms(reading, "source")
            asked = select(Client.id, Client.source)
            rows = reading.session.execute(asked)
            sources = {int(row[0]): row[1] for row in rows}
            kinds = sorted({sources.get(key, "") for key in g.clients.tolist()})
            at = {one: place for place, one in enumerate(kinds)}
            mine = [at[sources.get(key, "")] for key in g.clients.tolist()]
            names = [str(said.get(one, one)) or unknown for one in kinds]
            return np.array(mine, dtype=np.int64), lambda key: names[key]
        case By.BAND:
            return _bands(reading, g, done)


def _most(client: Any, kind: Any, many: int) -> Any:
    import numpy as np

    found = np.full(many, -1, dtype=np.int64)
    kinds, times = np.unique(client * 1_000 + kind, return_counts=True)
    order = np.lexsort((-(kinds % 1_000), times, kinds // 1_000))
    found[(kinds // 1_000)[order]] = (kinds % 1_000)[order]
    return found


def _bands(
    reading: Reading, g: Gathered, done: WorkedOut
) -> tuple[Any, Callable[[int], str]]:
    import numpy as np

    visits = np.maximum(done.rhythms.all_visits, 1)
    each = spent_between(g, 0, g.today) / visits
    paid = each[done.rhythms.came & (each > 0)]
    if not len(paid):
        return np.zeros(g.many, dtype=np.int64), lambda _key: _("all")
    borders = np.quantile(paid, [at / BANDS for at in range(1, BANDS)])
    currency = premises(reading).currency
    unit = 100

    def said(key: int) -> str:
        low = Money(round(float(borders[key - 1]) / unit) * unit) if key else None
        high = (
            Money(round(float(borders[key]) / unit) * unit) if key < BANDS - 1 else None
        )
        if low is None and high is not None:
            return _("up to {sum}").format(sum=amount(high, currency))
        if high is None and low is not None:
            return _("above {sum}").format(sum=amount(low, currency))
        assert low is not None
        assert high is not None
        return _("{low} to {high}").format(
            low=amount(low, currency), high=amount(high, currency)
        )

    return np.searchsorted(borders, each, side="left"), said


def _grid(reading: Reading, g: Gathered, done: WorkedOut) -> tuple[GridCell, ...]:
    """Return how content clients said they were, against whether they still come."""
    last = (
        select(Feedback.client_id, func.max(Feedback.id))
        .group_by(Feedback.client_id)
        .subquery()
    )
    asked = select(Feedback.client_id, Feedback.csat).join(
        last, last.c[1] == Feedback.id
    )
    cells: dict[tuple[str, str], list[int]] = defaultdict(list)
    for client, csat in reading.session.execute(asked):
        at = g.index_of(int(client))
        if at < 0 or not done.rhythms.came[at]:
            continue
        felt = "content" if csat >= 4 else "middling" if csat == 3 else "discontent"
        state = int(done.rhythms.state[at])
        does = "stays" if state < 2 else "slipping" if state < 4 else "gone"
        cells[felt, does].append(int(client))
    names = names_of(reading, [key for some in cells.values() for key in some[:NAMED]])
    return tuple(
        GridCell(
            felt,
            does,
            len(cells[felt, does]),
            tuple(names[key] for key in cells[felt, does][:NAMED] if key in names),
        )
        for felt in FELT_WORDS
        for does in DOES_WORDS
    )


def _more(done: WorkedOut, rules: LoyaltyRules) -> Money:
    """Return what five of a hundred more who stay a year would be worth, in margin."""
    yearly, discount = float(done.next_year.sum()), rules.discount / 100
    now = endless_factor(done.retention, discount)
    then = endless_factor(min(done.retention + MORE, 0.99), discount)
    return Money(round(yearly * rules.margin / 100 * (then - now)))
