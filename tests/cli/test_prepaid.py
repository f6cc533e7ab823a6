"""Stored value, vouchers, members, points and referrals by commands."""

from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from tests.cli.test_till import minor


@pytest.fixture
def shell(data: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    shell = Shell(data, capsys)
    for name in ("Noor Haddad", "Iris Wolf"):
        shell.ask("client", "add", "--name", name)
    return shell


def fails(shell: Shell, *words: str) -> str:
    kind: str = shell.refused(*words)["kind"]
    return kind


def test_stored_value_with_the_bonus_of_the_table(shell: Shell) -> None:
    table = shell.ask("topup", "table", "--set", "100=10", "--set", "200=15%")
    assert [minor(one["from"]) for one in table["table"]] == [10000, 20000]
    paid = shell.ask("topup", "sell", "Noor Haddad", "--amount", "200", "--by", "card")
    assert paid["status"] == "closed"
    held = shell.ask("balance", "Noor Haddad")
    assert (minor(held["stored_paid"]), minor(held["stored_bonus"])) == (20000, 3000)

    back = shell.ask(
        *("topup", "back", "Noor Haddad", "--amount", "100", "--reason", "moves"),
        *("--by", "card"),
    )

    assert (minor(back["paid_back"]), minor(back["bonus_ended"])) == (10000, 1500)
    assert shell.ask("topup", "table", "--set", "", "--first", "paid") == {
        "table": [],
        "first": "paid",
    }
    assert shell.ask("ledger", "check")["sound"]


def test_a_voucher_from_sale_to_its_end(shell: Shell) -> None:
    shell.ask("voucher", "sell", "Noor Haddad", "--amount", "50", "--for", "Iris")
    [one] = shell.ask("voucher", "list", "Noor Haddad")["vouchers"]
    assert (minor(one["left"]), one["for"], one["expires"]) == (5000, "Iris", None)

    passed = shell.ask("voucher", "pass", one["code"], "--to", "Iris Wolf")

    assert passed["holder"] is not None
    assert shell.ask("voucher", "show", one["code"])["uses"] == []
    assert shell.ask("voucher", "extend", one["code"], "--until", "2099-01-01")
    assert (
        fails(shell, "voucher", "release", one["code"], "--reason", "old") == "not_over"
    )


def test_a_member_from_sale_to_end(shell: Shell) -> None:
    [_silver, gold] = shell.ask("member", "tiers")["tiers"]
    sold = shell.ask("member", "sell", "Noor Haddad", "--tier", "gold", "--by", "card")
    assert sold["total"] == gold["fee"]
    [one] = shell.ask("member", "list")["members"]
    assert shell.ask("member", "code", one["code"])["id"] == one["id"]
    assert shell.ask("member", "freeze", one["id"])["frozen"]
    assert not shell.ask("member", "run", "Noor Haddad")["frozen"]
    assert minor(shell.ask("member", "earn")["earned"]) == 0
    ended = shell.ask("member", "end", one["id"], "--reason", "moves", "--by", "card")
    assert ended["status"] == "ended"
    assert shell.ask("member", "give", "Iris Wolf", "--tier", "Silver card")["good"]
    assert shell.ask("member", "show", "Iris Wolf")["tier"] == "silver"
    assert fails(shell, "member", "code", "ABCDEFGH") == "no_such_member"
    assert shell.ask("ledger", "check")["sound"]


def test_points_by_hand_and_by_rule(shell: Shell) -> None:
    rules = shell.ask(
        *("points", "rules", "--on", "--per", "1", "--step", "100", "--worth", "5"),
        *("--deed", "referred=50"),
    )
    assert (rules["on"], rules["step"], rules["deeds"]["referred"]) == (True, 100, 50)
    shell.ask("points", "give", "Noor Haddad", "--points", "30", "--reason", "sorry")
    shell.ask("topup", "sell", "Noor Haddad", "--amount", "70", "--by", "card")
    shown = shell.ask("points", "show", "Noor Haddad")
    assert (shown["points"], shown["over"]) == (100, 0)
    assert [one["why"] for one in shown["log"]] == ["bill", "given"]
    fault = fails(shell, "points", "release", "Noor Haddad", "--reason", "old")
    assert fault == "not_over"


def test_who_brought_whom(shell: Shell) -> None:
    said = shell.ask("refer", "Iris Wolf", "--by", "Noor Haddad")
    assert said["brought_by"]["name"] == "Noor Haddad"
    [friend] = shell.ask("refer", "Noor Haddad")["brought"]
    assert (friend["name"], friend["visits"], friend["thanked"]) == (
        "Iris Wolf",
        0,
        None,
    )
    assert (
        fails(shell, "refer", "Noor Haddad", "--by", "Iris Wolf") == "brought_in_circle"
    )
    shell.ask("refer", "Iris Wolf", "--thanked")
    assert shell.ask("refer", "Noor Haddad")["brought"][0]["thanked"]
    assert shell.ask("refer", "Iris Wolf", "--nobody")["brought_by"] is None
