"""Who of a list is somebody we know: never by a name alone."""

from dataclasses import replace
from typing import Any

import pytest

from salon.clients.birthdays import Birthday, Lunar
from salon.clients.phones import Phone
from salon.exchange.matching import Book, Known
from salon.exchange.model import Incoming

ONE, TWO = "+33601020304", "+33699999999"
BORN, OTHER = Birthday(1990, 5, 4), Birthday(1990, 5, 5)
MOON = Lunar(8, 15)


def her(name: str = "Amira Khan", number: str = "", **more: Any) -> Incoming:
    phones = (Phone(number, number),) if number else ()
    return Incoming(row=1, name=name, phones=phones, **more)


def known(**more: Any) -> Known:
    return Known(7, "Amira Khan", **more)


@pytest.mark.parametrize(
    ("listed", "on_file", "is_she"),
    [
        (her(number=ONE), known(numbers={ONE}), True),
        (her("AMIRA  khan", ONE), known(numbers={ONE, TWO}), True),
        (her("Basia Nowak", ONE), known(numbers={ONE}), False),
        (her(number=TWO), known(numbers={ONE}), False),
        (her(number=TWO, card_no="8"), known(numbers={ONE}, card_no="8"), True),
        (her(number=TWO, email="A@x.fr"), known(numbers={ONE}, email="a@X.fr"), True),
        (her(number=TWO, wechat="mei"), known(numbers={ONE}, wechat="mei"), True),
        (her(number=TWO, wechat="mei"), known(numbers={ONE}, card_no="mei"), False),
        # a birthday says who she is where one side has no number
        (her(birthday=BORN), known(numbers={ONE}, birthday=BORN), True),
        (her(number=ONE, birthday=BORN), known(birthday=BORN), True),
        (her(number=TWO, birthday=BORN), known(numbers={ONE}, birthday=BORN), True),
        (her(birthday=OTHER), known(birthday=BORN), False),
        (her(lunar=MOON), known(numbers={ONE}, lunar=MOON), True),
        (her(lunar=MOON), known(lunar=Lunar(8, 15, leap=True)), False),
        # one side has a number and the other has nothing: two people
        (her(number=ONE), known(), False),
        (her(), known(numbers={ONE}), False),
        (her(birthday=BORN), known(), False),
        # the very same words are the very same row
        (her(), known(), True),
        (her(note="no phone"), known(note="no phone"), True),
        (her(note="no phone"), known(note="no number"), False),
        (her(note="no phone"), known(), False),
    ],
)
def test_a_name_alone_makes_nobody_known(
    listed: Incoming, on_file: Known, is_she: bool
) -> None:
    book = Book("list.csv")
    book.add(on_file)

    found = book.take(listed, -1)

    assert (found.key == 7) is is_she
    is_asked = not is_she and listed.name != "Basia Nowak"
    assert (found.namesake == 7) is is_asked


@pytest.mark.parametrize(
    ("file", "listed", "on_file", "is_she"),
    [
        ("list.csv", her(note="tea"), known(note="coffee"), True),
        ("list.csv", her(number=ONE), known(), True),
        ("list.csv", her(number=ONE), known(numbers={TWO}), False),
        ("list.csv", her(birthday=BORN), known(birthday=OTHER), False),
        ("other.csv", her(note="tea"), known(note="coffee"), False),
    ],
)
def test_the_same_list_edited_knows_whom_it_brought(
    file: str, listed: Incoming, on_file: Known, is_she: bool
) -> None:
    book = Book(file)
    on_file.came_with = "list.csv"
    book.add(on_file)

    assert (book.take(listed, -1).key == 7) is is_she


def test_of_two_whom_a_list_brought_under_one_name_it_knows_neither() -> None:
    book = Book("list.csv")
    for key, note in ((7, "tea"), (8, "coffee")):
        book.add(Known(key, "Amira Khan", note=note, came_with="list.csv"))

    assert book.take(her(note="milk"), -1).key is None


def test_rows_of_our_own_list_are_one_file_each() -> None:
    book = Book()
    for key in (7, 8):
        book.add(Known(key, "Amira Khan", {ONE}))

    found = [book.take(her(number=ONE, is_ours=True), -row) for row in (1, 2, 3)]

    assert [one.key for one in found] == [7, 8, None]


def test_names_of_signs_alone_are_not_all_one() -> None:
    book = Book()
    book.add(Known(7, "***", {ONE}))

    assert book.take(her("###", ONE), -1).key is None
    assert book.take(her("***", ONE), -2).key == 7


def test_who_has_as_much_of_one_as_of_another_is_nobody_known_and_asked() -> None:
    book = Book("list.csv")
    book.add(known(numbers={ONE}, birthday=OTHER))
    other = replace(known(numbers={TWO}, birthday=BORN), key=8)
    book.add(other)
    found = book.take(her(number=ONE, birthday=BORN), -1)
    assert found.key is None
    assert found.namesake == 7


def test_two_files_of_one_person_are_no_reason_to_make_a_third() -> None:
    book = Book("list.csv")
    book.add(known(numbers={ONE}))
    book.add(replace(known(numbers={ONE}), key=8))
    assert book.take(her(number=ONE), -1).key == 7
