"""The newest action, noted outside of the store: so that a lost end is noticed.

`salon.head` beside the key holds number, hash and time of the newest action, written
after each commit. It may lag behind, when the program was killed in between or two
write at once: then it names an older action of the same history, and nothing is
wrong. It may be missing or unreadable: then nothing is known. But an action it names
that is not in the history was lost, or the records are others.
"""

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from sqlalchemy import Connection, Engine, select

from salon.errors import BadHead
from salon.store.chain import START, Head, head
from salon.store.history import ACTION
from salon.text import N_, _

ACCEPTED = "history.EndAccepted"  # the action of somebody who knows of a loss
WIDE = 160  # bytes: always the same, so that nothing of a longer one stays


@dataclass(frozen=True, slots=True)
class Noted:
    """A head, and when it was the newest."""

    head: Head
    at: datetime | None  # aware; None: nobody said


@dataclass(frozen=True, slots=True)
class Loss:
    """An action that was noted elsewhere and is not in the history."""

    noted: Noted
    last: Noted  # what the history ends with instead

    def told(self, zone: tzinfo) -> str:
        """Return what is missing and since when, in words, and what to do."""
        if self.last.head.seq >= self.noted.head.seq:
            said = _(OTHERS)
        elif self.noted.at is None:
            said = _(UNDATED)
        else:
            said = _(MISSING)
        return said.format(
            noted=self.noted.head.seq,
            last=self.last.head.seq,
            noted_at=_clock(self.noted.at, zone),
            last_at=_clock(self.last.at, zone),
        )


MISSING = N_(
    "The newest work is missing from these records. The last action in them is number "
    "{last} of {last_at}; the last one done was number {noted} of {noted_at}. All that "
    "was done between is gone: look for a newer backup before you go on."
)
UNDATED = N_(
    "The newest work is missing from these records. The last action in them is number "
    "{last} of {last_at}; number {noted}, noted elsewhere, is gone: look for a newer "
    "backup before you go on."
)
OTHERS = N_(
    "These are not the records that were last worked in here: action {noted} of "
    "{noted_at} is not among them. An older copy was put in their place, or they were "
    "changed past the program: look for the right ones before you go on."
)


def _clock(at: datetime | None, zone: tzinfo) -> str:
    return "–" if at is None else f"{at.astimezone(zone):%Y-%m-%d %H:%M}"


class HeadFile:
    """The small file; whatever is the matter with it is no obstacle."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Noted | None:
        """Return what is noted; None if that cannot be known."""
        try:
            said = self._path.read_bytes()[: 2 * WIDE].decode("ascii").split()
            noted = Noted(Head.of(said[0]), datetime.fromisoformat(said[1]))
        except (OSError, ValueError, IndexError, BadHead):
            return None
        return noted if noted.at is not None and noted.at.tzinfo is not None else None

    def write(self, noted: Noted) -> None:
        """Note it, for the owner's eyes only; not waiting for the disk."""
        at = "" if noted.at is None else noted.at.isoformat(timespec="seconds")
        line = f"{noted.head} {at}".ljust(WIDE - 1) + "\n"
        with suppress(OSError):
            how = os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0)
            handle = os.open(self._path, how, 0o600)
            try:
                os.write(handle, line.encode("ascii"))
            finally:
                os.close(handle)


class Watch:
    """Compares a store with its head when it is opened, and notes each new one.

    As long as something is missing nothing is noted: or the trace of it would be
    lost with the next action.
    """

    def __init__(self, path: Path, engine: Engine) -> None:
        self._file = HeadFile(path)
        noted = self._file.read()  # first: what is in the file was in the store before
        with engine.connect() as connection:
            last = newest(connection)
            self.loss = None if noted is None else missing(connection, noted)
        if self.loss is None and last.head != START and noted != last:
            self._file.write(last)

    def noted(self) -> Noted | None:
        """Return what is noted now; None if that cannot be known."""
        return self._file.read()

    def note(self, made: Head, at: datetime) -> None:
        """Note the action that was just done."""
        if self.loss is None:
            there = self._file.read()
            if there is None or there.head.seq < made.seq:  # another may be ahead
                self._file.write(Noted(made, at))

    def accept(self, last: Noted) -> None:
        """Go on from here: somebody has accepted the loss."""
        self.loss = None
        self._file.write(last)


def newest(connection: Connection) -> Noted:
    """Return the newest action of a store."""
    last = head(connection)
    at = connection.scalar(select(ACTION.c.at).where(ACTION.c.seq == last.seq))
    return Noted(last, at)


def missing(connection: Connection, noted: Noted) -> Loss | None:
    """Return what is lost if the noted action is not there and nobody knows of it."""
    if noted.head == START:
        return None
    its = select(ACTION.c.hash).where(ACTION.c.seq == noted.head.seq)
    if connection.scalar(its) == noted.head.hash:
        return None
    said = select(ACTION.c.data).where(ACTION.c.kind == ACCEPTED)
    if any(
        json.loads(data)["hash"] == noted.head.hash for data in connection.scalars(said)
    ):
        return None
    return Loss(noted, newest(connection))
