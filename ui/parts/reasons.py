"""Going on all the same: what stands against it, and the reason that is kept."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salon.errors import SalonError
from salon.safety.model import (
    VERDICT_WORDS,
    Contraindicated,
    Objection,
    Verdict,
    is_reason,
)
from salon.text import _, ngettext
from ui.kit.buttons import Button, Kind, spelled
from ui.kit.fields import FormRow, TextField
from ui.kit.sheet import Sheet
from ui.kit.states import Banner
from ui.kit.tips import tip
from ui.kit.tokens import Tone
from ui.parts.homes import home_of
from ui.parts.leading import About, WayOn, about_line, moving, way_on

if TYPE_CHECKING:
    from salon.appointments.model import AppointmentId, DayLine
    from ui.desk import Desk
    from ui.tasks import Pending


MOST = 3  # shown at once, the strongest first; the rest is one key away
MORE_KEY = "Ctrl+M"
LOW = 240  # units of height of a sheet without fields
_TONES = {Verdict.BLOCK: Tone.RED, Verdict.WARN: Tone.BLUE}


class Cautions(QWidget):
    """What stands against a service for her, and a reason where one is enough."""

    def __init__(self, *, asks: bool = True) -> None:
        """Show what stands against it; *asks*: with a field for the reason."""
        super().__init__()
        self._asks = asks
        self.said: tuple[Objection, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._banners: list[Banner] = []
        self._shows_all = self._has_happened = False
        self.more = Button("", kind=Kind.QUIET, small=True, act=self._show_rest)
        self.more.setShortcut(QKeySequence(MORE_KEY))
        self.reason = TextField(name=_("Reason for going on all the same"))
        self.row = FormRow(
            _("Reason for going on all the same"),
            self.reason,
            self._hint(),
        )
        self.reason.textEdited.connect(lambda _text: self.row.tell(self._hint()))
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.row)
        self.put(())

    @property
    def is_blocked(self) -> bool:
        """Whether nobody may go on."""
        blocks = any(not one.can_be_overridden for one in self.said)
        return blocks and not self._has_happened

    @property
    def needs_reason(self) -> bool:
        """Whether it goes on only with a reason, and none that says anything is."""
        return bool(self.said) and not self.is_blocked and not is_reason(self.value())

    def value(self) -> str | None:
        """Return the reason typed; None where there is none."""
        return self.reason.text().strip() or None

    def put(self, said: Sequence[Objection], *, has_happened: bool = False) -> None:
        """Show what stands against it.

        Args:
            said: The objections, the strongest first.
            has_happened: It was done already: then a reason is always enough.
        """
        is_same = (tuple(said), has_happened) == (self.said, self._has_happened)
        if is_same and self._banners:
            return
        self.said, self._has_happened = tuple(said), has_happened
        self._shows_all = False
        self._show_banners()
        self.row.setVisible(self._asks and bool(self.said) and not self.is_blocked)
        self.setVisible(bool(self.said))

    def _show_rest(self) -> None:
        self._shows_all = True
        self._show_banners()

    def _show_banners(self) -> None:
        """Show the strongest, and the rest when it is asked for."""
        for banner in self._banners:
            banner.hide()
            banner.deleteLater()
        self._banners = []
        shown = self.said if self._shows_all else self.said[:MOST]
        for at, one in enumerate(shown):
            tone = _TONES.get(one.verdict, Tone.AMBER)
            banner = Banner(one.text or _(VERDICT_WORDS[one.verdict]), tone)
            tip(banner, "\n".join(filter(None, (one.known_from, one.source))))
            self._banners.append(banner)
            self._column.insertWidget(at, banner)
        left = len(self.said) - len(shown)
        said = ngettext("{number} more ({key})", "{number} more ({key})", left)
        self.more.setText(said.format(number=left, key=spelled(MORE_KEY)))
        self.more.setVisible(left > 0)

    @staticmethod
    def _hint() -> str:
        return _("In words: what was asked or agreed. It is kept, with your name.")

    def insist(self) -> None:
        """Ask for the reason that is missing, or too short; what is typed stays."""
        error = _("To go on all the same, type a reason.")
        if self.value():
            error = _("That is not a reason yet. Write what was asked or agreed.")
        self.row.tell(error=error)
        self.reason.setFocus()


def ask_reason(
    desk: "Desk",
    error: SalonError,
    again: Callable[[str], object],
    *,
    visit: "AppointmentId | None" = None,
    whom: str = "",
) -> Sheet | None:
    """Show what stands against it; do it *again* with the reason, where one may.

    Args:
        desk: The desk.
        error: Why it was refused.
        again: Does it with the reason.
        visit: That it is about: where nobody goes on, each thing that is missing has
            a button that leads to where it is put right.
        whom: Whom it is about, where there is no visit that says so.

    Returns:
        The sheet that asks for the reason; None where nobody goes on.
    """
    home = home_of(desk)
    if home is None or not isinstance(error, Contraindicated):
        desk.refused.emit(str(error))
        return None
    if not error.can_be_overridden:
        _refuse(desk, home, error, visit, whom)
        return None
    sheet = _ask(home, error, again)
    sheet.say_whom(whom)
    if visit is not None:
        asked = _of_visit(desk, visit, lambda line: sheet.say_whom(line.client))
        asked.otherwise(lambda _error: None)
    return sheet


def _ask(
    home: QWidget, error: Contraindicated, again: Callable[[str], object]
) -> Sheet:
    sheet = Sheet(home, _("Please check first"), icon="alert-triangle")
    cautions = Cautions()
    cautions.put(error.cautions, has_happened=True)
    sheet.add(cautions)
    sheet.body.addStretch(1)

    def go_on() -> None:
        reason = cautions.value()
        if reason is None or cautions.needs_reason:
            cautions.insist()
            return
        sheet.accept()
        again(reason)

    sheet.cancel(_("Leave it"))
    sheet.button(_("Go on all the same"), go_on, primary=True)
    sheet.open()
    cautions.reason.setFocus()
    return sheet


def _refuse(
    desk: "Desk",
    home: QWidget,
    error: Contraindicated,
    visit: "AppointmentId | None",
    whom: str,
) -> None:
    def show(line: "DayLine | None") -> None:
        about = about_line(line) if line is not None else None
        sheet = RefusedSheet(desk, home, error.cautions, about)
        sheet.say_whom(line.client if line is not None else whom)
        sheet.open()

    if visit is None:
        show(None)
    else:
        _of_visit(desk, visit, show).otherwise(lambda _error: show(None))


def _of_visit(
    desk: "Desk", visit: "AppointmentId", act: "Callable[[DayLine], None]"
) -> "Pending[DayLine]":
    from salon.appointments.queries import appointment  # the records come with it

    return desk.ask(appointment, visit).then(act)


class RefusedSheet(Sheet):
    """Why it is not done now, with a button beside each thing that can be put right."""

    def __init__(
        self,
        desk: "Desk",
        home: QWidget,
        said: Sequence[Objection],
        about: About | None,
    ) -> None:
        found = [way_on(desk, one, about) if about else None for one in said]
        title = _("This cannot be done today")
        if all(found) and not any(one.until for one in said):
            title = _("Something is missing first")
        super().__init__(home, title, icon="alert-triangle", wide=600)
        self.setObjectName("refused")
        ways: list[Button] = []
        for one, way in zip(said, found, strict=True):
            button = None
            if way is not None:
                act = partial(self._lead, way)
                button = Button(way.text, icon=way.icon, small=True, act=act)
                ways.append(button)
            tone = _TONES.get(one.verdict, Tone.AMBER)
            banner = Banner(one.text or _(VERDICT_WORDS[one.verdict]), tone, button)
            tip(banner, "\n".join(filter(None, (one.known_from, one.source))))
            self.add(banner)
        self.body.addStretch(1)
        self.setMinimumHeight(LOW)
        self.cancel(_("Close"))
        move = moving(desk, about) if about is not None else None
        if move is not None:
            ways.append(self.button(move.text, partial(self._lead, move)))
        self._first = ways[0] if ways else None

    def open(self) -> None:
        """Show it; Enter takes the first way on."""
        super().open()
        if self._first is not None:
            self._first.setFocus()

    def _lead(self, way: WayOn) -> None:
        self.accept()
        way.go()
