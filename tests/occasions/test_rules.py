"""Rules: shipped, changed by the salon, and never spoilt by what somebody typed."""

import json
import re

import pytest

from salon.aftercare.composing import alike
from salon.catalogue.model import Subject
from salon.clients.reach import Purpose
from salon.content import starting_rows
from salon.occasions.model import BadRule, Kind, NoSuchKind
from salon.occasions.operations import set_rule
from salon.occasions.queries import rules_of
from salon.occasions.rules import changed, sayings, shipped, touches, with_changes
from tests.house import House

SLOT = re.compile(r"\{(\w+)\}")


def test_every_kind_has_a_rule_and_what_sells_is_off() -> None:
    rules = shipped()
    assert set(rules.by_kind) == set(Kind)
    assert rules.a_day == 60
    for rule in rules.by_kind.values():
        starts = rule.kind is Kind.CAMPAIGN  # which a person begins, each time
        assert rule.on == (rule.purpose is not Purpose.OFFER or starts), rule.kind
        if rule.kind not in (Kind.PATCH, Kind.PROMISE):
            assert rule.a_day == 20
        longest = 21
        assert rule.look_back >= longest  # three closed weeks skip nobody


def test_what_is_said_exists_and_has_the_same_slots_in_every_language() -> None:
    messages = {
        row.columns["ref"]: row.columns
        for row in starting_rows()
        if row.columns.get("subject") is Subject.MESSAGE
    }
    ways = sayings()
    for rule in shipped().by_kind.values():
        if rule.kind is Kind.NEW:
            continue  # the steps of its protocol
        for message in rule.messages:
            assert message in messages or message in ways, message
    for one in (one for some in ways.values() for one in some):
        names = one.names
        slots = set(SLOT.findall(names.en))
        assert "address" in slots
        for text in (names.zh_hans, names.zh_hant):
            assert set(SLOT.findall(text)) == slots, names.en
        assert not re.search("[!！]", names.en + names.zh_hans + names.zh_hant)


def test_a_greeting_has_several_ways_and_they_are_unlike() -> None:
    for message in ("gr_birthday", "gr_birthday_lunar", "gr_birthday_eve", "fe_spring"):
        on_day = [one.names for one in sayings()[message] if not one.late]
        assert len(on_day) >= 2, message
        for at, one in enumerate(on_day):
            for other in on_day[at + 1 :]:
                assert alike(one.en, other.en) < 0.6
                assert alike(one.zh_hans, other.zh_hans) < 0.6


def test_a_number_is_changed_and_the_others_stay(house: House) -> None:
    house.salon.do(set_rule, "birthday", a_day="5", grace="1")
    rule = house.salon.ask(rules_of)[Kind.BIRTHDAY]
    assert (rule.a_day, rule.grace, rule.on) == (5, 1, True)
    house.salon.do(set_rule, "lapsed", on=True, offsets="100 150 225 400")
    assert house.salon.ask(rules_of)[Kind.LAPSED].offsets == (100, 150, 225, 400)
    house.salon.do(set_rule, "all", a_day=7)
    rules = house.salon.ask(rules_of)
    assert rules.a_day == 7
    assert rules[Kind.BIRTHDAY].a_day == 5
    house.salon.undo()
    assert house.salon.ask(rules_of).a_day == 60


def test_what_is_as_shipped_is_not_kept_so_an_update_reaches_it(house: House) -> None:
    house.salon.do(set_rule, "birthday", a_day=5)
    house.salon.do(set_rule, "birthday", a_day=20)
    assert house.salon.ask(rules_of) == shipped()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("look_back", "0"),
        ("look_back", "401"),
        ("grace", "-1"),
        ("a_day", "201"),
        ("a_day", "many"),
        ("cooldown", ""),
        ("offsets", "1 2"),
        ("offsets", "soon"),
        ("worth", "1"),
        ("on", "yes"),
        ("kind", "lapsed"),
    ],
)
def test_what_a_rule_does_not_take_is_named(key: str, value: str) -> None:
    with pytest.raises(BadRule) as caught:
        changed(shipped()[Kind.BIRTHDAY], {key: value})
    assert key in str(caught.value)


@pytest.mark.parametrize(
    ("key", "value"), [("look_back", 1), ("look_back", 400), ("grace", 0)]
)
def test_the_limits_themselves_are_taken(key: str, value: int) -> None:
    assert getattr(changed(shipped()[Kind.BIRTHDAY], {key: value}), key) == value


def test_nobody_knows_a_kind_of_that_name(house: House) -> None:
    with pytest.raises(NoSuchKind):
        house.salon.do(set_rule, "birthdays", on=False)
    with pytest.raises(BadRule):
        house.salon.do(set_rule, "all", a_day=501)
    with pytest.raises(BadRule):
        house.salon.do(set_rule, "all", grace=1)


@pytest.mark.parametrize(
    "text",
    [
        *("", "nothing", "[]", "5", '{"birthday": 5}', '{"birthday": {"a_day": "x"}}'),
        *('{"nobody": {"on": true}}', '{"all": []}', '{"birthday": null}'),
    ],
)
def test_a_spoilt_setting_leaves_what_was_shipped(text: str) -> None:
    assert with_changes(text) == shipped()


def test_one_spoilt_rule_spoils_no_other() -> None:
    text = json.dumps({"birthday": {"a_day": "x"}, "lapsed": {"on": True}})
    assert with_changes(text)[Kind.LAPSED].on


def test_a_topic_to_avoid_is_found_in_what_was_typed() -> None:
    topics = shipped().topics["gr_due"]
    assert touches("Miscarriage in May", topics)
    assert touches("流产后不要提孩子", topics)
    assert not touches("politics", topics)
    assert not touches("", topics)
