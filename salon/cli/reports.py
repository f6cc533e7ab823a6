"""Commands that print, look back and keep watch."""

import json
import os
import subprocess
import sys
from argparse import Namespace
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from salon.app import Salon
from salon.cli import named, shapes
from salon.cli.answer import Answer, listed
from salon.errors import Hindrance, SalonError
from salon.exchange.writing import atomically
from salon.history.queries import history, newest
from salon.paper.sheets import Look, PageSize
from salon.public import row_of
from salon.reports.model import Finding
from salon.reports.queries import findings
from salon.safekeeping import Damaged
from salon.shipped import HOME
from salon.start import open_salon
from salon.store.backup import damaged
from salon.store.chain import Head
from salon.store.heads import Noted
from salon.text import LANGUAGES, N_, _, nearest

FOUND = 3
PIXELS = 16_000  # a side; larger pictures fill the memory of a cheap PC


@dataclass(eq=False)
class NoSuchRecord(SalonError):
    """A public number that is none."""

    said: str

    text = N_("“{said}” is not the number of a record, such as C1042 or A20931.")


@dataclass(eq=False)
class BadSize(SalonError):
    """A size of the window that is none."""

    said: str

    text = N_("“{said}” is not a size such as 1440x900.")


@dataclass(eq=False)
class NoLanguage(SalonError):
    """A language that papers are not printed in."""

    said: str
    known: str

    text = N_("Papers are not printed in “{said}”. Choose among: {known}.")


class NoPictures(Hindrance):
    """The window cannot be drawn here."""

    text = N_("The window cannot be drawn on this computer. See README, set-up.")


def print_paper(salon: Salon, options: Namespace) -> Answer:
    """Print a paper as PDF."""
    from salon.reports import papers

    languages = _languages(salon, options)
    size = {"A4": PageSize.A4, "A5": PageSize.A5, "Letter": PageSize.LETTER}
    look = Look(size[options.paper], languages)
    match options.what:
        case "plan":
            composed = salon.ask(papers.compose_plan, _plan(options.id), look)
        case "record":
            of, key = _record(salon, options.id)
            composed = salon.ask(papers.compose_record, of, key, look)
        case "leaflet":
            service = named.service(salon, options.id)
            composed = salon.ask(papers.compose_leaflet, service.id, look)
        case _:
            day = named.day_of(salon, options.id)
            composed = salon.ask(papers.compose_day, day, look)
    paper = composed.set()
    document = {
        "file": options.out,
        "pages": paper.pages,
        "missing_characters": list(paper.missing_characters),
    }
    if options.out == "-":
        return Answer(document, raw=paper.pdf)
    out = Path(options.out)
    atomically(out, lambda place: _write(place, paper.pdf))
    return Answer(document, [f"{out} ({paper.pages})"])


def undo(salon: Salon, _options: Namespace) -> Answer:
    """Take back the last action of this computer."""
    return _action(salon, salon.undo())


def redo(salon: Salon, _options: Namespace) -> Answer:
    """Do again what was taken back."""
    return _action(salon, salon.redo())


def history_of(salon: Salon, options: Namespace) -> Answer:
    """Print who did what, newest first."""
    of = None
    if options.record:
        try:
            of = row_of(options.record)
        except ValueError as error:
            raise NoSuchRecord(options.record) from error
    found = salon.ask(history, of, options.limit)
    lines = (
        f"{one.seq:>6}  {salon.local(one.at):%Y-%m-%d %H:%M}  {one.by or '-'}"
        f"  {one.desk}  {one.text}"
        for one in found
    )
    return listed("actions", [shapes.action(salon, one) for one in found], lines)


def check(salon: Salon, options: Namespace) -> Answer:
    """Look for anything lost, altered or inconsistent."""
    kept = [Noted(Head.of(said), None) for said in options.head]
    if options.accept:
        salon.accept_loss()
    if salon.watch is not None and (noted := salon.watch.noted()) is not None:
        kept.insert(0, noted)
    found, best = _found(salon, kept)
    head: str | None = None
    with suppress(Damaged):
        end = salon.ask(newest)
        head = str(end)
    document = {
        "sound": not found,
        "findings": [
            {
                "rule": one.rule,
                "count": one.count,
                "records": list(one.records),
                "text": one.text,
            }
            for one in found
        ],
        "head": head,
        "backup": best,
    }
    lines = [
        f"{one.text} ({one.count}): {', '.join(one.records)}"
        if one.records
        else one.text
        for one in found
    ]
    lines = lines or [_(N_("Everything is sound."))]
    lines += [head] if head is not None else []
    changed = head if options.accept else None
    return Answer(document, lines, changed=changed, status=FOUND if found else 0)


def _found(salon: Salon, kept: Sequence[Noted]) -> tuple[list[Finding], str | None]:
    """Return what is not sound; and of a damaged file the backup to come back from."""
    try:
        found = salon.ask(findings, kept)
    except Damaged as error:
        return [Finding("damaged_file", 1, (), str(error))], error.backup or None
    if salon.folder is None or all(one.rule != "damaged_file" for one in found):
        return found, None
    hurt = damaged(salon.folder)
    said = [
        replace(one, text=str(hurt)) if one.rule == "damaged_file" else one
        for one in found
    ]
    return said, hurt.backup or None


def tour(_salon: None, options: Namespace) -> Answer:
    """Save a picture of every page of the window, in a process of its own."""
    wide, mark, high = options.size.lower().partition("x")
    if not mark or not (wide.isdecimal() and high.isdecimal()):
        raise BadSize(options.size)
    # 2 and 200 are both what people write for twice the size.
    scale = options.scale / 100 if options.scale >= 50 else options.scale
    if not (0.5 <= scale <= 4 and 1 <= max(int(wide), int(high)) * scale <= PIXELS):
        raise BadSize(f"{options.size} × {options.scale:g}")
    with closing(open_salon(options.data, options.now, may_begin=False)):
        pass  # what stands in the way of opening it is said in words, here
    program = (
        "import json, sys; from ui.tour.pictures import main;"
        " sys.exit(main(json.loads(sys.argv[1])))"
    )
    said = {
        "folder": str(Path(options.dir).resolve()),
        "data": options.data,
        "language": options.language or "",
        "theme": options.theme,
        "scale": scale,
        "size": [int(wide), int(high)],
        "now": options.now.isoformat() if options.now else "",
    }
    environment = dict(os.environ, QT_SCALE_FACTOR=str(scale))
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    done = subprocess.run(
        [sys.executable, "-c", program, json.dumps(said)],
        cwd=HOME,
        env=environment,
        capture_output=True,
        check=False,
    )
    try:
        pictures = json.loads(done.stdout.decode().splitlines()[-1])
    except (ValueError, IndexError) as error:
        print(done.stderr.decode(errors="replace")[-2000:], file=sys.stderr)
        raise NoPictures from error
    return Answer(pictures, [one["file"] for one in pictures["pictures"]])


def bench(_salon: None, options: Namespace) -> Answer:
    """Measure how fast it is, against limits taken in the same run."""
    from benchmarks.run import measure

    ratios = measure(
        options.data if _is_salon(options.data) else None, is_quick=options.quick
    )
    lines = [
        f"{one['what']:<50} {one['ratio']!s:>8} (target {one['target'] or '–'})"
        f" {one.get('salon', '')}".rstrip()
        for one in ratios
        if one["ratio"] is not None
    ]
    return Answer({"ratios": ratios}, lines)


def _is_salon(where: str) -> bool:
    return (Path(where) / "salon.db").exists()


def _languages(salon: Salon, options: Namespace) -> tuple[str, ...]:
    said = options.language or salon.premises.language
    wanted = tuple(filter(None, (one.strip() for one in said.split(","))))
    for one in wanted:
        if not one.lower().startswith(("en", "zh")):
            raise NoLanguage(one, ", ".join(LANGUAGES))
    return tuple(map(nearest, wanted))[:2]


def _plan(said: str) -> Any:
    return named.key_of("plan", N_("plan"), said)


def _record(salon: Salon, said: str) -> tuple[str, int]:
    """Return what a record card is asked of: a treatment, a visit or a client."""
    try:
        table, key = row_of(said)
    except ValueError:
        return "client", named.client(salon, said).id
    if table not in ("treatment", "appointment", "client"):
        raise NoSuchRecord(said)
    return table, key


def _action(salon: Salon, seq: int) -> Answer:
    [line] = [one for one in salon.ask(history, None, 5) if one.seq == seq]
    return Answer(shapes.action(salon, line), [line.text], changed=seq)


def _write(place: Path, data: bytes) -> None:
    place.write_bytes(data)
