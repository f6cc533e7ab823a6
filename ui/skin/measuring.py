"""The readings of an assessment: measure, value with unit and range, zone."""

from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from salon.skin.comparing import is_spread
from salon.skin.model import MOST_REPEATS, unit_words
from salon.text import _, number
from salon.views.skin_words import SkinWords
from ui.kit.buttons import Button, Kind
from ui.kit.fields import FormRow, TextField
from ui.kit.picker import Picker
from ui.kit.rows import Line
from ui.kit.tips import tip
from ui.skin.draft import Measuring, read_values

if TYPE_CHECKING:
    from ui.kit.picker import Show


FOLDS = 580  # units of width below which zone and device stand below the value


class ReadingRow(QWidget):
    """One reading: its value under the name of the measure, and where it was taken."""

    changed = Signal()
    gone = Signal(object)  # the row

    def __init__(self, one: Measuring, words: SkinWords) -> None:
        super().__init__()
        self.one = one
        self._words = words
        name = words.measure(one.measure)
        self.value = TextField(one.value, self._unit(), name=name)
        self.value.setFixedWidth(112)
        tip(self.value, _("One reading, or three with blanks between: 45 46 48"))
        self.device = TextField(
            *(one.device, _("Device")),
            name=_("Device of {measure}").format(measure=name),
        )
        self.device.textEdited.connect(self._named)
        self.row = FormRow(name, self.value, self._hint())
        self.zone = Picker(
            self._find,
            _("Zone"),
            name=_("Where {measure} was taken").format(measure=name),
            icon="",
            line=self._line(one.zone),
        )
        self.zone.setCursorPosition(0)
        self.value.textEdited.connect(self._typed)
        self.value.editingFinished.connect(self.check)
        self.zone.taken.connect(self._zoned)
        away = Button(
            icon="x",
            kind=Kind.QUIET,
            small=True,
            name=_("Leave {measure} out").format(measure=name),
            act=lambda: self.gone.emit(self),
        )
        self._what = (FormRow(_("Zone"), self.zone), FormRow(_("Device"), self.device))
        self._away = away
        self._is_folded: bool | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._lay(is_folded=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put zone and device below the value where there is no room beside it."""
        super().resizeEvent(event)
        self._lay(is_folded=self.width() < FOLDS)

    def _lay(self, *, is_folded: bool) -> None:
        if is_folded == self._is_folded:
            return
        self._is_folded = is_folded
        top, grid = Qt.AlignmentFlag.AlignTop, self._grid
        for one in self._what:  # below, their hints name them
            one.label.setVisible(not is_folded)
        zone, device = self._what
        if is_folded:
            grid.addWidget(self.row, 0, 0, 1, 2, top)
            grid.addWidget(zone, 1, 0, top)
            grid.addWidget(device, 1, 1, top)
            grid.addWidget(self._away, 0, 3, top)
        else:
            grid.addWidget(self.row, 0, 0, top)
            grid.addWidget(zone, 0, 1, top)
            grid.addWidget(device, 0, 2, top)
            grid.addWidget(self._away, 0, 3, Qt.AlignmentFlag.AlignVCenter)
        for at, share in enumerate((3, 2, 0) if is_folded else (3, 3, 2)):
            grid.setColumnStretch(at, share)
        self.updateGeometry()

    def check(self) -> bool:
        """Say under the field what is wrong; return whether all is well."""
        self.row.tell(self._hint(), self._wrong())
        return not self._wrong()

    def _wrong(self) -> str:
        text = self.one.value.strip()
        if not text:
            return ""
        values = read_values(text)
        if values is None:
            return _("This is not a number. Type it like 46 or 0.71.")
        if len(values) > MOST_REPEATS:
            return _("At most {n} readings.").format(n=MOST_REPEATS)
        known = self._words.measures.get(self.one.measure)
        body = known.body if known is not None else {}
        if "scale_min" not in body or "scale_max" not in body:
            return ""
        low, high = float(body["scale_min"]), float(body["scale_max"])
        if all(low <= value <= high for value in values):
            return ""
        return _("It goes from {low} to {high}. Check the reading.").format(
            low=number(low), high=number(high)
        )

    def _hint(self) -> str:
        values = read_values(self.one.value) or []
        if len(values) > 1:
            said = _("median {value}").format(value=number(median(values)))
            if is_spread(values):
                more = _("more than 15 % apart: measure again")
                return f"{said} · {more}"
            return said
        said = self._words.range_words(self.one.measure)
        if self.one.last is not None:
            last = _("last {value}").format(value=number(self.one.last))
            return f"{last} · {said}" if said else last
        return said

    def _unit(self) -> str:
        known = self._words.measures.get(self.one.measure)
        return unit_words(str(known.body.get("unit", ""))) if known is not None else ""

    def _typed(self, text: str) -> None:
        self.one.value = text
        self.row.tell(self._hint())
        self.changed.emit()

    def _named(self, text: str) -> None:
        self.one.device = text
        self.changed.emit()

    def _zoned(self, line: Line | None) -> None:
        self.one.zone = str(line.key) if line is not None else ""
        self.changed.emit()

    def _line(self, zone: str) -> Line | None:
        return Line(self._words.zone(zone), key=zone) if zone else None

    def _find(self, text: str, show: "Show") -> None:
        show(zone_lines(self._words, text))


class Readings(QWidget):
    """All readings, and the field that adds one more."""

    changed = Signal()

    def __init__(self, words: SkinWords) -> None:
        super().__init__()
        self._words = words
        self.rows: list[ReadingRow] = []
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(12)
        self.more = Picker(
            self._find, _("Add a measure"), name=_("Add a measure"), icon="plus"
        )
        self.more.taken.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._list)
        column.addWidget(self.more)

    @property
    def measures(self) -> list[Measuring]:
        """Return the readings as they are typed."""
        return [row.one for row in self.rows]

    def put(self, measures: Sequence[Measuring]) -> None:
        """Show other readings."""
        for row in self.rows[:]:
            self._drop(row)
        for one in measures:
            self._add(one)

    def check(self) -> bool:
        """Say what is wrong next to each field; go to the first, if there is any."""
        wrong = [row for row in self.rows if not row.check()]
        if wrong:
            wrong[0].value.setFocus()
        return not wrong

    def _add(self, one: Measuring) -> ReadingRow:
        row = ReadingRow(one, self._words)
        row.changed.connect(self.changed)
        row.gone.connect(self._leave)
        self.rows.append(row)
        self._list.addWidget(row)
        return row

    def _leave(self, row: ReadingRow) -> None:
        self._drop(row)
        self.changed.emit()

    def _drop(self, row: ReadingRow) -> None:
        self.rows.remove(row)
        row.hide()
        self._list.removeWidget(row)
        row.deleteLater()

    def _take(self, line: Line | None) -> None:
        if line is None:
            return
        row = self._add(Measuring(str(line.key)))
        self.more.put(None)
        row.value.setFocus()
        self.changed.emit()

    def _find(self, text: str, show: "Show") -> None:
        wanted = text.casefold().split()
        lines = []
        for ref, one in self._words.measures.items():
            names = one.names
            hay = f"{names.en} {names.zh_hans} {names.zh_hant} {ref}".casefold()
            if all(word in hay for word in wanted):
                lines.append(Line(str(names), self._words.range_words(ref), key=ref))
        show(lines)


def zone_lines(words: SkinWords, text: str) -> list[Line]:
    """Return the zones, of face and body, whose name holds what is typed."""
    wanted = text.casefold().split()
    lines = []
    for ref, one in words.zones.items():
        names = one.names
        hay = f"{names.en} {names.zh_hans} {names.zh_hant} {ref}".casefold()
        if all(word in hay for word in wanted):
            lines.append(Line(str(names), key=ref))
    return lines
