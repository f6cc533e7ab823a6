"""As last time, what is missing, one step up or down: rules of the tapped record."""

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.treatments.model import Again, Step, TreatmentDraft, UsedProduct
from salon.treatments.tapping import (
    Bottle,
    Gap,
    Missing,
    as_last_time,
    is_tapped,
    is_worth_repeating,
    missing,
    nudged,
    steps_of,
    still_carried,
    turned,
)
from tests.treatments.drafts import drafts

DONE = Step("Cleanse", "twice", time(9, 16))
LAST = TreatmentDraft(
    steps=(DONE, Step("Peel", "3 min", time(9, 30)), Step("LED")),
    areas=("chin",),
    left_out=("lips",),
    products=(UsedProduct("cl_gel", "B17", 1.5, "ml"),),
    settings={"energy": "12"},
    scale=3,
    asked_none=True,
    reaction="red",
    again=Again.SHORTER,
)
WHOLE = TreatmentDraft(
    steps=(DONE,),
    areas=("chin",),
    products=(UsedProduct("cl_gel", "B17"),),
    scale=0,
    asked_none=True,
)


def test_as_last_time_fills_what_was_done_and_nothing_of_how_it_went() -> None:
    filled = as_last_time(TreatmentDraft(note="today"), LAST)

    assert filled.steps == (Step("Cleanse", "twice"), Step("Peel", "3 min"))
    assert (filled.areas, filled.left_out) == (("chin",), ("lips",))
    assert filled.products == LAST.products
    assert filled.settings == {"energy": "12"}
    assert (filled.scale, filled.asked_none, filled.reaction) == (None, False, "")
    assert (filled.again, filled.note) == (Again.UNSAID, "today")
    assert "step:Peel" in filled.carried
    assert "product:cl_gel" in filled.carried
    assert "area:lips" in filled.carried
    assert "setting:energy" in filled.carried


def test_what_was_said_today_stays() -> None:
    today = TreatmentDraft(
        steps=(Step("Peel", "", time(10)), Step("Balm", "", time(10, 5))),
        areas=("lips",),
        settings={"energy": "9"},
        products=(UsedProduct("cl_gel", "new", 2),),
    )

    filled = as_last_time(today, LAST)

    assert [(step.name, step.at) for step in filled.steps] == [
        ("Cleanse", None),
        ("Peel", time(10)),
        ("Balm", time(10, 5)),
    ]
    assert (filled.areas, filled.left_out) == (("lips", "chin"), ())
    assert filled.settings == {"energy": "9"}
    assert filled.products == today.products
    assert filled.carried == ("area:chin", "step:Cleanse")


def test_the_batch_is_that_of_the_open_bottle() -> None:
    bottles = {"cl_gel": (Bottle("B18", date(2026, 11, 1)),)}
    [used] = as_last_time(TreatmentDraft(), LAST, bottles).products
    assert used == UsedProduct("cl_gel", "B18", 1.5, "ml")


@given(drafts(), drafts())
def test_as_last_time_twice_is_once_and_takes_nothing_away(
    today: TreatmentDraft, last: TreatmentDraft
) -> None:
    filled = as_last_time(today, last)
    assert as_last_time(filled, last) == filled
    assert set(today.steps) <= set(filled.steps)
    assert set(today.areas) <= set(filled.areas)
    assert set(today.left_out) <= set(filled.left_out)
    assert not set(filled.areas) & set(filled.left_out)
    assert filled.settings | today.settings == filled.settings
    assert filled.products[: len(today.products)] == today.products


@given(drafts())
def test_nothing_that_was_filled_counts_as_touched(last: TreatmentDraft) -> None:
    filled = as_last_time(TreatmentDraft(), last)
    assert still_carried(filled, TreatmentDraft()) == filled
    assert still_carried(filled, filled) == filled


def test_what_is_touched_is_no_longer_from_last_time() -> None:
    filled = as_last_time(TreatmentDraft(), LAST)
    ticked = replace(
        filled, steps=(replace(filled.steps[0], at=time(9)), filled.steps[1])
    )
    left = still_carried(ticked, filled).carried
    assert "step:Cleanse" not in left
    assert "step:Peel" in left
    other = replace(filled, settings={"energy": "13"})
    assert "setting:energy" not in still_carried(other, filled).carried
    more = replace(filled, products=(replace(LAST.products[0], amount=2.0),))
    assert "product:cl_gel" not in still_carried(more, filled).carried
    turned_round = turned(filled, "chin")
    assert "area:chin" not in still_carried(turned_round, filled).carried
    assert "area:lips" in still_carried(turned_round, filled).carried


@pytest.mark.parametrize(
    ("done", "names"),
    [
        ("Cleansed, treated, soothed", ["Cleansed", "Treated", "Soothed"]),
        ("清洁、蒸汽、面膜", ["清洁", "蒸汽", "面膜"]),
        ("Glycolic 20 %, 2 min\nLED", ["Glycolic 20 %, 2 min", "LED"]),
        ("0.3 mm, two ways; serum", ["0.3 mm, two ways", "Serum"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_a_record_in_words_alone_names_its_steps(done: str, names: list[str]) -> None:
    assert [step.name for step in steps_of(TreatmentDraft(done))] == names


def test_a_whole_record_lacks_nothing() -> None:
    assert missing(WHOLE, has_areas=True) == ()


@pytest.mark.parametrize(
    ("less", "lacks"),
    [
        ({"steps": ()}, Missing(Gap.STEPS)),
        ({"steps": (Step("LED"),)}, Missing(Gap.STEPS)),
        ({"steps": (DONE, Step("LED"))}, Missing(Gap.STEP, "LED")),
        ({"areas": ()}, Missing(Gap.AREAS)),
        ({"products": (UsedProduct("mask", " "),)}, Missing(Gap.BATCH, "mask")),
        ({"scale": None}, Missing(Gap.SCALE)),
        ({"scale": 2}, Missing(Gap.WHERE)),
        ({"asked_none": False}, Missing(Gap.ASKED)),
    ],
)
def test_each_thing_that_is_not_said_is_missing(
    less: dict[str, object], lacks: Missing
) -> None:
    assert missing(replace(WHOLE, **less), has_areas=True) == (lacks,)  # type: ignore[arg-type]  # of its fields


def test_words_and_a_service_without_areas_need_less() -> None:
    assert missing(replace(WHOLE, areas=()), has_areas=False) == ()
    assert missing(replace(WHOLE, steps=(), done="as ever"), has_areas=True) == ()
    words = replace(WHOLE, asked_none=False, reaction="calm")
    assert missing(words, has_areas=True) == ()
    assert missing(replace(WHOLE, scale=1), has_areas=True) == ()
    where = replace(WHOLE, scale=2, felt_at=("chin",))
    assert missing(where, has_areas=True) == ()


def test_only_what_was_tapped_makes_a_tapped_record() -> None:
    words = TreatmentDraft("done", areas=("chin",), reaction="calm", note="x")
    assert not is_tapped(words)
    for more in ({"scale": 0}, {"asked_none": True}, {"steps": (Step("LED"),)}):
        assert is_tapped(replace(words, **more))


def test_an_empty_record_is_not_worth_repeating() -> None:
    assert not is_worth_repeating(TreatmentDraft(reaction="calm", scale=1))
    assert is_worth_repeating(TreatmentDraft("Cleansed"))


@pytest.mark.parametrize(
    ("value", "by", "wanted"),
    [
        ("8 min", 1, "9 min"),
        ("8 min", -1, "7 min"),
        ("0", -1, "0"),
        ("0 min", 1, "1 min"),
        ("2:30", 1, "2:40"),
        ("2:55", 1, "3:05"),
        ("3:00 on the skin", -1, "2:50 on the skin"),
        ("0:05", -1, "0:00"),
        ("0.3 mm", 1, "0.4 mm"),
        ("0,3 mm", -1, "0,2 mm"),
        ("1.50", 1, "1.51"),
        ("", 1, "1"),
        ("", -1, "0"),
        ("red", 1, "red"),
        ("590 nm, 10 min", 1, "591 nm, 10 min"),
    ],
)
def test_a_setting_goes_one_step_up_or_down(value: str, by: int, wanted: str) -> None:
    assert nudged(value, by) == wanted


@given(st.integers(1, 9999), st.sampled_from(("{}", "{} min", "x{}", "{},5", "{}:30")))
def test_up_and_down_again_is_what_it_was(number: int, form: str) -> None:
    value = form.format(number % 900 + 1)
    assert nudged(nudged(value, 1), -1) == value


def test_an_area_is_done_then_left_out_then_neither() -> None:
    draft = TreatmentDraft(areas=("lips",), felt_at=("lips",))
    assert turned(draft, "chin").areas == ("lips", "chin")
    left = turned(draft, "lips")
    assert (left.areas, left.left_out, left.felt_at) == ((), ("lips",), ())
    assert turned(left, "lips").left_out == ()
