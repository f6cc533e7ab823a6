"""What can happen when clients are moved in and out."""

from dataclasses import dataclass

from salon.events import Event
from salon.text import N_


@dataclass(frozen=True)
class ClientsImported(Event):
    """A whole list of clients was taken in."""

    batch_id: int
    count: int

    text = N_("Clients imported: {count}")


@dataclass(frozen=True)
class ListTakenIn(Event):
    """A whole list was taken in: some are new, and files that were there know more."""

    batch_id: int
    count: int
    more: int

    text = N_("List imported: new clients {count}, files filled in {more}")


@dataclass(frozen=True)
class FilesAddedTo(Event):
    """A list brought nobody new, and files that were there know more now."""

    batch_id: int
    count: int

    text = N_("List imported: files filled in {count}")


@dataclass(frozen=True)
class ImportTakenBack(Event):
    """An import was taken away again, but for what was changed since."""

    batch_id: int
    count: int

    text = N_("Import taken back: clients that went {count}")


@dataclass(frozen=True)
class ClientsExported(Event):
    """A list of clients left the house; the owner can see that it did."""

    count: int

    text = N_("Clients exported: {count}")
    undoable = False


@dataclass(frozen=True)
class ClientCopied(Event):
    """A client was given a copy of all that is kept."""

    client_id: int

    text = N_("Copy of all that is kept given to the client")
    undoable = False


def taken_in(batch_id: int, new: int, more: int) -> Event:
    """Return what a list that was taken in has brought: clients, additions, or both."""
    if new and more:
        return ListTakenIn(batch_id, new, more)
    return ClientsImported(batch_id, new) if new else FilesAddedTo(batch_id, more)


# What older actions are kept under; their sentences are read in any language.
BEFORE = (
    N_("{count} clients imported"),
    N_("A list added to {count} client files"),
    N_("Import taken back: {count} clients"),
    N_("{count} clients exported"),
)


@dataclass(frozen=True)
class OpeningsBrought(Event):
    """What another program owed came into the books."""

    batch_id: int
    count: int

    text = N_("Balances brought from another program: {count}")
