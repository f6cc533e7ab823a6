"""Rows of the treatment record: products that were used, settings of the device."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salon.catalogue.model import ProductLine
from salon.text import _, number
from salon.treatments.model import UsedProduct
from ui.kit.buttons import Button, Kind
from ui.kit.cards import across
from ui.kit.fields import TextField
from ui.kit.picker import Picker, Show
from ui.kit.rows import Line

GLOVED = 44  # units of height of what is tapped with gloves on


def large(widget: QWidget) -> QWidget:
    """Return *widget*, high enough for a hand in a glove."""
    widget.setFixedHeight(GLOVED)
    return widget


class ProductRow(QWidget):
    """One product: which, its batch, how much."""

    changed = Signal()

    def __init__(self, products: Sequence[ProductLine], used: UsedProduct) -> None:
        super().__init__()
        self._products = products
        self.product = Picker(
            self._find, _("Product"), name=_("Product"), icon="bottle"
        )
        self.batch = TextField(used.batch, _("Batch"), name=_("Batch"))
        self.amount = TextField(_said(used.amount), _("Amount"), name=_("Amount"))
        self.unit = TextField(used.unit, _("Unit"), name=_("Unit"))
        self.remove = Button(icon="x", kind=Kind.QUIET, name=_("Remove"))
        for one in (self.product, self.batch, self.amount, self.unit, self.remove):
            large(one)
        if used.product:
            self.product.put(self._line(used.product))
        self.remove.setFixedWidth(GLOVED)
        self.batch.setMinimumWidth(60)
        row = across(
            *(self.product, self.batch, self.amount, self.unit, self.remove), gap=6
        )
        for at, share in enumerate((5, 2, 2, 1)):
            row.setStretch(at, share)
        self.setLayout(row)
        self.product.taken.connect(self._taken)
        for one in (self.batch, self.amount, self.unit):
            one.textEdited.connect(lambda _text: self.changed.emit())

    def value(self) -> UsedProduct | None:
        """Return what was used; None where nothing is chosen."""
        key = self.product.key
        if not isinstance(key, str) or not key:
            return None
        return UsedProduct(
            *(key, self.batch.text().strip(), read_amount(self.amount.text())),
            self.unit.text().strip(),
        )

    def _line(self, ref: str) -> Line:
        for one in self._products:
            if one.ref == ref:
                return Line(one.name, one.amount, key=one.ref)
        return Line(ref, key=ref)

    def _taken(self, line: Line | None) -> None:
        if line is not None:
            size = next((p.amount for p in self._products if p.ref == line.key), "")
            words = size.split()
            if not self.unit.text() and len(words) == 2:
                self.amount.setText(self.amount.text() or words[0])
                self.unit.setText(words[1])
        self.changed.emit()

    def _find(self, text: str, show: Show) -> None:
        said = text.casefold().strip()
        names = ("en", "zh_hans", "zh_hant")
        found = [
            Line(one.name, one.amount, key=one.ref)
            for one in self._products
            if not said
            or any(said in getattr(one.names, name).casefold() for name in names)
            or said in one.ref
        ][:40]
        if said and all(one.name.casefold() != said for one in found):
            typed = text.strip()
            found.append(Line(typed, _("as typed, not in the catalogue"), key=typed))
        show(found)


class SettingRow(QWidget):
    """One setting of a device: what, and to which value."""

    changed = Signal()

    def __init__(self, name: str = "", value: str = "", before: str = "") -> None:
        super().__init__()
        self.name = TextField(name, _("Setting, such as energy"), name=_("Setting"))
        hint = _("Last time {value}").format(value=before) if before else _("Value")
        self.value = TextField(value, hint, name=_("Value"))
        self.remove = Button(icon="x", kind=Kind.QUIET, name=_("Remove"))
        for one in (self.name, self.value, self.remove):
            large(one)
        self.remove.setFixedWidth(GLOVED)
        row = across(self.name, self.value, self.remove, gap=6)
        row.setStretch(0, 1)
        row.setStretch(1, 1)
        self.setLayout(row)
        for one in (self.name, self.value):
            one.textEdited.connect(lambda _text: self.changed.emit())


class RowsOf(QWidget):
    """Rows below one another, with a button that adds one."""

    changed = Signal()

    def __init__(self, add: str, make: Callable[[], QWidget]) -> None:
        super().__init__()
        self._make = make
        self.rows: list[Any] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        column.addLayout(self._rows)
        self.more = Button(add, icon="plus", act=self._more)
        large(self.more)
        column.addLayout(across(self.more, None))

    def put(self, rows: Sequence[QWidget]) -> None:
        """Show these rows and no others."""
        for old in self.rows[:]:
            self._drop(old)
        for row in rows:
            self.add(row)

    def add(self, row: Any) -> None:
        """Put one more row below the others."""
        self.rows.append(row)
        self._rows.addWidget(row)
        row.changed.connect(self.changed)
        row.remove.clicked.connect(lambda _on=False: self._remove(row))

    def _more(self) -> None:
        row: Any = self._make()
        self.add(row)
        (row.product if isinstance(row, ProductRow) else row.name).setFocus()

    def _remove(self, row: Any) -> None:
        self._drop(row)
        self.changed.emit()

    def _drop(self, row: Any) -> None:
        self.rows.remove(row)
        self._rows.removeWidget(row)
        row.hide()
        row.deleteLater()


def setting_rows(
    now: Mapping[str, object], before: Mapping[str, object]
) -> list[SettingRow]:
    """Return a row for each setting written, and for each of the last time."""
    names = dict.fromkeys((*now, *before))
    rows = [
        SettingRow(name, str(now.get(name, "")), str(before.get(name, "")))
        for name in names
    ]
    return rows or [SettingRow()]


def read_amount(text: str) -> float | None:
    """Return an amount as people write it, 1.5 or 1,5; None where there is none."""
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return None


def _said(amount: float | None) -> str:
    return "" if amount is None else number(amount).replace(",", "")
