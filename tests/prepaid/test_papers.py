"""Vouchers, cards and contracts on paper, in three languages, and signed."""

import json
from io import BytesIO

import pytest
from pypdf import PdfReader

from salon.clients.queries import consents_of
from salon.content import load_content
from salon.courses.model import CourseKind, Offer
from salon.courses.queries import courses_of
from salon.money import Money
from salon.paper.sheets import Look
from salon.prepaid.contracting import contract_to_sign
from salon.prepaid.model import ContractChanged
from salon.prepaid.operations import give_membership, sign_contract
from salon.prepaid.queries import contracts_of, membership, vouchers_of
from salon.prepaid.saying import in_groups
from salon.reports.composing import Composed
from salon.reports.prepaid import (
    compose_contract,
    compose_member,
    compose_voucher,
)
from salon.settings.operations import describe
from salon.till.model import Paying
from salon.till.selling import add_course, add_voucher
from tests.prepaid.desk import topped_up
from tests.till.counter import Counter, pounds

SIGNED = json.dumps([[[0.1, 0.5], [0.6, 0.4]]])
TONGUES = pytest.mark.parametrize("tongue", ["en", "zh_CN", "zh_TW"])


def words_on(composed: Composed) -> str:
    paper = composed.set()
    assert paper.missing_characters == ()
    pages = PdfReader(BytesIO(paper.pdf)).pages
    return " ".join(page.extract_text() for page in pages)


def a_course(counter: Counter) -> int:
    house = counter.house
    key = counter.empty()
    offer = Offer(CourseKind.SESSIONS, (house.peel,), 6, Money(8500), months=12)
    house.salon.do(add_course, key, offer, pounds("420"))
    counter.close(key, Paying("card", pounds("420")))
    return house.salon.ask(courses_of, house.amira)[0].id


@TONGUES
def test_a_voucher_says_its_worth_and_its_number(counter: Counter, tongue: str) -> None:
    house = counter.house
    key = counter.empty()
    house.salon.do(add_voucher, key, pounds("50"), holder="Zofia", months=12)
    counter.close(key, Paying("card", pounds("50")))
    [one] = house.salon.ask(vouchers_of, house.amira)

    said = words_on(
        house.salon.ask(compose_voucher, one.code, Look(languages=(tongue,)))
    )

    assert in_groups(one.code) in said
    assert "50" in said
    assert "Zofia" in said


@TONGUES
def test_a_card_says_what_it_gives(counter: Counter, tongue: str) -> None:
    house = counter.house
    key = house.salon.do(give_membership, house.amira, "gold")

    said = words_on(house.salon.ask(compose_member, key, Look(languages=(tongue,))))

    assert in_groups(house.salon.ask(membership, key).code) in said
    assert "10" in said
    assert "Amira Khan" in said


@TONGUES
def test_a_contract_names_what_price_sessions_end_and_refund(
    counter: Counter, tongue: str
) -> None:
    house = counter.house
    key = a_course(counter)
    house.salon.do(describe, course_clause="Less 10.00 for the work.")

    look = Look(languages=(tongue,))
    said = words_on(house.salon.ask(compose_contract, 0, key, look))

    for part in ("420", "85", "70", "Less 10.00", "2027", "Peel"):
        assert part in said, part


def test_what_was_signed_stays_as_it_was_read(counter: Counter) -> None:
    house = counter.house
    house.salon.do(load_content)
    key = a_course(counter)
    read = house.salon.ask(contract_to_sign, house.amira, key)

    more = {"signature": SIGNED, "mark": read.mark}
    house.salon.do(sign_contract, house.amira, course_id=key, **more)
    house.salon.do(describe, name="Another name")

    [kept] = house.salon.ask(contracts_of, house.amira, key)
    assert (kept.words, kept.mark, kept.signature) == (read.text, read.mark, SIGNED)
    said = words_on(house.salon.ask(compose_contract, 0, key, Look()))
    assert "Between House" in said
    assert read.mark[:16] in said
    consents = house.salon.ask(consents_of, house.amira)
    assert "prepaid_terms" in {one.consent for one in consents}


def test_words_that_changed_since_are_not_signed(counter: Counter) -> None:
    house = counter.house
    house.salon.do(load_content)
    topped_up(counter, 10000, 1000)
    read = house.salon.ask(contract_to_sign, house.amira)
    topped_up(counter, 10000)

    with pytest.raises(ContractChanged):
        house.salon.do(sign_contract, house.amira, mark=read.mark)

    house.salon.do(sign_contract, house.amira)
    assert len(house.salon.ask(contracts_of, house.amira)) == 1


def test_the_law_stands_on_it_with_what_does_not_count(counter: Counter) -> None:
    house = counter.house
    house.salon.do(describe, region="cn", currency="CNY")
    key = a_course(counter)

    said = words_on(house.salon.ask(compose_contract, 0, key, Look()))

    assert "Within 7 days" in said
    assert "No refunds in any case" in said
    assert "order 9 of 2012" in said
