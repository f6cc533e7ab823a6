"""Commands about the house: rounds, suggestions, what is learnt."""

from argparse import Namespace
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from salon.app import Salon
from salon.catalogue.model import NotFound
from salon.cli import named
from salon.cli.answer import Answer as Told
from salon.cli.answer import listed
from salon.cli.till import UnknownWord
from salon.exchange.writing import atomically
from salon.house.learning import Card, marked, questions
from salon.house.model import (
    ANSWER_WORDS,
    CAUSE_WORDS,
    Answer,
    Cause,
    DefectLine,
    SuggestionLine,
    Way,
)
from salon.house.operations import (
    answer_suggestion,
    count_with,
    give_defect,
    keep_quiz,
    mend,
    note_change,
    note_defect,
    note_suggestion,
    note_training,
)
from salon.house.queries import cards, defects, quizzes, suggestions, trainings
from salon.paper.sheets import Look, PageSize
from salon.public import public_id
from salon.reports.house import compose_changes
from salon.shifts.model import MORNING, UNANNOUNCED, named_check
from salon.shifts.operations import go_round
from salon.shifts.queries import checks_here, rounds, shop_round
from salon.skin.pictures import from_file
from salon.staff.queries import team
from salon.text import N_, _, full_day, short_day
from salon.text import listed as said_list
from salon.views.house import greeting

K = TypeVar("K", bound=StrEnum)


def word_of(kind: type[K], said: str) -> K:
    """Return the word of a list that is meant; raises UnknownWord."""
    try:
        return kind(said.strip().lower())
    except ValueError as error:
        choices = ", ".join(one.value for one in kind if one.value)
        raise UnknownWord(said[:40], choices) from error


def round_(salon: Salon, options: Namespace) -> Told:
    """Go round the shop, mend what is not right, greet who is here."""
    nth = UNANNOUNCED if options.second else MORNING
    match options.what:
        case "show":
            return _round(salon, nth)
        case "go":
            seen = dict.fromkeys(options.right, True) | dict.fromkeys(
                options.wrong, False
            )
            if not seen:
                seen = {
                    one.id: True for one in salon.ask(checks_here) if not one.is_photo
                }
            photo = from_file(Path(options.photo)) if options.photo else None
            salon.do(go_round, seen, options.note, nth=nth, photo=photo)
            return _round(salon, nth)
        case "defect":
            owner = named.person(salon, options.owner) if options.owner else None
            due = named.day_of(salon, options.due) if options.due else None
            if options.id.upper().startswith("DF") and options.id[2:].isdigit():
                key = named.key_of("shop_defect", N_("defect"), options.id)
                salon.do(give_defect, key, owner, due)
            else:
                key = salon.do(note_defect, options.id, owner_id=owner, due=due)
            return _defects(salon, key)
        case "mend":
            key = named.key_of("shop_defect", N_("defect"), options.id)
            salon.do(mend, key, options.note)
            return _defects(salon, key)
        case "list":
            since = salon.today() - timedelta(days=named.count_of_days(options.days))
            gone = salon.ask(rounds, since, salon.today())
            shapes = [_round_shape(one) for one in gone]
            lines = [
                f"{short_day(one.day)}  {one.nth}  "
                + (said_list(map(named_check, one.wrong)) or _("all is right"))
                for one in gone
            ]
            return listed("rounds", shapes, lines)
        case "greet":
            found = salon.ask(greeting)
            shapes = [
                {
                    "client": {
                        "id": public_id("client", one.client_id),
                        "name": one.client,
                    },
                    "appointment": public_id("appointment", one.appointment_id),
                    "where": one.place,
                    "with": one.person,
                    "waits": one.is_waiting,
                    "why": list(one.why),
                }
                for one in found
            ]
            lines = [
                "  ".join((one.client, one.place, " · ".join(one.why))) for one in found
            ]
            return listed("greet", shapes, lines)
    raise UnknownWord(options.what, "show, go, defect, mend, list, greet")


def _round(salon: Salon, nth: int) -> Told:
    line = salon.ask(shop_round, salon.today(), nth)
    document = _round_shape(line) | {
        "checks": [
            {"id": one.id, "text": str(one.names)} for one in salon.ask(checks_here)
        ],
        "defects": [_defect_shape(one) for one in salon.ask(defects)],
    }
    lines = [
        f"{one.id:<12} {_mark(line.seen.get(one.id))}  {one.names}"
        for one in salon.ask(checks_here)
    ]
    lines += [_defect_line(one) for one in salon.ask(defects)]
    return Told(document, lines)


def _mark(is_right: bool | None) -> str:
    return {True: "+", False: "!", None: "."}[is_right]


def _round_shape(one: Any) -> dict[str, Any]:
    return {
        "day": one.day.isoformat(),
        "round": one.nth,
        "done_at": one.at.isoformat() if one.at is not None else None,
        "wrong": list(one.wrong),
        "note": one.note,
        "photo": bool(one.picture),
    }


def _defects(salon: Salon, key: int) -> Told:
    since = salon.today()
    found = [one for one in salon.ask(defects, mended_since=since) if one.id == key]
    lines = [_defect_line(one) for one in found]
    changed = public_id("shop_defect", key)
    return Told(_defect_shape(found[0]) if found else {}, lines, changed=changed)


def _defect_shape(one: DefectLine) -> dict[str, Any]:
    return {
        "id": public_id("shop_defect", one.id),
        "check": one.about or None,
        "words": one.words,
        "since": one.opened_on.isoformat(),
        "owner": one.owner or None,
        "due": one.due.isoformat() if one.due else None,
        "mended": one.mended_on.isoformat() if one.mended_on else None,
    }


def _defect_line(one: DefectLine) -> str:
    number = public_id("shop_defect", one.id)
    due = full_day(one.due) if one.due else ""
    state = _("mended") if not one.is_open else due
    return "  ".join(filter(None, (number, one.words, one.owner, state)))


def suggestion(salon: Salon, options: Namespace) -> Told:
    """Note what somebody wishes were otherwise, answer it, say what changed."""
    match options.what:
        case "note":
            client = named.client(salon, options.client) if options.client else None
            key = salon.do(
                note_suggestion,
                options.id,
                way=word_of(Way, options.way),
                cause=word_of(Cause, options.cause),
                client_id=client.id if client is not None else None,
                due=named.day_of(salon, options.due) if options.due else None,
            )
            return _suggestions(salon, key)
        case "answer":
            key = _suggestion_key(options.id)
            answer = word_of(Answer, options.other or "?")
            salon.do(answer_suggestion, key, answer, options.words)
            return _suggestions(salon, key)
        case "change":
            key = _suggestion_key(options.id)
            salon.do(note_change, key, options.words or options.other)
            return _suggestions(salon, key)
        case "same":
            key = _suggestion_key(options.id)
            kept = _suggestion_key(options.other)
            salon.do(count_with, key, kept)
            return _suggestions(salon, kept)
        case "list":
            found = salon.ask(suggestions, open_only=options.open)
            shapes = [_suggestion_shape(one) for one in found]
            return listed("suggestions", shapes, map(_suggestion_line, found))
        case "print":
            return _print(salon, options)
    raise UnknownWord(options.what, "note, answer, change, same, list, print")


def _print(salon: Salon, options: Namespace) -> Told:
    if not options.out:
        raise UnknownWord("", "--out FILE.pdf")
    year = options.year or salon.today().year
    look = Look(size=PageSize[options.paper.upper()])
    paper = salon.ask(compose_changes, look, year).set()
    if options.out == "-":
        return Told({"pages": paper.pages}, raw=paper.pdf)
    atomically(Path(options.out), lambda place: _write(place, paper.pdf))
    document = {"file": options.out, "pages": paper.pages}
    return Told(document, [options.out])


def _write(place: Path, content: bytes) -> None:
    place.write_bytes(content)


def _suggestion_key(said: str) -> int:
    return named.key_of("suggestion", N_("suggestion"), said)


def _suggestions(salon: Salon, key: int) -> Told:
    from salon.house.queries import suggestion as one_of

    one = salon.ask(one_of, key)
    if one is None:
        raise NotFound(_(N_("suggestion")), public_id("suggestion", key))
    number = public_id("suggestion", key)
    return Told(_suggestion_shape(one), [_suggestion_line(one)], changed=number)


def _suggestion_shape(one: SuggestionLine) -> dict[str, Any]:
    return {
        "id": public_id("suggestion", one.id),
        "day": one.on.isoformat(),
        "way": one.way.value,
        "cause": one.cause.value,
        "words": one.words,
        "client": None
        if one.client_id is None
        else {"id": public_id("client", one.client_id), "name": one.client},
        "voices": one.voices,
        "due": one.due.isoformat(),
        "answer": one.answer.value or None,
        "why": one.why,
        "change": one.change,
        "changed": one.changed_on.isoformat() if one.changed_on else None,
        "told": one.told_on.isoformat() if one.told_on else None,
    }


def _suggestion_line(one: SuggestionLine) -> str:
    parts = (
        public_id("suggestion", one.id),
        short_day(one.on),
        _(CAUSE_WORDS[one.cause]),
        one.words,
        _(ANSWER_WORDS[one.answer]),
        one.change or one.why,
    )
    return "  ".join(part for part in parts if part)


def training(salon: Salon, options: Namespace) -> Told:
    """Note who was taught what, show what to know, answer five questions."""
    match options.what:
        case "note":
            who = named.person(salon, options.person)
            on = named.day_of(salon, options.on) if options.on else None
            key = salon.do(
                note_training,
                who,
                _subject(salon, options),
                on=on,
                teacher=options.by,
                note=options.note,
            )
            return _trained(salon, changed=public_id("training", key))
        case "list":
            return _trained(salon)
        case "cards":
            found = salon.ask(cards, _subject(salon, options))
            shapes = [_card(one) for one in found]
            lines = [f"{one.ask}  {one.answer}" for one in found]
            return listed("cards", shapes, lines)
        case "quiz":
            return _quiz(salon, options)
    raise UnknownWord(options.what, "note, list, cards, quiz")


def _subject(salon: Salon, options: Namespace) -> str:
    if options.service:
        return f"service:{named.service(salon, options.service).ref}"
    if options.product:
        return f"product:{named.product(salon, options.product)}"
    return ""


def _card(one: Card) -> dict[str, Any]:
    return {"id": one.id, "about": one.title, "ask": one.ask, "answer": one.answer}


def _trained(salon: Salon, changed: str | None = None) -> Told:
    taught, tested = salon.ask(trainings), salon.ask(quizzes)
    document = {
        "trainings": [
            {
                "person": one.person,
                "subject": one.subject,
                "name": str(one.names),
                "day": one.on.isoformat(),
                "by": one.by,
            }
            for one in taught
        ],
        "quizzes": [
            {
                "person": one.person,
                "role": one.role,
                "at": one.at.isoformat(),
                "right": one.correct,
                "of": one.out_of,
                "passed": one.is_passed,
            }
            for one in tested
        ],
    }
    lines = [f"{one.person}  {one.names}  {full_day(one.on)}" for one in taught]
    lines += [
        f"{one.person}  {one.correct}/{one.out_of}  {full_day(one.at.date())}"
        for one in tested
    ]
    return Told(document, lines, changed=changed)


def _quiz(salon: Salon, options: Namespace) -> Told:
    who = named.person(salon, options.person)
    [line] = [one for one in salon.ask(team) if one.id == who]
    asked = questions(salon.ask(cards), line.role, options.seed)
    document: dict[str, Any] = {
        "questions": [
            {"ask": one.card.ask, "choices": list(one.choices)} for one in asked
        ]
    }
    lines = [
        f"{at}. {one.card.ask}\n"
        + "\n".join(f"   {n}) {text}" for n, text in enumerate(one.choices, 1))
        for at, one in enumerate(asked, 1)
    ]
    if not options.answer:
        return Told(document, lines)
    correct, missed = marked(asked, [one - 1 for one in options.answer])
    key = salon.do(keep_quiz, who, correct, missed, len(asked))
    document |= {"right": correct, "of": len(asked), "missed": missed}
    lines = [f"{correct}/{len(asked)}"]
    return Told(document, lines, changed=public_id("quiz", key))
