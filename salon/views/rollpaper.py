"""A list of clients as a paper, with the columns of its view."""

from collections.abc import Collection
from dataclasses import dataclass

from salon.clients.narrowing import Narrow
from salon.clients.sheet import ListSheet
from salon.errors import SalonError
from salon.paper.pages import Laid
from salon.paper.sheets import Letterhead, Look
from salon.reports.composing import Composed, composed
from salon.text import N_, _, dated_day, ngettext, number
from salon.views.rolltable import roll_table
from salon.work import Reading, Work

MOST = 2_000  # rows; about fifty pages


@dataclass(eq=False)
class TooLongForPaper(SalonError):
    """A list that nobody would read on paper."""

    count: int
    most: int = MOST

    text = N_(
        "{count} clients are too many for paper, which takes {most}. Narrow the list, "
        "or write it for Excel."
    )


def compose_roll(
    work: Work,
    narrow: Narrow,
    text: str,
    look: Look,
    *,
    only: Collection[int] | None = None,
    limit: int | None = None,
) -> Composed:
    """Return a list of clients as a paper.

    Args:
        work: May be a mere look: who asks decides what may be seen.
        narrow: What narrows the list, its order, and its columns.
        text: What is looked for besides.
        look: How it is printed.
        only: Of the list those alone, as somebody has chosen them; None: all.
        limit: How many of them; None: all.

    Raises:
        BadField: There is no such field.
        NotAllowed: Health is seen by who treats; lists are taken out by who may.
        TooLongForPaper: There are more than `MOST`.
    """

    def said(_reading: Reading) -> ListSheet:
        return _sheet(work, narrow, text, only, limit)

    return composed(work, _paper, look, said)


def _sheet(
    work: Work,
    narrow: Narrow,
    text: str,
    only: Collection[int] | None,
    limit: int | None,
) -> ListSheet:
    most = MOST + 1 if limit is None else limit
    found = roll_table(work, narrow, text, limit=most, goes_out=True, only=only)
    if len(found.rows) > MOST:
        raise TooLongForPaper(found.total)
    count = len(found.rows)
    people = ngettext("{n} person", "{n} people", count)
    return ListSheet(
        title=_("Clients"),
        about=people.format(n=number(count)),
        columns=found.headings,
        rows=found.rows,
        named_by=found.columns.index("name") if "name" in found.columns else -1,
        printed=_("printed {day}").format(day=dated_day(work.today)),
    )


def _paper(sheet: ListSheet, head: Letterhead, look: Look) -> Laid:
    from salon.clients.document import list_paper  # ReportLab comes with it

    return list_paper(sheet, head, look)
