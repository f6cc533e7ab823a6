"""What can happen around hosting."""

from dataclasses import dataclass

from salon.events import Event
from salon.text import N_


@dataclass(frozen=True)
class NeedNoted(Event):
    """What a client needs or expects was said, or was rather not said."""

    client_id: int

    text = N_("Need noted")


@dataclass(frozen=True)
class EffortNoted(Event):
    """What it costs a client to come was said."""

    client_id: int

    text = N_("Way and effort noted")


@dataclass(frozen=True)
class StepTaken(Event):
    """A step of a visit was done, or left out with a reason."""

    appointment_id: int
    client_id: int

    text = N_("Step of the visit noted")


@dataclass(frozen=True)
class StepTakenOff(Event):
    """A step that was ticked by mistake was taken off."""

    appointment_id: int
    client_id: int

    text = N_("Step of the visit taken off")


@dataclass(frozen=True)
class WaitEased(Event):
    """Something was offered to somebody who waits."""

    appointment_id: int
    client_id: int

    text = N_("Offered while waiting")


@dataclass(frozen=True)
class WaitVoucherGiven(Event):
    """A voucher for a long wait."""

    appointment_id: int
    client_id: int

    text = N_("Voucher for waiting given")


@dataclass(frozen=True)
class WaitVoucherUsed(Event):
    """It was used."""

    client_id: int

    text = N_("Voucher for waiting used")


@dataclass(frozen=True)
class EnquiryNoted(Event):
    """Somebody came in or asked."""

    enquiry_id: int

    text = N_("Enquiry noted")


@dataclass(frozen=True)
class EnquiryMoved(Event):
    """A step of the sale, or who it is."""

    enquiry_id: int

    text = N_("Enquiry brought forward")


@dataclass(frozen=True)
class EnquiryEndedSo(Event):
    """What became of it."""

    enquiry_id: int

    text = N_("Enquiry ended")


@dataclass(frozen=True)
class SurpriseGiven(Event):
    """A small thing beyond duty."""

    surprise_id: int
    client_id: int

    text = N_("Surprise noted")


@dataclass(frozen=True)
class MemoryKept(Event):
    """One sentence of a visit."""

    appointment_id: int
    client_id: int

    text = N_("Memory line kept")


@dataclass(frozen=True)
class FriendAsked(Event):
    """Somebody was asked for the name of a friend."""

    client_id: int

    text = N_("Asked for a friend’s name")
