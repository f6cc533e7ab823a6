"""Puts the starting content into a new salon, and brings it up to date later.

`resources/domain` holds one file a subject, in three languages. Every row keeps the
digest of what it was loaded from. An update changes only rows that still say what
they said then, and adds new ones: what the salon has changed, it never overwrites.
"""

import csv
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from salon.catalogue.events import ContentLoaded
from salon.catalogue.model import Subject
from salon.catalogue.tables import Entry, Product, Service
from salon.hongkong import REGIONS as HONG_KONG
from salon.hongkong import content_in_hong_kong
from salon.money import Money
from salon.rights import Right
from salon.safety.tables import Contraindication
from salon.settings.events import SettingsChanged
from salon.settings.queries import premises
from salon.settings.tables import Setting
from salon.settings.usual import usual_price as usual_price
from salon.shipped import RESOURCES
from salon.store.base import Record
from salon.store.plain import canonical
from salon.work import Work, needs

HERE = RESOURCES / "domain"
COMING = 0.3  # of the price of an hour, however short it is
_THERE = ":hk"  # what is loaded is in the words of Hong Kong

_BANDS = {1: (1, 3), 2: (2, 3), 3: (1, 1), 4: (2, 1), 5: (4, 1)}
_NAMES = ("en", "zh_hans", "zh_hant")

_CSV = {
    Subject.ZONE: ("skin_zones", "zone_id"),
    Subject.SKIN_CONDITION: ("skin_conditions", "skin_condition_id"),
    Subject.MEASURE: ("skin_measures", "measure_id"),
    Subject.BAND: ("band_labels", "band_id"),
    Subject.HEALTH_CONDITION: ("health_conditions", "condition_id"),
    Subject.HEALTH_QUESTION: ("health_questions", "question_id"),
    Subject.CLIENT_FIELD: ("client_fields", "field_id"),
    Subject.CONSENT: ("consents", "consent_id"),
    Subject.ADVICE: ("advice", "advice_id"),
    Subject.INGREDIENT: ("ingredients", "ingredient_id"),
    Subject.FIRST_WORDS: ("incident_words", "flag_id"),
    Subject.COMPENSATION: ("compensation_matrix", "compensation"),
    Subject.PERSONALITY: ("personality_types", "personality_id"),
}
_TOML = {
    Subject.PROTOCOL: "protocol",
    Subject.QUESTION: "question",
    Subject.RED_FLAG: "red_flag",
    Subject.OPENER: "opener",
    Subject.CLOSER: "closer",
    Subject.MESSAGE: "message",
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """One row of the starting content: its table, its key there, its columns."""

    kind: type[Record]
    key: tuple[str, ...]
    columns: dict[str, Any]


@needs(Right.MANAGE)
def load_content(work: Work) -> int:
    """Add what is missing and update what the salon has left as it came.

    Returns:
        How many rows were added or brought up to date.
    """
    changed, is_other = _bring_up_to_date(work)
    if changed or is_other:  # a file that becomes no rows is content, too
        work.record(ContentLoaded())
    return changed


def _bring_up_to_date(work: Work) -> tuple[int, bool]:
    """Return how many rows are new or changed, and if the content was another."""
    here = premises(work)
    usual = here.usual_price or usual_price(here.currency)
    fresh: dict[type[Record], list[dict[str, Any]]] = {}
    there: dict[type[Record], dict[tuple[str, ...], Any]] = {}
    changed = 0
    for place, row in enumerate(starting_rows(here.region)):
        if row.kind not in there:
            there[row.kind] = {
                _key_of(one): one for one in work.session.scalars(select(row.kind))
            }
        mark = digest_of(row.columns)
        more: dict[str, Any] = {"origin": mark}
        if row.kind is not Contraindication:
            more["sort"] = place
        if row.kind is Service:
            minutes = int(row.columns["minutes"])
            more["price"] = price_of(row.columns["price_band"], usual, minutes)
        known = there[row.kind].get(row.key)
        if known is None:
            fresh.setdefault(row.kind, []).append(row.columns | more)
        elif known.origin != mark and _is_untouched(known, row.columns):
            for name, value in row.columns.items():
                setattr(known, name, value)
            known.origin = mark
            changed += 1
    for kind, rows in fresh.items():
        changed += len(work.add_many(kind, rows))
    return changed, _note_state(work, here.region)


def follow_region(work: Work, _event: SettingsChanged) -> None:
    """Say the content in the words of the region; it is undone with the move there."""
    known = work.session.scalar(select(Setting.value).where(Setting.key == "content"))
    if known is None:
        return  # nothing is loaded yet
    there = premises(work).region in HONG_KONG
    if there != json.loads(known).endswith(_THERE):
        _bring_up_to_date(work)


def price_of(band: int, usual: int, minutes: int = 60) -> Money:
    """Return the price of a band for so many minutes, rounded as price lists are.

    A band is what an hour of it costs; what is short costs less, though a part of it is
    for coming at all.
    """
    over, under = _BANDS.get(band, (1, 1))
    exact = usual * over / under * (COMING + (1 - COMING) * min(minutes, 120) / 60)
    step = 100 if exact >= 1000 else 50 if exact >= 500 else 10
    if exact >= 20000:
        step = 500 if exact < 100000 else 1000
    return Money(round(exact / step) * step)


def digest_of(columns: Mapping[str, Any]) -> str:
    """Return the mark by which a row is known to be as it was loaded."""
    return sha256(canonical(dict(columns)).encode()).hexdigest()[:24]


def state(region: str = "") -> str:
    """Return what tells this program's content from an earlier one's."""
    files = sorted(HERE.iterdir())
    sizes = ",".join(str(file.stat().st_size) for file in files)
    return f"1:{sizes}{_THERE if region in HONG_KONG else ''}"


def _note_state(work: Work, region: str) -> bool:
    """Keep what the content is now; return whether it was another."""
    said = json.dumps(state(region))
    row = work.session.scalar(select(Setting).where(Setting.key == "content"))
    if row is None:
        work.add(Setting(key="content", value=said))
        return True
    is_other = row.value != said
    row.value = said
    return is_other


def _key_of(row: Any) -> tuple[str, ...]:
    return (row.subject, row.ref) if isinstance(row, Entry) else (row.ref,)


def _is_untouched(row: Any, columns: Mapping[str, Any]) -> bool:
    now = {name: getattr(row, name) for name in columns}
    return bool(digest_of(now) == row.origin)


def starting_rows(region: str = "") -> Iterator[Loaded]:
    """Return every row that a new salon begins with, in the words of its region."""
    for row in _rows_as_written():
        if region in HONG_KONG:
            yield replace(row, columns=content_in_hong_kong(row.columns))
        else:
            yield row


def _rows_as_written() -> Iterator[Loaded]:
    yield from _services()
    yield from _products()
    for row in _rows("contraindications"):
        columns = {
            "ref": row["rule_id"],
            "scope_type": row["scope_type"],
            "scope_id": row["scope_id"],
            "condition": row["condition_id"],
            "action": row["action"],
            "defer_days": int(row["defer_days"]) if row["defer_days"] else None,
            "area_only": row["area_only"] == "yes",
            **{name: row[f"reason_{name}"] for name in _NAMES},
            "source": row["source"],
        }
        yield Loaded(Contraindication, (row["rule_id"],), columns)
    for row in _rows("vocab"):
        ref = f"{row['list_id']}:{row['value_id']}"
        yield _entry(Subject.TERM, ref, row, {"list": row["list_id"]})
    for subject, (file, key) in _CSV.items():
        for row in _rows(file):
            body = {k: v for k, v in row.items() if k not in (key, *_NAMES) and v}
            yield _entry(subject, row[key], row, body)
    for row in _rows("ingredient_conflicts"):
        ref = f"{row['ingredient_a']}+{row['ingredient_b']}"
        names = {name: row[f"rule_{name}"] for name in _NAMES}
        yield _entry(Subject.INGREDIENT_CONFLICT, ref, names, dict(row))
    protocols = _toml("aftercare_protocols")
    for subject, key in _TOML.items():
        for one in protocols[key]:
            names = one.get("name") or one.get("note") or one["text"]
            body = {k: v for k, v in one.items() if k not in ("id", "name")}
            yield _entry(subject, one["id"], names, body)
    complaints = _toml("complaint_words")
    for one in complaints["step"]:
        body = {k: v for k, v in one.items() if k not in ("id", "name")}
        yield _entry(Subject.COMPLAINT_STEP, one["id"], one["name"], body)
    for one in complaints["say"]:
        ref = f"{one['step']}:{one['manner']}"
        body = {k: v for k, v in one.items() if k not in ("text", "step", "manner")}
        yield _entry(Subject.COMPLAINT_WORDS, ref, one["text"], body)
    for one in _toml("plan_templates")["plan"]:
        body = {k: v for k, v in one.items() if k not in ("id", "name")}
        yield _entry(Subject.TEMPLATE, one["id"], one["name"], body)


def _entry(
    subject: Subject, ref: str, names: Mapping[str, str], body: Mapping[str, Any]
) -> Loaded:
    said = {name: names.get(name) or names.get("en", "") for name in _NAMES}
    text = json.dumps(body, ensure_ascii=False, sort_keys=True)
    columns: dict[str, Any] = {"subject": subject, "ref": ref, **said, "body": text}
    return Loaded(Entry, (subject, ref), columns)


def _services() -> Iterator[Loaded]:
    for row in _rows("services"):
        columns: dict[str, Any] = {
            "ref": row["service_id"],
            "minutes": int(row["duration_min"]),
            "gap_offset": int(row["gap_offset_min"]),
            "gap_minutes": int(row["gap_min"]),
            "buffer_minutes": int(row["buffer_min"]),
            "skill": row["skill_level"],
            "protocol": row["aftercare_protocol"],
        }
        for name in (*_NAMES, "family", "areas", "room_type", "device_type"):
            columns[name] = row[name]
        for name in ("patch_rule", "consents", "photo", "source"):
            columns[name] = row[name]
        for name in (
            *("price_band", "interval_min_days", "interval_usual_days"),
            *("interval_max_days", "course_usual", "min_age", "guardian_until_age"),
            *("patch_wait_hours", "patch_valid_hours", "downtime_days"),
            "sun_avoid_days",
        ):
            columns[name] = int(row[name] or 0)
        yield Loaded(Service, (row["service_id"],), columns)


def _products() -> Iterator[Loaded]:
    for row in _rows("products"):
        own = ("product_id", "category", *_NAMES)
        body = {key: value for key, value in row.items() if key not in own and value}
        columns = {
            "ref": row["product_id"],
            "category": row["category"],
            **{name: row[name] for name in _NAMES},
            "body": json.dumps(body, ensure_ascii=False, sort_keys=True),
        }
        yield Loaded(Product, (row["product_id"],), columns)


def _rows(file: str) -> list[dict[str, str]]:
    with (HERE / f"{file}.csv").open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


@cache
def _toml(file: str) -> dict[str, Any]:
    with (HERE / f"{file}.toml").open("rb") as opened:
        return tomllib.load(opened)
