"""Clients are found on a server as in a file: the same ones, in the same order."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import time, timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select, text

from salon.app import Salon
from salon.appointments.model import Status
from salon.appointments.operations import Booking, book
from salon.appointments.tables import Appointment
from salon.cli import run
from salon.clients import queries
from salon.clients.matching import phone_digits, words_of
from salon.clients.model import ClientId
from salon.clients.operations import merge_clients
from salon.clients.queries import count_found, find_ids
from salon.clients.tables import Client, ClientPhone
from salon.exchange.operations import take_back_import
from salon.store import migrations
from salon.store.base import table_of
from salon.store.engine import open_server
from salon.store.schema import migrate
from salon.store.search import strays
from salon.store.search_server import matching
from salon.work import Work
from tests.house import FRIDAY, NOW, House, HouseOpened, a_client, open_house, salon_at

FILES = Path(__file__).parents[1] / "cases" / "files"
NAMES = (
    *(
        "陈静",
        "陳靜怡",
        "林美華",
        "欧阳娜娜",
        "曾小贤",
        "单雨",
        "范文芳",
        "範本生",
        "云朵",
    ),
    *("雲朵兒", "吕燕", "呂丹陽", "Lin Okafor", "May Chan 陳美玲", "Zoë Müller"),
    *(
        "O'Neil-Smith Anne",
        "Łucja Żak",
        "ÉLODIE Dupont",
        "Ａｎｎａ Ｗｉｄｅ",
        "100% Spa",
    ),
    *("under_score Jane", "さくら 田中", "김민지", "Nguyễn Thị Hoa", "Li Li", "D'Arcy"),
)
"""Names of two scripts, of several readings, with signs that patterns know."""


@pytest.fixture
def both(fresh_folder: Callable[[], Path], empty_server: str) -> Iterator[list[House]]:
    with (
        closing(salon_at(fresh_folder())) as one,
        closing(salon_at(empty_server, desk="server")) as other,
    ):
        yield [furnished(one), furnished(other)]


def furnished(salon: Salon) -> House:
    """Let everybody in; every third was here, some on one day."""
    house = open_house(salon)

    def let_in(work: Work) -> list[ClientId]:
        keys = []
        for place, name in enumerate(NAMES):
            key = work.add(a_client(name, "")).id
            for number in (f"+44740012{place:02d}78", f"+86138001{place:02d}000"):
                digits = phone_digits(number)
                work.add(ClientPhone(client_id=key, number=number, digits=digits))
            keys.append(key)
        work.record(HouseOpened())
        return keys

    keys = salon.do(let_in)
    for place, key in enumerate(keys[::3]):
        day = FRIDAY + timedelta(days=3 + place // 2)
        wish = Booking(key, house.peel, day, time(8 + place), staff_id=house.lea)
        visit = salon.do(book, wish)
        salon.do(was_here, visit)
    return house


def was_here(work: Work, visit: int) -> None:
    work.get(Appointment, visit).status = Status.LEFT
    work.record(HouseOpened())


def typed() -> list[str]:
    """Return what staff might type: the cases, and pieces of every name."""
    dice = Random(4)
    texts = ["", "a", "l", "li", "chen", "cj", "zxx", "07", "0740", "7400120", "1380"]
    for case in ("fragments", "scripts"):
        said = json.loads((FILES / f"{case}.json").read_text("utf-8"))
        texts += [query["q"] for query in said["queries"]]
    for name in NAMES:
        texts += [name, name.lower(), *name.split()]
        for _piece in range(6):
            at = dice.randrange(len(name))
            texts.append(name[at : at + dice.randint(1, 5)])
    return texts


def agree(both: list[House]) -> int:
    """Compare what both find; return how many hits there were in all."""
    hits = 0
    for said in typed():
        one, other = (house.salon.ask(find_ids, said, 20) for house in both)
        assert one == other, said
        one_count, other_count = (house.salon.ask(count_found, said) for house in both)
        assert one_count == other_count, said
        hits += one_count
    return hits


def test_a_server_finds_whom_a_file_finds_in_the_same_order(
    both: list[House],
) -> None:
    assert agree(both) > 500


def test_where_very_many_are_found_both_begin_with_the_newest_visit(
    both: list[House], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MANY", 2)

    assert agree(both) > 500


def test_the_index_of_a_server_follows_whatever_becomes_of_a_client(
    both: list[House],
) -> None:
    for house in both:
        salon = house.salon
        keys = salon.ask(find_ids, "", 100)
        salon.do(merge_clients, keys[0], keys[1])
        salon.do(merge_clients, keys[2], keys[3])
        salon.undo()
        salon.do(rename, house.basia)
        salon.do(drop_phones, keys[4])
        assert strays_of(salon) == []
    agree(both)
    assert [house.salon.ask(find_ids, "noa", 5) for house in both] == [[2], [2]]

    for house in both:
        house.salon.undo()
        house.salon.undo()
        assert strays_of(house.salon) == []
    agree(both)


def test_what_the_index_of_a_server_was_made_to_forget_is_found(
    both: list[House],
) -> None:
    salon = both[1].salon
    with salon._to_write.begin() as connection:
        connection.execute(text("UPDATE client_search SET words = 'mei'"))
        connection.execute(text("DELETE FROM client_search WHERE client_id = 1"))

    assert len(strays_of(salon)) == len(NAMES) + 2


def test_a_search_on_a_server_goes_by_the_index(empty_server: str) -> None:
    with closing(salon_at(empty_server, desk="server")) as salon:
        many = [
            {"name": f"Name {n}", "words": f"name n{n} wu{n}"} for n in range(3_000)
        ]
        salon.do(take_in, many)
        statement, given = matching(("wu777",), (), ())
        with salon._engine.connect() as connection:
            plan = connection.exec_driver_sql(f"EXPLAIN {statement}", given)
            said = "\n".join(line for (line,) in plan)
        found = salon.ask(find_ids, "wu777", 5)

    assert "ix_client_search_grams" in said
    assert "Seq Scan" not in said
    assert len(found) == 1


def test_a_list_that_is_taken_in_and_taken_back_is_found_and_forgotten(
    both: list[House], fresh_folder: Callable[[], Path], empty_server: str
) -> None:
    before = agree(both)
    for house in both:
        folder = house.salon.folder
        where = empty_server if folder is None else str(folder.path)
        for case in ("fragments", "scripts"):
            assert run(["import", str(FILES / f"{case}.csv"), "--data", where]) == 0
        assert strays_of(house.salon) == []
    assert agree(both) > before + 30

    for house in both:
        for batch in (1, 2):
            house.salon.do(take_back_import, batch)
        assert strays_of(house.salon) == []
    assert agree(both) == before


def test_a_server_that_an_earlier_version_filled_is_indexed_when_it_is_opened(
    empty_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = dict(list(migrations.upgrades().items())[:1])
    engine = open_server(empty_server)
    with monkeypatch.context() as before, engine.begin() as connection:
        before.setattr(migrations, "upgrades", lambda: first)
        migrate(connection, NOW)
        words, parts = words_of("林美華")
        her = {"name": "林美華", "words": words, "parts": parts}
        more = {"version": 1, "registered": FRIDAY}
        connection.execute(table_of(Client).insert(), her | more)
    engine.dispose()

    with closing(salon_at(empty_server, desk="server")) as salon:
        assert salon.ask(find_ids, "lmh", 5) == [1]
        assert strays_of(salon) == []


def take_in(work: Work, rows: list[dict[str, str]]) -> None:
    work.add_many(Client, [row | {"registered": FRIDAY} for row in rows])
    work.record(HouseOpened())


def rename(work: Work, key: ClientId) -> None:
    her = work.get(Client, key)
    her.name, her.words, her.parts = "Noa", "noa", "noa"
    work.record(Renamed())


def drop_phones(work: Work, key: ClientId) -> None:
    for phone in work.session.scalars(select(ClientPhone)):
        if phone.client_id == key:
            work.session.delete(phone)
    work.record(Renamed())


class Renamed(HouseOpened):
    text = "Renamed"
    undoable = True


def strays_of(salon: Salon) -> list[int]:
    return salon.ask(lambda reading: strays(reading.session.connection()))
