"""Scenarios 8, 20, 22 and 23, and the days that are remembered."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from salon.aftercare.model import Outcome
from salon.aftercare.operations import log_call, log_unplanned
from salon.appointments.model import AppointmentId, Status
from salon.appointments.operations import Booking, book, complete, miss
from salon.catalogue.queries import resolve_service
from salon.clients.model import ClientDraft, ClientId
from salon.clients.operations import correct_client
from salon.clients.queries import client_card
from salon.clients.tables import (
    Client,
    ClientCondition,
    ClientFact,
    Consent,
    PatchTest,
    Relative,
)
from salon.occasions.model import (
    AlreadyOver,
    BadDate,
    DateKind,
    Kind,
    NoReferral,
    Pace,
    State,
    Why,
)
from salon.occasions.operations import (
    answer_product,
    forget_date,
    note_date,
    note_product,
    note_promise,
    note_seen_by_doctor,
    pause_product,
    send_all_the_same,
    set_rule,
)
from salon.occasions.queries import dates_of, is_deposit_due, occasions, products_of
from salon.plans.tables import Plan
from salon.safety.operations import note_sign_gone
from salon.safety.queries import conditions_on
from salon.skin.model import AssessmentDraft, Finding
from salon.skin.operations import assess
from tests.house import FRIDAY
from tests.occasions.conftest import Night, a_product

DAY = timedelta(days=1)
MONDAY_7_JULY = date(2025, 7, 7)


def at(night: Night, day: date, hour: int = 9) -> Any:
    return night.salon.stopped_at(datetime.combine(day, time(hour)))


def agreed(night: Night, who: int, on: date = FRIDAY) -> None:
    """Let family dates be kept for greetings."""
    said = {"consent": "contact_family_dates", "given_on": on}
    night.put(lambda work: work.add(Consent(client_id=ClientId(who), **said)))


# 8. No-show, third time this year


def missed_today(night: Night) -> Any:
    house = night.house
    visit = night.salon.do(
        book, Booking(house.amira, house.peel, FRIDAY, time(8), staff_id=house.lea)
    )
    with at(night, FRIDAY, 10):
        night.salon.do(miss, visit)
        return [one for one in night.calls(house.amira) if one.protocol == "occasion"]


def test_who_did_not_come_is_asked_whether_all_is_well_the_same_day(
    night: Night,
) -> None:
    [call] = missed_today(night)
    assert call.purpose_name == "Missed visit"
    assert "worried" in call.words
    assert "Is everything all right?" in call.words
    assert "08:00" in (call.last_time or "")
    assert "deposit" not in (call.last_time or "")
    night.salon.undo()  # it was a slip: the call goes with it
    assert not [x for x in night.calls(night.house.amira) if x.protocol == "occasion"]
    assert not night.lines(night.house.amira, Kind.MISSED)


def missed_before(night: Night, *days: int) -> None:
    ago = [FRIDAY - one * DAY for one in days]
    night.visited(night.house.amira, *ago, status=Status.MISSED)


@pytest.mark.parametrize(
    ("before", "proposed"),
    [((30,), False), ((30, 60), True), ((30, 364), True), ((30, 365), False)],
    ids=["twice", "three", "within the year", "a year ago"],
)
def test_the_third_time_in_twelve_months_proposes_the_deposit(
    night: Night, before: tuple[int, ...], proposed: bool
) -> None:
    missed_before(night, *before)
    [call] = missed_today(night)
    assert ("propose the deposit" in (call.last_time or "")) is proposed
    assert night.salon.ask(is_deposit_due, night.house.amira) is proposed


def test_an_open_complaint_or_an_illness_keeps_the_deposit_back(night: Night) -> None:
    missed_before(night, 1, 30, 60)
    amira = night.house.amira
    assert night.salon.ask(is_deposit_due, amira)
    night.salon.do(log_unplanned, amira, Outcome.UNHAPPY)
    assert not night.salon.ask(is_deposit_due, amira)
    night.salon.undo()
    ill = {"condition": "flu", "since": FRIDAY}
    night.put(lambda work: work.add(ClientCondition(client_id=amira, **ill)))
    assert not night.salon.ask(is_deposit_due, amira)


def test_a_missed_visit_found_in_the_night_is_not_of_today_any_more(
    night: Night,
) -> None:
    who = night.client()
    night.visited(who, FRIDAY - DAY, status=Status.MISSED)
    night.run()
    [call] = night.calls(who)
    assert "today" not in call.words
    assert "worried" in call.words


def test_who_was_here_since_is_not_asked_why(night: Night) -> None:
    who = night.client()
    night.visited(who, FRIDAY - DAY, status=Status.MISSED)
    night.visited(who, FRIDAY)
    night.run()
    assert not night.lines(who, Kind.MISSED)


# 20. A client who left two years ago


def test_who_comes_back_after_years_is_cared_for_as_new(full: Night) -> None:
    who = full.client("Lin Mei")
    full.visited(who, FRIDAY - 748 * DAY, FRIDAY - DAY)
    full.run()
    [line] = full.lines(who, Kind.NEW)
    assert line.state is State.PLANNED
    assert "Came back" in line.reason
    [call] = full.calls(who)
    assert (call.protocol, call.step) == ("ac_new_client", "d1")
    assert "long time" not in call.words
    assert "{" not in call.words
    for days in (6, 20):
        full.run(FRIDAY + days * DAY)
    steps = [one.reference.split()[1] for one in full.lines(who, Kind.NEW)]
    assert steps == ["d1", "d7", "d21"]


@pytest.mark.parametrize(("gap", "is_new"), [(365, False), (366, True)])
def test_a_year_makes_the_difference(night: Night, gap: int, is_new: bool) -> None:
    who = night.client()
    night.visited(who, FRIDAY - (gap + 1) * DAY, FRIDAY - DAY)
    night.run()
    assert bool(night.lines(who, Kind.NEW)) is is_new


# 22. The leap month


def mrs_ho(night: Night, rule: str = "leap_when_exists") -> ClientId:
    who = night.client("Ho Siu Ling", language="zh_CN")

    def born(work: Any) -> None:
        client = work.get(Client, who)
        client.birth_year, client.birth_month, client.birth_day = 1987, 8, 6
        client.lunar_month, client.lunar_day, client.lunar_leap = 6, 12, True
        for field, value in (("birthday_kept", "lunar"), ("leap_rule", rule)):
            work.add(ClientFact(client_id=who, field=field, value=value, on=FRIDAY))

    night.put(born)
    return who


def greeted(night: Night, who: int, kind: Kind = Kind.BIRTHDAY) -> list[date]:
    first, last = MONDAY_7_JULY, MONDAY_7_JULY + 400 * DAY
    with at(night, MONDAY_7_JULY):
        found = night.salon.ask(occasions, first, last, ClientId(who), (kind,))
    return [one.day for one in found]


def test_a_leap_month_birthday_is_kept_when_the_month_exists(night: Night) -> None:
    who = mrs_ho(night)
    assert greeted(night, who) == [date(2025, 8, 5), date(2026, 7, 25)]
    assert greeted(night, who, Kind.CARD)[0] == date(2025, 8, 2)


def test_the_first_of_two_days_that_is_past_is_not_said_late(night: Night) -> None:
    night.salon.do(set_rule, "birthday", grace=0)
    who = mrs_ho(night, "both")
    night.run(MONDAY_7_JULY)
    assert not night.lines(who, Kind.BIRTHDAY)
    assert greeted(night, who)[0] == date(2025, 8, 5)


def test_on_a_memorial_day_nothing_goes_out_until_somebody_decides(
    night: Night,
) -> None:
    who = mrs_ho(night)
    father = date(1998, 8, 5)
    night.salon.do(note_date, who, DateKind.MEMORIAL, father, "Father")
    day = date(2025, 8, 5)
    night.run(day)
    [line] = night.lines(who, Kind.BIRTHDAY)
    assert (line.state, line.why) == (State.HELD, Why.MEMORIAL)
    assert not night.calls(who)
    with at(night, day):
        assert line.id is not None
        night.salon.do(send_all_the_same, line.id, seen=line.version)
        [call] = night.calls(who)
    assert call.purpose_name == "Birthday today"
    assert call.words.startswith(("Ho", "农历", "按", "月", "何"))
    assert "农历" in call.words or "月亮" in call.words


def test_undecided_it_is_over_in_the_end(night: Night) -> None:
    who = mrs_ho(night)
    night.salon.do(note_date, who, DateKind.MEMORIAL, date(1998, 8, 5))
    for days in range(5):
        night.run(date(2025, 8, 5) + days * DAY)
    [line] = night.lines(who, Kind.BIRTHDAY)
    assert (line.state, line.why) == (State.DROPPED, Why.OVER)
    assert not night.calls(who)


# 23. Replenishment learns


def serum(night: Night) -> tuple[ClientId, int]:
    night.put(lambda work: work.add(a_product()))
    night.salon.do(set_rule, "product", on=True)
    who = night.client()
    with at(night, date(2025, 6, 1)):
        key = night.salon.do(note_product, who, "se_ha", opened=date(2025, 6, 1))
    return who, key


def test_a_serum_of_a_month_is_asked_after_a_week_before_its_end(night: Night) -> None:
    who, key = serum(night)
    night.run(date(2025, 6, 23))
    assert not night.lines(who, Kind.PRODUCT)
    night.run(date(2025, 6, 24))
    with at(night, date(2025, 6, 24), 11):
        [call] = night.calls(who)
        assert call.purpose_name == "Hyaluronic serum runs out"
        assert "about a week" in call.words
        assert "{" not in call.words
        night.salon.do(log_call, call.id, Outcome.MESSAGE, note="still half")
        end = night.salon.do(answer_product, key, Pace.HALF)
    assert end == date(2025, 7, 17)
    night.run(date(2025, 7, 9))
    assert len(night.lines(who, Kind.PRODUCT)) == 1
    night.salon.do(set_rule, "product", cooldown=0)
    night.run(date(2025, 7, 10))
    assert [one.day for one in night.lines(who, Kind.PRODUCT)] == [
        date(2025, 6, 24),
        date(2025, 7, 10),
    ]


def test_a_rest_of_seven_days_moves_the_end_by_seven(night: Night) -> None:
    who, key = serum(night)
    assert night.salon.do(pause_product, key, 7) == date(2025, 7, 8)
    night.run(date(2025, 6, 24))
    assert not night.lines(who, Kind.PRODUCT)
    night.run(date(2025, 7, 1))
    assert len(night.lines(who, Kind.PRODUCT)) == 1


def peeled(night: Night, who: ClientId, day: date, ref: str = "pel_glycolic") -> None:
    """Let a treatment that goes on come to its end."""
    service = night.salon.ask(resolve_service, ref).id
    [key] = night.visited(who, day, status=Status.IN_TREATMENT, service=service)
    with at(night, day, 11):
        night.salon.do(complete, AppointmentId(key))


def ends(night: Night, who: ClientId) -> dict[str, date]:
    return {one.product: one.ends_on for one in night.salon.ask(products_of, who)}


def in_use(night: Night, *refs: str) -> tuple[ClientId, date]:
    who = night.client()
    for ref in refs:
        night.salon.do(note_product, who, ref, opened=FRIDAY - 3 * DAY)
    return who, ends(night, who)[refs[0]]


def test_after_a_peel_the_serum_rests_for_seven_days_and_the_cream_does_not(
    full: Night,
) -> None:
    who, end = in_use(full, "se_ha", "cl_gel")
    cleanser = ends(full, who)["cl_gel"]
    peeled(full, who, FRIDAY)
    assert ends(full, who) == {"se_ha": end + 7 * DAY, "cl_gel": cleanser}
    full.salon.undo()
    assert ends(full, who)["se_ha"] == end


@pytest.mark.parametrize(("after", "more"), [(3, 10), (6, 13), (7, 14), (8, 14)])
def test_days_of_rest_that_overlap_count_once(
    full: Night, after: int, more: int
) -> None:
    who, end = in_use(full, "se_ha")
    peeled(full, who, FRIDAY)
    peeled(full, who, FRIDAY + after * DAY)
    assert ends(full, who)["se_ha"] == end + more * DAY


@pytest.mark.parametrize(("ref", "days"), [("mnd_cosm", 5), ("pel_back", 0)])
def test_how_long_it_rests_is_what_the_leaflet_says(
    full: Night, ref: str, days: int
) -> None:
    who, end = in_use(full, "se_ha")
    peeled(full, who, FRIDAY, ref)
    assert ends(full, who)["se_ha"] == end + days * DAY


def test_what_is_used_up_or_not_opened_yet_does_not_rest(full: Night) -> None:
    who, _end = in_use(full, "se_ha", "se_b5")
    [used] = [one for one in full.salon.ask(products_of, who) if one.product == "se_ha"]
    full.salon.do(answer_product, used.id, Pace.USED_UP)
    full.salon.do(note_product, who, "se_nia", bought=FRIDAY)  # opened in three days
    later = ends(full, who)
    peeled(full, who, FRIDAY)
    assert ends(full, who) == later | {"se_b5": later["se_b5"] + 7 * DAY}


def test_from_the_second_that_was_used_up_the_own_pace_counts(night: Night) -> None:
    who, key = serum(night)
    begun = date(2025, 6, 1)
    for _unit in range(2):
        begun += 50 * DAY
        with at(night, begun):
            night.salon.do(answer_product, key, Pace.USED_UP)
            key = night.salon.do(note_product, who, "se_ha", opened=begun)
    [now, *_old] = night.salon.ask(products_of, who)
    assert (now.ends_on - now.opened_on).days == 40  # half-way from 50 to 30


def test_bought_and_not_said_when_opened_counts_three_days_on(night: Night) -> None:
    who, _key = serum(night)
    night.salon.do(note_product, who, "se_ha", bought=FRIDAY)
    opened = [one.opened_on for one in night.salon.ask(products_of, who)]
    assert FRIDAY + 3 * DAY in opened


def test_what_did_not_suit_is_not_asked_after(night: Night) -> None:
    who, key = serum(night)
    night.salon.do(answer_product, key, Pace.NOT_SUITED)
    night.run(date(2025, 6, 24))
    assert not night.lines(who, Kind.PRODUCT)


# 10. A patch test is read


def test_a_patch_test_is_asked_after_one_day_and_two(night: Night) -> None:
    who = night.client()
    on = night.salon.now()

    def put_on(work: Any) -> int:
        test = PatchTest(client_id=who, service_ref="tst_peel", applied_at=on)
        return int(work.add(test).id)

    key = night.put(put_on)
    night.run()
    assert not night.lines(who, Kind.PATCH)
    night.run(FRIDAY + DAY)
    [call] = night.calls(who)
    assert (call.priority, call.purpose_name) == (2, "Patch test to read")
    night.run(FRIDAY + 3 * DAY)  # Sunday is closed
    assert [one.reference for one in night.lines(who, Kind.PATCH)] == [
        f"{key} 24",
        f"{key} 48",
    ]


# 12. Pregnant, and not to be spoken of


def expecting(night: Night, **said: Any) -> ClientId:
    who = night.client(**said)
    agreed(night, who)
    known = {"condition": "pregnancy", "since": FRIDAY}
    night.put(lambda work: work.add(ClientCondition(client_id=who, **known)))
    return who


@pytest.mark.parametrize(
    ("avoid", "found"),
    [("", True), ("the pregnancy", False), ("别提怀孕", False), ("懷孕", False)],
)
def test_who_wants_silence_hears_no_greeting_of_childrens_kind(
    night: Night, avoid: str, found: bool
) -> None:
    who = expecting(night, avoid_topics=avoid)
    night.visited(who, FRIDAY - 60 * DAY)
    relative(night, who, "child", 3, 28)
    night.run()
    assert bool(night.lines(who, Kind.RELATIVE)) is found
    may = festivals_of(night, who, date(2026, 5, 1), date(2026, 5, 31))
    assert bool(may) is found  # the second Sunday of May


def test_a_topic_to_avoid_cancels_the_line_about_the_due_date_at_once(
    night: Night,
) -> None:
    who = expecting(night)
    night.salon.do(note_date, who, DateKind.DUE_DATE, FRIDAY - 14 * DAY)
    night.run()
    [call] = night.calls(who)
    assert "no need to answer" in call.words.lower() or "answer" in call.words
    seen = night.salon.ask(client_card, who).line.version
    silence = ClientDraft(avoid_topics="the baby")
    night.salon.do(correct_client, who, silence, seen=seen)
    assert not night.calls(who)
    [line] = night.lines(who, Kind.DATE)
    assert (line.state, line.why) == (State.DROPPED, Why.GONE)
    night.run(FRIDAY + DAY, again=True)
    assert not night.calls(who)
    assert len(night.lines(who, Kind.DATE)) == 1


def test_another_topic_cancels_nothing(night: Night) -> None:
    who = expecting(night)
    night.salon.do(note_date, who, DateKind.DUE_DATE, FRIDAY - 14 * DAY)
    night.run()
    seen = night.salon.ask(client_card, who).line.version
    night.salon.do(correct_client, who, ClientDraft(avoid_topics="work"), seen=seen)
    assert len(night.calls(who)) == 1


# 14. Something that a doctor is to look at


def charted(
    night: Night, who: ClientId, day: date, sign: str = "suspicious_mole"
) -> None:
    with at(night, day):
        seen = AssessmentDraft(findings=(Finding("upper_back", sign, 1),))
        night.salon.do(assess, who, seen)


def asked_of(night: Night, who: ClientId, first: int, last: int) -> list[date]:
    """Return on which days a task came up, of the nights some days after Friday."""
    for days in range(first, last + 1):
        night.run(FRIDAY + days * DAY)
    return [one.day for one in night.lines(who, Kind.REFERRED)]


def test_on_the_fourteenth_day_the_therapist_is_to_ask_whether_it_was_seen(
    full: Night,
) -> None:
    who = full.client()
    charted(full, who, FRIDAY)
    assert asked_of(full, who, 12, 13) == []
    assert asked_of(full, who, 14, 18) == [FRIDAY + 14 * DAY]  # once
    [line] = full.lines(who, Kind.REFERRED)
    assert line.state is State.PLANNED
    assert "Suspicious mole" in line.reason
    [call] = full.calls(who)
    assert (call.priority, call.caller) == (2, "therapist")
    assert "doctor" in call.words
    assert "mole" not in call.words  # no disease is named to the client
    assert "{" not in call.words


def test_it_is_not_asked_of_who_has_been_and_the_call_goes(full: Night) -> None:
    who, other = full.client(), full.client("Dana")
    charted(full, who, FRIDAY)
    charted(full, other, FRIDAY)
    with at(full, FRIDAY + 3 * DAY):
        full.salon.do(note_sign_gone, other, "suspicious_mole")
    assert asked_of(full, other, 14, 14) == []
    assert full.calls(who)
    with at(full, FRIDAY + 14 * DAY, 11):
        full.salon.do(note_sign_gone, who, "suspicious_mole")
    assert not full.calls(who)
    [line] = full.lines(who, Kind.REFERRED)
    assert (line.state, line.why) == (State.DROPPED, Why.GONE)


def test_seen_by_a_doctor_on_the_day_it_was_charted_is_over(full: Night) -> None:
    who = full.client()
    charted(full, who, FRIDAY)
    with at(full, FRIDAY, 17):
        full.salon.do(note_sign_gone, who, "suspicious_mole")
    assert asked_of(full, who, 14, 14) == []


def test_the_answer_of_the_task_closes_the_block(full: Night) -> None:
    who = full.client()
    charted(full, who, FRIDAY)
    asked_of(full, who, 14, 14)
    [line] = full.lines(who, Kind.REFERRED)
    assert line.id is not None
    with at(full, FRIDAY + 14 * DAY, 11):
        full.salon.do(note_seen_by_doctor, line.id, seen=line.version)
        day = full.salon.today()
        assert "suspicious_lesion" not in full.salon.ask(conditions_on, who, day)
        assert not full.calls(who)
        [line] = full.lines(who, Kind.REFERRED)
        assert line.state is State.DONE
        assert line.id is not None
        with pytest.raises(AlreadyOver):
            full.salon.do(note_seen_by_doctor, line.id)
        full.salon.undo()
        assert "suspicious_lesion" in full.salon.ask(conditions_on, who, day)
        assert len(full.calls(who)) == 1


def test_only_such_a_task_can_be_answered_so(full: Night) -> None:
    who = full.client()
    with at(full, FRIDAY):
        full.salon.do(note_promise, who, "the serum", FRIDAY)
    full.run()
    [line] = full.lines(who, Kind.PROMISE)
    assert line.id is not None
    with pytest.raises(NoReferral):
        full.salon.do(note_seen_by_doctor, line.id)


def test_not_yet_keeps_the_block_and_the_task_is_done(full: Night) -> None:
    who = full.client()
    charted(full, who, FRIDAY)
    asked_of(full, who, 14, 14)
    with at(full, FRIDAY + 14 * DAY, 11):
        [call] = full.calls(who)
        full.salon.do(log_call, call.id, Outcome.WELL, note="goes on Monday")
    assert asked_of(full, who, 15, 20) == [FRIDAY + 14 * DAY]
    with at(full, FRIDAY + 20 * DAY):
        day = full.salon.today()
        assert "suspicious_lesion" in full.salon.ask(conditions_on, who, day)


def test_charted_again_is_the_same_and_after_the_doctor_another(full: Night) -> None:
    who = full.client()
    charted(full, who, FRIDAY)
    charted(full, who, FRIDAY + 5 * DAY)
    assert asked_of(full, who, 14, 14) == [FRIDAY + 14 * DAY]  # not put off
    assert asked_of(full, who, 15, 19) == [FRIDAY + 14 * DAY]
    with at(full, FRIDAY + 20 * DAY):
        full.salon.do(note_sign_gone, who, "suspicious_mole")
    charted(full, who, FRIDAY + 21 * DAY)
    assert asked_of(full, who, 35, 35) == [FRIDAY + 14 * DAY, FRIDAY + 35 * DAY]


def test_what_no_doctor_must_see_is_not_asked_after(full: Night) -> None:
    who = full.client()
    charted(full, who, FRIDAY, "dryness")
    assert asked_of(full, who, 14, 14) == []


def test_who_wants_no_contact_is_still_asked_about_safety(full: Night) -> None:
    who = full.client()
    charted(full, who, FRIDAY)
    asked_of(full, who, 14, 14)
    with at(full, FRIDAY + 14 * DAY, 11):
        seen = full.salon.ask(client_card, who).line.version
        full.salon.do(correct_client, who, ClientDraft(do_not_contact=True), seen=seen)
        assert full.calls(who)


# 17. After the wedding


@pytest.mark.parametrize(("ago", "found"), [(6, False), (7, True)])
def test_a_week_after_the_wedding_thanks_are_said_and_nothing_is_sold(
    full: Night, ago: int, found: bool
) -> None:
    who = full.client()
    agreed(full, who)
    full.salon.do(note_date, who, DateKind.WEDDING, FRIDAY - ago * DAY)
    full.run()
    lines = full.lines(who, Kind.DATE)
    assert bool(lines) is found
    for line in lines:
        assert (line.state, line.purpose) == (State.PLANNED, "greeting")
        [call] = full.calls(who)
        assert call.purpose_name == "After the wedding"
        assert "Thank you" in call.words
        assert "{" not in call.words


def test_before_the_wedding_no_anniversary_is_wished(full: Night) -> None:
    who = full.client()
    agreed(full, who)
    full.salon.do(note_date, who, DateKind.WEDDING, FRIDAY + 2 * DAY)
    full.salon.do(note_date, who, DateKind.WEDDING, date(2028, 3, 29))
    full.run()
    assert not full.lines(who, Kind.DATE)


# the days of others


def relative(night: Night, who: int, relation: str, month: int, day: int) -> None:
    born = {"birth_month": month, "birth_day": day}
    said = {"relation": relation, "name": "Tom", **born}
    night.put(lambda work: work.add(Relative(client_id=ClientId(who), **said)))


@pytest.mark.parametrize(
    ("relation", "days", "found"),
    [
        *(("spouse", 3, True), ("spouse", 4, False), ("child", 1, True)),
        *(("child", 2, False), ("mother", 3, True), ("friend", 3, False)),
    ],
)
def test_a_birthday_in_the_family_is_called_to_mind_ahead(
    night: Night, relation: str, days: int, found: bool
) -> None:
    who = night.client()
    agreed(night, who)
    on = FRIDAY + days * DAY
    relative(night, who, relation, on.month, on.day)
    night.run()
    lines = [one for one in night.lines(who, Kind.RELATIVE) if one.day <= FRIDAY]
    assert bool(lines) is found
    for call in night.calls(who):
        assert "Tom" in call.words
        assert "{" not in call.words


@pytest.mark.parametrize(
    ("given", "found"), [(None, False), (0, True), (730, True), (731, False)]
)
def test_family_dates_need_a_consent_that_holds(
    night: Night, given: int | None, found: bool
) -> None:
    who = night.client()
    if given is not None:
        agreed(night, who, FRIDAY - given * DAY)
    relative(night, who, "spouse", 3, 30)
    night.run()
    assert bool(night.lines(who, Kind.RELATIVE)) is found


def test_of_what_is_to_be_avoided_nobody_speaks(night: Night) -> None:
    who = night.client(avoid_topics="her divorce")
    agreed(night, who)
    relative(night, who, "spouse", 3, 30)
    night.salon.do(note_date, who, DateKind.WEDDING, date(2010, 3, 29))
    night.run()
    assert not night.lines(who, Kind.RELATIVE, Kind.DATE)


def test_a_wedding_day_is_told_two_days_ahead_with_its_number(full: Night) -> None:
    who = full.client()
    agreed(full, who)
    key = full.salon.do(note_date, who, DateKind.WEDDING, date(2010, 3, 29))
    full.run()
    [line] = full.lines(who, Kind.DATE)
    assert line.state is State.PLANNED
    assert line.reason.startswith("Wedding day")
    full.salon.do(forget_date, key)
    full.run(again=True)
    assert full.lines(who, Kind.DATE)[0].why is Why.GONE
    assert not full.salon.ask(dates_of, who)


def test_a_festival_that_is_none_cannot_be_chosen(night: Night) -> None:
    who = night.client()
    with pytest.raises(BadDate):
        night.salon.do(note_date, who, DateKind.FESTIVAL, FRIDAY, "fe_nothing")


@pytest.mark.parametrize(("ago", "found"), [(365, True), (364, False), (0, False)])
def test_years_with_us_are_thanked_for_on_the_day(
    night: Night, ago: int, found: bool
) -> None:
    who = night.client()
    night.visited(who, FRIDAY - ago * DAY)
    night.run()
    lines = night.lines(who, Kind.FIRST_VISIT)
    assert bool(lines) is found
    if found:
        assert lines[0].reason == "Years since the first visit: 1; visits: 1"


def test_a_review_of_the_plan_falls_due_by_its_weeks(night: Night) -> None:
    who = night.client()
    body = '{"reviews": [{"week": 4, "what": "waist"}]}'
    said = {"template": "t", "title": "Slim", "status": "running", "language": "en"}

    def make(work: Any) -> Any:
        from salon.money import Money
        from salon.plans.model import PlanStatus

        said["status"] = PlanStatus.RUNNING
        begun = FRIDAY - 28 * DAY
        more = {"start": begun, "created": begun, "price": Money(0), "body": body}
        return work.add(Plan(client_id=who, **said, **more))

    night.put(make)
    night.run()
    [call] = night.calls(who)
    assert call.purpose_name == "Review of the plan"


# festivals


def regular(night: Night, name: str, **said: Any) -> ClientId:
    who = night.client(name, **said)
    night.visited(who, FRIDAY - 60 * DAY)
    return who


def festivals_of(night: Night, who: int, first: date, last: date) -> list[str]:
    with at(night, first):
        lines = night.salon.ask(occasions, first, last, ClientId(who), (Kind.FESTIVAL,))
    return [f"{one.day.isoformat()} {one.reason.split(':')[0]}" for one in lines]


def test_festivals_are_those_of_the_clients_own_language(night: Night) -> None:
    lin = regular(night, "Lin", language="zh_CN", channel="wechat")
    ann = regular(night, "Ann", language="en", channel="sms")
    first, last = date(2026, 5, 1), date(2026, 12, 31)
    assert [one[:10] for one in festivals_of(night, lin, first, last)] == [
        "2026-05-10",
        "2026-06-19",
        "2026-09-25",
    ]
    assert [one[:10] for one in festivals_of(night, ann, first, last)] == [
        "2026-05-10",
        "2026-12-25",
    ]


def test_the_new_year_of_the_moon_is_wished_five_days_before(night: Night) -> None:
    lin = regular(night, "Lin", language="zh_TW", channel="line")
    night.visited(lin, date(2026, 12, 1))
    found = festivals_of(night, lin, date(2027, 1, 25), date(2027, 2, 28))
    assert found[0][:10] == "2027-02-01"  # of 6 February
    assert len(found) == 1  # one a month: the lanterns are left out


def test_mothers_day_is_left_out_where_it_would_hurt(night: Night) -> None:
    lin = regular(night, "Lin", language="zh_CN", avoid_topics="不要提母亲")
    assert not festivals_of(night, lin, date(2026, 5, 1), date(2026, 5, 31))


def test_who_has_chosen_gets_those_alone(night: Night) -> None:
    lin = regular(night, "Lin", language="zh_CN")
    night.salon.do(note_date, lin, DateKind.FESTIVAL, FRIDAY, "fe_christmas")
    found = festivals_of(night, lin, date(2026, 5, 1), date(2026, 12, 31))
    assert [one[:10] for one in found] == ["2026-12-25"]


def test_clear_bright_is_never_happy() -> None:
    from salon.occasions.rules import sayings

    for one in sayings()["fe_qingming"]:
        assert "appy" not in one.names.en
        assert "快乐" not in one.names.zh_hans
        assert "快樂" not in one.names.zh_hant
