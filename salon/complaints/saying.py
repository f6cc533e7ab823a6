"""What is missing before a complaint may be closed, in words."""

from collections.abc import Iterable

from salon.text import N_, _, listed

MISSING_WORDS = {
    "agreed": N_("the client has not agreed"),
    "carried_out": N_("a promise is not carried out"),
    "day_7": N_("the call a week after is not made"),
    "root": N_("the root is not recorded"),
    "change": N_("no change is recorded"),
    "fixed": N_("the cause is not put right"),
    "staff_told": N_("the colleague was not told, kindly"),
    "replied": N_("the public reply is not there"),
    "body": N_("the outside body has not closed it"),
    "incident": N_("the incident is open"),
}


def missing_in_words(missing: Iterable[str]) -> str:
    """Return what is missing as people read it, in one line."""
    return listed(_(MISSING_WORDS[one]) for one in missing)
