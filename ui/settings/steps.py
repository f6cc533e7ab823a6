"""One step of a protocol, a protocol tried on a client, and words of our own."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from salon.aftercare.checking import CALLERS, LANGUAGE_WORDS, LANGUAGES, SKIPS
from salon.aftercare.composing import shipped
from salon.aftercare.model import PreviewLine
from salon.aftercare.own_words import add_words
from salon.aftercare.queries import preview
from salon.clients.model import ClientId
from salon.clients.reach import CHANNELS
from salon.text import N_, Names, _, full_day, hour
from salon.views.protocols import Protocols
from ui.kit.buttons import Answers
from ui.kit.cards import Rule, clear, down, held
from ui.kit.fields import Choice, FormRow, Notes, Number
from ui.kit.picker import Picker
from ui.kit.rows import Line
from ui.kit.sheet import Sheet
from ui.kit.tokens import Type
from ui.kit.words import Run, Words
from ui.parts.call_marks import channel_name
from ui.parts.homes import tell
from ui.parts.ways import picking_client

if TYPE_CHECKING:
    from ui.desk import Desk

CALLER_WORDS = {
    "therapist": N_("Therapist"),
    "consultant": N_("Consultant"),
    "reception": N_("Reception"),
    "manager": N_("Manager"),
    "aftercare": N_("After-care"),
}
SKIP_WORDS = {
    "rebooked": N_("is booked already"),
    "visited": N_("has been here since"),
    "answered": N_("has told already"),
}
KIND_WORDS = (
    ("opener", N_("Opening")),
    ("body", N_("Middle")),
    ("closer", N_("Closing")),
)
TOPICS = (  # of a middle; those that wait for an event come by themselves
    ("skin_took", N_("How it was taken")),
    ("product_use", N_("Product use")),
    ("sunscreen_season", N_("Sunscreen and season")),
    ("rest_water_move", N_("Sleep, water, movement")),
    ("small_tip", N_("Small tip")),
    ("result_seen", N_("Result seen")),
    ("next_visit", N_("Next visit")),
)
MOST = 20  # questions and signs that are offered at once


class StepSheet(Sheet):
    """When, who, why, what is said in three languages, what is asked."""

    kept = Signal(object)  # the step, as a protocol holds it

    def __init__(
        self, desk: "Desk", home: QWidget, found: Protocols, step: dict[str, Any]
    ) -> None:
        super().__init__(home, _("Step"), icon="pencil", wide=720)
        self._step = step
        self.day = Number(int(step.get("day_offset", 0)), 0, 730, name=_("Day"))
        purposes = list(found.purposes)
        self._purposes = purposes
        at = purposes.index(step["purpose"]) if step["purpose"] in purposes else 0
        names = [str(found.purposes[one]) for one in purposes]
        self.purpose = Choice(names, at, _("What it is for"))
        at = CALLERS.index(step["caller"]) if step["caller"] in CALLERS else 0
        callers = [_(CALLER_WORDS[one]) for one in CALLERS]
        self.caller = Choice(callers, at, _("Who rings"))
        self.channels = Answers(
            [(one, channel_name(one)) for one in CHANNELS],
            step.get("channels", ()),
            several=True,
            name=_("In what way"),
        )
        self.skips = Answers(
            [(one, _(SKIP_WORDS[one])) for one in SKIPS],
            step.get("skip_if", ()),
            several=True,
            name=_("Left out if the client"),
        )
        script = step.get("script", {})
        self.texts = {
            code: Notes(script.get(code, ""), name=_(LANGUAGE_WORDS[code]), rows=3)
            for code in LANGUAGES
        }
        self.questions = _offered(found.questions, step.get("questions", ()))
        self.questions.setAccessibleName(_("Asked"))
        self.flags = _offered(found.flags, step.get("red_flags", ()))
        self.flags.setAccessibleName(_("Red flags"))
        self.add(FormRow(_("Day after the treatment"), self.day))
        self.add(FormRow(_("What it is for"), self.purpose))
        self.add(FormRow(_("Who rings"), self.caller))
        self.add(FormRow(_("In what way"), self.channels))
        for code, text in self.texts.items():
            self.add(FormRow(_(LANGUAGE_WORDS[code]), text))
        hint = _(
            "{address}, {caller}, {salon}, {staff}, {service} and so on are filled in; "
            "a sentence whose filling is not known is left out."
        )
        self.add(Words(hint, type=Type.SMALL, faint=True, wrap=True))
        self.add(FormRow(_("Asked"), self.questions))
        self.add(FormRow(_("Red flags"), self.flags))
        self.add(FormRow(_("Left out if the client"), self.skips))
        self.body.addStretch(1)
        self.cancel()
        self.button(_("Keep as draft"), self._keep, primary=True)
        self.setMinimumHeight(min(720, home.window().height() - 40))

    def _keep(self) -> None:
        step = dict(self._step)
        step["day_offset"] = self.day.value()
        step["purpose"] = self._purposes[self.purpose.currentIndex()]
        step["caller"] = CALLERS[self.caller.currentIndex()]
        step["channels"] = [str(one) for one in self.channels.value()]
        step["skip_if"] = [str(one) for one in self.skips.value()]
        step["questions"] = [str(one) for one in self.questions.value()]
        step["red_flags"] = [str(one) for one in self.flags.value()]
        step["script"] = {
            code: text.toPlainText().strip() for code, text in self.texts.items()
        }
        self.kept.emit(step)


def _offered(known: dict[str, Names], on: Any) -> Answers:
    """Return chips of what may be asked, those that are on first."""
    first = [one for one in on if one in known]
    rest = [one for one in known if one not in first][: max(0, MOST - len(first))]
    names = [(one, _short(str(known[one]))) for one in (*first, *rest)]
    return Answers(names, first, several=True)


def _short(text: str) -> str:
    head = text.split(":")[0].split("：")[0].rstrip("?？ ")
    return head if len(head) <= 44 else f"{head[:43].rstrip()}…"


class PreviewSheet(Sheet):
    """What a protocol would be for one client treated today; nothing is planned."""

    def __init__(self, desk: "Desk", home: QWidget, ref: str, name: str) -> None:
        title = _("{protocol}, tried on a client").format(protocol=name)
        super().__init__(home, title, icon="zoom-check", wide=680)
        self._desk, self._ref = desk, ref
        self.client = Picker(
            picking_client(desk),
            _("Part of the name, or of the number"),
            name=_("Client"),
            icon="user",
        )
        self.client.taken.connect(self._ask)
        self.column = down(gap=8)
        said = _("As if the client had been treated today. Nothing is planned.")
        self.add(Words(said, type=Type.SMALL, faint=True, wrap=True), self.client)
        self.add(held(self.column))
        self.body.addStretch(1)
        self.cancel(_("Close"))
        self.setMinimumHeight(min(660, home.window().height() - 40))

    def _ask(self, line: Line | None) -> None:
        if line is not None:
            key = ClientId(int(str(line.key)))
            asked = self._desk.ask(preview, self._ref, key)
            asked.then(self.show_lines).otherwise(self.fail)

    def show_lines(self, lines: list[PreviewLine]) -> None:
        """Show each step on its day."""
        clear(self.column)
        for one in lines:
            moved = _("put off: the salon is closed") if one.is_moved else ""
            parts = (
                f"{full_day(one.due)} {hour(one.time_from)} – {hour(one.time_until)}",
                one.purpose,
                _(CALLER_WORDS.get(one.caller, one.caller)),
                channel_name(one.channel) if one.channel else "",
                moved,
            )
            head = " · ".join(filter(None, parts))
            self.column.addWidget(Words(head, type=Type.SMALL_STRONG, wrap=True))
            text = one.words or _("Not said: the client does not want it.")
            self.column.addWidget(Words(Run(text, Type.READING), wrap=True))
            self.column.addWidget(Rule())


class WordsSheet(Sheet):
    """An opening, a middle or a closing of the salon's own, in all three languages."""

    def __init__(self, desk: "Desk", home: QWidget) -> None:
        super().__init__(home, _("Words of your own"), icon="plus", wide=640)
        self._desk = desk
        self.kind = Answers(
            [(key, _(name)) for key, name in KIND_WORDS], ("body",), name=_("Where")
        )
        known = [(key, _(name)) for key, name in TOPICS if key in shipped().topics]
        self.topic = Answers(known, (known[0][0],), name=_("Topic"))
        self.texts = {
            code: Notes("", name=_(LANGUAGE_WORDS[code]), rows=2) for code in LANGUAGES
        }
        self.add(FormRow(_("Where"), self.kind))
        self.topic_row = FormRow(_("Topic"), self.topic)
        self.kind.changed.connect(self._turn)
        self.add(self.topic_row)
        for code, text in self.texts.items():
            self.add(FormRow(_(LANGUAGE_WORDS[code]), text))
        hint = _(
            "Short enough to be said in one breath; nothing that presses or sells."
        )
        self.add(Words(hint, type=Type.SMALL, faint=True, wrap=True))
        self.body.addStretch(1)
        self.cancel()
        self.button(_("Add"), self._keep, primary=True)
        self.setMinimumHeight(min(620, home.window().height() - 40))
        self.texts["en"].setFocus()

    def _turn(self) -> None:
        self.topic_row.setVisible(self.kind.value() == ("body",))

    def _keep(self) -> None:
        said = {code: text.toPlainText().strip() for code, text in self.texts.items()}
        kind = str((self.kind.value() or ("body",))[0])
        topic = str((self.topic.value() or ("",))[0]) if kind == "body" else ""
        doing = self._desk.do(
            add_words,
            kind,
            Names(said["en"], said["zh_hans"], said["zh_hant"]),
            topic=topic,
            purpose=_PURPOSES.get(topic, "relation"),
        )
        doing.then(self._kept).otherwise(self.fail)

    def _kept(self, _ref: object) -> None:
        self.accept()
        tell(self._desk, _("Words added"))


_PURPOSES = {
    "skin_took": "comfort",
    "product_use": "guidance",
    "sunscreen_season": "guidance",
    "rest_water_move": "guidance",
    "small_tip": "guidance",
    "result_seen": "result",
    "next_visit": "booking",
}
