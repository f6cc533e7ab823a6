"""Who is not content and with what, until when, and the number to ring."""

from PySide6.QtGui import QAction

from salon.clients.phones import shown
from salon.complaints.model import SOURCE_WORDS, Clock, Level, Source, Step
from salon.complaints.saying import due_in_words, left_in_words
from salon.text import N_, _, short_day
from salon.views.complaints import ComplaintSight
from ui.complaints.steps import when
from ui.kit.buttons import Button, Kind
from ui.kit.cards import Card, across, down, held
from ui.kit.chips import Avatar, Chip, ChipLabel
from ui.kit.columns import Columns
from ui.kit.tips import tip
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run, Words

LEVEL_WORDS = {
    Level.TOLD_US: N_("told to us only"),
    Level.TOLD_OTHERS: N_("told to others"),
    Level.THIRD_PARTY: N_("media, authority or consumer body"),
}


def _heard_by(sight: ComplaintSight) -> Clock | None:
    """Return by when the client was told to hear of us, where that is another hour."""
    line = sight.card.line
    told = next(one for one in sight.card.steps if one.step is Step.CLARIFY).clock
    is_said = line.step is Step.APOLOGISE and line.clock is not None
    return told if is_said and line.clock and line.clock.due != told.due else None


class Head(Card):
    """The card at the top; its loud button rings, or takes what nobody has."""

    def __init__(self, ring: QAction, mine: QAction, file: QAction) -> None:
        super().__init__(gap=0, pad=12)
        self._avatar = Avatar("", 44)
        self.name = Words("", type=Type.TITLE)
        self._manner = ChipLabel(Chip("", Tone.PLAIN))
        self._what = Words("", type=Type.SMALL, faint=True, wrap=True)
        about = held(
            down(across(self.name, self._manner, None, gap=10), self._what, gap=2)
        )
        self.clock = Words("", type=Type.SMALL_STRONG)
        self._whose = Words("", type=Type.CAPTION, faint=True)
        times = held(down(across(None, self.clock), across(None, self._whose), gap=2))
        self.ring_button = Button(action=ring, kind=Kind.PRIMARY)
        self.take_button = Button(action=mine)
        to_file = Button(action=file, small=True)
        left = across(self._avatar, about, gap=14)
        left.setStretch(1, 1)
        right = across(None, times, self.take_button, self.ring_button, to_file, gap=12)
        row = Columns(held(left), held(right), (1, 0), least=760, gap=8)
        self.add(row)

    def show_sight(self, sight: ComplaintSight, region: str) -> None:
        """Show who it is, what it is about, and until when the next step is due."""
        line, client = sight.card.line, sight.client
        self._avatar.name = client.name
        self._avatar.update()
        self.name.say(
            Run(client.name, Type.TITLE),
            Run(f"   {client.pinyin}" if client.pinyin else "", Type.SMALL, faint=True),
        )
        tip(self.name, client.name)
        self._manner.say(Chip(sight.personality, Tone.PLAIN))
        self._manner.setVisible(bool(sight.personality))
        parts = [", ".join(filter(None, (sight.cause, *sight.causes)))]
        if sight.visit is not None:
            said = _("{service}, {day} with {person}")
            parts.append(
                said.format(
                    service=sight.visit.service,
                    day=short_day(sight.visit.slot.day),
                    person=sight.visit.person.name,
                )
            )
        opened = _("opened {time}").format(time=when(line.opened, sight.now))
        parts += [opened, _(SOURCE_WORDS[Source(line.source)]), sight.status]
        self._what.say(" · ".join(filter(None, parts)))
        self._show_clock(sight)
        number = client.phone
        phone = shown(number, region) if number else ""
        self.ring_button.setText(
            _("Ring {phone}").format(phone=phone) if phone else _("no number")
        )
        self.ring_button.setAccessibleName(self.ring_button.text())
        is_free = line.is_open and line.owner_id is None
        self.take_button.setVisible(is_free)
        self.take_button.kind = Kind.PRIMARY if is_free else Kind.SECONDARY
        self.ring_button.kind = Kind.SECONDARY if is_free else Kind.PRIMARY
        for button in (self.take_button, self.ring_button):
            button.updateGeometry()
            button.update()

    def _show_clock(self, sight: ComplaintSight) -> None:
        line = sight.card.line
        clock = line.clock
        self.clock.setVisible(line.is_open and clock is not None)
        level = _(LEVEL_WORDS[line.level])
        if not line.is_open or clock is None:
            self._whose.say(level)
            return
        tone = Tone.RED if clock.is_late else Tone.AMBER if clock.is_short else None
        said = _("by {time}, {left}")
        words = said.format(time=due_in_words(clock), left=left_in_words(clock))
        self.clock.say(Run(words, Type.SMALL_STRONG, tone))
        if not line.owner:
            more = _("nobody has it")
        elif clock.is_late:
            more = _("{owner} has it").format(owner=line.owner)
        elif (heard := _heard_by(sight)) is not None:
            more = _("the client hears by {time}").format(time=due_in_words(heard))
        elif sight.card.next_owner and line.responder < Level.THIRD_PARTY:
            more = _("then {name} is told").format(name=sight.card.next_owner)
        else:
            more = ""
        self._whose.say(" · ".join(filter(None, (level, more))))
