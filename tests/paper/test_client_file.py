"""The whole file on paper: what could hurt first, on a page one can work from."""

from dataclasses import replace

import pytest

from salon.paper.pages import THIRD, bind
from salon.paper.sheets import Look, PageSize
from salon.treatments.filepaper import client_file
from salon.treatments.sheet import Block, FileSheet, FindingLine, Pair, Told
from tests.paper.reading import pages, said, squeezed
from tests.paper.sheets import FILE, HEAD
from tests.paper.test_structure import flat, tree

BARE = FileSheet("C7", "Noor Haddad", danger=FILE.danger)


def test_the_first_page_is_the_one_to_work_from() -> None:
    first, *others = pages(bind(client_file(FILE, HEAD)))

    for part in ("Allergy", "Adhesive plaster", "not asked", "07700 900184", "Melasma"):
        assert part in first
    assert "Last 8 visits of 34" in first
    assert "6 of 10 left" in first
    assert "All visits" not in first
    rest = "".join(others)
    for part in ("Cleansed", "Service terms", "Blisters", "Amino-acid", "陈思敏"):
        assert part in rest
    assert "Talks of the garden." in rest
    for page in (first, *others):
        assert "Contains health data" in page
        assert "C1284" in page


def test_of_a_client_with_nothing_the_frame_is_printed_all_the_same() -> None:
    paper = bind(client_file(BARE, HEAD))

    assert paper.pages == 1
    text = said(paper)
    for line in FILE.danger:
        assert squeezed(line.label) in text
    assert "Novisityet." in text


def test_a_file_of_nothing_at_all_is_printed_too() -> None:
    paper = bind(client_file(FileSheet("", ""), HEAD))
    assert paper.pages == 1
    assert "Novisityet." in said(paper)


def test_columns_of_the_last_visits_say_what_they_hold() -> None:
    first = pages(bind(client_file(FILE, HEAD)))[0]
    for word in ("Date", "Treatment", "Used", "Reaction, 0 to 4", "By"):
        assert word in first


def test_a_long_block_sends_nothing_of_the_first_page_to_the_second() -> None:
    item = "Keeping health information for safe treatment"
    long = Block("Consents", tuple(Pair(f"{n} Dec 2025", item) for n in range(1, 5)))
    sheet = replace(FILE, foot=(*FILE.foot[:2], long))
    first, *_others = pages(bind(client_file(sheet, HEAD)))
    assert "4 Dec 2025" in first
    assert "All visits" not in first


def test_what_lies_on_the_body_is_told_in_words_and_not_on_a_face() -> None:
    seen = FILE.skin
    assert seen is not None
    thigh = FindingLine(4, "Cellulite", "Thigh, right", "mild", is_on_face=False)
    both = replace(seen, findings=(*seen.findings, thigh))
    text = said(bind(client_file(replace(FILE, skin=both), HEAD)))
    assert text.index("Onthebody") < text.index("Cellulite,Thigh,right,mild")

    only = replace(seen, findings=(thigh,), zones=(), outline=())
    paper = bind(client_file(replace(FILE, skin=only), HEAD))
    assert "Cellulite" in said(paper)
    assert "Onthebody" not in said(paper)
    assert "rightcheekisonyourleft" not in said(paper)
    alts = [alt for role, alt, _kids in flat(tree(paper)) if role == "Figure"]
    assert not any("face" in alt for alt in alts)


def test_what_was_never_asked_is_in_bold() -> None:
    lay = client_file(FILE, HEAD)
    drawn = bind(lay)
    assert "not asked" in pages(drawn)[0]
    other = replace(
        FILE, danger=(*FILE.danger[:3], replace(FILE.danger[3], parts=(Told("none"),)))
    )
    assert drawn != bind(client_file(other, HEAD))


@pytest.mark.parametrize("size", list(PageSize))
@pytest.mark.parametrize("tongue", ["en", "zh_CN", "zh_TW"])
def test_it_is_whole_on_any_paper_and_never_ends_on_an_empty_page(
    size: PageSize, tongue: str
) -> None:
    laid = client_file(FILE, HEAD, Look(size, (tongue,)))
    text = said(bind(laid))

    assert squeezed("Adhesive plaster") in text
    assert squeezed("Talks of the garden.") in text
    assert len(laid.pages) == 1 or laid.filled >= THIRD or size is not PageSize.A4


def test_columns_taller_than_a_page_stand_one_below_the_other() -> None:
    many = tuple(Pair(f"Question {n}", "an answer") for n in range(90))
    sheet = replace(FILE, columns=(Block("How to reach", many), *FILE.columns[1:]))
    text = said(bind(client_file(sheet, HEAD)))

    assert text.count("ananswer") == 90
    assert "Jasminetea" in text


def test_a_note_of_two_pages_is_whole() -> None:
    note = "The client told of the garden. " * 300 + "END"
    text = said(bind(client_file(replace(FILE, notes=(Pair("Note", note),)), HEAD)))
    assert "END" in text


def test_the_chart_says_in_words_what_it_shows() -> None:
    found = flat(tree(bind(client_file(FILE, HEAD))))
    alts = [alt for role, alt, _kids in found if role == "Figure"]

    assert any("The face from the front" in alt and "Melasma" in alt for alt in alts)
    roles = [role for role, _alt, _kids in found]
    assert roles.count("H1") == 1
    assert {"H2", "H3", "Table"} <= set(roles)
