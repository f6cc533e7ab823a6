"""What is done about the house: defects, suggestions, what is learnt, short lists."""

import json
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select

from salon.aftercare.model import TOLD_BACK
from salon.aftercare.promising import promise_call
from salon.clients.model import ClientId
from salon.clients.queries import living
from salon.house import events
from salon.house.lists import Lists, check_lists, lists_to_plain, usual_lists
from salon.house.model import (
    ANSWER_WITHIN,
    LONGEST,
    REPAIR_WITHIN,
    AlreadyAnswered,
    AlreadyMended,
    Answer,
    Cause,
    NeedsWhy,
    NothingSaid,
    NothingToLearn,
    NotYes,
    Way,
)
from salon.house.queries import lists_of, subject_named
from salon.house.tables import FrontChange, Quiz, ShopDefect, Suggestion, Training
from salon.rights import Right
from salon.settings.operations import describe
from salon.settings.queries import premises
from salon.shifts.events import ShopSeen
from salon.shifts.model import checks
from salon.shifts.queries import shop_round
from salon.staff.tables import StaffMember
from salon.text import N_, _
from salon.work import Work, needs


@needs(Right.MANAGE)
def set_lists(work: Work, lists: Lists) -> None:
    """Keep the short lists of the house and what it gives at most; raises BadList."""
    neat = check_lists(lists)
    if neat == lists_of(work):
        return
    describe(work, house=lists_to_plain(neat, usual_lists(premises(work))))
    work.record(events.ListsChanged())


# rounds and defects


def follow_round(work: Work, event: ShopSeen) -> None:
    """Open a defect for each thing that was not right; what is right again is mended.

    One of a kind is open at most, however often it is seen.
    """
    line = shop_round(work, work.today, event.nth)
    photos = {one.id for one in checks() if one.is_photo}
    is_open = {
        row.about: row
        for row in work.session.scalars(
            select(ShopDefect).where(ShopDefect.mended_on.is_(None))
        )
        if row.about
    }
    for key, is_right in line.seen.items():
        row = is_open.get(key)
        if key in photos:
            continue
        if is_right and row is not None:
            row.mended_on = work.today
            work.record(events.DefectMended(row.id))
        elif not is_right and row is None:
            opened = _open(work, about=key)
            work.record(events.DefectOpened(opened.id))


@needs(Right.CALL)
def note_defect(
    work: Work, words: str, *, owner_id: int | None = None, due: date | None = None
) -> int:
    """Note something that is not right, seen besides the round; return its number.

    Raises:
        NothingSaid: There are no words.
        Missing: There is nobody of that number.
    """
    said = words.strip()[:LONGEST]
    if not said:
        raise NothingSaid
    row = _open(work, words=said)
    if owner_id is not None:
        row.owner_id = work.get(StaffMember, owner_id).id
    row.due = due or row.due
    work.record(events.DefectOpened(row.id))
    return row.id


@needs(Right.CALL)
def give_defect(
    work: Work,
    key: int,
    owner_id: int | None,
    due: date | None,
    *,
    seen: int | None = None,
) -> None:
    """Say who sees to a defect, and until when.

    Raises:
        AlreadyMended: It is right again.
        Missing, ChangedSince: As ever.
    """
    row = work.get(ShopDefect, key, seen=seen)
    if row.mended_on is not None:
        raise AlreadyMended
    row.owner_id = work.get(StaffMember, owner_id).id if owner_id is not None else None
    row.due = due
    work.record(events.DefectChanged(row.id))


@needs(Right.CALL)
def mend(work: Work, key: int, note: str = "", *, seen: int | None = None) -> None:
    """Note that it is right again.

    Raises:
        AlreadyMended: It was.
        Missing, ChangedSince: As ever.
    """
    row = work.get(ShopDefect, key, seen=seen)
    if row.mended_on is not None:
        raise AlreadyMended
    row.mended_on, row.note = work.today, note.strip()[:LONGEST] or row.note
    work.record(events.DefectMended(row.id))


@needs(Right.MANAGE)
def note_front(work: Work, on: date, words: str) -> int:
    """Note that the shop front looks otherwise from a day on; return its number."""
    said = words.strip()[:LONGEST]
    if not said:
        raise NothingSaid
    row = work.add(FrontChange(on=on, words=said, staff_id=work.by.id))
    work.record(events.FrontChanged(row.id))
    return row.id


def _open(work: Work, *, about: str = "", words: str = "") -> ShopDefect:
    return work.add(
        ShopDefect(
            about=about,
            words=words,
            opened_on=work.today,
            note="",
            owner_id=work.by.id,
            due=work.today + timedelta(days=REPAIR_WITHIN),
            mended_on=None,
            staff_id=work.by.id,
        )
    )


# suggestions


@needs(Right.CALL)
def note_suggestion(
    work: Work,
    words: str,
    *,
    way: Way = Way.DESK,
    cause: Cause = Cause.OTHER,
    client_id: int | None = None,
    due: date | None = None,
) -> int:
    """Keep what somebody wishes were otherwise; return its number.

    Args:
        work: As ever.
        words: In the words of whoever said it.
        way: How it reached us.
        cause: What it is about.
        client_id: Who said it, if that is known and a client.
        due: Until when an answer is owed; in fourteen days if nothing is said.

    Raises:
        NothingSaid: There are no words.
        Missing: There is no such client.
    """
    said = words.strip()[:LONGEST]
    if not said:
        raise NothingSaid
    whose = living(work, ClientId(client_id)) if client_id is not None else None
    row = work.add(
        Suggestion(
            client_id=whose,
            on=work.today,
            way=way,
            cause=cause,
            words=said,
            due=due or work.today + timedelta(days=ANSWER_WITHIN),
            answer=Answer.OPEN,
            why="",
            answered_on=None,
            change="",
            changed_on=None,
            told_on=None,
            same_as=None,
            staff_id=work.by.id,
        )
    )
    work.record(events.SuggestionNoted(row.id))
    return row.id


@needs(Right.CALL)
def count_with(work: Work, key: int, other: int) -> None:
    """Count a suggestion with another that says the same, so that ten are seen as ten.

    Raises:
        AlreadyAnswered: It is counted with one, or answered, or the same one.
        Missing: As ever.
    """
    row, kept = work.get(Suggestion, key), work.get(Suggestion, other)
    if kept.same_as is not None:
        kept = work.get(Suggestion, kept.same_as)
    if row.id == kept.id or row.same_as is not None or row.answer is not Answer.OPEN:
        raise AlreadyAnswered
    row.same_as = kept.id
    for voice in _said_the_same(work, row.id):
        voice.same_as = kept.id
    work.record(events.SuggestionJoined(row.id))


@needs(Right.MANAGE)
def answer_suggestion(
    work: Work, key: int, answer: Answer, why: str = "", *, seen: int | None = None
) -> int:
    """Say yes or no to it; who asked is told by a call. Return how many will be rung.

    A no needs a reason, or what is possible instead.

    Raises:
        NeedsWhy: A no without one.
        AlreadyAnswered: It was, or is counted with another.
        Missing, ChangedSince: As ever.
    """
    row = work.get(Suggestion, key, seen=seen)
    if row.same_as is not None or row.answer is not Answer.OPEN or not answer:
        raise AlreadyAnswered
    said = why.strip()[:LONGEST]
    if answer is Answer.NO and not said:
        raise NeedsWhy
    row.answer, row.why, row.answered_on = answer, said, work.today
    told = 0
    if answer is Answer.NO:
        text = _(N_("Asked for: {words}. Not possible: {why}"))
        told = _tell(work, row, text.format(words=row.words, why=said))
    work.record(events.SuggestionAnswered(row.id))
    return told


@needs(Right.MANAGE)
def note_change(work: Work, key: int, change: str, *, seen: int | None = None) -> int:
    """Note what was changed because of it; who asked is told. Return how many.

    Raises:
        NotYes: Nobody said yes to it, or it was changed already.
        NothingSaid: Without words.
        Missing, ChangedSince: As ever.
    """
    row = work.get(Suggestion, key, seen=seen)
    if row.answer is not Answer.YES or row.changed_on is not None:
        raise NotYes
    said = change.strip()[:LONGEST]
    if not said:
        raise NothingSaid
    row.change, row.changed_on = said, work.today
    text = _(N_("Changed because of you: {change}")).format(change=said)
    told = _tell(work, row, text)
    work.record(events.SuggestionCarriedOut(row.id))
    return told


def _said_the_same(work: Work, key: int) -> Sequence[Suggestion]:
    asked = select(Suggestion).where(Suggestion.same_as == key)
    return list(work.session.scalars(asked.order_by(Suggestion.id)))


def _tell(work: Work, row: Suggestion, words: str) -> int:
    """Owe everybody who said so a call; whom one may not ring is left alone."""
    told: set[int] = set()
    for one in (row, *_said_the_same(work, row.id)):
        if one.client_id is None:
            continue
        call = promise_call(work, one.client_id, words, step=TOLD_BACK)
        if call is not None:
            one.told_on = work.today
            told.add(one.client_id)
    return len(told)


# what is learnt


@needs(Right.CALL)
def note_training(
    work: Work,
    staff_id: int,
    subject: str,
    *,
    on: date | None = None,
    teacher: str = "",
    note: str = "",
) -> int:
    """Keep that somebody was taught a service or a product; return its number.

    Args:
        work: As ever.
        staff_id: Who learnt it.
        subject: "service:REF" or "product:ID".
        on: On which day; today if nothing is said.
        teacher: Who taught it.
        note: What the supplier said, what is to be practised.

    Raises:
        NothingToLearn: There is no such service or product.
        Missing: There is nobody of that number.
    """
    if subject_named(work, subject) is None:
        raise NothingToLearn(subject[:60])
    row = work.add(
        Training(
            staff_id=work.get(StaffMember, staff_id).id,
            subject=subject,
            on=on or work.today,
            by=teacher.strip()[:200],
            note=note.strip()[:LONGEST],
        )
    )
    work.record(events.Trained(row.id))
    return row.id


@needs(Right.CALL)
def keep_quiz(
    work: Work, staff_id: int, correct: int, missed: Sequence[str], out_of: int
) -> int:
    """Keep how a quiz went; return its number.

    Args:
        work: As ever.
        staff_id: Whose.
        correct: How many were right.
        missed: The cards that were not known.
        out_of: How many were asked.

    Raises:
        NothingToLearn: Nothing was asked, or more was right than that.
        Missing: There is nobody of that number.
    """
    if out_of <= 0 or not 0 <= correct <= out_of:
        raise NothingToLearn(f"{correct}/{out_of}")
    who = work.get(StaffMember, staff_id)
    row = work.add(
        Quiz(
            staff_id=who.id,
            role=who.role.value,
            at=work.now,
            correct=correct,
            out_of=out_of,
            missed=json.dumps(list(missed), ensure_ascii=False),
        )
    )
    work.record(events.QuizTaken(row.id))
    return row.id
