"""Her plans and what she has paid for ahead; the chosen plan is told at the side."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salon.appointments.model import Status
from salon.courses.model import STATE_WORDS, CourseLine, CourseState
from salon.courses.pace import pace_words
from salon.plans.model import (
    PLAN_WORDS,
    PlanCard,
    PlanId,
    PlanLine,
    PlanStatus,
    SessionLine,
)
from salon.plans.queries import plan
from salon.text import _, full_day, short_day
from salon.views.client import FileWords, Sight
from ui.clients.listing import Listing
from ui.kit.buttons import Button
from ui.kit.cards import Bar, Card, Heading, Rule, Scroll, down, held
from ui.kit.chips import Chip
from ui.kit.columns import Columns
from ui.kit.facts import Step, pairs
from ui.kit.offers import Offer, Offers
from ui.kit.rows import Line, Look
from ui.kit.tips import tip
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.holding import Holder
from ui.parts.ways import open_course, open_print

if TYPE_CHECKING:
    from ui.desk import Desk

TONES = {
    PlanStatus.DRAFT: Tone.AMBER,
    PlanStatus.AGREED: Tone.BLUE,
    PlanStatus.RUNNING: Tone.PLUM,
    PlanStatus.PAUSED: Tone.AMBER,
    PlanStatus.CLOSED: Tone.PLAIN,
}
_KEPT = (Status.COMPLETED.value, Status.LEFT.value)


class PlansTab(QWidget):
    """What we promised her, and how far it is."""

    opened = Signal(int)  # the id of a plan

    def __init__(self, desk: "Desk", *buttons: QWidget) -> None:
        super().__init__()
        self._desk = desk
        self._chosen: int | None = None
        look = Look(height=54, avatar=34, ruled=True)
        self.list = Listing(
            Heading(_("Plans"), *buttons),
            _("No plan yet"),
            _(
                "A plan says what we promise, step by step, and is "
                "printed for the client."
            ),
            look,
            self._offers,
        )
        self.list.opened.connect(self.opened.emit)
        self.list.picked.connect(self._pick)
        self.to_courses = Button(_("Courses"), small=True, act=self._open_chosen)
        tip(self.to_courses, _("Take a session, freeze, extend, pay back …"))
        self.courses = Listing(
            Heading(_("Paid ahead"), self.to_courses, icon="gift"),
            _("Nothing is paid ahead"),
            _("Courses and what is left of them stand here."),
            look,
        )
        self.courses.opened.connect(self._open_course)
        self._client = 0
        self.detail = Holder(QWidget())
        left = down(self.list, self.courses, gap=14)
        left.setStretch(0, 3)
        left.setStretch(1, 2)
        self.both = Columns(held(left), self.detail, (560, 700), least=860)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.both, 1)

    def show_sight(self, sight: Sight, _words: FileWords) -> None:
        """Show what is known now."""
        self._client = int(sight.card.line.id)
        self.list.show_lines([_plan_line(one) for one in sight.plans])
        self.courses.show_lines(
            [_course_line(one, sight.today) for one in sight.courses]
        )
        self.courses.setVisible(bool(sight.courses or not sight.plans))
        self.to_courses.setVisible(bool(sight.courses))
        self.detail.setVisible(bool(sight.plans))
        chosen = self.list.list.chosen()
        if chosen is not None:
            self._pick(chosen.key)

    def _offers(self, row: int) -> Offers:
        """Return what can be done with a plan besides opening it."""
        key = int(str(self.list.list.lines.line(row).key))
        print_it = partial(open_print, self._desk, "plan", key)
        return (Offer(_("Print"), print_it, icon="printer"),)

    def _open_chosen(self) -> None:
        chosen = self.courses.list.chosen()
        if chosen is not None:
            self._open_course(chosen.key)

    def _open_course(self, key: object) -> None:
        open_course(self._desk, self._client, int(str(key)))

    def _pick(self, key: object) -> None:
        self._chosen = int(str(key))
        self._desk.ask(plan, PlanId(self._chosen)).then(self._show)

    def _show(self, card: PlanCard) -> None:
        if card.id == self._chosen:
            self.detail.put(self._told(card))

    def _told(self, card: PlanCard) -> QWidget:
        key = card.id
        go = Button(
            _("Open plan"),
            icon="clipboard-text",
            small=True,
            act=lambda: self.opened.emit(key),
        )
        chip = Chip(_(PLAN_WORDS[card.status]), TONES[card.status])
        made = Card(Heading(card.title, go, chip=chip), gap=8)
        done = sum(one.status in _KEPT for one in card.sessions)
        count = len(card.sessions)
        said = _("{done} of {count} sessions done").format(done=done, count=count)
        made.add(
            Bar(done / count if count else 0, Tone.PLUM, name=said),
            Words(said, type=Type.SMALL, faint=True),
        )
        rows = [
            (_("Goal"), card.body.goal),
            (_("Where we are"), card.body.where_we_are),
            (_("Begun"), full_day(card.start)),
            (_("Made by"), card.made_by),
        ]
        told = down(pairs([row for row in rows if row[1]], 104), Rule(), gap=6)
        open_ = [one for one in card.sessions if one.status not in _KEPT]
        for one in card.sessions:
            state = "done" if one not in open_ else "next"
            if open_ and one == open_[0]:
                state = "now"
            told.addWidget(Step(_session(one), state, _when(one)))
        told.addStretch(1)
        made.add(Scroll(held(told)), stretch=1)
        return made


def _session(one: SessionLine) -> str:
    return " · ".join(filter(None, (f"{one.number}  {one.service}", one.person)))


def _when(one: SessionLine) -> str:
    if one.booked_for is not None:
        return f"{short_day(one.booked_for)} {one.booked_at}".strip()
    return _("due {day}").format(day=short_day(one.due_from))


def _plan_line(one: PlanLine) -> Line:
    said = _("{done} of {count} sessions done").format(
        done=one.done, count=one.sessions
    )
    begun = _("from {day}").format(day=full_day(one.start))
    return Line(
        one.title,
        f"{said} · {begun}",
        mark=Chip(_(PLAN_WORDS[one.status]), TONES[one.status]),
        icon="clipboard-list",
        tone=TONES[one.status],
        key=one.id,
    )


def _course_line(one: CourseLine, today: date) -> Line:
    left = one.left
    said = _("{left} of {all} sessions left").format(left=left, all=one.sessions)
    if one.state is not CourseState.ACTIVE:
        said = _(STATE_WORDS[one.state])
        left = 0
    if one.expires is not None:
        until = _("until {day}").format(day=full_day(one.expires))
        said = f"{said} · {until}"
    if pace := pace_words(one, today):
        said = f"{said} · {pace}"
    tone = Tone.PLUM if left else Tone.PLAIN
    return Line(one.title, said, icon="gift", tone=tone, key=one.id)
