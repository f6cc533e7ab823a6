"""The end of a shift: what is open, what tomorrow brings, a word, and two names."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.complaints.model import STEP_WORDS, ComplaintLine
from salon.feedback.model import FeedbackId
from salon.feedback.operations import pass_on
from salon.shifts.operations import hand_over, take_over
from salon.text import _, full_day, hour, listed, ngettext, short_day
from salon.views.handover import HandOver, hand_over_of
from ui.kit.buttons import Button
from ui.kit.cards import Rule, across, down, held
from ui.kit.fields import FormRow, Notes
from ui.kit.sheet import Sheet
from ui.kit.states import Banner
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run, Words
from ui.parts.call_marks import why
from ui.parts.homes import home_of, tell
from ui.places import CallList
from ui.shifts.round import open_round

if TYPE_CHECKING:
    from ui.desk import Desk

SHOWN = 6  # lines of each kind; the rest is counted


def open_handover(desk: "Desk") -> "HandOverSheet | None":
    """Open what this shift hands to the next."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = HandOverSheet(desk, home)
    desk.ask(hand_over_of).then(sheet.show_open).otherwise(sheet.fail)
    sheet.open()
    return sheet


class HandOverSheet(Sheet):
    """What no record says is written here; all else is worked out now."""

    def __init__(self, desk: "Desk", home: QWidget) -> None:
        super().__init__(home, _("Hand over the shift"), icon="users-group", wide=680)
        self._desk = desk
        self._waiting = 0  # what was handed over and is not signed
        self.column = down(gap=10)
        self.note = Notes(
            hint=_("What the next shift should know and no list says"),
            name=_("Word for the next shift"),
            rows=3,
        )
        self.add(FormRow(_("Word for the next shift"), self.note))
        self.add(held(self.column))
        self.body.addStretch(1)
        self.cancel()
        self.take = self.button(_("Take over"), self._take)
        self.take.hide()
        self.button(_("Hand over"), self._hand, primary=True)
        self.setMinimumHeight(min(700, home.window().height() - 40))

    def show_open(self, found: HandOver) -> None:
        """Show what is open."""
        last = found.last
        if last is not None and last.taken_at is None:
            said = _("{name}, {day} {hour}: {note}").format(
                name=last.by or _("Nobody in person"),
                day=short_day(last.at.date()),
                hour=hour(last.at),
                note=last.note or _("nothing more to say"),
            )
            self.column.addWidget(Banner(said, Tone.BLUE, icon="message-circle"))
            self.take.show()
            self._waiting = last.id
        self._part(
            ngettext(
                "{number} call still to be made",
                "{number} calls still to be made",
                found.due,
            ).format(number=found.due),
            [f"{one.client} · {why(one, found.now)}" for one in found.calls],
            Button(_("To the calls"), small=True, act=partial(self._go, CallList())),
        )
        promised = [
            " · ".join(
                filter(
                    None,
                    (
                        one.client,
                        short_day(one.due),
                        hour(one.time_from) if one.time_from else "",
                        _("for {name}").format(name=one.for_name)
                        if one.for_name
                        else "",
                    ),
                )
            )
            for one in found.promised
        ]
        self._part(_("Promised to ring back"), promised)
        self._part(_("Incidents open"), [one.client for one in found.incidents])
        self._part(
            _("Complaints open"),
            [
                " · ".join(filter(None, (one.client, *_of_case(one))))
                for one in found.complaints
            ],
        )
        for praise in found.praises:
            said = _("{client} praised {name}: {words}").format(
                client=praise.client, name=praise.praised, words=praise.words or "–"
            )
            told = Button(
                _("Passed on"), small=True, act=partial(self._pass_on, praise.id)
            )
            words = Words(said, type=Type.SMALL, wrap=True, middle=True)
            row = across(words, told, gap=8)
            row.setStretch(0, 1)
            self.column.addWidget(held(row))
        self._part(
            _("Records that lack something"),
            [f"{one.client} · {one.service}" for one in found.lacking],
        )
        self._part(_("Patch tests to read"), [one.client for one in found.patch_tests])
        if found.next_day is not None:
            head = ngettext(
                "{day}: {number} visit", "{day}: {number} visits", found.visits
            ).format(day=full_day(found.next_day), number=found.visits)
            if found.first is not None:
                first = _("first {hour} {client}")
                head = " · ".join(
                    (
                        head,
                        first.format(
                            hour=hour(found.first.slot.start), client=found.first.client
                        ),
                    )
                )
            self._part(
                head,
                [
                    f"{hour(one.slot.start)} {one.client} · "
                    + listed([_(mark) for mark in marks])
                    for one, marks in found.against
                ],
                is_shown=True,
            )
        seen = (
            _("Shop round done {hour}, {name}").format(
                hour=hour(found.round.at), name=found.round.by
            )
            if found.round.at is not None
            else _("Shop round not done today")
        )
        again = Button(_("Go round"), small=True, act=self._round)
        words = Words(seen, type=Type.SMALL, middle=True)
        self.column.addWidget(held(across(words, None, again, gap=8)))
        self.note.setFocus()

    def _part(
        self,
        title: str,
        lines: Sequence[str],
        act: QWidget | None = None,
        *,
        is_shown: bool = False,
    ) -> None:
        """Show a heading with its lines; what is empty is not there at all."""
        if not lines and not is_shown:
            return
        head = Words(title, type=Type.SMALL_STRONG, middle=True)
        self.column.addWidget(held(across(head, None, *filter(None, (act,)), gap=8)))
        for one in lines[:SHOWN]:
            self.column.addWidget(Words(Run(one, Type.SMALL), wrap=True))
        if len(lines) > SHOWN:
            more = _("and {number} more").format(number=len(lines) - SHOWN)
            self.column.addWidget(Words(more, type=Type.SMALL, faint=True))
        self.column.addWidget(Rule())

    def _pass_on(self, key: FeedbackId) -> None:
        self._desk.do(pass_on, key).otherwise(self.fail)

    def _go(self, place: CallList) -> None:
        self.accept()
        self._desk.go(place)

    def _round(self) -> None:
        self.accept()
        open_round(self._desk)

    def _hand(self) -> None:
        doing = self._desk.do(hand_over, self.note.toPlainText())
        doing.then(self._handed).otherwise(self.fail)

    def _handed(self, _key: object) -> None:
        self.accept()
        tell(self._desk, _("Handed over: the next shift signs it"))

    def _take(self) -> None:
        doing = self._desk.do(take_over, self._waiting)
        doing.then(self._taken).otherwise(self.fail)

    def _taken(self, _done: object) -> None:
        self.accept()
        tell(self._desk, _("Taken over"))


def _of_case(line: ComplaintLine) -> Sequence[str]:
    """Return what is in hand, by whom, and until when."""
    step = _(STEP_WORDS[line.step]) if line.step is not None else ""
    due = ""
    if line.clock is not None:
        at = line.clock.due
        due = _("until {day} {hour}").format(day=short_day(at.date()), hour=hour(at))
    return (step, line.owner, _("late") if line.is_late else due)
