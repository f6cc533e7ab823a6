"""What a list says of health means what it means where staff type it."""

from datetime import date
from pathlib import Path

import pytest

from salon.clients.model import ClientId
from salon.clients.operations import note_allergy
from salon.clients.phones import Phone
from salon.clients.queries import client_card
from salon.exchange.health import heard_in, heard_in_list
from salon.exchange.model import Incoming
from salon.exchange.operations import import_clients, take_back_import
from salon.safety.substances import substance
from salon.safety.understanding import typed_facts
from salon.safety.vocabulary import Place, told
from tests.exchange.reading import TODAY, read
from tests.house import House

OVER = (  # said, and what it was: nothing of it stands today
    ("was pregnant in 2019", "pregnancy"),
    ("pregnant 2021, baby born in May 2022", "pregnancy"),
    ("Accutane until 2025", "isotretinoin"),
    ("on Roaccutane till March 2024", "isotretinoin"),
    ("stopped warfarin in 2020", "anticoagulant"),
    ("had shingles last year", "herpes_active"),
    ("breastfeeding until June 2024", "breastfeeding"),
    ("had chemo years ago", "chemo_radio"),
    ("服用阿莫西林到2020年", "antibiotic_now"),
    ("2018年曾怀孕", "pregnancy"),
    ("以前做过化疗", "chemo_radio"),
    ("去年得过带状疱疹", "herpes_active"),
    ("異維A酸吃到2025年6月", "isotretinoin"),
    ("之前在哺乳，已结束", "breastfeeding"),
)
STANDS = (
    ("pregnant, 20 weeks", "pregnancy"),
    ("on Accutane until next March", "isotretinoin"),
    ("Accutane until 2027", "isotretinoin"),
    ("warfarin since 2020", "anticoagulant"),
    ("怀孕3个月", "pregnancy"),
    ("2020年起服用华法林", "anticoagulant"),
    ("had keloids in the past", "keloid"),  # nobody is free of that
    ("以前有瘢痕疙瘩", "keloid"),
)


@pytest.mark.parametrize(("said", "condition"), OVER)
def test_what_is_over_is_not_proposed_as_if_it_stood(said: str, condition: str) -> None:
    heard = heard_in(said, TODAY)

    assert condition not in heard.conditions
    facts = typed_facts([(Place.NOTE, said)], today=TODAY)
    mine = [one for one in facts if one.condition == condition]
    assert mine, "the note keeps it, and the rules read it there"
    # over for good, or still to be asked: then the import asks too
    assert all(one.ended and one.is_sure for one in mine) or heard.over


@pytest.mark.parametrize(("said", "condition"), STANDS)
def test_what_stands_is_proposed(said: str, condition: str) -> None:
    assert condition in heard_in(said, TODAY).conditions


@pytest.mark.parametrize("said", [one for one, _condition in (*OVER, *STANDS)])
def test_a_list_and_a_typed_note_say_the_same(said: str) -> None:
    facts = typed_facts([(Place.NOTE, said)], today=TODAY)
    standing = {one.condition for one in facts if not one.ended}
    heard = heard_in(said, TODAY)

    assert set(heard.conditions) <= standing
    assert standing <= set(heard.conditions) or heard.over  # the rest is asked


def test_a_past_day_is_kept_with_what_ended() -> None:
    [one] = told("Accutane until 2025", Place.NOTE, (), TODAY).meant
    assert (one.ended, one.ended_on) == (True, date(2025, 12, 31))
    [one] = told("Accutane until 2026", Place.NOTE, (), TODAY).meant
    assert not one.ended  # this year is not over


@pytest.mark.parametrize(
    "note",
    [
        *("friend of Amy, Amy is pregnant", "Amy's sister; Amy has epilepsy"),
        *("Referred by Bo. Bo is pregnant", "her sister is pregnant"),
        *("husband has HIV", "小红的朋友，小红怀孕了", "丽丽介绍来的，丽丽怀孕中"),
        *("老婆怀孕", "儿子有癫痫", "同事怀孕", "family history of diabetes"),
    ],
)
def test_the_health_of_another_is_nobodys_and_is_named(note: str) -> None:
    heard = heard_in(note, TODAY)

    assert heard.conditions == ()
    assert heard.anothers


@pytest.mark.parametrize(
    "note",
    [
        *("friend of Amy, pregnant", "came with her mother, is pregnant"),
        *(
            "朋友介绍，怀孕中",
            "客户的朋友来过，客户怀孕",
            "friend of mine, she is pregnant",
        ),
    ],
)
def test_who_is_only_named_hides_nothing(note: str) -> None:
    assert heard_in(note, TODAY).conditions == ("pregnancy",)


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "墨西哥牛油果",
            "弟子规面膜",
            "姐妹牌染发膏",
            "老干妈",
            "爸爸糖",
            "妹子牌胶水",
        ),
        *("Mama cream", "Aunt May's lotion", "Sweet Baby perfume", "kids shampoo"),
        *("Mother-of-pearl dust", "Bruder-Kleber", "妈妈面霜", "哥伦比亚咖啡"),
        "妹子牌胶水",
    ],
)
def test_a_substance_may_sound_like_family(cell: str) -> None:
    assert heard_in_list(cell, TODAY).allergies == (cell,)
    assert heard_in_list(cell, TODAY).anothers == ()


@pytest.mark.parametrize(
    ("cell", "hers", "anothers", "left"),
    [
        ("husband allergic to nuts", (), ("husband allergic to nuts",), ()),
        ("女儿对花生过敏", (), ("女儿对花生过敏",), ()),
        ("女儿对火龙果过敏", (), ("女儿对火龙果过敏",), ()),
        ("sister allergic to dragonfruit", (), ("sister allergic to dragonfruit",), ()),
        ("mother: latex; self: nickel", ("nickel",), ("mother: latex",), ()),
        ("火龙果（女儿）、酒精", ("酒精",), ("火龙果（女儿）",), ()),
        ("妈妈对青霉素过敏、我对酒精过敏", ("酒精",), ("妈妈对青霉素过敏",), ()),
        ("no latex, nickel", ("nickel",), (), ("no latex",)),
        (
            "青霉素（2019，皮疹、喘）",
            ("青霉素",),
            (),
            ("青霉素（2019，皮疹、喘）",),
        ),
        ("severe nut allergy", ("nut",), (), ("severe nut allergy",)),
        ("unknown", (), (), ("unknown",)),
        ("x" * 60, ("x" * 60,), (), ()),
        ("x" * 61, (), (), ("x" * 61,)),
    ],
)
def test_every_word_of_a_column_goes_somewhere(
    cell: str, hers: tuple[str, ...], anothers: tuple[str, ...], left: tuple[str, ...]
) -> None:
    heard = heard_in_list(cell, TODAY)

    assert (heard.allergies, heard.anothers, heard.left) == (hers, anothers, left)


def listed(folder: Path, heading: str, cell: str) -> Incoming:
    path = folder / "a.csv"
    path.write_text(f'Name,{heading}\nAmira Khan,"{cell}"\n', encoding="utf-8")
    return read(path, "uk")[2]


def test_the_list_holds_what_was_taken_and_the_note_the_rest(tmp_path: Path) -> None:
    one = listed(tmp_path, "Allergies", "latex; sulfa (mother); ask about nuts?")

    assert one.allergies == ("latex", "ask about nuts")
    assert one.note == "Allergies: Not the client’s own: sulfa (mother)"
    assert any("sulfa (mother)" in warning for warning in one.warnings)
    assert listed(tmp_path, "Allergies", "latex, nickel").note == ""
    assert listed(tmp_path, "Allergies", "none").note == "Allergies: none"


def test_free_words_of_another_are_named_and_stay(tmp_path: Path) -> None:
    one = listed(tmp_path, "Notes", "husband allergic to nuts")

    assert (one.allergies, one.note) == ((), "husband allergic to nuts")
    assert "husband allergic to nuts" in " ".join(one.warnings)


@pytest.mark.parametrize(
    ("heading", "cell", "conditions"),
    [
        *(("Pregnant", "yes", ("pregnancy",)), ("Pregnant", "no", ())),
        *(("Pregnant", "2019", ()), ("是否怀孕", "是", ("pregnancy",))),
        *(
            ("是否怀孕", "否", ()),
            ("孕期", "无", ()),
            ("孕期", "3个月", ("pregnancy",)),
        ),
        *(("Medical notes", "none", ()), ("Medical notes", "epilepsy", ("epilepsy",))),
    ],
)
def test_a_heading_may_be_the_question(
    tmp_path: Path, heading: str, cell: str, conditions: tuple[str, ...]
) -> None:
    one = listed(tmp_path, heading, cell)

    assert one.conditions == conditions
    standing = {
        fact.condition
        for fact in typed_facts([(Place.NOTE, one.note)], today=TODAY)
        if not fact.ended
    }
    assert standing == set(conditions)  # as the rules read the note


@pytest.mark.parametrize(
    "same",
    [
        ("青霉素", "penicillin", "盘尼西林", "Penizillin", "pénicilline", "盤尼西林"),
        ("乳胶", "latex", "天然橡胶", "Latexallergie", "allergic to latex", "天然橡膠"),
        ("Nüsse", "nuts", "坚果", "nut allergy"),
        ("芦荟", "Aloe Vera", "蘆薈", "对芦荟过敏"),
        ("烟酰胺", "Niacinamide"),  # as the ingredients have it
    ],
)
def test_one_substance_has_many_names(same: tuple[str, ...]) -> None:
    assert len({substance(one) for one in same}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("nuts", "peanut"), ("花生", "坚果"), ("penicillin", "amoxicillin")),
        *(("cat hair", "dog hair"), ("dragonfruit", "火龙果"), ("pp", "PPD")),
    ],
)
def test_what_is_alike_is_not_the_same(one: str, other: str) -> None:
    assert substance(one) != substance(other)


def test_an_allergy_known_by_another_name_asks_nothing(house: House) -> None:
    number = "+33601020304"
    house.salon.do(note_allergy, house.amira, "penicillin")
    her = Incoming(
        *(2, "Amira Khan"),
        phones=(Phone(number, number),),
        allergies=("盘尼西林", "镍"),
    )

    outcome = house.salon.do(import_clients, [her], "list.csv")

    [row] = outcome.rows
    assert [one.value for one in row.added] == ["镍"]
    assert "盘尼西林" not in " ".join(row.questions)
    stand = house.salon.ask(client_card, house.amira).allergies
    assert [one.substance for one in stand] == ["penicillin", "镍"]


def test_one_row_names_a_substance_once(tmp_path: Path) -> None:
    one = listed(tmp_path, "Allergies", "Penizillin, penicillin, 青霉素")
    assert one.allergies == ("Penizillin",)


def test_nothing_of_an_allergy_stays_after_taking_back(
    house: House, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "Name,Phone,Allergies,Notes\nAmira Khan,+33 6 01 02 03 04,latex,likes tea\n",
        encoding="utf-8",
    )
    outcome = house.salon.do(import_clients, read(path, "uk").values(), "a.csv")
    card = house.salon.ask(client_card, house.amira)
    assert ([one.substance for one in card.allergies], card.note) == (
        ["latex"],
        "likes tea",
    )

    assert outcome.batch_id is not None
    house.salon.do(take_back_import, outcome.batch_id)

    card = house.salon.ask(client_card, house.amira)
    assert (card.allergies, card.note) == ((), "")


def test_what_may_be_over_is_asked_once(house: House, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    said = "Name,Phone,Notes\nNew One,+33 6 01 02 03 99,was pregnant in 2019\n"
    path.write_text(said, encoding="utf-8")

    first = house.salon.do(import_clients, read(path, "uk").values(), "a.csv")
    again = house.salon.do(import_clients, read(path, "uk").values(), "b.csv")

    asked = "“pregnant” is told as past, and stays in the note. Ask whether it is over."
    assert first.rows[0].questions == (asked,)
    assert again.rows[0].questions == ()
    assert (
        house.salon.ask(client_card, ClientId(first.rows[0].client_id or 0)).conditions
        == ()
    )


@pytest.mark.parametrize(
    ("cell", "conditions", "left"),
    [
        ("怀孕5个月", ("pregnancy",), ("怀孕5个月",)),
        ("懷孕5個月", ("pregnancy",), ("懷孕5個月",)),
        ("pregnant?", ("pregnancy",), ("pregnant?",)),
        ("diabetes", ("diabetes",), ("diabetes",)),
        ("type 2 diabetes", ("diabetes",), ("type 2 diabetes",)),
        ("高血压", ("hypertension_controlled",), ("高血压",)),
        ("经期", ("menstruation",), ("经期",)),
        ("on her period", ("menstruation",), ("on her period",)),
        ("asthma", ("asthma",), ("asthma",)),
    ],
)
def test_a_state_of_health_among_the_allergies_is_no_allergy(
    cell: str, conditions: tuple[str, ...], left: tuple[str, ...]
) -> None:
    heard = heard_in_list(cell, TODAY)

    assert (heard.allergies, heard.conditions) == ((), conditions)
    assert heard.left == left  # the weeks, and how it was said


def test_beside_a_state_of_health_the_substance_stays_an_allergy() -> None:
    heard = heard_in_list("latex, pregnant 5 months; 酒精", TODAY)

    assert heard.allergies == ("latex", "酒精")
    assert heard.conditions == ("pregnancy",)
    past = heard_in_list("was pregnant in 2019", TODAY)
    assert (past.allergies, past.conditions) == ((), ())
    her = heard_in_list("husband has diabetes", TODAY)
    assert (her.allergies, her.conditions) == ((), ())


@pytest.mark.parametrize(
    "cell",
    [
        *("孕酮", "痘痘贴", "acne cream", "asthma inhaler", "高血压药", "warfarin"),
        *("botox", "lash extensions", "花粉", "period pain tablets", "hay fever"),
    ],
)
def test_what_is_against_a_state_of_health_may_be_what_she_cannot_bear(
    cell: str,
) -> None:
    assert heard_in_list(cell, TODAY).allergies == (cell,)


@pytest.mark.parametrize(
    ("cell", "substance"),
    [
        *(("对酒精有点红", "酒精"), ("對酒精會紅", "酒精"), ("胶布起疹", "胶布")),
        *(("精油 发痒", "精油"), ("染发剂红肿", "染发剂"), ("酒精会红和痒", "酒精")),
        *(("nickel turns red", "nickel"), ("latex: itchy", "latex")),
        *(("lash glue – red and itchy", "lash glue"), ("wax gives a rash", "wax")),
        *(("口红", "口红"), ("腮红", "腮红"), ("藏红花", "藏红花"), ("面包", "面包")),
        *(("Allura red", "Allura red"), ("bee stings", "bee stings")),
    ],
)
def test_how_she_reacts_is_no_part_of_the_substance(cell: str, substance: str) -> None:
    heard = heard_in_list(cell, TODAY)

    assert heard.allergies == (substance,)
    if cell != substance:
        assert heard.left  # the note says how she reacts


@pytest.mark.parametrize(
    ("cell", "allergies"),
    [
        ("妈妈、她都对乳胶过敏", ("乳胶",)),
        ("her mum and herself: latex", ("latex",)),
        ("NOT allergic to latex. Allergic to nickel.", ("nickel",)),
        ("previously allergic to latex", ("latex",)),
        ("曾对青霉素过敏", ("青霉素",)),
        ("Yes - nuts", ("nuts",)),
        ("Nickel: yes", ("Nickel",)),
        ("Allergic: nickel. Dog allergic to chicken", ("nickel",)),
        ("kein Latex", ()),
        ("ok", ()),
        ("fine", ()),
        ("her mum", ()),
        ("SPF 1.5 cream", ("SPF 1.5 cream",)),
        ("mama mia cream", ("mama mia cream",)),
    ],
)
def test_a_cell_of_allergies_says_substances_and_no_sentences(
    cell: str, allergies: tuple[str, ...]
) -> None:
    assert heard_in_list(cell, date(2026, 3, 27)).allergies == allergies
