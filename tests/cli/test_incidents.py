"""What went wrong, by commands: opened, listed, closed; a call leads to one."""

from tests.cli.conftest import Shell

TODAY, LATER = "2026-11-23T10:42", "2026-11-24T10:30"


def noor(shell: Shell) -> str:
    added = shell.ask(
        "client", "add", "--name", "Noor Haddad", "--phone", "+447700900123"
    )
    return str(added["id"])


def facial(shell: Shell, client: str) -> str:
    visit = shell.ask("book", client, "fac_deep", "--at", "2026-11-23T11:00")["id"]
    shell.ask("arrive", visit)
    shell.ask("complete", visit, now="2026-11-23T12:10")
    return str(visit)


def test_it_is_opened_shown_listed_and_closed(shell: Shell) -> None:
    client = noor(shell)
    opened = shell.ask(
        *("incident", client, "--flag", "rf_breath", "--flag", "rf_hives"),
        *("--note", "It began in the taxi"),
    )

    assert opened["client"] == {"id": client, "name": "Noor Haddad"}
    assert (opened["severity"], opened["open"]) == (4, True)
    assert [one["flag"] for one in opened["signs"]] == ["rf_breath", "rf_hives"]
    assert (opened["held"], opened["steps"]) == ([], [])
    assert opened["opened"] == "2026-11-23T10:42:00+00:00"
    assert shell.ask("incident", "show", opened["id"]) == opened
    assert shell.ask("incidents")["incidents"] == [opened]
    alerts = shell.ask("client", "show", client)["alerts"]
    assert (alerts[0]["kind"], alerts[0]["grade"]) == ("incident", "critical")
    assert shell.ask("calls")["total"] == 2  # in two hours, and in the evening

    words = ("incident", "close", opened["id"])
    assert shell.refused(*words, "--outcome", "healed")["kind"] == "reason_needed"
    said = ("--reason", "The doctor let her go", "--leaves", "anaphylaxis_history")
    closed = shell.ask(*words, "--outcome", "doctor", *said)
    assert (closed["open"], closed["outcome"]) == (False, "doctor")
    assert closed["leaves"] == ["anaphylaxis_history"]
    assert shell.ask("incidents")["total"] == 0
    assert shell.ask("incidents", "--all")["total"] == 1
    assert shell.ask("calls")["total"] == 0
    status, out, _err = shell.say("incident", "show", opened["id"])
    assert (status, "In a doctor’s hands" in out) == (0, True)


def test_a_wrong_word_is_refused_and_nothing_is_opened(shell: Shell) -> None:
    client = noor(shell)
    assert shell.refused("incident", client)["kind"] == "no_flag"
    assert shell.refused("incident", client, "--flag", "x")["kind"] == "unknown_flag"
    assert shell.refused("incident", "show", "I9")["kind"] == "missing"
    assert shell.refused("incident", "show", "C1")["kind"] == "not_found"
    said = ("incident", client, "--flag", "rf_burn", "--visit", "A999")
    assert shell.refused(*said)["kind"] == "missing"
    assert shell.ask("incidents", "--all")["total"] == 0


def test_a_call_with_a_flag_leads_on(shell: Shell) -> None:
    client = noor(shell)
    visit = facial(shell, client)
    found = shell.ask("calls", "--all", now=LATER)["calls"]
    call = next(one for one in found if one["red_flags"])
    flag = call["red_flags"][0]["id"]

    refused = shell.refused("call", call["id"], "well", "--flag", flag, now=LATER)
    assert refused["kind"] == "flag_is_open"
    done = shell.ask("call", call["id"], "message", "--flag", flag, now=LATER)

    assert done["call"]["outcome"] == "worried"
    follow = done["follows"][0]
    assert follow["kind"] == "incident"
    opened = shell.ask("incident", "show", follow["incident"], now=LATER)
    assert (opened["appointment"], opened["signs"][0]["flag"]) == (visit, flag)
    assert opened["held"][0]["service"] == "fac_deep"
    shell.ask("undo", now=LATER)
    assert shell.ask("incidents", "--all", now=LATER)["total"] == 0
