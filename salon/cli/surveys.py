"""Commands about surveys, and about how the team is."""

from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from salon.app import Salon
from salon.cli import named
from salon.cli.answer import Answer, listed
from salon.cli.papers import languages_of
from salon.errors import SalonError
from salon.exchange.writing import atomically
from salon.feedback.model import How
from salon.paper.sheets import Look, PageSize
from salon.public import public_id
from salon.surveys.answering import answer, decline, prepare
from salon.surveys.codes import shown
from salon.surveys.comparing import Comparison, Measure
from salon.surveys.model import (
    COMPLAINT,
    COURSE_END,
    LEFT_OUT_WORDS,
    OF_EVENTS,
    STATE_WORDS,
    WAY_WORDS,
    AskLine,
    NoSuchSurvey,
    PulsePeriod,
    PulsePoint,
    PulsePointId,
    RoundId,
    RoundLine,
    RoundPromiseId,
    ToAsk,
    kind_names,
)
from salon.surveys.operations import (
    close_round,
    draw_round,
    keep_promise,
    note_changed,
    promise_after,
)
from salon.surveys.pulsing import answer_point, answer_pulse, raise_point
from salon.surveys.queries import (
    ask_by_code,
    ask_line,
    asks_of,
    compare_rounds,
    promises_after,
    pulse_points,
    resolve_round,
    round_before,
    round_line,
    rounds,
    to_ask,
)
from salon.surveys.saying import (
    MEASURE_WORDS,
    answers_said,
    change_said,
    figure_said,
    note_words,
    signed,
)
from salon.text import N_, _, full_day, number, short_day
from salon.views.surveys import pulse_sight

if TYPE_CHECKING:
    from salon.reports.composing import Composed

Deed = Callable[[Salon, Namespace], Answer]
VERBS = (
    *("list", "sample", "show", "print", "answer", "decline", "ask", "compare"),
    *("close", "changed", "promise", "kept", "pulse"),
)


@dataclass(eq=False)
class NothingToSurvey(SalonError):
    """A word after `survey` that is none."""

    said: str
    choices: str

    text = N_("“{said}” is no word of surveys. Say one of: {choices}.")


@dataclass(eq=False)
class MissingPiece(SalonError):
    """A word of surveys without what it is about."""

    said: str

    text = N_("`survey {said}` needs to know what it is about; see its help.")


def survey(salon: Salon, options: Namespace) -> Answer:
    """Draw a survey, print its forms, enter answers, compare; the team's pulse."""
    deed: Deed | None = _DEEDS.get(options.what)
    if deed is None:
        raise NothingToSurvey(options.what[:40], ", ".join(VERBS))
    return deed(salon, options)


# rounds


def _list(salon: Salon, _options: Namespace) -> Answer:
    found = salon.ask(rounds)
    return listed("rounds", [_round_shape(one) for one in found], map(_line, found))


def _sample(salon: Salon, options: Namespace) -> Answer:
    kind = _first(options, "sample")
    drawn = salon.do(
        partial(draw_round, size=options.size, seed=options.seed, weeks=options.weeks),
        kind,
        options.title,
    )
    line = salon.ask(round_line, drawn.round_id)
    shape = _round_shape(line) | {
        "calls": drawn.calls,
        "left_out": dict(drawn.left_out),
    }
    lines = [_line(line)]
    lines += [
        f"{number(count)} {_(LEFT_OUT_WORDS[word])}"
        for word, count in drawn.left_out.items()
    ]
    if not drawn.has_classes:
        lines.append(_(N_("Classes were never worked out: nobody is asked as an A.")))
    return Answer(shape, lines, changed=public_id("survey_round", line.id))


def _show(salon: Salon, options: Namespace) -> Answer:
    line = _round(salon, options, "show")
    asks = salon.ask(asks_of, line.id)
    promises = salon.ask(promises_after, line.id)
    shape = _round_shape(line) | {
        "asks": [_ask_shape(one) for one in asks],
        "promises": [
            {
                "id": public_id("survey_promise", one.id),
                "words": one.words,
                "person": one.person,
                "due": one.due.isoformat(),
                "again": one.again.isoformat(),
                "done": one.done.isoformat() if one.done else None,
            }
            for one in promises
        ],
    }
    return Answer(shape, [_line(line), *map(_ask_line, asks)])


def _close(salon: Salon, options: Namespace) -> Answer:
    key = _round(salon, options, "close").id
    salon.do(close_round, key)
    return _told_round(salon, key)


def _changed(salon: Salon, options: Namespace) -> Answer:
    key = _round(salon, options, "changed").id
    salon.do(note_changed, key, " ".join(options.piece[1:]))
    return _told_round(salon, key)


def _promise(salon: Salon, options: Namespace) -> Answer:
    key = _round(salon, options, "promise").id
    who = named.person(salon, options.person or "")
    due = named.day_of(salon, options.by or "")
    made = salon.do(promise_after, key, " ".join(options.piece[1:]), who, due)
    number_ = public_id("survey_promise", made)
    found = next(one for one in salon.ask(promises_after, key) if one.id == made)
    document = {"id": number_, "due": due.isoformat(), "again": found.again.isoformat()}
    lines = [f"{number_}  {found.words}  {found.person}  {full_day(found.due)}"]
    return Answer(document, lines, changed=number_)


def _kept(salon: Salon, options: Namespace) -> Answer:
    said = _first(options, "kept")
    key = named.key_of("survey_promise", N_("promise after a survey"), said)
    salon.do(keep_promise, RoundPromiseId(key))
    return Answer({"id": said, "done": salon.today().isoformat()}, [said], said)


def _told_round(salon: Salon, key: RoundId) -> Answer:
    line = salon.ask(round_line, key)
    changed = public_id("survey_round", key)
    return Answer(_round_shape(line), [_line(line)], changed)


# asking and answering


def _print(salon: Salon, options: Namespace) -> Answer:
    from salon.reports.surveys import compose_ask, compose_forms, forms_of

    look = _look(salon, options)
    said = _first(options, "print")
    out = Path(options.out)
    if said.isdigit() and len(said) > 4:
        ask = salon.ask(ask_by_code, said)
        return _paper(salon.ask(compose_ask, ask.id, look), options.out)
    line = _round(salon, options, "print")
    if options.out == "-" or out.suffix.lower() == ".pdf":
        return _paper(salon.ask(compose_forms, line.id, look), options.out)
    from salon.reports.composing import Composed, letterhead
    from salon.reports.surveys import form_document

    head, names = letterhead(salon.premises), []
    out.mkdir(parents=True, exist_ok=True)
    forms = list(salon.ask(forms_of, line.id, look))
    for tongue, sheet, code in forms:
        paper = Composed(((tongue, sheet),), form_document, head, look).set()
        place = out / f"{code}.pdf"
        atomically(place, partial(_write, made=paper.pdf))
        names.append(str(place))
    document = {"files": names, "forms": len(names)}
    return Answer(document, [f"{out} ({number(len(names))})"])


def _answer(salon: Salon, options: Namespace) -> Answer:
    code = _first(options, "answer")
    answers = dict(map(named.pair, options.piece[1:]))
    told = salon.do(
        partial(answer, is_nameless=options.anonymous),
        *(code, answers, How(options.how)),
    )
    ask = salon.ask(ask_by_code, code)
    document = {
        "code": ask.code,
        "state": ask.state.value,
        "complaint": public_id("complaint", told.complaint_id)
        if told.complaint_id
        else None,
        "thanks": public_id("aftercare_call", told.thanks) if told.thanks else None,
        "expected": told.expected,
        "silent": told.is_silent,
        "loss": told.loss or None,
    }
    lines = [f"{shown(ask.code)}  {_(STATE_WORDS[ask.state])}", told.in_hand]
    return Answer(
        document, filter(None, lines), changed=public_id("survey_ask", ask.id)
    )


def _decline(salon: Salon, options: Namespace) -> Answer:
    ask = salon.ask(ask_by_code, _first(options, "decline"))
    salon.do(decline, ask.id)
    line = salon.ask(ask_line, ask.id)
    changed = public_id("survey_ask", ask.id)
    return Answer(_ask_shape(line), [_ask_line(line)], changed)


def _ask(salon: Salon, options: Namespace) -> Answer:
    """List who is due for a short survey, or let one be asked."""
    if not options.piece:
        found = salon.ask(to_ask)
        shapes = [_due_shape(one) for one in found]
        return listed("due", shapes, map(_due_line, found))
    kind = options.piece[0]
    if kind not in OF_EVENTS:
        raise NoSuchSurvey(kind[:40], ", ".join(OF_EVENTS))
    who = named.client(salon, " ".join(options.piece[1:]))
    subject, part = 0, 0
    due = [
        one for one in salon.ask(to_ask) if (one.kind, one.client_id) == (kind, who.id)
    ]
    if options.about:
        table = {COURSE_END: "course", COMPLAINT: "complaint"}.get(kind, "")
        subject = named.key_of(table, N_("what it is about"), options.about)
    for one in due:
        if not subject or one.subject == subject:
            subject, part = one.subject, one.part
    key = salon.do(partial(prepare, by_phone=options.call), kind, who.id, subject, part)
    line = salon.ask(ask_line, key)
    changed = public_id("survey_ask", key)
    return Answer(_ask_shape(line), [_ask_line(line)], changed)


# what a round says


def _compare(salon: Salon, options: Namespace) -> Answer:
    line = _round(salon, options, "compare")
    other = salon.ask(round_before, line)
    if len(options.piece) > 1:
        said = " ".join(options.piece[1:])
        other = salon.ask(round_line, salon.ask(resolve_round, said))
    found = salon.ask(compare_rounds, line.id, other.id if other else None)
    if options.pdf:
        from salon.reports.surveys import compose_round

        look = _look(salon, options, of_salon=True)
        before = other.id if other else None
        composed = salon.ask(compose_round, line.id, look, before)
        return _paper(composed, options.pdf)
    document = _comparison(found) | {
        "round": _round_shape(line),
        "before": _round_shape(other) if other else None,
    }
    lines = [f"{line.title}: {answers_said(found)}"]
    lines += [note_words(note, found) for note in found.notes]
    for one in (*found.measures, found.alike, found.third, found.welcome):
        was = figure_said(one.key, one.before) if one.before is not None else ""
        parts = (_(MEASURE_WORDS[one.key]), figure_said(one.key, one.now), was)
        lines.append("  ".join(filter(None, (*parts, change_said(one)))))
    lines += [
        f"{_(one.name)}  {number(one.importance, 1)} / {number(one.performance, 1)}  "
        f"{signed(round(one.gap, 1), 1)}"
        for one in found.dimensions
    ]
    return Answer(document, lines)


def _comparison(found: Comparison) -> dict[str, Any]:
    return {
        "asked": found.asked,
        "answered": found.answered,
        "rates": {
            "by_class": {
                one.group or "none": [one.share.part, one.share.of]
                for one in found.by_class
            },
            "by_state": {
                one.group or "none": [one.share.part, one.share.of]
                for one in found.by_state
            },
        },
        "measures": {
            one.key: _measure(one)
            for one in (*found.measures, found.alike, found.third, found.welcome)
        },
        "dimensions": [
            {
                "dimension": one.key,
                "importance": round(one.importance, 4),
                "performance": round(one.performance, 4),
                "difference": round(one.gap, 4),
                "answers": one.count,
                "mend_first": one.is_first,
                "before": None if one.before is None else round(one.before, 4),
                "real": one.is_real,
            }
            for one in found.dimensions
        ],
        "care": dict(
            zip(("too_few", "right", "too_many", "not_useful"), found.care, strict=True)
        ),
        "than_a_year_ago": dict(
            zip(("worse", "same", "better"), found.better, strict=True)
        ),
        "best": list(found.best),
        "worst": list(found.worst),
        "notes": [one.value for one in found.notes],
    }


def _measure(one: Measure) -> dict[str, Any]:
    def figure(of: Any) -> dict[str, Any] | None:
        if of is None or of.span is None:
            return None
        value, low, high = of.span.value, of.span.low, of.span.high
        return {
            "value": round(value, 4),
            "low": round(low, 4),
            "high": round(high, 4),
            "answers": of.count,
        }

    return {"now": figure(one.now), "before": figure(one.before), "real": one.is_real}


# how the team is


def _pulse(salon: Salon, options: Namespace) -> Answer:
    what, *rest = options.piece or ["show"]
    match what:
        case "show":
            sight = salon.ask(pulse_sight, salon.by)
            document = {
                "first": sight.now[0].isoformat(),
                "last": sight.now[1].isoformat(),
                "due": sight.is_due,
                "periods": [_period_shape(one) for one in sight.periods],
                "points": [_point_shape(one) for one in sight.points],
            }
            lines = [*map(_period_line, sight.periods), *map(_point_line, sight.points)]
            return Answer(document, lines)
        case "answer":
            said = dict(map(named.pair, rest))
            salon.do_by_itself(answer_pulse, salon.by, said)
            return Answer({"answered": True}, [_(N_("Kept, without your name."))])
        case "raise":
            return _point(salon, salon.do(raise_point, " ".join(rest)))
        case "reply":
            name = rest[0] if rest else ""
            key = PulsePointId(
                named.key_of("pulse_point", N_("point of the team"), name)
            )
            due = named.day_of(salon, options.by) if options.by else None
            salon.do(answer_point, key, not options.no, " ".join(rest[1:]), due)
            return _point(salon, key)
    raise NothingToSurvey(f"pulse {what}"[:40], "show, answer, raise, reply")


def _point(salon: Salon, key: PulsePointId) -> Answer:
    found = next(one for one in salon.ask(pulse_points) if one.id == key)
    changed = public_id("pulse_point", key)
    return Answer(_point_shape(found), [_point_line(found)], changed)


# small things


def _first(options: Namespace, what: str) -> str:
    if not options.piece:
        raise MissingPiece(what)
    return str(options.piece[0])


def _round(salon: Salon, options: Namespace, what: str) -> RoundLine:
    return salon.ask(round_line, salon.ask(resolve_round, _first(options, what)))


def _look(salon: Salon, options: Namespace, *, of_salon: bool = False) -> Look:
    """Return how a paper looks; a form speaks its client's language unless told."""
    tongues: tuple[str, ...] = ()
    if options.language or of_salon:
        tongues = languages_of(salon, options)
    return Look(PageSize[options.paper.upper()], tongues, options.large)


def _paper(composed: "Composed", out: str) -> Answer:
    paper = composed.set()
    document = {
        "file": out,
        "pages": paper.pages,
        "missing_characters": list(paper.missing_characters),
    }
    if out == "-":
        return Answer(document, raw=paper.pdf)
    atomically(Path(out), partial(_write, made=paper.pdf))
    return Answer(document, [f"{out} ({paper.pages})"])


def _write(place: Path, made: bytes) -> None:
    place.write_bytes(made)


def _round_shape(one: RoundLine) -> dict[str, Any]:
    return {
        "id": public_id("survey_round", one.id),
        "kind": one.kind,
        "title": one.title,
        "opened": one.opened.isoformat(),
        "until": one.until.isoformat(),
        "closed": one.closed.isoformat() if one.closed else None,
        "seed": one.seed,
        "asked": one.asked,
        "interviews": one.interviews,
        "answered": one.answered,
        "nameless": one.nameless,
        "declined": one.declined,
        "classes": one.has_classes,
        "changed": one.changed,
    }


def _line(one: RoundLine) -> str:
    span = f"{short_day(one.opened)} – {short_day(one.until)}"
    said = _(N_("{part} of {all} answered"))
    count = said.format(part=number(one.answered), all=number(one.asked))
    closed = _(N_("closed")) if one.closed else ""
    parts = (public_id("survey_round", one.id), one.title, span, count, closed)
    return "  ".join(filter(None, parts))


def _ask_shape(one: AskLine) -> dict[str, Any]:
    return {
        "id": public_id("survey_ask", one.id),
        "survey": one.kind,
        "code": one.code,
        "client": {"id": public_id("client", one.client_id), "name": one.client},
        "how": one.way.value,
        "class": one.abc or None,
        "person": one.person or None,
        "state": one.state.value,
        "call": public_id("aftercare_call", one.call_id) if one.call_id else None,
    }


def _ask_line(one: AskLine) -> str:
    said = (shown(one.code), one.client, one.abc, _(WAY_WORDS[one.way]))
    return "  ".join(filter(None, (*said, _(STATE_WORDS[one.state]))))


def _due_shape(one: ToAsk) -> dict[str, Any]:
    table = {COURSE_END: "course", COMPLAINT: "complaint"}.get(one.kind)
    return {
        "survey": one.kind,
        "client": {"id": public_id("client", one.client_id), "name": one.client},
        "since": one.since.isoformat(),
        "about": public_id(table, one.subject) if table else None,
        "not_by": one.barred_name or None,
    }


def _due_line(one: ToAsk) -> str:
    parts = (str(kind_names(one.kind)), one.client, short_day(one.since))
    return "  ".join(parts)


def _period_shape(one: PulsePeriod) -> dict[str, Any]:
    return {
        "first": one.first.isoformat(),
        "last": one.last.isoformat(),
        "answered": one.answered,
        "of": one.of,
        "shown": one.is_shown,
        "scores": {key: round(value, 4) for key, value in one.scores.items()},
        "recommends": None if one.recommends is None else round(one.recommends[0], 4),
        "blocks": {str(names): count for names, count in one.blocks},
        "words": list(one.words),
    }


def _period_line(one: PulsePeriod) -> str:
    said = _(N_("{part} of {all} answered"))
    span = f"{short_day(one.first)} – {short_day(one.last)}"
    parts: Sequence[str] = [
        span,
        said.format(part=number(one.answered), all=number(one.of)),
        *(number(round(value, 1), 1) for value in one.scores.values()),
    ]
    return "  ".join(parts)


def _point_shape(one: PulsePoint) -> dict[str, Any]:
    return {
        "id": public_id("pulse_point", one.id),
        "words": one.words,
        "raised": one.raised.isoformat(),
        "answer": one.answer or None,
        "why": one.why,
        "person": one.person or None,
        "due": one.due.isoformat() if one.due else None,
        "answered": one.answered.isoformat() if one.answered else None,
    }


def _point_line(one: PulsePoint) -> str:
    answers: Mapping[str, str] = {"yes": _(N_("yes")), "no": _(N_("no"))}
    parts = (
        *(public_id("pulse_point", one.id), one.words),
        *(answers.get(one.answer, ""), one.why, one.person),
    )
    return "  ".join(filter(None, parts))


_DEEDS: Mapping[str, Deed] = {
    "list": _list,
    "sample": _sample,
    "show": _show,
    "print": _print,
    "answer": _answer,
    "decline": _decline,
    "ask": _ask,
    "compare": _compare,
    "close": _close,
    "changed": _changed,
    "promise": _promise,
    "kept": _kept,
    "pulse": _pulse,
}
