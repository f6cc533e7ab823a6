"""What another program owed its clients, read from a sheet: plain rules.

A row names somebody by card, telephone or name, and what is still owed: a course with
sessions left, stored value, a bonus, a deposit, a voucher, points. One row may say
several of them, each in a column of its own.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from salon.errors import SalonError
from salon.exchange.child import read
from salon.exchange.model import Asked
from salon.money import Money, read_money
from salon.text import N_, _


class Field(StrEnum):
    """What a column of the sheet says."""

    NAME = "name"
    PHONE = "phone"
    CARD = "card"
    SERVICE = "service"
    SESSIONS = "sessions"
    LEFT = "left"
    PAID = "paid"
    STORED = "stored"
    BONUS = "bonus"
    DEPOSIT = "deposit"
    VOUCHER = "voucher"
    CODE = "code"
    POINTS = "points"
    EXPIRES = "expires"


HEADINGS: Mapping[Field, Sequence[str]] = {
    Field.NAME: ("name", "client", "customer", "姓名", "顾客", "顧客", "会员", "會員"),
    Field.PHONE: ("phone", "mobile", "telephone", "手机", "手機", "电话", "電話"),
    Field.CARD: ("card", "card no", "member no", "卡号", "卡號", "会员号", "會員號"),
    Field.SERVICE: ("service", "course", "package", "项目", "項目", "疗程", "療程"),
    Field.SESSIONS: ("sessions", "times", "总次数", "總次數", "次数", "次數"),
    Field.LEFT: ("left", "sessions left", "remaining", "剩余次数", "剩餘次數", "剩余"),
    Field.PAID: ("paid", "price", "amount", "实付", "實付", "金额", "金額", "售价"),
    Field.STORED: ("stored", "balance", "stored value", "储值", "儲值", "余额", "餘額"),
    Field.BONUS: ("bonus", "gift balance", "赠送", "贈送", "赠金", "贈金"),
    Field.DEPOSIT: ("deposit", "订金", "訂金", "定金"),
    Field.VOUCHER: ("voucher", "gift card", "礼券", "禮券", "代金券"),
    Field.CODE: ("code", "voucher code", "券号", "券號"),
    Field.POINTS: ("points", "积分", "積分", "点数", "點數"),
    Field.EXPIRES: ("expires", "valid until", "到期", "有效期", "到期日"),
}
OWED = (
    Field.LEFT,
    Field.STORED,
    Field.BONUS,
    Field.DEPOSIT,
    Field.VOUCHER,
    Field.POINTS,
)
WHO = (Field.NAME, Field.PHONE, Field.CARD)
MOST = 999


@dataclass(eq=False)
class NoOpenings(SalonError):
    """A sheet in which nothing is owed, or nobody named."""

    name: str
    headings: str

    text = N_(
        "“{name}” has no column that says who it is and none that says what is left: "
        "{headings}. Name them as: name, phone, card, service, left, paid, stored, "
        "bonus, deposit, voucher, code, points, expires."
    )


@dataclass(eq=False)
class BadCell(SalonError):
    """A cell that cannot be meant."""

    heading: str
    said: str

    text = N_("{heading} = “{said}” cannot be read.")


class NothingOwed(SalonError):
    """A row in which nothing is left."""

    text = N_("Nothing is left in this row.")


@dataclass(eq=False)
class PaidMissing(SalonError):
    """A course without what was paid for it."""

    text = N_("Say what was paid for the course, and of how many sessions.")


@dataclass(frozen=True, slots=True)
class Opening:
    """One row: who, and what is owed."""

    row: int
    name: str = ""
    phone: str = ""
    card: str = ""
    service: str = ""
    sessions: int = 0
    left: int = 0
    paid: Money = field(default=Money())  # for all sessions
    stored: Money = field(default=Money())
    bonus: Money = field(default=Money())
    deposit: Money = field(default=Money())
    voucher: Money = field(default=Money())
    code: str = ""
    points: int = 0
    expires: date | None = None

    @property
    def course_worth(self) -> Money:
        """What of the course is still owed: the last sessions of what was paid."""
        if not self.left:
            return Money()
        parts = self.paid.split(self.sessions)
        return Money(sum(one.minor for one in parts[self.sessions - self.left :]))


def read_openings(
    asked: Asked, currency: str
) -> list[Opening | tuple[int, SalonError]]:
    """Return what a sheet says is owed, read in the limited process.

    Raises:
        CannotRead: What is wrong with the file, in one sentence.
        NoOpenings: It says nothing of the kind.
    """
    with read(asked) as source:
        found = openings(asked.path.name, source.sheet.headings, source.rows, currency)
        return list(found)


def columns_of(headings: Sequence[str]) -> dict[Field, int]:
    """Return which column says what, by what stands at its head."""
    found: dict[Field, int] = {}
    plain = [re.sub(r"[\s_:：]+", " ", one).strip().casefold() for one in headings]
    for what, names in HEADINGS.items():
        for at, one in enumerate(plain):
            if one in names and at not in found.values():
                found[what] = at
                break
    return found


def openings(
    name: str,
    headings: Sequence[str],
    rows: Iterable[tuple[int, Sequence[str]]],
    currency: str,
) -> Iterator[Opening | tuple[int, SalonError]]:
    """Yield what each row says, or why it cannot be meant; empty rows are passed over.

    Raises:
        NoOpenings: The sheet says nothing of the kind.
    """
    at = columns_of(headings)
    if not any(one in at for one in OWED) or not any(one in at for one in WHO):
        shown = ", ".join(filter(None, headings))[:200] or "—"
        raise NoOpenings(name, shown)
    for number, cells in rows:
        said = {
            what: cells[place].strip() if place < len(cells) else ""
            for what, place in at.items()
        }
        if not any(said.values()) or not any(said.get(one) for one in WHO):
            continue  # a blank line, a sum below the list
        try:
            yield _opening(number, said, currency)
        except SalonError as error:
            yield number, error


def _opening(row: int, said: Mapping[Field, str], currency: str) -> Opening:
    def words(what: Field) -> str:
        return said.get(what, "")

    def money(what: Field) -> Money:
        if not words(what):
            return Money()
        found = read_money(words(what), currency)
        if found is None:
            raise BadCell(what.value, words(what)[:40])
        return found

    def count(what: Field) -> int:
        plain = re.sub(r"[,，\s]", "", words(what))
        plain = re.sub(r"\.0+$|次$|回$|点$|點$|分$", "", plain)
        if not plain:
            return 0
        if not (plain.isascii() and plain.isdigit() and len(plain) < 10):
            raise BadCell(what.value, words(what)[:40])
        return int(plain)

    one = Opening(
        row,
        *(words(Field.NAME), words(Field.PHONE), words(Field.CARD)),
        service=words(Field.SERVICE),
        sessions=count(Field.SESSIONS) or count(Field.LEFT),
        left=count(Field.LEFT),
        paid=money(Field.PAID),
        stored=money(Field.STORED),
        bonus=money(Field.BONUS),
        deposit=money(Field.DEPOSIT),
        voucher=money(Field.VOUCHER),
        code=words(Field.CODE),
        points=count(Field.POINTS),
        expires=_day(words(Field.EXPIRES)),
    )
    _check(one)
    return one


def _check(one: Opening) -> None:
    sums = (one.stored, one.bonus, one.deposit, one.voucher)
    if not (one.left or one.points or any(each.minor for each in sums)):
        raise NothingOwed
    if one.left > one.sessions or one.sessions > MOST:
        raise BadCell(Field.LEFT.value, str(one.left))
    if one.left and not one.paid.minor:
        raise PaidMissing
    if one.left and not one.service:
        raise BadCell(Field.SERVICE.value, "")


_DAY = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T].*)?"
)


def _day(said: str) -> date | None:
    if not said or said in ("-", "—", "永久", "长期", "長期"):
        return None
    found = _DAY.fullmatch(said)
    try:
        if found is None:
            raise ValueError(said)
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError as error:
        raise BadCell(Field.EXPIRES.value, said[:40]) from error


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of one row."""

    row: int
    client_id: int | None
    client: str
    refused: str = ""  # why, in one sentence


@dataclass(frozen=True, slots=True)
class Openings:
    """What a sheet brought, with the sums to hold against the other program's."""

    rows: tuple[Brought, ...]
    courses: int = 0
    sessions: int = 0
    course_worth: Money = field(default=Money())
    stored: Money = field(default=Money())
    bonus: Money = field(default=Money())
    deposit: Money = field(default=Money())
    vouchers: int = 0
    voucher_worth: Money = field(default=Money())
    points: int = 0

    @property
    def refused(self) -> tuple[Brought, ...]:
        """The rows that were not brought."""
        return tuple(one for one in self.rows if one.refused)


def totals(rows: Sequence[Brought], taken: Iterable[Opening]) -> Openings:
    """Return the sums of what was brought."""
    found = list(taken)

    def sum_of(name: str) -> Money:
        return Money(sum(getattr(one, name).minor for one in found))

    return Openings(
        rows=tuple(rows),
        courses=sum(1 for one in found if one.left),
        sessions=sum(one.left for one in found),
        course_worth=sum_of("course_worth"),
        stored=sum_of("stored"),
        bonus=sum_of("bonus"),
        deposit=sum_of("deposit"),
        vouchers=sum(1 for one in found if one.voucher.minor),
        voucher_worth=sum_of("voucher"),
        points=sum(one.points for one in found),
    )


def why(error: SalonError) -> str:
    """Return in a sentence why a row was refused."""
    return str(error) or _(N_("This row cannot be read."))
