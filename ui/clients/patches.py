"""Patch tests: put on, read when their hours are over, put right, declined."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salon.catalogue.sisters import sisters_of
from salon.clients.model import ClientId, PatchTestCard
from salon.clients.operations import (
    put_on_patch_test,
    read_patch_test,
    take_back_patch_test,
)
from salon.safety.patches import Standing, waiting_words
from salon.text import N_, _, aside, full_day, hour, long_day, short_day
from salon.text import listed as in_line
from salon.views.patches import (
    Needed,
    Patches,
    PatchRow,
    ToRead,
    patch_to_read,
    patches_of,
)
from salon.views.patching import TESTING
from ui.clients.consents import ask_consent
from ui.clients.entry import entry
from ui.kit.buttons import Button, Kind
from ui.kit.cards import Box, Card, Heading, across, clear, down, held
from ui.kit.chips import Chip
from ui.kit.fields import Choice, FormRow, TextField, TimeField
from ui.kit.picker import Picker, Show
from ui.kit.rows import Line
from ui.kit.sheet import Sheet, confirm
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.fields import DayField
from ui.parts.homes import home_of
from ui.parts.listing import listed

if TYPE_CHECKING:
    from ui.desk import Desk

MOST_SPOTS = 6
GLOVED = 44  # pixels: what is tapped with gloves on
SHOWN = 4  # tests in the card; the others behind a button
RESULT_WORDS = {
    "none": N_("No reaction"),
    "doubtful": N_("Doubtful"),
    "positive": N_("Reaction"),
}
RESULT_TONES = {"none": Tone.SAGE, "doubtful": Tone.AMBER, "positive": Tone.RED}
STANDING_WORDS = {
    Standing.OPEN: N_("waiting"),
    Standing.TO_READ: N_("to read now"),
    Standing.CLEAR: N_("clear"),
    Standing.DOUBTFUL: N_("doubtful"),
    Standing.POSITIVE: N_("reaction"),
    Standing.EXPIRED: N_("out of date"),
    Standing.VOID: N_("no longer counts"),
}
STANDING_TONES = {
    Standing.CLEAR: Tone.SAGE,
    Standing.POSITIVE: Tone.RED,
    Standing.OPEN: Tone.BLUE,
    Standing.TO_READ: Tone.AMBER,
    Standing.DOUBTFUL: Tone.AMBER,
}
_ICONS = {
    Standing.CLEAR: "circle-check",
    Standing.POSITIVE: "alert-octagon",
    Standing.OPEN: "clock",
}


class PatchTests(QWidget):
    """The card of her patch tests, and of what still needs one."""

    def __init__(self, desk: "Desk", key: ClientId) -> None:
        super().__init__()
        self._desk, self._key = desk, key
        self._known: Patches | None = None
        self._is_long = False
        add = Button(
            _("Put one on"),
            icon="plus",
            small=True,
            name=_("Put on a patch test"),
            act=partial(open_put_on, desk, key),
        )
        self.card = Card(Heading(_("Patch tests"), add, icon="flask"), gap=4)
        self._lines = down(gap=6)
        self.card.add(self._lines)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)

    def refresh(self) -> None:
        """Ask again what there is."""
        self._desk.ask(patches_of, self._key).then(self._show)

    def _show(self, known: Patches) -> None:
        self._known = known
        clear(self._lines)
        for one in known.needed:
            self._lines.addWidget(self._waiting(one))
        rows = known.rows if self._is_long else known.rows[:SHOWN]
        for row in rows:
            self._lines.addWidget(self._row(row))
        if not known.rows and not known.needed:
            said = _("None yet. Peels, light, needling, tints and lash glue need one.")
            self._lines.addWidget(Words(said, type=Type.SMALL, faint=True, wrap=True))
        more = len(known.rows) - len(rows)
        if more > 0:
            said = _("Show {number} older").format(number=more)
            self._lines.addWidget(Button(said, small=True, act=self._all))

    def _all(self) -> None:
        self._is_long = True
        if self._known is not None:
            self._show(self._known)

    def _waiting(self, one: Needed) -> QWidget:
        visit, test = one.visit, one.covered.test
        when = f"{short_day(visit.slot.day)} {hour(visit.slot.start)}"
        said = _("{service}, {when}: no patch test that counts")
        text = said.format(service=str(visit.service), when=when)
        waits = waiting_words(one.service.patch_wait_hours)
        about = _("It is put on at least {wait}.").format(wait=waits)
        tools = []
        if test is not None and not test.result:
            text = _("{service}, {when}: waits for the patch test to be read").format(
                service=str(visit.service), when=when
            )
            about = ""
        else:
            act = partial(open_put_on, self._desk, self._key, one.service.ref)
            name = _("Put on a patch test for {service}").format(
                service=one.service.name
            )
            tools.append(Button(_("Put on"), small=True, name=name, act=act))
        return entry("alert-triangle", Tone.AMBER, text, about, None, tools)

    def _row(self, row: PatchRow) -> QWidget:
        tools: list[QWidget] = []
        if not row.test.is_read:
            name = _("Read the patch test for {service}").format(
                service=str(row.service)
            )
            act = partial(open_reading, self._desk, row.test.id)
            tools.append(
                Button(_("Read"), icon="zoom-check", small=True, name=name, act=act)
            )
        else:
            name = _("Look again at the patch test for {service}").format(
                service=str(row.service)
            )
            act = partial(open_reading, self._desk, row.test.id)
            tools.append(
                Button(icon="pencil", kind=Kind.QUIET, small=True, name=name, act=act)
            )
        tools.append(
            Button(
                icon="x",
                kind=Kind.QUIET,
                small=True,
                name=_("Noted by mistake: patch test for {service}").format(
                    service=str(row.service)
                ),
                act=partial(self._take_back, row),
            )
        )
        return entry(
            _ICONS.get(row.standing, "alert-triangle"),
            STANDING_TONES.get(row.standing, Tone.PLAIN),
            str(row.service),
            about_row(row, self._zones()),
            chip_of(row),
            tools,
        )

    def _zones(self) -> dict[str, str]:
        return dict(self._known.spots) if self._known is not None else {}

    def _take_back(self, row: PatchRow) -> None:
        said = _("The patch test for {service} of {day} is taken off the file.")
        confirm(
            self,
            _("Noted by mistake?"),
            said.format(service=str(row.service), day=full_day(row.applied.date())),
            _("Take it off"),
            lambda: self._desk.do(take_back_patch_test, row.test.id),
            danger=True,
        )


def chip_of(row: PatchRow) -> Chip:
    """Return how a test stands, in a word."""
    said = _(STANDING_WORDS.get(row.standing, ""))
    return Chip(said, STANDING_TONES.get(row.standing, Tone.PLAIN))


def about_row(row: PatchRow, zones: dict[str, str]) -> str:
    """Return what is known of a test: when, where, until when, whom else it covers."""
    put_on = _("put on {day} {time}").format(
        day=short_day(row.applied.date()), time=hour(row.applied)
    )
    parts = [put_on]
    if row.read is not None:
        read = _("read {day} {time}")
        parts.append(read.format(day=short_day(row.read.date()), time=hour(row.read)))
    elif row.standing is Standing.OPEN:
        ready = _("to be read from {day} {time}")
        parts.append(
            ready.format(day=short_day(row.ready.date()), time=hour(row.ready))
        )
    parts += [spot_words(row.test, zones)]
    if row.standing is Standing.CLEAR:
        until = _("holds until {day}")
        parts.append(until.format(day=full_day(row.until.date())))
        if row.covers:
            also = _("also for {services}")
            parts.append(also.format(services=listed(map(str, row.covers))))
    if row.standing is Standing.POSITIVE and row.bars:
        never = _("speaks also against {services}")
        parts.append(never.format(services=listed(map(str, row.bars))))
    return " · ".join(filter(None, (*parts, row.test.note)))


def spot_words(test: PatchTestCard, zones: dict[str, str]) -> str:
    """Return where a test was put and with what."""
    said = []
    for spot in test.spots:
        batch = _("batch {batch}").format(batch=spot.batch) if spot.batch else ""
        result = _(RESULT_WORDS[spot.result]) if spot.result in RESULT_WORDS else ""
        more = in_line((spot.what, batch, result))
        zone = zones.get(spot.zone, spot.zone)
        said.append(aside(zone, more))
    return listed(said)


# put on


class _SpotRow(QWidget):
    """One spot: where, with what, which batch."""

    def __init__(self, zones: Sequence[tuple[str, str]], at: int, number: int) -> None:
        super().__init__()
        self._zones = zones
        names = [said for _ref, said in zones]
        label = _("Place {number}").format(number=number)
        self.zone = Choice(names, at, label)
        self.what = TextField(hint=_("Product, strength or setting"))
        self.what.setAccessibleName(
            _("With what, place {number}").format(number=number)
        )
        self.batch = TextField(hint=_("Batch"))
        self.batch.setAccessibleName(_("Batch, place {number}").format(number=number))
        row = across(self.zone, self.what, self.batch, gap=8)
        for place, share in enumerate((4, 5, 3)):
            row.setStretch(place, share)
        self.setLayout(row)

    def value(self) -> tuple[str, str, str]:
        """Return the zone, with what, and the batch."""
        zone = self._zones[self.zone.currentIndex()][0]
        return zone, self.what.text(), self.batch.text()


class PutOnSheet(Sheet):
    """Puts a patch test on: for which service, where, with what."""

    def __init__(
        self, desk: "Desk", home: QWidget, known: Patches, service_ref: str
    ) -> None:
        super().__init__(
            home, _("Patch test"), known.client.name, icon="flask", wide=640
        )
        self.setObjectName("put-on")
        self._desk, self._known = desk, known
        self.service = Picker(self._find, _("Service"), name=_("For which service"))
        self.day = DayField(desk, known.now.date(), _("Put on"), is_past=True)
        self.at = TimeField(
            known.now.time().replace(second=0, microsecond=0), name=_("At")
        )
        self.note = TextField(hint=_("Anything to keep in mind"), name=_("Note"))
        self.waits = Words("", type=Type.SMALL, faint=True, wrap=True)
        self.spots: list[_SpotRow] = []
        self._spots = down(gap=6)
        self.more = Button(_("One more place"), icon="plus", small=True, act=self._spot)
        when = across(FormRow(_("Put on"), self.day), FormRow(_("At"), self.at), gap=10)
        self.add(
            FormRow(_("For which service"), self.service),
            self.waits,
            Words(_("Where and with what"), type=Type.SMALL_MEDIUM),
            held(self._spots),
            held(across(self.more, None)),
            held(when),
            FormRow(_("Note"), self.note),
        )
        self.body.addStretch(1)
        self.setMinimumSize(640, min(600, max(420, home.window().height() - 60)))
        self._spot()
        self.service.taken.connect(self._chosen)
        self.decline = Button(_("Declined …"), act=self._declined)
        self.decline.setAutoDefault(False)
        self.decline.setAccessibleName(_("The client declines the patch test"))
        self._buttons.insertWidget(0, self.decline)
        self.cancel()
        self.button(_("Put on"), self._save, primary=True)
        for one in known.services:
            if one.ref == service_ref:
                self.service.put(Line(one.name, key=one.ref))
        self._chosen(None)

    def _find(self, text: str, show: Show) -> None:
        said = text.casefold().strip()
        chosen = self.service.line
        if chosen is not None and text == chosen.name:
            said = ""
        show(
            [
                Line(one.name, waiting_words(one.patch_wait_hours), key=one.ref)
                for one in self._known.services
                if not said
                or any(
                    said in name.casefold()
                    for name in (
                        *(one.names.en, one.names.zh_hans, one.names.zh_hant),
                        one.ref,
                    )
                )
            ][:40]
        )

    def _chosen(self, _line: object) -> None:
        card = next(
            (one for one in self._known.services if one.ref == self.service.key), None
        )
        self.waits.setVisible(card is not None)
        if card is not None:
            said = _("It is put on at least {wait} and holds for half a year.")
            if card.patch_valid_hours != 4380:
                said = _("It is put on at least {wait}.")
            self.waits.say(said.format(wait=waiting_words(card.patch_wait_hours)))

    def _spot(self) -> None:
        at = min(len(self.spots), len(self._known.spots) - 1)
        made = _SpotRow(self._known.spots, at, len(self.spots) + 1)
        if self.spots:  # mostly the same pot
            made.what.setText(self.spots[-1].what.text())
            made.batch.setText(self.spots[-1].batch.text())
        self.spots.append(made)
        self._spots.addWidget(made)
        self.more.setVisible(len(self.spots) < MOST_SPOTS)

    def _save(self) -> None:
        ref = self.service.key
        if not isinstance(ref, str):
            self.fail(_("Choose the service that the test is for."))
            self.service.setFocus()
            return
        day = self.day.value() or self._known.now.date()
        at = self._known.now.replace(
            year=day.year, month=day.month, day=day.day
        ).replace(hour=self.at.value().hour, minute=self.at.value().minute)
        doing = self._desk.do(
            put_on_patch_test,
            ClientId(self._known.client.id),
            ref,
            [one.value() for one in self.spots],
            applied_at=min(at, self._known.now)
            if day == self._known.now.date()
            else at,
            note=self.note.text(),
        )
        doing.then(lambda _key: self.accept()).otherwise(self.fail)

    def _declined(self) -> None:
        ref = self.service.key
        if not isinstance(ref, str):
            self.fail(_("Choose the service that the test is for."))
            self.service.setFocus()
            return
        self.accept()
        ask_consent(
            self._desk,
            ClientId(self._known.client.id),
            "patch_decline",
            service_ref=ref,
        )


def open_put_on(desk: "Desk", client_id: int, service_ref: str = "") -> None:
    """Open the sheet that puts a patch test on."""
    home = home_of(desk)
    if home is None:
        return

    def show(known: Patches) -> None:
        sheet = PutOnSheet(desk, home, known, service_ref)
        sheet.open()
        (sheet.spots[0].what if service_ref else sheet.service).setFocus()

    desk.ask(patches_of, ClientId(client_id)).then(show)


# read


class ReadingSheet(Sheet):
    """Reads a patch test: what is seen at each spot, by large buttons or keys."""

    def __init__(self, desk: "Desk", home: QWidget, known: ToRead) -> None:
        row = known.row
        title = _("Read the patch test")
        about = _("{client} · {service} · put on {day} {time}").format(
            client=known.client.name,
            service=str(row.service),
            day=long_day(row.applied.date()),
            time=hour(row.applied),
        )
        super().__init__(home, title, about, icon="zoom-check", wide=600)
        self.setObjectName("reading")
        self._desk, self._known = desk, known
        self.results: dict[int, str] = {s.id: s.result for s in row.test.spots}
        self.buttons: dict[tuple[int, str], Button] = {}
        self.is_early = known.now < row.ready
        if self.is_early:
            said = _(
                "It can be read from {day} {time}. Only a reaction may be noted now."
            )
            box = Box(Tone.AMBER)
            when = said.format(day=short_day(row.ready.date()), time=hour(row.ready))
            box.add(Words(when, wrap=True))
            self.add(box)
        spots = row.test.spots
        for number, spot in enumerate(spots, 1):
            batch = _("batch {batch}").format(batch=spot.batch) if spot.batch else ""
            zone = known.zones.get(spot.zone, spot.zone)
            said = " · ".join(filter(None, (zone, spot.what, batch)))
            self._ask(spot.id, said, with_keys=len(spots) == 1 or number == 1)
        if not spots:
            self.results[0] = row.test.result
            self._ask(0, _("What do you see?"), with_keys=True)
        self.note = TextField(row.test.note, name=_("What exactly"))
        self.add(
            FormRow(_("What exactly"), self.note, _("Colour, size, itching, when"))
        )
        self.body.addStretch(1)
        self.cancel()
        self.button(_("Keep"), self._save, primary=True)
        for place, result in enumerate(RESULT_WORDS, 1):
            keys = QShortcut(QKeySequence(f"Alt+{place}"), self)
            keys.activated.connect(partial(self._next, result))

    def _ask(self, key: int, said: str, *, with_keys: bool) -> None:
        made = across(gap=8)
        for place, (result, name) in enumerate(RESULT_WORDS.items(), 1):
            button = Button(
                _(name),
                kind=Kind.ANSWER,
                tone=RESULT_TONES[result],
                key=f"Alt {place}" if with_keys else "",
                name=f"{_(name)}: {said}",
                act=partial(self.choose, key, result),
            )
            button.setCheckable(True)
            button.setChecked(self.results[key] == result)
            button.setMinimumHeight(GLOVED)
            button.setAutoDefault(False)
            button.setEnabled(not self.is_early or result == "positive")
            self.buttons[key, result] = button
            made.addWidget(button)
        self.add(Words(said, type=Type.SMALL_MEDIUM, wrap=True), held(made))

    def choose(self, key: int, result: str) -> None:
        """Note what is seen at one spot."""
        self.results[key] = result
        for (one, other), button in self.buttons.items():
            if one == key:
                button.setChecked(other == result)
        self.failure.hide()

    def _next(self, result: str) -> None:
        """Answer, by key, for the first spot that has no answer yet."""
        open_ = [key for key, said in self.results.items() if not said]
        key = open_[0] if open_ else next(reversed(self.results))
        if self.buttons[key, result].isEnabled():
            self.choose(key, result)

    def _save(self) -> None:
        said = {key: result for key, result in self.results.items() if result}
        missing = len(said) < len(self.results)
        if not said or (missing and "positive" not in said.values()):
            self.fail(_("Say of each spot what you see there, then keep the reading."))
            return
        results: dict[int, str] | str = said
        if not self._known.row.test.spots:
            results = said[0]
        key, note = self._known.row.test.id, self.note.text()
        doing = self._desk.do(read_patch_test, key, results, note=note)
        doing.then(lambda _done: self.accept()).otherwise(self.fail)


def open_patch(desk: "Desk", client_id: int, service_ref: str) -> None:
    """Read the test that a visit waits for, where one is on; else put one on.

    Args:
        desk: The desk.
        client_id: Whose visit it is.
        service_ref: What she comes for; for a patch test, what it is for is looked up.
    """

    def go(known: Patches) -> None:
        is_about = service_ref if service_ref != TESTING else ""
        waiting = [one.service.ref for one in known.needed]
        wanted = [is_about] if is_about else waiting
        unread = [row for row in known.rows if not row.test.is_read]
        mine = [
            row
            for row in unread
            if not wanted or set(wanted) & sisters_of(row.test.service_ref).covers
        ]
        ready = [row for row in mine if row.standing is Standing.TO_READ]
        if ready or (mine and is_about):
            open_reading(desk, (ready or mine)[0].test.id)
        else:
            open_put_on(desk, client_id, is_about or next(iter(waiting), ""))

    desk.ask(patches_of, ClientId(client_id)).then(go)


def open_reading(desk: "Desk", test_id: int) -> None:
    """Open the sheet that reads a patch test."""
    home = home_of(desk)
    if home is None:
        return

    def show(known: ToRead) -> None:
        ReadingSheet(desk, home, known).open()

    desk.ask(patch_to_read, test_id).then(show)
