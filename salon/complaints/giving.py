"""What is given to put a complaint right comes to the client: credit, sessions."""

from sqlalchemy import select

from salon.appointments.tables import Appointment
from salon.clients.model import ClientId
from salon.complaints.tables import Complaint, ComplaintOffer
from salon.courses.model import CourseKind, Offer
from salon.courses.selling import begin, take_back
from salon.courses.tables import Course
from salon.ledger.model import Account, Kind
from salon.ledger.posting import post
from salon.money import Money
from salon.prepaid.holding import put_in, take_out
from salon.settings.queries import premises
from salon.work import Work


def hand_over(work: Work, row: Complaint, offer: ComplaintOffer) -> None:
    """Let what was promised be there: credit as a bonus, sessions as a gift course.

    Neither is money that was paid in, so neither is paid back as money.
    """
    client_id = ClientId(row.client_id)
    if offer.kind == "credit" and offer.currency == premises(work).currency:
        put_in(work, client_id, Money(), offer.amount)
        post(
            *(work, Kind.PROMISE, Account.BONUS_PROMISED, Account.BONUS, offer.amount),
            client_id=client_id,
            staff_id=work.by.id,
        )
    elif offer.kind == "extra_session" and row.appointment_id is not None:
        visit = work.get(Appointment, row.appointment_id)
        of = Offer(CourseKind.SESSIONS, (visit.service_id,), offer.count, visit.price)
        begin(
            *(work, client_id, of),
            price=Money(),
            unpaid=Money(),
            line_id=None,
            staff_id=work.by.id,
        )


def take_again(work: Work, row: Complaint, offer: ComplaintOffer) -> None:
    """Take back what was handed over: that it was agreed is taken back.

    Raises:
        AlreadySpent, CourseIsUsed: Some of it has been used; then it stays agreed.
    """
    client_id = ClientId(row.client_id)
    if offer.done_on is None:
        return
    if offer.kind == "credit" and offer.currency == premises(work).currency:
        take_out(work, client_id, Money(), offer.amount)
        post(
            *(work, Kind.PROMISE, Account.BONUS, Account.BONUS_PROMISED, offer.amount),
            client_id=client_id,
            staff_id=work.by.id,
        )
    elif offer.kind == "extra_session" and row.appointment_id is not None:
        visit = work.get(Appointment, row.appointment_id)
        c = Course
        its = select(c.id).where(
            *(c.client_id == client_id, c.service_id == visit.service_id),
            *(c.price == Money(), c.line_id.is_(None), c.sold_on >= offer.done_on),
            c.sessions == offer.count,
        )
        key = work.session.scalar(its.order_by(c.id.desc()).limit(1))
        if key is not None:
            take_back(work, key, str(row.id))
