"""Whatever a salon has on file: nothing twice, no flood, and nobody is forgotten."""

import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, time, timedelta
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from salon.aftercare.model import CallStatus
from salon.aftercare.tables import Call
from salon.app import Salon
from salon.clients.model import BirthdayLine, ClientDraft
from salon.clients.operations import add_client
from salon.clients.tables import Client
from salon.occasions import planning
from salon.occasions.model import Kind, State
from salon.occasions.operations import note_promise, plan_occasions, set_rule
from salon.occasions.tables import Occasion
from salon.settings.operations import close_days
from salon.store.audit import audit
from salon.work import Reading, Work
from tests.house import FRIDAY, House, HouseOpened, open_house, salon_at

DAY = timedelta(days=1)


def run(salon: Salon, day: date = FRIDAY) -> None:
    with salon.stopped_at(datetime.combine(day, time(6))):
        while not salon.do(plan_occasions).is_whole:
            pass


def people(salon: Salon, born: list[int], promised: list[int]) -> None:
    """Add clients with birthdays and promises so many days from Friday."""

    def add(work: Work) -> None:
        for number, ahead in enumerate(born):
            day = FRIDAY + ahead * DAY
            add_client(
                work,
                ClientDraft(
                    name=f"Client {number}",
                    birthday=BirthdayLine(None, day.month, day.day),
                ),
            )
        keys = list(work.session.scalars(select(Client.id)))
        for number, ahead in enumerate(promised):
            due = FRIDAY + ahead * DAY
            note_promise(work, keys[number % len(keys)], f"Promise {number}", due)
        work.events[:] = [HouseOpened()]

    salon.do(add)


def kept(reading: Reading) -> list[Any]:
    o = Occasion
    asked = select(
        *(o.client_id, o.kind, o.reference, o.day, o.until, o.state, o.why, o.call_id)
    )
    return list(reading.session.execute(asked))


def calls(reading: Reading) -> list[Any]:
    asked = select(Call.id, Call.client_id, Call.due, Call.protocol, Call.status)
    return list(reading.session.execute(asked))


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    born=st.lists(st.integers(-6, 8), min_size=1, max_size=9),
    promised=st.lists(st.integers(0, 6), max_size=5),
    nights=st.lists(st.integers(0, 9), min_size=1, max_size=6),
    closed=st.one_of(st.none(), st.tuples(st.integers(1, 4), st.integers(1, 6))),
    a_day=st.integers(1, 4),
)
def test_nothing_twice_no_flood_and_nobody_is_forgotten(
    fresh_folder: Callable[[], Path],
    born: list[int],
    promised: list[int],
    nights: list[int],
    closed: tuple[int, int] | None,
    a_day: int,
) -> None:
    with closing(salon_at(fresh_folder())) as salon:
        open_house(salon)
        people(salon, born, promised)
        salon.do(set_rule, "all", a_day=a_day)
        if closed is not None:
            first = FRIDAY + closed[0] * DAY
            salon.do(close_days, first, first + closed[1] * DAY)
        for night in sorted(nights):
            run(salon, FRIDAY + night * DAY)
        last = FRIDAY + max(nights) * DAY
        rows, made = salon.ask(kept), salon.ask(calls)

    # never two of one key
    keys = Counter((row.client_id, row.kind, row.reference) for row in rows)
    assert max(keys.values(), default=1) == 1
    # at most one contact a day, but for what was promised
    days = Counter((c.client_id, c.due) for c in made if c.protocol == "occasion")
    assert max(days.values(), default=1) == 1
    # and two days between them
    for one in made:
        for other in made:
            is_pair = one.id < other.id and one.client_id == other.client_id
            if is_pair and one.protocol == other.protocol == "occasion":
                assert abs((one.due - other.due).days) >= 2
    # the cap of the house holds whatever comes
    of_day = Counter(one.due for one in made if one.protocol == "occasion")
    assert max(of_day.values(), default=0) <= a_day
    # nothing is said when it is over
    due_of = {one.id: one.due for one in made}
    for row in rows:
        if row.call_id is not None:
            assert due_of[row.call_id] <= row.until
    # every birthday that was due since the first night is accounted for
    said = Counter(
        row.day for row in rows if row.kind is Kind.BIRTHDAY and row.why != "off"
    )
    first_night = FRIDAY + min(nights) * DAY
    due = Counter(FRIDAY + ahead * DAY for ahead in born)
    for day, number in due.items():
        if first_night - 3 * DAY <= day <= last:
            assert said[day] == number, day
    for row in rows:
        assert row.state is not State.PLANNED or row.call_id is not None
        assert row.state is not State.DROPPED or row.why
        assert row.state is not State.HELD or row.why


# killed and again

CHILD = """
import os, signal, sys
from datetime import datetime
from salon.occasions import operations, planning
from salon.occasions.operations import plan_occasions
from tests.house import salon_at
planning.STRETCH = 4
salon = salon_at(sys.argv[1])
steps = int(sys.argv[2])
real = operations.keep_stage
def dying(work, stage):
    global steps
    real(work, stage)
    work.session.flush()
    if steps == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    steps -= 1
operations.keep_stage = dying
while not salon.do(plan_occasions).is_whole:
    pass
"""


def test_killed_in_the_middle_of_a_step_nothing_is_twice_and_nothing_missing(
    fresh_folder: Callable[[], Path], monkeypatch: Any
) -> None:
    monkeypatch.setattr(planning, "STRETCH", 4)
    where = fresh_folder()
    with closing(salon_at(where)) as salon:
        open_house(salon)
        people(salon, [0] * 9, [0, 0])
    for step in (0, 1, 2):
        child = Popen(
            [sys.executable, "-c", CHILD, str(where), str(step)],
            stderr=PIPE,
            env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
        )
        _out, errors = child.communicate(timeout=120)
        assert child.returncode == -signal.SIGKILL, errors.decode()
    with closing(salon_at(where)) as salon:
        run(salon)
        rows, made = salon.ask(kept), salon.ask(calls)
    births = [row for row in rows if row.kind is Kind.BIRTHDAY]
    assert len(births) == 9
    assert all(row.state is State.PLANNED for row in births)
    assert len([one for one in made if one.protocol == "occasion"]) == 9
    assert len([one for one in made if one.protocol == "promised"]) == 2
    assert all(one.status is CallStatus.WAITING for one in made)


def test_many_at_once_are_as_sound_as_few(house: House) -> None:
    salon = house.salon
    people(salon, [0] * (planning.FEW + 20), [])
    run(salon)
    run(salon, FRIDAY + DAY)
    assert salon.do(lambda work: list(audit(work.session))) == []
    rows = [row for row in salon.ask(kept) if row.kind is Kind.BIRTHDAY]
    assert Counter(row.state for row in rows) == {
        State.PLANNED: 40,
        State.HELD: planning.FEW + 20 - 40,
    }


def test_two_desks_share_a_night(store: str, another_desk: Any) -> None:
    one, other = another_desk(desk="one"), another_desk(desk="other")
    open_house(one)
    people(one, [0] * 9, [])
    before = planning.STRETCH
    planning.STRETCH = 4
    try:
        is_whole = False
        while not is_whole:
            is_whole = one.do(plan_occasions).is_whole
            is_whole |= other.do(plan_occasions).is_whole
    finally:
        planning.STRETCH = before
    rows = one.ask(kept)
    assert len([row for row in rows if row.kind is Kind.BIRTHDAY]) == 9
    assert len({row.call_id for row in rows}) == 9
