"""The papers of surveys: the forms of a round, one form, and the sheet of a round."""

from collections.abc import Iterable

from salon.feedback.asking import Question, questionnaires
from salon.feedback.document import form
from salon.feedback.sheet import Asked, FormSheet
from salon.paper.pages import Laid
from salon.paper.sheets import Letterhead, Look
from salon.reports.composing import Composed, composed, letterhead, spoken_in
from salon.settings.queries import premises
from salon.staff.queries import team
from salon.surveys.codes import shown
from salon.surveys.comparing import Comparison, Dimension
from salon.surveys.document import round_paper
from salon.surveys.model import AskId, AskLine, AskState, RoundId, RoundLine, Way
from salon.surveys.queries import (
    ask_line,
    asks_of,
    compare_rounds,
    promises_after,
    round_before,
    round_line,
)
from salon.surveys.saying import (
    MEASURE_WORDS,
    answers_said,
    change_said,
    class_said,
    dimension_said,
    figure_said,
    note_words,
    share_said,
    signed,
    state_said,
)
from salon.surveys.sheet import DimensionRow, MeasureRow, RoundSheet
from salon.text import N_, _, full_day, language, nearest, number, speaking
from salon.work import Reading

_BESIDE = ("scale_1_5", "scale_0_10", "nps", "gap_5", "check")
_SHORT = 16  # letters of all answers up to which they stand beside a question
_SHORT_EACH = 9  # letters of one of them


def compose_ask(reading: Reading, key: AskId, look: Look) -> Composed:
    """Return one form, in the client's language; raises Missing."""
    line = ask_line(reading, key)
    spoken = spoken_in(look, line.language or premises(reading).language)
    return composed(reading, form_document, spoken, ask_sheet, line)


def compose_forms(reading: Reading, key: RoundId, look: Look) -> Composed:
    """Return all forms of a round still to be answered on paper, one after another.

    Each is in its client's language; raises Missing.
    """
    editions = [
        (tongue, sheet) for tongue, sheet, _code in forms_of(reading, key, look)
    ]
    return Composed(tuple(editions), form_document, letterhead(premises(reading)), look)


def forms_of(
    reading: Reading, key: RoundId, look: Look
) -> Iterable[tuple[str, FormSheet, str]]:
    """Return each form with its language and its code."""
    line = round_line(reading, key)
    found = []
    for one in asks_of(reading, key, AskState.OPEN):
        if one.way is not Way.PAPER:
            continue
        own = nearest(one.language or premises(reading).language)
        for tongue in look.languages or (own,):
            with speaking(tongue):
                found.append((tongue, _sheet(reading, one, line), one.code))
    return found


def form_document(sheet: FormSheet, head: Letterhead, look: Look) -> Laid:
    """Return one form, set."""
    return form(sheet, head, look)


def ask_sheet(reading: Reading, line: AskLine) -> FormSheet:
    """Return what a form asks, in the language of now."""
    of = round_line(reading, line.round_id) if line.round_id is not None else None
    return _sheet(reading, line, of)


def _sheet(reading: Reading, line: AskLine, of: RoundLine | None) -> FormSheet:
    tongue = language()
    found = questionnaires()[line.kind]
    until = ""
    if of is not None:
        said = _(N_("Please give it back by {day}."))
        until = said.format(day=full_day(of.until))
    how = _(N_("Please mark what fits. Leave out what you do not want to answer."))
    return FormSheet(
        number=shown(line.code),
        title=found.names.said_in(tongue),
        hello=_(N_("This sheet carries a number instead of your name.")),
        how=" ".join(filter(None, (how, until))) if tongue == "en" else how + until,
        questions=tuple(_asked(reading, one) for one in found.questions),
        thanks=_(N_("Thank you. Whatever you write is read by a person.")),
        printed=full_day(reading.today),
        code=shown(line.code),
        nameless=_(
            N_(
                "Mark here to answer without your name: then it is only counted, and "
                "nobody will speak with you about it."
            )
        ),
    )


def _asked(reading: Reading, one: Question) -> Asked:
    """Return a question, each answer with the digit by which it is entered."""
    tongue = language()
    text = one.names.said_in(tongue)
    match one.type:
        case "scale_1_5":
            return Asked(text, tuple(map(str, range(1, 6))), is_beside=True)
        case "scale_0_10" | "nps":
            return Asked(text, tuple(map(str, range(11))), is_beside=True)
        case "ref_staff":
            people = [member.name for member in team(reading)][:8]
            return Asked(text, _numbered(people))
        case "check":
            return Asked(text, _numbered((_(N_("yes")), _(N_("no")))), is_beside=True)
    options = [option.said_in(tongue) for option in one.options]
    return Asked(text, _numbered(options), is_beside=2 <= len(options) <= 4)


def _numbered(options: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{place} {text}" for place, text in enumerate(options, 1))


# the sheet of a round


def compose_round(
    reading: Reading, key: RoundId, look: Look, before: RoundId | None = None
) -> Composed:
    """Return the sheet of a round, held against the one before; raises Missing."""
    return composed(reading, _paper, look, round_sheet, key, before)


def _paper(sheet: RoundSheet, head: Letterhead, look: Look) -> Laid:
    return round_paper(sheet, head, look)


def round_sheet(
    reading: Reading, key: RoundId, before: RoundId | None = None
) -> RoundSheet:
    """Return what stands on it, in the language of now."""
    line = round_line(reading, key)
    other = round_line(reading, before) if before else round_before(reading, line)
    found = compare_rounds(reading, key, other.id if other is not None else None)
    return RoundSheet(
        title=line.title,
        number=f"SR{line.id}",
        printed=full_day(reading.today),
        sentence=answers_said(found),
        before=other.title if other is not None else "",
        rates=tuple(rates_said(found)),
        measures=tuple(
            MeasureRow(
                _(MEASURE_WORDS[one.key]),
                figure_said(one.key, one.now),
                figure_said(one.key, one.before) if one.before is not None else "",
                change_said(one),
            )
            for one in (*found.measures, found.alike, found.third, found.welcome)
        ),
        dimensions=tuple(map(_dimension, found.dimensions)),
        more=tuple(more_said(found)),
        best=found.best,
        worst=found.worst,
        changed=line.changed,
        promises=tuple(
            (one.words, one.person, full_day(one.due))
            for one in promises_after(reading, key)
        ),
        notes=tuple(note_words(note, found) for note in found.notes),
    )


def _dimension(one: Dimension) -> DimensionRow:
    first = _(N_("mend this first")) if one.is_first else ""
    return DimensionRow(
        _(one.name),
        one.importance,
        one.performance,
        f"{number(one.importance, 1)} · {number(one.performance, 1)}",
        signed(round(one.gap, 1), 1),
        dimension_said(one) or first,
    )


def rates_said(found: Comparison) -> Iterable[tuple[str, str]]:
    """Return who has answered: in all, by class, by state, and by the way of asking."""
    for rate in found.by_class:
        name = _(N_("Class {name}")).format(name=class_said(rate.group))
        yield name, share_said(rate.share)
    for rate in found.by_state:
        if rate.group:
            yield state_said(rate.group), share_said(rate.share)
    yield _(N_("asked in person")), share_said(found.interviews)


def more_said(found: Comparison) -> Iterable[tuple[str, str]]:
    """Return what else was said: after-care, a year ago, what is wished for."""
    of_care = questionnaires()["yearly"].question("ye_afc")
    of_year = questionnaires()["yearly"].question("ye_ref")
    of_new = questionnaires()["yearly"].question("ye_new")
    assert of_care is not None
    assert of_year is not None
    assert of_new is not None
    tongue = language()
    for option, count in zip(of_care.options, found.care, strict=True):
        said = _(N_("After-care: {words}"))
        yield said.format(words=option.said_in(tongue)), number(count)
    for option, count in zip(of_year.options, found.better, strict=True):
        said = _(N_("Than a year ago: {words}"))
        yield said.format(words=option.said_in(tongue)), number(count)
    wished = [
        f"{of_new.options[place].said_in(tongue)} {number(count)}"
        for place, count in found.wishes[:3]
    ]
    if wished:
        yield _(N_("Wished for")), ", ".join(wished)
