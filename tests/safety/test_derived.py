"""What stands though nobody noted it so is said, with its end and its source."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, time, timedelta
from pathlib import Path
from shutil import copytree

import pytest

from salon.app import Salon
from salon.appointments.model import Slot, Status
from salon.appointments.tables import Appointment
from salon.catalogue.queries import resolve_service
from salon.clients.model import BadField, ClientDraft, ClientId, Grade
from salon.clients.operations import (
    add_client,
    correct_client,
    end_condition,
    note_allergy,
    note_condition,
    note_medicine,
)
from salon.clients.queries import conditions_of
from salon.errors import Missing
from salon.money import Money
from salon.safety.derived import Derived, Kind
from salon.safety.operations import note_sign_gone
from salon.safety.queries import conditions_on, derived, derived_alerts
from salon.skin.model import AssessmentDraft, Finding
from salon.skin.operations import assess
from salon.staff.queries import team
from salon.start import open_salon
from salon.work import Work
from tests.breaks.conftest import full_folder as full_folder
from tests.leaning import RowMade
from tests.ui.pages.daily import NOW, TODAY

DAY = timedelta(days=1)


@pytest.fixture
def salon(full_folder: Path, tmp_path: Path) -> Iterator[Salon]:
    with closing(open_salon(str(copytree(full_folder, tmp_path / "s")), NOW)) as salon:
        yield salon


@pytest.fixture
def her(salon: Salon) -> ClientId:
    return salon.do(add_client, ClientDraft(name="何静"))


def found(salon: Salon, her: ClientId) -> dict[str, Derived]:
    return {one.condition: one for one in salon.ask(derived, her)}


def told(salon: Salon, her: ClientId) -> dict[str, Grade]:
    return {one.text: one.grade for one in salon.ask(derived_alerts, her)}


def chart(salon: Salon, her: ClientId, sign: str, *zones: str) -> None:
    seen = tuple(Finding(zone, sign, 2) for zone in zones)
    salon.do(assess, her, AssessmentDraft(findings=seen))


def ended(salon: Salon, her: ClientId, what: str, on: date, how: str = "") -> None:
    salon.do(note_condition, her, what, since=on - 300 * DAY)
    [row] = salon.ask(conditions_of, her)
    salon.do(end_condition, row.id, on=on, how=how)


def done(
    salon: Salon, her: ClientId, ref: str, day: date, status: Status = Status.LEFT
) -> None:
    service = salon.ask(resolve_service, ref)
    person = salon.ask(team)[0].id

    def keep(work: Work) -> None:
        work.add(
            Appointment(
                client_id=her,
                service_id=service.id,
                staff_id=person,
                room_id=None,
                device_id=None,
                slot=Slot(day, time(9), service.minutes),
                price=Money(0),
                status=status,
                note="",
                reason="",
                booked_at=work.now,
            )
        )
        work.record(RowMade())

    salon.do(keep)


def test_what_is_over_is_said_as_what_it_became_and_until_when(
    salon: Salon, her: ClientId
) -> None:
    ended(salon, her, "isotretinoin", TODAY - 10 * DAY)

    [one] = salon.ask(derived, her)
    assert (one.kind, one.condition) == (Kind.ENDED, "isotretinoin_6m")
    assert one.text == "Isotretinoin stopped less than 6 months ago"
    assert one.until == TODAY + 173 * DAY
    assert "until" in one.known_from
    assert "isotretinoin_6m" not in salon.ask(conditions_on, her, one.until)
    assert "isotretinoin_6m" in salon.ask(conditions_on, her, one.until - DAY)
    assert told(salon, her) == {one.text: Grade.NOTICE}


def test_after_a_caesarean_the_weeks_and_the_operation_count_each_once(
    salon: Salon, her: ClientId
) -> None:
    ended(salon, her, "pregnancy", TODAY - DAY, "csection")
    assert set(found(salon, her)) == {"postnatal_6w", "csection_6m"}


def test_after_no_birth_nothing_counts_and_nothing_is_said(
    salon: Salon, her: ClientId
) -> None:
    ended(salon, her, "pregnancy", TODAY, "no_birth")
    assert salon.ask(derived, her) == ()
    assert told(salon, her) == {}


def test_what_stands_as_it_is_noted_is_not_said_again(
    salon: Salon, her: ClientId
) -> None:
    salon.do(note_condition, her, "anticoagulant")
    salon.do(note_condition, her, "pregnancy_t1")
    salon.do(note_medicine, her, "warfarin 5 mg")
    assert told(salon, her) == {}
    assert [one.kind for one in salon.ask(derived, her)] == [Kind.WORD]


def test_a_typed_medicine_is_an_alert_with_its_word_and_its_weight(
    salon: Salon, her: ClientId
) -> None:
    salon.do(note_medicine, her, "warfarin 5 mg")
    assert told(salon, her) == {"Blood-thinning medicine (warfarin)": Grade.CRITICAL}


def test_an_allergy_has_its_own_alert_already(salon: Salon, her: ClientId) -> None:
    salon.do(note_allergy, her, "latex")
    assert "allergy_latex" in found(salon, her)
    assert told(salon, her) == {}


def test_what_is_not_sure_is_asked(salon: Salon, her: ClientId) -> None:
    salon.do(note_medicine, her, "blood thinner?")
    assert all(text.startswith("Ask: ") for text in told(salon, her))
    assert set(told(salon, her).values()) <= {Grade.NOTICE}


def test_a_sign_on_the_chart_is_said_once_with_its_zones_until_it_is_gone(
    salon: Salon, her: ClientId
) -> None:
    chart(salon, her, "cold_sore", "upper_lip", "chin")

    [one] = salon.ask(derived, her)
    assert (one.kind, one.sign, one.condition) == (
        *(Kind.CHART, "cold_sore"),
        "herpes_active",
    )
    assert one.text.count("Cold sore") == 1
    assert "lip" in one.text
    assert "in" in one.text
    assert one.until == TODAY + 28 * DAY
    assert set(told(salon, her).values()) == {Grade.NOTICE}

    salon.do(note_sign_gone, her, "cold_sore")
    assert salon.ask(derived, her) == ()
    assert "herpes_active" not in salon.ask(conditions_on, her, TODAY)
    salon.undo()
    assert "cold_sore" in {each.sign for each in salon.ask(derived, her)}


def test_what_is_charted_again_later_stands_again(salon: Salon, her: ClientId) -> None:
    chart(salon, her, "cold_sore", "chin")
    salon.do(note_sign_gone, her, "cold_sore", TODAY - DAY)
    assert "herpes_active" in found(salon, her)  # it was seen after that day
    salon.do(note_sign_gone, her, "cold_sore", TODAY)
    assert found(salon, her) == {}


def test_a_mole_to_be_seen_by_a_doctor_stands_until_that_is_said(
    salon: Salon, her: ClientId
) -> None:
    chart(salon, her, "suspicious_mole", "chin")
    one = found(salon, her)["suspicious_lesion"]
    assert one.until is None
    assert Grade.CRITICAL in told(salon, her).values()
    salon.do(note_sign_gone, her, "suspicious_mole")
    assert found(salon, her) == {}


def test_a_sign_that_is_none_a_day_to_come_and_nobody_are_refused(
    salon: Salon, her: ClientId
) -> None:
    with pytest.raises(BadField):
        salon.do(note_sign_gone, her, "purple_dots")
    with pytest.raises(BadField):
        salon.do(note_sign_gone, her, "cold_sore", TODAY + DAY)
    with pytest.raises(Missing):
        salon.do(note_sign_gone, ClientId(999), "cold_sore")


def test_what_was_done_here_counts_for_its_days_and_is_no_alert(
    salon: Salon, her: ClientId
) -> None:
    done(salon, her, "pel_glycolic", TODAY - 5 * DAY)
    [one] = salon.ask(derived, her)
    assert (one.kind, one.condition) == (Kind.DONE, "peel_14d")
    assert one.until == TODAY + 23 * DAY
    assert "Done here" in one.known_from
    assert told(salon, her) == {}


def test_what_is_only_booked_was_not_done(salon: Salon, her: ClientId) -> None:
    done(salon, her, "pel_glycolic", TODAY, Status.BOOKED)
    assert salon.ask(derived, her) == ()


def test_a_dark_skin_is_said_once(salon: Salon, her: ClientId) -> None:
    salon.do(correct_client, her, ClientDraft(facts={"fitzpatrick": "5"}), seen=1)
    assert set(found(salon, her)) == {"fitz_5_6"}
    salon.do(note_condition, her, "fitz_5_6")
    assert found(salon, her) == {}
