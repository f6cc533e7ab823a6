"""What can stand in the way of a backup, or of coming back from one.

Each says its real cause and what to do; none says that records are safe which
nobody has looked at. `told` says again what was noted in an earlier run.
"""

import errno
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from salon.errors import BackupFailed, Hindrance, SalonError, Unreadable
from salon.text import N_, _


@dataclass(eq=False)
class NoRoom(BackupFailed):
    """There is less room than one copy takes."""

    where: str
    needs: str
    free: str

    text = N_(
        "There is no room for a backup in “{where}”: it takes {needs}, and {free} are "
        "free. The earlier backups are kept. Make room there, or name another place."
    )


@dataclass(eq=False)
class SpaceTooSmall(BackupFailed):
    """One copy takes more than all of them may."""

    needs: str
    space: str

    text = N_(
        "One backup takes {needs}, and all of them together may take {space}. None was "
        "made; the earlier ones are kept. Allow more under Settings, Backups."
    )


@dataclass(eq=False)
class PlaceRefused(BackupFailed):
    """A folder in which nothing can be written."""

    where: str
    why: str

    text = N_(
        "“{where}” cannot be written ({why}). No backup was made there; the earlier "
        "ones are kept. Look at the folder and its rights, or name another place."
    )

    def __str__(self) -> str:
        return _(self.text).format(where=self.where, why=_(self.why))


@dataclass(eq=False)
class PlaceAbsent(BackupFailed):
    """A stick or disk that is not plugged in; nothing to be alarmed about."""

    where: str

    text = N_(
        "“{where}” is not there now. Plug the stick or disk in, then back up again."
    )


@dataclass(eq=False)
class CopyDiffers(BackupFailed):
    """A copy that is not what it was copied from."""

    why: str

    text = N_(
        "The copy did not agree with the records ({why}). It was not kept; the earlier "
        "ones are. Back up again; if it stays so, the disk may be failing."
    )


class BackupStopped(BackupFailed):
    """Somebody called it off."""

    text = N_("Stopped. No copy was made; the earlier backups are kept.")


class BackupUnderWay(BackupFailed):
    """Two copies are not made at once."""

    text = N_("A backup is being made already. Wait until it is done.")


class NoBackupHere(Hindrance):
    """Records on a server."""

    is_elsewhere = True

    text = N_(
        "These records are on a server, which is backed up there: “pg_dump --format "
        "custom --file salon.dump” with the database's address writes a copy, and "
        "“pg_restore” brings it back into a new database."
    )


@dataclass(eq=False)
class Damaged(Hindrance):
    """A part of the records cannot be read; a good backup may be at hand."""

    file: str
    backup: str = ""  # the newest good one
    made: datetime | None = None

    text = N_(
        "The records in “{file}” are damaged: a part of them cannot be read. Leave the "
        "file as it is."
    )

    def in_short(self) -> str:
        """Return what is wrong, where what to do is said besides."""
        return super().__str__()

    def __str__(self) -> str:
        if self.made is None:
            more = _("No good backup was found here. Look for one on a stick or disk.")
        else:
            more = _(
                "The newest good backup is that of {when}: “{backup}”. Restore it into "
                "a new folder, with “restore” or in the window; the damaged file stays."
            ).format(
                when=f"{self.made.astimezone():%Y-%m-%d %H:%M}", backup=self.backup
            )
        return f"{super().__str__()} {more}"


@dataclass(eq=False)
class NoSuchBackup(SalonError):
    """There is no such file."""

    file: str

    text = N_("There is no file “{file}”. Name a backup; “backup --list” shows them.")


@dataclass(eq=False)
class NotABackup(Hindrance):
    """A file that is somebody else's, or not to be opened with this key."""

    is_elsewhere = True

    file: str

    text = N_(
        "“{file}” cannot be opened: it is no backup of Camellia, or its key is another "
        "one. Name another file, or the file with its key. Nothing was changed."
    )


@dataclass(eq=False)
class BackupDamaged(Hindrance):
    """A backup that is not whole any more."""

    is_elsewhere = True

    file: str
    why: str

    text = N_(
        "The backup “{file}” is damaged ({why}). It was not restored and nothing was "
        "changed. Take an older one, or one from another place."
    )


@dataclass(eq=False)
class KeyWanted(Hindrance):
    """A backup whose key is not on this computer."""

    is_elsewhere = True

    file: str

    text = N_(
        "The key to “{file}” is not on this computer. Name the file in which the key "
        "was kept apart. Nothing was changed."
    )


@dataclass(eq=False)
class NoKeyInFile(SalonError):
    """A file that was to hold a key, and holds none."""

    file: str

    text = N_("“{file}” holds no key. A key is one line of 64 letters and digits.")


@dataclass(eq=False)
class KeyNotSaved(Hindrance):
    """The key could not be written where it was to be kept apart."""

    is_elsewhere = True

    file: str
    why: str

    text = N_("The key could not be saved as “{file}” ({why}). Name another place.")


@dataclass(eq=False)
class StillSound(SalonError):
    """Records that open as they should are not put aside unasked."""

    where: str

    text = N_(
        "The records in “{where}” open as they should and were left alone. Restore "
        "into a new folder."
    )


@dataclass(eq=False)
class NoRoomToRestore(Hindrance):
    """There is less room than the records take."""

    where: str
    needs: str
    free: str

    text = N_(
        "There is no room in “{where}”: the records take {needs}, and {free} are free. "
        "Nothing was changed. Make room, or restore into a folder on another disk."
    )


# What the computer says of a folder that takes nothing, in the salon's languages.
_REASONS = {
    errno.EACCES: N_("it may not be written"),
    errno.EPERM: N_("it may not be written"),
    errno.EROFS: N_("it can only be read"),
    errno.EEXIST: N_("a file of that name is in the way"),
    errno.ENOTDIR: N_("a file of that name is in the way"),
    errno.EIO: N_("the disk does not answer as it should"),
    errno.EFBIG: N_("it takes no file as large as this"),
}


def reason(error: OSError) -> str:
    """Return why a folder takes nothing, marked to be said in any language."""
    return _REASONS.get(error.errno or 0, error.strerror or str(error))


KNOWN: dict[str, type[Hindrance]] = {
    kind.kind(): kind
    for kind in (
        *(BackupFailed, NoRoom, SpaceTooSmall, PlaceRefused, PlaceAbsent),
        *(CopyDiffers, BackupUnderWay, Damaged, Unreadable),
    )
}


def noted(error: Hindrance) -> dict[str, Any]:
    """Return what is kept of a failure, so that `told` can say it another day."""
    data = {
        name: said.isoformat() if isinstance(said, datetime) else said
        for name, said in vars(error).items()
    }
    return {"kind": error.kind(), "data": data}


def told(note: dict[str, Any]) -> Hindrance:
    """Return the failure that was noted; of an unknown kind, that there was one."""
    kind, data = KNOWN.get(str(note.get("kind")), BackupFailed), dict(note["data"])
    if isinstance(data.get("made"), str):
        data["made"] = datetime.fromisoformat(data["made"])
    try:
        return kind(**data)
    except TypeError:
        return BackupFailed()


def in_units(size: int) -> str:
    """Return a size as people say it: "16.5 MB"."""
    for unit, least in (("GB", 10**9), ("MB", 10**6)):
        if size >= least:
            return f"{size / least:.1f} {unit}"
    return f"{max(0, size) / 1000:.0f} kB"
