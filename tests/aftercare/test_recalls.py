"""Several clients are rung who were not here for long: wishes win over the crowd."""

from datetime import time, timedelta
from typing import Any

import pytest

from salon.aftercare import recalls
from salon.aftercare.model import CallStatus
from salon.aftercare.queries import calls_of
from salon.aftercare.recalls import (
    NobodyToRing,
    Recalled,
    TooManyToRing,
    plan_ending,
    plan_recalls,
)
from salon.appointments.operations import Booking, book, cancel
from salon.clients.model import ClientDraft, ClientId
from salon.clients.operations import add_client, correct_client, merge_clients
from salon.clients.queries import client_card
from salon.settings.operations import describe
from tests.house import FRIDAY, OPEN, House


def edit(house: House, who: int, **said: Any) -> None:
    key = ClientId(who)
    seen = house.salon.ask(client_card, key).line.version
    house.salon.do(correct_client, key, ClientDraft(**said), seen=seen)


def calls(house: House, who: int) -> list[Any]:
    return list(house.salon.ask(calls_of, ClientId(who)))


def test_all_are_planned_as_one_action_and_taken_back_as_one(house: House) -> None:
    edit(house, house.basia, channel="wechat")
    edit(house, house.amira, call_from="15:00", call_until="17:00")
    done = house.salon.do(plan_recalls, [house.amira, house.basia, house.amira])
    assert done == Recalled(calls=1, messages=1)
    [call] = calls(house, house.amira)
    assert (call.channel, call.status) == ("phone", CallStatus.WAITING)
    assert (call.time_from, call.time_until) == (time(15), time(17))
    assert "not seen you for a while" in call.words
    assert "promised" not in call.words
    assert "offer a time" in (call.last_time or "")
    [message] = calls(house, house.basia)
    assert message.channel == "wechat"
    house.salon.undo(None)
    assert not calls(house, house.amira)
    assert not calls(house, house.basia)


def test_whoever_wants_no_calls_or_is_rung_anyway_is_left_out(house: House) -> None:
    edit(house, house.basia, do_not_contact=True)
    assert house.salon.do(plan_recalls, [house.amira, house.basia]).calls == 1
    assert not calls(house, house.basia)
    with pytest.raises(NobodyToRing):
        house.salon.do(plan_recalls, [house.amira, house.basia])
    assert len(calls(house, house.amira)) == 1


def test_on_a_closed_day_the_next_open_one_is_meant(house: House) -> None:
    shut = OPEN.days[FRIDAY.weekday()]
    assert shut
    week = list(OPEN.days)
    week[FRIDAY.weekday()] = ()
    house.salon.do(describe, hours=type(OPEN)(tuple(week)))
    house.salon.do(plan_recalls, [house.amira])
    [call] = calls(house, house.amira)
    assert call.due > FRIDAY
    assert call.due <= FRIDAY + timedelta(days=3)


def test_a_slip_of_the_finger_does_not_ring_everybody(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    third = house.salon.do(add_client, ClientDraft(name="Carla"))
    monkeypatch.setattr(recalls, "MOST", 2)
    with pytest.raises(TooManyToRing):
        house.salon.do(plan_recalls, [house.amira, house.basia, third])
    assert house.salon.do(plan_recalls, [house.amira, third]).calls == 2


def test_a_file_that_was_joined_meanwhile_is_rung_once(house: House) -> None:
    house.salon.do(merge_clients, ClientId(house.amira), ClientId(house.basia))
    assert house.salon.do(plan_recalls, [house.amira, house.basia]).calls == 1
    assert len(calls(house, house.amira)) == 1


def test_whoever_books_is_not_asked_after_and_again_once_it_is_called_off(
    house: House,
) -> None:
    house.salon.do(plan_recalls, [house.amira, house.basia])
    day = FRIDAY + timedelta(days=10)
    visit = house.salon.do(book, Booking(house.amira, house.peel, day, time(10)))
    recall = next(one for one in calls(house, house.amira) if one.step == "recall")
    assert (recall.status, recall.reason) == (CallStatus.DROPPED, "rebooked")
    assert calls(house, house.basia)[0].status is CallStatus.WAITING
    house.salon.do(cancel, visit, "changed her mind")
    recall = next(one for one in calls(house, house.amira) if one.step == "recall")
    assert recall.status is CallStatus.WAITING


def test_who_has_a_course_that_ends_is_rung_and_wishes_count(house: House) -> None:
    edit(house, house.basia, do_not_contact=True)
    done = house.salon.do(plan_ending, [house.amira, house.basia])

    assert done.calls == 1
    [call] = calls(house, house.amira)
    assert not calls(house, house.basia)
    assert call.step == "course_ends"
    assert "Your course has a last day" in call.words
    with pytest.raises(NobodyToRing):
        house.salon.do(plan_ending, [house.amira])
