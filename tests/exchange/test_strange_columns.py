"""Columns as other programs have them: what they are, and what a cell of them says."""

from pathlib import Path

import pytest

from salon.exchange.columns import columns, left_to_the_note
from salon.exchange.model import Incoming
from tests.exchange.reading import numbers, opened, read


def rows_of(folder: Path, text: str, region: str = "cn") -> list[Incoming]:
    path = folder / "a.csv"
    path.write_text(text, encoding="utf-8")
    return list(read(path, region).values())


@pytest.mark.parametrize(
    ("field", "headings"),
    [
        (
            "phone",
            "手机/电话 · 电话／手机 · 联系电话(手机) · Tel / Mobile · "
            "Phone & Mobile · 手机号*"
            " · * 手机号码（必填） · 您的手机号 · 顾客手机 · 备注手机号 · "
            "备注电话 · 微信/手机"
            " · Mobile Number (with country code) · Client mobile · Cell phone number"
            " · Telefon (privat) · Handynummer · Téléphone portable · SĐT · "
            "Số điện thoại"
            " · 携帯電話番号 · 휴대폰 번호 · 手提電話 · 行動電話 · "
            "聯絡電話 · 手机号(微信同号)"
            " · Primary Phone · Telefon mobil · Móvil",
        ),
        (
            "name",
            "姓名 Name · Name / 姓名 · 姓名/昵称 · 客户姓名 · 收货人 · Họ và tên · 氏名"
            " · お名前 · 이름 · 고객명 · Kundenname · Nom complet · 真实姓名",
        ),
        ("family", "Last Name* · Nachname · Nom de famille · Họ · Apellidos"),
        ("given", "First Name* · Vorname · Prénom · Tên · Nombre"),
        ("remark", "备注名 · 備註名稱 · 好友备注 · Remark name"),
        ("called", "微信昵称 · Nickname · 习惯称呼 · ニックネーム"),
        (
            "birthday",
            "生日(公历) · 出生日期（国历） · Geburtsdatum · "
            "Date de naissance · Ngày sinh"
            " · 生年月日 · 생년월일 · Client date of birth · Birthday",
        ),
        ("lunar", "农历生日 · 生日（农历） · Birthday (lunar) · 음력생일 · 農曆生日"),
        (
            "calendar",
            "公历/农历 · 國曆/農曆 · 是否农历 · Solar/lunar · 历法 · 양력/음력",
        ),
        (
            "email",
            "Email Address (primary) · E-Mail-Adresse · Courriel · メールアドレス",
        ),
        ("card_no", "会员卡号 · Kunden-Nr. · Client ID · 회원번호 · Mã khách hàng"),
        ("note", "Client notes · 客户备注 · Bemerkungen · Remarques · Ghi chú · 備考"),
        ("said_allergies", "过敏史 · Allergies/Sensitivities · Dị ứng · Allergien"),
        ("said_conditions", "過敏/禁忌 · Medical notes · 健康状况 · 孕周 · Bệnh lý"),
        (
            "",
            "紧急联系人电话备用 · Guardian phone · 介绍人电话 · "
            "Total spent · Next appointment"
            " · 卡内余额 · Fax · 家长电话 · Accepts SMS Marketing",
        ),
    ],
)
def test_a_heading_of_any_program_is_known(field: str, headings: str) -> None:
    for heading in headings.split(" · "):
        assert columns("a.csv", (heading,))[0].field == field, heading


LISTS = {  # columns as these programs write them, and those that a salon would miss
    "till": (
        "会员编号,会员姓名,手机号码,性别,会员生日,公历/农历,会员等级,卡内余额,累计消费,"
        "最近消费时间,办卡门店,介绍人,备注,过敏史,标签,微信号,电子邮箱,"
        "家庭住址,职业,注册时间",
        "card_no name phone gender birthday calendar last_visit note "
        "said_allergies tags "
        "wechat email address occupation referred_by",
    ),
    "booking": (
        "Client ID,First Name,Last Name,Full Name,Mobile Number,Telephone,Email,Gender,"
        "Date of Birth,Address,Apartment,City,Post Code,Country,Client Source,"
        "Referred By,Allergies,Notes,Marketing Consent,Last Visit",
        "card_no given family name phone email gender birthday address referred_by "
        "said_allergies note last_visit",
    ),
    "wecom": (
        "客户名称,备注名,描述,添加人,添加时间,来源,备注手机号,备注企业,性别,标签",
        "called remark note phone company gender tags",
    ),
    "german": (
        "Kundennummer,Anrede,Titel,Vorname,Nachname,Straße,PLZ,Ort,Telefon privat,"
        "Handynummer,E-Mail-Adresse,Geburtsdatum,Letzter Besuch,Allergien,Bemerkungen",
        "card_no salutation given family phone email birthday last_visit "
        "said_allergies "
        "note",
    ),
    "taiwan": (
        "會員編號,姓名,性別,生日,國曆/農曆,手機,市話,LINE ID,地址,過敏史,備註,最近來店",
        "card_no name gender birthday calendar phone line_id address "
        "said_allergies note "
        "last_visit",
    ),
    "outlook": (
        "Title,First Name,Middle Name,Last Name,Suffix,Company,Home Phone,Mobile Phone,"
        "Business Phone,E-mail Address,Birthday,Notes,Categories",
        "salutation given middle family company phone email birthday note tags",
    ),
}


@pytest.mark.parametrize("program", LISTS)
def test_a_list_of_twenty_columns_leaves_at_most_three_questions(program: str) -> None:
    headings, wanted = LISTS[program]

    found = columns("a.csv", tuple(headings.split(",")))

    known = {column.fact or column.field for column in found}
    assert set(wanted.split()) <= known
    assert len(left_to_the_note(found)) <= 3


def test_in_wechat_the_remark_is_the_name_and_the_nickname_beside_it(
    tmp_path: Path,
) -> None:
    rows = rows_of(
        tmp_path,
        "昵称,备注,微信号,标签\n小鱼,王小雨,fish_88,VIP\n开心就好,,happy88,\n"
        "ABC,每周来一次，做脸，很安静。,abc_123,孕12周\n",
    )

    assert [(one.name, one.called) for one in rows] == [
        ("王小雨", "小鱼"),
        ("开心就好", ""),
        ("ABC", ""),
    ]
    assert rows[2].note == "备注: 每周来一次，做脸，很安静。"
    assert rows[2].conditions == ("pregnancy_t1",)


def test_in_wecom_the_remarks_name_person_number_and_company(tmp_path: Path) -> None:
    [one] = rows_of(
        tmp_path,
        "客户名称,备注名,备注手机号,描述,备注企业\n"
        "开心就好,王芳,13800138000,对酒精过敏,某公司\n",
    )

    assert (one.name, one.called, numbers(one)) == (
        "王芳",
        "开心就好",
        ["+8613800138000"],
    )
    assert one.note == "对酒精过敏\n备注企业: 某公司"
    assert one.allergies == ("酒精",)


def test_a_remark_beside_a_name_stays_a_remark(tmp_path: Path) -> None:
    [one] = rows_of(tmp_path, "姓名,备注名\n王芳,芳芳姐\n")

    assert (one.name, one.note) == ("王芳", "备注名: 芳芳姐")


@pytest.mark.parametrize(
    "cell",
    [
        '"=""13800138000"""',
        '="13800138000"',
        "'13800138000",
        "\t13800138000",
        '"=T(""13800138000"")"',
    ],
)
def test_a_guarded_cell_is_what_it_guards(tmp_path: Path, cell: str) -> None:
    [one] = rows_of(tmp_path, f'="姓名","=""手机"""\n陈静,{cell}\n')

    assert (one.name, numbers(one), one.note) == ("陈静", ["+8613800138000"], "")


@pytest.mark.parametrize(
    ("cell", "region", "found"),
    [
        ("02-2345-6789轉123", "tw", [("+886223456789", "123")]),
        ("(02)2345-6789，分機 123", "tw", [("+886223456789", "123")]),
        ("02-23456789 內線12", "tw", [("+886223456789", "12")]),
        ("0755-83765566转808", "cn", [("+8675583765566", "808")]),
        ("010-65529920-808", "cn", [("+861065529920", "808")]),
        ("020 7946 0011 ext. 12", "uk", [("+442079460011", "12")]),
        ("+49 30 1234567 Durchwahl 12", "eu", [("+49301234567", "12")]),
        ("01 23 45 67 89 poste 12", "fr", [("+33123456789", "12")]),
        ("028 38221234 máy lẻ 101", "vn", [("+842838221234", "101")]),
        ("03-1234-5678 内線 5", "jp", [("+81312345678", "5")]),
        ("02-1234-5678 내선 12", "kr", [("+82212345678", "12")]),
        ("0160/1234567", "de", [("+491601234567", "")]),
        (
            "13800138000、0755-83765566转12",
            "cn",
            [("+8613800138000", ""), ("+8675583765566", "12")],
        ),
        (
            "13800138000/13900139000",
            "cn",
            [("+8613800138000", ""), ("+8613900139000", "")],
        ),
        (
            "13800138000(妈妈)13900139000(本人)",
            "cn",
            [("+8613800138000", ""), ("+8613900139000", "")],
        ),
        (
            "手机13800138000 座机0755-83765566",
            "cn",
            [("+8613800138000", ""), ("+8675583765566", "")],
        ),
        (
            "07400 123456 and 07400 123457",
            "uk",
            [("+447400123456", ""), ("+447400123457", "")],
        ),
    ],
)
def test_every_number_of_a_cell_is_taken_with_its_extension(
    tmp_path: Path, cell: str, region: str, found: list[tuple[str, str]]
) -> None:
    [one] = rows_of(tmp_path, f'Name,Phone\nAnn Bell,"{cell}"\n', region)

    assert [(phone.number, phone.extension) for phone in one.phones] == found


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("姓名,标签\n王芳,孕12周\n", ("pregnancy_t1",)),
        ("姓名,备注\n王芳,孕12周，不做仪器\n", ("pregnancy_t1",)),
        ("姓名,特殊情况\n王芳,懷孕三個月\n", ("pregnancy",)),
        ("姓名\n王芳(孕12周)\n", ("pregnancy_t1",)),
        ("姓名,备注名\n,王芳 备孕\n", ("trying_conceive",)),
        ("姓名,标签\n王芳,VIP\n", ()),
    ],
)
def test_a_health_word_is_raised_wherever_it_stands(
    tmp_path: Path, text: str, conditions: tuple[str, ...]
) -> None:
    [one] = rows_of(tmp_path, text)

    assert one.conditions == conditions


def test_a_salutation_is_kept_as_one(tmp_path: Path) -> None:
    rows = rows_of(
        tmp_path,
        "Anrede,Vorname,Nachname\nFrau,Anna,Kern\nHerr,Max,Kern\nFamilie,,Kern\n",
    )

    said = [one.facts.get("salutation") for one in rows]
    assert said == ["ms", "mr", None]
    assert rows[2].note == "Anrede: Familie"
    assert all(not one.gender for one in rows)


def test_a_column_can_be_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("姓名,办卡门店\n陈静,南山店\n", encoding="utf-8")

    _sheet, rows = opened(path, columns=(("left_out", "办卡门店"),))

    assert rows[2].note == ""
    assert read(path)[2].note == "办卡门店: 南山店"


@pytest.mark.parametrize(
    ("text", "name", "family", "given"),
    [
        ("Full Name\nNguyễn Thị Mai\n", "Nguyễn Thị Mai", "Nguyễn", "Mai"),
        (
            "First Name,Middle Name,Last Name\nMai,Thị,Nguyễn\n",
            "Nguyễn Thị Mai",
            "Nguyễn",
            "Mai",
        ),
        ("First Name,Last Name\nNguyễn,Thị Mai\n", "Nguyễn Thị Mai", "Nguyễn", "Mai"),
        ("First Name,Last Name\nMinh,Lê\n", "Lê Minh", "Lê", "Minh"),
        ("First Name,Last Name\nSuharti,Suharti\n", "Suharti", "", "Suharti"),
        ("First Name,Last Name\nSuharti,-\n", "Suharti", "", "Suharti"),
        ("First Name,Last Name\nFNU,Suharti\n", "Suharti", "Suharti", ""),
        ("First Name,Last Name\nZoë,Abbott\n", "Zoë Abbott", "Abbott", "Zoë"),
    ],
)
def test_names_are_put_together_as_their_people_do(
    tmp_path: Path, text: str, name: str, family: str, given: str
) -> None:
    [one] = rows_of(tmp_path, text, "uk")

    assert (one.name, one.family, one.given) == (name, family, given)
