"""By which ways somebody can be written to, and what stands in the way of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from salon.clients.model import PhoneLine
from salon.messages.links import can_dial
from salon.messages.model import BadAddress, sound_address
from salon.text import N_, _

NO_NUMBER = N_("There is no number on file. Ask for one at the next visit.")
NOT_WHOLE = N_(
    "“{said}” cannot be dialled as it stands. Correct it in the file, with its country "
    "code."
)
NO_ADDRESS = N_("There is no e-mail address on file. Ask for one at the next visit.")
KNOWN_BAD = N_(
    "Mail to {said} came back: nobody has this address. Ask for it at the next visit."
)
NO_ID = N_("There is no {name} ID on file. Ask for it at the next visit.")
NO_STREET = N_("There is no postal address on file. Ask for it at the next visit.")


@dataclass(frozen=True, slots=True)
class Way:
    """One way to a client."""

    channel: str  # of vocabulary channel
    where: str = ""  # the number, the address, the id: as it is opened or copied
    shown: str = ""  # the same for eyes
    extension: str = ""
    problem: str = ""  # in words: why it cannot be gone; "" if it can

    @property
    def is_open(self) -> bool:
        """Whether it can be gone at all."""
        return not self.problem


def by_number(channel: str, phones: Sequence[PhoneLine]) -> Way:
    """Return the way to the first number that can be dialled."""
    for one in phones:
        if can_dial(one.number):
            return Way(channel, one.number, one.number, one.extension)
    if phones:
        said = phones[0].shown
        return Way(channel, "", said, problem=_(NOT_WHOLE).format(said=said[:40]))
    return Way(channel, problem=_(NO_NUMBER))


def by_mail(address: str, *, is_bad: bool = False) -> Way:
    """Return the way to an e-mail address."""
    if not address.strip():
        return Way("email", problem=_(NO_ADDRESS))
    try:
        sound = sound_address(address)
    except BadAddress as error:
        return Way("email", "", address, problem=str(error))
    if is_bad:
        why = _(KNOWN_BAD).format(said=address)
        return Way("email", "", address, problem=why)
    return Way("email", sound, address)


def by_id(channel: str, name: str, known: str) -> Way:
    """Return the way to a name in WeChat or LINE: it is copied, nothing opens."""
    if known.strip():
        return Way(channel, known.strip(), known.strip())
    return Way(channel, problem=_(NO_ID).format(name=name))


def by_post(address: str) -> Way:
    """Return the way to a letter box."""
    said = " ".join(address.split())
    return Way("card", said, said, problem="" if said else _(NO_STREET))
