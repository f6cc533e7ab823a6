"""The chips above the list of clients: what narrows it."""

from collections.abc import Hashable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from salon.clients.departures import LEAVE_WORDS, Leave
from salon.clients.narrowing import LATE, Born, Came, Narrow, Wish, month_of
from salon.text import _, language, month, ngettext
from salon.views.roll import Choices
from ui.kit.buttons import Button, Kind
from ui.kit.columns import Flow
from ui.kit.filterchip import FilterChip
from ui.parts.speaking import LANGUAGES

FIRST = ("late", "unbooked", "born", "person")  # the others wait behind "Filter"


class Filters(QWidget):
    """One chip for each way to narrow the list."""

    changed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self.setAccessibleName(_("Filters"))
        late = [
            (days, ngettext("{n} day", "{n} days", days).format(n=days))
            for days in LATE
        ]
        self.chips: dict[str, FilterChip] = {
            "late": FilterChip(_("Late by"), late, _("any")),
            "unbooked": FilterChip(_("Nothing booked")),
            "born": FilterChip(_("Birthday in"), _months(today), _("any month")),
            "person": FilterChip(_("Beautician"), (), _("anyone")),
            "came": FilterChip(_("Was here"), _visits(), _("whenever")),
            "wish": FilterChip(_("Reached by"), _wishes(), _("anything")),
            "alert": FilterChip(_("Has an alert")),
            "language": FilterChip(_("Language"), (), _("any")),
            "source": FilterChip(_("Came through"), (), _("anything")),
            "left": FilterChip(_("Comes no more"), _left(), _("left out")),
        }
        flow = Flow()
        self.setLayout(flow)
        for name, chip in self.chips.items():
            chip.changed.connect(self._changed)
            flow.addWidget(chip)
            if name not in FIRST:  # shown before it has a home it would be a window
                chip.hide()
        self.more = Button(
            _("Filter"), icon="plus", kind=Kind.QUIET, small=True, act=self._offer
        )
        flow.addWidget(self.more)
        self.menu_: QMenu | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def offer(self, known: Choices) -> None:
        """Offer the people, languages and sources that there are."""
        spoken = dict(LANGUAGES)
        self.chips["person"].offer(known.people)
        self.chips["language"].offer(
            [(code, spoken.get(code, code)) for code in known.languages]
        )
        self.chips["source"].offer(known.sources)

    def put(self, narrow: Narrow) -> None:
        """Show what narrows the list now, without telling anyone."""
        for name, chip in self.chips.items():
            value: Hashable = getattr(narrow, name)
            is_set = bool(value) if name != "person" else value is not None
            chip.put(value if is_set else None)
            chip.setVisible(name in FIRST or is_set)
        self._relay()

    def narrowed(self, narrow: Narrow) -> Narrow:
        """Return *narrow* with what the chips say."""
        said: dict[str, Any] = {}
        usual = Narrow()
        for name, chip in self.chips.items():
            said[name] = chip.value if chip.is_set else getattr(usual, name)
        return replace(narrow, **said)

    def set_ones(self) -> list[FilterChip]:
        """Return the chips that narrow the list."""
        return [chip for chip in self.chips.values() if chip.is_set]

    def _changed(self) -> None:
        for name, chip in self.chips.items():
            chip.setVisible(name in FIRST or chip.is_set)
        self._relay()
        self.changed.emit()

    def _relay(self) -> None:
        self.more.setVisible(any(chip.isHidden() for chip in self.chips.values()))
        self.updateGeometry()

    def _offer(self) -> None:
        """Offer the filters that are not there yet, each with its values."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for chip in self.chips.values():
            if not chip.isHidden():
                continue
            if not chip.choices:
                if chip.whole:
                    continue  # nothing to choose from
                deed = menu.addAction(chip.label)
                deed.triggered.connect(partial(self._set, chip, True))
                continue
            below = menu.addMenu(chip.label)
            for key, text in chip.choices:
                deed = below.addAction(text.replace("&", "&&"))
                deed.triggered.connect(partial(self._set, chip, key))
        self.menu_ = menu
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _set(self, chip: FilterChip, value: Hashable, _on: bool = False) -> None:
        chip.put(value)
        self._changed()
        chip.setFocus()


def month_name(number: int) -> str:
    """Return a month without its year: "December", 12月."""
    if language() != "en":
        return f"{number}月"
    return month(date(2000, number, 1)).split(" ")[0]


def _months(today: date) -> list[tuple[Hashable, str]]:
    found: list[tuple[Hashable, str]] = []
    for born, said in (
        (Born.THIS, _("this month ({month})")),
        (Born.NEXT, _("next month ({month})")),
    ):
        when = month_of(born, today)
        assert when is not None
        found.append((str(born), said.format(month=month_name(when[1]))))
    return found + [(str(at), month_name(at)) for at in range(1, 13)]


def _visits() -> list[tuple[Hashable, str]]:
    return [
        (str(Came.NEW), _("first these 30 days")),
        (str(Came.ONCE), _("once, long ago")),
        (str(Came.GONE), _("not for a year")),
    ]


def _left() -> list[tuple[Hashable, str]]:
    kinds = [(one.value, _(LEAVE_WORDS[one])) for one in Leave]
    return [*kinds, ("all", _("shown with the others"))]


def _wishes() -> list[tuple[Hashable, str]]:
    return [
        (str(Wish.MESSAGES), _("messages only")),
        (str(Wish.SILENT), _("no calls at all")),
    ]
