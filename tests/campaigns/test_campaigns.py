"""A campaign from its draft to its end: who is drawn, spared, told, and compared."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salon.aftercare.model import CallId, Outcome
from salon.aftercare.offers import note_offer
from salon.aftercare.operations import log_call
from salon.campaigns.model import (
    Answer,
    BadChoice,
    BadControl,
    BadTerms,
    CampaignId,
    Group,
    HeldOut,
    MarketingPaused,
    NobodyChosen,
    NotADraft,
    NotInCampaign,
    NotRunning,
    Offer,
    Stage,
    Who,
    Why,
)
from salon.campaigns.operations import (
    answer_campaign,
    drop_campaign,
    keep_campaign,
    start_campaign,
    stop_campaign,
)
from salon.campaigns.queries import (
    campaign,
    campaigns,
    memory,
    people,
    preview,
    result,
    waiting_for_offers,
)
from salon.clients.model import ClientId
from salon.clients.operations import merge_clients
from salon.clients.queries import reaches
from salon.clients.reach import Purpose
from salon.clients.refusals import refuse_contact
from salon.clients.tables import Client, ClientFact
from salon.complaints.operations import open_complaint
from salon.content import load_content
from salon.errors import NotAllowed
from salon.history.queries import faults
from salon.loyalty.statistics import Share
from salon.money import Money
from salon.occasions.model import State
from salon.occasions.model import Why as Stops
from salon.occasions.operations import plan_occasions
from salon.occasions.tables import ImportantDate
from salon.settings.operations import describe
from salon.staff.model import Role
from salon.staff.tables import StaffMember
from salon.work import Work
from tests.campaigns.crowd import (
    a_crowd,
    a_standing,
    begun,
    made,
    no_measure,
    occasions_of,
    said_to,
    terms,
    visited,
    waiting_calls,
)
from tests.house import FRIDAY, House

DAY = timedelta(days=1)


def sides(house: House, key: CampaignId) -> dict[int, Group]:
    return {one.client_id: one.group for one in house.salon.ask(people, key)}


def why(house: House, client: int, **more: Any) -> Why:
    found = house.salon.ask(preview, terms(**more))
    return next(one.why for one in found.people if one.client_id == client)


def set_client(house: House, client: int, **said: Any) -> None:
    def make(work: Work) -> None:
        row = work.get(Client, client)
        for name, value in said.items():
            setattr(row, name, value)

    made(house, make)


def fact(house: House, client: int, field: str, value: str) -> None:
    made(
        house,
        lambda work: work.session.add(
            ClientFact(client_id=client, field=field, value=value, on=FRIDAY)
        ),
    )


def test_a_fifth_is_held_out_and_hears_nothing_of_it(house: House) -> None:
    a_crowd(house, 60)
    no_measure(house)
    key = begun(house)
    mine = sides(house, key)
    control = {one for one, side in mine.items() if side is Group.CONTROL}
    treated = {one for one, side in mine.items() if side is Group.TREATED}

    assert (len(treated), len(control)) == (48, 12)
    assert set(occasions_of(house, key)) == treated
    assert waiting_calls(house) == treated
    # each class gave its share
    by_class = {one.abc: 0 for one in house.salon.ask(people, key)}
    for one in house.salon.ask(people, key):
        by_class[one.abc] += one.group is Group.CONTROL
    assert by_class == {"A": 4, "B": 4, "C": 4}


def test_what_is_previewed_is_what_is_drawn(house: House) -> None:
    a_crowd(house, 23)
    key = house.salon.do(keep_campaign, terms())
    before = house.salon.ask(preview, terms(), key)
    house.salon.do(start_campaign, key)

    assert {one.client_id: one.group for one in before.people} == sides(house, key)


def test_who_is_held_out_is_offered_the_same_in_no_other_way(house: House) -> None:
    a_crowd(house, 20)
    key = begun(house)
    [first, *_more] = [o for o, s in sides(house, key).items() if s is Group.CONTROL]

    with pytest.raises(HeldOut):
        house.salon.do(answer_campaign, key, ClientId(first), Answer.TOOK)
    assert why(house, first) is Why.COMPARED
    assert why(house, first, offer=Offer.GIFT) is Why.NONE
    assert house.salon.ask(memory, first).compared == "Spring"
    others = [o for o, s in sides(house, key).items() if s is Group.TREATED]
    assert why(house, others[0], offer=Offer.GIFT) is Why.ELSEWHERE


def test_who_refused_is_left_out_with_the_reason(house: House) -> None:
    silent, no_offers, wishes, no_phone, mourns, unhappy, *_ = a_crowd(house, 12)
    set_client(house, silent, do_not_contact=True)
    house.salon.do(refuse_contact, ClientId(no_offers), Purpose.OFFER.value)
    fact(house, wishes, "promo_accept", "none")
    house.salon.do(refuse_contact, ClientId(no_phone), "", "phone")
    made(
        house,
        lambda work: work.session.add(
            ImportantDate(
                client_id=mourns, kind="bereavement", year=2026, month=3, day=20
            )
        ),
    )
    house.salon.do(open_complaint, ClientId(unhappy), words="It burnt")
    key = begun(house)

    found = {one.client_id: one for one in house.salon.ask(people, key)}
    assert {one: found[one].why for one in (silent, no_offers, wishes)} == {
        silent: Why.SILENT,
        no_offers: Why.REFUSED,
        wishes: Why.REFUSED,
    }
    assert found[no_phone].why is Why.REFUSED
    assert found[mourns].why is Why.LOSS
    assert found[unhappy].why is Why.COMPLAINT
    assert not set(occasions_of(house, key)) & {silent, no_offers, wishes, no_phone}
    # and each way she allows is tried
    assert why(house, no_phone, channels=("phone", "sms")) is Why.NONE


@given(st.lists(st.sampled_from(["", "silent", "refused", "none"]), min_size=8))
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nobody_who_refused_is_ever_on_a_side(house: House, wishes: list[str]) -> None:
    keys = a_crowd(house, len(wishes))
    for key, wish in zip(keys, wishes, strict=True):
        if wish == "silent":
            set_client(house, key, do_not_contact=True)
        elif wish == "refused":
            house.salon.do(refuse_contact, ClientId(key), Purpose.OFFER.value)
        elif wish == "none":
            fact(house, key, "promo_accept", "none")
    refused = {key for key, wish in zip(keys, wishes, strict=True) if wish}

    found = house.salon.ask(preview, terms())

    on_a_side = {one.client_id for one in found.people if one.group is not Group.OUT}
    assert not refused & on_a_side
    assert refused <= {one.client_id for one in found.people}


def test_who_wants_offers_rarely_has_them_once_a_quarter(house: House) -> None:
    client, *_ = a_crowd(house, 5)
    no_measure(house)
    fact(house, client, "promo_accept", "rare")
    for _turn in range(4):  # drawn anew until she is treated
        key = begun(house, control=0)
        break
    said_to(house, key, client)
    house.salon.do(stop_campaign, key)
    late = {"starts_on": FRIDAY, "control": 0, "name": "Again"}

    assert why(house, client, ends_on=FRIDAY + 91 * DAY, **late) is Why.OFFERED
    assert why(house, client, ends_on=FRIDAY + 92 * DAY, **late) is Why.NONE


def test_who_wants_only_what_is_in_use(house: House) -> None:
    uses, other, *_ = a_crowd(house, 5)
    for key in (uses, other):
        fact(house, key, "promo_accept", "relevant")
    visited(house, uses, FRIDAY - 20 * DAY)

    assert why(house, uses, about="TST") is Why.NONE
    assert why(house, other, about="TST") is Why.OTHER_TOPIC
    assert why(house, other) is Why.NONE


@pytest.mark.parametrize(
    ("share", "visits", "is_spared"),
    [(8000, 3, True), (7999, 3, False), (8000, 2, False)],
)
def test_who_comes_for_offers_only_is_spared(
    house: House, share: int, visits: int, is_spared: bool
) -> None:
    made(
        house,
        lambda work: work.session.add(
            a_standing(house.amira, discount_share=share, visits=visits)
        ),
    )
    spared = Why.HUNTER if is_spared else Why.NONE
    assert why(house, house.amira, offer=Offer.PRICE, cut=20) is spared
    assert why(house, house.amira, offer=Offer.EVENT, cut=10) is spared
    assert why(house, house.amira, offer=Offer.EVENT) is Why.NONE  # nothing is cheaper
    all_ = {"offer": Offer.PRICE, "cut": 20, "spares_hunters": False}
    assert why(house, house.amira, **all_) is Why.NONE


@pytest.mark.parametrize(
    ("share", "regular", "warns"), [(999, 7000, 1), (1000, 7000, 0), (999, 6999, 0)]
)
def test_a_discount_for_who_comes_without_one_is_warned_of(
    house: House, share: int, regular: int, warns: int
) -> None:
    made(
        house,
        lambda work: work.session.add(
            a_standing(house.amira, discount_share=share, regularity=regular)
        ),
    )
    found = house.salon.ask(preview, terms(offer=Offer.PRICE, cut=20))
    assert found.in_full == warns
    spared = why(house, house.amira, offer=Offer.PRICE, cut=20, spares_full=True)
    assert (spared is Why.PAYS_IN_FULL) is bool(warns)


def test_filters_combine(house: House) -> None:
    one, two, three, four = a_crowd(house, 4, "AABB")
    set_client(house, one, source="walk_in", birth_month=4, birth_day=3)
    set_client(house, two, source="walk_in", language="zh_CN")
    visited(house, one, FRIDAY - 20 * DAY)
    visited(house, three, FRIDAY - 20 * DAY)

    def chosen(**who: Any) -> set[int]:
        found = house.salon.ask(preview, terms(who=Who(**who)))
        mine = {one, two, three, four}
        return {each.client_id for each in found.people} & mine

    assert chosen(abc=("A",)) == {one, two}
    assert chosen(abc=("A",), had=("TST",)) == {one}
    assert chosen(had_not=("TST",)) == {two, four}
    assert chosen(source=("walk_in",), language=("zh_CN",)) == {two}
    assert chosen(born="4") == {one}
    assert chosen(born="next") == {one}
    assert chosen(abc=("A",), born="5") == set()
    assert chosen(loyalty=("switcher",)) == set()
    assert chosen(referred=True) == set()


@pytest.mark.parametrize(("last", "late"), [(57, False), (58, True)])
def test_late_by_the_own_rhythm(house: House, last: int, late: bool) -> None:
    made(
        house,
        lambda work: work.session.add(
            a_standing(house.amira, last_visit=FRIDAY - last * DAY)
        ),
    )  # usually after 28 days
    found = house.salon.ask(preview, terms(who=Who(late=30)))
    assert (house.amira in {one.client_id for one in found.people}) is late


def test_a_view_narrows_further(house: House) -> None:
    one, two, *_ = a_crowd(house, 5)
    found = house.salon.ask(preview, terms(), within=[one, two])
    assert {each.client_id for each in found.people} == {one, two}


def test_what_cannot_be_is_refused_in_words(house: House) -> None:
    keep = house.salon.do
    for bad in (
        {"name": " "},
        {"channels": ()},
        {"ends_on": FRIDAY - DAY},
        {"ends_on": FRIDAY + 120 * DAY},
        {"name": "x" * 61},
        {"cut": 101},
    ):
        with pytest.raises(BadTerms):
            keep(keep_campaign, terms(**bad))
    assert keep(keep_campaign, terms(ends_on=FRIDAY + 119 * DAY))
    for control in (1, 19, 51, -1):
        with pytest.raises(BadControl):
            keep(keep_campaign, terms(control=control))
    assert keep(keep_campaign, terms(control=50))
    with pytest.raises(BadChoice):
        Who.from_plain({"abc": "Q"})
    with pytest.raises(BadChoice):
        Who.from_plain({"shoe": "38"})


def test_a_choice_is_the_same_after_it_was_stored() -> None:
    who = Who(abc=("A",), late=30, born="next", referred=True, view="Late")
    assert Who.from_text(who.to_text()) == who
    assert Who.from_text("no choice") == Who()


def test_only_a_draft_is_written_and_thrown_away(house: House) -> None:
    a_crowd(house, 10)
    key = house.salon.do(keep_campaign, terms())
    house.salon.do(keep_campaign, terms(name="Other"), key)
    assert house.salon.ask(campaign, key).terms.name == "Other"
    house.salon.do(drop_campaign, key)
    assert house.salon.ask(campaigns) == ()
    house.salon.undo()
    assert [one.terms.name for one in house.salon.ask(campaigns)] == ["Other"]
    house.salon.do(start_campaign, key)
    for doing in ((keep_campaign, terms(), key), (drop_campaign, key)):
        with pytest.raises(NotADraft):
            house.salon.do(*doing)
    with pytest.raises(NotADraft):
        house.salon.do(start_campaign, key)


def test_only_the_manager_begins_one(house: House) -> None:
    key = house.salon.do(keep_campaign, terms())
    with pytest.raises(NotAllowed):
        house.salon.do_as(house.lea, start_campaign, key)


def test_of_nobody_it_does_not_begin(house: House) -> None:
    key = house.salon.do(keep_campaign, terms(who=Who(abc=("A",))))
    with pytest.raises(NobodyChosen):
        house.salon.do(start_campaign, key)


def test_undo_takes_a_start_back_whole(house: House) -> None:
    a_crowd(house, 60)
    no_measure(house)
    key = house.salon.do(keep_campaign, terms())
    house.salon.do(start_campaign, key)
    assert waiting_calls(house)

    house.salon.undo()

    assert house.salon.ask(campaign, key).stage is Stage.DRAFT
    assert not waiting_calls(house)
    assert not occasions_of(house, key)
    assert house.salon.ask(people, key) == ()


def test_it_stops_at_once(house: House) -> None:
    a_crowd(house, 20)
    key = begun(house)
    assert waiting_calls(house)

    left = house.salon.do(stop_campaign, key, "The oil is late")

    assert left == 16
    assert not waiting_calls(house)
    assert {one.why for one in occasions_of(house, key).values()} == {Stops.STOPPED}
    line = house.salon.ask(campaign, key)
    assert (line.stage, line.why_ended) == (Stage.ENDED, "The oil is late")
    with pytest.raises(NotRunning):
        house.salon.do(stop_campaign, key)
    house.salon.undo()
    assert len(waiting_calls(house)) == 16


def test_while_marketing_pauses_nothing_goes_out(house: House) -> None:
    a_crowd(house, 10)
    key = house.salon.do(keep_campaign, terms())
    house.salon.do(describe, marketing_paused=True)
    with pytest.raises(MarketingPaused):
        house.salon.do(start_campaign, key)
    house.salon.do(describe, marketing_paused=False)
    house.salon.do(start_campaign, key)
    assert waiting_calls(house)


def test_what_waits_leaves_the_call_list_while_marketing_pauses(house: House) -> None:
    a_crowd(house, 10)
    key = begun(house)
    before = waiting_calls(house)
    assert len(before) == 8
    house.salon.do(describe, marketing_paused=True)
    assert not waiting_calls(house)
    assert {one.why for one in occasions_of(house, key).values()} == {Stops.PAUSED}
    house.salon.do(plan_occasions, again=True)  # nor does the night give it out
    assert not waiting_calls(house)
    house.salon.do(describe, marketing_paused=False)
    assert waiting_calls(house) == before


def test_who_complains_hears_nothing_of_it_any_more(house: House) -> None:
    a_crowd(house, 10)
    begun(house)
    one = min(waiting_calls(house))
    house.salon.do(open_complaint, ClientId(one), words="It burnt")
    assert one not in waiting_calls(house)


def test_its_time_over_it_has_ended(house: House) -> None:
    a_crowd(house, 10)
    key = begun(house, ends_on=FRIDAY + 3 * DAY)
    assert house.salon.ask(campaign, key).stage is Stage.RUNNING
    with house.salon.stopped_at(_noon(FRIDAY + 4 * DAY)):
        assert house.salon.ask(campaign, key).stage is Stage.ENDED


def _noon(day: date) -> Any:
    return datetime.combine(day, time(12))


def test_both_sides_are_compared(house: House) -> None:
    keys = a_crowd(house, 50)
    no_measure(house)
    key = begun(house)
    mine = sides(house, key)
    treated = [one for one in keys if mine[one] is Group.TREATED]
    control = [one for one in keys if mine[one] is Group.CONTROL]
    assert (len(treated), len(control)) == (40, 10)
    said_to(house, key, *treated)
    for one in (*treated[:10], control[0]):
        visited(house, one, FRIDAY + 20 * DAY)
    visited(house, treated[20], FRIDAY + 31 * DAY)  # too late to be a response

    with house.salon.stopped_at(_noon(FRIDAY + 32 * DAY)):
        found = house.salon.ask(result, key)

    assert (found.treated, found.control) == (Share(10, 40), Share(1, 10))
    assert found.response == Share(10, 40)
    assert found.uplift == pytest.approx(0.15)
    assert found.worth == Money(85000)
    assert found.extra == Money(85000 - 4 * 8500)
    assert found.unripe == 0


def test_before_the_days_are_over_nothing_is_counted(house: House) -> None:
    keys = a_crowd(house, 20)
    no_measure(house)
    key = begun(house)
    said_to(house, key, *keys)
    with house.salon.stopped_at(_noon(FRIDAY + 30 * DAY)):
        found = house.salon.ask(result, key)
        assert (found.treated, found.control) == (Share(0, 0), Share(0, 0))
        assert (found.unripe, found.uplift) == (20, None)
    with house.salon.stopped_at(_noon(FRIDAY + 31 * DAY)):
        assert house.salon.ask(result, key).unripe == 0


def test_an_answer_is_kept_and_who_wants_no_more_gets_none(house: House) -> None:
    keys = a_crowd(house, 10)
    no_measure(house)
    key = begun(house, control=0)
    said_to(house, key, *keys)
    one, two, three = keys[:3]
    salon = house.salon
    salon.do(answer_campaign, key, ClientId(one), Answer.TOOK, "for Sunday")
    salon.do(answer_campaign, key, ClientId(two), Answer.WELCOMED)
    salon.do(answer_campaign, key, ClientId(three), Answer.OPTED_OUT)
    with pytest.raises(NotInCampaign):
        salon.do(answer_campaign, key, house.amira, Answer.TOOK)

    found = salon.ask(result, key)

    assert found.accepted == Share(2, 3)
    assert found.opted_out == Share(1, 10)
    assert found.uplift is None  # nobody was held out: it only came after
    assert not salon.ask(reaches, [three])[three].may(Purpose.OFFER)
    [moved] = salon.ask(memory, one).kinds
    assert (moved.offer, moved.had, moved.took) == (Offer.EVENT, 1, 1)
    [moved] = salon.ask(memory, three).kinds
    assert moved.refused == 1


def test_single_offers_are_remembered_by_their_kind(house: House) -> None:
    house.salon.do(load_content)
    house.salon.do(note_offer, house.amira, "package_offer", "bought")
    house.salon.do(note_offer, house.amira, "product_offer", "refused")
    house.salon.do(note_offer, house.amira, "bring_friend", "interested")

    found = {one.offer: one for one in house.salon.ask(memory, house.amira).kinds}

    price = found[Offer.PRICE]
    assert (price.had, price.took, price.refused) == (2, 1, 1)
    assert found[Offer.GUEST].welcomed == 1


def test_who_has_learnt_to_wait(house: House) -> None:
    [client, *_more] = keys = a_crowd(house, 5)
    no_measure(house)
    visited(house, client, FRIDAY - 60 * DAY)
    key = begun(house, offer=Offer.PRICE, cut=30, control=0)
    said_to(house, key, *keys)
    for days in (1, 10, 20):
        visited(house, client, FRIDAY + days * DAY, price=5000)
    with house.salon.stopped_at(_noon(FRIDAY + 25 * DAY)):
        assert house.salon.ask(waiting_for_offers) == {client}
        assert house.salon.ask(memory, client).waits


def test_a_campaign_of_many_that_starts_today_is_whole_in_the_history(
    house: House,
) -> None:
    a_crowd(house, 160)
    key = begun(house, control=20)
    states = [one.state for one in occasions_of(house, key).values()]
    assert len(states) > 120
    assert states.count(State.PLANNED) == 20
    assert house.salon.ask(faults) == []


def test_who_was_left_out_on_one_file_is_left_out_joined(house: House) -> None:
    keys = a_crowd(house, 20)
    set_client(house, keys[0], do_not_contact=True)
    key = begun(house)
    mine = sides(house, key)
    assert mine[keys[0]] is Group.OUT
    treated = next(one for one in keys if mine[one] is Group.TREATED)
    before = house.salon.ask(campaign, key)

    house.salon.do(merge_clients, ClientId(keys[0]), ClientId(treated))

    after = {one.client_id: one.group for one in house.salon.ask(people, key)}
    assert after[keys[0]] is Group.OUT
    assert treated not in after  # nobody who is gone is counted
    assert house.salon.ask(campaign, key).treated == before.treated - 1


def test_joined_files_stand_on_one_side_or_on_none(house: House) -> None:
    keys = a_crowd(house, 20)
    key = begun(house)
    mine = sides(house, key)
    treated = next(one for one in keys if mine[one] is Group.TREATED)
    control = next(one for one in keys if mine[one] is Group.CONTROL)

    house.salon.do(merge_clients, ClientId(treated), ClientId(control))

    after = {one.client_id: one for one in house.salon.ask(people, key)}
    assert after[treated].group is Group.OUT
    assert after[treated].why is Why.MERGED


def test_who_came_in_another_way_than_a_call_stays_where_she_was(house: House) -> None:
    keys = a_crowd(house, 30)
    key = begun(house)  # twenty a day
    states = [one.state for one in occasions_of(house, key).values()]
    assert states.count(State.PLANNED) == 20
    assert states.count(State.HELD) == 4
    waits = {one.waits for one in house.salon.ask(people, key) if one.waits}
    assert "On the call list" in waits
    assert len(waits) == 2
    assert len(keys) == 30


def test_whoever_is_not_reached_is_not_counted_as_told(house: House) -> None:
    keys = a_crowd(house, 5)
    no_measure(house)
    key = begun(house, control=0)
    row = occasions_of(house, key)[keys[0]]
    assert row.call_id is not None
    house.salon.do(log_call, CallId(row.call_id), Outcome.NO_ANSWER)
    found = {one.client_id: one for one in house.salon.ask(people, key)}
    assert found[keys[0]].delivered_on is None


def test_staff_may_note_answers(house: House) -> None:
    keys = a_crowd(house, 5)
    key = begun(house, control=0)
    who = made(
        house,
        lambda work: work.add(StaffMember(name="Ida", role=Role.AFTERCARE)).id,
    )
    house.salon.do_as(who, answer_campaign, key, ClientId(keys[0]), Answer.TOOK)
    assert house.salon.ask(people, key)[0].answer is Answer.TOOK
