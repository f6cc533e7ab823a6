"""Lists with columns: who may see what, who may take them out, what paper takes."""

import pytest

from salon.clients.model import BadField, ClientDraft, ClientId
from salon.clients.narrowing import Narrow
from salon.clients.operations import add_client, note_allergy
from salon.errors import NotAllowed
from salon.paper.sheets import Look
from salon.staff.model import Role
from salon.staff.operations import hire
from salon.views import rollpaper
from salon.views.rollpaper import TooLongForPaper, compose_roll
from salon.views.rolltable import lines_with, roll_table, seen_columns
from tests.house import House

HEALTH = Narrow(columns="name allergies")


def test_health_is_for_who_treats_and_a_view_leaves_it_out_for_others(
    house: House,
) -> None:
    salon = house.salon
    salon.do(note_allergy, ClientId(house.amira), "Latex")
    caller = salon.do(hire, "Joy", Role.AFTERCARE)
    desk = salon.do(hire, "Kim", Role.RECEPTION)
    assert salon.look_as(desk, roll_table, HEALTH).rows[0] == ("Amira Khan", "Latex")
    with pytest.raises(NotAllowed):
        salon.look_as(caller, roll_table, HEALTH)
    with pytest.raises(BadField):
        salon.look_as(caller, roll_table, Narrow(columns="nonsense"))
    assert "allergies" in dict(salon.look_as(desk, seen_columns))
    assert "allergies" not in dict(salon.look_as(caller, seen_columns))
    keys, wanted = [house.amira], ("allergies", "nonsense", "name")
    [seen] = salon.look_as(desk, lines_with, keys, wanted)
    assert seen.said == (("allergies", "Latex"), ("name", "Amira Khan"))
    [seen] = salon.look_as(caller, lines_with, keys, wanted)
    assert seen.said == (("name", "Amira Khan"),)


def test_a_list_leaves_the_house_only_with_who_may_take_it_out(house: House) -> None:
    salon, view = house.salon, Narrow(columns="name registered")
    desk = salon.do(hire, "Kim", Role.RECEPTION)
    owner = salon.do(hire, "Ana", Role.OWNER)
    for at in range(19):  # two are there already
        salon.do(add_client, ClientDraft(name=f"Guest {at}"))
    assert len(salon.look_as(desk, roll_table, view).rows) == 21
    with pytest.raises(NotAllowed):
        salon.look_as(desk, compose_roll, view, "", Look())
    made = salon.look_as(owner, compose_roll, view, "", Look())
    assert len(made.sheet.rows) == 21
    assert all(row[1] for row in made.sheet.rows)
    only = {house.basia}
    chosen = salon.look_as(owner, compose_roll, view, "", Look(), only=only)
    assert [row[0] for row in chosen.sheet.rows] == ["Basia Nowak"]


def test_paper_takes_what_somebody_would_read(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rollpaper, "MOST", 2)
    view = Narrow(columns="phone")  # no name: the rows are named by nobody
    made = house.salon.look_as(None, compose_roll, view, "", Look())
    assert len(made.sheet.rows) == 2
    assert made.set().pages == 1
    house.salon.do(add_client, ClientDraft(name="Carla"))
    with pytest.raises(TooLongForPaper):
        house.salon.look_as(None, compose_roll, view, "", Look())
    made = house.salon.look_as(None, compose_roll, view, "", Look(), limit=2)
    assert len(made.sheet.rows) == 2
