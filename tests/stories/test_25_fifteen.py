"""Scenario 13: she is fifteen; her guardian signs, and nobody takes her picture."""

from collections.abc import Callable
from datetime import date, time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from salon.app import Salon
from salon.appointments.model import DayLine, Status
from salon.appointments.operations import Booking, book
from salon.appointments.queries import visits_of
from salon.catalogue.model import ServiceCard
from salon.catalogue.queries import resolve_service
from salon.clients.consents import GUARDIAN
from salon.clients.model import ClientId
from salon.clients.queries import find_ids
from salon.safety.model import Contraindicated, Objection
from salon.safety.queries import safety_answer
from salon.skin.model import PhotosNotAllowed
from salon.skin.queries import assessments_of, photos_of
from salon.staff.queries import team
from salon.text import _, day_and_time
from salon.views.patches import signed_by
from tests.stories.hands import Hands
from tests.ui.pages.daily import NOW, TODAY

HER, MOTHER = "Mia Clarke", "Helen Clarke"
SIXTEEN = date(2027, 3, 3)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    data = BytesIO()
    Image.new("RGB", (80, 60), "peachpuff").save(data, "JPEG")
    path = tmp_path / "cheek.jpg"
    path.write_bytes(data.getvalue())
    return path


def her_key(salon: Salon) -> ClientId:
    return salon.ask(find_ids, HER, 5)[0]


def service(salon: Salon, ref: str) -> ServiceCard:
    return salon.ask(resolve_service, ref)


def her_visit(salon: Salon) -> DayLine:
    [visit] = salon.ask(visits_of, her_key(salon))
    return visit


def against_the_start(salon: Salon) -> list[Objection]:
    visit = her_visit(salon)
    card = service(salon, str(visit.service_ref))
    given: dict[str, Any] = {"visit": visit.id, "begins": True}
    answer = salon.ask(safety_answer, her_key(salon), card, TODAY, NOW, **given)
    return [one for one in answer.objections if not one.can_be_overridden]


def open_her_file(hands: Hands, tab: str) -> None:
    hands.press("Ctrl+K")
    hands.say(HER)
    hands.press("Return", tab)


def start(hands: Hands) -> str:
    """Try to begin, from Today; return what is said."""
    hands.press("Alt+1")
    hands.stand_on(_("Today’s clients"), HER)
    hands.press("S")
    return hands.front()


def test_a_minor_and_her_guardian(
    folder: Path, sit_down: Callable[..., Hands], photo: Path
) -> None:
    hands = sit_down(folder)
    salon = hands.salon
    hands.press("Ctrl+N")
    hands.say(HER)
    hands.write(_("Birthday"), "2011-03-03")
    hands.press("Return")
    hands.sees("15")

    # hair reduction is not for her before she is sixteen
    hair = service(salon, "hrl_arm")
    hands.press("Ctrl+B")
    hands.choose(_("Service"), hair.name)
    answer = salon.ask(safety_answer, her_key(salon), hair, TODAY)
    too_young = next(one for one in answer.objections if one.condition == "age")
    assert too_young.until == SIXTEEN
    said = hands.front()
    assert too_young.text in said
    times = [line for line in said.splitlines() if " · Room" in line]
    assert times
    assert all(line.startswith(day_and_time(SIXTEEN, "")) for line in times[:3])
    hands.press("Escape")
    ana = next(one.id for one in salon.ask(team) if one.name == "Ana")
    early = Booking(
        *(her_key(salon), hair.id, TODAY, time(16), ana),
        override="Her mother says she may",
    )
    with pytest.raises(Contraindicated):
        salon.do(book, early)

    # the facial for the young is, with the guardian beside her
    hands.press("Ctrl+B")
    hands.choose(_("Service"), service(salon, "fac_teen").name)
    hands.press("1")
    hands.sees(_("To go on all the same, type a reason."))
    hands.say("Her mother comes along")
    hands.press("Return")
    assert hands.title == ""
    visit = her_visit(salon)
    assert (visit.slot.day, visit.status) == (TODAY, Status.BOOKED)

    # the mother agreed on the phone: that is not enough
    [unsigned] = against_the_start(salon)
    assert unsigned.condition == "no_guardian"
    assert unsigned.text in start(hands)
    assert not hands.has(_("Reason for going on all the same"))
    assert her_visit(salon).status is Status.BOOKED
    hands.walk_to(_("Note the guardian’s consent"))
    hands.press("Space")
    assert hands.title == _("Consent to sign")
    hands.walk_to(_("Guardian’s name"))
    hands.say(MOTHER)
    hands.press("Return")
    hands.sees(_("Sign in the field, or tick signed on paper."))
    hands.walk_to(_("Guardian’s name"))
    hands.press("Ctrl+A", "Delete")
    hands.say("abc")
    hands.walk_to(_("Signed on paper"))
    hands.press("Space", "Return")
    assert hands.title == _("Consent to sign")  # a name has two parts
    assert salon.ask(signed_by, her_key(salon)).signed == ()

    # with name and signature it begins
    hands.write(_("Guardian’s name"), MOTHER)
    hands.press("Return")
    assert hands.title == ""
    [signed] = salon.ask(signed_by, her_key(salon)).signed
    assert (signed.line.consent, signed.line.signed_by) == (GUARDIAN, MOTHER)
    assert against_the_start(salon) == []

    # no picture of her without the consent to it
    open_her_file(hands, "Ctrl+2")
    hands.press("Ctrl+E")
    hands.walk_to(_("Drop, paste or choose"))
    hands.give_file(photo, lambda: hands.press("Return"))
    hands.press("Ctrl+S")
    hands.sees(str(PhotosNotAllowed(HER, 15)))
    assert salon.ask(photos_of, her_key(salon)) == []
    assert list(salon.ask(assessments_of, her_key(salon))) == []

    start(hands)
    assert hands.title == ""
    assert her_visit(salon).status is Status.IN_TREATMENT
