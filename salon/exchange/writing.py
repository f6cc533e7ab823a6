"""Clients written out: CSV, XLSX and vCard, each as `import` reads it back unchanged.

A file appears whole or not at all. In tables a text that a spreadsheet would take for
a formula gets an apostrophe in front, which the import takes off again.
"""

import base64
import csv
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from salon.clients.birthdays import NO_YEAR, Birthday
from salon.clients.phones import Phone
from salon.errors import Hindrance, SalonError
from salon.exchange.cards_in import OURS
from salon.exchange.columns import FIELDS, heading_of_fact
from salon.exchange.model import CELL, Outgoing
from salon.named_file import odd_thing
from salon.store.folder import keep_off
from salon.text import N_, Names
from salon.typed import tidied

PART = ".camellia.part"  # what is still being written ends so
LEFT = 600  # seconds without a byte: whoever wrote it was killed
_FORMULA = re.compile(r"'*[=+\-@\t\r\x00＝＋－＠]")


class CannotWrite(Hindrance):
    """The file cannot be made where it was wanted."""

    is_elsewhere = True

    text = N_(
        "The file cannot be written there. Close the program that shows it, or choose "
        "another folder; there may also be no room left."
    )


@dataclass(eq=False)
class TooLongForExcel(SalonError):
    """A note holds more than a cell of a workbook can."""

    name: str

    text = N_("What is noted of {name} is too long for Excel. Export as .vcf instead.")


def write(path: Path, people: Sequence[Outgoing], *, version: str = "3.0") -> None:
    """Write clients into a file whose ending says what it is to be.

    Args:
        path: ends in .csv, .xlsx or .vcf; anything else becomes CSV.
        people: all of them, as the columns depend on what they have.
        version: of the cards, "3.0" or "4.0".

    Raises:
        CannotWrite: the place does not let it; a file that was there is as before.
    """
    match path.suffix.lower():
        case ".xlsx":
            atomically(path, lambda place: _write_workbook(place, people))
        case ".vcf" | ".vcard":
            atomically(path, lambda place: _write_cards(place, people, version))
        case _:
            rows = table(people)
            atomically(path, lambda place: write_csv(place, rows))


def atomically(path: Path, fill: Callable[[Path], None]) -> None:
    """Let *fill* write a file beside *path*, then put it in its place.

    What a killed export has left half done in that folder goes as well.

    Raises:
        CannotWrite: the place does not let it, or is no file.
        SalonsOwn: there stand the records, their key or a backup.
    """
    keep_off(path)
    if odd_thing(path):  # a device would be gone for all programs
        raise CannotWrite
    part = path.with_name(f".{path.name}{PART}")
    try:
        fill(part)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        _sweep(part)
        part.replace(path)
    except OSError as error:
        raise CannotWrite from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _sweep(part: Path) -> None:
    """Take away parts that nobody has written to for long, by the disk's own clock."""
    now = part.stat().st_mtime
    for old in part.parent.glob(f".*{PART}"):
        with suppress(OSError):
            if now - old.stat().st_mtime > LEFT:
                old.unlink()


# Tables

# Her allergies always have a column: it says that the list comes from us, and that no
# more is to be read out of the notes.
_ALWAYS = ("name", "family", "given", "allergies")
_LABEL = Names("Label", "标签", "標籤")
_VALUE = Names("Value", "号码", "號碼")


def table(people: Sequence[Outgoing]) -> Iterator[list[str]]:
    """Yield headings, then a row a client; only columns that someone has."""
    phones = max((len(one.phones) for one in people), default=0)
    facts = sorted({key for one in people for key in one.facts})
    plain = [
        name
        for name in FIELDS
        if name != "phone" and (name in _ALWAYS or any(_value(p, name) for p in people))
    ]
    at = 3
    heads = [str(FIELDS[name]) for name in plain]
    pairs = [
        f"{FIELDS['phone']} {number} - {part}"
        for number in range(1, phones + 1)
        for part in (_LABEL, _VALUE)
    ]
    yield [*heads[:at], *pairs, *heads[at:], *map(heading_of_fact, facts)]
    for one in people:
        values = [_value(one, name) for name in plain]
        numbers: list[str] = []
        for phone in one.phones:
            numbers += [phone.label, _dialled(phone)]
        numbers += [""] * (2 * phones - len(numbers))
        said = [one.facts.get(key, "") for key in facts]
        row = (*values[:at], *numbers, *values[at:], *said)
        yield [tidied(cell).strip() for cell in row]


def _value(one: Outgoing, name: str) -> str:
    match name:
        case "allergies" | "conditions":
            return "; ".join(getattr(one, name))
        case "tags":
            joined = " ::: ".join(one.tags)
            return joined + " :::" if len(one.tags) == 1 else joined
        case "birthday" | "lunar" | "last_visit":
            value = getattr(one, name)
            return "" if value is None else str(value)
    return str(getattr(one, name))


def _dialled(phone: Phone) -> str:
    number = phone.number or phone.raw
    return f"{number} ext. {phone.extension}" if phone.extension else number


def guarded(text: str) -> str:
    """Return *text* so that no spreadsheet computes it."""
    return "'" + text if _FORMULA.match(text) else text


def write_csv(place: Path, rows: Iterable[Sequence[str]]) -> None:
    """Write rows as RFC 4180 says, with the mark by which Excel knows UTF-8."""
    with place.open("w", encoding="utf-8-sig", newline="", errors="replace") as file:
        writer = csv.writer(file)
        for row in rows:
            writer.writerow([guarded(cell) for cell in row])


def _write_workbook(place: Path, people: Sequence[Outgoing]) -> None:
    import xlsxwriter  # type: ignore[import-untyped]
    from xlsxwriter.exceptions import (  # type: ignore[import-untyped]
        XlsxWriterException,
    )

    rows = list(table(people))
    for row in rows:
        if any(len(cell) >= CELL for cell in row):
            raise TooLongForExcel(row[0])
    with place.open("wb") as file:
        book = xlsxwriter.Workbook(
            file,
            {
                "in_memory": True,  # else names would lie in the folder for temps
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        sheet = book.add_worksheet()
        bold, text = (
            book.add_format({"bold": True}),
            book.add_format({"num_format": "@"}),
        )
        for number, row in enumerate(rows):
            for at, cell in enumerate(row):
                if cell:
                    form = text if number else bold
                    sheet.write_string(number, at, guarded(cell), form)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 60, 16)
        try:
            book.close()
        except XlsxWriterException as error:
            raise OSError(str(error)) from error


# Cards


def _write_cards(place: Path, people: Sequence[Outgoing], version: str) -> None:
    with place.open("w", encoding="utf-8", newline="", errors="replace") as file:
        for one in people:
            _card(file, one, version)


def _card(file: IO[str], one: Outgoing, version: str) -> None:
    def say(name: str, value: str) -> None:
        if value:
            file.write(_folded(f"{name}:{_escaped(value)}"))

    file.write(f"BEGIN:VCARD\r\nVERSION:{version}\r\nPRODID:{OURS}\r\n")
    parts = ";".join(_escaped(part) for part in (one.family, one.given, "", "", ""))
    file.write(_folded(f"N:{parts}"))
    say("FN", one.name)
    say("NICKNAME", one.called)
    say("X-CAMELLIA-LATIN", one.latin)
    for number, phone in enumerate(one.phones, 1):
        preferred = "" if number > 1 else _PREFERRED[version == "4.0"]
        say(f"item{number}.TEL{preferred}", _dialled(phone))
        say(f"item{number}.X-ABLabel", phone.label)
    say("EMAIL", one.email)
    if one.birthday:
        file.write(_folded(_bday(one.birthday, version)))
    say("X-CAMELLIA-LUNAR", str(one.lunar or ""))
    if one.tags:
        file.write(_folded("CATEGORIES:" + ",".join(map(_escaped, one.tags))))
    say("X-CAMELLIA-LANGUAGE", one.language)
    if one.gender:
        say("GENDER" if version == "4.0" else "X-CAMELLIA-GENDER", one.gender)
    say("X-CAMELLIA-WECHAT", one.wechat)
    say("X-CAMELLIA-CARD", one.card_no)
    for key, value in sorted(one.facts.items()):
        say(f"X-CAMELLIA-FACT;ID={key}", value)
    for allergy in one.allergies:
        say("X-CAMELLIA-ALLERGY", allergy)
    for condition in one.conditions:
        say("X-CAMELLIA-CONDITION", condition)
    say("X-CAMELLIA-VISIT", str(one.last_visit or ""))
    say("NOTE", one.note)
    if one.photo:
        file.write(_folded(_picture(one.photo, version)))
    file.write("END:VCARD\r\n")


_PREFERRED = (";TYPE=pref", ";PREF=1")


def _bday(born: Birthday, version: str) -> str:
    if born.year is not None:
        return f"BDAY:{born}"
    if version == "4.0":
        return f"BDAY:--{born.month:02}{born.day:02}"
    return f"BDAY;X-APPLE-OMIT-YEAR={NO_YEAR}:{NO_YEAR}-{born.month:02}-{born.day:02}"


def _picture(photo: bytes, version: str) -> str:
    kind = "PNG" if photo.startswith(b"\x89PNG") else "JPEG"
    data = base64.b64encode(photo).decode("ascii")
    if version == "4.0":
        return f"PHOTO:data:image/{kind.lower()};base64,{data}"
    return f"PHOTO;ENCODING=b;TYPE={kind}:{data}"


def _escaped(text: str) -> str:
    text = tidied(text).replace("\\", "\\\\")  # old records may hold what ends a line
    return text.replace("\n", "\\n").replace(",", "\\,").replace(";", "\\;")


def _folded(line: str) -> str:
    """Return a line in pieces of at most 75 bytes, no character cut in two."""
    if len(line) < 25:
        return line + "\r\n"
    pieces: list[str] = []
    piece, size = "", 0
    for c in line:
        width = len(c.encode("utf-8", "replace"))
        if size + width > 73:
            pieces.append(piece)
            piece, size = "", 0
        piece += c
        size += width
    pieces.append(piece)
    return "\r\n ".join(pieces) + "\r\n"


def outgoing(one: Any) -> Outgoing:
    """Return an incoming client as one to be written; for what goes straight on."""
    names = Outgoing.__dataclass_fields__
    return Outgoing(**{name: getattr(one, name) for name in names})
