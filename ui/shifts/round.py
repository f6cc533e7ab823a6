"""The round before the doors open, and the second one that nobody announced."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from salon.errors import SalonError
from salon.shifts.model import MORNING, UNANNOUNCED, Check, RoundLine
from salon.shifts.operations import go_round
from salon.shifts.queries import checks_here, shop_round
from salon.skin.pictures import Prepared, from_file
from salon.text import _, hour, ngettext
from ui.kit.buttons import Button, CheckList
from ui.kit.cards import across, held
from ui.kit.fields import FormRow, Notes
from ui.kit.sheet import Sheet
from ui.kit.tokens import Type
from ui.kit.words import Words
from ui.parts.homes import home_of, tell

if TYPE_CHECKING:
    from ui.desk import Desk


def open_round(desk: "Desk", nth: int = MORNING) -> "RoundSheet | None":
    """Open a round of today, with what was seen of it so far."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = RoundSheet(desk, home, nth)
    asked = desk.ask(shop_round, desk.today(), nth)
    asked.then(sheet.know).otherwise(sheet.fail)
    return sheet


class RoundSheet(Sheet):
    """What is ticked was right; of what is not it is asked, before it is a defect."""

    def __init__(self, desk: "Desk", home: QWidget, nth: int = MORNING) -> None:
        title = _("Shop round") if nth == MORNING else _("Second round")
        super().__init__(home, title, icon="list-details", wide=540)
        self._desk, self._nth = desk, nth
        self._photo: Prepared | None = None
        self._photo_before = ""  # what was said of it

    def know(self, line: RoundLine) -> None:
        """Take what was seen so far, and ask what is looked at."""
        asked = self._desk.ask(checks_here)
        asked.then(partial(self.show_round, line)).otherwise(self.fail)

    def show_round(self, line: RoundLine, looked_at: tuple[Check, ...]) -> None:
        """Show what there is to look at, and open the sheet."""
        said = _("Walk through as a client would, and tick what is right.")
        if self._nth == UNANNOUNCED:
            said = _("Nobody was told: look as a client would, and tick what is right.")
        if line.at is not None:
            said = _("Done {hour}, {name}. It can be done again.").format(
                hour=hour(line.at), name=line.by or _("Nobody in person")
            )
        more = _(
            "Of what is not ticked you are asked whether it is not right: then it "
            "stands open under The house until it is mended."
        )
        self.add(Words(said, type=Type.SMALL, faint=True, wrap=True))
        self.add(Words(more, type=Type.SMALL, faint=True, wrap=True))
        self._looked_at = [one for one in looked_at if not one.is_photo]
        self.checks = CheckList(
            [
                (one.id, str(one.names), line.seen.get(one.id, False))
                for one in self._looked_at
            ],
            _("Shop round"),
        )
        self.note = Notes(hint=_("What was not right, who sees to it"), rows=2)
        self.note.setAccessibleName(_("Note"))
        self.note.setPlainText(line.note)
        self.photo = Button(
            _("Photograph of the reception"),
            icon="photo",
            small=True,
            act=self._choose,
        )
        kept = _("A photograph of today is kept.") if line.picture else ""
        self.photo_said = Words(kept, type=Type.SMALL, faint=True, middle=True)
        self.add(self.checks)
        self.add(held(across(self.photo, self.photo_said, None, gap=8)))
        self.add(FormRow(_("Note"), self.note))
        self.body.addStretch(1)
        self.cancel()
        self.keeping = self.button(_("Keep"), self._keep, primary=True)
        self.open()
        next(iter(self.checks.ticks.values())).setFocus()

    def take_photo(self, path: Path) -> None:
        """Take the picture in a file; what is none is said."""
        self._photo_before = self.photo_said.text()
        self.photo_said.say(_("Reading …"))
        self.photo.setEnabled(False)
        self.keeping.setEnabled(False)
        read = self._desk.print_job(partial(from_file, path))
        read.then(partial(self._taken, path.name)).otherwise(self._not_taken)

    def _taken(self, name: str, photo: Prepared) -> None:
        self._photo = photo
        self._has_read(name)

    def _not_taken(self, error: SalonError) -> None:
        self._has_read(self._photo_before)
        self.fail(error)

    def _has_read(self, said: str) -> None:
        self.photo_said.say(said)
        self.photo.setEnabled(True)
        self.keeping.setEnabled(True)

    def _choose(self) -> None:
        kinds = _("Pictures") + " (*.jpg *.jpeg *.png *.webp)"
        title = _("Photograph of the reception")
        said, _kind = QFileDialog.getOpenFileName(self, title, "", kinds)
        if said:
            self.take_photo(Path(said))

    def _keep(self) -> None:
        """Keep what is ticked; ask of the rest whether anybody has looked at it.

        Else an Enter from habit would make a defect of everything.
        """
        right = set(self.checks.value())
        rest = [str(one.names) for one in self._looked_at if one.id not in right]
        if not rest:
            self.keep(is_rest_wrong=True)
            return
        title = _("What is not ticked is not right?")
        asked = Sheet(self, title, icon="list-details", wide=480)
        asked.add(Words("\n".join(rest), wrap=True))
        asked.body.addStretch(1)
        asked.cancel()
        asked.button(_("It is not right"), partial(self._answered, asked, True))
        not_yet = partial(self._answered, asked, False)
        asked.button(_("Nobody has looked yet"), not_yet, primary=True)
        asked.open()

    def _answered(self, asked: Sheet, is_wrong: bool) -> None:
        asked.accept()
        self.keep(is_rest_wrong=is_wrong)

    def keep(self, *, is_rest_wrong: bool) -> None:
        """Keep it; what is not ticked is not right, or was not looked at yet."""
        right = set(self.checks.value())
        seen = {
            one.id: one.id in right
            for one in self._looked_at
            if is_rest_wrong or one.id in right
        }
        is_empty = not seen and self._photo is None
        if is_empty and not self.note.toPlainText().strip():
            self.fail(_("Nothing was looked at yet, so nothing is kept."))
            return
        doing = self._desk.do(
            go_round,
            seen,
            self.note.toPlainText(),
            nth=self._nth,
            photo=self._photo,
        )
        doing.then(partial(self._kept, seen)).otherwise(self.fail)

    def _kept(self, seen: Mapping[str, bool], _done: object) -> None:
        self.accept()
        wrong = sum(not one for one in seen.values())
        said = _("Shop round done, all is right")
        if len(seen) < len(self._looked_at):
            said = _("Kept: {part} of {all} looked at").format(
                part=len(seen), all=len(self._looked_at)
            )
        if wrong:
            said = ngettext(
                "Shop round done, {number} thing is not right",
                "Shop round done, {number} things are not right",
                wrong,
            ).format(number=wrong)
        tell(self._desk, said)
