"""What can happen when clients are moved in and out."""

from dataclasses import dataclass

from salon.events import Event
from salon.text import N_


@dataclass(frozen=True)
class ClientsImported(Event):
    """A whole list of clients was taken in."""

    batch_id: int
    count: int

    text = N_("{count} clients imported")


@dataclass(frozen=True)
class FilesAddedTo(Event):
    """A list brought nobody new, and files that were there know more now."""

    batch_id: int
    count: int

    text = N_("A list added to {count} client files")


@dataclass(frozen=True)
class ImportTakenBack(Event):
    """An import was taken away again, but for what was changed since."""

    batch_id: int
    count: int

    text = N_("Import taken back: {count} clients")


@dataclass(frozen=True)
class ClientsExported(Event):
    """A list of clients left the house; the owner can see that it did."""

    count: int

    text = N_("{count} clients exported")
    undoable = False
