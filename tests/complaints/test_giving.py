"""What was agreed to put it right is there: credit as a bonus, sessions as a course."""

from salon.complaints.offering import offer
from salon.complaints.operations import agree, carry_out, propose, take_step_back
from salon.courses.model import CourseState
from salon.courses.queries import courses_of
from salon.money import Money
from salon.prepaid.queries import purse_of
from salon.reports.queries import book_findings
from tests.complaints.conftest import Case


def agreed(case: Case, kind: str, **more: object) -> tuple[int, int]:
    """Return a complaint and the way that was agreed: what *kind* says."""
    key = case.clarified()
    today = case.salon.today()
    way = case.by(case.olga, offer, key, kind, promised_on=today, **more)
    case.by(case.mei, offer, key, "apology", promised_on=today)
    case.by(case.mei, propose, key)
    case.by(case.olga, agree, key, way)
    return key, way


def test_credit_that_is_carried_out_can_be_spent_and_is_no_money(case: Case) -> None:
    _key, way = agreed(case, "credit", amount=Money(3000))
    assert case.salon.ask(purse_of, case.amira).stored == Money()

    case.by(case.mei, carry_out, way)
    case.by(case.mei, carry_out, way)  # ticked again: nothing comes twice

    purse = case.salon.ask(purse_of, case.amira)
    assert (purse.paid, purse.bonus) == (Money(), Money(3000))
    assert case.salon.ask(book_findings) == []


def test_an_agreement_taken_back_takes_its_credit(case: Case) -> None:
    key, way = agreed(case, "credit", amount=Money(3000))
    case.by(case.mei, carry_out, way)

    case.by(case.olga, take_step_back, key, "agree", "not so")

    assert case.salon.ask(purse_of, case.amira).stored == Money()
    assert case.salon.ask(book_findings) == []


def test_an_extra_session_is_a_course_of_one_that_costs_nothing(case: Case) -> None:
    key, way = agreed(case, "extra_session")

    case.by(case.mei, carry_out, way)

    [course] = case.salon.ask(courses_of, case.amira)
    assert (course.left, course.price) == (1, Money())
    assert case.salon.ask(book_findings) == []
    case.by(case.olga, take_step_back, key, "agree", "not so")
    [course] = case.salon.ask(courses_of, case.amira)
    assert course.state is CourseState.TAKEN_BACK
