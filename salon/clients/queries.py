"""What screens and papers ask of the client files."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    Date,
    Select,
    bindparam,
    case,
    func,
    or_,
    select,
)

from salon.catalogue.model import Subject
from salon.catalogue.queries import (
    all_names,
    all_services,
    body_of,
    entries,
    names_of,
    terms,
)
from salon.catalogue.tables import Service
from salon.clients.departures import LEAVE_WORDS, ErasureUnderWay, Leave
from salon.clients.fullness import State
from salon.clients.gestation import PREGNANT
from salon.clients.joining import SAID_ONCE, Differs, answer_words, years_apart
from salon.clients.matching import Wanted, fold, likeness, rank, wanted
from salon.clients.model import (
    HEALTH_TEXTS,
    Alert,
    AllergyLine,
    AnsweredLine,
    BirthdayLine,
    ClientCard,
    ClientId,
    ClientLine,
    ConditionLine,
    ConsentLine,
    Fact,
    FileErased,
    Grade,
    HealthAnswer,
    LunarDay,
    PatchSpotLine,
    PatchTestCard,
    PatchToRead,
    PhoneLine,
    RelativeLine,
    is_grave,
    is_health_question,
)
from salon.clients.reach import Reach, Refused
from salon.clients.said import birthday_words
from salon.clients.tables import (
    Allergy,
    Client,
    ClientAnswered,
    ClientCondition,
    ClientFact,
    ClientPhone,
    Consent,
    ContactRefusal,
    Departure,
    Erased,
    PatchSpot,
    PatchTest,
    Relative,
    alarms,
    visits,
)
from salon.errors import Missing
from salon.public import public_id, row_of
from salon.settings.queries import premises
from salon.staff.queries import team
from salon.store import search_server
from salon.store.base import table_of
from salon.text import (
    N_,
    Names,
    _,
    aside,
    dated_day,
    full_day,
    hour,
    listed,
    short_day,
)
from salon.work import Reading, once

MANY = 1_000  # hits; beyond, the newest visits are walked through instead
_INTO = select(Client.merged_into).where(Client.id == bindparam("key"))


def find_clients(reading: Reading, typed: str, limit: int = 50) -> list[ClientLine]:
    """Return whom somebody who types *typed* may mean, the likeliest first.

    Any part of any name in any script, pinyin or its initials, any part of a phone
    or card number, words combined; the number of a file. Nothing typed finds everybody.
    Those whose name holds what was typed come first, then those who were here last.
    """
    return client_lines(reading, find_ids(reading, typed, limit))


def count_found(reading: Reading, typed: str) -> int:
    """Return how many clients *typed* finds in all."""
    asked = wanted(typed)
    if asked.is_empty:
        return count_clients(reading)
    if asked.is_signs:
        return 0
    run = reading.session.connection().exec_driver_sql
    statement, given = _matching(reading, asked)
    count = f"SELECT count(*) FROM ({statement}) AS found"
    total = int(run(count, given).scalar_one())
    for key in _by_number(reading, typed):
        own = f"SELECT count(*) FROM (SELECT {int(key)} INTERSECT {statement}) AS found"
        total += 1 - int(run(own, given).scalar_one())
    return total


def count_clients(reading: Reading) -> int:
    """Return how many clients there are."""
    here = select(func.count()).select_from(Client).where(Client.merged_into.is_(None))
    return reading.session.scalar(here) or 0


def find_ids(reading: Reading, typed: str, limit: int) -> list[ClientId]:
    """Return the ids `find_clients` would show, in its order."""
    own = _by_number(reading, typed)
    found = _found_by_words(reading, typed, limit)
    return [*own, *(one for one in found if one not in own)][:limit]


def _by_number(reading: Reading, typed: str) -> list[ClientId]:
    """Return the file whose public number is typed, or the one it lives on in."""
    with suppress(ValueError, Missing):
        table, number = row_of(typed.strip())
        if table == Client.__tablename__:
            key = living(reading, ClientId(number))
            is_there = select(Client.id).where(Client.id == key)
            return list(reading.session.scalars(is_there))
    return []


def _found_by_words(reading: Reading, typed: str, limit: int) -> list[ClientId]:
    asked = wanted(typed)
    run = reading.session.connection().exec_driver_sql
    if asked.is_empty:
        everybody = (
            "SELECT client_id FROM client_search"
            f" ORDER BY seen DESC NULLS LAST, client_id LIMIT {int(limit)}"
        )
        return [ClientId(key) for (key,) in run(everybody)]
    if asked.is_signs:
        return []
    statement, given = _matching(reading, asked)
    hits = [key for (key,) in run(f"{statement} LIMIT {MANY + 1}", given)]
    if len(hits) > MANY:
        return _by_recency(reading, asked, limit)
    if not hits:
        return []
    return _ranked(reading, asked, hits)[:limit]


def _ranked(reading: Reading, asked: Wanted, hits: list[int]) -> list[ClientId]:
    run = reading.session.connection().exec_driver_sql
    marks = ",".join(map(str, hits))
    rows = run(
        "SELECT s.client_id, s.seen, s.digits, c.name, c.called, c.latin, c.sort_key"
        " FROM client_search s JOIN client c ON c.id = s.client_id"
        f" WHERE s.client_id IN ({marks})"
    ).all()
    by_phone = asked.digits and all(len(one) >= 3 for one in asked.digits)

    def order(row: Any) -> tuple[Any, ...]:
        key, seen, digits, name, called, latin, sort = row
        in_phone = by_phone and all(one in digits for one in asked.digits)
        days = -int(str(seen).replace("-", "")) if seen else 0
        return (
            not in_phone if by_phone else False,
            rank(asked.exact, (name, called, latin)),
            days,
            sort,
            key,
        )

    return [ClientId(row[0]) for row in sorted(rows, key=order)]


def _by_recency(reading: Reading, asked: Wanted, limit: int) -> list[ClientId]:
    """Walk from the newest visit back; where many match, some match soon."""
    run = reading.session.connection().exec_driver_sql
    if not _is_sqlite(reading):
        held, values = search_server.walking(
            asked.words, asked.phrases, asked.digits, asked.others
        )
        newest = run(
            f"SELECT client_id FROM client_search WHERE {held}"
            " ORDER BY seen DESC NULLS LAST, client_id LIMIT %s",
            (*values, limit),
        )
        return [ClientId(key) for (key,) in newest]
    each: list[str] = []
    given: list[str] = []

    def holds(column: str, pattern: str) -> str:
        given.append(pattern)
        return f"{column} LIKE ? ESCAPE '\\'"

    each += [holds("' ' || words", f"% {phrase}%") for phrase in asked.phrases]
    for word, others in zip(asked.words, asked.others, strict=True):
        ways = [holds("' ' || words", f"% {word}%")]
        if len(word) >= 3:
            ways.append(holds("parts", f"%{word}%"))
        for way in others:
            terms = [
                holds("' ' || words || ' '", f"% {text} %" if whole else f"% {text}%")
                for text, whole in way
            ]
            ways.append(f"({' AND '.join(terms)})")
        each.append(f"({' OR '.join(ways)})")
    for digits in asked.digits:
        if len(digits) >= 3:
            found = f"({holds('digits', f'%{digits}%')} OR "
            each.append(found + f"{holds('parts', f'%{digits}%')})")
        else:
            each.append(holds("' ' || words", f"% {digits}%"))
    walk = (
        f"SELECT client_id FROM client_search WHERE {' AND '.join(each)}"
        " ORDER BY seen DESC, client_id LIMIT ?"
    )
    return [ClientId(key) for (key,) in run(walk, (*given, limit))]


def _matching(reading: Reading, asked: Wanted) -> tuple[str, tuple[Any, ...]]:
    """Return a statement that finds the ids of all who match, and its values."""
    if not _is_sqlite(reading):
        return search_server.matching(
            asked.words, asked.phrases, asked.digits, asked.others
        )
    words = "SELECT rowid FROM client_words WHERE client_words MATCH ?"
    parts = "SELECT rowid FROM client_parts WHERE client_parts MATCH ?"
    each: list[str] = []
    given: list[str] = []
    if asked.phrases:
        each.append(words)
        given.append(" AND ".join(f'"{phrase}"' for phrase in asked.phrases))
    for word, others in zip(asked.words, asked.others, strict=True):
        each.append(words)
        ways = (" AND ".join(map(_term, way)) for way in others)
        given.append(" OR ".join((f'"{word}"*', *(f"({way})" for way in ways))))
        if len(word) >= 3:
            each[-1] = f"SELECT rowid FROM ({words} UNION {parts})"
            given.append(f'parts: "{word}"')
    for digits in asked.digits:
        if len(digits) >= 3:
            each.append(parts)
            given.append(f'"{digits}"')
        else:
            each.append(words)
            given.append(f'"{digits}"*')
    return " INTERSECT ".join(each), tuple(given)


def _term(term: tuple[str, bool]) -> str:
    text, is_whole = term
    return f'"{text}"' if is_whole else f'"{text}"*'


def _is_sqlite(reading: Reading) -> bool:
    return reading.session.get_bind().dialect.name == "sqlite"


def client_line(reading: Reading, key: int) -> ClientLine:
    """Return one client as lists show it; raises Missing."""
    found = client_lines(reading, [key])
    if not found:
        raise Missing("Client", key)
    return found[0]


def client_lines(reading: Reading, keys: Sequence[int]) -> list[ClientLine]:
    """Return the clients *keys* as lists show them, in that order."""
    if not keys:
        return []
    session = reading.session
    asked = select(
        *(Client.id, Client.version, Client.name, Client.family, Client.given),
        *(Client.called, Client.latin, Client.pinyin, Client.language),
        *(Client.birth_year, Client.birth_month, Client.birth_day),
        *(Client.lunar_month, Client.lunar_day, Client.lunar_leap),
        *(Client.never_do, Client.do_not_contact, *_LEFT, _ERASING),
    ).where(Client.id.in_(keys))
    rows = {row.id: row for row in session.execute(asked)}
    phones = _phones_of(reading, keys)
    visits = _visits_of(reading, keys)
    alerts = alerts_of(reading, keys)
    lines = []
    for key in keys:
        row = rows.get(key)
        if row is None:
            continue
        last, coming = visits.get(key, (None, None))
        more = [*_left(row), *alerts.get(key, ())]
        if row.never_do:
            more.append(Alert("never_do", Grade.NOTICE, row.never_do))
        lines.append(
            ClientLine(
                *(row.id, row.version, row.name, row.family, row.given),
                *(row.called, row.latin, row.pinyin, phones.get(key, ())),
                _birthday(row),
                row.language,
                last,
                coming,
                tuple(more),
            )
        )
    return lines


def _left_how(kind: Leave) -> Any:
    """Return the reason for which somebody left so; None where that is not so."""
    d = Departure
    asked = select(d.reason).where(d.client_id == Client.id, d.kind == kind)
    return asked.correlate(Client).scalar_subquery().label(f"left_{kind}")


def _erasing() -> Any:
    """Return the day on which somebody asked to be erased, while that is under way."""
    e = Erased
    asked = select(e.asked_on).where(e.client_id == Client.id, e.done_on.is_(None))
    return asked.correlate(Client).scalar_subquery().label("erasing")


_LEFT = tuple(map(_left_how, Leave))
_ERASING = _erasing()


def _left(row: Any) -> Iterable[Alert]:
    """Return what says at the head of a file that somebody comes no more."""
    if row.erasing is not None:
        said = _("To be erased, asked on {day}; the rest goes by itself")
        said = said.format(day=dated_day(row.erasing))
        yield Alert("erasing", Grade.CRITICAL, said)
    for kind in Leave:
        reason = getattr(row, f"left_{kind}")
        if reason is not None:
            grade = Grade.NOTICE if kind is Leave.ARCHIVED else Grade.CRITICAL
            yield Alert(kind.value, grade, aside(_(LEAVE_WORDS[kind]), reason))


def _birthday(row: Any) -> BirthdayLine:
    lunar = None
    if row.lunar_month is not None and row.lunar_day is not None:
        lunar = LunarDay(row.lunar_month, row.lunar_day, bool(row.lunar_leap))
    return BirthdayLine(row.birth_year, row.birth_month, row.birth_day, lunar)


def _phones_of(
    reading: Reading, keys: Sequence[int]
) -> dict[int, tuple[PhoneLine, ...]]:
    asked = (
        select(
            *(ClientPhone.client_id, ClientPhone.number, ClientPhone.label),
            *(ClientPhone.sort, ClientPhone.raw, ClientPhone.extension),
        )
        .where(ClientPhone.client_id.in_(keys))
        .order_by(ClientPhone.sort, ClientPhone.id)
    )
    found: dict[int, list[PhoneLine]] = defaultdict(list)
    for key, number, label, _sort, raw, extension in reading.session.execute(asked):
        is_first = not found[key]
        found[key].append(PhoneLine(number, label, is_first, raw, extension))
    return {key: tuple(lines) for key, lines in found.items()}


def _visits_of(
    reading: Reading, keys: Sequence[int]
) -> dict[int, tuple[date | None, date | None]]:
    """Return the last visit kept and the next one agreed, by client."""
    given = {"keys": list(keys), "today": reading.today}
    rows = reading.session.execute(_visits_asked(), given)
    return {key: (last, coming) for key, last, coming in rows}


@cache
def _visits_asked() -> Select[Any]:
    asked = visits()
    is_coming = (asked.day >= bindparam("today", type_=Date)) & asked.is_agreed
    return (
        select(
            asked.client,
            func.max(case((asked.was_kept, asked.day))),
            func.min(case((is_coming, asked.day))),
        )
        .where(asked.client.in_(bindparam("keys", expanding=True)))
        .group_by(asked.client)
    )


def alerts_of(reading: Reading, keys: Iterable[int]) -> dict[int, tuple[Alert, ...]]:
    """Return what could hurt them if overlooked, the loudest first."""
    return _alerts_of(reading, tuple(sorted(set(keys))))


@once
def _alerts_of(reading: Reading, keys: tuple[int, ...]) -> dict[int, tuple[Alert, ...]]:
    found: dict[int, list[Alert]] = defaultdict(list)
    for key, said in alarms(reading, keys).items():
        found[key].extend(said)
    for key, *told in _allergy_rows(reading, keys):
        _id, substance, reaction, _severity, is_sure, since = told
        words = _("Allergy: {what}") if is_sure else _("Ask: allergic to {what}?")
        shown = aside(words.format(what=substance), listed((reaction, since)))
        grade = Grade.CRITICAL if is_sure else Grade.NOTICE
        found[key].append(Alert("allergy", grade, shown))
    rows = _condition_rows(reading, keys)
    named = names_of(reading, Subject.HEALTH_CONDITION, {row[2] for row in rows})
    for key, _row, condition, told, _until, _zones, note, is_sure, _due in rows:
        what = str(named.get(condition, condition))
        if note:  # what exactly comes first: "Tretinoin 0.025 % at night"
            what = _("{note} ({what})").format(note=note, what=what)
        elif condition in _DATED and told is not None:
            what = _("{what} since {day}").format(what=what, day=full_day(told))
        if not is_sure:
            what = _("Ask: {what}?").format(what=what)
        grave = is_sure and is_grave(condition)
        grade = Grade.CRITICAL if grave else Grade.NOTICE
        found[key].append(Alert("condition", grade, what))
    return {
        key: tuple(sorted(alerts, key=lambda alert: alert.grade))
        for key, alerts in found.items()
    }


_DATED = frozenset(("peel_14d", "laser_14d", "sunburn"))


def living(reading: Reading, key: ClientId) -> ClientId:
    """Return the file in which *key* lives on: itself, or the one it was joined into.

    Whoever writes into a file asks first: another desk may have joined it meanwhile.
    One that is not there is returned as it is, for `Work.get` to refuse.
    """
    seen = {key}
    while (into := reading.session.scalar(_INTO, {"key": key})) is not None:
        if into == key:
            raise FileErased("Client", key)
        key = ClientId(into)
        if key in seen:
            raise Missing("Client", key)
        seen.add(key)
    return key


def coming_said(reading: Reading, key: ClientId) -> str:
    """Return the visits of a client that are still booked, in words."""
    v = visits()
    asked = select(v.day, v.start).where(
        v.client == key, v.is_agreed, v.day >= reading.today
    )
    rows = reading.session.execute(asked.order_by(v.day, v.start))
    return listed([f"{short_day(day)} {hour(start)}" for day, start in rows])


def erasing(reading: Reading) -> dict[ClientId, ErasureUnderWay]:
    """Return who is being erased, and what is said where something new would begin."""
    e = Erased
    asked = (
        select(Client.id, Client.name, e.asked_on, e.due)
        .join(Client, Client.id == e.client_id)
        .where(e.done_on.is_(None))
        .order_by(e.id)
    )
    found = {}
    for key, name, day, due in reading.session.execute(asked).all():
        until = coming_said(reading, key) or (dated_day(due) if due else "")
        found[key] = ErasureUnderWay(name, public_id("client", key), day, until)
    return found


def living_of(reading: Reading, keys: Iterable[ClientId]) -> dict[ClientId, ClientId]:
    """Return for each of many files the one in which it lives on, see `living`."""
    found = {key: key for key in keys}
    asked = set(found)
    while asked:
        into = select(Client.id, Client.merged_into).where(
            Client.id.in_(asked), Client.merged_into.is_not(None)
        )
        gone = {row.id: row.merged_into for row in reading.session.execute(into)}
        found = {key: gone.get(now, now) for key, now in found.items()}
        asked = {one for one in gone.values() if one not in asked}
    return found


def client_card(reading: Reading, key: ClientId) -> ClientCard:
    """Return the whole of her thin file.

    Raises:
        Missing: There is no such client; or, merged, the file it went into is named.
    """
    session = reading.session
    row = _row_of(reading, key)
    if row is None:
        raise Missing("Client", key)
    if row.merged_into == key:
        raise FileErased("Client", key)
    line = client_line(reading, key)
    facts = session.execute(
        select(
            *(ClientFact.field, ClientFact.value, ClientFact.is_confirmed),
            *(ClientFact.on, ClientFact.source),
        )
        .where(ClientFact.client_id == key)
        .order_by(ClientFact.field)
    )
    signed = consents_of(reading, key)
    stands = [one.consent for one in signed if one.withdrawn_on is None]
    return ClientCard(
        line,
        row.card_no,
        row.salutation,
        row.gender,
        row.email,
        row.wechat,
        row.channel,
        row.call_from,
        row.call_until,
        row.do_not_contact,
        row.never_do,
        row.avoid_topics,
        row.note,
        row.source,
        row.registered,
        allergies=tuple(allergies_of(reading, key)),
        conditions=tuple(conditions_of(reading, key)),
        facts=tuple(Fact(*fact) for fact in facts),
        consents=tuple(dict.fromkeys(stands)),
        relatives=tuple(client_relatives(reading, key)),
        signed=tuple(signed),
        answered=tuple(answered_of(reading, key)),
    )


def answered_of(reading: Reading, key: int) -> list[AnsweredLine]:
    """Return which questions of a file were answered or declined, when and by whom."""
    a, names = ClientAnswered, _staff_names(reading)
    asked = select(a.field, a.state, a.on, a.staff_id, a.source)
    rows = reading.session.execute(asked.where(a.client_id == key).order_by(a.field))
    return [
        AnsweredLine(field, state, on, names.get(staff, ""), source)
        for field, state, on, staff, source in rows
    ]


def relation_between(reading: Reading, key: int, other: int) -> list[RelativeLine]:
    """Return what the file of *key* says of *other*, who is a client too."""
    return [one for one in client_relatives(reading, key) if one.other_id == other]


def client_relatives(reading: Reading, key: int) -> list[RelativeLine]:
    """Return whom one file names as family, in one statement."""
    r = Relative
    asked = select(
        *(r.id, r.relation, r.name, r.other_id, r.birth_month, r.birth_day),
        *(r.birth_lunar, r.birth_leap, r.phone),
        *(r.may_book, r.may_see, r.may_share, r.note),
    )
    rows: Iterable[Any] = reading.session.execute(
        asked.where(r.client_id == key).order_by(r.id)
    )
    return [RelativeLine(*row) for row in rows]


def health_answers(reading: Reading, key: ClientId) -> list[HealthAnswer]:
    """Return every health question with its answer, and whether it still holds.

    What a no is said to, and the file knows all the same, is among `stands`.
    """
    f, a = ClientFact, ClientAnswered
    facts = {
        row.field: row
        for row in reading.session.execute(
            select(f.field, f.value, f.on).where(f.client_id == key)
        )
        if is_health_question(row.field)
    }
    declined = set(
        reading.session.scalars(
            select(a.field).where(a.client_id == key, a.state == "declined")
        )
    )
    standing = [one.condition for one in conditions_of(reading, key)]
    found = []
    for one in entries(reading, Subject.HEALTH_QUESTION):
        row = facts.get(one.ref)
        offered = tuple(str(one.body.get("condition_ids") or "").split())
        meant = {*offered, *(PREGNANT if set(offered) & set(PREGNANT) else ())}
        days = int(one.body.get("valid_days") or 0)
        state, value, on = State.NOT_ASKED, "", None
        if row is not None:
            value, on = row.value, row.on
            until = on + timedelta(days=days)
            is_old = reading.today > on if not days else reading.today >= until
            state = State.STALE if is_old else State.ANSWERED
        if one.ref in declined:
            state = State.DECLINED
        found.append(
            HealthAnswer(
                question=one.ref,
                names=one.names,
                group=str(one.body.get("group", "")),
                kind=str(one.body.get("answer_type", "")),
                conditions=offered,
                ask_at=str(one.body.get("ask_at", "")),
                state=state.value,
                value=value,
                on=on,
                stands=tuple(ref for ref in standing if ref in meant),
            )
        )
    return found


def whose_relative(reading: Reading, key: int) -> int | None:
    """Return in whose file a relative stands; None if there is none of that number."""
    return reading.session.scalar(select(Relative.client_id).where(Relative.id == key))


@once
def _row_of(reading: Reading, key: ClientId) -> Any:
    """Return all columns of her file; None if there is none."""
    asked = select(*table_of(Client).c).where(Client.id == key)
    return reading.session.execute(asked).one_or_none()


# Columns that hold one answer, by the field of the client file that asks for it.
def differing(reading: Reading, kept: ClientId, away: ClientId) -> list[Differs]:
    """Return what only one of two files can be right about, if they are joined.

    What adds up, as numbers, allergies, notes, is none of it.
    """
    mine, hers = _said_once(reading, kept), _said_once(reading, away)
    labels = all_names(reading, Subject.CLIENT_FIELD)
    region = premises(reading).region
    own = {
        "name": _(N_("Name")),
        "birthday": _(N_("Birthday")),
        "client_no": _(N_("Card number")),
    }

    def words(field: str, value: str) -> str:
        body = body_of(reading, Subject.CLIENT_FIELD, field) or {}
        known = terms(reading, body.get("vocab_list", ""))
        return answer_words(field, value, body.get("type", ""), known, region)

    return [
        Differs(
            field,
            own.get(field) or str(labels.get(field, field)),
            *(words(field, mine[field]), words(field, value)),
        )
        for field, value in hers.items()
        if value and mine.get(field) and fold(mine[field]) != fold(value)
    ]


def two_birthdays(reading: Reading, kept: ClientId, away: ClientId) -> str:
    """Return both birthdays in words where they are years apart; "" where not."""
    born = [_birthday(_there(reading, key)) for key in (kept, away)]
    return years_apart(*born)


def _there(reading: Reading, key: ClientId) -> Any:
    row = _row_of(reading, key)
    if row is None:
        raise Missing("Client", key)
    return row


def _said_once(reading: Reading, key: ClientId) -> dict[str, str]:
    row = _there(reading, key)
    said = {"name": row.name} | {f: getattr(row, c) for f, c in SAID_ONCE.items()}
    said["birthday"] = birthday_words(_birthday(row))  # of one piece: both calendars
    asked = select(ClientFact.field, ClientFact.value).where(
        ClientFact.client_id == key, ClientFact.field.not_in(HEALTH_TEXTS)
    )
    return said | {row.field: row.value for row in reading.session.execute(asked)}


def allergies_of(reading: Reading, key: ClientId) -> list[AllergyLine]:
    """Return what she must not meet."""
    return [AllergyLine(*row[1:]) for row in _allergy_rows(reading, (key,))]


def conditions_of(reading: Reading, key: ClientId) -> list[ConditionLine]:
    """Return the states of health that stand today."""
    return [ConditionLine(*row[1:]) for row in _condition_rows(reading, (key,))]


@once
def _allergy_rows(reading: Reading, keys: tuple[int, ...]) -> Sequence[Any]:
    """Return client, id, substance, reaction, severity, certain, since."""
    asked = select(
        *(Allergy.client_id, Allergy.id, Allergy.substance, Allergy.reaction),
        *(Allergy.severity, Allergy.is_confirmed, Allergy.since),
    )
    of_these = asked.where(Allergy.client_id.in_(keys)).order_by(Allergy.id)
    return reading.session.execute(of_these).all()


@once
def _condition_rows(reading: Reading, keys: tuple[int, ...]) -> Sequence[Any]:
    """Return client, id, condition, since, until, zones, note, certain, expected."""
    c = ClientCondition
    asked = select(
        *(c.client_id, c.id, c.condition, c.since, c.until, c.zones, c.note),
        *(c.is_confirmed, c.expected_on),
    )
    stands = or_(c.until.is_(None), c.until > reading.today)
    of_these = asked.where(c.client_id.in_(keys), stands).order_by(c.id)
    return reading.session.execute(of_these).all()


def consents_of(reading: Reading, key: ClientId) -> list[ConsentLine]:
    """Return what she signed, the oldest first, also what she has withdrawn."""
    c = Consent
    asked = select(
        *(c.id, c.consent, c.given_on, c.withdrawn_on, c.service_ref, c.condition),
        *(c.signed_by, c.signature, c.staff_id),
    )
    of_her = asked.where(c.client_id == key).order_by(c.given_on, c.id)
    names = _staff_names(reading)
    return [
        ConsentLine(*row[:-1], staff=names.get(row[-1], ""))
        for row in reading.session.execute(of_her)
    ]


def consent_days(reading: Reading) -> dict[str, int]:
    """Return for how many days each item of consent stands; 0: it does not end."""
    return {
        one.ref: int(one.body.get("valid_days") or 0)
        for one in entries(reading, Subject.CONSENT)
    }


def patch_tests_of(reading: Reading, key: ClientId) -> list[PatchTestCard]:
    """Return her patch tests with their spots, the newest first, in one statement."""
    p, spot = PatchTest, PatchSpot
    asked = (
        select(
            *(p.id, p.service_ref, p.applied_at, p.read_at, p.result, p.note),
            *(p.put_on_by, p.read_by),
            *(spot.id, spot.zone, spot.what, spot.batch, spot.result),
        )
        .outerjoin(spot, spot.patch_test_id == p.id)
        .where(p.client_id == key)
        .order_by(p.applied_at.desc(), p.id.desc(), spot.id)
    )
    spots: dict[int, list[PatchSpotLine]] = defaultdict(list)
    tests: dict[int, Any] = {}
    rows: list[Any] = list(reading.session.execute(asked))
    for row in rows:
        tests.setdefault(row[0], row[:8])
        if row[8] is not None:
            spots[row[0]].append(PatchSpotLine(*row[8:]))
    names = _staff_names(reading)
    hours = _patch_hours(reading)
    found = []
    for test_id, ref, applied_at, read_at, result, note, put_on, read in tests.values():
        wait, valid = hours.get(ref, (0, 0))
        found.append(
            PatchTestCard(
                *(test_id, ref, applied_at, read_at, result),
                ready_from=applied_at + timedelta(hours=wait),
                valid_until=applied_at + timedelta(hours=valid),
                note=note,
                put_on_by=names.get(put_on, ""),
                read_by=names.get(read, ""),
                spots=tuple(spots[test_id]),
            )
        )
    return found


def patch_test_owner(reading: Reading, test_id: int) -> ClientId | None:
    """Return whose patch test it is; None if there is none of that number."""
    asked = select(PatchTest.client_id).where(PatchTest.id == test_id)
    return reading.session.scalar(asked)


def patch_tests_to_read(reading: Reading, limit: int = 40) -> list[PatchToRead]:
    """Return the tests whose hours are over and that nobody has read.

    With the next visit that waits for each, and the first of them first; in one
    statement. What was put on more
    than half a year ago says nothing any more.
    """
    p, asked_of = PatchTest, visits()
    waits = (
        select(asked_of.client, Service.ref, func.min(asked_of.day).label("day"))
        .join(Service, Service.id == asked_of.service)
        .where(asked_of.is_agreed, asked_of.day >= bindparam("today", type_=Date))
        .group_by(asked_of.client, Service.ref)
        .subquery()
    )
    first, ref, day = waits.c
    asked = (
        select(p.id, p.client_id, Client.name, p.service_ref, p.applied_at, day)
        .join(Client, Client.id == p.client_id)
        .outerjoin(waits, (first == p.client_id) & (ref == p.service_ref))
        .where(
            *(p.result == "", Client.merged_into.is_(None)),
            p.applied_at > reading.now - timedelta(days=_FORGOTTEN),
        )
        .order_by(p.applied_at, p.id)
    )
    hours, named = _patch_hours(reading), _service_names(reading)
    found = []
    for row in reading.session.execute(asked, {"today": reading.today}):
        key, client, name, service_ref, applied_at, waiting = row
        wait, _valid = hours.get(service_ref, (0, 0))
        ready = applied_at + timedelta(hours=wait)
        if ready <= reading.now:
            said = named.get(service_ref, Names(service_ref))
            found.append(
                PatchToRead(key, client, name, said, applied_at, ready, waiting)
            )
    first_of_all = date.max  # who comes next is asked first
    found.sort(key=lambda one: one.holds_up or first_of_all)
    return found[:limit]


_FORGOTTEN = 183  # days after which nobody asks for a reading any more


def _patch_hours(reading: Reading) -> dict[str, tuple[int, int]]:
    cards = all_services(reading).values()
    return {one.ref: (one.patch_wait_hours, one.patch_valid_hours) for one in cards}


def _service_names(reading: Reading) -> dict[str, Names]:
    return {one.ref: one.names for one in all_services(reading).values()}


def _staff_names(reading: Reading) -> dict[int | None, str]:
    return {one.id: one.name for one in team(reading, everyone=True)}


def namesakes(reading: Reading, key: ClientId) -> list[ClientLine]:
    """Return other clients of the same name, so that nobody takes one for another."""
    mine = _row_of(reading, key)
    if mine is None:
        return []
    same = select(Client.id).where(
        Client.sort_key == mine.sort_key,
        Client.id != key,
        Client.merged_into.is_(None),
    )
    keys = list(reading.session.scalars(same.limit(20)))
    like = likeness(mine.name)
    return [
        line
        for line in client_lines(reading, keys)
        if likeness(line.name) == like or line.pinyin == mine.pinyin
    ]


def namesake_hints(reading: Reading, keys: Sequence[int]) -> dict[int, str]:
    """Return what was noted of how to tell some clients from their namesakes."""
    return facts_said(reading, "namesake_hint", keys)


def asked_on(reading: Reading, key: ClientId, fields: Sequence[str]) -> dict[str, date]:
    """Return on which day questions of the file were answered, for those that were."""
    f = ClientFact
    asked = select(f.field, f.on).where(f.client_id == key, f.field.in_(fields))
    rows = reading.session.execute(asked)
    return {str(field): day for field, day in rows}


def facts_said(reading: Reading, field: str, keys: Sequence[int]) -> dict[int, str]:
    """Return what the files of some clients say in one field, where they do."""
    if not keys:
        return {}
    f = ClientFact
    asked = select(f.client_id, f.value).where(
        f.client_id.in_(keys), f.field == field, f.value != ""
    )
    return {int(key): said for key, said in reading.session.execute(asked)}


def sharing_phone(reading: Reading, number: str) -> list[ClientLine]:
    """Return everybody who is reached under *number* (E.164)."""
    asked = (
        select(ClientPhone.client_id)
        .join(Client, Client.id == ClientPhone.client_id)
        .where(ClientPhone.number == number, Client.merged_into.is_(None))
    )
    return client_lines(reading, list(dict.fromkeys(reading.session.scalars(asked))))


def resolve_client(reading: Reading, name: str, limit: int = 8) -> list[ClientLine]:
    """Return the clients whose own name is *name* to the letter, or else who match."""
    exact = select(Client.id).where(Client.name == name, Client.merged_into.is_(None))
    keys = list(reading.session.scalars(exact.limit(limit)))
    return client_lines(reading, keys) if keys else find_clients(reading, name, limit)


def reaches(reading: Reading, keys: Iterable[int]) -> dict[int, Reach]:
    """Return how each of *keys* lets herself be contacted."""
    wanted = list(keys)
    refused: dict[int, set[Refused]] = defaultdict(set)
    c = ContactRefusal
    asked = select(c.client_id, c.purpose, c.channel).where(c.client_id.in_(wanted))
    for key, purpose, channel in reading.session.execute(asked):
        refused[key].add(Refused(purpose, channel))
    f = ClientFact
    facts = select(f.client_id, f.field, f.value).where(
        f.client_id.in_(wanted), f.field.in_(("promo_accept", "second_channel"))
    )
    said = {(key, field): value for key, field, value in reading.session.execute(facts)}
    wishes = select(
        *(Client.id, Client.do_not_contact, Client.channel, *_LEFT),
    )
    return {
        key: Reach(
            *(silent, channel, said.get((key, "second_channel"), "")),
            *(said.get((key, "promo_accept"), ""), frozenset(refused[key])),
            has_died=died is not None,
            has_left=archived is not None or blocked is not None,
        )
        for key, silent, channel, archived, blocked, died in reading.session.execute(
            wishes.where(Client.id.in_(wanted))
        )
    }
