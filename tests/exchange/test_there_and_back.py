"""What leaves as a list comes back as the same people, whoever shares what."""

from collections import Counter
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from salon.clients.birthdays import Birthday, Lunar
from salon.clients.phones import Phone
from salon.demo import found_demo
from salon.exchange.model import Incoming, Outgoing
from salon.exchange.operations import Outcome, export_clients, import_clients
from salon.exchange.reading import open_source
from salon.exchange.writing import write
from salon.start import open_salon
from tests.demo.conftest import NOW
from tests.exchange.reading import asked
from tests.house import House

ENDINGS = ["csv", "xlsx", "vcf"]
NUMBERS = ("+8613800138000", "+85291234567")


def listed(people: list[Outgoing], ending: str, folder: Path) -> list[Incoming]:
    """Return people as they are read back from a list that we wrote."""
    path = folder / f"list.{ending}"
    write(path, people)
    return list(open_source(asked(path)).people)


def are_the_same(people: list[Outgoing], others: list[Outgoing]) -> None:
    """See that two lists hold the same people, in whatever order."""
    mine, theirs = (
        Counter(
            repr(replace(one, facts=dict(sorted(one.facts.items())))) for one in some
        )
        for some in (people, others)
    )
    more, less = sorted(mine - theirs)[:1], sorted(theirs - mine)[:1]
    assert (more, less) == ([], [])


FEW = some.builds(  # so few names, numbers and days that most are namesakes
    Incoming,
    row=some.integers(2, 90),
    name=some.sampled_from(["王小美", "+Lucky", "-小月-", "=1+1", "'Ann", "***"]),
    phones=some.lists(some.sampled_from(NUMBERS), max_size=2, unique=True).map(
        lambda numbers: tuple(Phone(one, one) for one in numbers)
    ),
    birthday=some.sampled_from(
        [None, Birthday(1988, 2, 29), Birthday(None, 2, 29), Birthday(1990, 5, 5)]
    ),
    lunar=some.sampled_from(
        [None, Lunar(8, 15), Lunar(6, 12, leap=True), Lunar(4, 30)]
    ),
    note=some.sampled_from(["", "-3℃", "=1", "'0012", "a\n  b\n\nc", '@x; "y", z']),
    card_no=some.sampled_from(["", "0012", "-7"]),
    allergies=some.sampled_from([(), ("latex",)]),
    is_ours=some.just(True),
)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.lists(FEW, min_size=2, max_size=7), some.sampled_from(ENDINGS))
def test_namesakes_come_back_as_many_as_they_went(
    house: House, people: list[Incoming], ending: str
) -> None:
    with ExitStack() as undone, TemporaryDirectory() as folder:

        def taken(rows: list[Incoming]) -> tuple[Outcome, list[int]]:
            outcome = house.salon.do(import_clients, rows, "list")
            if outcome.batch_id is not None:
                undone.callback(house.salon.undo)
            return outcome, [row.client_id or 0 for row in outcome.rows]

        _outcome, keys = taken(people)
        out = house.salon.do(export_clients, keys)
        back = listed(out, ending, Path(folder))
        again, whom = taken(back)
        assert (again.new, again.more, again.batch_id) == (0, 0, None)
        assert sorted(whom) == sorted(keys)

        undone.close()
        came, keys = taken(back)
        assert came.new == len(people)
        are_the_same(house.salon.do(export_clients, keys), out)


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_sample_salon_comes_back_whole(
    house: House, sample: list[Outgoing], ending: str, tmp_path: Path
) -> None:
    outcome = house.salon.do(import_clients, listed(sample, ending, tmp_path), "demo")

    assert (outcome.new, outcome.refused) == (len(sample), 0)
    keys = [row.client_id or 0 for row in outcome.rows]
    are_the_same(house.salon.do(export_clients, keys), sample)


@pytest.fixture(scope="module")
def sample(key: None, tmp_path_factory: pytest.TempPathFactory) -> list[Outgoing]:
    """Return everybody of a sample salon."""
    folder = str(tmp_path_factory.mktemp("sample") / "salon")
    found_demo(folder, now=NOW, clients=80, years=1, language="zh_CN", region="cn")
    with closing(open_salon(folder, NOW)) as salon:
        people = salon.do(export_clients)
    assert len(people) == 80
    return people
