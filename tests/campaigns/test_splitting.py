"""Who is held out: enough, drawn again the same, balanced, whatever the order."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.campaigns.splitting import held_out

CROWDS = st.dictionaries(
    st.integers(1, 100_000), st.sampled_from("ABCZ-"), min_size=0, max_size=120
)


@pytest.mark.parametrize(
    ("many", "held"),
    [(0, 0), (1, 0), (4, 0), (5, 1), (6, 2), (10, 2), (11, 3), (160, 32), (200, 40)],
)
def test_at_least_a_fifth_is_held_out_and_of_fewer_than_five_nobody(
    many: int, held: int
) -> None:
    assert len(held_out(dict.fromkeys(range(many), "B"), "seed", 20)) == held


@given(CROWDS, st.text(max_size=8), st.integers(20, 50), st.randoms())
def test_the_draw_is_the_same_whatever_the_order_of_rows(
    crowd: dict[int, str], seed: str, percent: int, chance: Random
) -> None:
    first = held_out(crowd, seed, percent)
    turned = list(crowd.items())
    chance.shuffle(turned)

    assert held_out(dict(turned), seed, percent) == first


@given(CROWDS, st.text(max_size=8), st.integers(20, 50))
def test_each_class_gives_its_share(
    crowd: dict[int, str], seed: str, percent: int
) -> None:
    found = held_out(crowd, seed, percent)
    held, whole = Counter(crowd[key] for key in found), Counter(crowd.values())

    assert found <= set(crowd)
    if len(crowd) >= 5:
        assert len(found) * 100 >= percent * len(crowd)
        for of, many in whole.items():
            assert abs(held[of] - many * percent / 100) <= 1


def test_another_seed_draws_others() -> None:
    crowd = dict.fromkeys(range(100), "B")
    assert held_out(crowd, "one", 20) != held_out(crowd, "two", 20)


def test_nobody_is_held_out_where_nobody_should_be() -> None:
    assert not held_out(dict.fromkeys(range(100), "B"), "seed", 0)
