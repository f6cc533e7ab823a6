"""A recalled lot: scenario 29 with its figures, and who is on the list."""

from datetime import timedelta

import pytest

from salon.clients.model import ClientId
from salon.clients.tables import Client
from salon.errors import Missing
from salon.reports.recall import How, Recall, recalled
from salon.reports.shelf import recall_sheet, told_of
from salon.shelf.model import BatchBlocked, MoveKind, NoSuchBatch, NoSuchLot, Source
from salon.shelf.operations import block_lot, receive
from salon.shelf.taking import give_back, take
from salon.till.closing import close_bill
from salon.till.operations import add_product, open_bill
from salon.treatments.tables import Treatment, TreatmentProduct
from salon.work import Work
from tests.house import FRIDAY, HouseOpened, a_client
from tests.leaning import a_row
from tests.shelf.conftest import CREAM, Shelf

DAY = timedelta(days=1)


def bought(work: Work, shelf: Shelf, client: ClientId, source: int) -> None:
    take(
        *(work, shelf.cream, CREAM, MoveKind.SALE),
        source=Source("bill_line", source),
        client_id=client,
    )


def treated(work: Work, shelf: Shelf, client: ClientId, lot: str) -> None:
    row = a_row(
        *(work, Treatment),
        client_id=client,
        day=FRIDAY - DAY,
        staff_id=shelf.house.lea,
    )
    known: dict[str, object] = {"amount": 2.0, "unit": "ml"}
    work.add(
        TreatmentProduct(treatment_id=row.id, product="tst_cream", batch=lot, **known)
    )


def happened(shelf: Shelf) -> None:
    """Let 23 buy lot A17 and 9 others be treated with it; 3 want no contact."""
    shelf.house.salon.do(receive, shelf.cream, 30 * CREAM, lot="A17")

    def fill(work: Work) -> None:
        for number in range(32):
            name = f"Client {number:02}"
            client = work.add(a_client(name, "", do_not_contact=number in (0, 1, 30)))
            if number < 23:
                bought(work, shelf, client.id, number + 1)
            else:
                treated(work, shelf, client.id, "a 17")
        work.events.insert(0, HouseOpened())

    shelf.house.salon.do(fill)


def asked(shelf: Shelf, lot: str = "A17") -> Recall:
    return shelf.house.salon.ask(recalled, shelf.cream, lot)


def test_of_a_recalled_lot_23_bought_9_were_treated_and_3_want_no_contact(
    shelf: Shelf,
) -> None:
    happened(shelf)
    found = asked(shelf, "a17")
    counts = found.count(How.BOUGHT), found.count(How.TREATED), found.silent
    assert (*counts, len(found.affected)) == (23, 9, 3, 32)
    assert all(one.channel for one in found.affected)  # about safety, once
    assert "3 want no contact" in told_of(found)
    [one] = [one for one in found.affected if one.name == "Client 30"]
    assert [(had.how, had.day, had.staff, had.amount) for had in one.had] == [
        (How.TREATED, FRIDAY - DAY, "Léa", 2_000)
    ]
    sheet = shelf.house.salon.ask(recall_sheet, shelf.cream, "A17")
    assert len(sheet.rows) == 32
    assert sum(bool(row.wish) for row in sheet.rows) == 3


def test_a_blocked_lot_is_not_sold_at_the_till_and_another_is(shelf: Shelf) -> None:
    salon, house = shelf.house.salon, shelf.house
    salon.do(receive, shelf.cream, 2 * CREAM, lot="A17")
    salon.do(block_lot, shelf.cream, "A17", "recalled by the maker")
    bill = salon.do(open_bill, house.basia)
    salon.do(add_product, bill, shelf.cream)
    with pytest.raises(BatchBlocked):
        salon.do(close_bill, bill, ())
    salon.do(receive, shelf.cream, CREAM, lot="B2")
    salon.do(close_bill, bill, ())
    assert asked(shelf).affected == ()
    assert [one.name for one in asked(shelf, "B2").affected] == ["Basia Nowak"]


def test_who_brought_it_back_and_whose_file_was_joined_stand_right(
    shelf: Shelf,
) -> None:
    house = shelf.house
    house.salon.do(receive, shelf.cream, 9 * CREAM, lot="A17")

    def fill(work: Work) -> None:
        bought(work, shelf, house.amira, 1)
        bought(work, shelf, house.basia, 2)
        give_back(work, Source("bill_line", 2), "not wanted")
        away = work.add(a_client("Amira K.", ""))
        bought(work, shelf, away.id, 3)
        work.get(Client, away.id).merged_into = house.amira
        work.events.insert(0, HouseOpened())

    house.salon.do(fill)
    [one] = asked(shelf).affected
    assert (one.name, len(one.had)) == ("Amira Khan", 2)


def test_a_lot_nobody_had_and_a_product_nobody_knows(shelf: Shelf) -> None:
    for lot in ("Z9", " "):
        with pytest.raises(NoSuchBatch):
            asked(shelf, lot)
    with pytest.raises(Missing):
        shelf.house.salon.ask(recalled, 4711, "A17")


def test_a_mistyped_lot_is_refused_with_those_there_are(shelf: Shelf) -> None:
    shelf.house.salon.do(receive, shelf.cream, CREAM, lot="A17")
    with pytest.raises(NoSuchLot, match=r"no lot NOPE of .*A17"):
        asked(shelf, " NOPE ")
