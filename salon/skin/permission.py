"""May this client be photographed, and what for? Plain rules over what was signed.

There is one rule for all ways: looking, printing, copying, saving, giving away and
publishing ask `PhotoRights`. What was taken back is out of reach that very moment.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from salon.clients.consents import GUARDIAN, State, consents_standing
from salon.clients.model import BirthdayLine, ConsentLine
from salon.text import N_

OF_AGE = 18  # younger ones are photographed with their guardian's word only
CONSENT, REFUSAL = "photo_record", "photo_refusal"
TEACHING, PUBLIC = "photo_teach", "photo_public"
SPEAKING = (CONSENT, REFUSAL, TEACHING, PUBLIC, GUARDIAN)  # of photographs


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


class Purpose(StrEnum):
    """What a photograph is used for."""

    FILE = "file"  # seen by those who treat
    SHOW = "show"  # shown or given to the client: a screen, a paper, a copy
    TEACH = "teach"  # training of the team
    PUBLISH = "publish"


PURPOSE_WORDS = {
    Purpose.FILE: N_("to look at it"),
    Purpose.SHOW: N_("to show or give it to the client"),
    Purpose.TEACH: N_("to train with it"),
    Purpose.PUBLISH: N_("to publish it"),
}
_REFUSED = N_("Photographs are refused, or the consent to them was withdrawn.")
_GUARDIAN = N_("The guardian has not agreed to photographs.")
_UNASKED = N_(
    "The consent to photographs for the record is not signed, or out of date."
)
_NO_TEACHING = N_("The consent to photographs for training is not signed.")
_NO_PUBLIC = N_("The consent to photographs in public is not signed, or out of date.")
_OFF = N_("Publishing is off for this photograph; each has a switch of its own.")


@dataclass(frozen=True, slots=True)
class PhotoRights:
    """What may be done with the photographs of one client today."""

    word: PhotoWord
    is_teaching: bool = False  # its own consent stands
    is_public: bool = False
    consent_id: int | None = None  # of the consent to photographs that stands

    def why_not(self, purpose: Purpose, *, is_public: bool = False) -> str:
        """Return why a photograph may not be used so, marked; "" where it may.

        Args:
            purpose: What for.
            is_public: The photograph's own switch is on.
        """
        if self.word is PhotoWord.REFUSED:
            return _REFUSED
        if self.word is PhotoWord.GUARDIAN:
            return _GUARDIAN
        if purpose is Purpose.FILE:
            return ""
        if self.word is not PhotoWord.AGREED:
            return _UNASKED
        if purpose is Purpose.TEACH and not self.is_teaching:
            return _NO_TEACHING
        if purpose is Purpose.PUBLISH and not self.is_public:
            return _NO_PUBLIC
        return _OFF if purpose is Purpose.PUBLISH and not is_public else ""

    def allows(self, purpose: Purpose, *, is_public: bool = False) -> bool:
        """Return whether a photograph may be used so."""
        return not self.why_not(purpose, is_public=is_public)


def photo_rights_of(
    born: BirthdayLine | None,
    consents: Iterable[ConsentLine],
    valid_days: Mapping[str, int],
    today: date,
) -> PhotoRights:
    """Return what may be done with photographs; arguments as of `photo_word`."""
    rows = list(consents)
    stand = {
        one.line.consent: one.line
        for one in consents_standing(rows, today, valid_days)
        if one.state is State.STANDS
    }
    kept = stand.get(CONSENT)
    return PhotoRights(
        photo_word(born, rows, valid_days, today),
        TEACHING in stand,
        PUBLIC in stand,
        kept.id if kept is not None else None,
    )
