"""What a new fact breaks: each thing with its reason, its first day and the ways on."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from salon.breaks.model import WAY_WORDS, Broken, Choice, Kind, Way
from salon.breaks.operations import settle
from salon.breaks.words import line_for_her
from salon.errors import SalonError
from salon.safety.model import Verdict, is_reason
from salon.text import N_, _, full_day, ngettext
from salon.views.breaks import Seen
from ui.kit.buttons import Answers
from ui.kit.cards import Box, Icon, Rule, across, clear, down, held
from ui.kit.fields import TextField
from ui.kit.sheet import Sheet
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.homes import home_of
from ui.parts.visit_marks import waiting_words

if TYPE_CHECKING:
    from ui.desk import Desk

_HEADS = {
    Kind.VISIT: (N_("Bookings"), "calendar-month"),
    Kind.SESSION: (N_("Plan"), "clipboard-list"),
    Kind.HOME: (N_("At home"), "bottle"),
    Kind.COURSE: (N_("Paid courses"), "receipt-dollar"),
}
_ICONS = {
    Verdict.BLOCK: "ban",
    Verdict.LETTER: "help-circle",
    Verdict.DEFER: "clock",
}
_WIDE = 1080
Waits = Callable[[Callable[[], object]], bool]
MOST_DAYS = 4  # of sessions alike that are named
_ARROWS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
}


class BreaksSheet(Sheet):
    """One row for each thing that does not fit any more; nothing is changed before."""

    came_unasked = False  # it opened by itself, since a fact was told

    def __init__(self, desk: "Desk", home: QWidget, seen: Seen, fact: str = "") -> None:
        title = _("{client}: what does not fit any more").format(client=seen.client)
        super().__init__(home, title, icon="git-compare", wide=_WIDE)
        self.setObjectName("breaks")
        self._desk, self._seen = desk, seen
        self.rows: list[_Row] = []
        self.head = Words("", type=Type.SMALL, faint=True, wrap=True)
        self.head.say(_said(seen, fact))
        self._table = QGridLayout()
        self._table.setContentsMargins(0, 0, 0, 0)
        self._table.setHorizontalSpacing(16)
        self._table.setVerticalSpacing(6)
        for column, share in enumerate((5, 7, 3, 7)):
            self._table.setColumnStretch(column, share)
        self.line = Words("", type=Type.READING, wrap=True)
        self.line.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        hint = _("to say, in the client’s language")
        self._box = Box(Tone.PLAIN, gap=2)
        self._box.add(Words(hint, type=Type.CAPTION, faint=True), self.line)
        self.foot = Words("", type=Type.SMALL, faint=True)
        self.add(self.head, held(self._table))
        self.body.addStretch(1)
        whole = self.layout()
        assert isinstance(whole, QVBoxLayout)
        whole.insertWidget(whole.indexOf(self.failure), self._box)
        self._buttons.insertWidget(0, self.foot)
        self.later = self.cancel(_("Decide later"))
        self.do = self.button(_("Do these"), self._settle, primary=True)
        self._fill(seen.broken)
        self.setMinimumSize(
            min(_WIDE, home.window().width() - 40),
            min(600, max(380, home.window().height() - 60)),
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk through the rows: arrows choose, Enter goes to the next.

        A button would take the arrows itself.
        """
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._walk(event)
        return super().eventFilter(watched, event)

    def _walk(self, event: QKeyEvent) -> bool:
        at = self._row_with_focus()
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if at is None or held != Qt.KeyboardModifier.NoModifier:
            return False
        key = event.key()
        is_typing = self.rows[at].reason.hasFocus()
        if key in _ARROWS and not is_typing:
            self.rows[at].step(_ARROWS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(at + 1)
        elif key == Qt.Key.Key_Up:
            self._go(at - 1)
        else:
            return False
        return True

    def _row_with_focus(self) -> int | None:
        for at, row in enumerate(self.rows):
            if row.has_focus():
                return at
        return None

    def _go(self, at: int) -> None:
        if at < 0:
            return
        if at >= len(self.rows):
            self.do.setFocus()
        else:
            self.rows[at].take_focus()

    def _fill(self, found: Sequence[Broken]) -> None:
        clear(self._table)
        self.rows = []
        heads = (_("What"), _("Why"), _("First possible"), _("What we do"))
        for column, text in enumerate(heads):
            self._table.addWidget(Words(text, type=Type.CAPTION, faint=True), 0, column)
        line = 1
        shown: tuple[Kind, str] | None = None
        for alike in _alike(found):
            one = alike[0]
            group = (one.kind, one.plan)
            if group != shown:
                self._table.addWidget(_group(one), line, 0, 1, 4)
                self._table.addWidget(Rule(), line + 1, 0, 1, 4)
                line, shown = line + 2, group
            row = _Row(alike, self._changed)
            for column, widget in enumerate(row.cells):
                top = Qt.AlignmentFlag.AlignTop
                if column < 3:
                    self._table.addWidget(widget, line, column, top)
                else:
                    self._table.addWidget(widget, line, column)
            for field in (*row.ways.buttons.values(), row.reason):
                field.installEventFilter(self)
            self.rows.append(row)
            line += 1
        self._changed()
        if self.rows:
            self.rows[0].take_focus()

    def _changed(self) -> None:
        ways = {one.key: row.way for row in self.rows for one in row.alike}
        said = line_for_her(self._seen.broken, ways, self._seen.language)
        self.line.say(f"“{said}”" if said else "")
        self._box.setVisible(bool(said))
        number = len(self._seen.broken)
        text = ngettext("Do this", "Do these {number}", number)
        self.do.setText(text.format(number=number))
        self.foot.say(_("Ctrl+Z takes all of it back."))

    def _settle(self) -> None:
        for row in self.rows:
            if row.wants_reason:
                row.insist()
                return
        choices = [choice for row in self.rows for choice in row.choices()]
        done = self._desk.do(settle, self._seen.client_id, choices)
        done.then(self._settled).otherwise(self._refused)

    def _settled(self, left: int) -> None:
        self.accept()
        if left:
            self._desk.say(waiting_words(self._seen.client, left))

    def _refused(self, error: SalonError) -> None:
        """Say why, and show what is true by now; the choices that still fit stay."""
        self.fail(error)
        from salon.views.breaks import breaks_of

        self._desk.ask(breaks_of, self._seen.client_id).then(self._show_again)

    def _show_again(self, seen: Seen) -> None:
        before = {row.one.key: row.way for row in self.rows}
        self._seen = seen
        self._fill(seen.broken)
        for row in self.rows:
            if (way := before.get(row.one.key)) is not None:
                row.put(way)
        self._changed()


class _Row:
    """One thing that does not fit: four cells, and what is chosen."""

    def __init__(self, alike: Sequence[Broken], changed: Callable[[], object]) -> None:
        self.alike = tuple(alike)
        self.one = one = self.alike[0]
        self._changed = changed
        names = [(way, _way_text(one, way)) for way in one.ways]
        self.ways = Answers(names, one.ways[:1], name=f"{one.title}: {_('What we do')}")
        self.ways.changed.connect(self._chosen)
        self.reason = TextField(
            hint=_("Why it is kept; in words"),
            name=_("Why “{what}” is kept").format(what=one.title),
        )
        self.reason.textEdited.connect(lambda _text: self._unmark())
        self.said = Words("", type=Type.SMALL, tone=Tone.RED)
        self.said.hide()
        what = down(
            Words(_title(self.alike), type=Type.MEDIUM, wrap=True),
            Words(
                "\n".join(one.about for one in self.alike[:MOST_DAYS]),
                type=Type.SMALL,
                faint=True,
                wrap=True,
            ),
            gap=0,
        )
        tone = Tone.AMBER if one.verdict in _ICONS else Tone.BLUE
        icon = _ICONS.get(one.verdict, "info-circle")
        why = across(Icon(icon, 16, tone), gap=8)
        why.setAlignment(Qt.AlignmentFlag.AlignTop)
        text = "\n".join(objection.text for objection in one.objections[:3])
        why.addWidget(Words(text, type=Type.SMALL, wrap=True), 1)
        first = full_day(one.first) if one.first is not None else _when(one)
        choice = down(self.ways, self.reason, self.said, gap=4)
        self.cells: list[QWidget] = [
            held(what),
            held(why),
            Words(first, type=Type.SMALL, wrap=True),
            held(choice),
        ]
        for cell in self.cells:
            cell.setSizePolicy(
                QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred
            )
        self._chosen()

    @property
    def way(self) -> Way:
        """What is chosen."""
        chosen = self.ways.value()
        return Way(str(chosen[0])) if chosen else self.one.ways[0]

    @property
    def wants_reason(self) -> bool:
        """Whether a reason is missing."""
        is_kept = self.way is Way.KEEP and self.one.needs_reason
        return is_kept and not is_reason(self.reason.text())

    def choices(self) -> list[Choice]:
        """Return what is to be done about each of them."""
        reason = self.reason.text().strip()
        return [Choice(one.key, self.way, reason) for one in self.alike]

    def put(self, way: Way) -> None:
        """Choose *way*, if it is still among them."""
        if way in self.one.ways:
            self.ways.put(way)
            self._chosen()

    def step(self, by: int) -> None:
        """Choose the next or the one before."""
        ways = self.one.ways
        at = (ways.index(self.way) + by) % len(ways)
        self.put(ways[at])
        self.ways.buttons[ways[at]].setFocus()

    def has_focus(self) -> bool:
        """Whether one is in this row."""
        buttons = self.ways.buttons.values()
        return self.reason.hasFocus() or any(one.hasFocus() for one in buttons)

    def take_focus(self) -> None:
        """Put the focus on what is chosen."""
        self.ways.buttons[self.way].setFocus(Qt.FocusReason.TabFocusReason)

    def insist(self) -> None:
        """Ask for the reason that is missing."""
        self.said.say(_("To keep it, say why."))
        self.said.show()
        self.reason.setFocus()

    def _unmark(self) -> None:
        self.said.hide()

    def _chosen(self) -> None:
        if not self.ways.value():  # pressing what is chosen leaves it chosen
            self.ways.put(self.one.ways[0])
        self.reason.setVisible(self.way is Way.KEEP and self.one.needs_reason)
        self.said.hide()
        self._changed()


def _alike(found: Sequence[Broken]) -> list[list[Broken]]:
    """Put sessions of one service together, as far as the same can be done of them."""
    groups: dict[object, list[Broken]] = {}
    for one in found:
        same: object = one.key
        if one.kind is Kind.SESSION:
            same = (one.plan, one.title, one.ways, one.other)
        groups.setdefault(same, []).append(one)
    return list(groups.values())


def _title(alike: Sequence[Broken]) -> str:
    if len(alike) == 1:
        return alike[0].title
    said = ngettext("{what}, {number} session", "{what}, {number} sessions", len(alike))
    return said.format(what=alike[0].title, number=len(alike))


def _said(seen: Seen, fact: str) -> str:
    number = len(seen.broken)
    text = ngettext(
        "{number} thing to look at; nothing has been changed yet.",
        "{number} things to look at; nothing has been changed yet.",
        number,
    )
    parts = [fact, text.format(number=number)]
    parts.append(_("What was told is kept; only the team sees it."))
    return " ".join(part for part in parts if part)


def _group(one: Broken) -> QWidget:
    name, icon = _HEADS[one.kind]
    title = _(name)
    if one.plan:
        title = _("{kind}: {plan}").format(kind=title, plan=one.plan)
    return held(across(Icon(icon, 16), Words(title, type=Type.STRONG), None))


def _way_text(one: Broken, way: Way) -> str:
    if way is Way.MOVE:
        if one.free is not None:
            return one.free.text
        if one.first is not None:
            return _("From {day}").format(day=full_day(one.first))
    if way is Way.INSTEAD and one.other is not None:
        return _("{service} instead").format(service=one.other.name)
    if way is Way.CANCEL and one.kind is Kind.HOME:
        return _("Stop it")
    if way is Way.CANCEL and one.kind is Kind.SESSION:
        return _("Take it out of the plan")
    return _(WAY_WORDS[way])


def _when(one: Broken) -> str:
    match one.verdict:
        case Verdict.LETTER:
            return _("With the doctor’s letter")
        case _ if one.verdict not in _ICONS:
            return _("As booked")
        case _ if one.objections[0].condition in ("pregnancy", "pregnancy_t1"):
            return _("After the birth")
        case Verdict.BLOCK | Verdict.DEFER:
            return _("When it is over")
    return _("As booked")


def open_breaks(
    desk: "Desk",
    client_id: int,
    fact: str = "",
    *,
    tells_of_none: bool = False,
    about: frozenset[str] = frozenset(),
    waits: "Waits | None" = None,
    put_off: bool = False,
) -> None:
    """Open the sheet for a client, if anything of hers does not fit.

    Args:
        desk: The desk.
        client_id: Whose.
        fact: What was just told, in a sentence.
        tells_of_none: Say so where nothing is touched.
        about: Conditions; what waits for another reason is left out. None: all.
        waits: Is given the call that opens it, and returns whether that is to come
            later, where one is in the middle of something else. None: it opens.
        put_off: It comes later than it was told: no key of something else does it.
    """
    from salon.clients.model import ClientId
    from salon.views.breaks import breaks_of

    asked = desk.ask(breaks_of, ClientId(client_id))
    again = partial(
        open_breaks,
        desk,
        client_id,
        fact,
        tells_of_none=tells_of_none,
        about=about,
        waits=waits,
        put_off=True,
    )
    wait = partial(waits, again) if waits is not None else None
    opened = partial(_opened, desk, fact, tells_of_none, about, wait, put_off)
    asked.then(opened)


def _opened(
    desk: "Desk",
    fact: str,
    tells_of_none: bool,
    about: frozenset[str],
    wait: Callable[[], bool] | None,
    put_off: bool,
    seen: Seen,
) -> None:
    home = home_of(desk)
    if home is None:
        return
    if about:
        mine = tuple(
            one
            for one in seen.broken
            if any(said.condition in about for said in one.objections)
        )
        seen = replace(seen, broken=mine)
    if seen.broken:
        if wait is not None and wait():
            return
        if wait is None:
            _put_off_unasked(home)
        sheet = BreaksSheet(desk, home, seen, fact)
        sheet.came_unasked = wait is not None
        if put_off:
            sheet.later.setFocus()
        sheet.open()
    elif tells_of_none:
        desk.say(_("Nothing booked or planned is touched"))


def _put_off_unasked(home: QWidget) -> None:
    """Decide later what opened by itself while somebody waited for another.

    Else two lie on each other, and who presses Enter answers for the wrong client.
    """
    for one in home.findChildren(BreaksSheet):
        if one.came_unasked and one.isVisible():
            one.reject()
