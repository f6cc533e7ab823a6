"""Photographs made fit to keep: upright, stripped of all they say besides, small."""

import io
import warnings
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from salon.named_file import NotReadable, contents
from salon.skin.model import BadPicture
from salon.text import N_, _

LARGEST = 40 * 1024 * 1024  # bytes of a file
PIXELS = 60_000_000
EDGE = 2_000  # pixels that are kept of the longer side
THUMB = 256


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture as it is kept: JPEG without EXIF, and a small one of it."""

    image: bytes
    thumb: bytes
    width: int
    height: int

    @property
    def hash(self) -> str:
        """Its name: the SHA-256 of what is kept."""
        return sha256(self.image).hexdigest()


def from_file(path: Path) -> Prepared:
    """Return the picture in a file; raises BadPicture."""
    try:
        data = contents(path, LARGEST)
    except NotReadable as error:
        raise BadPicture(path.name, error.why) from error
    return prepared(data, path.name)


def prepared(data: bytes, name: str = "") -> Prepared:
    """Return *data* turned upright, without EXIF and re-encoded; raises BadPicture."""
    from PIL import Image, ImageOps

    if len(data) > LARGEST:
        raise BadPicture(name, _(N_("it is larger than 40 MB")))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP"))
            if opened.width * opened.height > PIXELS:
                raise BadPicture(name, _(N_("it has more than 60 million pixels")))
            picture = ImageOps.exif_transpose(opened).convert("RGB")
    except BadPicture:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as e:
        raise BadPicture(name, _(N_("it has more than 60 million pixels"))) from e
    except (OSError, ValueError, SyntaxError, Warning) as e:
        raise BadPicture(name, _(N_("it is no whole JPEG, PNG or WebP picture"))) from e
    picture.thumbnail((EDGE, EDGE), Image.Resampling.LANCZOS)
    small = picture.copy()
    small.thumbnail((THUMB, THUMB), Image.Resampling.LANCZOS)
    return Prepared(_jpeg(picture, 88), _jpeg(small, 82), *picture.size)


def _jpeg(picture: object, quality: int) -> bytes:
    from PIL import Image

    assert isinstance(picture, Image.Image)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
