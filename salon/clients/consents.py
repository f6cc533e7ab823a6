"""How long a consent stands, and which are missing for a service; plain rules.

A consent stands for the `valid_days` of its kind, counted from the day on which it
was signed; 0 days: until it is withdrawn. What is informed (this treatment, a patch
test) is signed for one service, and a course of it is covered as long as it stands;
it is void when her health has changed since (client-record 12).
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from salon.clients.model import ConsentLine
from salon.text import N_

PER_SERVICE = frozenset(("treatment_specific", "patch_test_consent", "patch_decline"))
GUARDIAN, LETTER, DECLINED = "guardian_consent", "medical_letter", "patch_decline"
# What is noted because it happened, and not agreed to.
RECORDS = frozenset((DECLINED, LETTER, "photo_refusal", "data_access", "data_erase"))
LONGEST_SIGNATURE = 60_000  # letters of the strokes
LONGEST_SIGNER = 200
_HAN = "\u3400\u4dbf\u4e00\u9fff\uf900\ufaff"


class State(StrEnum):
    """How a consent stands today."""

    STANDS = "stands"
    OUT_OF_DATE = "out_of_date"
    VOID = "void"  # her health has changed since
    WITHDRAWN = "withdrawn"


STATE_WORDS = {
    State.STANDS: N_("given"),
    State.OUT_OF_DATE: N_("out of date"),
    State.VOID: N_("to be signed again"),
    State.WITHDRAWN: N_("withdrawn"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A consent, how it stands, and the first day on which it no longer does."""

    line: ConsentLine
    state: State
    until: date | None  # None: it does not end by itself


def consents_standing(
    rows: Iterable[ConsentLine],
    today: date,
    valid_days: Mapping[str, int],
    *,
    void_since: date | None = None,
) -> list[Standing]:
    """Return how each consent stands on *today*, in the order in which they came.

    Args:
        rows: What was signed.
        today: The day that is asked about.
        valid_days: For how many days each item stands; 0 or none: it does not end.
        void_since: The day since which her health is another; what is signed for one
            service before that day is signed again.
    """
    return [_stands(one, today, valid_days, void_since) for one in rows]


def newest_of_each(standing: Iterable[Standing]) -> list[Standing]:
    """Return of each item, service and condition the one that was given last.

    They come in the order in which they were given; what is given anew takes the place
    of what stood before.
    """
    last: dict[tuple[str, str, str], Standing] = {}
    for one in standing:
        key = (one.line.consent, one.line.service_ref, one.line.condition)
        last.pop(key, None)
        last[key] = one
    return list(last.values())


def _stands(
    one: ConsentLine,
    today: date,
    valid_days: Mapping[str, int],
    void_since: date | None,
) -> Standing:
    days = valid_days.get(one.consent, 0)
    until = one.given_on + timedelta(days=days) if days else None
    if one.withdrawn_on is not None and one.withdrawn_on <= today:
        return Standing(one, State.WITHDRAWN, until)
    if until is not None and until <= today:
        return Standing(one, State.OUT_OF_DATE, until)
    is_informed = one.consent in ("treatment_specific", "patch_test_consent")
    if is_informed and void_since is not None and one.given_on < void_since:
        return Standing(one, State.VOID, until)
    return Standing(one, State.STANDS, until)


def missing_for(
    service_ref: str, needed: Sequence[str], standing: Iterable[Standing]
) -> list[str]:
    """Return which of the *needed* items do not stand for a service, in their order.

    `ServiceCard.consents` names what a service needs.
    """
    there = {
        one.line.consent
        for one in standing
        if one.state is State.STANDS and one.line.service_ref in ("", service_ref)
    }
    return [one for one in needed if one not in there]


def letter_for(condition: str, standing: Iterable[Standing]) -> ConsentLine | None:
    """Return the doctor's letter that names *condition* and stands; None if none."""
    for one in standing:
        line = one.line
        is_letter = line.consent == LETTER and one.state is State.STANDS
        if is_letter and line.condition == condition:
            return line
    return None


def is_full_name(said: str) -> bool:
    """Return whether *said* may be somebody's name: 王芳, "Ann Lee", "Anna".

    Letters of any script; two Chinese ones, else two words or four letters. A row of
    one and the same letter is none.
    """
    text = " ".join(said.split())
    letters = [one for one in text.casefold() if one.isalpha()]
    if not letters or any(one.isdigit() for one in text):
        return False
    han = sum(_is_han(one) for one in letters)
    if han:
        return han >= 2
    words = [word for word in text.split() if any(map(str.isalpha, word))]
    is_long = len(letters) >= 4 or (len(words) >= 2 and len(letters) >= 3)
    return is_long and len(set(letters)) > 1


def _is_han(letter: str) -> bool:
    pairs = zip(_HAN[::2], _HAN[1::2], strict=True)
    return any(first <= letter <= last for first, last in pairs)


def read_signature(kept: str) -> list[list[tuple[float, float]]] | None:
    """Return the strokes of a signature in a box of one by one; None if it is none."""
    strokes = _strokes(kept)
    if strokes is None or not any(len(stroke) > 1 for stroke in strokes):
        return None
    return strokes


def are_strokes(kept: str) -> bool:
    """Return whether something is strokes at all, if only of a dot."""
    return _strokes(kept) is not None


def _strokes(kept: str) -> list[list[tuple[float, float]]] | None:
    if len(kept) > LONGEST_SIGNATURE:
        return None
    try:
        strokes = [
            [(_part(x), _part(y)) for x, y in stroke] for stroke in json.loads(kept)
        ]
    except (ValueError, TypeError, RecursionError, OverflowError):
        return None
    return strokes


def _part(said: object) -> float:
    """Return a place in the box; raises ValueError where it is no number in it."""
    if isinstance(said, bool) or not isinstance(said, int | float):
        raise ValueError(said)
    if not (math.isfinite(said) and 0 <= said <= 1):
        raise ValueError(said)
    return float(said)
