"""What stands over a message, from `resources/domain/message_words.toml`."""

import tomllib
from functools import cache

from salon.clients.reach import Purpose
from salon.shipped import RESOURCES
from salon.text import Names

FILE = RESOURCES / "domain" / "message_words.toml"


def subject_of(purpose: Purpose, salon: str, language: str) -> str:
    """Return what stands over a message about *purpose*, in the client's language."""
    return subjects()[purpose].said_in(language).format(salon=salon)


def cover_of(kind: str, language: str) -> str:
    """Return what is written above a paper that is mailed: "plan", "after"."""
    return Names(**_words()["cover"][kind]).said_in(language)


@cache
def subjects() -> dict[Purpose, Names]:
    """Return the subjects by purpose; each is there in three languages."""
    said = _words()["subject"]
    return {one: Names(**said[one.value]) for one in Purpose}


@cache
def _words() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(FILE.read_text("utf-8"))
