"""Names in scripts of other lands: no empty boxes, letters joined, in their order."""

import unicodedata
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from salon.paper import scripts
from salon.paper.pages import Furniture, Run, bind, lay
from salon.paper.press import Press
from salon.paper.sheets import Look
from salon.paper.text import Line, Span, Style, set_lines
from tests.paper.reading import pages
from tests.paper.sheets import HEAD

NAMES = (
    "김민지",
    "สมหญิง ใจดี",
    "محمد عبد الله",
    "پریسا کیانی",
    "דנה לוי",
    "प्रिया शर्मा",
    "Юлия Щербакова",
    "Ελένη Παπαδοπούλου",
    "Nguyễn Thị Ánh Hồng",
    "ラーメン 花子",
    "林美华 김 สม محمد Юля",
)
LETTERS = st.text("محمدعبلاةپگ الله", max_size=12)


def line(text: str) -> Line:
    [found] = set_lines([Span(text, Style(10))], 999)
    return found


def seen(text: str) -> str:
    return "".join(run.text for run in line(text).runs)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("is_bold", [False, True])
def test_no_name_is_empty_boxes(name: str, *, is_bold: bool) -> None:
    [found] = set_lines([Span(name, Style(10, is_bold))], 999)
    assert found.missing == ()
    assert found.width > 10


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_copied_as_it_was_typed(name: str) -> None:
    press = Press(Look(languages=("en",)))
    parts = [press.text(name, press.body)]
    paper = bind(lay(HEAD, press, "A title", [Run(parts)], Furniture()))
    assert paper.missing_characters == ()
    [page] = PdfReader(BytesIO(paper.pdf)).pages
    stream = page.get_contents()
    assert stream is not None
    told = stream.get_data()
    for run in line(name).runs:
        if run.typed:
            assert run.typed in name
            assert run.typed.encode("utf-16-be").hex().upper().encode() in told
        else:
            assert run.text in pages(paper)[0]


def test_jamo_typed_one_by_one_become_syllables() -> None:
    apart = unicodedata.normalize("NFD", "김민지")
    assert seen(apart) == "김민지"


def test_arabic_letters_join_and_run_to_the_left() -> None:
    # Seen from the left: the last letter first, each in the form its place asks for.
    assert seen("محمد") == "\ufeaa\ufee4\ufea4\ufee3"  # final, medial, medial, initial
    assert seen("لا") == "\ufefb"  # lam and alef are one sign
    assert seen("دار") == "\ufead\ufe8d\ufea9"  # letters that join to none after them
    [run] = line("محمد عبد").runs
    assert run.typed == "محمد عبد"
    assert "Arabic" in run.font


def test_numbers_and_latin_words_keep_their_own_order() -> None:
    assert seen("for דנה, C12") == "for הנד, C12"
    assert seen("דנה 24 לוי") == "יול 24 הנד"
    assert seen("(דנה)") == "(הנד)"
    assert seen("דנה (א) לוי") == "יול (א) הנד"


def test_the_short_i_stands_before_its_consonants() -> None:
    assert scripts.joined("कि") == "\u093fक"
    assert scripts.joined("प्रि") == "\u093fप्र"
    assert scripts.joined("की") == "की"


@given(LETTERS)
def test_what_is_joined_is_typed_again(text: str) -> None:
    assert scripts.as_typed(scripts.joined(text)) == text


@given(st.text("अकखगप्रिाी ", max_size=12))
def test_the_order_of_devanagari_is_found_again(text: str) -> None:
    # A sign without a consonant of its own stays where it is, or near it.
    assert sorted(scripts.as_typed(scripts.joined(text))) == sorted(text)


@given(st.text("דנהab12 ()محمد،", max_size=16))
def test_every_letter_is_seen_once(text: str) -> None:
    assert sorted(scripts.seen_order(text)) == list(range(len(text)))


@given(st.text("abc123 林美,.", max_size=16))
def test_what_runs_to_the_right_is_never_turned(text: str) -> None:
    assert scripts.seen_order(text) == list(range(len(text)))
    assert scripts.joined(text) == text
