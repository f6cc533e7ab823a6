"""The command of who stays, who leaves and why."""

import csv
import io
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from salon.app import Salon
from salon.cli import named, shapes
from salon.cli.answer import Answer
from salon.cli.till import UnknownWord, read_amount
from salon.errors import SalonError
from salon.loyalty.base import rows_of, worth_of
from salon.loyalty.bucket import bucket_rows
from salon.loyalty.fitting import (
    BadBase,
    Base,
    Fit,
    NoFit,
    TooLittle,
    enough,
    expected_visits,
    fit,
)
from salon.loyalty.guarding import monday_of
from salon.loyalty.model import (
    FLAG_WORDS,
    LIGHT_WORDS,
    LOYALTY_WORDS,
    STATE_WORDS,
    Axis,
    BadMonth,
    Cost,
    LightId,
    LightLine,
    Loss,
    Method,
    Outcome,
    Standing,
)
from salon.loyalty.operations import (
    answer_light,
    enter_cost,
    explain_loss,
    look_after_gold,
    pin_class,
    set_loyalty_rules,
    unpin_class,
)
from salon.loyalty.queries import (
    costs,
    is_stale,
    lights,
    loyalty_rules,
    standing,
    standings,
)
from salon.loyalty.refreshing import worked_out
from salon.loyalty.rules import LoyaltyRules
from salon.named_file import contents
from salon.public import public_id, row_of
from salon.text import N_, _, amount, month, number
from salon.views.kept_sheets import refresh_all
from salon.views.loyalty import names_of
from salon.views.owner import Bar, bars_of, due
from salon.views.owner_papers import bar_figure, bar_name
from salon.views.standing import standing_sight
from salon.work import Reading

COLUMNS = ("x", "t_x", "T")
SPEND = ("zbar", "monetary_value", "monetary", "m", "spend")
MOST_BYTES = 200 * 1024 * 1024
YEAR_WEEKS = 52.0


@dataclass(eq=False)
class NoColumn(SalonError):
    """A file of visits without a column that is needed."""

    column: str

    text = N_(
        "The file has no column “{column}”. It needs x (visits after the first), t_x "
        "(weeks to the last) and T (weeks until now); zbar (mean spend) may be there."
    )


@dataclass(eq=False)
class NoNumber(SalonError):
    """A cell that holds no number."""

    row: int
    column: str
    said: str

    text = N_("Row {row}, column {column}: “{said}” is no number.")


def loyalty(salon: Salon, options: Namespace) -> Answer:
    """Show who stays and who leaves, or note what was decided."""
    words: Mapping[str, Callable[[Salon, Namespace], Answer]] = {
        "classes": _classes,
        "bucket": _bucket,
        "guard": _guard,
        "due": _due,
        "value": _value,
        "fit": _fit,
        "refresh": _refresh,
        "pin": _pin,
        "unpin": _unpin,
        "lost": _lost,
        "light": _light,
        "cost": _cost,
        "rules": _rules,
    }
    if options.what not in words:
        raise UnknownWord(options.what[:40], ", ".join(words))
    return words[options.what](salon, options)


def _word(options: Namespace, at: int, what: str) -> str:
    said: Sequence[str] = options.said
    if len(said) <= at:
        raise UnknownWord("", what)
    return said[at]


def _fresh(salon: Salon) -> None:
    """Work classes out if that was not done today: what is shown is of now."""
    if salon.ask(is_stale):
        refresh_all(salon)


def _refresh(salon: Salon, _options: Namespace) -> Answer:
    refresh_all(salon)
    many = len(salon.ask(standings))
    said = _(N_("Worked out anew: {n} clients")).format(n=number(many))
    return Answer({"clients": many}, [said])


def _classes(salon: Salon, _options: Namespace) -> Answer:
    _fresh(salon)
    found = salon.ask(standings)
    names = salon.ask(names_of, list(found))
    rows = [
        {
            "client": _client(key, names[key].name),
            **standing_shape(salon, found[key]),
        }
        for key in sorted(found)
        if key in names
    ]
    counts: dict[str, dict[str, int]] = {"abc": {}, "loyalty": {}, "segment": {}}
    for one in found.values():
        for axis, value in (
            ("abc", one.abc),
            ("loyalty", one.loyalty),
            ("segment", one.segment),
        ):
            if value is not None:
                counts[axis][value] = counts[axis].get(value, 0) + 1
    lines = [
        f"{axis:<9}" + "  ".join(f"{key} {many}" for key, many in sorted(group.items()))
        for axis, group in counts.items()
    ]
    rules = salon.ask(loyalty_rules)
    document = {
        "classes": rows,
        "total": len(rows),
        "counts": counts,
        "method": rules.method.value,
    }
    return Answer(document, lines)


def standing_shape(salon: Salon, one: Standing) -> dict[str, Any]:
    """Return how somebody stands, with what decides."""
    return {
        "abc": one.abc.value,
        "abc_by_count": one.abc_by_count.value,
        "abc_since": one.abc_since.isoformat(),
        "loyalty": one.loyalty.value,
        "loyalty_since": one.loyalty_since.isoformat(),
        "score": round(one.score, 4),
        "flags": sorted(one.flags),
        "segment": one.segment.value if one.segment else None,
        "state": one.state.value,
        "overdue": round(one.overdue, 4),
        "expected_days": round(one.expected, 1),
        "days_late": one.late,
        "visits": one.visits,
        "last_visit": _iso(one.last_visit),
        "next_visit": _iso(one.next_visit),
        "spent": shapes.money(salon, one.spent),
        "next_year": shapes.money(salon, one.next_year),
        "value": shapes.money(salon, one.value),
        "limit": shapes.money(salon, one.limit),
        "why": {
            "regularity": round(one.regularity, 4),
            "discount_share": round(one.discount_share, 4),
            "families": one.families,
            "recommends": one.recommends,
            "friends": one.friends,
        },
        "pinned": one.why_pinned if one.is_pinned else None,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _client(key: int, name: str) -> dict[str, str]:
    return {"id": public_id("client", key), "name": name}


def _bucket(salon: Salon, options: Namespace) -> Answer:
    last = named.day_of(salon, options.until) if options.until else salon.today()
    first = last.replace(day=1)
    if options.since:
        first = named.day_of(salon, options.since)
    first, last = named.in_order(first, last)
    if first > salon.today():
        raise BadMonth(month(first))
    last = min(last, salon.today())

    def look(reading: Reading) -> tuple[tuple[Bar, ...], tuple[Bar, ...]]:
        g, done = worked_out(reading)
        rows = bucket_rows(g, first.toordinal(), last.toordinal())
        return bars_of(reading, g, done, rows)

    bars, by_money = salon.ask(look)
    lost = sum(one.people for one in bars if one.loss is not None)
    found = {one.key: one for one in bars}
    document = {
        "from": first.isoformat(),
        "to": last.isoformat(),
        "opening": found["opening"].people,
        "new": found["new"].people,
        "won_back": found["won_back"].people,
        "lost": lost,
        "closing": found["closing"].people,
        "reasons": {one.loss.value: one.people for one in bars if one.loss is not None},
        "bars": [
            {
                "key": one.key,
                "people": -one.people if one.loss is not None else one.people,
                "money": shapes.money(salon, one.money),
                "rows": [
                    {
                        "client": _client(row.who.id, row.who.name),
                        "words": row.words,
                        "money": shapes.money(salon, row.money),
                    }
                    for row in one.rows
                ],
            }
            for one in bars
        ],
        "money": {one.key: shapes.money(salon, one.money) for one in by_money},
    }
    currency = salon.premises.currency
    lines = [
        f"{bar_name(one):<28}{bar_figure(one):>6}{amount(one.money, currency):>14}"
        for one in bars
    ]
    return Answer(document, lines)


def _guard(salon: Salon, _options: Namespace) -> Answer:
    _fresh(salon)
    salon.do_by_itself(look_after_gold)
    week = monday_of(salon.today())
    found = salon.ask(lights, week)
    document = {
        "week": week.isoformat(),
        "lights": [_light_shape(one) for one in found],
        "total": len(found),
        "red": sum(one.is_red for one in found),
        "open": sum(one.outcome is Outcome.OPEN for one in found),
    }
    return Answer(document, [_light_line(one) for one in found])


def _light_shape(one: LightLine) -> dict[str, Any]:
    return {
        "id": public_id("guard_light", one.id),
        "client": _client(one.client_id, one.client),
        "light": one.light.value,
        "grade": "red" if one.is_red else "amber",
        "measure": one.measure,
        "words": one.words,
        "person": one.person,
        "due": one.due.isoformat(),
        "outcome": one.outcome.value,
        "note": one.note,
        "done_by": one.done_by or None,
    }


def _light_line(one: LightLine) -> str:
    grade = _("red") if one.is_red else _("amber")
    key = public_id("guard_light", one.id)
    name = _(LIGHT_WORDS[one.light])
    return f"{key:<10}{one.client}: {name}, {grade} · {one.person} {one.due}"


def _due(salon: Salon, options: Namespace) -> Answer:
    least = 30 if options.days is None else max(0, options.days)

    def look(reading: Reading) -> Any:
        g, done = worked_out(reading)
        return due(reading, g, done, least)

    rows = salon.ask(look)
    currency = salon.premises.currency
    document = {
        "due": [
            {
                "client": _client(one.who.id, one.who.name),
                "days_late": one.late,
                "worth": shapes.money(salon, one.worth),
                "wish": one.wish or None,
            }
            for one in rows
        ],
        "total": len(rows),
        "days": least,
    }
    lines = [
        f"{one.who.name}  {one.late}  {amount(one.worth, currency)}" for one in rows
    ]
    return Answer(document, lines)


def _value(salon: Salon, options: Namespace) -> Answer:
    _fresh(salon)
    if not options.said:
        return _base(salon)
    key = named.client(salon, options.said[0]).id
    sight = salon.ask(standing_sight, key)
    one = sight.standing
    if one is None:
        raise UnknownWord(options.said[0][:40], "loyalty refresh")
    name = salon.ask(names_of, [key])[key].name
    said = list(sight.advice)
    document = {
        "client": _client(key, name),
        **standing_shape(salon, one),
        "simple": {
            "spend_per_visit": shapes.money(salon, sight.per_visit),
            "visits_a_year": round(sight.a_year, 2),
            "years": round(sight.years, 2),
            "value": shapes.money(salon, sight.simple),
        },
        "margin": {
            "percent": sight.margin,
            "retention": round(sight.retention, 4),
            "discount_percent": sight.discount,
            "value": shapes.money(salon, one.value),
        },
        "advice": said,
    }
    currency = salon.premises.currency
    lines = [
        f"{name}: {one.abc}, {_(LOYALTY_WORDS[one.loyalty])}, "
        f"{_(STATE_WORDS[one.state])}",
        *(_(FLAG_WORDS[flag]) for flag in sorted(one.flags)),
        _(N_("Twelve months: {sum}; the next: {next}; spend at most {limit}")).format(
            sum=amount(one.spent, currency),
            next=amount(one.next_year, currency),
            limit=amount(one.limit, currency),
        ),
        *said,
    ]
    return Answer(document, lines)


def _base(salon: Salon) -> Answer:
    def look(reading: Reading) -> Any:
        g, done = worked_out(reading)
        return worth_of(g, done)

    found = salon.ask(look)
    currency = salon.premises.currency
    document = {
        "clients": found.clients,
        "simple": shapes.money(salon, found.simple),
        "model": None if found.fit is None else fit_shape(found.fit),
        "by_model": None
        if found.by_model is None
        else shapes.money(salon, found.by_model),
        "why_not": found.why_not or None,
        "last_quarter": None
        if found.forecast is None
        else {"forecast": round(found.forecast, 1), "fact": found.fact},
    }
    lines = [
        _(N_("The next twelve months, by everybody’s rhythm: {sum}")).format(
            sum=amount(found.simple, currency)
        )
    ]
    if found.by_model is not None:
        said = _(N_("By the model: {sum}"))
        lines.append(said.format(sum=amount(found.by_model, currency)))
    if found.why_not:
        lines.append(found.why_not)
    return Answer(document, lines)


def fit_shape(found: Fit) -> dict[str, Any]:
    """Return what a fit found."""
    v, s = found.visiting, found.spending
    return {
        "clients": found.clients,
        "repeating": found.repeating,
        "params": {"r": v.r, "alpha": v.alpha, "a": v.a, "b": v.b},
        "log_likelihood": v.log_likelihood,
        "spend": None
        if s is None
        else {
            "p": s.p,
            "q": s.q,
            "gamma": s.gamma,
            "mean": s.mean,
            "log_likelihood": s.log_likelihood,
        },
        "spend_why_not": found.why_no_spending or None,
        "correlation": found.related,
    }


def _fit(salon: Salon, options: Namespace) -> Answer:
    del salon  # the file is the whole of it
    base = read_base(Path(_word(options, 0, "FILE.csv")))
    simple, few = _simple(base), ""
    try:
        enough(base)
    except TooLittle as error:
        few = str(error)  # said; what was asked for is still tried
    try:
        found = fit(base)
    except BadBase:
        raise
    except SalonError as error:
        document: dict[str, Any] = {"clients": len(base.x), "params": None}
        document["why_not"] = str(error)
        document["simple"] = simple
        return Answer(document, [str(error), _simple_said(simple)])
    ahead = float(expected_visits(found.visiting, base, YEAR_WEEKS).sum())
    document = {
        **fit_shape(found),
        "repeat_visits": int(base.x.sum()),
        "weeks": float(base.age.max()),
        "expected_52_weeks": ahead,
        "simple": simple,
        "why_not": None,
        "few": few or None,
    }
    v = found.visiting
    lines = [
        f"r {v.r:.4f}  alpha {v.alpha:.4f}  a {v.a:.4f}  b {v.b:.4f}",
        f"log L {v.log_likelihood:.4f}",
    ]
    lines += [few] if few else []
    if found.spending is not None:
        s = found.spending
        lines.append(f"p {s.p:.4f}  q {s.q:.4f}  gamma {s.gamma:.4f}")
    return Answer(document, lines)


def _simple(base: Base) -> dict[str, float]:
    """Return the simple figure: visits a year of each, and what one brings."""
    years = float(base.age.sum()) / YEAR_WEEKS if len(base.x) else 0.0
    found = {"visits_a_year": float(base.x.sum()) / years if years else 0.0}
    if base.spend is not None and base.x.sum():
        found["spend"] = float((base.spend * base.x).sum() / base.x.sum())
    return found


def _simple_said(simple: Mapping[str, float]) -> str:
    said = _(N_("Simple: {n} visits a year from each"))
    return said.format(n=number(simple["visits_a_year"]))


MOST = 1e12  # above, a figure of a file is a slip of the finger


def read_base(path: Path) -> Base:
    """Return the visits of a file: columns x, t_x, T and, where it is there, spend.

    Raises:
        NoColumn, NoNumber: Of what stands in it.
        Hindrance: It cannot be read.
    """
    text = contents(path, MOST_BYTES).decode("utf-8-sig", "replace")
    rows = csv.DictReader(io.StringIO(text))
    try:
        heads, lines = list(rows.fieldnames or ()), list(rows)
    except csv.Error as error:
        raise NoNumber(rows.line_num, str(error), "") from None
    for column in COLUMNS:
        if column not in heads:
            raise NoColumn(column)
    by_low = {one.strip().lower(): one for one in heads}
    spend = next((by_low[one] for one in SPEND if one in by_low), None)
    wanted = (*COLUMNS, *((spend,) if spend else ()))
    found = []
    for at, row in enumerate(lines, 1):
        found.append([_number(at, column, row.get(column) or "") for column in wanted])
    if not found:
        raise NoFit
    return rows_of(found)


def _number(row: int, column: str, said: str) -> float:
    try:
        found = float(said)
    except ValueError:
        raise NoNumber(row, column, said[:40]) from None
    if not 0 <= found <= MOST:
        raise NoNumber(row, column, said[:40])
    return found


def _pin(salon: Salon, options: Namespace) -> Answer:
    client = named.client(salon, _word(options, 0, "CLIENT"))
    axis = _one_of(Axis, _word(options, 1, "abc, loyalty"))
    value = _word(options, 2, "CLASS")
    salon.do(pin_class, int(client.id), axis, value, options.why)
    return _of_client(salon, int(client.id))


def _unpin(salon: Salon, options: Namespace) -> Answer:
    client = named.client(salon, _word(options, 0, "CLIENT"))
    axis = _one_of(Axis, _word(options, 1, "abc, loyalty"))
    salon.do(unpin_class, int(client.id), axis)
    return _of_client(salon, int(client.id))


def _of_client(salon: Salon, key: int) -> Answer:
    _fresh(salon)
    one = salon.ask(standing, key)
    document = {"client": public_id("client", key)}
    if one is not None:
        document |= standing_shape(salon, one)
    line = "" if one is None else f"{one.abc} {one.loyalty}"
    return Answer(document, [line], changed=public_id("client", key))


def _lost(salon: Salon, options: Namespace) -> Answer:
    client = named.client(salon, _word(options, 0, "CLIENT"))
    known = [one for one in Loss if one is not Loss.ONE_VISIT]
    reason = _one_of(Loss, _word(options, 1, ", ".join(known)))
    salon.do(explain_loss, int(client.id), reason, options.why)
    key = public_id("client", client.id)
    document = {"client": key, "reason": reason.value, "words": options.why}
    return Answer(document, [f"{client.name}: {reason}"], changed=key)


def _light(salon: Salon, options: Namespace) -> Answer:
    key = _light_key(_word(options, 0, "LIGHT"))
    outcome = _one_of(Outcome, _word(options, 1, "mended, tried, left"))
    salon.do(answer_light, LightId(key), outcome, options.why)
    name = public_id("guard_light", key)
    return Answer({"light": name, "outcome": outcome.value}, [name], changed=name)


def _light_key(said: str) -> int:
    try:
        table, key = row_of(said)
    except ValueError:
        table, key = "", 0
    if table != "guard_light":
        raise UnknownWord(said[:40], "loyalty guard")
    return key


def _cost(salon: Salon, options: Namespace) -> Answer:
    said = _word(options, 0, "2026-10")
    day = named.day_of(salon, f"{said}-01" if len(said) == 7 else said)
    if len(options.said) > 1:
        kind = _one_of(Cost, options.said[1])
        sum_ = read_amount(salon, _word(options, 2, "12.50"))
        salon.do(enter_cost, day, kind, sum_)
    found = salon.ask(costs, day, day)
    document = {
        "month": f"{day:%Y-%m}",
        "costs": {
            kind.value: shapes.money(salon, sum_) for kind, sum_ in found.items()
        },
    }
    currency = salon.premises.currency
    lines = [month(day)]
    lines += [f"{kind} {amount(sum_, currency)}" for kind, sum_ in found.items()]
    return Answer(document, lines, changed=f"{day:%Y-%m}")


def _rules(salon: Salon, options: Namespace) -> Answer:
    rules = salon.ask(loyalty_rules)
    changes: dict[str, Any] = {}
    for one in options.rules or ():
        key, _equal, value = one.partition("=")
        changes[key] = _rule(rules, key, value)
    if changes:
        salon.do(set_loyalty_rules, replace(rules, **changes))
        rules = salon.ask(loyalty_rules)
    document = asdict(rules)
    lines = [f"{key} {value}" for key, value in document.items()]
    return Answer(document, lines, changed="loyalty" if changes else None)


def _rule(rules: LoyaltyRules, key: str, value: str) -> Any:
    known = [one for one in asdict(rules) if one != "weights"]
    if key not in known:
        raise UnknownWord(key[:40], ", ".join(known))
    if key == "method":
        return _one_of(Method, value)
    try:
        return int(value)
    except ValueError:
        raise NoNumber(0, key, value[:40]) from None


def _one_of(kind: Any, said: str) -> Any:
    try:
        return kind(said)
    except ValueError:
        raise UnknownWord(said[:40], ", ".join(kind)) from None
