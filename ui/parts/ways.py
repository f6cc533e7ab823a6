"""The ways from one page to what other features open, taken when they are asked for.

Pages do not know each other. Whoever leads elsewhere says it here; the other feature
is imported when somebody goes there, and a type checker and an installer see it all
the same.
"""

from datetime import date, time
from typing import TYPE_CHECKING

from ui.places import IncidentOf, RecordOf

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from salon.aftercare.model import CallLine
    from salon.appointments.model import AppointmentId, Resource
    from salon.clients.model import ClientId
    from salon.clients.narrowing import Narrow
    from salon.errors import SalonError
    from salon.incidents.model import IncidentLine
    from salon.views.client import FileWords
    from ui.booking.finding import FindTime
    from ui.courses.figures import Figures
    from ui.desk import Desk
    from ui.kit.picker import Provider
    from ui.kit.sheet import Sheet
    from ui.loyalty.tab import LoyaltyTab
    from ui.money.tab import MoneyTab
    from ui.shifts.handing import HandOverSheet
    from ui.skin.tab import SkinTab
    from ui.tasks import Pending


def open_booking(
    desk: "Desk",
    client_id: int | None = None,
    service_id: int | None = None,
    day: date | None = None,
    start: time | None = None,
    person_id: int | None = None,
) -> "Sheet | None":
    """Open the sheet that gives a client a time; what is known is filled in."""
    from ui.booking.sheet import open_booking as begin

    return begin(desk, client_id, service_id, day, start, person_id)


def find_time(desk: "Desk") -> "FindTime":
    """Return the card that finds the first free times."""
    from ui.booking.finding import FindTime

    return FindTime(desk)


def open_visit(desk: "Desk", key: int) -> None:
    """Open the sheet of an appointment: move, change, cancel it."""
    from ui.calendar.visit import open_visit as begin

    begin(desk, key)


def open_absence(
    desk: "Desk", day: date, on: "tuple[Resource, int] | None" = None
) -> None:
    """Open the sheet that takes a person, room or device out of the book."""
    from ui.calendar.absence import open_absence as begin

    begin(desk, day, on=on)


def open_record(desk: "Desk", appointment_id: int) -> None:
    """Show the treatment record of a visit."""
    desk.go(RecordOf(appointment_id))


def start_visit(desk: "Desk", key: "AppointmentId", seen: int) -> "Pending[None]":
    """Start a treatment; where something stands against it, ask for the reason.

    *seen* is the version of the visit that was looked at.
    """
    from salon.appointments.operations import start_treatment
    from ui.parts.minding import settle
    from ui.parts.reasons import ask_reason

    def again(reason: str) -> None:
        desk.do(start_treatment, key, override=reason, seen=seen)

    def refused(error: "SalonError") -> None:
        if not settle(desk, error, once_more):
            ask_reason(desk, error, again, visit=key)

    def once_more() -> None:
        start_visit(desk, key, seen)

    return desk.do(start_treatment, key, seen=seen).otherwise(refused)


def open_patch_test(desk: "Desk", client_id: int, service_ref: str = "") -> None:
    """Open the sheet that puts a patch test on."""
    from ui.clients.patches import open_put_on

    open_put_on(desk, client_id, service_ref)


def open_patch(desk: "Desk", client_id: int, service_ref: str) -> None:
    """Read the patch test that a visit waits for, where one is on; else put one on."""
    from ui.clients.patches import open_patch as begin

    begin(desk, client_id, service_ref)


def open_patch_reading(desk: "Desk", test_id: int) -> None:
    """Open the sheet that reads a patch test."""
    from ui.clients.patches import open_reading

    open_reading(desk, test_id)


def open_consent(
    desk: "Desk",
    client_id: "ClientId",
    item: str,
    service_ref: str = "",
    condition: str = "",
) -> None:
    """Open the sheet that signs an item of consent."""
    from ui.clients.consents import ask_consent

    ask_consent(desk, client_id, item, service_ref=service_ref, condition=condition)


def turn_forms(
    desk: "Desk",
    client_id: "ClientId",
    steps: "Sequence[tuple[str, str, str]]",
    done: "Callable[[], object] | None" = None,
    language: str = "",
) -> None:
    """Turn the screen to the client: forms to read and sign, one after another.

    Each is the ref of a form or the item it signs, for which service, and its name.
    It is read in *language*, else in the client's own.
    """
    from ui.forms.opening import turn_forms as begin

    begin(desk, client_id, steps, done, language)


def begun_forms(desk: "Desk", key: "ClientId | None" = None) -> "QWidget":
    """Return the lines of forms that were begun and not signed; else they are away.

    Of one client, *key*, or of everybody.
    """
    from ui.forms.begun import BegunForms

    return BegunForms(desk, key)


def open_mishap(
    desk: "Desk", client_id: int, appointment_id: int | None = None
) -> None:
    """Ask what went wrong with a client, or at a visit, and open the incident."""
    from ui.incidents.opening import open_mishap as begin

    begin(desk, client_id, appointment_id)


def open_grievance(
    desk: "Desk", client_id: int, appointment_id: int | None = None
) -> None:
    """Ask what a client was not content with, and open the complaint."""
    from ui.complaints.opening import open_grievance as begin

    begin(desk, client_id, appointment_id)


def choose_complaint(desk: "Desk") -> None:
    """Go to the complaint that is open, or to the list of them."""
    from ui.complaints.choosing import choose_complaint as begin

    begin(desk)


def open_incident_of(desk: "Desk", client_id: "ClientId") -> None:
    """Show the gravest open incident of a client, if there is one."""
    from salon.incidents.queries import open_incidents

    def go(found: "dict[ClientId, tuple[IncidentLine, ...]]") -> None:
        for lines in found.values():
            desk.go(IncidentOf(lines[0].id))

    desk.ask(open_incidents, [client_id]).then(go)


def open_breaks(
    desk: "Desk", client_id: int, fact: str = "", *, tells_of_none: bool = False
) -> None:
    """Open the sheet of what does not fit a client any more, if anything is so."""
    from ui.breaks.sheet import open_breaks as begin

    begin(desk, client_id, fact, tells_of_none=tells_of_none)


def open_new_client(desk: "Desk", text: str = "") -> "Sheet | None":
    """Open a new file; *text* is what was typed of the name."""
    from ui.clients.adding import open_new

    return open_new(desk, text)


def new_client_named(text: str) -> str:
    """Return the offer to open a file for *text*; empty where that is no name."""
    from ui.clients.adding import new_named

    return new_named(text)


def picking_client(desk: "Desk", but: int | None = None) -> "Provider":
    """Return what a picker asks for clients."""
    from ui.clients.finding import picking

    return picking(desk, but)


def open_course(
    desk: "Desk", client_id: int, key: int | None = None, act: str = ""
) -> None:
    """Open what can be done with a client's courses, at one of them and one act."""
    from salon.clients.model import ClientId
    from ui.courses.sheet import open_course as begin

    begin(desk, ClientId(client_id), key, act)


def course_figures() -> "Figures":
    """Return both figures of what a course is worth if it is paid back."""
    from ui.courses.figures import Figures

    return Figures()


def money_tab(desk: "Desk", key: "ClientId", statement: "QAction") -> "MoneyTab":
    """Return the tab of what a client paid ahead."""
    from ui.money.tab import MoneyTab

    return MoneyTab(desk, key, statement)


def loyalty_tab(desk: "Desk", key: "ClientId") -> "LoyaltyTab":
    """Return the tab of how a client stands, and why."""
    from ui.loyalty.tab import LoyaltyTab

    return LoyaltyTab(desk, key)


def print_promises(desk: "Desk") -> None:
    """Show the paper of what is owed, and let it be printed."""
    from salon.reports.promises import compose_promises
    from salon.text import _
    from ui.parts.printing import print_composed

    title = _("Can we keep our promises?")
    print_composed(desk, lambda look: desk.ask(compose_promises, look), title)


def open_new_plan(desk: "Desk", client_id: int | None = None) -> None:
    """Begin a plan, for a client if one is given."""
    from ui.plans.beginning import open_new_plan as begin

    begin(desk, client_id)


def open_joining(desk: "Desk", client_id: "ClientId") -> None:
    """Open the sheet that joins another file into a client's."""
    from salon.clients.queries import client_card
    from ui.clients.merging import open_merge
    from ui.parts.homes import home_of

    home = home_of(desk)
    if home is not None:
        desk.ask(client_card, client_id).then(lambda card: open_merge(desk, card, home))


def open_history(desk: "Desk", table: str, key: int) -> None:
    """Show who changed what of a record and when."""
    from ui.history.sheet import open_history as begin

    begin(desk, table, key)


def skin_tab(desk: "Desk", key: "ClientId") -> "SkinTab":
    """Return the tab of a client's skin."""
    from ui.skin.tab import SkinTab

    return SkinTab(desk, key)


def open_health(desk: "Desk", key: "ClientId", words: "FileWords") -> "Sheet | None":
    """Open the health questions of a client."""
    from ui.clients.healthsheet import open_health as begin

    return begin(desk, key, words)


def open_tick(desk: "Desk", key: "ClientId", way: str = "") -> None:
    """Open the twenty-second tick: at a "visit", in a "call", or by itself."""
    from ui.skin.ticking import open_tick as begin

    begin(desk, key, way)


def photo_folder(desk: "Desk") -> "Path | None":
    """Return the folder in which new photographs are looked for at this desk."""
    from ui.skin.watching import watcher_of

    return watcher_of(desk).folder


def watch_photo_folder(desk: "Desk", folder: "Path | None") -> None:
    """Look for new photographs in another folder from now on, or in none."""
    from ui.skin.watching import watcher_of

    watcher_of(desk).choose(folder)


def open_photos_taking(desk: "Desk", key: "ClientId") -> None:
    """Open the sheet that puts photographs of today into a file."""
    from ui.skin.adding import open_taking

    open_taking(desk, key)


def open_import(desk: "Desk", path: "Path | None" = None) -> None:
    """Open the import of a client list."""
    from ui.exchange.assistant import open_import as begin

    begin(desk, path)


def open_openings(desk: "Desk") -> None:
    """Open what brings the balances of another program into the books."""
    from ui.exchange.openings import open_openings as begin

    begin(desk)


def open_export(
    desk: "Desk",
    text: str = "",
    keys: tuple[int, ...] = (),
    narrow: "Narrow | None" = None,
) -> None:
    """Open the export of the client list, narrowed to *text* or to *keys*.

    *narrow* is the list in sight, which can be written with its own columns.
    """
    from ui.exchange.export import open_export as begin

    begin(desk, text, keys, narrow)


def open_print(
    desk: "Desk",
    kind: str,
    key: "int | date | str | tuple[object, ...]",
    client: int | None = None,
) -> None:
    """Show a paper before it is printed; `ui.parts.printing.open_print` says which."""
    from ui.parts.printing import open_print as begin

    begin(desk, kind, key, client)


def keep_counting_calls(desk: "Desk") -> None:
    """Let the rail say how many calls wait, from now on."""
    from ui.aftercare.badge import keep_counting

    keep_counting(desk)


def open_handover(desk: "Desk") -> "HandOverSheet | None":
    """Open what this shift hands to the next, and the sheet if it came."""
    from ui.shifts.handing import open_handover as begin

    return begin(desk)


def open_walk(desk: "Desk", appointment_id: int) -> None:
    """Open a visit from the door to goodbye."""
    from ui.hosting.visit import open_walk as begin

    begin(desk, appointment_id)


def open_needs(desk: "Desk", client_id: int) -> None:
    """Open what a client needs and expects."""
    from ui.hosting.needs import open_needs as begin

    begin(desk, client_id)


def needs_card(desk: "Desk", key: "ClientId") -> "QWidget":
    """Return the card of a file on what a client needs and expects."""
    from ui.hosting.needs import NeedsCard

    return NeedsCard(desk, key)


def host_strip(desk: "Desk", appointment_id: int) -> "QWidget":
    """Return the line of a record that says what to ask, and how far a visit is."""
    from ui.hosting.strip import HostStrip

    return HostStrip(desk, appointment_id)


def open_greeting(desk: "Desk") -> None:
    """Open whom to greet in the house now, and why."""
    from ui.hosting.greeting import open_greeting as begin

    begin(desk)


def open_enquiry(desk: "Desk") -> None:
    """Count somebody who came in or asked."""
    from ui.house.door import open_enquiry as begin

    begin(desk)


def open_suggestion(desk: "Desk", client_id: int | None = None) -> None:
    """Note what somebody wishes were otherwise."""
    from ui.house.suggesting import open_suggestion as begin

    begin(desk, client_id)


def open_round(desk: "Desk") -> None:
    """Open the round of the shop."""
    from ui.shifts.round import open_round as begin

    begin(desk)


def open_second_round(desk: "Desk") -> None:
    """Open the round that nobody announced."""
    from salon.shifts.model import UNANNOUNCED
    from ui.shifts.round import open_round as begin

    begin(desk, UNANNOUNCED)


def open_contact(desk: "Desk", client_id: int) -> None:
    """Open the sheet that notes a contact of a client."""
    from ui.aftercare.noting import open_contact as begin

    begin(desk, client_id)


def open_wishes(desk: "Desk", client_id: int) -> None:
    """Open the sheet of what a client wants to be contacted for."""
    from ui.aftercare.wishes import open_wishes as begin

    begin(desk, client_id)


def open_memory(desk: "Desk", client_id: int) -> None:
    """Open the sheet of what moves a client, before something is offered."""
    from ui.campaigns.memory import open_memory as begin

    begin(desk, client_id)


def open_feedback(desk: "Desk", appointment_id: int) -> None:
    """Ask how a visit was."""
    from ui.feedback.sheets import open_feedback as begin

    begin(desk, appointment_id)


def open_hope(desk: "Desk", appointment_id: int) -> None:
    """Ask what is hoped of a visit."""
    from ui.feedback.sheets import open_hope as begin

    begin(desk, appointment_id)


def open_survey_call(desk: "Desk", call_id: int) -> None:
    """Ask the questions of a survey in a call."""
    from ui.surveys.entering import open_call

    open_call(desk, call_id)


def survey_notice(desk: "Desk") -> "QWidget":
    """Return the line that says who is to be asked; else it is not there."""
    from ui.surveys.notice import SurveyNotice

    return SurveyNotice(desk)


def open_survey_switches(desk: "Desk") -> None:
    """Open what says which surveys are asked, and how often the team is."""
    from ui.surveys.sheets import open_switches

    open_switches(desk)


def open_survey_form(desk: "Desk") -> None:
    """Enter a form of a survey by its code."""
    from ui.surveys.entering import open_form

    open_form(desk)


def open_writing(
    desk: "Desk",
    client_id: int,
    call: "CallLine | None" = None,
    note: str = "",
    paper: "tuple[str, bytes] | None" = None,
) -> None:
    """Open the sheet in which a message to a client is written.

    Args:
        desk: The desk.
        client_id: To whom.
        call: The call in whose place it is written.
        note: What was noted of that call.
        paper: What goes with it as a mail: its kind ("plan", "after"), and the PDF.
    """
    from ui.messages.write import open_writing as begin

    begin(desk, client_id, call, note, paper)


def open_outbox(desk: "Desk") -> None:
    """Open the outbox: what waits, and what was not delivered."""
    from ui.messages.outbox import open_outbox as begin

    begin(desk)


def mail_pane(desk: "Desk") -> "QWidget":
    """Return the part of the settings that is about mail."""
    from ui.messages.account import MailPane

    return MailPane(desk)


def mail_notice(desk: "Desk") -> "QWidget":
    """Return the line that says that mail needs somebody; else it is not there."""
    from ui.messages.notice import MailNotice

    return MailNotice(desk)


def print_cards(
    desk: "Desk", keys: "Sequence[ClientId]", *, message: str = "", words: str = ""
) -> None:
    """Print a folded card for each client, each in that client's language.

    Args:
        desk: The desk.
        keys: For whom.
        message: A message of the catalogue, by id.
        words: What all cards say, if not a message.
    """
    from ui.messages.papers import print_cards as begin

    begin(desk, keys, message=message, words=words)


def print_labels(desk: "Desk", keys: "Sequence[ClientId]") -> None:
    """Print labels with the addresses of several clients."""
    from ui.messages.papers import print_labels as begin

    begin(desk, keys)


def open_promise(desk: "Desk", client_id: int, name: str = "") -> "Sheet | None":
    """Open the sheet that asks what was promised to a client, and until when."""
    from ui.occasions.sheets import open_promise as begin

    return begin(desk, client_id, name)


def open_kept_day(desk: "Desk", client_id: int, name: str = "") -> "Sheet | None":
    """Open the sheet that notes a day of a client's life."""
    from ui.occasions.noting import open_kept_day as begin

    return begin(desk, client_id, name)


def open_product(desk: "Desk", client_id: int, name: str = "") -> "Sheet | None":
    """Open the sheet that notes what a client uses at home."""
    from ui.occasions.noting import open_product as begin

    return begin(desk, client_id, name)


def open_contract(
    desk: "Desk", client_id: "ClientId", course_id: int | None = None
) -> None:
    """Open the agreement on a course, or without one on stored value."""
    from ui.prepaid.sheets import open_contract as begin

    begin(desk, client_id, course_id)


def open_prepaid_rules(desk: "Desk") -> None:
    """Open the rules of what is sold ahead."""
    from ui.prepaid.rules import open_rules

    open_rules(desk)
