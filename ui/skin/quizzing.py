"""Questionnaires that a client answers on the screen, and scores made of parts."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.clients.model import ClientId
from salon.feedback.asking import Question
from salon.hongkong import REGIONS
from salon.skin.answering import answer_quiz
from salon.skin.quizzes import AXIS_WORDS, PHOTO, QUIZ_WORDS, QuizResult, quiz
from salon.skin.scores import (
    AREA_WORDS,
    DARK_WORDS,
    ITEMS,
    MMASI_SITES,
    MMASI_WORDS,
    mmasi,
    sensitive,
)
from salon.text import N_, Names, _, listed, number, speaking
from ui.kit.buttons import Segments
from ui.kit.cards import Rule
from ui.kit.fields import FormRow
from ui.kit.sheet import Sheet
from ui.kit.tokens import Type
from ui.kit.words import Words
from ui.parts.client_screen import ClientScreen
from ui.parts.homes import home_of
from ui.parts.whose import say_whose

if TYPE_CHECKING:
    from ui.desk import Desk

CODES = ("en", "zh_CN", "zh_TW")
# The items of the Sensitive Scale-10 (Misery et al. 2014), of the last three days.
SENSITIVE = (
    N_("How irritable is your skin?"),
    N_("Tingling"),
    N_("Burning"),
    N_("Feeling of heat"),
    N_("Tightness"),
    N_("Itching"),
    N_("Pain"),
    N_("Discomfort"),
    N_("Hot flushes"),
    N_("Redness"),
)
assert len(SENSITIVE) == ITEMS


class QuizScreen(ClientScreen):
    """One questionnaire of skin, a question at a time; what came of it is told."""

    def __init__(
        self,
        desk: "Desk",
        home: QWidget,
        key: ClientId,
        name: str,
        language: str,
        done: Callable[[QuizResult], object],
    ) -> None:
        asked = quiz(name, is_hong_kong=desk.premises.region in REGIONS)
        questions = [
            Question(
                one.id, "choice", is_required=False, names=one.text, options=one.options
            )
            for one in asked.questions
        ]
        super().__init__(desk, home, questions, language)
        self._key, self._name, self._told = key, name, done

    def keep(self) -> None:
        """Keep the answers, and say what came of them."""
        said = {key: int(text) for key, text in self.answers.items()}
        doing = self._desk.do(answer_quiz, self._key, self._name, said)
        doing.then(self._kept).otherwise(self.failed)

    def _kept(self, found: QuizResult) -> None:
        with speaking(self.language):
            self.thanked(result_words(found))
        self._told(found)


class SensitiveScreen(ClientScreen):
    """The ten items of the sensitive scale, 0 to 10 each."""

    def __init__(
        self,
        desk: "Desk",
        home: QWidget,
        language: str,
        done: Callable[[float], object],
    ) -> None:
        questions = [
            Question(f"ss{at}", "scale_0_10", is_required=True, names=_in_all(text))
            for at, text in enumerate(SENSITIVE, 1)
        ]
        super().__init__(desk, home, questions, language)
        self._told = done

    def keep(self) -> None:
        """Tell the sum; it is kept with the assessment."""
        items = [int(self.answers[f"ss{at}"]) for at in range(1, ITEMS + 1)]
        self._told(float(sensitive(items)))


class MelasmaSheet(Sheet):
    """How much of four sites is dark, and how dark."""

    def __init__(
        self,
        desk: "Desk",
        home: QWidget,
        key: ClientId,
        done: Callable[[float], object],
    ) -> None:
        super().__init__(home, _("Melasma score (mMASI)"), icon="mood-smile", wide=760)
        say_whose(desk, self, key)
        self._done = done
        self.parts: dict[str, tuple[Segments, Segments]] = {}
        for at, site in enumerate(MMASI_SITES):
            if at:
                self.add(Rule())
            name = _(MMASI_WORDS[site])
            self.add(Words(name, type=Type.STRONG))
            much, deep = _("How much of it"), _("How dark")
            area = Segments([_(one) for one in AREA_WORDS], 0, f"{name}: {much}")
            dark = Segments([_(one) for one in DARK_WORDS], 0, f"{name}: {deep}")
            self.add(FormRow(much, area), FormRow(deep, dark))
            self.parts[site] = (area, dark)
            for each in (area, dark):
                each.chosen.connect(lambda _at: self._tell())
        self.told = Words("", type=Type.FIGURE)
        self.add(self.told)
        self.body.addStretch(1)
        self.cancel()
        self.button(_("Take it over"), self._take, primary=True)
        self._tell()

    def value(self) -> float:
        """Return the score as it stands."""
        return mmasi(
            {site: (one.index, two.index) for site, (one, two) in self.parts.items()}
        )

    def _tell(self) -> None:
        said = _("{value} of 24").format(value=number(self.value()))
        self.told.say(said)

    def _take(self) -> None:
        self._done(self.value())
        self.accept()


def ask_quiz(
    desk: "Desk",
    key: ClientId,
    name: str,
    language: str,
    done: Callable[[QuizResult], object],
) -> None:
    """Turn the screen to the client for a questionnaire."""
    home = home_of(desk)
    if home is not None:
        QuizScreen(desk, home, key, name, language, done).begin()


def ask_sensitive(desk: "Desk", language: str, done: Callable[[float], object]) -> None:
    """Turn the screen to the client for the sensitive scale."""
    home = home_of(desk)
    if home is not None:
        SensitiveScreen(desk, home, language, done).begin()


def result_words(found: QuizResult) -> str:
    """Return what came of a questionnaire, in words."""
    if found.quiz == PHOTO:
        said = _("Phototype {result}, {points} of 40 points")
        return said.format(result=found.result, points=number(found.score))
    parts = []
    for one in found.axes:
        high, low = AXIS_WORDS[one.axis]
        word = _(high) if one.letter == one.axis[0] else _(low)
        if one.is_leaning:
            word = _("leaning {side}").format(side=word)
        parts.append(word)
    return f"{found.result}: {listed(parts)}"


def quiz_words(name: str) -> str:
    """Return what a questionnaire is called."""
    return _(QUIZ_WORDS[name])


def _in_all(text: str) -> Names:
    said = []
    for code in CODES:
        with speaking(code):
            said.append(_(text))
    return Names(*said)
