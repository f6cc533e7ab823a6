"""What is noted in a client's file, what two joined files keep, what is shown."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from salon.appointments.operations import Booking, arrive, book, complete
from salon.catalogue.model import Subject
from salon.catalogue.tables import Entry
from salon.clients.household import add_relative
from salon.clients.model import (
    BadField,
    BirthdayLine,
    ClientCard,
    ClientDraft,
    ClientId,
    Fact,
    Grade,
    LunarDay,
    PhoneLine,
)
from salon.clients.operations import (
    add_client,
    add_family,
    confirm_allergy,
    correct_client,
    end_allergy,
    end_condition,
    give_consent,
    merge_clients,
    note_allergy,
    note_condition,
    note_patch_test,
)
from salon.clients.queries import (
    client_card,
    client_lines,
    count_found,
    find_clients,
    living,
    namesakes,
    sharing_phone,
)
from salon.clients.tables import Consent
from salon.clock import StoppedClock
from salon.erasure.operations import erase_client
from salon.errors import Missing, NotAllowed
from salon.rights import Right
from salon.safety.queries import _tests_of
from salon.staff.model import Role
from salon.staff.operations import hire
from salon.views.celebrations import birthdays
from salon.work import RIGHTS, Reading, Work
from tests.house import FRIDAY, NOW, House
from tests.leaning import RowMade, a_row

DAY = timedelta(days=1)


@pytest.fixture
def house(house: House) -> House:
    """Return the house with a condition, a consent, a relation and two questions."""

    def note(work: Work) -> None:
        for subject, ref in (
            (Subject.HEALTH_CONDITION, "pregnancy"),
            (Subject.HEALTH_CONDITION, "sunburn"),
            (Subject.CONSENT, "photos"),
            (Subject.TERM, "relation:mother"),
            (Subject.CLIENT_FIELD, "drink"),
            (Subject.CLIENT_FIELD, "job"),
        ):
            a_row(work, Entry, subject=subject, ref=ref, en=ref, body="{}")
        work.record(RowMade())

    house.salon.do(note)
    return house


def card(house: House, key: ClientId | None = None) -> ClientCard:
    return house.salon.ask(client_card, key or house.amira)


def corrected(house: House, key: ClientId, **said: Any) -> None:
    house.salon.do(correct_client, key, ClientDraft(**said))


def a_phone(digits: str, **more: Any) -> PhoneLine:
    return PhoneLine(f"+336{digits}", raw=f"+336{digits}", **more)


def joined(house: House) -> ClientCard:
    house.salon.do(merge_clients, house.amira, house.basia)
    return card(house)


def test_two_joined_files_keep_what_was_written_in_both(house: House) -> None:
    corrected(house, house.amira, note="shy", called="Ami", facts={"drink": "tea"})
    more = {"drink": "coffee", "job": "baker"}
    corrected(
        house, house.basia, note="tall", called="Basi", email="b@x.fr", facts=more
    )

    after = joined(house)

    assert (after.note, after.line.called, after.email) == (
        "shy\ntall\nFrom the other file: Name: Basia Nowak; nickname: Basi; "
        "drink: coffee",
        "Ami",
        "b@x.fr",
    )
    assert after.facts == (Fact("drink", "tea"), Fact("job", "baker"))
    house.salon.undo()
    assert card(house).note == "shy"
    assert card(house, house.basia).facts == (
        Fact("drink", "coffee"),
        Fact("job", "baker"),
    )


def test_a_note_that_both_files_have_is_kept_once(house: House) -> None:
    corrected(house, house.amira, note="shy and tall")
    corrected(house, house.basia, note="tall")

    [note, other] = joined(house).note.splitlines()
    assert note == "shy and tall"
    assert other == "From the other file: Name: Basia Nowak"


def test_each_number_is_kept_once_and_the_kept_files_own_comes_first(
    house: House,
) -> None:
    own, other = a_phone("01020304"), a_phone("99999999")
    again = a_phone("01020304", label="work")
    corrected(house, house.amira, phones=(own,))
    corrected(house, house.basia, phones=(other, again))

    numbers = [one.number for one in joined(house).line.phones]
    assert numbers == [own.number, other.number]
    assert [one.id for one in house.salon.ask(sharing_phone, other.number)] == [
        house.amira
    ]
    assert [one.id for one in house.salon.ask(sharing_phone, own.number)] == [
        house.amira
    ]


def test_a_birthday_is_taken_over_whole_or_not_at_all(house: House) -> None:
    lunar = BirthdayLine(1990, 9, 18, LunarDay(8, 15, True))
    corrected(house, house.basia, birthday=lunar)

    assert joined(house).line.birthday == lunar
    house.salon.undo()
    own = BirthdayLine(None, 5, 4)
    corrected(house, house.amira, birthday=own)
    assert joined(house).line.birthday == own


def test_conditions_allergies_and_family_add_up_and_she_is_not_her_own_family(
    house: House,
) -> None:
    house.salon.do(add_relative, house.amira, "mother", "Basia", other=house.basia)
    house.salon.do(note_allergy, house.basia, "Latex")
    house.salon.do(note_condition, house.basia, "sunburn")
    house.salon.do(note_condition, house.amira, "pregnancy")

    after = joined(house)

    assert [one.substance for one in after.allergies] == ["Latex"]
    assert {one.condition for one in after.conditions} == {"sunburn", "pregnancy"}
    assert [(one.name, one.other_id) for one in after.relatives] == [("Basia", None)]


def test_a_file_is_found_where_it_went_and_nowhere_else(house: House) -> None:
    third = house.salon.do(add_client, ClientDraft(name="Carla Roux"))
    joined(house)
    house.salon.do(merge_clients, third, house.amira)

    assert house.salon.ask(living, house.basia) == third
    assert [one.id for one in house.salon.ask(find_clients, "")] == [third]
    with pytest.raises(Missing):
        house.salon.do(merge_clients, third, third)


def test_the_preferred_number_comes_first(house: House) -> None:
    home, mobile = a_phone("11111111"), a_phone("22222222", preferred=True)
    corrected(house, house.amira, phones=(home, mobile))

    assert card(house).line.phone == mobile.number
    corrected(house, house.amira, phones=(home,))
    assert card(house).line.phone == home.number


@pytest.mark.parametrize(
    ("over", "stands"), [(None, False), (FRIDAY, False), (FRIDAY + DAY, True)]
)
def test_what_is_over_stands_in_her_file_up_to_the_day_before(
    house: House, over: date | None, stands: bool
) -> None:
    house.salon.do(note_condition, house.amira, "pregnancy")
    [noted] = card(house).conditions
    assert noted.since == FRIDAY

    house.salon.do(end_condition, noted.id, on=over)

    assert bool(card(house).conditions) is stands
    assert bool(card(house).line.alerts) is stands


def test_what_comes_again_is_noted_anew_and_the_first_time_stays(house: House) -> None:
    house.salon.do(note_condition, house.amira, "sunburn", since=FRIDAY - 9 * DAY)
    [first] = card(house).conditions
    house.salon.do(end_condition, first.id, on=FRIDAY - DAY)

    house.salon.do(note_condition, house.amira, "sunburn")
    house.salon.do(note_condition, house.amira, "sunburn", note="shoulders")

    [again] = card(house).conditions
    assert (again.since, again.until, again.note) == (FRIDAY, None, "shoulders")
    assert again.id != first.id
    with pytest.raises(BadField):
        house.salon.do(note_condition, house.amira, "sadness")


def test_an_allergy_speaks_loudly_once_it_is_sure_and_is_silent_when_it_is_none(
    house: House,
) -> None:
    house.salon.do(note_allergy, house.amira, " Latex  gloves ", is_confirmed=False)
    [asked] = card(house).allergies
    assert [one.grade for one in card(house).line.alerts] == [Grade.NOTICE]
    assert asked.substance == "Latex gloves"

    house.salon.do(confirm_allergy, asked.id)
    assert [one.grade for one in card(house).line.alerts] == [Grade.CRITICAL]
    house.salon.do(end_allergy, asked.id)
    assert card(house).line.alerts == ()
    house.salon.undo()
    assert len(card(house).line.alerts) == 1
    with pytest.raises(BadField):
        house.salon.do(note_allergy, house.amira, " ")


def test_the_loudest_alert_stands_first(house: House) -> None:
    house.salon.do(note_allergy, house.amira, "Nickel", is_confirmed=False)
    house.salon.do(note_condition, house.amira, "pregnancy")

    grades = [one.grade for one in card(house).line.alerts]
    assert grades == [Grade.CRITICAL, Grade.NOTICE]


def test_a_consent_stands_until_it_is_withdrawn(house: House) -> None:
    house.salon.do(give_consent, house.amira, "photos")
    assert card(house).consents == ("photos",)

    def withdraw(work: Work) -> None:
        for one in work.session.query(Consent):
            one.withdrawn_on = FRIDAY
        work.record(RowMade())

    house.salon.do(withdraw)
    assert card(house).consents == ()
    with pytest.raises(BadField):
        house.salon.do(give_consent, house.amira, "everything")


def test_a_patch_test_is_read_when_there_is_something_to_read(house: House) -> None:
    def asked(reading: Reading) -> Any:
        return _tests_of(reading, (house.amira,))[house.amira]

    house.salon.do(note_patch_test, house.amira, "dye")
    [put_on] = house.salon.ask(asked)
    assert (put_on.applied_at, put_on.read_at, put_on.result) == (NOW, None, "")

    before = NOW - 2 * DAY
    args = (house.amira, "dye")
    house.salon.do(note_patch_test, *args, applied_at=before, result="none")
    _newer, read = house.salon.ask(asked)
    assert (read.applied_at, read.read_at, read.result) == (before, NOW, "none")
    with pytest.raises(BadField):
        house.salon.do(note_patch_test, house.amira, "dye", result="perhaps")


def test_someone_of_her_family_has_a_file_in_one_step(house: House) -> None:
    said = ClientDraft(name="Samira Khan")
    key = house.salon.do(add_family, said, "mother", house.amira, "Amira")

    [relative] = card(house, key).relatives
    assert (relative.relation, relative.other_id) == ("mother", house.amira)
    house.salon.undo()
    with pytest.raises(Missing):
        card(house, key)
    with pytest.raises(BadField):
        house.salon.do(add_relative, house.amira, "boss", "Eve")


def test_the_visit_of_today_is_the_next_one_until_it_is_kept(house: House) -> None:
    key = house.salon.do(book, house.wish(time(9)))
    later = Booking(house.amira, house.peel, FRIDAY + 7 * DAY, time(9))
    house.salon.do(book, later)

    [line] = house.salon.ask(client_lines, [house.amira])
    assert (line.last_visit, line.next_visit) == (None, FRIDAY)
    house.salon.do(arrive, key)
    house.salon.do(complete, key)
    [line] = house.salon.ask(client_lines, [house.amira])
    assert (line.last_visit, line.next_visit) == (FRIDAY, FRIDAY + 7 * DAY)


@pytest.mark.parametrize(
    ("born", "celebrates"),
    [
        (BirthdayLine(1990, 3, 26), None),
        (BirthdayLine(1990, 3, 27), FRIDAY),
        (BirthdayLine(None, 4, 3), FRIDAY + 7 * DAY),
        (BirthdayLine(1990, 4, 4), None),
        (BirthdayLine(None, None, None, LunarDay(2, 9)), FRIDAY),  # that very day
        (BirthdayLine(1990, 9, 1, LunarDay(2, 9)), None),  # she keeps the solar one
    ],
)
def test_who_celebrates_in_a_week_is_named_from_today_to_the_last_day(
    house: House, born: BirthdayLine, celebrates: date | None
) -> None:
    corrected(house, house.amira, birthday=born)

    found = house.salon.ask(birthdays, FRIDAY + 7 * DAY)

    assert [(line.id, day) for line, day, _moon in found] == (
        [] if celebrates is None else [(house.amira, celebrates)]
    )


@pytest.mark.parametrize(
    ("born", "day"),
    [
        (BirthdayLine(1988, 2, 29), date(2026, 2, 28)),
        (BirthdayLine(1988, 2, 28), date(2028, 2, 28)),
        (BirthdayLine(1988, 2, 29), date(2028, 2, 29)),
        (BirthdayLine(None, None, None, LunarDay(12, 30)), date(2026, 2, 16)),
        (BirthdayLine(None, None, None, LunarDay(12, 29)), date(2026, 2, 16)),
        (BirthdayLine(None, None, None, LunarDay(6, 12, True)), date(2026, 7, 25)),
    ],
)
def test_a_birthday_on_a_day_the_month_lacks_is_told_on_its_last(
    house: House, born: BirthdayLine, day: date
) -> None:
    """Neither the 28th of February nor the eve of the Chinese New Year is forgotten."""
    corrected(house, house.amira, birthday=born)
    clock = house.salon._clock
    assert isinstance(clock, StoppedClock)
    clock.instant = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)

    found = house.salon.ask(birthdays, day)

    assert [(line.id, on) for line, on, _moon in found] == [(house.amira, day)]


@pytest.mark.parametrize(("day", "age"), [(26, 17), (27, 18), (28, 18)])
def test_she_is_a_year_older_on_her_birthday(day: int, age: int) -> None:
    assert BirthdayLine(2008, 3, 27).age(date(2026, 3, day)) == age


def test_another_client_of_her_name_is_pointed_out(house: House) -> None:
    other = house.salon.do(add_client, ClientDraft(name="AMIRA  khan"))

    assert [one.id for one in house.salon.ask(namesakes, house.amira)] == [other]
    assert house.salon.ask(namesakes, house.basia) == []


def test_a_file_is_opened_on_the_salons_day(house: House) -> None:
    clock = house.salon._clock
    assert isinstance(clock, StoppedClock)
    clock.instant = datetime.fromisoformat("2026-03-27T23:30:00+00:00")

    key = house.salon.do(add_client, ClientDraft(name="Carla Roux"))

    assert card(house, key).registered == FRIDAY + DAY


def test_the_number_of_a_file_finds_it(house: House) -> None:
    salon = house.salon

    def found(typed: str) -> list[int]:
        keys = [int(one.id) for one in salon.ask(find_clients, typed)]
        assert salon.ask(count_found, typed) == len(keys)
        return keys

    assert found(f" c{house.basia} ") == [house.basia]
    assert found("C99") == found(f"A{house.basia}") == []
    named = salon.do(add_client, ClientDraft(name=f"C{house.amira} Roux"))
    assert found(f"C{house.amira}") == [house.amira, named]  # the file itself first
    assert salon.ask(find_clients, f"C{house.amira}", 1)[0].id == house.amira
    assert found(f"C{named}") == [named]
    salon.do(correct_client, named, ClientDraft(name=f"C{named} Roux"))
    assert found(f"C{named}") == [named]  # once
    salon.do(merge_clients, house.amira, named)
    assert found(f"C{named}")[0] == house.amira
    salon.do(erase_client, house.amira)
    assert found(f"C{named}") == found(f"C{house.amira}") == []


def test_files_are_written_in_by_who_keeps_files(house: House) -> None:
    tom = house.salon.do(hire, "Tom", Role.TRAINEE)
    ami, draft = house.amira, ClientDraft(name="Eve")

    attempts: list[tuple[Callable[..., Any], tuple[Any, ...]]] = [
        (add_client, (draft,)),
        (correct_client, (ami, draft)),
        (note_allergy, (ami, "Latex")),
        (confirm_allergy, (1,)),
        (end_allergy, (1,)),
        (note_condition, (ami, "pregnancy")),
        (end_condition, (1,)),
        (give_consent, (ami, "photos")),
        (add_relative, (ami, "mother", "Eve")),
        (add_family, (draft, "mother", ami, "Eve")),
        (merge_clients, (ami, house.basia)),
    ]
    for operation, args in attempts:
        with pytest.raises(NotAllowed):
            house.salon.do_as(tom, operation, *args)
    anna = house.salon.do(hire, "Anna", Role.AFTERCARE)
    with pytest.raises(NotAllowed):
        house.salon.do_as(anna, note_patch_test, ami, "dye")
    for operation, _args in attempts:
        assert RIGHTS[operation] is Right.FILE  # and not that to book, for one
