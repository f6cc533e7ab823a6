"""Who leaves: her clients by how much hangs on her, who comes after, what is done."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.campaigns.words import per_cent, share_said
from salon.leaving.model import (
    STATE_WORDS,
    TALK_WORDS,
    HerClient,
    Leaving,
    LeavingId,
    State,
    Talk,
)
from salon.leaving.operations import (
    hand_over,
    note_introduced,
    note_talk,
    see_export,
    start_leaving,
    withdraw_leaving,
)
from salon.leaving.proposing import why_said
from salon.reports.leaving import compose_leaving
from salon.staff.model import StaffLine
from salon.text import _, amount, full_day, headed, listed, ngettext, number, short_day
from salon.views.leaving import LeavingsSight, would_leave
from ui.kit.buttons import Answers, Button
from ui.kit.cards import Card, Scroll, across, clear, down, held
from ui.kit.chips import Chip, ChipLabel
from ui.kit.columns import Columns
from ui.kit.facts import pairs
from ui.kit.fields import Choice, FormRow, Notes
from ui.kit.offers import Offers, of_action, offer
from ui.kit.remaining import Remaining
from ui.kit.rows import Line, Look
from ui.kit.sheet import Sheet, confirm
from ui.kit.states import Banner, Calm
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.fields import DayField
from ui.parts.homes import home_of
from ui.parts.printing import print_composed
from ui.places import ClientCard

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.team.page import TeamPage

TONES = {State.RUNNING: Tone.AMBER, State.GONE: Tone.PLAIN, State.WITHDRAWN: Tone.SAGE}


class LeavingTab(QWidget):
    """Who leaves at the left, what leaves with her at the right."""

    def __init__(self, desk: "Desk", page: "TeamPage") -> None:
        super().__init__()
        self._desk, self._page = desk, page
        self.key: LeavingId | None = None
        self.person = 0
        self.sight: LeavingsSight | None = None
        act = page.action
        self.begin = act(_("Somebody &leaves"), "", self._begin, "door-enter")
        self.hand = act(_("Give to somebody &else"), "G", self._hand, "users")
        self.met = act(_("&Introduced"), "I", self._met, "heart-handshake")
        self.stays = act(_("S&tays after all"), "", self._stays, "arrow-back-up")
        self.talk = act(_("Note a tal&k"), "", self._talk, "message-circle")
        self.seen = act(_("Export looked at"), "", self._seen, "zoom-check")
        self.list = Remaining(Look(height=48, ruled=True), _("Who leaves"), 2)
        self.list.picked.connect(self._picked)
        self.staff = Remaining(Look(height=40), _("Colleagues"), 3)
        self.staff.picked.connect(self._turned_to)
        self.talks = down(gap=6)
        side = Card(pad=12, gap=8)
        side.add(Button(action=self.begin))
        side.add(self.list, stretch=1)
        side.add(Words(_("Talks with colleagues"), type=Type.HEADING))
        side.add(self.staff, stretch=1)
        side.add(Button(action=self.talk, small=True))
        side.add(held(self.talks))
        self.about = down(gap=12)
        self.clients = Remaining(
            Look(height=46, ruled=True, columns=((176, True),)), _("Clients"), 6
        )
        self.clients.opened.connect(self._open)
        offer(self.clients, self._offers)
        self.card = Card(gap=8, pad=12)
        self.card.add(
            across(
                Button(action=self.hand, small=True),
                Button(action=self.met, small=True),
                None,
                Button(action=page.paper, small=True),
            )
        )
        self.card.add(self.clients, stretch=1)
        inside = down(held(self.about), self.card, gap=12)
        inside.setStretch(1, 1)
        both = Columns(side, Scroll(held(inside)), (300, 780), least=820, gap=12)
        column = down(both, gap=0)
        column.setContentsMargins(0, 0, 0, 0)
        self.setLayout(column)

    def show_sight(self, sight: LeavingsSight) -> None:
        """Show who leaves as it is now."""
        self.sight = sight
        self.begin.setEnabled(sight.may_see)
        self.talk.setEnabled(sight.may_see and bool(sight.people))
        self.list.show_lines(
            [
                Line(
                    one.name,
                    _("last day {day}").format(day=full_day(one.last_day)),
                    mark=Chip(_(STATE_WORDS[one.state]), TONES[one.state]),
                    key=int(one.id),
                )
                for one in sight.lines
            ]
        )
        if sight.one is not None:
            keys = [one.id for one in sight.lines]
            if sight.one.id in keys:
                self.key = sight.one.id
                self.list.choose(keys.index(sight.one.id))
        self.staff.show_lines([Line(one.name, key=int(one.id)) for one in sight.people])
        known = [int(one.id) for one in sight.people]
        if self.person in known:
            self.staff.choose(known.index(self.person))
        self._show_talks(sight)
        self._show_one(sight)

    def _show_talks(self, sight: LeavingsSight) -> None:
        clear(self.talks)
        for one in sight.talks[:5]:
            said = headed(f"{short_day(one.on)} {_(TALK_WORDS[one.kind])}", one.words)
            self.talks.addWidget(Words(said, type=Type.SMALL, wrap=True))

    def _show_one(self, sight: LeavingsSight) -> None:
        clear(self.about)
        one = sight.one
        self.card.setVisible(one is not None)
        is_running = one is not None and one.state is State.RUNNING
        for step in (self.hand, self.stays):
            step.setEnabled(is_running)
        self.met.setEnabled(one is not None)
        self.seen.setEnabled(one is not None and any(not a.seen for a in one.alerts))
        if not sight.may_see:
            said = _("Only who leads the house sees who leaves.")
            self.about.addWidget(Calm(_("Not for everybody"), said, icon="lock"))
            return
        if one is None:
            text = _(
                "When somebody gives notice, begin here, so that the clients stay."
            )
            self.about.addWidget(Calm(_("Nobody leaves"), text, icon="users-group"))
            return
        self.about.addWidget(self._head(one, sight.currency))
        self.clients.show_lines([_client(each, sight.currency) for each in one.clients])

    def _head(self, one: Leaving, currency: str) -> QWidget:
        card = Card(gap=8)
        chip = ChipLabel(Chip(_(STATE_WORDS[one.state]), TONES[one.state]))
        stays = Button(action=self.stays, small=True)
        stays.setVisible(one.state is State.RUNNING)
        card.add(across(Words(one.name, type=Type.HEADING), chip, None, stays, gap=10))
        for alert in one.alerts:
            if not alert.seen:
                said = _("This account took {n} clients out on {day}.")
                text = said.format(
                    n=number(alert.clients), day=full_day(alert.at.date())
                )
                button = Button(action=self.seen, small=True)
                card.add(Banner(text, Tone.RED, button))
        card.add(pairs(list(_facts(one, currency)), 160))
        card.add(
            Words(
                _("Whoever sees nobody else is rung in person; nothing goes to many."),
                type=Type.SMALL,
                faint=True,
                wrap=True,
            )
        )
        return card

    def print_it(self) -> None:
        """Print the plan and the cards."""
        key = self.key
        if key is not None:
            print_composed(
                self._desk,
                lambda look: self._desk.ask(compose_leaving, key, look),
                _("Handing over"),
            )

    # what can be done

    def _picked(self, row: int) -> None:
        lines = self.sight.lines if self.sight is not None else ()
        if 0 <= row < len(lines) and lines[row].id != self.key:
            self.key = lines[row].id
            self._page.refresh()

    def _turned_to(self, row: int) -> None:
        people = self.sight.people if self.sight is not None else ()
        if 0 <= row < len(people) and int(people[row].id) != self.person:
            self.person = int(people[row].id)
            self._page.refresh()

    def _chosen(self) -> HerClient | None:
        one = self.sight.one if self.sight is not None else None
        row = self.clients.currentIndex().row()
        if one is None or not 0 <= row < len(one.clients):
            return None
        return one.clients[row]

    def _open(self, row: int) -> None:
        one = self.sight.one if self.sight is not None else None
        if one is not None and 0 <= row < len(one.clients):
            self._desk.go(ClientCard(one.clients[row].client_id))

    def _offers(self, _row: int) -> Offers:
        return tuple(of_action(one) for one in (self.hand, self.met) if one.isEnabled())

    def _begin(self) -> None:
        home = home_of(self._desk)
        if home is not None and self.sight is not None:
            LeaveSheet(self._desk, home, self.sight.people, self._begun).open()

    def _begun(self, key: LeavingId) -> None:
        self.key = key
        self._page.refresh()

    def _hand(self) -> None:
        home, one = home_of(self._desk), self._chosen()
        if home is not None and one is not None and self.sight is not None:
            HandSheet(self._desk, home, one, self.sight).open()

    def _met(self) -> None:
        one = self._chosen()
        if one is not None and one.id is not None:
            self._desk.do(note_introduced, one.id)

    def _stays(self) -> None:
        home, key = home_of(self._desk), self.key
        if home is None or key is None or self.sight is None:
            return
        one = self.sight.one
        confirm(
            home,
            _("{name} stays?").format(name=one.name if one is not None else ""),
            _("Nobody is rung about it any more, and the access goes on."),
            _("Stays"),
            lambda: self._desk.do(withdraw_leaving, key),
        )

    def _seen(self) -> None:
        one = self.sight.one if self.sight is not None else None
        for alert in one.alerts if one is not None else ():
            if not alert.seen:
                self._desk.do(see_export, alert.id)

    def _talk(self) -> None:
        home = home_of(self._desk)
        if home is None or self.sight is None or not self.sight.people:
            return
        people = self.sight.people
        known = [int(one.id) for one in people]
        at = known.index(self.person) if self.person in known else 0
        TalkSheet(self._desk, home, people[at]).open()


class LeaveSheet(Sheet):
    """Who leaves, and when; what leaves with her is said before it is begun."""

    def __init__(
        self,
        desk: "Desk",
        home: QWidget,
        people: tuple[StaffLine, ...],
        done: "partial[object] | object",
    ) -> None:
        super().__init__(home, _("Somebody leaves"), icon="door-enter")
        self._desk, self._people, self._done = desk, people, done
        self._turn = 0
        self.who = Choice([one.name for one in people], name=_("Who"))
        self.day = DayField(desk, desk.today(), _("Last day"))
        self.said = Words("", wrap=True)
        self.add(FormRow(_("Who"), self.who), FormRow(_("Last day"), self.day))
        self.add(self.said)
        self.cancel()
        self.button(_("Begin handing over"), self._begin, primary=True)
        self.who.currentIndexChanged.connect(lambda _at: self._ask())
        self.day.changed.connect(lambda _day: self._ask())
        self._ask()

    def _ask(self) -> None:
        day = self.day.value()
        if not self._people or day is None:
            return
        self._turn += 1
        who = self._people[max(0, self.who.currentIndex())]
        asked = self._desk.ask(would_leave, int(who.id), day)
        asked.then(partial(self._show, self._turn)).otherwise(self.fail)

    def _show(self, turn: int, found: tuple[Leaving, str]) -> None:
        if turn != self._turn:
            return
        one, currency = found
        said = _(
            "{clients} clients, of whom {only} see nobody else, {a} of these A. "
            "{worth} a year is at stake. They are rung until {day}."
        )
        self.said.say(
            said.format(
                clients=number(len(one.clients)),
                only=number(len(one.only)),
                a=number(len(one.only_a)),
                worth=amount(one.at_stake, currency),
                day=full_day(one.call_by),
            )
        )

    def _begin(self) -> None:
        day = self.day.value()
        if not self._people or day is None:
            return
        who = self._people[max(0, self.who.currentIndex())]
        doing = self._desk.do(start_leaving, int(who.id), day)
        doing.then(self._begun).otherwise(self.fail)

    def _begun(self, key: LeavingId) -> None:
        self.accept()
        if callable(self._done):
            self._done(key)


class HandSheet(Sheet):
    """Who looks after a client from now on."""

    def __init__(
        self, desk: "Desk", home: QWidget, one: HerClient, sight: LeavingsSight
    ) -> None:
        super().__init__(home, one.client, icon="users")
        self._desk, self._one = desk, one
        leaver = sight.one.staff_id if sight.one is not None else 0
        self._people = [each for each in sight.people if each.id != leaver]
        names = [each.name for each in self._people]
        at = names.index(one.successor) if one.successor in names else 0
        self.who = Choice(names, at, name=_("Looks after this client from now on"))
        if one.why:
            said = headed(one.successor, why_said(one.why))
            self.add(Words(said, type=Type.SMALL, faint=True, wrap=True))
        self.add(FormRow(_("Looks after this client from now on"), self.who))
        self.cancel()
        self.button(_("Keep"), self._keep, primary=True)

    def _keep(self) -> None:
        at = self.who.currentIndex()
        if self._one.id is None or not 0 <= at < len(self._people):
            return
        to = int(self._people[at].id)
        doing = self._desk.do(hand_over, self._one.id, to)
        doing.then(lambda _done: self.accept()).otherwise(self.fail)


class TalkSheet(Sheet):
    """What was said with a colleague."""

    def __init__(self, desk: "Desk", home: QWidget, who: StaffLine) -> None:
        super().__init__(home, who.name, icon="message-circle")
        self._desk, self._who = desk, who
        self.kind = Answers(
            [(one, _(TALK_WORDS[one])) for one in Talk], (Talk.PULSE,), name=_("Talk")
        )
        self.words = Notes("", name=_("What was said"), rows=4)
        self.again = DayField(desk, None, _("Speak again on"), optional=True)
        self.add(
            FormRow(_("Talk"), self.kind),
            FormRow(_("What was said"), self.words),
            FormRow(_("Speak again on"), self.again),
        )
        self.cancel()
        self.button(_("Keep"), self._keep, primary=True)

    def _keep(self) -> None:
        kinds = self.kind.value()
        doing = self._desk.do(
            note_talk,
            int(self._who.id),
            Talk(str(kinds[0])) if kinds else Talk.PULSE,
            self.words.toPlainText(),
            None,
            self.again.value(),
        )
        doing.then(lambda _done: self.accept()).otherwise(self.fail)


def _facts(one: Leaving, currency: str) -> "list[tuple[str, str]]":
    classes = [f"{name} {number(many)}" for name, many in one.by_class.items()]
    found = [
        (_("Last day"), full_day(one.last_day)),
        (_("Clients"), headed(number(len(one.clients)), listed(classes))),
        (
            _("See nobody else"),
            ngettext("{n} client", "{n} clients", len(one.only)).format(
                n=number(len(one.only))
            )
            + f" · A {number(len(one.only_a))}",
        ),
        (_("At stake a year"), amount(one.at_stake, currency)),
        (_("Rung until"), full_day(one.call_by)),
    ]
    rung = sum(each.has_called for each in one.only)
    met = sum(each.introduced_on is not None for each in one.clients)
    calls = sum(each.call_id is not None for each in one.only)
    if calls:
        of = _("{part} of {whole}").format(part=number(rung), whole=number(calls))
        found.append((_("Rung"), of))
    found.append((_("Introduced"), number(met)))
    if one.booked:
        days = [f"{each.client} {short_day(each.day)}" for each in one.booked[:4]]
        more = len(one.booked) - len(days)
        said = listed(days) + (f" + {number(more)}" if more > 0 else "")
        found.append((_("Booked after it"), said))
    if one.since is not None:
        both = _("{these}; usual are {usual}").format(
            these=share_said(one.since.hers), usual=share_said(one.since.usual)
        )
        until = _("Came again until {day}").format(day=short_day(one.since.until))
        found.append((until, both))
    if one.farewell:
        found.append((_("Farewell"), one.farewell))
    return found


def _client(one: HerClient, currency: str) -> Line:
    said = [per_cent(one.dependency)]
    said.append(_("to {name}").format(name=one.successor) if one.successor else "")
    if not one.may_ring:
        said.append(_("wants no calls"))
    if one.has_called:
        said.append(_("rung"))
    if one.introduced_on is not None:
        said.append(_("introduced {day}").format(day=short_day(one.introduced_on)))
    mark = Chip(_("nobody else"), Tone.AMBER) if one.is_only else None
    name = f"{one.client}  {one.abc}" if one.abc else one.client
    return Line(
        name,
        " · ".join(filter(None, said)),
        mark=mark,
        cells=(amount(one.next_year, currency),),
        key=one.client_id,
    )
