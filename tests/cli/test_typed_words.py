"""What was typed is shown as it is understood, answered and taught by a script."""

from tests.cli.conftest import Shell


def test_what_is_typed_is_understood_or_asked(shell: Shell) -> None:
    fields = ("--field", "allergies=latex", "--field", "medications=warfarin, Xyzumab")
    ann = shell.ask("client", "add", "--name", "Ann Lee", *fields)["id"]

    said = shell.ask("words", ann)

    assert [(one["word"], one["conditions"]) for one in said["understood"]] == [
        ("latex", ["allergy_latex"]),
        ("warfarin", ["anticoagulant"]),
    ]
    assert said["understood"][1] == {
        "place": "medications",
        "word": "warfarin",
        "conditions": ["anticoagulant"],
        "sure": True,
        "ended": False,
        "ended_on": None,
        "answer": None,
    }
    assert [(one["place"], one["word"]) for one in said["questions"]] == [
        ("allergies", "latex"),
        ("medications", "Xyzumab"),
    ]

    answered = shell.ask(
        *("words", ann, "--answer", "xyzumab=photosensitiser steroid_oral"),
        *("--answer", "warfarin=ended:2026-11-01", "--answer", "LATEX=not_her"),
    )
    assert answered["questions"] == []
    found = {one["word"]: one for one in answered["understood"]}
    assert found["Xyzumab"]["conditions"] == ["photosensitiser", "steroid_oral"]
    assert found["warfarin"]["ended_on"] == "2026-11-01"
    assert (found["latex"]["conditions"], found["latex"]["answer"]) == ([], "not_her")

    shell.ask("undo")  # all of them were one action
    assert shell.ask("words", ann) == said
    shell.ask("redo")
    shell.ask("words", ann, "--take-back", "latex")
    assert [one["word"] for one in shell.ask("words", ann)["questions"]] == ["latex"]


def test_the_salon_teaches_its_own_words(shell: Shell) -> None:
    ann = shell.ask(
        *("client", "add", "--name", "Ann Lee", "--field", "medications=老王膏")
    )["id"]

    taught = shell.ask("words", "--teach", "老王膏=steroid_face")
    assert taught == {
        "taught": [{"word": "老王膏", "conditions": ["steroid_face"], "place": None}]
    }
    [one] = shell.ask("words", ann)["understood"]
    assert one["conditions"] == ["steroid_face"]

    assert shell.ask("words", "--forget", "老王膏") == {"taught": []}
    assert shell.ask("words", ann)["questions"][0]["word"] == "老王膏"


def test_what_is_no_answer_is_refused(shell: Shell) -> None:
    ann = shell.ask(
        *("client", "add", "--name", "Ann Lee", "--field", "medications=Xyzumab")
    )["id"]

    for said, kind in (
        ("Xyzumab", "not_a_pair"),
        ("Xyzumab=", "not_a_pair"),
        ("Xyzumab=no_such", "bad_field"),
        ("Xyzumab=ended:soon", "bad_day"),
        ("Xyzumab=ended:2027-01-01", "bad_field"),
        ("nowhere=harmless", "not_found"),
    ):
        assert shell.refused("words", ann, "--answer", said)["kind"] == kind
