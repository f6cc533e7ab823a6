"""What a sample salon does beyond its duty: rounds, needs, steps, surprises, wishes."""

import json
from collections.abc import Sequence
from typing import Any

from salon.clients.model import ClientId
from salon.demo.house import House
from salon.demo.people import Visit
from salon.hosting.model import Came, Ended, Need, Sale, Step
from salon.hosting.tables import (
    ClientEffort,
    ClientNeed,
    Enquiry,
    MemoryLine,
    Surprise,
    VisitStep,
    WaitingOffer,
)
from salon.house.lists import lists_from
from salon.house.model import ANSWER_WITHIN, REPAIR_WITHIN, Answer, Cause, Way
from salon.house.tables import FrontChange, Quiz, ShopDefect, Suggestion, Training
from salon.money import Money
from salon.shifts.model import MORNING, UNANNOUNCED, checks
from salon.shifts.tables import ShopRound
from salon.work import Work

OPENS = 525  # minute of the day at which somebody goes round
ROUNDS = 24  # days with a round
STEPS = 31  # days of which steps are known
NEEDS = 60  # clients whose needs are known
EVERY = 3  # visits, of which one has a memory line
_KINDS = (Need.SAID, Need.REAL, Need.SERVICE, Need.UNSAID, Need.DELIGHT, Need.RELATION)
_TICKED = (
    *(Step.CONFIRM, Step.HEALTH, Step.ANALYSIS, Step.PLAN, Step.RESULT),
    *(Step.HOME, Step.NEXT, Step.GOODBYE),
)


def host(work: Work, house: House, visits: Sequence[Visit]) -> None:
    """Write some of each, so that no page of the house is empty."""
    kept = [one for one in visits if one.status in ("completed", "left")]
    kept.sort(key=lambda one: (one.day, one.key))
    _rounds(work, house)
    _needs(work, house, visits)
    _steps(work, house, kept)
    _beyond(work, house, kept)
    _enquiries(work, house, kept)
    _suggestions(work, house, kept)
    _learnt(work, house)


def _people(house: House) -> list[int]:
    assert house.crew is not None
    return [int(one) for one in house.crew.keys.values()]


def _rounds(work: Work, house: House) -> None:
    looked_at = [one.id for one in checks() if not one.is_photo]
    who = _people(house)[0]
    days = [
        day
        for day in range(max(0, house.today - ROUNDS), house.today)
        if not house.closed[day]
    ]
    rows = []
    for place, day in enumerate(days):
        wrong = {looked_at[place % len(looked_at)]} if place % 4 == 1 else set()
        nths = (MORNING, UNANNOUNCED) if place % 8 == 1 else (MORNING,)
        for nth in nths:
            seen = {key: key not in wrong for key in looked_at}
            rows.append(
                {
                    "on": house.date(day),
                    "nth": nth,
                    "seen": json.dumps(seen, sort_keys=True),
                    "note": "",
                    "at": house.instant(day, OPENS if nth == MORNING else 900),
                    "staff_id": who,
                    "picture": "",
                    "thumb": "",
                }
            )
    work.add_many(ShopRound, rows)
    defects = []
    for key, ago, mended in (
        ("sh_sign", 6, None),
        ("sh_kit", 1, None),
        ("sh_linen", 9, 7),
    ):
        if house.today - ago < 0:
            continue
        opened = house.date(house.today - ago)
        defects.append(
            {
                "about": key,
                "words": "",
                "opened_on": opened,
                "owner_id": who,
                "due": house.date(house.today - ago + REPAIR_WITHIN),
                "mended_on": None
                if mended is None
                else house.date(house.today - mended),
                "note": "",
                "staff_id": who,
            }
        )
    work.add_many(ShopDefect, defects)
    day = max(0, house.today - 70)
    words = house.texts.first("front")
    front = {"on": house.date(day), "words": words, "staff_id": who}
    work.add_many(FrontChange, [front])


def _needs(work: Work, house: House, visits: Sequence[Visit]) -> None:
    been: dict[int, list[Visit]] = {}
    for visit in visits:
        if visit.status in ("completed", "left") and visit.day < house.today:
            been.setdefault(int(visit.person.key), []).append(visit)
    last = {client: max(one.day for one in mine) for client, mine in been.items()}
    chosen = sorted(been, key=lambda client: (-last[client], client))[:NEEDS]
    rows: list[dict[str, Any]] = []
    efforts: list[dict[str, Any]] = []
    for place, client in enumerate(chosen):
        mine = sorted(been[client], key=lambda one: one.day)[-len(_KINDS) :]
        asked = [_KINDS[at] for at in range(len(mine))][: 1 + place % len(_KINDS)]
        for need, visit in zip(asked, mine, strict=False):
            said = house.texts.all(f"hosting.{need.value}")
            rows.append(
                {
                    "client_id": client,
                    "need": need,
                    "words": said[place % len(said)],
                    "is_declined": False,
                    "on": house.date(visit.day),
                    "staff_id": visit.staff,
                }
            )
        visit, day = mine[-1], mine[-1].day
        if place % 4 == 0:
            efforts.append(
                {
                    "client_id": client,
                    "travel": 10 + 5 * (place % 7),
                    "effort": place % 6,
                    "on": house.date(day),
                    "staff_id": visit.staff,
                }
            )
    work.add_many(ClientNeed, rows)
    work.add_many(ClientEffort, efforts)


def _steps(work: Work, house: House, kept: Sequence[Visit]) -> None:
    late = [one for one in kept if one.day > house.today - STEPS]
    steps, offers = [], []
    for place, visit in enumerate(late):
        for at, step in enumerate(_TICKED):
            if (3 * place + 5 * at) % 11 == 4:
                continue  # nobody ticked it: it was missed
            steps.append(
                {
                    "appointment_id": visit.key,
                    "client_id": visit.person.key,
                    "step": step,
                    "at": house.instant(visit.day, visit.start + 3 * at),
                    "skipped": "",
                    "staff_id": visit.staff,
                }
            )
        if place % 9 == 0:
            offers.append(
                {
                    "appointment_id": visit.key,
                    "client_id": visit.person.key,
                    "what": lists_from(house.premises).offers[place % 3],
                    "minutes": 8,
                    "amount": Money(),
                    "on": house.date(visit.day),
                    "used_on": None,
                    "staff_id": visit.staff,
                }
            )
    work.add_many(VisitStep, steps)
    work.add_many(WaitingOffer, offers)


def _beyond(work: Work, house: House, kept: Sequence[Visit]) -> None:
    late = kept[-120:]
    extras = lists_from(house.premises).extras
    said = house.texts.all("memory")
    memories, surprises = [], []
    given: set[tuple[int, str]] = set()
    for place, visit in enumerate(late):
        client = int(visit.person.key)
        if place % EVERY == 0:
            memories.append(
                {
                    "client_id": client,
                    "appointment_id": visit.key,
                    "words": said[place // EVERY % len(said)],
                    "on": house.date(visit.day),
                    "staff_id": visit.staff,
                }
            )
        extra = extras[place % len(extras)]
        if place % 6 == 2 and (client, extra.what) not in given:
            given.add((client, extra.what))
            surprises.append(
                {
                    "client_id": client,
                    "appointment_id": visit.key,
                    "what": extra.what,
                    "cost": extra.cost,
                    "on": house.date(visit.day),
                    "words": "",
                    "staff_id": visit.staff,
                }
            )
    work.add_many(MemoryLine, memories)
    work.add_many(Surprise, surprises)


def _enquiries(work: Work, house: House, kept: Sequence[Visit]) -> None:
    firsts: dict[int, Visit] = {}
    for visit in kept:
        firsts.setdefault(int(visit.person.key), visit)
    came = [one for one in firsts.values() if one.day > house.today - 150]
    rows = [
        _enquiry(house, visit.day - 1, place, visit.person.key)
        for place, visit in enumerate(came[::2])
        if visit.day > 0
    ]
    days = range(max(0, house.today - 150), house.today, 6)
    rows += [_enquiry(house, day, day, None) for day in days if not house.closed[day]]
    if house.minute > OPENS and not house.closed[house.today]:
        here = _enquiry(house, house.today, 0, None, minute=house.minute - 5)
        rows.append(here | {"ended": Ended.OPEN, "steps": "prepare greet motive"})
    work.add_many(Enquiry, rows)


def _enquiry(
    house: House,
    day: int,
    place: int,
    client: ClientId | int | None,
    *,
    minute: int = 690,
) -> dict[str, Any]:
    said = house.texts.all("enquiry")
    steps = list(Sale)[: 4 + place % 4] if client is None else list(Sale)
    is_in = place % 3 != 1
    return {
        "at": house.instant(day, minute),
        "day": house.date(day),
        "came": Came.WALK_IN if is_in else Came.PHONE,
        "client_id": client,
        "name": "",
        "words": said[place % len(said)],
        "source": "walk_in" if is_in and place % 2 == 0 else "",
        "steps": " ".join(one.value for one in steps),
        "ended": Ended.BOOKED if client is not None else Ended.NO,
        "call_id": None,
        "staff_id": _people(house)[0],
    }


def _suggestions(work: Work, house: House, kept: Sequence[Visit]) -> None:
    who = _people(house)[0]
    clients = [int(one.person.key) for one in kept[-8:]] or [None]  # type: ignore[list-item]
    plan: tuple[tuple[str, int, Way, Cause, Answer, int | None], ...] = (
        ("hooks", 95, Way.BOX, Cause.ROOM, Answer.YES, 60),
        ("sunday", 50, Way.SURVEY, Cause.TIME, Answer.NO, None),
        ("tea", 40, Way.DESK, Cause.GOODS, Answer.YES, 21),
        ("towels", 18, Way.HOTLINE, Cause.ROOM, Answer.OPEN, None),
        ("trolley", 5, Way.STAFF, Cause.TOOLS, Answer.OPEN, None),
    )
    for place, (name, ago, way, cause, answer, changed) in enumerate(plan):
        day = house.today - ago
        if day < 0:
            continue
        texts = house.texts.all(f"suggestion.{name}")
        row: dict[str, Any] = {
            "client_id": None if way is Way.STAFF else clients[place % len(clients)],
            "on": house.date(day),
            "way": way,
            "cause": cause,
            "words": texts[0],
            "due": house.date(day + ANSWER_WITHIN),
            "answer": answer,
            "why": house.texts.first(f"suggestion.{name}.why"),
            "answered_on": house.date(day + 7) if answer else None,
            "change": house.texts.first(f"suggestion.{name}.change"),
            "changed_on": None
            if changed is None
            else house.date(house.today - changed),
            "told_on": None if changed is None else house.date(house.today - changed),
            "same_as": None,
            "staff_id": who,
        }
        [key] = work.add_many(Suggestion, [row])
        if len(texts) > 1:
            again = {"words": texts[1], "same_as": key, "client_id": None}
            work.add_many(Suggestion, [row | again | {"told_on": None}])


def _learnt(work: Work, house: House) -> None:
    taught = sorted(house.services)
    trainings, quizzes = [], []
    for place, who in enumerate(_people(house)):
        ref = taught[place * 7 % len(taught)]
        trainings.append(
            {
                "staff_id": who,
                "subject": f"service:{ref}",
                "on": house.date(max(0, house.today - 200 + 11 * place)),
                "by": "",
                "note": "",
            }
        )
        if place % 4 != 3:
            quizzes.append(
                {
                    "staff_id": who,
                    "role": "therapist",
                    "at": house.instant(max(0, house.today - 40 - 60 * place), 700),
                    "correct": 3 + place % 3,
                    "out_of": 5,
                    "missed": "[]",
                }
            )
    work.add_many(Training, trainings)
    work.add_many(Quiz, quizzes)
