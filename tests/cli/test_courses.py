"""Courses by commands, from the sale to the money back; and their papers."""

from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from salon.paper.press import MM
from tests.cli.conftest import Shell
from tests.paper.reading import squeezed

PEEL = "fac_deep"
STROKES = "[[[0.1,0.2],[0.4,0.5],[0.7,0.3]],[[0.2,0.6],[0.8,0.6]]]"


def client(shell: Shell, name: str = "Lin Meihua", digits: str = "0123") -> str:
    phone = ("--phone", f"+44770090{digits}")
    return str(shell.ask("client", "add", "--name", name, *phone)["id"])


def sold(shell: Shell, who: str, price: str = "3000", sessions: int = 10) -> str:
    said = ("--service", PEEL, "--sessions", sessions, "--price", price)
    made = shell.ask("course", "sell", who, *said, "--list", "400")
    assert (made["kind"], made["left"], made["state"]) == (
        *("sessions", sessions),
        "active",
    )
    return str(made["id"])


def minor(shape: Any) -> int:
    assert shape["currency"] == "GBP"
    return int(shape["minor"])


def test_scenario_19_by_commands(shell: Shell) -> None:
    """3,000 for 10, 4 used: 1,800 or 1,400."""
    who = client(shell)
    key = sold(shell, who)
    for number in range(1, 5):
        one = shell.ask("course", "redeem", who)
        assert (one["course"], one["number"], one["left"]) == (key, number, 10 - number)
        assert minor(one["worth"]) == 30000
    found = shell.ask("course", "refund", key)
    assert (minor(found["pro_rata"]), minor(found["at_list"])) == (180000, 140000)
    assert found["paid_back"] is None
    paid = ("course", "refund", key, "--basis", "list")
    assert shell.refused(*paid)["kind"] == "no_reason"
    said = shell.ask(*paid, "--reason", "moves away", "--by", "card")
    assert minor(said["paid_back"]) == 140000
    shown = shell.ask("course", "show", key)
    assert shown["state"] == "refunded"
    assert [one["what"] for one in shown["log"]] == ["sold", "refunded"]
    assert len(shown["taken"]) == 4
    assert shell.refused("course", "redeem", who)["kind"] == "no_course"


def test_a_session_is_signed_found_by_its_code_and_taken_back(
    shell: Shell, tmp_path: Path
) -> None:
    who = client(shell)
    sold(shell, who)
    one = shell.ask("course", "redeem", who)
    drawn = tmp_path / "signed.json"
    drawn.write_text(STROKES)
    said = ("course", "sign", one["id"], "--client-signs", drawn)
    signed = shell.ask(*said, "--staff-signs", "paper")
    assert (signed["staff_signed"], signed["client_signed"]) == (True, True)
    drawn.write_text("[]")
    assert shell.refused(*said)["kind"] == "no_signature"
    [found] = shell.ask("course", "code", one["code"].lower())["sessions"]
    assert found["id"] == one["id"]
    back = shell.ask("course", "back", one["id"], "--reason", "the wrong one")
    assert back["taken_back"] == "the wrong one"
    assert shell.ask("course", "list", who)["courses"][0]["used"] == 0


def test_a_course_is_bent_by_commands(shell: Shell) -> None:
    who, other = client(shell), client(shell, "Basia Nowak", "0999")
    key = sold(shell, who)
    assert shell.refused("course", "extend", who)["kind"] == "needed"
    assert shell.refused("course", "extend", who, "--until", "+9", "--reason", "so")[
        "kind"
    ] == ("does_not_end")
    frozen = shell.ask("course", "freeze", who, "--until", "+9", "--reason", "ill")
    assert (frozen["state"], frozen["frozen_until"]) == ("frozen", "2026-12-02")
    assert shell.ask("course", "run", key)["state"] == "active"
    for word in ("share", "unshare"):
        assert (
            shell.refused("course", word, key, "--to", other)["kind"]
            == "not_of_the_household"
        )
    passed = shell.ask("course", "pass", key, "--to", other, "--reason", "a gift")
    assert (passed["client"], passed["buyer"]) == (other, who)
    changed = shell.ask(
        *("course", "convert", other, "--sessions", 12, "--price", "3100"),
        *("--reason", "more of it", "--pays", "--by", "card"),
    )
    assert (minor(changed["paid"]), minor(changed["credited"])) == (10000, 0)
    assert changed["course"]["left"] == 12
    assert shell.refused("course", "release", key, "--reason", "so")["kind"] == (
        "not_that_way"
    )
    assert shell.refused("course", "dance", key)["kind"] == "no_word_of_courses"


def test_several_courses_and_namesakes_are_asked_after(shell: Shell) -> None:
    who = client(shell, "Wang Fang", "2231")
    client(shell, "Wang Fang", "8876")
    first = sold(shell, who)
    second = sold(shell, who)
    assert first in shell.refused("course", "show", who)["text"]
    said = ("course", "redeem", who, "--course", second)
    assert shell.refused(*said)["kind"] == "namesake_asks"
    assert shell.ask(*said, "--digits", "2231")["course"] == second


@pytest.mark.parametrize("tongue", ["en", "zh_CN", "zh_TW"])
def test_slip_and_refund_sheet_are_printed(
    shell: Shell, tmp_path: Path, tongue: str
) -> None:
    who = client(shell)
    key = sold(shell, who)
    one = shell.ask("course", "redeem", who)
    slip, sheet = tmp_path / "slip.pdf", tmp_path / "refund.pdf"

    for what, number, out in (("slip", one["id"], slip), ("refund", key, sheet)):
        said = shell.ask("print", what, number, "--language", tongue, "--out", out)
        assert (said["pages"], said["missing_characters"]) == (1, [])

    [page] = PdfReader(slip).pages
    assert round(page.mediabox.width / MM) == 80
    assert 100 < page.mediabox.height / MM < 220
    words = squeezed(page.extract_text())
    assert one["code"] in words
    assert "£300" in words
    assert "£2,700" in words
    words = squeezed(PdfReader(sheet).pages[0].extract_text())
    assert "£2,700" in words  # by the price paid
    assert "£2,600" in words  # at the list price
