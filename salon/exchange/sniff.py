"""What a file is, told by its content; its ending is often a lie.

In which letters a text is written, `letters` tells.
"""

import codecs
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from salon.exchange.model import (
    CELL,
    DENSE,
    DIRECTORY,
    MB,
    MEMBERS,
    SIZE,
    SIZES,
    UNPACKED,
    WIDTH,
    FileBroken,
    FileEmpty,
    FileForbidden,
    FileMissing,
    FileOdd,
    FilePacked,
    FileSwells,
    FileTooLarge,
    FileTooWide,
    Kind,
    NotAList,
)
from salon.named_file import odd_thing
from salon.text import N_, _

HEAD = 256 * 1024  # bytes looked at to tell what a file is

_OTHERS = (
    (b"%PDF", N_("a PDF document")),
    (b"\xff\xd8\xff", N_("a picture")),
    (b"\x89PNG", N_("a picture")),
    (b"GIF8", N_("a picture")),
    (b"II*\x00", N_("a picture")),
    (b"MM\x00*", N_("a picture")),
    (b"\x00\x00\x00\x18ftyphei", N_("a picture")),
    (b"SQLite format 3\x00", N_("a database")),
    (b"MZ", N_("a program")),
    (b"\x7fELF", N_("a program")),
    (b"{\\rtf", N_("a text document")),
    (b"MIME-Version:", N_("a saved web page or message")),
)
_PACKED = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh")
NO_TABLE = N_("a web page without a table")
_TEXTS = (  # how texts begin that are no table
    (re.compile(r"\[\s*[\[{\"]|\{\s*(?:[\"}]|\[)|\[\s*\]\s*$"), N_("a JSON file")),
    (re.compile(r"begin:vcalendar", re.I), N_("a calendar")),
    (
        re.compile(r"<(?:[a-z][\w:-]*[\s/>]|!--)", re.I),
        N_("a web page without a table"),
    ),
    (
        re.compile(
            r"(?:insert\s+into|create\s+table|pragma|begin transaction)\b", re.I
        ),
        N_("a copy of a database"),
    ),
    (
        re.compile(
            r"(?:from|return-path|received|delivered-to):\s\S.*\n(?:.*\n)*?"
            r"(?:to|subject|date|message-id):",
            re.I,
        ),
        N_("an email"),
    ),
)
# The mark of UTF-8 may come first, read here as Latin-1. A table may hold a card in
# one of its cells; only where the name promises cards may anything stand before one.
_A_CARD = re.compile(r"[\s\ufeff\xef\xbb\xbf]*begin:vcard", re.I)
_CARDS_END = (".vcf", ".vcard")
_A_PAGE = re.compile("<(html|table|workbook|!doctype html)")
_WORKBOOK = N_("an Excel workbook")
_OLD_WORKBOOK = N_("an old Excel workbook")
_CARDS = N_("a file of contact cards")


def opened(path: Path) -> tuple[int, bytes]:
    """Return size and first bytes of a file.

    Raises:
        FileMissing: it cannot be opened.
        FileOdd: it is none.
        FileEmpty: there is nothing in it.
    """
    if odd := odd_thing(path):
        raise FileOdd(path.name, odd)
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError as error:
        raise FileMissing(path.name) from error
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise FileEmpty(path.name)
    return size, head


def kind_of(path: Path) -> Kind:
    """Return what the file is.

    Raises:
        NotAList: it is something else, named.
        FileTooLarge: it is larger than such a file can be.
    """
    size, head = opened(path)
    kind = _kind(path, head)
    limit = SIZES.get(kind, SIZE)
    if size > limit:
        raise FileTooLarge(path.name, size // MB, limit // MB)
    return kind


def _kind(path: Path, head: bytes) -> Kind:
    if head[:4] == b"PK\x03\x04":
        return _packed(path)
    if head[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return Kind.XLS
    if head[:2] in (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00"):
        return Kind.XLS  # BIFF without its envelope
    if head.startswith(_PACKED):
        raise FilePacked(path.name)
    for start, what in _OTHERS:
        if head.startswith(start):
            raise NotAList(path.name, _(what))
    text = _as_ascii(head)
    begins = text[:2000].lstrip("\ufeff\xef\xbb\xbf \t\r\n").lower()
    is_named_so = path.suffix.lower() in _CARDS_END
    if _A_CARD.match(text) or (
        is_named_so and re.search(f"^{_A_CARD.pattern}", text[:20_000], re.I | re.M)
    ):
        return Kind.VCARD
    if begins.startswith("<") and _A_PAGE.search(begins):
        return Kind.HTML
    if begins.startswith("<") and "<table" in text.lower():
        return Kind.HTML
    if begins.startswith("<?xml"):
        raise NotAList(path.name, _(N_("an XML file")))
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        raise FileBroken(path.name, _(_WORKBOOK))
    if path.suffix.lower() == ".xls" and _is_noise(head):
        raise FileBroken(path.name, _(_OLD_WORKBOOK))
    if is_named_so:
        raise FileBroken(path.name, _(_CARDS))
    if begins.startswith("%pdf"):
        raise NotAList(path.name, _(N_("a PDF document")))
    is_bitmap = head[:2] == b"BM" and _is_noise(head)
    if is_bitmap or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        raise NotAList(path.name, _(N_("a picture")))
    if _is_noise(head):
        raise NotAList(path.name, _(N_("not a text and not a workbook")))
    for shape, what in _TEXTS:
        if shape.match(begins):
            raise NotAList(path.name, _(what))
    return Kind.CSV


def _packed(path: Path) -> Kind:
    try:
        if _directory(path) > DIRECTORY:
            raise FileSwells(path.name, _too_many())
        with ZipFile(path) as packed:
            names = packed.namelist()
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise FileBroken(path.name, _(_WORKBOOK)) from error
    if any(name.startswith("xl/") for name in names):
        return Kind.XLSX
    if "content.xml" in names and "mimetype" in names:
        return Kind.ODS
    if any(name.startswith("word/") for name in names):
        raise NotAList(path.name, _(N_("a Word document")))
    if any(name.startswith("Index/") for name in names):
        raise NotAList(path.name, _(N_("a Numbers document")))
    raise FilePacked(path.name)


def _as_ascii(head: bytes) -> str:
    """Return enough of the text to look for signs in, whatever the encoding."""
    if wide := is_wide(head):
        return head.decode(wide, "ignore")
    return head.decode("latin-1")


def _is_noise(head: bytes) -> bool:
    """Random bytes hold control characters; no text in any encoding does."""
    if is_wide(head):
        return False
    control = sum(head.count(c) for c in range(32) if c not in (9, 10, 11, 12, 13, 26))
    return control > len(head) // 50


def is_wide(head: bytes) -> str:
    """Return which encoding of whole words of bytes this is, "" if none."""
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    even, odd = head[0:4000:2], head[1:4000:2]
    if len(odd) > 3:
        zeros = even.count(0) / len(even), odd.count(0) / len(odd)
        if zeros[1] > 0.2 > zeros[0] * 4:
            return "utf-16-le"
        if zeros[0] > 0.2 > zeros[1] * 4:
            return "utf-16-be"
    return ""


# Workbooks


def check_workbook(path: Path) -> None:
    """Unpack a workbook once, keeping nothing, and look for what must not be there.

    The sizes that the archive claims are not believed; what comes out is counted.

    Raises:
        FileSwells: more comes out than a client list can hold.
        FileForbidden: a part declares a DOCTYPE.
        FileTooWide: values stand far to the right.
        FileBroken: it cannot be unpacked.
    """
    total, packed_size = 0, max(1, path.stat().st_size)
    try:
        with ZipFile(path) as packed:
            members = packed.infolist()
            if len(members) > MEMBERS:
                raise FileSwells(path.name, _too_many())
            said = sum(member.file_size for member in members)
            if _is_too_much(said, packed_size):  # nothing of it was unpacked
                raise FileSwells(path.name, _in_words(said))
            for member in members:
                is_sheet = member.filename.startswith("xl/worksheets/")
                widest = 0
                member.file_size = UNPACKED + 1  # or what lies ends where it says
                with packed.open(member) as part:
                    for number, block in enumerate(_blocks(part)):
                        total += len(block)
                        if _is_too_much(total, packed_size):
                            more = _(N_("more than {size}"))
                            raise FileSwells(
                                path.name, more.format(size=_in_words(total))
                            )
                        if number == 0 and b"<!DOCTYPE" in block[:4096]:
                            raise FileForbidden(path.name)
                        if is_sheet:
                            widest = max(widest, _widest(block))
                if widest > WIDTH:
                    raise FileTooWide(path.name, widest)
    except (BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as error:
        raise FileBroken(path.name, _(_WORKBOOK)) from error
    except (ValueError, NotImplementedError) as error:
        raise FileBroken(path.name, _(_WORKBOOK)) from error


def _is_too_much(unpacked: int, packed: int) -> bool:
    large, times = DENSE
    return unpacked > UNPACKED or (unpacked > large and unpacked > packed * times)


def _in_words(size: int) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size // MB} MB"


def _too_many() -> str:
    return _(N_("more than {count} parts")).format(count=f"{MEMBERS:,}")


_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x06"


def _directory(path: Path) -> int:
    """Return how long the list of what is packed says it is, before it is read."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - 70_000))
        tail = file.read()
    at, large = tail.rfind(_END), tail.rfind(_END_64)
    said = int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0
    if large >= 0:
        said = max(
            said % 0xFFFFFFFF, int.from_bytes(tail[large + 40 : large + 48], "little")
        )
    return said


def _blocks(part: BinaryIO | object) -> Iterator[bytes]:
    while block := part.read(MB):  # type: ignore[union-attr]
        yield block


_VALUE = re.compile(rb'<c r="([A-Z]{1,3})\d+"[^>]*[^/>]>|<c r="([A-Z]{1,3})\d+">')


def _widest(block: bytes) -> int:
    """Return the rightmost column, from 1, that holds a value in this block."""
    letters = {found[1] or found[2] for found in _VALUE.finditer(block)}
    return max((_column(one) for one in letters), default=0)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def too_long(cell: str) -> bool:
    """Say whether a cell holds more than any cell can."""
    return len(cell) > CELL
