"""The paper of a year: what was changed because somebody said so."""

from datetime import date

from salon.house.document import changes_paper
from salon.house.model import Answer, SuggestionLine
from salon.house.queries import changed_because, suggestions
from salon.house.sheet import Change, ChangesSheet
from salon.paper.pages import Laid
from salon.paper.sheets import Letterhead, Look
from salon.reports.composing import Composed, composed
from salon.settings.queries import premises
from salon.text import N_, _, full_day, ngettext
from salon.work import Reading

MOST_CHANGES, MOST_NOT = 14, 5


def compose_changes(reading: Reading, look: Look, year: int) -> Composed:
    """Return the page of a year; nobody is named on it."""
    return composed(reading, _document, look, changes_sheet, year)


def _document(sheet: ChangesSheet, head: Letterhead, look: Look) -> Laid:
    return changes_paper(sheet, head, look)


def changes_sheet(reading: Reading, year: int) -> ChangesSheet:
    """Return what stands on it, in the language of now."""
    changed = changed_because(reading, year)
    asked = suggestions(reading, date(year, 1, 1), date(year, 12, 31))
    noes = [one for one in asked if one.answer is Answer.NO]
    noes.sort(key=lambda one: -one.voices)
    hello = _(
        N_(
            "You told us what could be better in {year}. This is what is different now "
            "because somebody said so."
        )
    )
    if not changed:
        hello = _(
            N_(
                "You told us what could be better in {year}. Nothing of it is carried "
                "out yet; what is not possible stands below, with the reason."
            )
        )
    rest = len(changed) - MOST_CHANGES
    more = ngettext(
        "And {number} smaller change.", "And {number} smaller changes.", max(rest, 0)
    )
    return ChangesSheet(
        title=_(N_("What we changed because of you: {year}")).format(year=year),
        hello=hello.format(year=year),
        changes=tuple(map(_change, changed[:MOST_CHANGES])),
        not_head=_(N_("Not possible, and why")),
        not_yet=tuple(Change(one.words, one.why) for one in noes[:MOST_NOT]),
        said_head=_(N_("You said")),
        now_head=_(N_("So it is now")),
        thanks=_(
            N_(
                "Thank you. Tell us the next thing: at the desk, by telephone, or on a "
                "slip in the box. Whoever asks gets an answer. – {salon}"
            )
        ).format(salon=premises(reading).name),
        printed=full_day(reading.today),
        more=more.format(number=rest) if rest > 0 else "",
    )


def _change(one: SuggestionLine) -> Change:
    said = [full_day(one.changed_on)] if one.changed_on is not None else []
    if not one.is_one_voice:
        voices = ngettext("{number} voice", "{number} voices", one.voices)
        said.insert(0, voices.format(number=one.voices))
    return Change(one.words, one.change, " · ".join(said))
