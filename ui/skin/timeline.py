"""What lies between two days, as the line of time draws it."""

from datetime import date, timedelta

from salon.reports.changed import Changes, MeasureChange
from salon.skin.model import HABIT_WORDS, HABITS
from salon.text import _, full_day, listed, month_short, number, plain_day
from ui.kit.between import Between, Curve, Event, Habit, Span, spoken
from ui.kit.tokens import Tone
from ui.parts.listing import joined

TONES = {  # of what was done, by its family
    "PEL": Tone.ROSE,
    "LGT": Tone.BLUE,
    "HRL": Tone.BLUE,
    "RFQ": Tone.PLUM,
    "MND": Tone.PLUM,
    "FAC": Tone.SAGE,
    "FEL": Tone.SAGE,
    "EYE": Tone.SAGE,
}
LONGEST = 18  # letters of a treatment
MOST_USED = 5


def between_of(found: Changes, chosen: MeasureChange | None) -> Between:
    """Return what is drawn of the time between two days.

    Args:
        found: The two days.
        chosen: The measure at the foot; None: none.
    """
    days = max((found.last - found.first).days, 1)

    def at(day: date) -> float:
        return (day - found.first).days / days

    return Between(
        (plain_day(found.first), full_day(found.last)),
        _months(found, at),
        tuple(
            Event(at(one.day), _brief(str(one.name)), TONES.get(one.family, Tone.PLAIN))
            for one in found.done
        ),
        tuple(
            (
                Span(
                    max(at(one.since), 0.0),
                    1.0 if one.until is None else at(one.until),
                    one.name
                    if one.until is None
                    else _("{product}, stopped").format(product=one.name),
                    Tone.PLAIN if one.until is not None else Tone.ROSE,
                ),
            )
            for one in found.products[:MOST_USED]
        ),
        tuple(_habit(found, habit, at) for habit in HABITS),
        _curve(chosen, at),
        (_("Treatments"), _("Products at home")),
        _spoken(found),
    )


def _brief(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"


def _months(found: Changes, at) -> tuple[tuple[float, str], ...]:  # type: ignore[no-untyped-def]
    made = []
    day = date(found.first.year, found.first.month, 1)
    step = 1 if (found.last - found.first).days < 400 else 3
    while day <= found.last:
        if day > found.first and (day.month - 1) % step == 0:
            made.append((at(day), month_short(day)))
        day = (day + timedelta(days=32)).replace(day=1)
    return tuple(made)


def _habit(found: Changes, habit: str, at) -> Habit:  # type: ignore[no-untyped-def]
    levels = [
        (tick.on, level)
        for tick in found.ticks
        if (level := tick.level(habit)) is not None
    ]
    said = ""
    if levels:
        said = f"{levels[0][1]} → {levels[-1][1]}"
    placed = tuple((at(day), level) for day, level in levels)
    return Habit(_(HABIT_WORDS[habit]), said, placed)


def _curve(chosen: MeasureChange | None, at) -> Curve | None:  # type: ignore[no-untyped-def]
    if chosen is None or len(chosen.points) < 2:
        return None
    points = [(at(day), value, number(value)) for day, value in chosen.points]
    below = joined((chosen.place, chosen.unit))
    return Curve(chosen.name, below, tuple(points))


def _spoken(found: Changes) -> str:
    done = listed(f"{plain_day(one.day)} {one.name}" for one in found.done)
    used = listed(one.name for one in found.products)
    habits = []
    for habit in HABITS:
        levels = found.habit(habit)
        if levels is not None:
            habits.append(f"{_(HABIT_WORDS[habit])} {levels[0]} → {levels[1]}")
    return spoken((done, used, listed(habits)))
