"""What was seen and measured of her skin is kept as it was, and only what can be."""

import io
import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from PIL import Image

from salon.catalogue.model import Subject
from salon.catalogue.tables import Entry
from salon.clients.model import LONGEST_TEXT
from salon.clients.operations import give_consent
from salon.clock import StoppedClock
from salon.errors import Missing, NotAllowed, TooLong
from salon.skin.model import (
    AssessmentDraft,
    BadPicture,
    Finding,
    Measured,
    OutOfRange,
    PhotosRefused,
    Unknown,
    draft_place,
)
from salon.skin.operations import add_photos, assess
from salon.skin.pictures import EDGE, THUMB, Prepared, prepared
from salon.skin.queries import (
    assessments_of,
    kept_assessment,
    photos_of,
    picture,
    series_of,
)
from salon.staff.model import Role
from salon.staff.operations import hire
from salon.work import Work
from tests.house import FRIDAY, House
from tests.leaning import RowMade, a_row


@pytest.fixture
def house(house: House) -> House:
    """Return the house with two zones, two findings and two measures to choose from."""
    listed: list[tuple[Subject, str, dict[str, Any]]] = [
        (Subject.CONSENT, "photo_record", {"valid_days": "365"}),
        (Subject.CONSENT, "photo_refusal", {}),
        (Subject.ZONE, "cheek", {}),
        (Subject.ZONE, "chin", {}),
        (Subject.SKIN_CONDITION, "redness", {"severity_scale": "0-3"}),
        (Subject.SKIN_CONDITION, "spots", {"severity_scale": "count"}),
        (
            Subject.MEASURE,
            "moisture",
            {"unit": "points", "scale_min": "0", "scale_max": "120"},
        ),
        (Subject.MEASURE, "pores", {"unit": "count"}),
    ]

    def note(work: Work) -> None:
        for subject, ref, body in listed:
            a_row(work, Entry, subject=subject, ref=ref, body=json.dumps(body))
        work.record(RowMade())

    house.salon.do(note)
    return house


def seen(grade: int | None, condition: str = "redness", zone: str = "cheek") -> Any:
    return AssessmentDraft(findings=(Finding(zone, condition, grade),))


def measured(value: float, zone: str | None = "cheek", **more: Any) -> Any:
    said = {"measure": "moisture", "unit": "points"} | more
    return AssessmentDraft(measures=(Measured(zone=zone, value=value, **said),))


def a_picture(width: int = 40, height: int = 20, **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "pink").save(out, "JPEG", **more)
    return out.getvalue()


def later(house: House, days: int) -> None:
    clock = house.salon._clock
    assert isinstance(clock, StoppedClock)
    clock.instant += timedelta(days=days)


def test_what_was_seen_measured_and_said_is_kept_as_it_was(house: House) -> None:
    draft = AssessmentDraft(
        "dry",
        3,
        (Finding("cheek", "redness", 2, "after wind", 0.25, 0.5),),
        (Measured("moisture", "cheek", 41.5, "points"),),
        *("calm", "fewer lines", "sun cream"),
    )
    key = house.salon.do(assess, house.amira, draft, [(prepared(a_picture()), "left")])

    [card] = house.salon.ask(assessments_of, house.amira)
    assert (card.id, card.day) == (key, FRIDAY)
    assert (card.skin_type, card.fitzpatrick) == ("dry", 3)
    assert (card.findings, card.measures) == (draft.findings, draft.measures)
    assert (card.note, card.hopes, card.said) == ("calm", "fewer lines", "sun cream")
    assert [one.view for one in card.photos] == ["left"]
    house.salon.undo()
    assert house.salon.ask(assessments_of, house.amira) == []
    assert house.salon.ask(photos_of, house.amira) == []


@pytest.mark.parametrize(
    "draft",
    [
        *(seen(grade) for grade in (None, 0, 3, 4)),
        seen(999, "spots"),
        *(AssessmentDraft(fitzpatrick=one) for one in (None, 1, 6)),
        *(measured(value) for value in (0, 120)),
        measured(1_000, measure="pores", unit="count"),
        measured(50, unit=""),
        measured(50, zone=None),
    ],
)
def test_what_lies_on_its_scale_is_kept(house: House, draft: AssessmentDraft) -> None:
    house.salon.do(assess, house.amira, draft)

    [card] = house.salon.ask(assessments_of, house.amira)
    assert (card.findings, card.measures) == (draft.findings, draft.measures)


@pytest.mark.parametrize(
    ("draft", "error"),
    [
        *((seen(grade), OutOfRange) for grade in (-1, 5)),
        (seen(1_000, "spots"), OutOfRange),
        *((AssessmentDraft(fitzpatrick=one), OutOfRange) for one in (0, 7)),
        *((measured(value), OutOfRange) for value in (-0.1, 120.1)),
        (measured(50, unit="percent"), Unknown),
        (measured(50, measure="warmth"), Unknown),
        (measured(50, zone="moon"), Unknown),
        (seen(1, zone="moon"), Unknown),
        (seen(1, condition="sadness"), Unknown),
        (AssessmentDraft(skin_type="striped"), Unknown),
        (AssessmentDraft(note="x" * (LONGEST_TEXT + 1)), TooLong),
    ],
)
def test_what_cannot_be_is_refused_whole(
    house: House, draft: AssessmentDraft, error: type[Exception]
) -> None:
    with pytest.raises(error):
        house.salon.do(assess, house.amira, draft)

    assert house.salon.ask(assessments_of, house.amira) == []


def test_the_newest_assessment_stands_first_and_a_curve_runs_forward(
    house: House,
) -> None:
    for value in (40, 50, 60):
        house.salon.do(assess, house.amira, measured(value))
        later(house, 7)

    days = [one.day for one in house.salon.ask(assessments_of, house.amira)]
    assert days == sorted(days, reverse=True)
    [series] = house.salon.ask(series_of, house.amira)
    assert [value for _day, value in series.points] == [40, 50, 60]
    assert [day for day, _value in series.points] == sorted(days)


def test_each_zone_has_a_curve_of_its_own(house: House) -> None:
    house.salon.do(assess, house.amira, measured(40))
    house.salon.do(assess, house.amira, measured(80, zone="chin"))

    found = house.salon.ask(series_of, house.amira)
    assert {one.zone: one.points for one in found} == {
        "cheek": ((FRIDAY, 40),),
        "chin": ((FRIDAY, 80),),
    }


def test_what_was_being_charted_is_dropped_when_it_is_kept(house: House) -> None:
    for key in (house.amira, house.basia):
        house.salon.keep(draft_place(key), "{}")

    house.salon.do(assess, house.amira, AssessmentDraft())

    assert house.salon.ask(kept_assessment, house.amira) is None
    assert house.salon.ask(kept_assessment, house.basia) is not None


@pytest.mark.parametrize(
    ("signed", "is_refused"),
    [
        ((), False),
        ((("photo_record", 10),), False),
        ((("photo_refusal", 10),), True),
        ((("photo_record", 20), ("photo_refusal", 10)), True),
        ((("photo_refusal", 20), ("photo_record", 10)), False),
    ],
)
def test_who_refused_is_not_photographed_until_it_is_signed(
    house: House, signed: Sequence[tuple[str, int]], is_refused: bool
) -> None:
    today = house.salon.today()
    for item, days in signed:
        given = today - timedelta(days=days)
        house.salon.do(give_consent, house.amira, item, given_on=given)
    photo = (prepared(a_picture()), "front")
    if is_refused:
        with pytest.raises(PhotosRefused):
            house.salon.do(add_photos, house.amira, [photo])
        with pytest.raises(PhotosRefused):
            house.salon.do(assess, house.amira, AssessmentDraft(), [photo])
        assert house.salon.ask(photos_of, house.amira) == []
        return
    house.salon.do(add_photos, house.amira, [photo])
    assert len(house.salon.ask(photos_of, house.amira)) == 1


def test_one_picture_is_kept_once_and_shown_in_both_files(house: House) -> None:
    one = prepared(a_picture())
    for client in (house.amira, house.basia):
        house.salon.do(add_photos, client, [(one, "front")])

    [hers], [others] = (
        house.salon.ask(photos_of, client) for client in (house.amira, house.basia)
    )
    assert hers.hash == others.hash == one.hash
    assert house.salon.ask(picture, one.hash) == one.image
    assert house.salon.ask(picture, one.hash, small=True) == one.thumb
    with pytest.raises(Missing):
        house.salon.ask(picture, "0" * 64)


def test_a_photograph_stands_upright_is_small_and_says_nothing_besides() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned to the right
    exif[0x010E] = "where she lives"
    kept = prepared(a_picture(4_000, 1_000, exif=exif))

    assert (kept.width, kept.height) == (EDGE // 4, EDGE)
    shown = Image.open(io.BytesIO(kept.image))
    assert shown.size == (EDGE // 4, EDGE)
    assert not shown.getexif()
    assert max(Image.open(io.BytesIO(kept.thumb)).size) == THUMB


@pytest.mark.parametrize("data", [b"", b"no picture", a_picture()[:200]])
def test_what_is_no_picture_is_named(data: bytes) -> None:
    with pytest.raises(BadPicture, match="her face"):
        prepared(data, "her face")


def test_skin_is_assessed_only_by_who_may_treat(house: House) -> None:
    anna = house.salon.do(hire, "Anna", Role.AFTERCARE)
    photo: tuple[Prepared, str] = (prepared(a_picture()), "front")

    with pytest.raises(NotAllowed):
        house.salon.do_as(anna, assess, house.amira, AssessmentDraft())
    with pytest.raises(NotAllowed):
        house.salon.do_as(anna, add_photos, house.amira, [photo])


def test_an_assessment_is_dated_by_the_salons_day(house: House) -> None:
    clock = house.salon._clock
    assert isinstance(clock, StoppedClock)
    clock.instant = datetime.fromisoformat("2026-03-27T23:30:00+00:00")  # Saturday here

    house.salon.do(assess, house.amira, AssessmentDraft())

    [card] = house.salon.ask(assessments_of, house.amira)
    assert card.day == FRIDAY + timedelta(days=1)
