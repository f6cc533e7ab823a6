"""What the skin tab shows at once, asked for in one look at the records."""

from dataclasses import dataclass, replace
from datetime import date

from salon.clients.model import ClientId
from salon.reports.changed import LOOKS, how_it_went
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
    looks = assessments_of(reading, key, LOOKS)
    went = how_it_went(reading, looks)
    return SkinSight(
        tuple(looks),
        tuple(
            replace(one, is_better=went.get(_key_of(one)))
            for one in series_of(reading, key)
        ),
        tuple(photos_of(reading, key)),
        tuple((one.day, str(one.service)) for one in reversed(treatments)),
        tuple(ticks_of(reading, key)),
        photos_locked(reading, key),
    )


def _key_of(one: MeasureSeries) -> tuple[str, str, str, str]:
    return one.measure, one.zone or "", one.unit, one.device
