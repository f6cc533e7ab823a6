"""The words of campaigns, of the team's reports and of who leaves."""

from pathlib import Path
from typing import Any

from tests.cli.conftest import Shell


def people(shell: Shell, many: int) -> list[str]:
    found = []
    for at in range(many):
        phone = ("--phone", f"+4477009001{at:02}")
        added = shell.ask("client", "add", "--name", f"Person {at:02}", *phone)
        found.append(str(added["id"]))
    return found


def test_a_campaign_from_its_draft_to_its_end(shell: Shell) -> None:
    people(shell, 10)
    made = shell.ask(
        *("campaign", "new", "Tea", "--offer", "guest"),
        *("--say", "Bring a friend", "--say", "zh_CN=带朋友来", "--channel", "phone"),
    )
    assert (made["id"], made["stage"], made["gets"], made["held_out"]) == (
        *("CA1", "draft"),
        *(8, 2),
    )
    assert made["words"] == {
        "en": "Bring a friend",
        "zh_CN": "带朋友来",
        "zh_TW": "Bring a friend",
    }
    assert made["too_few_to_tell"]
    more = ("--control", "50", "--cost", "9.50")
    changed = shell.ask("campaign", "change", "CA1", *more)
    assert (changed["control"], changed["cost"]["minor"]) == (50, 950)
    before = shell.ask("campaign", "people", "CA1")
    assert (before["total"], before["held_out"]) == (10, 5)
    begun = shell.ask("campaign", "start", "CA1")
    assert (begun["stage"], begun["treated"], begun["held_out"]) == ("running", 5, 5)
    assert begun["result"]["uplift"] is None
    sides = shell.ask("campaign", "people", "CA1")["people"]
    treated = [one["client"] for one in sides if one["side"] == "treated"]
    held = [one["client"] for one in sides if one["side"] == "control"]
    calls = shell.ask("calls")["calls"]
    assert {one["client"]["id"] for one in calls} == set(treated)
    assert all("Bring a friend" in one["words"] for one in calls)
    said = shell.ask("campaign", "answer", "CA1", treated[0], "took")
    assert said["answer"] == "took"
    shell.refused("campaign", "answer", "CA1", held[0], "took")
    memory: Any = shell.ask("campaign", "memory", held[0])
    assert memory["held_out_of"] == "Tea"
    assert shell.ask("campaign", "waiting")["total"] == 0
    ended = shell.ask("campaign", "stop", "CA1", "--reason", "enough")
    assert (ended["stage"], ended["why_ended"]) == ("ended", "enough")
    assert shell.ask("calls")["calls"] == []
    assert shell.ask("campaign")["total"] == 1


def test_marketing_pauses_and_goes_on(shell: Shell) -> None:
    people(shell, 5)
    shell.ask("campaign", "new", "Tea", "--say", "Come", "--channel", "phone")
    assert shell.ask("campaign", "pause") == {"marketing_paused": True}
    assert shell.refused("campaign", "start", "CA1")["kind"] == "marketing_paused"
    shell.ask("campaign", "resume")
    shell.ask("campaign", "start", "CA1")


def test_what_is_mistyped_is_said_with_what_there_is(shell: Shell) -> None:
    assert "abc" in shell.refused("campaign", "new", "X", "--who", "shoe=38")["text"]
    assert "list" in shell.refused("campaign", "dance")["text"]
    shell.refused("campaign", "new", "X", "--say", "Come", "--control", "10")
    shell.refused("campaign", "show", "CA9")


def test_the_team_and_who_came_again(shell: Shell, tmp_path: Path) -> None:
    found = shell.ask("report", "team", "--from", "2026-06-01", "--to", "2026-11-01")
    assert (found["from"], found["ranked"]) == ("2026-06-01", False)
    again = shell.ask("report", "retention", "--times", "2", "--days", "90")
    assert (again["times"], again["days"], again["clients"]) == (2, 90, [])
    pdf, book = tmp_path / "team.pdf", tmp_path / "team.xlsx"
    shell.ask("report", "team", "--pdf", pdf)
    shell.ask("report", "team", "--xlsx", book)
    assert pdf.read_bytes().startswith(b"%PDF")
    assert book.stat().st_size
    assert shell.ask("staff", "rank", "on") == {"ranked": True}


def test_a_colleague_leaves_by_commands(shell: Shell, tmp_path: Path) -> None:
    shell.ask("hire", "Lan")
    look = shell.ask("staff", "leaving", "Lan", "--on", "2026-12-31", "--look")
    assert (look["id"], look["call_by"]) == (None, "2026-12-17")
    assert shell.ask("staff", "leaving")["total"] == 0
    begun = shell.ask("staff", "leaving", "Lan", "--on", "2026-12-31")
    assert (begun["id"], begun["state"], begun["clients"]) == ("LV1", "running", 0)
    shell.ask("staff", "leaving", "Lan", "--out", tmp_path / "plan.pdf")
    assert (tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF")
    shell.ask("staff", "talk", "Lan", "Wants the sea", "--kind", "farewell")
    [talk] = shell.ask("staff", "talk", "Lan")["talks"]
    assert (talk["kind"], talk["words"]) == ("farewell", "Wants the sea")
    shell.ask("staff", "stays", "Lan")
    assert shell.ask("staff", "leaving")["leaving"][0]["state"] == "withdrawn"
    shell.refused("staff", "stays", "Lan")
    shell.ask("staff", "leaving", "Lan", "--on", "2026-11-24")
    later = "2026-11-25T10:00"
    assert shell.ask("staff", "ended", now=later) == {"ended": 1}
    gone = shell.ask("staff", "leaving", "Lan", now=later)
    assert gone["state"] == "gone"
    shell.ask("staff", "farewell", "Lan", "Comes back", "for tea", now=later)
