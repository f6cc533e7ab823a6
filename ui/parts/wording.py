"""Words that are better said otherwise, told quietly under the field one writes in."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from salon.house.lists import Lists
from salon.house.wording import Flagged, check_words
from salon.text import _, headed, language
from ui.kit.fields import FormRow, Notes, TextField

if TYPE_CHECKING:
    from ui.desk import Desk

PAUSE = 350  # milliseconds after the last key
MOST = 3  # words that are named


def in_words(found: list[Flagged]) -> str:
    """Return what is better said otherwise; "" where nothing is."""
    seen = {one.found.casefold(): one for one in found}
    said = []
    for one in list(seen.values())[:MOST]:
        why = _(one.why)
        if one.better:
            why = _("{why}; rather: {better}").format(why=why, better=one.better)
        said.append(headed(f"“{one.found}”", why))
    return " · ".join(said)


class WordWatch(QObject):
    """Looks at a text while it is written; hinders nobody."""

    def __init__(
        self,
        desk: "Desk",
        row: FormRow,
        tongue: Callable[[], str] = language,
        hint: str = "",
    ) -> None:
        """Watch the field of *row*.

        Args:
            desk: The desk.
            row: A row whose field takes words.
            tongue: In which language they are written.
            hint: What stands there otherwise.
        """
        super().__init__(row)
        self._row, self._tongue, self._hint = row, tongue, hint
        self._lists: Lists | None = None
        self._desk = desk
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE)
        self._later.timeout.connect(self.look)
        field = row.field
        if isinstance(field, Notes):
            field.textChanged.connect(self._later.start)
        elif isinstance(field, TextField):
            field.textChanged.connect(lambda _text: self._later.start())
        desk.watch({"settings"}, self._ask)
        self._ask()

    @property
    def text(self) -> str:
        """What is written."""
        field = self._row.field
        if isinstance(field, Notes):
            return field.toPlainText()
        return field.text() if isinstance(field, TextField) else ""

    def look(self) -> None:
        """Say now what is better said otherwise."""
        words = None if self._lists is None else self._lists.words
        found = check_words(self.text, self._tongue(), words)
        said = in_words(found) or self._hint
        if said != self._row.note.text():
            self._row.tell(said)

    def _ask(self) -> None:
        from salon.views.house import house_lists

        asked = self._desk.ask(house_lists)
        asked.then(self._know).otherwise(lambda _error: None)

    def _know(self, lists: Lists) -> None:
        self._lists = lists
        self.look()


def watch_words(
    desk: "Desk", row: FormRow, tongue: Callable[[], str] = language
) -> FormRow:
    """Let a row say what is better said otherwise; return it."""
    WordWatch(desk, row, tongue)
    return row
