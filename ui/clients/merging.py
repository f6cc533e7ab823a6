"""Joining two files that are of one person."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from salon.appointments.queries import VisitOfTwo
from salon.clients.model import ClientCard, ClientId, ClientLine, PhoneLine
from salon.clients.operations import merge_clients
from salon.clients.phones import shown
from salon.clients.queries import namesakes
from salon.safety.substances import substance
from salon.text import _, full_day, listed, number
from salon.typed import is_reason
from salon.views.clients import Both, both
from ui.clients.finding import found_line, picking
from ui.clients.words import phone_of
from ui.kit.buttons import Answers
from ui.kit.cards import Box
from ui.kit.facts import noted, pairs
from ui.kit.fields import FormRow, TextField
from ui.kit.picker import Picker
from ui.kit.rows import Line
from ui.kit.sheet import Sheet
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.holding import Holder, grow
from ui.places import ClientCard as ClientPlace

if TYPE_CHECKING:
    from ui.desk import Desk


class MergeSheet(Sheet):
    """Choose the other file, see what adds up, and join them."""

    def __init__(self, desk: "Desk", home: QWidget, card: ClientCard) -> None:
        name = card.line.name
        title = _("Join another file into {name}’s").format(name=name)
        about = _(
            "Everything of the other file moves here. Allergies and conditions add "
            "up. It can be undone."
        )
        super().__init__(home, title, about, icon="users-group", wide=600)
        self._desk, self._card = desk, card
        self._other: ClientId | None = None
        self._is_offered = False  # by us: nobody has chosen it yet
        self.right: dict[str, Answers] = {}  # by field: which file is right
        self.stays: list[tuple[tuple[VisitOfTwo, VisitOfTwo], Answers]] = []
        self.reason: TextField | None = None  # asked for where they may be two
        self.other = Picker(
            picking(desk, card.line.id),
            _("Name, phone or card number"),
            name=_("The other file"),
        )
        self.other.taken.connect(self._take)
        self.told = Holder(QWidget())
        self.add(FormRow(_("The other file"), self.other), self.told)
        self.cancel()
        self.join = self.button(_("Join the files"), self._join, primary=True)
        self.join.setEnabled(False)
        desk.ask(namesakes, card.line.id).then(self._offer)
        self.other.setFocus()

    def _offer(self, found: list[ClientLine]) -> None:
        """Put the namesake there who may be the same person, if there is just one."""
        if len(found) == 1 and self._other is None:
            region, today = self._desk.premises.region, self._desk.today()
            line = found_line(found[0], region, today)
            self.other.put(line)
            self._take(line)
            self._is_offered = True

    def _take(self, line: Line | None) -> None:
        self._is_offered = False
        self._other = ClientId(int(str(line.key))) if line is not None else None
        self.join.setEnabled(False)
        self.right, self.stays, self.reason = {}, [], None
        if self._other is None:
            self.told.put(QWidget())
            return
        asked = self._desk.ask(both, self._card.line.id, self._other)
        asked.then(self._show).otherwise(self.fail)

    def _show(self, news: Both) -> None:
        kept, away = news.kept, news.away
        (visits, looks, plans_), (more, more_looks, more_plans) = news.counts
        today = self._desk.today()
        region = self._desk.premises.region
        kinds = {
            substance(one.substance): one.substance
            for one in (*away.allergies, *kept.allergies)
        }
        numbers = (*kept.line.phones, *away.line.phones)
        rows = [
            (_("Stays"), _whose(kept.line, region)),
            (_("Goes"), _whose(away.line, region)),
            (_("Visits"), _sum(visits, more)),
            (_("Skin assessments"), _sum(looks, more_looks)),
            (_("Plans"), _sum(plans_, more_plans)),
            (_("Phones"), _list(_dialled(one, region) for one in numbers)),
            (_("Allergies"), _list(kinds.values())),
        ]
        box = Box(edge=True, gap=8)
        box.add(pairs(rows, 130))
        self._ask_whether_one(box, news)
        self._ask_what_differs(box, news)
        self._ask_which_stays(box, news)
        if away.line.next_visit is not None and away.line.next_visit >= today:
            said = _("The next visit on {day} moves along.")
            box.add(
                Words(
                    said.format(day=full_day(away.line.next_visit)),
                    type=Type.SMALL,
                    faint=True,
                    wrap=True,
                )
            )
        self.told.put(box)
        self._settled()
        if not self._is_offered:
            self._go_on()
        grow(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter in the field of the other file lead on, and join nothing yet."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif event.isAutoRepeat():
            event.accept()  # held down, it was meant once
        elif self.other.hasFocus():
            self._go_on()
        else:
            super().keyPressEvent(event)

    def _go_on(self) -> None:
        """Put the keyboard where the next answer is wanted, or else on the button."""
        open_ = [one for _pair, one in self.stays if not one.value()]
        if self.reason is not None and not is_reason(self.reason.text()):
            self.reason.setFocus()
        elif open_:
            next(iter(open_[0].buttons.values())).setFocus()
        elif self.join.isEnabled():
            self.join.setFocus()

    def _ask_whether_one(self, box: Box, news: Both) -> None:
        """Warn of birthdays years apart, and ask how one knows that it is one."""
        self.reason = None
        if not news.two_birthdays:
            return
        said = _("Two birthdays: {days}. They may be two people.")
        box.add(noted("alert-octagon", Tone.RED, said.format(days=news.two_birthdays)))
        self.reason = TextField(name=_("How do you know that it is one person?"))
        self.reason.textChanged.connect(lambda _text: self._settled())
        hint = _("In a few words. The note keeps it.")
        box.add(FormRow(_("How do you know that it is one person?"), self.reason, hint))

    def _ask_what_differs(self, box: Box, news: Both) -> None:
        """Show side by side what only one file can be right about, to be chosen."""
        self.right = {}
        if not news.differs:
            return
        said = _("The two files differ. Choose what is right; the note keeps the rest.")
        box.add(noted("alert-triangle", Tone.AMBER, said))
        for one in news.differs:
            sides = (("kept", one.kept[:60]), ("away", one.away[:60]))
            answers = Answers(sides, ("kept",), name=one.label)
            self.right[one.field] = answers
            box.add(FormRow(one.label, answers))

    def _ask_which_stays(self, box: Box, news: Both) -> None:
        """Ask which of two visits at one time stays; nothing is pressed before."""
        self.stays = []
        if not news.clashes:
            return
        said = _(
            "Both files have a visit at the same time. Which one stays? "
            "The other is cancelled."
        )
        box.add(noted("alert-triangle", Tone.AMBER, said))
        for pair in news.clashes:
            day = full_day(pair[0].day)
            answers = Answers([(one.id, one.told) for one in pair], name=day)
            answers.changed.connect(self._settled)
            self.stays.append((pair, answers))
            box.add(FormRow(day, answers))

    def _settled(self) -> None:
        """Let the files be joined once it is said which visits stay."""
        is_open = any(not answers.value() for _pair, answers in self.stays)
        if self.reason is not None:
            is_open = is_open or not is_reason(self.reason.text())
        self.join.setEnabled(self._other is not None and not is_open)

    def _join(self) -> None:
        if self._other is None or not self.join.isEnabled():
            return
        taken = [key for key, one in self.right.items() if one.value() == ("away",)]
        stays = [int(str(key)) for _pair, one in self.stays for key in one.value()]
        reason = self.reason.text() if self.reason is not None else ""
        done = self._desk.do(
            merge_clients,
            self._card.line.id,
            self._other,
            taken=taken,
            stays=stays,
            reason=reason,
        )
        done.then(self._joined).otherwise(self.fail)

    def _joined(self, _nothing: object) -> None:
        self.accept()
        self._desk.go(ClientPlace(self._card.line.id))


def open_merge(desk: "Desk", card: ClientCard, home: QWidget) -> MergeSheet:
    """Open the sheet that joins another file into this one."""
    sheet = MergeSheet(desk, home, card)
    sheet.open()
    return sheet


def _dialled(phone: PhoneLine, region: str) -> str:
    return shown(phone.number, region) if phone.number else phone.raw


def _whose(client: ClientLine, region: str) -> str:
    return f"{client.name} · {phone_of(client, region)}".rstrip(" ·")


def _sum(one: int, other: int) -> str:
    return f"{number(one)} + {number(other)} = {number(one + other)}"


def _list(parts: Iterable[str]) -> str:
    return listed(dict.fromkeys(parts)) or "–"
