"""What of prepaid money is said by people: why points moved, what a code is."""

from salon.prepaid.model import POINTS_WORDS, PointsWhy
from salon.prepaid.rules import DEED_WORDS, Deed
from salon.text import _


def why_said(why: str) -> str:
    """Return why points came or went."""
    if why in list(Deed):
        return _(DEED_WORDS[Deed(why)])
    return _(POINTS_WORDS[PointsWhy(why)]) if why in list(PointsWhy) else why


def in_groups(code: str) -> str:
    """Return a code as it is read out: "K7MQ 4T2X"."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))
