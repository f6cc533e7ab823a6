"""Commands about the till at the end of a day, and the reports on money."""

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from salon.app import Salon
from salon.cli import named, shapes
from salon.cli.answer import Answer, listed
from salon.cli.owner import owner_report
from salon.cli.papers import languages_of
from salon.cli.till import UnknownWord, days_of, read_amount
from salon.dayend.model import (
    COINS,
    BadCount,
    Count,
    DayWasClosed,
    Kind,
    Moment,
    Price,
    Report,
    RuleLine,
    TillLine,
)
from salon.dayend.operations import (
    close_day,
    count_till,
    keep_days,
    open_day,
    set_commission,
    spend,
)
from salon.money import Money
from salon.paper.sheets import Look, PageSize
from salon.public import public_id
from salon.staff.model import StaffId
from salon.text import _, amount, full_day, hour, number
from salon.till.model import BadAmount
from salon.views.behind import behind
from salon.views.dayend import (
    commission_rules,
    counts_of,
    day_sight,
    earlier_days,
)
from salon.views.money_papers import (
    closed_said,
    compose_day_end,
    compose_report,
    days_said,
    opened_said,
    stands_until,
    write_report,
)
from salon.views.takings import Cell, ReportTable, Section, report

OWNER = "owner"
VERBS = ("open", "count", "spend", "close", "show", "list", "print", "keep")
PEOPLE = ("team", "retention")  # reports on people instead of money
NAME = 34  # characters of a row's name


def till(salon: Salon, options: Namespace) -> Answer:
    """Open the till, count it, take something out of it, close the day."""
    match options.what:
        case "open":
            said = options.piece[0] if options.piece else options.float_
            worth = read_amount(salon, said) if said else None
            day = salon.do(open_day, worth)
            return _shown(salon, day, is_changed=True)
        case "count":
            salon.do(count_till, read_count(salon, options.piece), options.note)
            return _shown(salon, _day(salon, options), is_changed=True)
        case "spend":
            money, *words = options.piece or [""]
            salon.do(spend, read_amount(salon, money), " ".join(words))
            return _shown(salon, salon.today(), is_changed=True)
        case "close":
            return _closed(salon, options)
        case "show":
            return _shown(salon, _day(salon, options), is_changed=False)
        case "list":
            found = salon.ask(earlier_days)
            lines = [_day_line(salon, one) for one in found]
            return listed("days", [till_shape(salon, one) for one in found], lines)
        case "keep":
            kept = salon.do_by_itself(keep_days)
            iso = None if kept is None else kept.isoformat()
            return Answer({"kept": iso}, [iso or "–"], changed=iso)
        case "print":
            query = partial(compose_day_end, is_roll=options.roll)
            look = Look(PageSize[options.paper.upper()], languages_of(salon, options))
            composed = salon.ask(query, _day(salon, options), look)
            return paper_answer(composed, options.out or "")
    raise UnknownWord(options.what[:40], ", ".join(VERBS))


def _day(salon: Salon, options: Namespace) -> date:
    return named.day_of(salon, options.on) if options.on else salon.today()


def read_count(salon: Salon, said: Sequence[str]) -> Count:
    """Return what was counted, said as 50=0 20=14 … or coins=12.40."""
    found: dict[int, int] = {}
    coins = None
    for one in said:
        piece, mark, many = one.partition("=")
        if not mark:
            raise BadCount(one[:40])
        if piece.strip() == COINS:
            coins = read_amount(salon, many)
            continue
        plain = many.strip()
        if not (plain.isascii() and plain.isdigit()) or len(plain) > 9:
            raise BadCount(many[:40])
        found[read_amount(salon, piece).minor] = int(plain)
    return Count(found, coins)


def _closed(salon: Salon, options: Namespace) -> Answer:
    day = _day(salon, options)
    count = read_count(salon, options.piece)
    if not options.piece and (kept := salon.ask(counts_of, day)):
        count = kept[0].count  # the last that was kept
    second = named.person(salon, options.second) if options.second else None
    stays = read_amount(salon, options.stays) if options.stays else None
    done = salon.do(
        close_day,
        count,
        day=day,
        stays=stays,
        why=options.reason,
        note=options.note,
        second=None if second is None else StaffId(second),
    )
    if done.is_late:
        at = "–" if done.at is None else hour(done.at)
        raise DayWasClosed(full_day(day), done.by, at)
    return _shown(salon, day, is_changed=True)


def _shown(salon: Salon, day: date, *, is_changed: bool) -> Answer:
    sight = salon.ask(day_sight, day)
    document = till_shape(salon, sight.till) | {
        "taken": shapes.money(salon, sight.taken),
        "bills": sight.bills,
        "counts": [
            {
                "at": one.at.isoformat(timespec="minutes"),
                "by": one.by or None,
                "worth": shapes.money(salon, one.count.worth),
                "late": one.is_late,
                "note": one.note or None,
            }
            for one in sight.counts
        ],
        "held": [public_id("bill", one.id) for one in sight.held],
        "unsigned": [public_id("client", one.client_id) for one in sight.unsigned],
    }
    lines = [
        f"{full_day(day)}  {opened_said(sight)}",
        *filter(None, [closed_said(sight)]),
        _("Taken: {sum}").format(sum=_said(salon, sight.taken)),
        *_till_lines(salon, sight.till),
    ]
    return Answer(document, lines, changed=day.isoformat() if is_changed else None)


def _till_lines(salon: Salon, one: TillLine) -> list[str]:
    lines = []
    if not salon.premises.blind_count or one.is_closed:
        said = _said(salon, one.should_be)
        lines.append(_("Should be in the till: {sum}").format(sum=said))
    if one.count is not None:
        lines += [
            _("Counted: {sum}").format(sum=_said(salon, one.count.worth)),
            _("To the safe: {sum}").format(sum=_said(salon, one.to_safe)),
            _("Stays: {sum}").format(sum=_said(salon, one.stays)),
        ]
    if one.difference.minor:
        said = _said(salon, one.difference)
        lines.append(
            _("Difference: {sum} ({why})").format(sum=said, why=one.why or "–")
        )
    return lines


def _day_line(salon: Salon, one: TillLine) -> str:
    worth = "–" if one.count is None else _said(salon, one.count.worth)
    differs = f"  ({_said(salon, one.difference)})" if one.difference.minor else ""
    return f"{one.day.isoformat()}  {worth:>12}  {one.closed_by or '–'}{differs}"


def till_shape(salon: Salon, one: TillLine) -> dict[str, Any]:
    """Return the shape of a day of the till."""
    is_hidden = salon.premises.blind_count and not one.is_closed
    return {
        "day": one.day.isoformat(),
        "opened": _moment(one.opened_at),
        "opened_by": one.opened_by or None,
        "float": shapes.money(salon, one.float_),
        "expected": None if is_hidden else shapes.money(salon, one.should_be),
        "counted": None if one.count is None else one.count.to_plain(),
        "worth": None if one.count is None else shapes.money(salon, one.count.worth),
        "difference": shapes.money(salon, one.difference),
        "why": one.why or None,
        "spent": one.spent or None,
        "to_safe": shapes.money(salon, one.to_safe),
        "stays": shapes.money(salon, one.stays),
        "note": one.note or None,
        "closed": _moment(one.closed_at),
        "closed_by": one.closed_by or None,
        "second_by": one.second_by or None,
    }


def _moment(at: Any) -> str | None:
    return None if at is None else at.isoformat(timespec="minutes")


def paper_answer(composed: Any, out: str) -> Answer:
    """Write a paper into a file, or for the pipe; return what became of it."""
    from salon.exchange.writing import atomically

    paper = composed.set()
    document = {
        "file": out,
        "pages": paper.pages,
        "missing_characters": list(paper.missing_characters),
    }
    if out == "-":
        return Answer(document, raw=paper.pdf)
    atomically(Path(out), lambda place: _write(place, paper.pdf))
    return Answer(document, [f"{out} ({paper.pages})"])


def _write(place: Path, content: bytes) -> None:
    place.write_bytes(content)


def money_report(salon: Salon, options: Namespace) -> Answer:
    """Show a report on some days, or write it as a workbook or a PDF."""
    if options.what in PEOPLE:
        from salon.cli.team_reports import people_report

        return people_report(salon, options)
    if options.what == OWNER:
        return owner_report(salon, options)
    known = [*(one.value for one in Report), OWNER, *PEOPLE]
    if options.what not in known:
        raise UnknownWord(options.what[:40], ", ".join(known))
    what, (first, last) = Report(options.what), days_of(salon, options)
    if options.behind:
        return _behind(salon, what, first, last, options.behind)
    if options.pdf:
        look = Look(PageSize[options.paper.upper()], languages_of(salon, options))
        return paper_answer(
            salon.ask(compose_report, what, first, last, look), options.pdf
        )
    found = salon.ask(report, what, first, last)
    if options.xlsx:
        write_report(Path(options.xlsx), found)
        return Answer({"file": options.xlsx}, [options.xlsx])
    return Answer(report_shape(salon, found), report_lines(salon, found))


def _behind(salon: Salon, what: Report, first: date, last: date, said: str) -> Answer:
    """Show the rows behind a figure, named by its table, row and column."""
    found = salon.ask(report, what, first, last)
    cells = {
        f"{table.id}/{row.key}/{column}": cell
        for table in found.sections
        for row in table.rows
        for column, cell in zip(table.ids, row.cells, strict=True)
        if cell.measure is not None
    }
    cell = cells.get(said)
    if cell is None or cell.measure is None:
        raise UnknownWord(said[:60], ", ".join(list(cells)[:6]))
    rows = salon.ask(behind, cell.measure, cell.by, cell.key, first, last)
    shown = [
        {
            "day": one.day.isoformat(),
            "text": one.words,
            "amount": shapes.money(salon, one.amount),
            "bill": one.number or None,
            "client": one.client or None,
            "person": one.staff or None,
        }
        for one in rows
    ]
    lines = [
        f"{one.day.isoformat()}  {one.number or '–':>10}  {one.words}"
        f"  {_said(salon, one.amount)}"
        for one in rows
    ]
    return listed("rows", shown, lines)


def report_shape(salon: Salon, found: ReportTable) -> dict[str, Any]:
    """Return the shape of a report."""
    return {
        "report": found.report.value,
        "from": found.first.isoformat(),
        "to": found.last.isoformat(),
        "kept_until": None if found.kept is None else found.kept.isoformat(),
        "tables": [_section_shape(salon, one) for one in found.sections],
        "meanings": dict(found.definitions),
    }


def _section_shape(salon: Salon, one: Section) -> dict[str, Any]:
    def worth(money: Money | None) -> dict[str, Any] | None:
        return None if money is None else shapes.money(salon, money)

    def shape(cell: Cell) -> dict[str, Any]:
        return {"amount": worth(cell.amount), "count": cell.count}

    return {
        "table": one.id,
        "rows": [
            {"key": row.key, "name": row.words}
            | {
                column: shape(cell)
                for column, cell in zip(one.ids, row.cells, strict=True)
            }
            for row in one.rows
        ],
        "totals": {
            column: worth(money)
            for column, money in zip(one.ids, one.totals, strict=True)
        },
    }


def report_lines(salon: Salon, found: ReportTable) -> list[str]:
    """Return a report as lines for people."""
    lines = [f"{found.title}  {days_said(found.first, found.last)}"]
    for one in found.sections:
        lines += ["", f"{one.title:<{NAME}}" + "".join(f"{c:>14}" for c in one.columns)]
        for row in one.rows:
            lines.append(_row_line(salon, row.words, [c.amount for c in row.cells]))
        lines.append(_row_line(salon, _("All"), one.totals))
    lines += ["", stands_until(found)]
    lines += [f"{name}: {says}" for name, says in found.definitions]
    return lines


def _row_line(salon: Salon, name: str, amounts: Sequence[Money | None]) -> str:
    said = ("" if one is None else _said(salon, one) for one in amounts)
    name = name if len(name) <= NAME else f"{name[: NAME - 1].rstrip()}…"
    return f"{name:<{NAME}}" + "".join(f"{one:>14}" for one in said)


def commission(salon: Salon, options: Namespace) -> Answer:
    """Show what part somebody has of what, or agree it anew."""
    changed = None
    if options.what == "set":
        known = [one.value for one in Kind]
        if options.kind not in known:
            raise UnknownWord(options.kind[:40], ", ".join(known))
        who = named.person(salon, options.person) if options.person else None
        service = named.service(salon, options.service).id if options.service else None
        rule = salon.do(
            set_commission,
            Kind(options.kind),
            _rate(options.percent),
            staff_id=None if who is None else StaffId(who),
            service_id=service,
            moment=Moment(options.at),
            price=Price(options.of),
            after_cost=options.after_cost,
        )
        changed = public_id("commission_rule", rule)
    elif options.what != "list":
        raise UnknownWord(options.what[:40], "set, list")
    rules = salon.ask(commission_rules)
    found = listed(
        "rules", [_rule_shape(one) for one in rules], [_rule_line(one) for one in rules]
    )
    return replace(found, changed=changed)


def _rate(said: str) -> int:
    plain = said.strip(" %")
    try:
        return round(float(plain) * 100)
    except (ValueError, OverflowError) as error:
        raise BadAmount(said[:40]) from error


def _rule_shape(one: RuleLine) -> dict[str, Any]:
    return {
        "id": public_id("commission_rule", one.id),
        "kind": one.kind.value,
        "person": one.staff or None,
        "service": one.service or None,
        "percent": one.rate / 100,
        "at": one.moment.value,
        "of": one.price.value,
        "after_cost": one.after_cost,
    }


def _rule_line(one: RuleLine) -> str:
    who = one.staff or _("Everybody")
    of = f" ({one.service})" if one.service else ""
    return f"{who:<20}{one.kind.value}{of}  {number(one.rate / 100)} %"


def _said(salon: Salon, money: Money) -> str:
    return amount(money, salon.premises.currency)
