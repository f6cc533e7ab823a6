"""Hong Kong's own words, laid over the Traditional Chinese that Taiwan writes.

The script is one and most words are: one file of pairs (`zh_HK/words.csv`) says the
few that differ, the trade's own among them.
"""

import csv
import json
import re
from functools import cache, lru_cache
from typing import Any

from salon.shipped import RESOURCES

REGIONS = frozenset(("hk", "mo"))
_WORDS = RESOURCES / "locale" / "zh_HK" / "words.csv"


@lru_cache(maxsize=20_000)
def in_hong_kong(text: str) -> str:
    """Return a Traditional Chinese text as a salon in Hong Kong says it."""
    pattern, words = _pairs()
    return pattern.sub(lambda found: words[found[0]], text)


def content_in_hong_kong(columns: dict[str, Any]) -> dict[str, Any]:
    """Return a row of the starting content in these words."""
    said = _walked(columns)
    if "body" in columns:
        body = _walked(json.loads(columns["body"]))
        said["body"] = json.dumps(body, ensure_ascii=False, sort_keys=True)
    return dict(said)


def _walked(value: Any, *, is_ours: bool = False) -> Any:
    match value:
        case dict():
            return {
                key: _walked(one, is_ours=is_ours or key.endswith("zh_hant"))
                for key, one in value.items()
            }
        case list():
            return [_walked(one, is_ours=is_ours) for one in value]
        case str() if is_ours:
            return in_hong_kong(value)
    return value


@cache
def _pairs() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return the words and what finds them, the longest first."""
    with _WORDS.open(encoding="utf-8", newline="") as opened:
        words = {row["taiwan"]: row["hong_kong"] for row in csv.DictReader(opened)}
    longest = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest))), words
