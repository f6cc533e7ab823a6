"""What can be done with one course: taken from, bent, changed, paid back, signed."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from salon.catalogue.model import ServiceCard
from salon.catalogue.queries import services
from salon.clients.model import ClientId
from salon.courses.bending import (
    extend_course,
    freeze_course,
    pass_on_course,
    share_course,
    unfreeze_course,
    unshare_course,
)
from salon.courses.ending import convert_course, refund_course, release_expired
from salon.courses.model import (
    DOING_WORDS,
    ON_GOING,
    ON_PAPER,
    STATE_WORDS,
    CourseCard,
    CourseKind,
    CourseState,
    NamesakeAsks,
    NoReason,
    Offer,
    Redeemed,
    Refund,
    spelt,
)
from salon.courses.operations import (
    note_slip_printed,
    redeem_by_hand,
    sign_slip,
    take_back_redemption,
)
from salon.courses.pace import pace_words
from salon.courses.queries import redeemed
from salon.errors import SalonError
from salon.money import Money
from salon.text import _, aside, full_day, ngettext, short_day
from salon.text import amount as cash
from salon.views.courses import CourseSight, course_sight
from ui.courses.acts import (
    ACT_WORDS,
    DONE_WORDS,
    FIRST,
    FROZEN_UNTIL,
    HINTS,
    ROWS,
    UNSHARED,
    Act,
)
from ui.courses.figures import Figures
from ui.kit.buttons import Answers, Button
from ui.kit.cards import across, held
from ui.kit.fields import Choice, Number, TextField
from ui.kit.picker import Picker, Show
from ui.kit.rows import Line
from ui.kit.sheet import Sheet
from ui.kit.tokens import Type
from ui.kit.words import Words
from ui.parts.fields import DayField, MoneyField
from ui.parts.forms import Form
from ui.parts.homes import home_of, tell
from ui.parts.signing import Signing
from ui.parts.ways import open_print, picking_client

if TYPE_CHECKING:
    from ui.desk import Desk

MOST_SESSIONS = 100
LAST = 4  # lines of the log


def open_course(
    desk: "Desk", client_id: ClientId, key: int | None = None, act: str = ""
) -> "CourseSheet | None":
    """Open what can be done with a client's courses, at one of them and one `Act`."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = CourseSheet(desk, home, Act(act) if act else None)
    desk.ask(course_sight, client_id, key).then(sheet.show_sight)
    return sheet


class CourseSheet(Sheet):
    """One course: what is left, what can be done, and both figures if it is paid back.

    Enter on what is to be done goes to its first field, and from there it does it.
    Tab goes from field to field, Esc leaves everything as it is.
    """

    def __init__(self, desk: "Desk", home: QWidget, act: "Act | None" = None) -> None:
        super().__init__(home, _("Courses"), icon="gift", wide=680)
        self._desk, self._home = desk, home
        self._sight: CourseSight | None = None
        self._found: list[ServiceCard] = []
        self._taken: list[Redeemed] = []
        self._act = self._asked = act
        self._asks_digits = False
        self.which = Choice([], name=_("Course"))
        self.which.activated.connect(self._another)
        self.facts = Words("", type=Type.STRONG, wrap=True)
        self.more = Words("", type=Type.SMALL, faint=True, wrap=True)
        self.acts = Answers(
            [(one, _(ACT_WORDS[one])) for one in Act], name=_("What to do with it")
        )
        for button in self.acts.buttons.values():
            button.setAutoDefault(False)  # else it keeps Enter to itself
        self.acts.changed.connect(self._pick)
        self.figures = Figures()
        self.figures.changed.connect(self._say_law)
        self.law = Words("", type=Type.SMALL, faint=True, wrap=True)
        self.hint = Words("", type=Type.SMALL, faint=True, wrap=True)
        self.log = Words("", type=Type.SMALL, faint=True, wrap=True)
        self._make_form()
        self.paper = Button("", icon="printer", small=True, act=self._print)
        self.add(self.which, self.facts, self.more, self.acts, self.figures, self.law)
        self.add(self.hint, self.form, held(across(self.paper, None)), self.log)
        self.body.addStretch(1)
        self.cancel()
        self.go = self.button(_("Keep"), self._do, primary=True)

    def _make_form(self) -> None:
        desk, currency = self._desk, self._desk.premises.currency
        self.service = Choice([], name=_("Treatment"))
        self.digits = TextField("", name=_("Last four digits"))
        self.session = Choice([], name=_("Session"))
        self.client_sign = Signing(_("Signature of the client"))
        self.staff_sign = Signing(_("Signature of the team"))
        self.until = DayField(desk, None, _("Last day"), optional=True)
        self.whom = Picker(picking_client(desk), name=_("To whom"))
        self.family = Choice([], name=_("Who of the family"))
        self.other = Picker(self._find, _("Treatment"), name=_("Into which treatment"))
        self.other.taken.connect(lambda _line: self._price())
        self.sessions = Number(1, 1, MOST_SESSIONS, name=_("Sessions"))
        self.sessions.valueChanged.connect(lambda _n: self._price())
        self.price = MoneyField(None, currency, _("Price of the other course"))
        self.means = Choice([], name=_("Paid by"))
        self.reason = TextField("", name=_("Reason"))
        self.form = Form()
        self._rows: dict[str, QWidget] = {}
        self._fields: dict[str, QWidget] = {}
        for name, label, field in (
            ("service", _("Treatment"), self.service),
            ("digits", _("Last four digits"), self.digits),
            ("session", _("Session"), self.session),
            ("client", _("Signature of the client"), self.client_sign),
            ("staff", _("Signature of the team"), self.staff_sign),
            ("whom", _("To whom"), self.whom),
            ("family", _("Who of the family"), self.family),
            ("other", _("Into which treatment"), self.other),
            ("sessions", _("Sessions"), self.sessions),
            ("price", _("Price of the other course"), self.price),
            ("until", _("Last day"), self.until),
            ("means", _("Paid by"), self.means),
            ("reason", _("Reason"), self.reason),
        ):
            self._rows[name] = self.form.row(name, label, field)
            self._fields[name] = field

    # what is shown

    def show_sight(self, sight: CourseSight) -> None:
        """Show a client's courses and one of them, and open the sheet."""
        is_open = self._sight is not None
        self._sight = sight
        self.say_whom(sight.client)
        self.setAccessibleName(sight.client)
        lines = sight.lines
        self.which.clear()
        self.which.addItems(
            [aside(one.title, _(STATE_WORDS[one.state])) for one in lines]
        )
        self.which.setVisible(len(lines) > 1)
        card = sight.card
        self.acts.setVisible(card is not None)
        self.form.setVisible(card is not None)
        if card is None:
            self.facts.say(_("Nothing is paid ahead."))
            self.more.say(_("Courses are sold at the till, with “Sell ahead”."))
        else:
            keys = [one.id for one in lines]
            if card.line.id in keys:
                self.which.setCurrentIndex(keys.index(card.line.id))
            self._show_card(sight, card)
        if not is_open:
            self.setMinimumHeight(min(640, self._home.window().height() - 40))
            self.open()
            first = next((b for b in self.acts.buttons.values() if b.isVisible()), None)
            (first or self.go).setFocus()
            if self._asked is not None and self._asked is self._act:
                self._go_on()

    def _show_card(self, sight: CourseSight, card: CourseCard) -> None:
        self.facts.say(_facts(card, sight.currency))
        pace = pace_words(card.line, self._desk.today())
        self.more.say("\n".join(filter(None, (_more(card, sight.currency), pace))))
        able = self._able(sight, card)
        for key, button in self.acts.buttons.items():
            button.setVisible(key in able)
        fill(self.service, [str(names) for _key, names in card.services])
        self._taken = [one for one in reversed(card.taken) if not one.taken_back]
        fill(self.session, [_session(one) for one in self._taken])
        held_by = {key for key, _name in card.holders}
        ends = _("no longer")
        fill(
            self.family,
            [aside(n, ends) if k in held_by else n for k, n in sight.family],
        )
        fill(self.means, [name for _key, name in sight.means])
        self.sessions.setValue(max(1, card.line.left))
        self.figures.show_card(card, sight.currency)
        self.log.say(_log(card))
        self._act = self._act if self._act in able else next(iter(able), None)
        self.acts.put(self._act)
        self._chosen()

    def _able(self, sight: CourseSight, card: CourseCard) -> list[Act]:
        """Return what can be done with a course as it stands."""
        line, today = card.line, self._desk.today()
        taken = any(not one.taken_back for one in card.taken)
        goes = line.state in ON_GOING
        frozen = line.is_frozen(today)
        is_over = line.expires is not None and line.expires < today
        can = {
            Act.TAKE: line.is_open(today),
            Act.SIGN: taken,
            Act.FREEZE: goes and not frozen and not is_over and not line.is_used_up,
            Act.RUN: line.state is CourseState.FROZEN and frozen,
            Act.EXTEND: goes and line.expires is not None,
            Act.PASS: goes and not line.is_used_up,
            Act.SHARE: goes and bool(sight.family),
            Act.CONVERT: goes and not frozen and not line.is_used_up,
            Act.REFUND: goes and bool(line.worth_left.minor),
            Act.RELEASE: goes and not frozen and is_over,
            Act.BACK: goes and taken,
        }
        return [one for one in Act if can[one]]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter on what is to be done choose it and go on to its first field."""
        focus, plain = self.focusWidget(), Qt.KeyboardModifier.NoModifier
        held_down = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        choices = (*self.acts.buttons.values(), *self.figures.figures.values())
        if is_enter and held_down == plain and focus in choices:
            for one in choices:
                if one is focus:
                    one.click()
            self._go_on()
            return
        super().keyPressEvent(event)

    def _go_on(self) -> None:
        """Go to the first field of what is to be done, or else to what does it."""
        act = self._act
        names = ROWS[act] if act is not None else ()
        if act in FIRST:
            names = (FIRST[act],)
        shown = (self._fields[n] for n in names if self._rows[n].isVisible())
        next(shown, self.go).setFocus()

    @property
    def act(self) -> Act | None:
        """What is to be done."""
        return self._act

    def _pick(self) -> None:
        pressed = self.acts.value()
        if pressed:
            self._act = Act(str(pressed[0]))
        self.acts.put(self._act)  # pressed again it stays
        self._chosen()

    def _chosen(self) -> None:
        act = self._act
        shown = set(ROWS[act]) if act is not None else set()
        if act is Act.TAKE and self.service.count() < 2:
            shown.discard("service")
        if act is Act.TAKE and not self._asks_digits:
            shown.discard("digits")
        for name, row in self._rows.items():
            row.setVisible(name in shown)
        is_refund = act is Act.REFUND
        self.figures.setVisible(is_refund)
        self.law.setVisible(is_refund)
        hint = _(HINTS[act]) if act in HINTS else ""
        self.hint.say(hint)
        self.hint.setVisible(bool(hint))
        paper = {Act.REFUND: _("Print the refund sheet"), Act.SIGN: _("Print the slip")}
        self.paper.setVisible(act in paper)
        if act in paper:
            self.paper.setText(paper[act])
            self.paper.setAccessibleName(paper[act])
        self.go.setVisible(act is not None)
        self.go.setText(_(ACT_WORDS[act]) if act is not None else "")
        self.go.setAccessibleName(self.go.text())
        self.failure.hide()
        self._say_law()

    def _say_law(self) -> None:
        sight = self._sight
        if sight is None or sight.card is None:
            return
        card = sight.card
        said = [_contract(card)]
        limit = cash(card.limit, sight.currency)
        if card.refund.by(self.figures.value()) > card.limit:
            said.append(_("Above {sum} the manager says yes.").format(sum=limit))
        if card.refund.unpaid.minor:
            rest = cash(card.refund.unpaid, sight.currency)
            said.append(_("{sum} that is unpaid is not owed then.").format(sum=rest))
        if sight.causes:
            causes = ", ".join(sight.causes)
            said.append(_("An open complaint says: {causes}.").format(causes=causes))
        if card.promised or card.not_promised:
            told = "; ".join((*card.promised, *card.not_promised))
            said.append(_("Said at the start: {words}.").format(words=told))
        said += card.rule
        self.law.say("\n".join(said))

    def _another(self, place: int) -> None:
        sight = self._sight
        if sight is not None and place < len(sight.lines):
            key = sight.lines[place].id
            asked = self._desk.ask(course_sight, sight.client_id, key)
            asked.then(self.show_sight)

    # what is done

    def _find(self, text: str, show: Show) -> None:
        def found(cards: Sequence[ServiceCard]) -> None:
            self._found = list(cards)
            currency = self._desk.premises.currency
            show(
                [
                    Line(str(one.names), cash(one.price, currency), key=int(one.id))
                    for one in cards[:30]
                ]
            )

        self._desk.ask(services, text).then(found)

    def _service(self) -> ServiceCard | None:
        key = self.other.key
        return next((one for one in self._found if one.id == key), None)

    def _price(self) -> None:
        service = self._service()
        if service is not None:
            self.price.put(service.price * self.sessions.value())

    def _do(self) -> None:
        sight, act = self._sight, self.act
        if sight is None or sight.card is None or act is None:
            return
        doing = self._doings(sight, sight.card).get(act)
        if doing is None:
            return
        pending = doing()
        if pending is not None:
            pending.then(lambda done: self._done(act, done)).otherwise(self._refuse)

    def _doings(
        self, sight: CourseSight, card: CourseCard
    ) -> dict[Act, Callable[[], Any]]:
        do, key, why = self._desk.do, card.line.id, self.reason.text()
        by = sight.means[max(0, self.means.currentIndex())][0] if sight.means else ""
        return {
            Act.TAKE: lambda: self._take(sight, card),
            Act.SIGN: self._sign,
            Act.FREEZE: lambda: do(freeze_course, key, why, until=self.until.value()),
            Act.RUN: lambda: do(unfreeze_course, key, why),
            Act.EXTEND: lambda: self._extend(key, why),
            Act.PASS: lambda: self._pass(key, why),
            Act.SHARE: lambda: self._share(sight, card),
            Act.CONVERT: lambda: self._convert(card, by, why),
            Act.REFUND: lambda: do(
                refund_course, key, self.figures.value(), why, means=by
            ),
            Act.RELEASE: lambda: do(release_expired, key, why),
            Act.BACK: lambda: self._back(why),
        }

    def _take(self, sight: CourseSight, card: CourseCard) -> Any:
        place = max(0, self.service.currentIndex())
        return self._desk.do(
            redeem_by_hand,
            sight.client_id,
            course_id=card.line.id,
            service_id=card.services[place][0],
            digits=self.digits.text(),
        )

    def _session_id(self) -> Any:
        place = self.session.currentIndex()
        return self._taken[place].id if 0 <= place < len(self._taken) else None

    def _sign(self) -> Any:
        key = self._session_id()
        both = self.staff_sign, self.client_sign
        if key is None or not any(one.is_signed for one in both):
            self.fail(_("Let somebody sign first."))
            return None
        staff, client = (
            (one.value() or ON_PAPER) if one.is_signed else None for one in both
        )
        return self._desk.do(sign_slip, key, staff=staff, client=client)

    def _extend(self, key: int, why: str) -> Any:
        until = self.until.value()
        if until is None:
            self.fail(_("Say until when."), self.until)
            return None
        return self._desk.do(extend_course, key, until, why)

    def _pass(self, key: int, why: str) -> Any:
        whom = self.whom.key
        if whom is None:
            self.fail(_("Say to whom."), self.whom)
            return None
        return self._desk.do(pass_on_course, key, ClientId(int(str(whom))), why)

    def _share(self, sight: CourseSight, card: CourseCard) -> Any:
        whom = sight.family[max(0, self.family.currentIndex())][0]
        if whom in {key for key, _name in card.holders}:
            return self._desk.do(unshare_course, card.line.id, whom)
        return self._desk.do(share_course, card.line.id, whom)

    def _convert(self, card: CourseCard, by: str, why: str) -> Any:
        price, service = self.price.value(), self._service()
        if price is None:
            self.fail(_("Type an amount, as 12.50."), self.price)
            return None
        services_of = tuple(key for key, _names in card.services)
        unit: Money = card.line.list_unit
        if service is not None:
            services_of, unit = (int(service.id),), service.price
        kind = CourseKind.CHOICE if len(services_of) > 1 else CourseKind.SESSIONS
        offer = Offer(kind, services_of, self.sessions.value(), unit)
        return self._desk.do(
            convert_course, card.line.id, offer, why, price=price, means=by
        )

    def _back(self, why: str) -> Any:
        key = self._session_id()
        return None if key is None else self._desk.do(take_back_redemption, key, why)

    def _refuse(self, error: SalonError) -> None:
        if isinstance(error, NamesakeAsks):
            self._asks_digits = True
            self._rows["digits"].show()
            self.fail(error, self.digits)
            return
        self.fail(error, self.reason if isinstance(error, NoReason) else None)

    def _done(self, act: Act, result: object) -> None:
        sight = self._sight
        assert sight is not None
        assert sight.card is not None
        if act is Act.TAKE:
            desk, currency = self._desk, sight.currency
            asked = desk.ask(redeemed, int(str(result)))
            asked.then(lambda one: tell(desk, _taken_words(one, currency)))
        else:
            tell(self._desk, self._said(act, sight, sight.card, result))
        self.accept()

    def _said(
        self, act: Act, sight: CourseSight, card: CourseCard, result: object
    ) -> str:
        """Return what was done, and how much of it."""
        words, until, name, money = DONE_WORDS[act], None, "", Money()
        match act:
            case Act.FREEZE if self.until.value() is not None:
                words, until = FROZEN_UNTIL, self.until.value()
            case Act.EXTEND:
                until = self.until.value()
            case Act.PASS:
                name = self.whom.line.name if self.whom.line is not None else ""
            case Act.SHARE:
                key, name = sight.family[max(0, self.family.currentIndex())]
                if key in {one for one, _name in card.holders}:
                    words = UNSHARED
            case Act.CONVERT:
                service = self._service()
                name = str(service.names) if service is not None else card.line.title
                money = self.price.value() or money
            case Act.REFUND if isinstance(result, Refund):
                money = result.by(self.figures.value())
            case Act.RELEASE if isinstance(result, Money):
                money = result
        return _(words).format(
            title=card.line.title,
            day="" if until is None else full_day(until),
            name=name,
            sum=cash(money, sight.currency),
        )

    def _print(self) -> None:
        sight, act = self._sight, self.act
        if sight is None or sight.card is None:
            return
        key = self._session_id() if act is Act.SIGN else sight.card.line.id
        if key is None:
            return
        self._desk.do(note_slip_printed, sight.card.line.id)
        self.accept()
        open_print(self._desk, "slip" if act is Act.SIGN else "refund", int(key))


def _taken_words(one: Redeemed, currency: str) -> str:
    left = cash(one.worth_left, currency)
    if one.of:
        said = ngettext("{n} session left", "{n} sessions left", one.left)
        left = said.format(n=one.left)
    return _(DONE_WORDS[Act.TAKE]).format(title=one.name, left=left)


def fill(choice: Choice, texts: Sequence[str]) -> None:
    """Let a choice be among other texts."""
    choice.clear()
    choice.addItems(list(texts))


def _facts(card: CourseCard, currency: str) -> str:
    line = card.line
    left = cash(line.worth_left, currency)
    if line.kind is CourseKind.VALUE:
        value = cash(line.value_left, currency)
        said = _("{title}: {value} left to choose, worth {left}")
        return said.format(title=line.title, value=value, left=left)
    said = _("{title}: {n} of {of} taken, {left} left")
    return said.format(title=line.title, n=line.used, of=line.sessions, left=left)


def _more(card: CourseCard, currency: str) -> str:
    line = card.line
    parts = [_(STATE_WORDS[line.state])]
    if line.state is CourseState.FROZEN and line.frozen_until is not None:
        until = _("frozen until {day}").format(day=full_day(line.frozen_until))
        parts = [until]
    if line.expires is not None:
        parts.append(_("good until {day}").format(day=full_day(line.expires)))
    parts.append(_("paid {sum}").format(sum=cash(card.refund.paid, currency)))
    if line.unpaid.minor:
        parts.append(_("{sum} unpaid").format(sum=cash(line.unpaid, currency)))
    if card.buyer:
        parts.append(_("paid by {name}").format(name=card.buyer))
    if card.holders:
        names = ", ".join(name for _key, name in card.holders)
        parts.append(_("shared with {names}").format(names=names))
    return " · ".join(parts)


def _session(one: Redeemed) -> str:
    n_of = f"{one.number}/{one.of}" if one.of else str(one.number)
    parts = (n_of, short_day(one.at.date()), str(one.service), spelt(one.code))
    signed = _("signed") if one.is_signed else _("not signed")
    return " · ".join((*filter(None, parts), signed))


def _log(card: CourseCard) -> str:
    said = []
    for one in card.log[-LAST:]:
        parts = (short_day(one.at.date()), _(DOING_WORDS[one.doing]))
        more = (one.other, one.staff, one.reason)
        said.append(" · ".join(part for part in (*parts, *more) if part))
    return "\n".join(said)


def _contract(card: CourseCard) -> str:
    if card.signed_on is None:
        return _("No contract is noted as signed.")
    said = _("Signed on {day}.").format(day=full_day(card.signed_on))
    return f"{said} {card.clause}".strip()
