"""Commands that make backups, list them, and come back from one."""

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from salon.address import is_server
from salon.app import Salon
from salon.cli.answer import Answer
from salon.cli.beginning import progress
from salon.errors import NoSalon
from salon.restoring import NOBODY_KNOWS, backups_of, restore_salon
from salon.safekeeping import NoBackupHere, in_units
from salon.start import open_salon
from salon.store.copies import Copy, free_at
from salon.text import _, ngettext, use_language


def backup(salon: Salon | None, options: Namespace) -> Answer:
    """Make a backup, here or in another place; or list those there are."""
    if is_server(options.data):
        raise NoBackupHere
    where = Path(options.dir).absolute() if options.dir else None
    if options.list:
        return _listed(options.data, where)
    with _opened(salon, options) as opened:
        backups = opened.backups
        if backups is None:
            raise NoBackupHere
        if where is not None:
            with suppress(OSError):  # what stands in the way is said by `make`
                where.mkdir(mode=0o700, exist_ok=True)
        before = {copy.path for copy in backups.copies(where)}
        space = opened.premises.backup_space * 1_000_000
        made = backups.make(opened.now(), where=where, space=space, tell=_shown())
        dropped = before - {copy.path for copy in backups.copies(where)}
    document = {"copy": _shape(made), "dropped": sorted(map(str, dropped))}
    return Answer(
        document,
        [
            _("{copy} was opened and compared: it is good.").format(copy=made.path),
            _line(made),
        ],
    )


def restore(_salon: None, options: Namespace) -> Answer:
    """Come back from a backup, in a new folder or where the records are hurt."""
    if is_server(options.dir):
        raise NoBackupHere
    where = Path(options.dir).absolute()
    restored = restore_salon(
        Path(options.file),
        where,
        key_file=Path(options.key) if options.key else None,
        near=None if is_server(options.data) else Path(options.data),
        now=options.now,
        tell=_shown(),
    )
    document = {
        "data": str(where),
        "copy": _shape(restored.copy),
        "kept": str(restored.kept) if restored.kept else None,
        "erased_known": restored.knows_erased,
    }
    said = _(
        "The salon as it was in {copy} is in {where} and was compared: it is whole."
    )
    lines = [said.format(copy=restored.copy.path, where=where)]
    if restored.kept is not None:
        kept = _("What was there before is kept in {where}.")
        lines.append(kept.format(where=restored.kept))
    if not restored.knows_erased:
        lines.append(_(NOBODY_KNOWS))
    return Answer(document, lines)


def _listed(data: str, where: Path | None) -> Answer:
    backups = backups_of(data)
    folder = backups.folder
    if where is None and not folder.was_a_salons():
        raise NoSalon
    place = where or folder.backups
    found = [backups.told(copy) for copy in backups.copies(where)]
    standing = backups.standing(where)
    failed: Any = None
    lines = [_line(copy) for copy in found]
    if standing.failed is not None and standing.why is not None:
        failed = {
            "at": standing.failed,
            "kind": standing.why.kind(),
            "text": str(standing.why),
        }
        lines.append(str(standing.why))
    held = sum(copy.size for copy in found)
    count = ngettext(
        "{count} backup in {where}", "{count} backups in {where}", len(found)
    )
    lines.append(f"{count.format(count=len(found), where=place)}: {in_units(held)}")
    document = {
        "copies": [_shape(copy) for copy in found],
        "total": len(found),
        "place": str(place),
        "held": held,
        "free": free_at(place),
        "failed": failed,
    }
    return Answer(document, lines)


@contextmanager
def _opened(salon: Salon | None, options: Namespace) -> Iterator[Salon]:
    if salon is not None:  # one line of `run`
        yield salon
        return
    with closing(open_salon(options.data, options.now, may_begin=False)) as opened:
        use_language(options.language or opened.premises.language)
        yield opened


def _shown() -> Callable[[int, int], None]:
    return progress() if sys.stderr.isatty() else lambda _done, _total: None


def _shape(copy: Copy) -> dict[str, Any]:
    return {
        "file": str(copy.path),
        "at": copy.at,
        "size": copy.size,
        "clients": copy.clients,
        "seq": copy.seq,
        "hash": copy.hash or None,
        "proved": copy.proved,
    }


def _line(copy: Copy) -> str:
    clients = _("clients not counted")
    if copy.clients is not None:
        said = ngettext("{count} client", "{count} clients", copy.clients)
        clients = said.format(count=copy.clients)
    proved = _("opened and compared") if copy.proved else _("not opened yet")
    at = f"{copy.at.astimezone():%Y-%m-%d %H:%M}"
    return f"{at}  {in_units(copy.size):>9}  {clients}  {proved}  {copy.path.name}"
