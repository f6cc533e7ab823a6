"""Reading a file that a person named: only if it is one, and no larger than it may be.

What is no regular file is said to be so at once: a device has no end, and a pipe to
which nobody writes would be waited for.
"""

import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from salon.errors import SalonError
from salon.text import N_, _

_ODD = (
    (stat.S_ISDIR, N_("it is a folder")),
    (stat.S_ISFIFO, N_("it is a pipe")),
    (stat.S_ISSOCK, N_("it is a socket")),
    (bool, N_("it is a device")),  # of either kind
)
_HANDED = ("/dev/fd", "/dev/stdin", "/proc/self/fd")  # by a shell: <(…)


@dataclass(eq=False)
class NotReadable(SalonError):
    """A name that leads to no file, or to none that can be read."""

    name: str
    why: str

    text = N_("“{name}” cannot be read: {why}. Check the name, or choose another file.")


def contents(path: Path, most: int, *, may_be_handed: bool = False) -> bytes:
    """Return what stands in a file.

    Args:
        path: As it was named.
        most: How many bytes it may have.
        may_be_handed: Whether a shell may have put a pipe of its own in its place.

    Raises:
        NotReadable: There is none, it is none, or it is too large; said before
            anything of it is read.
    """
    is_handed = may_be_handed and str(path).startswith(_HANDED)
    how = os.O_RDONLY | getattr(os, "O_BINARY", 0)
    how |= 0 if is_handed else getattr(os, "O_NONBLOCK", 0)
    try:
        with os.fdopen(os.open(path, how), "rb") as file:
            state = os.fstat(file.fileno())
            is_pipe = is_handed and stat.S_ISFIFO(state.st_mode)
            if not is_pipe and (odd := _odd(state.st_mode)):
                raise NotReadable(path.name, odd)
            if state.st_size > most:
                raise NotReadable(path.name, _too_large(most))
            found = file.read(most + 1)  # some claim to be smaller than they are
    except (OSError, ValueError) as error:  # ValueError: a NUL in its name
        raise NotReadable(path.name, _reason(path, error)) from error
    if len(found) > most:
        raise NotReadable(path.name, _too_large(most))
    return found


def odd_thing(path: Path) -> str:
    """Return why what is there is no regular file: "it is a pipe"; "" if it is one."""
    with suppress(OSError, ValueError):
        return _odd(path.stat().st_mode)
    return ""


def _odd(mode: int) -> str:
    if stat.S_ISREG(mode):
        return ""
    return _(next(said for test, said in _ODD if test(mode)))


def _too_large(most: int) -> str:
    if most < 1024 * 1024:
        return _(N_("it is larger than {limit} KB")).format(limit=most // 1024)
    return _(N_("it is larger than {limit} MB")).format(limit=most // (1024 * 1024))


def _reason(path: Path, error: Exception) -> str:
    if odd := odd_thing(path):  # a folder is not even opened on Windows
        return odd
    if isinstance(error, FileNotFoundError):
        return _(N_("there is no such file"))
    return getattr(error, "strerror", None) or type(error).__name__
