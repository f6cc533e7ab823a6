"""Contact cards as phones write them: vCard 2.1, 3.0 and 4.0, one card at a time.

Read by hand rather than by a library: a card that is wrong in one line must not cost
the cards after it, and quoted-printable is joined only on lines that say so.
"""

import base64
import binascii
import quopri
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from salon.exchange.letters import encodings, open_text
from salon.exchange.model import Asked, FileBroken, Kind, Sheet
from salon.text import N_, _
from salon.typed import tidied

OURS = "-//Camellia//Camellia//EN"  # what our own cards say that they are from
PHOTO = 40 * 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Line:
    """One property of a card: its name, what is said of it, and its value."""

    name: str  # upper case: "TEL"
    value: str  # as written
    group: str = ""  # "item1"
    types: frozenset[str] = frozenset()  # lower case: "cell", "pref"
    said: dict[str, str] = field(default_factory=dict)  # other parameters

    @property
    def is_quoted(self) -> bool:
        """Whether the value is quoted-printable."""
        return "quoted-printable" in (
            self.said.get("ENCODING", "").lower(),
            *self.types,
        )

    def text(self) -> str:
        """Return the value as one text."""
        return tidied(_unescaped(self._decoded(self.value)))

    def parts(self) -> list[str]:
        """Return the parts of a structured value; a coded semicolon divides nothing."""
        if self.is_quoted:
            pieces = [self._decoded(one) for one in _split(self.value, ";")]
        else:
            pieces = _split(self._decoded(self.value), ";")
        return [tidied(_unescaped(one)).strip() for one in pieces]

    def items(self) -> list[str]:
        """Return the parts of a list, as of categories."""
        pieces = _split(self._decoded(self.value), ",")
        return [tidied(_unescaped(piece)).strip() for piece in pieces]

    def _decoded(self, value: str) -> str:
        if not self.is_quoted:
            return self._unpacked(value)
        raw = quopri.decodestring(value.encode("utf-8", "replace"))
        return _told(raw, self.said.get("CHARSET", "").strip())

    def _unpacked(self, value: str) -> str:
        """Return a text that old phones packed: in Base64, or in UTF-7."""
        coded = {self.said.get("ENCODING", "").lower(), *self.types}
        charset = self.said.get("CHARSET", "").strip()
        with suppress(LookupError, ValueError):  # also what is no Base64, and no UTF-7
            if coded & {"base64", "b"}:
                packed = re.sub(r"\s+", "", value)
                raw = base64.b64decode(packed, validate=True)
                return _told(raw, charset)
            if charset.lower() in ("utf-7", "utf7"):
                return value.encode("ascii").decode("utf-7")
        return value

    def binary(self) -> bytes | None:
        """Return what is embedded here; None where it is only a link, or broken."""
        value = self.value
        if value.startswith("data:"):
            value = value.partition(",")[2]
        elif re.match(r"\w+://", value):
            return None
        try:
            data = base64.b64decode(re.sub(r"\s+", "", value), validate=True)
        except (binascii.Error, ValueError):
            return None
        return data if 0 < len(data) <= PHOTO else None


def _told(raw: bytes, charset: str) -> str:
    """Return bytes in the letters that a card names; if nobody knows those, in ours.

    What is no text in the letters it names may be one in Unicode.
    """
    with suppress(LookupError, ValueError):
        lenient = raw.decode(charset, "replace") if charset else ""
        if charset and "\ufffd" not in lenient:
            return lenient
        with suppress(UnicodeError):
            return raw.decode("utf-8")
        if charset:
            return lenient
    for name in ("utf-8", "gb18030"):
        with suppress(UnicodeError):
            return raw.decode(name)
    return raw.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Card:
    """One card, with its number in the file."""

    row: int
    lines: tuple[Line, ...]
    is_whole: bool = True  # False: the file ended inside it

    def all(self, name: str) -> list[Line]:
        """Return every property of that name."""
        return [line for line in self.lines if line.name == name]

    def first(self, name: str) -> str:
        """Return the text of the first property of that name, or ""."""
        return next((line.text().strip() for line in self.all(name)), "")

    def label(self, group: str) -> str:
        r"""Return what the phone calls a group; its own codes `_$!<Home>!$_` bare."""
        for line in self.lines:
            if group and line.group == group and line.name == "X-ABLABEL":
                return re.sub(r"^_\$!<(.*)>!\$_$", r"\1", line.text().strip())
        return ""


def _split(value: str, mark: str) -> list[str]:
    """Cut a value at each *mark* that no backslash takes back."""
    if "\\" not in value:
        return value.split(mark)
    pieces = [""]
    for piece in re.findall(r"\\.|.|\n", value):
        if piece == mark:
            pieces.append("")
        else:
            pieces[-1] += piece
    return pieces


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return re.sub(
        r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], text, flags=re.S
    )


_PROPERTY = re.compile(
    r"(?:(?P<group>[\w\-]+)\.)?(?P<name>[A-Za-z][A-Za-z0-9\-]*)"
    r"(?P<said>(?:;(?:[^:\"]|\"[^\"]*\")*)?):(?P<value>.*)",
    re.DOTALL,
)
_NAMES = frozenset(
    {"N", "FN", "TEL", "EMAIL", "BDAY", "NOTE", "ADR", "ORG", "TITLE", "URL", "PHOTO"}
    | {"END", "BEGIN", "VERSION", "UID", "REV", "PRODID", "NICKNAME", "CATEGORIES"}
    | {"IMPP", "ROLE", "LABEL", "GEO", "TZ", "SOUND", "KEY", "LOGO", "GENDER", "LANG"}
    | {"ANNIVERSARY", "KIND", "RELATED", "SOURCE", "CLASS", "SORT-STRING"}
)


def open_cards(asked: Asked) -> tuple[Sheet, Iterator[Card]]:
    """Open a file of cards; they are read as they are taken."""
    candidates = encodings(asked.path, asked.encoding)
    best = candidates[0]
    sheet = Sheet(
        Kind.VCARD,
        encoding=best.encoding,
        candidates=candidates if len(candidates) > 1 else (),
        rows=asked.path.read_bytes().upper().count(b"BEGIN:VCARD"),
        is_counted=True,
    )
    is_lenient = best.score < 1

    def physical() -> Iterator[str]:
        path = asked.path
        with open_text(path, best.encoding, is_lenient=is_lenient) as file:
            try:
                for line in file:
                    yield line.rstrip("\n")
            except UnicodeError as error:
                what = _(N_("a file of contact cards"))
                raise FileBroken(path.name, what) from error

    return sheet, cards(physical())


def cards(physical: Iterable[str]) -> Iterator[Card]:
    """Yield the cards in some lines; what is not closed is marked, not dropped."""
    number, depth = 0, 0
    lines: list[Line] = []
    for text in _logical(physical):
        line = _line(text)
        if line is None:
            continue
        is_card = line.value.strip().upper() == "VCARD"
        if line.name == "BEGIN" and is_card:
            if depth == 1:  # the one before was never closed
                yield Card(number, tuple(lines))
                depth = 0
            depth, lines = depth + 1, []
            number += 1
        elif line.name == "END" and is_card:
            if depth == 1:
                yield Card(number, tuple(lines))
            depth, lines = 0, []
        elif depth == 1:
            lines.append(line)
    if depth:
        yield Card(number, tuple(lines), is_whole=False)


def _logical(physical: Iterable[str]) -> Iterator[str]:
    """Join what was folded: by a blank in front, or by "=" where that is said."""
    parts: list[str] = []
    is_quoted = False
    for text in physical:
        text = text.replace("\x00", "").removeprefix("\ufeff")  # of a file joined on
        if is_quoted and parts and parts[-1].endswith("=") and not _begins(text):
            parts[-1] = parts[-1][:-1]
            parts.append(text.removeprefix(" ").removeprefix("\t") if text else "")
            continue
        is_folded = text[:1] in (" ", "\t")
        if parts and text and (is_folded or not _PROPERTY.match(text)):
            # Without the blank it is a line break that somebody forgot to code.
            if not parts[0].upper().startswith(("BEGIN:", "END:", "VERSION:")):
                parts.append(text[1:] if is_folded else "\n" + text)
            continue
        if not text:
            continue
        if parts:
            yield "".join(parts)
        parts = [text]
        is_quoted = "QUOTED-PRINTABLE" in text.partition(":")[0].upper()
    if parts:
        yield "".join(parts)


def _begins(text: str) -> bool:
    """Whether a property of its own begins here, though the line before ended in =."""
    found = _PROPERTY.match(text)
    return found is not None and (
        found["name"].upper() in _NAMES or found["name"].upper().startswith("X-")
    )


def _line(text: str) -> Line | None:
    found = _PROPERTY.match(text)
    if found is None:
        return None
    types: set[str] = set()
    said: dict[str, str] = {}
    for piece in re.findall(r";((?:[^;\"]|\"[^\"]*\")*)", found["said"]):
        key, equals, value = piece.partition("=")
        value = value.strip('"')
        if not equals:
            types.add(key.strip().lower())
        elif key.upper() == "TYPE":
            types.update(one.strip().lower() for one in value.split(","))
        else:
            said[key.strip().upper()] = value
    if said.get("PREF"):
        types.add("pref")
    group = (found["group"] or "").lower()
    return Line(found["name"].upper(), found["value"], group, frozenset(types), said)
