"""One day of a salon that has never seen the program, by commands alone."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from salon.cli import run
from tests.cli.conftest import NOW, Shell

LIN = ("client", "add", "--name", "林美華", "--phone", "+886912345678")


def test_a_client_is_found_by_any_part_of_what_is_known(shell: Shell) -> None:
    her = shell.ask(*LIN, "--birthday", "1988-02-29", "--lunar", "6-12-leap")

    assert (her["family"], her["given"], her["pinyin"]) == ("林", "美華", "Lín Měihuá")
    assert her["birthday"]["lunar"] == {"month": 6, "day": 12, "leap": True}
    for text in (
        "林美华",
        "美華",
        "linmeihua",
        "lmh",
        "345678",
        "0912 345 678",
        "lin 345",
    ):
        assert [one["id"] for one in shell.ask("find", text)["clients"]] == [her["id"]]
    assert shell.ask("find", "")["total"] == 1
    assert shell.ask("find", "zzz")["clients"] == []


@pytest.mark.parametrize("text", ["-marie", "-Marie O", "-m"])
def test_what_is_looked_for_may_begin_with_a_sign(shell: Shell, text: str) -> None:
    her = shell.ask("client", "add", "--name", "Anne-Marie O'Neil")
    assert [one["id"] for one in shell.ask("find", text)["clients"]] == [her["id"]]
    found = shell.ask("find", "--limit", "1", text)
    assert found["total"] == 1


def test_signs_alone_find_nobody(shell: Shell) -> None:
    shell.ask("client", "add", "--name", "Anne-Marie O'Neil")
    for signs in ("%", "_", "'", "-"):
        assert shell.ask("find", signs)["total"] == 0, signs
    assert shell.say("find", "-h")[0] == 0


def test_her_file_is_corrected_and_a_stale_form_is_not_saved_over_it(
    shell: Shell,
) -> None:
    her = shell.ask(*LIN)
    said = ("--field", "nickname=小林", "--field", "drink=", "--field", "pressure=firm")
    now = shell.ask("client", "edit", her["id"], *said, "--seen", her["version"])

    assert now["called"] == "小林"
    pressure = now["facts"]["pressure"]
    assert (pressure["value"], pressure["confirmed"]) == ("firm", True)
    stale = ("client", "edit", her["id"], "--field", "note=x", "--seen", her["version"])
    assert shell.refused(*stale)["kind"] == "edited_elsewhere"
    assert shell.refused("client", "edit", her["id"], "--field", "shoe_size=38")
    assert shell.refused("client", "edit", her["id"], "--field", "pressure=iron")


def test_an_allergy_is_an_alert_and_stands_against_a_service(shell: Shell) -> None:
    said = ("--field", "allergies=水杨酸", "--field", "conditions=pregnancy")
    her = shell.ask(*LIN, *said)

    assert [alert["grade"] for alert in her["alerts"]] == ["critical", "critical"]
    book = ("book", her["id"], "pel_glycolic", "--at", "+3T14:00")
    error = shell.refused(*book, "--override", "she insists")
    assert error["kind"] == "contraindicated"
    assert not error["data"]["can_be_overridden"]  # nobody overrides a block
    assert "Pregnant" in error["text"]

    error = shell.refused("book", her["id"], "fac_hydrate", "--at", "+3T14:00")
    assert error["data"]["can_be_overridden"]  # with adaptations, and a reason
    assert (
        shell.refused(
            *("book", her["id"], "fac_hydrate", "--at", "+3T14:00", "--override", "x")
        )["kind"]
        == "reason_needed"
    )
    kept = shell.ask(
        *("book", her["id"], "fac_hydrate", "--at", "+3T14:00"),
        *("--override", "no steam, no pressure"),
    )
    assert kept["status"] == "booked"
    assert "overridden" in shell.ask("history", her["id"])["actions"][0][
        "text"
    ].lower() or any(
        change["record"].startswith("safety_override")
        for action in shell.ask("history", her["id"])["actions"]
        for change in action["changes"]
    )


def test_a_service_that_needs_a_patch_test_is_not_given_without_one(
    shell: Shell,
) -> None:
    her = shell.ask(*LIN)
    shell.ask("device", "Heater", "--type", "none")
    too_soon = shell.refused("book", her["id"], "lsb_tint", "--at", "2026-11-23T16:00")
    assert "patch test" in too_soon["text"].lower()
    shell.ask(
        "patch", her["id"], "lsb_tint", "--at", "2026-11-19T10:00", "--result", "none"
    )
    assert shell.ask("book", her["id"], "lsb_tint", "--at", "2026-11-23T16:00")


def test_a_child_is_not_booked_for_what_she_is_too_young_for(shell: Shell) -> None:
    girl = shell.ask("client", "add", "--name", "Amy", "--birthday", "2012-05-01")

    error = shell.refused("book", girl["id"], "hrl_arm", "--at", "+3T10:00")
    assert "14" in error["text"]
    assert "16" in error["text"]


def test_her_skin_is_assessed_with_a_photograph(shell: Shell, tmp_path: Path) -> None:
    her = shell.ask(*LIN)
    picture = Image.new("RGB", (640, 480), "peachpuff")
    exif = Image.Exif()
    exif[0x0112] = 6  # lying on its side
    exif[0x010E] = "taken at 12 Garden Row"
    picture.save(tmp_path / "front.jpg", exif=exif)
    sheet = {
        "fitzpatrick": 3,
        "skin_type": "combination",
        "findings": [
            {"zone": "cheek_outer_r", "condition": "melasma_patch", "grade": 2}
        ],
        "measures": [
            {"measure": "corneo", "zone": "cheek_outer_r", "value": 37, "unit": "a.u."}
        ],
        "photos": ["front.jpg"],
    }
    (tmp_path / "sheet.json").write_text(json.dumps(sheet), "utf-8")

    kept = shell.ask("assess", her["id"], tmp_path / "sheet.json")

    assert kept["measures"][0]["value"] == 37
    assert (kept["photos"][0]["width"], kept["photos"][0]["height"]) == (480, 640)
    assert b"Garden Row" not in (shell.data / "salon.db").read_bytes()


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"findings": [{"zone": "left_ear", "condition": "dryness"}]}, "left_ear"),
        ({"findings": [{"zone": "chin", "condition": "gloom"}]}, "gloom"),
        ({"measures": [{"measure": "corneo", "value": 999, "unit": "a.u."}]}, "999"),
        ({"measures": [{"measure": "corneo", "value": 40, "unit": "kg"}]}, "kg"),
        ({"fitzpatrick": 7}, "7"),
        ({"skin_type": "scaly"}, "scaly"),
        ({"photos": ["missing.jpg"]}, "missing.jpg"),
        ({"findings": "many"}, "JSON"),
    ],
)
def test_what_cannot_be_is_named_and_nothing_is_kept(
    shell: Shell, tmp_path: Path, change: dict[str, Any], word: str
) -> None:
    her = shell.ask(*LIN)
    (tmp_path / "sheet.json").write_text(json.dumps(change), "utf-8")

    error = shell.refused("assess", her["id"], tmp_path / "sheet.json")

    assert word in error["text"]
    assert len(shell.ask("history", her["id"])["actions"]) == 1


def test_a_picture_that_is_none_is_refused(shell: Shell, tmp_path: Path) -> None:
    her = shell.ask(*LIN)
    (tmp_path / "x.jpg").write_bytes(b"\xff\xd8\xff" + b"junk" * 100)
    (tmp_path / "sheet.json").write_text('{"photos": ["x.jpg"]}', "utf-8")

    assert shell.refused("assess", her["id"], tmp_path / "sheet.json")["kind"] == (
        "bad_picture"
    )


def test_a_visit_is_booked_kept_and_followed_by_its_calls(shell: Shell) -> None:
    her = shell.ask(*LIN)
    time = shell.ask("free", "fac_hydrate", "--from", "+3", "--days", 10)["times"][0]
    at = f"{time['day']}T{time['start']}"
    visit = shell.ask("book", her["id"], "fac_hydrate", "--at", at)
    assert (visit["minutes"], visit["status"]) == (75, "booked")
    for step, status in (
        ("confirm", "confirmed"),
        ("arrive", "arrived"),
        ("start", "in_treatment"),
    ):
        assert shell.ask(step, visit["id"], now=at)["status"] == status

    done = shell.ask("complete", visit["id"], now=at)

    assert done["appointment"]["status"] == "completed"
    assert [call["step"] for call in done["calls"]]
    assert all("{" not in call["words"] for call in done["calls"])
    assert all(call["due"] > time["day"] for call in done["calls"])
    first = done["calls"][0]
    hour = f"{first['due']}T11:00"
    queue = shell.ask("calls", now=hour)["calls"]
    assert queue[0]["id"] == first["id"]

    logged = shell.ask("call", first["id"], "well", "--note", "skin calm", now=hour)
    assert logged["call"]["status"] == "done"
    second = done["calls"][1]
    told = shell.ask("calls", "--all", now=hour)["calls"]
    [later] = [call for call in told if call["id"] == second["id"]]
    assert "skin calm" in later["last_time"]
    assert shell.refused("call", first["id"], "well", now=hour)["kind"] == (
        "already_logged"
    )
    assert shell.refused("call", second["id"], "dancing")["kind"] == "unknown_outcome"


def test_what_follows_from_a_call_depends_on_how_it_went(shell: Shell) -> None:
    her = shell.ask(*LIN)
    visit = shell.ask("book", her["id"], "fac_hydrate", "--at", "+1T10:00")
    calls = shell.ask("complete", visit["id"], now="2026-11-24T11:30")["calls"]
    hour = f"{calls[0]['due']}T11:00"

    for attempt in (1, 2):
        said = shell.ask("call", calls[0]["id"], "no_answer", now=hour)
        assert said["call"]["attempts"] == attempt
        assert said["follows"][0]["kind"] == "retry"
    third = shell.ask("call", calls[0]["id"], "no_answer", now=hour)
    assert third["call"]["status"] == "dropped"
    assert third["follows"][0]["kind"] == "message"  # one message, and never more

    worried = shell.ask("call", calls[1]["id"], "worried", now=hour)
    back = worried["follows"][0]
    queue = shell.ask("calls", now=hour)["calls"]
    assert queue[0]["id"] == back["call"]  # safety first
    gone = shell.ask("call", back["call"], "refused", now=hour)
    assert gone["follows"][0]["kind"] == "stop"
    assert shell.ask("client", "show", her["id"])["facts"]["do_not_contact"]["value"]


def test_her_plan_is_made_and_printed_in_three_languages(
    shell: Shell, tmp_path: Path
) -> None:
    her = shell.ask(*LIN, "--field", "preferred_language=zh_TW")
    plan = shell.ask("plan", her["id"], "plan_hydrate", "--set", "sessions=4")
    assert [one["number"] for one in plan["sessions"]] == [1, 2, 3, 4]
    assert plan["price"]["minor"] > 0
    assert shell.refused("plan", her["id"], "plan_hydrate", "--set", "colour=red")

    for language in ("en", "zh_CN", "zh_TW"):
        paper = tmp_path / f"{language}.pdf"
        said = ("--language", language, "--out", paper)
        printed = shell.ask("print", "plan", plan["id"], *said)
        assert printed["missing_characters"] == []
        pages = PdfReader(io.BytesIO(paper.read_bytes())).pages
        assert len(pages) == printed["pages"]
        text = "".join(page.extract_text() for page in pages)
        assert "林美華" in text
        name = {"en": "Dehydration", "zh_CN": "缺水", "zh_TW": "缺水"}[language]
        assert name in text.replace("\n", "")


def test_other_papers_print_too(shell: Shell, tmp_path: Path) -> None:
    her = shell.ask(*LIN)
    visit = shell.ask("book", her["id"], "fac_hydrate", "--at", "+1T10:00")
    shell.ask("complete", visit["id"], now="2026-11-24T11:30")
    for what, which in (
        *(("record", her["id"]), ("record", visit["id"])),
        *(("leaflet", "pel_glycolic"), ("day", "+1")),
    ):
        out = tmp_path / "paper.pdf"
        assert shell.ask("print", what, which, "--out", out)["pages"] >= 1
        assert out.read_bytes().startswith(b"%PDF")


def test_undo_walks_back_over_the_whole_day_and_the_check_stays_sound(
    shell: Shell,
) -> None:
    her = shell.ask(*LIN)
    visit = shell.ask("book", her["id"], "fac_hydrate", "--at", "+1T10:00")
    done = shell.ask("complete", visit["id"], now="2026-11-24T11:30")
    shell.ask("call", done["calls"][0]["id"], "well", now="2026-11-25T11:00")
    shell.ask("plan", her["id"], "plan_hydrate")
    assert shell.ask("check")["sound"]

    for kind in ("PlanMade", "CallMade", "TreatmentCompleted", "Booked", "ClientAdded"):
        undone = shell.ask("undo")
        assert undone["kind"] == "undo"
        told = shell.ask("history", "--limit", 200)["actions"]
        [what] = [one for one in told if one["seq"] == undone["undoes"]]
        assert what["kind"].endswith(kind)
    assert shell.ask("find", "")["clients"] == []
    assert shell.refused("undo")["kind"] == "cannot_undo"
    for _step in range(5):
        shell.ask("redo")
    assert shell.ask("find", "林")["clients"]
    assert shell.ask("check")["sound"]


@pytest.mark.parametrize(
    "words",
    [
        ("day", "2026-02-30"),
        ("client", "show", "C999999999"),
        ("client", "show", "C99999999999999999999"),
        ("client", "add", "--name", " "),
        ("client", "add", "--name", "x" * 10_000),
        ("client", "add", "--name", "X", "--birthday", "2031-01-01"),
        ("client", "add", "--name", "X", "--birthday", "1999-02-30"),
        ("client", "add", "--name", "X", "--phone", "ring me"),
        ("client", "add", "--name", "X", "--lunar", "13-40"),
        ("book", "nobody", "fac_hydrate", "--at", "+3T10:00"),
        ("call", "F1", "well"),
        ("history", "ZZ7"),
        ("import", "nowhere.csv"),
        ("import", "--take-back", "B7"),
        ("assess", "nobody", "missing.json"),
        ("print", "plan", "L9", "--out", "x.pdf"),
        ("plan", "nobody", "plan_hydrate"),
        ("cancel", "A9"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    shell: Shell, words: tuple[str, ...]
) -> None:
    error = shell.refused(*words)

    assert len(error["text"]) > 12
    assert "{" not in error["text"]


def test_a_time_that_is_over_or_a_service_that_is_none_is_refused(
    shell: Shell,
) -> None:
    her = shell.ask(*LIN)["id"]
    for service, at in (
        ("fac_hydrate", "2020-01-01T10:00"),
        ("nothing_such", "+3T10:00"),
        ("fac_hydrate", "+3T25:00"),
        ("fac_hydrate", "+3T23:30"),
    ):
        assert shell.refused("book", her, service, "--at", at)
    assert shell.ask("day", "+3")["appointments"] == []


def test_a_patch_test_is_possible_from_an_hour_of_the_salons_own_clock(
    tmp_path: Path, key: None, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "salon"
    where = ("--region", "cn", "--timezone", "Asia/Shanghai", "--language", "en")
    assert run(("init", str(folder), "--name", "Bund", *where, "--now", NOW)) == 0
    capsys.readouterr()
    shell = Shell(folder, capsys)
    shell.ask("hire", "Mei", "--role", "therapist")
    shell.ask("room", "Cabin")
    her = shell.ask(*LIN)

    error = shell.refused("book", her["id"], "lsb_tint", "--at", "+1T14:00")

    assert error["kind"] == "contraindicated"
    assert "25 Nov 10:42" in error["text"]


def test_what_she_confided_is_told_to_the_caller_and_not_read_out_to_her(
    shell: Shell,
) -> None:
    shell.ask("hire", "Mei", "--role", "therapist")
    shell.ask("room", "Cabin")
    her = shell.ask(*LIN)
    book = ("book", her["id"], "fac_hydrate", "--at", "2026-11-23T11:00")
    visit = shell.ask(*book)["id"]
    for word in ("arrive", "start", "complete"):
        shell.ask(word, visit, now="2026-11-23T12:30")
    first = shell.ask("calls", "--all", now="2026-11-25T12:00")["calls"][0]["id"]
    noted = ("--note", "Says Mei was rude")
    shell.ask("call", first, "unhappy", *noted, now="2026-11-25T12:00")

    back = shell.ask("calls", "--all", now="2026-11-25T12:10")["calls"]
    again = next(one for one in back if one["protocol"] == "promised")

    assert "rude" not in again["words"]
    assert "Says Mei was rude" in again["last_time"]


def test_free_times_say_what_stands_against_them_for_her(shell: Shell) -> None:
    her = shell.ask(*LIN, "--field", "conditions=pregnancy")
    plain = shell.ask("free", "pel_glycolic", "--days", "2")["times"]
    hers = shell.ask("free", "pel_glycolic", "--days", "2", "--client", her["id"])

    assert "against" not in plain[0]
    assert [one["start"] for one in hers["times"]] == [one["start"] for one in plain]
    why = [one["text"] for one in hers["times"][0]["against"]]
    assert "Pregnant" in why[0]

    other = shell.ask("client", "add", "--name", "Anna Test")["id"]
    first = plain[0]
    at = f"{first['day']}T{first['start']}"
    shell.ask("book", other, "mas_relax60", "--at", at)
    later = shell.ask("free", "pel_glycolic", "--days", "2", "--client", other)
    [test] = later["times"][0]["against"]  # that is for everybody
    assert (test["rule"], test["until"]) == ("patch_test", "2026-11-25")
    assert later["times"][0]["start"] > first["start"]  # she is busy then herself


def test_a_swap_says_which_versions_it_saw(shell: Shell) -> None:
    her = shell.ask(*LIN)
    one, other = (
        shell.ask("book", her["id"], service, "--at", f"+3T{hour}:00")
        for service, hour in (("mas_relax60", 10), ("mas_foot", 14))
    )
    shell.ask("move", other["id"], "--at", "+3T15:00", "--seen", other["version"])
    swap = ("swap", one["id"], other["id"], "--seen", one["version"])

    error = shell.refused(*swap, other["version"])
    assert error["kind"] == "edited_elsewhere"

    now = shell.ask("day", "+3")["appointments"][1]["version"]
    swapped = shell.ask(*swap, now)["appointments"]
    assert [visit["start"] for visit in swapped] == ["15:00", "10:00"]
