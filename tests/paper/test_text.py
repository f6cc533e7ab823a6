"""How typed text is set: scripts, breaks, and characters no font has."""

from hypothesis import given
from hypothesis import strategies as st

from salon.paper.text import FUZZ, MISSING, Line, Span, Style, cleaned, set_lines

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
    assert "".join(printed.split()) == "".join(cleaned(text).split())
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
