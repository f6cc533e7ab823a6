"""What is said is composed for the moment it is said: `aftercare_words.toml`.

A contact is one opener, one body and one closer. Which of them fit is said in the head
of that file: the hour, how late it is, who speaks, and what is known and true. What was
said to the same client before decides among them, so that nobody hears the same again.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import time, timedelta
from functools import cache
from itertools import chain, product, repeat
from typing import Any
from zlib import crc32

from salon.aftercare.model import Said
from salon.aftercare.words import SLOT, replaced
from salon.shipped import RESOURCES
from salon.text import Names

KINDS = ("opener", "body", "closer")
YEAR = timedelta(days=365)
NOT_AGAIN_WITHIN = 5  # contacts, for an opener and for a closer
STEP = "step"  # a body that is the step's own
TOPIC_RESTS = 4  # contacts until a topic may come again
SIMILARITY = 0.60  # of two contacts of a year, at most (aftercare 4.2)

# Bodies of these purposes serve a step, the nearest first; any other topic after them.
_SERVES = {
    "safety": ("safety", "comfort"),
    "comfort": ("comfort",),
    "guidance": ("guidance",),
    "encouragement": ("result", "guidance"),
    "result": ("result",),
    "booking": ("booking",),
    "relation": ("relation", "guidance"),
}
# From which hour on; vocabulary time_band, as the file puts the bands together.
_BANDS = (
    (time(0), "morning"),
    (time(12), "midday"),
    (time(14), "afternoon"),
    (time(17), "evening"),
)
_LATE = ((timedelta(hours=96), "very_late"), (timedelta(hours=24), "late"))
_SEASONS = ("winter", "spring", "summer", "autumn")
_SOUTH = frozenset(("au", "nz", "za", "ar", "cl", "br", "uy"))


@dataclass(frozen=True, slots=True)
class Piece:
    """An opener, a body or a closer."""

    id: str
    topic: str
    purpose: str
    needs: frozenset[str]  # placeholders and facts, all of them
    only: Mapping[str, Any]
    names: Names

    @property
    def asks(self) -> bool:
        """Whether a question is asked in it."""
        return "?" in self.names.en


@dataclass(frozen=True, slots=True)
class Words:
    """All that contacts are composed from."""

    openers: tuple[Piece, ...]
    bodies: tuple[Piece, ...]
    closers: tuple[Piece, ...]
    events: frozenset[str]  # topics that are chosen only since something happened
    topics: frozenset[str] = frozenset()

    @property
    def ids(self) -> frozenset[str]:
        """Of all pieces."""
        return frozenset(one.id for one in (*self.openers, *self.bodies, *self.closers))

    def with_own(self, own: Sequence["Own"]) -> "Words":
        """Return these words with the salon's own, without those it turned off."""
        off = {one.piece.id for one in own if one.is_off}
        mine = [one for one in own if not one.is_off and one.kind]

        def of(kind: str, shipped: Sequence[Piece]) -> tuple[Piece, ...]:
            added = [one.piece for one in mine if one.kind == kind]
            return tuple(one for one in (*shipped, *added) if one.id not in off)

        return Words(
            of("opener", self.openers) or self.openers,
            of("body", self.bodies),
            of("closer", self.closers) or self.closers,
            self.events,
            self.topics,
        )


@dataclass(frozen=True, slots=True)
class Own:
    """A piece of the salon's own, or a shipped one that it turned off."""

    kind: str  # opener, body, closer; "" of a shipped one
    piece: Piece
    is_off: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """When, by whom and to whom something is said; "" where it is not known."""

    hours: str  # morning, midday, afternoon, evening
    lateness: str  # on_day, late, very_late
    speaker: str  # therapist, colleague
    channel: str
    family: str  # of the last treatment
    days: int | None  # whole ones since the last visit
    season: str
    personality: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a client at this moment."""

    fillings: Mapping[str, str]  # by placeholder, in her language; "" is not known
    facts: Set[str] = field(default_factory=frozenset)  # that are true
    events: Set[str] = field(default_factory=frozenset)  # topics whose event happened
    earlier: Sequence[Said] = ()  # the newest first, a year of them

    def has(self, needs: Set[str]) -> bool:
        """Return whether all that is needed is known and true."""
        return all(self.fillings.get(one) or one in self.facts for one in needs)


def compose(
    purpose: str,
    moment: Moment,
    known: Known,
    language: str,
    seed: str = "",
    asked: str = "",
    core: str = "",
    words: Words | None = None,
) -> Said | None:
    """Return what to say; None where nothing fits.

    Where every body that fits was heard within a year it has none, and the caller adds
    a line between opener and closer.

    Args:
        purpose: Of the step, vocabulary step_purpose.
        moment: When and by whom.
        known: Of the client; the newest contact first.
        language: Of the client: en, zh_CN or zh_TW.
        seed: Decides among what fits equally well: the same for the same call, so
            that the words stay while somebody looks at them.
        asked: A question that is asked as it stands, after the body.
        core: What the step itself says, if that goes before any other body.
        words: What it is composed of; None: what comes with the program.
    """
    words = words or shipped()
    recent = known.earlier[:NOT_AGAIN_WITHIN]
    no_openers = {one.opener for one in recent}
    no_closers = {one.closer for one in recent}
    pairs = {(one.opener, one.closer) for one in known.earlier}
    openers = [
        one
        for one in _longest_unused(words.openers, "opener", known, seed)
        if one.id not in no_openers and _fits(one, moment, known, purpose)
    ]
    closers = [
        one
        for one in _longest_unused(words.closers, "closer", known, seed)
        if one.id not in no_closers and _fits(one, moment, known, purpose)
    ]
    texts = [_pairs_of(one.text) for one in known.earlier if one.text]
    if any(alike_in(core, one.text) for one in known.earlier):
        core = ""  # it was said within a year, and stays in sight of the caller
    bodies = _bodies(words, purpose, moment, known, seed)
    for may_pair, middle, (body, opener, closer) in chain(
        zip(repeat(False), repeat(core), product((None,), openers, closers))
        if core
        else (),
        zip(repeat(False), repeat(""), product(bodies, openers[:3], closers)),
        # all was said: the caller adds a line
        zip(repeat(False), repeat(""), product((None,), openers, closers)),
        zip(repeat(True), repeat(""), product((None,), openers, closers)),
    ):
        is_again = (opener.id, closer.id) in pairs and not may_pair
        if is_again or not _suits(closer, body):
            continue
        if body is not None:
            middle = body.names.said_in(language)
        ends = (opener.names.said_in(language), closer.names.said_in(language))
        said = [one for one in (ends[0], middle, asked, ends[1]) if one]
        text = _text(said, known.fillings, language)
        mine = _pairs_of(text)
        if all(_similarity(mine, one) <= SIMILARITY for one in texts):
            own = (STEP, "") if middle else ("", "")
            about = (body.id, body.topic) if body is not None else own
            return Said(text, opener.id, about[0], closer.id, about[1])
    return None


def is_new(text: str, earlier: Sequence[Said]) -> bool:
    """Return whether *text* is unlike all that was said in a year."""
    return all(alike(text, one.text) <= SIMILARITY for one in earlier if one.text)


def rested(topic: str, earlier: Sequence[Said]) -> bool:
    """Return whether a topic may come again."""
    return topic not in {one.topic for one in earlier[:TOPIC_RESTS]}


def alike_in(core: str, text: str) -> bool:
    """Return whether half of *core* or more stands in *text*."""
    mine = _pairs_of(core)
    return bool(mine) and len(mine & _pairs_of(text)) >= len(mine) / 2


def alike(one: str, other: str) -> float:
    """Return how alike two texts are: the pairs of letters they share, 0 to 1.

    Jaccard of character pairs, letters and digits alone (aftercare 4.2).
    """
    return _similarity(_pairs_of(one), _pairs_of(other))


def band_of(at: time) -> str:
    """Return the part of the day by the client's own clock."""
    return next(band for start, band in reversed(_BANDS) if at >= start)


def lateness_of(late: timedelta) -> str:
    """Return how late something is said, by what has passed since it was due."""
    return next((name for least, name in _LATE if late >= least), "on_day")


def season_of(month: int, region: str) -> str:
    """Return the season of a month where the salon is."""
    at = month % 12 // 3
    return _SEASONS[(at + 2) % 4 if region in _SOUTH else at]


@cache
def shipped() -> Words:
    """Return the words that come with the program."""
    path = RESOURCES / "domain" / "aftercare_words.toml"
    with path.open("rb") as opened:
        said = tomllib.load(opened)
    return Words(
        tuple(map(_piece, said["opener"])),
        tuple(map(_piece, said["body"])),
        tuple(map(_piece, said["closer"])),
        frozenset(one["id"] for one in said["topic"] if one["event"]),
        frozenset(one["id"] for one in said["topic"]),
    )


def own_piece(ref: str, names: Names, body: Mapping[str, Any]) -> Own:
    """Return a piece that the salon wrote, or a shipped one that it turned off.

    Args:
        ref: Its id.
        names: What is said.
        body: As it is kept: kind, topic, purpose, needs, only, off.
    """
    piece = Piece(
        *(ref, body.get("topic", ""), body.get("purpose", "")),
        *(frozenset(body.get("needs", ())), body.get("only", {}), names),
    )
    return Own(body.get("kind", ""), piece, bool(body.get("off")))


def slots_of(names: Names) -> frozenset[str]:
    """Return the placeholders of a piece, whatever its language."""
    texts = (names.en, names.zh_hans, names.zh_hant)
    return frozenset(slot for text in texts for slot in SLOT.findall(text))


def _piece(one: Mapping[str, Any]) -> Piece:
    names = Names(one["en"], one["zh_hans"], one["zh_hant"])
    return Piece(
        *(one["id"], one["topic"], one["purpose"]),
        *(frozenset(one["needs"]), one["only"], names),
    )


def _bodies(
    words: Words, purpose: str, moment: Moment, known: Known, seed: str
) -> Iterator[Piece]:
    """Yield the bodies that fit, the best first, no topic that came lately."""
    used = {one.body for one in known.earlier}
    free = [
        one
        for one in words.bodies
        if one.id not in used
        and rested(one.topic, known.earlier)
        and (one.topic not in words.events or one.topic in known.events)
        and _fits(one, moment, known, purpose)
    ]
    serves = _SERVES.get(purpose, ())
    last: dict[str, int] = {}
    for at, one in enumerate(known.earlier):
        last.setdefault(one.topic, at)

    def order(one: Piece) -> tuple[Any, ...]:
        is_event = one.topic in words.events
        rank = serves.index(one.purpose) if one.purpose in serves else len(serves)
        since = -last.get(one.topic, len(known.earlier))
        return (rank, not is_event, since, _lot(seed, one.topic), _lot(seed, one.id))

    yield from sorted(free, key=order)


def _longest_unused(
    pieces: Sequence[Piece], kind: str, known: Known, seed: str
) -> list[Piece]:
    last: dict[str, int] = {}
    for at, one in enumerate(known.earlier):
        last.setdefault(getattr(one, kind), at)
    never = len(known.earlier)
    return sorted(
        pieces, key=lambda one: (-last.get(one.id, never), _lot(seed, one.id))
    )


def _fits(one: Piece, moment: Moment, known: Known, purpose: str) -> bool:
    """Return whether all restrictions of an entry hold, and all its needs."""
    if purpose in one.only.get("not_for", ()):
        return False
    return known.has(one.needs) and all(
        _holds(name, allowed, moment)
        for name, allowed in one.only.items()
        if name not in ("topics", "body", "not_for")
    )


def _holds(name: str, allowed: Sequence[Any], moment: Moment) -> bool:
    if name == "days":
        first, last = allowed
        return moment.days is not None and first <= moment.days <= last
    now = moment.family if name == "families" else getattr(moment, name)
    return now in allowed


def _suits(closer: Piece, body: Piece | None) -> bool:
    topics, manner = closer.only.get("topics"), closer.only.get("body")
    if body is None:
        return topics is None and manner is None
    is_about = topics is None or body.topic in topics
    return is_about and (manner is None or ("asks" if body.asks else "tells") in manner)


def _text(said: Sequence[str], fillings: Mapping[str, str], language: str) -> str:
    return replaced((" " if language == "en" else "").join(said), fillings)


def _pairs_of(text: str) -> frozenset[str]:
    letters = "".join(one for one in text.lower() if one.isalnum())
    return frozenset(letters[at : at + 2] for at in range(len(letters) - 1))


def _similarity(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 1.0


def _lot(seed: str, key: str) -> int:
    return crc32(f"{seed} {key}".encode())
