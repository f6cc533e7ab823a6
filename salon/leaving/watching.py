"""The account of who leaves takes a list of clients out: the manager hears of it."""

from sqlalchemy import select

from salon.leaving.model import State
from salon.leaving.tables import Leaving, LeavingAlert
from salon.work import Work


def note_export(work: Work, clients: int) -> None:
    """Keep that clients were taken out, if who does it leaves."""
    if work.by.id is None:
        return
    asked = select(Leaving.id).where(
        Leaving.staff_id == work.by.id, Leaving.state == State.RUNNING
    )
    key = work.session.scalar(asked.limit(1))
    if key is not None:
        work.add(LeavingAlert(leaving_id=key, at=work.now, clients=clients))
