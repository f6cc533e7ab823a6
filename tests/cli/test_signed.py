"""What was signed, and patch tests, by commands."""

from tests.cli.conftest import Shell


def test_a_consent_is_noted_and_withdrawn(shell: Shell) -> None:
    shell.ask("client", "add", "--name", "Anna Test")
    error = shell.refused("consent", "Anna Test", "treatment_specific")
    assert error["kind"] == "service_needed"
    words = ("consent", "Anna Test", "treatment_specific", "--service", "pel_lactic")
    [one] = shell.ask(*words)["consents"]
    assert one["service"] == "pel_lactic"
    assert (one["state"], one["until"], one["signature"]) == (
        *("stands", "2027-05-25", "paper"),
    )
    gone = shell.ask("consent", "Anna Test", "treatment_specific", "--withdraw")
    assert [one["state"] for one in gone["consents"]] == ["withdrawn"]
    again = shell.refused("consent", "Anna Test", "treatment_specific", "--withdraw")
    assert again["kind"] == "withdrawn_already"


def test_a_guardian_and_a_doctor_are_named(shell: Shell) -> None:
    shell.ask("client", "add", "--name", "Anna Test")
    words = ("consent", "Anna Test", "guardian_consent", "--by")
    assert shell.refused(*words, "abc")["kind"] == "name_needed"
    shell.ask(*words, "王芳")
    letter = ("consent", "Anna Test", "medical_letter", "--by", "Dr Ann Lee")
    assert shell.refused(*letter)["kind"] == "condition_needed"
    shown = shell.ask(*letter, "--condition", "diabetes")["consents"]
    assert [(one["by"], one["condition"]) for one in shown] == [
        *(("王芳", None), ("Dr Ann Lee", "diabetes"))
    ]


def test_a_test_is_not_read_before_its_hours(shell: Shell) -> None:
    shell.ask("client", "add", "--name", "Anna Test")
    patch = ("patch", "Anna Test", "lsb_tint")
    assert shell.refused(*patch, "--result", "none")["kind"] == "nothing_to_read"
    shell.ask(*patch)
    early = shell.refused(*patch, "--result", "none", now="2026-11-25T10:41")
    assert early["kind"] == "too_soon_to_read"
    assert "Wed 25 Nov 10:42" in early["text"]
    [read] = shell.ask(*patch, "--result", "none", now="2026-11-25T10:42")[
        "patch_tests"
    ]
    assert (read["applied"], read["read"], read["valid_until"]) == (
        *("2026-11-23T10:42", "2026-11-25T10:42", "2027-05-24T23:42"),
    )
