"""What many rows at once write is what single rows would have written."""

from collections import Counter
from pathlib import Path

from sqlalchemy import select

from salon.demo import found_demo
from salon.settings.tables import Setting
from salon.start import open_salon
from salon.store.base import Base
from salon.store.history import CHANGE
from salon.store.plain import digest
from salon.store.rows import image_of
from tests.demo.conftest import NOW


def test_digests_of_bulk_rows_are_those_of_the_chain(tmp_path: Path) -> None:
    found_demo(str(tmp_path / "salon"), now=NOW, clients=12, years=1)
    salon = open_salon(str(tmp_path / "salon"), NOW)

    def look(reading: object) -> int:
        session = reading.session  # type: ignore[attr-defined]
        seen = 0
        for table in Base.metadata.sorted_tables:
            if "version" not in table.c or table.name == Setting.__tablename__:
                continue
            rows = {row.id: row._asdict() for row in session.execute(select(table))}
            of_table = select(CHANGE).where(CHANGE.c.table_name == table.name)
            every = session.execute(of_table).all()
            times = Counter(change.row_id for change in every)
            for change in every:
                if times[change.row_id] > 1:  # it is as its last change left it
                    continue
                image = image_of(table, rows[change.row_id])
                made = digest(table.name, change.row_id, change.salt, None, image)
                assert change.digest == made
                seen += 1
        return seen

    assert salon.ask(look) > 1000
    salon.close()
