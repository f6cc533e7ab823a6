"""Nothing a person names is ever written over the salon's own files."""

import json
import os
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite

from tests.cli.conftest import Shell

OWN = ("salon.db", "salon.key", "salon.head", "backups.json", "desk.ini", "salon.lock")


@pytest.mark.parametrize("name", OWN)
def test_no_paper_takes_the_place_of_the_records_or_their_key(
    shell: Shell, name: str
) -> None:
    shell.ask("client", "add", "--name", "Ada Lowe")
    own = shell.data / name
    before = own.read_bytes() if own.exists() else None

    status, out, err = shell.say("print", "day", "today", "--out", own, "--json")

    assert (status, json.loads(out)["error"]["kind"]) == (1, "salons_own")
    assert name in err
    assert (own.read_bytes() if own.exists() else None) == before
    assert shell.ask("check")["sound"]


def test_nor_of_a_backup_nor_by_another_way_to_the_folder(
    shell: Shell, tmp_path: Path
) -> None:
    copy = Path(shell.ask("backup")["copy"]["file"])
    (tmp_path / "way").symlink_to(shell.data)

    for place in (copy, tmp_path / "way" / "salon.db"):
        status, out, _err = shell.say("print", "day", "today", "--out", place, "--json")
        assert (status, json.loads(out)["error"]["kind"]) == (1, "salons_own")
    assert shell.ask("check")["sound"]
    status, _out, _err = shell.say(
        "print", "day", "today", "--out", tmp_path / "salon.pdf"
    )
    assert status == 0


def test_refused_rows_go_neither_over_the_records_nor_over_their_list(
    shell: Shell, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("Name,Phone\nAda,07400123456\n,07400123457\n", "utf-8")
    for place, kind in (
        (shell.data / "salon.db", "salons_own"),
        (bad, "over_its_source"),
    ):
        status, out, _err = shell.say("import", bad, "--rejects", place, "--json")
        assert (status, json.loads(out)["error"]["kind"]) == (1, kind)
    assert bad.read_text("utf-8").startswith("Name,Phone\nAda")
    assert shell.ask("find", "")["total"] == 0
    assert shell.ask("check")["sound"]


@pytest.mark.parametrize("day", ["9999-12-31", "+99999999", "0001-01-01", "+999999"])
def test_a_day_beyond_every_calendar_is_refused_in_words(
    shell: Shell, day: str
) -> None:
    status, _out, err = shell.say("day", day)
    assert status == 1
    assert "mistake" not in err


def test_a_setting_altered_past_the_program_is_found_and_stops_nobody(
    shell: Shell,
) -> None:
    connection = sqlite.connect(str(shell.data / "salon.db"))
    connection.execute(f"PRAGMA key = \"x'{os.environ['SALON_KEY']}'\"")
    connection.execute("UPDATE setting SET value = 'Evil' WHERE key = 'name'")
    connection.commit()
    connection.close()

    status, _out, _err = shell.say("day")
    assert status == 0
    status, out, _err = shell.say("check", "--json")
    assert status == 3
    assert "history" in {one["rule"] for one in json.loads(out)["findings"]}
