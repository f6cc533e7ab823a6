"""A night's run: once, in time, as often as is bearable, and nobody is forgotten."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from salon.aftercare.model import OCCASION, CallStatus, Outcome
from salon.aftercare.operations import drop_call, log_call, log_unplanned
from salon.aftercare.queries import call_line, calls_of, waiting_calls
from salon.appointments.operations import Booking, book, complete
from salon.catalogue.queries import service
from salon.clients.model import ClientDraft, ClientId
from salon.clients.operations import correct_client, merge_clients
from salon.clients.queries import client_card
from salon.clients.refusals import refuse_contact
from salon.clients.tables import Client, ClientCondition, ClientFact
from salon.complaints.opening import open_complaint
from salon.courses.operations import sell_course
from salon.errors import TakenMeanwhile
from salon.money import Money
from salon.occasions.model import (
    BadProduct,
    DateKind,
    Kind,
    Pace,
    ProductIsOver,
    State,
    Why,
)
from salon.occasions.operations import (
    answer_product,
    keep_promise,
    note_date,
    note_product,
    note_promise,
    pause_product,
    plan_occasions,
    set_rule,
    skip_occasion,
)
from salon.occasions.queries import held_back, last_run, matches, occasions, promises_of
from salon.occasions.tables import Occasion
from salon.settings.operations import close_days
from salon.work import Work
from tests.aftercare.test_operations import a_protocol, treated
from tests.house import FRIDAY, NEXT_MONTH, a_service
from tests.leaning import RowMade
from tests.occasions.conftest import Night, a_product

DAY = timedelta(days=1)
MONDAY = FRIDAY + 3 * DAY


def edit(night: Night, who: int, **said: Any) -> None:
    key = ClientId(who)
    seen = night.salon.ask(client_card, key).line.version
    night.salon.do(correct_client, key, ClientDraft(**said), seen=seen)


# once


def test_a_birthday_is_said_once_however_often_the_night_runs(night: Night) -> None:
    who = night.client(born="3-27")
    assert night.run().planned == 1
    [call] = night.calls(who)
    assert call.purpose_name == "Birthday today"
    assert "appy birthday" in call.words or "birthday" in call.words
    assert "Carla" in call.words
    assert "{" not in call.words
    assert call.due == FRIDAY
    assert call.protocol_name == "Birthday on Fri 27 Mar"
    [(_due, _at, purpose, what, _key)] = night.salon.ask(waiting_calls, who)
    assert (purpose, what) == ("Birthday today", "Birthday on Fri 27 Mar")
    assert night.run(again=True).planned == 0
    assert night.run(FRIDAY + DAY).planned == 0
    assert len(night.calls(who)) == 1
    assert len(night.lines(who, Kind.BIRTHDAY)) == 1


def test_the_database_itself_refuses_a_second_one(night: Night) -> None:
    who = night.client(born="3-27")
    night.run()

    def again(work: Any) -> None:
        kept = work.session.scalar(select(Occasion).where(Occasion.client_id == who))
        twin = {
            column.name: getattr(kept, column.name)
            for column in Occasion.__table__.columns
            if column.name not in ("id", "version")
        }
        work.add(Occasion(**twin))

    with pytest.raises((IntegrityError, TakenMeanwhile)):
        night.put(again)


@pytest.mark.parametrize(
    ("born", "planned"),
    [("3-27", 1), ("3-24", 1), ("3-23", 0), ("3-28", 0), ("3-19", 0)],
    ids=["today", "grace", "over", "tomorrow", "eight days ago"],
)
def test_a_birthday_is_said_within_its_grace(
    night: Night, born: str, planned: int
) -> None:
    who = night.client(born=born)
    night.run()
    said = [
        one for one in night.lines(who, Kind.BIRTHDAY) if one.state is State.PLANNED
    ]
    assert len(said) == planned


def test_who_is_greeted_late_hears_nothing_of_today(night: Night) -> None:
    who = night.client(born="3-25")
    night.run()
    [call] = night.calls(who)
    assert "today" not in call.words.casefold()
    assert "appy birthday" in call.words or "birthday has just been" in call.words


def test_two_years_running_it_is_not_the_same(night: Night) -> None:
    who = night.client(born="3-27")
    night.run()
    [first] = night.calls(who)
    night.salon.do(log_call, first.id, Outcome.WELL)
    [made] = night.salon.ask(calls_of, who)
    assert made.protocol_name == "Birthday on Fri 27 Mar"
    assert night.lines(who, Kind.BIRTHDAY)[0].state is State.DONE
    next_year = date(2027, 3, 27)
    night.run(next_year)
    with night.salon.stopped_at(datetime.combine(next_year, time(9))):
        [second] = night.calls(who)
        assert second.words != first.words
        assert "{" not in second.words


# closed


def test_three_closed_weeks_skip_nobody_and_sing_nothing_late(night: Night) -> None:
    back = FRIDAY + 22 * DAY  # a Saturday
    over, fresh = night.client("Over Ott", born="4-8"), night.client(born="4-16")
    night.run()
    night.salon.do(close_days, FRIDAY + DAY, back - DAY)
    night.run(back)
    [said] = night.lines(fresh, Kind.BIRTHDAY)
    assert said.state is State.PLANNED
    [late] = night.lines(over, Kind.BIRTHDAY)
    assert (late.state, late.why) == (State.DROPPED, Why.OVER)
    assert not night.calls(over)


def test_what_falls_on_closed_days_is_said_before_where_it_would_be_late(
    night: Night,
) -> None:
    who = night.client(born="4-8")
    night.salon.do(close_days, FRIDAY + DAY, FRIDAY + 21 * DAY)
    night.run()
    [call] = night.calls(who)
    assert call.due == FRIDAY


def test_on_a_sunday_the_next_day_is_meant(night: Night) -> None:
    sunday = FRIDAY + 2 * DAY
    who = night.client(born="3-29")
    night.run(sunday)
    [call] = night.calls(who)
    assert call.due == MONDAY


# no flood


def test_a_cap_spreads_the_rest_with_the_day_in_sight(night: Night) -> None:
    night.salon.do(set_rule, "birthday", a_day=2)
    who = [night.client(f"Client {at}", born="3-27") for at in range(5)]
    ran = night.run()
    assert (ran.planned, ran.held) == (2, 3)
    held = night.salon.ask(held_back)
    assert [one.why for one in held] == [Why.TURN] * 3
    assert sorted(one.sight for one in held if one.sight) == [
        FRIDAY + DAY,
        FRIDAY + DAY,
        MONDAY,
    ]
    night.run(FRIDAY + DAY)
    assert night.run(MONDAY).planned == 1
    assert all(len(night.calls(one)) == 1 for one in who)


def test_a_cap_of_all_kinds_holds_too_but_not_for_promises(night: Night) -> None:
    night.salon.do(set_rule, "all", a_day=1)
    night.client("One Abel", born="3-27")
    night.client("Two Baker", born="3-27")
    promised = night.client("Three Cole")
    night.salon.do(note_promise, promised, "Bring the sample", FRIDAY)
    assert night.run().planned == 2
    [call] = night.calls(promised)
    assert "promised" in call.words
    assert "Bring the sample" in (call.last_time or "")


def test_the_rule_of_a_kind_is_off_until_it_is_switched_on(night: Night) -> None:
    night.salon.do(set_rule, "birthday", on=False)
    who = night.client(born="3-27")
    assert night.run().found == 0
    night.salon.do(set_rule, "birthday", on=True)
    assert night.run(again=True).planned == 1
    night.salon.do(set_rule, "birthday", on=False)
    night.run(again=True)
    [line] = night.lines(who, Kind.BIRTHDAY)
    assert (line.state, line.why) == (State.DROPPED, Why.OFF)
    assert not night.calls(who)


# one contact a day, and what else is said


def test_a_birthday_is_said_in_the_call_of_that_day(night: Night) -> None:
    house = night.house

    def born(work: Any) -> None:
        client = work.get(Client, house.amira)
        client.birth_month, client.birth_day = 3, 28

    night.put(born)
    visit = house.booked(time(10))
    night.salon.do(complete, visit)
    before = {one.id for one in night.calls(house.amira)}
    night.run(FRIDAY + DAY)
    calls = night.calls(house.amira)
    assert {one.id for one in calls} == before
    [line] = night.lines(house.amira, Kind.BIRTHDAY)
    assert (line.state, line.why) == (State.PLANNED, Why.MERGED)
    with night.salon.stopped_at(datetime.combine(FRIDAY + DAY, time(10))):
        [call] = [one for one in night.calls(house.amira) if one.id == line.call_id]
        assert "Redness?" in call.words
        assert "birthday" in call.words.casefold()
        assert "Birthday today" in call.purpose_name
        night.salon.do(log_call, call.id, Outcome.WELL)
        assert night.lines(house.amira, Kind.BIRTHDAY)[0].state is State.DONE


def test_who_was_spoken_with_yesterday_is_left_in_peace_until_it_is_over(
    night: Night,
) -> None:
    who = night.client(born="3-27")
    night.salon.do(log_unplanned, who, Outcome.WELL)
    assert night.run().held == 1
    [line] = night.lines(who, Kind.BIRTHDAY)
    assert (line.state, line.why) == (State.HELD, Why.CAPPED)
    night.run(FRIDAY + DAY)
    assert not night.calls(who)
    night.run(MONDAY)
    assert len(night.calls(who)) == 1


def test_who_wants_no_contact_gets_none_and_the_list_says_why(night: Night) -> None:
    silent = night.client("Silent Sam", born="3-27", do_not_contact=True)
    refused = night.client("Refusing Rita", born="3-27")
    night.salon.do(refuse_contact, refused, "greeting")
    night.run()
    assert [one.why for one in night.lines(silent, Kind.BIRTHDAY)] == [Why.SILENT]
    assert [one.why for one in night.lines(refused, Kind.BIRTHDAY)] == [Why.REFUSED]


def test_a_wish_for_silence_drops_what_was_planned(night: Night) -> None:
    who = night.client(born="3-27")
    night.run()
    edit(night, who, do_not_contact=True)
    [line] = night.lines(who, Kind.BIRTHDAY)
    assert (line.state, line.why) == (State.DROPPED, Why.SILENT)
    assert not night.calls(who)
    night.salon.undo()
    assert night.lines(who, Kind.BIRTHDAY)[0].state is State.PLANNED
    assert len(night.calls(who)) == 1


def test_who_is_unhappy_is_not_greeted_on_the_day_of_the_call_about_it(
    night: Night,
) -> None:
    who = night.client(born="3-27")
    night.salon.do(log_unplanned, who, Outcome.UNHAPPY, note="It burns")
    night.run()
    [line] = night.lines(who, Kind.BIRTHDAY)
    assert (line.state, line.why) == (State.HELD, Why.ANOTHER)


def test_a_complaint_pauses_what_is_planned_but_the_birthday_wish(
    night: Night,
) -> None:
    who = night.client(born="3-27")
    night.run()
    [wish] = night.calls(who)
    night.salon.do(open_complaint, who, words="Nobody rang", appointment_id=None)
    assert night.salon.ask(call_line, wish.id).status is CallStatus.WAITING

    other = night.client("Dora Blum")
    night.visited(other, date(2025, 3, 27))
    night.run(again=True)
    [line] = night.lines(other, Kind.FIRST_VISIT)
    assert line.state is State.PLANNED
    night.salon.do(open_complaint, other, words="Nobody rang", appointment_id=None)
    [line] = night.lines(other, Kind.FIRST_VISIT)
    assert (line.state, line.why) == (State.DROPPED, Why.COMPLAINT)
    assert all(one.protocol != OCCASION for one in night.calls(other))


def test_refusing_greetings_drops_what_was_planned_of_them_alone(
    night: Night,
) -> None:
    who = night.client(born="3-27")
    night.run()
    [call] = night.calls(who)
    night.salon.do(refuse_contact, who, "care")
    assert night.salon.ask(call_line, call.id).status is CallStatus.WAITING

    night.salon.do(refuse_contact, who, "greeting")

    line = night.salon.ask(call_line, call.id)
    assert (line.status, line.reason) == (CallStatus.DROPPED, "refused")
    [kept] = night.lines(who, Kind.BIRTHDAY)
    assert (kept.state, kept.why) == (State.DROPPED, Why.REFUSED)
    night.salon.undo()
    assert night.salon.ask(call_line, call.id).status is CallStatus.WAITING


def test_a_greeting_in_another_call_goes_and_the_call_stays(night: Night) -> None:
    who = night.house.amira
    service = a_protocol(night.house, "ac_one", {"day_offset": 1})
    treated(night.house, service, time(8))
    tomorrow = FRIDAY + timedelta(days=1)

    def born(work: Work) -> None:
        work.record(RowMade())
        client = work.get(Client, who)
        client.birth_month, client.birth_day = tomorrow.month, tomorrow.day

    night.salon.do(born)
    with night.salon.stopped_at(datetime.combine(tomorrow, time(8))):
        night.run()
        [call] = [one for one in night.calls(who) if one.protocol == "ac_one"]
        assert "birthday" in night.salon.ask(call_line, call.id).words
        night.salon.do(refuse_contact, who, "greeting")
        line = night.salon.ask(call_line, call.id)
    assert line.status is CallStatus.WAITING
    assert "birthday" not in line.words


def test_it_goes_by_the_way_that_is_liked_and_allowed(night: Night) -> None:
    who = night.client(born="3-27", channel="sms")
    night.run()
    assert [one.channel for one in night.calls(who)] == ["sms"]


def test_a_call_that_is_left_out_leaves_the_occasion_out(night: Night) -> None:
    who = night.client(born="3-27")
    night.run()
    [call] = night.calls(who)
    night.salon.do(drop_call, call.id, "Away on a cruise")
    [line] = night.lines(who, Kind.BIRTHDAY)
    assert line.state is State.DROPPED
    assert night.run(again=True).planned == 0


def test_an_occasion_is_skipped_with_its_call_and_comes_back_by_undo(
    night: Night,
) -> None:
    who = night.client(born="3-27")
    night.run()
    [line] = night.lines(who, Kind.BIRTHDAY)
    assert line.id is not None
    night.salon.do(skip_occasion, line.id, "We met on the street")
    assert not night.calls(who)
    night.salon.undo()
    assert len(night.calls(who)) == 1


def test_what_is_no_longer_so_is_taken_away(night: Night) -> None:
    who = night.client(born="3-27")
    night.run()

    def other(work: Any) -> None:
        work.get(Client, who).birth_day = 5

    night.put(other)
    night.run(again=True)
    [line] = night.lines(who, Kind.BIRTHDAY)
    assert (line.state, line.why) == (State.DROPPED, Why.GONE)
    assert not night.calls(who)


def test_two_files_of_one_person_are_greeted_once(night: Night) -> None:
    one, other = night.client(born="3-27"), night.client("Carla R", born="3-27")
    night.run()
    night.salon.do(merge_clients, one, other)
    assert len(night.calls(one)) == 1
    lines = [x for x in night.lines(one, Kind.BIRTHDAY) if x.state is State.PLANNED]
    assert len(lines) == 1
    assert night.run(again=True).planned == 0


# days of remembrance


def test_after_a_death_no_greeting_goes_out_and_later_a_card(night: Night) -> None:
    who = night.client(born="3-27")
    night.salon.do(note_date, who, DateKind.BEREAVEMENT, FRIDAY - 13 * DAY)
    night.run()
    [line] = night.lines(who, Kind.BIRTHDAY)
    assert (line.state, line.why) == (State.HELD, Why.LOSS)
    night.run(FRIDAY + DAY)
    [card] = night.calls(who)
    assert card.channel == "card"
    assert card.purpose_name == "Bereavement"


# rhythms


def came_every(night: Night, who: int, days: int, times: int, last: date) -> None:
    night.visited(who, *(last - at * days * DAY for at in reversed(range(times))))


@pytest.mark.parametrize(
    ("times", "days_ago", "planned"),
    [(3, 28, 1), (2, 28, 0), (3, 27, 0), (3, 35, 1), (3, 36, 0), (3, 42, 1)],
    ids=["due", "two visits", "day before", "grace", "over", "next rung"],
)
def test_who_is_beyond_the_usual_rhythm_is_asked_after(
    night: Night, times: int, days_ago: int, planned: int
) -> None:
    night.salon.do(set_rule, "lapsed", on=True)
    face = service_of_the_face(night)
    who = night.client()
    last = FRIDAY - days_ago * DAY
    night.visited(
        who, *(last - at * 28 * DAY for at in reversed(range(times))), service=face
    )
    night.run()
    assert len(night.lines(who, Kind.LAPSED)) == planned


def service_of_the_face(night: Night) -> int:
    return a_new_service(night, "face", family="FAC", interval_usual_days=28)


def a_new_service(night: Night, ref: str, **said: Any) -> int:
    return int(night.put(lambda work: work.add(a_service(ref, ref, 60, **said)).id))


def lapsed(night: Night, name: str = "Carla Rossi") -> ClientId:
    night.salon.do(set_rule, "lapsed", on=True)
    face = service_of_the_face(night)
    who = night.client(name)
    night.visited(who, *(FRIDAY - at * DAY for at in (98, 70, 42)), service=face)
    return who


def test_who_has_booked_is_not_asked_back(night: Night) -> None:
    who = lapsed(night)
    night.run()
    assert len(night.calls(who)) == 1
    house = night.house
    wish = Booking(who, house.peel, NEXT_MONTH, time(10), staff_id=house.lea)
    night.salon.do(book, wish)
    [line] = night.lines(who, Kind.LAPSED)
    assert (line.state, line.why) == (State.DROPPED, Why.BOOKED)
    assert not [one for one in night.calls(who) if one.protocol == "occasion"]
    night.salon.undo()
    assert night.lines(who, Kind.LAPSED)[0].state is State.PLANNED


def test_who_is_pregnant_is_not_asked_back(night: Night) -> None:
    who = lapsed(night)
    night.put(
        lambda work: work.add(
            ClientCondition(client_id=who, condition="pregnancy", since=FRIDAY)
        )
    )
    night.run()
    [line] = night.lines(who, Kind.LAPSED)
    assert (line.state, line.why) == (State.DROPPED, Why.ILL)


def test_after_two_recalls_without_an_answer_there_is_silence(night: Night) -> None:
    who = lapsed(night)
    night.run()
    [call] = night.calls(who)
    night.salon.do(log_call, call.id, Outcome.MESSAGE)
    rung = FRIDAY - 42 * DAY + 63 * DAY
    night.run(rung)
    with night.salon.stopped_at(datetime.combine(rung, time(11))):
        [call] = night.calls(who)
        night.salon.do(log_call, call.id, Outcome.MESSAGE)
    night.run(FRIDAY - 42 * DAY + 98 * DAY)
    assert len(night.lines(who, Kind.LAPSED)) == 2


def test_who_only_consulted_is_asked_three_days_on_unless_there_is_more(
    night: Night,
) -> None:
    night.salon.do(set_rule, "consulted", on=True)
    night.salon.do(set_rule, "new", on=False)
    con = a_new_service(night, "con_first", family="CON")
    only, bought = night.client("Only Olga"), night.client("Buying Berta")
    for one in (only, bought):
        night.visited(one, FRIDAY, service=con)
    night.visited(bought, FRIDAY + DAY)
    night.run(FRIDAY + DAY)
    assert not night.lines(only, Kind.CONSULTED)
    night.run(FRIDAY + 3 * DAY)
    assert [one.state for one in night.lines(only, Kind.CONSULTED)] == [State.PLANNED]
    assert not night.lines(bought, Kind.CONSULTED)


@pytest.mark.parametrize(
    ("promo", "days", "planned"),
    [("", 29, False), ("", 30, True), ("rare", 91, False), ("rare", 92, True)],
)
def test_an_offer_rests_after_another(
    night: Night, promo: str, days: int, planned: bool
) -> None:
    begin = FRIDAY - DAY  # neither day is a Sunday
    night.salon.do(set_rule, "product", on=True, grace=0, cooldown=0)
    night.put(lambda work: work.add(a_product()))
    who = night.client()
    if promo:
        wish = {"field": "promo_accept", "value": promo, "on": FRIDAY}
        night.put(lambda work: work.add(ClientFact(client_id=who, **wish)))
    for at in (0, days):
        opened = begin + (at + 7 - 30) * DAY
        night.salon.do(note_product, who, "se_ha", opened=opened)
    night.run(begin)
    night.run(begin + days * DAY)
    states = [one.state for one in night.lines(who, Kind.PRODUCT)]
    assert (states.count(State.PLANNED) == 2) is planned


# what was sold, planned, promised, missed


def test_a_course_that_ends_is_told_ninety_thirty_and_seven_days_before(
    night: Night,
) -> None:
    who = night.client()
    card = night.salon.ask(service, night.house.peel)
    course = night.salon.do(
        sell_course, who, card, 10, Money(5000), expires=FRIDAY + 90 * DAY
    )
    assert course
    for ahead in (0, 1, 59, 60, 61, 82, 83):
        night.run(FRIDAY + ahead * DAY)
    said = [one.reference for one in night.lines(who, Kind.COURSE)]
    assert said == [f"{course} pk_90", f"{course} pk_30", f"{course} pk_7"]
    assert "10 sessions left" in night.lines(who, Kind.COURSE)[0].reason


def test_a_promise_is_called_to_mind_and_kept(night: Night) -> None:
    who = night.client()
    key = night.salon.do(note_promise, who, "Send the photo", FRIDAY + DAY)
    night.run()
    assert not night.calls(who)
    night.run(FRIDAY + DAY)
    assert len(night.calls(who)) == 1
    night.salon.do(keep_promise, key)
    assert not night.calls(who)
    other = night.salon.do(note_promise, who, "Ask about the mask", FRIDAY)
    night.run(again=True)
    [call] = night.calls(who)
    night.salon.do(log_call, call.id, Outcome.WELL)
    assert not night.salon.ask(promises_of, who)
    assert other


def test_an_owner_is_named_with_the_promise(night: Night) -> None:
    who = night.client()
    night.salon.do(note_promise, who, "Send the photo", FRIDAY, night.house.lea)
    night.run()
    [line] = night.lines(who, Kind.PROMISE)
    assert line.reason == "Léa: Send the photo"


# what is seen ahead


def test_the_month_ahead_shows_what_no_night_has_found_yet(night: Night) -> None:
    who = night.client(born="4-10")
    found = night.salon.ask(
        occasions, FRIDAY, FRIDAY + 31 * DAY, None, (Kind.BIRTHDAY,)
    )
    assert [(one.client_id, one.day, one.id) for one in found] == [
        (who, date(2026, 4, 10), None)
    ]


def test_a_rule_that_is_off_says_whom_it_would_be_about(night: Night) -> None:
    who = lapsed(night)
    night.salon.do(set_rule, "lapsed", on=False)
    found = night.salon.ask(matches, Kind.LAPSED)
    assert [one.client_id for one in found.lines] == [who]
    assert "28 days" in found.lines[0].reason
    assert not found.is_thin
    assert night.salon.ask(matches, Kind.PRODUCT).is_thin


def test_at_midnight_another_run_is_due(night: Night) -> None:
    assert night.salon.ask(last_run) == (None, False)
    night.run()
    assert night.salon.ask(last_run) == (FRIDAY, True)
    with night.salon.stopped_at(datetime.combine(FRIDAY + DAY, time(0, 1))):
        assert night.salon.ask(last_run) == (FRIDAY, False)


def test_a_run_that_was_whole_is_not_done_twice_a_day(night: Night) -> None:
    night.client(born="3-27")
    assert night.run().planned == 1
    ran = night.salon.do(plan_occasions)
    assert ran.is_whole
    assert ran.found == 0


@pytest.mark.parametrize(
    "said",
    [
        {"units": 0},
        {"units": 51},
        {"bought": date.max},
        {"opened": date(1990, 1, 1)},
    ],
)
def test_a_product_that_cannot_be_is_refused(
    night: Night, said: dict[str, Any]
) -> None:
    night.put(lambda work: work.add(a_product()))
    with pytest.raises(BadProduct):
        night.salon.do(note_product, night.house.amira, "se_ha", **said)


@pytest.mark.parametrize("days", [0, -3, 366, 10**9])
def test_a_product_does_not_rest_for_ever(night: Night, days: int) -> None:
    night.put(lambda work: work.add(a_product()))
    key = night.salon.do(note_product, night.house.amira, "se_ha", units=50)
    with pytest.raises(BadProduct):
        night.salon.do(pause_product, key, days)
    assert night.salon.do(pause_product, key, 365) > FRIDAY + 365 * DAY


def test_of_what_is_used_up_or_not_opened_half_is_not_left(night: Night) -> None:
    night.put(lambda work: work.add(a_product()))
    key = night.salon.do(note_product, night.house.amira, "se_ha")
    night.salon.do(answer_product, key, Pace.USED_UP)
    with pytest.raises(ProductIsOver):
        night.salon.do(answer_product, key, Pace.HALF)
    ahead = night.salon.do(
        note_product, night.house.amira, "se_ha", opened=FRIDAY + DAY
    )
    with pytest.raises(ProductIsOver):
        night.salon.do(answer_product, ahead, Pace.HALF)
