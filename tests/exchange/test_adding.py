"""A list of people who are known: nothing of it is lost, nothing is overwritten."""

from datetime import date
from typing import Any

import pytest

from salon.clients.birthdays import Birthday, Lunar, read_birthday
from salon.clients.model import ClientCard, ClientDraft
from salon.clients.operations import (
    confirm_allergy,
    correct_client,
    end_condition,
    note_allergy,
    note_condition,
)
from salon.clients.phones import Phone
from salon.clients.queries import allergies_of, client_card, find_clients
from salon.exchange.adding import Said
from salon.exchange.model import Incoming
from salon.exchange.operations import import_clients, take_back_import
from salon.exchange.queries import files_of, imports
from salon.history.queries import history
from salon.reports.queries import findings
from salon.text import use_language
from tests.exchange.test_operations import AMIRA, her, taken_in
from tests.house import House

SECOND = Phone("+33611111111", "06 11 11 11 11", label="work")


def known(**more: Any) -> Incoming:
    return her("Amira Khan", AMIRA, **more)


def more_of(number: str = AMIRA, *others: Phone, **said: Any) -> Incoming:
    phones = (Phone(number, number), *others)
    return Incoming(row=2, name="Amira Khan", phones=phones, **said)


ALL = more_of(
    AMIRA,
    SECOND,
    birthday=Birthday(1988, 3, 4),
    lunar=Lunar(8, 15),
    email="amira@example.com",
    wechat="amira_88",
    card_no="0042",
    called="Mira",
    gender="female",
    language="zh_hans",
    note="tea, no sugar\nbrings her dog",
    tags=("VIP",),
    facts={"address": "1 Rue X", "medications": "doxycycline"},
    allergies=("latex", "nuts"),
)


def test_what_her_file_lacks_is_added_and_named(house: House) -> None:
    [row] = taken_in(house, ALL).rows

    file = house.salon.ask(files_of, {house.amira})[house.amira]
    assert [one["number"] for one in file.phones] == [AMIRA, SECOND.number]
    assert (file.birthday, file.lunar) == (ALL.birthday, ALL.lunar)
    for name in ("email", "wechat", "card_no", "called", "gender"):
        assert file.row[name] == getattr(ALL, name)
    assert file.row["language"] == "zh_CN"
    assert file.row["note"] == "tea, no sugar\nbrings her dog\nLabels: VIP"
    assert {key: value for key, (_id, value) in file.facts.items()} == ALL.facts
    assert [one.field for one in row.added] == [
        *("called", "card_no", "email", "wechat", "gender", "language"),
        *("birthday", "lunar", "phone", "note", "address", "medications"),
        *("allergies", "allergies"),
    ]
    assert (row.status, row.client_id, row.left) == ("matched", house.amira, ())
    assert "Amira Khan · +33 6 01 02 03 04" in row.reason
    [found] = house.salon.ask(find_clients, "0042")
    assert found.id == house.amira
    assert house.salon.ask(findings) == []


def test_health_is_added_as_not_yet_confirmed_and_asked(house: House) -> None:
    [row] = taken_in(house, ALL).rows

    card: ClientCard = house.salon.ask(client_card, house.amira)
    assert {one.substance for one in card.allergies} == {"latex", "nuts"}
    assert not any(one.confirmed for one in card.allergies)
    confirmed = {one.field: one.confirmed for one in card.facts}
    assert confirmed == {"address": True, "medications": False}
    [question] = row.questions
    assert "latex" in question
    assert "doxycycline" in question


def test_what_differs_is_shown_side_by_side_and_left(house: House) -> None:
    salon = house.salon
    salon.do(
        correct_client,
        house.amira,
        ClientDraft(email="old@example.com", card_no="8", note="coffee"),
    )
    salon.do(note_allergy, house.amira, "Latex")
    salon.do(import_clients, [known(birthday=Birthday(1990, 1, 2))], "one.csv")

    [row] = taken_in(house, ALL).rows

    left = {one.field: (one.here, one.value) for one in row.left}
    assert left == {
        "email": ("old@example.com", "amira@example.com"),
        "card_no": ("8", "0042"),
        "birthday": ("1990-01-02", "1988-03-04"),
    }
    assert [one.value for one in row.added if one.field == "allergies"] == ["nuts"]
    file = salon.ask(files_of, {house.amira})[house.amira]
    assert file.row["email"] == "old@example.com"
    assert file.birthday == Birthday(1990, 1, 2)
    assert file.row["note"].startswith("coffee\n")
    assert "old@example.com here, amira@example.com in the list" in row.reason


@pytest.mark.parametrize(
    ("on_file", "listed", "is_added", "is_left"),
    [
        (Birthday(None, 3, 4), Birthday(1988, 3, 4), True, False),
        (Birthday(1988, 3, 4), Birthday(None, 3, 4), False, False),
        (Birthday(1988, 3, 4), Birthday(1988, 3, 4), False, False),
        (Birthday(None, 3, 4), Birthday(1988, 3, 5), False, True),
        (Birthday(1987, 3, 4), Birthday(1988, 3, 4), False, True),
    ],
)
def test_a_year_that_was_missing_is_added_to_a_birthday(
    house: House, on_file: Birthday, listed: Birthday, is_added: bool, is_left: bool
) -> None:
    taken_in(house, known(birthday=on_file))

    [row] = taken_in(house, known(birthday=listed)).rows

    assert (bool(row.added), bool(row.left)) == (is_added, is_left)
    file = house.salon.ask(files_of, {house.amira})[house.amira]
    assert file.birthday == (listed if is_added else on_file)


def test_the_same_list_again_adds_nothing_and_is_no_action(house: House) -> None:
    taken_in(house, ALL)
    before = house.salon.ask(imports)

    again = taken_in(house, ALL)

    assert (again.new, again.matched, again.more, again.batch_id) == (0, 1, 0, None)
    assert again.rows[0].added == ()
    assert house.salon.ask(imports) == before


def test_rows_of_one_list_add_to_each_other(house: House) -> None:
    outcome = taken_in(
        house,
        her("Dora Neu", AMIRA, 1, facts={"medications": "A"}),
        her("Dora Neu", AMIRA, 2, facts={"medications": "B"}, allergies=("nuts",)),
        her("Dora Neu", AMIRA, 3, facts={"medications": "C"}, allergies=("nuts",)),
        her("Dora Neu", AMIRA, 4, card_no="5"),
    )

    dora = outcome.rows[0].client_id or 0
    assert {row.client_id for row in outcome.rows} == {dora}
    file = house.salon.ask(files_of, {dora})[dora]
    assert file.facts["medications"][1] == "A\nB\nC"
    assert (file.allergies, file.row["card_no"]) == (["nuts"], "5")
    assert house.salon.ask(findings) == []


def test_a_state_of_health_that_is_over_does_not_begin_again(house: House) -> None:
    from salon.catalogue.model import Subject
    from salon.catalogue.tables import Entry
    from salon.work import Work
    from tests.leaning import RowMade, a_row

    def list_it(work: Work) -> None:
        a_row(work, Entry, subject=Subject.HEALTH_CONDITION, ref="pregnancy", body="{}")
        work.record(RowMade())

    house.salon.do(list_it)
    house.salon.do(note_condition, house.amira, "pregnancy")
    [noted] = house.salon.ask(client_card, house.amira).conditions
    house.salon.do(end_condition, noted.id)

    [row] = taken_in(house, known(conditions=("pregnancy",))).rows

    assert [one.field for one in row.left] == ["conditions"]
    assert "over since" in row.left[0].here
    assert house.salon.ask(client_card, house.amira).conditions == ()


def pictured(house: House) -> list[Any]:
    keys = {int(one.id) for one in house.salon.ask(find_clients, "")}
    files = house.salon.ask(files_of, keys)
    return [
        (
            {name: value for name, value in one.row.items() if name != "version"},
            [phone["number"] for phone in one.phones],
            {name: value for name, (_id, value) in one.facts.items()},
            one.allergies,
        )
        for _key, one in sorted(files.items())
    ]


@pytest.mark.parametrize("how", ["undo", "take back"])
def test_all_that_was_added_goes_again(house: House, how: str) -> None:
    taken_in(house, her("Dora Neu", "+33622222222"))
    before = pictured(house)
    second = taken_in(house, ALL, her("Dora Neu", "+33622222222", note="x"), her("Eva"))
    after = pictured(house)
    assert second.batch_id is not None

    if how == "undo":
        house.salon.undo()
    else:
        assert house.salon.do(take_back_import, second.batch_id) == (1, [])

    assert pictured(house) == before
    assert house.salon.ask(findings) == []
    house.salon.redo() if how == "undo" else house.salon.undo()
    assert pictured(house) == after
    assert house.salon.ask(findings) == []


def test_what_was_changed_since_stays_and_is_named(house: House) -> None:
    salon = house.salon
    outcome = taken_in(house, ALL)
    latex = next(
        one.id
        for one in salon.ask(allergies_of, house.amira)
        if one.substance == "latex"
    )
    salon.do(confirm_allergy, latex)
    salon.do(correct_client, house.amira, ClientDraft(email="new@example.com"))

    assert outcome.batch_id is not None
    gone, kept = salon.do(take_back_import, outcome.batch_id)

    assert (gone, [one.client_id for one in kept]) == (0, [house.amira])
    assert "changed since" in kept[0].reason
    card = salon.ask(client_card, house.amira)
    assert [one.substance for one in card.allergies] == ["latex"]
    assert (card.email, card.card_no, card.wechat) == ("new@example.com", "", "")
    assert [one.left for one in salon.ask(imports)] == [0]
    assert salon.ask(find_clients, "0042") == []
    assert salon.ask(findings) == []


def test_a_trial_says_the_same_and_stores_nothing(house: House) -> None:
    people = (ALL, her("Dora Neu", AMIRA, 3), her("Dora Neu", AMIRA, 4, note="x"))
    before = pictured(house)

    trial = taken_in(house, *people, is_trial=True)

    assert pictured(house) == before
    assert house.salon.ask(findings) == []
    real = taken_in(house, *people)
    assert [one.reason for one in trial.rows] == [one.reason for one in real.rows]
    assert [one.added for one in trial.rows] == [one.added for one in real.rows]
    assert [one.client_id for one in trial.rows] == [house.amira, None, None]


def test_namesakes_stay_two_and_the_question_is_asked(house: House) -> None:
    outcome = taken_in(
        house,
        her("Mia Wong", "", 1),
        her("Mia Wong", "+33622222222", 2, note="another Mia", allergies=("nuts",)),
        her("Basia Nowak", "", 3, note="no number"),
        her("Basia Nowak", "+33633333333", 4),
    )

    assert [one.status for one in outcome.rows] == ["new"] * 4
    asked = [row.namesake for row in outcome.rows]
    mia = outcome.rows[0].client_id
    assert asked == [None, mia, house.basia, house.basia]
    assert "has the same name" in outcome.rows[2].questions[0]
    assert "Basia Nowak · +33 6 05 06 07 08" in outcome.rows[2].reason
    names = [one.name for one in house.salon.ask(find_clients, "")]
    assert names.count("Mia Wong") == 2


def test_nobody_asks_about_two_of_a_list_who_have_numbers(house: House) -> None:
    outcome = taken_in(
        house, her("Mia Wong", "+33622222222", 1), her("Mia Wong", "+33633333333", 2)
    )

    assert [one.questions for one in outcome.rows] == [(), ()]
    born = her("Mia Wong", "", 3, birthday=Birthday(1990, 1, 1))
    taken_in(house, born)
    [row] = taken_in(house, her("Mia Wong", "", 4, birthday=Birthday(1991, 1, 1))).rows
    assert row.status == "new"


def test_a_list_that_brings_nobody_new_is_an_action_all_the_same(house: House) -> None:
    taken_in(house, ALL)

    [batch] = house.salon.ask(imports)
    assert (batch.new, batch.matched, batch.left) == (0, 1, 0)
    assert house.salon.ask(history)[0].kind == "exchange.FilesAddedTo"


def test_days_and_numbers_are_said_as_people_read_them() -> None:
    assert Said("birthday", "--05-12").text == "Birthday: 12 May"
    assert Said("birthday", "1988-09-23", "--03-04").text == (
        "Birthday: 4 March here, 23 Sept 1988 in the list"
    )
    assert Said("lunar", "8-15-leap").text.endswith("lunar leap month 8/15")
    assert Said("phone", "+447700900147 home").text.endswith("+44 7700 900147 home")
    assert Said("note", "1988-09-23").text == "Note: 1988-09-23"  # as it was written
    use_language("zh_CN")
    assert Said("birthday", "--05-12").text.endswith("5月12日")
    use_language("en")


def test_a_short_year_says_what_was_taken_and_no_day_says_so() -> None:
    today = date(2026, 11, 24)

    assert read_birthday("88-3-4", "gb", today).said() == (
        "“88-3-4” has a year of two digits and was taken as 4 Mar 1988. Please check "
        "it."
    )
    assert read_birthday("1979-13-02", "gb", today).said() == (
        "There is no such day as “1979-13-02”; the birthday was left out."
    )
