"""Consents: signed, for what and until when, withdrawn, signed again."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from salon.catalogue.model import EntryCard, ServiceCard
from salon.clients.consents import (
    GUARDIAN,
    LETTER,
    PER_SERVICE,
    RECORDS,
    STATE_WORDS,
    Standing,
    State,
)
from salon.clients.model import ClientId, ServiceNeeded
from salon.clients.operations import give_consent
from salon.forms.shipped_forms import FORMS
from salon.text import N_, _, full_day
from salon.views.forms import signed_sight
from salon.views.patches import Consents as Known
from salon.views.patches import signed_by
from ui.clients.entry import entry
from ui.clients.signing import ToSign, take_back
from ui.kit.buttons import Button, Kind
from ui.kit.cards import Card, Heading, clear, down
from ui.kit.chips import Chip
from ui.kit.fields import FormRow, TextField
from ui.kit.picker import Picker, Provider, Show
from ui.kit.rows import Line
from ui.kit.sheet import Sheet
from ui.kit.tokens import Tone
from ui.parts.fields import DayField
from ui.parts.homes import home_of
from ui.parts.signing import Signing, drawn
from ui.parts.ways import begun_forms, turn_forms

if TYPE_CHECKING:
    from ui.desk import Desk

_TONES = {
    State.STANDS: Tone.SAGE,
    State.OUT_OF_DATE: Tone.AMBER,
    State.VOID: Tone.AMBER,
    State.WITHDRAWN: Tone.PLAIN,
}


class Consents(QWidget):
    """The card of what she signed, by item and service."""

    def __init__(self, desk: "Desk", key: ClientId) -> None:
        super().__init__()
        self._desk, self._key = desk, key
        self.card = Card(Heading(_("Consents"), icon="signature"), gap=4)
        self.begun = begun_forms(desk, key)
        self.to_sign = ToSign(desk, key)
        self._lines = down(gap=6)
        self.card.add(self.begun, self.to_sign, self._lines)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)

    def refresh(self) -> None:
        """Ask again what there is."""
        self._desk.ask(signed_by, self._key).then(self._show)
        self._desk.ask(signed_sight, self._key).then(self.to_sign.show_sight)

    def _show(self, known: Known) -> None:
        clear(self._lines)
        for item in known.items:
            newest: dict[tuple[str, str], Standing] = {}
            for one in known.signed:  # the newest of each service counts
                if one.line.consent == item.ref:
                    newest[one.line.service_ref, one.line.condition] = one
            standing = list(newest.values())
            for one in standing:
                self._lines.addWidget(self._signed(item, one, known))
            is_whole = any(
                one.state is State.STANDS and not one.line.service_ref
                for one in standing
            )
            if not is_whole or item.ref == LETTER:
                self._lines.addWidget(self._open(item, is_more=bool(standing)))

    def _open(self, item: EntryCard, *, is_more: bool) -> QWidget:
        name = str(item.names)
        said = _("Note") if item.ref in RECORDS else _("Sign")
        button = Button(
            said,
            icon="signature",
            small=True,
            name=f"{said}: {name}",
            act=partial(ask_consent, self._desk, self._key, item.ref),
        )
        text = _("{what}, once more").format(what=name) if is_more else name
        return entry("circle", Tone.PLAIN, text, "", None, [button])

    def _signed(self, item: EntryCard, one: Standing, known: Known) -> QWidget:
        line, tools = one.line, list[QWidget]()
        name = str(item.names)
        look = _("Look at: {what}").format(what=name)
        tools.append(
            Button(
                icon="zoom-in",
                kind=Kind.QUIET,
                small=True,
                name=look,
                act=partial(_look, self._desk, name, one, known),
            )
        )
        if one.state is State.STANDS and item.body.get("withdrawable") != "no":
            tools.append(
                Button(
                    icon="x",
                    kind=Kind.QUIET,
                    small=True,
                    name=_("Withdrawn: {what}").format(what=name),
                    act=partial(take_back, self._desk, self._key, one, name),
                )
            )
        stands = one.state is State.STANDS
        mark = Chip(_(STATE_WORDS[one.state]), _TONES[one.state])
        if stands and line.consent in RECORDS:
            mark = Chip(_("noted"), Tone.BLUE)
        icon = "circle-check" if stands else "circle"
        tone = _TONES[one.state]
        return entry(icon, tone, name, about(one, known), mark, tools)


def about(one: Standing, known: Known) -> str:
    """Return for what a consent is, by whom it was signed, and until when it stands."""
    line = one.line
    services = {card.ref: card.name for card in known.services}
    conditions = {card.ref: str(card.names) for card in known.conditions}
    parts = [
        services.get(line.service_ref, line.service_ref),
        conditions.get(line.condition, line.condition),
        line.signed_by,
        full_day(line.given_on),
    ]
    if one.state is State.WITHDRAWN and line.withdrawn_on is not None:
        said = _("withdrawn {day}").format(day=full_day(line.withdrawn_on))
        parts.append(said)
    elif one.until is not None:
        said = _("until {day}") if one.state is State.STANDS else _("ended {day}")
        parts.append(said.format(day=full_day(one.until)))
    return " · ".join(filter(None, parts))


def _look(desk: "Desk", name: str, one: Standing, known: Known) -> None:
    home = home_of(desk)
    if home is None:
        return
    sheet = Sheet(home, name, about(one, known), icon="signature", wide=520)
    sheet.say_whom(known.client.name)
    signature = drawn(one.line.signature, _("Signature"))
    if signature is not None:
        sheet.add(signature)
        sheet.body.addStretch(1)
    sheet.button(_("Close"), primary=True)
    sheet.open()


class ConsentSheet(Sheet):
    """Signs one item: for which service, who signs, and the signature."""

    def __init__(
        self,
        desk: "Desk",
        home: QWidget,
        known: Known,
        item: EntryCard,
        service_ref: str = "",
        condition: str = "",
    ) -> None:
        what = f"{known.client.name} · {item.names}"
        super().__init__(home, _("Consent to sign"), what, icon="signature", wide=560)
        self.setObjectName("consent")
        self._desk, self._known, self._item = desk, known, item
        self.service: Picker | None = None
        self.condition: Picker | None = None
        self.by: TextField | None = None
        if item.ref in PER_SERVICE:
            lines = [Line(one.name, key=one.ref) for one in _fitting(item, known)]
            self.service = Picker(
                _among(lines), _("Service"), name=_("For which service")
            )
            self.service.put(_of(lines, service_ref))
            self.add(FormRow(_("For which service"), self.service))
        if item.ref == LETTER:
            lines = [Line(str(one.names), key=one.ref) for one in known.conditions]
            self.condition = Picker(
                _among(lines), _("Type a part of its name"), name=_("Condition")
            )
            self.condition.put(_of(lines, condition))
            self.add(FormRow(_("Condition that the letter names"), self.condition))
        if item.ref in (LETTER, GUARDIAN):
            label = _("Doctor’s name") if item.ref == LETTER else _("Guardian’s name")
            self.by = TextField(name=label)
            self.by_row = FormRow(label, self.by, _("First and last name"))
            self.add(self.by_row)
        self.day = DayField(desk, desk.today(), _("Signed on"), is_past=True)
        self.add(FormRow(_("Signed on"), self.day))
        self.signing = Signing()
        if item.ref == LETTER:  # it comes with the doctor's own
            self.signing.on_paper.setChecked(True)
            self.signing.hide()
        self.signed_row = FormRow(_("Signature"), self.signing)
        self.signed_row.setVisible(item.ref != LETTER)
        self.add(self.signed_row)
        self.signing.changed.connect(self._signed)
        self.body.addStretch(1)
        if item.ref != LETTER:
            self.setMinimumSize(560, min(540, max(420, home.window().height() - 60)))
        self.cancel()
        if item.ref in FORMS:
            self.button(_(N_("On this screen")), self._turn)
        self.button(_("Keep"), self._save, primary=True)

    def first(self) -> QWidget:
        """Return where one begins."""
        for field in (self.service, self.condition):
            if field is not None and field.key is None:
                return field
        return self.by or self.signing.on_paper

    def _turn(self) -> None:
        """Let the client read the form and sign it on this screen instead."""
        if self.service is not None and self.service.key is None:
            self.fail(ServiceNeeded())
            self.service.setFocus()
            return
        ref = _key(self.service)
        step = (self._item.ref, ref, str(self._item.names))
        self.accept()
        turn_forms(self._desk, ClientId(self._known.client.id), [step])

    def _signed(self) -> None:
        if self.signing.is_signed:
            self.signed_row.tell()
            self.failure.hide()

    def _save(self) -> None:
        if not self.signing.is_signed:
            wrong = _("Sign in the field, or tick signed on paper.")
            self.signed_row.tell(error=wrong)
            self.fail(wrong)
            return
        self.signed_row.tell()
        if self.service is not None and self.service.key is None:
            self.fail(ServiceNeeded())
            self.service.setFocus()
            return
        doing = self._desk.do(
            give_consent,
            ClientId(self._known.client.id),
            self._item.ref,
            service_ref=_key(self.service),
            condition=_key(self.condition),
            signed_by=self.by.text() if self.by else "",
            signature=self.signing.value(),
            given_on=self.day.value(),
        )
        doing.then(lambda _key: self.accept()).otherwise(self.fail)


def ask_consent(
    desk: "Desk",
    key: ClientId,
    item: str,
    *,
    service_ref: str = "",
    condition: str = "",
) -> None:
    """Open the sheet that signs an item of consent."""
    home = home_of(desk)
    if home is None:
        return

    def show(known: Known) -> None:
        for one in known.items:
            if one.ref == item:
                sheet = ConsentSheet(desk, home, known, one, service_ref, condition)
                sheet.open()
                sheet.first().setFocus()

    desk.ask(signed_by, key).then(show)


def _fitting(item: EntryCard, known: Known) -> list[ServiceCard]:
    """Return the services for which an item is signed."""
    if item.ref == "patch_decline":
        return [one for one in known.services if one.patch_rule != "none"]
    needing = [one for one in known.services if item.ref in one.consents.split()]
    return list(needing or known.services)


def _key(picker: Picker | None) -> str:
    taken = picker.key if picker is not None else None
    return "" if taken is None else str(taken)


def _of(lines: Sequence[Line], key: str) -> Line | None:
    return next((one for one in lines if one.key == key), None)


def _among(lines: Sequence[Line]) -> Provider:
    def find(text: str, show: Show) -> None:
        said = text.casefold().strip()
        show([one for one in lines if said in one.name.casefold()][:40])

    return find
