"""What each keeps: who sees it, in what order, on paper and as a workbook."""

from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pypdfium2
import pytest
from python_calamine import CalamineWorkbook

from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.feedback.model import How
from salon.feedback.tables import Feedback
from salon.loyalty.statistics import Share
from salon.money import Money
from salon.paper.sheets import Look
from salon.settings.operations import describe
from salon.staff.model import Role, StaffId
from salon.staff.tables import StaffMember
from salon.views.team import TeamReport, retention, team_report
from salon.views.team_papers import (
    compose_team,
    sentence,
    write_retention,
    write_team,
)
from salon.work import Work
from tests.campaigns.crowd import a_standing, made
from tests.house import FRIDAY, House, a_client

DAY = timedelta(days=1)
FIRST = FRIDAY - 120 * DAY


def visit(
    work: Work,
    house: House,
    client: int,
    staff: int,
    day: date,
    booked: date | None = None,
    price: int = 8500,
) -> None:
    at = datetime.combine(day, time(10), UTC)
    made_at = datetime.combine(booked or day - 9 * DAY, time(10, 30), UTC)
    work.session.add(
        Appointment(
            client_id=client,
            service_id=house.peel,
            staff_id=staff,
            day=day,
            start=time(10),
            minutes=45,
            price=Money(price),
            status=Status.COMPLETED,
            booked_at=made_at,
            completed_at=at,
        )
    )


@pytest.fixture
def zoe(house: House) -> StaffId:
    """Léa keeps eight of ten, Zoe five of ten; half of each are new."""

    def make(work: Work) -> StaffId:
        zoe = work.add(StaffMember(name="Zoe", role=Role.THERAPIST))
        boss = work.add(StaffMember(name="Bo", role=Role.MANAGER))
        assert boss.id
        for staff, back in ((house.lea, 8), (zoe.id, 5)):
            for at in range(10):
                client = work.add(a_client(f"{staff} {at}", ""))
                work.session.add(a_standing(client.id, abc="A" if at < 5 else "B"))
                if at % 2:
                    visit(work, house, client.id, staff, FIRST - 200 * DAY)
                day = FIRST + at * DAY
                visit(work, house, client.id, staff, day)
                if at < back:
                    again = day + 30 * DAY
                    other = zoe.id if at == 0 else staff
                    visit(work, house, client.id, other, again, day)
        return zoe.id

    found: StaffId = made(house, make)
    return found


def report(house: House, by: StaffId | None = None) -> TeamReport:
    return house.salon.ask(team_report, FIRST, FIRST + 20 * DAY, by)


def test_what_each_keeps_beside_the_salon(house: House, zoe: StaffId) -> None:
    found = report(house)
    lea, her = (one for one in found.people if one.visits)

    assert (lea.name, her.name) == ("Léa", "Zoe")
    assert (lea.returns.all, her.returns.all) == (Share(8, 10), Share(5, 10))
    assert lea.returns.same == Share(7, 10)  # one came back to Zoe
    assert lea.returns.new == Share(4, 5)
    assert found.salon.all == Share(13, 20)
    assert lea.drawn == pytest.approx((8 + 0.65 * 20) / 30)
    assert lea.rebooked == Share(8, 10)
    assert lea.new == Share(5, 10)
    assert not lea.is_outside


def test_by_name_unless_the_owner_wants_an_order(house: House, zoe: StaffId) -> None:
    def lessen(work: Work) -> None:  # so that Zoe would be first
        row = work.get(StaffMember, zoe)
        row.name = "Ada"

    made(house, lessen)
    names = [one.name for one in report(house).people if one.visits]
    assert names == ["Ada", "Léa"]
    house.salon.do(describe, team_ranked=True)
    found = report(house)
    assert found.is_ranked
    assert [one.name for one in found.people if one.visits] == ["Léa", "Ada"]
    assert not report(house, house.lea).is_ranked  # nobody else sees an order


def test_a_colleague_sees_her_own_figures_only(house: House, zoe: StaffId) -> None:
    found = report(house, zoe)
    assert found.is_own
    assert [one.name for one in found.people] == ["Zoe"]
    again = house.salon.ask(retention, FIRST, FIRST + 20 * DAY, by=zoe)
    assert {one.person for one in again.rows} == {"Zoe"}


def test_whose_a_clients_see_one_only(house: House, zoe: StaffId) -> None:
    found = report(house)
    lea = next(one for one in found.people if one.name == "Léa")
    # of five A clients two came twice by then, to her both times
    assert lea.only_a == Share(2, 5)
    assert not lea.is_risk  # of so few nothing is cried
    assert found.only_a.of == 10


def test_praise_is_told_per_thousand_visits(house: House, zoe: StaffId) -> None:
    def praise(work: Work) -> None:
        one = work.session.query(Appointment).filter_by(staff_id=zoe).first()
        assert one is not None
        work.session.add(
            Feedback(
                client_id=one.client_id,
                appointment_id=one.id,
                at=datetime.combine(FIRST + DAY, time(12), UTC),
                how=next(iter(How)),
                csat=5,
                praised_id=zoe,
            )
        )

    made(house, praise)
    her = next(one for one in report(house).people if one.name == "Zoe")
    assert (her.praises, her.per_thousand(her.praises)) == (1, 1000 / her.visits)


def test_who_came_again_new_ones_apart(house: House, zoe: StaffId) -> None:
    ask = house.salon.ask
    found = ask(retention, FIRST, FIRST + 20 * DAY, days=30)
    assert found.share(is_new=True) == Share(7, 10)
    assert found.share(is_new=False, staff_id=house.lea) == Share(4, 5)
    assert found.share(is_new=False, staff_id=zoe) == Share(2, 5)
    # the day before the thirtieth nobody has come
    assert ask(retention, FIRST, FIRST + 20 * DAY, days=29).share(is_new=True).part == 0
    assert ask(retention, FIRST, FIRST + 20 * DAY, times=2).share(is_new=True).part == 0
    first = next(one for one in found.rows if one.again)
    assert (first.average, first.people) in {(30, 2), (30, 1), (115, 1), (115, 2)}
    late = ask(retention, FRIDAY - 60 * DAY, FRIDAY, days=60)
    assert late.rows == ()


@pytest.mark.parametrize(("price", "is_cheap"), [(6800, True), (6801, False)])
def test_filtered_by_a_discount_at_the_first_visit(
    house: House, price: int, is_cheap: bool
) -> None:
    made(
        house,
        lambda work: visit(work, house, house.amira, house.lea, FIRST, price=price),
    )
    ask = house.salon.ask
    assert len(ask(retention, FIRST, FIRST, on_offer=True).rows) == is_cheap
    assert len(ask(retention, FIRST, FIRST, on_offer=False).rows) == (not is_cheap)


def test_it_stands_on_one_or_two_pages(house: House, zoe: StaffId) -> None:
    paper = house.salon.ask(compose_team, FIRST, FIRST + 20 * DAY, Look()).set()
    assert paper.pages <= 2
    with closing(pypdfium2.PdfDocument(paper.pdf)) as document:
        text = " ".join(page.get_textpage().get_text_range() for page in document)
    assert "What each keeps" in text
    assert "80 % (49–94)" in text  # eight of ten, with its interval


def test_the_workbook_holds_numbers(house: House, zoe: StaffId, tmp_path: Path) -> None:
    write_team(tmp_path / "team.xlsx", report(house))
    book = CalamineWorkbook.from_path(tmp_path / "team.xlsx")
    rows = {row[0]: row for row in book.get_sheet_by_index(0).to_python()}
    assert rows["Léa"][1] == 10
    assert rows["Léa"][3:5] == [8, 10]
    found = house.salon.ask(retention, FIRST, FIRST + 20 * DAY)
    write_retention(tmp_path / "again.xlsx", found)
    book = CalamineWorkbook.from_path(tmp_path / "again.xlsx")
    assert len(book.get_sheet_by_index(0).to_python()) == 21


def test_each_is_measured_by_what_counts_as_theirs_does(
    house: House, zoe: StaffId
) -> None:
    """Regular clients count with each colleague: held against them once, all shine."""

    def more(work: Work) -> None:
        for at in range(10):  # seen by both, and they come again
            client = work.add(a_client(f"both {at}", ""))
            work.session.add(a_standing(client.id))
            for day in (0, 1, 30):
                staff = zoe if day == 1 else house.lea
                visit(work, house, client.id, staff, FIRST + day * DAY)

    made(house, more)
    found = report(house)
    lines = [one.returns.all for one in found.people if one.visits]
    assert found.salon.all == Share(23, 30)
    assert found.each == Share(33, 40)
    assert found.each == Share(sum(s.part for s in lines), sum(s.of for s in lines))
    rates = [one.rate or 0 for one in lines]
    assert min(rates) < found.base < max(rates)
    assert "once with each colleague" in sentence(found)
