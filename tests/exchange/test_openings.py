"""Balances of another program: read from a sheet, tried, brought into the books."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook  # type: ignore[import-untyped]

from salon.clients.model import ClientDraft, PhoneLine
from salon.clients.operations import add_client
from salon.courses.queries import courses_of
from salon.errors import SalonError
from salon.exchange.bringing import bring_openings
from salon.exchange.model import Asked
from salon.exchange.openings import (
    NoOpenings,
    Opening,
    Openings,
    columns_of,
    openings,
    read_openings,
)
from salon.exchange.refusing import BroughtBefore
from salon.ledger.model import Account
from salon.ledger.queries import balance
from salon.money import Money
from salon.prepaid.queries import purse_of, vouchers_of
from salon.reports.queries import book_findings
from tests.house import House

HEADS = "name,phone,service,sessions,left,paid,stored,bonus,code,voucher,points,expires"


def sheet(folder: Path, *rows: str, heads: str = HEADS) -> Path:
    path = folder / "old.csv"
    path.write_text("\n".join((heads, *rows)), encoding="utf-8")
    return path


def brought(house: House, path: Path, **more: bool) -> Openings:
    asked = Asked(path, "uk", date(2026, 11, 24), is_table=True)
    said = read_openings(asked, "GBP")
    return house.salon.do(bring_openings, said, path, **more)


def test_what_was_owed_there_is_owed_here(house: House, tmp_path: Path) -> None:
    path = sheet(
        tmp_path,
        "Amira Khan,,Peel,10,7,680,,,,,,2027-06-30",
        "Amira Khan,+33601020304,,,,,462.00,42.00,,,1240,",
        "Basia Nowak,,,,,,,,CAM4F7K,15,,2027-01-31",
    )

    done = brought(house, path)

    assert [one.refused for one in done.refused] == []
    assert (done.courses, done.sessions, done.course_worth) == (1, 7, Money(47600))
    assert (done.stored, done.bonus, done.points) == (Money(46200), Money(4200), 1240)
    assert (done.vouchers, done.voucher_worth) == (1, Money(1500))
    purse = house.salon.ask(purse_of, house.amira)
    assert (purse.paid, purse.bonus, purse.points) == (Money(46200), Money(4200), 1240)
    [course] = house.salon.ask(courses_of, house.amira)
    assert (course.left, course.worth_left) == (7, Money(47600))
    assert course.expires == date(2027, 6, 30)
    [voucher] = house.salon.ask(vouchers_of, house.basia)
    assert (voucher.code, voucher.left) == ("CAM4F7K", Money(1500))
    assert house.salon.ask(balance, Account.OPENING) == Money(47600 + 46200 + 1500)
    assert house.salon.ask(book_findings) == []


def test_a_trial_says_the_same_and_keeps_nothing(house: House, tmp_path: Path) -> None:
    path = sheet(tmp_path, "Amira Khan,,,,,,100,,,,,")
    tried = brought(house, path, is_trial=True)
    assert tried.stored == Money(10000)
    assert house.salon.ask(purse_of, house.amira).paid == Money()

    assert brought(house, path) == tried
    with pytest.raises(BroughtBefore):
        brought(house, path)


def test_it_is_undone_as_one(house: House, tmp_path: Path) -> None:
    path = sheet(tmp_path, "Amira Khan,,Peel,10,7,680,100,10,,,5,")
    brought(house, path)
    house.salon.undo()
    assert house.salon.ask(courses_of, house.amira) == []
    assert house.salon.ask(purse_of, house.amira).paid == Money()
    assert house.salon.ask(book_findings) == []
    assert brought(house, path).stored == Money(10000)  # and brought again


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Nobody Here,,,,,,5,,,,,", "no client"),
        ("Amira Khan,+33605060708,,,,,5,,,,,", "not one client"),
        ("Amira Khan,,Peel,10,11,680,,,,,,", "cannot be read"),
        ("Amira Khan,,Peel,10,7,,,,,,,", "what was paid"),
        ("Amira Khan,,Dream,10,7,680,,,,,,", "Dream"),
        ("Amira Khan,,,,,,-5,,,,,", "cannot be read"),
        ("Amira Khan,,,,,,5,,,,,2027-02-30", "cannot be read"),
        ("Amira Khan,,,,,,0,,,,,", "Nothing is left"),
        ("Amira Khan,,,,,,,,,,x,", "cannot be read"),
    ],
)
def test_a_row_that_is_not_certain_is_left_out_and_named(
    house: House, tmp_path: Path, row: str, why: str
) -> None:
    done = brought(house, sheet(tmp_path, row, "Basia Nowak,,,,,,7,,,,,"))
    [refused] = done.refused
    assert (refused.row, why in refused.refused) == (2, True), refused.refused
    assert done.stored == Money(700)


def test_two_of_one_name_are_told_apart_or_refused(
    house: House, tmp_path: Path
) -> None:
    twin = house.salon.do(
        add_client, ClientDraft(name="Amira Khan", phones=(PhoneLine("+442079460011"),))
    )
    done = brought(house, sheet(tmp_path, "Amira Khan,,,,,,5,,,,,"))
    assert "2" in done.refused[0].refused
    done = brought(house, sheet(tmp_path, "Amira Khan,020 7946 0011,,,,,6,,,,,"))
    assert done.rows[0].client_id == twin


def test_a_workbook_with_chinese_headings(house: House, tmp_path: Path) -> None:
    house.salon.do(add_client, ClientDraft(name="林美华"))
    path = tmp_path / "余额.xlsx"
    with Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["姓名", "手机", "余额", "赠送", "积分", "到期"])
        page.write_row(1, 0, ["林美华", "", 462, 42, 1240, "2027年6月30日"])
        page.write_row(2, 0, ["合计", "", 462, 42, 1240, ""])
    done = brought(house, path)
    assert (done.stored, done.bonus, done.points) == (Money(46200), Money(4200), 1240)
    assert [one.row for one in done.refused] in ([], [3])


def test_a_list_of_nothing_owed_says_what_is_missing(
    house: House, tmp_path: Path
) -> None:
    with pytest.raises(NoOpenings):
        brought(house, sheet(tmp_path, "Amira Khan,1", heads="name,age"))


@given(st.integers(1, 60), st.data(), st.integers(1, 10**7))
def test_what_is_left_of_a_course_is_never_more_than_was_paid(
    sessions: int, data: st.DataObject, paid: int
) -> None:
    left = data.draw(st.integers(0, sessions))
    one = Opening(1, sessions=sessions, left=left, paid=Money(paid))
    used = Opening(1, sessions=sessions, left=sessions, paid=Money(paid))
    assert Money() <= one.course_worth <= Money(paid)
    assert used.course_worth == Money(paid)


@given(st.lists(st.text(max_size=8), max_size=9), st.lists(st.text(max_size=6)))
def test_whatever_stands_in_a_sheet_it_never_breaks(
    heads: list[str], cells: list[str]
) -> None:
    names = [*heads, "name", "stored"]
    for one in openings("x.csv", names, [(2, cells)], "GBP"):
        assert isinstance(one, Opening) or isinstance(one[1], SalonError)
    assert columns_of(names)
