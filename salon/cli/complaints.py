"""Commands about complaints: opened, led step by step, closed, counted."""

import re
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from salon.app import Salon
from salon.catalogue.queries import terms
from salon.cli import named, shapes
from salon.cli.answer import Answer as Told
from salon.cli.answer import listed
from salon.complaints.model import (
    MARK_WORDS,
    OUTCOME_WORDS,
    STEP_WORDS,
    Answer,
    ComplaintCard,
    ComplaintId,
    ComplaintLine,
    OfferId,
    OfferLine,
    Outcome,
    Step,
)
from salon.complaints.offering import (
    ask_approval,
    grant_offer,
    offer,
    refuse_offer,
    withdraw_offer,
)
from salon.complaints.operations import (
    agree,
    apologise,
    carry_out,
    clarify,
    close_complaint,
    follow_up,
    hurt,
    listen,
    mark_complaint,
    note_attempt,
    note_of_complaint,
    note_problem_sheet,
    open_complaint,
    propose,
    reopen_complaint,
    take_step_back,
    think_over,
)
from salon.complaints.owning import give_complaint, raise_overdue, set_level
from salon.complaints.queries import (
    alike,
    all_complaints,
    given_to,
    missing_to_close,
    open_complaints,
    tallies,
)
from salon.complaints.queries import complaint as complaint_card
from salon.complaints.refusing import NotOffered, UnknownChoice
from salon.errors import SalonError
from salon.money import Money
from salon.public import public_id
from salon.text import N_, Names, _, amount, hour, minor_digits, number, short_day

VERBS = ("open", "step", "show", "close", "reopen", "list", "overdue")
MORE = (  # beside the six steps, what `complaint step` notes
    *("grant", "ask", "refuse", "withdraw", "done", "attempt", "thinks", "owner"),
    *("level", "hurt", "note", "back", "sheet"),
)
TALLIES = ("cause", "service", "person", "batch")
_OFFER = re.compile(
    r"(\w+?)(?:=([\d.]+))?(?:x(\d+))?(?:@([^:]+))?(?::(.*))?", re.DOTALL
)


@dataclass(eq=False)
class BadOffer(SalonError):
    """An offer that cannot be read."""

    said: str

    text = N_("“{said}” should read KIND=SUM@DAY:TEXT, such as redo@+3:Made lighter.")


def complaint(salon: Salon, options: Namespace) -> Told:
    """Do what is said with complaints."""
    match options.what:
        case "list":
            return _list(salon, options)
        case "overdue":
            many = salon.do(raise_overdue)
            return Told({"raised": many}, [_("{n} handed on").format(n=many)])
        case "open":
            return _open(salon, options)
        case "show" | "step" | "close" | "reopen":
            said = options.id or ""
            key = ComplaintId(named.key_of("complaint", N_("complaint"), said))
        case other:
            raise UnknownChoice(other, ", ".join(VERBS))
    if options.what == "step":
        _step(salon, key, options)
    elif options.what == "close":
        salon.do(close_complaint, key, options.outcome, reason=options.reason)
    elif options.what == "reopen":
        salon.do(reopen_complaint, key, options.reason)
    return _shown(salon, key, is_changed=options.what != "show")


def _open(salon: Salon, options: Namespace) -> Told:
    client = named.client(salon, options.id or "").id
    visit = None
    if options.visit:
        visit = named.key_of("appointment", N_("appointment"), options.visit)
    key = salon.do(
        open_complaint,
        client,
        words=options.words,
        appointment_id=visit,
        staff_id=_person(salon, options),
        level=options.level or 1,
        cause=options.cause,
        source=options.source,
        promised=options.promised or "",
        authority=options.authority,
        authority_due=_day(salon, options),
        is_read_back=options.read_back,
    )
    return _shown(salon, key, is_changed=True)


def _step(salon: Salon, key: ComplaintId, options: Namespace) -> None:
    """Do one step, or what is noted beside them."""
    step, note = options.step or "", options.note or options.words
    match step:
        case Step.LISTEN:
            salon.do(listen, key, options.words, is_read_back=options.read_back)
        case Step.APOLOGISE:
            salon.do(apologise, key, note)
        case Step.CLARIFY:
            salon.do(
                clarify,
                key,
                options.cause,
                options.root,
                others=options.also,
                staff_id=_person(salon, options),
                product=options.product,
                batch=options.batch,
                promised=options.promised,
            )
        case Step.PROPOSE:
            for one in options.offer:
                _offer(salon, key, one)
            salon.do(propose, key, note)
        case Step.AGREE:
            salon.do(agree, key, _chosen(salon, key, options), note)
        case Step.FOLLOW_UP:
            who, day = _person(salon, options), _day(salon, options)
            salon.do(follow_up, key, options.change, who or 0, day or salon.today())
        case _ if step in MARK_WORDS:
            salon.do(mark_complaint, key, step)
        case _:
            _beside(salon, key, step, options)


def _beside(salon: Salon, key: ComplaintId, step: str, options: Namespace) -> None:
    note = options.note or options.words
    match step:
        case "offer":
            for one in options.offer:
                _offer(salon, key, one)
        case "grant":
            salon.do(grant_offer, _chosen(salon, key, options))
        case "ask":
            whom = _person(salon, options)
            salon.do(ask_approval, _chosen(salon, key, options), whom)
        case "refuse":
            salon.do(refuse_offer, _chosen(salon, key, options), options.reason)
        case "withdraw":
            salon.do(withdraw_offer, _chosen(salon, key, options))
        case "done":
            salon.do(carry_out, _chosen(salon, key, options), _day(salon, options))
        case "attempt":
            salon.do(note_attempt, key, note)
        case "thinks":
            salon.do(think_over, key, _day(salon, options) or salon.today(), note)
        case "owner":
            salon.do(give_complaint, key, _person(salon, options) or 0)
        case "level":
            salon.do(set_level, key, options.level or 0, options.reason)
        case "hurt":
            salon.do(hurt, key, options.flag, note)
        case "note":
            salon.do(note_of_complaint, key, note)
        case "sheet":
            who, day = _person(salon, options), _day(salon, options)
            day = day or salon.today()
            salon.do(note_problem_sheet, key, options.change, who or 0, day)
        case "back":
            card = salon.ask(complaint_card, key)
            done = [one.step for one in card.steps if one.done is not None]
            salon.do(take_step_back, key, done[-1] if done else Step.LISTEN, note)
        case _:
            known = (*STEP_WORDS, *MARK_WORDS, "offer", *MORE)
            raise UnknownChoice(step, ", ".join(known))


def _list(salon: Salon, options: Namespace) -> Told:
    if options.by:
        if options.by not in TALLIES:
            raise UnknownChoice(options.by, ", ".join(TALLIES))
        counted = salon.ask(tallies, options.by)
        lines = []
        for one in counted:
            said = _("{cases} of {visits} visits, {rate} in 1,000 ({low}–{high})")
            rates = (number(n, 1) for n in (one.rate, one.low, one.high))
            known = dict(zip(("rate", "low", "high"), rates, strict=True))
            text = said.format(cases=one.cases, visits=one.visits, **known)
            lines.append(f"{one.name}  {text}")
        return listed("tallies", [shapes.tally(one) for one in counted], lines)
    query = all_complaints if options.all else open_complaints
    found = salon.ask(query)
    cards = [salon.ask(complaint_card, one.id) for one in found]
    recurring = [len(salon.ask(alike, card)) for card in cards]
    shown = [
        shapes.complaint(card, (), many)
        for card, many in zip(cards, recurring, strict=True)
    ]
    causes = salon.ask(terms, "complaint_cause")
    lines = [
        f"{_line(one, causes)}{_again(many)}"
        for one, many in zip(found, recurring, strict=True)
    ]
    return listed("complaints", shown, lines)


def _shown(salon: Salon, key: ComplaintId, *, is_changed: bool = False) -> Told:
    card = salon.ask(complaint_card, key)
    missing = salon.ask(missing_to_close, card) if card.line.is_open else ()
    many = len(salon.ask(alike, card))
    given = salon.ask(given_to, card.line)
    document = shapes.complaint(card, missing, many, given)
    return Told(
        document,
        _lines(card, many, salon.ask(terms, "complaint_cause")),
        changed=public_id("complaint", key) if is_changed else None,
    )


def _line(line: ComplaintLine, causes: Mapping[str, Names]) -> str:
    key = public_id("complaint", line.id)
    when = f"{short_day(line.opened.date())} {hour(line.opened)}"
    what = _(OUTCOME_WORDS[Outcome(line.outcome)]) if line.outcome else ""
    if line.is_open and line.step is not None and line.clock is not None:
        due = f"{short_day(line.clock.due.date())} {hour(line.clock.due)}"
        words = (
            _("{step}: late since {when}") if line.is_late else _("{step}: by {when}")
        )
        what = words.format(step=_(STEP_WORDS[line.step]), when=due)
    cause = str(causes.get(line.cause, line.cause))
    parts = (line.client, f"L{int(line.level)}", cause, what, line.owner)
    return f"{key:>8}  {when}  " + "  ".join(filter(None, parts))


def _again(many: int) -> str:
    if many < 3:
        return ""
    return "  " + _("the {n}. in 90 days").format(n=many)


def _lines(card: ComplaintCard, many: int, causes: Mapping[str, Names]) -> list[str]:
    said = [f"{_line(card.line, causes)}{_again(many)}"]
    if card.line.words:
        said.append("  " + _("“{words}”").format(words=card.line.words))
    for state in card.steps:
        if state.done is not None:
            when = f"{short_day(state.done.at.date())} {hour(state.done.at)}"
            parts = (when, state.done.by, state.done.note)
            more = "  ".join(filter(None, parts))
        else:
            more = f"{short_day(state.clock.due.date())} {hour(state.clock.due)}"
        mark = "+" if state.done else ">" if state.is_current else " "
        said.append(f"  {mark} {_(STEP_WORDS[state.step])}  {more}")
    for place, one in enumerate(card.offers, 1):
        sum_ = amount(one.amount, one.currency) if one.amount.minor else ""
        day = short_day(one.promised_on) if one.promised_on else ""
        told = (str(one.name), one.text, sum_, day, _answered(one), one.granted_by)
        said.append(f"  {place}. " + "  ".join(filter(None, told)))
    return said


def _answered(one: OfferLine) -> str:
    words = {
        Answer.ASKED: _("asked"),
        Answer.GRANTED: _("granted"),
        Answer.REFUSED: _("not granted"),
    }
    return words.get(one.answer, "")


def _offer(salon: Salon, key: ComplaintId, said: str) -> None:
    found = _OFFER.fullmatch(said.strip())
    if found is None:
        raise BadOffer(said)
    kind, sum_, many, day, text = found.groups()
    salon.do(
        offer,
        key,
        kind,
        amount=None if sum_ is None else _money(salon, sum_, said),
        count=int(many or 1),
        text=text or "",
        promised_on=named.day_of(salon, day) if day else None,
    )


def _money(salon: Salon, sum_: str, said: str) -> Money:
    digits = minor_digits(salon.premises.currency)
    try:
        minor = Decimal(sum_) * 10**digits
    except InvalidOperation as error:
        raise BadOffer(said) from error
    if minor != int(minor):
        raise BadOffer(said)
    return Money(int(minor))


def _chosen(salon: Salon, key: ComplaintId, options: Namespace) -> OfferId:
    table = salon.ask(complaint_card, key).offers
    place = options.choose or 0
    if not 1 <= place <= len(table):
        raise NotOffered
    return table[place - 1].id


def _person(salon: Salon, options: Namespace) -> int | None:
    return named.person(salon, options.person) if options.person else None


def _day(salon: Salon, options: Namespace) -> date | None:
    return named.day_of(salon, options.date) if options.date else None
