"""Is somebody of a list somebody we know? Rules only, nothing of the store.

Same name and same number in any spelling: the same person. Same number and another
name: two people who share a phone. Same name and another number: namesakes. Nobody's
name, birthday or note is ever overwritten by a list; what differs is said.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from salon.clients.matching import likeness
from salon.exchange.model import Incoming
from salon.text import N_, _


@dataclass(slots=True)
class Known:
    """What is known of one client, to compare a list with."""

    key: int  # her id; below zero: the place in the list she is new from
    name: str
    numbers: set[str] = field(default_factory=set)
    birthday: tuple[int | None, int | None, int | None] = (None, None, None)
    card_no: str = ""


@dataclass(slots=True)
class Book:
    """Everybody who is known, found by name, number and card."""

    by_name: dict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))
    by_number: dict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))

    def add(self, one: Known) -> None:
        """Know one more."""
        self.by_name[likeness(one.name)].append(one)
        for number in one.numbers:
            self.by_number[number].append(one)

    def match(self, her: Incoming) -> Known | None:
        """Return who she is, if she is somebody we know."""
        numbers = {phone.number for phone in her.phones if phone.number}
        same_name = self.by_name.get(likeness(her.name), ())
        for one in same_name:
            if numbers & one.numbers:
                return one
            if her.card_no and her.card_no == one.card_no:
                return one
        for one in same_name:
            if numbers and one.numbers:
                continue  # namesakes
            born = _born(her)
            if born == one.birthday:
                return one
            is_bare = not numbers and not one.numbers
            if is_bare and (born[1] is None or one.birthday[1] is None):
                return one
        return None

    def sharing(self, her: Incoming) -> list[str]:
        """Return who else has one of her numbers."""
        like = likeness(her.name)
        return list(
            dict.fromkeys(
                one.name
                for phone in her.phones
                if phone.number
                for one in self.by_number.get(phone.number, ())
                if likeness(one.name) != like
            )
        )


def differences(her: Incoming, one: Known) -> list[str]:
    """Return in words what the list says otherwise than the file."""
    said = []
    born = _born(her)
    if born[1] is not None and one.birthday[1] is not None and born != one.birthday:
        words = _(N_("The birthday differs: {ours} here, {theirs} in the list"))
        said.append(words.format(ours=_shown(one.birthday), theirs=_shown(born)))
    if her.card_no and one.card_no and her.card_no != one.card_no:
        words = _(N_("The card number differs: {ours} here, {theirs} in the list"))
        said.append(words.format(ours=one.card_no, theirs=her.card_no))
    return said


def _born(her: Incoming) -> tuple[int | None, int | None, int | None]:
    b = her.birthday
    return (b.year, b.month, b.day) if b is not None else (None, None, None)


def _shown(born: tuple[int | None, int | None, int | None]) -> str:
    year, month, day = born
    tail = f"{month:02d}-{day:02d}" if month and day else "?"
    return f"{year}-{tail}" if year else tail
