"""The after-care leaflet: one page, whom to ring, and nothing that is not known."""

from dataclasses import replace

import pytest

from salon.aftercare.document import leaflet
from salon.aftercare.leaflets import leaflets, said_all, when_words
from salon.aftercare.sheet import Care, CareLine, LeafletSheet, NextDate
from salon.paper.pages import bind
from salon.paper.sheets import Letterhead, Look, PageSize
from salon.text import Names, speaking
from tests.house import FRIDAY
from tests.paper.reading import pages, said, squeezed
from tests.paper.sheets import HEAD, LEAFLET, PEEL
from tests.paper.test_structure import flat, tree

A5 = Look(PageSize.A5)


def printed(sheet: LeafletSheet, look: Look = A5, head: Letterhead = HEAD) -> str:
    return said(bind(leaflet(sheet, head, look)))


def test_all_of_it_is_on_one_page_in_its_order() -> None:
    paper = bind(leaflet(LEAFLET, HEAD, A5))

    assert paper.pages == 1
    text = said(paper)
    places = [
        text.index(squeezed(one))
        for one in (
            "After your mandelic peel",
            "At 14:00, by Ana Ferreira, 20 %, four minutes",
            "rings you tomorrow",
            "First hours",
            "To 7 Dec",
            "Cream as often",
            "Ring us the same day",
            "After 19:00 ring",
            "Trouble breathing",
            "Monday 14 December, 14:00",
            "No mandelic peel before 7 Dec",
        )
    ]
    assert places == sorted(places)


def longest(tongue: str) -> list[LeafletSheet]:
    """Return the leaflets that say most in a language, as a visit fills them."""
    found = []
    with speaking(tongue):
        for one in leaflets().all:
            care = Care(
                leaflets().title("", Names("Non-ablative fractional laser")),
                PEEL.done,
                tuple(
                    CareLine(
                        when_words(row, None, FRIDAY), str(row.normal), str(row.do)
                    )
                    for row in one.rows
                ),
                said_all(one.do),
                said_all(one.leave),
                str(one.ring),
                str(one.danger or ""),
                str(one.first_aid or ""),
            )
            found.append(replace(LEAFLET, care=care))
    rows = sorted(found, key=lambda sheet: len(sheet.care.rows))[-2:]
    return [*rows, *sorted(found, key=lambda sheet: len(sheet.care.ring_us))[-2:]]


@pytest.mark.parametrize("tongue", ["en", "zh_CN", "zh_TW"])
@pytest.mark.parametrize("size", list(PageSize))
def test_the_longest_is_one_page_on_any_paper(size: PageSize, tongue: str) -> None:
    for sheet in longest(tongue):
        [page] = pages(bind(leaflet(sheet, HEAD, Look(size, (tongue,)))))
        assert "02079460011" in squeezed(page)


@pytest.mark.parametrize("tongue", ["en", "zh_CN", "zh_TW"])
def test_in_large_type_it_is_one_page_of_a4_and_the_back_of_a5(tongue: str) -> None:
    sheet = longest(tongue)[1]
    for size, most in ((PageSize.A4, 1), (PageSize.A5, 3)):
        paper = bind(leaflet(sheet, HEAD, Look(size, (tongue,), is_large=True)))
        assert paper.pages <= most
        assert "02079460011" in squeezed(pages(paper)[-1])


def test_each_is_printed_with_the_emergency_box() -> None:
    assert "999" in printed(LEAFLET)
    for number in ("", "119"):
        text = printed(replace(LEAFLET, emergency_number=number))
        assert squeezed("Trouble breathing, swollen lips or tongue, faint?") in text
        assert squeezed("Lie down, legs up") in text
        assert (number or squeezed("Ring the emergency number at once.")) in text


def test_signs_of_its_own_take_the_place_of_the_usual() -> None:
    own = replace(PEEL, danger="Chest pain?", first_aid="Sit still.")
    text = printed(replace(LEAFLET, care=own))

    assert "Chestpain?" in text
    assert "Sitstill." in text
    assert "Troublebreathing" not in text


def test_what_is_not_known_is_dropped_and_a_line_is_left_to_write_on() -> None:
    sheet = LeafletSheet(PEEL, emergency_number="999")
    text = printed(sheet, head=Letterhead("Camellia"))

    for words in ("for", "rings you", "After 19:00", "We see you next", "No mandelic"):
        assert (
            squeezed(words)
            not in text.replace("Leavefornow", "").replace("Makeupuntil", "")
            or words == "for"
        )
    assert squeezed("Your next date") in text
    figures = [
        alt
        for role, alt, _k in flat(tree(bind(leaflet(sheet, HEAD, A5))))
        if role == "Figure"
    ]
    assert "Line to write the date on" in figures


def test_what_else_was_done_that_day_is_on_the_back_with_the_telephone() -> None:
    wax = replace(PEEL, title="After your lip wax", ring_us="Raw skin.")
    paper = bind(leaflet(replace(LEAFLET, more=(wax,)), HEAD, A5))

    front, back = pages(paper)
    assert "After your mandelic peel" in front
    assert "After your lip wax" in back
    assert "Ring us the same day" in back
    assert "999" in back


def test_a_pair_prints_two_whole_leaflets() -> None:
    chinese = leaflet(LEAFLET, HEAD, Look(PageSize.A5, ("zh_TW",)))
    english = leaflet(LEAFLET, HEAD, Look(PageSize.A5, ("en",)))
    first, second = pages(bind(chinese, english))

    assert "Leave for now" in second
    assert "Leave for now" not in first


def test_a_telephone_number_is_never_cut_at_the_end_of_a_line() -> None:
    for words in range(6):
        ring = "Redness " * words
        sheet = replace(LEAFLET, care=replace(PEEL, ring_us=ring))
        [page] = pages(bind(leaflet(sheet, HEAD, A5)))
        assert any(
            "07700 900 412" in line.replace("\u00a0", " ") for line in page.splitlines()
        )


def test_it_is_read_as_a_table_with_headings() -> None:
    roles = [role for role, _alt, _kids in flat(tree(bind(leaflet(LEAFLET, HEAD, A5))))]

    assert roles.count("H1") == 1
    assert {"Table", "TH", "TD", "L", "H2"} <= set(roles)
    assert roles.index("H1") < roles.index("Table") < roles.index("L")


@pytest.mark.parametrize(
    "when", ["Wednesday 25 November, 12:00", "11月25日（星期三）12:00"]
)
@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", list(PageSize))
def test_the_next_date_stands_on_one_line(
    when: str, language: str, size: PageSize
) -> None:
    coming = replace(LEAFLET, next=NextDate(when, "Brow shape, Ana, 20 min"))
    paper = bind(leaflet(coming, HEAD, Look(size, (language,))))
    assert when in "\n".join(pages(paper))
