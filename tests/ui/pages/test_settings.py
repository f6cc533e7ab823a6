"""The settings, by keys and by mouse."""

from datetime import time, timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from salon.appointments.model import Resource, Slot
from salon.appointments.operations import block_time
from salon.catalogue.operations import change_service
from salon.catalogue.queries import services
from salon.money import Money
from salon.rooms.queries import devices, rooms
from salon.settings.operations import describe
from salon.staff.model import Role
from salon.staff.queries import shifts, team
from salon.store.copies import copies
from tests.ui.pages.papers import House, fields_of, house, papered, roll, said_by
from tests.ui.pages.seeing import words_in
from ui.kit import style
from ui.kit.fields import Choice
from ui.kit.sheet import Sheet
from ui.places import SettingsPage as SettingsPlace
from ui.settings.closed import ClosingSheet
from ui.settings.page import SECTIONS, SettingsPage
from ui.settings.sheets import PersonSheet, RoomSheet, ServiceSheet

__all__ = ["house", "papered"]
Key, Mod = Qt.Key, Qt.KeyboardModifier


def opened(house: House, section: str = "") -> SettingsPage:
    """Open a section of the settings."""
    house.desk.go(SettingsPlace(section))
    house.settle()
    return house.page(SettingsPage)


def test_the_salons_name_and_hours_are_kept_by_ctrl_s(
    house: House, qtbot: QtBot
) -> None:
    page = opened(house)
    name = page.form.field("name")
    name.setFocus()
    name.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClicks(name, "Camellia and Daughters")
    page.hours.days[6].open.setChecked(True)
    qtbot.keyClick(page, Key.Key_S, Mod.ControlModifier)
    house.settle()
    here = house.salon.premises
    assert here.name == "Camellia and Daughters"
    assert here.hours.days[6] == ((time(9), time(19)),)
    assert page.form.changes() == {}


def test_when_one_is_late_and_when_it_is_loud_are_for_the_salon_to_say(
    house: House,
) -> None:
    page = opened(house)
    for key, minutes in (("late_after", 10), ("amber_after", 15)):
        box = page.form.field(key)
        assert isinstance(box, Choice)
        box.setCurrentText(f"{minutes} min")
    page.keep_salon()
    house.settle()
    here = house.salon.premises
    assert (here.late_after, here.amber_after) == (10, 15)

    house.salon.do(describe, late_after=7)  # by the command line, say
    house.settle()
    again = opened(house).form.values()
    assert again["amber_after"] == 2


def test_who_is_away_for_an_hour_is_not_away_all_day(house: House) -> None:
    person = next(one for one in house.salon.ask(team) if one.role.treats)
    noon = Slot(house.salon.today(), time(12), 60)
    house.salon.do(block_time, Resource.PERSON, person.id, noon, "Training")
    page = opened(house, "team")
    line = next(one for one in page.team.lines.lines if one.key == person.id)
    assert line.mark is not None
    assert line.mark.text == "away 12:00 – 13:00"


def test_an_edited_field_stays_while_somebody_else_changes_another(
    house: House, qtbot: QtBot
) -> None:
    page = opened(house)
    phone = page.form.field("phone")
    qtbot.keyClicks(phone, "020 7946 0011")
    house.salon.do(describe, address="12 Garden Row")
    house.settle()
    assert page.form.values()["phone"] == "020 7946 0011"
    assert page.form.values()["address"] == "12 Garden Row"


def test_a_salon_without_a_name_is_refused_at_its_field(house: House) -> None:
    page = opened(house)
    page.form.field("name").clear()  # type: ignore[attr-defined]
    page.keep_salon()
    house.settle()
    assert house.salon.premises.name == "Camellia"
    assert page.form.field("name").property("wrong")


def test_someone_is_hired_with_skills_and_hours(house: House, qtbot: QtBot) -> None:
    page = opened(house, "team")
    page._open_person(-1)
    house.settle()
    sheet = house.sheet(PersonSheet)
    qtbot.keyClicks(sheet.name, "Jun Park")
    sheet.usual.setChecked(False)
    for day in sheet.hours.days[1:]:
        day.put(())
    sheet.hours.days[0].put(((time(10), time(16)),))
    sheet._save()
    house.settle()
    jun = house.salon.ask(team)[-1]
    assert (jun.name, jun.role) == ("Jun Park", Role.THERAPIST)
    assert house.salon.ask(shifts) == {(jun.id, 0): [(time(10), time(16))]}
    assert [line.name for line in page.team.lines.lines] == ["Ana", "Jun Park"]
    house.desk.undo()
    house.settle()
    assert [one.name for one in house.salon.ask(team)] == ["Ana"]


def test_someone_who_leaves_stays_on_the_list_as_gone(house: House) -> None:
    page = opened(house, "team")
    page._open_person(0)
    house.settle()
    sheet = house.sheet(PersonSheet)
    sheet.active.setChecked(False)
    sheet._save()
    house.settle()
    assert house.salon.ask(team) == []
    mark = page.team.lines.lines[0].mark
    assert mark is not None
    assert mark.text == "no longer here"


def test_rooms_and_devices_are_added_renamed_and_closed(
    house: House, qtbot: QtBot
) -> None:
    page = opened(house, "rooms")
    for is_device in (False, True):

        def count(*, is_device: bool = is_device) -> int:
            if is_device:
                return len(house.salon.ask(devices))
            return len(house.salon.ask(rooms))

        before = count()
        page._open_room(is_device, -1)
        house.settle()
        sheet = house.sheet(RoomSheet)
        qtbot.keyClicks(sheet.name, "The quiet one")
        qtbot.keyClick(sheet.name, Key.Key_Return)
        house.settle()
        assert count() == before + 1
        page._open_room(is_device, before)
        house.settle()
        sheet = house.sheet(RoomSheet)
        sheet.active.setChecked(False)
        sheet._save()
        house.settle()
        assert count() == before


def test_a_service_is_renamed_in_three_languages_with_length_and_price(
    house: House, qtbot: QtBot
) -> None:
    page = opened(house, "prices")
    page.filter.setText("hydrating facial")
    assert len(page.prices.lines.lines) >= 1
    page.prices.setFocus()
    page.prices.choose(0)
    qtbot.keyClick(page.prices, Key.Key_Return)
    house.settle()
    sheet = house.sheet(ServiceSheet)
    key = sheet._one.id
    sheet.english.setText("Dew facial")
    sheet.simplified.setText("晨露护理")
    sheet.minutes.setValue(80)
    sheet.price.setText("99.50")
    sheet._save()
    house.settle()
    [now] = [one for one in house.salon.ask(services) if one.id == key]
    assert (now.names.en, now.names.zh_hans) == ("Dew facial", "晨露护理")
    assert (now.minutes, now.price) == (80, Money(9950))


def test_what_is_no_longer_offered_stays_on_the_list_and_can_come_back(
    house: House,
) -> None:
    page = opened(house, "prices")
    page._open_service(0)
    house.settle()
    sheet = house.sheet(ServiceSheet)
    key = sheet._one.id
    sheet.active.setChecked(False)
    sheet._save()
    house.settle()
    assert key not in [one.id for one in house.salon.ask(services)]
    line = next(one for one in page.prices.lines.lines if one.key == int(key))
    assert line.mark is not None
    page._open_service(page.prices.lines.lines.index(line))
    house.settle()
    again = house.sheet(ServiceSheet)
    again.active.setChecked(True)
    again._save()
    house.settle()
    assert key in [one.id for one in house.salon.ask(services)]


def test_a_price_that_somebody_else_has_changed_is_not_written_over(
    house: House,
) -> None:
    page = opened(house, "prices")
    page._open_service(0)
    house.settle()
    sheet = house.sheet(ServiceSheet)
    house.salon.do(change_service, sheet._one.id, price=Money(12300))
    sheet.minutes.setValue(85)
    sheet._save()
    house.settle()
    assert "Someone else" in sheet.failure.accessibleName()
    [now] = [one for one in house.salon.ask(services) if one.id == sheet._one.id]
    assert now.price == Money(12300)


def test_language_and_theme_of_this_desk_turn_at_once(house: House) -> None:
    page = opened(house, "desk")
    page._choose_theme(1)
    assert style.theme().dark
    page._choose_theme(0)
    page._speak("zh_TW")
    house.settle()
    again = house.page(SettingsPage)
    assert again is not page
    assert again.stack.currentIndex() == SECTIONS.index("desk")
    house.window.speak("en")
    house.settle()


def test_back_up_now_makes_a_copy_and_says_when(house: House) -> None:
    page = opened(house, "backups")
    page.backups.back_up.click()
    house.settle()
    assert house.salon.folder is not None
    assert len(copies(house.salon.folder)) == 1
    assert "24 Nov 2026, 10:42" in page.backups.state.accessibleName()


def test_the_wheel_changes_no_field_of_any_section(house: House) -> None:
    page = opened(house)
    for section in SECTIONS:
        page.arrive(SettingsPlace(section))
        house.settle()
        fields = fields_of(page)
        before = [said_by(one) for one in fields]
        for one in fields:
            roll(one)
        assert [said_by(one) for one in fields] == before


def test_the_wheel_changes_no_price_and_nobodys_hours(house: House) -> None:
    page = opened(house)
    for open_ in (
        lambda: page._open_service(0),
        lambda: page._open_person(0),
        lambda: page._open_room(True, -1),
    ):
        open_()
        house.settle()
        sheet = house.sheet(Sheet)
        fields = fields_of(sheet)
        assert fields
        before = [said_by(one) for one in fields]
        for one in fields:
            roll(one)
        assert [said_by(one) for one in fields] == before
        sheet.reject()
        house.settle()


def test_every_field_has_a_name_for_a_screen_reader(house: House) -> None:
    page = opened(house)
    for section in SECTIONS:
        page.arrive(SettingsPlace(section))
        house.settle()
        for one in fields_of(page):
            assert one.accessibleName()


def test_what_is_half_written_is_there_when_one_comes_back(
    house: House, qtbot: QtBot
) -> None:
    page = opened(house)
    qtbot.keyClicks(page.form.field("phone"), "020")
    house.window.speak("zh_CN")
    house.settle()
    again = house.page(SettingsPage)
    assert again.form.values()["phone"] == "020"
    house.window.speak("en")
    house.settle()


def test_the_salon_is_closed_on_days_and_what_is_booked_then_is_shown(
    house: House, qtbot: QtBot
) -> None:
    page = opened(house)
    assert page.closed.buttons == []
    page.closed.close_more.click()
    house.settle()
    sheet = house.sheet(ClosingSheet)
    qtbot.keyClick(sheet, Key.Key_Return)
    house.settle()
    assert house.has_sheet(ClosingSheet)  # one Enter closes no day
    assert page.closed.buttons == []
    monday = house.desk.today() + timedelta(days=7)
    sheet.first.put(monday)
    sheet.last.put(monday - timedelta(days=1))
    qtbot.keyClick(sheet, Key.Key_Return)
    house.settle()
    assert sheet.isVisible()  # the end lies before the start
    sheet.last.put(monday + timedelta(days=1))
    reason = sheet.form.field("reason")
    reason.setFocus()
    qtbot.keyClicks(reason, "Christmas")
    qtbot.keyClick(reason, Key.Key_Return)
    house.settle()
    assert not house.has_sheet(ClosingSheet)
    days = [one.day for one in house.salon.premises.closed_days]
    assert days == [monday, monday + timedelta(days=1)]
    page = house.page(SettingsPage)
    assert len(page.closed.buttons) == 2
    assert "Christmas" in words_in(page.closed)
    page.closed.buttons[0].click()
    house.settle()
    assert [one.day for one in house.salon.premises.closed_days] == days[1:]
    assert len(page.closed.buttons) == 1
