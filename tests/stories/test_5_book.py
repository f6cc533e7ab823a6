"""Step 5: she is given a time; what stands against it is told in words."""

from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton

from salon.app import Salon
from salon.appointments.model import DayLine, Resource, Slot
from salon.appointments.operations import Booking, block_time, book
from salon.appointments.queries import visits_of
from salon.catalogue.model import ServiceId
from salon.catalogue.queries import resolve_service
from salon.clients.model import ClientId
from salon.clients.operations import note_condition, note_patch_test
from salon.clients.queries import find_ids
from salon.rooms.model import RoomId
from salon.rooms.operations import add_device, change_room
from salon.rooms.queries import rooms
from salon.staff.model import StaffId
from salon.staff.queries import team
from salon.start import open_salon
from salon.text import _, day_and_time
from tests.stories.hands import Hands
from tests.ui.pages.daily import NOW, TODAY
from ui.places import DayOf

TOMORROW = date(2026, 11, 25)


def client(salon: Salon, name: str) -> ClientId:
    return salon.ask(find_ids, name, 5)[0]


def coming(hands: Hands, name: str) -> list[DayLine]:
    found = hands.salon.ask(visits_of, client(hands.salon, name))
    return [one for one in found if one.slot.day >= TODAY and one.status.is_open]


def service(salon: Salon, ref: str) -> tuple[ServiceId, str]:
    card = salon.ask(resolve_service, ref)
    return card.id, card.name


def person(salon: Salon, name: str) -> StaffId:
    return next(one.id for one in salon.ask(team) if one.name == name)


def test_a_returning_client_has_her_usual_within_eight_keys(hands: Hands) -> None:
    before = len(coming(hands, "Olivia Grant"))
    hands.press("Ctrl+B")
    hands.say("olivia")
    hands.presses = 0

    hands.press("Return", "1")

    assert hands.presses <= 8
    assert hands.title == ""
    booked = coming(hands, "Olivia Grant")
    assert len(booked) == before + 1
    newest = max(booked, key=lambda one: one.id)
    assert newest.person.name == "Jun"
    usual = service(hands.salon, "mas_relax60")[1]
    assert str(newest.service) == usual
    assert "Olivia Grant" in hands.told
    assert usual in hands.told

    hands.press("Ctrl+Z")
    assert len(coming(hands, "Olivia Grant")) == before


def test_by_phone_while_another_client_waits(hands: Hands) -> None:
    """Scenario 3."""
    hands.press("Alt+1", "D")  # a record is being written
    hands.say("Half a sentence")

    hands.press("Ctrl+K", "Ctrl+A")
    hands.say("hejing 5678")
    [line] = [one for one in hands.rows(_("Found")) if "何静" in one]
    assert "5678" in line.replace(" ", "")
    hands.press("Ctrl+B")
    hands.sees(service(hands.salon, "fac_hydrate")[1], "Rosa", "…5678")
    hands.press("Return")
    assert len(coming(hands, "何静")) == 2

    hands.sees("Half a sentence")


def test_the_same_by_mouse(hands: Hands) -> None:
    hands.click(_("Book"))
    hands.click(_("Client"))
    hands.say("olivia")
    hands.click_row(_("Found"), "Olivia Grant")
    first = next(
        one.accessibleName()
        for one in hands.window.findChildren(QPushButton)
        if one.isVisible() and "Jun" in one.accessibleName()
    )
    hands.click(first)

    assert len(coming(hands, "Olivia Grant")) == 2


@pytest.mark.parametrize("ref", ["fac_acne"])
def test_what_needs_care_asks_for_a_reason_and_keeps_it(hands: Hands, ref: str) -> None:
    salon = hands.salon
    salon.do(note_condition, client(salon, "Emma Clarke"), "pregnancy")
    hands.settle()
    hands.press("Escape")  # what it breaks is decided later
    before = len(coming(hands, "Emma Clarke"))
    begin(hands, "emma", service(salon, ref)[1])

    hands.press("1")
    said = _("To go on all the same, type a reason.")
    hands.sees(_("Reason for going on all the same"), said)
    assert len(coming(hands, "Emma Clarke")) == before

    hands.say("No steam, she knows")
    hands.press("Return")
    assert hands.title == ""
    assert len(coming(hands, "Emma Clarke")) == before + 1


def test_what_must_not_be_is_refused_and_nobody_can_override_it(
    hands: Hands,
) -> None:
    salon = hands.salon
    salon.do(note_condition, client(salon, "Emma Clarke"), "isotretinoin")
    before = len(coming(hands, "Emma Clarke"))
    begin(hands, "emma", service(salon, "pel_glycolic")[1])

    hands.press("Return")
    hands.press("1")

    hands.sees(_("Not booked yet: see the warning above."))
    assert not hands.has(_("Reason for going on all the same"))
    assert hands.title == _("Book")
    hands.press("Escape")
    assert len(coming(hands, "Emma Clarke")) == before


def begin(hands: Hands, typed: str, wanted: str) -> None:
    """Open the booking and choose a client and a service by keys."""
    hands.press("Ctrl+B")
    hands.say(typed)
    hands.press("Return")
    hands.write(_("Service"), wanted)
    hands.press("Return")


@pytest.fixture
def one_laser(folder: Path) -> Path:
    """Let there be one laser room, closed until eleven tomorrow; both are tested."""
    with closing(open_salon(str(folder), NOW, desk="manager")) as salon:
        for line in salon.ask(rooms)[:3]:
            salon.do(change_room, line.id, room_type="facial_room")
        salon.do(change_room, RoomId(4), name="Laser room", room_type="laser_room")
        salon.do(add_device, "Diode laser", "laser_diode")
        for name, ref in (
            ("Emma Clarke", "lgt_ipl_pig"),
            ("Noor Haddad", "hrl_arm"),
            ("Dana Petrov", "hrl_arm"),
        ):
            at = datetime(2026, 11, 2, 10, tzinfo=NOW.tzinfo)
            read = datetime(2026, 11, 10, 10, tzinfo=NOW.tzinfo)
            salon.do(
                note_patch_test,
                client(salon, name),
                ref,
                applied_at=at,
                read_at=read,
                result="none",
            )
        closed = Slot(TOMORROW, time(9), 120)
        salon.do(block_time, Resource.ROOM, 4, closed, "Repair")
        hair = service(salon, "hrl_arm")[0]
        who = client(salon, "Dana Petrov")
        noon = time(12, 20)
        salon.do(book, Booking(who, hair, TOMORROW, noon, person(salon, "Jun")))
    return folder


def test_two_desks_want_the_laser_at_once_and_one_is_told_what_is_free(
    one_laser: Path, sit_down: Callable[..., Hands]
) -> None:
    """Scenario 6."""
    hands = sit_down(one_laser)
    begin(hands, "emma", service(hands.salon, "lgt_ipl_pig")[1])
    hands.walk_to(_("From day"))
    hands.press("Ctrl+A")
    hands.say("25.11.")
    hands.press("Tab")
    hands.write(_("Note"), "Left cheek only")
    hands.sees(day_and_time(TOMORROW, "11:00"))
    with closing(open_salon(str(one_laser), NOW, desk="Lan")) as lan:
        noor, hair = client(lan, "Noor Haddad"), service(lan, "hrl_arm")[0]
        lan.do(book, Booking(noor, hair, TOMORROW, time(11), person(lan, "Jun")))

    hands.walk_to(_("Book"))
    hands.press("1")

    assert hands.title == _("Book")
    hands.sees("Laser room", "Noor Haddad", service(hands.salon, "hrl_arm")[1])
    hands.sees("11:30")
    hands.sees("Emma Clarke", "Left cheek only")
    hands.sees(day_and_time(TOMORROW, "12:50"))
    offered = hands.front().splitlines()
    assert not [line for line in offered if day_and_time(TOMORROW, "11:30") in line]
    hands.press("1")
    [made] = [one for one in coming(hands, "Emma Clarke") if one.slot.day == TOMORROW]
    assert made.slot.start == time(12, 50)
    assert made.note == "Left cheek only"


def test_the_book_shows_it_and_the_next_free_times(hands: Hands) -> None:
    hands.press("Alt+2")

    assert isinstance(hands.window.desk.place, DayOf)  # type: ignore[union-attr]
    hands.sees("Olivia Grant", "Dana Petrov", "Rosa")


def test_the_day_is_written_as_it_is_said(hands: Hands, tongue: str) -> None:
    said = {"en": "thu after 14", "zh_CN": "周四下午两点后", "zh_TW": "週四下午兩點後"}
    hands.press("Ctrl+B")
    hands.say("olivia")
    hands.press("Return")
    hands.write(_("From day"), said[tongue])
    hands.press("Return")
    lines = hands.front().splitlines()
    first = next(row for row in lines if "14:" in row and " · " in row)

    assert "26" in first  # Thursday
    assert hands.title == _("Book")  # looked up, not booked yet
    hands.press("Return")
    [visit] = [
        one
        for one in coming(hands, "Olivia Grant")
        if one.slot.day == date(2026, 11, 26)
    ]
    assert visit.slot.start >= time(14)


def test_what_is_no_day_shows_no_times(hands: Hands) -> None:
    hands.press("Ctrl+B")
    hands.say("olivia")
    hands.press("Return")
    hands.write(_("From day"), "peanut")
    hands.press("Tab")

    assert " · Jun" not in hands.front()
    assert hands.find(_("From day"), QLineEdit).accessibleDescription()
    hands.press("1")
    assert hands.title == _("Book")
    hands.write(_("From day"), "+1")
    hands.press("Tab")
    assert hands.front().count(" · Jun") > 1


def test_an_hour_that_is_said_holds_for_what_is_offered(hands: Hands) -> None:
    hands.press("Ctrl+B")
    hands.say("olivia")
    hands.press("Return")
    hands.write(_("From day"), "thu after 18")
    hands.press("Return")
    first = [row for row in hands.front().splitlines() if ":" in row and " · " in row]
    before = coming(hands, "Olivia Grant")
    hands.press("Return")
    new = [one for one in coming(hands, "Olivia Grant") if one not in before]

    # nobody books another hour by pressing Enter once more
    assert first
    assert all(one.slot.start >= time(18) for one in new)
    if not new:
        assert hands.title == _("Book")
        hands.press("1")
        [chosen] = [one for one in coming(hands, "Olivia Grant") if one not in before]
        assert chosen.slot.day >= TODAY


def test_the_day_that_is_written_is_the_day_that_is_booked(hands: Hands) -> None:
    before = coming(hands, "Olivia Grant")
    hands.press("Ctrl+B")
    hands.say("olivia")
    hands.press("Return")
    hands.write(_("From day"), "fri after 15")
    hands.press("Ctrl+Return")  # before the field was left
    assert coming(hands, "Olivia Grant") == before
    hands.press("Ctrl+Return")
    [new] = [one for one in coming(hands, "Olivia Grant") if one not in before]
    assert (new.slot.day, new.slot.start >= time(15)) == (date(2026, 11, 27), True)


@pytest.mark.parametrize("typed", ["Noor", "zzqq", ""])
def test_the_client_that_is_written_is_the_one_that_is_booked(
    hands: Hands, typed: str
) -> None:
    before = coming(hands, "Olivia Grant")
    hands.press("Ctrl+B")
    hands.say("olivia")
    hands.press("Return")
    hands.write(_("Client"), typed)
    if not typed:
        hands.press("Delete")
    hands.press("Ctrl+Return")

    assert hands.title == _("Book")
    assert coming(hands, "Olivia Grant") == before
