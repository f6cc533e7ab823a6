"""Names as people write them: cleaned, cut in two where that is certain, read aloud.

What was typed stays the name. The cut into family and given name only helps sorting
and address; where it would be a guess (周小姐, a firm, a single word) there is none.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from salon.clients.latin_names import in_order, is_vietnamese, latin_parts
from salon.errors import SalonError
from salon.text import N_

LIMIT = 120  # characters, far above any name and far below a pasted page

_COMPOUND = """
    欧阳 歐陽 太史 端木 上官 司马 司馬 东方 東方 独孤 獨孤 南宫 南宮 万俟 萬俟 闻人 聞人
    夏侯 诸葛 諸葛 尉迟 尉遲 公羊 赫连 赫連 澹台 澹臺 皇甫 宗政 濮阳 濮陽 公冶 太叔 申屠
    公孙 公孫 慕容 仲孙 仲孫 钟离 鍾離 长孙 長孫 宇文 司徒 鲜于 鮮于 司空 闾丘 閭丘 子车
    子車 亓官 司寇 巫马 巫馬 公西 颛孙 顓孫 壤驷 壤駟 公良 漆雕 乐正 樂正 宰父 谷梁 穀梁
    拓跋 夹谷 夾谷 轩辕 軒轅 令狐 段干 百里 呼延 东郭 東郭 南门 南門 羊舌 微生 公户 公戶
    梁丘 左丘 东门 東門 西门 西門 南荣 南榮 第五 纳兰 納蘭 完颜 完顏 叶赫 葉赫 耶律 贺兰
    賀蘭 爱新觉罗 愛新覺羅 张简 張簡 范姜 欧陽 歐阳 呼延 即墨 达奚 達奚 褚师 褚師
"""
COMPOUND = frozenset(_COMPOUND.split())

SINGLE = frozenset(
    "赵趙钱錢孙孫李周吴吳郑鄭王冯馮陈陳褚卫衛蒋蔣沈韩韓杨楊朱秦尤许許何吕呂施张張孔曹严嚴华華金魏陶"
    "姜戚谢謝邹鄒喻柏水窦竇章云雲苏蘇潘葛奚范范彭郎鲁魯韦韋昌马馬苗凤鳳花方俞任袁柳酆鲍鮑史唐"
    "费費廉岑薛雷贺賀倪汤湯滕殷罗羅毕畢郝邬鄔安常乐樂于时時傅皮卞齐齊康伍余元卜顾顧孟平黄黃和穆"
    "萧蕭肖尹姚邵湛汪祁毛禹狄米贝貝明臧计計伏成戴谈談宋茅庞龐熊纪紀舒屈项項祝董梁杜阮蓝藍闵閔席"
    "季麻强強贾賈路娄婁危江童颜顏郭梅盛林刁钟鍾鐘徐邱骆駱高夏蔡田樊胡凌霍虞万萬支柯昝管卢盧莫房"
    "裘缪繆干解应應宗丁宣邓鄧郁单單杭洪包诸諸左石崔吉钮鈕龚龔程嵇邢裴陆陸荣榮翁荀惠甄曲封储儲靳"
    "井段富巫乌烏焦巴弓牧山谷车車侯全班仰秋仲伊宫宮宁寧仇栾欒甘厉厲祖武符刘劉景詹束龙龍叶葉幸司"
    "黎溥印怀懷蒲邰从從鄂索咸籍赖賴卓蔺藺屠蒙池乔喬阴陰胥能苍蒼双雙闻聞莘党黨翟谭譚贡貢劳勞申扶"
    "堵冉宰郦酈雍桑桂濮牛寿壽通边邊扈燕冀郏郟浦尚农農温溫别別庄莊晏柴瞿阎閻闫充慕连連茹习習宦艾鱼"
    "魚容向古易慎戈廖庾终終暨居衡步都耿满滿弘匡国國文寇广廣禄祿阙闕东東欧歐沃利蔚越夔隆师師巩鞏库"
    "庫聂聶晁勾敖融冷訾辛阚闞那简簡饶饒空曾沙养養鞠须須丰豐巢关關蒯相查荆荊红紅游竺权權逯盖蓋益桓"
    "公仉督岳帅帥缑緱亢况況郈琴海晋晉楚佟言福代付傅区區涂塗佘覃麦麥植招冼苑鹿撒原占战戰来來练練楼"
    "樓揭粟仝修苟母化尧堯后凃"
)

_OWN_READING = {  # how a character is read as a surname where that is not its usual way
    "单": "shàn",
    "單": "shàn",
    "曾": "zēng",
    "仇": "qiú",
    "解": "xiè",
    "查": "zhā",
    "区": "ōu",
    "區": "ōu",
    "任": "rén",
    "华": "huà",
    "華": "huà",
    "盖": "gě",
    "蓋": "gě",
    "朴": "piáo",
    "缪": "miào",
    "繆": "miào",
    "翟": "zhái",
    "尉迟": "yùchí",
    "尉遲": "yùchí",
    "万俟": "mòqí",
    "萬俟": "mòqí",
    "澹台": "tántái",
    "澹臺": "tántái",
    "长孙": "zhǎngsūn",
    "長孫": "zhǎngsūn",
    "乐": "yuè",
    "樂": "yuè",
    "乐正": "yuèzhèng",
    "樂正": "yuèzhèng",
    "逄": "páng",
    "冼": "xiǎn",
    "覃": "qín",
    "员": "yùn",
    "員": "yùn",
    "晁": "cháo",
    "种": "chóng",
    "折": "shé",
    "繁": "pó",
    "令狐": "línghú",
    "燕": "yān",
    "纪": "jǐ",
    "紀": "jǐ",
    "葛": "gě",
    "佴": "nài",
    "召": "shào",
    "洗": "xiǎn",
    "秘": "bì",
    "祭": "zhài",
    "乜": "niè",
    "訾": "zī",
    "应": "yīng",
    "應": "yīng",
    "万": "wàn",
    "宿": "sù",
    "都": "dū",
    "车": "chē",
    "車": "chē",
    "贾": "jiǎ",
    "賈": "jiǎ",
    "郗": "xī",
    "臧": "zāng",
    "於": "yū",
    "阚": "kàn",
    "闞": "kàn",
}

_HONORIFIC = re.compile(
    r".(小姐|太太|先生|女士|老师|老師|阿姨|医生|醫生|大夫|护士|護士|经理|經理|老板|老闆|师傅|"
    r"師傅|夫人|姑娘|同学|同學|姐|姊|嫂|哥|总|總|太|董|妈妈|媽媽|妈|媽|奶奶|伯母|生)$"
)
_SURELY_A_TITLE = re.compile(r"(小姐|太太|先生|女士|老师|老師|阿姨|医生|醫生)$")
_FIRM = re.compile(
    r"(公司|花店|商店|美容院|医院|醫院|酒店|集团|集團|银行|銀行|工作室|有限)|"
    r"\b(ltd|limited|llc|inc|gmbh|plc|corp|co)\.?$",
    re.I,
)
_HAN = re.compile(
    r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]"
)
_CALLINGS = (
    "大夫 护士 護士 经理 經理 老板 老闆 师傅 師傅 夫人 姑娘 "
    "同学 同學 妈妈 媽媽 奶奶 伯母"
)
_TITLES = frozenset(_CALLINGS.split())


@dataclass(eq=False)
class NameTooLong(SalonError):
    """What stands as a name is a page of text."""

    length: int
    limit: int = LIMIT

    text = N_(
        "A name has at most {limit} characters; this one has {length}. "
        "Write the name alone, and the rest as a note."
    )


class NameMissing(SalonError):
    """Nothing readable is left of what was typed as a name."""

    text = N_("Enter a name, or what the client is called.")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as typed, and its two parts where they are certain."""

    name: str
    family: str = ""
    given: str = ""


def cleaned(text: str) -> str:
    """Return *text* composed, without control characters and in single blanks."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split()) if "  " in text else text.strip()
    if text.isprintable() and unicodedata.is_normalized("NFC", text):
        return " ".join(text.split()) if "  " in text else text.strip(" ")
    text = "".join(c for c in text if c.isspace() or not _is_control(c))
    return " ".join(unicodedata.normalize("NFC", text).split())


def _is_control(character: str) -> bool:
    if character in "\u200c\u200d":  # joiners are letters' business in some scripts
        return False
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn")


def is_han(text: str) -> bool:
    """Say whether *text* is written in Chinese characters and nothing else."""
    return bool(text) and all(map(_HAN.match, text.replace(" ", "")))


def has_han(text: str) -> bool:
    """Say whether a Chinese character stands anywhere in *text*."""
    return not text.isascii() and _HAN.search(text) is not None


def is_firm(text: str) -> bool:
    """Say whether *text* reads as a company's name rather than a person's."""
    return _FIRM.search(text) is not None


def displayed(family: str, given: str) -> str:
    """Return both parts in the order and manner of their script: 欧阳雪, Zoë Abbott."""
    if not family or not given:
        return family or given
    if is_han(family) and is_han(given):
        return family + given
    if is_vietnamese(family, given):
        return in_order(family, "", given)[0]
    return f"{family} {given}" if has_han(family + given) else f"{given} {family}"


def read_name(text: str, family: str = "", given: str = "") -> Name:
    """Return a name from what was typed, or from parts that a card names as such.

    Raises:
        NameMissing: nothing is left after cleaning.
        NameTooLong: it is longer than `LIMIT`.
    """
    whole, family, given = cleaned(text), cleaned(family), cleaned(given)
    if family or given:
        name = Name(whole or displayed(family, given), family, given)
    else:
        name = Name(whole, *parts(whole))
    if not name.name:
        raise NameMissing
    for part in (name.name, family, given):
        if len(part) > LIMIT:
            raise NameTooLong(len(part))
    return name


@lru_cache(maxsize=20_000)
def parts(name: str) -> tuple[str, str]:
    """Return family and given name of a cleaned *name*; ("", "") where unsure."""
    if not name or len(name) > LIMIT or is_firm(name):
        return "", ""
    if has_han(name):
        return _han_parts(name)
    if not all(c.isalpha() or c in " .'’-‐,/" for c in name):
        return "", ""
    if _is_other_script(name):
        return "", ""
    return latin_parts(name)


def _is_other_script(name: str) -> bool:
    """Kana, Hangul and others: their order is not ours to guess."""
    return any(
        c > "\u052f" and c.isalpha() and not "\u1e00" <= c < "\u1f00" for c in name
    )


def _han_parts(name: str) -> tuple[str, str]:
    run = name.split()
    if len(run) > 1 and is_han(run[0]) and not has_han("".join(run[1:])):
        return _han_parts(run[0])  # 陳怡君 Amy
    if not is_han(name):
        return "", ""
    if len(run) == 2 and len(run[0]) <= 2 and (run[0] in COMPOUND or run[0] in SINGLE):
        return run[0], run[1]
    if len(run) > 1:
        return "", ""
    if len(name) > 4 and name[:4] in COMPOUND:
        return name[:4], name[4:]
    if _SURELY_A_TITLE.search(name) or (len(name) == 2 and _HONORIFIC.match(name)):
        return "", ""
    if len(name) in (3, 4) and name[:2] in COMPOUND:
        return name[:2], name[2:]
    if len(name) == 3 and name[1:] in _TITLES:
        return "", ""
    if 2 <= len(name) <= 3 and name[0] in SINGLE:
        return name[0], name[1:]
    return "", ""


@lru_cache(maxsize=20_000)
def pinyin(name: str, family: str = "") -> str:
    """Return how a Chinese name is said, tones marked: "Ōuyáng Xuě"; else "".

    The family name has its own readings (单 is Shàn there). Imported on first use
    and without phrases: that is a quarter of the memory.
    """
    name, family = cleaned(name), cleaned(family)
    if not has_han(name):
        return ""
    han = "".join(_HAN.findall(name))
    if not family or not han.startswith(family):
        family = parts(name)[0] or _surname_before_a_title(han)
    given = han[len(family) :]
    words = [_OWN_READING.get(family) or _said(family), _said(given)]
    return " ".join(word[:1].upper() + word[1:] for word in words if word)


def _surname_before_a_title(han: str) -> str:
    if han[:2] in COMPOUND:
        return han[:2]
    return han[0] if _HONORIFIC.search(han) and han[0] in SINGLE else ""


@lru_cache(maxsize=20_000)
def _said(han: str) -> str:
    if not han:
        return ""
    import os

    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style
    from pypinyin import pinyin as read

    return "".join(one[0] for one in read(han, style=Style.TONE, errors="ignore"))
