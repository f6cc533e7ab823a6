"""Short lists that the salon edits, and what it gives at most: plain data."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from salon.house.model import BadList
from salon.house.wording import Watch, Watched, usual_words
from salon.money import Money
from salon.settings.model import Premises
from salon.settings.usual import usual_price
from salon.text import N_, _

MOST_LINES = 40
LONGEST_LINE = 120
MOST_MONEY = 10**12
VOUCHER_AFTER = 20  # minutes

_OFFERS = (
    N_("Tea or water"),
    N_("Fruit"),
    N_("A magazine"),
    N_("A hand massage"),
    N_("Shoes brushed"),
    N_("A photograph printed"),
    N_("A corner for the children"),
)
# What it costs, in per cent of the usual price: the salon says it exactly.
_EXTRAS = (
    (N_("A handwritten line"), 1),
    (N_("The tea that is liked"), 1),
    (N_("A warm neck pillow"), 1),
    (N_("A hand mask while resting"), 4),
    (N_("Five more minutes of massage"), 6),
    (N_("A sample chosen for this skin"), 5),
    (N_("Before and after, printed"), 2),
    (N_("A flower on the way out"), 4),
)


@dataclass(frozen=True, slots=True)
class Extra:
    """A small surprise one could think of, and about what it costs."""

    what: str
    cost: Money = field(default=Money())


@dataclass(frozen=True, slots=True)
class Lists:
    """All of them, as the salon has them."""

    checks: tuple[str, ...] = ()  # of the round, besides those that are shipped
    offers: tuple[str, ...] = _OFFERS  # to who waits
    extras: tuple[Extra, ...] = ()
    words: tuple[Watched, ...] | None = None  # None: the usual ones
    client_limit: Money = field(default=Money())  # of surprises, a client a year
    month_limit: Money = field(default=Money())  # of the house in a month
    voucher: Money = field(default=Money())
    voucher_after: int = VOUCHER_AFTER  # minutes of waiting; 0: no voucher

    @property
    def watched(self) -> tuple[Watched, ...]:
        """The words that are looked for."""
        return usual_words() if self.words is None else self.words


def usual_lists(here: Premises) -> Lists:
    """Return what is usual where the salon is."""
    price = Money(here.usual_price or usual_price(here.currency))
    return Lists(
        extras=tuple(Extra(what, _part(price, part)) for what, part in _EXTRAS),
        client_limit=_part(price, 50),
        month_limit=_part(price, 200),
        voucher=_part(price, 10),
    )


def lists_from(here: Premises) -> Lists:
    """Return the lists a salon has: its own, else the usual ones."""
    usual = usual_lists(here)
    try:
        return _read(here.house, usual)
    except (ValueError, TypeError, KeyError, AttributeError):  # altered: `check` says
        return usual


def lists_to_plain(lists: Lists, usual: Lists) -> dict[str, Any]:
    """Return what differs from the usual as JSON holds it."""
    plain: dict[str, Any] = {}
    if lists.checks:
        plain["checks"] = list(lists.checks)
    if lists.offers != usual.offers:
        plain["offers"] = list(lists.offers)
    if lists.extras != usual.extras:
        plain["extras"] = [[one.what, one.cost.minor] for one in lists.extras]
    if lists.words is not None:
        plain["words"] = [[one.word, one.kind.value, one.better] for one in lists.words]
    for name in ("client_limit", "month_limit", "voucher"):
        if getattr(lists, name) != getattr(usual, name):
            plain[name] = getattr(lists, name).minor
    if lists.voucher_after != usual.voucher_after:
        plain["voucher_after"] = lists.voucher_after
    return plain


def check_lists(lists: Lists) -> Lists:
    """Return lists without empty lines and doubles; raises BadList."""
    neat = replace(
        lists,
        checks=_lines(lists.checks),
        offers=_lines(lists.offers),
        extras=tuple(
            Extra(what, next(one.cost for one in lists.extras if _is(one, what)))
            for what in _lines(one.what for one in lists.extras)
        ),
    )
    costs = [one.cost for one in neat.extras]
    for money in (neat.client_limit, neat.month_limit, neat.voucher, *costs):
        if not 0 <= money.minor < MOST_MONEY:
            raise BadList(str(money.minor))
    if not 0 <= neat.voucher_after <= 240:
        raise BadList(str(neat.voucher_after))
    if neat.words is not None:
        _lines(one.word for one in neat.words)
    return neat


def known_as(typed: str, among: Iterable[str]) -> str:
    """Return the line of a list that somebody typed in her language, else the words.

    What is shipped is kept in English, so that it is the same to everybody.
    """
    plain = typed.strip().casefold()
    for one in among:
        if plain in (one.casefold(), _(one).casefold()):
            return one
    return typed.strip()


def _is(one: Extra, what: str) -> bool:
    return one.what.strip() == what


def _part(price: Money, percent: int) -> Money:
    return Money(price.minor * percent // 100)


def _lines(said: Iterable[str]) -> tuple[str, ...]:
    lines = tuple(dict.fromkeys(one.strip() for one in said if one.strip()))
    if len(lines) > MOST_LINES * 4:
        raise BadList(lines[MOST_LINES * 4])
    for one in lines:
        if len(one) > LONGEST_LINE:
            raise BadList(one[:40])
    return lines


def _read(said: Mapping[str, Any], usual: Lists) -> Lists:
    words = said.get("words")
    extras: Sequence[Any] | None = said.get("extras")

    def money(name: str, usually: Money) -> Money:
        return Money(int(said.get(name, usually.minor)))

    return Lists(
        checks=tuple(map(str, said.get("checks", ()))),
        offers=tuple(map(str, said.get("offers", usual.offers))),
        extras=usual.extras
        if extras is None
        else tuple(Extra(str(what), Money(int(cost))) for what, cost in extras),
        words=None if words is None else tuple(_watched(*one) for one in words),
        client_limit=money("client_limit", usual.client_limit),
        month_limit=money("month_limit", usual.month_limit),
        voucher=money("voucher", usual.voucher),
        voucher_after=int(said.get("voucher_after", usual.voucher_after)),
    )


def _watched(word: str, kind: str, better: str) -> Watched:
    return Watched(str(word), Watch(kind), str(better))
