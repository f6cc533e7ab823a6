"""Photographs made fit to keep: upright, stripped of all they say besides, small."""

import io
import struct
import warnings
import zlib
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
SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".tif", ".tiff")
_FORMATS: tuple[str, ...] = ("JPEG", "PNG", "WEBP", "TIFF")
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"heif")
HEIC = N_(
    "it is a HEIC picture, as iPhones keep them, but it is not whole or of a kind that "
    "cannot be read; send it from the phone as JPEG, or set Camera, Formats to Most "
    "Compatible"
)
TOO_MANY = N_("it has more than 60 million pixels")
MOVING = N_("“{name}” has several pictures in it; the first of them is kept.")
KEPT_BEFORE = N_("“{name}” is in the file already; it is kept once.")
_TURNED = 0x0112  # the EXIF tag of how the camera was held
_EVEN = ("RGB", "RGBA", "L", "LA")  # modes of which several pixels have a mean
# What decoders raise at files that are broken, or made to break them.
_BROKEN = (
    *(OSError, ValueError, SyntaxError, Warning, EOFError, LookupError, TypeError),
    *(OverflowError, MemoryError, RuntimeError, struct.error, zlib.error),
)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture as it is kept: JPEG without EXIF, and a small one of it."""

    image: bytes
    thumb: bytes
    width: int
    height: int
    taken: datetime | None = None  # as the camera wrote it, perhaps with its offset
    is_first: bool = False  # of several pictures in one file

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
    from PIL import Image

    if len(data) > LARGEST:
        raise BadPicture(name, _(N_("it is larger than 40 MB")))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            opened = _opened(data)
            if opened.width * opened.height > PIXELS:
                raise BadPicture(name, _(TOO_MANY))
            taken = written(opened.getexif())
            is_first = opened.format != "MPO" and getattr(opened, "n_frames", 1) > 1
            profile = opened.info.get("icc_profile")
            _draft(opened)
            picture = _opaque(_halved(_upright(opened)))
            picture.thumbnail((EDGE, EDGE), Image.Resampling.LANCZOS)
            picture = _usual_colours(picture, profile)
    except BadPicture:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as e:
        raise BadPicture(name, _(TOO_MANY)) from e
    except _BROKEN as e:
        if is_heic(data):
            raise BadPicture(name, _(HEIC)) from e
        said = N_("it is no whole JPEG, PNG, WebP, TIFF or HEIC picture")
        raise BadPicture(name, _(said)) from e
    small = picture.copy()
    small.thumbnail((THUMB, THUMB), Image.Resampling.LANCZOS)
    size = picture.size
    return Prepared(_jpeg(picture, 88), _jpeg(small, 82), *size, taken, is_first)


def is_heic(data: bytes) -> bool:
    """Return whether a file begins as what iPhones keep does."""
    return data[4:8] == b"ftyp" and data[8:12] in _HEIC


def _opened(data: bytes) -> "Image.Image":
    """Return a picture of which only the head was read."""
    from PIL import Image

    formats = _FORMATS
    if is_heic(data):
        import pillow_heif  # a library of some megabytes, for whoever has an iPhone

        pillow_heif.register_heif_opener(thumbnails=False)
        formats = ("HEIF",)
    return Image.open(io.BytesIO(data), formats=formats)


def _draft(opened: "Image.Image") -> None:
    """Let a JPEG be decoded no larger than it is kept: a quarter of the time."""
    longer = max(opened.size)
    if opened.format in ("JPEG", "MPO") and longer > EDGE:
        wide, high = (max(1, side * EDGE // longer) for side in opened.size)
        opened.draft(None, (wide, high))


def _upright(opened: "Image.Image") -> "Image.Image":
    """Return a picture as it was held; most are so, and are not copied."""
    from PIL import ImageOps

    opened.load()
    is_turned = opened.getexif().get(_TURNED, 1) != 1
    return ImageOps.exif_transpose(opened) if is_turned else opened


def _halved(picture: "Image.Image") -> "Image.Image":
    """Return what is twice as large as is kept, or more, with fewer pixels.

    It is what a JPEG is drafted to; scaling it finely then takes a quarter of the time.
    """
    times = max(picture.size) // EDGE
    if times < 2 or picture.mode not in _EVEN or "transparency" in picture.info:
        return picture
    return picture.reduce(times)


def _opaque(picture: "Image.Image") -> "Image.Image":
    """Return a picture in colours of the screen; what is see-through becomes white."""
    from PIL import Image

    if picture.mode.startswith(("I", "F")):  # sixteen bits of grey, as scanners write
        return (
            picture.convert("I")
            .point(lambda one: one / 256)
            .convert("L")
            .convert("RGB")
        )
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    whole = Image.new("RGBA", picture.size, "white")
    whole.alpha_composite(picture.convert("RGBA"))
    return whole.convert("RGB")


def _usual_colours(picture: "Image.Image", profile: object) -> "Image.Image":
    """Return a picture whose colours need no profile: phones write wider ones.

    Profiles are taken off with all else; without this a skin would look paler.
    """
    from PIL import ImageCms

    if not isinstance(profile, bytes) or not profile:
        return picture
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if own.profile.xcolor_space.strip() != "RGB":
            return picture
        usual = ImageCms.createProfile("sRGB")
        made = ImageCms.profileToProfile(picture, own, usual)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError, AttributeError):
        return picture  # a broken profile breaks no photograph
    return picture if made is None else made


def _jpeg(picture: "Image.Image", quality: int) -> bytes:
    out = io.BytesIO()
    picture.info.clear()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
