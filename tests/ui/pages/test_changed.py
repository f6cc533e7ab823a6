"""What changed, photographs and ticks in the window."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from salon.app import Salon
from salon.clients.operations import give_consent, withdraw_consent
from salon.clients.queries import consents_of
from salon.skin.model import AssessmentDraft, Circumstances, Finding, Measured
from salon.skin.operations import add_photos, assess, set_photo, tick
from salon.skin.pictures import from_file
from salon.skin.queries import marks_of, photos_of, ticks_of
from salon.start import open_salon
from salon.views.changed import changed_sight
from tests.ui.pages import people
from tests.ui.pages.people import (
    EMMA,
    LIN,
    Key,
    Settle,
    button,
    png,
    sheet,
    words_in,
)
from tests.ui.pages.test_skin import tab_of
from ui.desk import Desk
from ui.frame.window import Window
from ui.kit.between import LABEL, curve_height
from ui.kit.cards import Scroll
from ui.kit.compare import LEAP, STEP, Compare, Mode
from ui.kit.tokens import Type
from ui.kit.words import width, wrapped
from ui.places import SkinChanged
from ui.skin.adding import TakingSheet
from ui.skin.changed import ChangedBody, ChangedPage
from ui.skin.compared import columns, told
from ui.skin.ghost import GhostSheet
from ui.skin.landmarks import LandmarkSheet
from ui.skin.photo_sheet import PhotoSheet
from ui.skin.ticking import TickSheet
from ui.skin.watching import ArrivedSheet, bring_in, watcher_of

people_template = people.people_template
people_folder = people.people_folder
people_salon = people.people_salon
people_desk = people.people_desk
people_window = people.people_window

FACE = ((0.35, 0.4), (0.65, 0.4), (0.5, 0.7))
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def two_days(people_salon: Salon, people_folder: Path, tmp_path: Path) -> Salon:
    """Return the salon with photographs and readings of June and of today."""
    files = [png(tmp_path / f"{name}.png", name) for name in ("tan", "pink")]
    with closing(open_salon(str(people_folder), people.JUNE, desk="june")) as june:
        june.do(add_photos, LIN, [(from_file(files[0]), "front")])
        june.do(tick, LIN, {"sunscreen": 1})
    people_salon.do(give_consent, LIN, "photo_record")
    draft = AssessmentDraft(
        findings=(Finding("cheek_outer_r", "melasma_patch", 1),),
        measures=(Measured("corneo", "cheek_outer_r", 46.0, "a.u."),),
        taken=Circumstances(cleansed=True, rested=20),
    )
    people_salon.do(assess, LIN, draft, [(from_file(files[1]), "front")])
    people_salon.do(tick, LIN, {"sunscreen": 4})
    return people_salon


def body_of(window: Window, desk: Desk, settle: Settle) -> ChangedBody:
    desk.go(SkinChanged(LIN))
    settle()
    page = window.page
    assert isinstance(page, ChangedPage)
    assert page.body is not None
    return page.body


def line_up(salon: Salon) -> None:
    for one in salon.ask(photos_of, LIN):
        salon.do(set_photo, one.id, points=FACE)


def test_the_page_says_what_changed_and_what_went_along(
    people_window: Window, people_desk: Desk, two_days: Salon, settle: Settle
) -> None:
    body = body_of(people_window, people_desk, settle)
    said = words_in(body)
    assert "moderate → mild" in said
    assert "1 of 1 really changed" in said
    [row] = body.rows.lines.lines
    assert (row.said.change, row.why) == (9, "yes, nothing is known that differs")
    sentence = body.sentence.text()
    assert "rose from 37 to 46" in sentence
    assert "This went along with" in sentence
    assert "because" not in sentence
    shown = body.chart.shown
    assert shown.habits[2].said == "1 → 4"
    assert shown.curve is not None
    assert [said for _at, _value, said in shown.curve.points] == ["37", "46"]
    assert "may be kept and shown to the client, and not be published" in said


def test_what_is_not_lined_up_stands_side_by_side_and_says_so(
    people_window: Window, people_desk: Desk, two_days: Salon, settle: Settle
) -> None:
    body = body_of(people_window, people_desk, settle)
    assert body.compare is not None
    assert body.compare.mode is Mode.BESIDE
    assert "cannot be lined up yet" in words_in(body)
    button(body, "Line up").click()
    settle()
    marking = sheet()
    assert isinstance(marking, LandmarkSheet)
    assert marking.of_whom.text() == "林美华"
    for frame in marking.frames:
        for place, (x, y) in enumerate(FACE):
            frame.move_to(place, x, y)
    QTest.keyClick(marking.frames[0], Key.Key_3)
    QTest.keyClick(marking.frames[0], Key.Key_Down)
    assert marking.frames[0].points[2][1] > FACE[2][1]
    button(marking, "Keep").click()
    settle()
    assert all(one.points for one in two_days.ask(photos_of, LIN))
    page = people_window.page
    assert isinstance(page, ChangedPage)
    assert page.body is not None
    assert page.body.compare is not None
    assert page.body.compare.mode is Mode.SLIDER
    assert "Lined up on eyes and mouth." in words_in(page.body)


def test_the_line_follows_arrows_and_hand_and_the_wheel_enlarges_both(
    people_window: Window, people_desk: Desk, two_days: Salon, settle: Settle
) -> None:
    line_up(two_days)
    compare = body_of(people_window, people_desk, settle).compare
    assert compare is not None
    assert compare.hasFocus()
    QTest.keyClick(compare, Key.Key_Right)
    assert compare.share == pytest.approx(0.5 + STEP)
    QTest.keyClick(compare, Key.Key_Left, SHIFT)
    assert compare.share == pytest.approx(0.5 + STEP - LEAP)
    QTest.mousePress(compare, Qt.MouseButton.LeftButton, pos=QPoint(10, 50))
    assert compare.share < 0.1
    for key, share in ((Key.Key_Home, 0), (Key.Key_End, 1)):
        QTest.keyClick(compare, key)
        assert compare.share == share
    compare.grab()
    ready = compare._ready
    assert len(ready) == 2
    compare.move_line(0.3)
    compare.grab()
    assert compare._ready is ready  # nothing is painted anew while it moves
    QTest.keyClick(compare, Key.Key_Plus)
    assert compare.zoom > 1
    compare.pan(QPointF(10, 0))
    assert compare.shift.x() != 0
    for _turn in range(9):
        QTest.keyClick(compare, Key.Key_Minus)
    assert (compare.zoom, compare.shift) == (1, QPointF())


def test_two_pictures_lie_on_one_another(held: list[object]) -> None:
    compare = Compare("both")
    held.append(compare)
    images = [QImage(100, 100, QImage.Format.Format_RGB32) for _n in range(2)]
    for image, colour in zip(images, ("red", "blue"), strict=True):
        image.fill(colour)
    from PySide6.QtGui import QTransform

    compare.resize(200, 200)
    compare.put(images[0], images[1], ("", ""), QTransform())
    compare.move_line(0.25)
    shown = compare.grab().toImage()
    assert shown.pixelColor(20, 100).red() > 200
    assert shown.pixelColor(180, 100).blue() > 200
    compare.show_as(Mode.WIPE)
    shown = compare.grab().toImage()
    assert shown.pixelColor(180, 20).red() > 200
    assert shown.pixelColor(20, 180).blue() > 200
    compare.show_as(Mode.FADE)
    compare.move_line(1)
    assert compare.grab().toImage().pixelColor(100, 180).red() > 200


def test_the_sentence_is_edited_in_place_and_kept(
    people_window: Window, people_desk: Desk, two_days: Salon, settle: Settle
) -> None:
    body = body_of(people_window, people_desk, settle)
    drafted = body.sentence.text()
    body.sentence.field.setPlainText("Lighter than in June.")
    body.sentence.keep()
    settle()
    sight = two_days.ask(changed_sight, LIN)
    assert (sight.sentence, sight.is_edited) == ("Lighter than in June.", True)
    other = body.sentence.other
    body.sentence.turn.click()
    settle()
    assert body.sentence.tongue == other
    assert body.sentence.text() not in (drafted, "Lighter than in June.")
    body.sentence.turn.click()
    settle()
    assert body.sentence.text() == "Lighter than in June."
    button(body, "Draft anew").click()
    settle()
    button(sheet(), "Draft anew").click()
    settle()
    assert body.sentence.text() == drafted
    assert not two_days.ask(changed_sight, LIN).is_edited


def test_equal_days_are_refused_at_the_picker(
    people_window: Window, people_desk: Desk, two_days: Salon, settle: Settle
) -> None:
    body = body_of(people_window, people_desk, settle)
    body.days[0].setCurrentIndex(len(body._sight_days()) - 1)
    body.days[0].activated.emit(len(body._sight_days()) - 1)
    settle()
    assert "cannot be compared" in words_in(body.wrong)
    assert not body.wrong.isHidden()


def test_one_day_says_what_will_be_here(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    people_desk.go(SkinChanged(EMMA))
    settle()
    page = people_window.page
    assert isinstance(page, ChangedPage)
    assert "One day so far" in words_in(page)
    assert not page.paper.isEnabled()
    assert not page.show_her.isEnabled()


def test_what_is_withdrawn_is_gone_from_sight_at_once(
    people_window: Window, people_desk: Desk, two_days: Salon, settle: Settle
) -> None:
    body_of(people_window, people_desk, settle)
    [signed] = two_days.ask(consents_of, LIN)
    people_desk.do(withdraw_consent, signed.id)
    settle()
    page = people_window.page
    assert isinstance(page, ChangedPage)
    page.refresh()
    settle()
    assert page.body is not None
    assert page.body.compare is None
    assert "2 photographs are locked" in words_in(page.body)
    assert not page.show_her.isEnabled()
    tab = tab_of(people_window, people_desk, settle)
    assert tab.view is not None
    assert tab.view.photos.tiles == []
    assert "2 photographs are locked" in words_in(tab.view.locked)


def test_five_numbers_tick_five_habits(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    tab = tab_of(people_window, people_desk, settle)
    assert tab.view is not None
    tab.view.chart.setFocus()
    QTest.keyClick(tab.view.chart, Key.Key_K)
    settle()
    ticking = sheet()
    assert isinstance(ticking, TickSheet)
    for number in (Key.Key_3, Key.Key_0, Key.Key_4, Key.Key_2, Key.Key_1):
        focus = ticking.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, number)
    assert list(ticking.levels().values()) == [3, 0, 4, 2, 1]
    button(ticking, "Keep").click()
    settle()
    [one] = people_salon.ask(ticks_of, LIN)
    assert one.levels == (3, 0, 4, 2, 1)
    assert list(tab.view.habits.ticks) == [one]


def test_marks_are_drawn_beside_the_photograph(
    people_window: Window, people_desk: Desk, two_days: Salon, settle: Settle
) -> None:
    tab = tab_of(people_window, people_desk, settle)
    assert tab.view is not None
    tab.view.photos.tiles[-1].opened.emit()
    settle()
    shown = sheet()
    assert isinstance(shown, PhotoSheet)
    shown.tools.choose(1)
    shown._choose_tool(1)
    frame = shown.large.frame()
    first, last = (frame.center() + QPointF(n, n) for n in (-20, 20))
    press, release = QTest.mousePress, QTest.mouseRelease
    press(shown.large, Qt.MouseButton.LeftButton, pos=first.toPoint())
    QTest.mouseMove(shown.large, last.toPoint())
    release(shown.large, Qt.MouseButton.LeftButton, pos=last.toPoint())
    settle()
    key = shown.shown.id
    [mark] = two_days.ask(marks_of, key)
    assert mark.mark.kind.value == "arrow"
    assert shown.large.with_marks() != shown.large.image
    button(shown, "Take the last mark off").click()
    settle()
    assert two_days.ask(marks_of, key) == []
    assert shown.save.isEnabled()
    assert not shown.public.isEnabled()


def test_a_watched_folder_is_offered_and_never_guessed(
    people_window: Window,
    people_desk: Desk,
    people_salon: Salon,
    tmp_path: Path,
    settle: Settle,
) -> None:
    folder = tmp_path / "camera"
    folder.mkdir()
    watcher = watcher_of(people_desk)
    watcher.watch(folder)
    settle()
    Image.new("RGB", (60, 80), "olive").save(folder / "a.jpg")
    for _look in range(2):
        watcher.look()
        settle()
    assert [one.name for one in watcher.waiting] == ["a.jpg"]
    from ui.skin.watching import open_arrived

    open_arrived(people_desk)
    settle()
    asking = sheet()
    assert isinstance(asking, ArrivedSheet)
    assert asking.who.value() in ((), *((key,) for key in asking.who.buttons))
    asking.reject()
    bring_in(people_desk, LIN)
    settle()
    taking = sheet()
    assert isinstance(taking, TakingSheet)
    assert len(taking.taking.rows) == 1
    assert watcher.waiting == []
    assert people_salon.ask(photos_of, LIN) == []  # offered, not kept
    button(taking, "Keep").click()
    settle()
    assert len(people_salon.ask(photos_of, LIN)) == 1


def test_the_same_photograph_is_kept_once_and_said(
    people_window: Window,
    people_desk: Desk,
    two_days: Salon,
    tmp_path: Path,
    settle: Settle,
) -> None:
    from ui.skin.adding import open_taking

    open_taking(people_desk, LIN, [str(png(tmp_path / "tan.png", "tan"))])
    settle()
    taking = sheet()
    assert isinstance(taking, TakingSheet)
    assert taking.taking.rows == []
    assert "is in the file already" in words_in(taking)
    taking.taking.take_files([str(png(tmp_path / "new.png", "navy"))])
    settle()
    [row] = taking.taking.rows
    assert row.view_ref == "left45"  # the front was taken today
    assert len(taking.taking.shots.chips) > 2


def test_a_photograph_that_is_still_being_read_is_not_left_behind(
    people_window: Window,
    people_desk: Desk,
    people_salon: Salon,
    tmp_path: Path,
    settle: Settle,
) -> None:
    from ui.skin.adding import open_taking

    open_taking(people_desk, LIN)
    settle()
    sheet_ = sheet()
    assert isinstance(sheet_, TakingSheet)
    before = people_salon.ask(photos_of, LIN)
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"this is no picture")
    sheet_.taking.take_files([str(broken), str(png(tmp_path / "new.png", "navy"))])
    assert sheet_.taking.coming.isVisible()
    button(sheet_, "Keep").click()
    assert "still being read" in words_in(sheet_)
    settle()
    assert people_salon.ask(photos_of, LIN) == before
    assert not sheet_.taking.coming.isVisible()
    assert len(sheet_.taking.rows) == 1
    button(sheet_, "Keep").click()
    settle()
    assert len(people_salon.ask(photos_of, LIN)) == len(before) + 1


def test_the_earlier_photograph_over_the_new_one_says_whose_they_are(
    people_window: Window,
    people_desk: Desk,
    two_days: Salon,
    tmp_path: Path,
    settle: Settle,
) -> None:
    earlier = two_days.ask(photos_of, LIN)[0]
    image = png(tmp_path / "new.png", "navy").read_bytes()
    ghost = GhostSheet(people_desk, people_window, LIN, earlier, image)
    ghost.open()
    settle()
    assert ghost.of_whom.text() == "林美华"
    assert ghost.accessibleName().endswith("林美华")


LONG = "Melanin difference, spot minus neighbour, at the outer edge of the cheek"


@pytest.mark.parametrize("name", [LONG, "色斑与周围黑色素差" * 4])
def test_a_long_name_of_a_measure_is_whole_between_the_two_days(
    people_window: Window,
    people_desk: Desk,
    two_days: Salon,
    settle: Settle,
    name: str,
) -> None:
    body = body_of(people_window, people_desk, settle)
    high = body.chart.sizeHint().height()
    shown = body.chart.shown
    assert shown.curve is not None
    lines = wrapped(name, Type.SMALL_STRONG, LABEL - 10)
    assert "".join(lines).replace(" ", "") == name.replace(" ", "")
    assert len(lines) > 2
    assert all(width(one, Type.SMALL_STRONG) <= LABEL - 10 for one in lines)
    body.chart.put(replace(shown, curve=replace(shown.curve, name=name)))
    settle()
    grown = body.chart.sizeHint().height()
    assert grown >= high + 16 * (len(lines) - 2)
    # every line of it is painted inside the chart
    assert curve_height(body.chart.shown.curve) >= 16 * (len(lines) + 1)
    assert body.chart.height() >= grown
    assert curve_height(None) == 0


@pytest.mark.parametrize("name", ["Pores", LONG, "色斑与周围黑色素差" * 3])
@pytest.mark.parametrize("wide", [400, 489, 700])
def test_a_row_of_the_measures_cuts_neither_name_nor_reason(
    people_window: Window,
    people_desk: Desk,
    two_days: Salon,
    settle: Settle,
    name: str,
    wide: int,
) -> None:
    body = body_of(people_window, people_desk, settle)
    [one] = body.rows.lines.lines
    row = replace(one, name=name, why=LONG.lower())
    names, below, whys = told(row, wide)
    assert "".join(names).replace(" ", "") == name.replace(" ", "")
    assert " ".join(whys) == LONG.lower()
    ends = columns(wide)
    assert all(width(line, Type.SMALL_STRONG) <= ends[0] - 54 for line in names)
    assert all(width(line, Type.CAPTION) <= ends[0] - 54 for line in below)
    assert all(width(line, Type.SMALL) <= wide - ends[2] - 42 for line in whys)
    body.rows.show_lines([row])
    lines = told(row, body.rows.viewport().width())
    assert body.rows.row >= 16 * max(len(lines[0]) + len(lines[1]), len(lines[2]))
    assert body.rows.height() >= body.rows.row


@pytest.mark.parametrize("size", [(720, 450), (1280, 800), (1440, 900)])
def test_the_two_days_are_never_wider_than_the_window(
    people_window: Window,
    people_desk: Desk,
    two_days: Salon,
    settle: Settle,
    size: tuple[int, int],
) -> None:
    people_window.resize(*size)
    body = body_of(people_window, people_desk, settle)
    for _turn in range(3):
        settle()
    page = people_window.stack.currentWidget()
    assert isinstance(page, Scroll)
    for area in (page, *body.findChildren(Scroll)):
        assert area.horizontalScrollBar().maximum() == 0


def test_the_first_line_of_words_is_as_long_as_it_may_be() -> None:
    assert wrapped("one two", Type.SMALL, 1_000) == ["one two"]
    assert wrapped("", Type.SMALL, 100) == []
    assert wrapped("one two", Type.SMALL, width("one", Type.SMALL)) == ["one", "two"]
    wide = "Wolframcarbidbeschichtung"
    cut = wrapped(wide, Type.SMALL, 60)
    assert len(cut) > 1
    assert "".join(cut) == wide
