"""Reports on money as papers and workbooks, and the sheet of a day's end."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from salon.dayend.model import By, Report
from salon.dayend.sheet import DayEndSheet, Pair, ReportSheet, TableSheet
from salon.exchange.writing import atomically
from salon.ledger.model import LIABILITIES
from salon.money import Money, total
from salon.paper.pages import Laid
from salon.paper.sheets import Letterhead, Look
from salon.reports.composing import Composed, composed
from salon.text import (
    N_,
    _,
    amount,
    dated_day,
    full_day,
    hour,
    listed,
    minor_digits,
    ngettext,
    number,
)
from salon.views.dayend import DaySight, day_sight
from salon.views.takings import (
    ACCOUNT_WORDS,
    ReportTable,
    Section,
    report,
)
from salon.work import Reading

LETTERS = 31  # of the name of a worksheet


def compose_report(
    reading: Reading, what: Report, first: date, last: date, look: Look
) -> Composed:
    """Return a report on some days as a paper."""
    return composed(reading, _report, look, report_sheet, what, first, last)


def compose_day_end(
    reading: Reading, day: date, look: Look, *, is_roll: bool = False
) -> Composed:
    """Return the sheet of a day, on a page or on a roll of 80 mm."""
    document = partial(_day_end, is_roll=is_roll)
    return composed(reading, document, look, day_end_sheet, day)


def _report(sheet: ReportSheet, head: Letterhead, look: Look) -> Laid:
    from salon.dayend.document import report_paper  # ReportLab comes with it

    return report_paper(sheet, head, look)


def _day_end(
    sheet: DayEndSheet, head: Letterhead, look: Look, *, is_roll: bool
) -> Laid:
    from salon.dayend.document import day_end_paper, day_end_roll

    return (day_end_roll if is_roll else day_end_paper)(sheet, head, look)


def report_sheet(
    reading: Reading, what: Report, first: date, last: date
) -> ReportSheet:
    """Return what the paper of a report says, in the language of now."""
    found = report(reading, what, first, last)
    return ReportSheet(
        title=found.title,
        days=days_said(first, last),
        note=stands_until(found),
        tables=tuple(_table(one, found.currency) for one in found.sections),
        meanings=found.definitions,
        printed=_("printed {day}").format(day=dated_day(reading.today)),
    )


def days_said(first: date, last: date) -> str:
    """Return from when to when, in words."""
    if first == last:
        return full_day(first)
    return _("{first} to {last}").format(first=full_day(first), last=full_day(last))


def stands_until(found: ReportTable) -> str:
    """Return up to when nothing of a report changes any more."""
    if found.kept is None or found.kept < found.first:
        return _("No day of it is closed yet: it can still change.")
    if found.kept >= found.last:
        return _("Every day of it is closed: it stays as it is.")
    return _("Closed up to {day}; what came after can still change.").format(
        day=full_day(found.kept)
    )


def _table(one: Section, currency: str) -> TableSheet:
    def said(money: Money | None) -> str:
        return "" if money is None else amount(money, currency)

    rows = tuple(
        (row.words, *(said(cell.amount) for cell in row.cells)) for row in one.rows
    )
    sums = (_("All"), *map(said, one.totals)) if len(rows) > 1 else ()
    return TableSheet(one.title, one.columns, rows, sums)


def day_end_sheet(reading: Reading, day: date) -> DayEndSheet:
    """Return what the sheet of a day says, in the language of now."""
    sight = day_sight(reading, day)
    till, currency = sight.till, sight.currency
    said = partial(amount, currency=currency)
    wanted = (By.MEANS, By.KIND, By.PERSON, "tax", "tips", "bonus")
    sections = [one for one in sight.takings.sections if one.id in wanted]
    return DayEndSheet(
        title=_("The end of {day}").format(day=full_day(day)),
        till=opened_said(sight),
        closed=closed_said(sight),
        counted=tuple(_counted(sight)),
        sums=tuple(_sums(sight)),
        why=till.why,
        tables=tuple(_table(one, currency) for one in sections if one.rows),
        ahead=tuple(ahead_of(sight)),
        owed=owed_said(sight),
        over=tuple(
            [
                _("{client}’s bill is held: {sum}").format(
                    client=one.client or _("Somebody"), sum=said(one.total)
                )
                for one in sight.held
            ]
            + (
                [
                    _("Slips without a signature: {names}").format(
                        names=listed([one.client for one in sight.unsigned])
                    )
                ]
                if sight.unsigned
                else []
            )
        ),
        note=till.note,
        meanings=sight.takings.definitions[:2],
        printed=_("printed {day}").format(day=dated_day(reading.today)),
    )


def opened_said(sight: DaySight) -> str:
    """Return when the till was opened, by whom and with what."""
    till = sight.till
    float_ = amount(till.float_, sight.currency)
    if till.opened_at is None:
        return _("not opened, {sum} stayed from before").format(sum=float_)
    return _("opened {time} by {who} with {sum}").format(
        time=hour(till.opened_at), who=till.opened_by or _("the house"), sum=float_
    )


def closed_said(sight: DaySight) -> str:
    """Return when it was closed, and by whom; "" while it is open."""
    till = sight.till
    if till.closed_at is None:
        return ""
    if till.count is None:
        return _("Closed by itself, nobody counted it.")
    people = listed([till.closed_by or _("the house"), till.second_by or None])
    return _("Closed {time} by {people}").format(
        time=hour(till.closed_at), people=people
    )


def _counted(sight: DaySight) -> Iterable[tuple[str, str, str]]:
    count = sight.till.count
    if count is None:
        return
    for worth in sorted(count.pieces, reverse=True):
        one, many = Money(worth), count.pieces[worth]
        yield (
            amount(one, sight.currency),
            number(many),
            amount(one * many, sight.currency),
        )
    if count.coins is not None:
        yield _("coins"), "", amount(count.coins, sight.currency)


def _sums(sight: DaySight) -> Iterable[Pair]:
    till, said = sight.till, partial(amount, currency=sight.currency)
    if till.count is not None:
        yield _("Counted in all"), said(till.count.worth)
    yield _("Should be"), said(till.should_be)
    if till.difference.minor:
        yield _("Difference"), said(till.difference)
    if till.spent:
        yield _("Spent on {what}").format(what=till.spent), said(spent_of(sight))
    if till.is_closed:
        yield _("To the safe"), said(till.to_safe)
        yield _("Stays for tomorrow"), said(till.stays)


def spent_of(sight: DaySight) -> Money:
    """Return what was taken out of the till for something."""
    return Money(-sight.till.movements.get("spent", Money()).minor)


def ahead_of(sight: DaySight) -> Iterable[tuple[str, tuple[Pair, ...]]]:
    """Return what was sold ahead, and what was given of what was paid before."""
    said = partial(amount, currency=sight.currency)
    for name, column, sign in (
        (_("Sold ahead"), "sold", 1),
        (_("Given from before"), "redeemed", -1),
    ):
        own = {
            one.key.partition(":")[0]: one
            for one in sight.moved
            if one.key.endswith(f":{column}")
        }
        pairs = [
            (_(ACCOUNT_WORDS[each]), said(Money(own[each.value].amount.minor * sign)))
            for each in LIABILITIES
            if each.value in own
        ]
        whole = Money(total(one.amount for one in own.values()).minor * sign)
        yield f"{name}  {said(whole)}", tuple(pairs)


def owed_said(sight: DaySight) -> str:
    """Return what clients are owed now, and how that compares with the morning."""
    said = partial(amount, currency=sight.currency)
    grown = sight.closing - sight.opening
    whole = said(sight.closing)
    if not grown.minor:
        return _("We owe clients as much as this morning, {sum} in all.").format(
            sum=whole
        )
    sentence = (
        N_("We owe clients {more} more than this morning, {sum} in all.")
        if grown.minor > 0
        else N_("We owe clients {more} less than this morning, {sum} in all.")
    )
    return _(sentence).format(more=said(Money(abs(grown.minor))), sum=whole)


def write_report(path: Path, found: ReportTable) -> None:
    """Write a report into a workbook, a sheet for each table and one for the words.

    Raises:
        CannotWrite: The place does not let it; a file that was there is as before.
    """
    atomically(path, lambda place: _workbook(place, found))


def _workbook(place: Path, found: ReportTable) -> None:
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
        for one in found.sections:
            _worksheet(book, one, found.currency)
        _meanings(book, found)
        book.close()


def _worksheet(book: Any, one: Section, currency: str) -> None:
    digits = minor_digits(currency)
    bold = book.add_format({"bold": True})
    shape = "#,##0" + ("." + "0" * digits if digits else "")
    money = book.add_format({"num_format": shape})
    strong = book.add_format({"num_format": shape, "bold": True})
    sheet = book.add_worksheet(_sheet_name(one.title))
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, len(one.columns) + 1, 16)
    for at, name in enumerate((one.title, *one.columns)):
        sheet.write_string(0, at, name, bold)
    for line, row in enumerate(one.rows, 1):
        sheet.write_string(line, 0, row.words)
        for at, cell in enumerate(row.cells, 1):
            if cell.amount is not None:
                sheet.write_number(line, at, _exact(cell.amount, digits), money)
    line = len(one.rows) + 1
    sheet.write_string(line, 0, _("All"), bold)
    for at, whole in enumerate(one.totals, 1):
        if whole is not None:
            sheet.write_number(line, at, _exact(whole, digits), strong)


def _exact(money: Money, digits: int) -> Any:
    return Decimal(money.minor).scaleb(-digits)


def _sheet_name(title: str) -> str:
    return title.translate(str.maketrans("", "", "[]:*?/\\"))[:LETTERS]


def _meanings(book: Any, found: ReportTable) -> None:
    bold = book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(_sheet_name(_("What it means")))
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    head = (found.title, days_said(found.first, found.last))
    for at, said in enumerate(head):
        sheet.write_string(0, at, said, bold)
    sheet.write_string(1, 1, stands_until(found), wrapped)
    for line, (name, says) in enumerate(found.definitions, 3):
        sheet.write_string(line, 0, name, bold)
        sheet.write_string(line, 1, says, wrapped)


def uncounted_said(many: int) -> str:
    """Return how many kinds of notes and coins are still to be counted."""
    return ngettext(
        "{n} kind not counted yet", "{n} kinds not counted yet", many
    ).format(n=number(many))
