"""The command about what was paid for and is not given yet."""

from argparse import Namespace
from typing import Any

from salon.app import Salon
from salon.cli import shapes
from salon.cli.answer import Answer
from salon.ledger.queries import liabilities
from salon.money import total
from salon.promises.model import HOUR, LEVEL_WORDS, EndsFirst, Level, Promises, Row
from salon.promises.queries import cover, ends_first, promises
from salon.promises.words import advice_words, hours, sentence, weeks_words
from salon.public import public_id
from salon.text import _, amount, full_day


def owed(salon: Salon, options: Namespace) -> Answer:
    """Show what is owed: in money by kind, or in hours against the rota."""
    return _hours(salon) if options.hours else _money(salon)


def _money(salon: Salon) -> Answer:
    day = salon.today()
    lines = salon.ask(liabilities, day, day)
    known = salon.ask(cover)
    currency = salon.premises.currency
    document = {
        "owed": [
            {"account": one.account.value, "amount": shapes.money(salon, one.closing)}
            for one in lines
        ],
        "total": shapes.money(salon, total(one.closing for one in lines)),
        "bank": None if known.bank is None else shapes.money(salon, known.bank),
        "bank_day": None if known.day is None else known.day.isoformat(),
        "cover": None if known.times is None else round(known.times, 2),
    }
    said = [f"{one.account:<12}{amount(one.closing, currency):>14}" for one in lines]
    said.append(f"{_('All'):<12}{amount(known.owed, currency):>14}")
    if known.times is not None:
        times = _("Covered {times} times by what is in the bank.")
        said.append(times.format(times=f"{known.times:.1f}"))
    return Answer(document, said)


def _hours(salon: Salon) -> Answer:
    found = salon.ask(promises)
    ends = salon.ask(ends_first)
    document = {
        "day": found.day.isoformat(),
        "owed_hours": _in_hours(found.owed),
        "sessions": found.sessions,
        "courses": found.courses,
        "has_rota": found.has_rota,
        "free_hours_a_week": _in_hours(found.free) if found.has_rota else None,
        "weeks": _rounded(found.weeks),
        "until": None if found.until is None else found.until.isoformat(),
        "limits": {"warn": found.limits.warn, "owner": found.limits.owner},
        "kinds": [{"family": one.key, **_row(one)} for one in found.kinds],
        "people": [
            {"id": public_id("staff_member", int(one.key)), **_row(one)}
            for one in found.people
        ],
        "sold_hours_a_week": _in_hours(found.sold),
        "given_hours_a_week": _in_hours(found.given),
        "over": {
            "hours": _in_hours(found.over_minutes),
            "sessions": found.over_sessions,
        },
        "ends_first": [_ends(one) for one in ends],
        "advice": advice_words(found.advice) if found.advice is not None else "",
    }
    return Answer(document, _said(found, ends))


def _said(found: Promises, ends: list[EndsFirst]) -> list[str]:
    lines = [sentence(found)]
    for one in (*found.kinds, *found.people):
        level = _(LEVEL_WORDS[one.level]) if one.level is not Level.FINE else ""
        said = "  ".join(filter(None, (weeks_words(one), one.narrow, level)))
        lines.append(f"{one.name:<36}{hours(one.owed):>10}  {said}")
    if found.over_sessions:
        over = _("Besides, of courses that ran out: {hours}, {n} sessions")
        lines.append(
            over.format(hours=hours(found.over_minutes), n=found.over_sessions)
        )
    if found.advice is not None:
        lines.append(advice_words(found.advice))
    for end in ends:
        until = full_day(end.line.expires) if end.line.expires else ""
        rest = _("{left} left, ends {day}").format(left=end.line.left, day=until)
        lines.append(f"{end.client}  {end.line.title}  {rest}")
    return lines


def _row(one: Row) -> dict[str, Any]:
    return {
        "name": one.name,
        "owed_hours": _in_hours(one.owed),
        "free_hours_a_week": _in_hours(one.free),
        "weeks": _rounded(one.weeks),
        "level": one.level.value,
        "narrow": one.narrow,
        "can_be_given": one.is_given,
    }


def _ends(one: EndsFirst) -> dict[str, Any]:
    return {
        "course": public_id("course", one.line.id),
        "client": {"id": public_id("client", one.line.client_id), "name": one.client},
        "name": one.line.title,
        "left": one.line.left,
        "expires": one.line.expires.isoformat() if one.line.expires else None,
        "must_be_extended": one.is_hopeless,
    }


def _in_hours(minutes: float) -> float:
    return round(minutes / HOUR, 1)


def _rounded(weeks: float | None) -> float | None:
    return None if weeks is None else round(weeks, 1)
