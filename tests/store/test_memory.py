"""What is remembered between two looks is true for the head it was seen at."""

import threading
from contextlib import closing, suppress
from datetime import time

from salon.history.queries import newest
from salon.staff.model import Role
from salon.staff.operations import hire
from salon.staff.queries import team
from salon.work import Reading
from tests.house import House, salon_at


def names(house: House) -> list[str]:
    return [one.name for one in house.salon.ask(team)]


def test_a_look_begun_before_a_hire_does_not_bring_the_old_team_back(
    house: House,
) -> None:
    began, hired = threading.Event(), threading.Event()
    seen: list[list[str]] = []

    def slow(reading: Reading) -> None:
        began.set()
        assert hired.wait(20)
        seen.append([one.name for one in team(reading)])

    report = threading.Thread(target=house.salon.ask, args=(slow,))
    report.start()
    assert began.wait(20)
    house.salon.do(hire, "Mina", Role.THERAPIST)
    hired.set()
    report.join()

    assert seen == [["Léa"]]  # as it was when it began
    assert names(house) == ["Léa", "Mina"]


def test_a_look_begun_before_a_hire_gives_its_own_answer_after_others_asked(
    house: House,
) -> None:
    seen: list[list[str]] = []

    def slow(reading: Reading) -> None:
        house.salon.do(hire, "Mina", Role.THERAPIST)
        assert names(house) == ["Léa", "Mina"]
        seen.append([one.name for one in team(reading)])

    house.salon.ask(slow)

    assert seen == [["Léa"]]
    assert names(house) == ["Léa", "Mina"]


def test_what_another_desk_hired_is_seen_at_the_next_look(house: House) -> None:
    assert names(house) == ["Léa"]
    folder = house.salon.folder
    assert folder is not None

    with closing(salon_at(folder.path, desk="upstairs")) as upstairs:
        upstairs.do(hire, "Mina", Role.THERAPIST)

    assert names(house) == ["Léa", "Mina"]


def test_a_hire_that_was_refused_is_forgotten(house: House) -> None:
    class Refused(Exception):
        pass

    def hire_then_refuse(work: object) -> None:
        hire(work, "Mina", Role.THERAPIST)  # type: ignore[arg-type]
        raise Refused

    assert names(house) == ["Léa"]
    with suppress(Refused):
        house.salon.do(hire_then_refuse)

    assert names(house) == ["Léa"]


def test_a_booking_between_leaves_what_is_known(house: House) -> None:
    def counting(reading: Reading) -> int:
        assert reading.memory is not None
        return len(reading.memory)

    names(house)
    before = house.salon.ask(counting)
    house.booked(time(9))
    asked = house.salon.ask(counting)

    assert before > 0
    assert asked >= before


def test_a_look_that_is_older_than_what_is_known_finds_out_for_itself(
    house: House,
) -> None:
    """Its thread was held up between seeing the head and asking what is known."""
    before = house.salon.ask(newest)
    house.salon.do(hire, "Mina", Role.THERAPIST)
    assert names(house) == ["Léa", "Mina"]

    def late(reading: Reading) -> tuple[int, int]:
        connection, memory = reading.session.connection(), house.salon._memory
        return (
            len(memory.at(connection, before)),
            len(memory.at(connection, newest(reading))),
        )

    known_then, known_now = house.salon.ask(late)
    assert known_then == 0 < known_now
