"""Where a salon's records are: in a folder of this computer, or on a server.

The one place that reads what `--data` says; it imports nothing slow.
"""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from platformdirs import user_config_path

from salon.errors import Hindrance, NoSalon, NotEmpty, SalonError
from salon.text import N_

SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")
DRIVER = "postgresql+psycopg"


@dataclass(eq=False)
class BadAddress(SalonError):
    """What was named is neither a folder nor a database on a server."""

    where: str

    text = N_(
        "“{where}” is no folder and no database. A database on a server is named like "
        "this: postgresql://name@computer/salon"
    )


@dataclass(eq=False)
class NoSalonThere(NoSalon):
    """The database is there, and empty; only a first start may begin in it."""

    where: str

    text = N_(
        "There is no salon in {where} yet. Begin one there with “init” or in the "
        "window, or name another database."
    )

    @classmethod
    def kind(cls) -> str:
        """Return the same name as a missing folder has: scripts know it."""
        return NoSalon.kind()


@dataclass(eq=False)
class DatabaseInUse(NotEmpty):
    """A new salon was to be made in a database that holds something already."""

    text = N_(
        "The database {where} is not empty. Name a new one, as “createdb” makes it; "
        "nothing was changed."
    )

    @classmethod
    def kind(cls) -> str:
        """Return the same name as a folder in use has: scripts know it."""
        return NotEmpty.kind()


@dataclass(eq=False)
class WrongEncoding(Hindrance):
    """A database that cannot hold every name."""

    where: str
    encoding: str

    text = N_(
        "The database {where} keeps its text as {encoding}, which has not the letters "
        "of every name. Make it with “createdb --encoding UTF8 --template template0”."
    )


def is_server(where: str) -> bool:
    """Return whether *where* names a database on a server, not a folder."""
    return "://" in where


def server_url(where: str) -> str:
    """Return the address of a database as its driver wants it.

    Raises:
        BadAddress: It is none, or names no database.
    """
    said = _split(where)
    if not said.path.strip("/") and "dbname=" not in said.query:
        raise BadAddress(shown(where))
    return said._replace(scheme=DRIVER).geturl()


def shown(where: str) -> str:
    """Return an address as people may see it, and a folder as it is: no password."""
    if not is_server(where):
        return where
    head, mark, rest = where.partition("://")
    account, at, place = rest.rpartition("@")
    place = place.partition("?")[0]  # options may hold a password too
    return f"{head}{mark}{account.partition(':')[0]}{at}{place}"


def desk_name() -> str:
    """Return what this computer is called among those that work on one server.

    Undo takes back what was done at a desk, and two computers may have one name: a
    part that was drawn once makes them two. It is kept with the user's settings.
    """
    from platform import node

    kept = user_config_path("camellia", appauthor=False) / "desk.id"
    return f"{node()} {_drawn(kept)}".strip()


def _drawn(kept: Path) -> str:
    from secrets import token_hex  # not before the first paint
    from uuid import getnode

    with suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError), kept.open("x", encoding="ascii") as file:
            file.write(token_hex(4))
        with suppress(UnicodeDecodeError):
            if (drawn := kept.read_text("ascii").strip()).isalnum():
                return drawn
    return f"{getnode():x}"  # nothing can be kept here: its network card will do


def _split(where: str) -> SplitResult:
    try:
        said = urlsplit(where)
        said.port  # noqa: B018 (a port that is no number is found here)
    except ValueError as error:
        raise BadAddress(shown(where)) from error
    if said.scheme not in SCHEMES:
        raise BadAddress(shown(where))
    return said
