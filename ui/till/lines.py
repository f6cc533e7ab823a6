"""The lines of a bill, painted: what, by whom, n of N, what it comes to."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QStyledItemDelegate, QWidget

from salon.text import _, amount, full_day, ngettext
from salon.till.model import LINE_WORDS, LineCard, LineKind
from salon.views.till import BillSight
from ui.kit import chips, icons, style, words
from ui.kit.chips import Chip
from ui.kit.rows import LEAST_CHIP, Index, Rows, draw_row
from ui.kit.tips import plain
from ui.kit.tokens import Tone, Type

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

HIGH = 56
DOTS = 12  # sessions that are painted one by one; above it is a bar
MIDDLE = 0.52  # of the width, where the second column begins
ICONS = {
    LineKind.SERVICE: "sparkles",
    LineKind.SESSION: "sparkles",
    LineKind.PRODUCT: "bottle",
    LineKind.COURSE: "list-details",
    LineKind.TOP_UP: "plus",
    LineKind.VOUCHER: "gift",
    LineKind.MEMBERSHIP: "user-heart",
    LineKind.DEPOSIT: "clock",
    LineKind.DEBT: "history",
    LineKind.TIP: "heart",
}


@dataclass(frozen=True)
class BillRow:
    """One line of a bill as it is shown."""

    key: Hashable
    icon: str
    title: str
    below: str
    price: str
    price_below: str = ""  # "worth £90.00"
    was: str = ""  # the price before a discount
    number: int = 0  # session n
    of: int = 0  # of N; 0: no session
    more: str = ""  # in the second column, below
    chips: tuple[Chip, ...] = ()
    tone: Tone | None = None  # of the price

    def spoken(self) -> str:
        """Return the line as a screen reader says it."""
        count = ""
        if self.of:
            count = _("{n} of {number}").format(n=self.number, number=self.of)
        said = (self.title, self.below, count, self.more)
        marks = tuple(one.text for one in self.chips)
        was = _("instead of {sum}").format(sum=self.was) if self.was else ""
        end = (self.price, was, self.price_below)
        return ", ".join(filter(None, (*said, *marks, *end)))


def row_of(one: LineCard, sight: BillSight) -> BillRow:
    """Return what the till shows of a line."""
    said = partial(amount, currency=sight.currency)
    lot = _lot(one, sight)
    below = " · ".join(filter(None, (one.staff, lot or _(LINE_WORDS[one.kind]))))
    if one.kind is LineKind.SESSION:
        return _session(one, sight, said)
    marks: list[Chip] = []
    if one.discount.minor > 0:
        off = _("{sum} off").format(sum=said(one.discount))
        marks.append(Chip(f"{off}, {one.discount_why}", Tone.PLAIN))
    if one.given_back.minor:
        back = _("{sum} given back").format(sum=said(one.given_back))
        marks.append(Chip(back, Tone.AMBER))
    marks += _guarded(one, sight)
    more = ""
    if one.kind is LineKind.COURSE:
        offer = one.body.get("offer", {})
        if sessions := int(offer.get("sessions") or 0):
            counted = ngettext("{n} session", "{n} sessions", sessions)
            more = counted.format(n=sessions)
    if one.kind is LineKind.TOP_UP and (bonus := int(one.body.get("bonus") or 0)):
        more = _("{sum} bonus on top").format(sum=said(type(one.price)(bonus)))
    if one.voucher:
        more = _("number {code}").format(code=one.voucher)
    times = f"{one.quantity} × " if one.quantity > 1 else ""
    return BillRow(
        one.id,
        ICONS[one.kind],
        f"{times}{one.words}",
        below,
        said(one.price),
        was=said(one.full) if one.discount.minor > 0 else "",
        chips=tuple(marks),
        more=more,
    )


def _lot(one: LineCard, sight: BillSight) -> str:
    """Return from which lot a product is taken, and how long it is good."""
    lot = sight.lots.get(one.product_id or 0)
    if lot is None or one.kind is not LineKind.PRODUCT or not lot.lot:
        return ""
    if lot.good_until is None:
        return _("lot {lot}").format(lot=lot.lot)
    said = _("lot {lot}, good until {day}")
    return said.format(lot=lot.lot, day=full_day(lot.good_until))


def _guarded(one: LineCard, sight: BillSight) -> list[Chip]:
    """Return what is to be said before a product is taken home."""
    said = next((g for g in sight.guarded if g.product_id == one.product_id), None)
    if said is None or one.kind is not LineKind.PRODUCT:
        return []
    if said.objections:
        return [Chip(said.objections[0].text, Tone.AMBER, "alert-triangle")]
    return [Chip(free, Tone.SAGE, "check") for free in said.free_of]


def _session(one: LineCard, sight: BillSight, said: Callable[..., str]) -> BillRow:
    body, live = one.body, sight.session_of(one.appointment_id)
    money = type(one.price)
    of = int(body.get("of") or 0)
    left = _("{sum} left on it").format(sum=said(money(int(body.get("worth_left", 0)))))
    if of:
        many = int(body.get("left", 0))
        counted = ngettext("{n} session left", "{n} sessions left", many)
        left = f"{counted.format(n=many)}, {left}"
    is_signed = live is not None and live.is_signed
    missing = () if is_signed else (Chip(_("signature missing"), Tone.AMBER, "pencil"),)
    signed = _("both signed") if is_signed else ""
    return BillRow(
        one.id,
        ICONS[one.kind],
        one.words,
        " · ".join(filter(None, (one.staff, str(body.get("course", ""))))),
        _("paid ahead"),
        price_below=_("worth {sum}").format(sum=said(money(int(body.get("worth", 0))))),
        number=int(body.get("number", 0)),
        of=of,
        more=" · ".join(filter(None, (left, signed))),
        chips=missing,
        tone=Tone.PLUM,
    )


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[BillRow] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row says, in the role asked for."""
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.UserRole:
                return row
            case Qt.ItemDataRole.DisplayRole:
                return row.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return row.spoken()
            case Qt.ItemDataRole.ToolTipRole:
                return plain(row.title)
        return None

    def show(self, rows: Sequence[BillRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()


class _Painter(QStyledItemDelegate):
    def __init__(self, rows: "BillRows") -> None:
        super().__init__(rows)
        self._rows = rows

    def sizeHint(self, option: "QStyleOptionViewItem", index: Index) -> QSize:
        """Return how large it likes to be."""
        return QSize(240, HIGH)

    def paint(
        self, painter: QPainter, option: "QStyleOptionViewItem", index: Index
    ) -> None:
        """Paint one row."""
        row: BillRow = index.data(Qt.ItemDataRole.UserRole)
        box = QRectF(option.rect)
        chosen, over = draw_row(painter, box, index, self._rows)
        if index.row() and not chosen and not over:
            style.rule(painter, box.left(), box.right(), box.top())
        _paint(painter, box, row)


def _paint(painter: QPainter, box: QRectF, row: BillRow) -> None:
    t = style.theme()
    middle = box.center().y()
    upper, lower = middle - 4, middle + 14
    right = box.right() - 12
    icons.draw(
        painter, row.icon, box.left() + 10, middle - 9, 18, style.shade(Tone.ROSE).mark
    )
    ink = style.shade(row.tone).text if row.tone else t.ink
    if row.was:
        at = words.draw_right(painter, right, upper - 4, row.was, Type.SMALL, t.faint)
        style.rule(painter, at, right, upper - 8)
        words.draw_right(painter, right, lower, row.price, Type.STRONG, t.ink)
    elif row.price_below:
        at = words.draw_right(painter, right, upper, row.price, Type.SMALL_MEDIUM, ink)
        below = words.draw_right(
            painter, right, lower, row.price_below, Type.CAPTION, t.faint
        )
        at = min(at, below)
    else:
        at = words.draw_right(painter, right, middle + 4, row.price, Type.STRONG, ink)
    end = min(at, right - 64) - 12
    has_more = bool(row.of or row.more or row.chips)
    second = box.left() + box.width() * MIDDLE
    x = box.left() + 40
    room = (second - 12 if has_more else end) - x
    words.draw(painter, x, upper, row.title, Type.STRONG, t.ink, room)
    words.draw(painter, x, lower, row.below, Type.SMALL, t.faint, room)
    if not has_more:
        return
    top = upper
    if row.of:
        _draw_count(painter, second, upper - 4, row)
    elif row.more:
        words.draw(painter, second, upper, row.more, Type.SMALL, t.faint, end - second)
    if row.of and row.more:
        words.draw(painter, second, lower, row.more, Type.SMALL, t.faint, end - second)
    elif not row.more:
        top = middle + 4
    at = second + (_count_wide(row) + 12 if row.of else 0)
    place = top - 4 - chips.HEIGHT / 2 if row.of or not row.more else lower - 14
    for chip in row.chips:
        if (left := end - at) > chips.SIGN:
            whole = left >= min(chips.measure(chip), LEAST_CHIP)
            shown = chips.cut(chip, left) if whole else chips.sign(chip)
            at = chips.draw(painter, at, place, shown) + 6


def _count_wide(row: BillRow) -> float:
    said = _("{n} of {number}").format(n=row.number, number=row.of)
    shown = row.of * 14 if row.of <= DOTS else 90
    return shown + 6 + words.width(said, Type.SMALL_MEDIUM)


def _draw_count(painter: QPainter, x: float, middle: float, row: BillRow) -> None:
    """Paint n of N: full circles are given, the ringed one is of today."""
    hue = style.shade(Tone.PLUM)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if row.of > DOTS:
        bar = QRectF(x, middle - 3, 84, 6)
        style.rounded(painter, bar, 3, hue.soft)
        bar.setWidth(84 * row.number / row.of)
        style.rounded(painter, bar, 3, hue.mark)
        at = x + 90.0
    else:
        for place in range(1, row.of + 1):
            left = x + (place - 1) * 14
            dot = QRectF(left, middle - 5, 10, 10)
            ground = hue.mark if place < row.number else None
            style.rounded(painter, dot, 5, ground, hue.mark)
            if place == row.number:
                inner = dot.adjusted(2.5, 2.5, -2.5, -2.5)
                style.rounded(painter, inner, 2.5, hue.mark)
                around = dot.adjusted(-2, -2, 2, 2)
                style.rounded(painter, around, 7, None, hue.mark)
        at = x + row.of * 14 + 4
    said = _("{n} of {number}").format(n=row.number, number=row.of)
    words.draw(painter, at, middle + 4, said, Type.SMALL_MEDIUM, hue.text)


class BillRows(Rows):
    """The lines of one bill; the chosen one is what a discount or Del is about."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._model = _Model()
        self.setModel(self._model)
        self.setItemDelegate(_Painter(self))

    @property
    def shown(self) -> Sequence[BillRow]:
        """What is shown, in its order."""
        return self._model.rows

    def show_rows(self, rows: Sequence[BillRow]) -> None:
        """Show other lines; the one that was chosen stays it, else the last is."""
        if list(rows) == self._model.rows:
            return
        before = self.chosen()
        keys = [one.key for one in rows]
        many = len(self._model.rows)
        self._model.show(rows)
        is_more = len(rows) > many
        if not is_more and before is not None and before.key in keys:
            self.choose(keys.index(before.key))
        elif rows:
            self.choose(len(rows) - 1)
        self.updateGeometry()

    def choose(self, row: int) -> None:
        """Choose a line."""
        self.setCurrentIndex(self._model.index(row))
        self.scrollTo(self.currentIndex())

    def chosen(self) -> BillRow | None:
        """Return the line that is chosen."""
        row = self.currentIndex().row()
        return self._model.rows[row] if 0 <= row < len(self._model.rows) else None

    def sizeHint(self) -> QSize:
        """Return how large it likes to be: as high as its lines."""
        return QSize(420, HIGH * max(1, len(self._model.rows)) + 2)

    def minimumSizeHint(self) -> QSize:
        """Return how small it may become."""
        return QSize(260, HIGH + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter go on to the button that takes the money."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        super().keyPressEvent(event)
