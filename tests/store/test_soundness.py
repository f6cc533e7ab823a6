"""What was altered past the program is found, and a sound file is called sound."""

from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import insert, text

from salon.app import Salon
from salon.reports.queries import findings
from salon.skin.tables import PICTURE, Photo, shelve
from salon.work import Work
from tests.house import NOW, open_house, salon_at
from tests.store.test_heads import killed
from tests.store.test_history import Renamed

LIES = {
    "DROP TRIGGER action_stays": "trigger action_stays",
    "DROP TRIGGER change_is_kept": "trigger change_is_kept",
    "DROP TRIGGER no_two_at_once_new": "trigger no_two_at_once_new",
    "DROP TRIGGER found_new": "trigger found_new",
    "DROP INDEX ix_change_row": "index ix_change_row",
    "CREATE TRIGGER mine AFTER INSERT ON client BEGIN SELECT 1; END": "trigger mine",
    "CREATE TABLE mine (id INTEGER)": "table mine",
    "ALTER TABLE room ADD COLUMN mine TEXT": "table room",
}


@pytest.fixture
def salon(fresh_folder: Callable[[], Path]) -> Iterator[Salon]:
    with closing(salon_at(fresh_folder())) as salon:
        open_house(salon)
        yield salon


def found(salon: Salon) -> dict[str, tuple[str, ...]]:
    return {one.rule: one.records for one in salon.ask(findings)}


def test_a_new_salon_stands_as_it_was_laid_out(salon: Salon) -> None:
    assert found(salon) == {}


@pytest.mark.parametrize("lie", LIES)
def test_rules_of_the_database_that_were_altered_are_found(
    salon: Salon, lie: str
) -> None:
    with salon._engine.begin() as connection:
        connection.execute(text(lie))

    assert found(salon)["schema"] == (LIES[lie],)


def test_a_guard_put_back_weaker_is_found(salon: Salon) -> None:
    with salon._engine.begin() as connection:
        [said] = connection.scalars(
            text("SELECT sql FROM sqlite_master WHERE name = 'change_stays'")
        )
        connection.execute(text("DROP TRIGGER change_stays"))
        weak = str(said).replace("NEW.digest = OLD.digest", "1 = 1")
        connection.exec_driver_sql(weak)

    assert found(salon)["schema"] == ("trigger change_stays",)


def photographed(work: Work) -> None:
    image, thumb = b"large", b"small"
    digest = sha256(image).hexdigest()
    small = shelve(work.session.connection(), digest, image, thumb)
    photo = Photo(
        client_id=1, hash=digest, thumb_hash=small, width=1, height=1, taken=NOW
    )
    work.add(photo)
    work.record(Renamed())


@pytest.mark.parametrize("part", ["image", "thumb"])
def test_a_picture_altered_in_either_size_is_found(salon: Salon, part: str) -> None:
    salon.do(photographed)
    assert found(salon) == {}
    with salon._engine.begin() as connection:
        connection.execute(text(f"UPDATE picture SET {part} = x'00'"))

    assert found(salon)["picture_altered"] == (sha256(b"large").hexdigest()[:12],)


def test_the_hash_of_the_small_picture_is_part_of_the_history(salon: Salon) -> None:
    salon.do(photographed)
    with salon._engine.begin() as connection:
        connection.execute(text("UPDATE picture SET thumb = x'00'"))
        kept = sha256(b"\0").hexdigest()
        connection.execute(text(f"UPDATE photo SET thumb_hash = '{kept}'"))

    assert set(found(salon)) == {"history"}


def test_a_picture_is_kept_once_with_the_small_one_it_came_with(salon: Salon) -> None:
    def again(work: Work) -> str:
        connection = work.session.connection()
        connection.execute(insert(PICTURE).values(hash="h", image=b"i", thumb=b"old"))
        return shelve(connection, "h", b"i", b"new")

    assert salon.do(again) == sha256(b"old").hexdigest()


def test_a_cut_while_the_log_is_brought_in_is_no_damage(
    fresh_folder: Callable[[], Path],
) -> None:
    folder = fresh_folder()
    killed(folder)  # its log holds pages that the file has not yet
    log = (folder / "salon.db-wal").read_bytes()
    size = int.from_bytes(log[8:12])
    frames = range(32, len(log), 24 + size)
    pages = {int.from_bytes(log[start : start + 4]) for start in frames}
    with (folder / "salon.db").open("r+b") as file:  # half of one was brought in
        file.seek((max(page for page in pages if page > 1) - 1) * size + size // 2)
        file.write(bytes(size // 4))

    with closing(salon_at(folder)) as salon:
        assert found(salon) == {}
