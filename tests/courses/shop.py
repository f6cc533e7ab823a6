"""What tests of courses are written with."""

from datetime import date, time
from typing import Any

from salon.appointments.model import AppointmentId
from salon.appointments.operations import Booking, arrive, book, complete
from salon.catalogue.model import ServiceCard, ServiceId
from salon.catalogue.queries import service
from salon.clients.tables import Consent, Relative
from salon.courses.model import CourseKind, CourseState, Offer
from salon.courses.queries import course_line
from salon.courses.selling import begin
from salon.events import Event
from salon.ledger.model import Account, Kind
from salon.ledger.posting import post
from salon.ledger.queries import balance
from salon.money import Money
from salon.work import Work
from tests.house import FRIDAY, House, a_service
from tests.leaning import RowMade


def sold(house: House, ref: str, **more: Any) -> ServiceId:
    """Return a service of thirty minutes."""

    def sell(work: Work) -> ServiceId:
        work.record(RowMade())
        return work.add(a_service(ref, ref.title(), 30, **more)).id

    return house.salon.do(sell)


def booked(
    house: House, service_id: ServiceId, day: date = FRIDAY, start: time = time(9)
) -> AppointmentId:
    """Return a visit of Amira."""
    return house.salon.do(book, Booking(house.amira, service_id, day, start))


def kept(house: House, key: AppointmentId) -> None:
    """Let a visit be done."""
    house.salon.do(arrive, key)
    house.salon.do(complete, key)


def peel(house: House) -> ServiceCard:
    """Return the peel, 85.00."""
    return house.salon.ask(service, house.peel)


class CourseOnBill(Event):
    """What the till would say."""

    text = "Bill closed"


def on_a_bill(
    house: House,
    price: int,
    sessions: int = 10,
    *,
    kind: CourseKind = CourseKind.SESSIONS,
    list_unit: int = 0,
    unpaid: int = 0,
    **more: Any,
) -> int:
    """Sell Amira a course as the till does, with the postings of its bill."""

    def sell(work: Work) -> int:
        services = more.pop("services", (house.peel,))
        client = more.pop("client", house.amira)
        offer = Offer(kind, services, sessions, Money(list_unit), **more)
        key = begin(
            work,
            client,
            offer,
            price=Money(price),
            unpaid=Money(unpaid),
            line_id=1,
            staff_id=house.lea,
        )
        for account, part in (
            (Account.COURSE, price - unpaid),
            (Account.UNPAID, unpaid),
        ):
            post(
                *(work, Kind.SALE, Account.OWED, account, Money(part)),
                client_id=client,
                course_id=key,
            )
        work.record(CourseOnBill())
        return key

    return house.salon.do(sell)


def books(house: House, course_id: int) -> dict[str, int]:
    """Return what the ledger holds for a course, as people say it: owed is positive."""
    accounts = (
        *(Account.COURSE, Account.UNPAID, Account.SERVICE),
        *(Account.KEPT, Account.EXPIRED),
    )
    return {
        account.value: -house.salon.ask(balance, account, course_id=course_id).minor
        for account in accounts
    }


def step(house: House, act: Any, *args: Any) -> Any:
    """Do what the till does in an action of its own."""

    def doing(work: Work) -> Any:
        work.record(CourseOnBill())
        return act(work, *args)

    return house.salon.do(doing)


def adds_up(house: House, key: int) -> None:
    """Every unit is found again, in the course and in the books."""
    one = house.salon.ask(course_line, key)
    held = books(house, key)
    assert min(one.given.minor, one.gone.minor, one.worth_left.minor) >= 0
    assert one.given + one.worth_left + one.gone == one.price
    assert held["service"] == one.given.minor
    assert held["course"] >= 0
    assert held["unpaid"] >= 0
    if one.state in (CourseState.ACTIVE, CourseState.FROZEN):
        assert held["course"] + held["unpaid"] == one.worth_left.minor
    else:
        assert held["course"] == 0


def sisters(house: House) -> None:
    """Let Basia be noted as family of Amira."""

    def note(work: Work) -> None:
        work.record(RowMade())
        row = Relative(client_id=house.basia, relation="sibling", name="Amira")
        row.other_id = house.amira
        work.add(row)

    house.salon.do(note)


def signed_terms(house: House) -> None:
    """Let Amira have signed the terms of what is paid ahead."""

    def note(work: Work) -> None:
        work.record(RowMade())
        kept = {"consent": "prepaid_terms", "given_on": work.today}
        work.add(Consent(client_id=house.amira, **kept))

    house.salon.do(note)
