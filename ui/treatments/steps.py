"""What was done: steps that are ticked with their minute, and the words beside them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from salon.appointments.model import Status
from salon.text import _, hour
from salon.treatments.model import Step
from salon.treatments.tapping import MOST_STEPS
from ui.kit.buttons import Button, Kind
from ui.kit.cards import Card, Heading, across, clear, down
from ui.kit.fields import FormRow, Notes, TextField, TimeField
from ui.kit.sheet import Sheet
from ui.kit.taps import GLOVED, Look, Roving, Tap, growing, large
from ui.kit.tokens import Type
from ui.kit.words import Words
from ui.treatments.writing import Writing


class StepTap(Tap):
    """One step; F2 corrects it."""

    def __init__(self, correct: Callable[[], object]) -> None:
        super().__init__("", Look.TICK)
        self._correct = correct

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let F2 open it."""
        if event.key() == Qt.Key.Key_F2:
            self._correct()
        else:
            super().keyPressEvent(event)


class StepsCard(Card):
    """The steps from top to bottom, one Tab stop; below them words and a note."""

    def __init__(self, writing: Writing) -> None:
        self._remark = Words("", type=Type.SMALL, faint=True)
        super().__init__(
            Heading(_("What was done"), self._remark, icon="clipboard-check"), gap=6
        )
        self._writing = writing
        self.taps: list[StepTap] = []
        self._pens: list[Button] = []
        self._roving = Roving(self)
        self._rows = down(gap=0)
        self.more = Tap(_("Another step"), Look.CHIP)
        self.more.say(_("Another step"), icon="plus")
        self.more.clicked.connect(lambda _on=False: self.ask())
        self.line = TextField(name=_("Another step"), hint=_("What was done next"))
        large(self.line)
        self.line.hide()
        self.line.returnPressed.connect(self._add_and_ask)
        self.line.editingFinished.connect(self._left)
        self.line.textEdited.connect(lambda _text: writing.worded.emit())
        self.done = Notes(
            hint=_("Or in words; kept as you type"), name=_("What was done"), rows=3
        )
        self.done.setMaximumHeight(600)
        self.note = Notes(hint=_("A word for the team"), name=_("Note"), rows=1)
        growing(self.note)
        self.add(self._rows, self.more, self.line)
        self.add(self.done, stretch=1)
        self.add(self.note)

    # what is shown

    def show_draft(self) -> None:
        """Show the steps as they stand; the keyboard stays where it is."""
        steps = self._writing.draft.steps
        while len(self.taps) < len(steps):
            self._append()
        while len(self.taps) > len(steps):
            self._drop()
        is_under_way = self._writing.visit.line.status is Status.IN_TREATMENT
        waits = next((n for n, step in enumerate(steps) if step.at is None), -1)
        for place, (tap, step) in enumerate(zip(self.taps, steps, strict=True)):
            self._say(tap, step)
            tap.is_next = is_under_way and place == waits
            pen = _("Correct this step: {step}").format(step=step.name)
            self._pens[place].setAccessibleName(pen)
        done = sum(step.at is not None for step in steps)
        said = _("{done} of {all}").format(done=done, all=len(steps)) if steps else ""
        self._remark.say(said)
        self._roving.hold(self.taps)

    def _say(self, tap: StepTap, step: Step) -> None:
        is_from_last = f"step:{step.name}" in self._writing.draft.carried
        sub = step.words
        if is_from_last and step.at is None:
            sub = sub or _("from last time")
        at = hour(step.at) if step.at is not None else ""
        state = _("done") if at else _("not yet done")
        spoken = ", ".join(filter(None, (step.name, sub, state, at)))
        tap.say(step.name, sub, at, spoken=spoken)
        tap.setChecked(step.at is not None)

    def _append(self) -> None:
        place = len(self.taps)
        tap = StepTap(partial(self.correct, place))
        tap.clicked.connect(lambda _on=False: self.tick(place))
        pen = Button(
            icon="pencil",
            kind=Kind.QUIET,
            name=_("Correct this step"),
            act=lambda: self.correct(place),
        )
        pen.setFixedSize(32, GLOVED)
        pen.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # F2 on the step is its key
        row = across(tap, pen, gap=0)
        row.setStretch(0, 1)
        self._rows.addLayout(row)
        self.taps.append(tap)
        self._pens.append(pen)

    def _drop(self) -> None:
        tap, pen = self.taps.pop(), self._pens.pop()
        if tap.hasFocus():
            (self.taps[-1] if self.taps else self.more).setFocus()
        row = self._rows.takeAt(len(self.taps))
        layout = row.layout() if row is not None else None
        if layout is not None:
            clear(layout)
        del tap, pen

    def stops(self) -> list[QWidget]:
        """Return what Tab goes to, in its order."""
        return [*self.taps, self.more, self.line, self.done, self.note]

    # what is tapped

    def tick(self, place: int) -> None:
        """Tick a step with the minute it is now, or untick it."""
        self._show_again(place)
        step = self._writing.draft.steps[place]
        if step.at is not None:
            self._put(place, replace(step, at=None))
            return
        self._writing.desk.now().then(partial(self._ticked, place))

    def _show_again(self, place: int) -> None:
        """Undo what Qt has ticked by itself: the draft says what is shown."""
        step = self._writing.draft.steps[place]
        self.taps[place].setChecked(step.at is not None)

    def _ticked(self, place: int, now: datetime) -> None:
        steps = self._writing.draft.steps
        if place < len(steps) and steps[place].at is None:
            at = self._writing.minute(now)
            self._put(place, replace(steps[place], at=at))

    def _put(self, place: int, *step: Step) -> None:
        steps = list(self._writing.draft.steps)
        steps[place : place + 1] = step
        self._writing.become(replace(self._writing.draft, steps=tuple(steps)))

    def ask(self) -> None:
        """Let another step be written."""
        if len(self._writing.draft.steps) >= MOST_STEPS:
            return
        self.line.show()
        self.line.setFocus()
        self.more.hide()

    def settle(self) -> None:
        """Put what is written of another step among the steps, done now."""
        name = self.line.text().strip()
        self.line.clear()
        had_focus = self.line.hasFocus()
        self.more.show()
        if had_focus:
            self.more.setFocus()
        self.line.hide()
        if name:
            self._writing.desk.now().then(partial(self._add_step, name))

    def _left(self) -> None:
        if not self.line.hasFocus():  # Enter ends nothing: the next one follows
            self.settle()

    def _add_and_ask(self) -> None:
        name = self.line.text().strip()
        if not name:
            self.settle()
            return
        self.line.clear()
        self._writing.desk.now().then(partial(self._add_step, name))

    def _add_step(self, name: str, now: datetime) -> None:
        draft = self._writing.draft
        if any(step.name == name and step.at is None for step in draft.steps):
            place = [step.name for step in draft.steps].index(name)
            self._ticked(place, now)
            return
        at: time = self._writing.minute(now)
        self._writing.become(replace(draft, steps=(*draft.steps, Step(name, "", at))))

    def tap_of(self, name: str) -> QWidget:
        """Return the step of that name which waits, else the first that does."""
        pairs = list(zip(self._writing.draft.steps, self.taps, strict=False))
        waiting = [(step.name, tap) for step, tap in pairs if step.at is None]
        for called, tap in waiting:
            if name in ("", called):
                return tap
        return waiting[0][1] if waiting else self.more

    def settle_now(self) -> None:
        """Put what is half written among the steps without waiting for the clock."""
        name = self.line.text().strip()
        if name:
            draft = self._writing.draft
            self._writing.become(replace(draft, steps=(*draft.steps, Step(name))))
            self.line.clear()

    @property
    def pending(self) -> str:
        """What is written of another step and not among the steps yet."""
        return self.line.text().strip()

    def correct(self, place: int) -> None:
        """Open a step: its name, its words, its minute; or take it away."""
        steps = self._writing.draft.steps
        if place < len(steps) and self.isEnabled():
            client = self._writing.visit.line.client
            _StepSheet(self, client, place, steps[place], self._put).open()


class _StepSheet(Sheet):
    """One step, to be corrected."""

    def __init__(
        self,
        home: QWidget,
        client: str,
        place: int,
        step: Step,
        put: Callable[..., object],
    ) -> None:
        super().__init__(home, _("Step"), icon="clipboard-check", wide=420)
        self.say_whom(client)
        self._place, self._step, self._put = place, step, put
        self.name = TextField(step.name, name=_("Step"))
        self.words = TextField(
            step.words, _("3 min, forehead last"), name=_("In words")
        )
        self.add(FormRow(_("Step"), self.name), FormRow(_("In words"), self.words))
        self.at: TimeField | None = None
        if step.at is not None:
            self.at = TimeField(step.at, name=_("Done at"))
            self.add(FormRow(_("Done at"), self.at))
        self.button(_("Take this step away"), self._remove)
        self.cancel()
        self.button(_("Keep"), self._keep, primary=True)

    def _keep(self) -> None:
        name = self.name.text().strip()
        if not name:
            self.fail(_("A step needs a name."))
            return
        at = self.at.value() if self.at is not None else None
        self._put(
            self._place,
            replace(self._step, name=name, words=self.words.text().strip(), at=at),
        )
        self.accept()

    def _remove(self) -> None:
        self._put(self._place)
        self.accept()
