"""Occasions by commands: listed, planned, their rules, promises, days, products."""

from typing import Any

import pytest

from tests.cli.conftest import Shell

TOMORROW = "2026-11-24T09:00"


def noor(shell: Shell, *more: str) -> str:
    phone = ("--phone", "+447700900123")
    added = shell.ask("client", "add", "--name", "Noor Haddad", *phone, *more)
    return str(added["id"])


def of_kind(shell: Shell, kind: str, *words: str, now: str = TOMORROW) -> list[Any]:
    found: list[Any] = shell.ask("occasions", "--kind", kind, *words, now=now)[
        "occasions"
    ]
    return found


def test_a_birthday_is_to_come_then_planned_and_its_call_is_owed(shell: Shell) -> None:
    client = noor(shell, "--birthday", "1990-11-24")
    [ahead] = of_kind(shell, "birthday", now="2026-11-20T09:00")
    assert (ahead["id"], ahead["state"]) == (None, "to_come")
    assert ahead["client"] == {"id": client, "name": "Noor Haddad"}
    assert shell.ask("occasions", "run", now=TOMORROW)["planned"] == 1
    assert shell.ask("occasions", "run", now=TOMORROW)["planned"] == 0
    [line] = of_kind(shell, "birthday", "--client", client)
    assert (line["state"], line["purpose"]) == ("planned", "greeting")
    [call] = shell.ask("calls", now=TOMORROW)["calls"]
    assert call["id"] == line["call"]
    assert call["protocol"] == "occasion"
    assert call["purpose"] == "Birthday today" or call["purpose"] == "relation"
    assert "{" not in call["words"]
    skipped = shell.ask("occasions", "skip", line["id"], "We", "met", now=TOMORROW)
    assert skipped["state"] == "dropped"
    assert shell.refused("occasions", "skip", line["id"])["kind"] == "already_over"
    assert shell.ask("calls", now=TOMORROW)["total"] == 0


def test_rules_are_shown_switched_and_given_other_numbers(shell: Shell) -> None:
    rules = shell.ask("occasions", "rule")["rules"]
    assert {one["kind"]: one["on"] for one in rules}["lapsed"] is False
    rule = shell.ask("occasions", "rule", "lapsed", "on", "--set", "a_day=5")
    assert (rule["on"], rule["a_day"]) == (True, 5)
    assert shell.ask("occasions", "rule", "lapsed")["a_day"] == 5
    assert shell.ask("occasions", "rule", "all", "--set", "a_day=9")["a_day"] == 9
    assert shell.refused("occasions", "rule", "lapsed", "maybe")["kind"]
    assert shell.refused("occasions", "rule", "nothing", "on")["kind"] == "no_such_kind"
    said = ("occasions", "rule", "lapsed", "--set", "grace=soon")
    assert shell.refused(*said)["kind"] == "bad_rule"


def test_promises_days_and_products_are_noted(shell: Shell) -> None:
    client = noor(shell)
    made = shell.ask("occasions", "promise", client, "Send", "it", "--on", "tomorrow")
    assert made["due"] == "2026-11-24"
    [line] = of_kind(shell, "promise")
    assert line["reason"].endswith("Send it")
    assert shell.ask("occasions", "promise", made["promise"], "--kept")
    assert of_kind(shell, "promise") == []
    assert shell.ask("occasions", "date", client, "memorial", "2001-11-24")["date"]
    assert shell.ask("occasions", "date", client, "festival", "fe_christmas")["date"]
    assert shell.refused("occasions", "date", client, "memorial", "x")["kind"]
    opened = ("--on", "2026-11-01")
    used = shell.ask("occasions", "product", client, "se_ha", *opened)["product"]
    ends = shell.ask("occasions", "product", used, "half")["ends"]
    assert ends == "2026-12-15"  # half in 22 days: 22 more
    refused = shell.refused("occasions", "product", client, "serum of nothing")
    assert refused["kind"] == "no_such_product"


@pytest.mark.parametrize("tongue", ["en", "zh_CN", "zh_TW"])
def test_people_read_it_in_their_language(shell: Shell, tongue: str) -> None:
    noor(shell, "--birthday", "1990-11-24")
    status, out, _err = shell.say("occasions", "--language", tongue)
    assert status == 0
    assert "Noor Haddad" in out
    status, out, _err = shell.say("occasions", "rule", "--language", tongue)
    assert status == 0
    assert "birthday" in out
