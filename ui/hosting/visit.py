"""A visit from the door to goodbye, and what serves it at this moment."""

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget
from shiboken6 import isValid

from salon.clients.model import ClientId
from salon.hosting.model import (
    NEED_QUESTIONS,
    SAID_WORDS,
    STEP_HINTS,
    STEP_WORDS,
    Done,
    Said,
    Step,
    Walk,
)
from salon.hosting.operations import (
    decline_need,
    give_surprise,
    give_wait_voucher,
    keep_memory,
    note_friend_asked,
    note_need,
    offer_while_waiting,
    take_step,
    untick_step,
    use_wait_voucher,
)
from salon.money import Money
from salon.text import (
    _,
    amount,
    full_day,
    headed,
    hour,
    language,
    listed,
    ngettext,
    speaking,
)
from salon.views.house import VisitSight, visit_sight
from ui.hosting.referring import open_referral
from ui.kit.buttons import Button, Kind
from ui.kit.cards import Rule, across, clear, down, held
from ui.kit.columns import flowing
from ui.kit.fields import TextField
from ui.kit.sheet import Sheet, confirm
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run, Words
from ui.parts.fields import MoneyField
from ui.parts.homes import home_of, tell
from ui.parts.unfinished import ask_first

if TYPE_CHECKING:
    from ui.desk import Desk

F = TypeVar("F", bound=QLineEdit)

IDEAS = 4  # surprises that are offered
HAD = 4  # that are named
HIGH = 34  # units of a step
TOPICS = {"hosting", "appointments", "treatments", "clients", "feedback", "till"}


def open_walk(desk: "Desk", appointment_id: int) -> "VisitSheet | None":
    """Open a visit from the door to goodbye."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = VisitSheet(desk, home, appointment_id)
    sheet.refresh()
    return sheet


def asked_in(question: str, tongue: str) -> str:
    """Return a question as it is asked in the client's language."""
    with speaking(tongue):
        return _(question)


class VisitSheet(Sheet):
    """Ten steps, each by its key; below them what serves this client now."""

    def __init__(self, desk: "Desk", home: QWidget, key: int) -> None:
        super().__init__(home, _("Door to goodbye"), icon="door-enter", wide=760)
        self._desk, self._home, self._key = desk, home, key
        self._sight: VisitSight | None = None
        self.steps: dict[Step, Button] = {}
        self._lines: dict[str, tuple[QLineEdit, str]] = {}  # with what was in them
        self._strip = down(gap=8)
        self._now = down(gap=10)
        self.add(held(self._strip), Rule(), held(self._now))
        self.body.addStretch(1)
        self.cancel(_("Close"))
        self.setMinimumHeight(min(720, home.window().height() - 40))
        for at in range(10):
            press = QShortcut(QKeySequence(str((at + 1) % 10)), self)
            press.activated.connect(partial(self._by_key, at))
        desk.watch(TOPICS, self.refresh)  # Ctrl+Z, and other desks

    def reject(self) -> None:
        """Ask before words are thrown away that nobody has kept."""
        ask_first(self, bool(self._written()), super().reject)

    def refresh(self) -> None:
        """Ask again."""
        self._desk.ask(visit_sight, self._key).then(self._show).otherwise(self.fail)

    def _show(self, sight: VisitSight | None) -> None:
        if sight is None or sight.walk is None:
            self._desk.say(_("There is no such visit."))
            return
        is_first = self._sight is None
        if sight == self._sight:
            return
        self._sight = sight
        walk = sight.walk
        written, was_in = self._written(), self._focused()
        self.setAccessibleName(walk.client)
        self._show_steps(walk)
        self._show_now(sight)
        if is_first:
            self.open()
        for name, text in written.items():
            if name in self._lines:
                self._lines[name][0].setText(text)
        following = walk.next
        if was_in in self._lines:
            self._lines[was_in][0].setFocus()
        elif following is not None:
            self.steps[following.step].setFocus()

    # what is half written

    def _line(self, name: str, field: F) -> F:
        """Know a field by a name, so that what is written in it outlives a refresh."""
        self._lines[name] = (field, field.text())
        return field

    def _written(self) -> dict[str, str]:
        """Return what is written and not kept."""
        return {
            name: field.text()
            for name, (field, before) in self._lines.items()
            if isValid(field) and field.text() != before
        }

    def _focused(self) -> str:
        """Return the name of the field one is in."""
        every = self._lines.items()
        return next(
            (name for name, (one, _was) in every if isValid(one) and one.hasFocus()), ""
        )

    def _has_kept(self, *names: str) -> None:
        """Know that what is written there is kept."""
        for name in names:
            self._lines.pop(name, None)

    # the ten steps

    def _show_steps(self, walk: Walk) -> None:
        clear(self._strip)
        self._has_kept(*list(self._lines))
        self.steps.clear()
        about = f"{walk.service} · {full_day(walk.day)} · {walk.person}"
        if walk.waited:
            said = ngettext(
                "waited {number} minute", "waited {number} minutes", walk.waited
            )
            about = f"{about} · {said.format(number=walk.waited)}"
        self._strip.addWidget(Words(walk.client, type=Type.FIGURE))
        self._strip.addWidget(Words(about, type=Type.SMALL, faint=True, wrap=True))
        following = walk.next
        for at, one in enumerate(walk.steps):
            self.steps[one.step] = self._step(at, one, is_next=one is following)
        self._strip.addWidget(flowing(*self.steps.values()))
        if following is None:
            said = _("All ten steps are done.")
            self._strip.addWidget(Words(said, type=Type.STRONG))
            return
        name = _(STEP_WORDS[following.step])
        hint = Words(
            Run(headed(name, _(STEP_HINTS[following.step])), Type.SMALL), wrap=True
        )
        left_out = _("Why it is left out")
        why = TextField(hint=left_out, name=left_out)
        self.why = self._line(f"why {following.step}", why)
        skip = Button(
            _("Leave this step out"),
            small=True,
            name=_("Leave out: {step}").format(step=name),
            act=partial(self._skip, following.step),
        )
        self._strip.addWidget(hint)
        row = across(self.why, skip, gap=8)
        row.setStretch(0, 1)
        self._strip.addWidget(held(row))

    def _step(self, at: int, one: Done, *, is_next: bool) -> Button:
        name = f"{(at + 1) % 10} {_(STEP_WORDS[one.step])}"
        said, icon, tone = name, "", None
        if one.at is not None:
            said = f"{name} {hour(one.at)}"
            icon, tone = "check", Tone.SAGE
            if one.skipped:
                icon, tone = "minus", Tone.PLAIN
        made = Button(
            said,
            icon=icon,
            kind=Kind.ANSWER if (is_next or one.is_over) else Kind.SECONDARY,
            tone=Tone.ROSE if is_next else tone,
            small=True,
            name=_spoken(one),
            act=partial(self._tick, one.step),
        )
        made.setAutoDefault(False)
        made.setFixedHeight(HIGH)
        if one.is_over:  # it is shown, and says when; Tab goes past it
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return made

    def _by_key(self, at: int) -> None:
        step = list(Step)[at]
        self._tick(step)

    def _tick(self, step: Step) -> None:
        walk = self._sight.walk if self._sight is not None else None
        if walk is None:
            return
        one = next(each for each in walk.steps if each.step is step)
        if one.is_over:
            self._take_off(one)
            return
        left = [_(STEP_WORDS[each.step]) for each in walk.steps if not each.is_over]
        if step is Step.GOODBYE and len(left) > 1:
            said = _("Not done, and not left out: {steps}.")
            confirm(
                *(self, _("Goodbye, with steps open?")),
                said.format(steps=listed(left[:-1])),
                _("Goodbye all the same"),
                partial(self._take, step),
            )
            return
        self._take(step)

    def _take_off(self, one: Done) -> None:
        """Ask whether a step was pressed by mistake; what the records show stays."""
        name = _(STEP_WORDS[one.step])
        if one.is_known:
            said = _("{step}: the records show it, so it cannot be taken off here.")
            self.fail(said.format(step=name))
            return
        title = _("Take off “{step}”?").format(step=name)
        act = partial(self._do, untick_step, self._key, one.step)
        confirm(self, title, _("It is to be done again then."), _("Take it off"), act)

    def _take(self, step: Step) -> None:
        doing = self._desk.do(take_step, self._key, step)
        doing.then(self._again).otherwise(self.fail)

    def _skip(self, step: Step) -> None:
        why = self.why.text().strip()
        if not why:
            self.fail(_("Say why it is left out."), self.why)
            return
        self._do(take_step, self._key, step, why, kept=(f"why {step}",))

    def _again(self, _result: object) -> None:
        """Show what is so now; what is written and not kept stays."""
        self.failure.hide()
        self.refresh()

    # what serves her now

    def _show_now(self, sight: VisitSight) -> None:
        clear(self._now)
        self._show_wait(sight)
        self._show_question(sight)
        self._show_friend(sight)
        self._show_extras(sight)
        self._show_memory(sight)

    def _head(self, text: str) -> None:
        self._now.addWidget(Words(text, type=Type.SMALL_STRONG))

    def _show_wait(self, sight: VisitSight) -> None:
        one = sight.wait
        if one is None:
            return
        said = ngettext(
            "Waits {number} minute: offer something",
            "Waits {number} minutes: offer something",
            one.minutes,
        )
        self._head(said.format(number=one.minutes))
        buttons = [
            Button(
                _(what),
                icon="check" if what in one.offered else "",
                small=True,
                act=partial(self._do, offer_while_waiting, self._key, what),
            )
            for what in sight.offers
        ]
        if one.voucher_due:
            act = partial(self._do, give_wait_voucher, self._key)
            buttons.append(
                Button(_("Give the voucher"), icon="gift", small=True, act=act)
            )
        self._now.addWidget(flowing(*buttons))

    def _show_question(self, sight: VisitSight) -> None:
        if sight.ask is None:
            return
        question = NEED_QUESTIONS[sight.ask]
        self._head(_("To ask today"))
        hers = asked_in(question, sight.language)
        self._now.addWidget(Words(f"“{hers}”", type=Type.STRONG, wrap=True))
        if sight.language != language() and hers != _(question):
            self._now.addWidget(
                Words(_(question), type=Type.SMALL, faint=True, wrap=True)
            )
        words = _("In the client’s words")
        self.answer = self._line("answer", TextField(hint=words, name=words))
        keep = Button(_("Keep"), small=True, act=partial(self._answer, sight))
        rather = Button(
            _("Rather not"),
            small=True,
            name=_("The client rather does not answer; it is not asked again"),
            act=partial(self._do, decline_need, self._client(sight), sight.ask),
        )
        row = across(self.answer, keep, rather, gap=8)
        row.setStretch(0, 1)
        self._now.addWidget(held(row))

    def _answer(self, sight: VisitSight) -> None:
        words = self.answer.text().strip()
        self._do(note_need, self._client(sight), sight.ask, words, kept=("answer",))

    def _show_friend(self, sight: VisitSight) -> None:
        if not sight.friend.may:
            return
        self._head(_("The moment to ask for a friend’s name"))
        question = _("“Is there somebody who would be as glad of this as you?”")
        self._now.addWidget(Words(question, wrap=True))
        who = TextField(hint=_("Who is named"), name=_("Who is named"))
        self.friend = self._line("friend", who)
        buttons = [
            Button(_(text), small=True, act=partial(self._friend, sight, said))
            for said, text in SAID_WORDS.items()
        ]
        row = across(self.friend, *buttons, gap=8)
        row.setStretch(0, 1)
        self._now.addWidget(held(row))

    def _friend(self, sight: VisitSight, said: Said) -> None:
        name = self.friend.text()
        client = self._client(sight)
        doing = self._desk.do(note_friend_asked, client, said, name)

        def done(_key: object) -> None:
            self._has_kept("friend")
            if said is Said.YES:
                self.accept()
                open_referral(self._desk, int(client), name.strip())
            else:
                self.refresh()

        doing.then(done).otherwise(self.fail)

    def _show_extras(self, sight: VisitSight) -> None:
        extras = sight.extras
        cash = partial(amount, currency=self._desk.premises.currency)
        self._head(_("Little things and surprises"))
        if extras.little:
            self._now.addWidget(Words(extras.little, wrap=True))
        for one in extras.vouchers:
            said = _("Voucher for waiting {amount}, of {day}")
            text = said.format(amount=cash(one.amount), day=full_day(one.on))
            act = partial(self._do, use_wait_voucher, one.id)
            used = Button(
                _("Voucher used"),
                small=True,
                name=headed(_("Voucher used"), text),
                act=act,
            )
            row = across(Words(text, middle=True), None, used, gap=8)
            self._now.addWidget(held(row))
        if extras.had:
            had = [f"{_(one.what)} ({full_day(one.on)})" for one in extras.had[:HAD]]
            said = _("Had before: {what}").format(what=", ".join(had))
            self._now.addWidget(Words(said, type=Type.SMALL, faint=True, wrap=True))
        left = _("{own} left for this client within a year, {month} this month")
        said = left.format(own=cash(extras.left_client), month=cash(extras.left_month))
        self._now.addWidget(Words(said, type=Type.SMALL, faint=True, wrap=True))
        ideas = [
            Button(
                f"{_(what)} · {cash(cost)}",
                icon="gift",
                small=True,
                act=partial(self._give, sight, what, cost),
            )
            for what, cost in extras.ideas[:IDEAS]
        ]
        if ideas:
            self._now.addWidget(flowing(*ideas))
        beyond = _("Something else beyond duty")
        self.own = self._line("own", TextField(hint=beyond, name=beyond))
        cost = MoneyField(None, self._desk.premises.currency, _("What it cost"))
        self.cost = self._line("cost", cost)
        self.cost.setFixedWidth(110)
        self.cost.setPlaceholderText(_("What it cost"))
        give = Button(_("Keep"), small=True, act=partial(self._give_own, sight))
        row = across(self.own, self.cost, give, gap=8)
        row.setStretch(0, 1)
        self._now.addWidget(held(row))

    def _give(self, sight: VisitSight, what: str, cost: Money, *kept: str) -> None:
        client = self._client(sight)
        doing = self._desk.do(
            give_surprise, client, what, cost, appointment_id=self._key
        )
        doing.then(partial(self._given, kept)).otherwise(self.fail)

    def _given(self, kept: tuple[str, ...], _key: object) -> None:
        self._has_kept(*kept)
        tell(self._desk, _("Surprise noted: the same is not given again"))
        self._again(None)

    def _give_own(self, sight: VisitSight) -> None:
        cost = self.cost.value() or Money()
        self._give(sight, self.own.text(), cost, "own", "cost")

    def _show_memory(self, sight: VisitSight) -> None:
        self._head(_("One sentence of this visit worth keeping"))
        before = [
            one for one in sight.extras.memories if one.appointment_id != self._key
        ]
        for one in before[:2]:
            said = headed(full_day(one.on), one.words)
            self._now.addWidget(Words(said, type=Type.SMALL, faint=True, wrap=True))
        kept = TextField(sight.memory, name=_("One sentence of this visit"))
        self.memory = self._line("memory", kept)
        keep = Button(_("Keep"), small=True, act=self._remember)
        row = across(self.memory, keep, gap=8)
        row.setStretch(0, 1)
        self._now.addWidget(held(row))

    def _remember(self) -> None:
        self._do(keep_memory, self._key, self.memory.text(), kept=("memory",))

    def _client(self, sight: VisitSight) -> ClientId:
        return ClientId(sight.extras.client_id)

    def _do(self, act: object, *args: object, kept: tuple[str, ...] = ()) -> None:
        assert callable(act)
        doing = self._desk.do(act, *args)
        doing.then(partial(self._done, kept)).otherwise(self.fail)

    def _done(self, kept: tuple[str, ...], result: object) -> None:
        self._has_kept(*kept)
        self._again(result)


def _spoken(one: Done) -> str:
    name = _(STEP_WORDS[one.step])
    if one.at is None:
        return _("{step}: to be done").format(step=name)
    if one.skipped:
        return _("{step}: left out, {why}").format(step=name, why=one.skipped)
    return _("{step}: done at {hour}").format(step=name, hour=hour(one.at))
