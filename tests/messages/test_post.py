"""Cards and labels: whole on their paper, each in its language, none against a wish."""

import json
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.catalogue.model import Subject
from salon.catalogue.tables import Entry
from salon.clients.model import ClientDraft, ClientId
from salon.clients.operations import correct_client
from salon.clients.refusals import refuse_contact
from salon.clients.tables import ClientFact
from salon.messages.document import CardTooFull, LabelTooFull, cards, labels
from salon.messages.sheet import CardLine, CardSheet, Label, LabelSheet, Stock
from salon.paper.pages import bind
from salon.paper.sheets import Letterhead, Look, PageSize
from salon.reports.greetings import (
    NobodyToWrite,
    TooManyToWrite,
    WrittenByHand,
    compose_cards,
    compose_labels,
)
from salon.work import Work
from tests.house import House, HouseOpened
from tests.paper.reading import pages as pages_of
from tests.paper.reading import squeezed

HEAD = Letterhead("Camellia 山茶花", "1 High Street, London", "020 7946 0001")
LOOK = Look(languages=("en",))


def card_pages(words: str, look: Look = LOOK) -> list[str]:
    laid = cards(CardSheet((CardLine("Grace", words),)), HEAD, look)
    return pages_of(bind(laid))


@pytest.mark.parametrize("size", [PageSize.A4, PageSize.A5, PageSize.LETTER])
@pytest.mark.parametrize(
    "words",
    [
        "Grace, happy birthday from all of us.",
        "林姐，生日快乐。愿新的一岁事事温柔待您。" * 6,
        "\n".join(["A line of its own."] * 12),
    ],
)
def test_a_card_is_one_sheet_that_is_folded(size: PageSize, words: str) -> None:
    outside, inside = card_pages(words, Look(size, ("en",)))
    assert squeezed(words) in squeezed(inside)
    assert "Camellia" in outside
    assert "1 High Street" in outside
    assert "Camellia" in inside


def test_words_that_fit_at_no_size_are_refused_not_cut() -> None:
    with pytest.raises(CardTooFull):
        card_pages("很多的话。" * 900)


@pytest.mark.parametrize(
    ("stock", "start", "count", "pages"),
    [
        (Stock.L7160, 1, 21, 1),
        (Stock.L7160, 1, 22, 2),
        (Stock.L7160, 21, 1, 1),
        (Stock.L7160, 21, 2, 2),
        (Stock.A5160, 1, 30, 1),
        (Stock.A5160, 1, 31, 2),
        (Stock.A5160, 99, 1, 1),
    ],
)
def test_labels_begin_at_a_free_place_and_go_on(
    stock: Stock, start: int, count: int, pages: int
) -> None:
    some = tuple(Label(f"Grace {n}", "1 High Street\nLondon") for n in range(count))
    made = bind(labels(LabelSheet(some, stock, start), HEAD, LOOK))
    assert made.pages == pages
    said = " ".join(pages_of(made))
    assert all(one.name in said for one in some)


@pytest.mark.parametrize("stock", list(Stock))
def test_every_label_lies_within_its_sticker(stock: Stock) -> None:
    grid = stock.value
    wide, high = (one / 72 * 25.4 for one in grid.size.value)
    right = grid.left + (grid.across - 1) * grid.step + grid.wide
    assert right + grid.left == pytest.approx(wide, abs=1.0)
    assert grid.top * 2 + grid.down * grid.high == pytest.approx(high, abs=1.0)
    assert grid.step >= grid.wide


places = st.text(st.sampled_from("abc Straße 上海市徐汇区衡山路-/.,12\n"), max_size=160)


@given(st.text(st.sampled_from("Ana 林美华-"), min_size=1, max_size=60), places)
@pytest.mark.parametrize("stock", list(Stock))
def test_long_addresses_shrink_and_are_whole(
    stock: Stock, name: str, address: str
) -> None:
    grid = stock.value
    laid = labels(LabelSheet((Label(name, address),), stock), HEAD, LOOK)
    [page] = laid.pages
    tops = [top for _piece, _left, top in page]
    bottoms = [top - piece.height for piece, _left, top in page]
    high = grid.size.value[1]
    assert max(tops) <= high - grid.top / 25.4 * 72
    assert min(bottoms) >= high - (grid.top + grid.high) / 25.4 * 72


def test_an_address_that_fits_nowhere_is_refused() -> None:
    with pytest.raises(LabelTooFull):
        labels(LabelSheet((Label("Grace", "x\n" * 60),), Stock.A5160), HEAD, LOOK)


def message(work: Work, ref: str, trigger: str = "birthday") -> None:
    text = {"en": "{address}, all the best from {salon}. {detail}"}
    text |= {"zh_hans": "{address}，生日快乐。", "zh_hant": "{address}，生日快樂。"}
    body = json.dumps({"trigger": trigger, "text": text})
    known = {"subject": Subject.MESSAGE, "ref": ref, "origin": "", "sort": 1}
    work.add(Entry(en="", zh_hans="", zh_hant="", body=body, **known))
    work.record(HouseOpened())


def lives_at(work: Work, key: ClientId, home: str) -> None:
    work.add(ClientFact(client_id=key, field="address", value=home, on=work.today))
    work.record(HouseOpened())


def both(house: House) -> Sequence[ClientId]:
    return house.amira, house.basia


def test_each_card_speaks_its_clients_language(house: House) -> None:
    house.salon.do(message, "gr_test")
    house.salon.do(correct_client, house.basia, ClientDraft(language="zh_TW"))
    made = house.salon.ask(compose_cards, both(house), Look(), message="gr_test")

    assert made.clients == tuple(both(house))
    said = squeezed("".join(pages_of(made.composed.set())))
    assert squeezed("all the best from House.") in said
    assert "，生日快樂。" in said
    assert "{" not in said
    assert "detail" not in said


def test_who_wants_no_post_is_left_out_and_named(house: House) -> None:
    house.salon.do(refuse_contact, house.basia, "greeting", "card")
    made = house.salon.ask(compose_cards, both(house), Look(), words="Hello")
    assert made.clients == (house.amira,)
    assert made.unwished == ("Basia Nowak",)
    house.salon.do(correct_client, house.amira, ClientDraft(do_not_contact=True))
    with pytest.raises(NobodyToWrite) as refused:
        house.salon.ask(compose_cards, both(house), Look(), words="Hello")
    assert "Amira Khan" in str(refused.value)


def test_what_is_written_by_hand_is_not_printed(house: House) -> None:
    house.salon.do(message, "bd_test", "bereavement")
    with pytest.raises(WrittenByHand):
        house.salon.ask(compose_cards, both(house), Look(), message="bd_test")


def test_labels_are_for_those_with_an_address(house: House) -> None:
    home = "Flat 3, 12 High Street, Leeds, LS1 4AP"
    house.salon.do(lives_at, house.amira, home)
    made = house.salon.ask(compose_labels, both(house), Look())
    assert made.clients == (house.amira,)
    assert made.homeless == ("Basia Nowak",)
    [page] = pages_of(made.composed.set())
    assert "12 High Street" in page
    assert made.composed.sheet.stock is Stock.L7160
    letter = house.salon.ask(compose_labels, both(house), Look(PageSize.LETTER))
    assert letter.composed.sheet.stock is Stock.A5160
    with pytest.raises(NobodyToWrite):
        house.salon.ask(compose_labels, [house.basia], Look())
    with pytest.raises(TooManyToWrite):
        house.salon.ask(compose_labels, [house.basia] * 501, Look())
