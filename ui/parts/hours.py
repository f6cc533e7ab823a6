"""Opening hours as one writes them: a line for all days that are alike."""

from datetime import date, time
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from salon.text import _, weekday
from ui.kit.buttons import Button, Kind, Tick
from ui.kit.cards import across, held
from ui.kit.fields import TimeField
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run, Words

if TYPE_CHECKING:
    from salon.settings.model import Hours

Span = tuple[time, time]
OPEN, SHUT = time(9), time(19)


def day_name(at: int) -> str:
    """Return the name of a day of the week, 0 for Monday."""
    return weekday(date(2024, 1, 1 + at))  # a Monday


class DayHours(QWidget):
    """One day: open or not, from when until when, perhaps with a break."""

    changed = Signal()

    def __init__(self, at: int) -> None:
        super().__init__()
        name = day_name(at)
        row = across(gap=8)
        self.setLayout(row)
        self.open = Tick(name, on=False)
        self.open.setFixedWidth(86)
        self.spans: list[tuple[TimeField, TimeField]] = []
        row.addWidget(self.open)
        self._fields = QWidget()
        fields = across(gap=6)
        self._fields.setLayout(fields)
        said = (
            (_("{day}, opens"), _("{day}, closes")),
            (_("{day}, opens again"), _("{day}, closes again")),
        )
        for number in range(2):
            first = TimeField(OPEN, name=said[number][0].format(day=name))
            last = TimeField(SHUT, name=said[number][1].format(day=name))
            for field in (first, last):
                field.setFixedWidth(72)
                field.changed.connect(lambda _at: self.changed.emit())
            self.spans.append((first, last))
        fields.addWidget(self.spans[0][0])
        fields.addWidget(Words("–", faint=True))
        fields.addWidget(self.spans[0][1])
        self._second = held(
            across(self.spans[1][0], Words("–", faint=True), self.spans[1][1], gap=6)
        )
        fields.addWidget(self._second)
        self.pause = Button(
            icon="plus",
            name=_("{day}: a break at noon").format(day=name),
            small=True,
            kind=Kind.QUIET,
            act=self._turn_pause,
        )
        fields.addWidget(self.pause)
        row.addWidget(self._fields)
        row.addStretch(1)
        self.open.toggled.connect(self._turned)
        self.put(())

    def put(self, spans: tuple[Span, ...]) -> None:
        """Show when that day is open."""
        self.open.setChecked(bool(spans))
        self._fields.setEnabled(bool(spans))
        self.pause.setVisible(bool(spans))
        self._second.setVisible(len(spans) > 1)
        for (first, last), (a, b) in zip(self.spans, spans, strict=False):
            first.put(a)
            last.put(b)

    def value(self) -> tuple[Span, ...]:
        """Return when that day is open."""
        if not self.open.isChecked():
            return ()
        kept = self.spans if not self._second.isHidden() else self.spans[:1]
        return tuple((first.value(), last.value()) for first, last in kept)

    def is_right(self) -> bool:
        """Return whether each stretch ends after it begins, one after another."""
        ends = [at for span in self.value() for at in span]
        return all(a < b for a, b in pairwise(ends))

    def _turned(self, on: bool) -> None:
        self._fields.setEnabled(on)
        self.pause.setVisible(on)
        self.changed.emit()

    def _turn_pause(self) -> None:
        shown = self._second.isHidden()
        if shown:
            self.spans[1][1].put(self.spans[0][1].value())
            self.spans[0][1].put(time(12))
            self.spans[1][0].put(time(13))
        else:
            self.spans[0][1].put(self.spans[1][1].value())
        self._second.setVisible(shown)
        self.changed.emit()


class HoursField(QWidget):
    """The week: one line for Monday to Saturday, or a line a day."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Opening hours"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        self.days = [DayHours(at) for at in range(7)]
        for at, day in enumerate(self.days):
            grid.addWidget(day, at, 0)
            day.changed.connect(self._changed)
        same = Button(
            _("All as Monday"), small=True, kind=Kind.QUIET, act=self._all_as_monday
        )
        grid.addWidget(same, 0, 1, Qt.AlignmentFlag.AlignRight)
        self.wrong = Words("", type=Type.SMALL, wrap=True)
        self.wrong.hide()
        grid.addWidget(self.wrong, 7, 0, 1, 2)
        for at, day in enumerate(self.days):
            day.put(((OPEN, SHUT),) if at < 6 else ())

    def _changed(self) -> None:
        self.wrong.hide()
        self.changed.emit()

    def _all_as_monday(self) -> None:
        for day in self.days[1:6]:
            day.put(self.days[0].value())
        self._changed()

    def value(self) -> tuple[tuple[Span, ...], ...]:
        """Return the stretches of each day from Monday."""
        return tuple(day.value() for day in self.days)

    def put(self, days: Any) -> None:
        """Show the stretches of each day from Monday."""
        for day, spans in zip(self.days, days, strict=True):
            day.put(tuple(spans))

    def read(self) -> "Hours | None":
        """Return the hours; None where a day ends before it begins, and say so."""
        from salon.settings.model import Hours

        for at, day in enumerate(self.days):
            if not day.is_right():
                said = _("{day}: it closes before it opens.")
                text = said.format(day=day_name(at))
                self.wrong.say(Run(text, Type.SMALL, Tone.RED))
                self.wrong.show()
                day.spans[0][0].setFocus()
                return None
        return Hours(self.value())
