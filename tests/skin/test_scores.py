"""Scores of parts, questionnaires, and what a reading means for safety."""

from collections.abc import Callable, Iterator
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.clients.model import BirthdayLine, ClientDraft
from salon.clients.operations import correct_client, note_condition
from salon.clients.queries import client_card, conditions_of
from salon.content import load_content
from salon.safety.queries import facts_of
from salon.skin.answering import answer_quiz, keep_mmasi, keep_sensitive
from salon.skin.model import AssessmentDraft, Finding, Measured, OutOfRange
from salon.skin.operations import assess
from salon.skin.queries import assessment, assessments_of, quizzes_of
from salon.skin.quizzes import (
    PHOTO,
    TYPE16,
    NoSuchAnswer,
    NoSuchQuiz,
    TooFewAnswers,
    quiz,
    result_of,
)
from salon.skin.scores import (
    GAGS_SITES,
    LESIONS,
    BadPart,
    PartMissing,
    body_mass,
    gags,
    mmasi,
    sensitive,
    site_of,
    typology_angle,
    waist_to_hip,
)
from tests.house import Furnished, House

SITES = {
    "forehead_centre": "forehead",
    "cheek_inner_r": "cheek_r",
    "cheek_inner_l": "cheek_l",
    "nose_tip": "nose",
    "chin": "chin",
    "upper_back": "chest_back",
}


def with_content(house: House) -> None:
    house.salon.do(load_content)


@pytest.fixture
def house(furnished: Furnished) -> Iterator[House]:
    with furnished(with_content) as (house, _nothing):
        yield house


def acne(**seen: str) -> list[Finding]:
    return [Finding(zone, lesion, 1) for zone, lesion in seen.items()]


def test_the_acne_score_of_the_reference() -> None:
    seen = acne(
        forehead_centre="comedo_open",
        cheek_inner_r="pustule",
        cheek_inner_l="papule",
        nose_tip="comedo_closed",
        chin="papule",
        upper_back="pustule",
    )
    assert gags(seen, SITES) == (24, frozenset())


def test_only_the_worst_lesion_of_a_site_counts_and_a_nodule_is_told() -> None:
    seen = [*acne(chin="papule"), Finding("chin", "nodule", 1)]
    assert gags(seen, SITES) == (4, frozenset({"chin"}))
    assert gags([Finding("chin", "papule", 0)], SITES) is None
    assert gags([Finding("chin", "dryness", 3)], SITES) is None


@given(st.lists(st.tuples(st.sampled_from(sorted(SITES)), st.sampled_from([*LESIONS]))))
def test_the_acne_score_stays_on_its_scale(seen: list[tuple[str, str]]) -> None:
    found = gags([Finding(zone, what, 1) for zone, what in seen], SITES)
    assert (found is None) == (not seen)
    assert found is None or 1 <= found[0] <= 4 * sum(GAGS_SITES.values()) == 44


def test_cheeks_have_sides() -> None:
    assert site_of("cheek_inner_l", "cheek") == "cheek_l"
    assert site_of("cheek_inner_r", "cheek") == "cheek_r"
    assert site_of("upper_back", "") == "chest_back"
    assert site_of("chin", "chin") == "chin"


PARTS = {"forehead": (2, 2), "malar_r": (3, 3), "malar_l": (3, 2), "chin": (1, 1)}


def test_the_melasma_score_of_the_reference() -> None:
    assert mmasi(PARTS) == 5.8
    assert mmasi(dict.fromkeys(PARTS, (6, 4))) == 24
    assert mmasi(dict.fromkeys(PARTS, (0, 0))) == 0


@pytest.mark.parametrize("part", [(7, 0), (-1, 0), (0, 5), (0, -1)])
def test_a_part_beyond_its_scale_is_refused(part: tuple[int, int]) -> None:
    with pytest.raises(BadPart):
        mmasi(PARTS | {"chin": part})


def test_a_missing_part_is_told() -> None:
    with pytest.raises(PartMissing):
        mmasi({"chin": (1, 1)})
    with pytest.raises(PartMissing):
        sensitive([1] * 9)
    with pytest.raises(BadPart):
        sensitive([11] + [0] * 9)
    assert sensitive([10] * 10) == 100


def test_the_angle_and_the_ratios_of_the_reference() -> None:
    assert typology_angle(63, 17) == 37.4
    assert isclose(typology_angle(50, 10), 0.0)
    assert body_mass(50, 167) == 17.9
    assert waist_to_hip(70, 100) == 0.7


def answers(*points: int, name: str = PHOTO) -> dict[str, int]:
    asked = quiz(name).questions
    return {one.id: at for one, at in zip(asked, points, strict=False) if at >= 0}


def test_the_phototype_of_the_reference() -> None:
    found = result_of(PHOTO, answers(3, 4, 3, 4, 2, 2, 3, 3, 0, 1))
    assert (found.score, found.result, found.phototype) == (25, "IV", 4)


@pytest.mark.parametrize(
    ("points", "result"),
    [
        *((0, "I"), (6, "I"), (7, "II"), (13, "II"), (14, "III"), (20, "III")),
        *((21, "IV"), (27, "IV"), (28, "V"), (34, "V"), (35, "VI"), (40, "VI")),
    ],
)
def test_each_cut_of_the_phototype(points: int, result: str) -> None:
    each = [min(4, max(0, points - 4 * at)) for at in range(10)]
    assert sum(each) == points
    assert result_of(PHOTO, answers(*each)).result == result


def test_few_answers_are_scaled_and_too_few_refused() -> None:
    assert result_of(PHOTO, answers(*([3] * 8))).score == 30
    with pytest.raises(TooFewAnswers):
        result_of(PHOTO, answers(*([3] * 7)))
    with pytest.raises(NoSuchAnswer):
        result_of(PHOTO, {"ph1": 5})
    with pytest.raises(NoSuchAnswer):
        result_of(PHOTO, {"nothing": 0})
    with pytest.raises(NoSuchQuiz):
        result_of("tarot", {})


def letters(*axes: tuple[int, ...]) -> dict[str, int]:
    asked = quiz(TYPE16).questions
    found = {}
    for axis, given_ in zip(("OD", "SR", "PN", "WT"), axes, strict=True):
        mine = [one for one in asked if one.axis == axis]
        for one, points in zip(mine, given_, strict=True):
            if points:
                found[one.id] = points - 1
    return found


def test_the_letters_of_the_reference() -> None:
    found = result_of(
        TYPE16, letters((2, 3, 3, 4, 2), (1, 2, 0, 2, 2), (1,) * 5, (4,) * 5)
    )
    assert found.result == "ORNW"
    assert [one.score for one in found.axes] == [14.0, 8.75, 5.0, 20.0]


def test_the_cut_belongs_to_the_low_letter_and_leans() -> None:
    middle = (2, 3, 2, 3, 0)  # four answered, mean 2.5: 12.5
    found = result_of(TYPE16, letters(middle, (1,) * 5, (1,) * 5, (1,) * 5))
    assert found.axes[0].letter == "D"
    assert found.axes[0].is_leaning
    assert not found.axes[1].is_leaning
    with pytest.raises(TooFewAnswers):
        result_of(TYPE16, letters((2, 3, 2, 0, 0), (1,) * 5, (1,) * 5, (1,) * 5))


def test_a_phototype_reaches_the_rules_the_darker_of_a_day(house: House) -> None:
    salon = house.salon

    def known() -> int | None:
        return salon.ask(facts_of, (house.amira,))[house.amira].phototype

    found = salon.do(answer_quiz, house.amira, PHOTO, answers(*([3] * 10)))
    assert found.phototype == 5
    assert known() == 5
    salon.do(assess, house.amira, AssessmentDraft(fitzpatrick=3))
    assert known() == 5
    salon.do(assess, house.amira, AssessmentDraft(fitzpatrick=6))
    assert known() == 6
    [kept] = salon.ask(quizzes_of, house.amira)
    assert (kept.quiz, kept.result, len(kept.answers)) == (PHOTO, "V", 10)


def test_letters_stand_in_the_file(house: House) -> None:
    given_ = letters((4,) * 5, (4,) * 5, (1,) * 5, (4,) * 5)
    house.salon.do(answer_quiz, house.amira, TYPE16, given_)
    card = house.salon.ask(client_card, house.amira)
    assert {one.field: one.value for one in card.facts}["baumann"] == "OSNW"
    house.salon.undo()
    card = house.salon.ask(client_card, house.amira)
    assert card.facts == ()
    assert house.salon.ask(quizzes_of, house.amira) == []


def measured(house: House, **values: float) -> dict[str, float]:
    units = {"weight": "kg", "height": "cm", "waist": "cm", "hip": "cm", "bmi": "kg/m²"}
    units |= {"bp_sys": "mmHg", "bp_dia": "mmHg", "l_star": "L*", "b_star": "b*"}
    draft = AssessmentDraft(
        measures=tuple(
            Measured(key, None, value, units[key]) for key, value in values.items()
        )
    )
    kept = house.salon.do(assess, house.amira, draft)
    card = house.salon.ask(assessment, kept)
    return {one.measure: one.value for one in card.measures}


def test_scores_are_kept_where_their_parts_are_given(house: House) -> None:
    assert measured(house, weight=60, height=165)["bmi"] == 22.0
    assert measured(house, weight=50)["bmi"] == 18.4  # the height stands
    assert measured(house, waist=70, hip=100)["whr"] == 0.7
    assert measured(house, l_star=63, b_star=17)["ita"] == 37.4
    assert "ita" not in measured(house, l_star=63)
    assert measured(house, weight=60, height=165, bmi=30)["bmi"] == 30  # as it was said
    seen = AssessmentDraft(findings=(Finding("chin", "pustule", 2),))
    kept = house.salon.do(assess, house.amira, seen)
    card = house.salon.ask(assessment, kept)
    assert [(one.measure, one.value) for one in card.measures] == [("gags", 3)]


@pytest.mark.parametrize(
    ("bmi", "is_noted"), [(18.4, True), (18.5, False), (17.9, True), (25, False)]
)
def test_who_is_too_light_is_not_slimmed(
    house: House, bmi: float, is_noted: bool
) -> None:
    measured(house, bmi=bmi)
    noted = {one.condition for one in house.salon.ask(conditions_of, house.amira)}
    assert ("eating_disorder" in noted) == is_noted


def test_a_child_and_who_is_pregnant_are_not_judged_by_it(house: House) -> None:
    house.salon.do(note_condition, house.amira, "pregnancy")
    measured(house, bmi=17)
    born = ClientDraft(birthday=BirthdayLine(2010, 1, 1))
    house.salon.do(correct_client, house.basia, born)
    draft = AssessmentDraft(measures=(Measured("bmi", None, 17, "kg/m²"),))
    house.salon.do(assess, house.basia, draft)
    for key in (house.amira, house.basia):
        noted = {one.condition for one in house.salon.ask(conditions_of, key)}
        assert "eating_disorder" not in noted


@pytest.mark.parametrize(
    ("pressure", "is_noted"),
    [((179, 109), False), ((180, 80), True), ((120, 110), True)],
)
def test_blood_pressure_that_is_too_high_stands_against_treatment(
    house: House, pressure: tuple[int, int], is_noted: bool
) -> None:
    measured(house, bp_sys=pressure[0], bp_dia=pressure[1])
    noted = {one.condition for one in house.salon.ask(conditions_of, house.amira)}
    assert ("hypertension_uncontrolled" in noted) == is_noted


def test_scores_of_parts_are_readings(house: House) -> None:
    house.salon.do(keep_mmasi, house.amira, PARTS)
    house.salon.do(keep_sensitive, house.amira, [1] * 10)
    values = [
        (one.measure, one.value)
        for look in house.salon.ask(assessments_of, house.amira)
        for one in look.measures
    ]
    assert sorted(values) == [("mmasi", 5.8), ("sensi", 10)]


@pytest.mark.parametrize(
    "spot", [{"x": 1.1, "y": 0.5}, {"x": 0.5, "y": -0.1}, {"line": ((0.1, 2.0),)}]
)
def test_a_mark_off_the_chart_is_refused(house: House, spot: dict[str, float]) -> None:
    make: Callable[..., Finding] = Finding
    draft = AssessmentDraft(findings=(make("chin", "papule", 1, **spot),))
    with pytest.raises(OutOfRange):
        house.salon.do(assess, house.amira, draft)


def test_points_and_lines_are_kept_where_they_were(house: House) -> None:
    line = ((0.1, 0.2), (0.15, 0.25), (0.2, 0.2))
    marks = (
        Finding("chin", "papule", 1, x=0.51, y=0.82),
        Finding("forehead_centre", "fine_lines", 2, line=line),
    )
    kept = house.salon.do(assess, house.amira, AssessmentDraft(findings=marks))
    found = house.salon.ask(assessment, kept).findings
    assert (found[0].x, found[0].y, found[0].line) == (0.51, 0.82, ())
    assert found[1].line == line
