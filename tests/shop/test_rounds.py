"""What is not right on the round stays open until somebody mends it."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from PIL import Image

from salon.errors import Missing, NotAllowed
from salon.house.lists import known_as, usual_lists
from salon.house.model import REPAIR_WITHIN, AlreadyMended, BadList, NothingSaid
from salon.house.operations import (
    give_defect,
    mend,
    note_defect,
    note_front,
    set_lists,
)
from salon.house.queries import count_defects, defects, fronts, lists_of
from salon.house.wording import Watched
from salon.money import Money
from salon.settings.queries import premises
from salon.shifts.model import UNANNOUNCED, NoSuchCheck
from salon.shifts.operations import go_round
from salon.shifts.queries import checks_here, rounds, shop_round
from salon.skin.pictures import prepared
from salon.skin.queries import picture
from salon.text import speaking
from tests.aftercare.test_calls import at
from tests.house import FRIDAY, House


def jpeg() -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "JPEG")
    return out.getvalue()


def test_a_no_opens_a_defect_with_an_owner_and_a_day(house: House) -> None:
    at(house, "27 08:40")
    house.salon.do_as(house.lea, go_round, {"sh_sign": False, "sh_desk": True})
    [one] = house.salon.ask(defects)
    assert (one.about, one.owner, one.opened_on) == ("sh_sign", "Léa", FRIDAY)
    assert one.words.startswith("Sign and window lights")
    assert one.due == FRIDAY + timedelta(days=REPAIR_WITHIN)
    assert not one.is_late(one.due)
    assert one.is_late(one.due + timedelta(days=1))


def test_what_is_seen_again_is_one_defect_and_what_is_right_is_mended(
    house: House,
) -> None:
    at(house, "27 08:40")
    house.salon.do(go_round, {"sh_sign": False, "sh_linen": False})
    at(house, "28 08:40")
    house.salon.do(go_round, {"sh_sign": False, "sh_linen": True})
    [one] = house.salon.ask(defects)
    assert (one.about, one.opened_on) == ("sh_sign", FRIDAY)
    kept = house.salon.ask(defects, mended_since=FRIDAY)
    assert [line.about for line in kept] == ["sh_sign", "sh_linen"]
    house.salon.undo()
    assert house.salon.ask(count_defects) == 2


def test_a_photograph_is_kept_and_is_never_a_fault(house: House) -> None:
    photo = prepared(jpeg())
    house.salon.do(go_round, {"sh_photo": False, "sh_sign": True}, photo=photo)
    assert house.salon.ask(defects) == []
    line = house.salon.ask(shop_round, FRIDAY)
    assert line.picture == photo.hash
    assert house.salon.ask(picture, photo.hash) == photo.image


def test_the_second_round_is_another_one(house: House) -> None:
    at(house, "27 08:40")
    house.salon.do(go_round, {"sh_sign": True})
    at(house, "27 15:00")
    house.salon.do(go_round, {"sh_sign": False}, nth=UNANNOUNCED)
    assert house.salon.ask(shop_round, FRIDAY).wrong == ()
    assert house.salon.ask(shop_round, FRIDAY, UNANNOUNCED).wrong == ("sh_sign",)
    assert [one.nth for one in house.salon.ask(rounds, FRIDAY, FRIDAY)] == [2, 1]
    with pytest.raises(NoSuchCheck):
        house.salon.do(go_round, {"sh_sign": True}, nth=3)


def test_a_defect_is_given_mended_and_not_mended_twice(house: House) -> None:
    key = house.salon.do(note_defect, " The lift squeaks ")
    house.salon.do(give_defect, key, house.lea, date(2026, 4, 1))
    [one] = house.salon.ask(defects)
    assert (one.words, one.owner, one.due) == (
        "The lift squeaks",
        "Léa",
        date(2026, 4, 1),
    )
    house.salon.do(mend, key, "oiled")
    assert house.salon.ask(count_defects) == 0
    with pytest.raises(AlreadyMended):
        house.salon.do(mend, key)
    with pytest.raises(AlreadyMended):
        house.salon.do(give_defect, key, None, None)
    with pytest.raises(Missing):
        house.salon.do(mend, key + 1)
    with pytest.raises(NothingSaid):
        house.salon.do(note_defect, "  ")


def test_the_front_changes_by_whoever_manages(house: House) -> None:
    with pytest.raises(NotAllowed):
        house.salon.do_as(house.lea, note_front, FRIDAY, "New sign")
    house.salon.do(note_front, FRIDAY, "New sign")
    assert [one.words for one in house.salon.ask(fronts)] == ["New sign"]
    with pytest.raises(NothingSaid):
        house.salon.do(note_front, FRIDAY, " ")


# the short lists


def test_the_salon_adds_a_check_of_its_own(house: House) -> None:
    from dataclasses import replace

    lists = house.salon.ask(lists_of)
    house.salon.do(set_lists, replace(lists, checks=("Plants watered", " ", "")))
    assert [str(one.names) for one in house.salon.ask(checks_here)][-2] == (
        "Plants watered"
    )
    house.salon.do(go_round, {"own:Plants watered": False})
    [one] = house.salon.ask(defects)
    assert one.words == "Plants watered"


def test_lists_are_the_usual_ones_until_they_are_changed(house: House) -> None:
    from dataclasses import replace

    usual = usual_lists(house.salon.ask(premises))
    assert house.salon.ask(lists_of) == usual
    words = (Watched("glow"),)
    mine = replace(usual, words=words, voucher_after=0, client_limit=Money(1))
    house.salon.do(set_lists, mine)
    assert house.salon.ask(lists_of) == mine
    house.salon.do(set_lists, usual)
    assert house.salon.ask(lists_of) == usual


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_limit": Money(-1)},
        {"voucher_after": 241},
        {"voucher_after": -1},
        {"offers": ("x" * 121,)},
    ],
)
def test_what_cannot_be_kept_is_refused(house: House, wrong: dict[str, object]) -> None:
    from dataclasses import replace

    lists = house.salon.ask(lists_of)
    with pytest.raises(BadList):
        house.salon.do(set_lists, replace(lists, **wrong))  # type: ignore[arg-type]
    assert house.salon.ask(lists_of) == lists


def test_only_whoever_manages_changes_the_lists(house: House) -> None:
    lists = house.salon.ask(lists_of)
    with pytest.raises(NotAllowed):
        house.salon.do_as(house.lea, set_lists, lists)


def test_what_is_shipped_is_known_by_its_name_in_any_language() -> None:
    assert known_as(" fruit ", ["Fruit"]) == "Fruit"
    assert known_as("Something new ", ["Fruit"]) == "Something new"
    with speaking("zh_CN"):
        assert known_as("Fruit", ["Fruit"]) == "Fruit"
