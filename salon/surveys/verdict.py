"""What an answer leads on to: a complaint that is opened, a thank-you that is said.

Plain rules on what was answered; who acts on them is `answering`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from salon.loyalty.statistics import DETRACTS, PROMOTES
from salon.surveys.model import COMPLAINT, COURSE_END, LOST, YEARLY

LOW = 2  # of five, up to which somebody is listened to
DISAPPOINTED = -2  # of ten, felt against expected
FAIR, PROMISED = "cp_fair", "ce_promise"
RESULT, EXPECTED = "ce_result", "ce_expected"
YES = "2"  # of "did we promise more than we gave?": no, a little, yes
REASONS, AGAIN, STAY_AWAY, ONCE = "lo_reason", "lo_ok", "2", "1"
# What we do, each with the cause that a low score most likely has.
_WEIGHED = {
    YEARLY: {
        "ye_rel_p": "expectation_gap",
        "ye_tan_p": "environment",
        "ye_res_p": "waiting",
        "ye_ass_p": "staff_skill",
        "ye_emp_p": "staff_attitude",
    },
    COURSE_END: {"ce_value": "service_result", "ce_effort": "waiting"},
    COMPLAINT: {FAIR: ""},
    LOST: {},
}
_WORDS = {
    YEARLY: ("ye_why", "ye_worst"),
    COURSE_END: ("ce_text",),
    COMPLAINT: ("cp_text",),
    LOST: (),
}
_KIND_WORDS = {YEARLY: ("ye_why", "ye_best"), COURSE_END: ("ce_text",)}
RECOMMENDS = {YEARLY: "ye_nps", COURSE_END: "ce_nps"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What follows."""

    is_low: bool = False
    cause: str = ""
    words: str = ""  # the client's own; "" where the numbers must speak
    lowest: str = ""  # the question that says so
    expected: int | None = None
    is_praise: bool = False
    named: str = ""  # a colleague whom the praise names


def recommends(kind: str, said: Mapping[str, str]) -> int | None:
    """Return how likely we are recommended, 0 to 10; None: not asked or answered."""
    answer = said.get(RECOMMENDS.get(kind, ""), "")
    return int(answer) if answer else None


def verdict(kind: str, said: Mapping[str, str], team: Collection[str] = ()) -> Verdict:
    """Return what an answer leads on to.

    Args:
        kind: Of which questionnaire.
        said: As it is kept.
        team: Names of those who may be praised.
    """
    words = "\n".join(filter(None, (said.get(key, "") for key in _WORDS[kind])))
    score = recommends(kind, said)
    low = {
        key: cause
        for key, cause in _WEIGHED[kind].items()
        if key in said and int(said[key]) <= LOW
    }
    expected = int(said[EXPECTED]) if EXPECTED in said else None
    if said.get(PROMISED) == YES:
        low = {PROMISED: "expectation_gap"} | low
    elif (
        expected is not None
        and RESULT in said
        and int(said[RESULT]) - expected <= DISAPPOINTED
    ):
        low = {RESULT: "expectation_gap"} | low
    if not low and score is not None and score <= (DETRACTS if words else LOW):
        low = {RECOMMENDS[kind]: ""}
    if low:
        lowest, cause = next(iter(low.items()))
        return Verdict(
            is_low=True, cause=cause, words=words, lowest=lowest, expected=expected
        )
    kind_words = " ".join(
        filter(None, (said.get(key, "") for key in _KIND_WORDS.get(kind, ())))
    )
    named = next((one for one in team if one and one in kind_words), "")
    is_praise = score is not None and score >= PROMOTES and bool(kind_words)
    is_named = bool(named) and (score is None or score > DETRACTS)
    return Verdict(is_praise=is_praise or is_named, named=named)
