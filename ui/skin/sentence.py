"""The sentence on what changed, as it is edited in place."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from salon.reports.changed_words import as_kept
from salon.skin.model import sentence_place
from salon.text import _, language
from salon.views.changed import ChangedSight, sentence_in
from ui.kit.buttons import Button
from ui.kit.cards import down
from ui.kit.columns import flowing
from ui.kit.fields import Notes
from ui.kit.sheet import confirm
from ui.kit.tokens import Type
from ui.kit.words import Run, Words
from ui.parts.speaking import LANGUAGES as TONGUES

if TYPE_CHECKING:
    from ui.desk import Desk

PAUSE = 400  # milliseconds after the last key, until the sentence is kept


class Sentence(QWidget):
    """The sentence: drafted, edited in place, kept as a draft, printed as it stands."""

    def __init__(self, desk: "Desk", sight: ChangedSight) -> None:
        super().__init__()
        self._desk, self._sight = desk, sight
        self.tongue = language()
        self.is_edited = sight.is_edited
        self._is_filling = False
        self._unkept = False
        self.field = Notes(sight.sentence, name=_("In a sentence or two"), rows=7)
        self.field.textChanged.connect(self._typed)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE)
        self._later.timeout.connect(self.keep)
        self.told = Words(type=Type.SMALL, faint=True, wrap=True)
        anew = Button(_("Draft anew"), icon="refresh", small=True, act=self._anew)
        self.turn = Button("", icon="language", small=True, act=self._turn)
        column = down(self.field, self.told, flowing(anew, self.turn), gap=8)
        column.setContentsMargins(0, 0, 0, 0)
        self.setLayout(column)
        self._tell()

    @property
    def is_busy(self) -> bool:
        """Whether somebody is writing in it."""
        return self.field.hasFocus() and self._unkept

    @property
    def other(self) -> str:
        """The language it is turned into: the client's, else the one beside ours."""
        own = self._sight.tongue or ""
        here = language()
        theirs = own if own and own != here else "zh_CN" if here == "en" else "en"
        return here if self.tongue != here else theirs

    def text(self) -> str:
        """Return the sentence as it stands."""
        return self.field.toPlainText().strip()

    def keep(self) -> None:
        """Keep what was typed, so that it outlives a power cut."""
        self._later.stop()
        found = self._sight.found
        if found is None or not self._unkept:
            return
        self._unkept = False
        place = sentence_place(found.client_id, found.first, found.last, self.tongue)
        body = as_kept(self.text())
        self._desk.call(lambda salon: salon.keep(place, body))

    def _typed(self) -> None:
        if self._is_filling:
            return
        self._unkept = self.is_edited = True
        self._tell()
        self._later.start()

    def _tell(self) -> None:
        said = (
            _("Edited; it is printed as it stands here.")
            if self.is_edited
            else _(
                "Drafted from the figures, yours to change. It is printed as it stands."
            )
        )
        self.told.say(Run(said, Type.SMALL, faint=True))
        name = dict(TONGUES).get(self.other, self.other)
        self.turn.setText(_("In {language}").format(language=name))
        self.turn.setAccessibleName(self.turn.text())
        self.turn.updateGeometry()

    def _anew(self) -> None:
        if not self.is_edited:
            self._ask(self.tongue, is_anew=True)
            return
        confirm(
            self,
            _("Draft the sentence anew?"),
            _("What was written here is replaced by what the figures say."),
            _("Draft anew"),
            lambda: self._ask(self.tongue, is_anew=True),
        )

    def _turn(self) -> None:
        self.keep()
        self._ask(self.other, is_anew=False)

    def _ask(self, tongue: str, *, is_anew: bool) -> None:
        found = self._sight.found
        if found is None:
            return
        query = partial(sentence_in, is_anew=is_anew)
        of = (found.client_id, found.first, found.last, tongue)
        self._desk.ask(query, *of).then(partial(self._put, tongue, is_anew))

    def _put(self, tongue: str, is_anew: bool, said: tuple[str, bool]) -> None:
        self.tongue = tongue
        self._is_filling = True
        self.field.setPlainText(said[0])
        self._is_filling = False
        self.is_edited = said[1] and not is_anew
        self._tell()
        found = self._sight.found
        if is_anew and found is not None:  # what was kept goes with it
            place = sentence_place(found.client_id, found.first, found.last, tongue)
            self._unkept = False
            self._desk.call(lambda salon: salon.keep(place, ""))
