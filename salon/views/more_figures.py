"""What the founding texts also count: new against kept, members, regulars, losses."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import func, select

from salon.appointments.tables import Appointment
from salon.loyalty.classes import abc_by_share, as_ranks
from salon.loyalty.gathering import YEAR, Gathered
from salon.loyalty.rhythms import NEVER, rhythms_at
from salon.loyalty.statistics import FEW, Share
from salon.loyalty.working_out import WorkedOut, month_ends, spent_between
from salon.money import Money
from salon.prepaid.tables import Member
from salon.settings.queries import premises
from salon.text import N_, _, amount, number
from salon.work import Reading

NEW_DAYS, AHEAD, REGULAR = 90, 28, 3
TENURES = (YEAR, 3 * YEAR)
MONTHS = 12


@dataclass(frozen=True, slots=True)
class MoreFigure:
    """One figure, in words, and what is said beside it."""

    name: str
    value: str
    remark: str


def more_figures(
    reading: Reading, g: Gathered, done: WorkedOut
) -> tuple[MoreFigure, ...]:
    """Return them: what a visit of the new and of the kept brings, and others."""
    return (
        _new_and_kept(reading, g),
        _members(reading, g, done),
        _regulars(reading, g, done),
        _bargains(g, done),
        _losses(g),
        _best(g),
    )


def _percent(part: float) -> str:
    return _("{n} %").format(n=number(round(100 * part)))


def _new_and_kept(reading: Reading, g: Gathered) -> MoreFigure:
    """Seed F3: what is earned a visit with the new, and with those who stay."""
    import numpy as np

    currency = premises(reading).currency
    first = rhythms_at(g, g.today).first
    held = g.v_day > g.today - YEAR
    days = np.unique(g.v_client[held] * 10_000_000 + g.v_day[held])
    client, at = days // 10_000_000, days % 10_000_000
    is_new = at - first[client] < NEW_DAYS
    lately = g.e_day > g.today - YEAR
    paid_new = lately & (g.e_day - first[g.e_client] < NEW_DAYS)
    sums = [
        int(g.e_amount[paid_new].sum()) // max(int(is_new.sum()), 1),
        int(g.e_amount[lately & ~paid_new].sum()) // max(int((~is_new).sum()), 1),
    ]
    new, kept = (amount(Money(one), currency) for one in sums)
    remark = _(N_("a visit within 90 days of the first, against later ones"))
    value = _(N_("{new} against {kept}")).format(new=new, kept=kept)
    return MoreFigure(_(N_("New against kept")), value, remark)


def _members(reading: Reading, g: Gathered, done: WorkedOut) -> MoreFigure:
    """Seed F9: which part of what is earned comes from members."""
    asked = select(Member.client_id).distinct()
    indices = [g.index_of(int(key)) for key in reading.session.scalars(asked)]
    mine = sum(int(done.spent[at].clip(0)) for at in indices if at >= 0)
    whole = int(done.spent.clip(0).sum())
    remark = _(N_("of what was delivered in twelve months"))
    return MoreFigure(
        _(N_("From members")), _percent(mine / whole if whole else 0.0), remark
    )


def _regulars(reading: Reading, g: Gathered, done: WorkedOut) -> MoreFigure:
    """Seed F16: how much of the hours ahead regulars have already booked."""
    a = Appointment
    asked = (
        select(a.client_id, func.sum(a.minutes))
        .where(
            a.day > reading.today,
            a.day <= reading.today + timedelta(days=AHEAD),
            a.status.in_(("booked", "confirmed")),
        )
        .group_by(a.client_id)
    )
    mine = whole = 0
    for client, minutes in reading.session.execute(asked):
        at = g.index_of(int(client))
        whole += int(minutes)
        if at >= 0 and int(done.rhythms.all_visits[at]) >= REGULAR:
            mine += int(minutes)
    said = _percent(mine / whole) if whole else _(N_("nothing booked"))
    remark = _(N_("of the hours booked for the next 28 days are of regulars"))
    return MoreFigure(_(N_("Booked by regulars")), said, remark)


def _bargains(g: Gathered, done: WorkedOut) -> MoreFigure:
    """Seed F17: which part is bought cheaper, by how long somebody is with us."""
    import numpy as np

    held = g.p_day > g.today - YEAR
    tenure = g.today - done.rhythms.first[g.p_client[held]]
    price, cheap = g.p_price[held], g.p_cheap[held]
    kind = np.searchsorted(np.array(TENURES), tenure, side="left")
    parts = []
    for at in range(len(TENURES) + 1):
        mine = kind == at
        whole = int(price[mine].sum())
        parts.append(_percent(int(cheap[mine].sum()) / whole if whole else 0.0))
    remark = _(N_("20 % off or more: first year, to third, longer"))
    return MoreFigure(_(N_("Bargains by tenure")), " · ".join(parts), remark)


def _losses(g: Gathered) -> MoreFigure:
    """Seed F21: a month's losses against the salon's own year; alarm only outside."""
    stays = [rhythms_at(g, end).stays for end in month_ends(g.today, MONTHS + 1)]
    shares = [
        Share(int((then & ~now).sum()), int(then.sum()))
        for then, now in pairwise(stays)
    ]
    last, before = shares[-1], shares[:-1]
    whole = Share(sum(one.part for one in before), sum(one.of for one in before))
    said = f"{number(last.part)} / {number(last.of)}"
    if last.of < FEW or whole.span is None:
        remark = _(N_("of the bucket, last month; so few that nothing is said of it"))
    elif last.differs(whole):
        remark = _(N_("of the bucket, last month: outside the year before"))
    else:
        remark = _(N_("of the bucket, last month: as in the year before"))
    return MoreFigure(_(N_("Losses")), said, remark)


def _best(g: Gathered) -> MoreFigure:
    """Seed K4: how many of those who come are A, at the ends of four quarters."""
    ends = [*month_ends(g.today, 9)[::3], g.today]
    parts = []
    for end in ends:
        spent = spent_between(g, end - YEAR, end)
        came = rhythms_at(g, end)
        here = came.stays & (came.last > NEVER)
        whole = int(here.sum())
        best = _best_of(spent, here)
        parts.append(number(round(100 * best / whole) if whole else 0))
    remark = _(N_("of those who come, quarter by quarter, now last"))
    said = _(N_("{n} %")).format(n=" → ".join(parts))
    return MoreFigure(_(N_("A clients over time")), said, remark)


def _best_of(spent: Any, here: Any) -> int:
    return int(((as_ranks(abc_by_share(spent)) == 0) & here).sum())
