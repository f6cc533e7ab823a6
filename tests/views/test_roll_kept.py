"""A list that is kept says after any deed what a plain reading says, at any desk."""

from array import array
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import time, timedelta
from functools import partial
from itertools import product
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from salon.app import Salon
from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.clients.departing import note_departure
from salon.clients.departures import Leave
from salon.clients.model import ClientDraft, ClientId
from salon.clients.narrowing import Came, Narrow, Order
from salon.clients.operations import add_client, merge_clients
from salon.clients.tables import (
    Allergy,
    Client,
    ClientCondition,
    ClientFact,
    ClientPhone,
)
from salon.errors import SalonError
from salon.history.queries import newest
from salon.staff.model import Role
from salon.staff.tables import StaffMember
from salon.store import standing as store_standing
from salon.store.history import Change, in_tables
from salon.store.standing import clients_touched
from salon.views import rollorder
from salon.views.roll import _found as found
from salon.views.roll import count_in_view, roll, roll_lines
from salon.views.rollorder import Ordered
from salon.work import Reading, Work
from tests.house import FRIDAY, Furnished, House, HouseOpened, a_client, open_house
from tests.leaning import RowMade, a_row

NAMES = (
    "林美华",
    "Lin Okafor",
    "Zoë Abbott",
    "张伟",
    "% Spa",
    "Élodie",
    "王芳",
    "An An",
)
DAYS = (0, 1, 20, 40, 60, 95, 200, 366, 500)
EVERY_ORDER = tuple(
    Narrow(order=order, is_down=down) for order, down in product(Order, (False, True))
)
FILTERS = (
    *(Narrow(language="zh_CN"), Narrow(source="friend"), Narrow(wish="messages")),
    *(Narrow(alert=True), Narrow(unbooked=True), Narrow(late=30, order=Order.LATE)),
    *(Narrow(came=Came.ONCE), Narrow(came=Came.NEW), Narrow(came=Came.GONE)),
    *(Narrow(born="this"), Narrow(born="next"), Narrow(person=1), Narrow(person=2)),
    *(Narrow(left=Leave.ARCHIVED), Narrow(left=Leave.DECEASED)),
    *(Narrow(left="all"), Narrow(where="nickname=*")),
    Narrow(language="zh_CN", unbooked=True, order=Order.BORN, is_down=True),
)

VIEWS = (*EVERY_ORDER, *FILTERS)


def street(house: House) -> list[int]:
    """Let some more people have been here."""

    def fill(work: Work) -> list[int]:
        work.add(StaffMember(name="Mei", role=Role.THERAPIST))
        made = [work.add(a_client(name, "")).id for name in NAMES]
        for place, key in enumerate(made):
            for ago in DAYS[place : place + 3]:
                visited(house, work, key, ago, place)
            a_row(work, ClientPhone, client_id=key, digits=f"{place}12{place}")
        work.record(RowMade())
        return [*made, int(house.amira), int(house.basia)]

    return house.salon.do(fill)


def visited(house: House, work: Work, key: int, ago: int, salt: int) -> None:
    said = {"staff_id": house.lea + salt % 2, "service_id": house.peel}
    status = (Status.COMPLETED, Status.LEFT)[salt % 2]
    day = FRIDAY - timedelta(days=ago)
    a_row(work, Appointment, client_id=key, day=day, status=status, **said)


# What may happen: each is given the people, whom it is about, and a number.

Deed = Callable[[House, list[int], int, int], object]


def done(house: House, act: Callable[[Work], object]) -> None:
    def doing(work: Work) -> None:
        act(work)
        work.record(RowMade())

    house.salon.do(doing)


def comes_new(house: House, people: list[int], _who: int, salt: int) -> None:
    draft = ClientDraft(name=NAMES[salt % len(NAMES)], language="zh_CN")
    people.append(int(house.salon.do(add_client, draft)))


def is_called(house: House, _people: list[int], who: int, salt: int) -> None:
    def act(work: Work) -> None:
        row = work.get(Client, who)
        row.name = NAMES[salt % len(NAMES)]
        row.sort_key = "" if salt == 3 else row.name.lower()

    done(house, act)


def says_more(house: House, _people: list[int], who: int, salt: int) -> None:
    def act(work: Work) -> None:
        row = work.get(Client, who)
        row.birth_month, row.birth_day = 1 + salt % 12, 1 + salt
        row.call_from = ("", "09:00", "18:00")[salt % 3]
        row.language = ("", "zh_CN", "en")[salt % 3]
        row.source, row.channel = ("", "friend")[salt % 2], ("", "sms")[salt % 2]
        row.never_do = ("", "no scent")[salt % 2]
        row.registered = FRIDAY - timedelta(days=DAYS[salt % len(DAYS)])

    done(house, act)


def was_here(house: House, _people: list[int], who: int, salt: int) -> None:
    done(
        house, lambda work: visited(house, work, who, DAYS[salt % len(DAYS)], salt // 2)
    )


def will_come(house: House, _people: list[int], who: int, salt: int) -> None:
    day = FRIDAY + timedelta(days=salt)
    said = {"staff_id": house.lea, "service_id": house.peel, "status": Status.BOOKED}
    done(house, lambda work: a_row(work, Appointment, client_id=who, day=day, **said))


def visit_changes(house: House, people: list[int], who: int, salt: int) -> None:
    """Somebody's visit goes, is another's, or is another day."""

    def act(work: Work) -> None:
        for row in work.session.query(Appointment).where(Appointment.client_id == who):
            if salt % 3 == 0:
                work.session.delete(row)
            elif salt % 3 == 1:
                row.client_id = ClientId(people[salt % len(people)])
            else:
                row.day += timedelta(days=salt)
            return

    done(house, act)


def is_rung(house: House, _people: list[int], who: int, salt: int) -> None:
    def act(work: Work) -> None:
        for row in work.session.query(ClientPhone).where(ClientPhone.client_id == who):
            work.session.delete(row)
        if salt % 2:
            a_row(work, ClientPhone, client_id=who, digits=str(salt * 7))

    done(house, act)


def told(house: House, _people: list[int], who: int, salt: int) -> None:
    field = ("nickname", "birthday_kept")[salt % 2]
    value = ("Mimi", "lunar")[salt % 2]

    def act(work: Work) -> None:
        of = (ClientFact.client_id == who, ClientFact.field == field)
        row = work.session.query(ClientFact).where(*of).one_or_none()
        if row is None:
            a_row(work, ClientFact, client_id=who, field=field, value=value)
        else:
            work.session.delete(row)

    done(house, act)


def is_warned(house: House, _people: list[int], who: int, salt: int) -> None:
    kind = (Allergy, ClientCondition)[salt % 2]
    done(house, lambda work: a_row(work, kind, client_id=who))


def leaves(house: House, _people: list[int], who: int, salt: int) -> None:
    kind = (Leave.ARCHIVED, Leave.DECEASED)[salt % 2]
    house.salon.do(note_departure, ClientId(who), kind, "", calls_off=False)


def is_joined(house: House, people: list[int], who: int, salt: int) -> None:
    kept = people[salt % len(people)]
    house.salon.do(
        merge_clients, ClientId(kept), ClientId(who), reason="They are the same."
    )


def is_forgotten(house: House, _people: list[int], who: int, _salt: int) -> None:
    """Blank what the history holds of somebody's number, as an erasure does."""

    def act(work: Work) -> None:
        for row in work.session.query(ClientPhone).where(ClientPhone.client_id == who):
            work.forget(row)
        work.record(HouseOpened())  # nobody takes it back

    house.salon.do(act)


def taken_back(house: House, _people: list[int], _who: int, _salt: int) -> None:
    house.salon.undo()


def done_again(house: House, _people: list[int], _who: int, _salt: int) -> None:
    house.salon.redo()


def renamed_staff(house: House, _people: list[int], _who: int, salt: int) -> None:
    def act(work: Work) -> None:
        work.get(StaffMember, house.lea).name = ("Léa", "Zita")[salt % 2]

    done(house, act)


DEEDS: tuple[Deed, ...] = (
    *(comes_new, is_called, says_more, was_here, will_come, visit_changes, is_rung),
    *(told, is_warned, leaves, is_joined, is_forgotten, taken_back, done_again),
    renamed_staff,
)
STEPS = st.lists(
    st.tuples(st.sampled_from(DEEDS), st.integers(0, 9), st.integers(0, 27)),
    min_size=1,
    max_size=6,
)


def differ(salon: Salon) -> list[Narrow]:
    """Return the views of which it is not said what a plain reading says."""

    def said(reading: Reading) -> list[Any]:
        each = [found(reading, one, "") for one in VIEWS]
        return list(
            zip(each, (count_in_view(reading, one) for one in VIEWS), strict=True)
        )

    def plainly(reading: Reading) -> list[Any]:
        return said(replace(reading, standing=None))

    both = zip(VIEWS, salon.ask(said), salon.ask(plainly), strict=True)
    return [view for view, kept, plain in both if kept != plain]


@settings(max_examples=15, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(steps=STEPS, looks=st.lists(st.booleans(), min_size=6, max_size=6))
def test_after_any_deeds_each_order_and_filter_is_what_a_plain_reading_says(
    furnished: Furnished, steps: Any, looks: list[bool]
) -> None:
    few = pytest.MonkeyPatch.context()
    with few as patch, furnished(street) as (house, made):
        patch.setattr(rollorder, "_FAN", 2)  # so that places are looked for in steps
        people = list(made)
        assert not differ(house.salon)
        for (deed, who, salt), is_looked_at in zip(steps, looks, strict=False):
            try:
                deed(house, people, people[who % len(people)], salt)
            except (SalonError, IntegrityError):  # refused: nothing of it is there
                continue
            if is_looked_at:
                assert not differ(house.salon)
        assert not differ(house.salon)


@pytest.fixture
def kept(furnished: Furnished) -> Iterator[tuple[House, list[int]]]:
    """Return a house where every view was looked at."""
    with furnished(street) as (house, people):
        assert not differ(house.salon)
        yield house, people


def test_what_another_desk_did_is_in_every_order_at_the_next_look(
    another_desk: Callable[..., Salon],
) -> None:
    house = open_house(another_desk())
    people = street(house)
    assert not differ(house.salon)
    there = replace(house, salon=another_desk())
    for place, deed in enumerate((is_called, says_more, was_here, is_rung, leaves)):
        deed(there, people, people[place], 2 * place)
        assert not differ(house.salon)
    assert not differ(there.salon)


def test_a_look_that_began_before_a_deed_says_what_it_saw(
    kept: tuple[House, list[int]],
) -> None:
    house, people = kept
    view = Narrow(order=Order.WRITTEN)
    before = house.salon.ask(roll, view).keys

    def slow(reading: Reading) -> tuple[int, ...]:
        is_called(house, people, before[0], 1)
        assert house.salon.ask(roll, view).keys != before
        return roll(reading, view).keys

    assert house.salon.ask(slow) == before
    assert not differ(house.salon)


def test_after_a_deed_about_one_nobody_else_is_read_anew(
    kept: tuple[House, list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    house, people = kept

    def anew(*_args: Any) -> None:
        raise AssertionError("everybody was sorted anew")

    monkeypatch.setattr(rollorder, "_sorted", anew)
    for deed in (is_called, says_more, was_here, is_rung, told):
        deed(house, people, people[2], 4)
        for narrow in EVERY_ORDER:
            house.salon.ask(roll, narrow)
    monkeypatch.setattr(store_standing, "FEW", 0)
    is_called(house, people, people[2], 5)
    with pytest.raises(AssertionError, match="anew"):
        house.salon.ask(roll, Narrow(order=Order.WRITTEN))


def touched(house: House, since: int, *tables: str) -> frozenset[int] | None:
    return house.salon.ask(
        lambda reading: clients_touched(
            reading.session.connection(), frozenset(tables), since
        )
    )


def only(*keys: int) -> frozenset[int]:
    return frozenset(map(int, keys))


def test_the_history_says_whom_changes_were_about(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def seq() -> int:
        return house.salon.ask(newest).seq

    since = seq()
    people = [int(house.amira), int(house.basia)]
    assert touched(house, since, "client", "client_phone") == frozenset()
    is_called(house, people, house.amira, 1)
    assert touched(house, since, "client", "client_phone") == only(house.amira)
    is_rung(house, people, house.basia, 2)  # her number is gone
    assert touched(house, since, "client_phone") == only(house.basia)
    will_come(house, people, house.amira, 1)
    visit_changes(house, people, house.amira, 1)  # it is Basia's now
    assert touched(house, since, "appointment") == only(house.amira, house.basia)
    assert touched(house, seq(), "client", "appointment") == frozenset()
    monkeypatch.setattr(store_standing, "_MOST", 1)
    assert touched(house, since, "appointment") is None
    monkeypatch.undo()
    renamed_staff(house, people, 0, 1)
    assert touched(house, since, "staff_member") is None
    is_rung(house, people, house.basia, 3)
    since = seq()
    is_rung(house, people, house.basia, 2)
    is_rung(house, people, house.basia, 3)
    is_forgotten(house, people, house.basia, 0)
    assert touched(house, since, "client_phone") is None


def test_the_newest_changes_are_looked_for_from_the_newest(house: House) -> None:
    """Not among all that ever happened to a table: that is a million rows."""
    asked = select(Change.seq).where(Change.seq > 5, in_tables(["client", "setting"]))

    def plan(reading: Reading) -> str:
        connection = reading.session.connection()
        text = asked.compile(
            connection.engine, compile_kwargs={"literal_binds": True}
        ).string
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}").all()
        return " ".join(str(row[-1]) for row in rows)

    assert "seq>?" in house.salon.ask(plan)
    assert "ix_change_row" not in house.salon.ask(plan)


@given(
    values=st.lists(st.integers(0, 3), max_size=12).map(sorted),
    rest=st.integers(0, 3),
)
def test_turned_round_the_values_fall_and_those_alike_stay(
    values: list[int], rest: int
) -> None:
    said = dict(enumerate(values))
    alike = bytes(a == b for a, b in zip(values, [None, *values], strict=False))
    keys = tuple(range(len(values) + rest))
    marks = array("l", (said.get(key, 9) for key in keys))
    turned = Ordered(keys, marks, tuple("0123------"), alike).turned
    held = sorted(said, key=lambda key: (-said[key], key))
    assert turned.keys == (*held, *keys[len(values) :])
    assert list(turned.places) == [said.get(key, 9) for key in turned.keys]
    having = [said[key] for key in held]
    assert turned.alike == bytes(
        a == b for a, b in zip(having, [None, *having], strict=False)
    )


def test_of_two_visits_on_the_last_day_the_later_says_who_treated_last(
    furnished: Furnished,
) -> None:
    with furnished(street) as (house, people):
        for hour, who in ((9, house.lea), (15, house.lea + 1), (11, house.lea)):
            said: dict[str, Any] = {"staff_id": who, "service_id": house.peel}
            said |= {"day": FRIDAY, "start": time(hour), "status": Status.COMPLETED}
            visit = partial(a_row, kind=Appointment, client_id=people[0], **said)
            done(house, visit)
        [line] = house.salon.ask(roll_lines, people[:1])
        assert line.person == "Mei"
