"""Photographs: what is taken in, what each may be used for, what is drawn on them."""

import io
import json
import struct
import zlib
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageStat

from salon.catalogue.model import Subject
from salon.catalogue.tables import Entry
from salon.clients.operations import give_consent, withdraw_consent
from salon.clients.queries import consents_of
from salon.errors import EditedElsewhere, Missing, NotAllowed
from salon.history.queries import history
from salon.skin import pictures
from salon.skin.marking import Kind, Mark
from salon.skin.model import (
    BadMark,
    BadPicture,
    BadPoints,
    NothingTicked,
    OutOfRange,
    PhotoId,
    PhotoStays,
    Unknown,
)
from salon.skin.operations import (
    add_photos,
    let_photo_out,
    mark_photo,
    publish_photo,
    remove_photo,
    set_photo,
    set_photos_points,
    tick,
    unmark_photo,
)
from salon.skin.permission import Purpose
from salon.skin.pictures import EDGE, prepared
from salon.skin.queries import marks_of, photo, photos_locked, photos_of, ticks_of
from salon.skin.shots import shots_of
from salon.staff.model import Role
from salon.staff.operations import hire
from salon.text import Names
from salon.views.photos import in_house, photo_sight, shots_sight
from salon.work import Work
from tests.house import House
from tests.leaning import RowMade, a_row
from tests.skin.pictures import colour_at, heic, saved

FACE = ((0.35, 0.4), (0.65, 0.4), (0.5, 0.7))
ARROW = Mark(Kind.ARROW, ((0.1, 0.1), (0.4, 0.4)))


@pytest.fixture
def house(house: House) -> House:
    """Return the house with its consents to photographs and two views."""
    listed: list[tuple[Subject, str, dict[str, Any]]] = [
        (Subject.CONSENT, "photo_record", {"valid_days": "365"}),
        (Subject.CONSENT, "photo_refusal", {}),
        (Subject.CONSENT, "photo_teach", {"valid_days": "365"}),
        (Subject.CONSENT, "photo_public", {"valid_days": "180"}),
    ]

    def note(work: Work) -> None:
        for subject, ref, body in listed:
            a_row(work, Entry, subject=subject, ref=ref, body=json.dumps(body))
        for ref in ("front", "left45"):
            a_row(
                *(work, Entry),
                subject=Subject.TERM,
                ref=f"photo_view:{ref}",
                names=Names(ref),
            )
        work.record(RowMade())

    house.salon.do(note)
    return house


def a_photo(house: House, colour: str = "tan", view: str = "front") -> PhotoId:
    one = prepared(saved(Image.new("RGB", (60, 80), colour), "PNG"))
    [key] = house.salon.do(add_photos, house.amira, [(one, view)])
    return key


def sign(house: House, *items: str) -> None:
    for item in items:
        house.salon.do(give_consent, house.amira, item)


# Taking in


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "HEIC"])
def test_what_phones_and_scanners_write_is_kept_upright_and_bare(kind: str) -> None:
    image = Image.new("RGB", (80, 40), "pink")
    exif = image.getexif()
    exif[0x0112] = 1 if kind == "HEIC" else 6
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (51.0, 30.0, 0.0)
    said = exif.tobytes()
    data = heic(image, exif=said) if kind == "HEIC" else saved(image, kind, exif=said)

    kept = prepared(data, "a")

    shown = Image.open(io.BytesIO(kept.image))
    assert shown.format == "JPEG"
    assert (kept.width, kept.height) == ((80, 40) if kind == "HEIC" else (40, 80))
    assert not shown.getexif()
    for secret in (b"Exif", b"GPS", b"http", b"ICC_PROFILE"):
        assert secret not in kept.image
        assert secret not in kept.thumb


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        *(("PNG", mode) for mode in ("RGB", "RGBA", "L", "LA", "P")),
        *(("WEBP", "RGB"), ("WEBP", "RGBA"), ("TIFF", "RGB"), ("TIFF", "RGBA")),
        *(("JPEG", "RGB"), ("JPEG", "L"), ("HEIC", "RGB"), ("HEIC", "RGBA")),
    ],
)
def test_a_large_picture_of_any_kind_looks_as_if_it_was_scaled_finely(
    kind: str, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is twice as large is first halved; nobody can see that."""
    monkeypatch.setattr(pictures, "EDGE", edge := 300)
    rough = Image.effect_noise((32, 24), 90).convert("RGB")
    image = rough.resize((2 * edge + 32, edge + 50), Image.Resampling.BICUBIC)
    ImageDraw.Draw(image).rectangle((0, 0, edge, edge // 2), fill="red")
    if mode in ("RGBA", "LA"):
        image.putalpha(Image.linear_gradient("L").resize(image.size))
    image = image.convert(mode)
    exif = image.getexif()
    exif[0x0112] = 1 if kind == "HEIC" else 6
    said = exif.tobytes()
    data = heic(image, exif=said) if kind == "HEIC" else saved(image, kind, exif=said)

    kept = Image.open(io.BytesIO(prepared(data).image))

    white = Image.new("RGBA", image.size, "white")
    white.alpha_composite(image.convert("RGBA"))
    fine = white.convert("RGB")
    if kind != "HEIC":
        fine = fine.transpose(Image.Transpose.ROTATE_270)
    fine.thumbnail((edge, edge), Image.Resampling.LANCZOS)
    assert kept.size == fine.size
    assert max(kept.size) == edge
    apart = ImageStat.Stat(ImageChops.difference(kept, fine))
    assert max(apart.mean) < 3


def test_a_large_photograph_is_kept_no_larger_than_is_seen() -> None:
    image = Image.effect_noise((4032, 3024), 40).convert("RGB")
    kept = prepared(saved(image, "JPEG"), "a")
    assert (kept.width, kept.height) == (EDGE, EDGE * 3 // 4)


def test_wide_colours_of_a_phone_become_those_of_the_screen() -> None:
    from PIL import ImageCms

    image = Image.new("RGB", (40, 40), (200, 120, 90))
    own = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    same = prepared(saved(image, "PNG", icc_profile=own))
    broken = prepared(saved(image, "PNG", icc_profile=b"no profile"))
    for kept in (same, broken):
        assert all(
            abs(a - b) < 6
            for a, b in zip(
                colour_at(kept.image, (20, 20)), (200, 120, 90), strict=True
            )
        )


@pytest.mark.parametrize("kind", ["WEBP", "PNG", "TIFF"])
def test_of_a_moving_picture_the_first_is_kept_and_that_is_known(kind: str) -> None:
    first, second = (Image.new("RGB", (40, 40), one) for one in ("red", "blue"))
    data = saved(first, kind, save_all=True, append_images=[second])

    kept = prepared(data, "a")

    assert kept.is_first
    red, _green, blue = colour_at(kept.image, (20, 20))
    assert red > 200 > 60 > blue
    assert not prepared(saved(first, kind)).is_first


def test_a_gif_and_a_text_are_refused() -> None:
    for data in (
        saved(Image.new("RGB", (4, 4)), "GIF"),
        b"a letter",
        b"",
        b"\x00" * 99,
    ):
        with pytest.raises(BadPicture, match="no whole JPEG"):
            prepared(data, "a")


def png_of(wide: int, high: int) -> bytes:
    """Return the head of a PNG that says it is so large, with a few bytes of it."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        said = kind + body
        return struct.pack(">I", len(body)) + said + struct.pack(">I", zlib.crc32(said))

    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\x00" * 100_000)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", body), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize(("wide", "high"), [(30_000, 30_000), (60_000_001, 1)])
def test_a_bomb_is_refused_before_it_is_opened(wide: int, high: int) -> None:
    with pytest.raises(BadPicture, match="more than 60 million pixels"):
        prepared(png_of(wide, high), "a")


def test_half_a_heic_is_refused_with_what_to_do() -> None:
    whole = heic(Image.effect_noise((400, 400), 80).convert("RGB"))
    with pytest.raises(BadPicture, match="as JPEG"):
        prepared(whole[: len(whole) // 2], "a")


def test_one_photograph_twice_is_kept_once(house: House) -> None:
    key = a_photo(house)
    assert a_photo(house) == key
    assert len(house.salon.ask(photos_of, house.amira)) == 1
    assert a_photo(house, "navy") != key
    sight = house.salon.ask(shots_sight, house.amira)
    assert len(sight.known) == 2
    assert len(sight.shots) == len(shots_of("CON"))
    assert shots_of("SLM")[0].view == "body_front"
    assert house.salon.ask(in_house) == ()


# What each may be used for


def test_nothing_leaves_without_what_was_signed_for_it(house: House) -> None:
    key = a_photo(house)
    for purpose in (Purpose.SHOW, Purpose.TEACH, Purpose.PUBLISH):
        with pytest.raises(PhotoStays):
            house.salon.do(let_photo_out, key, purpose)
    house.salon.do(let_photo_out, key, Purpose.FILE)

    sign(house, "photo_record")

    data = house.salon.do(let_photo_out, key, Purpose.SHOW)
    assert data.startswith(b"\xff\xd8")
    assert house.salon.ask(history)[0].text == "Photograph given out"
    for purpose in (Purpose.TEACH, Purpose.PUBLISH):
        with pytest.raises(PhotoStays):
            house.salon.do(let_photo_out, key, purpose)
    sign(house, "photo_teach")
    house.salon.do(let_photo_out, key, Purpose.TEACH)


def test_publishing_is_a_switch_of_each_photograph(house: House) -> None:
    key, other = a_photo(house), a_photo(house, "navy")
    sign(house, "photo_record")
    with pytest.raises(PhotoStays, match="in public"):
        house.salon.do(publish_photo, key, True)
    sign(house, "photo_public")
    with pytest.raises(PhotoStays, match="switch of its own"):
        house.salon.do(let_photo_out, key, Purpose.PUBLISH)

    house.salon.do(publish_photo, key, True)

    house.salon.do(let_photo_out, key, Purpose.PUBLISH)
    with pytest.raises(PhotoStays):
        house.salon.do(let_photo_out, other, Purpose.PUBLISH)
    house.salon.undo()
    _whose, line = house.salon.ask(photo, key)
    assert not line.is_public


def test_what_is_withdrawn_is_out_of_reach_at_once(house: House) -> None:
    sign(house, "photo_record")
    key = a_photo(house)
    house.salon.do(mark_photo, key, [ARROW])
    [signed] = house.salon.ask(consents_of, house.amira)
    assert house.salon.ask(photos_of, house.amira)[0].consent_id == signed.id

    house.salon.do(withdraw_consent, signed.id)

    assert house.salon.ask(photos_of, house.amira) == []
    assert house.salon.ask(photos_locked, house.amira) == 1
    for purpose in Purpose:
        with pytest.raises(PhotoStays, match="withdrawn"):
            house.salon.do(let_photo_out, key, purpose)
    with pytest.raises(PhotoStays):
        house.salon.do(mark_photo, key, [ARROW])
    house.salon.undo()
    assert len(house.salon.ask(photos_of, house.amira)) == 1


def test_a_consent_that_is_out_of_date_lets_nothing_out(house: House) -> None:
    today = house.salon.today()
    key = a_photo(house)
    given = today - timedelta(days=365)
    house.salon.do(give_consent, house.amira, "photo_record", given_on=given)
    with pytest.raises(PhotoStays, match="out of date"):
        house.salon.do(let_photo_out, key, Purpose.SHOW)
    later = given + timedelta(days=1)
    house.salon.do(give_consent, house.amira, "photo_record", given_on=later)
    house.salon.do(let_photo_out, key, Purpose.SHOW)


# What is said of them, and drawn on them


def test_the_view_and_the_eyes_are_set_and_can_be_taken_back(house: House) -> None:
    key, other = a_photo(house), a_photo(house, "navy")
    _whose, line = house.salon.ask(photo, key)
    house.salon.do(set_photo, key, view="", seen=line.version)
    with pytest.raises(EditedElsewhere):
        house.salon.do(set_photo, key, view="", seen=line.version)
    with pytest.raises(Unknown):
        house.salon.do(set_photo, key, view="moon")
    with pytest.raises(BadPoints):
        house.salon.do(set_photo, key, points=FACE[::-1])

    house.salon.do(set_photos_points, [(key, FACE), (other, FACE)])

    assert all(one.points == FACE for one in house.salon.ask(photos_of, house.amira))
    house.salon.undo()
    assert not any(one.points for one in house.salon.ask(photos_of, house.amira))


def test_what_is_drawn_lies_beside_the_photograph(house: House) -> None:
    key = a_photo(house)
    before = house.salon.ask(photo, key)[1].hash
    words = Mark(Kind.WORDS, ((0.5, 0.5),), "here")

    made = house.salon.do(mark_photo, key, [ARROW, words])

    sight = house.salon.ask(photo_sight, key)
    assert [one.mark for one in sight.marks] == [ARROW, words]
    assert (sight.photo.hash, sight.photo.marked) == (before, 2)
    house.salon.do(unmark_photo, made[0])
    assert [one.mark for one in house.salon.ask(marks_of, key)] == [words]
    house.salon.undo()
    assert len(house.salon.ask(marks_of, key)) == 2
    for bad in ([], [Mark(Kind.ARROW, ((0, 0), (2, 2)))]):
        with pytest.raises(BadMark):
            house.salon.do(mark_photo, key, bad)

    house.salon.do(remove_photo, key)

    with pytest.raises(Missing):
        house.salon.ask(photo, key)
    house.salon.undo()
    assert len(house.salon.ask(photo_sight, key).marks) == 2


# Twenty seconds


def test_five_habits_are_ticked_and_a_second_tick_of_a_day_completes_them(
    house: House,
) -> None:
    first = house.salon.do(tick, house.amira, {"sleep": 1, "water": 4}, "visit")
    assert house.salon.do(tick, house.amira, {"water": 2, "movement": None}) == first

    [one] = house.salon.ask(ticks_of, house.amira)
    assert one.levels == (1, 2, None, None, None)
    assert (one.way, one.level("water")) == ("visit", 2)
    house.salon.undo()
    assert house.salon.ask(ticks_of, house.amira)[0].level("water") == 4


@pytest.mark.parametrize(
    ("levels", "way", "error"),
    [
        ({}, "", NothingTicked),
        ({"sleep": None}, "", NothingTicked),
        ({"sleep": -1}, "", OutOfRange),
        ({"sleep": 5}, "", OutOfRange),
        ({"dreams": 3}, "", Unknown),
        ({"sleep": 3}, "letter", Unknown),
    ],
)
def test_a_tick_that_says_nothing_is_none(
    house: House, levels: dict[str, int | None], way: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        house.salon.do(tick, house.amira, levels, way)
    assert house.salon.ask(ticks_of, house.amira) == []


def test_who_rings_may_tick_and_not_publish(house: House) -> None:
    anna = house.salon.do(hire, "Anna", Role.AFTERCARE)
    house.salon.do_as(anna, tick, house.amira, {"sleep": 0})
    with pytest.raises(NotAllowed):
        house.salon.do_as(anna, publish_photo, a_photo(house), True)
