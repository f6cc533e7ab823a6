"""What the owner does with the settings."""

import json
from dataclasses import fields
from difflib import get_close_matches
from typing import Any

from sqlalchemy import select

from salon.rights import Right
from salon.settings.events import SettingsChanged
from salon.settings.model import (
    REGIONS,
    BadSetting,
    Hours,
    NearSetting,
    Premises,
    hours_to_plain,
    zone_named,
)
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


@needs(Right.MANAGE)
def describe(work: Work, /, **said: Any) -> None:
    """Set some of the fields of `Premises`, by name.

    Raises:
        BadSetting: There is no such field, or the value does not fit.
    """
    known = {field.name for field in fields(Premises)}
    kept = {row.key: row for row in work.session.scalars(select(Setting))}
    is_changed = False
    for key, value in said.items():
        if key not in known:
            raise BadSetting(key, str(value))
        _check(key, value)
        plain = hours_to_plain(value) if isinstance(value, Hours) else value
        text = json.dumps(plain, ensure_ascii=False)
        if key not in kept:
            work.add(Setting(key=key, value=text))
            is_changed = True
        elif kept[key].value != text:
            kept[key].value = text
            is_changed = True
    if is_changed:
        work.record(SettingsChanged())


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
        case "name" if not value.strip() or len(value) > 200:
            raise BadSetting(key, value[:40])
