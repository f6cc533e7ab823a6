"""How a call went decides what follows: never too late, never at the wrong hour."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.aftercare.model import (
    AlreadyLogged,
    BadAnswer,
    CallId,
    CallLine,
    CallStatus,
    Outcome,
    call_day,
    notes_place,
)
from salon.aftercare.operations import drop_call, log_call
from salon.aftercare.queries import (
    call_line,
    calls_due,
    calls_of,
    contacts_of,
    count_due,
    kept_notes,
)
from salon.aftercare.tables import Call
from salon.aftercare.words import address, answers_of, filled
from salon.appointments.operations import Booking, arrive, book, complete
from salon.catalogue.model import Subject
from salon.catalogue.tables import Entry
from salon.clients.model import ClientDraft
from salon.clients.operations import correct_client
from salon.clients.queries import client_card
from salon.clock import StoppedClock
from salon.errors import EditedElsewhere, NotAllowed
from salon.staff.model import Role
from salon.staff.operations import hire
from salon.work import Work
from tests.aftercare.test_operations import a_protocol
from tests.house import FRIDAY, House
from tests.leaning import RowMade, a_row

SATURDAY, MONDAY = FRIDAY + timedelta(days=1), FRIDAY + timedelta(days=3)


def at(house: House, moment: str) -> None:
    """Let it be *moment* on the salon's wall: "27 09:00", a day of March in winter."""
    clock = house.salon._clock
    assert isinstance(clock, StoppedClock)
    day, hour = moment.split()
    clock.instant = datetime.fromisoformat(f"2026-03-{day}T{hour}:00+01:00")


def owed(house: House, client: int = 0, **said: Any) -> CallId:
    """Owe somebody a call, of no urgency and for today unless *said* otherwise."""
    usual = {"protocol": "ac_test", "step": "d1", "purpose": "guidance", "priority": 4}
    usual |= {"channel": "phone", "caller": "therapist", "due": FRIDAY}

    def owe(work: Work) -> CallId:
        work.record(RowMade())
        who = client or house.amira
        call = a_row(
            work, Call, **usual | {"client_id": who, "appointment_id": None} | said
        )
        key: CallId = call.id
        return key

    return house.salon.do(owe)


def line(house: House, key: CallId) -> CallLine:
    return house.salon.ask(call_line, key)


def logged(house: House, outcome: Outcome, key: CallId, **more: Any) -> list[Any]:
    return house.salon.do(log_call, key, outcome, **more)


def listed(house: House) -> list[CallId]:
    return [one.id for one in house.salon.ask(calls_due)]


@pytest.mark.parametrize(
    ("now", "day", "hour"),
    [
        ("27 07:59", FRIDAY, time(11, 45)),  # by the quarter, as people say it
        ("27 08:00", FRIDAY, time(14)),  # at noon she is left in peace
        ("27 09:59", FRIDAY, time(14)),
        ("27 10:00", FRIDAY, time(14)),
        ("27 15:59", FRIDAY, time(19, 45)),
        ("27 16:00", SATURDAY, time(10)),
        ("28 17:00", MONDAY, time(10)),  # Sunday is closed
        ("27 04:00", FRIDAY, time(10)),
    ],
)
def test_who_did_not_answer_is_rung_four_hours_later_when_one_may_ring(
    house: House, now: str, day: date, hour: time
) -> None:
    key = owed(house)
    at(house, now)

    [follow] = logged(house, Outcome.NO_ANSWER, key)

    after = line(house, key)
    assert (after.due, after.time_from) == (day, hour) == (follow.due, follow.time_from)
    assert (after.status, after.attempts) == (CallStatus.WAITING, 1)


def test_who_is_not_reached_three_times_gets_a_message_and_no_fourth_call(
    house: House,
) -> None:
    key = owed(house)

    kinds = [logged(house, Outcome.NO_ANSWER, key)[0].kind for _time in range(3)]

    assert kinds == ["retry", "retry", "message"]
    after = line(house, key)
    assert (after.status, after.reason) == (CallStatus.DROPPED, "not_reached")
    with pytest.raises(AlreadyLogged):
        logged(house, Outcome.NO_ANSWER, key)


def test_a_time_that_she_named_counts_more_than_the_rule(house: House) -> None:
    key, wished = owed(house), datetime(2026, 3, 29, 13, 30)  # noqa: DTZ001

    logged(house, Outcome.NO_ANSWER, key, again=wished)
    assert (line(house, key).due, line(house, key).time_from) == (
        wished.date(),
        wished.time(),
    )
    [follow] = logged(house, Outcome.WELL, key, again=wished)

    back = line(house, follow.call_id)
    assert (back.due, back.time_from) == (wished.date(), wished.time())
    assert (back.priority, back.purpose) == (2, "relation")


@pytest.mark.parametrize(
    ("outcome", "kind", "caller"),
    [
        (Outcome.WORRIED, "callback", "therapist"),
        (Outcome.UNHAPPY, "complaint", "manager"),
    ],
)
def test_who_is_worried_or_unhappy_is_rung_back_today_before_all_others(
    house: House, outcome: Outcome, kind: str, caller: str
) -> None:
    key = owed(house)
    urgent = owed(house, client=house.basia, priority=2, time_from=time(6))
    at(house, "27 11:20")

    [follow] = logged(house, outcome, key)

    assert (follow.kind, follow.due, follow.time_from) == (kind, FRIDAY, time(11, 20))
    assert listed(house) == [follow.call_id, urgent]
    back = line(house, follow.call_id)
    assert (back.priority, back.purpose) == (1, "safety")
    assert line(house, key).status is CallStatus.DONE
    house.salon.undo()
    assert line(house, key).status is CallStatus.WAITING


def test_who_wants_no_calls_is_rung_about_safety_alone_from_now_on(
    house: House,
) -> None:
    keys = [owed(house, priority=one) for one in (4, 3, 2, 1)]
    others = owed(house, client=house.basia)

    logged(house, Outcome.REFUSED, keys[0])

    assert house.salon.ask(client_card, house.amira).do_not_contact
    states = [line(house, key).status for key in keys]
    assert states == [CallStatus.DONE, CallStatus.DROPPED] + [CallStatus.WAITING] * 2
    assert line(house, others).status is CallStatus.WAITING


def test_a_wrong_number_is_taken_off_her_file(house: House) -> None:
    logged(house, Outcome.WRONG_NUMBER, owed(house))

    assert house.salon.ask(client_card, house.amira).line.phones == ()
    house.salon.undo()
    assert house.salon.ask(client_card, house.amira).line.phone == "+33601020304"


def test_what_she_said_is_read_to_whoever_rings_next(house: House) -> None:
    note = "  itches a little "
    [follow] = logged(house, Outcome.BOOKED, owed(house), note=note)
    assert follow.kind == "book"

    assert "itches a little" in (line(house, owed(house)).last_time or "")
    [contact] = house.salon.ask(contacts_of, house.amira)
    assert (contact.note, contact.outcome) == ("itches a little", Outcome.BOOKED)


def test_a_call_asks_its_own_questions_and_takes_no_other_answer(
    house: House,
) -> None:
    def ask(work: Work) -> None:
        a_row(work, Entry, subject=Subject.QUESTION, ref="red", en="Red?", body="{}")
        a_row(work, Entry, subject=Subject.RED_FLAG, ref="burn", body="{}")
        work.record(RowMade())

    house.salon.do(ask)
    a_protocol(house, "asks", {"questions": ["red"], "red_flags": ["burn"]})
    key = owed(house, protocol="asks", step="asks_0")
    assert [one.text for one in line(house, key).questions] == ["Red?"]

    with pytest.raises(BadAnswer):
        logged(house, Outcome.WELL, key, answers={"blue": "yes"})
    with pytest.raises(BadAnswer):
        logged(house, Outcome.WELL, key, flag="blue")
    assert line(house, key).attempts == 0
    logged(house, Outcome.WELL, key, answers={"red": "no"})
    assert line(house, key).status is CallStatus.DONE


def test_what_is_noted_while_she_speaks_is_dropped_when_the_call_is_logged(
    house: House,
) -> None:
    key, other = owed(house), owed(house)
    for one in (key, other):
        house.salon.keep(notes_place(one), '{"note": "itches"}')

    logged(house, Outcome.WELL, key)

    assert not house.salon.ask(kept_notes, key)
    assert house.salon.ask(kept_notes, other).note == "itches"


def test_a_call_is_skipped_with_a_reason_and_once(house: House) -> None:
    key = owed(house)
    version = line(house, key).version

    house.salon.do(drop_call, key, " she is abroad ", seen=version)

    after = line(house, key)
    assert (after.status, after.reason) == (CallStatus.DROPPED, "she is abroad")
    with pytest.raises(AlreadyLogged):
        house.salon.do(drop_call, key, "again")
    with pytest.raises(EditedElsewhere):
        house.salon.do(drop_call, key, "again", seen=version)


def test_the_list_begins_with_overdue_safety_then_goes_by_the_hour_and_urgency(
    house: House,
) -> None:
    at(house, "27 11:00")
    day = timedelta(days=1)
    later = owed(house, time_from=time(15))
    now = owed(house, priority=4, time_from=time(10))
    urgent = owed(house, priority=3, time_from=time(10), time_until=time(20))
    missed = owed(house, priority=2, due=FRIDAY - 9 * day)
    old = owed(house, priority=3, due=FRIDAY - 2 * day)
    owed(house, priority=3, due=FRIDAY - 3 * day)  # no longer worth her time
    owed(house, priority=1, due=SATURDAY)

    assert listed(house) == [missed, old, urgent, now, later]
    assert house.salon.ask(count_due) == 5


def test_she_is_rung_in_her_own_hours(house: House) -> None:
    draft = ClientDraft(call_from="14:00", call_until="16:30")
    house.salon.do(correct_client, house.amira, draft)

    key = house.booked(time(9))
    house.salon.do(arrive, key)
    house.salon.do(complete, key)

    hours = {
        (one.time_from, one.time_until)
        for one in house.salon.ask(calls_of, house.amira)
    }
    assert hours == {(time(14), time(16, 30))}


def test_calls_count_from_the_treatment_not_from_when_it_was_written_down(
    house: House,
) -> None:
    service = a_protocol(house, "late", {"day_offset": 3, "priority": 2})
    key = house.salon.do(book, Booking(house.amira, service, FRIDAY, time(20)))
    house.salon.do(arrive, key)
    at(house, "28 09:00")
    house.salon.do(complete, key)

    due = [
        one.due
        for one in house.salon.ask(calls_of, house.amira)
        if one.protocol == "late"
    ]
    assert due == [MONDAY]


def test_she_is_spoken_to_in_her_own_language(house: House) -> None:
    words = {"en": "How is it?", "zh_hans": "还好吗？", "zh_hant": "還好嗎？"}
    a_protocol(house, "asks", {"script": words})
    key = owed(house, protocol="asks", step="asks_0")
    assert line(house, key).words == "Amira Khan, this is House. How is it?"

    house.salon.do(correct_client, house.amira, ClientDraft(language="zh_TW"))

    assert line(house, key).words == "Amira Khan，我是House。還好嗎？"


def test_calls_are_logged_by_who_may_call(house: House) -> None:
    tom = house.salon.do(hire, "Tom", Role.TRAINEE)
    key = owed(house)

    attempts: list[tuple[Callable[..., Any], tuple[Any, ...]]] = [
        (log_call, (key, Outcome.WELL)),
        (drop_call, (key, "no time")),
    ]
    for operation, args in attempts:
        with pytest.raises(NotAllowed):
            house.salon.do_as(tom, operation, *args)


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"goal": "calm skin"}, "Hello. Your goal: calm skin. Bye!"),
        ({"goal": ""}, "Hello. Bye!"),
        ({}, "Hello. Bye!"),
    ],
)
def test_a_sentence_whose_filling_is_not_known_is_left_out(
    known: dict[str, str], said: str
) -> None:
    assert filled("Hello. Your goal: {goal}. Bye!", known) == said


@pytest.mark.parametrize(
    ("her", "language", "said"),
    [
        ({"called": "Ami", "family": "Khan"}, "en", "Ami"),
        ({"family": "Khan", "given": "Amira"}, "en", "Amira"),
        ({"family": "陳", "gender": "female"}, "zh_TW", "陳小姐"),
        ({"family": "陈", "gender": "female"}, "zh_CN", "陈女士"),
        ({"family": "陈", "gender": "male"}, "zh_CN", "陈先生"),
        ({"family": "陈", "gender": "male", "called": "小陈"}, "zh_CN", "小陈"),
        ({"family": "陈", "name": "陈宇", "gender": ""}, "zh_CN", "陈宇"),
        ({"family": "陳", "name": "陳宇", "gender": "other"}, "zh_TW", "陳宇"),
        ({"family": "陈", "name": "陈宇", "gender": "undisclosed"}, "zh_CN", "陈宇"),
        ({"family": "陈", "salutation": "mr"}, "zh_CN", "陈先生"),
        ({"family": "陳", "salutation": "mrs", "gender": "female"}, "zh_TW", "陳太太"),
        ({"family": "陈", "salutation": "ms", "gender": "male"}, "zh_CN", "陈先生"),
        ({"family": "陈", "salutation": "mr", "gender": "female"}, "zh_CN", "陈女士"),
        ({"family": "陈", "salutation": "teacher"}, "zh_CN", "陈老师"),
        ({"family": "陳", "salutation": "teacher"}, "zh_TW", "陳老師"),
        (
            {"family": "陈", "given": "宇", "salutation": "given_name"},
            "zh_CN",
            "宇",
        ),
        ({"name": "Mei"}, "zh_CN", "Mei"),
    ],
)
def test_a_client_is_addressed_as_is_liked_or_as_is_polite_and_by_no_guess(
    her: dict[str, str], language: str, said: str
) -> None:
    parts = {"called": "", "family": "", "given": "", "name": "", "gender": ""}

    assert address(**parts | her, language=language) == said


def test_a_question_offers_the_answers_in_its_own_words() -> None:
    assert answers_of("yes_no", "Red?") == ("yes", "no")
    assert answers_of("choice", "Redness: none, pink or red?") == (
        "none",
        "pink",
        "red",
    )
    assert answers_of("choice", "发红：没有、粉红还是大红？") == (
        "没有",
        "粉红",
        "大红",
    )
    assert len(answers_of("scale_0_10", "")) == 11


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(0, 60),
    st.sets(st.integers(0, 6), max_size=6),
)
def test_a_call_is_put_off_to_the_next_open_day_and_never_brought_forward(
    treated: date, after: int, closed: set[int]
) -> None:
    def is_open(day: date) -> bool:
        return day.weekday() not in closed

    due = call_day(treated, after, is_open)

    asked = treated + timedelta(days=after)
    assert is_open(due)
    assert asked <= due
    skipped = [asked + timedelta(days=n) for n in range((due - asked).days)]
    assert not any(map(is_open, skipped))
