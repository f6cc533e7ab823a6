"""What screens and papers ask of what clients have with the salon."""

from typing import Any

from sqlalchemy import or_, select

from salon.clients.model import ClientId
from salon.codes import read_code
from salon.money import Money
from salon.prepaid.model import NoSuchVoucher, Purse, VoucherLine
from salon.prepaid.tables import Holding, Voucher
from salon.settings.queries import premises
from salon.text import amount
from salon.work import Reading


def cash_said(reading: Reading, money: Money) -> str:
    """Return an amount as people here say it."""
    return amount(money, premises(reading).currency)


def purse_of(reading: Reading, client_id: ClientId) -> Purse:
    """Return what a client has; nothing of anything where nothing was paid in."""
    asked = select(Holding.paid, Holding.bonus, Holding.deposit, Holding.points)
    row: Any = reading.session.execute(
        asked.where(Holding.client_id == client_id)
    ).one_or_none()
    return Purse() if row is None else Purse(*row)


_VOUCHER = (
    *(Voucher.id, Voucher.code, Voucher.value, Voucher.remains, Voucher.state),
    *(Voucher.sold_on, Voucher.expires_on, Voucher.buyer_id, Voucher.holder_id),
    Voucher.holder,
)


def voucher(reading: Reading, said: str) -> VoucherLine:
    """Return one voucher by its number, however it was typed; raises NoSuchVoucher."""
    asked = select(*_VOUCHER).where(Voucher.code == read_code(said))
    row: Any = reading.session.execute(asked).one_or_none()
    if row is None:
        raise NoSuchVoucher(said)
    return VoucherLine(*row)


def is_taken(reading: Reading, said: str) -> bool:
    """Return whether a voucher has that number already."""
    asked = select(Voucher.id).where(Voucher.code == read_code(said))
    return reading.session.scalar(asked) is not None


def vouchers_of(reading: Reading, client_id: ClientId) -> list[VoucherLine]:
    """Return the vouchers a client bought or has, the newest first."""
    its = or_(Voucher.buyer_id == client_id, Voucher.holder_id == client_id)
    asked = select(*_VOUCHER).where(its).order_by(Voucher.id.desc())
    rows: Any = reading.session.execute(asked)
    return [VoucherLine(*row) for row in rows]
