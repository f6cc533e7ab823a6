"""What holds for every paper: the plan, the card, the leaflet, the day sheet."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from salon.aftercare.document import leaflet
from salon.aftercare.sheet import CareLine, NextDate
from salon.appointments.document import day_sheet
from salon.appointments.sheet import LookOut, PersonDay
from salon.paper.pages import Paper, bind
from salon.paper.sheets import Letterhead, Look, PageSize, Photograph
from salon.plans.document import treatment_plan
from salon.plans.sheet import Helper
from salon.treatments.document import record_card
from salon.treatments.filepaper import client_file
from salon.treatments.sheet import Block, DangerLine, Pair, Told
from tests.paper.reading import fonts, pages, said, squeezed
from tests.paper.sheets import DAY, FILE, HEAD, LEAFLET, PEEL, PLAN, RECORD, SKIN
from tests.paper.typed import TYPED

Print = Callable[[str, Letterhead, Look], Paper]


def plan(text: str, head: Letterhead, look: Look) -> Paper:
    """Print a plan that says *text* wherever people type."""
    sheet = replace(
        PLAN,
        client=text,
        title=text,
        what_we_aim_for=(text,),
        sessions=(replace(PLAN.sessions[3], service=text),),
        helpers=(Helper(text, "your beautician"),),
        morning=(replace(PLAN.morning[0], product=text, amount=text),),
        ring_us_if=(text,),
    )
    return bind(treatment_plan(sheet, head, look))


def card(text: str, head: Letterhead, look: Look) -> Paper:
    """Print a record that says *text* wherever people type."""
    sheet = replace(
        RECORD,
        client=text,
        room=text,
        alerts=(text,),
        products=(replace(RECORD.products[0], name=text),),
        advice=(text,),
        note=text,
    )
    return bind(record_card(sheet, head, look))


def file(text: str, head: Letterhead, look: Look) -> Paper:
    """Print a whole file that says *text* wherever people type."""
    told = (DangerLine("ban", "Allergy", (Told(text, is_strong=True),)),)
    sheet = replace(
        FILE,
        client=text,
        danger=told,
        columns=(Block("How to reach", (Pair("Address", text),)),),
        entries=(replace(FILE.entries[0], lines=(Pair("Note", text),)),),
        notes=(Pair(text[:20], text),),
    )
    return bind(client_file(sheet, head, look))


def advice(text: str, head: Letterhead, look: Look) -> Paper:
    """Print a leaflet that says *text* wherever people type."""
    care = replace(PEEL, title=text, done=text, rows=(CareLine("Today", text, text),))
    sheet = replace(LEAFLET, client=text, care=care, next=NextDate("Monday", text))
    return bind(leaflet(sheet, head, look))


def day(text: str, head: Letterhead, look: Look) -> Paper:
    """Print a day sheet that says *text* wherever people type."""
    care = (LookOut("ban", text, "", True),)
    visit = replace(DAY.people[0].lines[0], client=text, note=text, look_out=care)
    others = (replace(visit, client=text[:80]), replace(visit, client=text[:80]))
    person = PersonDay(text[:60], (), (visit, *others))
    return bind(day_sheet(replace(DAY, people=(person,)), head, look))


PAPERS = {
    "plan": plan,
    "card": card,
    "file": file,
    "leaflet": advice,
    "day sheet": day,
}
every_paper = pytest.mark.parametrize("printed", PAPERS.values(), ids=PAPERS)
every_look = pytest.mark.parametrize(
    "look",
    [
        Look(),
        Look(PageSize.A5),
        Look(PageSize.LETTER, ("zh_CN", "en")),
        Look(is_large=True),
        Look(PageSize.A5, ("zh_TW",), is_large=True),
    ],
    ids=["A4", "A5", "Letter", "large", "A5 large"],
)


@every_paper
def test_what_people_type_is_printed_as_they_typed_it(printed: Print) -> None:
    for text in TYPED:
        paper = printed(text, replace(HEAD, salon=text), Look())

        assert paper.missing_characters == ()
        assert said(paper).count(squeezed(text)) >= 5, text


@every_paper
def test_line_ends_are_kept(printed: Print) -> None:
    paper = printed("two\r\nlines", HEAD, Look())

    assert "two\nlines" in "\n".join(pages(paper))


@every_paper
@every_look
def test_a_name_of_sixty_letters_is_whole_and_on_the_page(
    printed: Print, look: Look
) -> None:
    for name in ("Maximiliana" * 6, "欧阳娜娜古丽娜尔" * 8):
        paper = printed(name, replace(HEAD, salon=name), look)

        assert said(paper).count(name) >= 5


@every_paper
def test_a_note_of_ten_thousand_letters_runs_over_pages(printed: Print) -> None:
    text = "The skin was calm. " * 500 + "END"
    paper = printed(text, HEAD, Look())

    assert said(paper).count("END") >= 3
    assert paper.pages > 2


@every_paper
def test_what_no_font_has_is_told_and_never_silent(printed: Print) -> None:
    paper = printed("𠮷田 👩‍🦰", HEAD, Look())

    assert set(paper.missing_characters) == {"𠮷", "👩", "🦰"}
    assert "田" in said(paper)


@every_paper
@every_look
def test_the_same_sheet_is_the_same_file(printed: Print, look: Look) -> None:
    assert printed("林美华 & Co", HEAD, look) == printed("林美华 & Co", HEAD, look)


@every_paper
def test_every_font_lies_within_the_file_and_is_ours(printed: Print) -> None:
    found = fonts(printed("林美华", HEAD, Look()))

    assert all(found.values())
    assert all("Inter" in name or "NotoSansSC" in name for name in found)


@every_paper
@every_look
def test_every_page_has_its_number_and_its_size(printed: Print, look: Look) -> None:
    paper = printed("林美华", HEAD, replace(look, languages=("en",)))

    found = PdfReader(BytesIO(paper.pdf)).pages
    assert len(found) == paper.pages
    for count, page in enumerate(found, 1):
        sides = sorted(map(float, page.mediabox[2:]))
        assert sides == pytest.approx(sorted(look.paper.value))
        assert f"Page {count} of {paper.pages}" in page.extract_text()


@every_paper
@every_look
def test_nothing_stands_outside_the_page(printed: Print, look: Look) -> None:
    paper = printed("林美华 " + "long " * 30, HEAD, look)

    for page in PdfReader(BytesIO(paper.pdf)).pages:
        wide, high = map(float, page.mediabox[2:])

        def inside(
            text: str,
            _cm: object,
            tm: list[float],
            *_rest: object,
            most: tuple[float, float] = (wide, high),
        ) -> None:
            if text.strip():
                assert 0 < tm[4] < most[0]
                assert 0 < tm[5] < most[1]

        page.extract_text(visitor_text=inside)


def test_the_card_shows_chart_findings_and_measures() -> None:
    paper = bind(record_card(RECORD, HEAD))

    text = said(paper)
    assert paper.pages == 1
    assert squeezed("The client’s right cheek is on your left") in text
    for part in ("1Melasma", "2Dehydration", "182", "Hydration", "L2409-17", "590nm"):
        assert part in text


def test_a_record_does_not_end_on_a_page_with_a_photograph_alone() -> None:
    file = BytesIO()
    Image.new("RGB", (360, 450), "white").save(file, "JPEG")
    shown = (Photograph(file.getvalue(), "27 Oct 2026"),)
    for count in range(0, 40, 3):
        seen = replace(SKIN, photographs=shown)
        sheet = replace(RECORD, advice=("Sunscreen.",) * count, assessment=seen)
        laid = record_card(sheet, HEAD)
        assert len(laid.pages) == 1 or laid.filled >= 1 / 3, count
