"""What is said on an occasion: the message, or the same in other words."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from zlib import crc32

from salon.aftercare.composing import is_new
from salon.aftercare.model import Said
from salon.aftercare.words import filled, replaced
from salon.occasions.rules import Say, sayings
from salon.text import Names

_SLOT = re.compile(r"\{(\w+)\}")
# true on the very day for which it was written
_OF_ITS_DAY = re.compile(
    r"\b(?:today|tonight|tomorrow)\b|今天|今晚|明天", re.IGNORECASE
)


def script_of(
    message: str,
    shipped: Names | None,
    known: Mapping[str, str],
    earlier: Sequence[Said],
    tongue: str,
    *,
    client: int,
    day: date,
    said_on: date,
) -> str:
    """Return what to say, with its slots: another than a year ago, and all known.

    What has a slot that nobody can fill is not said where anything else fits; of what
    fits, the years take turns, so that no two in a row are the same.

    Args:
        message: Reference id.
        shipped: Its text in the salon's own content; None where there is none.
        known: All fillings.
        earlier: What was said to the client within a year, the newest first.
        tongue: Of the client.
        client: Whom it is for.
        day: On which it was to be said.
        said_on: On which it is said: on another, it speaks of no "today".
    """
    ways = _ways(message, shipped, is_late=said_on > day)
    scripts = [one.names.said_in(tongue) for one in ways]
    if said_on != day:  # before closed days, or after them
        timely = [one for one in scripts if not _OF_ITS_DAY.search(one)]
        scripts = timely or scripts
    if not scripts:
        return ""
    turn = (crc32(f"{client} {message}".encode()) + day.year) % len(scripts)
    turned = scripts[turn:] + scripts[:turn]
    whole = [one for one in turned if all(known.get(s) for s in _SLOT.findall(one))]
    for script in whole:
        if is_new(replaced(script, known), earlier):
            return script
    fits = whole or [one for one in turned if filled(one, known)]
    return next(iter(fits), "")


def _ways(message: str, shipped: Names | None, *, is_late: bool) -> tuple[Say, ...]:
    """Return all ways to say a message on its day, or after it."""
    others = sayings().get(message, ())
    on_day = tuple(one for one in others if not one.late)
    late = tuple(one for one in others if one.late)
    own = _own(message, shipped)
    return late or on_day or own if is_late else (*own, *on_day) or late


def _own(message: str, shipped: Names | None) -> tuple[Say, ...]:
    return () if shipped is None else (Say(message, shipped),)
