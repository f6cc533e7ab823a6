"""A watched folder: only what is new and whole."""

from pathlib import Path

from salon.skin.arriving import Watched


def test_what_lay_there_is_not_new_and_what_grows_is_not_whole(tmp_path: Path) -> None:
    (tmp_path / "old.jpg").write_bytes(b"old")
    watched = Watched(tmp_path)
    assert watched.look() == []

    new = tmp_path / "new.JPG"
    new.write_bytes(b"ha")
    assert watched.look() == []  # seen once
    new.write_bytes(b"half")
    assert watched.look() == []  # it has grown
    assert watched.look() == [new]
    assert watched.look() == []  # said once
    assert watched.waiting == [new]


def test_empty_files_letters_and_hidden_ones_are_no_photographs(tmp_path: Path) -> None:
    watched = Watched(tmp_path)
    watched.look()
    (tmp_path / "empty.jpg").touch()
    (tmp_path / "letter.txt").write_text("x", encoding="utf-8")
    (tmp_path / ".part.jpg").write_bytes(b"x")
    (tmp_path / "folder.jpg").mkdir()
    (tmp_path / "one.heic").write_bytes(b"x")
    for _look in range(3):
        watched.look()
    assert [one.name for one in watched.waiting] == ["one.heic"]


def test_what_was_taken_in_or_went_away_waits_no_longer(tmp_path: Path) -> None:
    watched = Watched(tmp_path)
    watched.look()
    paths = [tmp_path / f"{n}.png" for n in range(3)]
    for path in paths:
        path.write_bytes(b"x")
    watched.look()
    assert sorted(watched.look()) == paths
    watched.take(paths[:1])
    assert sorted(watched.waiting) == paths[1:]
    paths[1].unlink()
    watched.look()
    assert watched.waiting == paths[2:]


def test_a_folder_that_is_away_holds_nothing(tmp_path: Path) -> None:
    away = tmp_path / "stick"
    watched = Watched(away)
    assert watched.look() == []
    away.mkdir()
    assert watched.look() == []
