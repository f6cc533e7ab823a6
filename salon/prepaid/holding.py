"""How balances move: for the till and whoever else posts; nothing here posts itself."""

from datetime import date

from sqlalchemy import select

from salon.clients.model import ClientId
from salon.clients.tables import Client
from salon.codes import new_code, read_code
from salon.money import Money
from salon.prepaid.model import (
    AlreadySpent,
    NoSuchVoucher,
    NotEnoughStored,
    VoucherIsOver,
    VoucherIsUsed,
    VoucherState,
)
from salon.prepaid.queries import cash_said, rules_of
from salon.prepaid.rules import spent_first
from salon.prepaid.tables import Holding, Voucher
from salon.text import N_, _
from salon.work import Work

_NONE = Money()


def holding_of(work: Work, client_id: ClientId) -> Holding:
    """Return what a client has, held until the end of this work."""
    work.lock(Client, client_id)  # two desks begin her first holding one by one
    row = work.session.scalar(select(Holding).where(Holding.client_id == client_id))
    if row is None:
        return work.add(Holding(client_id=client_id))
    return work.lock(Holding, row.id)


def put_in(work: Work, client_id: ClientId, paid: Money, bonus: Money = _NONE) -> None:
    """Add to stored value what was paid in, and the bonus that goes with it."""
    row = holding_of(work, client_id)
    row.paid += paid
    row.bonus += bonus


def take_out(work: Work, client_id: ClientId, paid: Money, bonus: Money) -> None:
    """Take back what a top-up brought.

    Raises:
        AlreadySpent: Some of it has been used since.
    """
    row = holding_of(work, client_id)
    if row.paid < paid or row.bonus < bonus:
        what, left = _(N_("the stored value")), row.paid + row.bonus
        raise AlreadySpent(what, cash_said(work, left))
    row.paid -= paid
    row.bonus -= bonus


def spend(work: Work, client_id: ClientId, amount: Money) -> tuple[Money, Money]:
    """Use stored value; return which part was paid in and which is bonus.

    Both go in proportion to what is left of them (loyalty 11), or one before the other
    where the salon has it so.

    Raises:
        NotEnoughStored: Less than *amount* is left.
    """
    row = holding_of(work, client_id)
    left = row.paid + row.bonus
    if amount > left:
        raise NotEnoughStored(cash_said(work, amount), cash_said(work, left))
    rule = rules_of(work).first
    paid, bonus = spent_first(rule, amount, row.paid, row.bonus)
    row.paid -= paid
    row.bonus -= bonus
    return paid, bonus


def hold_deposit(work: Work, client_id: ClientId, amount: Money) -> None:
    """Keep an amount for a visit; below nothing it is taken out again.

    Raises:
        NotEnoughStored: Less is held.
    """
    row = holding_of(work, client_id)
    if row.deposit + amount < Money():
        asked = cash_said(work, Money(-amount.minor))
        raise NotEnoughStored(asked, cash_said(work, row.deposit))
    row.deposit += amount


def issue(
    work: Work,
    value: Money,
    *,
    buyer_id: ClientId | None,
    holder_id: ClientId | None = None,
    holder: str = "",
    expires_on: date | None = None,
    code: str = "",
) -> Voucher:
    """Add a voucher; without a *code* it is given one of eight characters."""
    kept = read_code(code) or new_code(8, lambda one: _voucher(work, one) is not None)
    return work.add(
        Voucher(
            code=kept,
            value=value,
            remains=value,
            sold_on=work.today,
            expires_on=expires_on,
            buyer_id=buyer_id,
            holder_id=holder_id,
            holder=holder,
        )
    )


def use_voucher(work: Work, code: str, amount: Money) -> Voucher:
    """Take an amount off a voucher.

    Raises:
        NoSuchVoucher: There is none of that number, or it is void.
        VoucherIsOver: Its last day has passed.
        VoucherIsUsed: Less is left, also because another desk was quicker.
    """
    found = _voucher(work, read_code(code))
    if found is None or found.state is not VoucherState.GOOD:
        raise NoSuchVoucher(code)
    row = work.lock(Voucher, found.id)
    work.session.refresh(row)
    if row.expires_on is not None and row.expires_on < work.today:
        raise VoucherIsOver(row.code, row.expires_on)
    if row.remains < amount:
        raise VoucherIsUsed(row.code, cash_said(work, row.remains))
    row.remains -= amount
    return row


def void(work: Work, voucher_id: int) -> None:
    """Take back a voucher that nobody has used yet.

    Raises:
        AlreadySpent: Somebody has.
    """
    row = work.lock(Voucher, voucher_id)
    if row.remains != row.value:
        raise AlreadySpent(row.code, cash_said(work, row.remains))
    row.state, row.remains = VoucherState.VOID, Money()


def _voucher(work: Work, code: str) -> Voucher | None:
    return work.session.scalar(select(Voucher).where(Voucher.code == code))
