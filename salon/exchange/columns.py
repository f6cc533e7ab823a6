"""Which column is what: headings in English and Chinese, as other programs have them.

What is not recognised is not lost: it goes into the note under its heading.
"""

import csv
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from salon.clients.names import SINGLE, is_han
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

_WORDS = {
    "name": (
        "name, full name, client, client name, customer, customer name, "
        "display name, contact name, member, member name, guest, 姓名, 名字, 客户, "
        "客户姓名, 客户名, 客户名称, 顾客, 顾客姓名, 顾客名, 会员, 会员姓名, "
        "会员名, 会员名称, 客人, 客人姓名, 客戶, 客戶姓名, 客戶名稱, 顧客, "
        "顧客姓名, 顧客名, 會員, 會員姓名, 會員名稱, 中文姓名, 中文名, 称呼姓名, "
        "联系人, 聯絡人, 聯繫人, 昵称姓名, nom complet, kunde, kundin"
    ),
    "family": (
        "family name, last name, lastname, surname, family, 姓, 姓氏, nachname, nom"
    ),
    "given": "given name, first name, firstname, forename, given, 名, vorname, prénom",
    "middle": "middle name, additional name",
    "prefix": "name prefix",
    "suffix": "name suffix",
    "called": (
        "likes to be called, nickname, nick name, called, preferred name, "
        "known as, 昵称, 暱稱, 称呼, 稱呼, 小名, 别名, 別名, 花名, 习惯称呼, "
        "習慣稱呼"
    ),
    "latin": (
        "english name, pinyin, romanised name, pronunciation or pinyin, latin, "
        "yomi name, 英文名, 英文姓名, 外文名, 拼音, 读音, 讀音, 姓名拼音"
    ),
    "latin_given": "phonetic first name, given name yomi",
    "latin_middle": "phonetic middle name, additional name yomi",
    "latin_family": "phonetic last name, family name yomi",
    "phone": (
        "phone, phone number, telephone, tel, tel., mobile, mobile phone, "
        "mobile no, mobile no., mobile number, cell, cell phone, contact, "
        "contact number, contact no, home phone, work phone, other phone, "
        "home, work, home tel, work tel, office, landline, "
        "second phone, phone 2, whatsapp, 手机, 手机号, 手机号码, 电话, 电话号码, "
        "联系电话, 联系方式, 移动电话, 备用电话, 固定电话, 座机, 手機, 手機號, "
        "手機號碼, 電話, 電話號碼, 聯絡電話, 聯繫電話, 聯繫方式, 聯絡方式, "
        "行動電話, 備用電話, 住家電話, 市話, 会员手机, 客户电话, 会员电话, 手机1, "
        "手机2, 电话1, 电话2, 電話1, 電話2, 家庭电话, 公司电话, 會員電話, "
        "客戶電話, handy, telefon, mobil, téléphone"
    ),
    "birthday": (
        "birthday, birth date, birthdate, date of birth, dob, d.o.b., born, 生日, "
        "出生日期, 出生年月日, 出生年月, 生日日期, 公历生日, 阳历生日, 國曆生日, "
        "新曆生日, geburtstag, geburtsdatum, 客户生日, 会员生日, 會員生日"
    ),
    "lunar": (
        "lunar birthday, 农历生日, 農曆生日, 阴历生日, 陰曆生日, 旧历生日, "
        "舊曆生日, 生日(农历), 生日(農曆), 农历, 農曆"
    ),
    "language": "language, preferred language, 语言, 語言, 沟通语言, 溝通語言",
    "email": (
        "email, e-mail, e mail, email address, e-mail address, mail, 邮箱, "
        "电子邮箱, 电子邮件, 邮件, 電郵, 電子郵件, 電子信箱, 信箱, 邮箱地址, 电邮"
    ),
    "wechat": "wechat, wechat id, weixin, wechatid, 微信, 微信号, 微信號, 微信id",
    "card_no": (
        "card number, card no, card no., member number, member no, member id, "
        "membership number, client number, customer number, customer id, "
        "client id, 卡号, 会员号, 会员卡号, 会员编号, 顾客编号, 客户编号, 编号, "
        "卡號, 會員號, 會員卡號, 會員編號, 客戶編號, 顧客編號, 編號, 实体卡号, "
        "会员卡"
    ),
    "gender": "gender, sex, 性别, 性別",
    "note": (
        "note, notes, remark, remarks, comment, comments, memo, 备注, 备注信息, "
        "備註, 附註, 说明, 說明, notiz, bemerkung, 备注1"
    ),
    "said_allergies": (
        "allergies, allergy, allergic to, known allergies, 过敏, 过敏史, 过敏源, "
        "过敏原, 过敏物, 過敏, 過敏史, 過敏原, 过敏情况, 過敏情況, 药物过敏, "
        "藥物過敏"
    ),
    "said_conditions": (
        "conditions, medical conditions, health, health conditions, "
        "medical history, contraindications, 健康状况, 健康狀況, 病史, 既往病史, "
        "禁忌, 禁忌症, 身体状况, 身體狀況, 疾病史, 健康情况, 慢性病"
    ),
    "allergies": "allergies on file, 已登记过敏, 已登記過敏",
    "conditions": "conditions on file, 已登记健康状况, 已登記健康狀況",
    "tags": (
        "labels, tags, tag, groups, group membership, categories, 标签, 標籤, "
        "分组, 分組, 群组, 客户标签, 会员标签"
    ),
    "last_visit": (
        "last visit, last visited, last appointment, 上次到店, 最近到店, 最后到店, "
        "上次消费, 最近消费, 上次消費, 最近消費, 最后消费, 上次消费时间, "
        "最近消费时间, 最近到店时间, 上次到店时间, 上次光临, 上次光臨, "
        "最后消费时间, 最後到店"
    ),
    "company": (
        "organization name, organization 1 - name, company, organisation, 公司, "
        "单位, 工作单位, 公司名称, 單位"
    ),
    "photo_link": "photo, picture, photo url, 照片, 头像, 頭像",
    "reason": "refused because, 未导入原因, 未匯入原因",
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
_LUNAR = re.compile(r"[农農阴陰旧舊][历曆歷]|lunar", re.IGNORECASE)
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


def folded(heading: str) -> str:
    """Return a heading as it is compared: "E-mail Address:" is "e-mail address"."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    text = text.replace("_", " ").strip(" \t\r\n:：*?？\u200b\ufeff'\"")
    return " ".join(text.split())


@cache
def _known() -> dict[str, str]:
    known = {
        folded(word): name
        for name, words in _WORDS.items()
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
    known |= {
        folded(word): name
        for word, name in {
            "住址": "address",
            "家庭住址": "address",
            "通讯地址": "address",
            "联系地址": "address",
            "聯絡地址": "address",
            "home address": "address",
            "职业": "occupation",
            "line": "line_id",
            "line id": "line_id",
            "介绍人": "referred_by",
        }.items()
        if name in facts()
    }
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


def _field(heading: str) -> tuple[str, str]:
    """Return field and fact that a heading names, ("", "") if neither."""
    word = folded(heading)
    if not word:
        return "", ""
    for each in (word, folded(_BRACKETS.sub("", word))):
        if name := _known().get(each):
            return name, ""
        if fact := _fact_words().get(each):
            return "fact", fact
    if pair := _PAIR.fullmatch(word):
        what = _PAIRED.get(pair["what"], "other")
        return (what if pair["part"] in _VALUES else f"{what}_label"), ""
    bare = re.sub(r"[\s#]*\d{1,2}$", "", word)
    if bare != word and _known().get(bare) in ("phone", "email"):
        return _known()[bare], ""
    return "", ""


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
        is_lunar = field in ("birthday", "lunar") and bool(_LUNAR.search(heading))
        if field == "birthday" and is_lunar:
            field = "lunar"
        label_of = at + 1 if field.endswith("_label") else None
        found.append(
            Column(
                *(at, heading, field, label_of, is_roc, is_lunar, fact, repeats),
                again,
            )
        )
    return tuple(found)


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
        if field and field not in (*_WORDS, LEFT_OUT, *facts()):
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
