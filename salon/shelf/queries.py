"""What screens, papers, bills and commands ask of the shelf."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select, text

from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.catalogue.model import Ambiguous, NotFound, ProductId, ServiceId
from salon.catalogue.tables import Product
from salon.errors import Missing
from salon.public import row_of
from salon.shelf.lives import usual_life
from salon.shelf.model import (
    SOON,
    Article,
    BatchId,
    BatchLine,
    CountLine,
    MoveKind,
    MoveLine,
    OnHand,
    Scanned,
    Source,
    StockTake,
    StockTakeId,
    Use,
    folded,
    freshness,
    good_until,
    measure_of,
)
from salon.shelf.tables import Batch, Count, CountedLine, ServiceUse, StockMove
from salon.staff.tables import StaffMember
from salon.store.base import columns_of
from salon.text import LANGUAGES, Names, _
from salon.work import Reading, remembered

_DONE = (Status.COMPLETED, Status.LEFT)
_NAMED = 8  # candidates that are named


@remembered
def articles(reading: Reading) -> dict[int, Article]:
    """Return every product as the shelf knows it, by its id, in its order."""
    p = Product
    asked = select(
        *(p.id, p.version, p.ref, p.category, p.en, p.zh_hans, p.zh_hant, p.body),
        *(p.price, p.barcode, p.min_stock, p.order_up_to, p.life_open_days),
        p.is_active,
    ).order_by(p.sort, p.id)
    found = {}
    for row in reading.session.execute(asked):
        body = json.loads(row.body)
        life = row.life_open_days
        found[row.id] = Article(
            *(row.id, row.version, row.ref, row.category),
            Names(row.en, row.zh_hans, row.zh_hant),
            measure_of(body.get("size", "")),
            *(
                row.price if row.price.minor else None,
                row.barcode,
                row.min_stock,
                row.order_up_to,
            ),
            usual_life(row.ref, row.category) if life is None else life or None,
            body.get("ingredients", ""),
            row.is_active,
        )
    return found


def article(reading: Reading, key: int) -> Article:
    """Return one product; raises Missing."""
    found = articles(reading).get(key)
    if found is None:
        raise Missing("Product", key)
    return found


def resolve_article(reading: Reading, said: str) -> Article:
    """Return the product that *said* names: number, code, reference id or name.

    Raises:
        NotFound, Ambiguous: Nothing answers to it, or several do.
    """
    known = [one for one in articles(reading).values() if one.is_active]
    plain = said.strip().casefold()
    try:
        table, key = row_of(said.strip())
    except ValueError:
        table, key = "", 0
    exact = [
        one
        for one in known
        if plain and plain in (one.ref.casefold(), one.barcode.casefold())
    ] or [one for one in known if table == "product" and one.id == key]
    if exact:
        return exact[0]

    def called(one: Article) -> list[str]:
        return [one.names.said_in(code).casefold() for code in LANGUAGES]

    found = [one for one in known if plain in called(one)]
    found = found or [
        one for one in known if any(plain in said for said in called(one))
    ]
    if not plain or not found:
        raise NotFound(_("product"), said)
    if len(found) > 1:
        raise Ambiguous(_("product"), said, [one.name for one in found[:_NAMED]])
    return found[0]


def batches(
    reading: Reading,
    keys: Iterable[int] | None = None,
    *,
    soon: int = SOON,
    with_empty: bool = False,
) -> dict[int, tuple[BatchLine, ...]]:
    """Return the batches on the shelf by product, the first to be used first.

    Args:
        reading: As ever.
        keys: Of these products only; None: of all.
        soon: Days before its end at which one expires soon.
        with_empty: Also those of which nothing is left.
    """
    known = articles(reading)
    asked = select(columns_of(Batch)).order_by(Batch.id)
    if keys is not None:
        asked = asked.where(Batch.product_id.in_(list(keys)))
    if not with_empty:
        asked = asked.where(or_(Batch.stock != 0, Batch.blocked != ""))
    found: dict[int, list[BatchLine]] = defaultdict(list)
    for (row,) in reading.session.execute(asked):
        found[row.product_id].append(_batch(row, known, reading.today, soon))
    return {key: tuple(sorted(lines, key=_first)) for key, lines in found.items()}


def _first(one: BatchLine) -> tuple[bool, bool, date, int]:
    last = date.max if one.good_until is None else one.good_until
    return bool(one.blocked), one.opened_on is None, last, one.id


def _batch(row: Any, known: dict[int, Article], today: date, soon: int) -> BatchLine:
    life = row.life_open_days
    if life is None and row.product_id in known:
        life = known[row.product_id].life_open_days
    ends = row.expires_on, row.opened_on, life
    return BatchLine(
        *(row.id, row.version, row.product_id, row.lot),
        *(row.expires_on, row.opened_on, life),
        *(row.unit_cost, row.received_on, row.supplier, row.blocked, row.stock),
        *(good_until(*ends), freshness(today, *ends, row.blocked, soon)),
        row.life_open_days,
    )


def batch(reading: Reading, key: BatchId) -> BatchLine:
    """Return one batch; raises Missing."""
    row = reading.session.execute(
        select(columns_of(Batch)).where(Batch.id == key)
    ).scalar_one_or_none()
    if row is None:
        raise Missing("Batch", key)
    return _batch(row, articles(reading), reading.today, SOON)


def find_batch(reading: Reading, product_id: int, lot: str) -> BatchLine | None:
    """Return the batch of a product that a lot names, however it is spaced."""
    of_it = batches(reading, [product_id], with_empty=True).get(product_id, ())
    return next((one for one in of_it if folded(one.lot) == folded(lot)), None)


def on_hand(
    reading: Reading, keys: Iterable[int] | None = None, *, soon: int = SOON
) -> list[OnHand]:
    """Return the products with what there is of them, in the catalogue's order.

    Without *keys* those that are on the shelf, or should be.
    """
    wanted = None if keys is None else list(keys)
    there = batches(reading, wanted, soon=soon)
    known = articles(reading)
    if wanted is None:
        shown = [one for one in known.values() if one.id in there or one.min_stock > 0]
    else:
        shown = [known[key] for key in wanted if key in known]
    return [OnHand(one, there.get(one.id, ())) for one in shown]


def batch_for_scan(reading: Reading, code: str) -> Scanned | None:
    """Return what a scanned code names: a product's, or a lot; None: nothing known.

    A lot that several products have names none of them.
    """
    plain = "".join(code.split())
    if not plain:
        return None
    of_product = reading.session.scalars(
        select(Product.id).where(Product.barcode == plain)
    ).first()
    if of_product is not None:
        return Scanned(ProductId(of_product))
    spaceless = func.lower(func.replace(Batch.lot, " ", ""))
    rows = reading.session.execute(
        select(Batch.product_id, Batch.id, Batch.lot).where(spaceless == plain.lower())
    ).all()
    return Scanned(*rows[0]) if len(rows) == 1 else None


def moves(
    reading: Reading,
    product_id: int | None = None,
    *,
    source: Source | None = None,
    since: date | None = None,
    limit: int = 200,
) -> list[MoveLine]:
    """Return the ledger, the newest line first: all of it, or of one product.

    Args:
        reading: As ever.
        product_id: Of which product.
        source: Only what follows from this.
        since: The first day.
        limit: How many lines at most.
    """
    m, back = StockMove, StockMove.__table__.alias("back")
    asked = (
        select(columns_of(m), Batch.lot, StaffMember.name, back.c.id)
        .join(Batch, Batch.id == m.batch_id)
        .outerjoin(StaffMember, StaffMember.id == m.staff_id)
        .outerjoin(back, back.c.reverses_id == m.id)
        .order_by(m.id.desc())
        .limit(limit)
    )
    if product_id is not None:
        asked = asked.where(m.product_id == product_id)
    if source is not None:
        asked = asked.where(m.source == source.kind, m.source_id == source.id)
    if since is not None:
        asked = asked.where(m.day >= since)
    return [_move(*row) for row in reading.session.execute(asked)]


def _move(row: Any, lot: str, name: str | None, undone: int | None) -> MoveLine:
    return MoveLine(
        *(row.id, row.product_id, row.batch_id, lot, row.kind, row.quantity),
        *(row.before, row.after, row.unit_cost, row.at, row.day, name or ""),
        *(Source(row.source, row.source_id), row.reason, row.client_id),
        *(row.reverses_id, undone is not None),
    )


@remembered
def service_uses(reading: Reading) -> dict[int, dict[int, int]]:
    """Return how much of which product each service uses: service, product, amount."""
    u = ServiceUse
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for row in reading.session.execute(select(u.service_id, u.product_id, u.quantity)):
        found[row.service_id][row.product_id] = row.quantity
    return dict(found)


def use_of(reading: Reading, service_id: ServiceId) -> dict[int, int]:
    """Return how much of each product one service uses."""
    return service_uses(reading).get(service_id, {})


def use_between(reading: Reading, first: date, last: date) -> list[Use]:
    """Return what the treatments of a period should have used, and what went.

    Both days belong to it. Where most went unexplained comes first.
    """
    a, u, m = Appointment, ServiceUse, StockMove
    projected = (
        select(u.product_id, func.count(a.id), func.sum(u.quantity))
        .join(a, a.service_id == u.service_id)
        .where(a.day.between(first, last), a.status.in_(_DONE))
        .group_by(u.product_id)
    )
    expected: dict[int, tuple[int, int]] = {
        row[0]: (row[1], int(row[2])) for row in reading.session.execute(projected)
    }
    kinds = (MoveKind.TREATMENT, MoveKind.WASTE, MoveKind.COUNT)
    real = (
        select(m.product_id, m.kind, func.sum(m.quantity))
        .where(m.day.between(first, last), m.kind.in_(kinds))
        .group_by(m.product_id, m.kind)
    )
    went: dict[int, dict[MoveKind, int]] = defaultdict(dict)
    for row in reading.session.execute(real):
        went[row[0]][row[1]] = -int(row[2])
    found = []
    for key, one in articles(reading).items():
        if key not in expected and key not in went:
            continue
        count, should = expected.get(key, (0, 0))
        of_it = went[key]
        found.append(Use(one, count, should, *(of_it.get(kind, 0) for kind in kinds)))
    return sorted(found, key=lambda use: -use.over * 1000 // use.article.measure.size)


def stock_take(reading: Reading, key: StockTakeId) -> StockTake:
    """Return a stock-take with its sheet, in the catalogue's order; raises Missing."""
    asked = (
        select(columns_of(Count), StaffMember.name)
        .outerjoin(StaffMember, StaffMember.id == Count.staff_id)
        .where(Count.id == key)
    )
    row: Any = reading.session.execute(asked).one_or_none()
    if row is None:
        raise Missing("Count", key)
    take, name = row
    return StockTake(
        *(take.id, take.begun_at, name or "", take.confirmed_at, take.dropped_at),
        *(take.reason, tuple(_sheet(reading, key))),
    )


def _sheet(reading: Reading, key: StockTakeId) -> list[CountLine]:
    one = CountedLine
    asked = (
        select(columns_of(one), Batch.lot, StaffMember.name)
        .join(Batch, Batch.id == one.batch_id)
        .join(Product, Product.id == one.product_id)
        .outerjoin(StaffMember, StaffMember.id == one.staff_id)
        .where(one.stock_take_id == key)
        .order_by(Product.sort, Product.id, one.id)
    )
    return [
        CountLine(
            *(row.id, row.version, row.product_id, row.batch_id, lot, row.system),
            *(row.counted, row.system_then, name or ""),
        )
        for row, lot, name in reading.session.execute(asked)
    ]


def open_take(reading: Reading) -> StockTakeId | None:
    """Return the stock-take that is under way, if there is one."""
    c = Count
    open_ = select(c.id).where(c.confirmed_at.is_(None), c.dropped_at.is_(None))
    return reading.session.scalars(open_.order_by(c.id.desc())).first()


def last_taken(reading: Reading) -> date | None:
    """Return the day on which stock was last taken, if it ever was."""
    at = reading.session.scalar(select(func.max(Count.confirmed_at)))
    return None if at is None else reading.local(at).date()


def handed_out(reading: Reading, batch_id: BatchId) -> list[MoveLine]:
    """Return to whom a batch was sold or given, or on whom used, and not given back."""
    m, back = StockMove, StockMove.__table__.alias("back")
    kinds = (MoveKind.SALE, MoveKind.SAMPLE, MoveKind.TREATMENT)
    asked = (
        select(columns_of(m), Batch.lot, StaffMember.name, back.c.id)
        .join(Batch, Batch.id == m.batch_id)
        .outerjoin(StaffMember, StaffMember.id == m.staff_id)
        .outerjoin(back, back.c.reverses_id == m.id)
        .where(m.batch_id == batch_id, m.kind.in_(kinds), m.client_id.is_not(None))
        .where(m.reverses_id.is_(None), back.c.id.is_(None))
        .order_by(m.day, m.id)
    )
    return [_move(*row) for row in reading.session.execute(asked)]


def faults(reading: Reading) -> dict[str, list[int]]:
    """Return what does not hold on the shelf, by rule, with the batches it is about.

    The sum of its moves is the stock of a batch, and each move begins where the one
    before it ended.
    """
    run = reading.session.connection().execute
    sums = text(
        "SELECT b.id FROM stock_batch b LEFT JOIN stock_move m ON m.batch_id = b.id "
        "GROUP BY b.id, b.stock HAVING b.stock <> COALESCE(SUM(m.quantity), 0) "
        "ORDER BY b.id"
    )
    chain = text(
        "SELECT DISTINCT batch_id FROM (SELECT batch_id, before, after, quantity, "
        "LAG(after, 1, 0) OVER (PARTITION BY batch_id ORDER BY id) AS last "
        "FROM stock_move) AS m WHERE before <> last OR after <> before + quantity "
        "ORDER BY batch_id"
    )
    found = {"stock_sum": sums, "stock_chain": chain}
    return {
        rule: keys
        for rule, asked in found.items()
        if (keys := [row[0] for row in run(asked)])
    }
