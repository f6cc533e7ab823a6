"""Who may take lists out, and that it is told."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from salon.clients.model import ClientId
from salon.errors import Missing, NotAllowed
from salon.exchange.operations import (
    export_clients,
    may_take_out,
    note_copy_made,
    note_list_out,
)
from salon.history.queries import history
from salon.work import Work
from tests.house import House


def test_many_clients_are_the_owners_to_hand_out(house: House) -> None:
    def with_rights(count: int) -> Callable[[Work], None]:
        def ask(work: Work) -> None:
            few = work.by.rights - {
                next(one for one in work.by.rights if one == "manage")
            }

            may_take_out(replace(work, by=replace(work.by, rights=few)), count)

        return ask

    house.salon.do(with_rights(20))
    with pytest.raises(NotAllowed):
        house.salon.do(with_rights(21))
    house.salon.do(note_list_out, 21)
    assert "21" in house.salon.ask(history)[0].text
    assert len(house.salon.do(export_clients)) == 2


def test_a_copy_for_a_client_is_told(house: House) -> None:
    house.salon.do(note_copy_made, house.amira)

    assert house.salon.ask(history)[0].kind == "exchange.ClientCopied"
    with pytest.raises(Missing):
        house.salon.do(note_copy_made, ClientId(99))
