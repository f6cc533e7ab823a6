"""A complaint by commands: opened, led through its steps, closed, counted."""

from tests.cli.conftest import Shell
from tests.cli.test_incidents import facial, noor

WORDS = "I said light brown twice"
HUGE = f"credit={'9' * 40}@+1:Sorry"
LATER = "2026-11-23T13:00"


def hired(shell: Shell) -> None:
    shell.ask("hire", "Lena", "--role", "manager")
    shell.ask("hire", "Mei", "--role", "consultant")


def test_it_is_led_to_its_end(shell: Shell) -> None:
    client = noor(shell)
    hired(shell)
    visit = facial(shell, client)
    said = ("--words", WORDS, "--read-back", "--visit", visit, "--person", "Mei")
    opened = shell.ask("complaint", "open", client, *said, now=LATER)

    assert opened["client"] == {"id": client, "name": "Noor Haddad"}
    assert (opened["level"], opened["status"], opened["step"]) == (
        *(1, "received"),
        "apologise",
    )
    assert opened["due"] == "2026-11-24T13:00:00"
    key = opened["id"]
    step = ("complaint", "step", key)
    assert shell.refused(*step, "propose", now=LATER)["kind"] == "step_first"
    shell.ask(*step, "apologise", now=LATER)
    root = ("--cause", "staff_skill", "--root", "The card was not shown")
    shell.ask(*step, "clarify", *root, now=LATER)
    ways = ("redo@+2:Made lighter", "partial_refund=10.00@tomorrow:Back to her card")
    offered = [word for one in ways for word in ("--offer", one)]
    both = shell.ask(*step, "propose", *offered, now=LATER)
    assert [one["amount"] for one in both["offers"]][1] == 1000
    assert [one["status"] for one in both["offers"]] == ["offered", "offered"]
    shell.ask(*step, "agree", "--choose", "2", "--words", "The money", now=LATER)
    calls = shell.ask("calls", "--until", "+40", now=LATER)["calls"]
    assert [one["step"] for one in calls if one["complaint"] == key] == [
        *("co_1", "co_3", "co_7", "co_30")
    ]
    shell.ask(*step, "done", "--choose", "2", now=LATER)
    change = ("--change", "The card is shown", "--person", "Lena", "--date", "+7")
    shell.ask(*step, "follow_up", *change, now=LATER)
    for tick in ("fixed", "staff_told"):
        shown = shell.ask(*step, tick, now=LATER)
    assert shown["missing"] == ["day_7"]
    refused = shell.refused("complaint", "close", key, now=LATER)
    assert refused["kind"] == "not_yet_closed"
    seventh = next(one for one in calls if one["step"] == "co_7")["id"]
    shell.ask("call", seventh, "well", now="2026-11-30T11:00")

    status, out, _err = shell.say("complaint", "list", now=LATER)
    assert (status, "staff_skill" in out) == (0, False)
    status, out, _err = shell.say("complaint", "show", key, now=LATER)
    assert (status, "granted" in out, "staff_skill" in out) == (0, True, False)
    status, out, _err = shell.say("complaint", "--help")
    assert "how it came about, in one sentence" in out
    closed = shell.ask("complaint", "close", key, now="2026-11-30T11:01")

    assert (closed["open"], closed["outcome"]) == (False, "content")
    assert shell.ask("complaint", "list", now=LATER)["total"] == 0
    assert shell.ask("complaint", "list", "--all", now=LATER)["total"] == 1
    [one] = shell.ask("complaint", "list", "--by", "cause", now=LATER)["tallies"]
    assert (one["key"], one["cases"], one["visits"]) == ("staff_skill", 1, 1)
    status, out, _err = shell.say("complaint", "show", key, now=LATER)
    assert (status, WORDS in out, "Made lighter" in out) == (0, True, True)


def test_what_is_late_is_handed_on(shell: Shell) -> None:
    client = noor(shell)
    hired(shell)
    key = shell.ask("complaint", "open", client, "--words", WORDS)["id"]
    late = "2026-11-25T10:42"
    [one] = shell.ask("complaint", "list", now=late)["complaints"]
    assert (one["late"], one["level"], one["responder"]) == (True, 1, 2)

    assert shell.ask("complaint", "overdue", now=late) == {"raised": 1}
    assert shell.ask("complaint", "overdue", now=late) == {"raised": 0}

    assert shell.ask("complaint", "show", key, now=late)["owner"] == "Lena"


def test_wrong_words_are_refused_and_nothing_is_lost(shell: Shell) -> None:
    client = noor(shell)
    key = shell.ask("complaint", "open", client, "--words", WORDS)["id"]
    for words, kind in (
        (("complaint", "dance"), "unknown_choice"),
        (("complaint", "show", "C1"), "not_found"),
        (("complaint", "show", "J99"), "missing"),
        (("complaint", "open", client, "--cause", "moon"), "unknown_choice"),
        (("complaint", "step", key, "dance"), "unknown_choice"),
        (("complaint", "step", key, "listen", "--read-back"), "words_needed"),
        (("complaint", "step", key, "listen", "--words", WORDS), "read_back_first"),
        (("complaint", "step", key, "grant", "--choose", "3"), "not_offered"),
        (("complaint", "step", key, "offer", "--offer", "=="), "bad_offer"),
        (("complaint", "step", key, "offer", "--offer", HUGE), "sum_too_large"),
        (("complaint", "step", key, "offer", "--offer", "redo=5@+1"), "no_sum_here"),
        (("complaint", "step", key, "offer", "--offer", "redox99@+1"), "bad_count"),
        (("complaint", "list", "--by", "moon"), "unknown_choice"),
        (("complaint", "reopen", key, "--reason", "It is open"), "complaint_open"),
    ):
        assert shell.refused(*words)["kind"] == kind, words

    assert shell.ask("complaint", "show", key)["words"] == WORDS
