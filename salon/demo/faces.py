"""Photographs for the sample salon: faces that are drawn, and change as skin does.

Nobody is shown. The face is the one of the chart (`skin_zones.csv`), so what is seen in
a picture lies where the chart says it does, and fades as the grades do.
"""

import csv
import io
from collections.abc import Sequence
from functools import cache
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from salon.shipped import RESOURCES
from salon.skin.pictures import Prepared

WIDE, HIGH = 360, 450
SMALL = 160
_SKIN = ((247, 222, 205), (238, 206, 182), (226, 186, 156), (198, 152, 116))
_DARK = ((150, 104, 72), (106, 70, 50))
_HAIR = ((43, 33, 30), (70, 48, 36), (112, 78, 48), (164, 128, 84), (60, 60, 62))
_WALL = (226, 224, 222)
# What a sign looks like: its colour, how much of it, and whether it comes in dots.
_SIGNS: dict[str, tuple[tuple[int, int, int], float, bool]] = {
    "melasma_patch": ((128, 84, 58), 0.62, False),
    "uneven_tone": ((168, 120, 92), 0.35, False),
    "pih": ((140, 86, 70), 0.6, True),
    "persistent_redness": ((214, 92, 84), 0.55, False),
    "stinging": ((224, 120, 110), 0.3, False),
    "papule": ((206, 74, 70), 0.9, True),
    "comedo_closed": ((250, 236, 222), 0.8, True),
    "comedo_open": ((92, 70, 58), 0.8, True),
    "sebaceous_filament": ((120, 96, 82), 0.5, True),
    "enlarged_pores": ((150, 112, 92), 0.45, True),
    "seborrhoea": ((255, 250, 240), 0.45, False),
    "dehydration": ((244, 232, 224), 0.5, False),
    "dullness": ((150, 138, 126), 0.3, False),
    "fine_lines": ((150, 110, 90), 0.4, False),
    "tightness": ((240, 226, 216), 0.35, False),
}
Seen = tuple[str, str, float]  # sign, zone, how much of its first grade is left


@cache
def _zones() -> dict[str, tuple[tuple[float, float], ...]]:
    path = RESOURCES / "domain" / "skin_zones.csv"
    with path.open(encoding="utf-8-sig", newline="") as opened:
        return {
            row["zone_id"]: tuple(
                (float(x), float(y))
                for x, y in (pair.split(",") for pair in row["coords"].split(";"))
            )
            for row in csv.DictReader(opened)
            if row["view"] == "face_front" and row["shape"] == "polygon"
        }


def _placed(zone: str) -> list[tuple[float, float]]:
    """Return a zone of the chart in the picture."""
    return [(40 + x * 280, 55 + y * 350) for x, y in _zones()[zone]]


def landmarks() -> tuple[tuple[float, float], ...]:
    """Return where eyes and mouth of every drawn face are, in a box of one by one."""
    found = []
    for zone in ("lash_line_r", "lash_line_l", "lips"):
        points = _placed(zone)
        x, y = (sum(one) / len(points) for one in zip(*points, strict=True))
        found.append((round(x / WIDE, 4), round(y / HIGH, 4)))
    return tuple(found)


def photograph(person: int, phototype: int, seen: Sequence[Seen]) -> Prepared:
    """Return the drawn face of somebody, seen from the front, as a photograph.

    Args:
        person: Whose; the same number has the same face.
        phototype: By Fitzpatrick, 1 to 6.
        seen: What is to be seen on it, and how much of it.
    """
    own = Random(person)
    skin = (*_SKIN, *_DARK)[max(0, min(5, phototype - 1))]
    hair = _HAIR[own.randrange(2 if phototype > 3 else len(_HAIR))]
    picture = Image.new("RGB", (WIDE, HIGH), _WALL)
    draw = ImageDraw.Draw(picture)
    length = own.choice((250, 330, 430))
    draw.rounded_rectangle((52, 26, 308, length), 110, fill=hair)
    draw.rectangle((140, 340, 220, 420), fill=_shaded(skin, 0.9))
    draw.ellipse((40, 390, 320, 560), fill=own.choice(((236, 236, 238), (92, 60, 80))))
    draw.polygon(_placed("face_outline"), fill=skin)
    picture = picture.filter(ImageFilter.GaussianBlur(1.2))
    for sign, zone, left in seen:
        if sign in _SIGNS and zone in _zones() and left > 0:
            picture = _marked(picture, sign, zone, left, Random(f"{person}:{zone}"))
    _features(ImageDraw.Draw(picture), skin, hair)
    fringe = own.choice((0, 34, 60))
    draw = ImageDraw.Draw(picture)
    draw.pieslice((66, 30, 294, 190 + fringe), 180, 360, fill=hair)
    picture = picture.filter(ImageFilter.GaussianBlur(0.7))
    small = picture.copy()
    small.thumbnail((SMALL, SMALL))
    return Prepared(_jpeg(picture), _jpeg(small), *picture.size)


def _marked(
    picture: Image.Image, sign: str, zone: str, left: float, own: Random
) -> Image.Image:
    """Return the picture with a sign on one zone."""
    colour, much, is_dotted = _SIGNS[sign]
    mask = Image.new("L", picture.size, 0)
    draw = ImageDraw.Draw(mask)
    strength = int(255 * much * min(1.0, left))
    points = _placed(zone)
    if is_dotted:
        xs, ys = [x for x, _y in points], [y for _x, y in points]
        size = 2.6 if sign in ("papule", "pih") else 1.4
        for _dot in range(max(1, round((9 if size > 2 else 22) * min(1.0, left)))):
            x, y = own.uniform(min(xs), max(xs)), own.uniform(min(ys), max(ys))
            draw.ellipse((x - size, y - size, x + size, y + size), fill=strength)
        mask = mask.filter(ImageFilter.GaussianBlur(0.8))
    else:
        draw.polygon(points, fill=strength)
        mask = mask.filter(ImageFilter.GaussianBlur(5))
    return Image.composite(Image.new("RGB", picture.size, colour), picture, mask)


def _features(
    draw: ImageDraw.ImageDraw, skin: tuple[int, ...], hair: tuple[int, ...]
) -> None:
    dark = _shaded(skin, 0.72)
    for zone in ("brow_r", "brow_l"):
        draw.polygon(_placed(zone), fill=_shaded(hair, 0.95))
    for zone in ("lash_line_r", "lash_line_l"):
        points = _placed(zone)
        draw.polygon(points, fill=(246, 244, 242))
        xs, ys = [x for x, _y in points], [y for _x, y in points]
        x, y = sum(xs) / len(xs), sum(ys) / len(ys)
        draw.ellipse((x - 7, y - 7, x + 7, y + 7), fill=(74, 54, 44))
        draw.line((min(xs), y - 5, x, min(ys) - 1, max(xs), y - 5), (50, 40, 36), 2)
    for zone in ("nose_wing_r", "nose_wing_l"):
        draw.line(_placed(zone)[1:4], fill=dark, width=2)
    draw.polygon(_placed("lips"), fill=(190, 98, 98))
    lips = _placed("lips")
    draw.line((lips[0], lips[4]), fill=(140, 70, 72), width=1)


def _shaded(colour: tuple[int, ...], much: float) -> tuple[int, int, int]:
    red, green, blue = (int(one * much) for one in colour)
    return red, green, blue


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()
