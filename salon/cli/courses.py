"""Commands about courses: sold by hand, taken from, bent, changed and paid back."""

from argparse import Namespace
from dataclasses import dataclass
from typing import Any

from salon.app import Salon
from salon.cli import named, shapes
from salon.cli.answer import Answer, listed
from salon.cli.messages import read_words
from salon.cli.till import read_amount
from salon.clients.model import ClientId
from salon.courses.bending import (
    extend_course,
    freeze_course,
    pass_on_course,
    share_course,
    unfreeze_course,
    unshare_course,
)
from salon.courses.ending import convert_course, refund_course, release_expired
from salon.courses.model import (
    DOING_WORDS,
    ON_GOING,
    ON_PAPER,
    STATE_WORDS,
    BadCourse,
    Basis,
    CourseCard,
    CourseKind,
    CourseLine,
    NoCourse,
    Offer,
    Redeemed,
    RedemptionId,
    Refund,
    WhichCourse,
    spelt,
)
from salon.courses.operations import (
    redeem_by_hand,
    sell_course,
    sign_slip,
    take_back_redemption,
)
from salon.courses.queries import (
    by_code,
    course_card,
    courses_of,
    redeemed,
    refund_figures,
)
from salon.errors import SalonError
from salon.money import Money
from salon.public import public_id, row_of
from salon.text import N_, _, amount, full_day, short_day
from salon.text import listed as joined

VERBS = (
    *("sell", "redeem", "sign", "back", "freeze", "run", "extend", "pass", "share"),
    *("unshare", "convert", "refund", "release", "show", "list", "code"),
)


@dataclass(eq=False)
class NoWordOfCourses(SalonError):
    """A word after `course` that is none."""

    said: str
    choices: str

    text = N_("“{said}” is no word of courses. Say one of these: {choices}.")


@dataclass(eq=False)
class Needed(SalonError):
    """An option without which a word cannot be carried out."""

    option: str

    text = N_("Say {option} with it.")


def course(salon: Salon, options: Namespace) -> Answer:
    """Do what is said with the courses of a client."""
    match options.what:
        case "list":
            found = salon.ask(courses_of, _whose(salon, options), with_shared=True)
            shapes_of = [course_shape(salon, one) for one in found]
            return listed("courses", shapes_of, [_line(salon, one) for one in found])
        case "code":
            rows = salon.ask(by_code, options.id)
            lines = [_session_line(salon, one) for one in rows]
            return listed(
                "sessions", [session_shape(salon, one) for one in rows], lines
            )
        case "sell":
            return _sold(salon, options)
        case "redeem":
            return _redeemed(salon, options)
        case "sign" | "back":
            return _of_session(salon, options)
        case "refund":
            return _refunded(salon, options)
        case "convert":
            return _converted(salon, options)
        case "show":
            return _shown(salon, _course(salon, options), is_changed=False)
    return _bent(salon, options)


def _bent(salon: Salon, options: Namespace) -> Answer:
    if options.what not in VERBS:
        raise NoWordOfCourses(options.what[:40], ", ".join(VERBS))
    key, why = _course(salon, options), options.reason
    until = named.day_of(salon, options.until) if options.until else None
    match options.what:
        case "freeze":
            salon.do(freeze_course, key, why, until=until)
        case "run":
            salon.do(unfreeze_course, key, why)
        case "extend":
            if until is None:
                raise Needed("--until")
            salon.do(extend_course, key, until, why)
        case "pass":
            salon.do(pass_on_course, key, _other(salon, options), why)
        case "share":
            salon.do(share_course, key, _other(salon, options), why)
        case "unshare":
            salon.do(unshare_course, key, _other(salon, options), why)
        case "release":
            salon.do(release_expired, key, why)
    return _shown(salon, key)


def _whose(salon: Salon, options: Namespace) -> ClientId:
    return ClientId(named.client(salon, options.id).id)


def _other(salon: Salon, options: Namespace) -> ClientId:
    if not options.to:
        raise Needed("--to")
    return ClientId(named.client(salon, options.to).id)


def _course(salon: Salon, options: Namespace) -> int:
    """Return the course that is meant: by its number, or the only one of a client."""
    said = options.course or options.id
    try:
        table, key = row_of(said)
    except ValueError:
        table, key = "", 0
    if table == "course":
        return key
    if options.course:
        return named.key_of("course", N_("course"), said)
    today = salon.today()
    found = salon.ask(courses_of, _whose(salon, options))
    able = [one for one in found if one.state in ON_GOING and not one.is_used_up]
    able = [one for one in able if one.is_open(today)] or able
    if not able:
        raise NoCourse
    if len(able) > 1:
        raise WhichCourse(joined(f"{one.title} ({_number(one.id)})" for one in able))
    return able[0].id


def _number(key: int) -> str:
    return public_id("course", key)


def _sold(salon: Salon, options: Namespace) -> Answer:
    if not (options.service and options.price):
        raise Needed("--service, --sessions, --price")
    until = named.day_of(salon, options.until) if options.until else None
    key = salon.do(
        sell_course,
        _whose(salon, options),
        named.service(salon, options.service),
        options.sessions,
        read_amount(salon, options.price),
        expires=until,
        list_unit=read_amount(salon, options.list) if options.list else None,
    )
    return _shown(salon, key)


def _redeemed(salon: Salon, options: Namespace) -> Answer:
    visit = options.visit
    key = salon.do(
        redeem_by_hand,
        _whose(salon, options),
        course_id=(
            named.key_of("course", N_("course"), options.course)
            if options.course
            else None
        ),
        service_id=(
            named.service(salon, options.service).id if options.service else None
        ),
        appointment_id=(
            named.key_of("appointment", N_("appointment"), visit) if visit else None
        ),
        staff_id=named.person(salon, options.person) if options.person else None,
        digits=options.digits,
    )
    return _session(salon, key)


def _of_session(salon: Salon, options: Namespace) -> Answer:
    key = RedemptionId(named.key_of("redemption", N_("session taken"), options.id))
    if options.what == "back":
        salon.do(take_back_redemption, key, options.reason)
    else:
        said = _signed(options.staff_signs), _signed(options.client_signs)
        salon.do(sign_slip, key, staff=said[0], client=said[1])
    return _session(salon, key)


def _signed(said: str | None) -> str | None:
    """Return a signature: "paper", strokes in a file, or "" to take it away."""
    if said in (None, "", ON_PAPER):
        return said
    return read_words(said or "").strip()


def _refunded(salon: Salon, options: Namespace) -> Answer:
    """Show both figures; with a basis pay one of them back."""
    key = _course(salon, options)
    if not options.basis:
        found = salon.ask(refund_figures, key)
        document = {"course": _number(key), **_figures(salon, found), "paid_back": None}
        return Answer(document, _figure_lines(salon, found))
    basis = Basis.LIST if options.basis == "list" else Basis.PRO_RATA
    found = salon.do(refund_course, key, basis, options.reason, means=options.by)
    paid = shapes.money(salon, found.by(basis))
    document = {"course": _number(key), **_figures(salon, found), "paid_back": paid}
    said = _(N_("Paid back: {amount}")).format(amount=_cash(salon, found.by(basis)))
    lines = [*_figure_lines(salon, found), said]
    return Answer(document, lines, changed=_number(key))


def _converted(salon: Salon, options: Namespace) -> Answer:
    key = _course(salon, options)
    card = salon.ask(course_card, key)
    if not options.price:
        raise Needed("--price")
    services = tuple(one for one, _names in card.services)
    list_unit = card.line.list_unit
    if options.service:
        service = named.service(salon, options.service)
        services, list_unit = (service.id,), service.price
    if not options.sessions:
        raise BadCourse("sessions", "0")
    kind = CourseKind.CHOICE if len(services) > 1 else CourseKind.SESSIONS
    listed_at = read_amount(salon, options.list) if options.list else list_unit
    made = salon.do(
        convert_course,
        key,
        Offer(kind, services, options.sessions, listed_at),
        options.reason,
        price=read_amount(salon, options.price),
        means=options.by if options.pays else "",
    )
    whole = course_shape(salon, salon.ask(course_card, made.course_id).line)
    document = {
        "course": whole,
        "paid": shapes.money(salon, made.paid),
        "credited": shapes.money(salon, made.credited),
    }
    lines = [_line(salon, salon.ask(course_card, made.course_id).line)]
    if made.credited.minor:
        said = _(N_("To stored value: {amount}"))
        lines.append(said.format(amount=_cash(salon, made.credited)))
    return Answer(document, lines, changed=_number(made.course_id))


def _shown(salon: Salon, key: int, *, is_changed: bool = True) -> Answer:
    card = salon.ask(course_card, key)
    lines = [
        _line(salon, card.line),
        *(_session_line(salon, one) for one in card.taken),
        *(_happened(salon, card, place) for place in range(len(card.log))),
    ]
    changed = _number(key) if is_changed else None
    return Answer(card_shape(salon, card), lines, changed=changed)


def _session(salon: Salon, key: RedemptionId) -> Answer:
    one = salon.ask(redeemed, key)
    changed = public_id("redemption", key)
    lines = [_session_line(salon, one)]
    return Answer(session_shape(salon, one), lines, changed=changed)


def course_shape(salon: Salon, one: CourseLine) -> dict[str, Any]:
    """Return a course as lists show it."""

    def cash(money: Money) -> dict[str, Any]:
        return shapes.money(salon, money)

    return {
        "id": _number(one.id),
        "client": public_id("client", one.client_id),
        "name": one.title,
        "service": public_id("service", one.service_id),
        "kind": one.kind.value,
        "sessions": one.sessions,
        "used": one.used,
        "left": one.left,
        "price": cash(one.price),
        "list": cash(one.list_unit),
        "given": cash(one.given),
        "worth_left": cash(one.worth_left),
        "value_left": cash(one.value_left),
        "unpaid": cash(one.unpaid),
        "state": one.state.value,
        "sold": one.sold_on.isoformat() if one.sold_on else None,
        "expires": one.expires.isoformat() if one.expires else None,
        "frozen_until": one.frozen_until.isoformat() if one.frozen_until else None,
        "is_shared": one.is_shared,
    }


def card_shape(salon: Salon, card: CourseCard) -> dict[str, Any]:
    """Return a course, whole."""
    buyer = card.line.buyer_id
    return {
        **course_shape(salon, card.line),
        "buyer": public_id("client", buyer) if buyer else None,
        "services": [public_id("service", key) for key, _names in card.services],
        "holders": [
            {"id": public_id("client", key), "name": name} for key, name in card.holders
        ],
        "taken": [session_shape(salon, one) for one in card.taken],
        "log": [
            {
                "at": one.at.isoformat(),
                "what": one.doing.value,
                "by": one.staff or None,
                "reason": one.reason,
                "amount": shapes.money(salon, one.amount),
                "days": one.days,
                "other": one.other or None,
            }
            for one in card.log
        ],
        "refund": _figures(salon, card.refund),
    }


def session_shape(salon: Salon, one: Redeemed) -> dict[str, Any]:
    """Return a session that was taken."""
    visit = one.appointment_id
    return {
        "id": public_id("redemption", one.id),
        "course": _number(one.course_id),
        "number": one.number,
        "of": one.of,
        "left": one.left,
        "worth": shapes.money(salon, one.worth),
        "listed": shapes.money(salon, one.listed),
        "service": str(one.service),
        "treated": one.treated or None,
        "person": one.staff or None,
        "at": one.at.isoformat(),
        "appointment": public_id("appointment", visit) if visit else None,
        "code": spelt(one.code) or None,
        "staff_signed": bool(one.staff_sign),
        "client_signed": bool(one.client_sign),
        "taken_back": one.taken_back or None,
    }


def _figures(salon: Salon, found: Refund) -> dict[str, Any]:
    return {
        name: shapes.money(salon, getattr(found, name))
        for name in ("paid", "given", "listed", "pro_rata", "at_list", "unpaid")
    }


def _cash(salon: Salon, money: Money) -> str:
    return amount(money, salon.premises.currency)


def _line(salon: Salon, one: CourseLine) -> str:
    parts = [_number(one.id), one.title]
    if one.kind is CourseKind.VALUE:
        parts.append(_cash(salon, one.value_left))
    else:
        used = _(N_("{n} of {of} received"))
        parts.append(used.format(n=one.used, of=one.sessions))
    parts += [_cash(salon, one.worth_left), _(STATE_WORDS[one.state])]
    if one.expires:
        parts.append(full_day(one.expires))
    return "  ".join(parts)


def _session_line(salon: Salon, one: Redeemed) -> str:
    parts = (
        public_id("redemption", one.id),
        f"{one.number}/{one.of}" if one.of else str(one.number),
        short_day(one.at.date()),
        *(str(one.service), one.staff, _cash(salon, one.worth), spelt(one.code)),
        one.taken_back,
    )
    return "  ".join(part for part in parts if part)


def _happened(salon: Salon, card: CourseCard, place: int) -> str:
    one = card.log[place]
    money = _cash(salon, one.amount) if one.amount.minor else ""
    parts = (
        short_day(one.at.date()),
        _(DOING_WORDS[one.doing]),
        *(one.other, money, one.staff, one.reason),
    )
    return "  ".join(part for part in parts if part)


def _figure_lines(salon: Salon, found: Refund) -> list[str]:
    both = (
        (N_("By the price paid"), found.pro_rata),
        (N_("At the list price"), found.at_list),
    )
    return [f"{_(name)}: {_cash(salon, money)}" for name, money in both]
