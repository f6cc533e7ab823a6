"""Commands about bills, what clients have with the salon, and the books."""

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from salon.app import Salon
from salon.cli import named, shapes
from salon.cli.answer import Answer, listed
from salon.clients.model import ClientId
from salon.courses.model import CourseKind, Offer
from salon.errors import SalonError
from salon.money import Money, read_money, total
from salon.prepaid.queries import rules_of
from salon.public import public_id
from salon.text import N_, _, amount, short_day
from salon.till.closing import close_bill
from salon.till.model import (
    LINE_WORDS,
    VOUCHER,
    BadAmount,
    BillCard,
    BillId,
    BillKind,
    BillLineShort,
    BillState,
    LineCard,
    LineKind,
    Paying,
    means_named,
)
from salon.till.operations import (
    add_debt,
    add_product,
    add_service,
    add_tip,
    bill_of_visit,
    discount,
    drop_bill,
    hold_bill,
    open_bill,
    resume_bill,
    take_off,
)
from salon.till.queries import bill as bill_card
from salon.till.queries import (
    bill_named,
    bills_between,
    bills_of,
    usual_means,
    waiting_bills,
)
from salon.till.returning import give_back
from salon.till.rules import means_here
from salon.till.selling import (
    add_course,
    add_deposit,
    add_membership,
    add_top_up,
    add_voucher,
)

VERBS = (
    *("new", "add", "off", "discount", "pay", "close", "hold", "resume", "drop"),
    *("reverse", "show", "list"),
)
THINGS = (
    *("service", "product", "course", "topup", "voucher", "deposit", "tip", "debt"),
    "membership",
)


@dataclass(eq=False)
class UnknownWord(SalonError):
    """A word that is none of those that can be said here."""

    said: str
    choices: str

    text = N_("“{said}” is not known here. Say one of these: {choices}.")


@dataclass(eq=False)
class NoSuchLine(SalonError):
    """A place on a bill at which nothing stands."""

    said: str
    bill: str

    text = N_("Bill {bill} has no line “{said}”. `bill show` numbers them.")


def bill(salon: Salon, options: Namespace) -> Answer:
    """Do what is said with bills."""
    what = options.what
    if what not in VERBS:
        raise UnknownWord(what[:40], ", ".join(VERBS))
    if what == "list":
        return _list(salon, options)
    if what == "new":
        return _shown(salon, _begun(salon, options), is_changed=True)
    key = salon.ask(bill_named, options.id)
    match what:
        case "add":
            _add(salon, key, options)
        case "off":
            salon.do(take_off, _line(salon, key, options.thing[:1]).id)
        case "discount":
            _cheaper(salon, key, options)
        case "pay" | "close":
            _close(salon, key, options)
        case "hold":
            salon.do(hold_bill, key, options.note)
        case "resume":
            salon.do(resume_bill, key)
        case "drop":
            salon.do(drop_bill, key)
            number = public_id("bill", key)
            return Answer({"dropped": number}, [number], changed=number)
        case "reverse":
            key = _reversed(salon, key, options)
    return _shown(salon, key, is_changed=what != "show")


def _begun(salon: Salon, options: Namespace) -> BillId:
    if not options.id:
        return salon.do(open_bill)
    whose = ClientId(named.client(salon, options.id).id)
    return salon.do(open_bill if options.empty else bill_of_visit, whose)


def _add(salon: Salon, key: BillId, options: Namespace) -> None:
    thing, said = (*options.thing, "", "")[:2]
    who = named.person(salon, options.person) if options.person else None
    asked = read_amount(salon, options.amount) if options.amount else None
    match thing:
        case "service":
            service = named.service(salon, said).id
            for _each in range(options.times):
                salon.do(add_service, key, service, staff_id=who)
        case "product":
            salon.do(
                add_product,
                key,
                named.product(salon, said),
                quantity=options.times,
                staff_id=who,
                price=asked,
                despite=options.reason or None,
            )
        case "course":
            offer = _offer(salon, options, named.service(salon, said).id)
            sold = _given(salon, options)
            why = options.despite or options.reason
            salon.do(add_course, key, offer, sold, staff_id=who, despite=why)
        case "membership":
            salon.do(add_membership, key, tier_named(salon, said), price=asked)
        case "topup":
            bonus = read_amount(salon, options.bonus) if options.bonus else None
            sold, why = _given(salon, options), options.reason
            salon.do(add_top_up, key, sold, bonus=bonus, why=why, despite=why)
        case "voucher":
            salon.do(
                add_voucher,
                key,
                _given(salon, options),
                holder=options.holder,
                code=said,
                months=options.months,
            )
        case "deposit":
            salon.do(add_deposit, key, _given(salon, options))
        case "tip":
            salon.do(add_tip, key, _given(salon, options), staff_id=who)
        case "debt":
            salon.do(add_debt, key, amount=asked)
        case _:
            raise UnknownWord(thing[:40], ", ".join(THINGS))


def _offer(salon: Salon, options: Namespace, service_id: int) -> Offer:
    """Return the course that is meant: by sessions, or by value without them."""
    by_value = not options.sessions
    card = named.service(salon, public_id("service", service_id))
    listed_at = read_amount(salon, options.list) if options.list else card.price
    gift = ClientId(named.client(salon, options.holder).id) if options.holder else None
    return Offer(
        CourseKind.VALUE if by_value else CourseKind.SESSIONS,
        (service_id,),
        options.sessions,
        listed_at,
        months=options.months,
        gift_for=gift,
    )


def tier_named(salon: Salon, said: str) -> str:
    """Return the name for the records of a tier; as it was said where none is near."""
    plain = said.strip().casefold()
    for one in salon.ask(rules_of).tiers:
        known = (one.ref, one.names.en, one.names.zh_hans, one.names.zh_hant)
        if plain in (name.casefold() for name in known if name):
            return one.ref
    return said


def _cheaper(salon: Salon, key: BillId, options: Namespace) -> None:
    line = _line(salon, key, options.thing[:1])
    if options.percent is not None:
        salon.do(
            discount, line.id, why=options.reason, percent=_percent(options.percent)
        )
    else:
        salon.do(discount, line.id, why=options.reason, off=_given(salon, options))


def _percent(said: str) -> int:
    try:
        return int(Decimal(said.strip(" %")) * 100)
    except (InvalidOperation, ValueError, OverflowError) as error:
        raise BadAmount(said[:40]) from error


def _close(salon: Salon, key: BillId, options: Namespace) -> None:
    card = salon.ask(bill_card, key)
    said = list(options.by)
    if options.what == "pay" and not said and not options.later:
        usual = salon.ask(usual_means, card.client_id) or salon.ask(means_here)[0]
        said = [usual]
    paying = _paying(salon, card.total, said)
    if options.tendered:
        given = read_amount(salon, options.tendered)
        paying = [
            Paying(one.means, one.amount, given) if one.means == "cash" else one
            for one in paying
        ]
    salon.do(close_bill, key, paying, later=options.later)


def _paying(salon: Salon, whole: Money, said: Sequence[str]) -> list[Paying]:
    """Read MEANS=M; one without an amount pays what the others leave open."""
    parts = [one.partition("=") for one in said]
    known = total(read_amount(salon, sum_) for _m, mark, sum_ in parts if mark)
    found = []
    for means, mark, sum_ in parts:
        money = read_amount(salon, sum_) if mark else whole - known
        kind, _colon, code = means.strip().partition(":")
        if not mark and not money.minor and not whole.minor:
            continue  # nothing is to be paid
        found.append(
            Paying(kind, money, voucher=code)
            if kind == VOUCHER
            else Paying(kind, money, reference=code)
        )
    return found


def _reversed(salon: Salon, key: BillId, options: Namespace) -> BillId:
    amounts = None
    if options.line:
        amounts = {}
        for said in options.line:
            place, mark, sum_ = said.partition("=")
            line = _line(salon, key, [place])
            left = line.price - line.given_back
            amounts[line.id] = read_amount(salon, sum_) if mark else left
    means = options.by[0] if options.by else ""
    number = salon.do(
        give_back, key, reason=options.reason, amounts=amounts, means=means
    )
    return salon.ask(bill_named, number)


def _line(salon: Salon, key: BillId, said: Sequence[str]) -> LineCard:
    card = salon.ask(bill_card, key)
    place = said[0] if said else ""
    if place.isascii() and place.isdigit() and 0 < int(place) <= len(card.lines):
        return card.lines[int(place) - 1]
    raise NoSuchLine(place[:20], card.number or public_id("bill", key))


def _given(salon: Salon, options: Namespace) -> Money:
    return read_amount(salon, options.amount or "")


def read_amount(salon: Salon, said: str) -> Money:
    """Return the amount that is meant; raises BadAmount."""
    found = read_money(said, salon.premises.currency)
    if found is None:
        raise BadAmount(said[:40])
    return found


def days_of(salon: Salon, options: Namespace) -> tuple[date, date]:
    """Return from when to when: from the first of the month, until today if unsaid.

    Raises:
        BadDay: What is said is no day.
        DaysTurnedRound: The first day is after the last.
    """
    last = named.day_of(salon, options.until) if options.until else salon.today()
    first = last.replace(day=1)
    if options.since:
        first = named.day_of(salon, options.since)
    return named.in_order(first, last)


def _list(salon: Salon, options: Namespace) -> Answer:
    who = ClientId(named.client(salon, options.id).id) if options.id else None
    if options.open:
        waiting = salon.ask(waiting_bills)
        found = [one for one in waiting if who in (None, one.client_id)]
    elif who is not None:
        found = salon.ask(bills_of, who)
    else:
        found = salon.ask(bills_between, *days_of(salon, options))
    shown = [short_bill(salon, one) for one in found]
    lines = [_short_line(salon, one) for one in found]
    return listed("bills", shown, lines or [_("No bills.")])


def _shown(salon: Salon, key: BillId, *, is_changed: bool) -> Answer:
    card = salon.ask(bill_card, key)
    return Answer(
        bill_shape(salon, card),
        _lines(salon, card),
        changed=public_id("bill", key) if is_changed else None,
    )


def _said(salon: Salon, money: Money) -> str:
    return amount(money, salon.premises.currency)


def _lines(salon: Salon, card: BillCard) -> list[str]:
    head = card.number or public_id("bill", card.id)
    said = [f"{head}  {card.client or '-'}  {short_day(card.day)}"]
    for place, one in enumerate(card.lines, 1):
        times = f"{one.quantity} × " if one.quantity != 1 else ""
        said.append(
            f"{place:>3}  {times}{one.words}  {_(LINE_WORDS[one.kind])}"
            f"  {_said(salon, one.price)}"
        )
    said += [
        f"     {means_named(one.means)}  {_said(salon, one.amount)}"
        for one in card.payments
    ]
    said.append(_("To pay {sum}").format(sum=_said(salon, card.total)))
    if card.owing.minor:
        said.append(_("Still to be paid: {sum}").format(sum=_said(salon, card.owing)))
    return said


def _short_line(salon: Salon, one: BillLineShort) -> str:
    number = one.number or public_id("bill", one.id)
    total_ = _said(salon, one.total)
    parts = (f"{number:>10}", short_day(one.day), one.client or "-", total_)
    return "  ".join((*parts, _stands(salon, one)))


def _stands(salon: Salon, one: BillLineShort) -> str:
    """Return in a word whether a bill is paid."""
    if one.state is not BillState.CLOSED:
        return _("held") if one.state is BillState.HELD else _("open")
    if one.kind is BillKind.CREDIT:
        return _("given back")
    if one.owing.minor:
        return _("Still to be paid: {sum}").format(sum=_said(salon, one.owing))
    return _("paid")


def _client(key: int | None, name: str) -> dict[str, str] | None:
    return None if key is None else {"id": public_id("client", key), "name": name}


def short_bill(salon: Salon, one: BillLineShort) -> dict[str, Any]:
    """Return the shape of a bill in a list."""
    return {
        "id": public_id("bill", one.id),
        "number": one.number or None,
        "kind": one.kind.value,
        "status": one.state.value,
        "client": _client(one.client_id, one.client),
        "day": one.day.isoformat(),
        "total": shapes.money(salon, one.total),
        "owing": shapes.money(salon, one.owing),
    }


def bill_shape(salon: Salon, card: BillCard) -> dict[str, Any]:
    """Return the shape of a bill."""

    def money(value: Money) -> dict[str, Any]:
        return shapes.money(salon, value)

    return {
        "id": public_id("bill", card.id),
        "number": card.number or None,
        "kind": card.kind.value,
        "status": card.state.value,
        "client": _client(card.client_id, card.client),
        "day": card.day.isoformat(),
        "lines": [_line_shape(salon, one) for one in card.lines],
        "payments": [
            {
                "by": one.means,
                "amount": money(one.amount),
                "bonus": money(one.bonus),
                "tendered": None if one.tendered is None else money(one.tendered),
                "change": money(one.change),
                "voucher": one.voucher or None,
                "reference": one.reference or None,
            }
            for one in card.payments
        ],
        "total": money(card.total),
        "tax": money(card.tax),
        "rounding": money(card.rounding),
        "paid": money(card.paid),
        "owing": money(card.owing),
        "reason": card.reason or None,
        "reverses": card.reverses or None,
        "reversed_by": list(card.reversed_by),
        "version": card.version,
    }


def _line_shape(salon: Salon, one: LineCard) -> dict[str, Any]:
    session = one.body if one.kind is LineKind.SESSION else {}
    ids = (
        ("service", one.service_id),
        ("product", one.product_id),
        ("appointment", one.appointment_id),
    )
    return {
        "kind": one.kind.value,
        "text": one.words,
        "times": one.quantity,
        "list": shapes.money(salon, one.list),
        "price": shapes.money(salon, one.price),
        "why": one.discount_why or None,
        "tax_rate": one.tax_rate / 100,
        "tax": shapes.money(salon, one.tax),
        "person": one.staff or None,
        **{name: None if key is None else public_id(name, key) for name, key in ids},
        "course": one.course_id,
        "session": (
            {"number": session["number"], "of": session["of"], "left": session["left"]}
            if session
            else None
        ),
        "given_back": shapes.money(salon, one.given_back),
        "voucher": one.voucher or None,
    }
