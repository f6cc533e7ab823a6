"""What people wish were otherwise: noted, counted, answered, changed, told."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.errors import SalonError
from salon.house.model import (
    ANSWER_WITHIN,
    CAUSE_WORDS,
    WAY_WORDS,
    Answer,
    Cause,
    SuggestionLine,
    Way,
)
from salon.house.operations import (
    answer_suggestion,
    count_with,
    note_change,
    note_suggestion,
)
from salon.reports.house import compose_changes
from salon.text import _, ngettext
from salon.views.house import SuggestionSight, suggestion_sight
from ui.house.words import suggestion_line
from ui.kit.buttons import Answers, Button, Segments
from ui.kit.cards import Card, across, down
from ui.kit.columns import flowing
from ui.kit.fields import Choice, Notes
from ui.kit.offers import Offers, of_action, offer
from ui.kit.picker import Picker
from ui.kit.remaining import Remaining
from ui.kit.rows import Look
from ui.kit.sheet import Sheet
from ui.kit.states import Calm
from ui.kit.tokens import Type
from ui.kit.words import Words
from ui.parts.fields import DayField
from ui.parts.forms import Form
from ui.parts.homes import home_of, tell
from ui.parts.printing import print_composed
from ui.parts.unfinished import keeps
from ui.parts.ways import picking_client

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.house.page import HousePage

SHOWN = (None, Answer.OPEN, Answer.YES, Answer.NO)


def open_suggestion(desk: "Desk", client_id: int | None = None) -> "Sheet | None":
    """Ask what somebody wishes were otherwise."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = Sheet(home, _("Note a suggestion"), icon="message-circle", wide=540)
    form = Form()
    form.row("words", _("In the words of whoever said it"), Notes(rows=3))
    ways = [(one, _(text)) for one, text in WAY_WORDS.items()]
    form.row("way", _("How it reached us"), Answers(ways, (Way.DESK,)))
    causes = list(CAUSE_WORDS)
    named = [_(CAUSE_WORDS[one]) for one in causes]
    other = causes.index(Cause.OTHER)
    form.row("cause", _("What it is about"), Choice(named, other))
    if client_id is None:
        who = Picker(picking_client(desk), _("Name or phone, if it is known"))
        form.row("client", _("Who said it"), who)
    hint = _("In {number} days, if nothing is said").format(number=ANSWER_WITHIN)
    day = DayField(desk, None, _("Answer until"), optional=True)
    form.row("due", _("Answer until"), day, hint)

    def save() -> None:
        said = form.values()
        if form.wrong(
            {} if said["words"] else {"words": _("Say in words what it is.")}
        ):
            return
        way = next(iter(said["way"]), Way.DESK)
        whose = client_id if client_id is not None else said["client"]
        doing = desk.do(
            note_suggestion,
            said["words"],
            way=Way(str(way)),
            cause=causes[int(said["cause"])],
            client_id=int(str(whose)) if whose is not None else None,
            due=said["due"],
        )
        doing.then(done).otherwise(sheet.fail)

    def done(_key: object) -> None:
        sheet.accept()
        tell(desk, _("Suggestion kept: an answer is owed"))

    sheet.add(form)
    # a client's own is about the one in sight; else the next one is said by another
    place = "suggestion" if client_id is None else f"suggestion {client_id}"
    keeps(desk, sheet, place, form, is_new=client_id is None)
    sheet.body.addStretch(1)
    sheet.cancel()
    sheet.button(_("Keep"), save, primary=True)
    sheet.open()
    form.field("words").setFocus()
    return sheet


class Suggestions(QWidget):
    """All of them, what waits for an answer first."""

    def __init__(self, desk: "Desk", page: "HousePage") -> None:
        super().__init__()
        self._desk, self._page = desk, page
        self._lines: tuple[SuggestionLine, ...] = ()
        self._shown: tuple[SuggestionLine, ...] = ()
        self._sight: SuggestionSight | None = None
        names = [_("All"), _("To be answered"), _("Yes"), _("No")]
        self.which = Segments(names, label=_("What is shown"))
        self.which.chosen.connect(lambda _at: self._narrow())
        self.says = Words("", type=Type.SMALL, faint=True)
        self.list = Remaining(
            Look(height=52, columns=((380, True),)), _("Suggestions"), 5
        )
        self.list.picked.connect(lambda _row: self.picked())
        self.list.opened.connect(lambda _row: self.enter())
        offer(self.list, self._offers)
        self.card = Card(pad=12).add(self.list, stretch=1)
        self.state = Card().add(
            Calm(
                _("No suggestion here"),
                _(
                    "What clients and the team wish were otherwise stands here, with "
                    "the answer and what was changed."
                ),
                icon="message-circle",
            ),
            stretch=1,
        )
        self.state.hide()
        acts = (page.suggest, page.yes, page.no, page.change, page.paper)
        tools = down(
            across(self.which, self.says, None, gap=8),
            flowing(*(Button(action=one, small=True) for one in acts)),
            gap=8,
        )
        column = down(tools, self.card, self.state, gap=10)
        column.setStretch(1, 1)
        column.setStretch(2, 1)
        column.setContentsMargins(0, 0, 0, 0)
        self.setLayout(column)
        self.first: QWidget = self.list

    def refresh(self) -> None:
        """Ask again."""
        self._desk.ask(suggestion_sight).then(self._show).otherwise(self._fail)

    def _fail(self, error: SalonError) -> None:
        self._desk.say(str(error))

    def _show(self, sight: SuggestionSight) -> None:
        self._sight, self._lines = sight, sight.lines
        self._narrow()

    def _narrow(self) -> None:
        sight = self._sight
        if sight is None:
            return
        wanted = SHOWN[self.which.index]
        self._shown = tuple(
            one for one in self._lines if wanted is None or one.answer is wanted
        )
        lines = [suggestion_line(one, sight.today) for one in self._shown]
        self.card.setVisible(bool(lines))
        self.state.setVisible(not lines)
        self.list.show_lines(lines)
        if lines and self.list.chosen() is None:
            self.list.choose(0)
        waits = sum(one.answer is Answer.OPEN for one in self._lines)
        said = ngettext(
            "{number} waits for an answer", "{number} wait for an answer", waits
        )
        self.says.say(said.format(number=waits) if waits else "")
        self.picked()

    def picked(self) -> None:
        """Let what can be done with the chosen one be offered."""
        one = self.chosen()
        is_here = one is not None and self._page.tab is self
        waits = is_here and one is not None and one.answer is Answer.OPEN
        is_yes = one is not None and one.answer is Answer.YES
        may = is_here and is_yes and one is not None and one.changed_on is None
        page = self._page
        for action in (page.yes, page.no, page.same):
            action.setEnabled(waits)
        page.change.setEnabled(may)

    def chosen(self) -> SuggestionLine | None:
        """Return the one that is chosen."""
        line = self.list.chosen()
        return next((one for one in self._shown if line and one.id == line.key), None)

    def _offers(self, _row: int) -> Offers:
        page = self._page
        acts = (page.yes, page.no, page.change, page.same)
        return tuple(map(of_action, acts))

    # what can be done

    def enter(self) -> None:
        """Do what is likely with the chosen one."""
        one = self.chosen()
        if one is None:
            return
        if one.answer is Answer.OPEN:
            self.say_yes()
        elif one.answer is Answer.YES and one.changed_on is None:
            self.changed()

    def note(self) -> None:
        """Note another one."""
        open_suggestion(self._desk)

    def say_yes(self) -> None:
        """Say yes; the change comes later, and is told then."""
        one = self.chosen()
        if one is None or one.answer is not Answer.OPEN:
            return
        doing = self._desk.do(answer_suggestion, one.id, Answer.YES, seen=one.version)
        said = _("Yes. When it is so, note what changed: then it is told.")
        doing.then(lambda _n: tell(self._desk, said)).otherwise(self._fail)

    def say_no(self) -> None:
        """Say no, with the reason, or what is possible instead."""
        one = self.chosen()
        if one is not None and one.answer is Answer.OPEN:
            title = _("Why not, or what is possible instead")
            self._ask(one, title, partial(self._no, one))

    def changed(self) -> None:
        """Say what is so now."""
        one = self.chosen()
        if one is not None and one.answer is Answer.YES and one.changed_on is None:
            self._ask(one, _("What is different now"), partial(self._changed, one))

    def _no(self, one: SuggestionLine, words: str, sheet: Sheet) -> None:
        doing = self._desk.do(
            answer_suggestion, one.id, Answer.NO, words, seen=one.version
        )
        doing.then(partial(self._told, sheet)).otherwise(sheet.fail)

    def _changed(self, one: SuggestionLine, words: str, sheet: Sheet) -> None:
        doing = self._desk.do(note_change, one.id, words, seen=one.version)
        doing.then(partial(self._told, sheet)).otherwise(sheet.fail)

    def _told(self, sheet: Sheet, many: int) -> None:
        sheet.accept()
        said = ngettext(
            "{number} call planned to tell it",
            "{number} calls planned to tell it",
            many,
        )
        none = _("Kept. Nobody is to be rung for it.")
        tell(self._desk, said.format(number=many) if many else none)

    def _ask(self, one: SuggestionLine, title: str, then: object) -> None:
        home = home_of(self._desk)
        if home is None:
            return
        assert callable(then)
        sheet = Sheet(home, title, icon="message-circle", wide=520)
        sheet.add(Words(one.words, type=Type.STRONG, wrap=True))
        note = Notes(name=title, rows=3)
        sheet.add(note)
        sheet.body.addStretch(1)
        sheet.cancel()
        keep = partial(_given, note, sheet, then)
        sheet.button(_("Keep"), keep, primary=True)
        sheet.open()
        note.setFocus()

    def same(self) -> None:
        """Choose the one that says the same."""
        one = self.chosen()
        home = home_of(self._desk)
        others = [each for each in self._lines if one is None or each.id != one.id]
        if one is None or home is None or not others:
            return
        sheet = Sheet(home, _("Counts with another"), icon="users", wide=520)
        sheet.add(Words(one.words, type=Type.STRONG, wrap=True))
        choice = Choice([each.words[:80] for each in others], name=_("Says the same"))
        sheet.add(choice)
        sheet.body.addStretch(1)
        sheet.cancel()

        def keep() -> None:
            doing = self._desk.do(count_with, one.id, others[choice.currentIndex()].id)
            doing.then(lambda _none: sheet.accept()).otherwise(sheet.fail)

        sheet.button(_("Count together"), keep, primary=True)
        sheet.open()
        choice.setFocus()

    def print_year(self) -> None:
        """Print what was changed this year because somebody said so."""
        year = self._desk.today().year
        print_composed(
            self._desk,
            lambda look: self._desk.ask(compose_changes, look, year),
            _("What we changed because of you"),
        )


def _given(note: Notes, sheet: Sheet, then: object) -> None:
    words = note.toPlainText().strip()
    if not words:
        sheet.fail(_("Say it in words first."))
        note.setFocus()
        return
    assert callable(then)
    then(words, sheet)
