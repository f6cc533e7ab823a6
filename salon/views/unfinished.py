"""What was being typed in a form when it was left, at one desk."""

import json
from typing import TYPE_CHECKING, Any

from salon.store.drafts import kept_draft

if TYPE_CHECKING:
    from salon.app import Salon
    from salon.work import Reading

Written = dict[str, Any]  # by the name of a field, in plain values


def unfinished(reading: "Reading", place: str) -> Written:
    """Return what was kept at *place*; nothing where it is none, or unreadable."""
    kept = kept_draft(reading.session.connection(), place)
    try:
        read = json.loads(kept[0]) if kept is not None else {}
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def keep_unfinished(salon: "Salon", place: str, written: Written) -> None:
    """Keep what is written so far; nothing written is nothing kept."""
    salon.keep(place, json.dumps(written, ensure_ascii=False) if written else "")
