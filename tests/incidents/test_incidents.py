"""Something went wrong: it is opened once, added to by all, closed by the manager."""

from datetime import date, time
from typing import Any

import pytest

from salon.appointments.operations import Booking, book
from salon.catalogue.queries import resolve_service, services
from salon.clients.model import BadField, ClientDraft, ClientId, Grade
from salon.clients.operations import add_client, merge_clients, note_condition
from salon.clients.queries import conditions_of
from salon.errors import EditedElsewhere, Missing, NotAllowed
from salon.incidents.model import (
    Began,
    Contact,
    IncidentClosed,
    IncidentId,
    IncidentOpen,
    MistakeLeavesNothing,
    NoFlag,
    NothingToBar,
    NotTheirVisit,
    OnlyManager,
    Outcome,
    Photos,
    ReasonNeeded,
    Severity,
    UnknownFlag,
    UnknownWord,
    has_words,
    severity_of,
    shortened,
)
from salon.incidents.operations import (
    add_sign,
    close_incident,
    describe_incident,
    note_contact,
    note_of_incident,
    note_photos,
    note_seen,
    note_told,
    open_incident,
    reopen_incident,
    set_severity,
    take_sign_back,
    tick,
)
from salon.incidents.queries import (
    all_incidents,
    barred,
    everything_open,
    first_words_of,
    flags,
    held_kinds,
    incident,
    open_incidents,
)
from salon.text import speaking
from tests.house import FRIDAY
from tests.incidents.conftest import Mishap

HEALED, WHY = Outcome.HEALED, "Seen on Monday, all is calm"


def opened(mishap: Mishap, *said: str, **more: Any) -> IncidentId:
    what = list(said) or ["rf_breath"]
    return mishap.salon.do(open_incident, mishap.amira, what, **more)


def test_it_knows_the_visit_the_treatment_and_how_grave_it_is(mishap: Mishap) -> None:
    key = opened(mishap, "rf_blister", "rf_breath", words="I cannot breathe")

    card = mishap.salon.ask(incident, key)

    assert (card.line.appointment_id, card.line.service_id) == (
        mishap.visit,
        mishap.service,
    )
    assert card.line.severity is Severity.EMERGENCY
    assert [one.flag for one in card.line.signs] == ["rf_breath", "rf_blister"]
    assert card.words == "I cannot breathe"
    assert card.line.is_open


@pytest.mark.parametrize(
    ("flag", "severity"),
    [
        *(("rf_breath", 4), ("rf_leg", 4), ("rf_burn", 3), ("rf_pigment", 3)),
        *(("rf_red48", 2), ("rf_itch_rash", 2)),
    ],
)
def test_the_gravest_flag_decides_how_grave_it_is(
    mishap: Mishap, flag: str, severity: int
) -> None:
    key = opened(mishap, flag)
    assert mishap.salon.ask(incident, key).line.severity == severity
    assert severity_of("whatever a salon wrote") is Severity.TROUBLING


def test_it_stands_at_the_head_of_the_file_before_all_else(mishap: Mishap) -> None:
    mishap.salon.do(note_condition, mishap.amira, "pregnancy")
    opened(mishap)

    first = mishap.alerts()[0]

    assert (first.kind, first.grade) == ("incident", Grade.CRITICAL)
    assert first.text == "Open incident: hard breathing, said 10:41"
    assert mishap.alerts(mishap.house.basia) == ()
    mishap.at("28 09:00")
    assert mishap.alerts()[0].text.endswith("said Fri 27 Mar 10:41")


def test_opened_again_for_the_same_visit_it_is_added_to(mishap: Mishap) -> None:
    key = opened(mishap, "rf_red48", words="It is hot")

    again = opened(mishap, "rf_breath", appointment_id=mishap.visit, words="Worse")

    assert again == key == opened(mishap, "rf_red48")
    card = mishap.salon.ask(incident, key)
    assert card.line.severity is Severity.EMERGENCY
    assert len(card.line.signs) == 2
    assert card.words == "It is hot\nWorse"
    assert len(mishap.salon.ask(everything_open)) == 1


def test_of_another_visit_there_is_another_one(mishap: Mishap) -> None:
    other = mishap.salon.do(
        book, Booking(mishap.amira, mishap.house.peel, FRIDAY, time(15))
    )
    first = opened(mishap, "rf_red48")
    second = opened(mishap, "rf_burn", appointment_id=other)

    assert first != second
    lines = mishap.salon.ask(open_incidents, [mishap.amira])[mishap.amira]
    assert [one.id for one in lines] == [second, first]  # the graver one first


def test_it_is_refused_what_it_cannot_mean(mishap: Mishap) -> None:
    salon, house = mishap.salon, mishap.house
    with pytest.raises(NoFlag):
        salon.do(open_incident, house.amira, [])
    with pytest.raises(UnknownFlag):
        opened(mishap, "rf_nothing")
    with pytest.raises(UnknownWord):
        opened(mishap, "rf_burn", began="once")
    with pytest.raises(NotTheirVisit):
        salon.do(
            open_incident, house.basia, ["rf_burn"], appointment_id=int(mishap.visit)
        )
    with pytest.raises(Missing):
        opened(mishap, "rf_burn", appointment_id=999)
    with pytest.raises(Missing):
        salon.do(open_incident, ClientId(999), ["rf_burn"])
    assert salon.ask(everything_open) == ()


def test_whoever_calls_or_treats_may_open_it_and_only_the_manager_closes_it(
    mishap: Mishap,
) -> None:
    for who in (mishap.trainee, mishap.caller, mishap.hand):
        key = mishap.salon.do_as(who, open_incident, mishap.amira, ["rf_red48"])
        mishap.salon.do_as(who, tick, key, "stopped")
        with pytest.raises(NotAllowed):
            mishap.salon.do_as(who, close_incident, key, HEALED, reason=WHY)
    mishap.salon.do(close_incident, key, HEALED, reason=WHY)
    with pytest.raises(NotAllowed):
        mishap.salon.do_as(mishap.hand, reopen_incident, key, WHY)


def test_anybody_may_say_it_is_worse_and_the_manager_alone_that_it_is_less(
    mishap: Mishap,
) -> None:
    salon = mishap.salon
    key = opened(mishap, "rf_red48")
    salon.do_as(mishap.hand, set_severity, key, 4)

    with pytest.raises(OnlyManager):
        salon.do_as(mishap.hand, set_severity, key, 3, "The doctor has seen it")
    for empty in ("", "...", "ok", "a a a"):
        with pytest.raises(ReasonNeeded):
            salon.do(set_severity, key, 3, empty)
    with pytest.raises(UnknownWord):
        salon.do(set_severity, key, 5)
    salon.do(set_severity, key, 3, "已问")

    card = salon.ask(incident, key)
    assert card.line.severity == 3
    said = [(one.what, one.note) for one in card.steps if one.kind == "severity"]
    assert said == [("4", ""), ("3", "已问")]


def test_a_sign_is_taken_back_and_said_again_and_nothing_is_deleted(
    mishap: Mishap,
) -> None:
    salon = mishap.salon
    key = opened(mishap, "rf_blister")
    salon.do(add_sign, key, "rf_breath", "neck_front")
    salon.do(add_sign, key, "rf_breath", "lips")
    assert salon.ask(incident, key).line.signs[0].zones == "lips"

    salon.do(take_sign_back, key, "rf_breath", "She meant a blocked nose")
    card = salon.ask(incident, key)
    assert [one.flag for one in card.line.signs] == ["rf_blister"]
    assert card.line.severity is Severity.EMERGENCY  # that is for the manager to say
    with pytest.raises(UnknownFlag):
        salon.do(take_sign_back, key, "rf_breath")

    salon.do(add_sign, key, "rf_breath")
    assert len(salon.ask(incident, key).line.signs) == 2
    assert [one.kind for one in salon.ask(incident, key).steps].count("sign_back") == 1
    with pytest.raises(UnknownFlag):
        salon.do(add_sign, key, "rf_nothing")


def test_its_course_says_who_did_what_and_when(mishap: Mishap) -> None:
    salon = mishap.salon
    key = opened(mishap)
    salon.do_as(mishap.hand, tick, key, "ambulance")
    salon.do_as(mishap.hand, tick, key, "ambulance")  # once is enough
    mishap.at("27 10:43")
    salon.do(tick, key, "pen")
    salon.do(tick, key, "pen", is_on=False)
    salon.do(note_told, key, "Lena", "by phone")
    salon.do(note_seen, key, "Lena")
    salon.do(note_photos, key)
    salon.do(note_photos, key, Photos.KEPT)
    salon.do(note_contact, key, Contact.HELP)
    salon.do(note_of_incident, key, "The batch is set aside")
    salon.do(describe_incident, key, words=" My lips  tingle ", began=Began.TWO_HOURS)

    card = salon.ask(incident, key)

    assert card.ticked == {"ambulance"}
    assert (card.photos, card.began, card.words) == (
        "kept",
        "two_hours",
        "My lips  tingle",
    )
    first = card.steps[0]
    assert (first.what, first.by, first.at.time()) == (
        "ambulance",
        "Hana",
        time(10, 41),
    )
    kinds = [one.kind for one in card.steps]
    assert kinds == [
        *("tick", "tick", "untick", "told", "seen", "photos", "photos"),
        *("contact", "note"),
    ]


def test_what_is_not_known_is_refused(mishap: Mishap) -> None:
    salon, key = mishap.salon, opened(mishap)
    with pytest.raises(UnknownWord):
        salon.do(tick, key, "prayer")
    with pytest.raises(UnknownWord):
        salon.do(note_photos, key, "painted")
    with pytest.raises(UnknownWord):
        salon.do(note_contact, key, "bored")
    with pytest.raises(UnknownWord):
        salon.do(describe_incident, key, began="once")
    with pytest.raises(ReasonNeeded):
        salon.do(note_of_incident, key, "  ")
    with pytest.raises(Missing):
        salon.do(tick, IncidentId(99), "pen")
    assert salon.ask(incident, key).steps == ()


def test_while_it_is_open_treatments_of_that_family_and_device_wait(
    mishap: Mishap,
) -> None:
    salon = mishap.salon
    key = opened(mishap)
    [held] = salon.ask(held_kinds, [mishap.amira])[mishap.amira]
    given = salon.ask(resolve_service, "fac_deep")
    everything = {one.ref: one for one in salon.ask(services)}

    assert (held.incident_id, held.family, held.device_type) == (
        key,
        given.family,
        given.device_type,
    )
    assert held.concerns(given)
    alike = [one for one in everything.values() if held.concerns(one)]
    assert {(one.family, one.device_type) for one in alike} == {
        (given.family, given.device_type)
    }
    assert not held.concerns(everything["mas_foot"])
    assert salon.ask(held_kinds, [mishap.house.basia]) == {}

    salon.do(close_incident, key, HEALED, reason=WHY)
    assert salon.ask(held_kinds, [mishap.amira]) == {}
    assert salon.ask(barred, [mishap.amira]) == {}
    assert mishap.alerts() == ()


def test_closing_needs_an_outcome_and_a_reason(mishap: Mishap) -> None:
    salon, key = mishap.salon, opened(mishap)
    seen = salon.ask(incident, key).line.version
    with pytest.raises(UnknownWord):
        salon.do(close_incident, key, "", reason=WHY)
    with pytest.raises(ReasonNeeded):
        salon.do(close_incident, key, HEALED, reason="...")
    with pytest.raises(BadField):
        salon.do(close_incident, key, HEALED, reason=WHY, leaves=["no_such_thing"])
    salon.do(tick, key, "pen")  # a part of it: the form that did not see it is refused
    with pytest.raises(EditedElsewhere):
        salon.do(close_incident, key, HEALED, reason=WHY, seen=seen)
    assert salon.ask(incident, key).line.is_open

    salon.do(close_incident, key, HEALED, reason=WHY, finding="An allergy to lavender")

    card = salon.ask(incident, key)
    assert (card.outcome, card.finding, card.closed) == (
        "healed",
        "An allergy to lavender",
        card.line.opened,
    )
    assert card.steps[-1].note == WHY
    for refused in (
        lambda: salon.do(tick, key, "pen"),
        lambda: salon.do(add_sign, key, "rf_burn"),
        lambda: salon.do(close_incident, key, HEALED, reason=WHY),
    ):
        with pytest.raises(IncidentClosed):
            refused()


def test_what_it_leaves_is_a_fact_and_the_treatment_is_not_given_again(
    mishap: Mishap,
) -> None:
    salon = mishap.salon
    key = opened(mishap)
    mishap.at("30 09:00")
    salon.do(note_condition, mishap.amira, "rosacea", note="Since school")

    salon.do(
        close_incident,
        key,
        Outcome.LASTING,
        reason=WHY,
        is_barred=True,
        leaves=["anaphylaxis_history", "rosacea", "rosacea"],
    )

    facts = {one.condition: one for one in salon.ask(conditions_of, mishap.amira)}
    left = facts["anaphylaxis_history"]
    assert (left.since, left.note) == (FRIDAY, f"after incident I{key}")
    assert facts["rosacea"].note == f"Since school; after incident I{key}"
    assert facts["rosacea"].since == date(2026, 3, 30)
    [never] = salon.ask(barred, [mishap.amira])[mishap.amira]
    assert never.service_id == mishap.service
    assert salon.ask(held_kinds, [mishap.amira]) == {}
    assert all(one.kind != "incident" for one in mishap.alerts())


def test_taking_back_the_closing_opens_it_again_and_takes_the_fact_away(
    mishap: Mishap,
) -> None:
    salon = mishap.salon
    key = opened(mishap)
    before = salon.ask(incident, key)
    salon.do(
        close_incident,
        key,
        Outcome.LASTING,
        reason=WHY,
        is_barred=True,
        leaves=["anaphylaxis_history"],
    )

    salon.undo()

    after = salon.ask(incident, key)
    assert (after.line.is_open, after.steps) == (True, before.steps)
    assert salon.ask(conditions_of, mishap.amira) == []
    assert salon.ask(barred, [mishap.amira]) == {}
    assert mishap.amira in salon.ask(held_kinds, [mishap.amira])
    assert mishap.alerts()[0].kind == "incident"

    salon.redo()
    assert not salon.ask(incident, key).line.is_open
    assert len(salon.ask(conditions_of, mishap.amira)) == 1


def test_taking_back_the_opening_takes_it_away_whole(mishap: Mishap) -> None:
    opened(mishap, "rf_breath", "rf_blister")

    mishap.salon.undo()

    assert mishap.salon.ask(all_incidents) == ()
    assert mishap.alerts() == ()
    assert mishap.salon.ask(held_kinds, [mishap.amira]) == {}


def test_what_was_opened_by_mistake_holds_nothing_and_says_nothing(
    mishap: Mishap,
) -> None:
    salon, key = mishap.salon, opened(mishap)
    for more in ({"is_barred": True}, {"leaves": ["rosacea"]}):
        with pytest.raises(MistakeLeavesNothing):
            salon.do(close_incident, key, Outcome.MISTAKE, reason=WHY, **more)

    salon.do(close_incident, key, Outcome.MISTAKE, reason="The wrong client")

    assert salon.ask(open_incidents, [mishap.amira]) == {}
    assert salon.ask(held_kinds, [mishap.amira]) == {}
    assert salon.ask(barred, [mishap.amira]) == {}
    assert mishap.alerts() == ()
    [line] = salon.ask(all_incidents, mishap.amira)  # it is not deleted
    assert (line.id, line.signs) == (key, ())


def test_it_is_opened_again_with_a_reason_unless_another_is_open(
    mishap: Mishap,
) -> None:
    salon, key = mishap.salon, opened(mishap)
    with pytest.raises(IncidentOpen):
        salon.do(reopen_incident, key, WHY)
    salon.do(close_incident, key, HEALED, reason=WHY, is_barred=True)
    with pytest.raises(ReasonNeeded):
        salon.do(reopen_incident, key, "")

    salon.do(reopen_incident, key, "It swells again")

    assert salon.ask(incident, key).line.is_open
    assert salon.ask(barred, [mishap.amira]) == {}
    assert mishap.alerts()[0].kind == "incident"
    salon.do(close_incident, key, HEALED, reason=WHY)
    other = opened(mishap)
    assert other != key
    with pytest.raises(IncidentOpen):
        salon.do(reopen_incident, key, "It swells again")


def test_without_a_visit_nothing_is_held_and_nothing_can_be_barred(
    mishap: Mishap,
) -> None:
    salon, basia = mishap.salon, mishap.house.basia
    key = salon.do(open_incident, basia, ["rf_burn"])

    assert salon.ask(held_kinds, [basia]) == {}
    with pytest.raises(NothingToBar):
        salon.do(close_incident, key, HEALED, reason=WHY, is_barred=True)

    visit = salon.do(book, Booking(basia, mishap.house.peel, FRIDAY, time(16)))
    assert salon.do(open_incident, basia, ["rf_burn"], appointment_id=visit) == key
    assert salon.ask(incident, key).line.service_id == mishap.house.peel


def test_it_follows_a_file_that_is_joined_into_another(mishap: Mishap) -> None:
    salon = mishap.salon
    twin = salon.do(add_client, ClientDraft(name="Amira Kahn"))
    key = opened(mishap)

    salon.do(merge_clients, twin, mishap.amira)

    assert mishap.alerts(twin)[0].kind == "incident"
    assert salon.do(open_incident, mishap.amira, ["rf_burn"]) == key


def test_every_red_flag_has_words_to_say_and_four_ticks_in_three_languages(
    mishap: Mishap,
) -> None:
    said = mishap.salon.ask(first_words_of)

    assert set(said) == set(mishap.salon.ask(flags))
    for one in said.values():
        assert len(one.ticks) == 4
        assert len(set(one.ticks)) == 4
        assert len(one.asks) == 2
        for code in ("en", "zh_CN", "zh_TW"):
            words = [one.say.said_in(code), *(ask.said_in(code) for ask in one.asks)]
            assert all(words)
            assert len(set(words)) == 3
            assert all(word.isascii() is False for word in words if code != "en")


@pytest.mark.parametrize(
    ("said", "is_reason"),
    [
        *(("已问", True), ("Doctor saw it", True), ("...", False), ("", False)),
        *(("ok", False), ("xxxxxx", False), ("  1234 ", False), ("问", False)),
    ],
)
def test_a_reason_is_made_of_words(said: str, is_reason: bool) -> None:
    assert has_words(said) is is_reason


def test_a_flag_is_named_in_short_in_each_language(mishap: Mishap) -> None:
    names = mishap.salon.ask(flags)["rf_breath"][0]
    assert shortened(str(names)) == "hard breathing"
    with speaking("zh_CN"):
        assert shortened(str(names)) == "呼吸困难"
