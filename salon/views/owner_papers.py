"""The owner's month as a paper of four pages, and as a workbook."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from salon.exchange.writing import atomically
from salon.loyalty.measures import definitions, name_of
from salon.loyalty.model import LIGHT_WORDS, LOSS_WORDS, Light
from salon.loyalty.refreshing import worked_out
from salon.loyalty.sheet import Grid, OwnerSheet, ReportPage, Step
from salon.loyalty.statistics import FEW, SOME, Share
from salon.money import Money
from salon.paper.pages import Laid
from salon.paper.sheets import Letterhead, Look
from salon.reports.composing import Composed, composed
from salon.text import (
    N_,
    _,
    amount,
    dated_day,
    full_day,
    listed,
    minor_digits,
    month,
    number,
    short_day,
)
from salon.views.loyalty import LATE, Cohort, LoyaltySight, loyalty_sight
from salon.views.owner import Bar, GoldRow, OwnerMonth, owner_month, sentence
from salon.work import Reading

LETTERS = 31  # of the name of a worksheet
STEP_WORDS = {
    "opening": N_("At the start"),
    "new": N_("New"),
    "won_back": N_("Won back"),
    "growth": N_("Spent more"),
    "shrink": N_("Spent less"),
    "closing": N_("At the end"),
}

Cell = str | int | float | Money | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a workbook and a screen reader have it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def bar_name(bar: Bar) -> str:
    """Return what a bar is called."""
    return _(LOSS_WORDS[bar.loss]) if bar.loss is not None else _(STEP_WORDS[bar.key])


def bar_figure(bar: Bar) -> str:
    """Return the people of a bar with its sign."""
    if bar.key in ("opening", "closing") or not bar.people:
        return number(bar.people)
    sign = "−" if bar.loss is not None else "+"
    return f"{sign}{number(bar.people)}"


def rate_said(share: Share) -> str:
    """Return a rate as far as it is certain: under ten "3 of 7", then per cent."""
    said = _("{part} of {all}").format(part=number(share.part), all=number(share.of))
    if share.of < FEW or share.rate is None:
        return said
    part = _("{n} %").format(n=number(round(100 * share.rate)))
    if share.of < SOME and share.span is not None:
        between = _("between {low} and {high} %").format(
            low=number(round(share.span.low * 100)),
            high=number(round(share.span.high * 100)),
        )
        return f"{part} ({between})"
    return part


def compose_owner(reading: Reading, day: date, look: Look) -> Composed:
    """Return the report on the month of *day* as a paper of four pages."""
    g, done = worked_out(reading)

    def sheet(reading: Reading) -> OwnerSheet:
        return owner_sheet(
            owner_month(reading, g, done, day),
            loyalty_sight(reading, g, done, 90),
            reading.today,
        )

    return composed(reading, _document, look, sheet)


def _document(sheet: OwnerSheet, head: Letterhead, look: Look) -> Laid:
    from salon.loyalty.document import owner_paper  # ReportLab comes with it

    return owner_paper(sheet, head, look)


def owner_sheet(found: OwnerMonth, loyalty: LoyaltySight, today: date) -> OwnerSheet:
    """Return what the report says, in the language of now."""
    cash = partial(amount, currency=found.currency)
    title = _("{month}, for the owner").format(month=month(found.first))
    return OwnerSheet(
        title=title,
        sentence=sentence(found),
        pages=(
            _bucket_page(found, cash),
            _gold_page(found, cash),
            _rates_page(found, cash),
            _money_page(found, loyalty, cash),
        ),
        printed=_("printed {day}").format(day=dated_day(today)),
        running=month(found.first),
    )


Cash = Callable[[Money], str]


def _bucket_page(found: OwnerMonth, cash: Cash) -> ReportPage:
    steps = tuple(
        Step(
            bar_name(one),
            -one.people if one.loss is not None else one.people,
            bar_figure(one),
            one.key in ("opening", "closing"),
        )
        for one in found.bars
    )
    rows = [
        (row.who.name, bar_name(bar), row.words, cash(row.money))
        for bar in found.bars
        if bar.loss is not None
        for row in bar.rows
    ]
    came = [
        (row.who.name, bar_name(bar), cash(row.money))
        for bar in found.bars
        if bar.key in ("new", "won_back")
        for row in bar.rows
    ]
    return ReportPage(
        _("The bucket"),
        (
            (_("Came in"), number(found.came), ""),
            (_("Went"), number(found.went), cash(found.money_gone)),
            (_("For no reason we know"), rate_said(found.unknown), ""),
        ),
        steps,
        (
            Grid(
                _("Who went, and why"),
                (N_("Name"), N_("Reason"), N_("What is known"), N_("A year")),
                tuple(rows),
                "" if rows else _("Nobody left in this month."),
            ),
            Grid(
                _("Who came in"),
                (N_("Name"), N_("New or back"), N_("A year")),
                tuple(came),
                "" if came else _("Nobody came in."),
            ),
        ),
        tuple(definitions("bucket")),
    )


def _lights(row: GoldRow) -> str:
    return listed(
        f"{_(LIGHT_WORDS[light])}: {light_said(row, light)}"
        for light in Light
        if light in row.lights
    )


def light_said(row: GoldRow, light: Light) -> str:
    """Return what a light says in a word or two."""
    one = row.lights[light]
    match light:
        case Light.RHYTHM:
            return _("{n} days late").format(n=number(one.measure))
        case Light.NEXT:
            return _("none")
        case Light.PROMISE:
            return one.words or _("open")
        case Light.COMPLAINT:
            return _("open")
        case Light.FILE:
            return _("stale") if one.measure else _("blank")
        case Light.SPOKEN:
            return _("{n} days ago").format(n=number(one.measure))


def _gold_page(found: OwnerMonth, cash: Cash) -> ReportPage:
    gold = found.gold
    rows = tuple(
        (
            row.who.name,
            _lights(row),
            f"{row.acts}, {short_day(row.due)}" if row.acts else _("nobody yet"),
            cash(row.worth),
        )
        for row in gold.rows
    )
    part = _("{n} % of what you earn").format(n=number(round(100 * gold.part)))
    mended = _("last Monday {lit} lights, {n} put right").format(
        lit=number(gold.last_lit), n=number(gold.last_mended)
    )
    return ReportPage(
        _("Gold clients"),
        (
            (_("People"), number(gold.people), part),
            (_("All well"), number(gold.well), ""),
            (_("Want somebody"), number(len(gold.rows)), mended),
        ),
        (),
        (
            Grid(
                _("Whose lights burn"),
                (N_("Name"), N_("Lights"), N_("Who acts"), N_("A year")),
                rows,
                "" if rows else _("No light burns."),
            ),
        ),
        tuple(definitions("gold", "money", "friends", "owed")),
    )


def _rates_page(found: OwnerMonth, cash: Cash) -> ReportPage:
    twice = found.twice
    change = ""
    if twice.before.of:
        change = _("a year ago {rate}").format(rate=rate_said(twice.before))
        if not twice.share.differs(twice.before):
            change = f"{change}: {_('no real change yet')}"
    counts = [sum(one.late >= least for one in found.due) for least in LATE]
    rows = tuple(
        (
            row.who.name,
            _("{n} days late").format(n=number(row.late)),
            {"message": _("message"), "silent": _("no calls")}.get(row.wish, ""),
            cash(row.worth),
        )
        for row in found.due
    )
    return ReportPage(
        _("Rates, and who is due"),
        (
            (name_of("twice"), rate_said(twice.share), change),
            (name_of("rebooked"), rate_said(found.rebooked), ""),
            (name_of("missed"), rate_said(found.missed), ""),
        ),
        (),
        (
            Grid(
                name_of("due"),
                (N_("Name"), N_("How late"), N_("Wish"), N_("A year")),
                rows,
                _("30 days late or more: {a}; 60: {b}; 90: {c}").format(
                    a=number(counts[0]), b=number(counts[1]), c=number(counts[2])
                ),
            ),
        ),
        tuple(definitions("twice", "rebooked", "missed", "due")),
    )


def _money_page(found: OwnerMonth, loyalty: LoyaltySight, cash: Cash) -> ReportPage:
    cost = found.cost
    times = _("not entered")
    if cost.times is not None:
        times = _("{n} times").format(n=number(cost.times, 1))
    classes = tuple(
        (
            _("{abc} clients").format(abc=one.abc),
            number(one.people),
            _("{n} %").format(n=number(round(100 * one.part))),
            cash(one.money),
        )
        for one in loyalty.classes
    )
    steps = tuple((bar_name(one), cash(one.money)) for one in found.money_bars)
    trees = tuple(
        (
            tree.who.name,
            listed(friend.name for friend, _more in tree.friends),
            cash(tree.worth),
        )
        for tree in found.mouth.trees
    )
    return ReportPage(
        _("Money"),
        (
            (_("A lost client, a year"), cash(cost.each), ""),
            (_("Winning against keeping"), times, _("books say five to seven")),
            (
                _("Paid ahead, still owed"),
                cash(loyalty.owed.money),
                _("{n} courses").format(n=number(loyalty.owed.courses)),
            ),
        ),
        (),
        (
            Grid(
                _("Where the money comes from"),
                (N_("Class"), N_("People"), N_("Part"), N_("Twelve months")),
                classes,
                amounts=3,
            ),
            Grid(_("The bucket in money"), (N_("Bar"), N_("Twelve months")), steps),
            Grid(
                _("Word of mouth"),
                (N_("Name"), N_("Brought"), N_("Worth so far")),
                trees,
                "" if trees else _("No friend has come yet."),
            ),
        ),
        tuple(definitions("abc", "cost")),
    )


# As tables: for a workbook, and for whoever reads with the ears.


def loyalty_tables(sight: LoyaltySight) -> list[Table]:
    """Return the page of loyalty as tables."""
    counts = (
        (_("Came back"), sight.came_back),
        (_("New"), sight.new),
        (_("Won back"), sight.won_back),
        (_("Lost"), sight.lost),
    )
    return [
        Table(
            _("The bucket"),
            (_("What"), _("Now"), _("Before")),
            tuple((name, one.now, one.before) for name, one in counts),
        ),
        Table(
            _("Where the money comes from"),
            (_("Class"), _("People"), _("Twelve months"), _("Part")),
            tuple(
                (str(one.abc), one.people, one.money, round(one.part, 4))
                for one in sight.classes
            ),
        ),
        Table(
            _("Slipping away"),
            (
                *(_("Name"), _("Why"), _("Days since"), _("Usual days")),
                *(_("Likely to return"), _("A year")),
            ),
            tuple(
                (
                    *(one.who.name, one.why, one.days_since, one.expected),
                    *(round(one.returns, 3), one.worth),
                )
                for one in sight.slipping
            ),
        ),
        Table(
            _("First came in"),
            (_("Month"), _("People"), *map(str, range(len(sight.cohorts)))),
            tuple(_cohort(one, len(sight.cohorts)) for one in sight.cohorts),
        ),
    ]


def _cohort(one: Cohort, months: int) -> tuple[Cell, ...]:
    cells: list[Cell] = [f"{one.month:%Y-%m}", one.people, *one.still]
    return (*cells, *([None] * (months - len(one.still))))


def owner_tables(found: OwnerMonth) -> list[Table]:
    """Return the month as tables: each figure, and the rows behind it."""
    behind = [
        (bar_name(bar), row.who.name, row.words, row.money)
        for bar in found.bars
        for row in bar.rows
    ]
    shares = (
        (name_of("twice"), found.twice.share),
        (name_of("rebooked"), found.rebooked),
        (name_of("missed"), found.missed),
        (name_of("friends"), found.mouth.brought),
    )
    return [
        Table(
            _("The bucket"),
            (_("Bar"), _("People"), _("Twelve months")),
            tuple((bar_name(one), one.people, one.money) for one in found.bars),
        ),
        Table(
            _("Behind the bars"),
            (_("Bar"), _("Name"), _("What is known"), _("A year")),
            tuple(behind),
        ),
        Table(
            _("The bucket in money"),
            (_("Bar"), _("Twelve months")),
            tuple((bar_name(one), one.money) for one in found.money_bars),
        ),
        Table(
            _("Gold clients"),
            (_("Name"), _("Lights"), _("Who acts"), _("Until"), _("A year")),
            tuple(
                (row.who.name, _lights(row), row.acts, full_day(row.due), row.worth)
                for row in found.gold.rows
            ),
        ),
        Table(
            _("Rates"),
            (_("What"), _("Of these"), _("All"), _("Lowest"), _("Highest")),
            tuple(
                (
                    *(name, one.part, one.of),
                    *(
                        (round(one.span.low, 4), round(one.span.high, 4))
                        if one.span
                        else (None, None)
                    ),
                )
                for name, one in shares
            ),
        ),
        Table(
            name_of("due"),
            (_("Name"), _("Days late"), _("Wish"), _("A year")),
            tuple((one.who.name, one.late, one.wish, one.worth) for one in found.due),
        ),
        Table(
            _("Word of mouth"),
            (_("Name"), _("Brought"), _("Worth so far")),
            tuple(
                (
                    one.who.name,
                    listed(friend.name for friend, _more in one.friends),
                    one.worth,
                )
                for one in found.mouth.trees
            ),
        ),
    ]


def write_tables(
    path: Path,
    tables: Sequence[Table],
    currency: str,
    meanings: Sequence[tuple[str, str]],
) -> None:
    """Write tables into a workbook, one sheet each and one for what they mean.

    Raises:
        CannotWrite: The place does not let it; a file that was there is as before.
    """
    atomically(path, lambda place: _workbook(place, tables, currency, meanings))


def _workbook(
    place: Path,
    tables: Sequence[Table],
    currency: str,
    meanings: Sequence[tuple[str, str]],
) -> None:
    import xlsxwriter  # type: ignore[import-untyped]

    digits = minor_digits(currency)
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
        money = book.add_format(
            {"num_format": "#,##0" + ("." + "0" * digits) * bool(digits)}
        )
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for one in tables:
            sheet = book.add_worksheet(_sheet_name(one.title))
            sheet.freeze_panes(1, 1)
            sheet.set_column(0, 0, 30)
            sheet.set_column(1, len(one.columns), 20)
            for at, name in enumerate(one.columns):
                sheet.write_string(0, at, name, bold)
            for line, row in enumerate(one.rows, 1):
                for at, cell in enumerate(row):
                    _write(sheet, line, at, cell, digits, money)
        sheet = book.add_worksheet(_sheet_name(_("How it is counted")))
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, 1, 100)
        for line, (name, says) in enumerate(meanings):
            sheet.write_string(line, 0, name, bold)
            sheet.write_string(line, 1, says, wrapped)
        book.close()


def _write(sheet: Any, line: int, at: int, cell: Cell, digits: int, money: Any) -> None:
    if isinstance(cell, Money):
        sheet.write_number(line, at, Decimal(cell.minor).scaleb(-digits), money)
    elif isinstance(cell, str):
        sheet.write_string(line, at, cell)
    elif cell is not None:
        sheet.write_number(line, at, cell)


def _sheet_name(title: str) -> str:
    return title.translate(str.maketrans("", "", "[]:*?/\\"))[:LETTERS]
