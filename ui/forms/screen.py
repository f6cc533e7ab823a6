"""The screen on which a client reads and signs; nothing else can be reached."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from salon.clients.model import ClientId
from salon.errors import SalonError
from salon.forms.model import FormChanged, SignedId, Signing
from salon.forms.operations import decline_form, sign_form
from salon.text import N_, _, language, ngettext, speaking
from salon.views.begun import signing_place
from salon.views.forms import FormSight, form_sight
from salon.views.unfinished import Written, keep_unfinished, unfinished
from ui.forms.agreeing import Agreeing
from ui.forms.begun import look_again
from ui.forms.reading import Reading
from ui.kit.buttons import Button, Segments
from ui.kit.cards import Icon, Rule, across, clear, down, held
from ui.kit.rail import Brand
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run, Words
from ui.parts.speaking import lend
from ui.parts.turned import TurnedScreen

if TYPE_CHECKING:
    from ui.desk import Desk

CODES = ("en", "zh_CN", "zh_TW")
TONGUES = ("English", "简体中文", "繁體中文")
LARGER = 1.3
WIDE, LEAST = 416, 360  # units of width of what is agreed to, and in a small window
SMALL = 900  # units of width of a small window
TITLED = 1_100  # units of width from which on the steps say what they are
_DRAWN = ("signature", "guardian_signature")


@dataclass(frozen=True, slots=True)
class Step:
    """One form to be read: by its ref or the item it signs."""

    ref: str
    service_ref: str = ""
    title: str = ""


class SignScreen(TurnedScreen):
    """Forms one after another, in the client's language, each signed or not."""

    def __init__(
        self,
        desk: "Desk",
        home: QWidget,
        key: ClientId,
        steps: Sequence[Step],
        staff: str = "",
        done: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(desk, home)
        self.setObjectName("signing")
        self.key, self.steps, self._staff = key, tuple(steps), staff
        self.at = 0
        self.language = ""  # "": the client's own
        self._done = done
        self._scale = 1.0
        self.sight: FormSight | None = None
        self.reading: Reading | None = None
        self.agreeing: Agreeing | None = None
        self._now: Words | None = None  # the step in hand
        self._others: list[QWidget] = []  # the signs of the other steps
        self.signed: list[SignedId] = []
        self.declined: list[str] = []
        self._asked = ""  # where what was begun was looked for
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._top, self._middle, self._foot = (
            QHBoxLayout(),
            QHBoxLayout(),
            QHBoxLayout(),
        )
        self._top.setContentsMargins(28, 10, 28, 10)
        self._middle.setContentsMargins(28, 20, 28, 16)
        self._middle.setSpacing(20)
        self._foot.setContentsMargins(28, 10, 28, 12)
        column.addLayout(self._top)
        column.addWidget(Rule())
        column.addLayout(self._middle, 1)
        column.addWidget(Rule())
        column.addLayout(self._foot)

    @property
    def step(self) -> Step | None:
        """What is read now; None once all was."""
        return self.steps[self.at] if self.at < len(self.steps) else None

    def begin(self) -> None:
        """Cover the screen with the first form."""
        self._ask()
        self.showFullScreen()

    def speak(self, language: str) -> None:
        """Go on in another language: the place is kept, the ticks are not."""
        if language != self.language:
            self.language = language
            self._ask()

    # how a form comes

    def _ask(self, *, is_new: bool = False) -> None:
        step = self.step
        if step is None:
            return
        asked = partial(
            form_sight,
            ref=step.ref,
            language=self.language,
            service_ref=step.service_ref,
        )
        self._desk.ask(asked, self.key).then(partial(self._show, is_new=is_new))

    def _show(
        self, sight: FormSight, *, is_new: bool = False, begun: Written | None = None
    ) -> None:
        before = self.reading.progress if self.reading is not None else 0.0
        given = dict(sight.given)  # to be looked over, and changed where it changed
        answers = self.reading.answers() if self.reading is not None else given
        if begun is not None:
            answers |= {str(key): str(said) for key, said in begun.items()}
        self.sight = sight
        self.language = sight.words.language
        lend(self.language)  # the fields say what they cannot read
        with speaking(self.language):
            self._clear()
            self._head()
            self.reading = Reading(self._desk, sight, answers, self._scale)
            self.agreeing = Agreeing(sight)
            self.agreeing.agreed.connect(self._sign)
            self.agreeing.declined.connect(self._decline)
            self.reading.changed.connect(self._check)
            self.reading.answered.connect(self._keep)
            self.agreeing.changed.connect(self._check)
            self.agreeing.changed.connect(self._keep)
            self._middle.addWidget(self.reading, 1)
            self._middle.addWidget(self.agreeing)
            self._below()
            if is_new:
                self.agreeing.say(FormChanged(sight.words.title))
        self._fit()
        self.reading.go_to(before)
        self._check()
        self.reading.setFocus()
        if self._asked != self._place:
            self._asked = self._place
            self._desk.ask(unfinished, self._place).then(self._restore)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room between what is read and what is agreed to."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        is_small = self.width() < SMALL
        side = 16 if is_small else 28
        self._middle.setContentsMargins(side, 20, side, 16)
        self._middle.setSpacing(12 if is_small else 20)
        self._top.setContentsMargins(side, 10, side, 10)
        self._foot.setContentsMargins(side, 10, side, 12)
        if self.agreeing is not None:
            self.agreeing.setFixedWidth(max(LEAST, min(WIDE, self.width() * 2 // 5)))
        self._fit_steps(is_wide=self.width() >= TITLED)

    def _fit_steps(self, *, is_wide: bool) -> None:
        """Let the step in hand say what it is, where there is room for it."""
        if self._now is None or self.sight is None:
            return
        said = f"{self.at + 1} / {len(self.steps)}"
        if is_wide:
            said = f"{self.at + 1}  {self.sight.words.title}"
        self._now.say(said)
        for other in self._others:
            other.setVisible(is_wide)

    def _clear(self) -> None:
        for one in (self._top, self._middle, self._foot):
            clear(one)
        self.reading = self.agreeing = self._now = None

    def _head(self) -> None:
        sight = self.sight
        assert sight is not None
        said = _(N_("For you to read and sign. Take your time."))
        house = down(
            Words(sight.salon, type=Type.HEADING),
            Words(said, type=Type.SMALL, faint=True),
            gap=0,
        )
        self._top.addWidget(Brand())
        self._top.addSpacing(10)
        self._top.addWidget(held(house))
        self._top.addStretch(1)
        marks = [self._marked(at) for at in range(len(self.steps))]
        if len(marks) > 1:
            self._top.addWidget(held(across(*marks, gap=24)))
        else:
            self._now = None
        self._others = [one for one in marks if one is not self._now]
        self._top.addStretch(1)
        tongues = Segments(TONGUES, CODES.index(self.language), _(N_("Language")))
        tongues.chosen.connect(lambda at: self.speak(CODES[at]))
        self._top.addWidget(tongues)
        self._top.addSpacing(12)
        larger = Button(_(N_("Larger text")), icon="zoom-in", small=True)
        larger.setCheckable(True)
        larger.setChecked(self._scale > 1)
        larger.toggled.connect(self._larger)
        self._top.addWidget(larger)

    def _marked(self, at: int) -> QWidget:
        """Return the sign of a step; the one in hand says what it is."""
        assert self.sight is not None
        number = str(at + 1)
        if at < self.at:
            done = Icon("circle-check", tone=Tone.SAGE)
            return held(across(done, Words(number, faint=True), gap=6))
        if at > self.at:
            return Words(number, faint=True)
        self._now = Words("", type=Type.STRONG)
        return self._now

    def _below(self) -> None:
        only = Run(_(N_("Only this page can be reached.")), Type.BODY, None, True)
        back = _(N_("When you have finished, please hand the screen back to us."))
        if self._staff:
            back = _(
                N_("When you have finished, please hand the screen back to {name}.")
            ).format(name=self._staff)
        self._foot.addWidget(Icon("lock", tone=Tone.PLAIN))
        self._foot.addSpacing(8)
        handed = Words(only, Run("  " + back, Type.STRONG), wrap=True, middle=True)
        self._foot.addWidget(handed, 1)
        self._foot.addSpacing(12)
        self.team = self.for_the_team()
        self._foot.addWidget(self.team)

    def _larger(self, is_on: bool) -> None:
        self._scale = LARGER if is_on else 1.0
        if self.reading is not None:
            self.reading.scale(self._scale)

    # what is done with it

    def _check(self) -> None:
        """Wake the button once all is read, answered, ticked and signed."""
        if self.reading is None or self.agreeing is None:
            return
        with speaking(self.language):
            self.agreeing.wake(
                is_read=self.reading.is_seen, lacking=self.reading.lacking()
            )

    def _sign(self) -> None:
        sight, step = self.sight, self.step
        if sight is None or step is None or self.agreeing is None:
            return
        assert self.reading is not None
        if not self.agreeing.is_ready:
            return
        signing = Signing(
            language=self.language,
            seen=sight.words.digest,
            ticks=self.agreeing.ticked,
            answers=self.reading.answers(),
            signature=self.agreeing.signature,
            service_ref=step.service_ref,
            guardian=self.agreeing.guardian,
            relation=self.agreeing.relation,
            guardian_signature=self.agreeing.guardian_signature,
            is_in_room=self.agreeing.is_in_room,
            appointment_id=sight.visit.id if sight.visit is not None else None,
        )
        self.agreeing.hold()
        doing = self._desk.do(sign_form, self.key, sight.form.ref, signing)
        doing.then(self._signed).otherwise(self._refused)

    def _signed(self, key: SignedId) -> None:
        self.signed.append(key)
        self._next()

    def _decline(self) -> None:
        sight, step = self.sight, self.step
        if sight is None or step is None or self.agreeing is None:
            return
        self.agreeing.hold()
        declined = partial(decline_form, service_ref=step.service_ref)
        doing = self._desk.do(declined, self.key, sight.form.ref, self.language)
        self.declined.append(step.title or sight.words.title)
        doing.then(lambda _key: self._next()).otherwise(self._refused)

    def _refused(self, error: SalonError) -> None:
        if isinstance(error, FormChanged):
            self._forget()
            self._ask(is_new=True)
        elif self.agreeing is not None:
            with speaking(self.language):
                self.agreeing.say(error)
            self._check()

    def _next(self) -> None:
        self._forget()
        self.at += 1
        self.reading = None
        if self.step is not None:
            self._ask()
            return
        with speaking(self.language):
            self._thank()

    def _thank(self) -> None:
        self._clear()
        self.agreeing = None
        self._head()
        column = down(None, gap=16)
        thanks = Words(_(N_("Thank you")), type=Type.DISPLAY)
        column.addLayout(across(None, thanks, None))
        more = _(N_("Please give the screen back to us. A copy is yours if you like."))
        said = Words(more, type=Type.READING, wrap=True, centred=True)
        column.addWidget(said)
        column.addStretch(1)
        self._middle.addWidget(held(column), 1)
        self._below()
        self.setFocus()

    def leave(self) -> None:
        """Give the screen back to the team, who hear what was not signed."""
        lend(language())
        super().leave()
        if (home := self.parentWidget()) is not None:
            look_again(home)
        if self._done is not None:
            self._done()
        if self.declined:
            said = ngettext(
                "Would rather not sign: {what}. Whatever is booked stays.",
                "Would rather not sign: {what}. Whatever is booked stays.",
                len(self.declined),
            )
            self._desk.say(said.format(what=", ".join(self.declined)))

    # kept while it is drawn

    @property
    def _place(self) -> str:
        if self.sight is None:
            return ""
        form, service = self.sight.form.ref, self.sight.service_ref
        return signing_place(self.key, self._desk.desk_id, form, service)

    def _keep(self) -> None:
        agreeing, sight = self.agreeing, self.sight
        if agreeing is None or sight is None or self.reading is None:
            return
        said = {
            "signature": agreeing.signature,
            "guardian": agreeing.guardian,
            "relation": agreeing.relation,
            "guardian_signature": agreeing.guardian_signature,
        }
        answers = self.reading.answers()
        written: Written = {key: text for key, text in said.items() if text}
        if answers != dict(sight.given):
            written["answers"] = answers
        if written:
            written |= {"digest": sight.words.digest, "language": self.language}
        self._write(written)

    def _forget(self) -> None:
        self._write({})

    def _write(self, written: Written) -> None:
        kept = partial(keep_unfinished, place=self._place, written=written)
        self._desk.call(kept)

    def _restore(self, written: Written) -> None:
        """Write and draw again what was there before the power went.

        Under other words, or in another language, what was answered stays; but nothing
        is drawn: it was not these that were signed.
        """
        if self.sight is None or self.agreeing is None or not written:
            return
        answers = written.get("answers")
        if isinstance(answers, dict):
            self._show(self.sight, begun=answers)
        if written.get("digest") != self.sight.words.digest:
            written = {key: said for key, said in written.items() if key not in _DRAWN}
        self.agreeing.draw(written)
