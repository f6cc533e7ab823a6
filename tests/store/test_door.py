"""No control character comes into the records, whichever way it is brought."""

from sqlalchemy import String, text

from salon import tables as tables
from salon.clients.model import ClientDraft
from salon.clients.operations import add_client, note_allergy
from salon.exchange.model import Incoming
from salon.exchange.operations import import_clients
from salon.rooms.operations import add_room
from salon.store.base import Base, door
from tests.house import House

NASTY = "one\rtwo\x00\u2028three\x1b[31m\u202egnp\ufeff"
TIDY = "one\ntwo\nthree[31mgnp"


def test_every_text_that_is_stored_goes_through_the_door() -> None:
    for mapper in Base.registry.mappers:
        if not hasattr(mapper.class_, "is_reference"):
            continue  # the history and drafts: not typed, or not yet
        for column in mapper.columns:
            if type(column.type) is String:
                row = mapper.class_()
                setattr(row, mapper.get_property_by_column(column).key, "a\rb\x00")
                kept = getattr(row, mapper.get_property_by_column(column).key)
                assert not {"\r", "\x00"} & set(kept), column
                assert door(column) is not None


def test_what_is_typed_is_kept_without_control_characters(house: House) -> None:
    her = house.salon.do(add_client, ClientDraft(name="Ann\r Lee", note=NASTY))
    house.salon.do(note_allergy, her, "latex\rnuts")
    house.salon.do(add_room, "Room\r\n9", "any_bed")

    with house.salon._engine.connect() as connection:
        said = connection.execute(
            text("SELECT note, name FROM client WHERE id = :id"), {"id": her}
        ).one()
        substance = connection.scalar(text("SELECT substance FROM allergy"))
        rooms = connection.scalars(text("SELECT name FROM room")).all()
    assert tuple(said) == (TIDY, "Ann Lee")
    assert substance == "latex nuts"
    assert "Room 9" in rooms


def test_what_an_import_brings_is_kept_without_them(house: House) -> None:
    people = [Incoming(1, name="陈静", note=NASTY, allergies=("a\rb",))]

    house.salon.do(import_clients, people, "list\r.csv")

    with house.salon._engine.connect() as connection:
        assert (
            connection.scalar(text("SELECT note FROM client ORDER BY id DESC")) == TIDY
        )
        assert connection.scalar(text("SELECT substance FROM allergy")) == "a b"
