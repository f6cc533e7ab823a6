"""The team: who may do what, who works when, and who is booked for what she learnt."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from salon.appointments.queries import free_times, skilled, working_hours
from salon.catalogue.queries import service
from salon.errors import EditedElsewhere, Missing, NoName, NotAllowed, TooLong
from salon.rights import Right
from salon.staff.model import SKILLS, Role, StaffId, may_do
from salon.staff.operations import (
    MOST,
    change_member,
    hire,
    keep_member,
    set_shifts,
)
from salon.staff.queries import shifts, team
from tests.house import FRIDAY, House

MONDAY = FRIDAY + timedelta(days=3)
CLOSED: tuple[tuple[time, time], ...] = ()


def names(house: House, **more: bool) -> list[str]:
    return [one.name for one in house.salon.ask(team, **more)]


def able(house: House) -> list[int]:
    """Return who may give a peel, which takes l3."""
    return house.salon.ask(skilled, house.salon.ask(service, house.peel))


def hours(house: House, who: int, day: date) -> list[tuple[int, int]]:
    return list(house.salon.ask(working_hours, day)[who])


def test_who_is_hired_stands_last_and_is_booked_at_once(house: House) -> None:
    mei = house.salon.do(hire, "  Mei   Lin ")

    assert names(house) == ["Léa", "Mei Lin"]
    assert able(house) == [house.lea, mei]
    house.salon.undo()
    assert able(house) == [house.lea]


@pytest.mark.parametrize(
    ("name", "error"), [("", NoName), (" \t", NoName), ("x" * (MOST + 1), TooLong)]
)
def test_nobody_without_a_name_is_hired(
    house: House, name: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        house.salon.do(hire, name)
    with pytest.raises(error):
        house.salon.do(change_member, house.lea, name=name)


def test_who_has_left_is_booked_no_more_and_stays_in_what_was(house: House) -> None:
    house.booked(time(9))
    house.salon.do(change_member, house.lea, is_active=False)

    assert names(house) == []
    assert names(house, everyone=True) == ["Léa"]
    card = house.salon.ask(service, house.peel)
    assert house.salon.ask(free_times, card) == []


@pytest.mark.parametrize(
    ("role", "treats"),
    [(one, one not in (Role.RECEPTION, Role.AFTERCARE)) for one in Role],
)
def test_clients_are_booked_only_with_who_treats(
    house: House, role: Role, treats: bool
) -> None:
    key = house.salon.do(hire, "Anna", role)

    assert role.treats is treats
    assert (key in able(house)) is treats


@pytest.mark.parametrize(
    ("skills", "needed", "can"),
    [
        ("trainee", "trainee", True),
        ("trainee", "l2", False),
        ("l2", "trainee", True),
        ("l2", "l3", False),
        ("l3", "l3", True),
        ("l4", "l2", True),
        ("l3", "l4", False),
        ("consultant", "l2", True),
        ("consultant", "l3", False),
        ("l4", "medical", False),
        ("l4 medical", "medical", True),
        ("", "trainee", False),
        *(("all", one, True) for one in SKILLS),
    ],
)
def test_a_higher_level_includes_the_lower_ones(
    skills: str, needed: str, can: bool
) -> None:
    assert may_do(skills, needed) is can


def test_each_role_may_do_its_own_and_no_more() -> None:
    desk = {Right.BOOK, Right.TREAT, Right.CALL, Right.FILE, Right.SELL}
    assert {one: set(one.rights) for one in Role} == {
        Role.OWNER: set(Right),
        Role.MANAGER: set(Right),
        Role.CONSULTANT: desk | {Right.PLAN},
        Role.THERAPIST: desk | {Right.PLAN},
        Role.RECEPTION: desk,
        Role.AFTERCARE: {Right.CALL, Right.FILE},
        Role.TRAINEE: {Right.TREAT},
    }


def test_she_works_in_her_shifts_within_the_hours_of_the_house(house: House) -> None:
    """The house is open from seven to ten in the evening, Sundays never."""
    assert hours(house, house.lea, FRIDAY) == [(7 * 60, 22 * 60)]

    week: list[Any] = [[(time(6), time(12)), (time(20), time(23))], *[CLOSED] * 6]
    week[6] = [(time(9), time(12))]
    house.salon.do(set_shifts, house.lea, week)

    assert hours(house, house.lea, MONDAY) == [(7 * 60, 12 * 60), (20 * 60, 22 * 60)]
    assert hours(house, house.lea, FRIDAY) == []
    assert hours(house, house.lea, MONDAY - timedelta(days=1)) == []


def test_a_new_week_takes_the_place_of_the_old_one(house: House) -> None:
    for day in (0, 1):
        week: list[Any] = [CLOSED] * 7
        week[day] = [(time(9), time(17))]
        house.salon.do(set_shifts, house.lea, week)

    assert house.salon.ask(shifts) == {(house.lea, 1): [(time(9), time(17))]}
    house.salon.undo()
    assert house.salon.ask(shifts) == {(house.lea, 0): [(time(9), time(17))]}


def test_one_form_hires_and_changes_with_the_week_in_one_step(house: House) -> None:
    week = [[(time(9), time(17))], *[CLOSED] * 6]
    new = ("Mei", Role.TRAINEE, "trainee")
    house.salon.do(keep_member, None, *new, is_active=True, days=week)
    _lea, mei = house.salon.ask(team)
    assert house.salon.ask(shifts) == {(mei.id, 0): [(time(9), time(17))]}

    house.salon.do(keep_member, mei, "Mei", Role.THERAPIST, "l3", is_active=False)
    [_lea, mei] = house.salon.ask(team, everyone=True)
    assert (mei.role, mei.skills, mei.is_active) == (Role.THERAPIST, "l3", False)
    assert len(house.salon.ask(shifts)) == 1  # nothing was said of the week
    house.salon.undo()
    house.salon.undo()
    assert (names(house), house.salon.ask(shifts)) == (["Léa"], {})


def test_a_form_that_is_older_than_a_change_is_refused(house: House) -> None:
    [lea] = house.salon.ask(team)
    house.salon.do(change_member, lea.id, role=Role.TRAINEE, seen=lea.version)

    with pytest.raises(EditedElsewhere):
        house.salon.do(change_member, lea.id, role=Role.OWNER, seen=lea.version)
    with pytest.raises(EditedElsewhere):
        house.salon.do(keep_member, lea, "Léa", Role.OWNER, "l3", is_active=True)
    with pytest.raises(Missing):
        house.salon.do(set_shifts, StaffId(99), [])


def test_the_team_is_the_managers(house: House) -> None:
    lily = house.salon.do(hire, "Lily", Role.RECEPTION)
    anew = ("Mei", Role.OWNER, "all")

    with pytest.raises(NotAllowed):
        house.salon.do_as(lily, hire, "Mei", Role.OWNER)
    with pytest.raises(NotAllowed):
        house.salon.do_as(lily, change_member, lily, role=Role.OWNER)
    with pytest.raises(NotAllowed):
        house.salon.do_as(lily, set_shifts, lily, [])
    with pytest.raises(NotAllowed):
        house.salon.do_as(lily, keep_member, None, *anew, is_active=True)
