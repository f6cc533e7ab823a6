"""The ways from a client to other features, taken when they are asked for."""

from collections.abc import Callable
from datetime import date, time
from typing import TYPE_CHECKING, Any

from salon.appointments.model import DayLine
from salon.appointments.queries import last_like
from salon.clients.model import ClientId
from salon.text import _
from ui.frame.pages import named
from ui.places import PlanList, RecordOf

if TYPE_CHECKING:
    from ui.desk import Desk


def book(
    desk: "Desk",
    client_id: int,
    *,
    service_id: int | None = None,
    day: date | None = None,
    start: time | None = None,
    person_id: int | None = None,
) -> None:
    """Open the booking for a client."""
    _open(
        desk,
        "ui.booking.sheet:open_booking",
        client_id=client_id,
        service_id=service_id,
        day=day,
        start=start,
        person_id=person_id,
    )


def book_usual(desk: "Desk", key: ClientId) -> None:
    """Open the booking with what she usually has, with whom she usually has it."""

    def begin(usual: DayLine | None) -> None:
        if usual is None:
            book(desk, key)
        else:
            person = usual.person.id
            book(desk, key, service_id=usual.service_id, person_id=person)

    desk.ask(last_like, key).then(begin)


def record(desk: "Desk", appointment_id: int) -> None:
    """Open the treatment record of a visit."""
    desk.go(RecordOf(appointment_id))


def plan(desk: "Desk", client_id: int) -> None:
    """Begin a plan for a client, or go to the plans where that is not here yet."""
    begin = named("ui.plans.beginning:open_new_plan")
    if begin is None:
        desk.go(PlanList())
    else:
        begin(desk, client_id)


def history(desk: "Desk", table: str, key: int) -> None:
    """Open the history of a record."""
    _open(desk, "ui.history.sheet:open_history", table=table, key=key)


def skin_tab(desk: "Desk", key: ClientId, edits: Callable[[], object]) -> Any:
    """Return the tab of her skin: a widget with `show_sight`, `begin` and `editor`.

    *edits* is called when an assessment is begun, and when it is ended.
    """
    made = named("ui.skin.tab:SkinTab")(desk, key)
    made.edits.connect(lambda _on: edits())
    return made


def bring_in(desk: "Desk") -> None:
    """Open the import of a client list."""
    _open(desk, "ui.exchange.assistant:open_import")


def take_out(desk: "Desk", text: str = "") -> None:
    """Open the export of the client list, narrowed to *text*."""
    _open(desk, "ui.exchange.export:open_export", text=text)


def print_paper(desk: "Desk", kind: str, key: int) -> None:
    """Show a paper before it is printed: a "plan", or the "leaflet" of a service."""
    _open(desk, "ui.parts.printing:open_print", kind=kind, key=key)


def _open(desk: "Desk", way: str, **given: Any) -> None:
    begin = named(way)
    if begin is None:
        desk.say(_("This is not here yet"))
    else:
        begin(desk, **given)
