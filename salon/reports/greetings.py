"""Cards and labels for several clients at once: each card in its client's language."""

from collections.abc import Sequence
from dataclasses import dataclass

from salon.aftercare.words import address as spoken_to
from salon.aftercare.words import filled
from salon.catalogue.model import Subject
from salon.catalogue.queries import entry
from salon.clients.model import ClientCard, ClientId
from salon.clients.queries import client_card, facts_said, reaches
from salon.clients.reach import Purpose
from salon.errors import SalonError
from salon.messages.sheet import CardLine, CardSheet, Label, LabelSheet, Stock
from salon.paper.pages import Laid
from salon.paper.sheets import Letterhead, Look, PageSize
from salon.reports.composing import Composed, letterhead
from salon.settings.model import Premises
from salon.settings.queries import premises
from salon.text import N_, Names, language, listed, nearest
from salon.work import Reading

MOST = 500  # at once; more is a slip of the finger
BY_HAND = "bereavement"  # of such a message nothing is printed


class WrittenByHand(SalonError):
    """Words that are not to be printed."""

    text = N_(
        "These words are written by hand: nothing printed is sent to somebody who has "
        "lost a person. Take an empty card."
    )


@dataclass(eq=False)
class NobodyToWrite(SalonError):
    """Nobody of those chosen can be written to by post."""

    names: str

    text = N_(
        "Nothing to print: {names} want no post, or have no address on file. Ask for "
        "it at the next visit."
    )


@dataclass(eq=False)
class TooManyToWrite(SalonError):
    """More were chosen than are printed at once."""

    chosen: int
    most: int

    text = N_("{chosen} are chosen; at most {most} are printed at once.")


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper for several clients, and who is left out of it."""

    composed: Composed
    clients: tuple[ClientId, ...]
    unwished: tuple[str, ...] = ()  # they want no post about this
    homeless: tuple[str, ...] = ()  # no address is on file


def compose_cards(
    reading: Reading,
    keys: Sequence[ClientId],
    look: Look,
    *,
    message: str = "",
    words: str = "",
    purpose: Purpose = Purpose.GREETING,
) -> Printed:
    """Return a folded card for each client, grouped by their languages.

    Args:
        reading: As ever.
        keys: For whom; who wants no post about it is left out, and named.
        look: How they are printed; A5 gives cards of A6. Its languages are not heard:
            each card speaks its client's.
        message: A message of the catalogue, by id; said in each client's language.
        words: What all cards say, if not a message.
        purpose: What they are about.

    Raises:
        NotFound: There is no such message.
        WrittenByHand: It is not to be printed.
        NobodyToWrite, TooManyToWrite: Nobody is left, or they are too many.
        Missing: There is no such client.
    """
    _check(keys)
    here = premises(reading)
    texts = _texts(reading, message) if message else Names(words, words, words)
    by_tongue: dict[str, list[CardLine]] = {}
    wished, unwished = _wished(reading, keys, purpose)
    for key in wished:
        line = client_card(reading, key)
        tongue = nearest(line.line.language or here.language)
        said = _filled(texts.said_in(tongue), here, line, tongue)
        by_tongue.setdefault(tongue, []).append(CardLine(line.line.name, said))
    if not by_tongue:
        raise NobodyToWrite(listed(unwished))
    editions = tuple(
        (tongue, CardSheet(tuple(cards))) for tongue, cards in by_tongue.items()
    )
    composed = Composed(editions, _cards, letterhead(here), look)
    return Printed(composed, tuple(wished), tuple(unwished))


def compose_labels(
    reading: Reading,
    keys: Sequence[ClientId],
    look: Look,
    *,
    stock: Stock | None = None,
    start: int = 1,
    purpose: Purpose = Purpose.GREETING,
) -> Printed:
    """Return a label for each client with an address.

    Args:
        reading: As ever.
        keys: For whom.
        look: How they are printed; of its size only A4 or Letter is heard.
        stock: The sheets; None: those of the paper.
        start: The first free label of the first sheet.
        purpose: What is sent with them.

    Raises:
        NobodyToWrite, TooManyToWrite, Missing: As `compose_cards`.
    """
    _check(keys)
    here = premises(reading)
    if stock is None:
        stock = Stock.A5160 if look.size is PageSize.LETTER else Stock.L7160
    wished, unwished = _wished(reading, keys, purpose)
    homes = facts_said(reading, "address", wished)
    labels, clients, homeless = [], [], []
    for key in wished:
        name = client_card(reading, key).line.name
        home = _lines_of(homes.get(key, ""))
        if not home:
            homeless.append(name)
            continue
        labels.append(Label(name, home))
        clients.append(key)
    if not labels:
        raise NobodyToWrite(listed((*unwished, *homeless)))
    sheet = LabelSheet(tuple(labels), stock, start)
    tongue = nearest(here.language or language())
    composed = Composed(((tongue, sheet),), _labels, letterhead(here), look)
    return Printed(composed, tuple(clients), tuple(unwished), tuple(homeless))


def set_cards(
    reading: Reading, keys: Sequence[ClientId], look: Look, message: str, words: str
) -> Composed:
    """Return the paper alone of `compose_cards`."""
    return compose_cards(reading, keys, look, message=message, words=words).composed


def set_labels(reading: Reading, keys: Sequence[ClientId], look: Look) -> Composed:
    """Return the paper alone of `compose_labels`."""
    return compose_labels(reading, keys, look).composed


def _check(keys: Sequence[ClientId]) -> None:
    if len(keys) > MOST:
        raise TooManyToWrite(len(keys), MOST)


def _wished(
    reading: Reading, keys: Sequence[ClientId], purpose: Purpose
) -> tuple[list[ClientId], list[str]]:
    """Return who may be written to by post about it, and the names of the others."""
    known = reaches(reading, keys)
    wished, unwished = [], []
    for key in dict.fromkeys(keys):
        reach = known.get(key)
        if reach is not None and not reach.may(purpose, "card"):
            unwished.append(client_card(reading, key).line.name)
        else:
            wished.append(key)
    return wished, unwished


def _texts(reading: Reading, message: str) -> Names:
    card = entry(reading, Subject.MESSAGE, message)
    if card.body.get("trigger") == BY_HAND:
        raise WrittenByHand
    text = card.body.get("text")
    if isinstance(text, dict):
        return Names(**{one: str(text.get(one, "")) for one in _TONGUES})
    return card.names


_TONGUES = ("en", "zh_hans", "zh_hant")


def _filled(text: str, here: Premises, card: ClientCard, tongue: str) -> str:
    line = card.line
    known = {
        "salon": here.name,
        "phone": here.phone,
        "address": spoken_to(
            called=line.called,
            family=line.family,
            given=line.given,
            name=line.name,
            gender=card.gender,
            language=tongue,
            salutation=card.salutation,
        ),
    }
    return filled(text, known) if "{" in text else text


def _lines_of(home: str) -> str:
    """Return an address in lines; one of a single line is parted at its commas."""
    said = "\n".join(" ".join(one.split()) for one in home.splitlines() if one.strip())
    if "\n" not in said and said.count(", ") >= 2:
        return said.replace(", ", "\n")
    return said


def _cards(sheet: CardSheet, head: Letterhead, look: Look) -> Laid:
    from salon.messages.document import cards  # ReportLab comes with it

    return cards(sheet, head, look)


def _labels(sheet: LabelSheet, head: Letterhead, look: Look) -> Laid:
    from salon.messages.document import labels

    return labels(sheet, head, look)
