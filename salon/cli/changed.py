"""Commands about photographs, the twenty-second tick and what changed."""

from argparse import Namespace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from salon.app import Salon
from salon.cli import named, shapes
from salon.cli.answer import Answer
from salon.cli.papers import given, look_of
from salon.cli.skin import first_of, kept_before
from salon.clients.model import ClientId
from salon.clients.queries import client_line
from salon.exchange.writing import atomically
from salon.public import public_id
from salon.reports.changed import Changes, MeasureChange
from salon.skin.comparing import Taken
from salon.skin.model import HABITS, PhotoId, PhotoLine
from salon.skin.operations import (
    add_photos,
    let_photo_out,
    publish_photo,
    remove_photo,
    set_photo,
)
from salon.skin.operations import tick as note_tick
from salon.skin.permission import Purpose
from salon.skin.pictures import from_file
from salon.skin.queries import photo, photo_rights, photos_locked, photos_of, ticks_of
from salon.text import N_, _, ngettext
from salon.views.changed import changed_sight


def tick(salon: Salon, options: Namespace) -> Answer:
    """Note the five habits, or list what was noted."""
    key = ClientId(named.client(salon, options.client).id)
    said = {habit: getattr(options, habit) for habit in HABITS}
    made = None
    if any(level is not None for level in said.values()):
        made = salon.do(note_tick, key, said, options.way)
    ticks = salon.ask(ticks_of, key)
    shown = [shapes.tick(one) for one in ticks]
    body = {"client": public_id("client", key), "ticks": shown, "total": len(shown)}
    lines = [_tick_line(one) for one in shown] or [_(N_("Nothing is noted yet."))]
    changed = public_id("tick", made) if made is not None else None
    return Answer(body, lines, changed=changed)


def _tick_line(one: dict[str, Any]) -> str:
    levels = "  ".join(
        f"{habit} {one[habit]}" for habit in HABITS if one[habit] is not None
    )
    return f"{one['day']}  {levels}"


def photos(salon: Salon, options: Namespace) -> Answer:
    """Do one of the steps of `photo`."""
    if options.step == "list":
        return _listed(salon, ClientId(named.client(salon, options.client).id))
    if options.step == "add":
        return _added(salon, options)
    key = PhotoId(named.key_of("photo", N_("photograph"), options.photo))
    match options.step:
        case "view":
            salon.do(set_photo, key, view=options.view)
        case "publish":
            salon.do(publish_photo, key, options.switch == "on")
        case "remove":
            whose, _line = salon.ask(photo, key)
            salon.do(remove_photo, key)
            return _listed(salon, whose, changed=options.photo)
        case _:
            data = salon.do(let_photo_out, key, Purpose(options.purpose))
            atomically(Path(options.file), lambda part: _write(part, data))
    whose, line = salon.ask(photo, key)
    body = shapes.photo(line) | {"client": public_id("client", whose)}
    return Answer(body, [body["id"]], changed=body["id"])


def _write(place: Path, data: bytes) -> None:
    place.write_bytes(data)


def _added(salon: Salon, options: Namespace) -> Answer:
    key = ClientId(named.client(salon, options.client).id)
    paths = [Path(one) for one in options.files]
    pictures = [from_file(path) for path in paths]
    before = {one.hash for one in salon.ask(photos_of, key)}
    made = salon.do(add_photos, key, [(one, options.view) for one in pictures])
    notes = [*first_of(paths, pictures), *kept_before(before, paths, pictures)]
    answer = _listed(salon, key, changed=" ".join(public_id("photo", n) for n in made))
    return Answer(
        answer.document | {"notes": notes},
        [*answer.lines, *notes],
        changed=answer.changed,
    )


def _listed(salon: Salon, key: ClientId, changed: str | None = None) -> Answer:
    found = [shapes.photo(one) for one in salon.ask(photos_of, key)]
    rights = salon.ask(photo_rights, key)
    locked = salon.ask(photos_locked, key)
    body = {
        "client": public_id("client", key),
        "photos": found,
        "total": len(found),
        "locked": locked,
        "allowed": [one.value for one in Purpose if rights.allows(one, is_public=True)],
    }
    lines = [f"{one['id']}  {one['taken'][:10]}  {one['view'] or ''}" for one in found]
    if locked:
        said = ngettext(
            "{n} photograph is locked: the consent to photographs does not stand.",
            "{n} photographs are locked: the consent to photographs does not stand.",
            locked,
        )
        lines.append(said.format(n=locked))
    return Answer(body, lines or [_(N_("No photographs."))], changed=changed)


def changed(salon: Salon, options: Namespace) -> Answer:
    """Tell what changed between two days, and print it where that is asked for."""
    key = ClientId(named.client(salon, options.client).id)
    since, until = days_said(salon, options)
    if options.out:
        from salon.reports.skin_papers import compose_changed

        look = look_of(salon, options, is_hers=True)
        tongue = salon.ask(client_line, key).language
        query = partial(compose_changed, first=since, last=until, tongue=tongue)
        composed = salon.ask(query, key, look)
        return given(salon, options, composed)
    sight = salon.ask(changed_sight, key, since, until)
    if sight.found is None:
        nothing: dict[str, Any] = {
            "client": public_id("client", key),
            "days": _days(sight.days),
            "from": None,
            "to": None,
            "measures": [],
            "sentence": "",
        }
        return Answer(nothing, [])
    body = _body(sight.found) | {
        "days": _days(sight.days),
        "sentence": sight.sentence,
        "edited": sight.is_edited,
        "locked": sight.locked,
    }
    lines = [sight.sentence, *(_line(one) for one in sight.found.measures)]
    return Answer(body, lines)


def days_said(salon: Salon, options: Namespace) -> tuple[date | None, date | None]:
    """Return the two days that were named; None for one that was not."""
    since = named.day_of(salon, options.since) if options.since else None
    until = named.day_of(salon, options.until) if options.until else None
    return since, until


def _days(days: tuple[date, ...]) -> list[str]:
    return [one.isoformat() for one in days]


def _line(one: MeasureChange) -> str:
    change = "" if one.said.change is None else f"{one.said.change:+g}"
    values = f"{one.first.value:g} → {one.now.value:g}"
    return "  ".join(filter(None, (one.name, one.place, values, change, one.why)))


def _body(found: Changes) -> dict[str, Any]:
    return {
        "client": public_id("client", found.client_id),
        "from": found.first.isoformat(),
        "to": found.last.isoformat(),
        "photos": [
            {
                "view": one.view or None,
                "before": _photo(one.before),
                "now": _photo(one.now),
            }
            for one in found.pairs
        ],
        "measures": [_measure(one) for one in found.measures],
        "findings": [
            {
                "condition": one.condition,
                "zones": list(one.zones),
                "before": one.before,
                "now": one.now,
                "change": one.change,
            }
            for one in found.findings
        ],
        "treatments": [
            {"day": one.day.isoformat(), "service": one.service, "name": str(one.name)}
            for one in found.done
        ],
        "products": [
            {
                "product": one.product,
                "name": one.name,
                "since": one.since.isoformat(),
                "until": one.until.isoformat() if one.until else None,
            }
            for one in found.products
        ],
        "ticks": [shapes.tick(one) for one in found.ticks],
        "allowed": [
            one.value for one in Purpose if found.rights.allows(one, is_public=True)
        ],
    }


def _photo(one: PhotoLine | None) -> dict[str, Any] | None:
    return None if one is None else shapes.photo(one)


def _measure(one: MeasureChange) -> dict[str, Any]:
    return {
        "measure": one.measure,
        "zone": one.zone or None,
        "unit": one.now.unit,
        "before": _reading(one.first),
        "now": _reading(one.now),
        "comparable": one.said.verdict.value,
        "why": [why.value for why in one.said.why],
        "words": one.why,
        "change": one.said.change,
        "least_change": one.said.least,
        "better": one.is_better,
    }


def _reading(one: Taken) -> dict[str, Any]:
    return {
        "day": one.day.isoformat(),
        "value": one.value,
        "device": one.device or None,
        "readings": list(one.repeats),
        "cleansed": one.cleansed,
        "rested": one.rested,
        "humidity": one.humidity,
        "temperature": one.temperature,
    }
