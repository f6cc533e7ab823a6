"""Commands about clients, their skin, and what there is to choose from."""

import json
import re
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

from salon.app import Salon
from salon.catalogue.model import Subject
from salon.catalogue.queries import entries, products, services
from salon.cli import named, shapes
from salon.cli.answer import Answer, listed
from salon.cli.streams import standard_input, whole
from salon.clients.birthdays import read_birthday
from salon.clients.model import (
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
    merge_clients,
    note_allergy,
    note_condition,
    note_patch_test,
)
from salon.clients.phones import read_phones
from salon.clients.queries import client_card, client_lines, count_found, find_clients
from salon.errors import SalonError
from salon.named_file import NotReadable, contents
from salon.public import public_id
from salon.rooms.operations import add_device, add_room
from salon.rooms.queries import devices, rooms
from salon.skin.model import AssessmentDraft, Finding, Measured
from salon.skin.operations import assess as assess_skin
from salon.skin.pictures import from_file
from salon.skin.queries import assessment
from salon.staff.model import Role
from salon.staff.operations import hire
from salon.staff.queries import team
from salon.text import N_, _
from salon.work import Work

CATALOGUES = (
    *("services", "products", "people", "rooms", "devices", "protocols", "templates"),
)

LARGEST_JSON = 16 * 1024 * 1024  # bytes of one assessment or treatment
LONGEST_SOUGHT = 200  # letters; nobody is called more than that


@dataclass(eq=False)
class BadJson(SalonError):
    """What was given as JSON is none, or not of the shape that is needed."""

    why: str

    text = N_("This is not the JSON that is needed: {why}.")


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
    match options.verb:
        case "show":
            key = named.client(salon, options.id).id
            return _shown(salon, key)
        case "add":
            key = salon.do(_add, *_said(salon, options))
            return _shown(salon, key, is_changed=True)
    key = named.client(salon, options.id).id
    fields = dict(map(_pair, options.field))
    draft, allergies, conditions = _draft(salon, fields)
    salon.do(_edit, key, draft, allergies, conditions, options.seen)
    return _shown(salon, key, is_changed=True)


def merge(salon: Salon, options: Namespace) -> Answer:
    """Join two files of one person."""
    kept = named.client(salon, options.keep).id
    away = named.client(salon, options.away).id
    salon.do(merge_clients, kept, away)
    return _shown(salon, kept, is_changed=True)


def catalogue(salon: Salon, options: Namespace) -> Answer:
    """Print what there is to choose from."""
    rows = _CATALOGUES[options.what](salon, options.text)
    lines = (
        f"{row['id']:>6}  {row.get('ref') or '':<18} {row['name']}" for row in rows
    )
    return listed(options.what, rows, lines)


def assess(salon: Salon, options: Namespace) -> Answer:
    """Keep an assessment given as JSON."""
    key = named.client(salon, options.client).id
    said = read_json(options.file)
    folder = Path() if options.file == "-" else Path(options.file).parent
    draft = assessment_draft(said)
    photos = [
        (from_file(folder / str(_path_of(one))), str(_view_of(one)))
        for one in said.get("photos") or ()
    ]
    kept = salon.do(assess_skin, key, draft, photos)
    card = salon.ask(assessment, kept)
    shown = shapes.assessment(card)
    return Answer(shown, [shown["id"]], changed=shown["id"])


def patch(salon: Salon, options: Namespace) -> Answer:
    """Note a patch test."""
    her = named.client(salon, options.client)
    service = named.service(salon, options.service)
    at = None
    if options.at:
        wall = named.wall_clock(salon, options.at)
        at = wall.replace(tzinfo=salon.now().tzinfo).astimezone(UTC)
    salon.do(
        note_patch_test,
        her.id,
        service.ref,
        applied_at=at,
        result=options.result,
    )
    return _shown(salon, her.id, is_changed=True)


def hire_person(salon: Salon, options: Namespace) -> Answer:
    """Add someone to the team."""
    try:
        role = Role(options.role)
    except ValueError as error:
        raise BadField("role", options.role) from error
    key = public_id("staff_member", salon.do(hire, options.name, role, options.skills))
    return Answer({"id": key, "name": options.name}, [key], changed=key)


def add_a_room(salon: Salon, options: Namespace) -> Answer:
    """Add a room."""
    key = public_id("room", salon.do(add_room, options.name, options.type))
    return Answer({"id": key, "name": options.name}, [key], changed=key)


def add_a_device(salon: Salon, options: Namespace) -> Answer:
    """Add a device."""
    key = public_id("device", salon.do(add_device, options.name, options.type))
    return Answer({"id": key, "name": options.name}, [key], changed=key)


def read_json(file: str) -> dict[str, Any]:
    """Return the JSON object in a file, or on standard input for "-"."""
    try:
        if file == "-":
            text = whole(standard_input().read()).removeprefix("\ufeff")
        else:
            data = contents(Path(file), LARGEST_JSON, may_be_handed=True)
            text = data.decode("utf-8-sig")
    except NotReadable as error:
        raise BadJson(f"{error.name}: {error.why}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise BadJson(f"{Path(file).name}: {type(error).__name__}") from error
    try:
        said = json.loads(text or "{}")
    except (ValueError, RecursionError) as error:
        raise BadJson(str(error)[:120]) from error
    if not isinstance(said, dict):
        raise BadJson(type(said).__name__)
    whole(json.dumps(said, ensure_ascii=False))  # half a letter, coded as \\ud800
    return said


def assessment_draft(said: dict[str, Any]) -> AssessmentDraft:
    """Return an assessment from its JSON; raises BadJson."""
    _known_keys(said, _SHEET)
    for name, keys, needed in _PARTS:
        parts = said.get(name) or ()
        for one in parts if isinstance(parts, list) else ():
            if isinstance(one, dict):
                _known_keys(one, keys, needed)
    try:
        return AssessmentDraft(
            skin_type=said.get("skin_type"),
            fitzpatrick=_whole(said.get("fitzpatrick")),
            findings=tuple(
                Finding(
                    str(one["zone"]),
                    str(one["condition"]),
                    _whole(one.get("grade")),
                    one.get("note"),
                )
                for one in said.get("findings") or ()
            ),
            measures=tuple(
                Measured(
                    str(one["measure"]),
                    one.get("zone"),
                    float(one["value"]),
                    str(one.get("unit") or ""),
                )
                for one in said.get("measures") or ()
            ),
            note=str(said.get("note") or ""),
            hopes=str(said.get("hopes") or ""),
            said=str(said.get("said") or ""),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadJson(f"{type(error).__name__}: {error}"[:120]) from error


# what an answered assessment has besides may be handed in again: id, client, person
_SHEET = (
    *("skin_type", "fitzpatrick", "findings", "measures", "note", "hopes", "said"),
    *("photos", "id", "client", "day", "person"),
)
_PARTS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("findings", ("zone", "condition", "grade", "note"), ("zone", "condition")),
    ("measures", ("measure", "zone", "value", "unit"), ("measure", "value")),
    ("photos", ("path", "file", "view", "id", "width", "height", "taken"), ()),
)


def _known_keys(
    said: dict[str, Any], known: Sequence[str], needed: Sequence[str] = ()
) -> None:
    """Let no key be passed over that somebody meant; raises BadJson."""
    for key in said:
        if key not in known:
            why = _(N_("“{key}” is not known here; known are {known}"))
            raise BadJson(why.format(key=key[:40], known=", ".join(known)))
    for key in needed:
        if said.get(key) is None:
            raise BadJson(_(N_("“{key}” is missing")).format(key=key))


def _add(
    work: Work,
    draft: ClientDraft,
    allergies: Sequence[str],
    conditions: Sequence[str],
) -> ClientId:
    key = add_client(work, draft)
    _more(work, key, allergies, conditions)
    return key


def _edit(
    work: Work,
    key: ClientId,
    draft: ClientDraft,
    allergies: Sequence[str],
    conditions: Sequence[str],
    seen: int | None,
) -> None:
    correct_client(work, key, draft, seen=seen)
    _more(work, key, allergies, conditions)


def _more(
    work: Work, key: ClientId, allergies: Sequence[str], conditions: Sequence[str]
) -> None:
    for substance in allergies:
        note_allergy(work, key, substance)
    for condition in conditions:
        note_condition(work, key, condition)


def _said(salon: Salon, options: Namespace) -> tuple[ClientDraft, list[str], list[str]]:
    fields = dict(map(_pair, options.field))
    if options.birthday:
        fields["birthday"] = options.birthday
    if options.lunar:
        fields["lunar"] = options.lunar
    fields["name"] = options.name
    if options.phone:
        fields["phone"] = "\n".join(options.phone)
    return _draft(salon, fields)


def _draft(
    salon: Salon, fields: dict[str, str]
) -> tuple[ClientDraft, list[str], list[str]]:
    """Return a draft from fields by name, with allergies and conditions apart."""
    facts = dict(fields)
    allergies = _list(facts.pop("allergies", ""))
    conditions = _list(facts.pop("conditions", ""))
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
    return draft, allergies, conditions


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


def _pair(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not mark or not name.strip():
        raise BadField(text, "")
    return name.strip(), value


def _list(text: str) -> list[str]:
    return [one.strip() for one in re.split(r"[;；,，、]", text) if one.strip()]


def _whole(value: Any) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or int(value) != float(value):
        raise ValueError(value)
    return int(value)


def _path_of(one: Any) -> Any:
    return one.get("path") or one.get("file") if isinstance(one, dict) else one


def _view_of(one: Any) -> Any:
    return one.get("view", "") if isinstance(one, dict) else ""


def _shown(salon: Salon, key: ClientId, *, is_changed: bool = False) -> Answer:
    card = salon.ask(client_card, key)
    [line] = salon.ask(client_lines, [key])
    lines = [_line(line), *(f"  ! {alert.text}" for alert in line.alerts)]
    number = public_id("client", key)
    return Answer(shapes.client_card(card), lines, number if is_changed else None)


def _line(one: ClientLine) -> str:
    seen = one.last_visit.isoformat() if one.last_visit else "-"
    number = public_id("client", one.id)
    return f"{number:>8}  {one.name}  {one.pinyin}  {one.phone}  {seen}"


def _services(salon: Salon, text: str) -> list[dict[str, Any]]:
    return [
        {
            "id": public_id("service", one.id),
            "ref": one.ref,
            "name": one.name,
            "family": one.family,
            "minutes": one.minutes,
            "buffer_minutes": one.buffer_minutes,
            "gap_offset": one.gap_offset,
            "gap_minutes": one.gap_minutes,
            "room_type": one.room_type,
            "device_type": one.device_type,
            "price": shapes.money(salon, one.price),
            "protocol": one.protocol,
        }
        for one in salon.ask(services, text)
    ]


def _products(salon: Salon, text: str) -> list[dict[str, Any]]:
    return [
        {
            "id": public_id("product", one.id),
            "ref": one.ref,
            "name": one.name,
            "category": one.category,
        }
        for one in salon.ask(products, text)
    ]


def _people(salon: Salon, text: str) -> list[dict[str, Any]]:
    return [
        {
            "id": public_id("staff_member", one.id),
            "name": one.name,
            "role": one.role.value,
            "skills": one.skills.split(),
        }
        for one in salon.ask(team)
        if text.casefold() in one.name.casefold()
    ]


def _rooms(salon: Salon, text: str) -> list[dict[str, Any]]:
    return [
        {"id": public_id("room", one.id), "name": one.name, "room_type": one.room_type}
        for one in salon.ask(rooms)
        if text.casefold() in one.name.casefold()
    ]


def _devices(salon: Salon, text: str) -> list[dict[str, Any]]:
    return [
        {
            "id": public_id("device", one.id),
            "name": one.name,
            "device_type": one.device_type,
        }
        for one in salon.ask(devices)
        if text.casefold() in one.name.casefold()
    ]


def _entries(subject: Subject) -> Callable[[Salon, str], list[dict[str, Any]]]:
    def rows(salon: Salon, text: str) -> list[dict[str, Any]]:
        plain = text.casefold()
        return [
            {"id": one.ref, "ref": one.ref, "name": str(one.names)}
            for one in salon.ask(entries, subject)
            if plain in f"{one.ref} {one.names}".casefold()
        ]

    return rows


_CATALOGUES: dict[str, Callable[[Salon, str], list[dict[str, Any]]]] = {
    "services": _services,
    "products": _products,
    "people": _people,
    "rooms": _rooms,
    "devices": _devices,
    "protocols": _entries(Subject.PROTOCOL),
    "templates": _entries(Subject.TEMPLATE),
}
