"""One file becomes two again; what was written since is sorted line by line."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.clients.model import ClientId
from salon.clients.parting import part_clients
from salon.text import _, ngettext, number, plain_day
from salon.views.parting import Joined, Parting, joined_into, parting
from ui.kit.buttons import Answers
from ui.kit.cards import down, held
from ui.kit.fields import FormRow
from ui.kit.sheet import Sheet
from ui.kit.tokens import Type
from ui.kit.words import Words
from ui.parts.holding import Holder, grow
from ui.places import ClientCard as ClientPlace

if TYPE_CHECKING:
    from salon.clients.model import ClientCard
    from ui.desk import Desk

SHOWN = 60  # lines that are sorted at once; older ones stay where they are


class PartSheet(Sheet):
    """Choose the file to part, and whose each later line is."""

    def __init__(self, desk: "Desk", home: QWidget, card: "ClientCard") -> None:
        name = card.line.name
        said = _(
            "What was there before goes back to its own file. What was written since "
            "stays, unless you say that it is of the other. It can be undone."
        )
        title = _("Part {name}’s file again").format(name=name)
        super().__init__(home, title, said, icon="users-group", wide=620)
        self._desk, self._card = desk, card
        self._away: ClientId | None = None
        self.rows: list[tuple[tuple[str, int], Answers]] = []
        self.which = Holder(QWidget())
        self.told = Holder(QWidget())
        self.add(self.which, self.told)
        self.cancel()
        self.part = self.button(_("Part the files"), self._part, primary=True)
        self.part.setEnabled(False)
        desk.ask(joined_into, card.line.id).then(self._offer).otherwise(self.fail)

    def _offer(self, found: tuple[Joined, ...]) -> None:
        if not found:
            said = _("Nothing was ever joined into this file.")
            self.told.put(Words(said, wrap=True))
            return
        names = [
            (one.away_id, f"{one.name} · {plain_day(one.at.date())}") for one in found
        ]
        answers = Answers(names, (found[0].away_id,), name=_("Which file?"))
        answers.changed.connect(lambda: self._ask(answers))
        self.which.put(FormRow(_("Which file?"), answers))
        self._ask(answers)

    def _ask(self, answers: Answers) -> None:
        chosen = answers.value()
        if chosen:
            self._away = ClientId(int(str(chosen[0])))
            asked = self._desk.ask(parting, self._away)
            asked.then(self._show).otherwise(self.fail)

    def _show(self, news: Parting) -> None:
        if news.away_id != self._away:
            return
        self.rows = []
        layout = down(gap=8)
        back = ngettext("{n} entry goes back", "{n} entries go back", news.back)
        said = back.format(n=number(news.back))
        layout.addWidget(Words(said, type=Type.SMALL, faint=True))
        if news.since:
            layout.addWidget(Words(_("Written since: whose is it?"), type=Type.STRONG))
        for one in news.since[:SHOWN]:
            sides = (("kept", news.kept[:40]), ("away", news.away[:40]))
            label = f"{one.what} · {plain_day(one.at.date())}"
            answers = Answers(sides, ("kept",), name=label)
            self.rows.append(((one.table, one.key), answers))
            layout.addWidget(FormRow(label, answers))
        self.told.put(held(layout))
        self.part.setEnabled(True)
        grow(self)

    def _part(self) -> None:
        if self._away is None or not self.part.isEnabled():
            return
        goes = [row for row, one in self.rows if one.value() == ("away",)]
        done = self._desk.do(part_clients, self._away, goes)
        done.then(self._parted).otherwise(self.fail)

    def _parted(self, _kept: object) -> None:
        self.accept()
        self._desk.go(ClientPlace(self._card.line.id))
