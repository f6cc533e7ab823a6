"""The command that prints a paper as PDF."""

from argparse import Namespace
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from salon.app import Salon
from salon.cli import named
from salon.cli.answer import Answer
from salon.cli.named import NoSuchRecord
from salon.clients.model import ClientId
from salon.clients.operations import note_file_printed
from salon.complaints.model import ComplaintId
from salon.errors import SalonError
from salon.exchange.writing import atomically
from salon.paper.sheets import Look, PageSize
from salon.public import row_of
from salon.text import LANGUAGES, N_, nearest

if TYPE_CHECKING:
    from salon.reports.composing import Composed


@dataclass(eq=False)
class NoLanguage(SalonError):
    """A language that papers are not printed in."""

    said: str
    known: str

    text = N_("Papers are not printed in “{said}”. Choose among: {known}.")


def print_paper(salon: Salon, options: Namespace) -> Answer:
    """Print a paper as PDF."""
    from salon.reports.complaints import compose_timeline
    from salon.reports.days import compose_day
    from salon.reports.filed import compose_file
    from salon.reports.files import compose_record
    from salon.reports.papers import compose_plan

    languages = _languages(salon, options)
    size = {"A4": PageSize.A4, "A5": PageSize.A5, "Letter": PageSize.LETTER}
    look = Look(size[options.paper], languages, options.large)
    match options.what:
        case "plan" | "fridge":
            is_for_fridge = options.what == "fridge"
            query = partial(compose_plan, is_for_fridge=is_for_fridge)
            composed = salon.ask(query, _plan(options.id), look)
        case "record":
            of, key = _record(salon, options.id)
            if of == "client":
                composed = salon.ask(compose_file, ClientId(key), look)
            else:
                composed = salon.ask(compose_record, of, key, look)
        case "complaint":
            of_case = named.key_of("complaint", N_("complaint"), options.id)
            composed = salon.ask(compose_timeline, ComplaintId(of_case), look)
        case "leaflet":
            composed = _leaflet(salon, options.id, look)
        case _:
            day = named.day_of(salon, options.id)
            query_day = partial(compose_day, is_apart=options.apart)
            composed = salon.ask(query_day, day, look)
    paper = composed.set()
    whose = getattr(composed.sheet, "client_id", 0)
    document = {
        "file": options.out,
        "pages": paper.pages,
        "missing_characters": list(paper.missing_characters),
    }
    out = Path(options.out)
    if options.out != "-":
        atomically(out, lambda place: _write(place, paper.pdf))
    if whose:  # a copy of somebody's file is out: the history says so
        salon.do(note_file_printed, ClientId(whose))
    if options.out == "-":
        return Answer(document, raw=paper.pdf)
    return Answer(document, [f"{out} ({paper.pages})"])


def _languages(salon: Salon, options: Namespace) -> tuple[str, ...]:
    said = options.language or salon.premises.language
    wanted = tuple(filter(None, (one.strip() for one in said.split(","))))
    for one in wanted:
        if not one.lower().startswith(("en", "zh")):
            raise NoLanguage(one, ", ".join(LANGUAGES))
    return tuple(dict.fromkeys(map(nearest, wanted)))[:2]  # once in each


def _plan(said: str) -> Any:
    return named.key_of("plan", N_("plan"), said)


def _leaflet(salon: Salon, said: str, look: Look) -> "Composed":
    """Return the leaflet of a service, or of a visit or treatment by its number."""
    from salon.reports.leaflets import compose_leaflet, compose_leaflet_after

    try:
        table, key = row_of(said)
    except ValueError:
        table, key = "", 0
    if table in ("appointment", "treatment"):
        return salon.ask(compose_leaflet_after, table, key, look)
    return salon.ask(compose_leaflet, named.service(salon, said).id, look)


def _record(salon: Salon, said: str) -> tuple[str, int]:
    """Return what a record card is asked of: a treatment, a visit or a client."""
    try:
        table, key = row_of(said)
    except ValueError:
        return "client", named.client(salon, said).id
    if table not in ("treatment", "appointment", "client"):
        raise NoSuchRecord(said)
    return table, key


def _write(place: Path, data: bytes) -> None:
    place.write_bytes(data)
