"""What can happen to occasions."""

from dataclasses import dataclass

from salon.events import Event
from salon.text import N_


@dataclass(frozen=True)
class OccasionsFound(Event):
    """A run looked at the files of some clients."""

    found: int

    text = N_("Occasions found: {found}")
    undoable = False


@dataclass(frozen=True)
class OccasionsPlanned(Event):
    """A run gave out what is to be said."""

    planned: int
    held: int

    text = N_("Occasions planned: {planned}, held back: {held}")
    undoable = False


@dataclass(frozen=True)
class OccasionPlanned(Event):
    """What had just happened became an occasion."""

    client_id: int

    text = N_("Occasion planned")


@dataclass(frozen=True)
class OccasionDecided(Event):
    """Somebody left an occasion out, or said that it is to go out all the same."""

    occasion_id: int
    client_id: int

    text = N_("Occasion decided")


@dataclass(frozen=True)
class RuleChanged(Event):
    """A rule of occasions was switched or has other numbers."""

    which: str

    text = N_("Rule of occasions changed")


@dataclass(frozen=True)
class PromiseMade(Event):
    """A client was promised something."""

    client_id: int

    text = N_("Promise noted")


@dataclass(frozen=True)
class PromiseKept(Event):
    """A promise was kept."""

    client_id: int

    text = N_("Promise kept")


@dataclass(frozen=True)
class DateNoted(Event):
    """An important day of a client was noted or taken off."""

    client_id: int

    text = N_("Important day noted")


@dataclass(frozen=True)
class ProductNoted(Event):
    """How far a client is with a product was noted."""

    client_id: int

    text = N_("Product in use noted")


@dataclass(frozen=True)
class ProductsRest(Event):
    """Products at home rest after a treatment and last longer."""

    client_id: int
    days: int

    text = N_("Products at home rest for {days} days")
    names_the_action = False
