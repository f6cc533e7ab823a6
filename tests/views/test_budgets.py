"""Every view has a budget of statements, however much there is to show.

A view that asks in a loop shows here at once: the sample salon has dozens of visits a
day. The numbers are what each needs; whoever needs more says why. Wherever clients are
shown, one statement asks which incidents are open, for all of them at once; where one
client is shown whole, one more asks for all that rules may speak of, for the alerts.
"""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import time, timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, select

from salon.app import Salon
from salon.appointments.queries import day_book
from salon.catalogue.queries import services
from salon.clients.model import ClientId
from salon.clients.narrowing import Narrow
from salon.courses.tables import Course, Redemption
from salon.demo import found_demo
from salon.notices.model import Where
from salon.plans.queries import plans
from salon.reports.shelf import recall_sight
from salon.shelf.queries import on_hand, resolve_article
from salon.skin.tables import Photo
from salon.start import open_salon
from salon.views import (
    booking,
    breaks,
    calendar,
    calls,
    campaigns,
    changed,
    client,
    clients,
    courses,
    elsewhen,
    filling,
    forms,
    house,
    knowing,
    leaving,
    minding,
    money,
    outbox,
    photos,
    promises,
    record,
    roll,
    settings,
    shelf,
    skin,
    surveys,
    team,
    today,
    visit_facts,
    writing,
)
from salon.views import plans as plan_views
from salon.views.day import Gap
from salon.work import Reading
from tests.demo.conftest import NOW

BEGUN = 2  # of each: BEGIN, and the head of the history


@pytest.fixture(scope="module")
def salon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Salon]:
    where = str(tmp_path_factory.mktemp("views") / "salon")
    found_demo(where, now=NOW)
    with closing(open_salon(where, NOW)) as salon:
        yield salon


@contextmanager
def counted(salon: Salon) -> Iterator[list[str]]:
    asked: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        asked.append(statement)

    event.listen(salon._engine, "before_cursor_execute", note)
    yield asked
    event.remove(salon._engine, "before_cursor_execute", note)


def cost(salon: Salon, query: Callable[..., Any], *args: Any) -> int:
    salon.ask(query, *args)  # the price list, the team and the words are known by then
    with counted(salon) as asked:
        salon.ask(query, *args)
    return len(asked) - BEGUN


def test_the_day_at_a_glance(salon: Salon) -> None:
    assert len(salon.ask(today.day_at_a_glance).visits) > 10
    # one for patch tests to be read, one for what was gone against with a reason,
    # one for who is away, one for who has another visit, two for who rests from calls,
    # four for when clients answer and what they spend here, one for what they owe
    assert cost(salon, today.day_at_a_glance) <= 33


def test_whom_to_ring_for_a_gap_and_what_to_offer_instead(salon: Salon) -> None:
    day = salon.ask(today.day_at_a_glance)
    who = day.visits[0].person
    gap = Gap(who.id, who.name, time(9), time(18))
    assert salon.ask(filling.worth_ringing, gap).people
    assert cost(salon, filling.worth_ringing, gap) <= 24
    coming = day.visits[-1]
    assert cost(salon, elsewhen.instead_of, coming.id) <= 22


def test_what_is_to_be_minded_and_asked(salon: Salon) -> None:
    best = salon.ask(clients.most_to_see)
    assert best is not None
    assert salon.ask(minding.minded, best, Where.CHECKIN).coach is not None
    assert cost(salon, minding.minded, best, Where.TILL) <= 28
    assert cost(salon, knowing.filling) <= 30


@pytest.mark.parametrize("by", ["people", "rooms", "devices"])
def test_a_day_of_the_calendar(salon: Salon, by: str) -> None:
    assert cost(salon, calendar.day_by, salon.today(), by) <= 10


def test_a_week_of_the_calendar(salon: Salon) -> None:
    assert cost(salon, calendar.week_of, salon.today()) <= 5


def test_a_course(salon: Salon) -> None:
    whose, key = salon.ask(_longest_course)
    sight = salon.ask(courses.course_sight, whose, key)
    assert sight.card is not None
    assert len(sight.card.taken) > 3
    # the client, the course, what was taken, who shares, its log, both figures, what
    # was signed, the plan, complaints, the team
    assert cost(salon, courses.course_sight, whose, key) <= 40


def test_the_house(salon: Salon) -> None:
    assert cost(salon, house.round_sight) <= 8
    assert cost(salon, house.suggestion_sight) <= 4
    assert cost(salon, house.learning_sight) <= 9
    # visits with all that shows a step, each asked once for all of them; who waits
    assert cost(salon, house.door_sight) <= 32
    assert cost(salon, house.defects_open) <= 8
    assert cost(salon, house.greeting) <= 40  # of the few who are here, each in full


def test_a_visit_from_the_door_to_goodbye(salon: Salon) -> None:
    visit = next(one for one in salon.ask(day_book, salon.today()))
    assert cost(salon, house.visit_sight, int(visit.id)) <= 46
    whose = ClientId(visit.client_id)
    assert cost(salon, house.client_needs, whose) <= 34


def _longest_course(reading: Reading) -> tuple[ClientId, int]:
    asked = (
        select(Course.client_id, Course.id)
        .join(Redemption, Redemption.course_id == Course.id)
        .group_by(Course.client_id, Course.id)
        .order_by(func.count().desc())
    )
    whose, key = reading.session.execute(asked.limit(1)).one()
    return ClientId(whose), key


def test_a_clients_file(salon: Salon) -> None:
    best = salon.ask(clients.most_to_see)
    assert best is not None
    seen = salon.ask(client.sight_of, best)
    assert seen.story
    assert seen.treatments
    # two of complaints, one of occasions; three for what was promised, what is used at
    # home and the days worth knowing
    # one for what may be done with photographs, one for how questions stand, one for
    # alerts of staff, one for the newest photograph
    assert cost(salon, client.sight_of, best) <= 36
    # of photographs: two for what may be done with them, one for those of the looks
    # and one more where some are locked; one for the five habits
    assert cost(salon, skin.skin_sight, best) <= 12
    assert salon.ask(visit_facts.visit_facts, best).visits > 3
    assert cost(salon, visit_facts.visit_facts, best) <= 12
    # bills with their lines, photographs, forms, courses, complaints, incidents
    assert cost(salon, visit_facts.more_story, best) <= 10


def test_what_changed_between_two_days(salon: Salon) -> None:
    key = salon.ask(_most_photographed)
    sight = salon.ask(changed.changed_sight, key)
    assert sight.found is not None
    assert len(sight.found.measures) > 2
    assert len(sight.found.ticks) > 3
    # the looks twice, for the days and for what changed, and the photographs as well
    assert cost(salon, changed.changed_sight, key) <= 27  # and what words mean
    shots = salon.ask(photos.shots_sight, key)
    assert shots.shots
    assert cost(salon, photos.shots_sight, key) <= 20
    assert cost(salon, photos.photo_sight, shots.earlier[0].id) <= 6
    assert cost(salon, photos.in_house) <= 6


def _most_photographed(reading: Reading) -> ClientId:
    asked = select(Photo.client_id).group_by(Photo.client_id)
    key = reading.session.scalar(asked.order_by(func.count().desc(), Photo.client_id))
    assert key is not None
    return ClientId(key)


def test_what_a_client_reads_and_signs(salon: Salon) -> None:
    best = salon.ask(clients.most_to_see)
    assert best is not None
    form = ("treatment_specific", "en", "pel_lactic")
    # the client, the forms and their wordings, what was signed, her health, the rules
    # of the service and what they are called, today's visit
    assert cost(salon, forms.form_sight, best, *form) <= 30
    assert cost(salon, forms.signed_sight, best) <= 60  # some for each visit to come
    assert cost(salon, forms.forms_sight) <= 6


def test_the_list_and_a_client_at_a_glance(salon: Salon) -> None:
    best = salon.ask(clients.most_to_see)
    # one for rhythms, one for who treated, two for namesakes, one for wishes
    everyone = salon.ask(roll.roll, Narrow())
    assert cost(salon, roll.roll, Narrow()) <= 15
    assert cost(salon, roll.roll, Narrow(), "li") <= 17
    assert cost(salon, roll.roll, Narrow(late=30, unbooked=True, order="late")) <= 16
    assert cost(salon, roll.roll_lines, everyone.keys[100:200]) <= 13
    assert cost(salon, roll.count_in_view, Narrow(late=30, born="this")) <= 4
    assert cost(salon, roll.choices) <= 5
    assert cost(salon, roll.recall, everyone.keys[:150]) <= 15
    assert cost(salon, clients.hits, "li", 8) <= 8
    # one for how the questions of the file stand
    assert cost(salon, clients.seen, best) <= 16


def test_offers_of_times_whatever_stands_against_them(salon: Salon) -> None:
    best = salon.ask(clients.most_to_see)
    for one in salon.ask(services)[:40:8]:
        assert cost(salon, booking.offers, best, one.id, salon.today()) <= 10
    assert cost(salon, booking.who_is, best) <= 11  # one for what is owed


def test_the_money_of_a_client_and_the_promises_of_the_house(salon: Salon) -> None:
    best = salon.ask(clients.most_to_see)
    owner = salon.ask(lambda reading: reading.session.scalar(select(Course.client_id)))
    # of each course that goes on both refund figures are asked
    assert cost(salon, money.money_of, best) <= 60
    assert cost(salon, money.money_of, ClientId(owner or 0)) <= 60
    # the same, however many courses there are
    assert cost(salon, promises.promises_sight) <= 30


def test_the_calls(salon: Salon) -> None:
    queue = salon.ask(calls.call_queue)
    assert len(queue.calls) > 3
    # the same, however many calls: whom to ring now takes four, and the words of the
    # first ones what is known of these clients
    assert cost(salon, calls.call_queue) <= 29
    last = queue.calls[-1]
    assert not last.is_whole
    assert salon.ask(calls.whole_call, last).is_whole
    assert cost(salon, calls.whole_call, last) <= 21
    assert cost(salon, calls.about_call, queue.calls[0]) <= 12


def test_writing_to_somebody_and_the_outbox(salon: Salon) -> None:
    queue = salon.ask(calls.call_queue)
    call = queue.calls[0]
    assert cost(salon, writing.writing_to, call.client_id, call.id) <= 40
    assert cost(salon, outbox.outbox_sight) <= 4
    assert cost(salon, outbox.standing) <= 3


def test_a_plan_and_its_paper(salon: Salon) -> None:
    for one in salon.ask(plans, None, 6):
        # one for what health speaks against, on the page and on the paper; on paper
        # also two photographs; one for what may be done with them
        assert cost(salon, plan_views.sight, one.id) <= 36


def test_a_record_being_written(salon: Salon) -> None:
    visit = salon.ask(today.day_at_a_glance).visits[0]
    # the clock of the visit, who is next, batches in use, consents, photographs
    assert cost(salon, record.visit_to_write, visit.id) <= 13 + 6


def test_what_waits_for_an_answer(salon: Salon) -> None:
    best = salon.ask(clients.most_to_see)
    assert cost(salon, breaks.breaks_waiting) <= 8
    plans_of_hers = len(salon.ask(plans, best))
    assert cost(salon, breaks.number_waiting, best) <= 9 + 4 * plans_of_hers


def test_the_settings(salon: Salon) -> None:
    assert cost(salon, settings.house) <= 2


def test_the_shelf(salon: Salon) -> None:
    assert cost(salon, shelf.shelf_sight) <= 2  # products, lots
    assert cost(salon, shelf.ledger) <= 2
    assert cost(salon, shelf.count_sight) <= 4
    assert cost(salon, shelf.used_lately, NOW.date(), NOW.date()) <= 3
    found = {}
    for ref in ("to_bha", "cl_gel", "se_ha", "su_min"):
        product = salon.ask(resolve_article, ref).id
        lot = salon.ask(on_hand, [product])[0].batches[0].lot
        many = len(salon.ask(recall_sight, product, lot)[0].affected)
        found[many] = cost(salon, recall_sight, product, lot)
    assert len(found) > 1  # lots that few had, and many
    assert max(found.values()) <= 13  # files joined, names, how each is reached


def test_a_day_with_more_visits_costs_no_more(salon: Salon) -> None:
    days = [salon.today() + timedelta(days=at) for at in range(-3, 6)]
    costs = {cost(salon, calendar.day_by, day, "people") for day in days}
    assert max(costs) <= 10


def test_surveys(salon: Salon) -> None:
    sight = salon.ask(surveys.rounds_sight)
    assert len(sight.open) > 20
    assert cost(salon, surveys.rounds_sight) <= 4  # one is for namesakes
    # of complaints, courses and absences one or two each, then who may be asked
    assert cost(salon, surveys.due_sight) <= 20
    assert cost(salon, surveys.waiting) <= 18
    # the rounds twice, answers with and without names and who was asked, of two rounds
    found = salon.ask(surveys.result_sight)
    assert found.found is not None
    assert found.found.answered
    assert cost(salon, surveys.result_sight) <= 10
    assert cost(salon, surveys.pulse_sight) <= 4
    assert cost(salon, surveys.sitting, sight.open[0].id) <= 3


def test_campaigns_and_the_team(salon: Salon) -> None:
    sight = salon.ask(campaigns.campaigns_sight)
    assert len(sight.lines) > 2
    assert cost(salon, campaigns.campaigns_sight) <= 18
    # the same, however many people: for a draft all that speaks against an offer
    for one in sight.lines:
        assert cost(salon, campaigns.campaign_sight, one.id) <= 34
    first, last = team.usual_span(salon.today())
    assert cost(salon, team.team_report, first, last) <= 26
    assert cost(salon, team.retention, first, last) <= 8
    assert cost(salon, leaving.leavings_sight, None, 0, None) <= 18
