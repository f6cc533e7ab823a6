"""The command that looks whether everything is sound."""

from argparse import Namespace
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from salon.app import Salon
from salon.cli.answer import Answer
from salon.history.queries import newest
from salon.reports.model import Finding
from salon.reports.queries import findings
from salon.safekeeping import Damaged
from salon.store.backup import damaged
from salon.store.chain import Head
from salon.store.heads import Noted
from salon.text import N_, _

FOUND = 3


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
