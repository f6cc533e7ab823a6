"""Three questions for this visit, asked one after the other and answered at once."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from salon.clients.answering import confirm_fields, decline_field, needs_no_answer
from salon.clients.birthdays import read_birthday
from salon.clients.fullness import LISTS
from salon.clients.model import BirthdayLine, ClientDraft, LunarDay, PhoneLine
from salon.clients.operations import add_phone, correct_client
from salon.clients.phones import read_phone
from salon.text import _, full_day
from salon.views.asking import Ask, Coach
from ui.kit.buttons import Answers, Button
from ui.kit.cards import clear, down, held
from ui.kit.columns import flowing
from ui.kit.fields import Notes, TextField
from ui.kit.sheet import Sheet
from ui.kit.tokens import Type
from ui.kit.words import Words
from ui.parts.fields import DayField
from ui.parts.holding import grow
from ui.parts.homes import home_of
from ui.places import ClientCard

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.desk import Desk

_DIGITS = 9


def open_coach(desk: "Desk", coach: Coach) -> "CoachSheet | None":
    """Open the sheet that asks what is worth asking at this visit."""
    home = home_of(desk)
    if home is None or not coach.asks:
        return None
    sheet = CoachSheet(desk, home, coach)
    sheet.open()
    return sheet


class CoachSheet(Sheet):
    """One question at a time: Enter keeps or confirms, a digit chooses."""

    def __init__(self, desk: "Desk", home: QWidget, coach: Coach) -> None:
        title = _("Ask {client}").format(client=coach.name)
        super().__init__(home, title, icon="help-circle", wide=600)
        self.setObjectName("coach")
        self._desk, self._coach = desk, coach
        self._at = 0
        self.field: QWidget | None = None
        self.count = Words("", type=Type.SMALL, faint=True)
        self.question = Words("", type=Type.FIGURE, wrap=True)
        self.about = Words("", type=Type.SMALL, faint=True, wrap=True)
        self._place = down(gap=6)
        self.no = Button(
            _("Prefers not to say"), icon="ban", key="Ctrl D", act=self._decline
        )
        self.none = Button(_("There is none"), key="Ctrl 0", act=self._none)
        self.open_file = Button(_("Open file"), icon="user", act=self._open_file)
        self.add(self.count, self.question, self.about, held(self._place))
        self.add(flowing(self.no, self.none, self.open_file, gap=8))
        self.body.addStretch(1)
        self.skip = self.button(_("Not now"), self._next)
        self.keep = self.button(_("Keep"), self._keep, primary=True)
        for keys, act in (("Ctrl+D", self._decline), ("Ctrl+0", self._none)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self._digits: list[QShortcut] = []
        for digit in range(1, _DIGITS + 1):
            key = QShortcut(QKeySequence(str(digit)), self)
            key.activated.connect(partial(self._choose, digit - 1))
            self._digits.append(key)
        self._show()

    @property
    def ask(self) -> Ask:
        """The question that is being asked."""
        return self._coach.asks[self._at]

    def _show(self) -> None:
        one, asks = self.ask, self._coach.asks
        said = _("{n} of {all} · {field}")
        self.count.say(said.format(n=self._at + 1, all=len(asks), field=one.label))
        self.question.say(one.words)
        about = ""
        if one.on is not None and one.is_stale:
            about = _("said on {day}").format(day=full_day(one.on))
            if one.by:
                about = _("{when}, to {who}").format(when=about, who=one.by)
        self.about.say(about)
        self.about.setVisible(bool(about))
        clear(self._place)
        self.field = self._make(one)
        if self.field is not None:
            self._place.addWidget(self.field)
        takes_words = isinstance(self.field, TextField | Notes | DayField)
        for key in self._digits:
            key.setEnabled(not takes_words)
        self.none.setVisible(one.field in LISTS and not one.is_stale)
        self.open_file.setVisible(self.field is None)
        self.keep.setText(_("Still so") if one.is_stale else _("Keep"))
        self.keep.setVisible(one.is_stale or self.field is not None)
        self.failure.hide()
        if takes_words and self.field is not None:
            self.field.setFocus()
        elif self.keep.isVisibleTo(self):
            self.keep.setFocus()
        else:  # Enter must not say in the client's place that it is not to be said
            self.open_file.setFocus()
        grow(self)

    def _make(self, one: Ask) -> QWidget | None:
        """Return what the answer is given in; None where the file is for it."""
        if one.choices:
            several = one.kind == "multi_enum"
            on = one.value.replace(",", " ").split() if one.is_stale else ()
            made = Answers(
                [
                    (key, f"{at + 1}  {said}" if at < _DIGITS else said)
                    for at, (key, said) in enumerate(one.choices)
                ],
                on,
                several=several,
                name=one.label,
            )
            if not several:
                made.changed.connect(self._keep)
            else:
                made.changed.connect(self._touched)
            return made
        if one.kind in ("table", "ref_client", "image", "computed"):
            return None
        if one.kind == "date" and one.field != "birth_solar":
            return DayField(self._desk, None, one.label, optional=True)
        if one.kind == "longtext":
            notes = Notes(name=one.label, rows=3)
            notes.textChanged.connect(self._touched)
            return notes
        text = TextField(one.said, hint=one.unit, name=one.label)
        text.textEdited.connect(lambda _text: self._touched())
        return text

    def _touched(self) -> None:
        self.keep.setText(_("Keep"))

    def value(self) -> str:
        """Return what is answered, as the file keeps it."""
        match self.field:
            case Answers():
                return " ".join(map(str, self.field.value()))
            case DayField():
                day = self.field.value()
                return day.isoformat() if day is not None else ""
            case Notes():
                return str(self.field.toPlainText()).strip()
            case TextField():
                return str(self.field.text()).strip()
        return ""

    def _choose(self, at: int) -> None:
        field = self.field
        if not isinstance(field, Answers) or at >= len(self.ask.choices):
            return
        field.buttons[self.ask.choices[at][0]].click()

    def _keep(self) -> None:
        one, said = self.ask, self.value()
        if one.is_stale and said in (one.value, one.said, ""):
            self._do(confirm_fields, [one.field])
            return
        if not said:
            self.fail(_("Write the answer, or choose one."))
            return
        if one.field in ("mobile", "mobile_2"):
            phone = read_phone(said, self._desk.premises.region)
            if phone.problem:
                self.fail(phone.said())
                return
            line = PhoneLine(
                phone.number or "", phone.label, one.field == "mobile", phone.raw
            )
            self._do(add_phone, line)
            return
        draft = ClientDraft(facts={one.field: said})
        if one.field == "birth_solar":
            region = self._desk.premises.region
            born = read_birthday(said, region, self._desk.today())
            if born.birthday is None and born.lunar is None:
                self.fail(born.said())
                return
            day, moon = born.birthday, born.lunar
            lunar = LunarDay(moon.month, moon.day, moon.leap) if moon else None
            line_ = BirthdayLine(lunar=lunar)
            if day is not None:
                line_ = BirthdayLine(day.year, day.month, day.day, lunar)
            draft = ClientDraft(birthday=line_)
        done = self._desk.do(
            correct_client, self._coach.client_id, draft, told_by="client"
        )
        done.then(lambda _none: self._next()).otherwise(self.fail)

    def _decline(self) -> None:
        self._do(decline_field, self.ask.field)

    def _none(self) -> None:
        if self.none.isVisibleTo(self):
            self._do(needs_no_answer, self.ask.field)

    def _do(self, operation: "Callable[..., object]", *given: object) -> None:
        key = self._coach.client_id  # of whom the question was, whoever is in sight
        done = self._desk.do(operation, key, *given)
        done.then(lambda _none: self._next()).otherwise(self.fail)

    def _next(self) -> None:
        if self._at + 1 >= len(self._coach.asks):
            self.accept()
            return
        self._at += 1
        self._show()

    def _open_file(self) -> None:
        self.accept()
        self._desk.go(ClientCard(int(self._coach.client_id), "file"))
