"""The record by tapping: what is filled as last time, what is still missing.

Plain rules over drafts; nothing is stored here.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from salon.treatments.model import (
    ASKS_WHERE,
    Step,
    TreatmentCard,
    TreatmentDraft,
    UsedProduct,
)

MOST_STEPS = 40
_LINES, _PARTS = re.compile(r"[\n;；。]+"), re.compile(r",\s|[，、]")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_MINUTES = re.compile(r"(\d{1,3}):([0-5]\d)")
CLOCK_STEP = 10  # seconds between two taps, where a setting is written as 2:30


@dataclass(frozen=True, slots=True)
class Bottle:
    """A batch of a product, and when it was last used: probably the open bottle."""

    batch: str
    last: date


class Gap(StrEnum):
    """What a record does not say yet."""

    STEPS = "steps"  # nothing is said of what was done
    STEP = "step"  # this one is not ticked
    AREAS = "areas"
    BATCH = "batch"
    SCALE = "scale"
    WHERE = "where"  # pink or more, and not said where
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that a record does not say, and of what: a step, a product."""

    gap: Gap
    of: str = ""


@dataclass(frozen=True, slots=True)
class ToAdd:
    """A finished record that does not say everything yet."""

    card: TreatmentCard
    things: tuple[Missing, ...]


def is_tapped(draft: TreatmentDraft) -> bool:
    """Return whether anything of it was tapped; words alone owe nothing."""
    return bool(
        draft.steps
        or draft.left_out
        or draft.scale is not None
        or draft.asked_none
        or draft.again
    )


def missing(draft: TreatmentDraft, *, has_areas: bool) -> tuple[Missing, ...]:
    """Return what is still to be said, in the order of the work.

    Args:
        draft: What is written.
        has_areas: Whether the service touches areas that can be named.
    """
    found = [Missing(Gap.STEP, step.name) for step in draft.steps if step.at is None]
    if not draft.done.strip() and len(found) == len(draft.steps):
        found = [Missing(Gap.STEPS)]  # said once, not step by step
    if has_areas and not draft.areas:
        found.append(Missing(Gap.AREAS))
    found += [
        Missing(Gap.BATCH, used.product)
        for used in draft.products
        if used.product and not used.batch.strip()
    ]
    if draft.scale is None:
        found.append(Missing(Gap.SCALE))
    elif draft.scale >= ASKS_WHERE and not draft.felt_at:
        found.append(Missing(Gap.WHERE))
    if not draft.asked_none and not draft.reaction.strip():
        found.append(Missing(Gap.ASKED))
    return tuple(found)


def steps_of(draft: TreatmentDraft) -> tuple[Step, ...]:
    """Return the steps of a record; of one in words alone, what its words name."""
    done = tuple(step for step in draft.steps if step.at is not None)
    if draft.steps:
        return done or draft.steps
    parts = [part for part in _LINES.split(draft.done) if part.strip()]
    if len(parts) == 1:
        parts = _PARTS.split(parts[0])
    names = dict.fromkeys(part.strip(" .,，") for part in parts)
    return tuple(Step(name[:1].upper() + name[1:]) for name in names if name)[
        :MOST_STEPS
    ]


def as_last_time(
    draft: TreatmentDraft,
    last: TreatmentDraft,
    bottles: Mapping[str, Sequence[Bottle]] | None = None,
) -> TreatmentDraft:
    """Return *draft* filled with what was done last time; what it says already stays.

    Args:
        draft: What is written today.
        last: The record of last time.
        bottles: The batches in use, by product, the newest first: the open bottle may
            be another one than last time.
    """
    carried = set(draft.carried)
    ours = {step.name: step for step in draft.steps}
    before = [replace(step, at=None) for step in steps_of(last)]
    carried |= {f"step:{step.name}" for step in before if step.name not in ours}
    steps = [ours.pop(step.name, step) for step in before]
    steps += ours.values()
    said = {*draft.areas, *draft.left_out}
    areas, left_out = list(draft.areas), list(draft.left_out)
    for mine, theirs in ((areas, last.areas), (left_out, last.left_out)):
        new = [zone for zone in dict.fromkeys(theirs) if zone not in said]
        mine += new
        said |= set(new)
        carried |= {f"area:{zone}" for zone in new}
    products = list(draft.products)
    used = {one.product for one in products}
    for one in last.products:
        if one.product not in used:
            open_ = (bottles or {}).get(one.product) or ()
            batch = open_[0].batch if open_ else one.batch
            products.append(replace(one, batch=batch))
            carried.add(f"product:{one.product}")
    settings = dict(draft.settings)
    for name, value in last.settings.items():
        if name not in settings:
            settings[name] = str(value)
            carried.add(f"setting:{name}")
    return replace(
        draft,
        steps=tuple(steps),
        areas=tuple(areas),
        left_out=tuple(left_out),
        products=tuple(products),
        settings=settings,
        carried=tuple(sorted(carried)),
    )


def is_worth_repeating(last: TreatmentDraft) -> bool:
    """Return whether a record holds anything that "as last time" could fill."""
    return as_last_time(TreatmentDraft(), last) != TreatmentDraft()


def still_carried(draft: TreatmentDraft, before: TreatmentDraft) -> TreatmentDraft:
    """Return *draft* without the mark "from last time" where it was touched since.

    A step is touched when it is ticked or its words change, anything else when it says
    something else than *before*, or is gone.
    """
    then, now = _marked(before), _marked(draft)
    kept = tuple(
        key
        for key in draft.carried
        if key in now and then.get(key, now[key]) == now[key]
    )
    return replace(draft, carried=kept)


def _marked(draft: TreatmentDraft) -> dict[str, object]:
    of: dict[str, object] = {
        f"step:{step.name}": step for step in draft.steps if step.at is None
    }
    of |= {f"area:{zone}": "done" for zone in draft.areas}
    of |= {f"area:{zone}": "left out" for zone in draft.left_out}
    of |= {f"product:{one.product}": one for one in draft.products}
    return of | {f"setting:{name}": value for name, value in draft.settings.items()}


def tapped_part(draft: TreatmentDraft) -> TreatmentDraft:
    """Return *draft* without the words that have an undo of their own."""
    texts = dict.fromkeys(("done", "reaction", "advice", "next_time", "note"), "")
    return replace(draft, **texts)  # type: ignore[arg-type]  # texts, all of them


def nudged(value: str, by: int) -> str:
    """Return a setting one step higher or lower: "8 min" becomes "9 min".

    A value written as minutes and seconds moves by ten seconds, one with decimals by
    its last digit, everything else by one; never below nothing. What holds no number
    stays as it is, and what is empty becomes 1.

    Args:
        value: As it is written.
        by: How many steps, up or down.
    """
    if not value.strip():
        return str(max(0, by))
    if clock := _MINUTES.search(value):
        seconds = int(clock[1]) * 60 + int(clock[2]) + by * CLOCK_STEP
        said = "{}:{:02}".format(*divmod(max(0, seconds), 60))
        return value[: clock.start()] + said + value[clock.end() :]
    found = _NUMBER.search(value)
    if found is None:
        return value
    number = Decimal(found[0].replace(",", "."))
    each = Decimal(1).scaleb(int(number.as_tuple().exponent))
    said = f"{max(Decimal(0), number + each * by):f}"
    if "," in found[0]:
        said = said.replace(".", ",")
    return value[: found.start()] + said + value[found.end() :]


def turned(draft: TreatmentDraft, zone: str) -> TreatmentDraft:
    """Return *draft* after a tap on an area: done, left out, neither."""
    if zone in draft.areas:
        return replace(
            draft,
            areas=_without(draft.areas, zone),
            left_out=(*draft.left_out, zone),
            felt_at=_without(draft.felt_at, zone),
        )
    if zone in draft.left_out:
        return replace(draft, left_out=_without(draft.left_out, zone))
    return replace(draft, areas=(*draft.areas, zone))


def _without(zones: Iterable[str], zone: str) -> tuple[str, ...]:
    return tuple(one for one in zones if one != zone)


def open_bottle(
    product: str, bottles: Mapping[str, Sequence[Bottle]], usual: UsedProduct | None
) -> UsedProduct:
    """Return a product as it is probably used: the open bottle, the usual amount."""
    found = bottles.get(product) or ()
    made = usual if usual is not None else UsedProduct(product)
    return replace(made, batch=found[0].batch) if found else made
