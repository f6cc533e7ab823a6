"""The story of a client: of one kind, sought through, and to a visit at once."""

from datetime import time

from PySide6.QtTest import QTest

from salon.appointments.operations import Booking, book, complete
from salon.catalogue.queries import resolve_service
from salon.clients.model import ClientId
from salon.forms.model import Signing
from salon.forms.operations import sign_form
from salon.staff.operations import hire
from salon.treatments.model import TreatmentDraft
from salon.treatments.operations import finish
from tests.ui.pages import people
from tests.ui.pages.people import LIN, Ctrl, Key, Settle, button, words_in, write
from ui.clients.page import ClientPage
from ui.clients.story import SHOWN, StoryTab
from ui.desk import Desk
from ui.frame.window import Window
from ui.places import ClientCard

people_template = people.people_template
people_folder = people.people_folder
people_salon = people.people_salon
people_desk = people.people_desk
people_window = people.people_window


def story(window: Window, desk: Desk, settle: Settle) -> StoryTab:
    desk.go(ClientCard(LIN, "story"))
    for _turn in range(4):
        settle()
    assert isinstance(window.page, ClientPage)
    tab = window.page.stack.currentWidget()
    assert isinstance(tab, StoryTab)
    return tab


def test_words_are_sought_in_all_that_happened(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    signing = Signing("en", ticks=1, is_on_paper=True)
    people_desk.salon.do(sign_form, ClientId(LIN), "contact_promo", signing)
    tab = story(people_window, people_desk, settle)
    QTest.keyClick(people_window, Key.Key_F, Ctrl)
    assert tab.search.hasFocus()
    whole = len(tab._lines)
    write(tab.search, "offers news", settle)
    assert [one.kind for one in tab._lines] == ["form"]
    write(tab.search, "nothing like it", settle)
    assert "Nothing is found" in words_in(tab)
    write(tab.search, "", settle)
    assert len(tab._lines) == whole


def test_one_kind_at_a_time(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    tab = story(people_window, people_desk, settle)
    everything = list(tab._lines)
    for at, kinds in enumerate(SHOWN.values()):
        tab.kinds.group.button(at).click()
        settle()
        wanted = [one for one in everything if not kinds or one.kind in kinds]
        assert tab._lines == wanted


def test_to_a_visit_at_once_whatever_was_sought(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    salon = people_desk.salon
    salon.do(hire, "Mei", skills="all")
    facial = salon.ask(resolve_service, "con_first")
    visit = salon.do(book, Booking(LIN, facial.id, salon.today(), time(11)))
    salon.do(complete, visit)
    tab = story(people_window, people_desk, settle)
    assert tab.jump.count() == 1 + len(tab._visits)
    assert tab._visits
    write(tab.search, "nothing like it", settle)
    last = tab.jump.count() - 1
    tab.jump.setCurrentIndex(last)
    tab.jump.activated.emit(last)
    settle()
    assert tab.timeline is not None
    row = tab.timeline.currentIndex().row()
    assert tab._lines[row] == tab._visits[-1]


def test_the_line_of_figures_leads_to_the_next_visit(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    story(people_window, people_desk, settle)
    page = people_window.page
    assert isinstance(page, ClientPage)
    facts = page.strip.facts
    assert facts is not None
    said = words_in(page.strip)
    if facts.coming is None:
        assert button(page.strip, "Book next").isEnabled()
    else:
        assert "Next" in said


def test_what_is_asked_each_time_is_no_hit_and_hits_are_counted(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    salon = people_desk.salon
    salon.do(hire, "Mei", skills="all")
    facial = salon.ask(resolve_service, "con_first")
    for at, reaction in ((11, ""), (15, "It did itch")):
        visit = salon.do(book, Booking(LIN, facial.id, salon.today(), time(at)))
        draft = TreatmentDraft(asked_none=True, reaction=reaction)
        salon.do(finish, visit, draft, override="late")
    tab = story(people_window, people_desk, settle)
    assert sum("pain, itch, heat: none" in one.detail for one in tab._lines) == 2
    assert not tab.count.isVisibleTo(tab)
    write(tab.search, "itch", settle)
    assert ["It did itch" in one.detail for one in tab._lines] == [True]
    assert tab.count.text() == "1 found"
    write(tab.search, "", settle)
    assert not tab.count.isVisibleTo(tab)
