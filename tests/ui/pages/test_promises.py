"""The page of promises: three figures, what is behind them, and whom to ring."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from salon.aftercare.model import CallStatus
from salon.aftercare.queries import calls_of
from salon.catalogue.queries import resolve_service
from salon.clients.model import ClientId
from salon.clients.queries import resolve_client
from salon.courses.operations import sell_course
from salon.money import Money
from salon.settings.model import Hours
from salon.settings.operations import describe
from tests.ui.pages.daily import TODAY
from tests.ui.pages.seeing import page_as, press, words_in
from ui.desk import Desk
from ui.frame.pages import deeds
from ui.frame.window import Window
from ui.kit import words
from ui.kit.buttons import plain
from ui.kit.tokens import Type
from ui.parts.printing import PrintSheet
from ui.places import ClientCard, Promises
from ui.promises.behind import BehindSheet
from ui.promises.page import (
    BankSheet,
    LimitSheet,
    PromisesView,
    _Sums,
    _two_lines,
    _widths,
)

Settle = Callable[[], None]


@pytest.fixture
def noor(day_desk: Desk) -> ClientId:
    """Ten peels that end within two months."""
    [found] = day_desk.salon.ask(resolve_client, "Noor Haddad")
    peel = day_desk.salon.ask(resolve_service, "pel_glycolic")
    last = TODAY + timedelta(days=60)
    args = (found.id, peel, 10, Money(68000))
    day_desk.salon.do(sell_course, *args, expires=last)
    return found.id


@pytest.fixture
def page(
    day_window: Window, day_desk: Desk, settle: Settle, noor: ClientId
) -> PromisesView:
    day_desk.go(Promises())
    settle()
    return page_as(day_window, PromisesView)


def test_one_sentence_of_three_figures(page: PromisesView) -> None:
    said = words_in(page)
    for one in ("We owe", "Free on the rota", "So we need", "Could we pay it back?"):
        assert one in said
    assert "18 sessions, 2 courses" in said
    assert "What is in the bank is not typed yet." in said
    assert page.kinds.lines.lines
    assert "Owed" in page.kinds.lines.lines[0].spoken()


def test_enter_opens_what_is_behind_a_line_and_leads_to_the_client(
    page: PromisesView, day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    keys = [one.key for one in page.kinds.lines.lines]
    page.kinds.choose(keys.index(("PEL", True)))
    page.kinds.setFocus()
    press(day_window, Qt.Key.Key_Return)
    settle()

    [sheet] = [one for one in day_window.findChildren(BehindSheet) if one.isVisible()]
    assert [one.name for one in sheet.list.lines.lines] == ["Noor Haddad"]
    press(sheet, Qt.Key.Key_Return)
    settle()
    assert isinstance(day_desk.place, ClientCard)
    assert day_desk.place.tab == "money"


def test_c_puts_all_whose_course_ends_first_on_the_call_list(
    page: PromisesView,
    day_window: Window,
    day_desk: Desk,
    settle: Settle,
    noor: ClientId,
) -> None:
    assert "Noor Haddad" in [one.name for one in page.ends.lines.lines]

    page.ring.trigger()
    settle()

    calls = day_desk.salon.ask(calls_of, noor)
    waiting = [one for one in calls if one.status is CallStatus.WAITING]
    assert any("Your course has a last day" in one.words for one in waiting)


def test_the_bank_is_typed_and_covers(
    page: PromisesView, day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    page.bank.trigger()
    [sheet] = [one for one in day_window.findChildren(BankSheet) if one.isVisible()]
    sheet.sum.put(Money(1000000))
    sheet._keep()
    settle()

    assert day_desk.premises.bank_balance == 1000000
    assert "£10,000" in words_in(page)


def test_over_a_limit_there_are_words_and_one_line_of_advice(
    page: PromisesView, day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    page.limits.trigger()
    [sheet] = [one for one in day_window.findChildren(LimitSheet) if one.isVisible()]
    sheet.warn.setValue(3)
    sheet.owner.setValue(2)  # never below the other
    sheet._keep()
    settle()

    limits = day_desk.premises
    assert (limits.promise_warn, limits.promise_owner) == (3, 3)
    assert "The desk is warned above 3 weeks" in words_in(page)


def test_without_a_rota_it_says_so(
    page: PromisesView, day_desk: Desk, settle: Settle
) -> None:
    day_desk.do(lambda work: describe(work, hours=Hours()))
    settle()

    said = words_in(page)
    assert "Free hours need a rota." in said
    assert "∞" not in said
    assert "0 weeks" not in said.replace("10 weeks", "")


def test_ctrl_p_shows_the_paper(
    page: PromisesView, day_window: Window, settle: Settle
) -> None:
    page.paper.trigger()
    settle()

    [sheet] = [one for one in day_window.findChildren(PrintSheet) if one.isVisible()]
    sheet.reject()


def test_it_is_found_from_anywhere(day_desk: Desk, day_window: Window) -> None:
    names = [plain(one.text()) for one in deeds(day_desk)]

    assert "Can we keep our promises?" in names


@pytest.mark.parametrize("width", [520, 620, 900])
def test_each_amount_of_the_money_has_room(page: PromisesView, width: int) -> None:
    """A dash beside a figure must never read as its sign."""
    sums = page.findChildren(_Sums)
    assert len(sums) > 2
    for one in sums:
        one.resize(max(width, one.minimumWidth()), one.height())
        at = words.width(one._cells[0], Type.CAPTION)
        for right, said in zip(one.rights(), one._cells[1:], strict=True):
            parts = _two_lines(said) if one._faint else (said,)
            left = right - max(words.width(part, Type.CAPTION) for part in parts)
            assert left > at + 3, said
            at = right
        assert at <= one.width() + 1


def test_the_widths_follow_the_longest_amount() -> None:
    heads = ("Sold", "Delivered so far", "Now")
    rows = [("Courses", "£24,872.70", "–", "£1"), ("All", "–", "–", "£1")]
    named, sold, delivered, _now = _widths(heads, rows)
    assert sold == words.width("£24,872.70", Type.SMALL_STRONG)
    assert named == words.width("Courses", Type.SMALL_STRONG)
    assert words.width("so far", Type.CAPTION) <= delivered
    assert delivered < words.width("Delivered so far", Type.CAPTION)
