"""Open complaints in a line: on Today what is late, on Calls all that are open.

Today is shown before the records are there, so nothing here brings them in at once.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from salon.complaints.model import STEP_WORDS, ComplaintLine
from salon.complaints.saying import due_in_words, left_in_words
from salon.text import _, ngettext
from ui.kit.buttons import Button
from ui.kit.states import Banner
from ui.kit.tokens import Tone
from ui.parts.ways import choose_complaint
from ui.places import ComplaintOf

if TYPE_CHECKING:
    from ui.desk import Desk

MINUTE = 60_000  # milliseconds


class ComplaintsStrip(Banner):
    """The complaint that is due first, how many more there are, and the way to it.

    What nobody answered in time goes to the next responder as soon as it is seen.
    """

    def __init__(self, desk: "Desk", *, is_late_only: bool = False) -> None:
        self.go = Button(_("Open"), small=True, act=self._open)
        super().__init__("", Tone.AMBER, self.go, icon="message-report")
        self._desk, self._is_late_only = desk, is_late_only
        self._lines: tuple[ComplaintLine, ...] = ()
        self._raised: set[tuple[int, str]] = set()
        self.hide()
        desk.watch({"complaints", "clients", "settings", "staff"}, self.refresh)
        self._clock = QTimer(self)
        self._clock.setInterval(MINUTE)
        self._clock.timeout.connect(self._tick)
        self._clock.start()
        desk.opened.connect(self.refresh)
        if desk.glimpse is None:
            self.refresh()

    def refresh(self) -> None:
        """Ask again what is open."""
        from salon.complaints.queries import open_complaints

        self._desk.ask(open_complaints).then(self._show)

    def _tick(self) -> None:
        above = self.parentWidget()
        if above is not None and above.isVisible():
            self.refresh()

    def _show(self, lines: tuple[ComplaintLine, ...]) -> None:
        self._raise(lines)
        shown = tuple(one for one in lines if one.is_late or not self._is_late_only)
        self._lines = shown
        self.setVisible(bool(shown))
        if not shown:
            return
        first = shown[0]
        self.set_tone(Tone.RED if first.is_late else Tone.AMBER)
        said = _("Complaint: {client}").format(client=first.client)
        if first.step is not None and first.clock is not None:
            words = (
                _("Complaint: {client}, {step}, {time}; {owner} has it")
                if first.owner
                else _("Complaint: {client}, {step}, {time}; nobody has it")
            )
            time = (
                left_in_words(first.clock)
                if first.is_late
                else _("by {time}").format(time=due_in_words(first.clock))
            )
            step = _(STEP_WORDS[first.step])
            said = words.format(
                client=first.client, step=step, time=time, owner=first.owner
            )
        rest = len(shown) - 1
        if rest:
            more = ngettext("and {n} more", "and {n} more", rest).format(n=rest)
            said = f"{said} · {more}"
        self.say(said)
        name = _("Open the complaint of {client}").format(client=first.client)
        self.go.setText(_("Show all") if rest else _("Open"))
        self.go.setAccessibleName(_("Open complaints") if rest else name)
        self.go.updateGeometry()

    def _raise(self, lines: tuple[ComplaintLine, ...]) -> None:
        """Hand on what is late; each step once, however often one looks."""
        from salon.complaints.owning import raise_overdue

        late = {(int(one.id), str(one.step)) for one in lines if one.is_to_rise}
        if late - self._raised:
            self._raised |= late
            doing = self._desk.do(raise_overdue)
            doing.otherwise(self._cannot)  # a trainee only looks

    def _cannot(self, _error: object) -> None:
        """Leave it to whoever may."""

    def _open(self) -> None:
        if len(self._lines) == 1:
            self._desk.go(ComplaintOf(self._lines[0].id))
        elif self._lines:
            choose_complaint(self._desk)
