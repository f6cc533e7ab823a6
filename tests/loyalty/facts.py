"""Facts of loyalty made by hand: who came when, and what was earned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np

from salon.loyalty.gathering import Gathered

TODAY = date(2026, 6, 30)
NONE = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class Came:
    """One client: days before today on which she came, and what each brought."""

    days: Sequence[int] = ()
    spend: int | Sequence[int] = 5_000
    group: int = 0
    service: int = 1
    staff: int = 1
    prior: int = 28
    booked: Sequence[tuple[int, int]] = ()  # made days ago, for in days
    bought: Sequence[tuple[int, int, int]] = ()  # days ago, price, of it cheap
    said: Sequence[tuple[int, int]] = ()  # days ago, 0 to 10
    away: Sequence[tuple[int, int]] = ()  # days ago: from, until
    friends: Sequence[tuple[int, int]] = field(default=())  # her id, days ago


def gathered(
    people: Mapping[int, Came],
    *,
    closed: Sequence[int] = (),
    gone: Sequence[int] = (),
    order: Sequence[int] | None = None,
) -> Gathered:
    """Return the facts; *order* shuffles the rows as a store might give them."""
    today = TODAY.toordinal()
    ids = np.array(sorted(people), dtype=np.int64)
    at = {key: place for place, key in enumerate(sorted(people))}
    rows: list[tuple[int, ...]] = []
    earned, bookings, bought, said, away, friends = [], [], [], [], [], []
    for key, one in people.items():
        each = one.spend
        spends = [each] * len(one.days) if isinstance(each, int) else list(each)
        for day, sum_ in zip(one.days, spends, strict=True):
            rows.append(
                (
                    *(at[key], one.group, today - day, one.group, one.service),
                    *(one.staff, one.prior, sum_),
                )
            )
            earned.append((at[key], today - day, sum_))
        bookings += [(at[key], today - made, today + day) for made, day in one.booked]
        bookings += [(at[key], today - day, today - day) for day in one.days]
        bought += [(at[key], today - day, price, low) for day, price, low in one.bought]
        said += [(at[key], today - day, score) for day, score in one.said]
        away += [(at[key], today - first, today - last) for first, last in one.away]
        friends += [(at[key], at[friend], today - day) for friend, day in one.friends]
    if order is not None:
        rows = [rows[place] for place in order if place < len(rows)]
        earned = [earned[place] for place in order if place < len(earned)]
    table = _table(rows, 8)
    table = table[:, np.lexsort((table[4], table[2], table[1], table[0]))]
    e = _table(earned, 3)
    e = e[:, np.lexsort((e[1], e[0]))]
    s = _table(said, 3)
    facts: list[Any] = [
        today,
        ids,
        np.full(len(ids), today - 1_000),
        ("face", "body", "nails"),
        ("FAC", "BOD", "NAI"),
        *table,
        *_table(bookings, 3),
        *e,
        *_table(bought, 4),
        *_table(friends, 3),
        *s[:, np.argsort(s[1], kind="stable")],
        *_table(away, 3),
        np.array(sorted(today - day for day in closed), dtype=np.int64),
        frozenset(gone),
    ]
    return Gathered(*facts)


def _table(rows: Sequence[Any], many: int) -> Any:
    if not rows:
        return np.zeros((many, 0), dtype=np.int64)
    return np.array(rows, dtype=np.int64).T.copy()
