"""The short lists of the house: each line is the salon's to change."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.house.lists import Extra, Lists, known_as
from salon.house.operations import set_lists
from salon.house.wording import Watch, Watched
from salon.money import Money, read_money
from salon.text import _, amount
from salon.views.house import house_lists
from ui.kit.fields import FormRow, Notes, Number
from ui.kit.sheet import Sheet
from ui.kit.tokens import Type
from ui.kit.words import Words
from ui.parts.fields import MoneyField
from ui.parts.homes import home_of, tell

if TYPE_CHECKING:
    from ui.desk import Desk

WAYS = (("", Watch.PROMISE), ("we:", Watch.THEM), ("no:", Watch.REFUSAL))


def open_lists(desk: "Desk") -> None:
    """Open the short lists of the house."""
    desk.ask(house_lists).then(partial(_open, desk))


def _open(desk: "Desk", lists: Lists) -> None:
    home = home_of(desk)
    if home is not None:
        sheet = ListsSheet(desk, home, lists)
        sheet.open()
        sheet.offers.setFocus()


class ListsSheet(Sheet):
    """One line each; an amount after a bar; limits below."""

    def __init__(self, desk: "Desk", home: QWidget, lists: Lists) -> None:
        super().__init__(home, _("Short lists"), icon="list-details", wide=620)
        self._desk, self._lists = desk, lists
        self._currency = desk.premises.currency
        self.offers = Notes(
            "\n".join(map(_, lists.offers)), name=_("Offered to who waits"), rows=5
        )
        extras = [
            f"{_(one.what)} | {amount(one.cost, self._currency)}"
            for one in lists.extras
        ]
        self.extras = Notes("\n".join(extras), name=_("Small surprises"), rows=6)
        self.checks = Notes(
            "\n".join(lists.checks), name=_("Also looked at on the round"), rows=3
        )
        words = [_said(one) for one in lists.watched]
        self.words = Notes(
            "\n".join(words), name=_("Words to be said otherwise"), rows=6
        )
        self.client = MoneyField(
            lists.client_limit, self._currency, _("For one client in a year")
        )
        self.month = MoneyField(
            lists.month_limit, self._currency, _("For everybody in a month")
        )
        self.voucher = MoneyField(
            lists.voucher, self._currency, _("Voucher for a long wait")
        )
        self.after = Number(
            lists.voucher_after,
            0,
            240,
            unit=_("min"),
            name=_("From which minute; 0: none"),
        )
        said = _("A line each. After a bar what a surprise costs: “A flower | 4.00”.")
        self.add(Words(said, type=Type.SMALL, faint=True, wrap=True))
        for field in (self.offers, self.extras, self.checks, self.words):
            self.add(FormRow(field.accessibleName(), field))
        hint = _(
            "Words are looked for in plans and campaigns. Before “we:” stands who is "
            "spoken of as a stranger, before “no:” a bare refusal; none is blocked."
        )
        self.add(Words(hint, type=Type.SMALL, faint=True, wrap=True))
        for amount_field in (self.client, self.month, self.voucher):
            self.add(FormRow(amount_field.accessibleName(), amount_field))
        self.add(FormRow(self.after.accessibleName(), self.after))
        self.body.addStretch(1)
        self.cancel()
        self.button(_("Keep"), self._keep, primary=True)
        self.setMinimumHeight(min(720, home.window().height() - 40))

    def said(self) -> Lists:
        """Return the lists as they are written."""
        known = [one.what for one in self._lists.extras]
        extras: list[Extra] = []
        for line in _lines(self.extras):
            what, _bar, cost = line.partition("|")
            read = read_money(cost.strip(), self._currency) if cost.strip() else None
            extras.append(Extra(known_as(what, known), read or Money()))
        words = tuple(map(_watched, _lines(self.words)))
        is_usual = self._lists.words is None and words == self._lists.watched
        return replace(
            self._lists,
            offers=tuple(
                known_as(one, self._lists.offers) for one in _lines(self.offers)
            ),
            extras=tuple(extras),
            checks=tuple(_lines(self.checks)),
            words=None if is_usual else words,
            client_limit=self.client.value() or Money(),
            month_limit=self.month.value() or Money(),
            voucher=self.voucher.value() or Money(),
            voucher_after=self.after.value(),
        )

    def _keep(self) -> None:
        doing = self._desk.do(set_lists, self.said())
        doing.then(self._kept).otherwise(self.fail)

    def _kept(self, _none: object) -> None:
        self.accept()
        tell(self._desk, _("Lists kept"))


def _lines(field: Notes) -> list[str]:
    return [one.strip() for one in field.toPlainText().splitlines() if one.strip()]


def _said(one: Watched) -> str:
    mark = next(text for text, kind in WAYS if kind is one.kind)
    return f"{mark}{one.word}"


def _watched(line: str) -> Watched:
    for mark, kind in WAYS[1:]:
        if line.startswith(mark):
            return Watched(line.removeprefix(mark).strip(), kind)
    return Watched(line)
