"""Step 1: a salon that has never seen the program is open in under a minute."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from salon.catalogue.queries import services
from salon.clients.queries import find_ids
from salon.settings.model import REGIONS
from salon.staff.queries import team
from salon.start import open_salon
from salon.text import _
from tests.stories.hands import Hands
from tests.ui.pages.daily import NOW
from ui.places import Today

Sit = Callable[..., Hands]
NAMES = {"en": "English", "zh_CN": "简体中文", "zh_TW": "繁體中文"}
HOME = {"en": "uk", "zh_CN": "cn", "zh_TW": "tw"}


def test_four_things_are_asked_and_the_salon_is_open(
    sit_down: Sit, tongue: str, tmp_path: Path
) -> None:
    hands = sit_down(tmp_path / "new", tongue)
    hands.sees(_("What is it called?"), _("Where is it?"), _("Currency"))
    hands.sees(_("Language of the salon"), _("When is it open?"))

    hands.say("Camellia House" if tongue == "en" else "山茶")
    hands.walk_to(_("Who owns it?"))
    hands.say("Mei")
    hands.press("Return")

    assert hands.window.desk is not None
    assert hands.window.desk.place == Today()
    here = hands.salon.premises
    assert here.name == ("Camellia House" if tongue == "en" else "山茶")
    assert (here.language, here.currency, here.timezone) == REGIONS[HOME[tongue]]
    assert [one.name for one in hands.salon.ask(team)] == ["Mei"]
    assert len(hands.salon.ask(services)) > 50
    hands.sees(_("Nobody is booked today"))
    hands.wait(lambda: hands.title == _("Your salon is open"))
    hands.press("Return")
    assert hands.title == _("Import a client list")
    hands.press("Escape")

    hands.reopen()
    hands.sees(_("Nobody is booked today"))


def test_region_language_currency_and_hours_are_changed_by_keys(
    sit_down: Sit, tongue: str, tmp_path: Path
) -> None:
    hands = sit_down(tmp_path / "new", tongue)
    hands.say("Camellia")
    hands.choose(_("Where is it?"), _("Hong Kong"))
    hands.choose(_("Language of the salon"), NAMES["zh_TW"])
    hands.choose(_("Currency"), "USD")
    hands.press("Return")

    here = hands.salon.premises
    assert (here.region, here.language, here.currency) == ("hk", "zh_TW", "USD")
    assert here.timezone == "Asia/Hong_Kong"


def test_the_sample_salon_is_one_key_away(
    sit_down: Sit, tongue: str, tmp_path: Path
) -> None:
    hands = sit_down(tmp_path / "sample", tongue)

    hands.press("Ctrl+Return")

    assert hands.salon.premises.is_sample
    assert hands.salon.premises.language == tongue
    assert len(hands.salon.ask(find_ids, "", 1000)) == 240
    assert hands.rows(_("Today’s clients"))


def test_the_same_by_mouse(sit_down: Sit, tongue: str, tmp_path: Path) -> None:
    hands = sit_down(tmp_path / "new", tongue)
    hands.click(_("What is it called?"))
    hands.say("Camellia")

    hands.click(_("Begin"))

    with closing(open_salon(str(hands.folder), NOW, desk="other")) as other:
        assert other.premises.name == "Camellia"
    hands.wait(lambda: hands.title == _("Your salon is open"))
    hands.click(_("Later"))
    assert hands.title == ""
