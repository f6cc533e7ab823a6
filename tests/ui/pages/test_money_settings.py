"""What the till goes by, set in the window."""

from collections.abc import Callable

from salon.settings.queries import premises
from salon.till.rules import means_here
from tests.ui.pages.seeing import page_as
from ui.desk import Desk
from ui.frame.window import Window
from ui.places import SettingsPage as Place
from ui.settings.money import MoneyPane
from ui.settings.page import SettingsPage

Settle = Callable[[], None]


def pane(window: Window, desk: Desk, settle: Settle) -> MoneyPane:
    desk.go(Place("money"))
    settle()
    return page_as(window, SettingsPage).money


def test_taxes_limits_and_ways_are_kept(
    day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    money = pane(day_window, day_desk, settle)
    money.form.restore({"tax_name": "VAT", "tax_service": "20", "tax_product": "7,7"})
    money.limits.restore({"discount_limit": 10})
    money.means.ticks["alipay"].setChecked(True)
    money.keep()
    settle()

    here = day_desk.salon.ask(premises)
    assert (here.tax_name, here.tax_service, here.tax_product) == ("VAT", 2000, 770)
    assert here.discount_limit == 10
    assert "alipay" in day_desk.salon.ask(means_here)


def test_a_rate_that_is_none_is_said_at_its_field(
    day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    money = pane(day_window, day_desk, settle)
    for wrong in ("101", "a lot", "-1"):
        money.form.restore({"tax_service": wrong})
        money.keep()
        settle()
        assert day_desk.salon.ask(premises).tax_service == 0
    assert money.form.field("tax_service").hasFocus()


def test_without_any_way_to_pay_nothing_is_kept(
    day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    money = pane(day_window, day_desk, settle)
    for tick in money.means.ticks.values():
        tick.setChecked(False)
    money.keep()
    settle()
    assert day_desk.salon.ask(premises).means == ()
