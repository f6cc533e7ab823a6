"""What is worth knowing of a day wherever it is shown: gaps, and warnings."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from salon.appointments.model import DayLine, Resource, clock_time, minute_of
from salon.appointments.openings import gaps
from salon.appointments.queries import day_known
from salon.breaks.queries import overridden
from salon.catalogue.queries import services
from salon.clients.model import ClientId
from salon.safety.model import SHORT, Answer, Objection, Verdict
from salon.safety.queries import safety_answer
from salon.staff.queries import team
from salon.text import N_
from salon.views.day import Gap

if TYPE_CHECKING:
    from salon.work import Reading

LEAST_GAP = 45  # minutes; shorter ones fill themselves
CHECKED = 80  # visits of a day that are looked at for what stands against them
TO_READ = N_("Patch test to read")
_OTHERS = {  # what health forbids, as long as nobody has answered it
    Verdict.LETTER: N_("Doctor’s letter"),
    Verdict.BLOCK: N_("Not possible"),
}


def gaps_of(reading: "Reading", day: date, least: int = LEAST_GAP) -> list[Gap]:
    """Return the stretches still to come in which somebody could be booked."""
    known = day_known(reading, day)
    now = minute_of(reading.local(reading.now).time()) if day == reading.today else 0
    treats = {one.id: one for one in team(reading) if one.role.treats}
    found = []
    for person in treats.values():
        works = [(max(a, now), b) for a, b in known.works.get(person.id, ()) if b > now]
        busy = known.busy.get((Resource.PERSON, person.id), ())
        for start, until in gaps(works, busy, least):
            at = -(-start // 5) * 5
            found.append(Gap(person.id, person.name, clock_time(at), clock_time(until)))
    return sorted(found, key=lambda gap: (gap.start, gap.person))


def marks_against(
    reading: "Reading", visits: list[DayLine]
) -> dict[int, tuple[str, ...]]:
    """Return what needs a hand before the visits that are still to come, in a word.

    What is only to be heeded, or was gone against with a reason, is in the record.
    """
    cards = {one.id: one for one in services(reading)}
    found: dict[int, tuple[str, ...]] = {}
    looked_at = [one for one in visits if one.status.is_open][:CHECKED]
    among = [ClientId(one.client_id) for one in looked_at]
    settled = overridden(reading, [one.id for one in looked_at])
    for line in looked_at:
        card = cards.get(line.service_id)  # type: ignore[call-overload]
        if card is None:
            continue
        begins = max(reading.now, reading.instant(line.slot.day, line.slot.start))
        answer = safety_answer(
            reading,
            ClientId(line.client_id),
            card,
            line.slot.day,
            begins,
            among=among,
            visit=line.id,
        )
        if marks := marks_of(answer, settled.get(line.id, frozenset())):
            found[line.id] = marks
    return found


def marks_of(answer: Answer, settled: Collection[str] = ()) -> tuple[str, ...]:
    """Return what of an answer needs a hand before the visit, each in a word.

    Args:
        answer: What is said of the visit.
        settled: The rules that were gone against with a reason.
    """
    late = {
        TO_READ if one.until is None else SHORT["patch_missing"]: None
        for one in answer.to_do
        if one.condition == "patch_missing"
    }
    marks = [_mark(one) for one in answer.objections if one.rule not in settled]
    marks += [_mark(one) for one in answer.to_do if one.condition != "patch_missing"]
    return tuple(dict.fromkeys(mark for mark in (*marks, *late) if mark))


def _mark(one: Objection) -> str:
    if one.verdict is Verdict.WARN:
        return ""
    return SHORT.get(one.condition) or _OTHERS.get(one.verdict, "")
