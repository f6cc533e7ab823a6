"""How the skin took it, what is wished for next time, and the photographs."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget

from salon.clients.consents import GUARDIAN
from salon.clients.model import ClientId
from salon.skin.permission import CONSENT, PhotoWord
from salon.skin.queries import thumbs
from salon.text import _, short_day
from salon.treatments.model import AGAIN_WORDS, ASKS_WHERE, HOTTEST, SCALE_WORDS, Again
from ui.desk import Desk
from ui.kit.buttons import Answers, Button
from ui.kit.cards import Card, Heading, across, clear, down, held
from ui.kit.chips import Chip, ChipLabel
from ui.kit.fields import Notes
from ui.kit.photo import Photo
from ui.kit.states import Banner
from ui.kit.taps import Look, Roving, Tap, growing, large
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.ways import open_consent, open_photos_taking
from ui.treatments.writing import Writing

TONES = (Tone.SAGE, Tone.ROSE, Tone.ROSE, Tone.AMBER, Tone.RED)


class ReactionCard(Card):
    """One of five, whether pain, itch and heat were asked about, and words."""

    def __init__(self, writing: Writing, mishap: Callable[[], object]) -> None:
        super().__init__(Heading(_("How the skin took it"), icon="heart"), gap=8)
        self._writing = writing
        self.cells: list[Tap] = []
        for number, word in enumerate(SCALE_WORDS):
            cell = Tap(str(number), Look.CELL)
            cell.say(
                str(number),
                _(word),
                tone=TONES[number],
                spoken=_("{number}, {word}").format(number=number, word=_(word)),
            )
            cell.clicked.connect(lambda _on=False, number=number: self.rate(number))
            self.cells.append(cell)
        Roving(self).hold(self.cells)
        self.asked = Button(
            _("Asked: no pain, itch, heat"), icon="circle", tone=Tone.SAGE
        )
        self.asked.setCheckable(True)
        self.asked.setMinimumWidth(120)
        large(self.asked)
        policy = self.asked.sizePolicy()
        policy.setHorizontalPolicy(policy.Policy.Ignored)
        self.asked.setSizePolicy(policy)
        self.asked.clicked.connect(lambda _on=False: self._ask())
        self.where = Answers([], several=True, name=_("Where?"))
        self._where_row = held(
            down(Words(_("Where?"), type=Type.SMALL_MEDIUM), 0, gap=4)
        )
        self._zones: tuple[str, ...] = ()
        look = Button(_("Look after it"), small=True, act=mishap)
        self.hot = Banner(
            _("Hot can be a burn. Cool it first."), Tone.RED, look, icon="urgent"
        )
        self.hot.hide()
        self._where_row.hide()
        reaction = Notes(hint=_("Calm, warm, red …"), name=_("Reaction"), rows=1)
        self.reaction = growing(reaction)
        self.add(
            across(*self.cells, gap=6),
            *(self.asked, self._where_row, self.hot, self.reaction),
        )

    def show_draft(self) -> None:
        """Show how it went as it stands."""
        draft = self._writing.draft
        for number, cell in enumerate(self.cells):
            cell.setChecked(draft.scale == number)
            cell.update()
        self.asked.setChecked(draft.asked_none)
        self.asked.icon_name = "check" if draft.asked_none else "circle"
        asks = draft.scale is not None and draft.scale >= ASKS_WHERE
        zones = tuple(dict.fromkeys((*draft.areas, *draft.felt_at)))
        if zones != self._zones:
            self._ask_where(zones)
        self.where.put(*draft.felt_at)
        self._where_row.setVisible(asks and bool(zones))
        self.hot.setVisible(draft.scale == HOTTEST)

    def _ask_where(self, zones: tuple[str, ...]) -> None:
        self._zones = zones
        names = self._writing.visit.names
        column = self._where_row.layout()
        assert column is not None
        column.removeWidget(self.where)
        self.where.hide()
        self.where.deleteLater()
        said = [(ref, names.get(ref, ref)) for ref in zones]
        self.where = Answers(said, several=True, name=_("Where?"))
        for button in self.where.buttons.values():
            large(button)
        Roving(self.where).hold(list(self.where.buttons.values()))
        self.where.changed.connect(self._felt)
        column.addWidget(self.where)

    def rate(self, number: int) -> None:
        """Say how it went; the same one again takes it back."""
        draft = self._writing.draft
        scale = None if draft.scale == number else number
        felt_at = draft.felt_at if scale is not None and scale >= ASKS_WHERE else ()
        self._writing.become(replace(draft, scale=scale, felt_at=felt_at))
        self.show_draft()

    def _ask(self) -> None:
        draft = self._writing.draft
        self._writing.become(replace(draft, asked_none=not draft.asked_none))

    def _felt(self) -> None:
        zones = tuple(map(str, self.where.value()))
        self._writing.become(replace(self._writing.draft, felt_at=zones))

    def stops(self) -> list[QWidget]:
        """Return what Tab goes to, in its order."""
        return [*self.cells, self.asked, *self.where.buttons.values(), self.reaction]


class NextCard(Card):
    """What is wished for next time, and what is advised until then."""

    def __init__(self, writing: Writing, earliest: date) -> None:
        remark = _("from {day}").format(day=short_day(earliest))
        super().__init__(
            Heading(_("Next time"), icon="arrow-forward-up", remark=remark), gap=8
        )
        self._writing = writing
        self.taps: dict[Again, Tap] = {}
        for again, word in AGAIN_WORDS.items():
            tap = Tap(_(word), Look.CHIP)
            tap.clicked.connect(lambda _on=False, again=again: self._wish(again))
            self.taps[again] = tap
        Roving(self).hold(list(self.taps.values()))
        self.next_time = Notes(
            hint=_("What to do, change or ask next time"), name=_("Next time"), rows=1
        )
        self.advice = Notes(hint=_("What to do at home"), name=_("Advice"), rows=1)
        for field in (self.next_time, self.advice):
            growing(field)
        same, longer, shorter = self.taps.values()
        self.add(
            *(same, across(longer, shorter, gap=6)), *(self.next_time, self.advice)
        )

    def show_draft(self) -> None:
        """Show the wish as it stands."""
        for again, tap in self.taps.items():
            is_on = self._writing.draft.again is again
            word = _(AGAIN_WORDS[again])
            spoken = _("{answer}, chosen").format(answer=word) if is_on else word
            tap.say(
                word,
                tone=Tone.ROSE if is_on else None,
                icon="check" if is_on else "",
                spoken=spoken,
            )

    def _wish(self, again: Again) -> None:
        draft = self._writing.draft
        wished = Again.UNSAID if draft.again is again else again
        self._writing.become(replace(draft, again=wished))

    def stops(self) -> list[QWidget]:
        """Return what Tab goes to, in its order."""
        return [*self.taps.values(), self.next_time, self.advice]


class PhotosCard(Card):
    """Today's photographs, whether there may be any, and the way to take them."""

    def __init__(self, desk: Desk, writing: Writing, take: Tap) -> None:
        self._chip = ChipLabel(Chip(""))
        super().__init__(Heading(_("Photographs"), self._chip, icon="photo"), gap=8)
        self._desk, self._writing = desk, writing
        self._hashes: Sequence[str] = ()
        self.tiles: list[Photo] = []
        self._row = across(gap=6)
        self._said = Words("", type=Type.SMALL, wrap=True)
        self.sign = Button(_("Have it signed"), icon="signature", act=self._sign)
        large(self.sign)
        self.take = take
        take.clicked.connect(lambda _on=False: self.add_more())
        self.add(self._row, self._said, self.sign, take)

    @property
    def may(self) -> bool:
        """Whether this client may be photographed today."""
        return self._writing.visit.photo is PhotoWord.AGREED

    def show_visit(self) -> None:
        """Show what is agreed, and what was taken."""
        visit = self._writing.visit
        tone, icon, said, why = _permission(visit.photo)
        self._chip.say(Chip(said, tone, icon))
        self._said.say(why)
        self._said.setVisible(bool(why))
        self.sign.setVisible(visit.photo is not PhotoWord.AGREED)
        self.take.setVisible(self.may)
        hashes = tuple(one.hash for one in visit.photos)
        if hashes == self._hashes:
            return
        self._hashes = hashes
        clear(self._row)
        self.tiles = []
        for one in reversed(visit.photos[:3]):
            views = visit.skin.views if visit.skin is not None else {}
            tile = Photo(str(views.get(one.view, _("Photograph"))))
            self.tiles.append(tile)
            self._row.addWidget(tile, 1)
        asked = self._desk.ask(thumbs, [one.hash for one in visit.photos[:3]])
        asked.then(self._fill)

    def _fill(self, found: dict[str, bytes]) -> None:
        shown = reversed(self._writing.visit.photos[:3])
        for tile, one in zip(self.tiles, shown, strict=False):
            if one.hash in found:
                tile.put(found[one.hash])

    def add_more(self) -> None:
        """Add photographs of today, if there may be any."""
        if self.may:
            open_photos_taking(self._desk, ClientId(self._writing.visit.line.client_id))

    def _sign(self) -> None:
        visit = self._writing.visit
        signed = {one.consent for one in visit.consents}
        is_minor = visit.photo is PhotoWord.GUARDIAN
        item = GUARDIAN if is_minor and GUARDIAN not in signed else CONSENT
        open_consent(self._desk, ClientId(visit.line.client_id), item)

    def stops(self) -> list[QWidget]:
        """Return what Tab goes to, in its order."""
        return [*self.tiles, self.sign, self.take]


def _permission(word: PhotoWord) -> tuple[Tone, str, str, str]:
    match word:
        case PhotoWord.AGREED:
            return Tone.SAGE, "signature", _("agreed"), ""
        case PhotoWord.REFUSED:
            why = _("No photographs are wanted, so none are taken.")
            return Tone.AMBER, "ban", _("not wanted"), why
        case PhotoWord.GUARDIAN:
            why = _("Under 18: none are taken before the guardian has agreed.")
            return Tone.RED, "users", _("guardian first"), why
    why = _("Nobody has asked yet, so none are taken.")
    return Tone.AMBER, "signature", _("not asked yet"), why
