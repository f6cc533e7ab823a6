"""The road of a plan: no word cut, no two numbers on each other, a true start."""

from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salon.paper.pages import Furniture, Paper, Run, bind, lay
from salon.paper.press import Press
from salon.paper.sheets import Look, PageSize, Ruler
from salon.plans.document import fridge_page, treatment_plan
from salon.plans.drawings import has_ruler
from salon.plans.road import LEVELS, RING, Road, road
from salon.plans.sheet import PhaseLine, PlanSheet, SessionLine
from tests.paper.reading import said, squeezed
from tests.paper.sheets import HEAD, PLAN, PLAN_ZH
from tests.paper.test_structure import flat, tree

DAY = timedelta(days=1)
START = date(2026, 11, 23)
NOTHING = PlanSheet("1", START, START, "Plan", "林美华")


def printed(sheet: PlanSheet, look: Look = Look()) -> Paper:  # noqa: B008  # frozen
    return bind(treatment_plan(sheet, HEAD, look))


def phases(*weeks: int, aim: str = "") -> tuple[PhaseLine, ...]:
    """Return phases of so many weeks, one after the other."""
    found, first = [], START
    for count, long in enumerate(weeks, 1):
        last = first + long * 7 * DAY - DAY
        name = f"Calm the barrier and keep it well {count}"
        found.append(PhaseLine(name, f"weeks {count} – {long}", aim, first, last))
        first = last + DAY
    return tuple(found)


def visits(*days: int) -> tuple[SessionLine, ...]:
    return tuple(
        SessionLine("Peel", 45, due_from=START + n * DAY, due_to=START + (n + 2) * DAY)
        for n in days
    )


@pytest.mark.parametrize("weeks", [(4, 8, 4), (1, 20, 1), (2,) * 9])
@pytest.mark.parametrize("aim", ["", "Stop the irritation and open what is plugged"])
@pytest.mark.parametrize("size", [PageSize.A4, PageSize.A5])
def test_the_words_of_a_phase_are_never_cut(
    weeks: tuple[int, ...], aim: str, size: PageSize
) -> None:
    sheet = replace(PLAN, phases=phases(*weeks, aim=aim), sessions=visits(0, 9))
    text = said(printed(sheet, Look(size)))

    for one in sheet.phases:
        assert squeezed(one.name) in text
        assert squeezed(one.when) in text
    assert text.count(squeezed(aim)) == len(weeks) if aim else True
    assert "…" not in text


def test_short_bars_have_numbers_and_a_legend_to_them() -> None:
    press = Press(Look(languages=("en",)))
    wide = road(replace(PLAN, phases=phases(8, 8)), press)
    narrow = road(replace(PLAN, phases=phases(8, 1, 8)), press)
    assert isinstance(wide, Road)
    assert isinstance(narrow, Road)
    assert wide.legend == ()
    assert [one.split(",")[0] for one in narrow.legend] == [
        f"Calm the barrier and keep it well {n}" for n in (1, 2, 3)
    ]


@given(
    days=st.lists(st.integers(0, 200), min_size=1, max_size=60).map(sorted),
    scale=st.sampled_from([1.0, 1.3]),
)
@settings(max_examples=60, deadline=None)
def test_no_ring_lies_on_another(days: list[int], scale: float) -> None:
    from salon.plans.road import _Axis, _marks

    axis = _Axis(START, START + 200 * DAY, 0.0, 473.0)
    marks = _marks(visits(*days), axis, scale)
    assert len(marks) == len(days)
    assert marks[0].level == 0
    for level in range(LEVELS):
        beside = [mark.x for mark in marks if mark.level == level]
        assert all(b - a >= 2 * RING * scale for a, b in pairwise(beside))


@pytest.mark.parametrize("low", [1.0, 0.72])
def test_no_number_of_the_scale_lies_on_another(low: float) -> None:
    fine = Ruler("Elasticity", "", ((START, 0.68),), 0.71, 0.74, START + 60 * DAY)
    press = Press(Look(languages=("zh_CN",)), ease=1)
    drawn = road(replace(PLAN, road=fine, sessions=visits(0, 0, 0, 60)), press, low)
    assert isinstance(drawn, Road)
    paper = bind(lay(HEAD, press, "", [Run([drawn.drawing])], Furniture()))
    with closing(pypdfium2.PdfDocument(paper.pdf)) as document:
        text = document[0].get_textpage()
        tops = []
        for place in range(text.count_chars() - 4):
            if text.get_text_range(place, 3) in ("0.6", "0.7"):
                left, bottom, _right, top = text.get_charbox(place)
                if left < 75:  # of the scale
                    tops.append((bottom, top))
        text.close()
    assert len(tops) >= 2
    ordered = sorted(set(tops))
    assert all(b[0] >= a[1] for a, b in pairwise(ordered))


def test_a_plan_of_nothing_prints_whatever_is_missing() -> None:
    never = Ruler("Water", "", ())
    some = Ruler("Water", "", ((START, 37.0),), 50)
    for road_of in (None, never, some):
        for measures in ((), (never,), (never, some), (some,) * 7):
            sheet = replace(NOTHING, road=road_of, measures=measures)
            for one in (sheet, replace(sheet, sessions=visits(0, 8))):
                assert "Plan" in said(printed(one))
                assert bind(fridge_page(one, HEAD)).pages == 1


def test_more_measures_than_stand_side_by_side_go_on_below() -> None:
    seven = tuple(
        Ruler(f"Measure {n}", "", ((START, 9.0), (START + DAY, 4.0))) for n in range(7)
    )
    text = said(printed(replace(NOTHING, measures=seven, sessions=visits(0, 8))))
    assert all(f"Measure{n}" in text for n in range(7))


def test_what_was_measured_once_starts_where_it_is() -> None:
    once = Ruler("Water", "", ((START, 37.0),), 50)
    assert has_ruler(once)
    assert not has_ruler(replace(once, aim=None))
    assert not has_ruler(replace(once, aim=37.0))
    assert not has_ruler(replace(once, points=()))
    text = said(printed(replace(PLAN, measures=(once,))))
    assert "37inNovembergoal50" in text
    assert "nochangeyet" not in text


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_tables_of_a_plan_are_tables_with_headings(language: str) -> None:
    sheet = PLAN if language == "en" else replace(PLAN_ZH, price=PLAN.price)
    look = Look(languages=(language,))
    for paper in (printed(sheet, look), bind(fridge_page(sheet, HEAD, look))):
        tables = [kids for role, _alt, kids in flat(tree(paper)) if role == "Table"]
        assert len(tables) >= 3
        for rows in tables:
            assert {role for role, _alt, _kids in rows} == {"TR"}
            widths = {len(kids) for _role, _alt, kids in rows}
            assert len(widths) == 1, "every row has as many cells"
            cells = [[role for role, _alt, _kids in row[2]] for row in rows]
            assert set(cells[0]) == {"TH"} or all(row.count("TH") == 1 for row in cells)
        weeks = [rows for rows in tables if len(rows) == 5 and len(rows[0][2]) == 7]
        assert len(weeks) == 1
        assert [role for role, _alt, _kids in weeks[0][0][2]] == ["TH"] * 7
        assert {role for role, _alt, _kids in weeks[0][1][2]} == {"TD"}
