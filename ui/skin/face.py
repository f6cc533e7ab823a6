"""What was seen of a skin, as the chart of the face draws it."""

from collections.abc import Iterable, Sequence

from salon.skin.model import Finding
from salon.views.skin_words import SkinWords
from ui.kit.face import FaceMap
from ui.kit.facechart import Finding as Drawn
from ui.kit.facechart import Spot
from ui.kit.tokens import Tone
from ui.parts.faces import areas
from ui.skin.draft import Mark, points_of
from ui.skin.words import Seen, tone_of

ASIDE = 0.062  # between two numbers that stand in one zone


def marks_of(seen: Sequence[Seen], words: SkinWords, face: FaceMap) -> list[Drawn]:
    """Return what the chart draws: each area of a finding under its number."""
    known = {zone.id: zone for zone in face.zones}
    taken: dict[str, int] = {}
    made = []
    for one in seen:
        inside = [zone for zone in one.zones if zone in known]
        tone, severity = tone_of(words, one.condition), _severity(one, words)
        name = words.condition(one.condition)
        for area in areas([known[zone] for zone in inside]):
            first = area[0]
            place = taken.get(first.id, 0)
            for zone in area:
                taken[zone.id] = taken.get(zone.id, 0) + 1
            x, y = first.label
            made.append(
                Drawn(
                    one.number,
                    name,
                    tuple(zone.id for zone in area),
                    tone,
                    severity,
                    (x + ASIDE * place, y),
                )
            )
    return made


def chart_spots(marks: Iterable[Mark], words: SkinWords, view: FaceMap) -> list[Spot]:
    """Return the points and lines of a view; those of last time in grey."""
    known = {zone.id for zone in view.zones}
    return [
        Spot(
            tuple((x, y) for x, y in one.points),
            Tone.PLAIN if one.is_carried else tone_of(words, one.condition),
            words.condition(one.condition),
        )
        for one in marks
        if one.points and one.zone in known
    ]


def found_spots(
    findings: Iterable[Finding], words: SkinWords, view: FaceMap
) -> list[Spot]:
    """Return the points and lines of a view as they were charted."""
    drawn = [Mark(one.zone, one.condition, points=points_of(one)) for one in findings]
    return chart_spots(drawn, words, view)


def _severity(one: Seen, words: SkinWords) -> int:
    if one.grade is None or words.is_count(one.condition):
        return 1
    return max(1, min(3, one.grade))
