"""A file opened: what it is, which column is what, and the clients one by one."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from salon.exchange.apart import without_beside
from salon.exchange.cards_in import Card, open_cards
from salon.exchange.cards_told import clients
from salon.exchange.columns import columns, left_to_the_note
from salon.exchange.letters import called, reads_wrong
from salon.exchange.marks import column_letters
from salon.exchange.model import (
    Asked,
    Incoming,
    Kind,
    NobodyInFile,
    NoNames,
    Sheet,
    WrongLetters,
)
from salon.exchange.rows import people
from salon.exchange.sniff import kind_of
from salon.exchange.survey import Survey, is_enough, of_cards, of_rows
from salon.exchange.tables_in import Row, Table, open_table
from salon.text import N_, _

One = TypeVar("One")
_NAMES = {"name", "family", "given", "called", "latin", "company", "latin_given"} | {
    "remark"
}


@dataclass(frozen=True, slots=True)
class Source:
    """What a file is, and the clients in it, read as they are taken."""

    sheet: Sheet
    people: Iterator[Incoming]
    rows: Iterable[Row] = ()  # where a table is wanted: nobody is in it


def open_source(asked: Asked) -> Source:
    """Open a file here, in this process; `child.read` does it in a limited one.

    Raises:
        CannotRead: in one sentence, what is wrong and what to do.
    """
    kind = kind_of(asked.path)
    if asked.kind in ("csv", "vcard") and kind in (Kind.CSV, Kind.VCARD):
        kind = Kind(asked.kind)
    if kind is Kind.VCARD:
        sheet, cards = open_cards(asked)
        first = _first(_some(cards, asked), _weight)
        survey = of_cards(first.looked_at, asked)
        return Source(
            _surveyed(sheet, survey, asked), clients(first.all(), asked, survey)
        )
    table = open_table(asked, kind)
    if asked.is_table:
        return Source(table.sheet, iter(()), table.rows)
    return _of_table(table, asked)


def _some(cards: Iterator[Card], asked: Asked) -> Iterator[Card]:
    first = next(cards, None)
    if first is None:
        raise NobodyInFile(asked.path.name)
    yield first
    yield from cards


def _of_table(table: Table, asked: Asked) -> Source:
    sheet = table.sheet
    found = columns(asked.path.name, sheet.headings, asked.columns)
    plain = columns(asked.path.name, sheet.headings)
    alone, beside = without_beside(plain)
    found = tuple(  # what a person has said of a column counts more
        mine if one == left or mine.field != one.field else left
        for mine, one, left in zip(found, plain, alone, strict=True)
    )
    if not asked.is_preview and not any(one.field in _NAMES for one in found):
        shown = ", ".join(heading for heading in sheet.headings if heading)[:300]
        if sheet.encoding and (better := reads_wrong(asked.path, sheet.encoding)):
            said = called(sheet.encoding)
            raise WrongLetters(asked.path.name, said, shown[:40], better)
        raise NoNames(asked.path.name, shown or "—")
    shown_as = {"lunar": "lunar", "said_allergies": "allergies"} | {
        "said_conditions": "conditions"
    }
    known = tuple(
        (column.at, column.fact or shown_as.get(column.field, column.field))
        for column in found
        if column.field and not column.field.endswith("_label")
    )
    first = _first(table.rows, lambda row: sum(map(len, row[1])))
    survey = of_rows(
        [row for _no, row in first.looked_at], found, asked, is_1904=sheet.is_1904
    )
    sheet = replace(
        sheet, columns=known, notes=(*sheet.notes, *beside, *left_to_the_note(found))
    )
    return Source(
        _surveyed(sheet, survey, asked),
        _with_voids(people(first.all(), found, asked, table.comments, survey), table),
    )


@dataclass(frozen=True, slots=True)
class _First(Generic[One]):
    """The first ones of many, looked at before all are taken."""

    looked_at: list[One]
    rest: Iterator[One]

    def all(self) -> Iterator[One]:
        """Yield all of them; those that were looked at are let go as they pass."""
        self.looked_at.reverse()
        while self.looked_at:
            yield self.looked_at.pop()
        yield from self.rest


def _first(coming: Iterator[One], weight: Callable[[One], int]) -> _First[One]:
    looked_at: list[One] = []
    characters = 0
    for one in coming:
        looked_at.append(one)
        characters += weight(one)
        if is_enough(len(looked_at), characters):
            break
    return _First(looked_at, coming)


def _weight(card: Card) -> int:
    return sum(len(line.value) for line in card.lines)


def _surveyed(sheet: Sheet, survey: Survey, asked: Asked) -> Sheet:
    said = survey.of_numbers(asked)
    return replace(
        sheet,
        region="" if survey.choices else survey.region or asked.region,
        regions=survey.choices,
        of_numbers=said,
        notes=(*sheet.notes, *([said] if said else ())),
    )


NEVER = N_("Cell {cell} (“{heading}”) is a formula that was never computed.")
ERROR = N_("Cell {cell} (“{heading}”) holds the error {error}.")


def _with_voids(rows: Iterator[Incoming], table: Table) -> Iterator[Incoming]:
    """Let each row say which of its cells hold no value, and are left out."""
    for one in rows:
        if one.row not in table.voids:
            yield one
            continue
        said = tuple(_void(table.sheet, one.row, *at) for at in table.voids[one.row])
        refused = " ".join((one.refused, *said)) if one.refused else ""
        yield replace(one, warnings=(*one.warnings, *said), refused=refused)


def _void(sheet: Sheet, row: int, at: int, error: str) -> str:
    heading = sheet.headings[at] if at < len(sheet.headings) else ""
    cell = f"{column_letters(at)}{row}"
    return _(ERROR if error else NEVER).format(cell=cell, heading=heading, error=error)
