"""What is known of a client reaches every rule, and what goes wrong leads on."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from salon.store.migrations.columns import link as _link
from salon.store.migrations.columns import table as _table
from salon.store.migrations.columns import text as _text
from salon.store.reshape import add_column, rewrite

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    for table, column in (
        ("client_condition", sa.Column("expected_on", sa.Date())),
        ("client_condition", _text("ended_how")),
        ("patch_test", _link("patch_test", "put_on_by", "staff_member")),
        ("patch_test", _link("patch_test", "read_by", "staff_member")),
        ("client_consent", _text("service_ref")),
        ("client_consent", _text("condition")),
        ("client_consent", _text("signed_by")),
        ("client_consent", _text("signature")),
        ("client_consent", _link("client_consent", "staff_id", "staff_member")),
    ):
        add_column(table, column, None if column.nullable else "")
    _read_what_was_put_on()
    _table(
        "patch_spot",
        _link("patch_spot", "patch_test_id", "patch_test", nullable=False),
        *map(_text, ("zone", "what", "batch", "result")),
    )
    _table(
        "safety_decision",
        _link("safety_decision", "client_id", "client", nullable=False),
        _link("safety_decision", "plan_session_id", "plan_session"),
        _link("safety_decision", "course_id", "course"),
        *map(_text, ("product", "rule", "condition", "reason")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _link("safety_decision", "staff_id", "staff_member"),
    )
    _table(
        "typed_answer",
        _link("typed_answer", "client_id", "client", nullable=False),
        *map(_text, ("place", "word", "answer", "conditions")),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date()),
        _link("typed_answer", "staff_id", "staff_member"),
    )
    _table(
        "incident",
        _link("incident", "client_id", "client", nullable=False),
        _link("incident", "appointment_id", "appointment"),
        _link("incident", "service_id", "service"),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        _link("incident", "opened_by", "staff_member"),
        sa.Column("severity", sa.Integer(), nullable=False),
        *map(_text, ("began", "words")),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        _link("incident", "closed_by", "staff_member"),
        *map(_text, ("outcome", "finding")),
        sa.Column("is_barred", sa.Boolean(), nullable=False),
        _text("leaves"),
    )
    _table(
        "incident_sign",
        _link("incident_sign", "incident_id", "incident", nullable=False),
        *map(_text, ("flag", "zones")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _link("incident_sign", "staff_id", "staff_member"),
    )
    _table(
        "incident_step",
        _link("incident_step", "incident_id", "incident", nullable=False),
        *map(_text, ("kind", "what", "note")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _link("incident_step", "staff_id", "staff_member"),
    )
    for table, name in (
        ("patch_spot", "patch_test_id"),
        ("safety_decision", "client_id"),
        ("safety_decision", "plan_session_id"),
        ("safety_decision", "course_id"),
        ("typed_answer", "client_id"),
        ("incident", "appointment_id"),
        ("incident_sign", "incident_id"),
        ("incident_step", "incident_id"),
    ):
        op.create_index(f"ix_{table}_{name}", table, [name])
    op.create_index("ix_incident_client_id", "incident", ["client_id", "opened_at"])
    call = _link("aftercare_call", "incident_id", "incident")
    add_column("aftercare_call", call, None)
    op.create_index("ix_aftercare_call_incident_id", "aftercare_call", ["incident_id"])


# Until 0.2.0 a reading was a test of its own, which began its hours anew.
_READ = (
    "FROM patch_test l WHERE l.client_id = patch_test.client_id"
    " AND l.service_ref = patch_test.service_ref AND l.id > patch_test.id"
    " AND l.result <> '' AND l.applied_at = l.read_at ORDER BY l.id LIMIT 1"
)
_PUT_ON = (
    "FROM patch_test e WHERE e.client_id = patch_test.client_id"
    " AND e.service_ref = patch_test.service_ref AND e.id < patch_test.id"
    " AND e.result = patch_test.result AND e.read_at = patch_test.read_at"
    " AND e.applied_at < patch_test.applied_at ORDER BY e.id DESC LIMIT 1"
)


def _read_what_was_put_on() -> None:
    """Let a reading belong to the test that was put on; the hours count from there."""
    filling: dict[str, Any] = {
        name: f"(SELECT l.{name} {_READ})" for name in ("read_at", "result")
    }
    rewrite("patch_test", filling, f"result = '' AND EXISTS (SELECT 1 {_READ})")
    begun: dict[str, Any] = {"applied_at": f"(SELECT e.applied_at {_PUT_ON})"}
    reading = f"applied_at = read_at AND EXISTS (SELECT 1 {_PUT_ON})"
    rewrite("patch_test", begun, reading)
