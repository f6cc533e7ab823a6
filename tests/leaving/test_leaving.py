"""A colleague leaves (scenario 24): whose clients, who comes after, who is rung."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pypdfium2
import pytest
from sqlalchemy import select

from salon.aftercare.model import CallId, CallStatus, Outcome
from salon.aftercare.operations import log_call
from salon.aftercare.tables import Call
from salon.appointments.model import Status
from salon.appointments.operations import Booking, book
from salon.appointments.tables import Appointment
from salon.clients.model import ClientId
from salon.clients.operations import merge_clients
from salon.clients.tables import Client, ClientFact
from salon.errors import NotAllowed
from salon.exchange.operations import export_clients
from salon.leaving.model import (
    BadLastDay,
    LeavesAlready,
    LeavingClientId,
    LeavingId,
    NoSuccessor,
    NothingSaid,
    NotLeaving,
    State,
    Talk,
)
from salon.leaving.operations import (
    drop_talk,
    end_leavings,
    hand_over,
    note_introduced,
    note_talk,
    see_export,
    start_leaving,
    withdraw_leaving,
    write_farewell,
)
from salon.leaving.queries import leaving, leavings, supposed, talks
from salon.loyalty.statistics import Share
from salon.messages.tables import Message
from salon.money import Money
from salon.paper.sheets import Look
from salon.reports.leaving import compose_leaving
from salon.settings.operations import describe
from salon.staff.model import Role, StaffId
from salon.staff.queries import acting, team
from salon.staff.tables import StaffMember
from salon.work import Work
from tests.campaigns.crowd import a_standing, made
from tests.house import FRIDAY, OPEN, House, a_client

DAY = timedelta(days=1)
LAST = date(2026, 7, 31)  # a Friday; the doors close at ten
TODAY = date(2026, 6, 30)


@pytest.fixture
def lan(house: House) -> Iterator[StaffId]:
    """Forty-six clients, of whom eleven see only Lan, and five of these are A."""
    house.salon.do(describe, hours=OPEN)
    with house.salon.stopped_at(datetime.combine(TODAY, time(9))):
        yield made(house, lambda work: _lan(work, house))


def _lan(work: Work, house: House) -> StaffId:
    lan = work.add(StaffMember(name="Lan", role=Role.THERAPIST, skills="l3"))
    ana = work.add(StaffMember(name="Ana", role=Role.THERAPIST, skills="l4"))
    for at in range(46):
        client = work.add(a_client(f"Client {at:02}", "", language="en"))
        abc = "A" if at < 5 or 11 <= at < 14 else "B" if at < 30 else "C"
        work.session.add(a_standing(client.id, abc=abc, next_year=10000 * (46 - at)))
        for visit in range(3):
            with_whom = lan.id if at < 11 or visit < 2 else ana.id
            work.session.add(_visit(house, client.id, with_whom, visit, at))
        if at in (0, 20):
            work.session.add(
                ClientFact(
                    client_id=client.id, field="personality", value="friendly", on=TODAY
                )
            )
    # somebody who came to Lan once, and to Ana more often, is not hers
    other = work.add(a_client("Somebody Else", ""))
    work.session.add(_visit(house, other.id, lan.id, 0, 1))
    for visit in range(1, 3):
        work.session.add(_visit(house, other.id, ana.id, visit, 1))
    return lan.id


def _visit(house: House, client: int, staff: int, visit: int, at: int) -> Any:
    day = TODAY - timedelta(days=20 + 30 * visit + at % 7)
    moment = datetime.combine(day, time(10), UTC)
    return Appointment(
        client_id=client,
        service_id=house.peel,
        staff_id=staff,
        day=day,
        start=time(10),
        minutes=45,
        price=Money(8500),
        status=Status.COMPLETED,
        booked_at=moment,
        completed_at=moment,
    )


def person(house: House, name: str, role: Role) -> StaffId:
    def hired(work: Work) -> StaffId:
        return work.add(StaffMember(name=name, role=role)).id

    found: StaffId = made(house, hired)
    return found


def text_of(pdf: bytes) -> str:
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return " ".join(" ".join(pages).split())


def begun(house: House, lan: StaffId) -> LeavingId:
    return house.salon.do(start_leaving, lan, LAST)


def calls(house: House) -> list[Any]:
    def found(reading: Any) -> list[Any]:
        asked = select(
            *(Call.client_id, Call.due, Call.for_staff_id, Call.words, Call.id),
        ).where(Call.step == "leaving", Call.status == CallStatus.WAITING)
        return list(reading.session.execute(asked.order_by(Call.due, Call.id)))

    return house.salon.ask(found)


def test_what_leaves_with_her(house: House, lan: StaffId) -> None:
    with house.salon.stopped_at(datetime.combine(TODAY, time(9))):
        found = house.salon.ask(supposed, lan, LAST)

    assert len(found.clients) == 46
    assert (len(found.only), len(found.only_a)) == (11, 5)
    assert found.call_by == date(2026, 7, 17)
    assert [one.is_only for one in found.clients[:12]] == [True] * 11 + [False]
    assert found.clients[0].abc == "A"
    assert found.at_stake == Money(sum(10000 * (46 - at) for at in range(11)))
    assert found.clients[0].dependency == 1.0
    assert found.clients[20].dependency == pytest.approx(2 / 3)


def test_the_eleven_are_rung_in_person_and_nobody_else(
    house: House, lan: StaffId
) -> None:
    key = begun(house, lan)
    found = house.salon.ask(leaving, key)
    waiting = calls(house)

    assert {one.client_id for one in waiting} == {one.client_id for one in found.only}
    assert max(one.due for one in waiting) <= date(2026, 7, 17)
    assert len({one.due for one in waiting}) > 1  # spread, not all on one day
    assert waiting[0].client_id == found.only[0].client_id  # most valuable first
    ana = next(one.id for one in house.salon.ask(team) if one.name == "Ana")
    assert {one.for_staff_id for one in waiting} <= {ana, house.lea}
    assert "Lan leaves on 31 Jul 2026" in waiting[0].words

    def mails(reading: Any) -> int:
        return len(reading.session.scalars(select(Message.id)).all())

    assert house.salon.ask(mails) == 0  # nothing goes out to many


def test_who_wants_no_calls_is_not_rung(house: House, lan: StaffId) -> None:
    first = house.salon.ask(supposed, lan, LAST).only[0].client_id

    def silence(work: Work) -> None:
        work.get(Client, first).do_not_contact = True

    made(house, silence)
    begun(house, lan)
    assert first not in {one.client_id for one in calls(house)}


def test_a_successor_by_skill_then_by_who_knows_her(house: House, lan: StaffId) -> None:
    found = {one.client: one for one in house.salon.ask(supposed, lan, LAST).clients}
    # Ana has met the others; whoever sees only Lan goes to who has fewest
    assert found["Client 20"].successor == "Ana"
    assert "met" in found["Client 20"].why
    names = {found[f"Client {at:02}"].successor for at in range(11)}
    assert names == {"Ana", "Léa"}
    # Client 20 is friendly and Ana's: so is Client 00 proposed to her
    assert found["Client 00"].successor == "Ana"
    assert "kin" in found["Client 00"].why


def test_another_successor_gets_the_call(house: House, lan: StaffId) -> None:
    key = begun(house, lan)
    one = house.salon.ask(leaving, key).only[0]
    assert one.id is not None
    house.salon.do(hand_over, one.id, house.lea)

    found = next(c for c in calls(house) if c.client_id == one.client_id)
    assert found.for_staff_id == house.lea
    assert "Léa" in found.words
    with pytest.raises(NoSuccessor):
        house.salon.do(hand_over, one.id, lan)
    desk = person(house, "Rita", Role.RECEPTION)
    with pytest.raises(NoSuccessor):
        house.salon.do(hand_over, one.id, desk)


def test_her_access_ends_when_the_doors_close(house: House, lan: StaffId) -> None:
    begun(house, lan)
    salon = house.salon
    closes = time(22)  # as the house is open on a Friday

    with salon.stopped_at(datetime.combine(LAST, time(21, 59))):
        assert salon.ask(acting, lan).rights
        assert salon.do(end_leavings) == 0
    with salon.stopped_at(datetime.combine(LAST, closes)):
        assert not salon.ask(acting, lan).rights
        with pytest.raises(NotAllowed):
            salon.do_as(lan, book, house.wish(time(9)))
        assert salon.do(end_leavings) == 1
        assert lan not in {one.id for one in salon.ask(team)}
    assert salon.ask(leavings)[0].state is State.GONE


def test_who_has_left_may_do_nothing(house: House) -> None:
    gone = made(
        house, lambda work: work.add(StaffMember(name="Old", is_active=False)).id
    )
    assert not house.salon.ask(acting, gone).rights


def test_a_list_taken_out_by_her_account_alerts_the_manager(house: House) -> None:
    boss = person(house, "Bo", Role.MANAGER)
    key = house.salon.do(start_leaving, boss, FRIDAY + 30 * DAY)
    house.salon.do_as(boss, export_clients)
    house.salon.do(export_clients)  # by another account: no alert

    [alert] = house.salon.ask(leaving, key).alerts
    assert (alert.clients, alert.seen) == (2, "")
    assert house.salon.ask(leavings)[0].unseen == 1
    house.salon.do(see_export, alert.id)
    assert house.salon.ask(leavings)[0].unseen == 0
    # and a colleague without the right cannot take any out at all
    with pytest.raises(NotAllowed):
        house.salon.do_as(house.lea, export_clients)


def test_bookings_after_the_last_day_are_listed(house: House, lan: StaffId) -> None:
    first = house.salon.ask(supposed, lan, LAST).clients[0].client_id
    late = Booking(ClientId(first), house.peel, LAST + 3 * DAY, time(10), staff_id=lan)
    on_it = Booking(ClientId(first), house.peel, LAST, time(10), staff_id=lan)
    house.salon.do(book, late)
    house.salon.do(book, on_it)

    [one] = house.salon.ask(supposed, lan, LAST).booked
    assert (one.client_id, one.day) == (first, LAST + 3 * DAY)


def test_sixty_days_later_beside_the_usual(house: House, lan: StaffId) -> None:
    key = begun(house, lan)
    keys = [one.client_id for one in house.salon.ask(leaving, key).clients]
    ana = next(one.id for one in house.salon.ask(team) if one.name == "Ana")

    def visits(work: Work) -> None:
        for at, client in enumerate(keys[:30]):
            row = _visit(house, client, ana, 0, 0)
            row.day = LAST + (60 if at else 61) * DAY  # the sixtieth day counts
            work.session.add(row)

    made(house, visits)
    with house.salon.stopped_at(datetime.combine(LAST + 60 * DAY, time(9))):
        since = house.salon.ask(leaving, key).since
        assert since is not None
        assert not since.is_over
    with house.salon.stopped_at(datetime.combine(LAST + 62 * DAY, time(9))):
        since = house.salon.ask(leaving, key).since
    assert since is not None
    assert since.is_over
    assert since.hers == Share(29, 46)
    assert since.usual == Share(0, 1)


def test_it_is_begun_once_within_a_year_and_can_be_withdrawn(
    house: House, lan: StaffId
) -> None:
    for day in (TODAY - DAY, TODAY + 367 * DAY):
        with pytest.raises(BadLastDay):
            house.salon.do(start_leaving, lan, day)
    key = begun(house, lan)
    with pytest.raises(LeavesAlready):
        begun(house, lan)
    house.salon.do(withdraw_leaving, key)
    assert calls(house) == []
    with house.salon.stopped_at(datetime.combine(LAST + DAY, time(9))):
        assert house.salon.ask(acting, lan).rights
    with pytest.raises(NotLeaving):
        house.salon.do(withdraw_leaving, key)
    house.salon.undo()
    assert len(calls(house)) == 11


def test_undo_takes_the_beginning_back_whole(house: House, lan: StaffId) -> None:
    begun(house, lan)
    house.salon.undo()
    assert house.salon.ask(leavings) == ()
    assert calls(house) == []


def test_introduced_and_rung_are_seen_in_the_plan(house: House, lan: StaffId) -> None:
    key = begun(house, lan)
    first = house.salon.ask(leaving, key).only[0]
    assert first.id is not None
    assert first.call_id is not None
    house.salon.do(log_call, CallId(first.call_id), Outcome.WELL)
    house.salon.do(note_introduced, first.id)
    now = house.salon.ask(leaving, key).only[0]
    assert (now.has_called, now.introduced_on) == (True, TODAY)
    house.salon.do(note_introduced, LeavingClientId(first.id))
    assert house.salon.ask(leaving, key).only[0].introduced_on is None


def test_joined_files_are_handed_over_once(house: House, lan: StaffId) -> None:
    key = begun(house, lan)
    one, other, *_more = [c.client_id for c in house.salon.ask(leaving, key).clients]
    house.salon.do(merge_clients, ClientId(one), ClientId(other))
    keys = [c.client_id for c in house.salon.ask(leaving, key).clients]
    assert keys.count(one) == 1


def test_the_paper_holds_the_plan_and_a_card_for_each_of_the_eleven(
    house: House, lan: StaffId
) -> None:
    key = begun(house, lan)

    def mind(work: Work) -> None:
        first = work.session.scalar(select(Client).where(Client.name == "Client 00"))
        assert first is not None
        first.never_do = "no steam"

    made(house, mind)
    text = text_of(house.salon.ask(compose_leaving, key, Look()).set().pdf)

    assert "Handing over: Lan" in text
    assert "46 clients, 11 of them see nobody else, 5 of these are A" in text
    assert "no steam" in text
    assert text.count("Has had") == 11


def test_talks_are_kept(house: House) -> None:
    salon = house.salon
    with pytest.raises(NothingSaid):
        salon.do(note_talk, house.lea, Talk.START, "  ")
    key = salon.do(note_talk, house.lea, Talk.START, "Likes early shifts")
    salon.do(note_talk, house.lea, Talk.GROWTH, "Brows", None, FRIDAY + 90 * DAY)
    said = salon.ask(talks, house.lea)
    assert [one.kind for one in said] == [Talk.GROWTH, Talk.START]
    salon.do(drop_talk, key)
    assert len(salon.ask(talks, house.lea)) == 1
    with pytest.raises(NotAllowed):
        salon.do_as(house.lea, note_talk, house.lea, Talk.PULSE, "mine")


def test_the_farewell_is_kept(house: House, lan: StaffId) -> None:
    key = begun(house, lan)
    house.salon.do(write_farewell, key, "Comes back for tea")
    assert house.salon.ask(leaving, key).farewell == "Comes back for tea"
