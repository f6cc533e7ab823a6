"""The small sheets that add one thing to her file."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.clients.model import ClientDraft, ClientId, PhoneLine
from salon.clients.operations import (
    correct_client,
    note_allergy,
    note_condition,
    note_medicine,
)
from salon.clients.phones import read_phone
from salon.text import _
from salon.views.client import FileWords
from ui.clients.adding import phone_line
from ui.clients.since import When
from ui.kit.buttons import Answers
from ui.kit.fields import TextField
from ui.kit.picker import Picker
from ui.kit.rows import Line
from ui.kit.sheet import Sheet
from ui.parts.forms import Form
from ui.parts.holding import grow
from ui.parts.unfinished import keeps
from ui.parts.whose import say_whose

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.kit.picker import Provider, Show


Hint = Callable[[str], str]
"""Says what a text that is being typed is understood as."""


def ask_allergy(desk: "Desk", key: ClientId, home: QWidget, *, hint: Hint) -> Sheet:
    """Ask what must not be met."""
    sheet = Sheet(home, _("Allergy"), icon="alert-octagon", wide=480)
    say_whose(desk, sheet, key)
    form = Form()
    _understood(form, "substance", _("Substance"), _("In the client’s words"), hint)
    form.row("reaction", _("What happened"), TextField())
    severities = [
        ("mild", _("mild")),
        ("moderate", _("moderate")),
        ("severe", _("severe")),
    ]
    form.row("severity", _("How bad"), Answers(severities))
    form.row("since", _("When"), TextField(), _("2024-03, as a child …"))
    sure = [("yes", _("The client is sure")), ("ask", _("To be asked again"))]
    form.row("sure", _("Is it certain?"), Answers(sure, ("yes",)))

    def save() -> None:
        said = form.values()
        if form.wrong(_missing(said["substance"], "substance")):
            return
        severity = str(said["severity"][0]) if said["severity"] else ""
        done = desk.do(
            note_allergy,
            key,
            said["substance"],
            reaction=said["reaction"],
            severity=severity,
            since=said["since"],
            is_confirmed="ask" not in said["sure"],
        )
        done.then(lambda _none: sheet.accept()).otherwise(sheet.fail)

    return _opened(desk, f"allergy of {key}", sheet, form, save)


def ask_condition(
    desk: "Desk",
    key: ClientId,
    home: QWidget,
    *,
    words: FileWords,
    is_medicine: bool,
    hint: Hint | None = None,
) -> Sheet:
    """Ask for a state of health or a medicine, since when, and where.

    A medicine may be said in words instead, or besides.
    """
    title = _("Medicine") if is_medicine else _("Health condition")
    kind = "medicine" if is_medicine else "condition"
    sheet = Sheet(home, title, icon="bottle" if is_medicine else "heart", wide=520)
    say_whose(desk, sheet, key)
    form = Form()
    find = conditions_by_name(words, is_medicine=is_medicine)
    condition = Picker(find, _("Type a part of its name"))
    form.row("condition", title, condition)
    if hint is not None:
        about = _("In the client’s own words: name, dose, how often")
        _understood(form, "called", _("As it is called"), about, hint)
    when = When(desk, form)

    def taken(line: Line | None) -> None:
        when.ask(words, "" if line is None or line.key is None else str(line.key))
        grow(sheet)

    condition.taken.connect(taken)
    zones = Picker(_zones(words), _("Everywhere"), name=_("Where"))
    if not is_medicine:
        form.row("zones", _("Where"), zones)
    form.row("note", _("Note"), TextField(), _("Dose, doctor, what was said"))

    def save() -> None:
        said = form.values()
        called = str(said.get("called") or "")
        if is_medicine and not said["condition"] and not called:
            called = condition.text().strip()  # typed where one looks for it first
        wrong = _missing(said["condition"] or called, "condition")
        if form.wrong(wrong or when.wrong()):
            return
        days = when.value()
        note = str(said["note"])
        if days.until is not None:  # among the medicines stands what is still taken
            note, called = ", ".join(filter(None, (called, note))), ""
        if called:
            noted = desk.do(
                note_medicine,
                key,
                called,
                condition=str(said["condition"] or ""),
                since=days.since,
                note=note,
            )
            noted.then(lambda _none: sheet.accept()).otherwise(sheet.fail)
            return
        done = desk.do(
            note_condition,
            key,
            str(said["condition"]),
            since=days.since,
            until=days.until,
            expected_on=days.expected_on,
            zones=str(said.get("zones") or ""),
            note=note,
        )
        done.then(lambda _none: sheet.accept()).otherwise(sheet.fail)

    return _opened(desk, f"{kind} of {key}", sheet, form, save)


def ask_phone(
    desk: "Desk",
    key: ClientId,
    home: QWidget,
    *,
    words: FileWords,
    phones: Sequence[PhoneLine],
    seen: int,
) -> Sheet:
    """Ask for one more number."""
    region = desk.premises.region
    sheet = Sheet(home, _("Phone"), icon="phone", wide=460)
    say_whose(desk, sheet, key)
    form = Form()
    field = TextField(icon="phone")
    form.row("number", _("Number"), field, _("With or without the country code"))
    labels = words.terms.get("phone_label", {})
    if labels:
        offered = [(ref, str(names)) for ref, names in labels.items()]
        form.row("label", _("Whose or where"), Answers(offered))
    else:
        form.row("label", _("Whose or where"), TextField(), _("work, mother …"))
    order = [("last", _("Keep it behind the others")), ("first", _("Ring it first"))]
    form.row("order", _("Order"), Answers(order, ("last",)))

    def save() -> None:
        said = form.values()
        phone = read_phone(said["number"], region)
        wrong = _missing(said["number"], "number")
        if not wrong and phone.problem:
            wrong["number"] = phone.said()
        if form.wrong(wrong):
            return
        label = said["label"]
        if isinstance(label, tuple):
            label = str(label[0]) if label else ""
        is_first = said["order"] == ("first",) or not phones
        new = phone_line(phone, label, preferred=is_first)
        others = [
            PhoneLine(one.number, one.label, False, one.raw, one.extension)
            if is_first
            else one
            for one in phones
        ]
        draft = ClientDraft(phones=(new, *others) if is_first else (*others, new))
        done = desk.do(correct_client, key, draft, seen=seen)
        done.then(lambda _none: sheet.accept()).otherwise(sheet.fail)

    return _opened(desk, f"phone of {key}", sheet, form, save)


def _understood(form: Form, name: str, label: str, about: str, hint: Hint) -> None:
    """Add a field that says below itself what its words are understood as."""
    field = TextField()
    row = form.row(name, label, field, about)
    field.textEdited.connect(lambda text: row.tell(hint(text) or about))


def _opened(desk: "Desk", place: str, sheet: Sheet, form: Form, save: object) -> Sheet:
    assert callable(save)
    keeps(desk, sheet, place, form)
    sheet.add(form)
    sheet.cancel()
    sheet.button(_("Add"), save, primary=True)
    sheet.open()
    return sheet


def _missing(value: object, name: str) -> dict[str, object]:
    return {} if value else {name: _("Please say which.")}


def conditions_by_name(
    words: FileWords, *, is_medicine: bool | None = None
) -> "Provider":
    """Return what finds states of health by their names; None: medicines too."""
    groups = words.terms.get("health_group", {})

    def bring(text: str, show: "Show") -> None:
        wanted = text.casefold().split()
        lines = []
        for one in words.conditions:
            is_pill = one.body.get("kind") == "medication"
            if is_medicine is False and is_pill:  # a cream is found from both sides
                continue
            if is_medicine and not words.is_medicine(one.ref):
                continue
            names = one.names
            hay = f"{names.en} {names.zh_hans} {names.zh_hant} {one.ref}".casefold()
            if all(word in hay for word in wanted):
                group = one.body.get("group", "")
                said = str(groups.get(group, ""))
                lines.append(Line(str(names), said, key=one.ref))
        show(lines)

    return bring


def _zones(words: FileWords) -> "Provider":
    def bring(text: str, show: "Show") -> None:
        wanted = text.casefold().split()
        lines = []
        for one in words.zones:
            names = one.names
            hay = f"{names.en} {names.zh_hans} {names.zh_hant} {one.ref}".casefold()
            if all(word in hay for word in wanted):
                lines.append(Line(str(names), key=one.ref))
        show(lines)

    return bring
