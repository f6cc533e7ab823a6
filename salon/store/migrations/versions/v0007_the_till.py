"""The ledger, the till, courses, what is paid ahead, the shelf, the end of a day."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from salon.store.migrations.columns import index, link, moment, table, text
from salon.store.reshape import add_column, adopt_rows, rewrite

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    _ledger()
    _till()
    _courses()
    _prepaid()
    _shelf()
    _day_end()


def _money(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _word(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(24), nullable=False)


def _records(name: str, *columns: sa.Column[Any] | sa.Constraint) -> None:
    """Create a table of records that keeps rules of its own."""
    op.create_table(
        name,
        *columns,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )


def _lay_down(rules: Mapping[str, Sequence[str]]) -> None:
    for statement in rules.get(op.get_bind().dialect.name, ()):
        op.get_bind().exec_driver_sql(statement)


def _ledger() -> None:
    """One row moves one amount, so nothing can be out of balance."""
    one = "posting"
    _records(
        one,
        moment("at"),
        sa.Column("day", sa.Date(), nullable=False),
        _word("kind"),
        *map(text, ("debit", "credit")),
        _money("amount"),
        link(one, "client_id", "client"),
        *(
            sa.Column(name, sa.Integer())
            for name in ("bill_id", "line_id", "course_id", "voucher_id")
        ),
        link(one, "staff_id", "staff_member"),
        link(one, "reverses_id", "posting"),
        sa.CheckConstraint("amount > 0", name="ck_posting_amount"),
        sa.CheckConstraint("debit <> credit", name="ck_posting_accounts"),
    )
    index(one, "day", "kind")
    index(one, "client_id", "day")
    index(one, "bill_id")
    index(one, "course_id")
    _lay_down(_BOOKS_STAND)


def _till() -> None:
    """Bills, their lines and payments, and the days they belong to."""
    index("treatment", "day")  # what is still missing in the records of the last days
    add_column("product", _money("price"), 0)
    _records(
        "bill",
        sa.Column("number", sa.Integer()),
        text("series"),
        *map(_word, ("kind", "state")),
        link("bill", "client_id", "client"),
        sa.Column("day", sa.Date(), nullable=False),
        moment("opened_at"),
        link("bill", "opened_by", "staff_member"),
        moment("closed_at", nullable=True),
        link("bill", "closed_by", "staff_member"),
        link("bill", "reverses_id", "bill"),
        *map(_money, ("total", "tax", "rounding", "owing")),
        *map(text, ("reason", "note")),
        moment("printed_at", nullable=True),
        sa.UniqueConstraint("series", "number", name="uq_bill_series"),
        sa.CheckConstraint("owing >= 0", name="ck_bill_owing"),
    )
    for names in (("day",), ("client_id", "day"), ("state",), ("reverses_id",)):
        index("bill", *names)
    line = "bill_line"
    table(
        line,
        link(line, "bill_id", "bill", nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        _word("kind"),
        text("words"),
        sa.Column("quantity", sa.Integer(), nullable=False),
        *map(_money, ("list", "price")),
        text("discount_why"),
        link(line, "discount_by", "staff_member"),
        sa.Column("tax_rate", sa.Integer(), nullable=False),
        *map(_money, ("tax", "taken", "earned", "bonus", "unpaid")),
        link(line, "staff_id", "staff_member"),
        link(line, "service_id", "service"),
        link(line, "product_id", "product"),
        link(line, "appointment_id", "appointment"),
        *(
            sa.Column(name, sa.Integer())
            for name in ("course_id", "voucher_id", "member_id")
        ),
        link(line, "debt_of", "bill"),
        link(line, "gives_back", "bill_line"),
        text("body"),
    )
    index(line, "bill_id", "position")
    for name in ("appointment_id", "debt_of", "gives_back"):
        index(line, name)
    table(
        "line_share",
        link("line_share", "line_id", line, nullable=False),
        link("line_share", "staff_id", "staff_member", nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
    )
    index("line_share", "line_id")
    table(
        "payment",
        link("payment", "bill_id", "bill", nullable=False),
        text("means"),
        *map(_money, ("amount", "bonus")),
        _money("tendered", nullable=True),
        sa.Column("voucher_id", sa.Integer()),
        link("payment", "payer_id", "client"),
        text("reference"),
        link("payment", "staff_id", "staff_member"),
        moment("at"),
        sa.Column("day", sa.Date(), nullable=False),
    )
    index("payment", "bill_id")
    index("payment", "day")
    table(
        "till_day",
        sa.Column("day", sa.Date(), nullable=False),
        moment("opened_at"),
        link("till_day", "opened_by", "staff_member"),
        _money("float_"),
        text("counted"),
        *map(_money, ("expected", "difference")),
        *map(text, ("why", "spent")),
        *map(_money, ("to_safe", "stays")),
        text("note"),
        moment("closed_at", nullable=True),
        link("till_day", "closed_by", "staff_member"),
        link("till_day", "second_by", "staff_member"),
    )
    index("till_day", "day", unique=True)
    _lay_down(_NUMBERS)
    _lay_down(_DAYS_STAND)


def _courses() -> None:
    """Courses by sessions, value or choice; who signed for what."""
    one, integer = "course", sa.Integer
    for column, fill in (
        (sa.Column("kind", sa.String(24), nullable=False), "sessions"),
        (text("name"), ""),
        (_money("list_unit"), 0),
        (_money("unpaid"), 0),
        (_money("given"), 0),
        (_money("gone"), 0),
        (_money("value_used"), 0),
        (sa.Column("state", sa.String(24), nullable=False), "active"),
        (sa.Column("frozen_from", sa.Date()), None),
        (sa.Column("frozen_until", sa.Date()), None),
        (link(one, "plan_id", "plan"), None),
        (link(one, "buyer_id", "client"), None),
        (sa.Column("line_id", integer()), None),
        (link(one, "staff_id", "staff_member"), None),
    ):
        add_column(one, column, fill)
    table(
        "course_choice",
        link("course_choice", "course_id", one, nullable=False),
        link("course_choice", "service_id", "service", nullable=False),
    )
    table(
        "course_holder",
        link("course_holder", "course_id", one, nullable=False),
        link("course_holder", "client_id", "client", nullable=False),
    )
    log = "course_event"
    table(
        log,
        link(log, "course_id", one, nullable=False),
        sa.Column("doing", sa.String(24), nullable=False),
        moment("at"),
        link(log, "staff_id", "staff_member"),
        text("reason"),
        _money("amount"),
        sa.Column("days", integer(), nullable=False),
        link(log, "other_id", "client"),
        link(log, "other_course", one),
    )
    for name in ("course_choice", "course_holder", log):
        index(name, "course_id")
    index("course_holder", "client_id")
    _redemptions()
    for statement in _NO_SESSION_TWICE.get(op.get_bind().dialect.name, ()):
        op.execute(statement)
    for statement in _NO_MORE_THAN_SOLD.get(op.get_bind().dialect.name, ()):
        op.execute(statement)
    _bring_courses()


def _redemptions() -> None:
    """A session may be taken without a visit, and counts no longer once taken back."""
    one = "redemption"
    if op.get_bind().dialect.name == "sqlite":
        _without_its_rule()
    else:
        op.drop_constraint("uq_redemption_appointment_id", one)
        op.alter_column(one, "appointment_id", nullable=True)
    for column, fill in (
        (sa.Column("number", sa.Integer(), nullable=False), 0),
        (_money("worth"), 0),
        (_money("listed"), 0),
        (link(one, "service_id", "service"), None),
        (link(one, "staff_id", "staff_member"), None),
        (link(one, "client_id", "client"), None),
        (moment("at"), "1970-01-01 00:00:00.000000"),
        (text("staff_sign"), ""),
        (text("client_sign"), ""),
        (text("code"), ""),
        (moment("back_at", nullable=True), None),
        (link(one, "back_by", "staff_member"), None),
        (text("back_reason"), ""),
    ):
        add_column(one, column, fill)
    index(one, "code")
    _number_redemptions()
    stands = sa.text("back_at IS NULL")
    for name, columns in (
        ("no_session_twice", ["course_id", "number"]),
        ("no_visit_twice", ["appointment_id"]),
    ):
        op.create_index(
            *(name, one, columns),
            unique=True,
            sqlite_where=stands,
            postgresql_where=stands,
        )


def _without_its_rule() -> None:
    """Make the table anew, where a rule cannot be taken from it; no row changes."""
    run = op.get_bind().exec_driver_sql
    op.create_table(
        "redemption_new",
        link("redemption", "course_id", "course", nullable=False),
        link("redemption", "appointment_id", "appointment"),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_redemption"),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    run(
        "INSERT INTO redemption_new (course_id, appointment_id, id, version)"
        " SELECT course_id, appointment_id, id, version FROM redemption"
    )
    run("DELETE FROM sqlite_sequence WHERE name = 'redemption_new'")
    run(
        "INSERT INTO sqlite_sequence (name, seq) SELECT 'redemption_new', seq"
        " FROM sqlite_sequence WHERE name = 'redemption'"
    )
    run("DROP TABLE redemption")
    run("ALTER TABLE redemption_new RENAME TO redemption")
    index("redemption", "course_id")


def _number_redemptions() -> None:
    """What was taken before is numbered in its order; all together are the price."""
    visit = "FROM appointment a WHERE a.id = redemption.appointment_id"
    course = "FROM course c WHERE c.id = redemption.course_id"
    rewrite(
        "redemption",
        {
            "number": "(SELECT count(*) FROM redemption r WHERE r.course_id ="
            " redemption.course_id AND r.id <= redemption.id)",
            "service_id": f"(SELECT a.service_id {visit})",
            "staff_id": f"(SELECT a.staff_id {visit})",
            "client_id": f"(SELECT a.client_id {visit})",
            "at": f"(SELECT COALESCE(a.completed_at, a.booked_at) {visit})",
        },
    )
    worth = (
        "c.price / c.sessions + CASE WHEN redemption.number <="
        " c.price - c.price / c.sessions * c.sessions THEN 1 ELSE 0 END"
    )
    sold = f"CASE WHEN redemption.number <= c.sessions THEN {worth} ELSE 0 END"
    rewrite("redemption", {"worth": f"(SELECT {sold} {course})"})
    its = "SELECT COALESCE(sum(r.worth), 0) FROM redemption r"
    rewrite("course", {"given": f"({its} WHERE r.course_id = course.id)"})


def _bring_courses() -> None:
    """What is owed for courses of before comes into the books: sold, then taken."""
    own = (
        "(at, day, kind, debit, credit, amount, client_id, course_id, staff_id,"
        " version) SELECT"
    )
    noon = "' 12:00:00.000000'"
    run = op.get_bind().exec_driver_sql
    is_server = op.get_bind().dialect.name == "postgresql"
    at = (
        f"CAST(c.sold_on || {noon} AS timestamptz)"
        if is_server
        else (f"c.sold_on || {noon}")
    )
    day = "CAST(r.at AS date)" if is_server else "date(r.at)"
    run(
        f"INSERT INTO posting {own} {at}, c.sold_on, 'opening', 'opening', 'course',"
        " c.price, c.client_id, c.id, NULL, 1 FROM course c WHERE c.price > 0"
        " ORDER BY c.id"
    )
    run(
        f"INSERT INTO posting {own} r.at, {day}, 'redemption', 'course', 'service',"
        " r.worth, c.client_id, c.id, r.staff_id, 1 FROM redemption r"
        " JOIN course c ON c.id = r.course_id WHERE r.worth > 0 ORDER BY r.id"
    )
    adopt_rows("posting")


def _prepaid() -> None:
    """Stored value, vouchers, members, points and contracts."""
    _records(
        "holding",
        link("holding", "client_id", "client", nullable=False),
        *map(_money, ("paid", "bonus", "deposit")),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "paid >= 0 AND bonus >= 0 AND deposit >= 0", name="ck_holding_left"
        ),
    )
    index("holding", "client_id", unique=True)
    _records(
        "voucher",
        text("code"),
        *map(_money, ("value", "remains")),
        _word("state"),
        sa.Column("sold_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date()),
        link("voucher", "buyer_id", "client"),
        link("voucher", "holder_id", "client"),
        text("holder"),
        sa.CheckConstraint("remains >= 0", name="ck_voucher_left"),
    )
    index("voucher", "code", unique=True)
    index("voucher", "buyer_id")
    index("voucher", "holder_id")


def _shelf() -> None:
    """Batches, the ledger of what came and went, stock-takes, amounts by service."""
    add_column("product", text("barcode"), "")
    for name in ("min_stock", "order_up_to"):
        add_column("product", sa.Column(name, sa.BigInteger(), nullable=False), 0)
    add_column("product", sa.Column("life_open_days", sa.Integer()), None)
    index("product", "barcode")
    batch = "stock_batch"
    table(
        batch,
        link(batch, "product_id", "product", nullable=False),
        text("lot"),
        sa.Column("expires_on", sa.Date()),
        sa.Column("opened_on", sa.Date()),
        sa.Column("life_open_days", sa.Integer()),
        sa.Column("unit_cost", sa.BigInteger()),
        sa.Column("received_on", sa.Date()),
        *map(text, ("supplier", "blocked")),
        sa.Column("stock", sa.BigInteger(), nullable=False),
    )
    index(batch, "product_id", "lot", unique=True)
    move = "stock_move"
    table(
        move,
        link(move, "product_id", "product", nullable=False),
        link(move, "batch_id", batch, nullable=False),
        link(move, "client_id", "client"),
        sa.Column("kind", sa.String(24), nullable=False),
        *(
            sa.Column(name, sa.BigInteger(), nullable=False)
            for name in ("quantity", "before", "after")
        ),
        sa.Column("unit_cost", sa.BigInteger()),
        moment("at"),
        sa.Column("day", sa.Date(), nullable=False),
        link(move, "staff_id", "staff_member"),
        text("source"),
        sa.Column("source_id", sa.Integer(), nullable=False),
        text("reason"),
        link(move, "reverses_id", move),
    )
    index(move, "batch_id", "id")
    index(move, "product_id", "day")
    index(move, "source", "source_id")
    index(move, "reverses_id", unique=True)
    index(move, "kind", "day")
    index(move, "client_id")
    take = "stock_take"
    table(
        take,
        moment("begun_at"),
        link(take, "staff_id", "staff_member"),
        moment("confirmed_at", nullable=True),
        link(take, "confirmed_by", "staff_member"),
        moment("dropped_at", nullable=True),
        text("reason"),
    )
    line = "stock_take_line"
    table(
        line,
        link(line, "stock_take_id", take, nullable=False),
        link(line, "product_id", "product", nullable=False),
        link(line, "batch_id", batch, nullable=False),
        sa.Column("system", sa.BigInteger(), nullable=False),
        sa.Column("counted", sa.BigInteger()),
        sa.Column("system_then", sa.BigInteger()),
        moment("counted_at", nullable=True),
        link(line, "staff_id", "staff_member"),
    )
    index(line, "stock_take_id", "batch_id", unique=True)
    use = "service_use"
    table(
        use,
        link(use, "service_id", "service", nullable=False),
        link(use, "product_id", "product", nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
    )
    index(use, "service_id", "product_id", unique=True)


def _day_end() -> None:
    """Counts of the till, figures that stay, commissions."""
    count = "till_count"
    table(
        count,
        sa.Column("day", sa.Date(), nullable=False),
        moment("at"),
        link(count, "staff_id", "staff_member"),
        text("counted"),
        _money("worth"),
        text("note"),
        sa.Column("is_late", sa.Boolean(), nullable=False),
    )
    index(count, "day")
    op.create_table(
        "figure",
        *map(text, ("measure", "by")),
        sa.Column("day", sa.Date(), nullable=False),
        text("key"),
        _money("amount"),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("measure", "by", "day", "key", name="pk_figure"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    rule = "commission_rule"
    _records(
        rule,
        _word("kind"),
        link(rule, "staff_id", "staff_member"),
        link(rule, "service_id", "service"),
        sa.Column("rate", sa.Integer(), nullable=False),
        *map(_word, ("moment", "price")),
        sa.Column("after_cost", sa.Boolean(), nullable=False),
        sa.CheckConstraint("rate BETWEEN 0 AND 10000", name="ck_commission_rule_rate"),
    )
    line = "commission_line"
    table(
        line,
        sa.Column("day", sa.Date(), nullable=False),
        link(line, "staff_id", "staff_member", nullable=False),
        _word("kind"),
        link(line, "bill_id", "bill"),
        link(line, "line_id", "bill_line"),
        link(line, "redemption_id", "redemption"),
        *map(_money, ("base", "cost")),
        sa.Column("rate", sa.Integer(), nullable=False),
        _money("amount"),
    )
    index(line, "day", "staff_id")
    index(line, "line_id")
    index(line, "redemption_id")
    for name in ("figure", line):
        _lay_down(_stands(name))


def _stands(name: str) -> dict[str, tuple[str, ...]]:
    """Return what keeps the rows of a table as they are."""
    return {
        "sqlite": tuple(
            f"CREATE TRIGGER {name}_stands_{act.lower()} BEFORE {act} ON {name}"
            " BEGIN SELECT RAISE(ABORT, 'books_stand'); END"
            for act in ("UPDATE", "DELETE")
        ),
        "postgresql": (
            f"""
CREATE OR REPLACE FUNCTION {name}_stands() RETURNS trigger AS $$
BEGIN
  RAISE EXCEPTION 'books_stand' USING ERRCODE = 'integrity_constraint_violation';
END $$ LANGUAGE plpgsql""",
            f"CREATE TRIGGER {name}_stands BEFORE UPDATE OR DELETE ON {name}"
            f" FOR EACH ROW EXECUTE FUNCTION {name}_stands()",
        ),
    }


_CLOSED = "SELECT 1 FROM till_day WHERE closed_at IS NOT NULL AND day >= {row}.day"
_SERVER = """
CREATE OR REPLACE FUNCTION books_stand() RETURNS trigger AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (to_jsonb(NEW) - 'client_id' - 'version')
       IS DISTINCT FROM (to_jsonb(OLD) - 'client_id' - 'version') THEN
      RAISE EXCEPTION 'books_stand' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
  ELSIF TG_OP = 'DELETE' THEN
    IF EXISTS ({old}) THEN
      RAISE EXCEPTION 'books_stand' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN OLD;
  END IF;
  IF EXISTS ({new}) THEN
    RAISE EXCEPTION 'books_stand' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$ LANGUAGE plpgsql
""".format(old=_CLOSED.format(row="OLD"), new=_CLOSED.format(row="NEW"))
_FIXED = ("at", "day", "kind", "debit", "credit", "amount", "bill_id", "line_id")
_BOOKS_STAND = {
    "sqlite": (
        *(
            f"CREATE TRIGGER books_stand_{act.lower()} BEFORE {act} ON posting"
            f" WHEN EXISTS ({_CLOSED.format(row=row)})"
            " BEGIN SELECT RAISE(ABORT, 'books_stand'); END"
            for act, row in (("INSERT", "NEW"), ("DELETE", "OLD"))
        ),
        f"CREATE TRIGGER books_stand_update BEFORE UPDATE OF {', '.join(_FIXED)}"
        " ON posting BEGIN SELECT RAISE(ABORT, 'books_stand'); END",
    ),
    "postgresql": (
        _SERVER,
        "CREATE TRIGGER books_stand BEFORE INSERT OR UPDATE OR DELETE ON posting"
        " FOR EACH ROW EXECUTE FUNCTION books_stand()",
    ),
}

_NEXT = "(SELECT coalesce(max(number), 0) + 1 FROM bill WHERE series = NEW.series)"
_LATER = "EXISTS (SELECT 1 FROM bill WHERE series = OLD.series AND number > OLD.number)"
_GIVEN = f"NEW.number IS NOT NULL AND NEW.number <> {_NEXT}"
_TAKEN = f"OLD.number IS NOT NULL AND (OLD.printed_at IS NOT NULL OR {_LATER})"
_MOVED = "NEW.number IS NOT OLD.number"
_NUMBERS = {
    "sqlite": (
        f"CREATE TRIGGER bill_number_new BEFORE INSERT ON bill WHEN {_GIVEN}"
        " BEGIN SELECT RAISE(ABORT, 'books_stand'); END",
        "CREATE TRIGGER bill_number_given BEFORE UPDATE OF number ON bill"
        f" WHEN {_MOVED} AND ({_GIVEN} OR {_TAKEN})"
        " BEGIN SELECT RAISE(ABORT, 'books_stand'); END",
        f"CREATE TRIGGER bill_number_kept BEFORE DELETE ON bill WHEN {_TAKEN}"
        " BEGIN SELECT RAISE(ABORT, 'books_stand'); END",
    ),
    "postgresql": (
        f"""
CREATE OR REPLACE FUNCTION bill_number() RETURNS trigger AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF {_GIVEN} THEN
      RAISE EXCEPTION 'books_stand' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
  ELSIF TG_OP = 'DELETE' THEN
    IF {_TAKEN} THEN
      RAISE EXCEPTION 'books_stand' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN OLD;
  END IF;
  IF NEW.number IS DISTINCT FROM OLD.number AND ({_GIVEN} OR {_TAKEN}) THEN
    RAISE EXCEPTION 'books_stand' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$ LANGUAGE plpgsql""",
        "CREATE TRIGGER bill_number BEFORE INSERT OR UPDATE OR DELETE ON bill"
        " FOR EACH ROW EXECUTE FUNCTION bill_number()",
    ),
}

_DAY_STANDS = "OLD.closed_at IS NOT NULL"
_DAYS_STAND = {
    "sqlite": tuple(
        f"CREATE TRIGGER day_stands_{act.lower()} BEFORE {act} ON till_day"
        f" WHEN {_DAY_STANDS} BEGIN SELECT RAISE(ABORT, 'books_stand'); END"
        for act in ("UPDATE", "DELETE")
    ),
    "postgresql": (
        f"""
CREATE OR REPLACE FUNCTION day_stands() RETURNS trigger AS $$
BEGIN
  IF {_DAY_STANDS} THEN
    RAISE EXCEPTION 'books_stand' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  RETURN NEW;
END $$ LANGUAGE plpgsql""",
        "CREATE TRIGGER day_stands BEFORE UPDATE OR DELETE ON till_day"
        " FOR EACH ROW EXECUTE FUNCTION day_stands()",
    ),
}

_BEYOND = (
    "SELECT 1 FROM course WHERE id = NEW.course_id"
    " AND kind <> 'value' AND NEW.number > sessions"
)
_TWICE = (
    "SELECT 1 FROM redemption WHERE course_id = NEW.course_id"
    " AND number = NEW.number AND back_at IS NULL AND id <> NEW.id"
)
_NO_SESSION_TWICE = {
    "sqlite": tuple(
        f"CREATE TRIGGER no_session_twice_{name} BEFORE {act} ON redemption"
        f" WHEN NEW.back_at IS NULL AND (EXISTS ({_BEYOND}) OR EXISTS ({_TWICE}))"
        " BEGIN SELECT RAISE(ABORT, 'no_session_twice'); END"
        for name, act in (("new", "INSERT"), ("again", "UPDATE"))
    ),
    "postgresql": (
        f"""CREATE OR REPLACE FUNCTION no_session_beyond() RETURNS trigger AS $$
BEGIN
  IF NEW.back_at IS NULL AND EXISTS ({_BEYOND}) THEN
    RAISE EXCEPTION 'no_session_twice'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$ LANGUAGE plpgsql""",
        "CREATE TRIGGER no_session_beyond BEFORE INSERT OR UPDATE ON redemption"
        " FOR EACH ROW EXECUTE FUNCTION no_session_beyond()",
    ),
}
_MORE = (
    "NEW.given + NEW.gone > NEW.price OR NEW.given < 0 OR NEW.gone < 0"
    " OR NEW.unpaid < 0 OR NEW.unpaid > NEW.price"
    " OR (NEW.kind = 'value' AND NEW.value_used > NEW.list_unit)"
)
_NO_MORE_THAN_SOLD = {
    "sqlite": tuple(
        f"CREATE TRIGGER no_more_than_sold_{name} BEFORE {act} ON course"
        f" WHEN {_MORE} BEGIN SELECT RAISE(ABORT, 'no_more_than_sold'); END"
        for name, act in (("new", "INSERT"), ("again", "UPDATE"))
    ),
    "postgresql": (
        f"""CREATE OR REPLACE FUNCTION no_more_than_sold() RETURNS trigger AS $$
BEGIN
  IF {_MORE} THEN
    RAISE EXCEPTION 'no_more_than_sold'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$ LANGUAGE plpgsql""",
        "CREATE TRIGGER no_more_than_sold BEFORE INSERT OR UPDATE ON course"
        " FOR EACH ROW EXECUTE FUNCTION no_more_than_sold()",
    ),
}
