"""What the salon asks of every client before a file is opened."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.clients.answering import require_fields
from salon.clients.fullness import BEFORE_TREATMENT
from salon.text import _
from salon.views.client import FileWords, file_words
from ui.clients.facts import SECTIONS
from ui.kit.buttons import CheckList
from ui.kit.sheet import Sheet
from ui.kit.tokens import Type
from ui.kit.words import Words
from ui.parts.holding import grow
from ui.parts.homes import home_of

if TYPE_CHECKING:
    from ui.desk import Desk

_NOT_ASKED = frozenset(("computed", "image", "table"))
_EARLY = ("booking", "visit1")  # asked before or at the first visit


def open_requiring(desk: "Desk") -> "RequiringSheet | None":
    """Open the sheet."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = RequiringSheet(desk, home)
    sheet.open()
    return sheet


class RequiringSheet(Sheet):
    """Ticks by section; only what may be asked at a first contact."""

    def __init__(self, desk: "Desk", home: QWidget) -> None:
        text = _(
            "Without these no file is opened by hand, and without those of health no "
            "treatment begins; “prefers not to say” is an answer, too. Lists that are "
            "taken in only warn."
        )
        title = _("What every client is asked")
        super().__init__(home, title, text, icon="list-details", wide=560)
        self._desk = desk
        self.lists: list[CheckList] = []
        self.cancel()
        self.button(_("Keep"), self._keep, primary=True)
        desk.ask(file_words).then(self._show).otherwise(self.fail)

    def _show(self, words: FileWords) -> None:
        required = self._desk.premises.required_fields
        for section, name in SECTIONS.items():
            items = [
                (one.ref, str(one.names), one.ref in required)
                for one in words.fields
                if one.body.get("section") == section
                and (
                    one.body.get("type") not in _NOT_ASKED
                    or one.ref in BEFORE_TREATMENT
                )
                and (one.body.get("ask_at") in _EARLY or one.ref in required)
            ]
            if not items:
                continue
            made = CheckList(items, _(name))
            self.lists.append(made)
            self.add(Words(_(name), type=Type.SMALL_STRONG), made)
        grow(self)

    def _keep(self) -> None:
        chosen = [str(ref) for one in self.lists for ref in one.value()]
        done = self._desk.do(require_fields, chosen)
        done.then(lambda _none: self.accept()).otherwise(self.fail)
