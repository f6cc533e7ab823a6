"""Who gets a campaign: chosen, then asked of every rule that speaks for being spared.

Nobody is left out in silence: who is, is listed with the reason.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from salon.campaigns.model import (
    DAYS,
    Choice,
    Chosen,
    Group,
    Stage,
    Terms,
    Who,
    Why,
)
from salon.campaigns.rules import due_of, hunts, is_cheaper, parts, pays_in_full
from salon.campaigns.splitting import held_out
from salon.campaigns.tables import Campaign, CampaignPerson
from salon.catalogue.tables import Service
from salon.clients.birthdays import celebrated
from salon.clients.narrowing import month_of
from salon.clients.queries import reaches
from salon.clients.tables import BIRTH, Client, born_on, visits
from salon.clients.wishes import said, wish
from salon.loyalty.model import Flag, Standing
from salon.loyalty.queries import standings
from salon.occasions.model import Why as Stops
from salon.occasions.planning import Supposing
from salon.occasions.queries import rules_of
from salon.prepaid.tables import Referral
from salon.work import Reading

_OUT = {
    Stops.SILENT: Why.SILENT,
    Stops.REFUSED: Why.REFUSED,
    Stops.COMPLAINT: Why.COMPLAINT,
    Stops.LOSS: Why.LOSS,
}
_NO_CLASS = "-"


class Choosing:
    """Finds who would get a campaign, who is held out, who is left out and why."""

    def __init__(
        self,
        reading: Reading,
        terms: Terms,
        seed: str,
        *,
        key: int = 0,
        within: Sequence[int] | None = None,
    ) -> None:
        """Say of what.

        Args:
            reading: As ever.
            terms: What is offered, and to whom.
            seed: By which people are drawn.
            key: Of the campaign itself, if it is kept already.
            within: Only these clients: those of a kept view.
        """
        self._reading, self._terms, self._seed = reading, terms, seed
        self._key, self._within = key, within
        self._known = standings(reading)

    def found(self) -> Chosen:
        """Return everybody who is chosen, each on a side."""
        known = self._known
        names = self._candidates()
        out = self._left_out(list(names))
        free = {
            one: known[one].abc.value if one in known else _NO_CLASS
            for one in names
            if one not in out
        }
        control = held_out(free, self._seed, self._terms.control)
        people = []
        for one, name in names.items():
            why = out.get(one, Why.NONE)
            group = Group.CONTROL if one in control else Group.TREATED
            hers = known.get(one)
            people.append(
                Choice(
                    client_id=one,
                    client=name,
                    abc=hers.abc.value if hers is not None else "",
                    group=Group.OUT if why else group,
                    why=why,
                    is_hunter=hunts(hers),
                    pays_in_full=pays_in_full(hers),
                )
            )
        return Chosen(tuple(people), bool(known))

    # who is chosen

    def _candidates(self) -> dict[int, str]:
        """Return everybody who fits all that is set, by name."""
        reading, who, known = self._reading, self._terms.who, self._known
        within, c = self._within, Client
        asked = select(c.id, c.name).where(c.merged_into.is_(None))
        if who.source:
            asked = asked.where(c.source.in_(who.source))
        if who.language:
            asked = asked.where(c.language.in_(who.language))
        if who.had:
            asked = asked.where(c.id.in_(_had(who.had)))
        if who.had_not:
            asked = asked.where(c.id.not_in(_had(who.had_not)))
        if who.referred:
            asked = asked.where(c.id.in_(select(Referral.client_id)))
        rows = reading.session.execute(asked.order_by(c.sort_key, c.id))
        found = {row.id: row.name for row in rows}
        if (wanted := month_of(who.born, reading.today)) is not None:
            born = _born(reading, *wanted)
            found = {one: name for one, name in found.items() if one in born}
        if within is not None:
            here = set(within)
            found = {one: name for one, name in found.items() if one in here}
        if any((who.abc, who.loyalty, who.segment, who.state, who.late, who.early)):
            found = {
                one: name
                for one, name in found.items()
                if one in known and _fits(who, known[one])
            }
        return found

    # who is left out

    def _left_out(self, keys: Sequence[int]) -> dict[int, Why]:
        reading, terms, known = self._reading, self._terms, self._known
        found: dict[int, Why] = {}
        supposing = Supposing(reading, rules_of(reading))
        on = max(supposing.first, terms.starts_on)
        last = max(on, terms.ends_on)
        for part in parts(keys):
            due = [due_of(self._key, terms, one) for one in part]
            now = supposing.against(due, on)
            for one, stops in now.items():
                if stops in _OUT:
                    found[one] = _OUT[stops]
            rested = [one for one in due if now[one.client_id] is Stops.OFFERED]
            if rested:  # does it hold beyond the end?
                then = supposing.against(rested, last)
                found |= {
                    one: Why.OFFERED
                    for one, stops in then.items()
                    if stops is Stops.OFFERED
                }
        for one, why in _elsewhere(reading, terms, self._key).items():
            found.setdefault(one, why)
        for one in keys:
            hers = known.get(one)
            if is_cheaper(terms) and terms.spares_hunters and hunts(hers):
                found.setdefault(one, Why.HUNTER)
            if is_cheaper(terms) and terms.spares_full and pays_in_full(hers):
                found.setdefault(one, Why.PAYS_IN_FULL)
        for one in _not_of_interest(reading, terms, keys):
            found.setdefault(one, Why.OTHER_TOPIC)
        here = set(keys)
        return {one: why for one, why in found.items() if one in here}


def _fits(who: Who, hers: Standing) -> bool:
    segment = hers.segment.value if hers.segment is not None else ""
    return (
        (not who.abc or hers.abc.value in who.abc)
        and (not who.loyalty or hers.loyalty.value in who.loyalty)
        and (not who.segment or segment in who.segment)
        and (not who.state or hers.state.value in who.state)
        and hers.late >= who.late
        and (not who.early or Flag.EARLY_ADOPTER in hers.flags)
    )


def _had(families: Sequence[str]) -> Any:
    v, s = visits(), Service
    return (
        select(v.client)
        .join(s, s.id == v.service)
        .where(v.was_kept, s.family.in_(families))
    )


def _born(reading: Reading, year: int, month: int) -> set[int]:
    first = date(year, month, 1)
    days = [first + timedelta(days=at) for at in range(31)]
    days = [day for day in days if day.month == month]
    asked = select(Client.id, *BIRTH).where(born_on(days), Client.merged_into.is_(None))
    end, wanted, found = days[-1] + timedelta(days=1), set(days), set()
    for row in reading.session.execute(asked):
        kept, rule = wish(row)
        hers = celebrated(*said(row), first, end, kept=kept, rule=rule)
        if any(day in wanted for day in hers):
            found.add(row.id)
    return found


def _elsewhere(reading: Reading, terms: Terms, key: int) -> dict[int, Why]:
    """Return who is on a side of another campaign at this time.

    Who is held out of one hears of the same kind of offer in no other, until the days
    within which the others respond are over too.
    """
    c, p = Campaign, CampaignPerson
    asked = (
        select(p.client_id, p.side, c.offer, c.ends_on)
        .join(c, c.id == p.campaign_id)
        .where(
            *(c.stage == Stage.RUNNING, c.id != key),
            p.side.in_((Group.TREATED, Group.CONTROL)),
            c.starts_on <= terms.ends_on,
            c.ends_on >= terms.starts_on - timedelta(days=DAYS),
        )
    )
    found: dict[int, Why] = {}
    for one, side, offer, ends in reading.session.execute(asked):
        if side is Group.CONTROL and offer is terms.offer:
            found[one] = Why.COMPARED
        elif side is Group.TREATED and ends >= terms.starts_on:
            found.setdefault(one, Why.ELSEWHERE)
    return found


def _not_of_interest(reading: Reading, terms: Terms, keys: Sequence[int]) -> set[int]:
    """Return who wants to hear only of what she uses, and does not use this."""
    if not terms.about:
        return set()
    v, s = visits(), Service
    used = set(
        reading.session.scalars(
            select(v.client)
            .join(s, s.id == v.service)
            .where(v.was_kept, s.family == terms.about)
            .distinct()
        )
    )
    found: set[int] = set()
    for part in parts(keys):
        for one, reach in reaches(reading, part).items():
            if reach.promo == "relevant" and one not in used:
                found.add(int(one))
    return found
