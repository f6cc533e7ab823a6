"""A new assessment: seen, measured, photographed and told, and kept by one action."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from salon.clients.model import ClientId, ClientLine
from salon.clients.queries import client_line
from salon.errors import SalonError
from salon.skin.model import AssessmentCard, draft_place
from salon.skin.operations import assess
from salon.skin.quizzes import PHOTO, TYPE16, QuizResult
from salon.text import _, nearest
from salon.views.skin_words import SkinWords
from ui.kit.buttons import Answers, Button, Kind, Segments
from ui.kit.cards import Card, Heading, Rule, Scroll, across, down, held
from ui.kit.columns import Columns, flowing
from ui.kit.face import FaceMap
from ui.kit.facechart import FaceChart, Pen
from ui.kit.facechart import Finding as ChartMark
from ui.kit.fields import FormRow, Notes
from ui.kit.foot import Foot
from ui.kit.picker import Picker
from ui.kit.rows import Line
from ui.kit.sheet import confirm
from ui.kit.states import Banner
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run, Words
from ui.skin.circumstances import CircumstancesForm
from ui.skin.draft import Charting, Measuring, carried, finished, from_json
from ui.skin.face import ASIDE, chart_spots
from ui.skin.marks import Marks
from ui.skin.measuring import Readings, zone_lines
from ui.skin.quizzing import (
    MelasmaSheet,
    ask_quiz,
    ask_sensitive,
    result_words,
)
from ui.skin.taking import STILL_READING, Taking
from ui.skin.turning import TurningChart
from ui.skin.words import ROMAN, tone_of

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.kit.picker import Show

CHARTED = 712  # units of width of the chart with its findings
LOW, TALL = 120, 320  # units of height of a column at the least, and of one below
FOLDS = 1_080  # units of width below which the measures stand below both
SOON = 300  # milliseconds in which a page is laid out
PAUSE = 400  # milliseconds after the last key, until what is typed is kept
AT_LEAST = 1500  # milliseconds between two copies while typing goes on


class AssessmentEditor(QWidget):
    """What the beautician fills in at the chair; a draft keeps itself."""

    saved = Signal()
    left = Signal()

    def __init__(self, desk: "Desk", key: ClientId, words: SkinWords) -> None:
        super().__init__()
        self._desk, self._key, self._words = desk, key, words
        self._is_dirty = False
        self._is_filling = False
        self._columns: list[Scroll] = []
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE)
        self._later.timeout.connect(self.keep)
        self._longest = QTimer(self)
        self._longest.setSingleShot(True)
        self._longest.setInterval(AT_LEAST)
        self._longest.setTimerType(Qt.TimerType.PreciseTimer)
        self._longest.timeout.connect(self.keep)
        self.marks = Marks(words)
        self.readings = Readings(words)
        self.taken = CircumstancesForm()
        self.photos = Taking(desk, words, key)
        self.charts = TurningChart(words, _("Chart"))
        self.charts.chosen.connect(self._zone_chosen)
        self.charts.drawn.connect(self._drew)
        pens = [_("Zone"), _("Dot"), _("Line")]
        self.pens = Segments(pens, 0, _("What a tap marks"))
        self.pens.chosen.connect(lambda at: self.charts.hold(list(Pen)[at]))
        self.elsewhere = Picker(
            self._find_zone,
            _("Elsewhere: neck, body, scalp, nails"),
            name=_("Another zone"),
            icon="search",
        )
        self.elsewhere.taken.connect(self._zone_taken)
        self.failure = Banner("", Tone.RED)
        self.failure.hide()
        self.save = Button(
            _("Keep the assessment"),
            icon="check",
            key="Ctrl S",
            kind=Kind.PRIMARY,
            act=self._save,
        )
        shortcut = QShortcut(QKeySequence("Ctrl+S"), self)
        shortcut.activated.connect(self._save)
        later = Button(_("Go on later"), act=self._leave)
        away = Button(_("Discard"), kind=Kind.QUIET, icon="trash", act=self._discard)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        face = Columns(self._face(), self._found(), (360, 340), least=640, gap=14)
        self._both = Columns(face, self._rest(), (700, 560), least=FOLDS, gap=14)
        column.addWidget(self._both, 1)
        self.whose = Words("", type=Type.SMALL_STRONG)  # the head may be out of sight
        desk.ask(client_line, key).then(lambda line: self.whose.say(line.name))
        ends = across(away, self.whose, self.failure, None, later, self.save, gap=10)
        ends.setStretchFactor(self.failure, 100)  # in the row: it moves no button
        column.addWidget(Foot(self, ends))
        self.marks.changed.connect(self._changed)
        self.readings.changed.connect(self._changed)
        self.taken.changed.connect(self._changed)
        for answers in (self.types, self.phototype):
            answers.changed.connect(self._changed)
        for notes in (self.hopes, self.said, self.note):
            notes.textChanged.connect(self._changed)

    # what stands where

    def come_into_sight(self) -> None:
        """Scroll the page to the chart where the head of the file fills the window."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        page = above.widget() if above is not None else None
        if above is None or page is None:
            return
        bar = above.verticalScrollBar()

        def look(*_range: int) -> None:
            if not isValid(self):
                return
            if self.visibleRegion().boundingRect().height() < TALL:
                bar.setValue(self.mapTo(page, QPoint(0, 0)).y())

        bar.rangeChanged.connect(look)  # once it is laid out
        QTimer.singleShot(SOON, self, lambda: bar.rangeChanged.disconnect(look))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the charts and findings what they need; the rest has what is left."""
        super().resizeEvent(event)
        is_folded = self.width() < FOLDS
        main = max(CHARTED, self.width() * 5 // 9)
        rest = main if is_folded else self.width() - main
        for at, share in enumerate((main, rest)):
            self._both.box.setStretch(at, share)
        for one in self._columns:
            one.setMinimumHeight(TALL if is_folded else LOW)

    def _face(self) -> QWidget:
        card = Card(Heading(_("Tap where you see something")), gap=6)
        card.add(self.charts, stretch=1)
        card.add(across(self.pens, None))
        told = Words(
            _("The client’s right cheek is on your left"), type=Type.CAPTION, faint=True
        )
        self.charts.told.connect(lambda text: told.say(Run(text, Type.CAPTION_STRONG)))
        return card.add(told, self.elsewhere)

    def _found(self) -> QWidget:
        card = Card(_("Findings"), gap=6)
        return card.add(self._column(self.marks), stretch=1)

    def _rest(self) -> QWidget:
        words = self._words
        self.types = Answers(
            [(ref, str(names)) for ref, names in words.types.items()],
            name=_("Skin type"),
        )
        self.phototype = Answers(
            list(enumerate(ROMAN, 1)), name=_("Fitzpatrick phototype")
        )
        self.hopes = Notes(name=_("What is hoped for"), rows=2)
        self.said = Notes(name=_("What we said"), rows=2)
        self.note = Notes(name=_("Note"), rows=2)
        inside = down(
            Words(_("Measures"), type=Type.HEADING),
            self.taken,
            self.readings,
            Rule(),
            FormRow(_("Skin type"), self.types),
            FormRow(
                _("Fitzpatrick phototype"),
                self.phototype,
                _("I always burns, never tans … VI never burns"),
            ),
            flowing(*self._quizzes()),
            FormRow(_("What is hoped for"), self.hopes, _("In the client’s own words")),
            FormRow(_("What we said"), self.said),
            FormRow(_("Note"), self.note),
            Rule(),
            Words(_("Photographs"), type=Type.HEADING),
            self.photos,
            None,
            gap=8,
        )
        inside.setContentsMargins(0, 0, 8, 0)
        return Card(pad=16).add(self._column(held(inside)), stretch=1)

    def _column(self, inside: QWidget) -> Scroll:
        """Return what scrolls and asks for no height: the loud button is in sight."""
        made = Scroll(inside)
        policy = QSizePolicy.Policy
        made.setSizePolicy(policy.Expanding, policy.Ignored)
        made.setMinimumHeight(LOW)
        self._columns.append(made)
        return made

    def _quizzes(self) -> list[QWidget]:
        """Return the buttons of what is asked on the screen, or made of parts."""
        asked: list[tuple[str, Callable[[], object]]] = [
            (_("Ask the ten questions"), partial(self._ask, PHOTO)),
            (_("Four-letter type"), partial(self._ask, TYPE16)),
            (_("Sensitive skin, ten items"), self._ask_sensitive),
            (_("Melasma score (mMASI)"), self._melasma),
        ]
        return [Button(text, small=True, act=act) for text, act in asked]

    def _ask(self, name: str) -> None:
        self.keep()
        self._in_language(
            lambda code: ask_quiz(self._desk, self._key, name, code, self._answered)
        )

    def _in_language(self, turn: Callable[[str], object]) -> None:
        """Turn the screen in the client's own language."""

        def asked(line: ClientLine) -> None:
            turn(nearest(line.language or self._desk.premises.language))

        self._desk.ask(client_line, self._key).then(asked)

    def _answered(self, found: QuizResult) -> None:
        """Let the darker of answer and observation stand (skin-analysis 5)."""
        if found.phototype is not None:
            seen = self.phototype.value()
            now = int(str(seen[0])) if seen else 0
            self.phototype.put(max(now, found.phototype))
            self._changed()
        self._desk.say(result_words(found))

    def _ask_sensitive(self) -> None:
        self.keep()
        add = partial(self._take_score, "sensi")
        self._in_language(lambda code: ask_sensitive(self._desk, code, add))

    def _melasma(self) -> None:
        take = partial(self._take_score, "mmasi")
        MelasmaSheet(self._desk, self, self._key, take).open()

    def _take_score(self, measure: str, value: float) -> None:
        """Add a score to the readings, in the place of an empty one of its kind."""
        rows = [one for one in self.readings.measures if one.measure != measure]
        last = [one for one in self.readings.measures if one.measure == measure]
        before = last[0].last if last else None
        rows.append(Measuring(measure, "", f"{value:g}", before))
        self.readings.put(rows)
        self._changed()

    # filling and keeping

    def begin(self, looks: Sequence[AssessmentCard]) -> None:
        """Begin with what was seen last time, in grey."""
        self._put(carried(looks))
        self._is_dirty = False
        self.chart.setFocus()

    def go_on(self, kept: str) -> None:
        """Go on with what was kept."""
        self._put(from_json(kept))
        self._is_dirty = True
        self.chart.setFocus()

    @property
    def is_dirty(self) -> bool:
        """Whether anything was said that is not in the records yet."""
        return self._is_dirty

    def charting(self) -> Charting:
        """Return what is charted by now."""
        types, photo = self.types.value(), self.phototype.value()
        charting = Charting(
            self.marks.marks,
            self.readings.measures,
            str(types[0]) if types else "",
            int(str(photo[0])) if photo else None,
            self.hopes.toPlainText(),
            self.said.toPlainText(),
            self.note.toPlainText(),
        )
        self.taken.fill(charting)
        return charting

    def keep(self) -> None:
        """Keep what is typed, so that it outlives a power cut."""
        self._stop_keeping()
        if self._is_dirty:
            place, body = draft_place(self._key), self.charting().to_json()
            self._desk.call(lambda salon: salon.keep(place, body))

    def _stop_keeping(self) -> None:
        self._later.stop()
        self._longest.stop()

    def _put(self, charting: Charting) -> None:
        self._is_filling = True
        self.failure.hide()
        self.marks.put(charting.marks)
        self.marks.choose("")
        self.readings.put(charting.measures)
        self.taken.put(charting)
        self.types.put(charting.skin_type)
        self.phototype.put(charting.fitzpatrick)
        for field, text in (
            (self.hopes, charting.hopes),
            (self.said, charting.said),
            (self.note, charting.note),
        ):
            field.setPlainText(text)
        self.photos.clear()
        self._is_filling = False
        self._draw()

    def _changed(self) -> None:
        if self._is_filling:
            return
        self._is_dirty = True
        self._draw()
        self._later.start()
        if not self._longest.isActive():
            self._longest.start()

    def _draw(self) -> None:
        self.charts.draw(
            lambda chart: chart_marks(self.marks, self._words, chart.map),
            lambda chart: chart_spots(
                [*self.marks.marks, *self.marks.pending], self._words, chart.map
            ),
        )

    # zones

    @property
    def chart(self) -> FaceChart:
        """The chart that is in sight."""
        return self.charts.chart

    def _zone_chosen(self, zone: str) -> None:
        self.marks.choose(zone)
        self._draw()

    def _drew(self, zone: str, points: tuple[tuple[float, float], ...]) -> None:
        """Mark a point or a line; the next of the same kind needs no word more."""
        self.marks.mark_spot(zone, points)
        self._draw()  # where one tapped is seen at once

    def _zone_taken(self, line: Line | None) -> None:
        if line is not None:
            self.charts.show_zone(str(line.key))
            self.marks.choose(str(line.key))
            self._draw()
            self.marks.what.setFocus()

    def _find_zone(self, text: str, show: "Show") -> None:
        known = {zone.id for zone in self.chart.map.zones}
        lines = zone_lines(self._words, text)
        if not text.strip():
            lines = [line for line in lines if line.key not in known]
        show(lines)

    # the end

    def _save(self) -> None:
        if not self.save.isEnabled():  # the shortcut, twice: one is enough
            return
        self.failure.hide()
        if not self.readings.check():
            return
        wrong = self.taken.wrong()
        if wrong is not None:
            wrong.setFocus()
            self.failure.say(_("This is not a number. Type it like 46 or 0.71."))
            self.failure.show()
            return
        if self.photos.is_reading:
            self.failure.say(_(STILL_READING))
            self.failure.show()
            return
        if self.marks.open:
            self.failure.say(
                _("Marks of last time are still open: confirm, change or end each one.")
            )
            self.failure.show()
            row = next(row for row in self.marks.rows if row.mark.is_carried)
            row.confirm.setFocus()
            return
        units = {
            ref: str(one.body.get("unit", ""))
            for ref, one in self._words.measures.items()
        }
        self._stop_keeping()  # or the draft would be kept again behind it
        self.save.setEnabled(False)
        draft = finished(self.charting(), units)
        done = self._desk.do(assess, self._key, draft, self.photos.pictures())
        done.then(self._kept).otherwise(self._refuse)

    def _kept(self, _assessment: object) -> None:
        self.save.setEnabled(True)
        self._stop_keeping()
        self._is_dirty = False
        self.saved.emit()

    def _refuse(self, error: SalonError) -> None:
        self.save.setEnabled(True)
        self.failure.say(str(error))
        self.failure.show()

    def _leave(self) -> None:
        self.keep()
        self.left.emit()

    def _discard(self) -> None:
        if not self._is_dirty:
            self._drop()
            return
        confirm(
            self,
            _("Discard this assessment?"),
            _("What was charted just now is not kept. Earlier assessments stay."),
            _("Discard"),
            self._drop,
            danger=True,
        )

    def _drop(self) -> None:
        self._stop_keeping()
        self._is_dirty = False
        place = draft_place(self._key)
        self._desk.call(lambda salon: salon.keep(place, ""))
        self.left.emit()


def chart_marks(marks: Marks, words: SkinWords, view: FaceMap) -> list[ChartMark]:
    """Return what a chart draws while it is being charted: open marks in grey."""
    numbers: dict[str, int] = {}
    taken: dict[str, int] = {}
    zones = {zone.id: zone for zone in view.zones}
    made = []
    for mark in marks.marks:
        number = numbers.setdefault(mark.condition, len(numbers) + 1)
        zone = zones.get(mark.zone)
        if zone is None or mark.points:
            continue
        place = taken.get(mark.zone, 0)
        taken[mark.zone] = place + 1
        is_count = words.is_count(mark.condition)
        made.append(
            ChartMark(
                number,
                words.condition(mark.condition),
                (mark.zone,),
                Tone.PLAIN if mark.is_carried else tone_of(words, mark.condition),
                1 if is_count or mark.is_carried else max(1, min(3, mark.grade or 1)),
                (zone.label[0] + ASIDE * place, zone.label[1]),
            )
        )
    return made
