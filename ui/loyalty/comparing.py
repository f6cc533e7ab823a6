"""Who stays, compared: four ways to tell clients apart, and felt against done."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from salon.text import _, number
from salon.views.compared import (
    BY_WORDS,
    DOES_WORDS,
    FELT_WORDS,
    Compared,
    GridCell,
)
from salon.views.kept_sheets import work_out_compared
from ui.kit import style, words
from ui.kit.buttons import Button, Segments
from ui.kit.cards import Rule, down, held
from ui.kit.rows import Line, Look, People
from ui.kit.sheet import Sheet
from ui.kit.states import Waiting
from ui.kit.tokens import Type
from ui.kit.words import Words
from ui.loyalty.sheets import NamesSheet
from ui.loyalty.words import faint, money, rate
from ui.parts.holding import Holder, grow

if TYPE_CHECKING:
    from ui.desk import Desk

HIGH, MOST_ROWS = 44, 6
_CELLS = ((440, True), (340, False), (84, False))


class CompareSheet(Sheet):
    """Groups side by side, in the order of their names: nobody is ranked."""

    def __init__(self, desk: "Desk", home: QWidget) -> None:
        text = _(
            "Of those who were clients a year ago, how many still come. Groups of few "
            "say no per cent; they stand in the order of their names."
        )
        super().__init__(home, _("Who stays, compared"), text, icon="table", wide=720)
        self._desk = desk
        self.found: Compared | None = None
        names = [*(_(one) for one in BY_WORDS.values()), _("More figures")]
        self.by = Segments(names, 0, _("Told apart by"))
        self.by.chosen.connect(lambda _at: self._show_rows())
        look = Look(
            height=HIGH,
            ruled=True,
            pad=6,
            columns=_CELLS,
        )
        self.list = People([], look, _("Groups"))
        self.list.setMinimumHeight(MOST_ROWS * HIGH + 2)
        self.heads = _Heads()
        self.grid = Holder(Waiting(_("Comparing …")))
        self.more = faint("")
        self.add(self.by, self.heads, self.list, Rule(), self.grid, self.more)
        self.cancel(_("Close"))
        desk.send_post(work_out_compared).then(self._show).otherwise(self.fail)

    def _show(self, found: Compared) -> None:
        self.found = found
        self._show_rows()
        self.grid.put(self._grid(found))
        said = _(
            "If five more of a hundred stayed a year (now {now}), that is worth {sum} "
            "in all the years to come."
        )
        self.more.say(
            said.format(
                now=_("{n} %").format(n=number(round(100 * found.retention))),
                sum=money(found.more, found.currency),
            )
        )
        grow(self)

    def _show_rows(self) -> None:
        if self.found is None:
            return
        self.heads.setVisible(self.by.index < len(BY_WORDS))
        if self.by.index == len(BY_WORDS):
            self.list.show_lines(
                [
                    Line(one.name, one.remark, cells=("", one.value), key=one.name)
                    for one in self.found.more_figures
                ]
            )
            return
        by = list(BY_WORDS)[self.by.index]
        rows = self.found.groups[by]
        self.list.show_lines(
            [
                Line(
                    one.name,
                    cells=(
                        _("{n} people").format(n=number(one.people)),
                        rate(one.kept) if one.kept.of else _("none a year ago"),
                        money(one.spent, self.found.currency),
                    ),
                    key=one.name,
                )
                for one in rows
            ]
        )

    def _grid(self, found: Compared) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        title = Words(_("What was said last, against what was done"), type=Type.STRONG)
        for column, does in enumerate(DOES_WORDS.values(), 1):
            grid.addWidget(Words(_(does), type=Type.SMALL, faint=True), 0, column)
        by_place = {(one.felt, one.does): one for one in found.grid}
        for row, (felt, said) in enumerate(FELT_WORDS.items(), 1):
            grid.addWidget(Words(_(said), type=Type.SMALL), row, 0)
            for column, does in enumerate(DOES_WORDS, 1):
                grid.addWidget(self._cell(by_place[felt, does]), row, column)
        return held(down(title, box, gap=4))

    def _cell(self, one: GridCell) -> Button:
        button = Button(number(one.people), small=True, act=lambda: self._names(one))
        name = f"{_(FELT_WORDS[one.felt])}, {_(DOES_WORDS[one.does])}: {one.people}"
        button.setAccessibleName(name)
        button.setEnabled(bool(one.people))
        return button

    def _names(self, one: GridCell) -> None:
        title = f"{_(FELT_WORDS[one.felt])}, {_(DOES_WORDS[one.does])}"
        NamesSheet(self._desk, self, title, one.names).open()


class _Heads(QWidget):
    """What the columns of the groups are."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(18)
        self._said = (_("clients"), _("of a year ago, still come"), _("spent"))
        self.setAccessibleName(", ".join(self._said))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        painter, faint_ink = QPainter(self), style.theme().faint
        for (place, _quiet), said in zip(_CELLS, self._said, strict=True):
            at = self.width() - place
            words.draw(painter, at, 13, said, Type.CAPTION, faint_ink)
