"""The command about typed words: what they mean, answered, taught."""

from argparse import Namespace
from dataclasses import dataclass
from datetime import date
from typing import Any

from salon.app import Salon
from salon.catalogue.model import NotFound
from salon.cli import named
from salon.cli.answer import Answer
from salon.clients.model import ClientId
from salon.public import public_id
from salon.safety.operations import (
    answer_word,
    forget_word,
    take_back_answer,
    teach_word,
)
from salon.safety.queries import answers_of, own_words, understanding_of
from salon.safety.understanding import Said, Understanding
from salon.safety.vocabulary import Place, fold
from salon.text import N_, _
from salon.work import Work


@dataclass(frozen=True)
class _Given:
    """One answer as it was said: WORD=MEANING."""

    word: str
    said: str
    conditions: tuple[str, ...] = ()
    ended_on: date | None = None


def words(salon: Salon, options: Namespace) -> Answer:
    """Show what typed words mean; answer for one client, or teach for all."""
    if options.teach or options.forget:
        taught = [_pair(one) for one in options.teach]
        salon.do(_teach, taught, tuple(options.forget), options.place)
    if not options.id:
        return _taught(salon, is_changed=bool(options.teach or options.forget))
    key = named.client(salon, options.id).id
    is_changed = bool(options.answer or options.take_back)
    if is_changed:
        answers = tuple(_given(salon, one) for one in options.answer)
        salon.do(_answer, key, answers, tuple(options.take_back), options.place)
    return _shown(salon, key, is_changed=is_changed)


def _teach(
    work: Work,
    taught: list[tuple[str, str]],
    forgotten: tuple[str, ...],
    place: str | None,
) -> None:
    for word, meaning in taught:
        conditions = () if meaning == Said.HARMLESS else tuple(meaning.split())
        teach_word(work, word, conditions, place)
    for word in forgotten:
        forget_word(work, word, place)


def _answer(
    work: Work,
    key: ClientId,
    answers: tuple[_Given, ...],
    taken_back: tuple[str, ...],
    place: str | None,
) -> None:
    """Answer each word in every place where it stands, or in the one that is said."""
    for one in answers:
        for where in _places(work, key, one.word, place):
            answer_word(
                *(work, key, where, one.word, one.said, one.conditions, one.ended_on)
            )
    for word in taken_back:
        folded = fold(word)
        answered = answers_of(work, [key]).get(key, ())
        found = [one.place for one in answered if one.word == folded]
        for where in [place] if place else (found or [Place.MEDICINE]):
            take_back_answer(work, key, where, word)


def _places(work: Work, key: ClientId, word: str, place: str | None) -> list[str]:
    if place is not None:
        return [place]
    known, folded = understanding_of(work, key), fold(word)
    found = [one.place for one in known.typed if one.meant.folded == folded]
    found += [one.place for one in known.questions if fold(one.word) == folded]
    if not found:
        raise NotFound(_("typed word"), word)
    return list(dict.fromkeys(map(str, found)))


def _given(salon: Salon, said: str) -> _Given:
    word, meaning = _pair(said)
    what, _colon, day = meaning.partition(":")
    match what.strip():
        case "harmless" | "not_her":
            return _Given(word, what.strip())
        case "ended":
            on = named.day_of(salon, day) if day.strip() else None
            return _Given(word, Said.ENDED, ended_on=on)
    return _Given(word, Said.MEANS, tuple(meaning.split()))


def _pair(said: str) -> tuple[str, str]:
    word, mark, meaning = said.rpartition("=")
    if not mark or not word.strip() or not meaning.strip():
        raise named.NotAPair(said)
    return word.strip(), meaning.strip()


def _shown(salon: Salon, key: ClientId, *, is_changed: bool) -> Answer:
    known = salon.ask(understanding_of, key)
    document: dict[str, Any] = {
        "understood": [
            {
                "place": str(one.place),
                "word": one.meant.word,
                "conditions": list(one.conditions),
                "sure": one.is_sure,
                "ended": one.ended,
                "ended_on": one.ended_on.isoformat() if one.ended_on else None,
                "answer": str(one.answer.said) if one.answer else None,
            }
            for one in known.typed
        ],
        "questions": [
            {"place": str(one.place), "word": one.word, "text": one.text}
            for one in known.questions
        ],
        "others": list(known.others),
    }
    number = public_id("client", key)
    return Answer(document, _lines(known), number if is_changed else None)


def _lines(known: Understanding) -> list[str]:
    lines = [
        f"{one.place:<12} {one.meant.word}  {' '.join(one.conditions) or '-'}"
        + (f"  ({_('over')})" if one.ended else "")
        for one in known.typed
    ]
    lines += [f"? {one.text}" for one in known.questions]
    return lines or [_(N_("Nothing is typed yet that the safety rules know."))]


def _taught(salon: Salon, *, is_changed: bool) -> Answer:
    known = salon.ask(own_words)
    document = {
        "taught": [
            {
                "word": one.word,
                "conditions": list(one.conditions),
                "place": str(one.place) if one.place else None,
            }
            for one in known
        ]
    }
    lines = [f"{one.word}  {' '.join(one.conditions) or '-'}" for one in known]
    nothing = [_(N_("No word has been taught yet."))]
    return Answer(document, lines or nothing, "" if is_changed else None)
