"""One photograph laid on another: eyes on eyes, mouth on mouth."""

import io

from salon.skin.marking import Fit, lined_up
from salon.skin.model import PhotoLine


def fit_of(here: PhotoLine, there: PhotoLine) -> Fit | None:
    """Return how one photograph is laid on another, in pixels; None where it cannot be.

    It cannot where the eyes and the mouth of either were not set.
    """
    if not here.points or not there.points:
        return None
    return lined_up(
        *(
            [(x * one.width, y * one.height) for x, y in one.points]
            for one in (here, there)
        )
    )


def laid_on(image: bytes, fit: Fit, size: tuple[int, int]) -> bytes:
    """Return a picture turned, enlarged and moved onto one of that *size*: a JPEG."""
    from PIL import Image

    scale = fit.a**2 + fit.b**2  # the way back, from there to here
    a, b = fit.a / scale, fit.b / scale
    back = (
        *(a, b, -(a * fit.dx + b * fit.dy)),
        *(-b, a, b * fit.dx - a * fit.dy),
    )
    with Image.open(io.BytesIO(image)) as picture:
        laid = picture.convert("RGB").transform(
            size,
            Image.Transform.AFFINE,
            back,
            Image.Resampling.BICUBIC,
            fillcolor=(226, 222, 224),
        )
    out = io.BytesIO()
    laid.save(out, "JPEG", quality=88)
    return out.getvalue()
