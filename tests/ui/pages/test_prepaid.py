"""Members, points, vouchers, friends and contracts in the window."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from salon.appointments.queries import day_book
from salon.clients.model import ClientId
from salon.money import Money
from salon.prepaid.model import MemberState
from salon.prepaid.operations import give_membership, give_points, set_rules
from salon.prepaid.queries import (
    brought_by,
    contracts_of,
    members_of,
    membership,
    purse_of,
    rules_of,
    vouchers_of,
)
from salon.prepaid.rules import BonusStep
from salon.till.closing import close_bill
from salon.till.model import Paying
from salon.till.operations import open_bill
from salon.till.selling import add_top_up, add_voucher
from tests.ui.pages.daily import TODAY
from tests.ui.pages.seeing import is_gone, page_as, the, words_in
from ui.desk import Desk
from ui.frame.pages import deeds
from ui.frame.window import Window
from ui.kit.rows import Line
from ui.places import ClientCard, Till
from ui.prepaid.rules import RulesSheet, open_rules
from ui.prepaid.sheets import (
    ContractSheet,
    MemberSheet,
    PointsSheet,
    PurseSheet,
    ReferSheet,
    TopUpRefundSheet,
    VoucherSheet,
    open_contract,
    open_purse,
)
from ui.till.page import TillPage
from ui.till.sheets import AheadSheet

Settle = Callable[[], None]


@pytest.fixture
def whose(day_desk: Desk) -> ClientId:
    """Somebody who is done today, with stored value and a voucher."""
    salon = day_desk.salon
    visit = next(one for one in salon.ask(day_book, TODAY) if one.status.was_kept)
    client = ClientId(visit.client_id)
    key = salon.do(open_bill, client)
    salon.do(add_top_up, key, Money(30000), bonus=Money(3000))
    salon.do(add_voucher, key, Money(5000))
    salon.do(close_bill, key, [Paying("card", Money(35000))])
    rules = salon.ask(rules_of)
    salon.do(set_rules, replace(rules, points=replace(rules.points, on=True)))
    return client


def opened(
    window: Window, desk: Desk, settle: Settle, whose: ClientId, kind: type[PurseSheet]
) -> PurseSheet:
    open_purse(desk, whose, kind)
    settle()
    return the(window, kind)


def test_stored_value_is_paid_back_with_what_ends(
    day_window: Window, day_desk: Desk, settle: Settle, whose: ClientId
) -> None:
    sheet = opened(day_window, day_desk, settle, whose, TopUpRefundSheet)
    assert isinstance(sheet, TopUpRefundSheet)
    sheet.amount.put(Money(10000))
    sheet._figure()
    settle()
    assert "10" in sheet.says.text()
    sheet._keep()
    settle()
    assert not is_gone(sheet)  # without a word why it is not
    sheet.reason.setText("moves")
    sheet._keep()
    settle()

    purse = day_desk.salon.ask(purse_of, whose)
    assert (purse.paid, purse.bonus) == (Money(20000), Money(2000))


def test_a_membership_is_given_rests_and_runs(
    day_window: Window, day_desk: Desk, settle: Settle, whose: ClientId
) -> None:
    salon = day_desk.salon
    sheet = opened(day_window, day_desk, settle, whose, MemberSheet)
    assert isinstance(sheet, MemberSheet)
    sheet.tier.setCurrentIndex(1)
    sheet._keep()
    settle()
    [one] = salon.ask(members_of, whose)
    assert one.tier == "gold"
    for is_resting in (True, False):
        sheet = opened(day_window, day_desk, settle, whose, MemberSheet)
        assert isinstance(sheet, MemberSheet)
        sheet._keep()  # what it proposes: rest, then run
        settle()
        assert salon.ask(membership, one.id).is_frozen(TODAY) is is_resting
    assert salon.ask(membership, one.id).state is MemberState.ACTIVE


def test_points_vouchers_and_friends(
    day_window: Window, day_desk: Desk, settle: Settle, whose: ClientId
) -> None:
    salon = day_desk.salon
    points = opened(day_window, day_desk, settle, whose, PointsSheet)
    assert isinstance(points, PointsSheet)
    points.points.setValue(40)
    points.reason.setText("sorry")
    points._keep()
    settle()
    assert salon.ask(purse_of, whose).points == 40
    vouchers = opened(day_window, day_desk, settle, whose, VoucherSheet)
    assert isinstance(vouchers, VoucherSheet)
    vouchers.holder.setText("Zofia")
    vouchers._keep()
    settle()
    assert salon.ask(vouchers_of, whose)[0].holder == "Zofia"
    friends = opened(day_window, day_desk, settle, whose, ReferSheet)
    assert isinstance(friends, ReferSheet)
    other = next(
        one.client_id for one in salon.ask(day_book, TODAY) if one.client_id != whose
    )
    friends.by.put(Line("Somebody", key=int(other)))
    friends._keep()
    settle()
    found = salon.ask(brought_by, whose)
    assert found is not None
    assert found[0] == other


def test_a_contract_is_read_and_signed(
    day_window: Window, day_desk: Desk, settle: Settle, whose: ClientId
) -> None:
    open_contract(day_desk, whose)
    settle()
    sheet = the(day_window, ContractSheet)
    assert "300" in words_in(sheet)
    sheet._keep()
    assert day_desk.salon.ask(contracts_of, whose) == []
    sheet.signing.on_paper.setChecked(True)
    sheet._keep()
    settle()
    assert len(day_desk.salon.ask(contracts_of, whose)) == 1


def test_rules_are_read_and_kept_whole(
    day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    salon = day_desk.salon
    before = salon.ask(rules_of)
    open_rules(day_desk)
    settle()
    sheet = the(day_window, RulesSheet)
    sheet._keep()
    settle()
    after = salon.ask(rules_of)
    assert replace(after, points=before.points) == before
    assert dict(after.points.deeds) == dict(before.points.deeds)
    open_rules(day_desk)
    settle()
    sheet = the(day_window, RulesSheet)
    start, given = sheet.rows[0]
    start.put(Money(50000))
    given.setText("10 %")
    sheet.services.setText("7,5")
    sheet._keep()
    settle()
    rules = salon.ask(rules_of)
    assert rules.bonus == (BonusStep(Money(50000), percent=1000),)
    assert rules.tiers[0].services == 750


def test_the_till_proposes_the_bonus_and_asks_why_it_is_more(
    day_window: Window, day_desk: Desk, settle: Settle, whose: ClientId
) -> None:
    salon = day_desk.salon
    table = (BonusStep(Money(10000), Money(1000)),)
    salon.do(set_rules, replace(salon.ask(rules_of), bonus=table))
    day_desk.go(Till(client_id=int(whose)))
    settle()
    page = page_as(day_window, TillPage)
    page._ahead()
    sheet = the(day_window, AheadSheet)
    sheet.kind.choose(1)
    sheet._chosen(1)
    sheet.price.put(Money(20000))
    sheet._bonus()
    assert sheet.bonus.value() == Money(1000)
    sheet.bonus.put(Money(2000))
    sheet._keep()
    settle()
    assert sheet.why.isVisible()
    sheet.why.setText("her birthday")
    sheet._keep()
    settle()
    assert page._sight is not None
    line = page._sight.card.lines[-1]
    assert (line.body["bonus"], line.body["why"]) == (2000, "her birthday")


def test_a_scanned_card_opens_the_clients_bill_and_points_pay(
    day_window: Window, day_desk: Desk, settle: Settle, whose: ClientId
) -> None:
    salon = day_desk.salon
    key = salon.do(give_membership, whose, "gold")
    salon.do(give_points, whose, 1200, "a start")
    day_desk.go(Till())
    settle()
    page = page_as(day_window, TillPage)
    page._scanned(salon.ask(membership, key).code)
    settle()
    page = page_as(day_window, TillPage)
    assert page._sight is not None
    assert page._sight.client is not None
    assert page._sight.client.id == whose
    assert "Gold card" in words_in(page.has)
    page._use_points()
    settle()
    assert page.pay.due == page._sight.card.total - Money(1000)


def test_all_of_it_is_reached_from_anywhere(
    day_window: Window, day_desk: Desk, settle: Settle, whose: ClientId
) -> None:
    day_desk.go(ClientCard(int(whose)))
    settle()
    for words, kind in (
        ("Membership", MemberSheet),
        ("Points", PointsSheet),
        ("Vouchers", VoucherSheet),
    ):
        action = next(
            one
            for one in deeds(day_desk)
            if one.text().replace("&", "").startswith(f"{words} of")
        )
        action.trigger()
        settle()
        the(day_window, kind).reject()
        settle()
