"""What can happen at the till."""

from dataclasses import dataclass

from salon.events import Event
from salon.text import N_


@dataclass(frozen=True)
class BillOpened(Event):
    """A bill was begun."""

    bill_id: int
    client_id: int | None

    text = N_("Bill begun")


@dataclass(frozen=True)
class BillChanged(Event):
    """Something was put on an open bill, changed or taken off."""

    bill_id: int
    client_id: int | None

    text = N_("Bill changed")


@dataclass(frozen=True)
class BillHeld(Event):
    """A bill waits."""

    bill_id: int
    client_id: int | None

    text = N_("Bill held")


@dataclass(frozen=True)
class BillResumed(Event):
    """A bill that waited is at the till again."""

    bill_id: int
    client_id: int | None

    text = N_("Bill resumed")


@dataclass(frozen=True)
class BillDropped(Event):
    """A bill that was never closed is gone."""

    bill_id: int
    client_id: int | None

    text = N_("Bill dropped")


@dataclass(frozen=True)
class BillClosed(Event):
    """A bill was closed: paid, or partly and the rest later."""

    bill_id: int
    client_id: int | None

    text = N_("Bill closed")


@dataclass(frozen=True)
class BillGivenBack(Event):
    """A bill, or some of it, was given back by a bill of its own."""

    bill_id: int
    of_bill_id: int
    client_id: int | None

    text = N_("Given back")


@dataclass(frozen=True)
class BillPrinted(Event):
    """A receipt went out: its number is not given to another bill any more."""

    bill_id: int

    text = N_("Receipt printed")
    undoable = False
