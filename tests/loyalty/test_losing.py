"""Why somebody does not come any more, in her words."""

from datetime import time, timedelta

import pytest
from sqlalchemy import select

from salon.appointments.operations import Booking, book
from salon.errors import Missing
from salon.loyalty.losing import note_loss
from salon.loyalty.model import Loss, NotLost
from salon.loyalty.tables import LossReason
from salon.work import Reading
from tests.house import FRIDAY, House


def kept(reading: Reading) -> list[tuple[Loss, str]]:
    asked = select(LossReason.reason, LossReason.words).order_by(LossReason.id)
    return [(row.reason, row.words) for row in reading.session.execute(asked)]


def test_a_reason_is_kept_and_can_be_taken_back(house: House) -> None:
    house.salon.do(note_loss, house.amira, Loss.MOVED, " To Lyon ")
    house.salon.do(note_loss, house.amira, Loss.VALUE)
    assert house.salon.ask(kept) == [(Loss.MOVED, "To Lyon"), (Loss.VALUE, "")]
    house.salon.undo()
    assert house.salon.ask(kept) == [(Loss.MOVED, "To Lyon")]


def test_who_has_booked_is_not_lost(house: House) -> None:
    monday = FRIDAY + timedelta(days=3)
    house.salon.do(book, Booking(house.amira, house.peel, monday, time(10)))
    with pytest.raises(NotLost, match="Amira Khan"):
        house.salon.do(note_loss, house.amira, Loss.MOVED)
    assert house.salon.ask(kept) == []
    with pytest.raises(Missing):
        house.salon.do(note_loss, 999, Loss.MOVED)
