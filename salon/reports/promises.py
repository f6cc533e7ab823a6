"""The paper of what is owed in hours and in money, for the owner."""

from functools import partial

from salon.ledger.model import Account
from salon.ledger.queries import liabilities
from salon.money import Money
from salon.paper.pages import Laid
from salon.paper.sheets import Letterhead, Look
from salon.promises.document import promises_paper
from salon.promises.model import LEVEL_WORDS, Row
from salon.promises.queries import cover, ends_first, promises
from salon.promises.sheet import Grid, PromisesSheet
from salon.promises.words import advice_words, hours, sentence, weeks_words
from salon.reports.composing import Composed, composed
from salon.settings.queries import premises
from salon.text import N_, _, amount, full_day
from salon.work import Reading

_KINDS = {
    Account.COURSE: N_("Courses"),
    Account.STORED: N_("Stored value"),
    Account.VOUCHER: N_("Gift vouchers"),
    Account.MEMBERSHIP: N_("Memberships"),
    Account.DEPOSIT: N_("Visit deposits"),
}


def compose_promises(reading: Reading, look: Look) -> Composed:
    """Return what is owed, against what is free, as a paper."""
    return composed(reading, _document, look, promises_sheet)


def _document(sheet: PromisesSheet, head: Letterhead, look: Look) -> Laid:
    return promises_paper(sheet, head, look)


def promises_sheet(reading: Reading) -> PromisesSheet:
    """Return what stands on it, in the language of now."""
    found, here = promises(reading), premises(reading)
    cash = partial(amount, currency=here.currency)
    hour_head = (N_("Owed"), N_("Free a week"), N_("Needs"), "")
    grids = [
        Grid((N_("By kind of service"), *hour_head), tuple(map(_row, found.kinds))),
        Grid((N_("By person"), *hour_head), tuple(map(_row, found.people))),
    ]
    first = reading.today.replace(day=1)
    money_head = (
        *(N_("In money"), N_("Before"), N_("Sold"), N_("Delivered so far")),
        *(N_("Refunded"), N_("Run out"), N_("Now")),
    )
    rows = []
    for one in liabilities(reading, first, reading.today):
        sold = one.sold + one.brought + one.other
        sums = (one.opening, sold, one.redeemed, one.refunded, one.expired)
        rows.append((_(_KINDS[one.account]), *map(cash, (*sums, one.closing))))
    grids.append(Grid(money_head, tuple(rows)))
    ends = [
        (
            *(one.client, one.line.title, str(one.line.left)),
            full_day(one.line.expires) if one.line.expires is not None else "",
        )
        for one in ends_first(reading)
    ]
    if ends:
        head = (N_("Ends first"), N_("Course"), N_("Left"), N_("Ends"))
        grids.append(Grid(head, tuple(ends)))
    notes = [advice_words(found.advice)] if found.advice is not None else []
    known = cover(reading)
    owed, bank = cash(known.owed), known.bank or Money()
    if known.times is not None and known.day is not None:
        said = _(N_("Owed in money {owed}; in the bank {bank} on {day}."))
        day = full_day(known.day)
        notes.append(said.format(owed=owed, bank=cash(bank), day=day))
    return PromisesSheet(
        title=_(N_("Can we keep our promises?")),
        printed=full_day(reading.today),
        sentence=sentence(found),
        grids=tuple(grid for grid in grids if grid.rows),
        notes=tuple(notes),
    )


def _row(one: Row) -> tuple[str, ...]:
    level = _(LEVEL_WORDS[one.level]) if one.level else ""
    free = hours(one.free) if one.is_given else ""
    return one.name, hours(one.owed), free, weeks_words(one), one.narrow or level
