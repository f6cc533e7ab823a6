"""`owed`: money, and with --hours the hours against the rota."""

from tests.cli.conftest import Shell


def test_nothing_is_owed_yet(shell: Shell) -> None:
    found = shell.ask("owed")

    assert {one["account"] for one in found["owed"]} >= {"course", "stored", "deposit"}
    assert found["bank"] is None
    assert found["cover"] is None
    hours = shell.ask("owed", "--hours")
    assert (hours["owed_hours"], hours["sessions"], hours["weeks"]) == (0.0, 0, 0.0)
    status, said, _error = shell.say("owed", "--hours")
    assert status == 0
    assert "Every paid session has been given." in said


def test_hours_are_told_in_the_manner_of_the_contract(shell: Shell) -> None:
    shell.ask("client", "add", "--name", "Noor Haddad")
    shell.ask(
        *("course", "sell", "Noor Haddad", "--service", "pel_glycolic"),
        *("--sessions", "10", "--price", "680"),
    )

    found = shell.ask("owed", "--hours")

    assert found["sessions"] == 10
    assert found["courses"] == 1
    assert found["owed_hours"] > 5
    [kind] = found["kinds"]
    assert kind["family"] == "PEL"
    assert kind["owed_hours"] == found["owed_hours"]
    assert set(kind) == {
        *("family", "name", "owed_hours", "free_hours_a_week", "weeks", "level"),
        *("narrow", "can_be_given"),
    }
    assert found["limits"] == {"warn": 12, "owner": 16}
    if found["weeks"] is not None:
        weeks = found["owed_hours"] / found["free_hours_a_week"]
        assert abs(found["weeks"] - weeks) < 0.1


def test_a_course_past_the_limit_needs_a_reason(shell: Shell) -> None:
    shell.ask("client", "add", "--name", "Noor Haddad")
    bill = shell.ask("bill", "new", "Noor Haddad", "--empty")
    words = (
        *("bill", "add", f"N{bill['id'].strip('BILN')}", "course", "pel_glycolic"),
        *("--sessions", "60", "--list", "85", "--amount", "3000"),
    )

    refused = shell.refused(*words)
    assert refused["kind"] == "too_much_promised"

    shell.ask(*words, "--despite", "Two a week until the wedding")
