"""What is asked about the salon itself."""

import json
from contextlib import suppress
from dataclasses import fields
from typing import Any

from sqlalchemy import select

from salon.settings.model import Premises, hours_from_plain
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
                plain = json.loads(value)
                said[key] = hours_from_plain(plain) if key == "hours" else plain
    return Premises(**said)
