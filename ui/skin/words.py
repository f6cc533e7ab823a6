"""What zones, findings and measures are called, and how findings are told."""

from collections.abc import Sequence

from salon.skin.seen import TONES, zones_in_words
from salon.skin.seen import Seen as Seen
from salon.skin.seen import gone_since as gone_since
from salon.skin.seen import seen_now as seen_now
from salon.text import _, full_day
from salon.views.skin_words import SkinWords
from ui.kit.tokens import Tone
from ui.parts.listing import joined

ROMAN = ("I", "II", "III", "IV", "V", "VI")


def tone_of(words: SkinWords, condition: str) -> Tone:
    """Return the colour of a finding."""
    found = words.conditions.get(condition)
    group = found.body.get("group", "") if found is not None else ""
    return Tone(TONES.get(group, "rose"))


def change_words(one: Seen, words: SkinWords) -> str:
    """Return how a finding went since last time: "moderate → mild since 12 Jun"."""
    now = words.grade(one.condition, one.grade)
    if one.is_new:
        return joined((now, _("new")))
    if one.before is not None and one.grade is not None and one.before != one.grade:
        before = words.grade(one.condition, one.before)
        return f"{before} → {now}"
    if one.before is not None:
        same = _("stable")
        if one.since is not None:
            same = _("stable, seen since {day}").format(day=full_day(one.since))
        return joined((now, same))
    return now


def zones_words(zones: Sequence[str], words: SkinWords) -> str:
    """Return several zones in words, both sides said once: "cheek (both sides)"."""
    return zones_in_words(zones, words.zone)
