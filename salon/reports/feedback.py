"""The form that asks how a visit was, for one visit."""

from salon.appointments.model import AppointmentId
from salon.appointments.queries import appointment
from salon.catalogue.model import ServiceId
from salon.catalogue.queries import service
from salon.clients.model import ClientId
from salon.clients.queries import client_card
from salon.feedback.document import form
from salon.feedback.model import GAPS, WHO, Question, questions
from salon.feedback.sheet import Asked, FormSheet
from salon.paper.pages import Laid
from salon.paper.sheets import Letterhead, Look
from salon.public import public_id
from salon.reports.composing import Composed, composed, spoken_in
from salon.settings.queries import premises
from salon.staff.queries import team
from salon.text import N_, _, full_day, language
from salon.work import Reading


def compose_form(reading: Reading, key: AppointmentId, look: Look) -> Composed:
    """Return the form of a visit, in the client's language; raises Missing."""
    visit = appointment(reading, key)
    tongue = client_card(reading, ClientId(visit.client_id)).line.language
    spoken = spoken_in(look, tongue or premises(reading).language)
    return composed(reading, _document, spoken, form_sheet, key)


def _document(sheet: FormSheet, head: Letterhead, look: Look) -> Laid:
    return form(sheet, head, look)


def form_sheet(reading: Reading, key: AppointmentId) -> FormSheet:
    """Return what is asked of a visit, in the language of now."""
    visit = appointment(reading, key)
    names = service(reading, ServiceId(visit.service_id)).names
    hello = _(N_("{service} on {day}, with {person}"))
    return FormSheet(
        number=public_id("appointment", key),
        title=_(N_("How was it?")),
        hello=hello.format(
            service=names, day=full_day(visit.slot.day), person=visit.person.name
        ),
        how=_(N_("Please mark what fits and leave the sheet at the desk.")),
        questions=tuple(_asked(reading, one) for one in questions()),
        thanks=_(N_("Thank you. Whatever you write is read by a person.")),
        printed=full_day(reading.today),
        client_id=visit.client_id,
    )


def _asked(reading: Reading, one: Question) -> Asked:
    tongue = language()
    options = tuple(option.said_in(tongue) for option in one.options)
    match one.type:
        case "scale_1_5":
            options = tuple(str(number) for number in range(1, 6))
        case "gap_5":
            assert len(options) == len(GAPS)
        case "ref_staff":
            options = tuple(member.name for member in team(reading)[:8])
    return Asked(one.names.said_in(tongue), options if one.id != WHO or options else ())
