"""The strip in which a line is made cheaper: by how much, and why."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from salon.errors import SalonError
from salon.ledger.sums import percent_of
from salon.money import Money, read_money
from salon.text import N_, _, amount
from salon.till.model import BadAmount, DiscountNeedsReason, LineCard
from salon.till.operations import discount
from salon.views.till import BillSight
from ui.kit.buttons import Button, option
from ui.kit.cards import Box
from ui.kit.columns import flowing
from ui.kit.fields import TextField
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run, Words

if TYPE_CHECKING:
    from ui.desk import Desk

REASONS = (
    N_("we began late"),
    N_("not content with it"),
    N_("friend of the house"),
)


class DiscountStrip(Box):
    """Enter keeps it, Esc leaves the line as it was; without a reason there is none."""

    done = Signal()

    def __init__(self, desk: "Desk") -> None:
        super().__init__(Tone.ROSE, gap=6)
        self._desk = desk
        self._line: LineCard | None = None
        self._sight: BillSight | None = None
        # a plain field: ten per cent are no ten pounds when one goes on to the reason
        self.off = TextField("", name=_("Discount"))
        self.off.setFixedWidth(110)
        self.why = TextField("", _("another reason"), name=_("Reason"))
        self.why.setMinimumWidth(120)
        self.chips: list[Button] = []
        for text in REASONS:
            chip = option(_(text))
            chip.clicked.connect(lambda _on=False, one=chip: self._reason(one))
            self.chips.append(chip)
        self.keep = Button(_("Keep it"), key="⏎", small=True, act=self._keep)
        self._title = Words(_("Discount"), type=Type.SMALL_STRONG)
        self.hint = Words("", type=Type.CAPTION, faint=True, wrap=True)
        because = Words(_("because"), type=Type.SMALL, faint=True)
        row = (self._title, self.off, because, *self.chips, self.why, self.keep)
        self.add(flowing(*row, gap=8), self.hint)
        self.setAccessibleName(_("Discount"))
        self.hide()

    def open(self, line: LineCard, sight: BillSight) -> None:
        """Show what a line is cheaper by, ready to be typed."""
        self._line, self._sight = line, sight
        had = amount(line.discount, sight.currency) if line.discount.minor > 0 else ""
        self.off.setText(had)
        self.why.setText(line.discount_why)
        for chip in self.chips:
            chip.setChecked(chip.text() == line.discount_why)
        most = percent_of(line.full, sight.discount_limit * 100)
        said = _(
            "Up to {percent} %, here {sum}. Above that somebody who leads is asked. "
            "10 % may be typed as well."
        )
        text = said.format(
            percent=sight.discount_limit, sum=amount(most, sight.currency)
        )
        self.hint.say(f"{line.words}. {text}")
        self.show()
        self.off.setFocus()
        self.off.selectAll()

    def _reason(self, chip: Button) -> None:
        for one in self.chips:
            one.setChecked(one is chip)
        self.why.setText(chip.text())
        self.off.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep it with Enter, leave it with Esc; the bill is not paid by either."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._keep()
        elif event.key() == Qt.Key.Key_Escape:
            self._end()
        else:
            super().keyPressEvent(event)

    def _keep(self) -> None:
        line = self._line
        if line is None:
            return
        said = self.off.text().strip()
        percent: int | None = None
        off = read_money(said, self._desk.premises.currency) if said else Money()
        if said.endswith(("%", "％")):
            percent, off = _percent(said), Money()
        if off is None:
            self._refuse(BadAmount(said[:40]))
            return
        doing = self._desk.do(
            discount,
            line.id,
            why=self.why.text(),
            off=None if percent is not None else off,
            percent=percent,
        )
        doing.then(lambda _done: self._end()).otherwise(self._refuse)

    @property
    def is_half_typed(self) -> bool:
        """Whether something was begun here and neither kept nor left."""
        return self.isVisible() and bool(self.off.text().strip())

    def _refuse(self, error: SalonError) -> None:
        self.hint.say(Run(str(error), Type.CAPTION_STRONG, Tone.RED))
        (self.why if isinstance(error, DiscountNeedsReason) else self.off).setFocus()

    def _end(self) -> None:
        self.hide()
        self._line = None
        self.done.emit()


def _percent(said: str) -> int:
    """Return hundredths of a per cent; below nothing for what is no number."""
    try:
        return round(float(said.rstrip("%％ ").replace(",", ".")) * 100)
    except (ValueError, OverflowError):
        return -1
