"""What became of each row: the same, however long the list is."""

from array import array
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from salon.exchange.adding import Said
from salon.exchange.outcome import PAGE, STATUSES, RowResult, Rows
from tests.exchange.test_operations import her, taken_in
from tests.house import House

TEXT = st.text("ab王", max_size=4)
SAID = st.lists(st.builds(Said, TEXT, TEXT, TEXT), max_size=2).map(tuple)
RESULTS = st.builds(
    RowResult,
    st.integers(1, 10**6),
    st.sampled_from(STATUSES),
    st.none() | st.integers(1, 99),
    reason=TEXT,
    warnings=st.lists(TEXT, max_size=2).map(tuple),
    name=TEXT,
    whom=TEXT,
    added=SAID,
    left=SAID,
    questions=st.lists(TEXT, max_size=2).map(tuple),
)


@settings(max_examples=60)
@given(st.lists(RESULTS, max_size=12), st.sampled_from([1, 97, PAGE]))
def test_rows_are_what_was_put_in(some: list[RowResult], times: int) -> None:
    given_rows, rows = some * times, Rows()
    for one in given_rows:
        rows.append(one)

    assert list(rows) == given_rows
    assert len(rows) == len(given_rows)
    assert rows[-3:] == given_rows[-3:]
    for status in STATUSES:
        own = [one for one in given_rows if one.status == status]
        assert rows.count(status) == len(own)
        assert list(rows.of(status)) == own
    remarked = [one for one in given_rows if one.has_remark]
    remarked.sort(key=lambda one: (not one.is_grave, not one.questions))
    grave = [one for one in given_rows if one.is_grave]
    asked = [one for one in given_rows if one.questions]
    assert (rows.count_grave(), rows.count_questions()) == (len(grave), len(asked))
    assert (rows.count_remarks(), list(rows.with_remarks())) == (
        len(remarked),
        remarked,
    )
    not_whole = [one for one in given_rows if one.status == "refused" or one.left]
    assert len(rows.not_whole()) == len(not_whole)
    assert bool(rows.not_whole()) == bool(not_whole)
    assert [row for row, _why in rows.not_whole().pairs()] == [
        one.row for one in not_whole
    ]


def test_who_is_new_has_a_number_once_she_is_stored() -> None:
    rows = Rows()
    rows.append(RowResult(1, "new", -1, namesake=-2))
    rows.append(RowResult(2, "matched", 40))

    assert [one.client_id for one in rows] == [None, 40]
    assert rows[0].namesake is None
    rows.made = array("q", [71, 72])
    assert [one.client_id for one in rows] == [71, 40]
    assert [one.namesake for one in rows] == [72, None]


def test_a_row_says_what_it_adds_to_one_stored_long_before(house: House) -> None:
    number = "+33655555555"
    many: list[Any] = [her("Dora Neu", number, 1, facts={"medications": "a"})]
    many += [her(f"Client {n}", f"+336{n:08}", n) for n in range(2, 2_600)]
    many += [her("Dora Neu", number, 2_600, facts={"medications": "a\nb"})]
    many += [her("Dora Neu", number, 2_601, email="d@example.com", note="tea")]
    many += [her("Dora Neu", number, 2_602, email="d@example.com", note="tea")]

    outcome = taken_in(house, *many)

    first, *_others, third, fourth, last = outcome.rows
    assert first.client_id == third.client_id == last.client_id
    assert [one.value for one in third.added] == ["b"]
    assert [one.field for one in fourth.added] == ["email", "note"]
    assert not last.added
    assert (outcome.new, outcome.matched, outcome.again) == (2_599, 3, 3)
    assert outcome.more == 0  # she is new: no file of the salon gets anything
