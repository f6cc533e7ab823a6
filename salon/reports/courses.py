"""The papers of courses: the slip of a session, and the refund sheet."""

from functools import partial

from salon.appointments.model import AppointmentId, Status
from salon.appointments.queries import appointment, visits_of
from salon.clients.consents import read_signature
from salon.clients.model import ClientId
from salon.clients.queries import client_line
from salon.courses.document import refund, slip
from salon.courses.model import (
    BASIS_WORDS,
    Basis,
    CourseCard,
    CourseKind,
    Redeemed,
    RedemptionId,
    spelt,
)
from salon.courses.queries import course_card, course_line, redeemed
from salon.courses.sheet import FigureSheet, RefundSheet, SlipSheet, Strokes
from salon.money import Money
from salon.paper.pages import Laid
from salon.paper.sheets import Letterhead, Look
from salon.public import public_id
from salon.reports.composing import Composed, composed, spoken_in
from salon.settings.queries import premises
from salon.text import (
    N_,
    _,
    amount,
    dated_day,
    day_and_time,
    full_day,
    hour,
    ngettext,
    number,
)
from salon.work import Reading


def compose_slip(reading: Reading, key: RedemptionId, look: Look) -> Composed:
    """Return the slip of a session, in the client's language; raises Missing."""
    one = redeemed(reading, key)
    spoken = _spoken(reading, one.treated_id, look)
    return composed(reading, _slip, spoken, slip_sheet, key)


def compose_refund(reading: Reading, key: int, look: Look) -> Composed:
    """Return the refund sheet of a course, in the client's language; raises Missing."""
    spoken = _spoken(reading, course_line(reading, key).client_id, look)
    return composed(reading, _refund, spoken, refund_sheet, key)


def _spoken(reading: Reading, client_id: int | None, look: Look) -> Look:
    tongue = client_line(reading, client_id).language if client_id else ""
    return spoken_in(look, tongue or premises(reading).language)


def _slip(sheet: SlipSheet, head: Letterhead, look: Look) -> Laid:
    return slip(sheet, head, look)


def _refund(sheet: RefundSheet, head: Letterhead, look: Look) -> Laid:
    return refund(sheet, head, look)


def slip_sheet(reading: Reading, key: RedemptionId) -> SlipSheet:
    """Return what stands on the slip of a session, in the language of now."""
    one = redeemed(reading, key)
    course = course_line(reading, one.course_id)
    client_id = ClientId(one.treated_id or course.client_id)
    who = client_line(reading, client_id)
    here = premises(reading)
    cash = partial(amount, currency=here.currency)
    day, hours = one.at.date(), hour(one.at)
    if one.appointment_id is not None:
        slot = appointment(reading, AppointmentId(one.appointment_id)).slot
        day, hours = slot.day, f"{hour(slot.start)} – {hour(slot.end)}"
    rows = [(_(N_("Worth")), cash(one.worth))]
    is_value = course.kind is CourseKind.VALUE
    if is_value:
        rows.insert(0, (_(N_("At the list price")), cash(one.listed)))
    else:
        n_of = _(N_("{n} of {of}")).format(n=one.number, of=one.of)
        rows.insert(0, (_(N_("Treatment")), n_of))
    before, left = cash(one.worth_left + one.worth), cash(one.worth_left)
    if not is_value:
        count = one.left + 1
        said = ngettext("{n} treatment", "{n} treatments", count).format(n=count)
        before, left = f"{said}   {before}", f"{one.left}   {left}"
    until = full_day(one.expires) if one.expires else ""
    return SlipSheet(
        title=_(N_("Course treatment received")),
        day=dated_day(day),
        hours=hours,
        client=who.name,
        read=who.pinyin,
        number=_(N_("client {number}")).format(number=public_id("client", client_id)),
        service=str(one.service),
        rows=tuple(rows),
        before=(_(N_("Before")), before),
        left=(_(N_("Still yours")), left),
        until=(_(N_("Good until")), until),
        client_signs=_(N_("Client, {name}")).format(name=who.name),
        client_strokes=_strokes(one.client_sign),
        staff_signs=_(N_("Beautician, {name}")).format(name=one.staff),
        staff_strokes=_strokes(one.staff_sign),
        code_said=_(N_("Check code")),
        code=spelt(one.code),
        check=_(N_("On your statement too. If they differ, ring us.")),
        last=(*_next(reading, client_id), _(N_("Thank you for coming."))),
        client_id=client_id,
    )


def _strokes(kept: str) -> Strokes:
    found = read_signature(kept) if kept else None
    return tuple(map(tuple, found or ()))


def _next(reading: Reading, client_id: ClientId) -> tuple[str, ...]:
    now = reading.local(reading.now).replace(tzinfo=None)
    coming = [
        one
        for one in visits_of(reading, client_id)
        if one.status in (Status.BOOKED, Status.CONFIRMED)
        and (one.slot.day, one.slot.start) > (now.date(), now.time())
    ]
    if not coming:
        return ()
    first = min(coming, key=lambda one: (one.slot.day, one.slot.start))
    when = day_and_time(first.slot.day, hour(first.slot.start))
    said = _(N_("Next: {when}, {service}."))
    return (said.format(when=when, service=first.service),)


def refund_sheet(reading: Reading, key: int) -> RefundSheet:
    """Return both figures of a course and what decides, in the language of now."""
    card = course_card(reading, key)
    line, found = card.line, card.refund
    cash = partial(amount, currency=premises(reading).currency)
    facts = [
        (_(N_("Client")), card.client),
        (_(N_("Course")), line.title),
        (_(N_("Bought on")), full_day(line.sold_on) if line.sold_on else ""),
        (_(N_("Good until")), full_day(line.expires) if line.expires else ""),
        (_(N_("Paid")), cash(found.paid)),
    ]
    if card.buyer:
        facts.insert(1, (_(N_("Paid by somebody else")), card.buyer))
    if line.kind is not CourseKind.VALUE:
        used = _(N_("{n} of {of} received"))
        said = used.format(n=line.used, of=line.sessions)
        facts.append((_(N_("Treatments received")), said))
    if found.unpaid.minor:
        facts.append((_(N_("Not owed any more")), cash(found.unpaid)))
    return RefundSheet(
        title=_(N_("If a course is paid back")),
        number=public_id("course", key),
        client=card.client,
        printed=full_day(reading.today),
        facts=tuple(one for one in facts if one[1]),
        figures=tuple(_figure(card, basis, cash) for basis in Basis),
        differ=_differ(card, cash),
        head=_HEAD,
        taken=tuple(_row(one, cash) for one in card.taken if not one.taken_back),
        words=_words(card),
        notes=(
            _(N_("Nothing has been paid yet: this sheet shows what it would be.")),
            _(N_("Laws change. Ask where you are not sure.")),
        ),
        signs=(_(N_("Client, date")), _(N_("For the salon, date"))),
        client_id=line.client_id,
    )


_HEAD = (
    *(N_("Date"), N_("Treatment"), N_("By"), N_("Check code")),
    *(N_("Price paid"), N_("List price")),
)


def _figure(card: CourseCard, basis: Basis, cash: "partial[str]") -> FigureSheet:
    found = card.refund
    is_list = basis is Basis.LIST
    given = found.listed if is_list else found.given
    unit = found.list_unit if is_list else found.unit
    name = _(N_("Received"))
    if card.line.kind is not CourseKind.VALUE and unit * found.used == given:
        name += f" ({number(found.used)} × {cash(unit)})"
    sums = [(_(N_("Paid")), cash(found.paid)), (name, f"−{cash(given)}")]
    if given > found.paid:
        sums.append((_(N_("Less than nothing is nothing")), cash(Money())))
    return FigureSheet(_(BASIS_WORDS[basis]), cash(found.by(basis)), tuple(sums))


def _differ(card: CourseCard, cash: "partial[str]") -> str:
    found = card.refund
    less = found.pro_rata - found.at_list
    if not less.minor:
        return _(N_("Both figures are the same."))
    said = _(
        N_(
            "At the list price it is {less} less: single treatments cost more than "
            "those of a course. Which one counts is for the contract and the law."
        )
    )
    return said.format(less=cash(less))


def _row(one: Redeemed, cash: "partial[str]") -> tuple[str, ...]:
    day = full_day(one.at.date())
    whom = (one.staff, spelt(one.code))
    return (day, str(one.service), *whom, cash(one.worth), cash(one.listed))


def _words(card: CourseCard) -> tuple[tuple[str, tuple[str, ...]], ...]:
    contract = _(N_("No contract is noted as signed."))
    if card.signed_on is not None:
        signed = _(N_("Signed on {day}.")).format(day=full_day(card.signed_on))
        contract = " ".join(filter(None, (signed, card.clause)))
    rules = list(card.rule)
    if card.cooling_until is not None:
        said = _(
            N_("Days to think it over, where law or contract give them: until {day}.")
        )
        rules.append(said.format(day=full_day(card.cooling_until)))
    found = (
        (N_("What the contract says"), (contract,)),
        (N_("What the law here says"), tuple(rules)),
        (N_("What was promised at the start"), card.promised),
        (N_("What was not promised"), card.not_promised),
    )
    return tuple(one for one in found if one[1])
