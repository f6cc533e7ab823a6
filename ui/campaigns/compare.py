"""Two bars: who came with an offer, and who came without, each with its uncertainty."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from salon.campaigns.model import Result
from salon.campaigns.words import share_said, uplift_said
from salon.loyalty.statistics import Share
from salon.text import _
from ui.kit import style, words
from ui.kit.tokens import Tone, Type

HIGH, NAMED, FIGURE = 34, 150, 170  # of a bar; of its name and its figure
LEAST = 0.05  # of the scale, so that nothing fills it by being small


class Compare(QWidget):
    """Both bars on one scale; a thin line shows between what the true rate lies."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[tuple[str, Share, Tone], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_result(self, one: Result) -> None:
        """Show another result."""
        self._lines = (
            (_("With the offer"), one.treated, Tone.ROSE),
            (_("Held out"), one.control, Tone.PLAIN),
        )
        self.setAccessibleName(uplift_said(one))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        return QSize(420, HIGH * len(self._lines))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        painter, t = QPainter(self), style.theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        spans = [one.span for _name, one, _tone in self._lines]
        most = max([LEAST, *(one.high for one in spans if one is not None)])
        left, wide = float(NAMED), self.width() - NAMED - FIGURE
        for row, (name, share, tone) in enumerate(self._lines):
            middle = row * HIGH + HIGH / 2
            base = middle + words.cap(Type.SMALL) / 2
            words.draw(painter, 0, base, name, Type.SMALL, t.ink, NAMED - 8)
            said = share_said(share)
            words.draw_right(
                painter, self.width(), base, said, Type.SMALL_STRONG, t.ink
            )
            if wide < HIGH or share.span is None:
                continue
            whole = QRectF(left, middle - 6, wide, 12)
            style.rounded(painter, whole, 4, style.mixed(t.line, t.card, 0.6))
            part = QRectF(whole)
            part.setWidth(max(3.0, wide * share.span.value / most))
            style.rounded(painter, part, 4, style.shade(tone).mark)
            low, high = (
                left + wide * share.span.low / most,
                left + wide * share.span.high / most,
            )
            painter.fillRect(QRectF(low, middle - 0.75, high - low, 1.5), t.ink)
            for at in (low, high):
                painter.fillRect(QRectF(at - 0.75, middle - 5, 1.5, 10), t.ink)
