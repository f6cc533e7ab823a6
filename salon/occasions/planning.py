"""The steps of a night: look at stretches of clients, then give out what is due.

Each step is an action of its own. A step that was cut off has left nothing behind, and
the next run goes on from the last that was whole; what is kept already is kept once.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import case, func, select

from salon.aftercare.caps import APART, MONTH, held_until, is_capped
from salon.aftercare.model import (
    INCIDENT,
    LONGEST_CLOSED,
    OCCASION,
    RECALL,
    REMINDER,
    UNHEARD,
    UNPLANNED,
    CallStatus,
    calling_hours,
    next_open,
)
from salon.aftercare.queries import steps_of
from salon.aftercare.tables import Call, ContactMade
from salon.catalogue.model import Subject
from salon.catalogue.queries import body_of
from salon.clients.model import ClientId
from salon.clients.queries import reaches
from salon.clients.reach import RARELY, Purpose, Reach
from salon.clients.tables import Client, ClientCondition
from salon.occasions.festivals import days_of
from salon.occasions.finding import Finder
from salon.occasions.model import (
    MAY_YET,
    NEW_CLIENT,
    PROMISED,
    SAFETY,
    SERVICE,
    DateKind,
    Due,
    Kind,
    MayContact,
    Rule,
    State,
    Why,
    contact_day,
    last_day,
)
from salon.occasions.queries import disappointed
from salon.occasions.rules import Rules
from salon.occasions.tables import ImportantDate, Occasion, ProductInUse, Promise
from salon.settings.queries import premises
from salon.settings.tables import Setting
from salon.work import Reading, Work

RUN = "occasions_run"  # the setting that says how far a run has come
STRETCH = 10_000  # clients of one step
FEW = 40  # occasions that are found and given out in one action
POOL = 100  # occasions of a kind of which a night decides
_DAY = timedelta(days=1)
_GREETINGS = (Kind.BIRTHDAY, Kind.FESTIVAL, Kind.FIRST_VISIT, Kind.CARD)
NOT_NOW = (Kind.FESTIVAL, Kind.FIRST_VISIT)  # to who is to be listened to first
_WITH_OTHERS = (*_GREETINGS, *SAFETY, Kind.NEW, Kind.REVIEW, Kind.MISSED)
_IN_SILENCE = 2  # days after a bereavement is learnt
_NO_OFFERS = 30
_ILL = ("life_stage", "acute")  # groups of health conditions; see _are_ill
_PREGNANT = ("pregnancy", "pregnancy_t1")


@dataclass(frozen=True, slots=True)
class Stage:
    """How far the run of a day has come, as the settings keep it."""

    day: str = ""
    after: int = -1  # the last client who was looked at; -1: nobody, nor festivals
    first: int = 0  # the first of all clients
    is_done: bool = False
    last: str = ""  # the last day whose run was whole
    found: int = 0
    dropped: int = 0


def stage_of(work: Work) -> Stage:
    """Return how far the run of today has come; one of another day begins anew."""
    row = _marker(work)
    try:
        kept = Stage(**json.loads(row.value)) if row is not None else Stage()
    except (ValueError, TypeError):
        kept = Stage()
    today = work.today.isoformat()
    if kept.day == today:
        return kept
    return Stage(today, last=kept.last)


def keep_stage(work: Work, stage: Stage) -> None:
    """Keep how far the run has come, in the action that brought it there."""
    text = json.dumps(asdict(stage))
    row = _marker(work)
    if row is None:
        work.add(Setting(key=RUN, value=text))
    else:
        row.value = text


def _marker(work: Work) -> Setting | None:
    asked = select(Setting).where(Setting.key == RUN)
    if not work.has_it_alone:  # another desk waits, and goes on from here
        asked = asked.with_for_update()
    return work.session.scalar(asked)


def stretch_after(work: Work, key: int) -> tuple[int, int] | None:
    """Return the next stretch of clients: its lowest and its highest; None: no more."""
    of_it = (
        select(Client.id)
        .where(Client.id > key)
        .order_by(Client.id)
        .limit(STRETCH)
        .subquery()
    )
    low, high = work.session.execute(
        select(func.min(of_it.c.id), func.max(of_it.c.id))
    ).one()
    return None if low is None else (low, high)


def share_of(work: Work, stage: Stage) -> int:
    """Return how much of a run is done, in hundredths."""
    last = work.session.scalar(select(func.max(Client.id))) or 1
    return min(99, 100 * max(stage.after, 0) // last)


def keep_found(work: Work, finder: Finder, rules: Rules, *kinds: Kind) -> list[int]:
    """Keep what is due and not kept yet; return how many, and how many are over."""
    rows = _rows_of(work, finder, rules, kinds)
    if len(rows) <= FEW:  # they may be given out in the same action
        work.session.add_all(Occasion(**row) for row in rows)
        work.session.flush()
    else:
        work.add_many(Occasion, rows)
    return [len(rows), sum(row["state"] is State.DROPPED for row in rows)]


def plan_at_once(work: Work, finder: Finder, rules: Rules, *kinds: Kind) -> int:
    """Find what has just become due and give it out; return how much.

    A call is there before the occasion that names it, so that both go by undo.
    """
    rows = _rows_of(work, finder, rules, kinds)
    _plan_these(work, rules, rows)
    return len(rows)


def plan_best(work: Work, finder: Finder, rules: Rules, *kinds: Kind) -> int:
    """Find what has just become due, give out the best of it, keep the rest for later.

    Rows that go past the session are not changed again in the same action: its
    history would not know. So no more than a night decides of are given out.
    """
    rows = sorted(
        _rows_of(work, finder, rules, kinds),
        key=lambda row: (row["until"], -row["weight"]),
    )
    _plan_these(work, rules, rows[:POOL])
    work.add_many(Occasion, rows[POOL:])
    return len(rows)


def _plan_these(work: Work, rules: Rules, found: Sequence[Mapping[str, Any]]) -> None:
    rows = [Occasion(**row) for row in found]
    night = _Night(work, rules, first_day(work), rows)
    for row in rows:
        if row.state is State.HELD:
            night.decide(row)
        work.add(row)


def _rows_of(
    work: Work, finder: Finder, rules: Rules, kinds: Sequence[Kind]
) -> list[dict[str, Any]]:
    """Return what is due and not kept yet, as rows; what is over is left out."""
    due = list(finder.found(*kinds))
    known = _known(work, {one.client_id for one in due})
    first = first_day(work)
    may = may_contact(work)
    rows: dict[tuple[Kind, int, str], dict[str, Any]] = {}
    for one in due:
        key = (one.kind, one.client_id, one.reference)
        if key in known or key in rows:
            continue
        until = last_day(one, rules[one.kind])
        is_over = contact_day(one.day, until, first, may) is None
        rows[key] = {
            "client_id": one.client_id,
            "kind": one.kind,
            "reference": one.reference,
            "day": one.day,
            "until": until,
            "message": one.message,
            "state": State.DROPPED if is_over else State.HELD,
            "why": (Why.OVER if is_over else Why.TURN).value,
            "note": "",
            "detail": json.dumps(dict(one.detail), ensure_ascii=False),
            "weight": one.weight,
            "is_decided": False,
            "ended": work.today if is_over else None,
            "appointment_id": one.appointment_id,
            "call_id": None,
        }
    return list(rows.values())


def may_contact(work: Work) -> MayContact:
    """Return whether one may be in touch on a day."""
    return MayContact(premises(work).hours.is_open)


def first_day(work: Work) -> date:
    """Return the first day from today on which one may be in touch."""
    return next_open(work.today, may_contact(work))


def horizon(work: Work) -> date:
    """Return the last day of what is to be said already on the first day: see `Due`.

    Before closed days it is the last of them: what falls on them is said before, where
    it would be over after.
    """
    may = may_contact(work)
    first = first_day(work)
    ahead = (first + at * _DAY for at in range(1, LONGEST_CLOSED))
    opens = next((one for one in ahead if may(one)), first + _DAY)
    return opens - _DAY


def _known(work: Work, clients: Iterable[int]) -> set[tuple[Kind, int, str]]:
    o, keys = Occasion, sorted(clients)
    found: set[tuple[Kind, int, str]] = set()
    for at in range(0, len(keys), 5000):
        asked = select(o.kind, o.client_id, o.reference).where(
            o.client_id.in_(keys[at : at + 5000])
        )
        found |= {(k, c, r) for k, c, r in work.session.execute(asked)}
    return found


def sweep(work: Work) -> int:
    """Leave out what is over, and note what became of calls; return how many."""
    o = Occasion
    first = first_day(work)
    over = select(o.id).where(o.state == State.HELD, o.until < first)
    keys = list(work.session.scalars(over))
    gone = {"state": State.DROPPED, "why": Why.OVER.value, "ended": work.today}
    work.change_many(Occasion, dict.fromkeys(keys, gone))
    ended = (
        select(o, Call.status, Call.reason, Call.outcome)
        .join(Call, Call.id == o.call_id)
        .where(o.state == State.PLANNED, Call.status != CallStatus.WAITING)
    )
    for row, status, reason, _outcome in work.session.execute(ended).all():
        end(work, row, status, reason)
    return len(keys)


def end(work: Work, row: Occasion, status: CallStatus, reason: str) -> None:
    """Let an occasion end as its call did."""
    is_done = status is CallStatus.DONE
    row.state = State.DONE if is_done else State.DROPPED
    if not is_done:
        row.why = reason if reason in list(Why) else Why.SKIPPED.value
        row.note = "" if reason in list(Why) else reason
    row.ended = work.today
    if is_done and row.kind is Kind.PROMISE:
        promise = work.session.get(Promise, int(row.reference))
        if promise is not None and promise.kept_on is None:
            promise.kept_on = work.today


def not_ended(work: Work, row: Occasion) -> None:
    """Let an occasion that was done be planned again, and its promise be owed."""
    if row.kind is Kind.PROMISE:
        promise = work.session.get(Promise, int(row.reference))
        if promise is not None and promise.kept_on == row.ended:
            promise.kept_on = None
    row.state, row.ended = State.PLANNED, None


def drop(work: Work, row: Occasion, why: Why, note: str = "") -> None:
    """Leave an occasion out, and the call that was made for it alone."""
    if row.call_id is not None and row.why != Why.MERGED.value:
        call = work.get(Call, row.call_id)
        if call.status is CallStatus.WAITING:
            call.status, call.reason = CallStatus.DROPPED, why.value
    row.state, row.why, row.note = State.DROPPED, why.value, note
    row.ended = work.today


def purpose_of(work: Work, row: Occasion, rule: Rule) -> Purpose:
    """Return what an occasion is for: whatever promotes is an offer."""
    return _purpose_of(work, row, rule)


def _purpose_of(reading: Reading, row: Occasion, rule: Rule) -> Purpose:
    body = body_of(reading, Subject.MESSAGE, row.message) or {}
    return Purpose.OFFER if body.get("promotion") else rule.purpose


def drop_of(work: Work, client_id: int, kinds: Iterable[Kind], why: Why) -> None:
    """Leave out what has not been said yet, of some kinds, to one client."""
    o = Occasion
    hers = select(o).where(
        o.client_id == client_id, o.state.in_(MAY_YET), o.kind.in_(list(kinds))
    )
    for row in work.session.scalars(hers).all():
        drop(work, row, why)


def give(
    work: Work, rules: Rules, among: Sequence[int] | None = None
) -> Counter[State]:
    """Decide what is said on the first day that comes, the most urgent first."""
    o = Occasion
    first, last = first_day(work), horizon(work)
    worth = case({one.kind: one.worth for one in rules.by_kind.values()}, value=o.kind)
    pool = select(o).where(o.state == State.HELD, o.day <= last)
    planned = select(o).where(o.state == State.PLANNED)
    if among is not None:
        pool = pool.where(o.client_id.in_(among))
        planned = planned.where(o.client_id.in_(among))
    rows = _best(work, pool, worth)
    waiting = work.session.scalars(planned).all()
    night = _Night(work, rules, first, [*rows, *waiting])
    said: Counter[State] = Counter()
    for row in waiting:
        if not night.is_true(row):
            drop(work, row, Why.GONE if rules[row.kind].on else Why.OFF)
            said[State.DROPPED] += 1
    for row in rows:
        night.decide(row)
        said[row.state] += 1
    work.session.flush()
    return said


def _best(work: Work, pool: Any, worth: Any) -> Sequence[Occasion]:
    """Return the most urgent of each kind, so that none crowds out another."""
    o = Occasion
    order = (worth, o.until, o.weight.desc(), o.id)
    place = func.row_number().over(partition_by=o.kind, order_by=order[1:])
    ranked = pool.with_only_columns(o.id, place.label("place")).subquery()
    best = select(o).where(o.id.in_(select(ranked.c.id).where(ranked.c.place <= POOL)))
    return work.session.scalars(best.order_by(*order)).all()


class _Weighing:
    """What is known of all who are of interest, asked once for all of them."""

    def __init__(
        self, work: Reading, rules: Rules, first: date, rows: Sequence[Occasion]
    ) -> None:
        self._work, self._rules, self._first = work, rules, first
        self._pauses = premises(work).marketing_paused
        self._may = MayContact(premises(work).hours.is_open)
        self._keys = sorted({row.client_id for row in rows})
        self._true = self._what_is_true(rows)
        self._reach: Mapping[int, Reach] = reaches(work, self._keys)
        self._unhappy = disappointed(work, self._keys)
        self._clients = {
            row.id: row
            for row in work.session.execute(
                select(Client.id, Client.call_from, Client.call_until).where(
                    Client.id.in_(self._keys)
                )
            )
        }
        self._calls = self._waiting_calls()
        self._days = self._contact_days()
        self._said = self._said_lately()
        self._remembered, self._lost = self._days_of_mourning()
        self._ill = self._are_ill()
        self._given, self._all = self._given_already()

    def is_true(self, row: Occasion) -> bool:
        """Return whether an occasion still follows from the records."""
        is_kept = (row.kind, row.client_id, row.reference) in self._true
        return is_kept and self._rules[row.kind].on

    def _against(self, row: Occasion, rule: Rule, at: date | None) -> Why:
        """Return the first thing that speaks against an occasion on its day."""
        client, purpose = row.client_id, self._purpose(row, rule)
        reach = self._reach.get(client, Reach())
        if not rule.on:
            return Why.OFF
        if not self.is_true(row):
            return Why.GONE
        if at is None:
            return Why.OVER
        if reach.has_died:
            return Why.DIED
        if purpose is Purpose.OFFER and reach.has_left:
            return Why.LEFT
        if not reach.way(purpose, row.ways or rule.channels):
            is_silent = reach.do_not_contact or reach.channel == "none"
            return Why.SILENT if is_silent else Why.REFUSED
        if purpose is Purpose.SAFETY:
            return self._on_this_day(row)
        if not row.is_decided and self._is_remembered(row, purpose):
            return Why.MEMORIAL
        if self._is_in_mourning(row, purpose):
            return Why.LOSS
        is_selling = purpose is Purpose.OFFER
        if is_selling and self._pauses:
            return Why.PAUSED
        if client in self._unhappy and (is_selling or row.kind in NOT_NOW):
            return Why.COMPLAINT
        is_counted = self._sells(row.kind, row.message, is_rare=reach.promo == "rare")
        if is_counted and self._was_offered(client, reach):
            return Why.OFFERED
        if row.kind is Kind.LAPSED and client in self._ill:
            return Why.ILL
        if self._cools(row, rule):
            return Why.COOLS
        return self._on_this_day(row) or self._too_much(row, rule)

    def _on_this_day(self, row: Occasion) -> Why:
        """Return whether something else is said that this cannot be said with."""
        others = [one for one in self._calls[row.client_id] if one.due <= self._first]
        if not others:
            return Why.NONE
        return Why.NONE if self._partner(row) is not None else Why.ANOTHER

    def _partner(self, row: Occasion) -> Any:
        """Return the call of that day in which an occasion is said as well."""
        rule = self._rules[row.kind]
        if row.kind not in _WITH_OTHERS or self._purpose(row, rule) is Purpose.OFFER:
            return None
        for one in self._calls[row.client_id]:
            is_ours = one.protocol in (OCCASION, PROMISED, INCIDENT, UNPLANNED)
            sells = one.purpose == "booking" or one.step == RECALL
            if one.due == self._first and not is_ours and not sells:
                return one
        return None

    def _too_much(self, row: Occasion, rule: Rule) -> Why:
        """Return whether the client, or the house, has had enough for the day."""
        client = row.client_id
        if self._partner(row) is not None:  # it is no contact of its own
            return Why.NONE
        if row.kind not in SERVICE:
            near = timedelta(days=APART)
            ahead = [
                one
                for one in self._calls[client]
                if self._first < one.due < self._first + near
            ]
            if ahead and row.kind is not Kind.BIRTHDAY:
                return Why.ANOTHER
            is_free = not is_capped(OCCASION, rule.priority)
            if not is_free and held_until(self._days[client], self._first):
                return Why.CAPPED
        if row.kind in SERVICE:
            return Why.NONE
        is_full = self._given[row.kind] >= rule.a_day or self._all >= self._rules.a_day
        return Why.TURN if is_full else Why.NONE

    def _call(self, row: Occasion, rule: Rule) -> Call:
        client = self._clients[row.client_id]
        start, until = calling_hours(client.call_from, client.call_until)
        purpose = self._purpose(row, rule)
        reach = self._reach.get(row.client_id, Reach())
        said = {
            "protocol": OCCASION,
            "step": row.message,
            "purpose": rule.step,
            "priority": rule.priority,
            "caller": rule.caller,
            "words": "",
        }
        if row.kind is Kind.PROMISE:
            detail = json.loads(row.detail)
            said |= {"protocol": PROMISED, "step": PROMISED, "words": detail["text"]}
        if row.kind is Kind.NEW:
            _name, steps = steps_of(self._work, NEW_CLIENT)
            step = next((one for one in steps if one["id"] == row.message), None)
            said |= {"protocol": NEW_CLIENT}
            if step is not None:
                said |= {
                    "purpose": step["purpose"],
                    "caller": step["caller"],
                    "priority": int(step.get("priority", rule.priority)),
                }
        return Call(
            client_id=ClientId(row.client_id),
            appointment_id=row.appointment_id if row.kind is Kind.NEW else None,
            channel=reach.way(purpose, row.ways or rule.channels),
            due=self._first,
            time_from=start,
            time_until=until,
            status=CallStatus.WAITING,
            **said,
        )

    def _purpose(self, row: Occasion, rule: Rule) -> Purpose:
        return _purpose_of(self._work, row, rule)

    # what is asked once

    def _what_is_true(self, rows: Sequence[Occasion]) -> set[tuple[Kind, int, str]]:
        if not rows:
            return set()
        first = min(row.day for row in rows)
        last = max(row.day for row in rows)
        finder = Finder(self._work, self._rules, first, last, among=self._keys)
        kinds = {row.kind for row in rows}
        return {
            (one.kind, one.client_id, one.reference) for one in finder.found(*kinds)
        }

    def _waiting_calls(self) -> dict[int, list[Any]]:
        c, near = Call, timedelta(days=APART)
        asked = select(
            *(c.id, c.client_id, c.due, c.protocol, c.step, c.purpose, c.priority)
        ).where(
            *(c.client_id.in_(self._keys), c.status == CallStatus.WAITING),
            *(c.protocol != REMINDER, c.due > self._first - near),
            c.due < self._first + near,
        )
        found: dict[int, list[Any]] = defaultdict(list)
        for row in self._work.session.execute(asked):
            found[row.client_id].append(row)
        return found

    def _contact_days(self) -> dict[int, set[date]]:
        """Return on which days each was contacted, or is to be, as caps count them."""
        work, c = self._work, ContactMade
        since = work.now - timedelta(days=MONTH + 1)
        found: dict[int, set[date]] = defaultdict(set)
        made = (
            select(c.client_id, c.at, Call.protocol, Call.priority, Call.step)
            .join(Call, Call.id == c.call_id)
            .where(c.client_id.in_(self._keys), c.at >= since)
            .where(c.outcome.not_in(UNHEARD), c.direction == "out")
        )
        for key, at, protocol, priority, step in work.session.execute(made):
            if is_capped(protocol, priority, step) or protocol == UNPLANNED:
                found[key].add(work.local(at).date())
        owed = select(Call.client_id, Call.due, Call.protocol, Call.priority, Call.step)
        for key, due, protocol, priority, step in work.session.execute(
            owed.where(
                Call.client_id.in_(self._keys),
                Call.status == CallStatus.WAITING,
                Call.due.between(self._first - timedelta(days=MONTH), self._first),
            )
        ):
            if is_capped(protocol, priority, step):
                found[key].add(due)
        return found

    def _said_lately(self) -> dict[int, list[tuple[Kind, str, date]]]:
        o = Occasion
        since = self._first - timedelta(days=400)
        asked = (
            select(o.client_id, o.kind, o.message, Call.due)
            .join(Call, Call.id == o.call_id)
            .where(o.client_id.in_(self._keys), Call.due >= since)
            .where(o.state.in_((State.PLANNED, State.DONE)))
        )
        found: dict[int, list[tuple[Kind, str, date]]] = defaultdict(list)
        for key, kind, message, due in self._work.session.execute(asked):
            found[key].append((kind, message, due))
        return found

    def _cools(self, row: Occasion, rule: Rule) -> bool:
        return any(
            kind is row.kind
            and (self._first - day).days < rule.cooldown
            and not (kind is Kind.COURSE and message != row.message)
            for kind, message, day in self._said[row.client_id]
        )

    def _was_offered(self, client: int, reach: Reach) -> bool:
        is_rare = reach.promo == "rare"
        rest = RARELY if is_rare else self._rules.offer_rest
        return any(
            (self._first - day).days < rest
            for kind, message, day in self._said[client]
            if self._sells(kind, message, is_rare=is_rare)
        )

    def _sells(self, kind: Kind, message: str, *, is_rare: bool) -> bool:
        """Return whether something counts as an offer.

        Asking after somebody does to those alone who want offers rarely.
        """
        body = body_of(self._work, Subject.MESSAGE, message) or {}
        is_offer = self._rules[kind].purpose is Purpose.OFFER
        if kind is Kind.LAPSED and not is_rare:
            is_offer = False
        return is_offer or bool(body.get("promotion"))

    def _days_of_mourning(self) -> tuple[dict[int, list[Any]], dict[int, date]]:
        d = ImportantDate
        asked = select(d.client_id, d.kind, d.year, d.month, d.day, d.is_lunar).where(
            d.client_id.in_(self._keys),
            d.kind.in_((DateKind.MEMORIAL, DateKind.BEREAVEMENT)),
        )
        days: dict[int, list[Any]] = defaultdict(list)
        lost: dict[int, date] = {}
        for row in self._work.session.execute(asked):
            if row.kind is DateKind.MEMORIAL:
                days[row.client_id].append(row)
            elif row.year is not None:
                learnt = date(row.year, row.month, row.day)
                lost[row.client_id] = max(learnt, lost.get(row.client_id, learnt))
        return days, lost

    def _is_remembered(self, row: Occasion, purpose: Purpose) -> bool:
        """Return whether it is a day of remembrance on which nothing goes out."""
        if not self._remembered[row.client_id]:
            return False
        days = {self._first}
        if purpose in (Purpose.GREETING, Purpose.OFFER, Purpose.SURVEY):
            on = json.loads(row.detail).get("on")
            days |= {row.day} | ({date.fromisoformat(on)} if on else set())
        return any(
            next(days_of(one, day, day), None) is not None
            for one in self._remembered[row.client_id]
            for day in days
        )

    def _is_in_mourning(self, row: Occasion, purpose: Purpose) -> bool:
        learnt = self._lost.get(row.client_id)
        if learnt is None or row.kind is Kind.LOSS or row.is_decided:
            return False
        since = (self._first - learnt).days
        if 0 <= since <= _IN_SILENCE:
            return True
        quiet = purpose in (Purpose.OFFER, Purpose.GREETING)
        return quiet and 0 <= since <= _NO_OFFERS

    def _are_ill(self) -> set[int]:
        """Return who is pregnant, or ill as far as is known: nobody is asked back."""
        c = ClientCondition
        asked = select(c.client_id, c.condition).where(
            c.client_id.in_(self._keys), c.until.is_(None)
        )
        groups = {
            ref: (body_of(self._work, Subject.HEALTH_CONDITION, ref) or {}).get("group")
            for ref in {row.condition for row in self._work.session.execute(asked)}
        }
        return {
            key
            for key, condition in self._work.session.execute(asked)
            if condition in _PREGNANT or groups.get(condition) in _ILL
        }

    def _given_already(self) -> tuple[Counter[Kind], int]:
        """Return how many of each kind, and of all, are planned for the day."""
        o = Occasion
        asked = (
            select(o.kind, func.count())
            .join(Call, Call.id == o.call_id)
            .where(o.state.in_((State.PLANNED, State.DONE)), Call.due == self._first)
            .where(o.why != Why.MERGED.value, o.kind.not_in(SERVICE))
            .group_by(o.kind)
        )
        rows = self._work.session.execute(asked).all()
        given = Counter({kind: number for kind, number in rows})  # noqa: C416
        return given, sum(given.values())


class Supposing:
    """Weighs what nobody has begun yet, before anything of it is kept."""

    def __init__(self, reading: Reading, rules: Rules) -> None:
        """Say by which rules; nothing is asked yet."""
        self._reading, self._rules = reading, rules
        self.first = next_open(
            reading.today, MayContact(premises(reading).hours.is_open)
        )

    def against(self, due: Sequence[Due], on: date) -> dict[int, Why]:
        """Return the first thing that would speak against saying each, were it true.

        Args:
            due: One of each client.
            on: The day on which it would be said.
        """
        rows = [self._row(one) for one in due]
        found = _Supposed(self._reading, self._rules, on, rows)
        return {row.client_id: found.against(row) for row in rows}

    def _row(self, one: Due) -> Occasion:
        return Occasion(
            client_id=ClientId(one.client_id),
            kind=one.kind,
            reference=one.reference,
            day=one.day,
            until=last_day(one, self._rules[one.kind]),
            message=one.message,
            detail=json.dumps(dict(one.detail)),
            is_decided=False,
            state=State.HELD,
            why="",
        )


class _Supposed(_Weighing):
    """Takes for true what is only supposed."""

    def is_true(self, row: Occasion) -> bool:
        """Return that it is so."""
        return True

    def against(self, row: Occasion) -> Why:
        """Return what would speak against it."""
        return self._against(row, self._rules[row.kind], self._first)


class _Night(_Weighing):
    """Decides of each what is said on a day, and plans it."""

    def __init__(
        self, work: Work, rules: Rules, first: date, rows: Sequence[Occasion]
    ) -> None:
        super().__init__(work, rules, first, rows)
        self._doing = work

    def decide(self, row: Occasion) -> None:
        """Plan an occasion, hold it back, or leave it out, and say why."""
        rule = self._rules[row.kind]
        at = contact_day(row.day, row.until, self._first, self._may)
        why = self._against(row, rule, at)
        if why in _FOR_GOOD:
            drop(self._doing, row, why)
        elif why is not Why.NONE:
            row.why = why.value
        elif at == self._first:
            self._plan(row, rule)
        else:
            row.why = Why.TURN.value  # another day is better

    def _plan(self, row: Occasion, rule: Rule) -> None:
        partner = self._partner(row)
        row.state = State.PLANNED
        if partner is not None:
            row.call_id, row.why = partner.id, Why.MERGED.value
        else:
            call = self._doing.add(self._call(row, rule))
            row.call_id, row.why = call.id, Why.NONE.value
            self._calls[row.client_id].append(call)
            self._days[row.client_id].add(self._first)
            if row.kind not in SERVICE:
                self._given[row.kind] += 1
                self._all += 1
        self._said[row.client_id].append((row.kind, row.message, self._first))


_FOR_GOOD = frozenset(
    (
        *(Why.OFF, Why.GONE, Why.OVER, Why.SILENT, Why.REFUSED, Why.COOLS, Why.ILL),
        *(Why.DIED, Why.LEFT),
    )
)


def learnt_pace(work: Work, client_id: int, product: str) -> list[tuple[int, int]]:
    """Return the days and units of each that a client has used up, in their order."""
    p = ProductInUse
    asked = (
        select(p.opened_on, p.finished_on, p.units)
        .where(p.client_id == client_id, p.product == product)
        .where(p.finished_on.is_not(None), p.is_unsuited.is_(False))
        .order_by(p.finished_on)
    )
    return [
        ((finished - opened).days, units)
        for opened, finished, units in work.session.execute(asked)
        if finished is not None
    ]
