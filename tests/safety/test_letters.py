"""A doctor's letter lifts what it names, while it is young, and nothing else."""

from datetime import timedelta

import pytest

from salon.catalogue.queries import resolve_service
from salon.clients.operations import give_consent, note_condition
from salon.safety.queries import safety_answer
from tests.breaks.conftest import Hers
from tests.breaks.conftest import full_folder as full_folder
from tests.breaks.conftest import full_salon as full_salon
from tests.breaks.conftest import hers as hers
from tests.ui.pages.daily import TODAY


def verdict(hers: Hers, days: int = 0) -> str:
    massage = hers.salon.ask(resolve_service, "mas_relax60")
    day = TODAY + timedelta(days=days)
    return hers.salon.ask(safety_answer, hers.key, massage, day).verdict.value


def letter(hers: Hers) -> None:
    hers.salon.do(
        give_consent,
        hers.key,
        "medical_letter",
        condition="heart_disease",
        signed_by="Dr. Maria Lane",
    )


@pytest.mark.parametrize(("days", "lifts"), [(0, True), (89, True), (90, False)])
def test_a_letter_holds_for_ninety_days(hers: Hers, days: int, lifts: bool) -> None:
    hers.salon.do(note_condition, hers.key, "heart_disease")
    assert verdict(hers, days) == "letter"
    letter(hers)
    assert (verdict(hers, days) != "letter") is lifts


def test_a_letter_about_her_heart_says_nothing_of_another_illness(hers: Hers) -> None:
    for condition in ("heart_disease", "cancer_active"):
        hers.salon.do(note_condition, hers.key, condition)
    letter(hers)
    assert verdict(hers) in ("letter", "block")
