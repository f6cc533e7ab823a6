"""The hands and the eyes of somebody at the desk.

`Hands` opens the real window over a folder as the program itself does (but that jobs
are done at once), types, clicks and reads, and lets every answer arrive before it goes
on.
Nothing in it knows a page from the inside: things are found by what they are called.
"""

from argparse import Namespace
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from re import escape, fullmatch, split
from time import monotonic
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QWidget,
)
from shiboken6 import isValid

from salon.app import Salon
from tests.house import Inline
from ui.frame.app import Opening, desk_settings
from ui.frame.window import Window
from ui.kit.picker import Picker
from ui.parts.keys import PENDING
from ui.parts.speaking import speak
from ui.tasks import Tasks

HANG = 20  # seconds after which a test that waits for ever says so
FAR = 150  # presses of Tab after which something is not to be reached
W = TypeVar("W", bound=QWidget)


class Hands:
    """Somebody who sits at the window of one salon.

    Args:
        folder: Where the salon is, or will begin.
        now: The hour at which the clock stands.
        language: What `--language` says; without it the salon's own is spoken.
    """

    def __init__(self, folder: Path, now: datetime, language: str = "") -> None:
        self.folder, self.now, self.language = folder, now, language
        self.presses = 0  # of keys, but those that type words
        self._is_open = False
        self.open()

    # the window itself

    def open(self) -> None:
        """Start the program."""
        where = str(self.folder)
        speak(self.language or "en")
        self.window = Window(desk_settings(where))
        self.window.resize(1440, 900)
        self._tasks = Tasks(Inline())
        options = Namespace(data=where, now=self.now, language=self.language or "en")
        has_language = bool(self.language)
        self._opening = Opening(
            self.window, self._tasks, options, has_language=has_language
        )
        self._is_open = True
        self.window.show()
        self.window.activateWindow()
        self._opening._try()
        self.settle()

    def close(self) -> None:
        """Close the window, as at the end of the day."""
        if not self._is_open:
            return
        self._is_open = False
        for sheet in reversed(self._tops()):
            if sheet is not self.window:
                sheet.close()
        self.window.close()
        self._tasks.close()
        self._opening.end()
        if self.window.menus is not None:
            self.window.menus.drop()
        for one in (self.window, self.window.desk, self._tasks):
            if one is not None:  # here and now, not when the collector thinks fit
                one.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()

    def leave(self) -> None:
        """Close it when the story is over: nothing is kept for a next morning."""
        salon, self._opening._salon = self._opening._salon, None
        self.close()
        if salon is not None:
            salon.close()

    def reopen(self) -> None:
        """Close it, and start it again, as on the next morning."""
        self.close()
        self.open()

    @property
    def salon(self) -> Salon:
        """The records behind the window, to look at what was really kept."""
        assert self.window.desk is not None
        return self.window.desk.salon

    def settle(self) -> None:
        """Let every answer arrive, and every page be told."""
        loop = QEventLoop()
        for _turn in range(3):
            loop.processEvents()
            while not self._tasks.idle() or self._is_undecided():
                loop.processEvents()
        loop.processEvents()

    def _is_undecided(self) -> bool:
        """Return whether a key was pressed that may yet become a word."""
        page = self.window.page
        return page is not None and page.property(PENDING) is not None

    def wait(self, until: Callable[[], object]) -> None:
        """Wait for something that comes by itself."""
        begun = monotonic()
        while not until():
            QEventLoop().processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            assert monotonic() - begun < HANG, f"it never came:\n{self.screen()}"
        self.settle()

    # the keyboard

    def press(self, *keys: str) -> None:
        """Press keys one after another, each as a menu writes it: "Ctrl+K"."""
        for key in keys:
            one = QKeySequence(key)[0]  # type: ignore[index]  # PySide's stub
            QTest.keyClick(self._here(), one.key(), one.keyboardModifiers())
            self.presses += 1
            self.settle()

    def say(self, text: str) -> None:
        """Type words where the keyboard is; Chinese comes by an input method."""
        if text.isascii():
            for sign in text:  # the focus may follow the first of them
                QTest.keyClicks(self._here(), sign)
        else:
            here = self._here()
            event = QInputMethodEvent()
            event.setCommitString(text)
            QApplication.sendEvent(here, event)
        self.settle()

    def write(self, field: str, text: str) -> None:
        """Go to a field with Tab and write in it, in the place of what stands there."""
        self.walk_to(field)
        self.press("Ctrl+A")
        self.say(text)

    def walk_to(self, name: str) -> QWidget:
        """Press Tab until the keyboard is on what is called *name*."""
        met = []
        for _step in range(FAR):
            here = self.focus()
            if here is not None:
                if name in _names(here):
                    return here
                met.append(here.accessibleName() or type(here).__name__)
            self.press("Tab")
        raise AssertionError(f"Tab never reaches {name!r}; it met {met}")

    def stand_on(self, rows: str, text: str) -> None:
        """Go to a list, and with the arrow keys to the line that says *text*."""
        view = self.walk_to(rows)
        assert isinstance(view, QAbstractItemView)
        self.press("Home")
        for _row in range(view.model().rowCount()):
            if text in _said(view.currentIndex()):
                return
            self.press("Down")
        raise AssertionError(f"{rows} has no {text!r}: {self.rows(rows)}")

    def choose(self, field: str, text: str) -> None:
        """Choose one entry of a field by the arrow keys, or by what is typed."""
        box = self.walk_to(field)
        if isinstance(box, Picker):
            self.say(text)
            self.settle()
            assert box.is_open, f"{field} offers nothing"
            self.press("Return")
            assert box.text() == text
            return
        assert isinstance(box, QComboBox)
        self.press("Home")
        while box.currentText() != text:
            before = box.currentIndex()
            self.press("Down")
            assert box.currentIndex() != before, f"{field} has no {text}"

    def focus(self) -> QWidget | None:
        """Where the keyboard is, in what stands in front."""
        front = self._front()
        if QApplication.activeWindow() is not front:  # as a window manager does
            front.activateWindow()
            QApplication.processEvents()
        return QApplication.focusWidget() or front.focusWidget()

    def _here(self) -> QWidget:
        return QApplication.activePopupWidget() or self.focus() or self._front()

    # the mouse

    def click(self, name: str, at: QPoint | None = None) -> None:
        """Click on what is called *name*, in front of everything else."""
        widget = self.find(name, QWidget, must_be_enabled=True)
        self.click_on(widget, at)

    def click_on(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click on a widget; it must be where a hand can reach it."""
        _bring_into_view(widget)
        self.settle()
        at = at if at is not None else widget.rect().center()
        top = widget.window()
        hit = top.childAt(widget.mapTo(top, at)) or top
        reached = hit is widget or widget.isAncestorOf(hit) or hit is top
        assert reached, f"{hit} lies over {widget.accessibleName()}"
        QTest.mouseClick(
            hit if widget.isAncestorOf(hit) else widget,
            Qt.MouseButton.LeftButton,
            pos=hit.mapFrom(top, widget.mapTo(top, at))
            if widget.isAncestorOf(hit)
            else at,
        )
        self.settle()

    def click_row(self, rows: str, text: str, *, twice: bool = False) -> None:
        """Click on the line of a list that says *text*; twice opens it."""
        view = self.find(rows, QAbstractItemView)
        model = view.model()
        for row in range(model.rowCount()):
            index = model.index(row, 0)
            if text in _said(index):
                view.scrollTo(index)
                at = view.visualRect(index).center()
                click = QTest.mouseDClick if twice else QTest.mouseClick
                QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
                if twice:
                    click(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
                self.settle()
                return
        raise AssertionError(f"{rows} has no {text!r}: {self.rows(rows)}")

    def roll(self, widget: QWidget) -> None:
        """Turn the wheel over something, one notch either way."""
        for turn in (-120, 120, 120):
            if not widget.isVisible():
                return
            middle = QPointF(widget.rect().center())
            event = QWheelEvent(
                middle,
                QPointF(widget.mapToGlobal(middle.toPoint())),
                QPoint(),
                QPoint(0, turn),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,  # Qt's own order
            )
            QApplication.sendEvent(widget, event)

    def give_file(self, path: Path, act: Callable[[], object]) -> None:
        """Do *act*, and write *path* into the file dialog that then comes."""
        answered: list[QFileDialog] = []

        def answer() -> None:
            open_ = [one for one in self._tops() if isinstance(one, QFileDialog)]
            if not open_:
                return
            dialog = open_[-1]
            name = dialog.findChild(QLineEdit, "fileNameEdit")
            assert isinstance(name, QLineEdit)
            if dialog not in answered:
                answered.append(dialog)
                name.setCompleter(None)  # type: ignore[arg-type]  # not offscreen
            name.selectAll()
            event = QInputMethodEvent()
            event.setCommitString(str(path))
            QApplication.sendEvent(name, event)
            QTest.keyClick(name, Qt.Key.Key_Return)

        timer = QTimer()
        timer.setInterval(10)
        timer.timeout.connect(answer)
        timer.start()
        act()
        self.wait(lambda: answered and not _is_shown(answered[0]))
        timer.stop()
        self.settle()

    # the eyes

    def screen(self) -> str:
        """Return everything that can be read in the window and in front of it."""
        return "\n".join(text for top in self._tops() for text in _texts(top) if text)

    def front(self) -> str:
        """Return what can be read in the sheet in front, or in the window."""
        return "\n".join(filter(None, _texts(self._front())))

    def sees(self, *texts: str) -> None:
        """Check that these words can be read somewhere."""
        screen = self.screen()
        for text in texts:
            assert text in screen, f"{text!r} is not to be read in:\n{screen}"

    def reads(self, pattern: str) -> bool:
        """Return whether a sentence is to be read, whatever stands in its gaps."""
        words = "(.+)".join(map(escape, split(r"\{\w+\}", pattern)))
        return any(fullmatch(words, line) for line in self.screen().splitlines())

    def rows(self, name: str) -> list[str]:
        """Return what the lines of a list say."""
        model = self.find(name, QAbstractItemView).model()
        return [_said(model.index(row, 0)) for row in range(model.rowCount())]

    @property
    def told(self) -> str:
        """The line that says what was just done."""
        toast = self.window.toast
        return toast.text if toast.isVisible() else ""

    @property
    def title(self) -> str:
        """The title of the sheet in front; empty where there is none."""
        front = self._front()
        return "" if front is self.window else front.windowTitle()

    def find(
        self,
        name: str,
        kind: type[W] = QWidget,  # type: ignore[assignment]
        *,
        must_be_enabled: bool = False,
    ) -> W:
        """Return what is called *name*, by what it says or is named for tests."""
        known = self._front()
        for home in (known, *(top for top in self._tops() if top is not known)):
            for one in (home, *home.findChildren(kind)):
                if not isinstance(one, kind) or not one.isVisible():
                    continue
                if name in _names(one) and (one.isEnabled() or not must_be_enabled):
                    return one
        raise AssertionError(f"there is no {name!r} in:\n{self.screen()}")

    def has(self, name: str) -> bool:
        """Return whether something is called *name*."""
        try:
            self.find(name)
        except AssertionError:
            return False
        return True

    def fields(self) -> list[Any]:
        """Return every field in sight that the wheel might change."""
        spun = (QComboBox, QAbstractSpinBox, QAbstractSlider, QTabBar)
        kinds: tuple[type[QWidget], ...] = (*spun, QLineEdit, QPlainTextEdit)
        return [
            one
            for kind in kinds
            for one in self._front().findChildren(kind)
            if one.isVisible() and not isinstance(one, QScrollBar)
        ]

    def _tops(self) -> list[QWidget]:
        tops = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
        mine = [one for one in tops if one is self.window or _is_of(one, self.window)]
        return sorted(mine, key=_depth)

    def _front(self) -> QWidget:
        modal = QApplication.activeModalWidget()
        if modal is not None and _is_of(modal, self.window):
            return modal
        sheets = [one for one in self._tops() if one.isModal()]
        return sheets[-1] if sheets else self.window


def value_of(field: Any) -> object:
    """Return what stands in a field."""
    if isinstance(field, QComboBox | QTabBar):
        return field.currentIndex()
    if isinstance(field, QAbstractSlider):
        return field.value()
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    return field.text()


def _is_shown(widget: QWidget) -> bool:
    return isValid(widget) and widget.isVisible()


def _names(widget: QWidget) -> tuple[str, ...]:
    said = widget.text() if isinstance(widget, QAbstractButton) else ""
    return tuple(filter(None, (widget.objectName(), widget.accessibleName(), said)))


def _said(index: Any) -> str:
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    return str(spoken or index.data() or "")


def _texts(home: QWidget) -> Iterator[str]:
    for one in (home, *home.findChildren(QWidget)):
        if not one.isVisible():
            continue
        yield one.accessibleName()
        match one:
            case QLabel() | QAbstractButton() | QLineEdit():
                yield one.text()
            case QPlainTextEdit():
                yield one.toPlainText()
            case QComboBox():
                yield one.currentText()
            case QAbstractItemView():
                model = one.model()
                if model is not None:
                    for row in range(model.rowCount()):
                        for column in range(_wide(one)):
                            yield _said(model.index(row, column))


def _wide(view: QAbstractItemView) -> int:
    return 1 if isinstance(view, QListView) else view.model().columnCount()


def _is_of(top: QWidget, window: QWidget) -> bool:
    above: QWidget | None = top
    while above is not None:
        if above is window:
            return True
        above = above.parentWidget()
    return False


def _depth(top: QWidget) -> int:
    above, deep = top.parentWidget(), 0
    while above is not None:
        above, deep = above.parentWidget(), deep + 1
    return deep


def _bring_into_view(widget: QWidget) -> None:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget, 20, 20)
        above = above.parentWidget()
