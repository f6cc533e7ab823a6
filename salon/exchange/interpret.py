"""What a row or card says of a client, in the salon's own words.

One row after the other, without a database. Whatever is not understood stays in the
note under its heading, and a warning says what was left out and why.
"""

import re
from dataclasses import replace
from datetime import date
from typing import Any

from salon.clients.birthdays import Born, read_birthday
from salon.clients.latin_names import in_order, is_vietnamese
from salon.clients.names import (
    LIMIT,
    NameMissing,
    NameTooLong,
    cleaned,
    displayed,
    is_han,
    read_name,
)
from salon.clients.phones import Phone
from salon.exchange.columns import (
    Column,
    facts,
    folded,
    vocabulary,
)
from salon.exchange.days import (
    KEPT_THOUGH,
    NOT_THE_SAME,
    are_one_day,
    born_in,
    listed_birthday,
)
from salon.exchange.health import (
    Heard,
    heard_in,
    heard_in_list,
    is_none,
    names_a_condition,
)
from salon.exchange.model import Asked, Incoming
from salon.exchange.numbers import listed_phones
from salon.exchange.survey import Survey
from salon.exchange.words import says_calendar
from salon.safety.substances import substance
from salon.text import N_, _

NO_NAME = N_("There is no name in this row. Add it, then import the row again.")
NOT_WHOLE = N_("The file ends in the middle of this card. Export it again.")
IS_FIRM = N_("Taken under the company's name, as no person is named.")
LINKED = N_("The picture is only linked, and was not fetched.")
BAD_PHOTO = N_("The picture in this card cannot be read and was left out.")
BROKEN = N_(
    "Some letters of this card are broken in the file and are shown as �. Look at it."
)
NO_KEY = N_("“{value}” is not known as “{heading}”; it is in the note.")

ANOTHERS = N_("Not the client’s own: {what}")
OF_ANOTHER = N_(
    "“{what}” is said of somebody else, so it was not taken as the client’s own."
)
IS_OVER = N_("“{what}” is told as past, and stays in the note. Ask whether it is over.")

_IN_NAME = re.compile(r"\+?\d[\d\s-]{6,}\d")

GENDERS = {"f": "female", "m": "male", "w": "female", "女士": "female"} | {
    "小姐": "female",
    "先生": "male",
    "woman": "female",
    "man": "male",
    "女性": "female",
    "男性": "male",
    "n": "undisclosed",
    "u": "undisclosed",
    "o": "other",
}
LANGUAGES = {
    "zh": "zh_hans",
    "zh-cn": "zh_hans",
    "zh-hans": "zh_hans",
    "zh-sg": "zh_hans",
    "zh-tw": "zh_hant",
    "zh-hk": "zh_hant",
    "zh-hant": "zh_hant",
    "简体中文": "zh_hans",
    "中文": "zh_hans",
    "普通话": "zh_hans",
    "国语": "zh_hans",
    "繁體中文": "zh_hant",
    "國語": "zh_hant",
    "mandarin": "zh_hans",
    "粤语": "yue",
    "粵語": "yue",
    "廣東話": "yue",
    "广东话": "yue",
    "cantonese": "yue",
    "英语": "en",
    "英文": "en",
    "英語": "en",
    "en-gb": "en",
    "en-us": "en",
}


class Draft:
    """A client being put together from what a file says, piece by piece."""

    def __init__(self, asked: Asked, row: int, survey: Survey) -> None:
        self.asked = asked
        self.row = row
        self.survey = survey
        self.region = survey.region or asked.region  # of its numbers
        self.said_birthdays: list[tuple[str, str]] = []  # heading, as written
        self.one: dict[str, str] = {}
        self.phones: list[Phone] = []
        self.notes: list[str] = []
        self.warnings: list[str] = []
        self.lost: list[str] = []  # of them: a number or a birthday was not taken
        self.asks: list[str] = []
        self.facts: dict[str, str] = {}
        self.allergies: list[str] = []
        self.conditions: list[str] = []
        self.tags: list[str] = []
        self.more: dict[str, Any] = {}
        self.has_own_parts = False
        self.is_ours = False

    def phone(self, text: str, heading: str, label: str = "") -> None:
        """Take every number in *text*; what is none goes into the note."""
        for phone in listed_phones(text, self.asked, self.survey):
            if phone.number is None:
                self.lost.append(phone.said())
                self.keep(heading, phone.raw)
                continue
            if phone.problem:  # taken, and to be looked at
                self.warnings.append(phone.said())
            if label and not phone.label:
                phone = replace(phone, label=label)
            if all(phone.number != known.number for known in self.phones):
                self.phones.append(phone)
            elif phone.extension or phone.label:
                self.keep(heading, text)

    def birthday(self, born: Born, heading: str) -> None:
        """Take a birthday, or keep what was said instead."""
        if born.problem and not (self.is_ours and born.birthday):
            is_taken = born.problem in KEPT_THOUGH
            (self.warnings if is_taken else self.lost).append(born.said())
            if not is_taken:
                self.keep(heading, born.raw)
        if born.raw:
            self.said_birthdays.append((heading, born.raw))
        if born.birthday:
            self.more.setdefault("birthday", born.birthday)
        if born.lunar:
            self.more["lunar"] = born.lunar

    def _compare_birthdays(self) -> None:
        """Take neither of two days, solar and lunar, of which one must be wrong."""
        solar, lunar = self.more.get("birthday"), self.more.get("lunar")
        if self.is_ours or not solar or not lunar or are_one_day(solar, lunar):
            return
        del self.more["birthday"], self.more["lunar"]
        raw = " / ".join(raw for _heading, raw in self.said_birthdays)
        self.lost.append(_(NOT_THE_SAME).format(raw=raw[:60]))
        for heading, said in self.said_birthdays:
            self.keep(heading, said)

    def fact(self, key: str, value: str, heading: str) -> None:
        """Take a fact of the client file, if it is one of the values it can have."""
        fact = facts()[key]
        if fact.kind in ("text", "longtext", "phone", "ref_staff", "ref_client"):
            found: str | None = value
        elif fact.kind == "multi_enum":
            found = _several(vocabulary().get(fact.vocabulary, {}), value)
        elif fact.kind == "scale_0_10":
            found = value if re.fullmatch(r"\d|10", value) else None
        elif fact.kind == "enum":
            word = folded(value).strip(".")
            known = vocabulary().get(fact.vocabulary, {})
            if key == "salutation":
                known = _SALUTATIONS | known
            found = known.get(word)
        elif fact.kind == "date":
            born = read_birthday(value, self.asked.region, date(9999, 12, 31))
            found = str(born.birthday) if born.birthday and not born.problem else None
        elif fact.kind == "bool":
            found = _YES.get(folded(value))
        else:
            found = value if re.fullmatch(r"\d{1,9}(?:\.\d+)?", value) else None
        if found is None or key in self.facts:
            self.keep(heading, value)
        else:
            self.facts[key] = found

    def keyed(self, name: str, value: str, heading: str, own: dict[str, str]) -> None:
        """Take a word that stands for a key of the vocabulary."""
        word = folded(value)
        found = vocabulary().get(name, {}).get(word) or own.get(word)
        if found:
            self.one[name] = found
        else:
            self.warnings.append(_(NO_KEY).format(value=value[:40], heading=heading))
            self.keep(heading, value)

    def keep(self, heading: str, value: str) -> None:
        """Keep *value* in the note, under its heading."""
        self.notes.append(f"{heading}: {value}" if heading else value)

    def tell(self, text: str) -> None:
        """Look into free words, which the note holds, for what matters to health."""
        if not self.is_ours:
            self._hear(heard_in(text, self.asked.today))

    def tell_allergies(self, cell: str, heading: str) -> None:
        """Take a column of allergies; the note keeps what is not taken, or says more.

        What is of somebody else is marked there, word by word.
        """
        heard = heard_in_list(cell, self.asked.today)
        self._hear(heard)
        if heard.left:
            self.keep(heading, ", ".join(heard.left))
        if heard.anothers:
            self.keep(heading, _(ANOTHERS).format(what=", ".join(heard.anothers)))

    def _hear(self, heard: Heard) -> None:
        self.allergies += heard.allergies
        self.conditions += heard.conditions
        for said in heard.over:
            self.asks.append(_(IS_OVER).format(what=said[:60]))
        for said in heard.anothers:
            self.warnings.append(_(OF_ANOTHER).format(what=said[:100]))

    def done(self) -> Incoming:
        """Return the client, or why she cannot be taken."""
        one = self.one
        self._compare_birthdays()
        text, family, given = self._name()
        try:
            is_whole = self.has_own_parts or (self.region == "jp" and is_han(text))
            if is_whole and not family and not given and text:
                name, family, given = cleaned(text), "", ""
                if len(name) > LIMIT:
                    raise NameTooLong(len(name))
            else:
                read = read_name(text, family, given)
                name, family, given = read.name, read.family, read.given
        except NameMissing:
            return Incoming(self.row, note=self._note(), refused=_(NO_NAME))
        except NameTooLong as error:
            return Incoming(self.row, name=text[:LIMIT], refused=str(error))
        return Incoming(
            row=self.row,
            name=name,
            family=family,
            given=given,
            called=cleaned(one.get("called", "")),
            latin=self._latin(),
            phones=tuple(self.phones),
            language=one.get("language", ""),
            email=one.get("email", ""),
            wechat=one.get("wechat", ""),
            card_no=one.get("card_no", ""),
            gender=one.get("gender", ""),
            note=self._note(),
            facts=self.facts,
            allergies=self._allergies(),
            conditions=tuple(dict.fromkeys(self.conditions)),
            tags=tuple(dict.fromkeys(self.tags)),
            warnings=tuple(dict.fromkeys((*self.lost, *self.warnings))),
            has_lost=bool(self.lost),
            asks=tuple(dict.fromkeys(self.asks)),
            is_ours=self.is_ours,
            **self.more,
        )

    def _name(self) -> tuple[str, str, str]:
        one = self.one
        text, family = one.get("name", ""), cleaned(one.get("family", ""))
        given = cleaned(one.get("given", ""))
        middle = cleaned(one.get("middle", ""))
        if not self.is_ours:
            if family.casefold() == given.casefold() or _NOT_SAID.fullmatch(family):
                family = ""  # one word is all the name there is
            if _NOT_SAID.fullmatch(given):
                given = ""
        if not self.is_ours and family and given and is_vietnamese(family, given):
            whole, family, given = in_order(family, middle, given)
            text = text or whole
        elif middle:
            given = given + middle if is_han(given + middle) else f"{given} {middle}"
            given = given.strip()
        if family and not given and not text and one.get("is_lone"):
            family = ""
        if given and not family and not text:
            text, given = given, ""  # 周小姐 in the column of first names
        if one.get("remark") and (text or family or given):
            self.keep(one.get("remark_heading", ""), one.pop("remark"))
        if company := one.get("company", ""):
            if not (text or family or given or one.get("remark")):
                text = company
                self.warnings.append(_(IS_FIRM))
            elif cleaned(text) != cleaned(company):
                self.keep(one.get("company_heading", ""), company)
        if not (text or family or given):
            text = one.pop("remark", "") or one.pop("called", "")
            text = text or one.pop("latin", "") or self._latin()
        if text and not text.isalnum():
            for aside in _ASIDE.findall(text):
                self.tell(aside)
        may_hold_a_phone = not self.phones and not self.is_ours
        if may_hold_a_phone and (found := _IN_NAME.search(text)):
            phone = listed_phones(found[0], self.asked, self.survey)[0]
            rest = (text[: found.start()] + text[found.end() :]).strip(" ()（）-:：")
            if phone.number and rest:
                self.phones.append(phone)
                text = rest
        is_bare = not (family or given or self.is_ours)
        if is_bare and (found := _CAPITALS.fullmatch(cleaned(text))):
            family, given = found["family"].strip(), found["given"]
        return text, family, given

    def _latin(self) -> str:
        one = self.one
        if whole := one.get("latin"):
            return cleaned(whole)
        if not any(name.startswith("latin_") for name in one):
            return ""
        given = cleaned(f"{one.get('latin_given', '')} {one.get('latin_middle', '')}")
        return displayed(cleaned(one.get("latin_family", "")), given)

    def _allergies(self) -> tuple[str, ...]:
        """Return what she is allergic to, each under the first of its names."""
        if self.is_ours:
            return tuple(dict.fromkeys(self.allergies))
        known: dict[str, str] = {}
        for one in self.allergies:
            known.setdefault(substance(one), one)
        return tuple(known.values())

    def _note(self) -> str:
        return "\n".join(dict.fromkeys(self.notes))


_SALUTATIONS = {"frau": "ms", "herr": "mr", "madame": "mrs", "mme": "mrs"} | {
    "mademoiselle": "miss",
    "mlle": "miss",
    "monsieur": "mr",
    "m": "mr",
    "小姐/女士": "ms",
    "夫人": "mrs",
}
_YES = {"yes": "yes", "no": "no", "y": "yes", "n": "no", "true": "yes"} | {
    "false": "no",
    "是": "yes",
    "否": "no",
    "有": "yes",
    "无": "no",
    "無": "no",
}


def _several(words: dict[str, str], value: str) -> str | None:
    """Return the keys that *value* lists, by key or by word, or None if one is new."""
    for parted in ([value], re.split(r"[,;，；、/\n]+", value), value.split()):
        found = [words.get(folded(one)) for one in parted if one.strip()]
        if found and None not in found:
            return " ".join(dict.fromkeys(key for key in found if key))
    return None


_STAND_IN = ("name", "family", "given", "called", "latin", "wechat", "card_no")


def take(draft: Draft, column: Column, cell: str, cells: list[str]) -> None:
    """Put one cell where it belongs."""
    heading = column.heading
    field = column.field
    if column.again in _STAND_IN and column.again not in draft.one:
        field = column.again
    match field:
        case "name" | "family" | "given" | "called" | "latin" | "wechat" | "card_no":
            draft.one[field] = cell
        case "middle" | "latin_given" | "latin_middle" | "latin_family":
            draft.one[field] = cell
        case "phone":
            draft.phone(cell, heading, _label(column, cells))
        case "birthday":
            said = "" if column.calendar_at is None else cells[column.calendar_at]
            born = (
                born_of(draft, cell)
                if draft.is_ours
                else born_in(cell, draft.asked, draft.survey, column, said)
            )
            draft.birthday(born, heading if not said else f"{heading} ({said})")
        case "lunar":
            if not says_calendar(cell):  # a tick beside a birthday
                draft.birthday(born_of(draft, cell, is_lunar=True), heading)
        case "email":
            take_emails(draft, heading, cell.split(":::") if ":::" in cell else [cell])
        case "note":
            draft.notes.append(cell)
            draft.tell(cell)
        case "said_allergies":
            draft.tell_allergies(cell, heading)
        case "said_conditions":
            draft.keep(heading, cell)
            if names_a_condition(heading):  # Pregnant: yes, 孕期: 3个月
                draft.tell(f"{heading}: {cell}")
            elif not is_none(cell):
                draft.tell(cell)
        case "allergies":
            draft.allergies += [one for one in cell.split("; ") if one]
        case "conditions":
            draft.conditions += [one for one in cell.split("; ") if one]
        case "tags":
            draft.tags += tags_of(cell)
            draft.tell(cell)
        case "remark":
            _remark(draft, cell, heading)
        case "gender":
            draft.keyed("gender", cell, heading, GENDERS)
        case "language":
            draft.keyed("language", cell, heading, LANGUAGES)
        case "last_visit":
            if day := day_of(draft, cell):
                draft.more["last_visit"] = day
            else:
                draft.keep(heading, cell)
        case "company":
            draft.one["company"], draft.one["company_heading"] = cell, heading
        case "photo_link":
            draft.warnings.append(_(LINKED))
        case "fact":
            draft.fact(column.fact, cell, heading)
        case "reason" | "phone_label" | "email_label" | "other_label" | "left_out":
            pass
        case "calendar":
            if not says_calendar(cell):
                draft.keep(heading, cell)
        case "other":
            draft.keep(_label(column, cells) or heading, cell)
        case _:
            draft.keep(heading, cell)
            draft.tell(cell)


_ASIDE = re.compile(r"[(（\[【](.+?)[)）\]】]")
# NAIR Priya: as French and Asian lists write it, the family name in capitals.
_CAPITALS = re.compile(
    r"(?P<family>(?!(?:VIP|NEW|OLD|MRS|MISS|PROF|SIR|LADY|MME|MLLE|FRAU|HERR)\b)"
    r"(?:(?:[A-ZÀ-Þ][A-ZÀ-Þ'’\-]{2,}|NG|LI|WU|XU|YU|HU|MA|HE|LU|DU|GU|SU|FU|HO|LE|YE|"
    r"DE|LA|VAN|VON|EL|AL)(?: (?=\S)|$))+)(?<=[^ ] )(?P<given>[A-ZÀ-Þ][a-zß-ÿ'’\-]+"
    r"(?:[ -][A-ZÀ-Þ][a-zß-ÿ'’\-]*)*)"
)
_NOT_SAID = re.compile(
    r"[-–—_.*/?x#]+|lnu|fnu|n/?a|none|null|unknown|no (?:last|first|sur)?name|"
    r"[无無]|暂无|暫無",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[。；;！!？?\n]|[，,].*[，,]")


def _remark(draft: Draft, cell: str, heading: str) -> None:
    """Take what the salon calls somebody in WeChat, if it is a name at all."""
    draft.tell(cell)
    if len(cell) > 30 or _SENTENCE.search(cell) or draft.one.get("name"):
        if cell != draft.one.get("name"):
            draft.keep(heading, cell)
    else:
        draft.one["remark"], draft.one["remark_heading"] = cell, heading


def born_of(draft: Draft, cell: str, *, is_lunar: bool = False) -> Born:
    """Return the birthday in *cell*; what we wrote ourselves is not doubted."""
    if draft.is_ours:
        region, today = draft.asked.region, draft.asked.today
        return read_birthday(cell, region, today, is_lunar=is_lunar)
    return listed_birthday(cell, draft.asked, draft.survey, is_lunar=is_lunar)


def day_of(draft: Draft, cell: str) -> date | None:
    """Return a day that is none of birth."""
    asked = draft.asked
    born = read_birthday(
        *(cell, asked.region, asked.today),
        zone=asked.zone,
        is_1904=draft.survey.is_1904,
    )
    return born.birthday.date if born.birthday and not born.problem else None


def _label(column: Column, cells: list[str]) -> str:
    """Return the label that stands in the column before: Phone 1 - Label."""
    if not column.at or "-" not in column.heading:
        return ""
    label = cells[column.at - 1]
    return label.removeprefix("* ").strip() if len(label) < 40 else ""


def take_emails(draft: Draft, heading: str, found: list[str]) -> None:
    """Take the first address; any other goes into the note."""
    for text in found:
        address = text.strip()
        if "email" not in draft.one and _EMAIL.fullmatch(address):
            draft.one["email"] = address
        elif address:
            draft.keep(heading, address)


_EMAIL = re.compile(r"[^@\s,;<>]{1,64}@[^@\s,;<>]{1,190}")


def tags_of(cell: str) -> list[str]:
    """Return the labels in a cell, without those that the program itself gave."""
    pieces = cell.split(":::") if ":::" in cell else re.split(r"[;；,，、]", cell)
    return [tag for piece in pieces if (tag := piece.strip()) and tag[:2] != "* "]
