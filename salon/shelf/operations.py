"""What staff do at the shelf."""

from datetime import date

from sqlalchemy import select

from salon.catalogue.model import ProductId, ServiceId
from salon.catalogue.tables import Product, Service
from salon.errors import EditedElsewhere
from salon.money import Money
from salon.rights import Right
from salon.shelf.events import (
    ArticleChanged,
    BatchBlocked,
    BatchCorrected,
    BatchOpened,
    BatchReleased,
    CountBegun,
    CountConfirmed,
    CountDropped,
    GoodsReceived,
    LineCounted,
    MoveReversed,
    StockCounted,
    UseSet,
    WrittenOff,
)
from salon.shelf.model import (
    COMES,
    LONGEST_LIFE,
    MOST,
    WRITES_OFF,
    BadShelfValue,
    BarcodeTaken,
    BatchId,
    CountIsOver,
    CountUnderWay,
    MoveId,
    MoveKind,
    NotAWriteOff,
    NothingCounted,
    NothingMoved,
    OfSomethingElse,
    OtherExpiry,
    OverAlready,
    ReversedAlready,
    Source,
    StockTakeId,
    WhyBlocked,
)
from salon.shelf.queries import article, articles, open_take
from salon.shelf.tables import Batch, Count, CountedLine, ServiceUse, StockMove
from salon.shelf.taking import acting, batch_of, held, put, reverse, take
from salon.store.base import columns_of
from salon.typed import is_reason
from salon.work import Work, needs

LONGEST_CODE = 48
LONGEST_REASON = 400


@needs(Right.TREAT)
def receive(
    work: Work,
    product_id: ProductId,
    amount: int,
    *,
    lot: str = "",
    expires_on: date | None = None,
    unit_cost: Money | None = None,
    supplier: str = "",
    life_open_days: int | None = None,
    kind: MoveKind = MoveKind.PURCHASE,
    client_id: int | None = None,
    reason: str = "",
) -> BatchId:
    """Take goods in, under the lot that is printed on them; return the batch.

    Args:
        work: As ever.
        product_id: Which product.
        amount: How much, in thousandths of its measure.
        lot: As printed; "" where nobody knows.
        expires_on: The last good day; None: none is printed.
        unit_cost: Of a whole one.
        supplier: Who delivered it.
        life_open_days: Of this batch once opened; None: as its product.
        kind: Delivered, there at the start, or brought back by a client.
        client_id: Who brought it back.
        reason: In words, where there is more to say.

    Raises:
        NothingMoved, BadShelfValue: An amount, a price or a life that cannot be.
        OverAlready: It is delivered past its last good day.
        OtherExpiry: The lot is on the shelf with another day.
        Missing: There is no such product.
    """
    _amount(amount)
    if kind not in COMES:
        raise BadShelfValue(kind.value)
    if unit_cost is not None and unit_cost.minor < 0:
        raise BadShelfValue(str(unit_cost))
    _life(life_open_days)
    # what lay here at the start, or comes back, may be past its day
    is_new = kind is MoveKind.PURCHASE
    if is_new and expires_on is not None and expires_on < work.today:
        raise OverAlready(expires_on)
    row = batch_of(work, product_id, lot)
    if expires_on is not None and row.expires_on not in (None, expires_on):
        assert row.expires_on is not None
        raise OtherExpiry(row.lot, row.expires_on)
    row.expires_on = expires_on or row.expires_on
    row.unit_cost = row.unit_cost if unit_cost is None else unit_cost
    row.supplier = " ".join(supplier.split())[:LONGEST_REASON] or row.supplier
    if life_open_days is not None:
        row.life_open_days = life_open_days
    if kind is not MoveKind.RETURN_IN:
        row.received_on = work.today
    put(work, row, kind, amount, client_id=client_id, reason=reason[:LONGEST_REASON])
    work.session.flush()
    work.record(GoodsReceived(row.id, amount))
    return row.id


@needs(Right.TREAT)
def write_off(
    work: Work,
    product_id: ProductId,
    amount: int,
    kind: MoveKind,
    reason: str,
    *,
    batch_id: BatchId | None = None,
    client_id: int | None = None,
) -> None:
    """Take something off the shelf: thrown away, a sample, sent back.

    Raises:
        NotAWriteOff: Sold and used is said elsewhere.
        WhyBlocked: Thrown away or sent back without a reason.
        BatchBlocked: A sample of a blocked batch.
        NothingMoved, Missing: As ever.
    """
    if kind not in WRITES_OFF:
        raise NotAWriteOff(kind.value)
    if kind is not MoveKind.SAMPLE and not is_reason(reason):
        raise WhyBlocked
    _amount(amount)
    take(
        *(work, product_id, amount, kind),
        batch_id=batch_id,
        client_id=client_id,
        reason=reason[:LONGEST_REASON],
    )
    work.record(WrittenOff(product_id, kind.value))


@needs(Right.TREAT)
def open_batch(work: Work, key: BatchId, on: date | None = None) -> None:
    """Note that one of a batch was opened, today or on a day before.

    Raises:
        BadShelfValue: A day that is still to come.
        Missing: There is no such batch.
    """
    day = on or work.today
    if day > work.today:
        raise BadShelfValue(day.isoformat())
    row = held(work, key)
    row.opened_on = day
    work.record(BatchOpened(key))


@needs(Right.TREAT)
def correct_batch(
    work: Work,
    key: BatchId,
    *,
    expires_on: date | None,
    life_open_days: int | None,
    unit_cost: Money | None,
    supplier: str,
    seen: int | None = None,
) -> None:
    """Correct what is printed on a batch, or what it cost.

    Raises:
        BadShelfValue: A life or a price that cannot be.
        EditedElsewhere, Missing: See `Work.get`.
    """
    _life(life_open_days)
    if unit_cost is not None and unit_cost.minor < 0:
        raise BadShelfValue(str(unit_cost))
    row = held(work, key)
    if seen is not None and row.version != seen:
        raise EditedElsewhere
    row.expires_on, row.life_open_days = expires_on, life_open_days
    row.unit_cost = unit_cost
    row.supplier = " ".join(supplier.split())[:LONGEST_REASON]
    work.record(BatchCorrected(key))


@needs(Right.TREAT)
def block_batch(work: Work, key: BatchId, reason: str) -> None:
    """Keep a batch back, as after a recall: it is not sold, given away or taken first.

    Raises:
        WhyBlocked: Without a reason.
        Missing: There is no such batch.
    """
    if not is_reason(reason):
        raise WhyBlocked
    row = held(work, key)
    row.blocked = reason.strip()[:LONGEST_REASON]
    work.record(BatchBlocked(key))


@needs(Right.TREAT)
def block_lot(work: Work, product_id: ProductId, lot: str, reason: str) -> BatchId:
    """Keep a lot back, also one of which nothing is on the shelf.

    Raises:
        WhyBlocked: Without a reason.
        Missing: There is no such product.
    """
    key = batch_of(work, product_id, lot).id
    block_batch(work, key, reason)
    return key


@needs(Right.MANAGE)
def release_batch(work: Work, key: BatchId, reason: str) -> None:
    """Let a blocked batch be used again; why stands in the ledger.

    Raises:
        WhyBlocked: Without a reason.
        Missing: There is no such batch.
    """
    if not is_reason(reason):
        raise WhyBlocked
    row = held(work, key)
    was = row.blocked
    row.blocked = ""
    put(
        work,
        row,
        MoveKind.COUNT,
        0,
        reason=f"{reason.strip()} ({was})"[:LONGEST_REASON],
    )
    work.record(BatchReleased(key))


@needs(Right.TREAT)
def reverse_move(work: Work, key: MoveId, reason: str) -> MoveId:
    """Take one line of the ledger back by a line of its own.

    Raises:
        WhyBlocked: Without a reason.
        ReversedAlready: It was taken back, or is itself the taking back of another.
        OfSomethingElse: It follows from a bill, a treatment or a stock-take.
        Missing: There is no such move.
    """
    if not is_reason(reason):
        raise WhyBlocked
    move = work.get(StockMove, key)
    if move.source:
        raise OfSomethingElse
    work.lock(Product, move.product_id)
    m = StockMove
    undone = work.session.scalar(select(m.id).where(m.reverses_id == key))
    if undone is not None or move.reverses_id is not None:
        raise ReversedAlready
    made = reverse(work, move, reason[:LONGEST_REASON])
    work.record(MoveReversed(key))
    return made.id


@needs(Right.TREAT)
def count_batch(
    work: Work, product_id: ProductId, lot: str, found: int, reason: str = ""
) -> int:
    """Count one batch by itself; return the difference that was written down.

    Raises:
        BadShelfValue: Less than nothing was found.
        Missing: There is no such product.
    """
    _count(found)
    row = batch_of(work, product_id, lot)
    difference = found - row.stock
    if difference or row.received_on is None:
        put(work, row, MoveKind.COUNT, difference, reason=reason[:LONGEST_REASON])
    row.received_on = row.received_on or work.today
    work.session.flush()
    work.record(StockCounted(row.id))
    return difference


@needs(Right.TREAT)
def begin_count(work: Work, products: frozenset[int] | None = None) -> StockTakeId:
    """Begin a stock-take: a sheet with what should be there, of all or some products.

    Raises:
        CountUnderWay: One is open.
    """
    work.lock_all({Product: list(articles(work))[:1]})  # one desk after the other
    if open_take(work) is not None:
        raise CountUnderWay
    row = work.add(Count(begun_at=work.now, staff_id=acting(work)))
    asked = select(columns_of(Batch)).where(Batch.stock != 0).order_by(Batch.id)
    lines = [
        {
            "stock_take_id": row.id,
            "product_id": one.product_id,
            "batch_id": one.id,
            "system": one.stock,
        }
        for (one,) in work.session.execute(asked)
        if products is None or one.product_id in products
    ]
    for line in lines:
        work.session.add(CountedLine(**line))
    work.session.flush()
    work.record(CountBegun(row.id))
    return row.id


@needs(Right.TREAT)
def count_line(
    work: Work,
    take_id: StockTakeId,
    product_id: ProductId,
    lot: str,
    found: int,
    *,
    seen: int | None = None,
) -> None:
    """Enter what was found of one batch; also one that is not on the sheet.

    The difference is against what the shelf said at this moment, so what is sold or
    used before the count is confirmed stays right.

    Args:
        work: As ever.
        take_id: The stock-take.
        product_id: Which product.
        lot: Of which lot; "" where nobody knows.
        found: What was counted, in thousandths of its measure.
        seen: The version of the line on the screen; 0: it was not on the sheet.

    Raises:
        CountIsOver: It was confirmed or dropped.
        BadShelfValue: Less than nothing was found.
        EditedElsewhere: Another desk has counted this line meanwhile.
        Missing: There is no such stock-take or product.
    """
    _count(found)
    _open_count(work, take_id)
    row = batch_of(work, product_id, lot)
    one = CountedLine
    line = work.session.scalar(
        select(one).where(one.stock_take_id == take_id, one.batch_id == row.id)
    )
    if seen is not None and (0 if line is None else line.version) != seen:
        raise EditedElsewhere
    if line is None:
        line = CountedLine(
            stock_take_id=take_id,
            product_id=product_id,
            batch_id=row.id,
            system=row.stock,
        )
        work.session.add(line)
    line.counted, line.system_then = found, row.stock
    line.counted_at, line.staff_id = work.now, acting(work)
    work.session.flush()
    work.record(LineCounted(take_id))


@needs(Right.MANAGE)
def confirm_count(work: Work, take_id: StockTakeId, reason: str) -> int:
    """Let what was found stand; return in how many lines it differed.

    Lines that nobody counted stay as they are.

    Raises:
        CountIsOver: It was confirmed or dropped.
        NothingCounted: No line was counted.
        WhyBlocked: Something differs, and no reason is given.
        Missing: There is no such stock-take.
    """
    take_ = _open_count(work, take_id)
    one = CountedLine
    asked = select(one).where(one.stock_take_id == take_id, one.counted.is_not(None))
    lines = work.session.scalars(asked.order_by(one.id)).all()
    if not lines:
        raise NothingCounted
    differing = [line for line in lines if line.counted != line.system_then]
    if differing and not is_reason(reason):
        raise WhyBlocked
    work.lock_all({Product: {line.product_id for line in differing}})
    for line in differing:
        row = work.session.get(Batch, line.batch_id, populate_existing=True)
        assert row is not None
        assert line.counted is not None
        assert line.system_then is not None
        put(
            *(work, row, MoveKind.COUNT, line.counted - line.system_then),
            source=Source("stock_take", take_id),
            reason=reason[:LONGEST_REASON],
        )
    take_.confirmed_at, take_.confirmed_by = work.now, acting(work)
    take_.reason = reason.strip()[:LONGEST_REASON]
    work.session.flush()
    work.record(CountConfirmed(take_id))
    return len(differing)


@needs(Right.TREAT)
def drop_count(work: Work, take_id: StockTakeId) -> None:
    """Give a stock-take up; the shelf stays as it is.

    Raises:
        CountIsOver: It was confirmed or dropped.
        Missing: There is no such stock-take.
    """
    row = _open_count(work, take_id)
    row.dropped_at = work.now
    work.record(CountDropped(take_id))


@needs(Right.MANAGE)
def set_article(
    work: Work,
    product_id: ProductId,
    *,
    price: Money | None = None,
    barcode: str | None = None,
    min_stock: int | None = None,
    order_up_to: int | None = None,
    life_open_days: int | None = None,
    seen: int | None = None,
) -> None:
    """Say what a product costs, its code, how much there should be; None stays.

    Args:
        work: As ever.
        product_id: Which product.
        price: Of a whole one.
        barcode: As the scanner reads it; "" takes it away.
        min_stock: Below it is low, in thousandths of its measure.
        order_up_to: So much there should be after an order.
        life_open_days: How long it is good once opened; 0: without end.
        seen: The version of the product on the screen.

    Raises:
        BadShelfValue: A value below nothing, or beyond what can be.
        BarcodeTaken: Another product has this code.
        EditedElsewhere, Missing: See `Work.get`.
    """
    row = work.get(Product, product_id, seen=seen)
    if price is not None:
        if price.minor < 0:
            raise BadShelfValue(str(price))
        row.price = price
    if barcode is not None:
        row.barcode = _code(work, product_id, barcode)
    if min_stock is not None:
        _count(min_stock)
        row.min_stock = min_stock
    if order_up_to is not None:
        _count(order_up_to)
        row.order_up_to = order_up_to
    if life_open_days is not None:
        _life(life_open_days)
        row.life_open_days = life_open_days
    work.record(ArticleChanged(product_id))


@needs(Right.MANAGE)
def set_use(
    work: Work, service_id: ServiceId, product_id: ProductId, amount: int
) -> None:
    """Say how much of a product a service uses; nothing takes it away again.

    Raises:
        BadShelfValue: Less than nothing.
        Missing: There is no such service or product.
    """
    _count(amount)
    work.lock(Service, service_id)
    work.get(Product, product_id)
    u = ServiceUse
    row = work.session.scalar(
        select(u).where(u.service_id == service_id, u.product_id == product_id)
    )
    if row is None and amount:
        work.session.add(
            ServiceUse(service_id=service_id, product_id=product_id, quantity=amount)
        )
    elif row is not None and amount:
        row.quantity = amount
    elif row is not None:
        work.session.delete(row)
    work.session.flush()
    work.record(UseSet(service_id))


def _open_count(work: Work, key: StockTakeId) -> Count:
    row = work.lock(Count, key)
    if row.confirmed_at is not None or row.dropped_at is not None:
        raise CountIsOver
    return row


def _code(work: Work, product_id: int, said: str) -> str:
    code = "".join(said.split())[:LONGEST_CODE]
    asked = select(Product.id).where(Product.barcode == code, Product.id != product_id)
    other = work.session.scalar(asked) if code else None
    if other is not None:
        raise BarcodeTaken(code, article(work, other).name)
    return code


def _amount(amount: int) -> None:
    if amount <= 0:
        raise NothingMoved
    if amount > MOST:
        raise BadShelfValue(str(amount))


def _count(amount: int) -> None:
    if not 0 <= amount <= MOST:
        raise BadShelfValue(str(amount))


def _life(days: int | None) -> None:
    if days is not None and not 0 <= days <= LONGEST_LIFE:
        raise BadShelfValue(str(days))
