"""A call that is promised to somebody, on the next open day at which one may ring."""

from datetime import timedelta

from sqlalchemy import select

from salon.aftercare.model import CallStatus, calling_hours, next_open
from salon.aftercare.tables import Call
from salon.clients.queries import reaches
from salon.clients.reach import Purpose
from salon.clients.tables import Client
from salon.complaints.queries import quiet_clients
from salon.settings.queries import premises
from salon.work import Work


def promise_call(
    work: Work,
    client_id: int,
    words: str,
    *,
    step: str,
    caller: str = "manager",
    days: int = 1,
) -> int | None:
    """Owe a client a call in *days*, or on the next open day; return its number.

    One of a kind waits at most: its number, where there is one already. None where she
    does not want to be contacted for it, or is to be listened to first.

    Args:
        work: As ever.
        client_id: Who.
        words: Why, for the caller.
        step: What it is, of the calls that were promised.
        caller: By which role.
        days: After today.
    """
    way = reaches(work, [client_id])[client_id].way(Purpose.CARE)
    if not way or quiet_clients(work, [client_id]):
        return None
    waits = select(Call.id).where(
        Call.client_id == client_id,
        Call.step == step,
        Call.status == CallStatus.WAITING,
    )
    there = work.session.scalar(waits.limit(1))
    if there is not None:
        return int(there)
    client = work.get(Client, client_id)
    start, until = calling_hours(client.call_from, client.call_until)
    is_open = premises(work).hours.is_open
    call = Call(
        client_id=client.id,
        appointment_id=None,
        protocol="promised",
        step=step,
        purpose="relation",
        priority=4,
        channel=way,
        caller=caller,
        due=next_open(work.today + timedelta(days=days), is_open),
        time_from=start,
        time_until=until,
        words=words,
        status=CallStatus.WAITING,
    )
    return work.add(call).id
