"""Documents that a command reads: JSON in a file or on standard input."""

import json
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
    except (OSError, UnicodeDecodeError) as error:
        raise BadJson(f"{Path(file).name}: {type(error).__name__}") from error
    try:
        said = json.loads(text or "{}")
    except (ValueError, RecursionError) as error:
        raise BadJson(str(error)[:120]) from error
    if not isinstance(said, dict):
        raise BadJson(type(said).__name__)
    whole(json.dumps(said, ensure_ascii=False))  # half a letter, coded as \\ud800
    return said


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
