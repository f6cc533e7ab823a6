"""The boxes into which notes and coins are counted, and what they come to."""

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QGridLayout, QWidget

from salon.dayend.model import Count
from salon.money import Money, read_money
from salon.text import _, amount
from salon.views.dayend import DaySight
from salon.views.money_papers import spent_of
from ui.kit.cards import Card, Heading, Rule, across
from ui.kit.fields import TextField
from ui.kit.states import Banner
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run, Words

if TYPE_CHECKING:
    from ui.dayend.page import DayEndPage

BOX_WIDE, BOX_HIGH = 84, 27
DIGITS = QRegularExpression(r"\d{0,6}")


class Box(TextField):
    """One kind of note or coin; empty is not counted, and no nought."""

    def __init__(self, name: str, *, is_sum: bool = False) -> None:
        super().__init__(name=name)
        self.setFixedSize(BOX_WIDE, BOX_HIGH)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        if not is_sum:
            self.setValidator(QRegularExpressionValidator(DIGITS, self))


class CountCard(Card):
    """Count the till: Enter goes down, arrows go up and down."""

    changed = Signal()
    done = Signal()  # Enter in the last box

    def __init__(self, page: "DayEndPage") -> None:
        remark = _("Enter goes on")
        super().__init__(Heading(_("Count the till"), remark=remark), gap=6)
        self._page = page
        self._sight: DaySight | None = None
        self.boxes: dict[int, Box] = {}
        self.coins: Box | None = None
        self._worths: dict[int, Words] = {}
        self._kinds: tuple[object, ...] = ()
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self.counted = Words("", type=Type.STRONG)
        self.should = Words("", type=Type.BODY, faint=True)
        self.reckoned = Words("", type=Type.CAPTION, faint=True, wrap=True)
        self.differs = Banner("", Tone.AMBER)
        self.why = TextField(hint=_("A word why, please"), name=_("Why it differs"))
        self.why.textChanged.connect(lambda _text: self.changed.emit())
        self.safe = Words("", type=Type.BODY)
        self.stays = TextField(name=_("Stays for tomorrow"))
        self.stays.setFixedSize(110, BOX_HIGH)
        self.stays.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.stays.textChanged.connect(lambda _text: self._reckon())
        self.stay_words = Words(_("Stays for tomorrow"), faint=True)
        self.add(self._grid)
        self.add(Rule())
        self.add(
            across(Words(_("Counted in all"), type=Type.STRONG), None, self.counted)
        )
        self.add(across(Words(_("Should be"), faint=True), None, self.should))
        self.add(self.reckoned, self.differs, self.why)
        self.add(across(Words(_("To the safe")), None, self.safe))
        self.add(across(self.stay_words, None, self.stays))
        self.fill()

    def show_sight(self, sight: DaySight, kept: Mapping[str, str]) -> None:
        """Show a day; what is half counted stays in its boxes."""
        is_new = self._sight is None or self._sight.day != sight.day
        self._sight = sight
        kinds = (sight.pieces, sight.coins, sight.currency)
        if kinds != self._kinds:
            self._kinds = kinds
            self._build(sight)
            is_new = True
        till = sight.till
        is_open = not till.is_closed and sight.can_close
        if is_new:
            self.why.setText(kept.get("why", ""))
            self.stays.setText(kept.get("stays") or amount(till.float_, sight.currency))
            for worth, box in self.boxes.items():
                box.setText(kept.get(str(worth), ""))
            if self.coins is not None:
                self.coins.setText(kept.get("coins", ""))
        if till.count is not None:
            for worth, box in self.boxes.items():
                box.setText(str(till.count.pieces.get(worth, 0)))
            if self.coins is not None and till.count.coins is not None:
                self.coins.setText(amount(till.count.coins, sight.currency))
        if till.is_closed:
            self.why.setText(till.why)
            self.stays.setText(amount(till.stays, sight.currency))
        every = [*self.boxes.values(), self.why, self.stays]
        every += [] if self.coins is None else [self.coins]
        for field in every:
            field.setReadOnly(not is_open)
            field.setEnabled(is_open)
        self._reckon()

    def _build(self, sight: DaySight) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.boxes, self._worths = {}, {}
        single = [one for one in sight.pieces if one not in sight.coins]
        for row, one in enumerate(single):
            said = amount(one, sight.currency)
            self.boxes[one.minor] = self._row(row, said, one.minor)
        self.coins = None
        if sight.coins:
            self.coins = self._row(len(single), _("Coins"), 0, is_sum=True)
        order = [*self.boxes.values(), *([self.coins] if self.coins else [])]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def _row(self, row: int, said: str, minor: int, *, is_sum: bool = False) -> Box:
        name = said if is_sum else _("How many of {piece}").format(piece=said)
        box = Box(name, is_sum=is_sum)
        box.textChanged.connect(lambda _text: self._reckon())
        box.returnPressed.connect(lambda: self._step(box, 1))
        worth = Words("", faint=True)
        self._worths[minor] = worth
        self._grid.addWidget(Words(said), row, 0)
        self._grid.addWidget(box, row, 1, Qt.AlignmentFlag.AlignCenter)
        self._grid.addWidget(worth, row, 2, Qt.AlignmentFlag.AlignRight)
        return box

    def order(self) -> list[Box]:
        """Return the boxes from the top."""
        return [*self.boxes.values(), *([self.coins] if self.coins else [])]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go up and down with the arrows."""
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        at = self.window().focusWidget()
        if by and isinstance(at, Box) and at in self.order():
            self._step(at, by)
            return
        super().keyPressEvent(event)

    def _step(self, box: Box, by: int) -> None:
        order = self.order()
        at = order.index(box) + by
        if at >= len(order):
            last = self.why if self.why.isVisible() else self.stays
            last.setFocus()
            self.done.emit()
        elif at >= 0:
            order[at].setFocus()
            order[at].selectAll()

    def value(self) -> Count:
        """Return what has been counted so far."""
        coins = None
        if self.coins is not None and self._sight is not None:
            coins = read_money(self.coins.text(), self._sight.currency)
        return Count(
            {
                worth: int(box.text())
                for worth, box in self.boxes.items()
                if box.text().isdigit()
            },
            coins,
        )

    def left(self) -> Money | None:
        """Return what is to stay; None where it cannot be read."""
        if self._sight is None:
            return None
        return read_money(self.stays.text(), self._sight.currency)

    def half(self) -> dict[str, str]:
        """Return what is written, to be kept while the page is away."""
        found = {str(worth): box.text() for worth, box in self.boxes.items()}
        if self.coins is not None:
            found["coins"] = self.coins.text()
        return found | {"why": self.why.text(), "stays": self.stays.text()}

    @property
    def uncounted(self) -> int:
        """How many boxes are empty."""
        missing = sum(not box.text().isdigit() for box in self.boxes.values())
        if self.coins is not None:
            missing += self.value().coins is None
        return missing

    @property
    def difference(self) -> Money:
        """By how much the count differs."""
        if self._sight is None:
            return Money()
        return self.value().worth - self._sight.till.should_be

    def _reckon(self) -> None:
        sight = self._sight
        if sight is None:
            return
        currency = sight.currency
        count = self.value()
        for worth, said in self._worths.items():
            if worth:
                money = Money(worth) * count.pieces.get(worth, 0)
                is_there = worth in count.pieces
                said.say(amount(money, currency) if is_there else "")
        self.counted.say(amount(count.worth, currency))
        is_hidden = sight.is_blind and not sight.till.is_closed and self.uncounted > 0
        self.should.say(
            _("hidden until counted")
            if is_hidden
            else amount(sight.till.should_be, currency)
        )
        self.reckoned.say("" if is_hidden else _reckoned(sight))
        difference = self.difference
        shows = not self.uncounted and bool(difference.minor)
        self.differs.setVisible(shows)
        self.why.setVisible(shows)
        self.differs.say(difference_said(difference, currency))
        left = self.left()
        safe = count.worth - left if left is not None else None
        self.safe.say(
            Run(
                "–" if safe is None or safe.minor < 0 else amount(safe, currency),
                Type.STRONG,
            )
        )
        self.changed.emit()


def difference_said(difference: Money, currency: str) -> str:
    """Return how much is missing or over."""
    worth = amount(Money(abs(difference.minor)), currency)
    short = difference.minor < 0
    return (_("{sum} short") if short else _("{sum} over")).format(sum=worth)


def _reckoned(sight: DaySight) -> str:
    """Return how it comes to what should be: float, cash, what was spent."""
    currency, moved = sight.currency, sight.till.movements
    parts = [amount(sight.till.float_, currency)]
    cash = moved.get("taken", Money())
    parts.append(_("+ cash {sum}").format(sum=amount(cash, currency)))
    spent = spent_of(sight)
    if spent.minor:
        what = sight.till.spent or _("spent")
        parts.append(f"− {what} {amount(spent, currency)}")
    return " ".join(parts)
