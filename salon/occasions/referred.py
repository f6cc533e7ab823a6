"""Which signs on the chart a doctor was to look at, and since when that is open."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from salon.safety.facts import UNTIL_SEEN_BY_A_DOCTOR
from salon.safety.operations import CHART
from salon.safety.queries import lore_of
from salon.safety.tables import TypedAnswer
from salon.safety.understanding import Said
from salon.skin.tables import Assessment, SkinFinding
from salon.work import Reading

_OVER = (Said.ENDED, Said.NOT_HER)


@dataclass(frozen=True, slots=True)
class Referral:
    """A client who was asked on a day to have something looked at."""

    client_id: int
    day: date  # on which it was charted first, since it was last seen by a doctor
    signs: tuple[str, ...]  # reference ids of skin_conditions
    zones: tuple[str, ...]


class Referrals:
    """Finds what was charted and is not said to have been seen by a doctor yet."""

    def __init__(
        self, reading: Reading, hers: Callable[[Any], ColumnElement[bool]]
    ) -> None:
        """Say whom to look at: *hers* returns that a column names one of them."""
        self._reading, self._hers = reading, hers

    def begun(self, first: date, last: date) -> Iterator[Referral]:
        """Yield what was charted first between two days and still stands.

        It stands as the block does: charted again it is the same; after a doctor has
        seen it, what is charted later is another.
        """
        lore = lore_of(self._reading)
        signs = [
            sign
            for sign, (condition, _names) in lore.signs.items()
            if condition in UNTIL_SEEN_BY_A_DOCTOR
        ]
        a, f = Assessment, SkinFinding
        seen = (
            select(a.client_id, f.condition, a.day, f.zone)
            .join(f, f.assessment_id == a.id)
            .where(f.condition.in_(signs), or_(f.grade.is_(None), f.grade != 0))
        )
        near = seen.where(a.day.between(first, last), self._hers(a.client_id))
        keys = sorted({row.client_id for row in self._rows(near)})
        if not keys:
            return
        ended = self._ended(keys, signs)
        open_: dict[tuple[int, str], list[Any]] = defaultdict(list)
        for row in self._rows(seen.where(a.client_id.in_(keys)).order_by(a.day, f.id)):
            over = ended.get((row.client_id, row.condition))
            if over is None or row.day > over:
                open_[row.client_id, row.condition].append(row)
        begun: dict[tuple[int, date], list[Any]] = defaultdict(list)
        for (client, _sign), rows in open_.items():
            if first <= rows[0].day <= last:
                begun[client, rows[0].day] += rows
        for (client, day), rows in begun.items():
            yield Referral(
                *(client, day, tuple(dict.fromkeys(row.condition for row in rows))),
                tuple(dict.fromkeys(row.zone for row in rows)),
            )

    def _ended(self, keys: list[int], signs: list[str]) -> dict[tuple[int, str], date]:
        """Return until which day a sign is over; one without a day is over for good."""
        t = TypedAnswer
        asked = select(t.client_id, t.word, t.ended_on).where(
            *(t.client_id.in_(keys), t.place == CHART, t.word.in_(signs)),
            t.answer.in_(_OVER),
        )
        return {
            (client, sign): day or date.max for client, sign, day in self._rows(asked)
        }

    def _rows(self, asked: Any) -> Any:
        return self._reading.session.execute(asked)
