"""What is worth knowing of a day wherever it is shown: gaps, and warnings."""

from datetime import date
from typing import TYPE_CHECKING

from salon.appointments.model import DayLine, Resource, clock_time, minute_of
from salon.appointments.openings import gaps
from salon.appointments.queries import day_known
from salon.catalogue.queries import services
from salon.clients.model import ClientId
from salon.safety.queries import what_stands_against
from salon.staff.queries import team
from salon.text import N_
from salon.views.day import Gap

if TYPE_CHECKING:
    from salon.work import Reading

LEAST_GAP = 45  # minutes; shorter ones fill themselves
CHECKED = 80  # visits of a day that are looked at for what stands against them
SHORT = {
    "patch_missing": N_("No patch test"),
    "patch_fail": N_("Patch test positive"),
    "no_guardian": N_("Guardian’s consent missing"),
    "age": N_("Too young"),
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
    """Return what stands against the visits that are still to come, in a word."""
    cards = {one.id: one for one in services(reading)}
    found: dict[int, tuple[str, ...]] = {}
    looked_at = [one for one in visits if one.status.is_open][:CHECKED]
    among = [ClientId(one.client_id) for one in looked_at]
    for line in looked_at:
        card = cards.get(line.service_id)  # type: ignore[call-overload]
        if card is None or (card.patch_rule != "required" and not line.alert):
            continue
        begins = max(reading.now, reading.instant(line.slot.day, line.slot.start))
        said = what_stands_against(
            reading,
            ClientId(line.client_id),
            card,
            line.slot.day,
            begins,
            among=among,
        )
        marks = [SHORT[one.condition] for one in said if one.condition in SHORT]
        if marks:
            found[line.id] = tuple(marks)
    return found
