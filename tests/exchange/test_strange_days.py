"""Birthdays in the lists of others: right, or left in the note with a question."""

from pathlib import Path

import pytest
from xlsxwriter import Workbook  # type: ignore[import-untyped]

from salon.clients.birthdays import Birthday, Lunar
from salon.exchange.model import Incoming
from tests.exchange.reading import read

CHINA, LONDON, NEW_YORK = "Asia/Shanghai", "Europe/London", "America/New_York"


def rows_of(folder: Path, text: str, region: str = "cn", **more: str) -> list[Incoming]:
    path = folder / "a.csv"
    path.write_text(text, encoding="utf-8")
    return list(read(path, region, **more).values())


def day_of(folder: Path, text: str, region: str = "cn", zone: str = CHINA) -> Incoming:
    [one] = rows_of(folder, f"姓名,生日\n陈静,{text}\n", region, zone=zone)
    return one


@pytest.mark.parametrize(
    ("text", "zone", "day"),
    [
        ("1983-11-30T16:00:00Z", CHINA, "1983-12-01"),
        ("1983-11-30T16:00:00.000Z", "Asia/Taipei", "1983-12-01"),
        ("1983-11-30 16:00:00 UTC", CHINA, "1983-12-01"),
        ("19831130T160000Z", CHINA, "1983-12-01"),
        ("1983-11-30T16:00:00+00:00", CHINA, "1983-12-01"),
        ("Wed Nov 30 1983 16:00:00 GMT+0000 (UTC)", CHINA, "1983-12-01"),
        ("1987-07-15T15:00:00Z", CHINA, "1987-07-16"),  # summer time, 1986 to 1991
        ("1987-07-15T16:00:00Z", CHINA, "1987-07-16"),  # by who does not know of it
        ("1992-07-15T16:00:00Z", CHINA, "1992-07-16"),
        ("1975-06-14T15:00:00Z", "Asia/Taipei", "1975-06-15"),  # so had Taiwan
        ("1970-06-30T23:00:00Z", LONDON, "1970-07-01"),  # summer all the year
        ("1985-07-04T23:00:00Z", LONDON, "1985-07-05"),
        ("1985-03-05T05:00:00Z", NEW_YORK, "1985-03-05"),
        ("1985-03-05T00:00:00Z", NEW_YORK, "1985-03-05"),  # a day without an hour
        ("1985-03-05T12:00:00Z", "Asia/Tokyo", "1985-03-05"),
        ("1983-12-01T00:00:00+08:00", LONDON, "1983-12-01"),
        ("1983-12-01T00:00:00+0800", NEW_YORK, "1983-12-01"),
        ("1983-12-01 00:00:00", CHINA, "1983-12-01"),
        ("1983-11-30T20:15:23Z", CHINA, "1983-12-01"),  # no midnight anywhere
    ],
)
def test_an_instant_is_the_day_that_began_where_it_was_written(
    tmp_path: Path, text: str, zone: str, day: str
) -> None:
    assert str(day_of(tmp_path, text, "uk", zone).birthday) == day


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("1983-11-30T16:00:00Z", LONDON),  # midnight in China, the day after
        ("1983-11-30 16:00:00", CHINA),  # Greenwich's time without saying so
        ("2026-03-05", CHINA),
        ("2026-11-23", CHINA),
        ("2027-03-05", CHINA),
        ("1970-01-01", CHINA),
        ("1970-01-01T00:00:00Z", LONDON),
        ("农历1985年八月三十", CHINA),  # that month had 29 days
        ("1986年闰六月初一", CHINA),  # the leap month was in 1987
        ("农历1985-2-31", CHINA),
        ("闰正月初一", CHINA),  # never was
        ("闰十一月初三", CHINA),  # will be in 2033
        ("农历2026年腊月初八", CHINA),
        ("1986-09-18（农历八月十六）", CHINA),  # was the fifteenth
    ],
)
def test_a_doubtful_day_is_kept_in_the_note_and_asked(
    tmp_path: Path, text: str, zone: str
) -> None:
    one = day_of(tmp_path, text, zone=zone)

    assert (one.birthday, one.lunar) == (None, None)
    assert one.note == f"生日: {text}"
    assert text in one.warnings[0]


@pytest.mark.parametrize(
    ("text", "birthday", "lunar"),
    [
        ("2025-03-05", "2025-03-05", None),
        ("农历1985年八月廿九", "1985-10-13", Lunar(8, 29)),
        ("1987年闰六月初一", "1987-07-26", Lunar(6, 1, leap=True)),
        ("闰六月三十", "None", Lunar(6, 30, leap=True)),
        ("1986-09-18（农历八月十五）", "1986-09-18", Lunar(8, 15)),
        ("1987-08-06（农历六月十二）", "1987-08-06", Lunar(6, 12)),  # leap unsaid
    ],
)
def test_a_day_that_was_is_taken(
    tmp_path: Path, text: str, birthday: str, lunar: Lunar | None
) -> None:
    one = day_of(tmp_path, text)

    assert (str(one.birthday), one.lunar, one.warnings) == (birthday, lunar, ())


MOON = (Birthday(1985, 9, 29), Lunar(8, 15))
SUN = (Birthday(1985, 8, 15), None)
ASKED = (None, None)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("公历/农历", {"农历": MOON, "公历": SUN, "": ASKED, "不清楚": ASKED}),
        ("國曆/農曆", {"農曆": MOON, "國曆": SUN}),
        ("阳历/阴历", {"阴": MOON, "阳": SUN}),
        ("历法", {"农历生日": MOON, "公历生日": SUN}),
        ("生日类型", {"阴历": MOON, "阳历": SUN}),
        ("是否农历", {"是": MOON, "否": SUN}),
        ("是否公历", {"是": SUN, "否": MOON}),
        ("农历", {"√": MOON, "": SUN}),
        ("Calendar", {"lunar": MOON, "Solar": SUN}),
        ("solar/lunar", {"L": MOON, "S": SUN}),
        ("Is lunar", {"TRUE": MOON, "FALSE": SUN}),
        ("양력/음력", {"음력": MOON, "양력": SUN}),
    ],
)
def test_a_column_that_names_the_calendar_is_read_with_the_day(
    tmp_path: Path, heading: str, said: dict[str, object], *, turned: bool
) -> None:
    """Whether it stands before the day or behind it."""
    head, row = f"生日,{heading}", "1985-08-15,{}"
    if turned:
        head, row = f"{heading},生日", "{},1985-08-15"
    text = f"姓名,{head}\n" + "".join(f"陈静,{row.format(one)}\n" for one in said)

    rows = rows_of(tmp_path, text, zone=CHINA)

    assert [(one.birthday, one.lunar) for one in rows] == list(said.values())
    assert ["1985-08-15" in one.note for one in rows] == [
        one is ASKED for one in said.values()
    ]


def test_a_heading_of_both_calendars_is_read_only_where_the_cell_says_which(
    tmp_path: Path,
) -> None:
    first, second = rows_of(
        tmp_path, "姓名,生日（公历/农历）\n陈静,1985-08-15\n林慧,农历1985年八月十五\n"
    )

    assert (first.birthday, first.note) == (None, "生日（公历/农历）: 1985-08-15")
    assert (second.birthday, second.lunar) == MOON


def test_two_columns_that_name_two_days_are_both_asked(tmp_path: Path) -> None:
    rows = rows_of(
        tmp_path,
        "姓名,公历生日,农历生日\n陈静,1985-09-29,八月十五\n林慧,1985-09-29,八月十六\n",
    )

    assert (rows[0].birthday, rows[0].lunar) == MOON
    assert (rows[1].birthday, rows[1].lunar) == ASKED
    assert rows[1].note == "公历生日: 1985-09-29\n农历生日: 八月十六"


def test_the_order_of_day_and_month_is_that_of_the_column(tmp_path: Path) -> None:
    """One day beyond the twelfth tells it for all; two orders tell it for none."""
    days = "Name,Birthday\nAnn Bell,{}\nZoe Park,05/03/1985\n"

    def zoes(first: str, region: str) -> str:
        return str(rows_of(tmp_path, days.format(first), region)[1].birthday)

    assert zoes("25/12/1980", "us") == "1985-03-05"
    assert zoes("25/12/1980", "cn") == "1985-03-05"
    assert zoes("12/25/1980", "uk") == "1985-05-03"
    mixed = rows_of(tmp_path, days.format("12/25/1980\nIda Berg,25/12/1980"), "uk")
    assert [str(one.birthday) for one in mixed][-1] == "None"
    assert zoes("", "uk") == "1985-03-05"


def test_the_year_in_which_a_list_was_typed_is_nobodys_year(tmp_path: Path) -> None:
    """A spreadsheet adds the present year to 3/5."""
    typed = "".join(f"客人{n},2023-0{n}-15\n" for n in range(1, 6))

    rows = rows_of(tmp_path, f"姓名,生日\n{typed}陈静,1985-03-05\n")

    assert [one.birthday for one in rows[:5]] == [None] * 5
    assert "2023-01-15" in rows[0].note
    assert str(rows[5].birthday) == "1985-03-05"


@pytest.mark.parametrize(
    ("is_1904", "day"), [(True, "1985-03-06"), (False, "1981-03-05")]
)
def test_a_bare_number_counts_from_the_day_of_its_workbook(
    tmp_path: Path, day: str, *, is_1904: bool
) -> None:
    path = tmp_path / "a.xlsx"
    with Workbook(path, {"date_1904": is_1904}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["姓名", "生日"])
        sheet.write_row(1, 0, ["陈静", 29650])

    assert str(read(path)[2].birthday) == day


def test_a_day_of_a_list_from_elsewhere_is_asked_where_both_read_it_otherwise(
    tmp_path: Path,
) -> None:
    phones = ["07400 123456", "07511 123456", "07711 123456", "07921 234567"]
    text = "Name,Mobile,Birthday\n" + "".join(
        f"Ann Bell,{phone},05/03/1985\n" for phone in phones
    )

    assert [one.birthday for one in rows_of(tmp_path, text, "us")] == [None] * 4


@pytest.mark.parametrize("raw", ["1/1/1", "5/6/1", "31.12.9", "1-1-1", "1/1/1 00:00"])
def test_a_year_of_one_digit_is_never_guessed(tmp_path: Path, raw: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"Name,Birthday\nAnn Lee,{raw}\n", encoding="utf-8")

    [one] = read(path, "uk").values()

    assert (one.birthday, one.note) == (None, f"Birthday: {raw}")
    assert "year of one digit" in one.warnings[0]


@pytest.mark.parametrize(
    "raw",
    [
        *("0001-01-01", "1900-01-00", "1900-01-01", "1/1/1900", "1970-01-01"),
        *("1899-12-30", "0000-00-00", "1753-01-01", "1601-01-01", "9999-12-31"),
    ],
)
def test_what_a_program_writes_for_no_date_is_no_birthday(
    tmp_path: Path, raw: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"Name,Birthday\nAnn Lee,{raw}\n", encoding="utf-8")

    [one] = read(path, "uk").values()

    assert (one.birthday, one.note) == (None, f"Birthday: {raw}")
    assert one.warnings


@pytest.mark.parametrize(
    ("raw", "count", "is_taken"),
    [
        *(("1980-01-01", 3, True), ("1980-01-01", 4, False)),
        *(("01/01/1990", 3, True), ("01/01/1990", 4, False)),
        *(("1985年1月1日", 4, False), ("1985-06-15", 7, True)),
        *(("1985-06-15", 8, False), ("05-06", 12, True)),  # a day alone is nobody's
    ],
)
def test_a_day_that_many_rows_share_is_asked(
    tmp_path: Path, raw: str, count: int, is_taken: bool
) -> None:
    others = "".join(f"P{n},19{60 + n}-0{n % 9 + 1}-1{n % 7}\n" for n in range(30))
    shared = "".join(f"Q{n},{raw}\n" for n in range(count))
    path = tmp_path / "a.csv"
    path.write_text(f"Name,Birthday\n{others}{shared}", encoding="utf-8")

    rows = list(read(path, "uk").values())

    assert all(one.birthday for one in rows[:30])
    assert all((one.birthday is not None) == is_taken for one in rows[30:])
    if not is_taken:
        assert all("stands in many rows" in one.warnings[0] for one in rows[30:])
        assert {one.note for one in rows[30:]} == {f"Birthday: {raw}"}


def test_cards_share_no_day_of_a_program_either(tmp_path: Path) -> None:
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Ann {n}\nBDAY:1980-01-01\nEND:VCARD\n"
    path = tmp_path / "a.vcf"
    path.write_text("".join(card.format(n=n) for n in range(4)), encoding="utf-8")

    assert all(one.birthday is None for one in read(path, "uk").values())
