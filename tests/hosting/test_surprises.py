"""A surprise is a surprise only once; and a friend is asked for when one is glad."""

from dataclasses import replace
from datetime import datetime, time

import pytest

from salon.appointments.model import AppointmentId
from salon.appointments.operations import Booking, arrive, book, complete
from salon.clients.model import ClientDraft
from salon.clients.operations import correct_client
from salon.clients.queries import client_card
from salon.clock import StoppedClock
from salon.complaints.operations import open_complaint
from salon.feedback.model import CSAT, GAP
from salon.feedback.operations import note_feedback
from salon.hosting.model import (
    WHY_COMPLAINT,
    WHY_NO,
    WHY_NOT_GLAD,
    WHY_SILENT,
    WHY_TWICE,
    AboveLimit,
    NothingNoted,
    NotTheMoment,
    Said,
    SameSurprise,
    is_moment,
)
from salon.hosting.operations import give_surprise, keep_memory, note_friend_asked
from salon.hosting.queries import (
    asked_for_friends,
    extras_of,
    friend_moment,
    left_for,
    memories_of,
    memory_of_visit,
    surprise_costs,
    surprises_of,
)
from salon.house.operations import set_lists
from salon.house.queries import lists_of
from salon.money import Money
from tests.aftercare.test_calls import at
from tests.house import FRIDAY, House


def on(house: House, day: str) -> None:
    clock = house.salon._clock
    assert isinstance(clock, StoppedClock)
    clock.instant = datetime.fromisoformat(f"{day}T09:00:00+01:00")


def limits(house: House, client: int, month: int) -> None:
    lists = house.salon.ask(lists_of)
    house.salon.do(
        set_lists,
        replace(lists, client_limit=Money(client), month_limit=Money(month)),
    )


def test_the_same_is_never_given_twice_to_the_same(house: House) -> None:
    house.salon.do(give_surprise, house.amira, "A flower on the way out", Money(250))
    had = house.salon.ask(extras_of, house.amira)
    assert "A flower on the way out" not in [what for what, _cost in had.ideas]
    for again in ("A flower on the way out", " a FLOWER on the way out "):
        with pytest.raises(SameSurprise):
            house.salon.do(give_surprise, house.amira, again, Money(250))
    house.salon.do(give_surprise, house.basia, "A flower on the way out", Money(250))
    assert house.salon.ask(surprise_costs, FRIDAY, FRIDAY) == Money(500)


def test_a_cent_above_the_limit_is_the_managers(house: House) -> None:
    limits(house, 1000, 5000)

    def gives(what: str, cost: int) -> None:
        kept = house.salon.do_as
        kept(house.lea, give_surprise, house.amira, what, Money(cost))

    gives("one", 600)
    with pytest.raises(AboveLimit):
        gives("two", 401)
    gives("two", 400)  # exactly
    assert house.salon.ask(left_for, house.amira) == (Money(), Money(4000))
    gives("three", 0)
    with pytest.raises(AboveLimit):
        gives("four", 1)
    house.salon.do(give_surprise, house.amira, "four", Money(1))  # whoever manages
    assert len(house.salon.ask(surprises_of, house.amira)) == 4


def test_the_month_has_a_limit_of_its_own_and_begins_anew(house: House) -> None:
    limits(house, 5000, 1000)
    house.salon.do_as(house.lea, give_surprise, house.amira, "one", Money(1000))
    with pytest.raises(AboveLimit):
        house.salon.do_as(house.lea, give_surprise, house.basia, "one", Money(1))
    on(house, "2026-04-01")
    house.salon.do_as(house.lea, give_surprise, house.basia, "one", Money(1))


def test_a_year_later_there_is_room_again(house: House) -> None:
    limits(house, 1000, 1000)
    house.salon.do(give_surprise, house.amira, "one", Money(1000))
    on(house, "2027-03-26")
    assert house.salon.ask(left_for, house.amira)[0] == Money()
    on(house, "2027-03-27")
    assert house.salon.ask(left_for, house.amira)[0] == Money(1000)


def test_words_are_needed_and_a_cost_is_not_below_nought(house: House) -> None:
    for what, cost in ((" ", 1), ("x", -1)):
        with pytest.raises(NothingNoted):
            house.salon.do(give_surprise, house.amira, what, Money(cost))


def test_one_sentence_a_visit(house: House) -> None:
    visit = over(house, time(8))
    house.salon.do(keep_memory, visit, "Her daughter\nhas a new job")
    house.salon.do(keep_memory, visit, "Her daughter starts on Monday")
    [one] = house.salon.ask(memories_of, house.amira)
    assert (one.words, one.on) == ("Her daughter starts on Monday", FRIDAY)
    assert house.salon.ask(memory_of_visit, visit) == one.words
    with pytest.raises(NothingNoted):
        house.salon.do(keep_memory, visit, " ")


# the name of a friend


def over(house: House, start: time) -> AppointmentId:
    wish = Booking(house.amira, house.peel, house.salon.today(), start)
    visit = house.salon.do(book, wish)
    house.salon.do(arrive, visit)
    house.salon.do(complete, visit)
    return visit


def glad(house: House, start: time = time(8), gap: str = "1") -> None:
    visit = over(house, start)
    house.salon.do(note_feedback, visit, {CSAT: "4", GAP: gap})


@pytest.mark.parametrize(
    ("gap", "recommends", "moment"),
    [
        (1, None, True),
        (0, None, False),
        (None, 9, True),
        (None, 8, False),
        (2, 3, True),
        (None, None, False),
    ],
)
def test_a_moment_of_delight(
    gap: int | None, recommends: int | None, *, moment: bool
) -> None:
    assert is_moment(gap, recommends) is moment


def why(house: House) -> str:
    found = house.salon.ask(friend_moment, house.amira)
    assert not found.may
    return found.why


def test_only_after_delight_and_only_once_for_it(house: House) -> None:
    at(house, "27 08:00")
    assert why(house) == WHY_NOT_GLAD
    with pytest.raises(NotTheMoment):
        house.salon.do(note_friend_asked, house.amira, Said.YES)
    glad(house)
    assert house.salon.ask(friend_moment, house.amira).may
    house.salon.do(note_friend_asked, house.amira, Said.LATER)
    assert why(house) == WHY_NOT_GLAD  # the next delight is the next moment
    assert house.salon.ask(asked_for_friends, house.amira) == [(FRIDAY, Said.LATER)]


def test_two_weeks_are_the_moment(house: House) -> None:
    at(house, "27 08:00")
    glad(house)
    on(house, "2026-04-10")
    assert house.salon.ask(friend_moment, house.amira).may
    on(house, "2026-04-11")
    assert why(house) == WHY_NOT_GLAD


def test_as_hoped_for_is_not_delight(house: House) -> None:
    at(house, "27 08:00")
    glad(house, gap="0")
    assert why(house) == WHY_NOT_GLAD


def test_twice_a_year_at_most(house: House) -> None:
    for day in ("2026-03-27", "2026-06-26"):
        on(house, day)
        glad(house, time(12))
        house.salon.do(note_friend_asked, house.amira, Said.LATER)
    on(house, "2026-09-25")
    glad(house, time(12))
    assert why(house) == WHY_TWICE
    on(house, "2027-03-29")  # the first of them is more than a year ago
    glad(house, time(12))
    assert house.salon.ask(friend_moment, house.amira).may


def test_a_no_holds_for_a_year(house: House) -> None:
    at(house, "27 08:00")
    glad(house)
    house.salon.do(note_friend_asked, house.amira, Said.NO)
    on(house, "2026-06-26")
    glad(house, time(12))
    assert why(house) == WHY_NO


def test_never_while_something_is_to_be_put_right(house: House) -> None:
    at(house, "27 08:00")
    glad(house)
    house.salon.do(open_complaint, house.amira, words="The bill was wrong")
    assert why(house) == WHY_COMPLAINT


def test_never_of_who_wants_to_be_left_alone(house: House) -> None:
    at(house, "27 08:00")
    glad(house)
    seen = house.salon.ask(client_card, house.amira).line.version
    quiet = ClientDraft(do_not_contact=True)
    house.salon.do(correct_client, house.amira, quiet, seen=seen)
    assert why(house) == WHY_SILENT
