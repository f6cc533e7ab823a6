"""A recalled lot: who had it, whom to ring, blocked and printed from here."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.clients.phones import shown
from salon.errors import SalonError
from salon.reports.recall import Affected, Recall
from salon.reports.shelf import (
    SILENT,
    compose_recall,
    had_in_words,
    recall_sight,
    told_of,
)
from salon.shelf.model import Article, Scanned
from salon.shelf.operations import block_lot
from salon.text import _, short_day
from salon.views.shelf import ShelfSight, Which, shelf_sight
from ui.kit.buttons import Button
from ui.kit.cards import Card, across, down, held
from ui.kit.chips import Chip
from ui.kit.fields import Choice, TextField
from ui.kit.offers import Offer, Offers, offer
from ui.kit.remaining import Remaining
from ui.kit.rows import Line, Look
from ui.kit.states import Banner, Calm
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.printing import print_composed
from ui.parts.ringing import Ringing, open_ringing
from ui.places import ClientCard
from ui.shelf.sheets import ask_why

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.shelf.page import ShelfPage

PRODUCT_WIDE, LOT_WIDE = 280, 150


class Recalling(QWidget):
    """A product and a lot; below them everybody who had it."""

    def __init__(self, desk: "Desk", page: "ShelfPage") -> None:
        super().__init__()
        self._desk, self._page = desk, page
        self._articles: list[Article] = []
        self._lots: dict[int, list[str]] = {}
        self._found: Recall | None = None
        self._shown: list[Affected] = []
        self._words = self._text = ""
        self._wanted: tuple[int, str] | None = None
        self.product = Choice([""], name=_("Product"))
        self.product.setFixedWidth(PRODUCT_WIDE)
        self.product.currentIndexChanged.connect(lambda _at: self._offer_lot())
        self.lot = TextField(hint=_("As printed"), name=_("Lot"))
        self.lot.setFixedWidth(LOT_WIDE)
        self.lot.returnPressed.connect(self._look)
        self.who = Button(_("Who had it"), small=True, act=self._look)
        self.block = Button(
            _("Block this lot"), icon="lock", small=True, act=self._block
        )
        self.paper = Button(action=page.paper, small=True)
        self.told = Words("", type=Type.STRONG, wrap=True)
        self.blocked = Banner("", Tone.RED)
        self.words = Words("", faint=True, wrap=True)
        look = Look(height=48, columns=((300, False), (145, True)))
        self.list = Remaining(look, _("Who had it"), 3)
        self.list.opened.connect(lambda _row: self.ring())
        offer(self.list, self._offers)
        self.card = Card(pad=12).add(self.list, stretch=1)
        self._calm = Calm(
            _("Which lot is it?"),
            _("Choose the product and write the lot as it is printed, or scan it."),
            icon="lock",
        )
        self.state = Card().add(self._calm, stretch=1)
        column = down(
            across(self.product, self.lot, self.who, None, self.paper, self.block),
            gap=10,
        )
        self.head = held(down(self.told, self.blocked, self.words, gap=6))
        column.addWidget(self.head)
        column.addWidget(self.card, 1)
        column.addWidget(self.state, 1)
        column.setContentsMargins(0, 0, 0, 0)
        self.setLayout(column)
        self.first: QWidget = self.product
        self.head.hide()
        self.card.hide()

    def refresh(self) -> None:
        """Ask again."""
        self._desk.ask(shelf_sight).then(self._show).otherwise(self._fail)

    def narrow(self, text: str) -> None:
        """Show those whose name holds *text*."""
        self._text = text
        self._show_found()

    def enter(self) -> bool:
        """Go into the list, if anybody is shown; return whether."""
        if self._shown:
            self.list.setFocus()
        return bool(self._shown)

    def take_code(self, found: Scanned) -> None:
        """Ask about the product, or the lot, that a code named."""
        self.want(int(found.product_id), found.lot)

    def want(self, product_id: int, lot: str) -> None:
        """Ask about a lot of a product."""
        self._wanted = product_id, lot
        self._go_to_wanted()

    def print_list(self) -> None:
        """Print whom to ring, with room for what they said."""
        found = self._found
        if found is None:
            self._desk.say(_("Say first which lot it is."))
            return
        key, lot = int(found.article.id), found.lot
        print_composed(
            self._desk,
            lambda look: self._desk.ask(compose_recall, key, lot, look),
            _("Recalled batch"),
        )

    # what it shows

    def _fail(self, error: SalonError) -> None:
        self._desk.say(str(error))

    def _show(self, sight: ShelfSight) -> None:
        self._show_found()
        there = sight.of(Which.THERE)
        every = (*there, *(one for one in sight.lines if one not in there))
        before = self._article()
        self._articles = [one.article for one in every]
        self._lots = {
            int(one.article.id): [batch.lot for batch in one.batches if batch.lot]
            for one in every
        }
        self.product.blockSignals(True)
        self.product.clear()
        self.product.addItems([one.name for one in self._articles])
        self.product.blockSignals(False)
        if before is not None:
            self._choose(int(before.id))
        elif self._wanted is None:
            self._offer_lot()
        self._go_to_wanted()
        if self._found is not None:
            self._look()

    def _go_to_wanted(self) -> None:
        if self._wanted is None or not self._articles:
            return
        key, lot = self._wanted
        self._wanted = None
        self._choose(key)
        self.lot.setText(lot)
        if lot:
            self._look()
        else:
            self.lot.setFocus()

    def _choose(self, key: int) -> None:
        keys = [int(one.id) for one in self._articles]
        if key in keys:
            self.product.blockSignals(True)
            self.product.setCurrentIndex(keys.index(key))
            self.product.blockSignals(False)

    def _article(self) -> Article | None:
        at = self.product.currentIndex()
        return self._articles[at] if 0 <= at < len(self._articles) else None

    def _offer_lot(self) -> None:
        of = self._article()
        lots = [] if of is None else self._lots.get(int(of.id), [])
        self.lot.setText(lots[0] if len(lots) == 1 else "")

    def _look(self) -> None:
        of, lot = self._article(), self.lot.text().strip()
        if of is None or not lot:
            self.lot.setFocus()
            return
        asked = self._desk.ask(recall_sight, int(of.id), lot)
        asked.then(self._know).otherwise(self._unknown)

    def _unknown(self, error: SalonError) -> None:
        """Show nobody and nothing to block: the lot may be mistyped."""
        self._found, self._words = None, ""
        self._show_found()
        self._fail(error)
        self.lot.setFocus()
        self.lot.selectAll()

    def _know(self, answer: tuple[Recall, str]) -> None:
        self._found, self._words = answer
        self._show_found()

    def _show_found(self) -> None:
        found = self._found
        self.block.setEnabled(found is not None)
        self._page.paper.setEnabled(self._page.tab is not self or found is not None)
        for one in (self.head, self.card):
            one.setVisible(found is not None)
        self.state.setVisible(found is None)
        if found is None:
            return
        plain = self._text.strip().casefold()
        self._shown = [one for one in found.affected if plain in one.name.casefold()]
        why = "" if found.batch is None else found.batch.blocked
        self.told.say(f"{found.article.name}, {found.lot}: {told_of(found)}")
        self.blocked.say(_("Blocked: {why}").format(why=why))
        self.blocked.setVisible(bool(why))
        self.block.setEnabled(not why)
        self.words.say(self._words)
        self.list.show_lines([self._line(one) for one in self._shown])
        if self._shown and self.list.chosen() is None:
            self.list.choose(0)

    def _line(self, one: Affected) -> Line:
        marks: tuple[Chip, ...] = ()
        if one.is_silent:
            marks = (Chip(_(SILENT), Tone.AMBER),)
        region = self._desk.premises.region
        phone = shown(one.phone, region) if one.phone else _("no number")
        names = dict.fromkeys(each.staff for each in one.had if each.staff)
        return Line(
            one.name,
            had_in_words(one, short_day),
            alerts=marks,
            cells=(phone, ", ".join(names)),
            key=int(one.client_id),
        )

    # what can be done

    def _chosen(self) -> Affected | None:
        row = self.list.currentIndex().row()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _offers(self, _row: int) -> Offers:
        call = Offer(_("Ring"), self.ring, "⏎", "phone")
        return (call, Offer(_("Open file"), self._open_file, "", "user"))

    def ring(self) -> None:
        """Show the number of the chosen client, and what to say."""
        one = self._chosen()
        if one is not None:
            whom = Ringing(
                *(int(one.client_id), one.name, one.phone, one.channel),
                why=self._words,
                is_silent=one.is_silent,
            )
            open_ringing(self._desk, whom)

    def _open_file(self) -> None:
        if (one := self._chosen()) is not None:
            self._desk.go(ClientCard(int(one.client_id)))

    def _block(self) -> None:
        if (found := self._found) is not None:
            of, lot = found.article, found.lot
            ask_why(
                self._desk,
                _("Block lot {lot}").format(lot=lot),
                _("It is not sold, given away or taken first from now on."),
                _("Block this lot"),
                lambda why: self._desk.do(block_lot, of.id, lot, why),
            )
