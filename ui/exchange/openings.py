"""Balances of another program: a sheet is tried, compared, and brought in."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from salon.app import Salon
from salon.errors import SalonError
from salon.exchange.bringing import bring_openings
from salon.exchange.model import Asked
from salon.exchange.openings import Opening, Openings, read_openings
from salon.text import _, amount, language, ngettext, number
from ui.kit.buttons import Button
from ui.kit.cards import across, held
from ui.kit.facts import pairs
from ui.kit.rows import Line, Look, People
from ui.kit.sheet import Sheet
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run, Words
from ui.parts.homes import home_of, tell

if TYPE_CHECKING:
    from ui.desk import Desk

    Said = list[Opening | tuple[int, SalonError]]

SHOWN = 4  # rows that were refused, at once


def open_openings(desk: "Desk", path: Path | None = None) -> "OpeningsSheet | None":
    """Ask for the sheet of another program and try it."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = OpeningsSheet(desk, home)
    sheet.open()
    if path is not None:
        sheet.try_it(path)
    return sheet


class OpeningsSheet(Sheet):
    """Choose the file, see what would become of it, bring it into the books."""

    def __init__(self, desk: "Desk", home: QWidget) -> None:
        text = _(
            "Open courses, stored value, deposits, vouchers and points, a client a "
            "row. Nothing is kept until you bring it in."
        )
        title = _("Balances of another program")
        super().__init__(home, title, text, icon="playlist-add", wide=640)
        self._desk = desk
        self._path: Path | None = None
        self._said: Said = []
        self.choose = Button(_("Choose the file"), icon="folder", act=self._choose)
        self.file = Words("", type=Type.SMALL_STRONG)
        self.add(held(across(self.choose, self.file, None, gap=10)))
        self._sums = QWidget()
        self.refused = People([], Look(height=40, small=True), _("Rows left out"))
        self.refused.setFixedHeight(SHOWN * 40 + 2)
        self.left_out = Words("", type=Type.SMALL_STRONG, wrap=True)
        self.add(self._sums, self.left_out, self.refused)
        self.body.addStretch(1)
        self.left_out.hide()
        self.refused.hide()
        self.cancel()
        self.bring = self.button(_("Bring them in"), self._bring, primary=True)
        self.bring.setEnabled(False)
        self.choose.setFocus()

    def _choose(self) -> None:
        said, _kind = QFileDialog.getOpenFileName(
            self,
            _("Balances of another program"),
            "",
            _("Tables") + " (*.csv *.tsv *.txt *.xlsx *.xls *.ods)",
        )
        if said:
            self.try_it(Path(said))

    def try_it(self, path: Path) -> None:
        """Read a sheet and show what would become of it."""
        self._path = path
        self.bring.setEnabled(False)
        self.failure.hide()
        self.file.say(path.name)
        here = self._desk.premises
        asked = Asked(
            path, here.region, self._desk.today(), language=language(), is_table=True
        )

        def read(_salon: Salon) -> "Said":
            return read_openings(asked, here.currency)

        doing = self._desk.call(read, is_long=True)
        doing.then(self._read).otherwise(self.fail)

    def _read(self, said: "Said") -> None:
        if self._path is None:
            return
        self._said = said
        doing = self._desk.do(bring_openings, said, self._path, is_trial=True)
        doing.then(self._show).otherwise(self.fail)

    def _show(self, found: Openings) -> None:
        cash = partial(amount, currency=self._desk.premises.currency)
        courses = ngettext("{n} session", "{n} sessions", found.sessions)
        rows: list[tuple[str, str | QWidget]] = [
            (
                _("Courses"),
                f"{found.courses} · {courses.format(n=found.sessions)}"
                f" · {cash(found.course_worth)}",
            ),
            (_("Stored value"), cash(found.stored)),
            (_("Bonus"), cash(found.bonus)),
            (_("Deposit"), cash(found.deposit)),
            (_("Vouchers"), f"{found.vouchers} · {cash(found.voucher_worth)}"),
            (_("Points"), number(found.points)),
        ]
        shown = pairs(rows, 140)
        self.body.replaceWidget(self._sums, shown)
        self._sums.deleteLater()
        self._sums = shown
        many = len(found.refused)
        self.left_out.setVisible(bool(many))
        self.refused.setVisible(bool(many))
        said = ngettext("{n} row is left out:", "{n} rows are left out:", many)
        self.left_out.say(Run(said.format(n=many), Type.SMALL_STRONG, Tone.AMBER))
        self.refused.show_lines(
            [
                Line(
                    _("Row {n} {client}").format(n=one.row, client=one.client).strip(),
                    one.refused,
                    key=one.row,
                    icon="alert-triangle",
                )
                for one in found.refused
            ]
        )
        self.bring.setEnabled(len(found.rows) > many)
        if self.bring.isEnabled():
            self.bring.setFocus()

    def _bring(self) -> None:
        if self._path is None or not self._said:
            self.fail(_("Choose the file first."), self.choose)
            return
        doing = self._desk.do(bring_openings, self._said, self._path)
        doing.then(self._brought).otherwise(self.fail)

    def _brought(self, done: Openings) -> None:
        self.accept()
        many = len(done.rows) - len(done.refused)
        said = ngettext("{n} balance brought in", "{n} balances brought in", many)
        tell(self._desk, said.format(n=many))
