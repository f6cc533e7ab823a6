"""From what stands against a visit to where it is put right, in one press."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from salon.appointments.model import AppointmentId, DayLine
from salon.clients.model import ClientId
from salon.safety.model import Objection, Verdict
from salon.text import _
from ui.kit.buttons import Button
from ui.kit.cards import Icon, across, clear, down, held
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.ways import (
    open_consent,
    open_incident_of,
    open_patch,
    open_visit,
)
from ui.places import ClientCard

if TYPE_CHECKING:
    from ui.desk import Desk

TREATMENT, GUARDIAN, LETTER = "treatment_specific", "guardian_consent", "medical_letter"
_ICONS = {
    "consent_missing": "signature",
    "no_guardian": "users",
    "patch_missing": "flask",
}


@dataclass(frozen=True, slots=True)
class About:
    """The visit it is about, as far as there is one yet."""

    client_id: ClientId
    service_ref: str
    visit: AppointmentId | None = None


@dataclass(frozen=True, slots=True)
class WayOn:
    """What can be done about one objection."""

    text: str
    icon: str
    go: Callable[[], object]


def about_line(line: DayLine) -> About:
    """Return what a visit in a list is about."""
    return About(ClientId(line.client_id), line.service_ref, AppointmentId(line.id))


def way_on(desk: "Desk", one: Objection, about: About) -> WayOn | None:
    """Return where one objection is put right; None where it only waits."""
    key, ref = about.client_id, about.service_ref
    match one.condition:
        case "consent_missing":
            sign = partial(open_consent, desk, key, TREATMENT, ref)
            return WayOn(_("Sign the consent"), "signature", sign)
        case "no_guardian":
            note = partial(open_consent, desk, key, GUARDIAN)
            return WayOn(_("Note the guardian’s consent"), "signature", note)
        case "patch_missing":
            said = _("Patch test") if one.until else _("Read the patch test")
            return WayOn(said, "flask", partial(open_patch, desk, key, ref))
        case "incident":
            go = partial(open_incident_of, desk, key)
            return WayOn(_("Open the incident"), "urgent", go)
    if one.verdict is Verdict.LETTER:
        note = partial(open_consent, desk, key, LETTER, "", one.condition)
        return WayOn(_("Note the doctor’s letter"), "mail", note)
    if one.rule == "not_understood":
        ask = partial(desk.go, ClientCard(key, "file"))
        return WayOn(_("Ask in the file"), "help-circle", ask)
    return None


def moving(desk: "Desk", about: About) -> WayOn | None:
    """Return the way to another time; None where nothing is booked yet."""
    if about.visit is None:
        return None
    go = partial(open_visit, desk, about.visit)
    return WayOn(_("Move the visit"), "calendar-time", go)


class ToDo(QWidget):
    """What may still be put right before a visit begins, and what is worth knowing."""

    def __init__(
        self,
        desk: "Desk",
        *,
        leads: bool = True,
        leaving: Callable[[], object] | None = None,
    ) -> None:
        """Show nothing yet.

        Args:
            desk: The desk.
            leads: With a button beside each that leads to where it is put right.
            leaving: Called before one goes there.
        """
        super().__init__()
        self._desk, self._leads, self._leaving = desk, leads, leaving
        self._shown: object = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.hide()

    def put(
        self,
        to_do: Sequence[Objection],
        notes: Sequence[str] = (),
        about: About | None = None,
    ) -> None:
        """Show what is to be done; a list that says the same keeps the focus."""
        shown = (tuple(to_do), tuple(notes), about)
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._column)
        if to_do:
            said = _("Still to do before it begins")
            self._column.addWidget(Words(said, type=Type.CAPTION, faint=True))
        for one in to_do:
            self._column.addWidget(self._row(one, about))
        for note in notes:
            row = across(Icon("info-circle", 15), gap=8)
            row.addWidget(Words(note, type=Type.SMALL, faint=True, wrap=True), 1)
            self._column.addWidget(held(row))
        self.setVisible(bool(to_do or notes))

    def _row(self, one: Objection, about: About | None) -> QWidget:
        row = across(Icon(_ICONS.get(one.condition, "circle"), 15, Tone.AMBER), gap=8)
        row.addWidget(Words(one.text, type=Type.SMALL, wrap=True, middle=True), 1)
        way = way_on(self._desk, one, about) if about is not None else None
        if way is not None and self._leads:
            act = partial(self._lead, way)
            row.addWidget(Button(way.text, icon=way.icon, small=True, act=act))
        return held(down(row))

    def _lead(self, way: WayOn) -> None:
        if self._leaving is not None:
            self._leaving()
        way.go()
