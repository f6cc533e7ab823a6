"""The twenty-second tick: five habits, 0 to 4, by five keys and as many numbers."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from salon.clients.model import ClientId
from salon.skin.model import HABIT_WORDS, HABITS, MOST_OF_HABIT
from salon.skin.operations import tick
from salon.text import _
from salon.views.changed import TickSight, tick_sight
from ui.desk import Desk
from ui.kit.buttons import Answers
from ui.kit.cards import across, held
from ui.kit.sheet import Sheet
from ui.kit.tokens import Type
from ui.kit.words import Run, Words
from ui.parts.homes import home_of

LEVELS = range(MOST_OF_HABIT + 1)


class TickSheet(Sheet):
    """Five rows of 0 to 4; a number answers the row and goes on to the next."""

    def __init__(self, desk: Desk, home: QWidget, sight: TickSight, way: str) -> None:
        super().__init__(home, _("Twenty-second tick"), icon="check", wide=460)
        self._desk, self._key, self._way = desk, sight.client_id, way
        said = _("{client}: 0 not at all, 4 as well as can be.")
        self.add(Words(said.format(client=sight.client), faint=True, wrap=True))
        self.rows: dict[str, Answers] = {}
        last = sight.last
        today = last if last is not None and last.on == sight.today else None
        for habit in HABITS:
            level = today.level(habit) if today is not None else None
            before = last.level(habit) if last is not None else None
            name = _(HABIT_WORDS[habit])
            row = Answers(
                [(one, str(one)) for one in LEVELS],
                () if level is None else (level,),
                name=name,
            )
            self.rows[habit] = row
            told = "" if before is None else _("last {value}").format(value=before)
            label = Words(name, type=Type.STRONG)
            label.setFixedWidth(110)
            line = across(label, gap=8)
            line.addWidget(row, 1)
            line.addWidget(Words(Run(told, Type.SMALL, faint=True)))
            self.add(held(line))
        self.cancel()
        self.button(_("Keep"), self._keep, primary=True)
        self._focus(0)

    def levels(self) -> dict[str, int | None]:
        """Return what is ticked by now."""
        return {
            habit: int(str(found[0])) if (found := row.value()) else None
            for habit, row in self.rows.items()
        }

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer the row that has the keyboard with a number, and go on."""
        number = event.key() - Qt.Key.Key_0
        place = self._place()
        if number in LEVELS and place is not None and not event.modifiers():
            self.rows[HABITS[place]].put(number)
            self._focus(min(place + 1, len(HABITS) - 1))
            return
        super().keyPressEvent(event)

    def _place(self) -> int | None:
        for place, row in enumerate(self.rows.values()):
            if any(button.hasFocus() for button in row.buttons.values()):
                return place
        return None

    def _focus(self, place: int) -> None:
        row = self.rows[HABITS[place]]
        chosen = row.value() or (0,)
        row.buttons[chosen[0]].setFocus(Qt.FocusReason.TabFocusReason)

    def _keep(self) -> None:
        asked = self._desk.do(tick, self._key, self.levels(), self._way)
        asked.then(lambda _key: self.accept()).otherwise(self.fail)


def open_tick(desk: Desk, key: ClientId, way: str = "") -> None:
    """Open the tick of a client: at a "visit", in a "call", or by itself."""
    desk.ask(tick_sight, key).then(partial(_show, desk, way))


def _show(desk: Desk, way: str, sight: TickSight) -> None:
    home = home_of(desk)
    if home is not None:
        TickSheet(desk, home, sight, way).open()
