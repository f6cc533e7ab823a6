"""What the books say of a bill follows it into the file it is handed over to."""

from sqlalchemy import select

from salon.clients.events import ClientsParted
from salon.ledger.tables import Posting
from salon.till.tables import Bill
from salon.work import Work


def part_postings(work: Work, event: ClientsParted) -> None:
    """Let postings of a bill be of whoever the bill is of, once files are parted."""
    p = Posting
    hers = select(Bill.id).where(Bill.client_id == event.away_id)
    asked = select(p.id).where(p.client_id == event.kept_id, p.bill_id.in_(hers))
    keys = list(work.session.scalars(asked))
    work.change_many(Posting, {key: {"client_id": event.away_id} for key in keys})
