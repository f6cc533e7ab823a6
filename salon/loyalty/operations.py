"""What staff do about loyalty: hold a class, explain a loss, act on a light."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import delete, func, insert, select

from salon.aftercare.model import THANKS, UNHEARD
from salon.aftercare.promising import promise_call
from salon.aftercare.tables import ContactMade
from salon.clients.model import ClientId
from salon.clients.tables import Client, ClientFact
from salon.complaints.queries import open_complaints
from salon.loyalty import events
from salon.loyalty.guarding import MOST_GOLD, Lit, Seen, due_on, lit, monday_of
from salon.loyalty.model import (
    Abc,
    Axis,
    BadCost,
    BadMonth,
    Cost,
    Light,
    LightId,
    LightIsOut,
    Loss,
    Loyalty,
    NoSuchClass,
    NotLost,
    Outcome,
    OutcomeNeedsWords,
    PinNeedsReason,
    Standing,
    State,
)
from salon.loyalty.queries import (
    CLASSES,
    loyalty_rules,
    ranked,
    standing,
)
from salon.loyalty.rules import LoyaltyRules, check_rules, rules_to_plain
from salon.loyalty.tables import (
    ClassPin,
    GuardLight,
    KeptSheet,
    LossReason,
    WinningCost,
)
from salon.loyalty.tables import Standing as Row
from salon.loyalty.working_out import FIRST_RETENTION
from salon.money import Money
from salon.occasions.tables import Promise
from salon.prepaid.tables import Referral
from salon.rights import Right
from salon.settings.operations import describe
from salon.staff.model import Role, StaffId, StaffLine
from salon.staff.queries import team
from salon.staff.tables import StaffMember
from salon.store.base import table_of
from salon.text import N_, _, listed
from salon.text import month as month_words
from salon.work import Work, needs

PINNED = 90  # days for which a class is held
LONGEST = 500  # letters of a reason
_CHOICES: Mapping[Axis, tuple[str, ...]] = {
    Axis.ABC: tuple(one.value for one in Abc),
    Axis.LOYALTY: tuple(one.value for one in Loyalty),
}


@needs(Right.CALL)
def keep_standings(work: Work, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep how some clients stand, in place of what was kept of them.

    It follows from the records and is no part of the history; the house does it by
    itself, some thousand at a time, so that nobody waits.
    """
    if not rows:
        return
    table = table_of(Row)
    keys = [row["client_id"] for row in rows]
    work.session.connection().execute(delete(table).where(table.c.client_id.in_(keys)))
    work.session.connection().execute(insert(table), [dict(row) for row in rows])


@needs(Right.CALL)
def keep_sheet(work: Work, key: str, body: str) -> None:
    """Keep what a page shows until it is worked out again; no part of the history."""
    table = table_of(KeptSheet)
    work.session.connection().execute(delete(table).where(table.c.key == key))
    work.session.connection().execute(
        insert(table), [{"key": key, "at": work.now, "body": body}]
    )


@needs(Right.CALL)
def end_standings(work: Work, retention: float = FIRST_RETENTION) -> None:
    """Note that everybody was worked out; let go of who is not there any more.

    Args:
        work: As ever.
        retention: The part of last year's clients who came this year.
    """
    table = table_of(Row)
    gone = select(Client.id).where(Client.merged_into.is_not(None))
    there = select(Client.id)
    work.session.connection().execute(
        delete(table).where(
            table.c.client_id.in_(gone) | table.c.client_id.not_in(there)
        )
    )
    keep_sheet(work, CLASSES, json.dumps({"retention": round(retention, 4)}))


@needs(Right.MANAGE)
def set_loyalty_rules(work: Work, rules: LoyaltyRules) -> None:
    """Set how classes are drawn and clients valued; raises BadLoyaltyRule."""
    check_rules(rules)
    describe(work, loyalty=rules_to_plain(rules))
    work.record(events.LoyaltyRulesSet())


@needs(Right.FILE)
def pin_class(
    work: Work, client_id: int, axis: Axis, value: str, why: str, days: int = PINNED
) -> int:
    """Hold a class for a client against what is worked out; return the pin's id.

    An earlier one on the same axis ends with it.

    Args:
        work: As ever.
        client_id: Whose.
        axis: Which class.
        value: What it is held at.
        why: In words; kept with it.
        days: For how many, today counted: 1 to 90.

    Raises:
        PinNeedsReason: Without a reason, or for longer than 90 days.
        NoSuchClass: There is none of that name.
        Missing: There is no such client.
    """
    if not why.strip() or not 1 <= days <= PINNED:
        raise PinNeedsReason
    if value not in _CHOICES[axis]:
        raise NoSuchClass(value, ", ".join(_CHOICES[axis]))
    client = work.get(Client, client_id)
    _end_pins(work, client.id, axis)
    row = work.add(
        ClassPin(
            client_id=client.id,
            axis=axis,
            value=value,
            why=why.strip()[:LONGEST],
            on=work.today,
            until=work.today + timedelta(days=days - 1),
            staff_id=work.by.id,
        )
    )
    work.record(events.ClassPinned(client.id))
    return row.id


@needs(Right.FILE)
def unpin_class(work: Work, client_id: int, axis: Axis) -> None:
    """Let a class follow what is worked out again; nothing held is no error."""
    if _end_pins(work, work.get(Client, client_id).id, axis):
        work.record(events.PinTakenOff(client_id))


def _end_pins(work: Work, client_id: ClientId, axis: Axis) -> bool:
    asked = select(ClassPin).where(
        ClassPin.client_id == client_id,
        ClassPin.axis == axis,
        ClassPin.until >= work.today,
    )
    rows = list(work.session.scalars(asked))
    for row in rows:
        row.until = work.today - timedelta(days=1)
    return bool(rows)


@needs(Right.CALL)
def explain_loss(work: Work, client_id: int, reason: Loss, words: str = "") -> None:
    """Note why a client does not come any more; the newest reason stands.

    Raises:
        NotLost: She still comes.
        Missing: There is no such client.
    """
    client = work.get(Client, client_id)
    stands = standing(work, client.id)
    if stands is not None and stands.state in (State.ACTIVE, State.DUE):
        raise NotLost(client.name)
    work.add(
        LossReason(
            client_id=client.id,
            reason=reason,
            words=words.strip()[:LONGEST],
            on=work.today,
            staff_id=work.by.id,
        )
    )
    work.record(events.LossExplained(client.id))


@needs(Right.CALL)
def look_after_gold(work: Work) -> int:
    """Light what burns for gold clients this week; return how many lights are new.

    Once a week each: what was lit on Monday stays with whoever acts on it, and a light
    that comes later in the week is added. The house does it by itself.
    """
    week, rules = monday_of(work.today), loyalty_rules(work)
    gold = ranked(work, "spent", MOST_GOLD, gold=True)
    work.lock_all({Client: [one.client_id for one in gold]})  # another desk's night
    asked = select(GuardLight.client_id, GuardLight.light)
    there = {
        (row.client_id, row.light)
        for row in work.session.execute(asked.where(GuardLight.week == week))
    }
    people = team(work)
    new = 0
    for seen in _seen(work, gold):
        for one in lit(seen, work.today, rules):
            if (seen.standing.client_id, one.light) in there:
                continue
            work.add(
                GuardLight(
                    client_id=ClientId(seen.standing.client_id),
                    week=week,
                    light=one.light,
                    is_red=one.is_red,
                    measure=one.measure,
                    words=one.words,
                    staff_id=_who_acts(seen, one, people),
                    due=due_on(one, work.today),
                    done_at=None,
                    done_by=None,
                )
            )
            new += 1
    if new:
        work.record(events.GuardLooked(week, new))
    return new


def _seen(work: Work, gold: Sequence[Standing]) -> list[Seen]:
    keys = [one.client_id for one in gold]
    promised: dict[int, Promise] = {}
    owed = (
        select(Promise)
        .where(Promise.client_id.in_(keys), Promise.kept_on.is_(None))
        .order_by(Promise.due.desc(), Promise.id.desc())
    )
    for row in work.session.scalars(owed):
        promised[row.client_id] = row
    complaints: dict[int, list[Any]] = defaultdict(list)
    for one in open_complaints(work, keys):
        complaints[one.client_id].append(one)
    confirmed = dict(
        work.session.execute(
            select(ClientFact.client_id, func.max(ClientFact.on))
            .where(ClientFact.client_id.in_(keys))
            .group_by(ClientFact.client_id)
        ).all()
    )
    spoken = _last_spoken(work, keys)
    found = []
    for stands in gold:
        key = ClientId(stands.client_id)
        promise, heard = promised.get(key), complaints.get(key, [])
        days = [one for one in (spoken.get(key), stands.last_visit) if one is not None]
        found.append(
            Seen(
                stands,
                promise.due if promise else None,
                promise.text if promise else "",
                promise.owner_id if promise else None,
                bool(heard),
                heard[0].owner_id if heard else None,
                confirmed.get(key),
                max(days, default=None),
            )
        )
    return found


def _last_spoken(work: Work, keys: Collection[int]) -> dict[int, date]:
    """Return the day of the last call in which she was heard."""
    asked = (
        select(ContactMade.client_id, func.max(ContactMade.at))
        .where(ContactMade.client_id.in_(keys), ContactMade.outcome.not_in(UNHEARD))
        .group_by(ContactMade.client_id)
    )
    return {client: work.local(at).date() for client, at in work.session.execute(asked)}


def _who_acts(seen: Seen, one: Lit, people: Sequence[StaffLine]) -> int | None:
    """Return who acts: whose it is, her own therapist, else the manager, the owner."""
    here = {int(each.id) for each in people}
    owner = {
        Light.PROMISE: seen.promise_owner,
        Light.COMPLAINT: seen.complaint_owner,
        Light.RHYTHM: seen.standing.staff_id,
        Light.NEXT: seen.standing.staff_id,
        Light.FILE: seen.standing.staff_id,
    }.get(one.light)
    if owner in here:
        return owner
    for role in (Role.MANAGER, Role.OWNER, Role.CONSULTANT):
        for each in people:
            if each.role is role:
                return int(each.id)
    return int(people[0].id) if people else None


@needs(Right.CALL)
def answer_light(work: Work, key: LightId, outcome: Outcome, note: str = "") -> None:
    """Note what came of a light.

    Args:
        work: As ever.
        key: Of the light.
        outcome: Mended; tried, without a success yet; or left, for a reason.
        note: In words; a light that is left needs them.

    Raises:
        LightIsOut: Somebody else has said so already.
        OutcomeNeedsWords: It is left without a reason.
        Missing: There is no such light.
    """
    row = work.lock(GuardLight, key)
    if row.outcome in (Outcome.MENDED, Outcome.LEFT):
        raise LightIsOut(_name(work, row.done_by))
    if outcome is Outcome.LEFT and not note.strip():
        raise OutcomeNeedsWords
    row.outcome, row.note = outcome, note.strip()[:LONGEST]
    row.done_at, row.done_by = work.now, work.by.id
    work.record(events.LightAnswered(row.client_id))


@needs(Right.CALL)
def hand_light_on(work: Work, key: LightId, staff_id: StaffId, due: date) -> None:
    """Let somebody else act on a light, until *due*; raises Missing, LightIsOut."""
    row = work.lock(GuardLight, key)
    if row.outcome in (Outcome.MENDED, Outcome.LEFT):
        raise LightIsOut(
            work.get(StaffMember, row.done_by).name if row.done_by else "?"
        )
    row.staff_id = work.get(StaffMember, staff_id).id
    row.due = max(due, work.today)
    work.record(events.LightHandedOn(row.client_id))


def _name(work: Work, key: int | None) -> str:
    return "" if key is None else work.get(StaffMember, key).name


@needs(Right.MANAGE)
def enter_cost(work: Work, month: date, kind: Cost, amount: Money) -> None:
    """Enter what a month cost for winning or keeping clients; again: it is the new one.

    Raises:
        BadMonth: It has not begun.
        BadCost: It is below nothing.
    """
    first = month.replace(day=1)
    if first > work.today:
        raise BadMonth(month_words(first))
    if amount < Money():
        raise BadCost(str(amount.minor))
    asked = select(WinningCost).where(
        WinningCost.month == first, WinningCost.kind == kind
    )
    row = work.session.scalars(asked).first()
    if row is None:
        row = work.add(
            WinningCost(month=first, kind=kind, amount=amount, staff_id=work.by.id)
        )
    row.amount, row.staff_id = amount, work.by.id
    work.record(events.CostEntered(first))


@needs(Right.CALL)
def plan_thanks(work: Work, client_ids: Sequence[int]) -> int:
    """Owe a thank-you to clients whose friends came and who were not thanked yet.

    A call or a message, as each of them wishes; whoever wants to be left alone is. The
    thank-you itself is noted when it was said. Returns how many are owed now.
    """
    asked = (
        select(Referral.by_id, Client.name)
        .join(Client, Client.id == Referral.client_id)
        .where(
            Referral.by_id.in_(client_ids),
            Referral.came_on.is_not(None),
            Referral.thanked_on.is_(None),
        )
        .order_by(Referral.id)
    )
    friends: dict[int, list[str]] = defaultdict(list)
    for by, name in work.session.execute(asked):
        friends[by].append(name)
    said = _(N_("Thank for bringing {name}"))
    planned = [
        promise_call(work, by, said.format(name=listed(names)), step=THANKS)
        for by, names in friends.items()
    ]
    many = sum(one is not None for one in planned)
    if many:
        work.record(events.ThanksPlanned(many))
    return many
