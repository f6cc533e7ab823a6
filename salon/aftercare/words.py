"""What to say in a call: the step's own words, filled with what is known of her.

A sentence whose filling is not known is left out (aftercare 4.3): better a shorter
word than a wrong one.
"""

import re
from collections.abc import Mapping

_SENTENCE = re.compile(r"[^.!?。！？…]+[.!?。！？…]*[”’」』]*\s*")
_SLOT = re.compile(r"\{(\w+)\}")
_TITLES_BEFORE = {"ms": "Ms", "mrs": "Mrs", "mr": "Mr", "miss": "Miss", "dr": "Dr"}


def filled(script: str, known: Mapping[str, str]) -> str:
    """Return *script* with its fillings, without the sentences that lack one."""
    kept = []
    for sentence in _SENTENCE.findall(script):
        wanted = _SLOT.findall(sentence)
        if all(known.get(one) for one in wanted):
            kept.append(_SLOT.sub(lambda slot: known[slot[1]], sentence))
    return "".join(kept).strip()


def address(
    *, called: str, family: str, given: str, name: str, gender: str, language: str
) -> str:
    """Return how she is spoken to: as she likes it, else as is polite."""
    if called:
        return called
    if language.startswith("zh"):
        if not family:
            return name
        male = gender in ("m", "male", "man")
        title = "先生" if male else "小姐" if language == "zh_TW" else "女士"
        return family + title
    return given or name


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
