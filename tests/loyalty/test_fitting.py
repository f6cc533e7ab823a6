"""The model of the whole base gives what its authors published."""

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from salon.loyalty.fitting import (
    BadBase,
    Base,
    Fit,
    NoFit,
    Spending,
    TooLittle,
    Visiting,
    alive,
    enough,
    expected_of_new,
    expected_spend,
    expected_visits,
    fit,
    spend_likelihood,
    visits_likelihood,
)

DATA = Path(__file__).parents[1] / "data"
CASES = json.loads((DATA / "loyalty_cases.json").read_text("utf-8"))
MODEL = CASES["bgnbd"]
_KNOWN: dict[str, float] = MODEL["params"]
PUBLISHED = Visiting(_KNOWN["r"], _KNOWN["alpha"], _KNOWN["a"], _KNOWN["b"], 0.0)


@cache
def cdnow() -> Base:
    with (DATA / "cdnow_summary.csv").open() as file:
        rows = list(csv.DictReader(file))
    return Base(
        *(
            np.array([float(row[name]) for row in rows])
            for name in ("x", "t_x", "T", "zbar")
        )
    )


@cache
def fitted() -> Fit:
    return fit(cdnow())


def test_the_tenth_has_the_customers_it_should() -> None:
    base = cdnow()
    assert len(base.x) == MODEL["n"]
    assert (base.x > 0).sum() == MODEL["repeat_buyers"]
    assert base.x.sum() == MODEL["repeat_transactions"]


def test_the_published_parameters_have_the_published_likelihood() -> None:
    found = visits_likelihood(cdnow(), [0.243, 4.414, 0.793, 2.426]).sum()
    assert found == pytest.approx(MODEL["log_likelihood"], abs=0.001)


def test_a_fit_lands_within_one_per_cent() -> None:
    found = fitted().visiting
    assert found.log_likelihood == pytest.approx(
        MODEL["mle"]["log_likelihood"], abs=0.01
    )
    for name in ("r", "alpha", "a", "b"):
        assert getattr(found, name) == pytest.approx(MODEL["params"][name], rel=0.01)


@pytest.mark.parametrize("case", MODEL["clients"], ids=lambda one: f"x{one['x']}")
def test_each_client_of_the_table(case: dict[str, Any]) -> None:
    base = Base(*(np.array([float(case[name])]) for name in ("x", "t_x", "T")))
    params = [PUBLISHED.r, PUBLISHED.alpha, PUBLISHED.a, PUBLISHED.b]
    assert visits_likelihood(base, params)[0] == pytest.approx(
        case["log_likelihood"], abs=1e-6
    )
    assert alive(PUBLISHED, base)[0] == pytest.approx(case["p_alive"], abs=1e-6)
    for weeks in (39, 52):
        found = expected_visits(PUBLISHED, base, weeks)[0]
        assert found == pytest.approx(case[f"expected_{weeks}"], abs=1e-6)


def test_a_new_client_is_expected_again() -> None:
    assert expected_of_new(PUBLISHED, 39) == pytest.approx(1.196723, abs=1e-6)
    assert expected_of_new(PUBLISHED, 52) == pytest.approx(1.446051, abs=1e-6)


def test_spend_by_visit() -> None:
    case = CASES["gamma_gamma"]
    p, q, gamma = (case["params"][name] for name in ("p", "q", "gamma"))
    found = spend_likelihood(cdnow(), [p, q, gamma]).sum()
    assert found == pytest.approx(case["log_likelihood"], abs=0.001)
    spending = Spending(p, q, gamma, 0.0)
    assert spending.mean == pytest.approx(case["population_mean"], abs=1e-6)
    for one in case["clients"]:
        each = expected_spend(
            spending, np.array([float(one["x"])]), np.array([one["mean"]])
        )
        assert each[0] == pytest.approx(one["expected"], abs=1e-6)
    learnt = fitted().spending
    assert learnt is not None
    assert learnt.log_likelihood == pytest.approx(case["log_likelihood"], abs=0.01)
    for name in ("p", "q", "gamma"):
        assert getattr(learnt, name) == pytest.approx(case["params"][name], rel=0.01)
    assert fitted().related == pytest.approx(0.11, abs=0.01)


def test_a_fit_does_not_depend_on_the_order_of_rows() -> None:
    base = cdnow()
    turned = np.random.default_rng(7).permutation(len(base.x))
    assert base.spend is not None
    other = fit(
        Base(base.x[turned], base.t_x[turned], base.age[turned], base.spend[turned])
    )
    assert other.visiting.r == pytest.approx(fitted().visiting.r, rel=1e-5)
    assert other.visiting.b == pytest.approx(fitted().visiting.b, rel=1e-5)


@pytest.mark.parametrize(
    ("x", "t_x", "age"),
    [
        (1.5, 3, 10),  # half a visit
        (-1, 0, 10),
        (2, 11, 10),  # after now
        (0, 3, 10),  # came again, and did not
        (2, 0, 10),
        (0, 0, 0),
        (float("nan"), 0, 10),
    ],
)
def test_rows_that_cannot_be_are_named(x: float, t_x: float, age: float) -> None:
    rows = Base(np.array([1.0, x]), np.array([2.0, t_x]), np.array([10.0, age]))
    with pytest.raises(BadBase) as said:
        fit(rows)
    assert said.value.row == 2


def test_where_nobody_came_twice_there_is_no_answer() -> None:
    ages = np.linspace(1, 60, 400)
    with pytest.raises(NoFit):
        fit(Base(np.zeros(400), np.zeros(400), ages))


def _many(clients: int, again: int, weeks: float) -> Base:
    x = np.zeros(clients)
    x[:again] = 1
    return Base(x, x, np.full(clients, weeks))


@pytest.mark.parametrize(
    ("clients", "again", "weeks"), [(299, 100, 52), (300, 99, 52), (300, 100, 51.9)]
)
def test_too_little_is_said(clients: int, again: int, weeks: float) -> None:
    enough(_many(300, 100, 52))
    with pytest.raises(TooLittle):
        enough(_many(clients, again, weeks))


def test_all_spend_the_same_says_so_and_keeps_the_visits() -> None:
    base = cdnow()
    same = fit(Base(base.x, base.t_x, base.age, np.where(base.x > 0, 30.0, 0.0)))
    assert same.visiting.r == pytest.approx(fitted().visiting.r, rel=1e-4)
    assert same.spending is None or same.spending.mean == pytest.approx(30, rel=0.05)
    assert same.related is None
