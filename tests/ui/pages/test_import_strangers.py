"""Lists of twenty columns that nobody here wrote for us go in with few questions."""

from pathlib import Path

import pytest

from salon.clients.queries import client_card, find_clients
from tests.ui.pages.papers import House, house, papered
from tests.ui.pages.test_import import looked_at
from ui.exchange.assistant import RESULT, ImportSheet

__all__ = ["house", "papered"]

MOST = 3  # questions of one list


def of_a_booking_program() -> bytes:
    """Return clients as an English booking program writes them."""
    heads = (
        "Client ID,First Name,Last Name,Preferred Name,Gender,Mobile Number,Telephone,"
        "Email,Date of Birth,Client since,Last Visit,Total Sales,No-shows,Loyalty,"
        "Accepts Marketing,Referral Source,Address,Tags,Allergies,Client Notes"
    )
    rows = [
        f"C{n:04d},{first},{last},,{sex},{number},,{first.lower()}@example.com,{born},"
        f"12/01/2024,03/11/2026,£{n * 40}.50,0,{n * 10},Yes,Instagram,"
        f'"{n} High St, Leeds",regular,{allergies},{note}'
        for n, (first, last, sex, number, born, allergies, note) in enumerate(
            [
                (
                    "Amelia",
                    "Stone",
                    "Female",
                    "07700 900301",
                    "14/03/1988",
                    "latex",
                    "",
                ),
                ("Grace", "O’Neil", "F", "07700900302", "02/11/1979", "none", "tea"),
                ("Tom", "Hart", "Male", "7700900303", "25/12/1990", "", "quiet room"),
                ("Zoë", "Adams", "Female", "+44 7700 900304", "1/2/1995", "nuts", ""),
            ],
            1,
        )
    ]
    return "\r\n".join([heads, *rows, "Total clients: 4"]).encode("utf-8-sig")


def of_a_till() -> bytes:
    """Return members as a Chinese till writes them, with its title and its totals."""
    heads = (
        "序号,会员卡号,会员姓名,性别,手机号码,生日,公历/农历,开卡日期,卡类型,卡内余额,积分,"
        "折扣,开卡门店,最近消费时间,消费次数,消费总额,过敏史,健康状况,介绍人,备注"
    )
    people = [
        ("陈静", "女", "13800138301", "1988-03-14", "公历", "青霉素", "无", "怕痛"),
        ("王芳", "女", "13800138302", "1979-11-02", "公历", "无", "怀孕3个月", ""),
        ("李强", "男", "13800138303", "1990-12-25", "公历", "", "", "2018年做过手术"),
        ("欧阳丽", "女", "13800138304", "1995-02-01", "农历", "女儿对花生过敏", "", ""),
    ]
    rows = [
        f"{n},88{n:04d},{name},{sex},{number},{born},{kind},2024-01-12,金卡,"
        f"{n * 100}.00,{n * 10},8.8折,人民路店,2026-11-03 14:20:00,{n},{n * 800},"
        f"{allergies},{health},,{note}"
        for n, (name, sex, number, born, kind, allergies, health, note) in enumerate(
            people, 1
        )
    ]
    above = ["美丽人生会员资料表" + "," * 19, "导出时间：2026-11-20" + "," * 19]
    text = "\r\n".join([*above, heads, *rows, "合计,4" + "," * 18])
    return text.encode("gb18030")


def of_an_address_book() -> bytes:
    """Return contacts as a German address book writes them."""
    heads = (
        "Anrede;Vorname;Weitere Vornamen;Nachname;Firma;Position;Straße privat;Ort;"
        "Postleitzahl;Land/Region;Telefon geschäftlich;Telefon (privat);Mobiltelefon;"
        "E-Mail-Adresse;Geburtstag;Geschlecht;Kategorien;Sprache;Beruf;Notizen"
    )
    people = [
        ("Frau", "Jürgen-Marie", "Groß", "0171 2345601", "14.03.1988", "weiblich"),
        ("Herr", "Uwe", "Müller", "0171 2345602", "02.11.1979", "männlich"),
        ("Frau", "Änne", "Weiß", "+49 171 2345603", "25.12.1990", "weiblich"),
        ("Frau", "Çiğdem".replace("ğ", "g"), "Öz", "01712345604", "", "weiblich"),
    ]
    rows = [
        f"{salute};{first};;{last};;;Hauptstr. {n};Köln;5066{n};Deutschland;;"
        f"0221 12345{n};{number};{last.lower()}@example.com;{born};{sex};Stammkundin;"
        f"Deutsch;;Mag Tee"
        for n, (salute, first, last, number, born, sex) in enumerate(people, 1)
    ]
    return "\r\n".join([heads, *rows]).encode("cp1252")


def questions_of(sheet: ImportSheet) -> list[str]:
    """Return what somebody has to answer before the list can be tried."""
    asked = {
        "letters": sheet.encoding_row.isVisible(),
        "country": sheet.region.region is None,
        "sheet": sheet.sheet_row.isVisible(),
        "names": not sheet.map.has_names(),
    }
    return [what for what, is_asked in asked.items() if is_asked]


@pytest.mark.parametrize(
    ("made", "known", "found"),
    [
        (of_a_booking_program, 12, ("Amelia Stone", "Grace O’Neil", "Tom Hart")),
        (of_a_till, 11, ("陈静", "王芳", "李强", "欧阳丽")),
        (of_an_address_book, 11, ("Uwe Müller", "Änne Weiß")),
    ],
    ids=["booking", "till", "address-book"],
)
def test_a_strangers_list_goes_in_with_three_questions_at_most(
    house: House, tmp_path: Path, made: object, known: int, found: tuple[str, ...]
) -> None:
    path = tmp_path / "export.csv"
    assert callable(made)
    path.write_bytes(made())

    sheet = looked_at(house, path)

    assert len(sheet.map.choices) == 20
    assert len(questions_of(sheet)) <= MOST
    assert sheet.next.isEnabled()  # none of them has to be answered
    assert 20 - len(sheet.map.into_the_note()) >= known
    for _step in ("trial", "in earnest"):
        sheet.next.click()
        house.settle()
        assert sheet.stack.currentIndex() == RESULT
    assert sheet.ended is not None
    outcome = sheet.ended.outcome
    assert (outcome.new, outcome.refused) == (4, 0)
    for name in found:
        [line] = [
            one
            for one in house.salon.ask(find_clients, name, 5)
            if one.name == name and one.phones
        ]
        card = house.salon.ask(client_card, line.id)
        assert card.line.phones[0].number
