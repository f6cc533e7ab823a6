"""The words of notes and alerts."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from salon.clients.model import Alert, Grade
from salon.errors import Missing, SalonError
from salon.text import N_

LONGEST_NOTE = 20_000  # characters
LONGEST_ALERT = 400
# What the history keeps and tells nobody: a note may be for its author alone. Older
# wordings stand with the note itself.
UNTOLD = frozenset((("client_note", "text"), ("client_note_wording", "text")))


class Audience(StrEnum):
    """Whom a note is for."""

    ME = "me"  # who wrote it, and nobody else
    STAFF = "staff"
    CLIENT = "client"  # may be printed for the client


AUDIENCES = {
    Audience.ME: N_("For me alone"),
    Audience.STAFF: N_("For all of us"),
    Audience.CLIENT: N_("Also for the client"),
}


class Where(StrEnum):
    """Where an alert is shown."""

    BOOKING = "booking"
    CHECKIN = "checkin"
    RECORD = "record"
    TILL = "till"


PLACES = {
    Where.BOOKING: N_("When booking"),
    Where.CHECKIN: N_("When the client arrives"),
    Where.RECORD: N_("In the treatment record"),
    Where.TILL: N_("At the till"),
}


class Loudness(StrEnum):
    """How loudly an alert speaks."""

    BANNER = "banner"
    READ = "acknowledge"  # must be acknowledged before one goes on


GRADES = {
    Loudness.BANNER: N_("Shown"),
    Loudness.READ: N_("Has to be acknowledged"),
}


@dataclass(frozen=True, slots=True)
class Wording:
    """What a note said before it was changed."""

    text: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One note of a file."""

    id: int
    version: int
    text: str
    audience: Audience
    at: datetime  # of these words
    by: str
    staff_id: int | None
    older: tuple[Wording, ...] = ()  # the newest first


@dataclass(frozen=True, slots=True)
class AlertDraft:
    """What somebody says of an alert."""

    text: str
    grade: Loudness = Loudness.BANNER
    places: frozenset[Where] = frozenset(Where)
    first_day: date | None = None  # None: today
    last_day: date | None = None  # None: until it is cleared
    is_household: bool = False
    is_blocking: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """That somebody has acknowledged an alert."""

    place: Where
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class AlertLine:
    """One alert that staff wrote, as it concerns one client."""

    id: int
    client_id: int  # in whose file it stands
    text: str
    grade: Loudness
    places: frozenset[Where]
    first_day: date
    last_day: date | None
    is_household: bool
    is_blocking: bool
    at: datetime
    by: str
    read: tuple[Read, ...] = ()  # today, for this client
    cleared_at: datetime | None = None
    cleared_by: str = ""
    cleared_why: str = ""

    def stands_on(self, day: date) -> bool:
        """Return whether it is shown on *day*."""
        is_over = self.last_day is not None and day > self.last_day
        return self.cleared_at is None and self.first_day <= day and not is_over

    def waits_at(self, where: Where) -> bool:
        """Return whether it is still to be acknowledged there today."""
        is_asked = self.grade is Loudness.READ and where in self.places
        return is_asked and all(one.place is not where for one in self.read)

    @property
    def alert(self) -> Alert:
        """It, as it stands among the other alerts of a file."""
        is_loud = self.is_blocking or self.grade is Loudness.READ
        return Alert("staff", Grade.CRITICAL if is_loud else Grade.NOTICE, self.text)


class EmptyNote(SalonError):
    """A note or an alert that says nothing."""

    text = N_("There is nothing in it. Write what it is about.")


class NotYourNote(SalonError):
    """Somebody else's note."""

    text = N_("Only who wrote this note can change it. Write one of your own.")


class NoSuchNote(Missing):
    """No note of that number is shown to who asks."""

    text = N_("There is no such note. Look at the notes of the file and choose one.")

    @classmethod
    def kind(cls) -> str:
        """Return the name that scripts know it by."""
        return Missing.kind()


class NowhereShown(SalonError):
    """An alert that is shown at no place."""

    text = N_("Choose at least one place where the alert is to be shown.")


@dataclass(eq=False)
class BadDays(SalonError):
    """An alert that ends before it begins, or is over already."""

    text = N_("The last day is before the first one, or is over. Correct the days.")


@dataclass(eq=False)
class BookingBlocked(SalonError):
    """Something is to be cleared before anything is booked."""

    name: str
    said: str
    number: str  # of the alert

    text = N_(
        "Nothing is booked or moved for {name} now: {said}. Settle it, then clear the "
        "alert in the file ({number})."
    )


@dataclass(eq=False)
class ToAcknowledge(SalonError):
    """An alert has to be read before one goes on."""

    client_id: int
    where: str
    alerts: tuple[str, ...]  # their numbers
    said: str

    text = N_("First acknowledge what stands in the file: {said}")
