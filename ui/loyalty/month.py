"""A month for the owner: one sentence, and each part of it a card below."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from salon.aftercare.recalls import Recalled, plan_recalls
from salon.clients.model import ClientId
from salon.errors import SalonError
from salon.loyalty.measures import name_of, says
from salon.loyalty.model import LIGHT_WORDS, Light, Loss
from salon.loyalty.operations import plan_thanks
from salon.loyalty.statistics import FEW, SOME, Share
from salon.money import Money
from salon.text import _, full_day, hour, month, ngettext, number
from salon.views.kept_sheets import kept_month, work_out_month
from salon.views.loyalty import LATE
from salon.views.owner import Bar, DueRow, OwnerMonth, Tree, sentence
from salon.views.owner_papers import bar_figure, bar_name
from ui.kit import style, words
from ui.kit.buttons import Button, Kind, Segments, plain
from ui.kit.cards import Card, Heading, Rule, Scroll, across, down, held
from ui.kit.columns import Columns
from ui.kit.page import Page
from ui.kit.states import Calm, Waiting
from ui.kit.tips import tip
from ui.kit.tokens import Tone, Type
from ui.kit.waterfall import Step, Waterfall
from ui.kit.words import Run, Words
from ui.loyalty.export import export_month
from ui.loyalty.meaning import open_meaning
from ui.loyalty.printing import print_month
from ui.loyalty.rows import (
    BarList,
    DueList,
    GoldLine,
    GoldList,
    bar_line,
    due_line,
)
from ui.loyalty.sheets import CostSheet, GoldSheet, NamesSheet
from ui.loyalty.words import big, faint, money, percent, rate, rung_said
from ui.loyalty.working import Working
from ui.parts.holding import Holder, failed
from ui.places import ClientCard
from ui.places import OwnerMonth as MonthPlace

if TYPE_CHECKING:
    from ui.desk import Desk

WATCHED = frozenset(("loyalty",))
FIRST_CALLS = 20
WHOLE = ("opening", "closing")


class MonthPage(Page):
    """The page; the arrows go from bar to bar, C plans the calls of its names."""

    def __init__(self, desk: "Desk", place: MonthPlace) -> None:
        super().__init__(_("The month for the owner"))
        self._desk = desk
        self.day = self._begin(place)
        self.sight: OwnerMonth | None = None
        self._by_money = False
        self._at = 1
        self._build_actions()
        self.title = Words("", type=Type.TITLE)
        self.said = Words("", type=Type.SMALL, faint=True)
        self.head = Words("", wrap=True)
        self.bars = Waterfall(_("The bucket"))
        self.bars.picked.connect(self._picked)
        self.behind = BarList(_("Behind this bar"))
        self.behind.opened.connect(self._open_behind)
        self.gold = GoldList(_("Gold clients"))
        self.gold.opened.connect(self._open_gold)
        self.due = DueList(name_of("due"))
        self.due.opened.connect(self._open_due)
        self.kind = Segments([_("People"), _("Money")], 0, _("Count"))
        self.kind.chosen.connect(self._kinded)
        self.late = Segments([str(one) for one in LATE], 0, _("Days late"))
        self.late.chosen.connect(lambda _at: self._show_due())
        column = self.column(10)
        column.addLayout(
            across(
                *(self.title, None, self._turner(self.back), self._turner(self.on)),
                *(Button(action=self.how), Button(action=self.table)),
                Button(action=self.paper, kind=Kind.PRIMARY),
                gap=8,
            )
        )
        column.addLayout(across(self.head, self.said, gap=12))
        self.held = Holder(Waiting(_("Adding up the month …")))
        column.addWidget(self.held, 1)
        self.first = self.bars
        self._working: Working[OwnerMonth] = Working(
            desk, self, self._show, self._fail, self._tell
        )
        desk.watch(WATCHED, self._working.anew)
        self.refresh()

    @staticmethod
    def _turner(act: QAction) -> Button:
        """Return a small button of an arrow alone; its name is spoken and shown."""
        icon, name = str(act.property("icon_name")), plain(act.text())
        button = Button(icon=icon, act=act.trigger, name=name)
        act.enabledChanged.connect(button.setEnabled)
        tip(button, f"{name} ({act.shortcut().toString()})")
        return button

    def _begin(self, place: MonthPlace) -> date:
        today = self._desk.today()
        last = today.replace(day=1) - timedelta(days=1)
        return (place.day or last).replace(day=1)

    def arrive(self, place: MonthPlace) -> None:
        """Show another month, or ask again."""
        if place.day is not None:
            self.day = place.day.replace(day=1)
        self.refresh()

    def refresh(self) -> None:
        """Show what is kept at once, and what is newer when it is worked out."""
        self.title.say(_("{month}, for the owner").format(month=month(self.day)))
        self.on.setEnabled(self._next() <= self._desk.today())
        self._working.ask(
            partial(kept_month, day=self.day), partial(work_out_month, day=self.day)
        )

    def _next(self) -> date:
        return (self.day + timedelta(days=32)).replace(day=1)

    def _build_actions(self) -> None:
        act = self.action
        self.back = act(_("Month &before"), "PgUp", self._back, "chevron-left")
        self.on = act(_("Month &after"), "PgDown", self._on, "chevron-right")
        self.how = act(_("&How it is counted"), "H", self._how, "help-circle")
        self.table = act(_("&Export"), "Ctrl+E", self._export, "file-download")
        self.paper = act(_("&Print 4 pages"), "Ctrl+P", self._print, "printer")
        self.ring = act(_("Plan &calls"), "C", self._ring, "phone-call")
        self.once = act(_("&Open those who did not"), "O", self._once, "users")
        self.plan = act(_("Plan &due calls"), "D", self._plan_due, "phone-call")
        self.all_due = act(_("&See all"), "", self._all_due, "list-details")
        self.thank = act(_("&Thank them"), "T", self._thank, "gift")
        self.costs = act(_("&What it costs"), "K", self._costs, "receipt-dollar")

    # what it shows

    def _tell(self, is_working: bool) -> None:
        if self.sight is not None:
            self.said.say(_("working out anew …") if is_working else self._stands())

    def _stands(self) -> str:
        assert self.sight is not None
        at = self.sight.at
        said = _("as of {day}, {time}").format(day=full_day(at.date()), time=hour(at))
        if self.sight.is_running:
            return _("the month still runs; {as_of}").format(as_of=said)
        return said

    def _fail(self, error: SalonError) -> None:
        if self.sight is None:
            title = _("The month could not be added up.")
            self.held.put(failed(title, str(error), self.refresh))
        else:
            self._desk.say(str(error))

    def _show(self, sight: OwnerMonth) -> None:
        if sight.first.replace(day=1) != self.day:
            return
        is_first, self.sight = self.sight is None, sight
        self.said.say(self._stands())
        bold, rest = sentence(sight)
        self.head.say(Run(bold, Type.STRONG), Run(" " + rest))
        if not sight.clients:
            self.held.put(
                Calm(_("Nobody has come yet."), _("The first month fills this page."))
            )
            return
        focused = self.window().focusWidget()
        mine = (self.bars, self.behind, self.gold, self.due)
        had_focus = focused if focused in mine else None
        self._show_bars()
        self.gold.show_lines(
            [
                GoldLine(one.who.name, reading=one.who.pinyin, key=one.who.id, row=one)
                for one in sight.gold.rows
            ],
            is_own=False,
        )
        self._show_due()
        top = Columns(
            self._bucket(sight), self._gold_card(sight), (770, 530), least=1000, gap=12
        )
        left = Columns(self._twice(sight), self._due_card(), (1, 1), least=520, gap=12)
        right = Columns(
            self._mouth(sight), self._cost(sight), (1, 1), least=520, gap=12
        )
        lower = Columns(left, right, (1, 1), least=1000, gap=12)
        whole = down(top, lower, gap=12)
        whole.setStretch(0, 1)
        whole.setStretch(1, 1)
        self.held.put(Scroll(held(whole)))
        if had_focus is not None:
            had_focus.setFocus()
        elif is_first and self.isVisible():
            self.bars.setFocus()

    @property
    def _bars(self) -> Sequence[Bar]:
        if self.sight is None:
            return ()
        return self.sight.money_bars if self._by_money else self.sight.bars

    def _show_bars(self) -> None:
        assert self.sight is not None
        cash = partial(money, currency=self.sight.currency)
        steps = []
        for one in self._bars:
            is_whole = one.key in WHOLE
            if self._by_money:
                value = one.money.minor / 100
                figure = cash(one.money)
                if not is_whole:
                    figure = figure if value < 0 else f"+{figure}"
            else:
                value = float(-one.people if one.loss is not None else one.people)
                figure = bar_figure(one)
            steps.append(Step(bar_name(one), value, figure, is_whole))
        self._at = min(self._at, len(steps) - 1)
        self.bars.show_steps(steps, self._at)
        self._picked(self._at)

    def _bucket(self, sight: OwnerMonth) -> Card:
        base = ""
        if self.bars.base > 0:
            base = _("the grey bars begin at {n}").format(
                n=number(round(self.bars.base))
            )
        remark = _("clients who still come")
        if base and not self._by_money:
            remark = f"{remark}; {base}"
        head = Heading(_("The bucket"), self.kind, remark=remark)
        tip(head, says("bucket"))
        card = Card(head, gap=6)
        gone = _("{sum} a year went with the {n}").format(
            sum=money(sight.money_gone, sight.currency), n=number(sight.went)
        )
        unknown = _("{part} of {all} for no reason we know").format(
            part=number(sight.unknown.part), all=number(sight.unknown.of)
        )
        foot = across(
            Words(gone, type=Type.SMALL_STRONG),
            Words(unknown, type=Type.SMALL),
            None,
            Words(_("← → next bar"), type=Type.CAPTION, faint=True),
            gap=14,
        )
        left = held(down(self.bars, Rule(), held(foot), gap=4))
        self.named = Words("", type=Type.STRONG)
        self.counted = Words("", type=Type.SMALL, faint=True)
        right = held(
            down(
                *(self.named, self.counted, self.behind),
                held(across(Button(action=self.ring, small=True), None)),
                gap=4,
            )
        )
        self.behind.setMinimumHeight(4 * self.behind.look.height)
        self._picked(self._at)
        return card.add(Columns(left, right, (520, 190), least=560, gap=16), stretch=1)

    def _picked(self, at: int) -> None:
        self._at = at
        if self.sight is None or not 0 <= at < len(self._bars):
            return
        one = self._bars[at]
        currency = self.sight.currency
        self.behind.show_lines(
            [bar_line(row, currency, is_lost=one.loss is not None) for row in one.rows]
        )
        self.ring.setEnabled(bool(one.rows) and one.loss is not Loss.MOVED)
        if not hasattr(self, "named"):
            return
        self.named.say(bar_name(one))
        people = ngettext("{n} person", "{n} people", one.people).format(
            n=number(one.people)
        )
        sum_ = _("{sum} a year").format(sum=money(one.money, currency))
        self.counted.say(f"{people}, {sum_}" if one.people else sum_)

    def _gold_card(self, sight: OwnerMonth) -> Card:
        gold = sight.gold
        about = _("{n} people, {part} of what you earn").format(
            n=number(gold.people), part=percent(gold.part)
        )
        head = Heading(_("Gold clients"), remark=about)
        tip(head, says("gold"))
        card = Card(head, gap=2)
        if not gold.rows:
            calm = _("No light burns: every gold client is well.")
            return card.add(Words(calm, type=Type.SMALL, faint=True)).fill()
        card.add(_LightHead(self.gold))
        many = min(len(gold.rows), 6)
        self.gold.setMinimumHeight(many * self.gold.look.height + 2)
        card.add(self.gold, stretch=1)
        well = ngettext("{n} more, all well", "{n} more, all well", gold.well)
        last = _("last Monday {lit} lights, {n} put right").format(
            lit=number(gold.last_lit), n=number(gold.last_mended)
        )
        foot = across(
            Words(well.format(n=number(gold.well)), type=Type.SMALL), None, gap=8
        )
        if gold.last_lit:
            foot.addWidget(Words(last, type=Type.SMALL, faint=True))
        return card.add(held(foot))

    def _twice(self, sight: OwnerMonth) -> Card:
        twice = sight.twice
        card = Card(Heading(name_of("twice")), gap=6)
        tip(card, says("twice"))
        if not twice.share.of:
            card.add(faint(_("No newcomer’s sixty days are over yet.")))
        else:
            who = _("who first came in {month}").format(month=month(twice.month))
            said = _("{part} of {all}").format(
                part=number(twice.share.part), all=number(twice.share.of)
            )
            card.add(big(said, who))
            if twice.share.of >= FEW:
                card.add(_Range(twice.share, twice.before))
            card.add(faint(_uncertain(twice.share, twice.before, twice.days)))
        card.add(Rule())
        for name, share, more in (
            (name_of("rebooked"), sight.rebooked, _("of {n} visits")),
            (name_of("missed"), sight.missed, _("of {n} visits")),
        ):
            card.add(
                Words(
                    Run(f"{name}: ", Type.SMALL_STRONG),
                    Run(rate(share), Type.SMALL_STRONG),
                    Run(" " + more.format(n=number(share.of)), faint=True)
                    if share.of >= FEW
                    else Run(""),
                    type=Type.SMALL,
                    wrap=True,
                )
            )
        card.fill()
        self.once.setEnabled(bool(twice.missing))
        return card.add(held(across(Button(action=self.once, small=True), None)))

    def _due_card(self) -> Card:
        head = Heading(name_of("due"))
        tip(head, says("due"))
        self.due_count = Holder()
        self.due.setMinimumHeight(5 * self.due.look.height + 2)
        card = (
            Card(head, gap=6)
            .add(held(across(self.late, None)), self.due_count)
            .add(self.due, stretch=1)
        )
        self._show_due()
        return card.add(
            held(
                across(
                    Button(action=self.plan, small=True),
                    Button(action=self.all_due, small=True),
                    None,
                )
            )
        )

    def _due_rows(self) -> list[DueRow]:
        if self.sight is None:
            return []
        least = LATE[self.late.index]
        return [one for one in self.sight.due if one.late >= least]

    def _show_due(self) -> None:
        if self.sight is None:
            return
        rows, currency = self._due_rows(), self.sight.currency
        self.due.show_lines([due_line(one, currency) for one in rows], is_own=False)
        self.plan.setEnabled(bool(rows))
        self.all_due.setEnabled(bool(rows))
        if hasattr(self, "due_count"):
            said = _("people, {n} days late or more").format(n=LATE[self.late.index])
            self.due_count.put(big(number(len(rows)), said))

    def _mouth(self, sight: OwnerMonth) -> Card:
        found = sight.mouth
        card = Card(Heading(_("Word of mouth")), gap=6)
        tip(card, says("friends"))
        said = _("{part} of {all}").format(
            part=number(found.brought.part), all=number(found.brought.of)
        )
        came = _("new ones came by a friend")
        if found.brought.of:
            card.add(big(said, came))
        else:
            card.add(faint(_("Nobody new came in this month.")))
        for tree in found.trees[:3]:
            card.add(_TreeView(tree, sight.currency))
        card.fill()
        if found.per_hundred is not None:
            each = _("For each 100 who come, {n} brought someone this year.").format(
                n=number(round(found.per_hundred))
            )
            if found.per_hundred_before is not None:
                before = _("The year before: {n}.").format(
                    n=number(round(found.per_hundred_before))
                )
                each = f"{each} {before}"
            card.add(faint(each))
        self.thank.setEnabled(bool(found.unthanked))
        if found.unthanked:
            self.thank.setText(
                _("&Thank {n} of them").format(n=number(len(found.unthanked)))
            )
        return card.add(held(across(Button(action=self.thank, small=True), None)))

    def _cost(self, sight: OwnerMonth) -> Card:
        cost = sight.cost
        cash = partial(money, currency=sight.currency)
        card = Card(Heading(_("What a lost client costs")), gap=6)
        tip(card, says("cost"))
        said = _("a year, each")
        card.add(big(cash(cost.each), said))
        own = _(
            "{own} from the client and {friends} from friends who were sent"
        ).format(own=cash(cost.own), friends=cash(cost.friends))
        card.add(faint(own))
        if cost.keep is not None or cost.win is not None:
            card.add(_Costs(cost.keep, cost.win, cost.each, sight.currency))
        if cost.times is not None:
            times = _("Winning one costs you {n} times what keeping one does.").format(
                n=number(cost.times, 1)
            )
            more = _("Books say 5 to 7.")
            card.add(Words(Run(times, Type.SMALL_STRONG), Run(" " + more), wrap=True))
        else:
            card.add(faint(_("What winning or keeping costs is not entered yet.")))
        card.fill()
        return card.add(held(across(Button(action=self.costs, small=True), None)))

    # what can be done

    def _back(self) -> None:
        self.day = (self.day - timedelta(days=1)).replace(day=1)
        self.refresh()

    def _on(self) -> None:
        if self._next() <= self._desk.today():
            self.day = self._next()
            self.refresh()

    def _kinded(self, at: int) -> None:
        self._by_money = bool(at)
        if self.sight is not None:
            key = self._bars[self._at].key if self._at < len(self._bars) else "new"
            keys = [one.key for one in self._bars]
            self._at = keys.index(key) if key in keys else 1
            self._show_bars()

    def _open_behind(self, row: int) -> None:
        line = self.behind.lines.line(row)
        if isinstance(line.key, int):
            self._desk.go(ClientCard(line.key))

    def _open_gold(self, row: int) -> None:
        if self.sight is not None:
            GoldSheet(self._desk, self, self.sight.gold.rows[row]).open()

    def _open_due(self, row: int) -> None:
        line = self.due.lines.line(row)
        if isinstance(line.key, int):
            self._desk.go(ClientCard(line.key))

    def _ring(self) -> None:
        if self.ring.isEnabled() and 0 <= self._at < len(self._bars):
            self._call([row.who.id for row in self._bars[self._at].rows][:FIRST_CALLS])

    def _plan_due(self) -> None:
        rows = [one for one in self._due_rows() if one.wish != "silent"]
        self._call([one.who.id for one in rows][:FIRST_CALLS])

    def _call(self, keys: Sequence[int]) -> None:
        if keys:
            doing = self._desk.do(plan_recalls, [ClientId(one) for one in keys])
            doing.then(self._rung).otherwise(lambda error: self._desk.say(str(error)))

    def _rung(self, done: Recalled) -> None:
        self._desk.say(rung_said(done))

    def _once(self) -> None:
        if self.sight is not None:
            twice = self.sight.twice
            title = _("First came in {month}, and not again").format(
                month=month(twice.month)
            )
            NamesSheet(self._desk, self, title, twice.missing).open()

    def _all_due(self) -> None:
        rows = [one.who for one in self._due_rows()]
        NamesSheet(self._desk, self, name_of("due"), rows).open()

    def _thank(self) -> None:
        if self.sight is None:
            return
        keys = [one.id for one in self.sight.mouth.unthanked]
        doing = self._desk.do(plan_thanks, keys)
        doing.then(self._thanked).otherwise(lambda error: self._desk.say(str(error)))

    def _thanked(self, many: int) -> None:
        said = ngettext(
            "{n} thank-you is on the call list.",
            "{n} thank-yous are on the call list.",
            many,
        )
        self._desk.say(said.format(n=many))

    def _costs(self) -> None:
        CostSheet(self._desk, self, self.day).open()

    def _how(self) -> None:
        open_meaning(
            *(self._desk, self, "bucket", "money", "gold", "twice", "rebooked"),
            *("missed", "due", "friends", "cost", "felt"),
        )

    def _export(self) -> None:
        if self.sight is not None:
            export_month(self._desk, self.sight)

    def _print(self) -> None:
        print_month(self._desk, self.day)


def _uncertain(share: Share, before: Share, days: int) -> str:
    """Return what a rate of few people is worth, in words."""
    said = [_("Within {n} days.").format(n=days)]
    if share.of >= FEW and share.span is not None:
        sure = _("With {n} people the true share lies between {low} and {high} %.")
        if share.of >= SOME:
            sure = _("Of {n} people; the true share lies between {low} and {high} %.")
        said.append(
            sure.format(
                n=number(share.of),
                low=number(round(100 * share.span.low)),
                high=number(round(100 * share.span.high)),
            )
        )
    elif share.of:
        said.append(_("So few that no per cent is said."))
    if before.of:
        real = share.differs(before)
        said.append(
            _("A real change to a year ago.") if real else _("No real change yet.")
        )
    return " ".join(said)


class _LightHead(QWidget):
    """The names of the lights above the list of gold clients."""

    def __init__(self, rows: GoldList) -> None:
        super().__init__()
        self._rows = rows
        self.setFixedHeight(32)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        painter, t = QPainter(self), style.theme()
        names = [_(LIGHT_WORDS[one]) for one in Light]  # as the rows have them
        wide = self._rows.light_left(1) - self._rows.light_left(0)
        is_tight = max(words.width(one, Type.CAPTION) for one in names) > wide - 4
        for place, said in enumerate(names):
            left = self._rows.light_left(place)
            # in two rows where long names beside each other would touch
            upper = 0 if is_tight and place % 2 else 14
            box = QRectF(left - wide / 2, upper, 2 * wide, 18)
            words.draw_mid(painter, box, said, Type.CAPTION, t.faint)
        who = _("Who acts")
        words.draw_right(painter, self.width() - 6, 28, who, Type.CAPTION, t.faint)


class _Range(QWidget):
    """A share with between what it lies, and where it was a year ago."""

    def __init__(self, share: Share, before: Share) -> None:
        super().__init__()
        self._share, self._before = share, before
        self.setFixedHeight(54)
        self.setAccessibleName(rate(share))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        painter, t = QPainter(self), style.theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        span = self._share.span
        if span is None:
            return
        wide, y = self.width() - 2.0, 24.0
        style.rounded(
            painter, QRectF(0, y - 3, wide, 6), 3, style.mixed(t.line, t.card, 0.7)
        )
        rose = style.shade(Tone.ROSE)
        lies = QRectF(wide * span.low, y - 3, wide * (span.high - span.low), 6)
        style.rounded(painter, lies, 3, style.mixed(rose.mark, t.card, 0.45))
        at = wide * span.value
        painter.setBrush(rose.mark)
        painter.setPen(QPen(t.card, 2))
        painter.drawEllipse(QPointF(at, y), 7, 7)
        said = percent(span.value)
        words.draw_mid(
            painter, QRectF(at - 30, 0, 60, 16), said, Type.SMALL_STRONG, rose.text
        )
        if self._before.rate is not None and self._before.of >= FEW:
            then = wide * self._before.rate
            painter.setPen(QPen(t.ink, 1.5))
            painter.drawLine(QPointF(then, y + 6), QPointF(then, y + 12))
            ago = _("{part} a year ago").format(part=percent(self._before.rate))
            half = words.width(ago, Type.CAPTION) / 2
            left = min(max(0.0, then - half), wide - 2 * half)
            words.draw(painter, left, y + 26, ago, Type.CAPTION, t.faint)


class _TreeView(QWidget):
    """Whom a client brought, and whom they brought: a small tree."""

    ROW = 19
    MOST = 3

    def __init__(self, tree: Tree, currency: str) -> None:
        super().__init__()
        self._tree, self._worth = tree, money(tree.worth, currency)
        self._shown = tree.friends[: self.MOST]
        self.setFixedHeight(max(2, len(self._shown)) * self.ROW + 4)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        brought = ", ".join(friend.name for friend, _more in tree.friends)
        said = _("{name} brought {friends}, worth {sum} so far")
        self.setAccessibleName(
            said.format(name=tree.who.name, friends=brought, sum=self._worth)
        )

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        return QSize(260, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        painter, t = QPainter(self), style.theme()
        wide = self.width()
        named = wide * 0.34
        middle = self.height() / 2
        words.draw(
            painter, 0, middle - 2, self._tree.who.name, Type.SMALL_STRONG, t.ink, named
        )
        words.draw(painter, 0, middle + 13, self._worth, Type.CAPTION, t.faint, named)
        painter.setPen(QPen(style.mixed(t.edge, t.card, 0.8), 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        fork, tips = named + 14, named + 30
        top = middle - (len(self._shown) - 1) * self.ROW / 2
        ys = [top + at * self.ROW for at in range(len(self._shown))]
        painter.drawLine(QPointF(named + 4, middle), QPointF(fork, middle))
        if ys:
            painter.drawLine(QPointF(fork, ys[0]), QPointF(fork, ys[-1]))
        for y in ys:
            painter.drawLine(QPointF(fork, y), QPointF(tips, y))
        more = len(self._tree.friends) - len(self._shown)
        for at, (y, (friend, theirs)) in enumerate(zip(ys, self._shown, strict=True)):
            said = friend.name
            if theirs:
                said = f"{said} — {', '.join(one.name for one in theirs)}"
            if more > 0 and at == len(ys) - 1:
                said = _("{name} and {n} more").format(name=said, n=number(more))
            words.draw(
                painter, tips + 5, y + 4, said, Type.SMALL, t.ink, wide - tips - 6
            )


class _Costs(QWidget):
    """What keeping, winning and losing one costs, with 5 and 7 times keeping."""

    ROW = 26

    def __init__(
        self, keep: Money | None, win: Money | None, lost: Money, currency: str
    ) -> None:
        super().__init__()
        rows = ((_("To keep"), keep, Tone.SAGE), (_("To win"), win, Tone.AMBER))
        self._rows = [
            (name, found, tone)
            for name, found, tone in (*rows, (_("Lost"), lost, Tone.RED))
            if found is not None
        ]
        self._keep = keep.minor if keep is not None else 0
        self._currency = currency
        self.setFixedHeight(len(self._rows) * self.ROW + 20)
        self.setAccessibleName(
            "; ".join(
                f"{name} {money(sum_, currency)}" for name, sum_, _t in self._rows
            )
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        painter, t = QPainter(self), style.theme()
        left, right = 66.0, self.width() - 64.0
        most = max([*(sum_.minor for _n, sum_, _t in self._rows), 7 * self._keep, 1])
        foot = len(self._rows) * self.ROW
        if self._keep:
            painter.setPen(QPen(t.faint, 1, Qt.PenStyle.DotLine))
            for times in (5, 7):
                x = left + (right - left) * times * self._keep / most
                painter.drawLine(QPointF(x, 0), QPointF(x, foot))
            said = _("5 and 7 times keeping")
            words.draw(painter, left, foot + 14, said, Type.CAPTION, t.faint)
        for at, (name, sum_, tone) in enumerate(self._rows):
            y = at * self.ROW
            words.draw(painter, 0, y + 15, name, Type.SMALL, t.ink, left - 8)
            wide = max(6.0, (right - left) * sum_.minor / most)
            style.rounded(
                painter, QRectF(left, y + 3, wide, 16), 4, style.shade(tone).mark
            )
            said = money(sum_, self._currency)
            ends = words.width(said, Type.SMALL_STRONG)
            clear = QRectF(left + wide + 3, y + 2, ends + 6, 18)
            painter.fillRect(clear, t.card)  # no dotted line through a figure
            words.draw(painter, left + wide + 6, y + 15, said, Type.SMALL_STRONG, t.ink)
