"""Occasions: a month by day, what is held back and why, and what the rules say."""

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.errors import SalonError
from salon.occasions.model import (
    KIND_WORDS,
    STATE_WORDS,
    WHY_WORDS,
    Kind,
    OccasionLine,
    Ran,
    State,
    Why,
)
from salon.occasions.operations import (
    note_seen_by_doctor,
    plan_occasions,
    send_all_the_same,
)
from salon.occasions.queries import held_back, occasions
from salon.text import _, headed, ngettext, number, short_day
from ui.kit.buttons import Button, Segments
from ui.kit.cards import Card, across, down, held
from ui.kit.chips import Chip
from ui.kit.columns import Columns
from ui.kit.filterchip import FilterChip
from ui.kit.offers import Offer, Offers, of_action, offer
from ui.kit.page import Page
from ui.kit.remaining import Remaining
from ui.kit.rows import Line, Look
from ui.kit.states import Calm, Failed
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.occasions.sheets import leave_out, open_rules
from ui.parts.own_doing import say_gone
from ui.places import CallList, ClientCard, OccasionList

if TYPE_CHECKING:
    from ui.desk import Desk

AHEAD = timedelta(days=31)
BEHIND = timedelta(days=3)
TONES = {
    State.HELD: Tone.AMBER,
    State.PLANNED: Tone.PLUM,
    State.DROPPED: Tone.PLAIN,
    State.DONE: Tone.SAGE,
}


class OccasionsPage(Page):
    """What is planned, held back, left out and to come; Enter opens the file."""

    def __init__(self, desk: "Desk", place: OccasionList) -> None:
        super().__init__(_("Occasions"))
        self._desk = desk
        self._found: list[OccasionLine] = []
        self._shown: list[OccasionLine] = []
        self._build_actions()
        self.which = Segments(
            [_("The next weeks"), _("Held back")], label=_("Which occasions")
        )
        self.which.chosen.connect(lambda _at: self.refresh())
        kinds = [(kind.value, _(words)) for kind, words in KIND_WORDS.items()]
        self.kind = FilterChip(_("Kind"), kinds)
        self.kind.changed.connect(self._narrow)
        self.count = Words("", type=Type.SMALL, faint=True)
        self.list = Remaining(
            Look(height=52, avatar=32, columns=((200, True),)), _("Occasions"), 4
        )
        self.list.picked.connect(self._picked)
        self.list.opened.connect(self._open)
        offer(self.list, self._offers)
        say_gone(desk, self.list)
        card = Card(pad=12)
        card.add(self.list, stretch=1)
        self.both = Columns(card, self._side(), (680, 300), least=820, gap=12)
        self._begin = Button(action=self.rules)
        nothing = Calm(
            _("No occasions in sight"),
            _("Birthdays, courses that end, promises: whatever is due is found here."),
            self._begin,
            icon="gift",
        )
        self.state = Card().add(nothing, stretch=1)
        self.state.hide()
        self.failed: Failed | None = None
        column = self.column()
        title = Words(_("Occasions"), type=Type.TITLE)
        column.addLayout(across(title, self.count, None, self.which, self.kind, gap=10))
        column.addLayout(
            across(
                Button(action=self.calls, small=True),
                None,
                Button(action=self.rules, small=True),
                Button(action=self.look_now, small=True),
                gap=10,
            )
        )
        column.addWidget(self.both, 1)
        column.addWidget(self.state, 1)
        self._column = column
        self.first = self.list
        desk.watch({"occasions", "aftercare", "clients", "settings"}, self.refresh)
        self.refresh()

    def arrive(self, place: OccasionList) -> None:
        """Show it as it is now."""
        self.refresh()

    def refresh(self) -> None:
        """Ask again."""
        if self.which.index == 1:
            asked = self._desk.ask(held_back)
        else:
            today = self._desk.today()
            asked = self._desk.ask(occasions, today - BEHIND, today + AHEAD)
        asked.then(self._show).otherwise(self._fail)

    # how it is built

    def _build_actions(self) -> None:
        self.skip = self.action(_("Leave &out"), "O", self._leave_out, "ban")
        self.send = self.action(
            _("Let it go out all the &same"), "", self._send, "send"
        )
        self.seen = self.action(
            _("A &doctor has seen it"), "", self._note_seen, "circle-check"
        )
        self.call = self.action(_("Show the &call"), "", self._call, "phone-call")
        self.rules = self.action(
            _("&Rules"), "", partial(open_rules, self._desk), "list-details"
        )
        self.look_now = self.action(_("&Look now"), "", self._look_now, "refresh")
        self.calls = self.action(
            _("&Back to the calls"),
            "",
            partial(self._desk.go, CallList()),
            "phone-call",
        )

    def _side(self) -> QWidget:
        self.who = Words("", type=Type.HEADING, wrap=True)
        self.what = Words("", wrap=True)
        self.why = Words("", type=Type.SMALL, tone=Tone.AMBER, wrap=True)
        self.sight = Words("", type=Type.SMALL, faint=True, wrap=True)
        card = Card(_("What it is about"), gap=8)
        card.add(self.who, self.what, self.why, self.sight)
        self._send_button = Button(action=self.send, small=True)
        self._seen_button = Button(action=self.seen, small=True)
        for button in (
            Button(action=self.call, small=True),
            Button(action=self.skip, small=True),
            self._send_button,
            self._seen_button,
        ):
            card.add(button)
        return held(down(card, None, gap=12))

    # what it shows

    def _fail(self, error: SalonError) -> None:
        self._forget_failure()
        self.both.hide()
        self.state.hide()
        self.failed = Failed(
            _("The occasions could not be shown."), str(error), self.refresh
        )
        self._column.addWidget(self.failed, 1)

    def _forget_failure(self) -> None:
        if self.failed is not None:
            self.failed.hide()
            self.failed.deleteLater()
            self.failed = None

    def _show(self, found: list[OccasionLine]) -> None:
        self._forget_failure()
        self._found = found
        self._narrow()

    def _narrow(self) -> None:
        wanted = self.kind.value
        self._shown = [
            one for one in self._found if wanted is None or one.kind.value == wanted
        ]
        had_focus = self.list.hasFocus()
        self.both.setVisible(bool(self._shown))
        self.state.setVisible(not self._shown)
        self.first = self.list if self._shown else self._begin
        if had_focus and not self._shown:
            self.first.setFocus()
        self.list.show_lines([_line(one) for one in self._shown])
        said = ngettext("{n} occasion", "{n} occasions", len(self._shown))
        self.count.say(said.format(n=number(len(self._shown))))
        if self._shown and self.list.chosen() is None:
            self.list.choose(0)
        self._picked(self.list.currentIndex().row())

    def _chosen(self) -> OccasionLine | None:
        row = self.list.currentIndex().row()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _picked(self, _row: int) -> None:
        one = self._chosen()
        is_open = one is not None and one.id is not None and one.state in TONES
        may_yet = one is not None and one.state in (State.HELD, State.PLANNED)
        self.skip.setEnabled(bool(is_open and may_yet))
        is_remembered = one is not None and one.why is Why.MEMORIAL
        self.send.setEnabled(is_remembered)
        self._send_button.setVisible(is_remembered)
        is_referral = one is not None and one.kind is Kind.REFERRED
        is_referral = is_referral and bool(is_open and may_yet)
        self.seen.setEnabled(is_referral)
        self._seen_button.setVisible(is_referral)
        self.call.setEnabled(one is not None and one.call_id is not None)
        if one is None:
            return
        self.who.say(one.client)
        kind = _(KIND_WORDS[one.kind])
        is_said = one.reason.startswith(kind)
        self.what.say(one.reason if is_said else headed(kind, one.reason))
        why = _(WHY_WORDS[one.why]) if one.why is not Why.NONE and one.id else ""
        self.why.say(why)
        self.why.setVisible(bool(why))
        sight = ""
        if one.sight is not None:
            said = _("Its turn is likely on {day}.")
            sight = said.format(day=short_day(one.sight))
        elif one.id is None:
            sight = _("The night before its day it is looked at and planned.")
        self.sight.say(sight)
        self.sight.setVisible(bool(sight))

    # what can be done

    def _offers(self, row: int) -> Offers:
        file = Offer(_("Open file"), partial(self._open, row), "⏎", "user")
        steps = (self.call, self.skip, self.send, self.seen)
        return (file, None, *(of_action(one) for one in steps if one.isEnabled()))

    def _open(self, row: int) -> None:
        if 0 <= row < len(self._shown):
            self._desk.go(ClientCard(int(self._shown[row].client_id)))

    def _call(self) -> None:
        one = self._chosen()
        if one is not None and one.call_id is not None:
            self._desk.go(CallList(one.call_id))

    def _leave_out(self) -> None:
        one = self._chosen()
        if one is not None and one.id is not None and self.skip.isEnabled():
            leave_out(self._desk, one)

    def _send(self) -> None:
        one = self._chosen()
        if one is not None and one.id is not None:
            self._desk.do(send_all_the_same, one.id, seen=one.version)

    def _note_seen(self) -> None:
        one = self._chosen()
        if one is not None and one.id is not None:
            self._desk.do(note_seen_by_doctor, one.id, seen=one.version)

    def _look_now(self) -> None:
        """Do what the night does; what came since is found too."""
        self.look_now.setEnabled(False)
        self._step(again=True)

    def _step(self, *, again: bool = False) -> None:
        doing = self._desk.do_long(plan_occasions, again=again)
        doing.then(self._went).otherwise(self._stopped)

    def _went(self, ran: Ran) -> None:
        if not ran.is_whole:
            self.count.say(_("{share} % looked at").format(share=ran.share))
            self._step()
            return
        self.look_now.setEnabled(True)
        self.refresh()

    def _stopped(self, error: SalonError) -> None:
        self.look_now.setEnabled(True)
        self._desk.say(str(error))


def _line(one: OccasionLine) -> Line:
    """Return an occasion as the list shows it."""
    if one.id is None:
        mark = Chip(_("To come"), Tone.BLUE)
    else:
        mark = Chip(_(STATE_WORDS[one.state]), TONES[one.state])
    kind, reason = _(KIND_WORDS[Kind(one.kind)]), one.reason
    detail = reason if reason.startswith(kind) else f"{kind} · {reason}"
    return Line(
        one.client,
        detail,
        mark=mark,
        cells=(short_day(one.day),),
        key=(one.kind.value, int(one.client_id), one.reference),
    )
