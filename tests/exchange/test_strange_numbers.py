"""Numbers of lists from elsewhere never become numbers of the salon's own country."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from xlsxwriter import Workbook  # type: ignore[import-untyped]

from salon.clients.dialling import gather, spoken
from salon.exchange.model import Incoming, Sheet
from tests.exchange.reading import numbers, opened, read

BRITAIN = ["07400 123456", "07511 123456", "07711123456", "07921 234567"]
TAIWAN = ["0912-345-678", "0922345678", "02-2345-6789", "0955 123 456"]
HONG_KONG = ["9123 4567", "61234567", "5123-4567", "98765432"]
CHINA = ["13800138000", "139 0013 9000", "15912345678", "0755-83765566"]
AMERICA = ["(415) 555-2671", "212-555-0123", "646.555.0199", "310 555 0123"]
GERMANY = ["0151 23456789", "0171 1234567", "0160/1234567", "030 12345678"]
FRANCE = ["06 12 34 56 78", "07 81 23 45 67", "06 98 76 54 32", "07 66 55 44 33"]
JAPAN = ["090-1234-5678", "080-1234-5678", "070-1234-5678", "03-1234-5678"]
KOREA = ["010-1234-5678", "010-9876-5432", "010-2222-3333", "010-5555-1234"]
VIETNAM = ["0912345678", "0381234567", "0901234567", "0701234567"]
MALAYSIA = ["012-345 6789", "016-234 5678", "017-2345678", "03-2145 6789"]


def listed(
    folder: Path, cells: list[str], region: str, heads: str = "Name,Phone", **more: str
) -> tuple[Sheet, list[Incoming]]:
    path = folder / "a.csv"
    rows = "".join(f'Client {at},"{cell}"\n' for at, cell in enumerate(cells))
    path.write_text(f"{heads}\n{rows}", encoding="utf-8")
    sheet, people = opened(path, region, **more)
    return sheet, list(people.values())


@pytest.mark.parametrize(
    ("cells", "heads", "region", "code"),
    [
        (BRITAIN, "Name,Phone", "uk", "+44"),
        (["7400123456", "7511123456", "7711123456", "7921234567"], "", "uk", "+44"),
        (TAIWAN, "姓名,電話", "tw", "+886"),
        (["912345678", "922345678", "933456789"], "姓名,電話", "tw", "+886"),
        (HONG_KONG, "姓名,電話", "hk", "+852"),
        (HONG_KONG, "Name,Phone", "hk", "+852"),
        (AMERICA, "Name,Cell", "us", "+1"),
        (GERMANY, "Kundenname,Handynummer", "de", "+49"),
        (FRANCE, "Nom complet,Téléphone portable", "fr", "+33"),
        (JAPAN, "お名前,携帯電話", "jp", "+81"),
        (KOREA, "이름,휴대폰", "kr", "+82"),
        (VIETNAM, "Họ tên,Điện thoại", "vn", "+84"),
    ],
)
@pytest.mark.parametrize("salon", ["cn", "tw", "us"])
def test_a_list_of_another_country_is_known_by_its_numbers_as_a_whole(
    tmp_path: Path, cells: list[str], heads: str, region: str, code: str, salon: str
) -> None:
    if salon == "tw" and region == "vn":
        return  # 09 is a mobile in both: asked
    sheet, people = listed(tmp_path, cells, salon, heads or "Name,Phone")

    assert sheet.region == region
    assert all(
        (number or "").startswith(code) for one in people for number in numbers(one)
    )
    assert sum(len(one.phones) for one in people) == len(cells)
    assert (code in sheet.of_numbers) == (salon != region)
    assert bool(sheet.of_numbers) == (sheet.of_numbers in sheet.notes)


@pytest.mark.parametrize(
    ("cells", "region"),
    [
        (CHINA, "cn"),
        (["0755-83765566", "010-65529920", "0792-8123456", "0592 2123456"], "cn"),
        (BRITAIN, "uk"),
        (["07700 900101", "07700 900201"], "uk"),  # a range that no table has
        (TAIWAN, "tw"),
        (["04-22334455", "0422334456", "07-2345678"], "tw"),
        (HONG_KONG, "hk"),
        (AMERICA, "us"),
        (["91234567", "81234567"], "sg"),
        (MALAYSIA, "my"),
    ],
)
def test_a_list_of_our_own_needs_no_word(
    tmp_path: Path, cells: list[str], region: str
) -> None:
    sheet, people = listed(tmp_path, cells, region)

    assert (sheet.region, sheet.regions, sheet.of_numbers) == (region, (), "")
    assert all(one.phones for one in people)


def test_a_mixed_list_is_asked_and_only_what_is_certain_is_taken(
    tmp_path: Path,
) -> None:
    sheet, people = listed(tmp_path, [*CHINA[:3], *BRITAIN], "cn")

    assert (sheet.region, set(sheet.regions)) == ("", {"cn", "uk"})
    assert "Choose one" in sheet.of_numbers
    assert [numbers(one) for one in people[:3]] == [
        ["+8613800138000"],
        ["+8613900139000"],
        ["+8615912345678"],
    ]
    assert not any("+86" in str(numbers(one)) for one in people[3:])
    [doubted] = [one for one in people if "07921 234567" in one.note]
    assert "another country" in doubted.warnings[0]


@pytest.mark.parametrize(
    ("said", "last"), [("uk", "+447921234567"), ("cn", "+8679212")]
)
def test_the_answer_decides(tmp_path: Path, said: str, last: str) -> None:
    cells = [*CHINA[:3], *BRITAIN[:3], "07921234567"]
    sheet, people = listed(tmp_path, cells, "cn", numbers_of=said)

    assert (sheet.region, sheet.regions, sheet.of_numbers) == (said, (), "")
    assert numbers(people[0]) == ["+8613800138000"]  # one of ours among theirs
    assert str(numbers(people[-1])[0]).startswith(last)


def test_one_number_says_nothing_where_it_fits_at_home_too(tmp_path: Path) -> None:
    sheet, [one] = listed(tmp_path, ["07921234567"], "cn")

    assert (sheet.region, numbers(one)) == ("", [])
    assert one.note == "Phone: 07921234567"


def test_what_carries_its_country_code_is_that_countrys_in_every_list(
    tmp_path: Path,
) -> None:
    cells = ["+44 7400 123456", "00886912345678", "85291234567", *CHINA[:2]]

    _sheet, people = listed(tmp_path, cells, "cn")

    assert [numbers(one)[0] for one in people[:3]] == [
        "+447400123456",
        "+886912345678",
        "+85291234567",
    ]


def test_cards_are_a_list_too(tmp_path: Path) -> None:
    path = tmp_path / "a.vcf"
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Ann Bell\nTEL;TYPE=CELL:{}\nEND:VCARD\n"
    path.write_text("".join(map(card.format, BRITAIN)), encoding="utf-8")

    sheet, people = opened(path, "cn")

    assert sheet.region == "uk"
    assert [numbers(one)[0] for one in people.values()][-1] == "+447921234567"


@given(
    some.lists(
        some.integers(10_000_000, 99_999_999).map(lambda tail: f"138{tail}"),
        min_size=1,
        max_size=30,
    )
)
def test_chinese_mobiles_are_chinese_for_a_chinese_salon(cells: list[str]) -> None:
    assert spoken(gather(cells), "cn", "").region == "cn"


@given(some.lists(some.text("0123456789 -+()", max_size=16), max_size=20))
def test_any_numbers_have_one_country_or_are_asked(cells: list[str]) -> None:
    found = spoken(gather(cells), "cn", "")

    assert bool(found.region) != bool(found.choices)


def test_a_stray_of_another_country_in_our_own_list_is_doubted(tmp_path: Path) -> None:
    cells = [*CHINA[:3], "13600136000", "13700137000", "0912345678"]

    sheet, people = listed(tmp_path, cells, "cn")

    assert sheet.region == "cn"
    assert numbers(people[-1]) == []
    assert "another country" in people[-1].warnings[0]
    assert people[-1].note == "Phone: 0912345678"


@pytest.mark.parametrize("cell", ["+44 7400", "+1 415", "+86 138"])
def test_a_number_cut_short_is_none_though_its_country_is_said(
    tmp_path: Path, cell: str
) -> None:
    _sheet, [one] = listed(tmp_path, [cell], "cn")

    assert numbers(one) == []


AT_HOME = {  # what shows of which country a list is
    "uk": ("07700900101", "07700900102", "02079460103"),
    "it": ("+39 347 123 4567", "3471234568", "0612345679"),
    "fr": ("06 12 34 56 78", "0698765432", "+33 1 42 68 53 00"),
    "de": ("+49 151 12345678", "0171 1234567", "030 12345678"),
    "tw": ("0912-345-678", "0912345679", "(02) 2345-6789"),
    "cn": ("13800138000", "13800138001", "010-62345678"),
    "jp": ("090-1234-5678", "+81 90 1234 5679", "03-1234-5678"),
}


def number_in(folder: Path, region: str, written: str) -> Incoming:
    """Return what becomes of a numeric cell in a workbook of a region."""
    path = folder / "a.xlsx"
    with Workbook(path) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ["Name", "Phone"])
        for row, one in enumerate((*AT_HOME[region], written), 1):
            sheet.write(row, 0, f"Ann Lee {row}")
            sheet.write(row, 1, int(one) if one == written else one)
    return list(read(path, region).values())[-1]


@pytest.mark.parametrize(
    ("region", "written", "number"),
    [
        ("uk", "7700900125", "+447700900125"),
        ("uk", "7911123456", "+447911123456"),
        ("it", "612345678", "+390612345678"),
        ("it", "289012345", "+390289012345"),
    ],
)
def test_a_number_that_lost_its_zero_is_taken_with_a_remark(
    tmp_path: Path, region: str, written: str, number: str
) -> None:
    one = number_in(tmp_path, region, written)

    assert (numbers(one), one.note) == ([number], "")
    assert one.warnings == (
        f"“{written}” has lost the 0 in front of it, as numbers in a spreadsheet do; "
        "it was taken with its 0.",
    )


@pytest.mark.parametrize(
    ("region", "written"),
    [
        *(("fr", "612345679"), ("fr", "142685301"), ("de", "15112345679")),
        *(("de", "3012345679"), ("tw", "912345670"), ("tw", "223456780")),
        *(("cn", "13800138009"), ("it", "3471234569"), ("jp", "9012345670")),
    ],
)
def test_what_is_certain_without_its_zero_needs_no_remark(
    tmp_path: Path, region: str, written: str
) -> None:
    one = number_in(tmp_path, region, written)

    assert len(one.phones) == 1
    assert one.warnings == ()


@pytest.mark.parametrize(
    ("region", "written"),
    [
        *(("cn", "7911123456"), ("uk", "77009001"), ("uk", "1234567")),
        *(("fr", "6123456"), ("de", "15112")),
    ],
)
def test_what_is_none_with_a_zero_either_stays_in_the_note(
    tmp_path: Path, region: str, written: str
) -> None:
    one = number_in(tmp_path, region, written)

    assert (one.phones, one.note) == ((), f"Phone: {written}")


@pytest.mark.parametrize("written", ["770090012", "17700900125"])
def test_what_is_a_mobile_elsewhere_makes_the_list_a_mixed_one(
    tmp_path: Path, written: str
) -> None:
    one = number_in(tmp_path, "uk", written)

    assert not any((phone.number or "").startswith("+44") for phone in one.phones)


def test_of_a_mixed_list_nothing_gets_a_zero(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    cells = ("07700900125", "7700900126", "07700900127", "7911123456")
    path.write_text("Name,Phone\n" + "".join(f"Ann,{one}\n" for one in cells), "utf-8")

    assert all(not one.phones for one in read(path, "cn").values())
