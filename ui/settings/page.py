"""The settings: the salon, its team, rooms and price list; this desk; backups."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from salon.errors import SalonError
from salon.settings.model import REGIONS
from salon.settings.operations import describe
from salon.settings.regions import currencies
from salon.shipped import VERSION
from salon.text import _, amount, hour, language, listed
from salon.views.settings import House, house
from ui.frame.pages import LAST, RAIL
from ui.kit import style
from ui.kit.buttons import Button, Kind, Segments, Tabs, spelled
from ui.kit.cards import Card, Heading, Scroll, across, down, held
from ui.kit.chips import Chip
from ui.kit.facts import pairs
from ui.kit.fields import Choice, FormRow, Notes, TextField
from ui.kit.page import Page
from ui.kit.rows import Line, Look, People
from ui.kit.states import Failed
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.forms import Form
from ui.parts.hours import HoursField, day_name
from ui.parts.regions import RegionField
from ui.parts.speaking import LANGUAGES
from ui.parts.unfinished import Unfinished
from ui.parts.ways import mail_pane
from ui.places import SettingsPage as SettingsPlace
from ui.places import Team
from ui.settings.aftercare import AftercarePane
from ui.settings.backups import BackupsPane
from ui.settings.closed import ClosedDays
from ui.settings.folder import PhotoFolder
from ui.settings.forms import FormsPane
from ui.settings.money import MoneyPane
from ui.settings.sheets import ROLES, PersonSheet, RoomSheet, ServiceSheet

if TYPE_CHECKING:
    from ui.desk import Desk

SECTIONS = (
    *("salon", "team", "rooms", "prices", "money", "aftercare", "forms", "mail"),
    *("desk", "backups", "about"),
)
WAITS = (5, 10, 15)  # minutes after which one is late, or it is loud
ZONES = (*dict.fromkeys(zone for _l, _c, zone in REGIONS.values()), "UTC")


class SettingsPage(Page):
    """Everything about the salon itself; each part is kept by itself."""

    def __init__(self, desk: "Desk", place: SettingsPlace) -> None:
        super().__init__(_("Settings"))
        self._desk = desk
        self.house: House | None = None
        names = (
            *(_("Salon"), _("Team"), _("Rooms"), _("Prices"), _("Money")),
            *(_("After-care"), _("Forms"), _("Mail"), _("Desk"), _("Backups")),
            _("About"),
        )
        self.tabs = Tabs(names)
        self.tabs.chosen.connect(self._turn)
        self.stack = QStackedWidget()
        makers: Sequence[Callable[[], QWidget]] = (
            *(self._make_salon, self._make_team, self._make_rooms),
            *(self._make_prices, self._make_money),
            *(self._make_aftercare, self._make_forms, self._make_mail),
            self._make_desk,
            *(self._make_backups, self._make_about),
        )
        for make in makers:
            self.stack.addWidget(make())
        self.failed: Failed | None = None
        self._column = self.column()
        self._column.addLayout(across(Words(_("Settings"), type=Type.TITLE), None))
        self._column.addWidget(self.tabs)
        self._column.addWidget(self.stack, 1)
        desk.watch(
            {"settings", "staff", "rooms", "catalogue", "appointments", "forms"},
            self.refresh,
        )
        self.arrive(place)
        self.refresh()

    def arrive(self, place: SettingsPlace) -> None:
        """Show a section."""
        at = SECTIONS.index(place.section) if place.section in SECTIONS else 0
        self.tabs.choose(at)
        self.stack.setCurrentIndex(at)
        self.first = self.tabs.group.button(at)

    def _turn(self, at: int) -> None:
        self.stack.setCurrentIndex(at)
        self._desk.settle(SettingsPlace(SECTIONS[at]))

    def leave(self) -> None:
        """Keep what is half written."""
        self.unfinished.keep()

    def refresh(self) -> None:
        """Ask for everything again."""
        self._desk.ask(house).then(self._show).otherwise(self._fail)

    def _fail(self, error: SalonError) -> None:
        if self.failed is None:
            self.stack.hide()
            self.failed = Failed(
                _("The settings could not be shown."), str(error), self.refresh
            )
            self._column.addWidget(self.failed, 1)

    def _show(self, found: House) -> None:
        if self.failed is not None:
            self.failed.hide()
            self.failed.deleteLater()
            self.failed = None
            self.stack.show()
        self.house = found
        self._fill_salon()
        self._fill_team(found)
        self._fill_rooms(found)
        self._fill_prices()
        self.backups.refresh()
        self.money.refresh()
        self.aftercare.refresh()
        self.forms.refresh()

    # the salon

    def _make_salon(self) -> QWidget:
        here = self._desk.premises
        self.form = form = Form()
        form.row("name", _("Name"), TextField(here.name, icon="building-store"))
        form.row("address", _("Address"), Notes(here.address, rows=2))
        form.row("phone", _("Phone"), TextField(here.phone, icon="phone"))
        closed = TextField(here.after_hours, icon="phone")
        said = _("Printed on after-care leaflets")
        form.row("after_hours", _("Phone when closed"), closed, said)
        self.region = RegionField(here.region)
        self.region.taken.connect(self._offer_zones)
        said = _("How numbers are dialled")
        form.row("region", _("Where it is"), self.region, said)
        codes = [code for code, _said in LANGUAGES]
        tongue = Choice([said for _c, said in LANGUAGES], codes.index(here.language))
        form.row("language", _("Language of the salon"), tongue, _("Of its papers"))
        self._currencies = list(currencies())
        money = Choice(self._currencies, self._currencies.index(here.currency))
        form.row("currency", _("Currency"), money)
        self._zones = list(dict.fromkeys((here.timezone, *ZONES)))
        self.zone = Choice([one.replace("_", " ") for one in self._zones])
        form.row("timezone", _("Time zone"), self.zone)
        self._offer_zones(None)
        self._waits = list(dict.fromkeys((*WAITS, here.late_after, here.amber_after)))
        for key, name, hint in (
            ("late_after", _("Late after"), _("Then a visit needs you")),
            ("amber_after", _("Amber after"), _("Waiting, late and over")),
        ):
            waits = [_("{number} min").format(number=one) for one in self._waits]
            at = self._waits.index(getattr(here, key))
            form.row(key, name, Choice(waits, at), hint)
        self.hours = HoursField()
        self.hours.put(here.hours.days)
        self._hours_kept = here.hours
        self.save = self.action(_("&Keep"), "Ctrl+S", self.keep_salon, "check")
        loud = Button(action=self.save, kind=Kind.PRIMARY)
        self.unfinished = Unfinished(self._desk, "settings", form, self)
        card = Card(Heading(_("The salon"), loud), gap=10).add(form).fill()
        opening = Card(_("Opening hours"), gap=10).add(self.hours)
        self.closed = ClosedDays(self._desk)
        row = across(gap=12)
        row.addWidget(card, 3)
        row.addLayout(down(opening, self.closed, None, gap=12), 2)
        return Scroll(held(down(held(row), None)))

    def _fill_salon(self) -> None:
        here = self._desk.premises
        codes = [code for code, _said in LANGUAGES]
        self.form.put(
            {
                "name": here.name,
                "address": here.address,
                "phone": here.phone,
                "after_hours": here.after_hours,
                "region": here.region,
                "language": codes.index(here.language),
                "currency": self._currencies.index(here.currency),
            }
        )
        for key in ("late_after", "amber_after"):
            if (minutes := getattr(here, key)) in self._waits:
                self.form.put({key: self._waits.index(minutes)})
        if here.timezone in self._zones:
            self.form.put({"timezone": self._zones.index(here.timezone)})
        self.closed.show_days(here.closed_days, self._desk.today())
        if self.hours.value() == self._hours_kept.days:
            self.hours.put(here.hours.days)
            self._hours_kept = here.hours

    def _offer_zones(self, _line: object) -> None:
        """Offer the time zones of the country as well."""
        for zone in self.region.region.zones:
            if zone not in self._zones:
                self._zones.append(zone)
                self.zone.addItem(zone.replace("_", " "))

    def keep_salon(self) -> None:
        """Keep what was changed about the salon."""
        hours = self.hours.read()
        if hours is None:
            return
        said: dict[str, Any] = self.form.changes()
        if "name" in said and not str(said["name"]).strip():
            self.form.wrong({"name": _("A name is needed; it stands on every plan.")})
            return
        meant: dict[str, Sequence[Any]] = {
            **dict.fromkeys(("late_after", "amber_after"), self._waits),
            "language": [code for code, _said in LANGUAGES],
            "currency": self._currencies,
            "timezone": self._zones,
        }
        for name, choices in meant.items():
            if name in said:
                said[name] = choices[int(said[name])]
        if hours != self._hours_kept:
            said["hours"] = hours
        if not said:
            self._desk.say(_("Nothing has been changed."))
            return
        doing = self._desk.do(describe, **said)
        doing.then(partial(self._kept, hours)).otherwise(self._not_kept)

    def _kept(self, hours: Any, _done: object) -> None:
        self._hours_kept = hours
        self.form.saved()
        self.unfinished.finish()

    def _not_kept(self, error: SalonError) -> None:
        key = str(getattr(error, "key", ""))
        if not self.form.wrong({key: str(error)}):
            self._desk.say(str(error))

    # lists

    def _make_money(self) -> QWidget:
        self.money = MoneyPane(self._desk)
        return self.money.widget

    def _make_team(self) -> QWidget:
        add = Button(
            _("Someone new"),
            icon="user-plus",
            small=True,
            act=partial(self._open_person, -1),
        )
        look = Look(height=54, avatar=34, columns=((420, True),))
        self.team = People([], look, _("Team"))
        self.team.opened.connect(self._open_person)
        self.team.clicked.connect(lambda at: self._open_person(at.row()))
        leave = Button(
            _("Who leaves"),
            icon="door-enter",
            small=True,
            act=partial(self._desk.go, Team("leaving")),
        )
        head = Heading(_("Team"), leave, add)
        return Card(head, gap=4).add(self.team, stretch=1)

    def _fill_team(self, found: House) -> None:
        away = {one.resource_id: one.slot for one in found.away}
        lines = []
        for one in found.team:
            skills = [
                str(found.skills.get(word, _("everything") if word == "all" else word))
                for word in one.skills.split()
            ]
            mark = None
            if not one.is_active:
                mark = Chip(_("no longer here"), Tone.PLAIN)
            elif int(one.id) in away:
                slot = away[int(one.id)]
                hours = f"{hour(slot.start)} – {hour(slot.end)}"
                mark = Chip(_("away {hours}").format(hours=hours), Tone.AMBER)
            lines.append(
                Line(
                    one.name,
                    " · ".join(filter(None, (_(ROLES[one.role]), listed(skills)))),
                    mark=mark,
                    cells=(_hours_said(found.hours[int(one.id)]),),
                    tone=Tone.ROSE if one.is_active else Tone.PLAIN,
                    key=int(one.id),
                )
            )
        self.team.show_lines(lines)

    def _open_person(self, row: int) -> None:
        if self.house is not None:
            one = self.house.team[row] if row >= 0 else None
            PersonSheet(self._desk, self, self.house, one).open()

    def _make_rooms(self) -> QWidget:
        look = Look(height=46, small=True)
        self.rooms = People([], look, _("Rooms"))
        self.devices = People([], look, _("Devices"))
        cards = []
        for title, add, rows, is_device in (
            (_("Rooms"), _("A new room"), self.rooms, False),
            (_("Devices"), _("A new device"), self.devices, True),
        ):
            act = partial(self._open_room, is_device, -1)
            button = Button(add, icon="plus", small=True, act=act)
            rows.opened.connect(partial(self._open_room, is_device))
            rows.clicked.connect(
                lambda at, is_device=is_device: self._open_room(is_device, at.row())
            )
            cards.append(Card(Heading(title, button), gap=4).add(rows, stretch=1))
        row = across(gap=12)
        for card in cards:
            row.addWidget(card, 1)
        return held(row)

    def _fill_rooms(self, found: House) -> None:
        closed = Chip(_("not in use"), Tone.PLAIN)
        self.rooms.show_lines(
            [
                Line(
                    one.name,
                    str(found.room_types.get(one.room_type, one.room_type)),
                    mark=None if one.is_active else closed,
                    key=int(one.id),
                )
                for one in found.rooms
            ]
        )
        self.devices.show_lines(
            [
                Line(
                    one.name,
                    str(found.device_types.get(one.device_type, one.device_type)),
                    mark=None if one.is_active else closed,
                    key=int(one.id),
                )
                for one in found.devices
            ]
        )

    def _open_room(self, is_device: bool, row: int) -> None:
        if self.house is None:
            return
        lines: Sequence[Any] = self.house.devices if is_device else self.house.rooms
        one = lines[row] if row >= 0 else None
        RoomSheet(self._desk, self, self.house, one, is_device=is_device).open()

    def _make_prices(self) -> QWidget:
        self.filter = TextField("", _("Name of a service"), "filter")
        self.filter.setFixedWidth(260)
        self.filter.textChanged.connect(lambda _text: self._fill_prices())
        look = Look(height=46, small=True, columns=((260, True), (170, False)))
        self.prices = People([], look, _("Price list"))
        self.prices.opened.connect(self._open_service)
        self.prices.clicked.connect(lambda at: self._open_service(at.row()))
        head = Heading(_("Price list"), self.filter)
        return Card(head, gap=4).add(self.prices, stretch=1)

    def _fill_prices(self) -> None:
        if self.house is None:
            return
        words = self.filter.text().casefold().split()
        money = self._desk.premises.currency
        lines = []
        for one in self.house.services:
            family = str(self.house.families.get(one.family, one.family))
            names = (one.names.en, one.names.zh_hans, one.names.zh_hant, family)
            said = " ".join(names).casefold()
            if all(word in said for word in words):
                length = _("{number} min").format(number=one.minutes)
                cells = (length, amount(one.price, money))
                gone = None if one.is_active else Chip(_("not offered"), Tone.PLAIN)
                key = int(one.id)
                lines.append(Line(one.name, family, mark=gone, cells=cells, key=key))
        self.prices.show_lines(lines)

    def _open_service(self, row: int) -> None:
        lines = self.prices.lines.lines
        if self.house is None or not 0 <= row < len(lines):
            return
        one = next(s for s in self.house.services if int(s.id) == lines[row].key)
        ServiceSheet(self._desk, self, one).open()

    def _make_forms(self) -> QWidget:
        self.forms = FormsPane(self._desk)
        return self.forms

    def _make_aftercare(self) -> QWidget:
        self.aftercare = AftercarePane(self._desk)
        return self.aftercare

    # this desk, backups, about

    def _make_desk(self) -> QWidget:
        codes = [code for code, _said in LANGUAGES]
        tongue = Segments([said for _code, said in LANGUAGES], codes.index(language()))
        tongue.chosen.connect(lambda at: self._speak(codes[at]))
        self.tongue = tongue
        theme = Segments([_("Light"), _("Dark")], int(style.theme().dark))
        theme.chosen.connect(self._choose_theme)
        self.theme = theme
        said = _("Only this computer looks and speaks like this; the others stay.")
        card = Card(_("This desk"), gap=12).add(
            Words(said, type=Type.SMALL, faint=True, wrap=True),
            FormRow(_("Language of this window"), tongue),
            FormRow(_("Light or dark"), theme),
            FormRow(_("Photographs from a folder"), PhotoFolder(self._desk)),
        )
        return held(down(card, None))

    def _speak(self, code: str) -> None:
        if code != language():
            self._desk.language_wanted.emit(code)

    def _choose_theme(self, at: int) -> None:
        self._desk.theme_wanted.emit(bool(at))

    def _make_mail(self) -> QWidget:
        self.mail = mail_pane(self._desk)
        return self.mail

    def _make_backups(self) -> QWidget:
        self.backups = BackupsPane(self._desk)
        return self.backups

    def _make_about(self) -> QWidget:
        rows: list[tuple[str, str | QWidget]] = [
            (_("Find a client, phone, plan or action"), spelled("Ctrl+K")),
            (_("Menu"), "F10"),
            (_("Light or dark"), "F9"),
            (_("Undo, do again"), f"{spelled('Ctrl+Z')}   {spelled('Ctrl+Shift+Z')}"),
            (_("Back, forward"), f"{spelled('Alt+Left')}   {spelled('Alt+Right')}"),
            (_("Book"), spelled("Ctrl+B")),
            (_("New client"), spelled("Ctrl+N")),
            (_("New plan"), "F7"),
            (_("Start calling"), "F8"),
            (_("Print"), spelled("Ctrl+P")),
            *((_(one.name), spelled(one.keys)) for one in (*RAIL, LAST)),
        ]
        keys = Card(_("Keys"), gap=8).add(pairs(rows, 300)).fill()
        about = Card(_("About"), gap=8)
        here = self._desk.premises
        facts: list[tuple[str, str | QWidget]] = [
            (_("Program"), f"Camellia {VERSION}"),
            (_("Licence"), "MIT"),
            (_("Salon"), here.name),
        ]
        if here.is_sample:
            facts.append((_("Sample"), _("Everybody in this salon is invented.")))
        about.add(pairs(facts, 140)).fill()
        row = across(gap=12)
        row.addWidget(keys, 1)
        row.addWidget(about, 1)
        return Scroll(held(down(held(row), None)))


def _hours_said(days: tuple[tuple[tuple[Any, Any], ...], ...]) -> str:
    """Return when somebody works, days that are alike together."""
    if not any(days):
        return _("whenever the salon is open")
    parts: list[str] = []
    at = 0
    while at < 7:
        end = at
        while end + 1 < 7 and days[end + 1] == days[at]:
            end += 1
        if days[at]:
            name = day_name(at) if end == at else f"{day_name(at)}–{day_name(end)}"
            spans = listed(f"{a:%H:%M}–{b:%H:%M}" for a, b in days[at])
            parts.append(f"{name} {spans}")
        at = end + 1
    return " · ".join(parts)
