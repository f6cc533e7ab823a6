"""Of a complaint in words: what is missing before it is closed, and how late it is."""

from collections.abc import Iterable

from salon.complaints.model import STEP_WORDS, Clock, ComplaintLine
from salon.text import N_, _, full_day, hour, listed, ngettext, short_day

MISSING_WORDS = {
    "agreed": N_("the client has not agreed"),
    "carried_out": N_("a promise is not carried out"),
    "day_7": N_("the call a week after is not made"),
    "root": N_("the root is not recorded"),
    "change": N_("no change is recorded"),
    "fixed": N_("the cause is not put right"),
    "staff_told": N_("the colleague was not told, kindly"),
    "replied": N_("the public reply is not there"),
    "body": N_("the outside body has not closed it"),
    "incident": N_("the incident is open"),
}


def missing_in_words(missing: Iterable[str]) -> str:
    """Return what is missing as people read it, in one line."""
    return listed(_(MISSING_WORDS[one]) for one in missing)


def left_in_words(clock: Clock) -> str:
    """Return how long there is still, or how late it is: "1 h 18 min left"."""
    left = clock.left
    minutes = int(abs(left).total_seconds() // 60)
    days, rest = divmod(minutes, 24 * 60)
    hours, part = divmod(rest, 60)
    if days >= 2:
        said = ngettext("{n} day", "{n} days", days).format(n=days)
    elif minutes >= 60:
        said = _("{hours} h {minutes} min").format(
            hours=days * 24 + hours, minutes=part
        )
    else:
        said = _("{minutes} min").format(minutes=minutes)
    words = _("{time} late") if clock.is_late else _("{time} left")
    return words.format(time=said)


def in_hand(line: ComplaintLine) -> str:
    """Return who has it, and what is due by when: "Wen has it: Listen, by 19:00"."""
    owner = line.owner
    if line.step is None or line.clock is None:
        return _("{owner} has it").format(owner=owner) if owner else _("nobody has it")
    said = (
        _("{owner} has it: {step}, by {time}")
        if owner
        else _("nobody has it: {step}, by {time}")
    )
    step, time = _(STEP_WORDS[line.step]), due_in_words(line.clock)
    return said.format(owner=owner, step=step, time=time)


def due_in_words(clock: Clock) -> str:
    """Return until when it is: "12:00" today, else with its day."""
    if clock.due.date() == clock.now.date():
        return hour(clock.due)
    is_this_year = clock.due.year == clock.now.year
    day = short_day(clock.due.date()) if is_this_year else full_day(clock.due.date())
    return f"{day} {hour(clock.due)}"
