"""The day sheet: a table to work from, each person whole, the worst in a frame."""

from dataclasses import replace
from datetime import time

import pytest

from salon.appointments.document import day_sheet
from salon.appointments.sheet import DayLine, DaySheet, LookOut, PersonDay
from salon.paper.pages import bind
from salon.paper.sheets import Look, PageSize
from tests.paper.reading import pages, said, squeezed
from tests.paper.sheets import DAY, HEAD
from tests.paper.test_structure import flat, tree


def test_everybody_is_on_one_page_across() -> None:
    paper = bind(day_sheet(DAY, HEAD))

    assert paper.pages == 1
    text = said(paper)
    for part in (
        "Tuesday24November",
        "1withoutapatchtest,2namesakes.",
        "许文静XǔWénjìng",
        "07700900153",
        "Break14:00–14:30",
        "Namesakeat15:15:thisnumberends447",
        "NopatchtestforlashtintTretinoin".replace("Tretinoin", ""),
        "donotstart",
        "Tretinoin:askwhenlastused",
        "nobookings",
        "Emergency999",
        squeezed("Holds health data: shred tomorrow evening"),
    ):
        assert part in text, part


def busy(visits: int, people: int = 4) -> DaySheet:
    """Return a day of so many visits; two of three have two lines to look out for."""
    care = (
        LookOut("alert-triangle", "Persistent redness", "cool and plain, no steam"),
        LookOut("alert-triangle", "", "Stinging, burning, barrier damage"),
    )
    lines = [
        DayLine(
            *(time(9 + n // people), 60, f"Client Number {n}", "Hydrating facial"),
            phone="07700 900153",
            look_out=care if n % 3 else (),
            note="Warm water",
        )
        for n in range(visits)
    ]
    names = ("Mei", "Ana", "Jun", "Rosa")[:people]
    team = [
        PersonDay(name, ("10:00 – 19:00",), tuple(lines[place::people]))
        for place, name in enumerate(names)
    ]
    return replace(DAY, people=tuple(team))


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
def test_a_normal_day_is_one_page(language: str) -> None:
    look = Look(languages=(language,))
    assert len(day_sheet(busy(14), HEAD, look).pages) == 1


def test_a_full_day_is_set_closer_only_as_far_as_a_page_is_saved() -> None:
    quiet, full = day_sheet(busy(4), HEAD), day_sheet(busy(14), HEAD)
    assert not quiet.press.is_tight
    assert full.press.is_tight
    assert len(day_sheet(replace(busy(8), is_apart=True), HEAD).pages) == 4


def test_looking_out_has_the_room_that_others_leave() -> None:
    [words] = [
        LookOut("alert-triangle", "Persistent redness", "cool, no steam, no acid today")
    ]
    line = DayLine(time(9), 60, "Jo", "Facial", phone="07700", look_out=(words,))
    sheet = replace(DAY, people=(PersonDay("Mei", (), (line,)),))
    text = "\n".join(pages(bind(day_sheet(sheet, HEAD))))
    assert "Persistent redness: cool, no steam, no acid today" in text


def test_only_what_stops_a_treatment_is_framed() -> None:
    text = said(bind(day_sheet(DAY, HEAD)))
    assert text.count("donotstart") == 1
    calm = replace(DAY, people=DAY.people[:1])
    assert "donotstart" not in said(bind(day_sheet(calm, HEAD)))


def test_a_sheet_for_each_person_on_request() -> None:
    ana, jun, sofia = pages(bind(day_sheet(replace(DAY, is_apart=True), HEAD)))

    assert "许文静" in ana
    assert "何嘉怡" not in ana
    assert "何嘉怡" in jun
    assert "no bookings" in sofia


def test_a_person_is_never_cut_who_fits_on_a_page() -> None:
    lines = tuple(
        DayLine(time(9 + n), 60, f"Client {n}", "Hydrating facial") for n in range(9)
    )
    people = tuple(PersonDay(f"Person {n}", (), lines) for n in range(4))
    found = pages(bind(day_sheet(replace(DAY, people=people), HEAD)))

    assert len(found) > 1
    for page in found:
        assert page.count("Client 0") == page.count("Client 8")
        assert "continued" not in page
        assert "Telephone" in page


def test_whoever_has_more_than_a_page_is_named_again() -> None:
    lines = tuple(
        DayLine(time(9, n), 10, f"Client {n}", "Brow shape") for n in range(50)
    )
    sheet = replace(DAY, people=(PersonDay("Mei", (), lines),))
    first, *others = pages(bind(day_sheet(sheet, HEAD)))

    assert "continued" not in first
    assert others
    for page in others:
        assert "Mei, continued" in page.replace("\n", " ")
        assert "Look out" in page


def test_names_are_never_cut_and_treatments_end_after_two_lines() -> None:
    long = "Barrier repair with a very long name " * 9
    name = "Maximiliana von und zu " * 5
    line = DayLine(time(9), 60, name, long, look_out=(LookOut("ban", "Latex " * 40),))
    sheet = replace(DAY, people=(PersonDay("Mei", (), (line,)),))
    text = said(bind(day_sheet(sheet, HEAD)))

    assert squeezed(name) in text
    assert squeezed("Latex " * 40) in text
    assert squeezed(long) not in text
    assert "…" in text


def test_nobody_in_and_nobody_booked_are_said() -> None:
    assert "Nobodyisin." in said(bind(day_sheet(DaySheet(DAY.day, ()), HEAD)))


@pytest.mark.parametrize("size", list(PageSize))
@pytest.mark.parametrize("is_large", [False, True])
def test_hours_and_telephones_stay_on_their_lines(
    size: PageSize, *, is_large: bool
) -> None:
    look = Look(size, ("zh_CN",), is_large)
    text = "\n".join(pages(bind(day_sheet(DAY, HEAD, look))))

    assert "12:30" in text
    assert "07700 900153" in text.replace("\u00a0", " ")


def test_the_table_is_one_with_headings_and_people_are_headings() -> None:
    found = flat(tree(bind(day_sheet(DAY, HEAD))))
    roles = [role for role, _alt, _kids in found]

    assert roles.count("Table") == 1
    assert roles.count("H1") == 1
    assert roles.count("H2") == 3
    [table] = [kids for role, _alt, kids in found if role == "Table"]
    assert len(table) == 1 + 4


def test_each_person_s_own_sheet_counts_what_is_theirs_under_one_title() -> None:
    own = [
        replace(one, count=f"{place} of mine.", care=f"{place} to sign.")
        for place, one in enumerate(DAY.people)
    ]
    sheet = replace(DAY, people=tuple(own), is_apart=True, count="All.", care="Care.")
    found = pages(bind(day_sheet(sheet, HEAD)))
    assert len(found) == len(own)
    for place, page in enumerate(found):
        text = squeezed(page)
        assert squeezed(f"{place} of mine. {place} to sign.") in text
        assert "All." not in text
        assert "Care." not in text
        above = "".join(page.splitlines()[:3])
        assert squeezed(above).count(squeezed("Tuesday 24 November")) == 1
        assert text.count(squeezed(HEAD.salon)) == 1


def test_a_closed_day_is_said_to_be_closed_in_its_head() -> None:
    sheet = replace(DAY, closed="Closed: Christmas")
    assert squeezed("Closed: Christmas") in said(bind(day_sheet(sheet, HEAD)))
    assert "Closed" not in said(bind(day_sheet(DAY, HEAD)))
