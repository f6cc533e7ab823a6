"""The keyboard stays where it was: after a dialog, Esc, undo, and a page drawn anew."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

if TYPE_CHECKING:
    from ui.frame.window import Window
    from ui.kit.page import Page

AGAIN = (0, 80, 400)  # milliseconds; what a page shows anew comes a moment later


@dataclass(frozen=True)
class Spot:
    """Where on a page the keyboard is, in words that outlive another language."""

    kind: type[QWidget]
    number: int  # among the widgets of its kind
    cursor: int = 0  # in the text


class Focusing(QObject):
    """Notes where on each page one was, and puts the keyboard back there.

    Qt gives the focus to whatever comes next when a widget goes that had it: to the
    rail, mostly, where the letters of a page are dead. What a person does by Tab,
    mouse or a key of the menu is left alone.
    """

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._last: WeakKeyDictionary[Page, QWidget] = WeakKeyDictionary()
        self._names: WeakKeyDictionary[Page, tuple[type, str]] = WeakKeyDictionary()
        self._given: QWidget | None = None  # what got it only for want of the right one
        program = QApplication.instance()
        assert isinstance(program, QApplication)
        program.focusChanged.connect(self._changed)
        program.focusWindowChanged.connect(self._window_changed)

    def put_back(self) -> None:
        """Go to where one was on the page that is shown."""
        page = self._window.page
        if page is None or not self._window.isActiveWindow():
            return
        wanted = self._last.get(page)
        if not _can_have(wanted, page):
            wanted = self._same_named(page)
        if wanted is not None:
            self._given = None
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        here = QApplication.focusWidget()
        if not _can_have(here, page):
            names = self._names.get(page)
            stand_in = page.first if _can_have(page.first, page) else page
            assert stand_in is not None
            self._given = stand_in
            stand_in.setFocus(Qt.FocusReason.OtherFocusReason)
            if names is not None:
                self._names[page] = names  # still looked for

    def spot(self) -> Spot | None:
        """Return where the keyboard is on the page; None where it is not on it."""
        page, here = self._window.page, QApplication.focusWidget()
        if page is None or here is None or not page.isAncestorOf(here):
            return None
        alike = _alike(page, type(here))
        cursor = 0
        if isinstance(here, QLineEdit):
            cursor = here.cursorPosition()
        elif isinstance(here, QPlainTextEdit):
            cursor = here.textCursor().position()
        return Spot(type(here), alike.index(here), cursor) if here in alike else None

    def go_to(self, spot: Spot | None) -> None:
        """Go to a spot of a page that is being made anew, as its parts come in."""
        if spot is None:
            return
        for wait in AGAIN:
            QTimer.singleShot(wait, self, partial(self._try, spot, self._window.page))

    def _try(self, spot: Spot, page: "Page | None") -> None:
        here = QApplication.focusWidget()
        if page is None or page is not self._window.page or not isValid(page):
            return
        alike = _alike(page, spot.kind)
        if spot.number >= len(alike) or here is alike[spot.number]:
            return
        there = alike[spot.number]
        if not _can_have(there, page):
            return
        there.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(there, QLineEdit):
            there.setCursorPosition(spot.cursor)
        elif isinstance(there, QPlainTextEdit):
            at = there.textCursor()
            at.setPosition(min(spot.cursor, len(there.toPlainText())))
            there.setTextCursor(at)

    def _same_named(self, page: "Page") -> QWidget | None:
        """Return what has taken the place of a widget that is gone."""
        kind, name = self._names.get(page, (QWidget, ""))
        if not name:
            return None
        alike = (one for one in page.findChildren(QWidget) if type(one) is kind)
        return next(
            (one for one in alike if _name_of(one) == name and _can_have(one, page)),
            None,
        )

    def _changed(self, old: QWidget | None, now: QWidget | None) -> None:
        page = self._window.page
        if page is None or not isValid(page):
            return
        if now is page:
            return
        is_gone = old is None or not isValid(old) or not _is_there(old)
        is_on_page = now is not None and page.isAncestorOf(now)
        was_on_page = old is not None and isValid(old) and page.isAncestorOf(old)
        if is_on_page and is_gone and was_on_page:
            self._given = now  # by Qt, for want of the one that is gone
        elif is_on_page and now is not None:
            if now is not self._given:
                self._last[page] = now
                self._names[page] = (type(now), _name_of(now))
                self._given = None
            return
        if is_gone and (now is None or now.window() is self._window):
            self._look_soon()

    def _window_changed(self) -> None:
        """Look again when a sheet, a menu or another program gives the window back."""
        self._look_soon()

    def _look_soon(self) -> None:
        for wait in AGAIN:
            QTimer.singleShot(wait, self, partial(self._look_again, is_first=not wait))

    def _look_again(self, *, is_first: bool) -> None:
        page = self._window.page
        here = QApplication.focusWidget()
        if page is None or not isValid(page) or not self._window.isActiveWindow():
            return
        # later on somebody may have gone there on purpose
        fell = here is not None and is_first and self._is_of_frame(here)
        if here is None or here is self._given or fell:
            self.put_back()

    def _is_of_frame(self, widget: QWidget) -> bool:
        """Return whether it is on the rail or the bar, where Qt lets it fall."""
        window = self._window
        if widget is window.bar.search:
            return False
        return window.rail.isAncestorOf(widget) or window.bar.isAncestorOf(widget)


def _alike(page: QWidget, kind: type[QWidget]) -> list[QWidget]:
    found = page.findChildren(kind)
    return [one for one in found if type(one) is kind and one.isVisible()]


def _name_of(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    said = text() if callable(text) and not hasattr(widget, "cursorPosition") else ""
    return widget.accessibleName() or widget.objectName() or str(said)


def _is_there(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled()


def _can_have(widget: QWidget | None, page: "Page") -> bool:
    """Return whether the keyboard can be on *widget* of *page*."""
    if widget is None or not isValid(widget) or not _is_there(widget):
        return False
    return page.isAncestorOf(widget)
