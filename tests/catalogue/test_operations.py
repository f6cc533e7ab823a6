"""The price list is the salon's own."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from salon.app import Salon
from salon.catalogue.events import ContentLoaded
from salon.catalogue.model import ServiceCard
from salon.catalogue.operations import BadLength, BadPrice, change_service
from salon.catalogue.queries import (
    product_names,
    products,
    resolve_service,
    service,
    services,
)
from salon.catalogue.tables import Product
from salon.content import load_content
from salon.errors import EditedElsewhere, NoName, NotAllowed
from salon.money import Money
from salon.settings.model import Premises
from salon.setup import set_up
from salon.staff.model import Role
from salon.staff.operations import hire
from salon.start import found_salon, open_salon
from salon.text import Names
from salon.work import Work
from tests.house import NOW


@pytest.fixture
def salon(tmp_path: Path, key: None) -> Iterator[Salon]:
    where = str(tmp_path / "salon")
    found_salon(where, lambda salon: set_up(salon, Premises(name="Camellia")), NOW)
    with closing(open_salon(where, NOW)) as salon:
        yield salon


@pytest.fixture
def facial(salon: Salon) -> ServiceCard:
    return salon.ask(resolve_service, "fac_hydrate")


def test_an_update_never_overwrites_what_the_salon_changed(
    salon: Salon, facial: ServiceCard
) -> None:
    own = Names("Our own facial", "招牌护理", "招牌護理")
    salon.do(change_service, facial.id, names=own, minutes=75, price=Money(9900))
    salon.do(load_content)
    now = salon.ask(service, facial.id)
    assert (now.names, now.minutes, now.price) == (own, 75, Money(9900))


def test_a_change_is_undone_as_one_step(salon: Salon, facial: ServiceCard) -> None:
    salon.do(change_service, facial.id, names=Names("Dew"), price=Money(100))
    assert salon.ask(service, facial.id).name == "Dew"
    salon.undo()
    assert salon.ask(service, facial.id).names == facial.names
    assert salon.ask(service, facial.id).price == facial.price


def test_what_is_no_longer_offered_leaves_the_list(
    salon: Salon, facial: ServiceCard
) -> None:
    salon.do(change_service, facial.id, is_active=False)
    assert facial.id not in [one.id for one in salon.ask(services)]


def test_lengths_prices_and_names_that_cannot_be_are_refused(
    salon: Salon, facial: ServiceCard
) -> None:
    for minutes in (0, -5, 721):
        with pytest.raises(BadLength):
            salon.do(change_service, facial.id, minutes=minutes)
    with pytest.raises(BadPrice):
        salon.do(change_service, facial.id, price=Money(-1))
    with pytest.raises(NoName):
        salon.do(change_service, facial.id, names=Names(" "))
    assert salon.ask(service, facial.id) == facial


def test_a_change_of_somebody_else_is_not_written_over(
    salon: Salon, facial: ServiceCard
) -> None:
    salon.do(change_service, facial.id, minutes=80, seen=facial.version)
    with pytest.raises(EditedElsewhere):
        salon.do(change_service, facial.id, minutes=85, seen=facial.version)


def test_the_break_of_the_therapist_stays_within_a_shorter_service(
    salon: Salon,
) -> None:
    with_gap = next(one for one in salon.ask(services) if one.gap_minutes)
    salon.do(change_service, with_gap.id, minutes=5)
    now = salon.ask(service, with_gap.id)
    assert now.gap_offset + now.gap_minutes <= now.minutes


def test_a_therapist_may_not_change_the_price_list(
    salon: Salon, facial: ServiceCard
) -> None:
    salon.by = salon.do(hire, "Jun", Role.THERAPIST)
    with pytest.raises(NotAllowed):
        salon.do(change_service, facial.id, minutes=80)


def test_what_is_no_longer_sold_is_advised_to_nobody_and_keeps_its_name(
    salon: Salon,
) -> None:
    def stop_selling(work: Work) -> str:
        product = next(iter(work.session.query(Product)))
        product.is_active = False
        work.record(ContentLoaded())
        return product.ref

    ref = salon.do(stop_selling)

    assert ref not in {one.ref for one in salon.ask(products)}
    assert ref in salon.ask(product_names)
