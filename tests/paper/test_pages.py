"""Where pages break."""

from salon.paper.pages import typeset
from salon.paper.parts import Box, Columns, Part
from salon.paper.press import Press
from salon.paper.sheets import Look, PageSize
from tests.paper.reading import pages
from tests.paper.sheets import HEAD

A5 = Press(Look(PageSize.A5, ("en",)))


def printed(*parts: Part) -> list[str]:
    return pages(typeset(HEAD, A5, "", parts))


def lines(count: int) -> list[Part]:
    return [A5.text(f"line {number}") for number in range(count)]


def test_a_heading_never_stands_last_on_a_page() -> None:
    for count in range(20, 60):
        found = printed(*lines(count), A5.heading("Heading"), A5.text("what follows"))

        [page] = [text for text in found if "Heading" in text]
        assert "what follows" in page


def test_a_paragraph_leaves_no_line_alone_on_a_page() -> None:
    text = "\n".join(f"row {number}." for number in range(6))
    for count in range(20, 60):
        for page in printed(*lines(count), A5.text(text)):
            assert page.count("row") != 1


def test_a_gap_vanishes_at_the_head_of_a_page() -> None:
    for count in range(20, 60):
        found = printed(*lines(count), A5.gap(3), A5.gap(3))

        assert "line" in found[-1]


def test_a_box_that_no_page_can_hold_runs_over_pages() -> None:
    box = Box((A5.text("\n".join(f"inside {number}." for number in range(100))),))
    found = printed(A5.text("before"), box)

    assert len(found) > 1
    assert sum(text.count("inside") for text in found) == 100


def test_columns_that_do_not_fit_beside_each_other_stand_below() -> None:
    cells = tuple((A5.text(name),) for name in ("one", "two", "three"))

    assert "one two three" in printed(Columns(cells, 60.0))[0].replace("\n", " ")
    assert len(Columns(cells, 60.0).pieces(300)) == 1
    assert len(Columns(cells, 250.0).pieces(300)) > 2


def test_groups_begin_on_pages_of_their_own() -> None:
    paper = typeset(HEAD, A5, "", lines(1), breaks=[lines(2), lines(60)])

    found = pages(paper)
    assert "line 1" not in found[0]
    assert "line 1" in found[1]
    assert len(found) > 3
