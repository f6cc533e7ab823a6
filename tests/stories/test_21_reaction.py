"""Scenario 9: a reaction after a peel, from the first word to the closing."""

from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, time
from pathlib import Path

import pytest

from salon.aftercare.model import CallLine, CallStatus
from salon.aftercare.queries import call_line, calls_due, calls_of
from salon.app import Salon
from salon.appointments.model import AppointmentId, Status
from salon.appointments.operations import Booking, book
from salon.appointments.queries import appointment
from salon.catalogue.model import EntryCard, ServiceCard
from salon.catalogue.queries import resolve_service
from salon.clients.model import ClientId
from salon.clients.queries import conditions_of, find_ids
from salon.incidents.model import (
    OUTCOME_WORDS,
    SEVERITY_WORDS,
    TICK_WORDS,
    IncidentCard,
    IncidentId,
    Outcome,
    Severity,
)
from salon.incidents.queries import all_incidents, incident
from salon.safety.model import Verdict
from salon.safety.queries import safety_answer
from salon.staff.queries import team
from salon.start import open_salon
from salon.text import _, full_day
from salon.views.incidents import conditions_left, incident_sight
from tests.stories.hands import Hands
from tests.ui.pages.daily import NOW, TODAY

HER, THERAPIST, MANAGER = "Grace Liu", "Ana", "Mei"
NEXT_PEEL = date(2026, 12, 1)
ELEVEN_DAYS_ON = datetime(2026, 12, 5, 11, 30, tzinfo=NOW.tzinfo)
LEFT = "anaphylaxis_history"


def her_key(salon: Salon) -> ClientId:
    return salon.ask(find_ids, HER, 5)[0]


def peel(salon: Salon) -> ServiceCard:
    return salon.ask(resolve_service, "pel_glycolic")


def her_next_peel(folder: Path) -> AppointmentId:
    """Return a second peel that she has agreed, a little early."""
    with closing(open_salon(str(folder), NOW)) as salon:
        ana = next(one.id for one in salon.ask(team) if one.name == THERAPIST)
        gentle = salon.ask(resolve_service, "pel_pha").id
        wish = Booking(
            *(her_key(salon), gentle, NEXT_PEEL, time(14), ana),
            override="Two weeks are not over, but it is the mildest one",
        )
        return salon.do(book, wish)


def the_incident(hands: Hands) -> IncidentCard:
    [line] = hands.salon.ask(all_incidents)
    return hands.salon.ask(incident, line.id)


def her_call(hands: Hands) -> CallLine:
    return next(one for one in hands.salon.ask(calls_due) if one.client == HER)


def short_sign(hands: Hands, key: IncidentId) -> str:
    """Return how the flag is called within a sentence."""
    [sign] = hands.salon.ask(incident_sight, key).card.line.signs
    return sign.short


def raise_the_flag(hands: Hands) -> CallLine:
    """Ring her, hear that she can hardly breathe, and open the incident."""
    hands.press("F8")
    hands.stand_on(_("Call list"), HER)
    call = her_call(hands)
    hands.write(_("Note"), "Lids swelling, hives on the neck, voice hoarse")
    flag = next(one for one in call.red_flags if one.id == "rf_breath")
    hands.walk_to(flag.text)
    hands.press("Space")
    hands.sees(hands.salon.premises.emergency_number, flag.text)

    hands.press("1", "2")  # neither all well nor the next visit any more
    assert hands.reads(
        _("“{sign}” was said. Open the incident, or take the sign off.")
    ), hands.screen()
    assert hands.salon.ask(call_line, call.id).status is CallStatus.WAITING
    assert hands.salon.ask(all_incidents) == ()
    hands.press("I")
    return call


def sign_in(hands: Hands, name: str) -> None:
    """Let somebody else be at the desk."""
    place = [one.name for one in hands.salon.ask(team)].index(name) + 1
    hands.walk_to(_("Sign in"))
    hands.press("Space", str(place))
    hands.sees(name)


def to_the_incident(hands: Hands) -> None:
    """Go from Today, where it stands on top, to the page of the incident."""
    hands.press("Alt+1")
    hands.walk_to(_("Open the incident of {client}").format(client=HER))
    hands.press("Space")


def close_it(hands: Hands) -> None:
    """Close it with the doctor's finding; the allergy stays as a fact."""
    hands.press("Ctrl+Return")
    assert hands.title == _("Close the incident")
    hands.walk_to(_(OUTCOME_WORDS[Outcome.LASTING]))
    hands.press("Space")
    hands.write(_("What the doctor found"), "Allergy to glycolic acid")
    hands.write(_("What it leaves"), named(hands, LEFT))
    hands.press("Return")
    assert hands.has(_("Take off: {what}").format(what=named(hands, LEFT)))
    barred = _("“{service}” is not given again")
    hands.walk_to(barred.format(service=peel(hands.salon).names))
    hands.press("Space")
    hands.write(_("Why it can be closed"), "Her doctor’s letter is here")
    hands.press("Return")
    assert hands.title == ""


def named(hands: Hands, ref: str) -> str:
    found: list[EntryCard] = hands.salon.ask(conditions_left)
    return next(str(one.names) for one in found if one.ref == ref)


def refused_in_the_booking(hands: Hands) -> str:
    """Return what the booking says of the same peel, which nobody may book."""
    hands.press("Ctrl+B")
    hands.write(_("Client"), HER)
    hands.press("Return")
    hands.choose(_("Service"), str(peel(hands.salon).names))
    said = hands.front()
    hands.press("Return")
    hands.sees(_("Not booked yet: see the warning above."))
    hands.press("Escape")
    return said


@pytest.mark.qt_log_ignore("does not support grabbing", extend=True)  # of a menu
def test_from_the_first_word_to_the_closing(
    folder: Path, sit_down: Callable[..., Hands]
) -> None:
    visit = her_next_peel(folder)
    hands = sit_down(folder)
    call = raise_the_flag(hands)
    salon = hands.salon
    card = the_incident(hands)
    key, sign = card.line.id, short_sign(hands, card.line.id)

    # the first minutes: whom to ring, what to say, what is done
    assert salon.ask(call_line, call.id).status is CallStatus.DONE
    assert card.line.severity is Severity.EMERGENCY
    assert card.words == "Lids swelling, hives on the neck, voice hoarse"
    sight = salon.ask(incident_sight, key)
    hands.sees(
        *(HER, _("Ring now"), salon.premises.emergency_number, sight.say),
        *(_(TICK_WORDS[one.key]) for one in sight.ticks),
        str(peel(salon).names),
        _("kept, and cannot start"),
    )
    hands.press("Space", "Space", "Space")
    assert the_incident(hands).ticked == {one.key for one in sight.ticks[:3]}
    for dead in "1234":
        hands.press(dead)
    hands.press("L")
    hands.sees(_("told {time} · not seen yet").format(time="10:42"))
    hives = next(one for one in sight.offered if one.flag == "rf_hives")
    hands.walk_to(hives.short)
    hands.press("Space")
    hands.walk_to(f"3 {_(SEVERITY_WORDS[Severity.DOCTOR])}")  # less needs a reason
    hands.press("Space")
    assert hands.title == _("Less grave than it was called?")
    hands.press("Return")
    assert hands.title
    hands.press("Escape")
    hands.press("5")  # help is there
    card = the_incident(hands)
    assert card.line.severity is Severity.EMERGENCY
    assert {one.flag for one in card.line.signs} == {"rf_breath", "rf_hives"}
    assert [one.what for one in card.steps if one.kind == "told"] == [MANAGER]
    follow = [one for one in salon.ask(calls_of, her_key(salon)) if one.incident_id]
    assert any(one.due == TODAY for one in follow)

    # Today and her file show it on top
    hands.press("Alt+1")
    said = _("Open incident: {client}, {sign}, said {time}")
    hands.sees(said.format(client=HER, sign=sign, time="10:42"))
    hands.press("Ctrl+K")
    hands.say(HER)
    hands.press("Return")
    hands.sees(_("Open incident: {sign}, said {time}").format(sign=sign, time="10:42"))

    # what she has booked stays and does not begin
    hands.close()
    on_the_day = datetime.combine(NEXT_PEEL, time(13, 55), NOW.tzinfo)
    hands = sit_down(folder, now=on_the_day)
    hands.stand_on(_("Today’s clients"), HER)
    hands.press("A", "S")
    held = _("Held until the incident of {day} is closed.")
    assert held.format(day=full_day(TODAY)) in hands.front()
    assert not hands.has(_("Reason for going on all the same"))
    hands.walk_to(_("Open the incident"))
    hands.press("Space")  # the way on
    assert hands.title == ""
    hands.sees(_("Open incidents"), _("Help is with the client"))
    assert hands.salon.ask(appointment, visit).status is Status.ARRIVED

    # after eleven days the manager closes it, with what the doctor found
    hands.close()
    hands = sit_down(folder, now=ELEVEN_DAYS_ON)
    sign_in(hands, MANAGER)
    to_the_incident(hands)
    close_it(hands)
    card = the_incident(hands)
    assert not card.line.is_open
    assert (card.outcome, card.is_barred) == (Outcome.LASTING, True)
    assert (card.closed_by, card.finding) == (MANAGER, "Allergy to glycolic acid")
    hands.sees(_("Not given again: {service}").format(service=peel(hands.salon).names))

    # what it left is a fact, and the peel is not given any more
    salon = hands.salon
    [left] = salon.ask(conditions_of, her_key(salon))
    assert (left.condition, left.confirmed) == (LEFT, True)
    far = date(2027, 2, 10)
    answer = salon.ask(safety_answer, her_key(salon), peel(salon), far)
    assert answer.verdict is Verdict.BLOCK
    assert answer.objections[0].text in refused_in_the_booking(hands)

    # the closing is taken back, and the incident is open again
    hands.press("Ctrl+Z")
    assert the_incident(hands).line.is_open
    assert salon.ask(conditions_of, her_key(salon)) == []
    hands.press("Alt+1")
    assert hands.has(_("Open incident: {client}").format(client=HER)) or hands.reads(
        _("Open incident: {client}, {sign}, said {time}")
    )
