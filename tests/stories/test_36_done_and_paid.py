"""From done to paid, with the client at the desk: keys alone, and the paper."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from salon.clients.model import ClientId
from salon.reports.queries import book_findings
from salon.till.model import BillState
from salon.till.queries import bills_of
from tests.stories.hands import Hands
from ui.till.page import TillPage

WHO = "林美华"


@pytest.fixture
def tongue() -> str:
    return "en"


def test_who_is_done_has_paid_by_keys_alone(
    days: Callable[[str], Path], sit_down: Callable[..., Hands], tmp_path: Path
) -> None:
    hands = sit_down(copytree(days("en"), tmp_path / "salon"))
    hands.press("H")  # those who are done
    hands.sees("1 to pay")
    hands.stand_on("Today’s clients", WHO)

    hands.press("B")
    page = hands.window.page
    assert isinstance(page, TillPage)
    assert WHO in hands.window.windowTitle()
    place = [tile.way.key for tile in page.pay.tiles].index("card") + 1
    hands.press(str(place))
    hands.press("Return")
    hands.sees("The terminal said yes")
    hands.press("Return")

    hands.sees("Bill 2026-0001, closed")
    hands.press("P")
    hands.sees("Receipt")
    hands.press("Esc")
    client = page._sight.client if page._sight else None
    assert client is not None
    [bill] = hands.salon.ask(bills_of, ClientId(client.id))
    assert (bill.state, bill.client) == (BillState.CLOSED, WHO)
    assert hands.salon.ask(book_findings) == []


def test_a_bill_waits_for_the_next_client_and_is_taken_back(
    days: Callable[[str], Path], sit_down: Callable[..., Hands], tmp_path: Path
) -> None:
    hands = sit_down(copytree(days("en"), tmp_path / "salon"))
    hands.press("H")
    hands.stand_on("Today’s clients", WHO)
    hands.press("B")
    hands.press("F6")
    hands.sees("held")

    hands.press("N")
    hands.press("Return")  # for somebody without a file
    hands.sees("Somebody without a file", f"{WHO} waits")
    hands.press("F7")

    hands.sees("To pay")
    assert WHO in hands.window.windowTitle()
