"""Several clients are rung who were not here for long: wishes win over the crowd."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from salon.aftercare import recalls
from salon.aftercare.model import CallStatus
from salon.aftercare.queries import calls_of, rung_soon
from salon.aftercare.recalls import (
    NobodyToRing,
    Recalled,
    TooManyToRing,
    plan_ending,
    plan_recalls,
)
from salon.aftercare.tables import Call
from salon.appointments.operations import Booking, book, cancel
from salon.clients.model import ClientDraft, ClientId
from salon.clients.operations import add_client, correct_client, merge_clients
from salon.clients.queries import client_card
from salon.settings.operations import describe
from salon.views.roll import recall
from salon.work import Work
from tests.house import FRIDAY, OPEN, House
from tests.leaning import RowMade


def edit(house: House, who: int, **said: Any) -> None:
    key = ClientId(who)
    seen = house.salon.ask(client_card, key).line.version
    house.salon.do(correct_client, key, ClientDraft(**said), seen=seen)


def calls(house: House, who: int) -> list[Any]:
    return list(house.salon.ask(calls_of, ClientId(who)))


def wait_for(work: Work, who: int, due: date) -> None:
    """Let a call that somebody promised wait for that day."""
    work.record(RowMade())
    work.add(
        Call(
            client_id=who,
            protocol="promised",
            step="promised",
            purpose="booking",
            priority=6,
            channel="phone",
            caller="reception",
            due=due,
            time_from=time(10),
            time_until=time(20),
            words="",
            status=CallStatus.WAITING,
        )
    )


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


def test_the_list_the_loyalty_page_and_planning_agree_on_who_is_rung_soon(
    house: House,
) -> None:
    def seen(key: ClientId) -> tuple[bool, bool]:
        found = house.salon.ask(recall, [key])
        return bool(house.salon.ask(rung_soon, [key])), bool(found.waiting)

    for days, is_soon in ((0, True), (1, True), (2, False), (3, False)):
        who = house.salon.do(add_client, ClientDraft(name=f"After {days}"))
        house.salon.do(wait_for, who, FRIDAY + timedelta(days=days))
        assert seen(who) == (is_soon, is_soon), days
        if is_soon:
            with pytest.raises(NobodyToRing):
                house.salon.do(plan_recalls, [who])
        else:
            house.salon.do(plan_recalls, [who])
            assert len(calls(house, who)) == 2


def test_nobody_is_planned_twice_over_a_week_that_is_closed(house: House) -> None:
    week: list[Any] = [()] * 7
    week[(FRIDAY.weekday() + 4) % 7] = OPEN.days[FRIDAY.weekday()]
    house.salon.do(describe, hours=type(OPEN)(tuple(week)))
    house.salon.do(plan_recalls, [house.amira])
    assert calls(house, house.amira)[0].due == FRIDAY + timedelta(days=4)
    assert house.salon.ask(rung_soon, [house.amira, house.basia]) == {house.amira}
    with pytest.raises(NobodyToRing):
        house.salon.do(plan_recalls, [house.amira])


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
