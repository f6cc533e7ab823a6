"""A red flag leads on: the call does not end well, and somebody rings again in time."""

import re
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import select

from salon.aftercare.model import (
    AlreadyLogged,
    BadAnswer,
    CallId,
    CallLine,
    CallStatus,
    FlagIsOpen,
    Outcome,
    touches,
)
from salon.aftercare.operations import log_call, raise_flag
from salon.aftercare.queries import call_line, calls_due, calls_of, contacts_of
from salon.aftercare.tables import Call
from salon.clients.model import ClientDraft
from salon.clients.operations import correct_client
from salon.incidents.model import Contact, IncidentId
from salon.incidents.model import Outcome as Ending
from salon.incidents.operations import (
    add_sign,
    close_incident,
    note_contact,
    open_incident,
    reopen_incident,
    set_severity,
)
from salon.incidents.queries import all_incidents, incident
from salon.work import Reading
from tests.aftercare.test_operations import a_protocol, treated
from tests.house import FRIDAY
from tests.incidents.conftest import Mishap

SATURDAY = FRIDAY + timedelta(days=1)
FLAGS = ["rf_breath", "rf_burn", "rf_red48"]
WHY = "All is calm again"


def owed(mishap: Mishap, **more: object) -> CallId:
    """Owe Amira a call that asks for red flags."""
    step = {"day_offset": 0, "priority": 2, "red_flags": FLAGS} | more
    service = a_protocol(mishap.house, "asks", step)
    visit = treated(mishap.house, service, time(11))

    def ask(reading: Reading) -> CallId:
        asked = select(Call.id).where(Call.appointment_id == visit)
        found = reading.session.scalar(asked)
        assert found is not None
        return found

    return mishap.salon.ask(ask)


def planned(mishap: Mishap, status: CallStatus = CallStatus.WAITING) -> list[CallLine]:
    found = mishap.salon.ask(calls_of, mishap.amira)
    hers = [one for one in found if one.protocol == "incident" and one.status is status]
    return sorted(hers, key=lambda one: (one.due, one.time_from or time(0)))


def when(mishap: Mishap) -> list[tuple[str, date, time | None]]:
    return [(one.step, one.due, one.time_from) for one in planned(mishap)]


@pytest.mark.parametrize("outcome", [Outcome.WELL, Outcome.BOOKED])
def test_a_call_in_which_a_flag_was_said_does_not_end_well(
    mishap: Mishap, outcome: Outcome
) -> None:
    key = owed(mishap)

    with pytest.raises(FlagIsOpen) as refused:
        mishap.salon.do(log_call, key, outcome, flag="rf_breath")

    assert "Hard breathing" in refused.value.flag
    assert "emergency number" in refused.value.do
    assert ".." not in str(refused.value)
    assert mishap.salon.ask(call_line, key).status is CallStatus.WAITING
    assert mishap.salon.ask(all_incidents) == ()
    mishap.salon.do(log_call, key, outcome)  # it was a slip of the finger
    assert mishap.salon.ask(call_line, key).status is CallStatus.DONE


@pytest.mark.parametrize(
    "outcome", [one for one in Outcome if one not in (Outcome.WELL, Outcome.BOOKED)]
)
def test_any_other_end_of_it_opens_an_incident(
    mishap: Mishap, outcome: Outcome
) -> None:
    key = owed(mishap)

    follows = mishap.salon.do(log_call, key, outcome, flag="rf_burn", note="It weeps")

    assert follows[0].kind == "incident"
    line = mishap.salon.ask(call_line, key)
    assert (line.status, line.outcome) == (CallStatus.DONE, Outcome.WORRIED)
    assert line.incident_id == follows[0].incident_id
    card = mishap.salon.ask(incident, IncidentId(line.incident_id or 0))
    assert card.words == "It weeps"
    assert mishap.salon.ask(contacts_of, mishap.amira)[0].outcome is outcome
    assert planned(mishap)


def test_the_flag_is_raised_while_she_speaks_and_the_call_is_done(
    mishap: Mishap,
) -> None:
    key = owed(mishap)
    with pytest.raises(BadAnswer):
        mishap.salon.do(raise_flag, key, "rf_leg")  # this call does not ask for it

    opened = mishap.salon.do(raise_flag, key, "rf_breath", "My throat is tight")

    line = mishap.salon.ask(call_line, key)
    assert (line.status, line.outcome, line.incident_id) == (
        CallStatus.DONE,
        Outcome.WORRIED,
        opened,
    )
    with pytest.raises(AlreadyLogged):
        mishap.salon.do(raise_flag, key, "rf_breath")
    assert when(mishap) == [
        ("h2", FRIDAY, time(12, 41)),
        ("evening", FRIDAY, time(19)),
        ("d1", SATURDAY, time(10)),
        ("d3", FRIDAY + timedelta(days=3), time(10)),
        ("d7", FRIDAY + timedelta(days=7), time(10)),
    ]


def test_taking_it_back_takes_the_incident_and_its_calls_away_whole(
    mishap: Mishap,
) -> None:
    key = owed(mishap)
    before = mishap.salon.ask(calls_of, mishap.amira)
    mishap.salon.do(raise_flag, key, "rf_breath")

    mishap.salon.undo()

    assert mishap.salon.ask(all_incidents) == ()
    assert mishap.alerts() == ()
    after = mishap.salon.ask(calls_of, mishap.amira)
    assert [(a.id, a.status) for a in after] == [(b.id, b.status) for b in before]


def test_she_with_an_open_incident_is_the_first_of_the_queue(mishap: Mishap) -> None:
    owed(mishap, priority=1)
    mishap.salon.do(open_incident, mishap.house.basia, ["rf_red48"])
    mishap.at("28 11:00")

    first = mishap.salon.ask(calls_due)[0]

    assert (first.client_id, first.protocol) == (mishap.house.basia, "incident")
    assert first.is_open_incident


def test_a_wish_for_no_calls_does_not_stop_those_about_safety(mishap: Mishap) -> None:
    mishap.salon.do(correct_client, mishap.amira, ClientDraft(facts={}))
    mishap.salon.do(open_incident, mishap.amira, ["rf_breath"])
    before = when(mishap)

    mishap.salon.do(log_call, planned(mishap)[0].id, Outcome.REFUSED)

    assert when(mishap) == before[1:]
    mishap.salon.do(open_incident, mishap.amira, ["rf_burn"])
    assert len(planned(mishap)) == len(before) - 1


def test_until_she_is_reached_she_is_rung_again_soon(mishap: Mishap) -> None:
    mishap.salon.do(open_incident, mishap.amira, ["rf_breath"])
    mishap.at("27 12:45")
    first = planned(mishap)[0]

    for _attempt in range(5):
        [follow] = mishap.salon.do(log_call, first.id, Outcome.NO_ANSWER)
        assert (follow.kind, follow.time_from) == ("retry", time(13, 15))
    mishap.at("27 20:50")
    [follow] = mishap.salon.do(log_call, first.id, Outcome.NO_ANSWER)
    assert (follow.due, follow.time_from) == (SATURDAY, time(8))


def test_closing_drops_those_that_wait_and_brings_back_what_they_replaced(
    mishap: Mishap,
) -> None:
    waits = owed(mishap, day_offset=7, priority=4)
    key = mishap.salon.do(open_incident, mishap.amira, ["rf_burn"])
    line = mishap.salon.ask(call_line, waits)
    assert (line.status, line.reason) == (CallStatus.MERGED, "incident")

    mishap.salon.do(close_incident, key, Ending.MISTAKE, reason="The wrong client")

    assert planned(mishap) == []
    dropped = planned(mishap, CallStatus.DROPPED)
    assert {one.reason for one in dropped} == {"incident_closed"}
    assert mishap.salon.ask(call_line, waits).status is CallStatus.WAITING

    mishap.salon.do(reopen_incident, key, "It swells again")
    assert [one.step for one in planned(mishap)] == ["evening", "d1", "d3", "d7"]
    assert mishap.salon.ask(call_line, waits).status is CallStatus.MERGED


def test_a_graver_turn_brings_more_calls_and_each_asks_for_what_is_worst(
    mishap: Mishap,
) -> None:
    key = mishap.salon.do(open_incident, mishap.amira, ["rf_red48"])
    assert [one.step for one in planned(mishap)] == ["d1", "d3"]
    assert "red and warm" in planned(mishap)[0].words

    mishap.salon.do(add_sign, key, "rf_breath")

    assert [one.step for one in planned(mishap)] == ["h2", "evening", "d1", "d3", "d7"]
    assert all("red" not in one.words for one in planned(mishap))
    assert {"rf_breath", "rf_leg"} <= {one.id for one in planned(mishap)[0].red_flags}
    mishap.salon.do(set_severity, key, 2, "Only a blocked nose")
    assert len(planned(mishap)) == 5  # what was promised is kept


def test_a_line_that_is_cut_off_is_rung_again_at_once(mishap: Mishap) -> None:
    key = mishap.salon.do(open_incident, mishap.amira, ["rf_breath"])

    mishap.salon.do(note_contact, key, Contact.CUT_OFF)

    first = mishap.salon.ask(calls_due)[0]
    assert (first.step, first.is_now) == ("cut_off", True)


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
@pytest.mark.parametrize("flag", ["rf_breath", "rf_blister", "rf_distress"])
def test_no_two_calls_in_a_row_say_the_same_sentence(
    mishap: Mishap, flag: str, language: str
) -> None:
    draft = ClientDraft(language=language)
    mishap.salon.do(correct_client, mishap.amira, draft)
    key = mishap.salon.do(open_incident, mishap.amira, [flag])
    mishap.salon.do(set_severity, key, 4)

    said = [one.words for one in planned(mishap)]

    assert len(said) == 5
    assert all("{" not in words and len(words) > 20 for words in said)
    sentences = [set(re.split(r"(?<=[.?!。？])\s*", words)) - {""} for words in said]
    for one, other in pairwise(sentences):
        assert not one & other


@example(4, time(18, 59))
@example(4, time(20))
@example(4, time(23, 30))
@example(4, time(3))
@example(3, time(18, 30))
@given(severity=st.integers(1, 4), at=st.times())
def test_nobody_is_rung_in_the_night_or_in_the_past(severity: int, at: time) -> None:
    now = datetime.combine(FRIDAY, at)
    found = touches(severity, now)

    moments = [datetime.combine(one.day, one.start) for one in found]
    assert moments == sorted(moments)
    assert all(one > now for one in moments)
    assert all(time(8) <= one.start < one.until <= time(21) for one in found)
    gaps = [b - a for a, b in pairwise(moments)]
    assert all(gap >= timedelta(hours=2) for gap in gaps)
    assert len(found) >= (4 if severity == 4 else 3 if severity == 3 else 1)
