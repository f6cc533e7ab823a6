"""All clients: views and filters, found while one types, several chosen at once."""

from collections.abc import Hashable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QElapsedTimer, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from salon.aftercare.recalls import plan_recalls
from salon.clients.keeping_views import drop_view
from salon.clients.model import ClientId, ClientLine
from salon.clients.narrowing import Narrow, Order
from salon.errors import SalonError
from salon.text import _, ngettext, number
from salon.views.roll import (
    Choices,
    Roll,
    RollLine,
    choices,
    count_in_view,
    roll,
    roll_lines,
)
from salon.views.rolltable import lines_with, seen_columns
from ui.clients.adding import new_named, open_new
from ui.clients.cells import line_in_roll
from ui.clients.chosen import Chosen, some
from ui.clients.columns import BY_NAME, open_columns
from ui.clients.filters import Filters
from ui.clients.glance import Glance
from ui.clients.heads import FALLS, ORDERS, Heads, chosen_columns, columns
from ui.clients.kept_views import KEYS, View, Views, open_naming, views
from ui.clients.narrowing import SearchField, hint_of
from ui.clients.printing import print_list
from ui.clients.readying import Readying
from ui.clients.twins import TwinsCard
from ui.clients.ways import book_usual
from ui.desk import Desk
from ui.kit.buttons import Button, Kind
from ui.kit.cards import Card, across, down, held
from ui.kit.columns import Columns
from ui.kit.filterchip import FilterChip
from ui.kit.longlist import LongList, LongPane
from ui.kit.offers import Offer, Offers, menu_at, offer
from ui.kit.page import Page
from ui.kit.rows import Line, Look
from ui.kit.states import Calm
from ui.kit.tips import tip
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run, Words
from ui.parts.holding import Holder, calm, failed
from ui.parts.homes import tell
from ui.parts.own_doing import OwnDoing, say_gone
from ui.parts.ways import (
    open_booking,
    open_export,
    open_history,
    open_import,
    print_labels,
)
from ui.places import ClientCard, ClientList

GLANCE = 1150  # units of width below which the list needs all the room
ROW = 45
MINUTE = 60_000  # milliseconds
LONG_COUNT = 500  # milliseconds of counting after which the search needs a rest


class ClientsPage(Page):
    """Whom we know."""

    def __init__(self, desk: Desk, place: ClientList) -> None:
        super().__init__(_("Clients"))
        self._desk = desk
        self.narrow = Narrow()
        self._is_asking = False
        self._is_counting = False
        self._is_stale = False  # what was counted is not true any more
        self._since = QElapsedTimer()  # since the views are being counted
        self._again = QTimer(self)  # until they are counted again
        self._again.setSingleShot(True)
        self._again.setInterval(MINUTE)
        self._again.timeout.connect(self._count)
        self._shown: Roll | None = None
        self._asked: tuple[Narrow, str] | None = None
        self._own: Choices | None = None
        self._titles: dict[str, str] = {}  # of the columns that may be seen
        self._views: list[View] = []
        self._view_keys: list[QAction] = []
        self._make_actions()
        self.title = Words(type=Type.TITLE)
        self.views = Views()
        self.views.chosen.connect(self.show_view)
        self.views.asked.connect(self._offer_view)
        self.keep = Button(action=self._keep, kind=Kind.QUIET)
        self.which = Button(action=self._which, kind=Kind.QUIET)
        column = self.column()
        column.addLayout(self._head())
        column.addLayout(self._tabs())
        look = Look(height=ROW, avatar=30, ruled=True, ticks=True)
        self.list = LongList(look, _("Clients"), self._line)
        self.list.opened.connect(self._open)
        self.list.picked.connect(lambda _row: self._pick())
        self.list.ticking.connect(self._ticked)
        self.list.long.wanted.connect(self._bring)
        offer(self.list, self._offers)
        self._own_doing = OwnDoing(desk)
        self._readying = Readying(desk, self)
        say_gone(desk, self.list)
        self.search = SearchField(place.text, hint_of(None), self.list)
        tip(self.search, "/")
        self.search.setAccessibleDescription("/")
        self.search.textEdited.connect(lambda _text: self._ask())
        self.list.narrowing.connect(self._find_here)
        self.filters = Filters(desk.today())
        self.filters.changed.connect(self._filtered)
        self.heads = Heads()
        self.heads.sorted.connect(self.sort)
        self.heads.all.connect(self.list.tick_all)
        self.pane = LongPane(self.list, self.heads)
        self.nothing = Holder()
        self.nothing.hide()
        self.more = Words("", type=Type.SMALL, faint=True)
        self.keys_said = Words(self._keys_words(), type=Type.SMALL, faint=True)
        self.bulk = self._bulk()
        card = Card(gap=8)
        card.add(self.search, self.filters)
        card.add(self.pane, stretch=1)
        card.add(self.nothing, stretch=1)
        foot = across(self.more, None, self.keys_said, self.bulk, gap=12)
        self.bulk_left = Words("", type=Type.SMALL, tone=Tone.AMBER, wrap=True)
        self.bulk_left.hide()
        card.add(self.bulk_left, foot)
        self.glance = Glance(desk, self._book)
        self.chosen = Chosen(desk, self._calls, self._give, self._labels)
        self.chosen.told.connect(self._told)
        self.side = QStackedWidget()
        self.side.addWidget(self.glance)
        self.side.addWidget(self.chosen)
        self.twins = TwinsCard(desk, self._twice)
        self.beside = held(down(self.side, self.twins, gap=12))
        self.beside.setFixedWidth(300)
        self.both = Columns(card, self.beside, (900, 300), least=900)
        self.state = Holder()
        self.state.hide()
        column.addWidget(self.both, 1)
        column.addWidget(self.state, 1)
        self.first = self.search
        self._show_views()
        desk.watch({"clients", "appointments", "settings", "aftercare"}, self.refresh)
        self.refresh()

    def arrive(self, place: ClientList) -> None:
        """Show the list narrowed to another text."""
        if place.text and place.text != self.search.text():
            self.search.setText(place.text)
        self.refresh()

    def books(self) -> dict[str, int]:
        """Return whom a booking from here is about."""
        one = self._current()
        return {} if one is None else {"client_id": one.id}

    def refresh(self) -> None:
        """Ask anew who is here; what is shown stays until that is known."""
        self._asked = None
        self._ask()
        self._desk.ask(choices).then(self._offer_choices)
        self._desk.look(seen_columns).then(self._offer_columns)
        self.chosen.renew()
        self.twins.refresh()

    def show_view(self, at: int) -> None:
        """Show another view; whoever was chosen in the old one is let go."""
        if 0 <= at < len(self._views):
            self._narrow_to(self._views[at].narrow)

    def sort(self, by: str) -> None:
        """Sort by a column, the other way round if it is sorted by that already."""
        is_down = by in FALLS
        by = Order.NAME if by == "pinyin" else by
        if by == Order.NAME and self.narrow.order in BY_NAME:
            by = self.narrow.order  # by strokes it stays, turned round
        if by == self.narrow.order:
            is_down = not self.narrow.is_down
        self.narrow = replace(self.narrow, order=by, is_down=is_down)
        self._put_narrow()
        self._ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the columns move together, and the glance go where there is no room."""
        super().resizeEvent(event)
        self._fit_side()
        self._fit()

    def _head(self) -> QHBoxLayout:
        new = Button(
            _("New client"),
            icon="user-plus",
            key="Ctrl N",
            kind=Kind.PRIMARY,
            act=self._new,
        )
        bring = Button(_("Import"), icon="playlist-add", act=self._import)
        return across(self.title, None, bring, Button(action=self._give), new)

    def _tabs(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.views, 1)
        row.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.which, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _make_actions(self) -> None:
        act = self.action
        self._book = act(
            _("&Book the usual"), "Ctrl+B", self._book_usual, "calendar-plus"
        )
        self._calls = act(_("Plan &calls"), "Ctrl+L", self._plan, "phone-call")
        self._calls.setAutoRepeat(False)  # a key that is held down plans them once
        self._give = act(_("&Export"), "Ctrl+E", self._export, "file-download")
        self._labels = act(_("Print &labels"), "Ctrl+P", self._print_labels, "printer")
        self._twice = act(
            _("See who may be &twice"), "Ctrl+D", self._compare, "users-group"
        )
        act(_("&Narrow this list"), "/", self._find_here, "filter")
        self._keep = act(
            _("&Keep this as a view"), "Ctrl+Shift+S", self._keep_view, "device-floppy"
        )

        self._which = act(_("C&olumns"), "Ctrl+Shift+L", self._choose_columns, "table")
        self._paper = act(
            _("P&rint this list"), "Ctrl+Shift+P", self._print_list, "printer"
        )

    def _bulk(self) -> QWidget:
        """Return what can be done with the chosen, where there is no room beside."""
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.bulk_said = Words("", type=Type.SMALL_STRONG)
        row.addWidget(self.bulk_said)
        self.bulk_plan = Button(action=self._calls, small=True)
        row.addWidget(self.bulk_plan)
        row.addWidget(Button(action=self._give, small=True))
        made.hide()
        return made

    def _keys_words(self) -> str:
        said = (_("Enter opens"), _("Space chooses"), _("Shift ↓ chooses on"))
        return "   ".join((*said, _("Ctrl A all")))

    def _ask(self) -> None:
        """Ask for what is wanted now; one question at a time, the newest."""
        if self._is_asking:
            return
        self._is_asking = True
        row = max(0, self.list.currentIndex().row())
        high = self.list.look.height
        around = self.list.verticalScrollBar().value() // high
        if abs(around - row) > 40:
            row = around
        self._asked = (self.narrow, self.search.text())
        asked = self._desk.ask(roll, *self._asked, row)
        is_own = self._own_doing.asks()
        asked.then(partial(self._show, is_own=is_own)).otherwise(self._fail)

    def _show(self, news: Roll, *, is_own: bool = False) -> None:
        self._is_asking = False
        if self._asked != (self.narrow, self.search.text()):  # another wish meanwhile
            self._ask()
            return
        before, self._shown = self._shown, news
        here = news.all - news.away
        people = ngettext("{n} person", "{n} people", here).format(n=number(here))
        if news.away:
            more = ngettext(
                "{n} archived or deceased", "{n} archived or deceased", news.away
            )
            people = f"{people} · {more.format(n=number(news.away))}"
        self.title.say(Run(_("Clients"), Type.TITLE), Run(f"   {people}", faint=True))
        is_other = before is None or (before.narrow, before.text) != self._asked
        self._prune(news)
        is_own = self._own_doing.answers(is_own) or is_other
        lines: dict[Hashable, RollLine] = {one.client.id: one for one in news.lines}
        self.list.put(news.keys, lines, is_own=is_own)
        if news.keys and is_other:
            self.list.choose(0)
            self.list.scrollToTop()
        self.pane.put(news.marks, len(news.keys))
        if self._extra() and news.lines:
            self._bring([one.client.id for one in news.lines])
        self._say_more(news)
        if self._desk.place is not None and isinstance(self._desk.place, ClientList):
            self._desk.settle(ClientList(news.text))
        self._pick()
        self._show_state(news)
        self._ticked()
        self._count()
        self._readying.begin(news.all)

    def _prune(self, news: Roll) -> None:
        """Let go of whoever is not in the view any more."""
        if self.list.ticked and not news.text.strip():
            here = set(news.keys)
            self.list.tick(*(key for key in self.list.ticked if key in here))

    def _show_state(self, news: Roll) -> None:
        had_focus = self.search.hasFocus() or self.list.hasFocus()
        self.first = self.search
        if not news.all:
            self.state.put(self._nobody())
        elif not news.keys:
            self.nothing.put(self._not_found(news))
        self.both.setVisible(bool(news.all))
        self.state.setVisible(not news.all)
        if had_focus and not news.all:
            self.first.setFocus()
        self.pane.setVisible(bool(news.keys))
        self.nothing.setVisible(not news.keys)

    def _line(self, one: RollLine) -> Line:
        return line_in_roll(
            one, self.heads.columns, self._desk.premises.region, self._desk.today()
        )

    def _fit(self) -> None:
        """Let the columns be those that find room in the view."""
        wide = self.pane.width() if self.pane.isVisible() else self.width() - 380
        keys = self.narrow.columns.split()
        shown = columns(wide - 40, self.narrow)
        if keys and self._titles:
            shown = chosen_columns(wide - 40, keys, self._titles) or shown
        if shown == self.heads.columns and self.heads.is_for(self.narrow):
            return
        self.heads.put(shown, self.narrow)
        places = tuple((one.place, one.is_quiet) for one in shown)
        look = replace(self.list.look, columns=places)
        self.list.wear(look)
        self.list.long.renew()
        if self._extra() and self._shown is not None:
            self._bring([one.client.id for one in self._shown.lines])

    def _extra(self) -> list[str]:
        """Return the columns shown that have to be asked of the files."""
        known = set(ORDERS.values())
        return [one.order for one in self.heads.columns if one.order not in known]

    def _bring(self, keys: Sequence[int]) -> None:
        asked = self._desk.ask(roll_lines, keys)
        if extra := self._extra():
            asked = self._desk.look(lines_with, keys, extra)
        asked.then(self._brought).otherwise(lambda _error: self.list.long.missed())

    def _brought(self, lines: Sequence[RollLine]) -> None:
        self.list.long.bring({one.client.id: one for one in lines})
        self._pick()

    def _say_more(self, news: Roll) -> None:
        count = len(news.keys)
        if news.text.strip():
            text = ngettext("{n} found", "{n} found", count)
        else:
            text = ngettext("{n} person", "{n} people", count)
        self.more.say(text.format(n=number(count)))
        self.more.setVisible(bool(count))
        if not news.text.strip():
            self.search.setPlaceholderText(hint_of(news))
        self.keys_said.setVisible(bool(count) and self.width() >= GLANCE)

    def _nobody(self) -> QWidget:
        bring = Button(
            _("Import your list"),
            icon="playlist-add",
            act=self._import,
        )
        self.first = bring
        new = Button(_("New client"), icon="user-plus", act=self._new)
        state = Calm(
            _("Nobody is here yet"),
            _(
                "Bring your clients along from Excel, another program or a phone, "
                "or begin with the next one who rings."
            ),
            *(bring, new),
            icon="users",
        )
        return Card().add(state, stretch=1)

    def _not_found(self, news: Roll) -> QWidget:
        text = news.text.strip()
        if text:
            said = new_named(text) or _("New client")
            deeds = [Button(said, icon="user-plus", act=self._new)]
            title = _("Nobody is found for “{text}”").format(text=text[:40])
            about = _("Try a part of the name, initials, or four digits of the number.")
            if news.narrow.is_narrow:
                about = _("You look only among those whom the filters leave.")
                everyone = Button(_("Look among everyone"), act=self._everyone)
                deeds.insert(0, everyone)
            return calm(title, about, *deeds)
        chips = self.filters.set_ones()
        said = " · ".join(chip.text() for chip in chips)
        about = _("Only these are shown: {filters}").format(filters=said)
        if len(chips) > 1:
            for chip in chips:
                self._try_without(chip)
        deeds = [Button(_("Take off all filters"), icon="x", act=self._everyone)]
        return calm(_("Nobody is in this view"), about, *deeds)

    def _try_without(self, chip: FilterChip) -> None:
        """Offer to take off the one filter that leaves nobody."""
        name = next(key for key, one in self.filters.chips.items() if one is chip)
        without = replace(self.narrow, **{name: getattr(Narrow(), name)})
        asked = self._desk.ask(count_in_view, without)
        asked.then(partial(self._offer_without, self.narrow, chip))

    def _offer_without(self, narrow: Narrow, chip: FilterChip, count: int) -> None:
        state = self.nothing.inside
        if not count or narrow != self.narrow or not isinstance(state, Calm):
            return
        said = ngettext("Without “{filter}”: {n}", "Without “{filter}”: {n}", count)
        said = said.format(filter=chip.text(), n=number(count))
        state.offer(Button(said, icon="x", act=chip.take_off))

    def _fail(self, error: SalonError) -> None:
        self._is_asking = False
        state = failed(_("The list could not be read."), str(error), self.refresh)
        self.state.put(state)
        self.both.hide()
        self.state.show()

    # views and filters

    def _offer_choices(self, news: Choices) -> None:
        if news == self._own:
            return
        self._own = news
        self.filters.offer(news)
        self._show_views()
        self._count()

    def _offer_columns(self, news: Sequence[tuple[str, str]]) -> None:
        if dict(news) != self._titles:
            self._titles = dict(news)
            self._fit()

    def _choose_columns(self) -> None:
        open_columns(
            self._desk, self.narrow, tuple(self._titles.items()), self._turn_to
        )

    def _turn_to(self, narrow: Narrow) -> None:
        """Show the same people with other columns, or in another order."""
        self.narrow = narrow
        self._put_narrow()
        self._ask()

    def _show_views(self) -> None:
        own = self._own.views if self._own is not None else ()
        shown = views(self._desk.today(), own)
        if shown != self._views:
            self._views = shown
            self.views.put(shown)
            self._show_view_keys()
        self._put_narrow()

    def _show_view_keys(self) -> None:
        for old in self._view_keys:
            self.removeAction(old)
            old.deleteLater()
        self._view_keys = []
        for place, view in enumerate(self._views):
            keys = f"Ctrl+{place + 1}" if place < KEYS else ""
            name = view.name.replace("&", "&&")
            show = partial(self.show_view, place)
            self._view_keys.append(self.action(name, keys, show, "filter"))

    def _put_narrow(self) -> None:
        self.filters.put(self.narrow)
        self.views.choose(self.narrow)
        is_known = any(view.narrow == self.narrow for view in self._views)
        self._keep.setEnabled(not is_known)
        self.keep.setVisible(not is_known)
        self._fit()

    def _narrow_to(self, narrow: Narrow) -> None:
        if narrow != self.narrow:
            self.list.tick()
        self.narrow = narrow
        self._put_narrow()
        self._ask()

    def _filtered(self) -> None:
        self._narrow_to(self.filters.narrowed(self.narrow))

    def _everyone(self) -> None:
        self._narrow_to(Narrow(columns=self.narrow.columns))
        self.search.setFocus()

    def _count(self) -> None:
        """Count what is in the views, one question after the other.

        Where that takes long it is done once a minute: the search has to stay quick.
        """
        self._say_count()
        if self._is_counting or self._again.isActive():
            self._is_stale = self._is_counting
            return
        self._is_counting, self._is_stale = True, False
        self._since.start()
        self._count_next(0)

    def _say_count(self) -> None:
        """Say how many are in the view that is shown, which is known."""
        news = self._shown
        if news is not None and not news.text.strip():
            for tab in self.views.tabs:
                if tab.view.narrow == news.narrow:
                    tab.say(len(news.keys))

    def _count_next(self, place: int) -> None:
        if place >= len(self.views.tabs):
            self._is_counting = False
            if self._since.elapsed() > LONG_COUNT:
                self._again.start()
            elif self._is_stale:  # something happened meanwhile
                self._count()
            return
        view = self.views.tabs[place].view
        asked = self._desk.ask(count_in_view, view.narrow)
        asked.then(partial(self._counted, place, view)).otherwise(self._uncounted)

    def _counted(self, place: int, view: View, count: int) -> None:
        for tab in self.views.tabs:
            if tab.view == view:
                tab.say(count)
        self._count_next(place + 1)

    def _uncounted(self, _error: SalonError) -> None:
        self._is_counting = False

    def _keep_view(self) -> None:
        open_naming(self._desk, self.narrow)

    def _offer_view(self, at: int, point: QPoint) -> None:
        view = self._views[at]
        if not view.is_own:
            return
        rename = partial(open_naming, self._desk, view.narrow, view.name)
        drop = partial(self._desk.do, drop_view, view.name)
        offers = (
            Offer(_("Rename"), rename, icon="pencil"),
            Offer(_("Delete the view"), drop, icon="trash"),
        )
        menu_at(self.views, offers, point)

    # what is done

    def _current(self) -> ClientLine | None:
        row = self.list.currentIndex().row()
        keys = self.list.long.keys
        known = self.list.long.known(keys[row]) if 0 <= row < len(keys) else None
        return known.client if isinstance(known, RollLine) else None

    def _pick(self) -> None:
        self.glance.show_client(self._current())

    def _ticked(self) -> None:
        keys = [int(str(key)) for key in self.list.ticked]
        count = len(self._shown.keys) if self._shown is not None else 0
        self.heads.tick(len(keys), count)
        if keys:
            self.chosen.show_chosen(keys)
        self.side.setCurrentWidget(self.chosen if keys else self.glance)
        if not keys:
            self._calls.setEnabled(True)
        self._fit_side()
        said = ngettext("{n} chosen", "{n} chosen", len(keys))
        self.bulk_said.say(said.format(n=number(len(keys))))

    def _fit_side(self) -> None:
        """Show at the side what there is room for; what acts moves to the foot."""
        has_room = self.width() >= GLANCE
        is_anybody = bool(self.list.ticked or self.list.lines.rowCount())
        self.beside.setVisible(has_room and is_anybody)
        self.bulk.setVisible(bool(self.list.ticked) and not has_room)
        said = self.bulk_left.text()
        self.bulk_left.setVisible(bool(self.list.ticked and said) and not has_room)

    def _told(self) -> None:
        """Say at the foot as well what planning would do, and who is left out."""
        self.bulk_plan.setText(self.chosen.summary())
        self.bulk_plan.setAccessibleName(self.chosen.summary())
        self.bulk_plan.updateGeometry()
        self.bulk_left.say(self.chosen.left_out())
        self._fit_side()

    def _open(self, row: int) -> None:
        self._desk.go(ClientCard(int(str(self.list.long.keys[row]))))

    def _meant(self) -> list[ClientId]:
        """Return who is acted on: the chosen, or else the one in sight."""
        if self.list.ticked:
            return [ClientId(int(str(key))) for key in self.list.ticked]
        one = self._current()
        return [one.id] if one is not None else []

    def _book_usual(self) -> None:
        client = self._current()
        if client is not None:
            book_usual(self._desk, client.id)

    def _plan(self) -> None:
        keys = self._meant()
        if not keys:
            return
        known = self.chosen.known if self.list.ticked else None
        names: tuple[str, ...] = ()
        if known is not None:
            left = {*known.silent, *known.waiting}
            names = tuple(name for name in known.names if name not in left)
            more = len(known.ring) + len(known.write) - len(names)
            names += ("",) * max(0, more)
        elif (one := self._current()) is not None:
            names = (one.name,)
        doing = self._desk.do(plan_recalls, keys)
        doing.then(partial(self._planned, names))

    def _planned(self, names: tuple[str, ...], _done: object) -> None:
        self.list.tick()
        tell(self._desk, _("Calls planned: {names}").format(names=some(names)))

    def _new(self) -> None:
        text = self.search.text().strip()
        is_known = bool(self._shown and self._shown.keys)
        open_new(self._desk, "" if is_known else text)

    def _import(self) -> None:
        open_import(self._desk)

    def _export(self) -> None:
        keys: Sequence[int] = ()
        if self.list.ticked:
            keys = self._meant()
        elif self._shown is not None and self.narrow.is_narrow:
            keys = self._shown.keys
        text = self.search.text().strip()
        open_export(self._desk, text, tuple(keys), self.narrow)

    def _compare(self) -> None:
        self.twins.open_all()

    def _print_labels(self) -> None:
        if keys := self._meant():
            print_labels(self._desk, [ClientId(one) for one in keys])

    def _print_list(self) -> None:
        """Show the list on paper: the chosen, or all that are found, as they stand."""
        only = tuple(self._meant()) if self.list.ticked else None
        print_list(self._desk, self.narrow, self.search.text().strip(), only)

    def _find_here(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _offers(self, row: int) -> Offers:
        """Return what can be done with the client of a line."""
        client = self._current()
        if client is None:
            return ()
        key, desk = client.id, self._desk
        is_on = key in self.list.ticked
        return (
            Offer(_("Open file"), partial(desk.go, ClientCard(key)), "⏎", "user"),
            Offer(
                _("Book the usual"),
                partial(book_usual, desk, key),
                "Ctrl+B",
                "calendar-plus",
            ),
            Offer(_("Book"), partial(open_booking, desk, key), icon="calendar-time"),
            Offer(_("Plan a call"), partial(self._plan_one, client), icon="phone-call"),
            None,
            Offer(
                _("Let go") if is_on else _("Choose"),
                lambda: self.list.toggle(self.list.long.row_of(key)),
                _("Space"),
                "check",
            ),
            Offer(_("Choose all"), self.list.tick_all, "Ctrl+A"),
            None,
            Offer(
                _("Who changed what"),
                partial(open_history, desk, "client", key),
                icon="history",
            ),
        )

    def _plan_one(self, client: ClientLine) -> None:
        said = _("Calls planned: {names}").format(names=client.name)
        doing = self._desk.do(plan_recalls, [client.id])
        doing.then(lambda _done: tell(self._desk, said))
