"""What comes into stored value from elsewhere."""

from salon.clients.model import ClientId
from salon.courses.events import CourseConverted
from salon.money import Money
from salon.prepaid.holding import put_in
from salon.work import Work


def credit_left_over(work: Work, event: CourseConverted) -> None:
    """Keep as stored value what a course was worth more than what it became."""
    if event.credited:
        put_in(work, ClientId(event.client_id), Money(event.credited))
