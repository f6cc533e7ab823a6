"""Names: what stays, what is cut, how it is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from salon.clients.names import (
    LIMIT,
    NameMissing,
    NameTooLong,
    cleaned,
    displayed,
    parts,
    pinyin,
    read_name,
)


@pytest.mark.parametrize(
    ("typed", "family", "given_name"),
    [
        ("欧阳雪", "欧阳", "雪"),
        ("歐陽娜娜", "歐陽", "娜娜"),
        ("尉迟敏", "尉迟", "敏"),
        ("司马", "司", "马"),
        ("陳美玲", "陳", "美玲"),
        ("陈 静", "陈", "静"),
        ("陳怡君 Amy", "陳", "怡君"),
        ("Zoë Abbott", "Abbott", "Zoë"),
        ("Änne von der Höh", "von der Höh", "Änne"),
        ("Suharti", "", "Suharti"),
        ("Nguyễn Thị Mai", "Nguyễn", "Mai"),
        ("Nguyen Thi Mai", "Nguyen", "Mai"),
        ("Trần Văn Nam", "Trần", "Nam"),
        ("Phạm Thị Hồng Nhung", "Phạm", "Nhung"),
        ("Lê Minh", "Lê", "Minh"),
        ("Đỗ Mỹ Linh", "Đỗ", "Linh"),
        ("Wang Xiaoming", "Wang", "Xiaoming"),
        ("Jing Chen", "Chen", "Jing"),
        ("Chen Mei-Ling", "Chen", "Mei-Ling"),
        ("Mei-Ling Chen", "Chen", "Mei-Ling"),
        ("Chan Tai Man", "Chan", "Tai Man"),
        ("Park Ji Sung", "Park", "Ji Sung"),
        ("Bruce Lee", "Lee", "Bruce"),
        ("Kim Cattrall", "Cattrall", "Kim"),
        ("María José García López", "García López", "María José"),
        ("Maria de la Cruz", "de la Cruz", "Maria"),
        ("Anna van der Berg", "van der Berg", "Anna"),
        ("Mary Le Roux", "Le Roux", "Mary"),
        ("Smith, Jane", "Smith", "Jane"),
        ("Frau Anna Schmidt", "Schmidt", "Anna"),
        ("Dr. med. Anna Schmidt", "Schmidt", "Anna"),
    ],
)
def test_a_name_is_cut_where_it_is_certain(
    typed: str, family: str, given_name: str
) -> None:
    name = read_name(typed)

    assert (name.name, name.family, name.given) == (typed, family, given_name)


@pytest.mark.parametrize(
    "typed",
    [
        "周小姐",
        "陈太太",
        "王姐",
        "李老师",
        "張太",
        "楼下花店",
        "Ms Chan",
        "小美",
        "Bright Lamps Ltd",
        "欧阳&娜",
        "阿依古丽·买买提",
        "さくら",
        "Mai Nguyễn",  # both are family names
        "Nguyen Mai",
        "Mai Lê",
        "Wang Fang",  # in either order
        "Li Na",
        "Ho Lee",
        "Sophie Wong Ka Yan",
        "Siti Nurhaliza binti Tarudin",
        "Ahmad bin Abdullah",
        "Le Roux",
        "Jane Smith, PhD",
        "John Smith Jr.",
        "Frau Schmidt",
        "Mrs Tan",
        "张陈美玲",  # a married name, or one of three letters
    ],
)
def test_what_is_no_full_name_is_left_whole(typed: str) -> None:
    assert parts(typed) == ("", "")
    assert read_name(typed).name == typed


def test_a_card_that_names_the_parts_is_believed() -> None:
    name = read_name("Sophie Wong Ka Yan", "Wong", "Sophie Ka Yan")

    assert (name.name, name.family) == ("Sophie Wong Ka Yan", "Wong")
    assert read_name("", "陳", "美玲").name == "陳美玲"


def test_both_parts_are_shown_in_the_manner_of_their_script() -> None:
    assert displayed("欧阳", "雪") == "欧阳雪"
    assert displayed("Abbott", "Zoë") == "Zoë Abbott"
    assert displayed("", "Suharti") == "Suharti"
    assert displayed("Nguyễn", "Thị Mai") == "Nguyễn Thị Mai"
    assert displayed("Lê", "Minh") == "Lê Minh"
    assert displayed("Thị Mai", "Nguyễn") == "Nguyễn Thị Mai"  # fields turned round


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("单晓梅", "Shàn Xiǎoméi"),
        ("曾美", "Zēng Měi"),
        ("仇英", "Qiú Yīng"),
        ("解珍", "Xiè Zhēn"),
        ("查良", "Zhā Liáng"),
        ("區麗", "Ōu Lì"),
        ("任静", "Rén Jìng"),
        ("华佗", "Huà Tuó"),
        ("盖英", "Gě Yīng"),
        ("尉迟敏", "Yùchí Mǐn"),
        ("欧阳雪", "Ōuyáng Xuě"),
        ("单小姐", "Shàn Xiǎojiě"),
        ("Zoë Abbott", ""),
    ],
)
def test_a_chinese_name_is_said_with_its_tones(name: str, said: str) -> None:
    assert pinyin(name) == said


def test_a_name_of_ten_thousand_characters_is_refused_in_words() -> None:
    with pytest.raises(NameTooLong, match=f"at most {LIMIT} characters.*10000"):
        read_name("美" * 10_000)
    with pytest.raises(NameMissing):
        read_name(" \u200b\x00\t")


def test_control_characters_and_wide_blanks_are_taken_out() -> None:
    assert cleaned("陈\u3000 静\x00\u202e\ufeff") == "陈 静"
    assert cleaned("Zoe\u0308  Abbott\n") == "Zoë Abbott"


@given(some.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert cleaned(cleaned(text)) == cleaned(text)


@given(some.text(max_size=40))
def test_any_text_can_be_cut_and_said(text: str) -> None:
    family, given_name = parts(cleaned(text))

    assert all(part in cleaned(text) for part in (family, given_name))
    pinyin(text)
