"""Two files of one person are joined: what both know is there, what differs is said."""

from datetime import date, time

import pytest

from salon.appointments.model import AppointmentId, Status, VisitsClash
from salon.appointments.operations import Booking, book, cancel
from salon.appointments.queries import clashing
from salon.appointments.tables import Appointment
from salon.clients.joining import MayBeTwo, answer_words
from salon.clients.model import BadField, BirthdayLine, ClientDraft
from salon.clients.operations import correct_client, merge_clients, note_allergy
from salon.clients.queries import client_card, differing, two_birthdays
from salon.reports.queries import findings
from salon.rooms.operations import add_room
from salon.staff.operations import hire
from salon.text import Names
from salon.work import Reading
from tests.house import NEXT_MONTH, House


def described(house: House) -> None:
    """Let the two files answer some things otherwise, some alike, some alone."""
    house.salon.do(
        correct_client,
        house.amira,
        ClientDraft(
            email="amira@example.com",
            wechat="amira",
            birthday=BirthdayLine(1985, 5, 5),
            note="prefers Tuesday",
        ),
    )
    house.salon.do(
        correct_client,
        house.basia,
        ClientDraft(
            email="basia@example.com",
            wechat="Amira",
            card_no="0042",
            birthday=BirthdayLine(1985, 6, 5),
            note="pays by card",
        ),
    )


def state(house: House, key: AppointmentId) -> tuple[Status, int]:
    def ask(reading: Reading) -> tuple[Status, int]:
        row = reading.session.get(Appointment, key)
        assert row is not None
        return row.status, int(row.client_id)

    return house.salon.ask(ask)


def test_what_lost_is_kept_in_the_note(house: House) -> None:
    described(house)

    house.salon.do(merge_clients, house.amira, house.basia)

    card = house.salon.ask(client_card, house.amira)
    assert (card.email, card.card_no) == ("amira@example.com", "0042")
    assert card.note.splitlines() == [
        "prefers Tuesday",
        "pays by card",
        "From the other file: Name: Basia Nowak; email: basia@example.com; "
        "Birthday: 5 Jun 1985",
    ]
    house.salon.undo()
    assert house.salon.ask(client_card, house.basia).email == "basia@example.com"


def test_who_joins_says_which_file_is_right(house: House) -> None:
    described(house)
    asked = house.salon.ask(differing, house.amira, house.basia)
    assert [one.field for one in asked] == ["name", "email", "birthday"]

    house.salon.do(merge_clients, house.amira, house.basia, taken=("name", "birthday"))

    card = house.salon.ask(client_card, house.amira)
    assert (card.line.name, card.email) == ("Basia Nowak", "amira@example.com")
    assert card.line.birthday.date == date(1985, 6, 5)
    assert "Name: Amira Khan; email: basia@example.com; Birthday: 5 May 1985" in (
        card.note
    )


def test_what_does_not_differ_cannot_be_taken(house: House) -> None:
    described(house)

    with pytest.raises(BadField):
        house.salon.do(merge_clients, house.amira, house.basia, taken=("wechat_id",))


@pytest.fixture
def two(house: House) -> tuple[AppointmentId, AppointmentId]:
    """Return a visit of each file, the second five minutes into the first."""
    mia = house.salon.do(hire, "Mia")
    house.salon.do(add_room, "Cabin 2", "any_bed")
    wishes = (
        Booking(house.amira, house.peel, NEXT_MONTH, time(10), staff_id=house.lea),
        Booking(house.basia, house.peel, NEXT_MONTH, time(10, 5), staff_id=mia),
    )
    first, second = (house.salon.do(book, wish) for wish in wishes)
    return first, second


def test_two_visits_at_one_time_are_both_named(
    house: House, two: tuple[AppointmentId, AppointmentId]
) -> None:
    with pytest.raises(VisitsClash) as caught:
        house.salon.do(merge_clients, house.amira, house.basia)

    said = str(caught.value)
    assert "27 Apr 2026" in said
    assert "10:00 Peel, Léa (A1) and 10:05 Peel, Mia (A2)" in said
    assert caught.value.visits == [["A1", "A2"]]
    assert state(house, two[1]) == (Status.BOOKED, house.basia)


@pytest.mark.parametrize("stays", [0, 1])
def test_the_one_that_was_chosen_stays_and_the_other_is_called_off(
    house: House, two: tuple[AppointmentId, AppointmentId], stays: int
) -> None:
    house.salon.do(merge_clients, house.amira, house.basia, stays=[two[stays]])

    assert state(house, two[stays]) == (Status.BOOKED, house.amira)
    assert state(house, two[1 - stays]) == (Status.CANCELLED, house.amira)
    assert house.salon.ask(findings) == []
    house.salon.undo()
    assert state(house, two[0]) == (Status.BOOKED, house.amira)
    assert state(house, two[1]) == (Status.BOOKED, house.basia)
    assert house.salon.ask(findings) == []


def test_both_cannot_stay(
    house: House, two: tuple[AppointmentId, AppointmentId]
) -> None:
    with pytest.raises(VisitsClash):
        house.salon.do(merge_clients, house.amira, house.basia, stays=two)


def test_visits_one_after_the_other_are_in_nobodys_way(
    house: House, two: tuple[AppointmentId, AppointmentId]
) -> None:
    house.salon.do(cancel, two[1])
    after = Booking(house.basia, house.peel, NEXT_MONTH, time(10, 45))
    house.salon.do(book, after)

    assert house.salon.ask(clashing, house.amira, house.basia) == []
    house.salon.do(merge_clients, house.amira, house.basia)


@pytest.mark.parametrize(
    ("field", "value", "kind", "words"),
    [
        ("preferred_language", "zh_TW", "enum", "Traditional Chinese"),
        ("preferred_language", "en", "enum", "English"),
        ("emergency_phone", "+8613800138042", "phone", "+86 138 0013 8042"),
        ("emergency_phone", "+447700900123", "phone", "07700 900123"),
        ("emergency_phone", "ask her", "phone", "ask her"),
        ("goal_by", "1971-03-30", "date", "30 Mar 1971"),
        ("goal_by", "in spring", "date", "in spring"),
        ("can_name_salon", "no", "bool", "no"),
        ("tongues", "en zh_hant", "multi_enum", "English, Traditional Chinese"),
        ("remark", "zh_TW", "text", "zh_TW"),
    ],
)
def test_what_two_files_say_is_shown_in_words(
    field: str, value: str, kind: str, words: str
) -> None:
    tongues = {
        "en": Names("English", "英语", "英文"),
        "zh_hant": Names("Traditional Chinese", "繁体中文", "繁體中文"),
    }

    assert answer_words(field, value, kind, tongues, "uk") == words


def test_birthdays_years_apart_are_joined_with_a_reason_only(house: House) -> None:
    born = BirthdayLine(1985, 5, 5)
    house.salon.do(correct_client, house.amira, ClientDraft(birthday=born))
    for year, is_asked in ((1984, False), (1986, False), (1983, True), (1961, True)):
        other = ClientDraft(birthday=BirthdayLine(year, 5, 5))
        house.salon.do(correct_client, house.basia, other)
        said = house.salon.ask(two_birthdays, house.amira, house.basia)
        assert bool(said) == is_asked, year
    assert said == "5 May 1985, 5 May 1961"
    for reason in ("", "..", "x"):
        with pytest.raises(MayBeTwo, match="two people"):
            house.salon.do(merge_clients, house.amira, house.basia, reason=reason)

    why = "her passport says 1985"
    house.salon.do(merge_clients, house.amira, house.basia, reason=why)

    note = house.salon.ask(client_card, house.amira).note
    assert note.endswith(f"years apart (5 May 1985, 5 May 1961): {why}")
    house.salon.undo()
    assert house.salon.ask(client_card, house.amira).note == ""


def test_an_allergy_known_by_another_name_asks_nothing_after_joining(
    house: House,
) -> None:
    house.salon.do(note_allergy, house.amira, "Penicillin")
    for said in ("盘尼西林", "Nickel"):
        house.salon.do(note_allergy, house.basia, said, is_confirmed=False)

    house.salon.do(merge_clients, house.amira, house.basia)

    stand = house.salon.ask(client_card, house.amira).allergies
    assert [(one.substance, one.confirmed) for one in stand] == [
        ("Penicillin", True),
        ("Nickel", False),
    ]
    house.salon.undo()
    assert len(house.salon.ask(client_card, house.basia).allergies) == 2


def test_what_was_told_of_an_allergy_outlives_the_joining(house: House) -> None:
    house.salon.do(note_allergy, house.amira, "latex")
    house.salon.do(
        note_allergy, house.basia, "天然橡胶", reaction="hives", is_confirmed=False
    )

    house.salon.do(merge_clients, house.amira, house.basia)

    stand = house.salon.ask(client_card, house.amira).allergies
    assert [one.substance for one in stand] == ["latex", "天然橡胶"]
