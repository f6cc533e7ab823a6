"""Her answers, section by section, changed where they stand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSizePolicy, QWidget

from salon.catalogue.model import EntryCard
from salon.clients.answering import confirm_fields, decline_field
from salon.clients.birthdays import read_birthday
from salon.clients.fullness import Answer, State
from salon.clients.model import ClientCard, ClientDraft, ClientId
from salon.clients.operations import correct_client
from salon.clients.queries import client_card
from salon.clients.questions import can_be_asked
from salon.clients.said import known_of
from salon.errors import EditedElsewhere, SalonError
from salon.text import N_, Names, _
from salon.views.client import FileWords
from ui.clients.adding import birthday_line
from ui.clients.points import standing_words
from ui.kit.buttons import Answers, Button, Kind
from ui.kit.cards import Box, across, down, held
from ui.kit.columns import Columns
from ui.kit.fields import Choice, FormRow, Notes, TextField
from ui.kit.sheet import Sheet
from ui.kit.states import Banner
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.fields import DayField
from ui.parts.forms import put_into, value_of
from ui.parts.speaking import LANGUAGES
from ui.parts.whose import say_whose

if TYPE_CHECKING:
    from ui.desk import Desk

SECTIONS = {
    "A_identity": N_("Who it is"),
    "B_contact": N_("How to get in touch"),
    "C_preferences": N_("Contact and comfort wishes"),
    "D_family": N_("Family and dates"),
    "E_life": N_("Work and way of life"),
    "F_health": N_("Health"),
    "G_history": N_("Skin and beauty history"),
    "H_homecare": N_("Home care"),
    "J_body": N_("Body, scalp, nails"),
    "L_goals": N_("Goals and expectations"),
    "M_service": N_("Personality and little things"),
    "N_referral": N_("How the client found us"),
    "P_promo": N_("News and offers"),
    "Q_consent": N_("Consent"),
}
# What the file keeps apart from the questions of the reference.
OWN = {
    "name": ("A_identity", N_("Name")),
    "birthday": ("A_identity", N_("Birthday")),
    "call_from": ("C_preferences", N_("Ring from")),
    "call_until": ("C_preferences", N_("Ring until")),
    "note": ("M_service", N_("Note")),
}
_ELSEWHERE = frozenset(  # charted, computed, or kept as rows of their own
    (
        *("birth_solar", "birth_lunar_month", "birth_lunar_day", "birth_lunar_leap"),
        *("mobile", "mobile_2", "merged_into", "portrait", "record_state"),
    )
)
_TYPES = frozenset(
    (
        *("text", "longtext", "int", "decimal", "bool", "date", "time", "phone"),
        *("email", "money", "enum", "multi_enum", "scale_0_10", "ref_staff"),
        "ref_client",
    )
)
_WIDE = ("longtext", "multi_enum")
_PAIR = 340  # units of width from which two questions stand beside one another
_EMPTY = "–"
_STANDS_FOR = {  # what the file keeps apart, by the question that it answers
    "name": "family_name",
    "birthday": "birth_solar",
    "call_from": "contact_bands",
    "call_until": "contact_bands",
}


@dataclass(frozen=True)
class Question:
    """One question of the file, as the form asks it."""

    ref: str
    section: str
    label: str
    type: str
    choices: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    purpose: str = ""


def questions(words: FileWords) -> list[Question]:
    """Return every question that is answered in words, in the order of the file."""
    made = [
        Question(ref, section, _(label), "longtext" if ref == "note" else "text")
        for ref, (section, label) in OWN.items()
    ]
    for one in words.fields:
        body = one.body
        kind = body.get("type", "")
        if kind not in _TYPES or one.ref in _ELSEWHERE:
            continue
        if body.get("ask_at") == "system" and one.ref != "client_no":
            continue
        if body.get("section") not in SECTIONS:
            continue
        made.append(
            Question(
                one.ref,
                body["section"],
                str(one.names),
                kind,
                _choices(one, words),
                body.get("unit", ""),
            )
        )
    return made


def _choices(one: EntryCard, words: FileWords) -> tuple[tuple[str, str], ...]:
    kind = one.body.get("type")
    if one.ref == "preferred_language":
        return tuple(LANGUAGES)
    if kind == "bool":
        return (("yes", _("yes")), ("no", _("no")))
    if kind == "scale_0_10":
        return tuple((str(n), str(n)) for n in range(11))
    offered: dict[str, Names] = words.choices(one.ref)
    return tuple((ref, str(names)) for ref, names in offered.items())


class AnswerField(QObject):
    """One question with its field; it says when an answer is finished."""

    typed = Signal()
    finished = Signal(object)  # this

    def __init__(self, asked: Question, desk: "Desk", home: QWidget) -> None:
        super().__init__(home)
        self.asked = asked
        self._keys: list[str] = []
        self._standing = ""
        self.before = ""
        self.field = self._make(desk)
        self.row = FormRow(asked.label, self.field, wraps=True)
        self.row.label.installEventFilter(self)
        self.sure = Button(
            _("Still so"),
            icon="check",
            small=True,
            key="F7",
            name=_("Still so: {field}").format(field=asked.label),
        )
        self.no = Button(
            icon="ban",
            small=True,
            kind=Kind.QUIET,
            name=_("Prefers not to say: {field}").format(field=asked.label),
        )
        self.tools = held(across(self.sure, None, gap=4))
        self.tools.hide()
        self._above = QWidget()  # as high as the label
        self._above.setFixedHeight(18)
        beside = down(self._above, self.no, None, gap=0)
        self.line = across(self.row, held(beside), gap=2)
        self.line.setStretch(0, 1)
        self._listen()

    @property
    def is_dirty(self) -> bool:
        """Whether it says something else than the records."""
        return self.value() != self.before

    def value(self) -> str:
        """Return the answer as the file keeps it."""
        plain = value_of(self.field)
        match self.field:
            case Choice():
                return self._keys[self.field.currentIndex()]
            case Answers():
                return " ".join(map(str, self.field.value()))
        if isinstance(plain, date):
            return plain.isoformat()
        return str(plain or "")

    def put(self, value: str) -> None:
        """Show what is stored."""
        self.before = value
        self.show(value)

    def show(self, value: str) -> None:
        """Let the field say something, without telling anyone."""
        if self.value() == value:
            return
        plain: Any = value
        match self.field:
            case Choice():
                if value not in self._keys:  # of an import, or an older list
                    self._keys.append(value)
                    self.field.addItem(value)
                plain = self._keys.index(value)
            case Answers():
                plain = tuple(value.replace(",", " ").split())
            case DayField():
                plain = _day(value)
        self.field.blockSignals(True)
        put_into(self.field, plain)
        self.field.blockSignals(False)

    def stand(self, answer: Answer | None) -> None:
        """Show how the question stands: since when, by whom, and what one can do."""
        state = State.NOT_ASKED if answer is None else answer.state
        is_told = answer is not None and state is not State.NOT_ASKED
        self._standing = standing_words(answer) if answer and is_told else ""
        can_ask = can_be_asked(self.asked.ref)
        self.sure.setVisible(state is State.STALE)
        self.no.setVisible(can_ask and state in (State.STALE, State.NOT_ASKED))
        self.tools.setVisible(state is State.STALE)
        if not self.row.field.property("wrong"):
            self.tell()

    def tell(self, wrong: str = "") -> None:
        """Say what is wrong below the field, or how the question stands."""
        self.row.tell(self._standing, wrong)

    def _hint(self) -> str:
        if self.asked.ref == "birthday":
            return _("23 Sep 1988, or lunar 8/15")
        return ""

    def _make(self, desk: "Desk") -> QWidget:
        asked = self.asked
        if asked.type == "multi_enum" and asked.choices:
            return Answers(asked.choices, several=True, name=asked.label)
        if asked.choices:
            self._keys = ["", *(key for key, _said in asked.choices)]
            said = [_EMPTY, *(said for _key, said in asked.choices)]
            return Choice(said, name=asked.label)
        if asked.type == "date":
            return DayField(desk, None, asked.label, optional=True)
        if asked.type == "longtext":
            return Notes(name=asked.label, rows=3 if asked.ref == "note" else 2)
        return TextField(hint=self._hint() or asked.unit, name=asked.label)

    def _listen(self) -> None:
        field = self.field
        match field:
            case Choice():
                field.currentIndexChanged.connect(lambda _row: self._finish())
            case Answers() | DayField():
                field.changed.connect(lambda *_said: self._finish())
            case TextField():
                field.textEdited.connect(lambda _text: self.typed.emit())
                field.editingFinished.connect(self._finish)
            case Notes():
                field.textChanged.connect(self.typed.emit)
                field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is written in several lines as finished when one leaves it."""
        if watched is self.row.label:
            if isinstance(event, QResizeEvent):  # the button stands beside the field
                self._above.setFixedHeight(event.size().height())
            return False
        if event.type() == QEvent.Type.FocusOut:
            self._finish()
        return False

    def _finish(self) -> None:
        self.tell()
        if self.is_dirty:
            self.finished.emit(self)


def _pair(left: QWidget, right: QWidget | None) -> Columns:
    """Two questions beside one another, or one below the other in a narrow page."""
    return Columns(left, right or QWidget(), (1, 1), least=_PAIR, gap=12)


class FactForm(QWidget):
    """The questions of one section; each answer is kept when it is finished."""

    def __init__(self, desk: "Desk", key: ClientId, asked: Sequence[Question]) -> None:
        super().__init__()
        self._desk, self._key = desk, key
        self._version = 0
        self._known: dict[str, str] = {}
        self._saving: AnswerField | None = None
        self._waiting: list[AnswerField] = []
        self.changed = Banner(
            _("Changed elsewhere meanwhile. What you write here is kept."), Tone.AMBER
        )
        self.changed.hide()
        self.fields: dict[str, AnswerField] = {}
        rows: list[QWidget] = []
        beside: QWidget | None = None  # the cell that still wants one at its side
        for one in asked:
            made = AnswerField(one, desk, self)
            made.finished.connect(self._finished)
            self.fields[one.ref] = made
            narrow = QSizePolicy.Policy.Ignored  # a long choice must not widen it
            if isinstance(made.field, Choice):
                made.field.setSizePolicy(narrow, QSizePolicy.Policy.Fixed)
            made.field.setMinimumWidth(80)
            key_of = one.ref
            made.sure.clicked.connect(partial(self._confirm, key_of))
            made.no.clicked.connect(partial(self._decline, key_of))
            cell = held(down(made.line, made.tools, None, gap=2))
            if one.type in _WIDE:
                rows += [cell] if beside is None else [_pair(beside, None), cell]
                beside = None
            elif beside is None:
                beside = cell
            else:
                rows.append(_pair(beside, cell))
                beside = None
        if beside is not None:
            rows.append(_pair(beside, None))
        for keys, act in (("F7", self._confirm), ("F8", self._decline)):
            pressed = QShortcut(QKeySequence(keys), self)
            pressed.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            pressed.activated.connect(partial(self._at_field, act))
        inside = down(self.changed, *rows, None, gap=10)
        inside.setContentsMargins(2, 2, 10, 2)
        self.setLayout(inside)

    def show_card(self, card: ClientCard) -> None:
        """Show what is stored; a field that is being written keeps what it says."""
        self._version = card.line.version
        self._known = known_of(card)
        clash = False
        for ref, field in self.fields.items():
            stored = self._known.get(ref, "")
            if field is self._saving or field in self._waiting:
                continue
            if field.is_dirty:
                clash = clash or stored not in (field.before, field.value())
            else:
                field.put(stored)
        self.changed.setVisible(clash)

    def show_answers(self, answers: Mapping[str, Answer]) -> None:
        """Show how each question stands."""
        for ref, field in self.fields.items():
            field.stand(answers.get(_STANDS_FOR.get(ref, ref)))

    def _at_field(self, act: Callable[[str], None]) -> None:
        """Do it with the question in whose field one is."""
        at: QWidget | None = self.focusWidget()
        for ref, field in self.fields.items():
            if at is not None and (at is field.field or field.field.isAncestorOf(at)):
                act(ref)
                return

    def _confirm(self, ref: str, _on: bool = False) -> None:
        self._desk.do(confirm_fields, self._key, [_STANDS_FOR.get(ref, ref)])

    def _decline(self, ref: str, _on: bool = False) -> None:
        self._desk.do(decline_field, self._key, _STANDS_FOR.get(ref, ref))

    @property
    def is_dirty(self) -> bool:
        """Whether anything is written that is not kept yet."""
        return any(field.is_dirty for field in self.fields.values())

    def keep(self) -> None:
        """Keep what is still being written; to be called before one leaves."""
        for field in self.fields.values():
            if field.is_dirty and field is not self._saving:
                self._finished(field)

    def _finished(self, field: AnswerField) -> None:
        if self._saving is not None:
            if field not in self._waiting:
                self._waiting.append(field)
            return
        self._save(field)

    def _save(self, field: AnswerField) -> None:
        stored = self._known.get(field.asked.ref, "")
        if stored not in (field.before, field.value()):
            self._ask_which(field, stored)
            return
        try:
            draft = self._draft(field)
        except ValueError as error:
            field.tell(str(error))
            return
        self._saving = field
        value = field.value()
        done = self._desk.do(correct_client, self._key, draft, seen=self._version)
        done.then(lambda _nothing: self._saved(field, value))
        done.otherwise(lambda error: self._refused(field, error))

    def _draft(self, field: AnswerField) -> ClientDraft:
        ref, value = field.asked.ref, field.value()
        match ref:
            case "name":
                return ClientDraft(name=value)
            case "family_name":
                return ClientDraft(family=value)
            case "given_name":
                return ClientDraft(given=value)
            case "call_from":
                return ClientDraft(call_from=_time(value))
            case "call_until":
                return ClientDraft(call_until=_time(value))
            case "note":
                return ClientDraft(note=value)
            case "birthday":
                region = self._desk.premises.region
                born = read_birthday(value, region, self._desk.today())
                if value and born.birthday is None and born.lunar is None:
                    raise ValueError(born.said())
                return ClientDraft(birthday=birthday_line(born))
        return ClientDraft(facts={ref: value})

    def _saved(self, field: AnswerField, value: str) -> None:
        field.before = value
        self._known[field.asked.ref] = value
        self._fetch()

    def _fetch(self) -> None:
        """Look at the file as it is now, then go on with what waits."""
        self._desk.ask(client_card, self._key).then(self._fresh)

    def _fresh(self, card: ClientCard) -> None:
        self._saving = None
        self.show_card(card)
        if self._waiting:
            self._save(self._waiting.pop(0))

    def _refused(self, field: AnswerField, error: SalonError) -> None:
        self._saving = None
        if isinstance(error, EditedElsewhere):
            self._waiting.insert(0, field)
            self._fetch()
            return
        field.tell(str(error))
        if self._waiting:
            self._save(self._waiting.pop(0))

    def _ask_which(self, field: AnswerField, stored: str) -> None:
        """Show both answers and let her choose."""
        sheet = Sheet(
            self,
            _("Changed elsewhere meanwhile"),
            _("Somebody has answered “{question}” differently.").format(
                question=field.asked.label
            ),
            icon="alert-triangle",
            wide=560,
        )
        say_whose(self._desk, sheet, self._key)
        both = across(gap=12)
        for title, text in ((_("Yours"), field.value()), (_("Theirs"), stored)):
            box = Box(edge=True)
            said = dict(field.asked.choices).get(text, text)
            box.add(
                Words(title, type=Type.SMALL_STRONG),
                Words(said or _EMPTY, wrap=True),
            )
            both.addWidget(box.fill(), 1)
        sheet.add(held(both))

        def theirs() -> None:
            sheet.accept()
            field.put(stored)
            self.changed.hide()

        def mine() -> None:
            sheet.accept()
            field.before = stored
            self._save(field)

        sheet.button(_("Take theirs"), theirs)
        sheet.button(_("Keep mine"), mine, primary=True)
        sheet.open()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _time(text: str) -> str:
    """Return a time of day as the file keeps it: "9.30" is "09:30".

    Raises:
        ValueError: It is none, in words.
    """
    said = text.strip().replace(".", ":").replace("：", ":")
    if not said:
        return ""
    hours, _colon, minutes = said.partition(":")
    if hours.isdigit() and (minutes or "0").isdigit():
        h, m = int(hours), int(minutes or 0)
        if h < 24 and m < 60:
            return f"{h:02}:{m:02}"
    raise ValueError(_("That is not a time. Write it like 14:30."))
