"""What is typed means what the shipped words say, and nothing where none stands."""

import csv
from datetime import date
from functools import cache
from time import perf_counter, process_time

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


# what was swallowed, or taken as over, and must count


COUNTS: dict[str, list[str]] = {
    "isotretinoin": [
        "didn't stop Roaccutane",
        "No - Roaccutane 20mg",
        "none (Roaccutane)",
        "takes her mother's Roaccutane",
        "吃姐姐的异维A酸",
        "stopped Roaccutane in 2019 but restarted",
        "stopped Roaccutane 2019, started again 2026",
        "Roaccutane stopped then restarted",
        "停了异维A酸又开始吃",
        "stopped Roaccutane tomorrow",
        "did not stop Roaccutane",
        "never stopped Roaccutane",
        "refuses to stop Roaccutane",
        "no, Roaccutane",
        "None: Roaccutane",
        "Roaccutane finished, back on it",
        "stopped Roaccutane. Restarted",
        "stopping Roaccutane next week",
        "will stop Roaccutane",
        "to stop Roaccutane in January",
        "异维A酸停了又吃",
        "停了异维A酸，又开始吃",
        "明天停异维A酸",
        "下周停了异维A酸",
        "borrowed her sister's Roaccutane",
        "没有停异维A酸",
        "不肯停异维A酸",
        "不能停异维A酸",
        "Roaccutane stopped, resumed May 2026",
        "nothing; Roaccutane",
        "nil - Roaccutane",
        "stopped Roaccutane next month",
        "无(异维A酸)",
        "没有：异维A酸",
        "没有，异维A酸",
    ],
    "retinoid_topical": [
        "uses her sister's tretinoin",
        "用妈妈的维A酸",
        "husband's tretinoin",
        "用老公的維A酸",
    ],
    "anticoagulant": [
        "Sister Mary takes warfarin",
        "doesn't want to stop warfarin",
        "除了华法林没有",
        "cannot stop warfarin",
        "can't come off warfarin",
        "no longer off warfarin",
        "warfarin not stopped",
        "除了华法林，没有",
        "不能停华法林",
        "不敢停华法林",
        "must not stop warfarin",
        "should not come off warfarin",
        "没有别的药除了华法林",
        "war-farin",
        "war\u00adfarin",
        "war\u200bfarin",
        "华法令",
        "no longer without warfarin",
        "Brother John on warfarin",
        "no medicines apart from warfarin",
        "no meds (just warfarin)",
        "don't stop her warfarin",
        "not off warfarin",
        "no problems with warfarin",
        "no reaction to warfarin",
        "no allergy to nuts takes warfarin",
        "cannot afford warfarin",
        "can't remember the dose of warfarin",
        "stopped aspirin and started warfarin",
        "没停华法林",
        "warfarin -",
        "maybe stopped warfarin",
        "wants to stop warfarin",
        "想停华法林",
        "used to not take warfarin",
        "without warfarin she clots",
        "warfarin no longer optional",
        "never misses her warfarin",
    ],
    "pregnancy": [
        "don't tell husband: pregnant",
        "no-one knows yet I'm pregnant",
        "not her first pregnancy",
        "not planned pregnancy",
        "isn't she pregnant",
        "不知道怀孕没有",
        "老公不知道怀孕了",
        "还没告诉家人怀孕了",
        "wasn't pregnant, is now",
        "no longer hiding: pregnant",
        "20 weeks gone",
        "3 months gone",
        "G2P1 20 weeks",
        "🤰",
        "nobody knows she is pregnant",
        "no one knows she's pregnant",
        "husband does not know she is pregnant",
        "mother doesn't know pregnant",
        "family not told yet: pregnant",
        "don't tell mum she is pregnant",
        "别告诉妈妈怀孕了",
        "婆婆还不知道怀孕了",
        "怀孕没有",
        "有没有怀孕",
        "not an easy pregnancy",
        "unplanned pregnancy",
        "not yet told family pregnant",
        "isn't she pregnant?",
        "wasn't pregnant last time, now pregnant",
        "wasn't pregnant but is now",
        "没想到怀孕了",
        "不想让人知道怀孕",
        "🤰🏽",
        "20 wks gone",
        "G1P0",
        "G3 P1+1",
        "five months gone",
        "twenty weeks gone",
        "未告訴家人懷孕了",
        "not expecting pregnancy",
        "妈妈不知道怀孕了",
        "除了怀孕没有",
        "怀没怀孕",
        "是不是怀孕",
        "stopped smoking since pregnant",
        "stopped pill pregnant",
        "finished IVF pregnant",
        "doesn't smoke pregnant",
        "陪妈妈来怀孕了",
        "came with sister pregnant",
        "gone pregnant",
    ],
}


@pytest.mark.parametrize(
    ("text", "condition"),
    [(text, one) for one, texts in COUNTS.items() for text in texts],
)
def test_what_is_not_clearly_denied_or_over_counts(text: str, condition: str) -> None:
    for place in (MEDICINE, NOTE):
        assert condition in standing(text, place), place


@pytest.mark.parametrize(
    "text",
    [
        "didn't stop warfarin",
        "No - warfarin 5mg",
        "none (warfarin)",
        "takes her mother's warfarin",
        "吃姐姐的华法林",
        "Sister Mary takes warfarin",
        "doesn't want to stop warfarin",
        "除了华法林没有",
        "stopped warfarin 2019, started again 2026",
        "warfarin stopped then restarted",
        "停了华法林又开始吃",
        "no longer off warfarin",
        "stopped warfarin tomorrow",
    ],
)
def test_what_counts_in_doubt_is_asked(text: str) -> None:
    assert not only(text, MEDICINE).is_sure


def test_what_follows_may_cast_doubt_on_a_denial() -> None:
    for text in ("not pregnant in May, is now", "没有怀孕，现在是"):
        one = only(text, NOTE)
        assert (one.conditions, one.is_sure, one.ended) == (
            ("pregnancy",),
            False,
            False,
        )
    assert standing("not pregnant, now 45 kg", NOTE) == set()


def test_what_was_repeated_does_not_keep_its_first_day() -> None:
    assert not only("had botox in May, again in October 2026", NOTE).ended
    assert only("warfarin stopped 2019, never restarted", MEDICINE).ended


def test_what_she_does_not_eat_may_be_an_allergy() -> None:
    for text in ("不吃虾", "doesn't eat prawns"):
        one = only(text, ALLERGY)
        assert (one.conditions, one.is_sure) == (("allergy_seaweed",), False)


def test_what_she_cannot_stop_is_no_allergy() -> None:
    assert only("cannot stop warfarin", MEDICINE).is_sure
    assert standing("cannot afford aspirin", MEDICINE) == {
        "aspirin_low",
        "allergy_salicylate",
    }
    assert standing("can't be near nuts", NOTE) == {"allergy_nut"}


@pytest.mark.parametrize(
    "text",
    [
        "no known allergy to latex",
        "never been pregnant",
        "not pregnant now",
        "Pregnant? No",
        "not on warfarin",
        "has no history of epilepsy or heart disease",
        "her mother takes warfarin",
        "mother and sister have diabetes",
        "sister's pregnant",
        "沒有在吃華法林",
        "妈妈和姐姐都有糖尿病",
        "no longer on warfarin",
        "stopped taking warfarin in March 2019",
        "finished her course of Roaccutane in 2019",
        "停了华法林",
    ],
)
def test_what_is_clearly_denied_or_over_or_anothers_does_not_stand(text: str) -> None:
    assert standing(text, NOTE) == set()


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "Yes.",
        "有",
        "有一点",
        "?",
        "？",
        "Unknown",
        "not known",
        "未知",
        "不详",
        "none?",
    ],
)
def test_that_there_is_something_is_asked_about(text: str) -> None:
    for place in (ALLERGY, MEDICINE):
        assert understood(text, place).unknown == (text,)


@pytest.mark.parametrize(
    "text", ["20 weeks gone", "3 months gone", "G2P1 20 weeks", "🤰"]
)
def test_a_pregnancy_told_in_signs_counts_and_is_asked(text: str) -> None:
    for place in (MEDICINE, NOTE):
        one = only(text, place)
        assert one.conditions == ("pregnancy",)
        assert not one.is_sure
        assert not one.ended
        assert one.ask.startswith("ask weeks")


@pytest.mark.parametrize(
    "text", ["war-farin", "war\u00adfarin", "war\u200bfarin", "华法令", "可密定"]
)
def test_a_word_cut_by_what_nobody_sees_is_found(text: str) -> None:
    assert only(text, MEDICINE).conditions == ("anticoagulant",)
    assert standing("Zenatane", MEDICINE) == {"isotretinoin"}
    assert standing("阿斯匹灵", MEDICINE) == {"aspirin_low"}


@pytest.mark.parametrize(
    "text",
    [
        "warfarin " * 12_000,
        "warfarin now " * 8_000,
        "华法林" * 33_000,
        "孕" * 100_000,
        "🤰" * 100_000,
        "now " * 25_000,
        "妈妈因" * 33_000 + "华法林",
        "mother takes " * 7_000 + "warfarin",
    ],
    ids=lambda text: text[:12],
)
def test_a_long_text_is_read_quickly_and_its_rest_is_asked_about(text: str) -> None:
    told("warm", NOTE)
    for place in Place:
        began = process_time()
        found = told(text, place, (), TODAY)
        assert process_time() - began < 0.3
        assert found.unknown, place
        assert len(found.unknown[-1]) <= 100


def test_what_stands_behind_much_emptiness_is_asked_about() -> None:
    for empty in (" ", "\u200b", "none ", "\n"):
        assert understood(empty * 11_000 + "Roaccutane", MEDICINE).unknown


def test_a_word_at_the_end_of_what_is_read_is_not_cut() -> None:
    text = "a" * 9_995 + " warfarin and Roaccutane"

    assert understood(text, NOTE).unknown == ("warfarin and Roaccutane",)


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


@pytest.mark.parametrize(
    ("text", "is_over"),
    [
        ("on Roaccutane until May", False),  # the May to come
        ("taking isotretinoin until August", False),
        ("Roaccutane until March", False),
        ("breastfeeding until 3 June", False),
        ("breastfeeding until June 2026", False),
        ("异维A酸吃到五月", False),
        ("breastfeeding until June 2024", True),
        ("Accutane until 2025", True),
        ("异维A酸吃到2025年5月", True),
    ],
)
def test_what_lasts_until_a_month_to_come_stands(text: str, is_over: bool) -> None:
    [meant] = told(text, Place.NOTE, (), date(2026, 3, 27)).meant
    assert meant.ended is is_over
    assert (meant.ended_on is not None) is is_over
