"""By words: how readings were taken, ticks, photographs and what changed."""

import json
from pathlib import Path
from typing import Any

from PIL import Image
from pypdf import PdfReader

from tests.cli.conftest import Shell

JUNE, NOVEMBER = "2026-06-12T10:00", "2026-11-23T10:42"
HOW = {"cleansed": True, "rested": 15, "humidity": 45, "temperature": 21}


def looked(shell: Shell, tmp_path: Path, now: str, client: str, **more: Any) -> Any:
    file = tmp_path / "look.json"
    measures = [
        {"measure": "melanin", "zone": "cheek_outer_r", "device": "Probe"}
        | {"readings": more.pop("melanin")},
        {"measure": "sebum", "device": "Probe", "value": more.pop("sebum")},
    ]
    grade = more.pop("grade")
    finding = {"zone": "cheek_outer_r", "condition": "melasma_patch", "grade": grade}
    sheet = HOW | {"measures": measures, "findings": [finding]} | more
    file.write_text(json.dumps(sheet), encoding="utf-8")
    return shell.ask("assess", client, file, now=now)


def two_looks(shell: Shell, tmp_path: Path) -> str:
    client: str = shell.ask("client", "add", "--name", "Lin Meihua", now=JUNE)["id"]
    photos = []
    for colour in ("tan", "pink"):
        path = tmp_path / f"{colour}.png"
        Image.new("RGB", (60, 80), colour).save(path)
        photos.append({"path": path.name, "view": "front"})
    first = looked(
        *(shell, tmp_path, JUNE, client),
        melanin=[200, 206, 230],
        sebum=173,
        grade=2,
        photos=photos[:1],
    )
    [melanin, sebum] = first["measures"]
    assert (melanin["value"], melanin["readings"]) == (206, [200, 206, 230])
    assert (melanin["spread"], melanin["device"]) == (False, "Probe")
    assert (sebum["readings"], sebum["spread"]) == ([], False)
    assert {key: first[key] for key in HOW} == HOW
    assert first["season"] == "summer"
    again = looked(
        *(shell, tmp_path, NOVEMBER, client),
        melanin=[150, 150, 152],
        sebum=142,
        grade=1,
        photos=photos,
        rested=20,
    )
    assert "tan.png” is in the file already" in " ".join(again["notes"])
    assert len(again["photos"]) == 1
    return client


def test_what_changed_is_told_where_it_may_be(shell: Shell, tmp_path: Path) -> None:
    client = two_looks(shell, tmp_path)
    shell.ask("tick", client, "--sunscreen", 1, "--sleep", 4, now=JUNE)
    ticks = shell.ask("tick", client, "--sunscreen", 4, "--way", "call")
    assert ticks["total"] == 2
    assert ticks["ticks"][1] | {"id": 0, "by": 0} == {
        "id": 0,
        "day": "2026-11-23",
        "sleep": None,
        "water": None,
        "sunscreen": 4,
        "movement": None,
        "home_care": None,
        "way": "call",
        "by": 0,
    }

    told = shell.ask("changed", client, "--from", "2026-06-12", "--to", "today")

    assert (told["from"], told["to"]) == ("2026-06-12", "2026-11-23")
    by = {one["measure"]: one for one in told["measures"]}
    assert (by["melanin"]["comparable"], by["melanin"]["change"]) == ("yes", -56)
    assert by["melanin"]["better"] is True
    assert by["melanin"]["words"] == "yes, same device"
    assert (by["sebum"]["comparable"], by["sebum"]["change"]) == ("no", None)
    assert by["sebum"]["why"] == ["season"]
    assert by["sebum"]["words"] == "no, summer against autumn"
    [finding] = told["findings"]
    assert (finding["before"], finding["now"], finding["change"]) == (2, 1, "better")
    [pair] = told["photos"]
    assert pair["before"]["taken"].startswith("2026-06-12")
    assert pair["now"]["taken"].startswith("2026-11-23")
    said = told["sentence"]
    assert "Melanin index" in said
    assert "fell from 206 to 150" in said
    assert "This went along with: Sunscreen from 1 to 4 of 4." in said
    assert "because" not in said
    assert "Sebum (photometric strip): measured otherwise" in said
    assert shell.ask("changed", client) == told


def test_equal_days_are_refused_and_one_visit_says_nothing_yet(
    shell: Shell, tmp_path: Path
) -> None:
    client = shell.ask("client", "add", "--name", "Emma Brooks")["id"]
    assert shell.ask("changed", client)["measures"] == []
    day = "2026-11-01"
    error = shell.refused("changed", client, "--from", day, "--to", day)
    assert error["kind"] == "same_days"
    out = tmp_path / "a.pdf"
    assert shell.refused("changed", client, "--out", out)["kind"] == "no_two_days"
    error = shell.refused("print", "skin", client, "--out", out)
    assert error["kind"] == "nothing_seen"


def test_the_page_and_the_report_are_printed(shell: Shell, tmp_path: Path) -> None:
    client = two_looks(shell, tmp_path)
    out = tmp_path / "page.pdf"
    for tongue, title, report in (
        ("en", "What changed", "Your skin"),
        ("zh_CN", "有什么变化", "你的肌肤"),
        ("zh_TW", "有什麼變化", "你的肌膚"),
    ):
        made = shell.ask("changed", client, "--out", out, "--language", tongue)
        assert (made["pages"], made["missing_characters"]) == (1, [])
        text = PdfReader(out).pages[0].extract_text()
        assert title in text
        assert len(PdfReader(out).pages[0].images) == 0  # nothing was signed
        made = shell.ask("print", "skin", client, "--out", out, "--language", tongue)
        assert (made["pages"], made["missing_characters"]) == (1, [])
        assert report in PdfReader(out).pages[0].extract_text()
    shell.ask("consent", client, "photo_record")
    same = ("--from", "2026-06-12", "--to", "2026-11-23")
    shell.ask("print", "changed", client, *same, "--out", out)
    assert len(PdfReader(out).pages[0].images) == 2
    shell.ask("print", "skin", client, "--out", out)
    assert len(PdfReader(out).pages[0].images) == 1


def test_photographs_by_words(shell: Shell, tmp_path: Path) -> None:
    client = two_looks(shell, tmp_path)
    listed = shell.ask("photo", "list", client)
    assert (listed["total"], listed["locked"], listed["allowed"]) == (2, 0, ["file"])
    key = listed["photos"][0]["id"]
    out = tmp_path / "out.jpg"
    error = shell.refused("photo", "save", key, out, "--for", "show")
    assert error["kind"] == "photo_stays"
    assert not out.exists()
    assert shell.refused("photo", "publish", key, "on")["kind"] == "photo_stays"
    shell.ask("consent", client, "photo_record")
    shell.ask("photo", "save", key, out, "--for", "show")
    with Image.open(out) as saved:
        assert saved.size == (60, 80)
    assert shell.ask("photo", "view", key, "left45")["view"] == "left45"
    assert shell.refused("photo", "view", key, "moon")["kind"] == "unknown"
    shell.ask("consent", client, "photo_public")
    assert shell.ask("photo", "publish", key, "on")["public"] is True
    again = shell.ask("photo", "add", client, tmp_path / "tan.png")
    assert "kept once" in again["notes"][0]
    assert shell.ask("photo", "remove", key)["total"] == 1
