"""The owner's month on the command line: shown, as a workbook, as a paper."""

from argparse import Namespace
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from salon.app import Salon
from salon.cli import named, shapes
from salon.cli.answer import Answer
from salon.cli.papers import languages_of
from salon.errors import SalonError
from salon.loyalty.measures import definitions, name_of
from salon.loyalty.model import BadMonth
from salon.loyalty.statistics import Share
from salon.paper.sheets import Look, PageSize
from salon.public import public_id
from salon.text import N_, amount, headed, month
from salon.views.kept_sheets import work_out_month
from salon.views.owner import Bar, OwnerMonth, month_span, sentence
from salon.views.owner_papers import (
    bar_figure,
    bar_name,
    compose_owner,
    owner_tables,
    rate_said,
    write_tables,
)


@dataclass(eq=False)
class NoMonth(SalonError):
    """Days that are no month."""

    first: date
    last: date

    text = N_(
        "The owner’s report is of one month: say its first and last day, or only --to. "
        "{first} to {last} is none."
    )


def owner_report(salon: Salon, options: Namespace) -> Answer:
    """Show a month for the owner, or write it as a workbook or a PDF."""
    named.one_file(options)
    last = named.day_of(salon, options.until) if options.until else salon.today()
    first = last.replace(day=1)
    if first > salon.today():
        raise BadMonth(month(first))
    if options.since and named.day_of(salon, options.since) != first:
        raise NoMonth(named.day_of(salon, options.since), last)
    if last != salon.today() and last != month_span(first, last.max)[1]:
        raise NoMonth(first, last)
    if options.pdf:
        look = Look(PageSize[options.paper.upper()], languages_of(salon, options))
        paper = salon.ask(compose_owner, first, look).set()
        Path(options.pdf).write_bytes(paper.pdf)
        document = {"file": options.pdf, "pages": paper.pages}
        return Answer(document, [options.pdf])
    found = work_out_month(salon, first)
    if options.xlsx:
        write_tables(
            Path(options.xlsx), owner_tables(found), found.currency, definitions()
        )
        return Answer({"file": options.xlsx}, [options.xlsx])
    return Answer(owner_shape(salon, found), owner_lines(found))


def owner_shape(salon: Salon, found: OwnerMonth) -> dict[str, Any]:
    """Return a month for the owner as JSON."""
    cost = found.cost

    def bar(one: Bar) -> dict[str, Any]:
        return {
            "key": one.key,
            "people": -one.people if one.loss is not None else one.people,
            "money": shapes.money(salon, one.money),
            "clients": [public_id("client", row.who.id) for row in one.rows],
        }

    return {
        "from": found.first.isoformat(),
        "to": found.last.isoformat(),
        "bars": [bar(one) for one in found.bars],
        "money_bars": [bar(one) for one in found.money_bars],
        "unknown": _share(found.unknown),
        "second_visit": {
            **_share(found.twice.share),
            "month": f"{found.twice.month:%Y-%m}",
            "days": found.twice.days,
            "a_year_ago": _share(found.twice.before),
        },
        "rebooked": _share(found.rebooked),
        "missed": _share(found.missed),
        "due": {
            str(least): sum(one.late >= least for one in found.due)
            for least in (30, 60, 90)
        },
        "gold": {
            "people": found.gold.people,
            "part": round(found.gold.part, 4),
            "burning": len(found.gold.rows),
            "well": found.gold.well,
            "last_week": {
                "lit": found.gold.last_lit,
                "mended": found.gold.last_mended,
            },
        },
        "friends": _share(found.mouth.brought),
        "cost": {
            "own": shapes.money(salon, cost.own),
            "friends": shapes.money(salon, cost.friends),
            "keep": None if cost.keep is None else shapes.money(salon, cost.keep),
            "win": None if cost.win is None else shapes.money(salon, cost.win),
            "times": None if cost.times is None else round(cost.times, 2),
        },
        "sentence": " ".join(sentence(found)),
    }


def _share(one: Share) -> dict[str, Any]:
    span = one.span
    return {
        "part": one.part,
        "of": one.of,
        "between": None if span is None else [round(span.low, 6), round(span.high, 6)],
    }


def owner_lines(found: OwnerMonth) -> list[str]:
    """Return a month for the owner in lines."""
    lines = [month(found.first), " ".join(sentence(found))]
    lines += [
        f"{bar_name(one):<28}{bar_figure(one):>6}"
        f"{amount(one.money, found.currency):>14}"
        for one in found.bars
    ]
    lines += [
        headed(name_of(key), rate_said(share))
        for key, share in (
            ("twice", found.twice.share),
            ("rebooked", found.rebooked),
            ("missed", found.missed),
        )
    ]
    return lines
