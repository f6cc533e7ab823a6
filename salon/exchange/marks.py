"""What the cells of a workbook carry beside their values: comments, colours, errors.

And formulas that no program has computed: such a cell is as empty as it looks, and
whoever imports the list must know it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

from salon.exchange.model import MB, Sheet
from salon.text import ngettext

# By row: the columns (from 0) of cells that hold no value, and the error they show; "":
# a formula that was never computed.
Voids = dict[int, tuple[tuple[int, str], ...]]

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True)
class Marks:
    """What a sheet's cells carry beside their values."""

    comments: dict[int, tuple[str, ...]] = field(default_factory=dict)
    coloured: frozenset[int] = frozenset()
    voids: Voids = field(default_factory=dict)


def marks_of(path: Path, at: int, filled: frozenset[int]) -> Marks:
    """Return what lies upon the cells of a sheet; colours only of rows *filled*."""
    with ZipFile(path) as packed:
        book = ElementTree.fromstring(packed.read("xl/workbook.xml"))
        sheets = book.findall(f"{_MAIN}sheets/{_MAIN}sheet")
        links = _links(packed, "xl/workbook.xml")
        part = links[sheets[at].attrib[_RELATED]]
        notes: dict[int, tuple[str, ...]] = {}
        for target in _links(packed, part).values():
            name = target.rpartition("/")[2].lower()
            if "comment" in name and name.endswith(".xml"):
                for row, text in _comments(packed.read(target)):
                    notes[row] = (*notes.get(row, ()), text)
        return Marks(notes, *_looked_through(packed, part, filled))


def _links(packed: ZipFile, part: str) -> dict[str, str]:
    folder, _slash, name = part.rpartition("/")
    try:
        tree = ElementTree.fromstring(packed.read(f"{folder}/_rels/{name}.rels"))
    except KeyError:
        return {}
    found = {}
    for link in tree:
        target = link.attrib.get("Target", "")
        places = [] if target.startswith("/") else folder.split("/")
        for step in target.strip("/").split("/"):
            if step == "..":
                places = places[:-1]
            elif step != ".":
                places.append(step)
        found[link.attrib.get("Id", "")] = "/".join(places)
    return found


def _comments(data: bytes) -> Iterator[tuple[int, str]]:
    for comment in ElementTree.fromstring(data).iter():
        if not comment.tag.endswith(("}comment", "}threadedComment")):
            continue
        text = "".join(
            part.text or ""
            for part in comment.iter()
            if part.tag.endswith(("}t", "}text"))
        )
        row = re.sub(r"\D", "", comment.attrib.get("ref", ""))
        if row and text.strip() and not text.startswith("[Threaded comment]"):
            yield int(row), text.strip()


_STYLED = re.compile(
    rb'<c r="[A-Z]{1,3}(\d+)"[^>]* s="(\d+)"|<c [^>]*s="(\d+)"[^>]* r="[A-Z]+(\d+)"'
)


_ERROR = re.compile(
    rb'<c (?=[^>]*\bt="e")[^>]*\br="([A-Z]{1,3})(\d+)"[^>]*>'
    rb"(?:\s*<f[^>]*/>|\s*<f[^>]*>[^<]*</f>)?\s*(?:<v>([^<]*))?"
)
_UNCOMPUTED = re.compile(
    rb'<c (?![^>]*\bt="(?:s|str|inlineStr)")[^>]*\br="([A-Z]{1,3})(\d+)"[^>]*>'
    rb"(?:\s*<f[^>]*/>|\s*<f[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)


def _looked_through(
    packed: ZipFile, part: str, filled: frozenset[int]
) -> tuple[frozenset[int], Voids]:
    """Return the rows with a coloured cell, and the cells that hold no value."""
    strong, coloured, voids = _strong(packed), set[int](), Voids()
    with packed.open(part) as sheet:
        rest = b""
        while block := sheet.read(4 * MB):
            block = rest + block
            end = block.rfind(b"<row")
            end = len(block) if end < 1 else end
            rest, block = block[end:], block[:end]
            _look_at(block, strong, coloured, voids)
        _look_at(rest, strong, coloured, voids)
    return frozenset(coloured & filled), voids


def _look_at(
    block: bytes, strong: frozenset[int], coloured: set[int], voids: Voids
) -> None:
    for found in _STYLED.finditer(block) if strong else ():
        if int(found[2] or found[3]) in strong:
            coloured.add(int(found[1] or found[4]))
    for shape in (_ERROR, _UNCOMPUTED):
        for found in shape.finditer(block):
            said = found[3].decode("utf-8", "replace") if shape is _ERROR else ""
            row = int(found[2])
            voids[row] = (*voids.get(row, ()), (_column(found[1]), said))


_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_VALUES = ("value", "date-value", "time-value", "boolean-value", "string-value")
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_MOST_COLUMNS = 1_024  # beyond, a program has only filled up the sheet


def voids_of_ods(path: Path, sheet: str) -> Voids:
    """Return the cells of an .ods sheet with a formula that was never computed."""
    voids, row, column = Voids(), 0, 0
    is_here = False
    with ZipFile(path) as packed, packed.open("content.xml") as content:
        for event, part in ElementTree.iterparse(content, ("start", "end")):
            tag = part.tag
            if tag == f"{_TABLE}table" and event == "start":
                is_here, row = part.get(f"{_TABLE}name") == sheet, 0
            elif tag == f"{_TABLE}table-row" and is_here:
                if event == "start":
                    row, column = row + 1, 0
                else:
                    row += int(part.get(f"{_TABLE}number-rows-repeated", "1")) - 1
                    part.clear()
            elif tag in _CELLS and event == "end" and is_here:
                if _is_uncomputed(part) and column < _MOST_COLUMNS:
                    voids[row] = (*voids.get(row, ()), (column, ""))
                column += int(part.get(f"{_TABLE}number-columns-repeated", "1"))
    return voids


def _is_uncomputed(cell: ElementTree.Element) -> bool:
    if cell.get(f"{_TABLE}formula") is None:
        return False
    has_value = any(cell.get(f"{_OFFICE}{one}") is not None for one in _VALUES)
    return not has_value and not "".join(cell.itertext()).strip()


def _column(letters: bytes) -> int:
    """Return the number of a column, from 0: AB is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def column_letters(at: int) -> str:
    """Return how a spreadsheet names a column, counted from 0: 27 is AB."""
    letters, number = "", at + 1
    while number:
        number, one = divmod(number - 1, 26)
        letters = chr(65 + one) + letters
    return letters


def _strong(packed: ZipFile) -> frozenset[int]:
    """Return the styles that fill a cell with a colour."""
    styles = ElementTree.fromstring(packed.read("xl/styles.xml"))
    fills = styles.findall(f"{_MAIN}fills/{_MAIN}fill/{_MAIN}patternFill")
    painted = {
        str(at) for at, fill in enumerate(fills) if fill.get("patternType") == "solid"
    }
    return frozenset(
        at
        for at, style in enumerate(styles.findall(f"{_MAIN}cellXfs/{_MAIN}xf"))
        if style.get("fillId") in painted
    )


def with_marks(sheet: Sheet, marks: Marks) -> Sheet:
    """Return a sheet that says what lies upon its cells."""
    notes, comments = list(sheet.notes), marks.comments
    if comments:
        text = ngettext(
            "{count} row has a comment on a cell; it goes into the client's note.",
            "{count} rows have comments on cells; they go into the clients' notes.",
            len(comments),
        )
        notes.append(text.format(count=len(comments)))
    below = [row for row in marks.coloured if row > sheet.heading_row]
    if below:
        text = ngettext(
            "{count} row has coloured cells. Colours cannot be taken over: look at it.",
            "{count} rows have coloured cells. Colours cannot be taken over: look at "
            "them.",
            len(below),
        )
        notes.append(text.format(count=len(below)))
    empty = sum(
        len(cells) for row, cells in marks.voids.items() if row > sheet.heading_row
    )
    if empty:
        text = ngettext(
            "{count} cell holds no value: an error, or a formula that was never "
            "computed. Its row says which. Open the file in Excel, save it, and import "
            "it again.",
            "{count} cells hold no value: errors, or formulas that were never "
            "computed. Their rows say which. Open the file in Excel, save it, and "
            "import it again.",
            empty,
        )
        notes.append(text.format(count=empty))
    return replace(sheet, notes=tuple(notes))
