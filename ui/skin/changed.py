"""What changed between two days: did it work, and what went along with it?"""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from salon.clients.model import Alert, ClientId, Grade
from salon.errors import SalonError
from salon.reports.changed import MeasureChange, Pair
from salon.reports.skin_papers import charted_measure, finding_words, tally_words
from salon.skin.comparing import Verdict
from salon.skin.laying import fit_of
from salon.skin.model import SameDays
from salon.skin.permission import Purpose
from salon.skin.queries import pictures
from salon.skin.seen import seen_now
from salon.text import _, full_day, plain_day
from salon.views.changed import ChangedSight, changed_sight
from salon.views.skin_words import GRADE_WORDS
from ui.kit.between import BetweenChart
from ui.kit.buttons import Button, Kind, Segments
from ui.kit.cards import Card, Heading, Rule, Scroll, across, down, held
from ui.kit.chips import Avatar, Chip, ChipLabel
from ui.kit.columns import Columns, beside, flowing
from ui.kit.compare import Compare, Mode
from ui.kit.facechart import FaceChart
from ui.kit.facts import noted
from ui.kit.fields import Choice
from ui.kit.page import Page
from ui.kit.states import Banner, Waiting
from ui.kit.tips import tip
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run, Words
from ui.parts.faces import face_map
from ui.parts.holding import Holder, calm, failed
from ui.parts.ways import open_print
from ui.places import ClientCard, SkinChanged
from ui.skin.compared import ComparedRows, heads
from ui.skin.face import marks_of
from ui.skin.landmarks import open_landmarks
from ui.skin.laying import transform_of
from ui.skin.sentence import Sentence
from ui.skin.showing import ShowScreen
from ui.skin.ticking import open_tick
from ui.skin.timeline import between_of

if TYPE_CHECKING:
    from ui.desk import Desk

MODES = (Mode.SLIDER, Mode.WIPE, Mode.FADE, Mode.BESIDE)
WHOLE = 900  # units of width that days and buttons may take
NAME = 200  # units of width of the name, at the least
HERS = frozenset(("skin", "clients", "treatments", "occasions"))


class ChangedPage(Page):
    """Two days of one skin, held beside one another."""

    def __init__(self, desk: "Desk", place: SkinChanged) -> None:
        super().__init__(_("What changed"))
        self._desk, self._place = desk, place
        self.sight: ChangedSight | None = None
        self.body: ChangedBody | None = None
        self.holder = Holder(Waiting(_("Looking up the two days …")))
        column = self.column(12)
        column.addWidget(self.holder, 1)
        self.back = self.action(_("Back to the &file"), "", self._back, "arrow-left")
        self.paper = self.action(
            _("&Page to take home"), "Ctrl+P", self._print, "printer"
        )
        self.show_her = self.action(
            _("&Show to the client"), "F11", self._show_her, "device-desktop"
        )
        self.ticks = self.action(_("&Tick today"), "K", self._tick, "plus")
        desk.watch(HERS, self.refresh, self.whose)
        self.refresh()

    def whose(self) -> int:
        """Return whose skin it is."""
        return self._place.id

    def arrive(self, place: SkinChanged) -> None:
        """Show other days, or another client."""
        if place == self._place:
            return
        self.leave()
        if place.id != self._place.id:
            self.holder.put(Waiting(_("Looking up the two days …")))
            self.body = None
        self._place, self.sight = place, None
        self.refresh()

    def leave(self) -> None:
        """Keep the sentence."""
        if self.body is not None:
            self.body.sentence.keep()

    def refresh(self) -> None:
        """Ask for the two days again."""
        place = self._place
        key = ClientId(place.id)
        asked = self._desk.ask(changed_sight, key, place.first, place.last)
        asked.then(partial(self._take, place)).otherwise(partial(self._fail, place))

    def _take(self, place: SkinChanged, sight: ChangedSight) -> None:
        if place != self._place or (sight == self.sight and self.body is not None):
            return
        is_first = self.sight is None
        before = self.body
        if before is not None and before.sentence.is_busy and not is_first:
            return  # somebody is writing: what is new comes with the next look
        self.sight = sight
        self.setWindowTitle(f"{_('What changed')} · {sight.client}")
        self.setAccessibleName(self.windowTitle())
        self.body = ChangedBody(self._desk, self, sight)
        self.holder.put(self.body)
        can = sight.found is not None
        self.paper.setEnabled(can)
        self.show_her.setEnabled(self._may_show())
        if is_first and self.body.compare is not None:
            self.first = self.body.compare
            self.body.compare.setFocus()

    def _may_show(self) -> bool:
        found = self.sight.found if self.sight is not None else None
        return found is not None and found.rights.allows(Purpose.SHOW)

    def _fail(self, place: SkinChanged, error: SalonError) -> None:
        if place != self._place:
            return
        if isinstance(error, SameDays) and self.body is not None:
            self.body.refuse(str(error))
            return
        back = Button(_("To the file"), icon="arrow-left", act=self._back)
        title = _("The two days could not be read.")
        self.holder.put(failed(title, str(error), self.refresh, back))
        self.body = None

    def choose(self, first: date, last: date) -> None:
        """Hold two other days beside one another; equal ones are refused."""
        if first >= last:
            if self.body is not None:
                self.body.refuse(str(SameDays(first, last)))
            return
        self._desk.go(SkinChanged(self._place.id, first, last))

    def _back(self) -> None:
        self._desk.go(ClientCard(self._place.id, "skin"))

    def _print(self) -> None:
        found = self.sight.found if self.sight is not None else None
        if found is None or self.body is None:
            return
        self.body.sentence.keep()
        key = (found.client_id, found.first, found.last, self.body.sentence.tongue)
        open_print(self._desk, "changed", key, found.client_id)

    def _show_her(self) -> None:
        if not self._may_show() or self.body is None:
            return
        if self.body.compare is None:
            self._desk.say(_("There are no two photographs of one view to show."))
            return
        ShowScreen(self, self.body.compare, self.body.sentence.text()).begin()

    def _tick(self) -> None:
        open_tick(self._desk, ClientId(self._place.id))


class ChangedBody(QWidget):
    """The page once the two days are known."""

    def __init__(self, desk: "Desk", page: ChangedPage, sight: ChangedSight) -> None:
        super().__init__()
        self._desk, self._page, self._sight = desk, page, sight
        self.compare: Compare | None = None
        self.wrong = Banner("", Tone.RED)
        self.wrong.hide()
        self.sentence = Sentence(desk, sight)
        column = down(gap=12)
        column.setContentsMargins(0, 0, 0, 0)
        self.setLayout(column)
        column.addWidget(self._head())
        column.addWidget(self.wrong)
        if sight.found is None:
            said = _("After the next assessment, both will be held beside one another.")
            column.addWidget(calm(_("One day so far"), said), 1)
            return
        self.rows = ComparedRows(_("Measures"))
        self.rows.show_lines(sight.found.measures)
        self.rows.selectionModel().currentChanged.connect(lambda *_one: self._draw())
        self.chart = BetweenChart(_("Between the two days"))
        upper = Columns(self._measures(), self._sentence(), (56, 31), least=640)
        right = held(down(upper, self._between(), None, gap=12))
        both = Columns(self._face(), right, (412, 842), least=940, gap=12)
        inside = down(both, gap=0)
        inside.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Scroll(held(inside)), 1)
        self._draw()

    def refuse(self, text: str) -> None:
        """Say what cannot be; nothing else changes."""
        self.wrong.say(text)
        self.wrong.show()

    # the head

    def _head(self) -> QWidget:
        sight, page = self._sight, self._page
        back = Button(
            icon="arrow-left", name=_("Back to the file"), act=page.back.trigger
        )
        name = Words(
            Run(_("What changed"), Type.TITLE),
            Run(f"   {sight.client}", Type.HEADING),
            Run(f"  {sight.said}", faint=True),
            type=Type.TITLE,
            wrap=True,
        )
        name.setMinimumWidth(NAME)
        alerts = [ChipLabel(_alert(one)) for one in sight.alerts[:4]]
        left = across(back, Avatar(sight.client, 36), gap=10)
        left.addWidget(name, 1)
        right = QWidget()
        if sight.found is not None:
            self.days = _choices(sight)
            for choice in self.days:
                choice.activated.connect(lambda _at: self._chosen())
            first, last = self.days
            dated = held(across(first, Words("→"), last))
            show = Button(action=page.show_her)
            paper = Button(action=page.paper, kind=Kind.PRIMARY)
            right = flowing(dated, show, paper, gap=8, most=WHOLE)
        whole = down(beside(held(left), right, 0), gap=6)
        if sight.found is not None and not sight.found.rights.allows(Purpose.SHOW):
            why = _(sight.found.rights.why_not(Purpose.SHOW))
            said = _("Not to be shown to the client: {why}").format(why=why)
            tip(show, said)
            whole.addWidget(Words(said, type=Type.SMALL, faint=True, wrap=True))
        if alerts:
            whole.addWidget(flowing(*alerts))
        return held(whole)

    def _chosen(self) -> None:
        days = [self._sight_days()[choice.currentIndex()] for choice in self.days]
        self._page.choose(days[0], days[1])

    def _sight_days(self) -> Sequence[date]:
        return all_days(self._sight)

    # the face

    def _face(self) -> QWidget:
        sight = self._sight
        found = sight.found
        assert found is not None
        self.pairs = [one for one in found.pairs if one.before and one.now]
        head = Heading(_("Face") if self.pairs else _("Charts"))
        card = Card(head, gap=8)
        if not self.pairs:
            card.add(self._charts())
        else:
            if len(self.pairs) > 1:
                names = [one.name for one in self.pairs]
                self.views = Segments(names, 0, _("View"))
                self.views.chosen.connect(self._look_at)
                head.row.addWidget(self.views)
            self.compare = Compare(_("Both photographs"))
            self.compare.setMinimumHeight(320)
            card.add(self.compare, stretch=1)
            card.add(self._tools())
            self._look_at(0)
        card.add(Rule())
        card.add(self._findings())
        card.add(Rule(), self._note())
        return card

    def _tools(self) -> QWidget:
        assert self.compare is not None
        names = [_("Slider"), _("Wipe"), _("Fade"), _("Side by side")]
        self.modes = Segments(names, 0, _("How the two are held"))
        self.modes.chosen.connect(lambda at: self._hold(MODES[at]))
        told = Words(_("← → moves it"), type=Type.CAPTION, faint=True)
        smaller, larger = (
            Button(icon=icon, name=name, small=True, act=partial(self._zoom, by))
            for icon, name, by in (
                ("zoom-out", _("Smaller"), 0.8),
                ("zoom-in", _("Larger"), 1.25),
            )
        )
        line_up = Button(_("Line up"), icon="circle-dot", small=True, act=self._line_up)
        self.said = Words(type=Type.SMALL, faint=True, wrap=True)
        row = flowing(self.modes, held(across(smaller, larger, line_up)), told)
        return held(down(row, self.said, gap=6))

    def _zoom(self, by: float) -> None:
        if self.compare is not None:
            self.compare.enlarge(by)

    def _hold(self, mode: Mode) -> None:
        if self.compare is None:
            return
        if mode is not Mode.BESIDE and not self.compare.is_lined_up:
            mode = Mode.BESIDE
            self.modes.choose(MODES.index(mode))
        self.compare.show_as(mode)

    def _look_at(self, place: int) -> None:
        self.pair = self.pairs[place]
        before, now = self.pair.before, self.pair.now
        assert before is not None
        assert now is not None
        asked = self._desk.ask(pictures, [before.hash, now.hash])
        asked.then(partial(self._fill, self.pair)).otherwise(
            lambda error: self.refuse(str(error))
        )

    def _fill(self, pair: Pair, found: dict[str, bytes]) -> None:
        before, now = pair.before, pair.now
        if self.compare is None or pair is not self.pair or not before or not now:
            return
        images = [QImage.fromData(found[one.hash]) for one in (before, now)]
        labels = (full_day(before.taken.date()), full_day(now.taken.date()))
        fit = fit_of(now, before)
        self.compare.put(images[0], images[1], labels, transform_of(fit))
        if fit is None:
            said = _(
                "They cannot be lined up yet, so they stand side by side: set both "
                "eyes and the mouth once."
            )
            self._hold(Mode.BESIDE)
        else:
            said = _("Lined up on eyes and mouth.")
            if self.modes.index == MODES.index(Mode.BESIDE):
                self.modes.choose(0)
            self._hold(MODES[self.modes.index])
        self.said.say(Run(said, Type.SMALL, faint=True))

    def _line_up(self) -> None:
        before, now = self.pair.before, self.pair.now
        if before is not None and now is not None:
            key = ClientId(self._page.whose())
            open_landmarks(self._desk, key, (before, now))

    def _charts(self) -> QWidget:
        found, words = self._sight.found, self._sight.words
        assert found is not None
        said = _("There are no two photographs of one view; the charts stand for them.")
        row = across(gap=8)
        for look in found.looks:
            if look is None:
                continue
            face = face_map(words)
            day = full_day(look.day)
            chart = FaceChart(face, name=_("Face chart of {day}").format(day=day))
            chart.show_findings(marks_of(seen_now([look]), words, face))
            row.addLayout(down(Words(day, type=Type.SMALL_STRONG), chart, gap=4), 1)
        return held(down(Words(said, type=Type.SMALL, faint=True, wrap=True), row))

    def _findings(self) -> QWidget:
        found = self._sight.found
        assert found is not None
        column = down(gap=6)
        told = finding_words(found, [_(one) for one in GRADE_WORDS])
        chips = {
            "better": (_("better"), Tone.SAGE, "trending-down"),
            "worse": (_("worse"), Tone.RED, "trending-up"),
            "new": (_("new"), Tone.AMBER, "plus"),
            "gone": (_("cleared up"), Tone.SAGE, "check"),
            "same": (_("as before"), Tone.PLAIN, ""),
        }
        for number, (one, (name, how)) in enumerate(
            zip(found.findings[:6], told, strict=False), 1
        ):
            text, tone, icon = chips[one.change]
            mark = ChipLabel(Chip(str(number), Tone.AMBER))
            words = down(
                Words(name, type=Type.SMALL_STRONG, wrap=True),
                Words(how, type=Type.SMALL, faint=True, wrap=True),
                gap=0,
            )
            line = across(mark, gap=10)
            line.addWidget(held(words), 1)
            line.addWidget(ChipLabel(Chip(text, tone, icon)))
            column.addWidget(held(line))
        if not told:
            said = _("Nothing was charted on these two days.")
            column.addWidget(Words(said, faint=True, wrap=True))
        column.setContentsMargins(0, 0, 0, 0)
        return held(column)

    def _note(self) -> QWidget:
        """Say what these photographs may be used for."""
        sight = self._sight
        assert sight.found is not None
        rights = sight.found.rights
        if sight.locked:
            said = _(
                "{n} photographs are locked: the consent to them was withdrawn or "
                "refused. They are not shown, printed or given away any more."
            ).format(n=sight.locked)
            return noted("lock", Tone.AMBER, said)
        if not rights.allows(Purpose.SHOW):
            why = _(rights.why_not(Purpose.SHOW))
            return noted(
                "lock", Tone.AMBER, _("They stay in the file. {why}").format(why=why)
            )
        if rights.is_public:
            said = _("They may be kept and shown; each is published by its own switch.")
        else:
            said = _("They may be kept and shown to the client, and not be published.")
        return noted("circle-check", Tone.SAGE, said)

    # figures, sentence, time

    def _measures(self) -> QWidget:
        found = self._sight.found
        assert found is not None
        head = Heading(_("Measures"))
        real = sum(one.said.verdict is Verdict.YES for one in found.measures)
        about = _("{n} of {all} really changed").format(n=real, all=len(found.measures))
        head.row.insertWidget(1, Words(Run(about, Type.SMALL, faint=True)))
        card = Card(head, gap=4)
        if not found.measures:
            said = _("Nothing was measured on both days.")
            return card.add(Words(said, faint=True, wrap=True)).fill()
        names = ColumnHeads(plain_day(found.first), plain_day(found.last), *heads())
        return card.add(names).add(self.rows).fill()

    def _sentence(self) -> QWidget:
        card = Card(Heading(_("In a sentence or two")), gap=8)
        return card.add(self.sentence, stretch=1)

    def _between(self) -> QWidget:
        found = self._sight.found
        assert found is not None
        about = Words(Run(tally_words(found), Type.SMALL, faint=True))
        head = Heading(
            _("Between the two days"), Button(action=self._page.ticks, small=True)
        )
        head.row.insertWidget(1, about)
        head.title.setMinimumWidth(head.title.natural())
        tip(about, about.text())
        return Card(head, gap=6).add(self.chart)

    def _draw(self) -> None:
        found = self._sight.found
        if found is None:
            return
        chosen: MeasureChange | None = self.rows.chosen() or charted_measure(found)
        self.chart.put(between_of(found, chosen))


class ColumnHeads(QWidget):
    """What stands above the columns of the measures."""

    def __init__(self, *names: str) -> None:
        super().__init__()
        self.names = names
        self.setFixedHeight(20)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: object) -> None:
        """Paint it in the current theme."""
        from PySide6.QtGui import QPainter

        from ui.kit import style, words
        from ui.skin.compared import columns

        painter, t = QPainter(self), style.theme()
        ends = columns(self.width())
        for name, end in zip(self.names, ends, strict=False):
            words.draw_right(painter, end, 14, name, Type.CAPTION, t.faint)
        words.draw(painter, ends[2] + 14, 14, self.names[3], Type.CAPTION, t.faint)


def _alert(alert: Alert) -> Chip:
    is_critical = alert.grade is Grade.CRITICAL
    tone = Tone.RED if is_critical else Tone.AMBER
    icon = "alert-octagon" if is_critical else "alert-triangle"
    return Chip(alert.text, tone, icon, tall=True)


def all_days(sight: ChangedSight) -> list[date]:
    """Return the days that may be chosen, and the two that are."""
    days = set(sight.days)
    if sight.found is not None:
        days |= {sight.found.first, sight.found.last}
    return sorted(days)


def _choices(sight: ChangedSight) -> tuple[Choice, Choice]:
    days = all_days(sight)
    assert sight.found is not None
    names = [full_day(one) for one in days]
    made = []
    for day, name in (
        (sight.found.first, _("The first day")),
        (sight.found.last, _("The later day")),
    ):
        choice = Choice(names, days.index(day), name)
        choice.setFixedWidth(150)
        made.append(choice)
    return made[0], made[1]
