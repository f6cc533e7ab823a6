"""Amounts of products as each language says them."""

import pytest

from salon.reports.quantities import quantity, so_much
from salon.text import speaking


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1.5 ml", "1.5 ml"),
        ("0.05 g", "0.05 g"),
        ("1 pc", "1 piece"),
        ("2 pcs", "2 pieces"),
        ("1 pair", "1 pair"),
        ("two finger lengths", "two finger lengths"),
        ("1 pea", "1 pea"),
        ("", ""),
    ],
)
def test_an_amount_is_said_as_people_say_it(typed: str, said: str) -> None:
    assert quantity(typed) == said


def test_units_are_words_of_the_language() -> None:
    with speaking("zh_CN"):
        assert "pc" not in quantity("1 pc")
        assert quantity("3 Tropfen") == "3 Tropfen"


@pytest.mark.parametrize(
    ("much", "unit", "said"),
    [(1200, "ml", "1,200 ml"), (1, "drop", "1 drop"), (2.5, "", "2.5")],
)
def test_what_was_used_is_told_the_same_way(much: float, unit: str, said: str) -> None:
    assert so_much(much, unit) == said
