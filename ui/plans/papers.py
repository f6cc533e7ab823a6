"""The printed plan beside its page: as it is set, in which size and language."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salon.errors import SalonError
from salon.paper.sheets import Look
from salon.plans.sheet import PlanSheet
from salon.reports.composing import letterhead, printed
from salon.text import _
from ui.kit import style
from ui.kit.buttons import Button, Kind, Tick
from ui.kit.cards import across
from ui.kit.fields import Choice
from ui.kit.paper import Paper as PaperView
from ui.kit.states import Banner
from ui.kit.tokens import CARD_RADIUS, Tone
from ui.kit.words import Words
from ui.parts.printing import SIZES, keep_size, kept_look, missing_words

if TYPE_CHECKING:
    from salon.paper.pages import Paper
    from salon.paper.sheets import Letterhead
    from ui.desk import Desk


TONGUES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("en",), "English"),
    (("zh_CN",), "简体中文"),
    (("zh_TW",), "繁體中文"),
    (("zh_CN", "en"), "简体中文 / English"),
    (("zh_TW", "en"), "繁體中文 / English"),
    (("en", "zh_CN"), "English / 简体中文"),
    (("en", "zh_TW"), "English / 繁體中文"),
)


class PlanPaper(QWidget):
    """The paper on its ground, with what one may choose about it."""

    wanted = Signal()  # to be set again
    tongue_chosen = Signal(int)  # an index of TONGUES

    def __init__(
        self, desk: "Desk", pdf_action: QAction, print_action: QAction
    ) -> None:
        super().__init__()
        self._desk = desk
        self.made: Paper | None = None
        self._is_setting = False
        self._next: Callable[[], Paper] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        self.paper = PaperView(_("The printed plan"))
        self.paper.setMinimumSize(300, 420)
        self.where = Words("", faint=True)
        self.paper.turned.connect(self._turned)
        look = kept_look(desk)
        self.size_ = Choice([_(said) for _size, said in SIZES], name=_("Paper"))
        self.size_.setCurrentIndex([one for one, _said in SIZES].index(look.size))
        self.size_.activated.connect(self._choose_size)
        self.tongue = Choice(
            [said for _codes, said in TONGUES], name=_("Language of the paper")
        )
        self.tongue.activated.connect(self.tongue_chosen)
        self.large = Tick(_("Large type"))
        self.large.toggled.connect(lambda _on: self.wanted.emit())
        self.fridge = Tick(_("Fridge page"))
        self.fridge.toggled.connect(lambda _on: self.wanted.emit())
        self.missing = Banner("", Tone.AMBER)
        self.missing.hide()
        back = Button(
            icon="chevron-left",
            name=_("Page back"),
            small=True,
            kind=Kind.QUIET,
            act=lambda: self.paper.turn(self.paper.page - 1),
        )
        on = Button(
            icon="chevron-right",
            name=_("Page on"),
            small=True,
            kind=Kind.QUIET,
            act=lambda: self.paper.turn(self.paper.page + 1),
        )
        pdf = Button(action=pdf_action, text=_("PDF"), key=" ", small=True)
        pdf.key = ""
        loud = Button(action=print_action, kind=Kind.PRIMARY, small=True)
        column.addLayout(across(self.where, None, back, on, pdf, loud, gap=6))
        row = across(gap=8)
        row.addWidget(self.size_)
        row.addWidget(self.tongue)
        row.addWidget(self.large)
        row.addWidget(self.fridge)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.missing)
        column.addWidget(self.paper, 1)

    def look(self, tongues: tuple[str, ...]) -> Look:
        """Return how it is to look, in these languages."""
        size = SIZES[self.size_.currentIndex()][0]
        return Look(size, tongues, self.large.isChecked())

    @property
    def is_for_fridge(self) -> bool:
        """Whether it is the one page for a kitchen instead of the whole plan."""
        return self.fridge.isChecked()

    def set(self, editions: tuple[tuple[str, PlanSheet], ...]) -> None:
        """Set it again, in each language.

        One is set at a time. What is wanted meanwhile is set next, and of several
        only the newest: who types fast sees the paper follow, and none is made in vain.
        """
        head = letterhead(self._desk.premises)
        tongues = tuple(tongue for tongue, _sheet in editions)
        look = self.look(tongues)
        self._next = partial(_typeset, editions, head, look, self.is_for_fridge)
        if not self._is_setting:
            self._set_next()

    def _set_next(self) -> None:
        job, self._next = self._next, None
        self._is_setting = job is not None
        if job is not None:
            asked = self._desk.print_job(job)
            asked.then(self._show_paper).otherwise(self._no_paper)

    def _show_paper(self, made: "Paper") -> None:
        self._set_next()
        self.made = made
        page = self.paper.page
        self.paper.open(made.pdf)
        self.paper.turn(min(page, made.pages - 1))
        said = missing_words(made)
        self.missing.setVisible(bool(said))
        self.missing.say(said)

    def _no_paper(self, error: SalonError) -> None:
        self._set_next()
        self.missing.say(str(error))
        self.missing.show()

    def _turned(self, page: int, pages: int) -> None:
        size = self.size_.currentText()
        place = _("page {page} of {pages}").format(page=page, pages=pages)
        self.where.say(f"{size} · {place}")

    def _choose_size(self, at: int) -> None:
        keep_size(self._desk, SIZES[at][0])
        self.wanted.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        t = style.theme()
        style.rounded(QPainter(self), QRectF(self.rect()), CARD_RADIUS, t.desk)


def _typeset(
    editions: tuple[tuple[str, PlanSheet], ...],
    head: "Letterhead",
    look: Look,
    is_for_fridge: bool,
) -> "Paper":
    """Set the paper; called off the UI thread, with frozen rows alone."""
    from salon.plans.document import fridge_page, treatment_plan

    document = fridge_page if is_for_fridge else treatment_plan
    return printed(document, editions, head, look)
