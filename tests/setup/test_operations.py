"""A new salon: enough to book the first visit, in one action that is no step back."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from salon.app import Salon
from salon.catalogue.queries import resolve_service
from salon.catalogue.tables import Service
from salon.content import Loaded, digest_of, load_content, starting_rows
from salon.errors import CannotUndo
from salon.history.queries import history
from salon.rooms.queries import rooms
from salon.settings.model import Premises
from salon.settings.queries import premises
from salon.setup import EVERYTHING, open_house
from salon.staff.model import Role
from salon.staff.queries import team
from salon.work import Work
from tests.house import OPEN, salon_at
from tests.leaning import RowMade


@pytest.fixture
def salon(fresh_folder: Callable[[], Path]) -> Iterator[Salon]:
    with closing(salon_at(fresh_folder())) as salon:
        yield salon


def test_a_new_salon_has_an_owner_and_two_rooms_and_goes_by_its_own_clock(
    salon: Salon,
) -> None:
    here = Premises("Lotus", "zh_TW", "tw", "TWD", "Asia/Taipei", OPEN)

    salon.do(open_house, here, " Mei ")

    [owner] = salon.ask(team)
    assert (owner.name, owner.role, owner.skills) == ("Mei", Role.OWNER, EVERYTHING)
    assert len(salon.ask(rooms)) == 2
    kept = salon.ask(premises)
    assert (kept.name, kept.currency, kept.hours) == ("Lotus", "TWD", OPEN)
    assert kept.acting == owner.id
    assert salon.now().hour == 14
    assert len(salon.ask(history)) == 1
    with pytest.raises(CannotUndo):
        salon.undo()


def test_content_is_loaded_once_and_again_changes_nothing(salon: Salon) -> None:
    salon.do(open_house, Premises("Lotus"))

    assert salon.do(load_content) > 1_000
    assert salon.do(load_content) == 0


@pytest.mark.parametrize(
    ("hers", "after"),
    [
        ("Hydrating facial of old", ""),  # as an earlier program named it
        ("Dew facial", "Dew facial"),  # as the salon named it
    ],
)
def test_newer_content_changes_only_what_the_salon_has_left_as_it_came(
    salon: Salon, hers: str, after: str
) -> None:
    salon.do(open_house, Premises("Lotus"))
    salon.do(load_content)
    [now] = [one for one in starting_rows() if one.key == ("fac_hydrate",)]
    salon.do(_as_of_old, now, hers)

    assert salon.do(load_content) == int(not after)

    named = salon.ask(resolve_service, "fac_hydrate").names.en
    assert named == (after or now.columns["en"])


def _as_of_old(work: Work, now: Loaded, hers: str) -> None:
    """Let a service have come from an earlier program, under another name."""
    rows = [one for one in work.session.query(Service) if one.ref == now.key[0]]
    old = now.columns | {"en": "Hydrating facial of old"}
    rows[0].origin, rows[0].en = digest_of(old), hers
    work.record(RowMade())
