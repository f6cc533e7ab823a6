"""What the papers of prepaid money say."""

from dataclasses import dataclass

Strokes = tuple[tuple[tuple[float, float], ...], ...]


@dataclass(frozen=True, slots=True)
class VoucherSheet:
    """A gift voucher to give away."""

    title: str
    worth: str
    holder: str
    code: str
    spelt: str  # in groups, to be read out
    until: str
    words: tuple[str, ...]  # how it is used
    client_id: int = 0


@dataclass(frozen=True, slots=True)
class MemberSheet:
    """A member's card, of the size of a bank card."""

    tier: str
    name: str
    code: str
    spelt: str
    until: str
    benefits: tuple[str, ...]
    client_id: int = 0


@dataclass(frozen=True, slots=True)
class ContractSheet:
    """What was agreed on money paid ahead, to be signed."""

    title: str
    client: str
    day: str
    clauses: tuple[str, ...]
    law: tuple[str, ...]
    law_said: str
    mark: str  # by which a copy is known to be the same
    signs: tuple[tuple[str, Strokes], ...]
    client_id: int = 0
