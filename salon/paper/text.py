"""Typed text set in lines: the right font for each script, breaks by UAX #14.

Text never passes through a markup parser: what was typed is what is printed. A
character that none of our fonts has becomes a visible box, and is reported.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from threading import RLock
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from uniseg.linebreak import line_break_units  # type: ignore[import-untyped]

from salon.paper import scripts
from salon.paper.canvas import TaggedCanvas
from salon.shipped import RESOURCES
from salon.text import language

FONTS = RESOURCES / "fonts"
INK, SOFT = HexColor("#2A2226"), HexColor("#6D6167")
ROSE, RULE, LINE = HexColor("#B23A63"), HexColor("#8A7F85"), HexColor("#B8AEB1")
MISSING = ""  # the font of characters that no font has
FUZZ = 1e-6
BLANK = " \u3000"  # what may hang beyond the end of a line

REGULAR, MEDIUM, BOLD = 400, 500, 600

_FILES = {
    ("latin", REGULAR): "Inter_400Regular",
    ("latin", MEDIUM): "Inter_500Medium",
    ("latin", BOLD): "Inter_600SemiBold",
    ("hans", REGULAR): "NotoSansSC_400Regular",
    ("hans", MEDIUM): "NotoSansSC_400Regular",
    ("hans", BOLD): "NotoSansSC_700Bold",
    ("hant", REGULAR): "NotoSansTC_400Regular",
    ("hant", MEDIUM): "NotoSansTC_400Regular",
    ("hant", BOLD): "NotoSansTC_700Bold",
}
_NAMES = {  # for names: of one weight, and only the letters
    "hangul": "NotoSansKR_500Medium",
    "thai": "NotoSansThai_500Medium",
    "arabic": "NotoSansArabic_500Medium",
    "hebrew": "NotoSansHebrew_500Medium",
    "devanagari": "NotoSansDevanagari_500Medium",
}
_GIVEN_FORMS = frozenset(
    file for script, file in _NAMES.items() if script not in ("hangul", "thai")
)
# Digits of one width, so that columns of numbers stand: the glyphs zero.tf to nine.tf
# that the font's feature "tnum" names, which have no code of their own.
_EVEN_DIGITS = {
    "Inter_400Regular": (1357, 1328),
    "Inter_500Medium": (1357, 1327),
    "Inter_600SemiBold": (1357, 1325),
}
_UNITS = 2048  # of Inter, to an em
_HAN = re.compile("[⺀-〿぀-ㆿ㇀-鿿豈-﫿︰-﹏＀-￯\U00020000-\U0003ffff]")
_EITHER = frozenset("“”‘’…—·")  # wide in Chinese, narrow elsewhere
_MARKED = re.compile(r"\S[̀-ͯ]+")
_UNSEEN = re.compile("[­​-‏‪-‮⁠-⁤﻿︀-️\U000e0100-\U000e01ef]")
_ENDS = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
# Chinese with Latin words and the commonest marks, whose breaks are plain: most of what
# is printed, and UAX #14 by letters takes ten times as long. A test compares the two.
_PLAIN_CHINESE = re.compile("[一-鿿A-Za-z0-9、。，：；！？（） ·–:-]+")
_NOT_PLAIN = re.compile(
    "（ | [、。，：；！？）–]|–[·A-Za-z]|[：；！？]–|(?<![0-9])[:-]|[:-](?![0-9])"
)
_CHINESE_UNIT = re.compile(
    "（*(?:[A-Za-z0-9·]+(?:[:-][A-Za-z0-9·]+)*|[一-鿿])?[、。，：；！？）–]* *"
)
_ASCII_UNIT = re.compile(r"(?:[^ -]|-(?=\d))*-* *")
# A font's file is read through one shared place, and the library keeps what a document
# uses of it in the font: two papers at once would cut each other's fonts.
press_lock = RLock()


@dataclass(frozen=True, slots=True)
class Style:
    """How a stretch of text looks; lengths in points."""

    size: float
    is_bold: bool = False
    colour: Color = INK
    leading: float = 1.5  # of the size
    is_medium: bool = False  # what to do

    @property
    def weight(self) -> int:
        """Return the weight of its font."""
        return BOLD if self.is_bold else MEDIUM if self.is_medium else REGULAR


@dataclass(frozen=True, slots=True)
class Span:
    """Some text in one style."""

    text: str
    style: Style


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one font, side by side on a line."""

    x: float
    text: str
    font: str
    style: Style
    width: float
    typed: str = ""  # what it stands for, where that is not what is drawn


@dataclass(frozen=True, slots=True)
class Line:
    """One set line."""

    runs: tuple[Run, ...]
    width: float
    height: float
    missing: tuple[str, ...] = ()

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw the line with its upper left corner at (x, top)."""
        if self.runs:
            with canvas.marked("P"):
                self._draw(canvas, x, top)

    def _draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        size = max(run.style.size for run in self.runs)
        base = top - (self.height - size) / 2 - size * 0.86
        for run in self.runs:
            if run.font == MISSING:
                _draw_boxes(canvas, run, x + run.x, base)
                continue
            if run.typed:
                with canvas.read_as(run.typed):
                    _draw_text(canvas, run, x + run.x, base)
            else:
                _draw_text(canvas, run, x + run.x, base)


def _draw_text(canvas: TaggedCanvas, run: Run, x: float, base: float) -> None:
    pen = canvas.beginText(x, base)
    pen.setFont(run.font, run.style.size)
    pen.setFillColor(run.style.colour)
    pen.textOut(run.text)
    canvas.drawText(pen)


def _draw_boxes(canvas: TaggedCanvas, run: Run, x: float, base: float) -> None:
    canvas.setStrokeColor(run.style.colour)
    canvas.setLineWidth(0.6)
    each = run.width / len(run.text)
    with canvas.read_as(run.text):
        for place in range(len(run.text)):
            left = x + place * each + each * 0.1
            canvas.rect(left, base - each * 0.06, each * 0.8, each * 0.8)


class _Font(TTFont):
    """A font whose text is copied right, whatever its characters."""

    def addObjects(self, doc: Any) -> None:  # noqa: N802  # the library's name
        """Put the font into *doc*, its map to text in UTF-16 as the format asks.

        The library writes a character beyond U+FFFF with five digits, which readers
        take for another one.
        """
        subsets = [list(subset) for subset in self.state[doc].subsets]
        before = set(doc.idToObject)
        super().addObjects(doc)
        for name in set(doc.idToObject) - before:
            if not name.startswith("toUnicodeCMap:"):
                continue
            stream = doc.idToObject[name]
            for subset in subsets:
                for code in subset:
                    if code > 0xFFFF:
                        right = chr(code).encode("utf-16-be").hex().upper()
                        wrong = f"<{code:04X}>"
                        stream.content = stream.content.replace(wrong, f"<{right}>")


def font_named(script: str, weight: int) -> TTFont:
    """Return a font of ours, read when first wanted and once in this process."""
    with press_lock:  # two papers may be set at once, each in its thread
        return _registered(_FILES[script, weight])


@cache
def _registered(file: str) -> TTFont:
    font = _Font(file, str(FONTS / f"{file}.ttf"))
    if file in _EVEN_DIGITS:
        first, wide = _EVEN_DIGITS[file]
        for digit in range(10):
            font.face.charToGlyph[ord("0") + digit] = first + digit
            font.face.charWidths[ord("0") + digit] = wide * 1000 / _UNITS
    pdfmetrics.registerFont(font)
    return font


_ORDERS = {
    (True, True): ("hant", "hans", "latin"),
    (True, False): ("hans", "latin", "hant"),
    (False, True): ("latin", "hant", "hans"),
    (False, False): ("latin", "hans"),
}


@lru_cache(maxsize=20_000)
def _glyph(
    letter: str, weight: int, is_han: bool, is_traditional: bool
) -> tuple[str, float]:
    """Return the font that has *letter*, and its width at a size of one point."""
    for script in _ORDERS[is_han, is_traditional]:
        face = font_named(script, weight).face
        if ord(letter) in face.charToGlyph:
            width = face.charWidths.get(ord(letter), face.defaultWidth)
            return _FILES[script, weight], width / 1000
    return _of_a_name(letter, scripts.script_of(letter))


def _of_a_name(letter: str, script: str) -> tuple[str, float]:
    """Return the font for names that has *letter*, and its width."""
    if script:
        with press_lock:
            face = _registered(_NAMES[script]).face
        if ord(letter) in face.charToGlyph:
            width = face.charWidths.get(ord(letter), face.defaultWidth)
            return _NAMES[script], width / 1000
    return MISSING, 1.0


def cleaned(text: str) -> str:
    """Return *text* as it is set: one sign for a line's end, blanks for tabs."""
    if text.isascii() and text.isprintable():
        return text
    text = _ENDS.sub("\n", text).replace("\t", "    ")
    text = _MARKED.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)
    return scripts.joined(_UNSEEN.sub("", text))


def is_chinese(letter: str) -> bool:
    """Tell whether a character belongs to the Chinese font first of all."""
    return bool(_HAN.match(letter))


@lru_cache(maxsize=4_000)
def _letters(text: str, weight: int, tongue: str) -> tuple[tuple[str, float], ...]:
    """Return font and width of each character of a cleaned line."""
    is_traditional = tongue in ("zh_TW", "zh_HK")
    # In a Chinese paper quotation marks and dashes are Chinese wherever they stand.
    is_wide = tongue.startswith("zh") and bool(_HAN.search(text))
    found = []
    last = False
    for place, letter in enumerate(text):
        if letter in _EITHER:
            after = text[place + 1 : place + 2]
            is_han = last or (bool(after) and is_chinese(after))
            is_han = is_han or (is_wide and letter != "·")
        else:
            is_han = letter >= "\u2e80" and is_chinese(letter)
        found.append(_glyph(letter, weight, is_han, is_traditional))
        last = is_han
    if scripts.is_leftward(text):  # one run to the left, its blanks too
        for place, script in enumerate(scripts.spoken_for(text)):
            if text[place] == " " and script:
                found[place] = _of_a_name(" ", script)
    return tuple(found)


@lru_cache(maxsize=4_000)
def _units(text: str) -> tuple[str, ...]:
    """Return the pieces of *text* between which a line may end."""
    if text.isascii():
        units = [unit for unit in _ASCII_UNIT.findall(text) if unit]
    elif _PLAIN_CHINESE.fullmatch(text) and not _NOT_PLAIN.search(text):
        units = [unit for unit in _CHINESE_UNIT.findall(text) if unit]
    else:
        units = list(line_break_units(text))
    for place in range(len(units) - 1, 0, -1):  # "20 %" stays together
        if units[place][0] in "%°" and units[place - 1][-2:-1].isdigit():
            units[place - 1 : place + 1] = [units[place - 1] + units[place]]
    return tuple(units)


def forget() -> None:
    """Drop what is remembered of texts set before, as before a measurement."""
    _lines.cache_clear()
    _letters.cache_clear()
    _units.cache_clear()


def set_lines(spans: Sequence[Span], width: float) -> list[Line]:
    """Return *spans* set one after another in lines of at most *width* points."""
    return list(_lines(tuple(spans), width, language()))


@lru_cache(maxsize=2_000)  # a paper is laid anew until it fits: most lines stay
def _lines(spans: tuple[Span, ...], width: float, _tongue: str) -> tuple[Line, ...]:
    lines: list[Line] = []
    for paragraph in _paragraphs(spans):
        lines += _set_paragraph(paragraph, width)
    return tuple(lines)


def natural_width(spans: Iterable[Span]) -> float:
    """Return how wide *spans* are where nothing breaks them, in points."""
    widest = 0.0
    tongue = language()
    for paragraph in _paragraphs(list(spans)):
        widest = max(
            widest,
            sum(
                sum(w for _f, w in _letters(span.text, span.style.weight, tongue))
                * span.style.size
                for span in paragraph
            ),
        )
    return widest


def longest_unit(text: str, style: Style) -> float:
    """Return how wide the widest piece of *text* is that no line's end divides."""
    return max(
        (natural_width([Span(unit.rstrip(BLANK), style)]) for unit in _units(text)),
        default=0.0,
    )


def _paragraphs(spans: Sequence[Span]) -> Iterator[list[Span]]:
    now: list[Span] = []
    for span in spans:
        first, *others = cleaned(span.text).split("\n")
        now.append(Span(first, span.style))
        for other in others:
            yield now
            now = [Span(other, span.style)]
    yield now


def _set_paragraph(spans: list[Span], width: float) -> list[Line]:
    text = "".join(span.text for span in spans)
    tall = max(span.style.size * span.style.leading for span in spans)
    if not text.strip(BLANK):
        return [Line((), 0.0, tall)]
    letters: list[tuple[str, float, Style]] = []
    tongue = language()
    for span in spans:
        size = span.style.size
        letters += [
            (font, wide * size, span.style)
            for font, wide in _letters(span.text, span.style.weight, tongue)
        ]
    widths = [wide for _font, wide, _style in letters]
    if sum(widths) <= width:  # most labels: nothing to break, and breaks are dear
        cuts = [0, len(text)]
    else:
        units = _units(text)
        cuts = _paired(text, units, _cuts(units, widths, width))
    return [_line(text, letters, start, stop, tall) for start, stop in pairwise(cuts)]


def _cuts(units: Iterable[str], widths: list[float], limit: float) -> list[int]:
    """Return where lines begin, greedily filled, and the end of the last."""
    cuts, pos, used = [0], 0, 0.0
    for unit in units:
        end = pos + len(unit)
        solid = sum(widths[pos : pos + len(unit.rstrip(BLANK))])  # blanks hang
        if used and used + solid > limit + FUZZ:
            cuts.append(pos)
            used = 0.0
        if solid > limit + FUZZ:  # longer than a line: cut by the character
            for place in range(pos, end):
                if used and used + widths[place] > limit + FUZZ:
                    cuts.append(place)
                    used = 0.0
                used += widths[place]
        else:
            used += sum(widths[pos:end])
        pos = end
    return [*cuts, pos]


def _paired(text: str, units: Iterable[str], cuts: list[int]) -> list[int]:
    """Return where lines begin so that no single Chinese character ends a paragraph."""
    last = text[cuts[-2] :].rstrip(BLANK + "、。，：；！？）”’」")
    if len(cuts) < 3 or len(last) != 1 or not is_chinese(last):
        return cuts
    start = before = 0
    for unit in units:
        if start >= cuts[-2]:
            break
        before, start = start, start + len(unit)
    if start != cuts[-2] or before <= cuts[-3] or start - before > 3:
        return cuts  # a long word goes down for nothing
    return [*cuts[:-2], before, cuts[-1]]


def _line(
    text: str,
    letters: list[tuple[str, float, Style]],
    start: int,
    stop: int,
    tall: float,
) -> Line:
    while stop > start and text[stop - 1] in BLANK:
        stop -= 1
    text, letters = text[start:stop], letters[start:stop]
    seen = text
    if scripts.is_leftward(text):
        order = scripts.seen_order(text)
        seen = "".join(
            scripts.turned_sign(text[n]) if n != place else text[n]
            for place, n in enumerate(order)
        )
        letters, places = [letters[n] for n in order], order
    else:
        places = list(range(len(text)))
    runs: list[Run] = []
    x, start = 0.0, 0
    while start < len(letters):
        font, wide, style = letters[start]
        end = start + 1
        while (
            end < len(letters) and letters[end][0] == font and letters[end][2] is style
        ):
            wide += letters[end][1]
            end += 1
        typed = ""
        if font in _GIVEN_FORMS:
            typed = scripts.as_typed(
                "".join(text[n] for n in sorted(places[start:end]))
            )
        runs.append(Run(x, seen[start:end], font, style, wide, typed))
        x += wide
        start = end
    missing = tuple(c for run in runs if run.font == MISSING for c in run.text)
    return Line(tuple(runs), x, tall, missing)
