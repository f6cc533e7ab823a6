"""What the papers of a bill say: the receipt of a roll, and the invoice."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One line as it is printed."""

    words: str
    price: str
    below: tuple[str, ...] = ()  # each, discount and why, session n of N, code
    times: str = ""
    each: str = ""
    rate: str = ""  # of its tax


@dataclass(frozen=True, slots=True)
class ReceiptSheet:
    """A bill ready to be printed, on a roll or on A4."""

    title: str
    number: str
    day: str
    client: str
    address: tuple[str, ...]  # of the client, for an invoice
    lines: tuple[ReceiptLine, ...]
    total: tuple[str, str]
    sums: tuple[tuple[str, str], ...]  # tax by rate, rounding
    paid: tuple[tuple[str, str], ...]  # by what, given, back
    owing: tuple[str, str]  # what is still to be paid; "" where nothing is
    held: tuple[tuple[str, str], ...]  # what the client still has with the salon
    notes: tuple[str, ...]  # why it gives back, the salon's tax number
    head: tuple[str, ...]  # of the columns of an invoice
    served: str  # by whom
    last: tuple[str, ...]  # the next visit, thanks
    client_id: int = 0
