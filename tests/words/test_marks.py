"""Chinese has marks of its own: full width, no blank before them, six dots."""

import re

import pytest

from tests.words.test_left_behind import all_texts

CHINESE = ("zh_CN", "zh_TW")
HAN = "[\u3400-\u9fff]"
CLOSED = "）】」』”》"
# What is typed as it stands: options, endings of files, the letter of a menu.
LITERAL = re.compile(r"--[a-z][-a-z0-9 ]*|(?<!\w)\.[a-z]{3,4}|main\.py [^ ]+ …|kept-…")
LETTER = re.compile(r"\(&\w\)$")
WRONG = {
    "a half-width mark after Chinese": rf"(?:{HAN}|[{CLOSED}])\s*[,.;:!?()'\"]",
    "a half-width mark before Chinese": rf"[,;:!?()'\"]\s*{HAN}",
    "a blank before a full-width mark": r"\s[，。；：！？）】」』、]",
    "a blank after a full-width mark": r"[，。；：！？、（【「『]\s(?!$)",
    "three dots for six": r"(?<!…)…(?!…)|\.\.",
    "two marks at once": r"[，。；：！？、][，。；：！？、]",
    "a shout": r"[!！]",
}


def faults(text: str) -> list[str]:
    """Return what is wrong with the marks of a Chinese text."""
    bare = LITERAL.sub("x", LETTER.sub("", text))
    return [name for name, form in WRONG.items() if re.search(form, bare)]


@pytest.mark.parametrize("code", CHINESE)
def test_every_mark_inside_chinese_is_a_chinese_one(code: str) -> None:
    wrong = [(where, text, faults(text)) for where, text in all_texts(code)]
    assert [one for one in wrong if one[2]] == []


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("已保存,请继续", True),
        ("已保存，请继续", False),
        ("备注(可不填)", True),
        ("备注（可不填）", False),
        ("打印(&P)", False),
        ("时间:9点", True),
        ("09:00 到 10:30", False),
        ("很好 。", True),
        ("第一， 第二", True),
        ("正在复制…", True),
        ("正在复制……", False),
        ("生日快乐！", True),
        ("弹性0.03–0.05", False),
        ("存为 .csv 文件", False),
        ("“好”.", True),
        ("真的？。", True),
    ],
)
def test_only_marks_of_the_wrong_kind_are_found(text: str, *, is_wrong: bool) -> None:
    assert bool(faults(text)) is is_wrong
