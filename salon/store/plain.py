"""The one JSON text that both stores and all desks agree on."""

import json
from typing import Any

_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"))


def canonical(what: Any) -> str:
    """Return *what* as JSON, the same for the same values on every machine."""
    return _ENCODER.encode(what)
