"""Her story: what happened, what comes next, and what to remember."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salon.clients.model import ClientCard, LunarDay, RelativeLine
from salon.clients.said import birthday_words, day_of_year, lunar_words
from salon.reports.model import StoryLine
from salon.text import (
    N_,
    _,
    full_day,
    language,
    ngettext,
    number,
    plain_day,
    short_day,
)
from salon.treatments.words import done_words, next_words, reaction_words
from salon.views.client import FileWords, Sight
from ui.clients.words import ago
from ui.kit.buttons import Segments
from ui.kit.cards import Card, Heading, Scroll, across, down, held
from ui.kit.chips import Chip
from ui.kit.columns import Columns
from ui.kit.facts import Step, noted, pairs
from ui.kit.fields import Choice, TextField
from ui.kit.offers import Offer, Offers, copying, offer
from ui.kit.timeline import Moment, Timeline
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run, Words
from ui.parts.holding import calm
from ui.parts.listing import apart, listed

NEXT = 5  # of what is ahead that is shown beside her story
SHOWN = {  # what each segment shows
    "all": (),
    "visits": ("visit", "treatment"),
    "calls": ("call",),
    "skin": ("assessment", "photo"),
    "paid": ("bill", "course"),
    "signed": ("form",),
    "trouble": ("complaint", "incident"),
}
SHOWN_WORDS = {
    "all": N_("All"),
    "visits": N_("Visits"),
    "calls": N_("Calls"),
    "skin": N_("Skin"),
    "paid": N_("Paid"),
    "signed": N_("Signed"),
    "trouble": N_("Trouble"),
}
_LOOKS = {
    "visit": ("calendar-month", Tone.BLUE),
    "treatment": ("sparkles", Tone.ROSE),
    "assessment": ("zoom-check", Tone.PLUM),
    "call": ("phone-call", Tone.SAGE),
    "plan": ("clipboard-list", Tone.PLUM),
    "course": ("gift", Tone.PLUM),
    "bill": ("receipt-dollar", Tone.PLAIN),
    "photo": ("photo", Tone.PLUM),
    "form": ("signature", Tone.SAGE),
    "complaint": ("message-report", Tone.RED),
    "incident": ("urgent", Tone.RED),
}
_MARKS = {
    "cancelled": (N_("Cancelled"), Tone.PLAIN),
    "missed": (N_("Did not come"), Tone.RED),
    "worried": (N_("Worried"), Tone.AMBER),
    "unhappy": (N_("Unhappy"), Tone.RED),
}
_LIKES = (
    *("pressure", "chat", "drink", "music", "favourite_room", "room_temp", "scent"),
    *("bed_notes", "favourite_staff"),
)


class StoryTab(QWidget):
    """The first tab of her file."""

    opened = Signal(object)  # a `StoryLine`

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[StoryLine] = []
        self._moments: list[Moment] = []
        self._visits: list[StoryLine] = []
        self._sight: Sight | None = None
        self.timeline: Timeline | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._more: Sequence[StoryLine] = ()
        names = [_(SHOWN_WORDS[one]) for one in SHOWN]
        self.kinds = Segments(names, label=_("Show"))
        self.kinds.chosen.connect(lambda _index: self._tell())
        self.search = TextField(
            icon="search", hint=_("Search in the story"), name=_("Search in the story")
        )
        self.search.textChanged.connect(lambda _text: self._tell())
        self.search.setMaximumWidth(230)
        self.jump = Choice([_("To a visit")], 0, _("To a visit"))
        self.jump.activated.connect(self._jump)
        self.jump.setMaximumWidth(220)
        self.head = Heading(_("The story so far"), self.kinds)
        self.card = Card(self.head, gap=4)
        self.count = Words("", type=Type.SMALL, faint=True)
        self.card.add(across(self.search, self.count, self.jump, None))
        self.place = QVBoxLayout()
        self.card.body.addLayout(self.place, 1)
        self.side = QVBoxLayout()
        self.side.setContentsMargins(0, 0, 0, 0)
        self._side = held(self.side)
        self._shown: QWidget | None = None
        self.both = Columns(self.card, self._side, (860, 400), least=900)
        column.addWidget(self.both, 1)

    def show_more(self, lines: Sequence[StoryLine]) -> None:
        """Show what else happened: paid, signed, photographed, gone wrong."""
        if lines != self._more:
            self._more = lines
            self._tell()

    def show_sight(self, sight: Sight, words: FileWords) -> None:
        """Show what is known now."""
        self._sight = sight
        self._visits = [one for one in sight.story if one.kind in SHOWN["visits"]]
        self._visits = [one for one in self._visits if not is_ahead(one)]
        lines = [f"{full_day(one.day)} · {one.title}" for one in self._visits]
        before = self.jump.blockSignals(True)
        self.jump.clear()
        self.jump.addItems([_("To a visit"), *lines])
        self.jump.blockSignals(before)
        self._tell()
        if self._shown is not None:
            self._shown.hide()
            self.side.removeWidget(self._shown)
            self._shown.deleteLater()
        self._shown = self._beside(sight, words)
        self.side.addWidget(self._shown, 1)

    def _tell(self) -> None:
        sight = self._sight
        if sight is None:
            return
        kind = list(SHOWN)[self.kinds.index]
        wanted = SHOWN[kind]
        sought = self.search.text().casefold().split()
        told = [*sight.story, *self._more]
        told.sort(key=lambda line: (line.day, line.at), reverse=True)
        self._lines = [
            line
            for line in told
            if line.day <= sight.today
            and not is_ahead(line)
            and (not wanted or line.kind in wanted)
            and _holds(line, sought)
        ]
        count = len(self._lines)
        found = ngettext("{n} entry found", "{n} entries found", count).format(
            n=number(count)
        )
        self.count.say(found if sought else "")
        self.count.setVisible(bool(sought))
        moments = [moment(line, sight, sought) for line in self._lines]
        if moments and moments == self._moments:
            return  # the scrolling stays
        self._moments = moments
        while self.place.count():
            item = self.place.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        if not self._lines and (sought or wanted):
            self.timeline = None
            said = _("Nothing of this kind, or with these words.")
            self.place.addWidget(calm(_("Nothing is found"), said))
            return
        if not self._lines:
            self.timeline = None
            self.place.addWidget(
                calm(
                    _("Nothing has happened yet"),
                    _("Visits, calls, plans and skin checks will stand here."),
                )
            )
            return
        self.timeline = Timeline(moments, _("The story so far"))
        self.timeline.activated.connect(self._open)
        offer(self.timeline, self._offers)
        self.place.addWidget(self.timeline, 1)

    def _offers(self, row: int) -> Offers:
        """Return what can be done with what happened."""
        line = self._lines[row]
        words = " · ".join(filter(None, (full_day(line.day), line.title, line.detail)))
        return (
            Offer(_("Open"), partial(self.opened.emit, line), "⏎", "arrow-right"),
            copying(_("Copy the words"), words),
        )

    def _jump(self, at: int) -> None:
        """Go to a visit in the story, whatever was sought before."""
        if at <= 0:
            return
        line = self._visits[at - 1]
        self.search.clear()
        self.kinds.choose(0)
        self._tell()
        self.jump.setCurrentIndex(0)
        if self.timeline is not None and line in self._lines:
            row = self._lines.index(line)
            index = self.timeline.model().index(row, 0)
            self.timeline.setCurrentIndex(index)
            self.timeline.scrollTo(index)
            self.timeline.setFocus()

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._lines[index.row()])

    def _beside(self, sight: Sight, words: FileWords) -> QWidget:
        cards = [self._next(sight), *_remember(sight), _know(sight, words)]
        column = down(*cards, gap=14)
        column.setStretch(len(cards) - 1, 1)
        inside = held(column)
        area = Scroll(inside)
        area.setMinimumWidth(300)
        return area

    def _next(self, sight: Sight) -> QWidget:
        card = Card(Heading(_("What comes next"), icon="calendar-time"), gap=0)
        ahead = [line for line in reversed(sight.story) if is_ahead(line)]
        for line in ahead[:NEXT]:
            state = "now" if line.day <= sight.today else "next"
            when = short_day(line.day)
            if line.kind == "visit" and line.at:
                when = f"{when} {line.at}"
            card.add(Step(line.title, state, when))
        if not ahead:
            said = _("No visit is agreed and no call is due.")
            card.add(Words(said, type=Type.SMALL, faint=True, wrap=True))
        return card


def _holds(line: StoryLine, sought: Sequence[str]) -> bool:
    """Return whether a line has every word that is sought, in any of its parts."""
    if not sought:
        return True
    detail = line.detail.replace(line.by_rote, "") if line.by_rote else line.detail
    said = f"{full_day(line.day)} {line.title} {detail} {line.record}".casefold()
    return all(word in said for word in sought)


def is_ahead(line: StoryLine) -> bool:
    """Return whether something is still to come: an open visit, a call that waits."""
    if line.kind == "call":
        return line.tone == "waiting"
    open_ = ("booked", "confirmed", "arrived", "in_treatment")
    return line.kind in ("visit", "treatment") and line.tone in open_


def moment(line: StoryLine, sight: Sight, sought: Sequence[str] = ()) -> Moment:
    """Return one thing that happened as the timeline paints it.

    What was *sought* is marked where it stands; a number that is not said elsewhere
    is said then.
    """
    icon, tone = _LOOKS.get(line.kind, ("circle-dot", Tone.PLAIN))
    mark = None
    if line.tone in _MARKS:
        text, mark_tone = _MARKS[line.tone]
        mark = Chip(_(text), mark_tone)
        if line.kind != "call":
            icon, tone = "ban", Tone.PLAIN
    is_this_year = line.day.year == sight.today.year
    day = plain_day(line.day) if is_this_year else _far_day(line)
    shown = f"{day} {line.title} {line.detail}".casefold()
    hidden = [word for word in sought if word not in shown]
    text, dated = line.detail, full_day(line.day).casefold()
    if any(word in line.record.casefold() for word in hidden):
        text = " · ".join(filter(None, (text, line.record)))
    return Moment(
        *(day, ago(line.day, sight.today), icon, line.title, text, tone, mark),
        sought=tuple(sought),
        rote=line.by_rote,
        on_that_day=any(word in dated for word in hidden),
    )


def _far_day(line: StoryLine) -> str:
    said = full_day(line.day)
    return f"{said[:-4]}’{said[-2:]}" if language() == "en" else said


def _remember(sight: Sight) -> Sequence[QWidget]:
    """Return what was said and seen last time, if there was one."""
    if not sight.treatments:
        return ()
    last = sight.treatments[0]
    card = Card(Heading(_("Last time"), icon="history"), gap=6)
    said = f"{last.service} · {ago(last.day, sight.today)} · {last.person}"
    card.add(Words(said, type=Type.SMALL, faint=True, wrap=True))
    record = last.record
    rows = [
        (_("Reaction"), reaction_words(record)),
        (_("We advised"), record.advice),
        (_("Next time"), next_words(record)),
    ]
    shown = [(name, value) for name, value in rows if value]
    if not shown:
        shown = [(_("We did"), done_words(record) or _("Nothing was noted."))]
    card.add(pairs(shown, 84))
    return (card,)


def _know(sight: Sight, words: FileWords) -> QWidget:
    card = Card(Heading(_("Good to know"), icon="heart"), gap=6)
    rows = good_to_know(sight, words)
    if rows:
        card.add(pairs(rows, 92))
    if sight.card.avoid_topics:
        said = _("Do not speak of: {topics}").format(topics=sight.card.avoid_topics)
        card.add(noted("ban", Tone.AMBER, said))
    open_ = sight.full.open[:3]
    if open_:
        asked = listed(str(one.names) for one in open_)
        card.add(
            noted(
                "help-circle",
                Tone.PLAIN,
                Run(_("To ask when it suits: "), Type.SMALL, faint=True),
                Run(asked, Type.SMALL_MEDIUM),
            )
        )
    return card.fill()


def good_to_know(sight: Sight, words: FileWords) -> list[tuple[str, str]]:
    """Return what makes a client feel known, as far as the file says it."""
    card = sight.card
    known = {fact.field: fact.value for fact in card.facts}
    rows: list[tuple[str, str]] = []
    family = apart(relative_words(one, words) for one in card.relatives)
    likes = [words.said(ref, known[ref]) for ref in _LIKES if known.get(ref)]
    work = known.get("occupation", "")
    for name, said in (
        (_("Usual"), _usual(sight)),
        (_("Family"), family),
        (_("Birthday"), birthday_words(card.line.birthday)),
        (_("Likes"), listed(likes)),
        (_("Not again"), card.never_do),
        (_("Works as"), words.said("occupation", work)),
        (_("Hobbies"), known.get("hobbies", "")),
        (_("Little things"), known.get("service_notes", "")),
        (_("Note"), _short(card)),
        (_("Paid ahead"), _courses(sight)),
    ):
        if said:
            rows.append((name, said))
    return rows


def relative_words(one: RelativeLine, words: FileWords) -> str:
    """Return someone of her family in words: "daughter 小雨, 23 May"."""
    relation = words.terms.get("relation", {}).get(one.relation)
    said = f"{relation or one.relation} {one.name}".strip()
    if one.birth_month and one.birth_day:
        moon = LunarDay(one.birth_month, one.birth_day, one.birth_leap)
        is_lunar = one.birth_lunar
        day = day_of_year(one.birth_month, one.birth_day) if not is_lunar else ""
        said += f", {day or lunar_words(moon)}"
    return said


def _short(card: ClientCard) -> str:
    return card.note if len(card.note) <= 300 else f"{card.note[:300]}…"


def _usual(sight: Sight) -> str:
    if sight.usual is None:
        return ""
    return f"{sight.usual.service} · {sight.usual.person.name}"


def _courses(sight: Sight) -> str:
    parts = []
    for one in sight.courses:
        left = one.sessions - one.used
        if left > 0:
            said = _("{service}: {left} of {all} left")
            parts.append(said.format(service=one.service, left=left, all=one.sessions))
    return apart(parts)


def when(line: StoryLine) -> str:
    """Return the day of a line, with its hour where it has one."""
    return f"{short_day(line.day)} {line.at}".strip()
