"""What the owner does with the settings."""

import json
from dataclasses import fields
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Any

from sqlalchemy import select

from salon.events import Event
from salon.rights import Right
from salon.settings.events import DaysClosed, DaysOpened, SettingsChanged
from salon.settings.model import (
    MOST_CLOSED,
    REGIONS,
    BadSetting,
    BadSpan,
    ClosedDay,
    Hours,
    NearSetting,
    Premises,
    closed_to_plain,
    hours_to_plain,
    zone_named,
)
from salon.settings.queries import premises
from salon.settings.regions import (
    CURRENCIES as CURRENCIES,
)
from salon.settings.regions import (
    NoSuchRegion,
    currencies,
    is_region,
)
from salon.settings.tables import Setting
from salon.text import LANGUAGES
from salon.work import Work, needs

MOST_MONEY = 10**12  # minor units


@needs(Right.MANAGE)
def describe(work: Work, /, **said: Any) -> None:
    """Set some of the fields of `Premises`, by name.

    Raises:
        BadSetting: There is no such field, or the value does not fit.
    """
    known = {field.name for field in fields(Premises)}
    kept = {row.key: row for row in work.session.scalars(select(Setting))}
    changed: list[str] = []
    for key, value in said.items():
        if key not in known:
            raise BadSetting(key, str(value))
        _check(key, value)
        plain = hours_to_plain(value) if isinstance(value, Hours) else value
        if key == "closed_days":
            plain = closed_to_plain(value)
        text = json.dumps(plain, ensure_ascii=False)
        if key not in kept:
            work.add(Setting(key=key, value=text))
            changed.append(key)
        elif kept[key].value != text:
            kept[key].value = text
            changed.append(key)
    if changed:
        switch = said[changed[0]] if len(changed) == 1 else None
        is_on = switch if isinstance(switch, bool) else None
        work.record(SettingsChanged(tuple(changed), is_on))


@needs(Right.MANAGE)
def close_days(work: Work, first: date, last: date, reason: str = "") -> int:
    """Close the salon on the days from *first* to *last*; return how many are new.

    No times are offered then and no calls planned; what is booked already stays until
    somebody moves it. Days that were closed get the new reason.

    Raises:
        BadSpan: They are over, in no order, or too many.
    """
    days = (last - first).days + 1
    if first < work.today or not 1 <= days <= MOST_CLOSED:
        raise BadSpan(first, last)
    closed = {one.day: one for one in premises(work).closed_days}
    before = len(closed)
    for at in range(days):
        day = first + timedelta(days=at)
        closed[day] = ClosedDay(day, " ".join(reason.split())[:200])
    _keep_closed(work, closed, DaysClosed(first, last))
    return len(closed) - before


@needs(Right.MANAGE)
def open_days(work: Work, first: date, last: date) -> int:
    """Open the salon again on days that were closed; return how many there were."""
    closed = {one.day: one for one in premises(work).closed_days}
    left = {day: one for day, one in closed.items() if not first <= day <= last}
    if len(left) < len(closed):
        _keep_closed(work, left, DaysOpened(first, last))
    return len(closed) - len(left)


def _keep_closed(work: Work, closed: dict[date, ClosedDay], event: Event) -> None:
    plain = closed_to_plain(closed[day] for day in sorted(closed))
    text = json.dumps(plain, ensure_ascii=False)
    row = work.session.scalar(select(Setting).where(Setting.key == "closed_days"))
    if row is None:
        work.add(Setting(key="closed_days", value=text))
    else:
        row.value = text
    work.record(event)


def _check(key: str, value: Any) -> None:
    match key:
        case "language" if value not in LANGUAGES:
            raise BadSetting(key, value)
        case "timezone":
            zone_named(value)
        case "region" if not is_region(value):
            raise NoSuchRegion(key, str(value)[:40], ", ".join(REGIONS))
        case "currency" if value not in currencies():
            near = get_close_matches(str(value), currencies(), 3, 0.5)
            raise NearSetting(key, str(value)[:40], ", ".join(near or CURRENCIES))
        case "backup_space" if not (isinstance(value, int) and 0 <= value < 10**8):
            raise BadSetting(key, str(value))
        case "late_after" | "amber_after" if not (
            isinstance(value, int) and 1 <= value <= 60
        ):
            raise BadSetting(key, str(value))
        case "gift_limit" | "repeat_limit" | "refund_limit" | "credit_limit" if not (
            isinstance(value, int) and 0 <= value <= 1000
        ):
            raise BadSetting(key, str(value))
        case "tax_service" | "tax_product" if not (
            isinstance(value, int) and 0 <= value <= 10_000
        ):
            raise BadSetting(key, str(value))
        case "discount_limit" if not (isinstance(value, int) and 0 <= value <= 100):
            raise BadSetting(key, str(value))
        case "course_months" if not (isinstance(value, int) and 0 <= value <= 1200):
            raise BadSetting(key, str(value))
        case "promise_warn" | "promise_owner" if not (
            isinstance(value, int) and 1 <= value <= 260
        ):
            raise BadSetting(key, str(value))
        case "urgent_minutes" if not (isinstance(value, int) and 0 <= value <= 720):
            raise BadSetting(key, str(value))
        case "pulse_days" if not (isinstance(value, int) and 7 <= value <= 366):
            raise BadSetting(key, str(value))
        case "surveys_off" | "required_fields" if not (
            isinstance(value, tuple | list) and all(isinstance(v, str) for v in value)
        ):
            raise BadSetting(key, str(value)[:40])
        case "bank_balance" if not (isinstance(value, int) and abs(value) < MOST_MONEY):
            raise BadSetting(key, str(value))
        case "bank_day" if value and not _is_day(value):
            raise BadSetting(key, str(value)[:40])
        case "course_clause" if len(value) > 500:
            raise BadSetting(key, value[:40])
        case "refund_money_limit" | "till_limit" if not (
            isinstance(value, int) and 0 <= value < MOST_MONEY
        ):
            raise BadSetting(key, str(value))
        case "marketing_paused" | "team_ranked" if not isinstance(value, bool):
            raise BadSetting(key, str(value)[:40])
        case "prepaid" | "house" | "loyalty" if not isinstance(value, dict):
            raise BadSetting(key, str(value)[:40])
        case "name" if not value.strip() or len(value) > 200:
            raise BadSetting(key, value[:40])


def _is_day(said: str) -> bool:
    try:
        date.fromisoformat(said)
    except ValueError:
        return False
    return True
