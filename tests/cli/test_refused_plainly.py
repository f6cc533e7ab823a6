"""What cannot be done is refused with the word that was wrong and what fits."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Shell

HER = "Anna Test"
T = {"en": "a", "zh_CN": "b", "zh_TW": "c"}
FORM: dict[str, Any] = {
    "title": T,
    "item": "own",
    "fits": [],
    "parts": [
        {"id": "hurt", "kind": "yes_no", "head": T, "required": True},
        {
            "id": "tone",
            "kind": "choice",
            "head": T,
            "choices": [{"id": "low", "names": T}, {"id": "high", "names": T}],
        },
    ],
    "ticks": [T],
}
PYTHON = ("object", "NoneType", "float", "iterable", "Error", "unpack")


@pytest.fixture(autouse=True)
def anna(shell: Shell) -> None:
    shell.ask("client", "add", "--name", HER, "--birthday", "1988-06-03")


def kept(folder: Path, said: object) -> str:
    file = folder / "said.json"
    file.write_text(said if isinstance(said, str) else json.dumps(said), "utf-8")
    return str(file)


def part(**more: Any) -> dict[str, Any]:
    return {"parts": [FORM["parts"][0] | more]}


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"titel": T}, ["titel", "title"]),
        ({"item": {}}, ["item", "no text"]),
        ({"item": "nope"}, ["item", "photo_record", "own"]),
        ({"title": {"en": 1, "zh_CN": "b", "zh_TW": "c"}}, ["title, en", "no text"]),
        ({"title": {**T, "fr": "d"}}, ["fr", "zh_TW"]),
        ({"fits": ["nope"]}, ["nope", "PEL"]),
        ({"fits": [1]}, ["fits 1", "no text"]),
        ({"fits": [["PEL"]]}, ["fits 1", "no text"]),
        ({"fits": {}}, ["fits", "no list"]),
        ({"parts": False}, ["parts", "no list"]),
        (part(required="no"), ["required", "true nor false"]),
        (part(required=0), ["required", "true nor false"]),
        (part(kind=[]), ["kind", "no text"]),
        (part(kind="tick"), ["kind", "yes_no"]),
        (part(when=[]), ["when", "no text"]),
        (part(writes=3), ["writes", "no text"]),
        (part(id=1), ["id", "no text"]),
        (part(colour="red"), ["colour", "choices"]),
        (part(choices=[{"id": "a", "names": T}]), ["choices", "several"]),
        (part(kind="choice", choices=["a", "b"]), ["choices 1", "id and names"]),
        (part(head={**T, "en": "{minutes} long"}), ["{minutes}", "{salon}"]),
    ],
)
def test_a_form_is_refused_with_its_key_and_what_fits(
    shell: Shell, tmp_path: Path, more: dict[str, Any], words: list[str]
) -> None:
    said = shell.refused("form", "edit", "own1", kept(tmp_path, FORM | more))
    assert said["kind"] == "bad_form"
    assert all(word in said["text"] for word in words), said["text"]
    assert shell.refused("form", "show", "own1")["kind"] == "no_such_form"


def test_a_form_that_fits_is_kept_and_stands_as_it_was_shown(
    shell: Shell, tmp_path: Path
) -> None:
    more = {"item": "treatment_specific", "fits": ["PEL", "fac_hydrate"]}
    shell.ask("form", "edit", "own1", kept(tmp_path, FORM | more))
    shown = shell.ask("form", "show", "own1")
    assert shown["fits"] == ["PEL", "fac_hydrate"]
    assert shell.ask("form", "edit", "own1", kept(tmp_path, shown)) == shown
    old = ("form", "edit", "own1", kept(tmp_path, FORM | more), "--seen", "2")
    said = shell.refused(*old)
    assert said["kind"] == "reworded_meanwhile"
    assert "signed" not in said["text"]


@pytest.mark.parametrize(
    ("more", "kind", "words"),
    [
        (("--ticks", "2"), "too_many_ticks", ["2", "1"]),
        (("--ticks", "0"), "not_all_ticked", ["1"]),
        (("--answer", "nope=1"), "unknown_answer", ["nope", "hurt, tone"]),
        (("--answer", "hurt=no"), "said_twice", ["hurt"]),
        (("--answer", "tone=" + "x" * 2_001), "too_long", ["2001", "2000"]),
        (("--by", "Ann " * 60), "too_long", ["200"]),
        (("--relation", "x" * 81), "too_long", ["80"]),
        (("--seen", ""), "no_digest", ["--look"]),
        (("--seen", "abc"), "form_changed", ["read them once more"]),
    ],
)
def test_what_does_not_fit_is_not_signed(
    shell: Shell, tmp_path: Path, more: tuple[str, ...], kind: str, words: list[str]
) -> None:
    shell.ask("form", "edit", "own1", kept(tmp_path, FORM))
    said = shell.refused("consent", "sign", HER, "own1", "--answer", "hurt=yes", *more)
    assert said["kind"] == kind
    assert all(word in said["text"] for word in words), said["text"]
    assert shell.ask("consent", "list", HER)["total"] == 0
    shell.ask("consent", "sign", HER, "own1", "--answer", "hurt=yes", "--ticks", "1")


STROKE = [[0.1, 0.5], [0.8, 0.3]]


@pytest.mark.parametrize(
    ("strokes", "kind"),
    [
        ([STROKE], ""),
        ([[[True, False], [False, True]]], "not_strokes"),
        ([[["0", "0"], ["1", "1"]]], "not_strokes"),
        ([[[0, 0], [1, 1.01]]], "not_strokes"),
        ([[[0, 0], [1, 10**400]]], "not_strokes"),
        ("{{{", "not_strokes"),
        ("[" * 9_999, "not_strokes"),
        ([[[0.5, 0.5]]], "no_signature"),
        ([STROKE * 3_000], "too_long"),
    ],
)
def test_a_signature_is_strokes_of_numbers(
    shell: Shell, tmp_path: Path, strokes: object, kind: str
) -> None:
    words = ("consent", "sign", HER, "contact_promo", "--ticks", "1")
    sign = (*words, "--signature", kept(tmp_path, strokes))
    if kind:
        assert shell.refused(*sign)["kind"] == kind
    else:
        shell.ask(*sign)


def test_a_file_that_is_too_large_says_how_large_it_may_be(
    shell: Shell, tmp_path: Path
) -> None:
    file = kept(tmp_path, "[" * 200_001)
    sign = ("consent", "sign", HER, "contact_promo", "--signature", file)
    assert "195 KB" in shell.refused(*sign)["text"]


def test_what_was_never_given_is_not_withdrawn(shell: Shell) -> None:
    withdraw = ("consent", "withdraw", HER, "share_family")
    said = shell.refused(*withdraw)
    assert said["kind"] == "never_given"
    assert "consent decline" in said["text"]
    assert shell.ask("consent", "decline", HER, "share_family")["outcome"] == "declined"
    shell.ask("consent", HER, "share_family")
    shell.ask(*withdraw)
    said = shell.refused(*withdraw)
    assert said["kind"] == "withdrawn_already"
    assert "23 Nov 2026" in said["text"]
    assert shell.refused("consent", "withdraw", HER, "nope")["kind"] == "not_found"


def test_consents_are_listed_as_the_file_shows_them(shell: Shell) -> None:
    _status, out, _err = shell.say("consent", "list", HER)
    assert "Nothing was signed yet." in out
    shell.ask("consent", HER, "photo_record")  # noted, not signed here
    listed = shell.ask("consent", "list", HER)
    assert (listed["signed"], listed["total"]) == ([], 0)
    assert listed["consents"] == shell.ask("client", "show", HER)["consents"]
    _status, out, _err = shell.say("consent", "list", HER)
    assert "photo_record" in out
    assert "given" in out
    _status, out, _err = shell.say("consent", "due", HER)
    assert out.strip() == "Nothing is to be signed for the visits to come."


def test_a_form_is_called_by_what_it_is_for(shell: Shell) -> None:
    _status, out, _err = shell.say("form", "list")
    assert "{" not in out
    assert "Peels" in out
    look = ("consent", "sign", HER, "treatment:peel", "--look")
    assert shell.refused(*look)["kind"] == "service_needed"
    _status, out, _err = shell.say(*look, "--service", "pel_lactic")
    assert "{" not in out


POINT = {"zone": "chin", "condition": "dryness"}


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        ({"findings": [POINT | {"line": [[0.1, 0.1]]}]}, ["findings 1", "two points"]),
        ({"findings": [POINT | {"line": {}}]}, ["findings 1, line", "list"]),
        ({"findings": [POINT | {"line": [1, 2]}]}, ["findings 1", "two numbers"]),
        (
            {"findings": [POINT | {"x": 0.1, "y": 0.1, "line": STROKE}]},
            ["findings 1", "not both"],
        ),
        ({"findings": [POINT | {"x": 0.1}]}, ["findings 1", "both x and y"]),
        ({"findings": [POINT | {"x": True, "y": 0}]}, ["findings 1, x", "number"]),
        ({"findings": [POINT | {"x": "hot", "y": 0}]}, ["findings 1, x", "number"]),
        ({"findings": [POINT | {"x": 10**400, "y": 0}]}, ["findings 1, x", "number"]),
        ('{"findings": [{"zone":"chin","condition":"dryness","x":NaN,"y":0}]}', ["x"]),
        ({"findings": [POINT | {"grade": 1.5}]}, ["findings 1, grade", "whole"]),
        ({"findings": [POINT | {"note": {}}]}, ["findings 1, note", "text"]),
        ({"findings": [None]}, ["findings", "braces"]),
        ({"findings": {}}, ["findings", "list"]),
        ({"note": []}, ["note", "text"]),
        ({"cleansed": "yes"}, ["cleansed", "true or false"]),
        ({"day": "2099-01-01"}, ["2099-01-01", "2026-11-23"]),
        ({"day": "2026-11-22"}, ["2026-11-22"]),
        ({"photos": [{"view": "front"}]}, ["path"]),
        ("{", ["line 1"]),
        ("[]", ["braces"]),
        ("[" * 9_999, ["brackets"]),
    ],
)
def test_an_assessment_is_refused_in_words_a_beautician_reads(
    shell: Shell, tmp_path: Path, sheet: object, words: list[str]
) -> None:
    said = shell.refused("assess", HER, kept(tmp_path, sheet))
    assert said["kind"] == "bad_json"
    assert all(word in said["text"] for word in words), said["text"]
    assert not any(word in said["text"] for word in PYTHON), said["text"]


def test_a_point_beyond_the_chart_is_named(shell: Shell, tmp_path: Path) -> None:
    for x, is_taken in ((1, True), (1.01, False), (-0.01, False), (1e300, False)):
        sheet = {
            "findings": [POINT | {"x": x, "y": 0, "line": []}],
            "day": "2026-11-23",
        }
        if is_taken:
            [found] = shell.ask("assess", HER, kept(tmp_path, sheet))["findings"]
            assert found["x"] == x
            continue
        said = shell.refused("assess", HER, kept(tmp_path, sheet))
        assert said["kind"] == "out_of_range"
        assert f"{x:.4g}, 0" in said["text"]


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        ({"doen": "x"}, ["doen", "done"]),
        ({"done": 1}, ["done", "text"]),
        ({"again": "never"}, ["again", "longer"]),
        ({"scale": "very"}, ["scale", "number"]),
        ({"areas": [1]}, ["areas", "texts"]),
        ({"settings": []}, ["settings", "braces"]),
        ({"products": ["x"]}, ["products", "braces"]),
        ({"products": [{"product": "x", "amount": "much"}]}, ["products 1, amount"]),
        ({"steps": [{"name": "LED", "at": "25:00"}]}, ["09:16"]),
    ],
)
def test_a_treatment_is_refused_in_the_same_words(
    shell: Shell, tmp_path: Path, sheet: object, words: list[str]
) -> None:
    shell.ask("hire", "Mei", "--skills", "all")
    shell.ask("room", "One")
    visit = shell.ask("book", HER, "fac_hydrate", "--at", "2026-11-23T14:00")["id"]
    said = shell.refused("complete", visit, kept(tmp_path, sheet))
    assert said["kind"] == "bad_json"
    assert all(word in said["text"] for word in words), said["text"]
    assert not any(word in said["text"] for word in PYTHON), said["text"]


def test_a_questionnaire_takes_each_answer_once(shell: Shell) -> None:
    quiz = ("skin", "quiz", HER, "photo", "--answer")
    assert shell.refused(*quiz, "q1=hot")["kind"] == "not_whole"
    assert shell.refused(*quiz, "q1=1", "--answer", "q1=2")["kind"] == "said_twice"
    score = ("skin", "score", HER, "mmasi", "--part", "nose=1,1")
    assert "nose" in shell.refused(*score)["text"]
