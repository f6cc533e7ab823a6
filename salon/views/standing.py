"""How one client stands: her classes with why, her rhythm, her worth, what to do."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from salon.loyalty.guarding import monday_of
from salon.loyalty.measures import advice
from salon.loyalty.model import LightLine, Pin, Standing, ToldLoss
from salon.loyalty.queries import (
    kept_retention,
    lights,
    loyalty_rules,
    pins_of,
    standing,
    told_losses,
    worked_out_at,
)
from salon.loyalty.worth import simple_value, visits_a_year
from salon.money import Money
from salon.prepaid.tables import Referral
from salon.settings.queries import premises
from salon.staff.queries import team
from salon.views.loyalty import Who, names_of
from salon.work import Reading


@dataclass(frozen=True, slots=True)
class StandingSight:
    """All that the tab shows."""

    client_id: int
    currency: str
    today: date
    standing: Standing | None  # None: not worked out yet
    as_of: date | None
    person: str  # with whom she was most
    pins: tuple[Pin, ...]
    lights: tuple[LightLine, ...]
    told: ToldLoss | None
    friends: tuple[Who, ...]  # whom she brought
    brought_by: Who | None
    advice: tuple[str, ...]
    per_visit: Money
    a_year: float  # visits
    years: float
    simple: Money
    margin: int  # per cent
    retention: float
    discount: int  # per cent a year


def standing_sight(reading: Reading, client_id: int) -> StandingSight:
    """Return how a client stands, as last worked out."""
    found = standing(reading, client_id)
    rules, retention = loyalty_rules(reading), kept_retention(reading)
    people = {int(one.id): one.name for one in team(reading, everyone=True)}
    r = Referral
    asked = select(r.by_id, r.client_id).where(
        (r.by_id == client_id) | (r.client_id == client_id)
    )
    pairs = [(int(by), int(who)) for by, who in reading.session.execute(asked)]
    names = names_of(reading, {key for pair in pairs for key in pair})
    friends = tuple(names[who] for by, who in pairs if by == client_id and who in names)
    mine = [names[by] for by, who in pairs if who == client_id and by in names]
    at = worked_out_at(reading)
    years = 1 / (1 - retention)
    per_visit, simple, a_year = Money(), Money(), 0.0
    said: tuple[str, ...] = ()
    if found is not None:
        per_visit = Money(found.spent_ever.minor // max(found.all_visits, 1))
        if found.first_visit is not None:
            tenure = (reading.today - found.first_visit).days
            a_year = visits_a_year(found.visits, tenure)
        simple = simple_value(per_visit, a_year, years)
        said = tuple(advice(found.loyalty, found.flags))
    return StandingSight(
        client_id=client_id,
        currency=premises(reading).currency,
        today=reading.today,
        standing=found,
        as_of=None if at is None else reading.local(at).date(),
        person=people.get(found.staff_id or 0, "") if found is not None else "",
        pins=pins_of(reading, [client_id]).get(client_id, ()),
        lights=tuple(lights(reading, monday_of(reading.today), [client_id])),
        told=told_losses(reading, [client_id]).get(client_id),
        friends=friends,
        brought_by=mine[0] if mine else None,
        advice=said,
        per_visit=per_visit,
        a_year=a_year,
        years=years,
        simple=simple,
        margin=rules.margin,
        retention=retention,
        discount=rules.discount,
    )
