"""What to say in a call: the step's own words, filled with what is known of her.

A sentence whose filling is not known is left out (aftercare 4.3): better a shorter
word than a wrong one.
"""

import re
from collections.abc import Mapping
from datetime import time

_SENTENCE = re.compile(r"[^.!?。！？…]+[.!?。！？…]*[”’」』]*\s*")
SLOT = re.compile(r"\{(\w+)\}")
# By the salutation on file, else by the gender.
_TITLES_CN = {
    "female": "女士",
    "male": "先生",
    "ms": "女士",
    "mr": "先生",
    "miss": "小姐",
    "mrs": "太太",
    "sister": "姐",
    "auntie": "阿姨",
    "teacher": "老师",
    "boss": "总",
}
_TITLES_TW = _TITLES_CN | {
    "female": "小姐",
    "teacher": "老師",
    "boss": "總",
}
# Where the two contradict each other, the gender is right.
_MEANS = {
    "mr": "male",
    **dict.fromkeys(("ms", "miss", "mrs", "sister", "auntie"), "female"),
}


def replaced(script: str, known: Mapping[str, str]) -> str:
    """Return *script* with what is known put in; what is not known stays a slot."""
    return SLOT.sub(lambda slot: known.get(slot[1]) or slot[0], script)


def without_questions(text: str) -> str:
    """Return *text* without the sentences that ask."""
    kept = [one for one in _SENTENCE.findall(text) if not re.search("[?？]", one)]
    return "".join(kept).strip()


def filled(script: str, known: Mapping[str, str]) -> str:
    """Return *script* with its fillings, without the sentences that lack one."""
    kept = []
    for sentence in _SENTENCE.findall(script):
        wanted = SLOT.findall(sentence)
        if all(known.get(one) for one in wanted):
            kept.append(SLOT.sub(lambda slot: known[slot[1]], sentence))
    return "".join(kept).strip()


# whoever rings says her own name, not that of the one who treated
_MYSELF = re.compile(
    r"(?<=我是)\{staff\}|(?<=this is )\{staff\}|(?<=it is )\{staff\}"
    r"|\{staff\}(?= (?:here|speaking)\b)"
)
_NUMBER = "一二两三四五六七八九十兩\\d"
# a clause that says how long it is ago, and nothing else: "two days on", 第二天了
_AGO = re.compile(
    rf"[^，。！？；,.!?;]*(?:第[{_NUMBER}]+天|[{_NUMBER}]+(?:个|個)?(?:天|周|週|月|小时|小時))了"
    r"[，。,.]?\s*"
    r"|\b(?:[a-z]+ (?:days?|weeks?|months?|hours?) (?:on|after \w+)|"
    r"(?:the )?(?:second|third|fourth|fifth|[a-z]+th) day)[.,:]\s*"
)
# of that day alone
_DAY = re.compile(
    r"\b(?:today|tonight|yesterday|last night|this (?:morning|afternoon|evening))\b"
    rf"|今天|今晚|今早|今日|昨天|昨晚|到第[{_NUMBER}]+天|到晚上了",
    re.IGNORECASE,
)
_EVENING = re.compile(
    r"\b(?:this evening|good evening)\b|到晚上了|晚上好", re.IGNORECASE
)
_MORNING = re.compile(r"\b(?:this morning|good morning)\b|今早|早上好", re.IGNORECASE)
EVENING, NOON = time(17), time(12)


def by_the_caller(script: str) -> str:
    """Return *script* with the caller's name where somebody says who is ringing."""
    return _MYSELF.sub("{caller}", script)


# how a script says whom it is for, and who speaks
_ADDRESS = re.compile(r"^\{address\}\s*[,，]?\s*")
_WHO = re.compile(
    r"^(?:\{(?:staff|caller)\} (?:here|speaking)\b[^.!?]*[.!?]\s*"
    r"|(?:this|it) is \{(?:staff|caller)\}[^.!?]*[.!?]\s*"
    r"|(?:您好，)?我是(?:\{salon\}的)?\{(?:staff|caller)\}[，。]\s*)"
)


def core_of(script: str) -> tuple[str, bool]:
    """Return what a script says without its greeting, and whether it had one.

    Of a greeting it is known who speaks; "Ms Lin, two days on" is none.
    """
    rest = _ADDRESS.sub("", script)
    said = _WHO.sub("", rest)
    return said[:1].upper() + said[1:], said != rest


def timely(script: str, at: time, *, is_its_day: bool) -> str:
    """Return *script* without what is not true at the moment it is said.

    A sentence of the evening is said from five on, one of the morning until noon; of
    "today" and "two days on" only on the day for which they were written.
    """
    kept = []
    for sentence in _SENTENCE.findall(script):
        said = sentence if is_its_day else _AGO.sub("", sentence)
        is_wrong = not is_its_day and bool(_DAY.search(said))
        is_wrong |= at < EVENING and bool(_EVENING.search(said))
        is_wrong |= at >= NOON and bool(_MORNING.search(said))
        is_empty = said != sentence and not re.search(r"\w", SLOT.sub("", said))
        if not (is_wrong or is_empty):
            kept.append(said)
    return "".join(kept).strip()


def address(
    *,
    called: str,
    family: str,
    given: str,
    name: str,
    gender: str,
    language: str,
    salutation: str = "",
) -> str:
    """Return how a client is spoken to: as is liked, else as is polite.

    Nobody is a 女士 by guess: where neither a fitting salutation nor the gender is
    on file, it is the whole name.
    """
    if called:
        return called
    if not language.startswith("zh"):
        return given or name
    titles = _TITLES_TW if language == "zh_TW" else _TITLES_CN
    if not family or salutation == "given_name":
        return given or name
    is_wrong = {_MEANS.get(salutation), gender} == {"female", "male"}
    title = titles.get("" if is_wrong else salutation) or titles.get(gender)
    return family + title if title else name


def answers_of(kind: str, text: str) -> tuple[str, ...]:
    """Return the answers that a question offers, read from its own words.

    "Any redness: none, light pink, clearly red?" offers three.
    """
    match kind:
        case "yes_no":
            return ("yes", "no")
        case "scale_0_10":
            return tuple(map(str, range(11)))
        case "scale_1_5" | "choice_5":
            return tuple(map(str, range(1, 6)))
        case "choice":
            tail = re.split(r"[:：]", text, maxsplit=1)
            if len(tail) == 2:
                pieces = re.split(r"[,，、;；]|\bor\b|还是|還是", tail[1])
                return tuple(
                    piece.strip(" ?？.。") for piece in pieces if piece.strip(" ?？.。")
                )
    return ()
