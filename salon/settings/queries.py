"""What is asked about the salon itself."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import select

from salon.settings.model import Premises, closed_from_plain, hours_from_plain
from salon.settings.tables import Setting
from salon.work import Reading, remembered


@remembered
def premises(reading: Reading) -> Premises:
    """Return the salon as it is set up; what was never said has its default."""
    known = {field.name for field in fields(Premises)}
    said: dict[str, Any] = {}
    for key, value in reading.session.execute(select(Setting.key, Setting.value)):
        if key in known:
            with suppress(ValueError, TypeError, KeyError):  # altered: `check` says so
                said[key] = _FROM_PLAIN.get(key, _as_it_is)(json.loads(value))
    here = Premises(**said)
    if not here.closed_days:
        return here
    shut = frozenset(one.day for one in here.closed_days)
    return replace(here, hours=replace(here.hours, shut=shut))


def _as_it_is(plain: Any) -> Any:
    return plain


_FROM_PLAIN: dict[str, Callable[[Any], Any]] = {
    "hours": hours_from_plain,
    "closed_days": closed_from_plain,
    "means": tuple,
    "surveys_off": tuple,
    "required_fields": tuple,
    "prepaid": dict,
    "house": dict,
    "loyalty": dict,
}
