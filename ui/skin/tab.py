"""Her skin: what was seen, measured and said, and how it went."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salon.clients.model import ClientId
from salon.skin.model import AssessmentCard, draft_place
from salon.skin.queries import kept_assessment
from salon.text import _, full_day, hour, ngettext
from salon.views.skin import SkinSight, skin_sight
from salon.views.skin_words import SkinWords, skin_words
from ui.kit.buttons import Button, Kind
from ui.kit.cards import Card, Heading, Rule, Scroll, across, down, held
from ui.kit.charts import ChartOrTable
from ui.kit.chips import Chip, ChipLabel
from ui.kit.columns import Columns, flowing
from ui.kit.facechart import FaceChart
from ui.kit.facts import Severity, noted
from ui.kit.photo import PhotoTile
from ui.kit.states import Banner
from ui.kit.tips import tip
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run, Words
from ui.parts.holding import Holder, calm
from ui.parts.listing import listed
from ui.parts.ways import open_print, open_tick
from ui.places import SkinChanged
from ui.skin.editor import AssessmentEditor
from ui.skin.face import found_spots, marks_of
from ui.skin.habits import HabitRow
from ui.skin.photos import PhotoRow
from ui.skin.readings import Readings, rows_of, trend_of
from ui.skin.turning import TurningChart
from ui.skin.words import (
    ROMAN,
    Seen,
    change_words,
    gone_since,
    seen_now,
    tone_of,
    zones_words,
)

if TYPE_CHECKING:
    from ui.desk import Desk


class SkinTab(QWidget):
    """The skin of one client, and the editor of a new assessment in its place."""

    edits = Signal(bool)  # whether an assessment is being charted

    def __init__(self, desk: "Desk", key: ClientId) -> None:
        super().__init__()
        self._desk, self._key = desk, key
        self._sight: SkinSight | None = None
        self._words: SkinWords | None = None
        self._kept: tuple[str, datetime] | None = None
        self._wants_editor = False
        self.view: SkinView | None = None
        self.editor: AssessmentEditor | None = None
        again = Button(_("Go on"), small=True, act=self.begin)
        drop = Button(_("Discard"), small=True, kind=Kind.QUIET, act=self._discard)
        self.unfinished = Banner("", Tone.BLUE, held(across(drop, again)))
        self.unfinished.hide()
        self.holder = Holder(QWidget())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.unfinished)
        column.addWidget(self.holder, 1)
        desk.ask(skin_words).then(self._take_words)
        self._look_for_draft()

    def show_sight(self, *_news: object) -> None:
        """Ask for what is known now; an assessment being charted stays as it is."""
        self._desk.ask(skin_sight, self._key).then(self._take_sight)

    def _take_sight(self, sight: SkinSight) -> None:
        if sight == self._sight and self.view is not None:
            return
        self._sight = sight
        self._tell()

    def begin(self) -> None:
        """Open the editor of a new assessment, with what was kept of one."""
        if self._words is None or self._sight is None:
            self._wants_editor = True
            return
        if self.editor is not None:
            self.editor.chart.setFocus()
            return
        editor = AssessmentEditor(self._desk, self._key, self._words)
        self.editor, self.view = editor, None
        editor.saved.connect(self._end)
        editor.left.connect(self._end)
        self.unfinished.hide()
        self.holder.put(editor)
        self.edits.emit(True)
        if self._kept is not None:
            editor.go_on(self._kept[0])
        else:
            editor.begin(self._sight.assessments)
        editor.come_into_sight()

    def leave(self) -> None:
        """Keep what is being charted."""
        if self.editor is not None:
            self.editor.keep()

    def _take_words(self, words: SkinWords) -> None:
        self._words = words
        self._tell()

    def _look_for_draft(self) -> None:
        self._desk.ask(kept_assessment, self._key).then(self._take_draft)

    def _take_draft(self, kept: tuple[str, datetime] | None) -> None:
        self._kept = kept
        if kept is not None and self.editor is None:
            at = self._desk.salon.local(kept[1])
            when = f"{full_day(at.date())}, {hour(at)}"
            said = _("An assessment was begun on {when} and is not finished.")
            self.unfinished.say(said.format(when=when))
        self.unfinished.setVisible(kept is not None and self.editor is None)

    def _discard(self) -> None:
        place = draft_place(self._key)
        self._desk.call(lambda salon: salon.keep(place, ""))
        self._look_for_draft()

    def _end(self) -> None:
        self.editor = None
        self.edits.emit(False)
        self._tell()
        self._look_for_draft()

    def _tell(self) -> None:
        if self._words is None or self._sight is None or self.editor is not None:
            return
        if self._wants_editor:
            self._wants_editor = False
            self.begin()
            return
        if not self._sight.assessments and not self._sight.photos:
            self.view = None
            self.holder.put(self._nothing())
            return
        if self.view is None:
            self.view = SkinView(self._desk, self._key, self._words, self.begin)
            self.holder.put(self.view)
        self.view.show_sight(self._sight)

    def _nothing(self) -> QWidget:
        new = Button(_("New assessment"), icon="plus", key="Ctrl E", act=self.begin)
        card = Card()
        return card.add(
            calm(
                _("The skin has not been looked at yet"),
                _(
                    "Chart what you see on the face, measure, photograph, "
                    "and write down what is hoped for."
                ),
                new,
            ),
            stretch=1,
        )


class SkinView(QWidget):
    """The assessments of a client, the newest first, as one reads them."""

    def __init__(
        self,
        desk: "Desk",
        key: ClientId,
        words: SkinWords,
        begin: Callable[[], object],
    ) -> None:
        super().__init__()
        self._desk, self._key, self._words = desk, key, words
        self._looks: Sequence[AssessmentCard] = ()
        self._done: Sequence[tuple[date, str]] = ()
        self._at = 0
        self.older = Button(
            icon="chevron-left",
            small=True,
            kind=Kind.QUIET,
            name=_("The assessment before"),
            act=lambda: self.turn(1),
        )
        self.newer = Button(
            icon="chevron-right",
            small=True,
            kind=Kind.QUIET,
            name=_("The assessment after"),
            act=lambda: self.turn(-1),
        )
        self.day = Words(type=Type.SMALL, faint=True)
        self.charts = TurningChart(words, _("Chart"))
        self.findings = Holder(QWidget())
        self.readings = Readings(_("Measures"))
        self.readings.selectionModel().currentChanged.connect(
            lambda *_rows: self._draw_trend()
        )
        self.trend = Holder(QWidget())
        self._chart: ChartOrTable | None = None
        self.measured = Words(type=Type.SMALL, faint=True)
        self.table = Button(
            _("Table"), icon="table", key="T", small=True, act=self._turn_table
        )
        self.changed = Button(
            _("What changed"),
            icon="git-compare",
            key="D",
            small=True,
            act=self._show_changed,
        )
        self.ticking = Button(
            _("Tick"), icon="check", key="K", small=True, act=self._tick
        )
        tip(self.ticking, _("Twenty-second tick: five habits, 0 to 4"))
        report = Button(
            icon="printer",
            small=True,
            name=_("Print the skin report"),
            act=lambda: open_print(desk, "skin", key, key),
        )
        self._ends = (self.changed, self.ticking, self.table, report)
        self.habits = HabitRow()
        self.locked = Banner("", Tone.AMBER, icon="lock")
        self.photos = PhotoRow(desk, words)
        self.no_photos = PhotoTile(_("No photograph yet"))
        self.no_photos.asked.connect(begin)
        for letter, act in (
            ("T", self._turn_table),
            ("D", self._show_changed),
            ("K", self._tick),
        ):
            shortcut = QShortcut(QKeySequence(letter), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        left = Columns(self._face(), self._found(), (362, 330), least=640, gap=14)
        self.both = Columns(left, self._measured(), (687, 610), least=880, gap=14)
        column.addWidget(self.both)

    def _face(self) -> QWidget:
        head = Heading(_("Face"), self.older, self.newer)
        head.row.insertWidget(1, self.day)
        self.charts.turned.connect(head.title.say)
        card = Card(head, gap=4)
        told = Words(
            _("The client’s right cheek is on your left"), type=Type.CAPTION, faint=True
        )
        self.charts.told.connect(lambda text: told.say(Run(text, Type.CAPTION_STRONG)))
        zoom = across(told, gap=2)
        zoom.setStretch(0, 1)
        for icon, name, by in (
            ("zoom-out", _("Smaller"), 0.8),
            ("zoom-in", _("Larger"), 1.25),
        ):
            turn = partial(self._enlarge, by)
            quiet = Button(icon=icon, name=name, small=True, kind=Kind.QUIET, act=turn)
            zoom.addWidget(quiet)
        card.add(self.charts, stretch=1)
        card.add(zoom, Rule(), Severity((_("mild"), _("moderate"), _("severe"))))
        return card

    @property
    def chart(self) -> FaceChart:
        """The chart that is in sight."""
        return self.charts.chart

    def _enlarge(self, by: float) -> None:
        self.chart.enlarge(by)

    def _found(self) -> QWidget:
        card = Card(_("Findings"), gap=4)
        return card.add(Scroll(self.findings), stretch=1)

    def _measured(self) -> QWidget:
        head = Heading(_("Measures"), *self._ends)
        card = Card(head, gap=6)
        card.add(self.measured)
        card.add(self.locked)
        card.add(self.readings)
        card.add(self.trend, stretch=5)
        card.add(self.habits)
        card.add(self.photos, stretch=3)
        card.add(self.no_photos)
        return card

    def show_sight(self, sight: SkinSight) -> None:
        """Show what is known now."""
        self._looks = sight.assessments
        self._at = min(self._at, max(0, len(self._looks) - 1))
        self._done = sight.done
        rows = rows_of(sight.series, self._words)
        self.readings.show_rows(rows, 6 if sight.photos else 7)
        self.readings.setVisible(bool(rows))
        self.table.setVisible(bool(rows))
        days = sorted({day for one in sight.series for day, _value in one.points})
        said = ""
        if days:
            since = _("since {day}").format(day=full_day(days[0]))
            times = ngettext("{n} time", "{n} times", len(days)).format(n=len(days))
            said = f"{since}, {times}"
        self.measured.say(Run(said, Type.SMALL, faint=True))
        self.photos.setVisible(bool(sight.photos))
        self.no_photos.setVisible(not sight.photos)
        seen_on = {one.day for one in sight.assessments}
        seen_on |= {one.taken.date() for one in sight.photos}
        self.changed.setEnabled(len(seen_on) > 1)
        self.habits.show_ticks(sight.ticks)
        said = _(
            "{n} photographs are locked: the consent to them was withdrawn or refused. "
            "They are not shown, printed or given away any more."
        )
        self.locked.say(said.format(n=sight.locked))
        self.locked.setVisible(bool(sight.locked))
        self.photos.show_photos(sight.photos)
        self._draw_trend()
        self._draw()

    def turn(self, by: int) -> None:
        """Show an older or newer assessment."""
        self._at = max(0, min(len(self._looks) - 1, self._at + by))
        self._draw()

    def _draw(self) -> None:
        if not self._looks:
            self.findings.put(Words(_("Nothing is charted yet."), faint=True))
            return
        look = self._looks[self._at]
        self.older.setEnabled(self._at + 1 < len(self._looks))
        self.newer.setEnabled(self._at > 0)
        self.older.setVisible(len(self._looks) > 1)
        self.newer.setVisible(len(self._looks) > 1)
        self.day.say(Run(full_day(look.day), Type.SMALL, faint=True))
        seen = seen_now(self._looks[self._at :])
        found = self._looks[self._at].findings
        self.charts.draw(
            lambda chart: marks_of(seen, self._words, chart.map),
            lambda chart: found_spots(found, self._words, chart.map),
        )
        self.findings.put(self._told(look, seen))

    def _told(self, look: AssessmentCard, seen: Sequence[Seen]) -> QWidget:
        words = self._words
        column = down(gap=8)
        for one in seen:
            column.addWidget(_finding(one, words))
        if not seen:
            said = _("Nothing was found that day.")
            column.addWidget(Words(said, faint=True, wrap=True))
        gone = gone_since(self._looks[self._at :])
        if gone:
            names = listed(words.condition(one) for one in gone)
            said = _("Gone since last time: {findings}").format(findings=names)
            column.addWidget(noted("circle-check", Tone.SAGE, said))
        chips = self._chips(look)
        if chips:
            column.addWidget(Rule())
            column.addWidget(flowing(*chips))
        for title, text in (
            (_("What is hoped for"), look.hopes),
            (_("What we said"), look.said),
            (_("Note"), look.note),
        ):
            if text:
                column.addWidget(Rule())
                column.addWidget(Words(title, type=Type.HEADING))
                column.addWidget(Words(text, faint=True, wrap=True))
        if look.person:
            column.addWidget(Rule())
            said = _("Looked at by {name}").format(name=look.person)
            column.addWidget(Words(said, type=Type.SMALL, faint=True))
        column.addStretch(1)
        column.setContentsMargins(0, 0, 8, 0)
        inside = QWidget()
        inside.setLayout(column)
        return inside

    def _chips(self, look: AssessmentCard) -> list[QWidget]:
        said = []
        if look.fitzpatrick is not None:
            said.append(f"Fitzpatrick {ROMAN[look.fitzpatrick - 1]}")
        if look.skin_type:
            said.append(self._words.skin_type(look.skin_type))
        return [ChipLabel(Chip(text)) for text in said]

    def _draw_trend(self) -> None:
        row = self.readings.chosen()
        if row is None or len(row.values) < 2:
            self._chart = None
            self.trend.put(self._no_trend(row is not None))
            return
        trend = trend_of(row, self._words, _few(self._done, row.series.points))
        if self._chart is not None:
            self._chart.show_trend(trend)
            return
        heads = (_("Date"), _("Reading"), _("Done since"))
        self._chart = ChartOrTable(trend, heads)
        self.trend.put(self._chart)

    def _no_trend(self, has_one: bool) -> QWidget:
        said = (
            _("From the second reading on, the change is drawn here.")
            if has_one
            else _("Readings are kept with each assessment.")
        )
        return calm(_("One reading so far") if has_one else _("No measure yet"), said)

    def _turn_table(self) -> None:
        if self._chart is not None:
            self._chart.turn()

    def _show_changed(self) -> None:
        if self.changed.isEnabled():
            self._desk.go(SkinChanged(self._key))

    def _tick(self) -> None:
        open_tick(self._desk, self._key)


def _few(
    done: Sequence[tuple[date, str]], points: Sequence[tuple[date, float]]
) -> list[tuple[date, str]]:
    """Return the last treatments between two readings, few enough to be read."""
    span = max(1, (points[-1][0] - points[0][0]).days)
    last = points[0][0] + timedelta(span * 3 // 4)  # later, and it has no room
    inside = [one for one in done if points[0][0] <= one[0] <= last]
    kept: list[tuple[date, str]] = []
    for one in reversed(inside):
        if not kept or (kept[-1][0] - one[0]).days > span * 0.4:
            kept.append(one)
    return [(day, _brief(name)) for day, name in kept[:2]]


def _brief(name: str) -> str:
    return name if len(name) <= 20 else f"{name[:18].rstrip()}…"


def _finding(one: Seen, words: SkinWords) -> QWidget:
    tone = tone_of(words, one.condition)
    number = ChipLabel(Chip(str(one.number), tone))
    left = held(down(1, number, None, gap=0))
    left.setFixedWidth(26)
    where = zones_words(one.zones, words)
    said = down(
        Words(words.condition(one.condition), type=Type.STRONG, wrap=True),
        Words(where, type=Type.SMALL, faint=True, wrap=True),
        Words(change_words(one, words), type=Type.SMALL, wrap=True),
        gap=0,
    )
    if one.note:
        said.addWidget(Words(one.note, type=Type.SMALL, faint=True, wrap=True))
    if words.is_to_refer(one.condition):
        advice = _("For a doctor to look at")
        said.addWidget(Words(advice, type=Type.SMALL_STRONG, tone=Tone.RED))
    line = across(left, gap=8)
    line.addWidget(held(said), 1)
    return held(line)
