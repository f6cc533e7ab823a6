"""What somebody does not want to be contacted for is never planned."""

from datetime import time
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.aftercare.model import CallStatus
from salon.aftercare.queries import call_line, calls_of
from salon.aftercare.recalls import NobodyToRing, plan_recalls
from salon.appointments.operations import Booking, book
from salon.clients.model import ClientDraft, ClientId
from salon.clients.operations import correct_client, merge_clients
from salon.clients.queries import client_card, reaches
from salon.clients.reach import CHANNELS, NoSuchWish, Purpose, Reach, Refused
from salon.clients.refusals import (
    allow_contact,
    refuse_contact,
    wish_contacts,
    wish_silence,
)
from salon.errors import EditedElsewhere, Missing
from tests.aftercare.test_calls import MONDAY, owed
from tests.aftercare.test_operations import a_protocol, treated
from tests.house import House

REFUSED = st.builds(
    Refused,
    st.sampled_from(["", *(one.value for one in Purpose)]),
    st.sampled_from(["", *CHANNELS]),
)
REACHES = st.builds(
    Reach,
    st.booleans(),
    st.sampled_from(["", "none", *CHANNELS]),
    st.sampled_from(["", *CHANNELS]),
    st.sampled_from(["", "none", "rare", "welcome"]),
    st.frozensets(REFUSED, max_size=4),
)


@given(REACHES)
def test_safety_is_always_told_and_a_way_is_always_allowed(reach: Reach) -> None:
    assert all(reach.may(Purpose.SAFETY, one) for one in CHANNELS)
    for purpose in Purpose:
        way = reach.way(purpose)
        assert way == "" or reach.may(purpose, way)
        if reach.do_not_contact and purpose is not Purpose.SAFETY:
            assert way == ""


@given(REACHES, REFUSED)
def test_refusing_more_never_allows_more(reach: Reach, more: Refused) -> None:
    stricter = Reach(
        *(reach.do_not_contact, reach.channel, reach.second, reach.promo),
        reach.refused | {more},
    )
    for purpose, channel in product(Purpose, CHANNELS):
        if stricter.may(purpose, channel):
            assert reach.may(purpose, channel)


@pytest.mark.parametrize(
    ("refused", "purpose", "channel", "may"),
    [
        (Refused("offer"), Purpose.OFFER, "phone", False),
        (Refused("offer"), Purpose.BOOKING, "phone", True),
        (Refused("", "phone"), Purpose.BOOKING, "phone", False),
        (Refused("", "phone"), Purpose.BOOKING, "sms", True),
        (Refused("", "phone"), Purpose.SAFETY, "phone", True),
        (Refused("greeting", "sms"), Purpose.GREETING, "card", True),
        (Refused("greeting", "sms"), Purpose.GREETING, "sms", False),
        (Refused("greeting", "sms"), Purpose.SURVEY, "sms", True),
    ],
)
def test_a_purpose_a_channel_or_both_are_refused(
    refused: Refused, purpose: Purpose, channel: str, may: bool
) -> None:
    assert Reach(refused=frozenset((refused,))).may(purpose, channel) is may


def test_who_wants_no_offers_is_still_reminded() -> None:
    reach = Reach(promo="none")
    assert not reach.may(Purpose.OFFER)
    assert reach.may(Purpose.BOOKING)


def test_who_writes_is_written_to_and_rung_about_safety() -> None:
    reach = Reach(channel="wechat", second="sms")
    assert reach.way(Purpose.CARE) == "wechat"
    assert reach.way(Purpose.CARE, ("phone", "sms")) == "sms"
    assert reach.way(Purpose.CARE, ("phone",)) == ""
    assert reach.way(Purpose.SAFETY, ("phone",)) == "phone"


# on a real store


def test_it_is_noted_once_and_can_be_taken_back(house: House) -> None:
    for _twice in range(2):
        house.salon.do(refuse_contact, house.amira, "offer")
    assert reach_of(house).refused == {Refused("offer")}
    house.salon.do(allow_contact, house.amira, "offer")
    assert reach_of(house).refused == frozenset()
    house.salon.undo()
    assert reach_of(house).refused == {Refused("offer")}


@pytest.mark.parametrize(
    ("purpose", "channel"), [("", ""), ("safety", ""), ("jokes", ""), ("", "pigeon")]
)
def test_what_nobody_can_refuse_is_said(
    house: House, purpose: str, channel: str
) -> None:
    for wish in (refuse_contact, allow_contact):
        with pytest.raises(NoSuchWish):
            house.salon.do(wish, house.amira, purpose, channel)
    with pytest.raises(NoSuchWish):
        house.salon.do(wish_contacts, house.amira, {Refused(purpose, channel)})


def test_a_whole_set_of_wishes_is_one_action(house: House) -> None:
    house.salon.do(refuse_contact, house.amira, "offer")
    house.salon.do(
        wish_contacts, house.amira, {Refused("survey"), Refused("", "phone")}
    )
    assert reach_of(house).refused == {Refused("survey"), Refused("", "phone")}
    house.salon.undo()
    assert reach_of(house).refused == {Refused("offer")}
    with pytest.raises(Missing):
        house.salon.do(wish_contacts, ClientId(999), set())


def test_what_waits_and_is_refused_is_dropped_with_the_reason(house: House) -> None:
    care, safety = owed(house), owed(house, priority=1)
    house.salon.do(refuse_contact, house.amira, "care")
    line = house.salon.ask(call_line, care)
    assert (line.status, line.reason) == (CallStatus.DROPPED, "refused")
    assert house.salon.ask(call_line, safety).status is CallStatus.WAITING


def test_what_can_be_said_in_another_way_is_said_so(house: House) -> None:
    care = owed(house)
    house.salon.do(refuse_contact, house.amira, "", "phone")
    line = house.salon.ask(call_line, care)
    assert (line.status, line.channel) == (CallStatus.WAITING, "sms")


def test_after_a_treatment_only_what_is_wanted_is_planned(house: House) -> None:
    service = a_protocol(
        house, "ac_two", {"priority": 1, "purpose": "safety"}, {"day_offset": 3}
    )
    house.salon.do(refuse_contact, house.amira, "care")
    treated(house, service, time(8))
    planned = [
        one
        for one in house.salon.ask(calls_of, house.amira)
        if one.protocol == "ac_two"
    ]
    assert [one.priority for one in planned] == [1]


def test_a_reminder_is_no_marketing_and_is_planned_where_offers_are_not(
    house: House,
) -> None:
    house.salon.do(refuse_contact, house.amira, "offer")
    house.salon.do(book, Booking(house.amira, house.peel, MONDAY, time(10)))
    assert any(
        one.protocol == "reminder" for one in house.salon.ask(calls_of, house.amira)
    )
    with pytest.raises(NobodyToRing):
        house.salon.do(plan_recalls, [house.amira])

    house.salon.do(refuse_contact, house.basia, "booking")
    house.salon.do(book, Booking(house.basia, house.peel, MONDAY, time(12)))
    assert house.salon.ask(calls_of, house.basia) == []


def test_two_files_of_one_person_refuse_what_either_did(house: House) -> None:
    house.salon.do(refuse_contact, house.amira, "offer")
    house.salon.do(refuse_contact, house.basia, "offer")
    house.salon.do(refuse_contact, house.basia, "", "phone")
    house.salon.do(merge_clients, house.amira, house.basia)
    assert reach_of(house).refused == {Refused("offer"), Refused("", "phone")}
    house.salon.undo()
    assert reach_of(house).refused == {Refused("offer")}


def test_a_form_that_has_not_seen_the_wish_is_refused(house: House) -> None:
    card = house.salon.ask(client_card, house.amira)
    house.salon.do(refuse_contact, house.amira, "offer")
    with pytest.raises(EditedElsewhere):
        house.salon.do(
            correct_client,
            house.amira,
            ClientDraft(name="Amira"),
            seen=card.line.version,
        )


def reach_of(house: House) -> Reach:
    return house.salon.ask(reaches, [house.amira])[house.amira]


def test_who_wants_silence_is_told_only_what_is_about_safety(house: House) -> None:
    house.salon.do(wish_silence, house.amira)
    reach = house.salon.ask(reaches, [house.amira])[house.amira]
    assert reach.do_not_contact
    assert reach.may(Purpose.SAFETY)
    assert not reach.may(Purpose.SURVEY)
    house.salon.undo()
    assert not house.salon.ask(reaches, [house.amira])[house.amira].do_not_contact
    with pytest.raises(Missing):
        house.salon.do(wish_silence, ClientId(999))
