"""Phone numbers as people write them, and as the salon keeps and shows them.

A number is only kept as one when it is certain: right for the salon's region, or
with its country code. What is not is handed back with a sentence; nothing is guessed,
least of all the zeros that a spreadsheet has rounded a number to.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from salon.text import N_, _

LOST = N_(
    "“{raw}” is all that the spreadsheet left of a phone number; its digits are lost. "
    "Type the number again, in a column of text."
)
NOT_WHOLE = N_("“{raw}” is not a whole number, so it cannot be a phone number.")
TOO_SHORT = N_("“{raw}” is too short for a phone number; is the area code missing?")
TOO_LONG = N_("“{raw}” has more digits than a phone number.")
NO_COUNTRY = N_("“{raw}” needs its country code in front, as in +49.")
NOT_ONE = N_("“{raw}” is not a phone number of this region.")
ELSEWHERE = N_(
    "“{raw}” may be a number of another country; write it with its country code, as in "
    "+44."
)

_DEFAULT = {"uk": "GB", "eu": None}
_EXT_WORDS = (
    r"转|轉|分机号?|分機號?|内线|內線|内線|內线|内线号|分號|extension|extn?\.?|poste|durchwahl|nebenstelle|"
    r"apparat|app\.|dw\.?|toestel|ramal|interno|máy lẻ|máy nhánh|내선(?:번호)?"
)
_SPLIT = re.compile(
    rf"\s*(?::::|[;；、/／|｜,，\n\r\t&＆]|\b(?:or|oder|ou|and|und|et)\b|[或和及])\s*"
    rf"(?!\s*(?:{_EXT_WORDS})[\s:：.]*\d)",
    re.IGNORECASE,
)
_AREA = re.compile(
    r"(?<![\d/])(\(?0\d{2,4}\)?|\+\d\d[\s\-]?\(?0?\d{2,4}\)?)\s*/\s*(?=\d[\d\s]{4})"
)
_EXTENSION = re.compile(
    rf"\s*[,，;；(（\-–/]?\s*(?:{_EXT_WORDS}|(?<=\d)\s*x|#)"
    r"\s*[:：.#]?\s*(?P<ext>\d{1,7})\s*[)）]?\s*$",
    re.IGNORECASE,
)
_SCIENTIFIC = re.compile(r"^(\d)(?:[.,](\d+))?E\+?(\d{1,2})$", re.IGNORECASE)
_FLOAT = re.compile(r"^\+?\d{5,}[.](\d+)$")
_RUN = re.compile(r"(?:tel:)?(\+?\(?\+?\d[\d\s().\-–—‐‑·]*)", re.IGNORECASE)
_TAIL = re.compile(r"(\+?[\d\s()]+[\-–—][\d\s]{6,})[\-–—](\d{2,5})")
_FILLING = re.compile(r"[\s().\-–—‐‑·]")


@dataclass(frozen=True, slots=True)
class Phone:
    """One number, certain (`number` is E.164) or not (`problem` says why)."""

    number: str | None  # E.164, "+8613800138000"
    raw: str
    extension: str = ""
    label: str = ""  # what stood beside the number: 妈妈
    problem: str = ""  # marked text with {raw}; "" when all is well

    def said(self) -> str:
        """Return what is wrong with it, in the language of here and now."""
        return _(self.problem).format(raw=self.raw[:60]) if self.problem else ""


@cache
def country(region: str) -> str | None:
    """Return the country whose numbers need no code in *region*; None in "eu"."""
    return _DEFAULT.get(region.lower(), region.upper() or None)


@lru_cache(maxsize=50_000)
def read_phone(text: str, region: str) -> Phone:
    """Return the one number in *text* as the salon in *region* would dial it."""
    raw = text.strip()
    shown = unicodedata.normalize("NFKC", raw).strip().lstrip("'")
    if problem := _spoiled(shown):
        return Phone(None, raw, problem=problem)
    if scientific := _SCIENTIFIC.match(shown):
        shown = scientific[1] + (scientific[2] or "")[: int(scientific[3])]
    if _FLOAT.match(shown):
        shown = shown.split(".")[0]
    extension = ""
    if found := _EXTENSION.search(shown):
        extension, shown = found["ext"], shown[: found.start()]
    run = _RUN.search(shown)
    if run is None:
        return Phone(None, raw, extension, problem=NOT_ONE)
    label = (shown[: run.start()] + " " + shown[run.end() :]).strip(" ():：（）-")
    digits = _FILLING.sub("", run[1])
    if any(c.isdigit() for c in label):
        return Phone(None, raw, extension, problem=NOT_ONE)
    number = _certain(digits, run[1], country(region))
    if number is None and not extension and (tail := _TAIL.fullmatch(run[1].strip())):
        digits = _FILLING.sub("", tail[1])  # 010-65529920-808
        if number := _certain(digits, tail[1], country(region)):
            extension = tail[2]
    problem = "" if number else _why_not(digits, region)
    return Phone(number, raw, extension, label, problem)


def read_phones(text: str, region: str) -> tuple[Phone, ...]:
    """Return every number in a cell or line that may hold several."""
    text = text.strip()
    if not text:
        return ()
    if text.isdigit():
        return (read_phone(text, region),)
    found: list[Phone] = []
    for piece in _pieces(text):
        if piece:
            found += _apart(piece, region)
    return tuple(dict.fromkeys(found))


def _pieces(text: str) -> list[str]:
    """Cut a cell into its numbers; the slash of 0160/1234567 is within one."""
    return _SPLIT.split(_AREA.sub(r"\1-", text))


def _apart(piece: str, region: str) -> tuple[Phone, ...]:
    """Two numbers with only a blank or a word between them are two if both are."""
    one = read_phone(piece, region)
    if one.number is not None:
        return (one,)
    for parted in (piece.split(), _labelled(piece)):
        if len(parted) > 1:
            several = tuple(read_phone(each, region) for each in parted)
            if all(phone.number for phone in several):
                return several
    return (one,)


def _labelled(piece: str) -> list[str]:
    """Cut before each word that stands before a number: 手机 138… 座机 0755-…."""
    before = r"(?<=\d)[\s)）]+(?=[^\W\d]+[:：.]?\s*\+?\d)"
    behind = r"(?<=[)）])\s*(?=\+?\d)"
    for shape in (behind, before):
        if len(parted := re.split(shape, piece)) > 1:
            return [each for each in parted if each.strip()]
    return []


def plain_numbers(cell: str) -> list[str]:
    """Return the digits of each number in a cell; with "+" where a code is written."""
    found = []
    for piece in _pieces(unicodedata.normalize("NFKC", cell)):
        piece = _EXTENSION.sub("", piece)
        if _spoiled(piece.strip()) or _FLOAT.match(piece.strip()):
            continue
        if run := _RUN.search(piece):
            text = _FILLING.sub("", run[1])
            text = "+" + text[2:] if text.startswith("00") else text
            if 7 <= sum(c.isdigit() for c in text) <= 15:
                found.append(text)
    return found


def shown(number: str, region: str) -> str:
    """Return an E.164 *number* in groups; at home without its country code."""
    try:
        parsed = _library().parse(number, None)
    except _library().NumberParseException:
        return number
    home = country(region)
    at_home = home is not None and parsed.country_code == metadata(home).code
    form = _library().PhoneNumberFormat
    return str(
        _library().format_number(
            parsed, form.NATIONAL if at_home else form.INTERNATIONAL
        )
    )


def masked(number: str, region: str) -> str:
    """Return a number for eyes that need not know it: 138 **** 8000."""
    text = shown(number, region)
    places = [at for at, c in enumerate(text) if c.isdigit()]
    hidden = set(places[-8:-4])
    return "".join("*" if at in hidden else c for at, c in enumerate(text))


def digits(text: str) -> str:
    """Return the digits of *text*, full-width too: what a fragment is sought by."""
    if text.isascii():
        return "".join(filter(str.isdigit, text))
    text = unicodedata.normalize("NFKC", text)
    return "".join(c for c in text if c in "0123456789")


def dialled(number: str) -> tuple[str, ...]:
    """Return the digits in each form in which people type parts of *number*.

    International, and with a zero in the place of the country code as most countries
    dial at home, so that "0912", "886912" and "912" are all found as plain parts.
    """
    plain = number.lstrip("+")
    return (plain, "0" + plain[_code_length(plain) :])


def _code_length(plain: str) -> int:
    """Return how many digits the country code has (ITU-T E.164, assigned codes)."""
    if plain[:1] in ("1", "7"):
        return 1
    return 2 if plain[:2] in _TWO_DIGITS else 3


_TWO_DIGITS = frozenset(
    (
        *("20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44"),
        *("45", "46", "47", "48", "49", "51", "52", "53", "54", "55", "56", "57", "58"),
        *("60", "61", "62", "63", "64", "65", "66", "81", "82", "84", "86", "90", "91"),
        *("92", "93", "94", "95", "98"),
    )
)


def _spoiled(shown: str) -> str:
    """Say whether a spreadsheet has rounded the number or added to it."""
    if found := _SCIENTIFIC.match(shown):
        is_whole = len((found[2] or "").rstrip("0")) <= int(found[3])
        kept = len(found[2] or "") >= int(found[3])
        return "" if kept and is_whole else (LOST if is_whole else NOT_WHOLE)
    if (found := _FLOAT.match(shown)) and found[1].strip("0") and len(found[1]) < 5:
        return NOT_WHOLE if "." in shown and shown.count(".") == 1 else ""
    return ""


def _why_not(digits: str, region: str) -> str:
    count = sum(c.isdigit() for c in digits)
    if count > 15:
        return TOO_LONG
    if count < 7:
        return TOO_SHORT
    if country(region) is None and not digits.startswith("+"):
        return NO_COUNTRY
    return TOO_SHORT if count <= 8 else NOT_ONE


def _certain(plain: str, written: str, home: str | None) -> str | None:
    if plain.startswith("00"):
        abroad = "+" + plain[2:]
        return _valid(abroad, None) or (home and _valid(written, home)) or None
    if home is not None and (quick := _at_home(plain, home)):
        return quick
    if plain.startswith("+"):  # said in full: numbering plans are newer than our tables
        return _valid(written, None) or _possible(written, None)
    if home is None:
        return None
    # Her own country first; then a country code that has lost its plus.
    found = _valid(written, home) or _valid("+" + plain, None)
    if found is None and plain.startswith(metadata(home).prefix or "?"):
        return _possible(written, home)  # dialled in full: a range we do not know
    return found


def _valid(written: str, home: str | None) -> str | None:
    library = _library()
    try:
        parsed = library.parse(written, home)
    except library.NumberParseException:
        return None
    if not library.is_valid_number(parsed):
        return None
    return str(library.format_number(parsed, library.PhoneNumberFormat.E164))


def _possible(written: str, home: str | None) -> str | None:
    """Return a number of a length that its country has, be the range known or not."""
    library = _library()
    try:
        parsed = library.parse(written, home)
    except library.NumberParseException:
        return None
    whole = library.ValidationResult.IS_POSSIBLE  # not only without its area code
    if library.is_possible_number_with_reason(parsed) != whole:
        return None
    return str(library.format_number(parsed, library.PhoneNumberFormat.E164))


@dataclass(frozen=True, slots=True)
class Shapes:
    """How the numbers of a country look, without its code and prefix."""

    code: int
    prefix: str
    numbers: re.Pattern[str]
    mobile: re.Pattern[str]
    example: str = ""  # a mobile number


@cache
def metadata(home: str) -> Shapes:
    """Return the shape of a country's own numbers: compiled once, ten times the speed.

    For "" or a country that the tables do not know, one that nothing fits.
    """
    known = _library().PhoneMetadata.metadata_for_region(home) if home else None
    if known is None:
        return Shapes(0, "", re.compile("(?!)"), re.compile("(?!)"))
    kinds = (known.mobile, known.fixed_line)
    shapes = "|".join(f"(?:{kind.national_number_pattern})" for kind in kinds)
    mobile = known.mobile.national_number_pattern or "(?!)"
    prefix = known.national_prefix or ""
    return Shapes(
        *(known.country_code, prefix, re.compile(shapes), re.compile(mobile)),
        known.mobile.example_number or "",
    )


def _at_home(plain: str, home: str) -> str | None:
    """The everyday case, without the library's slow general way."""
    known = metadata(home)
    code = f"+{known.code}"
    if plain.startswith(code):
        rest = plain[len(code) :]
        return plain if known.numbers.fullmatch(rest) else None
    if known.numbers.fullmatch(plain):
        return code + plain
    if known.prefix and plain.startswith(known.prefix):
        rest = plain[len(known.prefix) :]
        return code + rest if known.numbers.fullmatch(rest) else None
    return None


@cache
def _library() -> Any:
    import phonenumbers

    return phonenumbers
