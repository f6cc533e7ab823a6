"""Her skin: read on one page, charted in an editor that keeps itself."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from salon.app import Salon
from salon.clients.model import ClientId
from salon.skin.model import AssessmentDraft, Finding, Measured
from salon.skin.operations import add_photos, assess
from salon.skin.pictures import from_file
from salon.skin.queries import (
    assessments_of,
    kept_assessment,
    photos_of,
    picture,
)
from salon.start import open_salon
from salon.views.changed import changed_sight
from salon.views.skin import skin_sight
from salon.views.skin_words import skin_words
from tests.ui.pages import people
from tests.ui.pages.people import (
    EMMA,
    LIN,
    NOW,
    Ctrl,
    Key,
    Settle,
    button,
    png,
    sheet,
    words_in,
    write,
)
from tests.ui.pages.test_clients import roll_over
from ui.clients.page import ClientPage
from ui.desk import Desk
from ui.frame.window import Window
from ui.kit.chips import ChipLabel
from ui.kit.facechart import FaceChart
from ui.kit.tokens import Tone
from ui.parts.faces import areas, face_map
from ui.places import ClientCard
from ui.skin.changed import ChangedPage
from ui.skin.compared import tone_of as tone_of_change
from ui.skin.draft import carried, from_json
from ui.skin.editor import AssessmentEditor
from ui.skin.photo_sheet import PhotoSheet
from ui.skin.readings import rows_of
from ui.skin.tab import SkinTab, SkinView
from ui.skin.words import change_words, gone_since, seen_now, zones_words

people_template = people.people_template
people_folder = people.people_folder
people_salon = people.people_salon
people_desk = people.people_desk
people_window = people.people_window


def tab_of(window: Window, desk: Desk, settle: Settle, key: int = LIN) -> SkinTab:
    desk.go(ClientCard(key, "skin"))
    settle()
    page = window.page
    assert isinstance(page, ClientPage)
    tab = page.stack.currentWidget()
    assert isinstance(tab, SkinTab)
    return tab


def editor_of(
    window: Window, desk: Desk, settle: Settle, key: int = LIN
) -> AssessmentEditor:
    tab = tab_of(window, desk, settle, key)
    QTest.keyClick(window, Key.Key_E, Ctrl)
    settle()
    assert tab.editor is not None
    return tab.editor


def press_zone(chart: FaceChart, zone: str) -> None:
    at = chart.map_().map(chart.map.zone(zone).middle)
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=at.toPoint())


def see(editor: AssessmentEditor, typed: str, settle: Settle) -> None:
    write(editor.marks.what, typed, settle)
    QTest.keyClick(editor.marks.what, Key.Key_Return)
    settle()


def newest(salon: Salon, key: ClientId = LIN) -> AssessmentDraft:
    card = salon.ask(assessments_of, key)[0]
    return AssessmentDraft(
        card.skin_type,
        card.fitzpatrick,
        card.findings,
        card.measures,
        card.note,
        card.hopes,
        card.said,
    )


# Reading


def test_the_page_shows_what_was_seen_measured_and_said(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    tab = tab_of(people_window, people_desk, settle)
    said = words_in(tab)
    for text in ("Melasma", "Cheekbone, right", "moderate", "Even tone before"):
        assert text in said, text
    assert "Mineral sunscreen each morning" in said
    chips = [one.text() for one in tab.findChildren(ChipLabel)]
    assert "Fitzpatrick III" in chips
    assert "Combination" in chips
    assert tab.view is not None
    assert [one.name for one in tab.view.chart.findings] == [
        "Melasma",
        "Dehydration (water-poor)",
    ]
    [row] = tab.view.readings.lines.rows
    assert (row.value, row.series.unit, row.change) == ("37", "a.u.", "")
    assert "normal 45–70" in row.below


def test_the_second_time_says_what_changed_and_draws_how_it_went(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    draft = AssessmentDraft(
        findings=(Finding("cheek_outer_r", "melasma_patch", 1),),
        measures=(Measured("corneo", "cheek_outer_r", 46.0, "a.u."),),
    )
    people_salon.do(assess, LIN, draft)
    tab = tab_of(people_window, people_desk, settle)
    said = words_in(tab)
    assert "moderate → mild" in said
    assert "Gone since last time: Dehydration (water-poor)" in said
    assert isinstance(tab.view, SkinView)
    [row] = tab.view.readings.lines.rows
    assert (row.change, row.tone) == ("+9", Tone.SAGE)
    assert row.values == (37.0, 46.0)
    tab.view.turn(1)
    settle()
    assert "Gone since last time" not in words_in(tab)
    assert "Dehydration (water-poor)" in words_in(tab)


@pytest.mark.parametrize(
    ("day", "value", "tone"),
    [
        (datetime(2026, 5, 20, 10, tzinfo=UTC), 36.0, Tone.PLAIN),  # too small to tell
        (datetime(2026, 5, 20, 10, tzinfo=UTC), 46.0, Tone.SAGE),
        (datetime(2026, 5, 20, 10, tzinfo=UTC), 28.0, Tone.RED),
    ],
)
def test_a_change_is_coloured_by_the_rule_of_what_changed(
    people_desk: Desk, people_salon: Salon, day: datetime, value: float, tone: Tone
) -> None:
    def measured(one: float) -> AssessmentDraft:
        return AssessmentDraft(measures=(Measured("corneo", "chin", one, "a.u."),))

    with people_salon.stopped_at(datetime(2026, 5, 4, 10, tzinfo=UTC)):
        people_salon.do(assess, EMMA, measured(37.0))
    with people_salon.stopped_at(day):
        people_salon.do(assess, EMMA, measured(value))

    words = people_salon.ask(skin_words)
    [row] = rows_of(people_salon.ask(skin_sight, EMMA).series, words)
    found = people_salon.ask(changed_sight, EMMA).found
    assert found is not None
    [told] = found.measures
    assert row.tone is tone
    assert row.tone is tone_of_change(told)


def test_both_sides_are_said_once_and_areas_that_touch_are_drawn_as_one(
    people_salon: Salon,
) -> None:
    words = people_salon.ask(skin_words)
    said = zones_words(["cheek_inner_r", "cheek_inner_l", "chin"], words)
    assert said == "Cheek, beside the nose, both sides; Chin"
    face = face_map(words)
    known = {zone.id: zone for zone in face.zones}
    groups = areas([known[ref] for ref in ("forehead_centre", "chin")])
    assert len(groups) == 2
    assert len(face.zones) == 35
    for zone in face.zones:  # each can be drawn
        assert not face.joined((zone.id,)).isEmpty()


def test_a_finding_without_a_grade_or_elsewhere_on_the_body_breaks_nothing(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    words = people_salon.ask(skin_words)
    body = next(
        ref for ref, one in words.zones.items() if one.body["view"] == "body_front"
    )
    draft = AssessmentDraft(
        findings=(
            Finding(body, "dryness", None),
            Finding("neck_face_view", "comedo_open", 12),
        ),
        measures=(Measured("pores", None, 120.0, "count"),),
    )
    people_salon.do(assess, EMMA, draft)
    tab = tab_of(people_window, people_desk, settle, EMMA)
    assert "12 counted" in words_in(tab)
    looks = people_salon.ask(assessments_of, EMMA)
    assert [change_words(one, words) for one in seen_now(looks)] == ["12 counted", ""]
    assert gone_since(looks) == []
    assert rows_of([], words) == []


# Charting


def test_a_zone_is_tapped_what_is_seen_is_found_and_all_is_kept_by_one_action(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    editor = editor_of(people_window, people_desk, settle, EMMA)
    press_zone(editor.chart, "chin")
    assert editor.marks.zone == "chin"
    see(editor, "dryness", settle)
    [row] = editor.marks.rows
    assert row.grade is not None
    row.grade.group.button(2).click()
    write(editor.readings.more, "corneo", settle)
    QTest.keyClick(editor.readings.more, Key.Key_Return)
    settle()
    write(editor.readings.rows[0].value, "41,5", settle)
    editor.types.buttons["dry"].click()
    editor.phototype.buttons[2].click()
    editor.hopes.setPlainText("No tight feeling")
    QTest.keyClick(editor, Key.Key_S, Ctrl)
    settle()
    kept = newest(people_salon, EMMA)
    assert [(one.zone, one.condition, one.grade) for one in kept.findings] == [
        ("chin", "dryness", 3)
    ]
    [measured] = kept.measures
    assert (measured.measure, measured.value, measured.unit) == ("corneo", 41.5, "a.u.")
    assert (kept.skin_type, kept.fitzpatrick) == ("dry", 2)
    assert kept.hopes == "No tight feeling"
    tab = tab_of(people_window, people_desk, settle, EMMA)
    assert tab.editor is None
    people_desk.undo()
    settle()
    assert people_salon.ask(assessments_of, EMMA) == []


def test_by_keys_alone_one_walks_over_the_face_and_charts(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    editor = editor_of(people_window, people_desk, settle, EMMA)
    assert editor.chart.hasFocus()
    QTest.keyClick(editor.chart, Key.Key_Down)
    first = editor.marks.zone
    assert first
    QTest.keyClick(editor.chart, Key.Key_Down)
    assert editor.marks.zone != first
    see(editor, "dehydration", settle)
    focus = QApplication.focusWidget()
    [row] = editor.marks.rows
    assert focus is not None
    assert row.isAncestorOf(focus)  # on the grade, which the arrows change
    QTest.keyClick(focus, Key.Key_Right)
    QTest.keyClick(editor, Key.Key_S, Ctrl)
    settle()
    assert len(newest(people_salon, EMMA).findings) == 1


def test_marks_of_last_time_are_grey_until_each_is_confirmed_changed_or_ended(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    editor = editor_of(people_window, people_desk, settle)
    assert {one.tone for one in editor.chart.findings} == {Tone.PLAIN}
    assert len(editor.marks.open) == 2
    QTest.keyClick(editor, Key.Key_S, Ctrl)
    settle()
    assert "Marks of last time are still open" in editor.failure.words.text()
    assert len(people_salon.ask(assessments_of, LIN)) == 1
    melasma, dry = editor.marks.rows
    assert melasma.grade is not None
    melasma.grade.group.button(0).click()  # changed
    assert "was moderate" in [c.text() for c in melasma.findChildren(ChipLabel)]
    button(dry, "Dehydration (water-poor), Forehead, centre is gone").click()
    assert editor.marks.open == []
    QTest.keyClick(editor, Key.Key_S, Ctrl)
    settle()
    kept = newest(people_salon)
    assert [(one.condition, one.grade) for one in kept.findings] == [
        ("melasma_patch", 1)
    ]


def test_all_of_last_time_may_be_confirmed_at_once(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    editor = editor_of(people_window, people_desk, settle)
    editor.marks.all_same.click()
    QTest.keyClick(editor, Key.Key_S, Ctrl)
    settle()
    assert len(newest(people_salon).findings) == 2
    assert newest(people_salon).measures == ()  # offered again, and left empty


def test_a_reading_that_cannot_be_is_said_next_to_its_field(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    editor = editor_of(people_window, people_desk, settle)
    editor.marks.all_same.click()
    [row] = editor.readings.rows
    assert "last 37" in words_in(row)
    for typed, why in (("900", "from 0 to 130"), ("much", "not a number")):
        write(row.value, typed, settle)
        QTest.keyClick(editor, Key.Key_S, Ctrl)
        settle()
        assert why in row.row.note.text()
        assert len(people_salon.ask(assessments_of, LIN)) == 1
    write(row.value, "46", settle)
    QTest.keyClick(editor, Key.Key_S, Ctrl)
    settle()
    assert newest(people_salon).measures[0].value == 46.0


def test_a_zone_of_the_body_is_found_by_its_name(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    editor = editor_of(people_window, people_desk, settle, EMMA)
    write(editor.elsewhere, "nape", settle)
    QTest.keyClick(editor.elsewhere, Key.Key_Return)
    settle()
    assert editor.marks.zone == "neck_back"
    see(editor, "dryness", settle)
    QTest.keyClick(editor, Key.Key_S, Ctrl)
    settle()
    assert newest(people_salon, EMMA).findings[0].zone == "neck_back"


def test_what_a_doctor_should_see_says_so(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    editor = editor_of(people_window, people_desk, settle, EMMA)
    press_zone(editor.chart, "chin")
    editor.marks.add_mark("suspicious_mole")
    settle()
    assert "have a doctor look at it" in words_in(editor.marks)


def test_the_wheel_changes_nothing_that_is_charted(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    editor = editor_of(people_window, people_desk, settle)
    before = editor.charting().to_json()
    for one in editor.findChildren(QWidget):
        if one.isVisible():
            roll_over(one)
    assert editor.charting().to_json() == before
    assert not editor.is_dirty


# The draft


def charted(editor: AssessmentEditor, settle: Settle) -> None:
    press_zone(editor.chart, "chin")
    editor.marks.add_mark("dryness")
    editor.note.setPlainText("Half a sentence")
    editor.keep()
    settle()


def test_what_is_charted_survives_a_power_cut(
    people_window: Window,
    people_desk: Desk,
    people_salon: Salon,
    people_folder: Path,
    settle: Settle,
) -> None:
    charted(editor_of(people_window, people_desk, settle, EMMA), settle)
    with closing(open_salon(str(people_folder), NOW, desk="after")) as after:
        kept = after.ask(kept_assessment, EMMA)
        assert kept is not None
        charting = from_json(kept[0])
        assert charting.note == "Half a sentence"
        assert charting.marks[0].key == ("chin", "dryness")
        assert after.ask(assessments_of, EMMA) == []


def test_one_goes_on_where_one_was_after_another_client(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    charted(editor_of(people_window, people_desk, settle, EMMA), settle)
    tab_of(people_window, people_desk, settle, LIN)
    tab = tab_of(people_window, people_desk, settle, EMMA)
    assert tab.editor is None
    assert "begun on 23 Nov 2026, 10:42" in tab.unfinished.words.text()
    button(tab.unfinished, "Go on").click()
    tab = tab_of(people_window, people_desk, settle, EMMA)
    assert tab.editor is not None
    assert tab.editor.note.toPlainText() == "Half a sentence"
    QTest.keyClick(tab.editor, Key.Key_S, Ctrl)
    settle()
    assert newest(people_salon, EMMA).note == "Half a sentence"
    assert people_salon.ask(kept_assessment, EMMA) is None
    assert not tab.unfinished.isVisible()


def test_the_shortcut_pressed_twice_keeps_one_assessment(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    editor = editor_of(people_window, people_desk, settle, EMMA)
    charted(editor, settle)
    before = len(people_salon.ask(assessments_of, EMMA))
    QTest.keyClick(editor, Key.Key_S, Ctrl)
    QTest.keyClick(editor, Key.Key_S, Ctrl)
    settle()
    assert len(people_salon.ask(assessments_of, EMMA)) == before + 1


def test_typing_on_without_a_pause_does_not_put_off_the_copy(
    people_window: Window,
    people_desk: Desk,
    people_salon: Salon,
    settle: Settle,
    qtbot: QtBot,
) -> None:
    editor = editor_of(people_window, people_desk, settle, EMMA)
    assert editor._longest.interval() <= 2000

    def type_on() -> bool:
        QTest.keyClicks(editor.note, "a")
        return people_salon.ask(kept_assessment, EMMA) is not None

    qtbot.waitUntil(type_on)
    assert editor._later.isActive()  # no pause has been made yet


def test_a_draft_is_discarded_only_after_asking(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    editor = editor_of(people_window, people_desk, settle, EMMA)
    charted(editor, settle)
    button(editor, "Discard").click()
    settle()
    button(sheet(), "Discard").click()
    settle()
    assert people_salon.ask(kept_assessment, EMMA) is None
    tab = tab_of(people_window, people_desk, settle, EMMA)
    assert tab.editor is None


def test_news_from_elsewhere_leave_what_is_being_charted_alone(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    editor = editor_of(people_window, people_desk, settle, EMMA)
    charted(editor, settle)
    people_salon.do(assess, EMMA, AssessmentDraft(note="Another desk was faster"))
    settle()
    tab = tab_of(people_window, people_desk, settle, EMMA)
    assert tab.editor is editor
    assert editor.note.toPlainText() == "Half a sentence"


def test_a_new_assessment_begins_with_nothing_or_with_last_time(
    people_salon: Salon,
) -> None:
    assert carried(()).marks == []
    charting = carried(people_salon.ask(assessments_of, LIN))
    assert all(mark.is_carried for mark in charting.marks)
    assert [one.value for one in charting.measures] == [""]
    assert charting.hopes == "Even tone before my sister’s wedding"
    assert from_json(charting.to_json()) == charting


# Photographs


def test_photographs_are_chosen_dropped_and_pasted_then_kept_upright(
    people_window: Window,
    people_desk: Desk,
    people_salon: Salon,
    tmp_path: Path,
    settle: Settle,
) -> None:
    editor = editor_of(people_window, people_desk, settle, EMMA)
    taking = editor.photos
    taking.take_files([str(png(tmp_path / "one.png"))])
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(png(tmp_path / "two.png", "tan")))])
    drop = QDropEvent(
        QPointF(4, 4),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    taking.tile.dropEvent(drop)
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("beige"))
    QApplication.clipboard().setImage(image)
    QTest.keyClick(taking.tile, Key.Key_V, Ctrl)
    settle()
    assert len(taking.rows) == 3
    taking.rows[1].view.setCurrentIndex(1)
    QTest.keyClick(editor, Key.Key_S, Ctrl)
    settle()
    photos = people_salon.ask(photos_of, EMMA)
    assert sorted(one.view for one in photos) == ["front", "left45", "right45"]
    assert people_salon.ask(picture, photos[0].hash).startswith(b"\xff\xd8")
    tab = tab_of(people_window, people_desk, settle, EMMA)
    assert tab.view is not None
    assert len(tab.view.photos.tiles) == 3
    assert not tab.view.photos.tiles[0].image.isNull()


def test_a_file_that_is_no_picture_says_so_and_the_rest_stays(
    people_window: Window, people_desk: Desk, tmp_path: Path, settle: Settle
) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"this is no picture")
    editor = editor_of(people_window, people_desk, settle, EMMA)
    editor.photos.take_files([str(png(tmp_path / "one.png")), str(broken)])
    settle()
    assert len(editor.photos.rows) == 1
    assert "“broken.jpg” cannot be kept" in editor.photos.wrong.words.text()
    assert editor.photos.wrong.isVisible()


def test_the_first_and_the_newest_photograph_stand_side_by_side(
    people_window: Window,
    people_desk: Desk,
    people_salon: Salon,
    people_folder: Path,
    tmp_path: Path,
    settle: Settle,
) -> None:
    with closing(open_salon(str(people_folder), people.JUNE, desk="june")) as june:
        june.do(add_photos, LIN, [(from_file(png(tmp_path / "a.png")), "front")])
    for name, colour in (("b", "tan"), ("c", "pink"), ("d", "beige")):
        path = png(tmp_path / f"{name}.png", colour)
        people_salon.do(add_photos, LIN, [(from_file(path), "front")])
    tab = tab_of(people_window, people_desk, settle)
    button(tab, "What changed").click()
    settle()
    page = people_window.page
    assert isinstance(page, ChangedPage)
    assert page.body is not None
    assert page.body.compare is not None
    assert page.body.compare.labels == ("12 Jun 2026", "23 Nov 2026")
    assert page.body.compare.has_both
    tab = tab_of(people_window, people_desk, settle)
    assert tab.view is not None
    tab.view.photos.tiles[-1].setFocus()
    QTest.keyClick(tab.view.photos.tiles[-1], Key.Key_Return)
    settle()
    shown = sheet()
    assert isinstance(shown, PhotoSheet)
    assert "23 Nov 2026 · Front" in words_in(shown)
    newer = shown.shown
    button(shown, "Older").click()
    settle()
    assert shown.shown != newer
    assert not shown.large.image.isNull()


def test_each_photograph_shows_its_day_and_asks_where_it_says_none(
    people_window: Window,
    people_desk: Desk,
    people_salon: Salon,
    tmp_path: Path,
    settle: Settle,
) -> None:
    today = people_desk.today()
    when = today - timedelta(days=3)
    said, unsaid = tmp_path / "said.jpg", tmp_path / "unsaid.jpg"
    for path, colour in ((said, "tan"), (unsaid, "teal")):
        image = Image.new("RGB", (40, 30), colour)
        exif = image.getexif()
        if path is said:
            exif[306] = f"{when:%Y:%m:%d} 18:05:00"
        image.save(path, exif=exif)
    taking = editor_of(people_window, people_desk, settle, EMMA).photos
    taking.take_files([str(said)])
    settle()
    assert taking.rows[0].day.value() == when
    assert taking.unsaid.isHidden()
    taking.take_files([str(unsaid)])
    settle()
    assert taking.rows[1].day.value() == today
    assert not taking.unsaid.isHidden()
    asked = taking.rows[1].day
    assert asked.accessibleName() == "Taken on"
    asked.put(today - timedelta(days=5))
    QTest.keyClick(taking, Key.Key_S, Ctrl)
    settle()
    days = [one.taken.date() for one in people_salon.ask(photos_of, EMMA)]
    assert days == [when, today - timedelta(days=5)]
