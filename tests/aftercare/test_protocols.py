"""A salon rewrites its protocols, tries them on a client, and switches them on."""

from datetime import time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.aftercare.checking import BadProtocol, Known, problems_of
from salon.aftercare.composing import KINDS, shipped
from salon.aftercare.model import CallStatus, days_from, sound_steps
from salon.aftercare.own_words import add_words, turn_words
from salon.aftercare.protocols import (
    drop_draft,
    edit_protocol,
    follow_with,
    switch_protocol,
)
from salon.aftercare.queries import (
    call_line,
    calls_after,
    calls_of,
    own_words,
    preview,
    protocol_line,
)
from salon.catalogue.model import NotFound, Subject
from salon.clients.refusals import refuse_contact
from salon.errors import Missing, NotAllowed
from salon.staff.model import Role
from salon.staff.operations import hire
from salon.text import Names
from tests.aftercare.test_calls import MONDAY, at, owed
from tests.aftercare.test_operations import a_protocol, treated
from tests.house import FRIDAY, House
from tests.reports.test_days import known

KNOWN = Known({"guidance", "safety"}, {"qa_red"}, {"rf_burn"}, {"home_plan"})


def script(text: str = "{address}, {caller} here.") -> dict[str, str]:
    return {"en": text, "zh_hans": text, "zh_hant": text}


def step(name: str = "d1", **said: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {"id": name, "day_offset": 1, "purpose": "guidance"}
    usual |= {"priority": 4, "caller": "therapist", "channels": ["phone"]}
    usual |= {"skip_if": [], "questions": [], "red_flags": [], "script": script()}
    return usual | said


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({"day_offset": -1}, "-1"),
        ({"day_offset": 731}, "731"),
        ({"day_offset": "soon"}, "soon"),
        ({"hour_offset": 73}, "73"),
        ({"priority": 0}, "priority"),
        ({"priority": 10}, "priority"),
        ({"caller": "nobody"}, "nobody"),
        ({"channels": []}, "channel"),
        ({"channels": ["pigeon"]}, "pigeon"),
        ({"channels": "phone"}, "channels"),
        ({"purpose": "selling"}, "selling"),
        ({"questions": ["qa_none"]}, "qa_none"),
        ({"red_flags": ["rf_none"]}, "rf_none"),
        ({"skip_if": ["bored"]}, "bored"),
        ({"needs": ["moonlight"]}, "moonlight"),
        ({"id": "Day One"}, "name"),
        ({"script": script("{adress}, hello")}, "{adress}"),
        ({"script": script("Hello {address")}, "brace"),
        ({"script": script("Hello {address}!")}, "exclamation"),
        ({"script": {"en": "Hello", "zh_hans": " ", "zh_hant": "您好"}}, "Simplified"),
        ({"script": "Hello"}, "say"),
        ({"script": script("x" * 1201)}, "1201"),
        ({"day": -1}, "day_offset"),
        ({"__class__": "x"}, "__class__"),
        ({"script": script() | {"fr": "Bonjour"}}, "script.fr"),
        ({"after": "d1"}, "itself"),
        ({"after": "d9"}, "d9"),
    ],
)
def test_what_cannot_be_carried_out_is_said(said: dict[str, Any], word: str) -> None:
    found = problems_of([step(**said)], KNOWN)
    assert found
    assert any(word in one.text for one in found), found


@pytest.mark.parametrize(
    "said",
    [
        {"day_offset": 0},
        {"day_offset": 730},
        {"hour_offset": 72},
        {"needs": ["home_plan", "detail"]},
        {"questions": ["qa_red"], "red_flags": ["rf_burn"], "skip_if": ["answered"]},
    ],
)
def test_what_can_be_carried_out_is_left_alone(said: dict[str, Any]) -> None:
    assert problems_of([step(**said)], KNOWN) == []


def test_a_circle_of_steps_is_found_and_names_that_come_twice() -> None:
    circle = [step("a", after="c"), step("b", after="a"), step("c", after="b")]
    assert {one.step for one in problems_of(circle, KNOWN)} == {"a", "b", "c"}
    assert problems_of([step("a"), step("a")], KNOWN)
    assert problems_of([step(f"d{n}") for n in range(21)], KNOWN)
    assert problems_of(["no step"], KNOWN)
    assert problems_of("no list", KNOWN)


def test_a_step_may_count_from_another_one() -> None:
    steps = [step("a", day_offset=2), step("b", after="a", day_offset=3)]
    assert problems_of(steps, KNOWN) == []
    assert [one["day_offset"] for one in sound_steps(steps)] == [2, 5]
    far = [step("a", day_offset=700), step("b", after="a", day_offset=31)]
    assert problems_of(far, KNOWN)


@given(
    st.dictionaries(
        st.sampled_from("abcde"),
        st.tuples(st.integers(0, 90), st.sampled_from(["", *"abcdef"])),
    )
)
def test_days_are_found_whatever_counts_from_what(
    written: dict[str, tuple[int, str]],
) -> None:
    steps = {
        name: step(name, day_offset=days, after=after)
        for name, (days, after) in written.items()
    }
    for name in steps:
        assert days_from(name, steps) >= 0
    if not problems_of(list(steps.values()), KNOWN):
        for name, one in steps.items():
            before = days_from(one["after"], steps) if one["after"] else 0
            assert days_from(name, steps) == before + one["day_offset"]


# on a real store


@pytest.fixture(autouse=True)
def vocabulary(house: House) -> None:
    for purpose in ("guidance", "safety", "relation"):
        known(house, Subject.TERM, f"step_purpose:{purpose}", purpose)


def due(house: House, service: Any) -> list[int]:
    key = treated(house, service, time(8))
    return [(one.due - FRIDAY).days for one in house.salon.ask(calls_after, key)]


def test_a_draft_rings_nobody_until_it_is_switched_on(house: House) -> None:
    service = a_protocol(house, "ac_own", {"day_offset": 1})
    house.salon.do(edit_protocol, "ac_own", [step("x", day_offset=4)])
    line = house.salon.ask(protocol_line, "ac_own")
    assert line.draft is not None
    assert [one["day_offset"] for one in line.steps] == [1]

    assert due(house, service) == [1]
    house.salon.do(switch_protocol, "ac_own", True)

    line = house.salon.ask(protocol_line, "ac_own")
    assert line.draft is None
    assert [one["day_offset"] for one in line.steps] == [4]
    house.salon.undo()
    assert house.salon.ask(protocol_line, "ac_own").draft is not None
    house.salon.do(drop_draft, "ac_own")
    assert house.salon.ask(protocol_line, "ac_own").draft is None


def test_who_was_treated_before_keeps_what_was_planned(house: House) -> None:
    service = a_protocol(house, "ac_own", {"day_offset": 1})
    key = treated(house, service, time(8))
    [planned] = house.salon.ask(calls_after, key)
    house.salon.do(switch_protocol, "ac_own", False)
    assert house.salon.ask(call_line, planned.id).status is CallStatus.WAITING


def test_a_protocol_that_is_off_owes_nobody_a_call(house: House) -> None:
    service = a_protocol(house, "ac_own", {"day_offset": 1})
    house.salon.do(switch_protocol, "ac_own", False)
    assert due(house, service) == []


def test_nonsense_keeps_nothing(house: House) -> None:
    a_protocol(house, "ac_own", {"day_offset": 1})
    before = house.salon.ask(protocol_line, "ac_own")
    with pytest.raises(BadProtocol, match="-3") as wrong:
        house.salon.do(edit_protocol, "ac_own", [step(day_offset=-3, channels=[])])
    assert wrong.value.count == 2
    assert house.salon.ask(protocol_line, "ac_own") == before
    with pytest.raises(NotFound):
        house.salon.do(edit_protocol, "ac_none_such", [step()])
    a_protocol(house, "ac_bad", {"day_offset": -1})
    with pytest.raises(BadProtocol):  # what came from elsewhere is looked at as well
        house.salon.do(switch_protocol, "ac_bad", True)


def test_a_service_follows_another_protocol(house: House) -> None:
    first = a_protocol(house, "ac_one", {"day_offset": 1})
    a_protocol(house, "ac_two", {"day_offset": 4})
    house.salon.do(follow_with, first, "ac_two")
    assert due(house, first) == [4]
    with pytest.raises(NotFound):
        house.salon.do(follow_with, first, "ac_three")


def test_only_who_manages_rewrites_them(house: House) -> None:
    mei = house.salon.do(hire, "Mei", Role.RECEPTION)
    a_protocol(house, "ac_own", {"day_offset": 1})
    for operation, more in (
        (edit_protocol, ([step()],)),
        (switch_protocol, (True,)),
        (drop_draft, ()),
    ):
        with pytest.raises(NotAllowed):
            house.salon.do_as(mei, operation, "ac_own", *more)


def test_it_is_tried_on_a_client_each_step_on_its_day(house: House) -> None:
    a_protocol(house, "ac_own", {"day_offset": 1})
    house.salon.do(
        edit_protocol,
        "ac_own",
        [
            step("x", day_offset=1, script=script("{address}, {caller} here. Well?")),
            step("y", day_offset=2, script=script("{caller} once more, {address}.")),
        ],
    )
    before = house.salon.ask(calls_of, house.amira)

    first, second = house.salon.ask(preview, "ac_own", house.amira)

    assert (first.due, first.is_moved) == (FRIDAY + timedelta(days=1), False)
    assert (second.due, second.is_moved) == (MONDAY, True)  # Sunday is closed
    assert first.words
    assert "{" not in first.words + second.words
    assert house.salon.ask(calls_of, house.amira) == before  # nothing was planned

    house.salon.do(refuse_contact, house.amira, "care")
    assert all(
        (one.channel, one.words) == ("", "")
        for one in house.salon.ask(preview, "ac_own", house.amira)
    )
    with pytest.raises(Missing):
        house.salon.ask(preview, "ac_own", 999)  # type: ignore[arg-type]


# words of one's own

WARM = Names(
    "A warm hello, {address}, {caller} of {salon}.",
    "{address}，暖暖问个好，{salon}{caller}。",
    "{address}，暖暖問個好，{salon}{caller}。",
)


@pytest.mark.parametrize("kind", KINDS)
def test_words_of_our_own_are_added_and_hushed(house: House, kind: str) -> None:
    ref = house.salon.do(add_words, kind, WARM, topic="small_tip")
    [own] = house.salon.ask(own_words)
    assert (own.piece.id, own.kind, own.is_off) == (ref, kind, False)
    assert own.piece.needs == {"address", "caller", "salon"}
    words = shipped().with_own([own])
    its = {"opener": words.openers, "body": words.bodies, "closer": words.closers}
    assert ref in {one.id for one in its[kind]}

    house.salon.do(turn_words, ref, False)
    [own] = house.salon.ask(own_words)
    assert own.is_off
    assert ref not in shipped().with_own([own]).ids
    house.salon.do(turn_words, ref, True)
    assert not house.salon.ask(own_words)[0].is_off


def test_a_shipped_piece_is_said_no_more(house: House) -> None:
    first = shipped().bodies[0].id
    house.salon.do(turn_words, first, False)
    own = house.salon.ask(own_words)
    assert first not in shipped().with_own(own).ids
    with pytest.raises(NotFound):
        house.salon.do(turn_words, "no_such_piece", False)


def test_what_is_ours_is_really_said(house: House) -> None:
    """All that is shipped hushed but the closers: the opener can only be ours."""
    ref = house.salon.do(add_words, "opener", WARM)
    for one in shipped().openers:
        house.salon.do(turn_words, one.id, False)
    at(house, "27 11:00")
    key = owed(house, protocol="ac_test", step="d1")
    said = house.salon.ask(call_line, key).said
    if said is not None and said.opener:
        assert said.opener == ref
    composed = shipped().with_own(house.salon.ask(own_words))
    assert [one.id for one in composed.openers] == [ref]


@pytest.mark.parametrize(
    ("kind", "names", "more", "word"),
    [
        ("opener", Names("Hello", "", "您好"), {}, "Simplified"),
        ("opener", Names("Hello {nobody}", "您好", "您好"), {}, "nobody"),
        ("opener", Names("Hello!", "您好", "您好"), {}, "exclamation"),
        ("opener", Names("x" * 221, "您好", "您好"), {}, "221"),
        ("opener", Names("Hello", "好" * 91, "您好"), {}, "91"),
        ("song", WARM, {}, "song"),
        ("body", WARM, {"topic": "weather"}, "weather"),
        ("body", WARM, {"topic": "small_tip", "purpose": "selling"}, "selling"),
    ],
)
def test_words_that_cannot_be_said_are_refused(
    house: House, kind: str, names: Names, more: dict[str, Any], word: str
) -> None:
    with pytest.raises(BadProtocol, match=word):
        house.salon.do(add_words, kind, names, **more)
    assert house.salon.ask(own_words) == []


@pytest.mark.parametrize("long", [220])
def test_words_as_long_as_they_may_be_are_taken(house: House, long: int) -> None:
    names = Names("x" * long, "好" * 90, "好" * 90)
    assert house.salon.do(add_words, "closer", names)
