"""A PostgreSQL server that goes away and comes back, in the middle of the work."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import time, timedelta
from threading import Event, Thread

import pytest
from sqlalchemy import Connection, event, text

from salon.address import server_url
from salon.app import Salon
from salon.appointments.operations import book
from salon.appointments.queries import day_book
from salon.clients.queries import find_ids
from salon.clients.tables import Client
from salon.errors import ServerAway, Unsure
from salon.history.queries import faults
from salon.reports.queries import findings
from salon.store.engine import open_server
from salon.work import Work
from tests.house import FRIDAY, House, HouseOpened, open_house, salon_at
from tests.store.servers import OwnServer, programs


@pytest.fixture(scope="module")
def running() -> Iterator[OwnServer]:
    there = programs()
    if there is None:
        pytest.skip("no PostgreSQL to start and stop")
    server = OwnServer(there)
    yield server
    server.close()


@pytest.fixture
def server(running: OwnServer) -> OwnServer:
    engine = open_server(server_url(running.url))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return running


@pytest.fixture
def house(server: OwnServer) -> Iterator[House]:
    with closing(salon_at(server.url, desk="front")) as salon:
        yield open_house(salon)


def note(work: Work, client: int, said: str) -> None:
    work.get(Client, client).note = said
    work.record(HouseOpened())


def noted(salon: Salon, client: int) -> str:
    return salon.ask(lambda reading: reading.session.get_one(Client, client).note)


@pytest.mark.parametrize("how", ["fast", "immediate"])
def test_an_action_in_which_the_server_restarts_is_not_half_done(
    house: House, server: OwnServer, how: str
) -> None:
    before = house.salon.ask(day_book, FRIDAY)

    def cut(work: Work) -> None:
        book(work, house.wish(time(10)))
        work.session.flush()
        server.stop(how)
        server.start()
        book(work, house.wish(time(12)))

    with pytest.raises(ServerAway) as told:
        house.salon.do(cut)

    assert not isinstance(told.value, Unsure)
    assert "Nothing of this was saved" in str(told.value)
    assert house.salon.ask(day_book, FRIDAY) == before
    house.booked(time(10))  # the same salon goes on
    assert len(house.salon.ask(day_book, FRIDAY)) == len(before) + 1
    assert house.salon.ask(findings) == []


def test_what_a_restart_left_idle_is_not_noticed(
    house: House, server: OwnServer
) -> None:
    house.salon.ask(day_book, FRIDAY)
    server.stop()
    server.start()

    house.booked(time(9))
    assert len(house.salon.ask(day_book, FRIDAY)) == 1
    assert house.salon.news() is None


def test_while_it_is_away_every_word_says_so_and_nothing_more(
    house: House, server: OwnServer
) -> None:
    server.stop()
    try:
        for asked in (
            lambda: house.booked(time(9)),
            lambda: house.salon.ask(day_book, FRIDAY),
            house.salon.news,
            house.salon.undo,
            lambda: house.salon.keep("a note", "half written"),
            lambda: salon_at(server.url, desk="late"),
        ):
            with pytest.raises(ServerAway):
                asked()
    finally:
        server.start()

    house.booked(time(9))
    house.salon.undo()


def cut_at_commit(house: House, server: OwnServer, *, is_saved: bool) -> None:
    """Let the server go away at the commit of a note: before, or just after it."""
    engine = house.salon._to_write
    fall = Event()

    def commit(connection: Connection) -> None:
        if not fall.is_set():
            fall.set()
            if is_saved:  # and the answer is lost
                driver = connection.connection.driver_connection
                assert driver is not None
                driver.commit()
            server.stop("immediate")
            server.start()

    event.listen(engine, "commit", commit)
    try:
        house.salon.do(note, house.amira, "likes green tea")
    finally:
        event.remove(engine, "commit", commit)


def test_what_was_saved_although_the_answer_was_lost_counts_as_saved(
    house: House, server: OwnServer
) -> None:
    heard: list[str] = []
    house.salon.on_commit(lambda news: heard.append(news.text))

    cut_at_commit(house, server, is_saved=True)

    assert heard == ["House opened"]
    assert noted(house.salon, house.amira) == "likes green tea"
    assert house.salon.ask(faults) == []


def test_what_was_cut_before_it_was_saved_is_said_to_be_lost(
    house: House, server: OwnServer
) -> None:
    with pytest.raises(ServerAway):
        cut_at_commit(house, server, is_saved=False)

    assert noted(house.salon, house.amira) == ""
    assert house.salon.ask(faults) == []


def test_desks_that_book_while_the_server_restarts_lose_nothing_that_was_said_saved(
    house: House, server: OwnServer
) -> None:
    saved: list[int] = []
    enough, goes_on = Event(), Event()

    def work_on() -> None:
        try:
            book_all()
        finally:
            enough.set()

    def book_all() -> None:
        with closing(salon_at(server.url, desk="back")) as salon:
            for number in range(40):
                day = FRIDAY + timedelta(days=7 * (number % 4))
                wish = replace(house.wish(time(8 + number // 4)), day=day)
                while True:
                    try:
                        saved.append(salon.do(book, wish))
                        break
                    except ServerAway:
                        goes_on.wait()
                if len(saved) == 10:
                    enough.set()

    worker = Thread(target=work_on)
    worker.start()
    enough.wait()
    server.stop("immediate")
    server.start()
    goes_on.set()
    worker.join()

    kept = [
        line.id
        for week in range(4)
        for line in house.salon.ask(day_book, FRIDAY + timedelta(days=7 * week))
    ]
    assert sorted(kept) == sorted(saved)
    assert len(saved) == 40
    assert house.salon.ask(findings) == []


def test_a_dump_that_is_restored_is_sound_and_finds_everybody(
    house: House, server: OwnServer
) -> None:
    house.booked(time(9))

    with closing(salon_at(server.brought_back(), desk="front")) as again:
        assert again.ask(findings) == []
        assert again.ask(find_ids, "ami", 5) == [house.amira]
        assert len(again.ask(day_book, FRIDAY)) == 1
        again.undo()
        assert again.ask(day_book, FRIDAY) == []
