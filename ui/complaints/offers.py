"""The ways that are on the table, and what was given this year."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from salon.complaints.model import (
    RANK_WORDS,
    RANKS,
    Answer,
    Level,
    Mark,
    OfferLine,
    Step,
)
from salon.text import _, amount, ngettext, short_day
from salon.views.complaints import ComplaintSight
from ui.complaints.steps import when
from ui.kit.buttons import Button
from ui.kit.cards import Bar, Box, across, held
from ui.kit.chips import Chip, ChipLabel
from ui.kit.columns import flowing
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words

USUAL = 300  # units of width of one of two ways beside each other


class OfferBox(Box):
    """One way: what it is, by when, what it costs us, and who may grant it."""

    asked = Signal()
    granted = Signal()
    refused = Signal()

    def __init__(self, one: OfferLine, letter: str, sight: ComplaintSight) -> None:
        super().__init__(edge=True)
        self.one = one
        title = Words(str(one.name), type=Type.STRONG, wrap=True)
        head = across(title, gap=8)
        head.setStretch(0, 1)
        if letter:
            head.insertWidget(0, ChipLabel(Chip(letter, Tone.ROSE)))
        self.add(held(head))
        said = one.text
        if one.promised_on is not None:
            by = _("by {time}").format(time=short_day(one.promised_on))
            said = ", ".join(filter(None, (said, by)))
        if said:
            self.add(Words(said, type=Type.SMALL, wrap=True))
        if one.amount.minor:
            cost = _("{sum} of ours").format(sum=amount(one.amount, one.currency))
            self.add(Words(cost, type=Type.CAPTION, faint=True))
        self.add(self._right(sight))
        name = " ".join(filter(None, (letter, str(one.name), said)))
        self.setAccessibleName(name)

    def minimumSizeHint(self) -> QSize:
        """Return how small it may become: nothing of an offer is cut."""
        wide = self.width() if self.isVisible() else USUAL
        return QSize(200, self.body.heightForWidth(max(200, wide)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay as high as the words are at this width."""
        super().resizeEvent(event)
        self.updateGeometry()

    def _right(self, sight: ComplaintSight) -> QWidget:
        """Return whether it may be offered, and who is asked where it may not."""
        one = self.one
        if one.is_granted:
            said = _("Granted")
            if one.granted_by and one.granted_by != sight.speaker:
                at = when(one.granted_at, sight.now) if one.granted_at else ""
                words = _("{name} agreed {time}")
                said = words.format(name=one.granted_by, time=at).strip()
            elif one.needs <= sight.rank:
                said = _("Yours to give")
            return flowing(ChipLabel(Chip(said, Tone.SAGE, "check")))
        if one.answer is Answer.REFUSED:
            words = _("Not granted: {why}").format(why=one.refusal)
            return Words(words, type=Type.SMALL, tone=Tone.AMBER, wrap=True)
        if one.needs <= sight.rank:
            yes = Button(_("Grant it"), small=True, act=self.granted.emit)
            no = Button(_("Do not grant it"), small=True, act=self.refused.emit)
            return flowing(yes, no)
        if one.answer is Answer.ASKED:
            said = _("{name} is asked").format(name=one.asked_of)
            return flowing(ChipLabel(Chip(said, Tone.AMBER, "clock")))
        able = sight.able.get(one.needs, ())
        who = able[0].name if able else _(RANK_WORDS[one.needs])
        ask = Button(_("Ask {name}").format(name=who), small=True, act=self.asked.emit)
        ask.setEnabled(bool(able))
        above = ChipLabel(Chip(_("above the limit"), Tone.AMBER))
        return flowing(above, ask)


def given_row(sight: ComplaintSight) -> QWidget:
    """Return what the client was given this year, of how much there may be."""
    given, currency = sight.given, sight.currency
    parts: list[QWidget] = [Words(_("Given this year"), type=Type.SMALL, faint=True)]
    said = ngettext("{n} of {most} repeat", "{n} of {most} repeats", given.most_repeats)
    repeats = said.format(n=given.repeats, most=given.most_repeats)
    parts += _bar(given.repeats, given.most_repeats, repeats)
    for words, had, most in (
        (_("{sum} of {most} credit"), given.credit, given.most_credit),
        (_("{sum} of {most} back"), given.refunds, given.most_refunds),
    ):
        text = words.format(sum=amount(had, currency), most=amount(most, currency))
        parts += _bar(had.minor, most.minor, text)
    above = _("above it {who} decides").format(who=_(RANK_WORDS[RANKS["owner"]]))
    parts.append(Words(above, type=Type.CAPTION, faint=True))
    return flowing(*parts, gap=8)


def _bar(had: int, most: int, text: str) -> list[QWidget]:
    part = min(1.0, had / most) if most else 1.0 if had else 0.0
    tone = Tone.AMBER if part >= 1 else Tone.ROSE
    bar = held(across(Bar(part, tone, 56, text)))
    bar.setFixedHeight(18)
    return [bar, Words(text, type=Type.SMALL)]


def promise_words(one: OfferLine) -> str:
    """Return a promise with its day, and when it was kept."""
    what = one.text or str(one.name)
    if one.done_on is not None:
        return _("{what}, done {day}").format(what=what, day=short_day(one.done_on))
    if one.promised_on is None:
        return what
    return _("{what}, by {day}").format(what=what, day=short_day(one.promised_on))


def marks_wanted(sight: ComplaintSight) -> list[Mark]:
    """Return what is ticked beside the steps, as far as it is wanted here."""
    line, found = sight.card.line, []
    if "fixed" in sight.missing or Mark.FIXED.value in sight.card.marks:
        found.append(Mark.FIXED)
    if line.staff_id is not None:
        found.append(Mark.STAFF_TOLD)
    if line.source == "public":
        found.append(Mark.REPLIED)
    if line.level is Level.THIRD_PARTY:
        found.append(Mark.INSURER)
    if sight.card.body:
        found.append(Mark.BODY_CLOSED)
    if not sight.card.is_done(Step.AGREE):
        found.append(Mark.WRITTEN)
    return found
