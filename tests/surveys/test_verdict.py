"""What an answer leads on to, at each border."""

import pytest

from salon.feedback.asking import (
    BadAnswer,
    checked,
    keys_of,
    questionnaires,
    said_of,
)
from salon.loyalty.model import Loss
from salon.surveys.model import COMPLAINT, COURSE_END, LOST, YEARLY
from salon.surveys.reasons import loss_of
from salon.surveys.verdict import recommends, verdict

WORDS = "It stung"


@pytest.mark.parametrize(
    ("kind", "said", "low", "praise"),
    [
        (YEARLY, {"ye_rel_p": "2"}, True, False),
        (YEARLY, {"ye_rel_p": "3"}, False, False),
        (YEARLY, {"ye_rel_e": "1"}, False, False),  # how important is no score of ours
        (YEARLY, {"ye_third": "1"}, False, False),  # nor where she likes to be
        (YEARLY, {"ye_nps": "6"}, False, False),  # without a word nobody is rung
        (YEARLY, {"ye_nps": "3"}, False, False),
        (YEARLY, {"ye_nps": "2"}, True, False),  # so low that it needs no word
        (YEARLY, {"ye_nps": "6", "ye_why": WORDS}, True, False),
        (YEARLY, {"ye_nps": "7", "ye_why": WORDS}, False, False),
        (YEARLY, {"ye_nps": "9"}, False, False),
        (YEARLY, {"ye_nps": "9", "ye_why": "So calm"}, False, True),
        (YEARLY, {"ye_nps": "8", "ye_best": "Mei knew my name"}, False, True),
        (YEARLY, {"ye_nps": "8", "ye_best": "The tea"}, False, False),
        (YEARLY, {"ye_nps": "6", "ye_best": "Mei"}, False, False),
        (YEARLY, {"ye_nps": "10", "ye_why": "Mei", "ye_tan_p": "1"}, True, False),
        (COURSE_END, {"ce_result": "6", "ce_expected": "8"}, True, False),
        (COURSE_END, {"ce_result": "7", "ce_expected": "8"}, False, False),
        (COURSE_END, {"ce_result": "9", "ce_expected": "8"}, False, False),
        (COURSE_END, {"ce_promise": "2"}, True, False),
        (COURSE_END, {"ce_promise": "1"}, False, False),
        (COURSE_END, {"ce_value": "2"}, True, False),
        (COURSE_END, {"ce_nps": "10", "ce_text": "Lovely"}, False, True),
        (COMPLAINT, {"cp_fair": "2"}, True, False),
        (COMPLAINT, {"cp_fair": "3", "cp_listen": "1"}, False, False),
        (LOST, {"lo_reason": "0", "lo_ok": "2"}, False, False),
    ],
)
def test_what_is_low_and_what_is_praise(
    kind: str, said: dict[str, str], low: bool, praise: bool
) -> None:
    found = verdict(kind, said, ["Mei"])
    assert (found.is_low, found.is_praise) == (low, praise)


def test_a_promise_that_was_too_large_is_about_expectation() -> None:
    found = verdict(COURSE_END, {"ce_promise": "2", "ce_expected": "9"}, ())
    assert found.cause == "expectation_gap"
    assert found.expected == 9


def test_how_likely_we_are_recommended() -> None:
    assert recommends(YEARLY, {"ye_nps": "0"}) == 0
    assert recommends(COURSE_END, {"ce_nps": "10"}) == 10
    assert recommends(YEARLY, {}) is None
    assert recommends(LOST, {"lo_ok": "1"}) is None


@pytest.mark.parametrize(
    ("reasons", "left", "loss"),
    [
        ([0], False, Loss.VALUE),
        ([2], False, Loss.VALUE),
        ([1], False, Loss.OWN_LIFE),
        ([7], False, Loss.OWN_LIFE),
        ([4], False, Loss.SYSTEM),
        ([5], False, Loss.SYSTEM),
        ([6, 0], False, Loss.MOVED),
        ([8, 0], False, Loss.COMPETITOR),
        ([3], False, Loss.UNKNOWN),  # nobody has left: it is told in words
        ([3, 6], True, Loss.PERSON_LEFT),
        ([9], False, Loss.UNKNOWN),
        ([], False, Loss.UNKNOWN),
    ],
)
def test_why_somebody_comes_less(reasons: list[int], left: bool, loss: Loss) -> None:
    assert loss_of(reasons, has_left=left) is loss


def test_reasons_are_those_of_the_questionnaire() -> None:
    question = questionnaires()[LOST].question("lo_reason")
    assert question is not None
    said = [one.en for one in question.options]
    assert said[:9] == [
        *("price", "no time", "no result", "staff", "waiting", "place", "moved"),
        *("health", "another salon"),
    ]


# the questionnaires


def test_all_seven_are_read_and_speak_three_languages() -> None:
    every = questionnaires()
    assert list(every) == [
        *("post_visit", "course_end", "yearly", "lost_client", "complaint"),
        *("staff_pulse", "shopfront"),
    ]
    assert sum(len(one.questions) for one in every.values()) == 59
    types = {one.type for survey in every.values() for one in survey.questions}
    assert types == {
        *("scale_1_5", "scale_0_10", "gap_5", "nps", "choice", "multi", "text"),
        *("ref_staff", "check", "photo"),
    }
    for survey in every.values():
        for one in (survey.names, survey.when, *(q.names for q in survey.questions)):
            assert one.en
            assert one.zh_hans
            assert one.zh_hant


def ask(survey: str, key: str, text: str) -> str:
    question = questionnaires()[survey].question(key)
    assert question is not None
    return checked(question, text, lambda: [3, 4])


@pytest.mark.parametrize(
    ("survey", "key", "text", "kept"),
    [
        ("yearly", "ye_nps", "10", "10"),
        ("yearly", "ye_ref", "2", "2"),
        ("yearly", "ye_ref", "Better", "2"),
        ("yearly", "ye_ref", "變好", "2"),
        ("yearly", "ye_new", "3, 0,3", "0,3"),
        ("yearly", "ye_new", "scalp,eye care", "0,2"),
        ("yearly", "ye_best", "The tea", "The tea"),
        ("course_end", "ce_result", "0", "0"),
        ("post_visit", "pv_gap", "+2", "2"),
        ("post_visit", "pv_who", "4", "4"),
        ("shopfront", "sh_sign", "yes", "1"),
        ("shopfront", "sh_sign", "0", "0"),
    ],
)
def test_an_answer_is_kept_in_one_form(
    survey: str, key: str, text: str, kept: str
) -> None:
    assert ask(survey, key, text) == kept


@pytest.mark.parametrize(
    ("survey", "key", "text"),
    [
        ("yearly", "ye_nps", "11"),
        ("yearly", "ye_nps", "-1"),
        ("yearly", "ye_rel_p", "0"),
        ("yearly", "ye_rel_p", "6"),
        ("yearly", "ye_ref", "3"),
        ("yearly", "ye_new", "0,7"),
        ("post_visit", "pv_gap", "-3"),
        ("post_visit", "pv_who", "5"),
        ("shopfront", "sh_sign", "perhaps"),
    ],
)
def test_an_answer_that_there_is_not_is_refused(
    survey: str, key: str, text: str
) -> None:
    with pytest.raises(BadAnswer):
        ask(survey, key, text)


def test_answers_are_told_in_words() -> None:
    question = questionnaires()["yearly"].question("ye_new")
    assert question is not None
    assert said_of(question, "0,2", "en") == "eye care, scalp"
    assert len(keys_of(question)) == 7
