"""Commands about hosting: needs, steps of a visit, enquiries, small surprises."""

from argparse import Namespace
from datetime import date
from typing import Any

from salon.app import Salon
from salon.cli import named
from salon.cli.answer import Answer, listed
from salon.cli.house import word_of
from salon.cli.till import UnknownWord, days_of, read_amount
from salon.hosting.model import (
    CAME_WORDS,
    ENDED_WORDS,
    NEED_QUESTIONS,
    NEED_WORDS,
    STEP_WORDS,
    Came,
    Ended,
    EnquiryLine,
    Entry,
    Need,
    Said,
    Sale,
    Step,
    missed_steps,
)
from salon.hosting.operations import (
    decline_need,
    end_enquiry,
    give_surprise,
    give_wait_voucher,
    keep_memory,
    name_enquiry,
    note_effort,
    note_enquiry,
    note_friend_asked,
    note_need,
    offer_while_waiting,
    step_enquiry,
    take_step,
    untick_step,
    use_wait_voucher,
)
from salon.hosting.queries import (
    care_by_tenure,
    enquiries,
    entry_by_month,
    extras_of,
    friend_moment,
    need_to_ask,
    needs_of,
    surprise_costs,
    value_of,
    wait_sums,
    wait_vouchers,
    waiting,
    walk_of,
    walks,
)
from salon.house.operations import note_front
from salon.prepaid.queries import cash_said
from salon.public import public_id
from salon.text import N_, _, full_day, hour, short_day


def _visit(said: str) -> int:
    return named.key_of("appointment", N_("appointment"), said)


def need(salon: Salon, options: Namespace) -> Answer:
    """List, note or decline what a client needs; what it costs her to come."""
    client = named.client(salon, options.client).id
    match options.what:
        case "list":
            pass
        case "note":
            salon.do(note_need, client, word_of(Need, options.kind), options.words)
        case "decline":
            salon.do(decline_need, client, word_of(Need, options.kind))
        case "effort":
            salon.do(note_effort, client, options.travel, options.effort)
            return _value(salon, client)
        case "value":
            return _value(salon, client)
        case _:
            choices = "list, note, decline, effort, value"
            raise UnknownWord(options.what, choices)
    known = salon.ask(needs_of, client)
    ask = salon.ask(need_to_ask, client)
    shapes = [
        {
            "kind": one.need.value,
            "words": one.words,
            "declined": one.is_declined,
            "day": one.at.isoformat() if one.at else None,
            "by": one.by,
            "current": one in known.now,
        }
        for one in (*known.now, *known.earlier)
    ]
    document = {
        "needs": shapes,
        "goals": [str(one) for one in known.goals],
        "ask": {"kind": ask.value, "question": _(NEED_QUESTIONS[ask])} if ask else None,
        "total": len(shapes),
    }
    lines = [
        f"{_(NEED_WORDS[one.need])}: {one.words or _('rather not said')}"
        for one in known.now
    ]
    if ask is not None:
        said = _("To ask today: {question}")
        lines.append(said.format(question=_(NEED_QUESTIONS[ask])))
    changed = public_id("client", client) if options.what != "list" else None
    return Answer(document, lines, changed=changed)


def _value(salon: Salon, client: Any) -> Answer:
    one = salon.ask(value_of, client)
    document = {
        "visits": one.visits,
        "goals_met": one.goals_met,
        "goals": one.goals,
        "minutes": one.minutes,
        "extras": one.extras,
        "paid": one.paid.minor,
        "travelled_minutes": one.travelled,
        "waited_minutes": one.waited,
        "effort": one.effort,
    }
    lines = [f"{name}: {value}" for name, value in document.items()]
    return Answer(document, lines)


def steps(salon: Salon, options: Namespace) -> Answer:
    """Show the ten steps of a visit, tick or leave one out, count what was missed."""
    match options.what:
        case "show":
            return _walk(salon, _visit(options.visit))
        case "tick" | "skip":
            key, step = _visit(options.visit), word_of(Step, options.step)
            why = options.reason or _(N_("left out")) if options.what == "skip" else ""
            salon.do(take_step, key, step, why)
            return _walk(salon, key)
        case "untick":
            key = _visit(options.visit)
            salon.do(untick_step, key, word_of(Step, options.step))
            return _walk(salon, key)
        case "missed":
            walked = salon.ask(walks, *days_of(salon, options))
            found = missed_steps(walked)
            over = sum(one.is_over for one in walked)
            document = {
                "visits": over,
                "missed": {step.value: many for step, many in found.items()},
            }
            lines = [f"{_(STEP_WORDS[step])}: {many}" for step, many in found.items()]
            return Answer(document, lines)
        case "tenure":
            rows = salon.ask(care_by_tenure, *days_of(salon, options))
            shapes = [
                {
                    "tenure": row.name,
                    "visits": row.visits,
                    "timed": row.timed,
                    "minutes_sold": row.sold,
                    "minutes_given": row.given,
                    "given_percent": row.share_given,
                    "missed": row.missed,
                    "missed_percent": row.share_missed,
                }
                for row in rows
            ]
            lines = [
                f"{_(row.name):<20} {row.visits:>5} {row.given:>6}/{row.sold:<6}"
                for row in rows
            ]
            return listed("tenure", shapes, lines)
    raise UnknownWord(options.what, "show, tick, skip, missed, tenure")


def _walk(salon: Salon, key: int) -> Answer:
    walk = salon.ask(walk_of, key)
    number = public_id("appointment", key)
    if walk is None:
        raise UnknownWord(number, _(N_("a visit")))
    document = {
        "appointment": number,
        "client": {"id": public_id("client", walk.client_id), "name": walk.client},
        "waited": walk.waited,
        "next": walk.next.step.value if walk.next else None,
        "steps": [
            {
                "step": one.step.value,
                "at": one.at.isoformat() if one.at else None,
                "skipped": one.skipped or None,
                "from_records": one.is_known,
            }
            for one in walk.steps
        ],
    }
    return Answer(document, list(map(_step, walk.steps)), changed=number)


def _step(one: Any) -> str:
    at = hour(one.at) if one.at else "–"
    return "  ".join(filter(None, (at, _(STEP_WORDS[one.step]), one.skipped)))


def waiting_(salon: Salon, options: Namespace) -> Answer:
    """Say who waits, what was offered, and give the voucher."""
    match options.what:
        case "list":
            pass
        case "offer":
            salon.do(offer_while_waiting, _visit(options.visit), options.words)
        case "voucher":
            salon.do(give_wait_voucher, _visit(options.visit))
        case "used":
            client = named.client(salon, options.visit).id
            for one in salon.ask(wait_vouchers, client)[:1]:
                salon.do(use_wait_voucher, one.id)
        case "sums":
            sums = salon.ask(wait_sums, *days_of(salon, options))
            document = {
                name: getattr(sums, name)
                for name in (
                    *("visits", "waited", "mean", "longest", "too_long"),
                    *("offered", "vouchers"),
                )
            }
            return Answer(document, [f"{key}: {one}" for key, one in document.items()])
        case _:
            raise UnknownWord(options.what, "list, offer, voucher, used, sums")
    found = salon.ask(waiting)
    shapes = [
        {
            "appointment": public_id("appointment", one.appointment_id),
            "client": {"id": public_id("client", one.client_id), "name": one.client},
            "since": one.since.isoformat(),
            "minutes": one.minutes,
            "offered": [_(what) for what in one.offered],
            "voucher_due": one.voucher_due,
            "voucher": one.has_voucher,
        }
        for one in found
    ]
    lines = [f"{one.client}  {one.minutes} min" for one in found]
    return listed("waiting", shapes, lines)


def enquiry(salon: Salon, options: Namespace) -> Answer:
    """Count who comes in or asks, step by step, and what became of it."""
    match options.what:
        case "note":
            client = named.client(salon, options.client) if options.client else None
            key = salon.do(
                note_enquiry,
                word_of(Came, options.came),
                name=options.id,
                words=options.words,
                source=options.source,
                client_id=client.id if client is not None else None,
            )
            return _enquiries(salon, salon.today(), salon.today(), key)
        case "step":
            key = _enquiry_key(options.id)
            salon.do(step_enquiry, key, word_of(Sale, options.said))
            return _enquiries(salon, date(1900, 1, 1), salon.today(), key)
        case "client":
            key = _enquiry_key(options.id)
            salon.do(name_enquiry, key, named.client(salon, options.said).id)
            return _enquiries(salon, date(1900, 1, 1), salon.today(), key)
        case "end":
            key = _enquiry_key(options.id)
            ended = word_of(Ended, options.said)
            salon.do(end_enquiry, key, ended, words=options.words)
            return _enquiries(salon, date(1900, 1, 1), salon.today(), key)
        case "list":
            return _enquiries(salon, *days_of(salon, options))
        case "months":
            found = salon.ask(entry_by_month, *days_of(salon, options))
            return listed("months", list(map(_month, found)), map(_month_line, found))
        case "front":
            on = named.day_of(salon, options.on) if options.on else salon.today()
            salon.do(note_front, on, options.id or options.words)
            found = salon.ask(entry_by_month, *days_of(salon, options))
            return listed("months", list(map(_month, found)), map(_month_line, found))
    raise UnknownWord(options.what, "note, step, end, client, list, months, front")


def _enquiry_key(said: str) -> int:
    return named.key_of("enquiry", N_("enquiry"), said)


def _enquiries(salon: Salon, first: date, last: date, key: int | None = None) -> Answer:
    found = salon.ask(enquiries, first, last)
    if key is not None:
        [one] = [each for each in found if each.id == key]
        number = public_id("enquiry", key)
        return Answer(_enquiry(one), [_enquiry_line(one)], changed=number)
    return listed("enquiries", list(map(_enquiry, found)), map(_enquiry_line, found))


def _enquiry(one: EnquiryLine) -> dict[str, Any]:
    return {
        "id": public_id("enquiry", one.id),
        "at": one.at.isoformat(),
        "came": one.came.value,
        "client": public_id("client", one.client_id) if one.client_id else None,
        "name": one.name,
        "words": one.words,
        "source": one.source or None,
        "steps": [step.value for step in Sale if step in one.steps],
        "next": one.next.value if one.next else None,
        "ended": one.ended.value,
        "call": public_id("aftercare_call", one.call_id) if one.call_id else None,
        "visits": one.visits,
    }


def _enquiry_line(one: EnquiryLine) -> str:
    parts = (
        public_id("enquiry", one.id),
        short_day(one.at.date()),
        _(CAME_WORDS[one.came]),
        one.name,
        one.words,
        _(ENDED_WORDS[one.ended]),
    )
    return "  ".join(part for part in parts if part)


def _month(one: Entry) -> dict[str, Any]:
    return {
        "from": one.first.isoformat(),
        "to": one.last.isoformat(),
        "front": one.front or None,
        "asked": one.asked,
        "booked": one.booked,
        "came": one.came,
        "again": one.again,
        "walked_past": one.walked_past,
    }


def _month_line(one: Entry) -> str:
    sums = f"{one.asked:>4} {one.booked:>4} {one.came:>4} {one.again:>4}"
    return f"{one.first} – {one.last} {sums}  {one.front}".rstrip()


def surprise(salon: Salon, options: Namespace) -> Answer:
    """List or give small things beyond duty; keep a sentence of a visit."""
    match options.what:
        case "memory":
            key = _visit(options.client)
            salon.do(keep_memory, key, options.words)
            number = public_id("appointment", key)
            document = {"appointment": number, "words": options.words}
            return Answer(document, [options.words], changed=number)
        case "costs":
            first, last = days_of(salon, options)
            cost = salon.ask(surprise_costs, first, last)
            said = salon.ask(cash_said, cost)
            return Answer({"cost": cost.minor}, [said])
        case "list" | "give":
            client = named.client(salon, options.client).id
            changed = None
            if options.what == "give":
                cost = read_amount(salon, options.cost)
                key = salon.do(
                    give_surprise, client, options.words, cost, words=options.note
                )
                changed = public_id("surprise", key)
            return _extras(salon, client, changed)
    raise UnknownWord(options.what, "list, give, memory, costs")


def _extras(salon: Salon, client: Any, changed: str | None) -> Answer:
    found = salon.ask(extras_of, client)
    document = {
        "had": [
            {
                "id": public_id("surprise", one.id),
                "day": one.on.isoformat(),
                "what": _(one.what),
                "cost": one.cost.minor,
            }
            for one in found.had
        ],
        "ideas": [{"what": _(what), "cost": cost.minor} for what, cost in found.ideas],
        "left_for_client": found.left_client.minor,
        "left_this_month": found.left_month.minor,
        "little_things": found.little,
        "memories": [
            {"day": one.on.isoformat(), "words": one.words} for one in found.memories
        ],
    }
    lines = [f"{full_day(one.on)}  {_(one.what)}" for one in found.had]
    lines += [f"+ {_(what)}" for what, _cost in found.ideas]
    return Answer(document, lines, changed=changed)


def friend(salon: Salon, options: Namespace) -> Answer:
    """Say whether one may ask for a friend's name now, and keep the answer."""
    client = named.client(salon, options.client).id
    changed = None
    if options.said:
        answer = word_of(Said, options.said)
        salon.do(note_friend_asked, client, answer, options.name)
        changed = public_id("client", client)
    found = salon.ask(friend_moment, client)
    document = {"may_ask": found.may, "why": _(found.why), "asked": found.asked}
    return Answer(document, [_(found.why)], changed=changed)
