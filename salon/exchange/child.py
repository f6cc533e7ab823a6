"""Reading in a process of its own, with little memory, little time and no network.

A file from outside may be broken or made to harm. What reads it holds no key, opens
no connection, writes nothing, and may die without harm: the clients come back as lines
of JSON over a pipe. Where a packed program cannot start itself as a bare interpreter,
the reading happens here.
"""

import base64
import gc
import json
import os
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, fields, replace
from datetime import date
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import IO, Any

from salon.clients.birthdays import Birthday, Lunar
from salon.clients.phones import Phone
from salon.exchange.adding import found_by
from salon.exchange.model import (
    ERRORS,
    MB,
    Asked,
    Candidate,
    CannotRead,
    Incoming,
    Kind,
    ReadingGaveUp,
    ReadingMistake,
    ReadingStopped,
    ReadingTookLong,
    Sheet,
)
from salon.exchange.reading import Source, open_source
from salon.exchange.tables_in import Row
from salon.shipped import HOME
from salon.text import language, use_language

MEMORY = 1024 * MB  # bytes of address space; libraries alone map some hundred MB
SECONDS = 30  # of computing, and three more for each megabyte
BATCH = 500  # clients a line
GRACE = 5  # seconds for its end, once it has nothing more to say

Stopped = Callable[[], bool]


@contextmanager
def read(asked: Asked, *, stopped: Stopped = lambda: False) -> Iterator[Source]:
    """Open a file in a limited process, for as long as the block lasts.

    Args:
        asked: the file, and how to read it.
        stopped: asked now and then; once true, the reading ends.

    Raises:
        CannotRead: what is wrong with the file, in one sentence. It may also come
            while the people are taken.
    """
    if getattr(sys, "frozen", False):
        source = open_source(asked)
        yield Source(source.sheet, _until(source.people, asked, stopped), source.rows)
        return
    process = _start()
    try:
        yield _remote(process, asked, stopped)
    finally:
        with suppress(OSError):
            process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()
        process.wait()


def look(asked: Asked, *, stopped: Stopped = lambda: False) -> Sheet:
    """Return what a file is and its first rows, for a preview; no names are needed.

    Raises:
        CannotRead: what is wrong with the file, in one sentence.
    """
    with read(replace(asked, is_preview=True), stopped=stopped) as source:
        return source.sheet


def _start() -> subprocess.Popen[bytes]:
    kept = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LANG", "LC_ALL")
    surroundings = {name: os.environ[name] for name in kept if name in os.environ}
    surroundings |= {"PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "salon.exchange.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=HOME,
        env=surroundings,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    _widen(process.stdout)
    return process


def _widen(pipe: IO[bytes] | None) -> None:
    """Let the child read on while here is something else to do."""
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        if pipe is not None:
            fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, MB)  # where there is such


def _remote(
    process: "subprocess.Popen[bytes]", asked: Asked, stopped: Stopped
) -> Source:
    asked_for = asdict(asked) | {
        "path": str(asked.path.absolute()),
        "today": asked.today.isoformat(),
        "language": language(),
    }
    assert process.stdin is not None
    with suppress(OSError):  # it died at once: then there is no answer either
        process.stdin.write(json.dumps(asked_for).encode() + b"\n")
        process.stdin.flush()
    lines = _lines(process, asked, stopped)
    first = next(lines, None)
    if first is None or "sheet" not in first:
        raise ReadingMistake("no sheet")

    def people() -> Iterator[Incoming]:
        for line in lines:
            for one in line.get("people", ()):
                yield incoming(one)

    def rows() -> Iterator[Row]:
        for line in lines:
            for number, cells in line.get("rows", ()):
                yield number, tuple(cells)

    sheet = _sheet(first["sheet"])
    if asked.is_table:
        return Source(sheet, iter(()), rows())
    return Source(sheet, people())


def _lines(
    process: "subprocess.Popen[bytes]", asked: Asked, stopped: Stopped
) -> Iterator[dict[str, Any]]:
    """Yield what the child says, until it says that it is done."""
    done = threading.Event()

    def watch() -> None:  # a child that says nothing must be stoppable too
        while not done.wait(0.1):
            if process.poll() is not None:
                return
            if stopped():
                process.kill()
                return

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        assert process.stdout is not None
        for raw in process.stdout:
            if stopped():
                break
            said = json.loads(raw)
            if "mistake" in said:
                raise ReadingMistake(said["mistake"])
            if "error" in said:
                raise ERRORS[said["error"]](**said["data"])
            if "done" in said:
                return
            yield said
        if stopped():
            raise ReadingStopped(asked.path.name)
        with suppress(subprocess.TimeoutExpired):
            process.wait(GRACE)
        raise _why_it_died(process.poll(), asked.path.name)
    finally:
        done.set()
        watcher.join()


def _why_it_died(status: int | None, name: str) -> Exception:
    """Return what it means that the process ended so: out of time, or of memory."""
    if status == -getattr(signal, "SIGXCPU", 0):
        return ReadingTookLong(name)
    if status in _NO_ROOM:
        return ReadingGaveUp(name)  # libraries end so where they get none
    return ReadingMistake(f"ended with {status}")


_NO_ROOM = frozenset((-signal.SIGABRT, -9, 0xC0000017, 0xC000012D))  # and Windows


def _until(
    people: Iterator[Incoming], asked: Asked, stopped: Stopped
) -> Iterator[Incoming]:
    for number, one in enumerate(people):
        if number % BATCH == 0 and stopped():
            raise ReadingStopped(asked.path.name)
        yield one


# How clients look on the pipe

_PLAIN = [
    one.name
    for one in fields(Incoming)
    if one.name
    not in ("phones", "birthday", "lunar", "photo", "last_visit", "found_by")
]


_plain = attrgetter(*_PLAIN)


def outlined(one: Incoming) -> dict[str, Any]:
    """Return a client as JSON can hold her; what is empty is left out."""
    said: dict[str, Any] = {
        name: value for name, value in zip(_PLAIN, _plain(one), strict=True) if value
    }
    if one.phones:
        said["phones"] = [
            (phone.number, phone.raw, phone.extension, phone.label)
            for phone in one.phones
        ]
    if born := one.birthday:
        said["birthday"] = (born.year, born.month, born.day)
    if lunar := one.lunar:
        said["lunar"] = (lunar.month, lunar.day, lunar.leap)
    if one.photo:
        said["photo"] = base64.b64encode(one.photo).decode("ascii")
    if one.last_visit:
        said["last_visit"] = one.last_visit.isoformat()
    if not one.is_client:
        said["is_client"] = False
    else:
        said.pop("is_client")
    return said


def incoming(said: dict[str, Any]) -> Incoming:
    """Return the client that `outlined` wrote down."""
    for name in ("warnings", "asks", "allergies", "conditions", "tags", "found_by"):
        if name in said:
            said[name] = tuple(said[name])
    if "phones" in said:
        said["phones"] = tuple(Phone(*phone) for phone in said["phones"])
    if "birthday" in said:
        said["birthday"] = Birthday(*said["birthday"])
    if "lunar" in said:
        said["lunar"] = Lunar(*said["lunar"])
    if "photo" in said:
        said["photo"] = base64.b64decode(said["photo"])
    if "last_visit" in said:
        said["last_visit"] = date.fromisoformat(said["last_visit"])
    return Incoming(**said)


def _sheet(said: dict[str, Any]) -> Sheet:
    said["kind"] = Kind(said["kind"])
    for name in ("headings", "sheet_names", "notes", "regions"):
        said[name] = tuple(said[name])
    said["candidates"] = tuple(Candidate(**one) for one in said["candidates"])
    said["sample"] = tuple((number, tuple(row)) for number, row in said["sample"])
    said["columns"] = tuple((at, name) for at, name in said["columns"])
    return Sheet(**said)


# The child


def main() -> None:
    """Read the file that standard input names, and say what is in it."""
    said = json.loads(sys.stdin.buffer.readline())
    said |= {"path": Path(said["path"]), "today": date.fromisoformat(said["today"])}
    said["columns"] = tuple((field, heading) for field, heading in said["columns"])
    asked = Asked(**said)
    use_language(asked.language)
    gc.disable()  # nothing here makes circles, and all of it ends soon
    out = sys.stdout.buffer
    try:
        size = asked.path.stat().st_size
    except OSError:
        size = 0
    _limit(size)
    try:
        _tell(out, asked)
    except CannotRead as error:
        _say(out, {"error": type(error).__name__, "data": vars(error)})
    except MemoryError:
        _say(out, {"error": "ReadingGaveUp", "data": {"name": asked.path.name}})
    except OSError:
        _say(out, {"error": "FileMissing", "data": {"name": asked.path.name}})
    except Exception as error:
        _say(out, {"mistake": _where(error)})


def _where(error: Exception) -> str:
    """Return what went wrong and where; not its words: they may be a client's."""
    frames = traceback.extract_tb(error.__traceback__)[-12:]
    places = (f"{Path(at.filename).name}:{at.lineno} {at.name}" for at in frames)
    return f"{type(error).__name__} at {' < '.join(reversed(list(places)))}"


def _tell(out: IO[bytes], asked: Asked) -> None:
    source = open_source(asked)
    _say(out, {"sheet": asdict(source.sheet)})
    for some in _batches(iter(source.rows)):
        _say(out, {"rows": some})
    batch: list[dict[str, Any]] = []
    held = 0
    for one in source.people:
        said = outlined(one)
        if one.is_client and not one.refused:
            said["found_by"] = found_by(one)  # half the work, and large dictionaries
        batch.append(said)
        held += len(one.photo or b"")
        if len(batch) >= BATCH or held > MB:
            _say(out, {"people": batch})
            batch, held = [], 0
    _say(out, {"people": batch})
    _say(out, {"done": True})


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while some := list(islice(rows, BATCH)):
        yield some


def _say(out: IO[bytes], what: dict[str, Any]) -> None:
    text = json.dumps(what, ensure_ascii=False, separators=(",", ":"))
    out.write(text.encode("utf-8", "backslashreplace") + b"\n")
    out.flush()


def _limit(size: int) -> None:
    """Give up, for good, what the reading of a file does not need."""
    with suppress(ImportError):
        import resource

        seconds = SECONDS + 3 * size // MB
        limits = {"RLIMIT_AS": MEMORY, "RLIMIT_CPU": seconds, "RLIMIT_CORE": 0}
        for name, limit in (limits | {"RLIMIT_FSIZE": 0, "RLIMIT_NOFILE": 64}).items():
            last = limit + (name == "RLIMIT_CPU")  # before it there is a signal
            with suppress(AttributeError, ValueError, OSError):
                resource.setrlimit(getattr(resource, name), (limit, last))
    sys.addaudithook(_forbid)


_FORBIDDEN = frozenset(
    {"socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo"}
    | {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork"}
)


def _forbid(event: str, _arguments: tuple[object, ...]) -> None:
    if event in _FORBIDDEN:
        raise PermissionError(event)


if __name__ == "__main__":
    main()
