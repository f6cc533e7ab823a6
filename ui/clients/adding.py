"""Opening a file for someone new, unless she has one already."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from salon.clients.birthdays import Born, read_birthday
from salon.clients.fullness import BEFORE_TREATMENT
from salon.clients.model import (
    BirthdayLine,
    ClientDraft,
    ClientId,
    ClientLine,
    FieldsRequired,
    LunarDay,
    PhoneLine,
)
from salon.clients.operations import add_client, add_family
from salon.clients.phones import Phone, read_phone
from salon.clients.telling_apart import add_another
from salon.errors import SalonError
from salon.text import _
from salon.views.client import FileWords, file_words
from salon.views.twins import Already, already
from ui.clients.finding import found_line
from ui.kit.buttons import Answers, Button
from ui.kit.cards import Box, across
from ui.kit.fields import Choice, TextField
from ui.kit.rows import Look, People
from ui.kit.sheet import Sheet
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.fields import DayField
from ui.parts.forms import Form
from ui.parts.holding import grow
from ui.parts.homes import home_of
from ui.parts.speaking import LANGUAGES
from ui.parts.unfinished import keeps
from ui.places import ClientCard

if TYPE_CHECKING:
    from ui.clients.facts import Question
    from ui.desk import Desk


REST = 350  # milliseconds
_TELLING = ("name", "phone", "birthday")  # what tells who somebody is
_FORM_NAMES = {  # what the form asks anyhow
    "mobile": "phone",
    "birth_solar": "birthday",
    "preferred_language": "language",
    "family_name": "name",
    "given_name": "name",
}


def open_new(desk: "Desk", text: str = "") -> "NewClient | None":
    """Ask who is new; *text*, a name or a number, is written already."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = NewClient(desk, home, text)
    sheet.open()
    return sheet


def new_named(text: str) -> str:
    """Return the offer to open a file for that name; nothing where it is no name."""
    name = " ".join(text.split())
    if any(c.isdigit() for c in name) or not any(c.isalpha() for c in name):
        return ""
    return _("New client “{name}”").format(name=name[:40])


class NewClient(Sheet):
    """Name, number, birthday, language; whoever is known already is shown first."""

    def __init__(self, desk: "Desk", home: QWidget, text: str = "") -> None:
        super().__init__(home, _("New client"), icon="user-plus", wide=540)
        self._desk = desk
        self._region = desk.premises.region
        self._shown: tuple[str, str, BirthdayLine | None] | None = None
        """Of whom it was asked, and answered, who may be here already."""
        self._is_busy = False
        self._others: list[ClientLine] = []
        is_number = sum(c.isdigit() for c in text) > len(text) / 2
        self.form = form = Form()
        name = TextField("" if is_number else text)
        phone = TextField(text if is_number else "", icon="phone")
        hint = _("With or without the country code")
        form.row("name", _("Name"), name)
        form.row("phone", _("Phone"), phone, hint)
        form.row(
            "birthday",
            _("Birthday"),
            TextField(icon="cake"),
            _(
                "As the client says it: 23 Sep 1988, 1988-09-23, lunar "
                "8/15, 农历八月十五"
            ),
        )
        form.row(
            "language",
            _("Language"),
            Choice([_("As the salon"), *(said for _code, said in LANGUAGES)]),
        )
        self._asked: dict[str, Question] = {}
        self._keys: dict[str, list[str]] = {}
        self._known = self._make_known()
        self.add(self._known)
        self._known.hide()
        self.add(form)
        self.cancel()
        self.save = self.button(_("Open the file"), self._save, primary=True)
        self._soon = QTimer(self)  # a rest in typing, after which is looked
        self._soon.setSingleShot(True)
        self._soon.setInterval(REST)
        self._soon.timeout.connect(self._look)
        form.edited.connect(self._changed)
        keeps(desk, self, "new client", form, is_new=True)
        name.setFocus()
        if desk.premises.required_fields:
            desk.ask(file_words).then(self._require)

    def _require(self, words: FileWords) -> None:
        """Ask also what the salon asks of every client."""
        from ui.clients.facts import questions  # which knows this module

        known = {one.ref: one for one in questions(words)}
        silent: list[tuple[str, str]] = []
        required = self._desk.premises.required_fields
        for ref in (one for one in required if one not in BEFORE_TREATMENT):
            asked = words.field(ref)
            if asked is not None:
                silent.append((ref, str(asked.names)))
            one = known.get(ref)
            if one is None or ref in _FORM_NAMES:
                continue
            self._asked[ref] = one
            self._keys[ref] = ["", *(key for key, _said in one.choices)]
            field: QWidget = TextField(hint=one.unit)
            if one.choices and one.type == "multi_enum":
                field = Answers(one.choices, several=True)
            elif one.choices:
                field = Choice(["–", *(said for _key, said in one.choices)])
            elif one.type == "date":
                field = DayField(self._desk, None, one.label, optional=True)
            self.form.row(ref, one.label, field, _("The salon asks this of everybody"))
        if not silent:  # health is asked before a treatment, not here
            return
        declined = Answers(silent, several=True)
        self.form.row("declined", _("Prefers not to say"), declined)
        grow(self)

    def _make_known(self) -> QWidget:
        self.known_title = Words("", type=Type.STRONG)
        self.known = People([], Look(height=50, avatar=32), _("Known already"))
        self.known.opened.connect(lambda _row: self._open_known())
        self.relation = Choice([""], name=_("How they are related"))
        kinds = [
            ("other", _("Another person")),
            ("family", _("Family")),
        ]
        self.kind = Answers(kinds, ("other",), name=_("Who is it?"))
        self.kind.changed.connect(self._kind_changed)
        box = Box(Tone.AMBER, gap=8)
        box.add(
            self.known_title,
            self.known,
            across(
                Button(_("Open the file"), icon="user", act=self._open_known),
                None,
            ),
            Words(
                _("Or is it somebody else with the same name or number?"),
                type=Type.SMALL,
                faint=True,
                wrap=True,
            ),
            across(self.kind, self.relation),
        )
        self.relation.hide()
        return box

    def _changed(self, name: str) -> None:
        self.failure.hide()
        if name in _TELLING:
            self._soon.start()

    def _typed(self) -> tuple[str, str, BirthdayLine | None]:
        """Return name, number and birthday as far as they can be read."""
        said = self.form.values()
        phone = read_phone(said["phone"], self._region) if said["phone"] else None
        number = phone.number or "" if phone is not None else ""
        birthday = None
        if said["birthday"]:
            born = read_birthday(said["birthday"], self._region, self._desk.today())
            if born.birthday is not None or born.lunar is not None:
                birthday = birthday_line(born)
        return said["name"], number, birthday

    def _look(self) -> None:
        """Show while somebody is typed who may be here already, and why."""
        asked = self._typed()
        if self._is_busy or self._shown == asked:
            return
        looked = self._desk.ask(already, *asked)
        looked.then(lambda known: self._looked(known, asked))

    def _looked(
        self, known: Already, asked: tuple[str, str, BirthdayLine | None]
    ) -> None:
        if self._is_busy or asked != self._typed():
            return
        self._others = list(known.lines)
        if known.lines:
            self._put_known(known)
        else:
            self._shown = None
            self._known.hide()
            self.save.setText(_("Open the file"))

    def _kind_changed(self) -> None:
        self.relation.setVisible(self.kind.value() == ("family",))

    def _save(self) -> None:
        if self._is_busy:  # Enter, twice: one file is enough
            return
        said = self.form.values()
        phone = read_phone(said["phone"], self._region) if said["phone"] else None
        born = read_birthday(said["birthday"], self._region, self._desk.today())
        wrong: dict[str, object] = {}
        if not said["name"]:
            wrong["name"] = _(
                "A name is needed. Type at least what the client is called."
            )
        if phone is not None and phone.problem:
            wrong["phone"] = phone.said()
        if said["birthday"] and born.birthday is None and born.lunar is None:
            wrong["birthday"] = born.said()
        if self.form.wrong(wrong):
            return
        asked = self._typed()
        if self._shown == asked:
            self._add(self._draft(phone, born))
            return
        self._wait(True)
        draft = self._draft(phone, born)
        found = self._desk.ask(already, *asked)
        found.then(lambda known: self._show_known(known, draft, asked))
        found.otherwise(self._refused)

    def _wait(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        self.save.setEnabled(not is_busy)

    def _draft(self, phone: Phone | None, born: Born) -> ClientDraft:
        said = self.form.values()
        codes = [None, *(code for code, _said in LANGUAGES)]
        facts = {ref: self._answer(ref, said[ref]) for ref in self._asked}
        return ClientDraft(
            facts={ref: value for ref, value in facts.items() if value},
            declined=tuple(map(str, said.get("declined") or ())),
            name=said["name"],
            phones=(phone_line(phone),) if phone is not None else None,
            birthday=birthday_line(born) if said["birthday"] else None,
            language=codes[said["language"]],
        )

    def _answer(self, ref: str, value: object) -> str:
        """Return the answer to a question that the salon requires."""
        if isinstance(value, tuple):
            return " ".join(map(str, value))
        if isinstance(value, int) and self._asked[ref].choices:
            return self._keys[ref][value]
        return value.isoformat() if isinstance(value, date) else str(value or "")

    def _show_known(
        self,
        known: Already,
        draft: ClientDraft,
        asked: tuple[str, str, BirthdayLine | None],
    ) -> None:
        self._others = list(known.lines)
        if not known.lines:
            self._add(draft)
            return
        self._wait(False)
        self._shown = asked
        self._put_known(known)
        self.save.setText(_("Open a new file"))
        self.kind.buttons["other"].setFocus()  # Enter, twice, opens nobody's file

    def _put_known(self, known: Already) -> None:
        """Show who may be here already, each with the reason."""
        today, before = self._desk.today(), self.known.chosen()
        lines = []
        for one in known.lines:
            line = found_line(one, self._region, today)
            why = known.said(one.id)
            lines.append(replace(line, detail=f"{why} · {line.detail}"))
        self.known.show_lines(lines)
        self.known.fit(min(3, len(lines)))
        keys = [line.key for line in lines]
        is_there = before is not None and before.key in keys
        self.known.choose(keys.index(before.key) if is_there and before else 0)
        relation = self.relation.currentIndex()
        self._relations = list(known.relations)
        self.relation.clear()
        self.relation.addItems([str(names) for names in known.relations.values()])
        self.relation.setCurrentIndex(max(0, relation))
        self.known_title.say(
            _("This client may be here already. Please ask.")
            if len(lines) == 1
            else _("These are here already. Please ask which one it is.")
        )
        self._known.show()
        grow(self)

    def _open_known(self) -> None:
        line = self.known.chosen()
        if line is not None:
            self.reject()  # what was typed is kept: it may be somebody else's
            self._desk.go(ClientCard(int(str(line.key))))

    def _add(self, draft: ClientDraft) -> None:
        self._wait(True)
        line = self.known.chosen()
        is_family = bool(self._others) and self.kind.value() == ("family",)
        if is_family and line is not None:
            relation = self._relations[self.relation.currentIndex()]
            other = next(one for one in self._others if one.id == line.key)
            done = self._desk.do(add_family, draft, relation, other.id, other.name)
        elif self._others:  # who was shown is somebody else: nobody asks again
            apart = [one.id for one in self._others]
            done = self._desk.do(add_another, draft, apart)
        else:
            done = self._desk.do(add_client, draft)
        done.then(self._added).otherwise(self._refused)

    def _added(self, key: ClientId) -> None:
        self.accept()
        self._desk.go(ClientCard(key))

    def _refused(self, error: SalonError) -> None:
        self._wait(False)
        self.fail(error)
        if isinstance(error, FieldsRequired):
            needed = _("The salon asks this of everybody")
            there = self.form.values().keys()
            names = [_FORM_NAMES.get(ref, ref) for ref in error.fields]
            self.form.wrong({name: needed for name in names if name in there})


def phone_line(phone: Phone, label: str = "", *, preferred: bool = True) -> PhoneLine:
    """Return a number that was read as the file keeps it."""
    return PhoneLine(
        phone.number or "",
        label or phone.label,
        preferred,
        phone.raw,
        phone.extension,
    )


def birthday_line(born: Born) -> BirthdayLine:
    """Return a birthday that was read as the file keeps it."""
    lunar = None
    if born.lunar is not None:
        lunar = LunarDay(born.lunar.month, born.lunar.day, born.lunar.leap)
    if born.birthday is None:
        return BirthdayLine(lunar=lunar)
    one = born.birthday
    return BirthdayLine(one.year, one.month, one.day, lunar)
