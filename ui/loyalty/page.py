"""Who stays, who leaves: the bucket, where the money comes from, who slips away."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from salon.aftercare.queries import rung_soon
from salon.aftercare.recalls import Recalled, plan_recalls
from salon.clients.model import ClientId
from salon.errors import SalonError
from salon.loyalty.measures import says
from salon.loyalty.model import Abc
from salon.text import _, full_day, hour, month_short, ngettext, number
from salon.views.kept_sheets import kept_loyalty, work_out_loyalty
from salon.views.loyalty import DAYS, ClassBar, Count, Felt, LoyaltySight
from ui.kit import style, words
from ui.kit.buttons import Button, Segments
from ui.kit.cards import Card, Heading, Scroll, across, down, held
from ui.kit.chips import Chip, ChipLabel
from ui.kit.columns import Columns
from ui.kit.heat import Heat, HeatRow
from ui.kit.page import Page
from ui.kit.states import Calm, Waiting
from ui.kit.tips import tip
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run, Words
from ui.loyalty.comparing import CompareSheet
from ui.loyalty.export import export_loyalty
from ui.loyalty.meaning import open_meaning
from ui.loyalty.rows import SlipList, slip_line
from ui.loyalty.words import between, big, faint, money, percent, rung_said, signed
from ui.loyalty.working import Working
from ui.parts.holding import Holder, failed
from ui.parts.ways import open_booking
from ui.places import (
    Campaigns,
    ClientCard,
    OwnerMonth,
    Promises,
    Surveys,
    Team,
)
from ui.places import Loyalty as LoyaltyPlace

if TYPE_CHECKING:
    from ui.desk import Desk

WATCHED = frozenset(("loyalty", "settings"))
RUNG = 20  # of the list that one key puts on the call list
SHOWN = 6  # lines of it that a page shows without scrolling


class LoyaltyPage(Page):
    """The page; C puts those who slip away on the call list, Enter opens one."""

    def __init__(self, desk: "Desk", place: LoyaltyPlace) -> None:
        super().__init__(_("Who stays, who leaves"))
        self._desk = desk
        self.days = place.days if place.days in DAYS else DAYS[1]
        self.sight: LoyaltySight | None = None
        self._waits: frozenset[int] = frozenset()  # who is on the call list
        self._build_actions()
        self.slipping = SlipList(_("Slipping away, most valuable first"))
        self.slipping.opened.connect(self._open)
        self.cohorts = Heat(_("Of those who first came in …"))
        names = [_("{n} days").format(n=one) for one in DAYS]
        self.span = Segments(names, DAYS.index(self.days), _("Look back on"))
        self.span.chosen.connect(self._spanned)
        title = Words(_("Who stays, who leaves"), type=Type.TITLE)
        self.said = Words("", type=Type.SMALL, faint=True)
        column = self.column(12)
        column.addLayout(
            across(
                *(title, None),
                *(Button(action=self.month), Button(action=self.compare)),
                Button(action=self.how),
                *(Button(action=self.table), Button(action=self.paper)),
                gap=8,
            )
        )
        ways = (self.surveys, self.campaigns, self.team)
        buttons = [Button(action=one, small=True) for one in ways]
        column.addLayout(across(self.span, self.said, None, *buttons, gap=8))
        self.held = Holder(Waiting(_("Working out who stays …")))
        column.addWidget(self.held, 1)
        self.first = self.slipping
        self._working: Working[LoyaltySight] = Working(
            desk, self, self._show, self._fail, self._tell
        )
        desk.watch(WATCHED, self._working.anew)
        desk.watch({"aftercare"}, self._ask_rung)
        self.refresh()

    def arrive(self, place: LoyaltyPlace) -> None:
        """Show other days, or ask again."""
        if place.days in DAYS and place.days != self.days:
            self.days = place.days
            self.span.choose(DAYS.index(self.days))
        self.refresh()

    def refresh(self) -> None:
        """Show what is kept at once, and what is newer when it is worked out."""
        self._working.ask(
            partial(kept_loyalty, days=self.days),
            partial(work_out_loyalty, days=self.days),
        )

    def _build_actions(self) -> None:
        act = self.action
        self.ring = act(_("Put on the &call list"), "C", self._ring, "phone-call")
        self.book = act(_("&Book this one"), "B", self._book, "calendar-plus")
        self.month = act(_("The &month"), "M", self._month, "calendar-month")
        self.compare = act(_("Compare &groups"), "G", self._compare, "table")
        self.how = act(_("&How it is counted"), "H", self._how, "help-circle")
        self.table = act(_("&Export"), "Ctrl+E", self._export, "file-download")
        self.paper = act(_("P&rint"), "Ctrl+P", self._print, "printer")
        self.surveys = act(_("Sur&veys"), "S", self._surveys, "message-circle")
        self.campaigns = act(_("C&ampaigns"), "A", self._campaigns, "send")
        self.team = act(_("&Team"), "T", self._team, "users")
        self.owed = act(_("&Owed in hours"), "O", self._owed, "hourglass")

    # what it shows

    def _tell(self, is_working: bool) -> None:
        if is_working and self.sight is not None:
            self.said.say(_("{span} · working out anew …").format(span=self._span()))
        elif self.sight is not None:
            self.said.say(self._stands())

    def _span(self) -> str:
        said = _("last {n} days, against the {n} before")
        return said.format(n=self.days)

    def _stands(self) -> str:
        assert self.sight is not None
        at = self.sight.at
        return _("{span} · as of {day}, {time}").format(
            span=self._span(), day=full_day(at.date()), time=hour(at)
        )

    def _fail(self, error: SalonError) -> None:
        if self.sight is None:
            title = _("This could not be worked out.")
            self.held.put(failed(title, str(error), self.refresh))
        else:
            self._desk.say(str(error))

    def _show(self, sight: LoyaltySight) -> None:
        if sight == self.sight:
            self.said.say(self._stands())
            return
        focused = self.window().focusWidget()
        had_focus = focused in (self.slipping, self.cohorts)
        is_first, self.sight = self.sight is None, sight
        self.said.say(self._stands())
        if not sight.clients:
            self.held.put(_nobody())
            return
        self._show_slipping()
        self._ask_rung()
        self.cohorts.show_rows(_heat(sight))
        self.ring.setEnabled(bool(sight.slipping))
        top = Columns(
            self._bucket(sight), self._pareto(sight), (770, 520), least=900, gap=12
        )
        side = held(
            down(self._mouth(sight), self._owes(sight), self._felt(sight), None, gap=10)
        )
        middle = Columns(
            self._slips(sight), self._cohort_card(), (510, 450), least=760, gap=12
        )
        lower = Columns(middle, side, (980, 290), least=1080, gap=12)
        whole = down(top, lower, gap=12)
        whole.setStretch(1, 1)
        self.held.put(Scroll(held(whole)))
        if had_focus:
            focused.setFocus()
        elif is_first and self.isVisible():
            self.slipping.setFocus()
        if self.slipping.currentIndex().row() < 0 and sight.slipping:
            self.slipping.choose(0)

    def _ask_rung(self) -> None:
        """Ask who of those who slip away is on the call list already."""
        if self.sight is not None and self.sight.slipping:
            keys = [one.who.id for one in self.sight.slipping]
            self._desk.ask(rung_soon, keys).then(self._mark_rung)

    def _mark_rung(self, found: frozenset[int]) -> None:
        if found != self._waits:
            self._waits = found
            self._show_slipping()

    def _show_slipping(self) -> None:
        assert self.sight is not None
        currency = self.sight.currency
        lines = [
            slip_line(one, currency, waits=one.who.id in self._waits)
            for one in self.sight.slipping
        ]
        self.slipping.show_lines(lines, is_own=False)

    def _bucket(self, sight: LoyaltySight) -> Card:
        card = Card(Heading(_("The bucket"), remark=_few(sight)), gap=6)
        tip(card, says("bucket"))
        row = across(gap=10)
        for name, count, tone in (
            (_("Came back"), sight.came_back, Tone.SAGE),
            (_("New"), sight.new, Tone.SAGE),
            (_("Won back"), sight.won_back, Tone.SAGE),
            (_("Lost"), sight.lost, Tone.RED),
        ):
            row.addWidget(_counted(name, count, tone), 1)
        row.addWidget(Words(*_cost_said(sight), wrap=True), 2)
        return card.add(row)

    def _pareto(self, sight: LoyaltySight) -> Card:
        card = Card(Heading(_("Where the money comes from")), gap=8)
        tip(card, says("abc"))
        if not any(one.people for one in sight.classes):
            said = _("Nothing was delivered in twelve months.")
            return card.add(Words(said, type=Type.SMALL, faint=True)).fill()
        card.add(_Parts(sight.classes))
        if sight.is_even:
            said = _("Everybody spends the same: classes say nothing here.")
        else:
            small = next(one for one in sight.classes if one.abc is Abc.C)
            said = _(
                "The best fifth brings {top} of what is delivered. C: {many}, {part}."
            ).format(
                top=percent(sight.top),
                many=ngettext("{count} client", "{count} clients", small.people).format(
                    count=number(small.people)
                ),
                part=percent(small.part),
            )
        return card.add(Words(said, type=Type.SMALL, faint=True, wrap=True)).fill()

    def _slips(self, sight: LoyaltySight) -> Card:
        head = Heading(
            _("Slipping away, most valuable first"),
            Button(action=self.ring, small=True),
            icon="heart",
        )
        card = Card(head, gap=4)
        tip(head, says("slipping"))
        if not sight.slipping:
            calm = _("Nobody is late by their own rhythm.")
            return card.add(Words(calm, type=Type.SMALL, faint=True)).fill()
        many = min(len(sight.slipping), SHOWN)
        self.slipping.setMinimumHeight(many * self.slipping.look.height + 4)
        card.add(self.slipping, stretch=1)
        if sight.slipping_all > len(sight.slipping):
            said = _("{n} in all; the most valuable are shown").format(
                n=number(sight.slipping_all)
            )
            card.add(Words(said, type=Type.CAPTION, faint=True))
        return card

    def _cohort_card(self) -> Card:
        head = Heading(_("Of those who first came in …"))
        card = Card(head, gap=6)
        tip(head, says("cohorts"))
        said = _("per cent still coming after 0 to 7 months")
        return card.add(Words(said, type=Type.SMALL, faint=True), self.cohorts).fill()

    def _mouth(self, sight: LoyaltySight) -> Card:
        card = Card(Heading(_("Word of mouth"), icon="users-group"), gap=4)
        tip(card, says("friends"))
        found = sight.friends
        if not found.brought.of:
            return card.add(faint(_("No new client in these days.")))
        said = _("of {all} new clients were sent by a friend")
        card.add(
            big(number(found.brought.part), said.format(all=number(found.brought.of)))
        )
        if found.best is not None:
            best = _("Best: {name} brought {n}, worth {sum} so far").format(
                name=found.best.name,
                n=number(found.best_count),
                sum=money(found.best_worth, sight.currency),
            )
            card.add(faint(best))
        return card

    def _owes(self, sight: LoyaltySight) -> Card:
        more = Button(action=self.owed, small=True)
        card = Card(Heading(_("Paid ahead, still owed"), icon="receipt-dollar"), gap=4)
        tip(card, says("owed"))
        courses = ngettext("over {n} course", "over {n} courses", sight.owed.courses)
        card.add(
            big(
                money(sight.owed.money, sight.currency),
                courses.format(n=number(sight.owed.courses)),
            )
        )
        said = ngettext(
            "{n} course ends within 30 days with sessions left",
            "{n} courses end within 30 days with sessions left",
            sight.owed.ending,
        )
        card.add(faint(said.format(n=number(sight.owed.ending))))
        return card.add(across(more, None))

    def _felt(self, sight: LoyaltySight) -> Card:
        card = Card(Heading(_("Felt, against hoped for"), icon="mood-smile"), gap=4)
        tip(card, says("felt"))
        for one in felt_words(sight.felt):
            card.add(one)
        return card

    # what can be done

    def _spanned(self, at: int) -> None:
        self.days = DAYS[at]
        self.refresh()

    def _chosen(self) -> int | None:
        line = self.slipping.chosen()
        key = line.key if line is not None else None
        return key if isinstance(key, int) else None

    def _open(self, row: int) -> None:
        if self.sight is not None:
            self._desk.go(ClientCard(self.sight.slipping[row].who.id))

    def _book(self) -> None:
        key = self._chosen()
        if key is not None:
            open_booking(self._desk, key)

    def _ring(self) -> None:
        if self.sight is None or not self.sight.slipping:
            return
        may = [
            one
            for one in self.sight.slipping
            if not one.wants_no_calls and one.who.id not in self._waits
        ]
        if not may:
            self._desk.say(_("All of these are on the call list, or want no calls."))
            return
        keys = [ClientId(one.who.id) for one in may[:RUNG]]
        doing = self._desk.do(plan_recalls, keys)
        doing.then(self._rung).otherwise(lambda error: self._desk.say(str(error)))

    def _rung(self, done: Recalled) -> None:
        self._desk.say(rung_said(done))

    def _month(self) -> None:
        self._desk.go(OwnerMonth())

    def _surveys(self) -> None:
        self._desk.go(Surveys())

    def _campaigns(self) -> None:
        self._desk.go(Campaigns())

    def _team(self) -> None:
        self._desk.go(Team())

    def _compare(self) -> None:
        CompareSheet(self._desk, self).open()

    def _owed(self) -> None:
        self._desk.go(Promises())

    def _how(self) -> None:
        open_meaning(
            *(self._desk, self, "bucket", "money", "abc", "slipping", "cohorts"),
            *("friends", "owed", "felt", "loyalty", "value", "base"),
        )

    def _export(self) -> None:
        if self.sight is not None:
            export_loyalty(self._desk, self.sight)

    def _print(self) -> None:
        from ui.loyalty.printing import print_month

        print_month(self._desk, self._desk.today())


def felt_words(found: Felt) -> list[Words]:
    """Return what was felt against what was hoped for, with what is uncertain."""
    if not found.answers and not found.recommend_answers:
        return [faint(_("Nobody was asked in these days."))]
    said: list[Words] = []
    if found.felt is not None and found.hoped is not None:
        said.append(
            Words(
                Run(number(found.felt, 1), Type.DISPLAY),
                Run(" " + _("felt") + " · ", faint=True),
                Run(number(found.hoped, 1), Type.DISPLAY),
                Run(" " + _("hoped"), faint=True),
                type=Type.DISPLAY,
            )
        )
    answers = ngettext("{n} answer", "{n} answers", found.answers)
    parts = [answers.format(n=number(found.answers))]
    if found.recommend is not None:
        nps = _("NPS {n} ({between})").format(
            n=number(round(found.recommend.value)), between=between(found.recommend)
        )
        parts.append(nps)
    if found.gap is not None:
        gap = round(found.gap.value, 1) or 0.0  # nothing has no sign
        said_gap = f"{gap:+.1f}".replace("-", "−") if gap else number(0, 1)
        parts.append(_("gap {n}").format(n=said_gap))
    said.append(faint(" · ".join(parts)))
    return said


def _nobody() -> Calm:
    return Calm(
        _("Nobody has come yet."),
        _("After the first visits this page says who stays, who leaves and why."),
    )


def _few(sight: LoyaltySight) -> str:
    if sight.clients < 50:
        return _("few clients: one of them moves every figure")
    return ""


def _counted(name: str, count: Count, good: Tone) -> QWidget:
    lost = good is Tone.RED
    figure = Run(number(count.now), Type.DISPLAY, Tone.RED if lost else None)
    parts: list[QWidget] = [
        Words(name, type=Type.SMALL, faint=True),
        Words(figure, type=Type.DISPLAY),
    ]
    change = count.change
    if change is not None:
        is_good = (change > 0) is not lost
        tone = Tone.PLAIN if not change else Tone.SAGE if is_good else Tone.RED
        chip = ChipLabel(Chip(signed(change), tone))
        chip.setAccessibleName(
            _("{change} against the days before").format(change=signed(change))
        )
        parts.append(held(across(chip, None)))
    box = held(down(*parts, gap=4))
    box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return box


def _cost_said(sight: LoyaltySight) -> list[Run]:
    """Return what the lost were worth, and what winning or keeping would cost."""
    cash = partial(money, currency=sight.currency)
    if not sight.lost.now:
        return [Run(_("Nobody left in these days."), faint=True)]
    worth = _("They brought {sum} a year.").format(sum=cash(sight.lost_worth))
    said = [Run(worth, Type.SMALL_STRONG)]
    costs = []
    if sight.cost_to_win is not None:
        costs.append(
            _("Winning as many costs about {sum}.").format(sum=cash(sight.cost_to_win))
        )
    if sight.cost_to_keep is not None:
        costs.append(
            _("Keeping them would have cost {sum}.").format(
                sum=cash(sight.cost_to_keep)
            )
        )
    more = " ".join(costs) if costs else _("What winning costs is not entered yet.")
    said.append(Run(" " + more, Type.SMALL, faint=True))
    return said


def _heat(sight: LoyaltySight) -> Sequence[HeatRow]:
    rows = []
    for one in sight.cohorts:
        cells = tuple(
            (
                still / one.people if one.people else 0.0,
                _cell(still, one.people),
            )
            for still in one.still
        )
        name = f"{month_short(one.month)} · {number(one.people)}"
        rows.append(HeatRow(name, cells if one.people else ()))
    return rows


def _cell(still: int, people: int) -> str:
    """Return per cent; of fewer than ten only how many."""
    if people < 10:
        return _("{part}/{all}").format(part=still, all=people)
    return number(round(100 * still / people))


class _Parts(QWidget):
    """One bar in three parts, each with its class, people and part of the money."""

    def __init__(self, classes: Sequence[ClassBar]) -> None:
        super().__init__()
        self._classes = [one for one in classes if one.people]
        self.setFixedHeight(28)
        said = "; ".join(self._said(one, whole=True) for one in self._classes)
        self.setAccessibleName(said)

    @staticmethod
    def _said(one: ClassBar, *, whole: bool) -> str:
        if not whole:
            return f"{one.abc} · {percent(one.part)}"
        many = ngettext("{count} client", "{count} clients", one.people)
        return (
            f"{one.abc} · {many.format(count=number(one.people))} · {percent(one.part)}"
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        painter, t = QPainter(self), style.theme()
        full, left = style.shade(Tone.ROSE).mark, 0.0
        room = self.width() - 3.0 * (len(self._classes) - 1)
        for at, one in enumerate(self._classes):
            wide = max(8.0, room * one.part)
            if at == len(self._classes) - 1:
                wide = self.width() - left
            ground = style.mixed(full, t.card, (1.0, 0.55, 0.28)[min(at, 2)])
            box = QRectF(left, 0, wide, self.height())
            style.rounded(painter, box, 6, ground)
            ink = style.readable(ground)
            for whole in (True, False):
                said = self._said(one, whole=whole)
                if words.width(said, Type.SMALL_STRONG) < wide - 18:
                    words.draw(painter, left + 10, 19, said, Type.SMALL_STRONG, ink)
                    break
            left += wide + 3
