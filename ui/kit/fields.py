"""Fields of a form, with what they are called and what is wrong with them."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QDate,
    QEvent,
    QLocale,
    QObject,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.kit import icons, style, words
from ui.kit.buttons import Button, Kind
from ui.kit.passing import PassesUndo, is_typed, passes
from ui.kit.rows import Index
from ui.kit.speech import speech
from ui.kit.steady import SteadyCombo, SteadySlider, SteadySpin, steady
from ui.kit.tips import tip
from ui.kit.tokens import CONTROL_HEIGHT, CONTROL_RADIUS, Tone, Type
from ui.kit.words import Words


class TextField(PassesUndo):
    """A line to write in, with a quiet icon in front."""

    def __init__(
        self, text: str = "", hint: str = "", icon: str = "", name: str = ""
    ) -> None:
        super().__init__(text)
        self.icon_name = icon
        self.setPlaceholderText(hint)
        self.setAccessibleName(name or hint)
        self.setFixedHeight(CONTROL_HEIGHT)
        if icon:
            self.setTextMargins(24, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        super().paintEvent(event)
        if self.icon_name:
            middle = self.height() / 2
            icons.draw(
                QPainter(self), self.icon_name, 11, middle - 8, 16, style.theme().faint
            )


class Notes(QPlainTextEdit):
    """A few lines to write in; Tab goes on to the next field."""

    def __init__(
        self, text: str = "", hint: str = "", name: str = "", rows: int = 2
    ) -> None:
        super().__init__(text)
        self.setPlaceholderText(hint)
        self.setAccessibleName(name or hint)
        self.setTabChangesFocus(True)
        self.rows = rows
        self.setMinimumHeight(rows * 20 + 20)
        self.setMaximumHeight(rows * 20 + 20)

    composes = False  # an input method is at work here

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether something is being composed."""
        self.composes = bool(event.preeditString())
        super().inputMethodEvent(event)

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window where there is nothing to undo here."""
        if event.type() == QEvent.Type.FocusOut:
            self.composes = False
        if self.composes and is_typed(event):
            event.accept()
            return True
        if event.type() == QEvent.Type.ShortcutOverride:
            own = self.document()
            if passes(event, own.isUndoAvailable(), own.isRedoAvailable()):
                event.ignore()
                return False
        return super().event(event)

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        return QSize(240, self.rows * 20 + 20)


class Choice(SteadyCombo):
    """A combo box painted in the style."""

    def __init__(self, items: Sequence[str], on: int = 0, name: str = "") -> None:
        super().__init__()
        self.addItems(list(items))
        self.setCurrentIndex(on)
        self.setAccessibleName(name)
        self.setItemDelegate(_ChoiceItem(self))
        self.setMaxVisibleItems(12)
        steady(self)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        texts = (self.itemText(i) for i in range(self.count()))
        wide = max((words.width(s, Type.BODY) for s in texts), default=60)
        return QSize(round(wide) + 48, CONTROL_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return how small it may become: not smaller."""
        return self.sizeHint()

    def showPopup(self) -> None:
        """Open the list below the field."""
        super().showPopup()
        popup = self.view().window()
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        t = style.theme()
        painter = QPainter(self)
        box = QRectF(self.rect())
        edge = t.faint if self.underMouse() else t.edge
        style.rounded(painter, box, CONTROL_RADIUS, t.field, edge)
        if self.hasFocus():
            style.focus_ring(painter, box)
        middle = box.center().y()
        baseline = middle + words.cap(Type.BODY) / 2
        room = box.width() - 40
        words.draw(painter, 12, baseline, self.currentText(), Type.BODY, t.ink, room)
        icons.draw(painter, "chevron-down", box.right() - 26, middle - 8, 16, t.faint)


class _ChoiceItem(QStyledItemDelegate):
    """A line of an opened combo box."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, CONTROL_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        t = style.theme()
        box = QRectF(option.rect)
        on = option.state & option.state.State_Selected
        painter.fillRect(box, t.card)
        ink = t.ink
        if on:
            hue = style.shade(Tone.ROSE)
            style.rounded(painter, box.adjusted(4, 2, -4, -2), 6, hue.soft)
            ink = hue.text
        baseline = box.center().y() + words.cap(Type.BODY) / 2
        text = str(index.data())
        words.draw(
            painter, box.left() + 14, baseline, text, Type.BODY, ink, box.width() - 24
        )


if TYPE_CHECKING:
    _Spin = QAbstractSpinBox
else:
    _Spin = object


class _Framed(_Spin):
    """Paints the frame of a spin box itself: a style sheet squeezes the text away."""

    def frame_line(self) -> None:
        """Make room for the frame round the line that is written in."""
        self.setFrame(False)
        self.setFixedHeight(CONTROL_HEIGHT)
        self.lineEdit().setTextMargins(8, 0, 8, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for another size."""
        super().resizeEvent(event)
        self.lineEdit().setGeometry(self.rect().adjusted(2, 2, -2, -2))

    def showEvent(self, event: QShowEvent) -> None:
        """Lay out once the style has done so."""
        super().showEvent(event)
        self.lineEdit().setGeometry(self.rect().adjusted(2, 2, -2, -2))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        t = style.theme()
        painter = QPainter(self)
        box = QRectF(self.rect())
        wrong = bool(self.property("wrong"))
        edge = t.faint if self.underMouse() else t.edge
        edge = style.shade(Tone.RED).mark if wrong else edge
        style.rounded(painter, box, CONTROL_RADIUS, t.field, edge)
        if self.hasFocus():
            style.focus_ring(painter, box)


class Number(_Framed, SteadySpin):
    """A whole number; arrows change it, the wheel only on purpose."""

    def __init__(
        self,
        value: int = 0,
        least: int = 0,
        most: int = 999,
        *,
        step: int = 1,
        unit: str = "",
        name: str = "",
    ) -> None:
        super().__init__()
        steady(self)
        self.setRange(least, most)
        self.setSingleStep(step)
        self.setValue(value)
        self.setSuffix(f" {unit}" if unit else "")
        self.setAccessibleName(name)
        self.setButtonSymbols(SteadySpin.ButtonSymbols.NoButtons)
        self.frame_line()


def read_time(text: str) -> time | None:
    """Return the time of day that people mean: 10:30, 1030, 9, 9.30, 2pm, 9点30分."""
    said = unicodedata.normalize("NFKC", text).strip().lower().replace(" ", "")
    found = re.fullmatch(
        r"(\d{1,2})(?:[:.,h点時时]?(\d\d)分?|[点時时h])?([ap]m)?", said
    )
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


class TimeField(PassesUndo):
    """A time of day, always typed as a whole; arrows go a quarter on, pages an hour.

    What is no time is never taken for another one: the field says so, goes back to
    what it said, and a sheet does not go on (see `Sheet.button`).
    """

    changed = Signal(object)  # a `datetime.time`

    def __init__(self, at: time = time(9), *, name: str = "") -> None:
        super().__init__()
        self._at = self._told = at
        self.setAccessibleName(name)
        self.setFixedHeight(CONTROL_HEIGHT)
        self._pressed: QPoint | None = None
        self.editingFinished.connect(self._read)
        self.textEdited.connect(lambda _text: self._typed())
        self.put(at)

    def value(self) -> time:
        """Return the time written; the one before where what is written is none."""
        return read_time(self.text()) or self._at

    def put(self, at: time) -> None:
        """Show another time, and tell so."""
        self._show(at)
        self._wrong("")
        self._tell()

    def _show(self, at: time) -> None:
        self._at = at
        self.setText(f"{at:%H:%M}")
        if self.hasFocus():
            self.selectAll()

    def _tell(self) -> None:
        if (at := self.value()) != self._told:
            self._told = at
            self.changed.emit(at)

    def _typed(self) -> None:
        self._wrong("")
        self.setProperty("unread", "" if read_time(self.text()) else _no_time())
        self._tell()

    def _read(self) -> None:
        at = read_time(self.text())
        if at is not None:
            self._show(at)
        else:
            self._wrong(_no_time())
            if self.hasFocus():
                self.selectAll()  # so that typing replaces it
            else:
                self._show(self._at)
        self._tell()

    def _wrong(self, why: str) -> None:
        self.setProperty("unread", why)
        tip(self, why)
        row = self.parentWidget()
        if isinstance(row, FormRow) and row.field is self:
            row.tell(row.hint, why)
            return
        self.setProperty("wrong", bool(why))
        self.setAccessibleDescription(why)
        self.style().unpolish(self)
        self.style().polish(self)

    def _step(self, minutes: int) -> None:
        at = self.value()
        last = 24 * 60 - 1
        there = min(last, max(0, at.hour * 60 + at.minute + minutes))
        self.put(time(there // 60, there % 60))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys it knows; pass the others on."""
        key = Qt.Key
        steps = {key.Key_Up: 15, key.Key_Down: -15}
        steps |= {key.Key_PageUp: 60, key.Key_PageDown: -60}
        if event.key() in steps:
            self._step(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the whole time, so that typing replaces it."""
        super().focusInEvent(event)
        back = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if event.reason() not in back:
            self.selectAll()
        self.setProperty("unread", "" if read_time(self.text()) else _no_time())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a press of the mouse."""
        super().mousePressEvent(event)
        self._pressed = event.position().toPoint()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the whole time, unless a part was marked by the mouse."""
        super().mouseReleaseEvent(event)
        at, self._pressed = self._pressed, None
        far = QApplication.startDragDistance()
        if at is not None and (event.position().toPoint() - at).manhattanLength() < far:
            self.selectAll()


def _no_time() -> str:
    return speech().not_a_time


class Scale(SteadySlider):
    """A slider of a few steps, with the value painted beside it."""

    def __init__(self, value: int, least: int, most: int, *, name: str = "") -> None:
        super().__init__(Qt.Orientation.Horizontal)
        steady(self)
        self.setRange(least, most)
        self.setPageStep(1)
        self.setValue(value)
        self.setAccessibleName(name)
        self.setFixedHeight(CONTROL_HEIGHT)
        self.setMinimumWidth(120)

    def _x(self, value: int) -> float:
        part = (value - self.minimum()) / max(1, self.maximum() - self.minimum())
        return 10 + part * (self.width() - 52)

    def _go(self, x: float) -> None:
        part = (x - 10) / max(1, self.width() - 52)
        span = self.maximum() - self.minimum()
        self.setValue(self.minimum() + round(part * span))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where the pointer is."""
        self._go(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer while it is pressed."""
        self._go(event.position().x())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        t = style.theme()
        painter = QPainter(self)
        middle, x = self.height() / 2, self._x(self.value())
        whole = QRectF(10, middle - 3, self.width() - 52, 6)
        style.rounded(painter, whole, 3, t.line)
        style.rounded(painter, QRectF(10, middle - 3, x - 10, 6), 3, t.accent)
        style.rounded(
            painter, QRectF(x - 8, middle - 8, 16, 16), 8, t.card, t.accent, 2
        )
        said = QRectF(self.width() - 32, 0, 32, self.height())
        words.draw_mid(painter, said, str(self.value()), Type.STRONG, t.ink)
        if self.hasFocus():
            style.focus_ring(painter, QRectF(self.rect()))


class Month(QWidget):
    """A month to choose a day from: arrows move, Enter takes it."""

    picked = Signal(QDate)

    def __init__(self, day: QDate, locale: QLocale | None = None) -> None:
        super().__init__()
        self.day = day
        self.today: QDate | None = None
        self.marks: dict[int, float] = {}  # how full a day of this month is, 0 to 1
        self.locale_ = locale or speech().qt()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumWidth(252)
        self.setFixedHeight(184)
        self._over = -1
        self._tell()

    def _tell(self) -> None:
        self.setAccessibleName(self.locale_.toString(self.day, speech().long_day))
        self.update()

    def title(self) -> str:
        """Return the name of the month shown."""
        return self.locale_.toString(self.day, speech().month)

    def turn(self, months: int) -> None:
        """Go some months on or back."""
        self.day = self.day.addMonths(months)
        self._tell()

    def _first(self) -> int:
        """Return the column of the first of the month."""
        return QDate(self.day.year(), self.day.month(), 1).dayOfWeek() - 1

    def _cell(self, place: int) -> QRectF:
        wide, high = self.width() / 7, (self.height() - 26) / 6
        return QRectF((place % 7) * wide, 26 + (place // 7) * high, wide, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        t = style.theme()
        painter = QPainter(self)
        for column in range(7):
            box = QRectF(column * self.width() / 7, 0, self.width() / 7, 24)
            letter = self.locale_.dayName(column + 1, QLocale.FormatType.NarrowFormat)
            words.draw_mid(painter, box, letter, Type.CAPTION, t.faint)
        for number in range(1, self.day.daysInMonth() + 1):
            place = self._first() + number - 1
            box = self._cell(place)
            pill = QRectF(0, 0, min(36.0, box.width() - 4), min(26.0, box.height()))
            pill.moveCenter(box.center())
            ink, role = (t.faint if place % 7 > 4 else t.ink), Type.SMALL
            if number == self.day.day():
                style.rounded(painter, pill, 6, t.accent)
                ink, role = t.on_accent, Type.SMALL_STRONG
                if self.hasFocus():
                    style.focus_ring(painter, pill, 6, 3)
            elif place == self._over:
                style.rounded(painter, pill, 6, t.hover)
            if QDate(self.day.year(), self.day.month(), number) == self.today:
                style.rounded(painter, pill, 6, None, t.accent)
            if number in self.marks:
                wide = 3 + 15 * min(1.0, self.marks[number])
                mark = QRectF(pill.center().x() - wide / 2, pill.bottom() - 3, wide, 2)
                style.rounded(painter, mark, 1, style.shade(Tone.SAGE).mark)
            words.draw_mid(painter, box, str(number), role, ink)

    def _at(self, event: QMouseEvent) -> int:
        for place in range(42):
            if self._cell(place).contains(event.position()):
                return place
        return -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        self._over = self._at(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the pointer."""
        self._over = -1
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a press of the mouse."""
        number = self._at(event) - self._first() + 1
        if 1 <= number <= self.day.daysInMonth():
            self.day = QDate(self.day.year(), self.day.month(), number)
            self._tell()
            self.picked.emit(self.day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys it knows; pass the others on."""
        key = Qt.Key
        steps = {key.Key_Left: -1, key.Key_Right: 1, key.Key_Up: -7, key.Key_Down: 7}
        if event.key() in steps:
            self.day = self.day.addDays(steps[Qt.Key(event.key())])
        elif event.key() in (key.Key_PageUp, key.Key_PageDown):
            self.day = self.day.addMonths(-1 if event.key() == key.Key_PageUp else 1)
        elif event.key() in (key.Key_Return, key.Key_Enter):
            self.picked.emit(self.day)
        else:
            super().keyPressEvent(event)
            return
        self._tell()


class MonthHead(QWidget):
    """The name of a month between the two that turn it."""

    def __init__(self, month: Month) -> None:
        super().__init__()
        self.month = month
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.said = Words(month.title(), type=Type.HEADING)
        row.addWidget(self.said)
        row.addStretch()
        for icon, by, name in (
            ("chevron-left", -1, speech().month_back),
            ("chevron-right", 1, speech().month_on),
        ):
            row.addWidget(
                Button(
                    icon=icon,
                    kind=Kind.QUIET,
                    small=True,
                    name=name,
                    act=partial(self._turn, by),
                )
            )

    def _turn(self, by: int) -> None:
        self.month.turn(by)
        self.said.say(self.month.title())


class MonthBox(QWidget):
    """A month with its name and the two buttons that turn it; `picked` brings a day."""

    picked = Signal(object)  # a `datetime.date`

    def __init__(self, day: date, today: date | None = None) -> None:
        super().__init__()
        self.month = Month(_qt(day))
        self.month.today = _qt(today) if today is not None else None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.head = MonthHead(self.month)
        column.addWidget(self.head)
        column.addWidget(self.month)
        self.month.picked.connect(lambda day: self.picked.emit(_py(day)))

    def put(self, day: date) -> None:
        """Show another day, without telling anyone."""
        self.month.day = _qt(day)
        self.month.turn(0)
        self.head.said.say(self.month.title())

    def mark(self, loads: dict[date, float]) -> None:
        """Show how full days are; those of other months are left out."""
        shown = self.month.day
        self.month.marks = {
            day.day: load
            for day, load in loads.items()
            if (day.year, day.month) == (shown.year(), shown.month())
        }
        self.month.update()


def _qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _py(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())


def read_day(text: str, today: date, *, is_past: bool = False) -> date | None:
    """Return the day that people mean: 23.11., 23/11/26, 2026-11-23, 11月23日, +7.

    A day without a year is the next one there is, seen from *today*; of what has
    happened already, the last one there was.
    """
    said = text.strip()
    if re.fullmatch(r"[+-]\d{1,3}", said):
        return date.fromordinal(today.toordinal() + int(said))
    found = [int(part) for part in re.findall(r"\d+", said)]
    is_chinese = "月" in said
    try:
        match found:
            case [year, month, day] if year > 31:
                return date(year, month, day)
            case [day, month, year] if not is_chinese:
                return date(year + 2000 if year < 100 else year, month, day)
            case [first, second]:
                day, month = (second, first) if is_chinese else (first, second)
                this = date(today.year, month, day)
                if is_past:
                    is_ahead = this > today
                    return date(today.year - 1, month, day) if is_ahead else this
                return this if this >= today else date(today.year + 1, month, day)
    except ValueError:
        return None
    return None


class DateField(PassesUndo):
    """A day: write it, or choose it from a month (Alt+Down); arrows go a day on.

    What is no day is never taken for another one: the field says so, and a sheet does
    not go on (see `Sheet.button`).
    """

    changed = Signal(object)  # a `datetime.date`, or None when it was emptied
    unread = Signal(str)  # why what is written is no day; "" once it is one

    def __init__(
        self,
        day: date | None,
        today: date,
        *,
        name: str = "",
        optional: bool = False,
        is_past: bool = False,
    ) -> None:
        super().__init__()
        self._day, self.today, self.optional = day, today, optional
        self._is_past = is_past
        self.setAccessibleName(name)
        self.setFixedHeight(CONTROL_HEIGHT)
        self.setTextMargins(0, 0, 26, 0)
        self.popup: QFrame | None = None
        self.editingFinished.connect(self._read)
        self.put(day)

    def value(self) -> date | None:
        """Return the day; None where there is none."""
        return self._day

    def put(self, day: date | None) -> None:
        """Show a day as people write it, without telling anyone."""
        self._day = day
        form = speech().day
        self.setText(speech().qt().toString(_qt(day), form) if day else "")
        self._wrong("")

    def _take(self, day: date | None) -> None:
        if day != self._day:
            self.put(day)
            self.changed.emit(day)
        else:
            self.put(day)

    def _read(self) -> None:
        text = self.text().strip()
        known = (
            speech().qt().toString(_qt(self._day), speech().day) if self._day else ""
        )
        if text == known:
            return
        if not text and self.optional:
            self._take(None)
            return
        day = read_day(text, self.today, is_past=self._is_past)
        if day is None:
            read = speech().qt().toDate(text, speech().day)
            day = _py(read) if read.isValid() else self.read_words(text)
        if day is None:
            example = speech().qt().toString(_qt(self.today), speech().day)
            self._wrong(speech().not_a_day.format(example=example))
        else:
            self._take(day)

    def read_now(self) -> None:
        """Take what is written, before the field is left."""
        self._read()

    def read_words(self, text: str) -> date | None:
        """Return the day that words name; None where they name none."""
        return None

    def _wrong(self, why: str) -> None:
        if why != (self.property("unread") or ""):
            self.setProperty("unread", why)
            self.unread.emit(why)
        tip(self, why)
        row = self.parentWidget()
        if isinstance(row, FormRow) and row.field is self:
            row.tell(row.hint, why)
            return
        self.setProperty("wrong", bool(why))
        self.setAccessibleDescription(why)
        self.style().unpolish(self)
        self.style().polish(self)

    def open(self) -> QFrame:
        """Open the month below the field."""
        popup = _Popup(self.window())
        box = MonthBox(self._day or self.today, self.today)
        column = QVBoxLayout(popup)
        column.setContentsMargins(28, 24, 28, 28)
        column.addWidget(box)

        def take(day: date) -> None:
            popup.close()
            self._take(day)
            self.setFocus()

        box.picked.connect(take)
        popup.adjustSize()
        place = self.mapTo(self.window(), QPoint(-16, self.height() - 8))
        room = self.window().rect().size() - popup.size()
        popup.move(
            max(0, min(place.x(), room.width())), max(0, min(place.y(), room.height()))
        )
        popup.show()
        popup.raise_()
        box.month.setFocus()
        self.popup = popup
        return popup

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the month where its mark is pressed."""
        super().mousePressEvent(event)
        if event.position().x() > self.width() - 34:
            self.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys it knows; pass the others on."""
        key = Qt.Key
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if event.key() == key.Key_Down and alt:
            self.open()
        elif event.key() in (key.Key_Up, key.Key_Down) and self._day is not None:
            by = 1 if event.key() == key.Key_Up else -1
            self._take(date.fromordinal(self._day.toordinal() + by))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        super().paintEvent(event)
        painter = QPainter(self)
        x, y = self.width() - 27, self.height() / 2 - 8
        icons.draw(painter, "calendar-month", x, y, 16, style.theme().faint)


class _Popup(QFrame):
    """A floating card in the window, with its shadow; a press beside it closes it."""

    def __init__(self, home: QWidget) -> None:
        super().__init__(home)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        program = QApplication.instance()
        assert program is not None
        program.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close when something else is pressed."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(
            watched, QWidget
        ):
            inside = watched is self or self.isAncestorOf(watched)
            if not inside and self.isVisible():
                self.close()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        t = style.theme()
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(16, 12, -16, -20)
        style.shadow(painter, box, 12)
        style.rounded(painter, box, 12, t.card, t.edge)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()


class FormRow(QWidget):
    """A field under its label, with a hint or, in red, what is wrong."""

    def __init__(
        self,
        label: str,
        field: QWidget,
        hint: str = "",
        error: str = "",
        *,
        wraps: bool = False,
    ) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.field, self.hint = field, hint
        self.label = named = Words(label, type=Type.SMALL_MEDIUM, wrap=wraps)
        named.setBuddy(field)
        if field.accessibleName() in ("", field.property("placeholderText")):
            field.setAccessibleName(label)  # a hint is no name
        column.addWidget(named)
        column.addWidget(field)
        self.note = Words("", type=Type.SMALL, faint=True, wrap=True)
        self.note_row = QWidget()
        row = QHBoxLayout(self.note_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.mark = _Mark()
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.note, 1)
        column.addWidget(self.note_row)
        self.tell(hint, error)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def tell(self, hint: str = "", error: str = "") -> None:
        """Say what is wrong, or the hint when nothing is."""
        wrong = bool(error)
        self.note.say(
            words.Run(error or hint, Type.SMALL, Tone.RED if wrong else None, True)
        )
        self.note_row.setVisible(bool(error or hint))
        self.mark.setVisible(wrong)
        self.field.setProperty("wrong", wrong)
        self.field.setAccessibleDescription(error or hint)
        self.field.style().unpolish(self.field)
        self.field.style().polish(self.field)


class _Mark(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(14, 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        red = style.shade(Tone.RED).text
        icons.draw(QPainter(self), "alert-triangle", 0, 2, 14, red)
