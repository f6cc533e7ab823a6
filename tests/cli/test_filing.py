"""What a file asks, notes and minds, on the command line."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Shell


@pytest.fixture
def her(shell: Shell) -> str:
    made = shell.ask("client", "add", "--name", "Ann Lee", "--phone", "07700900123")
    return str(made["id"])


def fact(shell: Shell, her: str, field: str) -> Any:
    return shell.ask("client", "show", her)["facts"].get(field)


def test_questions_are_asked_confirmed_and_declined(shell: Shell, her: str) -> None:
    asked = shell.ask("client", "ask", her)
    assert asked["client"] == {"id": her, "name": "Ann Lee"}
    assert len(asked["questions"]) == 3
    first = asked["questions"][0]["field"]

    after = shell.ask("client", "decline", her, first)

    assert first not in [one["field"] for one in after["questions"]]
    kept = fact(shell, her, first)
    assert (kept["value"], kept["state"], kept["source"]) == (
        *(None, "declined"),
        "client",
    )
    for field in ("allergies", "health_questionnaire"):
        before = shell.ask("client", "ask", her)["safety"]
        shell.refused("client", "confirm", her, field)
        assert shell.ask("client", "ask", her)["safety"] == before
    said = shell.refused("client", "none", her, "health_questionnaire")
    assert said["kind"] == "health_unasked"
    shell.ask("client", "none", her, "allergies")
    shell.ask("client", "confirm", her, "allergies")
    assert fact(shell, her, "allergies")["state"] == "na"
    shell.ask("client", "edit", her, "--field", "sleep_hours=7")
    shell.ask("client", "confirm", her, "sleep_hours")
    kept = fact(shell, her, "sleep_hours")
    assert (kept["value"], kept["state"], kept["stale"]) == ("7", "answered", False)
    assert shell.refused("client", "confirm", her, "bedtime")["kind"] == (
        "nothing_to_confirm"
    )


def test_the_salon_says_what_every_client_is_asked(
    shell: Shell, tmp_path: Path
) -> None:
    assert shell.ask("client", "require", "mobile", "source")["required"] == [
        *("mobile", "source")
    ]
    said = shell.refused("client", "add", "--name", "Eve Poe")
    assert said["kind"] == "fields_required"
    assert said["data"]["fields"] == ["mobile", "source"]
    told = ("--field", "source=walk_in", "--decline", "mobile")
    eve = shell.ask("client", "add", "--name", "Eve Poe", *told)
    assert eve["facts"]["mobile"]["state"] == "declined"

    path = tmp_path / "list.csv"
    path.write_text("Name,Phone\nZoe Low,07700900999\n", "utf-8")
    [warning] = shell.ask("import", path)["warnings"]
    assert "How the client found us" in warning["text"]
    assert "Mobile" not in warning["text"]
    assert shell.ask("client", "require", "--nothing")["required"] == []
    shell.ask("client", "add", "--name", "Al")


def test_the_health_questions_are_answered(shell: Shell, her: str) -> None:
    said = shell.refused("client", "health", her, "q16=yes")
    assert said["kind"] == "to_pick"
    done = shell.ask(
        *("client", "health", her, "q16=yes", "q33=no"), "--condition", "hypotension"
    )
    answers = {one["id"]: one["answer"] for one in done["questions"]}
    assert (answers["q16"], answers["q33"], answers["q01"]) == ("yes", "no", None)
    [condition] = fact(shell, her, "conditions")["value"]
    assert condition["condition"] == "hypotension"


def test_notes_are_written_changed_and_kept_for_oneself(shell: Shell, her: str) -> None:
    shell.ask("hire", "Mei")
    note = shell.ask("client", "note", "add", her, "one", "--for", "me")["notes"][0]
    assert (note["text"], note["for"]) == ("one", "me")
    [note] = shell.ask("client", "note", "edit", note["id"], "two")["notes"]
    assert [old["text"] for old in note["older"]] == ["one"]
    others = shell.ask("client", "note", "list", her, "--as", "Mei")
    assert others == {"notes": [], "total": 0}
    said = shell.refused("client", "note", "edit", note["id"], "x", "--as", "Mei")
    assert said["kind"] == "missing"
    assert shell.ask("client", "note", "remove", note["id"])["total"] == 0


def test_an_alert_holds_up_and_is_cleared(shell: Shell, her: str) -> None:
    words = ("client", "alert", "add", her, "Two visits unpaid", "--block")
    [alert] = shell.ask(*words)["alerts"]
    assert "booking" in alert["at"]
    at = ("--at", "2026-11-24T14:00")
    said = shell.refused("book", her, "fac_hydrate", *at)
    assert said["kind"] == "booking_blocked"
    assert alert["id"] in said["text"]
    cleared = shell.ask("client", "alert", "clear", alert["id"], "paid")["alerts"][0]
    assert (cleared["why"], bool(cleared["cleared"])) == ("paid", True)
    shell.ask("book", her, "fac_hydrate", *at)

    more = ("client", "alert", "add", her, "Read me", "--grade", "acknowledge")
    shell.ask(*more, "--at", "booking")
    at = ("--at", "2026-12-02T14:00")
    said = shell.refused("book", her, "fac_hydrate", *at)
    assert said["kind"] == "to_acknowledge"
    assert "Read me" in said["text"]
    shell.ask("client", "alert", "acknowledge", her, "--at", "booking")
    shell.ask("book", her, "fac_hydrate", *at)
    [shown] = shell.ask("client", "show", her)["staff_alerts"]
    assert [one["at"] for one in shown["read"]] == ["booking"]


def test_what_typed_words_mean_is_among_the_alerts_of_the_file(
    shell: Shell, her: str
) -> None:
    assert "Isotretinoin" not in shell.say("client", "show", her)[1]
    shell.ask("client", "health", her, "q42=roaccutane 20 mg")
    assert "! Ask: Isotretinoin" in shell.say("client", "show", her)[1]


def test_relatives_and_what_they_may_do(shell: Shell, her: str) -> None:
    other = shell.ask("client", "add", "--name", "Bo Lee")["id"]
    said = shell.refused("relative", "add", her, "child", "Mia", "--birthday", "2-30")
    assert said["kind"] == "no_such_day"
    lunar = ("--birthday", "2-30", "--lunar", "--may-not", "book")
    [mia] = shell.ask("relative", "add", her, "child", "Mia", *lunar)["relatives"]
    assert mia["birthday"] == {"month": 2, "day": 30, "lunar": True, "leap": False}
    assert mia["may"] == ["share"]
    own = shell.ask("client", "add", "--name", "Cy Ong")["id"]
    [tom] = shell.ask("relative", "add", own, "friend", "Tom", "--may", "see")[
        "relatives"
    ]
    assert tom["may"] == ["see"]  # nobody said that he may book, or use a course
    both = shell.ask("relative", "add", her, "spouse", "--client", other)
    bo = both["relatives"][1]
    assert (bo["name"], bo["client"]) == ("Bo Lee", other)
    shell.ask("relative", "edit", bo["id"], "--may-not", "book", "--may", "see")
    at = ("--at", "2026-11-24T14:00", "--asked-by", other)
    said = shell.refused("book", her, "fac_hydrate", *at)
    assert said["kind"] == "not_for_relative"
    shell.ask("relative", "edit", bo["id"], "--may", "book")
    _status, told, _err = shell.say("relative", "list", her)
    assert "may share a course)" in told.splitlines()[0]
    assert "may book" in told.splitlines()[1]
    shell.ask("book", her, "fac_hydrate", *at)
    assert shell.ask("relative", "remove", mia["id"])["total"] == 1
    assert [one["id"] for one in shell.ask("relative", "list", her)["relatives"]] == [
        bo["id"]
    ]


def test_who_fills_the_files(shell: Shell, her: str) -> None:
    shell.ask("client", "edit", her, "--field", "sleep_hours=7")
    found = shell.ask("filling", "--weeks", "2")
    assert len(found["weeks"]) == 2
    [one] = [one for one in found["people"] if one["total"]]
    assert one["answers"][0] == 0
    assert one["total"] == one["answers"][1] >= 4  # name, number, sleep
