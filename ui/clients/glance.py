"""The chosen client of the list at a glance: enough to answer the phone."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.clients.model import ClientId, ClientLine
from salon.clients.said import birthday_words
from salon.text import _, full_day, hour, short_day
from salon.treatments.words import next_words, reaction_words
from salon.views.clients import Seen, seen
from ui.clients.cells import best_time
from ui.clients.words import (
    about_her,
    ago,
    icon_of,
    phone_of,
    tone_of,
)
from ui.kit.buttons import Button, Kind
from ui.kit.cards import Card, Rule, Scroll, across, down, held
from ui.kit.chips import Avatar
from ui.kit.facts import noted, pairs
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.holding import Holder
from ui.places import ClientCard as ClientPlace

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from ui.desk import Desk


LONG_AGO = 300  # days after which a day is said with its year


class Glance(Card):
    """A narrow card beside the list."""

    def __init__(self, desk: "Desk", book: "QAction") -> None:
        super().__init__(gap=8)
        self._desk, self._book = desk, book
        self._client: ClientLine | None = None
        self.body.setContentsMargins(16, 16, 16, 16)
        self.holder = Holder()
        self.add(Scroll(self.holder), stretch=1)
        self.buttons = [
            Button(
                _("Open file"),
                icon="user",
                key="⏎",
                kind=Kind.ANSWER,
                tone=Tone.ROSE,
                act=self._open,
            ),
            Button(action=book, kind=Kind.ANSWER),
        ]
        for button in self.buttons:
            button.setFixedHeight(36)
            self.add(button)

    def show_client(self, client: ClientLine | None) -> None:
        """Show another client; None for nobody."""
        for button in self.buttons:
            button.setVisible(client is not None)
        if client == self._client and client is not None:
            return
        self._client = client
        if client is None:
            self.holder.put(QWidget())
            return
        self.holder.put(self._about(client, None))
        self._desk.ask(seen, client.id).then(lambda news: self._show(client.id, news))

    def _show(self, key: ClientId, news: Seen) -> None:
        if self._client is not None and self._client.id == key:
            self.holder.put(self._about(self._client, news))

    def _open(self) -> None:
        if self._client is not None:
            self._desk.go(ClientPlace(self._client.id))

    def _about(self, client: ClientLine, news: Seen | None) -> QWidget:
        today = self._desk.today()
        region = self._desk.premises.region
        since = news.card.registered if news is not None else today
        said = about_her(client, since, today) if news is not None else ""
        name = down(
            Words(client.name, type=Type.HEADING),
            Words(said, type=Type.SMALL, faint=True),
            gap=0,
        )
        head = across(Avatar(client.name, 44), gap=12)
        head.addWidget(held(name), 1)
        column = down(head, gap=8)
        if client.alerts:
            column.addWidget(Rule())
            for alert in client.alerts[:6]:
                column.addWidget(noted(icon_of(alert), tone_of(alert), alert.text))
        column.addWidget(Rule())
        rows = [(_("Phone"), phone_of(client, region) or "–")]
        if client.last_visit is not None:
            is_old = (today - client.last_visit).days > LONG_AGO
            day = (
                full_day(client.last_visit) if is_old else short_day(client.last_visit)
            )
            last = f"{day} · {ago(client.last_visit, today)}"
            rows.append((_("Last visit"), last))
        if news is not None:
            rows += self._more(client, news)
        column.addWidget(pairs(rows, 84))
        if news is not None and news.last is not None:
            record = news.last.record
            said_then = [
                (_("Reaction"), reaction_words(record)),
                (_("We advised"), record.advice),
                (_("Next time"), next_words(record)),
            ]
            shown = [(name, text) for name, text in said_then if text]
            if shown:
                column.addWidget(Rule())
                column.addWidget(Words(_("Last time"), type=Type.HEADING))
                column.addWidget(pairs(shown, 84))
        if news is not None and news.card.note:
            column.addWidget(Rule())
            column.addWidget(Words(_("Note"), type=Type.HEADING))
            note = news.card.note
            note = note if len(note) < 240 else f"{note[:240]}…"
            column.addWidget(Words(note, type=Type.SMALL, faint=True, wrap=True))
        column.addStretch(1)
        return held(column)

    def _more(self, client: ClientLine, news: Seen) -> list[tuple[str, str]]:
        rows = []
        if news.coming is not None:
            slot = news.coming.slot
            said = f"{short_day(slot.day)} {hour(slot.start)} · {news.coming.service}"
            rows.append((_("Next visit"), f"{said} · {news.coming.person.name}"))
        if news.usual is not None:
            with_ = f"{news.usual.service} · {news.usual.person.name}"
            rows.append((_("Usual"), with_))
        if news.plan:
            rows.append((_("Plan"), news.plan))
        born = birthday_words(client.birthday)
        if born:
            rows.append((_("Birthday"), born))
        if best := best_time(news.card.call_from, news.card.call_until):
            rows.append((_("Best time"), best))
        if news.card.never_do:
            rows.append((_("Not again"), news.card.never_do))
        return rows
