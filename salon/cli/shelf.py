"""Commands about the shelf: what comes, goes, is counted and recalled."""

from argparse import Namespace
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

from salon.app import Salon
from salon.cli import named, shapes
from salon.cli.answer import Answer, listed
from salon.errors import SalonError
from salon.money import Money
from salon.public import public_id
from salon.reports.recall import HOW_WORDS, Affected, How, recalled
from salon.shelf import model
from salon.shelf.model import (
    FRESHNESS_WORDS,
    KIND_WORDS,
    SOON,
    Article,
    BatchLine,
    Freshness,
    MoveKind,
    MoveLine,
    NoSuchBatch,
    NotAWriteOff,
    OnHand,
)
from salon.shelf.operations import (
    block_lot,
    correct_batch,
    count_batch,
    open_batch,
    receive,
    release_batch,
    reverse_move,
    set_article,
    set_use,
    write_off,
)
from salon.shelf.queries import (
    articles,
    find_batch,
    moves,
    on_hand,
    resolve_article,
    use_between,
)
from salon.text import N_, _, dated_day, minor_digits, short_day

DAYS = 30  # of a comparison, where none are said


@dataclass(eq=False)
class NothingOfTheShelf(SalonError):
    """A word after `stock` that is none."""

    said: str

    text = N_(
        "“{said}” is no word of the shelf. Say in, out, count, list, moves, open, "
        "correct, block, release, reverse, set, use, recall or sheet."
    )


@dataclass(eq=False)
class BadMoney(SalonError):
    """A price that is no amount of money."""

    said: str

    text = N_("“{said}” is no price. Say it as 12.50, without the currency.")


class WhereTo(SalonError):
    """A paper without a file to write it to."""

    text = N_("Say where the paper goes: --out FILE.pdf, or --out - for the pipe.")


class WhatProduct(SalonError):
    """No product was named."""

    text = N_("Name the product: its number, its code, its id or its name.")


def stock(salon: Salon, options: Namespace) -> Answer:
    """Take in, take off, count, list, recall."""
    match options.what:
        case "list":
            return _list(salon, options)
        case "moves":
            return _moves(salon, options)
        case "recall":
            return _recall(salon, options)
        case "sheet":
            return _sheet(salon, options)
        case "use" if not options.product:
            return _compared(salon, options)
        case "reverse":
            key = model.MoveId(named.key_of("stock_move", N_("move"), options.product))
            salon.do(reverse_move, key, options.reason)
            [line, *_more] = salon.ask(moves, limit=1)
            return _told(
                salon, salon.ask(articles)[line.product_id], changed=options.product
            )
    doing = _DOING.get(options.what)
    if doing is None:
        raise NothingOfTheShelf(options.what)
    of = _article(salon, options)
    changed = doing(salon, of, options)
    return _told(salon, of, changed=changed)


def _in(salon: Salon, of: Article, options: Namespace) -> str:
    kind = MoveKind.OPENING if options.opening else MoveKind.PURCHASE
    key = salon.do(
        receive,
        of.id,
        of.measure.read(options.amount),
        lot=options.lot or "",
        expires_on=_day(salon, options.expires),
        unit_cost=_money(salon, options.cost),
        supplier=options.supplier,
        life_open_days=options.life,
        kind=kind,
        reason=options.reason,
    )
    return public_id("stock_batch", key)


def _out(salon: Salon, of: Article, options: Namespace) -> str:
    try:
        kind = MoveKind(options.why)
    except ValueError as error:
        raise NotAWriteOff(options.why) from error
    batch = None if options.lot is None else _batch(salon, of, options.lot).id
    client = None if options.client is None else named.client(salon, options.client).id
    salon.do(
        write_off,
        *(of.id, of.measure.read(options.amount), kind, options.reason),
        batch_id=batch,
        client_id=client,
    )
    return public_id("product", of.id)


def _count(salon: Salon, of: Article, options: Namespace) -> str:
    found = of.measure.read(options.number or options.amount)
    salon.do(count_batch, of.id, options.lot or "", found, options.reason)
    return public_id("product", of.id)


def _open(salon: Salon, of: Article, options: Namespace) -> str:
    key = _batch(salon, of, options.number or options.lot or "").id
    salon.do(open_batch, key, _day(salon, options.on))
    return public_id("stock_batch", key)


def _correct(salon: Salon, of: Article, options: Namespace) -> str:
    one = _batch(salon, of, options.number or options.lot or "")
    cost, day = _money(salon, options.cost), _day(salon, options.expires)
    salon.do(
        correct_batch,
        one.id,
        expires_on=day or one.expires_on,
        life_open_days=one.own_life if options.life is None else options.life,
        unit_cost=cost or one.unit_cost,
        supplier=options.supplier or one.supplier,
    )
    return public_id("stock_batch", one.id)


def _block(salon: Salon, of: Article, options: Namespace) -> str:
    lot = options.number or options.lot or ""
    key = salon.do(block_lot, of.id, lot, options.reason)
    return public_id("stock_batch", key)


def _release(salon: Salon, of: Article, options: Namespace) -> str:
    key = _batch(salon, of, options.number or options.lot or "").id
    salon.do(release_batch, key, options.reason)
    return public_id("stock_batch", key)


def _set(salon: Salon, of: Article, options: Namespace) -> str:
    read = of.measure.read
    salon.do(
        set_article,
        of.id,
        price=_money(salon, options.price),
        barcode=options.barcode,
        min_stock=None if options.min is None else read(options.min),
        order_up_to=None if options.order is None else read(options.order),
        life_open_days=options.life,
    )
    return public_id("product", of.id)


def _use(salon: Salon, of: Article, options: Namespace) -> str:
    service = named.service(salon, options.number or "")
    salon.do(set_use, service.id, of.id, of.measure.read(options.amount))
    return public_id("product", of.id)


_DOING = {
    "in": _in,
    "out": _out,
    "count": _count,
    "open": _open,
    "correct": _correct,
    "block": _block,
    "release": _release,
    "set": _set,
    "use": _use,
}


def _list(salon: Salon, options: Namespace) -> Answer:
    soon = SOON if options.days is None else named.count_of_days(options.days)
    keys = None if not options.product else [_article(salon, options).id]
    found = salon.ask(partial(on_hand, soon=soon), keys)
    if options.low:
        found = [one for one in found if one.is_low]
    if options.expiring:
        found = [one for one in found if one.freshness is not Freshness.FINE]
    shapes_ = [_shape(salon, one) for one in found]
    return listed("stock", shapes_, (line for one in found for line in _lines(one)))


def _moves(salon: Salon, options: Namespace) -> Answer:
    of = _article(salon, options) if options.product else None
    found = salon.ask(moves, None if of is None else of.id, limit=options.limit)
    known = salon.ask(articles)
    shaped = [_move_shape(salon, one, known[one.product_id]) for one in found]
    return listed("moves", shaped, (_move(one, known[one.product_id]) for one in found))


def _compared(salon: Salon, options: Namespace) -> Answer:
    last = _day(salon, options.to) or salon.today()
    first = _day(salon, options.from_) or date.fromordinal(last.toordinal() - DAYS + 1)
    found = salon.ask(use_between, *named.in_order(first, last))
    shaped = [
        {
            "product": _named(one.article),
            "services": one.services,
            "unit": one.article.measure.unit,
            "expected": _quantity(one.expected),
            "used": _quantity(one.used),
            "wasted": _quantity(one.wasted),
            "missed": _quantity(one.missed),
            "over": _quantity(one.over),
        }
        for one in found
    ]
    lines = []
    for one in found:
        say = one.article.measure.said
        said = _("{product}: expected {expected}, used {used}, more than that {over}")
        lines.append(
            said.format(
                product=one.article.name,
                expected=say(one.expected),
                used=say(one.used + one.wasted + one.missed),
                over=say(one.over),
            )
        )
    return listed("use", shaped, lines)


def _recall(salon: Salon, options: Namespace) -> Answer:
    of = _article(salon, options)
    lot = options.number or options.lot or ""
    changed = None
    found = salon.ask(recalled, of.id, lot)  # a mistyped lot is not blocked
    if options.reason:
        key = salon.do(block_lot, of.id, lot, options.reason)
        changed = public_id("stock_batch", key)
        found = salon.ask(recalled, of.id, lot)
    if options.out:
        from salon.cli.papers import print_recall

        return print_recall(salon, of.id, lot, options)
    document = {
        "product": _named(found.article),
        "lot": found.lot,
        "blocked": (found.batch.blocked or None) if found.batch else None,
        "bought": found.count(How.BOUGHT),
        "given": found.count(How.GIVEN),
        "treated": found.count(How.TREATED),
        "do_not_contact": found.silent,
        "clients": [_affected_shape(one, of) for one in found.affected],
        "total": len(found.affected),
    }
    return Answer(document, map(_affected, found.affected), changed=changed)


def _sheet(salon: Salon, options: Namespace) -> Answer:
    from salon.cli.papers import print_count

    if not options.out:
        raise WhereTo
    return print_count(salon, options)


def _told(salon: Salon, of: Article, *, changed: str) -> Answer:
    [line] = salon.ask(on_hand, [of.id])
    return Answer(_shape(salon, line), _lines(line), changed=changed)


def _article(salon: Salon, options: Namespace) -> Article:
    if not options.product:
        raise WhatProduct
    return salon.ask(resolve_article, options.product)


def _batch(salon: Salon, of: Article, lot: str) -> BatchLine:
    found = salon.ask(find_batch, of.id, lot)
    if found is None:
        raise NoSuchBatch(of.name, lot)
    return found


def _day(salon: Salon, said: str | None) -> date | None:
    return None if said is None else named.day_of(salon, said)


def _money(salon: Salon, said: str | None) -> Money | None:
    if said is None:
        return None
    digits = minor_digits(salon.premises.currency)
    try:
        exact = Decimal(said.strip()).scaleb(digits)
        if not exact.is_finite() or exact != int(exact) or abs(exact) > 10**12:
            raise BadMoney(said)
    except InvalidOperation as error:
        raise BadMoney(said) from error
    return Money(int(exact))


def _quantity(thousandths: int) -> float:
    return thousandths / model.PART


def _named(of: Article) -> dict[str, str]:
    return {"id": public_id("product", of.id), "ref": of.ref, "name": of.name}


def _shape(salon: Salon, one: OnHand) -> dict[str, Any]:
    of = one.article
    return {
        "product": _named(of),
        "unit": of.measure.unit,
        "size": _quantity(of.measure.size),
        "on_hand": _quantity(one.stock),
        "good": _quantity(one.good),
        "pieces": one.stock / of.measure.size,
        "minimum": _quantity(of.min_stock),
        "low": one.is_low,
        "to_order": one.to_order,
        "state": one.freshness.value,
        "price": None if of.price is None else shapes.money(salon, of.price),
        "barcode": of.barcode or None,
        "batches": [
            {
                "id": public_id("stock_batch", each.id),
                "lot": each.lot or None,
                "on_hand": _quantity(each.stock),
                "expires": _iso(each.expires_on),
                "opened": _iso(each.opened_on),
                "life_open_days": each.life_open_days,
                "good_until": _iso(each.good_until),
                "state": each.freshness.value,
                "blocked": each.blocked or None,
                "cost": (
                    None
                    if each.unit_cost is None
                    else shapes.money(salon, each.unit_cost)
                ),
                "supplier": each.supplier or None,
                "received": _iso(each.received_on),
            }
            for each in one.batches
        ],
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _lines(one: OnHand) -> Iterable[str]:
    of, say = one.article, one.article.measure.said
    low = _("low, order {n}").format(n=one.to_order) if one.is_low else ""
    head = (public_id("product", of.id), of.name, say(one.stock), low)
    yield "  ".join(part for part in head if part)
    for each in one.batches:
        last, _state = each.good_until, FRESHNESS_WORDS[each.freshness]
        parts = (
            each.label,
            say(each.stock),
            _("until {day}").format(day=dated_day(last)) if last else "",
            ""
            if each.freshness is Freshness.FINE
            else _(FRESHNESS_WORDS[each.freshness]),
            each.blocked,
        )
        yield "    " + "  ".join(part for part in parts if part)


def _move_shape(salon: Salon, one: MoveLine, of: Article) -> dict[str, Any]:
    return {
        "id": public_id("stock_move", one.id),
        "product": _named(of),
        "batch": public_id("stock_batch", one.batch_id),
        "lot": one.lot or None,
        "kind": one.kind.value,
        "amount": _quantity(one.amount),
        "before": _quantity(one.before),
        "after": _quantity(one.after),
        "unit": of.measure.unit,
        "unit_cost": (
            None if one.unit_cost is None else shapes.money(salon, one.unit_cost)
        ),
        "at": salon.local(one.at).isoformat(),
        "day": one.day.isoformat(),
        "person": one.staff or None,
        "source": (
            {"kind": one.source.kind, "id": one.source.id} if one.source.kind else None
        ),
        "reason": one.reason or None,
        "client": public_id("client", one.client_id) if one.client_id else None,
        "reverses": (
            public_id("stock_move", one.reverses_id) if one.reverses_id else None
        ),
        "reversed": one.is_reversed,
    }


def _move(one: MoveLine, of: Article) -> str:
    say = of.measure.said
    parts = (
        public_id("stock_move", one.id),
        short_day(one.day),
        of.name,
        one.lot,
        _(KIND_WORDS[one.kind]),
        f"{say(one.before)} → {say(one.after)}",
        one.staff,
        one.reason,
    )
    return "  ".join(part for part in parts if part)


def _affected_shape(one: Affected, of: Article) -> dict[str, Any]:
    return {
        "id": public_id("client", one.client_id),
        "name": one.name,
        "phone": one.phone or None,
        "channel": one.channel or None,
        "do_not_contact": one.is_silent,
        "had": [
            {
                "how": each.how.value,
                "day": each.day.isoformat(),
                "person": each.staff or None,
                "amount": None if each.amount is None else _quantity(each.amount),
                "unit": of.measure.unit,
            }
            for each in one.had
        ],
    }


def _affected(one: Affected) -> str:
    had = ", ".join(
        f"{_(HOW_WORDS[each.how])} {short_day(each.day)}" for each in one.had
    )
    silent = _("wants no contact: about safety, once") if one.is_silent else ""
    parts = (public_id("client", one.client_id), one.name, one.phone, had, silent)
    return "  ".join(part for part in parts if part)
