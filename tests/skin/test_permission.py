"""Who may be photographed: by age, by what was signed, and until when."""

from datetime import date, timedelta

import pytest

from salon.clients.model import BirthdayLine, ConsentLine
from salon.skin.permission import PhotoWord, photo_word

TODAY = date(2026, 11, 24)
GIRL, WOMAN = BirthdayLine(2011, 3, 3), BirthdayLine(1990, 1, 1)
YEAR = {"photo_record": 365, "guardian_consent": 365}


def signed(
    *items: str, ago: int = 10, withdrawn: int | None = None
) -> list[ConsentLine]:
    """Return consents signed so many days ago, and maybe withdrawn since."""
    on = TODAY - timedelta(days=ago)
    gone = None if withdrawn is None else TODAY - timedelta(days=withdrawn)
    return [ConsentLine(n, item, on, gone) for n, item in enumerate(items, 1)]


@pytest.mark.parametrize(
    ("born", "consents", "word"),
    [
        (WOMAN, [], PhotoWord.UNASKED),
        (None, [], PhotoWord.UNASKED),
        (WOMAN, signed("photo_record"), PhotoWord.AGREED),
        (WOMAN, signed("photo_record", ago=364), PhotoWord.AGREED),
        (WOMAN, signed("photo_record", ago=365), PhotoWord.UNASKED),
        (WOMAN, signed("photo_refusal"), PhotoWord.REFUSED),
        (WOMAN, signed("photo_record", withdrawn=0), PhotoWord.REFUSED),
        (WOMAN, signed("photo_record", withdrawn=-1), PhotoWord.AGREED),
        (GIRL, [], PhotoWord.GUARDIAN),
        (GIRL, signed("photo_record"), PhotoWord.GUARDIAN),
        (GIRL, signed("guardian_consent"), PhotoWord.GUARDIAN),
        (GIRL, signed("guardian_consent", "photo_record"), PhotoWord.AGREED),
        (BirthdayLine(2008, 11, 24), [], PhotoWord.UNASKED),
        (BirthdayLine(2008, 11, 25), [], PhotoWord.GUARDIAN),
    ],
)
def test_the_word_follows_age_and_consents(
    born: BirthdayLine | None, consents: list[ConsentLine], word: PhotoWord
) -> None:
    assert photo_word(born, consents, YEAR, TODAY) is word


def test_what_was_said_last_stands() -> None:
    yes, no = signed("photo_record", ago=20), signed("photo_refusal", ago=10)
    assert photo_word(WOMAN, yes + no, YEAR, TODAY) is PhotoWord.REFUSED
    yes, no = signed("photo_record", ago=10), signed("photo_refusal", ago=20)
    assert photo_word(WOMAN, no + yes, YEAR, TODAY) is PhotoWord.AGREED
