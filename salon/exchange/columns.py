"""Which column is what: headings in English and Chinese, as other programs have them.

What is not recognised is not lost: it goes into the note under its heading.
"""

import csv
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from salon.clients.names import SINGLE, is_han
from salon.exchange.headings import BEFORE, BEHIND, FACTS, WORDS
from salon.exchange.model import NoSuchColumn, NoSuchField
from salon.shipped import RESOURCES
from salon.text import N_, Names, _

DOMAIN = RESOURCES / "domain"

FIELDS = {  # field: how we write its heading ourselves
    "name": Names("Name", "姓名", "姓名"),
    "family": Names("Family name", "姓", "姓"),
    "given": Names("Given name", "名", "名"),
    "called": Names("Likes to be called", "习惯称呼", "習慣稱呼"),
    "latin": Names("Pronunciation or pinyin", "读音／拼音", "讀音／拼音"),
    "phone": Names("Phone", "电话", "電話"),
    "birthday": Names("Birthday", "生日", "生日"),
    "lunar": Names("Lunar birthday", "农历生日", "農曆生日"),
    "language": Names("Language", "语言", "語言"),
    "email": Names("Email", "电子邮件", "電子郵件"),
    "wechat": Names("WeChat ID", "微信号", "微信號"),
    "card_no": Names("Card number", "卡号", "卡號"),
    "gender": Names("Gender", "性别", "性別"),
    "note": Names("Note", "备注", "備註"),
    "allergies": Names("Allergies on file", "已登记过敏", "已登記過敏"),
    "conditions": Names("Conditions on file", "已登记健康状况", "已登記健康狀況"),
    "tags": Names("Labels", "标签", "標籤"),
    "last_visit": Names("Last visit", "上次到店", "上次到店"),
}

_PAIR = re.compile(
    r"(?P<what>.+?)\s*(?P<number>\d+)?\s*-\s*"
    r"(?P<part>label|type|value|标签|標籤|号码|號碼)",
    re.IGNORECASE,
)
_VALUES = ("value", "号码", "號碼")
_PAIRED = {"phone": "phone", "e-mail": "email", "email": "email"} | {
    "电话": "phone",
    "電話": "phone",
}
_ROC = re.compile(r"民[國国]|\broc\b|minguo", re.IGNORECASE)
_LUNAR = re.compile(r"[农農阴陰旧舊][历曆歷]|lunar|음력|âm lịch|旧暦", re.IGNORECASE)
_SOLAR = re.compile(
    r"[公国國阳陽新西][历曆歷]|[公国國阳陽新西][/／、或][农農阴陰旧舊]|"
    r"\b(?:solar|gregorian)|양력|dương lịch|西暦",
    re.IGNORECASE,
)
_EITHER = re.compile(
    r"[公国國阳陽新][/／、或]?[农農阴陰旧舊]|[农農阴陰][/／、或]?[公国國阳陽]"
)
_BRACKETS = re.compile(r"[(\[（【].*?[)\]）】]")


@dataclass(frozen=True, slots=True)
class Column:
    """What one column of a file is read as."""

    at: int  # from 0
    heading: str
    field: str = ""  # "": unknown, kept in the note
    label_of: int | None = None  # this column labels that one
    is_roc: bool = False
    is_lunar: bool = False
    fact: str = ""  # a field of the client file
    repeats: str = (
        ""  # what a column before it says already: this one goes into the note
    )
    again: str = ""  # the field of a column before it, to stand in where that is empty
    is_either: bool = False  # a birthday whose heading names both calendars
    calendar_at: int | None = None  # the column that says which calendar this one is in


def folded(heading: str) -> str:
    """Return a heading as it is compared: "E-mail Address:" is "e-mail address"."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    if text.startswith('="'):
        text = text[1:]
    text = text.replace("_", " ").strip(" \t\r\n:：*?？\u200b\ufeff'\"")
    return " ".join(text.split())


@cache
def _known() -> dict[str, str]:
    known = {
        folded(word): name
        for name, words in WORDS.items()
        for word in words.split(", ")
    }
    for name, names in FIELDS.items():
        for word in (names.en, names.zh_hans, names.zh_hant, name):
            known.setdefault(folded(word), name)
    return known


@dataclass(frozen=True, slots=True)
class Fact:
    """A field of the client file that a column may hold."""

    id: str
    names: Names
    kind: str
    vocabulary: str = ""


_TAKEN = {  # fields of the client file that stand in a place of their own
    "family_name": "family",
    "given_name": "given",
    "name_reading": "latin",
    "nickname": "called",
    "gender": "gender",
    "birth_solar": "birthday",
    "mobile": "phone",
    "mobile_2": "phone",
    "wechat_id": "wechat",
    "email": "email",
    "preferred_language": "language",
    "allergies": "said_allergies",
    "client_no": "card_no",
    "merged_into": "",
}
_PLAIN = {  # what the file takes in words; tables, images and sums it keeps itself
    *("text", "longtext", "enum", "multi_enum", "int", "decimal", "bool", "date"),
    *("time", "money", "scale_0_10", "phone", "ref_staff", "ref_client"),
}


@cache
def facts() -> dict[str, Fact]:
    """Return the fields of the client file that are answered in words, by their id."""
    found = {}
    with (DOMAIN / "client_fields.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            if line["type"] in _PLAIN and line["field_id"] not in _TAKEN:
                names = Names(line["en"], line["zh_hans"], line["zh_hant"])
                fact = Fact(line["field_id"], names, line["type"], line["vocab_list"])
                found[fact.id] = fact
    return found


@cache
def vocabulary() -> dict[str, dict[str, str]]:
    """Return, for each list of the vocabulary, the key of each of its words."""
    lists: dict[str, dict[str, str]] = {}
    with (DOMAIN / "vocab.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            words = lists.setdefault(row[0], {})
            for word in (row[1], *row[3:6]):
                words.setdefault(folded(word), row[1])
    return lists


@cache
def _fact_words() -> dict[str, str]:
    known: dict[str, str] = {}
    for fact in facts().values():
        for word in (fact.id, fact.names.en, fact.names.zh_hans, fact.names.zh_hant):
            known.setdefault(folded(word), fact.id)
    for name, words in FACTS.items():
        if name in facts():
            for word in words.split(", "):
                known.setdefault(folded(word), name)
    return known


def heading_of_fact(fact_id: str) -> str:
    """Return a heading that is read back as this fact and nothing else."""
    fact = facts().get(fact_id)
    shown = str(fact.names) if fact else fact_id
    known = folded(shown)
    is_its_own = _fact_words().get(known) == fact_id and known not in _known()
    return shown if is_its_own and "," not in shown else fact_id


def recognised(headings: tuple[str, ...] | list[str]) -> int:
    """Return how many of *headings* are known words: how much a row looks like one."""
    return sum(bool(_field(heading)[0]) for heading in headings if heading)


_LONGEST = 120  # characters of a heading; what is longer is a text


def _field(heading: str) -> tuple[str, str]:
    """Return field and fact that a heading names, ("", "") if neither."""
    word = folded(heading) if len(heading) <= _LONGEST else ""
    if not word:
        return "", ""
    for each in (word, folded(_BRACKETS.sub("", word))):
        if found := _named(each):
            return found
    if pair := _PAIR.fullmatch(word):
        what = _PAIRED.get(pair["what"], "other")
        return (what if pair["part"] in _VALUES else f"{what}_label"), ""
    bare = re.sub(r"[\s#]*(?:\d{1,2}|[一二三])$", "", word)
    if bare != word and _known().get(bare) in ("phone", "email"):
        return _known()[bare], ""
    return _double(word) or _bare(word) or ("", "")


def _named(word: str) -> tuple[str, str] | None:
    if name := _known().get(word):
        return name, ""
    if fact := _fact_words().get(word):
        return "fact", fact
    return None


_PARTS = re.compile(
    r"\s*(?:[/／、|｜&＆+,，;；()（）\[\]【】\n\-–—]|\b(?:or|and|und|et)\b|[或及和与與])\s*"
)
_SCRIPTS = re.compile(
    r"(?<=[\u3400-\u9fff])\s*(?=[a-z])|(?<=[a-z.])\s+(?=[\u3400-\u9fff])"
)
_AFFIX = re.compile(rf"^(?:{BEFORE})['’]?s?[\s:：的\-]*|[\s\-_*]*(?:{BEHIND})$")


def _double(word: str) -> tuple[str, str] | None:
    """Read a heading that says one thing twice: 手机/电话, 姓名 Name, Tel. / Mobile.

    Of a number that is also an account, the number counts.
    """
    for shape in (_PARTS, _SCRIPTS):
        pieces = [piece for one in shape.split(word) if (piece := folded(one))]
        if len(pieces) < 2:
            continue
        found = [_named(piece) or _bare(piece) for piece in pieces]
        known = list(dict.fromkeys(one for one in found if one))
        if None in found or len(known) > 2:
            continue
        if len(known) == 1:
            return known[0]
        fields = {field for field, _fact in known}
        for first, other in _TOGETHER:
            if fields == {first, other}:
                return first, ""
    return None


_TOGETHER = (  # which of two counts that share a heading
    ("phone", "wechat"),
    ("phone", "email"),
    ("phone", "company"),
    ("name", "called"),
    ("name", "phone"),
    ("name", "company"),
    ("name", "latin"),
    ("called", "latin"),
    ("said_conditions", "said_allergies"),
    ("note", "said_allergies"),
    ("note", "said_conditions"),
)


def _bare(word: str) -> tuple[str, str] | None:
    """Read a heading without what may stand around it: Client mobile, 您的手机号."""
    while (bare := folded(_AFFIX.sub("", word))) and bare != word:
        if found := _named(bare):
            return found
        word = bare
    return None


def columns(
    name: str, headings: tuple[str, ...], mapping: tuple[tuple[str, str], ...] = ()
) -> tuple[Column, ...]:
    """Return what each column is read as, by its heading or by *mapping*.

    Args:
        name: the file's, for the sentence when something is wrong.
        headings: as they stand in the file.
        mapping: pairs of field and heading (or number of column, from 1) that count
            more than what is recognised; an empty field leaves a column to the note,
            and `LEFT_OUT` leaves it out altogether.

    Raises:
        NoSuchColumn: no heading fits.
        NoSuchField: no client has that.
    """
    asked = _asked(name, headings, mapping)
    found: list[Column] = []
    singles: set[str] = set(asked.values()) - {"phone", "email", "note"}
    for at, heading in enumerate(headings):
        (field, fact), again, repeats = _field(heading), "", ""
        if at in asked:
            field, fact = asked[at], ""
            if field in facts():
                field, fact = "fact", field
        elif field in singles and field not in _MANY:
            # the first one counts, the others go into the note
            again, repeats = "" if field in asked.values() else field, field
            field = ""
        elif field == "fact" and fact in singles:
            field, fact, repeats = "", "", fact
        singles.add(fact or field)
        is_roc = field == "birthday" and bool(_ROC.search(heading))
        is_born = field in ("birthday", "lunar")
        is_lunar = is_born and bool(_LUNAR.search(heading))
        is_either = is_born and bool(
            (is_lunar and _SOLAR.search(heading)) or _EITHER.search(heading)
        )
        if is_either:
            field, is_lunar = "birthday", False
        elif field == "birthday" and is_lunar:
            field = "lunar"
        label_of = at + 1 if field.endswith("_label") else None
        found.append(
            Column(
                *(at, heading, field, label_of, is_roc, is_lunar, fact, repeats),
                again,
                is_either,
            )
        )
    return _with_calendar(_with_remarks(found, asked))


_PERSON = re.compile(r"姓|name(?!\s*card)", re.IGNORECASE)
_REMARK = frozenset({"备注", "備註", "remark"})


def _with_remarks(found: list[Column], asked: dict[int, str]) -> list[Column]:
    """Let what the salon calls its contacts stand before what they call themselves.

    WeChat and WeCom name a nickname, and beside it the remark: her name. Where no
    other column is a name, even a plain 备注 beside a nickname is that remark.
    """
    fields = {one.field for one in found}
    if "remark" not in fields:
        is_chat = "called" in fields and not fields & {"name", "family", "given"}
        plain = [one.at for one in found if folded(one.heading) in _REMARK]
        if not is_chat or len(plain) != 1 or plain[0] in asked:
            return found
        found[plain[0]] = replace(found[plain[0]], field="remark")
        return found
    for one in found:
        is_person = _PERSON.search(one.heading) or one.at in asked
        if one.field == "name" and not is_person and "called" not in fields:
            found[one.at] = replace(one, field="called")
    return found


def _with_calendar(found: list[Column]) -> tuple[Column, ...]:
    """Read the column that names the calendar together with the date beside it."""
    named = (one for one in found if one.field == "calendar" or _is_tick(one))
    calendar = next((one.at for one in named), None)
    born = [one for one in found if one.field in ("birthday", "lunar")]
    born = [one for one in born if one.at != calendar]
    if calendar is None or not born:
        return tuple(found)
    plain = [one for one in born if not one.is_lunar] or born
    nearest = min(plain, key=lambda one: abs(one.at - calendar))
    found[nearest.at] = replace(nearest, field="birthday", calendar_at=calendar)
    return tuple(found)


def _is_tick(one: Column) -> bool:
    """Say whether a column may hold yes and no: "农历" beside "生日"."""
    return one.field == "lunar" and _LUNAR.fullmatch(folded(one.heading)) is not None


def left_to_the_note(found: Sequence[Column]) -> tuple[str, ...]:
    """Return a sentence for each column that says again what another says already."""
    first: dict[str, Column] = {}
    said: list[str] = []
    for column in found:
        first.setdefault(column.fact or column.field, column)
        if before := first.get(column.repeats) if column.repeats else None:
            words = _(TWICE).format(
                heading=column.heading[:40],
                number=column.at + 1,
                first=before.heading[:40],
                place=before.at + 1,
            )
            said.append(words)
    return tuple(said)


TWICE = N_(
    "“{heading}” (column {number}) says again what “{first}” (column {place}) says; "
    "what stands there goes into the note. Choose the columns yourself if it is the "
    "better one."
)

LEFT_OUT = "left_out"  # a column that is not read at all
_MANY = {"phone", "email", "note", "other", "tags", "said_allergies", LEFT_OUT} | {
    "said_conditions",
    "other_label",
    "phone_label",
    "email_label",
    "reason",
}


def _asked(
    name: str, headings: tuple[str, ...], mapping: tuple[tuple[str, str], ...]
) -> dict[int, str]:
    words = [folded(heading) for heading in headings]
    asked: dict[int, str] = {}
    for field, heading in mapping:
        field = {"mobile": "phone", "notes": "note"}.get(field, field)
        field = {"allergies": "said_allergies"}.get(field, field)
        if field and field not in (*WORDS, LEFT_OUT, *facts()):
            known = ", ".join([*FIELDS, LEFT_OUT, "…"])
            raise NoSuchField(name, field[:40], known)
        if folded(heading) in words:
            at = words.index(folded(heading))
        elif heading.isdigit() and 0 < int(heading) <= len(headings):
            at = int(heading) - 1
        else:
            shown = ", ".join(h for h in headings if h)[:300]
            raise NoSuchColumn(name, heading[:40], shown)
        asked[at] = field
    return asked


_PHONE = re.compile(r"\+?[\d\s()\-]{7,20}")
_DAY = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}[./]\d{1,2}[./]\d{4}")


def guessed(rows: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Return headings for a table that has none, from what its cells look like."""
    width = max(map(len, rows), default=0)
    given: list[str] = []
    for at in range(width):
        cells = [row[at].strip() for row in rows if at < len(row) and row[at].strip()]
        given.append(_looks(cells, given))
    return tuple(given)


def _looks(cells: list[str], before: list[str]) -> str:
    if not cells:
        return ""
    most = len(cells) * 0.6

    def are(test: re.Pattern[str]) -> bool:
        return sum(bool(test.fullmatch(cell)) for cell in cells) >= most

    if are(_DAY) and "Birthday" not in before:
        return "Birthday"
    if are(_PHONE):
        return "Phone"
    if "Name" not in before:
        named = sum(
            (is_han(cell) and cell[0] in SINGLE and len(cell) < 5)
            or bool(re.fullmatch(r"[^\W\d_]+([ .'-]+[^\W\d_]+){1,3}", cell))
            for cell in cells
        )
        if named >= most:
            return "Name"
    return ""
