"""The words of the treatment record."""

from dataclasses import dataclass, field
from datetime import date, datetime
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
class UsedProduct:
    """A product that was used, with its batch so that a recall finds her."""

    product: str  # reference id, or what was typed
    batch: str = ""
    amount: float | None = None
    unit: str = ""


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


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft as it was kept while being typed."""

    draft: TreatmentDraft
    at: datetime


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


def draft_place(appointment_id: AppointmentId) -> str:
    """Return where the draft of a visit's record is kept while it is typed."""
    return f"treatment {public_id('appointment', appointment_id)}"


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
    }


def draft_from_plain(plain: dict[str, Any]) -> TreatmentDraft:
    """Return a draft from what JSON holds; what is missing or null is empty."""
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
        areas=tuple(map(str, plain.get("areas") or ())),
        **texts,
    )
