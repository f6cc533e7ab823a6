"""Whether a course is used up in time, in words."""

from datetime import date

from salon.courses.model import CourseLine
from salon.text import N_, _, month, ngettext


def pace_words(line: CourseLine, today: date) -> str:
    """Return whether all of a course is used before it ends, at this client's pace."""
    done = line.used_by(today)
    if done is None or line.expires is None or not line.is_open(today):
        return ""
    if line.is_too_slow(today):
        fit = max(0, (line.expires - today).days) // line.days_each(today)
        rest = line.left - fit
        said = ngettext(
            "At this pace {n} session is left when it ends.",
            "At this pace {n} sessions are left when it ends.",
            rest,
        )
        return said.format(n=rest)
    said = _(N_("At this pace all are used by {month}, before it ends."))
    return said.format(month=month(done))
