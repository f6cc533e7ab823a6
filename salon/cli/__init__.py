"""The salon from the command line: the same operations and queries as the window.

Exit status: 0 done; 1 refused, nothing was changed; 2 wrong words; 3 a check found
something; 4 the place does not let it (disk, lock, key, newer or damaged records);
70 a mistake of ours. A refusal is one sentence on stderr. With SALON_ACK=1 a
command that changed something says "ACK <number>" once its commit has returned.
"""

import json
import logging
import os
import shlex
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from salon.app import Salon
from salon.cli import shapes
from salon.cli.answer import Answer
from salon.cli.words import parser
from salon.errors import Hindrance, SalonError, Unwritable
from salon.start import open_salon
from salon.text import _, use_language

log = logging.getLogger(__name__)
log.addHandler(logging.NullHandler())  # a trace belongs in a file, not on the screen

DONE, REFUSED, WRONG_WORDS, FOUND, HINDERED, OUR_MISTAKE = 0, 1, 2, 3, 4, 70


def run(arguments: Sequence[str]) -> int:
    """Carry out one command; return its exit status, never raise."""
    words = parser()
    options = _parsed(words, arguments)
    if isinstance(options, int):
        return options
    if options.language:
        use_language(options.language)
    try:
        if options.needs_salon:
            with closing(open_salon(options.data, options.now, may_begin=False)) as it:
                return _in_salon(it, options, words)
        return _carried_out(None, options)
    except KeyboardInterrupt:
        print(_("Stopped. Nothing was changed."), file=sys.stderr)
        return REFUSED
    except BrokenPipeError:
        return DONE
    except Exception as error:
        return _refused(error, is_json=options.json)


def _in_salon(salon: Salon, options: Namespace, words: ArgumentParser) -> int:
    _speak(salon, options)
    _act_as(salon, options)
    if options.command == "run":
        return _run_lines(salon, options, words)
    return _carried_out(salon, options)


def _speak(salon: Salon, options: Namespace) -> None:
    use_language(options.language or salon.premises.language)


def _act_as(salon: Salon, options: Namespace) -> None:
    from salon.cli.named import person
    from salon.staff.model import StaffId

    if options.act_as:
        salon.by = StaffId(person(salon, options.act_as))
    elif salon.premises.acting is not None:
        salon.by = StaffId(salon.premises.acting)


def _carried_out(salon: Salon | None, options: Namespace) -> int:
    answer: Answer = options.does(salon, options)
    _show(answer, is_json=options.json)
    return answer.status


def _show(answer: Answer, *, is_json: bool) -> None:
    if answer.raw is not None:
        sys.stdout.buffer.write(answer.raw)
        sys.stdout.buffer.flush()
    elif is_json:
        print(_json(answer.document), flush=True)
    else:
        for line in answer.lines:
            print(line)
    if answer.changed is not None and os.environ.get("SALON_ACK") == "1":
        print("ACK", answer.changed, flush=True)
    sys.stdout.flush()


def _run_lines(salon: Salon, options: Namespace, words: ArgumentParser) -> int:
    """Carry out one command a line, each its own action; go on after a refusal."""
    status = DONE
    for line in _lines(options.file):
        try:
            arguments = shlex.split(line, comments=True)
        except ValueError:
            arguments = ["?"]
        if not arguments:
            continue
        said = _parsed(words, arguments, is_quiet=True)
        if isinstance(said, int) or said.command in ("run", "init", "demo", "tour"):
            sentence = _("Not understood: {line}").format(line=line.strip()[:80])
            print(sentence, file=sys.stderr)
            if options.json:
                wrong = {"kind": "wrong_words", "text": sentence, "data": {}}
                print(_json({"error": wrong}), flush=True)
            status = REFUSED
            continue
        said.json = options.json
        try:
            done = _carried_out(salon, said)
            status = max(status, REFUSED) if done else status
        except SalonError as error:
            if isinstance(error, Hindrance):
                raise
            _refused(error, is_json=options.json)
            status = REFUSED
    return status


def _lines(file: str) -> Iterable[str]:
    if file == "-":
        return sys.stdin
    with Path(file).open(encoding="utf-8-sig") as opened:
        return opened.read().splitlines()


def _parsed(
    words: ArgumentParser, arguments: Sequence[str], *, is_quiet: bool = False
) -> Namespace | int:
    try:
        if is_quiet:
            with open(os.devnull, "w") as nowhere:  # noqa: PTH123
                before, sys.stderr = sys.stderr, nowhere
                try:
                    return words.parse_args(arguments)
                finally:
                    sys.stderr = before
        return words.parse_args(arguments)
    except SystemExit as said:  # argparse has told what is wrong, or the help
        return int(said.code or 0) if not is_quiet else WRONG_WORDS


def _refused(error: Exception, *, is_json: bool) -> int:
    """Say why not, in words and if asked in JSON; return the exit status."""
    if isinstance(error, SalonError):
        print(error, file=sys.stderr)
        if is_json:
            print(_json(shapes.error(error)), flush=True)
        return HINDERED if isinstance(error, Hindrance) else REFUSED
    if isinstance(error, OSError):
        print(Unwritable(), error.strerror or "", file=sys.stderr)
        return HINDERED
    log.critical("bug", exc_info=error)
    if os.environ.get("SALON_DEBUG"):
        raise error
    what = _("A mistake in the program ({kind}). Nothing was changed.")
    print(what.format(kind=type(error).__name__), file=sys.stderr)
    return OUR_MISTAKE


def _json(document: Any) -> str:
    return json.dumps(document, default=shapes.plain, ensure_ascii=False)
