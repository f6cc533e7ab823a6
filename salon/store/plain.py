"""The one JSON text that both stores and all desks agree on, and what stands for it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import islice
from json.encoder import encode_basestring_ascii as quoted
from typing import Any

_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), check_circular=False)


def canonical(what: Any) -> str:
    """Return *what* as JSON, the same for the same values on every machine."""
    return _ENCODER.encode(what)


def escaped(text: str) -> str:
    """Return a text as it stands inside of JSON, without the marks around it."""
    return _ENCODER.encode(text)[1:-1]


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


def digests_of_new(
    table: str, keys: Sequence[int], salts: bytes, held: Mapping[str, Sequence[Any]]
) -> bytes:
    """Return the digests of rows that are new: the same as `digest`, sooner.

    Args:
        table: Their table.
        keys: Their ids.
        salts: Their salts, one after the other.
        held: What they hold, column by column.
    """
    length = len(salts) // max(1, len(keys))
    parts = [
        _said_of(name, values) for name, values in sorted({**held, "id": keys}.items())
    ]
    made = bytearray()
    for at, row in enumerate(zip(*parts, strict=True)):
        salt = salts[at * length : (at + 1) * length].hex()
        image = ",".join(filter(None, row))
        said = f'["{table}",{keys[at]},"{salt}",null,{{{image}}}]'
        made += sha256(said.encode()).digest()
    return bytes(made)


def _said_of(name: str, values: Sequence[Any]) -> list[str]:
    """Return what a column says in the JSON of each row; "" where it holds nothing."""
    start, kinds = f'"{name}":', set(map(type, values))
    if kinds <= {str, type(None)}:
        return [start + quoted(value) if value else "" for value in values]
    if kinds <= {int, type(None)}:
        return [f"{start}{value}" if value else "" for value in values]
    return [start + canonical(value) if value else "" for value in values]


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
