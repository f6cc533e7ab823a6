"""The look keeps its promises: it reads, it stands on one line, it is crisp."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.kit import style, words
from ui.kit.buttons import Answers, Button, CheckList, Kind, plain, spelled
from ui.kit.cards import Card
from ui.kit.chips import Chip
from ui.kit.columns import Columns, flowing
from ui.kit.daygrid import DayView
from ui.kit.face import FaceMap, Zone
from ui.kit.facechart import FaceChart, Finding
from ui.kit.page import Page
from ui.kit.rows import Line, Look, People
from ui.kit.tokens import DARK, LIGHT, Theme, Tone, Type
from ui.kit.visit import Person, Span, Visit
from ui.kit.weekgrid import Day, WeekGrid
from ui.kit.words import Words

OVAL: tuple[tuple[float, float], ...] = (
    (0.5, 0.07),
    (0.2, 0.2),
    (0.15, 0.5),
    (0.3, 0.84),
    (0.5, 0.91),
)
OVAL += ((0.7, 0.84), (0.85, 0.5), (0.8, 0.2))
FACE = FaceMap(
    OVAL,
    (
        Zone("brow", "Forehead", ((0.3, 0.1), (0.7, 0.1), (0.7, 0.3)), (0.5, 0.2)),
        Zone(
            "cheek_r",
            "Cheek, right",
            ((0.2, 0.45), (0.35, 0.45), (0.35, 0.65), (0.2, 0.65)),
            (0.27, 0.55),
        ),
        Zone(
            "cheek_l",
            "Cheek, left",
            ((0.65, 0.45), (0.8, 0.45), (0.8, 0.65), (0.65, 0.65)),
            (0.73, 0.55),
        ),
    ),
)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_reads_on_every_ground(theme: Theme) -> None:
    for tone in Tone:
        hue = theme.shade(tone)
        assert style.contrast(hue.text, hue.soft) >= 4.5, tone
        assert style.contrast(hue.text, theme.card) >= 4.5, tone
        assert style.contrast(theme.faint, hue.soft) >= 4.5, tone
    for ground in (theme.background, theme.rail, theme.card, theme.field, theme.hover):
        assert style.contrast(theme.faint, ground) >= 4.5
        assert style.contrast(theme.ink, ground) >= 7
    assert style.contrast(theme.on_accent, theme.accent) >= 4.5
    assert style.contrast(theme.accent, theme.card) >= 3  # the focus ring


def lowest_ink(text: str) -> int:
    """Return the row of the lowest dark pixel of a text painted at one baseline."""
    image = QImage(200, 60, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    words.draw(painter, 4, 40, text, Type.BODY, LIGHT.ink)
    painter.end()
    return max(
        y for y in range(60) for x in range(200) if (image.pixel(x, y) & 0xFF) < 120
    )


def test_latin_stands_on_the_same_line_with_and_without_chinese() -> None:
    assert lowest_ink("HHH") == lowest_ink("HHH一")


def test_hairlines_are_whole_pixels_at_any_scale() -> None:
    for scale in (1.0, 1.25, 1.5, 1.75, 2.0):
        image = QImage(40, 40, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(scale)
        painter = QPainter(image)
        width = style.hair(painter, LIGHT.line).widthF() * scale
        style.rounded(painter, QRectF(2, 2, 10, 10), 3, None, LIGHT.line)
        painter.end()
        assert abs(width - round(width)) < 1e-6


def test_a_button_of_an_action_says_shows_and_does_what_the_action_does(
    held: list[QWidget],
) -> None:
    booked: list[bool] = []
    page = Page("Today")
    held.append(page)
    book = page.action(
        "&Book …", "Ctrl+B", lambda: booked.append(True), "calendar-plus"
    )
    button = Button(action=book, kind=Kind.PRIMARY)
    page.column().addWidget(button)
    page.show()
    page.activateWindow()
    QApplication.processEvents()

    assert (button.text(), button.key) == ("Book", "Ctrl B")
    button.click()
    QTest.keyClick(page, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert booked == [True, True]

    book.setEnabled(False)
    assert not button.isEnabled()


def test_mnemonics_are_left_out_of_words_in_any_script() -> None:
    assert plain("&Undo") == "Undo"
    assert plain("撤销(&U)") == "撤销"
    assert spelled("Ctrl+Shift+Z") == "Ctrl Shift Z"


def is_folded(columns: Columns) -> bool:
    return columns.is_folded


def test_the_side_column_folds_under_the_main_one(held: list[QWidget]) -> None:
    columns = Columns(Card("One"), Card("Two"), least=900)
    held.append(columns)
    columns.resize(1000, 600)
    columns.show()
    assert not is_folded(columns)
    columns.resize(700, 600)
    QApplication.processEvents()
    assert is_folded(columns)
    assert columns.side.y() > columns.main.y()


def test_chips_begin_a_new_line_when_there_is_no_room(held: list[QWidget]) -> None:
    chips = [Button(f"Answer {number}", small=True) for number in range(8)]
    row = flowing(*chips)
    held.append(row)
    row.resize(260, row.heightForWidth(260))
    row.show()
    assert len({chip.y() for chip in chips}) > 2
    assert all(chip.geometry().right() <= 260 for chip in chips)


def test_one_answer_releases_the_other_and_several_do_not(held: list[QWidget]) -> None:
    one = Answers([("y", "Yes"), ("n", "No")], ["y"])
    many = Answers([("r", "Red"), ("d", "Dry")], ["r"], several=True)
    held += [one, many]

    one.buttons["n"].click()
    many.buttons["d"].click()

    assert one.value() == ("n",)
    assert many.value() == ("r", "d")


def test_what_is_ticked_is_told_by_its_key(held: list[QWidget]) -> None:
    ticks = CheckList([(1, "Room warmed", False), (2, "Consent printed", True)])
    held.append(ticks)
    heard: list[tuple[object, bool]] = []
    ticks.changed.connect(lambda key, on: heard.append((key, on)))

    ticks.ticks[1].click()

    assert heard == [(1, True)]
    assert ticks.value() == (1, 2)


def lines(*keys: int) -> list[Line]:
    return [Line(f"Client {key}", key=key) for key in keys]


def test_a_list_keeps_who_is_chosen_when_it_is_asked_again(held: list[QWidget]) -> None:
    people = People(lines(1, 2, 3), Look(), "Clients")
    held.append(people)
    people.choose(1)

    people.show_lines(lines(7, 1, 2, 3))
    chosen = people.chosen()
    assert chosen is not None
    assert chosen.key == 2

    people.show_lines(lines(7, 1, 3))
    chosen = people.chosen()
    assert chosen is not None
    assert chosen.key == 3


def test_a_list_of_thousands_has_no_widget_in_any_row(held: list[QWidget]) -> None:
    people = People(lines(*range(5000)), Look(avatar=34), "Clients")
    held.append(people)
    people.resize(600, 500)
    people.show()
    people.grab()
    assert len(people.viewport().findChildren(QWidget)) == 0


def day() -> DayView:
    people = [
        Person("Ana", "Facials", Tone.ROSE, 540, 1080),
        Person("Jun", "Massage", Tone.SAGE, 540, 1080),
    ]
    visits = [
        Visit("Priya Nair", "Facial", 0, 600, 60, key=1),
        Visit("林美华", "Peel", 0, 660, 30, key=2),
        Visit("Helen Osei", "Massage", 1, 600, 60, key=3),
    ]
    return DayView(people, visits, 615, Span(540, 1080), "Day")


def test_keys_move_stretch_and_walk_and_nobody_is_booked_twice(
    held: list[QWidget],
) -> None:
    view = day()
    held.append(view)
    view.resize(800, 700)
    view.show()
    view.activateWindow()
    QApplication.processEvents()
    moved: list[tuple[object, int]] = []
    view.grid.moved.connect(
        lambda block, before: moved.append((block.visit.key, block.visit.start))
    )
    blocks = {b.visit.key: b for b in view.grid.blocks}
    control = Qt.KeyboardModifier.ControlModifier
    blocks[1].setFocus()

    QTest.keyClick(blocks[1], Qt.Key.Key_Down, control)
    assert moved == []  # into the next one: it goes back
    QTest.keyClick(blocks[1], Qt.Key.Key_Up, control)
    assert moved == [(1, 585)]
    QTest.keyClick(blocks[1], Qt.Key.Key_Right)
    assert blocks[3].hasFocus()
    QTest.keyClick(blocks[3], Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert blocks[3].visit.minutes == 75


def test_a_day_shown_again_keeps_the_focus_on_the_same_visit(
    held: list[QWidget],
) -> None:
    view = day()
    held.append(view)
    view.resize(800, 700)
    view.show()
    view.activateWindow()
    QApplication.processEvents()
    next(b for b in view.grid.blocks if b.visit.key == 2).setFocus()

    view.show_day(view.grid.people, [Visit("林美华", "Peel", 1, 720, 30, key=2)], None)

    [block] = view.grid.blocks
    assert block.hasFocus()


def test_two_at_once_stand_beside_one_another(held: list[QWidget]) -> None:
    view = day()
    held.append(view)
    view.resize(800, 700)
    both = [
        Visit("A", "", 0, 600, 60, key=1),
        Visit("B", "", 0, 630, 60, key=2),
    ]
    view.show_day(view.grid.people, both, None)
    view.show()
    one, two = view.grid.blocks
    assert not one.geometry().intersects(two.geometry())


def test_a_week_opens_a_day_by_keys(held: list[QWidget]) -> None:
    days = [Day("Mon", "23", 0.5), Day("Tue", "24", 0.2)]
    week = WeekGrid(days, [], [], 0, name="Week")
    held.append(week)
    opened: list[int] = []
    week.opened.connect(opened.append)

    QTest.keyClick(week, Qt.Key.Key_Right)
    QTest.keyClick(week, Qt.Key.Key_Return)

    assert opened == [1]


def test_her_right_is_on_the_viewers_left(held: list[QWidget]) -> None:
    finding = Finding(1, "Melasma", ("cheek_r",), Tone.AMBER)
    chart = FaceChart(FACE, [finding], "Face chart")
    held.append(chart)
    chart.resize(400, 480)
    chart.show()
    chart.grab()
    cheek = chart.map_().map(FACE.zone("cheek_r").middle).toPoint()

    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=cheek)

    assert chart.zone == "cheek_r"
    assert cheek.x() < chart.width() / 2
    assert chart.accessibleName() == "Cheek, right: 1 Melasma"
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.zone == "cheek_l"


@pytest.mark.parametrize("wide", [320, 460, 700])
def test_a_long_name_never_hides_a_warning(qapp: QApplication, wide: int) -> None:
    style.start(qapp, LIGHT)
    line = Line(
        "Maria Wilhelmina Konstantinopolou-Featherstonehaugh von Bergen",
        "Calming facial",
        time="09:00",
        alerts=(Chip("Allergy: salicylic acid", Tone.RED, "alert-triangle"),),
        mark=Chip("Confirmed"),
    )
    people = People([line], Look(height=57, time=True), "Clients")
    people.resize(wide, 80)

    picture = people.grab().toImage()

    soft = style.shade(Tone.RED).soft.rgb()
    red = sum(
        picture.pixel(x, y) == soft
        for x in range(picture.width())
        for y in range(picture.height())
    )
    assert red > 200


def test_a_long_answer_is_broken_in_two_where_there_is_height() -> None:
    said = "Worried: tell the therapist now"

    assert words.broken(said, Type.MEDIUM, 400, 44) == [said]
    assert words.broken(said, Type.MEDIUM, 130, 32) == [said]
    two = words.broken(said, Type.MEDIUM, 130, 44)
    assert len(two) == 2
    assert " ".join(two) == said
    assert len(words.broken("有担心：马上告诉美容师", Type.MEDIUM, 80, 44)) == 2


def test_a_line_that_ends_is_not_glued_to_the_next(qapp: QApplication) -> None:
    wide, narrow = Words("allergic\nquiet", wrap=True), Words("allergic\nquiet")
    assert wide.heightForWidth(400) > Words("allergic", wrap=True).heightForWidth(400)
    assert narrow.sizeHint().width() > Words("allergicquiet").sizeHint().width()
