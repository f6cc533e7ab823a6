"""A form: fields by name, what is wrong under each, and what others changed."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salon.text import _
from ui.kit.buttons import Answers, Button, CheckList, Segments, Switch, Tick
from ui.kit.fields import (
    Choice,
    DateField,
    FormRow,
    Notes,
    Number,
    Scale,
    TextField,
    TimeField,
)
from ui.kit.picker import Picker
from ui.kit.states import Banner
from ui.kit.tokens import Tone
from ui.parts.fields import DayEdit, MoneyField


class Form(QWidget):
    """Fields under their labels; it knows what was edited and never overwrites it."""

    edited = Signal(str)  # the name of a field

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._rows: dict[str, FormRow] = {}
        self._hints: dict[str, str] = {}
        self._before: dict[str, object] = {}
        self._conflict: Banner | None = None

    def row(self, name: str, label: str, field: QWidget, hint: str = "") -> FormRow:
        """Add a field below the others and return its row."""
        made = self.known(name, label, field, hint)
        self._column.addWidget(made)
        return made

    def known(self, name: str, label: str, field: QWidget, hint: str = "") -> FormRow:
        """Return a row that belongs to the form but stands elsewhere."""
        made = FormRow(label, field, hint)
        self._rows[name], self._hints[name] = made, hint
        self._before[name] = value_of(field)
        _listen(field, lambda: self._edited(name))
        return made

    def add(self, item: QWidget) -> None:
        """Put something that is no field between the rows."""
        self._column.addWidget(item)

    def field(self, name: str) -> QWidget:
        """Return a field."""
        return self._rows[name].field

    def values(self) -> dict[str, Any]:
        """Return what all fields say."""
        return {name: value_of(row.field) for name, row in self._rows.items()}

    def changes(self) -> dict[str, Any]:
        """Return what the fields say that have been edited."""
        now = self.values()
        return {name: now[name] for name in now if now[name] != self._before[name]}

    def put(self, values: Mapping[str, Any]) -> None:
        """Show what is stored; a field that has been edited keeps what it says."""
        edited = self.changes()
        for name, value in values.items():
            if name in self._rows and name not in edited:
                put_into(self._rows[name].field, value)
                self._before[name] = value_of(self._rows[name].field)

    def draft(self) -> dict[str, Any]:
        """Return what is half written, to be kept in `desk.drafts`."""
        return self.changes()

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Write again what was half written."""
        for name, value in draft.items():
            if name in self._rows:
                put_into(self._rows[name].field, value)

    def saved(self) -> None:
        """Take what the fields say as what is stored."""
        self._before = self.values()
        if self._conflict is not None:
            self._conflict.hide()

    def wrong(self, errors: Mapping[str, object]) -> bool:
        """Say under each field what is wrong and go to the first, if there is any."""
        for name, row in self._rows.items():
            row.tell(self._hints[name], str(errors.get(name, "")))
        first = next((name for name in self._rows if name in errors), None)
        if first is not None:
            self._rows[first].field.setFocus()
        return first is not None

    def changed_elsewhere(self, stored: Mapping[str, Any]) -> bool:
        """Say which edited fields somebody else has changed; return whether any."""
        edited = self.changes()
        both = [n for n in edited if n in stored and stored[n] != self._before[n]]
        if both:
            if self._conflict is None:
                again = Button(_("Take theirs"), small=True)
                again.clicked.connect(lambda: self._take(stored))
                self._conflict = Banner("", Tone.AMBER, again)
                self._column.insertWidget(0, self._conflict)
            self._conflict.say(_("Changed elsewhere meanwhile. Yours is kept here."))
            self._conflict.show()
        return bool(both)

    def _take(self, stored: Mapping[str, Any]) -> None:
        for name, value in stored.items():
            if name in self._rows:
                put_into(self._rows[name].field, value)
        self.saved()

    def _edited(self, name: str) -> None:
        self._rows[name].tell(self._hints[name])
        self.edited.emit(name)


def value_of(field: QWidget) -> object:
    """Return what a field of the kit says, in plain types."""
    match field:
        case Picker():
            return field.key
        case DateField() | MoneyField() | TimeField() | Answers() | CheckList():
            return field.value()
        case DayEdit():
            return field.day()
        case TextField():
            return field.text().strip()
        case Notes():
            return field.toPlainText().strip()
        case Number() | Scale():
            return field.value()
        case Choice():
            return field.currentIndex()
        case Segments():
            return field.index
        case Tick() | Switch():
            return field.isChecked()
    return None


def put_into(field: QWidget, value: Any) -> None:
    """Let a field of the kit say something."""
    match field:
        case Picker() | DateField() | MoneyField() | TimeField():
            field.put(value)
        case Answers():
            field.put(*value)
        case TextField():
            field.setText(value or "")
        case Notes():
            if field.toPlainText() != (value or ""):
                field.setPlainText(value or "")
        case Number() | Scale():
            field.setValue(value or 0)
        case Choice():
            field.setCurrentIndex(value)
        case Segments():
            field.choose(value)
        case Tick() | Switch():
            field.setChecked(bool(value))


def _listen(field: QWidget, heard: Callable[[], object]) -> None:
    def hear(*_said: object) -> None:
        heard()

    match field:
        case Picker():
            field.taken.connect(hear)
        case DateField() | MoneyField() | TimeField() | Answers() | CheckList():
            field.changed.connect(hear)
        case TextField():
            field.textEdited.connect(hear)
        case Notes():
            field.textChanged.connect(hear)
        case Number() | Scale():
            field.valueChanged.connect(hear)
        case Choice():
            field.currentIndexChanged.connect(hear)
        case Segments():
            field.chosen.connect(hear)
        case Tick() | Switch():
            field.toggled.connect(hear)
