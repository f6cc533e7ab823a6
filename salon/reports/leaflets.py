"""The after-care leaflet of a service, or of a visit."""

from collections import defaultdict

from salon.aftercare.queries import steps_of
from salon.aftercare.sheet import DayAdvice, LeafletSheet
from salon.catalogue.model import ServiceCard, ServiceId, Subject
from salon.catalogue.queries import (
    entries,
    service,
    terms,
)
from salon.clients.model import ClientId
from salon.clients.queries import client_lines
from salon.paper.pages import Paper
from salon.paper.sheets import Letterhead, Look
from salon.reports.composing import Composed, composed, spoken_in
from salon.settings.queries import premises
from salon.text import (
    Names,
    _,
    language,
)
from salon.work import Reading


def compose_leaflet(
    reading: Reading, key: ServiceId, look: Look, client: ClientId | None = None
) -> Composed:
    """Return the after-care leaflet of a service; raises Missing.

    For a *client* it speaks that client's language where *look* names none.
    """

    def document(sheet: LeafletSheet, head: Letterhead, look: Look) -> Paper:
        from salon.aftercare.document import leaflet

        return leaflet(sheet, head, look)

    def asked(reading: Reading, key: ServiceId) -> LeafletSheet:
        return leaflet_sheet(reading, service(reading, key))

    tongue = client_lines(reading, [client])[0].language if client is not None else ""
    return composed(reading, document, spoken_in(look, tongue), asked, key)


def leaflet_sheet(reading: Reading, service: ServiceCard) -> LeafletSheet:
    """Return the after-care of a service, from its protocol."""
    here = premises(reading)
    _ref, steps = steps_of(reading, service.protocol)
    flags = {one.ref: one for one in entries(reading, Subject.RED_FLAG)}
    purposes = terms(reading, "step_purpose")
    days = []
    by_action: dict[str, dict[str, None]] = defaultdict(dict)
    for step in steps:
        script = step["script"]
        words = Names(script["en"], script["zh_hans"], script["zh_hant"])
        said = _advice_of(words.said_in(language()))
        after = int(step.get("day_offset", 0))
        when = _("Today") if after == 0 else _("Day {number}").format(number=after)
        if said:
            kind = str(purposes.get(step["purpose"], ""))
            days.append(DayAdvice(when, kind, said))
        for ref in step.get("red_flags", ()):
            if ref in flags:
                action = flags[ref].body.get("action", "")
                by_action[action][str(flags[ref].names)] = None
    return LeafletSheet(
        service=service.name,
        opening=_("Thank you for coming. Your skin mends best with a little care."),
        days=tuple(days),
        call_us=(*by_action["therapist_callback"], *by_action["manager_now"]),
        see_doctor=tuple(by_action["doctor_today"]),
        red_flags=tuple(by_action["emergency"]),
        emergency_number=here.emergency_number,
        ring_phone=here.phone,
    )


def _advice_of(script: str) -> str:
    """Return the sentences of a call's words that are advice to everybody."""
    import re

    kept = [
        one.strip()
        for one in re.findall(r"[^.!?。！？]+[.!?。！？]+", script)
        if "{" not in one and not one.strip().endswith(("?", "？"))
    ]
    return ("" if language().startswith("zh") else " ").join(kept)
