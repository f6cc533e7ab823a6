"""What it takes to write to one client: the ways, the words, what is wished."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from salon.aftercare.model import CallId, CallLine, CallStatus, purpose_of
from salon.aftercare.queries import call_line, call_to
from salon.appointments.model import AppointmentId
from salon.appointments.queries import appointment
from salon.catalogue.queries import terms
from salon.clients.model import ClientId
from salon.clients.queries import client_card, living, reaches
from salon.clients.reach import Purpose, Reach
from salon.complaints.queries import quiet_clients
from salon.errors import Missing
from salon.messages.queries import account, is_known_bad
from salon.messages.ways import Way, by_id, by_mail, by_number, by_post
from salon.messages.wording import subject_of
from salon.plans.model import PlanId
from salon.plans.queries import plan
from salon.settings.queries import premises
from salon.staff.model import StaffId

if TYPE_CHECKING:
    from salon.work import Reading

CHANNELS = ("phone", "sms", "wechat", "line", "whatsapp", "email", "card")


@dataclass(frozen=True, slots=True)
class Writing:
    """What one begins with who writes to somebody."""

    client_id: ClientId
    client: str
    language: str
    call: CallLine  # in whose place it is written; its id is negative if unplanned
    purpose: Purpose
    reach: Reach
    ways: tuple[Way, ...]
    names: dict[str, str]  # of the channels, in the language of the window
    best: str  # channel; "" where none is both wished and open
    subject: str
    words: str
    has_account: bool
    is_unhappy: bool = False  # a complaint is open: nothing that sells

    def way(self, channel: str) -> Way:
        """Return one of the ways."""
        return next(one for one in self.ways if one.channel == channel)

    def after(self, channel: str) -> str:
        """Return the next best way that is open; "" where there is none."""
        others = [w.channel for w in self.ways if w.is_open and w.channel != channel]
        return self.reach.way(self.purpose, others)


def writing_to(
    reading: "Reading",
    client_id: ClientId,
    call: CallId | None = None,
    speaker: StaffId | None = None,
) -> Writing:
    """Return what one begins with who writes to a client.

    Args:
        reading: As ever.
        client_id: To whom.
        call: The call in whose place it is written; None: what is due, or unplanned.
        speaker: Who is at the desk.

    Raises:
        Missing: There is no such client.
    """
    client_id = living(reading, client_id)
    line = _call(reading, client_id, call, speaker)
    card = client_card(reading, client_id)
    facts = {one.field: one.value for one in card.facts}
    reach = reaches(reading, [client_id])[client_id]
    names = {ref: str(said) for ref, said in terms(reading, "channel").items()}
    phones = sorted(card.line.phones, key=lambda one: not one.preferred)
    ways = (
        *(by_number(one, phones) for one in ("phone", "sms")),
        by_id("wechat", names.get("wechat", "WeChat"), card.wechat),
        by_id("line", "LINE", facts.get("line_id", "")),
        by_number("whatsapp", phones),
        by_mail(card.email, is_bad=is_known_bad(reading, card.email)),
        by_post(facts.get("address", "")),
    )
    purpose = purpose_of(line.protocol, line.priority, line.step, line.purpose)
    here = premises(reading)
    tongue = card.line.language or here.language
    return Writing(
        client_id,
        card.line.name,
        tongue,
        line,
        purpose,
        reach,
        ways,
        {one: names.get(one, one) for one in CHANNELS},
        _best(reach, purpose, [one.channel for one in ways if one.is_open]),
        subject_of(purpose, here.name, tongue),
        line.words,
        account(reading) is not None,
        bool(quiet_clients(reading, [client_id])),
    )


def _best(reach: Reach, purpose: Purpose, open_: Sequence[str]) -> str:
    """Return in which way to write; by telephone only where nothing else goes."""
    written = [one for one in open_ if one != "phone"]
    return reach.way(purpose, written) or reach.way(purpose, open_)


def _call(
    reading: "Reading",
    client_id: ClientId,
    key: CallId | None,
    speaker: StaffId | None,
) -> CallLine:
    if key is not None and key > 0:
        try:
            found = call_line(reading, key, speaker)
        except Missing:
            found = None
        if found is not None and found.status is CallStatus.WAITING:
            return found
    return call_to(reading, client_id, speaker)


def whose_paper(reading: "Reading", kind: str, key: int) -> ClientId:
    """Return for whom a paper is: a "plan" by its id, else a visit by its own."""
    if kind == "plan":
        return ClientId(plan(reading, PlanId(key)).client_id)
    return ClientId(appointment(reading, AppointmentId(key)).client_id)
