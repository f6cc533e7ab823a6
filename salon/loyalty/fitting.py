"""How often and for how much the whole base comes again: BG/NBD and Gamma-Gamma.

Fader, Hardie and Lee 2005 (Marketing Science 24:275-284); Fader and Hardie 2013 for the
spend. It is about the worth of all clients together, not about whom to ring: visits to
a salon are regular, and for that `rhythm` is better. Times are in weeks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from salon.errors import SalonError
from salon.text import N_

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LEAST_CLIENTS, LEAST_REPEATING, LEAST_WEEKS = 300, 100, 52.0
STARTS = ((0.0, 0.0, 0.0, 0.0), (-1.0, 1.5, -0.3, 0.9), (0.5, 2.5, -1.0, 1.5))
BOUND = 9.0  # of a logarithm: beyond, nothing is learnt from these visits


@dataclass(frozen=True, slots=True)
class Base:
    """What is known of each client, all arrays of one length.

    A client who came once has x = 0, t_x = 0.
    """

    x: "Floats"  # visits after the first one
    t_x: "Floats"  # weeks from the first visit to the last one
    age: "Floats"  # weeks from the first visit until now
    spend: "Floats | None" = None  # mean of a repeat visit; 0: not known


@dataclass(frozen=True, slots=True)
class Visiting:
    """The four parameters of how visits come and end, and how well they fit."""

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float


@dataclass(frozen=True, slots=True)
class Spending:
    """The three parameters of what a visit brings, and how well they fit."""

    p: float
    q: float
    gamma: float
    log_likelihood: float

    @property
    def mean(self) -> float:
        """What a visit brings in the whole base."""
        return self.p * self.gamma / (self.q - 1)


@dataclass(frozen=True, slots=True)
class Fit:
    """What was learnt; `spending` is None where nobody's spend is known."""

    clients: int
    repeating: int
    visiting: Visiting
    spending: Spending | None
    related: float | None  # correlation of how often and how much: should be small
    why_no_spending: str = ""


@dataclass(eq=False)
class TooLittle(SalonError):
    """A base of which nothing can be learnt yet."""

    clients: int
    repeating: int
    weeks: int

    text = N_(
        "{clients} clients, {repeating} of them more than once, {weeks} weeks: the "
        "model needs at least 300, 100 and 52. Until then the simple figure stands."
    )


@dataclass(eq=False)
class NoFit(SalonError):
    """Visits from which the model does not find its parameters."""

    text = N_(
        "These visits do not lead the model to an answer, for example because nearly "
        "everybody comes equally often. The simple figure stands instead."
    )


@dataclass(eq=False)
class BadBase(SalonError):
    """Rows that cannot be: more visits than time, a last visit after now."""

    row: int

    text = N_(
        "Row {row} cannot be: x is a whole number from 0, t_x lies between 0 and T, "
        "and is 0 exactly where x is 0."
    )


def check_base(base: Base) -> None:
    """Raise BadBase for the first row that cannot be (the first is 1)."""
    import numpy as np

    x, t_x, age = base.x, base.t_x, base.age
    finite = np.isfinite(x) & np.isfinite(t_x) & np.isfinite(age)
    good = finite & (x >= 0) & (x == np.floor(x)) & (t_x >= 0) & (t_x <= age)
    good &= (age > 0) & ((x == 0) == (t_x == 0))
    if not good.all():
        raise BadBase(int(np.argmin(good)) + 1)


def enough(base: Base) -> None:
    """Raise TooLittle below the least clients, repeaters and weeks (loyalty 8)."""
    many, again = len(base.x), int((base.x > 0).sum())
    weeks = float(base.age.max()) if many else 0.0
    if many < LEAST_CLIENTS or again < LEAST_REPEATING or weeks < LEAST_WEEKS:
        raise TooLittle(many, again, int(weeks))


def visits_likelihood(base: Base, params: "Sequence[float] | Floats") -> Any:
    """Return the log-likelihood of each client."""
    import numpy as np
    from scipy.special import betaln, gammaln

    r, alpha, a, b = params
    x, t_x, age = base.x, base.t_x, base.age
    rate = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
    norm = betaln(a, b)
    stays = betaln(a, b + x) - norm - (r + x) * np.log(alpha + age)
    again = x > 0
    goes = np.full(len(x), -np.inf)
    goes[again] = (
        betaln(a + 1, b + x[again] - 1)
        - norm
        - (r + x[again]) * np.log(alpha + t_x[again])
    )
    return rate + np.logaddexp(stays, goes)


def spend_likelihood(base: Base, params: "Sequence[float] | Floats") -> Any:
    """Return the log-likelihood of the spend of each client who came again."""
    import numpy as np
    from scipy.special import gammaln

    assert base.spend is not None
    p, q, gamma = params
    known = (base.x > 0) & (base.spend > 0)
    x, z = base.x[known], base.spend[known]
    return (
        gammaln(p * x + q)
        - gammaln(p * x)
        - gammaln(q)
        + q * np.log(gamma)
        + (p * x - 1) * np.log(z)
        + p * x * np.log(x)
        - (p * x + q) * np.log(gamma + x * z)
    )


def fit(base: Base) -> Fit:
    """Return what the base teaches.

    Raises:
        BadBase: A row cannot be.
        NoFit: The model does not come to an answer.
    """
    import numpy as np

    check_base(base)
    grouped, weights = _grouped(base)

    def visits(params: "Floats") -> "tuple[float, Floats]":
        value, slope = _visits_and_slope(grouped, weights, np.exp(params))
        return -value, -slope * np.exp(params)

    found = _best(visits, STARTS)
    r, alpha, a, b = (float(one) for one in np.exp(found))
    whole = float(visits_likelihood(base, (r, alpha, a, b)).sum())
    visiting = Visiting(r, alpha, a, b, whole)
    again = int((base.x > 0).sum())
    spending, related, why = None, None, ""
    if base.spend is not None:
        known = (base.x > 0) & (base.spend > 0)
        try:
            spending = _fit_spend(base)
        except NoFit as error:
            why = str(error)
        if known.sum() > 2 and np.ptp(base.x[known]) and np.ptp(base.spend[known]):
            related = float(np.corrcoef(base.x[known], base.spend[known])[0, 1])
    return Fit(len(base.x), again, visiting, spending, related, why)


def _grouped(base: Base) -> "tuple[Base, Floats]":
    """Return each kind of client once, and how many there are of it."""
    import numpy as np

    rows = np.column_stack((base.x, base.t_x, base.age))
    kinds, many = np.unique(rows, axis=0, return_counts=True)
    return Base(kinds[:, 0], kinds[:, 1], kinds[:, 2]), many.astype(np.float64)


def _visits_and_slope(
    base: Base, weights: "Floats", params: "Floats"
) -> "tuple[float, Floats]":
    """Return the log-likelihood of all, and its slope in each parameter."""
    import numpy as np
    from scipy.special import betaln, digamma, gammaln

    r, alpha, a, b = (float(one) for one in params)
    x, t_x, age = base.x, base.t_x, base.age
    again = x > 0
    safe = np.where(again, b + x - 1, 1.0)
    norm = betaln(a, b)
    stays = betaln(a, b + x) - norm - (r + x) * np.log(alpha + age)
    goes = np.where(
        again,
        betaln(a + 1, safe) - norm - (r + x) * np.log(alpha + t_x),
        -np.inf,
    )
    both = np.logaddexp(stays, goes)
    value = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + both
    stay, go = np.exp(stays - both), np.exp(goes - both)
    ab, abx = digamma(a + b), digamma(a + b + x)
    of_r = digamma(r + x) - digamma(r) + np.log(alpha)
    of_r -= stay * np.log(alpha + age) + go * np.log(alpha + t_x)
    of_alpha = r / alpha - (r + x) * (stay / (alpha + age) + go / (alpha + t_x))
    of_a = stay * (ab - abx) + go * (digamma(a + 1) - abx - digamma(a) + ab)
    of_b = stay * (digamma(b + x) - abx) + go * (digamma(safe) - abx)
    of_b += ab - digamma(b)
    slope = np.array([weights @ one for one in (of_r, of_alpha, of_a, of_b)])
    return float(weights @ value), slope


def _fit_spend(base: Base) -> Spending:
    import numpy as np

    assert base.spend is not None
    known = (base.x > 0) & (base.spend > 0)
    if known.sum() < 2:
        raise NoFit
    scale = float(base.spend[known].mean())
    scaled = Base(base.x, base.t_x, base.age, base.spend / scale)

    def spend(params: "Floats") -> float:
        return -float(spend_likelihood(scaled, np.exp(params)).sum())

    found = _best(spend, ((1.5, 1.3, 0.5), (0.5, 1.0, 0.0)), has_slope=False)
    p, q, gamma = (float(one) for one in np.exp(found))
    if q <= 1:
        raise NoFit  # the mean of the base would be endless
    whole = float(spend_likelihood(base, (p, q, gamma * scale)).sum())
    return Spending(p, q, gamma * scale, whole)


def _best(
    loss: Any, starts: Sequence[Sequence[float]], *, has_slope: bool = True
) -> "Floats":
    """Return where *loss* is least, from several starts; raises NoFit."""
    import numpy as np
    from scipy.optimize import minimize

    best = None
    for start in starts:
        with np.errstate(all="ignore"):
            found = minimize(
                loss,
                np.array(start),
                jac=has_slope,
                method="L-BFGS-B" if has_slope else "Nelder-Mead",
                bounds=[(-BOUND, BOUND)] * len(start),
                options=_ENDS if has_slope else _PATIENCE,
            )
        if np.isfinite(found.fun) and (best is None or found.fun < best.fun):
            best = found
    if best is None or (np.abs(best.x) > BOUND - 0.05).any():
        raise NoFit
    where: Floats = best.x
    return where


_ENDS = {"maxiter": 500, "ftol": 1e-13, "gtol": 1e-7}
_PATIENCE = {"maxiter": 4000, "xatol": 1e-7, "fatol": 1e-9}


def alive(visiting: Visiting, base: Base) -> Any:
    """Return how likely each still comes; whoever came once is, by construction."""
    import numpy as np

    r, alpha, a, b = visiting.r, visiting.alpha, visiting.a, visiting.b
    x = base.x
    safe = np.where(x > 0, b + x - 1, 1.0)
    gone = a / safe * ((alpha + base.age) / (alpha + base.t_x)) ** (r + x)
    return np.where(x > 0, 1 / (1 + gone), 1.0)


def expected_visits(visiting: Visiting, base: Base, weeks: float) -> Any:
    """Return how many visits each makes in the next *weeks*."""
    import numpy as np
    from scipy.special import hyp2f1

    r, alpha, a, b = visiting.r, visiting.alpha, _not_one(visiting.a), visiting.b
    x, age = base.x, base.age
    z = weeks / (alpha + age + weeks)
    series = hyp2f1(r + x, b + x, a + b + x - 1, z)
    ratio = ((alpha + age) / (alpha + age + weeks)) ** (r + x)
    visits = (a + b + x - 1) / (a - 1) * (1 - ratio * series)
    safe = np.where(x > 0, b + x - 1, 1.0)
    gone = a / safe * ((alpha + age) / (alpha + base.t_x)) ** (r + x)
    return visits / np.where(x > 0, 1 + gone, 1.0)


def expected_of_new(visiting: Visiting, weeks: float) -> float:
    """Return how often a new client comes again within *weeks*."""
    from scipy.special import hyp2f1

    r, alpha, a, b = visiting.r, visiting.alpha, _not_one(visiting.a), visiting.b
    series = hyp2f1(r, b, a + b - 1, weeks / (alpha + weeks))
    ratio = (alpha / (alpha + weeks)) ** r
    return float((a + b - 1) / (a - 1) * (1 - ratio * series))


def _not_one(a: float) -> float:
    """Return *a* a hair beside 1, where the formula has a gap and its limit none."""
    return a if abs(a - 1) > 1e-7 else 1 + 1e-7


def expected_spend(spending: Spending, x: "Floats", mean: "Floats") -> Any:
    """Return what a visit of each brings: her own mean, drawn to that of the base."""
    weight = spending.p * x / (spending.p * x + spending.q - 1)
    return (1 - weight) * spending.mean + weight * mean
