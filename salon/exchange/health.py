"""What a note says of allergies and conditions: proposed to a person, never decided.

The text itself always stays in the note. A word with "no" before it proposes nothing.
"""

import csv
import re
import unicodedata
from functools import cache, lru_cache

from salon.exchange.columns import DOMAIN

_NONE = re.compile(
    r"\s*(?:[无無否没沒未]|没有|沒有|[暂暫][无無]|未知|未[发發][现現]|"
    r"[无無不没沒]有?[过過]敏史?|不[详詳清]|不知道|none|no(?:ne)? known.*|no|nil|nope|"
    r"n/?a|nkd?a|unknown|not known|[-/—–.]+|0|正常|健康)\s*[。.!！]?\s*",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"\s*(?:[、，,;；/／\n+＋]|和|及|与|與|\band\b|&)\s*", re.IGNORECASE
)
_REMARK = re.compile(r"[(（\[【].*?(?:[)）\]】]|$)")
_AROUND = re.compile(
    r"^(?:对|對|有|会|會|allergic to|allergy to|allergy[:：]?)\s*|"
    r"\s*(?:[过過]敏史?|allerg(?:y|ies|ic))$",
    re.IGNORECASE,
)
_DENIED = r"(?:[无無没沒不未非]|没有|沒有|否认|否認|\bno|\bnot|\bnever|\bwithout)\s*"
_SAID = (
    re.compile(
        r"(?<![无無没沒不未])[对對](?P<what>[^对對，,。；;：:\n\s]{1,16}?)"
        r"(?P<denied>[不没沒无無][会會有]?)?(?:严重|嚴重)?[过過]敏"
    ),
    re.compile(
        r"(?:^|[，,。；;：:\n\s])(?P<what>[^\s，,。；;：:\n对對无無没沒不未]{1,8})[过過]敏"
        r"(?![史原源性药藥])"
    ),
    re.compile(
        r"(?<!not )(?<!n't )allerg(?:ic|y) to (?P<what>[a-z][a-z '\-]{1,40}?)"
        r"(?=$|[.,;:\n(]| and | but )",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:^|[.,;:\n(]\s*)(?!no )(?P<what>[a-z][a-z\-]{2,20}(?: [a-z\-]{3,20})?)"
        r" allergy\b",
        re.IGNORECASE,
    ),
)
_NO_SUBSTANCE = re.compile(
    r"(?:容易|皮肤|皮膚|药物|藥物|食物|曾经|曾經|曾|季节性|季節性|易|会|會|有|轻微|輕微|"
    r"以前|经常|經常|some|severe|known|skin|food|drug|any|an|the|her|has|\s)+",
    re.IGNORECASE,
)


def is_none(text: str) -> bool:
    """Say whether a cell says that there is nothing: 无, 没有, none, n/a."""
    return _NONE.fullmatch(unicodedata.normalize("NFKC", text)) is not None


@lru_cache(maxsize=10_000)
def allergies_listed(text: str) -> tuple[str, ...]:
    """Return the substances in a column of allergies: 青霉素、酒精."""
    found: list[str] = []
    if is_none(text):
        return ()
    for part in _PARTS.split(_REMARK.sub("", text)):
        if is_none(part):
            continue
        word = _AROUND.sub("", _AROUND.sub("", part.strip())).strip(" .。:：")
        if word and not is_none(word) and len(word) <= 60:
            found.append(word)
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=10_000)
def allergies_told(text: str) -> tuple[str, ...]:
    """Return the substances that free words call an allergy: 对芦荟过敏."""
    if "敏" not in text and "llerg" not in text.lower():
        return ()
    found: list[str] = []
    for shape in _SAID:
        for match in shape.finditer(text):
            if match.groupdict().get("denied"):
                continue
            for part in _PARTS.split(match["what"]):
                word = part.strip(" 的都也很")
                if word and not _NO_SUBSTANCE.fullmatch(word) and not is_none(word):
                    found.append(word)
    return tuple(dict.fromkeys(found))


_WORDS = {  # condition: how it is said in a note
    "pregnancy": "怀孕 懷孕 孕妇 孕婦 孕期 有孕 有喜 妊娠 pregnant pregnancy expecting",
    "trying_conceive": "备孕 備孕 trying_to_conceive",
    "breastfeeding": "哺乳 母乳 喂奶 餵奶 breastfeeding nursing",
    "pacemaker_icd": "起搏器 心律調節器 除颤器 pacemaker",
    "epilepsy": "癫痫 癲癇 羊癫疯 epilepsy epileptic",
    "heart_disease": "心脏病 心臟病 冠心病 中风 中風 heart_disease stroke",
    "hypertension_controlled": "高血压 高血壓 hypertension high_blood_pressure",
    "hypotension": "低血压 低血壓 low_blood_pressure",
    "diabetes": "糖尿病 diabetes diabetic",
    "asthma": "哮喘 气喘 氣喘 asthma asthmatic",
    "thyroid": "甲状腺 甲狀腺 甲亢 甲减 thyroid",
    "keloid": "瘢痕体质 疤痕体质 瘢痕體質 疤痕體質 蟹足腫 keloid keloids",
    "isotretinoin": "异维A酸 異維A酸 泰尔丝 口服A酸 roaccutane accutane isotretinoin",
    "anticoagulant": "抗凝 华法林 華法林 warfarin blood_thinner blood_thinners",
    "thrombosis": "血栓 thrombosis dvt",
    "autoimmune": "红斑狼疮 紅斑性狼瘡 lupus autoimmune",
    "cancer_active": "癌症 肿瘤 腫瘤 化疗 化療 cancer",
    "rosacea": "玫瑰痤疮 酒糟鼻 酒糟 rosacea",
    "eczema_active": "湿疹 濕疹 eczema dermatitis",
    "psoriasis_area": "银屑病 牛皮癣 乾癬 psoriasis",
    "vitiligo": "白癜风 白斑症 vitiligo",
    "melasma": "黄褐斑 黃褐斑 肝斑 melasma",
    "glaucoma": "青光眼 glaucoma",
    "claustrophobia": "幽闭恐惧 幽閉恐懼 claustrophobia claustrophobic",
    "steroid_face": "激素脸 激素依赖 激素臉",
    "anaphylaxis_history": "过敏性休克 過敏性休克 anaphylaxis epipen",
    "allergy_latex": "乳胶过敏 乳膠過敏 latex_allergy",
    "metal_area": "钢板 鋼板 metal_plate",
    "copper_coil": "节育环 節育環 避孕环 避孕環 copper_coil iud",
}


@cache
def _conditions() -> tuple[re.Pattern[str], dict[str, str]]:
    """One pattern for all words, those of the salon's list of conditions included."""
    words = {
        word.replace("_", " ").casefold(): key
        for key, said in _WORDS.items()
        for word in said.split()
    }
    with (DOMAIN / "health_conditions.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            for name in (line["en"], line["zh_hans"], line["zh_hant"]):
                if len(name) > 1 and line["group"] not in ("age", "observation"):
                    words.setdefault(name.casefold(), line["condition_id"])
    longest = sorted(words, key=len, reverse=True)
    shapes = [
        rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word)
        for word in longest
    ]
    pattern = rf"(?P<denied>{_DENIED})?(?P<word>{'|'.join(shapes)})"
    return re.compile(pattern, re.IGNORECASE), words


@lru_cache(maxsize=10_000)
def conditions_told(text: str) -> tuple[str, ...]:
    """Return the health conditions that words name: 怀孕3个月 is pregnancy."""
    pattern, words = _conditions()
    found = [
        words[match["word"].casefold()]
        for match in pattern.finditer(text)
        if not match["denied"]
    ]
    return tuple(dict.fromkeys(found))
