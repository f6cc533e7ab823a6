"""What staff do to the history: nothing, but say that they know what is missing."""

import pytest

from salon.errors import NotAllowed
from salon.history.operations import accept_end
from salon.history.queries import faults, history
from salon.staff.model import Role
from salon.staff.operations import hire
from salon.store.chain import Head
from salon.store.heads import Noted, missing
from salon.work import Reading
from tests.house import House

LOST = Noted(Head(4711, "ab" * 32), None)


def is_missed(reading: Reading) -> bool:
    return missing(reading.session.connection(), LOST) is not None


def test_who_knows_of_a_loss_says_so_and_nothing_else_changes(house: House) -> None:
    assert house.salon.ask(is_missed)

    house.salon.do(accept_end, LOST.head)

    [said, *_more] = house.salon.ask(history)
    assert (said.kind, said.changes) == ("history.EndAccepted", ())
    assert not house.salon.ask(is_missed)
    assert house.salon.ask(faults) == []


def test_a_loss_is_accepted_by_who_may_manage(house: House) -> None:
    lea = house.salon.do(hire, "Lily", Role.RECEPTION)

    with pytest.raises(NotAllowed):
        house.salon.do_as(lea, accept_end, LOST.head)
    assert house.salon.ask(is_missed)
