"""Who belongs to a client, and what each may do."""

from dataclasses import replace
from datetime import date, time

import pytest

from salon.appointments.operations import book
from salon.catalogue.queries import service
from salon.clients.household import add_relative, edit_relative, remove_relative
from salon.clients.model import (
    BadField,
    ClientDraft,
    NoSuchDay,
    NotForRelative,
    PhoneLine,
    RelativeDraft,
)
from salon.clients.operations import add_client, add_family
from salon.clients.queries import client_card, client_relatives, sharing_phone
from salon.content import load_content
from salon.courses.bending import share_course
from salon.courses.operations import sell_course
from salon.errors import Missing
from salon.money import Money
from salon.views.client import sight_of
from tests.house import House


@pytest.fixture
def family(house: House) -> House:
    """Return the house, whose Basia is Amira's mother."""
    house.salon.do(load_content)
    house.salon.do(add_relative, house.amira, "mother", "Basia", other=house.basia)
    return house


def test_a_relative_may_be_a_person_with_a_number_and_a_lunar_day(
    family: House,
) -> None:
    more = RelativeDraft(
        is_lunar=True, phone="+33699999999", may_see=True, note="rings at noon"
    )
    family.salon.do(
        add_relative, family.amira, "child", "小雨", birth=(6, 30), more=more
    )
    one = family.salon.ask(client_relatives, family.amira)[1]
    assert (one.name, one.birth_month, one.birth_day) == ("小雨", 6, 30)
    assert (one.birth_lunar, one.phone, one.may_see) == (True, "+33699999999", True)


@pytest.mark.parametrize(
    ("birth", "is_lunar", "is_day"),
    [
        ((2, 29), False, True),
        ((2, 30), False, False),
        ((4, 31), False, False),
        ((13, 1), False, False),
        ((2, 30), True, True),
        ((6, 31), True, False),
        ((0, 1), True, False),
    ],
)
def test_a_day_that_no_calendar_has_is_refused(
    family: House, birth: tuple[int, int], is_lunar: bool, is_day: bool
) -> None:
    def add() -> int:
        more = RelativeDraft(is_lunar=is_lunar)
        return family.salon.do(
            add_relative, family.amira, "child", "Ines", birth=birth, more=more
        )

    if is_day:
        add()
    else:
        with pytest.raises(NoSuchDay, match=f"{birth[0]}-{birth[1]}"):
            add()


def test_a_relative_is_changed_and_taken_off_and_undo_brings_it_back(
    family: House,
) -> None:
    [one] = family.salon.ask(client_relatives, family.amira)
    family.salon.do(edit_relative, one.id, RelativeDraft(name="Mama", may_book=False))
    [changed] = family.salon.ask(client_relatives, family.amira)
    assert changed == replace(one, name="Mama", may_book=False)
    family.salon.do(remove_relative, one.id)
    assert family.salon.ask(client_relatives, family.amira) == []
    family.salon.undo()
    assert family.salon.ask(client_relatives, family.amira) == [changed]


def test_nobody_is_of_their_own_family(family: House) -> None:
    with pytest.raises(BadField):
        family.salon.do(
            add_relative, family.amira, "spouse", "Amira", other=family.amira
        )
    with pytest.raises(Missing):
        family.salon.do(edit_relative, 99, RelativeDraft(name="x"))


def test_a_relative_books_only_if_the_file_says_so(family: House) -> None:
    wish = replace(family.wish(time(9)), asked_by=family.basia)
    family.salon.do(book, wish)
    [one] = family.salon.ask(client_relatives, family.amira)
    family.salon.do(edit_relative, one.id, RelativeDraft(may_book=False))
    with pytest.raises(NotForRelative, match="Basia"):
        family.salon.do(book, replace(wish, start=time(14)))
    # the client alone always may
    family.salon.do(book, replace(wish, start=time(14), asked_by=family.amira))


def test_who_is_not_noted_does_not_book_for_a_client(family: House) -> None:
    wish = replace(family.wish(time(9)), client_id=family.basia, asked_by=family.amira)
    with pytest.raises(NotForRelative):  # noted in the other file alone
        family.salon.do(book, wish)


def test_a_course_is_shared_only_with_whom_its_owner_lets(family: House) -> None:
    peel = family.salon.ask(service, family.peel)
    course = family.salon.do(sell_course, family.amira, peel, 5, Money(40000))
    [one] = family.salon.ask(client_relatives, family.amira)
    family.salon.do(edit_relative, one.id, RelativeDraft(may_share=False))
    with pytest.raises(NotForRelative):
        family.salon.do(share_course, course, family.basia)
    family.salon.do(edit_relative, one.id, RelativeDraft(may_share=True))
    family.salon.do(share_course, course, family.basia)


def test_one_phone_is_shared_by_two_files_that_say_nothing_of_each_other(
    family: House,
) -> None:
    shared = PhoneLine("+33601020304", "", True, "+33601020304")
    draft = ClientDraft(name="Ines Khan", phones=(shared,))
    child = family.salon.do(add_family, draft, "mother", family.amira, "Amira Khan")

    both = family.salon.ask(sharing_phone, "+33601020304")

    assert {one.id for one in both} == {family.amira, child}
    [mother] = family.salon.ask(client_card, child).relatives
    assert (mother.other_id, mother.may_see) == (family.amira, False)
    assert family.salon.ask(sight_of, family.amira).card.relatives[0].name == "Basia"


def test_a_name_may_be_of_one_letter_or_written_right_to_left(family: House) -> None:
    for name in ("X", "𠮷", "نور", "李"):
        key = family.salon.do(add_client, ClientDraft(name=name))
        assert family.salon.ask(client_card, key).line.name == name


def test_the_family_counts_as_asked(family: House) -> None:
    card = family.salon.ask(client_card, family.amira)
    [noted] = [one for one in card.answered if one.field == "family_members"]
    assert noted.on == date(2026, 3, 27)
