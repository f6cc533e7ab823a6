"""What changed between two days, as the page shows it at once."""

from dataclasses import dataclass
from datetime import date

from salon.clients.model import Alert, ClientId
from salon.clients.queries import client_line
from salon.reports.changed import Changes, changes, days_to_compare
from salon.reports.changed_words import draft_sentence, drafted, kept_sentence
from salon.safety.queries import all_alerts
from salon.skin.model import TickLine
from salon.skin.queries import photos_locked, ticks_of
from salon.text import language
from salon.views.skin_words import SkinWords, skin_words
from salon.work import Reading


@dataclass(frozen=True)
class ChangedSight:
    """Two days of one skin, and all that lies between."""

    client_id: ClientId
    client: str
    said: str  # pinyin, or another name
    alerts: tuple[Alert, ...]
    tongue: str  # the client's own language
    days: tuple[date, ...]  # that may be chosen, the oldest first
    found: Changes | None  # None: there are no two days yet
    sentence: str
    is_edited: bool  # a person wrote it so
    locked: int  # photographs that may not be seen any more
    words: SkinWords
    today: date


def changed_sight(
    reading: Reading,
    client_id: ClientId,
    first: date | None = None,
    last: date | None = None,
) -> ChangedSight:
    """Return what changed between two days; first and newest where none is said.

    Raises:
        SameDays: The first day is not before the last.
        Missing: There is no such client.
    """
    her = client_line(reading, client_id)
    is_asked = first is not None or last is not None
    days = days_to_compare(reading, client_id)
    first = first or (days[0] if days else None)
    last = last or (days[-1] if days else None)
    found, text, is_edited = None, "", False
    if first is not None and last is not None and (is_asked or first < last):
        found = changes(reading, client_id, first, last)
        kept = kept_sentence(reading, client_id, first, last, language())
        text, is_edited = drafted(found) if kept is None else kept, kept is not None
    return ChangedSight(
        client_id=client_id,
        client=her.name,
        said=her.pinyin or her.latin,
        alerts=all_alerts(reading, her),
        tongue=her.language,
        days=tuple(days),
        found=found,
        sentence=text,
        is_edited=is_edited,
        locked=photos_locked(reading, client_id),
        words=skin_words(reading),
        today=reading.today,
    )


def sentence_in(
    reading: Reading,
    client_id: ClientId,
    first: date,
    last: date,
    tongue: str,
    *,
    is_anew: bool = False,
) -> tuple[str, bool]:
    """Return the sentence in one language, and whether a person wrote it so.

    Args:
        reading: As ever.
        client_id: Whose skin.
        first: The earlier day.
        last: The later one.
        tongue: The language.
        is_anew: It is drafted from the figures, whatever was kept.

    Raises:
        SameDays, Missing: As `changed_sight`.
    """
    kept = kept_sentence(reading, client_id, first, last, tongue)
    if kept is not None and not is_anew:
        return kept, True
    return draft_sentence(reading, client_id, first, last, tongue), False


@dataclass(frozen=True)
class TickSight:
    """What one begins with who ticks five habits."""

    client_id: ClientId
    client: str
    last: TickLine | None
    today: date


def tick_sight(reading: Reading, client_id: ClientId) -> TickSight:
    """Return whose habits are ticked, and what was said last; raises Missing."""
    ticks = ticks_of(reading, client_id)
    name = client_line(reading, client_id).name
    return TickSight(client_id, name, ticks[-1] if ticks else None, reading.today)
