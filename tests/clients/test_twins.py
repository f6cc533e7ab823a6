"""Files that may be of one person are found by what they share, and asked of once."""

from datetime import time
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.appointments.operations import arrive
from salon.clients.model import (
    BirthdayLine,
    ClientDraft,
    ClientId,
    OneFile,
    PhoneLine,
)
from salon.clients.operations import add_client, correct_client, merge_clients
from salon.clients.telling_apart import add_another, are_two_people, may_be_one
from salon.clients.twins import LAST, Person, Why, pairs
from salon.errors import Missing
from salon.views.comparing import comparison
from salon.views.twins import already, twins, twins_of, twins_of_typed
from tests.house import House


def person(key: int, name: str, **said: object) -> Person:
    return Person(key, name, name.lower(), **said)  # type: ignore[arg-type]


def why(*people: Person) -> list[tuple[int, int, tuple[Why, ...]]]:
    return [(one.one, one.other, one.why) for one in pairs(people)]


def test_a_number_is_enough_and_a_name_is_not() -> None:
    number = ("+447700900118",)
    assert why(
        person(1, "Ann Lee", numbers=number), person(2, "Bo", numbers=number)
    ) == [(1, 2, (Why.PHONE,))]
    assert why(person(1, "Ann Lee"), person(2, "Ann Lee")) == []


@pytest.mark.parametrize(
    ("said", "shared"),
    [
        ({"birth": (1988, 6, 3)}, Why.BIRTHDAY),
        ({"wechat": "Meihua_Lin"}, Why.WECHAT),
        ({"address": "14 Orchard Street"}, Why.ADDRESS),
    ],
)
def test_the_same_name_and_one_thing_besides(
    said: dict[str, object], shared: Why
) -> None:
    found = why(person(1, "Ann Lee", **said), person(2, "Lee  Ann", **said))
    assert found == [(1, 2, (Why.PINYIN, shared))]
    assert why(person(1, "Ann Lee", **said), person(2, "Bo Fox", **said)) == []


def test_characters_and_letters_meet_in_pinyin() -> None:
    born = (1988, 6, 3)
    one = Person(1, "林美华", "lin meihua", birth=born)
    other = Person(2, "Lin Meihua", "lin meihua", birth=born)
    assert why(one, other) == [(1, 2, (Why.PINYIN, Why.BIRTHDAY))]


def test_four_digits_tell_where_the_number_is_another() -> None:
    one = person(1, "Ann Lee", numbers=("+447700900118",))
    other = person(2, "Ann Lee", numbers=("+861380900118"[:13],))
    assert one.numbers[0][-LAST:] == other.numbers[0][-LAST:]
    assert why(one, other) == [(1, 2, (Why.NAME, Why.DIGITS))]


def test_the_number_of_a_house_makes_nobody_a_twin() -> None:
    people = [person(at, f"Guest {at}", numbers=("+441",)) for at in range(7)]
    assert why(*people) == []
    assert len(why(*people[:3])) == 3


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["ann lee", "bo fox", "lin meihua"]),
            st.sampled_from([None, (1988, 6, 3), (1990, 1, 1)]),
            st.sampled_from(["", "+447700900118", "+447700900119"]),
        ),
        max_size=6,
    )
)
def test_the_keys_find_what_looking_at_each_pair_would(
    rows: list[tuple[str, tuple[int, int, int] | None, str]],
) -> None:
    people = [
        person(at, name, birth=birth, numbers=(number,) if number else ())
        for at, (name, birth, number) in enumerate(rows)
    ]
    each = {
        (one.key, other.key)
        for at, one in enumerate(people)
        for other in people[at + 1 :]
        if (set(one.numbers) & set(other.numbers))
        or (one.name == other.name and one.birth and one.birth == other.birth)
    }
    assert {(one.one, one.other) for one in pairs(people)} == each


def test_a_hundred_thousand_are_looked_through_in_seconds() -> None:
    people = [
        person(at, f"Name {at % 900} Family {at % 977}", birth=(1980, 1 + at % 12, 1))
        for at in range(100_000)
    ]
    begun = perf_counter()
    pairs(people)
    assert perf_counter() - begun < 10
    asked: list[int] = []

    def stop(done: int, _all: int) -> bool:
        asked.append(done)
        return len(asked) < 3

    assert pairs(people, go_on=stop) == ()
    assert len(asked) == 3


@pytest.fixture
def both(house: House) -> tuple[ClientId, ClientId]:
    phone = PhoneLine("+33601020304", "", True, "0601020304", "")
    key = house.salon.do(add_client, ClientDraft(name="A. Khan", phones=(phone,)))
    return house.amira, key


def test_two_people_are_not_asked_about_again(
    house: House, both: tuple[ClientId, ClientId]
) -> None:
    salon = house.salon
    found = salon.ask(twins)
    assert [(one.one.id, one.other.id, one.why) for one in found.pairs] == [
        (*both, (Why.PHONE,))
    ]
    assert found.pairs[0].said == "same phone"
    assert salon.ask(twins_of, both[1])[0].other.id == both[0]
    typed = salon.ask(twins_of_typed, "Ann", "ann", ["+33601020304"])
    assert typed == {both[0]: (Why.PHONE,), both[1]: (Why.PHONE,)}

    salon.do(are_two_people, both[1], both[0])
    assert salon.ask(twins).total == 0
    assert salon.ask(twins_of, both[0]) == ()
    salon.undo()
    assert salon.ask(twins).total == 1
    salon.do(are_two_people, *both)
    salon.do(are_two_people, *both)  # said twice it is said once
    salon.do(may_be_one, *both)
    assert salon.ask(twins).total == 1
    with pytest.raises(OneFile):
        salon.do(are_two_people, both[0], both[0])


def test_what_was_told_apart_stays_so_when_one_is_joined_elsewhere(
    house: House, both: tuple[ClientId, ClientId]
) -> None:
    salon = house.salon
    salon.do(are_two_people, *both)
    phone = PhoneLine("+33601020304", "", True, "0601020304", "")
    salon.do(correct_client, house.basia, ClientDraft(phones=(phone,)))

    salon.do(merge_clients, house.basia, both[1])
    pairs_ = {(one.one.id, one.other.id) for one in salon.ask(twins).pairs}
    assert pairs_ == set()  # Amira is told apart from Basia too: they are one file


def test_of_somebody_typed_a_namesake_is_shown_unless_born_another_day(
    house: House,
) -> None:
    salon = house.salon
    born = BirthdayLine(1990, 4, 30)
    one = salon.do(add_client, ClientDraft(name="王芳", birthday=born))
    bare = salon.ask(already, "王芳", "")
    assert bare.why == {one: (Why.NAME,)}  # nothing else to go by
    assert bare.said(one) == "same name"
    # she may have a new number; the one at the desk can ask
    assert salon.ask(already, "王芳", "+447700900999").why == {one: (Why.NAME,)}
    assert salon.ask(already, "王芳", "", BirthdayLine(1990, 4, 29)).why == {}
    same = salon.ask(
        already, " 王  芳 ".replace("  ", ""), "", BirthdayLine(None, 4, 30)
    )
    assert same.why == {one: (Why.NAME, Why.BIRTHDAY)}
    assert salon.ask(already, "", "").lines == ()


def test_another_who_looks_alike_is_remembered_as_another(house: House) -> None:
    salon = house.salon
    draft = ClientDraft(name="Ann", phones=(PhoneLine("+33601020399"),))
    one = salon.do(add_client, draft)
    other = salon.do(add_another, draft, [one, one])
    assert salon.ask(twins).total == 0
    salon.undo()  # one action: the file and what was said of it
    assert salon.ask(already, "Ann", "+33601020399").why == {one: (Why.PHONE, Why.NAME)}
    with pytest.raises(Missing):
        salon.do(add_another, draft, [other])


def test_what_is_booked_is_no_visit_yet(
    house: House, both: tuple[ClientId, ClientId]
) -> None:
    salon = house.salon
    visit = house.booked(time(9))

    def sums() -> dict[str, tuple[str, str, str]]:
        found = salon.ask(comparison, *both).sums
        return {one.label: (one.kept, one.away, one.whole) for one in found}

    assert sums()["Visits"] == ("0", "+ 0", "0")
    assert sums()["Bookings to come"] == ("1", "+ 0", "1")
    salon.do(arrive, visit)
    assert sums()["Visits"] == ("1", "+ 0", "1")
    assert sums()["Bookings to come"] == ("0", "+ 0", "0")
