"""Each action says which tables it knew; a photograph vouches for its small picture.

Later parts of this release add their columns and indices here.
"""

from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from alembic import op

from salon.store.reshape import recast, rewrite

revision = "0002"
down_revision = "0001"

# Joining two files left these behind: they name the file that was kept from now on.
_JOINED = "{column} IN (SELECT id FROM client WHERE merged_into IS NOT NULL)"
_KEPT = (
    "(WITH RECURSIVE up(id, kept) AS ("
    "SELECT id, merged_into FROM client WHERE id = {leaning}"
    " UNION SELECT c.id, c.merged_into FROM client c JOIN up ON c.id = up.kept)"
    " SELECT id FROM up WHERE kept IS NULL)"
)


def upgrade() -> None:
    op.add_column("action", sa.Column("revision", sa.String()))
    recast("photo", (), {sa.Column("thumb_hash", sa.String(), nullable=False): _thumb})
    for table, column, but in (
        ("relative", "other_id", "nullif({kept}, client_id)"),
        ("safety_override", "client_id", "coalesce({kept}, client_id)"),
    ):
        kept = _KEPT.format(leaning=f"{table}.{column}")
        rewrite(table, {column: but.format(kept=kept)}, _JOINED.format(column=column))
    if op.get_context().dialect.name == "postgresql":
        for statement in POSTGRESQL:
            op.get_bind().exec_driver_sql(statement)


def _thumb(photo: dict[str, Any]) -> str:
    found = sa.text("SELECT thumb FROM picture WHERE hash = :hash")
    thumb = op.get_bind().execute(found, {"hash": photo["hash"]}).scalar()
    return "" if thumb is None else sha256(thumb).hexdigest()


POSTGRESQL = (  # clients are found by an index there too
    (
        "CREATE OR REPLACE FUNCTION found_by_name() RETURNS trigger LANGUAGE "
        "plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM search_pause) THEN RETURN"
        " NULL; END IF; DELETE FROM client_search WHERE client_id = NEW.id; "
        "INSERT INTO client_search(client_id, words, parts, digits, seen) "
        "SELECT c.id, c.words, c.parts, (SELECT coalesce(string_agg(digits, ' '"
        " ORDER BY id), '') FROM client_phone WHERE client_id = c.id) AS "
        "digits, (SELECT max(day) FROM appointment WHERE client_id = c.id AND "
        "status IN ('completed', 'left')) AS seen FROM client c WHERE "
        "c.merged_into IS NULL AND c.id = NEW.id; RETURN NULL; END $$"
    ),
    (
        "CREATE TRIGGER found_by_name_new AFTER INSERT ON client FOR EACH ROW "
        "EXECUTE FUNCTION found_by_name()"
    ),
    (
        "CREATE TRIGGER found_by_name_changed AFTER UPDATE OF words, parts, "
        "merged_into ON client FOR EACH ROW WHEN (NEW.words IS DISTINCT FROM "
        "OLD.words OR NEW.parts IS DISTINCT FROM OLD.parts OR NEW.merged_into "
        "IS DISTINCT FROM OLD.merged_into) EXECUTE FUNCTION found_by_name()"
    ),
    (
        "CREATE OR REPLACE FUNCTION found_by_name_gone() RETURNS trigger "
        "LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM "
        "search_pause) THEN DELETE FROM client_search WHERE client_id = OLD.id;"
        " END IF; RETURN OLD; END $$"
    ),
    (
        "CREATE TRIGGER found_by_name_gone BEFORE DELETE ON client FOR EACH ROW"
        " EXECUTE FUNCTION found_by_name_gone()"
    ),
    (
        "CREATE OR REPLACE FUNCTION found_by_phone() RETURNS trigger LANGUAGE "
        "plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM search_pause) THEN RETURN"
        " NULL; END IF; IF TG_OP <> 'INSERT' THEN UPDATE client_search SET "
        "digits = (SELECT coalesce(string_agg(digits, ' ' ORDER BY id), '') "
        "FROM client_phone WHERE client_id = OLD.client_id) WHERE client_id = "
        "OLD.client_id; END IF; IF TG_OP <> 'DELETE' THEN UPDATE client_search "
        "SET digits = (SELECT coalesce(string_agg(digits, ' ' ORDER BY id), '')"
        " FROM client_phone WHERE client_id = NEW.client_id) WHERE client_id = "
        "NEW.client_id; END IF; RETURN NULL; END $$"
    ),
    (
        "CREATE TRIGGER found_by_phone AFTER INSERT OR DELETE OR UPDATE OF "
        "digits, client_id ON client_phone FOR EACH ROW EXECUTE FUNCTION "
        "found_by_phone()"
    ),
    (
        "CREATE OR REPLACE FUNCTION last_seen() RETURNS trigger LANGUAGE "
        "plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM search_pause) THEN RETURN"
        " NULL; END IF; IF TG_OP <> 'INSERT' THEN UPDATE client_search SET seen"
        " = (SELECT max(day) FROM appointment WHERE client_id = OLD.client_id "
        "AND status IN ('completed', 'left')) WHERE client_id = OLD.client_id; "
        "END IF; IF TG_OP <> 'DELETE' THEN UPDATE client_search SET seen = "
        "(SELECT max(day) FROM appointment WHERE client_id = NEW.client_id AND "
        "status IN ('completed', 'left')) WHERE client_id = NEW.client_id; END "
        "IF; RETURN NULL; END $$"
    ),
    (
        "CREATE TRIGGER last_seen_new AFTER INSERT ON appointment FOR EACH ROW "
        "WHEN (NEW.status IN ('completed', 'left')) EXECUTE FUNCTION "
        "last_seen()"
    ),
    (
        "CREATE TRIGGER last_seen_changed AFTER UPDATE OF status, day, "
        "client_id ON appointment FOR EACH ROW WHEN (NEW.status IS DISTINCT "
        "FROM OLD.status OR NEW.day IS DISTINCT FROM OLD.day OR NEW.client_id "
        "IS DISTINCT FROM OLD.client_id) EXECUTE FUNCTION last_seen()"
    ),
    (
        "CREATE TRIGGER last_seen_gone AFTER DELETE ON appointment FOR EACH ROW"
        " WHEN (OLD.status IN ('completed', 'left')) EXECUTE FUNCTION "
        "last_seen()"
    ),
    (
        "CREATE OR REPLACE FUNCTION search_grams(words text, parts text, digits"
        " text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST"
        " 10000 AS $$ SELECT coalesce(array_agg(DISTINCT gram), '{}') FROM ( "
        "SELECT ' ' || left(word, n) AS gram FROM unnest(string_to_array(words,"
        " ' ')) AS word, generate_series(1, 3) AS n WHERE word <> '' UNION ALL "
        "SELECT substr(parts, n, 3) FROM generate_series(1, length(parts) - 2) "
        "AS n UNION ALL SELECT substr(digits, n, 3) FROM generate_series(1, "
        "length(digits) - 2) AS n) AS found $$"
    ),
    (
        "CREATE INDEX ix_client_search_grams ON client_search USING gin "
        "(search_grams(words, parts, digits))"
    ),
    (
        "CREATE INDEX ix_client_search_newest ON client_search (seen DESC NULLS"
        " LAST, client_id)"
    ),
    ("DELETE FROM client_search"),
    (
        "INSERT INTO client_search(client_id, words, parts, digits, seen) "
        "SELECT c.id, c.words, c.parts, (SELECT coalesce(string_agg(digits, ' '"
        " ORDER BY id), '') FROM client_phone WHERE client_id = c.id) AS "
        "digits, (SELECT max(day) FROM appointment WHERE client_id = c.id AND "
        "status IN ('completed', 'left')) AS seen FROM client c WHERE "
        "c.merged_into IS NULL"
    ),
    ('ALTER TABLE client ALTER COLUMN sort_key TYPE varchar COLLATE "C"'),
)
