"""Whoever is erased goes out of others' words in every spelling, and nobody else."""

import json
from collections.abc import Callable, Sequence

import pytest
from sqlalchemy import select

from salon.app import Salon
from salon.clients.model import ClientDraft, ClientId, PhoneLine
from salon.clients.operations import add_client, correct_client
from salon.clients.phones import read_phone
from salon.clients.queries import client_card
from salon.erasure.naming import Marks, name_mark, number_mark, reading_mark
from salon.erasure.operations import erase_client
from salon.erasure.queries import marks_of, prospect
from salon.staff.tables import StaffMember
from salon.store.drafts import DRAFT
from salon.till.tables import BillLine
from salon.work import Reading, Work
from tests.house import House, a_service, open_house
from tests.leaning import RowMade, a_row


@pytest.fixture
def house(another_desk: Callable[..., Salon]) -> House:
    """Return a house on either kind of store."""
    return open_house(another_desk())


def known(house: House, name: str, number: str = "", **facts: str) -> ClientId:
    """Return a new client of this name."""
    phone = read_phone(number, "uk")
    phones = (PhoneLine(phone.number or "", "", True, number),) if number else ()
    return house.salon.do(
        add_client, ClientDraft(name=name, phones=phones, facts=facts)
    )


def written(house: House, said: str) -> str:
    """Write a note about somebody else; return it as it stands after the erasure."""
    house.salon.do(correct_client, house.basia, ClientDraft(note=said))
    return said


def note(house: House) -> str:
    return house.salon.ask(client_card, house.basia).note


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("和欧阳小燕一起来", "和…一起来"),
        ("came with Ouyang Xiaoyan.", "came with …."),
        ("came with ouyangxiaoyan, twice", "came with …, twice"),
        ("Xiao-Yan Ouyang rang", "… rang"),
        ("和小燕一起来", "和…一起来"),
        ("欧阳女士说好", "…说好"),
        ("李小燕也来", "李小燕也来"),  # somebody with a family name of her own
        ("欧阳锋 came", "欧阳锋 came"),
        ("zubqq on WeChat", "… on WeChat"),
        ("zubqqs are none", "zubqqs are none"),
        ("Zubbyx, 3 pm", "…, 3 pm"),
        ("Zubbyxes came", "Zubbyxes came"),
    ],
)
def test_a_chinese_name_goes_in_each_of_its_spellings(
    house: House, said: str, left: str
) -> None:
    hers = known(house, "欧阳小燕", wechat_id="zubqq", nickname="Zubbyx")
    written(house, said)
    house.salon.do(erase_client, hers)
    assert note(house) == left


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("ring 07911 123456 first", "ring … first"),
        ("ring +44 7911 123456", "ring …"),
        ("ring 07911-123-456", "ring …"),
        ("ring 0044 7911 123456", "ring …"),
        ("ring (07911) 123456", "ring …"),
        ("ring +44 (0)7911 123 456", "ring …"),
        ("ring +1 7911 123456", "ring +1 7911 123456"),  # of another country
        ("no. 107911123456", "no. 107911123456"),
        ("no. 079111234567", "no. 079111234567"),
        ("Zubrowka  Featherstonehaughx came", "… came"),
        ("Featherstonehaughx, Zubrowka", "…"),
        ("ZUBROWKA\nFEATHERSTONEHAUGHX", "…"),
        ("Mrs Featherstonehaughx paid", "… paid"),
        ("Zubrowka Featherstonehaughxton", "Zubrowka Featherstonehaughxton"),
        ("Zubrowka Featherstonehaughx’s bag", "…’s bag"),
        ("write to zu@b.example now", "write to … now"),
        ("write to xzu@b.example.org", "write to xzu@b.example.org"),
    ],
)
def test_a_number_and_a_latin_name_go_in_each_of_their_spellings(
    house: House, said: str, left: str
) -> None:
    name = "Zubrowka Featherstonehaughx"
    hers = known(house, name, "07911 123456", email="zu@b.example")
    written(house, said)
    house.salon.do(erase_client, hers)
    assert note(house) == left


def test_a_longer_name_of_somebody_who_is_here_is_never_cut(house: House) -> None:
    hers = known(house, "Mary Ann")
    known(house, "Mary Ann Smithson")
    known(house, "林美华")
    written(house, "Mary Ann Smithson is nice, Mary Ann is not. 林美华也来")

    look = house.salon.ask(prospect, hers)
    assert (look.elsewhere, look.untouched) == (1, 0)  # hers is nobody's but hers
    house.salon.do(erase_client, hers)
    assert note(house) == "Mary Ann Smithson is nice, … is not. 林美华也来"
    house.salon.do(erase_client, known(house, "林美"))
    assert "林美华也来" in note(house)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Grace Hope", "Grace Hope Miller came"),
        ("Grace Hope", "came with Grace Hope O’Brien."),
        ("Grace Hope", "GRACE HOPE MILLER"),
        ("Grace Hope", "Grace Hope van der Berg"),
        ("Grace Hope", "Mrs Hope Miller paid"),
        ("Grace Hope", "Hope, Grace Miller"),
        ("Grace Hope", "told Basia Grace Hope"),  # there is a Basia
        ("Zoë Müller", "Anna Müller, Zoë Kravitz"),
        ("欧阳小燕", "Ouyang Xiaoyan Miller came"),
        ("Rose May", "She rose may be at noon"),
        ("Will Day", "every will day counts"),
    ],
)
def test_what_may_be_a_longer_name_of_somebody_else_is_left_and_said(
    house: House, name: str, said: str
) -> None:
    hers = known(house, name)
    for other in ("Tom Miller", "Eve O’Brien", "Jan van der Berg"):
        known(house, other)
    written(house, said)
    look = house.salon.ask(prospect, hers)
    assert (look.elsewhere, look.left) == (0, (f"C{house.basia}",))
    house.salon.do(erase_client, hers)
    assert note(house) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("赵敏敏", "Zhào Mǐnmǐn came"),
        ("赵敏敏", "Mǐnmǐn Zhào came"),
        ("趙敏敏", "ZHÀO MǏNMǏN came"),
        ("欧阳雪燕", "Ōuyáng Xuěyàn came"),
        ("Rose May", "Rose May came"),
        ("Rose May", "ROSE MAY came"),
    ],
)
def test_a_name_goes_as_the_program_itself_spells_it(
    house: House, name: str, said: str
) -> None:
    hers = known(house, name)
    written(house, said)
    house.salon.do(erase_client, hers)
    assert note(house) == "… came"


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Grace Hope Monday, Grace Hope 3 pm", "… Monday, … 3 pm"),
        ("Grace Hope\nMiller came", "…\nMiller came"),
        ("Grace Hope. Miller came", "…. Miller came"),
        ("Grace Hope, Miller", "…, Miller"),
        ("GRACE HOPE CALLED", "… CALLED"),
        ("Grace Hope Called; grace hope came", "… Called; … came"),
        ("Rang Grace Hope", "Rang …"),
        ("Frau Hope, Grace", "Frau …"),
        ("Client: Hope, Grace", "Client: …"),
        ("Grace Hope Muster", "… Muster"),  # as she was called before
        ("Grace Hope Basia, Grace Hope too", "Grace Hope Basia, … too"),
        ("Grace Hope Miller came", "… Miller came"),  # nobody here is called so
        ("Grace Hope Glow plan", "… Glow plan"),
        ("Facial Hope, Grace", "Facial …"),
        ("Anna Hope, Grace Hope", "Anna Hope, …"),
        ("write to Gh@b.example Miller", "write to … Miller"),
    ],
)
def test_a_name_goes_beside_what_makes_it_no_longer(
    house: House, said: str, left: str
) -> None:
    hers = known(house, "Grace Muster", email="gh@b.example")
    house.salon.do(correct_client, hers, ClientDraft(name="Grace Hope"))
    written(house, said)
    house.salon.do(erase_client, hers)
    assert note(house) == left


def test_a_name_that_nobody_else_has_goes_from_any_number_of_places(
    house: House,
) -> None:
    hers = known(house, "Loyal Introducerx", nickname="Zubbyx")
    written(house, "Zubbyx came")
    keys = [known(house, f"Guest No{at}x") for at in range(52)]
    for key in keys:
        draft = ClientDraft(note="sent by Loyal Introducerx")
        house.salon.do(correct_client, key, draft)

    look = house.salon.ask(prospect, hers)
    assert (look.elsewhere, look.untouched) == (53, 0)
    house.salon.do(erase_client, hers)
    notes = {house.salon.ask(client_card, key).note for key in keys}
    assert notes == {"sent by …"}
    assert note(house) == "… came"  # what may be a word is rare all the same


def test_what_others_are_called_too_stays_and_is_said(house: House) -> None:
    hers = known(house, "Helen Quistgaardx", nickname="Rosa")
    known(house, "Rosa")
    written(house, "Helen Quistgaardx and Rosa came; Helen paid. A rose is a rose.")

    look = house.salon.ask(prospect, hers)
    assert (look.elsewhere, look.untouched) == (1, 1)
    assert look.left == (f"C{house.basia}",)
    house.salon.do(erase_client, hers)
    assert note(house) == "… and Rosa came; Helen paid. A rose is a rose."


@pytest.mark.parametrize(
    ("name", "said", "left"),
    [
        ("王丽", "和王丽一起来，王丽丽也来", "和…一起来，王丽丽也来"),
        ("高兴", "今天很高兴，客人高兴", "今天很高兴，客人高兴"),
        ("王平安", "祝您平安，平安夜来；和平安来", "祝您平安，平安夜来；和…来"),
        ("欧阳小雪", "小雪节气，给小雪打电话", "小雪节气，给…打电话"),
        ("Jean-Marie D'Arcy", "JEAN-MARIE D’ARCY and jean marie darcy", "… and …"),
        ("Zoë Łuczak-Ångström", "Zoe Luczak Angstrom came", "… came"),
        ("😀 Smilex", "😀 Smilex came", "😀 … came"),
        ("Xx Yy", "Xx Yy came", "… came"),
        ("欧阳小雪", "歐陽小雪来了，歐陽鋒也来", "…来了，歐陽鋒也来"),
        ("陳怡君", "和陈怡君来", "和…来"),
    ],
)
def test_a_name_goes_as_people_write_it_and_no_word_with_it(
    house: House, name: str, said: str, left: str
) -> None:
    hers = known(house, name)
    written(house, said)
    house.salon.do(erase_client, hers)
    assert note(house) == left


@pytest.mark.parametrize("name", ["NULL", "False", "Holder", "Zoe Holder", "Kept Tea"])
def test_what_is_kept_as_data_stays_data(house: House, name: str) -> None:
    by = "Zoe Holder, Kept Tea"
    held = {"holder": "", "off": False, "none": None, "by": by}
    body = json.dumps(held, separators=(",", ":"))

    def fill(work: Work) -> int:
        work.record(RowMade())
        return int(a_row(work, BillLine, body=body).id)

    line = house.salon.do(fill)
    house.salon.do(erase_client, known(house, name))

    def read(reading: Reading) -> str:
        return str(reading.session.get_one(BillLine, line).body)

    kept = json.loads(house.salon.ask(read))
    assert kept == held | {"by": by.replace(name, "…")}


def test_what_is_sold_is_nobodys_name(house: House) -> None:
    def serve(work: Work) -> None:
        work.record(RowMade())
        work.add(a_service("tst_brow", "Brow Shape", 20))

    house.salon.do(serve)
    hers = known(house, "Brow Shape")
    written(house, "had the Brow Shape")
    assert house.salon.ask(prospect, hers).left == (f"C{house.basia}",)
    house.salon.do(erase_client, hers)
    assert note(house) == "had the Brow Shape"


@pytest.mark.parametrize("name", ["李", "a " * 28, "Li", "É", "欧阳小燕", "王丽"])
def test_no_store_is_asked_for_what_stands_in_every_text(
    house: House, name: str
) -> None:
    hers = known(house, name)
    marks = house.salon.ask(marks_of, frozenset((hers,)))
    for pieces in marks.asked:
        assert len("".join(pieces)) > 1 or not "".join(pieces).isascii(), pieces
        assert len(pieces) <= 10, pieces


@pytest.mark.parametrize("word", ["Rose", "May", "An", "Peel"])
def test_a_name_that_is_a_word_is_left_and_said(house: House, word: str) -> None:
    hers = known(house, f"Bettina {word}enfeldx", nickname=word)
    said = written(house, f"{word} suits; {word.lower()} and wANts, {word}a")
    assert house.salon.ask(prospect, hers).untouched == 1
    house.salon.do(erase_client, hers)
    assert note(house) == said


def test_a_name_of_who_works_here_is_left(house: House) -> None:
    def hire(work: Work) -> None:
        work.add(StaffMember(name="Tamsin Greenx"))
        work.record(RowMade())

    house.salon.do(hire)
    hers = known(house, "Tamsin Blackx", nickname="Tamsin")
    said = written(house, "Tamsin did the peel, Tamsin Greenx the rest")
    house.salon.do(erase_client, hers)
    assert note(house) == said


def test_drafts_of_others_lose_the_name_and_nothing_else(house: House) -> None:
    hers = known(house, "An", nickname="Zubbyx")
    house.salon.keep("note C77", '{"text": "Zubbyx wants what Anna wants"}')
    house.salon.keep(f"note C{hers}", '{"text": "hers"}')
    house.salon.do(erase_client, hers)

    kept = house.salon.ask(
        lambda r: r.session.connection().execute(select(DRAFT.c.body)).scalars().all()
    )
    assert list(kept) == ['{"text": "… wants what Anna wants"}']


def of(*names: str) -> Marks:
    return Marks(sure=tuple(map(name_mark, names)))


@pytest.mark.parametrize(
    ("marks", "said", "left"),
    [
        (of("Rose Marlow"), "for ROSE MARLOW (x)", "for … (x)"),
        (of("Rose Marlow"), "Rose Marlowe stays", "Rose Marlowe stays"),
        (of("Rose Marlow"), '{"a": "x\\nRose Marlow"}', '{"a": "x\\n…"}'),
        (of("林美华"), '{"who": "\\u6797\\u7f8e\\u534e"}', '{"who": "…"}'),
        (of("Zoë Abbott"), '{"who": "Zo\\u00eb Abbott"}', '{"who": "…"}'),
    ],
)
def test_names_are_found_in_json_as_well(marks: Marks, said: str, left: str) -> None:
    assert marks.out_of(said) == left


def test_a_name_in_pinyin_is_no_part_of_a_word() -> None:
    marks = Marks(sure=(reading_mark("li", ["an"]), reading_mark("lv", ["na"])))
    for said in ("lian", "Lianna", "Li Anna", "Ali An"):
        assert marks.out_of(said) == said
    for said in ("Li An", "An Li", "lü na", "lv-na", "Lyu Na", "Li, An"):
        assert marks.out_of(said) == "…", said


def test_numbers_of_places_with_short_ones_are_found() -> None:
    found: Sequence[str] = ("9123 4567", "+852 9123 4567", "00852-91234567")
    mark = number_mark("+85291234567")
    assert mark is not None
    for said in found:
        assert Marks(sure=(mark,)).out_of(f"ring {said}.") == "ring …."
    assert Marks(sure=(mark,)).out_of("19123 4567") == "19123 4567"
