"""Both figures of a refund, side by side; one of them is chosen."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from salon.courses.model import BASIS_WORDS, Basis, CourseCard, CourseKind
from salon.money import Money
from salon.text import _, amount
from ui.kit import style, words
from ui.kit.tokens import CARD_RADIUS, Tone, Type

HIGH = 92


def formula(card: CourseCard, basis: Basis, currency: str) -> str:
    """Return how a figure comes about: "£360 − 3 × £36"."""
    found = card.refund
    is_list = basis is Basis.LIST
    unit = found.list_unit if is_list else found.unit
    given = found.listed if is_list else found.given
    paid = amount(found.paid, currency)
    if card.line.kind is not CourseKind.VALUE and unit * found.used == given:
        return f"{paid} − {found.used} × {amount(unit, currency)}"
    return f"{paid} − {amount(given, currency)}"


class _Figure(QPushButton):
    """One figure: what it is called, how much, and how it comes about."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title, self.amount, self.formula = title, "", ""
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, amount: str, formula: str) -> None:
        """Show another figure."""
        self.amount, self.formula = amount, formula
        self.setAccessibleName(f"{self.title}: {amount}")
        self.setAccessibleDescription(formula)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        wide = max(
            words.width(self.title, Type.SMALL_STRONG),
            words.width(self.amount, Type.TITLE),
            words.width(self.formula, Type.SMALL),
        )
        return QSize(round(wide) + 32, HIGH)

    def minimumSizeHint(self) -> QSize:
        """Return how small it may become."""
        return QSize(120, HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        t = style.theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        rose = t.shade(Tone.ROSE)
        edge = rose.mark if self.isChecked() else t.edge
        style.rounded(painter, box, CARD_RADIUS, t.card, edge)
        if self.isChecked():
            inner = box.adjusted(1, 1, -1, -1)
            style.rounded(painter, inner, CARD_RADIUS - 1, t.card, edge)
        room = box.width() - 28
        title = rose.text if self.isChecked() else t.faint
        rows = (
            (22, self.title, Type.SMALL_STRONG, title),
            (50, self.amount, Type.TITLE, t.ink),
            (74, self.formula, Type.SMALL, t.faint),
        )
        for down, text, role, colour in rows:
            words.draw(painter, box.left() + 14, down, text, role, colour, room)
        if self.hasFocus():
            style.focus_ring(painter, QRectF(self.rect()))


class Figures(QWidget):
    """By the price paid, and at the list price."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Which figure is paid back"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self.figures: dict[Basis, _Figure] = {}
        for basis in Basis:
            figure = _Figure(_(BASIS_WORDS[basis]))
            figure.toggled.connect(lambda _on=False: self.changed.emit())
            self.figures[basis] = figure
            row.addWidget(figure, 1)
        self.figures[Basis.PRO_RATA].setChecked(True)

    def show_card(self, card: CourseCard, currency: str) -> None:
        """Show what a course is worth."""
        for basis, figure in self.figures.items():
            money: Money = card.refund.by(basis)
            figure.say(amount(money, currency), formula(card, basis, currency))

    def value(self) -> Basis:
        """Return the basis that is chosen."""
        is_list = self.figures[Basis.LIST].isChecked()
        return Basis.LIST if is_list else Basis.PRO_RATA
