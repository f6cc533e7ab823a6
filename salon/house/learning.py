"""Learning cards made of what the salon has, and five questions drawn from them.

Plain: the same cards and the same seed give the same questions, so that a quiz can be
marked by whoever shows it.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from salon.staff.model import Role

QUESTIONS = 5
CHOICES = 4
REPEAT_DAYS = 365  # after which a quiz is due again


@dataclass(frozen=True, slots=True)
class Card:
    """Something to know: what is asked, what is right, and what about it."""

    id: str  # "minutes:fac_basic"
    kind: str  # minutes, gap, patch, against, product
    subject: str  # "service:fac_basic": what it is about
    title: str  # the name of that
    ask: str  # in words
    answer: str  # in words
    others: tuple[str, ...]  # answers that are wrong for it
    more: str = ""  # shown with the answer


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a quiz."""

    card: Card
    choices: tuple[str, ...]

    @property
    def right(self) -> int:
        """Which choice is right."""
        return self.choices.index(self.card.answer)


KINDS_OF = {
    Role.THERAPIST: ("against", "patch", "gap", "minutes", "product"),
    Role.CONSULTANT: ("against", "gap", "product", "minutes", "patch"),
    Role.RECEPTION: ("minutes", "patch", "gap", "against"),
}
_EVERY = ("minutes", "patch", "gap", "against", "product")


def kinds_of(role: Role) -> tuple[str, ...]:
    """Return what somebody of a role is asked, the weightiest first."""
    return KINDS_OF.get(role, _EVERY)


def questions(cards: Sequence[Card], role: Role, seed: int) -> tuple[Asked, ...]:
    """Return the questions of a quiz, five at most, no two about one thing.

    Kinds come in turn, in the order that matters to the role.

    Args:
        cards: All there are.
        role: Of whoever answers.
        seed: Of the draw.
    """
    draw = random.Random(seed)
    heaps = {kind: [c for c in cards if c.kind == kind] for kind in kinds_of(role)}
    for heap in heaps.values():
        draw.shuffle(heap)
    taken: list[Card] = []
    while len(taken) < QUESTIONS and any(heaps.values()):
        for heap in heaps.values():
            fits = [c for c in heap if c.subject not in {t.subject for t in taken}]
            if not fits:
                heap.clear()
            elif len(taken) < QUESTIONS:
                heap.remove(fits[0])
                taken.append(fits[0])
    return tuple(_asked(card, draw) for card in taken)


def _asked(card: Card, draw: random.Random) -> Asked:
    wrong = [one for one in dict.fromkeys(card.others) if one != card.answer]
    draw.shuffle(wrong)
    choices = [card.answer, *wrong[: CHOICES - 1]]
    draw.shuffle(choices)
    return Asked(card, tuple(choices))


def marked(asked: Sequence[Asked], chosen: Sequence[int]) -> tuple[int, list[str]]:
    """Return how many were right, and the cards of those that were not."""
    pairs = list(zip(asked, [*chosen, *[-1] * len(asked)], strict=False))
    missed = [one.card.id for one, at in pairs if at != one.right]
    return len(asked) - len(missed), missed
