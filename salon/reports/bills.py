"""The papers of bills, filled from the records: receipt and invoice."""

from collections import defaultdict
from functools import partial

from salon.appointments.queries import visits_of
from salon.catalogue.queries import all_services, products
from salon.clients.model import ClientId
from salon.clients.queries import client_line
from salon.courses.model import spelt
from salon.courses.queries import courses_of
from salon.money import Money, total
from salon.paper.pages import Laid
from salon.paper.sheets import Letterhead, Look
from salon.prepaid.queries import purse_of
from salon.reports.composing import Composed, composed, spoken_in
from salon.settings.model import Premises
from salon.settings.queries import premises
from salon.text import (
    N_,
    Names,
    _,
    amount,
    dated_day,
    day_and_time,
    hour,
    ngettext,
    number,
)
from salon.till.model import BillCard, BillId, BillKind, LineCard, LineKind, means_named
from salon.till.queries import bill
from salon.till.sheet import ReceiptLine, ReceiptSheet
from salon.work import Reading

VISITS = 40


def compose_receipt(reading: Reading, key: BillId, look: Look) -> Composed:
    """Return a bill for a roll of 80 mm, in the client's language; raises Missing."""

    def document(sheet: ReceiptSheet, head: Letterhead, look: Look) -> Laid:
        from salon.till.document import receipt  # ReportLab comes with it

        return receipt(sheet, head, look)

    return composed(reading, document, _spoken(reading, key, look), receipt_sheet, key)


def compose_invoice(reading: Reading, key: BillId, look: Look) -> Composed:
    """Return a bill as an invoice, in the client's language; raises Missing."""

    def document(sheet: ReceiptSheet, head: Letterhead, look: Look) -> Laid:
        from salon.till.document import invoice  # ReportLab comes with it

        return invoice(sheet, head, look)

    return composed(reading, document, _spoken(reading, key, look), invoice_sheet, key)


def _spoken(reading: Reading, key: BillId, look: Look) -> Look:
    who = bill(reading, key).client_id
    tongue = client_line(reading, who).language if who is not None else ""
    return spoken_in(look, tongue or premises(reading).language)


def receipt_sheet(reading: Reading, key: BillId) -> ReceiptSheet:
    """Return what stands on the receipt of a bill, in the language of now."""
    title = _(N_("Receipt"))
    return _sheet(reading, key, title)


def invoice_sheet(reading: Reading, key: BillId) -> ReceiptSheet:
    """Return what stands on the invoice of a bill, in the language of now."""
    return _sheet(reading, key, _(N_("Invoice")))


def _sheet(reading: Reading, key: BillId, title: str) -> ReceiptSheet:
    card, here = bill(reading, key), premises(reading)
    cash = partial(amount, currency=here.currency)
    if card.kind is BillKind.CREDIT:
        title = _(N_("Given back"))
    who = card.client_id
    notes = []
    if card.reverses:
        back = _(N_("Of {number}: {reason}"))
        notes.append(back.format(number=card.reverses, reason=card.reason))
    if here.tax_number:
        name = here.tax_name or _(N_("Tax number"))
        notes.append(f"{name} {here.tax_number}")
    served = dict.fromkeys(one.staff for one in card.lines if one.staff)
    owing = (_(N_("Still to be paid")), cash(card.owing) if card.owing.minor else "")
    name = "" if who is None else client_line(reading, who).name
    return ReceiptSheet(
        title=title,
        number=card.number,
        day=_when(reading, card),
        client=name,
        address=(),
        lines=tuple(_line(reading, one, here) for one in card.lines),
        total=(_(N_("Total")), cash(card.total)),
        sums=_sums(card, here),
        paid=_paid(card, here),
        owing=owing,
        held=() if who is None else _held(reading, who, here),
        notes=tuple(notes),
        head=tuple(
            _(one)
            for one in (*(N_("What"), N_("Times"), N_("Each"), N_("Tax"), N_("Price")),)
        ),
        served=", ".join(served),
        last=(
            *(() if who is None else _next(reading, who)),
            _(N_("Thank you for coming.")),
        ),
        client_id=who or 0,
    )


def _when(reading: Reading, card: BillCard) -> str:
    """Return the day of the books, with the hour where it was closed on that day."""
    at = card.closed_at
    if at is None or reading.local(at).date() != card.day:
        return dated_day(card.day)
    return day_and_time(card.day, hour(reading.local(at)), is_dated=True)


def _line(reading: Reading, one: LineCard, here: Premises) -> ReceiptLine:
    cash = partial(amount, currency=here.currency)
    below = []
    if one.kind is LineKind.SESSION:
        said = one.body
        if said.get("of"):
            n_of = _(N_("Session {n} of {of}")).format(n=said["number"], of=said["of"])
            below.append(n_of)
        worth = cash(Money(int(said.get("worth", 0))))
        below.append(_(N_("paid ahead, worth {sum}")).format(sum=worth))
        if said.get("code"):
            below.append(_(N_("Check code {code}")).format(code=spelt(said["code"])))
    if one.kind is LineKind.COURSE:
        count = int(one.body.get("offer", {}).get("sessions") or 0)
        if count:  # of a course by value there is none
            counted = ngettext("{n} session", "{n} sessions", count)
            below.append(counted.format(n=count))
    if one.discount.minor > 0:
        less = _(N_("{full} less {off}: {why}"))
        below.append(
            less.format(
                full=cash(one.full), off=cash(one.discount), why=one.discount_why
            )
        )
    if one.kind is LineKind.VOUCHER and one.body.get("holder"):
        below.append(_(N_("for {name}")).format(name=one.body["holder"]))
    if one.voucher:
        below.append(_(N_("number {code}")).format(code=one.voucher))
    if one.kind is LineKind.DEBT:
        below.append(_(N_("paid of an earlier bill")))
    is_many = one.quantity > 1
    return ReceiptLine(
        words=_words(reading, one),
        price=cash(one.price),
        below=tuple(below),
        times=f"{one.quantity} ×" if is_many else "",
        each=cash(one.list),
        rate=f"{number(one.tax_rate / 100)} %" if one.tax_rate else "",
    )


def _all(names: Names) -> set[str]:
    return {names.en, names.zh_hans, names.zh_hant}


def _words(reading: Reading, one: LineCard) -> str:
    """Return what a line sells, in the language of the paper where it is known."""
    known: dict[int, str] = {each.id: str(each.names) for each in products(reading)}
    if one.product_id in known:
        return known[one.product_id]
    service = all_services(reading).get(one.service_id or 0)
    if service is not None and one.words in _all(service.names):
        return str(service.names)
    plain = {
        LineKind.TOP_UP: N_("Stored value"),
        LineKind.VOUCHER: N_("Gift voucher"),
        LineKind.DEPOSIT: N_("Deposit"),
        LineKind.TIP: N_("Tip"),
    }
    return _(plain[one.kind]) if one.kind in plain else one.words


def _sums(card: BillCard, here: Premises) -> tuple[tuple[str, str], ...]:
    """Return the taxes by their rates, and what was rounded."""
    by_rate: dict[int, list[LineCard]] = defaultdict(list)
    for one in card.lines:
        if one.tax.minor:
            by_rate[one.tax_rate].append(one)
    cash = partial(amount, currency=here.currency)
    rows = []
    for rate, lines in sorted(by_rate.items()):
        tax, whole = total(x.tax for x in lines), total(x.price for x in lines)
        words = N_("{name} {rate} % on {sum}")
        if not here.tax_added:
            words = N_("{name} {rate} % within {sum}")
        said = _(words).format(
            name=here.tax_name or _(N_("Tax")), rate=number(rate / 100), sum=cash(whole)
        )
        rows.append((said, cash(tax)))
    if card.rounding.minor:
        rows.append((_(N_("Rounded in cash")), cash(card.rounding)))
    return tuple(rows)


def _paid(card: BillCard, here: Premises) -> tuple[tuple[str, str], ...]:
    cash = partial(amount, currency=here.currency)
    rows = []
    for one in card.payments:
        name = " ".join(filter(None, (means_named(one.means), one.voucher)))
        if one.bonus.minor:
            of_it = _(N_("{sum} of it bonus")).format(sum=cash(one.bonus))
            name = f"{name} ({of_it})"
        if one.tendered is not None:
            rows.append(
                (_(N_("Given, {means}")).format(means=name), cash(one.tendered))
            )
            rows.append((_(N_("Back")), cash(one.change)))
        else:
            rows.append((name, cash(one.amount)))
    return tuple(rows)


def _held(
    reading: Reading, who: ClientId, here: Premises
) -> tuple[tuple[str, str], ...]:
    """Return what the client still has: stored value, and sessions of courses."""
    cash = partial(amount, currency=here.currency)
    purse = purse_of(reading, who)
    rows = []
    if purse.stored.minor:
        rows.append((_(N_("Stored value")), cash(purse.stored)))
        if purse.bonus.minor:
            rows.append((_(N_("of it bonus")), cash(purse.bonus)))
    if purse.points:
        rows.append((_(N_("Points")), number(purse.points)))
    for one in courses_of(reading, who):
        if not one.is_used_up and one.worth_left.minor > 0:
            left = ngettext("{n} session left", "{n} sessions left", one.left)
            left = left.format(n=one.left)
            said = left if one.sessions else cash(one.value_left)
            rows.append((one.title, said))
    return tuple(rows)


def _next(reading: Reading, who: ClientId) -> tuple[str, ...]:
    now = reading.local(reading.now)
    coming = [
        one.slot
        for one in visits_of(reading, who, VISITS)
        if one.status.holds_time
        and (one.slot.day, one.slot.start) > (now.date(), now.time())
    ]
    if not coming:
        return ()
    first = min(coming, key=lambda slot: (slot.day, slot.start))
    when = f"{dated_day(first.day)} {first.start:%H:%M}"
    return (_(N_("Next visit: {when}")).format(when=when),)
