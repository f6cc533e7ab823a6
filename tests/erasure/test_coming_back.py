"""Who was erased stays so, wherever an older copy lies and wherever it is restored."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path
from shutil import copyfile

import pytest

from salon.clients.model import ClientId
from salon.complaints.opening import open_complaint
from salon.erasure.queries import is_erased, pending
from salon.forgotten import call_off, erase, read
from salon.restoring import restore_salon, stage_backup
from salon.store.backup import always, quietly
from salon.store.folder import ERASED as NAME
from tests.erasure.bytes import opened_bytes
from tests.house import KEY, NOW, open_house, salon_at

MINE, OTHER = "mine", "other"
AMIRA = ClientId(1)  # the first in each house


@pytest.fixture
def place(tmp_path: Path, key: None) -> Path:
    """Return a salon's folder with Amira and Basia in it."""
    with closing(salon_at(tmp_path / MINE)) as salon:
        open_house(salon)
    return tmp_path / MINE


def copied(place: Path, where: Path) -> Path:
    """Return a copy of the salon in another place, with nothing beside it."""
    where.mkdir(exist_ok=True)
    with closing(salon_at(place)) as salon:
        assert salon.backups is not None
        return salon.backups.make(salon.now(), where=where).path


def erased(place: Path) -> None:
    with closing(salon_at(place)) as salon:
        assert erase(salon, AMIRA)


def is_gone(where: Path) -> bool:
    with closing(salon_at(where)) as salon:
        gone = salon.ask(is_erased, AMIRA)
    known = b"Amira" in opened_bytes(where / "salon.db", KEY)
    assert gone is not known
    assert b"Basia" in opened_bytes(where / "salon.db", KEY)
    return gone


def test_a_copy_from_a_stick_forgets_whom_the_named_salon_forgot(
    place: Path, tmp_path: Path
) -> None:
    copy = copied(place, tmp_path / "stick")
    erased(place)
    restored = restore_salon(copy, tmp_path / "new", near=place)
    assert restored.knows_erased
    assert is_gone(tmp_path / "new")


def test_a_copy_with_no_salon_near_says_that_nobody_knows(
    place: Path, tmp_path: Path
) -> None:
    copy = copied(place, tmp_path / "stick")
    erased(place)
    restored = restore_salon(copy, tmp_path / "new", near=tmp_path / "nowhere")
    assert not restored.knows_erased
    with closing(salon_at(tmp_path / "new")) as salon:
        assert not salon.ask(is_erased, AMIRA)
    copyfile(place / NAME, tmp_path / "new" / NAME)  # what it says to do
    assert is_gone(tmp_path / "new")


def test_a_salon_near_that_is_no_newer_than_the_copy_knows_nothing(
    place: Path, tmp_path: Path
) -> None:
    copy = copied(place, tmp_path / "stick")
    restore_salon(copy, tmp_path / "older")
    erased(place)
    restored = restore_salon(copy, tmp_path / "new", near=tmp_path / "older")
    assert not restored.knows_erased
    with closing(salon_at(tmp_path / "older")) as salon:  # by one action it is
        salon.do(open_complaint, AMIRA, words="too slow")
    restored = restore_salon(copy, tmp_path / "newer", near=tmp_path / "older")
    assert restored.knows_erased


def test_over_the_salon_that_stands_its_newest_copy_needs_no_warning(
    place: Path, tmp_path: Path
) -> None:
    copy = copied(place, tmp_path / "stick")
    assert stage_backup(copy, place, None, always, quietly).knows_erased


def test_another_salon_near_knows_nothing(place: Path, tmp_path: Path) -> None:
    copy = copied(place, tmp_path / "stick")
    with closing(salon_at(tmp_path / OTHER)) as salon:
        erase(salon, open_house(salon).amira)
    restored = restore_salon(copy, tmp_path / "new", near=tmp_path / OTHER)
    assert not restored.knows_erased
    with closing(salon_at(tmp_path / "new")) as salon:
        assert not salon.ask(is_erased, AMIRA)


def test_a_copy_made_later_tells_the_earlier_ones_beside_it(
    place: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    first = copied(place, stick)
    erased(place)
    assert not (stick / NAME).exists()
    with closing(salon_at(place)) as salon:
        assert salon.backups is not None
        later = salon.now() + timedelta(hours=1)
        salon.backups.make(later, where=stick)
    assert read(stick) == read(place) != []

    restore_salon(first, tmp_path / "new")
    assert is_gone(tmp_path / "new")


def test_in_the_window_over_the_present_salon_nobody_comes_back(
    place: Path, tmp_path: Path
) -> None:
    copy = copied(place, tmp_path / "stick")
    erased(place)
    staged = stage_backup(copy, place, None, always, quietly)
    assert staged.knows_erased
    assert staged.take_place(NOW) is not None
    assert is_gone(place)


def test_a_copy_of_another_salon_over_the_present_one_is_said_to_be_unknown(
    place: Path, tmp_path: Path
) -> None:
    with closing(salon_at(tmp_path / OTHER)) as salon:
        open_house(salon)
    copy = copied(tmp_path / OTHER, tmp_path / "stick")
    assert not stage_backup(copy, place, None, always, quietly).knows_erased


def test_a_hurt_salon_hears_of_it_from_beside_the_copy(
    place: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    copy = copied(place, stick)
    erased(place)
    copyfile(place / NAME, stick / NAME)
    for lies in (place / NAME, place / "backups" / NAME):
        lies.unlink(missing_ok=True)
    restore_salon(copy, place, unasked=False)
    assert is_gone(place)


def test_a_failed_restoring_leaves_nothing_behind(place: Path, tmp_path: Path) -> None:
    copy = copied(place, tmp_path / "stick")
    erased(place)

    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        restore_salon(copy, tmp_path / "new", near=place, tell=stop)
    assert not (tmp_path / "new").exists() or not any((tmp_path / "new").iterdir())


def booked_and_asked(place: Path) -> None:
    with closing(salon_at(place)) as salon:
        salon.do(open_complaint, AMIRA, words="too slow")
        assert not erase(salon, AMIRA)


def is_under_way(where: Path) -> bool:
    with closing(salon_at(where)) as salon:
        return bool(salon.ask(pending, AMIRA)) or salon.ask(is_erased, AMIRA)


def test_an_erasure_that_is_under_way_is_not_lost_by_an_older_copy(
    place: Path, tmp_path: Path
) -> None:
    copy = copied(place, tmp_path / "stick")
    booked_and_asked(place)
    restore_salon(copy, tmp_path / "new", near=place)
    assert is_under_way(tmp_path / "new")
    assert not [one for one in read(place / "backups") if one.is_begun]


def test_an_erasure_that_was_called_off_does_not_come_back(
    place: Path, tmp_path: Path
) -> None:
    copy = copied(place, tmp_path / "stick")
    booked_and_asked(place)
    later = copied(place, tmp_path / "stick2")
    with closing(salon_at(place)) as salon:
        call_off(salon, AMIRA)
        assert read(place) == []
    assert not is_under_way(place)
    restore_salon(copy, tmp_path / "new", near=place)
    assert not is_under_way(tmp_path / "new")
    restore_salon(later, tmp_path / "later", near=place)
    assert is_under_way(tmp_path / "later")  # as it stood then, and seen at the head
    with closing(salon_at(place)) as salon:
        salon.undo()
    assert is_under_way(place)
