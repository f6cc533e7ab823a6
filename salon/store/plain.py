"""The one JSON text that both stores and all desks agree on, and what stands for it."""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"))


def canonical(what: Any) -> str:
    """Return *what* as JSON, the same for the same values on every machine."""
    return _ENCODER.encode(what)


def digest(
    table: str,
    key: int,
    salt: str,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
) -> str:
    """Return what stands for one change of a row in the history's chain.

    Of a whole row, what holds nothing is left out: a migration that adds an empty
    column must not make old digests untrue.
    """
    if before is None and after is not None:
        after = {name: value for name, value in after.items() if value}
    said = canonical([table, key, salt, before, after])
    return sha256(said.encode()).hexdigest()


def seal_of(said: Mapping[str, Any], at: str, digests: Iterable[str]) -> str:
    """Return the hash of an action: what is said of it, when, and of all its changes.

    The digests are read one by one: an import has half a million.
    """
    made = sha256(f"[{canonical(said)},{canonical(at)},[".encode())
    comma = b""
    for one in digests:
        made.update(comma + canonical(one).encode())
        comma = b","
    made.update(b"]]")
    return made.hexdigest()
