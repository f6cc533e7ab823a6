"""The one JSON text that both stores and all desks agree on, and what stands for it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import islice
from json.encoder import encode_basestring_ascii as quoted
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


def digest_of_new(
    table: str, key: int, salt: str, names: Sequence[str], row: Mapping[str, Any]
) -> bytes:
    """Return the digest of a row that is new: the same as `digest`, sooner.

    Args:
        table: Its table.
        key: Its id.
        salt: Its own.
        names: All its columns, in the order of their names.
        row: What it holds.
    """
    parts = []
    for name in names:
        if value := row.get(name):
            kind = type(value)
            said = quoted(value) if kind is str else str(value)
            parts.append(f'"{name}":{said if kind in _PLAIN else canonical(value)}')
    said = f'["{table}",{key},"{salt}",null,{{{",".join(parts)}}}]'
    return sha256(said.encode()).digest()


_PLAIN = (str, int)
_TOGETHER = 1_000  # digests that are handed on at once


def seal_of(said: Mapping[str, Any], at: str, digests: Iterable[str]) -> str:
    """Return the hash of an action: what is said of it, when, and of all its changes.

    The digests are read one by one: an import has half a million.
    """
    made = sha256(f"[{canonical(said)},{canonical(at)},[".encode())
    comma, rest = "", iter(digests)
    while some := list(islice(rest, _TOGETHER)):
        bare = "".join(some)
        if bare.isalnum() and bare.isascii():
            text = '"' + '","'.join(some) + '"'
        else:  # tampered with; a quotation mark must not make two of one
            text = ",".join(map(canonical, some))
        made.update((comma + text).encode())
        comma = ","
    made.update(b"]]")
    return made.hexdigest()
