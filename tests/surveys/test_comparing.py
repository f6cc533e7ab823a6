"""What a round says: figures with their intervals, and whether they really changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.loyalty.statistics import Share
from salon.surveys.comparing import Comparison, Note, Round, compared
from salon.surveys.saying import (
    answers_said,
    change_said,
    class_said,
    dimension_said,
    figure_said,
    note_words,
    share_said,
    signed,
    state_said,
)

EXAMPLE = {  # complaints-and-surveys 7, in tenths
    "tan": (46, 44),
    "rel": (49, 41),
    "res": (42, 43),
    "ass": (48, 46),
    "emp": (45, 45),
}


def example() -> list[dict[str, str]]:
    """Ten answers whose means are those of the domain's example."""
    answers: list[dict[str, str]] = [{} for _ten in range(10)]
    for key, (important, how) in EXAMPLE.items():
        for kind, tenths in (("e", important), ("p", how)):
            high = tenths - 40
            for place, one in enumerate(answers):
                one[f"ye_{key}_{kind}"] = "5" if place < high else "4"
    return answers


def round_of(
    answers: list[dict[str, str]],
    stands: list[tuple[str, str, bool, bool]] | None = None,
    about: tuple[str, ...] = ("Mei", "Lan"),
) -> Round:
    scores = [int(one["ye_nps"]) for one in answers if "ye_nps" in one]
    usual = [("B", "active", False, True)] * len(answers)
    return Round(usual if stands is None else stands, answers, scores, about)


def nps_round(nine: int, six: int) -> Round:
    answers = [{"ye_nps": "9"}] * nine + [{"ye_nps": "6"}] * six
    return round_of(answers)


def test_the_example_puts_promises_first() -> None:
    found = compared(round_of(example()))
    assert [(one.key, round(one.gap, 1)) for one in found.dimensions] == [
        ("reliability", -0.8),
        ("assurance", -0.2),
        ("tangibles", -0.2),
        ("empathy", 0.0),
        ("responsiveness", 0.1),
    ]
    assert [one.is_first for one in found.dimensions] == [
        *(True, True, True, False, False)
    ]
    gap = found.measure("gap")
    assert gap.now.span is not None
    assert gap.now.span.value == pytest.approx((-0.2 - 0.8 + 0.1 - 0.2) / 5)


def test_who_is_content_is_a_person_not_a_question() -> None:
    high = {f"ye_{one}_p": "4" for one in ("tan", "rel", "res")}
    mixed = {"ye_tan_p": "3", "ye_rel_p": "4", "ye_res_p": "3"}
    too_few = {"ye_tan_p": "1", "ye_rel_p": "1"}
    found = compared(round_of([high, mixed, too_few]))
    content = found.measure("content").now
    assert content.share == Share(1, 2)
    assert Note.MISSING in found.notes


def test_intervals_that_meet_are_no_real_change() -> None:
    found = compared(nps_round(60, 40), nps_round(55, 45))
    assert change_said(found.measure("nps")) == "no real change"
    found = compared(nps_round(90, 10), nps_round(40, 60))
    assert change_said(found.measure("nps")) == "really better"
    found = compared(nps_round(40, 60), nps_round(90, 10))
    assert change_said(found.measure("nps")) == "really worse"
    found = compared(nps_round(40, 60))
    assert change_said(found.measure("nps")) == "nothing to compare with yet"
    found = compared(nps_round(40, 60), round_of([]))
    assert change_said(found.measure("nps")) == "nothing to compare with yet"


def test_a_dimension_that_really_changed() -> None:
    good = [{"ye_rel_e": "5", "ye_rel_p": "5"}, {"ye_rel_e": "5", "ye_rel_p": "4"}] * 20
    bad = [{"ye_rel_e": "5", "ye_rel_p": "2"}, {"ye_rel_e": "5", "ye_rel_p": "3"}] * 20
    [one] = compared(round_of(bad), round_of(good)).dimensions
    assert dimension_said(one) == "really worse"
    [one] = compared(round_of(bad), round_of(bad)).dimensions
    assert dimension_said(one) == "no real change"
    [one] = compared(round_of(bad)).dimensions
    assert dimension_said(one) == ""


def test_leavers_answer_less_and_it_is_said() -> None:
    stands = [("A", "active", True, True)] * 39 + [("A", "active", True, False)] * 11
    stands += [("C", "lapsing", False, True)] * 31 + [
        ("C", "lapsing", False, False)
    ] * 69
    found = compared(round_of([{"ye_nps": "9"}] * 70, stands))
    assert {one.group: share_said(one.share) for one in found.by_class} == {
        "A": "78 %",
        "C": "31 %",
    }
    assert Note.LEAVERS in found.notes
    assert answers_said(found) == "70 of 150 have answered (47 %)"
    stands = [("A", "active", True, True), ("C", "lost", False, True)]
    assert Note.LEAVERS not in compared(round_of([{"ye_nps": "9"}], stands)).notes


def test_what_has_to_be_said_with_the_figures() -> None:
    nobody = compared(round_of([], [("B", "", False, False)]))
    assert nobody.notes == (Note.NOBODY,)
    assert answers_said(nobody) == "0 of 1 have answered"
    equal = compared(round_of([{"ye_nps": "9"}] * 40))
    assert Note.ALL_EQUAL in equal.notes
    one = compared(round_of([{"ye_nps": "9"}, {"ye_nps": "8"}], about=("Mei", "")))
    assert Note.ONE_PERSON in one.notes
    assert "Mei" in note_words(Note.ONE_PERSON, one)
    classless = compared(
        round_of([{"ye_nps": "9"}], [("", "", False, True)]), round_of([])
    )
    assert Note.NO_CLASSES in classless.notes
    assert class_said("") == "not worked out"
    assert state_said("lost") == "is lost"
    assert state_said("") == "not worked out"


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (Share(3, 7), "3 of 7"),
        (Share(0, 0), "–"),
        (Share(3, 10), "30 % (11–60 %)"),
        (Share(0, 10), "0 % (0–28 %)"),
        (Share(10, 10), "100 % (72–100 %)"),
        (Share(29, 29), "100 % (88–100 %)"),
        (Share(15, 30), "50 %"),
    ],
)
def test_a_share_is_told_as_surely_as_it_is(share: Share, said: str) -> None:
    assert share_said(share) == said


def test_figures_of_a_handful_are_told_by_heads() -> None:
    few = compared(nps_round(6, 3)).measure("nps").now
    assert figure_said("nps", few) == "6 of 9 would, 3 would not"
    many = compared(nps_round(60, 40)).measure("nps").now
    assert figure_said("nps", many) == "+20 (+1 to +38)"
    assert figure_said("nps", compared(round_of([])).measure("nps").now) == "–"
    gap = compared(round_of(example())).measure("gap").now
    assert figure_said("gap", gap).startswith("−0.2 (")
    alone = compared(round_of(example()[:1])).measure("gap").now
    assert "(" not in figure_said("gap", alone)


@pytest.mark.parametrize(
    ("value", "places", "said"),
    [(0.0, 0, "0"), (-0.04, 1, "0.0"), (1.0, 0, "+1"), (-0.8, 1, "−0.8")],
)
def test_a_sign_is_there_where_there_is_one(
    value: float, places: int, said: str
) -> None:
    assert signed(value, places) == said


def test_care_wishes_and_words() -> None:
    answers = [
        {"ye_afc": "0", "ye_afc_same": "1", "ye_new": "0,2", "ye_best": "Tea"},
        {"ye_afc": "1", "ye_afc_same": "0", "ye_new": "2", "ye_best": "Tea"},
        {"ye_afc": "1", "ye_afc_same": "2", "ye_worst": "The wait in May"},
        {"ye_third": "4", "ye_promo": "2", "ye_ref": "2", "ye_why": "Calm"},
        {"ye_third": "3", "ye_promo": "0", "ye_ref": "0"},
    ]
    found = compared(round_of(answers))
    assert found.care == (1, 2, 0, 0)
    assert found.alike.now.share == Share(2, 3)
    assert found.third.now.share == Share(1, 2)
    assert found.welcome.now.share == Share(1, 2)
    assert found.better == (1, 0, 1)
    assert found.wishes == ((2, 2), (0, 1))
    assert (found.best, found.worst, found.why) == (
        ("Tea",),
        ("The wait in May",),
        ("Calm",),
    )


answer = st.fixed_dictionaries(
    {},
    optional={
        **{
            f"ye_{key}_{kind}": st.sampled_from("12345")
            for key in EXAMPLE
            for kind in "ep"
        },
        "ye_nps": st.integers(0, 10).map(str),
        "ye_afc": st.sampled_from("0123"),
    },
)


@given(st.lists(answer, max_size=20), st.randoms())
def test_what_a_round_says_does_not_depend_on_the_order_of_rows(
    answers: list[dict[str, str]], chance: object
) -> None:
    mixed = answers[:]
    chance.shuffle(mixed)  # type: ignore[attr-defined]

    def told(found: Comparison) -> list[str]:
        said = [figure_said(one.key, one.now) for one in found.measures]
        return said + [f"{one.key} {one.gap:.6f}" for one in found.dimensions]

    assert told(compared(round_of(answers))) == told(compared(round_of(mixed)))
