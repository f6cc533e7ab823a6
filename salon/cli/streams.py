"""What a command reads and writes, made safe: no screen is allowed to lose a word."""

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from io import TextIOWrapper
from typing import TextIO

from salon.errors import Hindrance, SalonError
from salon.text import N_


class NothingToRead(SalonError):
    """Standard input was to be read, and whoever started the program closed it."""

    text = N_("There is nothing to read on standard input. Name a file instead.")


class ReadAlready(SalonError):
    """Two commands of one run wanted the same standard input."""

    text = N_(
        "Standard input is being read by this run already, so “-” cannot stand here. "
        "Put the document into a file and name that."
    )


@dataclass(eq=False)
class Unshowable(Hindrance):
    """Nothing was changed, and where the answer should go takes none."""

    why: str

    text = N_("The answer could not be written: {why}.")


@dataclass(eq=False)
class BrokenLetters(SalonError):
    """A text with halves of letters, as a wrong encoding leaves them."""

    said: str

    text = N_("“{said}” contains broken letters. Write it again as UTF-8.")


@dataclass(eq=False)
class NulInside(SalonError):
    """A word with the sign in it that ends a text: no file and nobody is called so."""

    said: str

    text = N_("“{said}” holds a sign that no name and no file has (NUL). Leave it out.")


def ready(*, is_json: bool) -> None:
    """Let both streams take every letter; a closed one takes all and shows none."""
    _readers.clear()
    nowhere = None
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            # also keeps the number of the closed file from the records' own
            nowhere = nowhere or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
            setattr(sys, name, nowhere)
        elif isinstance(stream, TextIOWrapper):
            is_shown = stream.isatty() and not (is_json and name == "stdout")
            encoding = None if is_shown else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")
    if isinstance(sys.stdin, TextIOWrapper) and not sys.stdin.isatty():
        with suppress(OSError, ValueError):  # somebody has read from it already
            sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")


_readers: list[TextIO] = []  # what one command of this run reads already


def standard_input() -> TextIO:
    """Return what a "-" reads, once in a run; raises NothingToRead, ReadAlready."""
    if sys.stdin is None or sys.stdin.closed:
        raise NothingToRead
    if sys.stdin in _readers:
        raise ReadAlready
    _readers.append(sys.stdin)
    return sys.stdin


def whole(text: str) -> str:
    """Return *text* if it can be kept and named: whole letters, and no NUL.

    Raises:
        BrokenLetters, NulInside: As they say.
    """
    if "\0" in text:
        raise NulInside(" ".join(text.replace("\0", "␀").split())[:40])
    if text.isascii():
        return text
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        start = max(0, error.start - 20)
        shown = text[start : error.end + 20].encode("utf-8", "replace").decode()
        raise BrokenLetters(shown.strip()) from error
    return text


def typed(word: str) -> str:
    """Return a word of the command line, in UTF-8 where the system knows no better."""
    with suppress(UnicodeError):
        if not word.isascii():
            return os.fsencode(word).decode("utf-8")
    return word


def tell(sentence: object) -> None:
    """Say something beside the answer; that nobody can read it changes nothing."""
    with suppress(OSError, ValueError):
        print(sentence, file=sys.stderr, flush=True)


def give_up() -> None:
    """Drop what could not be written, so that leaving does not fail over it again."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def finish() -> None:
    """Write what is left, such as a help that was shown."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        give_up()
