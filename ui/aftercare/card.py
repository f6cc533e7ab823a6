"""The call that is being made: who, what to say, what to ask, what to look out for."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from salon.aftercare.model import (
    SURVEY,
    Ask,
    Best,
    CallId,
    CallLine,
    CallNotes,
    Flag,
    notes_place,
)
from salon.aftercare.queries import kept_notes
from salon.clients.model import ClientLine
from salon.clients.phones import shown
from salon.text import _, full_day, hour, weekday
from ui.kit.buttons import Answers, Button, Kind
from ui.kit.cards import Box, Card, Heading, Rule, across, clear, down, held
from ui.kit.chips import Avatar
from ui.kit.columns import Columns
from ui.kit.fields import Notes
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run, Words
from ui.parts.call_marks import why
from ui.parts.hearing import MayHear
from ui.parts.minding import Minding
from ui.places import ClientCard

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from salon.app import Salon
    from ui.desk import Desk

PAUSE = 600  # milliseconds after the last key: then what is noted is stored
SHORT_ROW = 240  # units of width of answers that stand beside any question
LONG_ROW = 410  # of answers that stand in one row where there is room
EMERGENCY = "emergency"
LANGUAGES = {"en": "English", "zh_CN": "普通话", "zh_TW": "國語"}


class CallCard(QWidget):
    """Everything the caller needs in front of her; notes stay with their call."""

    flagged = Signal(str)  # what was said, in words; "" once it is taken off

    def __init__(self, desk: "Desk", raising: "QAction", survey: "QAction") -> None:
        super().__init__()
        self._raising = raising
        self._survey = survey
        self._desk = desk
        self._call: CallLine | None = None
        self._asked: dict[str, Answers] = {}
        self._flags: Answers | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._store)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._who())
        self.hearing = MayHear(desk)  # somebody else may answer
        column.addWidget(self.hearing)
        self.minding = Minding(desk, None)
        column.addWidget(self.minding)
        column.addWidget(self._script())
        column.addWidget(self._alarm())
        column.addWidget(self._notes(), 1)

    def show_call(self, call: CallLine, now: datetime, emergency: str) -> None:
        """Show a call; what was typed for another one is kept there."""
        if self._call is not None and self._call.id == call.id:
            is_same = self._call == call
            self._call = call
            if is_same:
                return
        else:
            self.leave()
            self._call = call
        self.hearing.show_client(int(call.client_id))
        self.minding.show_client(int(call.client_id))
        self._survey.setEnabled(call.step == SURVEY)
        self.asking.setVisible(call.step == SURVEY)
        self._avatar.name = call.client
        self._avatar.update()
        self.name.say(Run(call.client, Type.TITLE), *_reading(call))
        parts = [why(call, now)]
        if call.treated is not None:
            parts.append(
                _("{day} with {person}").format(
                    day=full_day(call.treated), person=call.person
                )
            )
        self._why.say(" · ".join(parts))
        region = self._desk.premises.region
        self.number.say(shown(call.phone, region) if call.phone else _("no number"))
        self._prefers.say(_prefers(call))
        usual = _("Ask how things are.") if call.is_whole else ""
        self.words.say(call.words or usual)
        own = _("Add a line of your own: all we had to say was heard within a year.")
        cue = (call.cue, own if call.wants_line else "")
        self.cue.say("\n".join(filter(None, cue)))
        self._cue_part.setVisible(any(cue))
        self._last.say(call.last_time or _("Not spoken with yet."))
        self._avoid.say(call.avoid or _("Nothing noted."))
        for part, text in zip(self._parts, (call.last_time, call.avoid), strict=True):
            part.setVisible(bool(text))
        has_before = bool(call.last_time or call.avoid)
        self._before.setVisible(has_before)
        self._rule.setVisible(has_before)
        self._emergency.say(emergency)
        self._show_questions(call.questions)
        self._show_flags(call.red_flags)
        self._chain()
        kept = self._desk.drafts.get(("call", call.id))
        self._put(kept if isinstance(kept, CallNotes) else CallNotes())
        if kept is None:
            asked = self._desk.ask(kept_notes, call.id, self._desk.desk_id)
            asked.then(partial(self._put_kept, call.id))

    def show_client(self, _client: ClientLine) -> None:
        """Take note of what is known of her by now."""

    def said(self) -> CallNotes:
        """Return what has been noted."""
        answers = {
            ref: str(chips.value()[0])
            for ref, chips in self._asked.items()
            if chips.value()
        }
        flags = self._flags.value() if self._flags is not None else ()
        flag = str(flags[0]) if flags else ""
        return CallNotes(answers, flag, self.note.toPlainText().strip())

    def keep(self) -> None:
        """Keep what is half noted with the call it belongs to."""
        if self._call is None:
            return
        said = self.said()
        place = ("call", self._call.id)
        if not self._call.is_whole:  # its questions are on their way
            kept = self._desk.drafts.get(place)
            before = kept if isinstance(kept, CallNotes) else CallNotes()
            said = CallNotes(before.answers, before.flag, said.note)
        if said == self._desk.drafts.get(place, CallNotes()):
            return
        self._desk.drafts[place] = said
        if not self._pause.isActive():  # so often at least, however fast one types
            self._pause.start()

    def leave(self) -> None:
        """Keep and store what is half noted."""
        self.keep()
        self._store()

    def forget(self, call: CallLine) -> None:
        """Drop what was kept of a call that is over."""
        said = self._desk.drafts.pop(("call", call.id), None)
        if said:
            self._desk.drafts["logged", call.id] = (said, call.attempts)
        if self._call is not None and self._call.id == call.id:
            self._put(CallNotes())
            self._pause.stop()
        self._desk.call(partial(_keep, key=call.id, notes=CallNotes()))

    def bring_back(self, calls: Iterable[CallLine]) -> None:
        """Note again what was noted of calls whose end was taken back."""
        for call in calls:
            kept = self._desk.drafts.get(("logged", call.id))
            if not isinstance(kept, tuple) or kept[1] != call.attempts:
                continue  # she was not reached, and is to be rung again
            said = kept[0]
            self._desk.drafts.pop(("logged", call.id))
            self._desk.drafts["call", call.id] = said
            self._desk.call(partial(_keep, key=call.id, notes=said))

    def _store(self) -> None:
        """Write what is noted where a power cut does not reach it."""
        self._pause.stop()
        if self._call is None:
            return
        notes = self._desk.drafts.get(("call", self._call.id))
        if isinstance(notes, CallNotes):
            self._desk.call(partial(_keep, key=self._call.id, notes=notes))

    def _put_kept(self, key: CallId, notes: CallNotes) -> None:
        """Go on where the window was cut off, unless something is written already."""
        is_here = self._call is not None and self._call.id == key
        if notes and is_here and not self.said():
            self._desk.drafts["call", key] = notes
            self._put(notes)

    # how it is built

    def _who(self) -> QWidget:
        self._avatar = Avatar("", 52)
        self.name = Words("", type=Type.TITLE, wrap=True)
        self._why = Words("", type=Type.SMALL, faint=True, wrap=True)
        self.number = Words("", type=Type.TITLE)
        self._prefers = Words("", type=Type.CAPTION, faint=True)
        about = held(down(self.name, self._why, gap=2))
        phone = held(
            down(across(None, self.number), across(None, self._prefers), gap=2)
        )
        row = across(self._avatar, about, phone, gap=14)
        row.setStretch(1, 1)
        return Card(gap=0).add(row)

    def _script(self) -> QWidget:
        self._file = Button(
            _("Open file"), icon="user", small=True, act=self._open_file
        )
        self.asking = Button(action=self._survey, small=True)
        self.asking.hide()
        deeds = (self.asking, self._file)
        card = Card(Heading(_("What to say"), *deeds, icon="message-circle"), gap=8)
        self.words = Words("", type=Type.READING, wrap=True)
        self.cue = Words("", type=Type.SMALL, wrap=True)
        about = Words(_("WHAT IT IS ABOUT"), type=Type.CAPTION_STRONG, faint=True)
        self._cue_part = held(down(about, self.cue, gap=2))
        self._last = Words("", type=Type.SMALL, wrap=True)
        self._avoid = Words("", type=Type.SMALL, wrap=True)
        self._before = held(across(gap=24))
        row = self._before.layout()
        assert isinstance(row, QHBoxLayout)
        self._rule = Rule()
        self._parts: list[QWidget] = []
        for head, text in (
            (_("LAST TIME WE SPOKE"), self._last),
            (_("NOT AGAIN"), self._avoid),
        ):
            title = Words(head, type=Type.CAPTION_STRONG, faint=True)
            part = held(down(title, text, None, gap=2))
            row.addWidget(part, 1)
            self._parts.append(part)
        return card.add(self.words, self._cue_part, self._rule, self._before)

    def _alarm(self) -> QWidget:
        self._alarm_box = Box(Tone.RED, gap=4)
        title = Words(_("Emergency number"), type=Type.SMALL_STRONG, tone=Tone.RED)
        self._emergency = Words("", type=Type.DISPLAY, tone=Tone.RED)
        self._do = Words("", type=Type.READING, wrap=True)
        self._number_row = held(across(title, self._emergency, None, gap=12))
        said = _("This call can no longer end as “all well”.")
        self._closed = Words(said, type=Type.SMALL, faint=True, wrap=True)
        self.opening = Button(action=self._raising, kind=Kind.PRIMARY)
        row = across(self._closed, self.opening, gap=12)
        row.setStretch(0, 1)
        self._alarm_box.add(self._number_row, self._do, row)
        self._alarm_box.hide()
        return self._alarm_box

    def _notes(self) -> QWidget:
        card = Card(_("Ask and note"), gap=4)
        self._questions = QVBoxLayout()
        self._questions.setContentsMargins(0, 0, 0, 0)
        self._questions.setSpacing(2)
        self._flag_row = QVBoxLayout()
        self._flag_row.setContentsMargins(0, 0, 0, 0)
        self._flag_row.setSpacing(4)
        self.note = Notes(hint=_("Note… kept as you type"), name=_("Note"), rows=2)
        self.note.setMaximumHeight(400)
        self.note.textChanged.connect(self.keep)
        return card.add(self._questions, self._flag_row).add(self.note, stretch=1)

    def _show_questions(self, questions: tuple[Ask, ...]) -> None:
        clear(self._questions)
        self._asked = {}
        self._chips: list[Answers] = []  # whose buttons stand in the row
        for ask in questions:
            if not ask.answers:
                self._questions.addWidget(Words(ask.text, wrap=True))
                continue
            answers = [(one, _(one)) for one in ask.answers]
            chips = Answers(answers, name=ask.text)
            chips.changed.connect(self.keep)
            self._asked[ask.id] = chips
            text = ask.text
            if len(ask.answers) > 1 and all(one in text for one in ask.answers):
                text = text.split(":")[0].split("：")[0]
            words = Words(text, wrap=True, middle=True)
            wide = 6 * (len(chips.buttons) - 1) + sum(
                button.sizeHint().width() for button in chips.buttons.values()
            )
            if wide <= SHORT_ROW:
                row = across(words, *chips.buttons.values(), gap=6)
                row.setStretch(0, 1)
                self._chips.append(chips)
                self._questions.addWidget(held(row))
            else:  # a row of their own where the window is narrow
                chips.setMinimumWidth(min(wide, LONG_ROW))
                shares = (1, 0) if wide <= LONG_ROW else (1, 1)
                self._questions.addWidget(
                    Columns(words, chips, shares, least=wide + 140, gap=6)
                )

    def _chain(self) -> None:
        """Let Tab walk as one asks: the answers, the signs, then the note."""
        before: QWidget = self._file
        flags = (self._flags,) if self._flags is not None else ()
        for chips in (*self._asked.values(), *flags):
            for button in chips.buttons.values():
                QWidget.setTabOrder(before, button)
                before = button
        QWidget.setTabOrder(before, self.note)

    def _show_flags(self, flags: tuple[Flag, ...]) -> None:
        clear(self._flag_row)
        self._flags = None
        self._known = {flag.id: flag for flag in flags}
        if not flags:
            return
        title = Words(_("If this is spoken of"), type=Type.SMALL_MEDIUM)
        said = [(flag.id, flag.text) for flag in flags]
        self._flags = Answers(said, name=_("Red flags"), tone=Tone.RED)
        self._flags.changed.connect(self._flagged)
        self._flag_row.addWidget(title)
        self._flag_row.addWidget(self._flags)

    def _flagged(self) -> None:
        flags = self._flags.value() if self._flags is not None else ()
        flag = self._known.get(str(flags[0])) if flags else None
        self._alarm_box.setVisible(flag is not None)
        if flag is not None:
            self._do.say(flag.do or flag.text)
            is_grave = flag.action == EMERGENCY or flag.action == "doctor_today"
            self._number_row.setVisible(is_grave)
            self._alarm_box.setAccessibleName(f"{flag.text}. {flag.do}")
        self.flagged.emit(flag.text if flag is not None else "")
        self.keep()

    def _put(self, said: CallNotes) -> None:
        self.note.blockSignals(True)
        if self.note.toPlainText().strip() != said.note:
            self.note.setPlainText(said.note)
        self.note.blockSignals(False)
        for ref, chips in self._asked.items():
            answer = said.answers.get(ref)
            chips.put(*((answer,) if answer else ()))
        if self._flags is not None:
            self._flags.put(*((said.flag,) if said.flag else ()))
        self._flagged()

    def _open_file(self) -> None:
        if self._call is not None:
            self._desk.go(ClientCard(self._call.client_id))


def _reading(call: CallLine) -> tuple[Run, ...]:
    parts = [part for part in (call.pinyin, call.called) if part]
    return (Run(f"  {' · '.join(parts)}", Type.SMALL, faint=True),) if parts else ()


def _prefers(call: CallLine) -> str:
    parts = []
    if call.best is not None and call.best.is_learned:
        parts.append(answers_at(call.best))
    if call.time_from is not None and call.time_until is not None:
        said = _("best {start} – {until}")
        parts.append(
            said.format(start=hour(call.time_from), until=hour(call.time_until))
        )
    if call.language in LANGUAGES:
        parts.append(_("speaks {language}").format(language=LANGUAGES[call.language]))
    if call.best is not None and call.best.later is not None:
        start, until = call.best.later
        said = _("answers better {start} – {until}")
        parts.append(said.format(start=hour(start), until=hour(until)))
    return " · ".join(parts)


def answers_at(best: Best) -> str:
    """Return what was learned of this hour: "Thu 14–16: answered 4 of 5"."""
    said = _("{weekday} {start}–{until}: answered {number} of {tried}")
    day = date(2024, 1, 1) + timedelta(days=best.weekday)  # which was a Monday
    return said.format(
        weekday=weekday(day),
        start=f"{best.start:%H}",
        until=f"{best.until:%H}",
        number=best.answered,
        tried=best.tried,
    )


def _keep(salon: "Salon", *, key: CallId, notes: CallNotes) -> None:
    body = json.dumps(asdict(notes), ensure_ascii=False) if notes else ""
    salon.keep(notes_place(key, salon.desk), body)
    if not body:  # nor what was kept when all desks had one place
        salon.keep(notes_place(key), body)
