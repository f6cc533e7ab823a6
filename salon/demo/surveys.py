"""Surveys of a sample salon: last year's compared, this year's open, the pulse."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import func, select

from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.clients.queries import reaches
from salon.clients.tables import Client
from salon.demo.events import SampleSalonBuilt
from salon.demo.house import House, seeded
from salon.feedback.model import How
from salon.staff.queries import team
from salon.surveys.calling import owe_calls
from salon.surveys.codes import new_code
from salon.surveys.model import YEARLY, AskState, RoundId, Way
from salon.surveys.periods import months_after, period_of
from salon.surveys.sampling import Candidate, Drawn, draw
from salon.surveys.tables import (
    NamelessAnswer,
    PulseAnswer,
    PulseMark,
    RaisedPoint,
    SurveyAnswer,
    SurveyAsk,
    SurveyPromise,
    SurveyRound,
)
from salon.text import N_, _
from salon.work import Work

NEAR = 1_200  # clients whom the team of today knows; see `building`
MOST = 130  # who are asked
AGO = 11  # days since this year's round began
YEAR = timedelta(days=365)
WEEKS = timedelta(weeks=4)
TOP, MIDDLE = 0.2, 0.5  # parts of those who spend: A, and A with B
RATE = {"A": 0.78, "B": 0.5, "C": 0.31}  # who answers
SOON = 0.4  # of them have answered by now
NAMELESS = 0.12
PERIODS = 6  # of the pulse
_FIVE = ("tan", "rel", "res", "ass", "emp")
# How important each is, and how well it is done: last year, this year.
_IMPORTANT = {"tan": 4.5, "rel": 4.8, "res": 4.2, "ass": 4.7, "emp": 4.4}
_DONE = (
    {"tan": 4.3, "rel": 3.7, "res": 4.0, "ass": 4.5, "emp": 4.4},
    {"tan": 4.4, "rel": 4.1, "res": 4.2, "ass": 4.6, "emp": 4.5},
)


@dataclass(frozen=True, slots=True)
class _Year:
    """One round."""

    place: int  # 0 last year, 1 this year
    opened: date
    closed: date | None
    seed: int


def ask_clients(work: Work, house: House) -> int:
    """Write a round that is over, one that is open, and what the team says.

    Returns:
        How many calls are owed for it.
    """
    work.record(SampleSalonBuilt(0))
    chance = seeded(1, "surveys")
    today = work.today
    last = today - timedelta(weeks=52)  # the same day of the week: open
    before = _Year(0, last, last + WEEKS, last.year)
    now = _Year(1, today - timedelta(days=AGO), None, today.year)
    calls = 0
    for year in (before, now):
        drawn = draw(_people(work, year.opened), year.seed, MOST)
        if drawn:
            calls += _round(work, house, year, drawn, chance)
    _pulse(work, house, chance)
    return calls


def _people(work: Work, day: date) -> list[Candidate]:
    """Return who came in the year before *day*, in classes by what they spent."""
    asked = (
        select(
            Appointment.client_id,
            func.sum(Appointment.price).label("spent"),
            func.min(Appointment.staff_id).label("staff"),
            func.max(Appointment.day).label("last"),
        )
        .join(Client, Client.id == Appointment.client_id)
        .where(
            Appointment.status.in_((Status.COMPLETED, Status.LEFT)),
            Appointment.day > day - YEAR,
            Appointment.day <= day,
            Client.id <= NEAR,
            Client.merged_into.is_(None),
            Client.do_not_contact.is_(False),
        )
        .group_by(Appointment.client_id)
    )
    rows = sorted(
        work.session.execute(asked).all(),
        key=lambda row: (-row.spent.minor, row.client_id),
    )
    found = []
    for place, row in enumerate(rows):
        part = place / len(rows)
        abc = "A" if part < TOP else "B" if part < MIDDLE else "C"
        late = (day - row.last).days
        state = "lapsing" if late > 120 else "overdue" if late > 60 else "active"
        found.append(Candidate(int(row.client_id), abc, int(row.staff), state))
    return found


def _round(
    work: Work, house: House, year: _Year, drawn: tuple[Drawn, ...], chance: Random
) -> int:
    texts = house.texts
    title = texts.first("survey.title.before").format(year=year.opened.year)
    row = work.add(
        SurveyRound(
            kind=YEARLY,
            title=title,
            opened=year.opened,
            until=year.opened + WEEKS,
            closed=year.closed,
            seed=year.seed,
            size=MOST if len(drawn) == MOST else None,
            has_classes=True,
            changed=texts.first("survey.changed") if year.closed else "",
            staff_id=_person(house, "mei"),
        )
    )
    answers = {one.who.client_id: _answers(house, year, one, chance) for one in drawn}
    spoken = [
        one.who.client_id
        for one in drawn
        if one.way is Way.INTERVIEW
        and year.closed is None
        and answers[one.who.client_id] is None
    ]
    said = _(N_("Interview for “{title}”: ask its questions in this call"))
    calls = owe_calls(
        *(work, spoken, reaches(work, spoken), said.format(title=title), row.until)
    )
    taken = set(work.session.scalars(select(SurveyAsk.code)))
    asks: list[dict[str, Any]] = []
    nameless = {
        key for key, one in answers.items() if one and chance.random() < NAMELESS
    }
    for one in drawn:
        key = one.who.client_id
        state = AskState.OPEN
        if answers[key] is not None:
            state = AskState.NAMELESS if key in nameless else AskState.ANSWERED
        code = new_code(chance, taken)
        taken.add(code)
        asks.append(
            {
                "round_id": row.id,
                "kind": YEARLY,
                "client_id": key,
                "code": code,
                "way": one.way,
                "abc": one.who.abc,
                "rhythm": one.who.state,
                "staff_id": one.who.staff_id,
                "on": year.opened,
                "due": row.until,
                "state": state,
                "call_id": calls.get(key),
            }
        )
    keys = work.add_many(SurveyAsk, asks)
    _keep(work, house, year, row.id, drawn, keys, answers, nameless, chance)
    if year.closed is not None:
        _promise(work, house, row.id, year.closed)
    return len(calls)


def _answers(
    house: House, year: _Year, one: Drawn, chance: Random
) -> dict[str, str] | None:
    rate = RATE[one.who.abc] * (1.0 if year.closed else SOON)
    if one.who.state == "lapsing":
        rate *= 0.5
    if chance.random() >= rate:
        return None
    said: dict[str, str] = {}
    done = _DONE[year.place]
    for key in _FIVE:
        said[f"ye_{key}_e"] = _score(_IMPORTANT[key], chance)
        said[f"ye_{key}_p"] = _score(done[key], chance)
    said["ye_ref"] = chance.choices("012", (8, 60, 32))[0]
    said["ye_afc"] = chance.choices("0123", (12, 70, 10, 8))[0]
    said["ye_afc_same"] = chance.choices("012", (72, 22, 6))[0]
    said["ye_promo"] = chance.choices("012", (40, 45, 15))[0]
    said["ye_third"] = _score(3.6, chance)
    said["ye_price"] = chance.choices("0123", (25, 60, 2, 13))[0]
    likely = chance.choices(range(5, 11), (6, 8, 16, 26, 24, 20))[0]
    said["ye_nps"] = str(likely - (1 if year.place == 0 and likely > 6 else 0))
    if chance.random() < 0.3:
        said["ye_new"] = chance.choice("0124")
    kind = "survey.why.good" if likely >= 8 else "survey.why.mid"
    for key, text, often in (
        ("ye_why", kind, 0.25),
        ("ye_best", "survey.best", 0.2),
        ("ye_worst", "survey.worst", 0.07),
    ):
        if chance.random() < often:
            said[key] = chance.choice(house.texts.all(text))
    return said


def _score(about: float, chance: Random) -> str:
    return str(max(1, min(5, round(chance.gauss(about, 0.9)))))


def _keep(
    work: Work,
    house: House,
    year: _Year,
    key: RoundId,
    drawn: tuple[Drawn, ...],
    keys: Any,
    answers: dict[int, dict[str, str] | None],
    nameless: set[int],
    chance: Random,
) -> None:
    rows = []
    for one, ask in zip(drawn, keys, strict=True):
        said = answers[one.who.client_id]
        if said is None:
            continue
        kept = json.dumps(said, ensure_ascii=False, sort_keys=True)
        score = int(said["ye_nps"])
        if one.who.client_id in nameless:
            work.session.add(
                NamelessAnswer(
                    token=f"{chance.getrandbits(128):032x}",
                    kind=YEARLY,
                    round_id=key,
                    answers=kept,
                    recommends=score,
                )
            )
            continue
        last = year.closed or work.today - timedelta(days=1)
        days = (last - year.opened).days
        day = (year.opened - house.first).days + chance.randrange(1, max(2, days))
        is_spoken = one.way is Way.INTERVIEW
        rows.append(
            {
                "ask_id": ask,
                "round_id": key,
                "kind": YEARLY,
                "client_id": one.who.client_id,
                "how": How.CALL
                if is_spoken
                else chance.choice((How.PAPER, How.SCREEN)),
                "at": house.instant(max(0, min(day, house.today)), 780),
                "answers": kept,
                "recommends": score,
                "abc": one.who.abc,
                "about_id": one.who.staff_id,
                "staff_id": _person(house, "rosa"),
            }
        )
    work.add_many(SurveyAnswer, rows)
    work.session.flush()


def _promise(work: Work, house: House, key: RoundId, closed: date) -> None:
    """Write three promises: two were kept, one comes back by itself."""
    for place, (who, is_kept) in enumerate(
        (("mei", True), ("rosa", False), ("ana", True)), 1
    ):
        due = months_after(closed, 3 * place)
        work.add(
            SurveyPromise(
                round_id=key,
                words=house.texts.first(f"survey.promise.{place}"),
                staff_id=_person(house, who),
                due=due,
                again=months_after(closed, 6),
                done=due if is_kept else None,
            )
        )


def _pulse(work: Work, house: House, chance: Random) -> None:
    """Write what the team said in the last periods, and what was answered."""
    people = [int(one.id) for one in team(work)]
    day = work.today
    first, _last = period_of(day, house.premises.pulse_days)
    periods = []
    for back in range(1, PERIODS + 1):
        began, _until = period_of(
            first - timedelta(days=1) * (1 + (back - 1) * house.premises.pulse_days),
            house.premises.pulse_days,
        )
        periods.append(began)
    counted: Counter[date] = Counter()
    for place, began in enumerate(periods):
        told = house.texts.all("pulse.words")[:]
        chance.shuffle(told)
        there = chance.sample(people, max(0, len(people) - place % 3))
        for who in there:
            work.session.add(PulseMark(first=began, staff_id=who))
            said = {
                "sp_ok": _score(3.9 - 0.05 * place, chance),
                "sp_tools": _score(3.5, chance),
                "sp_heard": _score(4.1 - 0.15 * place, chance),
                "sp_enps": str(chance.choices(range(6, 11), (1, 2, 3, 3, 2))[0]),
                "sp_block": chance.choice("1227"),
            }
            if told and chance.random() < 0.35:
                said["sp_text"] = told.pop()
            kept = json.dumps(said, ensure_ascii=False, sort_keys=True)
            token = f"{chance.getrandbits(128):032x}"
            work.session.add(PulseAnswer(token=token, first=began, answers=kept))
            counted[began] += 1
    work.session.flush()
    if not people:
        return
    mei, texts = _person(house, "mei"), house.texts
    for place, (answer, ago) in enumerate((("yes", 1), ("no", 2), ("", 0)), 1):
        work.add(
            RaisedPoint(
                first=periods[ago],
                words=texts.first(f"pulse.point.{place}"),
                answer=answer,
                why=texts.first(f"pulse.why.{place}") if answer else "",
                staff_id=mei if answer else None,
                due=day + timedelta(days=9) if answer == "yes" else None,
                answered=day - timedelta(days=6 * ago) if answer else None,
            )
        )


def _person(house: House, key: str) -> int | None:
    assert house.crew is not None
    return house.crew.keys.get(key)
