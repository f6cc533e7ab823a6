"""The month for the owner: rates that are ripe, names behind each bar, one sentence."""

from datetime import date, timedelta
from typing import Any

import pytest

from salon.appointments.model import Status
from salon.loyalty.model import Cost, Loss
from salon.loyalty.operations import enter_cost, explain_loss
from salon.loyalty.refreshing import refresh, worked_out
from salon.money import Money
from salon.views.compared import By, compared
from salon.views.kept_sheets import (
    kept_loyalty,
    kept_month,
    refresh_all,
    work_out_loyalty,
    work_out_month,
)
from salon.views.loyalty import loyalty_sight
from salon.views.owner import (
    due,
    missed,
    month_span,
    owner_month,
    rebooked,
    second_visits,
    sentence,
)
from salon.work import Reading
from tests.house import FRIDAY, House
from tests.loyalty.facts import TODAY, Came, gathered
from tests.loyalty.visits import visited

LAST = TODAY.toordinal()


def month_of(house: House, day: date = FRIDAY) -> Any:
    def look(reading: Reading) -> Any:
        g, done = worked_out(reading)
        return owner_month(reading, g, done, day)

    return house.salon.ask(look)


def test_only_newcomers_whose_days_are_over_are_counted() -> None:
    g = gathered(
        {
            1: Came([100, 41]),  # came again after 59 days
            2: Came([100, 40]),  # after 60
            3: Came([100, 39]),  # after 61
            4: Came([61]),  # the sixty days are just over
            5: Came([60]),  # they are not
            6: Came([900, 50]),  # no newcomer of these days
        }
    )
    share, missing = second_visits(g, LAST - 120, LAST, 60)
    assert (share.part, share.of) == (2, 4)
    assert g.clients[missing].tolist() == [3, 4]
    none, _nobody = second_visits(gathered({}), LAST - 9, LAST, 60)
    assert none.of == 0


@pytest.mark.parametrize(
    ("day", "today", "span"),
    [
        (date(2026, 2, 9), date(2026, 6, 1), (date(2026, 2, 1), date(2026, 2, 28))),
        (date(2026, 6, 1), date(2026, 6, 9), (date(2026, 6, 1), date(2026, 6, 9))),
        (date(2026, 12, 31), date(2027, 1, 1), (date(2026, 12, 1), date(2026, 12, 31))),
    ],
)
def test_a_month_ends_on_its_last_day_or_today(
    day: date, today: date, span: tuple[date, date]
) -> None:
    assert month_span(day, today) == span


def test_a_date_made_before_leaving_counts_also_if_called_off_later(
    house: House,
) -> None:
    visited(house, house.amira, 20)
    visited(house, house.amira, 10, status=Status.CANCELLED, booked=20)
    visited(house, house.basia, 20)
    visited(house, house.basia, 2, booked=15)  # made days later
    first = FRIDAY - timedelta(days=25)
    found = house.salon.ask(rebooked, first, FRIDAY - timedelta(days=15))
    assert (found.part, found.of) == (1, 2)


def test_missed_of_all_that_were_kept_missed_or_called_off_late(house: House) -> None:
    visited(house, house.amira, 9, 8, 7)
    visited(house, house.basia, 6, status=Status.MISSED)
    visited(house, house.basia, 5, status=Status.CANCELLED)  # when is not known
    found = house.salon.ask(missed, FRIDAY - timedelta(days=20), FRIDAY)
    assert (found.part, found.of) == (1, 4)


def test_bars_add_up_and_say_why(house: House) -> None:
    visited(house, house.amira, 260, 232, 204)
    visited(house, house.basia, 12, 3)
    refresh(house.salon)
    found = month_of(house)
    by_key = {one.key: one for one in found.bars}
    assert by_key["opening"].people == 1
    assert by_key["new"].people == 1
    assert [row.who.name for row in by_key["new"].rows] == ["Basia Nowak"]
    assert found.went == 1
    assert by_key["closing"].people == 1
    money = {one.key: one.money.minor for one in found.money_bars}
    closing = money.pop("closing")
    assert sum(money.values()) == closing
    assert found.unknown.part == 1
    house.salon.do(explain_loss, int(house.amira), Loss.MOVED, "to Leeds")
    [bar] = [one for one in month_of(house).bars if one.loss is Loss.MOVED]
    assert bar.rows[0].words == "to Leeds"
    assert month_of(house).unknown.part == 0


def test_the_month_in_one_sentence(house: House) -> None:
    visited(house, house.basia, 12, 3)
    head, rest = sentence(month_of(house))
    assert head == "The bucket gained 1:"
    assert rest.startswith("1 came in, 0 went.")


def test_what_winning_and_keeping_cost_each(house: House) -> None:
    visited(house, house.basia, 12, 3)  # new, and came a second time
    visited(house, house.amira, 500, 20)  # stayed
    house.salon.do(enter_cost, FRIDAY, Cost.ADVERTISING, Money(30_000))
    house.salon.do(enter_cost, FRIDAY, Cost.CARE_HOURS, Money(5_000))
    cost = month_of(house).cost
    assert cost.win == Money(30_000)
    assert cost.keep == Money(5_000)
    assert cost.times == pytest.approx(6.0)


def test_who_is_due_holds_no_date_and_is_not_lost(house: House) -> None:
    visited(house, house.amira, 128, 100, 72)
    visited(house, house.basia, 400, 372, 344)

    def look(reading: Reading) -> Any:
        g, done = worked_out(reading)
        return due(reading, g, done, 30)

    [row] = house.salon.ask(look)
    assert row.who.id == house.amira
    visited(house, house.amira, -7, status=Status.BOOKED, booked=0)
    assert house.salon.ask(look) == []


def test_pages_are_kept_and_read_back_as_they_were(house: House) -> None:
    visited(house, house.basia, 12, 3)
    assert house.salon.ask(kept_loyalty, 90) is None
    page, month = work_out_loyalty(house.salon, 90), work_out_month(house.salon, FRIDAY)
    kept, other = house.salon.ask(kept_loyalty, 90), house.salon.ask(kept_month, FRIDAY)
    assert kept is not None
    assert other is not None
    assert kept.sight == page
    assert other.sight == month
    assert kept.is_fresh
    assert refresh_all(house.salon)


def test_a_page_of_another_version_is_worked_out_anew(house: House) -> None:
    from salon.loyalty.operations import keep_sheet
    from salon.views.kept_sheets import loyalty_key

    house.salon.do(keep_sheet, loyalty_key(90), "bm90aGluZyBvZiBvdXJz")
    assert house.salon.ask(kept_loyalty, 90) is None


def test_groups_are_compared_and_content_is_not_loyal(house: House) -> None:
    visited(house, house.amira, 500, 20)
    visited(house, house.basia, 480, 460)

    def look(reading: Reading) -> Any:
        return compared(reading, *worked_out(reading))

    found = house.salon.ask(look)
    [person] = found.groups[By.PERSON]
    assert (person.people, person.kept.part, person.kept.of) == (2, 1, 2)
    assert sum(row.people for row in found.groups[By.BAND]) == 2
    assert len(found.grid) == 9


def test_the_page_counts_against_the_days_before(house: House) -> None:
    visited(house, house.amira, 130, 100, 20)

    def look(days: int) -> Any:
        def asked(reading: Reading) -> Any:
            g, done = worked_out(reading)
            return loyalty_sight(reading, g, done, days)

        return house.salon.ask(asked)

    assert look(30).came_back.change == 1
    assert look(90).came_back.change is None  # nobody was here 180 days ago
