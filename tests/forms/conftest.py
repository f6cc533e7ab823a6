"""A house with the starting content, whose clients read and sign."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

from salon.app import Salon
from salon.clients.consents import Standing, consents_standing
from salon.clients.model import BirthdayLine, ClientDraft, ClientId
from salon.clients.operations import correct_client
from salon.clients.queries import consent_days, consents_of
from salon.clock import StoppedClock
from salon.content import load_content
from salon.forms.model import NoSuchForm, SignedId, SignedLine, Signing, Wording
from salon.forms.operations import sign_form
from salon.forms.queries import form_for, forms, signed_of, wording_of
from salon.work import Reading
from tests.house import Furnished, House

DRAWN = json.dumps([[[0.1, 0.5], [0.3, 0.7], [0.6, 0.4]]])
PEEL = "pel_lactic"
TREATMENT = "treatment_specific"


@dataclass(frozen=True)
class Desk:
    """Amira reads and signs at this desk."""

    house: House

    @property
    def salon(self) -> Salon:
        return self.house.salon

    @property
    def amira(self) -> ClientId:
        return self.house.amira

    def words(
        self, item: str = TREATMENT, service: str = PEEL, language: str = "en"
    ) -> Wording:
        def ask(reading: Reading) -> Wording:
            form = form_for(reading, item, service)
            return wording_of(reading, self.amira, form, language, service)

        return self.salon.ask(ask)

    def sign(self, item: str = TREATMENT, service: str = PEEL, **more: Any) -> SignedId:
        said: dict[str, Any] = {
            "language": "en",
            "ticks": self.salon.ask(_ticks, item, service),
            "signature": DRAWN,
            "service_ref": service,
        }
        signing = Signing(**(said | more))
        return self.salon.do(sign_form, self.amira, item, signing)

    def signed(self) -> list[SignedLine]:
        return self.salon.ask(signed_of, self.amira)

    def standing(self) -> list[Standing]:
        rows = self.salon.ask(consents_of, self.amira)
        days = self.salon.ask(consent_days)
        return consents_standing(rows, self.salon.today(), days)

    def born(self, day: str) -> None:
        born = datetime.fromisoformat(day)
        line = BirthdayLine(born.year, born.month, born.day)
        self.salon.do(correct_client, self.amira, ClientDraft(birthday=line))

    def at(self, moment: str) -> None:
        clock = self.salon._clock
        assert isinstance(clock, StoppedClock)
        clock.instant = datetime.fromisoformat(f"{moment}+01:00")


def _ticks(reading: Reading, item: str, service: str) -> int:
    """Return how many statements a form has; 0: there is no such form in use."""
    for one in forms(reading):
        if one.ref == item:
            return len(one.ticks)
    with suppress(NoSuchForm):
        return len(form_for(reading, item, service).ticks)
    return 0


def with_content(house: House) -> None:
    house.salon.do(load_content)


@pytest.fixture
def desk(furnished: Furnished) -> Iterator[Desk]:
    with furnished(with_content) as (house, _nothing):
        yield Desk(house)
