"""What a client paid ahead, what was given of it, and what is still to give."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from salon.clients.model import ClientId
from salon.courses.model import Basis, CourseCard, CourseKind
from salon.courses.pace import pace_words
from salon.ledger.sums import in_step
from salon.money import Money, total
from salon.text import _, amount, full_day, listed, month, ngettext, number, short_day
from salon.views.money import CourseSum, Finished, MoneySight, Movement, money_of
from ui.kit.buttons import Button
from ui.kit.cards import Card, Heading, Rule, Scroll, across, down, held
from ui.kit.columns import Columns
from ui.kit.facts import pairs
from ui.kit.fields import Choice
from ui.kit.states import Banner, Calm
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run, Words
from ui.money.bars import MoneyBar, MoneyBars, Piece, SplitBar
from ui.money.rows import Sessions, SumHead, SumLine, SumRows
from ui.parts.holding import Holder, failed
from ui.parts.ways import course_figures, open_course, open_print
from ui.places import CallList, Till

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from salon.errors import SalonError
    from ui.desk import Desk


class MoneyTab(QWidget):
    """The value ledger of one client; Enter opens what a line stands for."""

    def __init__(self, desk: "Desk", key: ClientId, statement: "QAction") -> None:
        super().__init__()
        self._desk, self._key = desk, key
        self._statement = statement
        self.sight: MoneySight | None = None
        self.held = Holder(QWidget())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.held, 1)
        self.bars = MoneyBars()
        self.courses = SumRows(_("Courses"), 48)
        self.courses.opened.connect(self._open_course)
        self.movements = SumRows(_("Movements"), 34)
        self.movements.opened.connect(self._open_bill)
        self.which = Choice([], name=_("Course"))
        self.which.activated.connect(lambda _at: self._say_refund())
        self.figures = course_figures()
        self.said = Words("", type=Type.SMALL, faint=True, wrap=True)

    def show_sight(self, *_told: object) -> None:
        """Ask again, and show what is known now."""
        asked = self._desk.ask(money_of, self._key)
        asked.then(self._show).otherwise(self._fail)

    refresh = show_sight

    def _fail(self, error: "SalonError") -> None:
        title = _("The money could not be read.")
        self.held.put(failed(title, str(error), self.show_sight))

    def _show(self, sight: MoneySight) -> None:
        if sight == self.sight:
            return
        at = self._place()
        self.sight = sight
        self._fill(sight)
        left = down(*self._notices(sight), gap=12)
        if sight.is_empty:
            left.addWidget(self._empty())
        else:
            for card in (self._paid(sight), self._course_card(sight)):
                if card is not None:
                    left.addWidget(card)
            left.addWidget(self._moved(sight))
        left.addStretch(1)
        side = down(gap=12)
        for made in (self._stored(sight), self._refund(sight), self._also(sight)):
            if made is not None:
                side.addWidget(made)
        side.addStretch(1)
        both = Columns(held(left), held(side), (816, 440), least=820, gap=14)
        area = Scroll(both)
        self.held.put(area)
        area.verticalScrollBar().setValue(at)
        self._area = area

    def _place(self) -> int:
        area = getattr(self, "_area", None)
        return 0 if area is None else int(area.verticalScrollBar().value())

    def _cash(self, money: Money) -> str:
        assert self.sight is not None
        return amount(money, self.sight.currency)

    def _fill(self, sight: MoneySight) -> None:
        self.bars.show_bars(_bars(sight, self._cash))
        lines = [self._course_line(one) for one in sight.courses]
        if sight.finished.count:
            lines.append(self._finished(sight.finished))
        self.courses.show_lines(lines)
        self.movements.show_lines(
            [self._movement(at, one) for at, one in enumerate(sight.movements)]
        )
        chosen = self.which.currentIndex()
        self.which.clear()
        self.which.addItems([_refund_name(one) for one in sight.refunds])
        if 0 <= chosen < len(sight.refunds):
            self.which.setCurrentIndex(chosen)

    # what stands above

    def _notices(self, sight: MoneySight) -> list[QWidget]:
        if sight.faults:
            said = _(
                "These figures do not add up ({what}); selling from them is stopped. "
                "The owner has the books checked in the settings."
            )
            words = said.format(what=", ".join(sight.faults))
            return [Banner(words, Tone.RED)]
        if not sight.is_unused:
            return []
        said = _("{sum} is still to give and nothing is booked. Ring; sell nothing.")
        ring = Button(_("Ring"), icon="phone", small=True, act=self._ring)
        return [Banner(said.format(sum=self._cash(sight.worth.left)), action=ring)]

    def _empty(self) -> QWidget:
        card = Card()
        card.add(
            Calm(
                _("Nothing is paid ahead"),
                _("Courses and top-ups will show here."),
                icon="gift",
            )
        )
        return card

    def _paid(self, sight: MoneySight) -> Card:
        worth = sight.worth
        since = month(sight.since) if sight.since is not None else ""
        about = _("since {month}: courses, stored value and deposits")
        gone = _("nothing refunded, nothing run out")
        if worth.refunded.minor or worth.expired.minor:
            gone = _("refunded {refunded}, run out {expired}").format(
                refunded=self._cash(worth.refunded), expired=self._cash(worth.expired)
            )
        head = Heading(_("Paid ahead"), remark=about.format(month=since))
        below = Words(gone, type=Type.SMALL, faint=True, wrap=True)
        return Card(head, gap=8).add(self.bars, below)

    def _course_card(self, sight: MoneySight) -> Card | None:
        if not self.courses.lines.lines:
            return None
        more = Button(_("Freeze, extend, pass on …"), small=True, act=self._open_course)
        pace = _pace(sight)
        head = Heading(_("Courses"), more, remark=pace)
        titles = SumHead(_("Paid"), _("Delivered so far"), _("To give"))
        return Card(head, gap=4).add(titles, self.courses)

    def _moved(self, sight: MoneySight) -> Card:
        head = Heading(
            _("Movements"), remark=_("a wrong one is reversed, never erased")
        )
        hint = Words(_("Enter opens the bill"), type=Type.SMALL, faint=True)
        head.row.addWidget(hint)
        titles = SumHead(_("Change"), _("To give"))
        return Card(head, gap=4).add(titles, self.movements)

    # the lines

    def _course_line(self, one: CourseSum) -> SumLine:
        line = one.line
        until = ""
        if line.expires is not None:
            until = _("until {day}").format(day=full_day(line.expires))
        if line.kind is CourseKind.VALUE:
            each = _("by value, {left} of {all} left at the list price").format(
                left=self._cash(line.value_left), all=self._cash(line.list_unit)
            )
        else:
            price = Money(line.price.minor // max(1, line.sessions))
            said = ngettext(
                "{n} session at {sum}", "{n} sessions at {sum}", line.sessions
            )
            each = said.format(n=line.sessions, sum=self._cash(price))
            if line.list_unit.minor:
                said = _("list {sum}").format(sum=self._cash(line.list_unit))
                each = listed((each, said))
        is_value = line.kind is CourseKind.VALUE
        of = Sessions(line.used, one.today, one.booked, line.sessions)
        return SumLine(
            line.title,
            detail=" · ".join(filter(None, (each, until))),
            sums=tuple(map(self._cash, (one.paid, one.delivered, one.left))),
            strong=2,
            second="" if is_value else _session_words(one),
            sessions=None if is_value else of,
            key=line.id,
        )

    def _finished(self, one: Finished) -> SumLine:
        said = ngettext("{n} finished course", "{n} finished courses", one.count)
        name = said.format(n=one.count)
        if one.last is not None:
            last = _("last on {day}").format(day=full_day(one.last))
            name = f"{name}, {last}"
        given = _("{n} of {of} given").format(n=one.given, of=one.sessions)
        left = one.paid - one.delivered
        return SumLine(
            name,
            sums=tuple(map(self._cash, (one.paid, one.delivered, left))),
            second=given,
            faint=True,
        )

    def _movement(self, at: int, one: Movement) -> SumLine:
        assert self.sight is not None
        is_today = one.day == self.sight.today
        this_year = one.day.year == self.sight.today.year
        when = short_day(one.day) if this_year else full_day(one.day)
        change = self._cash(one.change)
        if one.change.minor > 0:
            change = f"+{change}"
        return SumLine(
            one.what,
            time=_("today") if is_today else when,
            more=one.who,
            second=one.way,
            sums=(change.replace("-", "−"), self._cash(one.after).replace("-", "−")),
            grown=0 if one.change.minor > 0 else -1,
            key=at,
        )

    # at the side

    def _stored(self, sight: MoneySight) -> Card | None:
        purse = sight.purse
        if not purse.stored.minor and sight.last_top_up is None:
            return None
        head = Heading(_("Stored value"))
        if sight.last_top_up is not None:
            day, paid, _bonus = sight.last_top_up
            said = _("last topped up {day}, {sum}")
            words = said.format(day=short_day(day), sum=self._cash(paid))
            head.row.addWidget(Words(words, type=Type.SMALL, faint=True))
        card = Card(head, gap=8)
        card.add(Words(self._cash(purse.stored), type=Type.DISPLAY))
        card.add(SplitBar(purse.paid.minor, purse.bonus.minor))
        card.add(
            pairs(
                [
                    (
                        _("Paid in"),
                        _right(self._cash(purse.paid), _("can be paid back")),
                    ),
                    (
                        _("Bonus from us"),
                        _right(
                            self._cash(purse.bonus), _("for treatments, not for cash")
                        ),
                    ),
                ],
                110,
            )
        )
        if purse.bonus.minor and purse.paid.minor:
            unit = Money(100)
            if purse.stored > unit:
                own, bonus = in_step(unit, purse.paid, purse.bonus)
                said = _("Each {unit} spent takes {own} paid in and {bonus} of bonus.")
                words = said.format(
                    unit=self._cash(unit), own=self._cash(own), bonus=self._cash(bonus)
                )
                card.add(Rule(), Words(words, type=Type.SMALL, faint=True, wrap=True))
        return card

    def _refund(self, sight: MoneySight) -> Card | None:
        if not sight.refunds:
            return None
        card = Card(Heading(_("If it is to be paid back")), gap=8)
        self.which.setVisible(len(sight.refunds) > 1)
        sheet = Button(
            _("Open the refund sheet"),
            icon="clipboard-list",
            small=True,
            act=self._refund_sheet,
        )
        nothing = Words(_("nothing is paid out yet"), type=Type.SMALL, faint=True)
        card.add(
            self.which, self.figures, self.said, held(across(sheet, nothing, None))
        )
        self._say_refund()
        return card

    def _chosen_refund(self) -> CourseCard | None:
        assert self.sight is not None
        at = max(0, self.which.currentIndex())
        return self.sight.refunds[at] if at < len(self.sight.refunds) else None

    def _say_refund(self) -> None:
        card = self._chosen_refund()
        if card is None or self.sight is None:
            return
        self.figures.show_card(card, self.sight.currency)
        said = []
        if card.signed_on is not None:
            signed = _("The contract was signed on {day}.")
            said.append(signed.format(day=full_day(card.signed_on)))
            said.append(card.clause)
        else:
            said.append(_("No contract is noted as signed."))
        if not card.refund.by(Basis.LIST).minor and card.refund.given_more:
            said.append(_("At the list price more was given than paid."))
        limit = _("Above {sum} the manager says yes.")
        said.append(limit.format(sum=self._cash(card.limit)))
        self.said.say(" ".join(filter(None, said)))

    def _also(self, sight: MoneySight) -> Card:
        rows: list[tuple[str, str | QWidget]] = []
        if sight.owes.minor:
            first = sight.debts[0]
            since = _("since {day}, bill {number}").format(
                day=short_day(first.day), number=first.number
            )
            owes = Words(
                Run(self._cash(sight.owes), Type.STRONG, Tone.AMBER),
                Run(f"  {since}", Type.SMALL, faint=True),
                wrap=True,
            )
            rows.append((_("To be paid"), owes))
        if sight.purse.deposit.minor:
            rows.append((_("Deposit"), self._cash(sight.purse.deposit)))
        worth = total(one.left for one in sight.vouchers)
        held_ = self._cash(worth) if sight.vouchers else _("none open")
        rows.append((_("Gift vouchers"), held_))
        rows.append((_("Points"), number(sight.purse.points)))
        return Card(Heading(_("Also")), gap=8).add(pairs(rows, 110))

    # what is done

    def _ring(self) -> None:
        self._desk.go(CallList(client_id=int(self._key)))

    def _open_course(self, row: int | None = None) -> None:
        at = self.courses.currentIndex().row() if row is None else row
        key = self.courses.lines.line(at).key if at >= 0 else None
        open_course(self._desk, self._key, None if key is None else int(str(key)))

    def _open_bill(self, row: int) -> None:
        if self.sight is None:
            return
        one = self.sight.movements[row]
        if one.bill_id is not None:
            self._desk.go(Till(one.bill_id))
        elif one.course_id is not None:
            open_course(self._desk, self._key, one.course_id)

    def _refund_sheet(self) -> None:
        card = self._chosen_refund()
        if card is not None:
            open_print(self._desk, "refund", card.line.id)


def _right(text: str, more: str) -> Words:
    return Words(
        Run(text, Type.STRONG), Run(f"  {more}", Type.SMALL, faint=True), wrap=True
    )


def _bars(sight: MoneySight, cash: "Callable[[Money], str]") -> list[MoneyBar]:
    """Return the three bars on one scale; what is left begins where given ends."""
    worth = sight.worth
    whole = max(1, worth.paid.minor)
    given = min(1.0, max(0.0, worth.delivered.minor / whole))
    gone = min(1.0, given + max(0, (worth.refunded + worth.expired).minor) / whole)
    pieces = [
        Piece(
            0,
            given,
            cash(worth.delivered),
            _("{n} %").format(n=worth.share) if worth.share is not None else "",
            Tone.SAGE,
        )
    ]
    if gone > given:
        back = worth.refunded + worth.expired
        name = _("refunded") if not worth.expired.minor else _("run out")
        if worth.refunded.minor and worth.expired.minor:
            name = _("refunded and run out")
        pieces.append(Piece(given, gone, cash(back), name, Tone.PLAIN))
    left = []
    if sight.sessions_left:
        said = ngettext("{n} session", "{n} sessions", sight.sessions_left)
        left.append(said.format(n=sight.sessions_left))
    money = sight.purse.paid + sight.purse.deposit
    if money.minor:
        left.append(cash(money))
    rest = " + ".join(left)
    return [
        MoneyBar(
            _("Paid"), (Piece(0, 1, cash(worth.paid), "", Tone.ROSE),), is_ground=False
        ),
        MoneyBar(_("Delivered so far"), tuple(pieces)),
        MoneyBar(
            _("Still to give"),
            (Piece(gone, 1, cash(worth.left), rest, Tone.PLUM, is_strong=True),),
        ),
    ]


def _session_words(one: CourseSum) -> str:
    line = one.line
    given = line.used - one.today
    said = []
    if given:
        said.append(_("{n} given").format(n=given))
    if one.today:
        said.append(_("{n} today").format(n=one.today))
    if one.booked:
        said.append(_("{n} booked").format(n=one.booked))
    if rest := line.left - one.booked:
        said.append(_("{n} to book").format(n=rest))
    words = listed(said)
    if line.sessions > 12:
        words = (
            f"{_('{n} of the {of}').format(n=line.used, of=line.sessions)} · {words}"
        )
    return words


def _pace(sight: MoneySight) -> str:
    slow = [one.line for one in sight.courses if one.line.is_too_slow(sight.today)]
    known = slow or [one.line for one in sight.courses]
    return pace_words(known[0], sight.today) if known else ""


def _refund_name(card: CourseCard) -> str:
    line = card.line
    if line.kind is CourseKind.VALUE:
        return line.title
    left = _("{left} of {all} left").format(left=line.left, all=line.sessions)
    return f"{line.title} · {left}"
