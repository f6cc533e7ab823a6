"""Out and in again: nothing changes on the way."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from salon.clients.birthdays import Birthday, Lunar
from salon.clients.names import cleaned
from salon.clients.phones import Phone
from salon.exchange.model import Outgoing
from salon.exchange.reading import open_source
from salon.exchange.writing import (
    CannotWrite,
    TooLongForExcel,
    guarded,
    outgoing,
    write,
)
from salon.text import speaking
from tests.exchange.reading import TODAY, asked

MEI = Outgoing(
    name="欧阳雪",
    family="欧阳",
    given="雪",
    called="小雪",
    latin="Snow Ouyang",
    phones=(
        Phone("+8613800138000", "+8613800138000", label="妈妈"),
        Phone("+886223456789", "+886223456789 ext. 12", extension="12"),
    ),
    birthday=Birthday(None, 3, 15),
    lunar=Lunar(6, 12, leap=True),
    language="zh_hans",
    email="snow@example.com",
    wechat="snow_88",
    card_no="-0001",
    gender="female",
    note="=1+1\n对芦荟过敏, \"quoted\"; 'and' \\n more",
    facts={"address": "朝阳区, 88号; 3单元", "pressure": "light"},
    allergies=("青霉素", "Latex; gloves".replace(";", "")),
    conditions=("pregnancy",),
    tags=("VIP, gold", "老客"),
    photo=b"\x89PNG\r\n\x1a\n....",
    last_visit=date(2026, 11, 1),
)


def back(path: Path, people: list[Outgoing], **more: str) -> list[Outgoing]:
    write(path, people, **more)
    found = list(open_source(asked(path)).people)
    assert [one.warnings for one in found] == [()] * len(people)
    return [outgoing(one) for one in found]


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_table_reads_back_as_it_was_written(
    tmp_path: Path, ending: str, language: str
) -> None:
    people = [replace(MEI, photo=None), Outgoing("Suharti")]

    with speaking(language):
        assert back(tmp_path / f"list.{ending}", people) == people


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_cards_read_back_as_they_were_written(tmp_path: Path, version: str) -> None:
    people = [MEI, Outgoing("Zoë Abbott", "Abbott", "Zoë"), Outgoing("周小姐")]

    assert back(tmp_path / "list.vcf", people, version=version) == people


def test_no_line_of_a_card_is_longer_than_75_bytes(tmp_path: Path) -> None:
    write(tmp_path / "list.vcf", [replace(MEI, note="护理" * 400)])

    lines = (tmp_path / "list.vcf").read_bytes().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode("utf-8") is not None for line in lines)


WORDS = some.text(
    some.characters(
        exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"]
    ),
    min_size=1,
    max_size=30,
).filter(lambda word: cleaned(word) == word)
NOTES = some.lists(WORDS, max_size=4, unique=True).map("\n".join)
PHONES = some.sampled_from(["+8613800138000", "+85291234567", "+447400123456"])
PEOPLE = some.builds(
    Outgoing,
    name=WORDS.filter(lambda word: not any(c.isdigit() for c in word)).map(
        "陈{}".format
    ),
    family=WORDS,
    given=WORDS,
    called=some.one_of(some.just(""), WORDS),
    phones=some.lists(PHONES, max_size=2, unique=True).map(
        lambda found: tuple(Phone(number, number) for number in found)
    ),
    birthday=some.one_of(
        some.none(),
        some.dates(date(1910, 1, 1), TODAY).map(
            lambda day: Birthday(day.year, day.month, day.day)
        ),
        some.builds(Birthday, some.none(), some.integers(1, 12), some.integers(1, 28)),
    ),
    lunar=some.one_of(
        some.none(),
        some.builds(Lunar, some.integers(1, 12), some.integers(1, 30), some.booleans()),
    ),
    note=NOTES,
    wechat=some.one_of(some.just(""), WORDS),
    card_no=some.one_of(some.just(""), WORDS),
    tags=some.lists(
        WORDS.filter(lambda word: ":" not in word and word[0] != "*"),
        max_size=3,
        unique=True,
    ).map(tuple),
)


@settings(max_examples=60, deadline=None)
@given(
    some.lists(PEOPLE, min_size=1, max_size=3),
    some.sampled_from(["csv", "xlsx", "vcf"]),
)
def test_whatever_was_written_reads_back_the_same(
    people: list[Outgoing], ending: str
) -> None:
    with TemporaryDirectory() as folder:
        assert back(Path(folder) / f"list.{ending}", people) == people


@given(some.text(max_size=20))
def test_no_cell_begins_as_a_formula(text: str) -> None:
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋"))


def test_what_excel_cannot_hold_is_not_cut_but_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"

    with pytest.raises(TooLongForExcel, match="欧阳雪"):
        write(path, [replace(MEI, note="x" * 40_000)])
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_replaced_stays_as_it_was(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="cannot be written"):
        write(tmp_path / "nowhere" / "list.csv", [MEI])
    (tmp_path / "list.csv").mkdir()
    with pytest.raises(CannotWrite):
        write(tmp_path / "list.csv", [MEI])
    assert [one.name for one in tmp_path.iterdir()] == ["list.csv"]


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_a_part_of_a_name_comes_back_as_one_part(tmp_path: Path, version: str) -> None:
    her = Outgoing(name="Ann Lee; Roux", family="Lee; Roux", given="Ann, Mary")

    [found] = back(tmp_path / "cards.vcf", [her], version=version)

    assert (found.family, found.given) == (her.family, her.given)
