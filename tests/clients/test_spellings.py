"""Whoever types any spelling of a name finds the person; signs find nobody."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.clients.matching import wanted
from salon.clients.model import ClientDraft, PhoneLine
from salon.clients.operations import add_client
from salon.clients.queries import count_found, find_clients, find_ids
from salon.clients.romanised import other_ways
from tests.house import House, open_house, salon_at

NAMES = (
    *("刘淑芬", "吕燕", "张伟民", "王芳", "黄丽", "陈静", "林美华", "吴敏", "李娜"),
    *("欧阳雪", "박서준", "Grace Park", "Peter Cheung", "Anne-Marie O'Neil"),
    *("Emma Lee", "刘芳", "朴智妍", "Linda Stone"),
)


@pytest.fixture(scope="module")
def found_by(fresh_folder: Callable[[], Path]) -> Iterator[House]:
    with closing(salon_at(fresh_folder())) as salon:
        yield open_house(salon)


@pytest.fixture
def full(house: House) -> House:
    for name in NAMES:
        house.salon.do(add_client, ClientDraft(name=name))
    return house


def found(house: House, text: str) -> set[str]:
    return {one.name for one in house.salon.ask(find_clients, text)}


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        *(("liusf", "刘淑芬"), ("lau", "刘淑芬"), ("Liu", "刘淑芬"), ("lsf", "刘淑芬")),
        *(("lyu", "吕燕"), ("lu", "吕燕"), ("lv", "吕燕"), ("lyuyan", "吕燕")),
        *(("lui", "吕燕"), ("cheung", "张伟民"), ("chang", "张伟民")),
        *(("zhangwm", "张伟民"), ("zhang", "Peter Cheung"), ("wong", "王芳")),
        *(("wong", "黄丽"), ("chan", "陈静"), ("tan", "陈静"), ("lam", "林美华")),
        *(("ng", "吴敏"), ("ng", "黄丽"), ("lee", "李娜"), ("yi", "李娜")),
        *(("rhee", "李娜"), ("li", "Emma Lee"), ("auyeung", "欧阳雪")),
        *(("pak", "Grace Park"), ("bak", "Grace Park"), ("park", "朴智妍")),
        *(("bak", "朴智妍"), ("park", "박서준"), ("liuf", "刘芳")),
        *(("o'neil", "Anne-Marie O'Neil"), ("oneil", "Anne-Marie O'Neil")),
        *(("-marie", "Anne-Marie O'Neil"), ("anne-marie", "Anne-Marie O'Neil")),
        *(("marie_o", "Anne-Marie O'Neil"), ("ＬＩＵＳＦ", "刘淑芬")),
    ],
)
def test_any_spelling_of_a_name_finds_the_person(
    full: House, typed: str, name: str
) -> None:
    assert name in found(full, typed)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        *(("lam", "Linda Stone"), ("liusf", "刘芳"), ("cheung", "王芳")),
        *(("lee", "刘芳"), ("pak", "吴敏"), ("liuxx", "刘淑芬")),
    ],
)
def test_another_spelling_is_no_longer_word(full: House, typed: str, name: str) -> None:
    assert name not in found(full, typed)


def test_the_name_as_it_was_typed_stands_first(full: House) -> None:
    [first, *_others] = full.salon.ask(find_clients, "lee")
    assert first.name == "Emma Lee"


@pytest.mark.parametrize(
    "signs", ["%", "_", "-", "'", '"', "*", "\\", "() -", "🙂", "。"]
)
def test_signs_alone_find_nobody(full: House, signs: str) -> None:
    assert full.salon.ask(find_ids, signs, 50) == []
    assert full.salon.ask(count_found, signs) == 0


def test_nothing_typed_finds_everybody(full: House) -> None:
    everybody = full.salon.ask(count_found, "")
    assert everybody == len(NAMES) + 2
    assert len(full.salon.ask(find_ids, "  ", 50)) == everybody


def test_a_name_and_the_last_digits_find_one_of_two(full: House) -> None:
    for number in ("+447700905678", "+447700901111"):
        phones = (PhoneLine(number, "", True, number),)
        full.salon.do(add_client, ClientDraft(name="林小雨", phones=phones))
    hits = full.salon.ask(find_clients, "lin 5678")
    assert [one.phone for one in hits] == ["+447700905678"]


@given(st.text(max_size=12))
def test_whatever_is_typed_is_taken_apart(text: str) -> None:
    asked = wanted(text)
    assert len(asked.others) == len(asked.words)
    for word in asked.words:
        assert word.isalnum() or not word.isascii(), word


@given(text=st.text("%_-'\"*()\\.,: ^+aé林5", max_size=8))
def test_signs_never_break_the_search(found_by: House, text: str) -> None:
    count = found_by.salon.ask(count_found, text)
    assert len(found_by.salon.ask(find_ids, text, 50)) == count


def test_surnames_lead_both_ways() -> None:
    def leads(word: str) -> set[str]:
        return {text for way in other_ways(word) for text, _whole in way}

    assert {"zhang", "张"} <= leads("cheung")
    assert {"cheung", "张"} <= leads("zhang")
    assert other_ways("emma") == ()
