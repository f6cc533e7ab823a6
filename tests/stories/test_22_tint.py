"""Scenario 10: a lash tint without a patch test, until the test is read."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from salon.app import Salon
from salon.appointments.model import DayLine, Status
from salon.appointments.operations import Booking, Change, book, move
from salon.appointments.queries import visits_of
from salon.catalogue.model import ServiceCard
from salon.catalogue.queries import resolve_service
from salon.clients.model import ClientId
from salon.clients.queries import find_ids, patch_tests_of
from salon.safety.model import Answer, Contraindicated, Objection, Verdict
from salon.safety.queries import safety_answer, what_stands_against
from salon.staff.queries import team
from salon.text import _, day_and_time
from salon.views.patches import signed_by
from tests.stories.hands import Hands
from tests.ui.pages.daily import NOW, TODAY

HER = "Nora Quist"
THURSDAY = TODAY + timedelta(days=2)
BEFORE_SHE_COMES = datetime(2026, 11, 26, 10, 50, tzinfo=NOW.tzinfo)


def her_key(salon: Salon) -> ClientId:
    return salon.ask(find_ids, HER, 5)[0]


def tint(salon: Salon) -> ServiceCard:
    return salon.ask(resolve_service, "lsb_tint")


def answer(salon: Salon, day: date) -> Answer:
    """Return what stands against booking it for *day*."""
    return salon.ask(safety_answer, her_key(salon), tint(salon), day)


def at_the_start(salon: Salon) -> list[Objection]:
    """Return what stands against beginning what she has booked."""
    given: dict[str, Any] = {"visit": her_visit(salon).id, "begins": True}
    return salon.ask(
        what_stands_against, her_key(salon), tint(salon), THURSDAY, **given
    )


def her_visit(salon: Salon) -> DayLine:
    [visit] = salon.ask(visits_of, her_key(salon))
    return visit


def refused(hands: Hands, way: str) -> str:
    """Return what is said where a treatment may not begin, and take the *way* on."""
    hands.press("Alt+1")
    hands.stand_on(_("Today’s clients"), HER)
    hands.press("S")
    said = hands.front()
    assert hands.title == _("Something is missing first")
    assert not hands.has(_("Reason for going on all the same"))
    assert her_visit(hands.salon).status is not Status.IN_TREATMENT
    hands.walk_to(way)
    hands.press("Space")
    return said


def offer_of_the_tint(hands: Hands) -> str:
    """Open the booking for her, and return what it says of the tint."""
    hands.press("Ctrl+B")
    hands.write(_("Service"), tint(hands.salon).name)
    hands.press("Return")
    return hands.front()


def test_the_tint_waits_for_its_test(
    folder: Path, sit_down: Callable[..., Hands]
) -> None:
    hands = sit_down(folder)
    salon = hands.salon
    hands.press("Ctrl+N")
    hands.say(HER)
    hands.press("Return")

    # not today: the first times are those after a test that is put on now
    [against] = answer(salon, TODAY).objections
    assert (against.verdict, against.until) == (Verdict.BLOCK, THURSDAY)
    said = offer_of_the_tint(hands)
    assert against.text in said
    assert day_and_time(THURSDAY, "10:45") in said
    assert day_and_time(TODAY, "1") not in said
    hands.press("Escape")

    # "I did it elsewhere": declined with her signature, and still nobody may
    hands.press("Ctrl+7")
    hands.walk_to(_("Put on a patch test"))
    hands.press("Space")
    hands.choose(_("For which service"), tint(salon).name)
    hands.walk_to(_("The client declines the patch test"))
    hands.press("Space")
    assert hands.title == _("Consent to sign")
    hands.press("Return")  # nothing is signed yet
    hands.sees(_("Sign in the field, or tick signed on paper."))
    hands.walk_to(_("Signed on paper"))
    hands.press("Space", "Return")
    assert hands.title == ""
    [declined] = salon.ask(signed_by, her_key(salon)).signed
    assert declined.line.consent == "patch_decline"
    assert declined.line.service_ref == "lsb_tint"
    assert answer(salon, TODAY).verdict is Verdict.BLOCK
    ana = next(one.id for one in salon.ask(team) if one.name == "Ana")
    wish = Booking(
        *(her_key(salon), tint(salon).id, TODAY, time(16), ana),
        override="She had one elsewhere, last week",
    )
    with pytest.raises(Contraindicated):
        salon.do(book, wish)

    # the test is put on now, and the tint booked from its first hour on
    hands.walk_to(_("Put on a patch test"))
    hands.press("Space")
    hands.choose(_("For which service"), tint(salon).name)
    hands.write(_("With what, place {number}").format(number=1), "Tint 3")
    hands.press("Return")
    [test] = salon.ask(patch_tests_of, her_key(salon))
    assert test.service_ref == "lsb_tint"
    said = offer_of_the_tint(hands)
    assert day_and_time(THURSDAY, "11:15") in said
    hands.press("2")
    assert hands.title == ""
    visit = her_visit(salon)
    assert (visit.slot.day, visit.slot.start) == (THURSDAY, time(11, 15))
    with pytest.raises(Contraindicated):  # and not brought forward either
        salon.do(move, visit.id, Change(day=TODAY, override="She cannot wait"))

    # nobody has read it: it is seen before she comes, and does not begin
    hands.close()
    hands = sit_down(folder, now=BEFORE_SHE_COMES)
    salon = hands.salon
    to_read = _("patch test for {service} to read before the visit today")
    hands.sees(f"{HER} — {to_read.format(service=tint(salon).name)}")
    stands = at_the_start(salon)
    assert {one.condition for one in stands} == {"consent_missing", "patch_missing"}
    said = refused(hands, _("Read the patch test"))
    for one in stands:
        assert one.text in said

    # read and signed at the desk, each from where it was missing, it begins
    assert hands.title == _("Read the patch test")
    hands.press("Ctrl+Return")
    hands.sees(_("Say of each spot what you see there, then keep the reading."))
    hands.press("Alt+1", "Ctrl+Return")
    assert hands.title == ""
    [unsigned] = at_the_start(salon)
    assert unsigned.condition == "consent_missing"
    assert unsigned.text in refused(hands, _("Sign the consent"))
    assert hands.title == _("Consent to sign")
    hands.walk_to(_("Signed on paper"))
    hands.press("Space", "Return")
    assert hands.title == ""
    assert at_the_start(salon) == []
    hands.press("Alt+1")
    hands.stand_on(_("Today’s clients"), HER)
    hands.press("S")
    assert hands.title == ""
    assert her_visit(salon).status is Status.IN_TREATMENT
