"""What can happen around loyalty."""

from dataclasses import dataclass
from datetime import date

from salon.events import Event
from salon.text import N_


@dataclass(frozen=True)
class ClassPinned(Event):
    """A class is held by a person, for a reason."""

    client_id: int

    text = N_("Class held")


@dataclass(frozen=True)
class PinTakenOff(Event):
    """A class follows what is worked out again."""

    client_id: int

    text = N_("Class let go")


@dataclass(frozen=True)
class LossExplained(Event):
    """Why somebody does not come any more is known."""

    client_id: int

    text = N_("Reason of a loss noted")


@dataclass(frozen=True)
class GuardLooked(Event):
    """The guard of gold clients has looked, and lights have somebody who acts."""

    week: date
    lights: int

    text = N_("Gold clients looked at")


@dataclass(frozen=True)
class LightAnswered(Event):
    """What came of a light is noted."""

    client_id: int

    text = N_("What came of a light noted")


@dataclass(frozen=True)
class LightHandedOn(Event):
    """Somebody else acts on a light."""

    client_id: int

    text = N_("Light handed on")


@dataclass(frozen=True)
class CostEntered(Event):
    """What a month cost for winning or keeping clients is known."""

    month: date

    text = N_("Cost of winning or keeping clients noted")


@dataclass(frozen=True)
class LoyaltyRulesSet(Event):
    """How classes are drawn and clients valued was set."""

    text = N_("Rules of loyalty set")


@dataclass(frozen=True)
class ThanksPlanned(Event):
    """Whoever brought friends is to be thanked."""

    many: int

    text = N_("Thank-yous planned")
