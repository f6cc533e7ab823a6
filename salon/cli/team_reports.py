"""The commands about what colleagues keep, and about one who leaves."""

from argparse import Namespace
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from salon.app import Salon
from salon.campaigns.words import per_cent, share_said
from salon.catalogue.model import NotFound
from salon.cli import named, shapes
from salon.cli.answer import Answer, listed
from salon.cli.dayend import paper_answer
from salon.cli.papers import languages_of
from salon.cli.till import UnknownWord
from salon.cli.words.team import VERBS
from salon.errors import SalonError
from salon.leaving.model import (
    STATE_WORDS,
    TALK_WORDS,
    HerClient,
    Leaving,
    LeavingClientId,
    LeavingId,
    NotLeaving,
    Talk,
    TalkLine,
)
from salon.leaving.operations import (
    end_leavings,
    hand_over,
    note_introduced,
    note_talk,
    start_leaving,
    withdraw_leaving,
    write_farewell,
)
from salon.leaving.proposing import why_said
from salon.leaving.queries import leaving, leavings, running_of, supposed, talks
from salon.loyalty.statistics import Share
from salon.paper.sheets import Look, PageSize
from salon.public import public_id
from salon.reports.leaving import compose_leaving
from salon.settings.operations import describe
from salon.text import N_, _, amount, full_day
from salon.views.team import Keeps, retention, team_report, usual_span
from salon.views.team_papers import (
    compose_team,
    rate_of,
    sentence,
    tables_of,
    write_retention,
    write_team,
)


@dataclass(eq=False)
class NoPaper(SalonError):
    """Who came again is asked for as a paper."""

    text = N_("Who came again has no paper: say --xlsx, or report team --pdf.")


def people_report(salon: Salon, options: Namespace) -> Answer:
    """Show what each keeps, or who came again; or write it as a workbook or a PDF."""
    first, last = _span(salon, options)
    if options.what == "retention":
        return _retention(salon, options, first, last)
    named.one_file(options)
    if options.pdf:
        look = Look(PageSize[options.paper.upper()], languages_of(salon, options))
        composed = salon.ask(compose_team, first, last, look, salon.by)
        return paper_answer(composed, options.pdf)
    found = salon.ask(team_report, first, last, salon.by)
    if options.xlsx:
        write_team(Path(options.xlsx), found)
        return Answer({"file": options.xlsx}, [options.xlsx])
    document = {
        "from": first.isoformat(),
        "to": last.isoformat(),
        "salon": {
            "came_back": _share(found.salon.all),
            "known": _share(found.salon.regular),
            "new": _share(found.salon.new),
            "left_with_a_date": _share(found.rebooked),
            "a_clients_see_one_only": _share(found.only_a),
            "is_risk": found.is_risk,
        },
        "ranked": found.is_ranked,
        "own_only": found.is_own,
        "people": [_person(one) for one in found.people],
    }
    lines = [sentence(found)]
    for title, head, rows in tables_of(found):
        lines += ["", title, "  ".join(_(one) for one in head)]
        lines += ["  ".join(row) for row in rows]
    return Answer(document, lines)


def _span(salon: Salon, options: Namespace) -> tuple[date, date]:
    first, last = usual_span(salon.today())
    if options.since:
        first = named.day_of(salon, options.since)
    if options.until:
        last = named.day_of(salon, options.until)
    return named.in_order(first, last)


def _retention(salon: Salon, options: Namespace, first: date, last: date) -> Answer:
    is_cheap = {"yes": True, "no": False}.get(options.offer or "")
    found = salon.ask(
        retention,
        *(first, last),
        times=options.times,
        days=options.days,
        on_offer=is_cheap,
        by=salon.by,
    )
    if options.pdf:
        raise NoPaper
    if options.xlsx:
        write_retention(Path(options.xlsx), found)
        return Answer({"file": options.xlsx}, [options.xlsx])
    people: list[dict[str, Any]] = [
        {
            "person": public_id("staff_member", key),
            "name": name,
            "new": _share(found.share(is_new=True, staff_id=key)),
            "known": _share(found.share(is_new=False, staff_id=key)),
        }
        for key, name in found.people
    ]
    document = {
        "from": first.isoformat(),
        "to": last.isoformat(),
        "times": found.times,
        "days": found.days,
        "new": _share(found.share(is_new=True)),
        "known": _share(found.share(is_new=False)),
        "not_over_yet": found.unripe,
        "people": people,
        "clients": [
            {
                "client": public_id("client", one.client_id),
                "name": one.client,
                "person": one.person,
                "day": one.day.isoformat(),
                "is_new": one.is_new,
                "came_again": one.again,
                "next_visit": one.next_visit.isoformat() if one.next_visit else None,
                "days_between": one.average,
                "people_seen": one.people,
                "on_offer": one.was_on_offer,
            }
            for one in found.rows
        ],
    }
    said = _("New: {new}. Known: {known}.")
    lines = [
        said.format(
            new=share_said(found.share(is_new=True)),
            known=share_said(found.share(is_new=False)),
        )
    ]
    lines += [
        f"{one['name']}  {one['new']['part']}/{one['new']['of']}  "
        f"{one['known']['part']}/{one['known']['of']}"
        for one in people
    ]
    return Answer(document, lines)


def _person(one: Keeps) -> dict[str, Any]:
    def rounded(value: float | None) -> float | None:
        return None if value is None else round(value, 4)

    return {
        "id": public_id("staff_member", one.staff_id),
        "name": one.name,
        "visits": one.visits,
        "clients": one.clients,
        "came_back": _share(one.returns.all),
        "known_came_back": _share(one.returns.regular),
        "new_came_back": _share(one.returns.new),
        "to_her": _share(one.returns.same),
        "drawn": rounded(one.drawn),
        "by_chance": [rounded(one.low), rounded(one.high)],
        "is_outside": one.is_outside,
        "left_with_a_date": _share(one.rebooked),
        "first_visits": _share(one.new),
        "with_device": _share(one.device),
        "only_her": _share(one.only),
        "a_only_her": _share(one.only_a),
        "is_risk": one.is_risk,
        "praises": one.praises,
        "complaints": one.complaints,
        "praises_per_1000": rounded(one.per_thousand(one.praises)),
        "complaints_per_1000": rounded(one.per_thousand(one.complaints)),
        "files": rounded(one.fullness),
        "calls": one.calls,
        "reached": one.reached,
        "promises_kept": _share(one.promises),
    }


def _share(one: Share) -> dict[str, Any]:
    span = one.span
    return {
        "part": one.part,
        "of": one.of,
        "per_cent": rate_of(one),
        "low": None if span is None else round(span.low, 4),
        "high": None if span is None else round(span.high, 4),
    }


# who leaves


def staff(salon: Salon, options: Namespace) -> Answer:
    """Show who leaves, begin it, hand over, or note a talk."""
    match options.what:
        case "leaving":
            return _leaving(salon, options)
        case "hand":
            key = named.key_of("leaving_client", N_("client"), options.name or "")
            to = named.person(salon, options.to or "")
            salon.do(hand_over, LeavingClientId(key), to)
            return Answer({"client": options.name, "to": options.to}, [options.to])
        case "introduced":
            key = named.key_of("leaving_client", N_("client"), options.name or "")
            salon.do(note_introduced, LeavingClientId(key))
            return Answer({"client": options.name}, [options.name or ""])
        case "stays":
            who = _whoever(salon, options.name or "")
            found = salon.ask(running_of, who)
            if found is None:
                raise NotLeaving(options.name or "")
            salon.do(withdraw_leaving, found)
            return _left(salon, found, is_changed=True)
        case "farewell":
            who = _whoever(salon, options.name or "")
            found = salon.ask(running_of, who) or _last_of(salon, who)
            if found is None:
                raise NotLeaving(options.name or "")
            salon.do(write_farewell, found, " ".join(options.words))
            return _left(salon, found, is_changed=True)
        case "ended":
            gone = salon.do(end_leavings)
            return Answer({"ended": gone}, [str(gone)], changed="staff")
        case "talk":
            return _talk(salon, options)
        case "rank":
            is_on = options.name == "on"
            salon.do(describe, team_ranked=is_on)
            return Answer({"ranked": is_on}, [options.name or "off"], changed="team")
    raise UnknownWord(options.what[:40], ", ".join(VERBS))


def _whoever(salon: Salon, said: str) -> int:
    """Return a colleague, also one who has left."""
    try:
        return named.person(salon, said)
    except NotFound:
        for one in salon.ask(leavings):
            if one.name.casefold() == said.casefold():
                return one.staff_id
        raise


def _last_of(salon: Salon, who: int) -> LeavingId | None:
    lines = [one for one in salon.ask(leavings) if one.staff_id == who]
    return max((one.id for one in lines), default=None)


def _leaving(salon: Salon, options: Namespace) -> Answer:
    if not options.name:
        lines = salon.ask(leavings)
        shown = [
            {
                "id": public_id("leaving", one.id),
                "name": one.name,
                "last_day": one.last_day.isoformat(),
                "state": one.state.value,
                "clients": one.clients,
                "see_only_her": one.only,
                "exports_unseen": one.unseen,
            }
            for one in lines
        ]
        said = (
            f"{one.name}  {full_day(one.last_day)}  {_(STATE_WORDS[one.state])}"
            for one in lines
        )
        return listed("leaving", shown, said)
    who = _whoever(salon, options.name)
    running = salon.ask(running_of, who)
    if running is None and options.on:
        day = named.day_of(salon, options.on)
        if options.look:
            found = salon.ask(supposed, who, day)
            return Answer(_leaving_shape(salon, found), _leaving_lines(salon, found))
        running = salon.do(start_leaving, who, day)
        return _left(salon, running, is_changed=True)
    key = running or _last_of(salon, who)
    if key is None:
        raise NotLeaving(options.name)
    if options.out:
        look = Look(PageSize[options.paper.upper()], languages_of(salon, options))
        return paper_answer(salon.ask(compose_leaving, key, look), options.out)
    return _left(salon, key, is_changed=False)


def _left(salon: Salon, key: LeavingId, *, is_changed: bool) -> Answer:
    found = salon.ask(leaving, key)
    number = public_id("leaving", key)
    return Answer(
        _leaving_shape(salon, found),
        _leaving_lines(salon, found),
        changed=number if is_changed else None,
    )


def _leaving_shape(salon: Salon, one: Leaving) -> dict[str, Any]:
    return {
        "id": None if one.id is None else public_id("leaving", one.id),
        "person": public_id("staff_member", one.staff_id),
        "name": one.name,
        "last_day": one.last_day.isoformat(),
        "call_by": one.call_by.isoformat(),
        "access_until": None
        if one.access_until is None
        else salon.local(one.access_until).isoformat(),
        "state": one.state.value,
        "clients": len(one.clients),
        "by_class": one.by_class,
        "see_only_her": len(one.only),
        "see_only_her_a": len(one.only_a),
        "next_year": shapes.money(salon, one.value),
        "at_stake": shapes.money(salon, one.at_stake),
        "booked_after": [
            {
                "visit": public_id("appointment", each.appointment_id),
                "client": public_id("client", each.client_id),
                "name": each.client,
                "day": each.day.isoformat(),
                "service": each.service,
            }
            for each in one.booked
        ],
        "exports": [
            {
                "at": each.at.isoformat(),
                "clients": each.clients,
                "seen": each.seen or None,
            }
            for each in one.alerts
        ],
        "since": None
        if one.since is None
        else {
            "until": one.since.until.isoformat(),
            "is_over": one.since.is_over,
            "hers": _share(one.since.hers),
            "usual": _share(one.since.usual),
        },
        "people": [_her_client(salon, each) for each in one.clients],
    }


def _her_client(salon: Salon, one: HerClient) -> dict[str, Any]:
    return {
        "id": None if one.id is None else public_id("leaving_client", one.id),
        "client": public_id("client", one.client_id),
        "name": one.client,
        "abc": one.abc or None,
        "visits_with_her": one.visits,
        "visits_with_others": one.others,
        "dependency": round(one.dependency, 2),
        "sees_only_her": one.is_only,
        "next_year": shapes.money(salon, one.next_year),
        "successor": one.successor or None,
        "why": why_said(one.why) or None,
        "called": one.has_called,
        "introduced": one.introduced_on.isoformat() if one.introduced_on else None,
        "next_visit": one.next_visit.isoformat() if one.next_visit else None,
    }


def _leaving_lines(salon: Salon, one: Leaving) -> list[str]:
    currency = salon.premises.currency
    said = _(
        "{name}, last day {day}: {clients} clients, {only} see nobody else, {a} of "
        "these A; "
        "{worth} a year at stake."
    )
    lines = [
        said.format(
            name=one.name,
            day=full_day(one.last_day),
            clients=len(one.clients),
            only=len(one.only),
            a=len(one.only_a),
            worth=amount(one.at_stake, currency),
        )
    ]
    if one.booked:
        said = _("Booked after the last day: {n}")
        lines.append(said.format(n=len(one.booked)))
    lines += [
        f"  {each.client}  {each.abc}  {per_cent(each.dependency)}  {each.successor}"
        for each in one.clients
    ]
    return lines


def _talk(salon: Salon, options: Namespace) -> Answer:
    who = _whoever(salon, options.name or "")
    if options.kind:
        known = [one.value for one in Talk]
        if options.kind not in known:
            raise UnknownWord(options.kind[:40], ", ".join(known))
        again = named.day_of(salon, options.next) if options.next else None
        on = named.day_of(salon, options.on) if options.on else None
        words = " ".join(options.words)
        salon.do(note_talk, who, Talk(options.kind), words, on, again)
    lines = salon.ask(talks, who)
    return listed("talks", [_talk_shape(one) for one in lines], map(_talk_line, lines))


def _talk_shape(one: TalkLine) -> dict[str, Any]:
    return {
        "id": public_id("staff_talk", one.id),
        "kind": one.kind.value,
        "on": one.on.isoformat(),
        "words": one.words,
        "next": one.next_on.isoformat() if one.next_on else None,
        "by": one.by or None,
    }


def _talk_line(one: TalkLine) -> str:
    return f"{full_day(one.on)}  {_(TALK_WORDS[one.kind])}  {one.words}"
