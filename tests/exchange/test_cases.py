"""Files as other programs write them, and what the salon makes of each."""

from salon.clients.birthdays import Birthday, Lunar
from tests.exchange.reading import FILES, numbers, opened, read


def test_googles_present_header_gives_names_numbers_and_a_day_without_year() -> None:
    sheet, rows = opened(FILES / "google-new.csv", "uk")

    assert (sheet.encoding, sheet.delimiter) == ("utf-8", ",")
    may = rows[2]
    assert (may.name, may.family, may.given) == ("陳美玲", "陳", "美玲")
    assert (may.called, may.latin) == ("May", "Mei Ling Chan")
    assert numbers(may) == ["+447400123456", "+447400123457", "+442079460011"]
    assert [phone.label for phone in may.phones] == ["Mobile", "Mobile", "Home"]
    assert may.birthday == Birthday(1988, 2, 29)
    assert may.note == "不要叫她陳太 ::: 對蘆薈過敏\nAnniversary: 2012-10-20"
    assert (may.email, may.tags) == ("may.chan@example.com", ("VIP",))
    assert may.allergies == ("蘆薈",)
    assert rows[3].birthday == Birthday(None, 3, 15)
    assert rows[3].note == "Line one\nline two"
    assert numbers(rows[3]) == ["+85291234567"]
    assert (rows[4].name, rows[4].family, rows[4].given) == ("周小姐", "", "")
    assert "fetched" in rows[4].warnings[0]
    assert "example.com/photo" not in rows[4].note
    assert (rows[5].name, rows[5].family) == ("Bright Lamps Ltd", "")
    assert rows[6].family == "Rao"
    assert rows[6].birthday == Birthday(1979, 11, 5)


def test_googles_old_header_in_utf_16_gives_the_same_kind_of_client() -> None:
    sheet, rows = opened(FILES / "google-old.csv", "uk")

    assert sheet.encoding == "utf-16"
    sophie = rows[2]
    assert (sophie.name, sophie.family) == ("Sophie Wong Ka Yan", "Wong")
    assert numbers(sophie) == ["+447400123458", "+85261234567", "+442079460033"]
    assert sophie.birthday == Birthday(None, 11, 2)
    assert (sophie.latin, sophie.tags) == ("黃嘉欣", ("Regulars",))
    assert sophie.email == "s.wong@example.com"
    assert "sophie@example.com" in sophie.note
    assert "Latex gloves: no" in sophie.note
    assert sophie.allergies == ()
    assert (rows[3].family, rows[3].given) == ("欧阳", "雪")
    assert (rows[4].name, numbers(rows[4])) == ("Suharti", ["+447400123460"])


def test_iphones_cards_keep_groups_lunar_days_and_pictures() -> None:
    rows = read(FILES / "iphone.vcf")

    first = rows[1]
    assert (first.name, first.family, first.given) == ("欧阳晓雯", "欧阳", "晓雯")
    assert {phone.number: phone.label for phone in first.phones} == {
        "+8613800138020": "mobile",
        "+8613900139020": "老公",
        "+861065529920": "Other",
    }
    assert first.birthday == Birthday(None, 3, 15)
    assert first.wechat == "ouyang_xw88"
    assert first.note.startswith("第一次来是朋友介绍, 喜欢安静;\n不要推销。请在来电时")
    assert "1604" not in first.note
    assert first.photo is not None
    assert first.photo.startswith(b"\x89PNG")
    assert rows[2].birthday == Birthday(1986, 9, 18)
    assert rows[2].lunar == Lunar(8, 15)
    assert rows[3].birthday == Birthday(None, 10, 4)
    assert numbers(rows[3]) == ["+85291234570"]
    assert (rows[4].birthday, rows[4].lunar) == (Birthday(2014, 4, 17), Lunar(3, 18))
    assert rows[4].phones[0].label == "妈妈的手机"
    assert (rows[5].name, rows[5].family) == ("楼下花店", "")


def test_androids_quoted_printable_is_read_everywhere() -> None:
    rows = read(FILES / "android.vcf")

    assert len(rows) == 3
    assert (rows[1].family, rows[1].given) == ("尉迟", "敏")
    assert numbers(rows[1]) == ["+8613800138040", "+8613900139040"]
    assert rows[1].birthday == Birthday(1990, 5, 20)
    assert rows[1].note == "对阿司匹林过敏\n做脸时不要用薰衣草"
    assert rows[1].allergies == ("阿司匹林",)
    assert "朝阳区建国路88号;3单元1201" in rows[1].facts["address"]
    assert rows[2].name == "马雪莲"
    assert rows[3].email == "kelly@example.com"


def test_excels_numbers_are_whole_or_named_as_lost() -> None:
    rows = read(FILES / "phones-cn.xlsx")

    whole = {row: numbers(one) for row, one in rows.items()}
    assert whole == {
        2: ["+8613800138060"],
        3: ["+8613800138061"],
        4: ["+8613800138062"],
        5: [],
        6: ["+8613800138063"],
        7: ["+8613800138064"],
        8: ["+8613800138065"],
        9: ["+8613800138066"],
        10: [],
    }
    assert "digits are lost" in rows[5].warnings[0]
    assert "not a whole number" in rows[10].warnings[0]
    assert "13800000000" not in str(rows)


def test_a_lost_zero_is_put_back_where_the_region_makes_it_certain() -> None:
    taiwan, britain = (read(FILES / f"phones-{r}.xlsx", r) for r in ("tw", "uk"))

    assert [numbers(one) for one in taiwan.values()] == [
        ["+886912345678"],
        ["+886912345679"],
        ["+886912345670"],
    ]
    assert [numbers(one) for one in britain.values()] == [
        ["+447400123456"],
        ["+447400123457"],
        ["+447400123458"],
    ]


def test_a_column_of_the_republic_is_read_so_from_top_to_bottom() -> None:
    rows = read(FILES / "會員名冊.csv", "tw")

    assert {row: str(one.birthday) for row, one in rows.items()} == {
        2: "1985-03-05",
        3: "1985-03-05",
        4: "1985-03-05",
        5: "1985-03-05",
        6: "2024-03-05",
        7: "1996-02-29",
        8: "None",
        9: "2011-10-10",
        10: "1985-03-05",
        11: "1910-05-01",
        12: "None",
    }
    assert "no such day" in rows[8].warnings[0]
    assert "check" in rows[11].warnings[0]
    assert [rows[row].phones[0].extension for row in (3, 4)] == ["123", "12"]
    assert numbers(rows[3]) == ["+886223456789"]


def test_one_number_in_three_spellings_is_one_number() -> None:
    rows = read(FILES / "one-phone.csv", "hk")

    assert [numbers(rows[row]) for row in (2, 3, 4, 5)] == [["+85291234601"]] * 4
    assert rows[2].note == "原來的備註"
    assert rows[10].name == "張三"


def test_a_page_called_xls_is_read_as_the_page_it_is() -> None:
    sheet, rows = opened(FILES / "会员导出.xls")

    assert (sheet.kind, sheet.encoding) == ("html", "gb18030")
    assert rows[2].name == "陈 静"
    assert numbers(rows[2]) == ["+8613800138301"]
    assert rows[2].birthday == Birthday(1985, 3, 5)
    assert rows[2].note == "余额: ￥1,280.00"
    assert rows[3].name == "欧阳&娜"
    assert numbers(rows[3]) == ["+8613800138302"]


def test_an_old_workbook_is_read() -> None:
    sheet, rows = opened(FILES / "members-97.xls")

    assert sheet.kind == "xls"
    assert numbers(rows[2]) == ["+8613800138303"]
    assert rows[2].birthday == Birthday(1990, 2, 28)
    assert rows[3].birthday == Birthday(1988, 8, 8)


def test_excels_sep_line_and_a_title_are_passed_over() -> None:
    sheet, rows = opened(FILES / "kundinnen.csv", "eu")

    assert (sheet.encoding, sheet.delimiter, sheet.heading_row) == ("cp1252", ";", 3)
    assert rows[4].name == "Zoë Müller"
    assert numbers(rows[4]) == []
    assert "+49" in rows[4].warnings[0]
    assert "0151 23456789" in rows[4].note
    assert rows[4].birthday == Birthday(1980, 12, 24)
    assert (rows[5].name, rows[5].family) == ("Änne von der Höh", "von der Höh")
    assert numbers(rows[5]) == ["+4915123456780"]


def test_nothing_that_protects_her_is_lost_on_the_way() -> None:
    sheet, rows = opened(FILES / "顾客档案.xlsx")

    assert len(sheet.notes) == 2
    assert "comment" in sheet.notes[0]
    assert "coloured" in sheet.notes[1]
    first = rows[2]
    for text in ("水杨酸", "上次做完刷酸红了三天", "1280", "喜欢薰衣草\n不喜欢聊天"):
        assert text in first.note
    assert first.note.count("护理：补水") == 95
    assert "【到此为止】" in first.note
    assert "这个号码是她妈妈的" in first.note
    assert first.allergies == ("青霉素", "酒精")
    assert rows[3].allergies == ()
    assert "怀孕3个月，不要做仪器" in rows[3].note
    assert rows[3].conditions == ("pregnancy",)
    assert rows[4].allergies == ("蜂蜜",)
    for text in ("蜂蜜（严重）", "含蜂胶面膜", "嘴唇肿，去过医院"):
        assert text in rows[4].note
    assert rows[5].allergies == ()
    assert "怕痛" in rows[5].note
