"""The ledger, the till, courses, what is paid ahead, the shelf, the end of a day."""

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


def _money(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _ledger() -> None:
    """One row moves one amount, so nothing can be out of balance."""
    one = "posting"
    op.create_table(
        one,
        moment("at"),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        *map(text, ("debit", "credit")),
        _money("amount"),
        link(one, "client_id", "client"),
        *(
            sa.Column(name, sa.Integer())
            for name in ("bill_id", "line_id", "course_id", "voucher_id")
        ),
        link(one, "staff_id", "staff_member"),
        link(one, "reverses_id", "posting"),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_posting"),
        sa.CheckConstraint("amount > 0", name="ck_posting_amount"),
        sa.CheckConstraint("debit <> credit", name="ck_posting_accounts"),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    index(one, "day", "kind")
    index(one, "client_id", "day")
    index(one, "bill_id")
    index(one, "course_id")
    for statement in _BOOKS_STAND.get(op.get_bind().dialect.name, ()):
        op.execute(statement)


def _till() -> None:
    """Bills, their lines and payments, and the days they belong to."""


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


def _shelf() -> None:
    """Batches, movements, counts."""


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
