"""The first start: four things, and the salon is open.

The page has no desk yet. It makes the salon beside its place, so that Cancel, or a
power cut, leaves nothing behind.
"""

from argparse import Namespace
from collections.abc import Callable
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from salon.address import is_server
from salon.text import _, language
from ui.kit import style
from ui.kit.buttons import Button, Kind, Segments
from ui.kit.cards import Card, across, down, held
from ui.kit.fields import Choice, FormRow, TextField
from ui.kit.page import Page
from ui.kit.rail import Brand
from ui.kit.states import Banner, Progress
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.hours import HoursField
from ui.parts.regions import RegionField
from ui.parts.speaking import LANGUAGES
from ui.start.welcome import Offer

if TYPE_CHECKING:
    from salon.errors import SalonError
    from ui.parts.restoring import RestoreSheet
    from ui.tasks import Tasks

WIDE = 1040  # below it the picture makes room for the form
_kept: dict[str, object] = {}  # what was typed, while the language is changed


class Welcome(QWidget):
    """The picture beside the questions: camellias, drawn in hairlines."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(460)
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 44, 48, 52)
        column.addWidget(Brand(52), 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()
        title = _("Welcome to Camellia")
        column.addWidget(Words(title, type=Type.DISPLAY, wrap=True))
        column.addSpacing(8)
        text = _(
            "Your clients stay on this computer, locked with a key of its own. "
            "Four things, then the first client can come in."
        )
        column.addWidget(Words(text, type=Type.READING, faint=True, wrap=True))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), style.shade(Tone.ROSE).soft)
        high = self.height()
        for x, y, size, turn in (
            (330, high * 0.33, 150, 0),
            (120, high * 0.47, 88, 30),
            (420, high * 0.62, 58, 12),
        ):
            _flower(painter, QPointF(x, y), size, turn)
        style.post(painter, self.width() - 1, 0, high)


def _flower(painter: QPainter, at: QPointF, size: float, turn: float) -> None:
    """Draw a camellia: three rings of petals round a heart."""
    hue = style.shade(Tone.ROSE)
    rings = ((8, 1.0, 0.62), (7, 0.68, 0.5), (5, 0.4, 0.36))
    for ring, (count, reach, wide) in enumerate(rings):
        part = 0.13 + 0.11 * ring
        painter.setPen(QPen(style.mixed(hue.mark, hue.soft, part + 0.28), 1.2))
        painter.setBrush(style.mixed(hue.mark, hue.soft, part))
        for i in range(count):
            painter.save()
            painter.translate(at)
            painter.rotate(turn + ring * 22 + i * 360 / count)
            petal = QRectF(
                -wide * size / 2, -reach * size, wide * size, reach * size * 0.86
            )
            painter.drawEllipse(petal)
            painter.restore()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.shade(Tone.AMBER).mark)
    for i in range(9):
        painter.save()
        painter.translate(at)
        painter.rotate(turn + i * 40)
        painter.drawEllipse(QPointF(0, -size * 0.1), size * 0.022, size * 0.022)
        painter.restore()


class StartPage(Page):
    """What has to be known before the first client."""

    stepped = Signal(int, int)  # from the thread that makes the salon

    def __init__(
        self, tasks: "Tasks", options: Namespace, done: Callable[[], object]
    ) -> None:
        super().__init__(_("Welcome"))
        self._tasks, self._options, self._done = tasks, options, done
        self._stop = Event()
        self._is_sample = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.welcome = Welcome()
        row.addWidget(self.welcome)
        column = QVBoxLayout()
        column.setContentsMargins(20, 16, 20, 16)
        column.addStretch(1)
        column.addLayout(across(None, self._make_form(), None))
        column.addStretch(1)
        row.addLayout(column, 1)
        self.first = self.name
        self.stepped.connect(self._show_step)
        self._restore()

    def _make_form(self) -> QWidget:
        from salon.settings.regions import currencies

        self._currencies = list(currencies())
        self.card = card = Card(pad=28, gap=12)
        card.setFixedWidth(560)
        codes = [code for code, _name in LANGUAGES]
        tongues = Segments(
            [said for _code, said in LANGUAGES],
            codes.index(language()),
            label=_("Language of this window"),
        )
        tongues.chosen.connect(self._speak)
        self.tongues = tongues
        card.add(across(Words(_("Your salon"), type=Type.TITLE), None, tongues))
        self.name = TextField("", icon="building-store")
        self.name_row = FormRow(
            _("What is it called?"), self.name, _("As it should stand on the plans")
        )
        self.name.textEdited.connect(self._named)
        self.region = RegionField("uk")
        self.region.taken.connect(self._propose)
        self.language_ = Choice([said for _code, said in LANGUAGES])
        self.currency = Choice(self._currencies)
        self.zone = Words("", type=Type.SMALL, faint=True)
        self.hours = HoursField()
        self.owner = TextField("", _("May stay empty"), "user")
        line = across(gap=12)
        line.addWidget(FormRow(_("Where is it?"), self.region), 3)
        line.addWidget(FormRow(_("Language of the salon"), self.language_), 3)
        line.addWidget(FormRow(_("Currency"), self.currency), 2)
        opening = FormRow(_("When is it open?"), self.hours)
        owner = FormRow(_("Who owns it?"), self.owner)
        card.add(self.name_row, line, self.zone, opening, owner)
        self.failure = Banner("", Tone.RED)
        self.failure.hide()
        card.add(self.failure)
        self.sample = Button(
            _("Look round in a sample salon"),
            icon="flask",
            key="Ctrl ⏎",
            act=partial(self.begin, is_sample=True),
        )
        self.go_on = Button(
            _("Begin"),
            icon="arrow-right",
            key="⏎",
            kind=Kind.PRIMARY,
            act=partial(self.begin, is_sample=False),
        )
        self.backup = Button(
            _("I have a backup"), icon="history", kind=Kind.QUIET, act=self.come_back
        )
        if is_server(self._options.data):  # which comes back by its own means
            self.backup.hide()
        rows = (held(across(self.sample, None, self.go_on)), across(self.backup, None))
        self.buttons = held(down(*rows))
        card.add(self.buttons)
        self.progress = Progress(_("Making the salon"))
        self.progress.cancelled.connect(self._cancel)
        self.progress.hide()
        card.add(self.progress)
        self._act(self.begin, "Return", is_sample=False)
        self._act(self.begin, "Enter", is_sample=False)
        self._act(self.begin, "Ctrl+Return", is_sample=True)
        region = "cn" if language() == "zh_CN" else "uk"
        region = "tw" if language() == "zh_TW" else region
        self.region.put(region)
        self._propose()
        return card

    def _act(self, act: Callable[..., object], keys: str, *, is_sample: bool) -> None:
        made = self.action("", "", partial(act, is_sample=is_sample))
        made.setShortcut(QKeySequence(keys))

    def _propose(self, _line: object = None) -> None:
        """Let the region propose language, currency and time zone."""
        there = self.region.region
        codes = [code for code, _name in LANGUAGES]
        self.language_.setCurrentIndex(codes.index(there.language))
        self.currency.setCurrentIndex(self._currencies.index(there.currency))
        said = _("Time zone: {zone}").format(zone=there.timezone.replace("_", " "))
        self.zone.say(said)

    def _named(self, name: str) -> None:
        """Stop asking for a name once there is one."""
        if name.strip():
            self.name_row.tell(_("As it should stand on the plans"), "")

    def _speak(self, at: int) -> None:
        """Say everything in another language; what was typed stays."""
        self._keep()
        window = self.window()
        speak = getattr(window, "speak", None)
        if callable(speak):
            QTimer.singleShot(0, partial(speak, LANGUAGES[at][0]))

    def _keep(self) -> None:
        _kept.clear()
        _kept.update(
            name=self.name.text(),
            owner=self.owner.text(),
            hours=self.hours.value(),
        )

    def _restore(self) -> None:
        if _kept:
            self.name.setText(str(_kept["name"]))
            self.owner.setText(str(_kept["owner"]))
            self.hours.put(_kept["hours"])
            _kept.clear()

    # making it

    def begin(self, *, is_sample: bool) -> None:
        """Make the salon; an empty one needs a name, the sample brings its own."""
        from salon.settings.model import Premises

        if self.progress.isVisible():
            return
        self.failure.hide()
        name = " ".join(self.name.text().split())
        missing = _("A name is needed; it stands on every plan.")
        self.name_row.tell(
            _("As it should stand on the plans"), "" if name or is_sample else missing
        )
        if not name and not is_sample:
            self.name.setFocus()
            return
        hours = self.hours.read()
        if hours is None:
            return
        there = self.region.region
        here = Premises(
            name=name,
            language=LANGUAGES[self.language_.currentIndex()][0],
            region=there.id,
            currency=self._currencies[self.currency.currentIndex()],
            timezone=there.timezone,
            hours=hours,
        )
        self._is_sample = is_sample
        self._stop.clear()
        self._lock(is_busy=True)
        job = partial(
            _found,
            self._options,
            here,
            self.owner.text(),
            self._tell,
            is_sample=is_sample,
        )
        self._tasks.start(job).then(self._made).otherwise(self._fail)

    def come_back(self) -> "RestoreSheet":
        """Ask for a backup and go on in the salon that is in it."""
        from ui.parts.restoring import come_back

        return come_back(self, self._tasks, self._options, self._restored)

    def _restored(self, _answer: object) -> None:
        _kept.clear()
        self._done()

    def _lock(self, *, is_busy: bool) -> None:
        self.progress.setVisible(is_busy)
        self.buttons.setVisible(not is_busy)
        for field in (
            *(self.name, self.region, self.language_, self.currency),
            *(self.hours, self.owner, self.tongues),
        ):
            field.setEnabled(not is_busy)
        if is_busy:
            said = _("Inventing clients and their years; about half a minute …")
            text = said if self._is_sample else _("Preparing …")
            self.progress.show_step(0, 1, text)
            self.progress.cancel.setFocus()

    def _tell(self, done: int, total: int) -> None:
        """Hear how far it is, in the thread that makes the salon."""
        from salon.errors import Stopped

        if self._stop.is_set():
            raise Stopped
        self.stepped.emit(done, total)

    def _show_step(self, done: int, total: int) -> None:
        if done:
            said = _("{done} of {total} clients").format(done=done, total=total)
            text = said if total > 1 else _("Preparing …")
            self.progress.show_step(done, total, text)

    def _cancel(self) -> None:
        self._stop.set()
        self.progress.said.say(_("Stopping …"))

    def _made(self, _answer: object) -> None:
        _kept.clear()
        if not self._is_sample:
            Offer(self.window())
        self._done()

    def _fail(self, error: "SalonError") -> None:
        self._lock(is_busy=False)
        self.failure.say(str(error))
        self.failure.show()
        self.go_on.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the picture out where there is no room for it."""
        super().resizeEvent(event)
        self.welcome.setVisible(self.width() >= WIDE)


def _found(
    options: Namespace,
    here: object,
    owner: str,
    tell: Callable[[int, int], object],
    *,
    is_sample: bool,
) -> None:
    """Make the salon; called off the UI thread."""
    from salon.settings.model import Premises
    from salon.setup import set_up
    from salon.start import found_salon

    assert isinstance(here, Premises)
    if is_sample:
        from salon.demo import found_demo

        found_demo(
            options.data,
            now=options.now,
            progress=tell,
            language=here.language,
            region=here.region,
            currency=here.currency,
            timezone=here.timezone,
            hours=here.hours,
            name=here.name,
        )
        return

    def fill(salon: object) -> None:
        tell(0, 1)
        set_up(salon, here, owner)  # type: ignore[arg-type]
        tell(1, 1)

    found_salon(options.data, fill, options.now)
