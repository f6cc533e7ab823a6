"""What is said in the calls after a complaint, in the client's language."""

import re
from collections.abc import Mapping

from salon.aftercare.words import filled
from salon.catalogue.model import NotFound, Subject
from salon.catalogue.queries import entry
from salon.complaints.model import (
    MONEY,
    WORDS_ALONE,
    ComplaintCard,
    ComplaintId,
    OfferLine,
)
from salon.complaints.queries import complaint
from salon.errors import Missing
from salon.text import Names, _, amount, aside, plain_day, speaking
from salon.work import Reading, once

_FIRST = "co_1"  # the day after the agreement: thanks, in words of its own
_HAN = re.compile("[\u3400-\u9fff]")


def redress_words(
    reading: Reading,
    complaint_id: int | None,
    step: str,
    known: Mapping[str, str],
    tongue: str,
) -> str:
    """Return what to say some days after an agreement; "" where nothing fits."""
    if complaint_id is None:
        return ""
    try:
        card = complaint(reading, ComplaintId(complaint_id))
    except Missing:
        return ""
    script = _script(reading, step)
    if script is None:
        return ""
    with speaking(tongue):
        more = fillings(reading, card, tongue)
        return filled(script.said_in(tongue), {**known, **more})


def fillings(reading: Reading, card: ComplaintCard, tongue: str) -> dict[str, str]:
    """Return what can be said of a complaint in a language.

    What we found is not among it: it was written for the house, not for the client.

    What the team has written in another script is not said: nobody reads English words
    out in a Chinese sentence.
    """
    table = [one for one in card.offers if one.is_granted]
    chosen = list(card.chosen)
    coming = next((one for one in chosen if one.is_promised), None)
    with speaking(tongue):
        known = {
            "promise": card.promised,
            "change": card.change,
            "choice": _offer(reading, chosen[0], tongue) if chosen else "",
            "a": _way(reading, table[0], tongue) if table else "",
            "b": _way(reading, table[1], tongue) if len(table) > 1 else "",
            "status": _offer(reading, chosen[0], tongue) if chosen else "",
            "next": _offer(reading, coming, tongue) if coming else "",
            "date": _day(coming),
        }
    return {
        key: _within(said)
        for key, said in known.items()
        if said and (key == "date" or fits(said, tongue))
    }


def fits(said: str, tongue: str) -> bool:
    """Return whether a text is in the script of a language."""
    return bool(_HAN.search(said)) is tongue.startswith("zh")


def _within(said: str) -> str:
    """Return a text as it stands within a sentence: without its own full stop."""
    return said.strip().rstrip(".。")


def _offer(reading: Reading, one: OfferLine, tongue: str) -> str:
    """Return a way as the client hears it: its own words, else what it is called.

    Money is said with its sum; what a repeat costs is ours alone.
    """
    said = _within(one.text) if one.text and fits(one.text, tongue) else ""
    if not said:
        try:
            names = entry(reading, Subject.COMPLAINT_WORDS, f"way:{one.kind}").names
        except NotFound:  # a kind of the salon's own
            names = one.name
        said = names.said_in(tongue)
    worth = amount(one.amount, one.currency)
    if one.kind in MONEY and one.amount.minor and worth not in said:
        return aside(said, worth)
    return said


def _way(reading: Reading, one: OfferLine, tongue: str) -> str:
    """Return a way that one may choose, with the day by which it is done."""
    said = _offer(reading, one, tongue)
    if one.kind in WORDS_ALONE or not (day := _day(one)):
        return said
    return _("{what}, by {day}").format(what=said, day=day)


def _day(one: OfferLine | None) -> str:
    return plain_day(one.promised_on) if one and one.promised_on else ""


@once
def _script(reading: Reading, step: str) -> Names | None:
    try:
        if step == _FIRST:
            return entry(reading, Subject.COMPLAINT_WORDS, "after:1").names
        return entry(reading, Subject.MESSAGE, step).names
    except NotFound:
        return None
