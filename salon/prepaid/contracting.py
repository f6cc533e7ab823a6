"""What is agreed when money is paid ahead: `contract.toml`, filled for one client."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from salon.clients.model import ClientId
from salon.clients.queries import client_line
from salon.courses.queries import course_line
from salon.prepaid.queries import purse_of, rules_of
from salon.prepaid.rules import FIRST_WORDS
from salon.settings.queries import premises
from salon.settings.regions import prepaid_law
from salon.shipped import RESOURCES
from salon.text import (
    Names,
    _,
    amount,
    full_day,
    language,
    listed,
    nearest,
    speaking,
)
from salon.work import Reading


@dataclass(frozen=True, slots=True)
class ContractWords:
    """An agreement in the language of now, as it is read and signed."""

    client_id: ClientId
    client: str
    title: str
    clauses: tuple[str, ...]
    language: str

    @property
    def text(self) -> str:
        """All of it, as it is kept."""
        return "\n".join((self.title, *self.clauses))

    @property
    def mark(self) -> str:
        """What it is known by: no letter of it can be changed without changing this."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def contract_words(
    reading: Reading, client_id: ClientId, course_id: int | None = None
) -> ContractWords:
    """Return the agreement on a course, or without one on stored value.

    Raises:
        Missing: There is no such client or course.
    """
    here = premises(reading)
    cash = partial(amount, currency=here.currency)
    who = client_line(reading, client_id)
    law = prepaid_law(here.region)
    said: dict[str, Any] = {
        "salon": here.name,
        "client": who.name,
        "day": full_day(reading.today),
        "clause": here.course_clause,
        "cooling": law.cooling_days or None,
        "void": listed(law.void) or None,
    }
    if course_id is not None:
        one = course_line(reading, course_id)
        many = max(one.sessions, 1)
        said |= {
            "course": one.title,
            "sessions": one.sessions,
            "used": one.used,
            "price": cash(one.price),
            "each": cash(one.price.split(many)[-1]),
            "list": cash(one.list_unit),
            "until": full_day(one.expires) if one.expires else None,
            "endless": None if one.expires else True,
        }
    else:
        purse = purse_of(reading, client_id)
        said |= {
            "stored": True,
            "paid": cash(purse.paid),
            "bonus": cash(purse.bonus),
            "first": _(FIRST_WORDS[rules_of(reading).first]),
            "endless": True,
        }
    kept = _templates()
    title = _names(kept["title"]["stored" if course_id is None else "course"])
    clauses = [
        str(_names(one)).format(**said).strip()
        for one in kept["clause"]
        if "needs" not in one or said.get(one["needs"])
    ]
    return ContractWords(client_id, who.name, str(title), tuple(clauses), language())


def contract_to_sign(
    reading: Reading, client_id: ClientId, course_id: int | None = None
) -> ContractWords:
    """Return the agreement in the client's own language; raises Missing."""
    tongue = client_line(reading, client_id).language
    with speaking(nearest(tongue or premises(reading).language)):
        return contract_words(reading, client_id, course_id)


def _names(plain: Mapping[str, str]) -> Names:
    return Names(plain["en"], plain["zh_hans"], plain["zh_hant"])


@cache
def _templates() -> dict[str, Any]:
    with (RESOURCES / "domain" / "contract.toml").open("rb") as file:
        return tomllib.load(file)
