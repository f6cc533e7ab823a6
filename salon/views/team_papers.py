"""The team's figures on paper and as a workbook."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from salon.campaigns.words import per_cent, share_said
from salon.exchange.writing import atomically
from salon.loyalty.statistics import PERCENT, Share
from salon.paper.pages import Laid
from salon.paper.sheets import Letterhead, Look
from salon.promises.document import promises_paper
from salon.promises.sheet import Grid, PromisesSheet
from salon.reports.composing import Composed, composed
from salon.staff.model import StaffId
from salon.text import N_, _, day_span, full_day, number, sentences
from salon.views.team import Keeps, Retention, TeamReport, team_report
from salon.work import Reading

MEANINGS = (
    (
        N_("Came back"),
        N_(
            "Clients who were seen in these days and came to the salon again within "
            "half as long again as they usually need. Who is not due yet does not "
            "count."
        ),
    ),
    (
        N_("To the same one"),
        N_("Of the same clients, who came again to the same colleague."),
    ),
    (
        N_("Drawn"),
        N_(
            "The rate drawn towards that of all colleagues together, as if twenty "
            "more clients had behaved like all: of few clients luck says nothing."
        ),
    ),
    (
        N_("By chance"),
        N_(
            "Between these a rate lies by chance alone, with so many clients. Only "
            "what is beyond it says something."
        ),
    ),
    (
        N_("Left with a date"),
        N_(
            "Visits after which a next one was booked within a day, whatever became "
            "of it."
        ),
    ),
    (
        N_("Nobody else"),
        N_("Of the clients of a year, who came twice or more, and to nobody else."),
    ),
    (
        N_("Files"),
        N_(
            "Of eight answers that serve everybody (telephone, birthday, language, "
            "where from, which way, which hour, wish about offers, personality), how "
            "many the files of these clients hold."
        ),
    ),
)


def compose_team(
    reading: Reading, first: date, last: date, look: Look, by: StaffId | None = None
) -> Composed:
    """Return what each keeps, as a paper."""
    return composed(reading, _document, look, team_sheet, first, last, by)


def _document(sheet: PromisesSheet, head: Letterhead, look: Look) -> Laid:
    return promises_paper(sheet, head, look)


def team_sheet(
    reading: Reading, first: date, last: date, by: StaffId | None = None
) -> PromisesSheet:
    """Return what stands on it, in the language of now."""
    found = team_report(reading, first, last, by)
    heads = tables_of(found)
    return PromisesSheet(
        title=_(N_("What each keeps")),
        printed=full_day(reading.today),
        sentence=sentence(found),
        grids=tuple(Grid(head, tuple(rows)) for _title, head, rows in heads),
        notes=tuple(f"{_(name)}: {_(says)}" for name, says in MEANINGS),
    )


def sentence(found: TeamReport) -> str:
    """Return the salon's own figure, in a sentence."""
    said = _("{days}: of all whose time is over {share} came back; of new ones {new}.")
    whole = said.format(
        days=day_span(found.first, found.last, is_dated=True),
        share=share_said(found.salon.all),
        new=share_said(found.salon.new),
    )
    if found.each == found.salon.all:
        return whole
    each = _(
        "In the lines below a client counts once with each colleague who saw them: "
        "together {share} came back, and each is measured by that."
    )
    return sentences([whole, each.format(share=share_said(found.each))])


Table = tuple[str, tuple[str, ...], list[tuple[str, ...]]]


def tables_of(found: TeamReport) -> list[Table]:
    """Return the three tables: title, marked heads, and rows in words."""
    keeps = (
        *(N_("Colleague"), N_("Came back"), N_("By chance"), N_("Drawn")),
        *(N_("New came back"), N_("To the same one")),
    )
    mix = (
        *(N_("Colleague"), N_("Visits"), N_("First visits"), N_("With a device")),
        *(N_("Left with a date"), N_("Nobody else"), N_("A: nobody else")),
    )
    care = (
        *(N_("Colleague"), N_("Praise per 1,000"), N_("Complaints per 1,000")),
        *(N_("Files"), N_("Calls"), N_("Reached"), N_("Promises kept")),
    )
    people = found.people
    return [
        (_("What comes back"), keeps, [_keeps_row(one) for one in people]),
        (_("With whom, and how"), mix, [_mix_row(one) for one in people]),
        (_("Care beside the visit"), care, [_care_row(one) for one in people]),
    ]


def _keeps_row(one: Keeps) -> tuple[str, ...]:
    return (
        one.name,
        share_said(one.returns.all),
        chance_said(one),
        per_cent(one.drawn) if one.returns.all.of else "–",
        share_said(one.returns.new) if one.returns.new.of else "–",
        share_said(one.returns.same) if one.returns.same.of else "–",
    )


def chance_said(one: Keeps) -> str:
    """Return between what a rate lies by chance, and whether it is beyond that."""
    if one.low is None or one.high is None or one.returns.all.is_few:
        return "–"
    low = number(round(PERCENT * one.low))
    span = _("{low}–{high}").format(low=low, high=per_cent(one.high))
    return f"{span} *" if one.is_outside else span


def _mix_row(one: Keeps) -> tuple[str, ...]:
    return (
        one.name,
        number(one.visits),
        share_said(one.new),
        share_said(one.device),
        share_said(one.rebooked),
        share_said(one.only),
        share_said(one.only_a) if one.only_a.of else "–",
    )


def _care_row(one: Keeps) -> tuple[str, ...]:
    praise, against = one.per_thousand(one.praises), one.per_thousand(one.complaints)
    return (
        one.name,
        "–" if praise is None else number(round(praise)),
        "–" if against is None else number(round(against)),
        "–" if one.fullness is None else per_cent(one.fullness),
        number(one.calls),
        number(one.reached),
        share_said(one.promises) if one.promises.of else "–",
    )


def write_team(path: Path, found: TeamReport) -> None:
    """Write the figures into a workbook: numbers as numbers, with what they mean.

    Raises:
        CannotWrite: The place does not let it; a file that was there is as before.
    """
    rows = [list(_numbers(one)) for one in found.people]
    heads = [name for name, _value in _numbers_of_nobody()]
    tables = [(_("What each keeps"), [_(one) for one in heads], rows)]
    atomically(path, partial(_workbook, tables=tables, meanings=MEANINGS))


def write_retention(path: Path, found: Retention) -> None:
    """Write who came again into a workbook; raises CannotWrite."""
    heads = (
        *(N_("Client"), N_("Colleague"), N_("Visit"), N_("First visit of all")),
        *(
            N_("Came again"),
            N_("Next visit"),
            N_("Days between"),
            N_("Colleagues seen"),
        ),
        N_("On offer"),
    )
    rows = [
        [
            *(one.client, one.person, one.day.isoformat()),
            *(int(one.is_new), one.again),
            one.next_visit.isoformat() if one.next_visit is not None else "",
            one.average,
            *(one.people, int(one.was_on_offer)),
        ]
        for one in found.rows
    ]
    tables = [(_("Who came again"), [_(one) for one in heads], rows)]
    atomically(path, partial(_workbook, tables=tables, meanings=MEANINGS[:1]))


def _numbers_of_nobody() -> tuple[tuple[str, Any], ...]:
    none = Share(0, 0)
    names = (
        *(N_("Came back"), N_("New came back"), N_("To the same one")),
        *(N_("Left with a date"), N_("First visits"), N_("With a device")),
        *(N_("Nobody else"), N_("A: nobody else"), N_("Promises kept")),
    )
    shares = [
        pair
        for name in names
        for pair in ((name, none.part), (N_("of how many"), none.of))
    ]
    return (
        (N_("Colleague"), ""),
        (N_("Visits"), 0),
        (N_("Drawn"), 0.0),
        *shares,
        (N_("Praises"), 0),
        (N_("Complaints"), 0),
        (N_("Files"), 0.0),
        (N_("Calls"), 0),
        (N_("Reached"), 0),
    )


def _numbers(one: Keeps) -> Iterator[Any]:
    yield one.name
    yield one.visits
    yield round(one.drawn, 4)
    for share in (
        *(one.returns.all, one.returns.new, one.returns.same, one.rebooked),
        *(one.new, one.device, one.only, one.only_a, one.promises),
    ):
        yield share.part
        yield share.of
    yield one.praises
    yield one.complaints
    yield None if one.fullness is None else round(one.fullness, 4)
    yield one.calls
    yield one.reached


def _workbook(
    place: Path,
    tables: list[tuple[str, list[str], list[list[Any]]]],
    meanings: tuple[tuple[str, str], ...],
) -> None:
    import xlsxwriter  # type: ignore[import-untyped]

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
        bold = book.add_format({"bold": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for title, heads, rows in tables:
            sheet = book.add_worksheet(title[:31])
            sheet.freeze_panes(1, 1)
            sheet.set_column(0, 0, 28)
            sheet.set_column(1, len(heads), 14)
            for at, name in enumerate(heads):
                sheet.write_string(0, at, name, bold)
            for line, row in enumerate(rows, 1):
                for at, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(line, at, value)
                    elif value is not None:
                        sheet.write_number(line, at, value)
        sheet = book.add_worksheet(_("What it means")[:31])
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 90)
        for line, (name, says) in enumerate(meanings):
            sheet.write_string(line, 0, _(name), bold)
            sheet.write_string(line, 1, _(says), wrapped)
        book.close()


def retention_table(found: Retention) -> Table:
    """Return who came again, by colleague, new and known apart."""
    head = (N_("Colleague"), N_("New came again"), N_("Known came again"))
    rows: list[tuple[str, ...]] = [
        (
            name,
            share_said(found.share(is_new=True, staff_id=key)),
            share_said(found.share(is_new=False, staff_id=key)),
        )
        for key, name in found.people
    ]
    return _("Who came again"), head, rows


def rate_of(one: Share) -> float | None:
    """Return a rate in hundredths; None where it must not be told as one."""
    rate = one.rate
    return None if rate is None or one.is_few else round(PERCENT * rate, 1)
