"""A new health fact lists at once what it breaks, and each has a way on."""

from datetime import timedelta

import pytest

from salon.appointments.model import Status
from salon.appointments.queries import appointment
from salon.breaks.model import Broken, CannotKeep, Choice, Kind, NotBroken, Way
from salon.breaks.operations import settle
from salon.breaks.queries import broken, waiting
from salon.catalogue.queries import resolve_service
from salon.clients.operations import (
    end_condition,
    note_allergy,
    note_condition,
    take_back_condition,
)
from salon.clients.queries import conditions_of
from salon.courses.operations import sell_course
from salon.money import Money
from salon.plans.model import PlanStatus
from salon.plans.operations import make_plan
from salon.plans.queries import plan
from salon.rights import Right
from salon.safety.model import ReasonNeeded
from salon.safety.queries import safety_answer
from salon.safety.tables import Decision
from salon.staff.model import Role
from salon.staff.operations import hire
from salon.work import Reading
from tests.breaks.conftest import Hers
from tests.ui.pages.daily import TODAY

NINE_WEEKS = TODAY + timedelta(days=280 - 63)


def pregnant(hers: Hers) -> None:
    hers.salon.do(note_condition, hers.key, "pregnancy", expected_on=NINE_WEEKS)


def the(hers: Hers, title: str) -> Broken:
    return next(one for one in hers.broken() if one.title == title)


def test_nothing_is_broken_before_she_tells(hers: Hers) -> None:
    hers.booked("fel_micro", 4)
    hers.booked("brw_shape", 18, 11)
    assert hers.broken() == []


def test_a_pregnancy_breaks_what_the_rules_say_and_nothing_else(hers: Hers) -> None:
    """Scenario 12: at once, soonest first, with what is not touched left out."""
    hers.booked("nai_mani", 7, 15)
    hers.booked("fel_micro", 4)
    hers.booked("mas_aroma", 3, 11)
    pregnant(hers)

    found = hers.broken()
    assert [one.title for one in found][:2] == [
        "Aromatherapy massage",
        "Microcurrent lifting",
    ]
    assert hers.titles()["Aromatherapy massage"] == "block"
    assert hers.titles()["Microcurrent lifting"] == "block"
    massage, facial = found[:2]
    assert massage.ways == (Way.CANCEL,)  # every massage waits for the letter
    assert facial.ways == (Way.INSTEAD, Way.CANCEL)
    assert facial.other is not None
    assert facial.other.name == "Facial for pregnancy"


def test_what_was_noted_by_mistake_breaks_nothing_once_it_is_taken_back(
    hers: Hers,
) -> None:
    key = hers.booked("fel_micro", 4)
    pregnant(hers)
    assert hers.titles() == {"Microcurrent lifting": "block"}

    [row] = hers.salon.ask(conditions_of, hers.key)
    hers.salon.do(take_back_condition, row.id)
    assert hers.broken() == []
    assert hers.salon.ask(appointment, key).status is Status.BOOKED
    hers.salon.undo()
    assert hers.titles() == {"Microcurrent lifting": "block"}


def test_all_that_is_chosen_is_one_action_and_one_step_back(hers: Hers) -> None:
    micro = hers.booked("fel_micro", 4)
    aroma = hers.booked("mas_aroma", 3, 11)
    pregnant(hers)
    a, b = the(hers, "Microcurrent lifting"), the(hers, "Aromatherapy massage")

    left = hers.salon.do(
        settle, hers.key, [Choice(a.key, Way.INSTEAD), Choice(b.key, Way.CANCEL)]
    )

    assert left == 0
    assert hers.salon.ask(appointment, micro).service_ref == "fac_preg"
    assert hers.salon.ask(appointment, aroma).status is Status.CANCELLED
    hers.salon.undo()
    assert hers.salon.ask(appointment, micro).service_ref == "fel_micro"
    assert hers.salon.ask(appointment, aroma).status is Status.BOOKED
    assert len(hers.broken()) == 2


def test_what_has_changed_meanwhile_is_not_touched_and_nothing_else_is(
    hers: Hers,
) -> None:
    micro = hers.booked("fel_micro", 4)
    hers.booked("mas_aroma", 3, 11)
    pregnant(hers)
    b = the(hers, "Aromatherapy massage")

    with pytest.raises(NotBroken):
        hers.salon.do(
            settle,
            hers.key,
            [Choice(b.key, Way.CANCEL), Choice("visit 999", Way.CANCEL)],
        )
    assert len(hers.broken()) == 2
    kept = Choice(the(hers, "Microcurrent lifting").key, Way.KEEP, "she insists")
    with pytest.raises(NotBroken):  # nobody keeps what must not be
        hers.salon.do(settle, hers.key, [kept])
    assert hers.salon.ask(appointment, micro).status is Status.BOOKED


@pytest.mark.parametrize("reason", ["", "...", "??"])
def test_keeping_what_has_to_wait_asks_for_words(hers: Hers, reason: str) -> None:
    hers.booked("fac_hydrate", 2)
    hers.salon.do(note_condition, hers.key, "botulinum_2w")
    one = the(hers, "Hydrating facial")
    assert one.needs_reason
    with pytest.raises(ReasonNeeded):
        hers.salon.do(settle, hers.key, [Choice(one.key, Way.KEEP, reason)])


def test_what_has_to_wait_moves_to_the_first_day_that_is_possible_and_free(
    hers: Hers,
) -> None:
    visit = hers.booked("rf_neck", 2)
    hers.salon.do(note_condition, hers.key, "filler_4w")
    one = the(hers, "Neck radio-frequency")
    assert one.verdict.value in ("defer", "block")
    assert one.first == TODAY + timedelta(days=28)
    assert one.ways[0] is Way.MOVE

    hers.salon.do(settle, hers.key, [Choice(one.key, Way.MOVE)])
    moved = hers.salon.ask(appointment, visit)
    assert moved.slot.day >= one.first
    assert hers.broken() == []


def test_only_the_manager_keeps_without_the_doctors_letter(hers: Hers) -> None:
    salon = hers.salon
    hers.booked("mas_relax60", 4)
    salon.do(note_condition, hers.key, "heart_disease")
    one = the(hers, "Relaxing massage 60")
    assert one.verdict.value == "letter"
    kim = salon.do(hire, "Kim", Role.RECEPTION, "")
    choice = [Choice(one.key, Way.KEEP, "her doctor agreed on the phone")]
    assert Right.MANAGE not in Role.RECEPTION.rights
    with pytest.raises(CannotKeep):
        salon.do_as(kim, settle, hers.key, choice)
    assert salon.do(settle, hers.key, choice) == 0
    assert hers.broken() == []


def test_sessions_home_care_and_courses_are_among_it(hers: Hers) -> None:
    salon = hers.salon
    made = salon.do(make_plan, hers.key, "plan_pigment")
    peel = salon.ask(resolve_service, "pel_mandelic")
    salon.do(sell_course, hers.key, peel, 6, Money(60000))
    assert hers.broken() == []
    pregnant(hers)

    found = hers.broken()
    assert {one.kind for one in found} >= {Kind.SESSION, Kind.HOME, Kind.COURSE}
    home = next(one for one in found if one.kind is Kind.HOME)
    session = next(one for one in found if one.kind is Kind.SESSION)
    course = next(one for one in found if one.kind is Kind.COURSE)
    before = len(salon.ask(plan, made).sessions)
    kept = Choice(course.key, Way.KEEP, "paused until after the birth")
    salon.do(
        settle,
        hers.key,
        [Choice(home.key, Way.CANCEL), Choice(session.key, Way.CANCEL), kept],
    )

    card = salon.ask(plan, made)
    assert home.product not in {step.product for step in card.body.home_care}
    assert home.objections[0].text in card.body.dropped
    assert len(card.sessions) == before - 1
    assert course.key not in {one.key for one in hers.broken()}

    def decided(reading: Reading) -> list[tuple[int | None, str]]:
        return [(one.course_id, one.reason) for one in reading.session.query(Decision)]

    assert salon.ask(decided) == [(course.id, "paused until after the birth")]


def test_a_plan_that_is_paused_waits_for_nobody(hers: Hers) -> None:
    salon = hers.salon
    made = salon.do(make_plan, hers.key, "plan_pigment")
    pregnant(hers)
    session = next(one for one in hers.broken() if one.kind is Kind.SESSION)

    salon.do(settle, hers.key, [Choice(session.key, Way.PAUSE)])

    assert salon.ask(plan, made).status is PlanStatus.PAUSED
    assert hers.broken() == []


def test_an_allergy_breaks_the_home_care_that_holds_it(hers: Hers) -> None:
    salon = hers.salon
    made = salon.do(make_plan, hers.key, "plan_pores")
    used = {step.product for step in salon.ask(plan, made).body.home_care}
    salon.do(note_allergy, hers.key, "水杨酸")

    found = {one.product for one in hers.broken() if one.kind is Kind.HOME}
    assert found
    assert found == used & {"cl_bha", "to_bha", "bo_acne", "bo_ingrown", "sh_scrub"}


def test_who_waits_for_an_answer_is_counted_for_the_day(hers: Hers) -> None:
    hers.booked("fel_micro", 4)
    hers.booked("nai_mani", 6)
    assert hers.salon.ask(waiting) == {}
    pregnant(hers)
    assert hers.salon.ask(waiting) == {hers.key: 1}
    assert hers.salon.ask(waiting, 3) == {}


def test_weeks_move_on_by_themselves(hers: Hers) -> None:
    """A doctor's letter until twelve weeks are over, then a warning only."""
    pregnant(hers)
    massage = hers.salon.ask(resolve_service, "mas_preg")
    first_free = NINE_WEEKS - timedelta(days=280 - 91)
    for day, verdict in (
        (TODAY, "letter"),
        (first_free - timedelta(days=1), "letter"),
        (first_free, "adapt"),
    ):
        found = hers.salon.ask(safety_answer, hers.key, massage, day)
        assert found.verdict.value in (verdict, verdict.replace("adapt", "warn"))


@pytest.mark.parametrize(
    ("how", "stands"), [("birth", True), ("csection", True), ("no_birth", False)]
)
def test_after_a_pregnancy_come_six_months_unless_there_was_no_birth(
    hers: Hers, how: str, stands: bool
) -> None:
    pregnant(hers)
    [row] = hers.salon.ask(conditions_of, hers.key)
    hers.salon.do(end_condition, row.id, on=TODAY, how=how)
    slimming = hers.salon.ask(resolve_service, "slm_cav")
    found = hers.salon.ask(
        safety_answer, hers.key, slimming, TODAY + timedelta(days=60)
    )
    about = {one.condition for one in found.objections}
    assert bool(about & {"postnatal_6m", "postnatal_6w", "csection_6m"}) is stands
    assert hers.salon.ask(broken, hers.key) == []
