"""Codes that people read out and type: without what looks alike."""

from collections.abc import Callable
from secrets import choice

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0, O, 1 or I


def new_code(length: int, is_taken: Callable[[str], bool]) -> str:
    """Return a code that nobody can guess and that is not taken yet."""
    while True:
        code = "".join(choice(LETTERS) for _ in range(length))
        if not is_taken(code):
            return code


def read_code(said: str) -> str:
    """Return a code as it is kept, however it was typed: no blanks, capitals."""
    return "".join(one for one in said.upper() if one.isalnum())
