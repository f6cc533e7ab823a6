"""How typed text is set: scripts, breaks, and characters no font has."""

import sys
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pypdfium2
from hypothesis import assume, given
from hypothesis import strategies as st
from pypdf import PdfReader
from uniseg.linebreak import line_break_units  # type: ignore[import-untyped]

from salon.paper.pages import Furniture, Run, bind, lay
from salon.paper.press import Press
from salon.paper.scripts import is_leftward
from salon.paper.sheets import Look
from salon.paper.text import (
    FUZZ,
    MISSING,
    Line,
    Span,
    Style,
    _units,
    cleaned,
    set_lines,
)
from salon.text import speaking
from tests.paper.sheets import HEAD

PLAIN = Style(10)


def lines(text: str, width: float) -> list[str]:
    return [
        "".join(run.text for run in line.runs)
        for line in set_lines([Span(text, PLAIN)], width)
    ]


def fonts(text: str) -> list[tuple[str, str]]:
    [line] = set_lines([Span(text, PLAIN)], 999)
    return [(run.text, run.font.partition("_")[0]) for run in line.runs]


def test_each_script_has_its_own_font_within_a_line() -> None:
    assert fonts("用LED光") == [
        ("用", "NotoSansSC"),
        ("LED", "Inter"),
        ("光", "NotoSansSC"),
    ]


def test_quotation_marks_go_with_the_script_they_stand_in() -> None:
    assert fonts("她说“好”") == [("她说“好”", "NotoSansSC")]
    assert fonts("say “yes”…") == [("say “yes”…", "Inter")]


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    text = "请停用维A酸、磨砂膏，面部不做（蜜蜡）脱毛：如有「新用药」，请告诉我们！"
    for width in range(30, 200, 7):
        found = lines(text, width)
        assert "".join(found) == text
        assert not any(line[0] in "、，：！）」。" for line in found)
        assert not any(line[-1] in "（「" for line in found)


def test_a_number_keeps_its_per_cent_sign() -> None:
    for width in range(40, 120, 3):
        assert not any(
            line.startswith("%") for line in lines("Peel 20 % or 30 %", width)
        )


def test_a_word_longer_than_the_line_is_cut_rather_than_lost() -> None:
    found = lines("W" * 60, 100)

    assert len(found) > 1
    assert "".join(found) == "W" * 60


def test_line_ends_of_every_kind_are_kept() -> None:
    assert lines("a\r\nb\nc\rd\u2028e", 99) == ["a", "b", "c", "d", "e"]
    assert lines("a\n\nb", 99) == ["a", "", "b"]


def test_a_character_no_font_has_becomes_a_box_and_is_told() -> None:
    [line] = set_lines([Span("𠮷田", PLAIN)], 99)

    assert line.missing == ("𠮷",)
    assert line.runs[0].font == MISSING
    assert line.runs[0].width == PLAIN.size


def test_letters_and_their_accents_are_joined_before_they_are_looked_for() -> None:
    [line] = set_lines([Span("Nguye\u0302\u0303n", PLAIN)], 99)

    assert line.missing == ()
    assert "".join(run.text for run in line.runs) == "Nguyễn"


def test_the_pieces_of_an_emoji_are_told_without_the_joins_between_them() -> None:
    [line] = set_lines([Span("👩\u200d🦰 gift", PLAIN)], 99)

    assert line.missing == ("👩", "🦰")


def ink(line: Line) -> float:
    return max((run.x + run.width for run in line.runs), default=0.0)


@given(st.text(max_size=200), st.floats(20, 400))
def test_whatever_is_typed_is_set_whole_and_within_its_width(
    text: str, width: float
) -> None:
    found = set_lines([Span(text, PLAIN)], width)

    printed = "".join(run.text for line in found for run in line.runs)
    typed = "".join(cleaned(text).split())
    printed = "".join(printed.split())
    if is_leftward(typed):  # seen in another order, its brackets turned round
        signs = str.maketrans(")]}<»", "([{>«")
        printed = "".join(sorted(printed.translate(signs)))
        typed = "".join(sorted(typed.translate(signs)))
    assert printed == typed
    assert all(ink(line) <= width + 0.01 for line in found)


def test_two_runs_of_one_line_stand_side_by_side() -> None:
    [line] = set_lines([Span("护理 ", PLAIN), Span("Care", Style(14))], 999)

    first, *_others, last = line.runs
    assert first.x == 0
    assert last.x + last.width == line.width
    assert line.height == 14 * 1.5


@given(
    st.text(st.sampled_from("abcde ,.-焕肤面膜，。 W"), max_size=120),
    st.floats(30, 300),
)
def test_no_line_runs_over_the_edge_and_no_letter_is_lost(
    text: str, width: float
) -> None:
    found = set_lines([Span(text, PLAIN)], width)

    assert all(line.width <= width + FUZZ for line in found)
    said = "".join(run.text for line in found for run in line.runs)
    assert said.replace(" ", "") == text.replace(" ", "")


def test_traditional_chinese_has_its_own_forms_and_falls_back_letter_by_letter() -> (
    None
):
    with speaking("zh_TW"):
        assert fonts("療程與骨") == [("療程與骨", "NotoSansTC")]
        assert fonts("護理嗳") == [("護理", "NotoSansTC"), ("嗳", "NotoSansSC")]
        [bold] = set_lines([Span("療", Style(10, is_bold=True))], 99)
        assert bold.runs[0].font == "NotoSansTC_700Bold"
    with speaking("zh_CN"):
        assert fonts("療程與骨") == [("療程與骨", "NotoSansSC")]
    assert fonts("療程") == [("療程", "NotoSansSC")]


def test_in_a_chinese_paper_marks_are_chinese_also_beside_latin_letters() -> None:
    with speaking("zh_CN"):
        assert fonts("用“SPF”吧")[0] == ("用“", "NotoSansSC")
        assert ("”吧", "NotoSansSC") in fonts("用“SPF”吧")


def test_every_digit_is_as_wide_as_every_other() -> None:
    for style in (Style(10), Style(10, is_bold=True), Style(10, is_medium=True)):
        widths = {
            round(set_lines([Span(digit * 8, style)], 999)[0].width, 6)
            for digit in "0123456789"
        }
        assert len(widths) == 1


def printed(*texts: str, language: str = "zh_CN") -> bytes:
    press = Press(Look(languages=(language,)))
    parts = [press.text(text) for text in texts]
    return bind(lay(HEAD, press, "", [Run(parts)], Furniture())).pdf


def test_a_rare_character_is_copied_and_searched_as_it_is() -> None:
    for name in ("𬶟𬸘", "𬷕A𬺈", "𬶟一丁七万丈三上下"):
        pdf = printed(f"王{name}小姐")
        assert (
            f"王{name}小姐"
            in pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
        )
        assert f"王{name}小姐" in PdfReader(BytesIO(pdf)).pages[0].extract_text()


def test_a_character_that_is_drawn_as_a_box_is_read_as_itself() -> None:
    [page] = PdfReader(BytesIO(printed("吉𠮷田"))).pages
    stream = page.get_contents()
    assert stream is not None
    marked = "/ActualText <FEFF" + "𠮷".encode("utf-16-be").hex().upper()
    assert marked in stream.get_data().decode("latin-1")


def test_papers_that_are_set_at_once_are_each_whole() -> None:
    texts = [
        "".join(chr(0x4E00 + place * 97 + n * 3) for n in range(300))
        for place in range(6)
    ]
    alone = [printed(text) for text in texts]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(6) as pool:
            together = list(pool.map(printed, texts * 3))
    finally:
        sys.setswitchinterval(before)
    assert together == alone * 3


@given(st.text(st.sampled_from("护理面 aB7、。，：；！？（）·–:-"), max_size=40))
def test_plain_chinese_breaks_where_the_standard_says(text: str) -> None:
    said = "".join(_units(text))
    assert said == text
    assume(not text.isascii())  # which breaks at blanks and after hyphens alone
    assert list(_units(text)) == list(line_break_units(text))


def test_no_single_character_ends_a_chinese_paragraph() -> None:
    for text in ("每天洗两次脸，温水，只用手", "每天早晨涂防晒，户外每两小时补涂。"):
        for width in range(30, 140):
            found = lines(text, width)
            assert "".join(found) == text
            assert len(found) == 1 or len(found[-1].rstrip("。")) > 1
            assert all(len(line) * 10 <= width + 5 for line in found)
