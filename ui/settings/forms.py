"""Forms that clients sign: reworded, made by the salon, switched on and off."""

import json
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from salon.errors import SalonError
from salon.forms.model import OWN, Form
from salon.forms.operations import reword_form, switch_form
from salon.forms.writing import document_of
from salon.text import _, full_day, language
from salon.views.forms import FormsSight, forms_sight
from ui.kit.buttons import Button, Kind
from ui.kit.cards import Card, Heading, across, held
from ui.kit.chips import Chip
from ui.kit.columns import Columns
from ui.kit.rows import Line, Look, People
from ui.kit.states import Banner
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.homes import tell
from ui.settings.form_parts import KIND_WORDS, PartSheet, TitleSheet

if TYPE_CHECKING:
    from ui.desk import Desk

TICK = "tick"  # the kind of a statement, beside those of the parts


class FormsPane(QWidget):
    """One form is in sight; what is changed waits until it is kept as a new wording."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self._desk = desk
        self._found: FormsSight | None = None
        self._drafts: dict[str, dict[str, Any]] = {}  # by ref, until they are kept
        self.list = People([], Look(height=46, small=True), _("Forms"))
        self.list.picked.connect(lambda _row: self._picked())
        self.parts = People([], Look(height=52, small=True), _("Parts of the form"))
        self.parts.opened.connect(self._open)
        self.parts.setMinimumHeight(5 * 52)
        self.title = Words("", type=Type.TITLE, wrap=True)
        self.said = Words("", type=Type.SMALL, faint=True, wrap=True)
        self.wrong = Banner("", Tone.RED)
        self.wrong.hide()
        self.name = Button(_("Title …"), icon="pencil", small=True, act=self._name)
        self.edit = Button(_("Change part"), small=True, act=self._edit)
        self.add = Button(_("Add part"), icon="plus", small=True, act=self._add)
        self.tick = Button(
            _("Add a statement to tick"), icon="plus", small=True, act=self._add_tick
        )
        self.up = Button(_("Further up"), small=True, act=partial(self._move, -1))
        self.away = Button(_("Take away"), small=True, act=self._take_away)
        self.off = Button(_("Use no more"), small=True, act=self._switch)
        self.drop = Button(_("Drop the changes"), small=True, act=self._drop)
        self.keep = Button(
            _("Keep as the new wording"), kind=Kind.PRIMARY, act=self._keep
        )
        card = Card(gap=8).add(self.title, self.said, self.wrong)
        card.add(self.parts, stretch=1)
        first = across(self.name, self.edit, self.add, self.tick, None, gap=6)
        card.add(held(first), held(across(self.up, self.away, None, gap=6)))
        card.add(held(across(self.off, None, self.drop, self.keep, gap=6)))
        new = Button(_("New form"), icon="plus", small=True, act=self._new)
        lists = Card(Heading(_("Forms"), new), gap=6).add(self.list, stretch=1)
        self.setLayout(across(Columns(lists, card, (340, 760), least=820, gap=12)))

    def refresh(self) -> None:
        """Ask again."""
        self._desk.ask(forms_sight).then(self._show).otherwise(self._fail)

    def _fail(self, error: SalonError) -> None:
        self.wrong.say(str(error))
        self.wrong.show()

    def _show(self, found: FormsSight) -> None:
        self._found = found
        chosen = self.list.chosen()
        lines = [self._line(one) for one in found.forms]
        for ref, draft in self._drafts.items():
            if all(one.ref != ref for one in found.forms):
                new = Chip(_("new"), Tone.AMBER)
                lines.append(Line(_text(draft["title"]) or ref, "", mark=new, key=ref))
        self.list.show_lines(lines)
        keys = [one.key for one in lines]
        if chosen is not None and chosen.key in keys:
            self.list.choose(keys.index(chosen.key))
        elif lines:
            self.list.choose(0)
        self._picked()

    def _line(self, one: Form) -> Line:
        assert self._found is not None
        mark = None
        if one.is_off:
            mark = Chip(_("off"), Tone.PLAIN)
        elif one.ref in self._drafts:
            mark = Chip(_("changed"), Tone.AMBER)
        elif one.is_own or one.is_changed:
            mark = Chip(_("own words"), Tone.BLUE)
        item = self._found.items.get(one.item)
        name = str(item) if item is not None else str(one.title)
        about = str(self._found.titles.get(one.ref, one.title))
        return Line(name, about, mark=mark, key=one.ref)

    # what is in sight

    @property
    def ref(self) -> str:
        """The form that is in sight; "" while there is none."""
        chosen = self.list.chosen()
        return str(chosen.key) if chosen is not None else ""

    def _form(self) -> Form | None:
        if self._found is None:
            return None
        return next((one for one in self._found.forms if one.ref == self.ref), None)

    def _now(self) -> dict[str, Any]:
        """Return the form as it would be kept, to be changed."""
        if self.ref in self._drafts:
            return dict(json.loads(json.dumps(self._drafts[self.ref])))
        form = self._form()
        return document_of(form) if form is not None else {}

    def _picked(self) -> None:
        self.wrong.hide()
        now, form = self._now(), self._form()
        if not now:
            return
        title = _text(now["title"])
        if self._found is not None and self.ref in self._found.titles:
            is_own = now["title"] == document_of(form)["title"] if form else False
            title = str(self._found.titles[self.ref]) if is_own else title
        self.title.say(title)
        said = []
        if form is not None and form.since is not None:
            told = _("Wording {number}, since {day}.")
            said.append(told.format(number=form.number, day=full_day(form.since)))
        elif form is not None and not form.is_own:
            said.append(_("Comes with the program."))
        said.append(_("What was signed keeps the words it had."))
        self.said.say(" ".join(said))
        lines = [
            Line(
                _text(one["head"]) or _text(one["text"]),
                f"{_(KIND_WORDS[one['kind']])} · {_text(one['text'])}".rstrip(" ·"),
                key=("part", at),
            )
            for at, one in enumerate(now["parts"])
        ]
        lines += [
            Line(_text(one), _("To tick"), icon="circle-check", key=(TICK, at))
            for at, one in enumerate(now["ticks"])
        ]
        row = self.parts.currentIndex().row()
        self.parts.show_lines(lines)
        if lines:
            self.parts.choose(min(max(row, 0), len(lines) - 1))
        is_draft = self.ref in self._drafts
        self.keep.setEnabled(is_draft)
        self.drop.setEnabled(is_draft)
        self.off.setVisible(form is not None)
        is_off = form is not None and form.is_off
        self.off.setText(_("Use again") if is_off else _("Use no more"))
        for button in (self.edit, self.up, self.away):
            button.setEnabled(bool(lines))

    # what one does

    def _chosen(self) -> tuple[str, int] | None:
        chosen = self.parts.chosen()
        if chosen is None or not isinstance(chosen.key, tuple):
            return None
        kind, at = chosen.key
        return str(kind), int(at)

    def _change(self, now: Mapping[str, Any]) -> None:
        self._drafts[self.ref] = dict(now)
        if self._found is not None:
            self._show(self._found)

    def _edit(self) -> None:
        self._open(self.parts.currentIndex().row())

    def _open(self, _row: int) -> None:
        where, now = self._chosen(), self._now()
        if where is None or self._found is None:
            return
        kind, at = where
        one = {"kind": TICK, "text": now["ticks"][at]} if kind == TICK else None
        sheet = PartSheet(self, now, one or now["parts"][at], self._found)
        sheet.kept.connect(partial(self._put, kind, at))
        sheet.open()

    def _put(self, kind: str, at: int, said: dict[str, Any]) -> None:
        now = self._now()
        if kind == TICK:
            now["ticks"][at : at + 1] = [said["text"]]
        else:
            now["parts"][at : at + 1] = [said]
        self._change(now)

    def _add(self) -> None:
        now = self._now()
        if not now or self._found is None:
            return
        taken = {one["id"] for one in now["parts"]}
        ref = next(f"part{n}" for n in range(1, 99) if f"part{n}" not in taken)
        fresh = {"id": ref, "kind": "text", "head": {}, "text": {}}
        sheet = PartSheet(self, now, fresh, self._found)
        sheet.kept.connect(partial(self._put, "part", len(now["parts"])))
        sheet.open()

    def _add_tick(self) -> None:
        now = self._now()
        if not now or self._found is None:
            return
        sheet = PartSheet(self, now, {"kind": TICK, "text": {}}, self._found)
        sheet.kept.connect(partial(self._put, TICK, len(now["ticks"])))
        sheet.open()

    def _move(self, by: int) -> None:
        where, now = self._chosen(), self._now()
        if where is None:
            return
        kind, at = where
        rows = now["ticks" if kind == TICK else "parts"]
        to = at + by
        if 0 <= to < len(rows):
            rows[at], rows[to] = rows[to], rows[at]
            row = self.parts.currentIndex().row() + by
            self._change(now)
            self.parts.choose(row)

    def _take_away(self) -> None:
        where, now = self._chosen(), self._now()
        if where is None:
            return
        kind, at = where
        del now["ticks" if kind == TICK else "parts"][at]
        self._change(now)

    def _name(self) -> None:
        if self._found is None or not self._now():
            return
        sheet = TitleSheet(self, self._now(), self._found, is_new=self._form() is None)
        sheet.kept.connect(self._change)
        sheet.open()

    def _new(self) -> None:
        if self._found is None:
            return
        taken = {one.ref for one in self._found.forms} | self._drafts.keys()
        ref = next(f"own_{n}" for n in range(1, 999) if f"own_{n}" not in taken)
        fresh = {"title": {}, "item": OWN, "fits": [], "parts": [], "ticks": []}
        sheet = TitleSheet(self, fresh, self._found, is_new=True)

        def begin(said: dict[str, Any]) -> None:
            self._drafts[ref] = said
            assert self._found is not None
            self._show(self._found)
            keys = [line.key for line in self.list.lines.lines]
            self.list.choose(keys.index(ref))
            self._picked()

        sheet.kept.connect(begin)
        sheet.open()

    def _drop(self) -> None:
        self._drafts.pop(self.ref, None)
        if self._found is not None:
            self._show(self._found)

    def _switch(self) -> None:
        form = self._form()
        if form is not None:
            switched = partial(switch_form, is_on=form.is_off)
            self._desk.do(switched, form.ref).then(self._again).otherwise(self._fail)

    def _keep(self) -> None:
        ref, form = self.ref, self._form()
        if ref not in self._drafts:
            return
        kept = partial(reword_form, seen=form.number if form is not None else None)
        doing = self._desk.do(kept, ref, self._drafts[ref])
        doing.then(partial(self._kept, ref)).otherwise(self._fail)

    def _kept(self, ref: str, _number: int) -> None:
        self._drafts.pop(ref, None)
        tell(self._desk, _("Kept: it is signed in these words from now on"))
        self.refresh()

    def _again(self, _nothing: object) -> None:
        self.refresh()


def _text(said: Mapping[str, str]) -> str:
    """Return a text of a form in the language of the window, else in any."""
    return said.get(language()) or next(filter(None, said.values()), "")
