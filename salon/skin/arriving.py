"""A folder in which a camera or a phone lays its pictures: which of them are whole."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from salon.skin.pictures import SUFFIXES

MOST = 500  # files of a folder that are looked at; a whole archive is none to watch


@dataclass
class Watched:
    """What was seen of one folder at the last look.

    What lay there when watching began is not new. A file is whole once it was as large
    and as old at two looks, and holds anything: a copy under way still grows.
    """

    folder: Path
    old: set[str] = field(default_factory=set)
    waiting: list[Path] = field(default_factory=list)  # whole, and not taken in yet
    _seen: dict[str, tuple[int, int]] = field(default_factory=dict)
    _has_begun: bool = False

    def look(self) -> list[Path]:
        """Look once more; return what is whole since, oldest first.

        A folder that is away (a stick, a share) holds nothing for now.
        """
        found = self._sizes()
        if found is None:
            return []
        if not self._has_begun:
            self._has_begun = True
            self.old |= found.keys()
        new = {name: said for name, said in found.items() if name not in self.old}
        whole = [
            name
            for name, said in new.items()
            if said[0] and self._seen.get(name) == said
        ]
        self._seen = new
        whole.sort(key=lambda name: (new[name][1], name))
        self.old.update(whole)
        paths = [self.folder / name for name in whole]
        self.waiting = [one for one in self.waiting if one.name in found] + paths
        return paths

    def take(self, paths: Iterable[Path]) -> None:
        """Let these wait no longer: they were brought in, or are not wanted."""
        gone = set(paths)
        self.waiting = [one for one in self.waiting if one not in gone]

    def _sizes(self) -> dict[str, tuple[int, int]] | None:
        try:
            files = [
                one
                for one in self.folder.iterdir()
                if one.suffix.lower() in SUFFIXES
                and not one.name.startswith(".")
                and one.is_file()
            ]
            newest = sorted(files, key=lambda one: one.name)[-MOST:]
            return {one.name: said for one in newest if (said := _stated(one))}
        except OSError:
            return None


def _stated(path: Path) -> tuple[int, int] | None:
    try:
        said = path.stat()
    except OSError:
        return None
    return (said.st_size, said.st_mtime_ns)
