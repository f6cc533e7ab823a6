"""How the health questions are answered, and what of it fits; plain rules."""

import unicodedata

from salon.clients.gestation import read_weeks

YES, NO, UNSURE, SKIP, NONE = "yes", "no", "unsure", "skip", "none"
PLAIN = (YES, NO, UNSURE, SKIP, NONE)
NOES = (NO, SKIP, NONE, "0", "")
WORDS, NUMBER, SCALE = "text", "number", "scale"  # in words; by weeks; by 0 to 10
MOST_OF_SCALE = 10
ONLY_AFTER = {"q04": "q03"}  # the weeks are asked of who may be pregnant
_SPELLED = {
    **dict.fromkeys(("y", "是", "有", "对", "對"), YES),
    **dict.fromkeys(("n", "否", "不", "没有", "沒有", "无", "無"), NO),
    **dict.fromkeys(("not sure", "不确定", "不確定", "不清楚"), UNSURE),
}


def answer_in(kind: str, said: str) -> str | None:
    """Return an answer to a health question of a kind as the file keeps it.

    Args:
        kind: "yes_no", "multi", "text" …
        said: What was said: "Yes", "是", "９", "aspirin".

    Returns:
        One of `PLAIN`, weeks like "9" or "9+3", "0" to "10", or of a question that is
        answered in words what was said; None: that is no answer to it.
    """
    typed = " ".join(said.split())
    plain = unicodedata.normalize("NFKC", typed).casefold()
    plain = _SPELLED.get(plain, plain)
    if kind == SCALE and plain.isdecimal() and int(plain) <= MOST_OF_SCALE:
        return str(int(plain))
    if plain in PLAIN and kind != SCALE:
        return plain
    if plain in (NO, SKIP, UNSURE):
        return plain
    if kind == NUMBER and (days := read_weeks(plain)):
        weeks, more = divmod(days, 7)
        return f"{weeks}+{more}" if more else str(weeks)
    return typed if kind == WORDS and typed else None


def fits(kind: str, said: str) -> bool:
    """Return whether something is an answer to a health question of a kind."""
    return answer_in(kind, said) is not None
