"""Five habits over the last times they were asked about, in one row."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from salon.skin.model import HABIT_WORDS, HABITS, TickLine
from salon.text import _, listed
from ui.kit import style, words
from ui.kit.between import draw_steps
from ui.kit.tokens import Type

SHOWN = 6  # times of each habit


class HabitRow(QWidget):
    """What was said of sleep, water, sunscreen, movement and home care."""

    def __init__(self) -> None:
        super().__init__()
        self.ticks: Sequence[TickLine] = ()
        self.setAccessibleName(_("Twenty-second ticks"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_ticks(self, ticks: Sequence[TickLine]) -> None:
        """Show the newest of these, oldest first; nothing where there are none."""
        self.ticks = ticks[-SHOWN:]
        said = [
            f"{_(HABIT_WORDS[habit])} {self._levels(habit)[-1]}"
            for habit in HABITS
            if self._levels(habit)
        ]
        self.setAccessibleDescription(listed(said))
        self.setVisible(bool(self.ticks))
        self.update()

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        return QSize(360, 44)

    def _levels(self, habit: str) -> list[int]:
        found = [one.level(habit) for one in self.ticks]
        return [one for one in found if one is not None]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        painter, t = QPainter(self), style.theme()
        wide = self.width() / len(HABITS)
        for place, habit in enumerate(HABITS):
            box = QRectF(place * wide, 0, wide - 8, self.height())
            name, levels = _(HABIT_WORDS[habit]), self._levels(habit)
            end = words.draw(
                painter, box.left(), 14, name, Type.CAPTION_STRONG, t.ink, wide - 22
            )
            newest = str(levels[-1]) if levels else "–"
            words.draw(painter, end + 6, 14, newest, Type.CAPTION, t.faint)
            x = box.left()
            for level in levels:
                if x + 12 > box.right():
                    break
                draw_steps(painter, x, 20, level)
                x += 14
