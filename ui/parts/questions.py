"""A questionnaire as the team fills it in: digits from the keyboard, one a question.

Each answer carries the digit that is printed beside it on paper, so that a form of
twenty questions is twenty keys.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from salon.feedback.asking import NO, YES, Question, keys_of
from salon.text import N_, _
from ui.kit.buttons import Answers
from ui.kit.cards import across, down, held
from ui.kit.columns import Columns
from ui.kit.fields import TextField
from ui.kit.tokens import Type
from ui.kit.words import Run, Words

SCORES = {
    "1": N_("1 – bad"),
    "2": N_("2"),
    "3": N_("3"),
    "4": N_("4"),
    "5": N_("5 – very good"),
}
TEN = ("scale_0_10", "nps")
FIRST, LAST = "1", "0"  # the digits of ten
_NEXT = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down, Qt.Key.Key_Space)
_HELD = (
    Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.MetaModifier
)
_BACK = (Qt.Key.Key_Up, Qt.Key.Key_Backspace)


def answers_of(
    question: Question, people: Sequence[tuple[int, str]], tongue: str
) -> list[tuple[str, str]]:
    """Return what can be answered, and how it is said in a language."""
    match question.type:
        case "scale_1_5" if question.id == "pv_csat":
            return [(key, _(text)) for key, text in SCORES.items()]
        case "scale_1_5" | "scale_0_10" | "nps":
            return [(key, key) for key in keys_of(question)]
        case "ref_staff":
            return [(str(key), name) for key, name in people]
        case "check":
            return [(YES, _("yes")), (NO, _("no"))]
        case "gap_5" | "choice" | "multi":
            options = [one.said_in(tongue) for one in question.options]
            return list(zip(keys_of(question), options, strict=True))
    return []


class Questions(QWidget):
    """All questions of a form, one of which is meant by the next key.

    A digit answers and goes on; Enter goes on without an answer, Backspace goes back.
    Of ten, a 1 waits whether a 0 follows.
    """

    finished = Signal()  # Enter after the last question

    def __init__(
        self,
        questions: Sequence[Question],
        people: Sequence[tuple[int, str]],
        tongue: str,
    ) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Questions; a digit answers"))
        self.questions = tuple(questions)
        self.at = 0
        self._waits = False  # whether a 1 of ten may become a 10
        self.fields: dict[str, Answers | TextField] = {}
        self._words: list[Words] = []
        self._rows: list[QWidget] = []
        column = down(gap=6)
        for place, one in enumerate(self.questions):
            column.addWidget(self._row(place, one, people, tongue))
        column.setContentsMargins(0, 0, 0, 0)
        self.setLayout(column)
        self._mark()

    def said(self) -> dict[str, str]:
        """Return what is answered, by question."""
        found = {}
        for key, field in self.fields.items():
            if isinstance(field, Answers):
                found[key] = ",".join(map(str, field.value()))
            else:
                found[key] = field.text().strip()
        return {key: text for key, text in found.items() if text}

    def left_open(self) -> list[str]:
        """Return the questions with one answer of several that have none.

        Words may well be missing, and so may all of what several can be said of.
        """
        said = self.said()
        return [
            self._text(place)
            for place, one in enumerate(self.questions)
            if isinstance(self.fields[one.id], Answers)
            and not one.takes_several
            and one.id not in said
        ]

    def go_to(self, place: int) -> None:
        """Mean another question by the next key; after the last one it is finished."""
        self._waits = False
        if place >= len(self.questions):
            self.at = len(self.questions) - 1
            self._mark()
            self.finished.emit()
            return
        self.at = max(0, place)
        self._mark()
        field = self.fields[self.questions[self.at].id]
        (field if isinstance(field, TextField) else self).setFocus()

    # what Qt asks

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let a digit answer the question that is meant."""
        key = Qt.Key(event.key())
        if event.modifiers() & _HELD:  # a key of the window, and no answer
            super().keyPressEvent(event)
        elif key in _NEXT:
            self.go_to(self.at + 1)
        elif key in _BACK:
            self.go_to(self.at - 1)
        elif event.text().isascii() and event.text().isdigit():
            self.digit(event.text())
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter in a line of words go on, and the focus say which is meant."""
        place = next(
            (
                at
                for at, one in enumerate(self.questions)
                if self.fields[one.id] is watched
            ),
            -1,
        )
        if place < 0:
            return super().eventFilter(watched, event)
        if event.type() is QEvent.Type.FocusIn and place != self.at:
            self.at, self._waits = place, False
            self._mark()
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            is_plain = event.modifiers() in (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.KeypadModifier,
            )
            if is_plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.go_to(place + 1)
                return True
            if is_plain and event.key() == Qt.Key.Key_Up:
                self.go_to(place - 1)
                return True
        return super().eventFilter(watched, event)

    def digit(self, digit: str) -> None:
        """Answer what is meant by a digit, as it is printed beside the answer."""
        one = self.questions[self.at]
        field = self.fields[one.id]
        if not isinstance(field, Answers):
            return
        if one.type in TEN:
            self._of_ten(field, digit)
            return
        keys = list(field.buttons)
        place = int(digit) - 1
        if not 0 <= place < len(keys):
            return
        if one.takes_several:
            pressed = set(field.value()) ^ {keys[place]}
            field.put(*pressed)
            return
        field.put(keys[place])
        self.go_to(self.at + 1)

    def _of_ten(self, field: Answers, digit: str) -> None:
        if self._waits and digit == LAST:
            field.put("10")
            self.go_to(self.at + 1)
        elif self._waits:  # it was a 1, and this is for the next question
            self.go_to(self.at + 1)
            self.digit(digit)
        else:
            field.put(digit)
            if digit == FIRST:
                self._waits = True
            else:
                self.go_to(self.at + 1)

    # how it is built

    def _row(
        self,
        place: int,
        one: Question,
        people: Sequence[tuple[int, str]],
        tongue: str,
    ) -> QWidget:
        text = one.names.said_in(tongue)
        words = Words(text, wrap=True, middle=True)
        self._words.append(words)
        choices = answers_of(one, people, tongue)
        field: Answers | TextField
        if choices:
            numbered = one.options or one.type in ("ref_staff", "check")
            said = [
                (key, f"{digit} {name}" if numbered and digit < 10 else name)
                for digit, (key, name) in enumerate(choices, 1)
            ]
            field = Answers(said, several=one.takes_several, name=text)
            for button in field.buttons.values():
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            field.changed.connect(partial(self._pressed, place))
        else:
            field = TextField(name=text)
            field.installEventFilter(self)
        self.fields[one.id] = field
        row = held(across(Columns(words, field, (5, 6), least=520, gap=12)))
        self._rows.append(row)
        return row

    def _pressed(self, place: int) -> None:
        """Mean by the next key what was answered with the mouse, or the one after."""
        self.at, self._waits = place, False
        if self.questions[place].takes_several:
            self._mark()
            return
        self.go_to(place + 1 if place + 1 < len(self.questions) else place)

    def _mark(self) -> None:
        for place, words in enumerate(self._words):
            is_meant = place == self.at
            text = self._text(place)
            role = Type.STRONG if is_meant else Type.BODY
            words.say(Run(f"▸ {text}" if is_meant else text, role))
            words.setAccessibleName(text)
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(self._rows[self.at], 0, 60)

    def _text(self, place: int) -> str:
        return self.fields[self.questions[place].id].accessibleName()
