"""What the skin tab shows at once, asked for in one look at the records."""

from dataclasses import dataclass
from datetime import date

from salon.clients.model import ClientId
from salon.skin.model import AssessmentCard, MeasureSeries, PhotoLine, TickLine
from salon.skin.queries import (
    assessments_of,
    photos_locked,
    photos_of,
    series_of,
    ticks_of,
)
from salon.treatments.queries import treatments_of
from salon.work import Reading


@dataclass(frozen=True)
class SkinSight:
    """Her skin over time, and what was done to it."""

    assessments: tuple[AssessmentCard, ...]
    series: tuple[MeasureSeries, ...]
    photos: tuple[PhotoLine, ...]
    done: tuple[tuple[date, str], ...]  # treatments, oldest first
    ticks: tuple[TickLine, ...] = ()  # oldest first
    locked: int = 0  # photographs that may not be seen any more


def skin_sight(reading: Reading, key: ClientId) -> SkinSight:
    """Return her skin over time."""
    treatments = treatments_of(reading, key)
    return SkinSight(
        tuple(assessments_of(reading, key)),
        tuple(series_of(reading, key)),
        tuple(photos_of(reading, key)),
        tuple((one.day, str(one.service)) for one in reversed(treatments)),
        tuple(ticks_of(reading, key)),
        photos_locked(reading, key),
    )
