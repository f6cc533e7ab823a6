"""Where: areas on the face, and those of neck and body as chips; done or left out."""

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedWidget, QWidget

from salon.catalogue.model import EntryCard
from salon.text import _
from salon.treatments.tapping import turned
from salon.treatments.words import area_words
from salon.views.skin_words import SkinWords
from ui.kit.cards import Card, Heading, Scroll, across, down, held
from ui.kit.columns import flowing
from ui.kit.facechart import FaceChart, Finding
from ui.kit.taps import Look, Roving, Tap
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.faces import FACE, areas, face_map
from ui.treatments.writing import Writing

BODY = ("body", "hand", "foot", "scalp")


def home_of(zone: EntryCard) -> str:
    """Return under which tab a zone stands: "face", "neck", or its parent."""
    if zone.body.get("view") == FACE and zone.body.get("parent") == "face":
        return "face"
    if "neck" in (zone.body.get("parent"), zone.body.get("group")):
        return "neck"
    return str(zone.body.get("parent") or "body")


class AreasCard(Card):
    """The chart is one Tab stop, and so are the chips of each tab."""

    def __init__(self, writing: Writing, words: SkinWords) -> None:
        self._told = Words("", type=Type.SMALL, faint=True)
        super().__init__(
            Heading(_("Where"), icon="mood-smile", remark=_("right is on your left")),
            gap=8,
        )
        self._writing, self._words = writing, words
        self._face = face_map(words)
        self.chart = FaceChart(self._face, name=_("Areas of the face"))
        self.chart.tapped.connect(self._tap)
        self.chart.told.connect(self._told.say)
        self.chart.setMinimumSize(220, 280)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.chart)
        self.chips: dict[str, Tap] = {}
        self.tabs: dict[str, Tap] = {}
        self._homes: list[str] = []
        self._rovings: list[Roving] = []
        for home in self._tabs_of():
            self._homes.append(home)
            if home != "face":
                self._stack.addWidget(self._chips_of(home))
        names = _tab_names()
        for place, home in enumerate(self._homes):
            tab = Tap(names.get(home, home), Look.CHIP)
            tab.clicked.connect(lambda _on=False, place=place: self.turn(place))
            self.tabs[home] = tab
        self.all = Tap(_("All of it"), Look.CHIP)
        self.all.clicked.connect(lambda _on=False: self._take_all())
        self._said = Words("", type=Type.SMALL, wrap=True)
        self._legend = Words(
            _("tap: done · again: left out"), type=Type.CAPTION, faint=True
        )
        self.add(self._stack, stretch=1)
        self.add(self._told, self._said)
        row = across(*self.tabs.values(), self.all, gap=6)
        self.add(row, across(None, self._legend, None))
        self._tab_roving = Roving(self)
        self._tab_roving.hold([*self.tabs.values(), self.all])
        wanted = [home for home in self._homes if self._touched(home)]
        self.turn(self._homes.index(wanted[0]) if wanted else 0)

    # what is shown

    def _tabs_of(self) -> Sequence[str]:
        found = ["face", "neck", "body"]
        homes = {
            home_of(one)
            for ref, one in self._words.zones.items()
            if self._is_meant(ref)
        }
        return [*found, *(home for home in BODY if home in homes - {"body"})]

    def _is_meant(self, ref: str) -> bool:
        draft = self._writing.draft
        return ref in self._writing.visit.touched or ref in draft.areas

    def _touched(self, home: str) -> list[str]:
        return [
            ref
            for ref, one in self._words.zones.items()
            if home_of(one) == home and ref in self._writing.visit.touched
        ]

    def _chips_of(self, home: str) -> QWidget:
        chips = []
        for ref, one in self._words.zones.items():
            if home_of(one) == home:
                chip = Tap(str(one.names), Look.MARK)
                chip.clicked.connect(lambda _on=False, ref=ref: self._tap(ref))
                self.chips[ref] = chip
                chips.append(chip)
        roving = Roving(self)
        roving.hold(chips)
        self._rovings.append(roving)
        return Scroll(held(down(flowing(*chips), None)))

    def turn(self, place: int) -> None:
        """Show another tab."""
        self._stack.setCurrentIndex(place)
        for at, tab in enumerate(self.tabs.values()):
            is_on = at == place
            spoken = _("{tab}, chosen").format(tab=tab.text()) if is_on else tab.text()
            tab.say(tab.text(), tone=Tone.ROSE if is_on else None, spoken=spoken)
        self.all.setVisible(bool(self._touched(self._homes[place])))

    def show_draft(self) -> None:
        """Show what is done and what is left out."""
        draft = self._writing.draft
        self.chart.show_findings(
            [
                *self._marks(draft.areas, _("done"), Tone.ROSE, 3),
                *self._marks(draft.left_out, _("left out"), Tone.PLAIN, 1),
            ]
        )
        for ref, chip in self.chips.items():
            name = self._words.zone(ref)
            tone, icon, state = None, "", ""
            if ref in draft.areas:
                tone, icon, state = Tone.ROSE, "check", _("done")
            chip.is_dashed = ref in draft.left_out
            if chip.is_dashed:
                icon, state = "x", _("left out")
            spoken = f"{name}, {state}" if state else name
            chip.say(name, tone=tone, icon=icon, spoken=spoken)
        names = {ref: self._words.zone(ref) for ref in self._words.zones}
        said = area_words(draft, names)
        if said and any(key.startswith("area:") for key in draft.carried):
            said = _("{areas} · from last time").format(areas=said)
        self._said.say(said)
        self._said.setVisible(bool(said))

    def _marks(
        self, zones: Sequence[str], name: str, tone: Tone, severity: int
    ) -> list[Finding]:
        known = {zone.id: zone for zone in self._face.zones}
        inside = [known[ref] for ref in zones if ref in known]
        return [
            Finding(0, name, tuple(one.id for one in group), tone, severity)
            for group in areas(inside)
        ]

    def stops(self) -> list[QWidget]:
        """Return what Tab goes to, in its order."""
        return [self.chart, *self.chips.values(), *self.tabs.values(), self.all]

    # what is tapped

    def _tap(self, ref: str) -> None:
        if self.isEnabled():
            self._writing.become(turned(self._writing.draft, ref))
            self._told.say(self.chart.say(ref) if ref not in self.chips else "")

    def _take_all(self) -> None:
        draft = self._writing.draft
        for ref in self._touched(self._homes[self._stack.currentIndex()]):
            if ref not in draft.areas and ref not in draft.left_out:
                draft = turned(draft, ref)
        self._writing.become(draft)


def _tab_names() -> dict[str, str]:
    return {
        "face": _("Face"),
        "neck": _("Neck"),
        "body": _("Body"),
        "hand": _("Hands"),
        "foot": _("Feet"),
        "scalp": _("Scalp"),
    }
