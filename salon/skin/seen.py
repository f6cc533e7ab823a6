"""What was found on a skin, as screens and papers number, order and colour it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from salon.skin.model import AssessmentCard, Finding
from salon.text import _, sentences

# The colour of a finding, by what kind of thing it is; all others are rose.
TONES = {
    "pigment": "amber",
    "vascular": "red",
    "sensitivity": "red",
    "inflam": "red",
    "acne": "rose",
    "barrier": "blue",
    "sebum": "blue",
    "ageing": "plum",
    "eye": "plum",
}


@dataclass(frozen=True)
class Seen:
    """A finding with all the zones it was seen in, and what it was before."""

    number: int
    condition: str
    zones: tuple[str, ...]
    grade: int | None
    before: int | None  # the worst grade of the assessment before
    since: date | None  # the day it was first seen without a break
    is_new: bool
    note: str = ""


def seen_now(looks: Sequence[AssessmentCard]) -> list[Seen]:
    """Return the findings of the newest assessment, the worst first.

    Args:
        looks: Her assessments, the newest first.
    """
    if not looks:
        return []
    now = _by_condition(looks[0].findings)
    before = _by_condition(looks[1].findings) if len(looks) > 1 else {}
    made = []
    for condition, findings in now.items():
        grade = _worst(findings)
        if grade == 0:
            continue  # looked for, and not there any more
        earlier = _worst(before.get(condition, ()))
        made.append(
            Seen(
                0,
                condition,
                tuple(one.zone for one in findings),
                grade,
                earlier,
                _since(condition, looks),
                len(looks) > 1 and condition not in before,
                sentences(dict.fromkeys(one.note for one in findings)),
            )
        )
    made.sort(key=lambda one: -(one.grade or 0))
    return [
        Seen(
            place,
            *(one.condition, one.zones, one.grade, one.before, one.since),
            *(one.is_new, one.note),
        )
        for place, one in enumerate(made, 1)
    ]


def gone_since(looks: Sequence[AssessmentCard]) -> list[str]:
    """Return what the assessment before had and the newest has not."""
    if len(looks) < 2:
        return []
    now = {one.condition for one in looks[0].findings if one.grade != 0}
    before = {one.condition for one in looks[1].findings if one.grade != 0}
    return sorted(before - now)


def _by_condition(findings: Sequence[Finding]) -> dict[str, list[Finding]]:
    made: dict[str, list[Finding]] = {}
    for one in findings:
        made.setdefault(one.condition, []).append(one)
    return made


def _worst(findings: Sequence[Finding]) -> int | None:
    grades = [one.grade for one in findings if one.grade is not None]
    return max(grades, default=None)


def _since(condition: str, looks: Sequence[AssessmentCard]) -> date | None:
    found = None
    for look in looks:
        if all(one.condition != condition or one.grade == 0 for one in look.findings):
            break
        found = look.day
    return found


def zones_in_words(zones: Sequence[str], name: Callable[[str], str]) -> str:
    """Return several zones in words, both sides said once: "cheek, both sides".

    Args:
        zones: Their reference ids.
        name: What one of them is called.
    """
    done: set[str] = set()
    parts = []
    for zone in zones:
        if zone in done:
            continue
        other = _other_side(zone)
        if other and other in zones:
            both = _without_side(name(zone))
            parts.append(_("{zone}, both sides").format(zone=both))
            done.add(other)
        else:
            parts.append(name(zone))
        done.add(zone)
    return sentences(parts)


def _other_side(zone: str) -> str:
    if zone.endswith("_r"):
        return f"{zone[:-2]}_l"
    return f"{zone[:-2]}_r" if zone.endswith("_l") else ""


def _without_side(name: str) -> str:
    for side in (", right", ", left"):
        name = name.removesuffix(side)
    return name.lstrip("右左") if name[:1] in "右左" else name
