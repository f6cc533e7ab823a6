"""What she must not use at home, and what does not go together."""

import json

import pytest
from sqlalchemy import select

from salon.catalogue.model import ProductLine, Subject
from salon.catalogue.queries import products
from salon.catalogue.tables import Entry
from salon.clients.operations import note_allergy, note_condition, note_medicine
from salon.plans.operations import make_plan
from salon.plans.queries import plan
from salon.safety.homecare import Step, named_in, together
from salon.safety.model import Verdict
from salon.safety.queries import conflicts, products_against
from salon.work import Work
from tests.breaks.conftest import Hers
from tests.breaks.conftest import full_folder as full_folder
from tests.breaks.conftest import full_salon as full_salon
from tests.breaks.conftest import hers as hers
from tests.leaning import RowMade


def shelf(hers: Hers) -> dict[str, ProductLine]:
    return {one.ref: one for one in hers.salon.ask(products)}


def blocked(hers: Hers) -> set[str]:
    every = list(shelf(hers).values())
    found = hers.salon.ask(products_against, hers.key, every)
    return {
        ref
        for ref, said in found.items()
        if any(one.verdict is Verdict.BLOCK for one in said)
    }


SALICYLIC = {"cl_bha", "to_bha", "bo_acne", "bo_ingrown", "sh_scrub"}


@pytest.mark.parametrize("word", ["aspirin", "水杨酸", "阿斯匹靈", "Salicylic acid"])
def test_who_is_allergic_to_aspirin_washes_with_no_salicylic_acid(
    hers: Hers, word: str
) -> None:
    assert blocked(hers) == set()
    hers.salon.do(note_allergy, hers.key, word)
    assert blocked(hers) == SALICYLIC


def test_in_pregnancy_what_is_to_be_avoided_goes_and_the_rest_is_asked(
    hers: Hers,
) -> None:
    hers.salon.do(note_condition, hers.key, "pregnancy_t1")
    assert "se_ret" in blocked(hers)
    [said] = hers.salon.ask(
        products_against, hers.key, [shelf(hers)["se_txa"]]
    ).values()
    assert [one.verdict for one in said] == [Verdict.ADAPT]


def test_beside_a_doctors_vitamin_a_no_other_is_used(hers: Hers) -> None:
    hers.salon.do(note_medicine, hers.key, "adapalene gel every night")
    assert "se_ret" in blocked(hers)


def test_in_one_evening_some_do_not_go_together(hers: Hers) -> None:
    known = shelf(hers)
    rules = hers.salon.ask(conflicts)
    night = [Step(known["se_ret"], "pm"), Step(known["to_aha"], "pm")]
    morning = Step(known["to_aha"], "am")
    weekly = Step(known["ex_enzyme"], "weekly")

    def levels(*steps: Step) -> set[str]:
        return {conflict.level for _one, _other, conflict in together(steps, rules)}

    assert levels(*night) == {"alternate"}
    assert levels(night[0], morning) == set()
    assert levels(night[0], weekly) == {"avoid"}
    assert levels(Step(known["se_ret"], "pm", "one"), weekly) == set()


def test_a_plan_leaves_out_what_must_not_meet(hers: Hers) -> None:
    """Whatever the template says: the enzyme mask does not follow the retinol."""

    def rewrite(work: Work) -> None:
        row = work.session.scalars(
            select(Entry).where(
                Entry.subject == Subject.TEMPLATE, Entry.ref == "plan_hydrate"
            )
        ).one()
        body = json.loads(row.body)
        for phase in body["phase"]:
            phase["home_pm"], phase["home_weekly"] = ["se_ret", "to_aha"], ["ex_enzyme"]
        row.body = json.dumps(body)
        work.record(RowMade())

    hers.salon.do(rewrite)
    made = hers.salon.do(make_plan, hers.key, "plan_hydrate")

    body = hers.salon.ask(plan, made).body
    notes = {one.product: one.note for one in body.home_care}
    assert {"se_ret", "to_aha"} <= notes.keys()
    assert "ex_enzyme" not in notes
    assert notes["to_aha"]  # on other nights
    assert any("No enzyme mask" in said for said in body.dropped)


def test_an_ingredient_is_found_as_a_word_and_not_within_one() -> None:
    names = {"retinol": ("retinol", "视黄醇"), "clay": ("clay",)}
    assert named_in("Retinol 0.3 %", names) == {"retinol"}
    assert named_in("含视黄醇的精华", names) == {"retinol"}
    assert named_in("barclays", names) == set()
