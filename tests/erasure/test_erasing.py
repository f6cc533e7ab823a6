"""Who asks to be forgotten is forgotten, to the last byte; the books stay."""

from collections.abc import Callable
from contextlib import closing
from datetime import time, timedelta
from hashlib import sha256
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from sqlalchemy import String, select

from salon.app import Salon
from salon.appointments.operations import cancel, complete
from salon.appointments.tables import Appointment
from salon.clients.model import (
    ClientDraft,
    ClientId,
    FileErased,
    JoinedAlready,
    OneFile,
    PhoneLine,
)
from salon.clients.operations import (
    add_client,
    correct_client,
    merge_clients,
    note_allergy,
)
from salon.clients.queries import client_card, find_clients
from salon.clients.tables import Allergy, Client, Relative
from salon.erasure.model import AskedAlready, NotAsked, Why
from salon.erasure.operations import (
    call_off_erasure,
    erase_again,
    erase_client,
    erase_due,
    foresee_erasure,
)
from salon.erasure.queries import is_erased, pending, prospect
from salon.erasure.retention import kept_until
from salon.errors import CannotUndo, ChangedSince, NotAllowed
from salon.forgotten import agree, bring, erase, older_copies, read
from salon.history.queries import faults
from salon.money import Money
from salon.reports.queries import findings
from salon.skin.tables import Photo, shelve
from salon.staff.model import Role
from salon.staff.tables import StaffMember
from salon.store.folder import ERASED as LIST
from salon.store.leaning import Erasure, Tie, kinds, links_to
from salon.tables import METADATA
from salon.work import Reading, Work
from tests.erasure.bytes import opened_bytes
from tests.house import FRIDAY, KEY, NOW, House, open_house, salon_at
from tests.leaning import RowMade, a_row

NAME, OLD, CALLED = "Zephyrine Quillfeather", "Zephyrine Maidenname", "Zephchen"
HAN, PINYIN = "欧阳翠微", "ouyangcuiwei"
NUMBER, MAIL = "+33677889900", "zephyrine.q@example.org"
WORDS = "dreams of lighthouses and marzipan"
WORDY = {"words", "note", "text", "why", "reason", "value", "title", "substance"} | {
    *("recipient", "detail", "finding", "promised", "done", "advice", "message"),
    *("client_sign", "signature", "signed_by", "what", "hopes", "farewell", "holder"),
}
SCENT = b"a picture nobody else has: " + bytes(range(256)) * 4


@pytest.fixture
def house(another_desk: Callable[..., Salon]) -> House:
    """Return a house on either kind of store."""
    return open_house(another_desk())


@pytest.fixture
def hers(house: House) -> ClientId:
    """Return somebody of whom something stands in every table there is."""
    salon = house.salon
    phone = PhoneLine(NUMBER, "", True, "06 77 88 99 00", "")
    draft = ClientDraft(name=OLD, called=CALLED, phones=(phone,), note=WORDS)
    key = salon.do(add_client, draft)
    other = PhoneLine("+33677889911", "", True, "0677889911", "")
    salon.do(correct_client, key, ClientDraft(phones=(other,)))
    salon.do(
        correct_client,
        key,
        ClientDraft(name=NAME, phones=(phone,), facts={"email": MAIL, "note": WORDS}),
    )
    salon.do(note_allergy, key, f"Cashew, {WORDS}")

    def gone(work: Work) -> None:
        row = work.session.scalars(select(Allergy)).first()
        work.session.delete(row)
        work.record(RowMade())

    salon.do(gone)

    def everywhere(work: Work) -> None:
        for link in links_to("client", Tie.PART, Tie.OWN):
            if link.kind.__tablename__ in ("erasure", "departure"):
                continue
            row = a_row(work, link.kind, **{link.column.key: key})
            free = {c.key for c in link.table.c if type(c.type) is String}
            if link.leaning.erasure is not Erasure.REMOVED:
                free &= set(link.kind.told)
            for name in WORDY & free:
                setattr(row, name, f"{WORDS}, {CALLED}")
        digest = sha256(SCENT).hexdigest()
        shelve(work.session.connection(), digest, SCENT, SCENT)
        a_row(work, Photo, client_id=key, hash=digest)
        work.record(RowMade())

    salon.do(everywhere)
    return key


def settled(salon: Salon) -> None:
    """Let nothing be held any more, past the rules: this house has no till."""

    def end(work: Work) -> None:
        for kind, said in (
            ("appointment", {"day": FRIDAY - timedelta(days=30)}),
            ("incident", {"closed_at": work.now}),
            ("complaint", {"closed_at": work.now}),
            ("bill", {"state": "closed", "series": "x", "number": 1, "year": 2026}),
            ("course", {"price": Money()}),
            ("holding", {"paid": Money(), "deposit": Money()}),
        ):
            table = METADATA.tables[kind]
            for row in work.session.scalars(select(kinds()[kind])):
                for name, value in said.items():
                    if name in table.c:
                        setattr(row, name, value)
        work.record(RowMade())

    salon.do(end)


def everything_in(salon: Salon) -> str:
    """Return all that the tables hold, as one text."""

    def ask(reading: Reading) -> str:
        run = reading.session.connection().execute
        return "\n".join(
            f"{table.name} {tuple(row)!r}"
            for table in METADATA.sorted_tables
            for row in run(select(table))
        )

    return salon.ask(ask)


def test_nothing_of_who_was_erased_is_left_in_any_byte(
    house: House, hers: ClientId, store: str
) -> None:
    salon = house.salon

    def about(work: Work) -> None:
        row = work.get(Client, house.basia)
        row.note = f"Came with {NAME.upper()}, number 06 77 88 99 00."
        said = {"relation": "sister", "name": NAME, "other_id": hers}
        work.add(Relative(client_id=house.amira, **said))
        work.record(RowMade())

    salon.do(about)
    salon.keep("note 12", f'{{"text": "{CALLED} rang"}}')
    settled(salon)
    before = everything_in(salon)
    for said in (NAME, WORDS, "677889900", MAIL, CALLED):
        assert said in before

    assert salon.do(erase_client, hers)
    salon.scrub()

    after = everything_in(salon)
    for said in (NAME, OLD, "Quillfeather", WORDS, "677889900", "677889911", MAIL):
        assert said not in after, [
            line[:300] for line in after.splitlines() if said in line
        ]
    for said in (CALLED, "06 77 88 99 00", "zephyrine", "quillfeather"):
        assert said.lower() not in after.lower(), said
    if not store.startswith("postgresql"):
        plain = opened_bytes(Path(store) / "salon.db", KEY)
        assert b"Amira" in plain  # it is the whole of it, and it can be read
        for said in (NAME, OLD, "Quillfeather", WORDS, "677889900", MAIL, CALLED):
            assert said.lower().encode() not in plain.lower(), said
        assert SCENT[:60] not in plain
    assert salon.ask(faults) == []
    assert salon.ask(is_erased, hers)
    assert salon.ask(find_clients, NAME) == []


def test_what_is_held_stays_and_the_rest_goes_by_itself_on_its_day(
    house: House,
) -> None:
    salon = house.salon
    key = house.booked(time(14))
    salon.do(note_allergy, house.amira, "Latex")
    salon.do(correct_client, house.amira, ClientDraft(note=WORDS))

    look = salon.ask(prospect, house.amira)
    assert [(one.why, one.until) for one in look.held] == [(Why.VISIT, FRIDAY)]
    assert look.due == FRIDAY
    assert not salon.do(erase_client, house.amira)

    assert WORDS not in everything_in(salon)
    card = salon.ask(client_card, house.amira)
    assert card.line.name == "Amira Khan"
    assert [one.substance for one in card.allergies] == ["Latex"]
    assert card.do_not_contact
    assert salon.do(erase_due) == 0
    with pytest.raises(AskedAlready):
        salon.do(erase_client, house.amira)
    assert salon.ask(faults) == []

    salon.do(cancel, key)
    assert [one.client_id for one in salon.ask(pending)] == [house.amira]
    with salon.stopped_at((NOW + timedelta(days=1)).replace(tzinfo=None)):
        assert salon.do(erase_due) == 1
    assert "Amira" not in everything_in(salon)
    assert salon.ask(faults) == []
    assert salon.ask(pending) == ()


def test_an_erasure_that_waits_can_be_called_off(house: House) -> None:
    house.booked(time(14))
    house.salon.do(erase_client, house.amira)

    house.salon.do(call_off_erasure, house.amira)
    assert house.salon.ask(pending) == ()
    with pytest.raises(NotAsked):
        house.salon.do(call_off_erasure, house.amira)


def test_undo_brings_nobody_back(
    house: House, another_desk: Callable[..., Salon]
) -> None:
    salon = house.salon
    salon.do(correct_client, house.amira, ClientDraft(note=WORDS))
    earlier = salon.ask(
        lambda r: (
            r.session.connection()
            .exec_driver_sql("SELECT max(seq) FROM action")
            .scalar_one()
        )
    )
    salon.do(erase_client, house.amira)

    with pytest.raises(CannotUndo):
        salon.undo()
    with pytest.raises(ChangedSince):
        salon.undo(seq=earlier)
    with pytest.raises(FileErased):
        salon.ask(client_card, house.amira)
    with pytest.raises(FileErased):
        salon.do(correct_client, house.amira, ClientDraft(note="again"))


def test_nobody_is_joined_with_who_is_erased_or_joined_or_the_same(
    house: House,
) -> None:
    salon = house.salon
    third = salon.do(add_client, ClientDraft(name="Carla Roux"))
    fourth = salon.do(add_client, ClientDraft(name="Dora Roux"))
    salon.do(merge_clients, third, fourth)
    with pytest.raises(JoinedAlready) as said:
        salon.do(merge_clients, house.amira, fourth)
    assert f"C{third}" in str(said.value)
    with pytest.raises(OneFile):
        salon.do(merge_clients, third, third)

    salon.do(erase_client, third)
    for pair in ((house.amira, third), (third, house.amira)):
        with pytest.raises(FileErased):
            salon.do(merge_clients, *pair)
    assert "Roux" not in everything_in(salon)  # the file that was joined is one of hers


def test_the_books_and_the_visits_stay_without_a_name(house: House) -> None:
    salon = house.salon
    key = house.booked(time(7))
    salon.do(complete, key)

    assert salon.do(erase_client, house.amira)

    def kept(reading: Reading) -> Any:
        row = reading.session.get(Appointment, key)
        assert row is not None
        return row.price, row.status, row.day

    assert salon.ask(kept)[0] == Money(8500)
    assert salon.ask(kept)[2] == FRIDAY
    assert {one.rule for one in salon.ask(findings)} == set()


def test_a_namesake_and_a_shared_number_are_left_alone(house: House) -> None:
    salon = house.salon
    shared = PhoneLine("+33601020304", "", True, "06 01 02 03 04", "")
    other = salon.do(add_client, ClientDraft(name="Amira Khan", phones=(shared,)))
    note = "Amira Khan rang from 06 01 02 03 04"
    salon.do(correct_client, other, ClientDraft(note=note))

    salon.do(erase_client, house.amira)

    assert salon.ask(client_card, other).note == note
    assert [one.id for one in salon.ask(find_clients, "Amira")] == [other]
    assert [one.id for one in salon.ask(find_clients, "0601020304")] == [other]


def test_a_name_that_is_a_word_besides_is_counted_and_left(house: House) -> None:
    salon = house.salon
    hers = salon.do(add_client, ClientDraft(name="高兴"))
    for _number in range(51):
        salon.do(add_client, ClientDraft(name="Somebody Else", note="她很高兴。"))

    look = salon.ask(prospect, hers)
    assert (look.elsewhere, look.untouched) == (0, 51)
    salon.do(erase_client, hers)
    assert everything_in(salon).count("她很高兴") == 51


def test_only_who_manages_lets_somebody_be_forgotten(house: House) -> None:
    def hire(work: Work) -> Any:
        work.record(RowMade())
        return work.add(StaffMember(name="Mo", role=Role.THERAPIST)).id

    mo, do = house.salon.do(hire), house.salon.do_as
    with pytest.raises(NotAllowed):
        do(mo, erase_client, house.amira)
    with pytest.raises(NotAllowed):  # it tells of money, cases and visits
        house.salon.look_as(mo, foresee_erasure, house.amira)
    look = house.salon.look_as(None, foresee_erasure, house.amira)
    assert look == house.salon.ask(prospect, house.amira)
    with pytest.raises(NotAllowed):
        do(mo, call_off_erasure, house.amira)
    with pytest.raises(NotAllowed):
        do(mo, erase_again, (house.amira,))
    with pytest.raises(NotAllowed):
        do(mo, erase_due)


def test_an_older_backup_loses_again_who_was_erased(tmp_path: Path, key: None) -> None:
    place = tmp_path / "salon"
    with closing(salon_at(place)) as salon:
        house = open_house(salon)
    before = tmp_path / "before.db"
    copyfile(place / "salon.db", before)
    with closing(salon_at(place)) as salon:
        salon.backup()
        [old] = older_copies(salon)
        assert old.until is not None
        assert erase(salon, house.amira)
        assert [one.client for one in read(place)] == [house.amira]
        salon.backup()
    copyfile(before, place / "salon.db")
    (place / "salon.head").unlink()
    assert "Amira" in opened(place)

    with closing(salon_at(place)) as salon:
        assert salon.ask(is_erased, house.amira)
        assert not salon.ask(is_erased, house.basia)
        assert agree(salon) == 0
        assert salon.ask(faults) == []
    assert "Amira" not in opened(place)
    newest = max((place / "backups").glob("salon-*.db"), key=lambda one: one.name)
    assert b"Amira" not in opened_bytes(newest, KEY)


def opened(place: Path) -> str:
    return opened_bytes(place / "salon.db", KEY).decode("latin-1")


def test_a_list_of_other_records_erases_nobody(tmp_path: Path, key: None) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    with closing(salon_at(one)) as salon:
        house = open_house(salon)
        erase(salon, house.amira)
    with closing(salon_at(other)) as salon:
        house = open_house(salon)
    bring(other, one)
    assert (other / LIST).exists()

    with closing(salon_at(other)) as salon:
        assert not salon.ask(is_erased, house.amira)
    (other / LIST).write_text("no list at all\n{}", "utf-8")
    with closing(salon_at(other)) as salon:
        assert not salon.ask(is_erased, house.amira)


def test_what_blanks_a_row_says_which_of_its_words(house: House) -> None:
    """A row that stays must say what somebody told: or it would be kept for ever."""
    for kind in kinds().values():
        columns = set(kind.__table__.c.keys())
        assert set(kind.told) <= columns, kind
    for link in links_to("client", Tie.OWN, Tie.PART):
        if link.leaning.erasure is Erasure.BLANKED:
            assert link.kind.told, link.kind


def test_a_file_is_kept_for_years_and_that_of_a_minor_for_more() -> None:
    assert kept_until(FRIDAY, None) == FRIDAY.replace(year=2032)
    assert kept_until(FRIDAY, 1980, 3) == FRIDAY.replace(year=2029)
    assert kept_until(FRIDAY, 2008).year == 2032
    assert kept_until(FRIDAY, 2010).year == 2035
    assert kept_until(FRIDAY.replace(year=2024, month=2, day=29), None).day == 1
