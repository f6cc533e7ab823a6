"""What the client has with the salon, and how a closed bill was paid."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salon.money import total
from salon.text import _, amount, full_day, ngettext, number, short_day
from salon.till.model import BillCard, BillKind, BillState, means_named
from salon.views.till import BillSight
from ui.kit.buttons import Button
from ui.kit.cards import Card, Heading, across, clear, held
from ui.kit.chips import Chip, ChipLabel
from ui.kit.columns import flowing
from ui.kit.facts import pairs
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run, Words

if TYPE_CHECKING:
    from salon.money import Money


class HasCard(Card):
    """Stored value, courses, what is owed, points, vouchers, the next visit."""

    def __init__(
        self,
        add_debt: QAction,
        book: Callable[[], object],
        use_points: Callable[[], object],
    ) -> None:
        super().__init__(Heading(_("Held for the client")), gap=6)
        self._add_debt, self._book, self._use_points = add_debt, book, use_points
        self._column = QVBoxLayout()
        self.add(self._column)

    def show_sight(self, sight: BillSight) -> None:
        """Show it; a bill of somebody without a file has nothing of it."""
        clear(self._column)
        self.setVisible(sight.client is not None)
        if sight.client is None:
            return

        def said(money: "Money") -> str:
            return amount(money, sight.currency)

        purse = sight.purse
        rows: list[tuple[str, str | QWidget]] = []
        split = _("{paid} paid, {bonus} bonus")
        stored = split.format(paid=said(purse.paid), bonus=said(purse.bonus))
        has = purse.stored.minor > 0
        shown = _two(said(purse.stored), stored) if has else _("none")
        rows.append((_("Stored value"), shown))
        if purse.deposit.minor:
            held_ = _two(said(purse.deposit), _("held for a visit"))
            rows.append((_("Deposit"), held_))
        left = sum(one.left for one in sight.courses)
        counted = ngettext("{n} session", "{n} sessions", left).format(n=left)
        worth = total(one.worth_left for one in sight.courses)
        hers = _("{sum} still to give").format(sum=said(worth))
        rows.append((_("Courses"), _two(counted, hers) if sight.courses else _("none")))
        for one in sight.vouchers:
            until = ""
            if one.expires_on is not None:
                until = _("until {day}").format(day=short_day(one.expires_on))
            more = " · ".join(filter(None, (one.code, until)))
            rows.append((_("Voucher"), _two(said(one.left), more)))
        rows.append((_("Owes us"), self._debt(sight, said)))
        if sight.member is not None:
            until = _("until {day}").format(day=full_day(sight.member.last))
            rows.insert(0, (_("Membership"), _two(sight.member.name, until)))
        rows.append((_("Points"), self._points(sight, said)))
        rows.append((_("Next visit"), self._next(sight)))
        self._column.addWidget(pairs(rows, 92))

    def _debt(self, sight: BillSight, said: "Callable[[Money], str]") -> QWidget | str:
        if not sight.owed.minor:
            return _("nothing")
        first = sight.debts[0]
        since = _("since {day}").format(day=short_day(first.day))
        words = Words(
            Run(said(sight.owed), Type.SMALL_STRONG, Tone.AMBER),
            Run(f"  {since}", Type.SMALL, faint=True),
        )
        return held(across(words, None, Button(action=self._add_debt, small=True)))

    def _points(
        self, sight: BillSight, said: "Callable[[Money], str]"
    ) -> QWidget | str:
        rules, have = sight.rules.points, sight.purse.points
        most = rules.most(have)
        if not rules.on or not most.minor:
            return number(have)
        worth = _("worth {sum}").format(sum=said(most))
        row = across(_two(number(have), worth), None)
        if sight.card.state is not BillState.CLOSED:
            use = Button(_("Use them"), small=True, act=self._use_points)
            row.addWidget(use)
        return held(row)

    def _next(self, sight: BillSight) -> QWidget:
        one = sight.next_visit
        if one is None:
            book = Button(_("Book"), icon="calendar-plus", small=True, act=self._book)
            none = Words(_("nothing booked"), type=Type.SMALL)
            return held(across(none, None, book))
        day = short_day(one.slot.day)
        said = _two(f"{day}, {one.slot.start:%H:%M}", str(one.service))
        return held(across(said, None, ChipLabel(Chip(_("booked"), Tone.BLUE))))


def _two(loud: str, quiet: str) -> Words:
    return Words(
        Run(loud, Type.SMALL_STRONG),
        Run(f"  {quiet}", Type.SMALL, faint=True),
        wrap=True,
    )


class PaidCard(Card):
    """How a closed bill was paid, what is open of it, and what can be done with it."""

    def __init__(self, *actions: QAction) -> None:
        super().__init__(gap=10)
        self.title = Words("", type=Type.DISPLAY)
        self._when = Words("", type=Type.SMALL, faint=True, wrap=True)
        self._rows = QVBoxLayout()
        self.buttons = [Button(action=one) for one in actions]
        self.add(self.title, self._when, self._rows, flowing(*self.buttons, gap=8))

    def show_sight(self, sight: BillSight) -> None:
        """Show it."""
        card = sight.card
        self.title.say(amount(card.total + card.rounding, sight.currency))
        self._when.say(_closed_words(card))
        clear(self._rows)
        rows = [
            (means_named(one.means), amount(one.amount, sight.currency))
            for one in card.payments
        ]
        rows += [
            (_("Change given"), amount(one.change, sight.currency))
            for one in card.payments
            if one.change.minor
        ]
        if card.owing.minor:
            rows.append((_("Still to be paid"), amount(card.owing, sight.currency)))
        if rows:
            self._rows.addWidget(pairs(rows, 120))


def _closed_words(card: BillCard) -> str:
    if card.closed_at is None:
        return ""
    said = _("Bill {number}, closed {day} by {name}").format(
        number=card.number, day=short_day(card.day), name=card.closed_by
    )
    if card.kind is BillKind.CREDIT:
        back = _("gives back of {number}: {reason}")
        said += ". " + back.format(number=card.reverses, reason=card.reason)
    if card.reversed_by:
        by = _("given back with {numbers}")
        said += ". " + by.format(numbers=", ".join(card.reversed_by))
    return said
