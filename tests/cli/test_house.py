"""The house by words: rounds, suggestions, learning, and whoever comes in."""

from pathlib import Path

from pypdf import PdfReader

from tests.cli.conftest import Shell
from tests.cli.test_incidents import facial, noor

LATER = "2026-11-23T13:00"


def test_a_round_opens_defects_until_they_are_mended(shell: Shell) -> None:
    gone = shell.ask("round", "go", "--wrong", "sh_sign", "--right", "sh_desk")
    assert gone["wrong"] == ["sh_sign"]
    [defect] = gone["defects"]
    assert (defect["check"], defect["mended"]) == ("sh_sign", None)
    assert shell.ask("round", "mend", defect["id"])["mended"] == "2026-11-23"
    other = shell.ask("round", "defect", "The lift squeaks", "--due", "+2")
    assert other["due"] == "2026-11-25"
    assert shell.ask("round", "show", "--second")["done_at"] is None
    assert shell.ask("round", "list")["total"] == 1
    assert shell.refused("round", "go", "--wrong", "weather")["kind"] == "no_such_check"
    assert shell.ask("round", "greet")["total"] == 0


def test_a_suggestion_is_answered_and_the_year_is_printed(
    shell: Shell, tmp_path: Path
) -> None:
    client = noor(shell)
    said = shell.ask(
        *("suggestion", "note", "A coat hook", "--client", client),
        *("--way", "box", "--cause", "room"),
    )
    assert (said["voices"], said["due"]) == (1, "2026-12-07")
    same = shell.ask("suggestion", "note", "Hooks!", "--way", "box")
    assert shell.ask("suggestion", "same", same["id"], said["id"])["voices"] == 2
    no = shell.ask("suggestion", "note", "Open on Sundays")
    refused = shell.refused("suggestion", "answer", no["id"], "no")
    assert refused["kind"] == "needs_why"
    shell.ask("suggestion", "answer", no["id"], "no", "--words", "We rest")
    shell.ask("suggestion", "answer", said["id"], "yes")
    done = shell.ask("suggestion", "change", said["id"], "--words", "A hook each")
    assert (done["changed"], done["told"]) == ("2026-11-23", "2026-11-23")
    out = tmp_path / "year.pdf"
    for paper in ("A4", "A5"):
        made = shell.ask("suggestion", "print", "--out", out, "--paper", paper)
        assert made["pages"] == 1
        text = "".join(page.extract_text() for page in PdfReader(out).pages)
        assert "A hook each" in text
        assert "We rest" in text
        assert "Noor" not in text  # nobody is named on it


def test_what_is_learnt_and_asked(shell: Shell) -> None:
    shell.ask("hire", "Mei", "--role", "therapist")
    taught = shell.ask("training", "note", "Mei", "--service", "con_review")
    assert taught["trainings"][0]["person"] == "Mei"
    quiz = shell.ask("training", "quiz", "Mei", "--seed", "7")["questions"]
    assert len(quiz) == 5
    assert all(2 <= len(one["choices"]) <= 4 for one in quiz)
    answers = [word for _at in range(5) for word in ("--answer", "1")]
    marked = shell.ask("training", "quiz", "Mei", "--seed", "7", *answers)
    assert marked["right"] + len(marked["missed"]) == marked["of"] == 5
    assert shell.ask("training", "list")["quizzes"][0]["of"] == 5
    assert shell.ask("training", "cards", "--service", "con_review")["total"] >= 2


def test_needs_are_noted_and_the_next_question_told(shell: Shell) -> None:
    client = noor(shell)
    first = shell.ask("need", "list", client)
    assert first["ask"]["kind"] == "said"
    noted = shell.ask("need", "note", client, "said", "A rest")
    assert (noted["needs"][0]["words"], noted["ask"]) == ("A rest", None)
    assert shell.ask("need", "decline", client, "real")["needs"][1]["declined"]
    assert shell.refused("need", "decline", client, "secret")["kind"] == "never_asked"
    value = shell.ask("need", "effort", client, "--travel", "30", "--effort", "3")
    assert (value["effort"], value["visits"]) == (3, 0)
    refused = shell.refused("need", "note", client, "wishes", "x")
    assert refused["kind"] == "unknown_word"


def test_from_the_door_to_goodbye(shell: Shell) -> None:
    client = noor(shell)
    visit = facial(shell, client)
    shown = shell.ask("steps", "tick", visit, "confirm", now=LATER)
    assert shown["steps"][1]["at"] == "2026-11-23T13:00:00"
    shown = shell.ask("steps", "skip", visit, "home", "--reason", "told last week")
    assert shown["steps"][7]["skipped"] == "told last week"
    assert shell.ask("steps", "missed")["visits"] == 1
    assert shell.ask("steps", "tenure")["total"] == 4
    assert shell.ask("waiting", "list")["total"] == 0
    assert shell.ask("waiting", "sums")["vouchers"] == 0
    assert shell.refused("waiting", "offer", visit, "Tea")["kind"] == "not_waiting"
    kept = shell.ask("surprise", "memory", visit, "Her sister marries")
    assert kept["words"] == "Her sister marries"


def test_an_enquiry_goes_its_way(shell: Shell) -> None:
    client = noor(shell)
    one = shell.ask("enquiry", "note", "A lady", "--words", "spots")
    assert (one["source"], one["next"]) == ("walk_in", "prepare")
    assert shell.ask("enquiry", "step", one["id"], "greet")["steps"] == ["greet"]
    shell.ask("enquiry", "client", one["id"], client)
    ended = shell.ask("enquiry", "end", one["id"], "thinking")
    assert ended["call"] is not None
    assert shell.ask("enquiry", "list")["total"] == 1
    [month] = shell.ask("enquiry", "months")["months"]
    assert (month["asked"], month["booked"]) == (1, 0)
    fronts = shell.ask("enquiry", "front", "New sign", "--on", "2026-11-10")
    assert fronts["months"][0]["front"] == "New sign"


def test_surprises_and_the_moment_for_a_friend(shell: Shell) -> None:
    client = noor(shell)
    given = shell.ask("surprise", "give", client, "A flower", "--cost", "2.50")
    assert given["had"][0]["cost"] == 250
    again = shell.refused("surprise", "give", client, "A flower", "--cost", "2.50")
    assert again["kind"] == "same_surprise"
    assert shell.ask("surprise", "costs")["cost"] == 250
    assert shell.ask("friend", client)["may_ask"] is False
    assert shell.refused("friend", client, "yes")["kind"] == "not_the_moment"
