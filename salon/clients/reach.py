"""About what, and in which way, a client lets herself be contacted.

A wish for silence (`do_not_contact`) stops all but safety. Short of that a purpose, a
channel, or a purpose by a channel can be refused, and offers have a wish of their own
(`promo_accept`): a reminder that was asked for is no offer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from salon.errors import SalonError
from salon.text import N_

WRITTEN = ("sms", "wechat", "line", "whatsapp", "email")  # of vocabulary channel
CHANNELS = ("phone", *WRITTEN, "card")  # by which a client is contacted
RARELY = 92  # days between two offers to who wants them rarely


class Purpose(StrEnum):
    """Why somebody is contacted; the gravest first."""

    SAFETY = "safety"  # after a treatment, an incident, a recalled batch
    BOOKING = "booking"  # about visits that are agreed: reminders, changes
    CARE = "care"  # after-care, plans, promises, complaints
    GREETING = "greeting"  # birthdays, festivals
    SURVEY = "survey"
    OFFER = "offer"  # whatever wants to sell, recalls included


PURPOSE_WORDS = {
    Purpose.SAFETY: N_("Safety"),
    Purpose.BOOKING: N_("Own bookings"),
    Purpose.CARE: N_("After-care"),
    Purpose.GREETING: N_("Greetings"),
    Purpose.SURVEY: N_("Surveys"),
    Purpose.OFFER: N_("Offers"),
}


@dataclass(frozen=True, slots=True)
class Refused:
    """What somebody does not want: "" stands for every purpose, or every channel."""

    purpose: str = ""
    channel: str = ""

    def covers(self, purpose: Purpose, channel: str) -> bool:
        """Return whether it speaks of *purpose* by *channel*."""
        return self.purpose in ("", purpose.value) and self.channel in ("", channel)


@dataclass(frozen=True, slots=True)
class Reach:
    """How one client lets herself be contacted."""

    do_not_contact: bool = False
    channel: str = ""  # preferred, of vocabulary channel
    second: str = ""
    promo: str = ""  # of vocabulary promo_accept
    refused: frozenset[Refused] = frozenset()
    has_died: bool = False
    has_left: bool = False  # archived or blocked: nothing is sold

    def may(self, purpose: Purpose, channel: str = "phone") -> bool:
        """Return whether she may be contacted about *purpose* by *channel*.

        About safety always: a wish for quiet is no wish to be left in danger. To who
        has died nothing goes out at all.
        """
        return not self.against(purpose, channel)

    def against(self, purpose: Purpose, channel: str = "phone") -> frozenset[str]:
        """Return what speaks against it, by a word for each wish; see `may`."""
        if self.has_died:
            return frozenset(("deceased",))
        if purpose is Purpose.SAFETY:
            return frozenset()
        found = {
            f"{one.purpose or 'all'}:{one.channel or 'all'}"
            for one in self.refused
            if one.covers(purpose, channel)
        }
        if self.do_not_contact:
            found.add("silence")
        if self.channel == "none":
            found.add("no_channel")
        if purpose is Purpose.OFFER and self.promo == "none":
            found.add("no_offers")
        if purpose is Purpose.OFFER and self.has_left:
            found.add("left")
        return frozenset(found)

    def way(self, purpose: Purpose, offered: Iterable[str] = CHANNELS) -> str:
        """Return the best allowed channel of those *offered*; "" where there is none.

        The preferred one comes first, then the second, then the order offered; by
        telephone only who has not asked for messages, but about safety.
        """
        ways = [one for one in offered if self.may(purpose, one)]
        if self.channel in WRITTEN and purpose is not Purpose.SAFETY:
            ways = [one for one in ways if one != "phone"]
        wished = [one for one in (self.channel, self.second) if one in ways]
        return next(iter((*wished, *ways)), "")


@dataclass(eq=False)
class NoSuchWish(SalonError):
    """A purpose or a channel that nobody can refuse."""

    purpose: str
    channel: str

    text = N_(
        "“{purpose} {channel}” cannot be refused. Name a purpose (booking, care, "
        "greeting, survey, offer), a channel, or both; safety is always told."
    )
