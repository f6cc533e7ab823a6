"""Commands about protocols of after-care, and words of the salon's own."""

import json
from argparse import Namespace
from dataclasses import dataclass
from typing import Any

from salon.aftercare.composing import Own
from salon.aftercare.model import PreviewLine, ProtocolLine
from salon.aftercare.own_words import add_words, turn_words
from salon.aftercare.protocols import (
    drop_draft,
    edit_protocol,
    follow_with,
    switch_protocol,
)
from salon.aftercare.queries import own_words, preview, protocol_line, protocol_lines
from salon.app import Salon
from salon.cli import named
from salon.cli.answer import Answer, listed
from salon.cli.documents import Sheet, read_json
from salon.errors import SalonError
from salon.text import N_, Names, _, hour, short_day


@dataclass(eq=False)
class NothingToDo(SalonError):
    """A word after `protocol` that is none."""

    said: str

    text = N_(
        "“{said}” is nothing to do with a protocol. Say show, edit, preview, on, off, "
        "drop, follow, words, say, hush or speak."
    )


@dataclass(eq=False)
class NoSuchStep(SalonError):
    """A step or key that --set cannot reach."""

    said: str

    text = N_("“{said}” reaches no step. Say STEP.KEY=VALUE, such as d1.day_offset=2.")


def protocol(salon: Salon, options: Namespace) -> Answer:
    """Show, rewrite, try and switch protocols; words of the salon's own."""
    match options.what:
        case "words":
            return _words(salon)
        case "say":
            names = Names(options.en, options.zh_CN, options.zh_TW)
            more = {"topic": options.topic, "purpose": options.purpose}
            ref = salon.do(add_words, options.ref, names, **more)
            return _words(salon, ref)
        case "hush" | "speak":
            salon.do(turn_words, options.ref, options.what == "speak")
            return _words(salon, options.ref)
        case "show" if not options.ref:
            found = salon.ask(protocol_lines)
            shapes = [_protocol(one) for one in found]
            return listed("protocols", shapes, map(_protocol_line, found))
    line = salon.ask(protocol_line, options.ref)
    match options.what:
        case "show":
            return _shown(line)
        case "preview":
            return _preview(salon, line, options)
        case "edit":
            salon.do(edit_protocol, line.ref, _steps(line, options))
        case "on" | "off":
            salon.do(switch_protocol, line.ref, options.what == "on")
        case "drop":
            salon.do(drop_draft, line.ref)
        case "follow":
            service = named.service(salon, options.more)
            salon.do(follow_with, service.id, line.ref)
        case other:
            raise NothingToDo(other)
    return _shown(salon.ask(protocol_line, line.ref), changed=line.ref)


def _steps(line: ProtocolLine, options: Namespace) -> list[dict[str, Any]]:
    if options.more:
        steps = [one.said for one in Sheet(read_json(options.more)).sheets("steps")]
    else:
        steps = json.loads(json.dumps(list(line.draft or line.steps)))
    for said in options.set:
        path, value = named.pair(said)
        name, _dot, key = path.partition(".")
        step = next((one for one in steps if one.get("id") == name), None)
        if step is None or not key:
            raise NoSuchStep(said)
        _put(step, key, value)
    return steps


def _put(step: dict[str, Any], key: str, value: str) -> None:
    """Write one value; lists have commas, texts name their language."""
    if key.startswith("script."):
        codes = {"zh_CN": "zh_hans", "zh_TW": "zh_hant"}
        code = key.partition(".")[2]
        step.setdefault("script", {})[codes.get(code, code)] = value
    elif key in ("channels", "questions", "red_flags", "skip_if", "needs"):
        step[key] = [one.strip() for one in value.split(",") if one.strip()]
    else:
        step[key] = int(value) if value.lstrip("-").isdigit() else value


def _preview(salon: Salon, line: ProtocolLine, options: Namespace) -> Answer:
    client = named.client(salon, options.more)
    service = named.service(salon, options.service).ref if options.service else ""
    found = salon.ask(preview, line.ref, client.id, service)
    shapes = [_step(one) for one in found]
    return Answer(
        {"protocol": line.ref, "draft": line.draft is not None, "steps": shapes},
        map(_step_line, found),
    )


def _step(one: PreviewLine) -> dict[str, Any]:
    return {
        "step": one.step,
        "due": one.due.isoformat(),
        "from": f"{one.time_from:%H:%M}",
        "until": f"{one.time_until:%H:%M}",
        "caller": one.caller,
        "channel": one.channel or None,
        "purpose": one.purpose,
        "moved": one.is_moved,
        "words": one.words,
    }


def _step_line(one: PreviewLine) -> str:
    words = one.words or _("not said: the client does not want it")
    return f"{short_day(one.due)} {hour(one.time_from)}  {one.purpose}  {words}"


def _protocol(line: ProtocolLine) -> dict[str, Any]:
    return {
        "id": line.ref,
        "name": str(line.names),
        "on": line.is_on,
        "steps": [dict(one) for one in line.steps],
        "draft": [dict(one) for one in line.draft] if line.draft is not None else None,
        "services": list(line.services),
    }


def _protocol_line(line: ProtocolLine) -> str:
    marks = [_("off")] if not line.is_on else []
    marks += [_("a draft waits")] if line.draft is not None else []
    days = ", ".join(str(one.get("day_offset", 0)) for one in line.steps)
    said = f"{line.ref}  {line.names}  {days}"
    return f"{said}  ({', '.join(marks)})" if marks else said


def _shown(line: ProtocolLine, changed: str | None = None) -> Answer:
    lines = [_protocol_line(line)]
    for one in line.draft if line.draft is not None else line.steps:
        day = one.get("day_offset", 0)
        lines.append(f"  {one['id']:>8}  {day:>4}  {one['purpose']}  {one['caller']}")
    return Answer(_protocol(line), lines, changed=changed)


def _words(salon: Salon, changed: str | None = None) -> Answer:
    found = salon.ask(own_words)
    shapes = [_word(one) for one in found]
    document = {"words": shapes, "total": len(shapes)}
    return Answer(document, map(_word_line, found), changed=changed)


def _word(one: Own) -> dict[str, Any]:
    names = one.piece.names
    return {
        "id": one.piece.id,
        "kind": one.kind or None,
        "topic": one.piece.topic or None,
        "off": one.is_off,
        "en": names.en,
        "zh_CN": names.zh_hans,
        "zh_TW": names.zh_hant,
    }


def _word_line(one: Own) -> str:
    mark = _("off") if one.is_off else one.kind
    return f"{one.piece.id}  {mark}  {one.piece.names}"
