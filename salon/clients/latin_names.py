"""Names in Latin letters, cut in two where the custom of their people makes it sure.

Vietnamese names begin with the family and end with the given name. Chinese and Korean
ones stand in either order once they are romanised, and are cut only where the words
tell which. Malay and Icelandic names of the father are no family names.
"""

import re
import unicodedata

TITLE = re.compile(
    r"^(?:(?:mr|mrs|ms|miss|mx|dr|prof|sir|madam|mdm|frau|herr|fr|hr|mme|mlle|madame|"
    r"monsieur|dott|sig|signora|sra|sr|don|doña|med|dipl|ing|mag)\b\.?-?\s*)+"
    r"(?=\S)|^(?:m\.|chị|anh|cô|bà|ông|em|puan|encik|cik|datuk|dato'?|tuan|khun)\s+",
    re.IGNORECASE,
)
_BEFORE = (
    "von van der den de del della delle di da dos das du la le les los las ter ten te "
    "zu zum zur vom al el af av st ben bat 't op auf in und y e o"
)
PARTICLES = frozenset(_BEFORE.split())
_OF_THE_FATHER = "bin binti binte bt bte ibn bint a/l a/p s/o d/o"
_FATHERS = frozenset(_OF_THE_FATHER.split())
_AFTER = "jr sr ii iii iv phd md mba dds esq cpa rn"
_BEHIND = frozenset(_AFTER.split())

_VIETNAMESE = """
    nguyen tran le pham huynh hoang phan vu vo dang bui do ho ngo duong ly dinh doan
    lam trinh mai dao luong truong ha cao ta thai chau quach vuong to tang luu lai
    khuat trieu quan kieu la mac phung an bach cu dam diep giang han kim khuong lieu
    mach nghiem nong on pho phi sam su thach than thieu tieu tong trang tu ung uong
    van vi vien
"""
_NOBODY_ELSE = """
    nguyen tran pham huynh hoang phan dang bui duong dinh doan trinh luong truong
    quach vuong luu trieu phung ngo khuat
"""
_ASIAN = """
    wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao
    luo zheng liang xie song tang deng han feng cao peng zeng xiao tian dong pan
    yuan cai jiang yu du ye cheng wei su lu lü lyu ding ren lv shen yao cui zhong
    tan fan liao jia shi xiong jin qin bai meng qiu hou xia gu shao qian kong mao
    yin dai hao gong fu wan lai fang xue lei ni tao niu zou yan duan shu zhuang
    ouyang situ shangguan sima chan wong cheung lau lam ng leung chow tsang kwok yip
    ho lo tse mak yuen kwan tam choi chiu fung siu hui kan poon tong yeung law lee
    tsui yau chau lok lui mok pang so szeto tai ting to yim yiu yung au cheuk chu
    hsu tsai hsieh chang chou lien tseng hsiao yeh kuo chien hung chiang kao chung
    kim park choi jung jeong kang cho yoon jang lim oh seo shin kwon hwang ahn yoo
    hong goh teo tay koh ong toh sim neo chua chia seah quek
"""
_SPANISH = """
    garcia rodriguez gonzalez fernandez lopez martinez sanchez perez gomez martin
    jimenez ruiz hernandez diaz moreno alvarez munoz romero alonso gutierrez navarro
    torres dominguez vazquez ramos gil ramirez serrano blanco molina morales suarez
    ortega delgado castro ortiz rubio marin sanz iglesias medina cortes castillo
    flores herrera vargas reyes cruz guzman mendoza chavez rivera silva santos
    oliveira souza pereira costa ferreira almeida carvalho rojas soto contreras
"""
_SYLLABLE = re.compile(
    r"(?:zh|ch|sh|ts|hs|kw|gw|[bpmfdtnlgkhjqxzcsryw])?"
    r"(?:iang|iong|uang|ueng|eung|eong|yeon|yeo|ang|eng|ing|ong|ung|ian|iao|uai|uan|eun|"
    r"yun|ien|uei|yue|ai|ei|ao|ou|an|en|in|un|ün|am|im|um|om|em|ak|ek|ik|ok|uk|at|it|ut|"
    r"ap|ip|op|ee|oo|oi|ui|iu|au|eu|oh|eo|ae|ie|ia|ua|uo|ue|üe|aw|ow|ah|eh|a|e|i|o|u|ü|er)"
    r"|ng|hui|yi|wu"
)
_NAMES = {
    "vietnamese": frozenset(_VIETNAMESE.split()),
    "vietnamese_only": frozenset(_NOBODY_ELSE.split()),
    "asian": frozenset(_ASIAN.split()),
    "spanish": frozenset(_SPANISH.split()),
}
_ITS_LETTERS = re.compile(
    "[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹĩũ]", re.IGNORECASE
)
_MIDDLE = frozenset({"thi", "van"})  # of women and of men


def latin_parts(name: str) -> tuple[str, str]:
    """Return family and given name, in Latin letters; ("", "") where unsure."""
    if found := TITLE.match(name):
        name = name[found.end() :]
        if len(name.split()) < 2:
            return "", ""
    if name.count(",") == 1:
        return _by_comma(name)
    words = name.split()
    if len(words) == 1:
        return "", name
    if any(word.lower() in _FATHERS for word in words):
        return "", ""
    if found_parts := _vietnamese(words):
        return found_parts
    return _asian(words) or _spanish(words) or _western(words)


def is_vietnamese(*parts: str) -> bool:
    """Say whether a name is written as only Vietnamese are, with a family name."""
    words = unicodedata.normalize("NFC", " ".join(parts)).split()
    names = _NAMES["vietnamese"]
    is_accented = any(word.isalpha() and not word.isascii() for word in words)
    if not is_accented or not any(_plain(word) in names for word in words):
        return False
    has_letters = _ITS_LETTERS.search(" ".join(words)) is not None
    ends = (words[0], words[-1])
    return has_letters or any(
        not word.isascii() and _plain(word) in names for word in ends
    )


def in_order(family: str, middle: str, given: str) -> tuple[str, str, str]:
    """Return name, family and given name of a Vietnamese whose parts came apart.

    Who fills a form of another country in writes the family name into the first field,
    as it comes first.
    """
    first, last = given.split(), family.split()
    names = _NAMES["vietnamese"]
    is_turned = (
        first
        and _plain(first[0]) in names
        and not (last and _plain(last[0]) in names)
        and bool(last)
    )
    if is_turned:
        whole = " ".join(part for part in (given, middle, family) if part)
    else:
        whole = " ".join(part for part in (family, middle, given) if part)
    found, own = _vietnamese(whole.split()) or (family, given)
    return whole, found or family, own or given


def _plain(word: str) -> str:
    text = unicodedata.normalize("NFD", word.lower().replace("đ", "d"))
    return "".join(c for c in text if not unicodedata.combining(c))


def _by_comma(name: str) -> tuple[str, str]:
    family, _comma, given = (part.strip() for part in name.partition(","))
    if not family or not given or given.lower().strip(".") in _BEHIND:
        return "", ""
    return family, given


def _vietnamese(words: list[str]) -> tuple[str, str] | None:
    """Return both parts of a Vietnamese name; None where it is none."""
    plain = [_plain(word) for word in words]
    names, only = _NAMES["vietnamese"], _NAMES["vietnamese_only"]
    is_written = is_vietnamese(*words)
    has_middle = len(words) > 2 and plain[1] in _MIDDLE
    if not (is_written or has_middle or plain[0] in only or plain[-1] in only):
        return None
    first, last = plain[0] in names, plain[-1] in names
    if plain[-1] in _MIDDLE:
        return "", ""
    if first and (not last or (len(words) > 2 and (has_middle or is_written))):
        return words[0], words[-1]
    if last and not first and not is_written and not has_middle:
        return words[-1], " ".join(words[:-1])
    return ("", "") if first or last or is_written else None


def _asian(words: list[str]) -> tuple[str, str] | None:
    """Return both parts of a romanised name, ("", "") where the order is unsure."""
    plain = [word.lower() for word in words]
    names = _NAMES["asian"]
    first, last = plain[0] in names, plain[-1] in names
    if len(words) > 2 and not first and any(word in names for word in plain[1:-1]):
        return "", ""  # Sophie Wong Ka Yan
    if not first or not all(map(_is_syllables, plain[1:])):
        return None
    if last:
        return "", ""
    is_short = all(len(word) <= 6 for word in plain[1:])
    is_sure = "-" in words[1] or (len(words) == 3 and is_short) or len(plain[-1]) > 5
    return (words[0], " ".join(words[1:])) if is_sure else ("", "")


def _is_syllables(word: str) -> bool:
    parts = re.split(r"[-'’]", word)
    return all(re.fullmatch(f"(?:{_SYLLABLE.pattern}){{1,3}}", part) for part in parts)


def _spanish(words: list[str]) -> tuple[str, str] | None:
    """Take both of two family names: María José García López."""
    plain = [_plain(word) for word in words]
    if len(words) > 2 and {plain[-1], plain[-2]} <= _NAMES["spanish"]:
        return " ".join(words[-2:]), " ".join(words[:-2])
    return None


def _western(words: list[str]) -> tuple[str, str]:
    """The last word is the family's, with what belongs before it."""
    if words[-1].lower().strip(".") in _BEHIND:
        return "", ""
    if len(words) == 2 and words[0].lower() in PARTICLES:
        return "", ""  # Le Roux
    first = len(words) - 1
    while first > 1 and words[first - 1].lower() in PARTICLES:
        first -= 1
    return " ".join(words[first:]), " ".join(words[:first])
