"""What calls have taught: by step, wording, caller and hour, with how sure it is."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHeaderView, QWidget

from salon.aftercare.learning import USUAL_DAYS, By, Learned, Share
from salon.aftercare.queries import learned
from salon.text import _, ngettext
from ui.kit.buttons import Segments
from ui.kit.cards import across, held
from ui.kit.grid import Grid
from ui.kit.sheet import Sheet
from ui.kit.tokens import Type
from ui.kit.words import Words
from ui.parts.homes import home_of
from ui.parts.table import Column, RowTable

if TYPE_CHECKING:
    from ui.desk import Desk

NUMBERS = 98  # units of width of a column of numbers
WAYS = (By.STEP, By.WORDING, By.CALLER, By.HOUR)


def open_learned(desk: "Desk") -> "LearnedSheet | None":
    """Open the sheet that says what came of our contacts."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = LearnedSheet(desk, home)
    sheet.open()
    return sheet


class LearnedSheet(Sheet):
    """A table; each share stands beside what it is of, and its tip says how sure."""

    def __init__(self, desk: "Desk", home: QWidget) -> None:
        super().__init__(home, _("What calls have taught"), icon="phone-call", wide=980)
        self._desk = desk
        self.by = Segments(
            [_("Step"), _("Wording"), _("Caller"), _("Hour")],
            label=_("Put together by"),
        )
        self.by.chosen.connect(lambda _on: self.refresh())
        self.said = Words("", type=Type.SMALL, faint=True, wrap=True)
        self.table = RowTable(_columns(), lambda row: row.key, self)
        self.grid = Grid(_("What calls have taught"))
        self.grid.setModel(self.table)
        self.grid.setMinimumHeight(340)
        header = self.grid.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, self.table.columnCount()):
            self.grid.setColumnWidth(column, NUMBERS)
        self.add(held(across(self.by, None)), self.said)
        self.add(self.grid, stretch=1)
        self.cancel(_("Close"))
        high = home.window().height() - 80
        self.setMinimumSize(min(940, home.window().width() - 80), min(640, high))
        self.refresh()

    def refresh(self) -> None:
        """Ask again."""
        by = WAYS[self.by.index]
        self._desk.ask(learned, by, USUAL_DAYS).then(self._show).otherwise(self.fail)

    def _show(self, rows: list[Learned]) -> None:
        self.table.show(rows)
        tried = sum(one.reached.of for one in rows)
        said = ngettext(
            "{number} contact within a year. Of those who were reached: how many were "
            "well, worried, unhappy, booked; of those who were asked: how many were "
            "satisfied (4 or 5 of 5).",
            "{number} contacts within a year. Of those who were reached: how many were "
            "well, worried, unhappy, booked; of those who were asked: how many were "
            "satisfied (4 or 5 of 5).",
            tried,
        )
        nothing = _("Nothing to learn from yet: no contact within a year.")
        self.said.say(said.format(number=tried) if tried else nothing)


def _columns() -> list[Column[Learned]]:
    return [
        Column(_("What"), lambda row: row.name, tip=lambda row: row.name),
        *(
            Column(title, _text(field), _tip(field), is_number=True)
            for title, field in (
                (_("Reached"), "reached"),
                (_("Well"), "well"),
                (_("Worried"), "worried"),
                (_("Unhappy"), "unhappy"),
                (_("Booked"), "booked"),
                (_("Satisfied"), "satisfied"),
            )
        ),
    ]


def _text(field: str) -> Callable[[Learned], str]:
    def text(row: Learned) -> str:
        share: Share = getattr(row, field)
        return f"{share.there} / {share.of}" if share.of else "–"

    return text


def _tip(field: str) -> Callable[[Learned], str]:
    def tip(row: Learned) -> str:
        share: Share = getattr(row, field)
        if share.between is None or share.share is None:
            return _("Nobody yet")
        low, high = share.between
        said = _("{share} %, in 95 of 100 cases {low} to {high} %")
        return said.format(
            share=round(share.share * 100),
            low=round(low * 100),
            high=round(high * 100),
        )

    return tip
