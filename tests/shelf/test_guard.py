"""What stands against a product at the till: the same facts, the same words."""

import json

import pytest
from sqlalchemy import select

from salon.catalogue.queries import products
from salon.clients.model import BirthdayLine, ClientDraft
from salon.clients.operations import correct_client, note_allergy, note_condition
from salon.clients.queries import client_card
from salon.occasions.operations import note_product
from salon.safety.model import Contraindicated, Objection, ReasonNeeded, Verdict
from salon.safety.queries import products_against
from salon.safety.tables import Decision
from salon.shelf.guarding import Guarded, guard
from salon.shelf.heeding import heed_at_sale
from salon.work import Reading, Work
from tests.breaks.conftest import Hers
from tests.breaks.conftest import full_folder as full_folder
from tests.breaks.conftest import full_salon as full_salon
from tests.breaks.conftest import hers as hers
from tests.house import HouseOpened


def key_of(hers: Hers, ref: str) -> int:
    return next(int(one.id) for one in hers.salon.ask(products) if one.ref == ref)


def told(hers: Hers, *refs: str) -> list[Guarded]:
    keys = [key_of(hers, ref) for ref in refs]
    return hers.salon.ask(guard, hers.key, keys)


def against(hers: Hers, ref: str) -> tuple[Objection, ...]:
    return told(hers, ref)[0].objections


def sell(hers: Hers, ref: str, reason: str | None, *beside: str) -> None:
    others = [key_of(hers, one) for one in beside]

    def do(work: Work) -> None:
        heed_at_sale(work, hers.key, key_of(hers, ref), reason, others)
        work.events.insert(0, HouseOpened())

    hers.salon.do(do)


def kept(reading: Reading) -> list[tuple[str, str, str]]:
    rows = reading.session.scalars(select(Decision).order_by(Decision.id))
    return [(one.product, one.rule, one.reason) for one in rows]


def test_nothing_is_said_where_nothing_is_known(hers: Hers) -> None:
    [one] = told(hers, "cl_bha")
    assert (one.objections, one.free_of) == ((), ())


def test_an_allergy_speaks_against_it_in_the_words_of_the_safety_engine(
    hers: Hers,
) -> None:
    hers.salon.do(note_allergy, hers.key, "salicylic acid")
    [said, free] = told(hers, "cl_bha", "su_min")
    line = next(one for one in hers.salon.ask(products) if one.ref == "cl_bha")
    engine = hers.salon.ask(products_against, hers.key, [line])["cl_bha"]
    assert list(said.objections) == list(engine)
    assert said.objections[0].verdict is Verdict.BLOCK
    assert said.free_of == ()
    assert free.objections == ()
    assert "no salicylic acid" in free.free_of


def test_in_pregnancy_vitamin_a_is_spoken_against(hers: Hers) -> None:
    assert against(hers, "se_ret") == ()
    hers.salon.do(note_condition, hers.key, "pregnancy_t1")
    assert against(hers, "se_ret")[0].verdict is Verdict.BLOCK


def test_who_is_too_young_by_a_day_is_told_so(hers: Hers) -> None:
    every = {one.ref: one for one in hers.salon.ask(products)}
    ref, least = next((r, p.min_age) for r, p in every.items() if p.min_age == 16)
    today = hers.salon.today()

    def born(day: int, month: int) -> tuple[Objection, ...]:
        seen = hers.salon.ask(client_card, hers.key).line.version
        draft = ClientDraft(birthday=BirthdayLine(today.year - least, month, day))
        hers.salon.do(correct_client, hers.key, draft, seen=seen)
        return tuple(one for one in against(hers, ref) if one.condition == "age")

    assert born(today.day, today.month) == ()
    later = today.replace(day=today.day + 1)
    [said] = born(later.day, later.month)
    assert "16" in said.text


def test_what_is_used_at_home_and_what_is_on_the_bill_is_looked_at(hers: Hers) -> None:
    [alone] = told(hers, "se_ret")
    [ret, aha] = told(hers, "se_ret", "to_aha")
    assert alone.objections == ()
    texts = [one.text for one in ret.objections]
    assert len(set(texts)) == len(texts) > 0
    assert all("AHA" in text for text in texts)
    assert aha.objections
    hers.salon.do(note_product, hers.key, "to_aha")
    [at_home] = told(hers, "se_ret")
    assert [one.text for one in at_home.objections] == texts
    [fine] = told(hers, "cr_barrier")
    assert fine.objections == ()


def test_it_is_sold_all_the_same_with_a_reason_that_is_kept(hers: Hers) -> None:
    sell(hers, "cl_bha", None)
    hers.salon.do(note_allergy, hers.key, "salicylic acid")
    with pytest.raises(Contraindicated):
        sell(hers, "cl_bha", None)
    with pytest.raises(ReasonNeeded):
        sell(hers, "cl_bha", " ")
    assert hers.salon.ask(kept) == []
    sell(hers, "su_min", None, "cl_bha")  # what else is on the bill is not asked again
    sell(hers, "cl_bha", "for a sister")
    [(product, rule, reason)] = hers.salon.ask(kept)
    assert (product, reason) == ("cl_bha", "for a sister")
    assert json.dumps(rule)
