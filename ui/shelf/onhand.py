"""What is on the shelf: products with their batches, the low and the old marked."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.errors import SalonError
from salon.shelf.model import BatchLine, OnHand, Scanned
from salon.shelf.operations import open_batch
from salon.text import _, amount, headed, ngettext, number
from salon.views.shelf import ShelfSight, Which, shelf_sight
from ui.kit.buttons import Button, Segments
from ui.kit.cards import Card, across, down
from ui.kit.columns import Columns
from ui.kit.offers import Offer, Offers, of_action, offer
from ui.kit.remaining import Remaining
from ui.kit.rows import Look
from ui.kit.states import Calm, Failed
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.own_doing import say_gone
from ui.shelf.sheets import (
    ask_block,
    open_goods_in,
    open_lot,
    open_product,
    open_write_off,
)
from ui.shelf.words import batch_line, product_line

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.shelf.page import ShelfPage


class OnHandTab(QWidget):
    """The products; the batches of the chosen one stand beside."""

    def __init__(self, desk: "Desk", page: "ShelfPage") -> None:
        super().__init__()
        self._desk, self._page = desk, page
        self._sight: ShelfSight | None = None
        self._shown: tuple[OnHand, ...] = ()
        self._text = ""
        self._wanted = 0
        self._batch_wanted = 0
        self.which = Segments(
            [_("On the shelf"), _("Low"), _("Use soon"), _("All products")],
            label=_("Which products"),
        )
        self.which.chosen.connect(lambda _at: self._narrow())
        keys = {"+": lambda _row: self.take_in(), "-": lambda _row: self.take_off()}
        look = Look(height=48, columns=((145, False),))
        self.list = Remaining(look, _("Products"), 4, keys)
        self.list.picked.connect(self._picked)
        self.list.opened.connect(lambda _row: self.open_product())
        offer(self.list, self._offers)
        say_gone(desk, self.list)
        self.card = Card(pad=12).add(self.list, stretch=1)
        self.both = Columns(self.card, self._side(), (640, 330), least=700, gap=12)
        self._begin = Button(_("All products"), act=self._show_all)
        self._calm = Calm(
            _("Nothing here"),
            _("Choose a product and take goods in: its lot and its last day with it."),
            self._begin,
            icon="bottle",
        )
        self.state = Card().add(self._calm, stretch=1)
        self.state.hide()
        self.failed: Failed | None = None
        take_in = Button(action=page.take_in, small=True)
        self.first: QWidget = self.list
        self._column = down(gap=10)
        self._column.addLayout(across(self.which, None, take_in, gap=10))
        self._column.addWidget(self.both, 1)
        self._column.addWidget(self.state, 1)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._column)

    def _side(self) -> QWidget:
        page = self._page
        self.name = Words("", type=Type.HEADING, wrap=True)
        self.facts = Words("", type=Type.SMALL, faint=True, wrap=True)
        self.order = Words("", type=Type.SMALL, tone=Tone.AMBER, wrap=True)
        self.batches = Remaining(Look(height=48), _("Batches"), 2)
        self.batches.opened.connect(lambda _row: self.open_lot())
        offer(self.batches, self._batch_offers)
        buttons = across(
            Button(action=page.take_off, small=True),
            Button(action=page.opened, small=True),
            None,
            gap=8,
        )
        card = Card(gap=8)
        card.add(self.name, self.facts, self.order)
        card.add(self.batches, stretch=1)
        card.add(buttons)
        return card

    # what it shows

    def refresh(self) -> None:
        """Ask again."""
        self._desk.ask(shelf_sight).then(self._show).otherwise(self._fail)

    def want(self, product_id: int, batch_id: int = 0) -> None:
        """Choose a product, and a batch of it, once it is shown."""
        self._wanted, self._batch_wanted = product_id, batch_id
        self._go_to_wanted()

    def narrow(self, text: str) -> None:
        """Show what holds *text*."""
        self._text = text
        self._narrow()

    def enter(self) -> bool:
        """Go into the list, if anything is shown; return whether there was."""
        if self._shown:
            self.list.setFocus()
        return bool(self._shown)

    def take_code(self, found: Scanned) -> None:
        """Show the product, or the batch, that a code named."""
        self.want(int(found.product_id), int(found.batch_id or 0))
        self.list.setFocus()

    def _fail(self, error: SalonError) -> None:
        self._forget_failure()
        self.both.hide()
        self.state.hide()
        self.failed = Failed(
            _("The shelf could not be shown."), str(error), self.refresh
        )
        self._column.addWidget(self.failed, 1)

    def _forget_failure(self) -> None:
        if self.failed is not None:
            self.failed.hide()
            self.failed.deleteLater()
            self.failed = None

    def _show(self, sight: ShelfSight) -> None:
        self._forget_failure()
        self._sight = sight
        parts = []
        if sight.low:
            said = ngettext("{n} low", "{n} low", sight.low)
            parts.append(said.format(n=number(sight.low)))
        if sight.soon:
            said = ngettext("{n} to use soon", "{n} to use soon", sight.soon)
            parts.append(said.format(n=number(sight.soon)))
        self._page.count.say(" · ".join(parts))
        self._narrow()
        self._go_to_wanted()

    def _narrow(self) -> None:
        if self._sight is None:
            return
        which = tuple(Which)[self.which.index]
        if self._text.strip() and which is Which.THERE:
            which = Which.ALL  # whoever types a name means any product
        self._shown = self._sight.of(which, self._text)
        had_focus = self.list.hasFocus()
        self.both.setVisible(bool(self._shown))
        self.state.setVisible(not self._shown)
        self.first = self.list if self._shown else self._begin
        if self._page.tab is self:
            self._page.first = self.first
        if had_focus and not self._shown:
            self.first.setFocus()
        self.list.show_lines([product_line(one) for one in self._shown])
        if self._shown and self.list.chosen() is None:
            self.list.choose(0)
        self._picked(self.list.currentIndex().row())

    def _go_to_wanted(self) -> None:
        if not self._wanted or self._sight is None:
            return
        keys = [int(one.article.id) for one in self._shown]
        if self._wanted not in keys:
            self.which.choose(tuple(Which).index(Which.ALL))
            self._narrow()
            keys = [int(one.article.id) for one in self._shown]
        if self._wanted in keys:
            self.list.choose(keys.index(self._wanted))
            batch = self._batch_wanted
            ids = [int(one.id) for one in self._chosen_batches()]
            if batch in ids:
                self.batches.choose(ids.index(batch))
        self._wanted = self._batch_wanted = 0

    def chosen(self) -> OnHand | None:
        """Return the product that is chosen."""
        row = self.list.currentIndex().row()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def batch(self) -> BatchLine | None:
        """Return the batch that is chosen; the only one, where there is no other."""
        every = self._chosen_batches()
        row = self.batches.currentIndex().row()
        if 0 <= row < len(every):
            return every[row]
        return every[0] if len(every) == 1 else None

    def _chosen_batches(self) -> tuple[BatchLine, ...]:
        one = self.chosen()
        return () if one is None else one.batches

    def _picked(self, _row: int) -> None:
        one = self.chosen()
        page = self._page
        has_batch = one is not None and bool(one.batches)
        if page.tab is self:
            for act in (page.take_in, page.take_off, page.product):
                act.setEnabled(one is not None)
            for act in (page.opened, page.block):
                act.setEnabled(has_batch)
        if one is None:
            return
        of = one.article
        self.name.say(of.name)
        facts = [headed(_("On hand"), of.measure.said(one.stock))]
        if one.good != one.stock:
            facts.append(headed(_("of which good"), of.measure.said(one.good)))
        if of.min_stock:
            facts.append(headed(_("At least"), of.measure.said(of.min_stock)))
        if of.price is not None:
            facts.append(amount(of.price, self._desk.premises.currency))
        self.facts.say(" · ".join(facts))
        order = ""
        if one.is_low:
            said = ngettext("Low. Order {n}.", "Low. Order {n}.", one.to_order)
            order = said.format(n=number(one.to_order))
        self.order.say(order)
        self.order.setVisible(bool(order))
        self.batches.show_lines([batch_line(each, of) for each in one.batches])
        self.batches.setVisible(bool(one.batches))
        if one.batches and self.batches.chosen() is None:
            self.batches.choose(0)

    # what can be done

    def _offers(self, _row: int) -> Offers:
        page = self._page
        product = Offer(_("Product"), self.open_product, "⏎", "pencil")
        steps = (page.take_in, page.take_off, page.opened, page.block)
        return (product, None, *map(of_action, steps))

    def _batch_offers(self, _row: int) -> Offers:
        page = self._page
        lot = Offer(_("Correct the lot"), self.open_lot, "⏎", "pencil")
        steps = (page.opened, page.take_off, page.block)
        return (lot, None, *map(of_action, steps))

    def _show_all(self) -> None:
        self._page.scan.clear()
        self._text = ""
        self.which.choose(tuple(Which).index(Which.ALL))
        self._narrow()
        self.list.setFocus()

    def take_in(self) -> None:
        """Take goods in of the chosen product."""
        if (one := self.chosen()) is not None:
            open_goods_in(self._desk, one)

    def take_off(self) -> None:
        """Take something of it off the shelf."""
        if (one := self.chosen()) is not None:
            batch = self.batch() if self.batches.hasFocus() else None
            open_write_off(self._desk, one, batch)

    def open(self) -> None:
        """Note that one of the chosen batch was opened today."""
        if (batch := self.batch()) is not None:
            doing = self._desk.do(open_batch, batch.id)
            doing.otherwise(lambda error: self._desk.say(str(error)))

    def open_lot(self) -> None:
        """Open what is printed on the chosen batch."""
        one, batch = self.chosen(), self.batch()
        if one is not None and batch is not None:
            open_lot(self._desk, batch, one.article)

    def block(self) -> None:
        """Keep the chosen batch back, or let it be used again."""
        one, batch = self.chosen(), self.batch()
        if one is not None and batch is not None:
            ask_block(self._desk, batch, one.article)

    def open_product(self) -> None:
        """Open price, code and minimum of the chosen product."""
        if (one := self.chosen()) is not None:
            open_product(self._desk, one)
