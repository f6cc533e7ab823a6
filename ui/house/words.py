"""Lines of the house in words."""

from datetime import date

from salon.hosting.model import (
    CAME_WORDS,
    ENDED_WORDS,
    SALE_WORDS,
    Ended,
    EnquiryLine,
    Entry,
)
from salon.house.model import (
    ANSWER_WORDS,
    CAUSE_WORDS,
    WAY_WORDS,
    Answer,
    SuggestionLine,
)
from salon.text import _, full_day, hour, ngettext, short_day
from ui.kit.chips import Chip
from ui.kit.rows import Line
from ui.kit.tokens import Tone


def suggestion_line(one: SuggestionLine, today: date) -> Line:
    """Return a suggestion as the list shows it."""
    voices = ""
    if not one.is_one_voice:
        text = ngettext("{number} voice", "{number} voices", one.voices)
        voices = text.format(number=one.voices)
    said = (
        one.client,
        _(WAY_WORDS[one.way]),
        short_day(one.on),
        voices,
        one.change or one.why,
    )
    alerts = (Chip(_("Answer overdue"), Tone.AMBER),) if one.is_late(today) else ()
    return Line(
        one.words,
        detail=" · ".join(part for part in said if part),
        alerts=alerts,
        mark=_mark(one),
        cells=(_(CAUSE_WORDS[one.cause]),),
        key=one.id,
        whole=one.words,
    )


def _mark(one: SuggestionLine) -> Chip:
    if one.changed_on is not None:
        return Chip(_("Changed"), Tone.SAGE, "check")
    if one.answer is Answer.OPEN:
        until = _("answer by {day}").format(day=short_day(one.due))
        return Chip(until, Tone.PLAIN)
    tone = Tone.BLUE if one.answer is Answer.YES else Tone.PLAIN
    return Chip(_(ANSWER_WORDS[one.answer]), tone)


def enquiry_line(one: EnquiryLine) -> Line:
    """Return somebody who asked as the list shows it."""
    when = f"{short_day(one.at.date())} {hour(one.at)}"
    name = one.name or _("Somebody without a name")
    step = ""
    if one.next is not None:
        step = _("next: {step}").format(step=_(SALE_WORDS[one.next]))
    below = " · ".join(filter(None, (when, _(CAME_WORDS[one.came]), one.words, step)))
    tone = {
        Ended.OPEN: Tone.ROSE,
        Ended.BOOKED: Tone.SAGE,
        Ended.THINKING: Tone.BLUE,
        Ended.NO: Tone.PLAIN,
    }[one.ended]
    return Line(
        name, detail=below, mark=Chip(_(ENDED_WORDS[one.ended]), tone), key=one.id
    )


def month_line(one: Entry) -> Line:
    """Return a stretch of time as the table shows it."""
    name = full_day(one.first)
    past = ""
    if one.walked_past:
        text = ngettext("{number} walked past", "{number} walked past", one.walked_past)
        past = text.format(number=one.walked_past)
    share = one.share(one.came)
    came = _("{number} came").format(number=one.came)
    if share is not None and one.came:
        came = f"{came} · {share} %"
    cells = (
        _("{number} asked").format(number=one.asked),
        _("{number} booked").format(number=one.booked),
        came,
        _("{number} again").format(number=one.again),
    )
    below = " · ".join(filter(None, (one.front, past)))
    return Line(name, detail=below, cells=cells, key=one.first)
