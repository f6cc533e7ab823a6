"""The words of the treatment record."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, NewType

from salon.appointments.model import AppointmentId
from salon.clients.model import ClientId
from salon.errors import SalonError
from salon.public import public_id
from salon.text import N_, Names

TreatmentId = NewType("TreatmentId", int)


class State(StrEnum):
    """How final a record is."""

    DRAFT = "draft"
    COMPLETE = "complete"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class TreatedWith:
    """Once that a product of a lot was used on somebody, as the record says."""

    treatment_id: TreatmentId
    client_id: ClientId
    day: date
    staff: str
    amount: float | None
    unit: str


@dataclass(frozen=True, slots=True)
class UsedProduct:
    """A product that was used, with its batch so that a recall finds her."""

    product: str  # reference id, or what was typed
    batch: str = ""
    amount: float | None = None
    unit: str = ""


class Again(StrEnum):
    """What the beautician wishes for the next time, by one tap."""

    UNSAID = ""
    SAME = "same"
    LONGER = "longer"
    SHORTER = "shorter"


AGAIN_WORDS = {
    Again.SAME: N_("Same again"),
    Again.LONGER: N_("A little longer"),
    Again.SHORTER: N_("A little shorter"),
}
SCALE_WORDS = (N_("calm"), N_("faint"), N_("pink"), N_("red"), N_("hot"))
HOTTEST = len(SCALE_WORDS) - 1
DRAFTS = "treatment "  # how the places of drafts begin
ASKS_WHERE = 2  # from here on the record says where


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a treatment, and at which minute it was done."""

    name: str
    words: str = ""
    at: time | None = None  # on the salon's wall clock; None: not done, or not yet


@dataclass(frozen=True, slots=True)
class TreatmentDraft:
    """What the beautician writes of a treatment."""

    done: str = ""
    products: tuple[UsedProduct, ...] = ()
    settings: dict[str, Any] = field(default_factory=dict, hash=False)
    areas: tuple[str, ...] = ()
    reaction: str = ""
    advice: str = ""
    next_time: str = ""
    note: str = ""
    steps: tuple[Step, ...] = ()
    left_out: tuple[str, ...] = ()  # areas that were not treated, on purpose
    scale: int | None = None  # how the skin took it, 0 calm to 4 hot; None: unsaid
    felt_at: tuple[str, ...] = ()  # where it was pink or more
    asked_none: bool = False  # pain, itch, heat were asked about: none
    again: Again = Again.UNSAID
    carried: tuple[str, ...] = ()  # filled from last time, untouched; drafts only


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft as it was kept while being typed."""

    draft: TreatmentDraft
    at: datetime
    seen: int | None = None  # the version of the record it was begun on


@dataclass(frozen=True, slots=True)
class TreatmentCard:
    """One treatment record, whole."""

    id: TreatmentId
    version: int
    appointment_id: AppointmentId
    client_id: ClientId
    day: date
    service: Names
    service_ref: str
    person: str
    record: TreatmentDraft
    state: State
    product_names: dict[str, str] = field(default_factory=dict, hash=False)


@dataclass(eq=False)
class AlreadySigned(SalonError):
    """A signed record is added to, never changed."""

    text = N_("This record is signed. Write an addition instead of changing it.")


@dataclass(eq=False)
class NotOnTheScale(SalonError):
    """A reaction is one of five."""

    said: int

    text = N_("How the skin took it is one of 0 to 4, not {said}.")


def draft_place(appointment_id: AppointmentId, desk: str = "") -> str:
    """Return where a desk keeps its draft of a visit's record while it is typed.

    Without a desk it is where such a draft lay when all desks had one place.
    """
    place = f"{DRAFTS}{public_id('appointment', appointment_id)}"
    return f"{place} {desk}" if desk else place


def draft_to_plain(draft: TreatmentDraft) -> dict[str, Any]:
    """Return a draft as JSON holds it."""
    return {
        "done": draft.done,
        "products": [
            {
                "product": used.product,
                "batch": used.batch,
                "amount": used.amount,
                "unit": used.unit,
            }
            for used in draft.products
        ],
        "settings": draft.settings,
        "areas": list(draft.areas),
        "reaction": draft.reaction,
        "advice": draft.advice,
        "next_time": draft.next_time,
        "note": draft.note,
        "steps": steps_to_plain(draft.steps),
        "left_out": list(draft.left_out),
        "scale": draft.scale,
        "felt_at": list(draft.felt_at),
        "asked_none": draft.asked_none,
        "again": draft.again.value,
        "carried": list(draft.carried),
    }


def steps_to_plain(steps: Iterable[Step]) -> list[dict[str, str | None]]:
    """Return steps as JSON holds them: the minute as "09:16"."""
    return [
        {
            "name": step.name,
            "words": step.words,
            "at": None if step.at is None else f"{step.at:%H:%M}",
        }
        for step in steps
    ]


def steps_from_plain(plain: Iterable[Mapping[str, Any]]) -> tuple[Step, ...]:
    """Return steps from what JSON holds; a minute that is none is a ValueError."""
    return tuple(
        Step(
            str(one.get("name") or ""),
            str(one.get("words") or ""),
            time.fromisoformat(str(one["at"])) if one.get("at") else None,
        )
        for one in plain
    )


def draft_from_plain(plain: dict[str, Any]) -> TreatmentDraft:
    """Return a draft from what JSON holds; what is missing or null is empty.

    Raises:
        ValueError, TypeError, AttributeError: It is no such draft.
    """
    products = tuple(
        UsedProduct(
            str(used.get("product") or ""),
            str(used.get("batch") or ""),
            None if used.get("amount") is None else float(used["amount"]),
            str(used.get("unit") or ""),
        )
        for used in plain.get("products") or ()
    )
    texts = {
        name: str(plain.get(name) or "")
        for name in ("done", "reaction", "advice", "next_time", "note")
    }
    return TreatmentDraft(
        products=products,
        settings=dict(plain.get("settings") or {}),
        areas=_refs(plain, "areas"),
        steps=steps_from_plain(plain.get("steps") or ()),
        left_out=_refs(plain, "left_out"),
        scale=None if plain.get("scale") is None else int(plain["scale"]),
        felt_at=_refs(plain, "felt_at"),
        asked_none=plain.get("asked_none") is True,
        again=Again(plain.get("again") or ""),
        carried=_refs(plain, "carried"),
        **texts,
    )


def _refs(plain: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(map(str, plain.get(name) or ()))
