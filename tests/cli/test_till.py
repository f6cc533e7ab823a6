"""Bills by commands, as a script would say them."""

from pathlib import Path

import pytest

from tests.cli.conftest import Shell


@pytest.fixture
def shell(data: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    shell = Shell(data, capsys)
    shell.ask("client", "add", "--name", "Noor Haddad", "--phone", "020 7946 0011")
    return shell


def minor(amount: dict[str, int]) -> int:
    return amount["minor"]


def test_a_bill_from_new_to_paid_and_back(shell: Shell) -> None:
    begun = shell.ask("bill", "new", "Noor Haddad")
    key = begun["id"]
    assert (begun["status"], begun["number"]) == ("open", None)

    course = ("course", "pel_glycolic", "--sessions", "6", "--amount", "300")
    shell.ask("bill", "add", key, *course, "--list", "60")
    shell.ask("bill", "add", key, "topup", "--amount", "100", "--bonus", "10")
    cheaper = ("--percent", "10", "--reason", "opening week")
    bill = shell.ask("bill", "discount", key, "1", *cheaper)
    assert minor(bill["total"]) == 37000
    assert bill["lines"][0]["why"] == "opening week"

    paid = shell.ask("bill", "pay", key, "--by", "cash=70", "--by", "card")
    assert paid["status"] == "closed"
    assert paid["number"].endswith("-0001")
    assert {one["by"]: minor(one["amount"]) for one in paid["payments"]} == {
        "cash": 7000,
        "card": 30000,
    }

    held = shell.ask("balance", "Noor Haddad")
    assert minor(held["stored"]) == 11000
    assert minor(held["courses_left"]) == 27000
    assert held["courses"][0]["left"] == 6
    assert shell.ask("ledger", "check") == {"sound": True, "findings": []}
    owed = {one["account"]: one for one in shell.ask("ledger", "owed")["owed"]}
    assert minor(owed["course"]["closing"]) == 27000
    assert minor(owed["stored"]["sold"]) == 10000

    back = shell.ask(
        "bill", "reverse", paid["number"], "--reason", "changed", "--line", "1"
    )
    assert back["reverses"] == paid["number"]
    assert minor(back["total"]) == -27000
    assert shell.ask("ledger", "check")["sound"]
    assert shell.ask("check")["sound"]


def test_a_bill_waits_and_goes_on(shell: Shell) -> None:
    key = shell.ask("bill", "new", "Noor Haddad", "--empty")["id"]
    shell.ask("bill", "add", key, "tip", "--amount", "5")
    assert shell.ask("bill", "hold", key)["status"] == "held"
    assert [one["id"] for one in shell.ask("bill", "list", "--open")["bills"]] == [key]
    assert shell.ask("bill", "resume", key)["status"] == "open"
    assert shell.ask("bill", "off", key, "1")["lines"] == []
    assert shell.ask("bill", "drop", key) == {"dropped": key}
    assert shell.ask("bill", "list", "--open")["total"] == 0


def test_what_is_paid_later_is_owed(shell: Shell) -> None:
    key = shell.ask("bill", "new", "Noor Haddad")["id"]
    shell.ask("bill", "add", key, "service", "pel_glycolic")
    bill = shell.ask("bill", "close", key, "--later")
    owed = minor(bill["owing"])
    assert owed == minor(bill["total"]) > 0
    assert minor(shell.ask("balance", "Noor Haddad")["owes"]) == owed

    again = shell.ask("bill", "new", "Noor Haddad")["id"]
    shell.ask("bill", "add", again, "debt")
    shell.ask("bill", "pay", again, "--by", "card")
    assert minor(shell.ask("balance", "Noor Haddad")["owes"]) == 0
    assert len(shell.ask("bill", "list", "Noor Haddad")["bills"]) == 2


def test_a_voucher_pays_by_its_number(shell: Shell) -> None:
    one = shell.ask("bill", "new")["id"]
    shell.ask("bill", "add", one, "voucher", "CAM4F7K", "--amount", "50")
    shell.ask("bill", "pay", one, "--by", "cash", "--tendered", "100")
    shown = shell.ask("bill", "show", one)
    assert minor(shown["payments"][0]["change"]) == 5000

    two = shell.ask("bill", "new", "Noor Haddad")["id"]
    shell.ask("bill", "add", two, "service", "pel_glycolic")
    paid = shell.ask("bill", "pay", two, "--by", "voucher:cam-4f7k=20", "--by", "card")
    assert paid["payments"][0]["voucher"] == "CAM4F7K"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("bill", "sing"), "unknown_word"),
        (("bill", "show", "2026-0009"), "no_such_bill"),
        (("bill", "add", "N1", "dream"), "unknown_word"),
        (("bill", "off", "N1", "7"), "no_such_line"),
        (("bill", "add", "N1", "tip", "--amount", "-3"), "bad_amount"),
        (("bill", "discount", "N1", "1", "--percent", "101", "--reason", "r"), "bad_d"),
        (("bill", "discount", "N1", "1", "--percent", "x", "--reason", "r"), "bad_a"),
        (("bill", "pay", "N1", "--by", "shells"), "bad_means"),
        (("ledger", "sing"), "unknown_word"),
    ],
)
def test_what_cannot_be_meant_is_said(
    shell: Shell, words: tuple[str, ...], kind: str
) -> None:
    shell.ask("bill", "new", "Noor Haddad")
    shell.ask("bill", "add", "N1", "service", "pel_glycolic")
    assert shell.refused(*words)["kind"].startswith(kind)


@pytest.mark.parametrize(
    "said",
    [
        ("bill", "list"),
        ("ledger", "moves"),
        ("ledger", "owed"),
        ("report", "takings"),
        ("stock", "use"),
        ("occasions",),
    ],
)
def test_days_turned_round_are_refused(shell: Shell, said: tuple[str, ...]) -> None:
    wrong = shell.refused(*said, "--from", "2026-11-24", "--to", "2026-11-23")
    assert wrong["kind"] == "days_turned_round"
    shell.ask(*said, "--from", "2026-11-23", "--to", "2026-11-23")


def test_until_alone_begins_with_that_month(shell: Shell) -> None:
    found = shell.ask("report", "takings", "--to", "2026-09-15")
    assert (found["from"], found["to"]) == ("2026-09-01", "2026-09-15")


def test_a_list_of_bills_says_how_each_stands(shell: Shell) -> None:
    def lines(*more: str) -> str:
        status, out, _err = shell.say("bill", "list", *more)
        assert status == 0
        return out

    assert lines() == "No bills.\n"
    paid = shell.ask("bill", "new", "Noor Haddad", "--empty")["id"]
    shell.ask("bill", "add", paid, "tip", "--amount", "5")
    shell.ask("bill", "pay", paid, "--by", "cash")
    assert lines().endswith("£5  paid\n")
    assert lines("Noor Haddad", "--open") == "No bills.\n"
    begun = shell.ask("bill", "new", "Noor Haddad", "--empty")["id"]
    shell.ask("bill", "add", begun, "tip", "--amount", "6")
    other = shell.ask("bill", "new", "--empty")["id"]
    [one] = shell.ask("bill", "list", "Noor Haddad", "--open")["bills"]
    assert one["id"] == begun
    assert shell.ask("bill", "list", "Noor Haddad")["total"] == 2
    assert lines("Noor Haddad", "--open").endswith("£6  open\n")
    assert shell.ask("bill", "list", "--open")["total"] == 2
    shell.ask("bill", "drop", other)
    shell.ask("bill", "hold", begun)
    assert lines("--open").endswith("held\n")
