"""One plan beside the paper it becomes.

Each change is one operation; what is being typed shows on the paper at once and is
kept when the field is left. Changes go one after another: the next knows the version
that the last one made, so nobody else's change is ever written over.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from salon.errors import EditedElsewhere, SalonError
from salon.paper.sheets import Ruler
from salon.plans.model import (
    PLAN_WORDS,
    PlanBody,
    PlanId,
    PlanStatus,
)
from salon.plans.operations import SessionChange, change_plan, note_printed
from salon.plans.sheet import PlanSheet
from salon.text import Names, _, language, listed, ngettext, number, speaking
from salon.views.plans import Sight, sight
from ui.kit import style
from ui.kit.buttons import Button, Kind
from ui.kit.cards import Bar, Card, Scroll, across, clear, down, held
from ui.kit.chips import Chip, ChipLabel
from ui.kit.columns import Columns
from ui.kit.fields import Choice, FormRow, Notes, TextField
from ui.kit.page import Page
from ui.kit.states import Banner, Failed, Waiting
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run, Words
from ui.parts.printing import (
    ask_where,
    print_plan,
    save_paper,
)
from ui.parts.wording import WordWatch
from ui.places import ClientCard, PlanEditor, PlanList
from ui.plans.care import PlanCare
from ui.plans.papers import TONGUES, PlanPaper
from ui.plans.sessions import PlanSessions

if TYPE_CHECKING:
    from salon.paper.pages import Paper
    from ui.desk import Desk

SOON = 60  # milliseconds after a key before the paper is set again
_TYPED = ("goal", "where_we_are", "aims", "expectation", "not_promised", "note")

PROMISING = ("where_we_are", "expectation")  # ours, and read by the client


class TitleField(TextField):
    """The title of the plan, written over in its place."""

    def __init__(self) -> None:
        super().__init__("", _("Title of the plan"), name=_("Title of the plan"))
        self.setFixedHeight(36)
        self.setMinimumWidth(200)
        self.setStyleSheet(
            "QLineEdit, QLineEdit:hover, QLineEdit:focus"
            "{border: none; background: transparent; padding: 0;"
            " font-size: 20px; font-weight: 600;}"
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        super().paintEvent(event)
        if self.hasFocus():
            t = style.theme()
            painter = QPainter(self)
            painter.setPen(style.hair(painter, t.accent, 2))
            painter.drawLine(0, self.height() - 2, self.width(), self.height() - 2)


class PlanEditorPage(Page):
    """A treatment plan: aim, sessions, home care, advice; and its paper."""

    def __init__(self, desk: "Desk", place: PlanEditor) -> None:
        super().__init__(_("Plan"))
        self._desk, self._id = desk, PlanId(place.id)
        self.sight: Sight | None = None
        self._version = 0
        self._waiting: dict[str, Any] = {}
        self._is_busy = False
        self._body = PlanBody()
        self._edited: set[str] = set()
        self._watched: list[WordWatch] = []  # texts that could promise too much
        self._built = False
        self._tongues: tuple[str, ...] = ()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self._set_paper)
        self.print_ = self.action(_("&Print"), "Ctrl+P", self._print, "printer")
        self.pdf = self.action(
            _("Save as P&DF"), "Ctrl+Shift+S", self._save, "file-download"
        )
        self.next_ = self.action(
            _("Book the &next session"),
            "Ctrl+Shift+B",
            self._book_next,
            "calendar-plus",
        )
        self.new = self.action(
            _("&Add a session"), "Ctrl+Shift+N", self._add_session, "plus"
        )
        self._whole = self.column()
        self._state: QWidget = Waiting(_("Opening the plan …"))
        self._whole.addWidget(self._state)
        desk.watch(
            {"plans", "appointments", "clients", "safety", "skin", "catalogue"},
            self.refresh,
        )
        self.refresh()

    # what it shows

    def books(self) -> dict[str, Any]:
        """Return what a booking from here begins with."""
        card = self.sight.card if self.sight is not None else None
        return {"client_id": int(card.client_id)} if card is not None else {}

    def refresh(self) -> None:
        """Ask for the plan again."""
        asked = self._desk.ask(sight, self._id, self._tongues)
        asked.then(self._show).otherwise(self._fail)

    def _fail(self, error: SalonError) -> None:
        other = Button(
            _("All plans"),
            icon="clipboard-list",
            act=partial(self._desk.go, PlanList()),
        )
        failed = Failed(
            _("The plan could not be shown."), str(error), self.refresh, other
        )
        self._put(failed)
        self._built = False

    def _put(self, state: QWidget) -> None:
        old, self._state = self._state, state
        self._whole.replaceWidget(old, state)
        old.hide()
        old.deleteLater()

    def _show(self, seen: Sight) -> None:
        if self._is_busy or self._waiting:
            return  # the change on its way will bring a newer one
        self.sight = seen
        self._version, self._body = seen.card.version, seen.card.body
        if not self._tongues:
            self._tongues = (seen.card.language,)
        if not self._built:
            self._put(self._make())
            self._built = True
        self._fill(seen)
        if self.first is None:
            self.first = self.sessions.rows[0] if self.sessions.rows else self.title
            if self.window().focusWidget() in (None, self):
                self.first.setFocus()  # the page had it, for want of anything better
        self._set_paper()

    def _make(self) -> QWidget:
        """Make the page, once there is something to show."""
        self.title = TitleField()
        self.title.textEdited.connect(lambda _text: self._typed("title"))
        self.title.editingFinished.connect(self._keep_typed)
        self.kind = ChipLabel(Chip("", Tone.PLUM), shrinks=True)
        self.client = Button("", kind=Kind.QUIET, small=True, act=self._go_to_client)
        self.status = Choice(
            [_(PLAN_WORDS[one]) for one in PlanStatus], name=_("State of the plan")
        )
        self.status.activated.connect(self._choose_status)
        self.conflict = Banner("", Tone.AMBER)
        self.conflict.hide()
        head = across(gap=10)
        head.addWidget(self.title, 1)
        head.addWidget(self.kind)
        head.addWidget(self.client)
        head.addWidget(self.status)
        self.aims = Card(_("Aim and measure"), gap=6)
        self.measures = down(gap=6)
        self.aims.add(self.measures)
        self._texts: dict[str, Notes] = {}
        self.aims.add(self._text("aims", _("Aims, one a line"), 2))
        self._paper = PlanPaper(self._desk, self.pdf, self.print_)
        self._paper.wanted.connect(self._set_paper)
        self._paper.tongue_chosen.connect(self._choose_tongue)
        self.tongue, self.paper = self._paper.tongue, self._paper.paper
        self.session_card = PlanSessions(self._desk, self.new, self.next_)
        self.session_card.changed.connect(self._reorder)
        self.sessions = self.session_card.rows
        self.care = PlanCare(lambda: self._body)
        self.care.changed.connect(lambda body: self._change(body=body))
        left = down(
            head,
            self.conflict,
            self.aims,
            self.session_card,
            self.care,
            self._make_more(),
            gap=12,
        )
        left.addStretch(1)
        inside = held(left)
        left.setContentsMargins(0, 0, 8, 0)
        area = Scroll(inside)
        return Columns(area, self._paper, (725, 570))

    def _make_more(self) -> QWidget:
        self.dropped = Words("", type=Type.SMALL, wrap=True)
        self.dropped_row = FormRow(_("Left out, and why"), self.dropped)
        return Card(_("What the plan says"), gap=10).add(
            self._text("goal", _("In the client’s words"), 2),
            self._text("where_we_are", _("Where we are"), 2),
            self._text("expectation", _("What to expect, one a line"), 3),
            self._text("not_promised", _("What we cannot promise, one a line"), 2),
            self._text("note", _("Note for the team; it is not printed"), 2),
            self.dropped_row,
        )

    def _text(self, name: str, label: str, rows: int) -> QWidget:
        field = Notes(name=label, rows=rows)
        field.textChanged.connect(partial(self._typed, name))
        field.installEventFilter(self)
        self._texts[name] = field
        row = FormRow(label, field)
        if name in PROMISING:
            self._watched.append(WordWatch(self._desk, row, self._tongue))
        return row

    def _tongue(self) -> str:
        """Return the language the client reads the plan in."""
        return self._tongues[0] if self._tongues else language()

    def _fill(self, seen: Sight) -> None:
        card = seen.card
        self.setWindowTitle(card.title)
        if "title" not in self._edited and self.title.text() != card.title:
            self.title.setText(card.title)
            self.title.setCursorPosition(0)
        count = len(card.sessions)
        many = ngettext("{number} session", "{number} sessions", count)
        said = many.format(number=count)
        is_named = seen.template and seen.template not in card.title
        kind = listed((seen.template, said)) if is_named else said
        self.kind.say(Chip(kind, Tone.PLUM))
        self.client.setText(card.client)
        self.client.setAccessibleName(card.client)
        self.client.updateGeometry()
        self.status.setCurrentIndex(list(PlanStatus).index(card.status))
        road = (seen.shown.road,) if seen.shown.road else ()
        self._fill_measures((*road, *seen.shown.measures))
        for name, text in _texts_of(card.body).items():
            field = self._texts[name]
            if name not in self._edited and field.toPlainText() != text:
                field.blockSignals(True)
                field.setPlainText(text)
                field.blockSignals(False)
        for one in self._watched:
            one.look()
        self.session_card.show_sight(seen)
        self.care.show_sight(seen)
        self.dropped.say("\n".join(card.body.dropped))
        self.dropped_row.setVisible(bool(card.body.dropped))
        at = next(
            (i for i, (codes, _s) in enumerate(TONGUES) if codes == self._tongues), 0
        )
        self.tongue.setCurrentIndex(at)

    def _fill_measures(self, measures: Sequence[Ruler]) -> None:
        clear(self.measures)
        row = across(gap=12)
        for one in measures[:3]:
            head = Words(one.name, type=Type.SMALL, faint=True)
            runs = []
            if len(one.points) > 1:
                runs.append(Run(f"{number(one.first)} → ", Type.STRONG))
            now = f"{number(one.now)} {one.unit}".strip()
            runs.append(Run(now, Type.STRONG, Tone.ROSE))
            if one.aim is not None:
                runs.append(Run(f" → {number(one.aim)}", Type.STRONG))
            wide = max(1e-9, one.most - one.least)
            part = max(0.0, min(1.0, (one.now - one.least) / wide))
            if one.aim is not None and one.aim != one.first:  # the way to the goal
                part = (one.now - one.first) / (one.aim - one.first)
                part = max(0.0, min(1.0, part))
            value = Words(*runs, type=Type.STRONG)
            bar = Bar(part, name=f"{one.name} {now}")
            row.addWidget(held(down(head, value, bar, gap=4)), 1)
        if not measures:
            said = _("Nothing has been measured yet.")
            row.addWidget(Words(said, type=Type.SMALL, faint=True))
        self.measures.addWidget(held(row))

    # the paper

    @property
    def made(self) -> "Paper | None":
        """The paper as it was set last."""
        return self._paper.made if self._built else None

    def _set_paper(self) -> None:
        """Set the paper again, with what is being typed."""
        if self.sight is not None and self._built:
            typed = tuple(
                (tongue, self._typed_in(tongue, sheet))
                for tongue, sheet in self.sight.printed
            )
            self._paper.set(typed)

    def _typed_in(self, tongue: str, sheet: PlanSheet) -> PlanSheet:
        """Return the sheet with what has been typed and is not kept yet."""
        with speaking(tongue):
            body = self._read_body()
            more: dict[str, Any] = {}
            if "title" in self._edited and self.title.text().strip():
                more["title"] = self.title.text().strip()
            if "goal" in self._edited:
                more["her_words"] = body.goal
            if "where_we_are" in self._edited:
                more["where_we_are"] = body.where_we_are
            if "aims" in self._edited:
                more["what_we_aim_for"] = tuple(map(str, body.aims))
            for name in ("expectation", "not_promised"):
                if name in self._edited:
                    more[name] = tuple(map(str, getattr(body, name)))
        return replace(sheet, **more)

    def _choose_tongue(self, at: int) -> None:
        self._tongues = TONGUES[at][0]
        card = self.sight.card if self.sight is not None else None
        if card is not None and card.language != self._tongues[0]:
            self._change(language=self._tongues[0])
        else:
            self.refresh()

    def _print(self) -> None:
        if self.sight is None or not self._built:
            return
        self._keep_typed()
        name = f"{self.sight.card.client} – {self.sight.card.title}"
        print_plan(
            self._desk,
            self._id,
            name,
            self._paper.look(self._tongues),
            self._note_printed,
            is_for_fridge=self._paper.is_for_fridge,
        )

    def _save(self) -> None:
        if self.sight is None or self.made is None:
            return
        self._keep_typed()
        name = f"{self.sight.card.client} – {self.sight.card.title}"
        path = ask_where(self, name)
        if path is None:
            return
        said = _("Saved as {file}").format(file=path.name)
        save_paper(self._desk, self.made, path).then(partial(self._saved, said))

    def _saved(self, said: str, _done: object) -> None:
        self._desk.say(said)
        self._note_printed()

    def _note_printed(self) -> None:
        self._desk.do(note_printed, self._id)

    # what is typed

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep what was typed when its field is left."""
        if event.type() == QEvent.Type.FocusOut:
            self._keep_typed()
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed when the page is left."""
        super().hideEvent(event)
        self._keep_typed()

    def leave(self) -> None:
        """Keep what is half written."""
        self._keep_typed()

    def _typed(self, name: str) -> None:
        self._edited.add(name)
        self._soon.start()

    def _read_body(self) -> PlanBody:
        """Return the body with what stands in the fields that were typed in."""
        more: dict[str, Any] = {}
        for name in self._edited & set(_TYPED):
            text = self._texts[name].toPlainText().strip()
            old = getattr(self._body, name)
            more[name] = _names(text, old) if isinstance(old, tuple) else text
        return replace(self._body, **more)

    def _keep_typed(self) -> None:
        if not self._edited or self.sight is None or not self._built:
            return
        said: dict[str, Any] = {}
        title = self.title.text().strip()
        if "title" in self._edited and title and title != self.sight.card.title:
            said["title"] = title
        body = self._read_body()
        if body != self._body:
            said["body"] = body
        self._edited.clear()
        if said:
            self._change(**said)

    # changes, one after another

    def _change(self, **said: Any) -> None:
        """Change the plan; it waits for the change before."""
        if "body" in said:
            self._body = said["body"]
        self._waiting |= said
        self._send()

    def _send(self) -> None:
        if self._is_busy or not self._waiting:
            return
        said, self._waiting = self._waiting, {}
        self._is_busy = True
        self.conflict.hide()
        doing = self._desk.do(change_plan, self._id, seen=self._version, **said)
        doing.then(self._kept).otherwise(self._refused)

    def _kept(self, version: int) -> None:
        self._is_busy = False
        self._version = version
        if self._waiting:
            self._send()
        else:
            self.refresh()

    def _refused(self, error: SalonError) -> None:
        self._is_busy = False
        self._waiting.clear()
        self.conflict.say(str(error))
        self.conflict.show()
        if isinstance(error, EditedElsewhere):
            said = _(
                "Someone else has just changed this plan. Here is theirs; repeat yours."
            )
            self.conflict.say(said)
        self.refresh()

    def _choose_status(self, at: int) -> None:
        self._change(status=list(PlanStatus)[at])

    def _go_to_client(self) -> None:
        if self.sight is not None:
            self._desk.go(ClientCard(int(self.sight.card.client_id), "plans"))

    def _reorder(self, sessions: Sequence[SessionChange]) -> None:
        self._change(sessions=tuple(sessions))

    def _add_session(self) -> None:
        if self._built:
            self.session_card.add_session()

    def _book_next(self) -> None:
        if self._built:
            self.session_card.book_next()


def _texts_of(body: PlanBody) -> dict[str, str]:
    return {
        name: "\n".join(map(str, said)) if isinstance(said, tuple) else said
        for name in _TYPED
        for said in [getattr(body, name)]
    }


def _names(text: str, old: Sequence[Names]) -> tuple[Names, ...]:
    """Return lines as names: what was not touched keeps its other languages."""
    known: dict[str, Names] = {}
    for one in old:
        for code in ("en", "zh_CN", "zh_TW"):
            known[one.said_in(code)] = one
    lines = [line.strip() for line in text.splitlines()]
    return tuple(known.get(line) or Names(line) for line in lines if line)
