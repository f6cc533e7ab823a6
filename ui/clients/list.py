"""All clients: found while one types, opened by Enter."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from salon.clients.model import ClientLine
from salon.errors import SalonError
from salon.text import _, ngettext, number
from salon.views.clients import Listed, listed
from ui.clients.adding import new_named, open_new
from ui.clients.glance import Glance
from ui.clients.ways import book_usual
from ui.clients.words import day_or_dash, line_of, phone_of
from ui.desk import Desk
from ui.kit import style, words
from ui.kit.buttons import Button, Kind
from ui.kit.cards import Card, across
from ui.kit.columns import Columns
from ui.kit.fields import TextField
from ui.kit.page import Page
from ui.kit.rows import Line, Look, People
from ui.kit.states import Calm
from ui.kit.tokens import Type
from ui.kit.words import Run, Words
from ui.parts.holding import Holder, calm, failed
from ui.parts.ways import open_export, open_import
from ui.places import ClientCard, ClientList

SCROLL = 12.0
GLANCE = 1150  # units of width below which the list needs all the room
COLUMNS = ((392, True), (226, True), (112, False))
NARROW = ((330, True), (196, True), (100, False))


class Heads(QWidget):
    """What the cells of the list below are."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self.names = names
        self.columns = COLUMNS
        self.setFixedHeight(26)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        t = style.theme()
        painter = QPainter(self)
        right = self.width() - SCROLL
        words.draw(painter, 10, 16, self.names[0], Type.CAPTION, t.faint)
        for (place, _quiet), name in zip(self.columns, self.names[1:], strict=True):
            words.draw(painter, right - place, 16, name, Type.CAPTION, t.faint)
        style.rule(painter, 0, right, QRectF(self.rect()).bottom() - 1)


class SearchField(TextField):
    """The field above the list: the arrows walk in the list, Enter opens."""

    def __init__(self, text: str, hint: str, below: People) -> None:
        super().__init__(text, hint, "search")
        self._below = below

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the list have the keys that a line of text has no use for."""
        key = Qt.Key
        walks = (key.Key_Up, key.Key_Down, key.Key_PageUp, key.Key_PageDown)
        if event.key() in walks:
            self._below.keyPressEvent(event)
        elif event.key() in (key.Key_Return, key.Key_Enter):
            row = self._below.currentIndex().row()
            if row >= 0:
                self._below.opened.emit(row)
        elif event.key() == key.Key_Escape and self.text():
            self.clear()
            self.textEdited.emit("")
        else:
            super().keyPressEvent(event)


class ClientsPage(Page):
    """Whom we know."""

    def __init__(self, desk: Desk, place: ClientList) -> None:
        super().__init__(_("Clients"))
        self._desk = desk
        self._region = desk.premises.region
        self._is_asking = False
        self._all: int | None = None  # how many there are, once that is counted
        self._shown: Listed | None = None
        self._clients: tuple[ClientLine, ...] = ()
        book = self.action(_("&Book her usual"), "Ctrl+B", self._book, "calendar-plus")
        self.title = Words(type=Type.TITLE)
        column = self.column()
        column.addLayout(
            across(
                self.title,
                None,
                Button(_("Import"), icon="playlist-add", act=self._import),
                Button(_("Export"), icon="file-download", act=self._export),
                Button(
                    _("New client"),
                    icon="user-plus",
                    key="Ctrl N",
                    kind=Kind.PRIMARY,
                    act=self._new,
                ),
            )
        )
        look = Look(height=50, avatar=34, ruled=True, columns=COLUMNS)
        self.list = People([], look, _("Clients"))
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.list.opened.connect(self._open)
        self.list.picked.connect(self._picked)
        self.search = SearchField(
            place.text, _("Name, pinyin, initials, phone or card number"), self.list
        )
        self.search.textEdited.connect(lambda _text: self._ask())
        self.more = Words("", type=Type.SMALL, faint=True)
        self.heads = Heads((_("Name"), _("Phone"), _("Last visit"), _("Next visit")))
        card = Card(gap=6)
        card.add(self.search, self.heads)
        card.add(self.list, stretch=1)
        self.nothing = Holder()
        self.nothing.hide()
        card.add(self.nothing, stretch=1)
        card.add(self.more)
        self.glance = Glance(desk, book)
        self.both = Columns(card, self.glance, (900, 300), least=900)
        self.glance.setFixedWidth(300)
        self.state = Holder()
        self.state.hide()
        column.addWidget(self.both, 1)
        column.addWidget(self.state, 1)
        self.first = self.search
        desk.watch({"clients", "appointments"}, self.refresh)
        self.refresh()

    def arrive(self, place: ClientList) -> None:
        """Show the list narrowed to another text."""
        if place.text and place.text != self.search.text():
            self.search.setText(place.text)
        self.refresh()

    def refresh(self) -> None:
        """Count anew, and ask again for what the text finds."""
        self._all = None
        self._ask()

    def _ask(self) -> None:
        """Ask for what the text finds; one question at a time, the newest text."""
        if self._is_asking:
            return
        self._is_asking = True
        asked = self._desk.ask(listed, self.search.text(), self._all)
        asked.then(self._show).otherwise(self._fail)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the columns move together, and the glance go where there is no room."""
        super().resizeEvent(event)
        is_narrow = self.width() < GLANCE
        self.glance.setVisible(not is_narrow)
        columns = NARROW if self.width() < 800 else COLUMNS
        if columns != self.heads.columns:
            self.heads.columns = columns
            self.list.itemDelegate().look = Look(  # type: ignore[attr-defined]
                height=50, avatar=34, ruled=True, columns=columns
            )
            self.heads.update()
            self.list.viewport().update()

    def _show(self, news: Listed) -> None:
        self._is_asking = False
        if news.text != self.search.text():  # typed meanwhile: ask for that
            self._ask()
            return
        self._all = news.all
        self._shown = news
        people = ngettext("{n} person", "{n} people", news.all)
        self.title.say(
            Run(_("Clients"), Type.TITLE),
            Run(f"   {people.format(n=number(news.all))}", faint=True),
        )
        self._clients = news.clients
        self.list.show_lines([self._line(one, news.today) for one in news.clients])
        if news.clients and (self.list.currentIndex().row() < 0 or news.text.strip()):
            self.list.choose(0)
        self._say_more(news)
        if self._desk.place is not None and isinstance(self._desk.place, ClientList):
            self._desk.settle(ClientList(news.text))
        self._picked(self.list.currentIndex().row())
        had_focus = self.search.hasFocus() or self.list.hasFocus()
        self.first = self.search
        if not news.all:
            self.state.put(self._nobody())
        elif not news.clients:
            self.nothing.put(self._not_found(news.text))
        self.both.setVisible(bool(news.all))
        self.state.setVisible(not news.all)
        if had_focus and not news.all:
            self.first.setFocus()
        has_any = bool(news.clients)
        self.heads.setVisible(has_any)
        self.list.setVisible(has_any)
        self.nothing.setVisible(not has_any)

    def _line(self, client: ClientLine, today: date) -> Line:
        return line_of(
            client,
            self._region,
            today,
            cells=(
                phone_of(client, self._region) or "–",
                day_or_dash(client.last_visit, today),
                day_or_dash(client.next_visit, today),
            ),
            detail=client.called,
        )

    def _say_more(self, news: Listed) -> None:
        shown = len(news.clients)
        text = ""
        if news.found > shown:
            text = _("The first {shown} of {found}. Type more to narrow them.").format(
                shown=number(shown), found=number(news.found)
            )
        elif news.text.strip() and shown:
            text = ngettext("{n} found", "{n} found", shown).format(n=number(shown))
        self.more.say(Run(text, Type.SMALL, faint=True))
        self.more.setVisible(bool(text))

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

    def _not_found(self, text: str) -> QWidget:
        said = new_named(text) or _("New client")
        new = Button(said, icon="user-plus", act=self._new)
        title = _("Nobody is found for “{text}”").format(text=text[:40])
        about = _("Try a part of her name, its initials, or four digits of her number.")
        return calm(title, about, new)

    def _fail(self, error: SalonError) -> None:
        self._is_asking = False
        state = failed(_("The list could not be read."), str(error), self.refresh)
        self.state.put(state)
        self.both.hide()
        self.state.show()

    def _chosen(self) -> ClientLine | None:
        row = self.list.currentIndex().row()
        return self._clients[row] if 0 <= row < len(self._clients) else None

    def _picked(self, row: int) -> None:
        client = self._clients[row] if 0 <= row < len(self._clients) else None
        self.glance.show_client(client)

    def _open(self, row: int) -> None:
        self._desk.go(ClientCard(self._clients[row].id))

    def _book(self) -> None:
        client = self._chosen()
        if client is not None:
            book_usual(self._desk, client.id)

    def _new(self) -> None:
        text = self.search.text().strip()
        is_known = bool(self._shown and self._shown.found)
        open_new(self._desk, "" if is_known else text)

    def _import(self) -> None:
        open_import(self._desk)

    def _export(self) -> None:
        open_export(self._desk, self.search.text().strip())
