"""Ways to put it right: put on the table, granted by whom may, taken off it."""

from datetime import date
from typing import Any

from salon.catalogue.queries import terms
from salon.complaints import events
from salon.complaints.model import (
    COUNTED,
    MONEY,
    RANK_WORDS,
    RANKS,
    WORDS_ALONE,
    Answer,
    ComplaintCard,
    ComplaintId,
    Kind,
    Level,
    Mark,
    OfferId,
    OfferLine,
)
from salon.complaints.noting import (
    is_own_case,
    named_in,
    note_line,
    open_row,
    own_by_level,
)
from salon.complaints.queries import complaint, price_of_visit, step_body, who_may
from salon.complaints.refusing import (
    AboveLimit,
    BadCount,
    DayNeeded,
    IncidentFirst,
    InsurerFirst,
    NoSumHere,
    NotForSilence,
    NotOffered,
    OfferNeedsWords,
    SumNeeded,
    SumTooLarge,
    UnknownChoice,
    WhyNeeded,
)
from salon.complaints.rights import rank_of
from salon.complaints.tables import Complaint, ComplaintOffer
from salon.incidents.model import has_words
from salon.incidents.queries import open_incidents
from salon.money import Money
from salon.rights import Right
from salon.settings.queries import premises
from salon.staff.tables import StaffMember
from salon.text import _, listed
from salon.work import Work, needs

MOST_COUNT = 36  # sessions or months; more is a slip of the finger
MOST_SUM = Money(100_000_000_00)  # in whatever currency; more is a slip as well


@needs(Right.CALL)
def offer(
    work: Work,
    key: ComplaintId,
    kind: str,
    *,
    amount: Money | None = None,
    count: int = 1,
    text: str = "",
    promised_on: date | None = None,
) -> OfferId:
    """Put a way on the table; it is granted at once where the limit allows it.

    Money beyond what a manager may grant is of level two at least.

    Args:
        work: As ever.
        key: The complaint.
        kind: Of vocabulary compensation.
        amount: Of money how much. None: of a full refund the price of the visit; what
            is no money has no sum, a repeat is worth the price of the visit.
        count: How many gifts, sessions or months.
        text: What it is, as the client hears it.
        promised_on: By when it will be done.

    Raises:
        UnknownChoice: There is no such kind.
        IncidentFirst: Somebody is hurt: for now there is only care.
        SumNeeded, SumTooLarge, NoSumHere, BadCount: Of the numbers.
        OfferNeedsWords, DayNeeded, NotForSilence: Of what else was said.
        ComplaintClosed, Missing: It is over, or not there.
    """
    row = open_row(work, key)
    known = terms(work, "compensation")
    if kind not in known:
        raise UnknownChoice(kind, ", ".join(known))
    if kind not in WORDS_ALONE and _is_hurt(work, row):
        raise IncidentFirst
    worth = _worth(work, row, kind, amount)
    if not 1 <= count <= (MOST_COUNT if kind in COUNTED else 1):
        raise BadCount(str(known[kind]), MOST_COUNT if kind in COUNTED else 1)
    if kind not in WORDS_ALONE and worth == Money() and not has_words(text):
        raise OfferNeedsWords
    if promised_on is not None and promised_on < work.today:
        raise DayNeeded
    _check_silence(work, text)
    made = work.add(
        ComplaintOffer(
            complaint_id=row.id,
            kind=kind,
            amount=worth,
            currency=premises(work).currency,
            count=count,
            words=text.strip()[:400],
            promised_on=promised_on,
            staff_id=work.by.id,
            answer=Answer.NONE,
        )
    )
    line = _line(complaint(work, key), made.id)
    if kind == "medical_cost" and Mark.INSURER not in complaint(work, key).marks:
        pass  # it waits until the insurer knows
    elif _may_grant(work, row, line):
        _grant(work, made)
    if line.needs > RANKS["manager"] and kind in MONEY:
        _handle_higher(work, row)
    work.record(events.ComplaintChanged(key, row.client_id, "offer"))
    return OfferId(made.id)


@needs(Right.CALL)
def withdraw_offer(work: Work, offer_id: OfferId) -> None:
    """Take a way off the table; raises NotOffered, ComplaintClosed, Missing."""
    made, row, _card = _standing(work, offer_id)
    made.gone_at = work.now
    work.record(events.ComplaintChanged(row.id, row.client_id, "offer"))


@needs(Right.CALL)
def ask_approval(work: Work, offer_id: OfferId, staff_id: int | None = None) -> str:
    """Ask somebody who may grant it; return who that is.

    Args:
        work: As ever.
        offer_id: The way.
        staff_id: Whom; None: the first of the team who may.

    Raises:
        AboveLimit: Whoever was named may not grant it either.
        NotOffered, ComplaintClosed, Missing: See `withdraw_offer`.
    """
    made, row, card = _standing(work, offer_id)
    line = _line(card, offer_id)
    able = who_may(work, line.needs, named_in(work, row))
    whom = next((one for one in able if staff_id in (None, one.id)), None)
    if whom is None:
        raise _above(work, line, row)
    made.answer, made.asked_of, made.refusal = Answer.ASKED, whom.id, ""
    note_line(work, row, Kind.APPROVAL, Answer.ASKED, _said(line, whom.name))
    work.record(events.ComplaintChanged(row.id, row.client_id, "asked"))
    return whom.name


@needs(Right.CALL)
def grant_offer(work: Work, offer_id: OfferId) -> None:
    """Grant a way, for whoever may.

    Raises:
        AboveLimit: Whoever grants it may not; it says who may.
        InsurerFirst: A doctor's bill, and the insurer does not know.
        NotOffered, ComplaintClosed, Missing: See `withdraw_offer`.
    """
    made, row, card = _standing(work, offer_id)
    line = _line(card, offer_id)
    if not _may_grant(work, row, line):
        raise _above(work, line, row)
    if line.kind == "medical_cost" and Mark.INSURER not in card.marks:
        raise InsurerFirst
    _grant(work, made)
    note_line(work, row, Kind.APPROVAL, Answer.GRANTED, _said(line, ""))
    work.record(events.ComplaintChanged(row.id, row.client_id, "granted"))


@needs(Right.CALL)
def refuse_offer(work: Work, offer_id: OfferId, reason: str) -> None:
    """Say that a way is not granted, and why.

    Raises:
        AboveLimit: Whoever refuses it could not have granted it.
        WhyNeeded: Nobody said why.
        NotOffered, ComplaintClosed, Missing: See `withdraw_offer`.
    """
    made, row, card = _standing(work, offer_id)
    line = _line(card, offer_id)
    if line.needs > _rank(work):
        raise _above(work, line, row)
    if not has_words(reason):
        raise WhyNeeded
    made.answer, made.refusal = Answer.REFUSED, reason.strip()[:400]
    made.granted_by = made.granted_at = None
    note_line(work, row, Kind.APPROVAL, Answer.REFUSED, reason)
    work.record(events.ComplaintChanged(row.id, row.client_id, "refused"))


def _worth(work: Work, row: Complaint, kind: str, amount: Money | None) -> Money:
    """Return what a way is worth; a sum is said of money alone."""
    if kind not in MONEY and amount is not None and amount != Money():
        raise NoSumHere(str(terms(work, "compensation")[kind]))
    if amount is None or kind not in MONEY:
        has_price = kind in ("redo", "extra_session", "full_refund")
        amount = price_of_visit(work, row.appointment_id) if has_price else Money()
    if amount < Money() or (kind in MONEY and amount == Money()):
        raise SumNeeded
    if amount > MOST_SUM:
        raise SumTooLarge
    return amount


def _grant(work: Work, made: ComplaintOffer) -> None:
    made.answer, made.refusal = Answer.GRANTED, ""
    made.granted_by, made.granted_at = work.by.id, work.now


def heed_limit(work: Work, row: Complaint, line: OfferLine) -> None:
    """Look at the limit again when it is chosen: other cases count by then.

    Whoever agrees and may grant it, grants it with that.

    Raises:
        AboveLimit: It is above what whoever granted it may grant.
    """
    made = work.get(ComplaintOffer, line.id)
    granted = RANKS["owner"]  # by the house itself
    if made.granted_by is not None:
        granted = rank_of(work.get(StaffMember, made.granted_by).role)
    if line.is_chosen or line.needs <= granted:
        return
    if not _may_grant(work, row, line):
        raise _above(work, line, row)
    _grant(work, made)
    note_line(work, row, Kind.APPROVAL, Answer.GRANTED, _said(line, ""))


def _standing(
    work: Work, offer_id: OfferId
) -> tuple[ComplaintOffer, Complaint, ComplaintCard]:
    made = work.get(ComplaintOffer, offer_id)
    row = open_row(work, made.complaint_id)
    if made.gone_at is not None or made.chosen_at is not None:
        raise NotOffered
    return made, row, complaint(work, ComplaintId(row.id))


def _line(card: ComplaintCard, key: int) -> OfferLine:
    return next(one for one in card.offers if one.id == key)


def _may_grant(work: Work, row: Complaint, line: OfferLine) -> bool:
    """Return whether whoever acts may grant it: of their own case words alone."""
    if line.needs == 0:
        return True
    return line.needs <= _rank(work) and not is_own_case(work, row, work.by.id)


def _rank(work: Work) -> int:
    """Return how much whoever acts may grant; the house itself is the owner."""
    if work.by.id is None:
        return RANKS["owner"]
    return rank_of(work.get(StaffMember, work.by.id).role)


def _above(work: Work, line: OfferLine, row: Complaint) -> AboveLimit:
    able = who_may(work, line.needs, named_in(work, row))
    rank = _(RANK_WORDS[line.needs])
    names = listed(one.name for one in able[:3]) or rank
    return AboveLimit(str(line.name), rank, names)


def _said(line: OfferLine, name: str) -> str:
    return " · ".join(filter(None, (str(line.name), line.text, name)))


def _is_hurt(work: Work, row: Complaint) -> bool:
    """Return whether an incident of this complaint is open still."""
    return any(
        one.id == row.incident_id or one.appointment_id == row.appointment_id
        for one in open_incidents(work, [row.client_id]).get(row.client_id, ())
    )


def _check_silence(work: Work, text: str) -> None:
    """Refuse what would be given for silence."""
    plain = text.casefold()
    never: Any = step_body(work, "propose").get("never", ())
    if any(str(one).casefold() in plain for one in never):
        raise NotForSilence


def _handle_higher(work: Work, row: Complaint) -> None:
    if row.level < Level.TOLD_OTHERS:
        row.level = int(Level.TOLD_OTHERS)
        note_line(work, row, Kind.LEVEL, str(row.level))
        own_by_level(work, row, row.level + row.raised)
