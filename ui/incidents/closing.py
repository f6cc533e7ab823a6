"""How an incident ended: the outcome, what it leaves, what is not given again."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.catalogue.model import EntryCard
from salon.incidents.model import OUTCOME_WORDS, IncidentCard, Outcome, Severity
from salon.incidents.operations import (
    close_incident,
    reopen_incident,
    set_severity,
)
from salon.text import _
from ui.kit.buttons import Answers, Button, Tick
from ui.kit.columns import Flow
from ui.kit.fields import FormRow, Notes, TextField
from ui.kit.picker import Picker
from ui.kit.rows import Line
from ui.kit.sheet import Sheet
from ui.kit.tokens import Tone
from ui.parts.homes import home_of, tell

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.kit.picker import Provider, Show

MOST = 8  # conditions that a list offers at once


class ClosingSheet(Sheet):
    """Outcome, finding, what stays, whether it is given again, and why now."""

    def __init__(
        self,
        desk: "Desk",
        home: QWidget,
        card: IncidentCard,
        conditions: Sequence[EntryCard],
    ) -> None:
        super().__init__(home, _("Close the incident"), icon="circle-check", wide=600)
        self.say_whom(card.line.client)
        self._desk, self._card = desk, card
        self._names = {one.ref: str(one.names) for one in conditions}
        self.left: dict[str, Button] = {}
        outcomes = [(key, _(words)) for key, words in OUTCOME_WORDS.items()]
        self.outcome = Answers(outcomes, name=_("How it ended"))
        self.finding = Notes(name=_("What the doctor found"), rows=2)
        self.leaves = Picker(
            self._find(), _("Type a part of its name"), name=_("What it leaves")
        )
        self.leaves.taken.connect(self._take)
        self._chips = QWidget()
        self._chips.setLayout(Flow())
        self.reason = TextField(name=_("Why it can be closed"))
        self.add(FormRow(_("How it ended"), self.outcome))
        self.add(FormRow(_("What the doctor found"), self.finding))
        hint = _("It becomes a fact of the file, and the rules know it.")
        self.add(FormRow(_("What it leaves"), self.leaves, hint), self._chips)
        service = card.line.service
        self.barred = Tick(_("“{service}” is not given again").format(service=service))
        self.barred.setVisible(service is not None)
        self.add(self.barred)
        hint = _("In a few words. It is kept with the incident, with your name.")
        self.add(FormRow(_("Why it can be closed"), self.reason, hint))
        self.body.addStretch(1)
        self.cancel()
        self.button(_("Close the incident"), self._close, primary=True)
        self.setMinimumSize(600, min(700, home.window().height() - 60))
        self.open()
        next(iter(self.outcome.buttons.values())).setFocus()

    def _find(self) -> "Provider":
        def find(text: str, show: "Show") -> None:
            said = text.casefold().strip()
            found = [
                Line(name, key=ref)
                for ref, name in self._names.items()
                if said in name.casefold() or said in ref
            ]
            show(found[:MOST])

        return find

    def _take(self, line: Line | None) -> None:
        if line is None or line.key in self.left:
            return
        key = str(line.key)
        chip = Button(
            line.name,
            icon="x",
            small=True,
            tone=Tone.AMBER,
            act=lambda: self._drop(key),
            name=_("Take off: {what}").format(what=line.name),
        )
        self.left[key] = chip
        layout = self._chips.layout()
        assert layout is not None
        layout.addWidget(chip)
        self.leaves.put(None)

    def _drop(self, key: str) -> None:
        chip = self.left.pop(key)
        chip.hide()
        chip.deleteLater()
        self.leaves.setFocus()

    def _close(self) -> None:
        chosen = self.outcome.value()
        if not chosen:
            self.fail(_("Choose how it ended."))
            return
        doing = self._desk.do(
            close_incident,
            self._card.line.id,
            str(Outcome(str(chosen[0]))),
            reason=self.reason.text(),
            finding=self.finding.toPlainText(),
            is_barred=self.barred.isChecked(),
            leaves=list(self.left),
            seen=self._card.line.version,
        )
        doing.then(self._closed).otherwise(self.fail)

    def _closed(self, _none: object) -> None:
        client = self._card.line.client
        said = _("{client}: the incident is closed, nothing is held any more")
        self.accept()
        tell(self._desk, said.format(client=client))


def ask_lower(desk: "Desk", card: IncidentCard, severity: int) -> Sheet | None:
    """Ask why it is less grave than it was called."""
    return _asked(
        desk,
        card.line.client,
        _("Less grave than it was called?"),
        _("Say it is less"),
        lambda why: desk.do(set_severity, card.line.id, Severity(severity), why),
    )


def ask_reopen(desk: "Desk", card: IncidentCard) -> Sheet | None:
    """Ask why it is opened again."""
    return _asked(
        desk,
        card.line.client,
        _("Open the incident again"),
        _("Open again"),
        lambda why: desk.do(reopen_incident, card.line.id, why),
    )


def _asked(
    desk: "Desk", client: str, title: str, yes: str, do: Callable[[str], object]
) -> Sheet | None:
    home = home_of(desk)
    if home is None:
        return None
    sheet = Sheet(home, title, icon="alert-triangle", wide=480)
    sheet.say_whom(client)
    reason = TextField(name=_("Why"))
    hint = _("In a few words. It is kept with the incident, with your name.")
    sheet.add(FormRow(_("Why"), reason, hint))
    sheet.body.addStretch(1)

    def act() -> None:
        doing = do(reason.text())
        doing.then(lambda _none: sheet.accept())  # type: ignore[attr-defined]
        doing.otherwise(sheet.fail)  # type: ignore[attr-defined]

    sheet.cancel()
    sheet.button(yes, act, primary=True)
    sheet.open()
    reason.setFocus()
    return sheet
