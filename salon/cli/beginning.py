"""Commands that begin a salon or bring it up to date."""

import sys
from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from salon.address import is_server, shown
from salon.cli import streams
from salon.cli.answer import Answer
from salon.content import load_content
from salon.settings.model import BadSetting, Premises
from salon.settings.regions import region_said
from salon.setup import set_up
from salon.start import found_salon, migrate_salon
from salon.store.folder import Folder
from salon.store.keys import find_key
from salon.text import N_, _, nearest, use_language


def init(_salon: None, options: Namespace) -> Answer:
    """Begin an empty salon."""
    here = premises_of(options)
    use_language(options.language or here.language)
    found_salon(options.dir, lambda salon: set_up(salon, here), options.now)
    where = _named(options.dir)
    _say_how_it_is_kept(options.dir)
    document = {"salon": here.name, "data": where}
    return Answer(
        document,
        [_("{name} begins in {where}").format(name=here.name, where=where)],
        changed=here.name.split()[0],
    )


def demo(_salon: None, options: Namespace) -> Answer:
    """Build the sample salon."""
    from salon.demo import found_demo

    if options.clients < 1 or options.years < 1 or options.clients > 1_000_000:
        raise BadSetting("clients", str(options.clients))
    counts = found_demo(
        options.dir,
        now=options.now,
        seed=options.seed,
        clients=options.clients,
        years=options.years,
        language=options.language,
        progress=progress() if sys.stderr.isatty() else None,
    )
    _say_how_it_is_kept(options.dir)
    lines = [f"{count:>9,} {name}" for name, count in counts.items()]
    return Answer(counts, lines, changed="demo")


def _named(where: str) -> str:
    return shown(where) if is_server(where) else str(Path(where).resolve())


def _say_how_it_is_kept(where: str) -> None:
    """Say on stderr what somebody must see to: a key that lies open, a server."""
    if is_server(where):
        said = N_(
            "The server keeps the records as they are, without a key of ours, and "
            "makes no backup by itself: let “pg_dump” write one every night, and try "
            "once how to come back from it."
        )
        streams.tell(_(said))
        return
    if find_key(Folder(Path(where)).key).lies_open:
        said = N_(
            "The key lies beside the records, as this computer has no key "
            "store: let nobody else reach the folder."
        )
        streams.tell(_(said))


def migrate(_salon: None, options: Namespace) -> Answer:
    """Bring an older salon up to date, keeping a copy."""
    before, after, copy = migrate_salon(options.data, options.now, load_content)
    document = {"from": before, "to": after, "copy": str(copy) if copy else None}
    return Answer(document, [f"{before} → {after}"])


def premises_of(options: Namespace) -> Premises:
    """Return the salon that the options describe; raises BadSetting."""
    region = region_said(options.region or "uk")
    here = Premises(
        name=options.name,
        language=nearest(options.language or region.language),
        region=region.id,
        currency=(options.currency or region.currency).upper(),
        timezone=options.timezone or region.timezone,
    )
    return replace(here, name=" ".join(here.name.split()))


def progress() -> Callable[[int, int], None]:
    """Return what shows on standard error how far it is."""

    def show(done: int, total: int) -> None:
        share = 100 * done // max(1, total)
        print(f"\r{share:>3} %", end="" if done < total else "\n", file=sys.stderr)

    return show
