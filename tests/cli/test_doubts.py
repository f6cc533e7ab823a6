"""A clock that cannot be right is said before anything is dated by it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from salon.cli import run
from tests.cli.conftest import Shell


@pytest.fixture
def say(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    """Return a call that says a command by the computer's own clock."""

    def say(*words: str, now: str = "") -> tuple[int, str]:
        when = ("--now", now) if now else ()
        status = run([*words, "--data", str(data), *when])
        return status, capsys.readouterr().err

    return say


def moment(**later: int) -> str:
    return f"{datetime.now(UTC) + timedelta(**later):%Y-%m-%dT%H:%M}"


def test_a_clock_before_the_last_action_is_doubted(
    say: Callable[..., tuple[int, str]],
) -> None:
    say("room", "Later", now=moment(days=3))

    status, said = say("room", "Now")
    assert status == 0
    assert "Is the clock right?" in said
    assert "the last action here was done at" in said


def test_a_clock_far_beyond_all_that_is_known_is_doubted(
    say: Callable[..., tuple[int, str]], data: Path
) -> None:
    say("room", "Then", now=moment(days=-400))  # nothing is booked later

    status, said = say("room", "Now")
    assert status == 0
    assert "the newest time known here is" in said


def test_only_what_changes_something_is_told_and_not_a_stopped_clock(
    say: Callable[..., tuple[int, str]],
) -> None:
    say("room", "Later", now=moment(days=3))

    assert say("day") == (0, "")
    assert say("room", "Now", now=moment()) == (0, "")


def test_a_clock_that_fits_is_not_doubted(
    say: Callable[..., tuple[int, str]],
) -> None:
    say("room", "A while ago", now=moment(hours=-20))
    assert say("room", "Now") == (0, "")
    say("room", "Another computer's", now=moment(minutes=5))
    assert say("room", "Again") == (0, "")


def test_a_salon_back_from_its_holidays_has_visits_booked_and_is_not_asked(
    data: Path, capsys: pytest.CaptureFixture[str], say: Callable[..., tuple[int, str]]
) -> None:
    shell = Shell(data, capsys)
    began = moment(days=-30)
    her = shell.ask("client", "add", "--name", "Mae", now=began)["id"]
    days = [moment(days=days)[:10] for days in range(1, 8)]  # on some it is closed
    words = [("book", her, "fac_hydrate", "--at", f"{day}T11:00") for day in days]
    assert 0 in [shell.say(*said, now=began)[0] for said in words]

    assert say("room", "Now") == (0, "")


def test_a_new_salon_says_that_its_key_lies_beside_it(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.delenv("SALON_KEY")
    keyring.set_keyring(NoKeyring())

    assert run(["init", str(tmp_path / "new"), "--name", "New"]) == 0
    assert "The key lies beside the records" in capsys.readouterr().err
