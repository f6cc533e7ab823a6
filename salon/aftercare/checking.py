"""Whether a protocol, or words of the salon's own, can be carried out as written."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from salon.aftercare.model import days_from, is_circle
from salon.clients.reach import CHANNELS
from salon.errors import SalonError
from salon.text import N_, _

LONGEST_DAY, LONGEST_HOUR = 730, 72  # after the treatment
LONGEST_SCRIPT = 1_200  # letters
LONGEST_WORDS = {
    "en": 220,
    "zh_hans": 90,
    "zh_hant": 90,
}  # aftercare_words.toml, limits
MOST_STEPS = 20
LANGUAGES = ("en", "zh_hans", "zh_hant")
KEYS = (
    *("id", "day_offset", "hour_offset", "after", "purpose", "priority", "caller"),
    *("channels", "skip_if", "questions", "red_flags", "needs", "script"),
)
SKIPS = ("rebooked", "visited", "answered")
CALLERS = ("therapist", "consultant", "reception", "manager", "aftercare")
# What can be filled in: aftercare.md section 4, and placeholders_new of the words.
PLACEHOLDERS = frozenset(
    (
        *("address", "amount", "answer", "area", "caller", "change", "date", "days"),
        *("days_since", "detail", "drink", "expiry", "family_name", "friend", "goal"),
        *("interval", "last_visit", "manager_phone", "minutes", "new_staff", "next"),
        *("parking", "phone", "prepare", "product", "question", "reason", "relation"),
        *("salon", "seen", "service", "sessions_left", "staff", "status", "time"),
        *("time2", "until", "visits", "weekday", "years"),
    )
)
_SLOT = re.compile(r"\{([^{}]*)\}")
_ID = re.compile(r"[a-z0-9_]{1,24}")
_SHOUTS = re.compile("[!！]")

LANGUAGE_WORDS = {
    "en": N_("English"),
    "zh_hans": N_("Simplified Chinese"),
    "zh_hant": N_("Traditional Chinese"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """What a protocol may name."""

    purposes: Collection[str]
    questions: Collection[str]
    flags: Collection[str]
    facts: Collection[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that cannot be carried out, and where."""

    step: str  # id of the step, or its place; "" where it is about all of it
    text: str  # what is wrong and what to do, in the language of now


@dataclass(eq=False)
class BadProtocol(SalonError):
    """A protocol that cannot be carried out."""

    problems: str
    count: int

    text = N_("This cannot be carried out. {problems}")


def refuse(found: Sequence[Problem]) -> None:
    """Raise BadProtocol where there is something wrong."""
    if found:
        said = " ".join(
            f"{one.step}: {one.text}" if one.step else one.text for one in found[:4]
        )
        raise BadProtocol(said, len(found))


def problems_of(steps: Any, known: Known) -> list[Problem]:
    """Return all that is wrong with the steps of a protocol; nothing where all is well.

    Args:
        steps: As content has them: a list of mappings.
        known: What they may name.
    """
    if not isinstance(steps, list):
        return [Problem("", _(N_("The steps are a list, one after the other.")))]
    if len(steps) > MOST_STEPS:
        said = _(N_("{number} steps are too many: keep it to {most}."))
        return [Problem("", said.format(number=len(steps), most=MOST_STEPS))]
    found: list[Problem] = []
    ids: list[str] = []
    for place, step in enumerate(steps, 1):
        if not isinstance(step, Mapping):
            said = _(N_("Step {number} is no step.")).format(number=place)
            found.append(Problem("", said))
            continue
        name = str(step.get("id") or place)
        found += [Problem(name, text) for text in _of_step(step, known)]
        ids.append(name)
    for one in sorted({one for one in ids if ids.count(one) > 1}):
        found.append(
            Problem(one, _(N_("Two steps have this name: give each its own.")))
        )
    if not found:
        found += _of_order(steps)
    return found


def _of_step(step: Mapping[str, Any], known: Known) -> Iterator[str]:
    if not _ID.fullmatch(str(step.get("id", ""))):
        yield _(N_("The name of a step is short: letters a to z, digits and _."))
    for key in step:
        if key not in KEYS:
            said = _(N_("“{key}” is nothing of a step. Say one of: {known}."))
            yield said.format(key=str(key)[:40], known=", ".join(KEYS))
    for code in (
        step.get("script", {}) if isinstance(step.get("script"), Mapping) else ()
    ):
        if code not in LANGUAGES:
            said = _(N_("“{key}” is nothing of a step. Say one of: {known}."))
            known_codes = ("script.en", "script.zh_CN", "script.zh_TW")
            yield said.format(key=f"script.{code}", known=", ".join(known_codes))
    days, hours = step.get("day_offset", 0), step.get("hour_offset", 0)
    if not _is_number(days) or not 0 <= days <= LONGEST_DAY:
        said = _(N_("“{days}” is no day after the treatment: 0 to {most}."))
        yield said.format(days=days, most=LONGEST_DAY)
    if not _is_number(hours) or not 0 <= hours <= LONGEST_HOUR:
        said = _(N_("“{hours}” is no number of hours: 0 to {most}."))
        yield said.format(hours=hours, most=LONGEST_HOUR)
    priority = step.get("priority", 5)
    if not _is_number(priority) or not 1 <= priority <= 9:
        yield _(N_("“{said}” is no priority: 1 (safety) to 9.")).format(said=priority)
    if step.get("caller") not in CALLERS:
        said = _(N_("“{said}” rings nobody. Say one of: {known}."))
        yield said.format(said=step.get("caller", ""), known=", ".join(CALLERS))
    yield from _named(step.get("purpose", ""), known.purposes, N_("purpose"))
    for key, allowed, what in (
        ("channels", CHANNELS, N_("channel")),
        ("questions", known.questions, N_("question")),
        ("red_flags", known.flags, N_("red flag")),
        ("skip_if", SKIPS, N_("reason to skip")),
        ("needs", (*known.facts, *PLACEHOLDERS), N_("need")),
    ):
        values = step.get(key, ())
        if not isinstance(values, list | tuple):
            yield _(N_("“{key}” is a list.")).format(key=key)
            continue
        for value in values:
            yield from _named(value, allowed, what)
    if not step.get("channels"):
        yield _(N_("Name at least one channel."))
    yield from texts_of(step.get("script"), dict.fromkeys(LANGUAGES, LONGEST_SCRIPT))


def _named(value: Any, allowed: Collection[str], what: str) -> Iterator[str]:
    if value not in allowed:
        said = _(N_("There is no {what} “{value}”."))
        yield said.format(what=_(what), value=value)


def texts_of(script: Any, longest: Mapping[str, int]) -> Iterator[str]:
    """Yield what is wrong with words in three languages."""
    if not isinstance(script, Mapping):
        yield _(N_("What to say is missing."))
        return
    for code in LANGUAGES:
        text, name = str(script.get(code) or "").strip(), _(LANGUAGE_WORDS[code])
        if not text:
            said = _(N_("{language} is empty: who speaks it would hear nothing."))
            yield said.format(language=name)
            continue
        if len(text) > longest[code]:
            said = _(N_("{language} has {number} letters; at most {most} can be said."))
            yield said.format(language=name, number=len(text), most=longest[code])
        for slot in _SLOT.findall(text):
            if slot not in PLACEHOLDERS:
                said = _(N_("{language}: nothing is known that fills {slot}."))
                yield said.format(language=name, slot="{" + slot + "}")
        if text.count("{") != text.count("}") or "{}" in text:
            yield _(N_("{language}: a brace is left open.")).format(language=name)
        if _SHOUTS.search(text):
            said = _(N_("{language}: no exclamation marks, nobody is shouted at."))
            yield said.format(language=name)


def _of_order(steps: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    """Yield steps that count from a step there is not, or in a circle."""
    after = {step["id"]: step.get("after") for step in steps}
    for name, before in after.items():
        if before and before not in after:
            said = _(N_("It counts from “{step}”, which is no step.")).format(
                step=before
            )
            yield Problem(name, said)
        elif is_circle(name, after):
            yield Problem(name, _(N_("It counts from itself: begin at the treatment.")))
        elif days_from(name, {step["id"]: step for step in steps}) > LONGEST_DAY:
            said = _(N_("It comes more than {most} days after the treatment."))
            yield Problem(name, said.format(most=LONGEST_DAY))


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
