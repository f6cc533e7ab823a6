"""What a row says, line by line."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from salon.clients.birthdays import Birthday
from salon.exchange.cards_in import cards
from salon.exchange.cards_told import clients
from salon.exchange.health import (
    allergies_listed,
    allergies_told,
    conditions_told,
    is_none,
)
from salon.exchange.model import Incoming
from tests.exchange.reading import asked, numbers, read


def rows_of(folder: Path, text: str, region: str = "cn") -> dict[int, Incoming]:
    path = folder / "a.csv"
    path.write_text(text, encoding="utf-8")
    return read(path, region)


def test_totals_headings_and_blank_rows_are_no_clients(tmp_path: Path) -> None:
    rows = rows_of(
        tmp_path,
        "姓名,手机\n陈静,13800138000\n,\n合计,1\n姓名,手机\n"
        "Sum Yi,13800138003\n共2人,\n",
    )

    assert {row: one.is_client for row, one in rows.items()} == {
        2: True,
        4: False,
        5: False,
        6: True,
        7: False,
    }


def test_a_row_without_a_name_is_refused_with_what_to_do(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, "姓名,手机\n,13800138000\n13800138001 王小姐,\n")

    assert "no name" in rows[2].refused
    assert (rows[3].name, numbers(rows[3])) == ("王小姐", ["+8613800138001"])


def test_a_family_name_in_capitals_is_understood(tmp_path: Path) -> None:
    names = ("NAIR Priya", "VAN DER BERG Anna", "LI Na", "VIP Anna", "JO Smith")
    rows = rows_of(tmp_path, "Client,Phone\n" + "".join(f"{n},\n" for n in names))

    said = [(one.name, one.family, one.given) for one in rows.values()]
    assert said[:3] == [
        ("NAIR Priya", "NAIR", "Priya"),
        ("VAN DER BERG Anna", "VAN DER BERG", "Anna"),
        ("LI Na", "LI", "Na"),
    ]
    assert [one[1] for one in said[3:]] == ["Anna", "Smith"]  # no family name


def test_a_name_of_ten_thousand_characters_costs_one_row(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, "姓名,备注\n" + "美" * 10_000 + ",a\n陈静," + "x" * 33_000)

    assert "at most 120 characters" in rows[2].refused
    assert "32,767" in rows[3].refused


def test_a_quotation_mark_never_closed_costs_nobody(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, '姓名,备注\n陈静,"喜欢\n王芳,x\n李雪,"y, z"\n')

    assert [rows[row].name for row in (2, 3, 4)] == ["陈静", "王芳", "李雪"]
    assert rows[2].note == '"喜欢'
    assert rows[4].note == "y, z"


def test_what_is_not_known_stays_in_the_note_under_its_heading(tmp_path: Path) -> None:
    rows = rows_of(
        tmp_path,
        "姓名,性别,语言,生日,手机,余额,上次到店,住址\n"
        "陈静,女,粤语,12-24,13800138000,100,2026-10-01,朝阳区\n"
        "王芳,x,火星语,属龙,5678,,去年,\n",
    )

    mei = rows[2]
    assert (mei.gender, mei.language) == ("female", "yue")
    assert mei.birthday == Birthday(None, 12, 24)
    assert mei.last_visit == date(2026, 10, 1)
    assert (mei.facts, mei.note) == ({"address": "朝阳区"}, "余额: 100")
    assert rows[3].note.splitlines() == [
        "性别: x",
        "语言: 火星语",
        "生日: 属龙",
        "手机: 5678",
        "上次到店: 去年",
    ]
    assert len(rows[3].warnings) == 4


def test_formulas_stay_text(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, "姓名,备注\n陈静,'=1+1\n王芳,=cmd|x\n")

    assert (rows[2].note, rows[3].note) == ("=1+1", "=cmd|x")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("青霉素、酒精", ("青霉素", "酒精")),
        ("蜂蜜（严重）", ("蜂蜜",)),
        ("对芦荟过敏", ("芦荟",)),
        ("Penicillin, latex and nuts", ("Penicillin", "latex", "nuts")),
        ("无", ()),
        ("没有", ()),
        ("暂无。", ()),
        ("None", ()),
        ("no known allergies", ()),
        ("n/a", ()),
        ("-", ()),
        ("无过敏史", ()),
    ],
)
def test_a_column_of_allergies_names_substances_and_never_none(
    text: str, found: tuple[str, ...]
) -> None:
    assert allergies_listed(text) == found
    assert is_none(text) == (found == ())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("不要叫她陳太 ::: 對蘆薈過敏", ("蘆薈",)),
        ("第一次来。对坚果严重过敏，别推销", ("坚果",)),
        ("酒精过敏", ("酒精",)),
        ("Allergic to nuts; talks little", ("nuts",)),
        ("Latex allergy", ("Latex",)),
        ("对芦荟不过敏", ()),
        ("not allergic to nuts", ()),
        ("No allergy", ()),
        ("皮肤容易过敏", ()),
        ("Latex gloves: no", ()),
    ],
)
def test_a_note_proposes_only_what_it_says(text: str, found: tuple[str, ...]) -> None:
    assert allergies_told(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("怀孕3个月，不要做仪器", ("pregnancy",)),
        ("懷孕", ("pregnancy",)),
        ("有糖尿病和高血压", ("diabetes", "hypertension_controlled")),
        ("Pregnant, has a pacemaker", ("pregnancy", "pacemaker_icd")),
        ("没有怀孕", ()),
        ("not pregnant", ()),
        ("喜欢安静", ()),
    ],
)
def test_a_note_proposes_the_conditions_it_names(
    text: str, found: tuple[str, ...]
) -> None:
    assert conditions_told(text) == found


def card_of(text: str) -> Incoming:
    lines = text.strip().splitlines()
    return next(clients(cards(lines), asked(Path("a.vcf"), "uk")))


def test_a_card_of_version_4_is_read() -> None:
    one = card_of(
        "BEGIN:VCARD\nVERSION:4.0\nFN:Zoë Abbott\nN:Abbott;Zoë;;;\n"
        'TEL;VALUE=uri;PREF=1;TYPE="voice,home":tel:+44-7400-123456;ext=5\n'
        "BDAY:--0203\nGENDER:F\nLANG:zh-Hant\nPHOTO:https://example.com/a.jpg\n"
        "NOTE:one\\, two\\nthree\nEND:VCARD\n"
    )

    assert (one.family, one.given) == ("Abbott", "Zoë")
    phone = one.phones[0]
    assert (phone.number, phone.extension, phone.label) == (
        "+447400123456",
        "5",
        "home",
    )
    assert one.birthday == Birthday(None, 2, 3)
    assert (one.gender, one.language) == ("female", "zh_hant")
    assert one.note == "one, two\nthree"
    assert "only linked" in one.warnings[0]


def test_a_card_that_the_file_ends_in_is_refused_and_no_other() -> None:
    lines = "BEGIN:VCARD\nFN:A B\nEND:VCARD\nBEGIN:VCARD\nFN:C D\nTEL:074".splitlines()

    found = list(clients(cards(lines), asked(Path("a.vcf"), "uk")))

    assert [one.name for one in found] == ["A B", "C D"]
    assert [bool(one.refused) for one in found] == [False, True]


def test_quoted_printable_is_joined_only_where_it_is_said() -> None:
    one = card_of(
        "BEGIN:VCARD\nVERSION:2.1\n"
        "FN;ENCODING=QUOTED-PRINTABLE;CHARSET=GBK:=B3=C2=BE=B2=\n\n"
        "NOTE:2+2=\nTEL;CELL:07400123456\nPHOTO;ENCODING=BASE64;PNG:\n iVBORw==\n\n"
        "END:VCARD\n"
    )

    assert (one.name, one.note) == ("陈静", "2+2=")
    assert numbers(one) == ["+447400123456"]
    assert one.photo == b"\x89PNG"


@settings(deadline=None)
@given(some.text(max_size=300))
def test_any_text_is_read_as_cards_without_an_accident(text: str) -> None:
    lines = ["BEGIN:VCARD", *text.splitlines(), "END:VCARD"]

    assert list(clients(cards(lines), asked(Path("a.vcf"))))


@settings(deadline=None, max_examples=60)
@given(some.lists(some.lists(some.text(max_size=12), max_size=5), max_size=5))
def test_any_row_gives_a_client_or_a_sentence(rows: list[list[str]]) -> None:
    from salon.exchange.columns import columns
    from salon.exchange.rows import people

    headings = columns("a.csv", ("姓名", "手机", "生日", "过敏史", "备注"))
    numbered = iter([(at, tuple(row)) for at, row in enumerate(rows, 2)])

    for one in people(numbered, headings, asked(Path("a.csv"))):
        assert one.name or one.refused or not one.is_client


@pytest.mark.parametrize(
    ("said", "is_person"),
    [
        ("KIND:group", False),
        ("X-ADDRESSBOOKSERVER-KIND:group", False),
        ("KIND:Location", False),
        ("KIND:individual", True),
        ("KIND:org", True),  # a firm may be a client
        ("NOTE:likes tea", True),
    ],
)
def test_a_group_of_contacts_is_no_client(said: str, is_person: bool) -> None:
    one = card_of(f"BEGIN:VCARD\nVERSION:3.0\nFN:Salon VIPs\n{said}\nEND:VCARD\n")
    assert (one.refused == "") is is_person
