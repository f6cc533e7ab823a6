"""The round before the doors open: eight things, and what was not right."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.shifts.model import RoundLine, checks
from salon.shifts.operations import go_round
from salon.shifts.queries import shop_round
from salon.text import _, hour, ngettext
from ui.kit.buttons import CheckList
from ui.kit.fields import FormRow, Notes
from ui.kit.sheet import Sheet
from ui.kit.tokens import Type
from ui.kit.words import Words
from ui.parts.homes import home_of, tell

if TYPE_CHECKING:
    from ui.desk import Desk


def open_round(desk: "Desk") -> "RoundSheet | None":
    """Open the round of today, with what was seen of it so far."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = RoundSheet(desk, home)
    desk.ask(shop_round, desk.today()).then(sheet.show_round).otherwise(sheet.fail)
    return sheet


class RoundSheet(Sheet):
    """What is ticked was right; what is not is kept as wrong."""

    def __init__(self, desk: "Desk", home: QWidget) -> None:
        super().__init__(home, _("Shop round"), icon="list-details", wide=520)
        self._desk = desk

    def show_round(self, line: RoundLine) -> None:
        """Show what there is to look at, and open the sheet."""
        said = _("Walk through as a client would, and tick what is right.")
        if line.at is not None:
            said = _("Done {hour}, {name}. It can be done again.").format(
                hour=hour(line.at), name=line.by or _("Nobody in person")
            )
        self.add(Words(said, type=Type.SMALL, faint=True, wrap=True))
        self.checks = CheckList(
            [
                (one.id, str(one.names), line.seen.get(one.id, False))
                for one in checks()
            ],
            _("Shop round"),
        )
        self.note = Notes(hint=_("What was not right, who sees to it"), rows=2)
        self.note.setAccessibleName(_("Note"))
        self.note.setPlainText(line.note)
        self.add(self.checks, FormRow(_("Note"), self.note))
        self.body.addStretch(1)
        self.cancel()
        self.button(_("Keep"), self._keep, primary=True)
        self.open()
        next(iter(self.checks.ticks.values())).setFocus()

    def _keep(self) -> None:
        right = set(self.checks.value())
        seen = {one.id: one.id in right for one in checks()}
        wrong = sum(not one for one in seen.values())
        doing = self._desk.do(go_round, seen, self.note.toPlainText())
        doing.then(partial(self._kept, wrong)).otherwise(self.fail)

    def _kept(self, wrong: int, _done: object) -> None:
        self.accept()
        said = _("Shop round done, all is right")
        if wrong:
            said = ngettext(
                "Shop round done, {number} thing is not right",
                "Shop round done, {number} things are not right",
                wrong,
            ).format(number=wrong)
        tell(self._desk, said)
