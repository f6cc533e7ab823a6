"""What a client needs and expects, what she has of us, and what it costs her."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.clients.model import ClientId
from salon.hosting.model import NEED_QUESTIONS, NEED_WORDS, Need, NeedLine, ValueSheet
from salon.hosting.operations import decline_need, note_effort, note_need
from salon.text import _, amount, full_day, headed, listed, ngettext, number
from salon.views.house import ClientNeedsSight, client_needs
from ui.hosting.visit import asked_in
from ui.kit.buttons import Button
from ui.kit.cards import Card, Heading, Rule, across, clear, down, held
from ui.kit.facts import pairs
from ui.kit.fields import Choice, TextField
from ui.kit.sheet import Sheet
from ui.kit.tokens import Type
from ui.kit.words import Words
from ui.parts.homes import home_of
from ui.parts.ways import open_suggestion
from ui.parts.whose import say_whose

if TYPE_CHECKING:
    from ui.desk import Desk

EARLIER = 6  # older wordings that are shown
TOPICS = {"hosting", "clients", "appointments", "house"}


def open_needs(desk: "Desk", client_id: int) -> "NeedsSheet | None":
    """Open what a client needs."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = NeedsSheet(desk, home, ClientId(client_id))
    sheet.refresh()
    sheet.open()
    return sheet


def need_lines(sight: ClientNeedsSight) -> list[tuple[str, str]]:
    """Return what is known now, each with its name."""
    return [
        (_(NEED_WORDS[one.need]), one.words or _("rather not said"))
        for one in sight.needs.now
    ]


class NeedsCard(QWidget):
    """A card of her file: what is known, what to ask, and the way to all of it."""

    def __init__(self, desk: "Desk", key: ClientId) -> None:
        super().__init__()
        self._desk, self._key = desk, key
        self.open = Button(
            _("Needs and value"),
            icon="user-heart",
            small=True,
            act=partial(open_needs, desk, int(key)),
        )
        card = Card(Heading(_("Needs and expectations"), self.open), gap=6)
        self._inside = down(gap=6)
        card.add(held(self._inside))
        column = down(card, gap=0)
        column.setContentsMargins(0, 0, 0, 0)
        self.setLayout(column)
        desk.watch(TOPICS, self.refresh, self.whose)
        self.refresh()

    def whose(self) -> int:
        """Return whose needs they are."""
        return int(self._key)

    def refresh(self) -> None:
        """Ask again."""
        asked = self._desk.ask(client_needs, self._key)
        asked.then(self._show).otherwise(lambda _error: None)

    def _show(self, sight: ClientNeedsSight) -> None:
        clear(self._inside)
        goals = [str(one) for one in sight.needs.goals]
        rows = need_lines(sight)
        if goals:
            rows.insert(0, (_("Goals in order"), listed(goals)))
        if sight.extras.little:
            rows.append((_("Little things"), sight.extras.little))
        for one in sight.extras.memories[:1]:
            rows.append((_("Worth keeping"), one.words))
        if rows:
            self._inside.addWidget(pairs(rows, 150))
        else:
            said = _("Nothing was asked yet: one question a visit is enough.")
            self._inside.addWidget(Words(said, type=Type.SMALL, faint=True, wrap=True))
        if sight.ask is not None:
            said = _("To ask at this visit: “{question}”")
            question = asked_in(NEED_QUESTIONS[sight.ask], sight.language)
            text = said.format(question=question)
            self._inside.addWidget(Words(text, type=Type.SMALL_STRONG, wrap=True))


class NeedsSheet(Sheet):
    """Five needs, three expectations; value as what was had against what it cost."""

    def __init__(self, desk: "Desk", home: QWidget, key: ClientId) -> None:
        super().__init__(home, _("Needs and value"), icon="user-heart", wide=680)
        self._desk, self._key = desk, key
        say_whose(desk, self, key)
        self._sight: ClientNeedsSight | None = None
        self._known = down(gap=6)
        kinds = [_(text) for text in NEED_WORDS.values()]
        self.kind = Choice(kinds, name=_("Which need"))
        self.words = TextField(
            hint=_("In the client’s words"), name=_("In the client’s words")
        )
        keep = Button(_("Keep"), small=True, act=self._note)
        self.rather = Button(
            _("Rather not"),
            small=True,
            name=_("The client rather does not answer; it is not asked again"),
            act=self._decline,
        )
        row = across(self.words, keep, self.rather, gap=8)
        row.setStretch(0, 1)
        self.question = Words("", type=Type.SMALL, faint=True, wrap=True)
        self._value = down(gap=6)
        self.travel = TextField(name=_("Minutes of the way, one way"))
        self.effort = TextField(name=_("Effort, 0 none to 10"))
        for field in (self.travel, self.effort):
            field.setFixedWidth(70)
        both = (
            (_("Minutes of the way, one way"), self.travel),
            (_("Effort, 0 none to 10"), self.effort),
        )
        keep_cost = Button(
            _("Keep"),
            small=True,
            name=_("Keep the way and the effort"),
            act=self._keep_effort,
        )
        rows = [
            across(Words(name, type=Type.SMALL, middle=True), None, field, gap=8)
            for name, field in both
        ]
        rows[1].addWidget(keep_cost)
        cost = down(*map(held, rows), gap=4)
        self.add(held(self._known), Rule(), self.kind, self.question, held(row))
        self.add(Rule(), held(self._value), held(cost))
        self.body.addStretch(1)
        self.cancel(_("Close"))
        self.button(
            _("Note a suggestion"), partial(open_suggestion, self._desk, int(key))
        )
        self.kind.currentIndexChanged.connect(self._ask_for)
        self.setMinimumHeight(min(700, home.window().height() - 40))

    def refresh(self) -> None:
        """Ask again."""
        asked = self._desk.ask(client_needs, self._key)
        asked.then(self._show).otherwise(self.fail)

    def _show(self, sight: ClientNeedsSight) -> None:
        is_first = self._sight is None
        self._sight = sight
        clear(self._known)
        goals = [str(one) for one in sight.needs.goals]
        if goals:
            self._known.addWidget(pairs([(_("Goals in order"), listed(goals))], 190))
        for one in sight.needs.now:
            self._known.addWidget(_told(one))
        if not sight.needs.now:
            said = _("Nothing was asked yet: one question a visit is enough.")
            self._known.addWidget(Words(said, faint=True, wrap=True))
        for one in sight.needs.earlier[:EARLIER]:
            words = one.words or _("rather not said")
            said = f"{_(NEED_WORDS[one.need])}: {words} ({_when(one)})"
            self._known.addWidget(Words(said, type=Type.SMALL, faint=True, wrap=True))
        if is_first:
            order = list(NEED_WORDS)
            first = sight.ask or Need.SAID
            self.kind.setCurrentIndex(order.index(first))
            travel, effort = sight.effort
            self.travel.setText("" if travel is None else str(travel))
            self.effort.setText("" if effort is None else str(effort))
            self.words.setFocus()
        self._ask_for()
        clear(self._value)
        title = Words(_("What it was worth, and what it cost"), type=Type.SMALL_STRONG)
        self._value.addWidget(title)
        rows = value_rows(sight.value, self._desk.premises.currency)
        self._value.addWidget(pairs(rows, 190))

    @property
    def _need(self) -> Need:
        return list(NEED_WORDS)[max(0, self.kind.currentIndex())]

    def _ask_for(self, _at: int = 0) -> None:
        question = NEED_QUESTIONS.get(self._need)
        self.rather.setEnabled(question is not None)
        if question is None:
            said = _("Never asked; noted only if it is told of its own accord.")
        else:
            tongue = self._sight.language if self._sight is not None else "en"
            said = f"“{asked_in(question, tongue)}”"
        self.question.say(said)

    def _note(self) -> None:
        doing = self._desk.do(note_need, self._key, self._need, self.words.text())
        doing.then(self._noted).otherwise(self.fail)

    def _noted(self, _key: object) -> None:
        self.failure.hide()
        self.words.clear()
        self.refresh()

    def _decline(self) -> None:
        doing = self._desk.do(decline_need, self._key, self._need)
        doing.then(self._noted).otherwise(self.fail)

    def _keep_effort(self) -> None:
        try:
            travel, effort = _whole(self.travel), _whole(self.effort)
        except ValueError:
            self.fail(_("Write whole numbers, or nothing."))
            return
        doing = self._desk.do(note_effort, self._key, travel, effort)
        doing.then(self._noted).otherwise(self.fail)


def value_rows(value: ValueSheet, currency: str) -> list[tuple[str, str]]:
    """Return benefits and costs of a year in words."""
    minutes = ngettext("{number} minute", "{number} minutes", value.minutes)
    visits = ngettext("{number} visit", "{number} visits", value.visits)
    had = [
        visits.format(number=value.visits),
        minutes.format(number=number(value.minutes)),
    ]
    if value.goals:
        goals = _("{met} of {all} goals met")
        had.append(goals.format(met=value.goals_met, all=value.goals))
    if value.extras:
        text = ngettext("{number} surprise", "{number} surprises", value.extras)
        had.append(text.format(number=value.extras))
    cost = [amount(value.paid, currency)]
    if value.travelled is not None:
        hours = _("{hours} h on the way")
        cost.append(hours.format(hours=number(round(value.travelled / 60, 1))))
    text = ngettext("{number} minute waited", "{number} minutes waited", value.waited)
    cost.append(text.format(number=value.waited))
    if value.effort is not None:
        cost.append(_("effort {number} of 10").format(number=value.effort))
    return [
        (_("Had within a year"), " · ".join(had)),
        (_("Cost within a year"), " · ".join(cost)),
    ]


def _told(one: NeedLine) -> QWidget:
    words = one.words or _("rather not said")
    title = headed(_(NEED_WORDS[one.need]), words)
    rows = down(
        Words(title, wrap=True),
        Words(_when(one), type=Type.SMALL, faint=True),
        gap=0,
    )
    return held(rows)


def _when(one: NeedLine) -> str:
    day = full_day(one.at) if one.at is not None else ""
    return " · ".join(filter(None, (day, one.by)))


def _whole(field: TextField) -> int | None:
    said = field.text().strip()
    return int(said) if said else None
