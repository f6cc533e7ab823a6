"""The words of the leaflets: whole, short, and true to protocols and price list."""

import copy
import csv
import re
import tomllib
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from salon.aftercare.leaflets import (
    FILE,
    SERVICES,
    BadLeaflet,
    Stretch,
    leaflets,
    read_leaflets,
    when_words,
)
from salon.shipped import RESOURCES
from salon.text import Names, speaking

NAMES = Names("a", "一", "一")


def services() -> list[dict[str, str]]:
    with SERVICES.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def protocols() -> tuple[dict[str, set[str]], dict[str, str]]:
    """Return the red flags of each protocol, and what each flag asks for."""
    file = RESOURCES / "domain" / "aftercare_protocols.toml"
    said = tomllib.loads(file.read_text("utf-8"))
    flags = {
        one["id"]: {ref for step in one.get("step", ()) for ref in step["red_flags"]}
        for one in said["protocol"]
    }
    return flags, {one["id"]: one["action"] for one in said["red_flag"]}


def test_every_service_has_a_leaflet_and_a_name_of_its_own() -> None:
    known = leaflets()
    for row in services():
        ref = row["service_id"]
        assert ref in known.of(ref, "", "").serves, ref
        name = known.short[ref]
        assert all((name.en, name.zh_hans, name.zh_hant))


def test_a_service_of_the_salon_has_that_of_its_protocol_or_family() -> None:
    known = leaflets()
    assert known.of("my_peel", "ac_peel", "FAC").ref == "peel"
    assert known.of("my_peel", "mine", "PEL").ref == "peel"
    assert known.of("my_peel", "mine", "MINE").ref == known.all[0].ref
    families = {row["family"] for row in services()}
    for family in families:
        assert family in known.of("mine", "", family).serves


def test_each_names_the_signs_of_its_protocol() -> None:
    flags, actions = protocols()
    known = leaflets()
    for row in services():
        wanted = {
            ref
            for ref in flags[row["aftercare_protocol"]]
            if actions[ref] != "emergency"
        }
        mine = known.of(row["service_id"], "", "")
        assert wanted <= mine.flags, row["service_id"]
        if "rf_leg" in flags[row["aftercare_protocol"]]:
            assert mine.danger is not None
            assert "calf" in mine.danger.en


def test_each_reaches_as_far_as_the_sun_is_avoided() -> None:
    known = leaflets()
    for row in services():
        mine = known.of(row["service_id"], "", "")
        last = max(one.last for one in mine.rows)
        assert last >= int(row["sun_avoid_days"]), row["service_id"]
        if int(row["sun_avoid_days"]) >= 7:
            texts = [*(one.do for one in mine.rows), *mine.do, *mine.leave]
            said = " ".join(text.en.lower() for text in texts)
            assert "sun" in said or "cover up" in said, row["service_id"]


def test_nothing_is_promised_and_nothing_is_a_caller_s_script() -> None:
    for one in leaflets().all:
        texts = [one.ring, *one.do, *one.leave]
        texts += [text for row in one.rows for text in (row.normal, row.do)]
        for text in texts:
            for said in (text.en, text.zh_hans, text.zh_hant):
                assert not {"{", "!", "！", "?", "？"} & set(said), said
            for word in ("promise", "guarantee", "will be", "for ever"):
                assert word not in text.en.lower()


def test_what_is_left_for_now_is_no_refusal_itself() -> None:
    """Below "leave for now" a "do not" would ask for it."""
    for one in leaflets().all:
        for text in one.leave:
            for said in (text.zh_hans, text.zh_hant):
                assert not set("别別不勿莫") & set(said), said
            words = set(re.findall("[a-z']+", text.en.lower()))
            assert not words & {"no", "not", "don't", "never", "avoid"}, text.en


@pytest.mark.parametrize("tongue", ["en", "zh_CN", "zh_TW"])
def test_no_day_stands_in_two_rows(tongue: str) -> None:
    visited, today = date(2026, 11, 20), date(2026, 11, 23)
    for one in leaflets().all:
        for a, b in pairwise(one.rows):
            is_same_day = a.part == "hours" and b.part == "evening"
            assert b.first > a.last or is_same_day, one.ref
        with speaking(tongue):
            said = [when_words(row, visited, today) for row in one.rows]
        days = [list(map(int, re.findall(r"\d+", text))) for text in said]
        reached = 0
        for row, numbers in zip(one.rows, days, strict=True):
            if numbers and row.last < 8:  # later ones are dates
                assert numbers[0] > reached, said
                reached = numbers[-1]
        assert len(set(said)) == len(said), said


def test_a_sign_is_an_emergency_or_for_us_but_not_both() -> None:
    signs = (
        *("droop", "move like", "weak", "faint", "lips", "tongue", "calf", "chest"),
        *("breathing", "collapse", "无力", "無力", "唇", "舌", "胸", "呼吸", "昏"),
        *("晕倒", "暈倒", "要晕", "要暈", "脸歪", "臉歪", "动得", "動得"),
    )
    for one in leaflets().all:
        for text in (one.ring.en, one.ring.zh_hans, one.ring.zh_hant):
            for sign in signs:
                assert sign not in text.lower(), (one.ref, text)


def test_a_drooping_face_lies_with_its_head_raised() -> None:
    found = [one for one in leaflets().all if "rf_numb" in one.flags and one.danger]
    stroke = [one for one in found if "roop" in str(one.danger and one.danger.en)]
    assert {one.ref for one in stroke} >= {"rf", "hifu"}
    for one in stroke:
        assert one.first_aid
        for word in ("time", "head raised", "nothing to eat or drink"):
            assert word in one.first_aid.en
        assert "legs up" not in one.first_aid.en
        assert "垫高头" in one.first_aid.zh_hans
        assert "墊高頭" in one.first_aid.zh_hant


@pytest.mark.parametrize(
    ("first", "last", "part", "visited", "said"),
    [
        (0, 0, "hours", None, "First hours"),
        (0, 0, "evening", None, "Tonight"),
        (0, 0, "evening", date(2026, 11, 23), "Tonight"),
        (0, 0, "evening", date(2026, 11, 22), "First evening"),
        (0, 0, "", None, "Today"),
        (1, 1, "", None, "Tomorrow"),
        (1, 1, "", date(2026, 11, 22), "The next day"),
        (2, 2, "", None, "Day 2"),
        (2, 4, "", date(2026, 11, 23), "Days 2 – 4"),
        (5, 7, "", date(2026, 11, 23), "Days 5 – 7"),
        (5, 8, "", date(2026, 11, 23), "To 1 Dec"),
        (8, 14, "", date(2026, 11, 23), "To 7 Dec"),
        (8, 14, "", None, "Days 8 – 14"),
    ],
)
def test_when_is_said_by_the_day_of_the_visit(
    first: int, last: int, part: str, visited: date | None, said: str
) -> None:
    row = Stretch(first, last, part, NAMES, NAMES)
    with speaking("en"):
        assert when_words(row, visited, date(2026, 11, 23)) == said


def test_a_title_names_a_service_as_the_salon_does() -> None:
    known = leaflets()
    ours = known.names["pel_glycolic"]
    with speaking("en"):
        assert known.called("pel_glycolic", ours) == "glycolic peel"
        assert known.called("pel_glycolic", Names("Glow")) == "Glow"
        assert known.called("mine", Names("Glow")) == "Glow"
        assert known.title("pel_glycolic", ours) == "After your glycolic peel"
    with speaking("zh_CN"):
        assert known.called("pel_glycolic", ours) == "甘醇酸焕肤"
        assert known.title("mine", Names("", "莹润护理")).count("护理") < 2


def test_hong_kong_reads_its_own_words() -> None:
    lash = leaflets(is_hong_kong=True).short["lsb_classic"].zh_hant
    assert lash == "駁睫毛"
    assert leaflets().short["lsb_classic"].zh_hant == "接睫毛"


def said() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text("utf-8"))


def wrong(change: Callable[[dict[str, Any]], object]) -> str:
    """Return what is said of a file after *change*."""
    file = copy.deepcopy(said())
    file["leaflet"] = file["leaflet"][:2]
    change(file["leaflet"][0])
    with pytest.raises(BadLeaflet) as error:
        read_leaflets(file, {})
    return str(error.value)


def test_what_cannot_be_printed_is_refused_with_its_place() -> None:
    assert "consult: 3 rows" in wrong(lambda one: one["row"].pop())
    assert "out of order" in wrong(lambda one: one["row"].reverse())
    assert "2 of do" in wrong(lambda one: one["do"].pop())
    assert "language is missing" in wrong(lambda one: one["ring"].pop("zh_hant"))
    assert "longer than 30" in wrong(
        lambda one: one["row"][0]["normal"].update(en="x" * 31)
    )
    assert "longer than 16" in wrong(
        lambda one: one["row"][0]["do"].update(zh_hans="字" * 17)
    )
    assert "days 4 to 2" in wrong(lambda one: one["row"][3].update(days=[4, 2]))
    assert "served twice" in wrong(lambda one: one["for"].append("con_patch"))
    with pytest.raises(BadLeaflet):
        read_leaflets({}, {})


def test_what_just_fits_is_taken() -> None:
    file = said()
    row = file["leaflet"][0]["row"][0]
    row["normal"].update(en="x" * 30, zh_hans="字" * 14)
    row["do"].update(en="x" * 32, zh_hant="字" * 16)
    assert read_leaflets(file, {}).all[0].rows[0].normal.en == "x" * 30
