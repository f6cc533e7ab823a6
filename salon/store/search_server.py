"""The index that clients are found by on PostgreSQL, which has no FTS5.

`client_search` is fed by triggers as on SQLite. Its index holds what each line could
be found by: the first one, two and three letters of every word, and all runs of three
in parts and digits. That needs no extension (pg_trgm knows only the letters of the
database's own locale, and may not be installed everywhere) and serves every script;
whether a line that was found so does hold what was typed is then looked at.
"""

from collections.abc import Sequence
from dataclasses import dataclass

_AWAKE = "IF EXISTS (SELECT 1 FROM search_pause) THEN RETURN NULL; END IF;"
_PHONES = (
    "(SELECT coalesce(string_agg(digits, ' ' ORDER BY id), '') FROM client_phone"
    " WHERE client_id = {client})"
)
_SEEN = (
    "(SELECT max(day) FROM appointment WHERE client_id = {client}"
    " AND status IN ('completed', 'left'))"
)
FUNCTIONS = (
    "search_grams(text, text, text)",
    *(f"{name}()" for name in ("found_by_name", "found_by_phone", "last_seen")),
    *("found_by_name_gone()", "history_stays()"),
)
LINE = (  # of a client, as her rows say
    "SELECT c.id, c.words, c.parts, {phones} AS digits, {seen} AS seen FROM client c"
    " WHERE c.merged_into IS NULL"
).format(phones=_PHONES.format(client="c.id"), seen=_SEEN.format(client="c.id"))
FEED = "INSERT INTO client_search(client_id, words, parts, digits, seen)"
STRAYS = (
    f"SELECT r.id FROM ({LINE}) AS r LEFT JOIN client_search s ON s.client_id = r.id"
    " WHERE s.client_id IS NULL OR (s.words, s.parts, s.digits, s.seen)"
    " IS DISTINCT FROM (r.words, r.parts, r.digits, r.seen) LIMIT 100"
)


def _function(name: str, body: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN {_AWAKE} {body} RETURN NULL; END $$"
    )


def _renewed(column: str, value: str) -> str:
    """Return what writes a column of the index anew for the old and new client."""
    return " ".join(
        f"IF TG_OP <> '{but}' THEN UPDATE client_search SET {column} ="
        f" {value.format(client=row)} WHERE client_id = {row}; END IF;"
        for row, but in (("OLD.client_id", "INSERT"), ("NEW.client_id", "DELETE"))
    )


INDEX = (
    "CREATE OR REPLACE FUNCTION search_grams(words text, parts text, digits text)"
    " RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10000 AS $$"
    " SELECT coalesce(array_agg(DISTINCT gram), '{}') FROM ("
    " SELECT ' ' || left(word, n) AS gram"
    " FROM unnest(string_to_array(words, ' ')) AS word, generate_series(1, 3) AS n"
    " WHERE word <> ''"
    " UNION ALL SELECT substr(parts, n, 3)"
    " FROM generate_series(1, length(parts) - 2) AS n"
    " UNION ALL SELECT substr(digits, n, 3)"
    " FROM generate_series(1, length(digits) - 2) AS n) AS found $$",
    "CREATE INDEX ix_client_search_grams ON client_search"
    " USING gin (search_grams(words, parts, digits))",
    "CREATE INDEX ix_client_search_newest ON client_search"
    " (seen DESC NULLS LAST, client_id)",
)
ON_CLIENT = (
    _function(
        "found_by_name",
        "DELETE FROM client_search WHERE client_id = NEW.id;"
        f" {FEED} {LINE} AND c.id = NEW.id;",
    ),
    "CREATE TRIGGER found_by_name_new AFTER INSERT ON client"
    " FOR EACH ROW EXECUTE FUNCTION found_by_name()",
    "CREATE TRIGGER found_by_name_changed"
    " AFTER UPDATE OF words, parts, merged_into ON client FOR EACH ROW"
    " WHEN (NEW.words IS DISTINCT FROM OLD.words"
    " OR NEW.parts IS DISTINCT FROM OLD.parts"
    " OR NEW.merged_into IS DISTINCT FROM OLD.merged_into)"
    " EXECUTE FUNCTION found_by_name()",
    "CREATE OR REPLACE FUNCTION found_by_name_gone() RETURNS trigger"
    " LANGUAGE plpgsql AS $$ BEGIN"
    " IF NOT EXISTS (SELECT 1 FROM search_pause) THEN"
    " DELETE FROM client_search WHERE client_id = OLD.id; END IF;"
    " RETURN OLD; END $$",
    "CREATE TRIGGER found_by_name_gone BEFORE DELETE ON client"
    " FOR EACH ROW EXECUTE FUNCTION found_by_name_gone()",
)
ON_PHONE = (
    _function("found_by_phone", _renewed("digits", _PHONES)),
    "CREATE TRIGGER found_by_phone AFTER INSERT OR DELETE"
    " OR UPDATE OF digits, client_id ON client_phone"
    " FOR EACH ROW EXECUTE FUNCTION found_by_phone()",
)
ON_VISIT = (
    _function("last_seen", _renewed("seen", _SEEN)),
    "CREATE TRIGGER last_seen_new AFTER INSERT ON appointment FOR EACH ROW"
    " WHEN (NEW.status IN ('completed', 'left')) EXECUTE FUNCTION last_seen()",
    "CREATE TRIGGER last_seen_changed AFTER UPDATE OF status, day, client_id"
    " ON appointment FOR EACH ROW WHEN (NEW.status IS DISTINCT FROM OLD.status"
    " OR NEW.day IS DISTINCT FROM OLD.day"
    " OR NEW.client_id IS DISTINCT FROM OLD.client_id) EXECUTE FUNCTION last_seen()",
    "CREATE TRIGGER last_seen_gone AFTER DELETE ON appointment FOR EACH ROW"
    " WHEN (OLD.status IN ('completed', 'left')) EXECUTE FUNCTION last_seen()",
)


_WHOLE = "strpos(' ' || words || ' ', %s) > 0"


@dataclass(frozen=True, slots=True)
class _Way:
    """One way in which a line may hold what was typed."""

    grams: tuple[str, ...]  # what the index must have of it
    what: str  # it is so
    values: tuple[str, ...]


Others = Sequence[Sequence[Sequence[tuple[str, bool]]]]
"""For each word what else it may mean: in each way all of some words, whole or not."""


def matching(
    words: Sequence[str],
    phrases: Sequence[str],
    digits: Sequence[str],
    others: Others = (),
) -> tuple[str, tuple[object, ...]]:
    """Return a statement that finds the ids of all who match, and its values.

    Args:
        words: Each the beginning of a word, or from three letters on any part.
        phrases: Words with blanks between them, to be found as they stand.
        digits: Each a part of a number, or below three digits how a word begins.
        others: What else each of the words may mean.
    """
    asked = _asked(words, phrases, digits, others)
    given = [value for each in asked for way in each for value in _given(way)]
    one = (
        "SELECT client_id FROM client_search"
        " WHERE search_grams(words, parts, digits) @> %s::text[] AND {what}"
    )
    found = (
        " UNION ".join(one.format(what=way.what) for way in each) for each in asked
    )
    return " INTERSECT ".join(f"({each})" for each in found), tuple(given)


def walking(
    words: Sequence[str],
    phrases: Sequence[str],
    digits: Sequence[str],
    others: Others = (),
) -> tuple[str, tuple[str, ...]]:
    """Return the same as a condition on one line, and its values."""
    asked = _asked(words, phrases, digits, others)
    given = [value for each in asked for way in each for value in way.values]
    held = (" OR ".join(way.what for way in each) for each in asked)
    return " AND ".join(f"({each})" for each in held), tuple(given)


def _given(way: _Way) -> tuple[object, ...]:
    return list(way.grams), *way.values


def _asked(
    words: Sequence[str],
    phrases: Sequence[str],
    digits: Sequence[str],
    others: Others,
) -> list[list[_Way]]:
    """Return for each thing that was typed the ways to hold it."""
    asked = [[_Way(_first(one), _WHOLE, (f" {one} ",))] for one in phrases]
    for place, word in enumerate(words):
        asked.append([_begins(word)])
        if len(word) >= 3:
            asked[-1].append(_Way(_runs(word), "strpos(parts, %s) > 0", (word,)))
        asked[-1] += map(_all_of, others[place] if others else ())
    for number in digits:
        if len(number) < 3:
            asked.append([_begins(number)])
            continue
        ways = (f"strpos({column}, %s) > 0" for column in ("parts", "digits"))
        asked.append([_Way(_runs(number), way, (number,)) for way in ways])
    return asked


def _all_of(terms: Sequence[tuple[str, bool]]) -> _Way:
    ways = [
        _Way(_first(text), _WHOLE, (f" {text} ",)) if is_whole else _begins(text)
        for text, is_whole in terms
    ]
    return _Way(
        tuple(gram for way in ways for gram in way.grams),
        " AND ".join(way.what for way in ways),
        tuple(value for way in ways for value in way.values),
    )


def _begins(word: str) -> _Way:
    return _Way(_first(word), "strpos(' ' || words, %s) > 0", (f" {word}",))


def _first(phrase: str) -> tuple[str, ...]:
    """Return what the index has of how the words of *phrase* begin."""
    return tuple(f" {word[:3]}" for word in phrase.split())


def _runs(word: str) -> tuple[str, ...]:
    return tuple(word[at : at + 3] for at in range(len(word) - 2))
