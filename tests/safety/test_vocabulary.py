"""What is typed means what the shipped words say, and nothing where none stands."""

import csv
from datetime import date
from functools import cache
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.safety.vocabulary import Meant, OwnWord, Place, Told, fold, told
from salon.shipped import RESOURCES

TODAY = date(2026, 11, 28)
MEDICINE, ALLERGY, NOTE = Place.MEDICINE, Place.ALLERGY, Place.NOTE


@cache
def shipped(name: str) -> tuple[dict[str, str], ...]:
    """Return a shipped table."""
    path = RESOURCES / "domain" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


WORDS = shipped("typed_words")
NOT = shipped("typed_words_not")


def understood(text: str, place: Place, *own: OwnWord) -> Told:
    """Return what a text is told to mean on this day."""
    return told(text, place, own, TODAY)


def standing(text: str, place: Place, *own: OwnWord) -> set[str]:
    """Return the conditions that stand."""
    meant = understood(text, place, *own).meant
    return {one for word in meant if not word.ended for one in word.conditions}


def only(text: str, place: Place) -> Meant:
    """Return the one word that is understood."""
    [one] = understood(text, place).meant
    return one


# the shipped tables


@pytest.mark.parametrize("line", NOT, ids=lambda line: line["word"])
def test_what_must_not_match_does_not_wherever_it_is_typed(
    line: dict[str, str],
) -> None:
    # a mandelic acid is made from almonds: in the list of allergies it is one
    places = set(Place) - ({ALLERGY} if "only as an allergy" in line["why"] else set())
    for place in places:
        assert line["must_not_match"] not in standing(line["word"], place), place


def forms_of(line: dict[str, str]) -> list[str]:
    """Return a word as people write it."""
    word = line["word"]
    wide = "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in word)
    forms = [word, word.upper(), wide]
    if line["matches"] == "word":
        forms += [f"She said: {word}.", f"{word.title()} every day", f"{word}s"]
        if word[-1] == "y" and word[-2] not in "aeiou":
            forms.append(f"{word[:-1]}ies")
        return forms
    apart = word if any(map(str.isascii, word)) else " ".join(word)
    return [*forms, f"客人说有{word}。", f"她有{word}，要注意", apart]


@pytest.mark.parametrize("line", WORDS, ids=lambda line: line["word"])
def test_a_word_finds_its_conditions_however_it_is_written(
    line: dict[str, str],
) -> None:
    wanted = set(line["condition_ids"].split())
    is_allergen = line["kind"] == "allergen"
    assert understood(line["word"], MEDICINE).unknown == ()
    for form in forms_of(line):
        for place in (ALLERGY,) if is_allergen else (MEDICINE, NOTE):
            assert wanted <= standing(form, place), (form, place)
            assert understood(form, place).meant, form


# what was not understood in 0.1.0


@pytest.mark.parametrize(
    ("text", "place", "found"),
    [
        ("warfarin", MEDICINE, {"anticoagulant"}),
        ("华法林", MEDICINE, {"anticoagulant"}),
        ("latex and lavender oil", ALLERGY, {"allergy_latex", "allergy_fragrance"}),
        ("prawns", ALLERGY, {"allergy_seaweed"}),
        ("蟹", ALLERGY, {"allergy_seaweed"}),
        ("HEMA", ALLERGY, {"allergy_acrylate"}),
        ("睫毛胶", ALLERGY, {"allergy_adhesive"}),
        ("numbing cream", ALLERGY, {"allergy_anaesthetic"}),
        ("LATEX gloves", ALLERGY, {"allergy_latex"}),
        ("乳膠", ALLERGY, {"allergy_latex"}),
        ("cats", ALLERGY, set()),
        # the same word means another thing where an allergy is meant
        ("aspirin", MEDICINE, {"aspirin_low"}),
        ("aspirin", ALLERGY, {"allergy_salicylate"}),
        ("cannot take aspirin", MEDICINE, {"allergy_salicylate"}),
        ("不能吃阿司匹林", MEDICINE, {"allergy_salicylate"}),
        ("allergic to aspirin", NOTE, {"allergy_salicylate"}),
        ("对花生和海鲜过敏", NOTE, {"allergy_nut", "allergy_seaweed"}),
        ("latex and nut allergy", NOTE, {"allergy_latex", "allergy_nut"}),
        ("allergic to latex, nuts", NOTE, {"allergy_latex", "allergy_nut"}),
        ("likes lavender oil", NOTE, set()),
        ("no allergies except latex", ALLERGY, {"allergy_latex"}),
        ("EpiPen", ALLERGY, {"anaphylaxis_history"}),
        ("Ventolin for allergic asthma", MEDICINE, {"asthma"}),
        ("过敏性哮喘", NOTE, {"asthma"}),
        # not denied, not another's, not over
        ("no problems since she started warfarin", NOTE, {"anticoagulant"}),
        ("never without her EpiPen", NOTE, {"anaphylaxis_history"}),
        ("has not stopped warfarin", MEDICINE, {"anticoagulant"}),
        ("没有停用华法林", MEDICINE, {"anticoagulant"}),
        ("started warfarin 2 years ago", MEDICINE, {"anticoagulant"}),
        ("不小心怀孕", NOTE, {"pregnancy"}),
        ("不知道是否怀孕", NOTE, {"pregnancy"}),
        ("王先生高血压", NOTE, {"hypertension_controlled"}),
        ("妈妈说她怀孕了", NOTE, {"pregnancy"}),
        ("跟妈妈一样有高血压", NOTE, {"hypertension_controlled"}),
        ("孩子三个月，哺乳中", NOTE, {"breastfeeding"}),
        ("大姨妈来了", NOTE, {"menstruation"}),
        ("epilepsy since childhood", NOTE, {"epilepsy"}),
        ("以前中风过", NOTE, {"heart_disease"}),
        ("gold injections years ago", NOTE, {"gold_therapy"}),
        ("Pregnant: no. Epilepsy: yes", NOTE, {"epilepsy"}),
        ("无高血压、对花生过敏", NOTE, {"allergy_nut"}),
        ("used to take warfarin, now on isotretinoin", NOTE, {"isotretinoin"}),
        # denied, or another's
        ("没有高血压、糖尿病、心脏病", NOTE, set()),
        ("no latex or nut allergy", ALLERGY, set()),
        ("怀孕：无", NOTE, set()),
        ("diabetes (mother)", NOTE, set()),
        ("她先生有高血压", NOTE, set()),
        ("cancer runs in the family", NOTE, set()),
    ],
)
def test_what_is_said_of_her_stands_and_nothing_else(
    text: str, place: Place, found: set[str]
) -> None:
    assert standing(text, place) == found


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Roaccutane stopped 2019", date(2019, 12, 31)),
        ("isotretinoin, finished", None),
        ("isotretinoin stopped 12 June 2026", date(2026, 6, 12)),
        ("isotretinoin stopped May 2026", date(2026, 5, 31)),
        ("isotretinoin stopped 2026-05-03", date(2026, 5, 3)),
        ("isotretinoin stopped 3/5/2026", date(2026, 5, 3)),
        ("isotretinoin stopped 5/3/2026", date(2026, 5, 3)),  # the later reading
        ("isotretinoin stopped 11/12/2026", date(2026, 11, 12)),
        ("isotretinoin finished 3 months ago", date(2026, 8, 28)),
        ("isotretinoin finished in March", date(2026, 3, 31)),
        ("isotretinoin stopped 2026", TODAY),
        ("2019年停用泰尔丝", date(2019, 12, 31)),
        ("上个月停了泰尔丝", date(2026, 10, 31)),
        ("泰尔丝2026年5月3日停", date(2026, 5, 3)),
        ("泰尔丝两周前停药", date(2026, 11, 14)),
    ],
)
def test_what_is_over_says_its_last_day(text: str, day: date | None) -> None:
    one = only(text, MEDICINE)

    assert one.conditions == ("isotretinoin",)
    assert (one.ended_on, one.ended) == (day, "," not in text)
    # "by mouth or on the skin?" is still to be asked; of a brand only when it was
    assert one.is_sure is ("isotretinoin" not in text)


def test_an_event_keeps_its_day_and_one_without_a_day_stands() -> None:
    dated, undated = only("botox in October 2026", NOTE), only("had botox", NOTE)

    assert (dated.ended, dated.ended_on) == (True, date(2026, 10, 31))
    assert not undated.ended


def test_a_day_to_come_ends_nothing() -> None:
    assert not only("warfarin, stopped 2027", MEDICINE).ended
    assert not only("pregnant, due May 2027", NOTE).ended


def test_who_is_unsure_is_asked() -> None:
    assert only("warfarin", MEDICINE).is_sure
    assert only("warfarin", MEDICINE).ask == ""
    assert not only("warfarin?", MEDICINE).is_sure
    assert not only("warfarin, stopped 2019", MEDICINE).is_sure
    assert not only("isotretinoin", MEDICINE).is_sure
    assert only("isotretinoin", MEDICINE).ask.startswith("ask: by mouth now")
    assert only("latex", ALLERGY).ask == "ask gloves, glue; banana or avocado too"


def test_what_was_denied_or_said_of_family_is_shown() -> None:
    assert understood("warfarin, mother on aspirin", NOTE).others == (
        "mother on aspirin",
    )
    assert understood("no fever today", NOTE).others == ("no fever today",)


# what is not understood


@pytest.mark.parametrize(
    ("text", "place", "unknown"),
    [
        ("Xyzumab 20 mg", MEDICINE, ("Xyzumab 20 mg",)),
        ("Xyzumab 20 mg, 1 tablet daily", MEDICINE, ("Xyzumab 20 mg",)),
        ("warfarin 5 mg daily\nXyzumab", MEDICINE, ("Xyzumab",)),
        ("华法林和某某素", MEDICINE, ("某某素",)),
        ("beer, doughnut", ALLERGY, ("beer", "doughnut")),
        ("20 mg", MEDICINE, ()),
        ("每天", MEDICINE, ()),
        ("a bit of", ALLERGY, ()),
        ("stopped 2019", MEDICINE, ()),
        ("none", ALLERGY, ()),
        ("NKDA", ALLERGY, ()),
        ("n/a", MEDICINE, ()),
        ("无", ALLERGY, ()),
        ("无药物过敏史", ALLERGY, ()),
        ("no known drug allergies", ALLERGY, ()),
        ("tablets", MEDICINE, ("tablets",)),
        ("anything at all", NOTE, ()),
    ],
)
def test_what_is_not_understood_is_said(
    text: str, place: Place, unknown: tuple[str, ...]
) -> None:
    assert understood(text, place).unknown == unknown
    assert not standing(text, place) & {"allergy_bee", "allergy_nut"}


# the salon's own words


def test_a_taught_word_counts_where_it_was_taught_and_replaces_ours() -> None:
    tea = OwnWord("Granny's tea", ("photosensitiser",), MEDICINE)
    lavender = OwnWord("Lavender", ())

    assert standing("grannys teas", MEDICINE, tea) == {"photosensitiser"}
    assert understood("granny's tea", ALLERGY, tea).unknown == ("granny's tea",)
    assert standing("lavender", ALLERGY) == {"allergy_fragrance"}
    assert standing("lavender", ALLERGY, lavender) == set()
    assert understood("lavender", ALLERGY, lavender).unknown == ()
    assert standing("老王膏", MEDICINE, OwnWord("老王膏", ("steroid_oral",))) == {
        "steroid_oral"
    }


def test_the_narrower_place_of_a_taught_word_wins() -> None:
    both = OwnWord("zed", ("asthma",)), OwnWord("zed", ("fever",), NOTE)

    assert standing("zed", NOTE, *both) == {"fever"}
    assert standing("zed", MEDICINE, *both) == {"asthma"}


# properties

SAID = st.sampled_from([line["word"] for line in (*WORDS, *NOT)])
ANY = st.one_of(
    st.text(max_size=60),
    SAID,
    st.lists(st.one_of(SAID, st.text(max_size=8)), max_size=6).map(" ".join),
)


@given(ANY, st.sampled_from(Place))
def test_no_text_is_too_much(text: str, place: Place) -> None:
    told(text, place, (), TODAY)
    told(text, place)


@given(SAID, ANY, st.sampled_from([", ", "; ", "\n", "、", " and ", "，", "和"]))
def test_what_is_added_behind_a_separator_takes_nothing_back(
    text: str, more: str, separator: str
) -> None:
    for place in Place:
        both = standing(f"{text}{separator}{more}", place)
        assert standing(text, place) <= both, place


@given(st.text(max_size=80), st.sampled_from(Place))
def test_no_condition_comes_from_a_text_in_which_no_word_stands(
    text: str, place: Place
) -> None:
    plain = fold(text)
    # the first three letters: of a word in the plural more need not stand
    stands = any(fold(line["word"])[:3].rstrip() in plain for line in WORDS)
    if not stands:
        assert understood(text, place).meant == ()


def test_a_hundred_files_are_understood_at_once() -> None:
    told("warm", MEDICINE)
    texts = [f"{line['word']} {at} mg daily" for at, line in enumerate(WORDS[:100])]
    began = perf_counter()
    for text in texts:
        told(text, MEDICINE, (), TODAY)
    first = perf_counter()
    for text in texts:
        told(text, MEDICINE, (), TODAY)

    assert first - began < 0.5
    assert perf_counter() - first < 0.01
