"""The sentence on what changed: drafted from what may be compared, edited by a person.

It says what went along with what, and never why.
"""

import json
from datetime import date

from salon.clients.model import ClientId
from salon.reports.changed import Changes, MeasureChange, changes, counted
from salon.skin.comparing import Verdict
from salon.skin.model import HABIT_WORDS, HABITS, sentence_place
from salon.store.drafts import kept_draft
from salon.text import _, aside, listed, ngettext, number, sentences, speaking
from salon.work import Reading

TOLD = 3  # measures and findings, services, products


def drafted(found: Changes) -> str:
    """Return the sentence in the language of here and now.

    Its names are those of *found*, which is asked for in the same language.
    """
    told = [
        *_findings(found),
        *(_went(one) for one in _of(found, Verdict.YES)[:TOLD]),
        _small(found),
        _along(found),
        _not_compared(found),
    ]
    parts = [one for one in told if one]
    if not parts:
        return _("There is nothing to compare between these two days yet.")
    return sentences(parts)


def kept_sentence(
    reading: Reading, client_id: ClientId, first: date, last: date, tongue: str
) -> str | None:
    """Return the sentence as a person wrote it in one language; None if nobody did."""
    place = sentence_place(client_id, first, last, tongue)
    kept = kept_draft(reading.session.connection(), place)
    return None if kept is None else str(json.loads(kept[0]))


def draft_sentence(
    reading: Reading, client_id: ClientId, first: date, last: date, tongue: str
) -> str:
    """Return the sentence as it is drafted anew, in one language."""
    with speaking(tongue):
        return drafted(changes(reading, client_id, first, last))


def as_kept(text: str) -> str:
    """Return a sentence as a draft keeps it; "" drops it."""
    return json.dumps(text, ensure_ascii=False) if text.strip() else ""


def _of(found: Changes, verdict: Verdict) -> list[MeasureChange]:
    return [one for one in found.measures if one.said.verdict is verdict]


def _findings(found: Changes) -> list[str]:
    said = {
        "better": _("{findings}: less than before."),
        "worse": _("{findings}: more than before."),
        "new": _("{findings}: new."),
        "gone": _("{findings}: not seen any more."),
    }
    told = []
    for change, text in said.items():
        names = [one.name for one in found.findings if one.change == change][:TOLD]
        if names:
            told.append(text.format(findings=listed(names)))
    return told


def _went(one: MeasureChange) -> str:
    name = aside(one.name, one.place)
    rises = (one.said.change or 0) > 0
    text = (
        _("{measure} rose from {first} to {now}.")
        if rises
        else _("{measure} fell from {first} to {now}.")
    )
    return text.format(
        measure=name, first=number(one.first.value), now=number(one.now.value)
    )


def _small(found: Changes) -> str:
    names = [one.name for one in _of(found, Verdict.SMALL)]
    if not names:
        return ""
    text = _("{measures}: hardly moved, too little to tell.")
    return text.format(measures=listed(dict.fromkeys(names)))


def _not_compared(found: Changes) -> str:
    names = [one.name for one in _of(found, Verdict.NO)]
    if not names:
        return ""
    text = _("{measures}: measured otherwise, so not compared.")
    return text.format(measures=listed(dict.fromkeys(names)))


def how_often(found: Changes) -> list[str]:
    """Return what was done and how often, the most frequent first."""
    return [
        ngettext("{service} once", "{service} {n} times", n).format(service=name, n=n)
        for name, n in counted(str(one.name) for one in found.done)
    ]


def _along(found: Changes) -> str:
    has_change = _of(found, Verdict.YES) or any(
        one.change in ("better", "worse", "gone") for one in found.findings
    )
    if not has_change:
        return ""
    parts = how_often(found)[:TOLD]
    used = [one.name for one in found.products if not one.is_unsuited][:TOLD]
    if used:
        parts.append(_("at home {products}").format(products=listed(used)))
    for habit in HABITS:
        levels = found.habit(habit)
        if levels is not None and levels[1] > levels[0]:
            text = _("{habit} from {first} to {now} of 4")
            name = _(HABIT_WORDS[habit])
            parts.append(text.format(habit=name, first=levels[0], now=levels[1]))
    if not parts:
        return ""
    return _("This went along with: {what}.").format(what=listed(parts))
