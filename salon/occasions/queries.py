"""What screens, papers and the call list ask of occasions."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy import func, select

from salon.aftercare.model import Said, next_open
from salon.aftercare.queries import unhappy_since
from salon.aftercare.spoken import Spoken
from salon.aftercare.tables import Call
from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.catalogue.model import Subject
from salon.catalogue.queries import all_names, product_names, terms
from salon.catalogue.tables import Service
from salon.clients.model import ClientId
from salon.clients.tables import Client, ClientCondition
from salon.complaints.queries import quiet_clients
from salon.errors import Missing
from salon.incidents.queries import open_incidents
from salon.money import Money
from salon.occasions.festivals import festivals
from salon.occasions.finding import Finder
from salon.occasions.model import (
    KIND_WORDS,
    DateKind,
    DateLine,
    Due,
    Kind,
    Matches,
    MayContact,
    OccasionId,
    OccasionLine,
    OnFile,
    ProductLine,
    PromiseId,
    PromiseLine,
    State,
    Why,
)
from salon.occasions.rules import Rules, with_changes
from salon.occasions.saying import script_of
from salon.occasions.tables import ImportantDate, Occasion, ProductInUse, Promise
from salon.safety.queries import lore_of
from salon.settings.queries import premises
from salon.settings.tables import Setting
from salon.staff.queries import team
from salon.staff.tables import StaffMember
from salon.text import (
    N_,
    Names,
    _,
    amount,
    full_day,
    headed,
    language,
    listed,
    plain_day,
    short_day,
    speaking,
)
from salon.work import Reading, remembered

RULES = "occasions"  # the setting that holds what the salon changed
MOST = 2000  # lines of a list
LARGE = 20_000  # clients of a salon of which some kinds are looked at only if asked
_SLOW = (Kind.LAPSED, Kind.FIRST_VISIT, Kind.UNUSED)
MISSES = 3  # of a year, after which a deposit is proposed
_YEAR = timedelta(days=365)
_BESIDE = (
    *(Kind.BIRTHDAY, Kind.FESTIVAL, Kind.FIRST_VISIT, Kind.PATCH),
    *(Kind.MISSED, Kind.REVIEW, Kind.REFERRED),
)
GREETS = (Kind.BIRTHDAY, Kind.FESTIVAL, Kind.FIRST_VISIT)
NAMES = ("en", "zh_hans", "zh_hant")  # in which what is offered is said
URGENT = 2  # priorities up to this are about safety
_OWN_WORDS = (Kind.PROMISE, Kind.NEW)  # said by the steps of their protocols
_DATE_WORDS = {
    DateKind.WEDDING: N_("Wedding day"),
    DateKind.EXAM: N_("Exam of a child"),
    DateKind.DUE_DATE: N_("After the due date"),
    DateKind.OPERATION: N_("After an operation"),
}


@remembered
def rules_of(reading: Reading) -> Rules:
    """Return the rules as the salon has them."""
    kept = reading.session.scalar(select(Setting.value).where(Setting.key == RULES))
    return with_changes(kept or "")


def last_run(reading: Reading) -> tuple[date | None, bool]:
    """Return the last day whose run was whole, and whether today's is."""
    asked = select(Setting.value).where(Setting.key == "occasions_run")
    try:
        kept = json.loads(reading.session.scalar(asked) or "{}")
        last = date.fromisoformat(kept["last"]) if kept.get("last") else None
    except (ValueError, TypeError, AttributeError):
        return None, False
    return last, last is not None and last >= reading.today


def disappointed(reading: Reading, keys: Iterable[int]) -> set[int]:
    """Return who has a complaint or an incident that is open, or waits to be heard.

    The one place where occasions ask who is unhappy.
    """
    wanted = list(keys)
    waiting = unhappy_since(reading, wanted)
    return {*waiting, *open_incidents(reading, wanted), *quiet_clients(reading, wanted)}


def is_deposit_due(reading: Reading, client_id: ClientId) -> bool:
    """Return whether the deposit rule is to be proposed for the next booking.

    On the third missed visit within twelve months; not to who has a complaint open or
    is ill as far as we know.
    """
    a, c = Appointment, ClientCondition
    missed = select(func.count()).where(
        *(a.client_id == client_id, a.status == Status.MISSED),
        *(a.day > reading.today - _YEAR, a.day <= reading.today),
    )
    if (reading.session.scalar(missed) or 0) < MISSES:
        return False
    ill = select(c.id).where(
        *(c.client_id == client_id, c.is_confirmed.is_(True)),
        (c.until.is_(None)) | (c.until > reading.today - timedelta(days=30)),
    )
    is_ill = reading.session.scalar(ill.limit(1)) is not None
    return not is_ill and not disappointed(reading, [client_id])


# lists


def occasions(
    reading: Reading,
    first: date,
    last: date,
    client_id: ClientId | None = None,
    kinds: Sequence[Kind] = (),
) -> list[OccasionLine]:
    """Return what is planned, held, left out or done, and what will be due.

    Args:
        reading: As ever.
        first: The first day.
        last: The last day.
        client_id: Of one client alone.
        kinds: Of some kinds alone; none: of all.
    """
    o = Occasion
    asked = select(o).where(o.day.between(first, last))
    if client_id is not None:
        asked = asked.where(o.client_id == client_id)
    if kinds:
        asked = asked.where(o.kind.in_(list(kinds)))
    kept = reading.session.scalars(asked.order_by(o.day, o.id).limit(MOST)).all()
    there = {(one.kind, one.client_id, one.reference) for one in kept}
    ahead = [
        due
        for due in _ahead(reading, first, last, client_id, kinds)
        if (due.kind, due.client_id, due.reference) not in there
    ]
    return _lines(reading, kept, ahead[: MOST - len(kept)])


def held_back(reading: Reading) -> list[OccasionLine]:
    """Return what is held back now, with the day on which its turn is likely."""
    o = Occasion
    asked = select(o).where(o.state == State.HELD, o.until >= reading.today)
    rows = reading.session.scalars(asked.order_by(o.day, o.id).limit(MOST)).all()
    return _lines(reading, rows, [])


def occasion(reading: Reading, key: OccasionId) -> OccasionLine:
    """Return one occasion; raises Missing."""
    row = reading.session.get(Occasion, key)
    if row is None:
        raise Missing("Occasion", key)
    return _lines(reading, [row], [])[0]


def matches(reading: Reading, kind: Kind, days: int = 31, limit: int = 50) -> Matches:
    """Return whom a rule would be about in the next days, and why, on or off."""
    rules = rules_of(reading)
    last = reading.today + timedelta(days=days)
    finder = Finder(reading, rules, reading.today, last)
    due = sorted(finder.found(kind, even_off=True), key=lambda one: one.day)
    lines = _lines(reading, [], due[:limit])
    return Matches(rules[kind], tuple(lines), len(due), not due)


def _ahead(
    reading: Reading,
    first: date,
    last: date,
    client_id: ClientId | None,
    kinds: Sequence[Kind],
) -> list[Due]:
    """Return what will be due that no run has looked at yet."""
    begins = max(first, reading.today)
    if last < begins:
        return []
    among = None if client_id is None else [client_id]
    if not kinds and among is None and _is_large(reading):
        kinds = [kind for kind in Kind if kind not in _SLOW]
    finder = Finder(reading, rules_of(reading), begins, last, among=among)
    return sorted(finder.found(*kinds), key=lambda one: (one.day, one.client_id))


def _is_large(reading: Reading) -> bool:
    return (reading.session.scalar(select(func.max(Client.id))) or 0) > LARGE


def _lines(
    reading: Reading, kept: Sequence[Occasion], ahead: Sequence[Due]
) -> list[OccasionLine]:
    clients = [one.client_id for one in kept] + [one.client_id for one in ahead]
    names = _names(reading, clients)
    sight = _sights(reading, kept)
    told = _Telling(reading)
    rules = rules_of(reading)
    lines = [
        OccasionLine(
            *(one.id, one.version, one.kind, ClientId(one.client_id)),
            *(names.get(one.client_id, ""), one.reference, one.day, one.state),
            Why(one.why) if one.why in list(Why) else Why.SKIPPED,
            told.reason(one.kind, one.client_id, one.message, json.loads(one.detail)),
            sight=sight.get(one.id),
            call_id=one.call_id,
            purpose=rules[one.kind].purpose.value,
        )
        for one in kept
    ]
    lines += [
        OccasionLine(
            *(None, 0, one.kind, ClientId(one.client_id)),
            *(names.get(one.client_id, ""), one.reference, one.day, State.HELD),
            *(Why.NONE, told.reason(one.kind, one.client_id, one.message, one.detail)),
            purpose=rules[one.kind].purpose.value,
        )
        for one in ahead
        if one.client_id in names
    ]
    return sorted(lines, key=lambda one: (one.day, one.client, one.kind))


def _names(reading: Reading, keys: Iterable[int]) -> dict[int, str]:
    wanted = sorted(set(keys))
    found: dict[int, str] = {}
    for at in range(0, len(wanted), 5000):
        asked = select(Client.id, Client.name).where(
            Client.id.in_(wanted[at : at + 5000])
        )
        found |= {key: name for key, name in reading.session.execute(asked)}  # noqa: C416
    return found


def _sights(reading: Reading, kept: Sequence[Occasion]) -> dict[int, date]:
    """Return on which day the turn of each that waits for it is likely to come."""
    rules, may = rules_of(reading), MayContact(premises(reading).hours.is_open)
    wait = [one for one in kept if one.state is State.HELD and one.why == Why.TURN]
    wait.sort(key=lambda one: (rules[one.kind].worth, one.until, -one.weight, one.id))
    first = next_open(reading.today + timedelta(days=1), may)
    days: list[date] = [first]
    places: Counter[Kind] = Counter()
    found: dict[int, date] = {}
    for one in wait:
        day = places[one.kind] // max(rules[one.kind].a_day, 1)
        while len(days) <= day:
            days.append(next_open(days[-1] + timedelta(days=1), may))
        places[one.kind] += 1
        found[one.id] = max(days[day], one.day)
    return found


# what the call list says of them


def spoken(reading: Reading, clients: Sequence[int]) -> Mapping[int, Spoken]:
    """Return what occasions add to the calls of *clients*."""
    o = Occasion
    asked = (
        select(o.call_id, o.client_id, o.kind, o.message, o.detail, o.day, o.why)
        .add_columns(o.state)
        .add_columns(Call.due, Call.priority)
        .join(Call, Call.id == o.call_id)
        .where(o.client_id.in_(list(clients)), o.state != State.HELD)
    )
    rows = reading.session.execute(asked).all()
    if not rows:
        return {}
    told = _Telling(reading)
    found: dict[int, Spoken] = {}
    for row in rows:
        detail = json.loads(row.detail)
        reason = told.reason(row.kind, row.client_id, row.message, detail)
        is_beside = row.why == Why.MERGED.value
        says = row.kind not in _OWN_WORDS and (not is_beside or row.kind in _BESIDE)
        says &= row.state is State.PLANNED
        if is_beside and row.priority <= URGENT:  # what is about safety is that alone
            says &= row.kind in GREETS
        script = partial(told.script, row, detail) if says else None
        one = Spoken(told.name(row.kind, detail), reason, script, is_beside)
        before = found.get(row.call_id)
        found[row.call_id] = one if before is None else _both(before, one)
    return found


def _both(one: Spoken, other: Spoken) -> Spoken:
    """Return what two occasions add to the same call; one of them is spoken aloud."""
    return Spoken(
        listed([one.name, other.name]),
        "\n".join((one.why, other.why)),
        one.script or other.script,
        one.is_beside and other.is_beside,
    )


class _Telling:
    """What occasions are called, why they are due, and what is said."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._today = reading.today
        self._people = {int(one.id): one.name for one in team(reading, everyone=True)}

    def name(self, kind: Kind, detail: Mapping[str, str]) -> str:
        """Return what a call of it is called: "Birthday today"."""
        on = _day(detail)
        if kind is Kind.BIRTHDAY and on == self._today:
            return _("Birthday today")
        if kind is Kind.PRODUCT:
            product = self._product(detail, language())
            return _("{product} runs out").format(product=product)
        if kind is Kind.FESTIVAL and detail.get("festival") in festivals():
            return str(festivals()[detail["festival"]].names)
        if kind is Kind.DATE and detail.get("thanks"):
            return _("After the wedding")
        if kind is Kind.DATE and detail.get("date") in list(_DATE_WORDS):
            return _(_DATE_WORDS[DateKind(detail["date"])])
        return _(KIND_WORDS[kind])

    def reason(
        self, kind: Kind, client: int, message: str, detail: Mapping[str, str]
    ) -> str:
        """Return why it is due, in the language of the desk."""
        on = _day(detail)
        day = short_day(on) if on is not None else ""
        match kind:
            case Kind.BIRTHDAY if message == "gr_birthday_lunar":
                return _("Birthday by the moon on {day}").format(day=day)
            case Kind.BIRTHDAY | Kind.CARD:
                return _("Birthday on {day}").format(day=day)
            case Kind.RELATIVE:
                relation = str(self._relation(detail, language()))
                said = _("Birthday of {name} ({relation}) on {day}")
                return said.format(
                    name=detail.get("name", ""), relation=relation, day=day
                )
            case Kind.FIRST_VISIT:
                said = _("Years since the first visit: {years}; visits: {visits}")
                return said.format(
                    years=detail.get("years", ""), visits=detail.get("visits", "")
                )
            case Kind.COURSE:
                return self._of_course(detail)
            case Kind.LAPSED:
                said = _("Last here on {day}; usually after {interval} days")
                return said.format(day=day, interval=detail.get("interval", ""))
            case Kind.UNUSED:
                said = _("{sum} is paid ahead and not used; last here on {day}")
                cash = amount(
                    Money(int(detail.get("sum") or 0)), premises(self._reading).currency
                )
                return said.format(sum=cash, day=day)
            case Kind.PRODUCT:
                said = _("{product} should be used up on {day}")
                return said.format(product=self._product(detail, language()), day=day)
            case Kind.PROMISE:
                owner = self._people.get(int(detail.get("owner") or 0), "")
                return headed(owner, detail["text"]) if owner else detail["text"]
            case Kind.MISSED:
                said = _("Did not come on {day} at {time}")
                text = said.format(day=day, time=detail.get("time", ""))
                if is_deposit_due(self._reading, ClientId(client)):
                    third = _("Third time within twelve months: propose the deposit.")
                    return f"{text}. {third}"
                return text
            case Kind.REVIEW:
                return headed(_("Review of the plan"), detail.get("title", ""))
            case Kind.PATCH:
                return headed(_(KIND_WORDS[kind]), self._service(detail, language()))
            case Kind.REFERRED if on is not None:
                return self._of_chart(detail, on)
            case Kind.NEW if detail.get("again"):
                return _("Came back on {day} after more than a year").format(day=day)
            case Kind.NEW:
                return _("First visit on {day}").format(day=day)
            case Kind.CAMPAIGN:
                return headed(_(KIND_WORDS[kind]), detail.get("name", ""))
            case Kind.CONSULTED:
                return _("Consulted on {day}, nothing agreed yet").format(day=day)
        return headed(self.name(kind, detail), day) if day else self.name(kind, detail)

    def script(
        self,
        row: Any,
        detail: Mapping[str, str],
        known: Mapping[str, str],
        earlier: Sequence[Said],
        tongue: str,
    ) -> tuple[str, Mapping[str, str]]:
        """Return what is said, and the fillings that an occasion knows."""
        more = self._fillings(detail, tongue)
        shipped = all_names(self._reading, Subject.MESSAGE).get(row.message)
        if row.kind is Kind.CAMPAIGN:
            shipped = Names(*(detail.get(one, "") for one in NAMES))
        text = script_of(
            *(row.message, shipped, {**known, **more}, earlier, tongue),
            client=row.client_id,
            day=row.day,
            said_on=max(row.due, self._today),
        )
        return text, more

    def _fillings(self, detail: Mapping[str, str], tongue: str) -> dict[str, str]:
        with speaking(tongue):
            on = _day(detail)
            found = {
                "date": plain_day(on) if on is not None else "",
                "time": detail.get("time", ""),
                "family_name": detail.get("name", ""),
                "detail": "",
            }
            for name in ("years", "visits", "interval", "sessions_left"):
                if detail.get(name):
                    found[name] = detail[name]
            if detail.get("relation"):
                relation = self._relation(detail, tongue)
                found["relation"] = relation.lower() if tongue == "en" else relation
            if detail.get("product"):
                found["product"] = self._product(detail, tongue)
            if detail.get("service"):
                found["service"] = self._service(detail, tongue)
            if detail.get("expiry"):
                found["expiry"] = full_day(date.fromisoformat(detail["expiry"]))
            if detail.get("festival") == "fe_spring":
                del found["date"]  # from when to when we are closed is not known here
            return found

    def _of_course(self, detail: Mapping[str, str]) -> str:
        service = self._service(detail, language())
        left = detail.get("sessions_left", "")
        if detail.get("expiry"):
            said = _("{service}: {left} sessions left, valid until {day}")
            day = full_day(date.fromisoformat(detail["expiry"]))
            return said.format(service=service, left=left, day=day)
        return _("{service}: {left} sessions left").format(service=service, left=left)

    def _of_chart(self, detail: Mapping[str, str], on: date) -> str:
        lore = lore_of(self._reading)
        signs = [
            str(lore.signs[ref][1])
            for ref in detail.get("signs", "").split()
            if ref in lore.signs
        ]
        zones = [
            str(lore.zone_names.get(ref, ref))
            for ref in detail.get("zones", "").split()
        ]
        return _("Charted {day}: {sign}, {zone}").format(
            day=full_day(on), sign=listed(signs), zone=listed(zones)
        )

    def _product(self, detail: Mapping[str, str], tongue: str) -> str:
        names = product_names(self._reading).get(detail.get("product", ""))
        return _said(names, tongue) or detail.get("product", "")

    def _service(self, detail: Mapping[str, str], tongue: str) -> str:
        return _said(_service_names(self._reading).get(detail.get("service")), tongue)

    def _relation(self, detail: Mapping[str, str], tongue: str) -> str:
        names = terms(self._reading, "relation").get(detail.get("relation", ""))
        return _said(names, tongue)


@remembered
def _service_names(reading: Reading) -> dict[str | None, Names]:
    asked = select(Service.ref, Service.names)
    return {row.ref: row.names for row in reading.session.execute(asked)}


def _said(names: Names | None, tongue: str) -> str:
    return names.said_in(tongue) if names is not None else ""


def _day(detail: Mapping[str, str]) -> date | None:
    return date.fromisoformat(detail["on"]) if detail.get("on") else None


# what a client's file says


def promises_of(
    reading: Reading, client_id: ClientId, *, everything: bool = False
) -> list[PromiseLine]:
    """Return what was promised to a client and is still owed, the next due first.

    With *everything* what was kept follows, the latest first.
    """
    p, who = Promise, StaffMember
    asked = (
        select(p.id, p.version, p.text, who.name, p.made, p.due, p.kept_on)
        .outerjoin(who, who.id == p.owner_id)
        .where(p.client_id == client_id)
        .order_by(p.due, p.id)
    )
    if not everything:
        asked = asked.where(p.kept_on.is_(None))
    lines = [
        PromiseLine(PromiseId(key), version, text, owner or "", made, due, on)
        for key, version, text, owner, made, due, on in reading.session.execute(asked)
    ]
    kept = [(one.kept_on, one) for one in lines if one.kept_on is not None]
    kept.sort(key=lambda each: (each[0], each[1].due, each[1].id), reverse=True)
    return [one for one in lines if one.kept_on is None] + [one for _on, one in kept]


def products_of(reading: Reading, client_id: ClientId) -> list[ProductLine]:
    """Return what a client uses at home, and when it should be used up.

    What is used up, or did not suit, stands behind it.
    """
    p = ProductInUse
    asked = (
        select(p.id, p.version, p.product, p.units, p.opened_on, p.ends_on)
        .add_columns(p.finished_on, p.is_unsuited)
        .where(p.client_id == client_id)
        .order_by(p.finished_on.is_not(None), p.is_unsuited, p.ends_on, p.id)
    )
    rows = reading.session.execute(asked).all()
    names = product_names(reading) if rows else {}
    return [replace(ProductLine(*row), names=names.get(row.product)) for row in rows]


def used_at_home(reading: Reading, client_id: ClientId) -> list[str]:
    """Return what a client uses at home, by reference id; nothing that is over."""
    p = ProductInUse
    asked = select(p.product).where(
        p.client_id == client_id, p.finished_on.is_(None), p.is_unsuited.is_(False)
    )
    return list(reading.session.scalars(asked.order_by(p.id)))


def dates_of(reading: Reading, client_id: ClientId) -> list[DateLine]:
    """Return the important days of a client."""
    d = ImportantDate
    asked = select(d.id, d.kind, d.year, d.month, d.day, d.is_lunar, d.name)
    mine = asked.where(d.client_id == client_id).order_by(d.month, d.day, d.id)
    return [DateLine(*row) for row in reading.session.execute(mine)]


def on_file(reading: Reading, client_id: ClientId) -> OnFile:
    """Return what a client's file says of promises, products at home and days."""
    return OnFile(
        tuple(promises_of(reading, client_id, everything=True)),
        tuple(products_of(reading, client_id)),
        tuple(dates_of(reading, client_id)),
    )
