"""The cards of a record in the order of the work, and where each thing is said."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from salon.text import _
from salon.treatments.tapping import Gap, Missing
from ui.desk import Desk
from ui.kit.cards import Card, down, held
from ui.kit.fields import Notes
from ui.kit.taps import Look, Tap
from ui.treatments.areas import AreasCard
from ui.treatments.board import GAP, Board
from ui.treatments.rows import ProductsCard, SettingsCard
from ui.treatments.sides import NextCard, PhotosCard, ReactionCard
from ui.treatments.steps import StepsCard
from ui.treatments.writing import Writing


class Cards(Board):
    """Steps, areas, products, device, reaction, next time, photographs."""

    def __init__(
        self,
        desk: Desk,
        writing: Writing,
        mishap: Callable[[], object],
        earliest: date,
    ) -> None:
        visit = writing.visit
        self._writing = writing
        self.steps = StepsCard(writing)
        self.areas: AreasCard | None = None
        has_areas = visit.touched or visit.draft.areas or visit.draft.left_out
        if visit.skin is not None and has_areas:
            self.areas = AreasCard(writing, visit.skin)
        another = Tap(_("Another product"), Look.CHIP, key="B")
        another.say(_("Another product"), icon="plus")
        self.products = ProductsCard(writing, another)
        self.settings = SettingsCard(writing)
        self.reaction = ReactionCard(writing, mishap)
        self.next = NextCard(writing, earliest)
        take = Tap(_("Add photographs"), Look.CHIP, key="P")
        take.say(_("Add photographs"), icon="plus")
        self.photos = PhotosCard(desk, writing, take)
        used = held(down(self.products, self.settings, None, gap=GAP))
        side = held(down(self.reaction, self.next, self.photos, None, gap=GAP))
        super().__init__([*self._first_columns(), used, side])

    def _first_columns(self) -> list[QWidget]:
        return [self.steps] if self.areas is None else [self.steps, self.areas]

    def _all(self) -> list[Card]:
        found: list[Card] = [*(self.steps, self.products, self.settings)]
        found += [self.reaction, self.next, self.photos]
        return found if self.areas is None else [*found, self.areas]

    def let_write(self, may: bool) -> None:
        """Let everything be tapped and typed, or only be read."""
        for card in self._all():
            card.setEnabled(may)

    def texts(self) -> dict[str, Notes]:
        """Return the fields of the words, by the name they have in a draft."""
        return {
            "done": self.steps.done,
            "reaction": self.reaction.reaction,
            "advice": self.next.advice,
            "next_time": self.next.next_time,
            "note": self.steps.note,
        }

    def show_draft(self) -> None:
        """Show what stands in the draft; the keyboard stays where it is."""
        self.steps.show_draft()
        if self.areas is not None:
            self.areas.show_draft()
        self.products.show_draft()
        self.settings.show_draft()
        self.reaction.show_draft()
        self.next.show_draft()

    def stops(self) -> list[QWidget]:
        """Return what Tab goes to, in the order of the work."""
        areas = self.areas.stops() if self.areas is not None else []
        return [
            *(*self.steps.stops(), *areas, *self.products.stops()),
            *(*self.settings.stops(), *self.reaction.stops(), *self.next.stops()),
            *self.photos.stops(),
        ]

    def place_of(self, thing: Missing) -> QWidget | None:
        """Return where what is missing is said; None where that is not shown."""
        match thing.gap:
            case Gap.STEPS | Gap.STEP:
                return self.steps.tap_of(thing.of)
            case Gap.AREAS:
                return self.areas.chart if self.areas is not None else None
            case Gap.BATCH:
                return self.products.open_row(thing.of)
            case Gap.WHERE:
                return next(iter(self.reaction.where.buttons.values()), None)
            case Gap.ASKED:
                return self.reaction.asked
        return self.reaction.cells[0]
