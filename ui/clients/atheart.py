"""What was promised to a client, what is used at home, and days worth knowing."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from salon.clients.model import ClientId, LunarDay
from salon.clients.said import day_of_year, lunar_words
from salon.occasions.festivals import festivals
from salon.occasions.model import (
    DATE_WORDS,
    DateKind,
    DateLine,
    OnFile,
    Pace,
    ProductLine,
    PromiseLine,
)
from salon.occasions.operations import answer_product, forget_date, keep_promise
from salon.text import _, full_day, headed, short_day
from salon.views.client import Sight
from ui.clients.entry import entry
from ui.kit.buttons import Button, Kind
from ui.kit.cards import Card, Heading, across, held
from ui.kit.chips import Chip
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.holding import Holder
from ui.parts.listing import joined
from ui.parts.ways import open_kept_day, open_product, open_promise

if TYPE_CHECKING:
    from ui.desk import Desk

KEPT = 3  # promises that were kept and are still shown


class AtHeart(QWidget):
    """One card: promises, the open ones first; products at home; days."""

    def __init__(self, desk: "Desk", key: ClientId) -> None:
        super().__init__()
        self._desk, self._key = desk, key
        self._name = ""
        self._shown: object = None
        self._today = desk.today()
        self._holder = Holder(QWidget())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._holder)

    def show_sight(self, sight: Sight) -> None:
        """Show what is known now."""
        shown = (sight.on_file, sight.card.line.name, sight.today)
        if shown == self._shown:
            return
        self._shown, self._name, self._today = shown, sight.card.line.name, sight.today
        self._holder.put(self._card(sight.on_file))

    def _card(self, known: OnFile) -> QWidget:
        made = Card(Heading(_("Promises, products, days"), icon="heart"), gap=4)
        open_ = [one for one in known.promises if one.kept_on is None]
        kept = [one for one in known.promises if one.kept_on is not None][:KEPT]
        used = [one for one in known.products if one.is_in_use]
        parts: Sequence[tuple[str, str, Callable[..., object], str, list[QWidget]]] = (
            (
                *(_("Promised"), _("Add a promise"), open_promise),
                _("Nothing is owed."),
                [self._promise(one) for one in (*open_, *kept)],
            ),
            (
                *(_("In use at home"), _("Add a product"), open_product),
                _("Nothing is known."),
                [self._product(one) for one in used],
            ),
            (
                *(_("Days worth knowing"), _("Add a day"), open_kept_day),
                _("None is kept."),
                [self._day(one) for one in known.dates],
            ),
        )
        for title, add, ask, nothing, rows in parts:
            act = partial(self._open, ask)
            adder = Button(add, icon="plus", small=True, act=act)
            head = across(Words(title, type=Type.SMALL_STRONG), None, adder, gap=8)
            made.add(held(head))
            if not rows:
                made.add(Words(nothing, type=Type.SMALL, faint=True, wrap=True))
            for row in rows:
                made.add(row)
        return made

    def _promise(self, one: PromiseLine) -> QWidget:
        if one.kept_on is not None:
            done = _("Kept on {day}").format(day=short_day(one.kept_on))
            about = joined((one.owner, done))
            return entry("circle-check", Tone.SAGE, one.text, about, None, ())
        until = _("until {day}").format(day=short_day(one.due))
        tick = Button(
            _("It was kept"),
            icon="check",
            small=True,
            name=headed(_("It was kept"), one.text),
            act=partial(self._desk.do, keep_promise, one.id, seen=one.version),
        )
        is_late = one.due < self._today
        mark = Chip(_("Overdue"), Tone.AMBER) if is_late else None
        tone = Tone.AMBER if is_late else Tone.ROSE
        about = joined((one.owner, until))
        return entry("heart-handshake", tone, one.text, about, mark, (tick,))

    def _product(self, one: ProductLine) -> QWidget:
        name = str(one.names) if one.names is not None else one.product
        said = f"{name} × {one.units}" if one.units > 1 else name
        opened = _("opened on {day}").format(day=short_day(one.opened_on))
        ends = _("runs out about {day}").format(day=short_day(one.ends_on))

        def told(pace: Pace) -> Callable[[], object]:
            return partial(
                self._desk.do, answer_product, one.id, pace, seen=one.version
            )

        tools = (
            Button(
                _("Used up"),
                small=True,
                name=headed(_("Used up"), name),
                act=told(Pace.USED_UP),
            ),
            _ending(_("{what} did not suit").format(what=name), told(Pace.NOT_SUITED)),
        )
        is_over = one.ends_on < self._today
        tone = Tone.AMBER if is_over else Tone.PLAIN
        return entry("bottle", tone, said, joined((opened, ends)), None, tools)

    def _day(self, one: DateLine) -> QWidget:
        is_festival = one.kind is DateKind.FESTIVAL and one.name in festivals()
        kind = _(DATE_WORDS[one.kind])
        if is_festival:
            text, about = str(festivals()[one.name].names), kind
        else:
            text = headed(kind, one.name) if one.name else kind
            about = day_words(one)
        away = _ending(
            _("Take off the file: {what}").format(what=text),
            partial(self._desk.do, forget_date, one.id),
        )
        return entry("calendar-month", Tone.PLAIN, text, about, None, (away,))

    def _open(self, ask: Callable[..., object]) -> None:
        ask(self._desk, int(self._key), self._name)


def day_words(one: DateLine) -> str:
    """Return a kept day as people say it, by the moon or with its year if known."""
    if one.is_lunar:
        return lunar_words(LunarDay(one.month, one.day))
    if one.year is not None:
        try:
            return full_day(date(one.year, one.month, one.day))
        except ValueError:  # 29 February of a year that has none
            pass
    return day_of_year(one.month, one.day)


def _ending(name: str, act: Callable[[], object]) -> Button:
    return Button(icon="x", kind=Kind.QUIET, small=True, name=name, act=act)
