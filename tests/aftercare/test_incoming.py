"""What a client begins is noted from anywhere and counts for no cap."""

from datetime import datetime, time
from typing import Any

import pytest
from sqlalchemy import Connection, event

from salon.aftercare.incoming import note_contact
from salon.aftercare.learning import By, Share
from salon.aftercare.model import (
    IN,
    BadOffer,
    CallStatus,
    NobodyRang,
    NoSuchWay,
    Outcome,
    Way,
)
from salon.aftercare.offers import note_offer
from salon.aftercare.operations import log_call
from salon.aftercare.queries import (
    call_line,
    calls_due,
    calls_of,
    contacts_of,
    learned,
    offers_of,
    resting,
)
from salon.catalogue.model import Subject
from salon.clients.model import ClientId
from salon.errors import Missing
from tests.aftercare.test_calls import at, owed
from tests.aftercare.test_operations import a_protocol, treated
from tests.house import FRIDAY, House
from tests.reports.test_days import known

RANG = Way("phone", IN)


def test_who_rings_is_noted_with_the_channel_and_who_began(house: House) -> None:
    at(house, "27 11:00")
    house.salon.do(
        note_contact, house.amira, Outcome.WELL, way=Way("wechat", IN), note="All calm"
    )

    [contact] = house.salon.ask(contacts_of, house.amira)

    assert (contact.direction, contact.channel) == (IN, "wechat")
    assert (contact.outcome, contact.note) == (Outcome.WELL, "All calm")
    [call] = house.salon.ask(calls_of, house.amira)
    assert call.status is CallStatus.DONE


def test_what_she_began_counts_for_no_cap(house: House) -> None:
    at(house, "27 11:00")
    care = owed(house)
    house.salon.do(note_contact, house.amira, Outcome.WELL, way=RANG)
    [line] = [one for one in house.salon.ask(calls_due) if one.id == care]
    assert line.held is None
    assert house.salon.ask(resting)[0] == 0

    house.salon.do(note_contact, house.amira, Outcome.WELL, way=Way("phone"))
    [line] = [one for one in house.salon.ask(calls_due) if one.id == care]
    assert line.held is not None
    assert house.salon.ask(resting)[0] == 1


def test_who_was_tried_in_vain_does_not_rest(house: House) -> None:
    at(house, "27 11:00")
    house.salon.do(log_call, owed(house), Outcome.NO_ANSWER)
    assert house.salon.ask(resting)[0] == 0


def test_who_has_told_is_not_asked_the_same_again(house: House) -> None:
    service = a_protocol(house, "ac_ask", {"skip_if": ["answered"]})
    treated(house, service, time(8))
    at(house, "27 11:00")
    waiting = [
        one
        for one in house.salon.ask(calls_of, house.amira)
        if one.status is CallStatus.WAITING and one.protocol == "ac_ask"
    ]
    assert waiting

    house.salon.do(note_contact, house.amira, Outcome.WELL, way=RANG)

    after = house.salon.ask(call_line, waiting[0].id)
    assert (after.status, after.reason) == (CallStatus.DROPPED, "answered")
    house.salon.undo()
    assert house.salon.ask(call_line, waiting[0].id).status is CallStatus.WAITING


@pytest.mark.parametrize("outcome", [Outcome.NO_ANSWER, Outcome.WRONG_NUMBER])
def test_who_rang_was_reached(house: House, outcome: Outcome) -> None:
    with pytest.raises(NobodyRang):
        house.salon.do(note_contact, house.amira, outcome, way=RANG)
    assert house.salon.ask(contacts_of, house.amira) == []


def test_a_way_that_is_none_and_a_client_who_is_none_are_refused(house: House) -> None:
    with pytest.raises(NoSuchWay, match="phone"):
        house.salon.do(note_contact, house.amira, Outcome.WELL, way=Way("pigeon", IN))
    with pytest.raises(Missing):
        house.salon.do(note_contact, ClientId(9999), Outcome.WELL, way=RANG)


def test_a_worry_that_comes_in_is_rung_back_today(house: House) -> None:
    at(house, "27 11:00")
    [follow] = house.salon.do(
        note_contact, house.amira, Outcome.WORRIED, way=RANG, note="Still hot"
    )
    assert (follow.kind, follow.due) == ("callback", FRIDAY)


def test_who_rings_may_be_rung_back_by_who_took_it(house: House) -> None:
    at(house, "27 11:00")
    again = datetime.fromisoformat("2026-03-27T16:00")
    [follow] = house.salon.do_as(
        house.lea,
        note_contact,
        *(house.amira, Outcome.WELL),
        way=RANG,
        again=again,
        by_me=True,
    )
    assert follow.call_id is not None
    [line] = [one for one in house.salon.ask(calls_due) if one.id == follow.call_id]
    assert (line.for_name, line.time_from) == ("Léa", again.time())


# offers


@pytest.fixture(autouse=True)
def offers(house: House) -> None:
    for kind in ("promo_kind:package_offer", "promo_kind:trial"):
        known(house, Subject.TERM, kind, kind)
    for answer in ("refused", "opted_out", "bought", "delivered"):
        known(house, Subject.TERM, f"promo_response:{answer}", answer)


def test_an_offer_refused_twice_is_not_to_be_made_again(house: House) -> None:
    key = owed(house)
    house.salon.do(note_offer, house.amira, "package_offer", "refused")
    [once] = house.salon.ask(offers_of, [house.amira])[house.amira]
    assert not once.is_refused
    assert house.salon.ask(call_line, key).avoid is None

    house.salon.do(note_offer, house.amira, "package_offer", "opted_out")

    [twice] = house.salon.ask(offers_of, [house.amira])[house.amira]
    assert (twice.refused, twice.made, twice.is_refused) == (2, 2, True)
    avoid = house.salon.ask(call_line, key).avoid
    assert avoid is not None
    assert "Do not offer" in avoid

    house.salon.do(note_offer, house.amira, "package_offer", "bought")
    assert house.salon.ask(call_line, key).avoid is None


def test_what_is_no_offer_is_refused(house: House) -> None:
    with pytest.raises(BadOffer, match="package_offer"):
        house.salon.do(note_offer, house.amira, "diamonds", "refused")
    with pytest.raises(BadOffer, match="refused"):
        house.salon.do(note_offer, house.amira, "package_offer", "laughed")


# learned


@pytest.mark.parametrize(
    ("of", "there", "low", "high"),
    [
        (0, 0, None, None),
        (10, 10, 0.722, 1.0),
        (10, 0, 0.0, 0.278),
        (20, 10, 0.299, 0.701),
    ],
)
def test_a_share_says_how_sure_it_is(
    of: int, there: int, low: float | None, high: float | None
) -> None:
    share = Share(of, there)
    if low is None:
        assert share.between is None
        return
    assert share.between == pytest.approx((low, high), abs=0.001)


@pytest.mark.parametrize("by", [By.STEP, By.CALLER, By.HOUR])
def test_what_came_of_contacts_is_counted(house: House, by: By) -> None:
    at(house, "27 11:00")
    for outcome in (Outcome.WELL, Outcome.NO_ANSWER, Outcome.WORRIED, Outcome.BOOKED):
        key = owed(house, protocol="ac_test")
        house.salon.do_as(house.lea, log_call, key, outcome)
    house.salon.do(note_contact, house.amira, Outcome.WELL, way=RANG)  # hers, not ours

    [row] = house.salon.ask(learned, by)

    assert row.reached == Share(4, 3)
    assert (row.well, row.worried, row.booked) == (
        Share(3, 2),
        Share(3, 1),
        Share(3, 1),
    )
    assert row.satisfied == Share(0, 0)
    if by is By.CALLER:
        assert row.name == "Léa"


def test_what_is_older_than_asked_for_teaches_nothing(house: House) -> None:
    at(house, "27 11:00")
    house.salon.do(log_call, owed(house), Outcome.WELL)
    later = datetime.fromisoformat("2026-04-26T11:00")  # thirty days
    with house.salon.stopped_at(later):
        assert house.salon.ask(learned, By.STEP, 31)
        assert not house.salon.ask(learned, By.STEP, 29)


def test_who_was_contacted_this_week_is_counted_from_the_week_alone(
    house: House,
) -> None:
    plans: list[str] = []

    def explain(
        at: Connection, _cursor: object, asked: str, said: Any, *_: Any
    ) -> None:
        if asked.startswith("SELECT") and "contact" in asked:
            plan = at.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}", said)
            plans.extend(str(row[-1]) for row in plan)

    event.listen(house.salon._engine, "before_cursor_execute", explain)
    house.salon.ask(resting)

    assert "SEARCH contact USING COVERING INDEX ix_contact_at (at>?)" in plans
    assert not [one for one in plans if one.startswith("SCAN contact")]
