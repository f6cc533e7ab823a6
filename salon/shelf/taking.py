"""Steps that bills, treatments and the shelf's own operations share.

They run within the action that needs them, ask for no right and lock the product, so
that of two desks which take the last one the second sees what the first has left.
"""

from datetime import date

from sqlalchemy import select

from salon.catalogue.model import ProductId
from salon.catalogue.tables import Product
from salon.money import Money
from salon.shelf.events import (
    ProductBought,
    ProductBroughtBack,
    StockGivenBack,
    StockTaken,
)
from salon.shelf.model import (
    BY_HAND,
    HANDED_OUT,
    NOT_GOOD,
    Article,
    BatchBlocked,
    BatchId,
    MoveKind,
    MoveLine,
    NothingMoved,
    Source,
    closed,
    folded,
    freshness,
)
from salon.shelf.queries import article, articles
from salon.shelf.queries import batch_for_scan as batch_for_scan
from salon.shelf.tables import Batch, StockMove
from salon.staff.model import StaffId
from salon.work import Work

LONGEST_LOT = 60


def take(
    work: Work,
    product_id: int,
    amount: int,
    kind: MoveKind,
    *,
    source: Source = BY_HAND,
    batch_id: BatchId | None = None,
    client_id: int | None = None,
    day: date | None = None,
    reason: str = "",
) -> list[MoveLine]:
    """Take something from the shelf, the first to expire first, and write it down.

    What is used in a treatment comes from what is open, what is sold from what is
    closed; what is over comes last and what is blocked not at all. There may be less
    than is taken: then stock is below nothing, and is shown so.

    Args:
        work: As ever.
        product_id: Of which product.
        amount: How much, in thousandths of its measure (`Measure`).
        kind: Why it goes.
        source: What it follows from.
        batch_id: Of this batch; None: of whichever is to be used first.
        client_id: Who had it, so that a recall finds whom to ring.
        day: When it was; None: today.
        reason: In words, where somebody gave one.

    Raises:
        NothingMoved: An amount that is not more than nothing.
        BatchBlocked: It is sold or given away and only blocked ones are left; what
            was used in a treatment is always written down.
        Missing: There is no such product or batch.
    """
    if amount <= 0:
        raise NothingMoved
    of = article(work, product_id)
    rows = _locked(work, of)
    done = []
    for row, part in _parts(work, of, rows, amount, kind, batch_id):
        move = put(
            *(work, row, kind, -part),
            source=source,
            client_id=client_id,
            day=day,
            reason=reason,
        )
        if kind is MoveKind.TREATMENT:
            _open(row, move, of, day or work.today)
        done.append(move)
    work.session.flush()
    work.record(StockTaken(product_id, amount))
    if kind is MoveKind.SALE and client_id is not None:
        units = max(1, amount // of.measure.size)
        work.record(ProductBought(client_id, product_id, units, source.kind, source.id))
    return [_line(one, rows) for one in done]


def give_back(work: Work, source: Source, reason: str = "") -> list[MoveLine]:
    """Put back what was taken for *source*, each move by one of its own.

    What was given back already stays; so it may be called again.
    """
    m = StockMove
    asked = select(m).where(m.source == source.kind, m.source_id == source.id)
    found = work.session.scalars(asked.order_by(m.id)).all()
    gone = {one.reverses_id for one in found}
    back = [one for one in found if one.id not in gone and one.reverses_id is None]
    if not back:
        return []
    work.lock_all({Product: {one.product_id for one in back}})
    lines = [reverse(work, one, reason) for one in back]
    work.record(StockGivenBack(source.kind, source.id))
    net = -sum(one.quantity for one in back)
    size = articles(work)[back[0].product_id].measure.size
    _brought_back(work, back[0], -(-net // size))
    return lines


def give_some_back(
    work: Work, source: Source, units: int, reason: str = ""
) -> list[MoveLine]:
    """Put back some whole ones of what was sold for *source*, the last taken first.

    Never more than went and is not back yet.
    """
    m = StockMove
    asked = select(m).where(m.source == source.kind, m.source_id == source.id)
    found = list(work.session.scalars(asked.order_by(m.id.desc())))
    out: dict[BatchId, int] = {}
    for one in found:
        out[one.batch_id] = out.get(one.batch_id, 0) - one.quantity
    if units <= 0 or not any(amount > 0 for amount in out.values()):
        return []
    sold = found[-1]
    work.lock(Product, sold.product_id)
    size = articles(work)[sold.product_id].measure.size
    rest = units * size
    made: list[MoveLine] = []
    for key, amount in out.items():
        part = min(rest, amount)
        if part > 0:
            row = _fresh(work, key)
            move = put(
                *(work, row, MoveKind.RETURN_IN, part),
                source=source,
                client_id=sold.client_id,
                reason=reason,
            )
            work.session.flush()
            made.append(_line(move, [row]))
            rest -= part
    work.record(StockGivenBack(source.kind, source.id))
    _brought_back(work, sold, units - rest // size)
    return made


def _brought_back(work: Work, sold: StockMove, units: int) -> None:
    if sold.kind is MoveKind.SALE and sold.client_id is not None and units > 0:
        day = sold.day.isoformat()
        work.record(ProductBroughtBack(sold.client_id, sold.product_id, units, day))


def reverse(work: Work, move: StockMove, reason: str) -> MoveLine:
    """Take one move back by a move of the same kind; its product is locked."""
    row = _fresh(work, move.batch_id)
    made = put(
        *(work, row, move.kind, -move.quantity),
        source=Source(move.source, move.source_id),
        client_id=move.client_id,
        day=move.day if move.kind is MoveKind.TREATMENT else None,
        reason=reason,
        unit_cost=move.unit_cost,
        reverses=move,
    )
    work.session.flush()
    return _line(made, [row])


def put(
    work: Work,
    row: Batch,
    kind: MoveKind,
    amount: int,
    *,
    source: Source = BY_HAND,
    client_id: int | None = None,
    day: date | None = None,
    reason: str = "",
    unit_cost: Money | None = None,
    reverses: StockMove | None = None,
) -> StockMove:
    """Write one line of the ledger and change the stock of its batch by it."""
    move = StockMove(
        product_id=row.product_id,
        batch_id=row.id,
        client_id=client_id,
        kind=kind,
        quantity=amount,
        before=row.stock,
        after=row.stock + amount,
        unit_cost=row.unit_cost if unit_cost is None else unit_cost,
        at=work.now,
        day=day or work.today,
        staff_id=acting(work),
        source=source.kind,
        source_id=source.id,
        reason=reason.strip(),
        reverses_id=None if reverses is None else reverses.id,
    )
    row.stock += amount
    work.session.add(move)
    return move


def batch_of(work: Work, product_id: int, lot: str) -> Batch:
    """Return the batch of a lot, or a new one of which there is nothing yet.

    The product is locked by it.
    """
    rows = _locked(work, article(work, product_id))
    said = " ".join(lot.split())[:LONGEST_LOT]
    for row in rows:
        if folded(row.lot) == folded(said):
            return row
    return work.add(Batch(product_id=ProductId(product_id), lot=said, stock=0))


def held(work: Work, key: BatchId) -> Batch:
    """Return a batch, held against other desks; raises Missing."""
    work.lock(Product, work.get(Batch, key).product_id)
    return _fresh(work, key)


def acting(work: Work) -> StaffId | None:
    """Return who does it; None: whoever holds the key."""
    return None if work.by.id is None else StaffId(work.by.id)


def _locked(work: Work, of: Article) -> list[Batch]:
    work.lock(Product, of.id)
    asked = select(Batch).where(Batch.product_id == of.id).order_by(Batch.id)
    fresh = asked.execution_options(populate_existing=True)
    return list(work.session.scalars(fresh))


def _fresh(work: Work, key: BatchId) -> Batch:
    asked = select(Batch).where(Batch.id == key)
    return work.session.scalars(asked.execution_options(populate_existing=True)).one()


def _parts(
    work: Work,
    of: Article,
    rows: list[Batch],
    amount: int,
    kind: MoveKind,
    wanted: BatchId | None,
) -> list[tuple[Batch, int]]:
    if wanted is not None:
        row = next((one for one in rows if one.id == wanted), None)
        if row is None:
            row = work.get(Batch, wanted)  # of another product, or of none
        if row.blocked and kind in HANDED_OUT:
            raise BatchBlocked(of.name, row.lot, row.blocked)
        return [(row, amount)]
    open_to = [one for one in rows if not one.blocked]
    there = sum(one.stock for one in open_to if one.stock > 0)
    held = next((one for one in rows if one.blocked and one.stock > 0), None)
    if kind in HANDED_OUT and held is not None and there < amount:
        raise BatchBlocked(of.name, held.lot, held.blocked)
    return _split(work, of, open_to, amount, kind)


def _split(
    work: Work, of: Article, rows: list[Batch], amount: int, kind: MoveKind
) -> list[tuple[Batch, int]]:
    is_closed = kind in HANDED_OUT

    def first(row: Batch) -> tuple[bool, bool, date, int]:
        life = row.life_open_days or of.life_open_days
        opened = None if is_closed else row.opened_on
        stands = freshness(work.today, row.expires_on, opened, life)
        is_open = row.opened_on is not None
        last = row.expires_on or date.max
        return stands in NOT_GOOD, is_open if is_closed else not is_open, last, row.id

    ordered = sorted(rows, key=first)
    parts: dict[BatchId, int] = {}
    for only_whole in (True, False) if is_closed else (False,):
        for row in ordered:
            left = row.stock - parts.get(row.id, 0)
            if only_whole and row.opened_on is not None:
                left = closed(left, of.measure.size)
            part = min(left, amount)
            if part > 0:
                parts[row.id] = parts.get(row.id, 0) + part
                amount -= part
    by_id = {one.id: one for one in rows}
    if amount:
        last = by_id[list(parts)[-1]] if parts else _short(work, of, ordered)
        by_id[last.id] = last
        parts[last.id] = parts.get(last.id, 0) + amount
    return [(by_id[key], part) for key, part in parts.items()]


def _short(work: Work, of: Article, rows: list[Batch]) -> Batch:
    """Return of which batch something goes that is not there."""
    below = [one for one in rows if one.stock < 0] or rows
    return below[-1] if below else batch_of(work, of.id, "")


def _open(row: Batch, move: StockMove, of: Article, day: date) -> None:
    """Note that one was opened: the first use, and where one is empty the next."""
    size = of.measure.size
    begun, left = -(-move.before // size), -(-move.after // size)
    if row.opened_on is None or left < begun:
        row.opened_on = None if move.after > 0 and move.after % size == 0 else day


def _line(move: StockMove, rows: list[Batch]) -> MoveLine:
    lot = next((one.lot for one in rows if one.id == move.batch_id), "")
    return MoveLine(
        *(move.id, move.product_id, move.batch_id, lot, move.kind, move.quantity),
        *(move.before, move.after, move.unit_cost, move.at, move.day, ""),
        *(Source(move.source, move.source_id), move.reason, move.client_id),
        move.reverses_id,
    )
