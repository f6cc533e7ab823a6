"""Situations of a salon, each with the verdict that its source asks for.

`situations.csv` holds them: when she was born, what is known of her, what she is to
have and in how many days, and what is expected, as a word or several (`warn|adapt`).
Each is played on a real salon with its whole content, in three languages: words typed
by staff are given in each (`a|b|c`).

What is known, parts separated by ";": `ID` a condition told today, `ID@-3` one of three
days ago, `ID..-3` one that ended then (`:birth` says how), `weeks=9`, `takes=`,
`allergy=`, `chart=SIGN/ZONE`, `type=6`, `done=SERVICE@-3`, `booked=SERVICE@3`,
`signed=ITEM`, `guardian`, `letter=CONDITION`, `patch=SERVICE@-3:RESULT`,
`incident=FLAG/SERVICE`.
"""

import csv
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime, time, timedelta
from pathlib import Path
from shutil import copytree
from zoneinfo import ZoneInfo

import pytest

from salon.app import Salon
from salon.appointments.model import Slot, Status
from salon.appointments.tables import Appointment
from salon.catalogue.queries import resolve_service
from salon.clients.model import BirthdayLine, ClientDraft, ClientId
from salon.clients.operations import (
    add_client,
    end_condition,
    give_consent,
    note_allergy,
    note_condition,
    note_medicine,
    note_patch_test,
)
from salon.clients.queries import conditions_of
from salon.incidents.operations import open_incident
from salon.money import Money
from salon.safety.queries import safety_answer
from salon.skin.model import AssessmentDraft, Finding
from salon.skin.operations import assess
from salon.staff.queries import team
from salon.start import open_salon
from salon.text import LANGUAGES, language, use_language
from salon.work import Work
from tests.breaks.conftest import full_folder as full_folder
from tests.leaning import RowMade
from tests.ui.pages.daily import NOW, TODAY

SITUATIONS = Path(__file__).with_name("situations.csv")


def situations() -> list[dict[str, str]]:
    with SITUATIONS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module", params=LANGUAGES)
def salon(
    request: pytest.FixtureRequest,
    full_folder: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Salon]:
    """Return a salon in one language, for all situations."""
    folder = tmp_path_factory.mktemp("situations") / "salon"
    use_language(request.param)
    with closing(open_salon(str(copytree(full_folder, folder)), NOW)) as opened:
        yield opened
    use_language("en")


@pytest.fixture(autouse=True)
def in_its_language(request: pytest.FixtureRequest) -> None:
    """Let each situation be said in the language of its salon."""
    if "salon" in request.fixturenames:
        use_language(request.node.callspec.params["salon"])


def test_there_are_sixty_and_each_names_its_source() -> None:
    rows = situations()
    assert len(rows) >= 60
    assert len({row["id"] for row in rows}) == len(rows)
    assert all(row["source"] and row["why"] for row in rows)


@pytest.mark.parametrize(
    "row", situations(), ids=lambda row: f"{row['id']} {row['why']}"
)
def test_it_comes_out_as_its_source_says(salon: Salon, row: dict[str, str]) -> None:
    place = LANGUAGES.index(language())
    key = told(salon, row, place)
    service = salon.ask(resolve_service, row["service"])
    day = TODAY + timedelta(days=int(row["in_days"]))

    found = salon.ask(
        safety_answer,
        key,
        service,
        day,
        zones=frozenset(row["areas"].split()),
        begins=row["stage"] == "start",
    )

    said = [one.text for one in found.objections]
    assert found.verdict.value in row["verdict"].split("|"), said
    for one in found.objections:
        assert one.text
        assert one.known_from
        assert "{" not in one.text


def told(salon: Salon, row: dict[str, str], place: int) -> ClientId:
    """Return a client of whom is known what the row says."""
    born = date.fromisoformat(row["born"])
    birthday = BirthdayLine(born.year, born.month, born.day)
    key = salon.do(add_client, ClientDraft(name=f"{row['id']} Test", birthday=birthday))
    for fact in filter(None, row["facts"].split(";")):
        name, _mark, rest = fact.partition("=")
        teller = TELLERS.get(name)
        if teller is not None:
            teller(salon, key, _in(rest, place))
        else:
            _condition(salon, key, fact)
    return key


def _in(said: str, place: int) -> str:
    return said.split("|")[place] if "|" in said else said


def _condition(salon: Salon, key: ClientId, fact: str) -> None:
    if ".." in fact:
        what, _dots, when = fact.partition("..")
        days, _colon, how = when.partition(":")
        last = TODAY + timedelta(days=int(days))
        salon.do(note_condition, key, what, since=last - timedelta(days=60))
        [row] = salon.ask(conditions_of, key)
        salon.do(end_condition, row.id, on=last, how=how)
        return
    what, _at, days = fact.partition("@")
    since = TODAY + timedelta(days=int(days)) if days else None
    salon.do(note_condition, key, what, since=since)


def _weeks(salon: Salon, key: ClientId, rest: str) -> None:
    expected = TODAY + timedelta(days=280 - 7 * int(rest))
    salon.do(note_condition, key, "pregnancy", expected_on=expected)


def _visit(salon: Salon, key: ClientId, rest: str, status: Status) -> None:
    ref, _at, days = rest.partition("@")
    service = salon.ask(resolve_service, ref)
    person = salon.ask(team)[0].id

    def add(work: Work) -> None:
        work.add(
            Appointment(
                client_id=key,
                service_id=service.id,
                staff_id=person,
                room_id=None,
                device_id=None,
                slot=Slot(TODAY + timedelta(days=int(days)), time(10), service.minutes),
                price=Money(0),
                status=status,
                note="",
                reason="",
                booked_at=work.now,
            )
        )
        work.record(RowMade())

    salon.do(add)


def _patch(salon: Salon, key: ClientId, rest: str) -> None:
    ref, _at, after = rest.partition("@")
    days, _colon, result = after.partition(":")
    on = datetime.combine(
        TODAY + timedelta(days=int(days)), time(9), ZoneInfo("Europe/London")
    )
    read = on + timedelta(days=2) if result else None
    salon.do(note_patch_test, key, ref, applied_at=on, result=result, read_at=read)


def _incident(salon: Salon, key: ClientId, rest: str) -> None:
    flag, _slash, ref = rest.partition("/")
    service = salon.ask(resolve_service, ref).id
    salon.do(open_incident, key, [flag], service_id=service)


def _chart(salon: Salon, key: ClientId, rest: str) -> None:
    sign, _slash, zone = rest.partition("/")
    salon.do(assess, key, AssessmentDraft(findings=(Finding(zone, sign, 2),)))


TELLERS: dict[str, Callable[[Salon, ClientId, str], object]] = {
    "weeks": _weeks,
    "takes": lambda salon, key, rest: salon.do(note_medicine, key, rest),
    "allergy": lambda salon, key, rest: salon.do(note_allergy, key, rest),
    "chart": _chart,
    "type": lambda salon, key, rest: salon.do(
        assess, key, AssessmentDraft(fitzpatrick=int(rest))
    ),
    "done": lambda salon, key, rest: _visit(salon, key, rest, Status.LEFT),
    "booked": lambda salon, key, rest: _visit(salon, key, rest, Status.BOOKED),
    "signed": lambda salon, key, rest: salon.do(give_consent, key, rest),
    "guardian": lambda salon, key, _rest: salon.do(
        give_consent, key, "guardian_consent", signed_by="Maria Sanchez"
    ),
    "letter": lambda salon, key, rest: salon.do(
        give_consent, key, "medical_letter", condition=rest, signed_by="Dr. Maria Lane"
    ),
    "patch": _patch,
    "incident": _incident,
}
