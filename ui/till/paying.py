"""What is to be paid, the ways it can be, and the button that takes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
)

from salon.ledger.sums import in_coins
from salon.money import Money, total
from salon.text import N_, _, amount, short_day
from salon.till.model import CASH, STORED, BillState, Paying, means_named
from salon.views.till import BillSight, notes_for
from ui.kit import chips, style, words
from ui.kit.buttons import Button, Kind
from ui.kit.cards import Card, across, clear, down, held
from ui.kit.facts import pairs
from ui.kit.states import Banner
from ui.kit.tokens import CONTROL_RADIUS, Tone, Type
from ui.kit.words import Words
from ui.parts.fields import MoneyField

SPLIT, LATER = "split", "later"
MOST_MEANS = 4  # of money, as tiles; the others are in the sheet of a split
ON_A_TERMINAL = frozenset({"card", "wechat", "alipay", "octopus", "line_pay"})
UNDER_THEM = {
    "card": N_("on the terminal"),
    "wechat": N_("the client’s code, or ours"),
    "alipay": N_("the client’s code, or ours"),
    "octopus": N_("on the reader"),
    "line_pay": N_("the client’s code, or ours"),
    "bank": N_("seen on the account"),
    "fps": N_("seen on the account"),
    "paynow": N_("seen on the account"),
}
TILE = 54


@dataclass(frozen=True)
class Way:
    """One way to pay, as a tile."""

    key: str  # a means, or SPLIT, or LATER
    title: str
    sub: str = ""
    is_possible: bool = True


class Tile(QPushButton):
    """A way to pay: its name, what is to know of it, and the key that chooses it."""

    def __init__(self, way: Way, key: str) -> None:
        super().__init__(way.title)
        self.way, self.key = way, key
        self._over = False
        self.setCheckable(True)
        self.setEnabled(way.is_possible)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(TILE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(", ".join(filter(None, (way.title, way.sub))))
        self.setAccessibleDescription(key)

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        wide = max(
            words.width(self.text(), Type.STRONG),
            words.width(self.way.sub, Type.CAPTION),
        )
        return QSize(round(wide) + 52, TILE)

    def minimumSizeHint(self) -> QSize:
        """Return how small it may become: its words are cut then."""
        return QSize(96, TILE)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light up under the pointer."""
        self._over = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the pointer."""
        self._over = False
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter choose it, and only Space and Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        t, rose = style.theme(), style.shade(Tone.ROSE)
        painter = QPainter(self)
        box = QRectF(self.rect())
        on = self.isChecked()
        ground = rose.soft if on else t.hover if self._over else t.card
        style.rounded(painter, box, CONTROL_RADIUS, ground, rose.mark if on else t.edge)
        if self.hasFocus():
            style.focus_ring(painter, box)
        right = chips.draw_keycap(
            painter, box.right() - 10, box.center().y(), self.key, None
        )
        ink = t.ink if self.isEnabled() else t.faint
        ink = rose.text if on else ink
        room = right - 22
        middle = box.center().y()
        upper = middle - 3 if self.way.sub else middle + 4
        words.draw(painter, 12, upper, self.text(), Type.STRONG, ink, room)
        words.draw(painter, 12, middle + 14, self.way.sub, Type.CAPTION, t.faint, room)


class PayCard(Card):
    """To pay, by what, and the one loud button; a terminal is asked, then confirmed."""

    taking = Signal(object, bool)  # list of `Paying`, and whether the rest is later
    splitting = Signal()
    chosen = Signal(str)  # another way

    def __init__(self, currency: str) -> None:
        super().__init__(gap=10)
        self._sight: BillSight | None = None
        self._applied: list[Paying] = []
        self._way = ""
        self._is_waiting = False  # for the terminal
        self._head = Words(_("To pay"), type=Type.SMALL, faint=True)
        self.sum = Words("", type=Type.DISPLAY)
        self._parts = QVBoxLayout()
        self._parts.setSpacing(2)
        left = held(down(self._head, self.sum, None, gap=0))
        self.add(across(left, None, held(self._parts)))
        self.refusal = Banner("", Tone.AMBER)
        self.refusal.hide()
        self.later = Banner("", Tone.AMBER, icon="lock")
        self.later.hide()
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        self._tiles: list[Tile] = []
        self._group = QButtonGroup(self)
        self.notes = MoneyField(None, currency, _("Notes given"))
        self.notes.setPlaceholderText(_("Notes given"))
        self.notes.changed.connect(lambda _money: self._say())
        self.notes.textEdited.connect(lambda _text: self._say())
        self._change = Words("", type=Type.SMALL_STRONG, tone=Tone.SAGE)
        self._cash = held(across(self.notes, self._change, None, gap=10))
        self.take = Button("", icon="check", kind=Kind.PRIMARY, key="⏎", act=self.press)
        self.take.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.take.setMinimumHeight(44)
        self.no = Button(_("The terminal said no"), icon="x", act=self.say_no)
        self.no.hide()
        self.add(self.later, self.refusal, self._grid, self._cash, self.take, self.no)

    # what it shows

    def show_sight(self, sight: BillSight, applied: Sequence[Paying]) -> None:
        """Show what is to be paid of a bill, less what balances pay of it."""
        is_other = self._sight is None or self._sight.card.id != sight.card.id
        before = self.due if self._sight is not None else None
        self._sight, self._applied = sight, list(applied)
        is_closed = sight.books > sight.today
        self.later.setVisible(is_closed)
        if is_closed:
            said = _("Today is closed: what is taken now stands under {day}.")
            self.later.say(said.format(day=short_day(sight.books)))
        if is_other:
            self._way, self._is_waiting = "", False
            self.refusal.hide()
            self.notes.put(None)
        if before is not None and self.due != before:
            self._is_waiting = False
        ways = self._ways()
        possible = [one.key for one in ways if one.is_possible]
        if self._way not in possible:
            self._way = possible[0] if possible else ""
        self._lay(ways)
        self._show_parts()
        self._say()

    @property
    def due(self) -> Money:
        """What is still to be paid now."""
        if self._sight is None:
            return Money()
        return self._sight.card.total - total(one.amount for one in self._applied)

    @property
    def way(self) -> str:
        """The way that is chosen: a means, SPLIT or LATER."""
        return self._way

    @property
    def tiles(self) -> Sequence[Tile]:
        """The ways, in their order."""
        return self._tiles

    def _said(self, money: Money) -> str:
        assert self._sight is not None
        return amount(money, self._sight.currency)

    def _ways(self) -> list[Way]:
        sight = self._sight
        assert sight is not None
        due = self.due
        found = []
        means = list(sight.means)
        shown = means[:MOST_MEANS]
        if CASH in means and CASH not in shown:
            shown[-1] = CASH
        for at, one in enumerate(shown):
            sub = _(UNDER_THEM[one]) if one in UNDER_THEM else ""
            if one == CASH:
                sub = self._cash_words(due)
            if at == 0 and sight.client is not None and sub and one != CASH:
                sub = _("as the last time, {how}").format(how=sub)
            found.append(Way(one, means_named(one), sub))
        if sight.client is not None and sight.purse.stored.minor > 0:
            here = sight.purse.stored - total(
                one.amount for one in self._applied if one.means == STORED
            )
            left = _("{sum} on it").format(sum=self._said(here))
            enough = here.minor >= due.minor > 0 and self._may_be_stored()
            found.insert(
                min(2, len(found)), Way(STORED, means_named(STORED), left, enough)
            )
        found.append(Way(SPLIT, _("Split"), _("several ways or people")))
        if sight.client is not None:
            found.append(Way(LATER, _("Pay later"), _("asked for at the next visit")))
        return found

    def _may_be_stored(self) -> bool:
        assert self._sight is not None
        money_itself = ("top_up", "voucher", "deposit", "debt", "tip")
        return not any(one.kind in money_itself for one in self._sight.card.lines)

    def _cash_words(self, due: Money) -> str:
        sight = self._sight
        assert sight is not None
        exact = in_coins(due, sight.coin)
        given = notes_for(exact, sight.pieces, sight.coin)
        if given.minor <= exact.minor:
            return ""
        said = _("{notes} gives {change} back")
        back = given - exact
        return said.format(notes=self._said(given), change=self._said(back))

    def _lay(self, ways: Sequence[Way]) -> None:
        if [one.way for one in self._tiles] == list(ways):
            self._check()
            return
        had = any(one.hasFocus() for one in self._tiles)
        for tile in self._tiles:
            self._group.removeButton(tile)
        clear(self._grid)
        self._tiles = []
        for at, way in enumerate(ways):
            tile = Tile(way, str(at + 1))
            tile.clicked.connect(partial(self.choose, way.key))
            self._group.addButton(tile)
            self._grid.addWidget(tile, at // 2, at % 2)
            self._tiles.append(tile)
        self._check()
        if had:
            self.take.setFocus()

    def _check(self) -> None:
        for tile in self._tiles:
            tile.setChecked(tile.way.key == self._way)
            tile.setVisible(self.due.minor != 0)

    def _show_parts(self) -> None:
        clear(self._parts)
        if not self._applied:
            return
        assert self._sight is not None
        rows = [(_("On the bill"), self._said(self._sight.card.total))]
        rows += [
            (means_named(one.means), self._said(Money(-one.amount.minor)))
            for one in self._applied
        ]
        self._parts.addWidget(pairs(rows, 84))

    def _say(self) -> None:
        """Say what the button does now, and what comes back of the notes."""
        sight = self._sight
        if sight is None:
            return
        due = self.due
        is_cash = self._way == CASH and due.minor > 0
        shown = in_coins(due, sight.coin) if is_cash else due
        self.sum.say(self._said(shown))
        self._cash.setVisible(is_cash)
        given = self.notes.value()
        back = ""
        if is_cash and given is not None and given >= shown:
            back = _("{sum} back").format(sum=self._said(given - shown))
        self._change.say(back)
        if not sight.card.lines:
            said = _("Nothing on this bill yet")
        elif not due.minor:
            said = _("Close, nothing to pay")
        elif self._is_waiting:
            said = (
                _("The terminal said yes") if self._way == "card" else _("It has come")
            )
        elif self._way == LATER:
            said = _("Close, {sum} is paid later").format(sum=self._said(due))
        elif self._way == SPLIT:
            said = _("Split {sum}").format(sum=self._said(due))
        else:
            words_ = _("Take {sum} · {means}")
            said = words_.format(sum=self._said(shown), means=means_named(self._way))
        self.take.setText(said)
        self.take.setAccessibleName(said)
        is_open = sight.card.state is not BillState.CLOSED
        self.take.setEnabled(is_open and bool(sight.card.lines))
        self.take.updateGeometry()
        self.take.update()
        no = _("The terminal said no") if self._way == "card" else _("It did not come")
        self.no.setText(no)
        self.no.setAccessibleName(no)
        self.no.updateGeometry()
        self.no.setVisible(self._is_waiting)

    # what it does

    def choose(self, key: str) -> None:
        """Choose another way; what a terminal was asked is over."""
        if any(one.way.key == key and one.isEnabled() for one in self._tiles):
            self._way, self._is_waiting = key, False
            self.refusal.hide()
        self._check()
        self._say()
        if key == SPLIT and self._way == SPLIT:
            self.splitting.emit()
        else:
            self.take.setFocus()
        self.chosen.emit(self._way)

    def say_no(self) -> None:
        """Note that a terminal refused: nothing was taken, the bill is kept."""
        self._is_waiting = False
        self.refuse(_("Nothing was taken. Try again, or choose another way."))
        self._say()
        self.take.setFocus()

    def refuse(self, text: str) -> None:
        """Say above the ways why nothing was taken."""
        self._is_waiting = False
        self.refusal.say(text)
        self.refusal.show()
        self._say()

    def press(self) -> None:
        """Take the money; where a terminal does, ask it first and hear its yes."""
        sight = self._sight
        if sight is None or not self.take.isEnabled():
            return
        due = self.due
        self.refusal.hide()
        if due.minor and self._way == SPLIT:
            self.splitting.emit()
            return
        if due.minor and self._way in ON_A_TERMINAL and not self._is_waiting:
            self._is_waiting = True
            self._say()
            return
        paying = list(self._applied)
        is_later = self._way == LATER and due.minor > 0
        if due.minor and not is_later:
            tendered = self.notes.value() if self._way == CASH else None
            shown = in_coins(due, sight.coin) if self._way == CASH else due
            paying.append(Paying(self._way, shown, tendered))
        self.taking.emit(paying, is_later)
