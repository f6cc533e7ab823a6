"""A client’s copy holds all that is kept, and nothing of others or only of ours."""

import io
import json
from datetime import time
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from salon.appointments.operations import complete
from salon.clients.operations import note_allergy
from salon.clients.tables import Client, ClientFact, Relative
from salon.errors import NotAllowed, Stopped
from salon.history.queries import history
from salon.notices.model import Audience
from salon.skin.tables import Photo, shelve
from salon.staff.model import Role
from salon.staff.tables import StaffMember
from salon.store.leaning import Tie, links_to
from salon.views.own_copy import FolderInUse, write_own_copy
from salon.work import Work
from tests.house import FRIDAY, House
from tests.leaning import RowMade, a_row

PICTURE = b"\xff\xd8 a picture of hers"


def filled(house: House) -> None:
    house.salon.do(note_allergy, house.amira, "Latex")
    house.salon.do(complete, house.booked(time(7)))

    def more(work: Work) -> None:
        digest = sha256(PICTURE).hexdigest()
        shelve(work.session.connection(), digest, PICTURE, PICTURE)
        a_row(work, Photo, client_id=house.amira, hash=digest)
        for field, value in (("occupation", "baker"), ("personality", "commanding")):
            said = {"field": field, "value": value, "on": FRIDAY}
            work.add(ClientFact(client_id=house.amira, **said))
        work.add(Relative(client_id=house.amira, relation="sister", name="Aisha"))
        theirs = {"relation": "friend", "name": "Amira", "other_id": house.amira}
        work.add(Relative(client_id=house.basia, **theirs))
        row = work.get(Client, house.basia)
        row.note = "a secret of Basia's"
        work.record(RowMade())

    house.salon.do(more)


def test_it_is_data_a_paper_and_pictures(house: House, tmp_path: Path) -> None:
    filled(house)
    steps: list[int] = []

    counts = write_own_copy(
        house.salon,
        house.amira,
        tmp_path / "copy",
        tell=lambda done, _all: steps.append(done),
    )

    held = json.loads((tmp_path / "copy" / "data.json").read_text("utf-8"))
    assert held["person"]["name"] == "Amira Khan"
    assert {one["field"]: one["value"] for one in held["answers"]} == {
        "occupation": "baker"
    }
    [allergy] = held["records"]["allergy"]
    assert allergy["substance"] == "Latex"
    assert held["records"]["appointment"][0]["day"] == FRIDAY.isoformat()
    assert [one["name"] for one in held["records"]["relative"]] == ["Aisha"]
    assert held["history"]
    text = json.dumps(held)
    assert "Basia" not in text
    assert "commanding" not in text
    assert "C2" not in text
    paper = PdfReader(io.BytesIO((tmp_path / "copy" / "file.pdf").read_bytes()))
    assert "Amira Khan" in "".join(page.extract_text() for page in paper.pages)
    [picture] = (tmp_path / "copy" / "pictures").iterdir()
    assert picture.read_bytes() == PICTURE
    assert counts["pictures"] == 1
    assert steps[0] == 0
    assert steps[-1] == 100
    assert steps == sorted(steps)
    assert "Copy" in house.salon.ask(history)[0].text


def test_every_table_of_a_file_is_in_it(house: House, tmp_path: Path) -> None:
    tables = set()

    def everywhere(work: Work) -> None:
        for link in links_to("client", Tie.PART, Tie.OWN):
            if link.table.name in ("erasure", "two_people", "client_fact", "plan"):
                continue
            if link.table.name == "staff_alert":
                continue  # is only for us
            told = {}
            if link.table.name == "client_note":
                told["audience"] = Audience.CLIENT
            a_row(work, link.kind, **{link.column.key: house.amira}, **told)
            tables.add(link.table.name)
        work.record(RowMade())

    house.salon.do(everywhere)
    write_own_copy(house.salon, house.amira, tmp_path / "copy")

    held = json.loads((tmp_path / "copy" / "data.json").read_text("utf-8"))
    assert tables <= set(held["records"])


def test_nothing_is_left_of_one_that_was_stopped_or_refused(
    house: House, tmp_path: Path
) -> None:
    filled(house)
    with pytest.raises(Stopped):
        write_own_copy(house.salon, house.amira, tmp_path / "copy", go_on=lambda: False)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    with pytest.raises(FolderInUse):
        write_own_copy(house.salon, house.amira, tmp_path / "full")
    with pytest.raises(NotAllowed):
        write_own_copy(
            house.salon, house.amira, tmp_path / "copy", by=hired(house, Role.TRAINEE)
        )
    assert [one.name for one in tmp_path.iterdir()] == ["full"]


def hired(house: House, role: Role) -> Any:
    def hire(work: Work) -> Any:
        work.record(RowMade())
        return work.add(StaffMember(name="Mo", role=role)).id

    return house.salon.do(hire)
