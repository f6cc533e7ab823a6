"""The small sheets of surveys: a new round, what we changed, a promise, the pulse."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.errors import SalonError
from salon.feedback.asking import questionnaires
from salon.settings.operations import describe
from salon.surveys.model import (
    FIELD_WEEKS,
    LEFT_OUT_WORDS,
    OF_EVENTS,
    POST_VISIT,
    PULSE,
    YEARLY,
    Drawing,
    PulsePoint,
    RoundLine,
)
from salon.surveys.operations import draw_round, note_changed, promise_after
from salon.surveys.pulsing import answer_point, answer_pulse, raise_point
from salon.text import _, language, number
from salon.views.surveys import ResultSight
from ui.kit.buttons import Answers, Tick
from ui.kit.fields import Choice, FormRow, Notes, Number, TextField
from ui.kit.sheet import Sheet
from ui.kit.tokens import Type
from ui.kit.words import Words
from ui.parts.fields import DayField
from ui.parts.homes import home_of, tell
from ui.parts.questions import Questions
from ui.parts.unfinished import ask_first

if TYPE_CHECKING:
    from datetime import date

    from salon.app import Salon
    from ui.desk import Desk

EVERYBODY = 0  # of the size: all who came within a year
MOST = 100_000
SWITCHES = (YEARLY, POST_VISIT, *OF_EVENTS, PULSE)


def open_switches(desk: "Desk") -> None:
    """Open what says which surveys are asked."""
    home = home_of(desk)
    if home is not None:
        SwitchSheet(desk, home).open()


class RoundSheet(Sheet):
    """A new round: how many, and by which chance."""

    def __init__(self, desk: "Desk", home: QWidget) -> None:
        text = _(
            "All A clients are asked in person, and a tenth of the others; the rest on "
            "paper or on the screen. Nobody who wants no surveys, or was asked within "
            "a month."
        )
        names = questionnaires()[YEARLY].names
        super().__init__(home, str(names), text, icon="clipboard-list", wide=560)
        self._desk = desk
        usual = f"{names} {desk.today().year}"
        self.title = TextField(usual, name=_("Title"))
        self.most = Number(EVERYBODY, 0, MOST, name=_("How many at most; 0: everybody"))
        self.weeks = Number(
            FIELD_WEEKS, 1, 26, name=_("Weeks in which it may be answered")
        )
        self.seed = Number(
            1, 0, 10**6, name=_("Number of the draw: the same draws the same")
        )
        self.add(
            FormRow(_("Title"), self.title),
            FormRow(_("How many at most; 0: everybody"), self.most),
            FormRow(_("Weeks in which it may be answered"), self.weeks),
            FormRow(_("Number of the draw: the same draws the same"), self.seed),
        )
        self.cancel()
        self.button(_("Draw and begin"), self._begin, primary=True)

    def _begin(self) -> None:
        drawing = partial(
            draw_round,
            size=self.most.value() or None,
            seed=self.seed.value(),
            weeks=self.weeks.value(),
        )
        doing = self._desk.do(drawing, YEARLY, self.title.text())
        doing.then(self._drawn).otherwise(self.fail)

    def _drawn(self, drawn: Drawing) -> None:
        self.accept()
        tell(self._desk, drawn_said(drawn))


def drawn_said(drawn: Drawing) -> str:
    """Return in words what came of a draw."""
    said = _("{all} are asked, {spoken} of them in person")
    parts = [said.format(all=number(drawn.asked), spoken=number(drawn.interviews))]
    for word, count in drawn.left_out.items():
        parts.append(f"{number(count)} {_(LEFT_OUT_WORDS[word])}")
    if not drawn.has_classes:
        parts.append(_("classes were never worked out, so nobody is asked as an A"))
    return " · ".join(parts)


class ChangedSheet(Sheet):
    """What we changed because of a round."""

    def __init__(self, desk: "Desk", home: QWidget, line: RoundLine) -> None:
        text = _("It stands on the report, and clients like to hear of it.")
        super().__init__(home, _("What we changed"), text, icon="pencil")
        self._desk, self._line = desk, line
        self.words = Notes(line.changed, name=_("What we changed"), rows=5)
        self.add(self.words)
        self.cancel()
        self.button(_("Keep"), self._keep, primary=True)

    def _keep(self) -> None:
        said = self.words.toPlainText()
        doing = self._desk.do(note_changed, self._line.id, said)
        doing.then(lambda _done: self.accept()).otherwise(self.fail)


class PromiseSheet(Sheet):
    """What is promised after a round: what, who, until when."""

    def __init__(self, desk: "Desk", home: QWidget, sight: ResultSight) -> None:
        text = _("Half a year from now it comes back by itself, unless it is kept.")
        super().__init__(home, _("Promise"), text, icon="heart-handshake")
        assert sight.line is not None
        self._desk, self._people, self._line = desk, sight.people, sight.line
        self.words = Notes(name=_("What"), rows=2)
        self.who = Choice([name for _key, name in sight.people], name=_("Who"))
        self.until = DayField(desk, None, _("Until"), optional=True)
        self.add(
            FormRow(_("What"), self.words),
            FormRow(_("Who"), self.who),
            FormRow(_("Until"), self.until),
        )
        self.cancel()
        self.button(_("Promise"), self._keep, primary=True)

    def _keep(self) -> None:
        due, at = self.until.value(), self.who.currentIndex()
        if due is None or at < 0:
            self.fail(_("Say who does it, and until when."), self.until)
            return
        who, said = self._people[at][0], self.words.toPlainText()
        doing = self._desk.do(promise_after, self._line.id, said, who, due)
        doing.then(lambda _done: self.accept()).otherwise(self.fail)


class SwitchSheet(Sheet):
    """Which surveys are asked here, and how often the team is."""

    def __init__(self, desk: "Desk", home: QWidget) -> None:
        text = _(
            "A survey can be left out. Its wording stays as it is: what was asked last "
            "year must be asked this year, or nothing can be compared."
        )
        super().__init__(
            home, _("Which surveys are asked"), text, icon="settings", wide=560
        )
        self._desk = desk
        off = desk.premises.surveys_off
        self.ticks: dict[str, Tick] = {}
        for key in SWITCHES:
            found = questionnaires()[key]
            self.ticks[key] = Tick(str(found.names), key not in off)
            when = Words(str(found.when), type=Type.SMALL, faint=True, wrap=True)
            self.add(self.ticks[key], when)
        days = desk.premises.pulse_days
        self.days = Number(days, 7, 366, name=_("Ask the team every so many days"))
        self.add(FormRow(_("Ask the team every so many days"), self.days))
        self.cancel()
        self.button(_("Keep"), self._keep, primary=True)

    def _keep(self) -> None:
        others = set(self._desk.premises.surveys_off) - self.ticks.keys()
        off = {key for key, tick in self.ticks.items() if not tick.isChecked()}
        said = {
            "surveys_off": tuple(sorted(others | off)),
            "pulse_days": self.days.value(),
        }
        doing = self._desk.do(partial(describe, **said))
        doing.then(lambda _done: self.accept()).otherwise(self.fail)


class PulseSheet(Sheet):
    """How one of the team is: six questions, and nobody can tell who answered."""

    def __init__(self, desk: "Desk", home: QWidget) -> None:
        found = questionnaires()[PULSE]
        text = _(
            "Nothing is kept that says it was you: no name, no time. Results are shown "
            "when these days are over, and only from five answers on."
        )
        super().__init__(home, str(found.names), text, icon="mood-smile", wide=800)
        self._desk = desk
        keys = _("Digits answer · Enter goes on · Backspace goes back")
        self.add(Words(keys, type=Type.SMALL, faint=True))
        self.questions = Questions(found.questions, (), language())
        self.questions.finished.connect(self._finished)
        self.add(self.questions)
        self.cancel()
        self.kept = self.button(_("Keep"), self.keep, primary=True)

    def begin(self) -> None:
        """Open it, with the first question meant."""
        self.open()
        self.questions.go_to(0)

    def reject(self) -> None:
        """Ask before answers are thrown away."""
        ask_first(self, bool(self.questions.said()), super().reject)

    def keep(self) -> None:
        """Keep it, as something the house does by itself: the history hears nothing."""
        deed = partial(_answer, who=self._desk.by, said=self.questions.said())
        self._desk.call(deed).then(self._done).otherwise(self.fail)

    def _finished(self) -> None:
        self.kept.setFocus()

    def _done(self, _none: None) -> None:
        self.accept()
        self._desk.say(_("Kept, without your name."))


def _answer(salon: "Salon", *, who: int | None, said: dict[str, str]) -> None:
    salon.do_by_itself(answer_pulse, who, said)


class PointSheet(Sheet):
    """A point of the team is taken up."""

    def __init__(self, desk: "Desk", home: QWidget, first: "date | None") -> None:
        text = _("Say what it is about, not who said it; everybody reads the answer.")
        super().__init__(home, _("Take up a point"), text, icon="message-circle")
        self._desk, self._first = desk, first
        self.words = Notes(name=_("Point"), rows=3)
        self.add(self.words)
        self.cancel()
        self.button(_("Take up"), self._keep, primary=True)

    def _keep(self) -> None:
        said = self.words.toPlainText()
        doing = self._desk.do(raise_point, said, self._first)
        doing.then(lambda _done: self.accept()).otherwise(self.fail)


class ReplySheet(Sheet):
    """A point of the team is answered: yes and until when, or no and why."""

    def __init__(self, desk: "Desk", home: QWidget, point: PulsePoint) -> None:
        super().__init__(home, _("Answer"), point.words, icon="message-circle")
        self._desk, self._point = desk, point
        on = (point.answer,) if point.answer else ()
        choices = [("yes", _("Yes, we do it")), ("no", _("No, and why"))]
        self.answer = Answers(choices, on, name=_("Answer"))
        self.why = Notes(point.why, name=_("What, or why not"), rows=3)
        self.due = DayField(desk, point.due, _("Until"), optional=True)
        self.add(
            FormRow(_("Answer"), self.answer),
            FormRow(_("What, or why not"), self.why),
            FormRow(_("Until"), self.due),
        )
        self.cancel()
        self.button(_("Keep"), self._keep, primary=True)

    def _keep(self) -> None:
        chosen = self.answer.value()
        if not chosen:
            self.fail(_("Say yes or no."))
            return
        is_yes = chosen[0] == "yes"
        due = self.due.value() if is_yes else None
        replying = partial(answer_point, seen=self._point.version)
        why = self.why.toPlainText()
        doing = self._desk.do(replying, self._point.id, is_yes, why, due)
        doing.then(lambda _done: self.accept()).otherwise(self._failed)

    def _failed(self, error: SalonError) -> None:
        self.fail(error, self.why)
