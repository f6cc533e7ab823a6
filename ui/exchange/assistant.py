"""The import assistant: a file, what it says, a trial, and the clients are here."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from salon.errors import SalonError
from salon.exchange.child import look
from salon.exchange.letters import called
from salon.exchange.model import Asked, Kind, Sheet
from salon.exchange.operations import Outcome, RowResult, take_back_import
from salon.exchange.queries import BatchLine, imports
from salon.exchange.rejects import write_rejects
from salon.exchange.taking_back import Kept
from salon.text import (
    N_,
    _,
    full_day,
    hour,
    language,
    listed,
    ngettext,
    number,
)
from salon.views.exchange import who_stayed
from ui.exchange.columns import ColumnMap
from ui.exchange.running import Finished, Run
from ui.exchange.telling import (
    MOST,
    becomes,
    brings,
    counted,
    ending,
    first_kind,
    needs_a_look,
    rows_of,
    wanted,
    why,
)
from ui.kit import sheet as kit
from ui.kit.buttons import Button, Segments
from ui.kit.cards import Box, Card, Heading, Scroll, across, down, held
from ui.kit.chips import Chip, ChipLabel
from ui.kit.fields import Choice, FormRow
from ui.kit.rows import Line, Look, People
from ui.kit.states import Banner, Progress
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.homes import home_of
from ui.parts.regions import RegionField
from ui.parts.table import Column, RowTable, view_of

if TYPE_CHECKING:
    from ui.desk import Desk

STILL = 500  # milliseconds in which a second Enter is a slip of the finger
DELIMITERS = ((",", N_("Comma")), (";", N_("Semicolon")), ("\t", N_("Tab")))
CHOOSE, PREVIEW, RUNNING, RESULT = range(4)
ENDINGS = "*.csv *.txt *.tsv *.xlsx *.xls *.ods *.vcf *.vcard *.html *.htm"


def open_import(desk: "Desk", path: Path | None = None) -> "ImportSheet | None":
    """Open the assistant; with a file it is looked at at once."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = ImportSheet(desk, home)
    sheet.open()
    if path is not None:
        sheet.take(path)
    return sheet


class ImportSheet(kit.Sheet):
    """Four steps: choose, look, try, take in."""

    def __init__(self, desk: "Desk", home: QWidget) -> None:
        super().__init__(home, _("Import a client list"), icon="playlist-add", wide=880)
        self._desk = desk
        self.asked: Asked | None = None
        self.run: Run | None = None
        self.ended: Finished | None = None
        self._turn = 0
        self._sheet: Sheet | None = None
        self._batches: list[BatchLine] = []
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(STILL)
        self._later.timeout.connect(self._offer_stop)
        self.setAcceptDrops(True)
        self.stack = QStackedWidget()
        for page in (
            self._make_choose(),
            self._make_preview(),
            self._make_running(),
            self._make_result(),
        ):
            self.stack.addWidget(page)
        self.add(self.stack, stretch=1)
        room = home.window().size()
        self.setMinimumHeight(min(600, max(380, room.height() - 60)))
        # else it would be two thirds of the screen, too narrow for what is wrong
        self.resize(min(self.wide, max(400, room.width() - 48)), self.minimumHeight())
        self.back = self.button(_("Back"), self._go_back)
        self.rejects = self.button(_("Save the rows to mend"), self._save_rejects)
        self.leave_ = self.cancel()
        self.next = self.button(_("Try it"), self._go_on, primary=True)
        self._show_step(CHOOSE)
        desk.watch({"clients", "exchange"}, self.refresh)
        self.refresh()

    # the steps

    def _make_choose(self) -> QWidget:
        said = _(
            "CSV, Excel, or the contacts of a phone (.vcf). Nothing is stored before "
            "you have seen what will become of each row."
        )
        self.choose = Button(_("Choose a file"), icon="folder", act=self._choose)
        drop = Box(dashed=True, pad=24, gap=10)
        head = Words(_("Drop the list here"), type=Type.HEADING)
        text = Words(said, type=Type.SMALL, faint=True, wrap=True, centred=True)
        text.setMinimumWidth(360)
        drop.add(across(None, head, None), text, across(None, self.choose, None))
        self.list = People([], Look(height=46, small=True), _("Earlier imports"))
        self.list.picked.connect(lambda _row: self._batch_picked())
        self.take_back = Button(
            _("Take back"),
            icon="arrow-back-up",
            small=True,
            act=self._ask_take_back,
        )
        self.take_back.setEnabled(False)
        card = Card(Heading(_("Earlier imports"), self.take_back), gap=4)
        self.earlier = card.add(self.list, stretch=1)
        self.none = Words(
            _("Nothing has been imported yet"),
            type=Type.SMALL,
            faint=True,
            wrap=True,
            centred=True,
        )
        column = down(drop, self.none, gap=12)
        column.addWidget(card, 10)
        column.addStretch(1)
        return held(column)

    def _make_preview(self) -> QWidget:
        self.file = Words("", type=Type.HEADING)
        self.kind = ChipLabel(Chip("", Tone.PLUM))
        self.rows = Words("", type=Type.SMALL, faint=True)
        self.encodings = People(
            [], Look(height=46, small=True), _("How the letters are written")
        )
        self.encodings.picked.connect(self._encoding_picked)
        self.encoding_row = FormRow(_("Which of these reads right?"), self.encodings)
        self.delimiter = Choice([_(name) for _sign, name in DELIMITERS])
        self.delimiter.activated.connect(self._delimiter_chosen)
        self.delimiter_row = FormRow(_("Columns are parted by"), self.delimiter)
        self.sheet_ = Choice([""])
        self.sheet_.activated.connect(self._sheet_chosen)
        self.sheet_row = FormRow(_("Which sheet?"), self.sheet_)
        self.region = RegionField(self._desk.premises.region)
        self.region.taken.connect(self._region_chosen)
        self.region_row = FormRow(_("Numbers without a country are from"), self.region)
        self.notes = QVBoxLayout()
        self.notes.setSpacing(6)
        self.map = ColumnMap()
        self.map.changed.connect(self._mapped)
        self.map_title = Words(_("What the columns are"), type=Type.SMALL_MEDIUM)
        self.to_note = Words("", type=Type.SMALL, faint=True, wrap=True)
        column = down(
            across(self.file, self.kind, self.rows, None),
            self.notes,
            self.encoding_row,
            across(self.region_row, self.delimiter_row, self.sheet_row, gap=12),
            self.map_title,
            self.to_note,
            self.map,
            None,
            gap=10,
        )
        inside = held(column)
        column.setContentsMargins(0, 0, 10, 0)
        return Scroll(inside)

    def _make_running(self) -> QWidget:
        self.progress = Progress(_("Reading the list"), "hourglass")
        self.progress.cancelled.connect(self._stop)
        self._running = down(None, self.progress, None)
        return held(self._running)

    def _make_result(self) -> QWidget:
        self.told = Words("", type=Type.HEADING, wrap=True)
        self.said = Words("", type=Type.SMALL, faint=True, wrap=True)
        self.kinds = Segments(
            [_("Refused"), _("With a remark"), _("Known already"), _("New")],
            label=_("Which rows"),
        )
        self.kinds.chosen.connect(lambda _at: self._list_rows())
        self.table = RowTable[RowResult](
            [
                Column(_("Row"), lambda one: number(one.row), is_number=True),
                Column(_("Name"), lambda one: one.name),
                Column(_("What becomes of it"), becomes),
                Column(_("Why"), why, tip=why),
            ],
            key=lambda one: one.row,
            parent=self,
        )
        self.view = view_of(self.table, self, _("Rows of the list"))
        header = self.view.horizontalHeader()
        for at, wide in enumerate((70, 180, 190)):
            header.setSectionResizeMode(at, header.ResizeMode.Interactive)
            header.resizeSection(at, wide)
        header.setStretchLastSection(True)
        self.more = Words("", type=Type.SMALL, faint=True)
        self.whole = Words("", type=Type.SMALL, wrap=True)
        self.whole.setMinimumHeight(36)
        self.view.selectionModel().currentRowChanged.connect(self._say_whole)
        column = down(self.told, self.said, across(self.kinds, None, self.more), gap=8)
        column.addWidget(self.view, 1)
        column.addWidget(self.whole)
        return held(column)

    def _show_step(self, step: int) -> None:
        self.stack.setCurrentIndex(step)
        self.failure.hide()
        is_trial = self.ended is None or self.ended.is_trial
        rejects = self.ended.outcome.rejects() if self.ended else {}
        self.back.setVisible(step == PREVIEW or (step == RESULT and is_trial))
        self.rejects.setVisible(step == RESULT and bool(rejects))
        self.leave_.setVisible(not (step == RESULT and not is_trial))
        self.next.setVisible(step in (PREVIEW, RESULT))
        if step == PREVIEW:
            self._name_next(_("Try it"))
            self._mapped()
            self.next.setFocus()
        elif step == RESULT:
            outcome = self.ended.outcome if self.ended else Outcome()
            self._name_next(wanted(outcome) if is_trial else _("Done"))
            self.next.setEnabled(True)
            self.leave_.setVisible(is_trial and brings(outcome))
            if is_trial and brings(outcome) and needs_a_look(outcome):
                self.view.setFocus()  # the doubts before the button that stores them
            else:
                self.next.setFocus()
        elif step == RUNNING:
            self.progress.bar.setFocus()  # a second Enter would stop what has begun
            self._later.start()
        else:
            self.choose.setFocus()

    def _offer_stop(self) -> None:
        if self.stack.currentIndex() == RUNNING and self.progress.bar.hasFocus():
            self.progress.cancel.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take an Enter that is held down once: the next step wants its own."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not (is_enter and event.isAutoRepeat()):
            super().keyPressEvent(event)

    def _name_next(self, text: str) -> None:
        self.next.setText(text)
        self.next.setAccessibleName(text)
        self.next.updateGeometry()

    def _go_back(self) -> None:
        if self.stack.currentIndex() == PREVIEW:
            self.asked = None
            self._show_step(CHOOSE)
        else:
            self.ended = None
            self._show_step(PREVIEW)

    def _go_on(self) -> None:
        if self.stack.currentIndex() == PREVIEW:
            self._start(is_trial=True)
        elif self.ended and self.ended.is_trial and brings(self.ended.outcome):
            self._start(is_trial=False)
        else:
            self.accept()

    # the file

    def _choose(self) -> None:
        kinds = _("Client lists") + f" ({ENDINGS})"
        said, _kind = QFileDialog.getOpenFileName(
            self, _("Import a client list"), "", kinds
        )
        if said:
            self.take(Path(said))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file that is dragged over the sheet."""
        is_free = self.stack.currentIndex() in (CHOOSE, PREVIEW)
        if is_free and _file_of(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at the file that was dropped."""
        path = _file_of(event)
        if path is not None:
            event.acceptProposedAction()
            self.take(path)

    def take(self, path: Path) -> None:
        """Look at a file."""
        salon = self._desk.premises
        self.asked = Asked(
            *(path, salon.region, self._desk.today()),
            language=language(),
            zone=salon.timezone,
        )
        self._look()

    def _look(self) -> None:
        if self.asked is None:
            return
        self._turn += 1
        self.failure.hide()
        self.choose.setEnabled(False)
        looking = self._desk.print_job(partial(look, self.asked))
        looking.then(partial(self._looked, self._turn)).otherwise(self._cannot)

    def _cannot(self, error: SalonError) -> None:
        self.choose.setEnabled(True)
        self.fail(error)

    def _looked(self, turn: int, sheet: Sheet) -> None:
        self.choose.setEnabled(True)
        if turn != self._turn or self.asked is None:
            return
        asked = self.asked
        self.file.say(asked.path.name)
        code = sheet.encoding.upper()
        kind = f"{sheet.kind.value.upper()} · {code}" if code else sheet.kind.value
        self.kind.say(Chip(kind if code else kind.upper(), Tone.PLUM))
        count = ngettext("about {count} row", "about {count} rows", sheet.rows)
        if sheet.is_counted:
            count = ngettext("{count} row", "{count} rows", sheet.rows)
        self.rows.say(count.format(count=number(sheet.rows)) if sheet.rows else "")
        self._sheet = sheet
        self._show_notes(sheet.notes)
        # Where it has to be asked nothing stands there as if it were chosen.
        asks = sheet.regions and not asked.numbers_of
        self.region.put(
            None if asks else asked.numbers_of or sheet.region or asked.region
        )
        is_text = sheet.kind is Kind.CSV
        self.encodings.blockSignals(True)
        self.encodings.show_lines(
            [
                Line(
                    called(one.encoding),
                    " ".join(one.sample.split())[:120],
                    key=one.encoding,
                )
                for one in sheet.candidates
            ]
        )
        codes = [one.encoding for one in sheet.candidates]
        if sheet.encoding in codes:
            self.encodings.choose(codes.index(sheet.encoding))
        self.encodings.blockSignals(False)
        self.encodings.fit(min(4, max(1, len(codes))))
        self.encoding_row.setVisible(is_text and len(codes) > 1)
        signs = [sign for sign, _name in DELIMITERS]
        self.delimiter_row.setVisible(is_text)
        if sheet.delimiter in signs:
            self.delimiter.setCurrentIndex(signs.index(sheet.delimiter))
        self.sheet_row.setVisible(len(sheet.sheet_names) > 1)
        self.sheet_.clear()
        self.sheet_.addItems(list(sheet.sheet_names))
        if sheet.sheet in sheet.sheet_names:
            self.sheet_.setCurrentIndex(sheet.sheet_names.index(sheet.sheet))
        is_table = bool(sheet.headings)
        self.map_title.setVisible(is_table)
        self.map.setVisible(is_table)
        self.map.show_sheet(sheet, ())
        self._show_step(PREVIEW)

    def _show_notes(self, notes: Sequence[str]) -> None:
        while (item := self.notes.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in notes[:6]:
            self.notes.addWidget(Banner(one, Tone.BLUE))

    def _encoding_picked(self, row: int) -> None:
        lines = self.encodings.lines.lines
        if self.asked is not None and 0 <= row < len(lines):
            code = str(lines[row].key)
            if code != self.asked.encoding:
                self.asked = replace(self.asked, encoding=code)
                self._look()

    def _delimiter_chosen(self, at: int) -> None:
        if self.asked is not None:
            self.asked = replace(self.asked, delimiter=DELIMITERS[at][0])
            self._look()

    def _sheet_chosen(self, _at: int) -> None:
        if self.asked is not None:
            self.asked = replace(self.asked, sheet=self.sheet_.currentText())
            self._look()

    def _region_chosen(self, _line: object) -> None:
        if self.asked is not None:
            self.asked = replace(self.asked, numbers_of=self.region.region.id)
            notes = self._sheet.notes if self._sheet is not None else ()
            asks = self._sheet.of_numbers if self._sheet is not None else ""
            self._show_notes([one for one in notes if one != asks])

    def _mapped(self) -> None:
        has_names = not self.map.choices or self.map.has_names()
        self.next.setEnabled(has_names)
        into = self.map.into_the_note()
        said = _("These go into the client’s note: {columns}")
        self.to_note.say(said.format(columns=listed(into)) if into else "")
        self.to_note.setVisible(bool(into))
        if has_names:
            self.failure.hide()
        else:
            self.fail(_("Which column holds the names? Choose it below."))

    # trial and taking in

    def _start(self, *, is_trial: bool) -> None:
        if self.asked is None:
            return
        self.asked = replace(self.asked, columns=self.map.mapping())
        self.run = run = Run(self.asked, is_trial=is_trial)
        run.stepped.connect(self._stepped)
        run.read_all.connect(self._storing)
        self._running.removeWidget(self.progress)
        self.progress.hide()
        self.progress.deleteLater()
        title = _("Trying the list") if is_trial else _("Taking the clients in")
        self.progress = Progress(title, "hourglass")
        self.progress.cancelled.connect(self._stop)
        self.progress.show_step(0, 0, _("Reading …"))
        self._running.insertWidget(1, self.progress)
        self._show_step(RUNNING)
        doing = self._desk.call(partial(run.work, by=self._desk.by), is_long=True)
        doing.then(self._ran).otherwise(self._failed)

    def _stepped(self, done: int, total: int) -> None:
        said = _("{done} rows")
        text = said.format(done=number(done))
        if total:
            said = _("{done} of {total} rows")
            text = said.format(done=number(done), total=number(total))
        self.progress.show_step(min(done, total or done), total or done + 1, text)

    def _storing(self) -> None:
        """Say that what is new is being stored; until the end it can be stopped."""
        self.progress.bar.setValue(100)
        self.progress.said.say(_("Storing the new clients …"))

    def _stop(self) -> None:
        if self.run is not None:
            self.run.stop()
            self.progress.said.say(_("Stopping …"))

    def _failed(self, error: SalonError) -> None:
        self.run = None
        self._show_step(PREVIEW)
        self.fail(error)

    def _ran(self, finished: Finished) -> None:
        self.run, self.ended = None, finished
        outcome = finished.outcome
        self.told.say(counted(outcome))
        self.said.say(ending(outcome, is_trial=finished.is_trial))
        self.kinds.choose(first_kind(outcome))
        self._list_rows()
        self._show_step(RESULT)

    def _list_rows(self) -> None:
        if self.ended is None:
            return
        rows, count = rows_of(self.ended.outcome, self.kinds.index)
        self.table.show([])
        self.table.show(rows)
        self.whole.say("")
        if rows:
            self.view.setCurrentIndex(self.table.index(0, 0))
        said = _("{shown} of {count} rows are listed")
        is_cut = count > MOST
        text = said.format(shown=number(MOST), count=number(count))
        self.more.say(text if is_cut else "")

    def _say_whole(self, now: QModelIndex, _before: QModelIndex) -> None:
        """Say all of what became of the row that is chosen; a column is too narrow."""
        self.whole.say(why(self.table.row_at(now)) if now.isValid() else "")

    def _save_rejects(self) -> None:
        if self.asked is None:
            return
        name = _("{file} – not taken").format(file=self.asked.path.stem) + ".csv"
        place = str(self.asked.path.with_name(name))
        said, _kind = QFileDialog.getSaveFileName(
            self, _("Save what was not taken"), place, "CSV (*.csv)"
        )
        if said:
            self.save_rejects(Path(said))

    def save_rejects(self, path: Path) -> None:
        """Write the refused rows to a file that can be mended and imported again."""
        if self.asked is None or self.ended is None:
            return
        rejects = self.ended.outcome.rejects()
        saving = self._desk.print_job(partial(write_rejects, path, self.asked, rejects))
        saving.then(partial(self._saved, path)).otherwise(self.fail)

    def _saved(self, path: Path, count: int) -> None:
        said = ngettext(
            "{count} row saved as {file}", "{count} rows saved as {file}", count
        )
        text = said.format(count=number(count), file=path.name)
        self.said.say(f"{text}. " + _("Mend them there, then import that file."))
        if self.focusWidget() is self.rejects:
            self.next.setFocus()  # Enter goes on; it does not save them once more

    def reject(self) -> None:
        """Leave; what is on its way is stopped first."""
        if self.run is not None:
            self._stop()
            return
        super().reject()

    # earlier imports

    def refresh(self) -> None:
        """Ask for the earlier imports again."""
        self._desk.ask(imports).then(self._show_batches)

    def _show_batches(self, found: list[BatchLine]) -> None:
        self._batches = found
        self.list.show_lines([_line_of(self._desk, one) for one in found])
        self.earlier.setVisible(bool(found))
        self.none.setVisible(not found)
        self._batch_picked()

    def _batch_picked(self) -> None:
        self.take_back.setEnabled(self.list.chosen() is not None)

    def _ask_take_back(self) -> None:
        row = self.list.currentIndex().row()
        if not 0 <= row < len(self._batches):
            return
        one = self._batches[row]
        said = ngettext(
            "{count} client of “{file}” goes again, and what it added to other files. "
            "What has been changed or booked since stays, and is named.",
            "{count} clients of “{file}” go again, and what it added to other files. "
            "What has been changed or booked since stays, and is named.",
            one.left,
        )
        if not one.left:
            said = _(
                "What “{file}” added to files goes again. What has been changed since "
                "stays, and is named."
            )
        kit.confirm(
            self,
            _("Take this import back?"),
            said.format(count=number(one.left), file=one.file),
            _("Take back"),
            partial(self.take_back_batch, one.id),
            danger=True,
        )

    def take_back_batch(self, batch: int) -> None:
        """Take an import away again and name who stays."""
        doing = self._desk.do_long(take_back_import, batch)
        doing.then(self._taken_back).otherwise(self.fail)

    def _taken_back(self, answer: tuple[int, list[Kept]]) -> None:
        gone, kept = answer
        if kept:
            named = self._desk.ask(who_stayed, kept)
            named.then(partial(self._say_who_stayed, gone)).otherwise(self.fail)

    def _say_who_stayed(self, gone: int, stayed: list[tuple[str, str]]) -> None:
        sheet = kit.Sheet(self, _("Who stayed"), icon="users", wide=560)
        said = _("{gone} went; these stay, as their files have been used since.")
        lines = [Line(name, why, key=at) for at, (name, why) in enumerate(stayed)]
        rows = People(lines, Look(height=46, small=True), _("Who stayed"))
        rows.setMinimumHeight(min(6, len(lines)) * 46 + 2)
        sheet.add(Words(said.format(gone=number(gone)), wrap=True), rows)
        sheet.button(_("Close"), primary=True)
        sheet.open()


def _line_of(desk: "Desk", one: BatchLine) -> Line:
    at = desk.salon.local(one.at)
    said = _("{new} new, {matched} matched, {refused} refused")
    parts = [
        f"{full_day(at.date())} {hour(at)}",
        said.format(new=one.new, matched=one.matched, refused=one.refused),
        _("{count} still here").format(count=number(one.left)),
    ]
    return Line(one.file, " · ".join(parts), key=one.id)


def _file_of(event: QDropEvent) -> Path | None:
    for url in event.mimeData().urls():
        if url.isLocalFile() and Path(url.toLocalFile()).is_file():
            return Path(url.toLocalFile())
    return None
