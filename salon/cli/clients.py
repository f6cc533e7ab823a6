"""Commands about clients: found, shown, added, edited, joined."""

import re
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from salon.app import Salon
from salon.cli import filing, named, shapes
from salon.cli.answer import Answer
from salon.cli.filed import lines_of
from salon.cli.words.leaving_clients import VERBS as LEAVING
from salon.clients.birthdays import read_birthday
from salon.clients.consents import consents_standing
from salon.clients.departures import Leave
from salon.clients.gestation import TERM
from salon.clients.model import (
    HEALTH_TEXTS,
    BadField,
    BirthdayLine,
    ClientDraft,
    ClientId,
    ClientLine,
    LunarDay,
    PhoneLine,
)
from salon.clients.operations import (
    add_client,
    correct_client,
    end_condition,
    merge_clients,
    note_allergy,
    note_condition,
    take_back_condition,
)
from salon.clients.phones import read_phones
from salon.clients.queries import (
    client_card,
    client_lines,
    conditions_of,
    consent_days,
    count_found,
    find_clients,
    patch_tests_of,
)
from salon.errors import SalonError
from salon.notices.queries import alerts_standing
from salon.public import public_id
from salon.safety.queries import all_alerts
from salon.safety.tree import links_of
from salon.text import N_, _
from salon.views.asking import known_now
from salon.views.twins import already
from salon.work import Work

LONGEST_SOUGHT = 200  # letters; nobody is called more than that


def find(salon: Salon, options: Namespace) -> Answer:
    """Find clients as the search box does."""
    text = options.text[:LONGEST_SOUGHT]
    found = salon.ask(find_clients, text, options.limit)
    total = salon.ask(count_found, text)
    document = {"clients": [shapes.client(one) for one in found], "total": total}
    nobody = _(N_("Nobody is found for “{text}”")).format(text=text)
    return Answer(document, [*map(_line, found)] or [nobody])


def client(salon: Salon, options: Namespace) -> Answer:
    """Show, add or edit a client."""
    if options.verb in LEAVING:
        from salon.cli import leaving_clients

        return leaving_clients.client(salon, options)
    match options.verb:
        case "show":
            key = named.client(salon, options.id).id
            return shown(salon, key, is_whole=True)
        case "add":
            return _added(salon, options)
    key = named.client(salon, options.id).id
    fields = fields_said(options.field)
    draft, health = _draft(salon, fields)
    salon.do(_edit, key, draft, health, options.seen)
    return shown(salon, key, is_changed=True)


def _added(salon: Salon, options: Namespace) -> Answer:
    """Open a file, and warn of those that may be of the same person already."""
    draft, health = _said(salon, options)
    numbers = [one.number for one in draft.phones or () if one.number]
    number = numbers[0] if numbers else ""
    known = salon.ask(already, draft.name or "", number, draft.birthday)
    key = salon.do(_add, draft, health)
    twins = [
        {
            "id": public_id("client", one.id),
            "name": one.name,
            "why": [why.value for why in known.why[one.id]],
        }
        for one in known.lines
    ]
    said = _(N_("{number} {name} may be the same client ({why}). Please ask."))
    warnings = (
        said.format(
            number=public_id("client", one.id), name=one.name, why=known.said(one.id)
        )
        for one in known.lines
    )
    answer = shown(salon, key, is_changed=True)
    lines = [*answer.lines, *(f"  ! {one}" for one in warnings)]
    return replace(answer, document=answer.document | {"twins": twins}, lines=lines)


def merge(salon: Salon, options: Namespace) -> Answer:
    """Join two files of one person."""
    kept = named.client_itself(salon, options.keep).id
    away = named.client_itself(salon, options.away).id
    stays = [
        named.key_of("appointment", N_("appointment"), one) for one in options.stays
    ]
    taken = [*options.take, *right_in(options.right, kept, away)]
    said = {"taken": taken, "stays": stays, "reason": options.reason}
    salon.do(merge_clients, kept, away, **said)
    return shown(salon, kept, is_changed=True)


def right_in(said: Sequence[str], kept: ClientId, away: ClientId) -> list[str]:
    """Return the fields in which the file that goes is right, of FIELD=ID.

    Raises:
        BadField: That is neither of the two files.
    """
    taken = []
    for one in said:
        name, number = _pair(one)
        whose = {public_id("client", key): key for key in (kept, away)}
        if number.strip().upper() not in whose:
            raise BadField(name, number)
        if whose[number.strip().upper()] == away:
            taken.append(name)
    return taken


@dataclass(frozen=True)
class Health:
    """What a line says of her health: allergies, and `ID[@WHEN]` of conditions."""

    allergies: Sequence[str] = ()
    noted: Sequence[str] = ()
    ended: Sequence[str] = ()
    mistaken: Sequence[str] = ()


def _add(work: Work, draft: ClientDraft, health: Health) -> ClientId:
    key = add_client(work, draft)
    _more(work, key, health)
    return key


def _edit(
    work: Work, key: ClientId, draft: ClientDraft, health: Health, seen: int | None
) -> None:
    correct_client(work, key, draft, seen=seen)
    _more(work, key, health)


def _more(work: Work, key: ClientId, health: Health) -> None:
    for substance in health.allergies:
        note_allergy(work, key, substance)
    for said in health.noted:
        _note(work, key, said)
    known = {one.condition: one.id for one in conditions_of(work, key)}
    for said in (*health.ended, *health.mistaken):
        if said.partition("@")[0].strip() not in known:
            raise BadField("conditions", said)
    for said in health.ended:
        condition, _mark, rest = said.partition("@")
        when, _colon, how = rest.partition(":")
        day = _day(when.strip(), said, work.today) if when.strip() else None
        end_condition(work, known[condition.strip()], on=day, how=how.strip())
    for said in health.mistaken:
        take_back_condition(work, known[said.strip()])


def _note(work: Work, key: ClientId, said: str) -> None:
    """Note `ID`, or `ID@WHEN`: the day, or the weeks of a pregnancy."""
    condition, _mark, when = (one.strip() for one in said.partition("@"))
    weeks = re.fullmatch(r"(\d{1,2})w", when)
    if not when:
        note_condition(work, key, condition)
    elif weeks is not None:
        expected = work.today + timedelta(days=TERM - 7 * int(weeks[1]))
        note_condition(work, key, condition, expected_on=expected)
    else:
        day = _day(when, said, work.today)
        if links_of(condition).lasts is not None:  # last used
            if day > work.today:
                raise BadField("conditions", said)
            note_condition(work, key, condition, until=day)
        elif condition in ("pregnancy", "pregnancy_t1") and day > work.today:
            note_condition(work, key, condition, expected_on=day)
        else:
            note_condition(work, key, condition, since=day)


def _day(when: str, said: str, today: date) -> date:
    try:
        return named.read_day(when, today)
    except SalonError as error:
        raise BadField("conditions", said) from error


def _said(salon: Salon, options: Namespace) -> tuple[ClientDraft, Health]:
    fields = fields_said(options.field)
    if options.birthday:
        fields["birthday"] = options.birthday
    if options.lunar:
        fields["lunar"] = options.lunar
    fields["name"] = options.name
    if options.phone:
        fields["phone"] = "\n".join(options.phone)
    draft, health = _draft(salon, fields)
    return replace(draft, declined=tuple(options.decline)), health


def _draft(salon: Salon, fields: dict[str, str]) -> tuple[ClientDraft, Health]:
    """Return a draft from fields by name, with what is said of her health apart."""
    facts = dict(fields)
    health = Health(
        *(
            _list(facts.pop(name, ""))
            for name in ("allergies", "conditions", "ended", "mistaken")
        )
    )
    phones = None
    for name in ("phone", "phones", "mobile"):
        if name in facts:
            phones = read_phone_lines(salon, facts.pop(name))
    birthday = None
    solar = facts.pop("birthday", facts.pop("birth_solar", None))
    lunar = facts.pop("lunar", None)
    if solar is not None or lunar is not None:
        birthday = _born(salon, solar or "", lunar or "")
    draft = ClientDraft(
        name=facts.pop("name", None),
        family=facts.pop("family", facts.pop("family_name", None)),
        given=facts.pop("given", facts.pop("given_name", None)),
        called=facts.pop("called", None),
        latin=facts.pop("latin", None),
        language=facts.pop("language", None),
        phones=phones,
        birthday=birthday,
        facts=facts,
    )
    return draft, health


def read_phone_lines(salon: Salon, text: str) -> tuple[PhoneLine, ...]:
    """Return the numbers in *text*, one a line; raises BadField if one is none."""
    found: list[PhoneLine] = []
    for line in filter(str.strip, text.splitlines()):
        for phone in read_phones(line, salon.premises.region):
            if phone.number is None:
                raise BadField("phone", phone.raw)
            found.append(
                PhoneLine(
                    phone.number, phone.label, not found, phone.raw, phone.extension
                )
            )
    return tuple(found)


def _born(salon: Salon, solar: str, lunar: str) -> BirthdayLine:
    region, today = salon.premises.region, salon.today()
    born = read_birthday(solar, region, today) if solar else None
    if born is not None and (born.problem or not (born.birthday or born.lunar)):
        raise BadField("birthday", solar)
    day = born.birthday if born else None
    moon = born.lunar if born else None
    said = LunarDay(moon.month, moon.day, moon.leap) if moon else None
    if lunar:
        said = _lunar(lunar)
    return BirthdayLine(
        day.year if day else None,
        day.month if day else None,
        day.day if day else None,
        said,
    )


def _lunar(text: str) -> LunarDay:
    found = re.fullmatch(r"(\d{1,2})-(\d{1,2})(-leap)?", text.strip())
    if found is None or not (1 <= int(found[1]) <= 12 and 1 <= int(found[2]) <= 30):
        raise BadField("lunar", text)
    return LunarDay(int(found[1]), int(found[2]), bool(found[3]))


def fields_said(said: Sequence[str]) -> dict[str, str]:
    """Return fields by name; what may be several things adds up, the rest is once.

    Raises:
        BadField: One field with two values.
    """
    found: dict[str, str] = {}
    for text in said:
        name, value = _pair(text)
        if name not in found:
            found[name] = value
        elif name in _SEVERAL:
            found[name] += f"{_SEVERAL[name]}{value}"
        else:
            raise BadField(name, value)
    return found


# Fields that may be said several times, and what stands between.
_SEVERAL = dict.fromkeys(("allergies", "conditions", "ended", "mistaken"), ";") | (
    dict.fromkeys(("phone", "phones", "mobile", *HEALTH_TEXTS), "\n")
)


def _pair(text: str) -> tuple[str, str]:
    return named.pair(text)


def _list(text: str) -> list[str]:
    return [one.strip() for one in re.split(r"[;；,，、]", text) if one.strip()]


def shown(
    salon: Salon, key: ClientId, *, is_changed: bool = False, is_whole: bool = False
) -> Answer:
    """Return the answer that shows a file; in lines all of it only where *is_whole*."""
    card = salon.ask(client_card, key)
    [line] = salon.ask(client_lines, [key])
    told = salon.ask(all_alerts, line)  # also what typed words mean, as the window says
    others = [alert for alert in told if alert.kind not in _GONE]
    lines = [_line(line), *(f"  ! {alert.text}" for alert in others)]
    number = public_id("client", key)
    days = salon.ask(consent_days)
    signed = consents_standing(card.signed, salon.today(), days)
    tests = salon.ask(patch_tests_of, key)
    answers = salon.ask(known_now, key).answers
    alerts = salon.ask(alerts_standing, [key]).get(key, ())
    shown = shapes.client_card(salon, card, tests, signed, answers)
    shown["staff_alerts"] = [filing.alert_shape(one) for one in alerts]
    lines += [f"  ! {one.text}" for one in alerts]
    if is_whole:
        lines += lines_of(salon, card, answers, signed)
    return Answer(shown, lines, number if is_changed else None)


_GONE = {*Leave, "erasing"}  # said wherever a client is named: do not take up anew


def _line(one: ClientLine) -> str:
    seen = one.last_visit.isoformat() if one.last_visit else "-"
    number = public_id("client", one.id)
    line = f"{number:>8}  {one.name}  {one.pinyin}  {one.phone}  {seen}"
    left = [alert.text for alert in one.alerts if alert.kind in _GONE]
    return "  ! ".join([line, *left])
