"""What the page of the house and its sheets show, one part a tab."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from salon.appointments.model import Status
from salon.appointments.queries import day_book
from salon.catalogue.model import ServiceCard
from salon.catalogue.queries import services
from salon.clients.model import ClientId
from salon.clients.queries import client_line
from salon.complaints.queries import quiet_clients
from salon.feedback.queries import feedbacks
from salon.hosting.model import (
    EnquiryLine,
    Entry,
    Extras,
    FriendMoment,
    Greeting,
    Need,
    Needs,
    Step,
    TenureRow,
    ValueSheet,
    Wait,
    WaitSums,
    Walk,
    missed_steps,
)
from salon.hosting.queries import (
    care_by_tenure,
    effort_of,
    enquiries,
    entry_by_month,
    extras_of,
    friend_moment,
    memories_of,
    memory_of_visit,
    need_to_ask,
    needs_of,
    value_of,
    wait_sums,
    waiting,
    walk_of,
    walks,
)
from salon.house.learning import Card
from salon.house.lists import Lists
from salon.house.model import DefectLine, QuizLine, SuggestionLine, TrainingLine
from salon.house.queries import (
    cards,
    defects,
    lists_of,
    quizzes,
    suggestions,
    trainings,
)
from salon.occasions.queries import on_file
from salon.settings.queries import premises
from salon.shifts.model import MORNING, UNANNOUNCED, Check, RoundLine
from salon.shifts.queries import checks_here, rounds, shop_round
from salon.staff.model import StaffLine
from salon.staff.queries import team
from salon.text import N_, _, ngettext

if TYPE_CHECKING:
    from salon.work import Reading

TREND = 30  # days of rounds that are shown
MENDED = 14  # days for which what was mended is still shown
MONTHS = 180  # days of enquiries by month
LATELY = 30  # days of waits and of missed steps
VISITS_MANY = 10  # from which a client is known to the house


@dataclass(frozen=True, slots=True)
class RoundSight:
    """Rounds and defects; a result is of a day, never of a person."""

    today: date
    checks: tuple[Check, ...]
    morning: RoundLine
    second: RoundLine
    defects: tuple[DefectLine, ...]
    gone: tuple[RoundLine, ...]
    team: tuple[StaffLine, ...]


def round_sight(reading: "Reading") -> RoundSight:
    """Return what the tab of rounds shows."""
    today = reading.today
    gone = rounds(reading, today - timedelta(days=TREND), today)

    def of(nth: int) -> RoundLine:
        mine = [one for one in gone if one.day == today and one.nth == nth]
        return mine[0] if mine else RoundLine(today, {}, nth=nth)

    return RoundSight(
        today,
        checks_here(reading),
        of(MORNING),
        of(UNANNOUNCED),
        tuple(defects(reading, mended_since=today - timedelta(days=MENDED))),
        tuple(gone),
        tuple(team(reading)),
    )


@dataclass(frozen=True, slots=True)
class SuggestionSight:
    """What was wished for, and what became of it."""

    today: date
    lines: tuple[SuggestionLine, ...]


def suggestion_sight(reading: "Reading") -> SuggestionSight:
    """Return what the tab of suggestions shows."""
    return SuggestionSight(reading.today, tuple(suggestions(reading)))


@dataclass(frozen=True, slots=True)
class LearningSight:
    """Who was taught what, and how the quizzes went."""

    today: date
    team: tuple[StaffLine, ...]
    trainings: tuple[TrainingLine, ...]
    quizzes: tuple[QuizLine, ...]
    services: tuple[ServiceCard, ...]

    def last_quiz(self, key: int) -> QuizLine | None:
        """Return the newest quiz of somebody; None where there is none."""
        return next((one for one in self.quizzes if one.staff_id == key), None)

    def last_passed(self, key: int) -> QuizLine | None:
        """Return the newest one that was passed."""
        mine = (one for one in self.quizzes if one.staff_id == key and one.is_passed)
        return next(mine, None)

    def taught(self, key: int) -> tuple[TrainingLine, ...]:
        """Return what somebody was taught, the newest first."""
        return tuple(one for one in self.trainings if one.staff_id == key)


def learning_sight(reading: "Reading") -> LearningSight:
    """Return what the tab of training shows."""
    return LearningSight(
        reading.today,
        tuple(team(reading)),
        tuple(trainings(reading)),
        tuple(quizzes(reading)),
        tuple(one for one in services(reading) if one.is_active),
    )


def learning_cards(reading: "Reading") -> tuple[Card, ...]:
    """Return all that can be asked."""
    return tuple(cards(reading))


@dataclass(frozen=True, slots=True)
class DoorSight:
    """Who came in, who waits, and what was missed on the way to goodbye."""

    today: date
    now: datetime
    enquiries: tuple[EnquiryLine, ...]
    months: tuple[Entry, ...]
    waits: tuple[Wait, ...]
    sums: WaitSums
    offers: tuple[str, ...]
    missed: tuple[tuple[Step, int], ...]  # the most missed first
    visits: int  # that are over
    tenure: tuple[TenureRow, ...]


def door_sight(reading: "Reading") -> DoorSight:
    """Return what the tab of the door shows."""
    today = reading.today
    since = today - timedelta(days=LATELY)
    walked = walks(reading, since, today)
    missed = sorted(missed_steps(walked).items(), key=lambda one: -one[1])
    return DoorSight(
        today,
        reading.local(reading.now).replace(tzinfo=None),
        tuple(enquiries(reading, today - timedelta(days=TREND), today)),
        tuple(entry_by_month(reading, today - timedelta(days=MONTHS), today)),
        tuple(waiting(reading)),
        wait_sums(reading, since, today),
        lists_of(reading).offers,
        tuple(missed),
        sum(one.is_over for one in walked),
        tuple(care_by_tenure(reading, since, today, walked)),
    )


@dataclass(frozen=True, slots=True)
class VisitSight:
    """A visit from the door to goodbye, and what serves it at this moment."""

    walk: Walk | None
    wait: Wait | None
    extras: Extras
    needs: Needs
    ask: Need | None
    friend: FriendMoment
    memory: str
    offers: tuple[str, ...]
    language: str  # in which a question is asked


def visit_sight(reading: "Reading", appointment_id: int) -> VisitSight | None:
    """Return what the sheet of a visit shows; None where there is no such visit."""
    walk = walk_of(reading, appointment_id)
    if walk is None:
        return None
    client = ClientId(walk.client_id)
    needs = needs_of(reading, client)
    waits = [one for one in waiting(reading) if one.appointment_id == appointment_id]
    return VisitSight(
        walk,
        waits[0] if waits else None,
        extras_of(reading, client),
        needs,
        need_to_ask(reading, client, needs),
        friend_moment(reading, client),
        memory_of_visit(reading, appointment_id),
        lists_of(reading).offers,
        client_line(reading, client).language or premises(reading).language,
    )


@dataclass(frozen=True, slots=True)
class ClientNeedsSight:
    """What a client needs, what she has of us and what it costs her."""

    needs: Needs
    ask: Need | None
    value: ValueSheet
    language: str
    effort: tuple[int | None, int | None]
    extras: Extras
    suggestions: tuple[SuggestionLine, ...] = field(default=())


def client_needs(reading: "Reading", client_id: ClientId) -> ClientNeedsSight:
    """Return what the sheet of a client's needs shows."""
    needs = needs_of(reading, client_id)
    return ClientNeedsSight(
        needs,
        need_to_ask(reading, client_id, needs),
        value_of(reading, client_id),
        client_line(reading, client_id).language or premises(reading).language,
        effort_of(reading, client_id),
        extras_of(reading, client_id),
        tuple(suggestions(reading, client_id=int(client_id))),
    )


def house_lists(reading: "Reading") -> Lists:
    """Return the short lists of the house."""
    return lists_of(reading)


def defects_open(reading: "Reading") -> tuple[int, int, bool, bool]:
    """Return how many defects are open and late, whether one went round, and must."""
    found = defects(reading)
    gone = shop_round(reading, reading.today).at is not None
    late = sum(one.is_late(reading.today) for one in found)
    is_open = premises(reading).hours.is_open(reading.today)
    return len(found), late, gone, is_open


def greeting(reading: "Reading") -> tuple[Greeting, ...]:
    """Return whom to greet: who is in the house now, and why, the weightiest first."""
    here = [
        one
        for one in day_book(reading, reading.today)
        if one.status in (Status.ARRIVED, Status.IN_TREATMENT)
    ]
    if not here:
        return ()
    keys = [one.client_id for one in here]
    unhappy = quiet_clients(reading, keys)
    waits = {one.appointment_id: one for one in waiting(reading)}
    praised = {one.client_id for one in feedbacks(reading, TREND) if one.csat >= 5}
    found: list[Greeting] = []
    for one in here:
        why: list[str] = []
        weight = 0
        key = ClientId(one.client_id)
        if one.client_id in unhappy:
            why.append(_(N_("a complaint is open: ask how it stands")))
            weight += 8
        wait = waits.get(int(one.id))
        if wait is not None and wait.minutes >= 10:
            many = wait.minutes
            said = ngettext("waits {number} minute", "waits {number} minutes", many)
            why.append(said.format(number=many))
            weight += 4
        if one.is_new:
            why.append(_(N_("first visit: say who you are")))
            weight += 5
        if one.client_id in praised:
            why.append(_(N_("praised us lately: say thank you")))
            weight += 2
        memories = memories_of(reading, key, 1)
        if memories:
            why.append(memories[0].words)
            weight += 1
        if on_file(reading, key).promises:
            why.append(_(N_("something was promised")))
            weight += 3
        place = str(one.room.name) if one.room is not None else ""
        is_waiting = one.status is Status.ARRIVED
        found.append(
            Greeting(
                int(one.id),
                int(one.client_id),
                one.client,
                one.called,
                _(N_("waits")) if is_waiting else place,
                one.person.name,
                one.arrived,
                is_waiting,
                tuple(why),
                weight,
            )
        )
    return tuple(sorted(found, key=lambda each: -each.weight))
