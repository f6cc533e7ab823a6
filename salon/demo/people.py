"""Clients who do not exist: names, numbers, birthdays, families, health."""

import csv
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, lru_cache
from random import Random
from typing import Any

from salon.catalogue.traces import done_with
from salon.clients.birthdays import lunar_of
from salon.clients.matching import fold, phone_digits, sort_key, words_of
from salon.clients.names import displayed, parts, pinyin
from salon.clients.phones import shown
from salon.demo.house import House, Svc
from salon.demo.words import load
from salon.safety.tree import links_of
from salon.safety.vocabulary import Place, told
from salon.shipped import RESOURCES

# Numbers that telephone regulators keep for films and books, and for the rest
# of the world rows of noughts, which nobody gives out.
_POOLS: dict[str, tuple[tuple[str, int, int], ...]] = {  # prefix, digits, how many
    "uk": (
        ("+447700900", 3, 1000),
        *((f"+44{city}4960", 3, 1000) for city in (113, 114, 115, 116, 117, 118)),
        *((f"+44{city}4960", 3, 1000) for city in (121, 131, 141, 151, 161)),
        ("+442079460", 3, 1000),
        ("+44191498", 4, 1000),
    ),
    "us": tuple(
        (f"+1{area}55501", 2, 100)
        for area in (212, 213, 312, 404, 415, 503, 512, 602, 617, 646, 702, 718, 808)
    ),
    "eu": (("+33639980", 3, 1000), ("+4930231250", 2, 100), ("+4989999980", 2, 100)),
    "cn": tuple((f"+8613{third}0000", 4, 10_000) for third in (8, 9, 7, 6, 5)),
    "tw": (("+886900000", 3, 1000), ("+88691200", 4, 10_000)),
    "hk": (("+85250000", 3, 1000), ("+8526000", 4, 10_000)),
    "sg": (("+65800", 5, 10_000),),
    "my": (("+60120000", 3, 1000), ("+60130000", 3, 1000)),
}
_MIX = {  # language of names: simplified, traditional, Latin
    "en": (0.28, 0.10, 0.62),
    "zh_CN": (0.80, 0.08, 0.12),
    "zh_TW": (0.06, 0.84, 0.10),
}
_OCCUPATIONS = (
    *("office", "office", "office", "teaching", "medical", "sales_service", "owner"),
    *("outdoor", "kitchen_heat", "home", "performer", "manual"),
)
_DRINKS = ("water", "floral_tea", "red_date_tea", "black_coffee", "latte", "juice")
_SOURCES = ("walk_in", "friend", "friend", "search", "social", "online_review", "flyer")


@dataclass(slots=True)
class Visit:
    """One visit as it is laid out; minutes are those of the day."""

    person: "Person"
    service: Svc
    day: int
    start: int
    staff: int
    room: int | None
    device: int | None
    status: str = "completed"
    reason: str = ""
    note: str = ""
    key: int = 0


@dataclass(slots=True)
class Person:
    """One client while her life is being laid out."""

    place: int  # within her chapter
    row: dict[str, Any]
    profile: dict[str, Any]
    born: date | None
    joined: int  # number of the day
    left: int
    random: Random
    services: list[Svc]
    phototype: int
    skin_type: str
    wish: int  # the minute she likes to come
    rhythm: float
    phones: list[tuple[str, str]]
    conditions: list[tuple[str, str]] = field(default_factory=list)  # ref, note
    allergies: list[tuple[str, str, str, str]] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    relatives: list[dict[str, Any]] = field(default_factory=list)
    planted: dict[str, Any] = field(default_factory=dict)
    visits: list[Visit] = field(default_factory=list)
    noted: list[str] = field(default_factory=list)
    rung: list[int] = field(default_factory=list)  # days of calls, made and owed
    quiet: int = 1 << 30  # day from which she was not here until now
    key: int = 0

    @property
    def stands_against(self) -> set[str]:
        """The conditions, allergies and phototype that rules may speak of."""
        found = {ref for ref, _note in self.conditions}
        for substance, *_rest in self.allergies:
            for word in told(substance, Place.ALLERGY).meant:
                found.update(word.conditions)
        if self.phototype >= 4:
            found.add("fitz_4" if self.phototype == 4 else "fitz_5_6")
        means = charted_means()
        for sign, _zones, _grade in self.profile.get("findings", ()):
            found.add(means.get(sign, ""))
        for one in tuple(found):
            found.update(links_of(one).implies)
        return found


@cache
def charted_means() -> dict[str, str]:
    """Return the state of health that each sign of the chart means to the rules."""
    path = RESOURCES / "domain" / "skin_conditions.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["skin_condition_id"]: row["health_condition"] for row in rows}


class Crowd:
    """Invents people, one after the other."""

    def __init__(self, house: House, random: Random, count: int) -> None:
        self.house = house
        self.random = random
        self.count = count  # of all, so that early numbers are rare
        mix = _MIX.get(house.texts.language, _MIX["en"])
        self._mix = (mix[0], mix[0] + mix[1])
        self._profiles = load("profiles")["profile"]
        self._weights = [one["weight"] for one in self._profiles]
        self._mother: Person | None = None

    def planted(self, place: int, said: dict[str, Any], number: int) -> Person:
        """Return one of those whom everybody meets first."""
        house = self.house
        profile = next(p for p in self._profiles if p["key"] == said["profile"])
        name = said["name"]
        tongue = said["language"]
        if isinstance(name, list) and house.texts.language == "zh_TW":
            name, tongue = name[1], "zh_TW"  # written so, she is spoken to so
        elif isinstance(name, list):
            name = name[0]
        family, given = parts(name)
        year, month, day = said["born"]
        born = date(year, month, day) if month else None
        joined = max(0, house.today - int(said["since"] * 365))
        person = self._person(place, profile, name, family, given, born, joined, number)
        row = person.row
        row["called"] = said.get("called", "")
        row["latin"] = said.get("latin", "")
        row["language"] = tongue
        row["note"] = house.texts.first(said["note"]) if "note" in said else ""
        row["never_do"] = house.texts.first(said["never"]) if "never" in said else ""
        row["avoid_topics"] = ""
        row["do_not_contact"] = said.get("do_not_contact", False)
        row["gender"] = "female"
        row["call_from"], row["call_until"] = said.get("call", ("", ""))
        row["lunar_month"] = row["lunar_day"] = None
        row["lunar_leap"] = False
        if said.get("lunar_today"):
            lunar = lunar_of(house.date(house.today))
            row["birth_year"] = year
            row["lunar_month"], row["lunar_day"] = lunar.month, lunar.day
            row["lunar_leap"] = lunar.leap
        phone = said.get("phone") or self._phone(number, family)
        person.phones = [(phone, "mobile")]
        person.left = house.days
        person.conditions = [(one, "") for one in profile["conditions"]]
        person.allergies = []
        if "condition" in said:
            ref, note = said["condition"]
            person.conditions.append((ref, house.texts.first(note)))
        if "allergy" in said:
            text, severity, since = said["allergy"]
            reaction = house.texts.first("reaction.allergy")
            person.allergies.append(
                (house.texts.first(text), reaction, severity, since)
            )
        person.facts |= said.get("facts", {})
        person.relatives = []
        person.planted = dict(said)
        refs = said.get("services", profile["services"])
        main = (said.get("course") or {}).get("service")
        refs = ([main] if main else []) + [ref for ref in refs if ref != main]
        against = person.stands_against
        person.services = [
            house.services[ref]
            for ref in refs
            if ref in house.services and not against & house.services[ref].stands.keys()
        ]
        self._index(person)
        return person

    def anybody(self, place: int, number: int) -> Person:
        """Return somebody."""
        random, house = self.random, self.house
        [profile] = random.choices(self._profiles, self._weights)
        is_man = profile["key"] == "men" or random.random() < 0.02
        low, high = profile["ages"]
        today = house.date(house.today)
        born = today - timedelta(days=int(random.uniform(low, high) * 365.25))
        mother = self._mother
        is_daughter = False
        if mother is not None and mother.born is not None and not is_man:
            gap = (born - mother.born).days / 365.25
            is_daughter = 20 <= gap <= 38
        self._mother = None
        chance = random.random()
        if is_daughter and mother is not None:
            chance = mother.planted.get("mix", chance)
        kin = mother.planted.get("kin") if is_daughter and mother is not None else None
        family, given, kin = self._name(chance, is_man, kin)
        if is_daughter and mother is not None and chance >= self._mix[1]:
            family = mother.row["family"]
        name = displayed(family, given)
        growth = random.random() ** 0.7  # more of them lately
        joined = int(growth * (house.today - 1))
        if profile["key"] == "teen":
            joined = max(joined, house.today - 300)
        person = self._person(place, profile, name, family, given, born, joined, number)
        row = person.row
        row["gender"] = "male" if is_man else "female"
        row["language"] = self._tongue(chance)
        if chance < self._mix[1]:
            person.planted = {"mix": chance, "kin": kin}
            if random.random() < 0.15:
                row["called"] = random.choice(
                    _latin()[0]["men" if is_man else "women"].split()
                )
            if random.random() < 0.25:
                lunar = lunar_of(born)
                row["lunar_month"], row["lunar_day"] = lunar.month, lunar.day
                row["lunar_leap"] = lunar.leap
        else:
            person.planted = {"mix": chance, "kin": kin}
        if is_daughter and mother is not None:
            person.phones = list(mother.phones)
            _related(mother, person)
        else:
            person.phones = [(self._phone(number, family), "mobile")]
            if random.random() < 0.06:
                person.phones.append((self._phone(number + 7919, family), "work"))
        age = (today - born).days / 365.25
        if 42 <= age <= 66 and random.random() < 0.25:
            self._mother = person
        if age > 27 and random.random() < 0.2 and not is_man:
            self._spouse(person, chance)
        self._health(person)
        self._index(person)
        return person

    def _person(
        self,
        place: int,
        profile: dict[str, Any],
        name: str,
        family: str,
        given: str,
        born: date | None,
        joined: int,
        number: int,
    ) -> Person:
        random, house, texts = self.random, self.house, self.house.texts
        row: dict[str, Any] = {
            "name": name,
            "family": family,
            "given": given,
            "called": "",
            "latin": "",
            "birth_year": born.year if born else None,
            "birth_month": born.month if born else None,
            "birth_day": born.day if born else None,
            "lunar_month": None,
            "lunar_day": None,
            "lunar_leap": False,
            "card_no": str(1000 + number) if random.random() < 0.7 else "",
            "salutation": "",
            "channel": random.choice(("phone", "phone", "sms", "wechat")),
            "call_from": "",
            "call_until": "",
            "do_not_contact": random.random() < 0.02,
            "never_do": texts.one("never", random) if random.random() < 0.03 else "",
            "avoid_topics": texts.one("avoid", random)
            if random.random() < 0.05
            else "",
            "note": texts.one("client.note", random) if random.random() < 0.22 else "",
            "source": random.choice(_SOURCES),
            "registered": house.date(joined),
        }
        if random.random() < 0.15:
            hour = random.choice((10, 14, 16, 17))
            row["call_from"], row["call_until"] = f"{hour}:00", f"{hour + 2}:00"
        stay = random.expovariate(1 / 520) + 20
        services = [
            house.services[ref] for ref in profile["services"] if ref in house.services
        ]
        person = Person(
            place=place,
            row=row,
            profile=profile,
            born=born,
            joined=joined,
            left=house.days if random.random() < 0.5 else int(joined + stay),
            random=random,
            services=services,
            phototype=random.choice(profile["phototypes"]),
            skin_type=random.choice(profile["types"]),
            wish=random.choice((570, 600, 660, 720, 780, 840, 900, 960, 1020, 1050)),
            rhythm=random.uniform(0.8, 1.4),
            phones=[],
        )
        if random.random() < 0.45:
            person.facts["occupation"] = random.choice(_OCCUPATIONS)
        if random.random() < 0.3:
            person.facts["drink"] = random.choice(_DRINKS)
        if profile["key"] == "massage":
            person.facts["pressure"] = random.choice(("light", "medium", "firm"))
        if random.random() < 0.2:
            person.facts["sleep_hours"] = str(random.choice((5, 6, 6, 7, 7, 8)))
        if random.random() < 0.2:
            person.facts["adherence"] = str(random.randint(4, 9))
        return person

    def _name(
        self, chance: float, is_man: bool, kin: int | None = None
    ) -> tuple[str, str, int]:
        """Return family and given name, and of which people they are."""
        random = self.random
        if chance < self._mix[1]:
            script = "" if chance < self._mix[0] else "_hant"
            family = random.choice(_han("family", script))
            if random.random() < 0.4:  # the frequent ones are very frequent
                family = _han("family", script)[int(random.random() * 16)]
            given = random.choice(_han("men" if is_man else "women", script))
            return family, given, -1
        peoples = _latin()
        if kin is None or kin < 0:
            weights = [one["weight"] for one in peoples]
            [kin] = random.choices(range(len(peoples)), weights)
        mine = peoples[kin]
        first = random.choice(mine["men" if is_man else "women"].split())
        return random.choice(mine["family"].split()), first, kin

    def _tongue(self, chance: float) -> str:
        if chance < self._mix[0]:
            return "zh_CN"
        return "zh_TW" if chance < self._mix[1] else "en"

    def _phone(self, number: int, family: str) -> str:
        pool = _pool(self.house.premises.region)
        if family and not family.isascii() and self.random.random() < 0.25:
            pool = _pool("cn")
        at = number
        total = sum(size for _prefix, _digits, size in pool)
        at = at * 7 % total if total % 7 else at % total
        for prefix, digits, size in pool:
            if at < size:
                return f"{prefix}{at:0{digits}}"
            at -= size
        raise AssertionError(number)

    def _spouse(self, person: Person, chance: float) -> None:
        random = self.random
        family, given, _kin = self._name(chance, True, person.planted.get("kin"))
        if chance >= self._mix[1]:
            family = person.row["family"]
        person.relatives.append(
            {
                "relation": "spouse",
                "name": displayed(family, given),
                "other": None,
                "birth_month": random.randint(1, 12),
                "birth_day": random.randint(1, 28),
            }
        )

    def _health(self, person: Person) -> None:
        random, texts = self.random, self.house.texts
        person.conditions = [(one, "") for one in person.profile["conditions"]]
        kind = ""
        if random.random() < 0.07:
            kinds = ("latex", "lavender", "nut", "bee", "salicylic", "acrylate")
            kind = random.choice(kinds)
            severity = random.choice(("mild", "moderate", "severe"))
            since = str(self.house.date(person.joined).year - random.randint(0, 9))
            said = texts.first(f"allergy.{kind}")
            reaction = texts.first("reaction.allergy")
            person.allergies.append((said, reaction, severity, since))
        if random.random() < 0.05:
            ref = random.choice(("thyroid", "asthma", "hypertension_controlled"))
            person.conditions.append((ref, ""))
        against = person.stands_against
        age = 99.0
        if person.born:
            age = (self.house.date(person.joined) - person.born).days / 365.25
        person.services = [
            one
            for one in person.services
            if not against & one.stands.keys()
            and age >= one.min_age
            and kind not in done_with(one.ref)
        ]

    def _index(self, person: Person) -> None:
        row = person.row
        row["pinyin"] = said(row["name"], row["family"])
        row["sort_key"] = sort_key(row["name"], row["pinyin"])
        names = (row["name"], row["family"], row["given"], row["called"], row["latin"])
        words, pieces = found_by(names)
        card = row["card_no"]
        if card and card not in names:
            words, pieces = f"{words} {fold(card)}".strip(), f"{pieces} {card}".strip()
        row["words"], row["parts"] = words, pieces


def link(people: list[Person]) -> None:
    """Let those who are mother and daughter by plan know of each other."""
    by_name = {person.planted["key"]: person for person in people}
    for mother in people:
        daughter = by_name.get(mother.planted.get("mother_of", ""))
        if daughter is not None:
            _related(mother, daughter)


def _related(mother: Person, daughter: Person) -> None:
    for one, other, relation in (
        (mother, daughter, "child"),
        (daughter, mother, "mother"),
    ):
        one.relatives.append(
            {
                "relation": relation,
                "name": other.row["name"],
                "other": other,
                "birth_month": other.born.month if other.born else None,
                "birth_day": other.born.day if other.born else None,
            }
        )


@lru_cache(maxsize=50_000)
def found_by(names: tuple[str, ...]) -> tuple[str, str]:
    """Return what people of these names are found by; many share their names."""
    return words_of(*names)


@lru_cache(maxsize=50_000)
def said(name: str, family: str) -> str:
    """Return how a name is said."""
    return pinyin(name, family)


@lru_cache(maxsize=50_000)
def dialled_as(number: str) -> str:
    """Return the digits a number is found by."""
    return phone_digits(number)


@cache
def _han(kind: str, script: str) -> list[str]:
    return str(load("names")["han"][kind + script]).split()


def _latin() -> list[dict[str, Any]]:
    return list(load("names")["latin"])


def desk_phone(region: str) -> str:
    """Return the number of the salon's own desk, which rings nowhere."""
    pool = _pool(region)
    prefix, digits, _many = next(
        (one for one in pool if one[0].startswith("+442079")), pool[-1]
    )
    return shown(f"{prefix}{11:0{digits}}", region)


@cache
def _pool(region: str) -> tuple[tuple[str, int, int], ...]:
    return _POOLS.get(region, _POOLS["uk"])
