"""What changed of a skin between two days, and what went along with it.

Differences are told only where readings may be compared (`skin/comparing.py`); what was
done, used and lived in between stands beside them, and nothing is called a cause.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from salon.catalogue.model import EntryCard, Subject
from salon.catalogue.queries import entries, names_of, services, terms
from salon.clients.model import ClientId
from salon.clients.queries import client_line
from salon.occasions.queries import products_of
from salon.settings.queries import premises
from salon.skin.comparing import (
    SEASON_WORDS,
    Comparison,
    Taken,
    Verdict,
    Why,
    compare,
    season_of,
)
from salon.skin.model import (
    AssessmentCard,
    Measured,
    PhotoLine,
    SameDays,
    TickLine,
    unit_words,
)
from salon.skin.permission import PhotoRights
from salon.skin.queries import (
    assessments_of,
    errors_of_devices,
    photo_rights,
    photos_of,
    ticks_of,
)
from salon.skin.seen import seen_now
from salon.text import Names, _, number
from salon.treatments.queries import treatments_of
from salon.work import Reading

LOOKS = 400  # of one client, more than anybody has
CHANGES = ("better", "same", "worse", "new", "gone")


@dataclass(frozen=True)
class MeasureChange:
    """One measure at one place on both days."""

    measure: str
    zone: str
    name: str
    place: str  # in words
    unit: str  # as it is read
    better: str  # "up", "down", or neither
    first: Taken
    now: Taken
    said: Comparison
    why: str  # in words
    points: tuple[tuple[date, float], ...]  # by the newer device, within the two days

    @property
    def is_better(self) -> bool | None:
        """Return whether the change is for the better; None where it is neither."""
        return is_for_better(self.said, self.better)


@dataclass(frozen=True)
class FindingChange:
    """One finding on both days."""

    condition: str
    name: str
    zones: tuple[str, ...]
    before: int | None  # grade; None: it was not there
    now: int | None
    is_count: bool
    change: str  # of `CHANGES`


@dataclass(frozen=True)
class Done:
    """A treatment in between."""

    day: date
    family: str
    service: str
    name: Names


@dataclass(frozen=True)
class AtHome:
    """A product that was used at home in between."""

    product: str
    name: str
    since: date
    until: date | None  # None: it is in use still
    is_unsuited: bool = False


@dataclass(frozen=True)
class Pair:
    """One view on both days; None where it was not taken."""

    view: str
    name: str
    before: PhotoLine | None
    now: PhotoLine | None


@dataclass(frozen=True)
class Changes:
    """All that is known of two days and the time between them."""

    client_id: ClientId
    client: str
    tongue: str  # the client's own language
    first: date
    last: date
    looks: tuple[AssessmentCard | None, AssessmentCard | None]
    pairs: tuple[Pair, ...]
    measures: tuple[MeasureChange, ...]
    findings: tuple[FindingChange, ...]
    done: tuple[Done, ...]
    products: tuple[AtHome, ...]
    ticks: tuple[TickLine, ...]
    rights: PhotoRights

    def habit(self, name: str) -> tuple[int, int] | None:
        """Return the first and the last level of a habit; None below two of them."""
        levels = [one for tick in self.ticks if (one := tick.level(name)) is not None]
        return (levels[0], levels[-1]) if len(levels) > 1 else None


def days_to_compare(reading: Reading, client_id: ClientId) -> list[date]:
    """Return the days on which a skin was looked at or photographed, oldest first."""
    looked = {one.day for one in assessments_of(reading, client_id, LOOKS)}
    taken = {one.taken.date() for one in photos_of(reading, client_id)}
    return sorted(looked | taken)


def changes(reading: Reading, client_id: ClientId, first: date, last: date) -> Changes:
    """Return what changed between two days.

    What was seen last by each of the days counts; where nothing had been seen by the
    first of them, what was seen next after it.

    Raises:
        SameDays: The first day is not before the last.
        Missing: There is no such client.
    """
    if first >= last:
        raise SameDays(first, last)
    client = client_line(reading, client_id)
    looks = [
        one for one in assessments_of(reading, client_id, LOOKS) if one.day <= last
    ]
    before, now = _both(looks, first)
    return Changes(
        client_id=client_id,
        client=client.name,
        tongue=client.language,
        first=first,
        last=last,
        looks=(before, now),
        pairs=_pairs(reading, client_id, first, last),
        measures=_measures(reading, looks, first),
        findings=_findings(reading, before, now),
        done=_done(reading, client_id, first, last),
        products=_products(reading, client_id, first, last),
        ticks=tuple(ticks_of(reading, client_id, first, last)),
        rights=photo_rights(reading, client_id),
    )


def how_it_went(
    reading: Reading, looks: Sequence[AssessmentCard]
) -> dict[tuple[str, str, str, str], bool | None]:
    """Return whether each series is better at its end than at its beginning.

    It is None where the two may not be compared, or the change is too small to tell:
    by the same rule as between two days.

    Args:
        reading: As ever.
        looks: The assessments, the newest first.
    """
    known = {one.ref: one.body for one in entries(reading, Subject.MEASURE)}
    taken: dict[tuple[str, str, str, str], list[Taken]] = {}
    for look in reversed(looks):
        for one in look.measures:
            key = (one.measure, one.zone or "", one.unit, one.device)
            taken.setdefault(key, []).append(_taken(look, one))
    region = premises(reading).region
    errors = errors_of_devices(reading)
    went: dict[tuple[str, str, str, str], bool | None] = {}
    for key, line in taken.items():
        measure, _zone, _unit, device = key
        body = known.get(measure, {})
        error = errors.get((measure, device)) if device else None
        said = compare(line[0], line[-1], str(body.get("group", "")), region, error)
        went[key] = is_for_better(said, str(body.get("better", "")))
    return went


def is_for_better(said: Comparison, better: str) -> bool | None:
    """Return whether a real change is for the better; None where there is none."""
    if said.verdict is not Verdict.YES or better not in ("up", "down"):
        return None
    return said.change is not None and (said.change > 0) == (better == "up")


def _both(
    looks: Sequence[AssessmentCard], first: date
) -> tuple[AssessmentCard | None, AssessmentCard | None]:
    """Return the look that held on the first day, and a newer one, from the newest."""
    if not looks:
        return None, None
    by_then = [one for one in looks if one.day <= first]
    before = by_then[0] if by_then else looks[-1]
    return before, looks[0] if looks[0].id != before.id else None


def _pairs(
    reading: Reading, client_id: ClientId, first: date, last: date
) -> tuple[Pair, ...]:
    names = terms(reading, "photo_view")
    by_view: dict[str, list[PhotoLine]] = {}
    for one in reversed(photos_of(reading, client_id)):
        if one.taken.date() <= last:
            by_view.setdefault(one.view, []).append(one)
    order = [*(view for view in names if view in by_view), *by_view]
    pairs = []
    for view in dict.fromkeys(order):
        mine = by_view[view]
        by_then = [one for one in mine if one.taken.date() <= first]
        earlier = (by_then or mine)[-1 if by_then else 0]
        is_late = not by_then and len(mine) == 1  # one picture, and of the second day
        named = str(names.get(view, view)) or _("Photograph")
        pairs.append(
            Pair(
                view,
                named,
                None if is_late else earlier,
                mine[-1] if is_late or mine[-1] is not earlier else None,
            )
        )
    return tuple(sorted(pairs, key=lambda one: one.before is None or one.now is None))


def _measures(
    reading: Reading, looks: Sequence[AssessmentCard], first: date
) -> tuple[MeasureChange, ...]:
    known = {one.ref: one for one in entries(reading, Subject.MEASURE)}
    taken: dict[tuple[str, str], list[Taken]] = {}
    for look in reversed(looks):
        for one in look.measures:
            taken.setdefault((one.measure, one.zone or ""), []).append(
                _taken(look, one)
            )
    zones = names_of(reading, Subject.ZONE, {zone for _measure, zone in taken if zone})
    region = premises(reading).region
    errors = errors_of_devices(reading)
    made = []
    for (measure, zone), line in taken.items():
        by_then = [one for one in line if one.day <= first]
        before = by_then[-1] if by_then else line[0]
        now = line[-1]
        if now is before:
            continue
        entry = known.get(measure)
        body = entry.body if entry is not None else {}
        error = errors.get((measure, now.device)) if now.device else None
        said = compare(before, now, str(body.get("group", "")), region, error)
        points = [
            (one.day, one.value)
            for one in line
            if one.day >= before.day and one.device == now.device
        ]
        made.append(
            MeasureChange(
                *(measure, zone, _named(entry, measure)),
                place=str(zones.get(zone, zone)) if zone else "",
                unit=unit_words(now.unit),
                better=str(body.get("better", "")),
                first=before,
                now=now,
                said=said,
                why=why_words(said, before, now, region),
                points=tuple(points),
            )
        )
    order = {Verdict.YES: 0, Verdict.SMALL: 1, Verdict.NO: 2}
    return tuple(sorted(made, key=lambda one: order[one.said.verdict]))


def _named(entry: EntryCard | None, ref: str) -> str:
    return str(entry.names) if entry is not None else ref


def _taken(look: AssessmentCard, one: Measured) -> Taken:
    how = look.taken
    return Taken(
        *(look.day, one.value, one.unit, one.device),
        *(how.cleansed, how.rested, how.humidity, how.temperature),
        look.person,
        one.repeats,
    )


def why_words(said: Comparison, first: Taken, now: Taken, region: str) -> str:
    """Return why readings may be compared or not, in a few words."""
    texts = [_why(why, first, now, region) for why in said.why]
    if said.verdict is Verdict.SMALL:
        return _("yes, but too small to tell")
    if said.verdict is Verdict.NO:
        return _("no, {why}").format(why=texts[0])
    return _("yes, {why}").format(why=texts[0])


def _why(why: Why, first: Taken, now: Taken, region: str) -> str:
    def both(one: object, other: object) -> dict[str, object]:
        return {"first": one, "now": other}

    match why:
        case Why.SAME_DEVICE:
            return _("same device")
        case Why.SAME_EYE:
            return _("{name} both times").format(name=now.person)
        case Why.LIKE:
            return _("nothing is known that differs")
        case Why.DEVICE:
            return _("{first} against {now}").format(**both(first.device, now.device))
        case Why.DEVICE_UNKNOWN:
            return _("a device was not noted")
        case Why.NOT_CLEANSED:
            return _("not cleansed before")
        case Why.REST:
            pair = both(_or_dash(first.rested), _or_dash(now.rested))
            return _("rested {first} and {now} min, at least 15").format(**pair)
        case Why.TEMPERATURE:
            pair = both(_or_dash(first.temperature), _or_dash(now.temperature))
            return _("{first} and {now} °C, not 18 to 24").format(**pair)
        case Why.HUMIDITY:
            pair = both(_or_dash(first.humidity), _or_dash(now.humidity))
            return _("{first} and {now} % humidity, not 30 to 65").format(**pair)
        case Why.SEASON:
            seasons = [
                _(SEASON_WORDS[found]) if found else ""
                for found in (season_of(one.day, region) for one in (first, now))
            ]
            return _("{first} against {now}").format(**both(*seasons))
        case Why.UNIT:
            units = both(unit_words(first.unit), unit_words(now.unit))
            return _("{first} against {now}").format(**units)


def _or_dash(value: float | None) -> str:
    return "–" if value is None else number(value)


def _findings(
    reading: Reading, before: AssessmentCard | None, now: AssessmentCard | None
) -> tuple[FindingChange, ...]:
    if before is None:
        return ()
    then = {one.condition: one for one in seen_now([before])}
    today = {one.condition: one for one in seen_now([now])} if now is not None else then
    refs = list(dict.fromkeys((*today, *then)))
    known = {
        one.ref: one
        for one in entries(reading, Subject.SKIN_CONDITION)
        if one.ref in refs
    }
    made = []
    for ref in refs:
        old, new = then.get(ref), today.get(ref)
        entry = known.get(ref)
        zones = (new or old or then[ref]).zones
        body = entry.body if entry is not None else {}
        made.append(
            FindingChange(
                *(ref, _named(entry, ref), zones),
                before=old.grade if old is not None else None,
                now=new.grade if new is not None else None,
                is_count=body.get("severity_scale") == "count",
                change=_change(old is not None, new is not None, old, new),
            )
        )
    return tuple(made)


def _change(was: bool, remains: bool, old: object, new: object) -> str:
    if not remains:
        return "gone"
    if not was:
        return "new"
    one, other = getattr(old, "grade", None), getattr(new, "grade", None)
    if one is None or other is None or one == other:
        return "same"
    return "better" if other < one else "worse"


def _done(
    reading: Reading, client_id: ClientId, first: date, last: date
) -> tuple[Done, ...]:
    families = {one.ref: one.family for one in services(reading)}
    rows = treatments_of(reading, client_id, LOOKS, until=last)
    return tuple(
        Done(one.day, families.get(one.service_ref, ""), one.service_ref, one.service)
        for one in reversed(rows)
        if one.day >= first
    )


def _products(
    reading: Reading, client_id: ClientId, first: date, last: date
) -> tuple[AtHome, ...]:
    found = []
    for one in products_of(reading, client_id):
        until = one.finished_on
        if one.opened_on > last or (until is not None and until < first):
            continue
        name = str(one.names) if one.names is not None else one.product
        found.append(AtHome(one.product, name, one.opened_on, until, one.is_unsuited))
    return tuple(sorted(found, key=lambda one: (one.since, one.name)))


def real_changes(found: Changes) -> list[MeasureChange]:
    """Return the measures that changed by more than can be chance."""
    return [one for one in found.measures if one.said.verdict is Verdict.YES]


def counted(names: Iterable[str]) -> list[tuple[str, int]]:
    """Return how often each stands there, the most frequent first."""
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return sorted(counts.items(), key=lambda one: -one[1])
