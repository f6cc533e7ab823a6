"""What is asked of campaigns."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import String, cast, func, or_, select

from salon.aftercare.tables import OfferAnswer
from salon.campaigns.acts import Acts
from salon.campaigns.choosing import Choosing
from salon.campaigns.measuring import (
    Act,
    Came,
    back_at_full_price,
    came,
    has_learnt,
    middle,
    uplift,
)
from salon.campaigns.model import (
    DAYS,
    OF_PROMO,
    Answer,
    CampaignId,
    CampaignLine,
    Chosen,
    Group,
    Memory,
    Moved,
    Offer,
    Person,
    Received,
    Result,
    Stage,
    Terms,
    Why,
    answer_of,
)
from salon.campaigns.rules import due_of, hunts, parts, pays_in_full
from salon.campaigns.tables import Campaign, CampaignPerson
from salon.clients.reach import Purpose
from salon.clients.tables import Client, ClientFact, ContactRefusal
from salon.errors import Missing
from salon.loyalty.queries import standings
from salon.loyalty.statistics import Share
from salon.money import Money
from salon.occasions.campaigning import Hers
from salon.occasions.model import MAY_YET, WHY_WORDS, Due, Kind, State
from salon.occasions.model import Why as Stops
from salon.occasions.tables import Occasion
from salon.text import N_, _
from salon.work import Reading

LONG_AGO = timedelta(days=730)
PLANNED = N_("On the call list")
_RESPONDED = (Answer.TOOK, Answer.WELCOMED)


def campaigns(reading: Reading) -> tuple[CampaignLine, ...]:
    """Return all campaigns: drafts, what runs, then what is over, the newest first."""
    p = CampaignPerson
    counted = select(p.campaign_id, p.side, func.count()).group_by(
        p.campaign_id, p.side
    )
    sides: dict[tuple[int, Group], int] = {
        (key, side): many for key, side, many in reading.session.execute(counted)
    }
    rows = reading.session.scalars(select(Campaign)).all()
    lines = [_line(row, sides, reading.today) for row in rows]
    order = list(Stage)
    return tuple(
        sorted(
            lines,
            key=lambda one: (
                order.index(one.stage),
                -one.terms.starts_on.toordinal(),
                -one.id,
            ),
        )
    )


def campaign(reading: Reading, key: CampaignId) -> CampaignLine:
    """Return one campaign; raises Missing."""
    row = reading.session.get(Campaign, key)
    if row is None:
        raise Missing("Campaign", key)
    p = CampaignPerson
    counted = select(p.side, func.count()).where(p.campaign_id == key).group_by(p.side)
    sides = {(int(key), side): n for side, n in reading.session.execute(counted)}
    return _line(row, sides, reading.today)


def _line(
    row: Campaign, sides: dict[tuple[int, Group], int], today: date
) -> CampaignLine:
    stage = row.stage
    if stage is Stage.RUNNING and today > row.ends_on:
        stage = Stage.ENDED
    return CampaignLine(
        id=row.id,
        version=row.version,
        terms=row.terms,
        stage=stage,
        days=row.days,
        started_at=row.started_at,
        ended_at=row.ended_at,
        why_ended=row.why_ended,
        treated=sides.get((row.id, Group.TREATED), 0),
        control=sides.get((row.id, Group.CONTROL), 0),
        out=sides.get((row.id, Group.OUT), 0),
    )


def preview(
    reading: Reading,
    terms: Terms,
    key: CampaignId | None = None,
    within: Sequence[int] | None = None,
) -> Chosen:
    """Return who would get a campaign as it is written down now.

    Args:
        reading: As ever.
        terms: As they are written.
        key: Of the draft, if it is kept: its people are drawn as they will be.
        within: Only the clients of a kept view.
    """
    row = reading.session.get(Campaign, key) if key is not None else None
    seed = row.seed if row is not None else "preview"
    return Choosing(reading, terms, seed, key=key or 0, within=within).found()


def running_due(reading: Reading, hers: Hers) -> Iterator[Due]:
    """Yield what running campaigns have to say, for occasions."""
    c, p = Campaign, CampaignPerson
    rows = reading.session.scalars(
        select(c).where(c.stage == Stage.RUNNING, c.ends_on >= reading.today)
    ).all()
    for row in rows:
        terms = row.terms
        asked = select(p.client_id).where(
            p.campaign_id == row.id, p.side == Group.TREATED, hers(p.client_id)
        )
        for one in reading.session.scalars(asked).all():
            yield due_of(row.id, terms, one)


# what came of it


def people(reading: Reading, key: CampaignId) -> tuple[Person, ...]:
    """Return everybody of a campaign that has begun, and what came of each."""
    return _measured(reading, _row(reading, key))[0]


def result(reading: Reading, key: CampaignId) -> Result:
    """Return what came of a campaign, against who was held out."""
    row = _row(reading, key)
    everybody, acts, cames = _measured(reading, row)
    treated = [one for one in everybody if one.group is Group.TREATED]
    control = [one for one in everybody if one.group is Group.CONTROL]
    told = [one for one in treated if one.delivered_on is not None]
    ripe = [one for one in treated if one.is_ripe]
    ripe_control = [one for one in control if one.is_ripe]
    heard = [one for one in told if one.is_ripe]
    asked = [one for one in told if one.answer not in (None, Answer.NONE)]
    both = (_share(ripe), _share(ripe_control))
    gain = uplift(*both)
    worth = sum(one.worth.minor for one in ripe)
    other = sum(one.worth.minor for one in ripe_control)
    extra = None
    if ripe_control:
        extra = Money(worth - round(other * len(ripe) / len(ripe_control)))
    takers = {
        one.client_id: one.came_on or one.answered_on
        for one in told
        if one.came_on is not None or one.answer is Answer.TOOK
    }
    again = {one: day for one, day in takers.items() if day is not None}
    gone = _opted_out(reading, told)
    return Result(
        delivered=len(told),
        planned=len(treated),
        response=_share(heard),
        accepted=Share(sum(one.answer in _RESPONDED for one in asked), len(asked)),
        treated=both[0],
        control=both[1],
        opted_out=Share(len(gone), len(told)),
        uplift=None if gain is None else gain[0],
        low=None if gain is None else gain[1],
        high=None if gain is None else gain[2],
        worth=Money(worth),
        worth_control=Money(other),
        extra=extra,
        taken_off=Money(sum(cames[one.client_id].off for one in ripe)),
        cost=row.cost,
        back=back_at_full_price(again, acts, reading.today),
        unripe=len(treated) + len(control) - len(ripe) - len(ripe_control),
    )


def _share(those: Sequence[Person]) -> Share:
    return Share(sum(one.came_on is not None for one in those), len(those))


def _row(reading: Reading, key: CampaignId) -> Campaign:
    row = reading.session.get(Campaign, key)
    if row is None:
        raise Missing("Campaign", key)
    return row


def _measured(
    reading: Reading, row: Campaign
) -> tuple[tuple[Person, ...], dict[int, list[Act]], dict[int, Came]]:
    p, c = CampaignPerson, Client
    asked = (
        select(p, c.name)
        .join(c, c.id == p.client_id)
        .where(p.campaign_id == row.id)
        .order_by(c.sort_key, c.id)
    )
    rows = reading.session.execute(asked).all()
    told = _told(reading, row.id)
    keys = [one.client_id for one, _name in rows if one.side is not Group.OUT]
    acts = Acts(reading, row.starts_on, reading.today).of(keys)
    days = [day for day, _waits in told.values() if day is not None]
    usual = middle(days, row.starts_on)
    later = _said_later(reading, row, keys)
    found: list[Person] = []
    cames: dict[int, Came] = {}
    for one, name in rows:
        day, waits = told.get(one.client_id, (None, ""))
        begins = day or usual
        until = row.days
        if day is not None and one.client_id in later:  # the last touch has it
            until = min(until, (later[one.client_id] - day).days - 1)
        is_in = one.side is not Group.OUT
        what = came(acts.get(one.client_id, ()), begins, until)
        what = what if is_in and (days or day) else Came(None, 0, 0)
        cames[one.client_id] = what
        found.append(
            Person(
                client_id=one.client_id,
                client=name,
                abc=one.abc,
                group=one.side,
                why=Why(one.why),
                delivered_on=day,
                waits=waits,
                answer=one.answer,
                answered_on=one.answered_on,
                came_on=what.on,
                worth=Money(what.worth),
                is_ripe=is_in
                and bool(days)
                and begins + timedelta(days=row.days) < reading.today,
                note=one.note,
            )
        )
    return tuple(found), acts, cames


def _told(reading: Reading, key: int) -> dict[int, tuple[date | None, str]]:
    """Return on which day it was said to whom, or why it was not yet."""
    o = Occasion
    asked = select(o.client_id, o.state, o.ended, o.why).where(
        o.kind == Kind.CAMPAIGN, o.reference == str(key)
    )
    found: dict[int, tuple[date | None, str]] = {}
    for one, state, ended, why in reading.session.execute(asked):
        if state is State.DONE:
            found[one] = (ended, "")
        elif state is State.PLANNED:
            found[one] = (None, _(PLANNED))
        else:
            known = Stops(why) if why in list(Stops) else Stops.SKIPPED
            found[one] = (None, _(WHY_WORDS.get(known, WHY_WORDS[Stops.TURN])))
    return found


def _said_later(
    reading: Reading, row: Campaign, keys: Sequence[int]
) -> dict[int, date]:
    """Return when another campaign was said to somebody after this one."""
    o = Occasion
    found: dict[int, date] = {}
    for part in parts(list(keys)):
        mine = (
            select(o.client_id, o.ended)
            .where(o.kind == Kind.CAMPAIGN, o.reference == str(row.id))
            .where(o.state == State.DONE, o.client_id.in_(part))
            .subquery()
        )
        asked = (
            select(o.client_id, func.min(o.ended))
            .join(mine, mine.c.client_id == o.client_id)
            .where(o.kind == Kind.CAMPAIGN, o.reference != str(row.id))
            .where(o.state == State.DONE, o.ended > mine.c.ended)
            .group_by(o.client_id)
        )
        found |= {one: day for one, day in reading.session.execute(asked) if day}
    return found


def _opted_out(reading: Reading, told: Sequence[Person]) -> set[int]:
    """Return who wanted no offers any more, from the day on which it was said."""
    since = {one.client_id: one.delivered_on for one in told}
    gone = {one.client_id for one in told if one.answer is Answer.OPTED_OUT}
    r, f = ContactRefusal, ClientFact
    for part in parts(list(since)):
        refused = select(r.client_id, r.on).where(
            r.client_id.in_(part),
            or_(r.purpose == Purpose.OFFER.value, r.purpose == ""),
            r.channel == "",
        )
        wishes = select(f.client_id, f.on).where(
            f.client_id.in_(part), f.field == "promo_accept", f.value == "none"
        )
        for asked in (refused, wishes):
            for one, on in reading.session.execute(asked):
                day = since[one]
                if day is not None and day <= on <= day + timedelta(days=DAYS):
                    gone.add(one)
    return gone


# what moves somebody


def memory(reading: Reading, client_id: int) -> Memory:
    """Return what somebody did with each kind of offer, and what to mind."""
    hers = standings(reading, [client_id]).get(client_id)
    lines = _received(reading, client_id)
    counts: dict[Offer, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for one in lines:
        _count(counts[one.offer], one.answer, has_come=one.came_on is not None)
    a = OfferAnswer
    asked = select(a.kind, a.answer).where(a.client_id == client_id)
    for kind, said in reading.session.execute(asked):
        if kind in OF_PROMO:
            _count(counts[OF_PROMO[kind]], answer_of(said), has_come=False)
    return Memory(
        client_id=client_id,
        kinds=tuple(Moved(kind, *counts[kind]) for kind in Offer if kind in counts),
        is_hunter=hunts(hers),
        pays_in_full=pays_in_full(hers),
        waits=client_id in waiting_for_offers(reading, [client_id]),
        compared=_compared(reading, client_id),
        lines=lines,
    )


def _count(found: list[int], answer: Answer | None, *, has_come: bool) -> None:
    found[0] += 1
    found[1] += answer is Answer.TOOK or (answer is None and has_come)
    found[2] += answer is Answer.WELCOMED
    found[3] += answer in (Answer.REFUSED, Answer.OPTED_OUT)


def _received(reading: Reading, client_id: int) -> tuple[Received, ...]:
    c, p, o = Campaign, CampaignPerson, Occasion
    asked = (
        select(c.id, c.name, c.offer, c.days, p.answer)
        .join(c, c.id == p.campaign_id)
        .where(p.client_id == client_id, p.side == Group.TREATED)
    )
    days = _pairs(
        reading,
        select(o.reference, o.ended).where(
            o.client_id == client_id,
            o.kind == Kind.CAMPAIGN,
            o.state == State.DONE,
        ),
    )
    rows = [row for row in reading.session.execute(asked) if str(row.id) in days]
    if not rows:
        return ()
    first = min(day for day in days.values() if day is not None)
    acts = Acts(reading, first, reading.today).of([client_id])
    found = []
    said = sorted(day for day in days.values() if day is not None)
    for row in rows:
        day = days[str(row.id)]
        if day is None:
            continue
        later = next((one for one in said if one > day), None)
        until = row.days if later is None else min(row.days, (later - day).days - 1)
        what = came(acts.get(client_id, ()), day, until)
        found.append(
            Received(
                *(row.id, row.name, row.offer, day),
                *(row.answer, what.on, Money(what.worth)),
            )
        )
    return tuple(sorted(found, key=lambda one: one.delivered_on, reverse=True))


def _compared(reading: Reading, client_id: int) -> str:
    c, p = Campaign, CampaignPerson
    asked = (
        select(c.name)
        .join(p, p.campaign_id == c.id)
        .where(
            *(p.client_id == client_id, p.side == Group.CONTROL),
            *(c.stage == Stage.RUNNING, c.ends_on >= reading.today),
        )
        .order_by(c.ends_on.desc())
        .limit(1)
    )
    return reading.session.scalar(asked) or ""


def unheard(reading: Reading) -> int:
    """Return how many of running campaigns have not heard of theirs yet."""
    c, o = Campaign, Occasion
    asked = (
        select(func.count())
        .select_from(o)
        .join(c, o.reference == cast(c.id, String))
        .where(
            *(o.kind == Kind.CAMPAIGN, o.state.in_(MAY_YET)),
            c.stage == Stage.RUNNING,
        )
    )
    return reading.session.scalar(asked) or 0


def waiting_for_offers(
    reading: Reading, keys: Sequence[int] | None = None
) -> frozenset[int]:
    """Return who paid in full before the first cheaper offer, and waits for them since.

    Before it, less than a fifth of what was bought was on offer; since then, of at
    least three purchases, four fifths were.
    """
    c, p, o = Campaign, CampaignPerson, Occasion
    asked = (
        select(o.client_id, func.min(o.ended))
        .join(p, p.client_id == o.client_id)
        .join(c, c.id == p.campaign_id)
        .where(
            o.reference == cast(c.id, String),
            *(o.kind == Kind.CAMPAIGN, o.state == State.DONE),
            *(p.side == Group.TREATED, or_(c.offer == Offer.PRICE, c.cut > 0)),
        )
        .group_by(o.client_id)
    )
    if keys is not None:
        asked = asked.where(o.client_id.in_(list(keys)))
    first: dict[int, Any] = {one: day for one, day in reading.session.execute(asked)}  # noqa: C416
    if not first:
        return frozenset()
    acts = Acts(reading, reading.today - LONG_AGO, reading.today).of(list(first))
    return frozenset(
        one for one, day in first.items() if has_learnt(acts.get(one, ()), day)
    )


def _pairs(reading: Reading, asked: Any) -> dict[Any, Any]:
    return {row[0]: row[1] for row in reading.session.execute(asked)}
