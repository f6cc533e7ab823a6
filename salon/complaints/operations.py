"""What staff do about a complaint, step by step. Nothing of it is ever deleted.

Whoever speaks with clients may open one and go on with it. Each step asks for what it
cannot do without; what was a slip is taken back by a line of its own.
"""

from collections.abc import Sequence
from datetime import date

from salon.complaints import events
from salon.complaints.giving import hand_over, take_again
from salon.complaints.levels import check_causes, concern, least_level, rise
from salon.complaints.model import (
    ADVERSE,
    LONGEST_BATCH,
    LONGEST_PRODUCT,
    LONGEST_WORDS,
    MARK_WORDS,
    OUTCOME_WORDS,
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
    Step,
    words_place,
)
from salon.complaints.noting import (
    is_own_case,
    note_line,
    open_row,
    settle,
)
from salon.complaints.offering import heed_limit
from salon.complaints.opening import open_complaint as open_complaint
from salon.complaints.opening import reopen_complaint as reopen_complaint
from salon.complaints.queries import complaint, missing_to_close
from salon.complaints.refusing import (
    BadDoneDay,
    CauseNeeded,
    ChangeNeeded,
    DayNeeded,
    NotOffered,
    NotTheirOwnCase,
    NotYetClosed,
    ReadBackFirst,
    RootNeeded,
    StepFirst,
    StepNotDone,
    TooManyCauses,
    TwoWaysNeeded,
    WhyNeeded,
    WordsNeeded,
    check_known,
)
from salon.complaints.saying import missing_in_words
from salon.complaints.tables import Complaint, ComplaintOffer
from salon.errors import TooLong
from salon.incidents.model import IncidentId, has_words
from salon.incidents.operations import open_incident
from salon.rights import Right
from salon.rooms.tables import Room
from salon.staff.tables import StaffMember
from salon.store.drafts import drop_draft
from salon.text import N_, _
from salon.work import Work, needs

MOST_CAUSES = 2  # beside the main one


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
        CauseNeeded, UnknownChoice, TooManyCauses, RootNeeded: Of what was said.
        TooLong: Of the product or its batch.
        StepFirst: An earlier step is not done.
        NotTheirOwnCase: Whoever says whom it is about is that person by now.
        ComplaintClosed, Missing, EditedElsewhere: See `listen`.
    """
    row = open_row(work, key, seen)
    more = [one for one in dict.fromkeys(others) if one != cause]
    if not cause:
        raise CauseNeeded
    check_causes(work, (cause, *more))
    if len(more) > MOST_CAUSES:
        raise TooManyCauses(MOST_CAUSES)
    if not has_words(root):
        raise RootNeeded
    used, lot = product.strip(), batch.strip()
    if len(used) > LONGEST_PRODUCT:
        raise TooLong(_(N_("The product")), len(used), LONGEST_PRODUCT)
    if len(lot) > LONGEST_BATCH:
        raise TooLong(_(N_("The batch")), len(lot), LONGEST_BATCH)
    if room_id is not None:
        row.room_id = work.get(Room, room_id).id
    _do_step(work, row, Step.CLARIFY, cause, root)
    row.cause, row.causes, row.root = cause, " ".join(more), root.strip()[:400]
    row.product, row.batch = used or row.product, lot or row.batch
    if promised is not None:
        row.promised = promised.strip()[:LONGEST_WORDS]
    if staff_id is not None:
        concern(work, row, staff_id)
    rise(work, row, least_level(work, row, row.level, row.source))
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
        AboveLimit: With what was chosen elsewhere this year it is above the limit of
            whoever granted it; whoever may is asked.
        StepFirst, ComplaintClosed, Missing: See `clarify`.
    """
    row = open_row(work, key)
    table = complaint(work, key).offers
    line = next((one for one in table if one.id == offer_id and one.is_granted), None)
    if line is None:
        raise NotOffered
    heed_limit(work, row, line)
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
    """Tick that a promise was kept, today or on a day before.

    Raises:
        BadDoneDay: The day is to come, or before the complaint was opened.
        NotOffered, ComplaintClosed, Missing: See `agree`.
    """
    offer = work.get(ComplaintOffer, offer_id)
    row = open_row(work, offer.complaint_id)
    if offer.chosen_at is None or offer.gone_at is not None:
        raise NotOffered
    day = on or work.today
    was_done = offer.done_on is not None
    if on is not None and not work.local(row.opened_at).date() <= on <= work.today:
        raise BadDoneDay
    offer.done_on = day
    if not was_done:
        hand_over(work, row, offer)
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
    check_known(step, STEP_WORDS)
    card = complaint(work, key)
    done = [one.step for one in card.steps if one.done is not None]
    if not done or done[-1] != step:
        raise StepNotDone(_(STEP_WORDS[Step(step)]))
    note_line(work, row, Kind.BACK, step, note)
    if step == Step.AGREE:
        for one in card.chosen:
            offer = work.get(ComplaintOffer, one.id)
            take_again(work, row, offer)
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
    check_known(what, MARK_WORDS)
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
def take_contact_back(work: Work, key: ComplaintId, what: str) -> None:
    """Note that one of those calls was none: what was written never went out."""
    row = work.get(Complaint, key)
    note_line(work, row, Kind.UNHEARD, what)
    if row.closed_at is None:
        settle(work, row)
    work.record(events.ComplaintChanged(key, row.client_id, "unheard"))


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
    rise(work, row, max(row.level, Level.TOLD_OTHERS))
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
    check_known(outcome, OUTCOME_WORDS)
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
