"""Clients given out to a file: all of them, or those that were found."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from salon.clients.narrowing import Narrow
from salon.exchange.model import Outgoing
from salon.exchange.operations import export_clients, export_found, note_list_out
from salon.exchange.writing import write
from salon.text import _, ngettext, number
from salon.views.rolltable import RollTable, roll_table
from salon.views.rollwriting import write_roll
from ui.kit.buttons import Answers
from ui.kit.fields import TextField
from ui.kit.sheet import Sheet
from ui.parts.forms import Form
from ui.parts.homes import home_of

if TYPE_CHECKING:
    from ui.desk import Desk


LIST = "list"  # the list in sight rather than the files


def open_export(
    desk: "Desk",
    text: str = "",
    keys: tuple[int, ...] = (),
    narrow: Narrow | None = None,
) -> "ExportSheet | None":
    """Open the sheet that writes clients to a file; *text* or *keys* narrow them."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = ExportSheet(desk, home, text, keys, narrow)
    sheet.open()
    return sheet


class ExportSheet(Sheet):
    """Whom, and as what."""

    def __init__(
        self,
        desk: "Desk",
        home: QWidget,
        text: str = "",
        keys: tuple[int, ...] = (),
        narrow: Narrow | None = None,
    ) -> None:
        said = _(
            "The file holds names, numbers and health notes in the open. Keep it where "
            "only you can read it; the history says that it was made."
        )
        super().__init__(home, _("Export clients"), said, icon="file-download")
        self._desk, self.keys, self._narrow = desk, keys, narrow
        self.form = Form()
        who = [("all", _("All clients")), ("found", _("Those that are found"))]
        if keys:
            these = ngettext("The one chosen", "The {n} chosen", len(keys))
            who.insert(0, ("chosen", these.format(n=number(len(keys)))))
        first = "chosen" if keys else "found" if text else "all"
        self.who = Answers(who, (first,), name=_("Whom?"))
        self.form.row("who", _("Whom?"), self.who)
        self.text = TextField(text, _("Name, phone or card"), "search")
        self.text_row = self.form.row("text", _("Found by"), self.text)
        kinds = [
            (".xlsx", _("Excel (.xlsx)")),
            (".csv", _("Table (.csv)")),
            (".vcf", _("Contacts (.vcf)")),
        ]
        if narrow is not None:
            kinds.append((LIST, _("The list with its columns (.xlsx)")))
        self.kind = Answers(kinds, (".xlsx",), name=_("As what?"))
        self.form.row("kind", _("As what?"), self.kind)
        self.who.changed.connect(self._turned)
        self.add(self.form)
        self.body.addStretch(1)
        self.cancel()
        self.save = self.button(_("Save as"), self._save, primary=True)
        self._turned()

    def _turned(self) -> None:
        self.text_row.setVisible(self.who.value() == ("found",))

    def _save(self) -> None:
        [ending] = self.kind.value() or (".xlsx",)
        ending = ".xlsx" if ending == LIST else ending
        folder = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        name = f"{_('Clients')} {self._desk.today():%Y-%m-%d}{ending}"
        said, _kind = QFileDialog.getSaveFileName(
            self, _("Export clients"), str(Path(folder) / name), f"(*{ending})"
        )
        if said:
            path = Path(said)
            self.save_to(path if path.suffix else path.with_suffix(str(ending)))

    def save_to(self, path: Path) -> None:
        """Write the clients that are chosen to a file."""
        text = self.text.text().strip() if self.who.value() == ("found",) else ""
        self.save.setEnabled(False)
        if self._narrow is not None and self.kind.value() == (LIST,):
            self._save_list(path, self._narrow, text)
            return
        if self.who.value() == ("chosen",):
            doing = self._desk.do_long(export_clients, self.keys)
        else:
            doing = self._desk.do_long(export_found, text)
        doing.then(partial(self._write, path)).otherwise(self._cannot)

    def _save_list(self, path: Path, narrow: Narrow, text: str) -> None:
        """Write the list as it stands in the window, with its columns and its order."""
        look = partial(roll_table, goes_out=True)
        if self.who.value() == ("chosen",):
            look = partial(look, only=self.keys)
        elif self.who.value() == ("all",):
            narrow = Narrow(
                order=narrow.order, is_down=narrow.is_down, columns=narrow.columns
            )
        asked = self._desk.look(look, narrow, text)
        asked.then(partial(self._note_list, path)).otherwise(self._cannot)

    def _note_list(self, path: Path, found: RollTable) -> None:
        noting = self._desk.do(note_list_out, len(found.rows))
        noting.then(partial(self._write_list, path, found)).otherwise(self._cannot)

    def _write_list(self, path: Path, found: RollTable, _done: object) -> None:
        writing = self._desk.print_job(partial(write_roll, path, found))
        count = len(found.rows)
        writing.then(partial(self._written, path, count)).otherwise(self._cannot)

    def _write(self, path: Path, people: list[Outgoing]) -> None:
        writing = self._desk.print_job(partial(write, path, people))
        writing.then(partial(self._written, path, len(people))).otherwise(self._cannot)

    def _cannot(self, error: object) -> None:
        self.save.setEnabled(True)
        self.fail(error)

    def _written(self, path: Path, count: int, _done: object) -> None:
        said = ngettext(
            "{count} client written to {file}",
            "{count} clients written to {file}",
            count,
        )
        self._desk.say(said.format(count=number(count), file=path.name))
        self.accept()
