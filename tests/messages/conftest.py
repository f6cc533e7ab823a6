"""The house with a mail account, and a server of its own that receives the mail."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from salon.clients.reach import Purpose
from salon.clients.tables import Client
from salon.errors import NoDrawer
from salon.messages.model import MessageId, OutboxLine, Security
from salon.messages.operations import queue_mail, set_account
from salon.messages.post import Round, keep_password, send_round
from salon.messages.queries import outbox_line
from salon.work import Work
from tests.house import House, HouseOpened
from tests.messages.server import Server, mail_server


@dataclass
class Office:
    """The house, its server, and the ways between them."""

    house: House
    server: Server

    def queue(self, subject: str = "After your visit", **more: Any) -> MessageId:
        """Queue a mail to Amira."""
        said: dict[str, Any] = {"purpose": Purpose.CARE} | more
        words = said.pop("words", "How is the redness today?\nLéa")
        client = said.pop("client", self.house.amira)
        return self.house.salon.do(queue_mail, client, subject, words, **said)

    def go(self, **more: Any) -> Round:
        """Send what is due, as the window does, with little patience."""
        kept: dict[str, Any] = {"patience": 0.6, "longest": 1.5} | more
        return send_round(self.house.salon, is_forced=True, **kept)

    def line(self, key: MessageId) -> OutboxLine:
        """Return a message as it stands."""
        return self.house.salon.ask(outbox_line, key)


def with_address(work: Work, key: int, address: str) -> None:
    """Let a client have an address."""
    work.get(Client, key).email = address
    work.record(HouseOpened())


def open_account(house: House, at: Server, **more: Any) -> None:
    """Set the account of the house up at a server of the tests."""
    kept: dict[str, Any] = {
        "server": "127.0.0.1",
        "port": at.port,
        "security": Security.NONE,
        "user": "house",
        "from_name": "Camellia 山茶花",
        "from_address": "house@salon.example",
    }
    drawer = house.salon.do(set_account, **(kept | more))
    try:
        keep_password(house.salon, drawer, "secret")
    except NoDrawer:
        pytest.skip("no key store here: a desk on a server keeps no password")


@pytest.fixture
def receiver() -> Iterator[Server]:
    with mail_server() as made:
        yield made


@pytest.fixture
def office(house: House, receiver: Server) -> Office:
    house.salon.do(with_address, house.amira, "amira@client.example")
    house.salon.do(with_address, house.basia, "basia@client.example")
    open_account(house, receiver)
    return Office(house, receiver)


@pytest.fixture
def later(house: House) -> Callable[..., None]:
    """Return a call that lets the clock of the house go on."""
    from datetime import timedelta

    def go_on(**by: float) -> None:
        clock: Any = house.salon._clock
        clock.instant = clock.instant + timedelta(**by)

    return go_on
