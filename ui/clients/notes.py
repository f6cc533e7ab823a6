"""Notes of a file: written, changed with what they said before, for whom."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from salon.clients.model import ClientId
from salon.notices.model import AUDIENCES, Audience, NoteLine, Wording
from salon.notices.operations import change_note, remove_note, write_note
from salon.notices.queries import notes_of
from salon.text import _, full_day, hour, ngettext
from ui.clients.entry import entry
from ui.kit.buttons import Answers, Button, Kind
from ui.kit.cards import Card, Heading, clear, down
from ui.kit.chips import Chip
from ui.kit.fields import Notes
from ui.kit.sheet import Sheet
from ui.kit.tips import tip
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.forms import Form
from ui.parts.homes import home_of
from ui.parts.unfinished import keeps
from ui.parts.whose import say_whose

if TYPE_CHECKING:
    from ui.desk import Desk

_ICONS = {
    Audience.ME: "lock",
    Audience.STAFF: "clipboard-text",
    Audience.CLIENT: "user",
}
_MARKS = {
    Audience.ME: Tone.PLUM,
    Audience.STAFF: Tone.PLAIN,
    Audience.CLIENT: Tone.BLUE,
}


class NotesCard(QWidget):
    """The notes that whoever is at the desk may read, the newest first."""

    def __init__(self, desk: "Desk", key: ClientId) -> None:
        super().__init__()
        self._desk, self._key = desk, key
        self.notes: Sequence[NoteLine] = ()
        self._unfolded: set[int] = set()
        add = Button(_("Write a note"), icon="plus", small=True, act=self.write)
        self.card = Card(Heading(_("Notes"), add, icon="clipboard-text"), gap=4)
        self._lines = down(gap=6)
        self.card.add(self._lines)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)
        desk.watch({"notices"}, self.refresh, self.whose)
        desk.who_changed.connect(self.refresh)  # a note for oneself is hidden at once
        self.refresh()

    def whose(self) -> int:
        """Return whose file it is."""
        return int(self._key)

    def refresh(self) -> None:
        """Ask again what whoever is here may read."""
        viewer = self._desk.by
        asked = self._desk.ask(
            notes_of, int(self._key), int(viewer) if viewer is not None else None
        )
        asked.then(self._show)

    def _show(self, notes: Sequence[NoteLine]) -> None:
        self.notes = notes
        clear(self._lines)
        if not notes:
            said = _("Nothing is noted yet.")
            self._lines.addWidget(Words(said, type=Type.SMALL, faint=True, wrap=True))
        for one in notes:
            self._lines.addWidget(self._line(one))
            if one.id in self._unfolded:
                for old in one.older:
                    self._lines.addWidget(_earlier(old))

    def _line(self, one: NoteLine) -> QWidget:
        about = _said_by(one.at.date(), hour(one.at), one.by)
        tools: list[QWidget] = []
        if one.older:
            count = len(one.older)
            said = ngettext("{n} earlier wording", "{n} earlier wordings", count)
            unfold = Button(
                said.format(n=count),
                icon="history",
                small=True,
                kind=Kind.QUIET,
                act=partial(self._unfold, one.id),
            )
            tip(unfold, "\n\n".join(map(_told, one.older)))
            tools.append(unfold)
        if one.staff_id == self._desk.by:
            change = Button(
                icon="pencil",
                kind=Kind.QUIET,
                small=True,
                name=_("Change the note: {note}").format(note=one.text[:60]),
                act=partial(self.write, one),
            )
            away = Button(
                icon="x",
                kind=Kind.QUIET,
                small=True,
                name=_("Take the note off: {note}").format(note=one.text[:60]),
                act=partial(self._desk.do, remove_note, one.id),
            )
            tools += [change, away]
        is_usual = one.audience is Audience.STAFF
        said = _(AUDIENCES[one.audience])
        mark = None if is_usual else Chip(said, _MARKS[one.audience])
        icon, tone = _ICONS[one.audience], _MARKS[one.audience]
        return entry(icon, tone, one.text, about, mark, tools)

    def _unfold(self, key: int) -> None:
        self._unfolded ^= {key}
        self._show(self.notes)

    def write(self, note: NoteLine | None = None) -> Sheet | None:
        """Open the sheet in which a note is written, or given other words."""
        home = home_of(self._desk)
        if home is None:
            return None
        title = _("Note") if note is None else _("Change the note")
        sheet = Sheet(home, title, icon="clipboard-text", wide=560)
        say_whose(self._desk, sheet, self._key)
        sheet.setObjectName("note")
        form = Form()
        words = Notes(note.text if note is not None else "", rows=6)
        form.row("text", _("Note"), words)
        audience = note.audience if note is not None else Audience.STAFF
        whom = Answers(
            [(one.value, _(said)) for one, said in AUDIENCES.items()],
            (audience.value,),
            name=_("For whom"),
        )
        form.row("for", _("For whom"), whom)

        def save() -> None:
            said = form.values()
            text = str(said["text"])
            chosen = Audience(str(said["for"][0])) if said["for"] else audience
            if note is None:
                done = self._desk.do(write_note, self._key, text, chosen)
                done.then(lambda _id: sheet.accept()).otherwise(sheet.fail)
                return
            changed = self._desk.do(
                change_note, note.id, text, chosen, seen=note.version
            )
            changed.then(lambda _none: sheet.accept()).otherwise(sheet.fail)

        # a draft of mine is nobody else's at this desk
        who = self._desk.by if self._desk.by is not None else 0
        place = f"note {note.id if note else ''} of {self._key} by {who}"
        keeps(self._desk, sheet, place, form)
        sheet.add(form)
        sheet.cancel()
        sheet.button(_("Keep"), save, primary=True)
        sheet.open()
        words.setFocus()
        return sheet


def _said_by(day: date, at: str, by: str) -> str:
    when = f"{full_day(day)} {at}"
    return f"{when} · {by}" if by else when


def _told(old: Wording) -> str:
    return f"{_said_by(old.at.date(), hour(old.at), old.by)}\n{old.text}"


def _earlier(old: Wording) -> QWidget:
    about = _said_by(old.at.date(), hour(old.at), old.by)
    return entry("history", Tone.PLAIN, old.text, about, None, ())
