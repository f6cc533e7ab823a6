"""No client hears the same twice in a year, and nothing that is not so."""

import difflib
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, datetime, time, timedelta
from itertools import combinations, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salon.aftercare.composing import (
    NOT_AGAIN_WITHIN,
    SIMILARITY,
    TOPIC_RESTS,
    Known,
    Moment,
    alike,
    band_of,
    compose,
    is_new,
    lateness_of,
    season_of,
    shipped,
)
from salon.aftercare.model import REMINDER, CallLine, Outcome, Said
from salon.aftercare.operations import log_call
from salon.aftercare.queries import call_line, calls_due, calls_of
from salon.aftercare.recalls import plan_recalls
from salon.aftercare.tables import ContactMade
from salon.app import Salon
from salon.appointments.operations import Booking, arrive, book, complete
from salon.catalogue.queries import resolve_service
from salon.clients.model import BirthdayLine, ClientDraft, ClientId, PhoneLine
from salon.clients.operations import add_client, give_consent
from salon.plans.operations import make_plan
from salon.settings.model import Premises
from salon.setup import set_up
from salon.staff.model import Role, StaffId
from salon.staff.operations import hire
from salon.start import found_salon, open_salon
from salon.work import Reading

HOURS = ("morning", "midday", "afternoon", "evening")
LATE = ("on_day", "late", "very_late")
SPEAKERS = ("therapist", "colleague")
TONGUES = ("en", "zh_CN", "zh_TW")
BARE = {
    "address": "Ms Lin",
    "staff": "Mei",
    "caller": "Anna",
    "salon": "Willow Rooms",
    "service": "hydrating facial",
    "last_visit": "Tuesday",
    "phone": "020 7946 0000",
    "interval": "14",
}
FIRST = datetime(2027, 1, 4, 9)  # noqa: DTZ001  a wall's clock; a Monday
PURPOSES = ("comfort", "guidance", "result", "safety", "booking")


def moment(hours: str, late: str, speaker: str, days: int = 4) -> Moment:
    return Moment(hours, late, speaker, "phone", "FAC", days, "winter")


def fillings(days: int = 4) -> dict[str, str]:
    return BARE | ({"days_since": str(days)} if days > 1 else {})


@pytest.mark.parametrize("language", TONGUES)
def test_a_year_of_contacts_sounds_like_no_other(language: str) -> None:
    for at, (hours, late, speaker) in enumerate(product(HOURS, LATE, SPEAKERS)):
        earlier: list[Said] = []
        for turn in range(26):
            known = Known(fillings(), {"no_next_visit"}, earlier=tuple(earlier))
            said = compose(
                PURPOSES[turn % 5],
                moment(hours, late, speaker),
                known,
                language,
                f"{at} {turn}",
            )
            assert said is not None, (hours, late, speaker, turn)
            earlier.insert(0, said)
        _is_varied(earlier)


def _is_varied(said: Sequence[Said]) -> None:
    """Assert what the head of `aftercare_words.toml` asks of a year, newest first."""
    assert len({one.body for one in said}) == len(said)
    assert len({(one.opener, one.closer) for one in said}) == len(said)
    for at, one in enumerate(said):
        lately = said[at + 1 : at + 1 + NOT_AGAIN_WITHIN]
        assert one.opener not in {other.opener for other in lately}
        assert one.closer not in {other.closer for other in lately}
        assert one.topic not in {other.topic for other in lately[:TOPIC_RESTS]}
    for one, other in combinations(said, 2):
        assert alike(one.text, other.text) <= SIMILARITY


NEEDS = sorted(
    {
        need
        for pieces in (shipped().openers, shipped().bodies, shipped().closers)
        for piece in pieces
        for need in piece.needs
    }
)


@settings(max_examples=200, deadline=None)
@given(
    st.sets(st.sampled_from(NEEDS)),
    st.sampled_from(PURPOSES),
    *map(st.sampled_from, (HOURS, LATE, SPEAKERS, TONGUES)),
    st.one_of(st.none(), st.integers(0, 400)),
    st.sampled_from(("phone", "sms", "wechat")),
)
def test_nothing_is_said_that_is_not_known_and_true(
    there: set[str],
    purpose: str,
    hours: str,
    late: str,
    speaker: str,
    language: str,
    days: int | None,
    channel: str,
) -> None:
    known = Known(dict.fromkeys(there, "x"), there)
    now = Moment(hours, late, speaker, channel, "FAC", days, "summer")
    said = compose(purpose, now, known, language)
    if said is None:
        return
    assert "{" not in said.text
    words = shipped()
    for pieces, key in (
        (words.openers, said.opener),
        (words.bodies, said.body),
        (words.closers, said.closer),
    ):
        [piece] = [one for one in pieces if one.id == key]
        assert piece.needs <= there
        assert hours in piece.only.get("hours", HOURS)
        assert late in piece.only.get("lateness", LATE)
        assert speaker in piece.only.get("speaker", SPEAKERS)
        assert channel in piece.only.get("channel", (channel,))
        if (span := piece.only.get("days")) is not None:
            assert days is not None
            assert span[0] <= days <= span[1]
    [body] = [one for one in words.bodies if one.id == said.body]
    assert body.topic not in words.events  # nothing happened


@pytest.mark.parametrize(
    ("at", "band"),
    [
        (time(8), "morning"),
        (time(11, 59), "morning"),
        (time(12), "midday"),
        (time(13, 59), "midday"),
        (time(14), "afternoon"),
        (time(16, 59), "afternoon"),
        (time(17), "evening"),
        (time(20, 59), "evening"),
    ],
)
def test_the_part_of_the_day_is_that_of_the_file(at: time, band: str) -> None:
    assert band_of(at) == band


@pytest.mark.parametrize(
    ("hours", "late"),
    [
        (-3, "on_day"),
        (23, "on_day"),
        (24, "late"),
        (95, "late"),
        (96, "very_late"),
        (900, "very_late"),
    ],
)
def test_how_late_it_is_is_counted_in_hours(hours: int, late: str) -> None:
    assert lateness_of(timedelta(hours=hours)) == late


def test_seasons_are_those_of_where_the_salon_is() -> None:
    assert [season_of(month, "uk") for month in (2, 3, 6, 9, 12)] == [
        *("winter", "spring", "summer", "autumn", "winter")
    ]
    assert [season_of(month, "au") for month in (2, 3, 6, 9, 12)] == [
        *("summer", "autumn", "winter", "spring", "summer")
    ]


def test_a_question_about_safety_is_asked_as_it_stands() -> None:
    said = compose(
        *("safety", moment("morning", "on_day", "colleague"), Known(fillings()), "en"),
        asked="Any redness: none, light pink, clearly red, spreading?",
    )
    assert said is not None
    assert "Any redness: none, light pink, clearly red, spreading?" in said.text


def test_a_name_in_braces_stays_a_name() -> None:
    known = Known(fillings() | {"address": "{salon} {phone}"})
    said = compose("comfort", moment("morning", "on_day", "colleague"), known, "en")
    assert said is not None
    assert "{salon} {phone}" in said.text


def test_where_all_was_said_the_caller_is_left_a_place_for_a_line() -> None:
    heard = [Said("", body=one.id) for one in shipped().bodies]
    known = Known(fillings(), earlier=heard)
    said = compose("comfort", moment("morning", "on_day", "colleague"), known, "en")
    assert said is not None
    assert (bool(said.opener), said.body, bool(said.closer)) == (True, "", True)


def test_whoever_is_not_known_by_name_is_said_nothing_to() -> None:
    known = Known({"salon": "Willow Rooms"})
    now = moment("morning", "late", "colleague")
    assert compose("comfort", now, known, "en") is None


# in a real salon


def _fill(salon: Salon) -> None:
    set_up(salon, Premises(name="Willow Rooms", phone="+442079460000"), "Mei")
    salon.do(hire, "Anna", Role.RECEPTION)


@pytest.fixture
def salon(tmp_path: Path, key: None) -> Iterator[Salon]:
    where = str(tmp_path / "salon")
    found_salon(where, _fill, FIRST)
    with closing(open_salon(where, FIRST)) as salon:
        yield salon


def joined(salon: Salon, name: str, language: str) -> ClientId:
    """Return a client of age who has signed what a facial asks for."""
    draft = ClientDraft(
        name=name,
        language=language,
        phones=(PhoneLine("+447700900147"),),
        birthday=BirthdayLine(1988, 9, 23),
    )
    client = salon.do(add_client, draft)
    for consent in ("service_terms", "health_data"):
        salon.do(give_consent, client, consent)
    return client


def visited(salon: Salon, client: ClientId, service: str, day: date) -> None:
    """Let a client be treated at ten in the morning of a day."""
    ref = salon.ask(resolve_service, service).id
    at = datetime.combine(day, time(9, 30))
    with salon.stopped_at(at):
        for consent in ("treatment_specific", "patch_test_consent"):
            salon.do(give_consent, client, consent, service_ref=service)
        key = salon.do(book, Booking(client, ref, day, time(10), override="as ever"))
        salon.do(arrive, key)
        salon.do(complete, key)


def spoken(salon: Salon, client: ClientId, first: date, days: int) -> list[CallLine]:
    """Make every call of the days that is due; return them as they were said."""
    said = []
    for at in range(days):
        now = datetime.combine(first + timedelta(days=at), time(11))
        with salon.stopped_at(now):
            for line in salon.ask(calls_due):
                if line.client_id == client:
                    said.append(line)
                    salon.do(log_call, line.id, Outcome.WELL, spoken=line.said)
    return said


@pytest.mark.parametrize(
    ("service", "language"),
    [
        ("fac_hydrate", "en"),
        ("fac_hydrate", "zh_CN"),
        ("fac_acne", "zh_TW"),
    ],
)
def test_a_year_of_a_client_who_comes_every_fortnight(
    salon: Salon, service: str, language: str
) -> None:
    client = joined(salon, "Lin Meihua", language)
    said: list[CallLine] = []
    for turn in range(26):
        day = FIRST.date() + timedelta(days=14 * turn)
        visited(salon, client, service, day)
        said += spoken(salon, client, day, 14)
    calls = [one for one in said if one.protocol != REMINDER]
    assert len(calls) >= 26
    for one, other in combinations(said, 2):
        assert alike(one.words, other.words) <= SIMILARITY, (one.words, other.words)
    worst = max(
        difflib.SequenceMatcher(None, one.words, other.words, autojunk=False).ratio()
        for one, other in combinations(calls[:26], 2)
    )
    assert worst <= 0.75  # letters in their order, a stricter measure than pairs
    topics = [one.said.topic for one in calls if one.said is not None]
    for at, topic in enumerate(topics):
        assert not topic or topic not in topics[max(0, at - TOPIC_RESTS) : at]
    own_line = [one for one in calls if one.wants_line]
    assert len(own_line) <= len(calls) / 2


def test_a_steps_own_words_come_first_and_never_with_what_is_not_so(
    salon: Salon,
) -> None:
    client = joined(salon, "Lin Meihua", "en")
    visited(salon, client, "fac_hydrate", FIRST.date())
    first, second, *_more = spoken(salon, client, FIRST.date() + timedelta(days=1), 13)
    assert "Your skin had plenty yesterday" in first.words
    assert first.cue == ""
    assert first.said is not None
    assert first.said.opener == ""
    assert "{product}" not in second.words
    assert second.said is not None
    assert second.said.body  # no product is known: composed
    assert second.cue  # what it is about stays in sight
    [due] = [one for one in salon.ask(calls_of, client) if one.step == "d20"]
    with salon.stopped_at(datetime.combine(due.due, time(11))):
        third = salon.ask(call_line, due.id)
    assert "photographs side by side" not in third.words  # there are none


def test_who_is_late_says_so_once_the_day_is_over(salon: Salon) -> None:
    client = joined(salon, "Lin Meihua", "en")
    visited(salon, client, "fac_acne", FIRST.date())
    openers = {one.id: one for one in shipped().openers}
    [due] = [one for one in salon.ask(calls_of, client) if one.step == "d1"]
    with salon.stopped_at(datetime.combine(due.due + timedelta(days=6), time(11))):
        late = salon.ask(call_line, due.id)
    assert late.said is not None
    only = openers[late.said.opener].only
    assert "on_day" not in only.get("lateness", ())
    assert "still be pink today" not in late.words


def test_what_stood_on_the_screen_is_what_was_said(salon: Salon) -> None:
    client = joined(salon, "Lin Meihua", "en")
    visited(salon, client, "fac_hydrate", FIRST.date())
    [due, *_later] = salon.ask(calls_of, client)[::-1]
    shown = Said("As it stood there", "o_a", "b_a", "c_a", "skin_took")
    with salon.stopped_at(datetime.combine(due.due, time(12, 1))):
        salon.do(log_call, due.id, Outcome.WELL, spoken=shown)

    def kept(reading: Reading) -> tuple[str, str, str, str, str]:
        one = reading.session.query(ContactMade).one()
        said = (one.said_opener, one.said_body, one.said_closer, one.said_topic)
        return (one.words, *said)

    assert salon.ask(kept) == ("As it stood there", "o_a", "b_a", "c_a", "skin_took")


def test_who_was_not_reached_has_heard_nothing(salon: Salon) -> None:
    client = joined(salon, "Lin Meihua", "en")
    visited(salon, client, "fac_hydrate", FIRST.date())
    [due, *_later] = salon.ask(calls_of, client)[::-1]
    with salon.stopped_at(datetime.combine(due.due, time(10, 30))):
        before = salon.ask(call_line, due.id).words
        salon.do(log_call, due.id, Outcome.NO_ANSWER)
        assert salon.ask(call_line, due.id).words == before


def test_brows_are_not_spoken_of_as_legs(salon: Salon) -> None:
    client = joined(salon, "Wu Jiayi", "en")
    visited(salon, client, "brw_shape", FIRST.date())
    visited(salon, client, "mas_relax60", FIRST.date() + timedelta(days=1))
    brows = [one for one in salon.ask(calls_of, client) if one.protocol == "ac_wax"]
    assert brows
    for due in brows:
        with salon.stopped_at(datetime.combine(due.due, time(11))):
            line = salon.ask(call_line, due.id)
        assert "mitt" not in line.words + line.cue
        assert "cotton" not in line.words + line.cue


def test_whoever_treated_speaks_as_herself_and_a_colleague_says_whose(
    salon: Salon,
) -> None:
    client = joined(salon, "Lin Meihua", "en")
    visited(salon, client, "fac_hydrate", FIRST.date())
    visited(salon, client, "fac_hydrate", FIRST.date() + timedelta(days=14))
    openers = {one.id: one for one in shipped().openers}
    with salon.stopped_at(FIRST + timedelta(days=21, hours=2)):
        [due, *_more] = [
            one for one in salon.ask(calls_due) if one.protocol != REMINDER
        ]
        for who, speaker in ((StaffId(1), "therapist"), (StaffId(2), "colleague")):
            said = salon.ask(call_line, due.id, who).said
            assert said is not None
            assert openers[said.opener].only["speaker"] == [speaker]


def test_a_plan_with_home_care_lets_home_care_be_asked_after(salon: Salon) -> None:
    client = joined(salon, "Lin Meihua", "en")
    visited(salon, client, "con_first", FIRST.date())
    week = FIRST + timedelta(days=7, hours=2)

    def seventh() -> str:
        found = [one for one in salon.ask(calls_due) if one.step == "d7"]
        return found[0].words if found else ""

    with salon.stopped_at(week):
        assert "week of the morning and night steps" not in seventh()
        plan = salon.do(make_plan, client, "plan_hydrate", start=FIRST.date())
        assert plan


def test_alike_counts_pairs_of_letters_and_nothing_else() -> None:
    assert alike("Come for a week!", "come, for a WEEK") == 1
    assert alike("abc", "xyz") == 0
    assert is_new("abcd", [Said("abxy")])
    assert not is_new("abcd", [Said("abcde")])


def test_who_rings_of_the_own_mind_speaks_of_no_colleague_that_is_herself(
    salon: Salon,
) -> None:
    client = joined(salon, "Wu Jiayi", "en")
    visited(salon, client, "fac_hydrate", FIRST.date())
    long_after = FIRST + timedelta(days=200)
    with salon.stopped_at(long_after):
        salon.do(plan_recalls, [client])
        [key] = [one.id for one in salon.ask(calls_of, client) if one.step == "recall"]
        salon.do(log_call, key, Outcome.WELL)
    with salon.stopped_at(long_after + timedelta(days=60)):
        salon.do(plan_recalls, [client])
        found = [one.id for one in salon.ask(calls_of, client) if one.step == "recall"]
        for who, other in ((StaffId(2), "Anna"), (StaffId(1), "Mei")):
            line = salon.ask(call_line, found[0], who)
            assert line.said is not None
            assert line.said.opener
            assert line.words.count(other) == 1
