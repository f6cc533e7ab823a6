"""What is done for whoever comes: needs noted, steps taken, small surprises."""

from sqlalchemy import select

from salon.aftercare.model import THINKING
from salon.aftercare.promising import promise_call
from salon.appointments.events import Booked
from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.clients.model import ClientId
from salon.clients.queries import living, reaches
from salon.clients.reach import Purpose
from salon.hosting import events
from salon.hosting.model import (
    LONGEST,
    NEED_QUESTIONS,
    AboveLimit,
    Came,
    Ended,
    EnquiryEnded,
    Need,
    NeverAsked,
    NobodyToCall,
    NotHere,
    NothingNoted,
    NotTheMoment,
    NotTicked,
    NotWaiting,
    NoVoucherYet,
    Said,
    Sale,
    SameSurprise,
    Step,
    StepOver,
    voucher_is_due,
)
from salon.hosting.queries import friend_moment, left_for, surprises_of, walk_of
from salon.hosting.tables import (
    ClientEffort,
    ClientNeed,
    Enquiry,
    FriendAsk,
    MemoryLine,
    Surprise,
    VisitStep,
    WaitingOffer,
)
from salon.house.lists import known_as
from salon.house.queries import lists_of
from salon.money import Money
from salon.prepaid.queries import cash_said
from salon.rights import Right
from salon.text import N_, _, full_day
from salon.work import Work, needs

LONGEST_WAY = 24 * 60  # minutes
THINK_DAYS = 3  # after which we ask who thinks it over


# what is needed and expected


@needs(Right.FILE)
def note_need(work: Work, client_id: ClientId, need: Need, words: str) -> int:
    """Keep what a client needs or expects, in words; what was said before stays.

    Raises:
        NothingNoted: Without words.
        Missing: There is no such client.
    """
    said = words.strip()[:LONGEST]
    if not said:
        raise NothingNoted
    return _need(work, client_id, need, said, is_declined=False)


@needs(Right.FILE)
def decline_need(work: Work, client_id: ClientId, need: Need) -> int:
    """Note that a question was rather not answered: it is not asked again.

    Raises:
        NeverAsked: Of what is never asked.
        Missing: There is no such client.
    """
    if need not in NEED_QUESTIONS:
        raise NeverAsked
    return _need(work, client_id, need, "", is_declined=True)


@needs(Right.FILE)
def note_effort(
    work: Work, client_id: ClientId, travel: int | None, effort: int | None
) -> None:
    """Keep what it costs a client to come, besides money.

    Args:
        work: As ever.
        client_id: Who.
        travel: Minutes of the way, one way.
        effort: 0 none to 10 very much, as the client says.

    Raises:
        NothingNoted: Nothing is said, or what cannot be.
        Missing: There is no such client.
    """
    is_way = travel is None or 0 <= travel <= LONGEST_WAY
    is_score = effort is None or 0 <= effort <= 10
    if (travel is None and effort is None) or not (is_way and is_score):
        raise NothingNoted
    whose = living(work, client_id)
    work.add(
        ClientEffort(
            client_id=whose,
            travel=travel,
            effort=effort,
            on=work.today,
            staff_id=work.by.id,
        )
    )
    work.record(events.EffortNoted(whose))


def _need(
    work: Work, client_id: ClientId, need: Need, words: str, *, is_declined: bool
) -> int:
    whose = living(work, client_id)
    row = work.add(
        ClientNeed(
            client_id=whose,
            need=need,
            words=words,
            is_declined=is_declined,
            on=work.today,
            staff_id=work.by.id,
        )
    )
    work.record(events.NeedNoted(whose))
    return row.id


# from the door to goodbye


@needs(Right.TREAT)
def take_step(work: Work, appointment_id: int, step: Step, skipped: str = "") -> None:
    """Note that a step of a visit was done now, or why it was left out.

    Raises:
        StepOver: It is over already, ticked or known from the records.
        NotHere: The visit was called off or missed.
        Missing: There is no such visit.
    """
    visit = work.get(Appointment, appointment_id)
    if visit.status in (Status.CANCELLED, Status.MISSED):
        raise NotHere
    walk = walk_of(work, appointment_id)
    assert walk is not None
    if any(one.is_over for one in walk.steps if one.step is step):
        raise StepOver
    work.add(
        VisitStep(
            appointment_id=visit.id,
            client_id=visit.client_id,
            step=step,
            at=work.now,
            skipped=skipped.strip()[:LONGEST],
            staff_id=work.by.id,
        )
    )
    work.record(events.StepTaken(visit.id, visit.client_id))


@needs(Right.TREAT)
def untick_step(work: Work, appointment_id: int, step: Step) -> None:
    """Take off a step that was ticked or left out by mistake: it is to be done again.

    Raises:
        NotTicked: Nobody ticked it; what the records show cannot be taken off.
        Missing: There is no such visit.
    """
    visit = work.get(Appointment, appointment_id)
    asked = select(VisitStep).where(
        VisitStep.appointment_id == visit.id, VisitStep.step == step
    )
    row = work.session.scalars(asked).first()
    if row is None:
        raise NotTicked
    work.session.delete(row)
    work.record(events.StepTakenOff(visit.id, visit.client_id))


@needs(Right.CALL)
def offer_while_waiting(work: Work, appointment_id: int, what: str) -> None:
    """Note what was offered to somebody who waits.

    Raises:
        NothingNoted: Without words.
        NotWaiting: Nobody waits for that treatment.
        Missing: There is no such visit.
    """
    said = known_as(what, lists_of(work).offers)[:LONGEST]
    if not said:
        raise NothingNoted
    visit, minutes = _waiting(work, appointment_id)
    _offered(work, visit, said, minutes, Money())
    work.record(events.WaitEased(visit.id, visit.client_id))


@needs(Right.CALL)
def give_wait_voucher(work: Work, appointment_id: int) -> Money:
    """Give the voucher for a long wait, once a wait; return what it is worth.

    Raises:
        NoVoucherYet: The wait is not long enough, or has its voucher.
        NotWaiting: Nobody waits for that treatment.
        Missing: There is no such visit.
    """
    lists = lists_of(work)
    visit, minutes = _waiting(work, appointment_id)
    w = WaitingOffer
    has = select(w.id).where(w.appointment_id == visit.id, w.amount > Money())
    is_due = voucher_is_due(minutes, lists.voucher_after)
    if not is_due or lists.voucher.minor <= 0 or work.session.scalar(has.limit(1)):
        raise NoVoucherYet(lists.voucher_after)
    said = _(N_("Voucher for waiting"))
    _offered(work, visit, said, minutes, lists.voucher)
    work.record(events.WaitVoucherGiven(visit.id, visit.client_id))
    return lists.voucher


@needs(Right.SELL)
def use_wait_voucher(work: Work, key: int) -> None:
    """Note that a voucher for waiting was taken off a bill.

    Raises:
        NoVoucherYet: It is none, or was used.
        Missing: There is none of that number.
    """
    row = work.lock(WaitingOffer, key)
    if row.amount.minor <= 0 or row.used_on is not None:
        raise NoVoucherYet(lists_of(work).voucher_after)
    row.used_on = work.today
    work.record(events.WaitVoucherUsed(row.client_id))


def _waiting(work: Work, appointment_id: int) -> tuple[Appointment, int]:
    visit = work.get(Appointment, appointment_id)
    if visit.status is not Status.ARRIVED or visit.arrived_at is None:
        raise NotWaiting
    waited = max(0, int((work.now - visit.arrived_at).total_seconds() // 60))
    return visit, waited


def _offered(
    work: Work, visit: Appointment, what: str, minutes: int, amount: Money
) -> None:
    work.add(
        WaitingOffer(
            appointment_id=visit.id,
            client_id=visit.client_id,
            what=what,
            minutes=minutes,
            amount=amount,
            on=work.today,
            used_on=None,
            staff_id=work.by.id,
        )
    )


# who comes in


@needs(Right.CALL)
def note_enquiry(
    work: Work,
    came: Came = Came.WALK_IN,
    *,
    name: str = "",
    words: str = "",
    source: str = "",
    client_id: int | None = None,
) -> int:
    """Count somebody who came in or asked; return the number.

    Args:
        work: As ever.
        came: How.
        name: As it was said, where there is no file yet.
        words: What is looked for.
        source: How they found us, of vocabulary source; who came in walked past,
            unless something else is said.
        client_id: Who it is, if that is known.
    """
    whose = living(work, ClientId(client_id)) if client_id is not None else None
    usual = "walk_in" if came is Came.WALK_IN and whose is None else ""
    row = work.add(
        Enquiry(
            at=work.now,
            day=work.today,
            came=came,
            client_id=whose,
            name=name.strip()[:200],
            words=words.strip()[:LONGEST],
            source=source.strip()[:40] or usual,
            steps="",
            ended=Ended.OPEN,
            call_id=None,
            staff_id=work.by.id,
        )
    )
    work.record(events.EnquiryNoted(row.id))
    return row.id


@needs(Right.CALL)
def step_enquiry(work: Work, key: int, step: Sale, *, seen: int | None = None) -> None:
    """Note a step of the sale.

    Raises:
        EnquiryEnded: It is over, or the step is.
        Missing, ChangedSince: As ever.
    """
    row = work.get(Enquiry, key, seen=seen)
    steps = row.steps.split()
    if row.ended is not Ended.OPEN or step.value in steps:
        raise EnquiryEnded
    row.steps = " ".join((*steps, step.value))
    work.record(events.EnquiryMoved(row.id))


@needs(Right.CALL)
def name_enquiry(work: Work, key: int, client_id: int) -> None:
    """Say who it is that asked; raises Missing."""
    row = work.get(Enquiry, key)
    row.client_id = living(work, ClientId(client_id))
    work.record(events.EnquiryMoved(row.id))


@needs(Right.CALL)
def end_enquiry(
    work: Work,
    key: int,
    ended: Ended,
    *,
    words: str = "",
    seen: int | None = None,
) -> int | None:
    """Say what became of it; return the call by which we ask again, if there is one.

    Who thinks it over is asked once more after three days, unless she does not want to
    be asked.

    Raises:
        EnquiryEnded: It is over.
        NobodyToCall: Thinking it over, but nobody knows who it is.
        Missing, ChangedSince: As ever.
    """
    row = work.get(Enquiry, key, seen=seen)
    if row.ended is not Ended.OPEN or ended is Ended.OPEN:
        raise EnquiryEnded
    said = words.strip()[:LONGEST]
    if said:
        row.words = " · ".join(filter(None, (row.words, said)))[:LONGEST]
    if ended is Ended.THINKING:
        if row.client_id is None:
            raise NobodyToCall
        row.call_id = _ask_again(work, row)
    row.ended = ended
    work.record(events.EnquiryEndedSo(row.id))
    return row.call_id


def follow_booking(work: Work, event: Booked) -> None:
    """Let the enquiry of somebody who was given a time say so."""
    e = Enquiry
    waits = select(e).where(
        e.client_id == event.client_id, e.ended.in_((Ended.OPEN, Ended.THINKING))
    )
    for row in work.session.scalars(waits).all():
        row.ended = Ended.BOOKED


def _ask_again(work: Work, row: Enquiry) -> int | None:
    whose = int(row.client_id or 0)
    if not reaches(work, [whose])[whose].way(Purpose.OFFER):
        return None  # who refused offers gets none
    text = _(N_("Asked about: {words}")).format(words=row.words or _(N_("a visit")))
    return promise_call(
        work, whose, text, step=THINKING, caller="consultant", days=THINK_DAYS
    )


# small surprises


@needs(Right.CALL)
def give_surprise(
    work: Work,
    client_id: ClientId,
    what: str,
    cost: Money,
    *,
    words: str = "",
    appointment_id: int | None = None,
) -> int:
    """Keep a small thing beyond duty, and what it cost; return its number.

    Above what is left for it only whoever manages may give it.

    Raises:
        NothingNoted: Without words, or of a cost below nought.
        SameSurprise: She had the same before.
        AboveLimit: It is dearer than what is left, for her or this month.
        Missing: There is no such client or visit.
    """
    lists = lists_of(work)
    said = known_as(what, [one.what for one in lists.extras])[:LONGEST]
    if not said or cost.minor < 0:
        raise NothingNoted
    whose = living(work, client_id)
    for one in surprises_of(work, whose):
        if one.what.casefold() == said.casefold():
            raise SameSurprise(_(said), full_day(one.on))
    left = min(left_for(work, whose, lists))
    if cost > left and Right.MANAGE not in work.by.rights:
        raise AboveLimit(cash_said(work, left))
    visit = None
    if appointment_id is not None:
        visit = work.get(Appointment, appointment_id).id
    row = work.add(
        Surprise(
            client_id=whose,
            appointment_id=visit,
            what=said,
            cost=cost,
            on=work.today,
            words=words.strip()[:LONGEST],
            staff_id=work.by.id,
        )
    )
    work.record(events.SurpriseGiven(row.id, whose))
    return row.id


@needs(Right.CALL)
def keep_memory(work: Work, appointment_id: int, words: str) -> None:
    """Keep one sentence of a visit; said again it is the new one.

    Raises:
        NothingNoted: Without words.
        Missing: There is no such visit.
    """
    said = " ".join(words.split())[:LONGEST]
    if not said:
        raise NothingNoted
    visit = work.get(Appointment, appointment_id)
    asked = select(MemoryLine).where(MemoryLine.appointment_id == visit.id)
    row = work.session.scalars(asked).first()
    if row is None:
        work.add(
            MemoryLine(
                client_id=visit.client_id,
                appointment_id=visit.id,
                words=said,
                on=visit.day,
                staff_id=work.by.id,
            )
        )
    else:
        row.words, row.staff_id = said, work.by.id
    work.record(events.MemoryKept(visit.id, visit.client_id))


# the name of a friend


@needs(Right.CALL)
def note_friend_asked(
    work: Work, client_id: ClientId, said: Said, name: str = ""
) -> int:
    """Keep that a client was asked for a friend's name, and what she said.

    Raises:
        NotTheMoment: It is not the moment to ask: `friend_moment` says why.
        Missing: There is no such client.
    """
    whose = living(work, client_id)
    moment = friend_moment(work, whose)
    if not moment.may:
        raise NotTheMoment(_(moment.why))
    row = work.add(
        FriendAsk(
            client_id=whose,
            feedback_id=moment.feedback_id,
            said=said,
            name=name.strip()[:200],
            on=work.today,
            staff_id=work.by.id,
        )
    )
    work.record(events.FriendAsked(whose))
    return row.id
