"""What a script says of the day is done as it was said, to the one who was meant."""

from pathlib import Path

import pytest

from tests.cli.conftest import Shell

FACIAL = ("fac_hydrate", "--at")


def added(shell: Shell, name: str, *more: str) -> str:
    key: str = shell.ask("client", "add", "--name", name, *more)["id"]
    return key


def test_the_reason_of_a_cancellation_is_in_the_history(shell: Shell) -> None:
    visit = shell.ask("book", added(shell, "Ann Lee"), *FACIAL, "+3T10:00")

    shell.ask("cancel", visit["id"], "--reason", "has a cold")

    changes = shell.ask("history", visit["id"])["actions"][0]["changes"]
    said = {(one["record"], one["field"]): one["after"] for one in changes}
    assert said[visit["id"], "reason"] == "has a cold"


def test_a_visit_begins_with_the_reason_that_was_given(shell: Shell) -> None:
    ann = added(shell, "Ann Lee")
    visit = shell.ask("book", ann, *FACIAL, "todayT11:00")
    shell.ask("client", "edit", ann, "--field", "conditions=pregnancy")
    shell.ask("arrive", visit["id"])

    error = shell.refused("start", visit["id"])
    assert error["data"]["can_be_overridden"]
    begun = shell.ask("start", visit["id"], "--override", "no steam today")

    assert begun["status"] == "in_treatment"


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("+3", "2026-11-26"),
        ("-3", "2026-11-20"),
        ("today", "2026-11-23"),
        ("tomorrow", "2026-11-24"),
        ("yesterday", "2026-11-22"),
        ("2026-12-01", "2026-12-01"),
    ],
)
def test_a_day_is_meant_as_it_is_said(shell: Shell, said: str, day: str) -> None:
    made = shell.ask("plan", added(shell, "Ann Lee"), "plan_hydrate", "--from", said)
    assert made["start"] == day


def test_of_two_clients_of_one_name_none_is_taken_for_the_other(shell: Shell) -> None:
    keys = {added(shell, "Ann Lee") for _twice in range(2)}

    error = shell.refused("book", "Ann Lee", *FACIAL, "+3T10:00")

    assert error["kind"] == "ambiguous"
    assert all(key in error["text"] for key in keys)
    assert shell.ask("day", "+3")["appointments"] == []


def test_more_days_than_are_shown_are_refused_in_words(shell: Shell) -> None:
    assert shell.ask("day", "--days", 366)["appointments"] == []
    for words in (("day", "--days", 367), ("free", "fac_hydrate", "--days", 4000)):
        error = shell.refused(*words)
        assert str(words[-1]) in error["text"]
        assert "366" in error["text"]


def test_a_language_said_twice_is_printed_once(shell: Shell, tmp_path: Path) -> None:
    out = tmp_path / "day.pdf"
    said = ("print", "day", "today", "--out", out, "--language")
    assert shell.ask(*said, "en,en")["pages"] == 1
    assert shell.ask(*said, "en,zh_CN")["pages"] == 2


def test_a_script_closes_days_and_opens_them_again(shell: Shell) -> None:
    visit = shell.ask("book", added(shell, "Ann Lee"), *FACIAL, "+3T10:00")
    said = shell.ask("close", visit["day"], "--until", "+4", "--reason", "painting")
    assert said["booked"] == 1
    assert [one["reason"] for one in said["closed"]] == ["painting", "painting"]
    error = shell.refused("book", added(shell, "Bo Lee"), *FACIAL, "+4T10:00")
    assert error["kind"] == "closed"
    assert "painting" in error["text"]
    assert shell.ask("reopen", "+3", "--until", "+4") == {"closed": []}
    assert shell.refused("close", "-3")["kind"] == "bad_span"


def test_the_queue_of_another_hour_is_that_hours(shell: Shell) -> None:
    visit = shell.ask("book", added(shell, "Ann Lee"), *FACIAL, "+3T10:00")
    assert shell.ask("calls")["calls"] == []
    [reminder] = shell.ask("calls", "--at", "+2T11:00")["calls"]
    assert reminder["client"]["name"] == "Ann Lee"
    assert reminder["held"] is None
    assert visit["day"][-2:].lstrip("0") in reminder["words"]
    assert shell.ask("calls")["calls"] == []
