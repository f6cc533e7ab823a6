"""Rows made from nothing but their columns, so that a test can walk every table."""

from datetime import date, datetime, time
from enum import Enum as Choice
from typing import Any

from sqlalchemy import Enum

from salon.events import Event
from salon.money import Money
from salon.store.base import Amount, Record, table_of
from salon.store.leaning import kinds
from salon.work import Work
from tests.house import FRIDAY, NOW

_PLAIN: dict[type, Any] = {
    str: "x",
    int: 1,
    float: 1.0,
    bool: False,
    date: FRIDAY,
    datetime: NOW,
    object: NOW,  # an `Instant`
    time: time(9),
}


class RowMade(Event):
    text = "Row made"


def a_row(work: Work, kind: type[Record], **said: Any) -> Any:
    """Add a row with what it must hold; what it must name is made for it too."""
    values = dict(said)
    for column in table_of(kind).c:
        is_free = column.nullable or column.default is not None
        if column.key in ("id", "version", *values) or is_free:
            continue
        links = list(column.foreign_keys)
        if links:
            named = kinds()[links[0].column.table.name]
            known = {"client_id": values["client_id"]} if "client_id" in values else {}
            known = {key: v for key, v in known.items() if key in table_of(named).c}
            values[column.key] = a_row(work, named, **known).id
        elif isinstance(column.type, Amount):
            values[column.key] = Money(100)
        elif isinstance(column.type, Enum) and column.type.enum_class is not None:
            choices: type[Choice] = column.type.enum_class
            values[column.key] = next(iter(choices))
        else:
            made = _PLAIN[column.type.python_type]
            is_own = column.unique or column.key in ("ref", "field", "credit", "code")
            values[column.key] = (
                f"x{len(work.session.new)}{id(values)}"
                if (is_own and made == "x")
                else made
            )
    return work.add(kind(**values))
