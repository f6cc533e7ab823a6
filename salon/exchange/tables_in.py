"""Tables as they stand in files: CSV, workbooks old and new, web pages called .xls.

Rows come one by one with the number they have in the file. Nothing is interpreted
here but what a cell is: a whole number has no ".0", a day is written 1985-03-05.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from html.parser import HTMLParser
from io import BytesIO
from itertools import chain, islice
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

from salon.exchange.columns import guessed, recognised
from salon.exchange.letters import codec, encodings, open_text
from salon.exchange.marks import Marks, Voids, marks_of, voids_of_ods, with_marks
from salon.exchange.merges import merged_down, unmerged
from salon.exchange.model import (
    MB,
    WIDTH,
    Asked,
    Candidate,
    FileBroken,
    FileProtected,
    FileTooWide,
    Kind,
    NobodyInFile,
    NoSuchSheet,
    NotAList,
    Sheet,
)
from salon.exchange.sniff import NO_TABLE, check_workbook, opened
from salon.text import N_, _

Row = tuple[int, tuple[str, ...]]

LOOKED_AT = 30  # rows in which headings are sought
FIELD = 16 * MB  # characters; a longer cell means that a quotation mark is missing


@dataclass
class Table:
    """A sheet, its rows still to come, and what lies upon its cells."""

    sheet: Sheet
    rows: Iterator[Row]
    comments: dict[int, tuple[str, ...]]  # by row: what was pinned to its cells
    coloured: frozenset[int] = frozenset()  # rows with a coloured cell
    voids: Voids = field(default_factory=dict)  # filled as rows are taken


def open_table(asked: Asked, kind: Kind) -> Table:
    """Open the table that *asked* names; the rows are read as they are taken."""
    match kind:
        case Kind.CSV:
            return _open_csv(asked)
        case Kind.HTML:
            return _open_page(asked)
    return _open_workbook(asked, kind)


# Text with delimiters


def _open_csv(asked: Asked) -> Table:
    candidates = encodings(asked.path, asked.encoding)
    best = candidates[0]
    head = _lines(asked.path, best.encoding)
    text = "".join(islice(head, 200))
    is_all = next(head, None) is None
    delimiter, skipped = _delimiter(text, asked.delimiter)
    records = _records(asked.path, best.encoding, delimiter, skipped)
    table = _table(
        Kind.CSV,
        asked,
        list(records) if is_all else records,
        encoding=best.encoding,
        delimiter=delimiter,
        count=_about(asked.path, text, best.encoding),
    )
    return replace(
        table, sheet=replace(table.sheet, candidates=_shown(candidates, best))
    )


def _about(path: Path, text: str, encoding: str) -> int:
    """Return about how many lines a file has, from the length of its first ones."""
    size = len(text.encode(codec(encoding), "replace"))
    return text.count("\n") * path.stat().st_size // max(1, size)


def _shown(found: tuple[Candidate, ...], best: Candidate) -> tuple[Candidate, ...]:
    return found if len(found) > 1 or best.score < 1 else ()


def _lines(path: Path, encoding: str) -> Iterator[str]:
    is_lenient = encoding == "utf-8"
    with open_text(path, encoding, is_lenient=is_lenient, newline="") as file:
        try:
            for line in file:
                yield line.replace("\x00", "")
        except UnicodeError as error:
            raise FileBroken(path.name, _(N_("a text"))) from error


_SEPARATOR = re.compile(r"\ufeff?sep=(.)\s*", re.IGNORECASE)


def _delimiter(text: str, wanted: str) -> tuple[str, int]:
    """Return the delimiter, and how many lines before the first are Excel's own."""
    first, _end, rest = text.partition("\n")
    skipped = 0
    if found := _SEPARATOR.fullmatch(first.strip("\r")):
        text, skipped = rest, 1
        if not wanted:
            return found[1], skipped
    if wanted:
        return {"tab": "\t", "\\t": "\t"}.get(wanted.lower(), wanted)[0], skipped
    best, points = ",", -1.0
    for delimiter in ",;\t|，":
        rows = _parsed(text, delimiter)
        widths = [len(row) for row in rows if row]
        usual = max(widths, key=widths.count, default=1)
        agree = widths.count(usual) / max(1, len(widths))
        known = max((recognised(row) for row in rows[:LOOKED_AT]), default=0)
        score = known * 3 + (min(usual, 20) * agree if usual > 1 else 0)
        if score > points:
            best, points = delimiter, score
    return best, skipped


def _parsed(text: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    with suppress(csv.Error):
        reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
        rows.extend(reader)
    return rows


def _records(path: Path, encoding: str, delimiter: str, skipped: int) -> Iterator[Row]:
    lines = _lines(path, encoding)
    for _line in range(skipped):
        next(lines, "")
    for number, row in enumerate(_rows(path, lines, delimiter), skipped + 1):
        if len(row) > WIDTH:
            if any(row[WIDTH:]):
                raise FileTooWide(path.name, len(row))
            row = row[:WIDTH]
        yield number, tuple(row)


def _rows(path: Path, lines: Iterator[str], delimiter: str) -> Iterator[list[str]]:
    """Yield records; a quotation mark that is never closed costs no row after it."""
    csv.field_size_limit(FIELD)
    taken: list[str] = []  # the lines of the record at hand

    def watched() -> Iterator[str]:
        for line in lines:
            taken.append(line)
            yield line

    reader = csv.reader(watched(), delimiter=delimiter)
    while True:
        taken.clear()
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise FileBroken(path.name, _(N_("a text"))) from error
        if len(taken) > 1 and sum(line.count('"') for line in taken) % 2:
            yield from csv.reader(
                taken[:1], delimiter=delimiter, quoting=csv.QUOTE_NONE
            )
            yield from _rows(path, iter(taken[1:]), delimiter)
            continue
        yield row


# Workbooks


def _open_workbook(asked: Asked, kind: Kind) -> Table:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    path = asked.path
    if kind is not Kind.XLS:
        check_workbook(path)
    what = _(N_("an old Excel workbook") if kind is Kind.XLS else N_("a workbook"))
    try:
        # By content; given a path, the library would believe the ending.
        book = CalamineWorkbook.from_filelike(BytesIO(path.read_bytes()))
        names = tuple(book.sheet_names)
        if asked.sheet and asked.sheet not in names:
            shown = ", ".join(names)[:300]
            raise NoSuchSheet(path.name, asked.sheet[:40], shown)
        chosen = asked.sheet or _sheet_with_people(book, names)
        if not chosen:
            raise NobodyInFile(path.name)
        rows = list(_sheet_rows(book, chosen, path))
        spans = merged_down(book.get_sheet_by_name(chosen))
    except PasswordError as error:
        raise FileProtected(path.name) from error
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise FileBroken(path.name, what) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # Rust's own, no Exception
            raise
        raise FileBroken(path.name, what) from None
    marks = Marks()
    if kind is Kind.XLSX:
        filled = frozenset(number for number, row in rows if any(row))
        with suppress(KeyError, ValueError, ElementTree.ParseError, OSError):
            marks = marks_of(path, names.index(chosen), filled)
    elif kind is Kind.ODS:
        with suppress(KeyError, ValueError, ElementTree.ParseError, OSError):
            marks = Marks(voids=voids_of_ods(path, chosen))
    count, voids = len(rows), marks.voids
    table = _table(
        kind, asked, rows, sheet=chosen, names=names, count=count, voids=voids
    )
    below = unmerged(table.rows, spans, table.sheet.headings)
    table = replace(table, rows=below)
    with suppress(KeyError, ValueError, OSError):
        is_1904 = _counts_from_1904(path, kind)
        table = replace(table, sheet=replace(table.sheet, is_1904=is_1904))
    sheet = with_marks(table.sheet, marks)
    return replace(table, sheet=sheet, comments=marks.comments, coloured=marks.coloured)


_FROM_1904 = re.compile(
    rb"<(?:\w+:)?workbookPr\b[^>]*\bdate1904\s*=\s*[\"'](?:1|true)", re.I
)
_NULL_DATE = re.compile(rb"<table:null-date\b[^>]*table:date-value=\"1904-01-01", re.I)
_DATEMODE = b"\x22\x00\x02\x00\x01\x00"  # the record of old workbooks, in their stream


def _counts_from_1904(path: Path, kind: Kind) -> bool:
    """Say whether a bare number in this workbook is a day after 1904, as on old Macs.

    What is formatted as a day was told so by the library already.
    """
    if kind is Kind.XLS:
        return _DATEMODE in path.read_bytes()
    part, shape = {
        Kind.XLSX: ("xl/workbook.xml", _FROM_1904),
        Kind.ODS: ("content.xml", _NULL_DATE),
    }[kind]
    with ZipFile(path) as packed, packed.open(part) as text:
        return shape.search(text.read(MB)) is not None


def _sheet_with_people(book: Any, names: tuple[str, ...]) -> str:
    """The sheet whose headings are known best; the first one that has rows at all."""
    if len(names) == 1:
        return names[0]
    best, points = "", -1
    for name in names[:50]:
        head = [row for _n, row in islice(_sheet_rows(book, name, None), LOOKED_AT)]
        if not any(any(row) for row in head):
            continue
        known = max((recognised(row) for row in head), default=0)
        if known > points:
            best, points = name, known
    return best


def _sheet_rows(book: Any, name: str, path: Path | None) -> Iterator[Row]:
    sheet = book.get_sheet_by_name(name)
    start = sheet.start
    if start is None:
        return
    left = ("",) * start[1]
    if path is not None and sheet.width + start[1] > WIDTH:
        raise FileTooWide(path.name, sheet.width + start[1])
    for number, row in enumerate(sheet.to_python(), start[0] + 1):
        yield number, (*left, *map(_cell, row))


def _cell(value: object) -> str:
    match value:
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime():
            is_day = value.time() == time()
            return value.date().isoformat() if is_day else value.isoformat(" ")
        case date() | time():
            return value.isoformat()
        case None:
            return ""
        case timedelta():
            return str(value)
    return str(value)


# Web pages called .xls


class _Page(HTMLParser):
    """Collects the rows of every table of a page, and of Excel's XML of 2003."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self._open: list[list[list[str]]] = []
        self._cell: list[str] | None = None
        self._wide = 1
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag in ("script", "style"):
            self._hidden += 1
        elif tag == "table" and len(self._open) < 20:
            self._close()
            self.tables.append([])
            self._open.append(self.tables[-1])
        elif not self._open:
            return
        elif tag in ("tr", "row"):
            self._close()
            self._open[-1].append([])
        elif tag in ("td", "th", "cell") and self._open[-1]:
            self._close()
            row = self._open[-1][-1]
            index = said.get("ss:index") or ""
            if tag == "cell" and index.isdigit() and int(index) <= WIDTH:
                row += [""] * (int(index) - 1 - len(row))
            wide = said.get("colspan") or "1"
            self._wide = min(int(wide), WIDTH) if wide.isdigit() else 1
            self._cell = []
        elif tag in ("br", "p", "div") and self._cell:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._hidden = max(0, self._hidden - 1)
        elif tag in ("td", "th", "tr", "cell", "row"):
            self._close()
        elif tag == "table" and self._open:
            self._close()
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._hidden:
            self._cell.append(data)

    def _close(self) -> None:
        if self._cell is not None and self._open and self._open[-1]:
            text = "".join(self._cell).replace("\xa0", " ").strip()
            self._open[-1][-1] += [text] + [""] * (self._wide - 1)
        self._cell = None


_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)


def _open_page(asked: Asked) -> Table:
    head = opened(asked.path)[1]
    candidates = encodings(asked.path, asked.encoding)
    said = _CHARSET.search(head[:4000])
    if said and not asked.encoding and candidates[0].score < 1:
        with suppress(Exception):
            candidates = encodings(asked.path, said[1].decode("ascii"))
    page = _Page()
    for line in _lines(asked.path, candidates[0].encoding):
        page.feed(line)
    page.close()
    tables = [table for table in page.tables if any(any(row) for row in table)]
    if not tables:
        raise NotAList(asked.path.name, _(NO_TABLE))

    def likely(table: list[list[str]]) -> tuple[int, int]:
        known = max((recognised(row) for row in table[:LOOKED_AT]), default=0)
        return known, len(table)

    best = max(tables, key=likely)
    if (width := max(map(len, best))) > WIDTH:
        raise FileTooWide(asked.path.name, width)
    rows = [(number, tuple(row)) for number, row in enumerate(best, 1)]
    encoding = candidates[0].encoding
    return _table(Kind.HTML, asked, rows, encoding=encoding, count=len(rows))


# What they share

_GUARDED = re.compile(r'=\s*(?:T\(\s*)?"((?:[^"]|"")*)"\s*\)?')


def unguarded(cell: str) -> str:
    """Return what was written as a formula so that Excel leaves it alone: ="0912"."""
    found = _GUARDED.fullmatch(cell)
    return found[1].replace('""', '"') if found else cell


def _table(
    kind: Kind,
    asked: Asked,
    rows: Iterable[Row],
    *,
    encoding: str = "",
    delimiter: str = "",
    sheet: str = "",
    names: tuple[str, ...] = (),
    count: int = 0,
    voids: Voids | None = None,
) -> Table:
    """Find the headings among the first rows, and hand out what stands below them."""
    coming = iter(rows)
    head = list(islice(coming, LOOKED_AT))
    if not any(any(cell.strip() for cell in row) for _n, row in head):
        raise NobodyInFile(asked.path.name)
    at = _heading(head)
    if at is None:
        headings, above, start = guessed([row for _n, row in head]), 0, 0
    else:
        above, headings = head[at]
        headings, start = tuple(unguarded(one.strip()) for one in headings), at + 1
    if isinstance(rows, list):
        count = start + sum(any(map(str.strip, row)) for _no, row in rows[start:])
    shown = Sheet(
        kind=kind,
        headings=headings,
        heading_row=above,
        encoding=encoding,
        delimiter=delimiter,
        sheet=sheet,
        sheet_names=names,
        sample=tuple(head[start : start + 20]),
        rows=max(0, count - start),
        is_counted=isinstance(rows, list),
    )

    found = {} if voids is None else voids

    def rest() -> Iterator[Row]:
        for number, row in chain(head[start:], coming):
            if _ERRORS.isdisjoint(row):
                yield number, row
                continue
            said = [(at, cell) for at, cell in enumerate(row) if cell in _ERRORS]
            found[number] = (*found.get(number, ()), *said)
            yield number, tuple("" if cell in _ERRORS else cell for cell in row)

    return Table(shown, rest(), {}, voids=found)


_ERRORS = frozenset(  # as Excel and LibreOffice write them into text
    (
        *(
            "#N/A",
            "#REF!",
            "#VALUE!",
            "#NAME?",
            "#DIV/0!",
            "#NULL!",
            "#NUM!",
            "#SPILL!",
        ),
        *("#CALC!", "#FIELD!", "#BLOCKED!", "#UNKNOWN!", "#GETTING_DATA", "#CONNECT!"),
        *(
            "#SPILL!",
            "#BUSY!",
            "#PYTHON!",
            "#NV",
            "#BEZUG!",
            "#WERT!",
            "#ZAHL!",
            "#NULL",
        ),
        *(f"Err:{number}" for number in range(501, 541)),
    )
)


SURE, NEAR = 2, 3  # known columns of a heading; rows between two of one table


def _heading(head: list[Row]) -> int | None:
    """Return which row holds the headings; None where every row is a client's."""
    points = [recognised(row) for _n, row in head]
    best = max(points)
    if best:
        at = points.index(best)
        # A better heading far below an earlier one is that of another table.
        earlier = next(n for n, point in enumerate(points) if point)
        is_another = points[earlier] >= SURE and at - earlier > NEAR
        return earlier if is_another else at
    first = [row for _n, row in head if sum(map(bool, row)) > 1]
    if first and "Name" in guessed(first) and "Phone" in guessed(first):
        looks = guessed([first[0]])
        if "Phone" in looks or "Birthday" in looks:
            return None
    return next((at for at, (_n, row) in enumerate(head) if sum(map(bool, row)) > 1), 0)
