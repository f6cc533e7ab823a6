"""A small salon on a Tuesday morning, for the pages of the day and their tests."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from salon.app import Salon
from salon.appointments.model import Resource, Slot
from salon.appointments.operations import Booking, arrive, block_time, book, confirm
from salon.catalogue.model import ServiceId
from salon.catalogue.queries import resolve_service
from salon.clients.model import BirthdayLine, ClientDraft, ClientId, LunarDay, PhoneLine
from salon.clients.operations import (
    add_client,
    give_consent,
    note_allergy,
    note_patch_test,
)
from salon.clock import StoppedClock
from salon.content import load_content
from salon.courses.operations import sell_course
from salon.money import Money
from salon.rooms.operations import add_device, add_room
from salon.settings.operations import describe
from salon.staff.model import Role, StaffId
from salon.staff.operations import hire, set_shifts
from salon.start import found_salon
from salon.treatments.model import TreatmentDraft, UsedProduct
from salon.treatments.operations import finish

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 10, 42, tzinfo=ZoneInfo("Europe/London"))


def found_day(where: str, *, is_full: bool = True) -> None:
    """Begin a salon at *where*; with its clients and a day full of visits or not."""
    found_salon(where, lambda salon: _fill(salon, is_full=is_full), NOW)


def set_clock(salon: Salon, day: date, at: time) -> None:
    """Let the salon's clock show another moment."""
    clock = salon._clock
    assert isinstance(clock, StoppedClock)
    clock.instant = datetime.combine(day, at, ZoneInfo("Europe/London"))


def _fill(salon: Salon, *, is_full: bool) -> None:
    salon.do(load_content)
    salon.do(describe, name="Camellia", region="uk", language="en", currency="GBP")
    everything = "l4 specialist consultant medical"
    people = {
        "Ana": salon.do(hire, "Ana", Role.CONSULTANT, everything),
        "Jun": salon.do(hire, "Jun", Role.THERAPIST, everything),
        "Mei": salon.do(hire, "Mei", Role.MANAGER, everything),
        "Rosa": salon.do(hire, "Rosa", Role.THERAPIST, everything),
    }
    hours = {"Ana": (9, 18), "Jun": (10, 19), "Mei": (11, 18), "Rosa": (10, 18)}
    for name, (start, until) in hours.items():
        spans = [[(time(start), time(until))]] * 6 + [[]]
        salon.do(set_shifts, people[name], spans)
    for room in ("Room 1", "Room 2", "Room 3", "Room 4"):
        salon.do(add_room, room)
    for device in ("steamer", "ipl", "led_panel"):
        salon.do(add_device, device.replace("_", " ").capitalize(), device)
    if is_full:
        _Day(salon, people).fill()


class _Day:
    def __init__(self, salon: Salon, people: dict[str, StaffId]) -> None:
        self.salon, self.people = salon, people
        self.clients: dict[str, ClientId] = {}

    def fill(self) -> None:
        salon = self.salon
        for name, phone, more in CLIENTS:
            phones = (PhoneLine(phone),) if phone else ()
            draft = ClientDraft(name=name, phones=phones, **more)
            self.clients.setdefault(name, salon.do(add_client, draft))
        for key in self.clients.values():
            salon.do(give_consent, key, "treatment_specific")
        ids = self.clients
        self._past("Grace Liu", "con_first", "Ana", date(2026, 10, 26), 9)
        self._past("何静", "fac_hydrate", "Rosa", date(2026, 10, 12), 15)
        self._past("何静", "fac_hydrate", "Rosa", date(2026, 10, 27), 15)
        self._past("Sarah Whitcombe", "fac_deep", "Ana", date(2026, 10, 20), 11)
        self._past("黄淑贞", "fac_firm", "Ana", date(2026, 10, 21), 11)
        self._past("Olivia Grant", "mas_relax60", "Jun", date(2026, 10, 22), 11)
        self._past("Noor Haddad", "brw_shape", "Mei", date(2026, 10, 23), 12)
        set_clock(salon, date(2026, 11, 20), time(10))
        for name in ("Grace Liu", "陈雨桐"):
            if name == "Grace Liu":
                salon.do(
                    note_patch_test,
                    ids[name],
                    "pel_glycolic",
                    applied_at=datetime(2026, 11, 10, 10, tzinfo=NOW.tzinfo),
                    read_at=datetime(2026, 11, 12, 10, tzinfo=NOW.tzinfo),
                    result="none",
                )
        salon.do(note_allergy, ids["Priya Nair"], "lanolin", is_confirmed=False)
        salon.do(note_allergy, ids["Dana Petrov"], "salicylic acid")
        self._past("Grace Liu", "pel_glycolic", "Ana", date(2026, 11, 23), 16)
        self._past("周敏", "mas_lymph", "Jun", date(2026, 11, 21), 11)
        wrap = salon.ask(resolve_service, "mas_relax60")
        ends = date(2026, 12, 10)
        salon.do(sell_course, ids["Olivia Grant"], wrap, 8, Money(48000), expires=ends)
        set_clock(salon, date(2026, 11, 20), time(10))
        visits = [
            self._book("林美华", "fac_deep", "Ana", 9, 0),
            self._book("Sarah Whitcombe", "fac_hydrate", "Ana", 10, 30),
            self._book("陈雨桐", "lsb_lift", "Jun", 10, 45),
            self._book("Priya Nair", "fac_firm", "Ana", 12, 0),
            self._book("王芳", "fac_calm", "Mei", 13, 0),
            self._book("Olivia Grant", "mas_relax60", "Jun", 14, 0),
            self._book("黄淑贞", "fac_firm", "Ana", 15, 30),
            self._book("Noor Haddad", "brw_shape", "Mei", 11, 30),
            self._book("Dana Petrov", "mas_relax90", "Rosa", 14, 30),
        ]
        self._book("何静", "fac_hydrate", "Rosa", 10, 0, date(2026, 11, 25))
        self._book("Emma Clarke", "mas_foot", "Jun", 11, 0, date(2026, 11, 26))
        for key in (visits[0], visits[1], visits[3], visits[7]):
            if key is not None:
                salon.do(confirm, key)
        set_clock(salon, TODAY, time(9))
        slot = Slot(TODAY, time(10), 90)
        salon.do(
            block_time, Resource.PERSON, self.people["Rosa"], slot, "Training: peels"
        )
        if visits[0] is not None:
            salon.do(arrive, visits[0])
            set_clock(salon, TODAY, time(10, 15))
            salon.do(finish, visits[0], TreatmentDraft(done="Steam, cleanse"))
        set_clock(salon, TODAY, time(10, 40))
        if visits[2] is not None:
            salon.do(arrive, visits[2])

    def _service(self, ref: str) -> ServiceId:
        return self.salon.ask(resolve_service, ref).id

    def _book(
        self,
        name: str,
        ref: str,
        who: str,
        hour: int,
        minute: int,
        day: date = TODAY,
    ) -> Any:
        return self.salon.do(
            book,
            Booking(
                self.clients[name],
                self._service(ref),
                day,
                time(hour, minute),
                self.people[who],
            ),
        )

    def _past(self, name: str, ref: str, who: str, day: date, hour: int) -> None:
        set_clock(self.salon, day, time(8))
        key = self._book(name, ref, who, hour, 0, day)
        set_clock(self.salon, day, time(hour + 1))
        record = TreatmentDraft(
            done="Cleansed, treated, soothed",
            products=(UsedProduct("cl_gel", "B17", 1.5, "ml"),),
            reaction="calm",
            next_time="the same, a little longer",
        )
        self.salon.do(finish, key, record)


CLIENTS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("Grace Liu", "+447700900123", {"language": "en"}),
    ("周敏", "+447700900124", {"language": "zh_CN"}),
    ("林美华", "+447700900125", {"birthday": BirthdayLine(lunar=LunarDay(10, 16))}),
    ("Sarah Whitcombe", "+447700900126", {}),
    ("陈雨桐", "+447700900127", {}),
    ("Priya Nair", "+447700900128", {"birthday": BirthdayLine(1988, 11, 26)}),
    ("王芳", "+447700902231", {}),
    ("王芳", "+447700908876", {}),
    ("Olivia Grant", "+447700900131", {}),
    ("黄淑贞", "+447700900132", {}),
    ("Noor Haddad", "+447700900133", {}),
    ("Dana Petrov", "+447700900134", {}),
    ("何静", "+447700905678", {}),
    ("Emma Clarke", "+447700900136", {}),
)
