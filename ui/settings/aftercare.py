"""Protocols of after-care: followed, rewritten, tried on a client; words of our own."""

import json
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from salon.aftercare.model import ProtocolLine
from salon.aftercare.own_words import turn_words
from salon.aftercare.protocols import drop_draft, edit_protocol, switch_protocol
from salon.errors import SalonError
from salon.text import N_, _, language, listed, ngettext
from salon.views.protocols import Protocols, protocols
from ui.kit.buttons import Button, Kind
from ui.kit.cards import Card, Heading, across, down, held
from ui.kit.chips import Chip
from ui.kit.columns import Columns
from ui.kit.rows import Line, Look, People
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.homes import tell
from ui.parts.ways import open_survey_switches
from ui.settings.limits import LimitsSheet
from ui.settings.steps import (
    CALLER_WORDS,
    KIND_WORDS,
    PreviewSheet,
    StepSheet,
    WordsSheet,
)

if TYPE_CHECKING:
    from ui.desk import Desk


COMES_WITH_IT = N_("comes with the program")


class AftercarePane(QWidget):
    """One protocol is in sight; what is changed is a draft until it is followed."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self._desk = desk
        self._found: Protocols | None = None
        self._ref = ""
        look = Look(height=46, small=True)
        self.list = People([], look, _("Protocols"))
        self.list.picked.connect(lambda _row: self._picked())
        self.steps = People([], Look(height=52, small=True), _("Steps"))
        self.steps.opened.connect(self._open_step)
        self.title = Words("", type=Type.TITLE, wrap=True)
        self.said = Words("", type=Type.SMALL, faint=True, wrap=True)
        self.edit = Button(_("Change step"), icon="pencil", small=True, act=self._edit)
        self.add_step = Button(_("Add step"), icon="plus", small=True, act=self._add)
        self.remove = Button(_("Take step away"), small=True, act=self._remove)
        self.try_ = Button(
            _("Try on a client"), icon="zoom-check", small=True, act=self._try
        )
        self.drop = Button(_("Drop the draft"), small=True, act=self._drop)
        self.off = Button(_("Follow no more"), small=True, act=self._off)
        self.on = Button(_("Follow from now on"), kind=Kind.PRIMARY, act=self._on)
        card = Card(gap=8).add(self.title, self.said)
        card.add(self.steps, stretch=1)
        card.add(held(across(self.edit, self.add_step, self.remove, None, gap=6)))
        card.add(held(across(self.try_, self.off, None, self.drop, self.on, gap=6)))
        self.own = People([], Look(height=44, small=True), _("Words of your own"))
        self.own.opened.connect(self._turn)
        self.own.setMaximumHeight(4 * 44)
        self.steps.setMinimumHeight(4 * 52)
        more = Button(_("Add words"), icon="plus", small=True, act=self._say)
        words = Card(Heading(_("Words of your own"), more), gap=6)
        note = _(
            "Said in turn with those that come with the program; Enter stops one, or "
            "lets it be said again."
        )
        words.add(Words(note, type=Type.SMALL, faint=True, wrap=True), self.own)
        limits = Button(
            _("Putting things right …"), icon="heart", small=True, act=self._limits
        )
        lists = Card(Heading(_("Protocols")), gap=6).add(self.list, stretch=1)
        lists.add(held(across(limits, None)))
        self.surveys = Button(
            _("Which surveys are asked"),
            icon="clipboard-text",
            small=True,
            act=partial(open_survey_switches, desk),
        )
        lists.add(held(across(self.surveys, None)))
        right = down(gap=12)
        right.addWidget(card, 1)
        right.addWidget(words)
        columns = Columns(lists, held(right), (320, 760), least=820, gap=12)
        row = across(columns)
        self.setLayout(row)

    def refresh(self) -> None:
        """Ask again."""
        self._desk.ask(protocols).then(self._show).otherwise(self._fail)

    def _fail(self, error: SalonError) -> None:
        self._desk.refused.emit(str(error))

    def _show(self, found: Protocols) -> None:
        self._found = found
        lines = []
        for one in found.lines:
            days = [str(step.get("day_offset", 0)) for step in one.steps]
            said = _("days {days}").format(days=listed(days)) if days else _("no calls")
            mark = None
            if not one.is_on:
                mark = Chip(_("off"), Tone.PLAIN)
            elif one.draft is not None:
                mark = Chip(_("draft"), Tone.AMBER)
            lines.append(Line(str(one.names), said, mark=mark, key=one.ref))
        self.list.show_lines(lines)
        if self.list.chosen() is None and lines:
            self.list.choose(0)
        own = []
        for piece in found.own:
            off = Chip(_("not said"), Tone.PLAIN) if piece.is_off else None
            name = str(piece.piece.names) or piece.piece.id
            kind = _(dict(KIND_WORDS).get(piece.kind, COMES_WITH_IT))
            own.append(Line(name, kind, mark=off, key=piece.piece.id))
        self.own.show_lines(own)
        self.own.setVisible(bool(own))
        self._picked()

    def line(self) -> ProtocolLine | None:
        """Return the protocol that is in sight."""
        chosen = self.list.chosen()
        if self._found is None or chosen is None:
            return None
        return next(one for one in self._found.lines if one.ref == chosen.key)

    def _picked(self) -> None:
        line = self.line()
        if line is None or self._found is None:
            return
        self.title.say(str(line.names))
        parts = []
        if line.draft is not None:
            parts.append(_("This is the draft; clients are rung by the old one."))
        if not line.is_on:
            parts.append(_("It is off: after these services nobody is rung."))
        if line.services:
            many = ngettext(
                "Follows {number} service: {names}",
                "Follows {number} services: {names}",
                len(line.services),
            )
            shown = listed(line.services[:4])
            parts.append(many.format(number=len(line.services), names=shown))
        self.said.say(" ".join(parts))
        steps = line.draft if line.draft is not None else line.steps
        self.steps.show_lines([self._step(one) for one in steps])
        if self.steps.chosen() is None and steps:
            self.steps.choose(0)
        self.drop.setVisible(line.draft is not None)
        self.on.setVisible(line.draft is not None or not line.is_on)
        self.off.setVisible(line.is_on)
        for button in (self.edit, self.remove, self.try_):
            button.setEnabled(bool(steps))

    def _step(self, step: Mapping[str, Any]) -> Line:
        assert self._found is not None
        purpose = str(step.get("purpose", ""))
        day = _("Day {number}").format(number=step.get("day_offset", 0))
        name = f"{day} · {self._found.purposes.get(purpose, purpose)}"
        script = step.get("script", {})
        codes = {"zh_CN": "zh_hans", "zh_TW": "zh_hant"}
        text = script.get(codes.get(language(), "en")) or script.get("en", "")
        caller = str(step.get("caller", ""))
        who = _(CALLER_WORDS.get(caller, caller))
        return Line(name, f"{who} · {text}", key=step.get("id"), whole=text)

    # what one does

    def _steps_now(self) -> list[dict[str, Any]]:
        line = self.line()
        if line is None:
            return []
        now = line.draft if line.draft is not None else line.steps
        found: list[dict[str, Any]] = json.loads(json.dumps([dict(one) for one in now]))
        return found

    def _open_step(self, row: int) -> None:
        steps = self._steps_now()
        if self._found is not None and 0 <= row < len(steps):
            sheet = StepSheet(self._desk, self, self._found, steps[row])
            sheet.kept.connect(lambda step, row=row: self._put(row, step, sheet))
            sheet.open()

    def _edit(self) -> None:
        self._open_step(self.steps.currentIndex().row())

    def _add(self) -> None:
        steps = self._steps_now()
        if self._found is None:
            return
        names = {str(one.get("id")) for one in steps}
        number = next(n for n in range(1, 99) if f"own{n}" not in names)
        days = max((int(one.get("day_offset", 0)) for one in steps), default=0) + 7
        fresh = {
            "id": f"own{number}",
            "day_offset": days,
            "purpose": "relation",
            "priority": 4,
            "caller": "therapist",
            "channels": ["phone"],
            "skip_if": ["visited"],
            "questions": [],
            "red_flags": [],
            "script": {},
        }
        sheet = StepSheet(self._desk, self, self._found, fresh)
        sheet.kept.connect(lambda step: self._put(len(steps), step, sheet))
        sheet.open()

    def _put(self, row: int, step: object, sheet: StepSheet) -> None:
        line = self.line()
        if line is None:
            return
        steps = self._steps_now()
        steps[row : row + 1] = [step]  # type: ignore[list-item]
        doing = self._desk.do(edit_protocol, line.ref, _by_day(steps))
        doing.then(partial(self._done, sheet)).otherwise(sheet.fail)

    def _done(self, sheet: StepSheet, _nothing: object) -> None:
        sheet.accept()
        tell(self._desk, _("Kept as a draft: follow it from now on when it is right"))

    def _remove(self) -> None:
        line, row = self.line(), self.steps.currentIndex().row()
        steps = self._steps_now()
        if line is None or not 0 <= row < len(steps):
            return
        del steps[row]
        self._desk.do(edit_protocol, line.ref, steps).otherwise(self._fail)

    def _try(self) -> None:
        line = self.line()
        if line is not None:
            PreviewSheet(self._desk, self, line.ref, str(line.names)).open()

    def _drop(self) -> None:
        line = self.line()
        if line is not None:
            self._desk.do(drop_draft, line.ref).otherwise(self._fail)

    def _on(self) -> None:
        line = self.line()
        if line is not None:
            self._desk.do(switch_protocol, line.ref, True).otherwise(self._fail)

    def _off(self) -> None:
        line = self.line()
        if line is not None:
            self._desk.do(switch_protocol, line.ref, False).otherwise(self._fail)

    def _limits(self) -> None:
        LimitsSheet(self._desk, self).open()

    def _say(self) -> None:
        WordsSheet(self._desk, self).open()

    def _turn(self, row: int) -> None:
        if self._found is None or not 0 <= row < len(self._found.own):
            return
        piece = self._found.own[row]
        self._desk.do(turn_words, piece.piece.id, piece.is_off).otherwise(self._fail)


def _by_day(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(steps, key=lambda one: int(one.get("day_offset", 0) or 0))
