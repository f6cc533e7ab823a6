"""The reports on money: what was taken and delivered, and what became of it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from salon.catalogue.queries import all_services, terms
from salon.dayend.measures import name_of, says
from salon.dayend.model import KIND_WORDS, By, Kind, Measure, Report
from salon.dayend.queries import figures, first_day, kept_until, stock_value
from salon.dayend.tables import Figure as Row
from salon.ledger.model import LIABILITIES, Account
from salon.ledger.model import Kind as Moved
from salon.money import Money, total
from salon.settings.queries import premises
from salon.shelf.model import KIND_WORDS as MOVE_WORDS
from salon.shelf.model import MoveKind
from salon.shelf.queries import articles
from salon.staff.tables import StaffMember
from salon.text import N_, _, number
from salon.till.model import LINE_WORDS, LineKind, means_named
from salon.work import Reading

ACCOUNT_WORDS = {
    Account.COURSE: N_("Courses"),
    Account.STORED: N_("Stored value"),
    Account.VOUCHER: N_("Vouchers"),
    Account.MEMBERSHIP: N_("Memberships"),
    Account.DEPOSIT: N_("Deposits"),
}
COLUMNS = ("brought", "sold", "redeemed", "refunded", "expired", "other")
COLUMN_WORDS = {
    "opening": N_("At the beginning"),
    "brought": N_("Brought over"),
    "sold": N_("Sold"),
    "redeemed": N_("Redeemed"),
    "refunded": N_("Paid back"),
    "expired": N_("Run out"),
    "other": N_("Other"),
    "closing": N_("At the end"),
}
TAKEN_AWAY = ("redeemed", "refunded", "expired")
BY_WORDS = {
    By.MEANS: N_("By means"),
    By.KIND: N_("By kind"),
    By.SERVICE: N_("By treatment and product"),
    By.PERSON: N_("By person"),
}
REPORT_WORDS = {
    Report.TAKINGS: N_("Takings"),
    Report.COMMISSION: N_("Commission"),
    Report.LIABILITY: N_("Owed to clients"),
    Report.STOCK: N_("Stock"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure, and how the rows behind it are found."""

    amount: Money | None
    count: int = 0
    measure: Measure | None = None  # None: nothing stands behind it
    by: By = By.WHAT
    key: str = ""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One line of a table."""

    key: str
    words: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One table of a report; `totals` are the sums of its columns."""

    id: str
    title: str
    columns: tuple[str, ...]
    ids: tuple[str, ...]  # of the columns, for programs
    rows: tuple[ReportRow, ...]
    totals: tuple[Money | None, ...]


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A report: its tables, and what each measure in it means."""

    report: Report
    title: str
    first: date
    last: date
    currency: str
    sections: tuple[Section, ...]
    definitions: tuple[tuple[str, str], ...]  # name, sentence
    kept: date | None  # up to here nothing of it changes any more


class Called:
    """What keys of figures are called, asked once for a report."""

    def __init__(self, reading: Reading) -> None:
        self._staff = {
            str(key): name
            for key, name in reading.session.execute(
                select(StaffMember.id, StaffMember.name)
            )
        }
        self._families = terms(reading, "service_family")
        self._services = all_services(reading)
        self._products = articles(reading)

    def person(self, key: str) -> str:
        """Return who that is; whoever is nobody is the house."""
        return self._staff.get(key, _("The house"))

    def thing(self, key: str) -> str:
        """Return what a kind, a treatment or a product is called."""
        word, mark, rest = key.partition(":")
        if mark:
            match word:
                case "family":
                    return str(self._families.get(rest, rest)) or _("Treatments")
                case "service":
                    one = self._services.get(int(rest))
                    return str(one.names) if one else _("Treatment")
                case _:
                    of = self._products.get(int(rest))
                    return of.name if of else _("Product")
        if key == Moved.ROUNDING:
            return _("Rounding of cash")
        known = {one.value: words for one, words in _KINDS.items()}
        return _(known[key]) if key in known else key


_KINDS = LINE_WORDS | {
    LineKind.PRODUCT: N_("Products"),
    LineKind.COURSE: N_("Courses sold"),
    LineKind.TOP_UP: N_("Top-ups"),
    LineKind.VOUCHER: N_("Vouchers sold"),
    LineKind.MEMBERSHIP: N_("Memberships"),
    LineKind.DEPOSIT: N_("Deposits taken"),
    LineKind.DEBT: N_("Paid of what was owed"),
    LineKind.TIP: N_("Tips"),
}


def report(reading: Reading, what: Report, first: date, last: date) -> ReportTable:
    """Return a report on some days.

    Days that are closed come from the figures kept of them; only what is open since
    is counted from the books.
    """
    build = {
        Report.TAKINGS: _takings,
        Report.COMMISSION: _commission,
        Report.LIABILITY: _liability,
        Report.STOCK: _stock,
    }[what]
    sections, measures = build(reading, first, last)
    return ReportTable(
        *(what, _(REPORT_WORDS[what]), first, last),
        premises(reading).currency,
        tuple(one for one in sections if one.rows or one.id in ("means", "owed")),
        tuple((name_of(one), says(one)) for one in measures),
        kept_until(reading),
    )


def _takings(
    reading: Reading, first: date, last: date
) -> tuple[list[Section], Sequence[Measure]]:
    names = Called(reading)
    both = Measure.TAKEN, Measure.DELIVERED
    found = [
        _section(
            *(reading, (Measure.TAKEN,), By.MEANS, first, last),
            words=means_named,
            title=_(BY_WORDS[By.MEANS]),
        )
    ]
    for by, words in (
        (By.KIND, names.thing),
        (By.PERSON, names.person),
        (By.SERVICE, names.thing),
    ):
        found.append(
            _section(
                *(reading, both, by, first, last), words=words, title=_(BY_WORDS[by])
            )
        )
    for measure, by, say in (
        (Measure.TAX, By.RATE, _rate),
        (Measure.TIPS, By.PERSON, names.person),
        (Measure.BONUS, By.WHAT, _bonus),
    ):
        found.append(
            _section(
                *(reading, (measure,), by, first, last),
                words=say,
                title=name_of(measure),
                name=measure.value,
            )
        )
    return found, (*both, Measure.TAX, Measure.TIPS, Measure.BONUS)


def _rate(key: str) -> str:
    return f"{number(int(key) / 100)} %"


def _bonus(key: str) -> str:
    return _("Bonus given") if key == "given" else _("Bonus redeemed")


def _section(
    reading: Reading,
    measures: Sequence[Measure],
    by: By,
    first: date,
    last: date,
    *,
    words: Callable[[str], str],
    title: str,
    name: str = "",
) -> Section:
    columns = [
        {one.key: one for one in figures(reading, each, by, first, last)}
        for each in measures
    ]
    keys = dict.fromkeys(key for column in columns for key in column)

    def worth(key: str) -> tuple[bool, int]:
        amounts = [one[key].amount.minor for one in columns if key in one]
        return _is_apart(key), -max(amounts)

    rows = []
    for key in sorted(keys, key=worth):
        cells = tuple(
            Cell(column[key].amount, column[key].count, measure, by, key)
            if key in column
            else Cell(None)
            for measure, column in zip(measures, columns, strict=True)
        )
        rows.append(ReportRow(key, words(key), cells))
    return Section(
        name or by.value,
        title,
        tuple(name_of(one) for one in measures),
        tuple(one.value for one in measures),
        tuple(rows),
        tuple(total(one.amount for one in column.values()) for column in columns),
    )


def _is_apart(key: str) -> bool:
    """Say of what was sold ahead, and of what is no sale, that it stands below."""
    return ":" not in key and key in {one.value for one in LineKind} | {
        Moved.ROUNDING.value
    }


def _commission(
    reading: Reading, first: date, last: date
) -> tuple[list[Section], Sequence[Measure]]:
    names = Called(reading)
    by_person: dict[str, dict[str, Cell]] = defaultdict(dict)
    for one in figures(reading, Measure.COMMISSION, By.KIND, first, last):
        who, _mark, kind = one.key.partition(":")
        by_person[who][kind] = Cell(
            one.amount, one.count, Measure.COMMISSION, By.KIND, one.key
        )
    rows = []
    for who, own in by_person.items():
        whole = total(one.amount or Money() for one in own.values())
        many = sum(one.count for one in own.values())
        cells = [own.get(kind.value, Cell(None)) for kind in Kind]
        cells.append(Cell(whole, many, Measure.COMMISSION, By.PERSON, who))
        rows.append(ReportRow(who, names.person(who), tuple(cells)))
    rows.sort(key=lambda row: -(row.cells[-1].amount or Money()).minor)
    return [
        _whole(
            "person",
            _(BY_WORDS[By.PERSON]),
            (*(_(KIND_WORDS[kind]) for kind in Kind), _("Together")),
            (*(kind.value for kind in Kind), "together"),
            rows,
        )
    ], (Measure.COMMISSION,)


def _whole(
    name: str,
    title: str,
    columns: tuple[str, ...],
    ids: tuple[str, ...],
    rows: Sequence[ReportRow],
) -> Section:
    sums = tuple(
        total(row.cells[at].amount or Money() for row in rows) for at in range(len(ids))
    )
    return Section(name, title, columns, ids, tuple(rows), sums)


def owed(
    reading: Reading, first: date, last: date
) -> dict[str, tuple[Money, Mapping[str, Money], Money]]:
    """Return by account what was owed before, what moved, and what is owed after."""
    begin = first_day(reading)
    before: dict[str, Money] = defaultdict(Money)
    if begin is not None and begin < first:
        eve = first - timedelta(days=1)
        for one in figures(reading, Measure.LIABILITY, By.ACCOUNT, begin, eve):
            before[one.key.partition(":")[0]] += one.amount
    moved: dict[str, dict[str, Money]] = {
        each.value: dict.fromkeys(COLUMNS, Money()) for each in LIABILITIES
    }
    for one in figures(reading, Measure.LIABILITY, By.ACCOUNT, first, last):
        account, _mark, column = one.key.partition(":")
        moved[account][column] += one.amount
    return {
        account: (
            before[account],
            own,
            before[account] + total(own.values()),
        )
        for account, own in moved.items()
    }


def _liability(
    reading: Reading, first: date, last: date
) -> tuple[list[Section], Sequence[Measure]]:
    rows = []
    for account, (opening, own, closing) in owed(reading, first, last).items():
        cells = [Cell(opening)]
        for column in COLUMNS:
            amount = own[column]
            shown = Money(-amount.minor) if column in TAKEN_AWAY else amount
            key = f"{account}:{column}"
            cells.append(
                Cell(shown, 0, Measure.LIABILITY, By.ACCOUNT, key)
                if amount.minor
                else Cell(shown)
            )
        cells.append(Cell(closing))
        words = _(ACCOUNT_WORDS[Account(account)])
        rows.append(ReportRow(account, words, tuple(cells)))
    ids = ("opening", *COLUMNS, "closing")
    columns = tuple(_(COLUMN_WORDS[one]) for one in ids)
    title = _(REPORT_WORDS[Report.LIABILITY])
    return [_whole("owed", title, columns, ids, rows)], (Measure.LIABILITY,)


def _stock(
    reading: Reading, first: date, last: date
) -> tuple[list[Section], Sequence[Measure]]:
    moved = {
        one.key: one for one in figures(reading, Measure.STOCK, By.MOVE, first, last)
    }
    there = _value_at(reading, last)
    closing = total(there.values())
    sums = total(one.amount for one in moved.values())
    opened = _value_kept(reading, first - timedelta(days=1))
    opening = closing - sums if opened is None else total(opened.values())
    rows = [ReportRow("opening", _(COLUMN_WORDS["opening"]), (Cell(opening),))]
    for key, one in moved.items():
        cell = Cell(one.amount, one.count, Measure.STOCK, By.MOVE, key)
        rows.append(ReportRow(key, _(MOVE_WORDS[MoveKind(key)]), (cell,)))
    if (other := closing - opening - sums).minor:
        rows.append(ReportRow("other", _("Costs noted anew"), (Cell(other),)))
    worth = name_of(Measure.STOCK)
    moves = _whole("moves", _("What moved"), (worth,), ("worth",), rows)
    names = terms(reading, "product_category")
    hand = _whole(
        *("hand", _("On hand at the end"), (worth,), ("worth",)),
        [
            ReportRow(key, str(names.get(key, key)), (Cell(amount),))
            for key, amount in sorted(there.items(), key=lambda one: -one[1].minor)
        ],
    )
    return [moves, hand], (Measure.STOCK,)


def _value_at(reading: Reading, day: date) -> dict[str, Money]:
    """Return what is on the shelf at the end of a day, by category."""
    if day >= reading.today:
        return stock_value(reading)
    kept = _value_kept(reading, day)
    return stock_value(reading) if kept is None else kept


def _value_kept(reading: Reading, day: date) -> dict[str, Money] | None:
    """Return what was kept of the shelf by the last day that was closed till then."""
    here = Row.measure == Measure.STOCK, Row.by == By.ACCOUNT
    at = reading.session.scalar(select(func.max(Row.day)).where(*here, Row.day <= day))
    if at is None:
        return None
    rows: Iterable[Any] = reading.session.execute(
        select(Row.key, Row.amount).where(*here, Row.day == at)
    )
    return dict(tuple(row) for row in rows)
