"""Of which country are the numbers of a list that carry no country code?

One number cannot say: 0912 345 678 is a mobile in Taiwan and in Vietnam. A list can:
its numbers together, those that carry a code, and the script it is written in.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from salon.clients.phones import country, metadata, plain_numbers

# Where lists come from; of small countries those whose numbers look like no others.
_REGIONS = "cn tw hk sg my uk us au nz ie de at ch fr be nl it es pt jp kr vn th"
_CANDIDATES = _REGIONS.split()
_SAMPLE = 240  # numbers looked at
_FEW = 4  # fewer than these decide nothing against the salon's own region
_HINT, _HOME, _MARGIN = 0.15, 0.1, 0.05
_MOSTLY, _PART = 0.9, 0.2
_HARDLY, _SOME = 0.05, 0.34

_TRADITIONAL = re.compile(
    "[電話號機備註稱羅陳張劉楊黃吳鄭謝許蕭葉蘇呂蔣賴莊顏鄧馮譚麥龍鍾]"
)
_HINTS: dict[str, re.Pattern[str]] = {
    "tw": _TRADITIONAL,
    "hk": _TRADITIONAL,
    "cn": re.compile("[电话号机备称罗陈张刘杨黄吴郑谢许萧叶苏吕蒋赖庄颜邓冯谭龙钟]"),
    "jp": re.compile("[\u3041-\u30ff]"),
    "kr": re.compile("[\uac00-\ud7a3]"),
    "vn": re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.I),
    "th": re.compile("[\u0e00-\u0e7f]"),
    "de": re.compile(
        "ß|vorname|nachname|geburts|telefon|straße|kunde|handy|anrede", re.I
    ),
    "at": re.compile("vorname|nachname|geburts|telefon", re.I),
    "ch": re.compile("vorname|nachname|geburts|telefon|natel", re.I),
    "fr": re.compile("prénom|téléphone|naissance|adresse|portable", re.I),
    "nl": re.compile("achternaam|voornaam|telefoon|mobiel|geboorte", re.I),
    "es": re.compile("apellido|móvil|teléfono|nacimiento|ñ", re.I),
    "it": re.compile("cognome|cellulare|nascita", re.I),
    "pt": re.compile("telemóvel|sobrenome|nascimento|ção", re.I),
    "uk": re.compile(r"postcode|\bmobile\b|£", re.I),
    "us": re.compile(r"zip ?code|\bcell\b|\bzip\b", re.I),
}


_LANDLINE = re.compile(r"(?<!\d)\(?0\d{2,3}[)\-–—\s]+\d{7,8}(?!\d)")  # 0792-8123456


@dataclass(frozen=True, slots=True)
class Spoken:
    """Of which region the numbers of a list are."""

    region: str  # "" where it has to be asked
    choices: tuple[str, ...] = ()  # those it may be, the likeliest first


@dataclass(slots=True)
class Numbers:
    """What the numbers of a list show, counted as they come."""

    plain: list[str] = field(default_factory=list)  # without country code
    abroad: dict[str, int] = field(default_factory=dict)  # by region: with its code
    parted: set[str] = field(default_factory=set)  # written as landlines of China are


def gather(cells: Iterable[str]) -> Numbers:
    """Return the numbers in some cells, evenly taken where there are many."""
    numbers = Numbers()
    for cell in cells:
        for text in plain_numbers(cell):
            if text.startswith("+"):
                for region in _CANDIDATES:
                    if text.startswith(f"+{metadata(country(region) or '').code}"):
                        numbers.abroad[region] = numbers.abroad.get(region, 0) + 1
            else:
                numbers.plain.append(text)
                if _LANDLINE.search(cell):
                    numbers.parted.add(text)
    return numbers


def spoken(numbers: Numbers, home: str, words: str) -> Spoken:
    """Return of which region the numbers are that carry no country code.

    Args:
        numbers: As `gather` has them.
        home: The salon's own region; "eu" has none.
        words: Headings and names of the list, for its script.
    """
    plain = numbers.plain
    has_home = country(home) is not None
    if not plain or (not has_home and len(plain) < _FEW):
        return Spoken(home)
    step = max(1, len(plain) // _SAMPLE)
    plain = plain[::step][:_SAMPLE]
    if has_home:
        mine = [kind_at(text, home) for text in plain]
        if sum(one in MOBILE for one in mine) >= _MOSTLY * len(plain):
            return Spoken(home)
        dialled = [_is_dialled(text, home) for text in plain]
        ours = sum(
            one in MOBILE or full for one, full in zip(mine, dialled, strict=True)
        )
        is_other = _like_uk(home, plain, numbers) or _has_other_script(home, words)
        if ours >= _MOSTLY * len(plain) and not is_other:
            return Spoken(home)
    regions = [*([home] if has_home else []), *(r for r in _CANDIDATES if r != home)]
    shares = {r: [kind_at(text, r) for text in plain] for r in regions}
    points = {
        r: sum(_worth(one, r == home) for one in found) / len(plain)
        for r, found in shares.items()
    }
    ranked = {
        r: score + _bonus(r, home, numbers, words)
        for r, score in points.items()
        if score
    }
    if not ranked:
        return Spoken(home)
    best = max(ranked, key=lambda r: ranked[r])
    if points[best] < 0.5 and has_home:  # nothing fits: words among the numbers
        return Spoken(home)
    rest = [
        at
        for at, one in enumerate(shares[best])
        if not one and not _lost_its_zero(plain[at], best)
    ]

    def explained(region: str) -> int:
        return sum(shares[region][at] in MOBILE for at in rest)

    other = max(regions, key=explained)
    if explained(other) >= max(1, _PART * len(plain)):
        return Spoken("", (best, other))
    if best == home:
        is_doubtful = _like_uk(home, plain, numbers)
        return Spoken("", (home, "uk")) if is_doubtful else Spoken(home)
    near = [r for r in ranked if r != best and ranked[best] - ranked[r] < _MARGIN]
    if near:
        return Spoken("", (best, *sorted(near, key=lambda r: -ranked[r])[:4]))
    is_hinted = (shape := _HINTS.get(best)) is not None and bool(shape.search(words))
    few = _SOME if is_hinted else _HARDLY
    if has_home and not _is_surely(best, home, shares, few):
        return Spoken("", (best, home))
    return Spoken(best)


def _lost_its_zero(text: str, region: str) -> bool:
    """Say whether digits are a number of *region* once they have their 0 again."""
    if region in _WITHOUT_PREFIX or text.startswith("0"):
        return False
    return kind_at(f"0{text}", region) != ""


def _has_other_script(home: str, words: str) -> bool:
    """Say whether headings and names are in a script that only another country has."""
    own = ("jp", "kr", "vn", "th")
    return any(one != home and _HINTS[one].search(words) is not None for one in own)


def _is_dialled(text: str, home: str) -> bool:
    """Say whether a landline is written in full, with the zero before it."""
    prefix = metadata(country(home) or "").prefix
    return kind_at(text, home) == "fixed" and text.startswith(prefix)


def _like_uk(home: str, plain: list[str], numbers: Numbers) -> bool:
    """Say whether many landlines of China, not written so, are mobiles of Britain."""
    both = [
        text
        for text in plain
        if home == "cn"
        and text not in numbers.parted
        and kind_at(text, home) == "fixed"
        and kind_at(text, "uk") in MOBILE
    ]
    return len(both) >= max(1, _PART * len(plain))


def _is_surely(best: str, home: str, shares: dict[str, list[str]], few: float) -> bool:
    """Say whether a list can be taken for another country's without asking.

    Among its numbers may be a *few*, as a share, that are mobiles at home too.
    """
    count = len(shares[best])
    if sum(one in MOBILE for one in shares[best]) < _MOSTLY * count * 0.8:
        return False
    mine = shares[home]
    if count < _FEW:
        return sum(map(bool, mine)) <= count * _SOME
    return sum(one in MOBILE for one in mine) <= count * few


MOBILE = ("mobile", "near")
_WORTH = {"mobile": 1.0, "near": 0.9, "fixed": 0.4, "": 0.0}


def _worth(kind: str, is_home: bool) -> float:
    return 0.7 if is_home and kind == "fixed" else _WORTH[kind]


def _bonus(region: str, home: str, numbers: Numbers, words: str) -> float:
    bonus = _HOME if region == home else 0.0
    if (shape := _HINTS.get(region)) and shape.search(words):
        bonus += _HINT
    if total := sum(numbers.abroad.values()):
        bonus += 0.2 * numbers.abroad.get(region, 0) / total
    return bonus


@lru_cache(maxsize=20_000)
def kind_at(text: str, region: str) -> str:
    """Return what digits are as they are dialled in *region*.

    Returns:
        "mobile", "fixed", "near" for what looks like a mobile of a range that our
        tables do not have, or "".
    """
    home = country(region)
    if home is None:
        return ""
    known = metadata(home)
    forms = [text]
    if known.prefix and text.startswith(known.prefix):
        forms.append(text[len(known.prefix) :])
    for form in forms:
        if known.mobile.fullmatch(form):
            return "mobile"
        if known.numbers.fullmatch(form):
            return "fixed"
    usual, form = known.example, forms[-1]
    if len(forms) == 1 and known.prefix and region not in _WITHOUT_PREFIX:
        return ""
    is_near = len(form) == len(usual) and form[:1] == usual[:1]
    return "near" if usual and is_near else ""


_WITHOUT_PREFIX = ("cn", "us")  # where mobiles are dialled without it


def certain_among(text: str, choices: Sequence[str]) -> str:
    """Return the only one of *choices* in which *text* is a mobile number, or ""."""
    fits = [region for region in choices if kind_at(text, region)]
    return fits[0] if len(fits) == 1 and kind_at(text, fits[0]) in MOBILE else ""


def is_elsewhere(text: str, home: str) -> bool:
    """Say whether digits that are no known number at *home* are one elsewhere."""
    return not kind_at(text, home) and any(
        kind_at(text, region) in ("mobile", "fixed")
        for region in _CANDIDATES
        if region != home
    )
