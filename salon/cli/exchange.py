"""Commands that move whole lists of clients in and out."""

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from salon.app import Salon
from salon.cli import named
from salon.cli.answer import Answer
from salon.clients.model import BadField
from salon.exchange.adding import Said
from salon.exchange.bringing import bring_openings
from salon.exchange.model import Asked, Sheet
from salon.exchange.openings import read_openings
from salon.exchange.operations import (
    NoSuchImport,
    Outcome,
    RowResult,
    export_clients,
    take_back_import,
)
from salon.exchange.rejects import may_take_rejects, write_rejects
from salon.exchange.taking_in import Watching, take_in
from salon.exchange.writing import write
from salon.money import Money
from salon.public import public_id
from salon.settings.regions import region_said
from salon.text import _, amount, language


def import_(salon: Salon, options: Namespace) -> Answer:
    """Take clients in from a file, or an import away again."""
    if options.take_back:
        return _take_back(salon, options.take_back)
    if not options.file:
        raise BadField("FILE", "")
    path = Path(options.file)
    asked = Asked(
        path,
        salon.premises.region,
        salon.today(),
        kind=options.kind or "",
        encoding=options.encoding or "",
        delimiter=_delimiter(options.delimiter or ""),
        sheet=options.sheet or "",
        columns=tuple(map(_mapped, options.map)),
        language=language(),
        zone=salon.premises.timezone,
        numbers_of=region_said(options.region).id if options.region else "",
    )
    if options.rejects:
        may_take_rejects(Path(options.rejects), asked)
    watching = _Watching()
    outcome, sheet = take_in(
        *(salon, salon.by, asked, watching.all()), is_trial=options.dry_run
    )
    rejects = outcome.rejects()
    if options.rejects and rejects:
        write_rejects(Path(options.rejects), asked, rejects)
    batch = public_id("import_batch", outcome.batch_id) if outcome.batch_id else None
    document = partial(_document, outcome, sheet, batch, all_rows=options.all_rows)
    return Answer(document, _told(outcome, sheet.notes), changed=batch)


def _document(
    outcome: Outcome, sheet: Sheet, batch: str | None, *, all_rows: bool
) -> dict[str, Any]:
    return {
        "batch": batch,
        "kind": sheet.kind.value,
        "encoding": sheet.encoding or None,
        "delimiter": sheet.delimiter or None,
        "sheet": sheet.sheet or None,
        "columns": sheet.shown_columns(),
        "region": sheet.region or None,
        "regions": list(sheet.regions),
        "new": outcome.new,
        "matched": outcome.matched,
        "refused": outcome.refused,
        "more": outcome.more,
        "notes": list(sheet.notes),
        "warnings": [
            {"row": one.row, "name": one.name or None, "text": text}
            for one in outcome.rows
            for text in one.warnings
        ],
        "added": _each(outcome, lambda one: map(_said, one.added)),
        "left": _each(outcome, lambda one: map(_left, one.left)),
        "questions": _each(outcome, lambda one: ({"text": t} for t in one.questions)),
        "rows": [
            _row(one) for one in outcome.rows if all_rows or one.status == "refused"
        ],
    }


def export(salon: Salon, options: Namespace) -> Answer:
    """Write clients to a file."""
    path = Path(options.file)
    if path.suffix.lower() not in (".csv", ".xlsx", ".vcf", ".vcard"):
        raise BadField("FILE", path.name)
    keys = None
    if options.clients:
        keys = [named.client(salon, one).id for one in options.clients]
    people = salon.do(export_clients, keys)
    write(path, people)
    said = _("{count} clients written to {file}")
    lines = [said.format(count=len(people), file=path.name)]
    document = {"clients": len(people), "file": str(path)}
    return Answer(document, lines, changed=len(people))


def _take_back(salon: Salon, said: str) -> Answer:
    text = said.upper().removeprefix("B")
    if not text.isdecimal() or len(text) > 15:
        raise NoSuchImport(said)
    gone, kept = salon.do(take_back_import, int(text))
    shown = [
        {"client": public_id("client", one.client_id), "reason": one.reason}
        for one in kept
    ]
    lines = [_("{count} clients taken away again").format(count=gone)]
    lines += [f"{one['client']}: {one['reason']}" for one in shown]
    return Answer({"removed": gone, "kept": shown}, lines, changed=f"B{text}")


def _row(one: RowResult) -> dict[str, Any]:
    client = public_id("client", one.client_id) if one.client_id else None
    return {
        "row": one.row,
        "status": one.status,
        "client": client,
        "name": one.name or None,
        "reason": one.reason or None,
        "warnings": list(one.warnings),
        "whom": one.whom or None,
        "added": [_said(said) for said in one.added],
        "left": [_left(said) for said in one.left],
        "questions": list(one.questions),
        "namesake": public_id("client", one.namesake) if one.namesake else None,
    }


def _each(
    outcome: Outcome, told: Callable[[RowResult], Iterable[dict[str, Any]]]
) -> list[dict[str, Any]]:
    """Return what is told of each row, with whose row it is."""
    return [
        {"row": row.row, "name": row.name or None} | one
        for row in outcome.rows
        for one in told(row)
    ]


def _left(one: Said) -> dict[str, str | None]:
    return _said(one) | {"here": one.here or None}


def _said(one: Said) -> dict[str, str | None]:
    return {"field": one.field, "value": one.value}


def _told(outcome: Outcome, notes: tuple[str, ...]) -> Iterator[str]:
    said = _("{new} new, {matched} matched, {refused} refused")
    yield said.format(new=outcome.new, matched=outcome.matched, refused=outcome.refused)
    yield from notes
    for row in outcome.rows:
        about = [row.reason] if row.reason else [*row.warnings]
        about += [one for one in row.questions if one not in row.warnings]
        if row.status == "refused" or row.warnings or row.added or row.questions:
            yield f"{row.row:>6}  {row.name}  {'; '.join(about)}"


def _mapped(text: str) -> tuple[str, str]:
    field, mark, column = text.partition("=")
    if not mark or not field.strip() or not column.strip():
        raise BadField("--map", text)
    return field.strip(), column.strip()


def _delimiter(said: str) -> str:
    return {"tab": "\t", "comma": ",", "semicolon": ";"}.get(said.lower(), said)


class _Watching:
    """Says on standard error how far a list has come, where somebody sees it."""

    def __init__(self) -> None:
        self._total = 0

    def all(self) -> Watching:
        """Return who wants to know."""
        if not sys.stderr.isatty():
            return Watching()
        return Watching(opened=self._opened, progress=self._show)

    def _opened(self, sheet: Sheet) -> None:
        self._total = sheet.rows

    def _show(self, done: int) -> bool:
        share = f"{100 * done // self._total:>3} %" if self._total else f"{done:>8}"
        print(f"\r{share}", end="", file=sys.stderr)
        return True


def openings(salon: Salon, options: Namespace) -> Answer:
    """Bring what another program owed into the books, or try it."""
    path = Path(options.file)
    currency = salon.premises.currency
    asked = Asked(
        path,
        salon.premises.region,
        salon.today(),
        encoding=options.encoding or "",
        delimiter=_delimiter(options.delimiter or ""),
        sheet=options.sheet or "",
        language=language(),
        is_table=True,
    )
    said = read_openings(asked, currency)
    done = salon.do(bring_openings, said, path, is_trial=options.dry_run)

    def money(value: Money) -> dict[str, Any]:
        return {"minor": value.minor, "currency": currency}

    document = {
        "brought": len(done.rows) - len(done.refused),
        "refused": [
            {"row": one.row, "client": one.client or None, "reason": one.refused}
            for one in done.refused
        ],
        "totals": {
            "courses": done.courses,
            "sessions": done.sessions,
            "course_worth": money(done.course_worth),
            "stored": money(done.stored),
            "bonus": money(done.bonus),
            "deposit": money(done.deposit),
            "vouchers": done.vouchers,
            "voucher_worth": money(done.voucher_worth),
            "points": done.points,
        },
        "is_trial": options.dry_run,
    }
    lines = [f"{one.row}: {one.refused}" for one in done.refused]
    lines += [
        f"{name:<14}{amount(value, currency):>14}"
        for name, value in (
            (_("Courses"), done.course_worth),
            (_("Stored value"), done.stored),
            (_("Bonus"), done.bonus),
            (_("Deposit"), done.deposit),
            (_("Vouchers"), done.voucher_worth),
        )
    ]
    lines += [f"{_('Sessions'):<14}{done.sessions:>14}"]
    lines += [f"{_('Points'):<14}{done.points:>14}"]
    return Answer(document, lines, changed=None if options.dry_run else path.name)
