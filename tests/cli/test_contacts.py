"""Being in touch, shifts and protocols by commands, as a script would say them."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Shell


@pytest.fixture
def shell(data: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    shell = Shell(data, capsys)
    shell.ask("client", "add", "--name", "Noor Haddad", "--phone", "020 7946 0011")
    return shell


def test_a_contact_comes_in_and_is_shown(shell: Shell) -> None:
    done = shell.ask(
        *("contact", "add", "Noor Haddad", "--in", "--by", "wechat"),
        *("--note", "All calm"),
    )
    assert done["contact"]["direction"] == "in"
    assert done["contact"]["channel"] == "wechat"
    assert done["follows"] == []

    shown = shell.ask("contact", "show", "Noor Haddad")
    assert [one["note"] for one in shown["contacts"]] == ["All calm"]


def test_who_rings_back_in_person_is_in_the_list(shell: Shell) -> None:
    shell.ask("hire", "Mei", "--role", "reception")
    back = ("--again", "2026-11-23T15:00", "--me", "--as", "Mei")
    done = shell.ask("contact", "add", "Noor Haddad", "--in", *back)
    assert done["follows"][0]["from"] == "15:00"

    [call] = shell.ask("calls", now="2026-11-23T15:10")["calls"]
    assert call["for"]["name"] == "Mei"
    assert 0 < call["best"]["chance"] < 1
    assert call["foreseen"]["no_answer"].startswith("No answer, again")


def test_wishes_are_noted_and_said(shell: Shell) -> None:
    shell.ask("contact", "refuse", "Noor Haddad", "--purpose", "offer")
    shown = shell.ask("contact", "refuse", "Noor Haddad", "--channel", "phone")
    assert shown["refused"] == [
        {"purpose": None, "channel": "phone"},
        {"purpose": "offer", "channel": None},
    ]
    shown = shell.ask("contact", "allow", "Noor Haddad", "--channel", "phone")
    assert shown["refused"] == [{"purpose": "offer", "channel": None}]

    for _twice in range(2):
        shown = shell.ask("contact", "offer", "Noor Haddad", "trial", "refused")
    assert shown["offers"][0]["do_not_offer"] is True


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (("contact", "refuse", "Noor Haddad"), "no_such_wish"),
        (("contact", "refuse", "Noor Haddad", "--purpose", "safety"), "no_such_wish"),
        (("contact", "add", "Noor Haddad", "--by", "pigeon"), "no_such_way"),
        (("contact", "add", "Noor Haddad", "--in", "--outcome", "no_answer"), ""),
        (("contact", "add", "Nobody Known"), "not_found"),
        (("contact", "sing", "Noor Haddad"), "nothing_to_note"),
        (("contact", "offer", "Noor Haddad", "gold", "refused"), "bad_offer"),
        (("handover", "--take"), "nothing_handed_over"),
        (("handover", "--seen", "sh_sign=perhaps"), "neither_yes_nor_no"),
        (("handover", "--seen", "weather=yes"), "no_such_check"),
        (("protocol", "sing", "ac_peel"), "nothing_to_do"),
        (("protocol", "show", "ac_none_such"), "not_found"),
        (("protocol", "edit", "ac_peel", "--set", "d9.day_offset=1"), "no_such_step"),
        (("protocol", "edit", "ac_peel", "--set", "d1.day_offset=-1"), "bad_protocol"),
        (("protocol", "edit", "ac_peel", "--set", "d1.script.zh_CN="), "bad_protocol"),
        (("protocol", "edit", "ac_peel", "--set", "d1.after=d1"), "bad_protocol"),
        (("protocol", "say", "opener", "--en", "Hello"), "bad_protocol"),
        (("protocol", "hush", "no_such"), "not_found"),
        (("protocol", "edit", "ac_peel", "--set", "d1.day=-1"), "bad_protocol"),
        (("protocol", "edit", "ac_peel", "--set", "d1.en=Hello"), "bad_protocol"),
        (("feedback", "list", "--days", "99999999999"), "too_many_days"),
        (("learned", "--days", "99999999999"), "too_many_days"),
        (("occasions", "rule", "birthday", "--set", "kind=x"), "bad_rule"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    shell: Shell, said: tuple[str, ...], kind: str
) -> None:
    before = shell.ask("history", "--limit", "1")
    status, out, err = shell.say(*said, "--json")
    assert status == 1
    assert err.strip()
    assert "Traceback" not in err
    if kind:
        assert json.loads(out)["error"]["kind"] == kind
    assert shell.ask("history", "--limit", "1") == before


def test_a_shift_is_handed_over_by_one_and_taken_by_another(shell: Shell) -> None:
    shell.ask("hire", "Mei", "--role", "reception")
    shell.ask("hire", "Jo", "--role", "reception")
    left = shell.ask("handover", "--note", "Parcel behind the desk", "--as", "Mei")
    assert left["last"]["by"] == "Mei"
    assert left["last"]["taken_by"] is None
    assert left["round"]["by"] is None

    taken = shell.ask("handover", "--take", "--as", "Jo", now="2026-11-24T08:50")
    assert taken["last"]["taken_by"] == "Jo"
    round_ = shell.ask("handover", "--seen", "sh_sign=no", "--as", "Jo")["round"]
    assert (round_["seen"], round_["by"]) == ({"sh_sign": False}, "Jo")


def test_a_protocol_is_rewritten_tried_and_switched(
    shell: Shell, tmp_path: Path
) -> None:
    every = shell.ask("protocol", "show")["protocols"]
    assert len(every) > 20
    peel = shell.ask("protocol", "show", "ac_peel")
    assert peel["on"]
    assert peel["services"]

    file = tmp_path / "steps.json"
    steps = peel["steps"]
    steps[1]["day_offset"] = 2
    file.write_text(json.dumps({"steps": steps}), "utf-8")
    drafted = shell.ask("protocol", "edit", "ac_peel", file)
    assert drafted["draft"][1]["day_offset"] == 2
    assert drafted["steps"][1]["day_offset"] == 1

    file.write_text(json.dumps({"steps": 5}), "utf-8")
    status, _out, err = shell.say("protocol", "edit", "ac_peel", file)
    assert (status, "Traceback" in err) == (1, False)

    tried = shell.ask("protocol", "preview", "ac_peel", "Noor Haddad")
    assert tried["draft"]
    assert [one["step"] for one in tried["steps"]] == [one["id"] for one in steps]
    assert all("{" not in one["words"] for one in tried["steps"])

    live = shell.ask("protocol", "on", "ac_peel")
    assert live["draft"] is None
    assert live["steps"][1]["day_offset"] == 2
    assert shell.ask("protocol", "off", "ac_peel")["on"] is False
    shell.ask("undo")
    assert shell.ask("protocol", "show", "ac_peel")["on"]


def test_words_of_our_own_are_kept_and_hushed(shell: Shell) -> None:
    texts = ("--en", "Drink warm.", "--zh_CN", "喝点热的。", "--zh_TW", "喝點熱的。")
    said = shell.ask("protocol", "say", "body", "--topic", "small_tip", *texts)
    [own] = said["words"]
    assert (own["kind"], own["off"]) == ("body", False)
    hushed = shell.ask("protocol", "hush", own["id"])
    assert hushed["words"][0]["off"]


def test_what_was_learned_is_counted(shell: Shell) -> None:
    shell.ask("contact", "add", "Noor Haddad", "--outcome", "well")
    shell.ask("contact", "add", "Noor Haddad", "--outcome", "no_answer")
    for by in ("step", "caller", "hour"):
        [one] = shell.ask("learned", "--by", by)["learned"]
        assert one["tried"] == 2
        assert one["reached"]["number"] == 1
        low, high = one["reached"]["between"]
        assert 0 < low < 0.5 < high < 1
    assert shell.ask("learned", "--by", "wording")["total"] == 0
