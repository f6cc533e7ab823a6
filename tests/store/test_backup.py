"""Copies are whole, opened and compared, or they are not there."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from shutil import copyfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.app import Salon
from salon.appointments.queries import day_book
from salon.errors import BackupFailed, Unreadable
from salon.rooms.operations import add_room
from salon.safekeeping import (
    BackupStopped,
    BackupUnderWay,
    CopyDiffers,
    Damaged,
    NoRoom,
    PlaceAbsent,
    PlaceRefused,
    SpaceTooSmall,
)
from salon.settings.operations import describe
from salon.store import backup as backup_module
from salon.store import thinning
from salon.store.backup import Backups
from salon.store.copies import Copy, copies, newest_good
from salon.store.folder import Folder
from salon.store.proof import prove
from salon.store.thinning import in_order, to_drop
from tests.house import FRIDAY, KEY, NOW, open_house, salon_at

PAGE = 4096


@pytest.fixture
def where(fresh_folder: Callable[[], Path]) -> Path:
    return fresh_folder()


@pytest.fixture
def salon(where: Path) -> Iterator[Salon]:
    with closing(salon_at(where)) as salon:
        open_house(salon)
        yield salon


def backups_of(salon: Salon) -> Backups:
    assert salon.backups is not None
    return salon.backups


def spoil(file: Path, page: int) -> None:
    """Turn one bit of a page, as an old disk does."""
    with file.open("rb+") as opened:
        opened.seek((page - 1) * PAGE + 100)
        [byte] = opened.read(1)
        opened.seek(-1, os.SEEK_CUR)
        opened.write(bytes([byte ^ 1]))


def leave_free(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the computer say that so many bytes are left on every disk."""
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda _p: usage._replace(free=size))


def closed_and_spoilt(where: Path, page: int = 30) -> None:
    """Let a salon be closed for the night, and a page of it go bad."""
    with closing(salon_at(where)) as salon:
        open_house(salon)
        with salon._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    spoil(where / "salon.db", page)


def left_over(place: Path) -> list[str]:
    return [path.name for path in place.iterdir() if path.suffix != ".db"]


def test_a_copy_made_while_the_salon_is_open_opens_as_it_was(
    where: Path, tmp_path: Path
) -> None:
    with closing(salon_at(where)) as salon:
        house = open_house(salon)
        house.booked(time(14))
        assert salon.needs_backup()
        assert salon.last_backup() is None

        salon.backup()

        assert not salon.needs_backup()
        assert salon.last_backup() == NOW
        house.booked(time(16))
        assert salon.needs_backup()

    [made] = copies(Folder(where))
    (tmp_path / "restored").mkdir()
    copyfile(made.path, tmp_path / "restored" / "salon.db")
    with closing(salon_at(tmp_path / "restored")) as restored:
        [line] = restored.ask(day_book, FRIDAY)
        assert line.client == "Amira Khan"
    assert b"Amira" not in made.path.read_bytes()


def test_a_copy_is_called_by_its_hour_and_the_head_of_its_history(
    where: Path, salon: Salon
) -> None:
    salon.backup()

    [made] = copies(Folder(where))
    proof = prove(made.path, KEY, backups_of(salon).census)
    name = f"salon-20260327-060000-{proof.head.seq}-{proof.head.hash[:16]}.db"
    assert made.path.name == name
    assert (made.clients, made.proved) == (2, NOW)
    assert made.size == made.path.stat().st_size
    assert made.path.stat().st_mode & 0o077 == 0


def test_copies_of_an_earlier_version_are_read_by_their_names(where: Path) -> None:
    folder = Folder(where)
    folder.backups.mkdir()
    (folder.backups / "salon-20251231-235959-42.db").write_bytes(b"...")
    (folder.backups / "salon-20251331-235959-42.db").write_bytes(b"no such day")

    [made] = copies(folder)

    assert (made.seq, made.hash, made.proved) == (42, "", None)


def test_what_is_done_while_the_copy_is_made_stays_out_of_it(
    salon: Salon, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = iter(range(1000))
    monkeypatch.setattr(backup_module, "PAGES", 50)

    def go_on() -> bool:
        salon.do(describe, phone=str(next(numbers)))
        return True

    made = backups_of(salon).make(NOW, go_on=go_on)

    assert next(numbers) > 2  # clients kept ringing
    assert prove(made.path, KEY, "SELECT 1").head.seq == made.seq
    assert salon.needs_backup()


def test_a_copy_that_is_called_off_leaves_nothing(where: Path, salon: Salon) -> None:
    with pytest.raises(BackupStopped):
        backups_of(salon).make(NOW, go_on=lambda: False)

    assert list(Folder(where).backups.iterdir()) == []
    assert backups_of(salon).standing().why is None  # that was no failure


def test_how_far_it_is_is_told_to_the_end(salon: Salon) -> None:
    steps: list[tuple[int, int]] = []

    backups_of(salon).make(NOW, tell=lambda done, all_: steps.append((done, all_)))

    assert steps[-1][0] == steps[-1][1]
    assert steps == sorted(steps)


def test_two_copies_are_not_made_at_once(where: Path, salon: Salon) -> None:
    lock = Folder(where).hold("backups.lock")
    assert lock is not None
    with closing(lock), pytest.raises(BackupUnderWay):
        salon.backup()
    salon.backup()


def test_what_a_power_cut_left_of_a_copy_is_cleared_away(
    where: Path, salon: Salon
) -> None:
    folder = Folder(where)
    folder.backups.mkdir(exist_ok=True)
    for end in ("", "-wal", "-shm"):
        (folder.backups / f"salon.part{end}").write_bytes(b"cut off")

    salon.backup()

    assert left_over(folder.backups) == []


def test_a_place_that_cannot_be_written_is_named_with_the_reason(
    where: Path, salon: Salon
) -> None:
    (where / "backups").write_text("a file where the folder should be")
    with pytest.raises(PlaceRefused) as said:
        salon.backup()
    assert str(where / "backups") in str(said.value)
    assert salon.ask(day_book, FRIDAY) == []


def test_a_damaged_page_is_said_to_be_so_and_nothing_is_left_behind(
    where: Path,
) -> None:
    with closing(salon_at(where)) as salon:
        open_house(salon)
        salon.backup()
    closed_and_spoilt(where)

    with closing(salon_at(where)) as salon, pytest.raises(Damaged) as said:
        salon.backup()

    [good] = copies(Folder(where))
    assert (said.value.backup, said.value.made) == (str(good.path), NOW)
    assert str(where / "salon.db") in str(said.value)
    assert "safe" not in str(said.value)
    assert left_over(Folder(where).backups) == []


def test_a_damaged_page_without_any_copy_says_where_to_look(where: Path) -> None:
    closed_and_spoilt(where)

    with closing(salon_at(where)) as salon, pytest.raises(Damaged) as said:
        salon.backup()

    assert "No good backup" in str(said.value)


def test_with_the_wrong_key_the_key_is_said_to_be_wrong(where: Path) -> None:
    with pytest.raises(Unreadable):
        Backups(Folder(where), "00" * 32, "SELECT 1").make(NOW)

    assert list(Folder(where).backups.iterdir()) == []


def test_a_copy_that_does_not_agree_is_not_kept(where: Path, salon: Salon) -> None:
    def spoilt(done: int, total: int) -> None:
        if 2 * done == total:  # copied: a disk that says yes and keeps something else
            spoil(where / "backups" / "salon.part", 20)

    with pytest.raises(CopyDiffers):
        backups_of(salon).make(NOW, tell=spoilt)

    assert list(Folder(where).backups.iterdir()) == []
    standing = backups_of(salon).standing()
    assert standing.failed == NOW
    assert str(standing.why).startswith("The copy did not agree")


def test_an_older_copy_in_the_place_of_the_new_one_is_not_kept(
    where: Path, salon: Salon
) -> None:
    """Whole, and of this salon; but not of this hour."""
    old = backups_of(salon).make(NOW)
    salon.do(add_room, "Later")

    def swapped(done: int, total: int) -> None:
        if 2 * done == total:
            part = where / "backups" / "salon.part"
            part.write_bytes(old.path.read_bytes())

    with pytest.raises(CopyDiffers):
        backups_of(salon).make(NOW + timedelta(hours=1), tell=swapped)

    assert [one.path for one in backups_of(salon).copies()] == [old.path]


def test_the_reason_of_a_failure_is_known_at_the_next_start_until_one_is_good(
    where: Path,
) -> None:
    with closing(salon_at(where)) as salon:
        open_house(salon)
        (where / "backups").write_text("in the way")
        with pytest.raises(BackupFailed):
            salon.backup()
    with closing(salon_at(where)) as salon:
        why = backups_of(salon).standing().why
        assert isinstance(why, PlaceRefused)
        assert str(where / "backups") in str(why)
        (where / "backups").unlink()
        salon.backup()
        assert backups_of(salon).standing().why is None
        assert backups_of(salon).standing().good == NOW


def test_a_full_disk_is_asked_before_and_nothing_is_lost(
    where: Path, salon: Salon, monkeypatch: pytest.MonkeyPatch
) -> None:
    salon.backup()
    salon.do(describe, phone="1")
    leave_free(5000, monkeypatch)

    with pytest.raises(NoRoom) as said:
        salon.backup()

    assert "5 kB" in str(said.value)
    assert len(copies(Folder(where))) == 1
    assert left_over(Folder(where).backups) == []


WITHIN = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from salon.start import open_salon
from salon.safekeeping import BackupFailed
salon = open_salon(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    salon.backup()
except Exception as error:
    print(type(error).__name__, error)
"""


def test_a_disk_that_takes_no_more_in_the_middle_of_a_copy_is_said_to_be_so(
    where: Path,
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHIN, str(where)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )

    assert done.stdout.split()[0] in ("PlaceRefused", "NoRoom"), done.stderr
    assert str(where / "backups") in done.stdout
    assert list(Folder(where).backups.iterdir()) == []


def test_where_a_copy_just_does_not_fit_the_oldest_makes_room(
    where: Path, salon: Salon, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = backups_of(salon)
    for days in (40, 20, 10, 1):
        salon.do(describe, phone=str(days))
        made.make(NOW - timedelta(days=days))
    free = backups_of(salon).size() + backup_module.SPARE - 1
    leave_free(free, monkeypatch)
    salon.do(describe, phone="now")

    made.make(NOW, space=10**9)

    ages = sorted((NOW - copy.at).days for copy in made.copies())
    assert ages == [0, 1, 10, 20]


def test_all_copies_together_stay_within_what_the_salon_has_set(
    salon: Salon,
) -> None:
    made = backups_of(salon)
    space = 3 * made.size() + backup_module.SPARE
    for days in range(9, -1, -1):
        salon.do(describe, phone=str(days))
        made.make(NOW - timedelta(days=days), space=space)
        assert sum(copy.size for copy in made.copies()) <= space
    assert made.copies()[0].at == NOW


def test_a_copy_that_is_larger_than_all_may_be_is_not_begun(salon: Salon) -> None:
    salon.backup()
    with pytest.raises(SpaceTooSmall):
        backups_of(salon).make(NOW, space=5000)
    assert len(backups_of(salon).copies()) == 1


def test_a_copy_goes_to_a_stick_too_and_is_checked_there(
    salon: Salon, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    foreign = stick / "salon-20260101-000000-1-0123456789abcdef.db"
    foreign.write_bytes(b"of another salon")

    made = backups_of(salon).make(NOW, where=stick)

    assert prove(made.path, KEY, "SELECT 1").head.seq == made.seq
    assert backups_of(salon).copies(stick) == [made]
    assert backups_of(salon).standing(stick).good == NOW
    assert backups_of(salon).standing().good is None
    assert foreign.exists()


def test_a_stick_that_is_not_plugged_in_is_no_folder_made_in_its_place(
    salon: Salon, tmp_path: Path
) -> None:
    with pytest.raises(PlaceAbsent) as said:
        backups_of(salon).make(NOW, where=tmp_path / "stick")
    assert "not there now" in str(said.value)
    assert not (tmp_path / "stick").exists()


@pytest.mark.parametrize(("away", "is_said"), [(6, False), (8, True)])
def test_a_stick_that_is_away_for_a_week_is_said_in_the_bar(
    where: Path, salon: Salon, tmp_path: Path, away: int, is_said: bool
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    backups_of(salon).make(NOW - timedelta(days=away), where=stick)
    for file in stick.iterdir():
        file.unlink()
    stick.rmdir()
    for days in range(away - 1, -1, -1):
        with pytest.raises(PlaceAbsent):
            backups_of(salon).make(NOW - timedelta(days=days), where=stick)
    salon.backup()

    made, failure, second = salon.backup_state(stick)

    assert (made, failure) == (NOW, None)
    assert (second is not None) == is_said


def test_what_is_only_in_the_log_yet_is_not_counted_twice(salon: Salon) -> None:
    with salon._engine.begin() as tool:
        tool.exec_driver_sql("UPDATE setting SET value = value")
    made = backups_of(salon).make(NOW)
    assert backups_of(salon).size() == made.size


def test_the_copy_before_a_migration_is_opened_and_compared_too(
    where: Path, salon: Salon
) -> None:
    kept = backups_of(salon).keep_before("0077")
    assert kept == where / "backups" / "before-0077.db"
    assert prove(kept, KEY, backups_of(salon).census).clients == 2
    assert left_over(where / "backups") == []


def test_a_damaged_salon_is_not_brought_up_to_date(where: Path) -> None:
    closed_and_spoilt(where)
    with closing(salon_at(where)) as salon, pytest.raises(Damaged):
        backups_of(salon).keep_before("0077")
    assert list((where / "backups").iterdir()) == []


# Which go: properties.

SIZES = st.integers(1, 50)
KEPT = st.lists(
    st.tuples(st.integers(0, 24 * 800), SIZES, st.booleans()),
    unique_by=lambda one: one[0],
    min_size=1,
    max_size=120,
)
AT = datetime(2026, 11, 23, 12, tzinfo=UTC)


def shelf_of(kept: list[tuple[int, int, bool]]) -> list[Copy]:
    return [
        Copy(
            Path(f"{hours}.db"),
            AT - timedelta(hours=hours),
            hours,
            size=size,
            proved=AT if is_proved else None,
        )
        for hours, size, is_proved in kept
    ]


@given(KEPT)
def test_the_newest_good_copy_and_those_of_two_days_always_stay(
    kept: list[tuple[int, int, bool]],
) -> None:
    made = shelf_of(kept)

    gone = to_drop(made, AT)

    stay = [copy for copy in made if copy not in gone]
    assert max(made, key=lambda copy: copy.at) in stay
    assert newest_good(made) in stay
    assert not [copy for copy in gone if AT - copy.at < timedelta(days=2)]
    assert len(stay) <= 48 + 14 + 8 + 12 + 1


@given(KEPT, st.integers(1, 500))
def test_what_stays_is_within_the_space_or_is_the_newest_good_one_alone(
    kept: list[tuple[int, int, bool]], space: int
) -> None:
    made = shelf_of(kept)

    gone = to_drop(made, AT, space)

    stay = [copy for copy in made if copy not in gone]
    best = newest_good(made)
    assert best in stay
    assert sum(copy.size for copy in stay) <= space or stay == [best]
    assert len(gone) == len(set(gone))
    needed = [copy for copy in to_drop(made, AT) if copy in stay]
    assert not needed  # what the ideal does not ask for has gone first


@given(KEPT, st.integers(1, 500))
def test_nothing_goes_for_want_of_space_that_could_have_stayed(
    kept: list[tuple[int, int, bool]], space: int
) -> None:
    made = shelf_of(kept)
    gone = to_drop(made, AT, space)
    beyond = gone[len(to_drop(made, AT)) :]
    if beyond:  # with the last of them it was too much
        stay = [copy for copy in made if copy not in gone]
        assert sum(copy.size for copy in (*stay, beyond[-1])) > space


@pytest.mark.parametrize(
    ("span", "step", "most"),
    [("day", 1, 14), ("week", 7, 8), ("month", 31, 12)],
)
def test_fourteen_days_eight_weeks_and_twelve_months_stay(
    span: str, step: int, most: int
) -> None:
    made = [Copy(Path(f"{n}.db"), AT - timedelta(days=step * n), n) for n in range(60)]
    stay = [copy for copy in made if copy not in to_drop(made, AT)]
    marks = {
        "day": lambda copy: copy.at.date(),
        "week": lambda copy: copy.at.isocalendar()[:2],
        "month": lambda copy: (copy.at.year, copy.at.month),
    }[span]
    assert len({marks(copy) for copy in stay}) >= most
    assert all(copy in stay for copy in made[:most])


@given(st.integers(1, 700))
def test_a_copy_a_day_keeps_the_newest_of_each_of_eight_weeks(days: int) -> None:
    """Carried on day by day, as it happens, not once over a shelf of all."""
    kept: list[Copy] = []
    for day in range(days):
        now = AT + timedelta(days=day)
        kept.append(Copy(Path(f"{day}.db"), now, day))
        gone = to_drop(kept, now)
        kept = [copy for copy in kept if copy not in gone]
    weeks = {copy.at.isocalendar()[:2] for copy in kept}
    months = {(copy.at.year, copy.at.month) for copy in kept}
    made = [AT + timedelta(days=day) for day in range(days)]
    assert len(weeks) >= min(8, len({one.isocalendar()[:2] for one in made}))
    assert len(months) >= min(12, len({(one.year, one.month) for one in made}))
    assert len(kept) <= 34


@given(KEPT)
def test_the_others_of_a_day_go_before_the_oldest_and_the_best_never(
    kept: list[tuple[int, int, bool]],
) -> None:
    made = shelf_of(kept)
    order = list(in_order(made))
    assert newest_good(made) not in order
    assert len(order) == len(made) - 1
    seen = {copy.at.date() for copy in made}
    for copy in order:
        if copy.at.date() in seen and len(seen) > 1:
            rest = [one for one in made if one not in order[: order.index(copy) + 1]]
            if copy.at.date() not in {one.at.date() for one in rest}:
                seen.discard(copy.at.date())


@given(st.integers(1, 10**10), st.integers(0, 10**12), st.integers(0, 10**11))
def test_the_usual_space_holds_two_and_leaves_three_quarters_free(
    size: int, free: int, held: int
) -> None:
    space = thinning.usual_space(size, free, held)
    assert space >= 2 * size
    assert space <= max(2 * size, (free + held) // 4)
    assert space <= thinning.MOST * size
