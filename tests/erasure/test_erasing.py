"""Who asks to be forgotten is forgotten, to the last byte; the books stay."""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import String, select

from salon.app import Salon
from salon.clients.model import ClientDraft, ClientId, PhoneLine
from salon.clients.operations import (
    add_client,
    correct_client,
    note_allergy,
)
from salon.clients.queries import find_clients
from salon.clients.tables import Allergy, Client, Relative
from salon.erasure.operations import (
    erase_client,
)
from salon.erasure.queries import is_erased
from salon.history.queries import faults
from salon.skin.tables import Photo, shelve
from salon.store.leaning import Erasure, Tie, kinds, links_to
from salon.tables import METADATA
from salon.work import Reading, Work
from tests.erasure.bytes import opened_bytes
from tests.house import FRIDAY, KEY, House, open_house
from tests.leaning import RowMade, a_row

NAME, OLD, CALLED = "Zephyrine Quillfeather", "Zephyrine Maidenname", "Zephchen"
HAN, PINYIN = "欧阳翠微", "ouyangcuiwei"
NUMBER, MAIL = "+33677889900", "zephyrine.q@example.org"
WORDS = "dreams of lighthouses and marzipan"
WORDY = {"words", "note", "text", "why", "reason", "value", "title", "substance"} | {
    *("recipient", "detail", "finding", "promised", "done", "advice", "message"),
    *("client_sign", "signature", "signed_by", "what", "hopes", "farewell", "holder"),
}
SCENT = b"a picture nobody else has: " + bytes(range(256)) * 4


@pytest.fixture
def house(another_desk: Callable[..., Salon]) -> House:
    """Return a house on either kind of store."""
    return open_house(another_desk())


@pytest.fixture
def hers(house: House) -> ClientId:
    """Return somebody of whom something stands in every table there is."""
    salon = house.salon
    phone = PhoneLine(NUMBER, "", True, "06 77 88 99 00", "")
    draft = ClientDraft(name=OLD, called=CALLED, phones=(phone,), note=WORDS)
    key = salon.do(add_client, draft)
    other = PhoneLine("+33677889911", "", True, "0677889911", "")
    salon.do(correct_client, key, ClientDraft(phones=(other,)))
    salon.do(
        correct_client,
        key,
        ClientDraft(name=NAME, phones=(phone,), facts={"email": MAIL, "note": WORDS}),
    )
    salon.do(note_allergy, key, f"Cashew, {WORDS}")

    def gone(work: Work) -> None:
        row = work.session.scalars(select(Allergy)).first()
        work.session.delete(row)
        work.record(RowMade())

    salon.do(gone)

    def everywhere(work: Work) -> None:
        for link in links_to("client", Tie.PART, Tie.OWN):
            if link.kind.__tablename__ in ("erasure", "departure"):
                continue
            row = a_row(work, link.kind, **{link.column.key: key})
            free = {c.key for c in link.table.c if type(c.type) is String}
            if link.leaning.erasure is not Erasure.REMOVED:
                free &= set(link.kind.told)
            for name in WORDY & free:
                setattr(row, name, f"{WORDS}, {CALLED}")
        digest = sha256(SCENT).hexdigest()
        shelve(work.session.connection(), digest, SCENT, SCENT)
        a_row(work, Photo, client_id=key, hash=digest)
        work.record(RowMade())

    salon.do(everywhere)
    return key


def settled(salon: Salon) -> None:
    """Let nothing be held any more, past the rules: this house has no till."""

    def end(work: Work) -> None:
        for kind, said in (
            ("appointment", {"day": FRIDAY - timedelta(days=30)}),
            ("incident", {"closed_at": work.now}),
            ("complaint", {"closed_at": work.now}),
            ("bill", {"state": "closed", "series": "x", "number": 1, "year": 2026}),
            ("course", {"price": _none()}),
            ("holding", {"paid": _none(), "deposit": _none()}),
        ):
            table = METADATA.tables[kind]
            for row in work.session.scalars(select(kinds()[kind])):
                for name, value in said.items():
                    if name in table.c:
                        setattr(row, name, value)
        work.record(RowMade())

    salon.do(end)


def _none() -> Any:
    from salon.money import Money

    return Money()


def everything_in(salon: Salon) -> str:
    """Return all that the tables hold, as one text."""

    def ask(reading: Reading) -> str:
        run = reading.session.connection().execute
        return "\n".join(
            f"{table.name} {tuple(row)!r}"
            for table in METADATA.sorted_tables
            for row in run(select(table))
        )

    return salon.ask(ask)


def test_nothing_of_who_was_erased_is_left_in_any_byte(
    house: House, hers: ClientId, store: str
) -> None:
    salon = house.salon

    def about(work: Work) -> None:
        row = work.get(Client, house.basia)
        row.note = f"Came with {NAME.upper()}, number 06 77 88 99 00."
        said = {"relation": "sister", "name": NAME, "other_id": hers}
        work.add(Relative(client_id=house.amira, **said))
        work.record(RowMade())

    salon.do(about)
    salon.keep("note 12", f'{{"text": "{CALLED} rang"}}')
    settled(salon)
    before = everything_in(salon)
    for said in (NAME, WORDS, "677889900", MAIL, CALLED):
        assert said in before

    assert salon.do(erase_client, hers)
    salon.scrub()

    after = everything_in(salon)
    for said in (NAME, OLD, "Quillfeather", WORDS, "677889900", "677889911", MAIL):
        assert said not in after, [
            line[:300] for line in after.splitlines() if said in line
        ]
    for said in (CALLED, "06 77 88 99 00", "zephyrine", "quillfeather"):
        assert said.lower() not in after.lower(), said
    if not store.startswith("postgresql"):
        plain = opened_bytes(Path(store) / "salon.db", KEY)
        assert b"Amira" in plain  # it is the whole of it, and it can be read
        for said in (NAME, OLD, "Quillfeather", WORDS, "677889900", MAIL, CALLED):
            assert said.lower().encode() not in plain.lower(), said
        assert SCENT[:60] not in plain
    assert salon.ask(faults) == []
    assert salon.ask(is_erased, hers)
    assert salon.ask(find_clients, NAME) == []
