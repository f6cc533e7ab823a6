"""Where pages break."""

from dataclasses import replace
from functools import partial
from itertools import pairwise

from salon.paper.pages import THIRD, Furniture, Laid, Run, bind, fitted, lay
from salon.paper.parts import Box, Columns, Part
from salon.paper.press import Press
from salon.paper.sheets import Look, PageSize
from tests.paper.reading import pages
from tests.paper.sheets import HEAD

A5 = Press(Look(PageSize.A5, ("en",)))


def printed(*parts: Part) -> list[str]:
    return pages(bind(lay(HEAD, A5, "", [Run(parts)], Furniture())))


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


def test_runs_begin_on_pages_of_their_own() -> None:
    runs = [Run(lines(count)) for count in (1, 2, 80)]
    found = pages(bind(lay(HEAD, A5, "", runs, Furniture())))

    assert "line 1" not in found[0]
    assert "line 1" in found[1]
    assert len(found) > 3


def test_what_is_pinned_stands_at_the_foot_or_on_the_next_page_never_over_a_line() -> (
    None
):
    for count in range(1, 60):
        run = Run(lines(count), [A5.text("pinned")])
        laid = lay(HEAD, A5, "", [run], Furniture())
        last = laid.pages[-1]
        tops = [(top, piece.height) for piece, _left, top in last if piece.height]
        for (top, high), (below, _high) in pairwise(tops):
            assert below <= top - high + 0.01
        assert "pinned" in pages(bind(laid))[-1]


def test_the_first_attempt_that_fills_a_third_of_its_last_page_is_taken() -> None:
    def laid(count: int) -> Laid:
        return lay(HEAD, A5, str(count), [Run(lines(count))], Furniture())

    attempts = [partial(laid, count) for count in (40, 44, 60)]
    assert [len(one().pages) for one in attempts] == [2, 2, 2]
    assert fitted(attempts).title == "60"
    assert fitted([partial(laid, 40), partial(laid, 41)]).title == "40"
    assert fitted([partial(laid, 3)]).title == "3"
    assert fitted([partial(laid, 40), partial(laid, 30)]).title == "30"


def test_a_pair_of_languages_is_two_papers_with_numbers_of_their_own() -> None:
    chinese = Press(Look(PageSize.A5, ("zh_CN",)))
    one = lay(HEAD, A5, "", [Run(lines(60))], Furniture())
    other = lay(HEAD, chinese, "", [Run([chinese.text("一行")])], Furniture())
    found = pages(bind(one, other))

    assert "Page 2 of 2" in found[1]
    assert "第1页，共1页" in found[2]


def test_where_nothing_helps_the_last_page_is_filled_from_the_one_before() -> None:
    for count in range(30, 140):
        plain = lay(HEAD, A5, "", [Run(lines(count))], Furniture())
        laid = fitted([partial(replace, plain)])
        text = "".join(pages(bind(laid)))
        assert len(laid.pages) == len(plain.pages)
        assert len(laid.pages) == 1 or laid.filled >= THIRD
        assert text.count("line ") == count
        places = [text.index(f"line {n}\n") for n in range(count - 1)]
        assert places == sorted(places)


def test_a_run_before_the_last_keeps_its_page() -> None:
    first, second = [A5.text("alone")], lines(70)
    laid = fitted([lambda: lay(HEAD, A5, "", [Run(first), Run(second)], Furniture())])
    found = pages(bind(laid))
    assert "line" not in found[0]
    assert laid.filled >= THIRD
