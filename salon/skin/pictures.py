"""Photographs made fit to keep: upright, stripped of all they say besides, small."""

import io
import warnings
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from salon.named_file import NotReadable, contents
from salon.skin.model import BadPicture
from salon.skin.taking import written
from salon.text import N_, _

if TYPE_CHECKING:
    from PIL import Image

LARGEST = 40 * 1024 * 1024  # bytes of a file
PIXELS = 60_000_000
EDGE = 2_000  # pixels that are kept of the longer side
THUMB = 256
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
HEIC = N_(
    "it is a HEIC picture, as iPhones keep them; send it from the phone as JPEG, or "
    "set Camera, Formats to Most Compatible"
)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture as it is kept: JPEG without EXIF, and a small one of it."""

    image: bytes
    thumb: bytes
    width: int
    height: int
    taken: datetime | None = None  # as the camera wrote it, perhaps with its offset

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
            taken = written(opened.getexif())
            picture = _opaque(ImageOps.exif_transpose(opened))
    except BadPicture:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as e:
        raise BadPicture(name, _(N_("it has more than 60 million pixels"))) from e
    except (OSError, ValueError, SyntaxError, Warning) as e:
        if data[4:8] == b"ftyp" and data[8:12] in _HEIC:
            raise BadPicture(name, _(HEIC)) from e
        raise BadPicture(name, _(N_("it is no whole JPEG, PNG or WebP picture"))) from e
    picture.thumbnail((EDGE, EDGE), Image.Resampling.LANCZOS)
    small = picture.copy()
    small.thumbnail((THUMB, THUMB), Image.Resampling.LANCZOS)
    return Prepared(_jpeg(picture, 88), _jpeg(small, 82), *picture.size, taken)


def _opaque(picture: "Image.Image") -> "Image.Image":
    """Return a picture in colours of the screen; what is see-through becomes white."""
    from PIL import Image

    if not picture.has_transparency_data:
        return picture.convert("RGB")
    whole = Image.new("RGBA", picture.size, "white")
    whole.alpha_composite(picture.convert("RGBA"))
    return whole.convert("RGB")


def _jpeg(picture: object, quality: int) -> bytes:
    from PIL import Image

    assert isinstance(picture, Image.Image)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
