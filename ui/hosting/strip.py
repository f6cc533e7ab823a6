"""The line of a record that hosts: what to ask, little things, the steps so far."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.hosting.model import NEED_QUESTIONS, STEP_WORDS
from salon.text import _
from salon.views.house import VisitSight, visit_sight
from ui.hosting.visit import TOPICS, asked_in, open_walk
from ui.kit.buttons import Button
from ui.kit.cards import across, clear, down, held
from ui.kit.chips import Chip, ChipLabel
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words

if TYPE_CHECKING:
    from ui.desk import Desk


class HostStrip(QWidget):
    """Slim: asked apart, so that the record does not wait for it."""

    def __init__(self, desk: "Desk", appointment_id: int) -> None:
        super().__init__()
        self._desk, self._key = desk, appointment_id
        self._column = down(gap=4)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._column)
        self.walk = Button(
            _("Door to goodbye"),
            icon="door-enter",
            small=True,
            act=partial(open_walk, desk, appointment_id),
        )
        self.chip = ChipLabel(Chip(""))
        self.asks = Words("", type=Type.SMALL_STRONG, wrap=True, middle=True)
        row = across(self.chip, self.asks, self.walk, gap=8)
        row.setStretch(1, 1)
        self._column.addLayout(row)
        self._more = down(gap=2)
        self._column.addWidget(held(self._more))
        desk.watch(TOPICS, self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Ask again."""
        asked = self._desk.ask(visit_sight, self._key)
        asked.then(self._show).otherwise(lambda _error: None)

    def _show(self, sight: VisitSight | None) -> None:
        if sight is None or sight.walk is None:
            return
        walk = sight.walk
        done = sum(one.is_over for one in walk.steps)
        said = _("{done} of 10 steps").format(done=done)
        if walk.next is not None and not walk.is_over:
            step = _(STEP_WORDS[walk.next.step])
            said = _("{done} of 10 steps, next: {step}").format(done=done, step=step)
        self.chip.say(Chip(said, Tone.SAGE if done == len(walk.steps) else Tone.PLAIN))
        asks = ""
        if sight.ask is not None:
            question = asked_in(NEED_QUESTIONS[sight.ask], sight.language)
            asks = _("To ask today: {question}").format(question=f"“{question}”")
        elif sight.friend.may:
            asks = _("Delighted lately: the moment to ask for a friend’s name")
        self.asks.say(asks)
        clear(self._more)
        lines = [
            (_("Needs"), " · ".join(one.words for one in sight.needs.now if one.words)),
            (_("Little things"), sight.extras.little),
        ]
        lines += [(_("Last time"), one.words) for one in sight.extras.memories[:1]]
        for name, words in lines:
            if words:
                text = f"{name}: {words}"
                self._more.addWidget(
                    Words(text, type=Type.SMALL, faint=True, wrap=True)
                )
