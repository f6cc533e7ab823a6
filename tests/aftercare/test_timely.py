"""What is said is true at the moment it is said."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.aftercare.queries import calls_after
from salon.aftercare.words import by_the_caller, timely
from tests.aftercare.test_operations import a_protocol, treated
from tests.incidents.conftest import Mishap

TEN, FIVE, LATE = time(10), time(17), time(20)


EVENING = "{address}，到晚上了，脸上舒服吗？"
SECOND = "{address}，第二天了，头皮还清爽吗？"
LASHES = "{address}，我是{staff}，睫毛做完第二天了，舒服吗？"
MORNING = "要是还觉得热，过来。今早感觉怎么样？"
TWO_DAYS = "{address}, two days on. Come by. How is it this morning?"
THIRD = "{address}, third day. Do not scrub."
TONIGHT = "{address}, here. Only cream tonight. Sore?"
THREE_MONTHS = "The result shows after three months."
AROUND = "flaking starts around day three."
A_WEEK = "一周自己会掉，每两小时补一次防晒。"


@pytest.mark.parametrize(
    ("script", "at", "is_its_day", "said"),
    [
        (f"{EVENING}多喝水。", TEN, True, "多喝水。"),
        (EVENING, FIVE, True, EVENING),
        (f"{EVENING}多喝水。", LATE, False, "多喝水。"),
        (SECOND, TEN, True, SECOND),
        (SECOND, TEN, False, "{address}，头皮还清爽吗？"),
        (LASHES, TEN, False, "{address}，我是{staff}，舒服吗？"),
        (MORNING, time(11, 59), True, MORNING),
        (MORNING, time(12), True, "要是还觉得热，过来。"),
        (TWO_DAYS, TEN, True, TWO_DAYS),
        (TWO_DAYS, TEN, False, "Come by."),  # whoever rings says first who it is
        (THIRD, TEN, True, THIRD),
        (THIRD, TEN, False, "Do not scrub."),
        (TONIGHT, TEN, True, TONIGHT),
        (TONIGHT, LATE, False, "{address}, here. Sore?"),
        ("{address}, how is your skin today?", TEN, False, ""),
        ("How does it feel this evening?", time(16, 59), True, ""),
        (THREE_MONTHS, TEN, False, THREE_MONTHS),
        (AROUND, TEN, False, AROUND),
        (A_WEEK, TEN, False, A_WEEK),
    ],
)
def test_what_is_not_true_now_is_left_out(
    script: str, at: time, is_its_day: bool, said: str
) -> None:
    assert timely(script, at, is_its_day=is_its_day) == said


@given(st.text("天周了第二今晚到，。a today.?{}"), st.times(), st.booleans())
def test_nothing_is_ever_added(script: str, at: time, is_its_day: bool) -> None:
    said = timely(script, at, is_its_day=is_its_day)
    left = iter(script)
    assert all(sign in left for sign in said)


def test_a_call_of_the_evening_is_true_at_noon_two_days_later(mishap: Mishap) -> None:
    step = {
        "day_offset": 0,
        "priority": 2,
        "script": {"en": "{address}, how is your face this evening?"},
    }
    visit = treated(mishap.house, a_protocol(mishap.house, "face", step), time(11))

    def words() -> str:
        found = mishap.salon.ask(calls_after, visit)
        return found[0].words

    mishap.at("27 19:00")
    assert words().startswith("Amira Khan, this is ")
    assert words().endswith(" How is your face this evening?")
    mishap.at("27 15:00")
    assert "this evening" not in words()
    mishap.at("29 12:00")
    said = words()
    assert "this evening" not in said
    assert "Amira Khan" in said
    assert "how is your face" not in said.lower()


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("{address}, {staff} here. Sore?", "{address}, {caller} here. Sore?"),
        ("{address}，我是{staff}，舒服吗？", "{address}，我是{caller}，舒服吗？"),
        ("this is {staff} speaking", "this is {caller} speaking"),
        ("it is {staff}. How", "it is {caller}. How"),
        ("Send {staff} a photograph", "Send {staff} a photograph"),
        ("照片发给{staff}，一小时内回您", "照片发给{staff}，一小时内回您"),
        ("the serum {staff} gave you", "the serum {staff} gave you"),
    ],
)
def test_whoever_rings_says_her_own_name(script: str, said: str) -> None:
    assert by_the_caller(script) == said
