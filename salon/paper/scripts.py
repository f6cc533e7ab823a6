"""Names in scripts of other lands: which font has them, how their letters join and run.

Enough for a name on a paper, without a shaping engine: Hangul and Thai stand as typed;
Arabic letters take the form that their neighbours ask for and run to the left, as
Hebrew does; in Devanagari the short i stands before its consonant, and a consonant
without its vowel shows the sign for it.
"""

import re
import unicodedata
from functools import cache

# The script of a letter that neither the Latin nor the Chinese fonts have, by range.
_RANGES = (
    (0x0590, 0x05FF, "hebrew"),
    (0x0600, 0x06FF, "arabic"),
    (0x0750, 0x077F, "arabic"),
    (0x0900, 0x097F, "devanagari"),
    (0x0E00, 0x0E7F, "thai"),
    (0x3131, 0x318E, "hangul"),
    (0xAC00, 0xD7A3, "hangul"),
    (0xFB1D, 0xFB4F, "hebrew"),
    (0xFB50, 0xFBFF, "arabic"),
    (0xFE70, 0xFEFC, "arabic"),
)
RIGHT_TO_LEFT = frozenset(("hebrew", "arabic"))
_LEFTWARD = re.compile("[\u0590-\u077f\ufb1d-\ufbff\ufe70-\ufefc]")
_FORMS = re.compile("[\ufb50-\ufbff\ufe70-\ufefc]+")
_ARABIC = re.compile("[\u0620-\u06ff\u0750-\u077f]")
_CHANGED = re.compile("[\u0620-\u077f\u0900-\u097f\u1100-\u11ff]")
_JAMO = re.compile("[\u1100-\u11ff]+")
_LETTER = "[\u0904-\u0939\u0958-\u0961]\u093c?"
_CLUSTER = f"(?:{_LETTER}\u094d)*{_LETTER}"
_SHORT_I = re.compile(f"({_CLUSTER})\u093f")
_MOVED_I = re.compile(f"\u093f({_CLUSTER})")
_JOINS_BOTH = "\u0640"  # a stroke that only makes a word longer
_LAM = "\u0644"
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")


def script_of(letter: str) -> str:
    """Return the script of a letter of another land; "" of all others."""
    code = ord(letter)
    return next((name for low, high, name in _RANGES if low <= code <= high), "")


def joined(text: str) -> str:
    """Return *text* with its letters as they stand beside each other, as typed."""
    if not _CHANGED.search(text):
        return text
    text = _JAMO.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)
    text = _SHORT_I.sub("\u093f\\1", text)
    return _in_forms(text) if _ARABIC.search(text) else text


def as_typed(text: str) -> str:
    """Return what was typed of letters that `joined` gave another form."""
    text = _MOVED_I.sub("\\1\u093f", text)
    return "".join(
        unicodedata.normalize("NFKC", letter)
        if script_of(letter) == "arabic"
        else letter
        for letter in text
    )


def is_leftward(text: str) -> bool:
    """Return whether something of *text* runs to the left."""
    return bool(_LEFTWARD.search(text))


def spoken_for(text: str) -> list[str]:
    """Return the script that each letter stands in; blanks between two words of it."""
    scripts = [script_of(letter) for letter in text]
    for place, letter in enumerate(text):
        if letter != " ":
            continue
        before = scripts[place - 1] if place else ""
        rest = text[place:].lstrip(" ")
        after = script_of(rest[0]) if rest else ""
        if before and before == after and before in RIGHT_TO_LEFT:
            scripts[place] = before
    return scripts


def seen_order(text: str) -> list[int]:
    """Return the places of letters as they are seen from left to right on a line.

    Stretches that run to the left are turned round, with what stands between two of
    their words; numbers within them, and marks above a letter, keep their order.
    """
    order: list[int] = []
    place = 0
    while place < len(text):
        if not _LEFTWARD.match(text[place]):
            order.append(place)
            place += 1
            continue
        last = place
        for at in range(place, len(text)):
            if _LEFTWARD.match(text[at]):
                last = at
            elif unicodedata.bidirectional(text[at]) == "L":
                break
        order += _turned(text, place, last + 1)
        place = last + 1
    return order


def turned_sign(letter: str) -> str:
    """Return a bracket as it is seen among letters that run to the left."""
    return letter.translate(_MIRRORED)


def _turned(text: str, start: int, stop: int) -> list[int]:
    groups: list[list[int]] = []
    for place in range(start, stop):
        letter = text[place]
        is_mark = unicodedata.category(letter) in ("Mn", "Mc")
        goes_on = letter.isdigit() and place > start and text[place - 1].isdigit()
        if groups and (is_mark or goes_on):
            groups[-1].append(place)
        else:
            groups.append([place])
    return [place for group in reversed(groups) for place in group]


@cache
def _forms() -> dict[tuple[str, str], str]:
    """Return the shape of each letter by its letters and where it stands in a word."""
    found: dict[tuple[str, str], str] = {}
    for code in (*range(0xFE70, 0xFEFD), *range(0xFB50, 0xFC00)):
        kind, _space, rest = unicodedata.decomposition(chr(code)).partition(" ")
        if kind in ("<isolated>", "<initial>", "<medial>", "<final>"):
            letters = "".join(chr(int(one, 16)) for one in rest.split())
            found.setdefault((letters, kind[1:-1]), chr(code))
    return found


def _in_forms(text: str) -> str:
    """Return Arabic letters in the forms that their neighbours ask for."""
    forms = _forms()
    units = _with_lam(text, forms)
    letters = [n for n, one in enumerate(units) if unicodedata.category(one[0]) != "Mn"]
    shaped = list(units)
    for at, place in enumerate(letters):
        one = units[place]
        before = units[letters[at - 1]] if at else ""
        after = units[letters[at + 1]] if at + 1 < len(letters) else ""
        is_joined = _reaches_on(before, forms) and _is_reached(one, forms)
        goes_on = _reaches_on(one, forms) and _is_reached(after, forms)
        kind = ("isolated", "final", "initial", "medial")[is_joined + 2 * goes_on]
        shaped[place] = forms.get((one, kind), forms.get((one, "isolated"), one))
    return "".join(shaped)


def _with_lam(text: str, forms: dict[tuple[str, str], str]) -> list[str]:
    """Return the letters one by one, lam and alef as the one sign they make."""
    units: list[str] = []
    for letter in text:
        if units and units[-1] == _LAM and (_LAM + letter, "isolated") in forms:
            units[-1] += letter
        else:
            units.append(letter)
    return units


def _reaches_on(unit: str, forms: dict[tuple[str, str], str]) -> bool:
    return unit == _JOINS_BOTH or (unit, "initial") in forms


def _is_reached(unit: str, forms: dict[tuple[str, str], str]) -> bool:
    return unit == _JOINS_BOTH or (unit, "final") in forms
