"""Can we keep our promises: hours owed against hours free, money, what ends first."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from salon.aftercare.recalls import Recalled, plan_ending
from salon.errors import SalonError
from salon.ledger.model import Account, LiabilityLine
from salon.money import Money, total
from salon.promises.model import EndsFirst, Level, Promises, Row
from salon.promises.words import advice_words, hours, weeks_said
from salon.settings.operations import describe
from salon.text import (
    N_,
    _,
    amount,
    full_day,
    headed,
    listed,
    month,
    ngettext,
    number,
    short_day,
)
from salon.views.promises import PromisesSight, behind, promises_sight
from ui.kit import style, words
from ui.kit.buttons import Button, Kind
from ui.kit.cards import Card, Heading, Rule, Scroll, across, down, held
from ui.kit.chips import Chip, ChipLabel
from ui.kit.columns import Columns
from ui.kit.fields import FormRow, Number
from ui.kit.page import Page
from ui.kit.rows import Line, Look, People
from ui.kit.sheet import Sheet
from ui.kit.states import Banner, Waiting
from ui.kit.tips import tip
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run, Words
from ui.parts.fields import DayField, MoneyField
from ui.parts.holding import Holder, failed
from ui.parts.ways import open_booking, open_course, print_promises
from ui.places import Promises as PromisesPlace
from ui.places import SettingsPage
from ui.promises.behind import BehindSheet
from ui.promises.rows import HourHead, HourRows

if TYPE_CHECKING:
    from ui.desk import Desk

WATCHED = frozenset(
    ("courses", "ledger", "prepaid", "appointments", "settings", "staff", "catalogue")
)
BETWEEN = 10  # units of width between two amounts, at least
SMALLER = 0.93  # of the width, that captions take of what small type does
NAMED_MOST = 3  # kinds that a sentence names
MANY = 8  # people, above which the bars stand below one another
KINDS = {
    Account.COURSE: N_("Courses"),
    Account.STORED: N_("Stored value"),
    Account.VOUCHER: N_("Gift vouchers"),
    Account.MEMBERSHIP: N_("Memberships"),
    Account.DEPOSIT: N_("Visit deposits"),
}
FREE_MEANS = N_(
    "On the rota of the next twelve weeks, not booked and not kept for urgent visits. "
    "What is booked to take a session of a course keeps the promise, so it counts."
)
OWED_MEANS = N_(
    "Sessions of all open courses, each as long as the treatment and the time after "
    "it. Of a course by value: what is left of it over the price of a minute."
)
WEEKS_MEAN = N_(
    "Hours owed over hours free a week. By person: what only a few may give comes "
    "first, the rest is shared out so that nobody is fuller than need be."
)


class PromisesView(Page):
    """The page of the owner; Enter opens what is behind a line, C rings all."""

    def __init__(self, desk: "Desk", _place: PromisesPlace) -> None:
        super().__init__(_("Can we keep our promises?"))
        self._desk = desk
        self.sight: PromisesSight | None = None
        self._build_actions()
        self.kinds = HourRows(_("By kind of service"))
        self.kinds.opened.connect(partial(self._behind, False))
        self.people = HourRows(_("By person"))
        self.people.opened.connect(partial(self._behind, True))
        self.ends = People([], Look(height=46, avatar=32, ruled=True), _("Ends first"))
        self.ends.opened.connect(self._help)
        title = Words(_("Can we keep our promises?"), type=Type.TITLE)
        about = _("sessions paid for and not yet given, against the free hours")
        printed = Button(action=self.paper)
        column = self.column(12)
        remark = Words(about, type=Type.SMALL, faint=True)
        column.addLayout(across(title, remark, None, printed, gap=10))
        self.held = Holder(Waiting(_("Adding up …")))
        column.addWidget(self.held, 1)
        self.first = self.kinds
        desk.watch(WATCHED, self.refresh)
        self.refresh()

    def arrive(self, _place: PromisesPlace) -> None:
        """Ask again."""
        self.refresh()

    def refresh(self) -> None:
        """Ask again; what was known stays in sight meanwhile."""
        asked = self._desk.ask(promises_sight)
        asked.then(self._show).otherwise(self._fail)

    def _build_actions(self) -> None:
        act = self.action
        self.ring = act(_("All on the &call list"), "C", self._ring, "phone-call")
        self.paper = act(_("P&rint"), "Ctrl+P", self._print, "printer")
        self.bank = act(_("What is in the &bank"), "", self._bank, "receipt-dollar")
        self.limits = act(_("&Limits"), "", self._limits, "settings")
        self.rota = act(_("Open the r&ota"), "", self._rota, "calendar-month")

    def _fail(self, error: SalonError) -> None:
        title = _("The promises could not be read.")
        self.held.put(failed(title, str(error), self.refresh))

    # what it shows

    def _show(self, sight: PromisesSight) -> None:
        if sight == self.sight:
            return
        focused = self.window().focusWidget()
        had_focus = focused in (self.kinds, self.people, self.ends)
        is_first = self.sight is None
        self.sight = sight
        found = sight.promises
        self.kinds.show_rows(found.kinds, found.limits.warn)
        self.people.show_rows(found.people, found.limits.warn)
        self.ends.show_lines([self._end_line(one, sight) for one in sight.ends])
        self.ring.setEnabled(bool(sight.ends))
        top = Columns(
            self._figures(found), self._cover(sight), (900, 400), least=860, gap=12
        )
        lower = _Thirds(
            self._money(sight), self._first_to_end(sight), self._told(found)
        )
        self.held.put(Scroll(held(down(top, self._weeks(found), lower, None, gap=12))))
        if had_focus:
            focused.setFocus()
        elif is_first and self.isVisible():
            self.kinds.setFocus()

    def _figures(self, found: Promises) -> Card:
        card = Card(gap=4)
        row = QHBoxLayout()
        row.setSpacing(28)
        sessions = ngettext("{n} session", "{n} sessions", found.sessions)
        courses = ngettext("{n} course", "{n} courses", found.courses)
        below = listed(
            (
                sessions.format(n=number(found.sessions)),
                courses.format(n=number(found.courses)),
            )
        )
        if not found.owed:
            row.addLayout(_figure(_("We owe"), _("Nothing"), "", _(OWED_MEANS)))
            row.addWidget(
                Words(_("Every paid session has been given."), type=Type.FIGURE)
            )
            row.addStretch(1)
            return card.add(row)
        row.addLayout(_figure(_("We owe"), hours(found.owed), below, _(OWED_MEANS)))
        if not found.has_rota:
            said = _("Free hours need a rota.")
            open_ = Button(action=self.rota, small=True)
            row.addLayout(
                down(Words(said, type=Type.FIGURE), held(across(open_, None)), gap=8)
            )
            row.addStretch(1)
            return card.add(row)
        row.addLayout(
            _figure(
                _("Free on the rota"), hours(found.free), _("a week"), _(FREE_MEANS)
            )
        )
        weeks, until = _("no free hour"), _("in the next twelve weeks")
        if found.weeks is not None:
            weeks = weeks_said(found.weeks)
            assert found.until is not None
            until = _("until {day}").format(day=short_day(found.until))
        level = found.limits.level(found.weeks)
        tone = {Level.WARN: Tone.AMBER, Level.OWNER: Tone.RED}.get(level)
        row.addLayout(_figure(_("So we need"), weeks, until, _(WEEKS_MEAN), tone))
        row.addLayout(self._pace(found), 1)
        return card.add(row)

    def _pace(self, found: Promises) -> QVBoxLayout:
        """Say whether the pile grows, and what comes of that."""
        grows = found.sold > found.given
        title = _("The pile grows") if grows else _("The pile shrinks")
        said = _("Each week we sell {sold} ahead and give {given}.").format(
            sold=hours(found.sold), given=hours(found.given)
        )
        if found.later is not None and found.until is not None and found.weeks:
            later = _("At this pace it is {weeks} by {month}.")
            said_ = later.format(
                weeks=weeks_said(found.later), month=month(found.until)
            )
            said = f"{said} {said_}"
        parts = [
            Words(title, type=Type.STRONG),
            Words(said, type=Type.SMALL, wrap=True),
        ]
        if found.before is not None and found.before_on is not None:
            then = _("In {month} it was {hours}.").format(
                month=month(found.before_on), hours=hours(found.before)
            )
            parts.append(Words(then, type=Type.SMALL, faint=True))
        return down(*parts, None, gap=4)

    def _cover(self, sight: PromisesSight) -> Card:
        cash = partial(amount, currency=sight.currency)
        known = sight.cover
        change = Button(action=self.bank, text=_("Type it"), small=True)
        card = Card(Heading(_("Could we pay it back?"), change), gap=6)
        owed = _figure(_("owed, all kinds"), cash(known.owed), "", "", small=True)
        row = across(gap=24)
        row.addLayout(owed)
        covered: ChipLabel | None = None
        if known.bank is not None and known.day is not None:
            tone = Tone.PLAIN if known.is_stale else None
            row.addLayout(
                _figure(_("in the bank"), cash(known.bank), "", "", tone, small=True)
            )
            row.addStretch(1)
            if known.times is not None:
                times = _("covered {n} times").format(n=number(known.times, 1))
                tone = Tone.SAGE if known.times >= 1 else Tone.AMBER
                covered = ChipLabel(Chip(times, tone, "check", tall=True))
            when = _("Bank as typed on {day}").format(day=full_day(known.day))
            if known.is_stale:
                when = _("{when}: older than 30 days, so no cover is shown").format(
                    when=when
                )
        else:
            row.addStretch(1)
            when = _("What is in the bank is not typed yet.")
        card.add(row)
        said = Words(when, type=Type.SMALL, faint=True, wrap=True)
        if covered is None:
            return card.add(said)
        return card.add(across(covered, said, None, gap=10))

    def _weeks(self, found: Promises) -> Card:
        limit = weeks_said(found.limits.warn)
        head = Heading(
            _("Weeks until all is given"),
            remark=_("Enter opens the sessions behind a line"),
        )
        said = _("your limit, {weeks}").format(weeks=limit)
        head.row.addWidget(Words(said, type=Type.SMALL, faint=True))
        kinds = held(down(HourHead(_("By kind of service")), self.kinds, None, gap=0))
        people = held(down(HourHead(_("By person")), self.people, None, gap=0))
        card = Card(head, gap=6)
        if not found.owed:
            return card.add(Words(_("Nothing is owed."), type=Type.SMALL, faint=True))
        least = 10_000 if len(found.people) > MANY else 1000
        card.add(Columns(kinds, people, (1, 1), least=least, gap=24))
        if found.over_sessions or found.over_minutes:
            over = _("Besides, of courses that ran out: {hours}, {n} sessions")
            said_ = over.format(
                hours=hours(found.over_minutes), n=number(found.over_sessions)
            )
            card.add(Words(said_, type=Type.SMALL, faint=True))
        if found.advice is not None:
            rota = Button(action=self.rota, small=True)
            card.add(Rule(), Banner(advice_words(found.advice), Tone.BLUE, rota))
        return card

    def _money(self, sight: PromisesSight) -> Card:
        cash = partial(amount, currency=sight.currency)
        span = _("counted when the money comes in, {first} – {last}").format(
            first=short_day(sight.first), last=short_day(sight.last)
        )
        card = Card(Heading(_("What we owe, in money")), gap=4)
        card.add(Words(span, type=Type.SMALL, faint=True, wrap=True))
        names = (
            *(
                _("Before"),
                _("Sold"),
                _("Delivered so far"),
                _("Refunded"),
                _("Run out"),
            ),
            _("Now"),
        )
        whole = [total(sums) for sums in zip(*map(_six, sight.money), strict=True)]
        kinds = [
            (_(KINDS[one.account]), *(_dash(m, cash) for m in _six(one)))
            for one in sight.money
            if any(m.minor for m in _six(one))
        ]
        last = (_("All"), *(_dash(m, cash) for m in whole))
        wide = _widths(names, [*kinds, last])
        card.add(_Sums(("", *names), wide, faint=True))
        for cells in kinds:
            card.add(_Sums(cells, wide))
        card.add(Rule(), _Sums(last, wide, strong=True))
        said = []
        if sight.of_each is not None:
            unit, part = Money(100), Money(sight.of_each)
            each = _("Of each {unit} taken ahead this month we gave {part}.")
            said.append(each.format(unit=cash(unit), part=cash(part)))
        if sight.bonus.minor:
            apart = _("Stored value is what clients paid; {sum} of bonus stands apart.")
            said.append(apart.format(sum=cash(sight.bonus)))
        card.add(Words(" ".join(said), type=Type.SMALL, faint=True, wrap=True)).fill()
        return card

    def _first_to_end(self, sight: PromisesSight) -> Card:
        head = Heading(_("End before we can give them"), icon="hourglass")
        card = Card(head, gap=6)
        if not sight.ends:
            calm = _("No course ends before all of it is used.")
            return card.add(Words(calm, type=Type.SMALL, faint=True, wrap=True)).fill()
        rest = ngettext("{n} session", "{n} sessions", sight.rest)
        head.row.addWidget(
            Words(rest.format(n=number(sight.rest)), type=Type.SMALL, faint=True)
        )
        self.ends.setMinimumHeight(min(4, len(sight.ends)) * 46 + 2)
        go = Button(action=self.ring, kind=Kind.PRIMARY)
        return card.add(self.ends, stretch=1).add(go)

    def _told(self, found: Promises) -> Card:
        change = Button(action=self.limits, text=_("Change the limits"), small=True)
        card = Card(
            Heading(_("Before more is sold"), change, icon="shield-check"), gap=8
        )
        said = _("The desk is warned above {warn}; above {owner} the owner says yes.")
        said_ = said.format(
            warn=weeks_said(found.limits.warn), owner=weeks_said(found.limits.owner)
        )
        card.add(Words(said_, wrap=True))
        full = [
            f"{headed(one.name, weeks_said(one.weeks))}"
            for one in found.kinds
            if one.level and one.weeks is not None
        ]
        never = [one.name for one in found.kinds if one.is_given and one.weeks is None]
        told = ""
        if full:
            told = _("So the till says it today for: {kinds}.").format(
                kinds=listed([*never, *full][:NAMED_MOST])
            )
        elif found.has_rota and found.owed:
            told = _("Today nothing is over a limit: courses are sold as usual.")
        pace = _(
            "It also says so where a client would not use all of it in time, or has "
            "more paid ahead than six usual months take."
        )
        if told:
            card.add(Banner(told, Tone.AMBER if full else Tone.SAGE))
        card.add(Words(pace, type=Type.SMALL, faint=True, wrap=True)).fill()
        return card

    def _end_line(self, one: EndsFirst, sight: PromisesSight) -> Line:
        line = one.line
        who = next((each for each in sight.people if each.id == line.client_id), None)
        until = short_day(line.expires) if line.expires is not None else ""
        said = _("{title}, {n} left, ends {day}").format(
            title=line.title, n=line.left, day=until
        )
        mark = _("Extend") if one.is_hopeless else _("Book")
        tone = Tone.AMBER if one.is_hopeless else Tone.PLAIN
        return Line(
            one.client,
            said,
            reading=who.pinyin if who is not None else "",
            mark=Chip(mark, tone),
            key=line.id,
        )

    # what can be done

    def _behind(self, is_person: bool, row: int) -> None:
        if self.sight is None:
            return
        found = self.sight.promises
        one: Row = (found.people if is_person else found.kinds)[row]
        sheet = BehindSheet(self._desk, self, one.name)
        self._desk.ask(partial(behind, is_person=is_person), one).then(sheet.show_rows)

    def _help(self, row: int) -> None:
        """Extend what cannot be given in time; book what can."""
        if self.sight is None:
            return
        one = self.sight.ends[row]
        if one.is_hopeless:
            open_course(self._desk, one.line.client_id, one.line.id)
        else:
            open_booking(self._desk, one.line.client_id, one.line.service_id)

    def _ring(self) -> None:
        if self.sight is None or not self.sight.ends:
            return
        keys = list(dict.fromkeys(one.line.client_id for one in self.sight.ends))
        doing = self._desk.do(plan_ending, keys)
        doing.then(self._rung).otherwise(lambda error: self._desk.say(str(error)))

    def _rung(self, done: Recalled) -> None:
        said = ngettext(
            "{n} client is on the call list.",
            "{n} clients are on the call list.",
            done.calls + done.messages,
        )
        self._desk.say(said.format(n=done.calls + done.messages))

    def _print(self) -> None:
        print_promises(self._desk)

    def _rota(self) -> None:
        self._desk.go(SettingsPage("team"))

    def _bank(self) -> None:
        if self.sight is not None:
            BankSheet(self._desk, self, self.sight).open()

    def _limits(self) -> None:
        if self.sight is not None:
            LimitSheet(self._desk, self, self.sight.promises).open()


class BankSheet(Sheet):
    """What is in the bank, as the owner reads it there."""

    def __init__(self, desk: "Desk", home: QWidget, sight: PromisesSight) -> None:
        super().__init__(home, _("What is in the bank"), icon="receipt-dollar")
        self._desk = desk
        bank = sight.cover.bank
        self.sum = MoneyField(bank, sight.currency, _("In the bank"))
        self.day = DayField(desk, sight.cover.day or desk.today(), _("On"))
        self.add(FormRow(_("In the bank"), self.sum), FormRow(_("On"), self.day))
        self.cancel()
        self.button(_("Keep"), self._keep, primary=True)

    def _keep(self) -> None:
        money, day = self.sum.value(), self.day.value()
        if money is None or day is None:
            self.fail(_("Type an amount, as 12.50."), self.sum)
            return
        said = {"bank_balance": money.minor, "bank_day": day.isoformat()}
        doing = self._desk.do(partial(describe, **said))
        doing.then(lambda _done: self.accept()).otherwise(self.fail)


class LimitSheet(Sheet):
    """From how many weeks on more is sold only with a reason, or by the owner."""

    def __init__(self, desk: "Desk", home: QWidget, found: Promises) -> None:
        super().__init__(home, _("Before more is sold"), icon="shield-check")
        self._desk = desk
        self.warn = Number(found.limits.warn, 1, 260, name=_("Warn the desk above"))
        self.owner = Number(found.limits.owner, 1, 260, name=_("Ask the owner above"))
        self.urgent = Number(
            desk.premises.urgent_minutes, 0, 720, name=_("Kept for urgent visits")
        )
        self.add(
            FormRow(_("Warn the desk above so many weeks"), self.warn),
            FormRow(_("Ask the owner above so many weeks"), self.owner),
            FormRow(_("Minutes a day of each person for urgent visits"), self.urgent),
        )
        self.cancel()
        self.button(_("Keep"), self._keep, primary=True)

    def _keep(self) -> None:
        warn, owner = self.warn.value(), self.owner.value()
        said = {
            "promise_warn": warn,
            "promise_owner": max(warn, owner),
            "urgent_minutes": self.urgent.value(),
        }
        doing = self._desk.do(partial(describe, **said))
        doing.then(lambda _done: self.accept()).otherwise(self.fail)


class _Thirds(QWidget):
    """Three cards side by side, or below one another where it is narrow."""

    def __init__(self, *cards: QWidget) -> None:
        super().__init__()
        first, *others = cards
        rest = Columns(others[0], others[1], (1, 1), least=560, gap=12)
        both = Columns(first, rest, (580, 610), least=1200, gap=12)
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(both)


def _figure(
    name: str,
    figure: str,
    below: str,
    means: str,
    tone: Tone | None = None,
    *,
    small: bool = False,
) -> QVBoxLayout:
    role = Type.TITLE if small else Type.DISPLAY
    big = Words(Run(figure, role, tone) if tone else Run(figure, role), type=role)
    parts: list[QWidget] = [Words(name, type=Type.SMALL, faint=True), big]
    if below:
        parts.append(Words(below, type=Type.SMALL, faint=True))
    if means:
        for one in parts:
            tip(one, means)
        big.setAccessibleDescription(means)
    return down(*parts, gap=2)


def _six(one: LiabilityLine) -> tuple[Money, ...]:
    """Return before, sold, delivered, refunded, run out and now: they add up."""
    sold = one.sold + one.brought + one.other
    return one.opening, sold, one.redeemed, one.refunded, one.expired, one.closing


def _dash(money: Money, cash: "partial[str]") -> str:
    return cash(money) if money.minor else "–"


def _widths(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[float, ...]:
    """Return how wide each column of a table of amounts is, the names' first.

    A head may stand on two lines, an amount never: it is what must be whole.
    """
    large = Type.SMALL_STRONG
    named = max(words.width(row[0], large) for row in rows)
    found = [named]
    for place, head in enumerate(heads, 1):
        lines = [words.width(line, Type.CAPTION) for line in _two_lines(head)]
        found.append(max(*lines, *(words.width(row[place], large) for row in rows)))
    return tuple(found)


def _two_lines(head: str) -> tuple[str, ...]:
    """Return a head on one line, or, where it has several words, on two."""
    first, _space, rest = head.partition(" ")
    return (first, rest) if rest else (head,)


class _Sums(QWidget):
    """A name and its amounts, each under the same one above; cut is none of them."""

    def __init__(
        self,
        cells: Sequence[str],
        wide: Sequence[float],
        *,
        faint: bool = False,
        strong: bool = False,
    ) -> None:
        super().__init__()
        self._cells, self._wide = cells, wide
        self._faint, self._strong = faint, strong
        lines = max(len(_two_lines(one)) for one in cells) if faint else 1
        self.setFixedHeight(22 + 14 * (lines - 1))
        self.setMinimumWidth(round(SMALLER * sum(wide) + BETWEEN * len(wide)))
        self.setAccessibleName(", ".join(filter(None, cells)))

    @property
    def _is_tight(self) -> bool:
        """Whether there is room for small type only."""
        return self.width() < sum(self._wide) + BETWEEN * (len(self._wide) - 1)

    def rights(self) -> list[float]:
        """Return where each amount ends, from the left."""
        part = SMALLER if self._is_tight else 1.0
        named, *others = (part * one for one in self._wide)
        room = (self.width() - named - sum(others)) / len(others)
        found, at = [], named
        for one in others:
            at += room + one
            found.append(at)
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        painter, t = QPainter(self), style.theme()
        name, *sums = self._cells
        ink = t.faint if self._faint else t.ink
        foot = self.height() - 7
        roles = (Type.SMALL, Type.SMALL_STRONG)
        if self._is_tight:
            roles = (Type.CAPTION, Type.CAPTION_STRONG)
        for place, right in enumerate(self.rights()):
            if self._faint:
                lines = _two_lines(sums[place])
                for up, line in enumerate(reversed(lines)):
                    base = foot - 14 * up
                    words.draw_right(painter, right, base, line, Type.CAPTION, ink)
                continue
            is_strong = self._strong or place == len(sums) - 1
            role = roles[is_strong]
            words.draw_right(painter, right, foot, sums[place], role, ink)
        role = roles[self._strong]
        words.draw(painter, 0, foot, name, role, ink, self._wide[0] + 4)
