"""F1: what the page one is on is for, and every key that works there."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.text import N_, _
from ui.kit.buttons import plain, spelled
from ui.kit.cards import Heading, across, down, held
from ui.kit.facts import pairs
from ui.kit.sheet import Sheet
from ui.kit.words import Words
from ui.places import (
    CallList,
    Campaigns,
    ClientCard,
    ClientList,
    ComplaintOf,
    DayEnd,
    DayOf,
    House,
    IncidentOf,
    Loyalty,
    OccasionList,
    OwnerMonth,
    Place,
    PlanEditor,
    PlanList,
    Promises,
    RecordOf,
    SettingsPage,
    Shelf,
    SkinChanged,
    Surveys,
    Team,
    Till,
    Today,
    WeekOf,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from ui.frame.window import Window

WIDE = 780

# What one asks oneself on a page, and the keys that its lists know by themselves.
ABOUT: dict[type[Place], tuple[str, Sequence[tuple[str, str]]]] = {
    Today: (
        N_(
            "Who needs you now, who is next and what slips because of it. Keys act on "
            "the marked row, and the line at the top names whom they were for."
        ),
        (
            ("↑ ↓", N_("Another row")),
            ("Enter", N_("Open file")),
        ),
    ),
    Till: (
        N_(
            "What is to be paid now, by what, and what the client still has with us. "
            "Enter takes it; a scanner is understood wherever the keyboard is."
        ),
        (
            ("1 - 9", N_("Another way to pay")),
            ("↑ ↓", N_("Another line")),
            ("Enter", N_("Take the money, open a bill")),
        ),
    ),
    Loyalty: (
        N_(
            "Who stays and who leaves, where the money comes from, who slips away and "
            "why. Each figure says how it is counted."
        ),
        (
            ("↑ ↓", N_("Another client")),
            ("Enter", N_("Open file")),
        ),
    ),
    OwnerMonth: (
        N_(
            "One month in a sentence, and each part of it below: the bucket with "
            "names, gold clients and who acts, rates, who is due, friends, costs."
        ),
        (
            ("← →", N_("Another bar")),
            ("Enter", N_("Open what is marked")),
        ),
    ),
    Promises: (
        N_(
            "Whether what was paid for can be given: hours owed against hours free, by "
            "kind and by person, the money, and whose course ends first."
        ),
        (
            ("↑ ↓", N_("Another line")),
            ("Enter", N_("What is behind it")),
        ),
    ),
    Campaigns: (
        N_(
            "What is offered to whom, who is spared and why, and what it really did: "
            "who got it beside who was held out."
        ),
        (
            ("↑ ↓", N_("Another line")),
            ("Enter", N_("Open file")),
        ),
    ),
    Surveys: (
        N_(
            "Who is asked and how far it has come, what was answered beside last year, "
            "and how the team is, nameless."
        ),
        (
            ("1 - 4", N_("Another part of the page")),
            ("↑ ↓", N_("Another line")),
            ("Enter", N_("Open what is marked")),
        ),
    ),
    Team: (
        N_(
            "What each colleague keeps, for talks between two; who came again; and "
            "what leaves with a colleague, handed over by name."
        ),
        (
            ("↑ ↓", N_("Another line")),
            ("Enter", N_("What is behind it")),
        ),
    ),
    DayOf: (
        N_(
            "The appointment book of a day: a person, a room or a device is never "
            "given away twice. Drag a visit, or move it by keys."
        ),
        (
            ("← → ↑ ↓", N_("Another visit")),
            ("Enter", N_("Open the visit")),
            ("Ctrl ↑ ↓ ← →", N_("Move the visit")),
            ("Shift ↑ ↓", N_("Longer or shorter")),
        ),
    ),
    WeekOf: (
        N_("How full the days of a week are, and who is here."),
        (("← →", N_("Another day")), ("Enter", N_("Open the day"))),
    ),
    ClientList: (
        N_(
            "Everybody you know. Type to find, sort by a column, narrow by what fits, "
            "choose several and do one thing for all of them."
        ),
        (
            ("Enter", N_("Open file")),
            ("Space", N_("Choose, or let go")),
        ),
    ),
    ClientCard: (
        N_("All that is known of one client. Every action here is for this client."),
        (("↑ ↓", N_("Another line")), ("Enter", N_("Open the line"))),
    ),
    SkinChanged: (
        N_(
            "What changed of one skin between two days, and what went along with it. "
            "What may not be compared says why."
        ),
        (
            ("← →", N_("Moves the border between the pictures")),
            ("Enter", N_("Open the line")),
        ),
    ),
    CallList: (
        N_(
            "Whom to ring now, what to say and what was said last time. A digit says "
            "how the call ended; whatever else you type goes into the note."
        ),
        (
            ("↑ ↓", N_("Another call")),
            ("Enter", N_("Open file")),
            ("Esc", N_("Out of the note, back to the list")),
        ),
    ),
    OccasionList: (
        N_(
            "What gives a reason to be in touch in the next weeks, what is held back "
            "and why. Rules say what is looked for; what sells is off until you switch "
            "it on."
        ),
        (("↑ ↓", N_("Another occasion")), ("⏎", N_("Open file"))),
    ),
    ComplaintOf: (
        N_(
            "A complaint in six steps: what to say now, what may be offered, what "
            "waits until it is closed. A digit says how the call ended; whatever else "
            "you type goes into the client’s words."
        ),
        (("Esc", N_("Out of the words, back to the keys")),),
    ),
    IncidentOf: (
        N_("What went wrong, what to do until help comes, and who rings when."),
        (("Space", N_("Tick the next line")),),
    ),
    RecordOf: (
        N_("What was done, with what, and how the skin took it. Kept as you write."),
        (("Tab", N_("The next part")), ("Space", N_("Tick, or take off")),),
    ),
    PlanList: (N_("The plans of all clients."), (("Enter", N_("Open plan")),)),
    PlanEditor: (
        N_("A plan, beside the paper that the client takes home."),
        (("Tab", N_("The next field")),),
    ),
    DayEnd: (
        N_(
            "The end of a day: count, look at what was taken and delivered, leave a "
            "note, close. After that nothing of the day changes. Beside it the reports."
        ),
        (
            ("Enter", N_("The next box, or the bills behind a figure")),
            ("↑ ↓", N_("Another box, or another line")),
        ),
    ),
    Shelf: (
        N_(
            "What there is of every product, lot by lot, what came and went, the "
            "stock-take and who had a recalled lot. A scanner types into the field "
            "above: F2 leads there."
        ),
        (
            ("↑ ↓", N_("Another line")),
            ("Enter", N_("Open the product, or the line")),
        ),
    ),
    House: (
        N_(
            "The house: rounds and what is not right, suggestions and their answers, "
            "what is learnt, who came in and who waits. The short lists are yours."
        ),
        (
            ("1 - 4", N_("Another part of the page")),
            ("↑ ↓", N_("Another line")),
            ("Enter", N_("Go on with the line")),
        ),
    ),
    SettingsPage: (
        N_("The salon itself, this desk, and the backups."),
        (("Tab", N_("The next field")),),
    ),
}  # fmt: skip


class HelpSheet(Sheet):
    """The keys of a page and those that work everywhere, in two columns."""

    def __init__(
        self,
        home: QWidget,
        title: str,
        place: Place,
        own: Iterable["QAction"],
        others: Iterable["QAction"],
    ) -> None:
        super().__init__(
            home, _("Keys: {page}").format(page=title), icon="help-circle", wide=WIDE
        )
        about, hints = ABOUT.get(type(place), ("", ()))
        if about:
            self.add(Words(_(about), wrap=True))
        keys = [(_(said), key) for key, said in hints]
        every = list(own)
        now = [one for one in every if one.isEnabled()]
        rest = [one for one in every if not one.isEnabled()]
        keys += [row for row in map(_row, now) if row is not None]
        resting = [row for row in map(_row, rest) if row is not None]
        everywhere = [row for row in map(_row, others) if row is not None]
        here = _column(_("On this page"), keys)
        if resting:  # said apart: here and now they do nothing
            title = _("Rest just now: in another part, or nothing fits")
            here = held(down(here, _column(title, resting), None, gap=12))
        row = across(
            here,
            _column(_("On every page"), everywhere),
            gap=32,
        )
        row.setStretch(0, 1)
        row.setStretch(1, 1)
        self.add(row)
        self.setMinimumWidth(min(WIDE, home.window().width() - 80))
        self.button(_("Close"), primary=True)


def open_help(window: "Window") -> HelpSheet | None:
    """Say what the page in sight is for and which keys it has."""
    page, desk, menus = window.page, window.desk, window.menus
    if page is None or desk is None or desk.place is None or menus is None:
        return None
    sheet = HelpSheet(
        window,
        page.windowTitle(),
        desk.place,
        [action for action in page.actions() if action.text()],
        menus.everywhere(),
    )
    sheet.open()
    return sheet


def _row(action: "QAction") -> tuple[str, str] | None:
    """Return what an action is called and its key; None where it has none."""
    keys = spelled(action.shortcut().toString())
    return (plain(action.text()), keys) if keys else None


def _column(title: str, rows: Sequence[tuple[str, str]]) -> QWidget:
    if not rows:
        rows = [(_("No keys of its own"), "")]
    seen: dict[tuple[str, str], None] = dict.fromkeys(rows)
    head = Heading(title)
    return held(down(head, pairs(list(seen), 170), None, gap=8))
