"""From a form to the words that somebody reads, and what changed since; plain rules."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher
from math import hypot

from salon.clients.consents import read_signature
from salon.forms.model import (
    ASKING,
    LEAST_SIGNED,
    Form,
    Mark,
    Part,
    PartKind,
    Piece,
    Said,
    Wording,
)
from salon.forms.writing import answers_to, body_of, digest_of, words_told
from salon.text import Names

_FILLING = re.compile(r"\{(\w+)\}")
_SENTENCE = re.compile(r"[^.!?;。！？；]*(?:[.!?;](?=\s|$)|[。！？；]|$)\s*")
_NUMBER = re.compile(r"[+-]?\d{1,9}(?:[.,]\d{1,4})?")


def filled(text: str, fillings: Mapping[str, str]) -> str:
    """Return a text with what stands in braces filled in; the rest stays as it is."""
    return _FILLING.sub(lambda found: fillings.get(found[1], found[0]), text)


def fillings_in(form: Form) -> frozenset[str]:
    """Return what stands in braces in a form, in any of its languages."""
    return frozenset(_FILLING.findall(body_of(form)))


def composed(form: Form, language: str, fillings: Mapping[str, Names]) -> Wording:
    """Return a form in one language, filled in."""
    said_here = {key: one.said_in(language) for key, one in fillings.items()}

    def said(names: Names) -> str:
        return filled(names.said_in(language), said_here).strip()

    parts = tuple(_said(one, said) for one in form.parts)
    ticks = tuple(said(one) for one in form.ticks)
    made = Wording(
        form.ref, form.number, language, said(form.title), parts, ticks, digest=""
    )
    return replace(made, digest=digest_of(words_told(made)))


def _said(one: Part, said: Callable[[Names], str]) -> Said:
    choices = tuple((each.id, said(each.names)) for each in one.choices)
    return Said(
        *(one.id, one.kind, said(one.head), said(one.text), choices),
        *(one.is_required, one.when),
    )


def sentences_of(text: str) -> list[str]:
    """Return a text cut after each sentence; joined they are the text again."""
    return [one for one in _SENTENCE.findall(text) if one]


def pieces(before: str, now: str) -> tuple[Piece, ...]:
    """Return *now* with what is new in it marked, and what is gone in its place."""
    was, are = sentences_of(before), sentences_of(now)
    found: list[Piece] = []
    same = SequenceMatcher(None, [one.strip() for one in was], [i.strip() for i in are])
    for kind, first, last, start, end in same.get_opcodes():
        if kind == "equal":
            found.append(Piece("".join(are[start:end])))
            continue
        if start < end:
            found.append(Piece("".join(are[start:end]), Mark.NEW))
        if first < last:
            found.append(Piece("".join(was[first:last]), Mark.GONE))
    return tuple(found)


def changed_parts(before: Wording, now: Wording) -> dict[str, tuple[Piece, ...]]:
    """Return the parts that read otherwise than before, by id, with their marks.

    A part that was not there before is new as a whole.
    """
    was = {one.id: one for one in before.parts}
    found: dict[str, tuple[Piece, ...]] = {}
    for one in now.parts:
        old = was.get(one.id)
        if old is None:
            found[one.id] = (Piece(one.text or one.head, Mark.NEW),)
        elif (old.text, old.head, old.choices) != (one.text, one.head, one.choices):
            found[one.id] = pieces(old.text, one.text)
    return found


def sentences_changed(marks: Mapping[str, Sequence[Piece]]) -> int:
    """Return how many sentences are new."""
    return sum(
        len(sentences_of(piece.text))
        for each in marks.values()
        for piece in each
        if piece.mark is Mark.NEW
    )


def is_asked(part: Said | Part, answers: Mapping[str, str]) -> bool:
    """Return whether a part is shown, after what was answered before it."""
    if not part.when:
        return True
    ref, _mark, answer = part.when.partition("=")
    return answer in answers.get(ref, "").split(",")


def unanswered(
    parts: Iterable[Said],
    answers: Mapping[str, str],
    zones: frozenset[str],
    today: date,
) -> Said | None:
    """Return the first part that needs an answer and has none that fits."""
    for one in parts:
        if one.kind not in ASKING or not is_asked(one, answers):
            continue
        said = answers.get(one.id, "").strip()
        if not said:
            if one.is_required:
                return one
        elif not _fits(one, said, zones, today):
            return one
    return None


def all_answered(parts: Iterable[Part], answers: Mapping[str, str]) -> bool:
    """Return whether all that is chosen was answered; words may be left out."""
    return all(
        answers.get(one.id, "").strip()
        for one in parts
        if answers_to(one) and is_asked(one, answers)
    )


def _fits(one: Said, said: str, zones: frozenset[str], today: date) -> bool:
    offered = {key for key, _name in one.choices}
    match one.kind:
        case PartKind.YES_NO:
            return said in ("yes", "no")
        case PartKind.CHOICE:
            return said in offered
        case PartKind.SEVERAL:
            return set(said.split(",")) <= offered
        case PartKind.DATE:
            return _is_day(said, today)
        case PartKind.NUMBER:
            return _NUMBER.fullmatch(said) is not None
        case PartKind.CHART:
            return set(said.split(",")) <= zones
    return True


def _is_day(said: str, today: date) -> bool:
    try:
        day = date.fromisoformat(said)
    except ValueError:
        return False
    return 1900 <= day.year <= today.year + 100


def is_signature(kept: str) -> bool:
    """Return whether strokes are a signature and no dot: they reach over the field."""
    strokes = read_signature(kept) if kept else None
    if strokes is None:
        return False
    points = [point for stroke in strokes for point in stroke]
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    return hypot(max(xs) - min(xs), max(ys) - min(ys)) >= LEAST_SIGNED
