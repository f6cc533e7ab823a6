"""The stock-take: a frozen sheet, what was found line by line, confirmed."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.errors import SalonError
from salon.reports.shelf import compose_count
from salon.shelf.model import Article, BadAmount, CountLine, Scanned
from salon.shelf.operations import (
    begin_count,
    confirm_count,
    count_line,
    drop_count,
)
from salon.text import _, day_and_time, full_day, ngettext, number
from salon.views.shelf import CountSight, count_sight
from ui.kit.buttons import Button
from ui.kit.cards import Card, across, down, held
from ui.kit.chips import Chip
from ui.kit.fields import TextField
from ui.kit.remaining import Remaining
from ui.kit.rows import Line, Look
from ui.kit.sheet import Sheet, confirm
from ui.kit.states import Calm
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.forms import Form
from ui.parts.homes import home_of
from ui.parts.printing import print_composed

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.shelf.page import ShelfPage


class Counting(QWidget):
    """The stock-take that is under way, or the way into one."""

    def __init__(self, desk: "Desk", page: "ShelfPage") -> None:
        super().__init__()
        self._desk, self._page = desk, page
        self._sight: CountSight | None = None
        self._shown: list[CountLine] = []
        self._text = ""
        self.how = Words("", type=Type.SMALL, faint=True)
        self.begin = Button(_("Begin a stock-take"), act=self._begin_count)
        self.found = TextField(hint=_("2, or 63 ml"), name=_("What was found"))
        self.found.setFixedWidth(150)
        self.found.returnPressed.connect(self._enter_count)
        self.next = Words("", type=Type.STRONG)
        self.said = Words("", type=Type.SMALL, tone=Tone.RED)
        self.confirm = Button(_("Confirm"), small=True, act=self._confirm)
        self.drop = Button(_("Drop it"), small=True, act=self._drop)
        paper = Button(action=page.paper, small=True)
        look = Look(height=40, columns=((490, True), (350, False), (190, True)))
        self.list = Remaining(look, _("The sheet"), 4)
        self.list.picked.connect(lambda _row: self._picked())
        self.list.opened.connect(lambda _row: self._go_found())
        self.top = held(
            down(
                across(self.how, None, paper, self.drop, self.confirm, gap=8),
                across(self.next, self.found, self.said, None, gap=10),
                gap=8,
            )
        )
        self.card = Card(pad=12).add(self.list, stretch=1)
        self._calm = Calm(
            _("No stock-take under way"),
            _(
                "It freezes what should be there. Then count, alone or at two desks; "
                "what is sold meanwhile is reckoned in."
            ),
            self.begin,
            icon="clipboard-list",
        )
        self.state = Card().add(self._calm, stretch=1)
        column = down(self.top, gap=10)
        column.addWidget(self.card, 1)
        column.addWidget(self.state, 1)
        column.setContentsMargins(0, 0, 0, 0)
        self.setLayout(column)
        self.first: QWidget = self.begin
        self.top.hide()
        self.card.hide()

    def refresh(self) -> None:
        """Ask again."""
        self._desk.ask(count_sight).then(self._show).otherwise(self._fail)

    def narrow(self, text: str) -> None:
        """Show the lines that hold *text*."""
        self._text = text
        self._narrow()

    def enter(self) -> bool:
        """Go to the line that is shown; return whether there is one."""
        if self._shown:
            self._go_found()
        return bool(self._shown)

    def take_code(self, found: Scanned) -> None:
        """Go to the line of the product, or the batch, that a code named."""
        for row, line in enumerate(self._shown):
            is_it = found.batch_id in (None, line.batch_id)
            if is_it and line.product_id == found.product_id:
                self.list.choose(row)
                self._go_found()
                return
        self._desk.say(_("This is not on the sheet. Take it in, then count it."))

    def print_sheet(self) -> None:
        """Print the sheet, of what is under way or of all there is now."""
        take = None if self._sight is None else self._sight.take
        key = None if take is None else take.id
        print_composed(
            self._desk,
            lambda look: self._desk.ask(compose_count, key, look),
            _("Stock-take"),
        )

    # what it shows

    def _fail(self, error: SalonError) -> None:
        self._desk.say(str(error))

    def _show(self, sight: CountSight) -> None:
        self._sight = sight
        take = sight.take
        is_open = take is not None
        for one in (self.top, self.card):
            one.setVisible(is_open)
        self.state.setVisible(not is_open)
        self.first = self.found if is_open else self.begin
        if self._page.tab is self:
            self._page.first = self.first
        if take is None or sight.begun is None:
            if sight.last is not None:
                said = _("The last one was on {day}.")
                self._calm.said.say(said.format(day=full_day(sight.last)))
            return
        done = sum(line.counted is not None for line in take.lines)
        said = ngettext(
            "Begun {when}, {done} of {n} line counted",
            "Begun {when}, {done} of {n} lines counted",
            len(take.lines),
        )
        self.how.say(
            said.format(
                when=day_and_time(sight.begun.date(), f"{sight.begun:%H:%M}"),
                done=number(done),
                n=number(len(take.lines)),
            )
        )
        self._narrow()

    def _article(self, line: CountLine) -> Article:
        assert self._sight is not None
        return self._sight.articles[line.product_id]

    def _narrow(self) -> None:
        if self._sight is None or self._sight.take is None:
            return
        plain = self._text.strip().casefold()
        self._shown = [
            line
            for line in self._sight.take.lines
            if plain in self._article(line).name.casefold()
            or plain in line.lot.casefold()
        ]
        self.list.show_lines([_line(one, self._article(one)) for one in self._shown])
        if self._shown and self.list.chosen() is None:
            self.list.choose(0)
        self._picked()

    def chosen(self) -> CountLine | None:
        """Return the line that is chosen."""
        row = self.list.currentIndex().row()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _picked(self) -> None:
        one = self.chosen()
        self.said.say("")
        if one is None:
            self.next.say("")
            return
        self.next.say(f"{self._article(one).name}, {one.lot or _('no lot')}")

    # what can be done

    def _go_found(self) -> None:
        self.found.setFocus()
        self.found.selectAll()

    def _begin_count(self) -> None:
        doing = self._desk.do(begin_count)
        doing.then(lambda _key: self._begun()).otherwise(self._fail)

    def _begun(self) -> None:
        self.refresh()
        self.found.setFocus()

    def _enter_count(self) -> None:
        one = self.chosen()
        if one is None or self._sight is None or self._sight.take is None:
            return
        of = self._article(one)
        try:
            amount = of.measure.read(self.found.text())
        except BadAmount as error:
            self.said.say(str(error))
            self.found.selectAll()
            return
        doing = self._desk.do(
            count_line,
            self._sight.take.id,
            of.id,
            one.lot,
            amount,
            seen=one.version,
        )
        row = self.list.currentIndex().row()
        doing.then(lambda _done: self._counted(row)).otherwise(self._refused)

    def _counted(self, row: int) -> None:
        self.found.clear()
        self.refresh()
        if row + 1 < len(self._shown):
            self.list.choose(row + 1)
        self.found.setFocus()

    def _refused(self, error: SalonError) -> None:
        self.said.say(str(error))
        self.refresh()

    def _confirm(self) -> None:
        home = home_of(self._desk)
        if home is None or self._sight is None or self._sight.take is None:
            return
        take = self._sight.take
        said = ngettext(
            "{n} line differs.", "{n} lines differ.", len(take.differing)
        ).format(n=number(len(take.differing)))
        more = _("What was found stands from now on; what nobody counted stays.")
        sheet = Sheet(home, _("Confirm the stock-take"), f"{said} {more}", wide=460)
        reason = TextField(hint=_("Why it differs, as far as you know"))
        reason.setAccessibleName(_("Reason"))
        form = Form()
        form.row("reason", _("Reason"), reason)
        sheet.add(held(down(form, None)))

        def keep() -> None:
            doing = self._desk.do(confirm_count, take.id, reason.text())
            doing.then(lambda _n: sheet.accept()).otherwise(sheet.fail)

        sheet.cancel()
        sheet.button(_("Confirm"), keep, primary=True)
        sheet.open()
        reason.setFocus()

    def _drop(self) -> None:
        home = home_of(self._desk)
        if home is None or self._sight is None or self._sight.take is None:
            return
        key = self._sight.take.id
        confirm(
            home,
            _("Drop this stock-take?"),
            _("What was counted is not taken over. The shelf stays as it is."),
            _("Drop it"),
            lambda: self._desk.do(drop_count, key).otherwise(self._fail),
        )


def _line(one: CountLine, of: Article) -> Line:
    say = of.measure.said
    mark = None
    found = ""
    if one.counted is not None:
        found = say(one.counted)
        difference = one.difference or 0
        if difference:
            sign = "+" if difference > 0 else ""
            mark = Chip(f"{sign}{say(difference)}", Tone.AMBER)
        else:
            mark = Chip(_("As it should be"), Tone.SAGE)
    return Line(
        of.name,
        one.lot or _("no lot"),
        mark=mark,
        cells=(say(one.system), found, one.counted_by),
        key=one.id,
    )
