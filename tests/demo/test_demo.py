"""The sample salon: believable, the same again, and within the rules."""

import csv
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from salon.app import Salon
from salon.appointments.model import (
    AppointmentId,
    Resource,
    Shape,
    Status,
    minute_of,
)
from salon.appointments.operations import start_treatment
from salon.appointments.queries import day_book
from salon.catalogue.queries import services
from salon.clients.fullness import HEALTH
from salon.clients.model import NotAskedYet
from salon.clients.queries import client_card
from salon.demo import found_demo
from salon.demo.diary import Form, strokes
from salon.errors import NotEmpty, SalonError, Stopped
from salon.history.queries import faults
from salon.safety.model import Verdict
from salon.safety.queries import what_stands_against
from salon.shipped import RESOURCES
from salon.start import open_salon
from salon.store.search import strays
from salon.work import Reading, Work
from tests.demo.conftest import NOW, REGIONS, dump, rows

TODAY = NOW.date()
LANGUAGES = tuple(REGIONS)


def test_the_same_seed_and_moment_give_the_same_salon_row_for_row(
    tmp_path: Path,
) -> None:
    code = (
        "import sys; from datetime import datetime; from salon.demo import found_demo;"
        "found_demo(sys.argv[1], now=datetime(2026, 11, 23, 10, 42), clients=60)"
    )
    for number in ("1", "2"):  # in processes that hash differently
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / number)],
            env=os.environ | {"PYTHONHASHSEED": number},
            check=True,
        )
    one, other = dump(tmp_path / "1"), dump(tmp_path / "2")
    assert one.keys() == other.keys()
    for name, found in one.items():
        assert found == other[name], name


def test_another_seed_gives_other_people(tmp_path: Path) -> None:
    found_demo(str(tmp_path / "a"), now=NOW, clients=40, seed=1)
    found_demo(str(tmp_path / "b"), now=NOW, clients=40, seed=2)
    assert dump(tmp_path / "a")["client"] != dump(tmp_path / "b")["client"]


@pytest.mark.parametrize("count", [1, 7, 240])
def test_there_are_exactly_as_many_clients_as_asked_for(
    tmp_path: Path, count: int
) -> None:
    counts = found_demo(str(tmp_path / "salon"), now=NOW, clients=count, years=1)
    there = dump(tmp_path / "salon")
    assert counts["clients"] == count == len(there["client"])
    assert counts["appointments"] == len(there["appointment"])
    assert counts["treatments"] == len(there["treatment"])
    assert counts["assessments"] == len(there["assessment"])
    assert counts["calls"] == len(there["aftercare_call"])
    assert counts["plans"] == len(there["plan"])


def test_more_clients_than_one_chapter_holds_are_sound_too(tmp_path: Path) -> None:
    counts = found_demo(str(tmp_path / "salon"), now=NOW, clients=1300, years=1)
    assert counts["clients"] == 1300
    salon = open_salon(str(tmp_path / "salon"), NOW)
    assert salon.ask(faults) == []
    assert salon.ask(lambda r: strays(r.session.connection())) == []
    _nobody_is_in_two_places(salon)
    salon.close()


def test_history_and_index_are_sound(demo: Salon) -> None:
    assert demo.ask(faults) == []
    assert demo.ask(lambda reading: strays(reading.session.connection())) == []


def test_nobody_and_nothing_is_in_two_places_at_once(demo: Salon) -> None:
    _nobody_is_in_two_places(demo)


def test_holds_are_kept_for_days_not_yet_past_and_are_as_the_service_says(
    demo: Salon,
) -> None:
    shapes = demo.ask(
        lambda reading: {
            one.id: Shape(
                one.minutes, one.gap_offset, one.gap_minutes, one.buffer_minutes
            )
            for one in services(reading)
        }
    )
    held = defaultdict(set)
    for key, kind, start, until, day in rows(
        demo,
        "SELECT appointment_id, resource, start, until, day FROM hold"
        " WHERE appointment_id IS NOT NULL",
    ):
        assert day >= TODAY.isoformat()
        held[key, kind].add((_minute(start), _minute(until)))
    visits = rows(
        demo,
        "SELECT id, service_id, start, room_id, device_id FROM appointment"
        f" WHERE day >= '{TODAY}' AND status NOT IN ('cancelled', 'missed')",
    )
    assert {key for key, _kind in held} == {visit.id for visit in visits}
    for visit in visits:
        begin = _minute(visit.start)
        for kind in Resource:
            if kind is Resource.DEVICE and visit.device_id is None:
                assert (visit.id, kind.value) not in held
                continue
            spans = shapes[visit.service_id].stretches(kind)
            assert held[visit.id, kind.value] == {
                (begin + a, begin + b) for a, b in spans if b > a
            }


def test_people_work_within_their_shifts_on_open_days(demo: Salon) -> None:
    shifts = defaultdict(list)
    for key, weekday, start, until in rows(
        demo, "SELECT staff_id, weekday, start, until FROM shift"
    ):
        shifts[key, weekday].append((_minute(start), _minute(until)))
    for visit in rows(demo, "SELECT day, start, minutes, staff_id FROM appointment"):
        day = date.fromisoformat(visit.day)
        assert demo.premises.hours.is_open(day)
        start = _minute(visit.start)
        assert any(
            a <= start and start + visit.minutes <= b
            for a, b in shifts[visit.staff_id, day.weekday()]
        )


def test_every_treatment_has_a_visit_that_took_place(demo: Salon) -> None:
    [(strange,)] = rows(
        demo,
        "SELECT count(*) FROM treatment t LEFT JOIN appointment a"
        " ON a.id = t.appointment_id WHERE a.id IS NULL OR a.client_id <> t.client_id"
        " OR a.day <> t.day OR a.status NOT IN ('completed', 'left')",
    )
    [(unwritten,)] = rows(
        demo,
        "SELECT count(*) FROM appointment a LEFT JOIN treatment t"
        " ON a.id = t.appointment_id WHERE a.status IN ('completed', 'left')"
        " AND t.id IS NULL",
    )
    assert (strange, unwritten) == (0, 0)


def test_the_day_of_now_is_under_way_and_the_book_ahead_is_full(demo: Salon) -> None:
    states = {
        state
        for (state,) in rows(
            demo, f"SELECT DISTINCT status FROM appointment WHERE day = '{TODAY}'"
        )
    }
    assert {"in_treatment", "arrived", "confirmed", "booked"} <= states
    assert states & {"completed", "left"}
    for day, full in _fullness(demo).items():
        if TODAY <= day <= TODAY + timedelta(days=12):
            assert 0.45 <= full <= 0.9, day


def test_the_troubles_are_there(demo: Salon) -> None:
    def of(sql: str) -> list[object]:
        return [row[0] for row in rows(demo, sql)]

    assert of("SELECT count(*) FROM client WHERE name = '王芳'") >= [2]
    assert "Salicylic acid" in of("SELECT substance FROM allergy")
    assert {"retinoid_topical", "pregnancy"} <= set(
        of("SELECT condition FROM client_condition")
    )
    assert of("SELECT count(*) FROM appointment WHERE status = 'missed'")[0] != 0
    assert any("Complaint" in str(note) for note in of("SELECT note FROM client"))
    assert any(of("SELECT never_do FROM client"))
    assert {"worried", "unhappy"} <= set(of("SELECT outcome FROM contact"))
    assert of("SELECT count(*) FROM absence WHERE resource = 'room'")[0] != 0
    assert of("SELECT count(*) FROM absence WHERE resource = 'person'")[0] != 0
    overdue = (
        "SELECT count(*) FROM aftercare_call WHERE status = 'waiting'"
        f" AND priority <= 2 AND due < '{TODAY}'"
    )
    assert of(overdue)[0] != 0
    shared = "SELECT count(*) FROM client_phone GROUP BY number HAVING count(*) > 1"
    assert of(shared)
    family = "SELECT relation FROM relative WHERE other_id IS NOT NULL"
    assert {"child", "mother"} <= set(of(family))
    reminders = "SELECT count(*) FROM aftercare_call WHERE protocol = 'reminder'"
    assert of(reminders)[0] != 0


def test_only_the_planted_patch_test_is_missing(demo: Salon) -> None:
    def against(reading: Reading) -> set[tuple[str, str]]:
        cards = {one.id: one for one in services(reading)}
        found = set()
        for visit in rows(
            demo,
            "SELECT a.id, a.client_id, c.name, a.service_id, a.day, a.start"
            " FROM appointment a JOIN client c ON c.id = a.client_id"
            f" WHERE a.day >= '{TODAY - timedelta(days=60)}'"
            " AND a.status NOT IN ('cancelled', 'missed')",
        ):
            day = date.fromisoformat(visit.day)
            at = reading.instant(day, time.fromisoformat(visit.start))
            card = cards[visit.service_id]
            said = what_stands_against(
                *(reading, visit.client_id, card, day, at),
                visit=visit.id,
                begins=day <= TODAY,  # what comes may still be put right
            )
            for one in said:
                if one.verdict not in (Verdict.WARN, Verdict.ADAPT):
                    found.add((visit.name, one.condition))
        return found

    assert demo.ask(against) == {("陈雨桐", "patch_missing")}


def test_a_melasma_fades_under_care(demo: Salon) -> None:
    series = defaultdict(list)
    for client, grade, melanin in rows(
        demo,
        "SELECT a.client_id, max(f.grade), r.value FROM assessment a"
        " JOIN finding f ON f.assessment_id = a.id AND f.condition = 'melasma_patch'"
        " JOIN skin_reading r ON r.assessment_id = a.id AND r.measure = 'melanin'"
        " GROUP BY a.id ORDER BY a.client_id, a.day",
    ):
        series[client].append((grade, melanin))
    long = [one for one in series.values() if len(one) >= 4]
    assert long
    for looks in long:
        grades = [grade for grade, _melanin in looks]
        assert grades == sorted(grades, reverse=True)
        assert looks[-1][1] < looks[0][1]


def test_each_client_keeps_her_phototype(demo: Salon) -> None:
    assert (
        rows(
            demo,
            "SELECT client_id FROM assessment GROUP BY client_id"
            " HAVING count(DISTINCT fitzpatrick) > 1",
        )
        == []
    )


def test_the_same_service_keeps_its_distance(demo: Salon) -> None:
    rests = demo.ask(
        lambda reading: {one.id: one.interval_min_days for one in services(reading)}
    )
    last: dict[tuple[int, int], date] = {}
    for client, service, day in rows(
        demo,
        "SELECT client_id, service_id, day FROM appointment"
        " WHERE status NOT IN ('cancelled', 'missed') ORDER BY day, start",
    ):
        when = date.fromisoformat(day)
        before = last.get((client, service))
        if before is not None:
            assert (when - before).days >= rests[service]
        last[client, service] = when


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_whole_and_in_the_language_of_the_salon(
    demo_in: Callable[[str], Salon], language: str
) -> None:
    salon = demo_in(language)
    assert salon.premises.language == language
    assert salon.premises.is_sample
    texts = rows(
        salon,
        "SELECT done FROM treatment UNION SELECT reaction FROM treatment"
        " UNION SELECT advice FROM treatment UNION SELECT next_time FROM treatment"
        " UNION SELECT note FROM treatment UNION SELECT note FROM contact"
        " UNION SELECT hopes FROM assessment UNION SELECT said FROM assessment"
        " UNION SELECT note FROM client UNION SELECT reason FROM absence"
        " UNION SELECT reason FROM appointment UNION SELECT note FROM appointment",
    )
    said = [text for (text,) in texts if text]
    assert len(said) > 60
    for text in said:
        assert "{" not in text
        assert "}" not in text
        has_han = any("\u4e00" <= letter <= "\u9fff" for letter in text)
        assert has_han is (language != "en"), text
    assert salon.ask(faults) == []


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW"])
def test_no_name_of_the_catalogue_is_in_another_language(
    demo_in: Callable[[str], Salon], language: str
) -> None:
    salon = demo_in(language)  # built by a process that speaks English
    of_catalogue = {"service", "product", "catalogue_entry"}
    named = "SELECT en FROM {} WHERE zh_hans != en AND zh_hant != en"
    names = {
        row.en
        for table in ("service", "product")
        for row in rows(salon, named.format(table))
    }
    assert len(names) > 150
    columns = rows(
        salon,
        "SELECT m.name AS home, c.name AS own FROM sqlite_master m,"
        " pragma_table_info(m.name) c WHERE m.type = 'table' AND c.type = 'TEXT'"
        " AND m.sql NOT LIKE '%VIRTUAL%'",
    )
    looked = 0
    for home, own in columns:
        if home in of_catalogue | {"action", "change"}:
            continue
        for (said,) in rows(salon, f'SELECT DISTINCT "{own}" FROM "{home}"'):
            looked += 1
            english = [one for one in names if one in str(said or "")]
            assert not english, (home, own, said)
    assert looked > 5_000


def test_the_shipped_catalogue_names_everything_in_three_languages() -> None:
    for file in ("products", "services", "vocab", "skin_measures", "skin_zones"):
        with (RESOURCES / "domain" / f"{file}.csv").open(
            encoding="utf-8", newline=""
        ) as opened:
            for row in csv.DictReader(opened):
                said = {key: text for key, text in row.items() if key and text}
                for key in said:
                    if key != "en" and not key.endswith("_en"):
                        continue
                    for tongue in ("zh_hans", "zh_hant"):
                        assert key[: -len("en")] + tongue in said, (file, row)


def test_one_leaves_with_a_visit_to_come(demo: Salon) -> None:
    [left] = rows(
        demo,
        "SELECT d.client_id, d.kind, d.reason, a.status, a.day FROM departure d"
        " JOIN appointment a ON a.client_id = d.client_id"
        f" WHERE a.day >= '{TODAY}'",
    )
    assert (left.kind, left.status in ("booked", "confirmed")) == ("archived", True)
    assert left.reason
    alerts = demo.ask(client_card, left.client_id).line.alerts
    assert "archived" in {one.kind for one in alerts}


def test_health_is_asked_before_a_treatment_and_of_one_of_today_it_was_not(
    demo: Salon,
) -> None:
    assert demo.premises.required_fields == (HEALTH,)
    ahead = f"SELECT client_id FROM appointment WHERE day >= '{TODAY}'"
    been = (
        "SELECT client_id FROM appointment WHERE status IN"
        " ('arrived', 'in_treatment', 'completed', 'left')"
    )
    asked = f"SELECT client_id FROM client_answered WHERE field = '{HEALTH}'"
    unasked = {row.client_id for row in rows(demo, f"{ahead} EXCEPT {asked}")}
    newcomers = {row.client_id for row in rows(demo, f"{ahead} EXCEPT {been}")}
    [overlooked] = unasked - newcomers
    assert newcomers < unasked
    book = demo.ask(day_book, TODAY)
    [visit] = [one for one in book if one.client_id == overlooked]
    with pytest.raises(NotAskedYet, match=visit.client):  # nothing of it stays
        demo.do(_begin, visit.id)
    others = [
        one
        for one in book
        if one.client_id not in unasked and one.status is Status.CONFIRMED
    ]
    with pytest.raises(_BegunError):
        demo.do(_begin, others[0].id)


class _BegunError(SalonError):
    """It would have begun."""

    text = "It would have begun."


def _begin(work: Work, key: AppointmentId) -> None:
    start_treatment(work, key, override="We talked about it")
    raise _BegunError


def test_a_build_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: int, _all: int) -> None:
        if done:
            raise Stopped

    where = tmp_path / "salon"
    with pytest.raises(Stopped):
        found_demo(str(where), now=NOW, clients=40, progress=stop)
    assert not (where / "salon.db").exists()
    counts = found_demo(str(where), now=NOW, clients=3)
    assert counts["clients"] == 3


def test_a_folder_that_is_in_use_is_refused(tmp_path: Path) -> None:
    found_demo(str(tmp_path / "salon"), now=NOW, clients=2, years=1)
    with pytest.raises(NotEmpty):
        found_demo(str(tmp_path / "salon"), now=NOW, clients=2)


@pytest.mark.parametrize(
    "moment",
    [
        "2026-11-22T15:00",  # a Sunday, closed
        "2026-02-28T07:00",
        "2024-02-29T23:50",
        "2026-03-29T01:30",  # the hour that does not come
    ],
)
def test_any_moment_will_do(tmp_path: Path, moment: str) -> None:
    where, now = str(tmp_path / "salon"), datetime.fromisoformat(moment)
    assert found_demo(where, now=now, clients=40, years=1)["clients"] == 40
    salon = open_salon(where, now)
    assert salon.ask(faults) == []
    _nobody_is_in_two_places(salon)
    salon.close()


def test_progress_rises_to_the_end(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    found_demo(
        str(tmp_path / "salon"),
        now=NOW,
        clients=30,
        progress=lambda done, of: told.append((done, of)),
    )
    assert told == sorted(told)
    assert told[-1] == (30, 30)


def test_strokes_cover_what_the_shape_takes() -> None:
    form = Form.of(Shape(60, 15, 12, 10))
    assert form.room == strokes(0, 70)
    assert form.device == strokes(0, 60)
    assert form.person == strokes(0, 15) | strokes(25, 70)


def _minute(text: str) -> int:
    return minute_of(time.fromisoformat(text))


def _nobody_is_in_two_places(salon: Salon) -> None:
    shapes = salon.ask(
        lambda reading: {
            one.id: Shape(
                one.minutes, one.gap_offset, one.gap_minutes, one.buffer_minutes
            )
            for one in services(reading)
        }
    )
    busy = defaultdict(list)
    for visit in rows(
        salon,
        "SELECT day, start, service_id, staff_id, room_id, device_id, client_id"
        " FROM appointment WHERE status NOT IN ('cancelled', 'missed')",
    ):
        start = _minute(visit.start)
        for kind, key in (
            (Resource.PERSON, visit.staff_id),
            (Resource.ROOM, visit.room_id),
            (Resource.DEVICE, visit.device_id),
            (Resource.CLIENT, visit.client_id),
        ):
            for a, b in shapes[visit.service_id].stretches(kind):
                if key is not None and b > a:
                    busy[kind, key, visit.day].append((start + a, start + b))
    for spans in busy.values():
        spans.sort()
        for (_a, until), (start, _b) in pairwise(spans):
            assert until <= start


def _fullness(salon: Salon) -> dict[date, float]:
    """Return the share of the shifts that is taken, of those who treat."""
    there: dict[int, int] = defaultdict(int)
    for weekday, start, until in rows(
        salon,
        "SELECT weekday, start, until FROM shift s JOIN staff_member p"
        " ON p.id = s.staff_id WHERE p.role NOT IN ('reception', 'aftercare')",
    ):
        there[weekday] += _minute(until) - _minute(start)
    taken: dict[date, int] = defaultdict(int)
    for day, start, until in rows(
        salon, "SELECT day, start, until FROM hold WHERE resource = 'person'"
    ):
        taken[date.fromisoformat(day)] += _minute(until) - _minute(start)
    return {day: minutes / there[day.weekday()] for day, minutes in taken.items()}


def test_one_process_builds_the_same_salon_twice(tmp_path: Path) -> None:
    for name in ("one", "other"):
        found_demo(str(tmp_path / name), now=NOW, clients=60, years=1)
    assert dump(tmp_path / "one") == dump(tmp_path / "other")
