"""The least and the most days between treatments of a kind, and on one area.

What is done and what is booked count alike. A kind is one service, or one device or one
sort of acid on the same skin; other areas and other devices are left alone. Between two
of a kind lie at least the days that the more careful of them asks for (services.csv,
`interval_min_days`); the day after which a course loses what it won is only said.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from salon.catalogue.model import ServiceCard
from salon.safety.facts import Lore
from salon.safety.model import Objection, Verdict, Visit
from salon.text import N_, _, full_day, ngettext, short_day

RULE = "interval"
_ALONE = frozenset(("PEL", "MND"))  # one skin is not peeled or needled twice, however
_FREE = frozenset(("CON", "MKP"))  # talking, testing and make-up need no pause
REACH = 540  # days: the longest interval there is


def too_near(
    asked: ServiceCard,
    zones: frozenset[str],
    visits: Iterable[Visit],
    day: date,
    lore: Lore,
    *,
    but: int = 0,
) -> list[Objection]:
    """Return what says that *day* is too near to another treatment of the kind.

    Args:
        asked: What she is to have.
        zones: That are treated; empty: not known.
        visits: What was done and what is booked.
        day: When.
        lore: What the catalogue says.
        but: The appointment that is looked at itself.
    """
    if asked.family in _FREE:
        return []
    nearest: dict[bool, tuple[int, Visit, int]] = {}  # before or after: days, visit
    for visit in visits:
        if (but and visit.key == but) or not _is_alike(asked, zones, visit, lore):
            continue
        other = lore.services.get(visit.ref)
        least = max(
            asked.interval_min_days, 0 if other is None else other.interval_min_days
        )
        apart = abs((day - visit.day).days)
        if apart >= least:
            continue
        is_before = visit.day <= day
        known = nearest.get(is_before)
        if known is None or least - apart > known[2] - known[0]:
            nearest[is_before] = (apart, visit, least)
    found = []
    for _apart, visit, least in nearest.values():
        until = visit.day + timedelta(days=least)
        found.append(_objection(asked, visit, least, until, lore))
    return found


def _is_alike(
    asked: ServiceCard, zones: frozenset[str], visit: Visit, lore: Lore
) -> bool:
    if visit.ref == asked.ref:
        return True
    same_device = asked.device_type not in ("", "none") and (
        asked.device_type == visit.device_type
    )
    same_sort = asked.family == visit.family and asked.family in _ALONE
    if not (same_device and asked.family == visit.family) and not same_sort:
        return False
    theirs = lore.zones(visit.areas)
    return not zones or not theirs or bool(zones & theirs)


def _objection(
    asked: ServiceCard, visit: Visit, least: int, until: date, lore: Lore
) -> Objection:
    card = lore.services.get(visit.ref)
    name = card.name if card is not None else visit.ref
    said = (
        N_("“{service}” is booked for {day}")
        if visit.is_booked
        else N_("“{service}” was done {day}")
    )
    what = _(said).format(service=name, day=short_day(visit.day))
    days = ngettext("{number} day", "{number} days", least).format(number=least)
    text = _("{what}: at least {days} lie between two. Possible from {until}.")
    source = _("Interval of “{service}”").format(service=asked.name)
    known = N_("Booked for {day}: {service}") if visit.is_booked else ""
    how = _(known or N_("Done here {day}: {service}"))
    return Objection(
        RULE,
        RULE,
        Verdict.DEFER,
        text.format(what=what, days=days, until=short_day(until)),
        until,
        how.format(day=full_day(visit.day), service=name),
        source,
    )


def too_long(
    asked: ServiceCard, visits: Iterable[Visit], day: date, *, but: int = 0
) -> str:
    """Return a word on a pause in which a course loses what it won; "" if none is."""
    if asked.interval_max_days <= 0 or asked.family in _FREE:
        return ""
    before = [
        visit.day
        for visit in visits
        if visit.ref == asked.ref and visit.day < day and not (but and visit.key == but)
    ]
    if not before or (gone := (day - max(before)).days) <= asked.interval_max_days:
        return ""
    said = _(
        "{gone} days since the last one; the course keeps its effect up to {most}."
    )
    return said.format(gone=gone, most=asked.interval_max_days)
