"""Wherever one speaks with somebody else, or hands a paper over: who may be told."""

import pytest

from salon.aftercare.queries import calls_due
from salon.app import Salon
from salon.clients.household import add_relative
from salon.clients.model import ClientId, RelativeDraft
from tests.ui.pages import people
from tests.ui.pages.people import EMMA, LIN, Settle
from tests.ui.pages.seeing import page_as
from ui.aftercare.page import CallsPage
from ui.booking.sheet import open_booking
from ui.clients.leaving import CopySheet
from ui.clients.page import ClientPage
from ui.desk import Desk
from ui.frame.window import Window
from ui.parts.hearing import MayHear
from ui.parts.printing import PrintSheet, open_print
from ui.parts.ringing import Ringing, open_ringing
from ui.places import CallList, ClientCard

people_template = people.people_template
people_folder = people.people_folder
people_salon = people.people_salon
people_desk = people.people_desk
people_window = people.people_window

NOBODY = "Only the client may be told what the file says."
MOTHER = "May be told what the file says: Mother Li Hua. Nobody else."


def trust(salon: Salon, key: ClientId) -> None:
    more = RelativeDraft(may_book=True, may_see=True)
    salon.do(add_relative, key, "mother", "Li Hua", more=more)


@pytest.fixture
def trusted(people_salon: Salon) -> Salon:
    """Return the salon, where the mother of Lin may be told all."""
    trust(people_salon, LIN)
    return people_salon


def test_a_paper_of_a_file_says_to_whom_it_may_be_given(
    trusted: Salon, people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    for kind, key, said in (
        ("file", LIN, MOTHER),
        ("skin", LIN, MOTHER),
        ("statement", EMMA, NOBODY),
    ):
        sheet = open_print(people_desk, kind, int(key))
        assert isinstance(sheet, PrintSheet)
        for _turn in range(3):
            settle()
        assert sheet.hearing.isVisibleTo(sheet)
        assert sheet.hearing.text() == said
        sheet.reject()
        settle()


def test_who_rings_or_books_or_copies_reads_it(
    trusted: Salon, people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    ringing = open_ringing(people_desk, Ringing(LIN, "林美华", "+8613800138000"))
    assert ringing is not None
    settle()
    [line] = ringing.findChildren(MayHear)
    assert line.text() == MOTHER
    ringing.reject()
    booking = open_booking(people_desk, int(LIN))
    assert booking is not None
    settle()
    settle()
    assert booking.hearing.text() == f"May book for the client: Mother Li Hua. {MOTHER}"
    booking.reject()
    other = open_booking(people_desk, int(EMMA))
    assert other is not None
    settle()
    settle()
    assert not other.hearing.isVisibleTo(other)  # no family is noted: nothing to say
    other.reject()
    people_desk.go(ClientCard(LIN))
    settle()
    page = people_window.page
    assert isinstance(page, ClientPage)
    page.act("copy")
    settle()
    [copy] = people_window.findChildren(CopySheet)
    [line] = copy.findChildren(MayHear)
    assert line.text() == MOTHER


def test_the_call_in_hand_says_it_of_its_own_client(
    day_window: Window, day_desk: Desk, day_salon: Salon, settle: Settle
) -> None:
    first, second = day_salon.ask(calls_due)[:2]
    assert first.client_id != second.client_id
    trust(day_salon, ClientId(first.client_id))
    day_desk.go(CallList())
    settle()
    page = page_as(day_window, CallsPage)
    settle()
    assert page.card.hearing.text() == MOTHER
    page.list.choose(1)
    settle()
    assert page.card.hearing.text() == NOBODY
