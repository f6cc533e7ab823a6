"""What commands say: whose it was, what was done, what a file holds, in whose words."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.cli.conftest import Shell

HER, HIM = "Anna Test", "Bo Lee"


@pytest.fixture(autouse=True)
def two(shell: Shell) -> None:
    shell.ask("client", "add", "--name", HER, "--phone", "07700900123")
    shell.ask("client", "add", "--name", HIM, "--phone", "07700900456")


def said(shell: Shell, *words: object) -> str:
    status, out, err = shell.say(*words)
    assert status == 0, err
    return out


def test_undo_redo_and_history_say_whose_it_is(shell: Shell) -> None:
    shell.ask("client", "archive", HIM)
    done = shell.ask("undo")
    assert done["clients"] == [{"id": "C2", "name": HIM}]
    assert said(shell, "redo").strip().endswith(f"· C2 {HIM}")
    shell.ask("client", "edit", HER, "--field", "source=walk_in")
    newest, *older = said(shell, "history").splitlines()
    assert f"C1 {HER}" in newest
    assert f"C2 {HIM}" in older[0]
    assert f"C1 {HER}" in said(shell, "undo")
    note = shell.ask("client", "note", "add", HER, "One")["notes"][0]["id"]
    shell.ask("client", "note", "edit", note, "Other")  # a row that changes its text
    assert f"C1 {HER}" in said(shell, "history", "--limit", "1")
    shell.ask("client", "add", "--name", "Cy Poe")
    assert "C3 Cy Poe" in said(shell, "undo")  # who is not there any more
    shell.ask("hire", "Mei")
    [action] = shell.ask("history", "--limit", "1")["actions"]
    assert action["clients"] == []


def test_a_second_file_of_one_person_is_warned_of(shell: Shell) -> None:
    words = ("client", "add", "--name", HER, "--phone", "07700900123")
    out = said(shell, *words)  # it is added all the same: a script may know better
    assert "C1 Anna Test may be the same client (same phone, same name)" in out
    made = shell.ask("client", "add", "--name", HER)
    assert [one["id"] for one in made["twins"]] == ["C1", "C3"]
    assert shell.ask("client", "add", "--name", "Cy Poe")["twins"] == []


def test_a_file_is_shown_whole(shell: Shell) -> None:
    fields = ("allergies=Latex", "conditions=pregnancy", "drink=water", "note=Shy")
    for one in (*fields, "medications=Tretinoin"):
        shell.ask("client", "edit", HER, "--field", one)
    shell.ask("client", "decline", HER, "smoking")
    shell.ask("consent", HER, "photo_record")
    shell.ask("relative", "add", HER, "mother", "Berta")
    told = said(shell, "client", "show", HER)
    for word in ("Latex", "Pregnant", "Shy", "Tretinoin", "Berta", "07700 900123"):
        assert word in told, word
    assert "prefers not to say" in told
    assert "given" in told
    assert "{" not in told
    assert len(said(shell, "client", "edit", HER, "--field", "note=x").split("\n")) < 6


def test_who_has_left_is_found_as_such(shell: Shell) -> None:
    assert "!" not in said(shell, "find", HIM)
    shell.ask("client", "archive", HIM)
    assert "! Archived" in said(shell, "find", HIM)
    shell.ask("client", "block", HIM, "--reason", "rude")
    shell.ask("client", "deceased", HIM)
    assert "! Archived  ! Blocked (rude)  ! Deceased" in said(shell, "find", HIM)


def test_what_is_done_or_not_there_is_said(shell: Shell) -> None:
    assert "No photographs." in said(shell, "photo", "list", HER)
    assert "Nobody was away" in said(shell, "client", "retention")
    assert "two people" in said(shell, "duplicates", HER, HIM, "--two")
    assert "No two files" in said(shell, "duplicates")
    shell.ask("merge", HER, HIM)
    assert "C2 Bo Lee would be parted from C1 Anna Test." in said(
        shell, "split", "C2", "--look"
    )
    assert "C2 Bo Lee was parted from C1 Anna Test." in said(shell, "split", "C2")
    shell.ask("consent", HER, "service_terms")
    assert said(shell, "consent", "withdraw", HER, "service_terms").strip()


def test_a_locked_photograph_is_said_to_be_there(shell: Shell, tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (60, 80), "tan").save(tmp_path / "a.png")
    shell.ask("consent", HER, "photo_record")
    shell.ask("photo", "add", HER, tmp_path / "a.png")
    shell.ask("consent", "withdraw", HER, "photo_record")
    assert "1 photograph is locked" in said(shell, "photo", "list", HER)


@pytest.mark.parametrize("word", ["sister", "Brother", "sibling", "兄弟姐妹"])
def test_a_relation_is_known_by_what_people_call_it(shell: Shell, word: str) -> None:
    [one] = shell.ask("relative", "add", HER, word, "Mia")["relatives"]
    assert one["relation"] == "sibling"


def test_a_relation_nobody_knows_is_told_what_fits(shell: Shell) -> None:
    error = shell.refused("relative", "add", HER, "nanny", "Mia")
    assert error["kind"] == "bad_field"
    assert "nanny" in error["text"]
    assert "sibling, friend" in error["text"]
    assert "mother" in shell.refused("relative", "add", HER)["text"]


def test_who_is_no_client_books_for_a_client_who_lets_them(shell: Shell) -> None:
    shell.ask("hire", "Mei", "--skills", "all")
    shell.ask("room", "One")
    mum = shell.ask("relative", "add", HER, "mother", "Mum", "--may", "book")
    aunt = shell.ask("relative", "add", HIM, "friend", "Ida", "--may", "book")
    number, other = mum["relatives"][0]["id"], aunt["relatives"][0]["id"]
    book = ("book", HER, "fac_hydrate", "--asked-by")
    for day, who in (("02", number), ("09", "mum"), ("16", number.lower())):
        shell.ask(*book, who, "--at", f"2026-12-{day}T14:00")
    late = ("--at", "2026-12-29T16:00")
    assert shell.refused(*book, other, *late)["kind"] == "not_found"  # of another file
    assert shell.refused(*book, "Ida", *late)["kind"] == "not_found"
    assert shell.refused(*book, HIM, *late)["kind"] == "not_for_relative"
    shell.ask("relative", "edit", number, "--may-not", "book")
    error = shell.refused(*book, "Mum", *late)
    assert error["kind"] == "not_for_relative"
    assert "Mum" in error["text"]
    shell.ask("relative", "add", HER, "friend", "Mum")
    error = shell.refused(*book, "Mum", *late)
    assert error["kind"] == "ambiguous"
    assert "RE1 Mum, RE3 Mum" in error["text"]


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (("client", "edit", HER, "--field", "nonsense=1"), ["no field “nonsense”"]),
        (("client", "confirm", HER, "medicationz"), ["no field “medicationz”"]),
        (("client", "health", HER, "q99=yes"), ["no field “q99”"]),
        (("client", "health", HER, "q01"), ["KEY=VALUE"]),
        (("clients", "--where", "nofield=1"), ["no field “nofield”"]),
        (("clients", "--columns", "nofield"), ["no field “nofield”"]),
        (("clients", "--where", "nofield"), ["KEY=VALUE"]),
        (("merge", HER, HIM, "--keep", "nofield=C2"), ["“nofield”", "name"]),
        (("client", "note", "edit", "NO9", "x"), ["no such note"]),
        (("consent", "show", "SF9"), ["SF9"]),
    ],
)
def test_what_is_not_known_is_named_as_such(
    shell: Shell, words: tuple[str, ...], parts: list[str]
) -> None:
    text = shell.refused(*words)["text"]
    assert all(part in text for part in parts), text


def test_anothers_note_is_not_said_to_be_gone(shell: Shell) -> None:
    shell.ask("hire", "Mei")
    shell.ask("hire", "Lea")
    note = ("client", "note", "add", HER, "Hm", "--for", "me", "--as", "Mei")
    number = shell.ask(*note)["notes"][0]["id"]
    edit = ("client", "note", "edit", number, "x", "--as", "Lea")
    there, gone = shell.refused(*edit), shell.refused(*edit[:3], "NO9", *edit[4:])
    assert there["text"] == gone["text"]
    assert "ClientNote" not in there["text"]


def test_several_who_may_be_meant_are_named_without_brackets(shell: Shell) -> None:
    shell.ask("client", "add", "--name", HER)
    error = shell.refused("client", "show", HER)
    assert "C1 Anna Test, C3 Anna Test" in error["text"]
    assert error["data"]["candidates"] == ["C1 Anna Test", "C3 Anna Test"]


def test_a_list_is_narrowed_by_number_and_phone_or_says_why_not(shell: Shell) -> None:
    def found(where: str) -> list[str]:
        return [one["id"] for one in shell.ask("clients", "--where", where)["clients"]]

    shell.ask("client", "add", "--name", "Cy Poe")
    assert (found("id=C2"), found("id=c2"), found("id=C9")) == (["C2"], ["C2"], [])
    assert (found("id=*"), found("id=x")) == (["C1", "C2", "C3"], [])
    assert (found("phone=*"), found("phone=")) == (["C1", "C2"], ["C3"])
    assert found("phone=07700 900456") == found("phone=+447700900456") == ["C2"]
    assert (found("mobile=900123"), found("phone=999")) == (["C1"], [])
    assert found("family_name=Test") == ["C1"]
    for field in ("last", "with", "usual", "late", "merged_into", "next", "classes"):
        error = shell.refused("clients", "--where", f"{field}=*")
        assert error["kind"] == "bad_field"
        assert field in error["text"]
        assert "phone" in error["text"]


def test_a_line_that_is_not_understood_says_why(shell: Shell, tmp_path: Path) -> None:
    script = tmp_path / "lines"
    script.write_text(f"tick '{HER}' --water 9\n", "utf-8")
    _status, _out, err = shell.say("run", script)
    assert "--water" in err
    assert "choose from" in err


def test_papers_for_a_client_speak_the_clients_language(
    shell: Shell, tmp_path: Path
) -> None:
    shell.ask("client", "edit", HER, "--field", "language=zh_CN")
    sheet = tmp_path / "a.json"
    sheet.write_text('{"findings": [{"zone": "chin", "condition": "dryness"}]}')
    shell.ask("assess", HER, sheet, now="2026-06-12T10:00")
    shell.ask("assess", HER, sheet)
    out = tmp_path / "paper.pdf"
    for words, own, other in (
        (("print", "skin", HER), "你的肌肤", "Your skin"),
        (("print", "changed", HER), "有什么变化", "What changed"),
        (("changed", HER), "有什么变化", "What changed"),
        (("print", "consent", HER, "--item", "photo_public"), "照片", "Photographs"),
    ):
        shell.ask(*words, "--out", out)
        assert own in PdfReader(out).pages[0].extract_text()
        shell.ask(*words, "--out", out, "--language", "en")
        assert other in PdfReader(out).pages[0].extract_text()
    shell.ask("hire", "Mei", "--skills", "all")
    shell.ask("room", "One")
    visit = shell.ask("book", HER, "fac_hydrate", "--at", "2026-11-23T14:00")["id"]
    shell.ask("complete", visit)
    shell.ask("print", "leaflet", visit, "--out", out)
    assert "护理" in PdfReader(out).pages[0].extract_text()
    shell.ask("print", "day", "today", "--out", out)  # for us
    assert "护理" not in PdfReader(out).pages[0].extract_text()
