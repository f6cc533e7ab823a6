"""A client reads and signs on the salon's screen, and forms are reworded."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from salon.app import Salon
from salon.clients.consents import State, consents_standing
from salon.clients.model import BirthdayLine, ClientDraft, ClientId
from salon.clients.operations import correct_client, give_consent
from salon.clients.queries import client_line, consent_days, consents_of
from salon.forms.model import Outcome, SignedLine
from salon.forms.operations import reword_form
from salon.forms.queries import form_of, signed_of
from salon.forms.writing import document_of
from salon.views.begun import begun_forms
from tests.ui.pages import people
from tests.ui.pages.people import (
    EMMA,
    LIN,
    Ctrl,
    Key,
    Settle,
    button,
    sheet,
    words_in,
    write,
)
from ui.clients.consents import Consents, ConsentSheet, ask_consent
from ui.clients.page import ClientPage
from ui.desk import Desk
from ui.forms.begun import BegunForms
from ui.forms.opening import turn_forms
from ui.forms.screen import SignScreen
from ui.frame.window import Window
from ui.kit.cards import Scroll
from ui.kit.signature import Signature
from ui.kit.speech import speech
from ui.kit.words import Words
from ui.places import ClientCard, SettingsPage, Today
from ui.settings.form_parts import PartSheet
from ui.settings.page import SettingsPage as Settings

people_template = people.people_template
people_folder = people.people_folder
people_salon = people.people_salon
people_desk = people.people_desk
people_window = people.people_window
other_salon = people.other_salon

HEALTH = ("health_data", "", "Your health")
PEEL = ("treatment_specific", "pel_lactic", "Lactic acid peel")


def draw(pad: Signature, *points: tuple[int, int]) -> None:
    places = [QPoint(x, y) for x, y in points or ((60, 60), (120, 90), (200, 50))]
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=places[0])
    for place in places[1:]:
        QTest.mouseMove(pad, place)
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=places[-1])


def signed(salon: Salon, key: int = EMMA) -> list[SignedLine]:
    return salon.ask(signed_of, ClientId(key))


class Turned:
    """The screen, turned to Emma."""

    def __init__(self, desk: Desk, window: Window, settle: Settle) -> None:
        self.desk, self.window, self._settle = desk, window, settle
        self.screen: SignScreen

    def turn(self, *steps: tuple[str, str, str]) -> SignScreen:
        turn_forms(self.desk, ClientId(EMMA), steps or (HEALTH,))
        self.settle()
        self.screen = self.window.findChildren(SignScreen)[-1]
        self.screen.resize(1440, 900)
        self.settle()
        return self.screen

    def settle(self) -> None:
        for _turn in range(3):
            self._settle()

    @property
    def agreeing(self) -> Any:
        return self.screen.agreeing

    def tick_all(self) -> None:
        for one in self.agreeing.ticks:
            QTest.mouseClick(one, Qt.MouseButton.LeftButton)
        self.settle()

    def read(self) -> None:
        assert self.screen.reading is not None
        bar = self.screen.reading.pane.verticalScrollBar()
        bar.setValue(bar.maximum())
        self.settle()

    def press(self, what: str) -> None:
        QTest.mouseClick(button(self.screen, what), Qt.MouseButton.LeftButton)
        self.settle()


@pytest.fixture
def turned(
    people_desk: Desk, people_window: Window, settle: Settle
) -> Iterator[Turned]:
    made = Turned(people_desk, people_window, settle)
    yield made
    for one in people_window.findChildren(SignScreen):
        one.leave()


def test_nothing_is_signed_before_all_is_read_ticked_and_drawn(turned: Turned) -> None:
    turned.turn(PEEL)
    screen, agree = turned.screen, turned.agreeing.yes
    assert not any(one.isChecked() for one in turned.agreeing.ticks)
    assert not agree.isEnabled()
    turned.tick_all()
    draw(turned.agreeing.pad)
    turned.settle()
    screen.resize(1440, 500)  # the end is out of sight
    turned.read()
    assert agree.isEnabled()
    turned.agreeing.pad.clear()
    turned.settle()
    assert not agree.isEnabled()
    draw(turned.agreeing.pad, (60, 60), (62, 61))  # a dot
    turned.settle()
    assert not agree.isEnabled()
    assert "sign in the field" in words_in(screen)
    turned.agreeing.pad.clear()
    draw(turned.agreeing.pad)
    turned.settle()
    turned.press("I agree and sign")
    [kept] = signed(turned.desk.salon)
    assert (kept.item, kept.service_ref) == PEEL[:2]
    assert kept.wording.title == "Lactic acid peel"
    assert kept.signature
    assert "Thank you" in words_in(screen)


def test_the_end_has_to_be_seen(turned: Turned) -> None:
    screen = turned.turn(PEEL)
    screen.setFixedSize(1200, 420)
    turned.settle()
    screen.speak("zh_CN")  # built anew in the small room
    turned.settle()
    turned.tick_all()
    draw(turned.agreeing.pad)
    turned.settle()
    assert not turned.agreeing.yes.isEnabled()
    turned.read()
    assert turned.agreeing.yes.isEnabled()


@pytest.mark.parametrize("wide", [800, 960, 1440])
@pytest.mark.parametrize("code", ["en", "zh_CN"])
def test_it_holds_on_a_small_screen(turned: Turned, wide: int, code: str) -> None:
    screen = turned.turn(PEEL, HEALTH)
    screen.speak(code)
    turned.settle()
    screen.resize(wide, 600)
    turned.settle()
    assert screen.width() == wide
    reading, agreeing = screen.reading, turned.agreeing
    assert reading is not None
    for bar in (one.horizontalScrollBar() for one in screen.findChildren(Scroll)):
        assert bar.maximum() == 0
    assert all(text.width() >= 260 for text in reading.texts if text.isVisible())
    assert agreeing.geometry().right() < wide
    turned.read()
    for one in screen.findChildren(Words):
        if one.isVisible() and not one.hasHeightForWidth() and not _is_a_step(one):
            assert one.width() >= one.natural() - 2, one.text()
    assert reading._seen.text() == {
        "en": "You have seen all of it",
        "zh_CN": "您已看完全部",
    }.get(code)


def _is_a_step(one: Words) -> bool:
    return one.text()[:1].isdigit()  # the steps at the top step back


def test_all_of_it_speaks_the_language_of_the_client(turned: Turned) -> None:
    screen = turned.turn(PEEL)
    screen.resize(1000, 500)
    screen.speak("zh_CN")
    turned.settle()
    assert speech().cancel == "取消"  # and so do the fields
    turned.read()
    turned.tick_all()
    draw(turned.agreeing.pad)
    turned.settle()
    for said in words_in(screen).split(" | "):
        for name in ("Emma Stone", "Lavender", "Camellia", "English"):
            said = said.replace(name, "")
        assert not re.search(r"[A-Za-z]{4}", said), said
    screen.leave()
    turned.settle()
    assert speech().cancel == "Cancel"


def test_nothing_else_can_be_reached(turned: Turned) -> None:
    screen = turned.turn()
    assert screen.isModal()
    QTest.keyClick(screen, Key.Key_Escape)
    screen.close()
    for key in (Key.Key_K, Key.Key_B, Key.Key_Z):
        QTest.keyClick(screen, key, Ctrl)
    QTest.keyClick(screen, Key.Key_F4, Qt.KeyboardModifier.AltModifier)
    turned.settle()
    assert screen.isVisible()
    QTest.mousePress(screen.team, Qt.MouseButton.LeftButton)
    QTest.qWait(50)
    QTest.mouseRelease(screen.team, Qt.MouseButton.LeftButton)
    assert screen.isVisible()  # it has to be held
    assert "Oliver" not in words_in(screen)  # no other name


def test_another_language_clears_the_ticks_and_keeps_the_drawing(
    turned: Turned,
) -> None:
    screen = turned.turn()
    turned.tick_all()
    screen.speak("zh_TW")
    turned.settle()
    assert not any(one.isChecked() for one in turned.agreeing.ticks)
    assert "健康資訊" in words_in(screen)
    turned.tick_all()
    draw(turned.agreeing.pad)
    turned.settle()
    QTest.mouseClick(turned.agreeing.yes, Qt.MouseButton.LeftButton)
    turned.settle()
    assert signed(turned.desk.salon)[0].wording.language == "zh_TW"


def test_rather_not_leaves_everything_and_tells_the_team(turned: Turned) -> None:
    said: list[str] = []
    turned.desk.said.connect(said.append)
    screen = turned.turn(HEALTH, ("photo_record", "", "Photographs"))
    turned.press("I would rather not")
    assert screen.at == 1
    turned.press("I would rather not")
    outcomes = [one.outcome for one in signed(turned.desk.salon)]
    assert outcomes == [Outcome.DECLINED, Outcome.DECLINED]
    rows = turned.desk.salon.ask(consents_of, ClientId(EMMA))
    assert [one.consent for one in rows if one.consent.startswith("photo")][-1:] == [
        "photo_refusal"
    ]
    screen.leave()
    assert "Your health, Photographs" in said[-1]


def test_words_changed_at_the_other_desk_are_shown_anew(
    turned: Turned, other_salon: Salon
) -> None:
    screen = turned.turn()
    turned.tick_all()
    draw(turned.agreeing.pad)
    turned.settle()
    said = document_of(other_salon.ask(form_of, "health_data"))
    for code in ("en", "zh_CN", "zh_TW"):
        said["parts"][0]["text"][code] = "Otherwise."
    other_salon.do(reword_form, "health_data", said)
    turned.press("I agree and sign")
    assert signed(turned.desk.salon) == []
    assert "were changed while it was being read" in words_in(screen)
    assert not any(one.isChecked() for one in turned.agreeing.ticks)
    assert screen.reading is not None
    assert any("Otherwise." in text.plain for text in screen.reading.texts)


def test_what_was_drawn_is_there_again_after_a_cut(
    turned: Turned, people_desk: Desk
) -> None:
    turned.turn()
    draw(turned.agreeing.pad)
    turned.settle()
    drawn = turned.agreeing.signature
    turned.screen.leave()  # as if the power went: nothing was finished
    turned.settle()
    turned.turn()
    assert turned.agreeing.signature == drawn
    turned.tick_all()
    turned.press("I agree and sign")
    turned.turn(PEEL)
    assert turned.agreeing.signature == ""


def test_a_minor_signs_beside_the_guardian(turned: Turned) -> None:
    born = ClientDraft(birthday=BirthdayLine(2012, 1, 1))
    turned.desk.salon.do(correct_client, ClientId(EMMA), born)
    turned.turn()
    turned.tick_all()
    draw(turned.agreeing.pad)
    turned.settle()
    assert not turned.agreeing.yes.isEnabled()
    write(turned.agreeing.by, "Nora Wilson", turned.settle)
    write(turned.agreeing.of, "mother", turned.settle)
    assert not turned.agreeing.yes.isEnabled()
    draw(turned.agreeing.guardian_pad)
    turned.settle()
    turned.press("I agree and sign")
    [kept] = signed(turned.desk.salon)
    assert (kept.guardian, kept.relation) == ("Nora Wilson", "mother")


def test_a_treatment_that_waits_for_an_age_cannot_be_signed(turned: Turned) -> None:
    born = ClientDraft(birthday=BirthdayLine(2012, 1, 1))
    turned.desk.salon.do(correct_client, ClientId(EMMA), born)
    screen = turned.turn(("treatment_specific", "mnd_med", "Needling"))
    turned.tick_all()
    draw(turned.agreeing.pad)
    turned.settle()
    assert not turned.agreeing.yes.isEnabled()
    assert "waits until the age of 18" in words_in(screen)


def test_the_sheet_leads_to_the_screen(
    turned: Turned, people_window: Window, settle: Settle
) -> None:
    ask_consent(turned.desk, ClientId(EMMA), "contact_promo")
    settle()
    assert isinstance(sheet(), ConsentSheet)
    QTest.mouseClick(button(sheet(), "On this screen"), Qt.MouseButton.LeftButton)
    turned.settle()
    [screen] = people_window.findChildren(SignScreen)
    assert screen.sight is not None
    assert screen.sight.form.ref == "contact_promo"


def consents_card(window: Window, desk: Desk, settle: Settle) -> Consents:
    desk.go(ClientCard(EMMA, "file"))
    for _turn in range(4):
        settle()
    assert isinstance(window.page, ClientPage)
    return window.page.findChildren(Consents)[0]


def test_withdrawing_says_first_what_follows(
    people_desk: Desk, people_window: Window, settle: Settle
) -> None:
    people_desk.salon.do(give_consent, ClientId(EMMA), "contact_promo")
    card = consents_card(people_window, people_desk, settle)
    QTest.mouseClick(
        button(card, "Withdrawn: Offers and news"), Qt.MouseButton.LeftButton
    )
    settle()
    assert "is dropped; safety is told" in words_in(sheet())
    rows = people_desk.salon.ask(consents_of, ClientId(EMMA))
    assert all(one.withdrawn_on is None for one in rows)
    QTest.mouseClick(button(sheet(), "Withdraw"), Qt.MouseButton.LeftButton)
    settle()
    rows = people_desk.salon.ask(consents_of, ClientId(EMMA))
    days = people_desk.salon.ask(consent_days)
    stands = consents_standing(rows, people_desk.salon.today(), days)
    [promo] = [one for one in stands if one.line.consent == "contact_promo"]
    assert promo.state is State.WITHDRAWN


def test_the_file_shows_what_was_signed_with_its_paper(
    turned: Turned, people_window: Window, settle: Settle
) -> None:
    turned.turn()
    turned.tick_all()
    draw(turned.agreeing.pad)
    turned.settle()
    turned.press("I agree and sign")
    turned.screen.leave()
    card = consents_card(people_window, turned.desk, settle)
    assert "Signed, word for word" in words_in(card)
    [paper] = card.to_sign.papers
    QTest.mouseClick(paper, Qt.MouseButton.LeftButton)
    turned.settle()
    assert "Keeping health information" in words_in(sheet())


def test_a_form_is_reworded_in_the_settings(
    people_desk: Desk, people_window: Window, settle: Settle
) -> None:
    people_desk.go(SettingsPage("forms"))
    for _turn in range(3):
        settle()
    page = people_window.page
    assert isinstance(page, Settings)
    pane = page.forms
    keys = [line.key for line in pane.list.lines.lines]
    pane.list.choose(keys.index("service_terms"))
    settle()
    assert not pane.keep.isEnabled()
    pane.edit.click()
    settle()
    part = sheet()
    assert isinstance(part, PartSheet)
    write(part.texts["en"], "Time is kept.", settle)
    QTest.mouseClick(button(part, "Keep"), Qt.MouseButton.LeftButton)
    settle()
    assert pane.keep.isEnabled()
    before = people_desk.salon.ask(form_of, "service_terms")
    assert before.number == 1
    assert not before.is_changed
    pane.keep.click()
    for _turn in range(3):
        settle()
    after = people_desk.salon.ask(form_of, "service_terms")
    assert after.is_changed
    assert after.parts[0].text.en == "Time is kept."
    assert not pane.keep.isEnabled()
    people_desk.undo()
    settle()
    assert not people_desk.salon.ask(form_of, "service_terms").is_changed


def lines_of(window: Window) -> list[BegunForms]:
    return [one for one in window.findChildren(BegunForms) if one.isVisible()]


def test_a_form_that_was_cut_off_is_offered_on_today_and_in_the_file(
    turned: Turned, people_window: Window, people_desk: Desk
) -> None:
    people_desk.go(Today())
    turned.settle()
    assert lines_of(people_window) == []
    screen = turned.turn(PEEL)
    screen.speak("zh_CN")
    turned.settle()
    draw(turned.agreeing.pad)
    turned.settle()
    drawn = turned.agreeing.signature
    screen.leave()  # as if the power went
    turned.settle()
    [line] = lines_of(people_window)
    assert "Emma" in words_in(line)
    assert "Lactic acid peel" in words_in(line)
    people_desk.go(ClientCard(LIN, "file"))  # nothing of another client there
    turned.settle()
    assert lines_of(people_window) == []
    people_desk.go(ClientCard(EMMA, "file"))
    turned.settle()
    [line] = lines_of(people_window)
    QTest.mouseClick(line.findChildren(QPushButton)[-1], Qt.MouseButton.LeftButton)
    turned.settle()
    turned.screen = people_window.findChildren(SignScreen)[-1]
    turned.screen.resize(1440, 900)
    turned.settle()
    assert turned.screen.language == "zh_CN"
    assert turned.agreeing.signature == drawn
    turned.read()
    turned.tick_all()
    QTest.mouseClick(turned.agreeing.yes, Qt.MouseButton.LeftButton)
    turned.settle()
    assert [one.service_ref for one in signed(people_desk.salon)] == ["pel_lactic"]
    turned.screen.leave()
    turned.settle()
    assert lines_of(people_window) == []


def test_what_was_begun_can_be_thrown_away_and_others_are_kept(
    turned: Turned, people_window: Window, people_desk: Desk, other_salon: Salon
) -> None:
    for step in (PEEL, ("photo_record", "", "Photographs")):
        turned.turn(step)
        draw(turned.agreeing.pad)
        turned.settle()
        turned.screen.leave()
        turned.settle()
    people_desk.go(Today())
    turned.settle()
    [lines] = lines_of(people_window)
    assert len({one.ref for one in lines.shown}) == 2
    assert other_salon.ask(begun_forms, other_salon.desk) == ()  # its own screen
    drop = next(
        one for one in lines.findChildren(QPushButton) if one.text() == "Discard"
    )
    gone = lines.shown[0]
    QTest.mouseClick(drop, Qt.MouseButton.LeftButton)
    turned.settle()
    assert gone not in lines.shown
    assert len(lines.shown) == 1
    # to sign one thing leaves alone what was drawn for another
    left = lines.shown[0]
    turned.turn(HEALTH)
    turned.press("I would rather not")
    turned.screen.leave()
    turned.settle()
    assert [one.ref for one in lines.shown] == [left.ref]


def test_answers_are_there_again_and_ticks_alone_are_nothing(
    turned: Turned, people_window: Window, people_desk: Desk
) -> None:
    salon = people_desk.salon
    turned.turn(PEEL)
    turned.tick_all()
    turned.screen.leave()
    turned.settle()
    assert salon.ask(begun_forms, salon.desk) == ()
    turned.turn(("health", "", "Health"))
    assert turned.screen.reading is not None
    key, field = next(
        (key, one)
        for key, one in turned.screen.reading.fields.items()
        if one.widget.findChildren(QPushButton)
    )
    QTest.mouseClick(
        field.widget.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton
    )
    turned.settle()
    said = turned.screen.reading.answers()
    assert key in said
    turned.screen.leave()
    turned.settle()
    turned.turn(("health", "", "Health"))
    assert turned.screen.reading is not None
    assert turned.screen.reading.answers() == said


def test_answers_are_there_again_in_another_language_and_the_drawing_is_not(
    turned: Turned, people_desk: Desk
) -> None:
    salon = people_desk.salon
    turned.turn(("health", "", "Health"))
    assert turned.screen.reading is not None
    fields = turned.screen.reading.fields
    key, field = next(
        (key, one)
        for key, one in fields.items()
        if one.widget.findChildren(QPushButton)
    )
    QTest.mouseClick(
        field.widget.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton
    )
    draw(turned.agreeing.pad)
    turned.settle()
    said = turned.screen.reading.answers()
    assert key in said
    turned.screen.leave()
    turned.settle()
    line = salon.ask(client_line, ClientId(EMMA))
    other = "zh_TW" if line.language != "zh_TW" else "en"
    salon.do(
        correct_client, ClientId(EMMA), ClientDraft(language=other), seen=line.version
    )
    turned.turn(("health", "", "Health"))
    turned.settle()
    assert turned.screen.language == other
    assert turned.screen.reading.answers() == said
    assert turned.agreeing.signature == ""
    turned.tick_all()
    turned.settle()
    turned.screen.leave()
    turned.settle()
    [begun] = salon.ask(begun_forms, salon.desk)
    assert begun.language == other
