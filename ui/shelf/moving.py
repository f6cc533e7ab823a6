"""What came and went, and why; a line made by hand can be taken back."""

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.errors import SalonError
from salon.shelf.model import Article, MoveLine, Scanned, Use
from salon.text import _
from salon.views.shelf import ledger, used_lately
from ui.kit.buttons import Button, Segments
from ui.kit.cards import Card, across, down
from ui.kit.offers import Offers, of_action, offer
from ui.kit.remaining import Remaining
from ui.kit.rows import Line, Look
from ui.kit.states import Calm
from ui.kit.tokens import Type
from ui.kit.words import Words
from ui.shelf.sheets import ask_reversal
from ui.shelf.words import move_line, use_line

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.shelf.page import ShelfPage

LATELY = timedelta(days=29)  # and today


class Moving(QWidget):
    """The ledger, the newest line first."""

    def __init__(self, desk: "Desk", page: "ShelfPage") -> None:
        super().__init__()
        self._desk, self._page = desk, page
        self._articles: dict[int, Article] = {}
        self._moves: list[MoveLine] = []
        self._shown: list[MoveLine] = []
        self._text = ""
        self._used: list[Use] = []
        self.which = Segments(
            [_("All that moved"), _("Expected and used")], label=_("What is shown")
        )
        self.which.chosen.connect(lambda _at: self._narrow())
        self.list = Remaining(
            Look(height=44, columns=((400, True), (240, False))),
            _("What came and went"),
            5,
        )
        self.list.picked.connect(lambda _row: self._picked())
        self.list.opened.connect(lambda _row: self.reverse())
        offer(self.list, self._offers)
        self.says = Words("", type=Type.SMALL, faint=True)
        self.card = Card(pad=12).add(self.list, stretch=1)
        self.state = Card().add(
            Calm(
                _("Nothing has moved yet"),
                _(
                    "What comes in, is sold, used or thrown away stands here, and "
                    "what treatments should have used of it."
                ),
                icon="history",
            ),
            stretch=1,
        )
        self.state.hide()
        column = down(gap=10)
        back = Button(action=page.reverse, small=True)
        column.addLayout(across(self.which, self.says, None, back, gap=10))
        column.addWidget(self.card, 1)
        column.addWidget(self.state, 1)
        column.setContentsMargins(0, 0, 0, 0)
        self.setLayout(column)
        self.first: QWidget = self.list

    def refresh(self) -> None:
        """Ask again."""
        self._desk.ask(ledger).then(self._show).otherwise(self._fail)
        last = self._desk.today()
        asked = self._desk.ask(used_lately, last - LATELY, last)
        asked.then(self._know_use).otherwise(self._fail)

    def narrow(self, text: str) -> None:
        """Show what is about *text*."""
        self._text = text
        self._narrow()

    def enter(self) -> bool:
        """Go into the list, if anything is shown; return whether there was."""
        if self._shown:
            self.list.setFocus()
        return bool(self._shown)

    def take_code(self, found: Scanned) -> None:
        """Show what moved of the product that a code named."""
        of = self._articles.get(found.product_id)
        if of is not None:
            self._page.scan.setText(of.name)
            self.narrow(of.name)
        self.list.setFocus()

    def _fail(self, error: SalonError) -> None:
        self._desk.say(str(error))

    def _show(self, found: tuple[dict[int, Article], list[MoveLine]]) -> None:
        self._articles, self._moves = found
        self._narrow()

    def _know_use(self, found: list[Use]) -> None:
        self._used = found
        if self._is_use:
            self._narrow()

    @property
    def _is_use(self) -> bool:
        return self.which.index == 1

    def _narrow(self) -> None:
        plain = self._text.strip().casefold()
        if self._is_use:
            self._shown = []
            lines = [
                use_line(one)
                for one in self._used
                if plain in one.article.name.casefold()
            ]
            self._put(lines)
            return
        self._shown = [
            one
            for one in self._moves
            if plain in self._articles[one.product_id].name.casefold()
            or plain in one.lot.casefold()
        ]
        lines = [move_line(one, self._articles[one.product_id]) for one in self._shown]
        self._put(lines)

    def _put(self, lines: list[Line]) -> None:
        self.card.setVisible(bool(lines))
        self.state.setVisible(not lines)
        self.list.show_lines(lines)
        if lines and self.list.chosen() is None:
            self.list.choose(0)
        self._picked()

    def chosen(self) -> MoveLine | None:
        """Return the line that is chosen."""
        row = self.list.currentIndex().row()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _picked(self) -> None:
        one = self.chosen()
        is_own = one is not None and not one.source.kind and not one.is_reversed
        may = is_own and one is not None and one.reverses_id is None
        if self._page.tab is self:
            self._page.reverse.setEnabled(may)
        if one is None:
            self.says.say(_("The last 30 days") if self._is_use else "")
            return
        say = self._articles[one.product_id].measure.said
        said = _("{before} before, {after} after")
        self.says.say(said.format(before=say(one.before), after=say(one.after)))

    def _offers(self, _row: int) -> Offers:
        return (of_action(self._page.reverse),)

    def reverse(self) -> None:
        """Ask why the chosen line is taken back."""
        one = self.chosen()
        if one is not None and self._page.reverse.isEnabled():
            of = self._articles[one.product_id]
            ask_reversal(
                self._desk, one.id, f"{of.name}, {of.measure.said(one.amount)}"
            )
