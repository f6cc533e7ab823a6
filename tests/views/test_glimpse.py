"""What is shown before the records are open was true, and is still."""

import json
import os
import pickle
import subprocess
import sys
from base64 import b64encode
from contextlib import closing
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from salon.shipped import HOME
from salon.store.backup import Backups
from salon.text import speaking
from salon.views.board import board_of
from salon.views.glimpse import PLACE, Glimpse, glimpse
from salon.views.keeping import keep_glimpse
from salon.views.today import day_at_a_glance
from tests.house import FRIDAY, NOW, House, salon_at

MORNING = datetime(2026, 3, 27, 7)  # noqa: DTZ001 - in Paris, when it is NOW


def seen(house: House, now: datetime = NOW) -> Glimpse | None:
    assert house.salon.folder is not None
    return glimpse(str(house.salon.folder.path), now)


def test_the_day_is_shown_as_it_was_last_seen(house: House) -> None:
    house.booked(time(9))

    keep_glimpse(house.salon)

    found = seen(house)
    assert found is not None
    assert found.day == house.salon.ask(day_at_a_glance)
    assert found.premises == house.salon.premises
    assert [one.client for one in found.day.visits] == ["Amira Khan"]


def test_the_board_stands_there_before_the_records_at_its_own_minute(
    house: House,
) -> None:
    """Who waits, who is late and who is away is made of what was kept, and the hour."""
    from salon.appointments.model import Resource, Slot
    from salon.appointments.operations import arrive, block_time

    key = house.booked(time(9))
    house.salon.do(
        block_time, Resource.PERSON, house.lea, Slot(FRIDAY, time(12), 60), ""
    )
    house.salon.do(arrive, key)
    keep_glimpse(house.salon)

    found = seen(house, NOW + timedelta(minutes=25))
    assert found is not None
    [row] = board_of(found.day).needs
    assert (row.visit.id, row.minutes, row.is_loud) == (key, 25, True)
    assert [one.slot.start for one in found.day.away] == [time(12)]


def test_what_another_program_did_meanwhile_makes_it_worthless(house: House) -> None:
    keep_glimpse(house.salon)
    assert house.salon.folder is not None

    with closing(salon_at(house.salon.folder.path, desk="upstairs")) as upstairs:
        upstairs.do(lambda work: house_booked(work, house))

    assert seen(house) is None


def house_booked(work: object, house: House) -> None:
    from salon.appointments.operations import book

    book(work, house.wish(time(9)))  # type: ignore[arg-type]


def test_in_the_morning_there_is_a_glimpse_of_the_new_day(house: House) -> None:
    from salon.appointments.operations import Booking, book

    saturday = FRIDAY + timedelta(days=1)
    house.salon.do(book, Booking(house.basia, house.peel, saturday, time(10)))
    keep_glimpse(house.salon)

    tomorrow = seen(house, NOW + timedelta(days=1))
    assert tomorrow is not None
    assert [one.client for one in tomorrow.day.visits] == ["Basia Nowak"]
    assert tomorrow.today == saturday
    assert seen(house, NOW + timedelta(days=2)) is None  # closed on Sundays
    assert seen(house, NOW - timedelta(days=1)) is None


def test_it_is_in_the_language_of_the_window_or_not_shown(house: House) -> None:
    keep_glimpse(house.salon)

    with speaking("zh_CN"):
        assert seen(house) is None
    assert seen(house) is not None


def test_without_the_right_key_nothing_is_shown(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_glimpse(house.salon)

    monkeypatch.setenv("SALON_KEY", "ab" * 32)
    assert seen(house) is None
    monkeypatch.setenv("SALON_KEY", "no key")
    assert seen(house) is None


@pytest.mark.parametrize("data", ["postgresql://localhost/salon", "/nowhere/at/all"])
def test_of_a_server_or_of_nothing_there_is_no_glimpse(data: str) -> None:
    assert glimpse(data) is None


class Harm:
    """Stands for what somebody with the key could put there."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (os.system, ("touch harmed",))


@pytest.mark.parametrize("held", [Harm(), Path("x"), {"a": 1}])
def test_nothing_but_our_own_values_is_ever_made_of_it(
    house: House, held: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    keep_glimpse(house.salon)
    kept = house.salon.ask(lambda r: kept_body(r))
    kept["days"] = {FRIDAY.isoformat(): b64encode(pickle.dumps(held)).decode()}

    house.salon.keep(PLACE, json.dumps(kept))

    assert seen(house) is None
    assert not (tmp_path / "harmed").exists()


def kept_body(reading: object) -> dict[str, object]:
    from salon.store.drafts import kept_draft

    found = kept_draft(reading.session.connection(), PLACE)  # type: ignore[attr-defined]
    assert found is not None
    body: dict[str, object] = json.loads(found[0])
    return body


@pytest.mark.parametrize(
    "body", ["", "{", "[]", "null", '{"shape": 1}', '{"shape": 9}']
)
def test_a_body_of_another_shape_is_left_alone(house: House, body: str) -> None:
    keep_glimpse(house.salon)
    house.salon.keep(PLACE, body)

    assert seen(house) is None


def test_reading_it_brings_neither_the_mapper_nor_any_operation() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, ui.desk, ui.today.page, salon.views.glimpse;"
            " print(sorted(m for m in sys.modules if m.startswith('sqlalchemy')"
            " or m.endswith('.operations')))",
        ],
        capture_output=True,
        text=True,
        check=True,
        cwd=HOME,
    )

    assert done.stdout == "[]\n"


def test_a_glimpse_is_no_action_and_no_reason_for_a_backup(house: House) -> None:
    assert isinstance(house.salon.backups, Backups)
    house.salon.backup()
    before = house.salon.ask(lambda r: head_of(r))

    keep_glimpse(house.salon)

    assert house.salon.ask(lambda r: head_of(r)) == before
    assert not house.salon.needs_backup()


def head_of(reading: object) -> object:
    from salon.history.queries import newest

    return newest(reading)  # type: ignore[arg-type]
