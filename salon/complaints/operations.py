"""What staff do about a complaint, step by step. Nothing of it is ever deleted.

Whoever speaks with clients may open one and go on with it. Each step asks for what it
cannot do without; what was a slip is taken back by a line of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from sqlalchemy import or_, select

from salon.appointments.tables import Appointment
from salon.catalogue.queries import terms
from salon.clients.model import ClientId
from salon.clients.queries import client_line, living
from salon.clients.tables import Client, visits
from salon.complaints import events
from salon.complaints.model import (
    ADVERSE,
    GROWN_UP,
    LONGEST_WORDS,
    MARK_WORDS,
    OUTCOME_WORDS,
    PRIVACY,
    REOPENS,
    SOURCE_WORDS,
    STEP_WORDS,
    STEPS,
    TWO_WAYS,
    WORDS_ALONE,
    ComplaintCard,
    ComplaintId,
    Kind,
    Level,
    OfferId,
    Outcome,
    Source,
    Step,
    words_place,
)
from salon.complaints.noting import (
    is_own_case,
    note_line,
    open_row,
    own_by_level,
    settle,
)
from salon.complaints.queries import complaint, missing_to_close
from salon.complaints.refusing import (
    ChangeNeeded,
    ComplaintOpen,
    DayNeeded,
    NotOffered,
    NotTheirOwnCase,
    NotTheirVisitThen,
    NotYetClosed,
    ReadBackFirst,
    RootNeeded,
    StepFirst,
    StepNotDone,
    TooManyCauses,
    TwoWaysNeeded,
    UnknownChoice,
    WhyNeeded,
    WordsNeeded,
)
from salon.complaints.saying import missing_in_words
from salon.complaints.tables import Complaint, ComplaintOffer
from salon.errors import Missing
from salon.incidents.model import IncidentId, has_words
from salon.incidents.operations import open_incident
from salon.incidents.tables import Incident
from salon.rights import Right
from salon.staff.tables import StaffMember
from salon.store.drafts import drop_draft
from salon.text import _
from salon.work import Work, needs

MOST_CAUSES = 2  # beside the main one


@dataclass(frozen=True, slots=True)
class _Visit:
    key: int
    client_id: int
    service_id: int
    staff_id: int
    room_id: int | None


@needs(Right.CALL)
def open_complaint(
    work: Work,
    client_id: ClientId,
    *,
    words: str = "",
    appointment_id: int | None = None,
    staff_id: int | None = None,
    level: int = Level.TOLD_US,
    cause: str = "",
    source: str = Source.DESK,
    promised: str = "",
    expected: int | None = None,
    authority: str = "",
    authority_due: date | None = None,
    incident_id: int | None = None,
    is_about_owner: bool = False,
    is_read_back: bool = False,
) -> ComplaintId:
    """Open a complaint, or add a further word to the one that is there.

    What is open for the same visit gets the word; what was closed within ninety days
    is opened again by it. A press report or an official letter is of level three;
    what is said in public, an injury, a minor, privacy at least of level two.

    Args:
        work: As ever.
        client_id: Who is not content.
        words: The client's own, as they were said.
        appointment_id: The visit it is about; None: the last one that was begun.
        staff_id: Whom it is about; None: who treated at that visit.
        level: 1 told us, 2 told others, 3 a third party; it may come out higher.
        cause: Of vocabulary complaint_cause; "": not known yet.
        source: How we heard of it, of `Source`.
        promised: What was promised before.
        expected: The score expected before the visit, 0 to 10.
        authority: Press, authority, lawyer or insurer who wrote to us.
        authority_due: By when they want an answer.
        incident_id: The incident it belongs to.
        is_about_owner: It is about the owner.
        is_read_back: The words were read back: the first step is done.

    Raises:
        UnknownChoice: Of a level, a cause or a source that does not exist.
        NotTheirVisitThen: The visit is another client's.
        Missing: There is no such client, visit, person or incident.
    """
    key = living(work, client_id)
    work.lock(Client, key)  # or two desks would each open one
    _check(source, SOURCE_WORDS)
    if level not in list(Level):
        raise UnknownChoice(str(level), "1, 2, 3")
    _check_causes(work, (cause,) if cause else ())
    if incident_id is not None and appointment_id is None:
        appointment_id = work.get(Incident, IncidentId(incident_id)).appointment_id
    visit = _visit(work, key, appointment_id)
    said = words.strip()[:LONGEST_WORDS]
    row = _same(work, key, visit, is_named=appointment_id is not None)
    if row is None and (row := _closed_lately(work, key, visit)) is not None:
        _reopen(work, row, said)
    if row is None:
        row = _begin(work, key, visit, staff_id, source, is_about_owner)
        work.record(events.ComplaintOpened(row.id, key, int(level)))
    else:
        note_line(work, row, Kind.SAID, source, said)
        work.record(events.ComplaintChanged(row.id, key, "said"))
    if said and said not in row.words:
        row.words = "\n".join(filter(None, (row.words, said)))[:LONGEST_WORDS]
    row.cause = row.cause or cause
    row.promised = row.promised or promised.strip()[:LONGEST_WORDS]
    row.expected = expected if row.expected is None else row.expected
    row.authority = row.authority or authority.strip()[:200]
    row.authority_due = row.authority_due or authority_due
    row.incident_id = row.incident_id or incident_id
    _rise(work, row, _least_level(work, row, level, source))
    if row.owner_id is None:
        heard = work.by.id if row.level == Level.TOLD_US else None
        own_by_level(work, row, row.level + row.raised, heard_by=heard)
    if is_read_back and said:
        note_line(work, row, Step.LISTEN, "read_back", said)
    settle(work, row)
    return ComplaintId(row.id)


@needs(Right.CALL)
def listen(
    work: Work,
    key: ComplaintId,
    words: str,
    *,
    is_read_back: bool,
    seen: int | None = None,
) -> None:
    """First step: keep the client's own words, once they were read back.

    Raises:
        WordsNeeded, ReadBackFirst: Of what is missing.
        ComplaintClosed, Missing, EditedElsewhere: It is over, or not as it was.
    """
    row = open_row(work, key, seen)
    said = words.strip()[:LONGEST_WORDS]
    if not has_words(said):
        raise WordsNeeded
    if not is_read_back:
        raise ReadBackFirst
    row.words = said
    _do_step(work, row, Step.LISTEN, "read_back", said)


@needs(Right.CALL)
def apologise(work: Work, key: ComplaintId, note: str = "") -> None:
    """Second step: sorry for what the client feels; raises StepFirst, ComplaintClosed.

    It says nothing of fault.
    """
    row = open_row(work, key)
    _do_step(work, row, Step.APOLOGISE, "said", note)


@needs(Right.CALL)
def clarify(
    work: Work,
    key: ComplaintId,
    cause: str,
    root: str,
    *,
    others: Sequence[str] = (),
    staff_id: int | None = None,
    room_id: int | None = None,
    product: str = "",
    batch: str = "",
    promised: str | None = None,
    seen: int | None = None,
) -> None:
    """Third step: the main cause, and in one sentence how it came about.

    Args:
        work: As ever.
        key: The complaint.
        cause: The main one, of vocabulary complaint_cause.
        root: The sentence.
        others: Up to two more causes.
        staff_id: Whom it is about; None: as it was.
        room_id: Where it happened; None: as it was.
        product: What was used, by reference id or name.
        batch: Of the product.
        promised: What was promised before; None: as it was.
        seen: The version on the screen.

    Raises:
        UnknownChoice, TooManyCauses, RootNeeded: Of what was said.
        StepFirst: An earlier step is not done.
        ComplaintClosed, Missing, EditedElsewhere: See `listen`.
    """
    row = open_row(work, key, seen)
    more = [one for one in dict.fromkeys(others) if one != cause]
    _check_causes(work, (cause, *more))
    if len(more) > MOST_CAUSES:
        raise TooManyCauses(MOST_CAUSES)
    if not has_words(root):
        raise RootNeeded
    _do_step(work, row, Step.CLARIFY, cause, root)
    row.cause, row.causes, row.root = cause, " ".join(more), root.strip()[:400]
    row.product, row.batch = product.strip() or row.product, batch.strip() or row.batch
    row.room_id = room_id or row.room_id
    if promised is not None:
        row.promised = promised.strip()[:LONGEST_WORDS]
    if staff_id is not None:
        _concern(work, row, staff_id)
    _rise(work, row, _least_level(work, row, row.level, row.source))
    settle(work, row)


@needs(Right.CALL)
def propose(work: Work, key: ComplaintId, note: str = "") -> None:
    """Fourth step: at least two ways that may be granted, each with its day.

    Raises:
        TwoWaysNeeded: Fewer than two may be granted.
        DayNeeded: One of them has no day, or one that is over.
        StepFirst, ComplaintClosed, Missing: See `clarify`.
    """
    row = open_row(work, key)
    card = complaint(work, key)
    _check_order(card, Step.PROPOSE)
    table = [one for one in card.offers if not one.is_chosen]
    granted = [one for one in table if one.is_granted]
    if len(granted) < TWO_WAYS:
        raise TwoWaysNeeded
    if any(one.promised_on is None or one.promised_on < work.today for one in granted):
        raise DayNeeded
    _do_step(work, row, Step.PROPOSE, str(len(granted)), note)


@needs(Right.CALL)
def agree(work: Work, key: ComplaintId, offer_id: OfferId, words: str = "") -> None:
    """Fifth step: what the client chose, in the client's words.

    What is said is carried out by saying it; all else is a promise until it is ticked.

    Raises:
        NotOffered: It is not among the ways that may be granted.
        StepFirst, ComplaintClosed, Missing: See `clarify`.
    """
    row = open_row(work, key)
    table = complaint(work, key).offers
    if not any(one.id == offer_id and one.is_granted for one in table):
        raise NotOffered
    _do_step(work, row, Step.AGREE, str(offer_id), words)
    offer = work.get(ComplaintOffer, offer_id)
    offer.chosen_at = work.now
    if offer.kind in WORDS_ALONE:
        offer.done_on = work.today
    drop_draft(work.session.connection(), words_place(key))
    settle(work, row)
    work.record(events.ComplaintAgreed(key, row.client_id))


@needs(Right.CALL)
def take_offer(
    work: Work, key: ComplaintId, offer_id: OfferId, words: str = ""
) -> None:
    """Note that both ways were offered and one was chosen at once, in one call.

    Raises:
        TwoWaysNeeded, DayNeeded: As `propose` says.
        NotOffered, StepFirst, ComplaintClosed, Missing: As `agree` says.
    """
    if not complaint(work, key).is_done(Step.PROPOSE):
        propose(work, key)
    agree(work, key, offer_id, words)


@needs(Right.CALL)
def carry_out(work: Work, offer_id: OfferId, on: date | None = None) -> None:
    """Tick that a promise was kept; raises NotOffered, ComplaintClosed, Missing."""
    offer = work.get(ComplaintOffer, offer_id)
    row = open_row(work, offer.complaint_id)
    if offer.chosen_at is None or offer.gone_at is not None:
        raise NotOffered
    offer.done_on = on or work.today
    settle(work, row)
    work.record(events.ComplaintChanged(row.id, row.client_id, "carried_out"))


@needs(Right.CALL)
def follow_up(
    work: Work, key: ComplaintId, change: str, staff_id: int, due: date
) -> None:
    """Sixth step: what changes from now on, who sees to it, and until when.

    Raises:
        ChangeNeeded: No change in words, or a day that is over.
        StepFirst, ComplaintClosed, Missing: See `clarify`.
    """
    row = open_row(work, key)
    if not has_words(change) or due < work.today:
        raise ChangeNeeded
    work.get(StaffMember, staff_id)
    _do_step(work, row, Step.FOLLOW_UP, str(staff_id), change, due=due)
    row.change, row.change_by, row.change_due = change.strip()[:400], staff_id, due


@needs(Right.CALL)
def take_step_back(work: Work, key: ComplaintId, step: str, note: str = "") -> None:
    """Say that the last step that was done was none after all; its line stays.

    Raises:
        UnknownChoice: It is none of the six.
        StepNotDone: It is not the last one that was done.
        ComplaintClosed, Missing: See `listen`.
    """
    row = open_row(work, key)
    _check(step, STEP_WORDS)
    card = complaint(work, key)
    done = [one.step for one in card.steps if one.done is not None]
    if not done or done[-1] != step:
        raise StepNotDone(_(STEP_WORDS[Step(step)]))
    note_line(work, row, Kind.BACK, step, note)
    if step == Step.AGREE:
        for one in card.chosen:
            offer = work.get(ComplaintOffer, one.id)
            offer.chosen_at = offer.done_on = None
    settle(work, row)
    work.record(events.ComplaintTakenBack(key, row.client_id, step))


@needs(Right.CALL)
def note_attempt(work: Work, key: ComplaintId, note: str = "") -> None:
    """Note that the client was not reached; raises ComplaintClosed, Missing."""
    row = open_row(work, key)
    note_line(work, row, Kind.ATTEMPT, "no_answer", note)
    work.record(events.ComplaintChanged(key, row.client_id, "attempt"))


@needs(Right.CALL)
def think_over(work: Work, key: ComplaintId, until: date, note: str = "") -> None:
    """Note that the client has heard both ways and thinks them over until a day.

    Raises:
        DayNeeded: The day is over.
        TwoWaysNeeded: There is nothing to think over.
        ComplaintClosed, Missing: See `listen`.
    """
    row = open_row(work, key)
    if until < work.today:
        raise DayNeeded
    card = complaint(work, key)
    if card.line.step is Step.PROPOSE:  # one thinks over what one has heard
        propose(work, key)
    note_line(work, row, Kind.THINKS, "", note, due=until)
    work.record(events.ComplaintChanged(key, row.client_id, "thinks"))


@needs(Right.CALL)
def mark_complaint(
    work: Work, key: ComplaintId, what: str, *, is_on: bool = True
) -> None:
    """Tick something beside the steps, of `Mark`, or take the tick off.

    Raises:
        UnknownChoice: It is no such mark.
        ComplaintClosed, Missing: See `listen`.
    """
    row = open_row(work, key)
    _check(what, MARK_WORDS)
    if (what in complaint(work, key).marks) is not is_on:
        note_line(work, row, Kind.TICK if is_on else Kind.UNTICK, what)
        settle(work, row)
        work.record(events.ComplaintChanged(key, row.client_id, "tick"))


@needs(Right.CALL)
def note_of_complaint(work: Work, key: ComplaintId, text: str) -> None:
    """Add a line to its course; raises WhyNeeded, ComplaintClosed, Missing."""
    row = open_row(work, key)
    if not text.strip():
        raise WhyNeeded
    note_line(work, row, Kind.NOTE, "", text)
    work.record(events.ComplaintChanged(key, row.client_id, "note"))


@needs(Right.CALL)
def note_contact(work: Work, key: ComplaintId, what: str, note: str = "") -> None:
    """Note that one of the calls after the agreement was made: "co_7", say.

    Of a closed complaint, too: the call after a month comes when all is over.
    """
    row = work.get(Complaint, key)
    note_line(work, row, Kind.CONTACT, what, note)
    if row.closed_at is None:
        settle(work, row)
    work.record(events.ComplaintChanged(key, row.client_id, "contact"))


@needs(Right.CALL)
def hurt(
    work: Work, key: ComplaintId, flags: Sequence[str], words: str = ""
) -> IncidentId:
    """Open the incident of somebody who complains and is hurt; that comes first.

    Raises:
        NoFlag, UnknownFlag: As `open_incident` does.
        ComplaintClosed, Missing: See `listen`.
    """
    row = open_row(work, key)
    opened = open_incident(
        work, row.client_id, flags, appointment_id=row.appointment_id, words=words
    )
    row.incident_id = opened
    row.cause = row.cause or ADVERSE
    _rise(work, row, max(row.level, Level.TOLD_OTHERS))
    note_line(work, row, Kind.NOTE, "incident", words)
    work.record(events.ComplaintChanged(key, row.client_id, "incident"))
    return opened


@needs(Right.CALL)
def note_problem_sheet(
    work: Work, key: ComplaintId, change: str, staff_id: int, due: date
) -> None:
    """Note what changes for everybody where one root comes back again and again.

    Raises:
        ChangeNeeded: No change in words, or a day that is over.
        Missing: There is no such complaint or person.
    """
    row = work.get(Complaint, key)
    if not has_words(change) or due < work.today:
        raise ChangeNeeded
    name = work.get(StaffMember, staff_id).name
    note_line(work, row, Kind.SHEET, name, change, due=due)
    work.record(events.ComplaintChanged(key, row.client_id, "sheet"))


@needs(Right.CALL)
def close_complaint(
    work: Work,
    key: ComplaintId,
    outcome: str = Outcome.CONTENT,
    *,
    reason: str = "",
    seen: int | None = None,
) -> None:
    """Close it; what pauses for it goes on.

    Args:
        work: As ever.
        key: The complaint.
        outcome: Of `Outcome`.
        reason: In words; needed where the client is not simply content.
        seen: The version on the screen.

    Raises:
        UnknownChoice: There is no such outcome.
        NotYetClosed: Something is missing; it is named.
        WhyNeeded: Nobody said why.
        NotTheirOwnCase: Whoever closes it is who it is about.
        ComplaintClosed, Missing, EditedElsewhere: See `listen`.
    """
    row = open_row(work, key, seen)
    _check(outcome, OUTCOME_WORDS)
    card = complaint(work, key)
    if missing := missing_to_close(work, card, outcome):
        raise NotYetClosed(missing_in_words(missing))
    is_adverse = ADVERSE in (row.cause, *row.causes.split())
    if (outcome != Outcome.CONTENT or is_adverse) and not has_words(reason):
        raise WhyNeeded
    if is_own_case(work, row, work.by.id):
        raise NotTheirOwnCase(card.line.person)
    row.closed_at, row.closed_by, row.outcome = work.now, work.by.id, outcome
    note_line(work, row, Kind.CLOSED, outcome, reason)
    settle(work, row)
    work.record(events.ComplaintEnded(key, row.client_id, outcome))


@needs(Right.CALL)
def reopen_complaint(work: Work, key: ComplaintId, reason: str) -> None:
    """Open a closed complaint again, however long ago it was: all six steps begin.

    Raises:
        ComplaintOpen: It is open, or another of the same visit has been opened since.
        WhyNeeded: Nobody said why.
        Missing: It is not there.
    """
    row = work.get(Complaint, key)
    work.lock(Client, row.client_id)
    if not has_words(reason):
        raise WhyNeeded
    c = Complaint
    others = select(c.id).where(
        c.client_id == row.client_id,
        c.closed_at.is_(None),
        c.appointment_id.is_(None)
        if row.appointment_id is None
        else c.appointment_id == row.appointment_id,
    )
    if row.closed_at is None or work.session.scalar(others) is not None:
        raise ComplaintOpen
    _reopen(work, row, reason)
    settle(work, row)


def _reopen(work: Work, row: Complaint, why: str) -> None:
    row.closed_at = row.closed_by = None
    row.outcome, row.began_at, row.raised = "", work.now, 0
    note_line(work, row, Kind.REOPENED, "", why)
    o = ComplaintOffer
    table = select(o).where(
        o.complaint_id == row.id, o.chosen_at.is_(None), o.gone_at.is_(None)
    )
    for offer in work.session.scalars(table):
        offer.gone_at = work.now
    work.record(events.ComplaintReopened(row.id, row.client_id))


def _begin(
    work: Work,
    client_id: ClientId,
    visit: _Visit | None,
    staff_id: int | None,
    source: str,
    is_about_owner: bool,
) -> Complaint:
    row = work.add(
        Complaint(
            client_id=client_id,
            appointment_id=visit.key if visit else None,
            service_id=visit.service_id if visit else None,
            room_id=visit.room_id if visit else None,
            opened_at=work.now,
            opened_by=work.by.id,
            began_at=work.now,
            source=source,
            level=int(Level.TOLD_US),
            raised=0,
            status="received",
            cause="",
            words="",
            promised="",
            authority="",
            is_about_owner=is_about_owner,
        )
    )
    about = staff_id or (visit.staff_id if visit else None)
    if about is not None:
        _concern(work, row, about)
    return row


def _concern(work: Work, row: Complaint, staff_id: int) -> None:
    """Say whom it is about; whoever that is does not see to it."""
    person = work.get(StaffMember, staff_id)
    row.staff_id = person.id
    row.is_about_owner = row.is_about_owner or person.role.value == "owner"
    if row.owner_id is not None and row.owner_id == person.id:
        own_by_level(work, row, row.level + row.raised)


def _least_level(work: Work, row: Complaint, level: int, source: str) -> int:
    """Return the level it is of at least: some things are never ours alone."""
    if row.authority:
        return Level.THIRD_PARTY
    age = client_line(work, row.client_id).birthday.age(work.today)
    causes = {row.cause, *row.causes.split()}
    is_grave = (
        source == Source.PUBLIC
        or row.incident_id is not None
        or bool(causes & {ADVERSE, PRIVACY})
        or (age is not None and age < GROWN_UP)
    )
    return max(level, Level.TOLD_OTHERS) if is_grave else level


def _rise(work: Work, row: Complaint, level: int) -> None:
    """Let it be of a higher level, never of a lower one; then others see to it."""
    if level <= row.level:
        return
    row.level = int(level)
    note_line(work, row, Kind.LEVEL, str(int(level)))
    own_by_level(work, row, row.level + row.raised)


def _do_step(
    work: Work,
    row: Complaint,
    step: Step,
    what: str,
    note: str = "",
    *,
    due: date | None = None,
) -> None:
    """Note that a step is done, provided those before it are."""
    _check_order(complaint(work, ComplaintId(row.id)), step)
    note_line(work, row, step, what, note, due=due)
    settle(work, row)
    work.record(events.ComplaintChanged(row.id, row.client_id, step.value))


def _check_order(card: ComplaintCard, step: Step) -> None:
    for one in STEPS[: STEPS.index(step)]:
        if not card.is_done(one):
            raise StepFirst(_(STEP_WORDS[one]))


def _check(said: str, known: Any) -> None:
    if said not in list(known):
        raise UnknownChoice(said, ", ".join(known))


def _check_causes(work: Work, causes: Sequence[str]) -> None:
    known = terms(work, "complaint_cause")
    for one in causes:
        if one not in known:
            raise UnknownChoice(one, ", ".join(known))


def _visit(work: Work, client_id: ClientId, named: int | None) -> _Visit | None:
    """Return the visit that is named, or the last one that was begun."""
    a, book = Appointment, visits()
    asked = select(a.id, a.client_id, a.service_id, a.staff_id, a.room_id)
    if named is None:
        last = asked.where(a.client_id == client_id, book.was_begun)
        newest = last.order_by(a.day.desc(), a.start.desc()).limit(1)
        row: Any = work.session.execute(newest).one_or_none()
        return None if row is None else _Visit(*row)
    row = work.session.execute(asked.where(a.id == named)).one_or_none()
    if row is None:
        raise Missing("Appointment", named)
    visit = _Visit(*row)
    if living(work, ClientId(visit.client_id)) != client_id:
        raise NotTheirVisitThen
    return visit


def _same(
    work: Work, client_id: ClientId, visit: _Visit | None, *, is_named: bool
) -> Complaint | None:
    """Return the complaint that is open already and is the same one.

    Where no visit is named it is the newest: nobody opens two for one matter.
    """
    c = Complaint
    asked = select(c).where(c.client_id == client_id, c.closed_at.is_(None))
    if is_named and visit is not None:
        asked = asked.where(
            or_(c.appointment_id == visit.key, c.appointment_id.is_(None))
        )
    return work.session.scalars(asked.order_by(c.id.desc()).limit(1)).first()


def _closed_lately(
    work: Work, client_id: ClientId, visit: _Visit | None
) -> Complaint | None:
    """Return the one of the same visit that was closed within ninety days."""
    c = Complaint
    asked = select(c).where(
        c.client_id == client_id,
        c.closed_at >= work.instant(work.today - REOPENS, time.min),
        c.outcome != Outcome.MISTAKE,
        c.appointment_id.is_(None) if visit is None else c.appointment_id == visit.key,
    )
    return work.session.scalars(asked.order_by(c.id.desc()).limit(1)).first()
