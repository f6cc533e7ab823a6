"""Balances of another program come in through the window: tried, shown, brought."""

from collections.abc import Callable
from pathlib import Path

from salon.clients.model import ClientId
from salon.money import Money
from salon.prepaid.queries import purse_of
from tests.ui.pages.seeing import is_gone, visits
from ui.desk import Desk
from ui.exchange.openings import open_openings
from ui.frame.window import Window

Settle = Callable[[], None]


def test_a_sheet_is_tried_and_brought(
    day_window: Window, day_desk: Desk, settle: Settle, tmp_path: Path
) -> None:
    client = ClientId(visits(day_desk.salon, "Olivia Grant")[0].client_id)
    path = tmp_path / "old.csv"
    path.write_text(
        "name,stored,bonus\nOlivia Grant,462.00,42.00\nNobody Here,5,\n", "utf-8"
    )
    sheet = open_openings(day_desk, path)
    assert sheet is not None
    for _turn in range(3):
        settle()
    assert sheet.bring.isEnabled()
    [left_out] = sheet.refused.lines.lines
    assert "Nobody Here" in left_out.spoken()
    assert day_desk.salon.ask(purse_of, client).paid == Money()

    sheet._bring()
    settle()

    assert is_gone(sheet)
    purse = day_desk.salon.ask(purse_of, client)
    assert (purse.paid, purse.bonus) == (Money(46200), Money(4200))
    day_desk.undo()
    settle()
    assert day_desk.salon.ask(purse_of, client).paid == Money()


def test_a_file_that_is_none_is_said_in_the_sheet(
    day_window: Window, day_desk: Desk, settle: Settle, tmp_path: Path
) -> None:
    path = tmp_path / "old.csv"
    path.write_text("shoe,hat\n38,55\n", "utf-8")
    sheet = open_openings(day_desk, path)
    assert sheet is not None
    for _turn in range(3):
        settle()
    assert sheet.failure.isVisible()
    assert not sheet.bring.isEnabled()
