"""Words that were sought, marked where they stand in a line.

A mark is a ground and a line under the word: it is seen without any colour too.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QTextLine

from ui.kit import style, words
from ui.kit.tokens import Tone, Type

BEFORE = 12  # letters that are seen before a word that stands far behind
MORE = "…"


def places(text: str, sought: Sequence[str], but: str = "") -> list[tuple[int, int]]:
    """Return where words stand in a text, from letter to letter, in their order.

    Args:
        text: The text.
        sought: The words, as they are compared: folded.
        but: A part of the text in which they do not count.
    """
    folded, letters = "", []
    for at, letter in enumerate(text):  # a folded letter may be two: "ß" is "ss"
        one = letter.casefold()
        folded += one
        letters += [at] * len(one)
    start = text.find(but) if but else -1
    left_out = range(start, start + len(but)) if start >= 0 else range(0)
    marked: set[int] = set()
    for word in filter(None, sought):
        at = folded.find(word)
        while at >= 0:
            here = letters[at : at + len(word)]
            if here[0] not in left_out and here[-1] not in left_out:
                marked.update(range(here[0], here[-1] + 1))
            at = folded.find(word, at + 1)
    found: list[tuple[int, int]] = []
    for at in sorted(marked):
        if found and found[-1][1] == at:
            found[-1] = (found[-1][0], at + 1)
        else:
            found.append((at, at + 1))
    return found


def in_sight(text: str, first: tuple[int, int], role: Type, room: float) -> str:
    """Return a text begun so late that what was found first is not cut off."""
    if words.width(text, role) <= room:
        return text
    if words.width(text[: first[1]] + MORE, role) <= room:
        return text
    return MORE + text[max(0, first[0] - BEFORE) :]


def draw(
    painter: QPainter,
    x: float,
    baseline: float,
    text: str,
    role: Type,
    colour: QColor,
    room: float,
    sought: Sequence[str],
    but: str = "",
) -> float:
    """Paint a line as `words.draw` does, with the words that were sought marked."""
    text = text.replace("\n", " ")
    found = places(text, sought, but)
    if found:
        text = in_sight(text, found[0], role, room)
        found = places(text, sought, but)
    line = words.laid(text, role, max(1, int(room)))
    shown = line.layout.text()
    whole = len(shown) if shown == text else len(shown) - len(MORE)
    hue, laid = style.shade(Tone.AMBER), line.layout.lineAt(0)
    top, under = round(baseline) - words.cap(role) - 4, round(baseline) + 3
    for first, last in found:
        if first >= whole:
            break
        left, right = (_edge(laid, at) for at in (first, min(last, whole)))
        box = QRectF(x + left - 1, top, right - left + 2, under + 2 - top)
        style.rounded(painter, box, 3, hue.soft)
        style.fill(painter, QRectF(x + left, under, right - left, 1), hue.mark)
    return words.draw(painter, x, baseline, text, role, colour, room)


def _edge(laid: QTextLine, at: int) -> float:
    edge: Any = laid.cursorToX(at)  # with the place of the cursor, or alone
    return float(edge[0] if isinstance(edge, tuple) else edge)
