"""Short codes of digits: one says which row of a sample a paper is, and names nobody.

The last digit checks the others (Damm): a slip of one digit, or two that changed
places, is no other code, so nobody's answers are put to somebody else.
"""

from collections.abc import Container
from random import Random

LENGTH = 5  # digits before the one that checks them
_TABLE = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)


def check_digit(digits: str) -> str:
    """Return the digit that checks *digits*."""
    at = 0
    for one in digits:
        at = int(_TABLE[at][int(one)])
    return str(at)


def is_code(text: str) -> bool:
    """Return whether *text* is a code as they are given out, blanks left out."""
    digits = plain(text)
    return (
        len(digits) >= LENGTH + 1
        and digits.isascii()
        and digits.isdigit()
        and check_digit(digits) == "0"
    )


def plain(text: str) -> str:
    """Return a code without the blanks and lines it is read with."""
    return "".join(one for one in text if not one.isspace() and one not in "-–")


def shown(code: str) -> str:
    """Return a code as it is printed: "482 917"."""
    return f"{code[:3]} {code[3:]}"


def new_code(chance: Random, taken: Container[str]) -> str:
    """Return a code that nobody has yet."""
    length = LENGTH
    for tries in range(10_000):
        if tries and tries % 50 == 0:
            length += 1  # so many are out that the short ones are nearly all taken
        first = str(chance.randrange(1, 10))
        rest = "".join(str(chance.randrange(10)) for _place in range(length - 1))
        code = first + rest
        code += check_digit(code)
        if code not in taken:
            return code
    raise AssertionError("codes do not run out")
