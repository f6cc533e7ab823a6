"""Her file, field by field: safety, numbers, family, consents, and all her answers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from salon.clients.model import ClientId
from salon.clients.said import known_of
from salon.text import _
from salon.views.client import FileWords, Sight
from ui.clients.facts import SECTIONS, FactForm, Question, questions
from ui.clients.keeping import Keeping
from ui.kit.buttons import Button
from ui.kit.cards import Card, Heading, Scroll, down, held
from ui.kit.columns import Columns
from ui.kit.rows import Line, Look, People
from ui.kit.states import Banner
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run, Words
from ui.parts.holding import Holder

if TYPE_CHECKING:
    from ui.desk import Desk

NEXT = "next"  # the section of what to ask now
HEALTH = "F_health"
AT_ONCE = 8


class FileTab(QWidget):
    """All that we keep of her."""

    def __init__(self, desk: "Desk", key: ClientId) -> None:
        super().__init__()
        self._desk, self._key = desk, key
        self._sight: Sight | None = None
        self._words: FileWords | None = None
        self._asked: list[Question] = []
        self.form: FactForm | None = None
        self._section = ""
        self.keeping = Keeping(desk, key)
        look = Look(height=34, small=True, pad=8, columns=((52, True),))
        self.sections = People([], look, _("Sections"))
        self.sections.setFixedWidth(236)
        self.sections.picked.connect(self._pick)
        self.holder = Holder(QWidget())
        head = Heading(_("The answers"))
        self.said = Words(type=Type.SMALL, faint=True)
        head.row.insertWidget(1, self.said)
        card = Card(head, gap=8)
        inside = Columns(self.sections, Scroll(self.holder), (236, 520), least=440)
        inside.box.setStretch(0, 0)
        inside.box.setStretch(1, 1)
        card.add(inside, stretch=1)
        self.both = Columns(Scroll(self.keeping), card, (520, 760), least=880, gap=14)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.both, 1)

    def show_sight(self, sight: Sight, words: FileWords) -> None:
        """Show what is known now; what is being written stays as it is."""
        self._sight = sight
        if words is not self._words:
            self._words = words
            self._asked = questions(words)
        self.keeping.show_sight(sight, words)
        self._count()
        if self.form is not None:
            self.form.show_card(sight.card)
            self.form.show_answers(sight.answers)
        elif self._section == "":
            self._section = "A_identity"
            self._open()

    def leave(self) -> None:
        """Keep what is still being written."""
        if self.form is not None:
            self.form.keep()

    def show_section(self, section: str) -> None:
        """Show the questions of a section."""
        keys = [line.key for line in self.sections.lines.lines]
        if section in keys:
            self.sections.choose(keys.index(section))

    def _count(self) -> None:
        assert self._sight is not None
        assert self._words is not None
        known = known_of(self._sight.card)
        full = self._sight.full
        said = _("{n} % of what may be asked by now").format(n=full.percent)
        self.said.say(Run(said, Type.SMALL, faint=True))
        lines = [Line(_("To ask next"), icon="help-circle", key=NEXT)]
        for section, name in SECTIONS.items():
            mine = [one for one in self._asked if one.section == section]
            if mine:
                have = sum(one.ref in known for one in mine)
                count = f"{have} / {len(mine)}"
                lines.append(Line(_(name), cells=(count,), key=section))
        before = self.sections.blockSignals(True)
        self.sections.show_lines(lines)
        if self.sections.currentIndex().row() < 0:
            self.sections.choose(1)
        self.sections.blockSignals(before)

    def _pick(self, row: int) -> None:
        if row < 0:
            return
        section = str(self.sections.lines.lines[row].key)
        if section != self._section:
            self._section = section
            self._open()

    def _open(self) -> None:
        if self._sight is None:
            return
        self.leave()
        self.form = FactForm(self._desk, self._key, self._questions())
        self.form.show_card(self._sight.card)
        self.form.show_answers(self._sight.answers)
        self.holder.put(self._with_way(self.form))

    def _with_way(self, form: FactForm) -> QWidget:
        """Return the questions; those of health stand for a sheet of more of them."""
        if self._section != HEALTH:
            return form
        ask = Button(_("Health questions"), small=True, act=self.keeping.ask_health)
        said = _("The health questions are asked on a sheet of their own.")
        return held(down(Banner(said, Tone.BLUE, ask), form, gap=8))

    def _questions(self) -> Sequence[Question]:
        if self._section != NEXT:
            return [one for one in self._asked if one.section == self._section]
        assert self._sight is not None
        assert self._words is not None
        open_ = [one.ref for one in self._sight.full.open]
        asked = {one.ref: one for one in self._asked}
        return [asked[ref] for ref in open_ if ref in asked][:AT_ONCE]
