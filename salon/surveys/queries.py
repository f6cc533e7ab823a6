"""What screens and papers ask of surveys."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import case, func, or_, select

from salon.aftercare.tables import Call
from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.clients.model import ClientId
from salon.clients.queries import client_lines, reaches
from salon.clients.reach import CHANNELS, Purpose
from salon.clients.tables import Client
from salon.complaints.queries import quiet_clients
from salon.complaints.tables import Complaint
from salon.courses.tables import Course, Redemption
from salon.errors import Missing
from salon.feedback.asking import questionnaires
from salon.feedback.tables import Hope
from salon.loyalty.model import State
from salon.loyalty.queries import standings
from salon.loyalty.statistics import mean, nps
from salon.loyalty.tables import Standing
from salon.settings.queries import premises
from salon.staff.queries import team
from salon.staff.tables import StaffMember
from salon.surveys.codes import plain
from salon.surveys.comparing import Comparison, Round, compared
from salon.surveys.model import (
    ACTIVE,
    ANSWERED,
    APART,
    COMPLAINT,
    COURSE_END,
    FEWEST,
    LOST,
    PULSE,
    YEAR,
    AnswerLine,
    AskId,
    AskLine,
    AskState,
    NoSuchCode,
    NoSuchRound,
    PulsePeriod,
    PulsePoint,
    RoundId,
    RoundLine,
    RoundPromise,
    ToAsk,
    Way,
)
from salon.surveys.periods import period_of
from salon.surveys.sampling import Candidate
from salon.surveys.tables import (
    NamelessAnswer,
    PulseAnswer,
    PulseMark,
    RaisedPoint,
    SurveyAnswer,
    SurveyAsk,
    SurveyPromise,
    SurveyRound,
)
from salon.surveys.verdict import AGAIN, ONCE
from salon.work import Reading, once

CHUNK = 10_000  # keys of one question
OVERDUE = 0.95  # as certain must it be that somebody is late, to be asked why
LEAST_LATE = timedelta(days=45)  # since the last visit, before anybody slips away
LOOKED_AT = 500  # of those who are late at most: who would bring most, first
AT_THE_END = 14  # days after a course within which its end is asked about
LATER, NO_LATER = 30, 60  # days after it: asked again, and no more
AFTER_CLOSING, NO_MORE = 7, 30  # days after a complaint was closed
MOST = 200  # who are to be asked, in sight at once
PERIODS = 12  # of the pulse that a trend shows
_OVER = (Status.COMPLETED, Status.LEFT)


# rounds


def rounds(reading: Reading) -> list[RoundLine]:
    """Return all survey rounds, the newest first."""
    return _rounds(reading, None)


def round_line(reading: Reading, key: RoundId) -> RoundLine:
    """Return one round; raises Missing."""
    found = _rounds(reading, key)
    if not found:
        raise Missing("SurveyRound", key)
    return found[0]


def resolve_round(reading: Reading, said: str) -> RoundId:
    """Return the round of a number or a title; raises NoSuchRound."""
    text = said.strip()
    number = text.upper().removeprefix("SR")
    for one in rounds(reading):
        if one.title.casefold() == text.casefold() or str(one.id) == number:
            return one.id
    raise NoSuchRound(said[:80])


def round_before(reading: Reading, line: RoundLine) -> RoundLine | None:
    """Return the round of the same kind before one; None where it is the first."""
    earlier = [
        one
        for one in rounds(reading)
        if one.kind == line.kind and (one.opened, one.id) < (line.opened, line.id)
    ]
    return max(earlier, key=lambda one: (one.opened, one.id), default=None)


def _rounds(reading: Reading, key: RoundId | None) -> list[RoundLine]:
    a = SurveyAsk

    def count(condition: Any) -> Any:
        return func.sum(case((condition, 1), else_=0))

    counted = (
        select(
            a.round_id,
            func.count().label("asked"),
            count(a.way == Way.INTERVIEW).label("interviews"),
            count(a.state.in_(ANSWERED)).label("answered"),
            count(a.state == AskState.NAMELESS).label("nameless"),
            count(a.state == AskState.DECLINED).label("declined"),
        )
        .where(a.round_id.is_not(None))
        .group_by(a.round_id)
        .subquery()
    )
    r = SurveyRound
    asked = (
        select(
            *(r.id, r.kind, r.title, r.opened, r.until, r.closed, r.seed),
            *(counted.c.asked, counted.c.interviews, counted.c.answered),
            *(counted.c.nameless, counted.c.declined, r.has_classes, r.changed),
        )
        .outerjoin(counted, counted.c.round_id == r.id)
        .order_by(r.opened.desc(), r.id.desc())
    )
    if key is not None:
        asked = asked.where(r.id == key)
    return [
        RoundLine(
            *(row.id, row.kind, row.title, row.opened, row.until, row.closed),
            row.seed,
            asked=int(row.asked or 0),
            interviews=int(row.interviews or 0),
            answered=int(row.answered or 0),
            nameless=int(row.nameless or 0),
            declined=int(row.declined or 0),
            has_classes=row.has_classes,
            changed=row.changed,
        )
        for row in reading.session.execute(asked)
    ]


# who is asked


def asks_of(
    reading: Reading, key: RoundId, state: AskState | None = None
) -> list[AskLine]:
    """Return who is asked in a round, in the order of their names."""
    asked = _asks().where(SurveyAsk.round_id == key)
    if state is not None:
        asked = asked.where(SurveyAsk.state == state)
    return _ask_lines(reading, asked.order_by(Client.sort_key, SurveyAsk.id))


def ask_line(reading: Reading, key: AskId) -> AskLine:
    """Return one who is asked; raises Missing."""
    found = _ask_lines(reading, _asks().where(SurveyAsk.id == key))
    if not found:
        raise Missing("SurveyAsk", key)
    return found[0]


def ask_by_code(reading: Reading, code: str) -> AskLine:
    """Return whose form has a code; raises NoSuchCode."""
    found = _ask_lines(reading, _asks().where(SurveyAsk.code == plain(code)))
    if not found:
        raise NoSuchCode(code[:40])
    return found[0]


def ask_of_call(reading: Reading, call_id: int) -> AskLine | None:
    """Return what is to be asked in a call; None where no survey is."""
    asked = _asks().where(
        SurveyAsk.call_id == call_id, SurveyAsk.state == AskState.OPEN
    )
    return next(iter(_ask_lines(reading, asked)), None)


def asks_waiting(reading: Reading) -> list[AskLine]:
    """Return who is asked because of a course or a complaint, and has not answered."""
    asked = (
        _asks()
        .where(SurveyAsk.round_id.is_(None), SurveyAsk.state == AskState.OPEN)
        .order_by(SurveyAsk.due, SurveyAsk.id)
        .limit(MOST)
    )
    return _ask_lines(reading, asked)


def _asks() -> Any:
    a = SurveyAsk
    return (
        select(
            *(a.id, a.round_id, a.kind, a.client_id, Client.name.label("client")),
            *(Client.language, a.code, a.way, a.abc, a.state, a.call_id, a.due),
            *(StaffMember.name.label("person"), a.version),
            func.coalesce(Complaint.closed_by, Complaint.owner_id).label("barred"),
        )
        .join(Client, Client.id == a.client_id)
        .outerjoin(StaffMember, StaffMember.id == a.staff_id)
        .outerjoin(Complaint, Complaint.id == a.complaint_id)
    )


def _ask_lines(reading: Reading, asked: Any) -> list[AskLine]:
    return [
        AskLine(
            *(row.id, row.round_id, row.kind, row.client_id, row.client),
            *(row.language, row.code, row.way, row.abc, row.state, row.call_id),
            *(row.due, row.person or "", row.barred, row.version),
        )
        for row in reading.session.execute(asked)
    ]


def candidates(reading: Reading) -> tuple[list[Candidate], dict[str, int], bool]:
    """Return who may be asked in a yearly round, who is left out, and by classes.

    Those who came within a year; not who wants no surveys, was asked within a month,
    wants to hear from us once a year and was asked, or has a complaint open: she is
    listened to first.

    Returns:
        The people, how many are left out by the word of the reason, and whether
        classes were worked out.
    """
    came = _came(reading)
    known = standings(reading)
    keys = sorted(came)
    out: Counter[str] = Counter()
    lately = _asked_since(reading, reading.today - APART)
    yearly = _once_a_year(reading)
    quiet: set[int] = set()
    refusing: set[int] = set()
    for some in _chunks(keys):
        quiet |= quiet_clients(reading, some)
        for key, reach in reaches(reading, some).items():
            if not any(reach.may(Purpose.SURVEY, way) for way in CHANNELS):
                refusing.add(key)
    found = []
    for key in keys:
        reasons = (
            ("refused", refusing),
            ("lately", lately),
            ("once_a_year", yearly),
            ("complaint", quiet),
        )
        why = next((word for word, whom in reasons if key in whom), "")
        if why:
            out[why] += 1
            continue
        standing = known.get(key)
        found.append(
            Candidate(
                key,
                standing.abc.value if standing is not None else "",
                (standing and standing.staff_id) or came[key],
                standing.state.value if standing is not None else "",
            )
        )
    return found, dict(out), bool(known)


def _came(reading: Reading) -> dict[int, int]:
    """Return who came within a year, each with whom she was most."""
    counted = (
        select(Appointment.client_id, Appointment.staff_id, func.count().label("times"))
        .join(Client, Client.id == Appointment.client_id)
        .where(
            Appointment.status.in_(_OVER),
            Appointment.day > reading.today - ACTIVE,
            Appointment.day <= reading.today,
            Client.merged_into.is_(None),
        )
        .group_by(Appointment.client_id, Appointment.staff_id)
    )
    best: dict[int, tuple[int, int]] = {}
    for row in reading.session.execute(counted):
        mine = (row.times, -row.staff_id)
        best[row.client_id] = max(best.get(row.client_id, mine), mine)
    return {key: -staff for key, (_times, staff) in best.items()}


def _chunks(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), CHUNK):
        yield keys[start : start + CHUNK]


def _asked_since(reading: Reading, day: date) -> set[int]:
    asked = select(SurveyAsk.client_id).where(SurveyAsk.on > day)
    return {int(key) for key in reading.session.scalars(asked)}


def _once_a_year(reading: Reading) -> set[int]:
    """Return who said within a year that once a year is enough."""
    asked = select(SurveyAnswer.client_id, SurveyAnswer.answers).where(
        SurveyAnswer.kind == LOST, SurveyAnswer.at > reading.now - YEAR
    )
    return {
        int(key)
        for key, answers in reading.session.execute(asked)
        if json.loads(answers).get(AGAIN) == ONCE
    }


# who is due for a short survey


@once
def to_ask(reading: Reading) -> tuple[ToAsk, ...]:
    """Return who is due to be asked after a course, a complaint, or her absence.

    Nobody twice for the same, nobody within a month, nobody who does not want it.
    """
    off = premises(reading).surveys_off
    due: list[ToAsk] = []
    if COMPLAINT not in off:
        due += _after_complaints(reading)
    if COURSE_END not in off:
        due += _after_courses(reading)
    if LOST not in off:
        due += _lost(reading)
    if not due:
        return ()
    keys = sorted({one.client_id for one in due})
    lately = _asked_since(reading, reading.today - APART)
    quiet = quiet_clients(reading, keys)
    ways: dict[int, bool] = {}
    for some in _chunks(keys):
        for key, reach in reaches(reading, some).items():
            ways[key] = any(reach.may(Purpose.SURVEY, way) for way in CHANNELS)
    taken: set[int] = set()
    kept: list[ToAsk] = []
    # what is due on a day first; of those who are late, who would bring most
    dated = [one for one in due if one.kind != LOST]
    dated.sort(key=lambda one: (one.since, one.kind, one.client_id))
    for one in [*dated, *(one for one in due if one.kind == LOST)]:
        key = one.client_id
        if key in lately or key in quiet or key in taken or not ways.get(key):
            continue
        taken.add(key)
        kept.append(one)
        if len(kept) == MOST:
            break
    lines = client_lines(reading, [ClientId(one.client_id) for one in kept])
    names = {int(one.id): one.name for one in lines}
    return tuple(replace(one, client=names.get(one.client_id, "")) for one in kept)


def _after_complaints(reading: Reading) -> list[ToAsk]:
    last = reading.now - timedelta(days=AFTER_CLOSING)
    first = reading.now - timedelta(days=NO_MORE)
    was = select(SurveyAsk.id).where(SurveyAsk.complaint_id == Complaint.id)
    asked = (
        select(
            *(Complaint.id, Complaint.client_id, Complaint.closed_at),
            func.coalesce(Complaint.closed_by, Complaint.owner_id).label("barred"),
        )
        .join(Client, Client.id == Complaint.client_id)
        .where(
            Complaint.closed_at > first,
            Complaint.closed_at <= last,
            Client.merged_into.is_(None),
            ~was.exists(),
        )
    )
    people = {int(one.id): one.name for one in team(reading, everyone=True)}
    return [
        ToAsk(
            *(COMPLAINT, row.client_id, ""),
            reading.local(row.closed_at).date() + timedelta(days=AFTER_CLOSING),
            row.id,
            barred=row.barred,
            barred_name=people.get(row.barred, ""),
        )
        for row in reading.session.execute(asked)
    ]


def _after_courses(reading: Reading) -> list[ToAsk]:
    """Return whose course has been used up lately, or a month ago."""
    taken = (
        select(
            Redemption.course_id,
            func.count().label("taken"),
            func.max(Redemption.at).label("last"),
        )
        .where(Redemption.back_at.is_(None))
        .group_by(Redemption.course_id)
        .having(func.max(Redemption.at) > reading.now - timedelta(days=NO_LATER))
        .subquery()
    )
    asked = (
        select(Course.id, Course.client_id, Course.name, taken.c.last)
        .join(taken, taken.c.course_id == Course.id)
        .join(Client, Client.id == Course.client_id)
        .where(
            Course.sessions > 0,
            taken.c.taken >= Course.sessions,
            Client.merged_into.is_(None),
        )
    )
    rows = reading.session.execute(asked).all()
    was: dict[int, set[int]] = defaultdict(set)
    before = select(SurveyAsk.course_id, SurveyAsk.part).where(
        SurveyAsk.course_id.in_([row.id for row in rows])
    )
    for course, part in reading.session.execute(before):
        was[int(course or 0)].add(part)
    found = []
    for row in rows:
        ended = reading.local(row.last).date()
        days = (reading.today - ended).days
        part = 1 if days >= LATER else 0
        is_now = days <= AT_THE_END or LATER <= days <= NO_LATER
        if not is_now or part in was[row.id]:
            continue
        since = ended + timedelta(days=LATER if part else 0)
        found.append(
            ToAsk(COURSE_END, row.client_id, "", since, row.id, part, row.name)
        )
    return found


def _lost(reading: Reading) -> list[ToAsk]:
    """Return who is surely late by her own rhythm, and was never asked why."""
    was = select(SurveyAsk.id).where(
        SurveyAsk.kind == LOST, SurveyAsk.client_id == Standing.client_id
    )
    asked = (
        select(Standing.client_id)
        .join(Client, Client.id == Standing.client_id)
        .where(
            Standing.last_visit < reading.today - LEAST_LATE,
            (Standing.next_visit.is_(None)) | (Standing.next_visit < reading.today),
            Client.merged_into.is_(None),
            Client.do_not_contact.is_(False),
            ~was.exists(),
        )
        .order_by(Standing.next_year.desc(), Standing.client_id)
        .limit(LOOKED_AT)
    )
    keys = [int(key) for key in reading.session.scalars(asked)]
    if not keys:
        return []
    known = standings(reading, keys)
    return [
        ToAsk(LOST, ClientId(key), "", one.last_visit)
        for key in keys
        if (one := known[key]).overdue > OVERDUE
        and one.state in (State.LAPSING, State.LOST)
        and one.last_visit is not None
    ]


def expected_of(reading: Reading, course_id: int) -> int | None:
    """Return what was hoped for when a course began, 0 to 10; None: nobody asked."""
    asked = (
        select(Hope.score)
        .join(Redemption, Redemption.appointment_id == Hope.appointment_id)
        .where(Redemption.course_id == course_id)
        .order_by(Hope.at, Hope.id)
        .limit(1)
    )
    return reading.session.scalar(asked)


# what was answered


@dataclass(frozen=True, slots=True)
class Given:
    """One set of answers of a round, whoever gave it."""

    answers: dict[str, str] = field(hash=False)
    recommends: int | None
    about_id: int | None = None  # the therapist; never of a nameless one
    about: str = ""
    is_named: bool = True


def answers_of(reading: Reading, client_id: ClientId) -> list[AnswerLine]:
    """Return what a client answered with her name, the newest first."""
    a = SurveyAnswer
    asked = (
        select(
            *(a.id, a.kind, a.round_id, a.client_id, Client.name, a.how, a.at),
            *(a.abc, a.recommends, a.answers),
        )
        .join(Client, Client.id == a.client_id)
        .where(a.client_id == client_id)
        .order_by(a.at.desc(), a.id.desc())
    )
    return [
        AnswerLine(
            *(row.id, row.kind, row.round_id, row.client_id, row.name, row.how),
            reading.local(row.at),
            *(row.abc, row.recommends, json.loads(row.answers)),
        )
        for row in reading.session.execute(asked)
    ]


def given_in(reading: Reading, key: RoundId) -> list[Given]:
    """Return all answers of a round, with and without names, in no telling order.

    Those without names only when the round is closed and there are `FEWEST` of them:
    who answered is known, so one alone, or one more than before, would have a name.
    """
    a, n = SurveyAnswer, NamelessAnswer
    named = (
        select(a.answers, a.recommends, a.about_id, StaffMember.name)
        .outerjoin(StaffMember, StaffMember.id == a.about_id)
        .where(a.round_id == key)
    )
    found = [
        Given(json.loads(row.answers), row.recommends, row.about_id, row.name or "")
        for row in reading.session.execute(named)
    ]
    nameless = (
        select(n.answers, n.recommends)
        .join(SurveyRound, SurveyRound.id == n.round_id)
        .where(n.round_id == key, SurveyRound.closed.is_not(None))
    )
    unnamed = reading.session.execute(nameless.order_by(n.token)).all()
    if len(unnamed) >= FEWEST:
        found += [
            Given(json.loads(row.answers), row.recommends, is_named=False)
            for row in unnamed
        ]
    return sorted(found, key=lambda one: json.dumps(one.answers, sort_keys=True))


def stands_of(reading: Reading, key: RoundId) -> list[tuple[str, str, bool, bool]]:
    """Return of each who was asked: class, state then, in person, answered."""
    a = SurveyAsk
    asked = select(a.abc, a.rhythm, a.way, a.state).where(a.round_id == key)
    return [
        (row.abc, row.rhythm, row.way is Way.INTERVIEW, row.state in ANSWERED)
        for row in reading.session.execute(asked)
    ]


def compare_rounds(
    reading: Reading, key: RoundId, before: RoundId | None
) -> Comparison:
    """Return what a round says beside another one."""
    return compared(
        _round(reading, key), _round(reading, before) if before is not None else None
    )


def _round(reading: Reading, key: RoundId) -> Round:
    given = given_in(reading, key)
    return Round(
        stands_of(reading, key),
        [one.answers for one in given],
        [one.recommends for one in given if one.recommends is not None],
        [one.about for one in given if one.is_named],
    )


def promises_after(reading: Reading, key: RoundId) -> list[RoundPromise]:
    """Return what was promised after a round, in its order."""
    return _promises(reading, SurveyPromise.round_id == key)


def promises_again(reading: Reading) -> list[RoundPromise]:
    """Return the promises of rounds that come back by themselves, as they are due.

    Half a year after they were made, or past their day, as long as nobody has said
    that they are kept.
    """
    p = SurveyPromise
    return _promises(
        reading,
        p.done.is_(None) & or_(p.again <= reading.today, p.due < reading.today),
    )


def _promises(reading: Reading, condition: Any) -> list[RoundPromise]:
    p = SurveyPromise
    asked = (
        select(
            *(p.id, p.round_id, p.words, p.staff_id, StaffMember.name.label("person")),
            *(p.due, p.done, p.again, p.version, SurveyRound.title),
        )
        .join(SurveyRound, SurveyRound.id == p.round_id)
        .outerjoin(StaffMember, StaffMember.id == p.staff_id)
        .where(condition)
        .order_by(p.round_id, p.id)
    )
    return [
        RoundPromise(
            *(row.id, row.round_id, row.words, row.staff_id, row.person or ""),
            *(row.due, row.done, row.again, row.version, row.title),
        )
        for row in reading.session.execute(asked)
    ]


# the pulse of the team


def pulse_now(reading: Reading) -> tuple[date, date]:
    """Return the first and the last day of the period that runs."""
    return period_of(reading.today, premises(reading).pulse_days)


def pulse_is_due(reading: Reading, staff_id: int | None) -> bool:
    """Return whether one of the team has not answered in the period that runs."""
    if staff_id is None or PULSE in premises(reading).surveys_off:
        return False
    first, _last = pulse_now(reading)
    there = select(PulseMark.staff_id).where(
        PulseMark.first == first, PulseMark.staff_id == staff_id
    )
    return reading.session.scalar(there) is None


def pulse_periods(reading: Reading) -> list[PulsePeriod]:
    """Return what the team says, the newest first; only counts where it is too little.

    Of the period that runs nothing but how many have answered: whoever looks before
    and after somebody answers would know what she said.
    """
    now, until = pulse_now(reading)
    days = premises(reading).pulse_days
    marks = select(PulseMark.first, func.count()).group_by(PulseMark.first)
    answered = {row[0]: int(row[1]) for row in reading.session.execute(marks)}
    said: dict[date, list[dict[str, str]]] = defaultdict(list)
    shown = [first for first, count in answered.items() if count >= FEWEST]
    asked = select(PulseAnswer.first, PulseAnswer.answers).where(
        PulseAnswer.first.in_(shown)
    )
    for first, answers in reading.session.execute(asked.order_by(PulseAnswer.token)):
        said[first].append(json.loads(answers))
    of = len(team(reading))
    found = []
    for first in sorted({*answered, now}, reverse=True)[:PERIODS]:
        count = answered.get(first, 0)
        last = until if first == now else first + timedelta(days=days - 1)
        is_over = first != now and last < reading.today
        mine = said[first] if is_over and len(said[first]) >= FEWEST else []
        found.append(_period(first, last, count, max(of, count), is_over, mine))
    return found


def _period(
    first: date,
    last: date,
    answered: int,
    of: int,
    is_over: bool,
    said: Sequence[dict[str, str]],
) -> PulsePeriod:
    if not said:
        return PulsePeriod(first, last, answered, of, is_over)
    scores: dict[str, float] = {}
    recommends = None
    blocks: Counter[int] = Counter()
    words: list[str] = []
    for one in questionnaires()[PULSE].questions:
        given = [each[one.id] for each in said if each.get(one.id)]
        if one.type == "scale_1_5":
            found = mean([int(each) for each in given])
            if found is not None and len(given) >= FEWEST:
                scores[one.id] = found.value
        elif one.type == "nps" and len(given) >= FEWEST:
            span = nps([int(each) for each in given])
            recommends = (span.value, span.low, span.high) if span else None
        elif one.takes_several:
            for each in given:
                blocks.update(int(place) for place in each.split(","))
            options = one.options
        elif one.is_words:
            words = sorted(given)
    in_order = sorted(blocks.items(), key=lambda pair: (-pair[1], pair[0]))
    return PulsePeriod(
        *(first, last, answered, of, is_over, scores, recommends),
        tuple((options[place], count) for place, count in in_order),
        tuple(words),
    )


def pulse_points(reading: Reading) -> list[PulsePoint]:
    """Return what the team raised: what waits for an answer first, then the newest."""
    p = RaisedPoint
    asked = (
        select(
            *(p.id, p.words, p.first, p.answer, p.why, p.staff_id),
            *(StaffMember.name.label("person"), p.due, p.answered, p.version),
        )
        .outerjoin(StaffMember, StaffMember.id == p.staff_id)
        .order_by(case((p.answer == "", 0), else_=1), p.first.desc(), p.id.desc())
        .limit(MOST)
    )
    return [
        PulsePoint(
            *(row.id, row.words, row.first, row.answer, row.why, row.staff_id),
            *(row.person or "", row.due, row.answered, row.version),
        )
        for row in reading.session.execute(asked)
    ]


def open_calls(reading: Reading, keys: Iterable[int]) -> dict[int, date]:
    """Return when those are to be rung who are, by the call."""
    asked = select(Call.id, Call.due).where(Call.id.in_(list(keys)))
    return {int(key): due for key, due in reading.session.execute(asked)}
