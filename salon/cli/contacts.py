"""Commands about being in touch, wishes about it, and shifts."""

from argparse import Namespace
from dataclasses import dataclass
from typing import Any

from salon.aftercare.incoming import note_contact
from salon.aftercare.learning import By, Learned, Share
from salon.aftercare.model import IN, OUTCOME_WORDS, Contact, OfferMemory, Way
from salon.aftercare.offers import note_offer
from salon.aftercare.queries import contacts_of, learned, offers_of
from salon.app import Salon
from salon.cli import named, shapes
from salon.cli.aftercare import call_line_of, outcome_of
from salon.cli.answer import Answer, listed
from salon.clients.model import ClientId
from salon.clients.queries import reaches
from salon.clients.reach import PURPOSE_WORDS, Reach
from salon.clients.refusals import allow_contact, refuse_contact
from salon.errors import SalonError
from salon.public import public_id
from salon.shifts.model import NothingHandedOver
from salon.shifts.operations import go_round, hand_over, take_over
from salon.shifts.queries import handovers
from salon.text import N_, _, hour, ngettext, short_day
from salon.views.handover import HandOver, hand_over_of


@dataclass(eq=False)
class NothingToNote(SalonError):
    """A word after `contact` that is none."""

    said: str

    text = N_("“{said}” is nothing to note. Say add, refuse, allow, offer or show.")


@dataclass(eq=False)
class NeitherYesNorNo(SalonError):
    """What was seen on the round is neither right nor wrong."""

    said: str

    text = N_("“{said}” is neither yes nor no.")


def contact(salon: Salon, options: Namespace) -> Answer:
    """Note a contact, a wish or an answer, or show what is known of them."""
    client = named.client(salon, options.client).id
    match options.what:
        case "add":
            return _add(salon, client, options)
        case "refuse":
            salon.do(refuse_contact, client, options.purpose, options.channel)
        case "allow":
            salon.do(allow_contact, client, options.purpose, options.channel)
        case "offer":
            said = (options.kind, options.answer)
            salon.do(note_offer, client, *said, options.note)
        case "show":
            pass
        case other:
            raise NothingToNote(other)
    return _shown(salon, client, options.what != "show")


def _add(salon: Salon, client: ClientId, options: Namespace) -> Answer:
    outcome = outcome_of(options.outcome)
    way = Way(options.by, IN if options.incoming else "out")
    follows = salon.do(
        note_contact,
        client,
        outcome,
        way=way,
        note=options.note,
        flag=options.flag,
        again=named.wall_clock(salon, options.again) if options.again else None,
        by_me=options.me,
    )
    newest = salon.ask(contacts_of, client, 1)[0]
    document = {
        "contact": _contact(newest),
        "follows": [shapes.follow(one) for one in follows],
    }
    lines = [_contact_line(newest), *(one.text for one in follows)]
    return Answer(document, lines, changed=public_id("client", client))


def _shown(salon: Salon, client: ClientId, changed: bool) -> Answer:
    reach = salon.ask(reaches, [client])[client]
    offers = salon.ask(offers_of, [client]).get(client, ())
    contacts = salon.ask(contacts_of, client)
    document = {
        "client": public_id("client", client),
        "do_not_contact": reach.do_not_contact,
        "refused": [
            {"purpose": one.purpose or None, "channel": one.channel or None}
            for one in _in_order(reach)
        ],
        "offers": [_offer(one) for one in offers],
        "contacts": [_contact(one) for one in contacts],
    }
    lines = [*_wishes(reach), *map(_offer_line, offers), *map(_contact_line, contacts)]
    changes = public_id("client", client) if changed else None
    return Answer(document, lines, changed=changes)


def _in_order(reach: Reach) -> list[Any]:
    return sorted(reach.refused, key=lambda one: (one.purpose, one.channel))


def _wishes(reach: Reach) -> list[str]:
    if reach.do_not_contact:
        return [_("Does not want to be contacted, but about safety")]
    found = []
    for one in _in_order(reach):
        what = dict(PURPOSE_WORDS).get(one.purpose) if one.purpose else None
        said = (_(what) if what else _("Everything"), one.channel or _("any way"))
        found.append(
            _("Not: {purpose}, {channel}").format(purpose=said[0], channel=said[1])
        )
    return found


def _contact(one: Contact) -> dict[str, Any]:
    return {
        "at": one.at.isoformat(),
        "by": one.by or None,
        "direction": one.direction,
        "channel": one.channel or "phone",
        "outcome": one.outcome.value,
        "note": one.note,
    }


def _contact_line(one: Contact) -> str:
    mark = "<" if one.direction == IN else ">"
    said = _(OUTCOME_WORDS[one.outcome])
    when = f"{short_day(one.at.date())} {hour(one.at.time())}"
    return f"{when} {mark} {one.channel or 'phone'}  {said}  {one.note}".rstrip()


def _offer(one: OfferMemory) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "name": one.name,
        "made": one.made,
        "taken": one.taken,
        "refused": one.refused,
        "do_not_offer": one.is_refused,
    }


def _offer_line(one: OfferMemory) -> str:
    counts = _("{taken} of {made} taken, {refused} refused").format(
        taken=one.taken, made=one.made, refused=one.refused
    )
    return f"{one.name}: {counts}"


def handover(salon: Salon, options: Namespace) -> Answer:
    """Print what is to be handed over; leave word, take it over, go round."""
    changed = None
    if options.seen:
        salon.do(go_round, dict(map(_seen, options.seen)))
        changed = "round"
    if options.note is not None:
        changed = str(salon.do(hand_over, options.note))
    if options.take:
        last = salon.ask(handovers, 1)
        if not last:
            raise NothingHandedOver
        salon.do(take_over, last[0].id)
        changed = str(last[0].id)
    found = salon.ask(hand_over_of)
    return Answer(_handover(found), _handover_lines(found), changed=changed)


def _seen(said: str) -> tuple[str, bool]:
    check, value = named.pair(said)
    if value not in ("yes", "no"):
        raise NeitherYesNorNo(value)
    return check, value == "yes"


def _handover(found: HandOver) -> dict[str, Any]:
    last = found.last
    return {
        "day": found.day.isoformat(),
        "calls_due": found.due,
        "calls": [shapes.call(one) for one in found.calls],
        "promised": [shapes.call(one) for one in found.promised],
        "incidents": [public_id("incident", one.id) for one in found.incidents],
        "complaints": [public_id("complaint", one.id) for one in found.complaints],
        "praises": [
            {"client": one.client, "name": one.praised, "words": one.words}
            for one in found.praises
        ],
        "records": [
            {
                "appointment": public_id("appointment", one.appointment_id),
                "client": one.client,
                "missing": one.number,
            }
            for one in found.lacking
        ],
        "patch_tests": len(found.patch_tests),
        "next_day": found.next_day.isoformat() if found.next_day else None,
        "visits": found.visits,
        "prepare": [
            {
                "appointment": public_id("appointment", one.id),
                "client": one.client,
                "wants": [_(mark) for mark in marks],
            }
            for one, marks in found.against
        ],
        "last": {
            "by": last.by or None,
            "at": last.at.isoformat(),
            "note": last.note,
            "taken_by": last.taken_by or None,
            "taken_at": last.taken_at.isoformat() if last.taken_at else None,
        }
        if last
        else None,
        "round": {
            "seen": dict(found.round.seen),
            "note": found.round.note,
            "by": found.round.by or None,
        },
    }


def _handover_lines(found: HandOver) -> list[str]:
    lines = [_("Calls still to be made: {number}").format(number=found.due)]
    lines += map(call_line_of, found.calls)
    if found.promised:
        lines += [_("Promised"), *map(call_line_of, found.promised)]
    if found.incidents:
        lines.append(_("Incidents open: {number}").format(number=len(found.incidents)))
    for case in found.complaints:
        said = _("Complaint {number}: {client}, {owner}")
        number = public_id("complaint", case.id)
        lines.append(said.format(number=number, client=case.client, owner=case.owner))
    for one in found.lacking:
        said = _("{client}: the record lacks {number} things")
        lines.append(said.format(client=one.client, number=one.number))
    if found.next_day is not None:
        said = ngettext("{day}: {number} visit", "{day}: {number} visits", found.visits)
        lines.append(said.format(day=short_day(found.next_day), number=found.visits))
    for visit, marks in found.against:
        what = ", ".join(_(mark) for mark in marks)
        lines.append(f"{hour(visit.slot.start)}  {visit.client}: {what}")
    if found.last is not None:
        lines.append(f"{found.last.by}: {found.last.note}")
    return lines


def learned_from(salon: Salon, options: Namespace) -> Answer:
    """Print what came of contacts."""
    days = named.count_of_days(options.days)
    found = salon.ask(learned, By(options.by), days)
    return listed("learned", [_learned(one) for one in found], map(_told, found))


def _learned(one: Learned) -> dict[str, Any]:
    return {
        "key": one.key,
        "name": one.name,
        "tried": one.reached.of,
        "reached": _share(one.reached),
        "well": _share(one.well),
        "worried": _share(one.worried),
        "unhappy": _share(one.unhappy),
        "booked": _share(one.booked),
        "satisfied": _share(one.satisfied),
    }


def _share(one: Share) -> dict[str, Any]:
    between = one.between
    return {
        "number": one.there,
        "of": one.of,
        "between": [round(value, 4) for value in between] if between else None,
    }


def _told(one: Learned) -> str:
    parts = (
        (_("reached"), one.reached),
        (_("well"), one.well),
        (_("worried"), one.worried),
        (_("unhappy"), one.unhappy),
        (_("booked"), one.booked),
        (_("satisfied"), one.satisfied),
    )
    said = "  ".join(f"{word} {its.there}/{its.of}" for word, its in parts)
    return f"{one.name}  {said}"
