"""Is this one person? Two files side by side: what differs is chosen row by row."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from salon.appointments.queries import VisitOfTwo
from salon.clients.model import ClientId
from salon.clients.operations import merge_clients
from salon.clients.telling_apart import are_two_people
from salon.text import _, full_day, listed, month, ngettext, number
from salon.typed import is_reason
from salon.views.comparing import Choice, Comparison, comparison
from salon.views.twins import Twin, why_said
from ui.kit import chips, icons, style, words
from ui.kit.buttons import Answers, Button
from ui.kit.cards import Box, Icon, Rule, across, down, held
from ui.kit.chips import Avatar
from ui.kit.facts import noted
from ui.kit.fields import FormRow, TextField
from ui.kit.sheet import Sheet
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.holding import Holder, grow
from ui.places import ClientCard as ClientPlace

if TYPE_CHECKING:
    from ui.desk import Desk

LABEL, CELL, SIDE = 116, 250, 300  # units of width
HIGH = 42
_FIGURE = "\u2007"  # a single narrow digit would be cut


class Cell(QPushButton):
    """What one file says in one row; pressed, it is right."""

    def __init__(self, text: str, source: str, key: str) -> None:
        super().__init__(text)
        self.source, self.key = source, key
        self.setCheckable(True)
        self.setFixedHeight(HIGH)
        self.setMinimumWidth(150)
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Expanding, policy.Fixed)
        self.setAccessibleName(listed(filter(None, (text, source))))

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        return QSize(CELL, HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        painter, t = QPainter(self), style.theme()
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        rose, is_on = style.shade(Tone.ROSE), self.isChecked()
        ground = rose.soft if is_on else t.card
        style.rounded(painter, box, 8, ground, rose.mark if is_on else t.edge)
        right = box.right() - 10
        room = right - 44
        if self.hasFocus():
            style.focus_ring(painter, box)
            at = 14 if self.source else box.center().y()
            room = chips.draw_keycap(painter, right, at, self.key, None) - 44
        mark = "check" if is_on else "circle"
        colour = rose.mark if is_on else t.faint
        icons.draw(painter, mark, 12, box.center().y() - 8, 16, colour)
        first = 18 if self.source else box.center().y() + words.cap(Type.STRONG) / 2
        role = Type.STRONG if is_on else Type.BODY
        words.draw(painter, 36, first, self.text(), role, t.ink, room)
        if self.source:
            below = right - 36  # the key stands above it
            words.draw(painter, 36, 34, self.source, Type.CAPTION, t.faint, below)


class Row(QWidget):
    """One thing that only one of the two files can be right about."""

    chosen = Signal()

    def __init__(self, one: Choice) -> None:
        super().__init__()
        self.choice = one
        self.cells = (
            Cell(one.kept.text, one.kept.source, "1"),
            Cell(one.away.text, one.away.source, "2"),
        )
        row = across(gap=8)
        row.addWidget(_label(one.label), 0, Qt.AlignmentFlag.AlignVCenter)
        for at, cell in enumerate(self.cells):
            cell.setAccessibleDescription(one.label)
            cell.clicked.connect(lambda _on=False, at=at: self.choose(at))
            row.addWidget(cell, 1)
        self.setLayout(row)
        self.choose(int(one.is_away))

    @property
    def is_away(self) -> bool:
        """Whether the file that goes is right."""
        return self.cells[1].isChecked()

    def choose(self, at: int) -> None:
        """Let one of the two be right."""
        for place, cell in enumerate(self.cells):
            cell.setChecked(place == at)
        self.chosen.emit()

    def focus(self) -> None:
        """Put the keyboard on what is chosen."""
        self.cells[int(self.is_away)].setFocus()


class CompareSheet(Sheet):
    """Join two files with a choice for each field, or say that they are two people."""

    def __init__(self, desk: "Desk", home: QWidget, twins: Sequence[Twin]) -> None:
        said = why_said(twins[0].why) if twins else ""
        title = _("Is this one person?")
        super().__init__(home, title, said, icon="users-group", wide=980)
        self._desk, self._twins, self._at = desk, list(twins), 0
        self.rows: list[Row] = []
        self.stays: list[tuple[tuple[VisitOfTwo, VisitOfTwo], Answers]] = []
        self.reason: TextField | None = None
        self.agreed: Words | None = None
        self.news: Comparison | None = None
        self.place = Words("", type=Type.SMALL, faint=True)
        self.told = Holder(QWidget())
        head = across(self.place, None)
        self.back = Button("", icon="chevron-left", small=True, act=self._back)
        self.back.setAccessibleName(_("The pair before"))
        self.on = Button("", icon="chevron-right", small=True, act=self._on)
        self.on.setAccessibleName(_("The next pair"))
        head.addWidget(self.back)
        head.addWidget(self.on)
        self.add(head, self.told)
        self.two = self.button(_("They are two people"), self._two)
        self.two.key = "N"
        self.cancel(_("Not now"))
        self.join = self.button(_("Join the files"), self._join, primary=True)
        self._ask()

    # which pair

    def _back(self) -> None:
        self._at = (self._at - 1) % max(1, len(self._twins))
        self._ask()

    def _on(self) -> None:
        self._at = (self._at + 1) % max(1, len(self._twins))
        self._ask()

    def _ask(self) -> None:
        self.join.setEnabled(False)
        self.news = None
        if not self._twins:
            self.accept()
            return
        self._at %= len(self._twins)
        said = _("Pair {n} of {all}")
        self.place.say(said.format(n=self._at + 1, all=len(self._twins)))
        for button in (self.back, self.on):
            button.setVisible(len(self._twins) > 1)
        pair = self._twins[self._at]
        asked = self._desk.ask(comparison, pair.one.id, pair.other.id)
        asked.then(self._show).otherwise(self.fail)

    # what is shown

    def _show(self, news: Comparison) -> None:
        pair = self._twins[self._at] if self._twins else None
        if pair is None or (pair.one.id, pair.other.id) != (news.kept.id, news.away.id):
            return
        self.news, self.rows, self.stays, self.reason = news, [], [], None
        left = down(_heads(news), Rule(), gap=8)
        self._choices(left, news)
        self._both(left, news)
        self._careful(left, news)
        if news.agree:
            text = ngettext(
                "{n} answer agrees and stays as it is (A)",
                "{n} answers agree and stay as they are (A)",
                len(news.agree),
            )
            left.addWidget(Words(text.format(n=number(len(news.agree))), faint=True))
            self.agreed = Words(listed(news.agree), type=Type.SMALL, wrap=True)
            self.agreed.hide()
            left.addWidget(self.agreed)
        left.addStretch(1)
        whole = across(gap=20)
        whole.addWidget(held(left), 1)
        side = held(self._sums(news))
        side.setFixedWidth(SIDE)
        whole.addWidget(side, 0, Qt.AlignmentFlag.AlignTop)
        self.told.put(held(whole))
        self._settled()
        if self.rows:  # once what is in it is laid out
            QTimer.singleShot(0, self.rows[0], self.rows[0].focus)
        grow(self)

    def _choices(self, column: QVBoxLayout, news: Comparison) -> None:
        add = column.addWidget
        if news.two_birthdays:
            text = _("Two birthdays: {days}. They may be two people.")
            said = text.format(days=news.two_birthdays)
            add(noted("alert-triangle", Tone.AMBER, said))
            self.reason = TextField(name=_("How do you know that it is one person?"))
            self.reason.textChanged.connect(lambda _text: self._settled())
            add(FormRow(_("How do you know that it is one person?"), self.reason))
        if news.choices:
            add(_group(_("They differ: we suggest, you choose")))
        for one in news.choices:
            row = Row(one)
            self.rows.append(row)
            add(row)

    def _both(self, column: QVBoxLayout, news: Comparison) -> None:
        add = column.addWidget
        add(Rule())
        add(_group(_("Both stay, nothing to choose")))
        for one in news.stays:
            tone = Tone.RED if one.is_loud else None
            add(_told(one.label, (one.kept.text, one.away.text), (True, True), tone))

    def _careful(self, column: QVBoxLayout, news: Comparison) -> None:
        if not news.careful:
            return
        add = column.addWidget
        add(Rule())
        add(_group(_("The more careful answer counts")))
        for one in news.careful:
            counts = (not one.is_away, one.is_away)
            add(_told(one.label, (one.kept, one.away), counts, None))

    def _sums(self, news: Comparison) -> QVBoxLayout:
        column = down(Words(_("What comes together"), type=Type.HEADING), gap=10)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setColumnStretch(1, 1)
        right = Qt.AlignmentFlag.AlignRight
        for at, one in enumerate(news.sums):
            grid.addWidget(Icon(one.icon, 16), at, 0)
            grid.addWidget(Words(one.label, type=Type.SMALL), at, 1)
            for place, text in enumerate((one.kept, one.away), 2):
                figure = Words(_FIGURE + text, type=Type.SMALL, faint=True)
                grid.addWidget(figure, at, place, right)
            whole = Words(_FIGURE + one.whole, type=Type.SMALL_STRONG)
            grid.addWidget(whole, at, 4, right)
        column.addLayout(grid)
        for pair in news.clashes:
            column.addWidget(self._same_hour(pair))
        box = Box(edge=True, gap=6)
        box.add(Words(_("There is always a way back"), type=Type.HEADING))
        text = _(
            "Both files stay as they were today. Part this file again, in its menu, "
            "gives each its own back; what is written from now on is then sorted line "
            "by line. Number {number} keeps finding the file."
        )
        said = text.format(number=f"C{news.away.id}")
        box.add(Words(said, type=Type.SMALL, faint=True, wrap=True))
        column.addWidget(box)
        column.addStretch(1)
        return column

    def _same_hour(self, pair: tuple[VisitOfTwo, VisitOfTwo]) -> QWidget:
        box = Box(Tone.AMBER, gap=6)
        text = _("At the same hour in both: {day}").format(day=full_day(pair[0].day))
        box.add(noted("alert-triangle", Tone.AMBER, text))
        answers = Answers([(one.id, one.told) for one in pair], name=text)
        answers.changed.connect(self._settled)
        self.stays.append((pair, answers))
        box.add(Words(_("Which of them stays? (3, 4)"), type=Type.SMALL), answers)
        return box

    # what is done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let 1 and 2 choose and go on, the arrows move, N part and A unfold."""
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_1, Qt.Key.Key_2) and self.rows:
            self._choose(int(key == Qt.Key.Key_2))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.rows:
            self._walk(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_3, Qt.Key.Key_4) and self.stays:
            self._stay(int(key == Qt.Key.Key_4))
        elif key == Qt.Key.Key_N:
            self.two.click()
        elif key == Qt.Key.Key_A and self.agreed is not None:
            self.agreed.setVisible(self.agreed.isHidden())
            grow(self)
        else:
            super().keyPressEvent(event)

    def _here(self) -> int:
        focus = self.focusWidget()
        for at, row in enumerate(self.rows):
            if focus in row.cells:
                return at
        return -1

    def _walk(self, by: int) -> None:
        at = max(0, min(len(self.rows) - 1, self._here() + by))
        self.rows[at].focus()

    def _choose(self, side: int) -> None:
        at = max(0, self._here())
        self.rows[at].choose(side)
        if at + 1 < len(self.rows):
            self.rows[at + 1].focus()
        else:
            self.rows[at].focus()

    def _stay(self, side: int) -> None:
        """Answer the first question about one hour that is still open."""
        open_ = [one for one in self.stays if not one[1].value()] or self.stays
        pair, answers = open_[0]
        answers.put(pair[side].id)
        self._settled()

    def _settled(self) -> None:
        is_open = any(not answers.value() for _pair, answers in self.stays)
        if self.reason is not None:
            is_open = is_open or not is_reason(self.reason.text())
        self.join.setEnabled(self.news is not None and not is_open)

    def _join(self) -> None:
        if self.news is None or not self.join.isEnabled():
            return
        stays = [int(str(key)) for _pair, one in self.stays for key in one.value()]
        done = self._desk.do(
            merge_clients,
            self.news.kept.id,
            self.news.away.id,
            taken=[row.choice.field for row in self.rows if row.is_away],
            stays=stays,
            reason=self.reason.text() if self.reason is not None else "",
        )
        kept = self.news.kept.id
        done.then(lambda _done: self._joined(kept)).otherwise(self.fail)

    def _joined(self, kept: ClientId) -> None:
        self._drop_pair()
        if not self._twins:
            self._desk.go(ClientPlace(kept))

    def _two(self) -> None:
        if self.news is None:
            return
        done = self._desk.do(are_two_people, self.news.kept.id, self.news.away.id)
        done.then(lambda _done: self._drop_pair()).otherwise(self.fail)

    def _drop_pair(self) -> None:
        """Go on with the next pair; the sheet ends with the last one."""
        gone = self._twins.pop(self._at)
        self._twins = [
            one
            for one in self._twins
            if gone.other.id not in (one.one.id, one.other.id)
            or (one.one.id, one.other.id) == (gone.one.id, gone.other.id)
        ]
        self._ask()


def open_comparing(desk: "Desk", home: QWidget, twins: Sequence[Twin]) -> CompareSheet:
    """Open the sheet on some pairs."""
    sheet = CompareSheet(desk, home, twins)
    sheet.open()
    return sheet


def _label(text: str) -> Words:
    made = Words(text, type=Type.SMALL, wrap=True)
    made.setFixedWidth(LABEL)
    return made


def _group(text: str) -> Words:
    return Words(text, type=Type.SMALL_STRONG, faint=True)


def _heads(news: Comparison) -> QWidget:
    row = across(gap=8)
    space = QWidget()
    space.setFixedWidth(LABEL)
    row.addWidget(space)
    people = zip((news.kept, news.away), news.since, ("1", "2"), strict=True)
    for line, since, key in people:
        said = _("No. {number} · since {month}")
        about = said.format(number=f"C{line.id}", month=month(since))
        name = down(
            Words(
                listed(filter(None, (line.name, line.pinyin))),
                type=Type.STRONG,
                wrap=True,
            ),
            Words(f"{key} · {about}", type=Type.SMALL, faint=True, wrap=True),
            gap=0,
        )
        head = across(Avatar(line.name, 36), gap=10)
        head.addWidget(held(name), 1)
        row.addWidget(held(head), 1)
    return held(row)


def _told(
    label: str, texts: Sequence[str], counts: Sequence[bool], tone: Tone | None
) -> QWidget:
    """Return a row of which nothing is chosen."""
    row = across(gap=8)
    row.addWidget(_label(label), 0, Qt.AlignmentFlag.AlignVCenter)
    for text, is_on in zip(texts, counts, strict=True):
        box = Box(tone if text and tone else None, pad=6, gap=0)
        mark = ("alert-octagon" if tone else "check") if is_on and text else "minus"
        shown = Words(text or "–", type=Type.SMALL, faint=not is_on, wrap=True)
        icon = Icon(mark, 16, tone) if is_on and tone else Icon(mark, 16)
        inside = across(icon, gap=8)
        inside.addWidget(shown, 1)
        row.addWidget(box.add(inside), 1)
    return held(row)
