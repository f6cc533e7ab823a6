"""What is signed, by commands; and its paper, read back."""

import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.cli.conftest import Shell

HER = "Anna Test"
PEEL = ("--service", "pel_lactic")
TREATMENT = "treatment_specific"


@pytest.fixture(autouse=True)
def anna(shell: Shell) -> None:
    shell.ask("client", "add", "--name", HER, "--birthday", "1988-06-03")


def drawn(folder: Path, *points: tuple[float, float]) -> str:
    file = folder / "signature.json"
    stroke = points or ((0.1, 0.5), (0.4, 0.7), (0.8, 0.3))
    file.write_text(json.dumps([stroke]), "utf-8")
    return str(file)


def text_of(file: Path) -> str:
    return " ".join(page.extract_text() for page in PdfReader(file).pages)


def test_what_is_read_is_signed_and_printed_word_for_word(
    shell: Shell, tmp_path: Path
) -> None:
    look = shell.ask("consent", "sign", HER, TREATMENT, *PEEL, "--look")
    assert (look["title"], look["before"], look["guardian"]) == (
        *("Lactic acid peel", None, False),
    )
    assert shell.ask("consent", "list", HER)["total"] == 0
    sign = ("consent", "sign", HER, TREATMENT, *PEEL, "--seen", look["digest"])
    signature = drawn(tmp_path)
    few = (*sign, "--signature", signature, "--ticks", 2)
    assert shell.refused(*few)["kind"] == "not_all_ticked"
    made = shell.ask(*sign, "--signature", signature, "--ticks", 3)
    assert (made["id"], made["signature"], made["whole"]) == ("SF1", "drawn", True)
    assert made["words"]["digest"] == look["digest"]
    out = tmp_path / "signed.pdf"
    shell.ask("print", "consent", "SF1", "--out", out)
    said = text_of(out)
    for part in look["parts"]:
        assert part["head"] in said
    assert "What I said about my health is true today" in said
    assert HER in said
    [consent] = shell.ask("client", "show", HER)["consents"]
    assert (consent["state"], consent["signature"]) == ("stands", "drawn")


def test_a_paper_keeps_the_language_it_was_signed_in(
    shell: Shell, tmp_path: Path
) -> None:
    sign = ("consent", "sign", HER, "health_data", "--language", "zh_TW")
    made = shell.ask(*sign)
    assert made["words"]["language"] == "zh_TW"
    out = tmp_path / "signed.pdf"
    shell.ask("print", "consent", made["id"], "--language", "en", "--out", out)
    assert "健康資訊" in text_of(out)


def test_other_words_than_those_read_are_not_signed(
    shell: Shell, tmp_path: Path
) -> None:
    look = shell.ask("consent", "sign", HER, "health_data", "--look")
    form = shell.ask("form", "show", "health_data")
    kept = ("title", "item", "fits", "parts", "ticks")
    said = {key: form[key] for key in kept}
    said["parts"][0]["text"]["en"] = "Other words."
    file = tmp_path / "form.json"
    file.write_text(json.dumps(said), "utf-8")
    after = shell.ask("form", "edit", "health_data", file)
    assert (after["number"], after["changed"], after["own"]) == (2, True, False)
    seen = ("consent", "sign", HER, "health_data", "--seen", look["digest"])
    assert shell.refused(*seen)["kind"] == "form_changed"
    assert shell.refused("form", "edit", "health_data", file, "--seen", 1)
    shell.ask("undo")
    shell.ask(*seen)


def test_what_was_signed_and_looked_over_is_listed_once(shell: Shell) -> None:
    for item in ("contact_promo", "photo_record"):
        shell.ask("consent", "sign", HER, item)
    shell.ask("consent", "confirm", HER, "contact_promo")
    listed = shell.ask("consent", "list", HER)
    assert listed["total"] == 3
    assert [one["consent"] for one in listed["consents"]] == [
        *("photo_record", "contact_promo")
    ]
    _status, out, _err = shell.say("consent", "list", HER)
    assert out.count("contact_promo") == 1
    for service in ("pel_lactic", "pel_glycolic"):  # each is one of its own
        shell.ask("consent", "sign", HER, TREATMENT, "--service", service)
    shell.ask("consent", "withdraw", HER, "photo_record")
    listed = shell.ask("consent", "list", HER)["consents"]
    assert [(one["service"], one["state"]) for one in listed] == [
        *((None, "withdrawn"), (None, "stands")),
        *(("pel_lactic", "stands"), ("pel_glycolic", "stands")),
    ]


def test_what_is_declined_or_confirmed_is_what_was_read(shell: Shell) -> None:
    look = ("consent", "sign", HER, "contact_promo", "--look")
    digest = shell.ask(*look)["digest"]
    chinese = shell.ask(*look, "--language", "zh_CN")["digest"]
    for verb in ("decline", "confirm"):
        said = ("consent", verb, HER, "contact_promo", "--seen")
        assert shell.refused(*said, " ")["kind"] == "no_digest"
        wrong = shell.refused(*said, "0" * 64)
        assert wrong["kind"] == ("form_changed" if verb == "decline" else "sign_anew")
    decline = ("consent", "decline", HER, "contact_promo", "--seen")
    assert shell.refused(*decline, chinese)["kind"] == "form_changed"
    assert shell.ask(*decline, digest)["outcome"] == "declined"
    assert shell.ask(*decline, chinese, "--language", "zh_CN")["outcome"] == "declined"
    shell.ask("consent", "sign", HER, "contact_promo", "--seen", digest)
    confirm = ("consent", "confirm", HER, "contact_promo", "--seen")
    assert shell.refused(*confirm, "0" * 64)["kind"] == "form_changed"
    for seen in (digest, chinese):
        assert shell.ask(*confirm, seen)["outcome"] == "same"


def test_consents_are_not_confirmed_all_at_once(shell: Shell) -> None:
    confirm = ("client", "confirm", HER, "nickname", "consents")
    assert shell.refused(*confirm[:3], "consents")["kind"] == "nothing_to_confirm"
    shell.ask("client", "edit", HER, "--field", "nickname=Nan")
    shell.ask("consent", "sign", HER, "contact_promo")
    wrong = shell.refused(*confirm)
    assert wrong["kind"] == "each_by_itself"
    assert wrong["data"]["fits"] == ["contact_promo"]
    assert "(contact_promo)" in wrong["text"]
    assert shell.ask(*confirm[:4])["client"]["name"] == HER
    shell.ask("consent", "confirm", HER, "contact_promo")


def test_confirmed_declined_withdrawn(shell: Shell) -> None:
    confirm = ("consent", "confirm", HER, "contact_promo")
    assert shell.refused(*confirm)["kind"] == "sign_anew"
    shell.ask("consent", "sign", HER, "contact_promo")
    assert shell.ask(*confirm)["outcome"] == "same"
    gone = shell.ask("consent", "withdraw", HER, "contact_promo")
    assert gone["follows"]
    shown = shell.say("client", "show", HER)[1]
    assert shown.count("Offers and news") == 1
    shell.ask("consent", "sign", HER, "contact_promo")
    told = shell.say("consent", "withdraw", HER, "contact_promo")[1]
    assert "Offers and news" in told
    assert shell.refused(*confirm)["kind"] == "sign_anew"
    contacts = shell.ask("contact", "show", HER)
    assert "offer" in json.dumps(contacts["refused"])
    no = shell.ask("consent", "decline", HER, "photo_record")
    assert no["outcome"] == "declined"
    shown = shell.ask("client", "show", HER)["consents"]
    assert "photo_refusal" in [one["consent"] for one in shown]


def test_what_the_next_visit_asks_for_is_due(shell: Shell) -> None:
    assert shell.ask("consent", "due", HER)["total"] == 0
    shell.ask("hire", "Mei", "--skills", "all")
    shell.ask("room", "One")
    shell.ask("book", HER, "pel_lactic", "--at", "2026-11-30T14:00")
    due = {one["item"]: one for one in shell.ask("consent", "due", HER)["due"]}
    assert due[TREATMENT]["needed"]
    assert due["photo_record"]["why"] == "nobody has asked yet"
    shell.ask("consent", "sign", HER, TREATMENT, *PEEL)
    left = {one["item"] for one in shell.ask("consent", "due", HER)["due"]}
    assert TREATMENT not in left
    a_year_on = "2027-06-01T10:00"
    shell.ask("book", HER, "pel_lactic", "--at", "2027-06-10T14:00", now=a_year_on)
    due = {
        one["item"]: one
        for one in shell.ask("consent", "due", HER, now=a_year_on)["due"]
    }
    assert not due[TREATMENT]["same"]  # it has ended: read once more


def test_a_form_to_sign_by_hand_names_the_client(shell: Shell, tmp_path: Path) -> None:
    out = tmp_path / "blank.pdf"
    item = ("--item", "photo_public", "--language", "zh_CN")
    shell.ask("print", "consent", HER, *item, "--out", out)
    said = text_of(out)
    assert "照片公开展示" in said
    assert HER in said
    assert shell.refused("print", "consent", HER, "--out", out)


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
def test_the_health_questions_to_answer_by_hand_are_two_sheets_of_paper(
    shell: Shell, tmp_path: Path, language: str
) -> None:
    out = tmp_path / "blank.pdf"
    asked = ("print", "consent", HER, "--item", "health", "--language", language)
    shell.ask(*asked, "--out", out)
    said = "".join(text_of(out).split())
    for part in shell.ask("form", "show", "health")["parts"]:
        for one in part.get("choices", ()):
            assert "".join(one["names"][language].split()) in said
    assert len(PdfReader(out).pages) <= 4  # both sides


@pytest.mark.parametrize("words", [("sign", HER), ("list",), ("show",), (HER,)])
def test_too_few_words_are_told(shell: Shell, words: tuple[str, ...]) -> None:
    assert shell.refused("consent", *words)["kind"] == "what_to_sign"


def test_quizzes_and_scores(shell: Shell) -> None:
    asked = shell.ask("skin", "quiz", HER, "photo")
    assert len(asked["questions"]) == 10
    points = (3, 4, 3, 4, 2, 2, 3, 3, 0, 1)
    answers = [
        part
        for one, at in zip(asked["questions"], points, strict=True)
        for part in ("--answer", f"{one['id']}={at}")
    ]
    found = shell.ask("skin", "quiz", HER, "photo", *answers)
    assert (found["result"], found["score"]) == ("IV", 25)
    facts = shell.ask("client", "show", HER)["facts"]
    assert facts["fitzpatrick"]["value"] == "4"
    parts = ("forehead=2,2", "malar_r=3,3", "malar_l=3,2", "chin=1,1")
    said = [word for part in parts for word in ("--part", part)]
    kept = shell.ask("skin", "score", HER, "mmasi", *said)
    assert [one["value"] for one in kept["measures"]] == [5.8]
    few = shell.refused("skin", "score", HER, "mmasi", *said[:4])
    assert few["kind"] == "part_missing"
    assert shell.refused("skin", "score", HER, "tarot")["kind"] == "no_such_score"
    assert shell.refused("skin", "quiz", HER, "tarot")["kind"] == "no_such_quiz"
