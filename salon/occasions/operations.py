"""What is done with occasions: a night's run, rules, promises, days, products."""

import json
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from salon.aftercare.events import CallMade, CallTakenBack
from salon.aftercare.model import CallStatus
from salon.aftercare.tables import Call
from salon.appointments.events import Booked, Missed, TreatmentCompleted
from salon.appointments.tables import Appointment
from salon.catalogue.tables import Product
from salon.clients.answering import stand
from salon.clients.departures import Leave
from salon.clients.events import (
    ClientCorrected,
    ClientLeft,
    ClientsMerged,
    PatchTestRead,
    PatchTestTakenBack,
)
from salon.clients.model import ClientId
from salon.clients.queries import living, reaches
from salon.clients.reach import Purpose
from salon.clients.tables import Client, PatchTest
from salon.complaints.events import ComplaintOpened
from salon.incidents.events import IncidentOpened
from salon.occasions import events
from salon.occasions.festivals import festivals
from salon.occasions.finding import Finder
from salon.occasions.model import (
    LONGEST,
    MAY_YET,
    SAFETY,
    AlreadyOver,
    BadDate,
    BadProduct,
    DateKind,
    Kind,
    NoReferral,
    NoSuchProduct,
    NothingPromised,
    OccasionId,
    Pace,
    ProductIsOver,
    PromiseId,
    Ran,
    State,
    Why,
)
from salon.occasions.pace import days_of_unit, end_of, end_of_half
from salon.occasions.planning import (
    FEW,
    NOT_NOW,
    Stage,
    drop,
    drop_of,
    end,
    give,
    horizon,
    keep_found,
    keep_stage,
    learnt_pace,
    not_ended,
    plan_at_once,
    purpose_of,
    share_of,
    stage_of,
    stretch_after,
    sweep,
)
from salon.occasions.queries import RULES, rules_of
from salon.occasions.resting import product_changed
from salon.occasions.rules import Rules, changed, kind_named, most_a_day, shipped
from salon.occasions.tables import ImportantDate, Occasion, ProductInUse, Promise
from salon.rights import Right
from salon.safety.events import SignGone
from salon.safety.operations import note_sign_gone
from salon.settings.events import SettingsChanged
from salon.settings.queries import premises
from salon.settings.tables import Setting
from salon.shelf.events import ProductBought, ProductBroughtBack
from salon.staff.tables import StaffMember
from salon.work import Work, needs

BOUGHT = 3  # days after which what was bought is taken for opened
_ONCE_HERE = (Kind.LAPSED, Kind.MISSED, Kind.CONSULTED, Kind.UNUSED)
LONG_AGO, YEAR = timedelta(days=5 * 366), timedelta(days=366)  # of what is in use
_SELLS = (Kind.LAPSED, Kind.CONSULTED, Kind.PRODUCT, Kind.CAMPAIGN)
_GREETS = (Kind.BIRTHDAY, Kind.FESTIVAL, Kind.FIRST_VISIT, Kind.CARD)


@needs(Right.CALL)
def plan_occasions(work: Work, *, again: bool = False) -> Ran:
    """Do the next step of today's run; call it until the answer is whole.

    Each step is one action: a stretch of clients, and in the end what is given out; of
    a small salon all at once. Where another desk does the same, they share the steps; a
    step that was cut off is done by whoever comes next.

    Args:
        work: As ever.
        again: Begin anew although today's run is whole: for what came since.
    """
    stage = stage_of(work)
    if stage.is_done and not again:
        return Ran(0, 0, 0, 0)
    if stage.is_done:
        stage = Stage(stage.day, last=stage.last)
    rules = rules_of(work)
    span = stretch_after(work, stage.after)
    if span is not None:
        stage = _look(work, stage, rules, span)
        is_small = span[0] == stage.first and stage.found <= FEW
        if not is_small or stretch_after(work, span[1]) is not None:
            keep_stage(work, stage)
            work.record(events.OccasionsFound(stage.found))
            share = share_of(work, stage)
            return Ran(stage.found, 0, 0, stage.dropped, is_whole=False, share=share)
    over = sweep(work)
    said = give(work, rules)
    planned, held = said[State.PLANNED], said[State.HELD]
    keep_stage(work, replace(stage, is_done=True, last=stage.day))
    work.record(events.OccasionsPlanned(planned, held))
    dropped = stage.dropped + over + said[State.DROPPED]
    return Ran(stage.found, planned, held, dropped)


def _look(work: Work, stage: Stage, rules: Rules, span: tuple[int, int]) -> Stage:
    """Keep what is due to a stretch of clients; festivals with the first of them."""
    since = date.fromisoformat(stage.last) + timedelta(days=1) if stage.last else None
    ahead = horizon(work)
    finder = Finder(work, rules, None, ahead, since=since, span=span)
    kinds = [kind for kind in Kind if kind is not Kind.FESTIVAL]
    found, over = keep_found(work, finder, rules, *kinds)
    first = stage.first
    if stage.after < 0:
        first = span[0]
        everybody = Finder(work, rules, None, ahead, since=since)
        more, late = keep_found(work, everybody, rules, Kind.FESTIVAL)
        found, over = found + more, over + late
    return replace(
        stage,
        after=span[1],
        first=first,
        found=stage.found + found,
        dropped=stage.dropped + over,
    )


@needs(Right.MANAGE)
def set_rule(work: Work, /, kind: str, **said: Any) -> None:
    """Switch a rule, or give it other numbers; "all" has the number of all a day.

    Raises:
        NoSuchKind: There is none of that name.
        BadRule: It does not take that.
    """
    kept = _kept_rules(work)
    if kind == "all":
        kept["all"] = {"a_day": most_a_day(said)}
    else:
        which = kind_named(kind)
        rules = rules_of(work)
        new, usual = changed(rules[which], said), shipped()[which]
        differs = {
            key: value
            for key, value in asdict(new).items()
            if key in ("on", "look_back", "grace", "offsets", "cooldown", "a_day")
            and value != asdict(usual)[key]
        }
        kept.pop(which.value, None)
        if differs:
            kept[which.value] = differs
    text = json.dumps(kept, ensure_ascii=False)
    row = work.session.scalar(select(Setting).where(Setting.key == RULES))
    if row is None:
        work.add(Setting(key=RULES, value=text))
    else:
        row.value = text
    work.record(events.RuleChanged(kind))


def _kept_rules(work: Work) -> dict[str, Any]:
    kept = work.session.scalar(select(Setting.value).where(Setting.key == RULES))
    try:
        found = json.loads(kept or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


@needs(Right.CALL)
def skip_occasion(
    work: Work, key: OccasionId, reason: str = "", *, seen: int | None = None
) -> None:
    """Leave an occasion out, with a reason that is kept; its call goes with it.

    Raises:
        AlreadyOver: It is done, or left out already.
        Missing, EditedElsewhere: See `Work.get`.
    """
    row = _open(work, key, seen)
    drop(work, row, Why.SKIPPED, reason.strip()[:LONGEST])
    work.record(events.OccasionDecided(key, row.client_id))


@needs(Right.CALL)
def send_all_the_same(work: Work, key: OccasionId, *, seen: int | None = None) -> None:
    """Let an occasion go out on a day of remembrance, since somebody says so.

    It is planned as any other: caps and wishes hold.

    Raises:
        AlreadyOver, Missing, EditedElsewhere: As `skip_occasion`.
    """
    row = _open(work, key, seen)
    row.is_decided = True
    work.session.flush()
    give(work, rules_of(work), [row.client_id])
    work.record(events.OccasionDecided(key, row.client_id))


@needs(Right.FILE)
def note_seen_by_doctor(
    work: Work, key: OccasionId, *, seen: int | None = None
) -> None:
    """Note that a doctor has seen what the client was asked to show: the block ends.

    Raises:
        NoReferral: It asks something else.
        AlreadyOver, Missing, EditedElsewhere: As `skip_occasion`.
    """
    row = _open(work, key, seen)
    if row.kind is not Kind.REFERRED:
        raise NoReferral
    drop(work, row, Why.GONE)
    row.state, row.why = State.DONE, Why.NONE.value
    for sign in json.loads(row.detail)["signs"].split():
        note_sign_gone(work, row.client_id, sign)
    work.record(events.OccasionDecided(key, row.client_id))


def _open(work: Work, key: OccasionId, seen: int | None) -> Occasion:
    row = work.get(Occasion, key, seen=seen)
    if row.state not in MAY_YET:
        raise AlreadyOver(row.state.value)
    return row


# promises, days, products


@needs(Right.CALL)
def note_promise(
    work: Work, client_id: ClientId, text: str, due: date, owner: int | None = None
) -> PromiseId:
    """Note what was promised to a client, by whom and until when.

    Args:
        work: As ever.
        client_id: To whom.
        text: What, in a few words.
        due: Until which day.
        owner: Who sees to it; None: whoever notes it.

    Raises:
        NothingPromised: There is no word of it, or the day is over.
        Missing: There is no such client or person.
    """
    said = text.strip()[:LONGEST]
    if not said or due < work.today:
        raise NothingPromised
    client = work.get(Client, living(work, client_id))
    if owner is not None:
        work.get(StaffMember, owner)
    promise = work.add(
        Promise(
            client_id=client.id,
            text=said,
            owner_id=owner if owner is not None else work.by.id,
            made=work.today,
            due=due,
        )
    )
    work.record(events.PromiseMade(client.id))
    return promise.id


@needs(Right.CALL)
def keep_promise(work: Work, key: PromiseId, *, seen: int | None = None) -> None:
    """Note that a promise was kept; nobody is to be rung about it any more."""
    promise = work.get(Promise, key, seen=seen)
    if promise.kept_on is None:
        promise.kept_on = work.today
        o = Occasion
        its = select(o).where(
            o.client_id == promise.client_id,
            o.kind == Kind.PROMISE,
            o.reference == str(key),
            o.state.in_(MAY_YET),
        )
        for row in work.session.scalars(its).all():
            drop(work, row, Why.GONE)
    work.record(events.PromiseKept(promise.client_id))


@needs(Right.FILE)
def note_date(
    work: Work,
    client_id: ClientId,
    kind: DateKind,
    day: date,
    name: str = "",
    *,
    is_lunar: bool = False,
    has_year: bool = True,
) -> int:
    """Note a day of a client's life; of a festival, that the client chose it.

    Args:
        work: As ever.
        client_id: Whose.
        kind: Which day it is.
        day: The day; of the moon its month and day.
        name: Of whom it is; of a festival its reference id.
        is_lunar: Whether it comes round by the moon.
        has_year: Whether its year is known.

    Raises:
        BadDate: It cannot be so; or there is no such festival.
        Missing: There is no such client.
    """
    client = work.get(Client, living(work, client_id))
    if kind is DateKind.FESTIVAL and name not in festivals():
        raise BadDate(name or day.isoformat())
    if is_lunar and day.day > 30:
        raise BadDate(day.isoformat())
    row = work.add(
        ImportantDate(
            client_id=client.id,
            kind=kind,
            year=day.year if has_year else None,
            month=day.month,
            day=day.day,
            is_lunar=is_lunar,
            name=name.strip()[:100],
        )
    )
    stand(work, client.id, ["important_dates"])
    work.record(events.DateNoted(client.id))
    return row.id


@needs(Right.FILE)
def forget_date(work: Work, key: int) -> None:
    """Take an important day off a client's file."""
    row = work.get(ImportantDate, key)
    client_id = row.client_id
    work.session.delete(row)
    work.session.flush()
    work.record(events.DateNoted(client_id))


@needs(Right.CALL)
def note_product(
    work: Work,
    client_id: ClientId,
    product: str,
    *,
    opened: date | None = None,
    bought: date | None = None,
    units: int = 1,
) -> int:
    """Note that a client uses a product at home from a day on.

    When it will be used up follows from what is usual, and from the second that was
    used up on from the client's own pace.

    Args:
        work: As ever.
        client_id: Who.
        product: Its reference id.
        opened: When it was opened; None: three days after it was bought.
        bought: When it was bought; None: today, where no opening is known.
        units: How many of them.

    Raises:
        BadProduct: More, or of a day, than can be.
        Missing: There is no such client, or no such product.
    """
    client = work.get(Client, living(work, client_id))
    _unit_days(work, product)
    if not 1 <= units <= BadProduct.most:
        raise BadProduct(str(units)[:20])
    for day in filter(None, (opened, bought)):
        if not -LONG_AGO <= day - work.today <= YEAR:
            raise BadProduct(day.isoformat())
    if opened is None:
        opened = (bought or work.today) + timedelta(days=BOUGHT)
    key = _begin_product(work, client, product, bought, opened, units)
    work.record(events.ProductNoted(client.id))
    return key


def _begin_product(
    work: Work,
    client: Client,
    product: str,
    bought: date | None,
    opened: date,
    units: int,
) -> int:
    usual = _unit_days(work, product)
    days = days_of_unit(usual, learnt_pace(work, client.id, product))
    row = work.add(
        ProductInUse(
            client_id=client.id,
            product=product,
            units=max(units, 1),
            bought_on=bought,
            opened_on=opened,
            ends_on=end_of(opened, max(units, 1), days),
        )
    )
    return row.id


@needs(Right.CALL)
def answer_product(
    work: Work, key: int, said: Pace, *, seen: int | None = None
) -> date | None:
    """Note what a client says of a product; return when it will be used up now.

    "Still half" moves the end by the days that half has taken; what was used up
    teaches the pace; what did not suit is not asked after again.

    Raises:
        Missing, EditedElsewhere: See `Work.get`.
    """
    row = work.get(ProductInUse, key, seen=seen)
    is_over = row.finished_on is not None or row.is_unsuited
    if is_over or (said is Pace.HALF and row.opened_on > work.today):
        raise ProductIsOver
    match said:
        case Pace.HALF:
            row.ends_on = end_of_half(row.opened_on, work.today)
        case Pace.USED_UP:
            row.finished_on = work.today
        case Pace.NOT_SUITED:
            row.is_unsuited = True
    work.session.flush()
    product_changed(work, row)
    work.record(events.ProductNoted(row.client_id))
    return row.ends_on if said is Pace.HALF else None


@needs(Right.CALL)
def pause_product(work: Work, key: int, days: int, *, seen: int | None = None) -> date:
    """Let a product rest for some days, as after a peel; return its new end.

    Raises:
        BadProduct: Of no day, or of more than a year.
        Missing, EditedElsewhere: See `Work.get`.
    """
    if not 1 <= days <= BadProduct.rest:
        raise BadProduct(str(days)[:20])
    row = work.get(ProductInUse, key, seen=seen)
    row.ends_on += timedelta(days=days)
    work.session.flush()
    product_changed(work, row)
    work.record(events.ProductNoted(row.client_id))
    return row.ends_on


def _unit_days(work: Work, product: str) -> int:
    kept = work.session.scalar(select(Product.body).where(Product.ref == product))
    if kept is None:
        raise NoSuchProduct(product[:40])
    return int(json.loads(kept).get("unit_days") or 30)


# what follows


def begin_at_home(work: Work, event: ProductBought) -> None:
    """Let a product that was bought be in use at home, so that its end is foreseen."""
    product = work.get(Product, event.product_id)
    client = work.get(Client, living(work, ClientId(event.client_id)))
    units = min(event.units, BadProduct.most)
    opened = work.today + timedelta(days=BOUGHT)
    _begin_product(work, client, product.ref, work.today, opened, units)


def end_at_home(work: Work, event: ProductBroughtBack) -> None:
    """Let a product at home be over, or last shorter, as it was brought back."""
    product = work.get(Product, event.product_id)
    p = ProductInUse
    asked = select(p).where(
        *(p.client_id == living(work, ClientId(event.client_id)),),
        *(p.product == product.ref, p.units >= event.units),
        *(p.bought_on == date.fromisoformat(event.day), p.finished_on.is_(None)),
    )
    row = work.session.scalars(asked.order_by(p.units, p.id.desc())).first()
    if row is None:
        return
    if row.units == event.units:
        row.finished_on, row.is_unsuited = work.today, True
    else:
        lasts = (row.ends_on - row.opened_on) / row.units
        row.units -= event.units
        row.ends_on = row.opened_on + lasts * row.units
    work.session.flush()
    product_changed(work, row)


def close_occasion(work: Work, event: CallMade) -> None:
    """Let an occasion end with the call in which it was said, or left out."""
    o = Occasion
    its = select(o).where(o.call_id == event.call_id, o.state == State.PLANNED)
    rows = work.session.scalars(its).all()
    if not rows:
        return
    call = work.get(Call, event.call_id)
    for row in rows if call.status is not CallStatus.WAITING else ():
        end(work, row, call.status, call.reason)


def open_occasion_again(work: Work, event: CallTakenBack) -> None:
    """Let an occasion wait again whose call has not come about."""
    o = Occasion
    its = select(o).where(o.call_id == event.call_id, o.state == State.DONE)
    for row in work.session.scalars(its).all():
        not_ended(work, row)


def forget_booked(work: Work, event: Booked) -> None:
    """Ask nobody back who has booked."""
    visit = work.get(Appointment, event.appointment_id)
    if visit.day >= work.today:
        drop_of(work, event.client_id, _ONCE_HERE, Why.BOOKED)


def forget_visited(work: Work, event: TreatmentCompleted) -> None:
    """Ask nobody back who was here."""
    drop_of(work, event.client_id, _ONCE_HERE, Why.CAME)


def fall_silent(work: Work, event: ClientCorrected) -> None:
    """Let nothing wait that the client does not want, but what is about safety.

    What was to be said in another call leaves that call as it is.
    """
    client = work.get(Client, event.client_id)
    if client.do_not_contact:
        kinds = [kind for kind in Kind if kind not in SAFETY]
        drop_of(work, client.id, kinds, Why.SILENT)
        return
    reach = reaches(work, [client.id])[client.id]
    if not reach.refused and reach.promo != "none" and reach.channel != "none":
        return
    rules, o = rules_of(work), Occasion
    hers = select(o).where(o.client_id == client.id, o.state.in_(MAY_YET))
    for row in work.session.scalars(hers).all():
        rule = rules[row.kind]
        if not reach.way(purpose_of(work, row, rule), row.ways or rule.channels):
            drop(work, row, Why.REFUSED)


def follow_leave(work: Work, event: ClientLeft) -> None:
    """Let nothing wait for who has died, and nothing that sells for who has left."""
    if event.how == Leave.DECEASED:
        drop_of(work, event.client_id, list(Kind), Why.DIED)
        return
    rules, o = rules_of(work), Occasion
    hers = select(o).where(o.client_id == event.client_id, o.state.in_(MAY_YET))
    for row in work.session.scalars(hers).all():
        if purpose_of(work, row, rules[row.kind]) is Purpose.OFFER:
            drop(work, row, Why.LEFT)


def patch_was_read(work: Work, event: PatchTestRead | PatchTestTakenBack) -> None:
    """Ask nobody how a spot looks that was read, or is no test any more."""
    t, o = PatchTest, Occasion
    unread = select(t.id).where(t.client_id == event.client_id, t.read_at.is_(None))
    open_ = {str(key) for key in work.session.scalars(unread)}
    hers = select(o).where(
        *(o.client_id == event.client_id, o.kind == Kind.PATCH, o.state.in_(MAY_YET))
    )
    for row in work.session.scalars(hers).all():
        if row.reference.split()[0] not in open_:
            drop(work, row, Why.GONE)


def doctor_has_seen(work: Work, event: SignGone) -> None:
    """Ask nobody whether a doctor has seen what is said to have been seen."""
    _no_longer(work, event.client_id, Kind.REFERRED)


def leave_topics(work: Work, event: ClientCorrected) -> None:
    """Cancel at once what speaks of something that is to be avoided."""
    _no_longer(work, event.client_id, Kind.RELATIVE, Kind.DATE, Kind.FESTIVAL)


def _no_longer(work: Work, client_id: int, *kinds: Kind) -> None:
    """Leave out what waits and does not follow from the records any more."""
    o = Occasion
    hers = select(o).where(
        *(o.client_id == client_id, o.kind.in_(kinds), o.state.in_(MAY_YET))
    )
    rows = work.session.scalars(hers).all()
    if not rows:
        return
    work.session.flush()
    days = [row.day for row in rows]
    finder = Finder(work, rules_of(work), min(days), max(days), among=[client_id])
    found = finder.found(*kinds, even_off=True)
    stands = {(due.kind, due.reference, due.message) for due in found}
    for row in rows:
        if (row.kind, row.reference, row.message) not in stands:
            drop(work, row, Why.GONE)


def ask_after_missed(work: Work, event: Missed) -> None:
    """Ask at once whether all is well with one who did not come today."""
    visit = work.get(Appointment, event.appointment_id)
    rules = rules_of(work)
    if visit.day != work.today or not rules[Kind.MISSED].on:
        return
    today = work.today
    finder = Finder(work, rules, today, today, among=[event.client_id])
    work.session.flush()
    plan_at_once(work, finder, rules, Kind.MISSED)


def hold_offers(work: Work, event: IncidentOpened) -> None:
    """Sell nothing to one with whom something went wrong, and send no greeting."""
    drop_of(work, event.client_id, (*_SELLS, *_GREETS), Why.COMPLAINT)


def pause_offers(work: Work, event: ComplaintOpened) -> None:
    """Sell nothing to who is to be listened to first; a birthday wish goes on."""
    drop_of(work, event.client_id, (*_SELLS, *NOT_NOW), Why.COMPLAINT)


def pause_marketing(work: Work, event: SettingsChanged) -> None:
    """Hold all that sells while marketing pauses, and give it out again after.

    What is about to be said leaves the call list at once; nothing of it is lost.
    """
    if "marketing_paused" not in event.keys:
        return
    rules, o = rules_of(work), Occasion
    if not premises(work).marketing_paused:
        held = select(o.client_id).where(
            o.state == State.HELD, o.why == Why.PAUSED.value
        )
        give(work, rules, sorted(set(work.session.scalars(held))))
        return
    planned = select(o, Call).join(Call, Call.id == o.call_id)
    asked = planned.where(
        o.state == State.PLANNED,
        o.why != Why.MERGED.value,
        Call.status == CallStatus.WAITING,
    )
    for row, call in work.session.execute(asked).all():
        if purpose_of(work, row, rules[row.kind]) is Purpose.OFFER:
            call.status, call.reason = CallStatus.DROPPED, Why.PAUSED.value
            row.state, row.why, row.call_id = State.HELD, Why.PAUSED.value, None


def join_occasions(work: Work, event: ClientsMerged) -> None:
    """Let the kept file have each occasion once; what both had stays behind."""
    o = Occasion
    mine = {
        (row.kind, row.reference)
        for row in work.session.execute(
            select(o.kind, o.reference).where(o.client_id == event.kept_id)
        )
    }
    theirs = select(o).where(o.client_id == event.away_id)
    for row in work.session.scalars(theirs).all():
        if (row.kind, row.reference) not in mine:
            row.client_id = ClientId(event.kept_id)
        elif row.state in MAY_YET:
            drop(work, row, Why.GONE)
