"""The statement of a client: courses and stored value, line by line, every slip."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from salon.appointments.model import Status
from salon.appointments.queries import visits_of
from salon.clients.model import ClientId
from salon.clients.queries import client_line, living
from salon.courses.model import (
    DOING_WORDS,
    CourseCard,
    CourseKind,
    Doing,
    Redeemed,
    spelt,
)
from salon.courses.queries import course_card, courses_of
from salon.ledger.model import Account, Kind
from salon.money import Money
from salon.paper.pages import Laid
from salon.paper.sheets import Letterhead, Look
from salon.prepaid.model import Purse
from salon.prepaid.queries import purse_of
from salon.promises.document import statement
from salon.promises.model import Moved, Worth
from salon.promises.queries import bill_words, bonus_moved, moved, told, totals_of
from salon.promises.sheet import Block, Figure, StatementSheet
from salon.promises.value import worth_of
from salon.public import public_id
from salon.reports.composing import Composed, composed, spoken_in
from salon.settings.queries import premises
from salon.staff.queries import team
from salon.text import (
    N_,
    _,
    amount,
    day_and_time,
    full_day,
    hour,
    listed,
    minor_digits,
    ngettext,
    number,
)
from salon.work import Reading

_COURSE = (
    *(N_("Date"), N_("Received"), N_("By"), N_("Number")),
    *(N_("Worth"), N_("Still yours"), N_("Slip")),
)
_STORED = (
    *(N_("Date"), N_("For"), N_("By"), N_("Own"), N_("Bonus")),
    *(N_("Own left"), N_("Bonus left")),
)
_BOOKED = (Status.BOOKED, Status.CONFIRMED)
WARNED = "90, 30, 7"  # days before anything runs out on which somebody rings


def compose_statement(
    reading: Reading,
    client_id: ClientId,
    look: Look,
    *,
    first: date | None = None,
    last: date | None = None,
) -> Composed:
    """Return a client's statement, in the client's language; raises Missing.

    Args:
        reading: As ever.
        client_id: Whose.
        look: How it is printed.
        first: The first day of its lines; None: from the beginning. What was before
            is carried over.
        last: The last day; None: today.
    """
    key = living(reading, client_id)
    tongue = client_line(reading, key).language or premises(reading).language
    query = partial(statement_sheet, first=first, last=last)
    return composed(reading, _document, spoken_in(look, tongue), query, key)


def _document(sheet: StatementSheet, head: Letterhead, look: Look) -> Laid:
    return statement(sheet, head, look)


def statement_sheet(
    reading: Reading,
    client_id: ClientId,
    *,
    first: date | None = None,
    last: date | None = None,
) -> StatementSheet:
    """Return what stands on a client's statement, in the language of now."""
    until = min(last or reading.today, reading.today)
    who = client_line(reading, client_id)
    moves = [one for one in moved(reading, client_id) if one.day <= until]
    begin = first or (moves[0].day if moves else until)
    told_ = _Statement(reading, client_id, begin, until, moves)
    blocks = told_.blocks()
    bills = {one.bill_id for one in moves if one.bill_id is not None}
    worth = worth_of(moves, totals_of(reading, bills))
    phone = premises(reading).phone
    ring = _(N_("Ring us on {phone} and read us the code."))
    if not phone:
        ring = _(N_("Ring us and read us the code."))
    before = _(N_("We ring you {days} days before anything runs out."))
    days = listed(WARNED.split(", "))
    said = (ring.format(phone=phone), before.format(days=days))
    return StatementSheet(
        title=_(N_("What is yours")),
        number=_(N_("Statement {number}")).format(
            number=f"{until.year}-{until:%m%d}-{int(client_id):04}"
        ),
        period=_(N_("{first} to {last}")).format(
            first=full_day(begin), last=full_day(until)
        ),
        client=who.name,
        read=who.pinyin,
        client_number=_(N_("client {number}")).format(
            number=public_id("client", client_id)
        ),
        figures=tuple(told_.figures()),
        worth=told_.bars(worth) if worth.paid.minor > 0 else (),
        blocks=tuple(blocks),
        nothing="" if blocks else _(N_("Nothing was paid ahead in this time.")),
        ask=(_(N_("Does a line differ from the slip in your hand?")), " ".join(said)),
        sign=_(N_("Seen and agreed, {name}, date")).format(name=who.name),
        client_id=client_id,
    )


@dataclass(slots=True)
class _Line:
    """One line of a course, before it is written."""

    day: date
    what: str
    who: str = ""
    place: str = ""
    worth: Money | None = None
    change: int = 0
    code: str = ""


class _Statement:
    """Fills a statement from what moved."""

    def __init__(
        self,
        reading: Reading,
        client_id: ClientId,
        first: date,
        last: date,
        moves: Sequence[Moved],
    ) -> None:
        self._reading, self._client = reading, client_id
        self._first, self._last, self._moves = first, last, moves
        here = premises(reading)
        self._cash = partial(amount, currency=here.currency)
        self._digits = minor_digits(here.currency)
        self._told = told(reading, moves)
        people = team(reading, everyone=True)
        self._people = {int(one.id): one.name for one in people}
        self._cards = [
            course_card(reading, one.id)
            for one in reversed(courses_of(reading, client_id))
        ]
        self._purse = purse_of(reading, client_id)

    def blocks(self) -> list[Block]:
        """Return a block for each course of the time, and one for stored value."""
        found = [
            block for card in self._cards if (block := self._course(card)) is not None
        ]
        stored = self._stored()
        return [*found, stored] if stored is not None else found

    def figures(self) -> list[Figure]:
        """Return the sums on top; what is nothing is left out."""
        lines = [card.line for card in self._cards if _goes_on(card)]
        found = []
        counted = [one for one in lines if one.kind is not CourseKind.VALUE]
        if lines:
            worth = sum((one.price - one.unpaid - one.given).minor for one in lines)
            ends = {one.expires for one in lines}
            notes = [_(N_("worth {sum}")).format(sum=self._cash(Money(worth)))]
            if len(ends) == 1 and (day := next(iter(ends))) is not None:
                notes.append(_(N_("until {day}")).format(day=full_day(day)))
            left = sum(one.left for one in counted)
            of = sum(one.sessions for one in counted)
            sum_ = _(N_("{n} of the {of}")).format(n=left, of=of) if counted else ""
            found.append(
                Figure(
                    _(N_("Treatments to come")),
                    sum_ or self._cash(Money(worth)),
                    ", ".join(notes),
                )
            )
        purse: Purse = self._purse
        if purse.paid.minor or purse.bonus.minor:
            own = _(N_("no end date, paid back on request"))
            title = _(N_("Stored, your own money"))
            found.append(Figure(title, self._cash(purse.paid), own))
        if purse.bonus.minor:
            note = _(N_("used with your own money, for treatments"))
            title = _(N_("Bonus from us"))
            found.append(Figure(title, self._cash(purse.bonus), note))
        return found

    def bars(self, worth: Worth) -> tuple[tuple[str, str, float], ...]:
        """Return paid, received, given back, and still the client's, on one scale."""
        whole = worth.paid.minor
        rows = [(_(N_("Paid ahead")), worth.paid), (_(N_("Received")), worth.delivered)]
        for name, much in (
            (_(N_("Paid back")), worth.refunded),
            (_(N_("Ran out")), worth.expired),
        ):
            if much.minor:
                rows.append((name, much))
        rows.append((_(N_("Still yours")), worth.left))
        return tuple(
            (name, self._cash(much), min(1.0, max(0.0, much.minor / whole)))
            for name, much in rows
        )

    # a course

    def _course(self, card: CourseCard) -> Block | None:
        line = card.line
        rows, before, after = self._within(self._course_lines(card))
        if not rows and not after:
            return None
        written, balance = [], before
        if before:
            carried = _(N_("Carried over"))
            start = full_day(self._first)
            written.append((start, carried, "", "", "", self._plain(before), ""))
        given = 0
        worth = 0
        for one in rows:
            balance += one.change
            given += bool(one.place) * (1 if (one.worth or Money()).minor >= 0 else -1)
            worth += one.worth.minor if one.worth is not None else 0
            value = self._plain(one.worth.minor) if one.worth is not None else ""
            written.append(
                (
                    *(full_day(one.day), one.what, one.who, one.place, value),
                    *(self._plain(balance), one.code),
                )
            )
        of = _(N_("{n} of the {of}")).format(n=line.used, of=line.sessions)
        number_ = of if line.kind is not CourseKind.VALUE else ""
        last = (
            *("", _(N_("Received, and still yours")), "", number_),
            *(self._plain(worth), self._plain(after), ""),
        )
        return Block(
            line.title,
            self._bought(card),
            _COURSE,
            tuple(written),
            last,
            self._to_come(card),
        )

    def _bought(self, card: CourseCard) -> str:
        line = card.line
        day = full_day(line.sold_on) if line.sold_on is not None else ""
        said = _(N_("bought {day} for {sum}"))
        parts = [said.format(day=day, sum=self._cash(line.price))]
        if line.list_unit.minor and line.kind is not CourseKind.VALUE:
            listed_ = self._cash(line.list_unit * line.sessions)
            parts.append(_(N_("list price {sum}")).format(sum=listed_))
        if line.unpaid.minor:
            open_ = self._cash(line.unpaid)
            parts.append(_(N_("{sum} still to be paid")).format(sum=open_))
        return ", ".join(parts)

    def _course_lines(self, card: CourseCard) -> list[_Line]:
        key, found = card.line.id, []
        seen = set()
        for one in self._moves:
            if one.course_id != key or one.account != Account.COURSE:
                continue
            about = self._told.get(one.id)
            line = _Line(one.day, _course_words(one), self._who(one.staff_id))
            line.change = one.amount.minor
            if one.kind is Kind.REDEMPTION and about is not None:
                taken = _taken(card, about.code, about.number)
                line.what, line.code = about.what, spelt(about.code)
                line.worth = taken.worth if taken is not None else Money(-line.change)
                line.place = self._place(about.number, about.of)
                seen.add(about.code or str(about.number))
            elif one.kind is Kind.REVERSAL and one.amount.minor > 0:
                line.worth = Money(-one.amount.minor)
            found.append(line)
        found += [  # given on trust: nothing was paid of it yet
            self._on_trust(session)
            for session in card.taken
            if (session.code or str(session.number)) not in seen
        ]
        return sorted(found, key=lambda one: one.day)

    def _on_trust(self, one: Redeemed) -> _Line:
        day = one.at.date()
        place = self._place(one.number, one.of)
        return _Line(
            *(day, str(one.service), one.staff, place, one.worth, 0, spelt(one.code))
        )

    def _place(self, number_: int, of: int) -> str:
        return _(N_("{n} of {of}")).format(n=number_, of=of) if of else number(number_)

    def _to_come(self, card: CourseCard) -> str:
        """Return what of it is booked, and how much is to be taken yet."""
        if not _goes_on(card):
            return ""
        line, parts = card.line, []
        if line.left and line.kind is not CourseKind.VALUE:
            said = ngettext(
                "To come: {n} treatment.", "To come: {n} treatments.", line.left
            )
            parts.append(said.format(n=line.left))
        if line.kind is CourseKind.VALUE:
            said = _(N_("To come: {sum} at the list price."))
            parts.append(said.format(sum=self._cash(line.value_left)))
        ids = {key for key, _names in card.services}
        coming = [
            one
            for one in visits_of(self._reading, self._client)
            if one.status in _BOOKED
            and one.slot.day >= self._reading.today
            and one.service_id in ids
        ]
        if coming:
            coming.sort(key=lambda one: (one.slot.day, one.slot.start))
            days = listed(
                day_and_time(one.slot.day, hour(one.slot.start)) for one in coming[:4]
            )
            parts.append(_(N_("Booked: {days}.")).format(days=days))
        return " ".join(parts)

    # stored value

    def _stored(self) -> Block | None:
        own = [one for one in self._moves if one.account == Account.STORED]
        bonus = [
            one
            for one in bonus_moved(self._reading, self._client)
            if one.day <= self._last
        ]
        if not own and not bonus:
            return None
        names = bill_words(
            self._reading, {one.bill_id for one in (*own, *bonus) if one.bill_id}
        )
        beside: dict[tuple[int | None, bool], list[Moved]] = defaultdict(list)
        for one in bonus:
            beside[one.bill_id, one.amount.minor > 0].append(one)
        lines: list[tuple[date, str, str, int, int]] = []
        for one in own:
            its = beside.get((one.bill_id, one.amount.minor > 0))
            extra = its.pop(0).amount.minor if its else 0
            what = _stored_words(one, names.get(one.bill_id or 0, ""))
            who = self._who(one.staff_id)
            lines.append((one.day, what, who, one.amount.minor, extra))
        for rest in (each for some in beside.values() for each in some):
            what = names.get(rest.bill_id or 0, "") or _(N_("Bonus"))
            who = self._who(rest.staff_id)
            lines.append((rest.day, what, who, 0, rest.amount.minor))
        lines.sort(key=lambda one: one[0])
        return self._stored_block(lines)

    def _stored_block(self, lines: Sequence[tuple[date, str, str, int, int]]) -> Block:
        left = [0, 0]
        used = [0, 0]
        rows: list[tuple[str, ...]] = []
        for day, what, who, own, extra in lines:
            is_before = day < self._first
            left[0] += own
            left[1] += extra
            if is_before:
                carried = _(N_("Carried over"))
                both = (self._plain(left[0]), self._plain(left[1]))
                rows = [(full_day(self._first), carried, "", "", "", *both)]
                continue
            used[0] += min(0, own)
            used[1] += min(0, extra)
            moved_ = (self._signed(own), self._signed(extra))
            both = (self._plain(left[0]), self._plain(left[1]))
            rows.append((full_day(day), what, who, *moved_, *both))
        last = (
            *("", _(N_("Used, and left")), "", self._plain(used[0])),
            *(self._plain(used[1]), self._plain(left[0]), self._plain(left[1])),
        )
        remark = ""
        if left[0] > 0 and left[1] > 0:
            said = _(
                N_("of each payment {own} % is your own money and {bonus} % bonus")
            )
            share = round(100 * left[0] / (left[0] + left[1]))
            remark = said.format(own=share, bonus=100 - share)
        title = _(N_("Stored value"))
        return Block(title, remark, _STORED, tuple(rows), last)

    # what both share

    def _within(self, lines: Iterable[_Line]) -> tuple[list[_Line], int, int]:
        """Return the lines of the time, and the balance before and after it."""
        found, before = [], 0
        for one in lines:
            if one.day < self._first:
                before += one.change
            elif one.day <= self._last:
                found.append(one)
        return found, before, before + sum(one.change for one in found)

    def _who(self, staff_id: int | None) -> str:
        return self._people.get(staff_id or 0, "")

    def _plain(self, minor: int) -> str:
        """Return an amount without its currency, which stands in the sums."""
        sign = "−" if minor < 0 else ""
        return sign + number(abs(minor) / 10**self._digits, self._digits)

    def _signed(self, minor: int) -> str:
        return f"+{self._plain(minor)}" if minor > 0 else self._plain(minor)


def _goes_on(card: CourseCard) -> bool:
    return not card.line.is_used_up and not card.line.gone.minor


def _taken(card: CourseCard, code: str, place: int) -> Redeemed | None:
    its = (one for one in card.taken if (one.code, one.number) == (code, place))
    return next(its, None)


def _course_words(one: Moved) -> str:
    doing = {
        Kind.SALE: N_("Course bought"),
        Kind.FUNDED: DOING_WORDS[Doing.FUNDED],
        Kind.REDEMPTION: N_("Treatment"),
        Kind.REFUND: DOING_WORDS[Doing.REFUNDED],
        Kind.EXPIRY: DOING_WORDS[Doing.EXPIRED],
        Kind.CONVERSION: DOING_WORDS[Doing.CONVERTED],
        Kind.OPENING: N_("Brought from before"),
    }
    if one.kind is Kind.REVERSAL:
        back = Doing.SESSION_BACK if one.amount.minor > 0 else Doing.TAKEN_BACK
        return _(DOING_WORDS[back])
    return _(doing.get(one.kind, N_("Course")))


def _stored_words(one: Moved, bill: str) -> str:
    if one.kind is Kind.SALE:
        return _(N_("Stored"))
    if one.kind is Kind.SPENT:
        return bill or _(N_("Used"))
    words = {
        Kind.OPENING: N_("Brought from before"),
        Kind.REFUND: N_("Paid back"),
        Kind.EXPIRY: N_("Ran out"),
        Kind.REVERSAL: N_("Reversed"),
        Kind.CONVERSION: N_("Left over of a course"),
    }
    return _(words.get(one.kind, N_("Stored value")))
