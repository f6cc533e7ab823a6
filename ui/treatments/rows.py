"""Products that were used and settings of the device, each one target until opened."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from salon.catalogue.model import ProductLine
from salon.text import _, number, short_day
from salon.treatments.model import UsedProduct
from salon.treatments.tapping import nudged, open_bottle
from ui.kit.buttons import Button
from ui.kit.cards import Card, Heading, across, clear, down, held
from ui.kit.columns import flowing
from ui.kit.fields import TextField
from ui.kit.picker import Picker, Show
from ui.kit.rows import Line
from ui.kit.taps import GLOVED, Look, Tap, large
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.treatments.writing import Writing

MOST_BOTTLES = 3  # offered for a product
FOUND = 40  # products offered for what is typed


class ProductRow(QWidget):
    """One product as one target; tapped, it opens: which, its batch, how much."""

    changed = Signal()
    removed = Signal()

    def __init__(self, writing: Writing, used: UsedProduct) -> None:
        super().__init__()
        self._writing = writing
        self._products: Sequence[ProductLine] = writing.visit.products
        self.used = used
        self.chip = Tap("", Look.CHIP)
        self.chip.clicked.connect(lambda _on=False: self.open())
        self.product = Picker(
            self._find, _("Product"), name=_("Product"), icon="bottle"
        )
        self.batch = TextField("", _("Batch"), name=_("Batch"))
        self.amount = TextField("", _("Amount"), name=_("Amount"))
        self.unit = TextField("", _("Unit"), name=_("Unit"))
        self.remove = Button(_("Leave out"), icon="x", act=self.removed.emit)
        self.close_ = Button(_("Ready"), icon="check", act=self.close_up)
        self._bottles = QVBoxLayout()
        self._bottles.setContentsMargins(0, 0, 0, 0)
        for one in (
            *(self.product, self.batch, self.amount, self.unit, self.remove),
            self.close_,
        ):
            large(one)
        how_much = across(self.batch, self.amount, self.unit, gap=6)
        for at, share in enumerate((3, 2, 2)):
            how_much.setStretch(at, share)
        for one in (self.batch, self.amount, self.unit):
            one.setMinimumWidth(56)
        buttons = across(self.remove, None, self.close_, gap=6)
        self.fields = held(down(self.product, self._bottles, how_much, buttons, gap=6))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.chip)
        column.addWidget(self.fields)
        self.product.taken.connect(self._taken)
        for field in (self.batch, self.amount, self.unit):
            field.textEdited.connect(lambda _text: self._typed())
            field.returnPressed.connect(self.close_up)
        self.put(used)
        self._show(is_open=not used.product)

    @property
    def is_open(self) -> bool:
        """Whether its fields are shown."""
        return not self.fields.isHidden()

    def put(self, used: UsedProduct) -> None:
        """Show another product, or the same one with something else said of it."""
        if used.product != self.product.key:
            self.product.put(self._line(used.product) if used.product else None)
        for field, text in (
            (self.batch, used.batch),
            (self.amount, _said(used.amount)),
            (self.unit, used.unit),
        ):
            if field.text().strip() != text:
                field.setText(text)
        if read_amount(self.amount.text()) != used.amount:
            self.amount.setText(_said(used.amount))
        is_new = used.product != self.used.product
        self.used = used
        self._say()
        if is_new or not self._bottles.count():
            self._offer_bottles()

    def _say(self) -> None:
        used, name = self.used, self._name(self.used.product)
        amount = f"{_said(used.amount)} {used.unit}".strip()
        if not used.batch:
            self.chip.say(
                name or _("Product"),
                _("batch not known"),
                _("Tap to fill"),
                tone=Tone.AMBER,
            )
            return
        sub = _("batch {batch}").format(batch=used.batch)
        if f"product:{used.product}" in self._writing.draft.carried:
            sub = _("{said} · from last time").format(said=sub)
        self.chip.say(name, sub, amount or _("How much?"))

    def _offer_bottles(self) -> None:
        clear(self._bottles)
        found = self._writing.bottles.get(self.used.product, ())[:MOST_BOTTLES]
        if not found:
            return
        chips = []
        for bottle in found:
            said = _("{batch} · {day}").format(
                batch=bottle.batch, day=short_day(bottle.last)
            )
            chip = Tap(said, Look.MARK)
            name = _("Batch {batch}, last used {day}").format(
                batch=bottle.batch, day=short_day(bottle.last)
            )
            chip.setAccessibleName(name)
            take = partial(self._take_bottle, bottle.batch)
            chip.clicked.connect(lambda _on=False, take=take: take())
            chips.append(chip)
        self._bottles.addWidget(flowing(*chips))

    def _take_bottle(self, batch: str) -> None:
        self.batch.setText(batch)
        self._typed()
        self.amount.setFocus()

    def open(self) -> None:
        """Show its fields, and go to what is missing."""
        self._show(is_open=True)
        first = self.amount if self.used.batch else self.batch
        (first if self.used.product else self.product).setFocus()

    def close_up(self) -> None:
        """Become one target again."""
        if not self.used.product:
            self.removed.emit()
            return
        had_focus = self.isAncestorOf(_focus(self))
        self._show(is_open=False)
        if had_focus:
            self.chip.setFocus()

    def _show(self, *, is_open: bool) -> None:
        self.fields.setVisible(is_open)
        self.chip.setVisible(not is_open)

    def value(self) -> UsedProduct | None:
        """Return what was used, as far as it is written; None where nothing is."""
        key = self.product.key
        used = UsedProduct(
            key if isinstance(key, str) else "",
            self.batch.text().strip(),
            read_amount(self.amount.text()),
            self.unit.text().strip(),
        )
        return None if used == UsedProduct("") else used

    def stops(self) -> list[QWidget]:
        """Return what Tab goes to, in its order."""
        chips = self.fields.findChildren(Tap)
        fields = (self.batch, self.amount, self.unit, self.remove, self.close_)
        return [self.chip, self.product, *chips, *fields]

    def _name(self, ref: str) -> str:
        return next((one.name for one in self._products if one.ref == ref), ref)

    def _line(self, ref: str) -> Line:
        for one in self._products:
            if one.ref == ref:
                return Line(one.name, one.amount, key=one.ref)
        return Line(ref, key=ref)

    def _typed(self) -> None:
        self.used = self.value() or UsedProduct("")
        self._say()
        self.changed.emit()

    def _taken(self, line: Line | None) -> None:
        if line is not None and isinstance(line.key, str):
            size = next((p.amount for p in self._products if p.ref == line.key), "")
            words = size.split()
            if not self.unit.text() and len(words) == 2:
                self.amount.setText(self.amount.text() or words[0])
                self.unit.setText(words[1])
            if not self.batch.text().strip():
                lately = open_bottle(line.key, self._writing.bottles, None)
                self.batch.setText(lately.batch)
            self.batch.setFocus()
        self._typed()
        self._offer_bottles()

    def _find(self, text: str, show: Show) -> None:
        said = text.casefold().strip()
        names = ("en", "zh_hans", "zh_hant")
        found = [
            Line(one.name, one.amount, key=one.ref)
            for one in self._products
            if not said
            or any(said in getattr(one.names, name).casefold() for name in names)
            or said in one.ref
        ][:FOUND]
        if said and all(one.name.casefold() != said for one in found):
            typed = text.strip()
            found.append(Line(typed, _("as typed, not in the catalogue"), key=typed))
        show(found)


class ProductsCard(Card):
    """The products, one target each; 12 of them scroll with the page."""

    def __init__(self, writing: Writing, another: Tap) -> None:
        super().__init__(
            Heading(
                _("Products used"), icon="bottle", remark=_("batch of the open bottle")
            ),
            gap=8,
        )
        self._writing, self.more = writing, another
        self.rows: list[ProductRow] = []
        self._column = down(gap=6)
        another.clicked.connect(lambda _on=False: self.another())
        self.add(self._column, another).fill()

    def show_draft(self) -> None:
        """Show the products as they stand; one that is being chosen stays open."""
        products = self._writing.draft.products
        chosen = [row for row in self.rows if row.value() is not None]
        for row in chosen[len(products) :]:
            self._drop(row)
        for row, used in zip(chosen, products, strict=False):
            row.put(used)
        for used in products[len(chosen) :]:
            self._append(used)

    def another(self) -> None:
        """Open a row for one more product."""
        waiting = next((row for row in self.rows if row.value() is None), None)
        row = waiting or self._append(UsedProduct(""))
        row.product.setFocus()

    def open_row(self, product: str) -> QWidget:
        """Open the row of a product whose batch is not known; return the field."""
        for row in self.rows:
            if row.used.product == product and not row.used.batch:
                row.open()
                return row.batch
        return self.more

    def stops(self) -> list[QWidget]:
        """Return what Tab goes to, in its order."""
        return [*(stop for row in self.rows for stop in row.stops()), self.more]

    def _append(self, used: UsedProduct) -> ProductRow:
        row = ProductRow(self._writing, used)
        row.changed.connect(partial(self._gather, row))
        row.removed.connect(partial(self._leave_out, row))
        self.rows.append(row)
        self._column.addWidget(row)
        row.show()  # at once: the keyboard goes there
        return row

    def _gather(self, row: ProductRow) -> None:
        found = [one.value() for one in self.rows]
        products = tuple(used for used in found if used is not None)
        tag = f"product {self.rows.index(row)}"
        self._writing.become(replace(self._writing.draft, products=products), tag)

    def _leave_out(self, row: ProductRow) -> None:
        place = self.rows.index(row)
        self._drop(row)
        found = [one.value() for one in self.rows]
        products = tuple(used for used in found if used is not None)
        self._writing.become(replace(self._writing.draft, products=products))
        near = self.rows[min(place, len(self.rows) - 1)].chip if self.rows else None
        (near if near is not None and near.isVisible() else self.more).setFocus()

    def _drop(self, row: ProductRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()


class SettingRow(QWidget):
    """One setting of the device, with a step down and a step up."""

    changed = Signal()

    def __init__(self, name: str = "", value: str = "", before: str = "") -> None:
        super().__init__()
        self.name = TextField(name, _("Setting, such as energy"), name=_("Setting"))
        self.value = TextField(value, _("Value"), name=_("Value"))
        self.value.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.less = Button(icon="minus", act=partial(self._nudge, -1))
        self.more = Button(icon="plus", act=partial(self._nudge, 1))
        for one in (self.name, self.less, self.value, self.more):
            large(one)
        for button in (self.less, self.more):
            button.setFixedWidth(GLOVED)
        self.value.setMinimumWidth(64)
        self.called = Words("", type=Type.STRONG)
        self.was = Words("", type=Type.SMALL, faint=True)
        self.label = held(down(self.called, self.was, gap=0))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for part, share in (
            *((self.label, 3), (self.name, 3)),
            *((self.less, 0), (self.value, 2), (self.more, 0)),
        ):
            row.addWidget(part, share)
        for field in (self.name, self.value):
            field.textEdited.connect(lambda _text: self.changed.emit())
        self.put(name, value, before)

    def put(self, name: str, value: str, before: str, note: str = "") -> None:
        """Show another setting; one that has a name is not named again."""
        if self.value.text().strip() != value:
            self.value.setText(value)
        is_typing = self.name.hasFocus()
        if not is_typing and self.name.text().strip() != name:
            self.name.setText(name)
        has_name = bool(name) and not is_typing
        self.label.setVisible(has_name)
        self.name.setVisible(not has_name)
        self.called.say(name)
        was = _("was {value}").format(value=before) if before else ""
        self.was.say(note or was)
        self.was.setVisible(bool(note or was))
        said = name or _("Setting")
        self.value.setAccessibleName(
            _("{setting}, value").format(setting=name) if name else _("Value")
        )
        self.less.setAccessibleName(_("{setting}, less").format(setting=said))
        self.more.setAccessibleName(_("{setting}, more").format(setting=said))

    def _nudge(self, by: int) -> None:
        self.value.setText(nudged(self.value.text(), by))
        self.changed.emit()

    def stops(self) -> list[QWidget]:
        """Return what Tab goes to, in its order."""
        return [self.name, self.less, self.value, self.more]


class SettingsCard(Card):
    """How the device was set."""

    def __init__(self, writing: Writing) -> None:
        line = writing.visit.line
        device = line.device.name if line.device is not None else ""
        title = device or _("Settings of the device")
        super().__init__(Heading(title, icon="settings"), gap=8)
        self._writing = writing
        last = writing.visit.last
        self._before = {} if last is None else dict(last.record.settings)
        self.rows: list[SettingRow] = []
        self._column = down(gap=8)
        self.more = Tap(_("Add a setting"), Look.CHIP)
        self.more.say(_("Add a setting"), icon="plus")
        self.more.clicked.connect(lambda _on=False: self.another())
        self.add(self._column, self.more).fill()

    def show_draft(self) -> None:
        """Show the settings as they stand, and those of last time without a value."""
        draft = self._writing.draft
        offered = self._before if self._writing.visit.record is None else {}
        wanted = dict.fromkeys((*offered, *draft.settings), "")  # in their order
        wanted |= {name: str(value) for name, value in draft.settings.items()}
        known = {row.name.text().strip(): row for row in self.rows}
        for name, row in known.items():
            if name and name not in wanted and row.value.text().strip():
                self._drop(row)
        for name, value in wanted.items():
            found = known.get(name) or self._append()
            is_from_last = f"setting:{name}" in draft.carried
            note = _("from last time") if is_from_last else ""
            found.put(name, value, str(self._before.get(name, "")), note)

    def another(self) -> None:
        """Open a row for one more setting."""
        row = next((one for one in self.rows if not one.name.text().strip()), None)
        (row or self._append()).name.setFocus()

    def stops(self) -> list[QWidget]:
        """Return what Tab goes to, in its order."""
        return [*(stop for row in self.rows for stop in row.stops()), self.more]

    def _append(self) -> SettingRow:
        row = SettingRow()
        row.changed.connect(partial(self._gather, row))
        self.rows.append(row)
        self._column.addWidget(row)
        row.show()  # at once: the keyboard goes there
        return row

    def _gather(self, row: SettingRow) -> None:
        settings = {
            one.name.text().strip(): one.value.text().strip()
            for one in self.rows
            if one.name.text().strip() or one.value.text().strip()
        }
        tag = f"setting {self.rows.index(row)}"
        self._writing.become(replace(self._writing.draft, settings=settings), tag)

    def _drop(self, row: SettingRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()


def read_amount(text: str) -> float | None:
    """Return an amount as people write it, 1.5 or 1,5; None where there is none."""
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return None


def _said(amount: float | None) -> str:
    return "" if amount is None else number(amount).replace(",", "")


def _focus(widget: QWidget) -> QWidget:
    return widget.window().focusWidget()
