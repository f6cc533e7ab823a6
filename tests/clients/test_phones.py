"""Phone numbers as they arrive, and as they are kept and shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from salon.clients.phones import (
    LOST,
    NO_COUNTRY,
    NOT_WHOLE,
    TOO_SHORT,
    dialled,
    digits,
    masked,
    read_phone,
    read_phones,
    shown,
)


@pytest.mark.parametrize(
    ("text", "region", "number"),
    [
        ("138 0013 8000", "cn", "+8613800138000"),
        ("１３８００１３８０００", "cn", "+8613800138000"),
        ("010-6552 9920", "cn", "+861065529920"),
        ("13800138060.0", "cn", "+8613800138060"),
        ("8613800138065", "cn", "+8613800138065"),
        ("1.3800138066E10", "cn", "+8613800138066"),
        ("'13800138064", "cn", "+8613800138064"),
        ("0086 138 0013 8000", "tw", "+8613800138000"),
        ("912345678", "tw", "+886912345678"),
        ("886912345670", "tw", "+886912345670"),
        ("0912-345-679", "tw", "+886912345679"),
        ("9123 4601", "hk", "+85291234601"),
        ("85291234601", "hk", "+85291234601"),
        ("001 86 13800138000", "hk", "+8613800138000"),
        ("6612 3456", "mo", "+85366123456"),
        ("9123 4567", "sg", "+6591234567"),
        ("012-345 6789", "my", "+60123456789"),
        ("7400123456", "uk", "+447400123456"),
        ("447400123457", "uk", "+447400123457"),
        ("+44 (0)7400 123458", "uk", "+447400123458"),
        ("0044 7400 123460", "uk", "+447400123460"),
        ("+852 9123 4567", "uk", "+85291234567"),
        ("(212) 555-0123", "us", "+12125550123"),
        ("+49 151 23456780", "eu", "+4915123456780"),
        ("0049 151 23456780", "eu", "+4915123456780"),
    ],
)
def test_a_certain_number_is_kept_with_its_country(
    text: str, region: str, number: str
) -> None:
    phone = read_phone(text, region)

    assert (phone.number, phone.problem) == (number, "")


@pytest.mark.parametrize(
    ("text", "region", "problem"),
    [
        ("1.38E+10", "cn", LOST),
        ("1.38001E+10", "cn", LOST),
        ("4.479E+11", "uk", LOST),
        ("13800138067.5", "cn", NOT_WHOLE),
        ("0151 23456789", "eu", NO_COUNTRY),
        ("5678", "cn", TOO_SHORT),
    ],
)
def test_what_is_not_certain_is_named_and_never_guessed(
    text: str, region: str, problem: str
) -> None:
    phone = read_phone(text, region)

    assert (phone.number, phone.problem) == (None, problem)
    assert text in phone.said()


@pytest.mark.parametrize(
    ("text", "number", "extension"),
    [
        ("(02)2345-6789 分機123", "+886223456789", "123"),
        ("04-2234-5678#12", "+886422345678", "12"),
        ("02-2345-6789 轉 8001", "+886223456789", "8001"),
        ("02-2345-6789 ext. 7", "+886223456789", "7"),
    ],
)
def test_an_extension_is_kept_beside_the_number(
    text: str, number: str, extension: str
) -> None:
    phone = read_phone(text, "tw")

    assert (phone.number, phone.extension) == (number, extension)


@pytest.mark.parametrize(
    "text",
    [
        "07400 123456 ::: 07400 123457",
        "07400123456;07400123457",
        "07400123456、07400123457",
        "07400123456/07400123457",
        "07400123456 07400123457",
        "07400123456\n07400123457",
    ],
)
def test_several_numbers_in_one_cell_are_several(text: str) -> None:
    numbers = [phone.number for phone in read_phones(text, "uk")]

    assert numbers == ["+447400123456", "+447400123457"]


def test_words_beside_a_number_become_its_label() -> None:
    phone = read_phone("13800138023（妈妈）", "cn")

    assert (phone.number, phone.label) == ("+8613800138023", "妈妈")


def test_numbers_are_shown_as_at_home() -> None:
    assert shown("+8613800138000", "cn") == "138 0013 8000"
    assert shown("+447400123456", "uk") == "07400 123456"
    assert shown("+886912345678", "tw") == "0912 345 678"
    assert shown("+85291234567", "uk") == "+852 9123 4567"
    assert shown("+4915123456780", "eu") == "+49 1512 3456780"
    assert masked("+8613800138000", "cn") == "138 **** 8000"


def test_a_number_is_found_by_each_form_in_which_it_is_said() -> None:
    assert dialled("+447400125678") == ("447400125678", "07400125678")
    assert digits("８５-００") == "8500"


@given(some.text(max_size=60), some.sampled_from(["cn", "tw", "hk", "uk", "eu", "us"]))
def test_any_text_gives_a_number_or_a_sentence(text: str, region: str) -> None:
    for phone in read_phones(text, region):
        assert (phone.number is None) == bool(phone.said())
        if phone.number:
            assert read_phone(phone.number, region).number == phone.number
