"""What can be sold as a course at all: plain rules."""

from salon.courses.model import BadCourse, CourseKind, Offer
from salon.money import Money

MOST_SESSIONS = 999
_NONE = Money()


def check_offer(offer: Offer, price: Money, unpaid: Money = _NONE) -> None:
    """Say no to a course that cannot be sold; raises BadCourse."""
    if not offer.service_ids:
        raise BadCourse("service_ids", "")
    if price.minor < 0 or not 0 <= unpaid.minor <= price.minor:
        raise BadCourse("price", str(price if price.minor < 0 else unpaid))
    if offer.list_unit.minor < 0:
        raise BadCourse("list_unit", str(offer.list_unit))
    if offer.kind is CourseKind.VALUE:
        if offer.list_unit.minor <= 0:
            raise BadCourse("list_unit", str(offer.list_unit))
    elif not 1 <= offer.sessions <= MOST_SESSIONS:
        raise BadCourse("sessions", str(offer.sessions))
    if offer.months is not None and not 0 <= offer.months <= 1200:
        raise BadCourse("months", str(offer.months))
