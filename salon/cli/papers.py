"""The command that prints a paper as PDF."""

from argparse import Namespace
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from salon.app import Salon
from salon.appointments.model import AppointmentId
from salon.cli import named
from salon.cli.answer import Answer
from salon.cli.named import NoSuchRecord
from salon.clients.model import ClientId
from salon.clients.operations import note_file_printed
from salon.clients.queries import client_line
from salon.complaints.model import ComplaintId
from salon.courses.model import RedemptionId
from salon.errors import SalonError
from salon.exchange.writing import atomically
from salon.paper.sheets import Look, PageSize
from salon.public import row_of
from salon.text import LANGUAGES, N_, _, listed, nearest

if TYPE_CHECKING:
    from salon.reports.composing import Composed
    from salon.reports.greetings import Printed


# Papers that go to a client; the others are for staff.
FOR_CLIENTS = frozenset(
    (
        *("plan", "fridge", "leaflet", "feedback", "slip", "refund", "statement"),
        *("receipt", "invoice", "voucher", "member", "contract", "consent"),
        *("skin", "changed"),
    )
)


@dataclass(eq=False)
class NoLanguage(SalonError):
    """A language that papers are not printed in."""

    said: str
    known: str

    text = N_("Papers are not printed in “{said}”. Choose among: {known}.")


class WhichPaper(SalonError):
    """Nothing was named to be printed."""

    text = N_("Name what is to be printed, or with --for the clients it is for.")


@dataclass(eq=False)
class NotForTheRoll(SalonError):
    """A paper of pages for a receipt printer."""

    said: str

    text = N_("“{said}” is no paper of the roll. A slip and a receipt are.")


class WhichWords(SalonError):
    """Cards without words."""

    text = N_("Name the words of the cards: --message with an id, or --words.")


def print_paper(salon: Salon, options: Namespace) -> Answer:
    """Print a paper as PDF."""
    from salon.reports.complaints import compose_timeline
    from salon.reports.courses import compose_refund, compose_slip
    from salon.reports.days import compose_day
    from salon.reports.feedback import compose_form
    from salon.reports.filed import compose_file
    from salon.reports.files import compose_record
    from salon.reports.papers import compose_plan
    from salon.reports.prepaid import (
        compose_contract,
        compose_member,
        compose_voucher,
    )

    look = look_of(salon, options, is_hers=options.what in FOR_CLIENTS)
    if options.what in ("cards", "labels"):
        printed = _by_post(salon, options, look)
        composed, left_out = printed.composed, (*printed.unwished, *printed.homeless)
        return given(salon, options, composed, left_out=left_out)
    if options.id is None:
        raise WhichPaper
    match options.what:
        case "plan" | "fridge":
            is_for_fridge = options.what == "fridge"
            query = partial(compose_plan, is_for_fridge=is_for_fridge, is_hers=True)
            composed = salon.ask(query, _plan(options.id), look)
        case "record":
            of, key = _record(salon, options.id)
            if of == "client":
                composed = salon.ask(compose_file, ClientId(key), look)
            else:
                composed = salon.ask(compose_record, of, key, look)
        case "complaint":
            of_case = named.key_of("complaint", N_("complaint"), options.id)
            composed = salon.ask(compose_timeline, ComplaintId(of_case), look)
        case "feedback":
            of_visit = named.key_of("appointment", N_("appointment"), options.id)
            composed = salon.ask(compose_form, AppointmentId(of_visit), look)
        case "slip":
            of_session = named.key_of("redemption", N_("session taken"), options.id)
            composed = salon.ask(compose_slip, RedemptionId(of_session), look)
        case "refund":
            of_course = named.key_of("course", N_("course"), options.id)
            composed = salon.ask(compose_refund, of_course, look)
        case "statement":
            from salon.reports.statement import compose_statement

            whose = ClientId(named.client(salon, options.id).id)
            since = named.day_of(salon, options.since) if options.since else None
            until = named.day_of(salon, options.until) if options.until else None
            if since is not None and until is not None:
                named.in_order(since, until)
            query_all = partial(compose_statement, first=since, last=until)
            composed = salon.ask(query_all, whose, look)
        case "receipt" | "invoice":
            composed = _bill(salon, options, look)
        case "voucher":
            composed = salon.ask(compose_voucher, options.id, look)
        case "member":
            of_card = named.key_of("membership", N_("membership"), options.id)
            composed = salon.ask(compose_member, of_card, look)
        case "contract":
            composed = salon.ask(compose_contract, *_agreed(salon, options.id), look)
        case "changed" | "skin":
            composed = _skin(salon, options, look)
        case "consent":
            composed = _consent(salon, options, look)
        case "leaflet":
            composed = _leaflet(salon, options.id, look)
        case _:
            day = named.day_of(salon, options.id)
            query_day = partial(compose_day, is_apart=options.apart)
            composed = salon.ask(query_day, day, look)
    return given(salon, options, composed)


def print_count(salon: Salon, options: Namespace) -> Answer:
    """Print the sheet of the stock-take that is under way, or of all there is now."""
    from salon.reports.shelf import compose_count
    from salon.shelf.queries import open_take

    composed = salon.ask(
        partial(compose_count, is_blind=options.blind),
        *(salon.ask(open_take), look_of(salon, options)),
    )
    return given(salon, options, composed)


def print_recall(salon: Salon, product_id: int, lot: str, options: Namespace) -> Answer:
    """Print the list of whom to ring about a batch."""
    from salon.reports.shelf import compose_recall

    look = look_of(salon, options)
    return given(salon, options, salon.ask(compose_recall, product_id, lot, look))


def look_of(salon: Salon, options: Namespace, *, is_hers: bool = False) -> Look:
    """Return how a paper is printed, as the command says.

    One that a client takes home (*is_hers*) names no language where none is said: it
    speaks the client's own.
    """
    is_own = is_hers and not options.language
    tongues = () if is_own else languages_of(salon, options)
    return Look(PageSize[options.paper.upper()], tongues, options.large)


def given(
    salon: Salon,
    options: Namespace,
    composed: "Composed",
    *,
    left_out: tuple[str, ...] | None = None,
) -> Answer:
    """Set a paper, write it where it is wished, and say so."""
    paper = composed.set()
    whose = getattr(composed.sheet, "client_id", 0)
    document: dict[str, Any] = {
        "file": options.out,
        "pages": paper.pages,
        "missing_characters": list(paper.missing_characters),
    }
    if left_out is not None:
        document["left_out"] = list(left_out)
    out = Path(options.out)
    made = paper.pdf
    if getattr(options, "escpos", False):
        if options.what not in ("slip", "receipt"):
            raise NotForTheRoll(options.what)
        from salon.paper.escpos import to_escpos

        made = to_escpos(paper.pdf)
    if options.out != "-":
        atomically(out, lambda place: _write(place, made))
    if whose:  # a copy of somebody's file is out: the history says so
        salon.do(note_file_printed, ClientId(whose))
    if options.out == "-":
        return Answer(document, raw=made)
    lines = [f"{out} ({paper.pages})"]
    if left_out:
        lines.append(_(N_("Left out: {names}.")).format(names=listed(left_out)))
    return Answer(document, lines)


def _bill(salon: Salon, options: Namespace, look: Look) -> "Composed":
    """Return the paper of a bill; that a receipt went out is noted with it."""
    from salon.reports.bills import compose_invoice, compose_receipt
    from salon.till.queries import bill_named
    from salon.till.returning import note_receipt

    key = salon.ask(bill_named, options.id)
    is_receipt = options.what == "receipt"
    found = salon.ask(compose_receipt if is_receipt else compose_invoice, key, look)
    salon.do(note_receipt, key)
    return found


def _agreed(salon: Salon, said: str) -> tuple[int, int | None]:
    """Return what a contract is on: a course by its number, else a client's value."""
    try:
        table, key = row_of(said)
    except ValueError:
        table, key = "", 0
    return (0, key) if table == "course" else (named.client(salon, said).id, None)


def _consent(salon: Salon, options: Namespace, look: Look) -> "Composed":
    """Return what was signed, by its number; or a form for a client to sign by hand."""
    from salon.forms.model import SignedId
    from salon.reports.forms import compose_blank, compose_signed

    try:
        table, key = row_of(options.id)
    except ValueError:
        table, key = "", 0
    if table == "signed_form":
        return salon.ask(compose_signed, SignedId(key), look)
    if not options.item:
        raise WhichPaper
    whose = ClientId(named.client(salon, options.id).id)
    service = named.service(salon, options.service).ref if options.service else ""
    return salon.ask(compose_blank, whose, options.item, look, service)


def _by_post(salon: Salon, options: Namespace, look: Look) -> "Printed":
    """Return cards or labels for the clients that are named."""
    from salon.cli.messages import read_words
    from salon.reports.greetings import compose_cards, compose_labels

    said = [*filter(None, (options.id,)), *options.whom]
    if not said:
        raise WhichPaper
    keys = [named.client(salon, one).id for one in said]
    if options.what == "labels":
        labels = partial(compose_labels, start=options.start)
        return salon.ask(labels, keys, look)
    if not (options.message or options.words):
        raise WhichWords
    words = read_words(options.words) if options.words else ""
    cards = partial(compose_cards, message=options.message, words=words.strip())
    return salon.ask(cards, keys, look)


def languages_of(salon: Salon, options: Namespace) -> tuple[str, ...]:
    """Return in which languages a paper is wanted; raises NoLanguage."""
    said = options.language or salon.premises.language
    wanted = tuple(filter(None, (one.strip() for one in said.split(","))))
    for one in wanted:
        if not one.lower().startswith(("en", "zh")):
            raise NoLanguage(one, ", ".join(LANGUAGES))
    return tuple(dict.fromkeys(map(nearest, wanted)))[:2]  # once in each


def _skin(salon: Salon, options: Namespace, look: Look) -> "Composed":
    """Return what changed between two days, or the report on a skin."""
    from salon.reports.skin_papers import compose_changed, compose_skin

    whose = ClientId(named.client(salon, options.id).id)
    if options.what == "skin":
        return salon.ask(partial(compose_skin, is_hers=True), whose, look)
    first = named.day_of(salon, options.since) if options.since else None
    last = named.day_of(salon, options.until) if options.until else None
    tongue = salon.ask(client_line, whose).language
    query = partial(compose_changed, first=first, last=last, tongue=tongue)
    return salon.ask(query, whose, look)


def _plan(said: str) -> Any:
    return named.key_of("plan", N_("plan"), said)


def _leaflet(salon: Salon, said: str, look: Look) -> "Composed":
    """Return the leaflet of a service, or of a visit or treatment by its number."""
    from salon.reports.leaflets import compose_leaflet, compose_leaflet_after

    try:
        table, key = row_of(said)
    except ValueError:
        table, key = "", 0
    if table in ("appointment", "treatment"):
        query = partial(compose_leaflet_after, is_hers=True)
        return salon.ask(query, table, key, look)
    return salon.ask(compose_leaflet, named.service(salon, said).id, look)


def _record(salon: Salon, said: str) -> tuple[str, int]:
    """Return what a record card is asked of: a treatment, a visit or a client."""
    try:
        table, key = row_of(said)
    except ValueError:
        return "client", named.client(salon, said).id
    if table not in ("treatment", "appointment", "client"):
        raise NoSuchRecord(said)
    return table, key


def _write(place: Path, data: bytes) -> None:
    place.write_bytes(data)
