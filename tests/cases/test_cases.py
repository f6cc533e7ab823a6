"""Cases from the world outside: what people reported of programs like ours."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.cli.conftest import Shell
from tests.cli.conftest import data as data
from tests.cli.conftest import empty_salon as empty_salon
from tests.cli.conftest import shell as shell

FILES = Path(__file__).parent / "files"
TESTS = ("Anna Test", "Bella Test", "Carla Test", "Dina Test")


def read(name: str) -> Any:
    return json.loads((FILES / name).read_text("utf-8"))


@pytest.fixture
def two_rooms(shell: Shell) -> Shell:
    """P1 and P2 may do everything; R1, R2; two skin analysers; four clients."""
    for person in ("P One", "P Two"):
        shell.ask("hire", person, "--skills", "all")
    for room in ("R One", "R Two"):
        shell.ask("room", room)
    for number in (1, 2):
        shell.ask("device", f"Skin analyser {number}", "--type", "skin_analyser")
    for number, client in enumerate(TESTS):
        shell.ask("client", "add", "--name", client, "--phone", f"0740012345{number}")
    return shell


NAMES = {"P1": "P One", "P2": "P Two", "R1": "R One", "R2": "R Two"}


def booking(step: dict[str, Any], at: str) -> tuple[str, ...]:
    where = ("--person", NAMES[step["person"]], "--room", NAMES[step["room"]])
    return ("book", step["client"], step["service"], "--at", at, *where)


def nothing_overlaps(shell: Shell) -> None:
    assert shell.ask("check")["sound"]


def test_bookings_touch_edge_to_edge_and_both_buffers_count(two_rooms: Shell) -> None:
    shell, known = two_rooms, dict[str, Any]()
    for step in read("edges.json")["steps"]:
        expected, words = step["expect"], booking(step, step["at"])
        if expected["ok"] is True:
            visit = shell.ask(*words)
            if "as_" in step:
                known[step["as_"]] = visit
            if "client_sees" in expected:
                assert f"{visit['start']}-{visit['end']}" == expected["client_sees"]
        else:
            error = shell.refused(*words)
            if "kind" in expected:
                assert error["kind"] == expected["kind"]
                assert error["data"]["appointment_id"] == known[expected["names"]]["id"]
                assert error["data"]["next_free"] == expected["next_free"]
    nothing_overlaps(shell)


def test_an_edit_is_checked_against_all_others_and_not_against_itself(
    two_rooms: Shell,
) -> None:
    shell, known = two_rooms, dict[str, Any]()
    states = [shell.ask("day", "2027-01-13")]
    for step in read("itself.json")["steps"][:10]:
        match step["do"]:
            case "book":
                at = step.get("at") or known[step["at_of"]]["at"]
                visit = shell.ask(*booking(step, at))
                known[step["as_"]] = visit | {"at": at}
            case "move":
                shell.ask("move", known[step["what"]]["id"], "--at", step["at"])
            case "change":
                more = ("--minutes", step["minutes"]) if "minutes" in step else ()
                if "service" in step:
                    more = ("--service", step["service"])
                words = ("move", known[step["what"]]["id"], *more)
                if step["expect"]["ok"]:
                    shell.ask(*words)
                else:
                    error = shell.refused(*words)
                    assert error["data"]["appointment_id"] == known["B"]["id"]
                    continue
            case "swap":
                one, other = (known[key]["id"] for key in step["what"])
                swapped = shell.ask("swap", one, other)["appointments"]
                assert [one["start"] for one in swapped] == ["12:00", "10:10"]
                known["B"]["at"] = f"{swapped[1]['day']}T{swapped[1]['start']}"
            case other:
                shell.ask(other, known[step["what"]]["id"])
        nothing_overlaps(shell)
        states.append(shell.ask("day", "2027-01-13"))

    for state in reversed(states[:-1]):
        shell.ask("undo")
        nothing_overlaps(shell)
        assert plain(shell.ask("day", "2027-01-13")) == plain(state)


def plain(day: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a day without versions, which only ever rise."""
    return [
        {name: value for name, value in one.items() if name != "version"}
        for one in day["appointments"]
    ]


def test_calls_follow_the_appointment_whatever_becomes_of_it(shell: Shell) -> None:
    phone = ("--phone", "07400123456")
    her = shell.ask("client", "add", "--name", "Anna Test", *phone)
    now = "2027-01-04T10:00"

    def waiting(kind: str) -> list[dict[str, Any]]:
        queue = shell.ask("calls", "--until", "2027-12-31", "--all", now=now)["calls"]
        return [
            call
            for call in queue
            if call["status"] == "waiting"
            and (call["protocol"] == "reminder") == (kind == "reminder")
        ]

    def reminded_of() -> list[str]:
        return [call["words"] for call in waiting("reminder")]

    visit = shell.ask(
        "book", her["id"], "fac_sculpt", "--at", "2027-01-11T10:00", now=now
    )
    assert len(reminded_of()) == 1
    assert "11 Jan" in reminded_of()[0]
    shell.ask("move", visit["id"], "--at", "2027-01-13T15:00", now=now)
    assert ["13 Jan" in words for words in reminded_of()] == [True]
    shell.ask("cancel", visit["id"], now=now)
    assert reminded_of() == []
    shell.ask("undo", now=now)
    assert ["13 Jan" in words for words in reminded_of()] == [True]

    now = "2027-01-13T16:30"
    shell.ask("complete", visit["id"], now=now)
    steps = [(call["step"], call["due"]) for call in waiting("care")]
    assert len(dict(steps)) == len(steps) > 1
    assert min(due for _step, due in steps) >= "2027-01-13"
    assert reminded_of() == []
    shell.ask("undo", now=now)
    assert waiting("care") == []
    shell.ask("redo", now=now)
    assert [(call["step"], call["due"]) for call in waiting("care")] == steps

    now = "2027-01-14T14:05"
    first = waiting("care")[0]
    shell.ask("call", first["id"], "well", now=now)
    rebooked = shell.ask(
        "book", her["id"], "con_review", "--at", "2027-01-20T10:00", now=now
    )
    told = shell.ask("calls", "--until", "2027-12-31", "--all", now=now)["calls"]
    dropped = [call for call in told if call["status"] == "dropped"]
    assert {call["reason"] for call in dropped} >= {"rebooked"}
    assert rebooked["status"] == "booked"

    away = shell.ask("client", "add", "--name", "A. Test", *phone, now=now)
    before = waiting("care")
    merged = shell.ask("merge", her["id"], away["id"], now=now)
    assert merged["id"] == her["id"]
    assert len(merged["phones"]) == 1
    assert waiting("care") == before
    answered = shell.ask("calls", "--all", now=now)["calls"]
    assert [call["id"] for call in answered if call["status"] == "done"] == [
        first["id"]
    ]
    assert shell.ask("find", "A. Test", now=now)["total"] == 1
    shell.ask("undo", now=now)
    assert waiting("care") == before
    assert shell.ask("find", "Test", now=now)["total"] == 2
    assert shell.ask("check", now=now)["sound"]


@pytest.mark.parametrize("name", ["scripts", "fragments"])
def test_any_spelling_and_any_run_of_digits_finds_her(shell: Shell, name: str) -> None:
    more = ("--map", "phone=手机") if name == "scripts" else ()
    taken = shell.ask("import", FILES / f"{name}.csv", *more)
    assert taken["refused"] == 0

    for query in read(f"{name}.json")["queries"]:
        found = [one["name"] for one in shell.ask("find", query["q"])["clients"]]
        assert set(query["must"]) <= set(found), query
        assert not set(query.get("must_not", ())) & set(found), query
        assert query.get("first") in (None, found[0] if found else None), query


TEXTS = read("texts.json")["texts"]


@pytest.mark.parametrize("text", TEXTS)
def test_what_staff_type_is_printed_as_typed(
    shell: Shell, tmp_path: Path, text: str
) -> None:
    her = shell.ask("client", "add", "--name", "Anna Test", "--field", f"note={text}")
    kept = "\n".join(text.strip().splitlines())  # whatever ends a line, it ends one
    assert her["facts"]["note"]["value"] == kept
    visit = shell.ask("book", her["id"], "fac_hydrate", "--at", "+1T10:00")
    said = {"done": text, "advice": text, "note": text, "products": [{"product": text}]}
    (tmp_path / "record.json").write_text(json.dumps(said), "utf-8")
    shell.ask("complete", visit["id"], tmp_path / "record.json", now="2026-11-24T12:00")

    out = tmp_path / "record.pdf"
    printed = shell.ask("print", "record", her["id"], "--out", out)

    read_back = "".join(
        page.extract_text() for page in PdfReader(io.BytesIO(out.read_bytes())).pages
    )
    missing = printed["missing_characters"]
    shown = bare(read_back)
    for line in text.replace("\t", " ").splitlines():
        assert bare("".join(c for c in line if c not in missing)) in shown


def bare(text: str) -> str:
    return "".join(text.split()).replace("\u25a1", "")


def test_reading_a_patch_test_closes_the_one_that_is_open(shell: Shell) -> None:
    """Case 56: the hours count from when it was put on, and one test stays one."""
    said = read("patch_test.json")
    shell.ask("hire", "P One", "--skills", "all")
    visits, tests = dict[str, Any](), dict[str, list[dict[str, Any]]]()
    for name, born in ((said["client"], said["born"]), ("Bella Test", "1985-05-05")):
        shell.ask("client", "add", "--name", name, "--birthday", born)
    for step in said["steps"]:
        name, now = step.get("other_client", said["client"]), step["now"]
        expected = step.get("expect", {})
        match step["do"]:
            case "patch":
                more = ("--result", step["result"]) if "result" in step else ()
                words = ("patch", name, said["service"], *more)
                tests[name] = shell.ask(*words, now=now)["patch_tests"]
            case "book":
                words = ("book", name, said["service"], "--at", step["at"])
                if expected["ok"]:
                    visits[name] = shell.ask(*words, now=now)
                else:
                    assert shell.refused(*words, now=now)["kind"] == "contraindicated"
            case "start":
                shell.refused("start", visits[name]["id"], now=now)
        if "tests_in_file" in expected:
            assert len(tests[name]) == expected["tests_in_file"]
            [one] = tests[name]
            assert one["applied"] == expected["applied"]
            assert one["read"] == expected["read"]
    shown = shell.ask("client", "show", said["client"])["patch_tests"]
    assert [(one["result"], one["ready_from"]) for one in shown] == [
        ("none", "2026-11-25T10:00")
    ]


def test_a_test_that_nobody_read_is_named_with_what_to_do_now(shell: Shell) -> None:
    """Case 56, its last step."""
    shell.ask("hire", "P One", "--skills", "all")
    shell.ask("client", "add", "--name", "Bella Test", "--birthday", "1985-05-05")
    shell.ask("patch", "Bella Test", "pel_glycolic", now="2026-11-23T10:00")
    words = ("book", "Bella Test", "pel_glycolic", "--at", "2026-11-26T14:00")
    visit = shell.ask(*words, now="2026-11-23T11:00")
    error = shell.refused("start", visit["id"], now="2026-11-26T14:00")
    assert "23 November has not been read" in error["text"]
    assert "25 Nov" not in error["text"]
