"""In which letters a list is written, whoever wrote it."""

import base64
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from salon.exchange.letters import called, decoded, encodings
from salon.exchange.model import NoSuchEncoding, WrongLetters
from tests.exchange.reading import numbers, opened, read

MAINLAND = (
    "姓名,手机,备注\n陈静,13800138000,余额100，喜欢安静\n欧阳雪,13800138001,怕痛\n"
)
HONG_KONG = (
    "姓名,電話,備註\n陳靜怡,91234567,住深水埗，鍾意㗎\n黃淑芬,61234567,啲嘢唔好食嘅\n"
    "何生,51234567,喺度等\n"
)
JAPAN = "氏名,携帯電話,備考\n山田花子,090-1234-5678,肌が弱い\n佐藤美咲,080-1111-2222,\n"
KOREA = "이름,휴대폰,메모\n김민지,010-1234-5678,민감성 피부\n박서연,010-2222-3333,\n"
GERMANY = "Vorname;Nachname;Handy\nZoë;Müller;0151 23456789\nÄnne;Höß;0160 234567\n"
CARD = (
    "BEGIN:VCARD\nVERSION:2.1\nN:王;文彬\nFN:王文彬\n"  # as old phones
    "TEL;CELL:+8613800138000\nEND:VCARD\n"
)
CODED = base64.b64encode("王;文彬".encode()).decode()


def written(folder: Path, data: bytes, name: str = "a.csv") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("text", "code", "found", "region"),
    [
        (HONG_KONG, "big5hkscs", "big5-hkscs", "hk"),
        (JAPAN, "cp932", "cp932", "jp"),
        (KOREA, "cp949", "cp949", "kr"),
        (GERMANY, "mac-roman", "mac-roman", "de"),
        (GERMANY, "cp1252", "cp1252", "de"),
        (MAINLAND, "utf-32", "utf-32", "cn"),
        (MAINLAND, "utf-7", "utf-7", "cn"),
        (MAINLAND, "gbk", "gb18030", "cn"),
    ],
)
def test_old_letters_of_many_countries_are_found(
    tmp_path: Path, text: str, code: str, found: str, region: str
) -> None:
    sheet, rows = opened(written(tmp_path, text.encode(code)), region)

    assert sheet.encoding == found
    first = text.splitlines()[1].split(",")[0]
    assert rows[2].name == ("Zoë Müller" if ";" in first else first)
    assert called(found) != found


def test_the_euro_sign_of_windows_is_one_byte_in_a_chinese_list(tmp_path: Path) -> None:
    data = MAINLAND.replace("100", "€100").encode("gbk", "replace")
    data = data.replace("余额?".encode("gbk"), "余额".encode("gbk") + b"\x80")

    sheet, rows = opened(written(tmp_path, data))

    assert sheet.encoding == "gb18030"
    assert rows[2].note == "余额€100，喜欢安静"
    assert rows[3].name == "欧阳雪"


def test_what_hong_kong_added_to_big5_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, HONG_KONG.encode("big5hkscs"))

    for said in ("", "big5", "big5-hkscs", "HKSCS", "cp950"):
        rows = read(path, "hk", encoding=said)
        assert [one.note for one in rows.values()] == [
            "住深水埗，鍾意㗎",
            "啲嘢唔好食嘅",
            "喺度等",
        ]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        *((name, "gbk") for name in ("gb2312", "GBK", "cp936", "936", "GB_18030")),
        *((name, "gbk") for name in ("ansi", "ANSI", "chinese", "windows-936")),
        *((name, "utf-8") for name in ("utf8", "UTF-8 with BOM", "65001")),
        *((name, "utf-16") for name in ("unicode", "utf16", "UTF-16", "UTF-16LE")),
        ("utf-16be", "utf-16-be"),
    ],
)
def test_an_encoding_may_be_called_as_people_call_it(
    tmp_path: Path, said: str, code: str
) -> None:
    path = written(tmp_path, MAINLAND.encode(code))

    assert read(path, encoding=said)[2].name == "陈静"


@pytest.mark.parametrize(
    "said", ["windows-1252", "latin1", "ISO-8859-1", "cp1252", "1252", "ansi"]
)
def test_western_names_are_western(tmp_path: Path, said: str) -> None:
    path = written(tmp_path, GERMANY.encode("cp1252"))

    assert read(path, "de", encoding=said)[2].name == "Zoë Müller"


@pytest.mark.parametrize("said", ["rot13", "hex", "idna", "zip", "klingon", "utf-8"])
def test_what_is_no_encoding_of_this_text_is_refused_with_others(
    tmp_path: Path, said: str
) -> None:
    path = written(tmp_path, MAINLAND.encode("gbk"))

    with pytest.raises(NoSuchEncoding, match=rf"as {said}.*gbk, big5"):
        read(path, encoding=said)


@pytest.mark.parametrize(
    ("said", "text", "code", "better"),
    [
        ("windows-1252", MAINLAND, "gbk", "Simplified Chinese"),
        ("big5", MAINLAND, "gbk", "Simplified Chinese"),
        ("latin1", HONG_KONG, "big5hkscs", "Traditional Chinese"),
        ("latin1", JAPAN, "cp932", "Japanese"),
        ("gbk", KOREA, "cp949", "Korean"),
        ("latin1", MAINLAND, "utf-8", "UTF-8"),
    ],
)
def test_a_refusal_speaks_of_the_letters_not_of_the_headings(
    tmp_path: Path, said: str, text: str, code: str, better: str
) -> None:
    path = written(tmp_path, text.encode(code))

    with pytest.raises(
        WrongLetters, match=f"read wrong as .*another encoding:.*{better}"
    ):
        read(path, encoding=said)


def test_what_was_chosen_can_be_chosen_anew(tmp_path: Path) -> None:
    """Each choice stays there, in words, with what the text would say."""
    path = written(tmp_path, HONG_KONG.encode("big5hkscs"))

    sheet, _rows = opened(path, "hk", encoding="gbk", is_preview=True)

    assert sheet.encoding == "gb18030"
    other = next(one for one in sheet.candidates if one.encoding == "big5-hkscs")
    assert "陳靜怡" in other.sample
    assert called(other.encoding) == "Traditional Chinese, Hong Kong (Big5-HKSCS)"


@pytest.mark.parametrize(
    "data",
    [
        CARD.encode("utf-8-sig"),
        b"\xef\xbb\xbf" + CARD.encode("gb18030"),
        CARD.encode("utf-16"),
        CARD.encode("utf-16-be"),
        CARD.encode("utf-32"),
        CARD.encode("utf-7"),
        CARD.encode("gbk"),
        CARD.replace("N:王;文彬", "N;CHARSET=UTF-7:+c4s-;+ZYdfbA-")
        .replace("FN:王文彬", "FN;CHARSET=UTF-7:+c4tlh19s-")
        .encode("ascii"),
        CARD.replace(
            "N:王;文彬",
            f"N;CHARSET=UTF-8;ENCODING=BASE64:{CODED}",
        ).encode(),
    ],
)
def test_a_single_card_is_read_in_whatever_letters(tmp_path: Path, data: bytes) -> None:
    [one] = read(written(tmp_path, data, "a.vcf")).values()

    assert (one.name, one.family, one.given) == ("王文彬", "王", "文彬")
    assert numbers(one) == ["+8613800138000"]


def test_a_mark_of_utf_8_before_other_letters_is_no_letter(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + MAINLAND.encode("gb18030")

    sheet, rows = opened(written(tmp_path, data))

    assert (sheet.encoding, sheet.headings[0]) == ("gb18030", "姓名")
    assert rows[2].name == "陈静"


@pytest.mark.parametrize(
    "text",
    [
        "Name,Phone\nAnn Bell,+8613800138000\nZoe Park,+44 7400 123456\n",
        "Name,Note\nAnn Bell,C++ and 2+2=4\n",
        "Name,Note\nAnn Bell,a+b-c\n",
        "Name,Note\nAnn Bell,+-\n",
        "Name,Email\nAnn Bell,ann+salon@example.com\n",
    ],
)
def test_a_plus_sign_makes_no_utf_7(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, text.encode())

    assert encodings(path)[0].encoding == "utf-8"
    assert read(path, "uk")[2].name == "Ann Bell"


@given(some.binary(max_size=300), some.sampled_from(["gb18030", "big5", "utf-8"]))
def test_any_bytes_can_be_shown(data: bytes, name: str) -> None:
    assert isinstance(decoded(data, name), str)
