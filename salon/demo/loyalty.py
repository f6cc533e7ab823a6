"""What a sample salon knows of loyalty: what was felt, friends, costs, reasons."""

import json
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import func, select

from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.clients.tables import Client
from salon.demo.events import SampleSalonBuilt
from salon.demo.house import House
from salon.feedback.model import CSAT, GAP, How
from salon.feedback.tables import Feedback, Hope
from salon.loyalty.guarding import monday_of
from salon.loyalty.model import Cost, Light, Loss, Outcome
from salon.loyalty.queries import ranked
from salon.loyalty.tables import GuardLight, LossReason, WinningCost
from salon.money import Money
from salon.prepaid.tables import Referral
from salon.settings.usual import usual_price
from salon.work import Work

TOLD_DAYS, ONE_OF = 330, 3  # visits of these days, every third of which was told of
NEW_DAYS, SENT = 150, 0.4  # newcomers, and which part a friend sent
MONTHS = 13  # for which costs were entered
LOST_DAYS, EXPLAINED = 200, 0.7  # who did not come for so long; how many said why
LAST_WEEK, MENDED = 7, 6  # lights of the Monday before, and how many were put right
# how content, and felt against hoped for
SCORES = (
    *((5, 1), (5, 0), (4, 0), (5, 1), (4, 0)),
    *((4, 1), (5, 0), (3, -1), (4, 0), (2, -2)),
)
WHY = (Loss.MOVED, Loss.OWN_LIFE, Loss.VALUE, Loss.SYSTEM, Loss.COMPETITOR)
A_MONTH = {  # in usual prices of a visit
    Cost.ADVERTISING: 5.0,
    Cost.FIRST_OFFERS: 2.0,
    Cost.CONSULTATIONS: 1.5,
    Cost.CARE_HOURS: 1.1,
    Cost.GIFTS: 0.4,
    Cost.BENEFITS: 0.5,
}


def tell_of_loyalty(work: Work, house: House) -> None:
    """Write down what was felt, who sent whom, what months cost and why some left."""
    random = Random(12)
    work.record(SampleSalonBuilt(0))
    _felt(work, random)
    _sent(work, random)
    _costs(work, house, random)
    _left(work, random)


def _visits(work: Work, days: int) -> list[Any]:
    a = Appointment
    asked = (
        select(a.id, a.client_id, a.staff_id, a.day, a.start, a.minutes, a.booked_at)
        .where(
            a.status.in_((Status.COMPLETED, Status.LEFT)),
            a.day > work.today - timedelta(days=days),
            a.day < work.today - timedelta(days=1),
        )
        .order_by(a.day, a.start, a.id)
    )
    return list(work.session.execute(asked))


def _felt(work: Work, random: Random) -> None:
    told = set(work.session.scalars(select(Feedback.appointment_id)))
    hopes, answers = [], []
    for row in _visits(work, TOLD_DAYS)[::ONE_OF]:
        if row.id in told:
            continue
        begins = work.instant(row.day, row.start)
        csat, gap = random.choice(SCORES)
        said = {CSAT: str(csat), GAP: str(gap)}
        hopes.append(
            {
                "client_id": row.client_id,
                "appointment_id": row.id,
                "score": random.choice((6, 7, 7, 8, 8, 9)),
                "words": "",
                "at": begins - timedelta(minutes=5),
                "staff_id": row.staff_id,
            }
        )
        answers.append(
            {
                "client_id": row.client_id,
                "appointment_id": row.id,
                "at": begins + timedelta(minutes=row.minutes + 120),
                "how": How.SCREEN,
                "csat": csat,
                "gap": gap,
                "answers": json.dumps(said, sort_keys=True),
                "words": "",
                "praised_id": None,
                "passed_on_at": None,
                "staff_id": None,
            }
        )
    work.add_many(Hope, hopes)
    work.add_many(Feedback, answers)


def _firsts(work: Work) -> dict[int, date]:
    a = Appointment
    asked = (
        select(a.client_id, func.min(a.day))
        .where(a.status.in_((Status.COMPLETED, Status.LEFT)))
        .group_by(a.client_id)
    )
    return {row[0]: row[1] for row in work.session.execute(asked)}


def _sent(work: Work, random: Random) -> None:
    firsts = _firsts(work)
    known = set(work.session.scalars(select(Referral.client_id)))
    border = work.today - timedelta(days=NEW_DAYS)
    new = sorted(key for key, day in firsts.items() if day > border)
    old = sorted(key for key, day in firsts.items() if day < border - timedelta(200))
    if not old:
        return
    rows = []
    for key in new:
        if key in known or random.random() > SENT:
            continue
        rows.append(
            {
                "client_id": key,
                "by_id": old[random.randrange(min(len(old), 9))],
                "day": firsts[key],
                "came_on": firsts[key],
                "thanked_on": firsts[key] if random.random() < 0.7 else None,
            }
        )
    work.add_many(Referral, rows)


def _costs(work: Work, house: House, random: Random) -> None:
    here = house.premises
    usual = here.usual_price or usual_price(here.currency)
    first = work.today.replace(day=1)
    rows = []
    for _month in range(MONTHS):
        for kind, times in A_MONTH.items():
            amount = round(usual * times * random.uniform(0.8, 1.2) / 100) * 100
            rows.append({"month": first, "kind": kind, "amount": Money(amount)})
        first = (first - timedelta(days=1)).replace(day=1)
    work.add_many(WinningCost, rows)


def _left(work: Work, random: Random) -> None:
    a = Appointment
    last = func.max(a.day)
    asked = (
        select(a.client_id, last)
        .join(Client, Client.id == a.client_id)
        .where(a.status.in_((Status.COMPLETED, Status.LEFT)))
        .group_by(a.client_id)
        .having(last < work.today - timedelta(days=LOST_DAYS))
        .order_by(a.client_id)
    )
    rows = [
        {
            "client_id": row[0],
            "reason": random.choice(WHY),
            "words": "",
            "on": min(row[1] + timedelta(days=120), work.today),
            "staff_id": None,
        }
        for row in work.session.execute(asked)
        if random.random() < EXPLAINED
    ]
    work.add_many(LossReason, rows)


def light_last_week(work: Work) -> None:
    """Let the guard have looked the Monday before, and most of it be put right."""
    week = monday_of(work.today) - timedelta(days=7)
    gold = ranked(work, "spent", LAST_WEEK, gold=True)
    kinds = (Light.RHYTHM, Light.NEXT, Light.FILE, Light.SPOKEN)
    rows = []
    for place, one in enumerate(gold):
        is_done = place < MENDED
        done: datetime | None = work.now - timedelta(days=4) if is_done else None
        rows.append(
            {
                "client_id": one.client_id,
                "week": week,
                "light": kinds[place % len(kinds)],
                "is_red": place % 3 == 0,
                "measure": 6 + place,
                "words": "",
                "staff_id": one.staff_id,
                "due": week + timedelta(days=2),
                "outcome": Outcome.MENDED if is_done else Outcome.OPEN,
                "note": "",
                "done_at": done,
                "done_by": one.staff_id if is_done else None,
            }
        )
    if rows:
        work.record(SampleSalonBuilt(0))
        work.add_many(GuardLight, rows)
