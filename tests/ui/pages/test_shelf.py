"""The shelf in the window: goods in and off, scanned, counted, recalled, by keys."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from salon.catalogue.model import ProductId
from salon.money import Money
from salon.shelf.model import MoveKind
from salon.shelf.operations import receive, set_article, write_off
from salon.shelf.queries import (
    article,
    batches,
    moves,
    on_hand,
    open_take,
    resolve_article,
    service_uses,
    stock_take,
)
from tests.ui.pages.papers import TODAY, House, house, papered
from tests.ui.pages.seeing import the
from ui.kit.buttons import Button
from ui.kit.fields import TextField
from ui.kit.sheet import Sheet
from ui.parts.printing import PrintSheet
from ui.parts.ringing import RingSheet
from ui.places import ClientCard, Shelf
from ui.shelf.page import ShelfPage
from ui.shelf.sheets import GoodsInSheet, LotSheet, ProductSheet, WriteOffSheet

__all__ = ["house", "papered"]
Key = Qt.Key
DAY = timedelta(days=1)


def product(house: House, ref: str = "se_ha") -> ProductId:
    return house.salon.ask(resolve_article, ref).id


def stocked(house: House, count: int = 3, lot: str = "A17") -> ProductId:
    key = product(house)
    size = house.salon.ask(article, key).measure.size
    house.salon.do(
        receive, key, count * size, lot=lot, expires_on=TODAY + timedelta(days=200)
    )
    return key


def shown(house: House, tab: str = "") -> ShelfPage:
    house.desk.go(Shelf(tab))
    house.settle()
    return house.page(ShelfPage)


def press(house: House, widget: QWidget, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(widget, key)
        house.settle()


def type_(house: House, widget: QWidget, text: str) -> None:
    QTest.keyClicks(widget, text)
    house.settle()


def stock(house: House) -> str:
    [one] = house.salon.ask(on_hand, [product(house)])
    return one.article.measure.said(one.stock)


def press_button(house: House, home: QWidget, text: str) -> None:
    [one] = [
        one
        for one in home.findChildren(Button)
        if one.text() == text and one.isVisible()
    ]
    one.click()
    house.settle()


def test_an_empty_shelf_says_how_to_begin_and_goods_come_in_by_keys(
    house: House,
) -> None:
    page = shown(house)
    assert page.on_hand.state.isVisible()
    assert page.first is not None
    press(house, page.first, Key.Key_Space)
    names = [line.name for line in page.on_hand.list.lines.lines]
    page.on_hand.list.choose(names.index("Hyaluronic serum"))
    press(house, page.on_hand.list, Key.Key_Plus)
    sheet = house.sheet(GoodsInSheet)
    assert sheet.amount.hasFocus()
    type_(house, sheet.amount, "much")
    press(house, sheet.amount, Key.Key_Return)
    assert house.has_sheet(GoodsInSheet)
    assert stock(house) == "0 ml"
    sheet.amount.clear()
    type_(house, sheet.amount, "3")
    type_(house, sheet.lot, "A17")
    press(house, sheet.lot, Key.Key_Return)
    assert not house.has_sheet(GoodsInSheet)
    assert stock(house) == "3 × 30 ml"
    assert page.on_hand.batches.lines.line(0).name == "A17"


def test_off_the_shelf_asks_for_a_reason_and_loses_nothing_typed(house: House) -> None:
    stocked(house)
    page = shown(house)
    press(house, page.on_hand.list, Key.Key_Minus)
    sheet = house.sheet(WriteOffSheet)
    type_(house, sheet.amount, "5 ml")
    press(house, sheet.amount, Key.Key_Return)
    assert house.has_sheet(WriteOffSheet)
    assert sheet.amount.text() == "5 ml"
    type_(house, sheet.reason, "fell down")
    press(house, sheet.reason, Key.Key_Return)
    assert stock(house) == "2 × 30 ml + 25 ml"
    house.desk.undo()
    house.settle()
    assert stock(house) == "3 × 30 ml"


def test_o_notes_it_as_opened_and_enter_on_a_lot_corrects_it(house: House) -> None:
    key = stocked(house)
    page = shown(house)
    page.on_hand.list.setFocus()
    QTest.keyClick(house.window, Key.Key_O)
    house.settle()
    [one] = house.salon.ask(batches, [key])[int(key)]
    assert one.opened_on == TODAY
    page.on_hand.batches.setFocus()
    press(house, page.on_hand.batches, Key.Key_Return)
    sheet = house.sheet(LotSheet)
    type_(house, sheet.supplier, "Maker")
    press_button(house, sheet, "Keep")
    [one] = house.salon.ask(batches, [key])[int(key)]
    assert (one.supplier, one.expires_on) == ("Maker", TODAY + 200 * DAY)


def test_enter_opens_the_product_and_keeps_what_is_said_of_it(house: House) -> None:
    key = stocked(house, 1)
    page = shown(house)
    press(house, page.on_hand.list, Key.Key_Return)
    sheet = house.sheet(ProductSheet)
    sheet.price.setText("46.00")
    sheet.code.setText("5012345678900")
    sheet.least.setText("2")
    sheet.order.setText("2 × 30 ml + 30 ml")
    sheet.amount.setText("2 ml")
    press_button(house, sheet, "Keep")
    one = house.salon.ask(article, key)
    assert (one.price, one.barcode, one.min_stock) == (
        *(Money(4600), "5012345678900"),
        60_000,
    )
    assert one.order_up_to == 90_000
    assert [uses[int(key)] for uses in house.salon.ask(service_uses).values()] == [
        2_000
    ]
    assert "Low" in page.on_hand.list.lines.line(0).spoken()
    assert "Order 2" in page.on_hand.order.text()


def test_a_scanner_leads_to_the_product_and_an_unknown_code_is_named(
    house: House,
) -> None:
    stocked(house)
    key = product(house, "su_min")
    house.salon.do(set_article, key, barcode="5012345678900")
    page = shown(house)
    QTest.keyClick(house.window, Key.Key_F2)
    assert page.scan.hasFocus()
    type_(house, page.scan, "5012345678900")
    press(house, page.scan, Key.Key_Return)
    chosen = page.on_hand.chosen()
    assert chosen is not None
    assert chosen.article.id == key
    assert page.scan.text() == ""
    said: list[str] = []
    house.desk.said.connect(said.append)
    type_(house, page.scan, "0000000")
    press(house, page.scan, Key.Key_Return)
    assert "0000000" in said[-1]
    page.scan.clear()
    type_(house, page.scan, "hyalur")
    assert {line.name for line in page.on_hand.list.lines.lines} == {"Hyaluronic serum"}


def test_a_line_made_by_hand_is_taken_back_with_a_reason(house: House) -> None:
    key = stocked(house)
    house.salon.do(write_off, key, 1_000, MoveKind.WASTE, "fell down")
    page = shown(house, "moves")
    assert page.moving.list.lines.line(0).cells[1] == "−1 ml"
    press(house, page.moving.list, Key.Key_Return)
    sheet = house.sheet(Sheet)
    press_button(house, sheet, "Take it back")
    assert house.has_sheet(Sheet)  # without a reason
    type_(house, the(sheet, TextField), "it did not")
    press_button(house, sheet, "Take it back")
    assert stock(house) == "3 × 30 ml"
    assert len(house.salon.ask(moves, key)) == 3
    assert not page.reverse.isEnabled()


def test_what_was_expected_stands_beside_what_went(house: House) -> None:
    key = stocked(house)
    house.salon.do(write_off, key, 4_000, MoveKind.WASTE, "fell down")
    page = shown(house, "moves")
    page.moving.which.group.button(1).click()
    house.settle()
    said = page.moving.list.lines.line(0).spoken()
    assert "Hyaluronic serum" in said
    assert "went: 4 ml" in said


def test_a_stock_take_goes_from_line_to_line_and_is_confirmed(house: House) -> None:
    key = stocked(house)
    page = shown(house, "count")
    counting = page.counting
    press(house, counting.begin, Key.Key_Space)
    assert counting.found.hasFocus()
    type_(house, counting.found, "lots")
    press(house, counting.found, Key.Key_Return)
    assert "lots" in counting.said.text()
    counting.found.clear()
    type_(house, counting.found, "2")
    press(house, counting.found, Key.Key_Return)
    take = house.salon.ask(open_take)
    assert take is not None
    [line] = house.salon.ask(stock_take, take).lines
    assert (line.product_id, line.difference) == (key, -30_000)
    assert "1 of 1" in counting.how.text()
    press_button(house, page, "Confirm")
    sheet = house.sheet(Sheet)
    type_(house, the(sheet, TextField), "one is missing")
    press_button(house, sheet, "Confirm")
    assert stock(house) == "2 × 30 ml"
    assert counting.state.isVisible()


def test_a_stock_take_is_printed_and_dropped(house: House) -> None:
    stocked(house)
    page = shown(house, "count")
    press(house, page.counting.begin, Key.Key_Space)
    QTest.keyClick(house.window, Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    house.settle()
    house.sheet(PrintSheet).done(0)
    press_button(house, page, "Drop it")
    press_button(house, house.sheet(Sheet), "Drop it")
    assert house.salon.ask(open_take) is None
    assert stock(house) == "3 × 30 ml"


def test_a_recall_shows_whom_to_ring_and_blocks_the_lot(house: House) -> None:
    key = stocked(house)
    house.salon.do(write_off, key, 1_000, MoveKind.SAMPLE, "", client_id=int(house.lin))
    page = shown(house, "recall")
    recalling = page.recalling
    recalling.want(int(key), "a17")
    house.settle()
    assert "1 had a sample" in recalling.told.text()
    line = recalling.list.lines.line(0)
    assert line.name == "林美华"
    recalling.list.setFocus()
    press(house, recalling.list, Key.Key_Return)
    ring = house.sheet(RingSheet)
    assert "07700 900147" in ring.said
    ring.done(0)
    press_button(house, page, "Block this lot")
    sheet = house.sheet(Sheet)
    type_(house, the(sheet, TextField), "the maker wrote")
    press_button(house, sheet, "Block this lot")
    assert recalling.blocked.isVisible()
    [one] = house.salon.ask(batches, [key])[int(key)]
    assert one.blocked == "the maker wrote"
    recalling._open_file()
    assert house.desk.place == ClientCard(int(house.lin))


def test_another_desk_that_counts_is_seen_at_once(house: House) -> None:
    key = stocked(house)
    page = shown(house)
    assert page.on_hand.list.lines.line(0).cells == ("3 × 30 ml",)
    house.desk.do(receive, key, 30_000, lot="A17")
    house.settle()
    assert page.on_hand.list.lines.line(0).cells == ("4 × 30 ml",)


def test_a_mistyped_lot_offers_nothing_to_block(house: House) -> None:
    key = stocked(house)
    page = shown(house, "recall")
    recalling = page.recalling
    recalling.want(int(key), "A17")
    house.settle()
    assert recalling.block.isEnabled()
    recalling.lot.setText("NOPE")
    press(house, recalling.lot, Key.Key_Return)
    assert recalling._found is None
    assert not recalling.block.isEnabled()
    assert not recalling.head.isVisible()
    assert recalling.state.isVisible()
