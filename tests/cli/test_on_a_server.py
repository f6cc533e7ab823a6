"""A salon with two PCs: it begins on a server, and every word works there."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier, Event

import pytest
from sqlalchemy import Engine, create_engine, event, text

from salon.address import DatabaseInUse, NoSalonThere, server_url
from salon.app import Salon
from salon.errors import AlreadyOpen, NoSalon, Stopped
from salon.reports.queries import findings
from salon.settings.model import Premises
from salon.setup import set_up
from salon.start import found_salon, open_salon
from salon.store import server as servers
from salon.store.engine import open_server
from tests.cli.conftest import ROOT, Shell
from tests.house import NOW as FRIDAY
from tests.house import salon_at

LIN = ("client", "add", "--name", "林美華", "--phone", "+886912345678")


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test draw a name for the computer it runs on."""
    monkeypatch.setattr("salon.address.user_config_path", lambda *_a, **_m: tmp_path)


@pytest.fixture
def shell(empty_server: str, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(empty_server, capsys)


def begin(shell: Shell) -> None:
    status, _out, err = shell.say("init", str(shell.data), "--name", "Two desks")
    assert status == 0, err


def test_a_salon_begins_on_a_server_and_says_who_keeps_it_safe(shell: Shell) -> None:
    status, out, err = shell.say("init", str(shell.data), "--name", "Two desks")
    assert status == 0, err
    assert "Two desks" in out
    assert "pg_dump" in err

    her = shell.ask(*LIN)
    assert [one["id"] for one in shell.ask("find", "lmh")["clients"]] == [her["id"]]
    assert shell.ask("undo")["kind"]
    assert shell.ask("find", "lmh")["clients"] == []
    assert shell.ask("redo")["kind"]
    assert shell.ask("check")["sound"]
    moved = shell.ask("migrate")
    assert moved["from"] == moved["to"]
    assert moved["copy"] is None


def test_a_database_that_is_not_empty_is_not_begun_in(shell: Shell) -> None:
    begin(shell)
    shell.ask(*LIN)

    error = shell.refused("init", str(shell.data), "--name", "Again")

    assert error["kind"] == "not_empty"
    assert "createdb" in error["text"]
    assert shell.ask("find", "")["total"] == 1


def test_where_no_salon_has_begun_every_word_says_how_one_begins(shell: Shell) -> None:
    error = shell.refused("find", "mei", status=4)

    assert error["kind"] == "no_salon"
    assert "init" in error["text"]


def test_a_backup_is_refused_with_what_to_do_instead(shell: Shell) -> None:
    begin(shell)
    for words in (("backup",), ("backup", "--list")):
        error = shell.refused(*words, status=4)
        assert error["kind"] == "no_backup_here"
        assert "pg_dump" in error["text"]
        assert "pg_restore" in error["text"]


def test_addresses_that_lead_nowhere_say_what_is_wrong(shell: Shell) -> None:
    wrong = str(shell.data).rpartition("/")[0]
    for said, kind, status in (
        (f"{wrong}/no_such_database", "server_refuses", 4),
        ("postgresql://salon@127.0.0.1:1/salon", "server_away", 4),
        ("mysql://desk/salon", "bad_address", 1),
        (wrong, "bad_address", 1),
    ):
        shell.data = said
        error = shell.refused("find", "mei", status=status)
        assert error["kind"] == kind


def test_a_sample_salon_goes_out_and_comes_in_as_in_a_folder(
    shell: Shell, tmp_path: Path
) -> None:
    counts = [
        shell.ask("demo", where, "--clients", "12", "--years", "1", "--seed", "3")
        for where in (str(shell.data), str(tmp_path / "folder"))
    ]
    assert counts[0] == counts[1]
    assert shell.ask("check")["sound"]

    listed = tmp_path / "all.csv"
    shell.ask("export", listed)
    taken = shell.ask("import", listed)
    assert (taken["new"], taken["matched"], taken["refused"]) == (0, 12, 0)


def test_every_usual_form_of_the_address_opens_the_same_salon(shell: Shell) -> None:
    begin(shell)
    shell.ask(*LIN)
    place = server_url(str(shell.data)).partition("://")[2]
    for scheme in ("postgresql", "postgres", "postgresql+psycopg"):
        shell.data = f"{scheme}://{place}"
        assert shell.ask("find", "")["total"] == 1


def test_a_beginning_that_fails_leaves_the_database_empty(empty_server: str) -> None:
    def stopped(salon: Salon) -> None:
        set_up(salon, Premises(name="Half"))
        raise Stopped

    with pytest.raises(Stopped):
        found_salon(empty_server, stopped, FRIDAY)
    with pytest.raises(NoSalonThere):
        open_salon(empty_server, FRIDAY, may_begin=False)

    found_salon(
        empty_server, lambda salon: set_up(salon, Premises(name="Whole")), FRIDAY
    )
    with closing(open_salon(empty_server, FRIDAY, may_begin=False)) as salon:
        assert salon.premises.name == "Whole"
        assert salon.ask(findings) == []


CUT = """
import os, sys
from salon.settings.model import Premises
from salon.setup import set_up
from salon.start import found_salon
def cut(salon):
    set_up(salon, Premises(name="Cut"))
    os._exit(9)
found_salon(sys.argv[1], cut, desk="cut")
"""


def test_a_beginning_that_was_cut_off_is_begun_again(empty_server: str) -> None:
    words = [sys.executable, "-c", CUT, empty_server]
    assert subprocess.run(words, cwd=ROOT, check=False).returncode == 9
    with pytest.raises(NoSalon):
        open_salon(empty_server, FRIDAY)

    found_salon(
        empty_server, lambda salon: set_up(salon, Premises(name="Whole")), FRIDAY
    )
    with closing(open_salon(empty_server, FRIDAY)) as salon:
        assert salon.premises.name == "Whole"
        assert salon.ask(findings) == []


def test_two_desks_that_begin_at_once_make_one_salon(empty_server: str) -> None:
    together = Barrier(2)

    def begin_one(name: str) -> str:
        together.wait()
        try:
            found_salon(
                empty_server, lambda salon: set_up(salon, Premises(name=name)), FRIDAY
            )
        except (AlreadyOpen, DatabaseInUse) as error:
            return error.kind()
        return name

    with ThreadPoolExecutor(2) as both:
        said = set(both.map(begin_one, ("Mei", "Lan")))

    assert len(said & {"Mei", "Lan"}) == 1
    assert len(said & {"already_open", "not_empty"}) == 1
    with closing(open_salon(empty_server, FRIDAY)) as salon:
        assert salon.premises.name in said
        assert salon.ask(findings) == []


def test_other_tables_in_the_database_are_left_alone(empty_server: str) -> None:
    engine = open_server(server_url(empty_server))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE somebody_elses (id integer)"))
    with pytest.raises(DatabaseInUse):
        found_salon(empty_server, lambda _salon: None, FRIDAY)
    with engine.begin() as connection:
        assert connection.scalar(text("SELECT count(*) FROM somebody_elses")) == 0
    engine.dispose()


@pytest.fixture
def versions(empty_server: str) -> Iterator[tuple[Engine, Engine]]:
    """Return a salon's server as a desk of an older version has it, and as ours has."""
    salon_at(empty_server, desk="first").close()
    url = server_url(empty_server)
    old = create_engine(url, connect_args={"application_name": "camellia 0001"})
    mine = open_server(url)
    yield old, mine
    old.dispose()
    mine.dispose()


def test_desks_of_an_older_version_keep_the_tables_as_they_are(
    versions: tuple[Engine, Engine],
) -> None:
    old, mine = versions
    with old.connect(), pytest.raises(AlreadyOpen), servers.alone(mine, patience=0):
        pass


def test_a_desk_of_an_older_version_that_is_just_closed_is_waited_for(
    versions: tuple[Engine, Engine],
) -> None:
    old, mine = versions
    with old.connect() as at_work:
        looks = Event()

        @event.listens_for(mine, "after_cursor_execute")
        def looked(*said: object) -> None:
            if "pg_stat_activity" in str(said[2]):
                looks.set()

        def shape() -> bool:
            with servers.alone(mine, patience=120):
                return True

        with ThreadPoolExecutor(1) as pool:
            shaped = pool.submit(shape)
            assert looks.wait(120)
            assert not shaped.done()
            at_work.close()
            old.dispose()
            assert shaped.result()
