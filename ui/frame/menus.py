"""Every action of the window, in one compact menu and in the command palette."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from salon.text import _, language
from ui.frame.pages import LAST, RAIL, deeds
from ui.kit.iconengine import icon
from ui.parts.speaking import LANGUAGES

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.frame.window import Window


class Menus:
    """The menu behind the button in the top bar, and all that it offers."""

    def __init__(self, window: "Window", desk: "Desk | None") -> None:
        self._window = window
        self._own: list[QAction] = []
        make = self._make
        self.find = make(_("&Find"), "Ctrl+K", window.go_find, "search")
        self.theme = make(_("&Light or dark"), "F9", window.turn_theme, "moon")
        self.leave = make(_("&Quit"), "Ctrl+Q", window.close, "door-enter")
        self.open = make(_("&Menu"), "F10", self.show, "menu-2")
        self.help = make(_("&Keys and help"), "F1", window.open_help, "help-circle")
        self.find_here = make(
            _("Find on this &page"), "Ctrl+F", window.find_here, "filter"
        )
        self.undo = make(_("&Undo"), "Ctrl+Z", window.undo if desk else None)
        self.redo = make(_("&Redo"), "Ctrl+Shift+Z", window.redo if desk else None)
        self.back = make(_("&Back"), "Alt+Left", desk.back if desk else None)
        self.forward = make(_("&Forward"), "Alt+Right", desk.forward if desk else None)
        for made, name in (
            (self.undo, "arrow-back-up"),
            (self.redo, "arrow-forward-up"),
            (self.back, "arrow-left"),
            (self.forward, "arrow-right"),
        ):
            made.setIcon(icon(name))
            made.setProperty("icon_name", name)
        self.places: list[QAction] = []
        self.deeds: list[QAction] = []
        if desk is not None:
            for entry in (*RAIL, LAST):
                go = self._going(desk, entry.place)
                self.places.append(make(_(entry.name), entry.keys, go, entry.icon))
            self.deeds.extend(deeds(desk))
            for deed in self.deeds:
                window.addAction(deed)

    def actions(self) -> list[QAction]:
        """Return all that can be done now, the page's own first."""
        page = self._window.page
        own = list(page.actions()) if page is not None else []
        steps = [self.undo, self.redo, self.back, self.forward, self.theme]
        steps += [self.find_here, self.help]
        every = [*own, *self.deeds, *self.places, *steps]
        return [action for action in every if action.isEnabled() and action.text()]

    def everywhere(self) -> list[QAction]:
        """Return what can be done wherever one is, in the order of the menu."""
        steps = [self.find, self.find_here, self.help, self.open, self.undo, self.redo]
        ways = [self.back, self.forward]
        return [*steps, *self.deeds, *self.places, *ways, self.theme, self.leave]

    def show(self) -> None:
        """Open the menu below its button."""
        menu = self.menu()
        button = self._window.bar.menu
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def menu(self) -> QMenu:
        """Return the menu as it is now."""
        menu = QMenu(self._window)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.aboutToHide.connect(self._window.put_focus_back)
        page = self._window.page
        if page is not None:
            _submenu(menu, _("This &page"), page.actions())
        _submenu(menu, _("&Do"), self.deeds)
        _submenu(menu, _("&Go"), [*self.places, self.back, self.forward])
        _submenu(menu, _("&Edit"), [self.undo, self.redo, self.find, self.find_here])
        view = menu.addMenu(_("&View"))
        view.addAction(self.theme)
        view.addSeparator()
        group = QActionGroup(menu)
        for code, name in LANGUAGES:
            spoken = QAction(name, menu)
            spoken.setCheckable(True)
            spoken.setChecked(code == language())
            spoken.triggered.connect(self._speaking(code))
            group.addAction(spoken)
            view.addAction(spoken)
        menu.addSeparator()
        menu.addAction(self.help)
        menu.addAction(self.leave)
        return menu

    def drop(self) -> None:
        """Take every action away again, before others are made in another language."""
        for action in (*self._own, *self.deeds):
            self._window.removeAction(action)
            action.deleteLater()

    def _make(
        self, text: str, keys: str, act: Callable[[], object] | None, name: str = ""
    ) -> QAction:
        made = QAction(text, self._window)
        made.setAutoRepeat(False)  # Ctrl+Z held down does not take back the day
        if keys:
            made.setShortcut(QKeySequence(keys))
        if name:
            made.setIcon(icon(name))
            made.setProperty("icon_name", name)
        if act is None:
            made.setEnabled(False)
        else:
            made.triggered.connect(lambda _checked=False: act())
        self._window.addAction(made)
        self._own.append(made)
        return made

    def _going(self, desk: "Desk", place: object) -> Callable[[], object]:
        return lambda: desk.go(place)  # type: ignore[arg-type]

    def _speaking(self, code: str) -> Callable[[], object]:
        return lambda: self._window.speak(code)


def _submenu(menu: QMenu, title: str, actions: Iterable[QAction]) -> None:
    shown: Sequence[QAction] = [action for action in actions if action.text()]
    if shown:
        menu.addMenu(title).addActions(shown)
