"""Papers to a printer or a file: seen first, printed as they are seen.

A page goes to the printer as a picture drawn by PDFium, at no more than 300 dots an
inch. Without any printer Qt would quietly write a PDF instead: so it is asked first,
and the sheet says so and offers the file.
"""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, QStandardPaths
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog, QWidget

from salon.appointments.model import AppointmentId
from salon.catalogue.model import ServiceId
from salon.clients.model import ClientId
from salon.clients.operations import note_file_printed
from salon.complaints.model import ComplaintId
from salon.courses.model import RedemptionId
from salon.errors import Hindrance, SalonError
from salon.exchange.writing import atomically
from salon.paper.sheets import Look, PageSize
from salon.plans.model import PlanId
from salon.plans.operations import note_printed
from salon.settings.regions import region_of
from salon.text import LANGUAGES, N_, _, ngettext
from salon.till.model import BillId
from salon.till.returning import note_receipt
from ui.kit.buttons import Button, Tick
from ui.kit.cards import across, down, held
from ui.kit.fields import Choice, FormRow
from ui.kit.paper import Paper as PaperView
from ui.kit.sheet import Sheet
from ui.kit.states import Banner
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.hearing import MayHear
from ui.parts.homes import home_of
from ui.parts.speaking import LANGUAGES as TONGUES

if TYPE_CHECKING:
    from salon.paper.pages import Paper
    from salon.reports.composing import Composed
    from ui.desk import Desk
    from ui.tasks import Pending

    Compose = Callable[[Look], Pending[Composed]]

DPI = 300  # more is no better to read, and a page would not fit into memory
INCH = 72  # points
WIDE, NARROW = 860, 640  # units of the sheet
OF_FILE = ("file", "record", "skin", "changed", "statement")  # they tell of a client
ROLL = 240  # points; what is no wider comes from the roll
SIZES = (
    (PageSize.A4, N_("A4")),
    (PageSize.A5, N_("A5")),
    (PageSize.LETTER, N_("US Letter")),
)
_FORMATS = {
    PageSize.A4: QPageSize.PageSizeId.A4,
    PageSize.A5: QPageSize.PageSizeId.A5,
    PageSize.LETTER: QPageSize.PageSizeId.Letter,
}

Made = Callable[[], object]


class PrinterFailed(Hindrance):
    """The printer did not take the paper."""

    text = N_(
        "The printer did not take it. See that it is on and has paper, then try again."
    )


def print_plan(
    desk: "Desk",
    key: PlanId,
    name: str,
    look: Look,
    done: Made,
    *,
    is_for_fridge: bool = False,
) -> "PrintSheet | None":
    """Show a plan as the caller has chosen its look, and let it be printed or saved.

    Args:
        desk: The desk.
        key: Of the plan.
        name: What it is called, also as a file.
        look: As it is printed; nothing of it is asked again.
        done: Called after it was printed or saved.
        is_for_fridge: The one page for a kitchen instead of the two.
    """
    from salon.reports.papers import compose_plan

    query = partial(compose_plan, is_for_fridge=is_for_fridge)
    return _show(
        desk, lambda _look: desk.ask(query, key, look), name, done, look, False
    )


def open_print(
    desk: "Desk", kind: str, key: Any, client: int | None = None
) -> "PrintSheet | None":
    """Show one of the salon's papers, and let it be printed or saved.

    Args:
        desk: The desk.
        kind: "plan" (id), "record" (id of an appointment), "file" (id of a client),
            "leaflet" (id of a service), "after" (the leaflet of an appointment),
            "complaint" (the time line of one, by id), "feedback" (the questions
            after an appointment), "slip" (a session of a course, by id), "refund"
            (the sheet of a course, by id), "statement" (id of a client), "receipt" and
            "invoice" (a bill, by id), "voucher" (by its number), "member" (a card, by
            id), "contract" (a course, by id), "stored_contract" (a client, by id),
            "changed" (client, two days, a language), "skin" (id of a client),
            "day" (a date), "survey" (the form of one who is asked, by id).
        key: What it is of.
        client: For whom a leaflet is; it then speaks the client's language. Whose
            record it is: a copy of it is noted.
    """
    from salon.reports.bills import compose_invoice, compose_receipt
    from salon.reports.complaints import compose_timeline
    from salon.reports.courses import compose_refund, compose_slip
    from salon.reports.days import compose_day
    from salon.reports.feedback import compose_form
    from salon.reports.filed import compose_file
    from salon.reports.files import compose_record
    from salon.reports.leaflets import compose_leaflet, compose_leaflet_after
    from salon.reports.papers import compose_plan
    from salon.reports.prepaid import (
        compose_contract,
        compose_member,
        compose_voucher,
    )
    from salon.reports.skin_papers import compose_changed, compose_skin
    from salon.reports.statement import compose_statement
    from salon.reports.surveys import compose_ask
    from salon.surveys.model import AskId
    from salon.views.writing import whose_paper

    done: Made | None = None
    query: Callable[..., Composed]
    of: tuple[Any, ...]
    ask: Callable[..., Pending[Composed]] = desk.ask
    if kind == "plan":
        name, done = _("Plan"), partial(_note, desk, PlanId(key))
        query, of = partial(compose_plan, is_hers=True), (PlanId(key),)
    elif kind == "record":
        name = _("Treatment record")
        query, of = compose_record, ("appointment", int(key))
        if client is not None:
            done = partial(_note_file, desk, ClientId(client))
    elif kind == "file":
        name, done = _("Record card"), partial(_note_file, desk, ClientId(key))
        query, of = compose_file, (ClientId(key),)
    elif kind == "after":
        name = _("After-care")
        query, of = partial(compose_leaflet_after, is_hers=True), ("appointment", key)
    elif kind == "leaflet":
        name = _("After-care")
        whose = ClientId(client) if client is not None else None
        query, of = partial(compose_leaflet, client=whose), (ServiceId(key),)
    elif kind == "complaint":
        name = _("Time line of facts")
        query, of = compose_timeline, (ComplaintId(key),)
    elif kind == "feedback":
        name = _("How was it?")
        query, of = compose_form, (AppointmentId(key),)
    elif kind == "slip":
        name = _("Course treatment received")
        query, of = compose_slip, (RedemptionId(key),)
    elif kind == "refund":
        name = _("If a course is paid back")
        query, of = compose_refund, (int(key),)
    elif kind == "statement":
        name = _("Statement")
        query, of = compose_statement, (ClientId(key),)
    elif kind in ("receipt", "invoice"):
        name = _("Receipt") if kind == "receipt" else _("Invoice")
        query = compose_receipt if kind == "receipt" else compose_invoice
        of, done = (BillId(key),), partial(_note_receipt, desk, BillId(key))
    elif kind == "voucher":
        name = _("Gift voucher")
        query, of = compose_voucher, (str(key),)
    elif kind == "member":
        name = _("Member’s card")
        query, of = compose_member, (int(key),)
    elif kind in ("contract", "stored_contract"):
        name = _("Contract")
        on = (0, int(key)) if kind == "contract" else (int(key), None)
        query, of = compose_contract, on
    elif kind == "day":
        name = _("Day sheet")
        query, of = compose_day, (key,)
    elif kind == "changed":
        name, done = _("What changed"), partial(_note_file, desk, ClientId(key[0]))
        query = partial(compose_changed, first=key[1], last=key[2], tongue=key[3])
        of = (ClientId(key[0]),)
    elif kind == "skin":
        name, done = _("Skin report"), partial(_note_file, desk, ClientId(key))
        query, of = partial(compose_skin, is_hers=True), (ClientId(key),)
    elif kind == "survey":
        name = _("Survey")
        query, of = compose_ask, (AskId(key),)
    else:
        raise ValueError(kind)

    def compose(look: Look) -> "Pending[Composed]":
        return ask(query, *of, look)

    sheet = _show(desk, compose, name, done, kept_look(desk))
    if sheet is not None and kind in ("plan", "after"):
        sheet.offer_mail(partial(_mail, desk, kind, int(key)))
        desk.ask(whose_paper, kind, int(key)).then(sheet.hearing.show_client)
    elif sheet is not None and kind in OF_FILE:
        is_told = client is not None or not isinstance(of[0], int)
        sheet.hearing.show_client(client if is_told else int(of[0]))
    return sheet


def _mail(desk: "Desk", kind: str, key: int, pdf: bytes) -> None:
    """Write a mail to whom a paper is for, with the paper."""
    from salon.views.writing import whose_paper
    from ui.parts.ways import open_writing

    asked = desk.ask(whose_paper, kind, key)
    asked.then(lambda client: open_writing(desk, client, paper=(kind, pdf)))


def print_composed(
    desk: "Desk",
    compose: "Compose",
    name: str,
    done: "Made | None" = None,
    client: int | None = None,
) -> "PrintSheet | None":
    """Show a paper that is composed by *compose*, and let it be printed or saved.

    Args:
        desk: The desk.
        compose: Given a look, returns the paper on its way.
        name: What it is called, also as a file.
        done: Called after it was printed or saved.
        client: Of whom it tells.
    """
    sheet = _show(desk, compose, name, done, kept_look(desk))
    if sheet is not None:
        sheet.hearing.show_client(client)
    return sheet


def _note(desk: "Desk", key: PlanId) -> None:
    desk.do(note_printed, key)


def _note_file(desk: "Desk", key: ClientId) -> None:
    desk.do(note_file_printed, key)


def _note_receipt(desk: "Desk", key: BillId) -> None:
    desk.do(note_receipt, key)


def _show(
    desk: "Desk",
    compose: "Compose",
    name: str,
    done: Made | None,
    look: Look,
    may_choose: bool = True,
) -> "PrintSheet | None":
    home = home_of(desk)
    if home is None:
        return None
    sheet = PrintSheet(desk, home, compose, name, done, look, may_choose=may_choose)
    sheet.open()
    return sheet


def kept_look(desk: "Desk") -> Look:
    """Return the format this desk prints in."""
    kept = str(desk.settings.value("paper") or "") if desk.settings else ""
    size = PageSize.__members__.get(kept)
    if size is None:
        has_letter = region_of(desk.premises.region).has_letter_paper
        size = PageSize.LETTER if has_letter else PageSize.A4
    return Look(size)


def keep_size(desk: "Desk", size: PageSize) -> None:
    """Remember the format this desk prints in."""
    if desk.settings is not None:
        desk.settings.setValue("paper", size.name)


def missing_words(paper: "Paper") -> str:
    """Return in words which characters the paper could not show; "" if none."""
    if not paper.missing_characters:
        return ""
    said = _("No typeface here has {characters}; there is a gap on the paper instead.")
    return said.format(characters=" ".join(paper.missing_characters[:12]))


def file_name(name: str) -> str:
    """Return a name that every computer takes for a file."""
    plain = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", name)
    return " ".join(plain.split())[:80].strip(". ") or "paper"


def save_paper(desk: "Desk", paper: "Paper", path: Path) -> Any:
    """Write a paper to a file, whole or not at all; returns a Pending."""
    return desk.print_job(
        lambda: atomically(path, lambda place: _write(place, paper.pdf))
    )


def _write(place: Path, data: bytes) -> None:
    place.write_bytes(data)


def ask_where(home: QWidget, name: str) -> Path | None:
    """Ask into which file a paper is to go."""
    folder = QStandardPaths.writableLocation(
        QStandardPaths.StandardLocation.DocumentsLocation
    )
    place = str(Path(folder) / f"{file_name(name)}.pdf")
    said, _kind = QFileDialog.getSaveFileName(
        home, _("Save as PDF"), place, _("PDF") + " (*.pdf)"
    )
    if not said:
        return None
    path = Path(said)
    return path if path.suffix else path.with_suffix(".pdf")


def draw_pages(pdf: bytes, printer: QPrinter) -> None:
    """Draw every page of a PDF on a printer that is set up.

    Raises:
        PrinterFailed: It did not take it.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    dots = min(printer.resolution(), DPI)
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterFailed
    try:
        for number in range(len(document)):
            if number and not printer.newPage():
                raise PrinterFailed
            page = document[number]
            wide, high = page.get_size()
            bitmap = page.render(
                scale=dots / INCH, rev_byteorder=True, prefer_bgrx=True
            )
            picture = QImage(
                bitmap.buffer,
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                QImage.Format.Format_RGBX8888,
            )
            unit = printer.resolution() / INCH
            painter.drawImage(QRectF(0, 0, wide * unit, high * unit), picture)
    finally:
        painter.end()


def sheet_of(pdf: bytes) -> tuple[PageSize, bool]:
    """Return on which sheet a paper is set, and whether that lies on its side."""
    import pypdfium2

    wide, high = pypdfium2.PdfDocument(pdf)[0].get_size()
    sides = sorted((wide, high))
    size = min(PageSize, key=lambda one: abs(one.value[1] - sides[1]))
    return size, wide > high


def roll_of(pdf: bytes) -> tuple[float, float] | None:
    """Return how wide and long a paper from the roll is; None for one of pages."""
    import pypdfium2

    wide, high = pypdfium2.PdfDocument(pdf)[0].get_size()
    return (wide, high) if wide <= ROLL else None


def set_up_printer(
    printer: QPrinter,
    size: PageSize,
    name: str,
    *,
    is_across: bool = False,
    roll: tuple[float, float] | None = None,
) -> None:
    """Let a printer take a page of that size, or of the roll, to its very edge."""
    wide, high = roll or size.value
    known = QPageSize(_FORMATS[size])
    if roll is not None or not known.isValid():
        known = QPageSize(QSizeF(wide, high), QPageSize.Unit.Point)
    printer.setPageSize(known)
    if is_across:
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
    printer.setDocName(name)
    if printer.resolution() > DPI:
        printer.setResolution(DPI)


class PrintSheet(Sheet):
    """The paper, on which printer, how many times; or a file."""

    def __init__(
        self,
        desk: "Desk",
        home: QWidget,
        compose: "Compose",
        name: str,
        done: Made | None,
        look: Look,
        *,
        may_choose: bool,
    ) -> None:
        super().__init__(home, _("Print"), icon="printer", wide=WIDE)
        # Qt opens it at two thirds of the screen at most, which may be too narrow
        self.setMinimumWidth(min(WIDE, max(NARROW, home.window().width() - 40)))
        self.setMinimumHeight(min(640, max(420, home.height() - 60)))
        self._desk, self._compose = desk, compose
        self._name, self._done = name, done
        self._turn = 0
        self.look = look
        self.made: Paper | None = None
        self.paper = PaperView(_("The paper as it is printed"))
        self.paper.setMinimumSize(260, 440)
        self.where = Words("", type=Type.SMALL, faint=True)
        self.whose = Words("", type=Type.STRONG, wrap=True)
        self.whose.hide()
        self.hearing = MayHear(desk)
        self.paper.turned.connect(self._turned)
        self.missing = Banner("", Tone.AMBER)
        self.missing.hide()
        names = [str(one) for one in QPrinterInfo.availablePrinterNames()]
        self.printers = names
        usual = str(desk.settings.value("printer") or "") if desk.settings else ""
        if usual not in names:
            usual = QPrinterInfo.defaultPrinterName()
        on = names.index(usual) if usual in names else 0
        self.printer = Choice(names, on, name=_("Printer"))
        self.size_ = Choice([_(said) for _size, said in SIZES], name=_("Paper"))
        self.size_.setCurrentIndex([one for one, _said in SIZES].index(look.size))
        tongues = [_("Usual"), *(said for _code, said in TONGUES)]
        self.tongue = Choice(tongues, name=_("Language"))
        self.large = Tick(_("Large type"), look.is_large)
        side = down(gap=10)
        side.addWidget(self.whose)
        side.addWidget(self.hearing)
        if names:
            side.addWidget(FormRow(_("Printer"), self.printer))
        else:
            said = _(
                "No printer is set up on this computer. Save the paper as a file and "
                "print it elsewhere."
            )
            side.addWidget(Banner(said, Tone.BLUE))
        if may_choose:
            side.addWidget(FormRow(_("Paper"), self.size_))
            side.addWidget(FormRow(_("Language"), self.tongue))
            side.addWidget(self.large)
        side.addWidget(self.missing)
        side.addWidget(self.where)
        side.addStretch(1)
        panel = held(side)
        panel.setFixedWidth(270)
        row = across(gap=16)
        row.addWidget(self.paper, 1)
        row.addWidget(panel)
        self.add(row, stretch=1)
        self.cancel()
        self.save = self.button(_("Save as PDF"), self._save, primary=not names)
        self.print_: Button | None = None
        self.mail: Button | None = None
        if names:
            self.print_ = self.button(_("Print"), self._print, primary=True)
        for field in (self.size_, self.tongue):
            field.currentIndexChanged.connect(lambda _at: self._again())
        self.large.toggled.connect(lambda _on: self._again())
        self._lock(is_ready=False)
        self._again()

    def offer_mail(self, send: Callable[[bytes], object]) -> None:
        """Offer to send the paper by mail to whom it is for."""

        def mail() -> None:
            if self.made is not None:
                pdf = self.made.pdf
                self.accept()
                send(pdf)

        self.mail = self.button(_("Send by mail"), mail)
        self.mail.setEnabled(self.made is not None)

    def _again(self) -> None:
        size = SIZES[self.size_.currentIndex()][0]
        at = self.tongue.currentIndex()
        tongues = (LANGUAGES[at - 1],) if at > 0 else self.look.languages
        look = Look(size, tongues, self.large.isChecked())
        self._turn += 1
        set_it = partial(self._set, self._turn)
        self._compose(look).then(set_it).otherwise(self.fail)

    def _set(self, turn: int, composed: "Composed") -> None:
        whose = str(getattr(composed.sheet, "client", "") or "")
        self.whose.say(f"{whose} – {self._name}" if whose else self._name)
        self.whose.setVisible(bool(whose))
        show = partial(self._show, turn)
        self._desk.print_job(composed.set).then(show).otherwise(self.fail)

    def _show(self, turn: int, paper: "Paper") -> None:
        if turn != self._turn:
            return  # another look was chosen meanwhile
        self.made = paper
        self.paper.open(paper.pdf)
        said = missing_words(paper)
        self.missing.setVisible(bool(said))
        self.missing.say(said)
        self._lock(is_ready=True)

    def _lock(self, *, is_ready: bool) -> None:
        for button in (self.save, self.print_, self.mail):
            if button is not None:
                button.setEnabled(is_ready)

    def _turned(self, page: int, pages: int) -> None:
        said = ngettext("{pages} page", "{pages} pages", pages).format(pages=pages)
        of = _("page {page} of {pages}").format(page=page, pages=pages)
        self.where.say(said if pages == 1 else of)

    def _print(self) -> None:
        if self.made is None:
            return
        info = QPrinterInfo.printerInfo(self.printer.currentText())
        if info.isNull():
            self.fail(_("This printer is no longer there. Choose another."))
            return
        size, is_across = sheet_of(self.made.pdf)
        printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
        roll = roll_of(self.made.pdf)
        set_up_printer(printer, size, self._name, is_across=is_across, roll=roll)
        try:
            draw_pages(self.made.pdf, printer)
        except SalonError as error:
            self.fail(error)
            return
        if self._desk.settings is not None:
            self._desk.settings.setValue("printer", self.printer.currentText())
        keep_size(self._desk, size)
        self._finish(_("Sent to {printer}").format(printer=self.printer.currentText()))

    def _save(self) -> None:
        path = ask_where(self, self.whose.text() or self._name)
        if path is not None:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Write the paper to a file."""
        if self.made is None:
            return
        said = _("Saved as {file}").format(file=path.name)
        saving = save_paper(self._desk, self.made, path)
        saving.then(lambda _done: self._finish(said)).otherwise(self.fail)

    def _finish(self, said: str) -> None:
        self._desk.say(said)
        if self._done is not None:
            self._done()
        self.accept()
