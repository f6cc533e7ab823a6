"""An import that is stopped leaves nothing, however far it has come."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from salon.clients.queries import count_clients, find_clients
from salon.errors import Stopped
from salon.exchange.model import Incoming
from salon.exchange.operations import import_clients
from salon.exchange.reading import open_source
from salon.history.queries import newest
from salon.reports.queries import findings
from tests.exchange.reading import asked
from tests.house import House

LIST = "Name,Phone,Allergies\n" + "".join(
    f"Client {n},07700 900{n:03},latex\n" for n in range(300)
)


@pytest.mark.parametrize("questions", range(1, 8))
def test_nothing_is_kept_of_a_stopped_import(
    house: House, tmp_path: Path, questions: int
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(LIST, "utf-8")
    salon, left = house.salon, [questions]
    before = salon.ask(count_clients), salon.ask(newest)

    def progress(_rows: int) -> bool:
        left[0] -= 1
        return left[0] > 0

    def people() -> Iterator[Incoming]:
        yield from open_source(asked(path)).people

    with pytest.raises(Stopped):
        salon.do(import_clients, people(), path.name, progress=progress)

    assert (salon.ask(count_clients), salon.ask(newest)) == before
    assert salon.ask(findings) == []
    outcome = salon.do(import_clients, people(), path.name, progress=lambda _rows: True)
    assert outcome.new == 300
    assert [one.name for one in salon.ask(find_clients, "client 299", 3)] == [
        "Client 299"
    ]
