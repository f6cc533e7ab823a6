"""Health as it is told: in use, weeks, over, by mistake; and what still counts."""

import os
from datetime import date, timedelta

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from salon.app import Salon
from salon.clients.gestation import read_weeks
from salon.clients.model import ClientId
from salon.clients.operations import (
    end_condition,
    note_allergy,
    note_condition,
    note_medicine,
)
from salon.clients.queries import client_card, conditions_of
from salon.safety.queries import conditions_on
from salon.skin.model import AssessmentDraft, Finding
from salon.skin.operations import assess
from salon.text import use_language
from tests.ui.pages import people
from tests.ui.pages.people import (
    EMMA,
    FANG_TOO,
    NOW,
    Key,
    Settle,
    button,
    sheet,
    sheets,
    words_in,
    write,
)
from tests.ui.pages.test_client_file import chips, file_of, opened
from ui.clients.file import FileTab
from ui.clients.since import EndSheet
from ui.desk import Desk
from ui.frame.window import Window
from ui.kit import style
from ui.kit.buttons import Answers, Button
from ui.kit.fields import DateField, TextField
from ui.kit.picker import Picker
from ui.kit.tokens import DARK

people_template = people.people_template
people_folder = people.people_folder
people_salon = people.people_salon
other_salon = people.other_salon
people_desk = people.people_desk
people_window = people.people_window

TODAY = NOW.date()
DAY = timedelta(days=1)


def shot(widget: QWidget, name: str) -> None:
    if folder := os.environ.get("SHOTS"):
        widget.grab().save(f"{folder}/{name}.png")


def tab_of(
    window: Window, desk: Desk, settle: Settle, key: ClientId = FANG_TOO
) -> FileTab:
    return file_of(opened(window, desk, settle, key, "file"))


def asking(tab: FileTab, name: str, typed: str, settle: Settle) -> QWidget:
    """Ask for a condition and take the one that is typed, by the keys."""
    button(tab, f"Add a {name}").click()
    settle()
    asked = sheet()
    picker = asked.findChildren(Picker)[0]
    write(picker, typed, settle)
    QTest.keyClick(picker, Key.Key_Return)
    settle()
    return asked


def field(asked: QWidget, name: str) -> QWidget:
    """Return the field that is called so, if one sees it."""
    [found] = [
        one
        for kind in (TextField, DateField, Answers)
        for one in asked.findChildren(kind)
        if one.accessibleName() == name and one.isVisibleTo(asked)
    ]
    return found


def labels(asked: QWidget) -> str:
    return words_in(asked)


def test_a_cream_in_use_is_asked_whether_it_still_is(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    tab = tab_of(people_window, people_desk, settle)
    asked = asking(tab, "condition", "retinoid", settle)
    assert "In use" in labels(asked)
    assert "Since" not in labels(asked)
    assert "Last used on" not in labels(asked)
    button(asked, "Add").click()
    settle()
    [row] = people_salon.ask(conditions_of, FANG_TOO)
    assert (row.condition, row.until) == ("retinoid_topical", None)
    assert "still in use" in words_in(tab.keeping)
    later = people_salon.ask(conditions_on, FANG_TOO, TODAY + 60 * DAY)
    assert "retinoid_topical" in later  # in use, it does not lift itself


def test_a_cream_that_was_left_off_counts_from_its_last_day(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    tab = tab_of(people_window, people_desk, settle)
    asked = asking(tab, "condition", "retinoid", settle)
    use = field(asked, "In use")
    assert isinstance(use, Answers)
    QTest.keyClick(use.buttons["over"], Key.Key_Space)
    settle()
    day = field(asked, "Last used on")
    assert isinstance(day, DateField)
    write(day, "20.11.2026", settle)
    QTest.keyClick(day, Key.Key_Return)
    settle()

    assert not sheets()
    assert "retinoid_topical" in people_salon.ask(conditions_on, FANG_TOO, TODAY)
    over = people_salon.ask(conditions_on, FANG_TOO, date(2026, 11, 27))
    assert "retinoid_topical" not in over
    said = words_in(tab.keeping)
    assert "Still counts" in said
    assert "until 27 Nov 2026" in said


def test_a_medicine_said_in_words_that_is_over_is_not_among_those_taken(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    tab = tab_of(people_window, people_desk, settle)
    asked = asking(tab, "medicine", "isotretinoin", settle)
    assert "Since" in labels(asked)  # of what is taken for long it is worth asking
    write(field(asked, "As it is called"), "Roaccutane 20 mg", settle)
    use = field(asked, "In use")
    assert isinstance(use, Answers)
    use.buttons["over"].click()
    settle()
    assert "Since" not in labels(asked)
    button(asked, "Add").click()
    settle()
    card = people_salon.ask(client_card, FANG_TOO)
    assert "medications" not in [one.field for one in card.facts]
    stands = people_salon.ask(conditions_on, FANG_TOO, TODAY)
    assert "isotretinoin_6m" in stands
    assert "isotretinoin" not in stands


def test_weeks_become_the_day_expected_and_move_on(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    tab = tab_of(people_window, people_desk, settle)
    asked = asking(tab, "condition", "pregnan", settle)
    weeks, expected = field(asked, "How many weeks?"), field(asked, "Expected on")
    assert isinstance(expected, DateField)
    write(weeks, "99", settle)
    button(asked, "Add").click()
    settle()
    assert "Write the weeks like 9, or 9+3 with days." in words_in(asked)
    write(weeks, "9", settle)
    assert expected.value() == date(2027, 6, 28)
    shot(asked, "weeks")
    QTest.keyClick(weeks, Key.Key_Return)
    settle()

    assert not sheets()
    assert "9 weeks, expected 28 Jun 2027" in words_in(tab.keeping)
    early = people_salon.ask(conditions_on, FANG_TOO, TODAY)
    assert "pregnancy_t1" in early
    late = people_salon.ask(conditions_on, FANG_TOO, TODAY + 35 * DAY)
    assert "pregnancy_t1" not in late
    assert "pregnancy" in late


def test_the_day_expected_says_the_weeks(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    tab = tab_of(people_window, people_desk, settle)
    asked = asking(tab, "condition", "pregnan", settle)
    weeks, expected = field(asked, "How many weeks?"), field(asked, "Expected on")
    assert isinstance(weeks, TextField)
    write(expected, "25.06.2027", settle)
    QTest.keyClick(expected, Key.Key_Tab)
    settle()
    assert weeks.text() == "9+3"
    button(asked, "Add").click()
    settle()
    [row] = people_salon.ask(conditions_of, FANG_TOO)
    assert row.expected_on == date(2027, 6, 25)


def test_the_weeks_people_write() -> None:
    said = ("9", "9+3", "9 + 3", "9周", "12 weeks", "42")
    assert [read_weeks(one) for one in said] == [63, 66, 66, 63, 84, 294]
    assert [read_weeks(one) for one in ("", "43", "9+7", "-1", "nine")] == [None] * 5


def ending(tab: FileTab, what: str, settle: Settle) -> EndSheet:
    button(tab, f"{what} is over, or was noted by mistake").click()
    settle()
    asked = sheet()
    assert isinstance(asked, EndSheet)
    return asked


def test_what_was_noted_by_mistake_never_was(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    people_salon.do(note_condition, FANG_TOO, "isotretinoin")
    tab = tab_of(people_window, people_desk, settle)
    asked = ending(tab, "Isotretinoin by mouth now", settle)
    assert asked.what.buttons["over"].hasFocus()
    QTest.keyClick(asked.what.buttons["mistake"], Key.Key_Space)
    settle()
    assert "As if it had never been noted." in words_in(asked)
    assert "Last used on" not in words_in(asked)
    shot(asked, "mistake")
    QTest.keyClick(asked.what.buttons["mistake"], Key.Key_Space)
    settle()
    assert "As if it had never been noted." in words_in(
        asked
    )  # pressed again it stays chosen
    QTest.keyClick(asked.what.buttons["mistake"], Key.Key_Return, people.Ctrl)
    settle()
    assert not sheets()
    assert people_salon.ask(conditions_on, FANG_TOO, TODAY) == {}
    people_desk.undo()
    settle()
    assert "isotretinoin" in people_salon.ask(conditions_on, FANG_TOO, TODAY)


def test_escape_leaves_it_as_it_is(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    people_salon.do(note_condition, FANG_TOO, "epilepsy")
    tab = tab_of(people_window, people_desk, settle)
    QTest.keyClick(ending(tab, "Epilepsy", settle), Key.Key_Escape)
    settle()
    assert not sheets()
    assert people_salon.ask(conditions_of, FANG_TOO)


def test_after_a_caesarean_the_months_count(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    people_salon.do(note_condition, FANG_TOO, "pregnancy", since=TODAY - 200 * DAY)
    tab = tab_of(people_window, people_desk, settle)
    asked = ending(tab, "Pregnant", settle)
    button(asked, "Keep").click()
    settle()
    assert "Please say which." in words_in(asked)
    asked.how.buttons["csection"].click()
    settle()
    asked.day.put(TODAY - 7 * DAY)
    button(asked, "Keep").click()
    settle()
    said = words_in(tab.keeping)
    assert "Caesarean within 6 months" in said
    assert "Gave birth within 6 weeks" in said
    assert "until 28 Dec 2026" in said


def test_where_there_was_no_birth_nothing_more_is_asked(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    people_salon.do(note_condition, FANG_TOO, "pregnancy")
    tab = tab_of(people_window, people_desk, settle)
    asked = ending(tab, "Pregnant", settle)
    asked.how.buttons["no_birth"].click()
    settle()
    assert "On which day" not in words_in(asked)
    assert "Nothing more is asked" in words_in(asked)
    shot(asked, "no_birth")
    button(asked, "Keep").click()
    settle()
    assert people_salon.ask(conditions_on, FANG_TOO, TODAY) == {}
    assert "Still counts" not in words_in(tab.keeping)


def test_the_first_weeks_go_by_in_the_name_too(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    due = TODAY + timedelta(days=280 - 20 * 7)
    people_salon.do(note_condition, FANG_TOO, "pregnancy_t1", expected_on=due)
    tab = tab_of(people_window, people_desk, settle)
    assert "20 weeks, expected" in words_in(tab.keeping)
    assert "first 12 weeks" not in words_in(tab.keeping)


def charted(salon: Salon, key: ClientId, sign: str, zone: str) -> None:
    salon.do(assess, key, AssessmentDraft(findings=(Finding(zone, sign, 2),)))


def test_a_sign_that_is_gone_no_longer_counts(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    charted(people_salon, FANG_TOO, "cold_sore", "upper_lip")
    tab = tab_of(people_window, people_desk, settle)
    assert "Still counts" in words_in(tab.keeping)
    [gone] = [
        one
        for one in tab.keeping.findChildren(Button)
        if one.accessibleName().startswith("No longer there: Cold sore")
    ]
    shot(tab.keeping, "still_counts")
    gone.setFocus()
    QTest.keyClick(gone, Key.Key_Space)
    settle()
    assert "Still counts" not in words_in(tab.keeping)
    assert "herpes_active" not in people_salon.ask(conditions_on, FANG_TOO, TODAY)
    people_desk.undo()
    settle()
    assert "Still counts" in words_in(tab.keeping)


def test_what_words_and_chart_mean_stands_at_the_head(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    people_salon.do(note_medicine, FANG_TOO, "warfarin 5 mg")
    charted(people_salon, FANG_TOO, "suspicious_mole", "chin")
    people_salon.do(note_condition, FANG_TOO, "isotretinoin")
    [row] = people_salon.ask(conditions_of, FANG_TOO)
    people_salon.do(end_condition, row.id, on=TODAY - 9 * DAY)
    page = opened(people_window, people_desk, settle, FANG_TOO, "file")
    said = chips(page.head)
    assert said[0].startswith(("Blood-thinning medicine (warfarin)", "Suspicious"))
    assert "Isotretinoin stopped less than 6 months ago" in said
    tab = file_of(page)
    names = [one.accessibleName() for one in tab.keeping.findChildren(Button)]
    assert any(name.startswith("A doctor has seen it: Suspicious") for name in names)


def test_pictures_for_eyes(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    """Draw the file in dark and in Chinese; nothing is cut, nothing falls over."""
    people_salon.do(note_medicine, EMMA, "warfarin 5 mg")
    people_salon.do(note_allergy, EMMA, "latex")
    charted(people_salon, EMMA, "cold_sore", "upper_lip")
    due = TODAY + timedelta(days=217)
    people_salon.do(note_condition, EMMA, "pregnancy", expected_on=due)
    people_salon.do(note_condition, EMMA, "retinoid_topical", until=TODAY - 2 * DAY)
    page = opened(people_window, people_desk, settle, EMMA, "file")
    shot(people_window, "file_light")
    from PySide6.QtWidgets import QApplication

    program = QApplication.instance()
    assert isinstance(program, QApplication)
    style.use(program, DARK)
    settle()
    shot(people_window, "file_dark")
    use_language("zh_CN")
    page.refresh()
    page._reword()
    settle()
    shot(people_window, "file_zh")
    assert "28" in words_in(page)
