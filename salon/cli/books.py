"""Commands about what clients have with the salon, and about the books."""

from argparse import Namespace
from datetime import date
from typing import Any

from salon.app import Salon
from salon.cli import named, shapes
from salon.cli.answer import Answer, listed
from salon.cli.till import UnknownWord, days_of, short_bill
from salon.clients.model import ClientId
from salon.courses.model import CourseLine
from salon.courses.queries import courses_of
from salon.ledger.queries import liabilities, turnovers
from salon.money import Money, total
from salon.prepaid.queries import purse_of, ring_fenced, vouchers_of
from salon.public import public_id
from salon.reports.queries import book_findings
from salon.text import _, amount
from salon.till.queries import owed_by

BOOKS = ("check", "moves", "owed")
FOUND = 3  # exit status: `check` found something


def balance(salon: Salon, options: Namespace) -> Answer:
    """Show what a client has with the salon, and what is owed both ways."""
    who = named.client(salon, options.client)
    key = ClientId(who.id)
    purse, courses = salon.ask(purse_of, key), salon.ask(courses_of, key)
    owed, vouchers = salon.ask(owed_by, key), salon.ask(vouchers_of, key)
    held = [one for one in courses if one.worth_left.minor > 0]
    hers = [one for one in vouchers if one.holder_id == key and one.left.minor > 0]
    debts = total(one.owing for one in owed)

    def money(value: Money) -> dict[str, Any]:
        return shapes.money(salon, value)

    document = {
        "client": {"id": public_id("client", key), "name": who.name},
        "stored": money(purse.stored),
        "stored_paid": money(purse.paid),
        "stored_bonus": money(purse.bonus),
        "deposit": money(purse.deposit),
        "points": purse.points,
        "courses": [_course(salon, one) for one in courses],
        "courses_left": money(total(one.worth_left - one.unpaid for one in held)),
        "vouchers": [
            {"code": one.code, "left": money(one.left), "expires": _iso(one.expires_on)}
            for one in hers
        ],
        "owes": money(debts),
        "bills": [short_bill(salon, one) for one in owed],
    }
    lines = [
        f"{_('Stored value')}  {_said(salon, purse.stored)}",
        f"{_('Deposit')}  {_said(salon, purse.deposit)}",
        f"{_('Points')}  {purse.points}",
        *(
            f"{one.title}  {one.left}/{one.sessions}  {_said(salon, one.worth_left)}"
            for one in held
        ),
        *(f"{_('Gift voucher')} {one.code}  {_said(salon, one.left)}" for one in hers),
        _("Still to be paid: {sum}").format(sum=_said(salon, debts)),
    ]
    return Answer(document, lines)


def _course(salon: Salon, one: CourseLine) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.title,
        "status": one.state.value,
        "sessions": one.sessions,
        "used": one.used,
        "left": one.left,
        "price": shapes.money(salon, one.price),
        "unpaid": shapes.money(salon, one.unpaid),
        "worth_left": shapes.money(salon, one.worth_left),
        "value_left": shapes.money(salon, one.value_left),
        "expires": _iso(one.expires),
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def ledger(salon: Salon, options: Namespace) -> Answer:
    """Check that the books balance, or show what moved, or what is owed."""
    match options.what:
        case "check":
            faults = salon.ask(book_findings)
            document = {
                "sound": not faults,
                "findings": [
                    {"rule": one.rule, "count": one.count, "records": list(one.records)}
                    for one in faults
                ],
            }
            said = [f"{one.text}: {', '.join(one.records)}" for one in faults]
            lines = said or [_("The books balance.")]
            return Answer(document, lines, status=FOUND if faults else 0)
        case "moves":
            found = salon.ask(turnovers, *days_of(salon, options))
            shown = [
                {
                    "account": one.account,
                    "kind": one.kind.value,
                    "debit": shapes.money(salon, one.debit),
                    "credit": shapes.money(salon, one.credit),
                }
                for one in found
            ]
            lines = [
                f"{one.account:<18}{one.kind:<12}"
                f"{_said(salon, one.debit):>12}{_said(salon, one.credit):>12}"
                for one in found
            ]
            return listed("moves", shown, lines)
        case "owed":
            owed = salon.ask(liabilities, *days_of(salon, options))
            names = (
                *("opening", "brought", "sold", "redeemed", "refunded", "expired"),
                *("other", "closing"),
            )
            shown = [
                {
                    "account": one.account.value,
                    **{name: shapes.money(salon, getattr(one, name)) for name in names},
                }
                for one in owed
            ]
            lines = [
                f"{one.account:<12}"
                + "".join(f"{_said(salon, getattr(one, name)):>12}" for name in names)
                for one in owed
            ]
            apart, share = salon.ask(ring_fenced)
            if share:
                words = _("To be kept apart of it: {sum} ({share} %)")
                percent = f"{share / 100:g}"
                lines.append(words.format(sum=_said(salon, apart), share=percent))
            document = {
                "owed": shown,
                "ring_fenced": shapes.money(salon, apart),
                "share": share / 100,
                "total": len(shown),
            }
            return Answer(document, lines)
    raise UnknownWord(options.what[:40], ", ".join(BOOKS))


def _said(salon: Salon, money: Money) -> str:
    return amount(money, salon.premises.currency)
