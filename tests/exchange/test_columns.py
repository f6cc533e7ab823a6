"""Headings, whoever wrote them."""

from pathlib import Path

import pytest

from salon.exchange.columns import FIELDS, columns, facts, guessed, heading_of_fact
from salon.exchange.model import NoSuchColumn, NoSuchField
from tests.exchange.reading import numbers, opened, read


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("会员姓名", "name"),
        ("客戶姓名", "name"),
        ("Customer Name:", "name"),
        ("姓", "family"),
        ("Vorname", "given"),
        ("手机号码(必填)", "phone"),
        ("聯絡電話", "phone"),
        ("Phone 2 - Value", "phone"),
        ("手机3", "phone"),
        ("Mobile_Phone", "phone"),
        ("E-mail 1 - Value", "email"),
        ("電子郵件", "email"),
        ("出生年月日（民國）", "birthday"),
        ("农历生日", "lunar"),
        ("生日（农历）", "lunar"),
        ("微信号", "wechat"),
        ("会员卡号", "card_no"),
        ("過敏史", "said_allergies"),
        ("忌用产品", ""),
        ("卡内余额", ""),
    ],
)
def test_a_heading_is_known_in_every_spelling(heading: str, field: str) -> None:
    assert columns("a.csv", (heading,))[0].field == field


def test_a_heading_that_says_so_makes_a_column_of_the_republic() -> None:
    assert columns("a.csv", ("生日(民國)",))[0].is_roc
    assert not columns("a.csv", ("生日",))[0].is_roc


def test_our_own_headings_are_known_in_three_languages() -> None:
    for name, names in FIELDS.items():
        for heading in (names.en, names.zh_hans, names.zh_hant):
            assert columns("a.csv", (heading,))[0].field == name, heading
    for fact in facts():
        column = columns("a.csv", (heading_of_fact(fact),))[0]
        assert (column.field, column.fact) == ("fact", fact)


def test_a_mapping_counts_more_than_what_is_recognised(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("姓名,昵称,手机\n陈静,小静,13800138000\n", encoding="utf-8")

    sheet, rows = opened(path, columns=(("name", "昵称"), ("note", "姓名")))

    assert (rows[2].name, rows[2].note) == ("小静", "陈静")
    assert sheet.shown_columns() == {"note": "姓名", "name": "昵称", "phone": "手机"}


def test_a_mapping_that_cannot_be_is_refused_with_what_there_is() -> None:
    with pytest.raises(NoSuchColumn, match=r"“C” is none .* A, B"):
        columns("a.csv", ("A", "B"), (("name", "C"),))
    with pytest.raises(NoSuchField, match=r"“shoe” is nothing .* name, family"):
        columns("a.csv", ("A", "B"), (("shoe", "A"),))


def test_a_table_without_headings_is_known_by_its_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("陈静,13800138000,1985-03-05\n欧阳雪,13800138001,\n", "utf-8")

    rows = read(path)

    assert [rows[1].name, rows[2].name] == ["陈静", "欧阳雪"]
    assert numbers(rows[2]) == ["+8613800138001"]
    assert str(rows[1].birthday) == "1985-03-05"
    assert guessed([]) == ()


def test_a_column_that_says_again_what_another_says_is_told(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "姓名,手机,备注,生日,生日,Name,地址,住址,手机\n"
        "陈静,13800138000,安静,1990-01-02,3/4,Jing,甲路1号,乙路2号,13800138001\n",
        "utf-8",
    )

    sheet, rows = opened(path)

    assert [note.split("”")[0] for note in sheet.notes] == ["“生日", "“Name", "“住址"]
    assert all("column" in note and "note" in note for note in sheet.notes)
    assert "生日: 3/4" in rows[2].note
    assert numbers(rows[2]) == ["+8613800138000", "+8613800138001"]


def test_what_goes_into_the_note_because_somebody_said_so_is_not_told(
    tmp_path: Path,
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name,Colour,Colour\nAnn Lee,red,blue\n", "utf-8")

    assert opened(path)[0].notes == ()
