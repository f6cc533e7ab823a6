"""How products, batches and moves are said and coloured in lists."""

from datetime import date

from salon.shelf.model import (
    FRESHNESS_WORDS,
    KIND_WORDS,
    Article,
    BatchLine,
    Freshness,
    MoveLine,
    OnHand,
    Use,
)
from salon.text import _, dated_day, headed, ngettext, number, short_day
from ui.kit.chips import Chip
from ui.kit.rows import Line
from ui.kit.tokens import Tone

TONES = {
    Freshness.BLOCKED: Tone.RED,
    Freshness.EXPIRED: Tone.RED,
    Freshness.OPEN_TOO_LONG: Tone.AMBER,
    Freshness.SOON: Tone.AMBER,
    Freshness.FINE: Tone.SAGE,
}


def product_line(one: OnHand) -> Line:
    """Return a product as the list of the shelf shows it."""
    say = one.article.measure.said
    alerts = []
    if one.stock < 0:
        alerts.append(Chip(_("Below nothing"), Tone.RED))
    if one.is_low:
        alerts.append(Chip(_("Low"), Tone.AMBER))
    if one.freshness is not Freshness.FINE:
        state = one.freshness
        alerts.append(Chip(_(FRESHNESS_WORDS[state]), TONES[state]))
    lots = [batch.label for batch in one.batches]
    detail = ngettext("{n} batch", "{n} batches", len(lots)).format(n=number(len(lots)))
    if len(lots) == 1:
        detail = lots[0]
    parts = (detail if lots else _("nothing there"), until(one.first_end))
    return Line(
        one.article.name,
        " · ".join(part for part in parts if part),
        alerts=tuple(alerts),
        cells=(say(one.stock),),
        key=int(one.article.id),
    )


def batch_line(one: BatchLine, of: Article) -> Line:
    """Return a batch as the list beside shows it."""
    opened = ""
    if one.opened_on is not None:
        opened = _("opened {day}").format(day=short_day(one.opened_on))
    mark = None
    if one.freshness is not Freshness.FINE:
        mark = Chip(_(FRESHNESS_WORDS[one.freshness]), TONES[one.freshness])
    parts = (of.measure.said(one.stock), until(one.good_until), opened)
    detail = " · ".join(part for part in parts if part)
    return Line(one.label, detail, mark=mark, below=one.blocked, key=int(one.id))


def move_line(one: MoveLine, of: Article) -> Line:
    """Return a move as the ledger shows it."""
    kind = _(KIND_WORDS[one.kind])
    said = f"{'+' if one.amount > 0 else ''}{of.measure.said(one.amount)}"
    mark = None
    if one.reverses_id is not None:
        mark = Chip(_("Takes one back"), Tone.BLUE)
    elif one.is_reversed:
        mark = Chip(_("Taken back"), Tone.PLAIN)
    parts = (kind, one.lot, one.reason, one.staff)
    return Line(
        of.name,
        " · ".join(part for part in parts if part),
        mark=mark,
        cells=(short_day(one.day), said),
        key=int(one.id),
    )


def until(day: date | None) -> str:
    """Return until when something is good; "" where no end is known."""
    return "" if day is None else _("until {day}").format(day=dated_day(day))


def use_line(one: Use) -> Line:
    """Return what went of a product against what treatments explain."""
    say = one.article.measure.said
    went = one.used + one.wasted + one.missed
    mark = None
    if one.expected and one.over > 0:
        said = _("{amount} more").format(amount=say(one.over))
        mark = Chip(said, Tone.AMBER)
    count = ngettext("{n} treatment", "{n} treatments", one.services)
    parts = [count.format(n=number(one.services))]
    if not one.expected:
        parts = [_("no treatment is said to use it")]
    if one.wasted:
        parts.append(headed(_("thrown away"), say(one.wasted)))
    if one.missed:
        parts.append(headed(_("missing at the count"), say(one.missed)))
    return Line(
        one.article.name,
        " · ".join(parts),
        mark=mark,
        cells=(
            headed(_("expected"), say(one.expected)),
            headed(_("went"), say(went)),
        ),
        key=int(one.article.id),
    )
