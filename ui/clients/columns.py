"""Which columns the list of clients shows, in what order, and how names are sorted."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.clients.matching import fold
from salon.clients.narrowing import Narrow, Order
from salon.text import _
from salon.views.rolltable import with_columns
from ui.kit.buttons import Answers, Tick
from ui.kit.fields import TextField
from ui.kit.longlist import LongList
from ui.kit.rows import Line, Look
from ui.kit.sheet import Sheet
from ui.kit.tokens import Type
from ui.kit.words import Words
from ui.parts.forms import Form
from ui.parts.homes import home_of

if TYPE_CHECKING:
    from ui.desk import Desk

ROW, SHOWN = 34, 5  # units of a line, and lines that are seen at once
NAME = "name"  # always there
BY_NAME = (Order.NAME, Order.STROKES, Order.WRITTEN)

Offered = Sequence[tuple[str, str]]  # each column with its heading


class ColumnsSheet(Sheet):
    """All columns there are, found while one types; Space chooses."""

    def __init__(
        self,
        home: QWidget,
        narrow: Narrow,
        offered: Offered,
        done: Callable[[Narrow], object],
    ) -> None:
        about = _(
            "They stand in the order in which they are chosen. The window shows those "
            "there is room for; on paper and in Excel are all of them."
        )
        super().__init__(home, _("Columns"), about, icon="table", wide=520)
        self._narrow, self._done = narrow, done
        self._offered = {key: said for key, said in offered if key != NAME}
        orders = (
            ("", _("As it is")),
            (str(Order.NAME), _("Pinyin")),
            (str(Order.STROKES), _("Strokes")),
            (str(Order.WRITTEN), _("Name as written")),
        )
        on = str(narrow.order) if narrow.order in BY_NAME else ""
        shown = [one for one in orders if one[0] or not on]
        self.order = Answers(shown, (on,), name=_("Sorted by"))
        self.down = Tick(_("Downwards"), narrow.is_down)
        form = Form()
        form.row("order", _("Sorted by"), self.order)
        self.search = TextField("", _("Find a column"), "search")
        self.search.setAccessibleName(_("Find a column"))
        look = Look(height=ROW, ticks=True)
        self.list = LongList(look, _("Columns"), self._line)
        self.list.ticking.connect(self._say)
        self.list.narrowing.connect(self.search.setFocus)
        self.list.setFixedHeight(SHOWN * ROW)
        self.said = Words("", type=Type.SMALL, faint=True, wrap=True)
        self.add(form, self.down, self.search, self.list, self.said)
        self.search.textEdited.connect(lambda _text: self._find())
        self.cancel()
        self.usual = self.button(_("The usual ones"), self._usual)
        self.save = self.button(_("Show them"), self._show, primary=True)
        chosen = [one for one in narrow.columns.split() if one in self._offered]
        self.list.ticked = dict.fromkeys(chosen)
        self._find()
        self._say()
        self.search.setFocus()

    def _line(self, one: tuple[str, str]) -> Line:
        return Line(one[1], key=one[0])

    def _find(self) -> None:
        text = fold(self.search.text().strip())
        chosen = [str(key) for key in self.list.ticked]
        keys = dict.fromkeys((*chosen, *self._offered))
        found = [key for key in keys if text in fold(self._offered[key])]
        self.list.put(found, {key: (key, self._offered[key]) for key in found})

    def _say(self) -> None:
        names = [self._offered[str(key)] for key in self.list.ticked]
        self.said.say(" · ".join(names) or _("The usual columns of the view"))

    def _usual(self) -> None:
        self.list.tick()
        self._show()

    def _show(self) -> None:
        [order] = self.order.value() or ("",)
        chosen = [str(key) for key in self.list.ticked]
        # on paper nobody would know whose line it is
        narrow = with_columns(self._narrow, (NAME, *chosen) if chosen else ())
        order = str(order) or narrow.order
        self.accept()
        self._done(replace(narrow, order=order, is_down=self.down.isChecked()))


def open_columns(
    desk: "Desk", narrow: Narrow, offered: Offered, done: Callable[[Narrow], object]
) -> ColumnsSheet | None:
    """Ask which columns the list shows; *done* is given the view with them."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = ColumnsSheet(home, narrow, offered, done)
    sheet.open()
    return sheet
