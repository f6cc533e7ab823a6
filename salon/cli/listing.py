"""The command that lists clients as a table, on the screen or for Excel."""

from argparse import Namespace
from dataclasses import replace
from functools import partial
from pathlib import Path

from salon.app import Salon
from salon.catalogue.model import NotFound
from salon.cli.answer import Answer
from salon.cli.named import one_file, pair
from salon.clients.narrowing import Narrow
from salon.exchange.operations import note_list_out
from salon.exchange.writing import atomically
from salon.paper.sheets import Look, PageSize
from salon.public import public_id
from salon.text import N_, _
from salon.views.roll import choices
from salon.views.rollpaper import compose_roll
from salon.views.rolltable import roll_table, with_columns
from salon.views.rollwriting import write_roll


def clients(salon: Salon, options: Namespace) -> Answer:
    """List clients: whom, in what order, with which columns."""
    one_file(options)
    narrow = _narrow(salon, options)
    if options.pdf:
        return _on_paper(salon, options, narrow)
    out = Path(options.xlsx) if options.xlsx else None
    look = partial(roll_table, limit=options.limit, goes_out=out is not None)
    found = salon.look_as(salon.by, look, narrow, options.text)
    document = {
        "clients": [
            {"id": public_id("client", key)}
            | dict(zip(found.columns, row, strict=True))
            for key, row in zip(found.keys, found.rows, strict=True)
        ],
        "columns": dict(zip(found.columns, found.headings, strict=True)),
        "total": found.total,
    }
    if out is not None:
        write_roll(out, found)
        salon.do(note_list_out, len(found.rows))
        document = {"file": str(out), "rows": len(found.rows), "total": found.total}
        return Answer(document, [str(out)])
    return Answer(document, ["  ".join(row) for row in found.rows])


def _on_paper(salon: Salon, options: Namespace, narrow: Narrow) -> Answer:
    look = Look(PageSize[options.paper.upper()])
    compose = partial(compose_roll, limit=options.limit)
    made = salon.look_as(salon.by, compose, narrow, options.text, look)
    rows = len(made.sheet.rows)
    paper = made.set()
    out = Path(options.pdf)
    atomically(out, lambda place: _write(place, paper.pdf))
    salon.do(note_list_out, rows)
    document = {"file": str(out), "rows": rows, "pages": paper.pages}
    return Answer(document, [f"{out} ({paper.pages})"])


def _write(place: Path, made: bytes) -> None:
    place.write_bytes(made)


def _narrow(salon: Salon, options: Namespace) -> Narrow:
    narrow = Narrow()
    if options.view:
        kept = {one.name: one.narrow for one in salon.ask(choices).views}
        if options.view not in kept:
            raise NotFound(_(N_("view")), options.view)
        narrow = kept[options.view]
    for one in options.where:
        pair(one)
    if options.columns:
        wanted = options.columns.replace("，", ",").split(",")
        narrow = with_columns(narrow, (one.strip() for one in wanted if one.strip()))
    where = "\n".join((*narrow.where.splitlines(), *options.where))
    narrow = replace(narrow, where=where, is_down=options.down or narrow.is_down)
    if not options.view or options.sort != "name":
        narrow = replace(narrow, order=options.sort)
    return replace(narrow, left=options.left) if options.left else narrow
