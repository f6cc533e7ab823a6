"""What stands around a word that was typed: denied, another person's, long over.

All of it works on folded text (`vocabulary.fold`), part by part, as commas, "and", 、
and 和 cut it. What is doubtful is never denied: it stands, and is asked about. What
follows a separator never takes back what was said before it.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum, auto

_HOLE = "\x00"  # where a known word stands, as many as it has letters

_NONE = re.compile(
    r"\s*(?:[无無否没沒未]|没有|沒有|[暂暫][无無]|未[发發][现現]|"
    r"[无無不没沒]有?[过過]敏史?|[无無](?:[药藥食]物)?[过過]敏史|"
    r"none|no(?:ne)? known.*|no|nil|nope|nothing(?: known)?|"
    r"no (?:other )?(?:(?:drug|food) )?(?:allerg(?:y|ies)|medicines?|medication)|"
    r"n/?a|nkd?a|[-/—–.]+|0|正常|健康)\s*[。.!！]?\s*",
    re.IGNORECASE,
)


def says_nothing(text: str) -> bool:
    """Say whether a text says that there is nothing: 无, 没有, none, n/a."""
    return _NONE.fullmatch(unicodedata.normalize("NFKC", text)) is not None


# -------------------------------------------------------------------- the parts

_SEPARATOR = re.compile(
    r"(?P<new>[;。!|•]|\.(?=\s|$))"
    r"|(?P<comma>[·]|,(?!\d{3}(?!\d)))"
    r"|(?P<nor>(?<![a-z0-9])n?or(?![a-z0-9])|或者?|[还還]是)"
    r"|(?P<chinese>、|以及|[还還]有|(?<![温溫平柔缓緩饱飽总總中调調])和|及|[与與])"
    r"|(?P<joins>[&+]|/(?!\d)|(?<!\d)/|"
    r"(?<![a-z0-9])(?:and|plus|as well as)(?![a-z0-9]))"
)
_LONGEST_PART = 400  # letters; nobody writes more without a stop
_MOST_WORDS = 12
# What comes after one of these is no longer denied: "no allergies except latex".
_BUT = re.compile(
    r"(?<![a-z0-9])(?:but|except(?: for)?|apart from|other than|besides|however|though)"
    r"(?![a-z0-9])|(?<![排解去拆清免切])除了?|[但只]是?|不[过過](?!敏)"
)


@dataclass(slots=True)
class Part:
    """A piece of a folded text between separators, and the known words in it."""

    start: int
    end: int
    text: str
    spans: tuple[tuple[int, int], ...]  # within `text`
    before: str = "new"  # the separator: new, comma, nor, chinese, joins, but

    @property
    def is_new(self) -> bool:
        """Whether another sentence begins."""
        return self.before == "new"

    @property
    def joins(self) -> bool:
        """Whether it goes on with a list."""
        return self.before in ("nor", "chinese", "joins")

    @property
    def masked(self) -> str:
        """Its text with holes where known words stand."""
        letters = list(self.text)
        for start, end in self.spans:
            letters[start:end] = _HOLE * (end - start)
        return "".join(letters)


def parts_of(text: str, spans: Sequence[tuple[int, int]]) -> list[Part]:
    """Cut a folded text into its parts, never through a known word."""
    inside = [False] * (len(text) + 1)
    for start, end in spans:
        inside[start:end] = [True] * (end - start)
    cuts = [
        (found.start(), found.end(), str(found.lastgroup))
        for found in _SEPARATOR.finditer(text)
        if not any(inside[found.start() : found.end()])
        and not re.search(
            r"(?<![a-z])(?:st|dr|mr|mrs)$",
            text[max(0, found.start() - 4) : found.start()],
        )
    ]
    parts: list[Part] = []
    begin, before, next_span = 0, "new", 0
    for start, end, kind in (*cuts, (len(text), len(text), "")):
        for left, right, how in _on_but(text, begin, start, before, inside):
            held: list[tuple[int, int]] = []
            while next_span < len(spans) and spans[next_span][0] < right:
                held.append(spans[next_span])
                next_span += 1
            parts += _short(text, left, right, held, how)
        begin, before = end, kind
    return parts


def _short(
    text: str, left: int, right: int, held: list[tuple[int, int]], how: str
) -> Iterator[Part]:
    """Cut a part that is too long; a word that loses what stood before it counts."""
    while right - left > _LONGEST_PART or len(held) > _MOST_WORDS:
        cut = min(left + _LONGEST_PART, right)
        if len(held) > _MOST_WORDS:
            cut = min(cut, held[_MOST_WORDS][0])
        for a, b in held:
            if a < cut < b:
                cut = a if a > left else b
        blank = text.rfind(" ", left, cut)
        if blank > left and not any(a <= blank < b for a, b in held):
            cut = blank
        mine = [one for one in held if one[0] < cut]
        yield _part(text, left, cut, mine, how)
        left, held, how = cut, held[len(mine) :], "new"
    yield _part(text, left, right, held, how)


def _part(
    text: str, left: int, right: int, held: list[tuple[int, int]], how: str
) -> Part:
    spans = tuple((a - left, b - left) for a, b in held)
    return Part(left, right, text[left:right], spans, how)


def _on_but(
    text: str, begin: int, end: int, before: str, inside: list[bool]
) -> list[tuple[int, int, str]]:
    pieces, at, how = [], begin, before
    for found in _BUT.finditer(text, begin, end):
        if not any(inside[found.start() : found.end()]):
            pieces.append((at, found.start(), how))
            at, how = found.end(), "but"
    return [*pieces, (at, end, how)]


# ---------------------------------------------------------------- what is said


@dataclass(slots=True)
class Hit:
    """What is said of one known word."""

    is_other: bool = False  # denied, or somebody else's
    is_denied: bool = False
    is_allergy: bool = False  # "allergic to" it
    may_be_allergy: bool = False  # as one of a list
    is_doubtful: bool = False
    is_over: bool = False  # stopped, finished, removed
    is_removed: bool = False
    was_once: bool = False  # "as a child", 以前
    is_lasting: bool = False  # "since", "started"
    is_long_ago: bool = False  # the day that is said is long past
    day: date | None = None  # in the past; the last one that it can be

    def doubt_its_end(self) -> None:
        """Let what was said to be over stand, and be asked about."""
        if self.is_over or self.was_once or self.day is not None:
            self.is_over = self.is_removed = self.was_once = self.is_long_ago = False
            self.day, self.is_doubtful = None, True


@dataclass(slots=True)
class Saying:
    """What a part says of its known words, in order."""

    hits: list[Hit] = field(default_factory=list)
    is_bare: bool = False  # hardly more than the known words
    tells_allergy: bool = False
    opens_allergy: bool = False  # "allergic to …", also what follows
    has_denied: bool = False
    has_other: bool = False  # somebody else's


def _words(*said: str) -> str:
    return rf"(?<![a-z0-9])(?:{'|'.join(said)})(?![a-z0-9])"


_HAN_ONLY = re.compile("[\u3400-\u9fff]")
# States: nothing that is taken, or stopped.
_STATE = re.compile(
    "pregnant|expecting|diabetic|epileptic|asthmatic|allergic|[怀懷]孕|孕|[妊身]"
)

# Denied ------------------------------------------------------------------------

_NO = re.compile(
    _words(
        r"(?<!can )(?<!must )(?<!should )(?<!may )not",
        *("no", "never", "none", "without", "denie[sd]", "deny", "free (?:of|from)"),
        *("doesnt", "dont", "didnt", "isnt", "arent", "hasnt", "havent", "wasnt"),
        *("wont", "negative for", "nor", "neither", "nil"),
    )
)
# What may stand between "no" and the word that it clearly denies; with anything else
# there ("not her first …", "didn't stop …") the word counts, and is asked about.
_CLEARLY_NO = re.compile(
    r"(?:\s|"
    + _words(  # what is denied of it, once
        *("an?", "any", "the", "known", "of", "ever", "been", "yet", "really", "be"),
        *("currently", "current", "recent", "recently", "personal", "past", "medical"),
        *("history", "had", "have", "has", "having", "got", "takes?", "taking"),
        *("taken", "uses?", "using", "used", "on", "with", "to", "from", "for"),
        *("suffers?", "suffering", "suffered", "allerg(?:y|ies|ic)", "family"),
        *("sensitiv(?:e|ity)", "intoleran(?:t|ce)", "signs?", "symptoms?", "evidence"),
        *("diagnosed", "drug", "food", "needs?", "needing", "drinks?", "drinking"),
        *("wears?", "wearing", "gets?"),
    )
    + r")*(?:\s|\x00|"
    + _words(
        *("an?", "any", "known", "of", "or", "nor", "and", "history"),
        *("allerg(?:y|ies)", "drug", "food", "disease"),
    )
    + ")*"
)
_WAS_NO = re.compile(  # it says nothing of today
    _words("wasnt", "werent", "didnt", "hadnt", "(?:was|were|did|had) not")
)
_NEVER_NO = re.compile(  # "not sure", "not controlled": no denial at all
    r"\s*"
    + _words(
        *("sure", "certain", "longer", "only", "just", "well", "good", "if", "able"),
        *("know", "controlled", "tolerate[sd]?", "any ?more", "stopped", "finished"),
        *("happy", "keen", "much", "later", "until", "before", "without", "too"),
    )
)
_FILLERS = (
    r"(?:患有?|有|得[过過]?|患[过過]|[过過]|吃|喝|服用?|使?用|做[过過]?|打[过過]?|任何|"
    r"[药藥]物|食物|什[么麼]|[对對]|其他|家族|已知|明[显顯]|[严嚴]重|[发發]生|曾|的|在|"
    r"[过過]往|既往|确诊|確診|抽|是)*"
)
_NOT = re.compile(
    r"(?:没有?|沒有?|[并並][无無]|从[未不]|從[未不]|未曾?|否[认認]|不是|不[会會]|[无無]|"
    r"(?<!不得)(?<!差)(?<!不能)(?<!不可)(?<!要)不|(?<!除)非|排除)" + _FILLERS + "$"
)
_NOT_TWICE = re.compile(r"(?:没有?|沒有?|不[得能可]|[无無]|未|并非|並非)$")
_NOT_AFTER = re.compile(
    r"\s*(?:[过過]敏|病|病?史|反[应應]|[期周週]|history|allerg(?:y|ies)|intolerance)?\s*"
    r"(?:(?:has been |have been |was |were |is |are |now )?"
    r"(?:ruled out|excluded|negative(?![a-z])|denied)"
    r"|(?:已[经經]?|被)*排除"
    r"|[:：=?？\-\s(]*(?:[无無否没沒]|没有|沒有|[阴陰]性|none|no|nil|negative|never|n|-)"
    r"\s*\)?\s*[.。]?\s*$)"
)
_ASKS_AFTER = re.compile(r"[了过過]?\s*(?:[没沒]有?[吗嗎]?|-)\s*$")  # 怀孕没有
_NO_REACTION = re.compile(
    r"\s*[类類]?[都也]?(?:[并並]?不|从不|從不|[没沒]有?|[无無])(?:[会會有]|曾)?"
    r"(?:[过過]敏|反[应應])"
)
_FREE = re.compile(r"[\s-]free(?![a-z])")
_UNSURE = re.compile(
    r"\?|[吗嗎]$|是否|可能|疑似|也[许許]|不知道?|不[确確]定|"
    + _words("maybe", "possibl[ey]", "perhaps", "suspected", "not sure", "unsure")
)


_DOES = re.compile(
    _words("takes?", "taking", "uses?", "using", "drinks?", "drinking", "wears?")
    + "|"
    + _words("wearing", "gets?", "needs?", "on", "for", "\x00+")
)


class _Sure(Enum):
    """How sure it is that a word is not hers."""

    NO = auto()
    PERHAPS = auto()  # then it counts, and is asked about
    YES = auto()


def _denied(before: str, after: str, word: str, *, is_but: bool = False) -> _Sure:
    if _NOT_AFTER.match(after):
        # "除了华法林没有": nothing else
        return _Sure.PERHAPS if is_but or _ASKS_AFTER.match(after) else _Sure.YES
    if _NO_REACTION.match(after) or _FREE.match(after):
        return _Sure.YES
    if found := _NOT.search(before):
        earlier = before[: found.start()]
        if re.search("[有是会會能]$", earlier) or (word and earlier.endswith(word[0])):
            # 有没有怀孕, 怀没怀孕: questions
            return _Sure.PERHAPS
        return _Sure.NO if _NOT_TWICE.search(earlier) else _Sure.YES
    last = None
    for one in _NO.finditer(before):
        last = one
    if last is None:
        return _Sure.NO
    between = before[last.end() :]
    if _NEVER_NO.match(between) or re.search("[\u3400-\u9fff]", between):
        return _Sure.NO
    if not _CLEARLY_NO.fullmatch(between) or _WAS_NO.search(before[-40:]):
        return _Sure.PERHAPS
    if last[0] == "without" or (_STATE.match(word) and _DOES.search(between)):
        return _Sure.PERHAPS  # "without warfarin she clots", "doesn't drink, pregnant"
    earlier = before[: last.start()]
    if any(_NO.fullmatch(one) for one in earlier.split()[-2:]):
        return _Sure.PERHAPS
    if earlier.rstrip().endswith("used to"):
        return _Sure.PERHAPS
    return _Sure.YES


# Somebody else's ---------------------------------------------------------------

_KIN = re.compile(
    r"(?<!new )(?<!young )(?<!single )(?<!nursing )(?<!like her )(?<!like his )"
    r"(?<!as a )(?<!is a )(?<!working )(?<!with her )(?<!with his )"
    r"(?<![a-z0-9])(?P<kin>(?:step|god)?(?:mother|mum|mom|mummy|mommy|dad|daddy|father)"
    r"|parent|(?:step|half)?(?:sister|brother)|sibling"
    r"|son|daughter|aunt|auntie|uncle|grand[a-z]+|granny|gran|nan|nana|husband|wife"
    r"|partner|boyfriend|girlfriend|friend|cousin|niece|nephew|colleague|relative"
    r"|family(?! (?:doctor|gp|name|room|planning))"
    r"|(?:her|his|their|my|our) (?:child|kid|baby|boy|girl|ex)"
    r"|children|kids|\x01+)(?:s|ren|-in-law|s-in-law| in law)?(?![a-z0-9])"
    r"(?! (?:of|to be)(?![a-z]))"
)
_KIN_CHINESE = re.compile(
    r"(?<![准準孕宝寶辣胎新])(?:妈妈?|媽媽?|母[亲親](?![节節])|爸爸?|父[亲親](?![节節])|"
    r"父母|姐姐|妹妹|哥哥|弟弟|姐妹|兄弟|"
    r"姊姊|[儿兒]子|女[儿兒]|外婆|外公|奶奶|[爷爺]{2}|"
    r"姥姥|姥[爷爺]|姨[妈媽]|大姨|舅舅|"
    r"姑姑|姑[妈媽]|叔叔|伯伯|老公|丈夫|老婆|妻子|婆婆|"
    r"公公|家人|家族|家[里裡]人?|家裏|祖[父母]|外祖[父母]|朋友|同事|[亲親]戚|[亲親]人|"
    r"孩子|小孩|[宝寶]{2}|"
    r"(?:^|(?<=[她他我的]))(?:先生|太太|阿姨|大姐))"
)
# Whose relative or guest she is: "friend of Amy, Amy is pregnant" speaks of Amy.
_NAMED_KIN = re.compile(
    r"(?<![a-z])(?:friend|sister|brother|mother|mum|mom|daughter|wife|colleague|cousin|"
    r"neighbou?r|niece|aunt) (?:of|called|named) (?P<of>[a-z]{2,20})(?![a-z])"
    r"|(?<![a-z])(?:referred|recommended|introduced|sent|brought)(?: here| to us)? by "
    r"(?P<by>[a-z]{2,20})(?![a-z])"
    r"|(?<![a-z])(?P<whose>[a-z]{3,20})s (?:friend|sister|brother|mother|mum|mom|"
    r"daughter|wife|colleague|cousin|neighbou?r|niece|aunt)(?![a-z])"
    r"|(?:^|[\s,;.。:(])(?P<han>[\u3400-\u9fff]{2,4}?)的(?:好?朋友|同事|姐姐?|妹妹?|"
    r"女[儿兒]|母[亲親]|[妈媽]{1,2}|老婆|太太|[闺閨][蜜密]|[邻鄰]居|[亲親]戚)"
    r"|(?:^|[\s,;.。:(])(?P<sent>[\u3400-\u9fff]{2,4}?)(?:介[绍紹]|推[荐薦]|[带帶][来來])"
)
_NOBODY = frozenset(
    (
        *("mine", "hers", "ours", "the", "my", "her", "his", "our", "their", "an"),
        *("she", "he", "they", "client", "owner", "us", "friend", "who", "someone"),
        *("sister", "mother", "husband", "staff", "doctor", "instagram", "this", "thi"),
        *(
            "客户",
            "客戶",
            "顾客",
            "顧客",
            "客人",
            "本人",
            "自己",
            "朋友",
            "朋友圈",
            "同事",
        ),
        *("老客户", "老顾客", "老客", "店里", "老板", "我们", "網上", "网上", "姐姐"),
    )
)
_SAYS_IT_OF = r"(?= (?:is|has|was|had|takes?|took|got|gets|also|just|too)(?![a-z]))"


def without_named_kin(text: str) -> str:
    """Return a folded text with a sign where somebody is named whom she belongs to."""
    if " of " not in text and not re.search("[a-z]s | by |[介推的]|[带帶][来來]", text):
        return text
    names = {name for one in _NAMED_KIN.finditer(text) for name in one.groups() if name}
    for name in names - _NOBODY:
        shape = rf"(?<![a-z]){re.escape(name)}{_SAYS_IT_OF}"
        if _HAN_ONLY.search(name):
            shape = rf"{re.escape(name)}(?![的介推带帶])"
        text = re.sub(shape, "\x01" * len(name), text)
    return text


_SAYS_KIN = re.compile(
    r"\s*[)\]]|\s*:\s*\S|\s+[\-–—]+\s+\S|\s*(?:is|are|was|were|has|had|gets?|reacts?|also)\s|"
    r"\s*allerg|也?[对對有]"
)


def is_kin(text: str) -> bool:
    """Say whether a text names a relative and nothing else: "her mum", 妈妈."""
    plain = unicodedata.normalize("NFKC", text).casefold().strip(" .,:;，：；")
    plain = re.sub(r"^(?:her|his|my|the|their)\s+", "", plain)
    return bool(_KIN.fullmatch(plain) or _KIN_CHINESE.fullmatch(plain))


def starts_with_kin(text: str) -> bool:
    """Say whether a text begins with whose it is: "mother: …", 女儿对…, "(son) …"."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = re.sub(r"^[\s(\[]*(?:(?:her|his|my|the|their)\s+)?", "", plain)
    kin = _KIN.match(plain) or _KIN_CHINESE.match(plain)
    if kin is not None and _SAYS_KIN.match(plain, kin.end()):
        return True
    aside = re.search(r"[(\[]([^()\[\]]*)[)\]]?\s*$", plain)
    if aside is None:
        return False
    inside = re.sub(r"^\s*(?:(?:her|his|my|the|their)\s+)?", "", aside[1])
    kin = _KIN.match(inside) or _KIN_CHINESE.match(inside)
    return kin is not None and bool(_ONLY_KIN.fullmatch(inside, kin.end()))


_ONLY_KIN = re.compile(
    r"\s*(?:(?:is|has)\s+)?(?:allerg\w*|only)?(?:[过過]敏|[会會]|的)*\s*"
)
_AUNT = re.compile("大姨[妈媽]")  # a period, too, in everyday words
_AUNT_HAS = re.compile(r"也?(?:有|患|得|吃|做|怀|懷|确|確|是|曾|以前|[过過]|被|在吃)")
_HERSELF = re.compile(
    _words(
        *("she", "he", "i", "herself", "himself", "me", "client", "patient", "mine"),
        *("also has", "too"),
    )
    + r"|[她他](?![妈媽母爸父姐妹哥弟儿兒女外奶爷爺老先太家的])|"
    r"本人|自己|客人|[顾顧]客|"
    r"一[样樣]|[遗遺][传傳]|我(?![妈媽母爸父姐妹哥弟儿兒女外奶爷爺老先太家的])"
)
_CHILD = re.compile("baby|child|kid|son|daughter|boy|girl|孩|宝|寶|儿|兒")
_NURSED = re.compile(  # of a child it speaks of the mother
    "breast|lactat|nursing|哺乳|母乳|喂奶|餵奶|c-?section|caesar|剖|産後|产后|產後|月子"
)


# What may stand between a relative and what she clearly has.
_CLEARLY_KIN = re.compile(
    r"(?:\s|\x00|[/:,\d.=()\-]|"
    + _words(
        *("has", "had", "have", "having", "is", "was", "are", "were", "been", "being"),
        *("takes?", "taking", "took", "uses?", "using", "used", "on", "with", "an?"),
        *("the", "of", "from", "died", "dies", "suffers?", "suffered", "suffering"),
        *("also", "both", "got", "gets", "getting", "history", "very", "severe"),
        *("bad", "mild", "type", "diagnosed", "and", "or", "to", "needs?", "needing"),
        *("side", "recently", "just", "currently", "now", "still", "already", "in"),
        *("her", "his", "their", "once", "previously", "too", "allergic", "mg"),
        *("not", "never", "no", "doesnt", "isnt", "hasnt", "allergy", "years?", "ago"),
        *("breast", "lung", "bowel", "skin", "ovarian", "prostate", "stomach"),
        *("brain", "womb"),
    )
    + r"|之?前|以前|曾[经經]?|[现現]在|目前|年[轻輕][时時]?|小?[时時]候?|因为?|死于|"
    r"去世|[查检檢]出|确[诊診]|確[诊診]|一直|正在|[长長]期|最近|[刚剛]|"
    r"[有得患也都在吃服用打做了过過是被年对對]|[没沒不无無]|病?史)*"
)
# She is spoken to, or only there: "don't tell husband", 跟妈妈来
_KIN_THERE = re.compile(
    r"(?<![a-z])(?:tell|told|telling|inform(?:ed)?|know[sn]?|hid(?:e|es|ing|den)?|"
    r"secret)(?![a-z])|告[诉訴]|[瞒瞞]|[让讓]|"
    r"(?<![a-z])(?:with|by|from|for|than|like|brought|sees?|met)\s+"
    r"(?:her |his |my |the |their )?$|[跟和陪带帶替]$"
)
_KINS_OWN = re.compile(  # hers, that another takes: 用妈妈的
    r"(?<![a-z])(?:takes?|taking|took|uses?|using|used|tr(?:y|ies|ied|ying)|borrow\w*|"
    r"shar\w+|appl\w+|puts? on|gets?|got|given|has|had|on|having)(?![a-z])|"
    r"[吃用服涂塗擦抹借拿试試打喝]"
)


def _others(before: str, after: str, word: str) -> _Sure:
    last: re.Match[str] | None = None
    for found in (*_KIN.finditer(before), *_KIN_CHINESE.finditer(before)):
        if last is None or found.start() > last.start():
            last = found
    if last is not None:
        between, earlier = before[last.end() :], before[: last.start()]
        is_hers = _HERSELF.search(between) or _ALLERGY.search(earlier)
        is_nursed = _CHILD.search(last[0]) and _NURSED.search(word)
        if not (is_hers or is_nursed):
            is_theirs = last[0].endswith("s") and not between.strip()
            is_shared = (
                is_theirs and (_KINS_OWN.search(earlier) or not _STATE.match(word))
            ) or (_KINS_OWN.search(earlier) and not _HAN_ONLY.search(last[0]))
            is_clear = (
                _CLEARLY_KIN.fullmatch(between)
                and not _KIN_THERE.search(earlier)
                and not is_shared
            )
            return _Sure.YES if is_clear else _Sure.PERHAPS
    if re.match(r"病?家族病?史", after):
        return _Sure.YES
    if re.match(
        r"\s*(?:[a-z]+ )?(?:in|on) (?:the |her |his |my )?(?:family|[a-z]+s? side)"
        r"(?![a-z])|\s*runs? in",
        after,
    ):
        return _Sure.YES
    bracket = re.match(r"\s*[(\[]\s*(?:her |his |the )?", after)
    if bracket is None:
        return _Sure.NO
    rest = after[bracket.end() :]
    kin = _KIN.match(rest) or _KIN_CHINESE.match(rest)
    is_all = kin and re.match(r"\s*[)\]]?\s*$", rest[kin.end() :])
    return _Sure.YES if is_all else _Sure.NO


# An allergy ----------------------------------------------------------------------

_NOT_STOP = (  # "cannot stop warfarin" is no allergy
    r"(?! (?:\w+ )?(?:stop\w*|come off|coming off|be off|be without|do without|"
    r"go without|live without|give up|giving up|quit\w*|miss\w*|skip\w*|forget|"
    r"paus\w+|discontinue|interrupt|leave off|lower|reduce|change)(?![a-z]))"
)
_ALLERGY = re.compile(
    r"(?<![a-z])allerg(?:y|ic|ies)(?! (?:tablet|pill|med|test|clinic|relief|friendly))"
    r"|(?<![抗防])[过過]敏(?![药藥测測体體])|不耐受?"
    r"|(?<![a-z])(?:intoleran[a-z]+|sensitiv[a-z]+ to|react[a-z]* to|bad with)"
    r"|(?<![a-z])(?:can ?not|cant|must not|mustnt|should not|shouldnt|may not|"
    r"not allowed|not supposed to|unable to|avoids?|avoiding)(?![a-z])"
    + _NOT_STOP
    + r"|不[能可][以]?[吃用碰服打喝]?|忌|避免"
)
_FOR_ALLERGY = re.compile(r"(?<![a-z])(?:for|against)(?: her| his)? allerg|抗[过過]敏")
_TO = re.compile(
    r"(?<![a-z])(?:allerg(?:ic|y) to|allergies(?: to|\s*:)|allergy\s*:|"
    r"intoleran[a-z]+|sensitiv[a-z]+ to|react[a-z]* to|bad with|"
    r"avoids?(?! \w+ing)|avoiding(?! \w+ing))(?![a-z])|"
    r"(?<![a-z])(?:can ?not|cant|must not|mustnt|should not|shouldnt|may not|"
    r"not allowed(?: to)?|not supposed to|unable to)"
    r"(?= (?:ever )?(?:have|take|tolerate|use|eat|touch|wear|drink|handle|be near|"
    r"go near|be given|stand|\x00)|\s*\x00)|[过過]敏[源原]?:|"
    r"不[能可]以?[吃用碰服打喝]|忌|避免"
)
_IS_ALLERGY_AFTER = re.compile(
    r"\s*(?:allerg(?:y|ies)|intoleran[a-z]+)(?![a-z])|[会會就也都易容]*[过過]敏(?!性)"
)
_OPENS = re.compile(
    r"allerg(?:ic|y) to|allergies(?: to|\s*[:：])|allergy\s*[:：]|[过過]敏[源原]?[:：]|"
    r"react[a-z]* to|intoleran[a-z]+ (?:to|of)|^[对對]"
)

# Over -----------------------------------------------------------------------------

_MONTH_NAME = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|"
    r"aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_OVER = re.compile(
    _words(
        *("stopped", "finished", "completed", "ended", "used to", "formerly"),
        *("no longer", "not any ?more", "any ?more", "came off", "gave up"),
        *("given up", "quit", "cured", "healed", "resolved", "recovered"),
        *("cleared up", "grew out of(?: it)?", "grown out of(?: it)?", "gone"),
        *("removed", "taken out", "took out", "discontinued", "ceased"),
        *("was taken off", "over now", "no more"),
    )
    + r"|已[经經]?停|停[用药藥服了吃止]|"
    r"戒[了掉]|不再|做完|[结結]束|打完|吃完|用完|已[经經]?好|"
    r"好了|已[愈癒]|[痊治][愈癒]|治好|"
    r"康[复復]|取出|取掉|取下|拆[除了掉]|年停|月停|日停|停$"
)
_REMOVED = re.compile(r"removed|taken out|took out|取[出掉下]|拆[除了掉]")
_NOT_OVER = re.compile(
    _words(
        *("not", "never", "hasnt", "havent", "not yet", "almost", "nearly"),
        *("will be", "about to be", "to be", "until", "till", "when"),
    )
    + r"\s*(?:yet |been |fully |quite )?$|"
    r"(?:未|没有?|沒有?|不能?|勿|[别別]|快|即[将將]|直到)$"
)
_ONCE = re.compile(
    _words(
        *("previously", "in the past(?! (?:few|[0-9]+|week|month|two|three))"),
        *("past", "former", "ex", "as an? (?:small |young |little )?[a-z]*"),
        *("(?<!since )(?<!from )(?:in (?:her |his |my )?)?childhood", "years ago"),
        *("when (?:she|he|i) was (?:a |young|little|small)[a-z]*", "once"),
    )
    + r"|以前|之前|曾[经經]?|[过過]去|(?<!自)(?<!从)(?<!從)小[时時]候?|"
    r"[儿兒][时時]|童年|[从從]前|"
    r"年[轻輕][时時]|[得患有做吃用打][过過](?!敏)"
)
_AGE = re.compile(
    "child|kid|baby|teen|girl|boy|toddler|student|youth|infant|adolescent"
)
# What may stand between "stopped" and what is clearly over.
_CLEARLY_OVER = re.compile(
    r"(?:\s|\x00|[\d/.:()\-]|"
    + _words(
        *("takes?", "taking", "took", "uses?", "using", "be", "been", "being", "have"),
        *("having", "had", "has", "get", "getting", "on", "the", "an?", "her", "his"),
        *("my", "all", "any", "courses?", "of", "treatments?", "with", "for", "from"),
        *("wear", "wearing", "injections?", "tablets?", "cream", "gel", "pills?"),
        *("medicines?", "medication", "both", "last", "this", "in", "at", "by"),
        *("about", "around", "early", "late", "mid", "end", "months?", "weeks?"),
        *("years?", "days?", "ago", "yesterday", "today", "mg", "daily", "suffer"),
        *("suffers", "suffering", "needs?", "needing", "drink", "drinking", "eat"),
        *("oral", "topical", "st", "nd", "rd", "th", "apply", "applying", "or", "and"),
        *(f"{_MONTH_NAME}", "old", "regular", "regularly", "low", "dose"),
    )
    + r"|[吃用服打做喝抹涂塗擦了药藥片针針过過在年月日号號的掉完]|[疗療]程)*"
)
_AGAIN = re.compile(
    _words(
        *("re-?start\\w*", "resum\\w+", "back on", "again", "re-?commenc\\w+"),
        *("then (?:re)?start\\w*", "since (?:re)?started", "relaps\\w+"),
        *("re-?introduc\\w+", "went back", "gone back", "came back", "returned"),
        *("recurr\\w+",),
    )
    + r"|又|重新|再次|再[开開]始|恢[复復][吃用服使]|[复復][发發]"
)
_TO_COME = re.compile(
    _words(
        *("tomorrow", "next (?:week|month|year|\\w+day)", "soon", "will", "going to"),
        *("from next", "plans? to", "planning to", "wants? to", "shortly", "later"),
    )
    + r"|明[天日年]|[后後][天日]|下[个個]?(?:[周週月]|星期|[礼禮]拜)|打算|准[备備]|"
    r"準備|[将將]|想"
)
_NOW_SO = re.compile(  # after "wasn't pregnant": she is now
    r"(?:\s|"
    + _words("now", "again", "after all", "she", "he", "they", "is", "are", "does")
    + "|"
    + _words("has", "today", "yes", "but", "then", "i", "am", "im", "shes", "currently")
    + r"|[现現]在|如今|目前|[有是了会會在吃用又])+"
)
_OVER_BE = re.compile(r"\s*(?:be|been|being)?\s*")
_NO_LONGER_SO = re.compile(
    r"(?:[\s.\d]|"
    + _words("taken", "used", "needed", "required", "prescribed", "an?", "problem")
    + "|"
    + _words("present", "there", "active", "since", "in", "on", "it", "has", "takes")
    + r"|taking|using|[吃用服打])*"
)
_PRESENT = re.compile(
    _words("now", "currently", "takes", "uses", "still", "again", "at the moment")
    + r"|[现現]在|目前|如今|[还還]在|仍[在然]?|正在|[现現]"
)
_LASTING = re.compile(
    _words(
        *("started", "since", "began", "begun", "diagnosed", "from", "fitted"),
        *("inserted", "ongoing", "starting"),
    )
    + r"|确[诊診]|確[诊診]|[开開]始|起|自|一直|至今|[从從]"
)
_MONTHS = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|"
    r"aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_UNIT = r"(?!\d)(?!\s*(?:mg|mcg|ug|g|ml|iu|units?|x|%|[年日天]?[片粒毫克])(?![a-z]))"
_DAYS = tuple(
    re.compile(shape)
    for shape in (
        rf"(?<!\d){_YEAR}[-/.年](?P<mon>\d\d?)(?:[-/.月](?P<day>\d\d?)[日号號]?|月)?(?!\d)",
        rf"(?<!\d)(?P<day>\d\d?)(?:st|nd|rd|th)?\s*{_MONTH}\.?,?\s*{_YEAR}(?!\d)",
        rf"(?<![a-z]){_MONTH}\.?\s*(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\d)",
        rf"(?<![a-z]){_MONTH}\.?,?\s*{_YEAR}(?!\d)",
        rf"(?<!\d)(?P<one>\d\d?)[./](?P<two>\d\d?)[./]{_YEAR}(?!\d)",
        rf"(?<!\d)(?P<mon>\d\d?)[./]{_YEAR}(?!\d)",
        rf"(?<!\d){_YEAR}年?{_UNIT}",
        rf"(?<!\d)(?P<day>\d\d?)(?:st|nd|rd|th)?\s*{_MONTH}(?![a-z])",
        rf"(?<![a-z])(?:in|on|last|since|until|till)\s+{_MONTH}(?:\s+(?P<day>\d\d?))?"
        r"(?![a-z0-9])",
        r"(?<!\d)(?P<mon>\d\d?)月(?:(?P<day>\d\d?)[日号號])?",
    )
)
_NUMBERS = {
    word: number
    for said in (
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
        "一二三四五六七八九十",
        ("a",),
        ("an",),
    )
    for number, word in enumerate(said, 1)
}
_NUMBERS |= {"两": 2, "兩": 2}
_AGO = re.compile(
    r"(?<![a-z0-9])(?P<many>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten)"
    r"\s+(?P<unit>day|week|month|year)s?\s+ago"
    r"|(?P<han>\d{1,3}|[一二三四五六七八九十两兩])[个個]?"
    r"(?P<what>[天日周週年]|星期|[礼禮]拜|月)(?:以|之)?前"
)
_NAMED = re.compile(
    r"(?<![a-z])(?:(?P<one>yesterday)|last (?P<last>week|month|year))(?![a-z])"
    r"|(?P<han>昨[天日]|前[天日]|上[个個]?[周週]|上[个個]?星期|上[个個]?[礼禮]拜|上[个個]?月|"
    r"去年|前年|[刚剛]刚?剛?)"
)
_LONG_AGO = 300  # days
_UNTIL = re.compile(  # a day that is past by then
    rf"(?<![a-z])(?:until|till|up to)\s+(?:the )?(?:end of |early |late |mid[ -]?)*"
    rf"(?:\d|{_MONTH_NAME}(?![a-z]))|[到至]\s*(?:19|20)\d\d"
)


_IN_A_YEAR = re.compile(r"(?:19|20)\d\d")


def _day_in(text: str, today: date | None) -> tuple[date | None, bool]:
    """Return the last day that a text may speak of, and whether it is to come."""
    for shape in _DAYS:
        for found in shape.finditer(text):
            day = _written(found.groupdict(), today)
            if day is None:
                continue
            first, last = day
            if today is not None and first > today:
                return None, True
            return min(last, today) if today is not None else last, False
    return (_relative(text, today), False) if today is not None else (None, False)


def _written(
    said: dict[str, str | None], today: date | None
) -> tuple[date, date] | None:
    year = int(said.get("year") or 0)
    if said.get("one"):  # 3/5 or 5/3: the later one, that is not to come
        both = [
            _on(year, said["two"], said["one"]),
            _on(year, said["one"], said["two"]),
        ]
        days = sorted(filter(None, both))
        past = [one for one in days if today is None or one <= today] or days[:1]
        return (past[-1], past[-1]) if past else None
    if named := said.get("month"):
        month = _MONTHS.index(named[:3]) + 1
    else:
        month = int(said.get("mon") or 0)
    day = int(said.get("day") or 0)
    try:
        if not year:
            if today is None:
                return None
            year = today.year
            if date(year, month, day or 1) > today:
                year -= 1
        if not month:
            return date(year, 1, 1), date(year, 12, 31)
        if not day:
            return date(year, month, 1), _month_end(year, month)
        one = date(year, month, day)
    except ValueError:
        return None
    return one, one


def _on(year: int, month: str | None, day: str | None) -> date | None:
    try:
        return date(year, int(month or 0), int(day or 0))
    except ValueError:
        return None


def _relative(text: str, today: date) -> date | None:
    if found := _AGO.search(text):
        said = found["many"] or found["han"]
        many = int(said) if said.isdecimal() else _NUMBERS[said]
        unit = (found["unit"] or found["what"])[0]
        return _back(today, many, unit)
    if found := _NAMED.search(text):
        said = found["one"] or found["last"] or found["han"]
        if said in ("yesterday", "昨天", "昨日"):
            return today - timedelta(days=1)
        if said in ("前天", "前日"):
            return today - timedelta(days=2)
        if said == "week" or said[-1] in "周週期拜":
            return today - timedelta(days=today.weekday() + 1)
        if said == "month" or said[-1] == "月":
            return today.replace(day=1) - timedelta(days=1)
        if said in ("year", "去年"):
            return date(today.year - 1, 12, 31)
        if said == "前年":
            return date(today.year - 2, 12, 31)
        return today
    return None


def _back(today: date, many: int, unit: str) -> date | None:
    try:
        if unit in ("d", "天", "日"):
            return today - timedelta(days=many)
        if unit in ("w", "周", "週", "星", "礼", "禮"):
            return today - timedelta(weeks=many)
        if unit in ("m", "月"):
            months = today.year * 12 + today.month - 1 - many
            year, month = divmod(months, 12)
            return min(
                today.replace(year=year, month=month + 1, day=1)
                + timedelta(days=today.day - 1),
                _month_end(year, month + 1),
            )
        return _back(today, many * 12, "m")
    except (ValueError, OverflowError):
        return None


def _month_end(year: int, month: int) -> date:
    if month == 12:
        return date(year, 12, 31)
    return date(year, month + 1, 1) - timedelta(days=1)


def _times(
    text: str, masked: str, hits: list[Hit], part: Part, today: date | None
) -> None:
    """Note of each known word whether it is over, and since when."""
    begin = 0
    for end in (*_presents(masked), len(masked)):
        piece = masked[begin:end]
        here = [
            (hit, span)
            for hit, span in zip(hits, part.spans, strict=True)
            if begin <= span[0] < end
        ]
        if here:
            _time(piece, begin, here, today, part.text)
        begin = end
    if _goes_on_again(masked):
        for hit in hits:
            if hit.is_over or hit.was_once:  # "botox again in May" keeps its day
                hit.doubt_its_end()


def _goes_on_again(text: str) -> bool:
    found = _AGAIN.search(text)
    return found is not None and not _NO_AGAIN.search(text[: found.start()])


_NO_AGAIN = re.compile(
    _words("not", "never", "hasnt", "havent", "didnt", "without", "no")
    + r"[^,;]{0,20}$|(?:[没沒未不]有?|勿)$"
)


def _presents(masked: str) -> list[int]:
    """Return where the present begins: "used to …, now on …"."""
    found = []
    for one in _PRESENT.finditer(masked):
        before = masked[: one.start()].rstrip()
        if not any(over.end() == len(before) for over in _OVER.finditer(before)):
            found.append(one.start())
    return found


def _time(
    piece: str,
    begin: int,
    here: list[tuple[Hit, tuple[int, int]]],
    today: date | None,
    text: str,
) -> None:
    day, is_to_come = _day_in(piece, today)
    is_to_come = is_to_come or _TO_COME.search(piece) is not None
    is_lasting = _LASTING.search(piece) is not None
    for found in _ONCE.finditer(piece):
        said = found[0]
        if said.startswith("as a") and not _AGE.search(said):
            continue
        if said in ("以前", "之前") and piece[: found.start()].endswith(_HOLE):
            continue  # "before the operation" is no past
        if is_lasting and _AGE.search(said):
            continue
        for hit, _span in here:
            hit.was_once = True
    for found in _OVER.finditer(piece):
        if _NOT_OVER.search(piece[: found.start()]):
            continue
        after = [one for one in here if one[1][0] - begin >= found.end()]
        if after and found[0] == "gone":  # "gone" says it of what stands before
            after = []
            if here[0][1][0] - begin >= found.end():
                continue
        for hit, span in after or here:
            if after:
                word = text[span[0] : span[1]]
                shape = _OVER_BE if _STATE.match(word) else _CLEARLY_OVER
                is_clear = shape.fullmatch(piece, found.end(), span[0] - begin)
            elif found[0] == "no longer":
                is_clear = _NO_LONGER_SO.fullmatch(piece, found.end())
            else:
                is_clear = found
            if is_to_come or is_clear is None:
                hit.is_doubtful = True
                continue
            hit.is_over = True
            hit.is_removed = hit.is_removed or bool(_REMOVED.match(found[0]))
    if day is not None and today is not None and day < today and _UNTIL.search(piece):
        if _IN_A_YEAR.search(piece):
            for hit, _span in here:
                hit.is_over = True
        else:  # "until May" is the May to come: it stands
            day = None
    for hit, _span in here:
        hit.is_lasting = is_lasting and not hit.is_over
        if day is not None and not hit.is_lasting:
            hit.day = day
            hit.is_long_ago = today is not None and (today - day).days > _LONG_AGO
        if hit.is_lasting:
            hit.was_once = False


# All of it ------------------------------------------------------------------------

_TRIVIAL = re.compile(
    _words(
        "a", "an", "any", "the", "of", "history", "some", "also", "her", "his", "has"
    )
    + r"|[\s\x00()\[\]:\-'\"的史病]|病史"
)


def saying_of(part: Part, before: Saying | None, today: date | None) -> Saying:
    """Return what a part says of its known words, *before* being what was just said."""
    masked = part.masked
    saying = Saying(hits=[Hit() for _span in part.spans])
    rest = _TRIVIAL.sub("", masked)
    saying.is_bare = len(rest) <= 12
    is_only_words = not rest
    if part.before == "nor":  # "no latex or nut allergy"
        is_only_words = not re.sub("allerg(?:y|ies)|[过過]敏|disease", "", rest)
    is_doubtful = _UNSURE.search(masked) is not None
    is_denied_allergy = False
    for hit, (start, end) in zip(saying.hits, part.spans, strict=True):
        left, right, word = masked[:start], masked[end:], part.text[start:end]
        is_aunt = _AUNT.fullmatch(word) and _AUNT_HAS.match(right) and _HOLE in right
        others = _others(_with_aunts(part, start, left), right, word)
        denied = _denied(left, right, word, is_but=part.before == "but")
        is_others = bool(is_aunt) or others is _Sure.YES
        is_denied = not is_others and denied is _Sure.YES and others is _Sure.NO
        hit.is_other = is_others or is_denied
        hit.is_denied = is_denied
        saying.has_other = saying.has_other or is_others
        saying.has_denied = saying.has_denied or is_denied
        is_denied_allergy = is_denied_allergy or is_denied
        hit.is_doubtful = is_doubtful or _Sure.PERHAPS in (others, denied)
    cue = _ALLERGY.search(masked)
    if cue is not None and not (is_denied_allergy and saying.hits):
        denied = _denied(masked[: cue.start()], masked[cue.end() :], "")
        if denied is not _Sure.YES or part.before == "but":
            for hit, (start, end) in zip(saying.hits, part.spans, strict=True):
                hit.is_allergy = _is_allergy(masked[:start], masked[end:])
                hit.may_be_allergy = not hit.is_allergy
            saying.tells_allergy = True
            saying.opens_allergy = _OPENS.search(masked) is not None
    if before is not None and part.before == "but" and before.tells_allergy is False:
        # "no allergies except latex"
        for hit in saying.hits:
            hit.may_be_allergy = True
    if before is not None and part.before not in ("new", "but") and is_only_words:
        _carry(saying, before, part)
    _times(part.text, masked, saying.hits, part, today)
    for hit in saying.hits:
        if is_doubtful and hit.is_over:
            hit.doubt_its_end()
    return saying


def hits_in(
    text: str, spans: Sequence[tuple[int, int]], today: date | None
) -> list[tuple[Part, Saying]]:
    """Return the parts of a folded text, and what each says of its words."""
    said: list[tuple[Part, Saying]] = []
    before: Saying | None = None
    for part in parts_of(text, spans):
        saying = saying_of(part, before, today)
        if before is not None and not saying.hits:
            doubt_what_may_be_over(before, part)
        said.append((part, saying))
        before = saying
    return said


def _is_allergy(before: str, after: str) -> bool:
    """Say whether it is this very word that an allergy is told of."""
    if _IS_ALLERGY_AFTER.match(after):
        return True
    if _TO.search(before) and not _FOR_ALLERGY.search(before):
        return True
    is_towards = re.search("[对對][^,;]*$", before)
    return bool(is_towards and re.search("[过過]敏", after))


def says_it_is_avoided(text: str) -> bool:
    """Say whether a denial may mean that she avoids it: 不吃虾, in her allergies."""
    return re.search("不[吃喝碰]", text) is not None


def is_told_as_allergy(word: str) -> bool:
    """Say whether a known word itself speaks of an allergy: "allergic to aspirin"."""
    return _ALLERGY.search(word) is not None


def _with_aunts(part: Part, start: int, left: str) -> str:
    """Show an aunt that stands before a word: 大姨妈有高血压."""
    for a, b in part.spans:
        if b <= start and _AUNT.fullmatch(part.text[a:b]):
            rest = part.text[b:start]
            if _AUNT_HAS.match(rest):
                left = left[:a] + part.text[a:b] + left[b:]
    return left


def doubt_what_may_be_over(before: Saying, part: Part) -> None:
    """Let what follows a word cast doubt on it, and take nothing back.

    "warfarin, stopped 2019"; "stopped 2019, restarted"; "wasn't pregnant, is now".
    """
    if _goes_on_again(part.text):
        for hit in before.hits:
            hit.doubt_its_end()
    if part.is_new and part.text.strip() == "":
        return
    if part.text.strip() and _NOW_SO.fullmatch(part.text):
        for hit in before.hits:
            if hit.is_denied:
                hit.is_other, hit.is_denied, hit.is_doubtful = False, False, True
    found = _OVER.search(part.text)
    if found is None or part.spans or part.is_new or unknown_in(part.text):
        return
    if not _NOT_OVER.search(part.text[: found.start()]):
        for hit in before.hits:
            hit.is_doubtful = True


def _carry(saying: Saying, before: Saying, part: Part) -> None:
    """Let a list that is denied, or another person's, go on."""
    goes_on = (before.has_denied and part.before in ("nor", "chinese")) or (
        before.has_other and part.joins
    )
    for hit in saying.hits:
        if hit.is_other:
            continue
        if goes_on:
            hit.is_other = True
        elif before.has_denied or before.has_other:
            hit.is_doubtful = True
    if goes_on:
        saying.has_denied = saying.has_denied or before.has_denied
        saying.has_other = saying.has_other or before.has_other


# What is left ----------------------------------------------------------------------

_IDLE = re.compile(
    _words(
        *("a bit of", "a little", "some", "daily", "nightly", "weekly", "monthly"),
        *("once", "twice", "three times", "times?", "days?", "weeks?", "months?"),
        *("years?", "every", "each", "per", "an?", "the", "in", "at", "on", "for"),
        *("morning", "evening", "night", "bedtime", "noon", "mornings", "nights"),
        *(
            "prn",
            "o\\.?d",
            "b\\.?d",
            "b\\.?i\\.?d",
            "tds",
            "t\\.?i\\.?d",
            "qds",
            "nocte",
        ),
        *("as needed", "when needed", "as", "if", "needed", "required", "regularly"),
        *("\\d+(?:[.,]\\d+)?\\s*(?:mg|mcg|ug|µg|μg|g|ml|iu|units?|%)?", "mg", "mcg"),
        *("ug", "ml", "iu", "units?", "dose", "low", "high", "and", "or", "also"),
        *("takes?", "taking", "uses?", "using", "since", "ago", "last", "this", "now"),
        *("allerg(?:y|ies|ic)", "to", "of", "she", "he", "her", "his", "is", "has"),
        *("had", "not", "no", "none", "never", "yes", "known", "other", "nothing"),
        *("severe", "mild", "moderate", "rash", "itch(?:y|ing)?", "red", "redness"),
        *("swelling", "swollen", "sneez(?:es|ing)", "sometimes", "often", "always"),
        *("occasionally", "still", "currently", "see", "above", "etc", "ok", "unknown"),
        *("before", "after", "with", "food", "meals?", "breakfast", "dinner", "lunch"),
        *("jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?"),
        *("july?", "aug(?:ust)?", "sept?(?:ember)?", "oct(?:ober)?", "nov(?:ember)?"),
        *("dec(?:ember)?", "yesterday", "today", "only", "just", "it", "was", "were"),
    )
    + r"|\d+(?:[.,]\d+)?|毫克|克|毫升|每[天日晚早周週月次]|[一两兩二三][天日周週月]|"
    r"早晚|早上|晚上|中午|[饭飯餐][前后後]|睡前|一点点?|一點點?|少量|偶[尔爾]|有[时時]|"
    r"[一两兩二三四五六七八九十]?[片粒颗顆次滴]|"
    r"[长長]期|目前|[现現]在|正在|[经經]常|"
    r"服用|口服|吃|用|[过過]敏|[严嚴]重|[轻輕]微|[红紅][肿腫]?|"
    r"[发發][痒癢红紅]|痒|癢|皮疹|起疹子?|[对對]|"
    r"[会會]|有|的|了|年|月|日|天|去年|前年|左右|[没沒]|不|无|無"
)
_IDLE_PILLS = re.compile(
    _words("tablets?", "tabs?", "caps?", "capsules?", "pills?", "drops?", "puffs?")
)


def unknown_in(text: str) -> tuple[int, int] | None:
    """Return where, in a part without a known word, something stands all the same.

    Doses, times of day and the like alone are nothing.
    """
    if says_nothing(text):
        return None
    rest = _OVER.sub(" ", _ONCE.sub(" ", text)) if _HAN_OR_LATIN.search(text) else text
    rest = _KIN_CHINESE.sub(" ", _KIN.sub(" ", rest))
    if re.search(r"\d", text):
        rest = _IDLE_PILLS.sub(" ", rest)
    rest = _IDLE.sub(" ", rest)
    if not _HAN_OR_LATIN.search(rest):
        return None
    lead = re.match(r"[\s\-–—*:()\[\]\"]*", text)
    start = lead.end() if lead else 0
    end = len(text.rstrip(" \t-–—*:(["))
    return (start, end) if start < end else None


_SOMETHING = re.compile(
    _words(
        *("yes", "y", "yeah", "yep", "unknown", "not known", "not sure", "has", "had"),
        *("severe", "mild", "moderate", "rash", "itch(?:y|ing)?", "red(?:ness)?"),
        *("swelling", "swollen", "sneez(?:es|ing)", "sometimes", "often", "always"),
        *("occasionally", "allerg(?:y|ic|ies)", "takes?", "taking", "see above"),
    )
    + r"|[?？✓√☑✔]|有|[会會是]|[过過]敏|[严嚴]重|[轻輕]微|[红紅腫肿痒癢疹]|偶|[经經]常|"
    r"未知|不[详詳清]|不知|在[吃用]|一[点點]"
)


def says_something(text: str) -> bool:
    """Say whether a text without a known word says that there is something: yes, 有."""
    if says_nothing(text) or _SOMETHING.search(text) is None:
        return False
    is_open = re.search("[?？]|unknown|not (?:known|sure)|未知|不[详詳清知]", text)
    return bool(is_open) or not re.search(
        _words("no", "not", "never", "none", "nil") + "|[没沒无無不]", text
    )


_HAN_OR_LATIN = re.compile(r"[^\W\d_]{2}|[\u3400-\u9fff]")
