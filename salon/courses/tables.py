"""What is stored of courses."""

from datetime import date, datetime

from sqlalchemy import Index, ScalarSelect, func, select, text
from sqlalchemy.orm import Mapped, mapped_column

from salon.catalogue.model import ServiceId
from salon.clients.model import ClientId
from salon.courses.model import CourseKind, CourseState, Doing, RedemptionId
from salon.money import Money
from salon.store.base import Record, guard, own_id
from salon.store.leaning import Erasure, Merge, Tie, leans

_STANDS = text("back_at IS NULL")


class Course(Record):
    """Sessions or worth paid for ahead; what is used are its redemptions.

    Of the price some is given, some gone (paid back, run out, changed), the rest is
    owed; the database refuses that it ever be more.
    """

    __tablename__ = "course"

    client_id: Mapped[ClientId] = leans(
        "client.id", Tie.OWN, erasure=Erasure.KEPT, index=True
    )
    service_id: Mapped[ServiceId] = leans("service.id", Tie.NAMES)  # the first of them
    sessions: Mapped[int]  # by value: 0
    price: Mapped[Money]
    sold_on: Mapped[date]
    expires_on: Mapped[date | None]
    kind: Mapped[CourseKind] = mapped_column(default=CourseKind.SESSIONS)
    name: Mapped[str] = mapped_column(default="")
    list_unit: Mapped[Money] = mapped_column(default=Money())  # by value: all of it
    unpaid: Mapped[Money] = mapped_column(default=Money())
    given: Mapped[Money] = mapped_column(default=Money())
    gone: Mapped[Money] = mapped_column(default=Money())
    value_used: Mapped[Money] = mapped_column(default=Money())
    state: Mapped[CourseState] = mapped_column(default=CourseState.ACTIVE)
    frozen_from: Mapped[date | None]
    frozen_until: Mapped[date | None]
    plan_id: Mapped[int | None] = leans("plan.id", Tie.NAMES)
    buyer_id: Mapped[int | None] = leans("client.id", Tie.NAMES, merge=Merge.FOLLOWS)
    line_id: Mapped[int | None]  # of the bill, which stands above
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)  # who sold it


class CourseChoice(Record):
    """One more service that a course may be taken as."""

    __tablename__ = "course_choice"

    course_id: Mapped[int] = leans(
        "course.id", Tie.PART, erasure=Erasure.KEPT, index=True
    )
    service_id: Mapped[ServiceId] = leans("service.id", Tie.NAMES)


class CourseHolder(Record):
    """Somebody of the household who may use a course besides its owner."""

    __tablename__ = "course_holder"

    course_id: Mapped[int] = leans(
        "course.id", Tie.PART, erasure=Erasure.KEPT, index=True
    )
    client_id: Mapped[ClientId] = leans(
        "client.id", Tie.NAMES, merge=Merge.FOLLOWS, index=True
    )


class CourseEvent(Record):
    """One line of a course's log: what, when, who, why."""

    __tablename__ = "course_event"
    told = ("reason",)

    course_id: Mapped[int] = leans(
        "course.id", Tie.PART, erasure=Erasure.BLANKED, index=True
    )
    doing: Mapped[Doing]
    at: Mapped[datetime]
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
    reason: Mapped[str] = mapped_column(default="")
    amount: Mapped[Money] = mapped_column(default=Money())
    days: Mapped[int] = mapped_column(default=0)
    other_id: Mapped[int | None] = leans("client.id", Tie.NAMES, merge=Merge.FOLLOWS)
    other_course: Mapped[int | None] = leans("course.id", Tie.NAMES)


class Redemption(Record):
    """One session of a course taken at one visit, signed by both.

    It is never deleted but by undo; what was taken by mistake says since when it
    counts no longer. The database refuses the same session twice.
    """

    __tablename__ = "redemption"
    told = ("staff_sign", "client_sign", "back_reason")
    __table_args__ = (
        Index(
            "no_session_twice",
            *("course_id", "number"),
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
        Index(
            "no_visit_twice",
            "appointment_id",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
        *Record.__table_args__,
    )

    id: Mapped[RedemptionId] = own_id()
    course_id: Mapped[int] = leans(
        "course.id", Tie.PART, erasure=Erasure.BLANKED, index=True
    )
    appointment_id: Mapped[int | None] = leans(
        "appointment.id", Tie.OWN, erasure=Erasure.BLANKED
    )
    number: Mapped[int]
    worth: Mapped[Money]
    listed: Mapped[Money] = mapped_column(default=Money())  # at the list price
    service_id: Mapped[ServiceId | None] = leans("service.id", Tie.NAMES)
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
    client_id: Mapped[ClientId | None] = leans(
        "client.id", Tie.NAMES, merge=Merge.FOLLOWS
    )
    at: Mapped[datetime]
    # strokes as `read_signature` reads them; "paper": on the slip; "": missing
    staff_sign: Mapped[str] = mapped_column(default="")
    client_sign: Mapped[str] = mapped_column(default="")
    code: Mapped[str] = mapped_column(default="", index=True)
    back_at: Mapped[datetime | None]
    back_by: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
    back_reason: Mapped[str] = mapped_column(default="")


_BEYOND = (
    "SELECT 1 FROM course WHERE id = NEW.course_id"
    " AND kind <> 'value' AND NEW.number > sessions"
)
_TWICE = (
    "SELECT 1 FROM redemption WHERE course_id = NEW.course_id"
    " AND number = NEW.number AND back_at IS NULL AND id <> NEW.id"
)
NO_SESSION_TWICE = {
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
guard(Redemption, **NO_SESSION_TWICE)
_MORE = (
    "NEW.given + NEW.gone > NEW.price OR NEW.given < 0 OR NEW.gone < 0"
    " OR NEW.unpaid < 0 OR NEW.unpaid > NEW.price"
    " OR (NEW.kind = 'value' AND NEW.value_used > NEW.list_unit)"
)
NO_MORE_THAN_SOLD = {
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
guard(Course, **NO_MORE_THAN_SOLD)


def used_sessions() -> ScalarSelect[int]:
    """Return how many sessions of a course are used, counted for those in sight."""
    used = select(func.count()).select_from(Redemption)
    its = used.where(Redemption.course_id == Course.id, Redemption.back_at.is_(None))
    return its.correlate(Course).scalar_subquery()
