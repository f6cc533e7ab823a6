"""What a list says of somebody else, or does not know, is never the client's own."""

import pytest

from salon.exchange.health import allergies_listed, allergies_told


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "(son) peanuts",
            "sulfa (mother)",
            "mother allergic to latex",
            "mum - nickel",
        ),
        *("partner: latex", "妈妈对青霉素过敏", "女儿花生", "dog: chicken"),
        *("不详", "未知", "n.k.", "not sure / ask", "?", "unknown"),
    ],
)
def test_a_column_of_allergies_names_only_what_is_hers_and_known(cell: str) -> None:
    assert allergies_listed(cell) == ()


def test_what_stands_beside_it_is_named_all_the_same() -> None:
    assert allergies_listed("latex, sulfa (mother)") == ("latex",)
    assert allergies_listed("nut allergy?") == ("nut",)
    assert allergies_listed("以前对染发剂过敏") == ("染发剂",)
    assert allergies_listed("青霉素（2019）") == ("青霉素",)
    assert allergies_listed("cat hair, horse chestnut, baby powder") == (
        "cat hair",
        "horse chestnut",
        "baby powder",
    )
    assert allergies_listed("猫毛、狗毛") == ("猫毛", "狗毛")


@pytest.mark.parametrize(
    "note",
    [
        "Mother allergic to latex.",
        "Dog allergic to chicken",
        "her sister is allergic to nuts",
        "妈妈对青霉素过敏",
    ],
)
def test_a_note_about_somebody_else_is_asked_of_nobody(note: str) -> None:
    assert allergies_told(note) == ()


def test_a_sentence_about_somebody_else_hides_no_later_one() -> None:
    said = "Came with her mother. Allergic to latex."
    assert allergies_told(said) == ("latex",)
