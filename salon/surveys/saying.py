"""Figures of a round in words, as loyalty 13 asks: never per cent of a handful."""

from collections.abc import Mapping

from salon.loyalty.model import STATE_WORDS
from salon.loyalty.statistics import FEW, Share
from salon.surveys.comparing import Comparison, Dimension, Figure, Measure, Note
from salon.text import N_, _, number

PERCENT = 100
MEASURE_WORDS: Mapping[str, str] = {
    "content": N_("Content with us"),
    "gap": N_("Felt against what is important"),
    "nps": N_("Would recommend us"),
    "alike": N_("Two contacts sounded alike"),
    "third": N_("The third place besides home and work"),
    "welcome": N_("Offers are welcome"),
}
MEASURE_MEANS: Mapping[str, str] = {
    "content": N_("Who gives us 4 or 5 of five, over the five questions how we do."),
    "gap": N_(
        "How well we do less how important it is, of five; for each person over all "
        "five, then the mean. Below nothing we fall short."
    ),
    "nps": N_(
        "Those who say 9 or 10 of ten less those who say 6 or less, in hundredths; "
        "with the interval in which it lies with 95 % certainty."
    ),
    "alike": N_("Who says that our contacts sometimes or often sounded alike."),
    "third": N_(
        "Who agrees with 4 or 5 of five that this is a good place to be after home "
        "and work."
    ),
    "welcome": N_("Who calls our offers welcome, of all who say something of them."),
}
NOTE_WORDS: Mapping[Note, str] = {
    Note.NOBODY: N_("Nobody has answered yet."),
    Note.ALL_EQUAL: N_(
        "All said the same number. Ask whether it was said, or ticked for them."
    ),
    Note.ONE_PERSON: N_(
        "All who gave their names come to {person}: this tells of one colleague, not "
        "of the salon."
    ),
    Note.FEW: N_("So few answers that one more could change the picture."),
    Note.NO_CLASSES: N_(
        "Classes were not worked out when the sample was drawn, so nothing can be said "
        "by class."
    ),
    Note.LEAVERS: N_(
        "Those who come less answered less: this is the voice of those who stayed."
    ),
    Note.MISSING: N_("Some left out a number; each figure says of how many it is."),
}
NOT_WORKED_OUT = N_("not worked out")


def note_words(note: Note, found: Comparison) -> str:
    """Return what has to be said with the figures."""
    return _(NOTE_WORDS[note]).format(person=found.one_person)


def share_said(share: Share) -> str:
    """Return a share: "3 of 7", "30 % (11–60 %)", or "63 %"."""
    if not share.of:
        return "–"
    if share.is_few:
        said = _("{part} of {all}")
        return said.format(part=number(share.part), all=number(share.of))
    rate = _percent(share.part / share.of)
    span = share.span
    if not share.wants_span or span is None:
        return rate
    low, high = _whole(span.low * PERCENT), _whole(span.high * PERCENT)
    return _("{rate} ({low}–{high} %)").format(rate=rate, low=low, high=high)


def figure_said(key: str, figure: Figure) -> str:
    """Return a figure of a measure, with how sure it is."""
    if figure.span is None or not figure.count:
        return "–"
    if key == "nps":
        if figure.count < FEW:
            said = _("{n} of {all} would, {m} would not")
            return said.format(n=figure.promote, all=figure.count, m=figure.detract)
        value, low, high = (
            signed(round(one))
            for one in (figure.span.value, figure.span.low, figure.span.high)
        )
        return _("{value} ({low} to {high})").format(value=value, low=low, high=high)
    if key == "gap":
        value = signed(round(figure.span.value, 1), 1)
        if figure.count < FEW:
            return value
        low, high = (
            signed(round(one, 1), 1) for one in (figure.span.low, figure.span.high)
        )
        return _("{value} ({low} to {high})").format(value=value, low=low, high=high)
    return share_said(figure.share or Share(0, 0))


def change_said(measure: Measure) -> str:
    """Return what became of a figure since the round before, in words."""
    if measure.is_real is None:
        return _("nothing to compare with yet")
    if not measure.is_real:
        return _("no real change")
    return _("really better") if measure.is_better else _("really worse")


def dimension_said(one: Dimension) -> str:
    """Return what became of one of the five since the round before."""
    if one.before is None:
        return ""
    if not one.is_real:
        return _("no real change")
    return _("really better") if one.gap > one.before else _("really worse")


def state_said(group: str) -> str:
    """Return a state in words."""
    known = {state.value: text for state, text in STATE_WORDS.items()}
    return _(known.get(group, NOT_WORKED_OUT))


def class_said(group: str) -> str:
    """Return a class in words."""
    return group or _(NOT_WORKED_OUT)


def signed(value: float, places: int = 0) -> str:
    """Return a number with its sign: "+1", "−0.8", "0"."""
    shown = number(abs(value), places)
    if not round(abs(value), places):
        return shown
    return f"{'+' if value > 0 else '−'}{shown}"


def answers_said(found: Comparison) -> str:
    """Return how many have answered: "188 of 420 have answered (45 %)"."""
    share = Share(found.answered, found.asked)
    if share.is_few:
        said = _("{part} of {all} have answered")
        return said.format(part=number(share.part), all=number(share.of))
    said = _("{part} of {all} have answered ({rate})")
    return said.format(
        part=number(share.part),
        all=number(share.of),
        rate=_percent(share.part / share.of),
    )


def _percent(rate: float) -> str:
    return _("{n} %").format(n=_whole(rate * PERCENT))


def _whole(value: float) -> str:
    return number(round(value))
