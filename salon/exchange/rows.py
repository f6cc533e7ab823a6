"""The rows of a table one by one: clients, totals, tables of something else."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from salon.clients.names import LIMIT
from salon.exchange.apart import (
    APART,
    MOST,
    begins_apart,
    heads_of,
    in_blocks,
    is_other_table,
    title_of,
)
from salon.exchange.columns import LEFT_OUT, Column, columns, recognised
from salon.exchange.interpret import Draft, take
from salon.exchange.model import Asked, Incoming
from salon.exchange.numbers import listed_phones
from salon.exchange.sniff import too_long
from salon.exchange.survey import UNSEEN, Survey
from salon.exchange.tables_in import Row, unguarded
from salon.text import N_, _
from salon.typed import tidied

LONG_CELL = N_(
    "“{heading}” holds more than a cell can (32,767 characters). Shorten it."
)

_TOTAL = re.compile(
    r"(?:合\s*[计計]|[总總]\s*[计計数數]|小\s*[计計]|共\s*[计計]).*|"
    r"(?:grand |sub|sum )?totals?(?: clients?| customers?| records?| rows?)?\s*[:：]?"
    r"[\s\d.,]*|共\s*\d+\s*[人条條位名个個].*|"
    r"(?:sum|count|gesamt(?:zahl|anzahl|summe)?|summe|anzahl|somme|nombre|totale|suma)"
    r"\s*[:：]?[\s\d.,]*|"
    r"\d+\s+(?:clients?|customers?|records?|rows?|contacts?|members?|entries|kunden|"
    r"kontakte|datensätze|clientes|clienti|contatti)|"
    r"第\s*\d+\s*[页頁].*|(?:打印|导出|導出|列印|匯出|制表|製表|統計|统计)"
    r"(?:时间|時間|日期|人)?\s*[:：].*|[-=_—*]{3,}|"
    r"(?:page|seite|página|pagina)\s+\d+(?:\s*(?:of|/|von|sur|de|di)\s*\d+)?|"
    r"(?:printed|exported|generated|created|report date|gedruckt|erstellt|imprimé)"
    r"(?: on| by| am| le)?\s*[:：].*|end of (?:list|report)",
    re.IGNORECASE,
)
_ESCAPED = re.compile(r"'(?='*[=+\-@\t\r\x00＝＋－＠])")


def people(
    rows: Iterator[Row],
    columns: tuple[Column, ...],
    asked: Asked,
    comments: dict[int, tuple[str, ...]] | None = None,
    survey: Survey = UNSEEN,
) -> Iterator[Incoming]:
    """Yield what each row says; rows without a word in them are passed over."""
    reader = _Rows(columns, asked, survey, comments or {})

    def is_empty(row: Row) -> bool:
        return not any(map(str.strip, row[1])) and row[0] not in reader.comments

    for block in in_blocks(rows, is_empty):
        yield from reader.read_all(block)


class _Rows:
    """The columns of one file, prepared once for its many rows."""

    def __init__(
        self,
        columns: tuple[Column, ...],
        asked: Asked,
        survey: Survey,
        comments: dict[int, tuple[str, ...]],
    ) -> None:
        self.columns = columns
        self.asked = asked
        self.survey = survey
        self.comments = comments
        named = {column.field for column in columns}
        self.has_own_parts = {"name", "family", "given"} <= named
        self.is_ours = "allergies" in named
        self.headings = tuple(column.heading for column in columns)
        self.left_out = {one.at for one in columns if one.field == LEFT_OUT}
        self.apart = ""  # what the other table is called that has begun

    def read_all(self, block: list[Row]) -> Iterator[Incoming]:
        """Yield what some rows say; a table of something else is left, row by row."""
        if len(block) > 1 and self._is_other_table(block):
            heads, title = heads_of(block), title_of(block)
            is_named = any(begins_apart(row, _is_known) for _no, row in block[:heads])
            self.apart = title if is_named or len(block) >= MOST else ""
            for at, (number, row) in enumerate(block):
                yield _of_another_table(number, row, title, is_head=at < heads)
            return
        for number, row in block:
            found = self._apart(number, row) or self.read(number, row)
            if found is not None:
                yield found

    def _is_other_table(self, block: list[Row]) -> bool:
        if self.is_ours:
            return False
        for _number, row in block[: heads_of(block)]:
            said = [cell for cell in row if cell.strip()]
            if len(said) > 1 and recognised(said) * 2 > len(said):
                return False  # clients again, under headings of their own
        return is_other_table(block, self.columns, self._has_contact)

    def _apart(self, number: int, row: tuple[str, ...]) -> Incoming | None:
        """Return a row of another table that has begun, or begins here."""
        if not self.is_ours and begins_apart(row, _is_known):
            self.apart = title_of([(number, row)])
            return _of_another_table(number, row, self.apart, is_head=True)
        if not self.apart:
            return None
        if self._has_contact((number, row)) or recognised(row) > 1:
            self.apart = ""
            return None
        return _of_another_table(number, row, self.apart)

    def _has_contact(self, row: Row) -> bool:
        """Whether somebody can be reached by what a row says."""
        cells = row[1]
        for column in self.columns:
            cell = cells[column.at].strip() if column.at < len(cells) else ""
            if column.field == "email" and "@" in cell:
                return True
            if column.field == "phone" and sum(map(str.isdigit, cell)) > 6:
                found = listed_phones(cell, self.asked, self.survey)
                return any(phone.number for phone in found)
        return False

    def read(self, number: int, row: tuple[str, ...]) -> Incoming | None:
        cells = [_cell(cell) for cell in row]
        cells += [""] * (len(self.columns) - len(cells))
        if self.left_out:
            cells = [
                "" if at in self.left_out else cell for at, cell in enumerate(cells)
            ]
        first = next((cell for cell in cells if cell), "")
        if not first and number not in self.comments:
            return None
        is_none = self._is_no_client(cells, first) or self._begins_another(row, first)
        if not self.is_ours and is_none:
            return Incoming(number, name=first[:LIMIT], is_client=False)
        draft = Draft(self.asked, number, self.survey)
        draft.has_own_parts, draft.is_ours = self.has_own_parts, self.is_ours
        for column in self.columns:
            if cell := cells[column.at]:
                if len(cell) > 1000 and too_long(cell):
                    said = _(LONG_CELL).format(heading=column.heading[:40])
                    return Incoming(number, name=first[:LIMIT], refused=said)
                take(draft, column, cell, cells)
        for at in range(len(self.columns), len(cells)):
            if cells[at]:
                draft.keep("", cells[at])
        for comment in self.comments.get(number, ()):
            draft.keep("", comment)
            draft.tell(comment)
        return draft.done()

    def _begins_another(self, row: tuple[str, ...], first: str) -> bool:
        """Whether another table begins here, whose columns count from now on."""
        said = [cell for cell in row if cell.strip()]
        figures = sum(map(bool, map(_FIGURES.fullmatch, said)))  # never a heading
        if len(first) > 20 or len(said) - figures < len(said) * 0.7:
            return False
        if not recognised((first,)):
            return False
        known = recognised(said)
        if known < 2 or known < len(said) * 0.7:
            return False
        headings = tuple(unguarded(cell.strip()) for cell in row)
        found = columns(self.asked.path.name, headings)
        if not any(column.field in ("name", "family", "given") for column in found):
            return False
        self.columns, self.headings = found, headings
        self.apart, self.left_out = "", set()
        self.survey = replace(self.survey, orders={}, made_up={})
        return True

    def _is_no_client(self, cells: list[str], first: str) -> bool:
        if len(first) < 60 and _TOTAL.fullmatch(first):
            return not any(sum(map(str.isdigit, cell)) > 6 for cell in cells[1:])
        same = 0
        for cell, heading in zip(cells, self.headings, strict=False):
            if cell and cell != heading:
                return False
            same += bool(cell)
        return same > 1


_FIGURES = re.compile(r"[\d\s+()./:-]+")


def _is_known(heading: str) -> bool:
    return recognised((heading,)) > 0


def _of_another_table(
    number: int, row: Sequence[str], title: str, *, is_head: bool = False
) -> Incoming:
    first = next((cell.strip() for cell in row if cell.strip()), "")[:LIMIT]
    if is_head:
        return Incoming(number, name=first, is_client=False)
    return Incoming(number, name=first, refused=_(APART).format(title=title))


def _cell(cell: str) -> str:
    """Return a cell without what programs put around it."""
    cell = cell.strip()
    if not cell or (cell.isalnum() and cell.isascii()):
        return cell
    if cell[0] == "=":
        cell = unguarded(cell).strip()
        if not cell:
            return cell
    if cell[0] == "'":
        cell = _ESCAPED.sub("", cell, count=1)
    return tidied(cell).replace("\xa0", " ").strip()
