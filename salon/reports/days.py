"""The day sheet: who comes to whom, and what to look out for."""

from datetime import date

from salon.appointments.model import DayLine as Visit
from salon.appointments.model import Status
from salon.appointments.queries import absences, day_book, working_hours
from salon.appointments.sheet import DayLine, DaySheet, PersonDay
from salon.catalogue.queries import (
    terms,
)
from salon.clients.model import ClientId, Grade
from salon.clients.queries import client_card
from salon.paper.pages import Paper
from salon.paper.sheets import Letterhead, Look
from salon.reports.composing import Composed, composed
from salon.staff.queries import team
from salon.text import (
    _,
    listed,
    sentences,
)
from salon.work import Reading


def compose_day(reading: Reading, day: date, look: Look) -> Composed:
    """Return the day, one page a person."""

    def document(sheet: DaySheet, head: Letterhead, look: Look) -> Paper:
        from salon.appointments.document import day_sheet

        return day_sheet(sheet, head, look)

    return composed(reading, document, look, day_sheet_of, day)


def day_sheet_of(reading: Reading, day: date) -> DaySheet:
    """Return the day of each person of the team."""
    visits = [
        one
        for one in day_book(reading, day)
        if one.status not in (Status.CANCELLED, Status.MISSED)
    ]
    works = working_hours(reading, day)
    away = absences(reading, day)
    people = []
    for person in team(reading):
        mine = [one for one in visits if one.person.id == person.id]
        spans = works.get(person.id, [])
        if not mine and not spans:
            continue
        hours = listed(
            f"{a // 60:02}:{a % 60:02}–{b // 60:02}:{b % 60:02}" for a, b in spans
        )
        gone = [
            f"{one.slot.start:%H:%M}–{one.slot.end:%H:%M} {one.reason}"
            for one in away
            if one.resource.value == "person" and one.resource_id == person.id
        ]
        if mine or gone:
            lines = tuple(_day_line(reading, one) for one in mine)
            people.append(PersonDay(person.name, sentences([hours, *gone]), lines))
    return DaySheet(day, tuple(people))


def _day_line(reading: Reading, one: Visit) -> DayLine:
    card = client_card(reading, ClientId(one.client_id))
    drinks = terms(reading, "drink_pref")
    drink = next((fact.value for fact in card.facts if fact.field == "drink"), "")
    loud = [alert for alert in card.line.alerts if alert.grade is Grade.CRITICAL]
    return DayLine(
        begins=one.slot.start,
        ends=one.slot.end,
        client=one.called or one.client,
        service=str(one.service),
        room=one.room.name if one.room else "",
        device=one.device.name if one.device else "",
        drink=str(drinks.get(drink, drink)),
        never=card.never_do,
        alert=sentences(alert.text for alert in loud),
        note=_("first visit") if one.is_new else one.note,
    )
