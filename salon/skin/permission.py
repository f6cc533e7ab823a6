"""May this client be photographed? Plain rules over birthday and consents."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from salon.clients.consents import GUARDIAN, State, consents_standing
from salon.clients.model import BirthdayLine, ConsentLine

OF_AGE = 18  # younger ones are photographed with their guardian's word only
CONSENT, REFUSAL = "photo_record", "photo_refusal"


class PhotoWord(StrEnum):
    """What is known of a client's wish about photographs."""

    AGREED = "agreed"
    UNASKED = "unasked"  # nobody has asked yet, or it is out of date
    REFUSED = "refused"
    GUARDIAN = "guardian"  # a minor, and the guardian has not agreed


def photo_word(
    born: BirthdayLine | None,
    consents: Iterable[ConsentLine],
    valid_days: Mapping[str, int],
    today: date,
) -> PhotoWord:
    """Return whether a client may be photographed today.

    Args:
        born: The birthday, as far as it is known.
        consents: What was signed and refused, the oldest first.
        valid_days: For how many days each item stands; see `consent_days`.
        today: The day that is asked about.
    """
    rows = list(consents)
    standing = {
        one.line.consent: one.line
        for one in consents_standing(rows, today, valid_days)
        if one.state is State.STANDS
    }
    age = born.age(today) if born is not None else None
    is_minor = age is not None and age < OF_AGE
    if is_minor and not {GUARDIAN, CONSENT} <= standing.keys():
        return PhotoWord.GUARDIAN
    said, refused = standing.get(CONSENT), standing.get(REFUSAL)
    if said is not None:
        is_later = refused is not None and refused.given_on > said.given_on
        return PhotoWord.REFUSED if is_later else PhotoWord.AGREED
    is_taken_back = any(
        one.consent == CONSENT
        and one.withdrawn_on is not None
        and one.withdrawn_on <= today
        for one in rows
    )
    if refused is not None or is_taken_back:
        return PhotoWord.REFUSED
    return PhotoWord.UNASKED
