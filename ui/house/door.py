"""Who came in, how far it went, who waits, and what was missed on the way."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.errors import SalonError
from salon.hosting.model import (
    CAME_WORDS,
    ENDED_WORDS,
    SALE_WORDS,
    STEP_WORDS,
    Came,
    Ended,
    EnquiryLine,
    Sale,
    Wait,
)
from salon.hosting.operations import (
    end_enquiry,
    give_wait_voucher,
    name_enquiry,
    note_enquiry,
    offer_while_waiting,
    step_enquiry,
)
from salon.house.operations import note_front
from salon.text import _, hour, listed, ngettext
from salon.views.house import DoorSight, door_sight
from ui.house.words import enquiry_line, month_line
from ui.kit.buttons import Answers, Button
from ui.kit.cards import Card, Heading, across, clear, down, held
from ui.kit.chips import Chip, ChipLabel
from ui.kit.columns import Columns, flowing
from ui.kit.fields import TextField
from ui.kit.offers import Offers, of_action, offer
from ui.kit.picker import Picker
from ui.kit.remaining import Remaining
from ui.kit.rows import Look
from ui.kit.sheet import Sheet
from ui.kit.states import Calm
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.fields import DayField
from ui.parts.forms import Form
from ui.parts.homes import home_of, tell
from ui.parts.ways import open_booking, picking_client

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.house.page import HousePage

MOST_MISSED = 4  # steps that are named


def open_enquiry(desk: "Desk") -> "Sheet | None":
    """Count somebody who came in or asked; go on with the steps if there is time."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = Sheet(home, _("Somebody came in"), icon="door-enter", wide=540)
    form = Form()
    ways = [(one, _(text)) for one, text in CAME_WORDS.items()]
    form.row("came", _("How they came"), Answers(ways, (Came.WALK_IN,)))
    form.row("words", _("What is looked for"), TextField())
    who = Picker(picking_client(desk), _("Name or phone, if there is a file"))
    form.row("client", _("Which client it is"), who)
    form.row("name", _("Or a name"), TextField(), _("As it was said; may stay empty"))
    sources = [
        ("walk_in", _("walked past")),
        ("friend", _("a friend")),
        ("online", _("on line")),
        ("", _("nothing said")),
    ]
    form.row("source", _("How did they find us?"), Answers(sources, ("",)))

    def save() -> None:
        said = form.values()
        whose = said["client"]
        doing = desk.do(
            note_enquiry,
            Came(str(next(iter(said["came"]), Came.WALK_IN))),
            name=said["name"],
            words=said["words"],
            source=str(next(iter(said["source"]), "")),
            client_id=int(str(whose)) if whose is not None else None,
        )
        doing.then(done).otherwise(sheet.fail)

    def done(_key: object) -> None:
        sheet.accept()
        tell(desk, _("Counted. The steps stand under The house, Enquiries."))

    sheet.add(form)
    sheet.body.addStretch(1)
    sheet.cancel()
    sheet.button(_("Count them in"), save, primary=True)
    sheet.open()
    form.field("words").setFocus()
    return sheet


class Door(QWidget):
    """Enquiries beside the months; below them the wait and what was missed."""

    def __init__(self, desk: "Desk", page: "HousePage") -> None:
        super().__init__()
        self._desk, self._page = desk, page
        self._sight: DoorSight | None = None
        self.list = Remaining(Look(height=48), _("Enquiries of thirty days"), 4)
        self.list.picked.connect(lambda _row: self.picked())
        self.list.opened.connect(lambda _row: self.enter())
        offer(self.list, self._offers)
        self.calm = Calm(
            _("Nobody asked within thirty days"),
            _("Count everybody who comes in or rings, also who does not book."),
            icon="door-enter",
        )
        self.calm.hide()
        tools = across(
            Button(action=page.came, small=True),
            None,
            Button(action=page.open_one, small=True),
            gap=8,
        )
        left = Card(Heading(_("Enquiries of thirty days"), icon="door-enter"), pad=12)
        left.add(tools).add(self.list, stretch=1).add(self.calm, stretch=1)
        look = Look(
            height=44, columns=((345, False), (265, False), (175, False), (75, False))
        )
        self.months = Remaining(look, _("Who came in, by month"), 3)
        heads = _("From that day on; apart for each look of the shop front")
        self.waits = down(gap=4)
        self.wait_said = Words("", type=Type.SMALL, wrap=True)
        self.missed = Words("", type=Type.SMALL, wrap=True)
        self.tenure = down(gap=2)
        right = Card(Heading(_("Who came in, by month"), icon="trending-up"), pad=12)
        head = across(
            Words(heads, type=Type.SMALL, faint=True, wrap=True),
            Button(action=page.front, small=True),
            gap=8,
        )
        head.setStretch(0, 1)
        right.add(head).add(self.months, stretch=1)
        care = Card(
            Heading(_("Waiting and steps of thirty days"), icon="hourglass"), pad=12
        )
        care.add(held(self.waits), self.wait_said, self.missed, held(self.tenure))
        side = held(down(right, care, gap=12))
        layout = side.layout()
        assert layout is not None
        layout.setStretch(0, 1)  # type: ignore[attr-defined]
        column = down(Columns(left, side), gap=0)
        column.setContentsMargins(0, 0, 0, 0)
        self.setLayout(column)
        self.first: QWidget = self.list

    def refresh(self) -> None:
        """Ask again."""
        self._desk.ask(door_sight).then(self._show).otherwise(self._fail)

    def _fail(self, error: SalonError) -> None:
        self._desk.say(str(error))

    def _show(self, sight: DoorSight) -> None:
        self._sight = sight
        lines = [enquiry_line(one) for one in sight.enquiries]
        self.list.setVisible(bool(lines))
        self.calm.setVisible(not lines)
        self.list.show_lines(lines)
        if lines and self.list.chosen() is None:
            self.list.choose(0)
        self.months.show_lines([month_line(one) for one in sight.months])
        self._show_waits(sight)
        sums = sight.sums
        said = _(
            "{mean} min on average, {longest} at most; {long} waited beyond the minute "
            "of the voucher, {vouchers} had one."
        )
        self.wait_said.say(
            said.format(
                mean=sums.mean,
                longest=sums.longest,
                long=sums.too_long,
                vouchers=sums.vouchers,
            )
            if sums.visits
            else _("No wait is known of these days.")
        )
        named = [
            f"{_(STEP_WORDS[step])} {round(many * 100 / sight.visits)} %"
            for step, many in sight.missed[:MOST_MISSED]
            if many and sight.visits
        ]
        self.missed.say(
            _("Missed most often: {what}").format(what=listed(named)) if named else ""
        )
        self._show_tenure(sight)
        self.picked()

    def _show_waits(self, sight: DoorSight) -> None:
        clear(self.waits)
        for one in sight.waits:
            text = ngettext(
                "waits {number} minute", "waits {number} minutes", one.minutes
            )
            said = f"{one.client} {text.format(number=one.minutes)}"
            if one.offered:
                said = f"{said} · {listed(map(_, one.offered))}"
            act = partial(ask_offer, self._desk, one, sight.offers)
            name = _("Offer {client} something").format(client=one.client)
            give = Button(_("Offer"), icon="coffee", small=True, name=name, act=act)
            parts: list[QWidget] = [
                Words(said, type=Type.SMALL, wrap=True, middle=True)
            ]
            if one.voucher_due:
                parts.append(ChipLabel(Chip(_("Voucher due"), Tone.AMBER, "gift")))
            row = across(*parts, None, give, gap=8)
            row.setStretch(0, 1)
            self.waits.addWidget(held(row))

    def _show_tenure(self, sight: DoorSight) -> None:
        clear(self.tenure)
        head = _("Minutes given of those sold, and steps missed, by time with us")
        self.tenure.addWidget(Words(head, type=Type.SMALL, faint=True, wrap=True))
        for one in sight.tenure:
            if not one.visits:
                continue
            given = "–" if one.share_given is None else f"{one.share_given} %"
            missed = "–" if one.share_missed is None else f"{one.share_missed} %"
            said = ngettext(
                "{name}: {given} given, {missed} missed, {number} visit",
                "{name}: {given} given, {missed} missed, {number} visits",
                one.visits,
            )
            text = said.format(
                name=_(one.name), given=given, missed=missed, number=one.visits
            )
            self.tenure.addWidget(Words(text, type=Type.SMALL, wrap=True))

    def picked(self) -> None:
        """Let what can be done with the chosen one be offered."""
        is_here = self._page.tab is self
        self._page.open_one.setEnabled(is_here and self.chosen() is not None)
        waits = self._sight is not None and bool(self._sight.waits)
        self._page.offer.setEnabled(is_here and waits)

    def chosen(self) -> EnquiryLine | None:
        """Return the one that is chosen."""
        line, sight = self.list.chosen(), self._sight
        if line is None or sight is None:
            return None
        return next((one for one in sight.enquiries if one.id == line.key), None)

    def _offers(self, _row: int) -> Offers:
        return (of_action(self._page.open_one), of_action(self._page.came))

    # what can be done

    def note(self) -> None:
        """Count somebody."""
        open_enquiry(self._desk)

    def enter(self) -> None:
        """Go on with the chosen one."""
        one, home = self.chosen(), home_of(self._desk)
        if one is not None and home is not None:
            EnquirySheet(self._desk, home, one).open()

    def offer(self) -> None:
        """Offer something to who waits longest."""
        sight = self._sight
        if sight is not None and sight.waits:
            ask_offer(self._desk, sight.waits[0], sight.offers)

    def front(self) -> None:
        """Ask since when the shop front looks otherwise."""
        home = home_of(self._desk)
        if home is None:
            return
        sheet = Sheet(home, _("The front was changed"), icon="building-store", wide=460)
        form = Form()
        today = self._desk.today()
        day = DayField(self._desk, today, _("Since when"), is_past=True)
        form.row("on", _("Since when"), day)
        form.row("words", _("What is different"), TextField())

        def save() -> None:
            said = form.values()
            doing = self._desk.do(note_front, said["on"], said["words"])
            doing.then(lambda _none: sheet.accept()).otherwise(sheet.fail)

        sheet.add(form)
        sheet.body.addStretch(1)
        sheet.cancel()
        sheet.button(_("Keep"), save, primary=True)
        sheet.open()
        form.field("words").setFocus()


def ask_offer(desk: "Desk", one: Wait, offers: tuple[str, ...]) -> None:
    """Ask what is offered to somebody who waits; the voucher once it is due."""
    home = home_of(desk)
    if home is None:
        return
    sheet = Sheet(home, one.client, icon="coffee", wide=480)
    said = ngettext("waits {number} minute", "waits {number} minutes", one.minutes)
    at = _("since {hour}").format(hour=hour(one.since))
    about = f"{said.format(number=one.minutes)} · {at}"
    sheet.add(Words(about, type=Type.SMALL, faint=True))

    def done(_result: object) -> None:
        sheet.accept()
        tell(desk, _("{client}: noted").format(client=one.client))

    def give(what: str) -> None:
        doing = desk.do(offer_while_waiting, one.appointment_id, what)
        doing.then(done).otherwise(sheet.fail)

    def voucher() -> None:
        doing = desk.do(give_wait_voucher, one.appointment_id)
        doing.then(done).otherwise(sheet.fail)

    buttons = [
        Button(
            _(what),
            icon="check" if what in one.offered else "",
            act=partial(give, what),
        )
        for what in offers
    ]
    sheet.add(flowing(*buttons))
    if one.voucher_due:
        said = _("This wait was too long: a voucher is due.")
        sheet.add(Words(said, wrap=True))
        sheet.add(Button(_("Give the voucher"), icon="gift", act=voucher))
    sheet.body.addStretch(1)
    sheet.cancel(_("Close"))
    sheet.open()
    if buttons:
        buttons[0].setFocus()


class EnquirySheet(Sheet):
    """The eight steps with somebody who came in, and how it ended."""

    def __init__(self, desk: "Desk", home: QWidget, one: EnquiryLine) -> None:
        name = one.name or _("Somebody without a name")
        super().__init__(home, name, icon="door-enter", wide=600)
        self._desk, self._one = desk, one
        self._version = one.version
        about = " · ".join(
            filter(None, (_(CAME_WORDS[one.came]), hour(one.at), one.words))
        )
        self.add(Words(about, type=Type.SMALL, faint=True, wrap=True))
        self.steps = Answers(
            [(step, _(text)) for step, text in SALE_WORDS.items()],
            tuple(one.steps),
            several=True,
            name=_("Steps"),
            tone=Tone.SAGE,
        )
        self.add(Words(_("Steps"), type=Type.SMALL_STRONG), self.steps)
        if one.client_id is None and one.ended is Ended.OPEN:
            self.who = Picker(picking_client(desk), _("Name or phone"))
            self.who.setAccessibleName(_("Which client it is"))
            self.who.taken.connect(self._named)
            self.add(Words(_("Which client it is"), type=Type.SMALL_STRONG), self.who)
        self.words = TextField(name=_("What was said"), hint=_("What was said"))
        is_open = one.ended is Ended.OPEN
        if is_open:
            ends = (Ended.BOOKED, Ended.THINKING, Ended.NO)
            said = (_("Booked"), _("Thinks it over"), _("Does not want it"))
            self.add(
                self.words,
                flowing(
                    *(
                        Button(text, small=True, act=partial(self._end, one))
                        for one, text in zip(ends, said, strict=True)
                    )
                ),
            )
        else:
            self.add(Words(_(ENDED_WORDS[one.ended]), type=Type.STRONG))
        self.body.addStretch(1)
        self.steps.changed.connect(self._step)
        self.steps.setEnabled(is_open)
        self.cancel(_("Close"))
        if is_open:
            self.button(_("Find a time"), self._book, primary=True)
        self.setMinimumHeight(min(560, home.window().height() - 40))

    def _step(self) -> None:
        for step in self.steps.value():
            if step in self._one.steps or not isinstance(step, Sale):
                continue
            doing = self._desk.do(step_enquiry, self._one.id, step)
            doing.otherwise(self.fail)
            self._one = _with(self._one, step)
        self.steps.put(*self._one.steps)

    def _named(self, line: object) -> None:
        key = self.who.key
        if line is not None and key is not None:
            doing = self._desk.do(name_enquiry, self._one.id, int(str(key)))
            doing.otherwise(self.fail)

    def _end(self, ended: Ended) -> None:
        doing = self._desk.do(end_enquiry, self._one.id, ended, words=self.words.text())
        doing.then(partial(self._ended, ended)).otherwise(self.fail)

    def _ended(self, ended: Ended, call: int | None) -> None:
        self.accept()
        said = _(ENDED_WORDS[ended])
        if ended is Ended.THINKING:
            said = (
                _("Thinks it over: asked once more in three days")
                if call is not None
                else _("Thinks it over; offers are not wanted, so nobody rings")
            )
        tell(self._desk, said)

    def _book(self) -> None:
        self.accept()
        key = self.who.key if hasattr(self, "who") else self._one.client_id
        open_booking(self._desk, int(str(key)) if key is not None else None)


def _with(one: EnquiryLine, step: Sale) -> EnquiryLine:
    from dataclasses import replace

    return replace(one, steps=one.steps | {step})
