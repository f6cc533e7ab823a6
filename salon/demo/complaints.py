"""Three complaints of a sample salon: in hand, told in public, ended well."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from salon.complaints.model import Step
from salon.complaints.tables import Complaint, ComplaintOffer, ComplaintStep
from salon.demo.house import House
from salon.demo.people import Visit
from salon.work import Work

_NOON = 720


@dataclass(frozen=True, slots=True)
class _Case:
    text: str  # of the texts: complaint.1 …
    opened: int  # days ago
    steps: tuple[Step, ...]
    status: str
    level: int = 1
    source: str = "desk"
    cause: str = ""
    is_closed: bool = False


_CASES = (
    _Case(
        "1",
        *(1, (Step.LISTEN, Step.APOLOGISE, Step.CLARIFY), "investigating"),
        cause="staff_skill",
    ),
    _Case("2", 1, (Step.LISTEN,), "received", level=2, source="public"),
    _Case("3", 28, tuple(Step), "closed", cause="waiting", is_closed=True),
)


def complain(work: Work, house: House, visits: Sequence[Visit]) -> None:
    """Let three of those who were treated be not content, each once."""
    assert house.crew is not None
    taken: set[int] = set()
    for case in _CASES:
        last = house.today - case.opened
        visit = next(
            (
                one
                for one in sorted(visits, key=lambda one: (-one.day, one.key))
                if one.day < last
                and one.status in ("completed", "left")
                and one.person.key not in taken
            ),
            None,
        )
        if visit is None or last < 1:
            continue
        taken.add(visit.person.key)
        _write(work, house, case, visit)


def _write(work: Work, house: House, case: _Case, visit: Visit) -> None:
    assert house.crew is not None
    texts, day = house.texts, house.today - case.opened
    people = list(house.crew.keys.values())
    owner = next((one for one in people if one != visit.staff), visit.staff)
    opened = house.instant(day, _NOON)
    row: dict[str, Any] = {
        "client_id": visit.person.key,
        "appointment_id": visit.key,
        "service_id": visit.service.id,
        "staff_id": visit.staff,
        "owner_id": owner,
        "opened_by": owner,
        "opened_at": opened,
        "began_at": opened,
        "source": case.source,
        "level": case.level,
        "status": case.status,
        "words": texts.first(f"complaint.{case.text}.words"),
        "cause": case.cause,
    }
    if Step.CLARIFY in case.steps:
        row["root"] = texts.first(f"complaint.{case.text}.root")
    if case.is_closed:
        ended = house.instant(min(day + 9, house.today - 1), _NOON)
        row |= {"closed_at": ended, "closed_by": owner, "outcome": "content"}
        row |= {
            "change": texts.first(f"complaint.{case.text}.change"),
            "change_by": owner,
            "change_due": house.date(day + 7),
        }
    [key] = work.add_many(Complaint, [row])
    steps = [
        {
            "complaint_id": key,
            "kind": step.value,
            "what": "",
            "note": "",
            "at": house.instant(day, _NOON + 4 * place),
            "staff_id": owner,
        }
        for place, step in enumerate(case.steps)
    ]
    work.add_many(ComplaintStep, steps)
    if case.is_closed:
        given = {
            "complaint_id": key,
            "kind": "apology",
            "currency": house.premises.currency,
            "staff_id": owner,
            "answer": "granted",
            "granted_by": owner,
            "granted_at": opened,
            "chosen_at": house.instant(day, _NOON + 20),
            "done_on": house.date(day),
        }
        work.add_many(ComplaintOffer, [given | {"amount": visit.service.price * 0}])
