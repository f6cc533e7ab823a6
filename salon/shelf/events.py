"""What can happen to the shelf."""

from dataclasses import dataclass

from salon.events import Event
from salon.text import N_


@dataclass(frozen=True)
class GoodsReceived(Event):
    """Goods came in."""

    batch_id: int
    amount: int

    text = N_("Goods taken in")


@dataclass(frozen=True)
class WrittenOff(Event):
    """Something was thrown away, given as a sample or sent back."""

    product_id: int
    kind_: str

    text = N_("Taken off the shelf")


@dataclass(frozen=True)
class BatchOpened(Event):
    """The first of a batch was opened."""

    batch_id: int

    text = N_("Batch opened")


@dataclass(frozen=True)
class BatchBlocked(Event):
    """A batch is not given out any more."""

    batch_id: int

    text = N_("Batch blocked")


@dataclass(frozen=True)
class BatchReleased(Event):
    """A blocked batch may be used again."""

    batch_id: int

    text = N_("Batch released")


@dataclass(frozen=True)
class BatchCorrected(Event):
    """What is printed on a batch was corrected."""

    batch_id: int

    text = N_("Batch corrected")


@dataclass(frozen=True)
class MoveReversed(Event):
    """A move was taken back by one of its own."""

    move_id: int

    text = N_("Move on the shelf taken back")


@dataclass(frozen=True)
class CountBegun(Event):
    """A stock-take was begun."""

    stock_take_id: int

    text = N_("Stock-take begun")


@dataclass(frozen=True)
class LineCounted(Event):
    """One line of it was counted."""

    stock_take_id: int

    text = N_("Stock counted")


@dataclass(frozen=True)
class CountConfirmed(Event):
    """What was found stands from now on."""

    stock_take_id: int

    text = N_("Stock-take confirmed")


@dataclass(frozen=True)
class CountDropped(Event):
    """A stock-take was given up; nothing changed by it."""

    stock_take_id: int

    text = N_("Stock-take dropped")


@dataclass(frozen=True)
class StockCounted(Event):
    """One batch was counted by itself."""

    batch_id: int

    text = N_("Stock counted")


@dataclass(frozen=True)
class ArticleChanged(Event):
    """Price, code, minimum or life after opening of a product was changed."""

    product_id: int

    text = N_("Product changed")


@dataclass(frozen=True)
class UseSet(Event):
    """It was said how much of a product a service uses."""

    service_id: int

    text = N_("Amount for a service set")


@dataclass(frozen=True)
class StockTaken(Event):
    """Something was taken as part of another action: a bill, a treatment."""

    product_id: int
    amount: int

    text = N_("Taken from the shelf")
    names_the_action = False


@dataclass(frozen=True)
class StockGivenBack(Event):
    """What was taken for something came back, as that was corrected or undone."""

    source: str
    source_id: int

    text = N_("Put back on the shelf")
    names_the_action = False


@dataclass(frozen=True)
class ProductBought(Event):
    """A client takes a product home; it begins to be used there."""

    client_id: int
    product_id: int
    units: int  # whole ones
    source: str
    source_id: int

    text = N_("Product bought")
    names_the_action = False


@dataclass(frozen=True)
class ProductBroughtBack(Event):
    """What a client bought was given back."""

    client_id: int
    product_id: int
    units: int
    day: str  # on which it was bought

    text = N_("Product brought back")
    names_the_action = False


@dataclass(frozen=True)
class GuardOverridden(Event):
    """A product was sold although something speaks against it, with a reason."""

    client_id: int

    text = N_("Sold all the same")
    names_the_action = False
