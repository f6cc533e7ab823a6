"""Who is asked: balanced by class and by therapist, and the same for the same seed.

Nothing here depends on the order in which people are given.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import TypeVar

from salon.surveys.model import Way

K = TypeVar("K", bound=Hashable)

TENTH = Fraction(1, 10)  # of those who are no A clients: asked in person
BEST = "A"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be asked."""

    client_id: int
    abc: str = ""  # "": classes were never worked out
    staff_id: int = 0  # with whom she was most; 0: nobody
    state: str = ""  # how she stands against her own rhythm

    @property
    def cell(self) -> tuple[str, int]:
        """What a sample is balanced by."""
        return self.abc, self.staff_id


@dataclass(frozen=True, slots=True)
class Drawn:
    """Somebody who is asked, and how."""

    who: Candidate
    way: Way


def shares(counts: Mapping[K, int], size: int) -> dict[K, int]:
    """Return how many of each cell are drawn: in proportion, *size* in all.

    What is left over goes to the largest remainders; of equal ones to the larger cell,
    then by name. No cell gives more than it has.
    """
    whole = sum(counts.values())
    size = max(0, min(size, whole))
    if not whole:
        return dict.fromkeys(counts, 0)
    found = {key: count * size // whole for key, count in counts.items()}
    rest = size - sum(found.values())
    order = sorted(
        counts,
        key=lambda key: (-(counts[key] * size % whole), -counts[key], repr(key)),
    )
    for key in order[:rest]:
        found[key] += 1
    return found


def balanced(people: Iterable[Candidate], size: int, chance: Random) -> list[Candidate]:
    """Return *size* of them, by class and therapist as they stand to each other."""
    cells: dict[tuple[str, int], list[Candidate]] = defaultdict(list)
    for one in sorted(people, key=lambda one: one.client_id):
        cells[one.cell].append(one)
    wanted = shares({cell: len(some) for cell, some in cells.items()}, size)
    found: list[Candidate] = []
    for cell in sorted(cells):
        found += chance.sample(cells[cell], wanted[cell])
    return sorted(found, key=lambda one: one.client_id)


def draw(
    people: Sequence[Candidate], seed: int, size: int | None = None
) -> tuple[Drawn, ...]:
    """Return who is asked, and who of them in person: all A clients, and a tenth.

    Args:
        people: Everybody who may be asked, in any order.
        seed: Of chance; the same one draws the same people.
        size: How many at most; None: all.
    """
    chance = Random(f"sample {seed}")
    chosen = sorted(people, key=lambda one: one.client_id)
    if size is not None and size < len(chosen):
        chosen = balanced(chosen, size, chance)
    others = [one for one in chosen if one.abc != BEST]
    tenth = -(-len(others) * TENTH.numerator // TENTH.denominator)
    spoken = {one.client_id for one in balanced(others, tenth, chance)}
    return tuple(
        Drawn(
            one,
            Way.INTERVIEW if one.abc == BEST or one.client_id in spoken else Way.PAPER,
        )
        for one in chosen
    )
