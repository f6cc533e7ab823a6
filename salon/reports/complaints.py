"""The time line of a complaint for insurer or authority: nobody's name in it."""

import re
from collections.abc import Iterable

from salon.appointments.queries import visits_of
from salon.catalogue.queries import terms
from salon.clients.model import ClientId
from salon.clients.queries import client_card, living
from salon.complaints.document import timeline
from salon.complaints.model import (
    OUTCOME_WORDS,
    STEP_WORDS,
    STEPS,
    ComplaintCard,
    ComplaintId,
    Kind,
    Outcome,
    Step,
    StepLine,
)
from salon.complaints.queries import complaint
from salon.complaints.sheet import Fact, TimelineSheet
from salon.paper.pages import Laid
from salon.paper.sheets import Letterhead, Look
from salon.public import public_id
from salon.reports.composing import Composed, composed
from salon.staff.queries import team
from salon.text import _, aside, full_day, headed, hour, listed
from salon.work import Reading

_NUMBERS = re.compile(r"\+?\d[\d\s\-()]{5,}\d|[^\s@]+@[^\s@]+\.\w+")
_HIDDEN = "•••"
_UNSAID = frozenset((Kind.OWNER, Kind.ABOUT, Kind.APPROVAL, Kind.TICK, Kind.UNTICK))


def compose_timeline(reading: Reading, key: ComplaintId, look: Look) -> Composed:
    """Return the time line of a complaint; raises Missing."""
    return composed(reading, _document, look, timeline_sheet, key)


def _document(sheet: TimelineSheet, head: Letterhead, look: Look) -> Laid:
    return timeline(sheet, head, look)


def timeline_sheet(reading: Reading, key: ComplaintId) -> TimelineSheet:
    """Return what happened in its order, with names as initials and no numbers."""
    card = complaint(reading, key)
    line = card.line
    file = client_card(reading, living(reading, line.client_id))
    people = team(reading, everyone=True)
    hers = file.line
    names = [hers.name, hers.given, hers.family, hers.called, hers.latin]
    hidden = [*names, *(one.name for one in people)]
    roles = {one.name: str(one.role.value) for one in people}
    known_roles = terms(reading, "staff_role")

    def by(name: str) -> str:
        role = roles.get(name, "")
        return aside(initials(name), str(known_roles.get(role, role))) if name else ""

    causes = terms(reading, "complaint_cause")
    said = [str(causes.get(one, one)) for one in (line.cause, *card.causes) if one]
    opened = f"{full_day(line.opened.date())} {hour(line.opened)}"
    pairs = [
        (_("Opened"), opened),
        (_("Cause"), listed(said)),
        (_("How it came about"), masked(card.root, hidden)),
        (_("What was promised"), masked(card.promised, hidden)),
        (_("Outside body"), card.body),
    ]
    facts = [*_visits(reading, card, hidden), *_course(card, hidden, by)]
    return TimelineSheet(
        number=public_id("complaint", key),
        whose=initials(hers.name),
        pairs=tuple((name, value) for name, value in pairs if value),
        facts=tuple(facts),
        calm=_(
            "Facts alone: it says nothing of fault. Nobody replies from private "
            "accounts; in public nothing is said of anybody’s person."
        ),
        printed=full_day(reading.today),
    )


def _visits(
    reading: Reading, card: ComplaintCard, hidden: Iterable[str]
) -> Iterable[Fact]:
    """Yield the visits up to the one that it is about, and what each took."""
    opened = card.line.opened.date()
    key = ClientId(card.line.client_id)
    booked = [one for one in visits_of(reading, key, 12) if one.slot.day <= opened]
    for one in sorted(booked, key=lambda one: (one.slot.day, one.slot.start))[-6:]:
        when = f"{full_day(one.slot.day)} {hour(one.slot.start)}"
        minutes = _("{n} min").format(n=one.slot.minutes)
        what = listed((str(one.service), minutes))
        if one.id == card.line.appointment_id:
            what = headed(_("The visit it is about"), what)
        yield Fact(when, masked(what, hidden), initials(one.person.name))


def _course(card: ComplaintCard, hidden: list[str], by: object) -> Iterable[Fact]:
    assert callable(by)
    for one in card.course:
        if one.kind in _UNSAID:
            continue
        when = f"{full_day(one.at.date())} {hour(one.at)}"
        words = listed((_said(one), masked(one.note, hidden)))
        yield Fact(when, words, str(by(one.by)))


def _said(line: StepLine) -> str:
    if line.kind in STEPS:
        return _(STEP_WORDS[Step(line.kind)])
    if line.kind == Kind.CLOSED:
        return _(OUTCOME_WORDS[Outcome(line.what)])
    words = {
        Kind.SAID: _("said again"),
        Kind.ATTEMPT: _("not reached"),
        Kind.THINKS: _("thinks it over"),
        Kind.CONTACT: _("rung after it"),
        Kind.UNHEARD: _("the mail never went out"),
        Kind.LEVEL: _("level {n}").format(n=line.what),
        Kind.RAISED: _("handed on, late"),
        Kind.REOPENED: _("opened again"),
        Kind.SHEET: _("problem sheet"),
        Kind.BACK: _("a step was taken back"),
    }
    return words.get(Kind(line.kind), _("noted"))


def initials(name: str) -> str:
    """Return a name as letters: "N. H."; of a Chinese one the family name, 林○○."""
    if any("\u3400" <= one <= "\u9fff" for one in name):
        return name[:1] + "○" * max(1, len(name) - 1)
    return " ".join(f"{part[0].upper()}." for part in name.split() if part)


def masked(text: str, names: Iterable[str]) -> str:
    """Return a text in which nobody is named and no number can be rung."""
    found = _NUMBERS.sub(_HIDDEN, text)
    parts = {one for name in names for one in (name, *name.split()) if len(one) > 1}
    for one in sorted(parts, key=len, reverse=True):
        is_latin = one.isascii() or not any("\u3400" <= c <= "\u9fff" for c in one)
        edge = r"\b" if is_latin else ""
        found = re.sub(
            f"{edge}{re.escape(one)}{edge}", initials(one), found, flags=re.IGNORECASE
        )
    return found
