"""What is being written of a visit: one draft, which every tap turns into another."""

from dataclasses import dataclass, replace
from datetime import datetime, time

from PySide6.QtCore import QObject, Signal

from salon.treatments.model import TreatmentDraft
from salon.treatments.tapping import Bottle, still_carried, tapped_part
from salon.views.record import Visit
from ui.desk import Desk

MOST_BACK = 100  # taps that can be taken back
TEXTS = ("done", "reaction", "advice", "next_time", "note")


@dataclass(frozen=True, slots=True)
class _Before:
    """How it stood before a tap, and what that tap was about."""

    draft: TreatmentDraft
    tag: str


class Writing(QObject):
    """The draft as it stands, the way back through its taps, and whose it is.

    Words have an undo of their own in their fields; taking a tap back leaves them.
    """

    changed = Signal()  # by a tap, or by taking one back
    worded = Signal()  # words were typed

    def __init__(self, desk: Desk, visit: Visit) -> None:
        super().__init__()
        self.desk, self.visit = desk, visit
        self.draft = TreatmentDraft()
        self._back: list[_Before] = []
        self._on: list[TreatmentDraft] = []  # what was taken back, to be done again

    @property
    def bottles(self) -> dict[str, tuple[Bottle, ...]]:
        """The batches in use, by product."""
        return dict(self.visit.bottles)

    def begin(self, draft: TreatmentDraft) -> None:
        """Show another draft, with no way back."""
        self.draft = draft
        self._back, self._on = [], []
        self.changed.emit()

    def become(self, draft: TreatmentDraft, tag: str = "") -> None:
        """Turn into *draft*; typing on in one field, its *tag*, is one step back."""
        draft = still_carried(draft, self.draft)
        if draft == self.draft:
            return
        if not (tag and self._back and self._back[-1].tag == tag):
            self._back = [*self._back[-MOST_BACK:], _Before(self.draft, tag)]
        self._on = []
        self.draft = draft
        self.changed.emit()

    def word(self, name: str, text: str) -> None:
        """Note what is typed in one of the `TEXTS`."""
        if getattr(self.draft, name) != text:
            self.draft = replace(self.draft, **{name: text})  # type: ignore[arg-type]  # a text
            self.worded.emit()

    @property
    def can_go_back(self) -> bool:
        """Whether there is a tap to take back."""
        return bool(self._back)

    def go_back(self) -> None:
        """Take the last tap back; the words stay."""
        if not self._back:
            return
        self._on.append(self.draft)
        self._turn_to(self._back.pop().draft)

    @property
    def can_go_on(self) -> bool:
        """Whether there is a tap to do again."""
        return bool(self._on)

    def go_on(self) -> None:
        """Do the tap again that was taken back last; the words stay."""
        if self._on:
            self._back.append(_Before(self.draft, ""))
            self._turn_to(self._on.pop())

    def _turn_to(self, draft: TreatmentDraft) -> None:
        words = {name: getattr(self.draft, name) for name in TEXTS}
        self.draft = replace(draft, **words)
        self.changed.emit()

    def go_back_before(self, draft: TreatmentDraft) -> None:
        """Take back the tap that led away from *draft*, and all after it."""
        places = [n for n, one in enumerate(self._back) if one.draft is draft]
        if places:
            self._back = self._back[: places[-1] + 1]
            self.go_back()

    def forget_the_way(self) -> None:
        """Let Ctrl+Z be the window's again: what stands here is in the records now."""
        self._back, self._on = [], []

    def is_touched(self, other: TreatmentDraft) -> bool:
        """Return whether anything tapped differs from *other*."""
        return tapped_part(self.draft) != tapped_part(other)

    def minute(self, now: datetime) -> time:
        """Return the minute of a tick: now, or the end of a visit that is over."""
        slot = self.visit.line.slot
        if now.date() == slot.day and self.visit.line.status.is_open:
            return now.time().replace(second=0, microsecond=0)
        end = slot.start.hour * 60 + slot.start.minute + slot.minutes
        return time(min(end, 23 * 60 + 59) // 60, min(end, 23 * 60 + 59) % 60)
