"""Carrying out what was said: one command, or many in one process."""

import json
import logging
import os
import shlex
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, redirect_stderr
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from salon.app import Committed, Salon
from salon.cli import shapes, streams
from salon.cli.answer import Answer
from salon.cli.words import parser
from salon.errors import UNUSABLE, Hindrance, NoSuchPlace, SalonError, Unwritable
from salon.named_file import contents
from salon.options import spoken
from salon.start import open_salon
from salon.text import N_, _, aside, language, ngettext, use_language
from salon.views.opening import clock_doubt

log = logging.getLogger(__name__)
log.addHandler(logging.NullHandler())  # a trace belongs in a file, not on the screen

_ALONE = ("run", "init", "demo", "tour", "restore")  # never a line of `run`
LARGEST = 256 * 1024 * 1024  # bytes of lines
DONE, REFUSED, WRONG_WORDS, FOUND, HINDERED, OUR_MISTAKE = 0, 1, 2, 3, 4, 70


class _Unshown(Exception):
    """It is done, and its answer could not be shown; the cause is why."""


@dataclass(eq=False)
class OtherSalon(SalonError):
    """A line of a run names another salon than the run is for."""

    said: str

    text = N_(
        "This line names the salon in {said}, and the run is for another; nothing of "
        "it was done. Give it to a run of its own."
    )


@dataclass(slots=True)
class _Done:
    """How many actions have returned from their commit, and how many lines of `run`."""

    actions: int = 0
    lines: int = 0


def run(arguments: Sequence[str]) -> int:
    """Carry out one command; return its exit status, never raise."""
    streams.ready(is_json="--json" in arguments)
    try:
        return _understood([streams.typed(word) for word in arguments])
    finally:
        streams.finish()


def _understood(arguments: Sequence[str]) -> int:
    use_language(spoken(arguments))
    words = parser()
    options = _parsed(words, arguments)
    if isinstance(options, int):
        return options
    if options.language:
        use_language(options.language)
    try:
        for word in arguments:
            streams.whole(word)
        if options.needs_salon:
            with closing(open_salon(options.data, options.now, may_begin=False)) as it:
                return _in_salon(it, options)
        return _carried_out(None, options)
    except KeyboardInterrupt:
        streams.tell(_("Stopped. Nothing was changed."))
        return REFUSED
    except _Unshown as error:
        if not isinstance(error.__cause__, BrokenPipeError):  # `| head` knows
            streams.tell(_("It was done, but the answer could not be shown."))
        return DONE
    except BrokenPipeError:
        streams.give_up()
        return DONE
    except Exception as error:
        return _refused(error, is_json=options.json)


def _in_salon(salon: Salon, options: Namespace) -> int:
    _speak(salon, options)
    _act_as(salon, options)
    done = _Done()

    def count(_news: Committed) -> None:
        done.actions += 1

    salon.on_commit(count)
    _warn(salon, options)
    if options.command == "run":
        return _run_lines(salon, options, parser(is_line=True), done)
    return _carried_out(salon, options, done)


def _warn(salon: Salon, options: Namespace) -> None:
    """Say on stderr what people must know before they go on: a loss, a wrong clock."""
    if loss := salon.loss():
        streams.tell(loss)
    if options.now is None and (doubt := salon.ask(clock_doubt)) is not None:
        said = list[bool]()

        def tell(_news: Committed) -> None:
            if not said:
                streams.tell(doubt)
            said.append(True)

        salon.on_commit(tell)


def _speak(salon: Salon, options: Namespace) -> None:
    use_language(options.language or salon.premises.language)


def _act_as(salon: Salon, options: Namespace) -> None:
    from salon.cli.named import person
    from salon.staff.model import StaffId

    if options.act_as:
        salon.by = StaffId(person(salon, options.act_as))
    elif salon.premises.acting is not None:
        salon.by = StaffId(salon.premises.acting)


def _carried_out(
    salon: Salon | None, options: Namespace, done: _Done | None = None
) -> int:
    """Carry out one command and show its answer; raises _Unshown once it is done."""
    done = done or _Done()
    before, is_changed, is_answered = done.actions, False, False
    try:
        answer: Answer = options.doing()(salon, options)
        is_changed, is_answered = answer.changed is not None, True
        done.lines += 1  # before the answer: a script that has read it may stop us
        _show(answer, is_json=options.json)
    except SalonError:
        raise
    except (Exception, KeyboardInterrupt) as error:
        if not is_changed and done.actions == before:
            is_pipe = isinstance(error, BrokenPipeError)
            if is_pipe or not (is_answered and isinstance(error, OSError)):
                raise
            streams.give_up()
            raise streams.Unshowable(error.strerror or "") from error
        done.lines += not is_answered
        streams.give_up()
        if not isinstance(error, OSError | KeyboardInterrupt):
            log.critical("bug", exc_info=error)
        raise _Unshown from error
    return answer.status


def _show(answer: Answer, *, is_json: bool) -> None:
    if answer.raw is not None:
        sys.stdout.buffer.write(answer.raw)
        sys.stdout.buffer.flush()
    elif is_json:
        print(_json(answer.whole()), flush=True)
    else:
        is_told = False
        for line in answer.lines:
            print(line)
            is_told = True
        if answer.changed is not None and not is_told:  # it was done, so say so
            print(_(N_("Done: {what}")).format(what=answer.changed))
    if answer.changed is not None and os.environ.get("SALON_ACK") == "1":
        print("ACK", answer.changed, flush=True)
    sys.stdout.flush()


def _run_lines(
    salon: Salon, options: Namespace, words: ArgumentParser, done: _Done
) -> int:
    """Carry out one command a line, each its own action; go on after a refusal."""
    status = DONE
    try:
        for line in _lines(options.file):
            status = max(status, _run_line(salon, options, words, done, line))
    except (KeyboardInterrupt, _Unshown, BrokenPipeError) as error:
        streams.tell(_stopped(done))
        is_asked = isinstance(error, KeyboardInterrupt)
        is_asked = is_asked or isinstance(error.__cause__, KeyboardInterrupt)
        if not is_asked:
            streams.give_up()
        return REFUSED if is_asked else HINDERED
    except Hindrance:
        if done.lines:
            streams.tell(_stopped(done))
        raise
    return status


def _stopped(done: _Done) -> str:
    return ngettext(
        "Stopped. {count} line was done and stays; no other was.",
        "Stopped. {count} lines were done and stay; no others were.",
        done.lines,
    ).format(count=done.lines)


def _run_line(
    salon: Salon, options: Namespace, words: ArgumentParser, done: _Done, line: str
) -> int:
    line = line.removeprefix("\ufeff")
    try:
        arguments = shlex.split(line, comments=True)
    except ValueError:
        arguments = ["?"]
    if not arguments:
        return DONE
    is_json = options.json
    with ExitStack() as own:  # its refusal too is said in its own language
        try:
            streams.whole(line)
            why: list[str] = []
            said = _parsed(words, arguments, why)
            if isinstance(said, int) or said.command in _ALONE:
                sentence = _("Not understood: {line}").format(line=line.strip()[:80])
                sentence = aside(sentence, "".join(why))
                streams.tell(sentence)
                _show_wrong("wrong_words", sentence, is_json=is_json)
                return REFUSED
            said.json = is_json = said.json or is_json
            own.enter_context(_as_the_line_says(salon, options, said))
            status = _carried_out(salon, said, done)
        except _Unshown as error:
            if isinstance(error.__cause__, OSError | KeyboardInterrupt):
                raise  # nobody reads on, or we were asked to stop
            streams.tell(_("It was done, but the answer could not be shown."))
            return DONE
        except BrokenPipeError:
            raise
        except Hindrance as error:
            if not error.is_elsewhere:
                raise  # no other line can be done either
            _refused(error, is_json=is_json)
            return REFUSED
        except Exception as error:  # this line's alone: the others do not pay for it
            _refused(error, is_json=is_json)
            return REFUSED
    return REFUSED if status else DONE


@contextmanager
def _as_the_line_says(
    salon: Salon, options: Namespace, said: Namespace
) -> Iterator[None]:
    """Let who acts, the clock and the language of a line hold for it alone.

    Raises:
        OtherSalon: It names another folder than the run has.
        NotFound, Ambiguous: It names nobody of the team.
    """
    if said.data is not None and _place(said.data) != _place(options.data):
        raise OtherSalon(said.data)
    said.data, said.now = options.data, said.now or options.now
    who, tongue = salon.by, language()
    with ExitStack() as over:
        over.callback(use_language, tongue)
        over.callback(setattr, salon, "by", who)
        if said.now not in (None, options.now):
            over.enter_context(salon.stopped_at(said.now))
        if said.language:
            use_language(said.language)
        if said.act_as:
            _act_as(salon, said)
        yield


def _place(data: str) -> str:
    return data if "://" in data else str(Path(data).resolve())


def _lines(file: str) -> Iterable[str]:
    if file == "-":
        return streams.standard_input()
    # what is no UTF-8 is told line by line
    said = contents(Path(file), LARGEST, may_be_handed=True)
    return said.decode("utf-8-sig", "surrogateescape").splitlines()


def _plain(arguments: Sequence[str]) -> Sequence[str]:
    """Let what is looked for begin with a sign: `find -marie` means a name."""
    if not arguments or arguments[0] != "find" or "--" in arguments:
        return arguments
    signs = [
        one
        for one in arguments[1:]
        if one.startswith("-") and one[1:2] not in ("-", "") and one != "-h"
    ]
    if len(signs) != 1:
        return arguments
    return [*(one for one in arguments if one not in signs), "--", *signs]


def _parsed(
    words: ArgumentParser, arguments: Sequence[str], why: list[str] | None = None
) -> Namespace | int:
    """Return what is meant, or the status; what is wrong goes to *why* if it is there.

    Else argparse tells it, with how the command is used.
    """
    arguments = _plain(arguments)
    try:
        if why is None:
            return words.parse_args(arguments)
        told = StringIO()
        try:
            with redirect_stderr(told):
                return words.parse_args(arguments)
        finally:
            _usage, _mark, what = told.getvalue().rpartition("error: ")
            why.append(what.strip() if _mark else "")
    except SystemExit as said:  # argparse has told what is wrong, or the help
        return int(said.code or 0) if why is None else WRONG_WORDS


def _refused(error: Exception, *, is_json: bool) -> int:
    """Say why not, in words and if asked in JSON; return the exit status."""
    try:
        return _told(error, is_json=is_json)
    except OSError:  # the sentence was said; whoever reads the JSON is gone
        streams.give_up()
        return HINDERED


def _told(error: Exception, *, is_json: bool) -> int:
    if isinstance(error, SalonError):
        streams.tell(error)
        if is_json:
            print(_json(shapes.error(error)), flush=True)
        return HINDERED if isinstance(error, Hindrance) else REFUSED
    if isinstance(error, OSError) and error.errno in UNUSABLE and error.filename:
        return _told(NoSuchPlace.of(error), is_json=is_json)
    if isinstance(error, OSError):
        sentence = f"{Unwritable()} {error.strerror or ''}".strip()
        streams.tell(sentence)
        _show_wrong(Unwritable.kind(), sentence, is_json=is_json)
        return HINDERED
    log.critical("bug", exc_info=error)
    if os.environ.get("SALON_DEBUG"):
        raise error
    what = _("A mistake in the program ({kind}). Nothing was changed.")
    sentence = what.format(kind=type(error).__name__)
    streams.tell(sentence)
    _show_wrong("mistake", sentence, is_json=is_json)
    return OUR_MISTAKE


def _show_wrong(kind: str, sentence: str, *, is_json: bool) -> None:
    if is_json:
        wrong = {"kind": kind, "text": sentence, "data": {}}
        print(_json({"error": wrong}), flush=True)


def _json(document: Any) -> str:
    return json.dumps(document, default=shapes.plain, ensure_ascii=False)
