"""Words in the cells of lists: which calendar, yes and no, in many languages."""

from salon.exchange.columns import folded

_MOON = (
    "农历 農曆 農历 农 農 阴历 陰曆 阴 陰 旧历 舊曆 旧 舊 古历 旧暦 음력 음 "
    "lunar moon l mondkalender lunaire âm lunisolar chinese"
)
_SUN = (
    "公历 公曆 公 国历 國曆 国 國 阳历 陽曆 阳 陽 新历 新曆 新 西历 西曆 西 "
    "西元 양력 양 solar sun s gregorian g sonnenkalender solaire dương 新暦 西暦 "
    "western"
)
_YES = "是 yes y true √ ✓ ✔ ☑ x v 1 ja oui có 有 예"
_NO = "否 no n false × ✗ 0 nein non không 非 不是 无 無 아니오 ☐"
MOON = frozenset(_MOON.split()) | {"âm lịch", "lunar calendar", "chinese lunar"}
SUN = frozenset(_SUN.split()) | {"dương lịch", "solar calendar"}
YES, NO = frozenset(_YES.split()), frozenset(_NO.split())


def says_calendar(text: str) -> str:
    """Return "moon", "sun" or "" for a cell that may name a calendar or tick one."""
    word = folded(text)
    if word in MOON or word in YES:
        return "moon"
    return "sun" if word in SUN or word in NO else ""
