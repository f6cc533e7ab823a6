"""Pictures for the tests: drawn here, none of anybody."""

import io
from typing import Any

from PIL import Image, ImageDraw


def jpeg_with_dot(wide: int, high: int, at: tuple[float, float]) -> bytes:
    image = Image.new("RGB", (wide, high), "white")
    x, y = at
    ImageDraw.Draw(image).ellipse((x - 12, y - 12, x + 12, y + 12), fill="red")
    return saved(image, "JPEG", quality=95)


def colour_at(data: bytes, at: tuple[float, float]) -> tuple[int, int, int]:
    image = Image.open(io.BytesIO(data)).convert("RGB")
    found = image.getpixel((round(at[0]), round(at[1])))
    assert isinstance(found, tuple)
    return found[0], found[1], found[2]


def saved(image: Image.Image, kind: str, **more: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def heic(image: Image.Image, **more: Any) -> bytes:
    import pillow_heif

    out = io.BytesIO()
    pillow_heif.from_pillow(image).save(out, **more)
    return out.getvalue()
