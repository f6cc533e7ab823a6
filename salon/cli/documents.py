"""Documents that a command reads: JSON in a file or on standard input."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from salon.cli.streams import standard_input, whole
from salon.errors import SalonError
from salon.named_file import NotReadable, contents
from salon.text import N_, _


@dataclass(eq=False)
class BadJson(SalonError):
    """What was given as JSON is none, or not of the shape that is needed."""

    why: str

    text = N_("This is not the JSON that is needed: {why}.")


LARGEST_JSON = 16 * 1024 * 1024  # bytes of one assessment or treatment


def read_json(file: str) -> dict[str, Any]:
    """Return the JSON object in a file, or on standard input for "-"."""
    try:
        if file == "-":
            text = whole(standard_input().read()).removeprefix("\ufeff")
        else:
            data = contents(Path(file), LARGEST_JSON, may_be_handed=True)
            text = data.decode("utf-8-sig")
    except NotReadable as error:
        raise BadJson(f"{error.name}: {error.why}") from error
    except UnicodeDecodeError as error:
        why = _(N_("it is not UTF-8 text"))
        raise BadJson(f"{Path(file).name}: {why}") from error
    except OSError as error:
        raise BadJson(f"{Path(file).name}: {error.strerror}") from error
    try:
        said = json.loads(text or "{}")
    except json.JSONDecodeError as error:
        why = _(N_("it cannot be read from line {line}, sign {column} on"))
        why = why.format(line=error.lineno, column=error.colno)
        raise BadJson(why) from error
    except (ValueError, RecursionError) as error:  # digits or brackets without end
        raise BadJson(
            _(N_("nobody can have meant so many digits or brackets"))
        ) from error
    if not isinstance(said, dict):
        raise BadJson(_(N_("it has to be one entry in braces")))
    whole(json.dumps(said, ensure_ascii=False))  # half a letter, coded as \\ud800
    return said


@dataclass(frozen=True, slots=True)
class Sheet:
    """An object of a document, of which each value is read as what it has to be.

    What is missing or null is nothing said; anything of another kind raises BadJson
    and names its key.
    """

    said: dict[str, Any]
    where: str = ""  # "findings 2"

    def text(self, key: str) -> str:
        """Return a text; "" where none is said."""
        return str(self._of(key, str, N_("“{key}” has to be a text")) or "")

    def flag(self, key: str) -> bool | None:
        """Return whether, where it is said."""
        found = self._of(key, bool, N_("“{key}” has to be true or false"))
        return None if found is None else bool(found)

    def number(self, key: str) -> float | None:
        """Return a number that has an end."""
        return self._number(key, self.said.get(key))

    def whole(self, key: str) -> int | None:
        """Return a number without a fraction."""
        found = self.number(key)
        if found is not None and found != int(found):
            raise self._wrong(key, N_("“{key}” has to be a whole number"))
        return None if found is None else int(found)

    def numbers(self, key: str) -> list[float]:
        """Return a list of numbers."""
        found = (self._number(key, one) for one in self.many(key))
        return [one for one in found if one is not None]

    def many(self, key: str) -> list[Any]:
        """Return a list; an empty one where none is said."""
        return list(self._of(key, list, N_("“{key}” has to be a list")) or ())

    def texts(self, key: str) -> list[str]:
        """Return a list of texts."""
        found = self.many(key)
        if not all(isinstance(one, str) for one in found):
            raise self._wrong(key, N_("“{key}” has to be a list of texts"))
        return found

    def object(self, key: str) -> dict[str, Any]:
        """Return an object, whatever is in it."""
        return dict(
            self._of(key, dict, N_("“{key}” has to be an entry in braces")) or {}
        )

    def sheets(self, key: str) -> list["Sheet"]:
        """Return a list of objects."""
        found = self.many(key)
        for one in found:
            if not isinstance(one, dict):
                raise self._wrong(
                    key, N_("“{key}” has to be a list of entries in braces")
                )
        return [Sheet(one, f"{key} {at}") for at, one in enumerate(found, 1)]

    def _path(self, key: str) -> str:
        return f"{self.where}, {key}" if self.where else key

    def _of(self, key: str, kind: type, text: str) -> Any:
        found = self.said.get(key)
        if found is not None and not isinstance(found, kind):
            raise self._wrong(key, text)
        return found

    def _number(self, key: str, found: Any) -> float | None:
        if found is None:
            return None
        try:
            number = math.nan if isinstance(found, bool) else float(found)
        except (TypeError, ValueError, OverflowError):
            number = math.nan
        if not math.isfinite(number):
            raise self._wrong(key, N_("“{key}” has to be a number"))
        return number

    def _wrong(self, key: str, text: str) -> BadJson:
        return BadJson(_(text).format(key=self._path(key)))


def known_keys(
    said: dict[str, Any], known: Sequence[str], needed: Sequence[str] = ()
) -> None:
    """Let no key be passed over that somebody meant; raises BadJson."""
    for key in said:
        if key not in known:
            why = _(N_("“{key}” is not known here; known are {known}"))
            raise BadJson(why.format(key=key[:40], known=", ".join(known)))
    for key in needed:
        if said.get(key) is None:
            raise BadJson(_(N_("“{key}” is missing")).format(key=key))
