"""How readings are taken: cleansed, rested, and what the air of the room is like."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from salon.skin.comparing import MOIST, RESTED, WARM
from salon.text import _, number
from ui.kit.buttons import Answers
from ui.kit.cards import across, down
from ui.kit.fields import FormRow, TextField
from ui.kit.tokens import Type
from ui.kit.words import Words
from ui.skin.draft import Charting, read_value


class CircumstancesForm(QWidget):
    """Cleansed or not, minutes of rest, humidity and temperature."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.cleansed = Answers(
            [(True, _("Cleansed")), (False, _("Not cleansed"))], name=_("Cleansed")
        )
        self.cleansed.changed.connect(self._tell)
        self.rested = TextField("", _("min"), name=_("Minutes of rest"))
        self.humidity = TextField("", "%", name=_("Humidity"))
        self.temperature = TextField("", "°C", name=_("Temperature"))
        fields = (self.rested, self.humidity, self.temperature)
        for field in fields:
            field.textEdited.connect(lambda _text: self._tell())
        row = across(gap=8)
        for name, field in zip(
            (_("Minutes of rest"), _("Humidity"), _("Temperature")), fields, strict=True
        ):
            row.addWidget(FormRow(name, field), 1)
        self.told = Words(type=Type.SMALL, faint=True, wrap=True)
        column = down(self.cleansed, row, self.told, gap=6)
        column.setContentsMargins(0, 0, 0, 0)
        self.setLayout(column)
        self.told.hide()

    def put(self, charting: Charting) -> None:
        """Show what was said."""
        if charting.cleansed is None:
            self.cleansed.put()
        else:
            self.cleansed.put(charting.cleansed)
        self.rested.setText(charting.rested)
        self.humidity.setText(charting.humidity)
        self.temperature.setText(charting.temperature)
        self._warn()

    def fill(self, charting: Charting) -> None:
        """Write what is said into *charting*."""
        found = self.cleansed.value()
        charting.cleansed = bool(found[0]) if found else None
        charting.rested = self.rested.text()
        charting.humidity = self.humidity.text()
        charting.temperature = self.temperature.text()

    def wrong(self) -> TextField | None:
        """Return the first field that holds no number; None where all do."""
        for field in (self.rested, self.humidity, self.temperature):
            if field.text().strip() and read_value(field.text()) is None:
                return field
        return None

    def _tell(self) -> None:
        self._warn()
        self.changed.emit()

    def _warn(self) -> None:
        """Say what will stand in the way of a comparison later."""
        found = []
        if self.cleansed.value() == (False,):
            found.append(_("not cleansed"))
        rested = read_value(self.rested.text())
        if rested is not None and rested < RESTED:
            found.append(_("rested for less than {n} min").format(n=RESTED))
        for field, room, unit in (
            (self.temperature, WARM, "°C"),
            (self.humidity, MOIST, "%"),
        ):
            value = read_value(field.text())
            if value is not None and not room[0] <= value <= room[1]:
                low, high = number(room[0]), number(room[1])
                said = _("not {low} to {high} {unit}")
                found.append(said.format(low=low, high=high, unit=unit))
        if self.wrong() is not None:
            found.append(_("a number is none"))
        said = _("These readings cannot be compared with others: {why}")
        self.told.say(said.format(why=", ".join(found)))
        self.told.setVisible(bool(found))
