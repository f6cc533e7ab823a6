"""Tables on the sheet of a client list that are none of clients: prices, hours, staff.

What stands there is left, row by row, with why: a row that was meant is not lost.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from salon.exchange.columns import LEFT_OUT, Column, folded
from salon.exchange.headings import APART_WORDS
from salon.exchange.tables_in import Row
from salon.text import N_, _

APART = N_(
    "This row belongs to another table on the sheet (“{title}”), not to the clients. "
    "If it is a client, put it into the list itself, then import it again."
)
BESIDE = N_(
    "Columns {first} to {last} (“{headings}”) are another table beside the list and "
    "are not read."
)
SECOND = N_(
    "A second list stands beside the first, from column {first} (“{heading}”) on. Only "
    "the first is read. Put the second one below it, or into a sheet of its own, and "
    "import again."
)
_WORDS = frozenset(APART_WORDS.split(", "))
_DIGIT = re.compile(r"\d")
MOST = 60  # rows behind a gap that are looked at together


def is_apart(word: str) -> bool:
    """Say whether a heading is one of what a salon lists besides its clients."""
    return len(word) < 30 and folded(word) in _WORDS


def begins_apart(row: Sequence[str], is_known: Callable[[str], bool]) -> bool:
    """Say whether a row is the headings of another table."""
    said = [cell.strip() for cell in row if cell.strip()]
    if len(said) < 2 or not is_apart(said[0]):
        return False
    apart = sum(map(is_apart, said))
    return apart > 1 and all(is_apart(one) or is_known(one) for one in said)


def in_blocks(
    rows: Iterator[Row], is_empty: Callable[[Row], bool]
) -> Iterator[list[Row]]:
    """Yield rows one by one, and together what stands behind a gap, up to the next.

    A first block is the list itself, and so is what has more than `MOST` rows.
    """
    held: list[Row] | None = None
    seen = False
    for row in rows:
        if is_empty(row):
            if held:
                yield held
            held = [] if seen else None
            continue
        seen = True
        if held is None:
            yield [row]
            continue
        held.append(row)
        if len(held) >= MOST:
            yield held
            held = None
    if held:
        yield held


def heads_of(block: Sequence[Row]) -> int:
    """Return how many rows of a block are its title and headings: no digit in them."""
    for at, (_number, row) in enumerate(block):
        if any(_DIGIT.search(cell) for cell in row):
            return at
    return 1 if len(block) > 1 else 0


def is_other_table(
    block: Sequence[Row], columns: Sequence[Column], has_contact: Callable[[Row], bool]
) -> bool:
    """Say whether a block behind a gap is no list of clients.

    It has a title or headings of its own, nobody in it has a number or an address, and
    where those would stand there is something else.
    """
    if len(block) < 2 or not heads_of(block):
        return False
    contacts = [
        one.at for one in columns if one.field in ("phone", "email", "birthday")
    ]
    odd = told = 0
    for row in block:
        if has_contact(row):
            return False
        cells = row[1]
        if sum(map(bool, cells)) > 1:
            told += 1
            odd += any(at < len(cells) and bool(cells[at].strip()) for at in contacts)
    return odd * 2 > told > 0


_CONTACTS = ("phone", "email", "birthday")


def title_of(block: Sequence[Row]) -> str:
    """Return what a table is called: its first line."""
    return ", ".join(cell.strip() for cell in block[0][1] if cell.strip())[:60]


def without_beside(
    found: tuple[Column, ...],
) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    """Leave out the tables beside the list; return its columns and what to say."""
    at = _second_at(found)
    if at is not None:
        said = _(SECOND).format(first=at + 1, heading=found[at].heading[:40])
        return _left_out(found, at, len(found)), (said,)
    for gap in _gaps(found):
        behind = [one for one in found[gap + 1 :] if one.heading]
        if not behind or any(one.field in _OF_CLIENTS for one in behind):
            continue
        if sum(is_apart(one.heading) for one in behind) * 2 > len(behind):
            said = _(BESIDE).format(
                first=behind[0].at + 1,
                last=behind[-1].at + 1,
                headings=", ".join(one.heading for one in behind)[:80],
            )
            return _left_out(found, gap, len(found)), (said,)
    return found, ()


_NAMES = ("name", "family", "given")
_OF_CLIENTS = (*_NAMES, "phone", "email", "birthday", "wechat", "card_no")


def _gaps(found: Sequence[Column]) -> list[int]:
    return [one.at for one in found[1:] if not one.heading.strip()]


def _second_at(found: Sequence[Column]) -> int | None:
    """Return where the columns of another list of people begin, beside the first."""
    if not found or found[0].field not in (*_NAMES, "card_no", "phone"):
        return None
    words = [folded(one.heading) for one in found]
    for one in found[2:]:
        is_again = words[one.at] == words[0]
        same = 0
        while one.at + same < len(words) and words[one.at + same] == words[same]:
            same += 1
        is_after_gap = not words[one.at - 1]
        is_person = one.again in _NAMES or one.repeats in _NAMES
        if (is_again and same > 1) or (is_after_gap and is_person):
            return one.at
    return None


def _left_out(found: Sequence[Column], first: int, end: int) -> tuple[Column, ...]:
    return tuple(
        replace(one, field=LEFT_OUT, fact="", again="", repeats="")
        if first <= one.at < end
        else one
        for one in found
    )
