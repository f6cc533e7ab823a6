"""What promises too much is found; what is honest is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.house.wording import Watch, Watched, check_words, usual_words


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "This cures acne forever.", ["cures", "forever"]),
        ("en", "Guaranteed: zero risk!", ["Guaranteed", "zero risk"]),
        ("en", "A risk-free treatment", ["risk-free"]),
        ("en", "Results for ever", ["for ever"]),
        ("zh_CN", "根治痘痘，永久有效，零风险。", ["根治", "永久", "零风险"]),
        ("zh_TW", "保證有效，零風險", ["保證", "零風險"]),
        ("zh_CN", "100%有效", ["100%"]),
    ],
)
def test_what_promises_too_much_is_found(
    language: str, text: str, found: list[str]
) -> None:
    flagged = check_words(text, language)
    assert [one.found for one in flagged] == found
    assert {one.kind for one in flagged} == {Watch.PROMISE}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Pay securely; a manicure takes an hour."),  # parts of other words
        ("en", "We cannot promise, and nobody can guarantee how skin will answer."),
        ("en", "It does not cure acne."),
        ("en", "Permanent make-up needs a patch test."),
        ("zh_CN", "我们不能保证效果，因人而异。"),
        ("zh_CN", "保证金可以退。"),
        ("zh_CN", "无法根治"),
        ("en", "There is no perfume in it."),  # not a refusal
        ("en", ""),
    ],
)
def test_what_is_honest_is_left_alone(language: str, text: str) -> None:
    assert check_words(text, language) == []


def test_a_denial_ends_with_its_sentence() -> None:
    [one] = check_words("没有香料，保证有效", "zh_CN")
    assert one.found == "保证"
    [one] = check_words("No perfume. Guaranteed.", "en")
    assert one.found == "Guaranteed"


def test_we_instead_of_they_and_what_is_possible_instead_of_no() -> None:
    [them] = check_words("They forgot your oil.", "en")
    assert (them.found, them.kind) == ("They", Watch.THEM)
    [them] = check_words("他们忘了。", "zh_CN")
    assert them.kind is Watch.THEM
    [no] = check_words("No, that is full.", "en")
    assert (no.found, no.start, no.kind) == ("No", 0, Watch.REFUSAL)
    assert check_words("这个不行。", "zh_CN")[0].kind is Watch.REFUSAL


def test_chinese_words_are_looked_for_in_chinese_texts_only() -> None:
    assert check_words("根治 guaranteed", "en")[0].found == "guaranteed"
    assert len(check_words("根治 guaranteed", "zh_CN")) == 2


def test_the_salons_own_list_takes_the_place_of_the_usual_one() -> None:
    mine = [Watched("glass skin", better="even skin")]
    [one] = check_words("Glass skin, guaranteed. No, really.", "en", mine)
    assert (one.found, one.better) == ("Glass skin", "even skin")
    assert check_words("Guaranteed", "en", []) == []


def test_the_longer_of_two_is_found_once() -> None:
    [one] = check_words("绝对安全，", "zh_CN", [Watched("绝对"), Watched("绝对安全")])
    assert one.found == "绝对安全"


@given(st.text(), st.sampled_from(["en", "zh_CN", "zh_TW"]))
def test_places_are_those_of_the_text(text: str, language: str) -> None:
    last = 0
    for one in check_words(text, language):
        assert last <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.found
        last = one.end


@given(st.sampled_from([one for one in usual_words() if not one.word.isascii()]))
def test_every_usual_word_is_found_in_a_sentence(word: Watched) -> None:
    assert check_words(f"我们给您：{word.word}。", "zh_CN")
