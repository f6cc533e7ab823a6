"""The findings of an assessment as they are charted: tap a zone, say what is seen."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salon.text import N_, _
from salon.views.skin_words import SkinWords
from ui.kit.buttons import Button, Kind, Segments
from ui.kit.cards import Rule, across, down, held
from ui.kit.chips import Chip, ChipLabel
from ui.kit.columns import flowing
from ui.kit.fields import Number
from ui.kit.picker import Picker
from ui.kit.rows import Line
from ui.kit.tips import tip
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run, Words
from ui.skin.draft import Mark
from ui.skin.words import tone_of

if TYPE_CHECKING:
    from ui.kit.picker import Show

GRADES = (N_("Mild"), N_("Moderate"), N_("Severe"))


class MarkRow(QWidget):
    """One mark: what it is, where, how much; confirmed, changed or ended."""

    changed = Signal()
    ended = Signal(object)  # the `Mark`

    def __init__(self, mark: Mark, words: SkinWords) -> None:
        super().__init__()
        self.mark = mark
        self._words = words
        name, zone = words.condition(mark.condition), words.zone(mark.zone)
        self.setAccessibleName(f"{name}, {zone}")
        self.title = Words(type=Type.STRONG)
        tip(self.title, f"{name} · {zone}")
        self.state = ChipLabel(Chip(_("last time")))
        self.confirm = Button(
            _("Still so"), icon="check", small=True, act=self._confirm
        )
        self.confirm.setAccessibleName(
            _("{finding} is still so").format(finding=f"{name}, {zone}")
        )
        end = Button(
            icon="x",
            kind=Kind.QUIET,
            small=True,
            name=_("{finding} is gone").format(finding=f"{name}, {zone}"),
            act=lambda: self.ended.emit(mark),
        )
        head = across(gap=6)
        head.addWidget(self.title, 1)
        head.addWidget(end)
        where = across(gap=6)
        where.addWidget(Words(zone, type=Type.SMALL, faint=True, wrap=True), 1)
        where.addWidget(self.state)
        self.grade: Segments | None = None
        self.count: Number | None = None
        tools: list[QWidget] = []
        if words.is_count(mark.condition):
            number = Number(mark.grade or 1, 0, 999, name=_("How many"))
            number.setFixedWidth(90)
            number.valueChanged.connect(self._counted)
            self.count = number
            tools.append(number)
        else:
            grade = Segments(
                [_(one) for one in GRADES],
                max(0, min(2, (mark.grade or 1) - 1)),
                _("How much"),
            )
            grade.chosen.connect(self._graded)
            self.grade = grade
            tools.append(grade)
        tools.append(self.confirm)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(2)
        column.addLayout(head)
        column.addLayout(where)
        column.addWidget(flowing(*tools))
        if words.is_to_refer(mark.condition):
            said = _("Please have a doctor look at it; we do not treat this.")
            column.addWidget(Words(said, type=Type.SMALL, tone=Tone.RED, wrap=True))
        column.addWidget(Rule())
        self._tell()

    def _tell(self) -> None:
        mark = self.mark
        faint = mark.is_carried
        name = self._words.condition(mark.condition)
        self.title.say(Run(name, Type.STRONG, faint=faint))
        self.confirm.setVisible(faint)
        self.state.setVisible(faint or mark.before is not None)
        if faint:
            self.state.say(Chip(_("last time"), Tone.PLAIN, "history"))
        elif mark.before is not None and mark.before != mark.grade:
            before = self._words.grade(mark.condition, mark.before)
            said = _("was {grade}").format(grade=before)
            better = (mark.grade or 0) < mark.before
            icon = "trending-down" if better else "trending-up"
            self.state.say(Chip(said, Tone.SAGE if better else Tone.RED, icon))
        elif mark.before is not None:
            self.state.say(Chip(_("as before"), Tone.SAGE, "check"))

    def _confirm(self) -> None:
        self._decide(self.mark.grade)

    def _graded(self, index: int) -> None:
        self._decide(index + 1)

    def _counted(self, count: int) -> None:
        self._decide(count)

    def _decide(self, grade: int | None) -> None:
        self.mark.grade, self.mark.is_carried = grade, False
        self._tell()
        self.changed.emit()


class Marks(QWidget):
    """All marks, and the field that adds one to the chosen zone."""

    changed = Signal()

    def __init__(self, words: SkinWords) -> None:
        super().__init__()
        self._words = words
        self.zone = ""
        self._points: list[list[float]] = []  # of a point or line not named yet
        self._last = ("", 0)  # what the last of them was, and whether it was a line
        self.rows: list[MarkRow] = []
        self.where = Words(type=Type.SMALL, faint=True, wrap=True)
        self.what = Picker(
            self._find, _("What is seen there?"), name=_("What is seen there?")
        )
        self.what.taken.connect(self._take)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(2)
        self.all_same = Button(
            _("All still so"), icon="check", small=True, act=self.confirm_all
        )
        self.undecided = Words(type=Type.SMALL, faint=True, wrap=True)
        asked = across(gap=8)
        asked.addWidget(self.undecided, 1)
        asked.addWidget(self.all_same)
        self._asked = held(asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.where)
        column.addWidget(self.what)
        column.addWidget(self._asked)
        column.addWidget(held(down(self._list, None, gap=2)), 1)
        self.choose("")

    @property
    def marks(self) -> list[Mark]:
        """Return the marks as they stand."""
        return [row.mark for row in self.rows]

    @property
    def pending(self) -> list[Mark]:
        """Return the point or line that was tapped and has no name yet."""
        return [Mark(self.zone, "", points=self._points)] if self._points else []

    @property
    def open(self) -> list[Mark]:
        """Return the marks of last time that nobody has decided yet."""
        return [mark for mark in self.marks if mark.is_carried]

    def put(self, marks: Sequence[Mark]) -> None:
        """Show other marks."""
        for row in self.rows:
            row.hide()
            self._list.removeWidget(row)
            row.deleteLater()
        self.rows = []
        for mark in marks:
            self._add(mark)
        self._count()

    def choose(self, zone: str) -> None:
        """Let what is seen next be in that zone, anything again."""
        self.zone = zone
        self._points = []
        if zone:
            said = _("In {zone}:").format(zone=self._words.zone(zone))
            self.where.say(Run(said, Type.SMALL_STRONG))
        else:
            said = _("Tap a zone, or go to it with the arrow keys.")
            self.where.say(Run(said, Type.SMALL, faint=True))
        self.what.setEnabled(bool(zone))

    def confirm_all(self) -> None:
        """Say that all of last time is still as it was."""
        for row in self.rows:
            if row.mark.is_carried:
                row.confirm.click()

    def mark_spot(self, zone: str, points: Sequence[tuple[float, float]]) -> None:
        """Mark a point or a line; of what was marked by the last one, at once."""
        self.choose(zone)
        self._points = [[x, y] for x, y in points]
        condition, was_line = self._last
        if condition and was_line == (len(points) > 1):
            self.add_mark(condition)
        else:
            self.what.setFocus()

    def add_mark(self, condition: str) -> None:
        """Mark a finding in the chosen zone, or go to the mark it has already."""
        points, self._points = self._points, []
        if points:
            self._last = (condition, len(points) > 1)
        for row in self.rows:
            if not points and row.mark.key == (self.zone, condition):
                (row.grade or row.count or row).setFocus()
                return
        self._add(Mark(self.zone, condition, points=points), at_top=True)
        self._count()
        self.changed.emit()

    def _add(self, mark: Mark, *, at_top: bool = False) -> None:
        row = MarkRow(mark, self._words)
        row.changed.connect(self._changed)
        row.ended.connect(self._end)
        place = 0 if at_top else len(self.rows)
        self.rows.insert(place, row)
        self._list.insertWidget(place, row)

    def _end(self, mark: Mark) -> None:
        row = next(row for row in self.rows if row.mark is mark)
        self.rows.remove(row)
        row.hide()
        self._list.removeWidget(row)
        row.deleteLater()
        self._changed()

    def _changed(self) -> None:
        self._count()
        self.changed.emit()

    def _count(self) -> None:
        count = len(self.open)
        self._asked.setVisible(bool(count))
        said = _("{n} of last time to confirm, change or end.").format(n=count)
        self.undecided.say(Run(said, Type.SMALL, faint=True))

    def _take(self, line: Line | None) -> None:
        if line is None:
            return
        self.add_mark(str(line.key))
        self.what.put(None)
        if self.rows and self.rows[0].grade is not None:
            self.rows[0].grade.group.button(0).setFocus()

    def _find(self, text: str, show: "Show") -> None:
        """Bring the findings that fit: those usual in this zone first, by group."""
        wanted = text.casefold().split()
        lines: list[tuple[bool, int, Line]] = []
        for ref, one in self._words.conditions.items():
            names = one.names
            hay = f"{names.en} {names.zh_hans} {names.zh_hant} {ref}".casefold()
            group = self._words.groups.get(one.body.get("group", ""))
            hay += f" {group.en} {group.zh_hans}".casefold() if group else ""
            if not all(word in hay for word in wanted):
                continue
            usual = self.zone in one.body.get("typical_zones", "").split()
            said = str(group) if group else ""
            if usual:
                said = _("{group} · usual here").format(group=said)
            line = Line(str(names), said, tone=tone_of(self._words, ref), key=ref)
            lines.append((not usual, len(lines), line))
        show([line for _usual, _place, line in sorted(lines, key=lambda x: x[:2])])
