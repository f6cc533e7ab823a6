"""What stands beside the step in hand: before this, what rests, what follows."""

from PySide6.QtWidgets import QWidget

from salon.aftercare.model import CallStatus
from salon.complaints.model import (
    MARK_WORDS,
    OUTCOME_WORDS,
    STEP_WORDS,
    STEPS,
    ComplaintLine,
    Kind,
    Mark,
    Outcome,
    Step,
    StepLine,
)
from salon.text import _, amount, full_day, headed, ngettext, short_day
from salon.views.complaints import ComplaintSight
from ui.complaints.steps import when
from ui.kit.cards import Icon, across, held
from ui.kit.cards import down as below
from ui.kit.facts import Step as StepMark
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run, Words

MOST_STEPS = 14  # of its course, the last ones


def before_rows(sight: ComplaintSight) -> list[QWidget]:
    """Return earlier cases of the client and what was given, and others of this root.

    As history: without a word for the client.
    """
    found = []
    for one in sight.before:
        given = [amount(o.amount, o.currency) for o in one.given if o.amount.minor]
        names = [str(o.name) for o in one.given]
        end = _(OUTCOME_WORDS[Outcome(one.line.outcome)]) if one.line.outcome else ""
        day = full_day(one.line.opened.date())
        more = " · ".join((day, *names, *given, end)).strip(" ·")
        found.append(_remark("circle-check", Tone.SAGE, _first(one.line), more))
    many = len(sight.alike)
    if many > 1:
        said = ngettext("{n} in 90 days", "{n} in 90 days", many).format(n=many)
        more = headed(said, sight.card.root or sight.cause)
        found.append(_remark("info-circle", Tone.PLAIN, _("Same root, others"), more))
    return found


def paused_rows(sight: ComplaintSight) -> list[QWidget]:
    """Return what rests while it is open, and what goes on."""
    found = []
    for one in sight.paused:
        icon, tone = ("check", Tone.SAGE) if one.goes_on else ("minus", Tone.PLAIN)
        when_ = _("go on") if one.goes_on else _("rests")
        if one.day is not None:
            day = short_day(one.day)
            when_ = day if one.goes_on else _("was {day}").format(day=day)
        row = across(
            Icon(icon, 16, tone),
            Words(one.name, type=Type.SMALL, wrap=True),
            Words(when_, type=Type.CAPTION, faint=True),
            gap=10,
        )
        row.setStretch(1, 1)
        found.append(held(row))
    return found


def then_words(sight: ComplaintSight) -> list[QWidget]:
    """Return what follows an agreement: the calls, by whom, and what is told."""
    line, card = sight.card.line, sight.card
    if sight.calls:
        rows: list[QWidget] = [
            StepMark(
                one.protocol_name,
                "done" if one.status is CallStatus.DONE else "next",
                short_day(one.due),
            )
            for one in sight.calls
        ]
        if not line.person:
            return rows
        said = _("{owner} rings, not {person}")
        words = said.format(owner=line.owner or "–", person=line.person)
        return [*rows, Words(words, type=Type.CAPTION, faint=True, wrap=True)]
    if not line.is_open:
        return []
    who = line.owner or _("whoever has it")
    parts = [
        _("Thanks the same day."),
        _("Days 1, 3 and 7 by {owner}, not {person}.").format(
            owner=who, person=line.person
        )
        if line.person
        else _("Days 1, 3 and 7 by {owner}.").format(owner=who),
        _("On day 30 the client hears what we changed."),
    ]
    if card.change:
        parts.append(card.change)
    return [Words(" ".join(parts), type=Type.SMALL, faint=True, wrap=True)]


def course_rows(sight: ComplaintSight) -> list[QWidget]:
    """Return what was done, the last first."""
    found: list[QWidget] = []
    for step in reversed(sight.card.course[-MOST_STEPS:]):
        runs = [
            Run(when(step.at, sight.now), Type.CAPTION_STRONG, faint=True),
            Run(f"  {step_words(step)}", Type.SMALL),
        ]
        more = " · ".join(filter(None, (step.note, step.by)))
        if more:
            runs.append(Run(f" · {more}", Type.SMALL, faint=True))
        found.append(Words(*runs, type=Type.SMALL, wrap=True))
    return found


def step_words(step: StepLine) -> str:
    """Return in words what was done."""
    if step.kind in STEPS:
        return _(STEP_WORDS[Step(step.kind)])
    match step.kind:
        case Kind.BACK:
            said = _(STEP_WORDS[Step(step.what)])
            return _("taken back: {what}").format(what=said)
        case Kind.TICK | Kind.UNTICK:
            said = _(MARK_WORDS[Mark(step.what)])
            is_on = step.kind == Kind.TICK
            return said if is_on else _("not: {what}").format(what=said)
        case Kind.CLOSED:
            return _("closed: {what}").format(what=_(OUTCOME_WORDS[Outcome(step.what)]))
        case Kind.LEVEL:
            return _("level {n}").format(n=step.what)
        case Kind.RAISED:
            said = _(STEP_WORDS[Step(step.what)])
            return _("handed on, late: {what}").format(what=said)
        case Kind.OWNER:
            return _("{name} has it").format(name=step.what)
    said = {
        Kind.ABOUT: _("about somebody else before"),
        Kind.SAID: _("said again"),
        Kind.ATTEMPT: _("not reached"),
        Kind.THINKS: _("thinks it over"),
        Kind.CONTACT: _("rung after it"),
        Kind.UNHEARD: _("the mail never went out"),
        Kind.APPROVAL: _("about a way to offer"),
        Kind.SHEET: _("problem sheet"),
        Kind.REOPENED: _("opened again"),
    }.get(Kind(step.kind), _("noted"))
    if step.due is not None:
        by = _("by {time}").format(time=short_day(step.due))
        return f"{said}, {by}"
    return said


def _first(line: ComplaintLine) -> str:
    """Return what it was, in its first words."""
    said = line.words.split("\n", 1)[0]
    return said if len(said) <= 60 else f"{said[:58]}…"


def _remark(icon: str, tone: Tone, head: str, more: str) -> QWidget:
    about = held(
        below(
            Words(head, type=Type.SMALL_STRONG, wrap=True),
            Words(more, type=Type.CAPTION, faint=True, wrap=True),
            gap=0,
        )
    )
    row = across(Icon(icon, 16, tone), about, gap=10)
    row.setStretch(1, 1)
    return held(row)
