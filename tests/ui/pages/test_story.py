"""The story of a client: of one kind, sought through, and to a visit at once."""

from datetime import time

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

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
from ui.kit import found, style
from ui.kit.tokens import DARK, LIGHT, Tone
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
    assert tab.count.text() == "1 entry found"
    write(tab.search, "", settle)
    assert not tab.count.isVisibleTo(tab)


def marked(text: str, *sought: str, but: str = "") -> list[str]:
    return [text[first:last] for first, last in found.places(text, sought, but)]


def test_where_sought_words_stand() -> None:
    assert marked("It did Itch a little", "itch") == ["Itch"]
    assert marked("Peel and peeling", "peel") == ["Peel", "peel"]
    assert marked("Straße, STRASSE", "strasse") == ["Straße", "STRASSE"]
    assert marked("补水护理，无泛红", "泛红", "补水") == ["补水", "泛红"]
    assert marked("one two", "one", "ne t") == ["one t"]  # one mark, not two on it
    assert marked("nothing", "it", "") == []
    rote = "pain, itch, heat: none"
    assert marked(f"{rote}. It did itch", "itch", but=rote) == ["itch"]
    assert found.places(f"{rote}. It did itch", ("itch",), rote)[0][0] > len(rote)


def ambers(picture: QImage, box: QRect) -> list[int]:
    """Return the columns in which the ground of a mark is seen."""
    wanted = style.shade(Tone.AMBER).soft.rgb()
    return [
        x
        for x in range(box.left(), box.right() + 1)
        if any(picture.pixel(x, y) == wanted for y in range(box.top(), box.bottom()))
    ]


def test_what_was_sought_is_marked_in_what_was_found(
    qapp: QApplication, people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    salon = people_desk.salon
    salon.do(hire, "Mei", skills="all")
    facial = salon.ask(resolve_service, "con_first")
    visit = salon.do(book, Booking(LIN, facial.id, salon.today(), time(11)))
    far = "Nothing to tell, calm all the while and asleep. " * 6 + "Then it tingled"
    salon.do(finish, visit, TreatmentDraft(reaction=far), override="late")
    tab = story(people_window, people_desk, settle)
    for theme in (LIGHT, DARK):
        style.use(qapp, theme)
        for said in ("tingled", str(salon.today().year), "nothing"):
            write(tab.search, "", settle)
            assert tab.timeline is not None
            first = tab.timeline.visualRect(tab.timeline.model().index(0, 0))
            before = tab.timeline.viewport().grab().toImage()
            assert not ambers(before, first)
            write(tab.search, said, settle)
            assert tab.timeline is not None
            first = tab.timeline.visualRect(tab.timeline.model().index(0, 0))
            after = tab.timeline.viewport().grab().toImage()
            # a word far behind is brought into sight, a year is its day
            assert ambers(after, first), (theme.dark, said)


def test_a_number_that_was_sought_is_said(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    salon = people_desk.salon
    salon.do(hire, "Mei", skills="all")
    facial = salon.ask(resolve_service, "con_first")
    visit = salon.do(book, Booking(LIN, facial.id, salon.today(), time(11)))
    salon.do(complete, visit)
    tab = story(people_window, people_desk, settle)
    number = next(one.record for one in tab._lines if one.key == visit)
    assert not any(number in one.text for one in tab._moments)
    write(tab.search, number.lower(), settle)
    assert any(number in one.text for one in tab._moments)
