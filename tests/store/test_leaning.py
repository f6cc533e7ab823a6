"""Whoever leans on a client is known to merging, taking back, history and versions.

Every column that names a client is walked: a new table cannot be forgotten.
"""

from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import time
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from sqlalchemy import select

from salon.app import Salon
from salon.appointments.queries import day_book
from salon.clients.departures import ErasureUnderWay
from salon.clients.model import ClientDraft, ClientId, PhoneLine
from salon.clients.operations import correct_client, merge_clients
from salon.clients.tables import Allergy, Client, Relative
from salon.errors import EditedElsewhere
from salon.exchange.model import Incoming
from salon.exchange.operations import import_clients, take_back_import
from salon.exchange.taking_back import Kept
from salon.history.queries import history
from salon.reports.queries import findings
from salon.safety.tables import Override
from salon.store.base import Record
from salon.store.engine import open_file
from salon.store.history import Action, Change
from salon.store.leaning import (
    Erasure,
    Leaning,
    Link,
    Merge,
    Tie,
    kinds,
    links_of,
    links_to,
)
from salon.tables import METADATA, RECORDS
from salon.work import Reading, Work
from tests.house import KEY, House, a_client, salon_at
from tests.leaning import RowMade, a_row

TO_CLIENT = links_to("client")
PARTS = [link for kind in RECORDS for link in links_of(kind, Tie.PART)]


def name(link: Link) -> str:
    return f"{link.table.name}.{link.column.key}"


def of_another(work: Work, link: Link) -> dict[str, int]:
    """Return what a row is part of that only names a client: somebody else's."""
    if link.leaning.tie is not Tie.NAMES or link.column.key != "client_id":
        return {}
    found = {}
    for column in link.table.c:
        for key in column.foreign_keys:
            named = key.column.table
            if not column.nullable and "client_id" in named.c:
                other = work.add(a_client("Someone Else", "+33600000009"))
                kind = kinds()[named.name]
                found[column.key] = a_row(work, kind, client_id=other.id).id
    return found


def leaning_row(salon: Salon, link: Link, on: int) -> int:
    """Let a new row lean on a row by one column, and say which."""

    def add(work: Work) -> int:
        said = {link.column.key: on}
        if link.kind is Client:
            row: Any = work.add(a_client("Third One", "+33600000000", **said))
        else:
            row = a_row(work, link.kind, **of_another(work, link), **said)
        work.record(RowMade())
        return int(row.id)

    return salon.do(add)


def named_by(salon: Salon, link: Link, key: int) -> int | None:
    def ask(reading: Reading) -> int | None:
        asked = select(link.column).where(link.table.c.id == key)
        found: int | None = reading.session.scalar(asked)
        return found

    return salon.ask(ask)


def version_of(salon: Salon, kind: type[Record], key: int) -> int:
    def ask(reading: Reading) -> int:
        row = reading.session.get(kind, key)
        assert row is not None
        return row.version

    return salon.ask(ask)


def imported(salon: Salon, *names: str) -> tuple[int, list[ClientId]]:
    people = [Incoming(row, one) for row, one in enumerate(names, 2)]
    done = salon.do(import_clients, people, "list.csv")
    assert done.batch_id is not None
    return done.batch_id, [ClientId(row.client_id or 0) for row in done.rows]


def test_every_column_that_names_a_record_says_what_it_means_by_it() -> None:
    apart = {kind.__tablename__ for kind in (Action, Change)} | {"client_search"}
    for table in METADATA.sorted_tables:
        for column in table.c:
            if column.foreign_keys and table.name not in apart:
                assert isinstance(column.info.get("leaning"), Leaning), column


def test_who_is_erased_takes_along_what_is_only_hers() -> None:
    for link in TO_CLIENT:
        if link.leaning.tie is Tie.PART:
            assert link.leaning.erasure is Erasure.REMOVED, name(link)


@pytest.mark.parametrize("link", TO_CLIENT, ids=name)
def test_joining_two_files_takes_along_whatever_names_the_one_that_goes(
    house: House, link: Link
) -> None:
    key = leaning_row(house.salon, link, house.basia)
    if name(link) == "erasure.client_id":  # under way: nobody is joined meanwhile
        with pytest.raises(ErasureUnderWay):
            house.salon.do(merge_clients, house.amira, house.basia)
        return

    house.salon.do(merge_clients, house.amira, house.basia)

    away = named_by(house.salon, link, key) == house.basia
    assert away is (link.leaning.merge is Merge.STAYS)
    assert "in_joined_file" not in {one.rule for one in house.salon.ask(findings)}

    house.salon.undo()
    assert named_by(house.salon, link, key) == house.basia


def test_a_file_that_names_the_other_as_family_does_not_name_itself(
    house: House,
) -> None:
    def sisters(work: Work) -> int:
        work.record(RowMade())
        said = {"client_id": house.amira, "other_id": house.basia}
        return work.add(Relative(relation="sister", name="Basia", **said)).id

    key = house.salon.do(sisters)
    house.salon.do(merge_clients, house.amira, house.basia)

    other = next(one for one in TO_CLIENT if name(one) == "relative.other_id")
    assert named_by(house.salon, other, key) is None


@pytest.mark.parametrize("link", TO_CLIENT, ids=name)
def test_an_import_is_taken_back_but_for_whom_something_names_since(
    house: House, link: Link
) -> None:
    batch, [used, unused] = imported(house.salon, "Clara Neu", "Dora Neu")
    leaning_row(house.salon, link, used)

    gone, kept = house.salon.do(take_back_import, batch)

    assert gone == 1
    assert [one.client_id for one in kept] == [used]
    assert kept[0].reason
    assert "history" not in {one.rule for one in house.salon.ask(findings)}

    def there(reading: Reading) -> Sequence[int]:
        asked = select(Client.id).where(Client.id.in_((used, unused)))
        return reading.session.scalars(asked).all()

    assert house.salon.ask(there) == [used]
    house.salon.undo()
    assert house.salon.ask(there) == [used, unused]


def test_who_lost_a_number_since_the_import_stays_and_the_reason_is_said(
    house: House,
) -> None:
    batch, [used, _unused] = imported(house.salon, "Clara Neu", "Dora Neu")
    phone = PhoneLine("+33611111111", "", True, "+33611111111", "")
    house.salon.do(correct_client, used, ClientDraft(phones=(phone,)))
    house.salon.do(correct_client, used, ClientDraft(phones=()))

    _gone, kept = house.salon.do(take_back_import, batch)

    assert kept == [Kept(used, "The file was changed since")]


@pytest.mark.parametrize("link", TO_CLIENT, ids=name)
def test_her_history_shows_what_is_in_her_file_and_not_what_only_names_her(
    house: House, link: Link
) -> None:
    leaning_row(house.salon, link, house.basia)

    newest = house.salon.ask(history)[0].seq
    shown = [one.seq for one in house.salon.ask(history, ("client", house.basia))]

    assert (newest in shown) is (link.leaning.tie is not Tie.NAMES)


def test_the_history_of_a_client_shows_what_is_part_of_her_visits(
    house: House,
) -> None:
    def write(work: Work) -> None:
        look = a_row(work, kinds()["assessment"], client_id=house.amira)
        work.record(RowMade())
        seen.append(look.id)

    def find(work: Work) -> None:
        a_row(work, kinds()["finding"], assessment_id=seen[0])
        work.record(RowMade())

    seen: list[int] = []
    house.salon.do(write)
    house.salon.do(find)

    newest = house.salon.ask(history)[0].seq
    assert house.salon.ask(history, ("client", house.amira))[0].seq == newest
    assert house.salon.ask(history, ("staff_member", house.lea))[0].seq != newest


@pytest.mark.parametrize("link", PARTS, ids=name)
def test_a_version_rises_with_what_is_part_of_it_also_when_that_is_taken_back(
    house: House, link: Link
) -> None:
    kind = kinds()[link.target]

    def whole(work: Work) -> int:
        work.record(RowMade())
        if link.target == "client":
            return house.amira
        return int(a_row(work, kind).id)

    key = house.salon.do(whole)
    seen = version_of(house.salon, kind, key)

    def stale(work: Work) -> None:
        work.get(kind, key, seen=seen)

    steps: list[Callable[[], object]] = [
        lambda: leaning_row(house.salon, link, key),
        house.salon.undo,
        house.salon.redo,
    ]
    for step in steps:
        step()
        now = version_of(house.salon, kind, key)
        assert now == seen + 1
        with pytest.raises(EditedElsewhere):
            house.salon.do(stale)
        seen = now

    def many(work: Work) -> None:
        hers = select(link.table.c.id).where(link.column == key)
        work.remove_many(link.kind, list(work.session.scalars(hers))[-1:])
        work.record(RowMade())

    house.salon.do(many)
    assert version_of(house.salon, kind, key) == seen + 1
    assert "history" not in {one.rule for one in house.salon.ask(findings)}


def test_a_visit_and_its_time_leave_her_file_as_it_was_seen(house: House) -> None:
    seen = version_of(house.salon, Client, house.amira)

    house.booked(time(9))

    assert version_of(house.salon, Client, house.amira) == seen
    [line] = house.salon.ask(day_book, house.wish(time(9)).day)
    assert line.version == 1


def test_a_bulk_of_parts_raises_whom_it_finds_there_once(
    house: House,
) -> None:
    seen = version_of(house.salon, Client, house.amira)

    def many(work: Work) -> None:
        rows = [{"client_id": house.amira, "substance": one} for one in "abc"]
        work.add_many(Allergy, rows)
        work.record(RowMade())

    house.salon.do(many)

    assert version_of(house.salon, Client, house.amira) == seen + 1


def test_what_0_1_0_left_on_a_file_that_was_joined_away_is_brought_along(
    key: None, tmp_path: Path
) -> None:
    """Family and reasons named a vanished file; some were joined twice over."""
    copyfile(Path(__file__).parent / "old" / "0001.db", tmp_path / "salon.db")
    engine = open_file(tmp_path / "salon.db", KEY)
    with engine.begin() as connection:
        run = connection.exec_driver_sql
        run("UPDATE client SET merged_into = id - 1 WHERE id IN (2, 3)")
        family = "INSERT INTO relative (version, client_id, relation, name, other_id)"
        run(f"{family} VALUES (1, 5, 'mother', '', 3), (1, 1, 'sister', '', 2)")
        run(f"{family} VALUES (1, 5, 'mother', '', 4), (1, 5, 'mother', '', NULL)")
        run(
            "INSERT INTO safety_override (version, client_id, service_id, rule,"
            " \"condition\", action, reason, at) VALUES (1, 3, 1, '', '', '',"
            " 'because', '2026-01-01 10:00:00')"
        )
    engine.dispose()

    with closing(salon_at(tmp_path)) as salon:

        def named(reading: Reading) -> tuple[list[int | None], list[int]]:
            family = select(Relative.other_id).order_by(Relative.id.desc()).limit(4)
            reasons = select(Override.client_id).where(Override.reason == "because")
            return (
                list(reading.session.scalars(family)),
                list(reading.session.scalars(reasons)),
            )

        assert salon.ask(named) == ([None, 4, None, 1], [1])
