"""A treatment record in words, for pages, papers and lists."""

from collections.abc import Iterable, Mapping

from salon.text import N_, _, hour, language, listed, ngettext
from salon.treatments.model import AGAIN_WORDS, SCALE_WORDS, Again, TreatmentDraft


def scale_words(scale: int | None) -> str:
    """Return how the skin took it: "1, faint"; empty where it is unsaid."""
    if scale is None or not 0 <= scale < len(SCALE_WORDS):
        return ""
    return _("{number}, {word}").format(number=scale, word=_(SCALE_WORDS[scale]))


def done_lines(record: TreatmentDraft, *, with_times: bool = True) -> tuple[str, ...]:
    """Return what was done, line by line: steps that were ticked, then the words."""
    steps = []
    for step in record.steps:
        if step.at is None:
            continue
        said = f"{step.name} ({step.words})" if step.words else step.name
        if with_times:
            said = _("{time} {step}").format(time=hour(step.at), step=said)
        steps.append(said)
    return (*steps, *filter(None, map(str.strip, record.done.splitlines())))


def done_words(record: TreatmentDraft) -> str:
    """Return what was done in one breath."""
    steps = [step.name for step in record.steps if step.at is not None]
    return "\n".join(filter(None, (listed(steps), record.done)))


def reaction_words(
    record: TreatmentDraft, zones: Mapping[str, str] = {}
) -> str:  # never written to
    """Return how the skin took it: the scale, where, what was asked, the words."""
    return " · ".join(_reaction(record, zones or {}))


def _reaction(record: TreatmentDraft, zones: Mapping[str, str]) -> list[str]:
    where = _apart(zones.get(zone, zone) for zone in record.felt_at)
    asked = asked_words(record)
    return [
        part
        for part in (scale_words(record.scale), where, record.reaction, asked)
        if part
    ]


def asked_words(record: TreatmentDraft) -> str:
    """Return what was asked and is not so; "" where nobody asked."""
    return _("asked about pain, itch, heat: none") if record.asked_none else ""


def _apart(names: Iterable[str]) -> str:
    """Return zones one after the other: their names have commas of their own."""
    return ("；" if language().startswith("zh") else "; ").join(names)


def next_words(record: TreatmentDraft) -> str:
    """Return what the beautician wishes for the next time."""
    wish = _(AGAIN_WORDS[record.again]) if record.again is not Again.UNSAID else ""
    return " · ".join(filter(None, (wish, record.next_time)))


def area_words(record: TreatmentDraft, zones: Mapping[str, str]) -> str:
    """Return where it was done, and what was left out."""
    done = _apart(zones.get(zone, zone) for zone in record.areas)
    left = _apart(zones.get(zone, zone) for zone in record.left_out)
    if not left:
        return done
    said = _(N_("left out: {areas}")).format(areas=left)
    return f"{done} · {said}" if done else said


def things_to_add(number: int) -> str:
    """Return how much a record lacks: "3 things to add"."""
    said = ngettext("{number} thing to add", "{number} things to add", number)
    return said.format(number=number)
