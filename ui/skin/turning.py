"""The charts of all views: face, body, scalp, hands and feet, one in sight."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from salon.text import N_, _
from salon.views.skin_words import SkinWords
from ui.kit.buttons import Segments
from ui.kit.cards import across
from ui.kit.facechart import FaceChart, Finding, Pen, Spot
from ui.parts.faces import FACE, VIEWS, view_map, view_of

HIGH = 190  # units of height that a chart asks for; it takes what there is
VIEW_WORDS = {
    "face_front": N_("Face"),
    "body_front": N_("Body, front"),
    "body_back": N_("Body, back"),
    "scalp_top": N_("Scalp"),
    "nails_hands": N_("Hands"),
    "nails_feet": N_("Feet"),
}


# Which side of the client is on whose left: the chart is looked at, not looked out of.
SIDE_WORDS = {
    "face_front": N_("The client’s right cheek is on your left"),
    "body_front": N_("The client’s right is on your left"),
    "nails_hands": N_("The client’s right is on your left"),
    "nails_feet": N_("The client’s right is on your left"),
    "body_back": N_("The client’s left is on your left"),
    "scalp_top": N_("The client’s left is on your left"),
}


class TurningChart(QWidget):
    """One chart a view; what is told of the one in sight is told of all."""

    chosen = Signal(str)
    told = Signal(str)
    drawn = Signal(str, object)
    turned = Signal(str)  # what the view is called that is in sight now

    def __init__(self, words: SkinWords, name: str = "") -> None:
        super().__init__()
        self._words = words
        self.charts: dict[str, FaceChart] = {}
        self.views = [view for view in VIEWS if view_map(words, view).zones] or [
            next(iter(VIEWS))
        ]
        self.stack = QStackedWidget()
        for view in self.views:
            said = f"{name}: {_(VIEW_WORDS[view])}"
            if view == FACE:
                said = _("Face chart")
            chart = FaceChart(view_map(words, view), name=said, high=HIGH)
            chart.chosen.connect(self.chosen)
            chart.told.connect(self.told)
            chart.drawn.connect(self.drawn)
            self.charts[view] = chart
            self.stack.addWidget(chart)
        self.tabs = Segments([_(VIEW_WORDS[view]) for view in self.views], 0, _("View"))
        self.tabs.chosen.connect(self.turn_to)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(across(self.tabs, None))
        column.addWidget(self.stack, 1)
        self.setFocusProxy(self.chart)

    @property
    def view(self) -> str:
        """The view that is in sight."""
        return self.views[self.stack.currentIndex()]

    @property
    def chart(self) -> FaceChart:
        """The chart that is in sight."""
        return self.charts[self.view]

    def turn_to(self, at: int) -> None:
        """Show another view."""
        self.tabs.choose(at)
        self.stack.setCurrentIndex(at)
        self.setFocusProxy(self.chart)
        self.turned.emit(_(VIEW_WORDS[self.view]))
        self.told.emit(_(SIDE_WORDS[self.view]))

    def show_zone(self, zone: str) -> None:
        """Turn to the view that a zone is on, and choose it there."""
        view = view_of(self._words, zone)
        if view not in self.charts:
            return
        self.turn_to(self.views.index(view))
        if any(one.id == zone for one in self.chart.map.zones):
            self.chart.zone = zone
            self.chart.update()

    def hold(self, pen: Pen) -> None:
        """Let a press mark a zone, a point or a line."""
        for chart in self.charts.values():
            chart.pen = pen

    def draw(
        self,
        findings: Callable[[FaceChart], Sequence[Finding]],
        spots: Callable[[FaceChart], Sequence[Spot]],
    ) -> None:
        """Show what was found, chart by chart."""
        for chart in self.charts.values():
            chart.show_findings(findings(chart))
            chart.show_spots(spots(chart))
