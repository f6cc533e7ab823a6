"""One surname in the spellings of several places: 张, Zhang, Cheung, Chang, Jang.

Used on what is typed, never on what is kept: the index stays as it is, and whoever
types any of the spellings finds all of them.
"""

import re
from functools import cache

Term = tuple[str, bool]  # what a word is, and whether it is that and no more
Way = tuple[Term, ...]  # all of these

# A surname a line, in simplified characters (several where they are said alike), then
# its spellings: pinyin, older ones, Hong Kong, Taiwan, South-East Asia, Korea.
_SURNAMES = """
张章 zhang cheung chang jang teo tiong 장
王 wang wong ong heng 왕
汪 wang wong
黄 huang wong hwang ng wee vong 황
陈 chen chan tan chin tran jin zan 진
林 lin lam lim im rim 임 림
吴 wu ng go goh oh 오
伍 wu ng
李 li lee lei lie yi rhee ri ly 이 리
刘 liu lau lew low yoo ryu 류 유
柳 liu lau yoo ryu 유
吕 lyu lu lv lui lue loy yeo 여
陆 lu luk look yuk
卢 lu lo loo ro noh 노
鲁 lu lo
杨 yang yeung yeong young 양
梁 liang leung leong neo yang ryang 양
罗 luo lo law loh na ra 나
郑 zheng cheng cheang tay tee jung jeong chung 정
赵 zhao chiu chew jo cho 조
周 zhou chow chau chou chew joo ju 주
朱 zhu chu choo joo ju 주
何 he ho hoh ha 하
许 xu hui hsu koh khoo heo hur huh 허
徐 xu tsui chui hsu seo suh 서
郭 guo kwok kuo kok quek gwak kwak 곽
曾 zeng tsang tseng chan
谢 xie tse hsieh chia
邓 deng tang teng
唐 tang tong
汤 tang tong
冯 feng fung fong
叶 ye yip ip yeh yap
苏 su so soh
蔡 cai choi tsai chua choy chae 채
崔 cui choi choe chui 최
潘 pan poon pun ban 반
余俞于 yu yue yee yu 유
袁 yuan yuen won 원
孙 sun suen son 손
胡 hu woo wu oh
高 gao ko kao go 고
马 ma mah
廖 liao liu lew
江 jiang kong chiang kang
姜 jiang keung kang gang 강
蒋 jiang tseung chiang
金 jin kam kim gim 김
朴 piao pu park pak bak 박
韩 han hon 한
尹 yin wan yoon yun 윤
申 shen san shin sin 신
沈 shen sum shum sim 심
宋 song sung soong 송
萧肖 xiao siu hsiao
方 fang fong
房 fang fong
钟 zhong chung
关 guan kwan
麦 mai mak
莫 mo mok
邱 qiu yau chiu khoo
施 shi sze
石 shi shek
丁 ding ting
彭 peng pang
任 ren yam
董 dong tung
程 cheng ching
顾古 gu koo ku
严 yan yim
阮 ruan yuen nguyen
黎 li lai
赖 lai
戴 dai tai
侯 hou hau
区 ou au
欧 ou au
温 wen wan
文 wen man moon 문
魏 wei ngai
夏 xia ha
钱 qian chin
秦 qin chun
翁 weng yung
欧阳 ouyang auyeung
司徒 situ szeto
"""
_FIRST = (  # what a syllable may be, by which a surname in full is parted from initials
    "(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?"
    "(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|an|ai|ao|ei|en|er|ia|ie|in|iu|"
    "ou|ua|ue|ui|un|uo|a|e|i|o|u|v)"
)
_IN_FULL = re.compile(_FIRST)
_INITIALS = re.compile("[abcdefghjklmnopqrstwxyz]{1,3}")  # no syllable begins i, u, v
_UMLAUT = re.compile(r"([ln])yu")


@cache
def _known() -> dict[str, tuple[Term, ...]]:
    """Return the other spellings of each."""
    found: dict[str, dict[Term, None]] = {}
    for line in _SURNAMES.split("\n"):
        terms: list[Term] = []
        for one in line.split():
            if one >= "\uac00":
                terms.append((one, False))  # Hangul: one word with what is given
            elif one.isascii():
                terms.append((one, True))
            elif one in ("欧阳", "司徒"):
                terms.append((" ".join(one), True))
            else:
                terms += [(each, True) for each in one]
        for spelling, _whole in terms:
            if spelling.isascii():
                mine = found.setdefault(spelling, {})
                mine.update({t: None for t in terms if t[0] != spelling})
    return {spelling: tuple(terms) for spelling, terms in found.items()}


def other_ways(word: str) -> tuple[Way, ...]:
    """Return what else somebody may mean who types *word*, folded, of a name.

    Other spellings of a surname; ü typed as yu; a surname in full with the initials of
    what is given ("liusf").
    """
    ways: list[Way] = [(term,) for term in _known().get(word, ())]
    umlaut = _UMLAUT.sub(r"\1v", word)
    if umlaut != word:
        ways.append(((umlaut, False),))
    if len(word) >= 4 and word.isascii():
        for at in range(2, len(word)):
            family, rest = word[:at], word[at:]
            if _IN_FULL.fullmatch(family) and _INITIALS.fullmatch(rest):
                ways.append(((family, False), (word[0] + rest, False)))
    return tuple(dict.fromkeys(ways))
