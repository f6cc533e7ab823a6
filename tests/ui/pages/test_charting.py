"""Charts of all views, points and lines, questionnaires on the client's screen."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from salon.skin.queries import assessments_of, quizzes_of
from tests.ui.pages import people
from tests.ui.pages.people import EMMA, LIN, Key, Settle, button, sheet
from tests.ui.pages.test_skin import editor_of, see, tab_of
from ui.desk import Desk
from ui.frame.window import Window
from ui.kit.buttons import Button
from ui.kit.cards import Heading
from ui.kit.facechart import FaceChart, Pen
from ui.parts.faces import VIEWS, view_map
from ui.skin.editor import AssessmentEditor
from ui.skin.quizzing import MelasmaSheet, QuizScreen, SensitiveScreen

people_template = people.people_template
people_folder = people.people_folder
people_salon = people.people_salon
people_desk = people.people_desk
people_window = people.people_window


@pytest.fixture
def editor(
    people_window: Window, people_desk: Desk, settle: Settle
) -> AssessmentEditor:
    return editor_of(people_window, people_desk, settle, EMMA)


def at(chart: FaceChart, zone: str) -> QPoint:
    return chart.map_().map(chart.map.zone(zone).middle).toPoint()


def keep(editor: AssessmentEditor, settle: Settle) -> None:
    editor.save.click()
    for _turn in range(3):
        settle()


@pytest.mark.parametrize("view", sorted(VIEWS))
def test_every_zone_of_every_view_can_be_tapped_and_walked_to(
    editor: AssessmentEditor, settle: Settle, view: str
) -> None:
    editor.charts.turn_to(editor.charts.views.index(view))
    settle()
    chart = editor.chart
    assert chart.map == view_map(editor._words, view)
    chosen: list[str] = []
    chart.chosen.connect(chosen.append)
    for zone in chart.map.zones:
        QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=at(chart, zone.id))
        assert chosen[-1] == zone.id
    reached = {chart.zone}
    ways = (Key.Key_Up, Key.Key_Down, Key.Key_Left, Key.Key_Right)
    wave = [chart.zone]
    while wave:
        here = wave.pop()
        for way in ways:
            chart.zone = here
            QTest.keyClick(chart, way)
            if chart.zone not in reached:
                reached.add(chart.zone)
                wave.append(chart.zone)
    assert reached == {zone.id for zone in chart.map.zones}


def test_points_are_kept_where_they_were_tapped(
    editor: AssessmentEditor, people_desk: Desk, settle: Settle
) -> None:
    editor.charts.turn_to(editor.charts.views.index("body_back"))
    QTest.mouseClick(
        editor.pens.group.button(1), Qt.MouseButton.LeftButton
    )  # the pen for points
    settle()
    chart = editor.chart
    assert chart.pen is Pen.POINT
    first = at(chart, "upper_back")
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=first)
    assert len(chart.spots) == 1  # seen before it has a name
    assert not editor.marks.marks
    see(editor, "papule", settle)
    assert len(chart.spots) == 1
    QTest.mouseClick(
        chart, Qt.MouseButton.LeftButton, pos=first + QPoint(6, 4)
    )  # the same again, without a word
    settle()
    assert len(chart.spots) == 2
    keep(editor, settle)
    [look] = people_desk.salon.ask(assessments_of, EMMA)[:1]
    spots = [one for one in look.findings if one.condition == "papule"]
    assert len(spots) == 2
    assert {one.zone for one in spots} == {"upper_back"}
    x, y = chart.map.zone("upper_back").label
    one = min(spots, key=lambda spot: abs((spot.x or 0) - x))
    assert abs((one.x or 0) - x) < 0.02
    assert abs((one.y or 0) - y) < 0.02
    assert spots[0].x != spots[1].x


def test_a_point_without_a_name_goes_with_the_next_zone(
    editor: AssessmentEditor,
) -> None:
    chart = editor.chart
    editor.charts.hold(Pen.POINT)
    place = at(chart, "forehead_centre")
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=place)
    assert len(chart.spots) == 1
    editor.charts.hold(Pen.ZONE)
    place = at(chart, "chin")
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=place)
    assert not chart.spots
    assert not editor.marks.pending


@pytest.mark.parametrize("size", [(1440, 900), (1280, 800)])
def test_keeping_stays_in_sight_while_marks_are_open(
    people_window: Window, people_desk: Desk, settle: Settle, size: tuple[int, int]
) -> None:
    people_window.resize(*size)
    editor = editor_of(people_window, people_desk, settle, LIN)
    assert editor.marks.open
    editor.save.click()
    settle()
    assert editor.failure.isVisible()
    assert "still open" in editor.failure.words.text()
    for one in (editor.save, editor.failure):
        assert one.visibleRegion().boundingRect().size() == one.size()


def test_the_title_says_which_view_one_looks_at(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    view = tab_of(people_window, people_desk, settle).view
    assert view is not None
    heads = [one.title.text() for one in view.findChildren(Heading)]
    assert "Face" in heads
    view.charts.turn_to(view.charts.views.index("body_back"))
    heads = [one.title.text() for one in view.findChildren(Heading)]
    assert "Body, back" in heads
    assert "Face" not in heads


def test_a_line_is_drawn_and_comes_back_in_grey(
    editor: AssessmentEditor,
    people_window: Window,
    people_desk: Desk,
    settle: Settle,
) -> None:
    editor.charts.hold(Pen.LINE)
    chart = editor.chart
    start = at(chart, "forehead_centre")
    QTest.mousePress(chart, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 6):
        QTest.mouseMove(chart, start + QPoint(5 * step, 3))
    QTest.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=start + QPoint(25, 3))
    see(editor, "fine lines", settle)
    keep(editor, settle)
    [look] = people_desk.salon.ask(assessments_of, EMMA)[:1]
    [line] = [one for one in look.findings if one.condition == "fine_lines"]
    assert len(line.line) >= 4
    again = editor_of(people_window, people_desk, settle, EMMA)
    [spot] = again.charts.charts["face_front"].spots
    assert [(round(x, 3), round(y, 3)) for x, y in spot.points] == [
        (round(x, 3), round(y, 3)) for x, y in line.line
    ]


def test_a_press_beside_everything_marks_nothing(
    editor: AssessmentEditor, settle: Settle
) -> None:
    editor.charts.hold(Pen.POINT)
    before = len(editor.marks.rows)
    QTest.mouseClick(editor.chart, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    settle()
    assert len(editor.marks.rows) == before
    assert not editor.marks.what.isEnabled()


def answer_all(screen: QuizScreen | SensitiveScreen, settle: Settle) -> None:
    while screen.question is not None:
        keys = list(screen.buttons)
        screen.say(keys[-1])
        settle()


def test_the_phototype_is_asked_on_the_clients_screen(
    editor: AssessmentEditor,
    people_window: Window,
    people_desk: Desk,
    settle: Settle,
) -> None:
    editor.phototype.put(2)
    button(editor, "Ask the ten questions").click()
    for _turn in range(3):
        settle()
    [screen] = people_window.findChildren(QuizScreen)
    assert len(screen.questions) == 10
    answer_all(screen, settle)
    settle()
    assert screen.more is not None
    assert "VI" in screen.more.text()
    assert editor.phototype.value() == (6,)  # the darker of both
    [kept] = people_desk.salon.ask(quizzes_of, EMMA)
    assert kept.result == "VI"
    screen.leave()


def test_scores_of_parts_are_taken_over(
    editor: AssessmentEditor, people_window: Window, settle: Settle
) -> None:
    button(editor, "Melasma score (mMASI)").click()
    settle()
    asked = sheet()
    assert isinstance(asked, MelasmaSheet)
    assert asked.of_whom.text() == "Emma Stone"
    values = {"forehead": (2, 2), "malar_r": (3, 3), "malar_l": (3, 2), "chin": (1, 1)}
    for site, (area, dark) in values.items():
        for part, at_ in zip(asked.parts[site], (area, dark), strict=True):
            QTest.mouseClick(part.group.button(at_), Qt.MouseButton.LeftButton)
    assert asked.told.text().startswith("5.8")
    button(asked, "Take it over").click()
    settle()
    button(editor, "Sensitive skin, ten items").click()
    for _turn in range(3):
        settle()
    [screen] = people_window.findChildren(SensitiveScreen)
    answer_all(screen, settle)
    screen.leave()
    found = {one.measure: one.value for one in editor.readings.measures}
    assert (found["mmasi"], found["sensi"]) == ("5.8", "100")


def test_the_tools_of_the_chart_have_names(editor: AssessmentEditor) -> None:
    assert editor.pens.accessibleName()
    assert editor.charts.tabs.accessibleName()
    assert all(one.accessibleName() for one in editor.findChildren(Button))
