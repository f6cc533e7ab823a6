"""How the pages of loyalty say figures."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from salon.aftercare.recalls import Recalled
from salon.loyalty.statistics import FEW, SOME, Share, Span
from salon.money import Money
from salon.text import _, amount, listed, minor_digits, ngettext, number
from ui.kit.cards import across, held
from ui.kit.tokens import Type
from ui.kit.words import Words

SMALL_SUM = 20  # whole units below which cents are shown
LEAST = 0.05  # below, a likelihood is not told apart from none


def percent(part: float) -> str:
    """Return a part as per cent: "31 %"."""
    return _("{n} %").format(n=number(round(part * 100)))


def returning(part: float) -> str:
    """Return how likely somebody comes again, in words."""
    if part < LEAST:
        return _("hardly likely to return")
    return _("{n} % likely to return").format(n=number(round(part * 100)))


def money(found: Money, currency: str) -> str:
    """Return a sum without its cents: "£2,140"; a small one keeps them."""
    unit = 10 ** minor_digits(currency)
    if abs(found.minor) < SMALL_SUM * unit:
        said = amount(found, currency)
    else:
        said = amount(Money(round(found.minor / unit) * unit), currency)
    return said.replace("-", "−")  # as wide as a plus


def of(share: Share) -> str:
    """Return "16 of 26"."""
    return _("{part} of {all}").format(part=number(share.part), all=number(share.of))


def rate(share: Share) -> str:
    """Return a rate as far as it is certain: under ten only "3 of 7"."""
    if share.of < FEW or share.rate is None:
        return of(share)
    said = percent(share.rate)
    if share.of < SOME and share.span is not None:
        between = _("between {low} and {high} %").format(
            low=number(round(share.span.low * 100)),
            high=number(round(share.span.high * 100)),
        )
        return f"{said} ({between})"
    return said


def between(span: Span | None) -> str:
    """Return between what a figure lies, in whole numbers."""
    if span is None:
        return ""
    return _("{low} to {high}").format(
        low=number(round(span.low)), high=number(round(span.high))
    )


def signed(count: int) -> str:
    """Return a change with its sign; a minus as wide as a plus."""
    if count > 0:
        return f"+{number(count)}"
    return f"−{number(-count)}" if count < 0 else "0"


def rung_said(done: Recalled) -> str:
    """Return what came of planning calls."""
    said = []
    if done.calls:
        calls = ngettext("{n} call", "{n} calls", done.calls)
        said.append(calls.format(n=number(done.calls)))
    if done.messages:
        messages = ngettext("{n} message", "{n} messages", done.messages)
        said.append(messages.format(n=number(done.messages)))
    return _("On the call list: {what}").format(what=listed(said))


def big(figure: str, rest: str) -> QWidget:
    """Return a large figure, and what it is of beside its foot."""
    row = across(Words(figure, type=Type.DISPLAY), gap=8)
    about = Words(rest, faint=True, wrap=True)
    row.addWidget(about, 1, Qt.AlignmentFlag.AlignBottom)
    return held(row)


def faint(text: str) -> Words:
    """Return quiet words that wrap."""
    return Words(text, type=Type.SMALL, faint=True, wrap=True)
