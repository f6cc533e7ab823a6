"""A crowd that a campaign can be made for: people, classes, visits, bills."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from salon.aftercare.model import CallId, CallStatus, Outcome
from salon.aftercare.operations import log_call
from salon.aftercare.tables import Call
from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.campaigns.model import CampaignId, Offer, Terms, Who
from salon.campaigns.operations import keep_campaign, start_campaign
from salon.loyalty.tables import Standing
from salon.money import Money
from salon.occasions.model import Kind
from salon.occasions.operations import set_rule
from salon.occasions.tables import Occasion
from salon.text import Names
from salon.work import Work
from tests.house import FRIDAY, House, a_client
from tests.leaning import RowMade

WORDS = Names("Bring a friend; tea is ready", "带朋友来喝茶", "帶朋友來喝茶")


def made(house: House, make: Callable[[Work], Any]) -> Any:
    """Do something to the records that no test is about."""

    def doing(work: Work) -> Any:
        work.record(RowMade())
        return make(work)

    return house.salon.do(doing)


def a_standing(client_id: int, **more: Any) -> Standing:
    """Return how somebody stands; *more* says what else."""
    said: dict[str, Any] = {
        "client_id": client_id,
        "abc": "B",
        "abc_raw": "B",
        "abc_by_count": "B",
        "abc_since": FRIDAY,
        "loyalty": "loyal",
        "loyalty_since": FRIDAY,
        "score": 7000,
        "flags": "",
        "segment": "",
        "recency": 0,
        "frequency": 0,
        "monetary": 0,
        "visits": 6,
        "all_visits": 12,
        "first_visit": FRIDAY - timedelta(days=400),
        "last_visit": FRIDAY - timedelta(days=10),
        "next_visit": None,
        "paused": 0,
        "expected": 2800,
        "sigma": 2500,
        "spent": 50000,
        "spent_ever": 90000,
        "next_year": 48000,
        "value": 120000,
        "worth_limit": 4800,
        "regularity": 9000,
        "discount_share": 2000,
        "families": 2,
        "recommends": None,
        "friends": 0,
        "staff_id": None,
    }
    return Standing(**(said | more))


def a_crowd(house: House, many: int, classes: str = "ABC") -> list[int]:
    """Return so many clients with a telephone, of these classes in turn."""

    def make(work: Work) -> list[int]:
        keys = []
        for at in range(many):
            client = work.add(a_client(f"Person {at:03}", "", language="en"))
            work.session.add(a_standing(client.id, abc=classes[at % len(classes)]))
            keys.append(int(client.id))
        return keys

    found: list[int] = made(house, make)
    return found


def terms(**more: Any) -> Terms:
    """Return what a campaign is, unless *more* says so."""
    said: dict[str, Any] = {
        "name": "Spring",
        "offer": Offer.EVENT,
        "channels": ("phone",),
        "words": WORDS,
        "starts_on": FRIDAY,
        "ends_on": FRIDAY + timedelta(days=30),
        "who": Who(abc=("A", "B", "C")),
    }
    return Terms(**(said | more))


def begun(house: House, **more: Any) -> CampaignId:
    """Return a campaign that runs."""
    key = house.salon.do(keep_campaign, terms(**more))
    house.salon.do(start_campaign, key)
    return key


def no_measure(house: House) -> None:
    """Let any number be said on one day."""
    house.salon.do(set_rule, "campaign", a_day=200)
    house.salon.do(set_rule, "all", a_day=500)


def occasions_of(house: House, key: int) -> dict[int, Occasion]:
    """Return what is kept of a campaign for occasions, by client."""

    def found(work: Any) -> dict[int, Occasion]:
        o = Occasion
        rows = work.session.scalars(
            select(o).where(o.kind == Kind.CAMPAIGN, o.reference == str(key))
        ).all()
        work.session.expunge_all()
        return {int(row.client_id): row for row in rows}

    return house.salon.ask(found)


def said_to(house: House, key: int, *clients: int) -> None:
    """Say a campaign to some clients, as the call list does it."""
    for one, row in occasions_of(house, key).items():
        if one in clients and row.call_id is not None:
            house.salon.do(log_call, CallId(row.call_id), Outcome.WELL)


def waiting_calls(house: House) -> set[int]:
    """Return who waits for a call."""

    def found(work: Any) -> set[int]:
        asked = select(Call.client_id).where(Call.status == CallStatus.WAITING)
        return {int(one) for one in work.session.scalars(asked)}

    return house.salon.ask(found)


def visited(house: House, client: int, day: date, price: int = 8500) -> int:
    """Let a client have been here on a day."""

    def make(work: Work) -> int:
        at = datetime.combine(day, time(10), UTC)
        row = work.add(
            Appointment(
                client_id=client,
                service_id=house.peel,
                staff_id=house.lea,
                day=day,
                start=time(10),
                minutes=45,
                price=Money(price),
                status=Status.COMPLETED,
                booked_at=at,
                completed_at=at,
            )
        )
        return int(row.id)

    return int(made(house, make))
