"""What a row adds to the file of somebody who is known, and what it leaves.

What her file lacks is added; what it says otherwise stays as it is, and both are said
side by side. What a list tells of her health is added as not yet confirmed. Rules only,
nothing of the store.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from salon.clients.birthdays import Birthday, Lunar
from salon.clients.matching import fold, phone_digits, sort_key, words_of
from salon.clients.model import HEALTH_TEXTS, LONGEST_TEXT, LunarDay
from salon.clients.names import pinyin
from salon.clients.phones import Phone
from salon.clients.phones import shown as grouped
from salon.clients.said import day_of_year, lunar_words
from salon.exchange.columns import FIELDS, facts, heading_of_fact
from salon.exchange.matching import alike, note_of
from salon.exchange.model import Incoming
from salon.safety.substances import substance
from salon.text import N_, _, full_day, listed

TONGUES = {"en": "en", "zh_hans": "zh_CN", "zh_hant": "zh_TW"}
NAMES = ("called", "latin", "card_no")  # she is found by these too
_TEXTS = (*NAMES, "email", "wechat", "gender")

ASK = N_("Not yet confirmed: {what}. Ask about it at the next visit.")
WORDS = 400  # characters of a value that are shown


@dataclass(frozen=True, slots=True)
class Said:
    """A value of a list, under the name that the file has for it."""

    field: str  # a key: "phone", "allergies", a field of the client file
    value: str
    here: str = ""  # what her file says instead, where it was left

    @property
    def text(self) -> str:
        """Say it: “Birthday: 4 Mar 1988”, or both sides of what differs."""
        said = _(N_("{field}: {value}"))
        if self.here:
            said = _(N_("{field}: {here} here, {value} in the list"))
        value, here = (_in_words(self.field, one) for one in (self.value, self.here))
        return said.format(field=named(self.field), value=value, here=here)


_DAY = re.compile(r"(?:(?P<year>\d{4})|-)-(?P<month>\d{2})-(?P<day>\d{2})")
_MOON = re.compile(r"(?P<month>\d{1,2})-(?P<day>\d{1,2})(?P<leap>-leap)?")
_NUMBER = re.compile(r"\+\d{5,}")


def _in_words(key: str, value: str) -> str:
    """Return a value as people read it: a day, a lunar day, a number in groups."""
    if key == "phone":
        return _NUMBER.sub(lambda one: grouped(one[0], ""), value)
    if key == "lunar" and (found := _MOON.fullmatch(value)):
        day = LunarDay(int(found["month"]), int(found["day"]), bool(found["leap"]))
        return lunar_words(day)
    if _is_day(key) and (found := _DAY.fullmatch(value)):
        month, of_month = int(found["month"]), int(found["day"])
        if not found["year"]:
            return day_of_year(month, of_month)
        return full_day(date(int(found["year"]), month, of_month))
    return value


def _is_day(key: str) -> bool:
    fact = facts().get(key)
    return key == "birthday" or (fact is not None and fact.kind == "date")


def named(key: str) -> str:
    """Return what a field is called: of the list, or of the client file."""
    if key == "photo":
        return _(N_("Picture"))
    if key in ("allergies", "conditions"):
        return _(N_("Allergies") if key == "allergies" else N_("Health"))
    found = FIELDS.get(key)
    return str(found) if found is not None else heading_of_fact(key)


@dataclass(slots=True)
class File:
    """What is known of one client, as a list can say it."""

    key: int
    row: dict[str, Any]  # columns of the client
    phones: list[dict[str, Any]] = field(default_factory=list)
    facts: dict[str, tuple[bool, str]] = field(default_factory=dict)  # is it stored
    allergies: list[str] = field(default_factory=list)
    conditions: dict[str, date | None] = field(default_factory=dict)  # until
    has_photo: bool = False

    @property
    def shown(self) -> str:
        """Return whose file it is: the name, and a number if there is one."""
        number = next((one["number"] or one["raw"] for one in self.phones), "")
        return f"{self.row['name']} · {number}" if number else str(self.row["name"])

    @property
    def in_words(self) -> str:
        """Return the same with its number in groups."""
        number = next((one["number"] or one["raw"] for one in self.phones), "")
        name = str(self.row["name"])
        return f"{name} · {_in_words('phone', number)}" if number else name

    @property
    def birthday(self) -> Birthday | None:
        """Her day of birth, if the file has it."""
        row = self.row
        if row["birth_month"] is None or row["birth_day"] is None:
            return None
        return Birthday(row["birth_year"], row["birth_month"], row["birth_day"])

    @property
    def lunar(self) -> Lunar | None:
        """Her lunar day of birth, if the file has it."""
        row = self.row
        if row["lunar_month"] is None or row["lunar_day"] is None:
            return None
        is_leap = bool(row["lunar_leap"])
        return Lunar(row["lunar_month"], row["lunar_day"], is_leap)


@dataclass(slots=True)
class Addition:
    """What is to be written into one file, and what is said of it."""

    columns: dict[str, Any] = field(default_factory=dict)
    phones: list[dict[str, Any]] = field(default_factory=list)
    new_facts: dict[str, str] = field(default_factory=dict)
    more_facts: dict[str, str] = field(default_factory=dict)  # of those that are there
    allergies: list[str] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    added: list[Said] = field(default_factory=list)
    left: list[Said] = field(default_factory=list)

    @property
    def question(self) -> str:
        """What is to be asked of her, "" if nothing."""
        return asked_of([one.value for one in self.added if one.field in HEALTH])


HEALTH = frozenset(("allergies", "conditions", *HEALTH_TEXTS))


def asked_of(health: list[str]) -> str:
    """Return the question about what a list says of her health; "" if nothing."""
    return _(ASK).format(what=listed(health)) if health else ""


def compare(her: Incoming, file: File, condition: Callable[[str], str]) -> Addition:
    """Return what a row adds to a file; *file* knows it from now on.

    Args:
        her: What the row says.
        file: What the file says.
        condition: Returns what a state of health is called.
    """
    what = Addition()
    if her.name != file.row["name"] and fold(her.name) != fold(file.row["name"]):
        what.left.append(Said("name", her.name, file.row["name"]))
    _parts(what, her, file)
    _texts(what, her, file)
    _born(what, her, file)
    _phones(what, her.phones, file)
    _note(what, note_of(her), file)
    for key, value in her.facts.items():
        _fact(what, key, value, file)
    known = {substance(one) for one in file.allergies}
    for said in her.allergies:
        if substance(said) not in known:
            known.add(substance(said))
            file.allergies.append(said)
            what.allergies.append(said)
            what.added.append(Said("allergies", said))
    for ref in her.conditions:
        if ref not in file.conditions:
            file.conditions[ref] = None
            what.conditions.append(ref)
            what.added.append(Said("conditions", condition(ref)))
        elif (ended := file.conditions[ref]) is not None:
            over = _(N_("over since {day}")).format(day=full_day(ended))
            what.left.append(Said("conditions", condition(ref), over))
    file.row |= what.columns
    return what


def _parts(what: Addition, her: Incoming, file: File) -> None:
    """Take how her name is parted, where the file does not say it."""
    if not (her.family and her.given):
        return
    if file.row["family"] or file.row["given"]:
        return
    whole = {alike(her.family + her.given), alike(her.given + her.family)}
    if alike(file.row["name"]) in whole:
        what.columns |= {"family": her.family, "given": her.given}
        what.added += [Said("family", her.family), Said("given", her.given)]


def _texts(what: Addition, her: Incoming, file: File) -> None:
    texts = {name: getattr(her, name) for name in _TEXTS}
    texts["language"] = TONGUES.get(her.language, "")
    if her.language and not texts["language"]:
        what.left.append(Said("language", her.language))
    for name, value in texts.items():
        mine = file.row[name]
        if not value or fold(value) == fold(mine):
            continue
        if mine:
            what.left.append(Said(name, value, mine))
        else:
            what.columns[name] = value
            what.added.append(Said(name, value))


def _born(what: Addition, her: Incoming, file: File) -> None:
    new, mine = her.birthday, file.birthday
    if new is not None and new != mine:
        is_same_day = mine and (new.month, new.day) == (mine.month, mine.day)
        if mine is None or (is_same_day and mine.year is None):
            columns = {"birth_year": new.year, "birth_month": new.month}
            what.columns |= columns | {"birth_day": new.day}
            what.added.append(Said("birthday", str(new)))
        elif not (is_same_day and new.year is None):
            what.left.append(Said("birthday", str(new), str(mine)))
    if her.lunar is None or her.lunar == file.lunar:
        return
    if file.lunar is not None:
        what.left.append(Said("lunar", str(her.lunar), str(file.lunar)))
        return
    columns = {"lunar_month": her.lunar.month, "lunar_day": her.lunar.day}
    what.columns |= columns | {"lunar_leap": her.lunar.leap}
    what.added.append(Said("lunar", str(her.lunar)))


def _phones(what: Addition, phones: tuple[Phone, ...], file: File) -> None:
    for phone in phones:
        number, raw = phone.number or "", phone.raw
        said = f"{number or raw} {phone.label}".strip()
        if phone.extension:
            said = _(N_("{number} ext. {extension}")).format(
                number=said, extension=phone.extension
            )
        digits = phone_digits(number, raw)
        mine = next(
            (
                one
                for one in file.phones
                if (one["number"] or one["digits"]) == (number or digits)
            ),
            None,
        )
        if mine is None:
            row = phone_row(
                phone, 1 + max((p["sort"] for p in file.phones), default=-1)
            )
            file.phones.append(row)
            what.phones.append(row)
            what.added.append(Said("phone", said))
            continue
        for part in ("extension", "label"):
            value = getattr(phone, part)
            if value and fold(value) != fold(mine[part]):
                here = f"{mine['number'] or mine['raw']} {mine[part]}".strip()
                what.left.append(Said("phone", said, here))
                break


def phone_row(phone: Phone, sort: int) -> dict[str, Any]:
    """Return a number as her file keeps it."""
    return {
        "number": phone.number or "",
        "raw": phone.raw,
        "extension": phone.extension,
        "label": phone.label,
        "digits": phone_digits(phone.number or "", phone.raw),
        "sort": sort,
    }


def indexed(row: dict[str, Any]) -> dict[str, str]:
    """Return what a client of these names is found and sorted by."""
    name, family, given = row["name"], row["family"], row["given"]
    has_parts = family in name and given in name
    own = () if has_parts else (family, given)
    words, parts = words_of(name, *own, row["called"], row["latin"], row["card_no"])
    said = pinyin(name, family)
    sort = sort_key(name, said)
    return {"pinyin": said, "sort_key": sort, "words": words, "parts": parts}


def found_by(her: Incoming) -> tuple[str, ...]:
    """Return what somebody new is found by, and what her name has in common."""
    names = ("name", "family", "given", *NAMES)
    index = indexed({name: getattr(her, name) for name in names})
    return *(index[name] for name in INDEX), alike(her.name)


INDEX = ("pinyin", "sort_key", "words", "parts")


Told = tuple[dict[str, Any], list[dict[str, Any]], dict[str, str], list[str], list[str]]


def told_of(her: Incoming) -> Told:
    """Return what a row makes of somebody new, as plain values.

    That is what her own row of the store holds beside what is usual, her numbers, her
    facts, allergies and conditions.
    """
    phones = [phone_row(phone, sort) for sort, phone in enumerate(her.phones)]
    health = list(her.allergies), list(her.conditions)
    return _client(her), phones, dict(her.facts), *health


def _client(her: Incoming) -> dict[str, Any]:
    born, lunar = her.birthday, her.lunar
    row: dict[str, Any] = {
        "name": her.name,
        "family": her.family,
        "given": her.given,
        "called": her.called,
        "latin": her.latin,
        "language": TONGUES.get(her.language, ""),
        "card_no": her.card_no,
        "gender": her.gender,
        "email": her.email,
        "wechat": her.wechat,
        "note": note_of(her),
    }
    row |= zip(INDEX, her.found_by or found_by(her), strict=False)
    if born is not None:
        row["birth_year"] = born.year
        row["birth_month"], row["birth_day"] = born.month, born.day
    if lunar is not None:
        row["lunar_month"], row["lunar_day"] = lunar.month, lunar.day
        row["lunar_leap"] = lunar.leap
    return {name: value for name, value in row.items() if value}


def _note(what: Addition, note: str, file: File) -> None:
    mine = file.row["note"]
    lines = mine.splitlines()
    new = [line for line in note.splitlines() if line.strip() and line not in lines]
    if not new:
        return
    more = "\n".join(new)
    whole = f"{mine}\n{more}" if mine else note
    shown = " / ".join(line.strip() for line in new)[:WORDS]
    if len(whole) > LONGEST_TEXT:
        full = _(N_("no room for more"))
        what.left.append(Said("note", shown, full))
        return
    what.columns["note"] = whole
    what.added.append(Said("note", shown))


def _fact(what: Addition, key: str, value: str, file: File) -> None:
    is_stored, mine = file.facts.get(key, (False, ""))
    if mine == value:
        return
    if key not in file.facts:
        file.facts[key] = (False, value)
        what.new_facts[key] = value
        what.added.append(Said(key, value[:WORDS]))
        return
    known = mine.splitlines()
    new = [line for line in value.splitlines() if line not in known]
    if key in HEALTH_TEXTS and new:
        whole = "\n".join([*known, *new])
        file.facts[key] = (is_stored, whole)
        if is_stored:
            what.more_facts[key] = whole
        else:  # new from a row just before this one
            what.new_facts[key] = whole
        what.added.append(Said(key, " / ".join(new)[:WORDS]))
    elif new:
        what.left.append(Said(key, value[:WORDS], mine[:WORDS]))
