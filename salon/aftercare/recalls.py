"""Ringing those who have not been here for long: several calls planned at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from salon.aftercare.events import RecallsPlanned
from salon.aftercare.model import (
    ENDING,
    RECALL,
    CallStatus,
    calling_hours,
    next_open,
)
from salon.aftercare.queries import heard_lately, rung_soon
from salon.aftercare.tables import Call
from salon.clients.model import ClientId
from salon.clients.narrowing import Wish, wish_of
from salon.clients.queries import living, reaches
from salon.clients.reach import Purpose
from salon.clients.tables import Client
from salon.complaints.queries import quiet_clients
from salon.errors import SalonError
from salon.rights import Right
from salon.settings.queries import premises
from salon.text import N_, _
from salon.work import Work, needs

MOST = 200  # clients who are rung at once; more is a slip of the finger
_WORDS = N_("It has been a while: ask how things are, and offer a time")
_ENDING = N_("A course ends before all of it is used: offer times, or to extend it")
_PROMISED = "promised"


@dataclass(eq=False)
class NobodyToRing(SalonError):
    """Everybody who was chosen wants no calls, or is rung already."""

    text = N_("Nobody of those chosen can be rung: they want no calls, or one waits.")


@dataclass(eq=False)
class TooManyToRing(SalonError):
    """More were chosen than anybody rings."""

    chosen: int
    most: int

    text = N_("{chosen} are chosen; calls are planned for at most {most} at once.")


@dataclass(frozen=True, slots=True)
class Recalled:
    """What came of it: how many are rung, and how many are written to."""

    calls: int
    messages: int


@needs(Right.CALL)
def plan_ending(work: Work, keys: Sequence[ClientId]) -> Recalled:
    """Owe a call to each of *keys*, whose course ends before all of it is used.

    It is care: also who wants no offers is rung. See `plan_recalls`.
    """
    return _planned(work, keys, Purpose.CARE, ENDING, _ENDING)


@needs(Right.CALL)
def plan_recalls(work: Work, keys: Sequence[ClientId]) -> Recalled:
    """Owe each of *keys* a call on the next open day, or a message to who wants that.

    Whoever wants no calls, is rung within two days anyway, or has a complaint open is
    left out.

    Raises:
        NobodyToRing: Nobody is left.
        TooManyToRing: More than `MOST` were chosen.
    """
    return _planned(work, keys, Purpose.OFFER, RECALL, _WORDS)


def _planned(
    work: Work, keys: Sequence[ClientId], purpose: Purpose, step: str, words: str
) -> Recalled:
    if len(keys) > MOST:
        raise TooManyToRing(len(keys), MOST)
    due = _open_day(work)
    calls = messages = 0
    wanted = list(dict.fromkeys(living(work, key) for key in keys))
    quiet = quiet_clients(work, wanted)
    rung = rung_soon(work, wanted) | heard_lately(work, wanted)
    for key in wanted:
        client = work.get(Client, key)
        wish = wish_of(client.do_not_contact, client.channel)
        way = reaches(work, [key])[key].way(purpose)
        is_quiet = wish is Wish.SILENT or not way or key in quiet
        if is_quiet or key in rung:
            continue
        start, until = calling_hours(client.call_from, client.call_until)
        work.add(
            Call(
                client_id=key,
                appointment_id=None,
                protocol=_PROMISED,
                step=step,
                purpose="booking",
                priority=6,
                channel=way,
                caller="reception",
                due=due,
                time_from=start,
                time_until=until,
                words=_(words),
                status=CallStatus.WAITING,
            )
        )
        calls += way == "phone"
        messages += way != "phone"
    if not calls + messages:
        raise NobodyToRing
    work.record(RecallsPlanned(calls, messages))
    return Recalled(calls, messages)


def _open_day(work: Work) -> date:
    is_open = premises(work).hours.is_open
    return next_open(work.today, is_open)
