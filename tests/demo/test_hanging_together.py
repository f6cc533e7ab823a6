"""The sample salon hangs together: what is written follows from what was done."""

import io
from collections import Counter, defaultdict
from contextlib import closing
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from salon.app import Salon
from salon.catalogue.queries import all_services
from salon.clients.consents import consents_standing, missing_for
from salon.clients.model import ConsentLine
from salon.clients.queries import consent_days, consents_of
from salon.demo import building, found_demo
from salon.demo.words import Texts, load
from salon.start import open_salon
from salon.views.board import board_of
from salon.views.today import day_at_a_glance
from salon.work import Reading
from tests.demo.conftest import NOW, rows

TODAY = NOW.date()


def test_given_and_family_names_are_of_one_people(demo: Salon) -> None:
    peoples = load("names")["latin"]
    by_family = {
        name: kin for kin, one in enumerate(peoples) for name in one["family"].split()
    }
    planted = [one["name"] for one in load("people")["person"]]
    latin = [
        row
        for row in rows(demo, "SELECT name, family, given FROM client")
        if row.family in by_family and row.name not in planted
    ]
    assert len(latin) > 60
    for row in latin:
        kin = peoples[by_family[row.family]]
        assert row.given in f"{kin['women']} {kin['men']}".split(), row.name


@pytest.mark.parametrize(
    ("language", "code", "currency"),
    [("en", "+44", "GBP"), ("zh_CN", "+86", "CNY"), ("zh_TW", "+886", "TWD")],
)
def test_it_is_where_its_language_is_spoken(
    tmp_path: Path, language: str, code: str, currency: str
) -> None:
    where = str(tmp_path / "salon")
    found_demo(where, now=NOW, language=language, clients=30, years=1)
    with opened(where) as salon:
        assert salon.premises.currency == currency
        assert salon.premises.phone
        numbers = [one.number for one in rows(salon, "SELECT number FROM client_phone")]
        there = sum(number.startswith(code) for number in numbers)
        assert there > len(numbers) * 0.6


def opened(where: str) -> "closing[Salon]":
    return closing(open_salon(where, NOW))


def test_no_treatment_lacks_a_consent_that_it_needs(demo: Salon) -> None:
    def missing(reading: Reading) -> list[tuple[int, str]]:
        days, known = consent_days(reading), all_services(reading)
        signed: dict[int, list[ConsentLine]] = {}
        found = []
        for row in rows(demo, "SELECT client_id, service_id, day FROM treatment"):
            day = date.fromisoformat(row.day)
            hers = signed.setdefault(row.client_id, consents_of(reading, row.client_id))
            till_then = [one for one in hers if one.given_on <= day]
            service = known[row.service_id]
            needed = str(service.consents).split()
            standing = consents_standing(till_then, day, days)
            if missing_for(service.ref, needed, standing):
                found.append((row.client_id, service.ref))
        return found

    assert demo.ask(missing) == []


def test_each_minor_who_was_here_has_one_consent_of_a_guardian(demo: Salon) -> None:
    minors = {
        row.id
        for row in rows(
            demo,
            "SELECT c.id, c.birth_year, c.birth_month, c.birth_day, min(a.day) AS first"
            " FROM client c JOIN appointment a ON a.client_id = c.id"
            " WHERE a.status NOT IN ('cancelled', 'missed') GROUP BY c.id",
        )
        if row.birth_day
        and date(row.birth_year + 18, row.birth_month, min(row.birth_day, 28))
        > date.fromisoformat(row.first)
    }
    sql = "SELECT client_id FROM client_consent WHERE consent = 'guardian_consent'"
    given = [row.client_id for row in rows(demo, sql)]
    assert minors
    assert sorted(given) == sorted(minors)


def test_the_sessions_of_a_plan_follow_each_other(demo: Salon) -> None:
    plans: dict[int, list[str]] = defaultdict(list)
    for row in rows(
        demo,
        "SELECT p.plan_id, a.day FROM plan_session p JOIN appointment a"
        " ON a.id = p.appointment_id ORDER BY p.plan_id, p.number",
    ):
        plans[row.plan_id].append(row.day)
    assert sum(len(days) > 1 for days in plans.values()) > 20
    assert all(a < b for days in plans.values() for a, b in pairwise(days))


def test_a_price_follows_the_service_and_its_length(demo: Salon) -> None:
    prices = {
        row.ref: (row.price, row.minutes)
        for row in rows(demo, "SELECT ref, price, minutes FROM service")
    }
    assert prices["con_patch"][0] < prices["con_first"][0] / 2
    assert prices["fel_led"][0] < prices["fac_hydrate"][0]
    assert len({price for price, _minutes in prices.values()}) > 15


def test_nobody_is_contacted_on_more_than_two_days_of_a_week(demo: Salon) -> None:
    days: dict[int, set[date]] = defaultdict(set)
    for row in rows(demo, "SELECT client_id, at FROM contact"):
        days[row.client_id].add(datetime.fromisoformat(row.at).date())
    sql = "SELECT client_id, due FROM aftercare_call WHERE status = 'waiting'"
    for row in rows(demo, sql + " AND protocol <> 'promised'"):
        days[row.client_id].add(date.fromisoformat(row.due))
    for all_of in days.values():
        for day in all_of:
            week = [one for one in all_of if timedelta(0) <= one - day < timedelta(7)]
            assert len(week) <= 2 + 1  # a promise to ring back is kept besides


def test_few_calls_wait_of_so_many_clients(demo: Salon) -> None:
    sql = "SELECT count(*) AS many FROM aftercare_call WHERE status = 'waiting'"
    [due] = rows(demo, f"{sql} AND due <= '{TODAY}'")
    assert 8 <= due.many <= 36


def test_no_note_is_in_every_second_record_and_none_twice_of_one_person(
    demo: Salon,
) -> None:
    notes = rows(demo, "SELECT client_id, note FROM treatment WHERE note <> ''")
    [all_] = rows(demo, "SELECT count(*) AS many FROM treatment")
    counted = Counter(row.note for row in notes)
    assert len(counted) > 12
    assert max(counted.values()) < all_.many / 50
    assert len({(row.client_id, row.note) for row in notes}) == len(notes)
    said = rows(demo, "SELECT DISTINCT note FROM contact WHERE note <> ''")
    assert len(said) > 15


def test_a_reaction_is_to_what_was_done(demo: Salon) -> None:
    for row in rows(
        demo,
        "SELECT t.reaction, t.done, t.steps, s.family FROM treatment t"
        " JOIN service s ON s.id = t.service_id",
    ):
        done = f"{row.done} {row.steps}".lower()
        if "extraction" in row.reaction:
            assert "extraction" in done
        if "enzyme" in row.reaction.lower():
            assert "enzyme" in done
        if "frosting" in row.reaction:
            assert row.family == "PEL"
        if "cuticle" in row.reaction.lower():
            assert row.family == "NAI"


def test_every_reaction_belongs_to_something_that_is_done() -> None:
    texts = Texts("en")
    for family in ("FAC", "FEL", "PEL", "MAS", "CON", "LSB"):
        for place, _done in enumerate(texts.all(f"done.{family}"), 1):
            assert texts.all(f"reaction.{family}.{place}")[0], (family, place)


def test_photographs_show_a_face_whose_skin_changes(demo: Salon) -> None:
    def pictures(reading: Reading) -> dict[int, list[Image.Image]]:
        found: dict[int, list[Image.Image]] = defaultdict(list)
        for row in rows(
            demo,
            "SELECT p.client_id, p.taken, x.image, a.day FROM photo p"
            " JOIN picture x ON x.hash = p.hash JOIN assessment a"
            " ON a.id = p.assessment_id ORDER BY p.client_id, p.taken",
        ):
            assert row.taken[:10] == row.day
            found[row.client_id].append(Image.open(io.BytesIO(row.image)))
        return found

    albums = demo.ask(pictures)
    assert len(albums) >= 10
    changed = 0
    for first, *others in albums.values():
        assert others
        difference = ImageChops.difference(first, others[-1]).convert("L")
        stat = ImageStat.Stat(difference)
        assert stat.mean[0] < 6, "another face"
        changed += stat.extrema[0][1] > 20
    assert changed > len(albums) / 2
    sizes = rows(demo, "SELECT sum(length(image)) AS bytes FROM picture")
    assert sizes[0].bytes < 1_500_000
    agreed = rows(
        demo, "SELECT client_id FROM client_consent WHERE consent = 'photo_record'"
    )
    assert albums.keys() <= {row.client_id for row in agreed}


def test_the_day_shows_who_is_late_who_waits_and_what_is_missing(demo: Salon) -> None:
    board = board_of(demo.ask(day_at_a_glance))
    needs = {row.visit.client for row in board.needs}
    assert {"Noor Haddad", "周敏", "陈雨桐"} <= needs
    assert "Sarah Whitcombe" in {row.visit.client for row in board.treated}
    assert board.gaps


def test_a_salon_of_very_many_has_the_hands_of_one_branch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "NEAR", 40)
    monkeypatch.setattr(building, "CHAPTER", 400)
    monkeypatch.setattr(building, "BRANCH", 8)  # a small one has as many as it has
    where = str(tmp_path / "salon")
    found_demo(where, now=NOW, clients=900, years=1)
    with opened(where) as salon:
        busy = rows(
            salon,
            "SELECT day, count(DISTINCT staff_id) AS staff, count(*) AS visits"
            " FROM appointment GROUP BY day",
        )
        assert 5 < max(row.staff for row in busy) <= 8
        assert max(row.visits / row.staff for row in busy) < 14
        [team] = rows(salon, "SELECT count(*) AS many FROM staff_member")
        assert team.many <= 12


def test_no_session_of_a_running_plan_is_to_be_booked_in_the_past(demo: Salon) -> None:
    [past] = rows(
        demo,
        "SELECT count(*) AS many FROM plan_session s JOIN plan p ON p.id = s.plan_id"
        f" WHERE p.status = 'running' AND s.due_until < '{TODAY}'"
        " AND s.appointment_id IS NULL",
    )
    assert past.many == 0


@pytest.mark.parametrize("hour", [8, 9, 10, 13, 19])
def test_nobody_is_under_treatment_before_the_hour(tmp_path: Path, hour: int) -> None:
    where = str(tmp_path / "salon")
    now = datetime(2027, 2, 6, hour)  # noqa: DTZ001  a wall's clock, as one types it
    found_demo(where, now=now, language="en", clients=2, years=1)
    with opened(where) as salon:
        begun = rows(
            salon,
            "SELECT day, start FROM appointment"
            " WHERE status IN ('in_treatment', 'completed', 'left')",
        )
        assert begun
        latest = max(f"{row[0]} {row[1]}"[:16] for row in begun)
        assert latest <= f"{now:%Y-%m-%d %H:%M}"


def test_where_a_plan_stands_is_said_of_what_it_is_for(demo: Salon) -> None:
    words = Texts("en")
    skin = {*words.all("plan.where.plan_acne")}
    said = rows(demo, "SELECT template, body FROM plan WHERE language = 'en'")
    spoken = {template for template, body in said if any(one in body for one in skin)}
    assert spoken
    elsewhere = {"plan_slim", "plan_hair", "plan_nail", "plan_scalp", "plan_back"}
    assert not spoken & elsewhere
