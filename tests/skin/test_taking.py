"""Photographs have the day and hour that the camera wrote, where that can be so."""

import io
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PIL import Image
from sqlalchemy import select

from salon.clients.model import BirthdayLine, ClientDraft
from salon.clients.operations import correct_client
from salon.skin.model import BadPicture
from salon.skin.operations import add_photos
from salon.skin.pictures import from_file, prepared
from salon.skin.queries import photos_of
from salon.skin.tables import Photo
from salon.skin.taking import believed
from salon.work import Reading
from tests.house import NOW, House

PARIS = ZoneInfo("Europe/Paris")


def picture(
    taken: str = "", offset: str = "", kind: str = "JPEG", *, changed: str = ""
) -> bytes:
    shade = (
        sum(map(int, filter(str.isdigit, taken))) % 40
    )  # no two days are one picture
    image = Image.new("RGB", (60, 80), (210, 180, 100 + 3 * shade))
    exif = image.getexif()
    if taken:
        exif.get_ifd(0x8769).update({36867: taken})
    if offset:
        exif.get_ifd(0x8769).update({36881: offset})
    if changed:
        exif[306] = changed
    out = io.BytesIO()
    image.save(out, kind, exif=exif.tobytes())
    return out.getvalue()


def kept(house: House, data: bytes) -> datetime:
    one = prepared(data, "a.jpg")
    [key] = house.salon.do(add_photos, house.amira, [(one, "front")])

    def when(reading: Reading) -> datetime:
        asked = select(Photo.taken).where(Photo.id == key)
        return reading.session.scalars(asked).one()

    return house.salon.ask(when)


@pytest.mark.parametrize(
    ("taken", "offset", "at"),
    [
        ("2026:03:24 18:05:00", "", "2026-03-24T17:05:00+00:00"),  # the salon's wall
        ("2025:07:24 18:05:00", "", "2025-07-24T16:05:00+00:00"),  # by summer time
        ("2026:03:24 18:05:00", "+08:00", "2026-03-24T10:05:00+00:00"),
        ("2026:03:24 18:05:00", "-05:00", "2026-03-24T23:05:00+00:00"),
        ("2026:03:24 18:05:00", "Z", "2026-03-24T18:05:00+00:00"),
        ("2026:03:24 18:05:00", "rubbish", "2026-03-24T17:05:00+00:00"),
        ("1990:01:01 12:00:00", "", "1990-01-01T11:00:00+00:00"),
        ("", "", NOW.isoformat()),
        ("0000:00:00 00:00:00", "", NOW.isoformat()),
        ("    :  :     :  :  ", "", NOW.isoformat()),
        ("1989:12:31 12:00:00", "", NOW.isoformat()),
        ("1970:01:01 00:00:00", "", NOW.isoformat()),
        ("2026:03:29 12:00:00", "", NOW.isoformat()),
        ("2036:01:01 00:00:00", "+08:00", NOW.isoformat()),
    ],
)
def test_a_picture_is_of_the_hour_that_the_camera_wrote(
    house: House, taken: str, offset: str, at: str
) -> None:
    assert kept(house, picture(taken, offset)) == datetime.fromisoformat(at)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_every_kind_of_picture_may_say_it(kind: str) -> None:
    found = prepared(picture("2026:03:24 18:05:00", kind=kind)).taken

    assert found == datetime(2026, 3, 24, 18, 5)  # noqa: DTZ001  a wall's clock


def test_the_hour_of_the_last_change_stands_where_there_is_no_other() -> None:
    only = prepared(picture(changed="2026:03:24 18:05:00")).taken
    both = prepared(picture("2026:03:20 09:00:00", changed="2026:03:24 18:05:00")).taken

    assert only is not None
    assert both is not None
    assert (only.day, both.day) == (24, 20)


def test_nobody_is_photographed_before_the_day_of_birth(house: House) -> None:
    born = BirthdayLine(2004, 5, 6)
    house.salon.do(correct_client, house.amira, ClientDraft(birthday=born))

    assert kept(house, picture("2004:05:05 12:00:00")) == NOW
    assert kept(house, picture("2004:05:06 12:00:00")).year == 2004


@pytest.mark.parametrize(
    ("wall", "words"),
    [
        (None, "does not say when"),
        (datetime(2030, 1, 1, tzinfo=UTC), "2030-01-01, which is still to come"),
        (datetime(1980, 1, 1, tzinfo=UTC), "1980-01-01, which cannot be"),
        (datetime(2026, 3, 1, tzinfo=UTC), ""),
    ],
)
def test_a_doubt_is_said(wall: datetime | None, words: str) -> None:
    said = believed(wall, PARIS, NOW, date(1984, 1, 1)).said("a.jpg")

    assert words in said
    assert bool(words) == bool(said)


def test_a_picture_of_an_iphone_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "IMG_1.HEIC"
    path.write_bytes(b"\x00\x00\x00\x18ftypheic" + bytes(300))

    with pytest.raises(BadPicture, match=r"HEIC picture.*as JPEG.*Most Compatible"):
        from_file(path)


def test_what_is_see_through_becomes_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(out, "WEBP", lossless=True)

    image = Image.open(io.BytesIO(prepared(out.getvalue()).image))

    assert image.getpixel((20, 20)) == (255, 255, 255)


def test_half_a_picture_is_refused() -> None:
    whole = io.BytesIO()
    Image.effect_noise((200, 200), 60).save(whole, "JPEG")

    with pytest.raises(BadPicture, match="no whole JPEG"):
        prepared(whole.getvalue()[: len(whole.getvalue()) // 2])


def test_the_file_shows_the_day_on_the_salons_wall(house: House) -> None:
    kept(house, picture("2026:03:24 00:30:00"))  # still the day before in Greenwich

    [photo] = house.salon.ask(photos_of, house.amira)

    assert photo.taken.strftime("%Y-%m-%d %H:%M") == "2026-03-24 00:30"
