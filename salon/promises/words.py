"""Hours and weeks as people say them."""

from salon.promises.model import HOUR, Advice, Promises, Row
from salon.text import _, listed, ngettext, number


def hours(minutes: float) -> str:
    """Return minutes in hours: "412 h", "9.5 h"."""
    much = minutes / HOUR
    shown = number(round(much), 0) if much >= 10 else number(round(much, 1))
    return _("{n} h").format(n=shown)


def weeks_said(weeks: float) -> str:
    """Return a number of weeks in words: "11 weeks"."""
    whole = round(weeks)
    if not whole and weeks > 0:
        return _("less than a week")
    return ngettext("{n} week", "{n} weeks", whole).format(n=number(whole))


def weeks_words(row: Row) -> str:
    """Return how long a line takes; never nothing and never without an end."""
    if not row.is_given:
        said = ngettext(
            "nobody can give this: {n} session",
            "nobody can give this: {n} sessions",
            row.sessions,
        )
        return said.format(n=number(row.sessions))
    if row.weeks is None:
        return _("no free hour")
    if not row.owed:
        return _("nothing owed")
    return weeks_said(row.weeks)


def sentence(found: Promises) -> str:
    """Return the three figures: owed 412 h; free 37 h a week; 11 weeks."""
    owed = _("Owed {hours}").format(hours=hours(found.owed))
    if not found.owed:
        return _("Every paid session has been given.")
    if not found.has_rota:
        return _("{owed}. Free hours need a rota.").format(owed=owed)
    free = _("free {hours} a week").format(hours=hours(found.free))
    if found.weeks is None:
        return _("{owed}; no free hour in the next twelve weeks.").format(owed=owed)
    said = _("{owed}; {free}; {weeks}.")
    return said.format(owed=owed, free=free, weeks=weeks_said(found.weeks))


def advice_words(one: Advice) -> str:
    """Return what is narrowest, and the hours that bring it under the limit."""
    kinds = listed(one.kinds)
    more = ngettext("{n} more hour a week", "{n} more hours a week", one.more)
    more = more.format(n=number(one.more))
    limit = weeks_said(one.limit)
    if one.narrow:
        said = _(
            "{narrow} is narrowest: {hours} of {kinds}. {more} of it make {limit}."
        )
        return said.format(
            narrow=one.narrow,
            hours=hours(one.owed),
            kinds=kinds,
            more=more,
            limit=limit,
        )
    if one.is_everybody:
        said = _("Everybody is equally full: {hours}. {more} make {limit}.")
        return said.format(hours=hours(one.owed), more=more, limit=limit)
    said = _("Only {people} may give this: {kinds}, {hours}. {more} make {limit}.")
    return said.format(
        people=listed(one.people),
        kinds=kinds,
        hours=hours(one.owed),
        more=more,
        limit=limit,
    )
