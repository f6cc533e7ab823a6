"""A sample is balanced, the same for the same seed, and in whatever order drawn."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.surveys.codes import check_digit, is_code, new_code, plain, shown
from salon.surveys.model import Way
from salon.surveys.sampling import Candidate, balanced, draw, shares

cells = st.dictionaries(
    st.tuples(st.sampled_from("ABCZ"), st.integers(0, 4)),
    st.integers(1, 30),
    min_size=1,
    max_size=10,
)


def people(counts: dict[tuple[str, int], int]) -> list[Candidate]:
    found: list[Candidate] = []
    for (abc, staff), count in counts.items():
        found += [Candidate(len(found) + n + 1, abc, staff) for n in range(count)]
    return found


@given(cells, st.integers(0, 400))
def test_shares_are_as_large_as_was_asked_and_never_more_than_there_are(
    counts: dict[tuple[str, int], int], size: int
) -> None:
    found = shares(counts, size)
    whole = sum(counts.values())
    assert sum(found.values()) == min(size, whole)
    for cell, count in counts.items():
        assert found[cell] <= count
        # within one of what is exactly its part
        assert abs(found[cell] - min(size, whole) * count / whole) < 1


def test_what_is_left_over_goes_to_the_largest_remainders() -> None:
    assert shares({"a": 50, "b": 30, "c": 20}, 7) == {"a": 4, "b": 2, "c": 1}
    assert shares({"a": 1, "b": 1, "c": 1}, 2) == {"a": 1, "b": 1, "c": 0}
    assert shares({}, 3) == {}
    assert shares({"a": 3}, 0) == {"a": 0}


@given(cells, st.integers(0, 2**32), st.one_of(st.none(), st.integers(1, 120)))
def test_a_sample_does_not_depend_on_the_order_of_rows(
    counts: dict[tuple[str, int], int], seed: int, size: int | None
) -> None:
    every = people(counts)
    mixed = every[:]
    Random(seed).shuffle(mixed)
    found = draw(every, seed, size)
    assert draw(mixed, seed, size) == found
    keys = [one.who.client_id for one in found]
    assert len(set(keys)) == len(keys) == min(size or len(every), len(every))
    for one in found:
        if one.who.abc == "A":
            assert one.way is Way.INTERVIEW
    others = [one for one in found if one.who.abc != "A"]
    spoken = [one for one in others if one.way is Way.INTERVIEW]
    assert len(spoken) == -(-len(others) // 10)  # a tenth, rounded up


@given(cells, st.integers(0, 1000), st.integers(1, 120))
def test_a_smaller_sample_stands_as_the_whole(
    counts: dict[tuple[str, int], int], seed: int, size: int
) -> None:
    every = people(counts)
    found = balanced(every, size, Random(seed))
    drawn = Counter(one.cell for one in found)
    wanted = shares(dict(Counter(one.cell for one in every)), size)
    assert all(drawn[cell] == count for cell, count in wanted.items())


def test_another_seed_draws_others() -> None:
    every = people({("B", 1): 200})
    drawn = {
        tuple(one.who.client_id for one in draw(every, seed, 50)) for seed in range(5)
    }
    assert len(drawn) == 5


def test_of_nobody_nobody_is_drawn() -> None:
    assert draw([], 1) == ()


@given(st.integers(0, 2**32))
def test_a_slip_of_one_digit_or_two_that_changed_places_is_no_code(seed: int) -> None:
    code = new_code(Random(seed), set())
    assert is_code(code)
    assert is_code(shown(code))
    for place, digit in enumerate(code):
        for other in "0123456789":
            if other != digit:
                assert not is_code(code[:place] + other + code[place + 1 :])
    for place in range(len(code) - 1):
        one, two = code[place], code[place + 1]
        if one != two:
            assert not is_code(code[:place] + two + one + code[place + 2 :])


@pytest.mark.parametrize("text", ["", "12", "abcdef", "12345x", "１２３４５６"])
def test_what_is_no_code(text: str) -> None:
    assert not is_code(text)


def test_codes_are_never_given_out_twice_even_where_many_are_out() -> None:
    chance = Random(1)
    taken: set[str] = set()
    for _number in range(3_000):
        code = new_code(chance, taken)
        assert code not in taken
        taken.add(code)


def test_a_code_is_read_with_blanks() -> None:
    assert plain(" 48 29-17 ") == "482917"
    assert check_digit("572") == "4"  # as Damm's own example has it
