"""Words that read as translated, or as another trade's, do not come back."""

import re
from collections.abc import Iterator

import pytest

from tests.words.domain import domain_texts
from tests.words.test_catalogue import texts

LEFT_BEHIND = {
    "zh_CN": (
        *(
            "皮试",
            "禁止操作",
            "每一天",
            "有担心",
            "再一起看看",
            "我们不作",
            "不作的承诺",
        ),
        *("可以期待", "店外的生活", "故事$", "最佳", "值得说", "所见", "去看医生$"),
        *("优盘", "沙龙记录", "家居护理", "禁止同用", "延期操作", "维A醇"),
        *("导入导出", "复盘", r"\{service\}之后"),
    ),
    "zh_TW": (
        *(
            "皮試",
            "禁止操作",
            "每一天",
            "有擔心",
            "再一起看看",
            "我們不作",
            "不作的承諾",
        ),
        *("可以期待", "店外的生活", "故事$", "最佳", "值得說", "所見", "去看醫生$"),
        *("導入導出", "復盤", r"\{service\}之後"),
        *("護理計畫", "護理紀錄", "密鑰", "登記投訴", "嫁接", "海娜", "保潔"),
        *("聯繫", "店鋪", "居家護理", "禁止同用", "延期操作", "投訴", "沙龍紀錄"),
        *(r"(?<!看)醫生", "毫米", "厘米", "質量", "信息", "屏幕", "激光", "超聲"),
        *("響應", "倒計時", "性價比", "社交媒體", "數據庫", "過敏測試記錄"),
        *(r"[0-9–]升", r"[0-9]克", "維生素", "維他命A[醇醛]", "A酸類"),
    ),
    "en": (
        *("is not to be had", "stands against", "We look together", "After {service}"),
        *("^Hard to breathe", "Go to a doctor$", "do not promise$"),
    ),
}


def all_texts(code: str) -> Iterator[tuple[str, str]]:
    """Yield every text shown or printed in language *code*, and where it is."""
    yield from domain_texts(code)
    for first, text in texts(code):
        yield "catalogue", text or first


@pytest.mark.parametrize("code", LEFT_BEHIND)
def test_no_word_that_was_left_behind_is_back(code: str) -> None:
    wrong = re.compile("|".join(LEFT_BEHIND[code]), re.MULTILINE)
    assert [one for one in all_texts(code) if wrong.search(one[1])] == []


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("zh_CN", "护理记录"),
        ("zh_CN", "请今天就去看医生。"),
        ("zh_TW", "療程計畫"),
        ("zh_TW", "基礎護理"),
        ("zh_TW", "每天2公升以上"),
        ("en", "Fine to go ahead"),
    ],
)
def test_the_words_that_took_their_place_may_stay(code: str, text: str) -> None:
    assert not re.search("|".join(LEFT_BEHIND[code]), text, re.MULTILINE)


def test_the_files_of_the_starting_content_are_all_read() -> None:
    for code in LEFT_BEHIND:
        assert len(domain_texts(code)) > 3000


@pytest.mark.parametrize(("code", "call"), [("zh_CN", "回访"), ("zh_TW", "回訪")])
def test_a_call_is_named_as_a_call(code: str, call: str) -> None:
    named = [
        text
        for where, text in domain_texts(code)
        if where.startswith("vocab.csv: step_purpose.")
    ]
    assert len(named) == 7
    assert [text for text in named if not text.endswith(call)] == []
