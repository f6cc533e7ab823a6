"""The paper of a handing over, put together from the files of the clients."""

from salon.leaving.document import leaving_paper
from salon.leaving.model import HerClient, Known, Leaving, LeavingId
from salon.leaving.proposing import why_said
from salon.leaving.queries import known_of, leaving
from salon.leaving.sheet import CardSheet, LeavingSheet
from salon.paper.pages import Laid
from salon.paper.sheets import Letterhead, Look
from salon.reports.composing import Composed, composed
from salon.settings.queries import premises
from salon.text import N_, _, amount, full_day, headed, listed, number, short_day
from salon.work import Reading


def compose_leaving(reading: Reading, key: LeavingId, look: Look) -> Composed:
    """Return the plan and the cards, as a paper."""
    return composed(reading, _document, look, leaving_sheet, key)


def _document(sheet: LeavingSheet, head: Letterhead, look: Look) -> Laid:
    return leaving_paper(sheet, head, look)


def leaving_sheet(reading: Reading, key: LeavingId) -> LeavingSheet:
    """Return what stands on it, in the language of now."""
    found = leaving(reading, key)
    title = _(N_("Handing over: {name}")).format(name=found.name)
    return LeavingSheet(
        title=title,
        printed=full_day(reading.today),
        sentence=_sentence(reading, found),
        head=(
            *(N_("Client"), N_("Class"), N_("Share of visits"), N_("Successor")),
            *(N_("Next visit"), N_("Rung"), N_("Introduced")),
        ),
        rows=tuple(_row(one) for one in found.clients),
        booked_head=(N_("Booked after the last day"), N_("Day"), N_("Treatment")),
        booked=tuple(
            (one.client, full_day(one.day), one.service) for one in found.booked
        ),
        cards=_cards(reading, found),
        notes=(
            _(
                N_(
                    "Each client who sees nobody else is rung in person. Nothing is "
                    "sent "
                    "to many at once."
                )
            ),
        ),
    )


def _sentence(reading: Reading, found: Leaving) -> str:
    said = _(
        N_(
            "Last day {day}. {clients} clients, {only} of them see nobody else, {a} of "
            "these "
            "are A. They are rung until {by}. At stake: {worth} a year."
        )
    )
    return said.format(
        day=full_day(found.last_day),
        clients=number(len(found.clients)),
        only=number(len(found.only)),
        a=number(len(found.only_a)),
        by=full_day(found.call_by),
        worth=amount(found.at_stake, premises(reading).currency),
    )


def _row(one: HerClient) -> tuple[str, ...]:
    whole = one.visits + one.others
    return (
        one.client,
        one.abc or "–",
        _("{part} of {whole}").format(part=one.visits, whole=whole),
        one.successor or "–",
        short_day(one.next_visit) if one.next_visit is not None else "–",
        _("yes") if one.has_called else "",
        short_day(one.introduced_on) if one.introduced_on is not None else "",
    )


def _cards(reading: Reading, found: Leaving) -> tuple[CardSheet, ...]:
    files = known_of(reading, [one.client_id for one in found.only])
    cards = []
    for one in found.only:
        file = files.get(one.client_id)
        if file is None:
            continue
        mind = [
            headed(_("Never do"), file.never_do) if file.never_do else "",
            headed(_("Allergies"), listed(file.allergies)) if file.allergies else "",
            headed(_("Leave out"), file.avoid_topics) if file.avoid_topics else "",
        ]
        cards.append(
            CardSheet(
                client=one.client,
                head=f"{one.abc} · {one.successor}" if one.successor else one.abc,
                mind=tuple(filter(None, mind)),
                lines=tuple(_lines(one, file)),
            )
        )
    return tuple(cards)


def _lines(one: HerClient, file: Known) -> list[tuple[str, str]]:
    last = short_day(one.last_visit) if one.last_visit is not None else "–"
    rhythm = _("{last}; usually after {days} days").format(
        last=last, days=number(one.expected)
    )
    lines = [
        (_("Is called"), file.called),
        (_("Has had"), listed(file.had)),
        (_("Last here"), rhythm if one.expected else last),
        (_("Why this successor"), why_said(one.why)),
        (_("Note"), file.note[:200]),
    ]
    return [(name, said) for name, said in lines if said]
