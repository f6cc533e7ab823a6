"""Campaigns in words, as the page, the card and the command line say them."""

from collections.abc import Iterator

from salon.campaigns.model import OFFER_WORDS, Chosen, Group, Memory, Result
from salon.loyalty.statistics import PERCENT, Share
from salon.text import _, ngettext, number, sentences


def share_said(one: Share) -> str:
    """Return a share as few or many allow: "3 of 7", "40 % (23 to 59 %)", "15 %"."""
    if not one.of:
        return "–"
    if one.is_few:
        return _("{part} of {whole}").format(part=one.part, whole=one.of)
    rate, span = one.rate or 0.0, one.span
    said = per_cent(rate)
    if one.wants_span and span is not None:
        low, high = round(PERCENT * span.low), round(PERCENT * span.high)
        return _("{rate} ({low}–{high})").format(
            rate=said, low=number(low), high=number(high)
        )
    return said


def per_cent(rate: float) -> str:
    """Return a rate as per cent."""
    return _("{n} %").format(n=number(round(PERCENT * rate)))


def points(gain: float) -> str:
    """Return a difference of rates in points of a hundred, with its sign.

    To one place, as the rates beside it are rounded to whole ones: 57 % against 67 %
    may be less than ten points, and "−9" would look like a slip.
    """
    value = round(PERCENT * gain, 1)
    sign = "+" if value > 0 else "−" if value < 0 else "±"
    return sign + number(abs(value), 1)


def came_said(one: Result) -> str:
    """Return who came: after it, which is not because of it."""
    if not one.response.of:
        return _("{n} have heard of it so far.").format(n=number(one.delivered))
    said = _("Of those who heard of it {share} came within 30 days.")
    return said.format(share=share_said(one.response))


def uplift_said(one: Result) -> str:
    """Return what the offer did, in a sentence that says no more than is known."""
    if one.uplift is None or one.low is None or one.high is None:
        if one.unripe and not one.treated.of:
            return _("The 30 days are not over yet.")
        return _("Nobody was held out, so it is only known who came after it.")
    said = _("{treated} came with it, {control} without: {gain} points.").format(
        treated=share_said(one.treated),
        control=share_said(one.control),
        gain=points(one.uplift),
    )
    between = _("The true effect lies between {low} and {high} points").format(
        low=points(one.low), high=points(one.high)
    )
    if not one.is_proven:
        between = _("{between}: it may be chance.").format(between=between)
    else:
        between = _("{between}.").format(between=between)
    return sentences([said, between])


def cautions(found: Chosen, *, is_cheaper: bool) -> Iterator[str]:
    """Yield what to mind before a campaign starts."""
    if not found.has_classes:
        yield _("Classes were not worked out yet, so nobody can be chosen by them.")
    both = found.count(Group.TREATED) + found.count(Group.CONTROL)
    if both and not found.count(Group.CONTROL):
        yield _(
            "Nobody is held out: you will see who came after it, not because of it."
        )
    elif both and found.is_too_few:
        yield ngettext(
            "Of {n} person an effect can hardly be told; 50 are few already.",
            "Of {n} people an effect can hardly be told; 50 are few already.",
            both,
        ).format(n=both)
    if is_cheaper and found.in_full:
        yield ngettext(
            "{n} person comes regularly without a discount: it would cost you, and "
            "teach waiting.",
            "{n} people come regularly without a discount: it would cost you, and "
            "teach waiting.",
            found.in_full,
        ).format(n=found.in_full)


def memory_said(one: Memory) -> Iterator[str]:
    """Yield what moves somebody, and what to mind."""
    if one.compared:
        said = _("Held out of “{name}”: do not offer the same before it ends.")
        yield said.format(name=one.compared)
    if one.is_hunter:
        yield _("Comes for offers only: spare the next one.")
    if one.waits:
        yield _("Paid in full before, and waits for offers since.")
    if one.pays_in_full:
        yield _("Comes without a discount: none is needed.")
    for each in one.kinds:
        said = _(
            "{offer}: {had} had, {took} taken, {welcomed} liked, {refused} refused"
        )
        yield said.format(
            offer=_(OFFER_WORDS[each.offer]),
            had=each.had,
            took=each.took,
            welcomed=each.welcomed,
            refused=each.refused,
        )
