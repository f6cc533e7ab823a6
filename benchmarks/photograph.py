"""A photograph as a phone takes it, made fit to keep, beside the plain calls for it.

The plain run decodes the whole picture, turns it, scales it twice and writes both: what
anybody would write. Ours decodes no more than is kept, and does the colours besides.
"""

import io
from statistics import median
from time import perf_counter

from PIL import Image, ImageOps
from pillow_heif import from_pillow, register_heif_opener

from salon.skin.pictures import EDGE, THUMB, prepared

WIDE, HIGH = 4032, 3024  # 12 megapixels
TIMES = 5
KINDS = ("JPEG", "PNG", "WEBP", "HEIC")


def taken_in_over_plain(kind: str, times: int = TIMES) -> tuple[float, float]:
    """Return the seconds that ours and the plain calls take for one *kind*."""
    data = _a_photograph(kind)
    prepared(data)  # what is imported once
    ours: list[float] = []
    plain: list[float] = []
    for _time in range(times):
        for kept, run in ((ours, prepared), (plain, _plain)):
            begun = perf_counter()
            run(data)
            kept.append(perf_counter() - begun)
    return median(ours), median(plain)


def _a_photograph(kind: str) -> bytes:
    """Return a picture with as much in it as a face has; a JPEG with its turn."""
    rough = Image.effect_noise((WIDE // 8, HIGH // 8), 60).convert("RGB")
    image = rough.resize((WIDE, HIGH), Image.Resampling.BICUBIC)
    out = io.BytesIO()
    if kind == "HEIC":
        from_pillow(image).save(out, quality=80)
        return out.getvalue()
    exif = image.getexif()
    exif[0x0112] = 6 if kind == "JPEG" else 1
    image.save(out, kind, quality=92, exif=exif.tobytes())
    return out.getvalue()


def _plain(data: bytes) -> None:
    register_heif_opener()
    image = ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB")
    for edge in (EDGE, THUMB):
        small = image.copy()
        small.thumbnail((edge, edge), Image.Resampling.LANCZOS)
        small.save(io.BytesIO(), "JPEG", quality=88, optimize=True)
