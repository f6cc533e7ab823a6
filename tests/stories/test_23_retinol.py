"""Scenario 11: retinol on Saturday and a wax on Thursday; isotretinoin and the legs."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from salon.app import Salon
from salon.catalogue.model import EntryCard, ServiceCard, Subject
from salon.catalogue.queries import entries, resolve_service
from salon.clients.model import ClientId
from salon.clients.queries import conditions_of, find_ids
from salon.safety.model import Answer, Objection, Verdict
from salon.safety.queries import safety_answer
from salon.text import _, day_and_time
from tests.stories.hands import Hands
from tests.ui.pages.daily import NOW

THURSDAY = datetime(2026, 11, 26, 10, 42, tzinfo=NOW.tzinfo)
TODAY = THURSDAY.date()
SATURDAY = date(2026, 11, 21)
RETINOL, ISOTRETINOIN = "retinoid_topical", "isotretinoin"
HALF_A_YEAR = timedelta(days=183)


def her_key(salon: Salon, name: str) -> ClientId:
    return salon.ask(find_ids, name, 5)[0]


def named(hands: Hands, subject: Subject, ref: str) -> str:
    found: list[EntryCard] = hands.salon.ask(entries, subject)
    return next(str(one.names) for one in found if one.ref == ref)


def service(hands: Hands, ref: str) -> ServiceCard:
    return hands.salon.ask(resolve_service, ref)


def answer(hands: Hands, name: str, ref: str, day: date = TODAY) -> Answer:
    salon = hands.salon
    return salon.ask(safety_answer, her_key(salon, name), service(hands, ref), day)


def forbids(answer: Answer) -> list[Objection]:
    return [one for one in answer.objections if not one.can_be_overridden]


def open_file(hands: Hands, name: str) -> None:
    hands.press("Ctrl+K")
    hands.say(name)
    hands.press("Return", "Ctrl+7")


def offer(hands: Hands, ref: str) -> tuple[str, list[str]]:
    """Return what the booking says of a service, and the times that it offers."""
    hands.press("Ctrl+B")
    hands.choose(_("Service"), service(hands, ref).name)
    said = hands.front()
    times = [line for line in said.splitlines() if " · Room" in line]
    return said, times


def test_retinol_on_saturday_and_a_wax_on_thursday(
    folder: Path, sit_down: Callable[..., Hands]
) -> None:
    hands = sit_down(folder, now=THURSDAY)
    her = "Emma Clarke"
    open_file(hands, her)
    hands.walk_to(_("Add a condition"))
    hands.press("Space")
    name = named(hands, Subject.HEALTH_CONDITION, RETINOL)
    hands.choose(_("Health condition"), name)
    hands.walk_to(_("Last used on"))  # the answer, then the day
    hands.press("Space", "Tab", "Ctrl+A")
    hands.say("21.11.")
    hands.choose(_("Where"), named(hands, Subject.ZONE, "upper_lip"))
    hands.press("Return")
    assert hands.title == ""
    hands.sees(name)

    # the lip waits a week from Saturday; so does the whole face; the legs do not
    back = SATURDAY + timedelta(days=7)
    for ref in ("wax_lip", "thr_face"):
        [one] = forbids(answer(hands, her, ref))
        assert (one.verdict, one.until) == (Verdict.BLOCK, back)
        said, times = offer(hands, ref)
        assert one.text in said
        assert times
        assert times[0].startswith(day_and_time(back, ""))
        hands.press("Escape")
    assert answer(hands, her, "wax_half").verdict is Verdict.CLEAR
    said, times = offer(hands, "wax_half")
    assert times[0].startswith(day_and_time(TODAY, ""))
    hands.press("1")
    assert hands.title == ""
    hands.press("Ctrl+Z")

    # on Saturday the week is over by itself
    assert answer(hands, her, "wax_lip", back).verdict is Verdict.CLEAR


def test_isotretinoin_reaches_the_legs_and_does_not_lift_while_it_is_taken(
    folder: Path, sit_down: Callable[..., Hands]
) -> None:
    hands = sit_down(folder, now=THURSDAY)
    salon, her = hands.salon, "Noor Haddad"
    name = named(hands, Subject.HEALTH_CONDITION, ISOTRETINOIN)
    open_file(hands, her)
    hands.walk_to(_("Add a medicine"))
    hands.press("Space")
    hands.choose(_("Medicine"), name)
    hands.write(_("Since"), "26.3.")
    hands.press("Return")
    assert hands.title == ""
    [row] = salon.ask(conditions_of, her_key(salon, her))
    assert (row.condition, row.since, row.until) == (
        ISOTRETINOIN,
        date(2026, 3, 26),
        None,
    )

    # whatever the day, and with whatever reason
    for days in (0, 30, 400):
        day = TODAY + timedelta(days=days)
        [one] = forbids(answer(hands, her, "wax_half", day))
        assert (one.condition, one.until) == (ISOTRETINOIN, None)
    said, _times = offer(hands, "wax_half")
    assert one.text in said
    hands.press("1")
    hands.sees(_("Not booked yet: see the warning above."))
    assert not hands.has(_("Reason for going on all the same"))
    hands.press("Escape")

    # the last capsule is today: in half a year it is over by itself
    over = _("{what} is over, or was noted by mistake")
    hands.walk_to(over.format(what=name))
    hands.press("Space")
    assert hands.title == name
    hands.press("Ctrl+Return")
    assert hands.title == ""
    [one] = forbids(answer(hands, her, "wax_half"))
    assert (one.condition, one.until) == ("isotretinoin_6m", TODAY + HALF_A_YEAR)
    later = TODAY + HALF_A_YEAR
    assert answer(hands, her, "wax_half", later).verdict is Verdict.CLEAR
    day_before = later - timedelta(days=1)
    assert answer(hands, her, "wax_half", day_before).verdict is Verdict.BLOCK
