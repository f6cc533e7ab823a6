"""Whoever asks is told the same: booking, moving, beginning, plan and command line.

And what is undone leaves the verdict as it was, over the whole list of services.
"""

import json
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.app import Salon
from salon.appointments.model import AppointmentId, Slot, Status
from salon.appointments.operations import (
    Booking,
    Change,
    book,
    move,
    start_treatment,
)
from salon.appointments.tables import Appointment
from salon.catalogue.model import ServiceCard, Subject
from salon.catalogue.queries import entries, resolve_service, services
from salon.catalogue.tables import Entry
from salon.cli import run
from salon.cli.safety import safety
from salon.clients.model import BirthdayLine, ClientDraft, ClientId
from salon.clients.operations import (
    add_client,
    correct_client,
    end_allergy,
    end_condition,
    note_allergy,
    note_condition,
    note_medicine,
    put_on_patch_test,
    read_patch_test,
    take_back_condition,
)
from salon.clients.queries import client_card, conditions_of, patch_tests_of
from salon.incidents.operations import close_incident, open_incident
from salon.incidents.queries import all_incidents
from salon.money import Money
from salon.plans.operations import make_plan
from salon.plans.queries import plan
from salon.public import public_id
from salon.safety.model import Answer, Contraindicated, Objection, Verdict
from salon.safety.queries import safety_answer
from salon.skin.model import AssessmentDraft, Finding
from salon.skin.operations import assess
from salon.staff.queries import team
from salon.start import open_salon
from salon.work import Reading, Work
from tests.breaks.conftest import full_folder as full_folder
from tests.leaning import RowMade, a_row
from tests.safety.test_situations import situations, told
from tests.ui.pages.daily import NOW, TODAY, set_clock

NOON = time(12)
ONE = "plan_of_one"  # a template of a single session


@pytest.fixture(scope="module")
def folder(full_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copytree(full_folder, tmp_path_factory.mktemp("verdict") / "salon")


@pytest.fixture(scope="module")
def salon(folder: Path) -> Iterator[Salon]:
    """Return a salon with all its content, for all situations."""
    with closing(open_salon(str(folder), NOW)) as opened:
        yield opened


def open_day(days: int) -> date:
    """Return a day on which the salon is open."""
    day = TODAY + timedelta(days=days)
    return day + timedelta(days=1) if day.weekday() == 6 else day


def asked(
    salon: Salon, key: ClientId, service: ServiceCard, day: date, **more: Any
) -> Answer:
    """Return the answer for noon of a day."""
    at = datetime.combine(day, NOON, NOW.tzinfo)
    return salon.ask(safety_answer, key, service, day, at, **more)


def refused(salon: Salon, act: Callable[[], object]) -> list[Objection]:
    """Return what an action is refused for; one that is done is taken back."""
    try:
        act()
    except Contraindicated as error:
        return error.cautions
    salon.undo()
    return []


def booking(
    salon: Salon, key: ClientId, service: ServiceCard, day: date
) -> list[Objection]:
    wish = Booking(key, service.id, day, NOON, salon.ask(team)[0].id)
    return refused(salon, lambda: salon.do(book, wish))


@contextmanager
def a_visit(
    salon: Salon, key: ClientId, service: ServiceCard, day: date, status: Status
) -> Iterator[AppointmentId]:
    """Let there be a visit that nobody asked the rules about."""

    def add(work: Work) -> AppointmentId:
        work.record(RowMade())
        row = Appointment(
            client_id=key,
            service_id=service.id,
            staff_id=team(work)[0].id,
            room_id=None,
            device_id=None,
            slot=Slot(day, NOON, service.minutes),
            price=Money(0),
            status=status,
            note="",
            reason="",
            booked_at=work.now,
        )
        return work.add(row).id

    made = salon.do(add)
    yield made

    def take(work: Work) -> None:
        work.record(RowMade())
        work.session.delete(work.get(Appointment, made))

    salon.do(take)


def moving(
    salon: Salon, key: ClientId, service: ServiceCard, day: date
) -> list[Objection]:
    near = day + timedelta(days=2)  # so near that it would be in its own way
    with a_visit(salon, key, service, near, Status.BOOKED) as visit:
        return refused(salon, lambda: salon.do(move, visit, Change(day=day)))


def starting(
    salon: Salon, key: ClientId, service: ServiceCard, day: date
) -> tuple[list[Objection], Answer, Answer]:
    """Return what a start is refused for, and both answers, as of noon of that day."""
    set_clock(salon, day, NOON)
    try:
        with a_visit(salon, key, service, day, Status.ARRIVED) as visit:
            answers = [
                asked(salon, key, service, day, visit=visit, begins=begins)
                for begins in (False, True)
            ]
            said = refused(salon, lambda: salon.do(start_treatment, visit))
    finally:
        set_clock(salon, NOW.date(), NOW.time())
    return said, answers[0], answers[1]


def planning(
    salon: Salon, key: ClientId, service: ServiceCard, day: date
) -> tuple[date | None, tuple[str, ...]]:
    """Return the day on which a plan puts the service, and what it says it left out."""
    ref = f"{ONE}_{service.ref}"

    def template(work: Work) -> None:
        session = {"service": service.ref, "count": 1, "every_days": 7}
        phase = {"id": "p", "week_from": 1, "week_to": 1, "session": [session]}
        words = {"en": "One", "zh_hans": "一", "zh_hant": "一"}
        body = {"weeks": 1, "phase": [phase | {"name": words, "aim": words}]}
        named = {"subject": Subject.TEMPLATE, "ref": ref}
        a_row(work, Entry, **named, **words, body=json.dumps(body))
        work.record(RowMade())

    known = {one.ref for one in salon.ask(entries, Subject.TEMPLATE)}
    if ref not in known:
        salon.do(template)
    made = salon.do(make_plan, key, ref, start=day)
    card = salon.ask(plan, made)
    salon.undo()
    days = [one.due_from for one in card.sessions]
    return (days[0] if days else None), card.body.dropped


def everyone_says_the_same(
    salon: Salon, key: ClientId, service: ServiceCard, day: date
) -> None:
    """Check that one thing is said, whoever asks."""
    answer = asked(salon, key, service, day)
    said = list(answer.objections)
    assert booking(salon, key, service, day) == said
    assert moving(salon, key, service, day) == said

    begun, before, at_the_start = starting(salon, key, service, day)
    assert begun == list(at_the_start.objections)
    assert set(begun) == {*before.objections, *before.to_do}

    its_day, dropped = planning(salon, key, service, day)
    has_to_wait = [
        one
        for one in salon.ask(safety_answer, key, service, day).objections
        if one.rule != "patch_test"
        and (one.verdict is Verdict.BLOCK or one.verdict is Verdict.DEFER)
    ]
    held = [one for one in has_to_wait if one.verdict is Verdict.BLOCK or one.until]
    if not held:
        assert (its_day, dropped) == (day, ())
    elif any(one.until is None for one in held):
        assert its_day is None
        assert any(one.text in dropped[0] for one in held)
    elif its_day is not None:
        assert its_day >= max(one.until for one in held if one.until is not None)

    told = Namespace(
        client=public_id("client", key),
        service=service.ref,
        day=day.isoformat(),
        areas=None,
        begins=False,
    )
    document = safety(salon, told).document
    assert isinstance(document, dict)
    assert document["verdict"] == answer.verdict.value
    assert [one["text"] for one in document["objections"]] == [
        one.text for one in said
    ] or service.patch_rule == "required"  # asked of the day, not of an hour


@pytest.mark.parametrize(
    "row", situations(), ids=lambda row: f"{row['id']} {row['why']}"
)
def test_the_verdict_is_one_in_every_situation(
    salon: Salon, row: dict[str, str]
) -> None:
    key = told(salon, row, 0)
    service = salon.ask(resolve_service, row["service"])
    everyone_says_the_same(salon, key, service, open_day(int(row["in_days"])))


@pytest.mark.parametrize("row", situations()[::5], ids=lambda row: row["id"])
def test_the_command_line_says_it_too(
    salon: Salon,
    folder: Path,
    row: dict[str, str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    key = told(salon, row, 0)
    service = salon.ask(resolve_service, row["service"])
    day = open_day(int(row["in_days"]))
    words = ["safety", public_id("client", key), service.ref, "--day", day.isoformat()]
    words += ["--json", "--data", str(folder), "--now", NOW.isoformat()]

    assert run(words) == 0
    document = json.loads(capsys.readouterr().out)
    answer = salon.ask(safety_answer, key, service, day)
    assert document["verdict"] == answer.verdict.value
    assert [one["text"] for one in document["objections"]] == [
        one.text for one in answer.objections
    ]
    assert [one["text"] for one in document["to_do"]] == [
        one.text for one in answer.to_do
    ]


def test_the_command_line_does_not_hold_a_visit_against_its_own_start(
    salon: Salon, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = a_client(salon)
    service = salon.ask(resolve_service, "lsb_tint")
    words = ["safety", public_id("client", key), service.ref, "--start", "--json"]
    words += ["--data", str(folder), "--now", NOW.isoformat()]

    with a_visit(salon, key, service, TODAY, Status.ARRIVED) as visit:
        begun = refused(salon, lambda: salon.do(start_treatment, visit))
        assert run(words) == 0

    document = json.loads(capsys.readouterr().out)
    assert {one.condition for one in begun} == {"consent_missing", "patch_missing"}
    assert [one["text"] for one in document["objections"]] == [
        one.text for one in begun
    ]


def a_client(salon: Salon, born: int = 1988) -> ClientId:
    draft = ClientDraft(name="Nora Quist", birthday=BirthdayLine(born, 5, 5))
    return salon.do(add_client, draft)


@given(data=st.data())
def test_the_verdict_is_one_for_any_conditions_and_service(
    salon: Salon, data: st.DataObject
) -> None:
    refs = sorted(one.ref for one in salon.ask(entries, Subject.HEALTH_CONDITION))
    cards = sorted(salon.ask(services), key=lambda one: one.ref)
    key = a_client(salon, data.draw(st.sampled_from((1950, 1988, 2008, 2012)), "born"))
    for ref in data.draw(st.lists(st.sampled_from(refs), max_size=3, unique=True)):
        ago = data.draw(st.integers(0, 60), "days ago")
        salon.do(note_condition, key, ref, since=TODAY - timedelta(days=ago))
    service = data.draw(st.sampled_from(cards), "service")
    day = open_day(data.draw(st.integers(0, 40), "in days"))
    everyone_says_the_same(salon, key, service, day)


# what is undone


def all_verdicts(salon: Salon, key: ClientId) -> list[tuple[object, ...]]:
    """Return all that is said of every service, on three days and at the start."""

    def look(reading: Reading) -> list[tuple[object, ...]]:
        found: list[tuple[object, ...]] = []
        for service in services(reading):
            for days in (0, 10, 60):
                day = TODAY + timedelta(days=days)
                answer = safety_answer(reading, key, service, day, begins=days == 0)
                found.append((service.ref, days, answer))
        return found

    return salon.ask(look)


def _condition(ref: str, **more: Any) -> Callable[[Salon, ClientId], object]:
    return lambda salon, key: salon.do(note_condition, key, ref, **more)


def _row_of(salon: Salon, key: ClientId) -> int:
    return salon.ask(conditions_of, key)[0].id


def _peel_went_wrong(salon: Salon, key: ClientId) -> object:
    peel = salon.ask(resolve_service, "pel_glycolic").id
    return salon.do(open_incident, key, ["rf_breath"], service_id=peel)


def _close(salon: Salon, key: ClientId) -> object:
    [line] = [one for one in salon.ask(all_incidents) if one.client_id == key]
    return salon.do(
        close_incident,
        line.id,
        "lasting",
        reason="The doctor has seen it",
        is_barred=True,
        leaves=["anaphylaxis_history"],
    )


def _test_put_on(salon: Salon, key: ClientId) -> object:
    at = NOW - timedelta(hours=50)
    spot = ("behind_ear", "Tint 3", "")
    return salon.do(put_on_patch_test, key, "lsb_tint", [spot], applied_at=at)


def _read(result: str) -> Callable[[Salon, ClientId], object]:
    def read(salon: Salon, key: ClientId) -> object:
        [test] = salon.ask(patch_tests_of, key)
        return salon.do(read_patch_test, test.id, {test.spots[0].id: result})

    return read


def _spots(salon: Salon, key: ClientId) -> object:
    seen = AssessmentDraft(findings=(Finding("upper_lip", "cold_sore", 2),))
    return salon.do(assess, key, seen)


DEEDS: dict[str, tuple[Sequence[Callable[[Salon, ClientId], object]], Any]] = {
    "a condition is noted": ([], _condition("pregnancy")),
    "a medicine is noted": ([], lambda s, k: s.do(note_medicine, k, "warfarin")),
    "an allergy is noted": ([], lambda s, k: s.do(note_allergy, k, "latex")),
    "a condition ends": (
        [_condition("isotretinoin", since=TODAY - timedelta(days=90))],
        lambda s, k: s.do(end_condition, _row_of(s, k)),
    ),
    "a pregnancy ends": (
        [_condition("pregnancy", since=TODAY - timedelta(days=90))],
        lambda s, k: s.do(end_condition, _row_of(s, k), how="csection"),
    ),
    "what was noted by mistake is taken back": (
        [_condition("pregnancy")],
        lambda s, k: s.do(take_back_condition, _row_of(s, k)),
    ),
    "what is noted is brought up to date": (
        [_condition("sunburn", since=TODAY - timedelta(days=20))],
        _condition("sunburn", since=TODAY),
    ),
    "an allergy is withdrawn": (
        [lambda s, k: s.do(note_allergy, k, "latex")],
        lambda s, k: s.do(end_allergy, s.ask(client_card, k).allergies[0].id),
    ),
    "an incident is opened": ([], _peel_went_wrong),
    "an incident is closed": ([_peel_went_wrong], _close),
    "a patch test is put on": ([], _test_put_on),
    "a patch test is read as clear": ([_test_put_on], _read("none")),
    "a patch test is read as a reaction": ([_test_put_on], _read("positive")),
    "a sign is charted": ([], _spots),
}


@pytest.mark.parametrize("name", DEEDS)
def test_what_is_undone_leaves_the_verdict_as_it_was(salon: Salon, name: str) -> None:
    before, deed = DEEDS[name]
    key = a_client(salon)
    for one in before:
        one(salon, key)
    was = all_verdicts(salon, key)

    deed(salon, key)
    now = all_verdicts(salon, key)
    assert now != was
    salon.undo()

    assert all_verdicts(salon, key) == was


def test_an_allergy_that_is_withdrawn_stands_against_nothing(salon: Salon) -> None:
    key = a_client(salon)
    was = all_verdicts(salon, key)
    salon.do(note_allergy, key, "latex")
    [allergy] = salon.ask(client_card, key).allergies
    salon.do(end_allergy, allergy.id)
    assert all_verdicts(salon, key) == was


def test_of_facts_that_contradict_each_other_the_careful_one_counts(
    salon: Salon,
) -> None:
    """Pregnant and born seventy years ago; fair skin on the chart, dark as told."""
    young, old = a_client(salon), a_client(salon, 1956)
    for key in (young, old):
        salon.do(note_condition, key, "pregnancy")
        salon.do(assess, key, AssessmentDraft(fitzpatrick=2))
        told = ClientDraft(facts={"fitzpatrick": "6"})
        salon.do(correct_client, key, told)
    light = salon.ask(resolve_service, "lgt_ipl_pig")
    for service in (light, salon.ask(resolve_service, "mas_aroma")):
        answers = [asked(salon, key, service, open_day(20)) for key in (young, old)]
        assert answers[0] == answers[1]
        assert answers[0].verdict is Verdict.BLOCK
    about = {one.condition for one in asked(salon, old, light, open_day(20)).objections}
    assert {"fitz_5_6", "pregnancy"} <= about


@given(data=st.data())
def test_whatever_is_noted_and_ended_leaves_nothing_once_it_is_undone(
    salon: Salon, data: st.DataObject
) -> None:
    refs = sorted(one.ref for one in salon.ask(entries, Subject.HEALTH_CONDITION))
    cards = sorted(salon.ask(services), key=lambda one: one.ref)
    chosen = data.draw(st.lists(st.sampled_from(cards), min_size=3, max_size=8))
    key = a_client(salon)

    def look(reading: Reading) -> list[Answer]:
        return [
            safety_answer(reading, key, one, TODAY + timedelta(days=days))
            for one in chosen
            for days in (0, 30)
        ]

    def verdicts() -> list[Answer]:
        return salon.ask(look)

    was = [verdicts()]
    several = st.lists(st.sampled_from(refs), min_size=1, max_size=4, unique=True)
    wanted = data.draw(several)
    for ref in wanted:
        salon.do(note_condition, key, ref, since=TODAY - timedelta(days=3))
        was.append(verdicts())
    for line in salon.ask(conditions_of, key)[: data.draw(st.integers(0, 4))]:
        salon.do(end_condition, line.id)
        was.append(verdicts())

    assert was.pop() == verdicts()
    while was:
        salon.undo()
        assert verdicts() == was.pop()
