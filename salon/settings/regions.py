"""Where a salon can be: any country, with what is usual there.

Eight regions are ours, with names, languages and law of their own (`regions.toml`);
all others are countries by their two letters, as the libraries know them.
"""

import tomllib
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from salon.settings.model import REGIONS, NearSetting
from salon.shipped import RESOURCES
from salon.text import LANGUAGES, N_, _, language

CURRENCIES = ("CNY", "TWD", "HKD", "GBP", "EUR", "USD", "SGD", "MYR", "JPY", "AUD")
_NAMES = {
    "cn": N_("Mainland China"),
    "tw": N_("Taiwan"),
    "hk": N_("Hong Kong"),
    "uk": N_("United Kingdom"),
    "eu": N_("Europe"),
    "us": N_("United States"),
    "sg": N_("Singapore"),
    "my": N_("Malaysia"),
    "mo": N_("Macau"),
}
_ALSO = {  # usual words that no list of countries has
    "cn": "China, PRC, Mainland, 中国, 中國, 大陆, 大陸",
    "tw": "ROC, 台灣, 臺灣, 台湾",
    "hk": "HKSAR, 香港",
    "mo": "Macao, 澳门, 澳門",
    "uk": "Great Britain, Britain, England, Scotland, Wales, Northern Ireland, 英格兰",
    "us": "USA, America, US of A, 美國, 美国",
    "eu": "European Union, EU, 欧盟, 歐盟, 欧洲, 歐洲",
    "ae": "UAE, Emirates, Dubai",
    "cz": "Czech Republic",
    "kr": "Korea, 韩国, 韓國, 南韓",
    "nl": "Holland",
    "mm": "Burma",
    "tr": "Turkey, Türkiye",
    "vn": "Viet Nam",
}
_OF = {
    "union": "at be bg hr cy cz dk ee fi fr de gr hu ie it lv lt lu mt nl pl pt ro sk "
    "si es se",
    "letter": "us ca mx ph cl co ve gt cr pa pr",  # paper
    "nobody": "um gs tf pn aq bv hm",  # no salon is there
    "tongues": "de fr es it pt nl pl ja ko th vi id ru tr",  # of names as a last resort
}
_UNION, _LETTER, _NOBODY = (
    frozenset(_OF[key].split()) for key in ("union", "letter", "nobody")
)
_ZONES = {  # where a country has several, the one in which most people live
    "ar": "America/Argentina/Buenos_Aires",
    "au": "Australia/Sydney",
    "br": "America/Sao_Paulo",
    "ca": "America/Toronto",
    "cd": "Africa/Kinshasa",
    "cl": "America/Santiago",
    "cy": "Asia/Nicosia",
    "ec": "America/Guayaquil",
    "es": "Europe/Madrid",
    "gl": "America/Nuuk",
    "id": "Asia/Jakarta",
    "ki": "Pacific/Tarawa",
    "kz": "Asia/Almaty",
    "mh": "Pacific/Majuro",
    "mn": "Asia/Ulaanbaatar",
    "mx": "America/Mexico_City",
    "pf": "Pacific/Tahiti",
    "pt": "Europe/Lisbon",
    "ru": "Europe/Moscow",
    "uz": "Asia/Tashkent",
}
_AMBULANCE = dict(  # where 112 is not what one rings
    pair.split("=")
    for pair in (
        *("ae=998", "ar=107", "au=000", "br=192", "ca=911", "cl=131", "co=123"),
        *("eg=123", "id=118", "il=101", "jp=119", "ke=999", "kr=119", "mo=999"),
        *("mx=911", "my=999", "nz=111", "pe=106", "ph=911", "qa=999", "sa=997"),
        *("sg=995", "th=1669", "ve=911", "vn=115", "za=10177"),
    )
)
NEAR = 5


@dataclass(frozen=True, slots=True)
class Region:
    """A place for a salon, and what is usual there."""

    id: str  # "uk", or a country's two letters: "jp"
    language: str  # of ours
    currency: str
    timezone: str
    country: str  # ISO letters for phones and holidays: "GB"; "" in "eu"

    @property
    def name(self) -> str:
        """Its name in the language of here and now."""
        return name_of(self.id)

    @property
    def law(self) -> str:
        """Whose law and custom are described for it: an id of ours, or ""."""
        if self.id in REGIONS:
            return self.id
        return "eu" if self.id in _UNION else ""

    @property
    def emergency_number(self) -> str:
        """The number to ring when somebody cannot breathe."""
        kept = _laws().get(self.id, _laws().get(self.law, {}))
        return _AMBULANCE.get(self.id, str(kept.get("emergency_number", "112")))

    @property
    def zones(self) -> tuple[str, ...]:
        """All its time zones, the usual one first."""
        more = _zones().get(self.country, ())
        return tuple(dict.fromkeys((self.timezone, *more)))

    @property
    def has_letter_paper(self) -> bool:
        """Whether papers have the size Letter there, and not A4."""
        return self.id in _LETTER


def prepaid_rules(known: str) -> tuple[tuple[str, ...], int]:
    """Return what the law there says of money paid ahead, and for how many days.

    The days are those within which all of it may be asked back; 0: not said.
    """
    law = _laws().get(region_of(known).law, {})
    tongue = {"zh_CN": "prepaid_zh_hans", "zh_TW": "prepaid_zh_hant"}.get(
        language(), ""
    )
    said = law.get(tongue, law.get("prepaid", ()))
    days = law.get("refund_cooling_days", 0)
    rules = tuple(map(str, said)) if isinstance(said, list) else ()
    return rules, days if isinstance(days, int) else 0


@dataclass(frozen=True, slots=True)
class PrepaidLaw:
    """What the law of a region lets be paid ahead; 0 where it says nothing."""

    named_most: int = 0  # minor units that one named card may hold
    bearer_most: int = 0  # of a card or voucher that is whoever's has it
    bearer_years: int = 0  # that it is good at least
    named_ends: bool = True  # whether value on a name may run out
    ring_fenced: int = 0  # hundredths of a per cent of what is owed, kept apart
    cooling_days: int = 0
    void: tuple[str, ...] = ()  # clauses that do not count, in the language of now
    rules: tuple[str, ...] = ()  # with their source, likewise


def prepaid_law(known: str) -> PrepaidLaw:
    """Return what the law there says in numbers; the law of a union counts in it."""
    law = _laws().get(region_of(known).law, {})
    rules, days = prepaid_rules(known)

    def whole(key: str) -> int:
        found = law.get(key, 0)
        return found if isinstance(found, int) else 0

    key = {"zh_CN": "void_zh_hans", "zh_TW": "void_zh_hant"}.get(language(), "void")
    void = law.get(f"prepaid_{key}", law.get("prepaid_void", ()))
    return PrepaidLaw(
        whole("prepaid_named_most"),
        whole("prepaid_bearer_most"),
        whole("prepaid_bearer_years"),
        law.get("prepaid_named_ends", True) is not False,
        whole("prepaid_ring_fenced"),
        days,
        tuple(map(str, void)) if isinstance(void, list) else (),
        rules,
    )


@dataclass(eq=False)
class NoSuchRegion(NearSetting):
    """A word that is no country, with those that may have been meant."""

    text = N_(
        "“{value}” is no country that is known here. Say its name or its two letters, "
        "such as: {choices}."
    )


def region_of(known: str) -> Region:
    """Return a region by its id; of a country nobody knows, what is neutral."""
    return _regions().get(known) or Region(known, "en", "USD", "UTC", known.upper())


def is_region(known: str) -> bool:
    """Return whether there is a region of that id."""
    return known in _regions()


def regions() -> tuple[Region, ...]:
    """Return all there are: ours first, then the others by their names."""
    ours = [_regions()[known] for known in REGIONS]
    others = [one for one in _regions().values() if one.id not in REGIONS]
    return (*ours, *sorted(others, key=lambda one: one.name))


def region_said(said: str) -> Region:
    """Return the region that a word means: letters, or a name in many languages.

    Raises:
        NoSuchRegion: None; it names those that are near.
    """
    plain = _plain(said)
    found = _words().get(plain) or _own_words().get(plain) if plain else None
    if found is not None:
        return region_of(found)
    near = get_close_matches(plain, _words(), n=3 * NEAR, cutoff=0.7) if plain else []
    ids = list(dict.fromkeys(_words()[word] for word in near))[:NEAR]
    shown = [f"{name_of(one)} ({one})" for one in ids or REGIONS]
    raise NoSuchRegion("region", said[:40], ", ".join(shown))


def regions_found(text: str, most: int = 40) -> list[Region]:
    """Return the regions that *text* finds by any name, what begins so first."""
    plain = _plain(text)
    ranks: dict[str, int] = {}
    for word, known in _words().items():
        rank = 0 if word == plain else 1 if word.startswith(plain) else 2
        if plain in word and (rank < 2 or len(plain) > 2 or not plain.isascii()):
            ranks[known] = min(rank, ranks.get(known, rank))
    found = [one for one in regions() if one.id in ranks]
    return sorted(found, key=lambda one: ranks[one.id])[:most]


def name_of(known: str) -> str:
    """Return what a region is called in the language of here and now."""
    if known in _NAMES:
        return _(_NAMES[known])
    return _called(language()).get(known.upper(), known.upper())


@cache
def currencies() -> tuple[str, ...]:
    """Return every currency that is paid with somewhere; the usual ones first."""
    others = sorted({one.currency for one in _regions().values()})
    return tuple(dict.fromkeys((*CURRENCIES, *others)))


def near_zones(said: str) -> str:
    """Return names of time zones that may have been meant."""
    known = {zone.casefold(): zone for zones in _zones().values() for zone in zones}
    plain = said.strip().casefold().replace(" ", "_")
    near = [zone for key, zone in known.items() if plain and plain in key]
    near += [known[key] for key in get_close_matches(plain, known, NEAR, 0.6)]
    return ", ".join(list(dict.fromkeys(near))[:NEAR] or ["Europe/London", "UTC"])


@cache
def _regions() -> dict[str, Region]:
    from babel.numbers import get_territory_currencies

    found = {
        known: Region(known, *usual, {"uk": "GB", "eu": ""}.get(known, known.upper()))
        for known, usual in REGIONS.items()
    }
    for country, zones in _zones().items():
        known = country.lower()
        paid = get_territory_currencies(country)
        if known in {"gb", *_NOBODY, *found} or not paid:
            continue
        tongue = "zh_TW" if known == "mo" else "en"
        zone = _ZONES.get(known, zones[0])
        found[known] = Region(known, tongue, paid[0], zone, country)
    return found


@cache
def _zones() -> dict[str, tuple[str, ...]]:
    from babel.core import get_global

    found: dict[str, tuple[str, ...]] = {}
    for zone, country in get_global("zone_territories").items():
        if len(country) == 2 and country != "ZZ":
            found[country] = (*found.get(country, ()), zone)
    return found


@cache
def _called(code: str) -> dict[str, str]:
    from babel import Locale

    return dict(Locale.parse(code).territories)


@cache
def _words() -> dict[str, str]:
    """Return every word that means a region, plain, and which it means."""
    from babel.core import get_global

    found: dict[str, str] = {}
    for known, region in _regions().items():
        for word in (known, region.country, *_ALSO.get(known, "").split(", ")):
            found.setdefault(_plain(word), known)
        for code in LANGUAGES:
            name = _called(code).get(region.country, "")
            found.setdefault(_plain(name), known)
    for code in LANGUAGES:
        for known, name in _named_by_us(code).items():
            found.setdefault(_plain(name), known)
    for word, meant in get_global("territory_aliases").items():
        country = meant[0].lower().replace("gb", "uk") if len(meant) == 1 else ""
        if country in _regions() and word.isalpha():  # the three letters
            found.setdefault(_plain(word), country)
    found.pop("", None)
    return found


def _named_by_us(code: str) -> dict[str, str]:
    from salon.text import speaking

    with speaking(code):
        return {known: _(name) for known, name in _NAMES.items()}


@cache
def _own_words() -> dict[str, str]:
    """Return what countries call themselves and each other; asked only in need."""
    found: dict[str, str] = {}
    for code in _OF["tongues"].split():
        for country, name in _called(code).items():
            known = country.lower().replace("gb", "uk")
            if known in _regions():
                found.setdefault(_plain(name), known)
    return found


@cache
def _laws() -> dict[str, dict[str, object]]:
    with (RESOURCES / "domain" / "regions.toml").open("rb") as file:
        return {one["id"]: one for one in tomllib.load(file)["region"]}


def _plain(word: str) -> str:
    text = unicodedata.normalize("NFKC", word).casefold().replace("&", " and ")
    text = text.replace(".", "")
    return " ".join("".join(c if c.isalnum() else " " for c in text).split())
