"""What can happen to a client file."""

from dataclasses import dataclass

from salon.clients.model import ClientId
from salon.events import Event
from salon.text import N_


@dataclass(frozen=True)
class ClientAdded(Event):
    """Someone new is known to the salon."""

    client_id: ClientId

    text = N_("Client added")


@dataclass(frozen=True)
class ClientCorrected(Event):
    """Something in her file was changed."""

    client_id: ClientId

    text = N_("Client file changed")


@dataclass(frozen=True)
class FilePrinted(Event):
    """A copy of a file, or of a record in it, went out on paper."""

    client_id: ClientId

    text = N_("Record printed")
    undoable = False


@dataclass(frozen=True)
class AllergyNoted(Event):
    """She told of something she must not meet."""

    client_id: ClientId

    text = N_("Allergy noted")


@dataclass(frozen=True)
class AllergyEnded(Event):
    """An allergy turned out to be none."""

    client_id: ClientId

    text = N_("Allergy taken off the file")


@dataclass(frozen=True)
class MedicineNoted(Event):
    """She told of a medicine, in her own words."""

    client_id: ClientId

    text = N_("Medicine noted")


@dataclass(frozen=True)
class ConditionNoted(Event):
    """A state of health was noted; bookings may have to be looked at again."""

    client_id: ClientId
    condition: str

    text = N_("Health condition noted")


@dataclass(frozen=True)
class ConditionEnded(Event):
    """A state of health is over."""

    client_id: ClientId
    condition: str

    text = N_("Health condition ended")


@dataclass(frozen=True)
class ConditionTakenBack(Event):
    """A state of health was noted by mistake."""

    client_id: ClientId
    condition: str

    text = N_("Health condition taken back")


@dataclass(frozen=True)
class HealthTextChanged(Event):
    """What was typed of her health is another text now, or gone."""

    client_id: ClientId
    place: str  # medications, allergies, notes
    before: str
    after: str = ""

    text = N_("Client file changed")
    names_the_action = False


@dataclass(frozen=True)
class ConsentGiven(Event):
    """She agreed to something."""

    client_id: ClientId
    consent: str = ""  # reference id of the item

    text = N_("Consent noted")


@dataclass(frozen=True)
class PatchTestRead(Event):
    """A patch test was made or read."""

    client_id: ClientId

    text = N_("Patch test noted")


@dataclass(frozen=True)
class PatchTestPutOn(Event):
    """A patch test was put on; it is read later."""

    client_id: ClientId

    text = N_("Patch test put on")


@dataclass(frozen=True)
class PatchTestTakenBack(Event):
    """A patch test that was noted by mistake is gone."""

    client_id: ClientId

    text = N_("Patch test taken back")


@dataclass(frozen=True)
class ConsentWithdrawn(Event):
    """She agrees no longer."""

    client_id: ClientId
    consent: str = ""  # reference id of the item

    text = N_("Consent withdrawn")


@dataclass(frozen=True)
class ClientsMerged(Event):
    """Two files were of one person; every feature moves its rows to the kept one."""

    kept_id: ClientId
    away_id: ClientId
    stays: tuple[int, ...] = ()  # of visits at one hour: which of them

    text = N_("Two files joined into one")


@dataclass(frozen=True)
class ClientLeft(Event):
    """Somebody comes no more: archived, blocked or deceased."""

    client_id: ClientId
    how: str
    calls_off: bool = False  # the visits that are still booked

    def said(self) -> str:
        """Return what was done, by how somebody left."""
        return {
            "archived": N_("Client archived"),
            "blocked": N_("Client blocked"),
            "deceased": N_("Noted that the client has died"),
        }[self.how]

    text = N_("Client archived")


@dataclass(frozen=True)
class ClientBack(Event):
    """Somebody who had left is here again, or is booked again."""

    client_id: ClientId
    how: str

    text = N_("Client is back")


@dataclass(frozen=True)
class TwoPeopleNoted(Event):
    """Two files that look alike are of two people; nobody asks again."""

    one_id: ClientId
    other_id: ClientId

    text = N_("Noted: they are two people")


@dataclass(frozen=True)
class MayBeOneAgain(Event):
    """Two files may be of one person after all."""

    one_id: ClientId
    other_id: ClientId

    text = N_("Noted: they may be one person")


@dataclass(frozen=True)
class ClientsParted(Event):
    """Two files that were joined are two again."""

    kept_id: ClientId
    away_id: ClientId

    text = N_("One file parted into two")


@dataclass(frozen=True)
class ViewsChanged(Event):
    """A view of the list of clients was kept, renamed or dropped."""

    text = N_("Views of the client list changed")


@dataclass(frozen=True)
class AnswersConfirmed(Event):
    """Answers of a file are still true."""

    client_id: ClientId

    text = N_("Answers confirmed")


@dataclass(frozen=True)
class AnswerDeclined(Event):
    """A client was asked, and prefers not to say."""

    client_id: ClientId
    field: str

    text = N_("Asked: prefers not to say")


@dataclass(frozen=True)
class RelativeChanged(Event):
    """Something of a client's family was changed or taken off."""

    client_id: ClientId

    text = N_("Family changed")


@dataclass(frozen=True)
class HealthAnswered(Event):
    """A health question was answered."""

    client_id: ClientId
    question: str

    text = N_("Health question answered")
