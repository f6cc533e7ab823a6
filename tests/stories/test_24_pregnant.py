"""Scenario 12: nine weeks; what does not fit is decided in one step, and taken back."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from salon.app import Salon
from salon.appointments.model import AppointmentId, Status
from salon.appointments.operations import Booking, arrive, book
from salon.appointments.queries import appointment, visits_of
from salon.breaks.model import WAY_WORDS, Kind, Way
from salon.breaks.queries import broken
from salon.catalogue.model import EntryCard, Subject
from salon.catalogue.queries import entries, resolve_service
from salon.clients.model import ClientId
from salon.clients.queries import conditions_of, find_ids
from salon.plans.model import PlanId, PlanStatus
from salon.plans.operations import change_plan, make_plan
from salon.plans.queries import plan
from salon.safety.model import Answer, Verdict
from salon.safety.queries import safety_answer
from salon.staff.queries import team
from salon.start import open_salon
from salon.text import _
from tests.stories.hands import Hands
from tests.ui.pages.daily import NOW, TODAY

HER = "Emma Clarke"
FRIDAY = date(2026, 11, 27)
MONTHS_ON = datetime(2027, 1, 19, 11, tzinfo=NOW.tzinfo)


@dataclass(frozen=True)
class Agreed:
    """What she had agreed before she told us."""

    facial: AppointmentId
    massage: AppointmentId
    plan: PlanId


@pytest.fixture
def agreed(folder: Path) -> Agreed:
    with closing(open_salon(str(folder), NOW)) as salon:
        key = her_key(salon)
        people = {one.name: one.id for one in salon.ask(team)}

        def visit(ref: str, day: date, at: time, who: str) -> AppointmentId:
            card = salon.ask(resolve_service, ref)
            return salon.do(book, Booking(key, card.id, day, at, people[who]))

        facial = visit("fac_acne", TODAY, time(14, 15), "Mei")
        massage = visit("mas_aroma", FRIDAY, time(14), "Rosa")
        salon.do(arrive, facial)
        made = salon.do(make_plan, key, "plan_acne")
        salon.do(change_plan, made, status=PlanStatus.RUNNING)
        return Agreed(facial, massage, made)


def her_key(salon: Salon) -> ClientId:
    return salon.ask(find_ids, HER, 5)[0]


def pregnancy(salon: Salon) -> str:
    found: list[EntryCard] = salon.ask(entries, Subject.HEALTH_CONDITION)
    return next(str(one.names) for one in found if one.ref == "pregnancy")


def answer(salon: Salon, ref: str, weeks: int = 0, visit: int = 0) -> Answer:
    card = salon.ask(resolve_service, ref)
    day = salon.today() + timedelta(weeks=weeks)
    return salon.ask(safety_answer, her_key(salon), card, day, visit=visit)


def state(salon: Salon, agreed: Agreed) -> tuple[object, ...]:
    """Return all that was agreed, as one compares it."""
    card = salon.ask(plan, agreed.plan)
    visits = [
        (one.id, one.status, one.service_ref, one.slot)
        for one in salon.ask(visits_of, her_key(salon))
    ]
    return (visits, card.status, card.body, card.sessions)


def tell_nine_weeks(hands: Hands) -> None:
    hands.press("Ctrl+K")
    hands.say(HER)
    hands.press("Return", "Ctrl+7")
    hands.walk_to(_("Add a condition"))
    hands.press("Space")
    hands.choose(_("Health condition"), pregnancy(hands.salon))
    hands.write(_("How many weeks?"), "9")
    hands.press("Return")


def test_nine_weeks(
    folder: Path, agreed: Agreed, sit_down: Callable[..., Hands]
) -> None:
    hands = sit_down(folder)
    salon, key = hands.salon, her_key(hands.salon)
    before = state(salon, agreed)

    # the fact is kept, and at once all that does not fit is listed
    tell_nine_weeks(hands)
    [row] = salon.ask(conditions_of, key)
    assert row.expected_on == TODAY + timedelta(days=280 - 63)
    title = _("{client}: what does not fit any more")
    assert hands.title == title.format(client=HER)
    found = salon.ask(broken, key)
    assert {one.kind for one in found} == {Kind.VISIT, Kind.SESSION, Kind.HOME}
    for one in found:
        hands.sees(one.title, one.objections[0].text)
    assert state(salon, agreed) == before

    # decided later: it waits; then all of it is decided in one step
    hands.press("Escape")
    assert hands.title == ""
    assert len(salon.ask(broken, key)) == len(found)
    assert state(salon, agreed) == before
    hands.press("Ctrl+Z")
    assert salon.ask(conditions_of, key) == []
    tell_nine_weeks(hands)
    pause = next(one for one in found if one.kind is Kind.SESSION)
    assert Way.PAUSE in pause.ways
    hands.walk_to(_(WAY_WORDS[Way.PAUSE]))
    hands.press("Space", "Ctrl+Return")
    assert hands.title == ""
    assert hands.told.endswith(_("Decided what a new fact breaks"))
    assert salon.ask(broken, key) == []
    assert salon.ask(appointment, agreed.massage).status is Status.CANCELLED
    assert salon.ask(appointment, agreed.facial).status is Status.ARRIVED
    card = salon.ask(plan, agreed.plan)
    assert card.status is PlanStatus.PAUSED
    home = {one.product: one.ways[0] for one in found if one.kind is Kind.HOME}
    assert home
    used = {step.product for step in card.body.home_care}
    for product, way in home.items():
        assert (product in used) == (way is Way.KEEP), product

    # taken back in one step, and done again
    hands.press("Ctrl+Z")
    assert state(salon, agreed) == before
    assert len(salon.ask(broken, key)) == len(found)
    hands.press("Ctrl+Shift+Z")
    assert salon.ask(broken, key) == []

    # what she may have, and what waits for the doctor until twelve weeks are over
    for ref, weeks, verdict in (
        ("fac_acne", 0, Verdict.ADAPT),
        ("pel_mandelic", 0, Verdict.BLOCK),
        ("mas_aroma", 0, Verdict.BLOCK),
        ("mas_preg", 0, Verdict.LETTER),
        ("mas_preg", 3, Verdict.LETTER),
        ("mas_preg", 4, Verdict.ADAPT),
    ):
        said = answer(salon, ref, weeks, visit=agreed.facial)
        assert said.verdict is verdict, (ref, weeks, said)
    hands.press("Ctrl+B")
    hands.choose(_("Service"), salon.ask(resolve_service, "mas_preg").name)
    hands.sees(answer(salon, "mas_preg").objections[0].text)
    hands.press("Escape")
    assert hands.title == ""

    # the facial of today begins, as it was kept with its adaptations
    hands.press("Alt+1")
    hands.stand_on(_("Today’s clients"), HER)
    hands.press("S")
    assert hands.title == ""
    assert salon.ask(appointment, agreed.facial).status is Status.IN_TREATMENT


def test_months_later_it_has_ended_and_nothing_speaks_of_it(
    folder: Path, agreed: Agreed, sit_down: Callable[..., Hands]
) -> None:
    hands = sit_down(folder)
    tell_nine_weeks(hands)
    hands.press("Escape")
    hands.close()

    hands = sit_down(folder, now=MONTHS_ON)
    salon = hands.salon
    name = pregnancy(salon)
    hands.press("Ctrl+K")
    hands.say(HER)
    hands.press("Return", "Ctrl+7")
    over = _("{what} is over, or was noted by mistake")
    hands.walk_to(over.format(what=name))
    hands.press("Space", "Ctrl+Return")
    assert hands.title == name  # how it ended is asked, once
    hands.walk_to(_("No birth"))
    hands.press("Space")
    hands.sees(_("Nothing more is asked, and nothing follows from it."))
    hands.press("Ctrl+Return")
    assert hands.title == ""
    assert salon.ask(conditions_of, her_key(salon)) == []
    assert name not in hands.screen()
    for ref in ("slm_cav", "mas_relax60", "fel_micro"):
        about = {one.condition for one in answer(salon, ref, 1).objections}
        assert not about & {"pregnancy", "postnatal_6w", "postnatal_6m", "csection_6m"}
    assert salon.ask(appointment, agreed.massage).status is Status.BOOKED
