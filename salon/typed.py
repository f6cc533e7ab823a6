"""What is left of a text that somebody typed, or a file brought, before it is kept.

Control characters mean nothing to people and much to programs: a lone carriage return
in a note once became a second person in a file of contact cards.
"""

import json
import re
from typing import Any

_LINE = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # tabs and ends of lines stay
    "\u202a-\u202e\u2066-\u2069"  # what turns the letters around that follow
    "\ufeff\ufff9-\ufffb\ud800-\udfff]"  # marks of files, and halves of letters
)
_CODED = re.compile(r"\\[bfru]")  # JSON writes control characters so
_ENDS = re.compile(r"[\t ]*\n[\t\n ]*")


def tidied(text: str) -> str:
    """Return *text* without control characters, its lines ended in one manner."""
    if text.isprintable():
        return text
    return _CONTROL.sub("", _LINE.sub("\n", text))


def on_one_line(text: str) -> str:
    """Return *text* as `tidied` does, its lines joined to one."""
    if text.isprintable():
        return text
    return _ENDS.sub(" ", tidied(text)).replace("\t", " ")


def tidied_json(text: str) -> str:
    """Return JSON in which each text is `tidied`; what is none stays as it is."""
    if text.isprintable() and not _CODED.search(text):
        return text
    try:
        said = json.loads(text)
    except ValueError:
        return tidied(text)
    clean = _walked(said)
    if clean == said:
        return text
    return json.dumps(clean, ensure_ascii=False, sort_keys=True)


def _walked(said: Any) -> Any:
    if isinstance(said, str):
        return tidied(said)
    if isinstance(said, list):
        return [_walked(one) for one in said]
    if isinstance(said, dict):
        return {tidied(key): _walked(one) for key, one in said.items()}
    return said


_WORD = re.compile(r"[^\W\d_]")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


def is_reason(said: str | None) -> bool:
    """Return whether *said* is a reason in words, not signs or one letter again.

    Two Chinese characters are words (已问), as are three letters of others.
    """
    letters = _WORD.findall((said or "").casefold())
    if len(set(letters)) < 2:
        return False
    return len(letters) >= 3 or len(_HAN.findall(said or "")) >= 2
