"""The till: one bill from what was done to what is paid, and the bills of today."""

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from salon.catalogue.model import ProductId
from salon.clients.model import Alert, ClientId, Grade
from salon.courses.model import Redeemed
from salon.errors import SalonError
from salon.money import Money, total
from salon.notices.model import Where
from salon.safety.model import Contraindicated
from salon.text import _, amount, short_day
from salon.till.closing import close_bill
from salon.till.model import (
    DEPOSIT,
    POINTS,
    VOUCHER,
    BillId,
    BillKind,
    BillLineShort,
    BillState,
    LineCard,
    LineKind,
    Paying,
    means_named,
)
from salon.till.operations import (
    add_debt,
    add_product,
    add_service,
    bill_of_visit,
    drop_bill,
    hold_bill,
    resume_bill,
    take_off,
)
from salon.views.till import (
    BillSight,
    Thing,
    TillSight,
    bill_sight,
    things,
    till_today,
)
from salon.views.till import (
    Kind as ThingKind,
)
from ui.kit.buttons import Button, Kind
from ui.kit.cards import Card, Heading, Icon, Rule, Scroll, across, clear, down, held
from ui.kit.chips import Avatar, Chip, ChipLabel
from ui.kit.columns import Columns, flowing
from ui.kit.offers import Offer, Offers, of_action, offer
from ui.kit.page import Page
from ui.kit.picker import Picker, Show
from ui.kit.rows import Line, Look, People
from ui.kit.states import Calm, Failed
from ui.kit.tips import tip
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run, Words
from ui.parts.homes import home_of, tell
from ui.parts.minding import Minding
from ui.parts.reasons import ask_reason
from ui.parts.ways import open_booking, open_contract, open_course, open_print
from ui.places import ClientCard, DayEnd, Promises, Till
from ui.till.beginning import open_new_bill
from ui.till.beside import HasCard, PaidCard
from ui.till.cheaper import DiscountStrip
from ui.till.lines import BillRows, row_of
from ui.till.paying import PayCard
from ui.till.scanning import Scanning
from ui.till.sheets import (
    POINTS_PAY,
    AheadSheet,
    ReturnSheet,
    ShareSheet,
    SplitSheet,
    deposit_of,
    in_steps,
)

if TYPE_CHECKING:
    from salon.staff.model import StaffLine
    from ui.desk import Desk

TOPICS = {"till", "courses", "prepaid", "clients", "settings", "catalogue", "shelf"}


class TillPage(Page):
    """Today's bills, or one of them; Enter takes the money, digits choose by what."""

    def __init__(self, desk: "Desk", place: Till) -> None:
        super().__init__(_("Till"))
        self._desk = desk
        self._key: BillId | None = None
        self._sight: BillSight | None = None
        self._today: TillSight | None = None
        self._applied: list[Paying] = []  # balances that pay a part
        self._left_off: set[str] = set()  # balances that somebody took off by hand
        self._closing = False
        self._coming: Till | None = None  # where one is on the way to
        self._things: dict[Hashable, Thing] = {}
        self._build_actions()
        self.stack = QStackedWidget()
        self._list_page = self._build_list()
        self._bill_page = self._build_bill()
        self.stack.addWidget(self._list_page)
        self.stack.addWidget(self._bill_page)
        self._failed: QWidget | None = None
        self.column().addWidget(self.stack, 1)
        self.first = self.list
        self._keys: dict[str, Callable[[], object]] = {
            **{str(n): partial(self._choose, n - 1) for n in range(1, 10)},
            "-": self.cheaper.trigger,
            "a": self.debt.trigger,
            "g": self._notes,
            "b": self.ahead.trigger,
            "e": self.day_end.trigger,
            "k": self.agree.trigger,
            "n": self.new.trigger,
            "p": self.paper.trigger,
            "r": self.back.trigger,
            "s": self.sign.trigger,
            "w": self.whose.trigger,
        }
        self.scanning = Scanning(self, self._scanned, self._pressed, self._typed)
        desk.watch(TOPICS, self.refresh)
        desk.who_changed.connect(self.refresh)  # who may give how much
        self.arrive(place)

    def arrive(self, place: Till) -> None:
        """Show a bill, the bill of a client's visit, or the bills of today."""
        if place.client_id:
            doing = self._desk.do(bill_of_visit, ClientId(place.client_id))
            self._coming = place
            doing.then(partial(self._begun, place))
            return
        self._coming = place
        key = None if place.bill_id is None else BillId(place.bill_id)
        if key != self._key:
            self._turn_to(key)
        self.refresh()

    def leave(self) -> None:
        """Close what is half said about a discount."""
        self.strip.hide()

    def refresh(self) -> None:
        """Ask again."""
        if self._key is None:
            self._desk.ask(till_today).then(self._show_today).otherwise(self._fail)
        else:
            asked = self._desk.ask(bill_sight, self._key)
            asked.then(self._show).otherwise(self._gone)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the money with Enter, or press the button that has the keyboard."""
        if event.key() == Qt.Key.Key_Escape and self._key is not None:
            self.picker.put(None)
            self._lead()
            return
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        at = self.window().focusWidget()
        if isinstance(at, Button) and at is not self.pay.take:
            at.click()
        elif self._key is not None and self.pay.isVisible():
            self.pay.press()

    def books(self) -> dict[str, int]:
        """Return whom a booking from here is about."""
        if self._sight is None or self._sight.client is None or self._key is None:
            return {}
        return {"client_id": self._sight.client.id}

    # how it is built

    def _build_actions(self) -> None:
        act = self.action
        self.new = act(_("&New bill"), "N", partial(open_new_bill, self._desk), "plus")
        self.hold = act(_("&Hold"), "F6", self._hold, "hourglass")
        self.resume = act(_("&Go on with the other"), "F7", self._resume, "refresh")
        self.search = act(_("&Scan or find"), "F2", self._find, "search")
        self.cheaper = act(_("&Discount"), "-", self._discount, "minus")
        self.off = act(_("&Take the line off"), "Del", self._take_off, "trash")
        self.whose = act(_("&Whose work"), "W", self._whose, "users")
        self.ahead = act(_("Sell ahead: course, &voucher"), "B", self._ahead, "gift")
        self.sign = act(_("S&ign the session"), "S", self._sign, "signature")
        self.slip = act(_("Print sl&ip or voucher"), "", self._slip, "printer")
        self.debt = act(_("&Add it"), "A", self._add_debt, "history")
        self.paper = act(_("&Print the receipt"), "P", self._print, "printer")
        self.back = act(_("Give &back"), "R", self._give_back, "arrow-back-up")
        self.agree = act(_("&Contract"), "K", self._contract, "signature")
        self.file = act(_("Open &file"), "", self._open_file, "user")
        self.drop = act(_("Drop this bill"), "", self._drop, "trash")
        self.day_end = act(
            _("Close the &day"), "E", partial(self._desk.go, DayEnd()), "lock"
        )
        self.all = act(_("Bills of today"), "Alt+Up", self._to_list, "arrow-left")

    def _build_list(self) -> QWidget:
        self._count = Words("", type=Type.SMALL, faint=True)
        look = Look(height=54, avatar=34, columns=((330, True), (220, False)))
        self.list = People([], look, _("Bills of today"))
        self.list.opened.connect(self._open)
        offer(self.list, self._offers_of_list)
        self.list.clicked.connect(lambda at: self._open(at.row()))
        self.card = Card(pad=12)
        self.card.add(self.list, stretch=1)
        begin = Button(_("New bill"), icon="plus", act=self.new.trigger)
        self._begin = begin
        self.none = Card().add(
            Calm(
                _("No bills today yet"),
                _(
                    "On Today, B on a client who is done brings the bill here. "
                    "For somebody who only buys, begin one."
                ),
                begin,
                icon="receipt-dollar",
            ),
            stretch=1,
        )
        head = across(
            Words(_("Till"), type=Type.TITLE),
            self._count,
            None,
            Button(
                _("Promises"),
                icon="hourglass",
                small=True,
                act=lambda: self._desk.go(Promises()),
            ),
            Button(action=self.day_end),
            Button(action=self.new, kind=Kind.PRIMARY),
            gap=10,
        )
        column = down(head, self.card, self.none, gap=12)
        column.setStretch(1, 1)
        column.setStretch(2, 1)
        return held(column)

    def _build_bill(self) -> QWidget:
        self.rows = BillRows(_("Lines of the bill"))
        offer(self.rows, self._offers)
        self.strip = DiscountStrip(self._desk)
        self.strip.done.connect(self._lead)
        self.picker = Picker(
            self._find_things,
            _("Scan, or type a treatment, a product or the number of a voucher"),
            name=_("Put on the bill"),
        )
        self.picker.taken.connect(self._taken)
        self._paid = QVBoxLayout()
        self._paid.setSpacing(0)
        self._tax = Words("", type=Type.SMALL, faint=True)
        self._sums = Words("", type=Type.SMALL)
        self._remark = Words("", type=Type.SMALL, faint=True)
        self._on_lines = (
            Button(action=self.cheaper, small=True, kind=Kind.QUIET),
            Button(action=self.off, text=_("Take off"), small=True, kind=Kind.QUIET),
        )
        heading = Heading(_("The bill"), *self._on_lines)
        heading.row.insertWidget(1, self._remark)
        heading.title.setMinimumWidth(heading.title.sizeHint().width())
        self._nothing = Words(
            _("Nothing on this bill yet"), type=Type.SMALL, faint=True, centred=True
        )
        self.finds = find = Button(action=self.search, text=_("Find"), small=True)
        more = Button(action=self.ahead, text=_("Sell ahead"), small=True)
        self._adding = held(across(self.picker, find, more))
        bill = Card(heading, gap=6)
        bill.add(self.rows)
        self._dropping = held(across(None, Button(action=self.drop, small=True), None))
        bill.add(
            self._nothing, self._dropping, self.strip, self._adding, self._paid, Rule()
        )
        bill.add(across(self._tax, None, self._sums))
        main = down(held(self._head()), bill, None, gap=12)
        self.pay = PayCard(self._desk.premises.currency)
        self.pay.taking.connect(self._take)
        self.pay.splitting.connect(self._split)
        self.paid = PaidCard(self.paper, self.back, self.agree)
        self.has = HasCard(self.debt, self._book, self._use_points)
        side = down(self.pay, self.paid, self.has, None, gap=12)
        area = Scroll(Columns(held(main), held(side), (816, 470), least=820, gap=16))
        self.about = area
        return area

    def _head(self) -> QVBoxLayout:
        self._avatar = Avatar("", 42)
        self.name = Words("", type=Type.TITLE)
        self._here = Words("", type=Type.SMALL, faint=True)
        back = Button(action=self.all, text=_("Bills"), small=True)
        self._resume_button = Button(action=self.resume)
        self._hold_button = Button(action=self.hold)
        about = held(down(self.name, self._here, gap=2))
        left = across(back, self._avatar, about, gap=12)
        left.setStretch(2, 1)
        right = across(None, self._hold_button, self._resume_button, gap=10)
        line = Columns(held(left), held(right), (1, 0), least=620, gap=8)
        self._hazards = QVBoxLayout()
        self.minding = Minding(self._desk, Where.TILL, asks=False)
        return down(line, self._hazards, self.minding, gap=8)

    # what it shows

    def _turn_to(self, key: BillId | None) -> None:
        self._key, self._sight, self._applied = key, None, []
        self._left_off = set()
        self.strip.hide()

    def _begun(self, place: Till, key: BillId) -> None:
        if self._coming is not place:
            return  # one has gone on to somebody else meanwhile
        self._turn_to(key)
        self._desk.settle(Till(int(key)))
        self.refresh()

    def _show_today(self, sight: TillSight) -> None:
        self._forget_failure()
        if self._key is not None:
            return
        self._today = sight
        lines = [
            _short_line(one, sight.currency) for one in (*sight.open, *sight.closed)
        ]
        self.list.show_lines(lines)
        if lines and self.list.chosen() is None:
            self.list.choose(0)
        self.card.setVisible(bool(lines))
        self.none.setVisible(not lines)
        said = _("{n} closed, {sum}").format(
            n=len(sight.closed), sum=amount(sight.total, sight.currency)
        )
        self._count.say(said if sight.closed else "")
        self.stack.setCurrentWidget(self._list_page)
        self.setWindowTitle(_("Till"))
        self.setAccessibleName(_("Till"))
        self.first = self.list if lines else self._begin
        self._heed(None)
        if not self._has_focus():
            self.first.setFocus()

    def _show(self, sight: BillSight) -> None:
        self._forget_failure()
        if sight.card.id != self._key:
            return
        is_new = self._sight is None
        before = self._sight
        self._sight = sight
        card = sight.card
        is_open = card.state is not BillState.CLOSED
        if is_open:
            self._apply(sight)
        else:
            self._applied = []
        self.stack.setCurrentWidget(self._bill_page)
        self._show_head(sight)
        self.rows.show_rows([row_of(one, sight) for one in card.lines])
        self.rows.setVisible(bool(card.lines))
        self._nothing.setVisible(not card.lines)
        self._dropping.setVisible(is_open and not card.lines)
        for one in (self._adding, self._hold_button, *self._on_lines):
            one.setVisible(is_open)
        self._show_paid(sight)
        self.pay.setVisible(is_open)
        self.paid.setVisible(not is_open)
        if is_open:
            self.pay.show_sight(sight, self._applied)
        else:
            self.paid.show_sight(sight)
        self.has.show_sight(sight)
        self._heed(sight)
        was_open = before is not None and before.card.state is not BillState.CLOSED
        self.first = self.paid.buttons[0]
        if is_open:
            self.first = self.pay.take if card.lines else self.finds
        else:
            self.strip.hide()
        if is_new or (was_open and not is_open) or not self._has_focus():
            self.first.setFocus()

    def _has_focus(self) -> bool:
        at: QWidget | None = self.window().focusWidget()
        return at is not None and at.isVisible() and self.isAncestorOf(at)

    def _show_head(self, sight: BillSight) -> None:
        card, client = sight.card, sight.client
        name = client.name if client else _("Somebody without a file")
        self._avatar.name = name
        self._avatar.update()
        pinyin = f"   {client.pinyin}" if client is not None and client.pinyin else ""
        self.name.say(Run(name, Type.TITLE), Run(pinyin, Type.SMALL, faint=True))
        tip(self.name, name)
        title = _("Bill of {client}").format(client=name)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        people = dict.fromkeys(one.staff for one in card.lines if one.staff)
        said = card.number or _("its number is given when it is closed")
        self._here.say(" · ".join(filter(None, (", ".join(people), card.note))))
        self._here.setVisible(bool(people or card.note))
        self._remark.say(said)
        self.minding.show_client(None if client is None else int(client.id))
        clear(self._hazards)
        alerts = () if client is None else client.alerts
        chips = [_hazard(one) for one in alerts]
        if chips:
            self._hazards.addWidget(flowing(*chips))
        waiting = sight.waiting
        self._resume_button.setVisible(bool(waiting))
        if waiting:
            first = waiting[0]
            who = first.client or _("Somebody without a file")
            words = _("{client} waits · {sum}").format(
                client=who, sum=amount(first.total, sight.currency)
            )
            self._resume_button.setText(words)
            self._resume_button.setAccessibleName(words)
            self._resume_button.updateGeometry()

    def _apply(self, sight: BillSight) -> None:
        """Let a held deposit pay by itself, and balances no more than there is."""
        kept = [one for one in self._applied if one.means != DEPOSIT]
        if DEPOSIT not in self._left_off:
            kept = [*deposit_of(sight), *kept]
        rest, fitting = sight.card.total, []
        for one in kept:
            part = min(one.amount, rest)
            if one.means == POINTS:
                part = in_steps(sight, part)
            if part.minor > 0:
                fitting.append(Paying(one.means, part, voucher=one.voucher))
                rest -= part
        self._applied = fitting

    def _show_paid(self, sight: BillSight) -> None:
        clear(self._paid)
        said = partial(amount, currency=sight.currency)
        if self._applied:
            self._paid.addWidget(Rule())
        for one in self._applied:
            name = means_named(one.means)
            title = f"{name} {one.voucher}".strip()
            gone = Button(
                "",
                icon="x",
                small=True,
                kind=Kind.QUIET,
                name=_("Leave {name} out").format(name=title),
                act=partial(self._leave_out, one),
            )
            icon = Icon("gift" if one.means == VOUCHER else "clock")
            minus = Words(said(Money(-one.amount.minor)), type=Type.STRONG)
            row = across(
                icon, Words(title, type=Type.STRONG), None, minus, gone, gap=12
            )
            self._paid.addWidget(held(row))
        card = sight.card
        tax = _("{sum} of it is {name}").format(sum=said(card.tax), name=sight.tax_name)
        self._tax.say(tax if card.tax.minor else "")
        whole = _("Together {sum}").format(sum=said(card.total))
        paid = total(one.amount for one in self._applied)
        more = _("already paid {sum}").format(sum=said(Money(-paid.minor)))
        self._sums.say(
            Run(whole, Type.STRONG),
            Run(f"   {more}" if paid.minor else "", Type.SMALL, faint=True),
        )

    def _heed(self, sight: BillSight | None) -> None:
        """Let only those keys act that can do something here."""
        card = sight.card if sight else None
        is_open = card is not None and card.state is not BillState.CLOSED
        has_lines = card is not None and bool(card.lines)
        for one in (self.hold, self.search, self.ahead, self.drop):
            one.setEnabled(is_open)
        for one in (self.cheaper, self.off, self.whose):
            one.setEnabled(is_open and has_lines)
        self.resume.setEnabled(sight is not None and bool(sight.waiting))
        has_session = sight is not None and bool(sight.sessions)
        self.sign.setEnabled(has_session)
        has_voucher = card is not None and any(one.voucher for one in card.lines)
        self.slip.setEnabled(has_session or has_voucher)
        self.debt.setEnabled(is_open and sight is not None and sight.owed.minor > 0)
        is_sale = card is not None and card.kind is BillKind.SALE
        self.back.setEnabled(not is_open and is_sale)
        self.paper.setEnabled(card is not None and not is_open)
        self.agree.setEnabled(is_sale and not is_open and bool(_agreed(sight)))
        self.file.setEnabled(sight is not None and sight.client is not None)
        self.all.setEnabled(card is not None)
        self.new.setEnabled(True)
        if card is None:
            self.off.setEnabled(self._today is not None and bool(self._today.open))

    def _lead(self) -> None:
        if self._sight is not None and self._sight.card.state is not BillState.CLOSED:
            (self.pay.take if self._sight.card.lines else self.finds).setFocus()

    # what it does

    def _pressed(self, sign: str) -> bool:
        act = self._keys.get(sign.lower())
        if act is None:
            return False
        act()
        return True

    def _notes(self) -> None:
        """Go to the notes that were given, where cash is taken."""
        if self._key is not None and self.pay.isVisible():
            self.pay.choose("cash")
            self.pay.notes.setFocus()

    def _choose(self, at: int) -> None:
        if self._key is not None and at < len(self.pay.tiles):
            self.pay.choose(self.pay.tiles[at].way.key)

    def _typed(self, signs: str) -> None:
        if self._key is not None and self.search.isEnabled():
            self.picker.setFocus()
            self.picker.setText(signs)
            self.picker.textEdited.emit(signs)

    def _scanned(self, code: str) -> None:
        """Put on the bill what a scanner read, or say that nobody knows it."""
        is_open = self._key is not None and self.search.isEnabled()

        key = self._key  # what was scanned for one client goes on no other bill

        def found(known: Sequence[Thing]) -> None:
            if key != self._key:
                return
            if len(known) == 1 and known[0].kind is ThingKind.MEMBER:
                self._desk.go(Till(client_id=known[0].id))
            elif not is_open:
                return
            elif len(known) == 1:
                self._put(known[0])
            else:
                said = _("“{code}” is not known here: no product, no voucher, no card.")
                self.pay.refuse(said.format(code=code[:40]))

        self._desk.ask(things, code).then(found)

    def _find(self) -> None:
        self.picker.setFocus()
        self.picker.selectAll()

    def _find_things(self, text: str, show: Show) -> None:
        sight = self._sight
        currency = sight.currency if sight else self._desk.premises.currency

        def found(known: Sequence[Thing]) -> None:
            self._things = {(one.kind, one.id): one for one in known}
            names = {
                ThingKind.SERVICE: _("treatment"),
                ThingKind.PRODUCT: _("product"),
                ThingKind.VOUCHER: _("voucher"),
                ThingKind.MEMBER: _("member’s card"),
            }
            show(
                [
                    Line(
                        str(one.names),
                        f"{names[one.kind]} · {amount(one.price, currency)}",
                        key=(one.kind, one.id),
                    )
                    for one in known
                ]
            )

        self._desk.ask(things, text).then(found)

    def _taken(self, line: Line | None) -> None:
        one = self._things.get(line.key) if line is not None else None
        if one is not None:
            self.picker.put(None)
            self._put(one)

    def _put(self, one: Thing, despite: str | None = None) -> None:
        key = self._key
        if key is None:
            return
        if one.kind is ThingKind.VOUCHER:
            self._pay_by_voucher(one)
            return
        if one.kind is ThingKind.MEMBER:
            self._desk.go(Till(client_id=one.id))
            return
        if one.kind is ThingKind.PRODUCT:
            doing = self._desk.do(add_product, key, ProductId(one.id), despite=despite)
        else:
            doing = self._desk.do(add_service, key, one.id)  # type: ignore[arg-type]
        doing.then(lambda _line: self._lead()).otherwise(partial(self._against, one))

    def _against(self, one: Thing, error: SalonError) -> None:
        if isinstance(error, Contraindicated):
            again = partial(self._despite, self._key, one)
            client = self._sight.client if self._sight is not None else None
            whom = client.name if client is not None else ""
            ask_reason(self._desk, error, again, whom=whom)
        else:
            self.pay.refuse(str(error))

    def _despite(self, key: BillId | None, one: Thing, why: str) -> None:
        if key == self._key:
            self._put(one, why)

    def _pay_by_voucher(self, one: Thing) -> None:
        if any(each.voucher == one.code for each in self._applied):
            return
        self._applied.append(Paying(VOUCHER, one.price, voucher=one.code))
        self.refresh()
        self._lead()

    def _use_points(self) -> None:
        """Let points pay what they can of what is still open, in whole steps."""
        sight = self._sight
        if sight is None:
            return
        kept = [one for one in self._applied if one.means != POINTS]
        due = sight.card.total - total(one.amount for one in kept)
        goods = total(one.price for one in sight.card.lines if one.kind in POINTS_PAY)
        worth = sight.rules.points.most(sight.purse.points)
        part = in_steps(sight, min(due, goods, worth))
        if part.minor <= 0:
            self.pay.refuse(_("There is nothing here that points can pay."))
            return
        self._applied = [*kept, Paying(POINTS, part)]
        self.refresh()
        self._lead()

    def _leave_out(self, one: Paying) -> None:
        self._left_off.add(one.means)
        self._applied = [each for each in self._applied if each is not one]
        self.refresh()
        self._lead()

    def _line(self) -> int | None:
        row = self.rows.chosen()
        return None if row is None else int(str(row.key))

    def _discount(self) -> None:
        sight, key = self._sight, self._line()
        if sight is None or key is None:
            return
        line = next((one for one in sight.card.lines if one.id == key), None)
        if line is not None:
            self.strip.open(line, sight)

    def _take_off(self) -> None:
        if self._key is None:
            self._drop_chosen()
            return
        key = self._line()
        if key is not None:
            doing = self._desk.do(take_off, key)
            doing.otherwise(lambda error: self.pay.refuse(str(error)))

    def _whose(self) -> None:
        from salon.staff.queries import team

        home, sight, key = home_of(self._desk), self._sight, self._line()
        if home is None or sight is None or key is None:
            return
        line = next((one for one in sight.card.lines if one.id == key), None)
        if line is None:
            return

        def ask(people: "Sequence[StaffLine]") -> None:
            ShareSheet(self._desk, home, sight, line, people).open()

        self._desk.ask(team).then(ask)

    def _session(self) -> Redeemed | None:
        """Return the session that the chosen line stands for, else the first."""
        sight, key = self._sight, self._line()
        if sight is None:
            return None
        lines = sorted(sight.card.lines, key=lambda one: one.id != key)
        found = (sight.session_of(one.appointment_id) for one in lines)
        return next((one for one in found if one is not None), None)

    def _sign(self) -> None:
        one, sight = self._session(), self._sight
        if one is not None and sight is not None and sight.client is not None:
            open_course(self._desk, int(sight.client.id), one.course_id, "sign")

    def _slip(self) -> None:
        lines = self._sight.card.lines if self._sight is not None else ()
        if sold := next((each.voucher for each in lines if each.voucher), ""):
            open_print(self._desk, "voucher", sold)
            return
        one = self._session()
        if one is not None:
            open_print(self._desk, "slip", int(one.id))

    def _ahead(self) -> None:
        home = home_of(self._desk)
        if home is not None and self._sight is not None:
            AheadSheet(self._desk, home, self._sight).open()

    def _add_debt(self) -> None:
        if self._key is not None:
            doing = self._desk.do(add_debt, self._key)
            doing.then(lambda _many: self._lead())
            doing.otherwise(lambda error: self.pay.refuse(str(error)))

    def _split(self) -> None:
        home = home_of(self._desk)
        if home is not None and self._sight is not None:
            SplitSheet(home, self._sight, self._applied, self._take).open()

    def _take(self, paying: list[Paying], later: bool) -> None:
        sight = self._sight
        if sight is None or self._closing:
            return
        if self.strip.is_half_typed:
            said = _(
                "A discount is half typed. Keep it with Enter, or leave it with Esc."
            )
            self.pay.refuse(said)
            self.strip.off.setFocus()
            return
        self._closing = True  # a double click pays once
        doing = self._desk.do(
            close_bill, sight.card.id, paying, later=later, seen=sight.card.version
        )
        doing.then(self._closed).otherwise(self._refused)

    def _closed(self, number: str) -> None:
        self._closing = False
        tell(self._desk, _("Bill {number} is closed").format(number=number))
        self.refresh()

    def _refused(self, error: SalonError) -> None:
        self._closing = False
        self.pay.refuse(str(error))
        self.refresh()

    def _hold(self) -> None:
        if self._key is not None:
            doing = self._desk.do(hold_bill, self._key)
            doing.then(lambda _done: self._to_list())

    def _resume(self) -> None:
        sight = self._sight
        if sight is None or not sight.waiting:
            return
        other = sight.waiting[0]
        own = sight.card
        if own.state is BillState.OPEN and own.lines:
            self._desk.do(hold_bill, own.id)
        if other.state is BillState.HELD:
            self._desk.do(resume_bill, other.id)
        self._desk.go(Till(int(other.id)))

    def _print(self) -> None:
        sight = self._sight
        if sight is not None:
            client = int(sight.client.id) if sight.client else None
            open_print(self._desk, "receipt", int(sight.card.id), client)

    def _contract(self) -> None:
        """Read and sign what was agreed on what this bill sold ahead."""
        sight = self._sight
        lines = _agreed(sight)
        if sight is not None and sight.client is not None and lines:
            open_contract(self._desk, sight.client.id, lines[0].course_id)

    def _give_back(self) -> None:
        home = home_of(self._desk)
        if home is not None and self._sight is not None:
            ReturnSheet(self._desk, home, self._sight, self._given).open()

    def _given(self, number: str) -> None:
        tell(self._desk, _("Given back with bill {number}").format(number=number))
        self.refresh()

    def _drop(self) -> None:
        if self._key is not None:
            self._desk.do(drop_bill, self._key).then(lambda _done: self._to_list())

    def _drop_chosen(self) -> None:
        """Drop the bill that is chosen in the list, if it was never closed."""
        line = self.list.chosen()
        waiting = {int(one.id) for one in (self._today.open if self._today else ())}
        if line is not None and line.key in waiting:
            self._desk.do(drop_bill, BillId(int(str(line.key))))

    def _to_list(self) -> None:
        self._desk.go(Till())

    def _open(self, row: int) -> None:
        lines = self.list.lines.lines
        if 0 <= row < len(lines):
            self._desk.go(Till(int(str(lines[row].key))))

    def _open_file(self) -> None:
        if self._sight is not None and self._sight.client is not None:
            self._desk.go(ClientCard(int(self._sight.client.id)))

    def _book(self) -> None:
        if self._sight is not None and self._sight.client is not None:
            open_booking(self._desk, int(self._sight.client.id))

    def _offers_of_list(self, row: int) -> Offers:
        """Return what can be done with a bill of the list."""
        key = self.list.lines.line(row).key
        waiting = self._today.open if self._today is not None else ()
        is_open = any(int(one.id) == key for one in waiting)
        drop = partial(self._desk.do, drop_bill, BillId(int(str(key))))
        return (
            Offer(_("Open the bill"), partial(self._open, row), "⏎", "receipt-dollar"),
            Offer(_("Drop this bill"), drop, "Del", "trash", is_open),
        )

    def _offers(self, row: int) -> Offers:
        """Return what can be done with a line of the bill."""
        self.rows.choose(row)
        acts = (self.cheaper, self.whose, self.sign, self.slip, self.off)
        return tuple(of_action(one) for one in acts)

    # where something fails

    def _gone(self, error: SalonError) -> None:
        """Go to the list where a bill was dropped or undone."""
        from salon.errors import Missing

        if isinstance(error, Missing):
            self._turn_to(None)
            self._desk.settle(Till())
            self.refresh()
        else:
            self._fail(error)

    def _fail(self, error: SalonError) -> None:
        self._forget_failure()
        self._failed = Failed(
            _("The till could not be shown."), str(error), self.refresh
        )
        self.stack.addWidget(self._failed)
        self.stack.setCurrentWidget(self._failed)

    def _forget_failure(self) -> None:
        if self._failed is not None:
            self.stack.removeWidget(self._failed)
            self._failed.deleteLater()
            self._failed = None


def _agreed(sight: BillSight | None) -> list[LineCard]:
    """Return the lines of a bill on which there is a contract to sign."""
    if sight is None or sight.client is None:
        return []
    kinds = (LineKind.COURSE, LineKind.TOP_UP)
    return [one for one in sight.card.lines if one.kind in kinds]


def _hazard(one: Alert) -> ChipLabel:
    is_loud = one.grade is Grade.CRITICAL
    icon = "alert-octagon" if is_loud else "alert-triangle"
    chip = Chip(one.text, Tone.RED if is_loud else Tone.AMBER, icon)
    return ChipLabel(chip, shrinks=True)


def _short_line(one: BillLineShort, currency: str) -> Line:
    """Return a bill as the list of a day shows it."""
    chips = {
        BillState.OPEN: Chip(_("open"), Tone.BLUE),
        BillState.HELD: Chip(_("held"), Tone.AMBER, "hourglass"),
        BillState.CLOSED: Chip(_("paid"), Tone.SAGE, "check"),
    }
    mark = chips[one.state]
    if one.kind is BillKind.CREDIT:
        mark = Chip(_("given back"), Tone.PLAIN)
    elif one.owing.minor:
        owing = _("{sum} open").format(sum=amount(one.owing, currency))
        mark = Chip(owing, Tone.AMBER)
    name = one.client or _("Somebody without a file")
    return Line(
        name,
        one.number or _("not closed yet"),
        mark=mark,
        cells=(short_day(one.day), amount(one.total, currency)),
        key=int(one.id),
        icon="" if one.client else "user",
    )
