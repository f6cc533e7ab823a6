"""A list taken in, taken back and taken out: nobody is lost, nothing is guessed."""

from collections.abc import Callable
from typing import Any

import pytest

from salon.catalogue.model import Subject
from salon.catalogue.tables import Entry
from salon.clients.birthdays import Birthday
from salon.clients.model import BirthdayLine, ClientDraft, ClientId, Grade, PhoneLine
from salon.clients.operations import (
    correct_client,
    end_condition,
    merge_clients,
    note_allergy,
    note_condition,
)
from salon.clients.phones import Phone
from salon.clients.queries import client_card, count_clients, find_clients
from salon.errors import NotAllowed
from salon.exchange.health import conditions_told
from salon.exchange.model import Incoming
from salon.exchange.operations import (
    NoSuchImport,
    Outcome,
    export_clients,
    export_found,
    import_clients,
    take_back_import,
)
from salon.exchange.queries import imports
from salon.history.queries import history
from salon.reports.queries import findings
from salon.staff.model import Role
from salon.staff.operations import hire
from salon.work import Work
from tests.house import House
from tests.leaning import RowMade, a_row

AMIRA = "+33601020304"


def her(name: str, number: str = "", row: int = 1, **more: Any) -> Incoming:
    phones = (Phone(number, number),) if number else ()
    return Incoming(row=row, name=name, phones=phones, **more)


def taken_in(house: House, *people: Incoming, **more: Any) -> Outcome:
    return house.salon.do(import_clients, people, "list.csv", **more)


def test_who_is_known_by_name_and_number_is_not_taken_in_twice(house: House) -> None:
    outcome = taken_in(
        house,
        her("AMIRA khan", AMIRA, 1),
        her("Amira Khan", "+33699999999", 2),  # a namesake
        her("Dora Neu", AMIRA, 3),  # they share a phone
        her("Dora Neu", AMIRA, 4),  # twice in the list
    )

    assert [one.status for one in outcome.rows] == ["matched", "new", "new", "matched"]
    assert outcome.rows[0].client_id == house.amira
    assert outcome.rows[3].client_id == outcome.rows[2].client_id
    assert "Amira Khan" in outcome.rows[2].reason
    assert (outcome.new, outcome.matched, outcome.refused) == (2, 2, 0)
    assert house.salon.ask(count_clients) == 4


def test_a_look_at_a_list_stores_nothing(house: House) -> None:
    before = len(house.salon.ask(history))

    outcome = taken_in(house, her("Dora Neu"), is_trial=True)

    assert (outcome.new, outcome.batch_id) == (1, None)
    assert house.salon.ask(count_clients) == 2
    assert len(house.salon.ask(history)) == before


def test_what_a_list_says_of_her_health_is_asked_and_never_decided(
    house: House,
) -> None:
    listed = her("Dora Neu", allergies=("Latex",), conditions=("pregnancy",))
    dora = ClientId(taken_in(house, listed).rows[0].client_id or 0)

    card = house.salon.ask(client_card, dora)
    assert [one.confirmed for one in card.allergies] == [False]
    assert [one.confirmed for one in card.conditions] == [False]
    assert {one.grade for one in card.line.alerts} == {Grade.NOTICE}


def test_what_differs_from_her_file_is_said_and_hers_stays(house: House) -> None:
    listed = her("Amira Khan", AMIRA, birthday=Birthday(1990, 5, 4), card_no="7")
    house.salon.do(correct_client, house.amira, ClientDraft(card_no="8"))

    [row] = taken_in(house, listed).rows

    assert "8 here, 7 in the list" in row.reason
    assert house.salon.ask(client_card, house.amira).card_no == "8"


def test_an_import_is_taken_back_but_for_who_was_changed_since(house: House) -> None:
    outcome = taken_in(house, her("Dora Neu", row=1), her("Eva Neu", row=2))
    dora = ClientId(outcome.rows[0].client_id or 0)
    house.salon.do(correct_client, dora, ClientDraft(called="Do"))

    assert outcome.batch_id is not None
    gone, kept = house.salon.do(take_back_import, outcome.batch_id)

    assert (gone, [one.client_id for one in kept]) == (1, [dora])
    assert [one.left for one in house.salon.ask(imports)] == [1]
    assert house.salon.ask(findings) == []
    with pytest.raises(NoSuchImport):
        house.salon.do(take_back_import, 99)


def test_who_leaves_in_a_file_leaves_once_with_what_stands_today(house: House) -> None:
    def list_it(work: Work) -> None:
        for ref in ("pregnancy", "sunburn"):
            a_row(work, Entry, subject=Subject.HEALTH_CONDITION, ref=ref, body="{}")
        work.record(RowMade())

    house.salon.do(list_it)
    for condition in ("pregnancy", "sunburn"):
        house.salon.do(note_condition, house.amira, condition)
    house.salon.do(note_allergy, house.amira, "Latex")
    over = house.salon.ask(client_card, house.amira).conditions[0]
    house.salon.do(end_condition, over.id)
    preferred = PhoneLine("+33611111111", preferred=True)
    phones = (PhoneLine("+33622222222"), preferred)
    house.salon.do(correct_client, house.amira, ClientDraft(phones=phones))
    house.salon.do(merge_clients, house.amira, house.basia)

    [out] = house.salon.do(export_clients)

    assert (out.allergies, out.conditions) == (("Latex",), ("sunburn",))
    assert out.phones[0].number == "+33611111111"
    newest = house.salon.ask(history)[0]
    assert (newest.kind, newest.changes) == ("exchange.ClientsExported", ())


def test_only_whom_the_search_finds_are_taken_out(house: House) -> None:
    assert [one.name for one in house.salon.do(export_found, "nowak")] == [
        "Basia Nowak"
    ]
    assert len(house.salon.do(export_found, "")) == 2
    assert house.salon.do(export_found, "nobody at all") == []


def test_whole_lists_are_the_managers(house: House) -> None:
    lily = house.salon.do(hire, "Lily", Role.RECEPTION)

    attempts: list[tuple[Callable[..., Any], tuple[Any, ...]]] = [
        (import_clients, ([her("Dora Neu")], "list.csv")),
        (take_back_import, (1,)),
        (export_clients, ()),
        (export_found, ("nowak",)),
    ]
    for operation, args in attempts:
        with pytest.raises(NotAllowed):
            house.salon.do_as(lily, operation, *args)
    assert len(house.salon.ask(find_clients, "")) == 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("pregnant, 3 months", ("pregnancy",)),
        ("not pregnant", ()),
        ("没有怀孕", ()),
        ("怀孕3个月", ("pregnancy",)),
    ],
)
def test_what_a_note_denies_is_not_proposed(text: str, found: tuple[str, ...]) -> None:
    assert conditions_told(text) == found


def test_a_namesake_with_another_birthday_is_two_people_and_it_is_said(
    house: House,
) -> None:
    born = BirthdayLine(1985, 5, 5)
    house.salon.do(correct_client, house.amira, ClientDraft(birthday=born))

    outcome = taken_in(
        house,
        her("Amira Khan", "+33699999999", 1, birthday=Birthday(1990, 1, 2)),
        her("Amira Khan", "+33699999998", 2, birthday=Birthday(None, 5, 5)),
    )

    said = "Amira Khan · +33 6 01 02 03 04 has the same name and another birthday"
    assert [one.status for one in outcome.rows] == ["new", "new"]
    assert said in outcome.rows[0].warnings[0]
    assert outcome.rows[0].questions == ()
    assert "nothing else says" in outcome.rows[1].questions[0]


def test_the_namesake_of_the_nearest_birthday_is_named(house: House) -> None:
    taken_in(
        house,
        her("沈佳怡", "+8613900000001", 1, birthday=Birthday(1970, 1, 2)),
        her("沈佳怡", "+8613900000002", 2, birthday=Birthday(1988, 3, 12)),
    )

    [row] = taken_in(
        house, her("沈佳怡", "+8613900000003", 1, birthday=Birthday(1988, 3, 21))
    ).rows
    assert "+86 139 0000 0002" in row.reason
    [row] = taken_in(
        house, her("沈佳怡", "+8613900000004", 1, birthday=Birthday(None, 3, 12))
    ).rows
    assert "+86 139 0000 0002" in row.questions[0]
    assert row.is_grave


def test_two_of_a_name_in_one_list_are_named_though_each_has_a_number(
    house: House,
) -> None:
    first, second, third = taken_in(
        house,
        her("沈佳怡", "+8613900000001", 1, birthday=Birthday(1988, 3, 12)),
        her("沈佳怡", "+8613900000002", 2),
        her("沈佳怡", "+8613900000003", 3, birthday=Birthday(1990, 3, 12)),
    ).rows

    assert not first.warnings
    assert "沈佳怡 · +86 139 0000 0001 in this list has the same name" in second.reason
    assert (second.questions, second.is_grave) == ((), False)
    assert not third.warnings  # her birthday says that she is another


def test_the_same_number_and_the_names_turned_round_are_asked(house: House) -> None:
    taken_in(
        house, her("Priya Nair", "+33611", 1, birthday=Birthday(1990, 1, 2)), her("Li")
    )

    turned, other = taken_in(
        house,
        her("NAIR Priya", "+33611", 1, birthday=Birthday(1991, 2, 3)),
        her("Ana Nair", "+33611", 2),
    ).rows
    assert "Priya Nair · +33 611 has the same number" in turned.questions[0]
    assert "Same phone" not in turned.reason
    assert turned.is_grave
    assert turned.namesake is not None
    assert (other.questions, other.is_grave) == ((), False)
    assert "Same phone as" in other.reason


def sentences_of(house: House) -> list[str]:
    return [one.text for one in house.salon.ask(history)][:2]


def test_the_history_says_all_that_a_list_brought(house: House) -> None:
    known = her("Amira Khan", AMIRA, 1, email="amira@example.com")
    taken_in(house, her("Dora Neu"), known)
    assert sentences_of(house)[0] == ("List imported: new clients 1, files filled in 1")
    taken_in(house, her("Eva Neu"))
    assert sentences_of(house)[0] == "Clients imported: 1"
    outcome = taken_in(house, her("Amira Khan", AMIRA, 1, wechat="amira"))
    assert sentences_of(house)[0] == "List imported: files filled in 1"
    assert outcome.batch_id is not None
    house.salon.do(take_back_import, outcome.batch_id)
    assert sentences_of(house)[0] == "Import taken back: clients that went 0"
