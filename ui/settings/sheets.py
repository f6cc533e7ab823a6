"""The small sheets of the settings: a person, a room, a device, a service."""

from datetime import time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.catalogue.model import ServiceCard
from salon.catalogue.operations import change_service
from salon.rooms.model import ANY, DeviceLine, RoomLine
from salon.rooms.operations import add_device, add_room, change_device, change_room
from salon.setup import EVERYTHING
from salon.staff.model import SKILLS, Role, StaffLine
from salon.staff.operations import keep_member
from salon.text import N_, Names, _
from ui.kit.buttons import Answers, Button, Tick
from ui.kit.cards import across
from ui.kit.fields import Choice, Number, TextField
from ui.kit.sheet import Sheet
from ui.parts.fields import MoneyField
from ui.parts.forms import Form
from ui.parts.hours import HoursField
from ui.parts.ways import open_absence

if TYPE_CHECKING:
    from salon.views.settings import House
    from ui.desk import Desk

ROLES = {
    Role.OWNER: N_("Owner"),
    Role.MANAGER: N_("Manager"),
    Role.CONSULTANT: N_("Skin consultant"),
    Role.THERAPIST: N_("Therapist"),
    Role.RECEPTION: N_("Front desk"),
    Role.AFTERCARE: N_("After-care"),
    Role.TRAINEE: N_("Trainee"),
}
Spans = tuple[tuple[tuple[time, time], ...], ...]


class PersonSheet(Sheet):
    """Someone of the team: name, role, what she gives, when she works."""

    def __init__(
        self, desk: "Desk", home: QWidget, house: "House", one: StaffLine | None
    ) -> None:
        title = one.name if one is not None else _("Someone new in the team")
        super().__init__(home, title, icon="user", wide=620)
        self._desk, self._one = desk, one
        self.form = Form()
        self.name = TextField(one.name if one else "")
        self.form.row("name", _("Name"), self.name)
        roles = list(Role)
        on = roles.index(one.role if one else Role.THERAPIST)
        self.role = Choice([_(ROLES[role]) for role in roles], on)
        self.form.row(
            "role", _("Role"), self.role, _("It says what this person may do here")
        )
        have = (one.skills if one else "l3").split()
        known = ((EVERYTHING, _("Everything")), *_skills(house))
        on_now = [key for key, _name in known if key in have]
        self.skills = Answers(
            known, on_now, several=True, name=_("What this person gives")
        )
        self.form.row("skills", _("What this person gives"), self.skills)
        days = house.hours.get(int(one.id), ((),) * 7) if one else ((),) * 7
        self._before: Spans = days
        is_usual = not any(days)
        self.usual = Tick(_("Works whenever the salon is open"), is_usual)
        self.hours = HoursField()
        usual = desk.premises.hours.days
        self.hours.put(usual if is_usual else days)
        self.hours.setVisible(not is_usual)
        self.usual.toggled.connect(lambda on: self.hours.setVisible(not on))
        self.add(self.form, self.usual, self.hours)
        self.active = Tick(_("Works here"), one.is_active if one else True)
        if one is not None:
            self.add(across(self.active, None))
            away = Button(_("Leave or a day off"), icon="calendar-time", act=self._away)
            self.add(across(away, None))
        self.cancel()
        self.button(_("Keep"), self._save, primary=True)
        self.name.setFocus()

    def _away(self) -> None:
        from salon.appointments.model import Resource

        assert self._one is not None
        on = (Resource.PERSON, int(self._one.id))
        self.reject()
        open_absence(self._desk, self._desk.today(), on=on)

    def _save(self) -> None:
        if not self.name.text().strip():
            self.form.wrong({"name": _("A name is needed.")})
            return
        days: Spans = ((),) * 7
        if not self.usual.isChecked():
            hours = self.hours.read()
            if hours is None:
                return
            days = hours.days
        said = " ".join(map(str, self.skills.value()))
        doing = self._desk.do(
            keep_member,
            self._one,
            self.name.text(),
            list(Role)[self.role.currentIndex()],
            said,
            is_active=self.active.isChecked(),
            days=days if days != self._before else None,
        )
        doing.then(lambda _done: self.accept()).otherwise(self.fail)


def _skills(house: "House") -> list[tuple[str, str]]:
    return [(key, str(house.skills.get(key, key))) for key in SKILLS]


class RoomSheet(Sheet):
    """A room or a device: what it is called and what it is for."""

    def __init__(
        self,
        desk: "Desk",
        home: QWidget,
        house: "House",
        one: RoomLine | DeviceLine | None,
        *,
        is_device: bool,
    ) -> None:
        new = _("A new device") if is_device else _("A new room")
        super().__init__(home, one.name if one is not None else new, icon="armchair")
        self._desk, self._one, self._is_device = desk, one, is_device
        kinds = dict(house.device_types if is_device else house.room_types)
        kinds.pop("none", None)
        self._kinds = list(kinds)
        kind = ANY if not is_device else self._kinds[0]
        if isinstance(one, RoomLine):
            kind = one.room_type
        elif isinstance(one, DeviceLine):
            kind = one.device_type
        if kind not in self._kinds:
            self._kinds.append(kind)
        self.form = Form()
        self.name = TextField(one.name if one else "")
        self.form.row("name", _("Name"), self.name)
        texts = [str(kinds.get(key, key)) for key in self._kinds]
        self.kind = Choice(texts, self._kinds.index(kind))
        self.form.row("kind", _("What it is"), self.kind)
        self.add(self.form)
        self.active = Tick(_("In use"), one.is_active if one else True)
        if one is not None:
            self.add(across(self.active, None))
        self.body.addStretch(1)
        self.cancel()
        self.button(_("Keep"), self._save, primary=True)
        self.name.setFocus()

    def _save(self) -> None:
        name, kind = self.name.text(), self._kinds[self.kind.currentIndex()]
        if not name.strip():
            self.form.wrong({"name": _("A name is needed.")})
            return
        active, do = self.active.isChecked(), self._desk.do
        one = self._one
        if isinstance(one, RoomLine):
            doing = do(
                change_room,
                one.id,
                name=name,
                room_type=kind,
                is_active=active,
                seen=one.version,
            )
            doing.then(lambda _done: self.accept()).otherwise(self.fail)
        elif isinstance(one, DeviceLine):
            doing = do(
                change_device,
                one.id,
                name=name,
                device_type=kind,
                is_active=active,
                seen=one.version,
            )
            doing.then(lambda _done: self.accept()).otherwise(self.fail)
        elif self._is_device:
            adding = do(add_device, name, kind)
            adding.then(lambda _done: self.accept()).otherwise(self.fail)
        else:
            making = do(add_room, name, kind)
            making.then(lambda _done: self.accept()).otherwise(self.fail)


class ServiceSheet(Sheet):
    """An entry of the price list: its names, length and price."""

    def __init__(self, desk: "Desk", home: QWidget, one: ServiceCard) -> None:
        said = _("What you change here stays yours; an update never overwrites it.")
        super().__init__(home, one.name, said, icon="receipt-dollar")
        self._desk, self._one = desk, one
        self.form = Form()
        self.english = TextField(one.names.en)
        self.simplified = TextField(one.names.zh_hans)
        self.traditional = TextField(one.names.zh_hant)
        self.form.row("en", _("Name in English"), self.english)
        self.form.row("zh_hans", _("Name in simplified Chinese"), self.simplified)
        self.form.row("zh_hant", _("Name in traditional Chinese"), self.traditional)
        self.minutes = Number(one.minutes, 5, 720, step=5, unit=_("min"))
        self.price = MoneyField(one.price, desk.premises.currency)
        self.form.row("minutes", _("How long"), self.minutes)
        self.form.row("price", _("Price"), self.price)
        self.add(self.form)
        self.active = Tick(_("Offered"), one.is_active)
        self.add(across(self.active, None))
        self.body.addStretch(1)
        self.cancel()
        self.button(_("Keep"), self._save, primary=True)
        self.english.setFocus()
        self.english.selectAll()

    def _save(self) -> None:
        names = Names(
            self.english.text().strip(),
            self.simplified.text().strip(),
            self.traditional.text().strip(),
        )
        price = self.price.value()
        wrong: dict[str, object] = {}
        if not (names.en or names.zh_hans or names.zh_hant):
            wrong["en"] = _("A name is needed.")
        if price is None:
            wrong["price"] = _("Write a price, as 85 or 85.50.")
        if self.form.wrong(wrong):
            return
        doing = self._desk.do(
            change_service,
            self._one.id,
            names=names,
            minutes=self.minutes.value(),
            price=price,
            is_active=self.active.isChecked(),
            seen=self._one.version,
        )
        doing.then(lambda _done: self.accept()).otherwise(self.fail)
