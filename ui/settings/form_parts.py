"""The sheets of a form: one part or statement, and what the form is."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from salon.forms.model import NO, OWN, YES, PartKind
from salon.forms.shipped_forms import FORMS
from salon.forms.writing import FILLINGS
from salon.text import N_, _
from salon.views.forms import FormsSight
from ui.kit.buttons import Tick
from ui.kit.fields import Choice, FormRow, Notes, TextField
from ui.kit.sheet import Sheet
from ui.kit.tokens import Type
from ui.kit.words import Words

CODES = (
    ("en", N_("English")),
    ("zh_CN", N_("Simplified Chinese")),
    ("zh_TW", N_("Traditional Chinese")),
)
KIND_WORDS = {
    "text": N_("To read"),
    "heading": N_("Heading"),
    "yes_no": N_("Yes or no"),
    "choice": N_("One of several"),
    "several": N_("Several of several"),
    "date": N_("A day"),
    "number": N_("A number"),
    "words": N_("Own words"),
    "chart": N_("Zones of the charts"),
}
_SPLIT = "|"


class PartSheet(Sheet):
    """One part: what kind, its words in three languages, answers, when, where to."""

    kept = Signal(object)

    def __init__(
        self,
        home: QWidget,
        form: Mapping[str, Any],
        part: Mapping[str, Any],
        found: FormsSight,
    ) -> None:
        super().__init__(home, _("Part of a form"), icon="pencil", wide=720)
        self._part, self._is_tick = dict(part), part["kind"] == "tick"
        self._kinds = [one.value for one in PartKind]
        if not self._is_tick:
            at = self._kinds.index(part["kind"])
            names = [_(KIND_WORDS[one]) for one in self._kinds]
            self.kind = Choice(names, at, _("Kind"))
            self.kind.currentIndexChanged.connect(lambda _at: self._turn())
            self.add(FormRow(_("Kind"), self.kind))
            self.heads = self._three(_("What it is about"), part["head"], rows=1)
        said = _("The statement") if self._is_tick else _("The words")
        self.texts = self._three(said, part["text"], rows=3)
        filled = "{" + "}, {".join(FILLINGS) + "}"
        hint = _("{names} are filled in when it is shown.").format(names=filled)
        self.add(Words(hint, type=Type.SMALL, faint=True, wrap=True))
        if not self._is_tick:
            self._answers(form, part, found)
            self._turn()
        self.body.addStretch(1)
        self.cancel()
        self.button(_("Keep"), self._keep, primary=True)
        self.setMinimumHeight(min(720, home.window().height() - 40))

    def _three(
        self, label: str, said: Mapping[str, str], *, rows: int
    ) -> dict[str, Notes]:
        found = {}
        for code, name in CODES:
            field = Notes(said.get(code, ""), name=f"{label}: {_(name)}", rows=rows)
            field.setTabChangesFocus(True)
            self.add(FormRow(f"{label} · {_(name)}", field))
            found[code] = field
        return found

    def _answers(
        self, form: Mapping[str, Any], part: Mapping[str, Any], found: FormsSight
    ) -> None:
        lines = [
            f" {_SPLIT} ".join(
                (one["id"], *(one["names"].get(c, "") for c, _n in CODES))
            )
            for one in part.get("choices", ())
        ]
        self.choices = Notes("\n".join(lines), name=_("Answers to choose from"), rows=4)
        hint = _("One a line: id | English | Simplified | Traditional Chinese")
        self.choices_row = FormRow(_("Answers to choose from"), self.choices, hint)
        self.add(self.choices_row)
        self.needed = Tick(_("Has to be answered"), bool(part.get("required")))
        self.add(self.needed)
        self._whens = [("", _("always")), *_earlier(form, part)]
        keys = [key for key, _name in self._whens]
        at = keys.index(part.get("when", "")) if part.get("when", "") in keys else 0
        names = [name for _key, name in self._whens]
        self.when = Choice(names, at, _("Shown"))
        self.add(FormRow(_("Shown"), self.when))
        fields = [("", _("nowhere")), *found.fields]
        self._fields = [key for key, _name in fields]
        on = part.get("writes", "")
        if on and on not in self._fields:  # a state of health, by its id
            fields.append((on, on))
            self._fields.append(on)
        at = self._fields.index(on)
        self.writes = Choice([name for _key, name in fields], at, _("Goes into"))
        self.writes_row = FormRow(_("The answer goes into the file as"), self.writes)
        self.add(self.writes_row)

    def _turn(self) -> None:
        kind = PartKind(self._kinds[self.kind.currentIndex()])
        offers = kind in (PartKind.CHOICE, PartKind.SEVERAL)
        asks = kind not in (PartKind.TEXT, PartKind.HEADING)
        self.choices_row.setVisible(offers)
        self.needed.setVisible(asks)
        self.writes_row.setVisible(asks)

    def _keep(self) -> None:
        texts = _said(self.texts)
        if self._is_tick:
            if not all(texts.values()):
                self.fail(_("Write it in all three languages."))
                return
            self.kept.emit({"text": texts})
            self.accept()
            return
        kind = PartKind(self._kinds[self.kind.currentIndex()])
        heads = _said(self.heads)
        needed = texts if kind is PartKind.TEXT else heads
        if not all(needed.values()):
            self.fail(_("Write it in all three languages."))
            return
        made: dict[str, Any] = {
            "id": self._part["id"],
            "kind": kind.value,
            "head": heads,
            "text": texts,
        }
        if kind in (PartKind.CHOICE, PartKind.SEVERAL):
            choices = _choices(self.choices.toPlainText())
            if choices is None or len(choices) < 2:
                wrong = _("Write two answers or more, each with id and all languages.")
                self.fail(wrong)
                return
            made["choices"] = choices
        if kind not in (PartKind.TEXT, PartKind.HEADING):
            made["required"] = self.needed.isChecked()
            made["writes"] = self._fields[self.writes.currentIndex()]
        made["when"] = self._whens[self.when.currentIndex()][0]
        self.kept.emit(made)
        self.accept()


class TitleSheet(Sheet):
    """What a form is called, what it signs and for which services."""

    kept = Signal(object)

    def __init__(
        self,
        home: QWidget,
        form: Mapping[str, Any],
        found: FormsSight,
        *,
        is_new: bool,
    ) -> None:
        super().__init__(home, _("Form"), icon="clipboard-text", wide=560)
        self._form = dict(form)
        self.titles = {
            code: TextField(form["title"].get(code, ""), name=_(name))
            for code, name in CODES
        }
        for code, name in CODES:
            self.add(FormRow(f"{_('Title')} · {_(name)}", self.titles[code]))
        items = [OWN, *sorted(FORMS)]
        if form["item"] not in items:
            items.append(form["item"])
        self._items = items
        names = [str(found.items.get(one, one)) for one in items]
        self.item = Choice(names, items.index(form["item"]), _("What it signs"))
        self.item.setEnabled(is_new)
        self.add(FormRow(_("What it signs"), self.item))
        self.fits = TextField(", ".join(form["fits"]), name=_("For which services"))
        hint = _("Ids of services or their families, with commas; empty: any")
        self.add(FormRow(_("For which services"), self.fits, hint))
        self.body.addStretch(1)
        self.cancel()
        self.button(_("Keep"), self._keep, primary=True)

    def _keep(self) -> None:
        titles = {code: field.text().strip() for code, field in self.titles.items()}
        if not all(titles.values()):
            self.fail(_("Write it in all three languages."))
            return
        fits = [one.strip() for one in self.fits.text().split(",") if one.strip()]
        item = self._items[self.item.currentIndex()]
        self.kept.emit(self._form | {"title": titles, "item": item, "fits": fits})
        self.accept()


def _said(fields: Mapping[str, Notes]) -> dict[str, str]:
    return {code: field.toPlainText().strip() for code, field in fields.items()}


def _choices(text: str) -> list[dict[str, Any]] | None:
    """Return the answers that are written, a line each; None where one is not whole."""
    found = []
    for line in filter(str.strip, text.splitlines()):
        key, *names = (one.strip() for one in line.split(_SPLIT))
        if not key or len(names) != len(CODES) or not all(names):
            return None
        said = {code: name for (code, _n), name in zip(CODES, names, strict=True)}
        found.append({"id": key, "names": said})
    return found


def _earlier(
    form: Mapping[str, Any], part: Mapping[str, Any]
) -> Sequence[tuple[str, str]]:
    """Return the answers to questions before this part, after which it may be shown."""
    found: list[tuple[str, str]] = []
    for one in form["parts"]:
        if one["id"] == part["id"]:
            break
        head = next(filter(None, one["head"].values()), one["id"])
        offered = [
            (each["id"], next(filter(None, each["names"].values()), each["id"]))
            for each in one.get("choices", ())
        ]
        if one["kind"] == PartKind.YES_NO.value:
            offered = [("yes", str(YES)), ("no", str(NO))]
        found += [(f"{one['id']}={key}", f"{head} → {name}") for key, name in offered]
    return found
