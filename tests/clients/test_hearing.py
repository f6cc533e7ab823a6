"""With whom of the family one may speak of a client."""

from salon.clients.hearing import Trusted, booking_words, told_words, trusted_of
from salon.clients.household import add_relative, edit_relative, remove_relative
from salon.clients.model import RelativeDraft
from salon.clients.queries import client_relatives
from salon.content import load_content
from tests.house import House


def test_only_who_may_see_is_told_and_only_who_may_book_books(house: House) -> None:
    salon = house.salon
    salon.do(load_content)
    assert salon.ask(trusted_of, house.amira) == Trusted(is_family=False)
    allowed = RelativeDraft(may_book=False, may_see=True)
    mother = salon.do(add_relative, house.amira, "mother", "Basia", more=allowed)
    salon.do(
        add_relative,
        house.amira,
        "child",
        "Nour",
        more=RelativeDraft(may_book=True, may_see=False),
    )
    found = salon.ask(trusted_of, house.amira)
    assert found == Trusted(True, book=("Child Nour",), see=("Mother Basia",))
    assert told_words(found) == (
        "May be told what the file says: Mother Basia. Nobody else."
    )
    assert booking_words(found) == "May book for the client: Child Nour."
    # it is of this file, and not of that of the relative
    assert salon.ask(trusted_of, house.basia).see == ()
    salon.do(edit_relative, mother, RelativeDraft(may_see=False))
    assert salon.ask(trusted_of, house.amira).see == ()
    for one in salon.ask(client_relatives, house.amira):
        salon.do(remove_relative, one.id)
    assert salon.ask(trusted_of, house.amira) == Trusted(is_family=False)


def test_whoever_is_not_named_is_told_nothing() -> None:
    nobody = "Only the client may be told what the file says."
    assert told_words(Trusted(is_family=False)) == nobody
    assert told_words(Trusted(is_family=True, book=("mother Li",))) == nobody
    assert booking_words(Trusted(is_family=False)) == ""
    assert booking_words(Trusted(is_family=True, see=("mother Li",))) == (
        "Nobody else may book for the client."
    )
