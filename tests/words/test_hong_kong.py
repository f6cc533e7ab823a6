"""A salon in Hong Kong speaks its own Chinese: window, papers and lists."""

import csv
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from salon.app import Salon
from salon.catalogue.model import Subject
from salon.catalogue.operations import change_service
from salon.catalogue.queries import entries, resolve_service, service
from salon.content import digest_of, load_content, starting_rows
from salon.hongkong import in_hong_kong
from salon.safety.tables import Contraindication
from salon.settings.model import Premises
from salon.settings.operations import describe
from salon.setup import open_house
from salon.shipped import RESOURCES
from salon.text import N_, Names, _, ngettext, speaking, use_region
from tests.house import salon_at
from tests.words.domain import domain_texts
from tests.words.test_catalogue import said


@pytest.fixture(autouse=True)
def elsewhere_afterwards() -> Iterator[None]:
    yield
    use_region("")


@pytest.fixture
def salon(fresh_folder: Callable[[], Path]) -> Iterator[Salon]:
    with closing(salon_at(fresh_folder())) as salon:
        salon.do(open_house, Premises("Camellia"))
        yield salon


def pairs() -> list[tuple[str, str]]:
    file = RESOURCES / "locale" / "zh_HK" / "words.csv"
    with file.open(encoding="utf-8", newline="") as opened:
        return [(row["taiwan"], row["hong_kong"]) for row in csv.DictReader(opened)]


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("單根接睫毛", "單根駁睫毛"),
        ("療程計畫", "療程計劃"),
        ("唇部熱蠟除毛", "唇部蜜蠟脫毛"),
        ("4週內拔除毛髮", "4週內拔除毛髮"),
        ("請問醫師", "請問醫生"),
        ("整天冷氣", "整天冷氣"),
        ("預約", "預約"),
        ("", ""),
    ],
)
def test_what_is_said_otherwise_there_and_nothing_else(text: str, there: str) -> None:
    assert in_hong_kong(text) == there


@pytest.mark.parametrize("region", ["hk", "mo"])
def test_the_window_speaks_it_where_the_salon_is(region: str) -> None:
    use_region(region)
    with speaking("zh_TW"):
        assert _(N_("Plans")) == "療程計劃"
        assert ngettext("{count} client", "{count} clients", 2) == "{count}位顧客"
    with speaking("zh_CN"):
        assert _(N_("Plans")) == "护理计划"
    with speaking("en"):
        assert _(N_("Plans")) == "Plans"


@pytest.mark.parametrize("region", ["tw", "uk", ""])
def test_everywhere_else_it_is_said_as_written(region: str) -> None:
    use_region(region)
    with speaking("zh_TW"):
        assert _(N_("Plans")) == "療程計畫"


def test_the_salon_that_is_open_says_where_it_is(salon: Salon) -> None:
    with speaking("zh_TW"):
        salon.do(describe, region="hk")
        assert _(N_("Plans")) == "療程計劃"
        salon.do(describe, region="tw")
        assert _(N_("Plans")) == "療程計畫"


def test_its_lists_follow_the_region_and_one_undo_brings_them_back(
    salon: Salon,
) -> None:
    def lashes() -> str:
        found = salon.ask(entries, Subject.TERM)
        return {one.ref: one.names.zh_hant for one in found}["beauty_past:lash"]

    salon.do(load_content)
    assert lashes() == "接睫毛"

    salon.do(describe, region="hk")
    assert lashes() == "駁睫毛"
    assert salon.do(load_content) == 0
    salon.undo()
    assert lashes() == "接睫毛"

    salon.do(describe, region="mo")
    salon.do(describe, region="hk", name="Camellia Central")
    assert lashes() == "駁睫毛"
    salon.do(describe, region="tw")
    assert lashes() == "接睫毛"


def test_what_the_salon_calls_a_service_itself_stays_as_it_is(salon: Salon) -> None:
    salon.do(load_content)
    ours = Names("Our lashes", "招牌嫁接睫毛", "招牌接睫毛")
    classic = salon.ask(resolve_service, "lsb_classic")
    salon.do(change_service, classic.id, names=ours)

    salon.do(describe, region="hk")

    assert salon.ask(service, classic.id).names == ours
    assert salon.ask(resolve_service, "lsb_infill").names.zh_hant == "補駁睫毛"


def test_nothing_is_loaded_where_nothing_was(salon: Salon) -> None:
    salon.do(describe, region="hk")
    assert salon.ask(entries, Subject.TERM) == []


def test_ids_rules_and_the_other_languages_are_the_same_there() -> None:
    here, there = list(starting_rows("tw")), list(starting_rows("hk"))
    assert [(one.kind, one.key) for one in here] == [
        (one.kind, one.key) for one in there
    ]
    for one, other in zip(here, there, strict=True):
        kept = ("en", "zh_hans", "source") if one.kind is Contraindication else ("en",)
        for name in kept:
            assert one.columns[name] == other.columns[name]
    changed = [
        one
        for one, other in zip(here, there, strict=True)
        if digest_of(one.columns) != digest_of(other.columns)
    ]
    assert 200 < len(changed) < len(here)


def test_every_pair_is_a_word_of_ours_and_no_pair_stands_twice() -> None:
    known = "\n".join([*said("zh_TW"), *(text for _at, text in domain_texts("zh_TW"))])
    ours = [taiwan for taiwan, _there in pairs()]
    assert len(ours) == len(set(ours))
    assert [word for word in ours if word not in known] == []


def test_a_word_of_hong_kong_is_not_changed_again() -> None:
    for _taiwan, there in pairs():
        assert in_hong_kong(there) == there
