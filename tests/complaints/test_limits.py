"""Who may grant what: by rank and by what the client has had this year."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.complaints.model import NOTHING, RANKS, Answer, Given, Level
from salon.complaints.offering import (
    MOST_SUM,
    ask_approval,
    grant_offer,
    offer,
    refuse_offer,
    withdraw_offer,
)
from salon.complaints.operations import (
    agree,
    close_complaint,
    hurt,
    mark_complaint,
    propose,
    take_offer,
)
from salon.complaints.queries import given_to
from salon.complaints.refusing import (
    AboveLimit,
    BadCount,
    IncidentFirst,
    InsurerFirst,
    NoSumHere,
    NotForSilence,
    NotOffered,
    OfferNeedsWords,
    SumNeeded,
    SumTooLarge,
    TwoWaysNeeded,
    UnknownChoice,
    WhyNeeded,
)
from salon.complaints.rights import needed
from salon.errors import NotAllowed
from salon.incidents.operations import close_incident
from salon.money import Money
from salon.settings.model import BadSetting
from salon.settings.operations import describe
from salon.staff.model import Role
from salon.staff.operations import hire
from tests.complaints.conftest import Case

MATRIX = {
    "apology": 0, "small_gift": 1, "redo": 2, "credit": 3,
    "partial_refund": 3, "full_refund": 4, "extend_validity": 2,
}  # fmt: skip
YEAR = Given(most_credit=Money(5600), most_refunds=Money(2800))


@pytest.mark.parametrize(
    ("kind", "amount", "count", "rank"),
    [
        ("apology", 0, 1, "staff"),
        ("small_gift", 0, 1, "therapist"),
        ("small_gift", 0, 2, "consultant"),
        ("redo", 2800, 1, "consultant"),
        ("redo", 2800, 2, "manager"),
        ("extend_validity", 0, 6, "consultant"),
        ("extend_validity", 0, 7, "manager"),
        ("credit", 5600, 1, "manager"),
        ("credit", 5601, 1, "owner"),
        ("partial_refund", 2800, 1, "manager"),
        ("partial_refund", 2801, 1, "owner"),
        ("full_refund", 1, 1, "owner"),
        ("moon", 1, 1, "owner"),
    ],
)
def test_the_matrix_and_the_limits_say_who_may_grant_it(
    kind: str, amount: int, count: int, rank: str
) -> None:
    assert needed(MATRIX, kind, Money(amount), count, YEAR) == RANKS[rank]


@given(
    st.sampled_from(sorted(MATRIX)),
    st.integers(0, 10_000),
    st.integers(1, 12),
    st.integers(0, 10_000),
    st.integers(0, 5),
)
def test_more_never_needs_a_lower_rank(
    kind: str, amount: int, count: int, had: int, repeats: int
) -> None:
    before = Given(
        repeats, repeats, Money(had), Money(had), 1, 1, Money(5600), Money(2800)
    )

    less = needed(MATRIX, kind, Money(amount), count, before)
    more = needed(MATRIX, kind, Money(amount + 100), count + 1, before)

    assert MATRIX[kind] <= less <= more


def test_what_is_within_the_limit_is_granted_at_once(case: Case) -> None:
    key = case.clarified()
    today = case.salon.today()
    case.by(case.mei, offer, key, "redo", text="Made lighter", promised_on=today)

    [one] = case.card(key).offers
    assert (one.answer, one.granted_by, one.amount) == (
        *(Answer.GRANTED, "Mei"),
        Money(2800),  # of a repeat the price of the visit
    )


def test_above_the_limit_somebody_is_asked_and_the_refusal_names_who_may(
    case: Case,
) -> None:
    key = case.clarified()
    today = case.salon.today()
    way = case.by(
        *(case.mei, offer, key, "partial_refund"),
        amount=Money(2800),
        promised_on=today,
    )
    with pytest.raises(AboveLimit, match="Ask Lena, Olga"):
        case.by(case.mei, grant_offer, way)
    case.by(case.mei, offer, key, "explain", promised_on=today)
    with pytest.raises(TwoWaysNeeded):
        case.by(case.mei, propose, key)

    assert case.by(case.mei, ask_approval, way) == "Lena"
    assert case.card(key).offers[0].answer is Answer.ASKED
    case.by(case.lena, grant_offer, way)
    case.by(case.mei, propose, key)

    one = case.card(key).offers[0]
    assert (one.is_granted, one.granted_by) == (True, "Lena")


def test_who_was_asked_may_say_no_with_a_reason(case: Case) -> None:
    key = case.clarified()
    way = case.by(case.mei, offer, key, "credit", amount=Money(1000))
    with pytest.raises(AboveLimit):
        case.by(case.mei, ask_approval, way, case.hana)
    with pytest.raises(AboveLimit):
        case.by(case.hana, refuse_offer, way, "No money")
    with pytest.raises(WhyNeeded):
        case.by(case.lena, refuse_offer, way, "-")

    case.by(case.lena, refuse_offer, way, "Had one in May")

    one = case.card(key).offers[0]
    assert (one.answer, one.refusal) == (Answer.REFUSED, "Had one in May")


def test_a_penny_more_is_the_owners(case: Case) -> None:
    key = case.clarified()
    within = case.by(case.lena, offer, key, "credit", amount=Money(5600))
    above = case.by(case.lena, offer, key, "credit", amount=Money(5601))

    offers = {one.id: one for one in case.card(key).offers}
    assert offers[within].is_granted
    assert not offers[above].is_granted
    with pytest.raises(AboveLimit, match="Olga"):
        case.by(case.lena, grant_offer, above)
    assert case.card(key).line.level == Level.TOLD_OTHERS  # money over the limit
    case.by(case.olga, grant_offer, above)


def test_what_was_given_this_year_counts_and_last_year_does_not(case: Case) -> None:
    first = case.agreed()
    line = case.card(first).line
    assert case.salon.ask(given_to, line).repeats == 1
    again = case.by(case.mei, offer, first, "redo")
    assert not case.card(first).offers[-1].is_granted  # the second of this year
    case.by(case.mei, withdraw_offer, again)

    case.at("2027-01-02 10:00")

    assert case.salon.ask(given_to, line).repeats == 0
    case.by(case.mei, offer, first, "redo")
    assert case.card(first).offers[-1].is_granted


@pytest.mark.parametrize(
    ("kind", "first", "second", "is_above"),
    [
        ("credit", 3000, 2600, False),
        ("credit", 3000, 2601, True),
        ("partial_refund", 1400, 1400, False),
        ("partial_refund", 1400, 1401, True),
    ],
)
def test_two_cases_share_the_limit_of_the_year(
    case: Case, kind: str, first: int, second: int, is_above: bool
) -> None:
    ways = []
    for staff, sum_ in ((case.jun, first), (case.mei, second)):
        key = case.clarified(staff_id=staff)
        today = case.salon.today()
        said = {"amount": Money(sum_), "promised_on": today}
        way = case.by(case.lena, offer, key, kind, **said)
        case.by(case.lena, offer, key, "apology", promised_on=today)
        case.by(case.lena, propose, key)
        ways.append((key, way))
    [(one, given), (two, wanted)] = ways
    case.by(case.hana, agree, one, given)

    if not is_above:
        case.by(case.hana, agree, two, wanted)
        return
    with pytest.raises(AboveLimit, match="Ask Olga"):
        case.by(case.hana, agree, two, wanted)
    assert case.by(case.hana, ask_approval, wanted) == "Olga"
    case.by(case.olga, grant_offer, wanted)
    case.by(case.hana, agree, two, wanted)


def test_who_may_grant_it_does_by_agreeing(case: Case) -> None:
    case.agreed(staff_id=case.jun)  # one repeat this year
    key = case.clarified(staff_id=case.hana)
    case.salon.do(describe, repeat_limit=2)
    way, _other = case.two_ways(key)
    case.by(case.mei, propose, key)
    case.salon.do(describe, repeat_limit=1)
    with pytest.raises(AboveLimit, match="Ask Lena"):
        case.by(case.mei, agree, key, way)

    case.by(case.lena, agree, key, way)

    [chosen] = case.card(key).chosen
    assert chosen.granted_by == "Lena"


def test_gifts_are_counted_by_the_month(case: Case) -> None:
    key = case.clarified(staff_id=case.hana)  # Jun is not whom it is about
    today = case.salon.today()
    case.by(case.jun, offer, key, "apology", promised_on=today)
    gift = case.by(
        *(case.jun, offer, key, "small_gift"), text="Cream", promised_on=today
    )
    case.by(case.mei, propose, key)
    case.by(case.mei, agree, key, gift)
    assert case.salon.ask(given_to, case.card(key).line).gifts == 1
    case.by(case.jun, offer, key, "small_gift", text="Cream")
    assert not case.card(key).offers[-1].is_granted

    case.at("2026-04-01 10:00")

    case.by(case.jun, offer, key, "small_gift", text="Cream")
    assert case.card(key).offers[-1].is_granted


def test_the_salon_sets_its_limits(case: Case) -> None:
    case.salon.do(describe, repeat_limit=0, credit_limit=100)
    key = case.clarified()
    case.by(case.mei, offer, key, "redo")
    case.by(case.lena, offer, key, "credit", amount=Money(2801))

    assert [one.is_granted for one in case.card(key).offers] == [False, False]
    with pytest.raises(BadSetting):
        case.salon.do(describe, refund_limit=-1)


def test_reception_grants_words_alone_and_a_trainee_nothing(case: Case) -> None:
    key = case.clarified()
    case.by(case.hana, offer, key, "apology")
    case.by(case.hana, offer, key, "small_gift", text="Cream")
    trainee = case.salon.do(hire, "Tess", Role.TRAINEE)

    assert [one.is_granted for one in case.card(key).offers] == [True, False]
    with pytest.raises(NotAllowed):
        case.by(trainee, offer, key, "apology")


def test_whom_it_is_about_does_not_grant_what_others_may_not(case: Case) -> None:
    key = case.clarified(staff_id=case.lena)
    way = case.by(case.mei, offer, key, "credit", amount=Money(1000))

    with pytest.raises(AboveLimit, match="Olga"):
        case.by(case.lena, grant_offer, way)
    own = case.by(case.lena, offer, key, "credit", amount=Money(1000))
    words = case.by(case.lena, offer, key, "apology")

    granted = {one.id: one.is_granted for one in case.card(key).offers}
    assert (granted[own], granted[words]) == (False, True)


def test_nothing_is_given_for_silence(case: Case) -> None:
    key = case.clarified()
    for text in ("£20 if you delete the review", "送您一张卡，请删评价"):
        with pytest.raises(NotForSilence):
            case.by(case.lena, offer, key, "credit", amount=Money(1000), text=text)
    case.by(case.lena, offer, key, "credit", amount=Money(1000), text="For the wait")


@pytest.mark.parametrize("wrong", [Money(0), Money(-1), None])
def test_money_wants_a_sum(case: Case, wrong: Money | None) -> None:
    key = case.clarified()
    with pytest.raises(SumNeeded):
        case.by(case.lena, offer, key, "credit", amount=wrong)
    with pytest.raises(UnknownChoice):
        case.by(case.lena, offer, key, "castle")
    assert Money(0) == NOTHING


@pytest.mark.parametrize("kind", ["small_gift", "redo", "product_swap", "apology"])
def test_what_is_no_money_has_no_sum(case: Case, kind: str) -> None:
    key = case.clarified()
    for wrong in (Money(1), Money(-1), Money(10**30)):
        with pytest.raises(NoSumHere):
            case.by(case.olga, offer, key, kind, amount=wrong)
    case.by(case.olga, offer, key, kind, amount=Money(0), text="A mask")


@pytest.mark.parametrize(
    ("kind", "most"), [("extend_validity", 36), ("apology", 1), ("credit", 1)]
)
def test_there_is_no_more_of_a_thing_than_makes_sense(
    case: Case, kind: str, most: int
) -> None:
    key = case.clarified()
    said = {"amount": Money(100) if kind == "credit" else None}
    for wrong in (0, -1, most + 1, 10**30):
        with pytest.raises(BadCount, match=f"1 to {most}"):
            case.by(case.olga, offer, key, kind, count=wrong, **said)
    case.by(case.olga, offer, key, kind, count=most, text="As said", **said)


def test_a_sum_has_an_end(case: Case) -> None:
    key = case.clarified()
    with pytest.raises(SumTooLarge):
        case.by(case.olga, offer, key, "credit", amount=MOST_SUM + Money(1))
    case.by(case.olga, offer, key, "credit", amount=MOST_SUM)


def test_who_is_hurt_is_offered_care_and_nothing_else(case: Case) -> None:
    key = case.clarified()
    case.two_ways(key)
    opened = case.by(case.mei, hurt, key, ["rf_blister"], "My lids swell")

    card = case.card(key)
    assert (card.line.incident_id, card.line.level) == (opened, Level.TOLD_OTHERS)
    with pytest.raises(IncidentFirst):
        case.by(case.olga, offer, key, "credit", amount=Money(100))
    case.by(case.mei, offer, key, "apology")

    case.by(case.lena, close_incident, opened, "healed", reason="Seen, all is calm")

    case.by(case.lena, offer, key, "credit", amount=Money(100))
    assert not case.card(key).offers[-1].is_granted  # of fault speaks the owner
    case.by(case.olga, grant_offer, case.card(key).offers[-1].id)


def test_a_doctors_bill_waits_for_the_insurer(case: Case) -> None:
    key = case.clarified()
    bill = case.by(case.olga, offer, key, "medical_cost", amount=Money(9000))
    assert not case.card(key).offers[-1].is_granted
    with pytest.raises(InsurerFirst):
        case.by(case.olga, grant_offer, bill)

    case.by(case.olga, mark_complaint, key, "insurer")
    case.by(case.olga, grant_offer, bill)

    assert case.card(key).offers[-1].is_granted


def test_what_is_off_the_table_is_gone_and_what_is_chosen_stays(case: Case) -> None:
    key = case.clarified()
    first, second = case.two_ways(key)
    case.by(case.mei, take_offer, key, first, "The repeat")  # both steps in one
    with pytest.raises(NotOffered):
        case.by(case.mei, withdraw_offer, first)

    case.by(case.mei, withdraw_offer, second)

    assert [one.id for one in case.card(key).offers] == [first]
    with pytest.raises(NotOffered):
        case.by(case.lena, grant_offer, second)


def test_a_day_that_has_passed_is_no_promise(case: Case) -> None:
    key = case.clarified()
    case.two_ways(key)
    case.at("28 09:00")
    from salon.complaints.refusing import DayNeeded

    with pytest.raises(DayNeeded):
        case.by(case.mei, propose, key)
    case.by(case.lena, close_complaint, key, "withdrawn", reason="Took it back")
    assert case.card(key).offers[0].promised_on == case.salon.today() - timedelta(1)


@pytest.mark.parametrize(
    ("kind", "amount", "rank"),
    [
        ("credit", 4100, "manager"),
        ("credit", 4101, "owner"),
        ("partial_refund", 800, "manager"),
        ("partial_refund", 801, "owner"),
    ],
)
def test_what_was_given_before_is_taken_off_the_limit(
    kind: str, amount: int, rank: str
) -> None:
    had = Given(
        credit=Money(1500),
        refunds=Money(2000),
        most_credit=Money(5600),
        most_refunds=Money(2800),
    )

    assert needed(MATRIX, kind, Money(amount), 1, had) == RANKS[rank]


def test_nothing_is_no_way_to_put_it_right(case: Case) -> None:
    key = case.clarified()
    for empty in ("", "  ", "…"):
        with pytest.raises(OfferNeedsWords):
            case.by(case.lena, offer, key, "small_gift", text=empty)
    assert case.card(key).offers == ()

    case.by(case.lena, offer, key, "small_gift", text="A mask for the week")
    case.by(case.lena, offer, key, "redo")  # it is what it says, worth the visit

    assert len(case.card(key).offers) == 2
