"""The questions of a form, each with a field to answer it in."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from salon.forms.composing import is_asked
from salon.forms.model import ASKING, NO, YES, PartKind, Said
from salon.text import N_, _
from ui.kit.buttons import Answers, Segments
from ui.kit.cards import across, down, held
from ui.kit.fields import Notes, TextField
from ui.parts.fields import DayField

if TYPE_CHECKING:
    from ui.desk import Desk

Zones = Sequence[tuple[str, str, str]]
VIEWS = {
    "face_front": N_("Face"),
    "body_front": N_("Body, front"),
    "body_back": N_("Body, back"),
    "scalp_top": N_("Scalp"),
    "nails_hands": N_("Hands"),
    "nails_feet": N_("Feet"),
}


class Field(QObject):
    """One question: its widget, and what is answered as text; "" is no answer."""

    changed = Signal()

    def __init__(self, part: Said, widget: QWidget, read: Callable[[], str]) -> None:
        super().__init__()
        self.part, self.widget, self._read = part, widget, read

    def value(self) -> str:
        """Return the answer; "" where there is none."""
        return self._read()

    def tell(self) -> None:
        """Say that something was answered."""
        self.changed.emit()


def fields_of(
    desk: "Desk", parts: Sequence[Said], zones: Zones, given: dict[str, str]
) -> dict[str, Field]:
    """Return the fields of the questions, by the part's id, with what was answered."""
    return {
        one.id: _field(desk, one, zones, given.get(one.id, ""))
        for one in parts
        if one.kind in ASKING
    }


def asked_now(parts: Sequence[Said], answers: dict[str, str]) -> set[str]:
    """Return the parts that are shown after what was answered so far."""
    return {one.id for one in parts if is_asked(one, answers)}


def _field(desk: "Desk", part: Said, zones: Zones, given: str) -> Field:
    match part.kind:
        case PartKind.YES_NO:
            both = [("yes", str(YES)), ("no", str(NO))]
            return _choosing(part, both, given)
        case PartKind.CHOICE | PartKind.SEVERAL:
            return _choosing(part, part.choices, given)
        case PartKind.DATE:
            return _day(desk, part, given)
        case PartKind.CHART:
            return _chart(part, zones, given)
    text = TextField(name=part.head) if part.kind is PartKind.NUMBER else None
    if text is not None:
        text.setText(given)
        made = Field(part, text, lambda: text.text().strip())
        text.textChanged.connect(lambda _text: made.tell())
        return made
    notes = Notes(name=part.head, rows=3)
    notes.setPlainText(given)
    written = Field(part, notes, lambda: notes.toPlainText().strip())
    notes.textChanged.connect(written.tell)
    return written


def _choosing(part: Said, offered: Sequence[tuple[str, str]], given: str) -> Field:
    several = part.kind is PartKind.SEVERAL
    on = given.split(",")
    chips = Answers(offered, on, several=several, name=part.head)
    made = Field(part, chips, lambda: ",".join(map(str, chips.value())))
    chips.changed.connect(made.tell)
    return made


def _day(desk: "Desk", part: Said, given: str) -> Field:
    from datetime import date

    day = DayField(
        desk, date.fromisoformat(given) if given else None, part.head, optional=True
    )

    def read() -> str:
        value = day.value()
        return value.isoformat() if value is not None else ""

    made = Field(part, day, read)
    day.changed.connect(lambda _day: made.tell())
    return made


def _chart(part: Said, zones: Zones, given: str) -> Field:
    """Return the zones of the charts by view, to be pressed."""
    views = [one for one in VIEWS if any(zone[2] == one for zone in zones)]
    on = given.split(",")
    pages = QStackedWidget()
    each: list[Answers] = []
    for view in views:
        mine = [(ref, name) for ref, name, of in zones if of == view]
        chips = Answers(mine, on, several=True, name=f"{part.head}: {_(VIEWS[view])}")
        each.append(chips)
        pages.addWidget(chips)
    turn = Segments([_(VIEWS[view]) for view in views], 0, part.head)
    turn.chosen.connect(pages.setCurrentIndex)

    def read() -> str:
        return ",".join(str(key) for chips in each for key in chips.value())

    made = Field(part, held(down(across(turn, None), pages)), read)
    for chips in each:
        chips.changed.connect(partial(Field.tell, made))
    return made
